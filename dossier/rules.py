"""What a parent or pupil reads about where things stand: one sentence, one date, at most one thing to do. Pure.

Words: ux.md §7 and afspraak 40. A TLV gives the right to be admitted: not a place, and no duty.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from kern.termijnen.woorden import datum_voluit

STAPPEN_ADVIES = (
    "De school vraagt ons om advies",
    "Wij denken mee met de school",
    "De school en u lezen ons advies",
)
STAPPEN = (
    "De school vraagt hulp voor {v}",
    "Wij kijken of alles erbij zit",
    "Twee deskundigen geven advies",
    "Wij nemen een besluit",
    "U krijgt de brief",
)

SOORT = {
    "SBO": "het speciaal basisonderwijs",
    "SO": "het speciaal onderwijs",
    "VSO": "het voortgezet speciaal onderwijs",
    "PRO": "het praktijkonderwijs",
    "LWOO": "het leerwegondersteunend onderwijs",
}


BOB_WOORDEN = {
    "gegrond": "wie bezwaar maakte, krijgt gelijk",
    "deels_gegrond": "wie bezwaar maakte, krijgt voor een deel gelijk",
    "ongegrond": "het besluit blijft zoals het is",
    "niet_ontvankelijk": "wij konden het niet behandelen, en het besluit blijft zoals het is",
}


@dataclass(frozen=True, kw_only=True)
class Feiten:
    """What is known for this reader. Days are inclusive.

    fase: ingediend, wacht_op_school, deskundigen, zienswijze, besluit, brief, ingetrokken or doorgezonden; brief only
    when the own letter was sent; of a question that ends in advice: vraag, advies or ingetrokken. uiterlijk: last day
    of the decision term; stil_sinds: since when it stands still; uitkomst toegekend, afwijkend, afgewezen,
    buiten_behandeling or intrekking (then start is the first day without), start, eind and bezwaar_tot: only with a
    letter. besluitstand: where that decision stands (loket.rules.bezwaar.Stand); beslist_op_bezwaar and beroep_tot:
    only with the own letter about the bezwaar. mening_tot: until when this reader can say what he thinks, once the
    letter that asks it went out; mening_gegeven: whether he did. afgeschermd: nothing of the school is to be read here.
    """

    fase: str
    roepnaam: str
    school: str
    vandaag: date
    soort: str
    bij_school: str
    uiterlijk: date | None = None
    mening_tot: date | None = None
    mening_gegeven: bool = False
    stil_sinds: date | None = None
    uitkomst: str = ""
    start: date | None = None
    eind: date | None = None
    bezwaar_tot: date | None = None
    besluitstand: str = ""
    beslist_op_bezwaar: str = ""
    beroep_tot: date | None = None
    afgeschermd: bool = False
    reden: str = ""


@dataclass(frozen=True, kw_only=True)
class Toestand:
    """What the page says. datum belongs to `daarna`, as the last words of that sentence; actie: what can be done."""

    nu: str
    daarna: str = ""
    datum: date | None = None
    actie: str = ""
    stap: int = 1
    gepasseerd: bool = False
    bezwaar_tot: date | None = None
    stappen: tuple[str, ...] = field(default=())


def uitgenodigd(nu: Toestand) -> Toestand:
    """The same state for who is asked to say whether they come: then there is something to do."""
    actie = nu.actie
    for niets in ("U hoeft nu niets te doen.", "U hoeft niets te doen."):
        actie = actie.replace(niets, "Laat weten of u bij het overleg komt.")
    return replace(nu, actie=actie)


def toestand(feiten: Feiten) -> Toestand:
    """The state of one aanvraag in the words of its reader."""
    te_laat = feiten.uiterlijk is not None and feiten.uiterlijk < feiten.vandaag
    if feiten.fase in {"ingediend", "deskundigen", "zienswijze", "besluit"} and te_laat:
        basis = _te_laat(feiten)
    else:
        basis = {
            "ingediend": _ingediend,
            "wacht_op_school": _wacht_op_school,
            "deskundigen": _deskundigen,
            "zienswijze": _zienswijze,
            "besluit": _besluit,
            "brief": _brief,
            "ingetrokken": _ingetrokken,
            "vraag": _vraag,
            "advies": _advies,
            "doorgezonden": _doorgezonden,
        }[feiten.fase](feiten)
    return basis


def stappen(roepnaam: str, *, geeft_advies: bool = False) -> tuple[str, ...]:
    """The steps of the timeline: five to a decision, three to advice."""
    return tuple(stap.format(v=roepnaam) for stap in (STAPPEN_ADVIES if geeft_advies else STAPPEN))


def _vraag(feiten: Feiten) -> Toestand:
    nu = f"De school vroeg ons om mee te denken over {feiten.roepnaam}."
    if feiten.afgeschermd:
        return Toestand(nu=nu, daarna="Er komt geen besluit.", actie="Heeft u vragen? Bel ons.", stap=2)
    return Toestand(
        nu=nu,
        daarna="U leest ons advies hier zodra het klaar is. Er komt geen besluit.",
        actie="U hoeft nu niets te doen. U kunt lezen wat de school vroeg.",
        stap=2,
    )


def _advies(feiten: Feiten) -> Toestand:
    if feiten.afgeschermd:
        return Toestand(
            nu="Wij hebben de school advies gegeven.",
            actie="Wilt u het lezen, of heeft u vragen? Bel ons.",
            stap=4,
        )
    return Toestand(
        nu="Wij hebben de school advies gegeven. U leest het hieronder.",
        actie="Praat er met de school over. Heeft u vragen? Bel ons.",
        stap=4,
    )


def _ingediend(feiten: Feiten) -> Toestand:
    return Toestand(
        nu="Wij hebben de aanvraag van de school.",
        daarna="Wij kijken nu of alles erbij zit. U krijgt ons besluit uiterlijk op",
        datum=feiten.uiterlijk,
        actie="U hoeft nu niets te doen. U kunt de aanvraag lezen.",
        stap=2,
    )


def _wacht_op_school(feiten: Feiten) -> Toestand:
    return Toestand(
        nu="Wij wachten op papieren van de school.",
        daarna="Daardoor duurt het langer. De tijd staat stil sinds",
        datum=feiten.stil_sinds,
        actie="U hoeft niets te doen. Heeft u vragen? Bel de school of ons.",
        stap=2,
    )


def _deskundigen(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=f"Twee deskundigen bekijken wat {feiten.roepnaam} nodig heeft.",
        daarna="U krijgt ons besluit uiterlijk op",
        datum=feiten.uiterlijk,
        actie="Wilt u ons nog iets vertellen? Bel uw contactpersoon.",
        stap=3,
    )


def _zienswijze(feiten: Feiten) -> Toestand:
    if feiten.mening_gegeven:
        nu, actie = "Wij hebben uw mening. Wij wachten nog op anderen.", "U hoeft nu niets te doen."
    elif feiten.mening_tot:
        nu = "Wij willen graag weten wat u vindt."
        actie = (
            f"Geef uw mening: hier, of bel, mail of schrijf ons. Dat kan tot en met {datum_voluit(feiten.mening_tot)}."
        )
    else:
        nu = "Wij willen graag weten wat u vindt."
        actie = "U krijgt hierover een brief. Daarin staat hoe en tot wanneer u kunt reageren."
    return Toestand(
        nu=nu, daarna="Daarna nemen wij een besluit, uiterlijk op", datum=feiten.uiterlijk, actie=actie, stap=4
    )


def _doorgezonden(feiten: Feiten) -> Toestand:
    return Toestand(
        nu="Wij gaan niet over deze aanvraag. Wij hebben hem doorgestuurd.",
        actie="In onze brief staat van wie u nu hoort. Heeft u vragen? Bel ons.",
        stap=0,
    )


def _besluit(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=f"Wij nemen een besluit over {feiten.roepnaam}.",
        daarna="U krijgt ons besluit uiterlijk op",
        datum=feiten.uiterlijk,
        actie="U hoeft nu niets te doen.",
        stap=4,
    )


def _te_laat(feiten: Feiten) -> Toestand:
    """Afspraak 42: the dwangsom goes to who asked; a parent may write that we are late and then go to court."""
    return Toestand(
        nu="Het duurt langer dan wij zeiden. Dat spijt ons.",
        daarna="Wij moesten besluiten vóór of op",
        datum=feiten.uiterlijk,
        actie=(
            "Bel ons. U mag ook schrijven dat wij te laat zijn. Besluiten wij dan niet binnen twee weken, "
            "dan kunt u naar de rechter."
        ),
        stap={"ingediend": 2, "deskundigen": 3, "zienswijze": 4, "besluit": 4}[feiten.fase],
        gepasseerd=True,
    )


def _bezwaar(feiten: Feiten) -> Toestand | None:
    """What a bezwaar against the decision makes of it; None when there is none."""
    if feiten.besluitstand == "in_bezwaar":
        return Toestand(
            nu="Er is bezwaar gemaakt tegen ons besluit. Een commissie luistert naar iedereen en geeft ons advies.",
            daarna="Daarna beslissen wij opnieuw. Tot dan blijft het besluit gelden.",
            actie="Krijgt u een uitnodiging voor een gesprek? U mag iemand meenemen.",
            stap=6,
            bezwaar_tot=feiten.bezwaar_tot,
        )
    if not feiten.beslist_op_bezwaar:
        return None
    return Toestand(
        nu=f"Wij hebben beslist op het bezwaar: {BOB_WOORDEN[feiten.beslist_op_bezwaar]}. In de brief staat waarom.",
        daarna="Bent u het niet eens met deze beslissing? U kunt naar de rechter tot en met",
        datum=feiten.beroep_tot,
        actie="Lees onze beslissing. Daarin staat wat er nu geldt.",
        stap=6,
    )


def _brief(feiten: Feiten) -> Toestand:
    if bezwaar := _bezwaar(feiten):
        return bezwaar
    if feiten.uitkomst == "intrekking":
        return Toestand(
            nu=f"Wij trekken de verklaring van {feiten.roepnaam} in. In de brief staat waarom.",
            daarna="De verklaring geldt niet meer vanaf",
            datum=feiten.start,
            actie=f"{feiten.school[:1].upper()}{feiten.school[1:]} zoekt met u een passende plek.",
            stap=6,
            bezwaar_tot=feiten.bezwaar_tot,
        )
    if feiten.uitkomst == "buiten_behandeling":
        nu = "Wij nemen de aanvraag niet in behandeling, omdat er papieren ontbreken. In de brief staat welke."
        actie = "De school kan een nieuwe aanvraag doen. Praat met de school over wat er nog nodig is."
        return Toestand(nu=nu, actie=actie, stap=6, bezwaar_tot=feiten.bezwaar_tot)
    if feiten.uitkomst == "afgewezen":
        nu = f"Wij geven {feiten.roepnaam} geen verklaring voor {SOORT[feiten.soort]}. In de brief staat waarom."
        actie = "De school moet samen met u zorgen voor passende hulp of een andere plek."
        return Toestand(nu=nu, actie=actie, stap=6, bezwaar_tot=feiten.bezwaar_tot)
    blijft = (
        f"tot dan blijft {feiten.school} verantwoordelijk"
        if feiten.bij_school == "ingeschreven"
        else f"{feiten.school} blijft daarvoor verantwoordelijk"
    )
    return Toestand(
        nu=f"Met deze verklaring mag {feiten.roepnaam} naar een school voor {_zonder_lidwoord(feiten.soort)}.",
        daarna="De verklaring geldt tot en met" if feiten.eind else "De verklaring heeft geen einddatum.",
        datum=feiten.eind,
        actie=f"U bent dit niet verplicht. De school zoekt met u een plek; {blijft}.",
        stap=6,
        bezwaar_tot=feiten.bezwaar_tot,
    )


def _ingetrokken(feiten: Feiten) -> Toestand:
    return Toestand(
        nu="De school heeft de aanvraag gestopt.",
        actie="Vraag de school wat het plan nu is.",
        stap=0,
    )


def _zonder_lidwoord(soort: str) -> str:
    return SOORT[soort].removeprefix("het ")

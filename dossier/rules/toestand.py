"""What a parent or pupil reads about where things stand: one sentence, one date, at most one thing to do. Pure.

Words: ux.md §7 and afspraak 40. A TLV gives the right to be admitted: not a place, and no duty.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kern.brieven.zinnen import Nederlands, Nummer, Weekdag, Zin, _

from .feiten import Feiten

SOORT = {
    "SBO": _("speciaal basisonderwijs (sbo)"),
    "SO": _("speciaal onderwijs (so)"),
    "VSO": _("voortgezet speciaal onderwijs (vso)"),
    "PRO": _("praktijkonderwijs (pro)"),
    "LWOO": _("leerwegondersteunend onderwijs (lwoo)"),
}
BESLIST_OP_BEZWAAR = {
    "gegrond": _("Wij hebben beslist op het bezwaar: wie bezwaar maakte, krijgt gelijk."),
    "deels_gegrond": _("Wij hebben beslist op het bezwaar: wie bezwaar maakte, krijgt voor een deel gelijk."),
    "ongegrond": _("Wij hebben beslist op het bezwaar: het besluit blijft zoals het is."),
    "niet_ontvankelijk": _("Wij konden het bezwaar niet behandelen. Het besluit blijft zoals het is."),
}
DE_SCHOOL = _("de school")
NIETS_DOEN = _("U hoeft nu niets te doen.")
VRAGEN = _("Heeft u vragen? Bel ons.")
UITERLIJK = _("U krijgt ons besluit uiterlijk op {dag}.")
EERST_MENINGEN = _("Wij moeten uiterlijk op {dag} besluiten. Maar wij wachten eerst op de meningen.")
STAAT_WAAROM = _("In de brief staat waarom.")
SAMEN = _("De school moet samen met u zorgen voor passende hulp of een andere plek.")
UITGENODIGD = _("Laat weten of u bij het overleg komt.")
AKKOORD_GEVRAAGD = _("Zeg of u akkoord gaat met de hulp op school.")


@dataclass(frozen=True, kw_only=True)
class Toestand:
    """What the page says. nu: what is going on; daarna: what comes next; actie: what can be done.

    stap: the number of the step that is going on, 0 when it ended early; gepasseerd: a day of ours is past.
    """

    nu: Zin
    daarna: tuple[Zin, ...] = ()
    actie: tuple[Zin, ...] = ()
    stap: int = 1
    gepasseerd: bool = False
    bezwaar_tot: date | None = None


def uitgenodigd(nu: Toestand) -> Toestand:
    """The same state for who is asked to say whether they come: then there is something to do."""
    return replace(nu, actie=tuple(UITGENODIGD if zin == NIETS_DOEN else zin for zin in nu.actie))


def akkoord_gevraagd(nu: Toestand) -> Toestand:
    """The same state for who is asked to agree with the help at school."""
    return replace(nu, actie=tuple(AKKOORD_GEVRAAGD if zin == NIETS_DOEN else zin for zin in nu.actie))


def toestand(feiten: Feiten) -> Toestand:
    """The state of one aanvraag in the words of its reader."""
    if feiten.te_laat:
        return _te_laat(feiten)
    return {
        "ingediend": _ingediend,
        "wacht_op_school": _wacht_op_school,
        "deskundigen": _deskundigen,
        "zienswijze": _zienswijze,
        "besluit": _besluit,
        "brief": _brief,
        "ingetrokken": _ingetrokken,
        "vraag": _vraag,
        "advies": _advies,
        "hulp": _hulp,
        "antwoord": _antwoord,
        "doorgezonden": _doorgezonden,
    }[feiten.fase](feiten)


def intrekking_gevraagd(tot: date, vandaag: date) -> tuple[Zin, ...]:
    """What can be done when we mean to take a TLV back. tot: the last day to react, inclusive."""
    eerst = _("Wij willen de verklaring intrekken, maar hebben nog niet besloten.")
    if tot < vandaag:
        return eerst, _("De tijd om te reageren is voorbij. Maar wat u nu stuurt, lezen wij nog.")
    return eerst, _("U kunt reageren tot en met {dag}.").met(dag=Weekdag(tot))


def bezwaar_kan(tot: date, vandaag: date) -> tuple[Zin, ...]:
    """Until when somebody can object (inclusive), or that it is past."""
    if tot < vandaag:
        return (_("De laatste dag om bezwaar te maken was {dag}. Die dag is voorbij.").met(dag=Weekdag(tot)),)
    return (
        _("Bent u het niet eens met het besluit?"),
        _("U kunt bezwaar maken tot en met {dag}.").met(dag=Weekdag(tot)),
    )


def bezwaar_per_brief(tot: date, vandaag: date, *, adres: str, mail: str, nummer: str) -> tuple[Zin, ...]:
    """The same where the portal has no form for it: also where to send it. mail: "" when there is none."""
    if tot < vandaag:
        return bezwaar_kan(tot, vandaag)
    naar = Nederlands(adres)
    waar = _("Stuur een brief naar {adres}.").met(adres=naar)
    if mail:
        waar = _("Stuur een brief naar {adres}, of een mail naar {mail}.").met(adres=naar, mail=Nummer(mail))
    waarom = _("Schrijf op waarom, en noem nummer {nummer}.").met(nummer=Nummer(nummer))
    return (*bezwaar_kan(tot, vandaag), waar, waarom)


def _uiterlijk(feiten: Feiten, zin: Zin = UITERLIJK) -> tuple[Zin, ...]:
    return (zin.met(dag=Weekdag(feiten.uiterlijk)),) if feiten.uiterlijk else ()


def _vraag(feiten: Feiten) -> Toestand:
    nu = _("De school vroeg ons om mee te denken over {kind}.").met(kind=feiten.roepnaam)
    geen_besluit = _("Er komt geen besluit.")
    if feiten.afgeschermd:
        return Toestand(nu=nu, daarna=(geen_besluit,), actie=(VRAGEN,), stap=2)
    return Toestand(
        nu=nu,
        daarna=(_("U leest ons advies hier zodra het klaar is."), geen_besluit),
        actie=(NIETS_DOEN, _("U kunt lezen wat de school vroeg.")),
        stap=2,
    )


def _advies(feiten: Feiten) -> Toestand:
    nu = _("Wij hebben de school advies gegeven.")
    if feiten.afgeschermd:
        return Toestand(nu=nu, actie=(_("Wilt u het lezen, of heeft u vragen? Bel ons."),), stap=4)
    return Toestand(
        nu=nu,
        daarna=(_("U leest het hieronder."),),
        actie=(_("Praat er met de school over."), VRAGEN),
        stap=4,
    )


def _hulp(feiten: Feiten) -> Toestand:
    nu = _("De school vroeg ons om extra hulp voor {kind}.").met(kind=feiten.roepnaam)
    if feiten.afgeschermd:
        return Toestand(nu=nu, actie=(VRAGEN,), stap=2)
    return Toestand(
        nu=nu,
        daarna=(_("U leest ons antwoord hier zodra het klaar is."),),
        actie=(NIETS_DOEN, _("U kunt lezen wat de school vroeg.")),
        stap=2,
    )


def _antwoord(feiten: Feiten) -> Toestand:
    wel = feiten.uitkomst == "toegekend"
    zin = _("{kind} krijgt extra hulp via ons.") if wel else _("{kind} krijgt geen extra hulp via ons.")
    nu = zin.met(kind=feiten.roepnaam)
    if feiten.afgeschermd:
        return Toestand(nu=nu, actie=(_("Wilt u het lezen, of heeft u vragen? Bel ons."),), stap=4)
    return Toestand(
        nu=nu,
        daarna=(_("U leest het hieronder."),),
        actie=(_("Praat er met de school over."), VRAGEN),
        stap=4,
        bezwaar_tot=feiten.bezwaar_tot,
    )


def _ingediend(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=_("Wij hebben de aanvraag van de school."),
        daarna=(_("Wij kijken nu of alles erbij zit."), *_uiterlijk(feiten)),
        actie=(NIETS_DOEN, *(() if feiten.afgeschermd else (_("U kunt de aanvraag lezen."),))),
        stap=2,
    )


def _wacht_op_school(feiten: Feiten) -> Toestand:
    sinds = _("De tijd staat stil sinds {dag}.")
    return Toestand(
        nu=_("Wij wachten op papieren van de school."),
        daarna=(
            _("Daardoor duurt het langer."),
            *((sinds.met(dag=Weekdag(feiten.stil_sinds)),) if feiten.stil_sinds else ()),
        ),
        actie=(NIETS_DOEN, _("Heeft u vragen? Bel de school of ons.")),
        stap=2,
    )


def _deskundigen(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=_("Twee deskundigen bekijken wat {kind} nodig heeft.").met(kind=feiten.roepnaam),
        daarna=_uiterlijk(feiten),
        actie=(_("Wilt u ons nog iets vertellen? Bel uw contactpersoon."),),
        stap=3,
    )


def _zienswijze(feiten: Feiten) -> Toestand:
    na_ons = feiten.mening_tot and feiten.uiterlijk and feiten.mening_tot >= feiten.uiterlijk
    daarna = _uiterlijk(feiten, EERST_MENINGEN if na_ons else _("Daarna nemen wij een besluit, uiterlijk op {dag}."))
    if feiten.mening_gegeven:
        nu = _("Wij hebben uw mening. Wij wachten nog op anderen.")
        return Toestand(nu=nu, daarna=daarna, actie=(NIETS_DOEN,), stap=4)
    actie = (
        (
            _("Geef uw mening: hier, of bel, mail of schrijf ons."),
            _("Dat kan tot en met {dag}.").met(dag=Weekdag(feiten.mening_tot)),
        )
        if feiten.mening_tot
        else (_("U krijgt hierover een brief. Daarin staat hoe en tot wanneer u kunt reageren."),)
    )
    return Toestand(nu=_("Wij willen graag weten wat u vindt."), daarna=daarna, actie=actie, stap=4)


def _doorgezonden(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=_("Wij gaan niet over deze aanvraag. Wij hebben hem doorgestuurd."),
        actie=(_("In onze brief staat van wie u nu hoort."), VRAGEN),
        stap=0,
    )


def _besluit(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=_("Wij nemen een besluit over {kind}.").met(kind=feiten.roepnaam),
        daarna=_uiterlijk(feiten),
        actie=(NIETS_DOEN,),
        stap=4,
    )


def _te_laat(feiten: Feiten) -> Toestand:
    """Afspraak 42: the dwangsom goes to who asked; a parent may write that we are late and then go to court."""
    return Toestand(
        nu=_("Het duurt langer dan wij zeiden. Dat spijt ons."),
        daarna=_uiterlijk(feiten, _("Wij moesten besluiten vóór of op {dag}.")),
        actie=(
            _("Bel ons. U mag ook schrijven dat wij te laat zijn."),
            _("Besluiten wij dan niet binnen twee weken? Dan kunt u naar de rechter."),
        ),
        stap={"ingediend": 2, "deskundigen": 3, "zienswijze": 4, "besluit": 4}[feiten.fase],
        gepasseerd=True,
    )


def _bezwaar(feiten: Feiten) -> Toestand | None:
    """What a bezwaar against the decision makes of it; None when there is none."""
    if feiten.besluitstand == "in_bezwaar":
        return Toestand(
            nu=_("Er is bezwaar gemaakt tegen ons besluit."),
            daarna=(
                _("Een commissie luistert naar iedereen en geeft ons advies."),
                _("Daarna beslissen wij opnieuw. Tot dan blijft het besluit gelden."),
            ),
            actie=(_("Krijgt u een uitnodiging voor een gesprek? U mag iemand meenemen."),),
            stap=6,
            bezwaar_tot=feiten.bezwaar_tot,
        )
    if not feiten.beslist_op_bezwaar:
        return None
    tot = _("U kunt naar de rechter tot en met {dag}.")
    return Toestand(
        nu=BESLIST_OP_BEZWAAR[feiten.beslist_op_bezwaar],
        daarna=(
            STAAT_WAAROM,
            _("Bent u het niet eens met deze beslissing?"),
            *((tot.met(dag=Weekdag(feiten.beroep_tot)),) if feiten.beroep_tot else ()),
        ),
        actie=(_("Lees onze beslissing. Daarin staat wat er nu geldt."),),
        stap=6,
    )


def _brief(feiten: Feiten) -> Toestand:
    if bezwaar := _bezwaar(feiten):
        return bezwaar
    soort, kind = SOORT[feiten.soort], feiten.roepnaam
    daarna: tuple[Zin, ...] = (STAAT_WAAROM,)
    if feiten.uitkomst == "intrekking":
        vanaf = _("De verklaring geldt niet meer vanaf {dag}.")
        nu = _("Wij trekken de verklaring van {kind} in.").met(kind=kind)
        daarna = (STAAT_WAAROM, *((vanaf.met(dag=Weekdag(feiten.start)),) if feiten.start else ()))
        actie: tuple[Zin, ...] = (_("De school zoekt met u een passende plek."),)
    elif feiten.uitkomst == "buiten_behandeling":
        nu = _("Wij nemen de aanvraag niet in behandeling, omdat er papieren ontbreken.")
        daarna = (_("In de brief staat welke papieren dat zijn."),)
        actie = (
            _("De school kan een nieuwe aanvraag doen."),
            _("Praat met de school over wat er nog nodig is."),
        )
    elif feiten.uitkomst == "afgewezen":
        nu = _("Wij geven {kind} geen verklaring voor {soort}.").met(kind=kind, soort=soort)
        actie = (SAMEN,)
    else:
        nu = _("Met deze verklaring mag {kind} naar een school voor {soort}.").met(kind=kind, soort=soort)
        tot = _("De verklaring geldt tot en met {dag}.")
        daarna = (tot.met(dag=Weekdag(feiten.eind)),) if feiten.eind else (_("De verklaring heeft geen einddatum."),)
        actie = _plek(feiten)
    return Toestand(nu=nu, daarna=daarna, actie=actie, stap=6, bezwaar_tot=feiten.bezwaar_tot)


def _plek(feiten: Feiten) -> tuple[Zin, ...]:
    """Who looks for a place, and who is responsible until there is one (afspraak 40)."""
    blijft = (
        _("De school zoekt met u een plek; tot dan blijft {school} verantwoordelijk.")
        if feiten.bij_school == "ingeschreven"
        else _("De school zoekt met u een plek; {school} blijft daarvoor verantwoordelijk.")
    )
    school = DE_SCHOOL if feiten.afgeschermd else Nederlands(feiten.school)
    return _("U bent dit niet verplicht."), blijft.met(school=school)


def _ingetrokken(feiten: Feiten) -> Toestand:
    return Toestand(
        nu=_("De school heeft de aanvraag gestopt."),
        actie=(_("Vraag de school wat het plan nu is."),),
        stap=0,
    )

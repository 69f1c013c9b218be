"""Every letter of the product, once for each outcome and addressee.

For what must hold of all of them: the snapshots, the checklist, the PDF norms, translations. A new letter is not done
before it stands here; test_alle_brieven.py finds the class or template that does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import Context

from kern.brieven.dagtekening import dateren, vraagt_bezwaar_tot
from loket import letters
from tests.loket import meer_brieven, test_bezwaarberichten, test_bezwaarbrief, test_intrekking, test_zaakbrieven
from tests.loket.brieven import AFZENDER, BESLISSINGEN, CONTROLE, GEADRESSEERDEN, VERZOEK, besluitbrief
from tests.loket.test_letters import MOTOR, tekst

GEEN, BEZWAAR, BEROEP, EERDER = "", "bezwaar", "beroep", "eerder"
"""Which clause a letter has: none, how to object, how to appeal, or that the term of an earlier letter goes on."""


@dataclass(frozen=True)
class Geval:
    """One letter. naam: unique, and the name of its snapshot; controle: which compulsory elements it lacks.

    per_post: whether it can be posted, and so needs an address.
    """

    naam: str
    sjabloon: str
    brief: Any
    controle: Callable[[Any], list[str]]
    clausule: str = GEEN
    verzonden: date = date(2026, 11, 23)
    laatste_dag: date = date(2027, 1, 4)
    per_post: bool = True

    def __str__(self) -> str:
        return self.naam

    def bevroren(self) -> str:
        """The words with their marks, before there is a day of sending."""
        return MOTOR.get_template(f"brieven/{self.sjabloon}.html").render(Context({"brief": self.brief}))

    def gedateerd(self) -> str:
        """The HTML from which the PDF is made."""
        html = self.bevroren()
        tot = self.laatste_dag if vraagt_bezwaar_tot(html) else None
        return dateren(html, dagtekening=self.verzonden, bezwaar_tot=tot, controle=CONTROLE)

    def tekst(self) -> str:
        """All that it says, as one line."""
        return tekst(self.gedateerd()).replace("\u00a0", " ")


def _besluiten() -> Iterator[Geval]:
    for naam, brief, clausule in _besluitbrieven():
        yield Geval(f"besluit-{naam}", "besluit", brief, letters.checklist_ontbreekt, clausule)


def _besluitbrieven() -> Iterator[tuple[str, letters.Besluitbrief, str]]:
    for uitkomst in BESLISSINGEN:
        for aan in GEADRESSEERDEN:
            yield f"{uitkomst}-{aan}", besluitbrief(uitkomst, aan), BEZWAAR
    for soort in ("SBO", "VSO", "PRO", "LWOO"):
        for uitkomst in ("toegekend", "afgewezen"):
            yield f"{uitkomst}-ouder-{soort.lower()}", _van_soort(uitkomst, soort), BEZWAAR
    yield "toegekend-afgeschermd", _afgeschermd(), BEZWAAR
    for bezwaar, clausule in ((True, BEZWAAR), (False, EERDER)):
        herstel = letters.Herstel(
            van=date(2026, 11, 9), uitleg="De einddatum was niet goed.", bezwaar=bezwaar, bezwaar_tot=date(2026, 12, 21)
        )
        naam = "hersteld" if bezwaar else "hersteld-zonder-clausule"
        yield f"{naam}-ouder", besluitbrief("toegekend", "ouder", herstel=herstel), clausule


def _van_soort(uitkomst: str, soort: str) -> letters.Besluitbrief:
    """The same decision of another kind; above primary education by an SWV for VO."""
    vo = soort != "SBO"
    wel = uitkomst == "toegekend"
    beslissing = dataclasses.replace(
        BESLISSINGEN[uitkomst],
        soort=soort,
        categorie="M" if wel and soort == "VSO" else "",
        nummer=f"{'VO' if vo else 'PO'}9901-2627-{soort}-0188" if wel else "",
        eind=BESLISSINGEN[uitkomst].eind if soort != "PRO" else None,
    )
    return besluitbrief(
        uitkomst,
        "ouder",
        afzender=dataclasses.replace(AFZENDER, naam="De Bron VO", swv_code="VO9901") if vo else AFZENDER,
        beslissing=beslissing,
        verzoek=dataclasses.replace(VERZOEK, soort=soort, categorie=beslissing.categorie),
    )


def _afgeschermd() -> letters.Besluitbrief:
    wie = dataclasses.replace(GEADRESSEERDEN["ouder"], afgeschermd=True)
    return besluitbrief("toegekend", "ouder", geadresseerde=wie)


def _zaakbrieven() -> Iterator[Geval]:
    for soort in test_zaakbrieven.SOORTEN:
        for aan in GEADRESSEERDEN:
            brief = test_zaakbrieven.brief(soort, aan)
            yield Geval(f"{soort}-{aan}", "zaakbrief", brief, letters.bericht_ontbreekt)
    for aan in ("school", "ouder"):
        hulp = dataclasses.replace(test_zaakbrieven.brief("intrekking", aan), **meer_brieven.VRAAG_HULP)
        yield Geval(f"intrekking-hulp-{aan}", "zaakbrief", hulp, letters.bericht_ontbreekt)
    for aan in GEADRESSEERDEN:
        opzij = test_zaakbrieven.opzij(aan)
        ontbreekt = letters.buiten_behandeling_ontbreekt
        yield Geval(f"buiten-behandeling-{aan}", "buiten_behandeling", opzij, ontbreekt, BEZWAAR)


def _intrekkingen() -> Iterator[Geval]:
    for aan in GEADRESSEERDEN:
        yield Geval(
            f"tlv-intrekking-{aan}",
            "intrekking",
            test_intrekking.intrekkingsbrief(aan),
            letters.intrekking_ontbreekt,
            BEZWAAR,
            verzonden=date(2027, 2, 9),
            laatste_dag=date(2027, 3, 23),
        )


def _bezwaren() -> Iterator[Geval]:
    for uitkomst in test_bezwaarbrief.UITKOMSTEN:
        for aan in ("ouder", "school"):
            yield Geval(
                f"bezwaar-{uitkomst}-{aan}",
                "bezwaar",
                test_bezwaarbrief.brief(uitkomst, aan, indiener=aan == "ouder"),
                letters.bezwaarchecklist_ontbreekt,
                BEROEP,
                verzonden=date(2027, 4, 2),
                laatste_dag=date(2027, 5, 17),
            )
    for soort in test_bezwaarberichten.SOORTEN:
        for aan in GEADRESSEERDEN:
            brief = test_bezwaarberichten.brief(soort, aan)
            naam, ontbreekt = f"bezwaarbericht-{soort}-{aan}", letters.bezwaarbericht_ontbreekt
            yield Geval(naam, "zaakbrief", brief, ontbreekt, verzonden=date(2027, 1, 14))
    for aan in ("ouder", "school"):
        yield Geval(
            f"dwangsom-{aan}",
            "dwangsom",
            test_bezwaarberichten.dwangsom(aan),
            letters.dwangsombrief_ontbreekt,
            BEZWAAR,
            verzonden=date(2027, 5, 12),
            laatste_dag=date(2027, 6, 23),
        )


def _rond_de_aanvraag() -> Iterator[Geval]:
    for aan in GEADRESSEERDEN:
        ontbreekt = letters.aanvraagbevestiging_ontbreekt
        yield Geval(f"ontvangst-{aan}", "zaakbrief", meer_brieven.bevestiging(aan), ontbreekt)
        vraag = meer_brieven.bevestiging(aan, **meer_brieven.VRAAG)
        yield Geval(f"ontvangst-vraag-{aan}", "zaakbrief", vraag, ontbreekt)
        hulp = meer_brieven.bevestiging(aan, **meer_brieven.VRAAG_HULP)
        yield Geval(f"ontvangst-hulp-{aan}", "zaakbrief", hulp, ontbreekt)
        yield Geval(f"advies-{aan}", "zaakbrief", meer_brieven.advies(aan), letters.adviesbrief_ontbreekt)
        herinnering = meer_brieven.zienswijzeherinnering(aan)
        yield Geval(f"herinnering-zienswijze-{aan}", "zaakbrief", herinnering, letters.bericht_ontbreekt)
    for aan in meer_brieven.GEZIN:
        post = meer_brieven.bevestiging(aan, met_aanbod=True)
        yield Geval(f"ontvangst-zonder-account-{aan}", "zaakbrief", post, letters.aanvraagbevestiging_ontbreekt)
        yield Geval(f"aanbieding-{aan}", "zaakbrief", meer_brieven.aanbieding(aan), letters.bericht_ontbreekt)
    lwoo = meer_brieven.bevestiging("ouder", soort="LWOO")
    yield Geval("ontvangst-ouder-lwoo", "zaakbrief", lwoo, letters.aanvraagbevestiging_ontbreekt)
    ontbreekt = letters.aanvullingsbrief_ontbreekt
    yield Geval("aanvulling-school", "zaakbrief", meer_brieven.aanvulling(), ontbreekt)
    yield Geval("herinnering-aanvulling-school", "zaakbrief", meer_brieven.aanvulherinnering(), ontbreekt)
    vo = meer_brieven.advies("ouder", sector="VO")
    yield Geval("advies-ouder-vo", "zaakbrief", vo, letters.adviesbrief_ontbreekt)


def _te_laat() -> Iterator[Geval]:
    ontbreekt = letters.ingebrekebevestiging_ontbreekt
    for aan in GEADRESSEERDEN:
        yield Geval(f"ingebrekestelling-{aan}", "zaakbrief", meer_brieven.ingebreke(aan), ontbreekt)
    vroeg = meer_brieven.ingebreke(telt=False, uiterlijk=date(2026, 4, 20))
    yield Geval("ingebrekestelling-te-vroeg-school", "zaakbrief", vroeg, ontbreekt)
    for aan in ("school", "ouder"):
        laat = meer_brieven.ingebreke(aan, geschreven_op=date(2026, 5, 14))
        yield Geval(f"ingebrekestelling-voorbij-{aan}", "zaakbrief", laat, ontbreekt)
    naam, brief = "dwangsom-aanvraag-school", meer_brieven.dwangsom()
    yield Geval(naam, "dwangsom", brief, letters.dwangsombrief_ontbreekt, BEZWAAR)


def _arrangementen() -> Iterator[Geval]:
    ontbreekt = letters.arrangementbrief_ontbreekt
    for aan in GEADRESSEERDEN:
        for toegekend, uitkomst in ((True, "toegekend"), (False, "afgewezen")):
            besluit = meer_brieven.arrangement(aan, toegekend=toegekend)
            yield Geval(f"arrangement-{uitkomst}-{aan}", "arrangement", besluit, ontbreekt, BEZWAAR)
            geen = meer_brieven.arrangement(aan, toegekend=toegekend, besluit=False)
            yield Geval(f"arrangement-geen-besluit-{uitkomst}-{aan}", "zaakbrief", geen, ontbreekt)


def _anderen() -> Iterator[Geval]:
    yield Geval("deskundige", "zaakbrief", meer_brieven.deskundige(), letters.deskundigebrief_ontbreekt, per_post=False)
    yield Geval("tlv-blad", "tlv_blad", meer_brieven.tlv_blad(), letters.tlvblad_ontbreekt)


ALLE: tuple[Geval, ...] = (
    *_besluiten(),
    *_zaakbrieven(),
    *_intrekkingen(),
    *_bezwaren(),
    *_rond_de_aanvraag(),
    *_te_laat(),
    *_arrangementen(),
    *_anderen(),
)
EEN_PER_SOORT: tuple[Geval, ...] = tuple(
    {(type(een.brief), een.sjabloon, een.clausule): een for een in reversed(ALLE)}.values()
)
"""One letter of each class and clause, for what is too slow to do with all of them."""

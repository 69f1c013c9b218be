"""The reasons of a decision, one heading for each question of the reader (checklist 4.1 item 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kern.termijnen.woorden import datum_voluit

from .woorden import hoofdletter

if TYPE_CHECKING:
    from .besluit import Besluitbrief


@dataclass(frozen=True)
class Punt:
    """A text of somebody; kop says whose ("mevrouw A. Voorbeeld schreef ons")."""

    kop: str
    tekst: str


@dataclass(frozen=True)
class Blok:
    kop: str
    tekst: str = ""
    punten: tuple[Punt, ...] = ()

    @property
    def gevuld(self) -> bool:
        return bool(self.tekst or self.punten)


def overwegingen(brief: Besluitbrief) -> tuple[Blok, ...]:
    """The blocks that have something to say, in the order in which the decision was reached."""
    return tuple(blok for blok in (*_gehoord(brief), *_afgewogen(brief)) if blok.gevuld)


def _gehoord(brief: Besluitbrief) -> Iterator[Blok]:
    """What others told us: the school, the parents, the child, the experts."""
    redenen = brief.overwegingen
    yield Blok("Wat is er aan de hand?", redenen.feiten)
    yield Blok("Wat schreef u in de aanvraag?" if brief.aan_school else "Wat vindt de school?", redenen.redenen_school)
    yield _zienswijzen(brief)
    kop = "Wat vindt u zelf?" if brief.aan_leerling else f"Wat vindt {brief.leerling.roepnaam} zelf?"
    antwoord = (Punt("Wat wij daarmee deden", redenen.antwoord_leerling),) if redenen.antwoord_leerling else ()
    yield Blok(kop, redenen.mening_leerling or redenen.mening_leerling_geen, antwoord)
    yield Blok("Wat zeggen de deskundigen?", punten=tuple(_adviezen(brief)))


def _zienswijzen(brief: Besluitbrief) -> Blok:
    redenen = brief.overwegingen
    eigen = [zienswijze.van_geadresseerde for zienswijze in redenen.zienswijzen]
    kop = "Wat vindt u van de aanvraag?" if eigen and all(eigen) and not brief.aan_school else "Wat vinden de ouders?"
    punten = [
        Punt("U schreef ons" if een.van_geadresseerde else hoofdletter(f"{een.van} schreef ons"), een.tekst)
        for een in redenen.zienswijzen
    ]
    if redenen.antwoord_zienswijze:
        punten.append(Punt("Ons antwoord", redenen.antwoord_zienswijze))
    return Blok(kop, "" if redenen.zienswijzen else redenen.zienswijze_geen, tuple(punten))


def _adviezen(brief: Besluitbrief) -> Iterator[Punt]:
    for advies in brief.overwegingen.adviezen:
        wie = advies.discipline if brief.geadresseerde.afgeschermd else f"{advies.deskundige}, {advies.discipline}"
        tekst = "\n".join(filter(None, (advies.conclusie, advies.toelichting)))
        yield Punt(hoofdletter(f"{wie} ({datum_voluit(advies.datum)})"), tekst)


def _afgewogen(brief: Besluitbrief) -> Iterator[Blok]:
    """What we make of it."""
    redenen, besluit = brief.overwegingen, brief.beslissing
    plan = redenen.ondersteuningsplan
    getoetst = f"Wij hebben de aanvraag getoetst aan ons ondersteuningsplan {plan}." if plan else ""
    yield Blok("Wat vinden wij?", "\n\n".join(filter(None, (redenen.motivering, getoetst))))
    yield Blok("Waarom wijken wij af van de aanvraag?", redenen.afwijking if besluit.uitkomst == "afwijkend" else "")
    yield Blok("Waarom volgen wij een advies niet?", redenen.afwijking_advies)
    if not besluit.met_verklaring:
        yield Blok("Welke hulp past wel?", redenen.passende_hulp)
        return
    yield Blok("Waarom is lichtere hulp niet genoeg?", redenen.niet_lichter)
    yield Blok(f"Waarom categorie {brief.categorie}?", redenen.categorie if brief.categorie else "")
    eind = f"Waarom tot en met {datum_voluit(besluit.eind)}?" if besluit.eind else "Waarom zonder einddatum?"
    yield Blok(eind, redenen.duur)

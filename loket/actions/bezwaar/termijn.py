"""What moves the term or comes of being late, and what follows after the decision: beroep and the court."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import (
    BEZWAAR_LOOPT,
    BEZWAAR_OPEN,
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
    Ingebrekestelling,
)

from .berichten import berichten_maken
from .feiten import een_bezwaar, gebeurtenis, niet_zelf_voorbereid
from .overgang import overgang

B = Bezwaarstatus
P = Permissie
Soort = Bezwaargebeurtenis.Soort


def nog_niet_verdaagd(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """Awb 7:10 lid 3: once, and said before the term has ended."""
    if zaak.verdaagd:
        return "De beslissing is al een keer verdaagd. Verder uitstel kan alleen met instemming (Awb 7:10 lid 4)."
    termijn = zaak.termijn(timezone.localdate(op))
    if termijn is None:
        return "De brieven met het besluit zijn nog niet verstuurd: de termijn loopt nog niet."
    if termijn.uiterlijk < timezone.localdate(op):
        return "De termijn is al voorbij. Verdagen kan alleen ervoor (Awb 7:10 lid 3)."
    return ""


@overgang(
    van=BEZWAAR_OPEN,
    naar=None,
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(niet_zelf_voorbereid, nog_niet_verdaagd),
)
def verdagen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, waarom: str) -> None:
    """Take six weeks more, once, and tell everybody in writing (Awb 7:10 lid 3 and 5)."""
    if not waarom.strip():
        raise NietMogelijk("Schrijf op waarom wij meer tijd nodig hebben.")
    verdaagd = gebeurtenis(zaak, Soort.VERDAAGD, door=door, op=op, tekst=waarom)
    berichten_maken(zaak, Bezwaarbericht.Soort.VERDAGING, op=op, gebeurtenis=verdaagd)


@overgang(van=BEZWAAR_OPEN, naar=None, permissie=P.BEZWAAR_BEHANDELEN, mits=(niet_zelf_voorbereid,))
def uitstel_afspreken(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, tot: date, waarom: str) -> None:
    """Further delay, until a day to which everybody who objects agreed (Awb 7:10 lid 4)."""
    if not waarom.strip():
        raise NietMogelijk("Schrijf op wie wanneer met het uitstel instemde.")
    termijn = zaak.termijn(timezone.localdate(op))
    if termijn is None or tot <= max(termijn.uiterlijk, timezone.localdate(op)):
        raise NietMogelijk("Kies een dag na de dag waarop wij nu uiterlijk moeten beslissen.")
    gebeurtenis(zaak, Soort.UITSTEL, door=door, op=op, tot=tot, tekst=waarom)


@overgang(van=BEZWAAR_LOOPT, naar=None, permissie=P.BEZWAAR_BEHANDELEN)
def ingebrekestelling_vastleggen(
    zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str, ontvangen_op: date
) -> None:
    """Write down a notice that we are late (Awb 4:17), also one that comes too early: whether it counts is computed."""
    if ontvangen_op > timezone.localdate(op):
        raise NietMogelijk("De dag van ontvangst ligt in de toekomst.")
    Ingebrekestelling.objects.create(
        zaak=zaak,
        bezwaar=een_bezwaar(zaak, bezwaar),
        ontvangen_op=ontvangen_op,
        vastgelegd_op=op,
        vastgelegd_door=door,
    )


@overgang(van=BEZWAAR_LOOPT, naar=None, permissie=P.BEZWAAR_BEHANDELEN)
def voorlopige_voorziening_vastleggen(
    zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, dag: date, tekst: str = ""
) -> None:
    """Somebody asked the court for a decision for the meantime (Awb 8:81). The bezwaar goes on."""
    _niet_later(dag, op)
    gebeurtenis(zaak, Soort.VOORLOPIGE_VOORZIENING, door=door, op=op, dag=dag, tekst=tekst)


@overgang(van={B.BEKENDGEMAAKT}, naar=B.IN_BEROEP, permissie=P.BEZWAAR_BEHANDELEN)
def beroep_vastleggen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, dag: date, tekst: str = "") -> None:
    """Somebody went to the court. The besluit is not final until that is over."""
    _niet_later(dag, op)
    gebeurtenis(zaak, Soort.IN_BEROEP, door=door, op=op, dag=dag, tekst=tekst)


@overgang(van={B.IN_BEROEP, B.HOGER_BEROEP}, naar=B.UITSPRAAK, permissie=P.BEZWAAR_BEHANDELEN)
def uitspraak_vastleggen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, dag: date, tekst: str) -> None:
    """The court decided; tekst: in short what, and what we must do now."""
    _niet_later(dag, op)
    if not tekst.strip():
        raise NietMogelijk("Schrijf kort op wat de rechter besliste.")
    gebeurtenis(zaak, Soort.UITSPRAAK, door=door, op=op, dag=dag, tekst=tekst)


@overgang(van={B.UITSPRAAK}, naar=B.HOGER_BEROEP, permissie=P.BEZWAAR_BEHANDELEN)
def hoger_beroep_vastleggen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, dag: date, tekst: str = "") -> None:
    """One of the parties went on to the Raad van State."""
    _niet_later(dag, op)
    gebeurtenis(zaak, Soort.HOGER_BEROEP, door=door, op=op, dag=dag, tekst=tekst)


@overgang(van={B.UITSPRAAK}, naar=B.GESLOTEN, permissie=P.BEZWAAR_BEHANDELEN)
def bezwaar_sluiten(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime) -> None:
    """Nobody goes on: the file is done."""


def _niet_later(dag: date, op: datetime) -> None:
    if dag > timezone.localdate(op):
        raise NietMogelijk("Kies vandaag of een eerdere dag.")

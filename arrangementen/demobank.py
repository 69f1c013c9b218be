"""Account numbers and a payment file for the demo, where the region makes those. The numbers are of no bank."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from stdnum import iban

from arrangementen.actions.betaalbestanden import bestand_maken, klopt_niet, te_betalen
from arrangementen.actions.rekeningen import betaalbestand_aan, rekening_bevestigen, rekening_invoeren
from arrangementen.models import Factuur, Rekening
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import verleng
from scholen.models import Bestuur, Samenwerkingsverband, School


def vullen(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> int:
    """An account of each board, one of a supplier and a file that wait; gives how many accounts."""
    controller, beslisser = _iemand(Rol.CONTROLLER, vandaag), _iemand(Rol.BESLISSER, vandaag)
    if not betaalbestand_aan(swv, vandaag) or controller is None or beslisser is None or Rekening.objects.exists():
        return 0
    wie: dict[str, Any] = {"door": controller, "op": op}
    velden: dict[str, Any] = {"bron": "Opgave van het bestuur, september", "vanaf": vandaag - timedelta(days=60)}
    besturen = Bestuur.objects.filter(scholen__in=School.objects.deelnemend(swv, vandaag)).distinct().order_by("naam")
    for nummer, bestuur in enumerate([None, *besturen], 1):
        van: dict[str, Any] = {"bestuur": bestuur, "tenaamstelling": (bestuur.naam if bestuur else swv.naam)[:70]}
        rij = rekening_invoeren(swv, iban=proefnummer(nummer), **van, **velden, **wie)
        rekening_bevestigen(rij, door=beslisser, op=op, nagegaan="Gebeld met de administratie")
    betalingen = [een for een in te_betalen(swv, vandaag) if een.school and een.school.bestuur]
    niet = klopt_niet(betalingen)
    betalingen = [een for een in betalingen if een.pk not in niet]
    helft = betalingen[: (len(betalingen) + 1) // 2]
    if helft:
        dag = verleng(vandaag + timedelta(days=21))
        bestand_maken(swv, betalingen=[een.public_id for een in helft], uitvoeren_op=dag, **wie)
    if stuk := Factuur.objects.filter(swv=swv).order_by("pk").first():
        nieuw: dict[str, Any] = {"iban": proefnummer(900), "tenaamstelling": stuk.leverancier[:70], "vanaf": vandaag}
        rekening_invoeren(swv, leverancier=stuk.leverancier, bron=f"Factuur {stuk.nummer}", **nieuw, **wie)
    return Rekening.objects.count()


def proefnummer(nummer: int) -> str:
    """An account number that passes the check of its digits, at a bank that does not exist."""
    kaal = f"BANK{nummer:010d}"
    return f"NL{iban.calc_check_digits(f'NL00{kaal}')}{kaal}"


def _iemand(rol: Rol, vandaag: date) -> Gebruiker | None:
    lid = Lidmaatschap.objects.geldig(vandaag).filter(rol=rol).select_related("gebruiker").order_by("pk").first()
    return lid.gebruiker if lid else None

"""Budgets for the demo: each region shares its money out in its own way, from data alone.

Per werkgebied, per school, per board, per kind of support, or one for all. Amounts are of the right size and nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.boekhouding import journaal_maken, open_regels
from arrangementen.actions.facturen import factuur_vastleggen
from arrangementen.actions.potten import pot_maken
from arrangementen.models import Aanbod, Arrangement, Factuur, Pot
from arrangementen.rules.geld import op_de_cent
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from scholen.models import Bestuur, Instelling, Samenwerkingsverband, School, Werkgebied

WERKGEBIED, SCHOOL, BESTUUR, SOORT = "werkgebied", "school", "bestuur", "soort"
VERDELING = {
    "haaglanden": WERKGEBIED,
    "duin-en-bollenstreek": SCHOOL,
    "veld-vaart-vecht": BESTUUR,
    "zuid-kennemerland": SOORT,
}
"""Region → whose its budgets are; elsewhere there is one budget for all."""
PER_SCHOOL = Decimal(18_000)
GROOTBOEK = {WERKGEBIED: "4310", SCHOOL: "4320", BESTUUR: "4330", SOORT: "4340", "": "4300"}


def budgetten_maken(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> int:
    """The budgets of this school year; gives how many. Does nothing when there are any, or nobody to make them."""
    controller = _controller(vandaag)
    if Pot.objects.exists() or controller is None:
        return 0
    blokkeert = Instelling.objects.geldig(swv, vandaag).budget_blokkeert
    jaar, aantal = schooljaar(vandaag), 0
    for nummer, (naam, scholen, plaats, soort) in enumerate(_plaatsen(swv, vandaag), 1):
        pot_maken(
            door=controller,
            op=op,
            swv=swv,
            schooljaar=jaar,
            naam=naam[:80],
            begroot=PER_SCHOOL * max(scholen, 1),
            grootboek=GROOTBOEK[soort],
            kostenplaats=f"{nummer:03}",
            blokkeert=blokkeert,
            **plaats,
        )
        aantal += 1
    return aantal


def _plaatsen(swv: Samenwerkingsverband, dag: date) -> Iterator[tuple[str, int, dict[str, Any], str]]:
    """Name, number of schools, columns of the budget and the kind of sharing; one for all comes last."""
    scholen = School.objects.deelnemend(swv, dag)
    verdeling = VERDELING.get(swv.regio, "")
    if verdeling == WERKGEBIED:
        for gebied in Werkgebied.objects.filter(swv=swv).order_by("naam"):
            yield gebied.naam, scholen.filter(deelnames__werkgebied=gebied).count(), {"werkgebied": gebied}, verdeling
    elif verdeling == SCHOOL:
        for school in scholen.order_by("naam", "brin6"):
            yield school.naam, 3, {"school": school}, verdeling
    elif verdeling == BESTUUR:
        for bestuur in Bestuur.objects.filter(scholen__in=scholen).distinct().order_by("naam"):
            naam = bestuur.naam or f"Bestuur {bestuur.nummer}"
            yield naam, scholen.filter(bestuur=bestuur).count(), {"bestuur": bestuur}, verdeling
    elif verdeling == SOORT:
        for aanbod in Aanbod.objects.filter(swv=swv).order_by("naam"):
            yield aanbod.naam, 6, {"aanbod": aanbod}, verdeling
    yield "Voor alle scholen", max(scholen.count(), 10), {}, ""


def betalen(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> int:
    """Pay part of what was granted, with an invoice that fits and some that do not; gives how many were paid."""
    controller = _controller(vandaag)
    toegekend = Arrangement.objects.filter(swv=swv, beslissing__pot__isnull=False, betaald=0)
    hulp = toegekend.exclude(pk__in=geheim().values("pk")).order_by("pk")
    if controller is None or Factuur.objects.exists() or not hulp:
        return 0
    datum, aantal = vandaag - timedelta(days=3), 0
    wie: dict[str, Any] = {"door": controller, "op": op}
    for nummer, een in enumerate(hulp):
        if een.toegekend and nummer % 3:
            deel = een.toegekend if nummer % 3 == 1 else op_de_cent(een.toegekend / 2)
            uitbetalen(een, bedrag=deel, datum=datum, sleutel=f"demo-{een.public_id}", **wie)
            aantal += 1
    laatste = hulp[0]
    stukken: tuple[tuple[str, Decimal], ...] = (
        (f"Uw kenmerk {laatste.kenmerk}", laatste.toegekend),
        (laatste.kenmerk, laatste.toegekend + 50),
        ("", Decimal(125)),
    )
    for nummer, (kenmerk, bedrag) in enumerate(stukken, 1):
        stuk: dict[str, Any] = {"leverancier": "Bureau Voorbeeld", "nummer": f"2026{nummer:03}", "soort": "factuur"}
        if bedrag > 0:
            factuur_vastleggen(swv=swv, bedrag=bedrag, kenmerk=kenmerk, datum=datum, **stuk, **wie)
    tot = vandaag - timedelta(days=30)
    van = eerste_dag(schooljaar(vandaag))
    if tot >= van and _te_boeken(swv, van, tot):
        rekeningen: dict[str, Any] = {"rekening_nog_te_betalen": "2150", "rekening_bank": "1100"}
        journaal_maken(swv, van=van, tot=tot, **rekeningen, **wie)
    return aantal


def _te_boeken(swv: Samenwerkingsverband, van: date, tot: date) -> bool:
    return open_regels(swv, van, tot).exists()


def _controller(vandaag: date) -> Gebruiker | None:
    lid = Lidmaatschap.objects.geldig(vandaag).filter(rol=Rol.CONTROLLER).select_related("gebruiker").first()
    return lid.gebruiker if lid else None

"""The catalogue: adding, changing and ending a kind of support, its tariffs, and what a profile begins with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from arrangementen.models import Aanbod, Tarief
from arrangementen.regio import PROFIELEN, laden
from arrangementen.rules.aanbod import INDEX_TOT, INDEX_VAN, begonnen, schooljaren
from arrangementen.rules.prognose import geindexeerd
from kern.gebruikers.bewaren import INTUSSEN, bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, notatie, schooljaar
from scholen.models import Instelling, Samenwerkingsverband

VAST = frozenset({"swv", "kenmerk", "vorm", "eenheid"})
"""What stays as it was made."""
GELIJK = "Dit is al het tarief voor dit schooljaar."


@transaction.atomic
def aanbod_toevoegen(*, door: Gebruiker, op: datetime, swv: Samenwerkingsverband, **velden: Any) -> Aanbod:
    """Write a kind of support in the catalogue. velden: the columns of Aanbod."""
    rechten_nodig(door, Permissie.AANBOD_BEHEREN)
    rij = Aanbod(swv=swv, **velden)
    _thema_bestaat(rij, timezone.localdate(op))
    bewaren(rij)
    vastleggen("aanbod_toevoegen", rij, door=door, op=op, kenmerk=rij.kenmerk)
    return rij


@transaction.atomic
def aanbod_wijzigen(aanbod: Aanbod, *, door: Gebruiker, op: datetime, **velden: Any) -> Aanbod:
    """Write these columns anew. What a tariff is the price of stays: that is another kind of support."""
    rechten_nodig(door, Permissie.AANBOD_BEHEREN)
    rij: Aanbod = Aanbod.objects.select_for_update().get(pk=aanbod.pk)
    anders = sorted(naam for naam, waarde in velden.items() if getattr(rij, naam) != waarde)
    if VAST & {*anders}:
        raise NietMogelijk("Een andere vorm is ander aanbod. Beëindig dit en voeg het nieuwe toe.")
    for naam in anders:
        setattr(rij, naam, velden[naam])
    if "thema" in anders:
        _thema_bestaat(rij, timezone.localdate(op))
    bewaren(rij, intussen="Er zijn meer plaatsen bezet dan dit." if "plaatsen" in anders else INTUSSEN)
    vastleggen("aanbod_wijzigen", rij, door=door, op=op, velden=anders)
    return rij


def themas_van(swv: Samenwerkingsverband, dag: date) -> list[str]:
    """By which themes this SWV orders its activities on this day; none when it does not."""
    nu = Instelling.objects.filter(swv=swv, geldig_van__lte=dag).order_by("-geldig_van").first()
    return list(nu.themas) if nu else []


def _thema_bestaat(rij: Aanbod, dag: date) -> None:
    later = Instelling.objects.filter(swv=rij.swv, geldig_van__gt=dag).values_list("themas", flat=True)
    if rij.thema and not any(rij.thema in themas for themas in (themas_van(rij.swv, dag), *later)):
        raise NietMogelijk("Kies een van de thema’s van het samenwerkingsverband.")


@transaction.atomic
def aanbod_beeindigen(aanbod: Aanbod, *, door: Gebruiker, op: datetime, tot: date) -> Aanbod:
    """Let a kind of support end on a day, today or later; what was granted goes on."""
    rechten_nodig(door, Permissie.AANBOD_BEHEREN)
    rij: Aanbod = Aanbod.objects.select_for_update().get(pk=aanbod.pk)
    vandaag = timezone.localdate(op)
    if rij.tot is not None and rij.tot < vandaag:
        raise NietMogelijk("Dit aanbod is al gestopt.")
    if tot < max(vandaag, rij.van):
        raise NietMogelijk("Kies vandaag of een latere dag als laatste dag.")
    rij.tot = tot
    bewaren(rij)
    vastleggen("aanbod_beeindigen", rij, door=door, op=op, tot=tot.isoformat())
    return rij


@transaction.atomic
def tarief_vaststellen(
    aanbod: Aanbod, *, door: Gebruiker, op: datetime, schooljaar: int, bedrag: Decimal, reden: str = ""
) -> Tarief:
    """Fix the price for a school year. A second one goes above the first; once the year began it needs a reason."""
    rechten_nodig(door, Permissie.AANBOD_BEHEREN)
    rij: Aanbod = Aanbod.objects.select_for_update().get(pk=aanbod.pk)
    vandaag = timezone.localdate(op)
    if schooljaar not in schooljaren(vandaag):
        raise NietMogelijk("Kies het vorige, dit of het volgende schooljaar.")
    if not Aanbod.objects.tussen(eerste_dag(schooljaar), laatste_dag(schooljaar)).filter(pk=rij.pk).exists():
        raise NietMogelijk(f"In {notatie(schooljaar)} is dit aanbod er niet.")
    vorige = rij.tarieven.filter(schooljaar=schooljaar).order_by("-versie").first()
    if vorige is not None and vorige.bedrag == bedrag:
        raise NietMogelijk(GELIJK)
    if vorige is not None and begonnen(schooljaar, vandaag) and not reden.strip():
        raise NietMogelijk("Dit schooljaar is al begonnen. Schrijf op waarom het tarief verandert.")
    nieuw = Tarief(
        aanbod=rij,
        schooljaar=schooljaar,
        versie=vorige.versie + 1 if vorige else 1,
        bedrag=bedrag,
        reden=reden.strip(),
        vastgesteld_op=op,
        vastgesteld_door=door,
    )
    bewaren(nieuw)
    vastleggen("tarief_vaststellen", rij, door=door, op=op, schooljaar=schooljaar, bedrag=str(bedrag))
    return nieuw


@transaction.atomic
def tarieven_overnemen(
    *, door: Gebruiker, op: datetime, swv: Samenwerkingsverband, schooljaar: int, procent: Decimal
) -> int:
    """Give all that has no tariff for this school year that of the year before, raised by so many percent.

    Returns how many; what has a tariff already keeps it, so a second time gives 0.
    """
    rechten_nodig(door, Permissie.AANBOD_BEHEREN)
    if schooljaar not in schooljaren(timezone.localdate(op)):
        raise NietMogelijk("Kies het vorige, dit of het volgende schooljaar.")
    if not INDEX_VAN <= procent <= INDEX_TOT:
        raise NietMogelijk(f"Vul een percentage in van {INDEX_VAN} tot en met {INDEX_TOT}.")
    dan = Aanbod.objects.tussen(eerste_dag(schooljaar), laatste_dag(schooljaar)).filter(swv=swv)
    rijen = {rij.pk: rij for rij in dan.select_for_update().order_by("pk")}
    heeft = set(Tarief.objects.filter(aanbod__in=rijen, schooljaar=schooljaar).values_list("aanbod", flat=True))
    vorige = Tarief.objects.filter(aanbod__in=rijen, schooljaar=schooljaar - 1).geldend()
    nieuw = [een for een in vorige if een.aanbod_id not in heeft]
    for een in nieuw:
        bedrag = geindexeerd(een.bedrag, procent)
        wie = {"vastgesteld_op": op, "vastgesteld_door": door}
        bewaren(Tarief(aanbod=rijen[een.aanbod_id], schooljaar=schooljaar, bedrag=bedrag, **wie))
    if nieuw:
        hoe = {"jaar": schooljaar, "procent": str(procent), "aantal": len(nieuw)}
        vastleggen("tarieven_overnemen", swv, door=door, op=op, hoe=hoe)
    return len(nieuw)


@transaction.atomic
def aanbod_klaarzetten(swv: Samenwerkingsverband, *, door: Actor, op: datetime) -> int:
    """Write what the profile of this SWV begins with, as of this school year; returns how many kinds were new.

    By kenmerk: a second time changes nothing, and what the SWV changed or ended since stays so.
    """
    if swv.regio not in PROFIELEN:
        return 0
    jaar = schooljaar(timezone.localdate(op))
    al = set(Aanbod.objects.filter(swv=swv).values_list("kenmerk", flat=True))
    nieuw = [regel for regel in laden(swv.regio) if regel.velden["kenmerk"] not in al]
    for regel in nieuw:
        rij = Aanbod(swv=swv, van=eerste_dag(jaar), **regel.velden)
        bewaren(rij)
        if regel.tarief is not None:
            wie = {"vastgesteld_op": op, "reden": "Voorbeeld uit het profiel."}
            bewaren(Tarief(aanbod=rij, schooljaar=jaar, bedrag=regel.tarief, **wie))
    if nieuw:
        vastleggen("aanbod_klaarzetten", swv, door=door, op=op, aantal=len(nieuw))
    return len(nieuw)

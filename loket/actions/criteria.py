"""The criteria library: beginning a new list, writing in it, and settling it. What is settled never changes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Criterialijst, Criterium
from scholen.models import Samenwerkingsverband, TlvSoort

PLEK = "{leerling}"
"""The one thing that a criterion fills in."""
VELDEN = ("soort", "categorie", "code", "tekst", "uitleg", "volgorde")


@transaction.atomic
def lijst_beginnen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, plan: str) -> Criterialijst:
    """Begin a new list, as a copy of the one in force; there is one in the making at a time."""
    _mag(door)
    if not plan.strip():
        raise NietMogelijk("Schrijf op bij welk ondersteuningsplan de lijst hoort, zoals 2025-2029.")
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    if Criterialijst.objects.filter(swv=swv, vastgesteld_op__isnull=True).exists():
        raise NietMogelijk("Er is al een nieuwe lijst in de maak. Maak die eerst af.")
    hoogste = Criterialijst.objects.filter(swv=swv).aggregate(hoogste=Max("versie"))["hoogste"] or 0
    geldig = Criterialijst.objects.geldig(swv)
    lijst: Criterialijst = Criterialijst.objects.create(swv=swv, plan=plan.strip(), versie=hoogste + 1)
    for een in geldig.criteria.order_by("pk") if geldig else []:
        Criterium.objects.create(lijst=lijst, **{veld: getattr(een, veld) for veld in VELDEN})
    vastleggen("criterialijst_beginnen", lijst, door=door, op=op, versie=lijst.versie)
    return lijst


@transaction.atomic
def criterium_opslaan(
    lijst: Criterialijst, *, door: Gebruiker, op: datetime, criterium: Criterium | None = None, **velden: Any
) -> Criterium:
    """Write a criterion in a list in the making, a new one or this one. velden: those of VELDEN."""
    lijst = _in_de_maak(lijst, door)
    rij = lijst.criteria.get(pk=criterium.pk) if criterium else Criterium(lijst=lijst)
    for veld in VELDEN:
        if veld in velden:
            setattr(rij, veld, velden[veld])
    if not rij.tekst.strip() or not rij.code.strip():
        raise NietMogelijk("Vul een code en een tekst in.")
    if rij.soort not in TlvSoort.values:
        raise NietMogelijk(f"De soort {rij.soort} bestaat niet.")
    if vreemd := [een for een in re.findall(r"\{[^{}]*\}|[{}]", rij.tekst) if een != PLEK]:
        raise NietMogelijk(f"{vreemd[0]} kan niet in de tekst. Tussen accolades kan alleen {PLEK} staan.")
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError as fout:
        raise NietMogelijk(f"Code {rij.code} staat al in de lijst. Kies een andere.") from fout
    vastleggen("criterium_opslaan", rij, door=door, op=op, code=rij.code)
    return rij


@transaction.atomic
def criterium_weghalen(criterium: Criterium, *, door: Gebruiker, op: datetime) -> None:
    """Take a criterion out of a list in the making."""
    lijst = _in_de_maak(criterium.lijst, door)
    vastleggen("criterium_weghalen", criterium, door=door, op=op, code=criterium.code)
    lijst.criteria.filter(pk=criterium.pk).delete()


@transaction.atomic
def lijst_vaststellen(lijst: Criterialijst, *, door: Gebruiker, op: datetime) -> Criterialijst:
    """Put this list in force from now on. Decisions that were taken keep the criteria they were taken by."""
    lijst = _in_de_maak(lijst, door)
    if not lijst.criteria.exists():
        raise NietMogelijk("De lijst is nog leeg. Schrijf eerst een criterium.")
    lijst.vastgesteld_op, lijst.vastgesteld_door = op, door
    lijst.save()
    vastleggen("criterialijst_vaststellen", lijst, door=door, op=op, versie=lijst.versie)
    return lijst


def _in_de_maak(lijst: Criterialijst, door: Gebruiker) -> Criterialijst:
    _mag(door)
    rij: Criterialijst = Criterialijst.objects.select_for_update().get(pk=lijst.pk)
    if rij.vastgesteld_op is not None:
        raise NietMogelijk("Deze lijst is vastgesteld en verandert niet. Begin een nieuwe lijst.")
    return rij


def _mag(door: Gebruiker) -> None:
    rechten_nodig(door, Permissie.CRITERIA_BEHEREN)

"""A school records its pupils and the people around them. Nothing is overwritten that has a from and a to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Aanmelding, Adres, Betrokkene, Gezag, Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

SCHRIJVEN = Permissie.LEERLING_SCHRIJVEN


@transaction.atomic
def leerling_toevoegen(
    *,
    door: Gebruiker,
    op: datetime,
    school: School,
    bij_school: str,
    sinds: date,
    groep: str = "",
    **gegevens: Any,
) -> Leerling:
    """Record a child of an own school: ingeschreven or aangemeld since this day. gegevens: columns of Leerling.

    Raises NietMogelijk for another school, and when a child of this name and birth date is at this school already.
    """
    if not scholen_van(door, *SCHOOL_SCHRIJFT).filter(pk=school.pk).exists():
        raise NietMogelijk("Je kunt alleen leerlingen van je eigen school toevoegen.")
    dubbel = Leerling.objects.visible_to(door, SCHRIJVEN).filter(
        achternaam__iexact=gegevens["achternaam"],
        roepnaam__iexact=gegevens["roepnaam"],
        geboortedatum=gegevens["geboortedatum"],
    )
    if dubbel.exists():
        raise NietMogelijk("Deze leerling staat al bij jouw school. Kies de leerling uit de lijst.")
    leerling = Leerling.objects.create(**gegevens)
    if bij_school == "ingeschreven":
        Inschrijving.objects.create(leerling=leerling, school=school, van=sinds, groep=groep)
    else:
        Aanmelding.objects.create(leerling=leerling, school=school, ontvangen_op=sinds)
    vastleggen("leerling_toevoegen", leerling, door=door, op=op)
    return leerling


@transaction.atomic
def leerling_wijzigen(leerling: Leerling, *, door: Gebruiker, op: datetime, **gegevens: Any) -> Leerling:
    """Change what is known of a child of an own school."""
    rij = _eigen(leerling, door)
    for naam, waarde in gegevens.items():
        setattr(rij, naam, waarde)
    rij.save()
    vastleggen("leerling_wijzigen", rij, door=door, op=op, velden=sorted(gegevens))
    return rij


@transaction.atomic
def betrokkene_toevoegen(
    leerling: Leerling,
    *,
    door: Gebruiker,
    op: datetime,
    vandaag: date,
    adres: dict[str, Any] | None,
    gezag: dict[str, Any],
    **gegevens: Any,
) -> Betrokkene:
    """Record a parent or other person with what it is to the child, and its address when that is known.

    adres: columns of Adres, or None; gezag: soort, relatie, bron, gezien_op, contactverbod; both from today on.
    """
    rij = _eigen(leerling, door)
    betrokkene = Betrokkene.objects.create(**gegevens)
    if adres:
        Adres.objects.create(betrokkene=betrokkene, van=vandaag, **adres)
    Gezag.objects.create(leerling=rij, betrokkene=betrokkene, van=vandaag, **gezag)
    vastleggen("betrokkene_toevoegen", rij, door=door, op=op, soort=gezag["soort"])
    return betrokkene


@transaction.atomic
def betrokkene_wijzigen(
    leerling: Leerling,
    betrokkene: Betrokkene,
    *,
    door: Gebruiker,
    op: datetime,
    vandaag: date,
    adres: dict[str, Any] | None,
    gezag: dict[str, Any],
    **gegevens: Any,
) -> None:
    """Change a person, its address or its tie. A changed address or tie ends yesterday and begins anew today."""
    rij = _eigen(leerling, door)
    band = get_object_or_404(Gezag.objects.geldig(vandaag).select_for_update(), leerling=rij, betrokkene=betrokkene)
    for naam, waarde in gegevens.items():
        setattr(betrokkene, naam, waarde)
    betrokkene.save()
    _opvolgen(band, gezag, vandaag)
    oud = Adres.objects.geldig(vandaag).filter(betrokkene=betrokkene).first()
    if oud is not None:
        _opvolgen(oud, adres, vandaag)
    elif adres:
        Adres.objects.create(betrokkene=betrokkene, van=vandaag, **adres)
    vastleggen("betrokkene_wijzigen", rij, door=door, op=op, soort=gezag["soort"])


@transaction.atomic
def gezag_beeindigen(leerling: Leerling, betrokkene: Betrokkene, *, door: Gebruiker, op: datetime, per: date) -> None:
    """End what somebody is to the child, after this day (inclusive). It works at once, in open sessions too."""
    rij = _eigen(leerling, door)
    band = get_object_or_404(Gezag.objects.geldig(per).select_for_update(), leerling=rij, betrokkene=betrokkene)
    band.tot = per
    band.save(update_fields=["tot"])
    vastleggen("gezag_beeindigen", rij, door=door, op=op, tot=per.isoformat())


def _eigen(leerling: Leerling, door: Gebruiker) -> Leerling:
    rijen = Leerling.objects.visible_to(door, SCHRIJVEN)
    rij: Leerling = get_object_or_404(rijen.select_for_update(of=("self",)), pk=leerling.pk)
    return rij


def _opvolgen(rij: Adres | Gezag, nieuw: dict[str, Any] | None, vandaag: date) -> None:
    """Let a row with a from and a to be followed by another one as of today; no change, no new row."""
    waarden = nieuw or {}
    if nieuw is not None and all(getattr(rij, naam) == waarde for naam, waarde in waarden.items()):
        return
    if rij.van >= vandaag and nieuw is not None:
        for naam, waarde in waarden.items():
            setattr(rij, naam, waarde)
        rij.save()
        return
    rij.tot = max(rij.van, vandaag - timedelta(days=1))
    rij.save(update_fields=["tot"])
    if nieuw is not None:
        vast = {"leerling": rij.leerling} if isinstance(rij, Gezag) else {}
        type(rij).objects.create(betrokkene=rij.betrokkene, van=vandaag, **vast, **waarden)

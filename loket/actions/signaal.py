"""Signals of the steunpunt: writing one down without names, changing it, and taking it back with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models.signaal import Signaal
from loket.rules.signaal import herkenbaar
from scholen.models import Gemeente, Instelling, Samenwerkingsverband, School

P = Permissie


def themas(swv: Samenwerkingsverband, dag: date) -> list[str]:
    """By which themes this SWV orders signals on this day."""
    return list(Instelling.objects.geldig(swv, dag).signaalthemas)


@transaction.atomic
def signaal_opschrijven(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    dag: date,
    thema: str,
    van: str,
    tekst: str,
    gemeente: Gemeente | None = None,
    school: School | None = None,
) -> Signaal:
    """Write down what somebody told, without who it was or about which child."""
    rechten_nodig(door, P.SIGNAAL_OPSCHRIJVEN)
    if thema not in themas(swv, timezone.localdate(op)):
        raise NietMogelijk("Kies een van de thema’s.")
    velden = _velden(op, dag=dag, thema=thema, van=van, tekst=tekst, gemeente=gemeente, school=school)
    rij: Signaal = Signaal.objects.create(swv=swv, opgeschreven_op=op, opgeschreven_door=door, **velden)
    vastleggen("signaal_opschrijven", rij, door=door, op=op)
    return rij


@transaction.atomic
def signaal_wijzigen(
    signaal: Signaal,
    *,
    door: Gebruiker,
    op: datetime,
    dag: date,
    thema: str,
    van: str,
    tekst: str,
    gemeente: Gemeente | None = None,
    school: School | None = None,
) -> Signaal:
    """Put it right. A theme that is no longer in the list may stay; the log says which parts became different."""
    rij = _vast(signaal, door)
    if thema not in {rij.thema, *themas(rij.swv, timezone.localdate(op))}:
        raise NietMogelijk("Kies een van de thema’s.")
    nieuw = _velden(op, dag=dag, thema=thema, van=van, tekst=tekst, gemeente=gemeente, school=school)
    anders = sorted(naam for naam, waarde in nieuw.items() if getattr(rij, naam) != waarde)
    if not anders:
        raise NietMogelijk("Er is niets gewijzigd.")
    for naam in anders:
        setattr(rij, naam, nieuw[naam])
    rij.save(update_fields=anders)
    vastleggen("signaal_wijzigen", rij, door=door, op=op, velden=anders)
    return rij


@transaction.atomic
def signaal_terugnemen(signaal: Signaal, *, door: Gebruiker, op: datetime, reden: str) -> Signaal:
    """Let it count no more. It stays readable for who writes signals, with the reason."""
    rij = _vast(signaal, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom je het signaal terugneemt.")
    _zonder_namen(reden, rij.dag)
    rij.teruggenomen_op, rij.reden = op, reden.strip()
    rij.save(update_fields=["teruggenomen_op", "reden"])
    vastleggen("signaal_terugnemen", rij, door=door, op=op)
    return rij


def _vast(signaal: Signaal, door: Gebruiker) -> Signaal:
    """The locked row. 404 when this user does not see it."""
    rechten_nodig(door, P.SIGNAAL_OPSCHRIJVEN)
    eigen = Signaal.objects.visible_to(door, P.SIGNAAL_OPSCHRIJVEN).select_for_update(of=("self",))
    rij: Signaal = get_object_or_404(eigen.select_related("swv"), pk=signaal.pk)
    if rij.teruggenomen_op is not None:
        raise NietMogelijk("Dit signaal is teruggenomen. Het verandert niet meer.")
    return rij


def _velden(op: datetime, *, dag: date, van: str, tekst: str, **meer: Any) -> dict[str, Any]:
    if dag > timezone.localdate(op):
        raise NietMogelijk("Kies vandaag of een eerdere dag.")
    if van not in Signaal.Van.values:
        raise NietMogelijk("Kies van wie het signaal kwam.")
    if not tekst.strip():
        raise NietMogelijk("Schrijf op wat er is gezegd.")
    _zonder_namen(tekst, dag)
    return {"dag": dag, "van": van, "tekst": tekst.strip(), **meer}


def _zonder_namen(tekst: str, dag: date) -> None:
    if zin := herkenbaar(tekst, dag):
        raise NietMogelijk(zin)

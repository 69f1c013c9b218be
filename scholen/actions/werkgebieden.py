"""How the region is divided: the werkgebieden of an SWV and which school is in which."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband, SchoolDeelname, Werkgebied

MEESTE = 40
EEN_DAG = timedelta(days=1)
VOORUIT = timedelta(days=400)
"""How far ahead a move can be planned."""


@transaction.atomic
def werkgebied_maken(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, naam: str, code: str = ""
) -> Werkgebied:
    """A new part of the region, without schools yet. Without a code it is made of the first name; it stays."""
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk, eigen=True)
    if swv.werkgebieden.count() >= MEESTE:
        raise NietMogelijk(f"Er zijn al {MEESTE} werkgebieden.")
    rij = Werkgebied(swv=swv, naam=naam, code=code or slugify(naam)[:40])
    _bewaren(rij)
    vastleggen("werkgebied_maken", rij, door=door, op=op, code=rij.code)
    return rij


def scholen_nu(gebied: Werkgebied, dag: date) -> set[str]:
    """BRIN6 of the schools that are in it on this day, or will be when they begin to take part."""
    rijen = SchoolDeelname.objects.niet_voorbij(dag).filter(swv=gebied.swv_id).order_by("van")
    eerste: dict[str, int | None] = {}
    for brin6, waar in rijen.values_list("school__brin6", "werkgebied"):
        eerste.setdefault(brin6, waar)
    return {brin6 for brin6, waar in eerste.items() if waar == gebied.pk}


@transaction.atomic
def werkgebied_indelen(
    gebied: Werkgebied,
    *,
    door: Gebruiker,
    op: datetime,
    naam: str,
    scholen: Collection[str],
    vanaf: date | None = None,
) -> None:
    """Let it have this name, and from this day on (today) exactly these schools (BRIN6); one from elsewhere comes.

    What was before that day stays: figures and budgets of then keep the werkgebied of then. A school that was nowhere
    is put where it is from its first day. What was planned for a school that does not change here stays planned.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    gebied = Werkgebied.objects.select_for_update().get(pk=gebied.pk, swv__eigen=True)
    vandaag = timezone.localdate(op)
    vanaf = vanaf or vandaag
    if not vandaag <= vanaf <= vandaag + VOORUIT:
        raise NietMogelijk("Kies vandaag, of een dag tot een jaar vooruit. Wat is geteld, blijft waar het was.")
    deelnames = SchoolDeelname.objects.niet_voorbij(vanaf).filter(swv=gebied.swv)
    if vreemd := set(scholen) - set(deelnames.values_list("school__brin6", flat=True)):
        raise NietMogelijk(f"Deze school neemt niet deel: {', '.join(sorted(vreemd))}.")
    nu, was = scholen_nu(gebied, vandaag), gebied.naam
    erbij, eraf = set(scholen) - nu, nu - set(scholen)
    if (was, erbij, eraf) == (naam, set(), set()):
        raise NietMogelijk("Er is niets gewijzigd.")
    for brins, waar in ((eraf, None), (erbij, gebied)):
        for rij in deelnames.filter(school__brin6__in=brins).order_by("van"):
            _verhuizen(rij, waar, vanaf)
    gebied.naam = naam
    _bewaren(gebied)
    dag = {"vanaf": vanaf.isoformat()} if vanaf != vandaag else {}
    vastleggen("werkgebied_indelen", gebied, door=door, op=op, was=was, erbij=len(erbij), eraf=len(eraf), **dag)


def _verhuizen(rij: SchoolDeelname, waar: Werkgebied | None, vanaf: date) -> None:
    """From this day on this part in the SWV is in another werkgebied; before it, in the one that it was in."""
    if rij.werkgebied_id == (waar.pk if waar else None):
        return
    if rij.werkgebied_id is not None and rij.van < vanaf:
        tot, rij.tot = rij.tot, vanaf - EEN_DAG
        rij.save(update_fields=["tot"])
        rij = SchoolDeelname(school_id=rij.school_id, swv_id=rij.swv_id, sector=rij.sector, van=vanaf, tot=tot)
    rij.werkgebied = waar
    rij.save()


@transaction.atomic
def werkgebied_weghalen(gebied: Werkgebied, *, door: Gebruiker, op: datetime) -> None:
    """Forget a werkgebied that nothing hangs on: no schools, people, budgets or rules."""
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    gebied = Werkgebied.objects.select_for_update().get(pk=gebied.pk, swv__eigen=True)
    vastleggen("werkgebied_weghalen", gebied, door=door, op=op, code=gebied.code)
    try:
        gebied.delete()
    except ProtectedError as nog:
        woorden = sorted({str(rij._meta.verbose_name) for rij in nog.protected_objects})
        raise NietMogelijk(f"Hier hangt nog iets aan: {', '.join(woorden)}. Haal dat er eerst af.") from nog


def _bewaren(rij: Werkgebied) -> None:
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise NietMogelijk(" ".join(fout.messages)) from fout
    if Werkgebied.objects.filter(swv=rij.swv, naam__iexact=rij.naam).exclude(pk=rij.pk).exists():
        raise NietMogelijk("Er is al een werkgebied met deze naam.")
    rij.save()

"""How the region is divided: the werkgebieden of an SWV and which school is in which."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

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


@transaction.atomic
def werkgebied_indelen(
    gebied: Werkgebied, *, door: Gebruiker, op: datetime, naam: str, scholen: Collection[str]
) -> None:
    """Let it have this name and exactly these schools (BRIN6). One that was elsewhere comes over.

    Only schools that take part today or later: what took part before stays where it was counted.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    gebied = Werkgebied.objects.select_for_update().get(pk=gebied.pk, swv__eigen=True)
    deelnames = SchoolDeelname.objects.niet_voorbij(timezone.localdate(op)).filter(swv=gebied.swv)
    vreemd = set(scholen) - set(deelnames.values_list("school__brin6", flat=True))
    if vreemd:
        raise NietMogelijk(f"Deze school neemt niet deel: {', '.join(sorted(vreemd))}.")
    erbij = deelnames.filter(school__brin6__in=scholen).exclude(werkgebied=gebied)
    eraf = deelnames.filter(werkgebied=gebied).exclude(school__brin6__in=scholen)
    was, aantal_erbij, aantal_eraf = gebied.naam, len(erbij), len(eraf)
    if (was, aantal_erbij, aantal_eraf) == (naam, 0, 0):
        raise NietMogelijk("Er is niets gewijzigd.")
    SchoolDeelname.objects.filter(pk__in=[rij.pk for rij in eraf]).update(werkgebied=None)
    SchoolDeelname.objects.filter(pk__in=[rij.pk for rij in erbij]).update(werkgebied=gebied)
    gebied.naam = naam
    _bewaren(gebied)
    vastleggen("werkgebied_indelen", gebied, door=door, op=op, was=was, erbij=aantal_erbij, eraf=aantal_eraf)


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

"""Signing off a translation, and whether one is signed off as it reads now."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Vertaalcontrole
from loket.uitleg.vertaling import versie as versie_van


def nagekeken(taal: str) -> bool:
    """Whether a speaker signed off the texts of this language as they are now; Dutch needs none."""
    if taal == NEDERLANDS:
        return True
    return Vertaalcontrole.objects.filter(taal=taal, versie=versie_van(taal)).exists()


def nagekeken_talen() -> QuerySet[Vertaalcontrole]:
    """The sign-offs of the texts as they are now, of every language; for a page that reads it with other things."""
    zoals_nu = (Q(taal=taal, versie=versie_van(taal)) for taal in TALEN if taal != NEDERLANDS)
    return Vertaalcontrole.objects.filter(reduce(or_, zoals_nu))


@transaction.atomic
def vertaling_nakijken(
    *, door: Gebruiker, op: datetime, taal: str, versie: str, spreker: str, nagekeken_op: date
) -> Vertaalcontrole:
    """Record that this speaker read all texts of this language on this day. versie: what the page showed.

    Raises NietMogelijk when the texts changed since, or when they were signed off already.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    if taal == NEDERLANDS or taal not in TALEN:
        raise NietMogelijk("Kies een taal waarin wij vertalen.")
    if versie != versie_van(taal):
        raise NietMogelijk("De teksten zijn gewijzigd sinds je deze pagina opende. Laat ze opnieuw nakijken.")
    if not spreker.strip():
        raise NietMogelijk("Vul in wie de vertaling nakeek.")
    if nagekeken_op > timezone.localdate(op):
        raise NietMogelijk("De dag waarop de vertaling is nagekeken, ligt in de toekomst.")
    rij, nieuw = Vertaalcontrole.objects.get_or_create(
        taal=taal,
        versie=versie,
        defaults={
            "spreker": spreker.strip(),
            "nagekeken_op": nagekeken_op,
            "vastgelegd_op": op,
            "vastgelegd_door": door,
        },
    )
    if not nieuw:
        raise NietMogelijk(f"Deze vertaling is al nagekeken, door {rij.spreker}.")
    vastleggen("vertaling_nakijken", rij, door=door, op=op, taal=taal, versie=versie[:12])
    return rij

"""What somebody has to do with an aanvraag already, looked up for the rules about experts (R-DES-05, R-DES-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from loket.models import Aanvraag, Advies
from loket.rules.deskundigen import (
    Adviestekst,
    Betrokkenheid,
    Bevinding,
    advies_ontbreekt,
    deskundige_bevindingen,
    koppel_bevindingen,
)
from scholen.models import Plek

ONDERDELEN = ("leerling", "school", "vraag", "behoefte", "gedaan", "mening", "stukken")


def betrokkenheid(aanvraag: Aanvraag, wie: Gebruiker, *, op: datetime) -> Betrokkenheid:
    """The facts about one person and this aanvraag on the day of op."""
    return Betrokkenheid(
        is_deskundige=Rol.DESKUNDIGE in wie.rollen,
        schreef_mee=_schreef_mee(aanvraag, wie),
        werkt_bij_school=_werkt_bij_school(aanvraag, wie, op),
        mag_beslissen=any(Permissie.BESLUIT_NEMEN in PERMISSIES[rol] for rol in wie.rollen),
        organiseert=aanvraag.behandelaar_id == wie.pk,
    )


def deskundige_bezwaren(
    aanvraag: Aanvraag, wie: Gebruiker, *, discipline: str, volgorde: int, op: datetime
) -> list[Bevinding]:
    """What speaks against this person on this place, today."""
    feiten = betrokkenheid(aanvraag, wie, op=op)
    return deskundige_bevindingen(wie.naam, feiten, discipline=discipline, volgorde=volgorde, soort=aanvraag.soort)


def keuze_bezwaren(aanvraag: Aanvraag, keuze: Sequence[tuple[Gebruiker, str]], *, op: datetime) -> list[Bevinding]:
    """What speaks against this choice of two (person, discipline), the first expert first; what blocks first."""
    lijst = koppel_bevindingen([wie.pk for wie, _ in keuze], [vak for _, vak in keuze])
    for volgorde, (wie, vak) in enumerate(keuze, 1):
        lijst += deskundige_bezwaren(aanvraag, wie, discipline=vak, volgorde=volgorde, op=op)
    return sorted(dict.fromkeys(lijst), key=lambda bevinding: not bevinding.blokkeert)


def advies_mist(advies: Advies) -> list[tuple[str, str]]:
    """What is still missing in this draft, as (field, sentence)."""
    return advies_ontbreekt(Adviestekst(**{veld.name: getattr(advies, veld.name) for veld in fields(Adviestekst)}))


def _schreef_mee(aanvraag: Aanvraag, wie: Gebruiker) -> bool:
    bewerkt = Q(aangemaakt_door=wie) | Q(ingediend_door=wie)
    for naam in ONDERDELEN:
        bewerkt |= Q(**{f"onderdeel_{naam}__bewerkt_door": wie})
    return Aanvraag.objects.filter(bewerkt, pk=aanvraag.pk).exists()


def _werkt_bij_school(aanvraag: Aanvraag, wie: Gebruiker, op: datetime) -> bool:
    """At the school or in its board, on any day since the aanvraag was begun."""
    sinds = timezone.localdate(aanvraag.created_at)
    plekken = Plek.objects.filter(Q(school=aanvraag.school_id) | Q(bestuur__scholen=aanvraag.school_id))
    return (
        plekken.filter(lidmaatschap__gebruiker=wie, lidmaatschap__van__lte=timezone.localdate(op))
        .filter(Q(lidmaatschap__tot__isnull=True) | Q(lidmaatschap__tot__gte=sinds))
        .exists()
    )

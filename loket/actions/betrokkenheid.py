"""What somebody has to do with an aanvraag or its child already, looked up for the rules (R-DES-05, R-DES-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from loket.models import Aanvraag, Advies
from loket.models.arrangement import Arrangementuitkomst
from loket.models.consult import Consultadvies
from loket.models.notitie import Notitie
from loket.models.overleg import Deelnemer
from loket.rules.deskundigen import (
    Adviestekst,
    Betrokkenheid,
    Bevinding,
    advies_ontbreekt,
    deskundige_bevindingen,
    koppel_bevindingen,
)
from scholen.models import Betrokkene, Inschrijving, Plek

ONDERDELEN = ("leerling", "school", "vraag", "behoefte", "gedaan", "mening", "hulpvraag", "toetsen", "stukken")


def betrokkenheid(aanvraag: Aanvraag, wie: Gebruiker, *, op: datetime) -> Betrokkenheid:
    """The facts about one person and this aanvraag on the day of op."""
    return Betrokkenheid(
        is_deskundige=Rol.DESKUNDIGE in wie.rollen,
        schreef_mee=_schreef_mee(aanvraag, wie),
        werkt_bij_school=_werkt_bij_school(aanvraag, wie, op),
        mag_beslissen=any(Permissie.BESLUIT_NEMEN in PERMISSIES[rol] for rol in wie.rollen),
        organiseert=aanvraag.behandelaar_id == wie.pk,
        is_naaste=Betrokkene.objects.filter(gebruiker=wie, gezag__leerling=aanvraag.leerling_id).exists(),
        schreef_eerder=_eerdere(aanvraag).filter(_schreef(wie)).exists(),
        adviseerde_eerder=_eerdere(aanvraag).filter(adviesopdrachten__deskundige=wie).exists(),
        besliste_eerder=_eerdere(aanvraag).filter(besluiten__genomen_door=wie).exists(),
        werkte_bij_leerling=_werkte_bij_leerling(aanvraag, wie),
        sprak_erover=_sprak_erover(aanvraag, wie),
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
    tekst = Adviestekst(**{veld.name: getattr(advies, veld.name) for veld in fields(Adviestekst)})
    return advies_ontbreekt(tekst, eerder_gezien_mag=advies.opdracht.aanvraag.instelling.eerder_gezien_mag)


def _schreef(wie: Gebruiker) -> Q:
    """Aanvragen that this person made, submitted or edited."""
    bewerkt = Q(aangemaakt_door=wie) | Q(ingediend_door=wie)
    for naam in ONDERDELEN:
        bewerkt |= Q(**{f"onderdeel_{naam}__bewerkt_door": wie})
    return bewerkt


def _schreef_mee(aanvraag: Aanvraag, wie: Gebruiker) -> bool:
    return Aanvraag.objects.filter(_schreef(wie), pk=aanvraag.pk).exists()


def _eerdere(aanvraag: Aanvraag) -> QuerySet[Aanvraag]:
    """All other aanvragen about this child, of every kind, school and status."""
    if aanvraag.leerling_id is None:
        return Aanvraag.objects.none()
    return Aanvraag.objects.filter(leerling=aanvraag.leerling_id).exclude(pk=aanvraag.pk)


def _sprak_erover(aanvraag: Aanvraag, wie: Gebruiker) -> bool:
    """Took part in a meeting about the child, or wrote a note, an answer to a consult or on help, at any aanvraag."""
    zaken = Aanvraag.objects.filter(pk=aanvraag.pk) | _eerdere(aanvraag)
    bij_punt = Q(agendapunt__aanvraag__in=zaken) | Q(agendapunt=None, overleg__agendapunten__aanvraag__in=zaken)
    return (
        Notitie.objects.filter(aanvraag__in=zaken, schrijver=wie).exists()
        or Deelnemer.objects.filter(bij_punt, gebruiker=wie).exclude(komt=Deelnemer.Komt.NEE).exists()
        or Consultadvies.objects.filter(Q(uitgebracht_door=wie) | Q(bewerkt_door=wie), aanvraag__in=zaken).exists()
        or Arrangementuitkomst.objects.filter(genomen_door=wie, aanvraag__in=zaken).exists()
    )


def _werkte_bij_leerling(aanvraag: Aanvraag, wie: Gebruiker) -> bool:
    """Had a role at a school, or in its board, on a day that the child was enrolled there."""
    for zat in Inschrijving.objects.filter(leerling=aanvraag.leerling_id):
        plekken = Plek.objects.filter(Q(school=zat.school_id) | Q(bestuur__scholen=zat.school_id))
        plekken = plekken.filter(lidmaatschap__gebruiker=wie).filter(
            Q(lidmaatschap__tot__isnull=True) | Q(lidmaatschap__tot__gte=zat.van)
        )
        if (plekken.filter(lidmaatschap__van__lte=zat.tot) if zat.tot else plekken).exists():
            return True
    return False


def _werkt_bij_school(aanvraag: Aanvraag, wie: Gebruiker, op: datetime) -> bool:
    """At the school or in its board, on any day since the aanvraag was begun."""
    sinds = timezone.localdate(aanvraag.created_at)
    plekken = Plek.objects.filter(Q(school=aanvraag.school_id) | Q(bestuur__scholen=aanvraag.school_id))
    return (
        plekken.filter(lidmaatschap__gebruiker=wie, lidmaatschap__van__lte=timezone.localdate(op))
        .filter(Q(lidmaatschap__tot__isnull=True) | Q(lidmaatschap__tot__gte=sinds))
        .exists()
    )

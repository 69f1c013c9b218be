"""Consent in the demo: one that waits for an answer, one that both gave, one that a parent ended."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from scholen.actions.toestemming import toestemming_beantwoorden, toestemming_intrekken, toestemming_vragen
from scholen.models import Gezag, Leerling, Toestemming
from scholen.rules import jarig
from scholen.rules.toestemming import ZELF

VRAGEN: tuple[dict[str, Any], ...] = (
    {
        "aan": Toestemming.Aan.JEUGDHULP,
        "aan_naam": "Wijkteam Noord",
        "wat": ["verslagen", "afspraken"],
        "waarom": "Het wijkteam helpt u thuis. Zo weten zij wat er op school speelt, en hoeft u het niet twee keer "
        "te vertellen.",
    },
    {
        "aan": Toestemming.Aan.GEMEENTE,
        "aan_naam": "Leerplicht van de gemeente",
        "wat": ["aanwezig"],
        "waarom": "Dan zoekt de leerplichtambtenaar met u en de school naar een oplossing.",
    },
    {
        "aan": Toestemming.Aan.HELPER,
        "aan_naam": "Onderwijsconsulent",
        "wat": ["aanvraag", "adviezen"],
        "waarom": "De onderwijsconsulent denkt met u mee en leest graag vooraf mee.",
    },
)
"""Waits, given by all, ended again."""


def toestemmingen_vullen(*, loket: Gebruiker, vandaag: date) -> None:
    """Lay them down as of this day, for one child of whom every parent can log in; without such a child nothing."""
    gevonden = _gezin(loket, vandaag)
    if gevonden is None:
        return
    kind, ouders = gevonden
    for nummer, vraag in enumerate(VRAGEN):
        toen = vandaag - timedelta(days=3 + 4 * nummer)
        rij = toestemming_vragen(kind, door=loket, op=_moment(toen, 10), tot=toen + timedelta(days=180), **vraag)
        for uur, ouder in enumerate(ouders if nummer else ()):
            toestemming_beantwoorden(rij, door=ouder, op=_moment(toen, 19 + uur), ja=True)
        if nummer == len(VRAGEN) - 1:
            toestemming_intrekken(rij, door=ouders[0], op=_moment(vandaag - timedelta(days=1), 21))


def _gezin(loket: Gebruiker, dag: date) -> tuple[Leerling, list[Gebruiker]] | None:
    """The first young child that the desk sees and of whom everybody with gezag has an account."""
    kinderen = Leerling.objects.visible_to(loket).filter(geboortedatum__gt=jarig(dag, ZELF), afscherming="geen")
    met_account = Gezag.objects.geldig(dag).filter(betrokkene__gebruiker__isnull=False).values("leerling")
    for kind in kinderen.filter(pk__in=met_account).order_by("pk")[:50]:
        banden = list(Gezag.objects.geldig(dag).filter(leerling=kind).select_related("betrokkene__gebruiker"))
        ouders = [een.betrokkene.gebruiker for een in banden if een.soort == "gezag" and not een.contactverbod]
        wie = [een for een in ouders if een is not None]
        if wie and len(wie) == len(banden):
            return kind, wie
    return None


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))

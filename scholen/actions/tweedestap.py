"""Somebody lost the phone or key of the second step: taken away after a colleague called back (afspraak 50)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers import actions
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import MAILCODE_GENOEG, SCHOOLROLLEN, Permissie
from kern.gebruikers.sessies import heeft_factor
from kern.post.actions import klaarzetten
from scholen.models import School

LIJST = "lijst"
"""The number stands in a list of colleagues that the school or the SWV keeps itself."""


def bekende_nummers(gebruiker: Gebruiker, dag: date) -> dict[str, str]:
    """The numbers that may be called, each with its words: what we knew before anybody rang, and nothing else."""
    plekken = gebruiker.lidmaatschappen.geldig(dag).filter(plek__school__isnull=False).values("plek__school")
    scholen = School.objects.filter(pk__in=plekken).exclude(telefoon="").order_by("naam")
    uit = {school.brin6: f"{school.telefoon}, het nummer van {school.naam}" for school in scholen}
    return uit | {LIJST: "Een nummer uit onze eigen lijst van collega’s"}


def werkt_hier(door: Gebruiker, dag: date) -> QuerySet[Lidmaatschap]:
    """The people of whom this user may take it away: who works here today. A family comes in anew by a letter."""
    leden = Lidmaatschap.objects.visible_to(door, Permissie.FACTOR_HERSTELLEN).geldig(dag)
    return leden.exclude(rol__in=[*MAILCODE_GENOEG])


def waarom_niet(gebruiker: Gebruiker, door: Gebruiker, dag: date) -> str:
    """Why this user may not take away that second step; empty when it can be done."""
    if gebruiker == door:
        return "Je eigen tweede stap kan alleen een collega weghalen."
    if not gebruiker.is_active:
        return actions.GEBLOKKEERD if gebruiker.geblokkeerd_op else "Dit account is beëindigd."
    if reden := _buiten_bereik(gebruiker, door, dag):
        return reden
    if not heeft_factor(gebruiker):
        return f"{gebruiker.naam} heeft geen tweede stap. Bij het inloggen vraagt het portaal om er een te kiezen."
    return ""


def _buiten_bereik(gebruiker: Gebruiker, door: Gebruiker, dag: date) -> str:
    """An account opens everything that its owner may see, also what begins tomorrow: who takes away the second step
    must be over all of it. Else a director invites somebody of elsewhere and takes it away."""
    if door.heeft(Permissie.GEBRUIKERS_ALLE):
        return ""
    rollen = gebruiker.lidmaatschappen.filter(Q(tot=None) | Q(tot__gte=dag)).exclude(rol__in=[*MAILCODE_GENOEG])
    if rollen.exclude(rol__in=[*SCHOOLROLLEN]).exists():
        return f"{gebruiker.naam} werkt niet alleen voor een school. Dit kan alleen de beheerder."
    onder = Lidmaatschap.objects.visible_to(door, Permissie.FACTOR_HERSTELLEN)
    if rollen.exclude(pk__in=onder.values("pk")).exists():
        return f"{gebruiker.naam} werkt ook voor een andere school. Vraag het loket of de beheerder."
    return ""


@transaction.atomic
def tweede_stap_weghalen(lid: Lidmaatschap, *, nummer: str, zeker: bool, door: Gebruiker, op: datetime) -> None:
    """Take away the second step of this person, who is told so. nummer: which of the known numbers was called.

    zeker: that `door` called it and knows who answered. All sessions of this person end.
    """
    dag = timezone.localdate(op)
    zichtbaar = werkt_hier(door, dag)
    wie = get_object_or_404(zichtbaar.select_related("gebruiker"), pk=lid.pk).gebruiker
    if reden := waarom_niet(wie, door, dag):
        raise NietMogelijk(reden)
    if not zeker or nummer not in bekende_nummers(wie, dag):
        raise NietMogelijk("Bel eerst zelf terug, op een nummer dat we al hadden.")
    code = actions.tweede_stap_weghalen(wie, nummer=nummer, door=door, op=op)
    sleutel = f"{wie.public_id}-{op.timestamp():.0f}"
    contact = f"{settings.SITE_URL}{reverse('contact')}"
    klaarzetten(aan=wie.email, soort="tweede_stap", sleutel=f"tweede-stap-{sleutel}", op=op, link=contact)
    if code:
        link = f"{settings.SITE_URL}{reverse('gebruikers:uitnodiging')}{code}/"
        klaarzetten(aan=wie.email, soort="uitnodiging", sleutel=f"weer-binnen-{sleutel}", op=op, link=link)

"""Views of the board under a name, and the weekly mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post import actions as post
from scholen.models import Onderdeel
from scholen.onderdelen import uit_op
from thuiszitters.models import OPEN, Bordweergave, Casus, Weekkeuze, bord

P = Permissie
HOOGSTENS = 12
"""Own views per user."""
SOORT = "weekoverzicht"


@transaction.atomic
def weergave_bewaren(*, door: Gebruiker, op: datetime, naam: str, gedeeld: bool, vraag: str) -> Bordweergave:
    """Keep the board with these filters under a name. vraag: a query string without free text."""
    rechten_nodig(door, P.THUISZITTER_LEZEN)
    if gedeeld and not door.heeft(P.THUISZITTER_BEGELEIDEN):
        raise NietMogelijk(GEEN_RECHTEN)
    if Bordweergave.objects.filter(eigenaar=door).count() >= HOOGSTENS:
        raise NietMogelijk(f"Je hebt al {HOOGSTENS} weergaven. Verwijder er eerst een.")
    velden = {"naam": naam.strip(), "gedeeld": gedeeld, "vraag": vraag, "created_at": op}
    try:
        with transaction.atomic():
            weergave = Bordweergave.objects.create(eigenaar=door, **velden)
    except IntegrityError as fout:
        raise NietMogelijk("Je hebt al een weergave met deze naam. Kies een andere naam.") from fout
    vastleggen("bordweergave_bewaren", weergave, door=door, op=op, gedeeld=gedeeld)
    return weergave


@transaction.atomic
def weergave_verwijderen(weergave: Bordweergave, *, door: Gebruiker, op: datetime) -> None:
    """Throw away an own view; one that was shared is gone for everybody."""
    rij = get_object_or_404(Bordweergave.objects.select_for_update(), pk=weergave.pk, eigenaar=door)
    vastleggen("bordweergave_verwijderen", rij, door=door, op=op)
    rij.delete()


@transaction.atomic
def week_kiezen(*, door: Gebruiker, op: datetime, aan: bool) -> None:
    """Get the mail of the week, or no more. A second time changes nothing."""
    rechten_nodig(door, P.THUISZITTER_LEZEN)
    rijen = Weekkeuze.objects.filter(gebruiker=door)
    if aan == rijen.exists():
        return
    if aan:
        Weekkeuze.objects.create(gebruiker=door, sinds=timezone.localdate(op))
    else:
        rijen.delete()
    vastleggen("week_kiezen", door, door=door, op=op, aan=aan)


def weekmails_klaarzetten(*, op: datetime) -> int:
    """Put the mail of this week in the outbox of all who want it; gives how many were new.

    Once per person and week, whatever restarts: the key of the mail has the week in it. It says how many cases need
    something and names nobody.
    """
    if Onderdeel.THUISZITTERS in uit_op(timezone.localdate(op)):
        return 0
    jaar, week, _ = timezone.localdate(op).isocalendar()
    wie = Weekkeuze.objects.filter(gebruiker__is_active=True).select_related("gebruiker").order_by("pk")
    return sum(_een(een.gebruiker, f"{SOORT}:{een.gebruiker_id}:{jaar}-{week}", op) for een in wie)


@transaction.atomic
def _een(wie: Gebruiker, sleutel: str, op: datetime) -> int:
    """The mail of one person. Who may not read about thuiszitters any more gets none."""
    if not wie.heeft(P.THUISZITTER_LEZEN):
        return 0
    lopend = Casus.objects.visible_to(wie, P.THUISZITTER_LEZEN).filter(status__in=OPEN)
    aantal = bord.tellen(lopend, timezone.localdate(op))["iets"]
    link = f"{settings.SITE_URL}/thuiszitters/week/"
    bericht = post.klaarzetten(aan=wie.email, soort=SOORT, sleutel=sleutel, op=op, link=link, aantal=aantal)
    return int(bericht.created_at == op)

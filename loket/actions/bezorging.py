"""What became of a letter after it was sent: read, returned, not notified. And making a letter that failed again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.brieven.actions import opnieuw_proberen
from kern.brieven.models import BriefVersie
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.logboek.actions import vastleggen
from kern.taken import aanstoten
from loket.models import Verzending
from loket.models.kanaal import Bezorgfeit

from .kanaal import accounts_van, niet_bereikbaar

POSTBODE = Systeem("bezorging")
"""The actor in the logbook when the portal itself found that a notice did not arrive."""
Soort = Bezorgfeit.Soort


def opgehaald(rij: Verzending, *, door: Gebruiker, op: datetime) -> None:
    """The addressee itself opened the letter, or read it in plain words, for the first time.

    Anybody else, or before it was sent, is no fact.
    """
    dag = timezone.localdate(op)
    if rij.verzonden_op is None or door not in accounts_van(rij, dag):
        return
    Bezorgfeit.objects.get_or_create(
        brief_id=rij.brief_id,
        soort=Soort.OPGEHAALD,
        defaults={"datum": dag, "vastgelegd_op": op, "vastgelegd_door": door},
    )


@transaction.atomic
def niet_aangekomen(rij: Verzending, soort: str, *, op: datetime, datum: date, door: Gebruiker | None) -> None:
    """A letter that was sent did not reach its addressee: it is sent anew, by post, as soon as it is dated.

    door: None when the portal itself found out. Raises NietMogelijk when the letter was not sent, or it was known.
    """
    type(rij)._default_manager.select_for_update(of=("self",)).get(pk=rij.pk)
    if rij.verzonden_op is None or rij.verzenddatum is None:
        raise NietMogelijk("Deze brief is nog niet verzonden.")
    if not rij.verzenddatum <= datum <= timezone.localdate(op):
        raise NietMogelijk("Kies een dag vanaf de verzenddatum tot en met vandaag.")
    if soort == Soort.MELDING_MISLUKT and rij.kanaal != Verzending.Kanaal.PORTAAL:
        raise NietMogelijk("Deze brief ging per post. Leg vast dat de post terugkwam.")
    if soort == Soort.RETOUR and rij.kanaal != Verzending.Kanaal.POST:
        raise NietMogelijk("Deze brief stond in het portaal. Leg vast dat de melding niet aankwam.")
    _, nieuw = Bezorgfeit.objects.get_or_create(
        brief_id=rij.brief_id, soort=soort, defaults={"datum": datum, "vastgelegd_op": op, "vastgelegd_door": door}
    )
    if not nieuw:
        raise NietMogelijk("Dit is al vastgelegd bij deze brief.")
    if soort == Soort.MELDING_MISLUKT:
        niet_bereikbaar(rij, op=op)
    vastleggen(f"brief_{soort}", rij, door=door or POSTBODE, op=op, datum=datum.isoformat())


@transaction.atomic
def opnieuw_maken(rij: Verzending, *, door: Gebruiker, op: datetime) -> None:
    """Let the worker try again to make a letter that failed, or a paper that goes along with it.

    Raises NietMogelijk when there is nothing to make.
    """
    mee = Q(brief=rij.brief_id) | Q(brief__bijlage_bij__brief=rij.brief_id)
    versies = list(BriefVersie.objects.filter(mee, vervallen_op=None, pdf=None).distinct())
    if not versies:
        raise NietMogelijk("Deze brief is al gemaakt.")
    vastleggen("brief_opnieuw_maken", rij, door=door, op=op, pogingen=max(een.pogingen for een in versies))
    for versie in versies:
        opnieuw_proberen(versie)
        aanstoten("kern.brieven.tasks.pdf_maken", versie_id=versie.pk)

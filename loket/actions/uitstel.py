"""More time to decide: a verdaging with its letter, or the written consent of the school."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.termijnen.kalender import is_werkdag
from kern.termijnen.woorden import datum_voluit
from loket.models import IN_BEHANDELING, Aanvraag, Uitstel, Zaakbrief

from .overgang import overgang
from .zaakbrief import brieven_maken, brieven_vervallen

HOOGSTENS = timedelta(weeks=26)
"""Longer than this after today is a typing error, not a reasonable term."""
OPEN = sorted(IN_BEHANDELING)


def termijn_niet_voorbij(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """R-TERM-07: who is too late cannot get more time by itself any more; the term was overrun, and stays so."""
    vandaag = timezone.localdate(op)
    termijn = aanvraag.termijn(vandaag)
    if termijn is None or termijn.wettelijk >= vandaag:
        return ""
    over = (vandaag - termijn.wettelijk).days
    dagen = "1 dag" if over == 1 else f"{over} dagen"
    return (
        f"De wettelijke termijn liep af op {datum_voluit(termijn.wettelijk)}, {dagen} geleden. "
        "Meer tijd nemen kan niet meer. Neem het besluit zo snel mogelijk en bel de school en de ouders."
    )


@overgang(van=OPEN, naar=OPEN, permissie=Permissie.TERMIJN_VERZETTEN, mits=(termijn_niet_voorbij,))
def verdagen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tot: date, reden: str) -> None:
    """Tell the applicant that the decision takes longer, until a day that is named (Awb 4:14 lid 3).

    The term moves on the day on which the letter to the school goes out. An earlier verdaging that was not sent lapses.
    tot: the new last day (inclusive), a working day after the term that holds now. reden: is in the letter.
    """
    vandaag = timezone.localdate(op)
    termijn = aanvraag.termijn(vandaag)
    assert termijn is not None
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom het langer duurt. Dit komt in de brief.")
    if tot <= termijn.wettelijk:
        raise NietMogelijk(f"Kies een dag na {datum_voluit(termijn.wettelijk)}: tot dan is er al tijd.")
    if tot > vandaag + HOOGSTENS:
        raise NietMogelijk("Kies een dag binnen een half jaar: de school moet weten waar zij aan toe is.")
    if not is_werkdag(tot):
        raise NietMogelijk("Kies een werkdag, geen weekend of feestdag.")
    for eerder in aanvraag.uitstellen.filter(soort=Uitstel.Soort.VERDAGING, van=None, vervallen_op=None):
        eerder.vervallen_op = op
        eerder.save()
        brieven_vervallen(aanvraag, op=op, reden="er kwam een andere datum", uitstel=eerder)
    uitstel = Uitstel.objects.create(
        aanvraag=aanvraag,
        soort=Uitstel.Soort.VERDAGING,
        tot=tot,
        reden=reden.strip(),
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    brieven_maken(aanvraag, Zaakbrief.Soort.VERDAGING, op=op, uitstel=uitstel)


@overgang(van=OPEN, naar=OPEN, permissie=Permissie.TERMIJN_VERZETTEN)
def uitstel_instemmen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, schriftelijk_op: date, tot: date, reden: str
) -> None:
    """Record that the school agreed in writing to delay (Awb 4:15 lid 2 a): the clock stands still from the day after.

    schriftelijk_op: the date of the paper, when the term still ran; a paper of then counts also when it is recorded
    later. tot: the last day on which the clock stands still.
    """
    vandaag = timezone.localdate(op)
    termijn = aanvraag.termijn(vandaag)
    assert termijn is not None
    assert aanvraag.ontvangstdatum is not None
    if not reden.strip():
        raise NietMogelijk("Schrijf op wat de school schreef en wie dat deed.")
    if not aanvraag.ontvangstdatum <= schriftelijk_op <= vandaag:
        raise NietMogelijk("De instemming is van na de ontvangst van de aanvraag en niet van na vandaag.")
    if schriftelijk_op > termijn.wettelijk:
        raise NietMogelijk(
            f"De termijn was op {datum_voluit(schriftelijk_op)} al voorbij. Instemming kan dan niet meer."
        )
    if not schriftelijk_op < tot <= schriftelijk_op + HOOGSTENS:
        raise NietMogelijk("Kies een laatste dag na de instemming, binnen een half jaar.")
    Uitstel.objects.create(
        aanvraag=aanvraag,
        soort=Uitstel.Soort.INSTEMMING,
        van=schriftelijk_op + timedelta(days=1),
        tot=tot,
        schriftelijk_op=schriftelijk_op,
        reden=reden.strip(),
        vastgelegd_op=op,
        vastgelegd_door=door,
    )

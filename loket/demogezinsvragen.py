"""What families of the demo ask: one waits, one was answered and not read yet, one is of a school that writes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.gezinsvraag import vraag_beantwoorden, vraag_stellen
from loket.models import IN_BEHANDELING, Aanvraag, Status
from scholen.models import Gezag

VRAGEN = (
    ("Mag ik zelf met een deskundige praten voordat er iets wordt besloten?", ""),
    (
        "Wij hebben een nieuw verslag van de logopedist. Mag dat er nog bij?",
        "Ja, dat kan. Stuur het hier als foto of pdf. Wij leggen het voor aan de deskundigen.",
    ),
)
AAN_SCHOOL = "Wanneer kunnen wij praten over wat er in de aanvraag komt?"


def gezinsvragen_vullen(*, loket: Gebruiker, vandaag: date) -> None:
    """Lay them down as of this day, for parents who can log in; without such parents nothing."""
    banden = Gezag.objects.geldig(vandaag).filter(betrokkene__gebruiker__isnull=False, contactverbod=False)
    nog = list(VRAGEN)
    for band in banden.select_related("betrokkene__gebruiker", "leerling").order_by("pk"):
        ouder = band.betrokkene.gebruiker
        assert ouder is not None
        if schrijft := Aanvraag.objects.filter(leerling=band.leerling, status=Status.CONCEPT).first():
            vraag_stellen(schrijft, door=ouder, op=_moment(vandaag - timedelta(days=1), 19), tekst=AAN_SCHOOL)
        mijn = Aanvraag.objects.visible_to(ouder, Permissie.DOSSIER_LEZEN).filter(leerling=band.leerling)
        zaak = mijn.filter(status__in=sorted(IN_BEHANDELING)).order_by("pk").first()
        if zaak is None or not nog:
            continue
        tekst, antwoord = nog.pop(0)
        bericht = vraag_stellen(zaak, door=ouder, op=_moment(vandaag - timedelta(days=2), 20), tekst=tekst)
        if antwoord:
            vraag_beantwoorden(bericht.vraag, door=loket, op=_moment(vandaag - timedelta(days=1), 10), tekst=antwoord)


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))

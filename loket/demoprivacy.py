"""What parents of the demo ask about their data: one nearly due, one refused with own words beside the fact, a copy."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.inzage.pakket import kopie_beginnen, kopie_verzamelen
from loket.actions.privacy import privacy_beantwoorden, privacy_vragen, verklaring_toevoegen, waarom_niet_vragen
from loket.models import Aanvraag
from scholen.models import Gezag

VRAGEN = (
    ("Er staat dat hij in groep 3 twee weken ziek was.", "Hij was twee dagen ziek.", "Ik hield het zelf bij."),
    ("De school schrijft dat wij nooit bellen.", "Wij belden elke maand.", "Dat staat in onze mails met de school."),
)
NEE = "De school blijft bij wat zij schreef. Wij waren er niet bij en kunnen het niet nagaan."
VERKLARING = "Wij belden elke maand met de juf. De mails hebben wij nog."


def privacy_vullen(*, loket: Gebruiker, vandaag: date) -> None:
    """Lay both down as of this day, for parents who can log in; without such parents nothing."""
    banden = Gezag.objects.geldig(vandaag).filter(betrokkene__gebruiker__isnull=False, contactverbod=False)
    gedaan = 0
    for band in banden.select_related("betrokkene__gebruiker", "leerling").order_by("pk"):
        ouder = band.betrokkene.gebruiker
        assert ouder is not None
        toen = vandaag - timedelta(days=26 - gedaan)
        mijn = Aanvraag.objects.visible_to(ouder, Permissie.DOSSIER_LEZEN).filter(leerling=band.leerling)
        zaak = mijn.filter(ontvangstdatum__lt=toen).order_by("pk").first()
        if zaak is None or waarom_niet_vragen(band.leerling, ouder, vandaag) or gedaan == len(VRAGEN):
            continue
        wat, moet_zijn, reden = VRAGEN[gedaan]
        velden = {"soort": "correctie", "wat": wat, "moet_zijn": moet_zijn, "reden": reden}
        rij = privacy_vragen(zaak, door=ouder, op=_moment(toen, 20), **velden)
        if gedaan:
            dag = vandaag - timedelta(days=6)
            privacy_beantwoorden(rij, door=loket, op=_moment(dag, 11), uitkomst="nee", antwoord=NEE)
            verklaring_toevoegen(rij, door=ouder, op=_moment(dag + timedelta(days=1), 21), tekst=VERKLARING)
        gedaan += 1
        if gedaan == 1:
            _kopie(zaak, ouder, loket, dag=vandaag - timedelta(days=4))


def _kopie(zaak: Aanvraag, ouder: Gebruiker, loket: Gebruiker, *, dag: date) -> None:
    """A request for a copy of everything: gathered, and to be looked at."""
    verzoek = privacy_vragen(zaak, door=ouder, op=_moment(dag, 21), soort="inzage", reden="Ik wil alles rustig lezen.")
    op = _moment(dag + timedelta(days=1), 10)
    kopie_verzamelen(kopie_beginnen(verzoek, door=loket, op=op).pk, op=op)


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))

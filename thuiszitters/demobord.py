"""On the board of the demo: a view that colleagues share, and a child that leerplicht reported a second time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol

from .actions.melden import Gegevens, Kind, melden
from .actions.weergave import weergave_bewaren
from .models import OPEN, Bordweergave, Casus

SLEUTEL = "demo-dubbel"


@transaction.atomic
def vullen(*, vandaag: date) -> int:
    """Gives how many cases came. Does nothing a second time."""
    mensen = Gebruiker.objects.filter(is_active=True).order_by("pk")
    adviseur = mensen.filter(lidmaatschappen__rol=Rol.ADVISEUR).first()
    loket = mensen.filter(lidmaatschappen__rol=Rol.LOKETMEDEWERKER).first()
    eerste = Casus.objects.filter(status__in=OPEN, regievoerder__isnull=False).order_by("pk").first()
    if adviseur is None or loket is None or eerste is None or Bordweergave.objects.exists():
        return 0
    op = timezone.make_aware(datetime.combine(vandaag - timedelta(days=1), time(14)))
    weergave_bewaren(door=adviseur, op=op, naam="Zonder regievoerder", gedeeld=True, vraag="regie=niemand")
    kind = eerste.leerling
    zelfde = Kind(kind.roepnaam[:-1], kind.achternaam, kind.geboortedatum, kind.tussenvoegsel)
    melden(
        Gegevens(
            swv=eerste.swv,
            leerling=zelfde,
            school=None,
            herkomst="leerplicht",
            soort="absoluut",
            van=vandaag - timedelta(days=30),
            uren=Decimal(0),
            reden="overig",
            gedaan="Leerplicht belde: staat volgens hen op geen school.",
            ouders_waarom_niet="Leerplicht belt de ouders deze week.",
        ),
        door=loket,
        op=op,
        sleutel=SLEUTEL,
    )
    return 1

"""Keys for other programs and sets for research in the demo, so that their pages have something to read.

What a key of the demo says itself nobody has seen: it opens nothing. The worker makes the set.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Samenwerkingsverband, School

from .actions.onderzoek import onderzoeksset_geven
from .actions.rapport import betrokkenen
from .actions.sleutel import sleutel_intrekken, sleutel_maken
from .models import ApiSleutel, Verstrekking
from .rules.rapport import Over, Tijdvak, afgelopen

GEGEVEN = (
    ("Universiteit van de Demo, dr. A. Voorbeeld", "Hoe lang een aanvraag duurt, per soort. Bewaart de set tot 2030."),
    ("Hogeschool Voorbeeld, lectoraat inclusie", "Welke hulp scholen vragen. Bewaart de set een jaar."),
)


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """Three keys, of which one was revoked, and a set that two got; once."""
    beheerder, loket = _lid(Rol.BEHEERDER), _lid(Rol.LOKETMEDEWERKER)
    if beheerder and not ApiSleutel.objects.filter(swv=swv).exists():
        _sleutels(swv, beheerder, op)
    if loket and not Verstrekking.objects.filter(set__swv=swv).exists():
        jaar = schooljaar(timezone.localdate(op)) - 1
        for ontvanger, doel in GEGEVEN:
            onderzoeksset_geven(swv, door=loket, op=op, jaar=jaar, ontvanger=ontvanger, doel=doel)


def _sleutels(swv: Samenwerkingsverband, door: Gebruiker, op: datetime) -> None:
    vandaag = timezone.localdate(op)
    maand = afgelopen(Tijdvak.MAAND, vandaag, 1)[0]
    for over, naam in ((Over.SWV, "Power BI van het SWV"), (Over.BESTUUR, "Power BI"), (Over.GEMEENTE, "Dashboard")):
        for wie in betrokkenen(swv, over, maand)[:1]:
            assert not isinstance(wie, School)  # about whom a key never is
            tot = vandaag + timedelta(days=180)
            rij, _ = sleutel_maken(door=door, op=op, swv=swv, naam=naam, tot=tot, wie=wie)
    sleutel_intrekken(rij, door=door, op=op)


def _lid(rol: Rol) -> Gebruiker | None:
    lid = Lidmaatschap.objects.filter(rol=rol, gebruiker__is_active=True).order_by("pk").first()
    return lid.gebruiker if lid else None

"""Signals of the steunpunt in the demo, over the last two quarters, through the action of who writes them down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband

from .actions.signaal import signaal_opschrijven, signaal_terugnemen, themas
from .models.signaal import Signaal

V = Signaal.Van
GEZEGD = (
    (V.OUDER, "De school belt alleen als er iets misgaat."),
    (V.OUDER, "Wij weten niet wie ons kan uitleggen wat er nu gebeurt."),
    (V.LEERLING, "Er wordt over mij gepraat, maar niet met mij."),
    (V.SCHOOL, "Ouders vragen vaak hoe lang het nog duurt. Wij weten het ook niet."),
    (V.OUDER, "Het vervoer naar de andere school is nog niet geregeld."),
    (V.GEMEENTE, "Ouders komen bij ons, omdat zij niet weten waar het steunpunt is."),
    (V.OUDER, "Het gesprek met school en jeugdhulp samen hielp ons erg."),
    (V.LEERLING, "Ik wil graag naar school, maar de klas is te druk."),
    (V.ANDER, "Het formulier is lang en de woorden zijn moeilijk."),
)
AANTAL, DAGEN = 24, 170


def vullen(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> None:
    """Once: some two dozen, of which one was written down twice and taken back."""
    lid = Lidmaatschap.objects.filter(rol=Rol.LOKETMEDEWERKER, gebruiker__is_active=True).order_by("pk").first()
    if lid is None or Signaal.objects.filter(swv=swv).exists():
        return
    kans, keuze = Random(20), themas(swv, vandaag)  # noqa: S311 - the same demo each time
    for _ in range(AANTAL):
        van, tekst = kans.choice(GEZEGD)
        dag = vandaag - timedelta(days=kans.randrange(DAGEN))
        thema = keuze[min(kans.randrange(len(keuze)), kans.randrange(len(keuze)))]
        rij = signaal_opschrijven(swv, door=lid.gebruiker, op=op, dag=dag, thema=thema, van=van, tekst=tekst)
    signaal_terugnemen(rij, door=lid.gebruiker, op=op, reden="Dubbel opgeschreven.")

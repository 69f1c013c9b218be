"""A draft of the protocol in the demo, so that beheer shows what publishing would change."""

from __future__ import annotations

from datetime import datetime

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband

from .actions.protocolbeheer import protocol_wijzigen, stap_toevoegen, stap_verplaatsen
from .models import Protocol

HUISBEZOEK = {
    "naam": "Huisbezoek",
    "soort": "anders",
    "wie": "Adviseur en school",
    "termijn": 5,
    "eenheid": "schooldagen",
    "vanaf": "vorige",
    "grens": "binnen",
    "opbrengst": "Iedereen weet wat het kind zelf wil.",
}
PLAATS = 3


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """Write a draft with one more step and a shorter alarm, unless somebody wrote one already."""
    lid = Lidmaatschap.objects.filter(rol=Rol.BEHEERDER, gebruiker__is_active=True).order_by("pk").first()
    nu = Protocol.objects.gepubliceerd().filter(swv=swv).first()
    if lid is None or nu is None or Protocol.objects.filter(swv=swv).count() > 1:
        return
    protocol_wijzigen(swv, door=lid.gebruiker, op=op, naam=nu.naam, stil_na_dagen=10)
    stap = stap_toevoegen(swv, door=lid.gebruiker, op=op, **HUISBEZOEK)
    for _ in range(stap.volgorde - PLAATS):
        stap_verplaatsen(swv, stap.sleutel, door=lid.gebruiker, op=op, richting="omhoog")

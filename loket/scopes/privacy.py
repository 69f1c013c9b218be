"""Who sees what is asked about the data in a dossier: the asker and the SWV, never another parent or a school."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Inzagepakket, Inzagestuk, Ouderverklaring, Privacyverzoek
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS

from .aanvraag import HELE_SWV


@registreer(Privacyverzoek, *HELE_SWV)
@registreer(Ouderverklaring, *HELE_SWV)
def _alle(gebruiker: Gebruiker) -> Q:
    """The loket answers; who decides reads what a parent says about a fact."""
    return ALLES


def _eigen(rol: Rol) -> None:
    @registreer(Privacyverzoek, rol)
    def mijn(gebruiker: Gebruiker) -> Q:
        """The own requests, as long as this child is represented: who lost gezag sees nothing any more."""
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        return Q(gevraagd_door=gebruiker, leerling__in=kinderen)

    @registreer(Ouderverklaring, rol)
    def mijn_verklaring(gebruiker: Gebruiker) -> Q:
        return Q(verzoek__in=Privacyverzoek.objects.filter(zicht_door(Privacyverzoek, gebruiker, rol)))


for rol_gezin in KIND_EN_OUDERS:
    _eigen(rol_gezin)
for model in (Privacyverzoek, Ouderverklaring):
    ziet_niets(model, *(set(Rol) - {*HELE_SWV, *KIND_EN_OUDERS}))


@registreer(Inzagepakket, Rol.LOKETMEDEWERKER)
@registreer(Inzagestuk, Rol.LOKETMEDEWERKER)
def _kopieen(gebruiker: Gebruiker) -> Q:
    """Who answers the request checks the copy."""
    return ALLES


def _eigen_kopie(rol: Rol) -> None:
    @registreer(Inzagepakket, rol)
    def mijn_kopie(gebruiker: Gebruiker) -> Q:
        """The own copy, as long as the request can be read and its days are not over."""
        verzoeken = Privacyverzoek.objects.filter(zicht_door(Privacyverzoek, gebruiker, rol), gevraagd_door=gebruiker)
        return Q(verzoek__in=verzoeken, vrijgegeven_op__isnull=False, tot__gte=timezone.localdate())


for rol_gezin in KIND_EN_OUDERS:
    _eigen_kopie(rol_gezin)
ziet_niets(Inzagepakket, *(set(Rol) - {Rol.LOKETMEDEWERKER, *KIND_EN_OUDERS}))
ziet_niets(Inzagestuk, *(set(Rol) - {Rol.LOKETMEDEWERKER}))

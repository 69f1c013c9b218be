"""Who sees what monitoring keeps. National figures are public."""

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, openbaar, registreer, ziet_niets
from monitoring.models import Rapport, Vergelijkcijfer

openbaar(Vergelijkcijfer)
HELE_SWV = (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.CONTROLLER)


@registreer(Rapport, *HELE_SWV)
def _rapporten(gebruiker: Gebruiker) -> Q:
    """Figures without names, for who may make them."""
    return ALLES


ziet_niets(Rapport, *(set(Rol) - set(HELE_SWV)))

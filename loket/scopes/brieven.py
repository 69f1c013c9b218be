"""Who sees the texts that an SWV writes in its letters: who manages them. Others read the letters themselves."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from loket.models import Briefbeeld, Brieftekst, Briefteksten


@registreer(Briefteksten, Rol.BEHEERDER)
@registreer(Brieftekst, Rol.BEHEERDER)
@registreer(Briefbeeld, Rol.BEHEERDER)
def _van_beheer(gebruiker: Gebruiker) -> Q:
    return ALLES


for model in (Briefteksten, Brieftekst, Briefbeeld):
    ziet_niets(model, *(set(Rol) - {Rol.BEHEERDER}))

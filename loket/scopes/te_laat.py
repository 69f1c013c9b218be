"""Who sees that we are late: the SWV. Who wrote it and who gets money reads that in the own letter."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from loket.models.te_laat import Aanvraagdwangsom, AanvraagIngebrekestelling

from .aanvraag import HELE_SWV


@registreer(AanvraagIngebrekestelling, *HELE_SWV)
@registreer(Aanvraagdwangsom, *HELE_SWV)
def _van_het_swv(gebruiker: Gebruiker) -> Q:
    return ALLES


for model in (AanvraagIngebrekestelling, Aanvraagdwangsom):
    ziet_niets(model, *(set(Rol) - set(HELE_SWV)))

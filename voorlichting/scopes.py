"""Who sees which page: what is published everybody, drafts and what was taken off only who keeps the pages."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Now

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, deels_openbaar, openbaar, registreer, ziet_niets

from .models import Pagina, Paginaversie, Woord

SCHRIJVERS = (Rol.BEHEERDER,)

openbaar(Woord)
deels_openbaar(Pagina, Q(ingetrokken_op=None))
deels_openbaar(Paginaversie, Q(gepubliceerd_op__isnull=False, vanaf__lte=Now(), pagina__ingetrokken_op=None))


@registreer(Pagina, *SCHRIJVERS)
@registreer(Paginaversie, *SCHRIJVERS)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


for _model in (Pagina, Paginaversie):
    ziet_niets(_model, *(set(Rol) - set(SCHRIJVERS)))

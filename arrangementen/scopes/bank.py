"""Who sees account numbers and payment files: who pays and who approves, and nobody else."""

from __future__ import annotations

from django.db.models import Q

from arrangementen.models import Betaalbestand, Betaalregel, Buitenom, Rekening
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets

BETAALT = tuple(rol for rol in Rol if {Permissie.BUDGET_BEHEREN, Permissie.BETALING_GOEDKEUREN} & PERMISSIES[rol])
ANDEREN = tuple(rol for rol in Rol if rol not in BETAALT)


def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


for _model in (Rekening, Betaalbestand, Betaalregel, Buitenom):
    registreer(_model, *BETAALT)(_alles)
    ziet_niets(_model, *ANDEREN)

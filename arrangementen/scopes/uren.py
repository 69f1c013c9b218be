"""Who sees who gives the help and which hours were written down: whoever works with the arrangement, no family."""

from __future__ import annotations

from arrangementen.models import Inzet, Urenregel
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, ziet_niets
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT

from .arrangement import HELE_SWV, NIEMAND, ZONDER_KIND, met_arrangement, met_beslissing

for _model in (Inzet, Urenregel):
    for _rol in (*HELE_SWV, Rol.ADVISEUR):
        registreer(_model, _rol)(met_arrangement(_rol))
    for _rol in SCHOOL_SCHRIJFT:
        registreer(_model, _rol)(met_beslissing(_rol))
    ziet_niets(_model, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)

"""Who sees which support: everybody what is public, staff and schools all of it; families see no tariffs.

What a TLV costs only who makes a forecast sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from arrangementen.models import Aanbod, Normbedrag, Scenario, Tarief
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import BUITEN, PERMISSIES, Permissie, Rol
from kern.gebruikers.zicht import ALLES, deels_openbaar, registreer, ziet_niets

if TYPE_CHECKING:
    from kern.gebruikers.zicht import Kijker

ALLEEN_OPENBAAR = (Rol.OUDER, Rol.LEERLING, Rol.HELPER, Rol.GEMEENTE, *sorted(BUITEN))
"""Who finds what is public, and no more."""
PROGNOSE = tuple(rol for rol in Rol if Permissie.PROGNOSE_MAKEN in PERMISSIES[rol])
VAKMENSEN = tuple(rol for rol in Rol if rol not in ALLEEN_OPENBAAR)

deels_openbaar(Aanbod, Q(openbaar=True))


@registreer(Aanbod, *VAKMENSEN)
@registreer(Tarief, *VAKMENSEN)
@registreer(Normbedrag, *PROGNOSE)
@registreer(Scenario, *PROGNOSE)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Aanbod, *ALLEEN_OPENBAAR)
ziet_niets(Tarief, *ALLEEN_OPENBAAR)
for _model in (Normbedrag, Scenario):
    ziet_niets(_model, *(set(Rol) - {*PROGNOSE}))


def is_vakmens(kijker: Kijker) -> bool:
    """Whether this viewer reads the words for professionals, the tariffs and who grants."""
    return kijker.is_authenticated and not set(VAKMENSEN).isdisjoint(kijker.rollen)

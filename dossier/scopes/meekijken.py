"""By which right somebody opens a case: as the family itself, or looking along with one of it."""

from __future__ import annotations

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Helpertoegang
from loket.scopes.helper import toegangen_van

P = Permissie


def recht_op(gebruiker: Gebruiker, public_id: str) -> Permissie:
    """The right by which this user reads this case; roles are not added up (R-ACC-05)."""
    return P.DOSSIER_MEEKIJKEN if toegang_tot(gebruiker, public_id) else P.DOSSIER_LEZEN


def toegang_tot(gebruiker: Gebruiker, public_id: str) -> Helpertoegang | None:
    """The leave by which this user looks along in this case today; None for the family itself and for strangers."""
    if not gebruiker.heeft(P.DOSSIER_MEEKIJKEN):
        return None
    return next((een for een in toegangen_van(gebruiker) if een.aanvraag.public_id == public_id), None)

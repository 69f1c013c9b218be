"""Until when somebody may look along in a dossier at the wish of a family. Pure."""

from __future__ import annotations

from datetime import date

from kern.termijnen.maanden import maanden_later

VOORSTEL_MAANDEN = 6
"""What the form proposes: as long as most cases take, with the time to object after it."""
HOOGSTENS_MAANDEN = 12
HOOGSTENS_HELPERS = 5


def voorstel(vandaag: date) -> date:
    """The last day that the form proposes."""
    return maanden_later(vandaag, VOORSTEL_MAANDEN)


def laatste_dag(vandaag: date) -> date:
    """The last day that can be chosen; after it a family asks it anew (AVG 5 lid 1 e)."""
    return maanden_later(vandaag, HOOGSTENS_MAANDEN)

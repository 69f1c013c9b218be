"""By which points a school judges its basisondersteuning in a school year."""

from __future__ import annotations

from collections.abc import Mapping

from kern.termijnen.schooljaar import eerste_dag
from scholen.models import Instelling, School
from scholen.rules.basispunten import PUNTEN, punten_van
from voorlichting.models import Basischeck


def punten_voor(school: School, jaar: int) -> Mapping[str, str]:
    """Those of the SWV as they were on the first day of this year, so that no school is asked another list halfway.

    An SWV that began later has those of its first settings; a school of two SWVs those of the first by code.
    """
    swv = school.deelnames.filter(swv__eigen=True).order_by("swv__code").values("swv")[:1]
    rijen = Instelling.objects.filter(swv=swv)
    versie = rijen.filter(geldig_van__lte=eerste_dag(jaar)).order_by("-geldig_van").first()
    versie = versie or rijen.order_by("geldig_van").first()
    return punten_van(versie.basispunten) if versie else PUNTEN


def punten_in(check: Basischeck) -> Mapping[str, str]:
    """The points that this check judged; one of before they were kept judged those of the portal."""
    return check.punten or PUNTEN

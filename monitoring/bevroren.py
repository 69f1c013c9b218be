"""Which figures are not frozen yet: before files are deleted, a report must say what they counted for."""

from __future__ import annotations

from datetime import date

from kern.termijnen.schooljaar import laatste_dag, notatie
from monitoring.models import Rapport
from monitoring.rules.periode import JAREN
from monitoring.rules.rapport import SOORTEN
from scholen.models import Samenwerkingsverband

VAN_EEN_JAAR = "jaarverslag"
"""All figures of a school year, also per school."""


def niet_bevroren(jaren: frozenset[int], dag: date) -> list[str]:
    """The reports of these school years that are not there, by name; a year that is not over has none."""
    over = {notatie(jaar) for jaar in jaren if jaar >= JAREN[0] and laatste_dag(jaar) < dag}
    swvs = Samenwerkingsverband.objects.filter(instellingen__isnull=False).distinct()
    klaar = Rapport.objects.filter(soort=VAN_EEN_JAAR, over="swv", periode__in=over, klaar_op__isnull=False)
    er_is = set(klaar.values_list("swv", "periode"))
    naam = SOORTEN[VAN_EEN_JAAR].naam
    return [f"{naam} {jaar}, {swv.naam}" for swv in swvs for jaar in sorted(over) if (swv.pk, jaar) not in er_is]

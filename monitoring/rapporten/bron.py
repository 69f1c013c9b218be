"""The rows behind the tables of a report, as they are now: the same that its figures were counted from."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import QuerySet

from loket.models import Stem
from monitoring.herkomst.bron import Bron, Thuisbron
from monitoring.kengetallen import signalen
from monitoring.models import Rapport
from scholen.models import LeerlingAantal

from . import bereik, steun, thuis


def bron_van(rapport: Rapport) -> Bron:
    """Next to nothing is asked of the database until somebody follows a number."""

    @cache
    def thuisbron() -> Thuisbron:
        gevonden = thuis.cijfers(rapport)
        return Thuisbron(gevonden.regels, gevonden.klassen)

    def allen() -> tuple[QuerySet[Any], int]:
        alle = Rapport(swv=rapport.swv, soort=rapport.soort, periode=rapport.periode, over="swv")
        return bereik.aanvragen(alle), bereik.scholen(alle).count()

    return Bron(
        swv=rapport.swv,
        periode=rapport.tijd,
        dag=rapport.tijd.tot,
        vandaag=rapport.tijd.tot,
        teldag=steun.teldag(rapport),
        aanvragen=bereik.aanvragen(rapport),
        tlvs=steun.rijen(rapport),
        hulp=bereik.hulp(rapport),
        boekingen=bereik.boekingen(rapport),
        bezwaren=bereik.bezwaren(rapport),
        stemmen=Stem.objects.filter(aanvraag__swv=rapport.swv_id),
        signalen=signalen.te_tellen([rapport.swv]),
        basis=bereik.basis(rapport),
        casussen=bereik.casussen(rapport),
        aantallen=LeerlingAantal.objects.filter(teldatum__lte=rapport.tijd.tot),
        thuis=thuisbron,
        allen=allen,
    )

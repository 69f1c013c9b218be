"""Tables about how support develops, for reports: participation over the years, and TLVs (M01–M04, M13, M14)."""

from __future__ import annotations

from loket.models import Tlv
from monitoring.kengetallen import binnen
from monitoring.kengetallen import deelname as tel
from monitoring.kengetallen import steuntabellen as t
from monitoring.models import Rapport, Vergelijkcijfer
from monitoring.rules.periode import jaar_eerder
from monitoring.rules.tabel import Tabel
from scholen.models import LeerlingAantal

from . import bereik


def deelname(rapport: Rapport) -> list[Tabel]:
    """M01 to M04 of the whole SWV, up to the end of the period."""
    alle = LeerlingAantal.objects.filter(teldatum__lte=rapport.tijd.tot)
    dagen = tel.teldata(alle, rapport.swv)
    geteld, heeft = tel.tellingen(alle, rapport.swv, dagen), tel.soorten_in(rapport.swv)
    codes = t.codes_van(rapport.swv)
    nationaal = t.landelijk(Vergelijkcijfer.objects.all(), codes)
    return [t.reeks(code, rapport.swv, geteld, heeft, nationaal) for code in codes]


def tlvs(rapport: Rapport) -> list[Tabel]:
    """M13 and M14, beside a year before."""
    van = binnen.aanvragen(bereik.keuze(rapport), rapport.tijd.tot)
    rijen = Tlv.objects.filter(swv=rapport.swv_id)
    if van:
        rijen = rijen.filter(besluit__aanvraag__in=bereik.aanvragen(rapport).values("pk"))
    perioden = (rapport.tijd, jaar_eerder(rapport.tijd))
    return [t.duren(rijen, perioden), t.einden(rijen, perioden, rapport.tijd.tot)]

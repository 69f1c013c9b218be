"""Tables about how support develops, for reports: participation over the years, and TLVs (M01–M04, M13, M14)."""

from __future__ import annotations

from loket.models import Tlv
from loket.models.tlv import TlvQuerySet
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
    februari = tel.tellingen(alle, rapport.swv, tel.teldata(alle, rapport.swv, maand=2))
    return [t.reeks(code, rapport.swv, geteld, heeft, nationaal, februari) for code in codes]


def rijen(rapport: Rapport) -> TlvQuerySet:
    """The TLVs of whom this is about."""
    alle: TlvQuerySet = Tlv.objects.filter(swv=rapport.swv_id)
    if binnen.aanvragen(bereik.keuze(rapport), rapport.tijd.tot):
        alle = alle.filter(besluit__aanvraag__in=bereik.aanvragen(rapport).values("pk"))
    return alle


def tlvs(rapport: Rapport) -> list[Tabel]:
    """M13 and M14, beside a year before."""
    perioden = (rapport.tijd, jaar_eerder(rapport.tijd))
    return [t.duren(rijen(rapport), perioden), t.einden(rijen(rapport), perioden, rapport.tijd.tot)]

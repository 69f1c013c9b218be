"""Tables about how support develops, for reports: participation per year, and TLVs (M01–M07, M12–M14, M21, M22)."""

from __future__ import annotations

from datetime import date

from kern.termijnen.schooljaar import schooljaar
from loket.models import Tlv
from loket.models.tlv import TlvQuerySet
from monitoring.kengetallen import binnen
from monitoring.kengetallen import deelname as tel
from monitoring.kengetallen import steuntabellen as t
from monitoring.kengetallen.tlv import verwijzingen
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


def teldag(rapport: Rapport) -> date:
    """1 October of the school year in which the period begins, or the last count before the end of it."""
    eerste = date(schooljaar(rapport.tijd.van), 10, 1)
    dagen = tel.teldata(LeerlingAantal.objects.filter(teldatum__lte=rapport.tijd.tot), rapport.swv)
    return max((dag for dag in dagen if dag <= eerste), default=eerste)


def ontwikkeling(rapport: Rapport) -> list[Tabel]:
    """M05, M07, M12 to M14, M21 and M22, as the page of support has them at the end of the period."""
    swv, tot, dag, alle = rapport.swv, rapport.tijd.tot, teldag(rapport), LeerlingAantal.objects.all()
    aanvragen, eigen = bereik.aanvragen(rapport), rijen(rapport)
    scholen = verwijzingen(aanvragen, alle, swv, rapport.tijd, dag)
    return [
        t.rollend(aanvragen, tot),
        t.verwacht(aanvragen, rapport.tijd),
        t.per_tlv(swv, eigen, dag, tel.tellingen(alle, swv, [dag])[dag]),
        *tlvs(rapport),
        t.grens(swv, eigen, tot),
        t.per_bestuur(scholen),
        t.per_school(scholen),
    ]


def tlvs(rapport: Rapport) -> list[Tabel]:
    """M13 and M14, beside a year before."""
    perioden = (rapport.tijd, jaar_eerder(rapport.tijd))
    return [t.duren(rijen(rapport), perioden), t.einden(rijen(rapport), perioden, rapport.tijd.tot)]

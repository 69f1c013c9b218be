"""Figures that are no sums of months: what the worker counted stands until something under it changes (ADR 0055).

Who is at home on a day, or has a bezwaar that was decided in time, no sum of months says. So the tables themselves are
kept, per period and day. A page takes them when the database noted no change; else it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import QuerySet

from loket.models import Bezwaarzaak, Tlv
from loket.models.tlv import TlvQuerySet
from monitoring.models import Standcijfer
from monitoring.rules.bevriezen import bevroren, ontdooid
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Tabel
from scholen.models import Instelling, LeerlingAantal, Samenwerkingsverband, StaleFigures
from thuiszitters.maat import maat_van
from thuiszitters.models import Casus

from . import bezwaar, deelname, steuntabellen, thuis

THUIS, BEZWAAR, TLV = "thuis", "bezwaar", "tlv"


def bewaard(wat: str, periode: Periode, dag: date) -> list[Tabel] | None:
    """What is kept of it; None where it must be counted. Read first, asked then: a change in between is seen."""
    rij = Standcijfer.objects.filter(wat=wat, van=periode.van, tot=periode.tot, dag=dag).first()
    if rij is None or StaleFigures.objects.filter(what=wat).exists():
        return None
    return [ontdooid(een) for een in rij.tabellen]


def bewaren(wat: str, periode: Periode, dag: date) -> None:
    """Count it, in the place of what was kept."""
    tabellen = [bevroren(een, DEFINITIES) for een in TELLEN[wat](periode, dag)]
    Standcijfer.objects.update_or_create(
        wat=wat, van=periode.van, tot=periode.tot, dag=dag, defaults={"tabellen": tabellen}
    )


def _thuis(periode: Periode, dag: date) -> list[Tabel]:
    swvs = Samenwerkingsverband.objects.filter(eigen=True).order_by("code")
    instellingen = [Instelling.objects.geldig(een, dag) for een in swvs]
    if not instellingen:
        return []
    maat, tot = maat_van(instellingen[0]), min(periode.tot, dag)
    delen = [thuis.geteld(Casus.objects.filter(swv=een.swv), een, periode, tot, maat) for een in instellingen]
    samen = thuis.samen(delen)
    return [*thuis.tabellen(Casus.objects.all(), samen), thuis.korttabel(samen)]


def _bezwaar(periode: Periode, dag: date) -> list[Tabel]:
    zaken = bezwaar.zaken(Bezwaarzaak.objects.all())
    return [bezwaar.stroomtabel(zaken, periode), bezwaar.tijdtabel(zaken, periode)]


def van_tlvs(
    swv: Samenwerkingsverband,
    tlvs: TlvQuerySet,
    aantallen: QuerySet[LeerlingAantal],
    teldag: date,
    periode: Periode,
    vandaag: date,
) -> list[Tabel]:
    """M05, M13, M14 and M07 of one SWV."""
    perioden = (periode, jaar_eerder(periode))
    leerlingen = deelname.tellingen(aantallen, swv, [teldag])[teldag]
    return [
        steuntabellen.per_tlv(swv, tlvs, teldag, leerlingen),
        steuntabellen.duren(tlvs, perioden),
        steuntabellen.einden(tlvs, perioden, vandaag),
        steuntabellen.grens(swv, tlvs, min(periode.tot, vandaag)),
    ]


TLVTABELLEN = 4
"""So many tables van_tlvs() gives."""


def _tlvs(periode: Periode, dag: date) -> list[Tabel]:
    """Of all own SWVs one after the other."""
    uit: list[Tabel] = []
    aantallen = LeerlingAantal.objects.all()
    for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
        teldag = deelname.teldag(deelname.teldata(aantallen, swv), periode)
        uit += van_tlvs(swv, Tlv.objects.filter(swv=swv), aantallen, teldag, periode, dag)
    return uit


TELLEN: dict[str, Callable[[Periode, date], Sequence[Tabel]]] = {THUIS: _thuis, BEZWAAR: _bezwaar, TLV: _tlvs}
"""By subject. All rows: what is kept is for who sees all of them (bronnen.telt_alles)."""

"""Reminding schools of TLVs that end this school year, on the dates that the SWV set (R-TLV-15); each date once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten as bericht_klaarzetten
from kern.post.models import Bericht
from kern.termijnen.kalender import is_werkdag
from kern.termijnen.schooljaar import schooljaar
from loket.models import GELDIG, VOOR_INDIENEN, Aanvraag, Tlv
from loket.models.tlv import TlvQuerySet
from loket.rules.tlv_status import loopt_af_voor, radardag, signaaldag
from scholen.models import Instelling, Samenwerkingsverband, School

from .berichten import mensen_van

HERINNERAAR = Systeem("tlv-herinneringen")
INHALEN = timedelta(days=14)
"""How long after its date a reminder that was missed (a weekend, a worker that stood still) still goes out."""


def tlvs_herinneren(*, op: datetime) -> int:
    """Mail each school that has TLVs ending this school year without a renewal; gives to how many schools.

    Twice, or at once, mails once per date: the key of each mail holds the school and the date.
    """
    vandaag = timezone.localdate(op)
    if not is_werkdag(vandaag):
        return 0
    aantal = 0
    for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
        instelling = Instelling.objects.filter(swv=swv, geldig_van__lte=vandaag).order_by("-geldig_van").first()
        dag = radardag(_dagen(instelling, vandaag), vandaag, hoogstens=INHALEN) if instelling else None
        if instelling is not None and dag is not None:
            aantal += sum(_herinneren(school, dag, op) for school in _scholen(swv, instelling, vandaag))
    return aantal


def _dagen(instelling: Instelling, vandaag: date) -> list[date]:
    """The first signal and the reminders of this school year."""
    jaar = schooljaar(vandaag)
    teksten = [instelling.tlv_signaal, *instelling.tlv_herinneringen]
    return [signaaldag(jaar, (int(maand), int(dag))) for maand, dag in (een.split("-") for een in teksten)]


def _scholen(swv: Samenwerkingsverband, instelling: Instelling, vandaag: date) -> list[School]:
    """Where a TLV ends without a renewal, as the schools know it.

    A withdrawal that was decided but not sent has no effect yet (Awb 3:40): that school is reminded too, as its own
    list shows it. Leaving it out would tell by silence, and the reminder would be lost when that letter never goes out.
    """
    alle: TlvQuerySet = Tlv.objects.filter(swv=swv, vervaldatum__lte=loopt_af_voor(vandaag))
    gevraagd = Aanvraag.objects.filter(vorige_tlv=OuterRef("pk")).exclude(status__in=sorted(VOOR_INDIENEN))
    met_kolommen: Any = (
        alle.exclude(Exists(gevraagd)).met_plek().met_stand(vandaag, signaal=instelling.signaal, alleen_bekend=True)
    )
    plekken = met_kolommen.filter(stand__in=sorted(GELDIG)).values_list("plek_id", flat=True)
    return list(School.objects.filter(pk__in=set(plekken)).order_by("pk"))


@transaction.atomic
def _herinneren(school: School, dag: date, op: datetime) -> bool:
    mensen = mensen_van(School.objects.select_for_update().get(pk=school.pk), timezone.localdate(op))
    sleutel = f"tlv-radar-{school.brin6}-{dag}"
    if not mensen or Bericht.objects.filter(sleutel__startswith=f"{sleutel}-").exists():
        return False
    for wie in mensen:
        bericht_klaarzetten(aan=wie.email, soort="herinnering", sleutel=f"{sleutel}-{wie.public_id}", op=op)
    vastleggen("tlvs_herinneren", school, door=HERINNERAAR, op=op, dag=dag.isoformat())
    return True

"""What a school does with an aanmelding, and who looks for a place when there is none (table 13.6)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Aanmelding, AanmeldingGebeurtenis, Instelling, Overdracht, School
from scholen.rules.zorgplicht import EINDEN, waarom_niet
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .inschrijven import overschrijven

SCHRIJVEN = Permissie.LEERLING_SCHRIJVEN
Soort = AanmeldingGebeurtenis.Soort


@transaction.atomic
def onderzoek_beginnen(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime) -> None:
    """Begin to find out what the child needs; the six weeks go on."""
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.IN_ONDERZOEK, op)
    _gebeurd(rij, Soort.IN_ONDERZOEK, per=timezone.localdate(op), door=door, op=op)


@transaction.atomic
def meer_tijd_nemen(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Tell the parents that four more weeks are needed, once and in time (WPO 40 lid 6). reden: what they were told."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op wat je de ouders hebt verteld.")
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.VERLENGD, op)
    if rij.gebeurtenissen.filter(soort=Soort.VERLENGD).exists():
        raise NietMogelijk("Meer tijd nemen kan maar één keer.")
    _gebeurd(rij, Soort.VERLENGD, per=timezone.localdate(op), door=door, op=op, reden=reden.strip())


@transaction.atomic
def toelaten(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime, per: date) -> None:
    """Admit the child: enrolled from this day on, and the aanmelding is done."""
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.TOEGELATEN, op)
    overschrijven(rij.leerling, rij.school, per)
    _gebeurd(rij, Soort.TOEGELATEN, per=per, door=door, op=op)


@transaction.atomic
def tijdelijk_plaatsen(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime) -> None:
    """After ten weeks without a decision: the child is enrolled for the time being (WPO 40 lid 7)."""
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.TIJDELIJK, op)
    vandaag = timezone.localdate(op)
    overschrijven(rij.leerling, rij.school, vandaag)
    _gebeurd(rij, Soort.TIJDELIJK, per=vandaag, door=door, op=op)


@transaction.atomic
def andere_school(
    aanmelding: Aanmelding, *, door: Gebruiker, op: datetime, school: School, bereid: bool, overdracht: str
) -> Aanmelding:
    """Another school takes the child: the aanmelding goes there, with what it should know, to be read once.

    bereid: that school said yes; until then this one keeps the zorgplicht (WPO 40 lid 4). The clock starts anew there.
    """
    if not bereid:
        raise NietMogelijk("Vraag eerst of de andere school de leerling wil aannemen. Tot dan zoek jij verder.")
    if not overdracht.strip():
        raise NietMogelijk("Schrijf op wat de andere school moet weten.")
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.ANDERE_SCHOOL, op)
    if school.pk == rij.school_id:
        raise NietMogelijk("Kies een andere school dan die van jou.")
    vandaag = timezone.localdate(op)
    if Aanmelding.objects.filter(leerling=rij.leerling, school=school, afgesloten_op=None).exists():
        raise NietMogelijk("De leerling is al aangemeld bij deze school.")
    nieuw: Aanmelding = Aanmelding.objects.create(
        leerling=rij.leerling, school=school, ontvangen_op=vandaag, gewenst_op=rij.gewenst_op
    )
    Overdracht.objects.create(
        aanmelding=nieuw, van=rij.school, tekst=overdracht.strip(), created_at=op, gemaakt_door=door
    )
    _gebeurd(rij, Soort.ANDERE_SCHOOL, per=vandaag, door=door, op=op, school=school)
    return nieuw


@transaction.atomic
def aanmelding_intrekken(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """The parents do not want this school any more; the zorgplicht ends."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom de ouders de aanmelding intrekken.")
    rij = _eigen(aanmelding, door)
    _mag(rij, Soort.INGETROKKEN, op)
    _gebeurd(rij, Soort.INGETROKKEN, per=timezone.localdate(op), door=door, op=op, reden=reden.strip())


@transaction.atomic
def zonder_plek_melden(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Tell the SWV that there is no place for this child; who reports keeps looking until somebody else takes over."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op wat je al hebt geprobeerd.")
    rij = _eigen(aanmelding, door)
    if rij.stand in EINDEN or rij.zonder_plek_sinds:
        raise NietMogelijk("Deze aanmelding is al gemeld of afgerond.")
    rij.zonder_plek_sinds, rij.eigenaar = timezone.localdate(op), door
    rij.save(update_fields=["zonder_plek_sinds", "eigenaar"])
    _gebeurd(rij, Soort.ZONDER_PLEK, per=rij.zonder_plek_sinds, door=door, op=op, reden=reden.strip())


@transaction.atomic
def eigenaar_worden(aanmelding: Aanmelding, *, door: Gebruiker, op: datetime) -> None:
    """Take over looking for a place: the own school, or the desk."""
    bureau = door.heeft(Permissie.AANVRAAG_CONTROLEREN)
    rij = _op_slot(aanmelding, door, Permissie.AANVRAAG_CONTROLEREN) if bureau else _eigen(aanmelding, door)
    if rij.zonder_plek_sinds is None or rij.afgesloten_op:
        raise NietMogelijk("Voor deze leerling wordt nu geen plek gezocht.")
    if rij.eigenaar_id == door.pk:
        raise NietMogelijk("Jij zoekt al een plek voor deze leerling.")
    rij.eigenaar = door
    rij.save(update_fields=["eigenaar"])
    _gebeurd(rij, Soort.EIGENAAR, per=timezone.localdate(op), door=door, op=op)


@transaction.atomic
def overdracht_lezen(overdracht: Overdracht, *, door: Gebruiker, op: datetime) -> str:
    """The words of the last school, once: after this they are gone (afspraak 35). Raises NietMogelijk a second time."""
    rijen = Overdracht.objects.visible_to(door, SCHRIJVEN).select_for_update(of=("self",))
    rij: Overdracht = get_object_or_404(rijen, pk=overdracht.pk)
    if rij.gelezen_op:
        raise NietMogelijk("Deze overdracht is al gelezen en is er niet meer. Bel de vorige school.")
    tekst, rij.tekst = rij.tekst, ""
    rij.gelezen_op, rij.gelezen_door = op, door
    rij.save(update_fields=["tekst", "gelezen_op", "gelezen_door"])
    vastleggen("overdracht_lezen", rij, door=door, op=op)
    return tekst


def _op_slot(aanmelding: Aanmelding, door: Gebruiker, permissie: Permissie) -> Aanmelding:
    rijen = Aanmelding.objects.visible_to(door, permissie).select_for_update(of=("self",))
    rij: Aanmelding = get_object_or_404(rijen.select_related("leerling", "school"), pk=aanmelding.pk)
    return rij


def _eigen(aanmelding: Aanmelding, door: Gebruiker) -> Aanmelding:
    """The aanmelding at an own school: one elsewhere may be seen with the child, but is not ours to decide."""
    rij = _op_slot(aanmelding, door, SCHRIJVEN)
    get_object_or_404(scholen_van(door, *SCHOOL_SCHRIJFT).distinct(), pk=rij.school_id)
    return rij


def _mag(rij: Aanmelding, soort: Soort, op: datetime) -> None:
    vandaag = timezone.localdate(op)
    termijn = rij.termijn(plaatsing_volgt_atw=plaatsing_volgt_atw(vandaag))
    if reden := waarom_niet(rij.stand, soort, vandaag=vandaag, termijn=termijn):
        raise NietMogelijk(reden)


def plaatsing_volgt_atw(vandaag: date) -> bool:
    """The setting of the SWV of this installation, today."""
    versies = Instelling.objects.filter(swv__eigen=True, geldig_van__lte=vandaag).order_by("swv__code", "-geldig_van")
    eerste = versies.first()
    return eerste.plaatsing_volgt_atw if eerste else False


def _gebeurd(
    rij: Aanmelding,
    soort: Soort,
    *,
    per: date,
    door: Gebruiker,
    op: datetime,
    reden: str = "",
    school: School | None = None,
) -> None:
    AanmeldingGebeurtenis.objects.create(
        aanmelding=rij, soort=soort, per=per, reden=reden, school=school, vastgelegd_op=op, vastgelegd_door=door
    )
    if soort in EINDEN:
        rij.afgesloten_op = timezone.localdate(op)
        rij.save(update_fields=["afgesloten_op"])
    vastleggen(f"aanmelding_{soort}", rij, door=door, op=op, per=per.isoformat())

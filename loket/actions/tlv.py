"""What happens to a TLV after the decision: placed, ended because the child goes back, replaced by a next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import GELDIG, LOPEND, Besluit, Tlv, TlvGebeurtenis, Zaakbrief
from loket.models.tlv import bekende_gebeurtenissen
from loket.rules.tlv_status import laatste_geldige_dag
from scholen.actions.inschrijven import overschrijven
from scholen.actions.zorgplicht import toelaten
from scholen.models import Aanmelding, Inschrijving, School, Schoolsoort
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .berichten import bericht_aan_school, mensen_van

Soort = TlvGebeurtenis.Soort
NEEMT_AAN: dict[str, frozenset[str]] = {
    "SBO": frozenset({Schoolsoort.SBO}),
    "SO": frozenset({Schoolsoort.SO, Schoolsoort.SOVSO}),
    "VSO": frozenset({Schoolsoort.VSO, Schoolsoort.SOVSO}),
    "PRO": frozenset({Schoolsoort.PRO, Schoolsoort.VO}),
    "LWOO": frozenset({Schoolsoort.VO, Schoolsoort.PRO}),
}
"""To which kinds of school a TLV of this kind opens the door (table 2.1)."""
HOOGSTENS_VOORUIT = timedelta(days=400)


@transaction.atomic
def plaatsen(tlv: Tlv, *, door: Gebruiker, op: datetime, school: School, per: date) -> TlvGebeurtenis:
    """Record at which school the child goes to class by this TLV, from this day on; the child is enrolled there.

    Its enrolments at other schools end the day before: until then the old school has the zorgplicht (2.7). Can be done
    again when the child moves to another school on the same TLV (R-TLV-04). Raises NietMogelijk with the reason.
    """
    rij = _op_slot(tlv, door)
    gebeurtenis = _plaatsen(rij, door=door, op=op, school=school, per=per)
    ontvangst_melden(rij, school, op=op)
    return gebeurtenis


@transaction.atomic
def zelf_plaatsen(tlv: Tlv, *, door: Gebruiker, op: datetime, school: School, per: date) -> TlvGebeurtenis:
    """The receiving school says that the child begins there; its own aanmelding is then done.

    Only at an own school where the parents applied or the child is enrolled. The school that asked gets a mail.
    A withdrawal counts once its letter went out: until then it does not work (Awb 3:40) and is told nobody.
    """
    rijen = Tlv.objects.visible_to(door, Permissie.TLV_PLAATSEN).select_for_update(of=("self",))
    bekend = Prefetch("gebeurtenissen", bekende_gebeurtenissen(timezone.localdate(op)))
    rij: Tlv = get_object_or_404(rijen.prefetch_related(bekend), pk=tlv.pk)
    if not eigen_plekken(rij, door, timezone.localdate(op)).filter(pk=school.pk).exists():
        raise NietMogelijk("Deze leerling is niet bij jullie aangemeld of ingeschreven.")
    if per > timezone.localdate(op) + HOOGSTENS_VOORUIT:
        raise NietMogelijk("Kies een eerste schooldag die hoogstens een jaar vooruit ligt.")
    gebeurtenis = _plaatsen(rij, door=door, op=op, school=school, per=per)
    aanmelding = Aanmelding.objects.filter(leerling=rij.leerling, school=school, afgesloten_op=None).first()
    if aanmelding is not None:
        toelaten(aanmelding, door=door, op=op, per=per)
    vrager = rij.besluit.aanvraag
    if vrager.school_id != school.pk:
        bericht_aan_school(vrager, sleutel=f"geplaatst-{rij.public_id}-{per}", op=op)
    return gebeurtenis


def eigen_plekken(tlv: Tlv, door: Gebruiker, dag: date) -> QuerySet[School]:
    """The own schools where this child can begin by this TLV: of the right kind, applied for or enrolled at."""
    aangemeld = Aanmelding.objects.filter(leerling=tlv.leerling, afgesloten_op=None)
    hier = Inschrijving.objects.geldig(dag).filter(leerling=tlv.leerling)
    bekend = Q(pk__in=aangemeld.values("school")) | Q(pk__in=hier.values("school"))
    eigen: QuerySet[School] = scholen_van(door, *SCHOOL_SCHRIJFT)
    return eigen.filter(bekend, soort__in=NEEMT_AAN[tlv.soort]).distinct().order_by("naam", "pk")


def ontvangst_melden(tlv: Tlv, school: School, *, op: datetime) -> None:
    """Tell the people of this school that a TLV is there for them: the sheet, not the aanvraag nor the advices."""
    for wie in mensen_van(school, timezone.localdate(op)):
        sleutel = f"tlv-{tlv.public_id}-{school.brin6}-{wie.public_id}"
        melden(wie=wie, sleutel=sleutel, op=op)


def ontvangers_melden(besluit: Besluit, *, op: datetime) -> None:
    """When the letters went out: tell the schools where the parents applied with this child."""
    tlv = Tlv.objects.filter(besluit=besluit).first()
    if tlv is None:
        return
    aangemeld = Aanmelding.objects.filter(leerling=tlv.leerling, afgesloten_op=None)
    for een in aangemeld.exclude(school=besluit.aanvraag.school).select_related("school"):
        ontvangst_melden(tlv, een.school, op=op)


def _plaatsen(rij: Tlv, *, door: Gebruiker, op: datetime, school: School, per: date) -> TlvGebeurtenis:
    if school.soort not in NEEMT_AAN[rij.soort]:
        raise NietMogelijk(f"{school.naam} is geen school voor {rij.get_soort_display()}. Kies een andere school.")
    eind = laatste_geldige_dag(rij.vervaldatum, rij.feiten())
    if rij.status(timezone.localdate(op)) not in LOPEND:
        raise NietMogelijk("Deze TLV geldt niet meer. Een plaatsing kan niet meer worden vastgelegd.")
    if per < rij.ingangsdatum or (eind is not None and per > eind):
        raise NietMogelijk("Kies een dag waarop de TLV geldt.")
    if rij.gebeurtenissen.filter(soort=Soort.GEPLAATST, per__gte=per).exists():
        raise NietMogelijk("Er is al een plaatsing op of na deze dag. Kies een latere dag.")
    overschrijven(rij.leerling, school, per)
    _blad_sturen(rij, school, door=door, op=op)
    return _vastleggen(rij, Soort.GEPLAATST, per=per, door=door, op=op, school=school)


def _blad_sturen(tlv: Tlv, school: School, *, door: Gebruiker, op: datetime) -> None:
    """The sheet as a letter for the school that takes the child in (4.2); the one that asked has the decision."""
    from .geadresseerden import school_aan  # sending a decision tells receiving schools, and so needs this module
    from .zaakbrief import brieven_maken

    aanvraag = tlv.besluit.aanvraag
    if aanvraag.school_id != school.pk:
        brieven_maken(aanvraag, Zaakbrief.Soort.TLV_BLAD, op=op, door=door, alleen=[school_aan(school)])


@transaction.atomic
def beeindigen(tlv: Tlv, *, door: Gebruiker, op: datetime, laatste_dag: date, reden: str) -> TlvGebeurtenis:
    """Terugplaatsing: the child goes back to a regular school. laatste_dag: the last day on which the TLV holds."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom de TLV eindigt.")
    rij = _op_slot(tlv, door)
    if rij.status(timezone.localdate(op)) not in GELDIG:
        raise NietMogelijk("Alleen een TLV die nu geldt, kan eindigen door terugplaatsing.")
    eind = laatste_geldige_dag(rij.vervaldatum, rij.feiten())
    if laatste_dag < rij.ingangsdatum or (eind is not None and laatste_dag >= eind):
        raise NietMogelijk("Kies een laatste dag waarop de TLV nu nog geldt, voor de einddatum.")
    if eind is None and laatste_dag > timezone.localdate(op) + HOOGSTENS_VOORUIT:
        raise NietMogelijk("Kies een laatste dag die hoogstens een jaar vooruit ligt.")
    per = laatste_dag + timedelta(days=1)
    return _vastleggen(rij, Soort.BEEINDIGD, per=per, door=door, op=op, reden=reden.strip())


def vervangen(oud: Tlv, *, door_tlv: Tlv, besluit: Besluit, door: Gebruiker, op: datetime) -> TlvGebeurtenis | None:
    """Let a next TLV take the place of this one: the old one ends the day before (R-TLV-16). In the running decision.

    Nothing happens when the old one has ended before the new one begins, with a day or more in between.
    """
    rij = Tlv.objects.select_for_update(of=("self",)).get(pk=oud.pk)
    eind = laatste_geldige_dag(rij.vervaldatum, rij.feiten())
    per = door_tlv.ingangsdatum
    if eind is not None and per > eind + timedelta(days=1):
        return None
    return _vastleggen(rij, Soort.VERVANGEN, per=per, door=door, op=op, vervangen_door=door_tlv, besluit=besluit)


def _op_slot(tlv: Tlv, door: Gebruiker) -> Tlv:
    rijen = Tlv.objects.visible_to(door, Permissie.TLV_REGISTREREN)
    rij: Tlv = get_object_or_404(rijen.select_for_update(of=("self",)), pk=tlv.pk)
    return rij


def _vastleggen(
    tlv: Tlv, soort: Soort, *, per: date, door: Gebruiker, op: datetime, **velden: object
) -> TlvGebeurtenis:
    gebeurtenis: TlvGebeurtenis = TlvGebeurtenis.objects.create(
        tlv=tlv, soort=soort, per=per, vastgelegd_op=op, vastgelegd_door=door, **velden
    )
    reden = str(velden.get("reden", ""))
    vastleggen(f"tlv_{soort}", tlv, door=door, op=op, reden=reden, per=per.isoformat())
    return gebeurtenis

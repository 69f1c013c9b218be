"""Taking help along to another school of the same SWV (R-ARR-13), and finding who left while help was running."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Arrangementvraag, Beeindiging, Deelname, Toekenning
from arrangementen.rules.arrangement import Toestand
from arrangementen.rules.uren import uren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Inschrijving, Instelling, School, SchoolDeelname

from .beslissen import Uitkomst, arrangement_beslissen
from .keten import kenmerk_nemen, op_budgetten, op_hulp, vervolg_maken, vervolg_melden
from .stoppen import arrangement_stoppen
from .uren import geschreven

P = Permissie
MEEGENOMEN = "Meegenomen van een andere school. De doelen staan hieronder."
MINSTE = Decimal("0.25")
"""Hours that are taken along when none are left: a quarter, so that the new school can end what runs."""


def vertrokken(door: Gebruiker, dag: date) -> QuerySet[Deelname]:
    """The pupils that this user sees who are no longer enrolled at the school where their help still runs."""
    ingeschreven = Inschrijving.objects.geldig(dag).filter(leerling=OuterRef("leerling"), school=OuterRef("school"))
    lopend = Arrangement.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).lopend(dag).filter(beeindiging=None)
    return (
        Deelname.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN)
        .filter(Q(tot=None) | Q(tot__gte=dag), ~Exists(ingeschreven), arrangement__in=lopend)
        .select_related("leerling", "school", "arrangement__aanbod", "arrangement__beslissing")
        .order_by("arrangement__school__naam", "pk")
    )


def nieuwe_scholen(deelname: Deelname, dag: date) -> QuerySet[School]:
    """The other schools of the same SWV at which this pupil is enrolled on this day or later."""
    elders = Inschrijving.objects.filter(leerling=deelname.leerling_id).filter(Q(tot=None) | Q(tot__gte=dag))
    in_swv = SchoolDeelname.objects.geldig(dag).filter(swv=deelname.arrangement.swv_id)
    scholen: QuerySet[School] = School.objects.filter(pk__in=elders.values("school")).exclude(pk=deelname.school_id)
    return scholen.filter(pk__in=in_swv.values("school"))


def waarom_niet_mee(arrangement: Arrangement, vandaag: date) -> str:
    """Why this help cannot go along to another school; "" when it can. Page and action ask the same."""
    if arrangement.aanbod.toekenning == Toekenning.SCHOOLBESTUUR:
        return (
            "Een school geeft deze hulp uit het eigen budget. Stop het, en laat de nieuwe school eigen hulp vastleggen."
        )
    if not Instelling.objects.geldig(arrangement.swv, vandaag).arrangement_meeneembaar:
        return "Bij ons gaat hulp niet mee naar een andere school. Stop het, en laat de nieuwe school het vragen."
    if arrangement.voor != Arrangement.Voor.LEERLING:
        return "Alleen hulp voor één leerling kan mee."
    if arrangement.toestand(vandaag) not in {Toestand.GEPLAND, Toestand.IN_UITVOERING}:
        return "Deze hulp loopt niet meer."
    if hasattr(arrangement, "beeindiging"):
        return "Van deze hulp is al vastgelegd wanneer zij stopt."
    return ""


@transaction.atomic
def arrangement_meenemen(
    arrangement: Arrangement,
    *,
    door: Gebruiker,
    op: datetime,
    school: School,
    laatste_dag: date,
    over_mag: bool = False,
) -> Arrangement:
    """Stop it on the last day at the old school and grant the rest at the new one, all of it or nothing.

    laatste_dag: inclusive, at the old school. The goals go along, no other word does: the new school sees only this.
    """
    rechten_nodig(door, P.ARRANGEMENT_TOEKENNEN)
    op_hulp(arrangement)
    op_budgetten(arrangement)
    rijen = Arrangement.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).select_for_update(of=("self",))
    oud: Arrangement = get_object_or_404(rijen.select_related("aanbod", "swv", "school", "aanvraag"), pk=arrangement.pk)
    if reden := waarom_niet_mee(oud, timezone.localdate(op)):
        raise NietMogelijk(reden)
    deelname = Deelname.objects.select_related("leerling", "arrangement").get(arrangement=oud)
    if not nieuwe_scholen(deelname, laatste_dag + timedelta(days=1)).filter(pk=school.pk).exists():
        raise NietMogelijk("Kies een school van ons samenwerkingsverband waar de leerling is ingeschreven.")
    uit = oud.beslissing
    assert uit.tot is not None
    if laatste_dag >= uit.tot:
        raise NietMogelijk("Na deze dag blijft er niets over om mee te nemen.")
    einde = arrangement_stoppen(oud, door=door, op=op, laatste_dag=laatste_dag, reden=Beeindiging.Reden.VERHUISD)
    nieuw = _nieuw(oud, deelname, school, einde, door=door, op=op)
    if not Arrangement.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).filter(pk=nieuw.pk).exists():
        raise NietMogelijk("De nieuwe school valt buiten je werkgebied. Vraag een collega die de school kent.")
    rest = Uitkomst(uitkomst="toegekend", van=nieuw.van, tot=nieuw.tot, aantal=nieuw.aantal, bedrag=nieuw.bedrag)
    arrangement_beslissen(nieuw, rest, door=door, op=op, over_mag=over_mag)
    vervolg_melden(oud, nieuw, wat="meegenomen", op=op)
    vastleggen("arrangement_meenemen", nieuw, door=door, op=op, van=oud.kenmerk, bedrag=str(nieuw.bedrag))
    return nieuw


def _nieuw(
    oud: Arrangement, deelname: Deelname, school: School, einde: Beeindiging, *, door: Gebruiker, op: datetime
) -> Arrangement:
    """The rest as a new row: same kind, what fell free, and the goals."""
    uit = oud.beslissing
    assert uit.tot is not None
    nieuw = vervolg_maken(
        oud,
        kenmerk=kenmerk_nemen(oud.swv, timezone.localdate(op)),
        school=school,
        aanleiding=Arrangement.Aanleiding.MEEGENOMEN,
        van=einde.laatste_dag + timedelta(days=1),
        tot=uit.tot,
        aantal=rest_van(oud),
        bedrag=einde.vrijval,
        gevraagd_op=op,
        gevraagd_door=door,
    )
    Arrangementvraag.objects.create(arrangement=nieuw, onderwijsbehoeften=MEEGENOMEN)
    Deelname.objects.create(arrangement=nieuw, leerling=deelname.leerling, school=school)
    return nieuw


def rest_van(oud: Arrangement) -> Decimal | None:
    """Of hours those that were not given; a piece or place goes along as it is."""
    toegekend: Decimal | None = oud.beslissing.aantal
    if toegekend is None or oud.aanbod.vorm != "uren":
        return toegekend
    return max(toegekend - uren(geschreven(oud)), MINSTE)

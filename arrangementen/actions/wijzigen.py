"""Changing help that runs: it stops on the day before, and other help comes in its place, decided on as any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import (
    Arrangement,
    Arrangementvraag,
    Beeindiging,
    Beslissing,
    Deelname,
    Groepsschool,
    Inzet,
    Plaatsing,
    Toekenning,
)
from arrangementen.rules.arrangement import Toestand, mag_toekennen
from arrangementen.scopes.arrangement import geheim, zonder_geheim
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.logboek.actions import vastleggen
from kern.termijnen.woorden import datum_voluit
from loket.actions.aanvraag import bij_school
from loket.actions.arrangement import vraag_heropenen
from scholen.models import Instelling

from .beslissen import Uitkomst, arrangement_beslissen, recht_om_toe_te_kennen
from .keten import WIJZIGING, kenmerk_nemen, op_budgetten, op_hulp, vervolg_maken, vervolg_melden
from .plaatsen import plaats_overnemen
from .stoppen import arrangement_stoppen

WEG = "Deze leerling is niet meer ingeschreven op deze school. Stop de hulp, of neem haar mee naar de nieuwe school."


@dataclass(frozen=True, kw_only=True)
class Wijziging:
    """What it becomes. van: the first day on which it is other; tot inclusive; aantal and bedrag: of these days."""

    van: date
    tot: date
    bedrag: Decimal
    motivering: str
    aantal: Decimal | None = None


@transaction.atomic
def arrangement_wijzigen(
    arrangement: Arrangement, wat: Wijziging, *, door: Gebruiker, op: datetime, sleutel: str, over_mag: bool = False
) -> Arrangement:
    """Stop it on the day before and grant what comes in its place, all of it or nothing. sleutel: of the form.

    Raises OverBudget when it does not fit, and NietMogelijk with the sentence why it cannot be changed so.
    """
    zichtbaar = Arrangement.objects.visible_to(door, recht_om_toe_te_kennen(arrangement.aanbod))
    gezien: Arrangement = get_object_or_404(zichtbaar.select_related("swv", "school", "aanbod"), pk=arrangement.pk)
    op_hulp(gezien)
    kenmerk = kenmerk_nemen(gezien.swv, timezone.localdate(op))
    op_budgetten(gezien)
    rij: Arrangement = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=arrangement.pk)
    if bestaand := Arrangement.objects.filter(sleutel=sleutel, vorige=rij).first():
        return bestaand
    zonder_geheim([rij], door)
    if reden := waarom_niet(rij, door=door, op=op) or _waarom_dan_niet(rij, wat, timezone.localdate(op)):
        raise NietMogelijk(reden)
    tot_dan = wat.van - timedelta(days=1)
    plaatsen = _plaatsen(rij, wat.van)
    arrangement_stoppen(rij, door=door, op=op, laatste_dag=tot_dan, reden=Beeindiging.Reden.WIJZIGING)
    nieuw = _vervolg(rij, kenmerk, sleutel, wat.van, door=door, op=op)
    for een in nieuw.deelnames.filter(leerling__in=plaatsen):
        plaats_overnemen(plaatsen[een.leerling_id], een, van=wat.van, tot=min(wat.tot, een.tot or wat.tot))
    besluit = Uitkomst(
        uitkomst=Beslissing.Uitkomst.ANDERS,
        van=wat.van,
        tot=wat.tot,
        aantal=wat.aantal,
        bedrag=wat.bedrag,
        woorden={"motivering": wat.motivering},
    )
    arrangement_beslissen(nieuw, besluit, door=door, op=op, over_mag=over_mag)
    if zonder_antwoord(rij):
        vervolg_melden(rij, nieuw, wat="gewijzigd", op=op)
    vastleggen("arrangement_wijzigen", rij, door=door, op=op, naar=nieuw.kenmerk, bedrag=str(wat.bedrag))
    return nieuw


def waarom_niet(rij: Arrangement, *, door: Gebruiker, op: datetime) -> str:
    """Why this user cannot change it now, whatever into; "" when that can. Page and action ask the same."""
    aanbod, vandaag = rij.aanbod, timezone.localdate(op)
    if not Arrangement.objects.visible_to(door, recht_om_toe_te_kennen(aanbod)).filter(pk=rij.pk).exists():
        return GEEN_RECHTEN
    if rij.toestand(vandaag) != Toestand.IN_UITVOERING:
        return "Alleen hulp die is toegekend en nu loopt, kun je wijzigen."
    if hasattr(rij, "beeindiging"):
        return "Van deze hulp is al vastgelegd wanneer zij stopt."
    if geheim().filter(pk=rij.pk).exists():
        return "Verstuur eerst het besluit. Dan kun je de hulp wijzigen."
    if zonder_antwoord(rij) and Instelling.objects.geldig(rij.swv, vandaag).arrangement_is_besluit:
        return "Deze hulp kwam mee van een andere school. Andere hulp is een besluit: laat de school die vragen."
    return _niet_meer_hier(rij, vandaag) or mag_toekennen(
        [str(rol) for rol in door.rollen],
        toekenning=aanbod.toekenning,
        bedrag=Decimal(0),
        bedrag_tot=aanbod.bedrag_tot,
    )


def zonder_antwoord(rij: Arrangement) -> bool:
    """Whether it came along from another school: then there is no question that gets a new answer, only a mail."""
    return rij.aanvraag_id is None and rij.aanbod.toekenning != Toekenning.SCHOOLBESTUUR


def _plaatsen(rij: Arrangement, van: date) -> dict[int, Plaatsing]:
    """Id of a pupil → the place that it has or was offered on this day or later."""
    bezet = Plaatsing.objects.houdt_bezet().filter(deelname__arrangement=rij, tot__gte=van)
    return {een.deelname.leerling_id: een for een in bezet.select_related("deelname", "aanbod", "locatie")}


def _niet_meer_hier(rij: Arrangement, vandaag: date) -> str:
    """Of one pupil who left: that its help stops or goes along."""
    if rij.voor == Arrangement.Voor.LEERLING:
        try:
            bij_school(Deelname.objects.get(arrangement=rij).leerling, rij.school, dag=vandaag)
        except NietMogelijk:
            return WEG
    return ""


def _waarom_dan_niet(rij: Arrangement, wat: Wijziging, vandaag: date) -> str:
    """Why not on this day; the rest is asked by the decision itself."""
    uit = rij.beslissing
    assert uit.van is not None
    assert uit.tot is not None
    vroegst = max(vandaag, uit.van + timedelta(days=1))
    if not vroegst <= wat.van <= uit.tot:
        return f"Kies een eerste dag van {datum_voluit(vroegst)} tot en met {datum_voluit(uit.tot)}."
    return "" if wat.motivering.strip() else "Schrijf op waarom je de hulp wijzigt."


def _vervolg(oud: Arrangement, kenmerk: str, sleutel: str, van: date, *, door: Gebruiker, op: datetime) -> Arrangement:
    """The same question of the same school, once more to be decided on; with who takes part and who gives it."""
    nieuw = vervolg_maken(
        oud,
        kenmerk=kenmerk,
        aanleiding=WIJZIGING,
        school=oud.school,
        aanvraag=vraag_heropenen(oud.aanvraag, door=door, op=op) if oud.aanvraag else None,
        van=oud.van,
        tot=oud.tot,
        aantal=oud.aantal,
        bedrag=oud.bedrag,
        gevraagd_op=oud.gevraagd_op,
        gevraagd_door=oud.gevraagd_door,
        sleutel=sleutel,
    )
    vraag = Arrangementvraag.objects.get(arrangement=oud)
    velden = (veld.name for veld in Arrangementvraag._meta.concrete_fields)
    eigen = {naam: getattr(vraag, naam) for naam in velden if naam not in {"id", "public_id", "arrangement"}}
    Arrangementvraag.objects.create(arrangement=nieuw, **eigen)
    blijft = Deelname.objects.filter(arrangement=oud).filter(Q(tot=None) | Q(tot__gte=van))
    for een in blijft.order_by("pk"):
        Deelname.objects.create(arrangement=nieuw, leerling=een.leerling, school=een.school, tot=een.tot)
    for ander in Groepsschool.objects.filter(arrangement=oud):
        Groepsschool.objects.create(arrangement=nieuw, school=ander.school)
    for wie in Inzet.objects.filter(arrangement=oud, tot=None).order_by("pk"):
        mens = {"gebruiker": wie.gebruiker, "naam": wie.naam, "uren_per_week": wie.uren_per_week}
        Inzet.objects.create(arrangement=nieuw, gemaakt_op=op, gemaakt_door=door, **mens)
    return nieuw


def wordt_besluit(rij: Arrangement, vandaag: date) -> bool:
    """Whether the answer to a change of it is a besluit, that is known from the day of its letter on."""
    een = rij.aanvraag is not None and rij.aanvraag.leerling_id is not None
    return een and Instelling.objects.geldig(rij.swv, vandaag).arrangement_is_besluit

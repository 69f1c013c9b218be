"""A next aanvraag for a child that has a TLV: renewing it in its last school year, or changing kind or category.

It starts from the last aanvraag of this school. What people said then is not taken along: it is asked again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from loket.models import GELDIG, OPEN, Aanvraag, Antwoord, Interventie, OnderdeelVraag, Tlv, Vraag
from loket.models.tlv import bekende_gebeurtenissen
from loket.rules.tlv_status import laatste_geldige_dag, signaaldag
from loket.rules.vragen import BESTAND
from scholen.models import Instelling, School

from .aanvraag import ONDERDELEN, Bestaat, concept_maken
from .antwoorden import vragen_van

OVERNEMEN: dict[str, tuple[str, ...]] = {
    "leerling": ("taal_thuis", "tolk_nodig", "schoolverloop"),
    "school": ("directeur", "bereikbaar_op"),
    "vraag": ("categorie", "schooljaren", "toelichting"),
    "toetsen": (
        *("iq", "iq_test", "iq_datum", "iq_door"),
        *(f"{domein}_{maat}" for domein in ("ir", "bl", "tl", "sp") for maat in ("dle", "dl")),
        *("toets_namen", "toets_datum", "sem", "sem_onderzoek"),
    ),
    "behoefte": ("onderwijsbehoeften", "sterke_kanten", "belemmeringen", "behoefte_leraar", "veiligheid"),
    "gedaan": ("grens", "hulp_buiten_school"),
}
"""Section → fields that a next aanvraag begins with. Never opinions, never documents: those are asked anew."""
VRAGEN_NIET_UIT = frozenset({"mening", "stukken"})
"""Sections of which answers to questions of the SWV are not taken along, for the same reason."""


@dataclass(frozen=True)
class Overgeslagen:
    """A child for which no draft was made, and why."""

    tlv: Tlv
    reden: str


def waarom_niet_verlengen(tlv: Tlv, instelling: Instelling, vandaag: date) -> str:
    """Why this TLV cannot be renewed today; "" when it can: it runs and is in its last school year (R-TLV-15)."""
    if tlv.status(vandaag) not in GELDIG:
        return "Deze TLV geldt niet (meer). Doe een gewone aanvraag."
    eind = laatste_geldige_dag(tlv.vervaldatum, tlv.feiten())
    if eind is None:
        return "Deze TLV heeft geen einddatum. Verlengen is niet nodig."
    vanaf = signaaldag(schooljaar(eind), instelling.signaal)
    if vandaag < vanaf:
        return f"Verlengen kan vanaf {vanaf.day}-{vanaf.month}-{vanaf.year}."
    return ""


@transaction.atomic
def verlenging_maken(tlv: Tlv, *, school: School, door: Gebruiker, op: datetime) -> Aanvraag:
    """A draft to renew this TLV, from the day after it ends.

    Raises Bestaat with the draft that is there already, NietMogelijk when the TLV cannot be renewed now or the child is
    not at this school.
    """
    vandaag = timezone.localdate(op)
    rij = _tlv(tlv, door, vandaag)
    instelling = Instelling.objects.geldig(rij.swv, vandaag)
    if reden := waarom_niet_verlengen(rij, instelling, vandaag):
        raise NietMogelijk(reden)
    eind = laatste_geldige_dag(rij.vervaldatum, rij.feiten())
    assert eind is not None
    vervolg = _beginnen(rij, soort=rij.soort, aanleiding="verlenging", school=school, door=door, op=op)
    OnderdeelVraag.objects.filter(aanvraag=vervolg).update(gewenste_start=eind + timedelta(days=1))
    return Aanvraag.objects.get(pk=vervolg.pk)


@transaction.atomic
def wijziging_maken(tlv: Tlv, *, school: School, soort: str, door: Gebruiker, op: datetime) -> Aanvraag:
    """A draft to change the kind or the category of a TLV that holds now (R-TLV-16). Raises as verlenging_maken()."""
    vandaag = timezone.localdate(op)
    rij = _tlv(tlv, door, vandaag)
    if rij.status(vandaag) not in GELDIG:
        raise NietMogelijk("Alleen een TLV die nu geldt, kan worden gewijzigd. Doe een gewone aanvraag.")
    vervolg = _beginnen(rij, soort=soort, aanleiding="wijziging", school=school, door=door, op=op)
    return Aanvraag.objects.get(pk=vervolg.pk)


def verlengingen_maken(
    tlvs: Iterable[tuple[Tlv, School | None]], *, door: Gebruiker, op: datetime
) -> tuple[list[Aanvraag], list[Overgeslagen]]:
    """Drafts for all of these at once. Each child stands by itself: all of its draft or nothing, and why."""
    gemaakt, overgeslagen = [], []
    for tlv, school in tlvs:
        try:
            if school is None:
                raise NietMogelijk("Deze leerling staat niet (meer) bij jouw school ingeschreven of aangemeld.")
            with transaction.atomic():
                gemaakt.append(verlenging_maken(tlv, school=school, door=door, op=op))
        except NietMogelijk as reden:
            overgeslagen.append(Overgeslagen(tlv, str(reden)))
    return gemaakt, overgeslagen


def eerdere_aanvraag(aanvraag: Aanvraag) -> Aanvraag | None:
    """The aanvraag that this one was begun from: the one of the earlier TLV, when this same school wrote it."""
    if aanvraag.vorige_tlv is None:
        return None
    eerder = aanvraag.vorige_tlv.besluit.aanvraag
    return eerder if eerder.school_id == aanvraag.school_id else None


def _tlv(tlv: Tlv, door: Gebruiker, dag: date) -> Tlv:
    """Locked, with what the school may know of it: a withdrawal works and is told only by its letter (Awb 3:40)."""
    rijen = Tlv.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN).select_for_update(of=("self",))
    bekend = Prefetch("gebeurtenissen", bekende_gebeurtenissen(dag))
    rij: Tlv = get_object_or_404(rijen.prefetch_related(bekend), pk=tlv.pk)
    return rij


def _beginnen(tlv: Tlv, *, soort: str, aanleiding: str, school: School, door: Gebruiker, op: datetime) -> Aanvraag:
    if bestaand := Aanvraag.objects.filter(vorige_tlv=tlv, status__in=[*OPEN]).first():
        if bestaand.school_id == school.pk:
            raise Bestaat(bestaand)
        raise NietMogelijk("Een andere school vraagt al een vervolg op deze TLV aan. Bel het loket.")
    vervolg = concept_maken(
        school=school,
        leerling=tlv.leerling,
        soort=soort,
        swv=tlv.swv,
        sleutel=secrets.token_urlsafe(16),
        door=door,
        op=op,
    )
    vervolg.aanleiding, vervolg.vorige_tlv = aanleiding, tlv
    vervolg.save(update_fields=["aanleiding", "vorige_tlv"])
    if eerder := eerdere_aanvraag(vervolg):
        _overnemen(eerder, vervolg)
    else:
        OnderdeelVraag.objects.filter(aanvraag=vervolg).update(categorie=tlv.categorie if soort == tlv.soort else "")
    if plaatsing := tlv.plaatsing:
        OnderdeelVraag.objects.filter(aanvraag=vervolg).update(
            is_er_plek="ja", beoogde_school_anders=plaatsing.school.naam[:150] if plaatsing.school else ""
        )
    vastleggen("vervolg_maken", vervolg, door=door, op=op, aanleiding=aanleiding)
    return vervolg


def _overnemen(eerder: Aanvraag, vervolg: Aanvraag) -> None:
    """Copy the answers; the version stays 0, so that each section is still to be looked at."""
    for slug, velden in OVERNEMEN.items():
        if slug not in eerder.delen or slug not in vervolg.delen:
            continue
        oud = ONDERDELEN[slug].objects.get(aanvraag=eerder)
        waarden: dict[str, Any] = {veld: getattr(oud, veld) for veld in velden}
        if slug == "vraag" and vervolg.soort != eerder.soort:
            waarden["categorie"] = ""
        ONDERDELEN[slug].objects.filter(aanvraag=vervolg).update(**waarden)
    _antwoorden_overnemen(eerder, vervolg)
    nieuw = ONDERDELEN["gedaan"].objects.get(aanvraag=vervolg)
    Interventie.objects.bulk_create(
        Interventie(
            onderdeel=nieuw,
            volgorde=een.volgorde,
            wat=een.wat,
            periode=een.periode,
            wie=een.wie,
            doel=een.doel,
            effect=een.effect,
        )
        for een in Interventie.objects.filter(onderdeel__aanvraag=eerder).order_by("volgorde")
    )


def _antwoorden_overnemen(eerder: Aanvraag, vervolg: Aanvraag) -> None:
    """Answers to questions of the SWV that are still asked in the same way; a choice that is gone is asked anew."""
    oud = vragen_van(eerder).antwoorden
    vragen = Vraag.objects.voor(vervolg).exclude(soort=BESTAND).exclude(onderdeel__in=sorted(VRAGEN_NIET_UIT))
    rijen = []
    for vraag in vragen:
        regel, waarde = vraag.regel(), oud.get(vraag.sleutel, "")
        zelfde = Antwoord.objects.filter(aanvraag=eerder, vraag__sleutel=vraag.sleutel, vraag__soort=vraag.soort)
        if waarde and (not regel.waarden or waarde in regel.waarden) and zelfde.exists():
            rijen.append(Antwoord(aanvraag=vervolg, vraag=vraag, waarde=waarde))
    Antwoord.objects.bulk_create(rijen)

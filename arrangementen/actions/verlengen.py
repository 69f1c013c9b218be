"""Asking to go on with help: from the last one, after looking back on it (R-ARR-11, R-ARR-12)."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import REGELINGEN, Arrangement, Arrangementvraag, Beeindiging
from arrangementen.rules import verlenging as rules
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Instelling

from .indienen import arrangement_indienen
from .keten import op_hulp
from .vragen import Vraag

P = Permissie


@transaction.atomic
def arrangement_verlengen(
    vorige: Arrangement, vraag: Vraag, *, door: Gebruiker, op: datetime, sleutel: str, over_mag: bool = False
) -> Arrangement:
    """Ask the same help for the time after. vraag.woorden: the structural answer where it is asked, and the reason
    where no evaluation was.

    Raises NietMogelijk with the reason; what was sent twice gives the first one.
    """
    if bestaand := Arrangement.objects.filter(sleutel=sleutel, gevraagd_door=door).first():
        return bestaand
    op_hulp(vorige)
    rijen = Arrangement.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen.select_related("swv"), pk=vorige.pk)
    zonder_geheim([rij], door)
    if reden := waarom_niet(rij, door=door, op=op):
        raise NietMogelijk(reden)
    woorden = vraag.woorden or {}
    if vraag.van <= laatste_dag(rij):
        raise NietMogelijk("De verlenging begint na de laatste dag van de hulp die er nu is.")
    if rij.geevalueerd_op is None and not woorden.get("zonder_evaluatie"):
        raise NietMogelijk("Schrijf op waarom er nog geen eindevaluatie is.")
    if structureel_nodig(rij, schooljaar(vraag.van), op) and not woorden.get("structureel"):
        raise NietMogelijk("Kies of deze hulp altijd nodig blijft.")
    nieuw = arrangement_indienen(
        dataclasses.replace(vraag, vorige=rij, school=rij.school, aanleiding=Arrangement.Aanleiding.VERLENGING),
        door=door,
        op=op,
        sleutel=sleutel,
        over_mag=over_mag,
    )
    vastleggen("arrangement_verlengen", rij, door=door, op=op, naar=nieuw.kenmerk)
    return nieuw


def waarom_niet(rij: Arrangement, *, door: Gebruiker, op: datetime) -> str:
    """Why this user cannot renew it now; "" when that can. Page and action ask the same."""
    if not Arrangementvraag.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).filter(arrangement=rij).exists():
        return "De school die dit vroeg, kan het verlengen."
    if rij.aanbod.soort in REGELINGEN:
        return "Een regeling vraag je elk jaar opnieuw, met een nieuw plan. Dat kan bij het aanbod."
    dag = timezone.localdate(op)
    uit, einde = getattr(rij, "beslissing", None), getattr(rij, "beeindiging", None)
    if einde and einde.reden == Beeindiging.Reden.WIJZIGING:
        return "Deze hulp is gewijzigd. Verleng de hulp die ervoor in de plaats kwam."
    van = uit.van if uit else None
    vervolgen = rij.vervolgen.filter(aanleiding=Arrangement.Aanleiding.VERLENGING).select_related(
        "aanvraag", "beslissing", "beeindiging"
    )
    return rules.waarom_niet(
        toegekend=van is not None,
        begonnen=van is not None and van <= dag,
        geevalueerd=rij.geevalueerd_op is not None,
        zonder_mag=Instelling.objects.geldig(rij.swv, dag).verlengen_zonder_evaluatie,
        vervolgen=[een.toestand(dag) for een in vervolgen],
    )


def laatste_dag(rij: Arrangement) -> date:
    """Until when the help is that it renews."""
    einde, uit = getattr(rij, "beeindiging", None), rij.beslissing
    dag: date = einde.laatste_dag if einde else uit.tot or rij.tot
    return dag


def keten(rij: Arrangement) -> list[Arrangement]:
    """This one and what it renews or took along, the newest first."""
    lijst, een = [rij], rij
    while een.vorige is not None:
        een = een.vorige
        lijst.append(een)
    return lijst


def jaren(rij: Arrangement, jaar: int) -> int:
    """The how manieth school year in a row a renewal of this one in that school year would be."""
    return rules.jaren_achter_elkaar((een.schooljaar for een in keten(rij)), jaar)


def structureel_nodig(rij: Arrangement, jaar: int, op: datetime) -> bool:
    """Whether a renewal into that school year asks if the help is always needed."""
    vanaf = Instelling.objects.geldig(rij.swv, timezone.localdate(op)).structureel_vanaf_jaar
    return rules.vraagt_structureel(jaren(rij, jaar), vanaf)

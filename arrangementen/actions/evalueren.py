"""Looking back on an arrangement: planned, written as a draft, finished once and then frozen (R-ARR-11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from arrangementen.models import (
    Arrangement,
    Arrangementvraag,
    Deelname,
    Doelevaluatie,
    Evaluatie,
    Evaluatieverslag,
    Evaluatiewoord,
)
from arrangementen.rules.evaluatie import EIND, KORT_WEKEN, te_vroeg, wat_mist
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Onderdeel
from scholen.onderdelen import uit_op

from .keten import eerste_dag, voorgangers

P = Permissie
KLAAR = "Deze evaluatie is al afgerond."
GEWIJZIGD = "Een collega heeft dit intussen ook gewijzigd. Kopieer wat je schreef en open de evaluatie opnieuw."


class Onvolledig(NietMogelijk):
    """Something is still to be written. mist: field → sentence."""

    def __init__(self, mist: dict[str, str]) -> None:
        super().__init__("De evaluatie is nog niet compleet.")
        self.mist = mist


def waarom_niet(arrangement: Arrangement, *, door: Gebruiker, vandaag: date) -> str:
    """Why this user cannot plan an evaluation of it today; "" when that can. Page and action ask the same."""
    mijn = Arrangementvraag.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).filter(arrangement=arrangement)
    if not mijn.exists():
        return "De school die dit vroeg, kijkt terug met de ouders."
    zonder_geheim([arrangement], door)
    beslissing = getattr(arrangement, "beslissing", None)
    if beslissing is None or beslissing.van is None:
        return "Dit is niet toegekend. Er is niets om op terug te kijken."
    if arrangement.geevalueerd_op is not None:
        return "De eindevaluatie is al gedaan."
    if vandaag < beslissing.van:
        return "De hulp is nog niet begonnen."
    return ""


class TeVroeg(NietMogelijk):
    """An end evaluation before half way, which can be when the school says that it is so."""

    def __init__(self) -> None:
        super().__init__(
            "De hulp is dan nog niet halverwege. Kies een tussenevaluatie. Stopt de hulp eerder? Leg dat eerst vast."
        )


def niet_te_vroeg(arrangement: Arrangement, soort: str, dag: date) -> None:
    """Raises TeVroeg when the last talk would come before half of the days with help."""
    feiten = arrangement.feiten()
    assert feiten.van is not None
    assert feiten.tot is not None
    if te_vroeg(soort, dag, feiten.van, min(feiten.tot, feiten.gestopt_na or feiten.tot)):
        raise TeVroeg


def is_kort(arrangement: Arrangement) -> bool:
    """Whether it was granted for so short that only its end is looked back on."""
    uit = arrangement.beslissing
    if uit.van is None or uit.tot is None:
        return False
    begin = eerste_dag(arrangement, voorgangers([arrangement])[arrangement.pk])
    return (uit.tot - begin).days + 1 <= KORT_WEKEN * 7


@transaction.atomic
def evaluatie_plannen(
    arrangement: Arrangement, *, door: Gebruiker, op: datetime, soort: str, dag: date, vroeg: bool = False
) -> Evaluatie:
    """Plan the talk; from now on the family is asked for its own words, and the school can write.

    vroeg: yes, the end before half way. Raises TeVroeg without that, and NietMogelijk with the reason when there is
    nothing to look back on, or one is being written already.
    """
    rijen = Arrangement.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen, pk=arrangement.pk)
    if reden := waarom_niet(rij, door=door, vandaag=timezone.localdate(op)):
        raise NietMogelijk(reden)
    if soort != EIND and is_kort(rij):
        raise NietMogelijk("Dit duurt kort. Er is alleen een eindevaluatie.")
    if Evaluatie.objects.filter(arrangement=rij, afgerond_op=None, vervallen_op=None).exists():
        raise NietMogelijk("Er loopt al een evaluatie. Maak die eerst af.")
    if not vroeg:
        niet_te_vroeg(rij, soort, dag)
    evaluatie = Evaluatie(arrangement=rij, soort=soort, dag=dag, vroeg=vroeg, begonnen_op=op, begonnen_door=door)
    bewaren(evaluatie)
    Evaluatieverslag.objects.create(evaluatie=evaluatie)
    for doel in rij.doelen.all():
        Doelevaluatie.objects.create(evaluatie=evaluatie, doel=doel)
    vastleggen("evaluatie_plannen", evaluatie, door=door, op=op, soort=soort, dag=str(dag))
    _melden(evaluatie, op)
    return evaluatie


@transaction.atomic
def evaluatie_bewaren(
    evaluatie: Evaluatie,
    *,
    door: Gebruiker,
    op: datetime,
    versie: int,
    dag: date,
    verslag: Mapping[str, Any],
    doelen: Mapping[str, tuple[str, str]],
    vroeg: bool = False,
) -> Evaluatie:
    """Keep the draft, complete or not. doelen: public id of a goal → what became of it and the explanation.

    vroeg: as when it is planned. Raises NietMogelijk when it is finished, or was written by another after `versie`.
    """
    rij = _open(evaluatie, door)
    if rij.versie != versie:
        raise NietMogelijk(GEWIJZIGD)
    _kan_op(rij, dag, vroeg)
    rij.dag, rij.versie = dag, rij.versie + 1
    bewaren(rij)
    tekst = rij.verslag
    for naam, waarde in verslag.items():
        setattr(tekst, naam, waarde)
    bewaren(tekst)
    for een in rij.doelevaluaties.select_related("doel"):
        if een.doel.public_id in doelen:
            een.uitkomst, een.toelichting = doelen[een.doel.public_id]
            bewaren(een)
    vastleggen("evaluatie_bewaren", rij, door=door, op=op)
    return rij


@transaction.atomic
def evaluatie_verzetten(
    evaluatie: Evaluatie, *, door: Gebruiker, op: datetime, dag: date, reden: str, vroeg: bool = False
) -> None:
    """Move the talk to another day; the family gets a mail that something waits, for the day that it reads changed."""
    rij = _open(evaluatie, door)
    _kan_op(rij, dag, vroeg)
    eerst, rij.dag, rij.versie = rij.dag, dag, rij.versie + 1
    bewaren(rij)
    vastleggen("evaluatie_verzetten", rij, door=door, op=op, reden=reden, van=str(eerst), naar=str(dag))
    _melden(rij, op)


@transaction.atomic
def evaluatie_intrekken(evaluatie: Evaluatie, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Take back what was planned; another can be planned. Not once a family wrote: its words are to be read."""
    rij = _open(evaluatie, door)
    if rij.woorden.exists():
        raise NietMogelijk("Een ouder of de leerling schreef al iets. Verzet het gesprek, of rond de evaluatie af.")
    rij.vervallen_op, rij.vervallen_reden = op, reden
    bewaren(rij)
    vastleggen("evaluatie_intrekken", rij, door=door, op=op, reden=reden, dag=str(rij.dag))


@transaction.atomic
def evaluatie_afronden(evaluatie: Evaluatie, *, door: Gebruiker, op: datetime) -> Evaluatie:
    """Finish it: from now on nobody can change it, and the family and the SWV read it.

    Raises Onvolledig with what is still to be written, NietMogelijk when the talk is still to come.
    """
    rij = _open(evaluatie, door)
    if mist := ontbreekt(rij):
        raise Onvolledig(mist)
    if rij.dag > timezone.localdate(op):
        raise NietMogelijk("Het gesprek is nog niet geweest. Pas de dag aan, of rond het later af.")
    rij.afgerond_op, rij.afgerond_door = op, door
    bewaren(rij)
    if rij.soort == EIND:
        van = Arrangement.objects.select_for_update(of=("self",)).get(pk=rij.arrangement_id)
        van.geevalueerd_op = op
        van.save(update_fields=["geevalueerd_op"])
    vastleggen("evaluatie_afronden", rij, door=door, op=op, soort=rij.soort, verder=rij.verslag.verder)
    return rij


def ontbreekt(rij: Evaluatie) -> dict[str, str]:
    """What is still to be written before this one can be finished, by field of its form."""
    velden = (veld.attname for veld in Evaluatieverslag._meta.concrete_fields)
    alle = rij.doelevaluaties.select_related("doel")
    return wat_mist(
        eind=rij.soort == EIND,
        kinderen=rij.arrangement.deelnames.exists(),
        woorden=rij.woorden.exists(),
        verslag={naam: getattr(rij.verslag, naam) for naam in velden},
        doelen={f"doel_{een.doel.volgorde}": (een.uitkomst, een.toelichting) for een in alle},
    )


def _open(evaluatie: Evaluatie, door: Gebruiker) -> Evaluatie:
    zichtbaar = Evaluatie.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).select_for_update(of=("self",))
    rij: Evaluatie = get_object_or_404(zichtbaar.select_related("arrangement", "verslag"), pk=evaluatie.pk)
    if rij.klaar:
        raise NietMogelijk(KLAAR)
    return rij


def _kan_op(rij: Evaluatie, dag: date, vroeg: bool) -> None:
    """Whether the talk can be on this day. Who said yes once to an end before half way is not asked again."""
    rij.vroeg = rij.vroeg or vroeg
    if not rij.vroeg:
        niet_te_vroeg(rij.arrangement, rij.soort, dag)


def _melden(rij: Evaluatie, op: datetime) -> None:
    """A mail that something waits, to each of the family that can open it."""
    if Onderdeel.ARRANGEMENTEN in uit_op(timezone.localdate(op)):
        return
    kinderen = rij.arrangement.deelnames.values("leerling")
    gezin = Q(betrokkenen__gezag__leerling__in=kinderen) | Q(leerling__in=kinderen)
    for wie in Gebruiker.objects.filter(gezin, is_active=True).distinct():
        if Evaluatie.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(pk=rij.pk).exists():
            melden(wie=wie, sleutel=f"evaluatie-{rij.public_id}-{rij.dag}-{wie.public_id}", op=op)


@transaction.atomic
def woorden_geven(
    evaluatie: Evaluatie, *, door: Gebruiker, op: datetime, deelname: Deelname, goed: str, graag: str
) -> Evaluatiewoord:
    """Say what oneself thinks of the help for this child; a second time it is said anew, until it is finished."""
    zichtbaar = Evaluatie.objects.visible_to(door, P.DOSSIER_LEZEN).select_for_update(of=("self",))
    rij: Evaluatie = get_object_or_404(zichtbaar.filter(arrangement=deelname.arrangement_id), pk=evaluatie.pk)
    mijn = get_object_or_404(Deelname.objects.visible_to(door, P.DOSSIER_LEZEN), pk=deelname.pk)
    if rij.klaar:
        raise NietMogelijk(gettext("De school heeft dit al afgerond. Bel de school als u nog iets wilt zeggen."))
    zelf = mijn.leerling.gebruiker_id == door.pk
    woord = Evaluatiewoord.objects.filter(evaluatie=rij, deelname=mijn, gever=door).first() or Evaluatiewoord(
        evaluatie=rij,
        deelname=mijn,
        gever=door,
        als=Evaluatiewoord.Als.LEERLING if zelf else Evaluatiewoord.Als.OUDER,
    )
    woord.goed, woord.graag, woord.gegeven_op = goed, graag, op
    bewaren(woord)
    vastleggen("woorden_geven", woord, door=door, op=op)
    return woord

"""Offers of education or care, and what the family says to them (13.5, domein 7.2)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.shortcuts import get_object_or_404

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from thuiszitters.models import Antwoord, Casus, Casusstatus, Onderwijsaanbod, Stap
from thuiszitters.rules.ladder import Tredesoort

from .overgang import overgang
from .sluiten import BEGIN
from .stappen import lopende_stap, zetten
from .verloop import BEZIG, eerst, niet_later

S, P = Casusstatus, Permissie
OOK_LATER = (S.TERUGKEER_IN_OPBOUW, S.NAZORG)
"""An offer beside what goes well already; the status stays."""


@overgang(
    van=(*BEGIN, *BEZIG, *OOK_LATER),
    naar={status: [S.AANBOD_GEDAAN] for status in BEZIG} | {status: [status] for status in OOK_LATER},
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(eerst(*BEGIN),),
)
def aanbod_doen(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    soort: str,
    wat: str,
    bij: str,
    gedaan_op: date,
    verteld_door: str,
    uren: Decimal | None = None,
) -> None:
    """Write down what was offered, by whom, and who told the family. bij: whose offer it is."""
    aanbod_opslaan(
        casus,
        door=door,
        op=op,
        soort=soort,
        wat=wat,
        bij=bij,
        gedaan_op=gedaan_op,
        verteld_door=verteld_door,
        uren=uren,
    )
    if casus.status not in OOK_LATER:
        casus.status = S.AANBOD_GEDAAN


def aanbod_opslaan(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    soort: str,
    wat: str,
    bij: str,
    gedaan_op: date,
    verteld_door: str,
    uren: Decimal | None = None,
) -> Onderwijsaanbod:
    """The row of an offer, and the step that it is where the case waits for one. In a running transaction, by who
    holds the case."""
    assert isinstance(door, Gebruiker)
    niet_later(gedaan_op, op)
    aanbod = Onderwijsaanbod(casus=casus, soort=soort, wat=wat, bij=bij, gedaan_op=gedaan_op, uren=uren)
    aanbod.verteld_door, aanbod.op, aanbod.door = verteld_door, op, door
    bewaren(aanbod)
    nu = lopende_stap(casus)
    if nu is not None and nu.soort == Tredesoort.AANBOD:
        zetten(casus, nu, Stap.Uitkomst.KLAAR, gedaan_op, wat, door=door, op=op)
    casus.laatste_actie_op = op
    return aanbod


@overgang(
    van=(*BEZIG, *OOK_LATER),
    naar={status: [S.AANBOD_GEACCEPTEERD] for status in BEZIG} | {status: [status] for status in OOK_LATER},
    permissie=P.THUISZITTER_BEGELEIDEN,
)
def aanbod_accepteren(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    aanbod: Onderwijsaanbod,
    dag: date,
    antwoord_van: str = "",
    waarom: str = "",
) -> None:
    """The family says yes. antwoord_van: who told us; waarom: what they said beside it."""
    _beantwoorden(casus, aanbod, Antwoord.GEACCEPTEERD, dag, antwoord_van, waarom, door=door, op=op)
    if casus.status not in OOK_LATER:
        casus.status = S.AANBOD_GEACCEPTEERD


@overgang(
    van=(*BEZIG, *OOK_LATER),
    naar={status: [status] for status in (*BEZIG, *OOK_LATER)}
    | {S.AANBOD_GEDAAN: [S.AANBOD_GEDAAN, S.AANBOD_GEWEIGERD]},
    permissie=P.THUISZITTER_BEGELEIDEN,
)
def aanbod_weigeren(
    casus: Casus, *, door: Actor, op: datetime, aanbod: Onderwijsaanbod, dag: date, waarom: str, antwoord_van: str = ""
) -> None:
    """The family says no, and why. While another offer waits for its answer the case waits along."""
    _beantwoorden(casus, aanbod, Antwoord.GEWEIGERD, dag, antwoord_van, waarom, door=door, op=op)
    if casus.status == S.AANBOD_GEDAAN and not _wacht(casus):
        casus.status = S.AANBOD_GEWEIGERD


@overgang(
    van=(*BEZIG, *OOK_LATER),
    naar={status: [status] for status in (*BEZIG, *OOK_LATER)} | {S.AANBOD_GEDAAN: [S.AANBOD_GEDAAN, S.IN_ONDERZOEK]},
    permissie=P.THUISZITTER_BEGELEIDEN,
)
def aanbod_intrekken(
    casus: Casus, *, door: Actor, op: datetime, aanbod: Onderwijsaanbod, dag: date, waarom: str
) -> None:
    """The offer is no longer there, before anybody answered it."""
    _beantwoorden(casus, aanbod, Antwoord.INGETROKKEN, dag, "", waarom, door=door, op=op)
    if casus.status == S.AANBOD_GEDAAN and not _wacht(casus):
        casus.status = S.IN_ONDERZOEK


def _wacht(casus: Casus) -> bool:
    return casus.aanbiedingen.filter(antwoord="").exists()


def _beantwoorden(
    casus: Casus,
    aanbod: Onderwijsaanbod,
    antwoord: Antwoord,
    dag: date,
    antwoord_van: str,
    waarom: str,
    *,
    door: Actor,
    op: datetime,
) -> None:
    assert isinstance(door, Gebruiker)
    niet_later(dag, op)
    rijen = Onderwijsaanbod.objects.visible_to(door).filter(casus=casus)
    rij: Onderwijsaanbod = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanbod.pk)
    if rij.antwoord:
        raise NietMogelijk(f"Dit aanbod is al {rij.get_antwoord_display()}.")
    rij.antwoord, rij.antwoord_op, rij.antwoord_van = antwoord, dag, antwoord_van
    rij.waarom, rij.beantwoord_door = waarom.strip(), door
    bewaren(rij)
    casus.laatste_actie_op = op

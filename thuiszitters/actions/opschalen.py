"""To a higher table: a person sends it, and what was decided there is written down (domein 7.3, afspraak 54)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from kern.termijnen.woorden import datum_voluit
from scholen.models import School
from thuiszitters.models import Casus, Casusstatus, Doorzettingsbesluit, Ingelicht, Opschaling, Tafel
from thuiszitters.rules.ladder import Tredesoort
from thuiszitters.rules.melding import komende_dag_fout

from .aanbod import aanbod_opslaan
from .overgang import lopende_casus, overgang
from .sluiten import BEGIN
from .stappen import stap_van, tot_stap
from .verloop import BEZIG, eerst, niet_later

S, P = Casusstatus, Permissie
UIT = (*BEZIG, S.TERUGKEER_IN_OPBOUW)
STAP = {Tafel.RONDETAFEL: Tredesoort.RONDETAFEL, Tafel.BESTUURLIJK: Tredesoort.DOORBRAAK}
OPGESCHAALD = {
    Tafel.RONDETAFEL: "Er is een rondetafelgesprek gevraagd.",
    Tafel.BESTUURLIJK: "De casus is naar de bestuurders gegaan.",
}
"""Why the steps before it are skipped."""
Ander = tuple[str, str]
"""Somebody without an account: the name, and how he or she was told."""


def _nog_niet(tafel: Tafel) -> str:
    return f"Er is al een gesprek gevraagd: {tafel.label}. Schrijf eerst op wat eruit kwam."


def _rondetafel_af(casus: Casus, door: Actor, op: datetime) -> str:
    return _nog_niet(Tafel.RONDETAFEL) if casus.opschalingen.filter(tafel=Tafel.RONDETAFEL, klaar_op=None) else ""


def _bestuurlijk_af(casus: Casus, door: Actor, op: datetime) -> str:
    return _nog_niet(Tafel.BESTUURLIJK) if casus.opschalingen.filter(tafel=Tafel.BESTUURLIJK, klaar_op=None) else ""


@overgang(
    van=(*BEGIN, *UIT),
    naar={
        status: [S.OPSCHALING_BESTUURLIJK if status == S.OPSCHALING_BESTUURLIJK else S.OPSCHALING_RONDETAFEL]
        for status in UIT
    },
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(eerst(*BEGIN), _rondetafel_af),
)
def opschalen_rondetafel(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    waarom: str,
    wie: Sequence[Gebruiker] = (),
    anderen: Sequence[Ander] = (),
    gesprek_op: date | None = None,
) -> None:
    """Ask everybody to one table, in these words. wie: colleagues who get a mail; anderen: who was told otherwise."""
    _opschalen(casus, Tafel.RONDETAFEL, waarom, wie, anderen, gesprek_op, door=door, op=op)
    if casus.status != S.OPSCHALING_BESTUURLIJK:
        casus.status = S.OPSCHALING_RONDETAFEL


@overgang(
    van=(*BEGIN, *UIT),
    naar={status: [S.OPSCHALING_BESTUURLIJK] for status in UIT},
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(eerst(*BEGIN), _bestuurlijk_af),
)
def opschalen_bestuurlijk(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    waarom: str,
    wie: Sequence[Gebruiker] = (),
    anderen: Sequence[Ander] = (),
    gesprek_op: date | None = None,
) -> None:
    """Bring it before those who decide over schools and care, in these words."""
    _opschalen(casus, Tafel.BESTUURLIJK, waarom, wie, anderen, gesprek_op, door=door, op=op)
    casus.status = S.OPSCHALING_BESTUURLIJK


def _opschalen(
    casus: Casus,
    tafel: Tafel,
    waarom: str,
    wie: Sequence[Gebruiker],
    anderen: Sequence[Ander],
    gesprek_op: date | None,
    *,
    door: Actor,
    op: datetime,
) -> None:
    assert isinstance(door, Gebruiker)
    if not wie and not anderen:
        raise NietMogelijk("Kies wie dit te horen krijgt.")
    if gesprek_op is not None and (fout := komende_dag_fout(gesprek_op, timezone.localdate(op))):
        raise NietMogelijk(fout)
    waarom = waarom.strip()
    rij = Opschaling(casus=casus, tafel=tafel, waarom=waarom, gesprek_op=gesprek_op, op=op, door=door)
    bewaren(rij)
    for een in wie:
        if not Casus.objects.visible_to(een).filter(pk=casus.pk).exists():
            raise NietMogelijk(f"{een.naam} kan deze casus niet lezen. Laat het op een andere manier weten.")
        bewaren(Ingelicht(casus=casus, opschaling=rij, wie=een, hoe=Ingelicht.Hoe.PORTAAL))
        melden(wie=een, sleutel=f"opschaling:{rij.pk}:{een.pk}", op=op)
    for naam, hoe in anderen:
        bewaren(Ingelicht(casus=casus, opschaling=rij, naam=naam, hoe=hoe))
    tot_stap(casus, STAP[tafel], waarom=OPGESCHAALD[tafel], door=door, op=op)
    casus.laatste_actie_op = op


@transaction.atomic
def opschaling_afronden(
    opschaling: Opschaling, *, door: Gebruiker, op: datetime, dag: date, uitkomst: str
) -> Opschaling:
    """Write down when they met and what came of it; that step of the protocol is done."""
    rijen = Opschaling.objects.visible_to(door).select_related("casus")
    rij: Opschaling = get_object_or_404(rijen, pk=opschaling.pk)
    casus = lopende_casus(rij.casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    rij.refresh_from_db()
    if rij.klaar_op is not None:
        raise NietMogelijk("De uitkomst van dit gesprek staat er al.")
    niet_later(dag, op)
    _afronden(rij, casus, dag, uitkomst.strip(), door=door, op=op)
    vastleggen("opschaling_afronden", casus, door=door, op=op, tafel=rij.tafel)
    return rij


def _afronden(rij: Opschaling, casus: Casus, dag: date, uitkomst: str, *, door: Gebruiker, op: datetime) -> None:
    rij.klaar_op, rij.uitkomst, rij.afgerond_door = dag, uitkomst, door
    bewaren(rij)
    soort = STAP[Tafel(rij.tafel)]
    stap_van(casus, soort, dag=dag, woorden=uitkomst, waarom=OPGESCHAALD[Tafel(rij.tafel)], door=door, op=op)


def _kon_al(rij: Opschaling, dag: date) -> bool:
    """Whether this table was asked for by that day, and was not to meet later."""
    return timezone.localdate(rij.op) <= dag and (rij.gesprek_op is None or rij.gesprek_op <= dag)


def _terugnemen(rij: Opschaling, dag: date, *, door: Gebruiker, op: datetime) -> None:
    """This table is needed no longer. Nobody wrote down that it was held, so the portal does not say so either."""
    voorbij = rij.gesprek_op is not None and rij.gesprek_op <= dag
    begin = "Er is niets van dit gesprek opgeschreven." if voorbij else "Dit gesprek is niet gehouden."
    rij.klaar_op, rij.afgerond_door, rij.gehouden = dag, door, False
    rij.uitkomst = f"{begin} Op {datum_voluit(dag)} is beslist met doorzettingsmacht."
    bewaren(rij)


@overgang(
    van=[S.OPSCHALING_RONDETAFEL, S.OPSCHALING_BESTUURLIJK], naar=S.AANBOD_GEDAAN, permissie=P.THUISZITTER_BEGELEIDEN
)
def doorzetten(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    besloten_door: str,
    besloten_op: date,
    besluit: str,
    soort: str,
    verteld_door: str,
    school: School | None = None,
    zorg: str = "",
    betaler: str = "",
) -> None:
    """Write down what who has doorzettingsmacht decided. What it gives the child is an offer that the family answers.

    soort: where the child goes, as of every offer. The bestuurders have this outcome when they could have met; any
    other table that was still to come is taken back.
    """
    assert isinstance(door, Gebruiker)
    niet_later(besloten_op, op)
    plek = ", ".join(filter(None, (str(school) if school else "", zorg)))
    aanbod = aanbod_opslaan(
        casus,
        door=door,
        op=op,
        soort=soort,
        wat=plek or besluit[:300],
        bij=besloten_door[:120],
        gedaan_op=besloten_op,
        verteld_door=verteld_door,
    )
    rij = Doorzettingsbesluit(casus=casus, aanbod=aanbod, besloten_door=besloten_door, besloten_op=besloten_op)
    rij.besluit, rij.school, rij.zorg, rij.betaler, rij.op, rij.door = besluit, school, zorg, betaler, op, door
    bewaren(rij)
    for open_ in casus.opschalingen.filter(klaar_op=None):
        if open_.tafel == Tafel.BESTUURLIJK and _kon_al(open_, besloten_op):
            _afronden(open_, casus, besloten_op, besluit, door=door, op=op)
        else:
            _terugnemen(open_, besloten_op, door=door, op=op)
    soort_, waarom = Tredesoort.DOORZETTINGSMACHT, "Er is beslist met doorzettingsmacht."
    stap_van(casus, soort_, dag=besloten_op, woorden=besluit, waarom=waarom, door=door, op=op)

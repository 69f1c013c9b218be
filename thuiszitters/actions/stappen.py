"""The steps of the protocol and the agreements: what was done, and who does what next."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.actions import vastleggen
from thuiszitters.models import Afspraak, Casus, Casusstatus, Plan, Protocolstap, Stap
from thuiszitters.models.stap import TOCH
from thuiszitters.rules.ladder import Tredesoort
from thuiszitters.rules.melding import dag_fout, komende_dag_fout

from .overgang import lopend_plan, lopende_casus

P = Permissie
DOEN = (P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN)
VERLEDEN = "Kies vandaag of een latere dag."


@transaction.atomic
def stap_afronden(
    casus: Casus, stap: Protocolstap, *, door: Gebruiker, op: datetime, dag: date, woorden: str = ""
) -> Stap:
    """Write down that the step where the case stands was done on this day, and what came of it."""
    rij = lopende_casus(casus, *DOEN, door=door, op=op)
    if fout := dag_fout(dag, timezone.localdate(op)):
        raise NietMogelijk(fout)
    return _zetten(rij, stap, Stap.Uitkomst.KLAAR, dag, woorden, door=door, op=op)


@transaction.atomic
def stap_overslaan(casus: Casus, stap: Protocolstap, *, door: Gebruiker, op: datetime, waarom: str) -> Stap:
    """Go past the step where the case stands, with the reason."""
    rij = lopende_casus(casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    if not waarom.strip():
        raise NietMogelijk("Schrijf op waarom je deze stap overslaat.")
    return _zetten(rij, stap, Stap.Uitkomst.OVERGESLAGEN, timezone.localdate(op), waarom.strip(), door=door, op=op)


def _zetten(
    rij: Casus, stap: Protocolstap, uitkomst: str, dag: date, woorden: str, *, door: Gebruiker, op: datetime
) -> Stap:
    if lopende_stap(rij) != stap:
        raise NietMogelijk("Deze stap is nu niet aan de beurt. Bekijk de casus opnieuw.")
    return zetten(rij, stap, uitkomst, dag, woorden, door=door, op=op)


def stap_van(rij: Casus, soort: Tredesoort, *, dag: date, woorden: str, waarom: str, door: Actor, op: datetime) -> None:
    """Write down that the step of this kind was done, where it was still to come; what comes before it is skipped.

    waarom: the reason for that. In a running transaction, by who holds the case: what happened says where it stands,
    and nobody ticks the same thing off twice.
    """
    if doel := _open_stappen(rij).filter(soort=soort).first():
        stappen_voorbij(rij, doel, waarom=waarom, door=door, op=op)
        zetten(rij, doel, Stap.Uitkomst.KLAAR, dag, woorden, door=door, op=op)


def stappen_voorbij(rij: Casus, doel: Protocolstap, *, waarom: str, door: Actor, op: datetime) -> None:
    """Skip what is still to do before this step, with the reason. In a running transaction.

    An offer that was made before its turn was made: nobody skips it.
    """
    al = rij.stappen.values("protocolstap__sleutel")
    for eerder in _open_stappen(rij).filter(volgorde__lt=doel.volgorde).exclude(sleutel__in=al):
        eerste = rij.aanbiedingen.order_by("gedaan_op", "pk").first() if eerder.soort == Tredesoort.AANBOD else None
        if eerste is not None:
            zetten(rij, eerder, Stap.Uitkomst.KLAAR, eerste.gedaan_op, eerste.wat, door=door, op=op)
        else:
            zetten(rij, eerder, Stap.Uitkomst.OVERGESLAGEN, timezone.localdate(op), waarom, door=door, op=op)


def tot_stap(rij: Casus, soort: Tredesoort, *, waarom: str, door: Actor, op: datetime) -> None:
    """Let the step of this kind be the one now, where it was still to come. In a running transaction."""
    if doel := _open_stappen(rij).filter(soort=soort).first():
        stappen_voorbij(rij, doel, waarom=waarom, door=door, op=op)


def lopende_stap(rij: Casus) -> Protocolstap | None:
    """The step where the case stands; None when all are done."""
    return _open_stappen(rij).first()


def _open_stappen(rij: Casus) -> ZichtbareQuerySet[Protocolstap]:
    telt = rij.stappen.exclude(TOCH) if rij.status == Casusstatus.TERUGKEER_IN_OPBOUW else rij.stappen.all()
    gedaan = telt.values("protocolstap__sleutel")
    return Protocolstap.objects.filter(protocol=rij.protocol).exclude(sleutel__in=gedaan).order_by("volgorde")


def zetten(
    rij: Casus, stap: Protocolstap, uitkomst: str, dag: date, woorden: str, *, door: Actor, op: datetime
) -> Stap:
    """Set one step. In a running transaction, by who holds the case."""
    assert isinstance(door, Gebruiker)
    gezet = Stap(casus=rij, protocolstap=stap, uitkomst=uitkomst, dag=dag, woorden=woorden, op=op, door=door)
    bewaren(gezet)
    vastleggen("stap_zetten", rij, door=door, op=op, stap=stap.volgorde, uitkomst=uitkomst)
    return gezet


@transaction.atomic
def afspraak_maken(
    casus: Casus, *, door: Gebruiker, op: datetime, wat: str, voor: date, wie: Gebruiker | None = None, naam: str = ""
) -> Afspraak:
    """Agree what somebody does before a day: a colleague (wie) or anybody else (naam)."""
    rij = lopende_casus(casus, *DOEN, door=door, op=op)
    if fout := komende_dag_fout(voor, timezone.localdate(op)):
        raise NietMogelijk(fout)
    afspraak = Afspraak(casus=rij, wat=wat, voor=voor, wie=wie, naam=naam, gemaakt_op=op, gemaakt_door=door)
    bewaren(afspraak)
    vastleggen("afspraak_maken", rij, door=door, op=op, voor=str(voor))
    return afspraak


@transaction.atomic
def afspraak_afronden(afspraak: Afspraak, *, door: Gebruiker, op: datetime) -> Afspraak:
    """Write down that it was done, today. A second time changes nothing."""
    rijen = Afspraak.objects.visible_to(door)
    rij: Afspraak = get_object_or_404(rijen.select_related("casus", "plan"), pk=afspraak.pk)
    bij: Casus | Plan
    if rij.casus is not None:
        zelf = (P.THUISZITTER_SAMEN,) if rij.wie == door else ()
        bij = lopende_casus(rij.casus, *DOEN, *zelf, door=door, op=op)
    else:
        assert rij.plan is not None  # by its constraint
        bij = lopend_plan(rij.plan, *DOEN, door=door, op=op)
    rij = get_object_or_404(rijen.select_for_update(of=("self",)), pk=afspraak.pk)
    if rij.klaar_op is None:
        rij.klaar_op = timezone.localdate(op)
        bewaren(rij)
        vastleggen("afspraak_afronden", bij, door=door, op=op)
    return rij

"""How a case goes on after somebody looks after it: the plan, back to school in steps, aftercare, or elsewhere (13.5).

Offers are in actions/aanbod.py, higher tables in opschalen.py, leerplicht in leerplicht.py. Each of them also sets the
step of the protocol that it is, so that nobody ticks the same thing off twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, Voorwaarde
from kern.gebruikers.rollen import PERMISSIES, Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from thuiszitters.models import OPEN, Casus, Casusoverdracht, Casusstatus, Eindreden, Protocolstap, Stap
from thuiszitters.rules.ladder import Tredesoort
from thuiszitters.rules.melding import dag_fout
from thuiszitters.rules.soorten import Soort

from .delen import delen_beeindigen
from .overgang import lopende_casus, overgang
from .sluiten import BEGIN
from .stappen import lopende_stap, stap_van, stappen_voorbij, tot_stap, zetten
from .verzuim import tot_en_met, verzuim_zetten

S, P = Casusstatus, Permissie
BEZIG = (
    S.IN_ONDERZOEK,
    S.PLAN_VAN_AANPAK,
    S.AANBOD_GEDAAN,
    S.AANBOD_GEACCEPTEERD,
    S.AANBOD_GEWEIGERD,
    S.OPSCHALING_RONDETAFEL,
    S.OPSCHALING_BESTUURLIJK,
    S.LEERPLICHT_MAATREGEL,
)
"""Somebody looks for a way back, and the child does not build up yet."""
VRIJ = (S.VRIJSTELLING, S.JAARLIJKSE_HERBEOORDELING)
LANGSTE_NAZORG = timedelta(days=366)
EERST = {
    S.SIGNAAL: "Neem eerst de regie over deze casus.",
    S.GEMELD: "Neem eerst de regie over deze casus.",
    S.IN_ONDERZOEK: "Maak eerst het plan.",
    S.AANBOD_GEDAAN: "Schrijf eerst op wat het antwoord op het aanbod is.",
    S.AANBOD_GEWEIGERD: "Het aanbod is geweigerd. Doe eerst een ander aanbod, of schaal op.",
}
"""What comes before, told instead of that it is too late."""


def eerst(*statussen: Casusstatus) -> Voorwaarde:
    """A guard: in these statuses something else comes first."""

    def voorwaarde(casus: Casus, door: Actor, op: datetime) -> str:
        status = S(casus.status)
        return EERST[status] if status in statussen else ""

    return voorwaarde


def niet_later(dag: date, op: datetime) -> None:
    """Raises NietMogelijk for a day that is still to come, or so long ago that the year is wrong."""
    if fout := dag_fout(dag, timezone.localdate(op)):
        raise NietMogelijk(fout)


@overgang(van=[S.GEMELD, S.IN_ONDERZOEK], naar=S.PLAN_VAN_AANPAK, permissie=P.THUISZITTER_MELDEN)
def plan_gemaakt(casus: Casus, *, door: Actor, op: datetime, dag: date, woorden: str = "") -> None:
    """There is a plan to come back to school, agreed on this day."""
    niet_later(dag, op)
    casus.laatste_actie_op = op
    stap_van(casus, Tredesoort.PLAN, dag=dag, woorden=woorden, waarom="Het plan was er eerder.", door=door, op=op)


@overgang(
    van=(*BEGIN, *BEZIG, S.NAZORG),
    naar={
        status: [S.TERUGKEER_IN_OPBOUW]
        for status in (*BEZIG, S.NAZORG)
        if status not in (S.IN_ONDERZOEK, S.AANBOD_GEDAAN, S.AANBOD_GEWEIGERD)
    },
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(eerst(*EERST),),
)
def terugkeer_beginnen(casus: Casus, *, door: Actor, op: datetime, van: date, uren: Decimal) -> None:
    """From this day on the child goes to school again for some hours a week."""
    if not uren:
        raise NietMogelijk("Vul in hoeveel uur per week het kind naar school gaat.")
    verzuim_zetten(casus, door=door, op=op, soort=Soort.VERKORT, van=van, uren=uren)
    casus.status, casus.nazorg_tot, casus.laatste_actie_op = S.TERUGKEER_IN_OPBOUW, None, op
    tot_stap(casus, Tredesoort.OPBOUW, waarom="Niet nodig: het kind bouwt op naar school.", door=door, op=op)


@overgang(
    van=(*BEGIN, *BEZIG, S.TERUGKEER_IN_OPBOUW, S.NAZORG),
    naar={status: [S.NAZORG] for status in (*BEZIG, S.TERUGKEER_IN_OPBOUW, S.NAZORG)},
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(eerst(*BEGIN),),
)
def nazorg_beginnen(casus: Casus, *, door: Actor, op: datetime, tot: date, laatste_dag: date | None = None) -> None:
    """The child goes to school as it should; somebody still asks how it goes, up to and including this day.

    laatste_dag: the last one on which it did not, where that still lasts. Said again in nazorg, it takes longer.
    """
    vandaag = timezone.localdate(op)
    if not vandaag <= tot <= vandaag + LANGSTE_NAZORG:
        raise NietMogelijk("Kies een dag vanaf vandaag, hoogstens een jaar later.")
    tot_en_met(casus, laatste_dag, op=op)
    nu = lopende_stap(casus)
    if nu is not None and nu.soort == Tredesoort.OPBOUW:
        zetten(casus, nu, Stap.Uitkomst.KLAAR, vandaag, "", door=door, op=op)
    tot_stap(casus, Tredesoort.NAZORG, waarom="Niet nodig: het kind gaat weer naar school.", door=door, op=op)
    casus.status, casus.nazorg_tot, casus.laatste_actie_op = S.NAZORG, tot, op


def kan_regie_hebben(wie: Gebruiker) -> bool:
    """Whether a colleague can look after a case."""
    return wie.is_active and any(P.THUISZITTER_BEGELEIDEN in PERMISSIES[rol] for rol in wie.rollen)


@overgang(
    van=OPEN,
    naar={status: [S.IN_ONDERZOEK if status in BEGIN else status] for status in OPEN},
    permissie=P.THUISZITTER_BEGELEIDEN,
)
def regie_geven(casus: Casus, *, door: Actor, op: datetime, aan: Gebruiker) -> None:
    """Let a colleague look after the case from now on; that colleague gets a mail that something is ready."""
    if not kan_regie_hebben(aan):
        raise NietMogelijk("Deze collega kan geen regievoerder zijn.")
    if casus.regievoerder == aan:
        raise NietMogelijk(f"{aan.naam} is al regievoerder.")
    casus.regievoerder, casus.regie_sinds, casus.laatste_actie_op = aan, timezone.localdate(op), op
    casus.status = S.IN_ONDERZOEK if casus.status in BEGIN else casus.status
    if aan != door:
        melden(wie=aan, sleutel=f"regie:{casus.pk}:{aan.pk}:{timezone.localdate(op)}", op=op)


@overgang(van=OPEN, naar=S.OVERGEDRAGEN, permissie=P.THUISZITTER_BEGELEIDEN)
def overdragen(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    aan: str,
    naam: str,
    dag: date,
    contact: str = "",
    toelichting: str = "",
) -> None:
    """Hand the case to who looks after the child from now on: it moved, or it is eighteen. dag: the last one here."""
    assert isinstance(door, Gebruiker)
    niet_later(dag, op)
    delen_beeindigen(casus, door=door, op=op)
    if casus.verzuim.filter(tot=None).exists():
        tot_en_met(casus, dag, op=op)
    bewaren(
        Casusoverdracht(
            casus=casus, aan=aan, naam=naam, contact=contact, dag=dag, toelichting=toelichting, op=op, door=door
        )
    )
    weg = Eindreden.UIT_LEERPLICHT if aan == Casusoverdracht.Aan.RMC else Eindreden.VERHUISD
    casus.gesloten_op, casus.eindreden, casus.slotwoord, casus.laatste_actie_op = op, weg, toelichting, op


@transaction.atomic
def naar_stap(
    casus: Casus, doel: Protocolstap, *, door: Gebruiker, op: datetime, dag: date, woorden: str = "", waarom: str = ""
) -> Casus:
    """Go on at a later step: the one now was done on this day, those in between are skipped with the reason (ux §8)."""
    rij = lopende_casus(casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    niet_later(dag, op)
    nu = lopende_stap(rij)
    if nu is None or doel.protocol_id != rij.protocol_id or doel.volgorde <= nu.volgorde:
        raise NietMogelijk("Kies een stap die nog moet komen.")
    zetten(rij, nu, Stap.Uitkomst.KLAAR, dag, woorden, door=door, op=op)
    if lopende_stap(rij) != doel and not waarom.strip():
        raise NietMogelijk("Schrijf op waarom je de stappen ertussen overslaat.")
    stappen_voorbij(rij, doel, waarom=waarom.strip(), door=door, op=op)
    vastleggen("naar_stap", rij, door=door, op=op, stap=doel.volgorde)
    return rij

"""Looking after a case, closing it and opening it again: the transitions of 13.5 that need no more than these words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.termijnen.woorden import datum_voluit
from thuiszitters.models import OPEN, Casus, Casusstatus, Stap, Verzuim
from thuiszitters.rules.ladder import Tredesoort
from thuiszitters.rules.melding import absoluut_fout, eerste_dag_fout, zelfde_casus

from .delen import delen_beeindigen
from .overgang import overgang
from .stappen import lopende_stap, stap_van, zetten
from .verzuim import tot_en_met

S, P = Casusstatus, Permissie
BEGIN = (S.SIGNAAL, S.GEMELD)


def _nog_niet_jouw(casus: Casus, door: Actor, op: datetime) -> str:
    return "Je bent al regievoerder." if casus.regievoerder == door else ""


def _niet_opgegaan(casus: Casus, door: Actor, op: datetime) -> str:
    return "Deze casus is samengevoegd met een andere. Open die." if casus.opgegaan_in_id else ""


def _binnen_dertig_dagen(casus: Casus, door: Actor, op: datetime) -> str:
    if casus.gesloten_op and zelfde_casus(timezone.localdate(casus.gesloten_op), timezone.localdate(op)):
        return ""
    return "Deze casus is langer dan dertig dagen gesloten. Meld de leerling opnieuw."


@overgang(van=[S.SIGNAAL], naar=S.GEMELD, permissie=P.THUISZITTER_MELDEN)
def signaal_melden(casus: Casus, *, door: Actor, op: datetime) -> None:
    """What threatened, happened: from now on it is a melding, and that step of the protocol is done."""
    assert isinstance(door, Gebruiker)
    melding_gedaan(casus, door=door, op=op)
    casus.laatste_actie_op = op


def melding_gedaan(casus: Casus, *, door: Gebruiker, op: datetime) -> None:
    """Set the step of the melding, when the protocol begins with one and it was not set. In a running transaction."""
    eerste = casus.protocol.stappen.filter(soort=Tredesoort.MELDING).first()
    if eerste is not None and not casus.stappen.filter(protocolstap__sleutel=eerste.sleutel).exists():
        dag = timezone.localdate(op)
        bewaren(Stap(casus=casus, protocolstap=eerste, uitkomst=Stap.Uitkomst.KLAAR, dag=dag, op=op, door=door))


@overgang(
    van=OPEN,
    naar={status: [S.IN_ONDERZOEK if status in BEGIN else status] for status in OPEN},
    permissie=P.THUISZITTER_BEGELEIDEN,
    mits=(_nog_niet_jouw,),
)
def regie_nemen(casus: Casus, *, door: Actor, op: datetime) -> None:
    """Be the one who sees to it that there is a next step; also in the place of a colleague."""
    assert isinstance(door, Gebruiker)  # a case is a person's, never the portal's
    casus.regievoerder, casus.regie_sinds = door, timezone.localdate(op)
    casus.laatste_actie_op = op
    if casus.status in BEGIN:
        casus.status = S.IN_ONDERZOEK


@overgang(van=OPEN, naar=S.GESLOTEN, permissie=P.THUISZITTER_BEGELEIDEN)
def sluiten(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    eindreden: str,
    laatste_dag: date | None = None,
    slotwoord: str = "",
) -> None:
    """End the case, and what is shared of it. laatste_dag (inclusive): the last of the absence, where that lasts."""
    assert isinstance(door, Gebruiker)
    delen_beeindigen(casus, door=door, op=op)
    tot_en_met(casus, laatste_dag, op=op)
    if casus.status == S.NAZORG:
        _nazorg_af(casus, door=door, op=op)
    casus.gesloten_op, casus.eindreden, casus.slotwoord, casus.laatste_actie_op = op, eindreden, slotwoord, op


def _nazorg_af(casus: Casus, *, door: Actor, op: datetime) -> None:
    """That step is done when its last day has come; a case that closes before it did not have all of it."""
    vandaag, tot = timezone.localdate(op), casus.nazorg_tot
    if tot is None or tot <= vandaag:
        stap_van(casus, Tredesoort.NAZORG, dag=vandaag, woorden="", waarom="Niet nodig.", door=door, op=op)
        return
    nu = lopende_stap(casus)
    if nu is not None and nu.soort == Tredesoort.NAZORG:
        eerder = f"De casus is eerder gesloten. De nazorg zou duren tot en met {datum_voluit(tot)}."
        zetten(casus, nu, Stap.Uitkomst.OVERGESLAGEN, vandaag, eerder, door=door, op=op)


@overgang(
    van=[S.GESLOTEN],
    naar=[S.GEMELD, S.IN_ONDERZOEK],
    permissie=P.THUISZITTER_MELDEN,
    mits=(_niet_opgegaan, _binnen_dertig_dagen),
    systeem="melding",
)
def heropenen(casus: Casus, *, door: Actor, op: datetime, soort: str, van: date, uren: Decimal) -> None:
    """Within thirty days it is the same case (13.5): the same steps, agreements and regievoerder.

    Not with whom it was shared: that a person decides again.
    """
    geboren, vandaag = casus.leerling.geboortedatum, timezone.localdate(op)
    for fout in (
        eerste_dag_fout(van, geboortedatum=geboren, vandaag=vandaag),
        absoluut_fout(soort, op_school=casus.school is not None),
    ):
        if fout:
            raise NietMogelijk(f"{fout}.")
    casus.gesloten_op, casus.eindreden, casus.slotwoord, casus.laatste_actie_op = None, "", "", op
    casus.nazorg_tot = None
    casus.status = S.IN_ONDERZOEK if casus.regievoerder else S.GEMELD
    casus.save()  # first: what is closed has no absence after it closed
    bewaren(Verzuim(casus=casus, soort=soort, van=van, uren=uren))

"""Sending an aanvraag on to the SWV that must decide: proposed by one, decided by another (Awb 2:3, R-TLV-05)."""

from __future__ import annotations

from datetime import datetime

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, Doorzending, Status, Zaakbrief
from scholen.models import Samenwerkingsverband

from .overgang import overgang
from .zaakbrief import brieven_maken, brieven_vervallen

S = Status
VAN = sorted({S.INGEDIEND, S.IN_CONTROLE})


def open_voorstel(aanvraag: Aanvraag) -> Doorzending | None:
    """The proposal that waits for an answer; there is at most one."""
    return aanvraag.doorzendingen.filter(besloten_op=None).select_related("voorgesteld_door").first()


def nog_geen_voorstel(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """One proposal at a time."""
    return (
        "Er ligt al een voorstel om door te sturen. De beslisser moet dat eerst lezen."
        if open_voorstel(aanvraag)
        else ""
    )


def voorstel_van_een_ander(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """LO+BE: two steps by two people (afspraak 7)."""
    voorstel = open_voorstel(aanvraag)
    if voorstel is None:
        return "Er is geen voorstel om door te sturen. Het loket doet eerst een voorstel."
    if voorstel.voorgesteld_door == door:
        return "Jij stelde dit voor. Een ander moet erover beslissen."
    return ""


@overgang(van=VAN, naar=VAN, permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(nog_geen_voorstel,))
def doorzending_voorstellen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    reden: str,
    naar_swv: Samenwerkingsverband | None = None,
    naar_naam: str = "",
) -> None:
    """Propose to send it on. naar_swv: an SWV that is known here, or naar_naam for another. reden is in the letter."""
    naam = naar_swv.naam if naar_swv else naar_naam.strip()
    if not naam:
        raise NietMogelijk("Kies naar welk samenwerkingsverband de aanvraag moet.")
    if naar_swv and naar_swv.eigen:
        raise NietMogelijk("Dit is ons eigen samenwerkingsverband. Kies een ander.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom wij niet over deze aanvraag gaan. Dit komt in de brief.")
    Doorzending.objects.create(
        aanvraag=aanvraag,
        naar_swv=naar_swv,
        naar_naam=naam,
        reden=reden.strip(),
        voorgesteld_op=op,
        voorgesteld_door=door,
    )


@overgang(van=VAN, naar=S.DOORGEZONDEN, permissie=Permissie.BESLUIT_NEMEN, mits=(voorstel_van_een_ander,))
def doorzenden(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Agree: the aanvraag is not ours to decide. The school and the parents get a letter that is no decision."""
    _beantwoorden(aanvraag, akkoord=True, door=door, op=op)
    brieven_vervallen(aanvraag, op=op, reden="de aanvraag is doorgezonden")
    brieven_maken(aanvraag, Zaakbrief.Soort.DOORZENDING, op=op)


@overgang(van=VAN, naar=VAN, permissie=Permissie.BESLUIT_NEMEN, mits=(voorstel_van_een_ander,))
def doorzending_afwijzen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Disagree: the loket goes on with it."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom wij de aanvraag zelf behandelen.")
    _beantwoorden(aanvraag, akkoord=False, door=door, op=op)


def _beantwoorden(aanvraag: Aanvraag, *, akkoord: bool, door: Gebruiker, op: datetime) -> None:
    voorstel = aanvraag.doorzendingen.select_for_update().get(besloten_op=None)
    voorstel.akkoord, voorstel.besloten_op, voorstel.besloten_door = akkoord, op, door
    voorstel.save()

"""Bank accounts: one person enters a number, another one confirms it or turns it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Boeking, Rekening
from arrangementen.models.rekening import BETAALSLOT, sleutel
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Bestuur, Instelling, Samenwerkingsverband

P = Permissie
VOORUIT = timedelta(days=366)
"""How far ahead a number can begin: further is a slip of the pen."""
UIT = "Jullie maken geen betaalbestanden. De beheerder zet dat aan bij Instellingen."
ZELF = "Je voerde dit nummer zelf in. Een collega bevestigt het."


@dataclass(frozen=True)
class Stand:
    """How it stands with the account of one owner: the one that holds, and the one that waits for a second person."""

    geldig: Rekening | None = None
    open: Rekening | None = None

    @property
    def waarom_niet(self) -> str:
        """Why nothing can be paid by it now; "" when it can."""
        if self.open is not None:
            return "Er wacht een nieuw rekeningnummer op bevestiging."
        return "" if self.geldig else "Er is nog geen bevestigd rekeningnummer."


def betaalbestand_aan(swv: Samenwerkingsverband, dag: date) -> bool:
    """Whether this SWV makes payment files (afspraak 56)."""
    versie = Instelling.objects.filter(swv=swv, geldig_van__lte=dag).order_by("-geldig_van").first()
    return versie is not None and versie.betaalbestand


def op_betaalslot(swv: Samenwerkingsverband) -> None:
    """Wait for who changes an account or makes or approves a file of this SWV, and let nobody in until this is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [BETAALSLOT, swv.pk])


def standen(swv: Samenwerkingsverband, dag: date) -> dict[str, Stand]:
    """Per owner (sleutel) how it stands with its account on this day. Two queries, however many there are."""
    eigen = Rekening.objects.filter(swv=swv).select_related("bestuur", "swv")
    geldig: dict[str, Rekening] = {}
    for rij in eigen.begonnen(dag):
        geldig.setdefault(rij.sleutel, rij)
    open_ = {rij.sleutel: rij for rij in eigen.open()}
    return {wie: Stand(geldig.get(wie), open_.get(wie)) for wie in {*geldig, *open_}}


def sleutel_van(boeking: Boeking) -> str:
    """Who gets the money of this payment: who sent the invoice, or else the board of the school; "" for nobody.

    Of basisondersteuning the board of when it was shared out. Uses invoice, basis and school: select_related them.
    """
    if factuur := getattr(boeking, "factuur", None):
        return sleutel(None, factuur.leverancier)
    toen = boeking.basis.bestuur_id if boeking.basis else None
    bestuur = toen or (boeking.school.bestuur_id if boeking.school else None)
    return sleutel(bestuur, "") if bestuur else ""


@transaction.atomic
def rekening_invoeren(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    iban: str,
    tenaamstelling: str,
    vanaf: date,
    bron: str,
    bestuur: Bestuur | None = None,
    leverancier: str = "",
) -> Rekening:
    """Enter an account number of a board, of a supplier, or with neither of the SWV itself. It holds once confirmed."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    vandaag = timezone.localdate(op)
    aan_of_niet(swv, vandaag)
    if vanaf > vandaag + VOORUIT:
        raise NietMogelijk("Kies een eerste dag binnen een jaar.")
    op_betaalslot(swv)
    rij = Rekening(swv=swv, bestuur=bestuur, leverancier=leverancier, iban=iban, vanaf=vanaf)
    rij.tenaamstelling, rij.bron = " ".join(tenaamstelling.split()), bron.strip()
    rij.ingevoerd_op, rij.ingevoerd_door = op, door
    nu = standen(swv, max(vandaag, vanaf)).get(rij.sleutel, Stand()).geldig
    if nu and (nu.iban, nu.tenaamstelling) == (rij.iban, rij.tenaamstelling):
        raise NietMogelijk("Dit is het rekeningnummer dat er al staat.")
    bewaren(rij, intussen="Er wacht al een nieuw rekeningnummer op bevestiging.")
    vastleggen("rekening_invoeren", rij, door=door, op=op, wijziging=nu is not None, vanaf=str(vanaf))
    return rij


@transaction.atomic
def rekening_bevestigen(rekening: Rekening, *, door: Gebruiker, op: datetime, nagegaan: str) -> Rekening:
    """Confirm a number that somebody else entered; from its first day on it holds, and the one before it ends."""
    rechten_nodig(door, P.BETALING_GOEDKEUREN)
    rij = _open(rekening, door, op)
    if rij.ingevoerd_door_id == door.pk:
        raise NietMogelijk(ZELF)
    if not nagegaan.strip():
        raise NietMogelijk("Schrijf op hoe je het hebt nagegaan.")
    rij.bevestigd_op, rij.bevestigd_door, rij.nagegaan = op, door, nagegaan.strip()
    bewaren(rij)
    vastleggen("rekening_bevestigen", rij, door=door, op=op)
    return rij


@transaction.atomic
def rekening_afwijzen(rekening: Rekening, *, door: Gebruiker, op: datetime, reden: str) -> Rekening:
    """Say that a number that waits is not used, and why; who entered it may do so too."""
    rechten_nodig(door, P.BUDGET_BEHEREN, P.BETALING_GOEDKEUREN)
    rij = _open(rekening, door, op)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom het niet wordt gebruikt.")
    rij.afgewezen_op, rij.afgewezen_door, rij.reden = op, door, reden.strip()
    bewaren(rij)
    vastleggen("rekening_afwijzen", rij, door=door, op=op)
    return rij


def _open(rekening: Rekening, door: Gebruiker, op: datetime) -> Rekening:
    aan_of_niet(rekening.swv, timezone.localdate(op))
    op_betaalslot(rekening.swv)
    rijen = Rekening.objects.visible_to(door).select_related("swv", "bestuur")
    rij: Rekening = get_object_or_404(rijen, pk=rekening.pk)
    if not rij.wacht:
        raise NietMogelijk("Een collega heeft hier al iets over gezegd. Bekijk het opnieuw.")
    return rij


def aan_of_niet(swv: Samenwerkingsverband, dag: date) -> None:
    """NietMogelijk where no payment files are made."""
    if not betaalbestand_aan(swv, dag):
        raise NietMogelijk(UIT)

"""Bezwaar to the day: in time or not, until when we decide, the hearing, being late, and when it is over. Pure.

Sources: Awb chapters 4, 6 and 7; domain rules R-TERM-09 to R-TERM-17; the regulations of the LBT. All days are
inclusive. School holidays never stop a term of the Awb (R-TERM-20).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kern.termijnen.awb import dwangsomdagen, eerste_dwangsomdag, op_tijd
from kern.termijnen.termijn import einde

BEZWAAR_WEKEN = 6
"""Awb 6:7; the first day counted is the day after the day of sending (6:8)."""
BESLISSEN_ZONDER_COMMISSIE = 6
BESLISSEN_MET_COMMISSIE = 12
VERDAGEN_WEKEN = 6
"""Awb 7:10 lid 1 and 3."""
BEROEP_WEKEN = 6
ADVIES_VRAGEN = timedelta(weeks=2)
"""Regulations of the LBT (R-TERM-13): advice is asked within two weeks after receipt."""
TER_INZAGE = timedelta(weeks=1)
NADERE_STUKKEN = timedelta(days=10)
"""Awb 7:4 lid 1 and 2; counted backwards, so that the Algemene termijnenwet does not extend them."""
NAPOSTEN = timedelta(weeks=1)
"""Awb 6:9 lid 2: what was posted in time may arrive this much later."""
DWANGSOM_VASTSTELLEN = 2
"""Weeks, Awb 4:18: after the last day on which the penalty was due."""


# --- in time or not ---------------------------------------------------------------------------------------------


class Ontvangst(StrEnum):
    """How a bezwaar stands to its term."""

    OP_TIJD = "op_tijd"
    PER_POST_OP_TIJD = "per_post_op_tijd"
    ELDERS_OP_TIJD = "elders_op_tijd"
    TE_VROEG = "te_vroeg"
    TE_LAAT = "te_laat"


ONTVANGST_ZIN = {
    Ontvangst.OP_TIJD: "Op tijd: ontvangen binnen de zes weken (Awb 6:7 en 6:8).",
    Ontvangst.PER_POST_OP_TIJD: "Op tijd: op tijd gepost en binnen een week daarna ontvangen (Awb 6:9).",
    Ontvangst.ELDERS_OP_TIJD: "Op tijd: op tijd ontvangen door een ander bestuursorgaan (Awb 6:15).",
    Ontvangst.TE_VROEG: "De brief met het besluit is nog niet verstuurd. Het bezwaar telt wel (Awb 6:10).",
    Ontvangst.TE_LAAT: "Te laat. Vraag waarom: soms is dat te begrijpen, en dan telt het bezwaar toch (Awb 6:11).",
}


def ontvangst(
    laatste: date | None, *, ontvangen: date, gepost: date | None = None, elders: date | None = None
) -> Ontvangst:
    """Whether a bezwaar is in time (R-TERM-10; Awb 6:7, 6:8, 6:9, 6:10 and 6:15).

    laatste: the last day of the term of who objects, None when no letter was sent to it yet. ontvangen: received here
    (in the portal: the day of receipt counts); gepost: the postmark; elders: received by a wrong body, which must send
    it on: then that day counts as receipt (6:15 lid 3). Too late may still be excusable (6:11): a person says so.
    """
    if laatste is None:
        return Ontvangst.TE_VROEG
    if ontvangen <= laatste:
        return Ontvangst.OP_TIJD
    if elders is not None and op_tijd(laatste, ontvangen=elders, gepost=gepost):
        return Ontvangst.ELDERS_OP_TIJD
    return Ontvangst.PER_POST_OP_TIJD if op_tijd(laatste, ontvangen=ontvangen, gepost=gepost) else Ontvangst.TE_LAAT


def bezwaar_tot(verzonden: date) -> date:
    """The last day for bezwaar of who was sent the decision on this day (T1 to T9)."""
    return einde(verzonden, weken=BEZWAAR_WEKEN)


# --- until when we decide ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Herstel:
    """An invitation to repair a bezwaar without grounds (Awb 6:6). tot: the last day given; hersteld: when it was."""

    gevraagd: date
    tot: date
    hersteld: date | None = None


@dataclass(frozen=True)
class Termijnstap:
    """One step of the sum: the day on which it brings the term, and the rule that moved it."""

    dag: date
    wat: str
    regel: str


@dataclass(frozen=True)
class Bezwaartermijn:
    """The last day to decide on the bezwaar, how it came about, and since when it stands still (None: it runs)."""

    uiterlijk: date
    stappen: tuple[Termijnstap, ...]
    opgeschort: int = 0
    stilgezet_sinds: date | None = None

    def staat(self, vandaag: date) -> str:
        """laat, week (at most six days left), goed or pauze, as on the worklist."""
        if self.stilgezet_sinds:
            return "pauze"
        over = (self.uiterlijk - vandaag).days
        return "laat" if over < 0 else "week" if over < 7 else "goed"


def bezwaartermijn(
    laatste_dagen: Iterable[date],
    *,
    commissie: bool,
    verdaagd: bool = False,
    herstel: Sequence[Herstel] = (),
    uitstel_tot: date | None = None,
    vandaag: date,
) -> Bezwaartermijn | None:
    """Until when to decide on a bezwaar (R-TERM-15, Awb 7:10; T21 to T24). None while no letter has been sent.

    laatste_dagen: the last day for bezwaar of each addressee; the earliest counts (afspraak 33). commissie: whether a
    committee of 7:13 advises and that has been said: twelve weeks instead of six. verdaagd: six weeks more, once. Above
    twelve weeks the Algemene termijnenwet does not extend. herstel: stands still from the day after the invitation
    (7:10 lid 2), as far as the term had begun. uitstel_tot: further delay with consent (7:10 lid 4).
    """
    begin = min(laatste_dagen, default=None)
    if begin is None:
        return None
    weken = BESLISSEN_MET_COMMISSIE if commissie else BESLISSEN_ZONDER_COMMISSIE
    waarom = "met een commissie" if commissie else "zonder commissie"
    uiterlijk = einde(begin, weken=weken)
    stappen = [
        Termijnstap(begin, "Laatste dag om bezwaar te maken", "Awb 6:7 en 6:8: de vroegste van alle brieven"),
        Termijnstap(uiterlijk, f"{weken} weken {waarom}", "Awb 7:10 lid 1: vanaf de dag na de bezwaartermijn"),
    ]
    if verdaagd:
        weken += VERDAGEN_WEKEN
        uiterlijk = einde(begin, weken=weken)
        stappen.append(Termijnstap(uiterlijk, f"Verdaagd met {VERDAGEN_WEKEN} weken", "Awb 7:10 lid 3"))
    if opgeschort := sum(opgeschorte_dagen(begin, een) for een in herstel):
        uiterlijk = einde(begin, weken=weken, opgeschort=opgeschort)
        dagen = "1 dag" if opgeschort == 1 else f"{opgeschort} dagen"
        stappen.append(Termijnstap(uiterlijk, f"{dagen} stilgestaan", "Awb 7:10 lid 2: wachten op de redenen"))
    if uitstel_tot and uitstel_tot > uiterlijk:
        uiterlijk = uitstel_tot
        stappen.append(Termijnstap(uiterlijk, "Uitstel met instemming", "Awb 7:10 lid 4"))
    nu = next((een for een in herstel if een.hersteld is None and een.gevraagd < vandaag <= een.tot), None)
    return Bezwaartermijn(uiterlijk, tuple(stappen), opgeschort, nu.gevraagd if nu else None)


def opgeschorte_dagen(begin: date, herstel: Herstel) -> int:
    """Days of the decision term that stood still for one invitation (R-TERM-11, Awb 7:10 lid 2).

    begin: the day after which the decision term runs; what stood still before that costs no day. Repaired in time: up
    to the day before; not, or too late: up to and including the last day given.
    """
    sinds = max(begin, herstel.gevraagd)
    if herstel.hersteld is not None and herstel.hersteld <= herstel.tot:
        return max(0, (herstel.hersteld - sinds).days - 1)
    return max(0, (herstel.tot - sinds).days)


def verzuimen(*, gronden: bool, ondertekend: bool, gedateerd: bool = True, omschreven: bool = True) -> list[str]:
    """What a bezwaar still lacks (R-TERM-12, Awb 6:5), as the words of a letter; [] when it is complete."""
    punten = (
        (gronden, "waarom u het niet eens bent met het besluit"),
        (ondertekend, "uw handtekening"),
        (gedateerd, "de datum"),
        (omschreven, "tegen welk besluit u bezwaar maakt"),
    )
    return [wat for is_er, wat in punten if not is_er]


def advies_vragen_tot(ontvangen: date) -> date:
    """The last day to ask the committee for its advice, counted from the receipt of the bezwaar (R-TERM-13, T25)."""
    return ontvangen + ADVIES_VRAGEN


# --- the hearing, and after the decision ------------------------------------------------------------------------


@dataclass(frozen=True)
class Zittingsdagen:
    """ter_inzage: from this day at the latest the papers can be read; stukken_tot: the last day to send in more."""

    ter_inzage: date
    stukken_tot: date


def zittingsdagen(zitting: date) -> Zittingsdagen:
    """What a hearing on this day asks beforehand (R-TERM-14, Awb 7:4)."""
    return Zittingsdagen(zitting - TER_INZAGE, zitting - NADERE_STUKKEN)


def beroep_tot(verzonden: date) -> date:
    """The last day for beroep of who was sent the decision on bezwaar on this day (R-TERM-16, Awb 6:7; T26)."""
    return einde(verzonden, weken=BEROEP_WEKEN)


# --- being late -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dwangsom:
    """What being late costs as it stands. dagen: each day with its euro; vaststellen_tot: None while it still grows."""

    eerste_dag: date
    dagen: tuple[tuple[date, Decimal], ...]
    vaststellen_tot: date | None

    @property
    def totaal(self) -> Decimal:
        return sum((bedrag for _, bedrag in self.dagen), Decimal(0))

    @property
    def hoogstens(self) -> Decimal:
        """What it costs when every day of it goes by, at the amounts of those days."""
        return sum((bedrag for _, bedrag in dwangsomdagen(self.eerste_dag, besloten=date.max)), Decimal(0))


def ingebrekestelling_telt(uiterlijk: date, *, ontvangen: date) -> bool:
    """Whether a notice of default counts: it must come after the term has ended (Awb 4:17 lid 3 and 6:12 lid 2)."""
    return ontvangen > uiterlijk


def dwangsom(
    uiterlijk: date, *, ingebrekestelling: date, besloten: date | None, vandaag: date, dag_erna: bool = False
) -> Dwangsom:
    """The penalty per day (R-TERM-17, Awb 4:17 and 4:18; T27): 14 x 23, 14 x 35 and 14 x 45 euro, 1,442 at most.

    uiterlijk: the last day to decide; ingebrekestelling: the day it was received; besloten: the day on which the
    decision was made known, None while it was not: then today counts as a day on which there is none yet. dag_erna: the
    first day is the day after two weeks (a setting, afspraak 42).
    """
    eerste = eerste_dwangsomdag(uiterlijk, ingebrekestelling=ingebrekestelling, dag_erna=dag_erna)
    tot = besloten or vandaag + timedelta(days=1)
    dagen = tuple(dwangsomdagen(eerste, besloten=tot))
    voorbij = besloten is not None or len(dagen) == len(dwangsomdagen(eerste, besloten=date.max))
    vaststellen_tot = einde(dagen[-1][0], weken=DWANGSOM_VASTSTELLEN) if dagen and voorbij else None
    return Dwangsom(eerste, dagen, vaststellen_tot)


# --- what a decision is worth today -----------------------------------------------------------------------------


class Stand(StrEnum):
    """Where a decision stands after it was sent. Computed: only what people did is stored (afspraak 6)."""

    NIET_VERSTUURD = "niet_verstuurd"
    OPEN = "open"
    IN_BEZWAAR = "in_bezwaar"
    BESLIST_OP_BEZWAAR = "beslist_op_bezwaar"
    IN_BEROEP = "in_beroep"
    ONHERROEPELIJK = "onherroepelijk"


@dataclass(frozen=True)
class Zaakfeiten:
    """One file of bezwaren. loopt: not yet made known; beroep_dagen: the last day for beroep of each addressee."""

    loopt: bool
    beroep_dagen: tuple[date, ...] = ()
    in_beroep: bool = False


@dataclass(frozen=True)
class Besluitstand:
    """stand, and the last day of the term that decides about it (None when there is none)."""

    stand: Stand
    tot: date | None = None


def onherroepelijk_op(laatste: date) -> date:
    """The first day on which nothing can come in any more: after the last term and a week of post (afspraak 33)."""
    return laatste + NAPOSTEN + timedelta(days=1)


def besluitstand(laatste_dagen: Sequence[date | None], zaken: Sequence[Zaakfeiten], *, vandaag: date) -> Besluitstand:
    """Where a decision stands today (afspraken 6 and 33).

    laatste_dagen: the last day for bezwaar of each addressee, None for who was not sent the letter yet. zaken: the
    bezwaren against it that were not withdrawn. A late bezwaar opens what was closed.
    """
    if any(zaak.loopt for zaak in zaken):
        return Besluitstand(Stand.IN_BEZWAAR)
    if any(zaak.in_beroep for zaak in zaken):
        return Besluitstand(Stand.IN_BEROEP)
    if not laatste_dagen or None in laatste_dagen:
        return Besluitstand(Stand.NIET_VERSTUURD)
    beroep = [dag for zaak in zaken for dag in zaak.beroep_dagen]
    laatste = max([*beroep, *(dag for dag in laatste_dagen if dag)])
    if vandaag >= onherroepelijk_op(laatste):
        return Besluitstand(Stand.ONHERROEPELIJK, laatste)
    return Besluitstand(Stand.BESLIST_OP_BEZWAAR if beroep else Stand.OPEN, laatste)

"""The lines of a budget and what they add up to (5.4). Pure; amounts are Decimal in euro, and never below zero.

A line never changes: what was wrong is taken back by a line that says so. Every amount on a page is a sum of lines, so
it can be traced to the decisions beneath it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.termijnen.woorden import datum_voluit

from .geld import over_kalenderjaren

NUL = Decimal("0.00")
BEGROTING, VERLAGING = "begroting", "verlaging"
TOEKENNING, VRIJVAL = "toekenning", "vrijval"
UITBETALING, TERUGVORDERING = "uitbetaling", "terugvordering"
VERANTWOORDING = "verantwoording"
SOORTEN = {
    BEGROTING: "begroot",
    VERLAGING: "begroting verlaagd",
    TOEKENNING: "toegekend",
    VRIJVAL: "vrijgevallen",
    UITBETALING: "uitbetaald",
    TERUGVORDERING: "teruggevorderd",
    VERANTWOORDING: "verantwoord",
}
"""Each kind of line, in the words of a controller."""
STAND = {
    BEGROTING: ("begroot", 1),
    VERLAGING: ("begroot", -1),
    TOEKENNING: ("toegekend", 1),
    VRIJVAL: ("toegekend", -1),
    UITBETALING: ("betaald", 1),
    TERUGVORDERING: ("betaald", -1),
    VERANTWOORDING: ("verantwoord", 1),
}
"""Kind of line → which sum it moves, and up or down: the table the database adds up with."""
TEGEN = {
    BEGROTING: VERLAGING,
    VERLAGING: BEGROTING,
    TOEKENNING: VRIJVAL,
    VRIJVAL: TOEKENNING,
    UITBETALING: TERUGVORDERING,
    TERUGVORDERING: UITBETALING,
}
"""Kind of line → the kind that takes it back. What a school accounted for stays: it said so itself."""
KOLOMMEN = ("begroot", "toegekend", "betaald", "verantwoord")
"""The sums that a budget keeps: of the whole school year, and with eerste_ in front of its first calendar year."""
BIJ_KOLOM = {kolom: tuple(soort for soort, (waar, _) in STAND.items() if waar == kolom) for kolom in KOLOMMEN}
"""Which kinds of lines a sum is the sum of."""
GEHEEL, EERSTE, TWEEDE = "geheel", "eerste", "tweede"
"""The whole school year, or what of it falls in its first or its second calendar year."""
OP_DATUM = frozenset({UITBETALING, TERUGVORDERING})
"""Money that moves belongs to the calendar year of its day; what is owed is spread over the school year."""


class KanNiet(ValueError):
    """A line that would make the budget untrue; the text is the sentence for the user."""


@dataclass(frozen=True)
class Stand:
    """How a budget, or one grant in it, stands. All amounts are sums of lines.

    begroot: after lowering; toegekend: what is owed by decision, after what fell free; betaald: after what was asked
    back; verantwoord: of what was paid, what was accounted for.
    """

    begroot: Decimal = NUL
    toegekend: Decimal = NUL
    betaald: Decimal = NUL
    verantwoord: Decimal = NUL

    @property
    def vrij(self) -> Decimal:
        """What can still be granted; below zero when an SWV chose to go over with a warning."""
        return self.begroot - self.toegekend

    @property
    def te_kort(self) -> Decimal:
        """By how much more is granted than budgeted; zero when it fits."""
        return max(-self.vrij, NUL)

    @property
    def nog_te_betalen(self) -> Decimal:
        """What is granted and not paid: on 31 December a liability (afspraak 56)."""
        return self.toegekend - self.betaald

    @property
    def nog_te_verantwoorden(self) -> Decimal:
        return self.betaald - self.verantwoord


def deel_van(geheel: Decimal, eerste: Decimal, deel: str) -> Decimal:
    """What of an amount belongs to the school year or to one calendar year. Both years together are the whole."""
    return {GEHEEL: geheel, EERSTE: eerste, TWEEDE: geheel - eerste}[deel]


def stand_uit(sommen: Mapping[str, Decimal | None], deel: str = GEHEEL) -> Stand:
    """The stand of these sums by name (KOLOMMEN, and those with eerste_); what is not there is nothing."""
    return Stand(
        *(deel_van(sommen.get(kolom) or NUL, sommen.get(f"eerste_{kolom}") or NUL, deel) for kolom in KOLOMMEN)
    )


def met_teken(soort: str, bedrag: Decimal) -> Decimal:
    """The amount of a line as it counts in its sum: below zero for what takes away from it."""
    return STAND[soort][1] * bedrag


def bij(stand: Stand, soort: str, bedrag: Decimal) -> Stand:
    """The budget after one more line. Raises KanNiet for a line that cannot be; going over the budget is not one.

    soort: a key of SOORTEN. Whether a grant may go over what is free is a choice of the SWV: see `past`.
    """
    if bedrag <= 0 or bedrag != bedrag.quantize(NUL):
        raise KanNiet("Vul een bedrag in van meer dan nul, in hele centen.")
    begroot, toegekend, betaald, verantwoord = stand.begroot, stand.toegekend, stand.betaald, stand.verantwoord
    if soort == BEGROTING:
        begroot += bedrag
    elif soort == VERLAGING:
        begroot = _min(begroot, bedrag, "Zo veel is er niet begroot.")
    elif soort == TOEKENNING:
        toegekend += bedrag
    elif soort == VRIJVAL:
        _min(stand.nog_te_betalen, bedrag, "Zo veel staat er niet meer open. Vorder terug wat al is betaald.")
        toegekend -= bedrag
    elif soort == UITBETALING:
        _min(stand.nog_te_betalen, bedrag, "Dit is meer dan er is toegekend en nog niet betaald.")
        betaald += bedrag
    elif soort == TERUGVORDERING:
        _min(stand.nog_te_verantwoorden, bedrag, "Dit is meer dan er is betaald en nog niet verantwoord.")
        betaald -= bedrag
    elif soort == VERANTWOORDING:
        _min(stand.nog_te_verantwoorden, bedrag, "Dit is meer dan er is betaald en nog niet verantwoord.")
        verantwoord += bedrag
    else:
        raise KanNiet(f"Een boeking van de soort ‘{soort}’ bestaat niet.")
    return Stand(begroot, toegekend, betaald, verantwoord)


def optellen(boekingen: Iterable[tuple[str, Decimal]]) -> Stand:
    """What these lines (kind, amount) add up to, oldest first. Raises KanNiet when one of them cannot be."""
    stand = Stand()
    for soort, bedrag in boekingen:
        stand = bij(stand, soort, bedrag)
    return stand


def deel_eerste_jaar(soort: str, bedrag: Decimal, *, schooljaar: int, boekdatum: date) -> Decimal:
    """How much of a line falls in the first calendar year of the school year (R-BUD-02); the rest in the second.

    Five twelfths of what is owed. A payment counts wholly in the year of its day, before the second year in the first.
    """
    if soort in OP_DATUM:
        return bedrag if boekdatum.year <= schooljaar else NUL
    return over_kalenderjaren(bedrag, schooljaar)[schooljaar]


def waarom_dicht(boekdatum: date, dicht: date | None) -> str:
    """Why nothing can be booked on this day; "" when it can. dicht: the last day (inclusive) that is closed."""
    if dicht is None or boekdatum > dicht:
        return ""
    return f"De boekhouding is afgesloten tot en met {datum_voluit(dicht)}. Kies een latere datum."


def past(stand: Stand, bedrag: Decimal) -> bool:
    """Whether a grant of this amount stays within what is free (R-BUD-01: warn or block by setting)."""
    return bedrag <= stand.vrij


def _min(van: Decimal, bedrag: Decimal, zin: str) -> Decimal:
    if bedrag > van:
        raise KanNiet(zin)
    return van - bedrag

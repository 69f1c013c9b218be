"""Who must agree with the handelingsdeel of an OPP on a day, and how it stands. Pure (R-OPP-01).

The handelingsdeel is settled only after agreement with the parents, or with the pupil itself once it is of age and
handelingsbekwaam (WPO 40a, WVO 2020 2.44). "Ouders" are in these laws who have gezag or voogdij; parents have gezag
together (BW 1:245, 1:251), a GI in part of it (BW 1:265e). Agreement is never a condition for a TLV (LBT 107168).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scholen.rules.leerling import leeftijd

MET_GEZAG = frozenset({"gezag", "voogdij", "gedeeltelijk"})
VOOR_VOLWASSENE = frozenset({"curator", "mentor"})
"""Who decides for somebody of age who by a judge cannot: about guidance a mentor too (BW 1:381, 1:453)."""
VOLWASSEN, LEEST_ZELF = 18, 16
BESLIST, LEEST, GEHOORD = "beslist", "leest", "gehoord"
"""What the pupil itself does: from 18 it agrees, from 16 it reads along, younger it is heard and does not sign."""
AKKOORD, NIET, TERUG = "akkoord", "niet", "terug"
LEERLING = 0
"""Stands for the pupil where others stand with their number."""
ZONDER_ACCENT = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ß": "ss"}
)
"""Letters that Unicode does not take apart, as people without them on the keyboard type them."""


@dataclass(frozen=True)
class Band:
    """What somebody (a number of ours) is to the pupil on the day that is asked."""

    wie: int
    soort: str


@dataclass(frozen=True)
class Nodig:
    """wie: who must agree, in the order in which they came; leerling: what the pupil does; onbekend: of somebody the
    gezag is not known yet, so that it cannot be said that all agreed (afspraak 38)."""

    wie: tuple[int, ...]
    leerling: str
    onbekend: bool = False


@dataclass(frozen=True)
class Stand:
    """per: the last answer of each who must agree, "" for none; samen: akkoord, niet, wacht, or niemand."""

    per: dict[int, str]
    samen: str


def wie_moet_instemmen(banden: Iterable[Band], geboortedatum: date, dag: date) -> Nodig:
    """Who must agree on this day, by the ties in force on it.

    Below 18 everybody with gezag, voogdij or the part of it that a GI has; who has none, not, and a pupil never beside
    its parents. From 18 the pupil alone, unless there is a curator or mentor. Who is only gemachtigd, reads along.
    """
    banden, jaren = list(banden), leeftijd(geboortedatum, dag)
    if jaren >= VOLWASSEN:
        namens = tuple(dict.fromkeys(een.wie for een in banden if een.soort in VOOR_VOLWASSENE))
        return Nodig(namens, LEEST) if namens else Nodig((LEERLING,), BESLIST)
    return Nodig(
        tuple(dict.fromkeys(een.wie for een in banden if een.soort in MET_GEZAG)),
        LEEST if jaren >= LEEST_ZELF else GEHOORD,
        any(een.soort == "onbekend" for een in banden),
    )


def stand(nodig: Nodig, antwoorden: Iterable[tuple[int, str]]) -> Stand:
    """How it stands. antwoorden: who said what (akkoord, niet, terug), oldest first.

    The last word of each counts, and only of who must agree on this day: who lost gezag counts no longer, who got it
    has still to answer. Taking an agreement back is as good as not agreeing.
    """
    per = dict.fromkeys(nodig.wie, "")
    for wie, soort in antwoorden:
        if wie in per:
            per[wie] = soort
    woorden = set(per.values())
    if not per:
        return Stand(per, "niemand")
    if woorden & {NIET, TERUG}:
        return Stand(per, NIET)
    return Stand(per, AKKOORD if woorden == {AKKOORD} and not nodig.onbekend else "wacht")


def over_ander(*, verblijfplaats: bool, contactverboden: Sequence[bool]) -> bool:
    """Whether who must agree may read how it stands with the other one (afspraak 37).

    verblijfplaats: where the pupil stays is kept secret; contactverboden: of each of them, whether it may have no
    contact. In either case nothing goes over by itself. Address, e-mail and account never do.
    """
    return not verblijfplaats and not any(contactverboden)


def bespreken_voor(van: date) -> date:
    """The last day (inclusive) to talk it over with the parents again: once per school year (WPO 40a, WVO 2020 2.44).

    The end of the school year, 31 July, in which `van` lies.
    """
    return date(van.year + (van.month > 7), 7, 31)


def periode_fout(van: date, tot: date) -> str:
    """Why this period (both days inclusive) cannot be, or "": it lasts at most a year, as it is talked over yearly."""
    if tot < van:
        return "Kies een laatste dag die na de eerste dag ligt"
    langste = date(van.year + 1, van.month, min(van.day, 28) if van.month == 2 else van.day)
    return "" if tot <= langste else "Spreek hoogstens een jaar af: elk schooljaar bespreek je het opnieuw"


def zelfde_naam(getypt: str, naam: str) -> bool:
    """Whether a name was typed as we know it, in any script, whatever capitals, accents, dots, hyphens and spaces."""
    return bool(_kaal(getypt)) and _kaal(getypt) == _kaal(naam)


def _kaal(naam: str) -> str:
    los = unicodedata.normalize("NFKD", naam.casefold().translate(ZONDER_ACCENT))
    return "".join(teken for teken in los if teken.isalnum())

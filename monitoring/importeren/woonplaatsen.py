"""A list of pupils by where they live (csv or xlsx): a row per school and postcode or gemeente. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from loket.importeren.duolijst import LijstFout, rijen_in

from .rijen import KOPREGELS, RijFout, Rijlijst, kolommen_in, ontbreekt, tekst
from .rijen import lezen as rijen_lezen

HOOGSTENS, MEESTE = 20_000, 9_999
KOLOMMEN: dict[str, tuple[str, ...]] = {
    "teldatum": ("teldatum", "peildatum"),
    "school": ("brin6", "vestigingscode", "vestiging", "brinvest"),
    "brin": ("brin", "brinnummer", "instellingscode"),
    "vestiging": ("vestigingsnummer",),
    "postcode": ("postcode", "postcode4", "pc4", "woonpostcode", "postcodeleerling"),
    "gemeente": ("gemeente", "gemeentecode", "gemeentenummer", "woongemeente", "woongemeentecode"),
    "aantal": ("aantal", "aantalleerlingen", "leerlingen"),
    "procent": ("percentage", "procent", "aandeel"),
}
"""By what each column may be called, without capitals and signs; they differ per year and per program."""
MET_JAAR = re.compile(r"(?:aantal)?leerlingen([0-9]{4})")
VERBODEN = re.compile(r"bsn|burgerservice|onderwijsnummer|persoonsgebonden|geboorte|achternaam|voornaam|roepnaam")
BRIN6 = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
VERBORGEN = re.compile(r"<\s?5|\*+")


class Regel(NamedTuple):
    """One row of the list; nr: where it stands in the file. aantal: None where tekst says what was hidden."""

    nr: int
    brin6: str
    postcode: str
    gemeente: str
    aantal: int | None
    tekst: str

    @property
    def sleutel(self) -> tuple[str, str, str]:
        return self.brin6, self.postcode, self.gemeente

    @property
    def waarde(self) -> str:
        return self.tekst or str(self.aantal)

    @property
    def plaats(self) -> str:
        return self.postcode or self.gemeente


Lijst = Rijlijst[Regel]


def lezen(data: bytes, teldatum: date, scholen: Collection[str]) -> Lijst:
    """The counts of this day in the file. scholen: BRIN6 of those that there are.

    Raises LijstFout for what is no such list, or one of another year.
    """
    rijen = enumerate(rijen_in(data), 1)
    return rijen_lezen(
        rijen,
        _kop(rijen, teldatum),
        lambda nr, cellen: _regel(nr, cellen, teldatum, scholen),
        hoogstens=HOOGSTENS,
        dubbel="Deze school en plaats staan ook op rij {}. Laat één rij over.",
        leeg="In deze lijst staat geen enkele telling. Zet onder de namen één rij per school en plaats.",
    )


def _kop(rijen: Iterator[tuple[int, Sequence[object]]], teldatum: date) -> dict[str, int]:
    for nr, rij in rijen:
        namen = [re.sub(r"[^a-z0-9]", "", tekst(cel).casefold()) for cel in rij]
        if any(VERBODEN.search(naam) for naam in namen):
            raise LijstFout("In deze lijst staan gegevens van één leerling. Lever alleen aantallen aan.")
        gevonden = kolommen_in(namen, KOLOMMEN)
        gevonden |= _aantal_van_jaar(namen, teldatum)
        if len(gevonden) >= 2:
            return _heel(gevonden)
        if nr >= KOPREGELS:
            break
    raise LijstFout("Ik zie geen namen van kolommen. Zet boven de lijst: brin6, postcode of gemeente, en aantal.")


def _aantal_van_jaar(namen: Sequence[str], teldatum: date) -> dict[str, int]:
    """A column that is called after its year, of which there may be more. Raises LijstFout when ours is not there."""
    jaren = {int(treffer[1]): plek for plek, naam in enumerate(namen) if (treffer := MET_JAAR.fullmatch(naam))}
    if jaren and teldatum.year not in jaren:
        over = ", ".join(map(str, sorted(jaren)))
        raise LijstFout(f"Deze lijst is van een ander jaar: boven de aantallen staat {over}. Je koos {teldatum.year}.")
    return {"aantal": jaren[teldatum.year]} if jaren else {}


def _heel(gevonden: dict[str, int]) -> dict[str, int]:
    mist = []
    if "school" not in gevonden and not {"brin", "vestiging"} <= gevonden.keys():
        mist.append("‘brin6’")
    if not {"postcode", "gemeente"} & gevonden.keys():
        mist.append("‘postcode’ of ‘gemeente’")
    if "aantal" not in gevonden:
        mist.append("‘aantal’")
    if mist:
        raise ontbreekt(mist)
    return gevonden


def _regel(nr: int, cellen: dict[str, str], teldatum: date, scholen: Collection[str]) -> Regel:
    brin6 = cellen.get("school", "").upper() or _brin6(cellen)
    if not BRIN6.fullmatch(brin6):
        raise RijFout(f"‘{brin6[:12]}’ is geen BRIN met vestigingsnummer, zoals 10AB00.")
    if brin6 not in scholen:
        raise RijFout(f"School {brin6} kennen we niet in dit samenwerkingsverband.")
    _van_deze_dag(cellen.get("teldatum", ""), teldatum)
    _procent(cellen.get("procent", ""))
    postcode, gemeente = _plaats(cellen.get("postcode", ""), cellen.get("gemeente", ""))
    return Regel(nr, brin6, postcode, gemeente, *_aantal(cellen["aantal"]))


def _brin6(cellen: dict[str, str]) -> str:
    """In two columns; of a second one that begins with the first, that is all of it."""
    brin, vestiging = cellen.get("brin", "").upper(), cellen.get("vestiging", "").upper()
    return vestiging if vestiging.startswith(brin) and brin else f"{brin}{vestiging.zfill(2)}"


def _plaats(postcode: str, gemeente: str) -> tuple[str, str]:
    """Four digits of a postcode, or the code of a gemeente; a postcode goes first."""
    if postcode:
        kaal = postcode[:4]
        if not re.fullmatch(r"[1-9][0-9]{3}(?: ?[A-Za-z]{2})?", postcode):
            raise RijFout(f"‘{postcode[:12]}’ is geen postcode. Schrijf de vier cijfers.")
        return kaal, ""
    if not re.fullmatch(r"[0-9]{1,4}", gemeente):
        raise RijFout(f"‘{gemeente[:12]}’ is geen gemeente. Schrijf het nummer van vier cijfers, zoals 0518.")
    return "", gemeente.zfill(4)


def _aantal(cel: str) -> tuple[int | None, str]:
    """A number, or what was printed where it is hidden: that is kept, and never guessed."""
    if VERBORGEN.fullmatch(cel):
        return None, re.sub(r"\s", "", cel)[:10]
    if not re.fullmatch(r"[0-9]{1,4}", cel.replace(".", "")):
        raise RijFout(f"‘{cel[:12]}’ is geen aantal. Schrijf een getal van 0 tot en met {MEESTE}, of <5.")
    return int(cel.replace(".", "")), ""


def _van_deze_dag(cel: str, teldatum: date) -> None:
    kort = f"{teldatum.day}-{teldatum.month}-{teldatum.year}"
    if cel and cel not in {teldatum.isoformat(), f"{teldatum:%d-%m-%Y}", kort}:
        raise RijFout(f"Deze rij is van {cel[:12]}. Je koos {teldatum:%d-%m-%Y}.")


def _procent(cel: str) -> None:
    """What part of the school that is: not kept, but a file with an impossible one is not in order."""
    kaal = cel.removesuffix("%").strip().replace(",", ".")
    if not kaal or VERBORGEN.fullmatch(cel):
        return
    if not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,9})?", kaal) or not 0 <= Decimal(kaal) <= 100:
        raise RijFout(f"{cel[:12]} kan niet: een percentage is 0 tot en met 100.")

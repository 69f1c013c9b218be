"""Bytes of a file to rows of text: encoding, line ends, separator, quotes. Knows nothing of what the columns mean.

The encoding differs per file, not per year, and nothing in the file names it. The order that works is BOM, strict
UTF-8, cp1252 (afspraak 29). Latin-1 is wrong: bytes 0x91 and 0x92 are quotes. A file with bare carriage returns was
saved again on an old Mac; as cp1252 its accents would silently turn into other signs, so a person has to say so.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

MAC = "mac_roman"
LOSSE_CR = re.compile(rb"\r(?!\n)")
RAAD_MAC = f"Komt het bestand van een Mac? Geef dan de optie --codering {MAC}."


class ImportFout(Exception):
    """A file cannot be used, and why: the message is one Dutch sentence for who offered the file.

    raad: what to do, in words of the command line. mist: the argument of bron_lezen that would help (peildatum or
    zo_nodig), for who asks in another way.
    """

    def __init__(
        self,
        bestand: str,
        *,
        verwacht: str,
        gevonden: str,
        regel: int | None = None,
        kolom: str = "",
        raad: str = "",
        mist: str = "",
    ) -> None:
        self.bestand, self.regel, self.kolom, self.raad, self.mist = bestand, regel, kolom, raad, mist
        self.verwacht, self.gevonden = verwacht, gevonden
        super().__init__(self.zin)

    @property
    def zin(self) -> str:
        """Where, what was expected and what was found, and what to do on the command line."""
        return f"{self.waar} {self.raad}" if self.raad else self.waar

    @property
    def waar(self) -> str:
        """Where, what was expected and what was found."""
        plaats = ", ".join(
            filter(
                None,
                (
                    self.bestand,
                    f"regel {self.regel}" if self.regel else "",
                    f"kolom {self.kolom}" if self.kolom else "",
                ),
            )
        )
        return f"{plaats}: verwacht {self.verwacht}, gevonden {self.gevonden}."


@dataclass(frozen=True)
class Rij:
    """One row of a file; nummer is the line on which it begins, counted from 1: there a lost quote opened."""

    nummer: int
    cellen: tuple[str, ...]


@dataclass(frozen=True)
class Tabel:
    """A file as text: the header as printed and every row with exactly as many cells, trimmed."""

    bestand: str
    kop: tuple[str, ...]
    rijen: tuple[Rij, ...]


def lees(bestand: str, inhoud: bytes, *, codering: str = "", zo_nodig: str = "") -> Tabel:
    """Read one file.

    codering: decode with this and nothing else. zo_nodig: only when the file cannot be read without.
    Raises ImportFout for what is no text, cannot be decoded, has no header or a row of another width.
    """
    tekst = _tekst(bestand, inhoud, codering, zo_nodig)
    if "\0" in tekst:
        raise ImportFout(bestand, verwacht="een tekstbestand (csv)", gevonden="tekens die geen tekst zijn")
    eerste = tekst.split("\n", 1)[0].split("\r", 1)[0]
    scheiding = ";" if eerste.count(";") >= eerste.count(",") else ","
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    kop: tuple[str, ...] = ()
    rijen: list[Rij] = []
    begin = 1
    try:
        for cellen in lezer:
            if not kop:
                kop = _kop(bestand, cellen)
            elif any(cel.strip() for cel in cellen):
                rijen.append(_rij(bestand, kop, begin, cellen))
            begin = lezer.line_num + 1
    except csv.Error:
        raise ImportFout(
            bestand,
            regel=begin,
            verwacht="aanhalingstekens die openen en sluiten",
            gevonden="een aanhalingsteken op een plek waar het niet kan",
        ) from None
    if not any(kop):
        raise ImportFout(bestand, verwacht="een eerste regel met kolomnamen", gevonden="een leeg bestand")
    return Tabel(bestand, kop, tuple(rijen))


def schoon(cel: str) -> str:
    """Trim, one space between words, and the doubled quotes of DUO's own export back to single ones."""
    return " ".join(cel.replace('""', '"').split())


def _kop(bestand: str, cellen: list[str]) -> tuple[str, ...]:
    kop = tuple(map(schoon, cellen))
    if len(kop) == 1 and kop[0]:
        raise ImportFout(
            bestand,
            regel=1,
            verwacht="kolommen met een puntkomma of komma ertussen",
            gevonden=f"één kolom (‘{kop[0][:60]}’)",
        )
    return kop


def _rij(bestand: str, kop: tuple[str, ...], nummer: int, cellen: list[str]) -> Rij:
    rest = cellen[len(kop) :]
    if len(cellen) < len(kop) or any(cel.strip() for cel in rest):
        raise ImportFout(
            bestand,
            regel=nummer,
            verwacht=f"{len(kop)} kolommen, zoals in de eerste regel",
            gevonden=f"{len(cellen)} kolommen",
        )
    return Rij(nummer, tuple(map(schoon, cellen[: len(kop)])))


def _tekst(bestand: str, inhoud: bytes, codering: str, zo_nodig: str) -> str:
    if inhoud.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ImportFout(
            bestand,
            verwacht="een tekstbestand (csv)",
            gevonden="een Excel- of zipbestand",
            raad="Pak het uit, of sla het werkblad op als csv.",
        )
    if codering:
        return _decodeer(bestand, inhoud, codering)
    if LOSSE_CR.search(inhoud):
        if zo_nodig:
            return _decodeer(bestand, inhoud, zo_nodig)
        raise ImportFout(
            bestand,
            regel=1,
            verwacht="regels die eindigen op LF of CRLF",
            gevonden="losse CR-tekens (regeleinden van een oude Mac)",
            raad=RAAD_MAC,
            mist="zo_nodig",
        )
    if inhoud.startswith(b"\xef\xbb\xbf"):
        return _decodeer(bestand, inhoud, "utf-8-sig")
    try:
        return inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return _cp1252(bestand, inhoud, zo_nodig)


def _cp1252(bestand: str, inhoud: bytes, zo_nodig: str) -> str:
    try:
        return inhoud.decode("cp1252")
    except UnicodeDecodeError:
        return _decodeer(bestand, inhoud, zo_nodig or "cp1252")


def _decodeer(bestand: str, inhoud: bytes, codering: str) -> str:
    try:
        return inhoud.decode(codering)
    except UnicodeDecodeError as fout:
        raise ImportFout(
            bestand,
            regel=inhoud.count(b"\n", 0, fout.start) + 1,
            verwacht="tekst in UTF-8 of Windows-1252" if codering == "cp1252" else f"tekst in {codering}",
            gevonden=f"byte 0x{inhoud[fout.start]:02x}, die daarin niet bestaat",
            raad="" if codering == MAC else RAAD_MAC,
            mist="" if codering == MAC else "zo_nodig",
        ) from None
    except (LookupError, UnicodeError):  # also a codec of Python that reads no text
        raise ImportFout(
            bestand, verwacht="een bekende codering", gevonden=f"‘{codering[:30]}’", raad=f"Bedoel je {MAC}?"
        ) from None

"""A payment file as banks in the SEPA area read it: pain.001.001.09 (ISO 20022). Pure, but for what it is made with.

The library makes up its own ids and reads the clock; both are replaced here, so that the same facts always give the
same bytes. Without BIC the bank of the payer is NOTPROVIDED (EPC132-08, SCT C2PSP implementation guidelines, DbtrAgt).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from defusedxml import ElementTree as Lezer
from sepaxml import SepaTransfer

SOORT = "pain.001.001.09"
RUIMTE = f"{{urn:iso:std:iso:20022:tech:xsd:{SOORT}}}"
BUITEN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]+")
"""What no bank need take (EPC217-08, the Latin character set of SEPA)."""


class Ongeldig(ValueError):
    """The file would be refused by a bank."""


@dataclass(frozen=True)
class Betaling:
    """One payment. kenmerk: comes back on the statement of payer and payee; omschrijving: what the payee reads."""

    naam: str
    iban: str
    bedrag: Decimal
    kenmerk: str
    omschrijving: str


@dataclass(frozen=True)
class Opdracht:
    """One file: who pays from which account, on which day. gemaakt_op: local time, as the bank shows it."""

    bericht_id: str
    gemaakt_op: datetime
    naam: str
    iban: str
    uitvoeren_op: date
    betalingen: Sequence[Betaling]


def sepa_tekst(tekst: str, hoogstens: int) -> str:
    """These words in the characters that every bank takes: without accents, other signs as a space."""
    los = unicodedata.normalize("NFKD", tekst.replace("&", " en ").replace("’", "'"))
    schoon = BUITEN.sub(" ", "".join(teken for teken in los if not unicodedata.combining(teken)))
    return " ".join(schoon.split())[:hoogstens].strip()


def bestand(opdracht: Opdracht) -> bytes:
    """The file, checked against its schema. Raises Ongeldig when a bank would not take it."""
    wie = {"name": sepa_tekst(opdracht.naam, 70), "IBAN": opdracht.iban, "batch": True, "currency": "EUR"}
    maker = SepaTransfer(wie, schema=SOORT, clean=True)
    for een in opdracht.betalingen:
        maker.add_payment(
            {
                "name": sepa_tekst(een.naam, 70),
                "IBAN": een.iban,
                "amount": int(een.bedrag.scaleb(2)),
                "execution_date": opdracht.uitvoeren_op,
                "description": sepa_tekst(een.omschrijving, 140),
                "endtoend_id": een.kenmerk,
            }
        )
    boom = Lezer.fromstring(maker.export(validate=False))
    _invullen(boom, opdracht)
    uit = Lezer.tostring(boom, encoding="UTF-8", xml_declaration=True)
    data: bytes = uit
    if not _schema().is_valid(data.decode()):
        raise Ongeldig("Dit betaalbestand klopt niet met het formaat van de banken.")
    return data


def _invullen(boom: Any, opdracht: Opdracht) -> None:
    """What the library leaves to chance or to the clock, and the bank of who pays."""
    for pad, waarde in (
        ("MsgId", opdracht.bericht_id),
        ("CreDtTm", opdracht.gemaakt_op.strftime("%Y-%m-%dT%H:%M:%S")),
        ("PmtInfId", f"{opdracht.bericht_id}-1"),
    ):
        for knoop in boom.iter(RUIMTE + pad):
            knoop.text = waarde
    for bank in boom.iter(f"{RUIMTE}DbtrAgt"):
        anders = bank[0].makeelement(f"{RUIMTE}Othr", {})
        nummer = bank[0].makeelement(f"{RUIMTE}Id", {})
        nummer.text = "NOTPROVIDED"
        anders.append(nummer)
        bank[0].append(anders)


@cache
def _schema() -> Any:
    """The schema of ISO 20022 that comes with the library. Two seconds to read, so once per process."""
    import xmlschema  # it changes the parser of Python while it is imported: not before it is needed

    with as_file(files("sepaxml") / "schemas" / f"{SOORT}.xsd") as pad:
        return xmlschema.XMLSchema(str(pad))

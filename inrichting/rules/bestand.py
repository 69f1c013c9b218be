"""The file of settings: how it is made, when it is refused, and where two sets of settings differ. Pure."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SCHEMA = 1
"""Goes up when a part gets another form: a file of another version is refused, never half understood."""
SOORT = "instellingen van een samenwerkingsverband"
KOP = {"soort", "schema", "code", "gemaakt_op", "controlegetal", "inhoud"}
WEG = "weg"
DAN = " › "
"""Between the parts of a place."""
LANGSTE = 120
"""How many characters of a value a difference shows."""
DIEPSTE = 8
"""How many boxes lie in each other in the deepest part, with room; deeper is no file of ours."""
NIET_TE_BEWAREN = re.compile("[\x00\ud800-\udfff]")
ONVERGELEKEN = "gegevens"
"""A picture is made anew when it comes in, so its bytes differ while it is the same picture."""


Plat = dict[tuple[str, ...], Any]
"""Each setting by its place."""


class BestandGeweigerd(Exception):
    """Why this file cannot be taken in, as a sentence."""


@dataclass(frozen=True)
class Bestand:
    """A file that is whole and of this version. inhoud: part → its settings."""

    code: str
    gemaakt_op: date
    inhoud: dict[str, Any]


@dataclass(frozen=True)
class Verschil:
    """One setting that would change. oud is empty when it is new."""

    waar: str
    oud: str
    nieuw: str


def maken(code: str, dag: date, inhoud: Mapping[str, Any]) -> bytes:
    """The file, the same for the same settings of the same day."""
    kop = {"soort": SOORT, "schema": SCHEMA, "code": code, "gemaakt_op": dag.isoformat()}
    geheel = {**kop, "controlegetal": controlegetal(code, inhoud), "inhoud": inhoud}
    return (json.dumps(geheel, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def lezen(data: bytes, delen: Collection[str]) -> Bestand:
    """What the file says. Raises BestandGeweigerd when it is not ours, of another version, or not whole."""
    try:
        geheel = json.loads(data.decode("utf-8-sig"))
        _te_bewaren(geheel)
    except (UnicodeDecodeError, ValueError, RecursionError) as fout:
        raise BestandGeweigerd("Dit is geen bestand met instellingen. Kies een bestand dat hier is gemaakt.") from fout
    if not isinstance(geheel, dict) or geheel.get("soort") != SOORT:
        raise BestandGeweigerd("Dit is geen bestand met instellingen. Kies een bestand dat hier is gemaakt.")
    if geheel.get("schema") != SCHEMA:
        raise BestandGeweigerd(
            f"Dit bestand is gemaakt met een andere versie van het portaal (vorm {geheel.get('schema')}, hier vorm "
            f"{SCHEMA}). Maak het opnieuw met dezelfde versie."
        )
    if set(geheel) != KOP or not _heel(geheel):
        raise BestandGeweigerd("Dit bestand is niet heel: er is iets in veranderd. Maak het opnieuw.")
    if set(geheel["inhoud"]) != set(delen):
        raise BestandGeweigerd("In dit bestand staan andere onderdelen dan dit portaal kent. Maak het opnieuw.")
    return Bestand(geheel["code"], date.fromisoformat(geheel["gemaakt_op"]), geheel["inhoud"])


def controlegetal(code: str, inhoud: Mapping[str, Any]) -> str:
    """One number for whose settings these are and what they are."""
    tekst = json.dumps([code, inhoud], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()


def verschillen(hier: Mapping[str, Any], daar: Mapping[str, Any], *, geheel: bool = False) -> list[Verschil]:
    """What of `daar` is not so here. What is only here stays, and is no difference.

    geheel: a part that is replaced as a whole, such as a list of criteria: what is only here goes.
    """
    oud, nieuw = _plat(hier), _plat(daar)
    anders = [
        Verschil(DAN.join(plek), _kort(oud[plek]) if plek in oud else "", _kort(waarde))
        for plek, waarde in nieuw.items()
        if plek not in oud or oud[plek] != waarde
    ]
    weg = [Verschil(DAN.join(plek), _kort(oud[plek]), WEG) for plek in _over(oud, nieuw, daar, geheel)]
    return anders + weg


def overgekomen(hier: Mapping[str, Any], daar: Mapping[str, Any], *, geheel: bool = False) -> bool:
    """Whether all that the file says is so here, pictures by their description."""
    oud, nieuw = _plat(hier), _plat(daar)
    if _over(oud, nieuw, daar, geheel):
        return False
    return all(plek[-1] == ONVERGELEKEN or (plek in oud and oud[plek] == een) for plek, een in nieuw.items())


def _te_bewaren(waarde: Any, diepte: int = 0) -> None:
    """Raise ValueError for what JSON can say and a database cannot keep."""
    if isinstance(waarde, str) and NIET_TE_BEWAREN.search(waarde):
        raise ValueError("a null character, or half a sign")
    if diepte > DIEPSTE or (isinstance(waarde, float) and not math.isfinite(waarde)):
        raise ValueError("too deep, or no number")
    if isinstance(waarde, dict | list):
        for deel in (*waarde, *(waarde.values() if isinstance(waarde, dict) else ())):
            _te_bewaren(deel, diepte + 1)


def _over(oud: Plat, nieuw: Plat, daar: Mapping[str, Any], geheel: bool) -> list[tuple[str, ...]]:
    """What is only here, of what the file replaces."""
    return [plek for plek in oud if plek not in nieuw and plek[0] in daar] if geheel else []


def _heel(geheel: Mapping[str, Any]) -> bool:
    code, inhoud, dag = geheel["code"], geheel["inhoud"], geheel["gemaakt_op"]
    if not (isinstance(code, str) and re.fullmatch(r"(PO|VO)[0-9]{4}", code) and isinstance(inhoud, dict)):
        return False
    if not all(isinstance(deel, dict) for deel in inhoud.values()):
        return False
    if not (isinstance(dag, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", dag)):
        return False
    return bool(geheel["controlegetal"] == controlegetal(code, inhoud))


def _plat(waarde: Any, plek: tuple[str, ...] = ()) -> Plat:
    """Every setting by its place; a list is one setting."""
    if not isinstance(waarde, Mapping):
        return {plek: waarde}
    return {waar: een for sleutel, deel in waarde.items() for waar, een in _plat(deel, (*plek, str(sleutel))).items()}


def _kort(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    tekst = ", ".join(map(str, waarde)) if isinstance(waarde, list) else str(waarde or "")
    tekst = tekst or ("0" if waarde == 0 and isinstance(waarde, int) else "leeg")
    return tekst if len(tekst) <= LANGSTE else f"{tekst[: LANGSTE - 1]}…"

"""What a seal over the logbook is made of. Reads lines and reckons; writes nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from kern.logboek.models import Logregel
from toezicht.boek import Boek, sleutels
from toezicht.models import Dagzegel, Woordafdruk

BOEK = Boek("zegelboek", "zegels.jsonl")
"""Each seal once more, outside the database: who makes all lines and all seals anew is seen by this one."""
ZEGEL, TERUGGEZET = "zegel", "teruggezet"
WOORDEN = ("reden", "bijzonderheden")
"""Columns that are emptied when a child goes (docs/adr/0042): they are in the seal by a hash that stays."""
VAST = ("id", "op", "uitkomst", "actie", "wie", "rol", "ding_soort", "ding", "leerling", "school")
"""All other columns of a line, in this order: never changed, or every seal breaks."""
TEGELIJK = 5_000
Rij = tuple[Any, ...]


def rijen(vanaf: int, tot: int) -> Iterator[Rij]:
    """The lines of a seal: VAST and then WOORDEN. The first one begins before any number that could be made up."""
    regels = Logregel.objects.filter(pk__lte=tot).order_by("pk")
    if vanaf:
        regels = regels.filter(pk__gt=vanaf)
    gevonden: QuerySet[Any, Rij] = regels.values_list(*VAST, *WOORDEN)
    return gevonden.iterator(TEGELIJK)


def heeft_woorden(rij: Rij) -> bool:
    return bool(rij[-2] or rij[-1])


def afdruk(rij: Rij, sleutel: str) -> str:
    """Of the words of this line, with its number, so that words cannot change places."""
    return _hmac(f"woorden:{sleutel}", [rij[0], rij[-2], rij[-1]])


def som_van(regels: Iterable[tuple[Rij, str]]) -> tuple[int, str]:
    """How many lines, and one hash over all in order. Each line with the hash of its words, "" when it had none."""
    som, aantal = hashlib.sha256(), 0
    for rij, woorden in regels:
        vast = [rij[0], rij[1].isoformat(), *rij[2 : len(VAST)], woorden]
        som.update(_json(vast).encode() + b"\n")
        aantal += 1
    return aantal, som.hexdigest()


def zegel_van(een: Dagzegel, sleutel: str) -> str:
    """Over what the seal says and the seal before it."""
    return _hmac(
        f"zegel:{sleutel}",
        [een.nummer, een.dag.isoformat(), een.vanaf, een.tot, een.aantal, een.som, een.vorige],
    )


def klopt(een: Dagzegel) -> bool:
    return any(hmac.compare_digest(een.zegel, zegel_van(een, sleutel)) for sleutel in sleutels())


def afdrukken(vanaf: int, tot: int) -> dict[int, str]:
    """Number of the line → hash of the words that it had when it was sealed."""
    return dict(Woordafdruk.objects.filter(regel__gt=vanaf, regel__lte=tot).values_list("regel", "afdruk"))


def laatste() -> Dagzegel | None:
    """The newest seal of all, which says from when on nothing is sealed yet."""
    return Dagzegel.objects.order_by("nummer").last()


def in_boek() -> dict[int, str]:
    """Number → seal, as the book says; what was made before a restore, and after it anew, counts as made anew."""
    boek: dict[int, str] = {}
    for regel in BOEK.regels():
        if regel["wat"] == TERUGGEZET:
            boek = {nummer: zegel for nummer, zegel in boek.items() if nummer <= regel["dagzegel"]}
        else:
            boek[regel["dagzegel"]] = regel["van"]
    return boek


def _hmac(sleutel: str, wat: object) -> str:
    return hmac.new(sleutel.encode(), _json(wat).encode(), hashlib.sha256).hexdigest()


def _json(wat: object) -> str:
    return json.dumps(wat, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

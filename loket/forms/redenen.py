"""The reasons on the decision form: blocks of text with their source, in an order. Works without a script.

The field `motivering` is the block that is always there; each other block has a key z1, z2 … with its own text and
source. `zinnen` holds the keys in their order. All of it is kept in the draft as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from kern.formulieren import LangeTekst
from kern.formulieren.samen import SamenForm
from loket.actions.redenen import Bron, Reden, motivering_van

HOOFD = "motivering"
SLEUTEL = re.compile(r"z[1-9]\d?")
HOOGSTENS = 40
EIGEN = Bron("zelf", "", "Zelf geschreven", "")


@dataclass(frozen=True)
class Blok:
    """One block on the page. label: its name; herkomst: what its tag says; los: whether it can be taken away."""

    sleutel: str
    veld: Any
    bron: Any
    label: str
    herkomst: str
    los: bool


class RedenenForm(SamenForm):
    """The part of the decision form that holds the reasons."""

    zinnen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bron = self.data if self.is_bound else self.initial
        self.sleutels = sleutels(str(bron.get("zinnen") or ""))
        for sleutel in self.sleutels:
            if sleutel != HOOFD:
                self.fields[sleutel] = LangeTekst(label="Reden", required=False, max_tekens=3000, regels=3)
                self.fields[f"bron_{sleutel}"] = forms.CharField(
                    widget=forms.HiddenInput, required=False, max_length=60
                )

    def redenen(self) -> list[Reden]:
        """The blocks that say something, in their order."""
        teksten = [(sleutel, str(self.cleaned_data.get(sleutel, "")).strip()) for sleutel in self.sleutels]
        return [Reden(self.cleaned_data.get(f"bron_{sleutel}") or "zelf", tekst) for sleutel, tekst in teksten if tekst]

    def alle_redenen(self) -> str:
        """The reasons as one text."""
        return motivering_van(self.redenen())

    def blokken(self, bronnen: Sequence[Bron]) -> list[Blok]:
        """For the page: every block with its field and the name of its source."""
        namen = {bron.sleutel: bron.naam for bron in bronnen}
        return [self._blok(nummer, sleutel, namen) for nummer, sleutel in enumerate(self.sleutels, 1)]

    def _blok(self, nummer: int, sleutel: str, namen: Mapping[str, str]) -> Blok:
        if sleutel == HOOFD:
            return Blok(sleutel, self[HOOFD], "", "jouw tekst", EIGEN.naam, los=False)
        bron = self[f"bron_{sleutel}"]
        herkomst = EIGEN.naam if bron.value() == EIGEN.sleutel else namen.get(str(bron.value()), "Telt niet meer mee")
        return Blok(sleutel, self[sleutel], bron, f"Reden {nummer}", herkomst, los=True)

    def na_knop(self, getypt: dict[str, str], actie: str, gekozen: Sequence[str], bronnen: Sequence[Bron]) -> str:
        """Do in `getypt` what a button of the blocks asks; gives the key to go to, "" when it was no such button."""
        knop, _, sleutel = actie.partition(":")
        lijst = list(self.sleutels)
        if knop in ("erbij", "alinea"):
            nieuw = [bron for bron in bronnen if bron.sleutel in gekozen] if knop == "erbij" else [EIGEN]
            for bron in nieuw[: HOOGSTENS - len(lijst)]:
                sleutel = _vrij(lijst)
                lijst.append(sleutel)
                getypt[sleutel], getypt[f"bron_{sleutel}"] = bron.tekst, bron.sleutel
        elif sleutel not in lijst:
            return ""
        elif knop == "weg" and sleutel != HOOFD:
            lijst.remove(sleutel)
            getypt.pop(sleutel, None)
            getypt.pop(f"bron_{sleutel}", None)
            sleutel = HOOFD
        elif knop in ("omhoog", "omlaag"):
            plaats = lijst.index(sleutel)
            naar = min(max(plaats + (1 if knop == "omlaag" else -1), 0), len(lijst) - 1)
            lijst.insert(naar, lijst.pop(plaats))
        else:
            return ""
        getypt["zinnen"] = ",".join(lijst)
        return sleutel


def sleutels(zinnen: str) -> list[str]:
    """The keys in their order; the main block is always among them, and nothing else than keys."""
    lijst = [deel for deel in dict.fromkeys(zinnen.split(",")) if deel == HOOFD or SLEUTEL.fullmatch(deel)]
    return (lijst if HOOFD in lijst else [HOOFD, *lijst])[:HOOGSTENS]


def _vrij(bezet: Sequence[str]) -> str:
    return next(f"z{nummer}" for nummer in range(1, 100) if f"z{nummer}" not in bezet)

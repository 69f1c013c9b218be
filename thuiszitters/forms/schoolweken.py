"""What is filled in about hours a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer
from kern.termijnen.woorden import datum_voluit
from thuiszitters.rules.schoolweek import Blijft, Ingevuld, Weekuren, in_cijfers

from .velden import Uren

NIETS = "Vul minstens één uur in"


@dataclass(frozen=True)
class Rij:
    """One week on the page. geweest: no field for a week that has not begun."""

    week: Weekuren
    afgesproken: forms.BoundField
    geweest: forms.BoundField | None


class UrenForm(forms.Form):
    """Per week what is agreed, and once it began what it was. The page knows what stood there when it was opened."""

    def __init__(self, *args: Any, weken: Sequence[Weekuren], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weken = weken
        for een in weken:
            wanneer = f"in de week van {datum_voluit(een.maandag)}"
            self._veld(f"a_{een.maandag}", f"Uren afgesproken {wanneer}", een.afgesproken)
            if een.maandag <= vandaag:
                self._veld(f"g_{een.maandag}", f"Uren geweest {wanneer}", een.geweest)

    def _veld(self, naam: str, label: str, begin: Decimal | None) -> None:
        toen = "" if begin is None else in_cijfers(begin)
        self.fields[naam] = Uren(label=label, required=False, initial=toen, show_hidden_initial=True)
        self.fields[naam].widget.attrs["aria-label"] = label

    def rijen(self) -> list[Rij]:
        """The weeks with their fields."""
        return [
            Rij(een, self[f"a_{een.maandag}"], self[naam] if (naam := f"g_{een.maandag}") in self.fields else None)
            for een in self.weken
        ]

    @property
    def ingevuld(self) -> Mapping[date, tuple[Ingevuld, Ingevuld]]:
        """As the action takes it: only what changed since the page was opened."""
        alle = {een.maandag: (self._nieuw(f"a_{een.maandag}"), self._nieuw(f"g_{een.maandag}")) for een in self.weken}
        return {dag: uren for dag, uren in alle.items() if uren != (Blijft.ZO, Blijft.ZO)}

    def _nieuw(self, naam: str) -> Ingevuld:
        uren: Ingevuld = self.cleaned_data[naam] if naam in self.changed_data else Blijft.ZO
        return uren


class OpbouwForm(forms.Form):
    """A way back in steps, filled in at once."""

    vanaf = DatumKiezer(label="Vanaf welke week?", help_text="Kies een dag in die week.", leeg="Kies de eerste week")
    begin = Uren(label="Hoeveel uur in de eerste week?")
    erbij = Uren(label="Hoeveel uur komt er elke week bij?")
    tot = Uren(label="Tot hoeveel uur per week?")

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        begin, tot = waarden.get("begin"), waarden.get("tot")
        if begin is not None and tot is not None and tot < begin:
            self.add_error("tot", "Vul niet minder in dan in de eerste week")
        if tot == 0:
            self.add_error("tot", NIETS)
        return waarden

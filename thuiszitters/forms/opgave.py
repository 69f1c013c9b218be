"""Which days are counted on, and for whom a file is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.actions.opgave import dagen_fout
from thuiszitters.rules.uitvoer import VOOR

VORM = {"xlsx": "Excel", "csv": "CSV", "pdf": "PDF"}


class DagenForm(forms.Form):
    """By GET. swvs: to choose from when there is more than one."""

    swv = forms.ChoiceField(label="Samenwerkingsverband", required=False)
    dag = DatumKiezer(label="Teldag", leeg="Kies een teldag")
    vorige = DatumKiezer(label="Vergelijk met", leeg="Kies een dag om mee te vergelijken")

    def __init__(self, *args: Any, swvs: Sequence[tuple[str, str]], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        keuzeveld(self, "swv").choices = swvs
        if len(swvs) < 2:
            del self.fields["swv"]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        dag, vorige = waarden.get("dag"), waarden.get("vorige")
        if dag and vorige and (fout := dagen_fout(dag, vorige, self.vandaag)):
            self.add_error("dag", fout.removesuffix("."))
        return waarden


class BestandForm(forms.Form):
    """A file of a return that was fixed."""

    voor = Keuze(label="Voor wie is het bestand?", choices=[*VOOR.items()], leeg="Kies voor wie het bestand is")
    vorm = Keuze(label="Wat voor bestand?", choices=[*VORM.items()], leeg="Kies wat voor bestand je wilt")

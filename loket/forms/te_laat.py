"""Writing down that somebody wrote that we are late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze
from kern.formulieren.keuzes import keuzeveld
from loket.actions.geadresseerden import Geadresseerde


class IngebrekeForm(forms.Form):
    van = Keuze(label="Wie schreef ons?", leeg="Kies wie de ingebrekestelling schreef")
    ontvangen_op = DatumKiezer(
        label="Ontvangen op",
        help_text="De dag waarop de brief of mail bij ons binnenkwam.",
        leeg="Vul de dag van ontvangst in",
    )

    def __init__(self, *args: Any, wie: dict[str, Geadresseerde], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"ontvangen_op": vandaag}, **kwargs})
        keuzeveld(self, "van").choices = [(sleutel, aan.naam) for sleutel, aan in wie.items()]

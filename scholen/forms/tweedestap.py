"""Which number was called before a lost second step is taken away."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Akkoord, Keuze
from kern.formulieren.keuzes import keuzeveld


class TweedeStapForm(forms.Form):
    nummer = Keuze(
        label="Welk nummer belde je?",
        leeg="Kies welk nummer je belde",
        help_text="Bel zelf terug, op een nummer dat we al hadden. Niet op een nummer dat iemand nu noemt of mailt.",
    )
    zeker = Akkoord(
        label="Ik belde zelf terug en weet zeker wie ik sprak",
        leeg="Bel eerst terug. Zet dan hier een vinkje",
    )

    def __init__(self, *args: Any, nummers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "nummer").choices = [*nummers.items()]

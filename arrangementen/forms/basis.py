"""How basisondersteuning is shared out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.woorden import datum_voluit

from .velden import Euro


class BasisForm(forms.Form):
    teldatum = forms.TypedChoiceField(label="Telling van", coerce=date.fromisoformat)
    vaste_voet = Euro(label="Vast bedrag per school", leeg="Vul een bedrag in. Nul kan ook")
    per_leerling = Euro(label="Bedrag per leerling", leeg="Vul een bedrag in. Nul kan ook")

    def __init__(self, *args: Any, dagen: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "teldatum").choices = [(dag.isoformat(), datum_voluit(dag)) for dag in dagen]

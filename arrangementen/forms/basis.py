"""How basisondersteuning is shared out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.woorden import datum_voluit
from scholen.models import Bestuur

from .velden import Euro, MetBudget


class BasisForm(MetBudget):
    teldatum = forms.TypedChoiceField(label="Telling van", coerce=date.fromisoformat)
    vaste_voet = Euro(label="Vast bedrag per school", leeg="Vul een bedrag in. Nul kan ook")
    per_leerling = Euro(label="Bedrag per leerling", leeg="Vul een bedrag in. Nul kan ook")

    def __init__(self, *args: Any, dagen: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "teldatum").choices = [(dag.isoformat(), datum_voluit(dag)) for dag in dagen]


DELEN = {1: "Alles", 2: "De helft", 3: "Een derde", 4: "Een vierde", 6: "Een zesde", 12: "Een twaalfde"}
"""In how many instalments what is open is paid, in words."""


class TermijnForm(forms.Form):
    """An instalment for all schools at once, or for those of one board. sleutel: so that a double click counts once."""

    bestuur = forms.ModelChoiceField(
        label="Voor wie?",
        queryset=Bestuur.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label="Alle schoolbesturen",
    )
    termijnen = forms.TypedChoiceField(
        label="Welk deel van wat nog openstaat?", coerce=int, choices=[*DELEN.items()], initial=1
    )
    datum = DatumKiezer(label="Betaald op", leeg="Vul in wanneer er is betaald")
    sleutel = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}$", widget=forms.HiddenInput, initial=nieuwe_public_id)

    def __init__(self, *args: Any, besturen: Sequence[Bestuur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rijen_bieden(self, "bestuur", Bestuur.objects.filter(pk__in=[een.pk for een in besturen]).order_by("naam"))

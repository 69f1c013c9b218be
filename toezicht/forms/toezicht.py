"""What came of looking at something that stood out."""

from __future__ import annotations

from django import forms

from kern.formulieren import Keuze, LangeTekst
from toezicht.models import Beoordeling


class BeoordeelForm(forms.Form):
    """The outcome, and why."""

    uitkomst = Keuze(
        label="Wat vind je ervan?",
        choices=Beoordeling.Uitkomst.choices,
        leeg="Kies een uitkomst",
        uitleg={"niet_in_orde": "Spreek af wie er iets mee doet. Is het een datalek? Meld het binnen 72 uur."},
    )
    toelichting = LangeTekst(
        label="Waarom?", help_text="Noem geen namen.", leeg="Schrijf op waarom", max_tekens=1000, regels=4
    )

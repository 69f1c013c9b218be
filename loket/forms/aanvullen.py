"""What a school answers to a request: one answer for each item, with documents."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Bestanden, LangeTekst
from loket.models import Aanvulling, Aanvulpunt, Bijlage


class AanvulForm(forms.Form):
    """Everything may be empty when kept; whether it can be sent, the action says."""

    toon_facultatief = False
    antwoord = LangeTekst(label="Wil je er nog iets bij zeggen?", regels=4, max_tekens=4000, required=False)

    def __init__(self, *args: Any, aanvulling: Aanvulling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.punten = list(aanvulling.punten.all())
        if not self.punten:
            self.fields["antwoord"].label = "Wat heb je aangevuld?"
        for punt in self.punten:
            self.fields[f"antwoord_{punt.public_id}"] = LangeTekst(
                label="Jouw antwoord", regels=3, max_tekens=4000, required=False, initial=punt.antwoord
            )
            self.fields[f"bestanden_{punt.public_id}"] = Bestanden(
                label="Voeg een bestand toe",
                help_text="Pdf, Word, foto of scan. Maximaal 20 MB per bestand.",
                required=False,
                soorten=ACCEPT,
            )

    def velden_van(self, punt: Aanvulpunt) -> tuple[Any, Any]:
        """The two fields of this item."""
        return self[f"antwoord_{punt.public_id}"], self[f"bestanden_{punt.public_id}"]

    def gegeven(self, punt: Aanvulpunt) -> tuple[str, list[Any]]:
        """The text and the files for this item; what is not valid is left as it was."""
        tekst = self.cleaned_data.get(f"antwoord_{punt.public_id}", punt.antwoord)
        return tekst, self.cleaned_data.get(f"bestanden_{punt.public_id}") or []


def soort_stuk(punt: Aanvulpunt) -> str:
    """What kind of document an answer to this item is."""
    return punt.veld if punt.veld in Bijlage.Soort.values else str(Bijlage.Soort.ANDERS)

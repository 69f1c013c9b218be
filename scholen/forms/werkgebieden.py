"""A werkgebied: its name and its schools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Meerkeuze, Tekst


class WerkgebiedForm(forms.Form):
    """A new one, of which only the name is asked."""

    naam = Tekst(label="Naam van het werkgebied", leeg="Vul een naam in", max_length=80)


class IndelenForm(WerkgebiedForm):
    """One that is there. scholen: (BRIN6, words), where a school is now in the words."""

    scholen = Meerkeuze(
        label="Scholen in dit werkgebied",
        help_text="Een school die nu in een ander werkgebied zit, gaat over.",
        required=False,
    )
    vanaf = DatumKiezer(
        label="Scholen gaan over vanaf",
        help_text="Vandaag, of later zoals 1 augustus. Cijfers en budgetten van daarvoor houden het oude werkgebied. "
        "De naam verandert meteen.",
        leeg="Kies vanaf welke dag dit geldt",
    )

    field_order = ("naam", "vanaf", "scholen")

    def __init__(self, *args: Any, scholen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["scholen"]
        assert isinstance(veld, Meerkeuze)
        veld.choices = scholen

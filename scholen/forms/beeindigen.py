"""Who takes over the open work of somebody who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.gebruikers.models import Gebruiker
from scholen.actions.leden import OpenWerk


class BeeindigForm(forms.Form):
    """One choice for each kind of work that can go to a colleague; nobody yet is one of them."""

    def __init__(self, *args: Any, werk: Sequence[OpenWerk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collegas: dict[str, dict[str, Gebruiker]] = {}
        for een in werk:
            if not een.collegas and not een.werk.nemers:
                continue
            sleutel = een.werk.sleutel
            self.collegas[sleutel] = {wie.public_id: wie for wie in een.collegas}
            self.fields[sleutel] = forms.ChoiceField(
                label=f"{een.werk.naam[0].upper()}{een.werk.naam[1:]}: {een.aantal}. Wie neemt dat over?",
                help_text=een.werk.anders,
                choices=[("", "Nog niemand"), *((wie.public_id, wie.naam) for wie in een.collegas)],
                required=False,
            )

    @property
    def naar(self) -> dict[str, Gebruiker | None]:
        """Per kind of work who takes it over; None is nobody yet."""
        return {sleutel: wie.get(self.cleaned_data[sleutel]) for sleutel, wie in self.collegas.items()}

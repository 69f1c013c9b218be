"""Whether a list of people is still right: one choice for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kern.formulieren import Keuze
from kern.gebruikers.models import Lidmaatschap

KLOPT, WEG = "klopt", "weg"
KEUZES = ((KLOPT, "Klopt nog"), (WEG, "Werkt hier niet meer zo: beëindig"))


class NakijkForm(forms.Form):
    """zelf: the public id of who looks; nobody ends the own place. Who is skipped stays open."""

    def __init__(self, *args: Any, leden: Iterable[Lidmaatschap], zelf: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leden = {f"lid_{lid.public_id}": lid for lid in leden}
        for naam, lid in self.leden.items():
            self.fields[naam] = Keuze(
                label=f"{lid.gebruiker.naam}, {lid.get_rol_display()}",
                help_text=lid.gebruiker.email,
                choices=KEUZES[:1] if lid.gebruiker.public_id == zelf else KEUZES,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not any(data.values()):
            raise forms.ValidationError("Kies bij minstens één persoon of het nog klopt")
        return data

    @property
    def gekozen(self) -> list[tuple[Lidmaatschap, bool]]:
        """Who was looked at, and whether it is still right."""
        return [(lid, waarde == KLOPT) for naam, lid in self.leden.items() if (waarde := self.cleaned_data.get(naam))]

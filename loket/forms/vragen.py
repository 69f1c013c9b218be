"""The questions of the SWV as form fields. Nothing in them becomes markup or template: labels are plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from loket.models import JaNee
from loket.rules import vragen as regels
from loket.rules.vragen import Vraagregel, als_tekst, als_waarde, veldnaam

LANGE_LIJST = 7
"""From this many choices on a select is kinder than radio buttons."""


class Getal(forms.CharField):
    """A number as people write it: with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "class": "swv-textbox--kort"}))
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value).replace(",", ".")
        if not tekst:
            return None
        try:
            getal = Decimal(tekst)
        except InvalidOperation:
            getal = Decimal("NaN")
        if not getal.is_finite():
            raise ValidationError("Vul een getal in, zoals 12 of 7,5", code="getal")
        return getal


def veld(vraag: Vraagregel) -> forms.Field:
    """The field of one question. Never required here: what is needed to submit is a rule."""
    basis: dict[str, Any] = {"label": vraag.tekst, "help_text": vraag.uitleg, "required": False}
    if vraag.soort == regels.LANG:
        return LangeTekst(**basis, max_tekens=4000, regels=5)
    if vraag.soort == regels.JA_NEE:
        return Keuze(**basis, choices=JaNee.choices, vorm="segment")
    if vraag.soort == regels.KEUZE:
        keuzes = [(keuze, keuze) for keuze in vraag.keuzes]
        if len(keuzes) < LANGE_LIJST:
            return Keuze(**basis, choices=keuzes)
        return forms.ChoiceField(**basis, choices=[("", "Kies"), *keuzes])
    if vraag.soort == regels.DATUM:
        return DatumKiezer(**basis)
    return Getal(**basis) if vraag.soort == regels.GETAL else Tekst(**basis, max_length=200)


@dataclass(frozen=True)
class Eigenvraag:
    """A question of the SWV on a form. toon_bij: "field=value" when an answer on this same page decides."""

    veld: forms.BoundField
    toon_bij: str


class MetVragen(forms.Form):
    """A form with questions of the SWV after its own fields."""

    vragen: tuple[Vraagregel, ...] = ()

    def vragen_toevoegen(self, vragen: Iterable[Vraagregel], antwoorden: Mapping[str, str]) -> None:
        """Add these questions, with the answers that are stored as initial values."""
        self.vragen = tuple(vragen)
        for vraag in self.vragen:
            if vraag.soort != regels.BESTAND:
                naam = veldnaam(vraag.sleutel)
                self.fields[naam] = veld(vraag)
                self.initial[naam] = als_waarde(vraag.soort, antwoorden.get(vraag.sleutel, ""))

    @property
    def vaste_velden(self) -> list[forms.BoundField]:
        """The visible fields of the section itself."""
        return [een for een in self.visible_fields() if not een.name.startswith("vraag_")]

    @property
    def eigen_vragen(self) -> list[Eigenvraag]:
        """The questions of the SWV on this page; those for files have a form of their own."""
        hier = {vraag.sleutel for vraag in self.vragen}
        return [
            Eigenvraag(
                self[veldnaam(vraag.sleutel)],
                f"{veldnaam(vraag.toon_bij)}={vraag.toon_bij_waarde}" if vraag.toon_bij in hier else "",
            )
            for vraag in self.vragen
            if vraag.soort != regels.BESTAND
        ]

    @property
    def bestandvragen(self) -> list[Vraagregel]:
        """The questions that are answered by a file."""
        return [vraag for vraag in self.vragen if vraag.soort == regels.BESTAND]

    def antwoorden(self) -> dict[str, str]:
        """sleutel → answer, of what can be kept: the fields that are valid."""
        return {
            vraag.sleutel: als_tekst(self.cleaned_data[veldnaam(vraag.sleutel)])
            for vraag in self.vragen
            if veldnaam(vraag.sleutel) in self.cleaned_data
        }

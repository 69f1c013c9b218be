"""One question of the SWV as the beheerder writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from loket.models import Vraag
from loket.rules.vragen import KEUZE, STUURT, Vraagregel

from .onderdelen import ONDERDELEN
from .vragen import MetVragen

MEEST = 30
TEKENS = "|="
"""What a choice may not hold: the page uses them to say when a question shows."""


class VraagForm(forms.Form):
    """onderdelen: the sections to choose from. andere: the questions of the same list, in their order; the condition
    is a choice among their answers."""

    onderdeel = forms.ChoiceField(label="In welk onderdeel?")
    tekst = Tekst(label="De vraag", leeg="Schrijf de vraag op", max_length=200)
    uitleg = Tekst(
        label="Uitleg onder de vraag", help_text="Wat moet de school weten om te antwoorden?", max_length=400,
        required=False,
    )  # fmt: skip
    soort = Keuze(label="Wat voor antwoord?", choices=Vraag.Soort.choices, leeg="Kies wat voor antwoord je verwacht")
    keuzes = LangeTekst(
        label="Waaruit kan de school kiezen?",
        help_text="Eén keuze per regel, minstens twee.",
        regels=5,
        max_tekens=3000,
        required=False,
    )
    nodig = Keuze(
        label="Moet de vraag beantwoord zijn om in te dienen?",
        choices=[("ja", "Ja, zonder antwoord kan de school niet indienen"), ("nee", "Nee, we raden het alleen aan")],
        leeg="Kies of de vraag verplicht is",
    )
    wanneer = forms.ChoiceField(label="Wanneer is de vraag te zien?", required=False)

    def __init__(self, *args: Any, onderdelen: Iterable[str], andere: Iterable[Vraagregel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "onderdeel").choices = [(slug, ONDERDELEN[slug].titel) for slug in onderdelen]
        keuzeveld(self, "wanneer").choices = [("", "Altijd"), *_voorwaarden(andere)]

    def clean_keuzes(self) -> list[str]:
        regels = [" ".join(regel.split()) for regel in self.cleaned_data["keuzes"].splitlines()]
        return [regel for regel in regels if regel]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("soort") == KEUZE:
            if fout := keuzefout(data.get("keuzes", [])):
                self.add_error("keuzes", fout)
        else:
            data["keuzes"] = []
        return data

    def velden(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        bij, _, waarde = data["wanneer"].partition(":")
        vast = {naam: data[naam] for naam in ("onderdeel", "tekst", "uitleg", "soort", "keuzes")}
        return {**vast, "nodig": data["nodig"] == "ja", "toon_bij": bij, "toon_bij_waarde": waarde}

    @staticmethod
    def begin(vraag: Vraagregel) -> dict[str, Any]:
        """The initial values to change this question."""
        return {
            "onderdeel": vraag.onderdeel,
            "tekst": vraag.tekst,
            "uitleg": vraag.uitleg,
            "soort": vraag.soort,
            "keuzes": "\n".join(vraag.keuzes),
            "nodig": "ja" if vraag.nodig else "nee",
            "wanneer": f"{vraag.toon_bij}:{vraag.toon_bij_waarde}" if vraag.toon_bij else "",
        }


class VoorbeeldForm(MetVragen):
    """The questions of one section as the school will see them."""

    def __init__(self, vragen: Iterable[Vraagregel]) -> None:
        super().__init__(auto_id="voorbeeld_%s")
        self.vragen_toevoegen(vragen, {})
        self.nodig = tuple(f"vraag_{vraag.sleutel}" for vraag in self.vragen if vraag.nodig)


def keuzefout(keuzes: list[str]) -> ValidationError | None:
    """What is wrong with these choices, or None."""
    if len({keuze.lower() for keuze in keuzes}) < max(2, len(keuzes)):
        return ValidationError("Geef minstens twee verschillende keuzes, elk op een eigen regel")
    if len(keuzes) > MEEST:
        return ValidationError(f"Geef hoogstens {MEEST} keuzes")
    if any(teken in keuze for keuze in keuzes for teken in TEKENS):
        return ValidationError("Gebruik in een keuze geen | en geen =")
    if any(len(keuze) > 100 for keuze in keuzes):
        return ValidationError("Maak elke keuze korter dan 100 tekens")
    return None


def _voorwaarden(andere: Iterable[Vraagregel]) -> list[tuple[str, str]]:
    return [
        (f"{vraag.sleutel}:{waarde}", f"Alleen bij ‘{vraag.tekst}’: {waarde}")
        for vraag in andere
        if vraag.soort in STUURT
        for waarde in vraag.waarden
    ]

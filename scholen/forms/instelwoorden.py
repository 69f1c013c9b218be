"""What an SWV calls things, and where parents find help: one group of the settings, with its explanations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import LangeTekst, Tekst

HOOGSTENS, LANGSTE = 20, 60


class Regels(LangeTekst):
    """A list of words, one on each line; kept as a list, each once, in their order."""

    def __init__(self, *, langste: int = LANGSTE, **kwargs: Any) -> None:
        self.langste = langste
        super().__init__(max_tekens=HOOGSTENS * (langste + 1), regels=8, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or [])

    def clean(self, value: Any) -> Any:
        tekst = super().clean(self.prepare_value(value))
        regels = list(dict.fromkeys(" ".join(regel.split()) for regel in tekst.split("\n") if regel.strip()))
        if len(regels) > HOOGSTENS:
            raise ValidationError(f"Vul hoogstens {HOOGSTENS} regels in")
        if te_lang := next((regel for regel in regels if len(regel) > self.langste), ""):
            raise ValidationError(f"‘{te_lang[:30]}…’ is te lang: hoogstens {self.langste} tekens")
        return regels


WOORDVELDEN: Mapping[str, forms.Field] = {
    "steunpunt_naam": Tekst(label="Naam van het steunpunt", leeg="Vul de naam in", max_length=120),
    "steunpunt_telefoon": Tekst(
        label="Telefoon van het steunpunt",
        help_text="Staat bij ouders op elke pagina.",
        required=False,
        max_length=20,
    ),
    "steunpunt_website": Tekst(label="Website van het steunpunt", required=False, max_length=120),
    "signaalthemas": Regels(
        label="Thema’s van signalen",
        help_text="Elk op een eigen regel. Zo ordent het steunpunt wat ouders en leerlingen vertellen.",
        leeg="Vul minstens één thema in",
    ),
    "themas": Regels(
        label="Thema’s van jullie activiteiten",
        help_text="Elk op een eigen regel. Bij elk aanbod kies je er een. Leeg is: jullie werken niet met thema’s.",
        langste=100,
        required=False,
    ),
    "woord_leerling": Tekst(
        label="Jullie woord voor een leerling",
        help_text="Zoals leerling of kind.",
        leeg="Vul een woord in",
        max_length=20,
    ),
    "woord_ib": Tekst(
        label="Jullie woord voor de intern begeleider",
        help_text="Zoals intern begeleider of ondersteuningscoördinator.",
        leeg="Vul een woord in",
        max_length=40,
    ),
}

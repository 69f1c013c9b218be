"""What an SWV may set about figures: one group of the settings, with its explanations."""

from collections.abc import Mapping

from django import forms

from kern.formulieren import JaNee

CIJFERVELDEN: Mapping[str, forms.Field] = {
    "cijfers_openbaar": JaNee(
        label="Staan er elk jaar cijfers op de openbare pagina?",
        help_text="Van schooljaren die voorbij zijn: wat is gevraagd en besloten, en of dat op tijd was.",
    ),
}

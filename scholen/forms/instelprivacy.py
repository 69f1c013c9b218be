"""Whom to ask about privacy, and who works for the SWV on the portal: for the privacy statement and the record."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from kern.formulieren import Emailadres, LangeTekst, Telefoonnummer

PRIVACYVELDEN: Mapping[str, forms.Field] = {
    "fg_email": Emailadres(
        label="E-mail van de functionaris gegevensbescherming",
        help_text="Staat op de pagina Privacy en cookies. Liefst een adres zonder naam, zoals fg@voorbeeld.nl.",
        required=False,
    ),
    "fg_telefoon": Telefoonnummer(
        label="Telefoon van de functionaris gegevensbescherming",
        help_text="Als ouders mogen bellen.",
        required=False,
    ),
    "verwerkers": LangeTekst(
        label="Wie werkt voor jullie aan het portaal?",
        help_text="Elk bedrijf op een eigen regel, met wat het doet. Iedereen leest dit.",
        required=False,
        max_tekens=600,
        regels=4,
    ),
}

"""Under which name a page of figures with its choices is kept, and for whom."""

from __future__ import annotations

from django import forms

from kern.formulieren import Keuze, Tekst


class WeergaveForm(forms.Form):
    """The choices themselves stand in the address."""

    naam = Tekst(label="Naam van de weergave", max_length=40, leeg="Geef de weergave een naam")
    voor = Keuze(
        label="Voor wie?",
        choices=[("mij", "Alleen voor mij"), ("iedereen", "Voor iedereen die deze cijfers leest")],
        leeg="Kies voor wie de weergave is",
    )

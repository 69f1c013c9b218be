"""What staff fills in about one thing in a copy, and with the release."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Akkoord, Bestanden, Keuze, LangeTekst
from loket.models import Inzagestuk


class StukForm(forms.Form):
    """maskers: a line for each passage, as it stands in the text."""

    mee = Keuze(
        label="Gaat dit mee?",
        choices=[("ja", "Ja"), ("nee", "Nee, dit laat ik weg")],
        leeg="Kies of dit meegaat",
    )
    maskers = LangeTekst(
        label="Wat moet onleesbaar worden?",
        help_text="Neem de woorden precies over, op elke regel één stukje. Wij zetten er ‘▇▇ (naam van een ander)’ "
        "voor in de plaats, overal waar het hier staat.",
        required=False,
        max_tekens=4000,
        regels=4,
    )
    bestanden = Bestanden(
        label="Een bestand waarin je iets zwart maakte",
        help_text="Dit gaat mee in plaats van het bestand hierboven. Eén bestand: pdf, jpg of png.",
        soorten=ACCEPT,
        required=False,
    )
    waarom_weg = LangeTekst(
        label="Waarom laat je dit weg?",
        help_text="Alleen nodig bij nee. De vrager leest dit niet.",
        required=False,
        max_tekens=1000,
        regels=3,
    )

    def __init__(self, *args: Any, stuk: Inzagestuk, **kwargs: Any) -> None:
        begin = {"maskers": "\n".join(stuk.maskers), "waarom_weg": stuk.waarom_weg}
        if stuk.bekeken_op:
            begin["mee"] = "nee" if stuk.weg else "ja"
        super().__init__(*args, **{"initial": begin, **kwargs})
        if not stuk.velden:
            del self.fields["maskers"]
        if stuk.bestand is None:
            del self.fields["bestanden"]

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("mee") == "nee" and not schoon.get("waarom_weg", "").strip():
            self.add_error("waarom_weg", "Schrijf op waarom dit niet meegaat")
        if len(schoon.get("bestanden") or []) > 1:
            self.add_error("bestanden", "Kies één bestand")
        return schoon


class VrijgevenForm(forms.Form):
    antwoord = LangeTekst(
        label="Wat schrijf je erbij?",
        help_text="De vrager leest dit. Zeg ook in gewone woorden wat je wegliet. Schrijf u.",
        leeg="Schrijf op wat je gaf",
        max_tekens=2000,
        regels=5,
    )
    zeker = Akkoord(label="Ik heb alles nagekeken op gegevens van anderen", leeg="Zet een vinkje als je alles nakeek")

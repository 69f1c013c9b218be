"""Going on with help: the form of asking, begun from the last one, with the structural question where it is due."""

from __future__ import annotations

from typing import Any

from arrangementen.models import Arrangementvraag
from kern.formulieren import Keuze, LangeTekst

from .vragen import WOORDEN, AanvraagForm


class VerlengForm(AanvraagForm):
    """structureel: this is the so manieth year in a row; zonder: there is no end evaluation (R-ARR-11, R-ARR-12)."""

    structureel = Keuze(
        label="Blijft deze hulp altijd nodig?",
        choices=Arrangementvraag.Structureel.choices,
        leeg="Kies of deze hulp altijd nodig blijft",
    )
    structureel_uitleg = LangeTekst(
        label="Waarom denken jullie dat?",
        help_text="Wie beoordeelt, leest dit.",
        leeg="Schrijf op waarom jullie dat denken",
        max_tekens=2000,
        regels=3,
    )
    zonder_evaluatie = LangeTekst(
        label="Waarom is er nog geen eindevaluatie?",
        leeg="Schrijf op waarom er nog geen eindevaluatie is",
        max_tekens=1000,
        regels=3,
    )
    woorden = (*WOORDEN, "structureel", "structureel_uitleg", "zonder_evaluatie")

    def __init__(self, *args: Any, structureel: bool, zonder: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not structureel:
            del self.fields["structureel"], self.fields["structureel_uitleg"]
        if not zonder:
            del self.fields["zonder_evaluatie"]

    def vraagt_uitleg(self, waarom: str) -> None:
        """Say beforehand that more explanation is asked, and why; "" when it is not."""
        if waarom and "waarom_zwaarder" in self.fields:
            self.nodig = (*self.nodig, "waarom_zwaarder")
            veld = self.fields["waarom_zwaarder"]
            veld.help_text = f"{waarom} {veld.help_text}"

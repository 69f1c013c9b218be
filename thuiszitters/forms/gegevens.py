"""What is written down of a case, to put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, DatumVeld, JaNee, LangeTekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.rules.leerplicht import kan_diploma_hebben

from .toen import MetToen
from .velden import met_leeg, redenveld

GEEN_DIPLOMA = "Zo jong heeft een kind nog geen diploma van mbo-2, havo of vwo. Kijk de datum na"
TOEKOMST = "Kies vandaag of een eerdere dag"


class GegevensForm(MetToen):
    """scholen: to choose from, by who may say which it is. geboren: whether a diploma is asked."""

    nodig = ("ouders_op", "ouders_waarom_niet")
    reden = redenveld()
    school = forms.ChoiceField(
        label="School waar het kind staat ingeschreven",
        help_text="De school van nu ziet de casus niet meer als je een andere kiest.",
        required=False,
    )
    woongemeente = forms.ChoiceField(label="Gemeente waar het kind woont", required=False)
    ouders_weten = JaNee(label="Weten de ouders van de melding?", leeg="Kies of de ouders het weten")
    ouders_op = DatumKiezer(label="Sinds wanneer weten ze het?", required=False)
    ouders_waarom_niet = LangeTekst(label="Waarom nog niet?", required=False, max_tekens=500, regels=2)
    startkwalificatie_op = DatumVeld(
        label="Dag van het diploma van mbo-2, havo of vwo",
        help_text="Vanaf die dag is de leerling niet meer kwalificatieplichtig. Geen diploma? Laat dit leeg.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        scholen: Sequence[tuple[str, str]] | None,
        gemeenten: Sequence[tuple[str, str]],
        geboren: date,
        vandaag: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.geboren, self.vandaag = geboren, vandaag
        keuzeveld(self, "woongemeente").choices = met_leeg(gemeenten, "Weet ik niet")
        if scholen is None:
            del self.fields["school"]
        else:
            keuzeveld(self, "school").choices = met_leeg(scholen, "Staat op geen school")
        if not kan_diploma_hebben(geboren, vandaag):
            del self.fields["startkwalificatie_op"]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        for naam in ("ouders_op", "startkwalificatie_op"):
            if (dag := waarden.get(naam)) and dag > self.vandaag:
                self.add_error(naam, TOEKOMST)
        if waarden.get("ouders_weten") and not waarden.get("ouders_op") and "ouders_op" not in self.errors:
            self.add_error("ouders_op", "Vul in sinds wanneer de ouders het weten")
        if waarden.get("ouders_weten") is False and not waarden.get("ouders_waarom_niet"):
            self.add_error("ouders_waarom_niet", "Schrijf op waarom de ouders het nog niet weten")
        if (dag := waarden.get("startkwalificatie_op")) and not kan_diploma_hebben(self.geboren, dag):
            self.add_error("startkwalificatie_op", GEEN_DIPLOMA)
        return waarden

"""What a school writes about itself. Field names are the columns of Schoolaanbod and Basischeck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kern.formulieren import Keuze, LangeTekst
from voorlichting.models import Basischeck, Schoolaanbod
from voorlichting.rules.basisondersteuning import OORDELEN

from .pagina import VeiligeTekst


class AanbodForm(forms.Form):
    """For everybody: u reads it as a parent."""

    profiel = VeiligeTekst(
        label="Wat voor school zijn jullie?",
        help_text="Een paar zinnen voor ouders. Hoe gaat een dag, en wat vinden jullie belangrijk?",
        leeg="Schrijf op wat voor school jullie zijn",
        max_tekens=1500,
        regels=4,
    )
    hulp = VeiligeTekst(
        label="Welke hulp geven jullie zelf?",
        help_text="Wat hier staat, hoeft niemand aan te vragen. Begin elke regel met een streepje voor een lijst.",
        leeg="Schrijf op welke hulp jullie geven",
        max_tekens=2500,
        regels=8,
    )
    mensen = VeiligeTekst(
        label="Wie helpt er op school?",
        help_text="Functies, geen namen: een remedial teacher op dinsdag, een orthopedagoog, een coach.",
        required=False,
        max_tekens=1000,
        regels=3,
    )
    gebouw = VeiligeTekst(
        label="Hoe is het gebouw?",
        help_text="Lift, rustige ruimte, verzorgruimte, ringleiding.",
        required=False,
        max_tekens=800,
        regels=3,
    )
    grenzen = VeiligeTekst(
        label="Wat kunnen jullie (nog) niet?",
        help_text="Eerlijk is prettig: ouders zoeken dan niet tevergeefs.",
        required=False,
        max_tekens=1000,
        regels=3,
    )
    ambitie = VeiligeTekst(label="Wat willen jullie dit jaar beter doen?", required=False, max_tekens=1000, regels=3)

    @staticmethod
    def begin(vorige: Schoolaanbod | None) -> dict[str, Any]:
        """What is there, or what the school wrote the year before."""
        return {naam: getattr(vorige, naam) for naam in AanbodForm.base_fields} if vorige else {}


class BasisForm(forms.Form):
    """One question per point."""

    toelichting = LangeTekst(label="Wat wil je erbij zeggen?", required=False, max_tekens=1500, regels=3)

    def __init__(self, *args: Any, punten: Mapping[str, str], **kwargs: Any) -> None:
        self.punten = punten
        super().__init__(*args, **kwargs)
        for punt, zin in punten.items():
            self.fields[punt] = Keuze(label=zin, choices=[*OORDELEN.items()], leeg=f"Kies hoe het staat met: {zin}")
        self.order_fields([*punten, "toelichting"])

    def delen(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        return {"oordelen": {punt: data[punt] for punt in self.punten}, "toelichting": data["toelichting"]}

    @staticmethod
    def begin(check: Basischeck | None) -> dict[str, Any]:
        """What the school judged before, this year or the last one."""
        return {**check.oordelen, "toelichting": check.toelichting} if check else {}


class EvaluatieForm(forms.Form):
    """Looking back on the year."""

    goed = LangeTekst(label="Wat ging goed?", leeg="Schrijf op wat goed ging", max_tekens=1500, regels=4)
    beter = LangeTekst(label="Wat kan beter?", leeg="Schrijf op wat beter kan", max_tekens=1500, regels=4)
    plan = LangeTekst(label="Wat doen jullie volgend jaar anders?", required=False, max_tekens=1500, regels=4)

    @staticmethod
    def begin(check: Basischeck) -> dict[str, Any]:
        """What is there already."""
        return {naam: getattr(check, naam) for naam in EvaluatieForm.base_fields}

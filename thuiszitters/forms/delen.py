"""Who may see which part of a case, and what somebody who looks along adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.models import Deling

from .velden import met_leeg

GRONDEN = met_leeg(Deling.Grond.choices)[1:]
DELEN = met_leeg(Deling.Deel.choices)[1:]


class DeelForm(forms.Form):
    """mensen, toestemmingen: what can be chosen, by id and words."""

    wie = forms.ChoiceField(label="Met wie deel je?", error_messages={"required": "Kies met wie je deelt"})
    wat = Meerkeuze(
        label="Wat deel je?",
        help_text="Kies alleen wat nodig is. De melding en de reden deel je nooit.",
        choices=DELEN,
        leeg="Kies wat je deelt",
    )
    grond = Keuze(
        label="Waarom mag dit?",
        choices=GRONDEN,
        uitleg={
            "toestemming": "Zij zeiden ja in het portaal, of iemand legde het vast.",
            "leerplichtwet": "Alleen voor de leerplichtambtenaar van waar het kind woont.",
            "vitaal": "Wachten op toestemming kan niet. Hoogstens veertien dagen.",
        },
        leeg="Kies waarom dit mag",
    )
    toestemming = forms.ChoiceField(label="Welke toestemming?", required=False)
    uitleg = LangeTekst(label="Waarom is dit nodig?", required=False, max_tekens=500, regels=2)
    gesprek_op = DatumKiezer(
        label="Is het voor een gesprek? Op welke dag is dat?",
        help_text="Dan stopt het lezen hoogstens veertien dagen erna.",
        required=False,
    )
    tot = DatumKiezer(
        label="Tot en met welke dag?",
        help_text="Zo kort als het kan. Daarna stopt het vanzelf, en ook als de toestemming of de casus stopt.",
        leeg="Kies een laatste dag",
    )

    def __init__(
        self,
        *args: Any,
        mensen: Sequence[tuple[str, str]],
        toestemmingen: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "wie").choices = met_leeg(mensen, "Kies een persoon")
        keuzeveld(self, "toestemming").choices = met_leeg(toestemmingen, "Kies een toestemming")


class WoongemeenteForm(forms.Form):
    """Where the child lives, and so which leerplicht sees it."""

    gemeente = forms.ChoiceField(
        label="Gemeente waar het kind woont", error_messages={"required": "Kies de gemeente waar het kind woont"}
    )

    def __init__(self, *args: Any, gemeenten: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "gemeente").choices = met_leeg(gemeenten, "Kies een gemeente")


class EigenAfspraakForm(forms.Form):
    """What somebody says to do: always itself."""

    wat = Tekst(label="Wat ga jij doen?", leeg="Schrijf op wat je gaat doen", max_length=200)
    voor = DatumKiezer(label="Klaar op", leeg="Kies op welke dag dit klaar is")

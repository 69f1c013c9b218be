"""Dating the letters, and saying which went out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Meerkeuze
from kern.formulieren.keuzes import keuzeveld
from loket.models import Aanvraag
from scholen.models import Afscherming


class KlaarzettenForm(forms.Form):
    verzenddatum = DatumKiezer(
        label="Op welke dag gaan de brieven uit?",
        help_text="Deze dag komt op de brief. De dag erna begint de tijd om bezwaar te maken.",
        leeg="Kies de dag van verzending",
    )
    nagekeken = Akkoord(
        label="Ik heb elke brief nagekeken: nergens staat waar de leerling woont of naar school gaat.", required=False
    )

    def __init__(self, *args: Any, aanvraag: Aanvraag, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"verzenddatum": vandaag}, **kwargs})
        if aanvraag.leerling is None or aanvraag.leerling.afscherming != Afscherming.VERBLIJFPLAATS:
            del self.fields["nagekeken"]


class VerzondenForm(forms.Form):
    brieven = Meerkeuze(label="Welke brieven zijn verzonden?", leeg="Kies welke brieven zijn verzonden")

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"brieven": [sleutel for sleutel, _ in keuzes]}, **kwargs})
        keuzeveld(self, "brieven").choices = keuzes


class OntvangstForm(forms.Form):
    verzenddatum = DatumKiezer(
        label="Op welke dag gaan de ontvangstbrieven uit?",
        help_text="Deze dag komt op de brieven.",
        leeg="Kies de dag van verzending",
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"verzenddatum": vandaag}, **kwargs})

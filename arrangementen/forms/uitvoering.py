"""Forms about the doing: pupils and meetings of a group, places, material, and help that goes along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from arrangementen.models import Aanwezigheid, Deelname, Materiaalstand
from kern.formulieren.keuzes import RijenVeld, rijen_bieden
from kern.formulieren.velden import DatumKiezer, Keuze, Tekst
from scholen.models import Leerling, School

from .velden import MetBudget


class DeelnemerForm(forms.Form):
    """Which pupil of the own school takes part."""

    leerling = RijenVeld(label="Leerling", queryset=Leerling.objects.none(), empty_label="Kies een leerling")
    van = DatumKiezer(label="Vanaf welke dag?", leeg="Kies een dag")

    def __init__(self, *args: Any, kinderen: QuerySet[Leerling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinderen = kinderen
        rijen_bieden(self, "leerling", kinderen, lambda kind: kind.naam)


class DagForm(forms.Form):
    """One day: the last of a pupil in a group, or of something that happened."""

    dag = DatumKiezer(label="Welke dag?", leeg="Kies een dag")


class AanwezigForm(forms.Form):
    """Who of these pupils was there on a day."""

    dag = DatumKiezer(label="Welke dag?", leeg="Kies een dag")

    def __init__(self, *args: Any, deelnames: Iterable[Deelname], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deelnames = {f"was_{een.public_id}": een for een in deelnames}
        for naam, een in self.deelnames.items():
            self.fields[naam] = Keuze(
                label=een.leerling.naam, choices=Aanwezigheid.Was.choices, vorm="segment", initial="aanwezig"
            )

    @property
    def wie(self) -> dict[Deelname, str]:
        """For aanwezigheid_vastleggen."""
        return {een: self.cleaned_data[naam] for naam, een in self.deelnames.items()}


class MateriaalForm(forms.Form):
    """What was ordered."""

    wat = Tekst(
        label="Wat is besteld?", leeg="Vul in wat is besteld", max_length=120, help_text="Zonder namen van leerlingen."
    )
    aantal = forms.IntegerField(
        label="Hoeveel?",
        initial=1,
        min_value=1,
        max_value=999,
        widget=forms.TextInput({"inputmode": "numeric", "class": "swv-textbox--kort"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Vul een aantal in van 1 tot en met 999"
        ),
    )
    dag = DatumKiezer(label="Wanneer?", leeg="Kies een dag")


class MateriaalstandForm(forms.Form):
    """What happened to something that was ordered."""

    soort = Keuze(
        label="Wat gebeurde er?",
        choices=[een for een in Materiaalstand.Soort.choices if een[0] != Materiaalstand.Soort.BESTELD],
        vorm="segment",
    )
    dag = DatumKiezer(label="Wanneer?", leeg="Kies een dag")


class MeenemenForm(MetBudget):
    """To which school help goes along, and which day is the last at the old one."""

    school = RijenVeld(label="Nieuwe school", queryset=School.objects.none(), empty_label="Kies een school")
    laatste_dag = DatumKiezer(label="Laatste dag op de oude school", leeg="Kies een dag")

    def __init__(self, *args: Any, scholen: QuerySet[School], begin: date, **kwargs: Any) -> None:
        een = scholen[0] if len(scholen) == 1 else None
        kwargs["initial"] = {"laatste_dag": begin, "school": een}
        super().__init__(*args, **kwargs)
        rijen_bieden(self, "school", scholen, lambda school: school.naam)

"""A signal of the steunpunt, and which ones a list shows. Field names are the keywords of the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst

from kern.formulieren import DatumKiezer, Keuze, LangeTekst
from kern.formulieren.keuzes import RijenVeld, keuzeveld, rijen_bieden
from loket.models.signaal import Signaal, SignaalQuerySet
from loket.rules.signaal import herkenbaar
from scholen.models import Gemeente, School

KOLOMMEN = {
    "thema": "thema",
    "van": "van",
    "gemeente": "gemeente__code",
    "school": "school__brin6",
    "vanaf": "dag__gte",
    "tot": "dag__lte",
}
"""Field of the filter → what of a signal it asks."""
VAN = [(code, capfirst(woorden)) for code, woorden in Signaal.Van.choices]


class SignaalForm(forms.Form):
    """van is not asked as a name: who it was stays out of the portal."""

    thema = Keuze(label="Waar gaat het over?", leeg="Kies een thema")
    van = Keuze(label="Van wie kwam het?", choices=VAN, leeg="Kies van wie het signaal kwam")
    tekst = LangeTekst(
        label="Wat is er gezegd?",
        help_text="In een paar zinnen. Schrijf geen namen op, en niets waaraan je een kind of ouder herkent.",
        leeg="Schrijf op wat er is gezegd",
        max_tekens=1000,
        regels=4,
    )
    dag = DatumKiezer(label="Wanneer?", leeg="Kies de dag")
    gemeente = RijenVeld(
        label="Gemeente",
        help_text="Alleen als het ertoe doet.",
        error_messages={"invalid_choice": "Kies een gemeente uit de lijst"},
        queryset=Gemeente.objects.none(),
        to_field_name="code",
        empty_label="Niet opgeschreven",
        required=False,
    )
    school = RijenVeld(
        label="School",
        error_messages={"invalid_choice": "Kies een school uit de lijst"},
        help_text="Alleen als het signaal over deze school gaat. Bij een kleine school herken je een kind snel.",
        queryset=School.objects.none(),
        to_field_name="brin6",
        empty_label="Niet opgeschreven",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        themas: Iterable[str],
        scholen: QuerySet[School],
        gemeenten: QuerySet[Gemeente],
        vandaag: date,
        **kwargs: Any,
    ) -> None:
        self.vandaag = vandaag
        super().__init__(*args, **{"initial": {"dag": vandaag}, **kwargs})
        keuzeveld(self, "thema").choices = [(een, een) for een in themas]
        rijen_bieden(self, "school", scholen, lambda een: f"{een.naam}, {een.plaats} ({een.brin6})")
        rijen_bieden(self, "gemeente", gemeenten)

    def clean_dag(self) -> date:
        dag: date = self.cleaned_data["dag"]
        if dag > self.vandaag:
            raise ValidationError("Kies vandaag of een eerdere dag")
        return dag

    def clean_tekst(self) -> str:
        return _zonder_namen(self.cleaned_data["tekst"], self.vandaag)


class TerugnemenForm(forms.Form):
    reden = LangeTekst(
        label="Waarom neem je het terug?",
        help_text="Bijvoorbeeld: dubbel opgeschreven. Zonder namen.",
        leeg="Schrijf op waarom je het signaal terugneemt",
        max_tekens=300,
        regels=2,
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        self.vandaag = vandaag
        super().__init__(*args, **kwargs)

    def clean_reden(self) -> str:
        return _zonder_namen(self.cleaned_data["reden"], self.vandaag)


def _zonder_namen(tekst: str, dag: date) -> str:
    if zin := herkenbaar(tekst, dag):
        raise ValidationError(zin.rstrip("."))
    return tekst


class SignaalFilter(forms.Form):
    """What an address asks for. A wrong value is no choice, and the list is longer than meant, never an error."""

    toon_facultatief = False
    thema = forms.ChoiceField(label="Thema", required=False)
    van = forms.ChoiceField(label="Van wie", choices=[("", "Iedereen"), *VAN], required=False)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    school = forms.ChoiceField(label="School", required=False)
    vanaf = DatumKiezer(label="Vanaf", required=False)
    tot = DatumKiezer(label="Tot en met", required=False)
    stand = forms.ChoiceField(
        label="Welke", choices=[("", "Die tellen"), ("terug", "Teruggenomen"), ("alle", "Alle")], required=False
    )

    def __init__(self, gegevens: Any, *, themas: Iterable[str], rijen: SignaalQuerySet) -> None:
        """rijen: all that this reader sees; only a gemeente or school of one of them is a choice."""
        super().__init__(gegevens, auto_id="filter_%s")
        scholen = rijen.order_by("school__naam").exclude(school=None).values_list("school__brin6", "school__naam")
        gemeenten = rijen.order_by("gemeente__naam").exclude(gemeente=None)
        keuzeveld(self, "school").choices = [("", "Alle scholen"), *scholen.distinct()]
        keuzeveld(self, "gemeente").choices = [
            ("", "Alle gemeenten"),
            *gemeenten.values_list("gemeente__code", "gemeente__naam").distinct(),
        ]
        keuzeveld(self, "thema").choices = [("", "Alle thema’s"), *((een, een) for een in themas)]

    def toepassen(self, rijen: SignaalQuerySet) -> SignaalQuerySet:
        """Only the rows that are asked for."""
        self.is_valid()
        keuze = self.cleaned_data
        if keuze.get("stand") != "alle":
            rijen = rijen.filter(teruggenomen_op__isnull=keuze.get("stand") != "terug")
        for naam, kolom in KOLOMMEN.items():
            if keuze.get(naam):
                rijen = rijen.filter(**{kolom: keuze[naam]})
        return rijen

"""Forms for hours: one day of one arrangement, a whole week, and who gives the help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arrangementen.models import Inzet, Urenregel
from arrangementen.rules.uren import HOOGSTENS_PER_DAG, KWARTIEREN_PER_UUR, getal, kort, uren
from kern.formulieren.keuzes import RijenVeld, keuzeveld, rijen_bieden
from kern.formulieren.velden import DatumKiezer, Keuze, Tekst
from kern.gebruikers.models import Gebruiker

ZOALS = "Vul uren in, zoals 1,5 of 1:30"
TIJD = re.compile(r"(\d{1,3}):([0-5]\d)")


class Urenveld(forms.CharField):
    """Hours as people write them (1,5 or 1.5 or 1:30); the value is in quarters, None when nothing was filled in."""

    def __init__(self, *, leeg: str = ZOALS, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "class": "swv-textbox--kort"}))
        super().__init__(max_length=8, error_messages={"required": leeg, "max_length": ZOALS}, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return getal(uren(value)) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        tekst = str(super().clean(value)).replace(" ", "")
        if not tekst:
            return None
        kwartieren = _kwartieren(tekst)
        if kwartieren < 0:
            raise ValidationError("Uren zijn nul of meer", code="negatief")
        if kwartieren > HOOGSTENS_PER_DAG:
            raise ValidationError("Een dag heeft 24 uur", code="te_veel")
        if kwartieren != int(kwartieren):
            raise ValidationError("Rond af op een kwartier, zoals 0,25 of 1,5", code="kwartier")
        return int(kwartieren)


def _kwartieren(tekst: str) -> Decimal:
    if deel := TIJD.fullmatch(tekst):
        return Decimal(int(deel[1]) * 60 + int(deel[2])) / 15
    if not re.fullmatch(r"-?\d{1,4}([.,]\d{1,3})?", tekst):
        raise ValidationError(ZOALS, code="geen_getal")
    return Decimal(tekst.replace(",", ".")) * KWARTIEREN_PER_UUR


class DagForm(forms.Form):
    """What one did for one arrangement on one day. vragen: what must be said yes to before it is kept."""

    dag = DatumKiezer(label="Welke dag?", leeg="Kies een dag")
    kwartieren = Urenveld(label="Hoeveel uur?", help_text="1,5 of 1:30. Vul 0 in om uren weg te halen.")
    soort = Keuze(label="Wat deed je?", choices=Urenregel.Soort.choices, vorm="segment")
    inzet = RijenVeld(label="Wie deed het?", queryset=Inzet.objects.none(), required=False, empty_label="Ikzelf")
    bevestigd = forms.BooleanField(label="Ja, dit klopt", required=False)

    def __init__(self, *args: Any, soorten: list[tuple[str, str]], anderen: Iterable[Inzet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vragen: list[str] = []
        keuzeveld(self, "soort").choices = soorten
        ids = [een.pk for een in anderen]
        if ids:
            rijen_bieden(self, "inzet", Inzet.objects.filter(pk__in=ids).select_related("gebruiker"))
        else:
            del self.fields["inzet"]
        self.toon_facultatief = False


class WeekForm(forms.Form):
    """A cell per arrangement, kind and day. The name of a field says which: public id, kind and day with dots between.

    staat: cell → quarters that are there; only what differs from it is written.
    """

    bevestigd = forms.BooleanField(label="Ja, dit klopt", required=False)

    def __init__(self, *args: Any, staat: dict[tuple[str, str, date], int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staat, self.vragen = staat, list[str]()
        self.toon_facultatief = False
        for (arrangement, soort, dag), kwartieren in staat.items():
            veld = Urenveld(required=False, initial=kwartieren or None, label=kort(dag), show_hidden_initial=True)
            self.fields[celnaam(arrangement, soort, dag)] = veld

    def anders(self) -> dict[tuple[str, str, date], int]:
        """The cells that were changed on the page, with what they are now.

        Told from what the page showed: hours that were written on a phone meanwhile are not wiped out by an empty cell.
        """
        return {cel: self.cleaned_data[celnaam(*cel)] or 0 for cel in self.staat if celnaam(*cel) in self.changed_data}


def celnaam(arrangement: str, soort: str, dag: date) -> str:
    """The name of a cell of the week."""
    return f"{arrangement}.{soort}.{dag.isoformat()}"


class InzetForm(forms.Form):
    """Who gives the help, and how much is planned."""

    gebruiker = RijenVeld(
        label="Collega", queryset=Gebruiker.objects.none(), required=False, empty_label="Iemand zonder account"
    )
    naam = Tekst(label="Naam", max_length=120, required=False, help_text="Van een begeleider zonder account.")
    aantal = forms.DecimalField(
        label="Hoeveel uur?",
        localize=True,
        required=False,
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "class": "swv-textbox--kort"}),
        error_messages={"invalid": "Vul uren in, zoals 1,5"},
    )
    per = Keuze(label="Is dat", choices=[("week", "per week"), ("totaal", "in totaal")], initial="week", vorm="segment")

    def __init__(self, *args: Any, collegas: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [een.pk for een in collegas]
        rijen_bieden(self, "gebruiker", Gebruiker.objects.filter(pk__in=ids).order_by("naam"), lambda een: een.naam)
        self.toon_facultatief = False

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if not schoon.get("gebruiker") and not schoon.get("naam"):
            self.add_error("naam", "Kies een collega, of vul een naam in")
        elif schoon.get("gebruiker") and schoon.get("naam"):
            self.add_error("naam", "Kies een collega of vul een naam in, niet allebei")
        return schoon

    @property
    def gegevens(self) -> dict[str, Any]:
        """For inzet_toevoegen."""
        schoon = self.cleaned_data
        hoe = "uren_per_week" if schoon["per"] == "week" else "uren_totaal"
        return {"gebruiker": schoon["gebruiker"], "naam": schoon["naam"], hoe: schoon["aantal"]}

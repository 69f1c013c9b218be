"""The forms of a kring. That no number of a child is in the words, the actions see to (scholen.actions.kring)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from kern.formulieren import Akkoord, Bestanden, DatumKiezer, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.actions.kring import verslagafdruk
from scholen.models import Kringbijeenkomst, Werkgebied

TIJD = forms.TimeInput({"type": "time", "class": "swv-textbox--kort"}, "%H:%M")
GEEN_KINDEREN = "Schrijf geen namen van leerlingen of ouders. Over een leerling praat je in een aanvraag of overleg."


class KringwoordenForm(forms.Form):
    """How it is called and what it is about."""

    naam = Tekst(label="Hoe heet de kring?", leeg="Vul in hoe de kring heet", max_length=120)
    doel = LangeTekst(label="Waar gaat het over?", leeg="Schrijf op waar de kring over gaat", max_tekens=1000, regels=3)


class KringForm(KringwoordenForm):
    werkgebied = forms.ChoiceField(label="In welk werkgebied?", required=False)

    field_order = ("naam", "werkgebied", "doel")

    def __init__(self, *args: Any, gebieden: Iterable[Werkgebied], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gebieden = {een.code: een for een in gebieden}
        if self.gebieden:
            keuzes = [(code, een.naam) for code, een in self.gebieden.items()]
            keuzeveld(self, "werkgebied").choices = [("", "De hele regio"), *keuzes]
        else:
            del self.fields["werkgebied"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["werkgebied"] = self.gebieden.get(data.get("werkgebied", ""))
        return data


class KringlidForm(forms.Form):
    lid = forms.ChoiceField(label="Wie komt erbij?", error_messages={"required": "Kies wie erbij komt"})
    trekker = forms.BooleanField(label="Trekt de kring: plant de bijeenkomsten en maakt het verslag", required=False)

    toon_facultatief = False

    def __init__(self, *args: Any, leden: Iterable[Lidmaatschap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "lid").choices = [("", "Kies"), *((een.public_id, _wie(een)) for een in leden)]


class KringstukForm(forms.Form):
    titel = Tekst(label="Wat is het?", leeg="Vul in wat het is", max_length=120)
    bijeenkomst = forms.ChoiceField(label="Bij welke bijeenkomst?", required=False)
    bestanden = Bestanden(label="Bestand", help_text="Eén bestand: een pdf, Word, Excel of foto.")
    zonder_kinderen = Akkoord(
        label="Er staan geen namen of gegevens van leerlingen in",
        leeg="Kijk na of er geen leerlingen in staan, en zet dan het vinkje",
    )

    def __init__(self, *args: Any, bijeenkomsten: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "bijeenkomst").choices = [("", "Bij geen bijeenkomst"), *bijeenkomsten]


class KringbijeenkomstForm(forms.Form):
    dag = DatumKiezer(label="Op welke dag?", leeg="Kies een dag")
    van = forms.TimeField(label="Van", widget=TIJD, error_messages={"required": "Vul de begintijd in, zoals 14:00"})
    tot = forms.TimeField(label="Tot", widget=TIJD, error_messages={"required": "Vul de eindtijd in, zoals 15:00"})
    plek = Tekst(label="Waar?", help_text="Adres of vergaderlink.", leeg="Vul in waar het is", max_length=150)
    agenda = LangeTekst(
        label="Waar gaat het over?", help_text=GEEN_KINDEREN, leeg="Schrijf op waar het over gaat", max_tekens=3000
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("van") and data.get("tot") and data["tot"] <= data["van"]:
            self.add_error("tot", "Kies een eindtijd na de begintijd")
        if not self.errors:
            dag, van, tot = data.pop("dag"), data.pop("van"), data.pop("tot")
            data["begin"], data["einde"] = (timezone.make_aware(datetime.combine(dag, tijd)) for tijd in (van, tot))
        return data


class KringverslagForm(forms.Form):
    agenda = LangeTekst(
        label="Agenda", help_text=GEEN_KINDEREN, leeg="Schrijf op waar het over gaat", max_tekens=3000, regels=5
    )
    verslag = LangeTekst(label="Verslag", required=False, max_tekens=20000, regels=10)
    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    toon_facultatief = False

    @staticmethod
    def begin(bijeenkomst: Kringbijeenkomst) -> dict[str, str]:
        """What is there already."""
        return {"agenda": bijeenkomst.agenda, "verslag": bijeenkomst.verslag, "gezien": verslagafdruk(bijeenkomst)}


def _wie(lid: Lidmaatschap) -> str:
    """The name with the role and the school or board, so that two people with one name are told apart."""
    plek = getattr(lid, "plek", None)
    return ", ".join(filter(None, (lid.gebruiker.naam, Rol(lid.rol).label, str(plek) if plek else "")))

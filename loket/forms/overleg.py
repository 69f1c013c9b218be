"""The forms around a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from loket.models import Agendapunt, Overleg

from .swv import kiest_swv

STUKKEN_DAGEN = 14
"""How long after the meeting the papers stay open, unless another day is chosen."""
TIJD = forms.TimeInput({"type": "time", "class": "swv-textbox--kort"}, "%H:%M")


class OverlegForm(forms.Form):
    swv = Keuze(label="Van welk samenwerkingsverband?", leeg="Kies een samenwerkingsverband")
    soort = Keuze(
        label="Wat voor overleg?",
        choices=Overleg.Soort.choices,
        leeg="Kies wat voor overleg het is",
        uitleg={"mdo": "Over één leerling, met ouders en school.", "commissie": "Een of meer aanvragen achter elkaar."},
    )
    dag = DatumKiezer(label="Op welke dag?", leeg="Kies een dag")
    van = forms.TimeField(label="Van", widget=TIJD, error_messages={"required": "Vul de begintijd in, zoals 14:00"})
    tot = forms.TimeField(label="Tot", widget=TIJD, error_messages={"required": "Vul de eindtijd in, zoals 15:00"})
    plek = Tekst(
        label="Waar?", help_text="Adres of vergaderlink. Dit komt in de agenda: schrijf geen naam op.",
        leeg="Vul in waar het is", max_length=150,
    )  # fmt: skip
    doel = LangeTekst(
        label="Waarom dit overleg, en wat kan eruit komen?",
        help_text="Ouders die je uitnodigt, lezen dit van tevoren.",
        leeg="Schrijf op waarom dit overleg er is",
        regels=4,
        max_tekens=1000,
    )
    stukken_tot = DatumKiezer(
        label="Tot en met wanneer kunnen deelnemers de stukken lezen?",
        help_text=f"Leeg laten is {STUKKEN_DAGEN} dagen na het overleg.",
        required=False,
    )

    def __init__(self, *args: Any, swvs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kiest_swv(self, swvs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("van") and data.get("tot") and data["tot"] <= data["van"]:
            self.add_error("tot", "Kies een eindtijd na de begintijd")
        return data

    def velden(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        begin, einde = (timezone.make_aware(datetime.combine(data["dag"], data[naam])) for naam in ("van", "tot"))
        tot = data["stukken_tot"] or data["dag"] + timedelta(days=STUKKEN_DAGEN)
        vast = {naam: data[naam] for naam in ("soort", "plek", "doel")}
        return {**vast, "begin": begin, "einde": einde, "stukken_tot": tot}


class AgendapuntForm(forms.Form):
    kenmerk = Tekst(
        label="Nummer van de aanvraag", help_text="Zoals AV-2026-0001", leeg="Vul het nummer in", max_length=20
    )
    vraag = LangeTekst(label="Wat is de vraag aan het overleg?", leeg="Schrijf de vraag op", regels=3, max_tekens=1000)


class UitnodigenForm(forms.Form):
    wie = forms.ChoiceField(label="Wie?", required=False)
    naam = Tekst(label="Of iemand van buiten: naam", required=False, max_length=120)
    rol = Tekst(
        label="In welke rol?", help_text="Bijvoorbeeld: ouder, jeugdarts, leraar", leeg="Vul de rol in", max_length=80
    )
    waarom = Tekst(
        label="Waarom is deze persoon erbij?", help_text="Ouders lezen dit.", leeg="Vul in waarom", max_length=200
    )

    def __init__(self, *args: Any, keuzes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "wie").choices = [("", "Iemand van buiten"), *keuzes]


class AntwoordForm(forms.Form):
    """Whether somebody comes; reden: why not, never compulsory."""

    komt = forms.ChoiceField(choices=[("ja", "ja"), ("nee", "nee")])
    reden = Tekst(required=False, max_length=300)


class VerslagForm(forms.Form):
    """The minutes, and per item what was decided."""

    def __init__(self, *args: Any, overleg: Overleg, punten: Sequence[Agendapunt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.punten = punten
        for punt in punten:
            self.fields[f"punt_{punt.public_id}"] = LangeTekst(
                label=f"{punt.aanvraag.kenmerk}: wat is besloten?",
                help_text=punt.vraag,
                initial=punt.besluit,
                required=False,
                regels=3,
            )
        self.fields["verslag"] = LangeTekst(
            label="Verslag", initial=overleg.verslag, required=False, regels=8, max_tekens=20000
        )

    toon_facultatief = False

    def velden(self) -> dict[str, Any]:
        data = self.cleaned_data
        besluiten = {punt.public_id: data[f"punt_{punt.public_id}"].strip() for punt in self.punten}
        return {"verslag": data["verslag"].strip(), "besluiten": besluiten}


class ActieForm(forms.Form):
    wat = Tekst(label="Wat moet er gebeuren?", leeg="Schrijf op wat er moet gebeuren", max_length=300)
    wie = forms.ChoiceField(label="Wie doet het?", error_messages={"required": "Kies wie het doet"})
    uiterlijk = DatumKiezer(label="Uiterlijk", leeg="Kies een dag")

    def __init__(self, *args: Any, wie: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "wie").choices = [("", "Kies"), *wie]


class AfzegForm(forms.Form):
    reden = Tekst(
        label="Waarom gaat het overleg niet door?", help_text="De deelnemers lezen dit.", leeg="Vul de reden in",
        max_length=300,
    )  # fmt: skip

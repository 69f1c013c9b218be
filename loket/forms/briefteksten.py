"""The texts and pictures of an SWV in its letters, as the beheerder writes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.brieven.tekens import gelijk, niet_af_te_drukken
from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from loket.actions.briefteksten import datum_fout
from loket.letters.teksten import BLOKKEN, tekstfouten
from scholen.models import Samenwerkingsverband

ACCEPT = ".png,.jpg,.jpeg"


class BrieftekstForm(forms.Form):
    """One block. Empty is no mistake: then the letter says what it says by itself."""

    def __init__(self, *args: Any, blok: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blok, vorm = blok, BLOKKEN[blok]
        hint = "Eén regel" if vorm.regels == 1 else f"Hoogstens {vorm.regels} regels"
        gewoon: dict[str, Any] = {"label": "Jullie tekst", "required": False}
        hint = f"{hint}, {vorm.tekens} tekens. Maak leeg om terug te gaan naar wat er zonder eigen tekst staat."
        self.fields["tekst"] = (
            Tekst(**gewoon, help_text=hint)
            if vorm.regels == 1
            else LangeTekst(**gewoon, help_text=hint, max_tekens=vorm.tekens, regels=vorm.regels + 1)
        )

    def clean_tekst(self) -> str:
        tekst = gelijk(self.cleaned_data["tekst"]).strip()
        if tekst and (fouten := [*tekstfouten(self.blok, tekst), *filter(None, [niet_af_te_drukken(tekst)])]):
            raise ValidationError(fouten)
        return tekst


class LogoForm(forms.Form):
    bestand = forms.FileField(
        label="Het logo",
        help_text="Een PNG of JPEG tot 5 MB. Het wordt 14 mm hoog en hoogstens 60 mm breed.",
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    tekst = Tekst(
        label="Wat staat er op het logo?",
        help_text="Voor wie het logo niet ziet, zoals: Logo van De Vloedlijn.",
        leeg="Schrijf op wat er op het logo staat",
        max_length=120,
    )


class HandtekeningForm(forms.Form):
    bestand = forms.FileField(
        label="De handtekening",
        help_text="Een PNG of JPEG tot 5 MB, zwart op wit. Het beeld wordt 16 mm hoog.",
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    naam = Tekst(
        label="Van wie is de handtekening?",
        help_text="De naam zoals die onder de brief staat. Tekent een ander, dan komt het beeld er niet bij.",
        leeg="Schrijf op van wie de handtekening is",
        max_length=120,
    )


class PubliceerForm(forms.Form):
    geldig_van = DatumKiezer(
        label="Geldt vanaf",
        help_text="Op zijn vroegst morgen. Een besluit houdt de teksten van de dag waarop het is genomen.",
        leeg="Kies vanaf welke dag deze teksten gelden",
    )

    def __init__(self, *args: Any, swv: Samenwerkingsverband, vandaag: date, **kwargs: Any) -> None:
        self.swv, self.vandaag = swv, vandaag
        super().__init__(*args, **{"initial": {"geldig_van": vandaag + timedelta(days=1)}, **kwargs})

    def clean_geldig_van(self) -> date:
        dag: date = self.cleaned_data["geldig_van"]
        if fout := datum_fout(self.swv, dag, self.vandaag):
            raise ValidationError(fout)
        return dag


class ZaakForm(forms.Form):
    kenmerk = Tekst(
        label="Nummer van de aanvraag",
        help_text="Van een aanvraag waarover is besloten en die je mag zien. Er wordt niets bewaard of verstuurd.",
        leeg="Vul het nummer van een aanvraag in",
        max_length=24,
    )
    aan = Keuze(
        label="De brief aan",
        choices=[
            ("school", "Het schoolbestuur"),
            ("ouder", "Een ouder"),
            ("voogd", "Een voogd"),
            ("leerling", "De leerling"),
        ],
        leeg="Kies aan wie de brief is",
    )

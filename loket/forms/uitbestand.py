"""Starting from a file: which file, which pupil, what the columns are, and what was ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kern.bsn import lijkt_op_bsn
from kern.formulieren import Keuze
from kern.formulieren.keuzes import keuzeveld
from loket.uitbestand.lvs import DOELEN, als_iso, geraden, is_verboden
from loket.uitbestand.voorstel import MAX_OUDERS, hoogste
from scholen.forms import BIJ_SCHOOL

from .swv import kiest_swv

UIT_BESTAND = [("", "De leerling in het bestand")]
TELEFOON = re.compile(r"0\d{9}|(\+|00)\d{8,14}")
POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")
EMAIL = forms.EmailField(required=False)


class UitBestandForm(forms.Form):
    swv = Keuze(label="Aan welk samenwerkingsverband vraag je het?", leeg="Kies een samenwerkingsverband")
    soort = Keuze(label="Wat vraag je aan?", leeg="Kies wat je aanvraagt", vorm="kaart")
    school = forms.ChoiceField(label="Welke school?")
    leerling = forms.ChoiceField(
        label="Welke leerling?",
        help_text="Alleen nodig als er meer leerlingen in het bestand staan.",
        required=False,
    )
    bestand = forms.FileField(
        label="Kies het bestand",
        help_text="Het OSO-dossier ‘aanvraag SWV’ (xml) of een export uit je leerlingvolgsysteem (csv).",
        widget=forms.FileInput({"accept": ".xml,.csv,.txt"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Maak de export opnieuw"},
    )
    opnieuw = forms.BooleanField(label="Koppel de kolommen van mijn export opnieuw", required=False)

    def __init__(
        self,
        *args: Any,
        soorten: Sequence[tuple[str, str]],
        scholen: Sequence[tuple[str, str]],
        leerlingen: Sequence[tuple[str, str]],
        swvs: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kiest_swv(self, swvs)
        keuzeveld(self, "soort").choices = soorten
        keuzeveld(self, "school").choices = scholen
        keuzeveld(self, "leerling").choices = [*UIT_BESTAND, *leerlingen]
        if len(scholen) == 1:
            self.fields["school"].initial = scholen[0][0]
            self.fields["school"].widget = forms.HiddenInput()


class KolommenForm(forms.Form):
    """One question per column of the export. A column that may not be in an aanvraag is not asked."""

    def __init__(self, *args: Any, kop: Sequence[str], indeling: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kop = tuple(kop)
        self.verboden = [kolom for kolom in kop if is_verboden(kolom)]
        for plek, kolom in enumerate(self.kop):
            if kolom not in self.verboden:
                self.fields[f"kolom_{plek}"] = forms.ChoiceField(
                    label=kolom[:80],
                    required=False,
                    choices=[("", "Neem niet over"), *DOELEN.items()],
                    initial=indeling.get(kolom, geraden(kolom)),
                )

    toon_facultatief = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        gebruikt: dict[str, str] = {}
        for naam, doel in list(data.items()):
            if doel and doel in gebruikt:
                self.add_error(naam, f"‘{DOELEN[doel]}’ is al gekozen bij een andere kolom")
            gebruikt[doel] = naam
        return data

    def indeling(self) -> dict[str, str]:
        """Column → what it is, for every column of the file."""
        return {kolom: self.cleaned_data.get(f"kolom_{plek}", "") for plek, kolom in enumerate(self.kop)}


class OvernemenForm(forms.Form):
    """What came back from the preview. Only what may be taken, and of that what was ticked and makes sense."""

    sleutel = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=40)
    swv = forms.ChoiceField(widget=forms.HiddenInput)
    soort = forms.ChoiceField(widget=forms.HiddenInput)
    school = forms.ChoiceField(widget=forms.HiddenInput)
    leerling = forms.CharField(widget=forms.HiddenInput, max_length=22, required=False)
    bij_school = Keuze(label="Is de leerling ingeschreven of aangemeld?", choices=BIJ_SCHOOL, required=False)

    def __init__(
        self,
        *args: Any,
        soorten: Sequence[tuple[str, str]],
        scholen: Sequence[tuple[str, str]],
        swvs: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "swv").choices = swvs
        keuzeveld(self, "soort").choices = soorten
        keuzeveld(self, "school").choices = scholen

    def clean_bij_school(self) -> str:
        if not self.cleaned_data["bij_school"] and not self.cleaned_data.get("leerling"):
            raise forms.ValidationError("Kies of de leerling is ingeschreven of aangemeld")
        return str(self.cleaned_data["bij_school"])

    def gekozen(self) -> dict[str, str]:
        """sleutel → text of what was ticked; what cannot be (a sleutel we do not know, a BSN) falls away."""
        keuze: dict[str, str] = {}
        for sleutel in self.data.getlist("kies"):  # type: ignore[attr-defined]
            try:
                meest = hoogste(sleutel)
            except KeyError:
                continue
            gepost = str(self.data.get(f"waarde.{sleutel}", "")).replace("\r\n", "\n")
            tekst = netjes(sleutel, gepost.strip()[:meest])
            if tekst:
                keuze[sleutel] = tekst
        return keuze

    def bekenden(self) -> dict[int, str]:
        """Number of a parent in the file → the person here that it is."""
        return {nummer: wie for nummer in range(1, MAX_OUDERS + 1) if (wie := self.data.get(f"bekend.{nummer}", ""))}


def netjes(sleutel: str, tekst: str) -> str:
    """A value as it is kept, or nothing when it cannot be one of its kind."""
    kolom = sleutel.rpartition(".")[2]
    if kolom == "telefoon":
        cijfers = re.sub(r"[\s().–-]", "", tekst)
        return cijfers if TELEFOON.fullmatch(cijfers) else ""
    if lijkt_op_bsn(tekst):
        return ""
    if kolom in ("geboortedatum", "opp_datum"):
        return als_iso(tekst)
    if kolom == "postcode":
        delen = POSTCODE.fullmatch(tekst)
        return f"{delen[1]} {delen[2].upper()}" if delen else ""
    if kolom == "email":
        try:
            return str(EMAIL.clean(tekst))
        except forms.ValidationError:
            return ""
    return tekst

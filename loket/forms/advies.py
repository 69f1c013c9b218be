"""The advice of one expert. Everything may be empty while it is a draft; signing asks for all of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from kern.formulieren import Akkoord, DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.formulieren.samen import SamenForm
from loket.actions.betrokkenheid import advies_mist
from loket.models import Aanvraag, Advies, Adviesopdracht, Registratie
from scholen.models import TlvSoort

JA_NEE = [("ja", "Ja"), ("nee", "Nee")]
CONCLUSIES = [(code, str(woorden).capitalize()) for code, woorden in Advies.Conclusie.choices]
CATEGORIEEN = [("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")]


class AdviesForm(SamenForm):
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    dossier_ontvangen_op = DatumKiezer(label="Wanneer kreeg je het dossier?", required=False)
    registratie = forms.ChoiceField(label="Register", choices=[("", "Geen"), *Registratie.choices], required=False)
    registratienummer = Tekst(label="Registratienummer", max_length=20, required=False)
    bronnen = LangeTekst(
        label="Wat heb je gelezen en gezien?",
        help_text="Bijvoorbeeld: het OPP van 2 oktober, een observatie in de klas op 5 november.",
        required=False,
        regels=3,
    )
    ouders_gesproken = Keuze(label="Heb je de ouders gesproken?", choices=JA_NEE, required=False, vorm="segment")
    leerling_gesproken = Keuze(
        label="Heb je de leerling gesproken of gezien?", choices=JA_NEE, required=False, vorm="segment"
    )
    conclusie = Keuze(label="Wat is je conclusie?", choices=CONCLUSIES, required=False, vorm="segment")
    soort = forms.ChoiceField(label="Welke soort onderwijs?", required=False)
    categorie = forms.ChoiceField(
        label="Categorie", help_text="Alleen bij so en vso.", choices=[("", "Geen"), *CATEGORIEEN], required=False
    )
    schooljaren = forms.TypedChoiceField(label="Hele schooljaren", coerce=int, empty_value=None, required=False)
    motivering = LangeTekst(
        label="Waarom adviseer je dit?",
        help_text="De ouders en de school lezen dit. Noem de criteria van het ondersteuningsplan.",
        required=False,
        max_tekens=6000,
        regels=10,
    )
    waarom_niet_lichter = LangeTekst(
        label="Waarom is lichtere hulp niet genoeg?", required=False, max_tekens=3000, regels=5
    )
    eerder_gezien = Keuze(
        label="Heb je deze leerling eerder behandeld of gezien?", choices=JA_NEE, required=False, vorm="segment"
    )
    eerder_gezien_uitleg = LangeTekst(
        label="Waarom is je advies toch onafhankelijk?",
        help_text="Schrijf op wanneer en waarvoor je de leerling zag. Het loket en de beslisser lezen dit.",
        required=False,
        max_tekens=1000,
        regels=3,
    )
    niet_van_school = Akkoord(label="Ik ben niet verbonden aan de school die dit aanvraagt.", required=False)
    niet_betrokken = Akkoord(label="Ik was niet betrokken bij het maken van de aanvraag.", required=False)
    beslist_niet = Akkoord(label="Ik beslis niet mee over deze aanvraag.", required=False)

    def __init__(self, *args: Any, aanvraag: Aanvraag, advies: Advies | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodig = tuple(self.fields)
        soorten = [(soort, TlvSoort(soort).label) for soort in aanvraag.instelling.tlv_soorten]
        keuzeveld(self, "soort").choices = [("", "Kies een soort"), *soorten]
        jaren = [(str(n), f"{n} {'schooljaar' if n == 1 else 'schooljaren'}") for n in range(1, 9)]
        keuzeveld(self, "schooljaren").choices = [("", "Kies"), *jaren]
        self.ontbreekt = dict(advies_mist(advies)) if advies and advies.versie else {}

    def velden(self) -> dict[str, Any]:
        """What can be kept: the fields that are valid, without the version."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "versie"}


def begin(opdracht: Adviesopdracht, advies: Advies | None) -> dict[str, Any]:
    """What the form starts with: the draft, or what the school asked for and what this expert filled in last time."""
    if advies is not None:
        return {naam: getattr(advies, naam) for naam in AdviesForm.base_fields}
    vorig = (
        Advies.objects.filter(opdracht__deskundige=opdracht.deskundige_id, ondertekend_op__isnull=False)
        .order_by("-ondertekend_op")
        .values("registratie", "registratienummer")
        .first()
    )
    return {
        "versie": 0,
        "soort": opdracht.aanvraag.tlv_soort,
        "dossier_ontvangen_op": timezone.localdate(opdracht.gevraagd_op),
        **(vorig or {}),
    }

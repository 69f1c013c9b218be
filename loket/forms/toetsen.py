"""The section with IQ and leerachterstand, for praktijkonderwijs and lwoo."""

from __future__ import annotations

from django import forms

from kern.formulieren import DatumVeld, Keuze, LangeTekst, Tekst
from loket.models import JaNee
from loket.rules.toetsen import DOMEINEN

from .onderdeel import Onderdeelformulier


def _maanden(label: str) -> forms.IntegerField:
    grens = {"min_value": "Vul een aantal maanden in van 1 tot en met 80"}
    return forms.IntegerField(
        label=label,
        min_value=0 if label == "DLE" else 1,
        max_value=80,
        error_messages={**grens, "max_value": grens["min_value"], "invalid": "Vul een getal in, zoals 35"},
        widget=forms.NumberInput({"inputmode": "numeric", "class": "swv-textbox--kort"}),
    )


class ToetsenForm(Onderdeelformulier):
    slug = "toetsen"
    iq = forms.IntegerField(
        label="Wat is het totaal-IQ?",
        min_value=20,
        max_value=180,
        error_messages={
            "min_value": "Vul een IQ in tussen 20 en 180",
            "max_value": "Vul een IQ in tussen 20 en 180",
            "invalid": "Vul een getal in, zoals 78",
        },
        widget=forms.NumberInput({"inputmode": "numeric", "class": "swv-textbox--kort"}),
    )
    iq_test = Tekst(label="Met welke test?", help_text="Alleen een test van de lijst van de minister.", max_length=80)
    iq_datum = DatumVeld(label="Wanneer was die test?", help_text="Bijvoorbeeld 2 10 2026")
    iq_door = Tekst(
        label="Welke psycholoog of orthopedagoog leidde de test?", help_text="Naam en beroep.", max_length=120
    )
    ir_dle, ir_dl = _maanden("DLE"), _maanden("DL")
    bl_dle, bl_dl = _maanden("DLE"), _maanden("DL")
    tl_dle, tl_dl = _maanden("DLE"), _maanden("DL")
    sp_dle, sp_dl = _maanden("DLE"), _maanden("DL")
    toets_namen = Tekst(label="Met welke toetsen is dat gemeten?", max_length=200)
    toets_datum = DatumVeld(label="Wanneer waren die toetsen?", help_text="Bijvoorbeeld 2 10 2026")
    sem = Keuze(
        label="Zijn er sociaal-emotionele problemen?",
        help_text="Bij een IQ van 91 tot en met 120 moet persoonlijkheidsonderzoek dat laten zien.",
        choices=JaNee.choices,
        vorm="segment",
    )
    sem_onderzoek = LangeTekst(label="Welk onderzoek laat dat zien?", regels=2, max_tekens=1000)
    keuze_motivering = LangeTekst(
        label="Waarom past deze soort onderwijs bij {v}?",
        help_text="Kan volgens de criteria ook de andere soort, leg dan uit waarom je hiervoor kiest.",
        regels=4,
        max_tekens=3000,
    )

    def verplicht(self) -> tuple[str, ...]:
        """The page says that two subjects are enough; eight times "niet verplicht" would say that none are."""
        maten = [f"{code}_{maat}" for code in DOMEINEN for maat in ("dle", "dl")]
        return ("iq", "iq_test", "iq_datum", "iq_door", *maten, "toets_namen", "keuze_motivering")

    @property
    def domeinen(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Per domain its name and its two boxes."""
        return [(naam.capitalize(), self[f"{code}_dle"], self[f"{code}_dl"]) for code, naam in DOMEINEN.items()]

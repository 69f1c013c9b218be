"""What a pupil fills in, alone or with an adult; below twelve pictures and short sentences (R-HOOR-01)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Bestanden, Keuze, LangeTekst, Meerkeuze, Tekst, Telefoonnummer
from kern.formulieren.keuzes import keuzeveld
from loket.actions.stem import TEKENINGEN_HOOGSTENS
from loket.models import Stem, Stemorigineel
from loket.rules.stem import ZINNEN
from loket.tekens import GEZICHTEN

L = Stem.Lezer
BEELDEN = tuple(soort for soort in ACCEPT if soort not in (".docx", ".odt"))


class StemForm(forms.Form):
    """jong: below twelve, with an adult; alleen: no adult beside it; naam: of the pupil."""

    gevoel = Keuze(label="Hoe vind je het op school?", required=False, vorm="kaart")
    zinnen = Meerkeuze(label="Wat past bij jou?", choices=ZINNEN.items(), required=False)
    tekst = LangeTekst(label="Wat wil je vertellen?", required=False, max_tekens=3000, regels=6)
    tekeningen = Bestanden(
        label="Een tekening of foto", help_text="Maak met een telefoon een foto van je tekening.", required=False
    )
    lezer = Keuze(label="Wie mag dit lezen?", leeg="Kies wie dit mag lezen", vorm="kaart")
    samenvatting = LangeTekst(label="Samenvatting", required=False, max_tekens=1500, regels=4)
    samen_met = Tekst(label="Wie zat erbij?", required=False, max_length=120)
    samen_rol = Tekst(label="Wie is dat?", help_text="Zoals: juf, vader of oma.", required=False, max_length=80)

    nodig = ("lezer", "samen_met", "samen_rol", "samenvatting")

    def __init__(self, *args: Any, jong: bool, alleen: bool, naam: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jong, self.alleen = jong, alleen
        gezichten = [
            (waarde, format_html("{} {}", GEZICHTEN[waarde], woord.capitalize()))
            for waarde, woord in Stemorigineel.Gevoel.choices
        ]
        keuzeveld(self, "gevoel").choices = gezichten
        self.fields["tekeningen"].widget.attrs["accept"] = ",".join(BEELDEN)
        anderen = "een samenvatting" if jong else "dit"
        uitleg = {
            L.IEDEREEN: f"Je ouders, de school en de deskundigen lezen {anderen}. Het staat ook in ons besluit.",
            L.BESLIST: "Eén iemand van het samenwerkingsverband leest dit. Je ouders en de school niet.",
            L.SAMEN: "Wij kijken er eerst samen met jou naar. Daarna kies jij.",
        }
        self.fields["lezer"].widget.uitleg = {str(waarde): zin for waarde, zin in uitleg.items()}
        keuzeveld(self, "lezer").choices = list(L.choices)
        weg = ["gevoel", "zinnen", "samenvatting"] if not jong else []
        weg += ["samen_met", "samen_rol"] if alleen else []
        for veld in weg:
            del self.fields[veld]
        if jong:
            self.fields["tekst"].label = "Wil je nog iets vertellen?"
            self.fields["samenvatting"].help_text = (
                f"Van de volwassene: schrijf kort op wat {naam} vertelde. Anderen lezen alleen dit. "
                "Wat hierboven staat, leest alleen wie beslist. Niet nodig als alleen wie beslist dit leest."
            )
            self.order_fields(
                ["gevoel", "zinnen", "tekst", "tekeningen", "samen_met", "samen_rol", "lezer", "samenvatting"]
            )

    def clean(self) -> dict[str, Any]:
        """Every gap at its own field, so that nothing typed is lost on the way to the action."""
        schoon: dict[str, Any] = super().clean() or {}
        if not any(schoon.get(naam) for naam in ("gevoel", "zinnen", "tekst", "tekeningen")):
            self.add_error("tekst", "Vertel iets, kies iets of maak een tekening")
        if len(schoon.get("tekeningen") or []) > TEKENINGEN_HOOGSTENS:
            self.add_error("tekeningen", f"Kies hoogstens {TEKENINGEN_HOOGSTENS} tekeningen")
        for naam, zin in (("samen_met", "Vul in wie erbij zat"), ("samen_rol", "Vul in wie dat is")):
            if naam in self.fields and not schoon.get(naam):
                self.add_error(naam, zin)
        if self.jong and schoon.get("lezer") in (L.IEDEREEN, L.SAMEN) and not schoon.get("samenvatting"):
            self.add_error("samenvatting", "Schrijf kort op wat het kind vertelde")
        return schoon


class NietGehoordForm(forms.Form):
    reden = LangeTekst(
        label="Waarom kon het niet?",
        help_text="De ouders, de school en wie beslist lezen dit.",
        leeg="Schrijf op waarom het niet kon",
        max_tekens=1000,
        regels=3,
    )


class ZorgForm(forms.Form):
    tekst = LangeTekst(
        label="Waarover maakt u zich zorgen?",
        help_text="Alleen het loket leest dit. Ouders, school en deskundigen zien niet dat u dit meldt.",
        leeg="Schrijf op waarover u zich zorgen maakt",
        max_tekens=3000,
        regels=5,
    )
    melder = Tekst(label="Uw naam", leeg="Vul uw naam in", max_length=120)
    telefoon = Telefoonnummer(label="Uw nummer", required=False)


class AntwoordForm(forms.Form):
    antwoord = LangeTekst(
        label="Wat schrijf je aan de leerling?",
        help_text="Kort, met je en jij: wat deed je met wat hij of zij vertelde? De leerling leest dit na het besluit.",
        leeg="Schrijf op wat je met de mening van de leerling doet",
        max_tekens=1500,
        regels=5,
    )


class BekekenForm(forms.Form):
    iedereen = Keuze(
        label="Wat koos de leerling?",
        choices=[("ja", "Iedereen mag het lezen"), ("nee", "Alleen wie beslist leest het")],
        leeg="Kies wat de leerling wil",
    )


class AfhandelForm(forms.Form):
    verslag = LangeTekst(
        label="Wat is er gedaan?",
        help_text="Volg de stappen van de meldcode. Bij acuut gevaar bel je 112.",
        leeg="Schrijf op wat er is gedaan",
        max_tekens=3000,
        regels=5,
    )

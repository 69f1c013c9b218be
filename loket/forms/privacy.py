"""What somebody fills in to ask about the own data, and what the loket answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Akkoord, DatumKiezer, Keuze, LangeTekst


class CorrectieForm(forms.Form):
    wat = LangeTekst(
        label=_("Wat klopt er niet?"),
        help_text=_("Schrijf op wat er nu staat, en waar."),
        leeg=_("Schrijf op wat er niet klopt"),
        max_tekens=1000,
        regels=3,
    )
    moet_zijn = LangeTekst(
        label=_("Wat moet er staan?"), leeg=_("Schrijf op wat er moet staan"), max_tekens=1000, regels=3
    )
    reden = LangeTekst(
        label=_("Waarom?"),
        help_text=_("Zeg hoe u dat weet. Een papier laten zien mag ook: bel ons."),
        leeg=_("Schrijf op waarom het anders moet"),
        max_tekens=1000,
        regels=3,
    )


class ToelichtingForm(forms.Form):
    reden = LangeTekst(
        label=_("Wilt u er iets bij vertellen?"),
        help_text=_("Zoals: ik wil alleen de brieven."),
        required=False,
        max_tekens=1000,
        regels=3,
    )


class VerklaringForm(forms.Form):
    tekst = LangeTekst(
        label=_("Uw verklaring"),
        help_text=_("Wie hier werkt en dit dossier leest, leest dit erbij. U kunt het later niet meer veranderen."),
        leeg=_("Schrijf op wat er bij het dossier moet staan"),
        max_tekens=2000,
        regels=5,
    )


class PrivacyVerlengForm(forms.Form):
    reden = LangeTekst(
        label="Waarom duurt het langer?",
        help_text="De vrager leest dit. Schrijf u.",
        leeg="Schrijf op waarom het langer duurt",
        max_tekens=1000,
        regels=3,
    )


class PrivacyAntwoordForm(forms.Form):
    """The answer to one kind of request; only that kind has its fields. weg_op: what the rule says, when it can."""

    uitkomst = Keuze(label="Doen we wat gevraagd is?", choices=[("ja", "Ja"), ("nee", "Nee")], leeg="Kies ja of nee")
    derden_bekeken = Akkoord(
        label="Ik heb nagekeken of er iets over anderen in staat, en dat weggelakt",
        required=False,
    )
    gegeven_op = DatumKiezer(label="Op welke dag gaf je de kopie?", required=False)
    weg_op = DatumKiezer(
        label="Vanaf welke dag mag het dossier weg?",
        help_text="De nacht erna komt het op een lijst. Een ander keurt die goed, en dertig dagen later is het weg.",
        required=False,
    )
    antwoord = LangeTekst(
        label="Je antwoord",
        help_text="Wat heb je gedaan, of waarom niet? De vrager leest dit. Schrijf u.",
        leeg="Schrijf op wat je hebt gedaan, of waarom niet",
        max_tekens=2000,
        regels=5,
    )

    def __init__(self, *args: Any, soort: str, weg_op: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if soort != "inzage":
            del self.fields["derden_bekeken"], self.fields["gegeven_op"]
        if soort != "verwijderen":
            del self.fields["weg_op"]
        elif weg_op:
            self.fields["weg_op"].initial = weg_op

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("uitkomst") == "ja":
            nodig = {
                "derden_bekeken": "Kijk eerst na of er iets over anderen in de kopie staat",
                "gegeven_op": "Vul in op welke dag je de kopie gaf",
                "weg_op": "Kies vanaf welke dag het dossier weg mag",
            }
            for naam, zin in nodig.items():
                if naam in self.fields and not schoon.get(naam) and naam not in self.errors:
                    self.add_error(naam, zin)
        return schoon

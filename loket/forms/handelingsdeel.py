"""What a school puts before a family about the help for a pupil, and what the family answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Akkoord, Bestanden, DatumKiezer, DatumVeld, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from loket.actions.handelingsdeel import BESTANDEN_HOOGSTENS
from loket.models import Handelingsdeelantwoord
from loket.rules.overeenstemming import periode_fout

Soort = Handelingsdeelantwoord.Soort
GEEN_AANVRAAG = "geen"


class HandelingsdeelForm(forms.Form):
    """stukken: papers that are in an aanvraag of this pupil already; aanvragen: open ones it can go along with."""

    tekst = LangeTekst(
        label="Wat spreken jullie af?",
        help_text="Welke hulp, hoe vaak, van wie en met welk doel. Ouders lezen dit: schrijf kort, met korte zinnen.",
        required=False,
        max_tekens=6000,
        regels=10,
    )
    stukken = Meerkeuze(label="Kies een stuk dat er al is", required=False)
    bestanden = Bestanden(
        label="Of voeg het handelingsdeel toe",
        help_text="Pdf, Word of foto, tot 20 MB.",
        soorten=ACCEPT,
        required=False,
    )
    van = DatumKiezer(label="Vanaf welke dag?", leeg="Vul in vanaf welke dag")
    tot = DatumKiezer(
        label="Tot en met welke dag?",
        help_text="Hoogstens een jaar: elk schooljaar bespreek je het opnieuw met de ouders.",
        leeg="Vul in tot en met welke dag",
    )
    aanvraag = Keuze(label="Hoort dit bij een aanvraag?", help_text="Dan leest ook het samenwerkingsverband het.")

    def __init__(
        self, *args: Any, stukken: Sequence[tuple[str, str]], aanvragen: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "stukken").choices = list(stukken)
        keuzeveld(self, "aanvraag").choices = [*aanvragen, (GEEN_AANVRAAG, "Nee")]
        if not stukken:
            del self.fields["stukken"]
        if not aanvragen:
            del self.fields["aanvraag"]

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        papieren = [*(schoon.get("bestanden") or []), *(schoon.get("stukken") or [])]
        if not schoon.get("tekst") and not papieren and not self.errors:
            self.add_error("tekst", "Schrijf op wat is afgesproken, of voeg het handelingsdeel toe")
        if len(papieren) > BESTANDEN_HOOGSTENS:
            self.add_error("bestanden", f"Kies hoogstens {BESTANDEN_HOOGSTENS} bestanden")
        van, tot = schoon.get("van"), schoon.get("tot")
        if isinstance(van, date) and isinstance(tot, date) and (fout := periode_fout(van, tot)):
            self.add_error("tot", fout)
        return schoon


class AkkoordForm(forms.Form):
    """je: to a pupil of 18 and older, who decides itself; anderen: whether another reads how it stands."""

    soort = Keuze(label=_("Gaat u akkoord?"), leeg=_("Kies of u akkoord gaat"), vorm="kaart")
    reden = LangeTekst(
        label=_("Waarom gaat u niet akkoord?"),
        help_text=_("De school leest dit."),
        required=False,
        max_tekens=2000,
        regels=5,
    )
    nodig = ("soort", "reden")

    def __init__(self, *args: Any, je: bool = False, anderen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if anderen:
            self.fields["reden"].help_text = _("De school leest dit. De andere ouder leest het niet.")
        keuzeveld(self, "soort").choices = [(Soort.AKKOORD, _("Ik ga akkoord")), (Soort.NIET, _("Ik ga niet akkoord"))]
        if je:
            self.fields["soort"].label = _("Ga je akkoord?")
            self.fields["soort"].error_messages["required"] = _("Kies of je akkoord gaat")
            self.fields["reden"].label = _("Waarom ga je niet akkoord?")
        self.je = je

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("soort") == Soort.NIET and "reden" not in self.errors and not schoon.get("reden"):
            je, u = _("Schrijf op waarom je niet akkoord gaat"), _("Schrijf op waarom u niet akkoord gaat")
            self.add_error("reden", je if self.je else u)
        return schoon


class TerugForm(forms.Form):
    reden = LangeTekst(
        label=_("Waarom neemt u uw akkoord terug?"),
        help_text=_("Dit hoeft niet. De school leest het."),
        required=False,
        max_tekens=2000,
        regels=3,
    )

    def __init__(self, *args: Any, je: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if je:
            self.fields["reden"].label = _("Waarom neem je je akkoord terug?")


class AanwezigForm(forms.Form):
    """mensen: who must agree, by public id."""

    aanwezig = Meerkeuze(label="Wie zit er bij je?", leeg="Kies wie er bij je zit")

    def __init__(self, *args: Any, mensen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "aanwezig").choices = list(mensen)


class OpSchoolForm(AkkoordForm):
    """The same on the device of the school, with what only this person can fill in. wie: whose turn it is."""

    wie = forms.CharField(widget=forms.HiddenInput)
    getypt = Tekst(label=_("Typ uw voornaam en achternaam"), leeg=_("Typ uw voornaam en achternaam"), max_length=200)
    geboortedatum = DatumVeld(label=_("Wanneer is uw kind geboren?"), leeg=_("Vul in wanneer uw kind is geboren"))
    zelf = Akkoord(
        label=_("Ik heb dit zelf gelezen en ik kies zelf"), leeg=_("Zet een vinkje als u het zelf heeft gelezen")
    )

    def __init__(self, *args: Any, je: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, je=je, **kwargs)
        if je:
            self.fields["getypt"].label = _("Typ je voornaam en achternaam")
            self.fields["geboortedatum"].label = _("Wanneer ben je geboren?")
            leeg = {
                "getypt": _("Typ je voornaam en achternaam"),
                "geboortedatum": _("Vul in wanneer je bent geboren"),
                "zelf": _("Zet een vinkje als je het zelf hebt gelezen"),
            }
            for naam, zin in leeg.items():
                self.fields[naam].error_messages["required"] = zin


class PapierForm(forms.Form):
    soort = Keuze(
        label="Wat staat er op het papier?",
        choices=[(Soort.AKKOORD, "Akkoord"), (Soort.NIET, "Niet akkoord"), (Soort.TERUG, "Akkoord teruggenomen")],
        leeg="Kies wat er op het papier staat",
    )
    reden = LangeTekst(
        label="Waarom niet?",
        help_text="Neem over wat de ouder schreef.",
        required=False,
        max_tekens=2000,
        regels=3,
    )
    dag = DatumKiezer(label="Wanneer is het ondertekend?", leeg="Vul in op welke dag het papier is ondertekend")
    scan = Bestanden(
        label="Scan of foto van het papier",
        help_text="Met de handtekening erop. Pdf of foto, tot 20 MB.",
        soorten=ACCEPT,
        leeg="Voeg een scan of foto van het papier toe",
    )

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("soort") == Soort.NIET and "reden" not in self.errors and not schoon.get("reden"):
            self.add_error("reden", "Neem over waarom de ouder niet akkoord gaat")
        if len(schoon.get("scan") or []) > 1:
            self.add_error("scan", "Kies één bestand")
        return schoon


class BesprokenForm(forms.Form):
    tekst = LangeTekst(
        label="Wat is er besproken?",
        help_text="Jullie school leest dit. Vraagt de ouder om een kopie van het dossier, dan kan dit erbij zitten.",
        leeg="Schrijf op wat er is besproken",
        max_tekens=2000,
        regels=3,
    )


class EindeForm(forms.Form):
    """nodig: whether a reason must be given: to take a version back."""

    reden = LangeTekst(label="Waarom?", help_text="De ouders lezen dit.", max_tekens=1000, regels=3)

    def __init__(self, *args: Any, nodig: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].required = nodig
        self.fields["reden"].error_messages["required"] = "Schrijf op waarom je dit terugneemt"

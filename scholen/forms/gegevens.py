"""How an SWV calls itself, looks and is reached: two pages, with the day from which it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.brieven.tekens import niet_af_te_drukken
from kern.formulieren import DatumKiezer, Emailadres, Keuze, Tekst
from kern.thema import ONDERGROND, Keuzes
from scholen.models import SwvVersie

from .instelvelden import binnen_een_jaar, kopie


class Kleur(Tekst):
    """A colour as people copy it from a style guide: #17566B, 17566b or #abc. Kept as # with six small digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"spellcheck": "false", "autocomplete": "off", "class": "swv-textbox--kort"})
        super().__init__(leeg="Vul een kleur in, zoals #17566b", max_length=7, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        cijfers = str(super().clean(value)).strip().lower().removeprefix("#")
        if re.fullmatch(r"[0-9a-f]{3}", cijfers):
            cijfers = "".join(2 * cijfer for cijfer in cijfers)
        if not re.fullmatch(r"[0-9a-f]{6}", cijfers):
            raise ValidationError("Een kleur is een # met zes cijfers of letters a tot en met f, zoals #17566b")
        return f"#{cijfers}"


class Postcode(Tekst):
    """1234 AB, with one space. Of an SWV that is made up it may begin with 0, as none in the country does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(leeg="Vul een postcode in, zoals 1234 AB", max_length=7, **kwargs)

    def clean(self, value: Any) -> str:
        deel = re.fullmatch(r"(\d{4})\s*([A-Za-z]{2})", str(super().clean(value)).strip())
        if not deel:
            raise ValidationError("Vul een postcode in, zoals 1234 AB")
        return f"{deel[1]} {deel[2].upper()}"


HUISSTIJL: Mapping[str, forms.Field] = {
    "naam": Tekst(
        label="Naam", help_text="Staat boven elke pagina en in elke brief.", leeg="Vul een naam in", max_length=150
    ),
    "onderschrift": Tekst(
        label="Regel onder de naam",
        help_text="Zoals: Samenwerkingsverband primair onderwijs. Leeg is geen regel.",
        required=False,
        max_length=120,
    ),
    "merkkleur": Kleur(
        label="Merkkleur", help_text="Van knoppen, links en het beeldmerk. Een # met zes cijfers of letters."
    ),
    "accentkleur": Kleur(label="Accentkleur", help_text="Van lijnen, vlakken en grafieken."),
    "ondergrond": Keuze(
        label="Ondergrond",
        help_text="De tint van het grijs achter de tekst.",
        choices=[(naam, naam.capitalize()) for naam in ONDERGROND],
        leeg="Kies een ondergrond",
    ),
}
CONTACT: Mapping[str, forms.Field] = {
    "straat": Tekst(label="Straat en huisnummer", leeg="Vul een straat en huisnummer in", max_length=120),
    "postcode": Postcode(label="Postcode"),
    "plaats": Tekst(label="Plaats", leeg="Vul een plaats in", max_length=80),
    "postadres": Tekst(
        label="Postadres",
        help_text="Als post ergens anders heen moet, zoals: Postbus 1, 1000 AA Zandwerven.",
        required=False,
        max_length=200,
    ),
    "telefoon": Tekst(
        label="Telefoon", help_text="Staat in elke brief.", leeg="Vul een telefoonnummer in", max_length=20
    ),
    "email": Emailadres(label="E-mailadres", help_text="Van het loket."),
    "bezwaar_email": Emailadres(
        label="E-mailadres voor bezwaar", help_text="Leeg is het adres van het loket.", required=False
    ),
    "website": Tekst(label="Website", required=False, max_length=120),
    "werkgebieden_bron": Tekst(
        label="Waar komt de indeling in werkgebieden vandaan?",
        help_text="Eén zin, bij de werkgebieden op de website. Leeg is geen zin.",
        required=False,
        max_length=200,
    ),
}


@dataclass(frozen=True)
class Bladzij:
    """One page. velden: in their order, named as their column."""

    sleutel: str
    titel: str
    uitleg: str
    velden: Mapping[str, forms.Field]


BLADZIJDEN = {
    "huisstijl": Bladzij(
        "huisstijl", "Huisstijl", "De naam en de kleuren van het portaal en van de brieven.", HUISSTIJL
    ),
    "contact": Bladzij(
        "contact",
        "Contact en adres",
        "Waar ouders en scholen jullie vinden: op de website en in brieven.",
        CONTACT,
    ),
}


class GegevensForm(forms.Form):
    """One page of what an SWV says about itself, and from which day it holds."""

    geldig_van = DatumKiezer(
        label="Geldt vanaf",
        help_text="Vandaag of later. Brieven die al zijn verstuurd, veranderen niet.",
        leeg="Kies vanaf welke dag dit geldt",
    )

    def __init__(self, *args: Any, bladzij: Bladzij, nu: Mapping[str, Any], vandaag: date, **kwargs: Any) -> None:
        self.bladzij, self.nu, self.vandaag = bladzij, nu, vandaag
        begin = {naam: nu[naam] for naam in bladzij.velden} | {"geldig_van": vandaag}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.fields |= {naam: kopie(veld) for naam, veld in bladzij.velden.items()}
        self.order_fields([*bladzij.velden, "geldig_van"])

    def clean_geldig_van(self) -> date:
        return binnen_een_jaar(self.cleaned_data["geldig_van"], self.vandaag)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for naam in self.bladzij.velden:
            if naam in data and (zin := niet_af_te_drukken(str(data[naam]))):
                self.add_error(naam, zin)
        return data

    def velden(self) -> dict[str, Any]:
        """Column → value, of what is different from today: another change that is planned stays as it is."""
        return {naam: een for naam in self.bladzij.velden if (een := self.cleaned_data[naam]) != self.nu[naam]}

    def kleuren(self) -> Keuzes | None:
        """What was chosen, when it can be shown already."""
        data = getattr(self, "cleaned_data", {})
        namen = ("merkkleur", "accentkleur", "ondergrond")
        return Keuzes(*(data[naam] for naam in namen)) if all(data.get(naam) for naam in namen) else None


class LogoForm(forms.Form):
    """A logo, and from which day it holds; what the picture is judged by is kern.bestanden."""

    beeld = forms.FileField(
        label="Logo",
        help_text="Een PNG of JPEG. Een SVG kan niet: daar kan een programma in zitten.",
        widget=forms.FileInput({"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": "Kies een beeld", "empty": "Dit bestand is leeg. Kies een ander beeld."},
    )
    geldig_van = DatumKiezer(label="Geldt vanaf", leeg="Kies vanaf welke dag dit geldt")

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        self.vandaag = vandaag
        super().__init__(*args, **{"initial": {"geldig_van": vandaag}, **kwargs})

    def clean_geldig_van(self) -> date:
        return binnen_een_jaar(self.cleaned_data["geldig_van"], self.vandaag)


def gegevensfouten(velden: Mapping[str, Any]) -> list[str]:
    """What the pages would say about these columns, when they come from a file; an empty one may stay empty."""
    zinnen = [(naam, _fout({**HUISSTIJL, **CONTACT}[naam], waarde)) for naam, waarde in velden.items() if waarde]
    return [f"{label_van(naam)}: {zin.rstrip('.')}." for naam, zin in zinnen if zin]


def _fout(veld: forms.Field, waarde: Any) -> str:
    try:
        veld.clean(waarde)
    except ValidationError as fout:
        return fout.messages[0]
    return niet_af_te_drukken(str(waarde))


def in_woorden(versie: SwvVersie, naam: str) -> str:
    """What this version says about it, for a reader."""
    if naam == "logo":
        return "een eigen beeld" if versie.logo else "het beeldmerk van het portaal"
    return str(getattr(versie, naam)) or "niet ingevuld"


def label_van(naam: str) -> str:
    """How the pages call this column."""
    if naam == "logo":
        return "Logo"
    velden = {**HUISSTIJL, **CONTACT}
    return str(velden[naam].label) if naam in velden else naam

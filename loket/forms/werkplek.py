"""What somebody of the desk chooses about the own work: columns, views, days off, who gets which new work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models.notitie import Contactmoment
from loket.models.werkplek import PER_PAGINA, Kolom

from .behandeling import PersoonKeuze

IN_WEERGAVE = ("weergave", "soort", "fase", "aan_zet", "termijn", "werkgebied", "behandelaar", "sorteer")
"""What of an address a saved view keeps: never what was searched for (afspraak 20)."""


def kale_vraag(vraag: str) -> str:
    """A query string with nothing in it but filters and order, whatever was sent."""
    return urlencode([(naam, waarde) for naam, waarde in parse_qsl(vraag[:1000]) if naam in IN_WEERGAVE and waarde])


class VoorkeurForm(forms.Form):
    per_pagina = forms.TypedChoiceField(
        label="Aanvragen per pagina", coerce=int, choices=[(aantal, str(aantal)) for aantal in PER_PAGINA]
    )
    kolommen = Meerkeuze(label="Kolommen", choices=Kolom.choices, required=False)


class WeergaveForm(forms.Form):
    naam = Tekst(label="Naam van de weergave", max_length=40, leeg="Geef de weergave een naam")
    voor = Keuze(
        label="Voor wie?",
        choices=[("mij", "Alleen voor mij"), ("iedereen", "Voor iedereen van het loket")],
        leeg="Kies voor wie de weergave is",
    )
    vraag = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def clean_vraag(self) -> str:
        return kale_vraag(self.cleaned_data["vraag"])[:400]


class AfwezigForm(forms.Form):
    """Who is away, from when to when, and who does the work."""

    gebruiker = PersoonKeuze(label="Wie is er weg?", leeg="Kies wie er weg is")
    van = DatumKiezer(label="Eerste dag", leeg="Kies de eerste dag")
    tot = DatumKiezer(label="Laatste dag", leeg="Kies de laatste dag")
    waarnemer = PersoonKeuze(label="Wie neemt het werk waar?", leeg="Kies wie het werk waarneemt")

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("gebruiker", "waarnemer"):
            rijen_bieden(self, naam, met_rol(Rol.LOKETMEDEWERKER, vandaag))


class VerdeelForm(forms.Form):
    """New work from there and of that kind goes to this colleague."""

    werkgebied = forms.ChoiceField(label="Werkgebied", required=False)
    soort = forms.ChoiceField(label="Soort aanvraag", required=False)
    collega = PersoonKeuze(label="Naar wie?", leeg="Kies een collega")
    toon_facultatief = False

    def __init__(self, *args: Any, keuzes: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rijen_bieden(self, "collega", met_rol(Rol.LOKETMEDEWERKER, vandaag))
        keuzeveld(self, "soort").choices = [("", "Alle soorten"), *keuzes.soorten]
        if keuzes.werkgebieden:
            gebieden = [("", "Elk werkgebied"), *keuzes.werkgebieden]
            keuzeveld(self, "werkgebied").choices = gebieden
        else:
            del self.fields["werkgebied"]


class EenmaligForm(forms.Form):
    """A form that is shown with a key of its own: posted twice it writes once. A page without one still writes."""

    sleutel = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: secrets.token_urlsafe(16)
    )


class NotitieForm(EenmaligForm):
    tekst = LangeTekst(
        label="Interne notitie",
        help_text="Alleen het loket en de beslisser lezen dit. De school en de ouders nooit.",
        leeg="Schrijf de notitie op",
        max_tekens=4000,
        regels=4,
    )
    noemen = Meerkeuze(
        label="Collega’s erbij halen", help_text="Zij zien een merkje bij deze aanvraag.", required=False
    )

    def __init__(self, *args: Any, collegas: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collegas = {een.public_id: een for een in collegas}
        keuzes = [(sleutel, een.naam) for sleutel, een in self.collegas.items()]
        keuzeveld(self, "noemen").choices = keuzes

    def velden(self) -> dict[str, Any]:
        """The keywords of notitie_schrijven."""
        genoemd = [self.collegas[sleutel] for sleutel in self.cleaned_data["noemen"]]
        return {"sleutel": self.cleaned_data["sleutel"], "tekst": self.cleaned_data["tekst"], "noemen": genoemd}


class SchoolberichtForm(EenmaligForm):
    tekst = LangeTekst(
        label="Bericht aan de school",
        help_text="De school leest dit in het portaal, en krijgt een mail zonder namen.",
        leeg="Schrijf het bericht",
        max_tekens=4000,
        regels=4,
    )


class AntwoordForm(EenmaligForm):
    tekst = LangeTekst(label="Bericht aan het loket", leeg="Schrijf het bericht", max_tekens=4000, regels=4)


class ContactForm(EenmaligForm):
    hoe = Keuze(label="Hoe?", choices=Contactmoment.Hoe.choices, leeg="Kies hoe het contact was", vorm="segment")
    met_wie = Tekst(label="Met wie?", max_length=120, leeg="Schrijf op met wie")
    op_dag = DatumKiezer(label="Wanneer?", leeg="Kies de dag")
    tekst = LangeTekst(label="Wat kwam eruit?", leeg="Schrijf op wat eruit kwam", max_tekens=2000, regels=3)

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"op_dag": vandaag}, **kwargs})
        self.vandaag = vandaag

    def clean_op_dag(self) -> date:
        dag: date = self.cleaned_data["op_dag"]
        if dag > self.vandaag:
            raise ValidationError("Kies een dag die al is geweest")
        return dag

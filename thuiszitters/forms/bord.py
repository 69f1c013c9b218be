"""The filters of the board: all stand in the address, and none is free text (afspraak 20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict

from kern.formulieren import Keuze as KeuzeVeld
from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld, keuzewoorden
from kern.gebruikers.models import Gebruiker
from scholen.models import Gemeente, Instelling, Samenwerkingsverband, School, SchoolDeelname, Werkgebied
from thuiszitters.maat import maat_van
from thuiszitters.models import OPEN, Casus, begeleiders_op
from thuiszitters.models.bord import GROEPEN, NODIG, Keuze
from thuiszitters.models.casus import CasusQuerySet
from thuiszitters.models.protocol import Tredesoort
from thuiszitters.models.verzuimsoort import Verzuimsoort

IK, NIEMAND, GEEN = "ik", "niemand", "geen"
FILTERS = ("nodig", "regie", "school", "werkgebied", "gemeente", "soort", "klasse", "stap", "groep")
IN_ADRES = ("weergave", "beeld", *FILTERS)
"""What of an address is a board: never anything that was typed."""


def kale_vraag(vraag: str) -> str:
    """A query string with nothing in it but the board and its filters, whatever was sent."""
    return urlencode([(naam, waarde) for naam, waarde in parse_qsl(vraag[:1000]) if naam in IN_ADRES and waarde])


@dataclass(frozen=True)
class Keuzes:
    """What the filters offer this user: only what its running cases have."""

    scholen: Sequence[tuple[str, str]]
    werkgebieden: Sequence[tuple[str, str]]
    gemeenten: Sequence[tuple[str, str]]
    mensen: Sequence[tuple[str, str]]
    klassen: Sequence[tuple[str, str]]

    @classmethod
    def van(cls, gebruiker: Gebruiker, vandaag: date) -> Keuzes:
        lopend = Casus.objects.visible_to(gebruiker).filter(status__in=OPEN)
        scholen = School.objects.visible_to(gebruiker).filter(pk__in=lopend.values("school")).order_by("naam", "pk")
        gemeenten = Gemeente.objects.visible_to(gebruiker).filter(pk__in=lopend.values("woongemeente"))
        gebieden = Werkgebied.objects.visible_to(gebruiker).filter(swv__eigen=True).order_by("naam", "pk")
        mensen = Gebruiker.objects.filter(pk__in=lopend.values("regievoerder")).order_by("naam", "pk")
        return cls(
            [(een.public_id, een.naam) for een in scholen],
            [(een.code, een.naam) for een in gebieden],
            [(een.code, een.naam) for een in gemeenten.order_by("naam")],
            [(een.public_id, een.naam) for een in mensen],
            _klassen(gebruiker, vandaag),
        )


def _klassen(gebruiker: Gebruiker, vandaag: date) -> list[tuple[str, str]]:
    swv = Samenwerkingsverband.objects.visible_to(gebruiker).filter(eigen=True).order_by("code").first()
    if swv is None:
        return []
    grenzen = maat_van(Instelling.objects.visible_to(gebruiker).geldig(swv, vandaag)).grenzen
    return [(str(nummer), een.woorden[0].upper() + een.woorden[1:]) for nummer, een in enumerate(grenzen)]


class BordFilter(forms.Form):
    """What to show. A value that is not offered is dropped, so that an old link still gives a board."""

    toon_facultatief = False
    nodig = forms.ChoiceField(label="Wat er nodig is", required=False)
    regie = forms.ChoiceField(label="Regievoerder", required=False)
    school = forms.ChoiceField(label="School", required=False)
    werkgebied = forms.ChoiceField(label="Werkgebied", required=False)
    gemeente = forms.ChoiceField(label="Woont in", required=False)
    soort = forms.ChoiceField(label="Soort verzuim", required=False)
    klasse = forms.ChoiceField(label="Hoe lang", required=False)
    stap = forms.ChoiceField(label="Stap", required=False)
    groep = forms.ChoiceField(label="Fase", required=False)

    def __init__(self, data: QueryDict, *, gebruiker: Gebruiker, vandaag: date, keuzes: Keuzes) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.gebruiker, self.vandaag = gebruiker, vandaag
        self._bied("nodig", "Alles", [*NODIG.items()])
        self._bied("regie", "Iedereen", [(IK, "Ik"), (NIEMAND, "Nog niemand"), *keuzes.mensen])
        scholen = [*keuzes.scholen, (GEEN, "Geen school")] if len(keuzes.scholen) > 1 else []
        self._bied("school", "Alle scholen", scholen)
        self._bied("werkgebied", "Alle werkgebieden", keuzes.werkgebieden)
        self._bied("gemeente", "Alle gemeenten", keuzes.gemeenten if len(keuzes.gemeenten) > 1 else [])
        self._bied("soort", "Alle soorten", [(code, _hoofdletter(woord)) for code, woord in Verzuimsoort.choices])
        self._bied("klasse", "Alle", keuzes.klassen)
        self._bied("stap", "Alle stappen", [(code, _hoofdletter(woord)) for code, woord in Tredesoort.choices])
        self._bied("groep", "Alle fasen", [(str(nummer), naam) for nummer, (naam, _) in enumerate(GROEPEN)])

    def _bied(self, naam: str, alles: str, keuzes: Sequence[tuple[str, str]]) -> None:
        if keuzes:
            keuzeveld(self, naam).choices = [("", alles), *keuzes]
        else:
            del self.fields[naam]

    @property
    def gekozen(self) -> dict[str, str]:
        """Field → value, of the filters in use that exist."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    def chips(self) -> list[tuple[str, str]]:
        """(field, "Hoe lang: 3 tot 6 maanden") of each filter in use."""
        return [
            (naam, f"{self.fields[naam].label}: {keuzewoorden(self, naam)[waarde]}")
            for naam, waarde in self.gekozen.items()
        ]

    @property
    def keuze(self) -> Keuze:
        """What the board itself looks at: all that depends on the day."""
        wat = self.gekozen
        nummers = {naam: int(wat[naam]) if naam in wat else None for naam in ("klasse", "groep")}
        return Keuze(soort=wat.get("soort", ""), stap=wat.get("stap", ""), nodig=wat.get("nodig", ""), **nummers)

    def toepassen(self, casussen: CasusQuerySet) -> CasusQuerySet:
        """Only the cases of these places and people."""
        wat = self.gekozen
        if regie := wat.get("regie"):
            weg = ~Q(regievoerder__in=begeleiders_op(self.vandaag).values("pk"))
            wie = {IK: Q(regievoerder=self.gebruiker), NIEMAND: Q(regievoerder=None) | weg}
            casussen = casussen.filter(wie.get(regie, Q(regievoerder__public_id=regie)))
        if school := wat.get("school"):
            casussen = casussen.filter(school=None) if school == GEEN else casussen.filter(school__public_id=school)
        if gemeente := wat.get("gemeente"):
            casussen = casussen.filter(woongemeente__code=gemeente)
        if gebied := wat.get("werkgebied"):
            deelnames = SchoolDeelname.objects.geldig(self.vandaag).filter(werkgebied__code=gebied)
            casussen = casussen.filter(school__in=deelnames.values("school"))
        return casussen


def _hoofdletter(woord: object) -> str:
    tekst = str(woord).partition(":")[0]
    return tekst[0].upper() + tekst[1:]


class WeergaveForm(forms.Form):
    """A name for the board as it stands. deelt: whether this user may give it to colleagues too."""

    naam = Tekst(label="Naam van de weergave", max_length=40, leeg="Geef de weergave een naam")
    voor = KeuzeVeld(
        label="Voor wie?",
        choices=[("mij", "Alleen voor mij"), ("iedereen", "Ook voor collega’s van het samenwerkingsverband")],
        leeg="Kies voor wie de weergave is",
    )
    vraag = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, *args: Any, deelt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not deelt:
            del self.fields["voor"]

    @property
    def velden(self) -> dict[str, Any]:
        """The keywords of weergave_bewaren."""
        wat = self.cleaned_data
        return {"naam": wat["naam"], "gedeeld": wat.get("voor") == "iedereen", "vraag": kale_vraag(wat["vraag"])[:400]}

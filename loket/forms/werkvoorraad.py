"""The filters of the worklist: all stand in the address. Free text goes by the search form (afspraak 20)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from kern.formulieren import Tekst
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.rollen import Rol
from loket.models import BESLOTEN, Status
from scholen.models import Instelling, SchoolDeelname, TlvSoort, Werkgebied

if TYPE_CHECKING:
    from loket.models.aanvraag import AanvraagQuerySet

TERMIJNEN = [("laat", "Te laat"), ("week", "Deze week"), ("goed", "Op schema"), ("pauze", "Stilgezet")]
FASEN = {
    "nieuw": ("Nieuw binnen", [Status.INGEDIEND]),
    "controle": ("In controle", [Status.IN_CONTROLE, Status.COMPLEET]),
    "school": ("Wacht op school", [Status.AANVULLING_GEVRAAGD]),
    "deskundigen": ("Deskundigen", [Status.IN_ADVIES, Status.ADVIES_GEREED]),
    "besluit": ("Besluit nemen", [Status.BESLUIT_VOORBEREIDEN]),
    "verzenden": ("Brief verzenden", sorted(BESLOTEN)),
    "klaar": ("Brief verstuurd", [Status.BEKENDGEMAAKT]),
    "ingetrokken": ("Ingetrokken", [Status.INGETROKKEN]),
}
GEBOORTEDATUM = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def soortnaam(soort: str) -> str:
    """TLV so, TLV sbo: as people say it."""
    return f"TLV {soort.lower()}"


class WerkvoorraadFilter(forms.Form):
    """What to show. A value that is not offered is dropped, so an old link still gives a list."""

    toon_facultatief = False
    soort = forms.ChoiceField(label="Soort", required=False)
    fase = forms.ChoiceField(label="Fase", required=False)
    termijn = forms.ChoiceField(label="Termijn", required=False)
    werkgebied = forms.ChoiceField(label="Werkgebied", required=False)
    behandelaar = forms.ChoiceField(label="Behandelaar", required=False)

    def __init__(self, data: Any, *, vandaag: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.vandaag = vandaag
        eigen = Instelling.objects.filter(swv__eigen=True, geldig_van__lte=vandaag)
        soorten = {soort for rij in eigen.values_list("tlv_soorten", flat=True) for soort in rij}
        self._keuzes("soort", "Alle soorten", [(een.value, soortnaam(een)) for een in TlvSoort if een in soorten])
        self._keuzes("fase", "Alle fasen", [(sleutel, woorden) for sleutel, (woorden, _) in FASEN.items()])
        self._keuzes("termijn", "Alle termijnen", TERMIJNEN)
        collegas = [(wie.public_id, wie.naam) for wie in met_rol(Rol.LOKETMEDEWERKER, vandaag)]
        self._keuzes("behandelaar", "Iedereen", collegas)
        gebieden = list(Werkgebied.objects.filter(swv__eigen=True).order_by("naam"))
        if gebieden:
            self._keuzes("werkgebied", "Alle werkgebieden", [(gebied.code, gebied.naam) for gebied in gebieden])
        else:
            del self.fields["werkgebied"]

    def _keuzes(self, naam: str, alles: str, keuzes: list[tuple[str, str]]) -> None:
        self.fields[naam].choices = [("", alles), *keuzes]  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> dict[str, str]:
        """Field → value, of the filters in use that exist."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    def chips(self) -> list[tuple[str, str]]:
        """(field, "Soort: TLV so") of each filter in use."""
        return [
            (naam, f"{self.fields[naam].label}: {dict(self.fields[naam].choices)[waarde]}")  # type: ignore[attr-defined]
            for naam, waarde in self.gekozen.items()
        ]

    def toepassen(self, lijst: AanvraagQuerySet) -> AanvraagQuerySet:
        """Only the rows that were asked for."""
        gekozen = self.gekozen
        if soort := gekozen.get("soort"):
            lijst = lijst.filter(soort=soort)
        if fase := gekozen.get("fase"):
            lijst = lijst.filter(status__in=FASEN[fase][1])
        if behandelaar := gekozen.get("behandelaar"):
            lijst = lijst.filter(behandelaar__public_id=behandelaar)
        if gebied := gekozen.get("werkgebied"):
            deelnames = SchoolDeelname.objects.geldig(self.vandaag).filter(werkgebied__code=gebied)
            lijst = lijst.filter(school__in=deelnames.values("school"))
        if termijn := gekozen.get("termijn"):
            lijst = lijst.met_staat(termijn, self.vandaag)
        return lijst


class ZoekForm(forms.Form):
    """Looking for a child, a school or a number. By POST only: a name does not belong in an address."""

    q = Tekst(label="Zoeken", max_length=80, leeg="Vul een naam, school of nummer in")


def zoekwoorden(tekst: str) -> str:
    """What was typed, as the search knows it: a birth date (3-6-2019) is one word there."""
    if datum := GEBOORTEDATUM.fullmatch(tekst.strip()):
        dag, maand, jaar = map(int, datum.groups())
        return f"geboren{jaar}{maand:02}{dag:02}"
    return tekst

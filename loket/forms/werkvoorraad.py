"""The filters of the worklist: all stand in the address. Free text goes by the search form (afspraak 20)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld, keuzewoorden
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import BESLOTEN, IN_BEHANDELING, Status
from loket.models.lijst import DELEN, KLAAR, LOOPT, STIL
from loket.models.termijn import stilgezet
from loket.rules.soorten import SOORTEN
from scholen.models import Samenwerkingsverband, SchoolDeelname, Werkgebied

if TYPE_CHECKING:
    from loket.models.aanvraag import AanvraagQuerySet

TERMIJNEN = [("laat", "Te laat"), ("week", "Deze week"), ("goed", "Op schema"), ("pauze", "Stilgezet")]
FASEN = {
    "nieuw": ("Nieuw binnen", [Status.INGEDIEND]),
    "controle": ("In controle", [Status.IN_CONTROLE, Status.COMPLEET]),
    "school": ("Wacht op school", [Status.AANVULLING_GEVRAAGD]),
    "deskundigen": ("Deskundigen", [Status.IN_ADVIES, Status.ADVIES_GEREED]),
    "zienswijze": ("Zienswijze ouders", [Status.ZIENSWIJZE_LOOPT]),
    "besluit": ("Besluit nemen", [Status.BESLUIT_VOORBEREIDEN]),
    "verzenden": ("Brief verzenden", sorted(BESLOTEN)),
    "consult": ("Consult in behandeling", [Status.IN_BEHANDELING]),
    "advies": ("Advies of antwoord gegeven", [Status.ADVIES_UITGEBRACHT, Status.GESLOTEN]),
    "klaar": ("Brief verstuurd", [Status.BEKENDGEMAAKT]),
    "opzij": ("Niet in behandeling genomen", [Status.BUITEN_VERSTUURD]),
    "ingetrokken": ("Ingetrokken", [Status.INGETROKKEN]),
    "doorgezonden": ("Doorgezonden", [Status.DOORGEZONDEN]),
}
LOKET_AAN_ZET = (IN_BEHANDELING | BESLOTEN) - {
    Status.AANVULLING_GEVRAAGD,
    Status.IN_ADVIES,
    Status.ZIENSWIJZE_LOOPT,
    Status.BESLUIT_VOORBEREIDEN,
}
"""What is not elsewhere waits for the loket: a new status too, until somebody says otherwise here."""
GEBOORTEDATUM = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


IK, NIEMAND = "ik", "niemand"
AAN_ZET = {
    "loket": ("Loket", sorted(LOKET_AAN_ZET)),
    "school": ("School", [Status.AANVULLING_GEVRAAGD, Status.ADVIES_UITGEBRACHT]),
    "deskundigen": ("Deskundigen", [Status.IN_ADVIES]),
    "ouders": ("Ouders", [Status.ZIENSWIJZE_LOOPT]),
    "beslisser": ("Beslisser", [Status.BESLUIT_VOORBEREIDEN]),
}


@dataclass(frozen=True)
class Keuzes:
    """What the filters offer, looked up once for a page however many saved views are counted on it."""

    soorten: tuple[tuple[str, str], ...]
    werkgebieden: tuple[tuple[str, str], ...]
    collegas: tuple[Gebruiker, ...]

    @classmethod
    def van(cls, vandaag: date) -> Keuzes:
        sectoren = {*Samenwerkingsverband.objects.filter(eigen=True).values_list("sector", flat=True)}
        gebieden = Werkgebied.objects.filter(swv__eigen=True).order_by("naam")
        return cls(
            tuple((code.lower(), een.kort) for code, een in SOORTEN.items() if sectoren & {*een.sectoren}),
            tuple((gebied.code, gebied.naam) for gebied in gebieden),
            tuple(met_rol(Rol.LOKETMEDEWERKER, vandaag)),
        )


class WerkvoorraadFilter(forms.Form):
    """What to show. A value that is not offered is dropped, so an old link still gives a list."""

    toon_facultatief = False
    soort = forms.ChoiceField(label="Soort", required=False)
    fase = forms.ChoiceField(label="Fase", required=False)
    aan_zet = forms.ChoiceField(label="Aan zet", required=False)
    termijn = forms.ChoiceField(label="Termijn", required=False)
    werkgebied = forms.ChoiceField(label="Werkgebied", required=False)
    behandelaar = forms.ChoiceField(label="Behandelaar", required=False)

    def __init__(self, data: Any, *, vandaag: date, gebruiker: Gebruiker, keuzes: Keuzes) -> None:
        if data.get("soort"):
            data = data.copy()
            data["soort"] = data["soort"].lower()
        super().__init__(data, auto_id="filter_%s")
        self.vandaag, self.gebruiker = vandaag, gebruiker
        self._keuzes("soort", "Alle soorten", keuzes.soorten)
        self._keuzes("fase", "Alle fasen", [(sleutel, woorden) for sleutel, (woorden, _) in FASEN.items()])
        self._keuzes("aan_zet", "Iedereen", [(sleutel, woorden) for sleutel, (woorden, _) in AAN_ZET.items()])
        self._keuzes("termijn", "Alle termijnen", TERMIJNEN)
        wie = [(IK, "Ik"), (NIEMAND, "Niemand"), *((een.public_id, een.naam) for een in keuzes.collegas)]
        self._keuzes("behandelaar", "Iedereen", wie)
        if keuzes.werkgebieden:
            self._keuzes("werkgebied", "Alle werkgebieden", keuzes.werkgebieden)
        else:
            del self.fields["werkgebied"]

    def _keuzes(self, naam: str, alles: str, keuzes: Sequence[tuple[str, str]]) -> None:
        keuzeveld(self, naam).choices = [("", alles), *keuzes]

    @property
    def gekozen(self) -> dict[str, str]:
        """Field → value, of the filters in use that exist."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    def chips(self) -> list[tuple[str, str]]:
        """(field, "Soort: TLV so") of each filter in use."""
        return [
            (naam, f"{self.fields[naam].label}: {keuzewoorden(self, naam)[waarde]}")
            for naam, waarde in self.gekozen.items()
        ]

    @property
    def delen(self) -> frozenset[str]:
        """Of which parts of the order a row that passes can be (loket.models.lijst)."""
        delen = {"pauze": {STIL}, "": DELEN}.get(self.gekozen.get("termijn", ""), {LOOPT})
        if self.gekozen.get("aan_zet") == "school":
            delen = delen - {LOOPT}
        for naam, keuzes in (("fase", FASEN), ("aan_zet", AAN_ZET)):
            if waarde := self.gekozen.get(naam):
                statussen = set(keuzes[waarde][1])
                delen = delen - (set() if statussen & IN_BEHANDELING else {LOOPT, STIL})
                delen = delen - (set() if statussen - IN_BEHANDELING else {KLAAR})
        return frozenset(delen)

    def toepassen(self, lijst: AanvraagQuerySet) -> AanvraagQuerySet:
        """Only the rows that were asked for."""
        for naam, waarde in self.gekozen.items():
            lijst = getattr(self, f"_op_{naam}")(lijst, waarde)
        return lijst

    def _op_soort(self, lijst: AanvraagQuerySet, soort: str) -> AanvraagQuerySet:
        return lijst.filter(soort=soort.upper())

    def _op_fase(self, lijst: AanvraagQuerySet, fase: str) -> AanvraagQuerySet:
        return lijst.filter(status__in=FASEN[fase][1])

    def _op_aan_zet(self, lijst: AanvraagQuerySet, wie: str) -> AanvraagQuerySet:
        lijst = lijst.filter(status__in=AAN_ZET[wie][1])
        if wie == "school":
            return lijst.filter(~Q(status=Status.AANVULLING_GEVRAAGD) | stilgezet(self.vandaag))
        return lijst

    def _op_termijn(self, lijst: AanvraagQuerySet, staat: str) -> AanvraagQuerySet:
        return lijst.met_staat(staat, self.vandaag)

    def _op_werkgebied(self, lijst: AanvraagQuerySet, gebied: str) -> AanvraagQuerySet:
        deelnames = SchoolDeelname.objects.geldig(self.vandaag).filter(werkgebied__code=gebied)
        return lijst.filter(school__in=deelnames.values("school"))

    def _op_behandelaar(self, lijst: AanvraagQuerySet, wie: str) -> AanvraagQuerySet:
        if wie == NIEMAND:
            return lijst.filter(behandelaar=None)
        return lijst.filter(behandelaar=self.gebruiker) if wie == IK else lijst.filter(behandelaar__public_id=wie)


class ZoekForm(forms.Form):
    """Looking for a child, a school or a number. By POST only: a name does not belong in an address."""

    q = Tekst(label="Zoeken", max_length=80, leeg="Vul een naam, school of nummer in")


def zoekwoorden(tekst: str) -> str:
    """What was typed, as the search knows it: a birth date (3-6-2019) is one word there."""
    if datum := GEBOORTEDATUM.fullmatch(tekst.strip()):
        dag, maand, jaar = map(int, datum.groups())
        return f"geboren{jaar}{maand:02}{dag:02}"
    return tekst

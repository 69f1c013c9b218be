"""Budgets: a new one, raising and lowering it, and what may change of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from arrangementen.models import Aanbod, Pot
from arrangementen.rules.boekingen import EERSTE, GEHEEL, TWEEDE
from kern.formulieren import JaNee, Keuze, Tekst
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, notatie, schooljaar
from scholen.models import Bestuur, Samenwerkingsverband, School, SchoolDeelname, Werkgebied

from .aanbod import EigenSwv
from .velden import Euro, meer_dan_nul

VAN = {"swv": "Iedereen", "werkgebied": "Eén werkgebied", "bestuur": "Eén schoolbestuur", "school": "Eén school"}
LEEG = {"werkgebied": "Kies een werkgebied", "bestuur": "Kies een schoolbestuur", "school": "Kies een school"}


def _rijen(label: str) -> forms.ModelChoiceField[Any]:
    """A choice of rows that is asked for only when another field says so."""
    leeg: dict[str, Any] = {"required": False, "to_field_name": "public_id", "empty_label": "Kies"}
    return forms.ModelChoiceField(label=label, queryset=School.objects.none(), **leeg)


class EnigSwv(EigenSwv):
    """Asks which SWV only where there is more than one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = list(Samenwerkingsverband.objects.filter(eigen=True)[:2])
        if len(eigen) == 1:
            self.fields["swv"].widget = forms.HiddenInput()
            self.initial["swv"] = eigen[0].public_id


class Boekhouding(forms.Form):
    """What a budget is called here and in the bookkeeping."""

    naam = Tekst(label="Naam", help_text="Zoals: Arrangementen Laak.", leeg="Vul de naam in", max_length=80)
    grootboek = Tekst(label="Grootboekrekening", required=False, max_length=20)
    kostenplaats = Tekst(label="Kostenplaats", required=False, max_length=20)
    blokkeert = JaNee(
        label="Wat gebeurt er als een toekenning niet past?",
        ja="Dan kan zij niet",
        nee="Dan komt er een waarschuwing, en mag het toch",
        leeg="Kies wat er gebeurt",
    )


class PotWijzigenForm(Boekhouding):
    def __init__(self, *args: Any, pot: Pot, **kwargs: Any) -> None:
        velden = ("naam", "grootboek", "kostenplaats", "blokkeert")
        kwargs["initial"] = {veld: getattr(pot, veld) for veld in velden}
        super().__init__(*args, **kwargs)


class PotForm(EnigSwv, Boekhouding):
    """A new budget for one school year."""

    schooljaar = forms.TypedChoiceField(label="Schooljaar", coerce=int)
    van = Keuze(label="Voor wie is het budget?", choices=[*VAN.items()], leeg="Kies voor wie het budget is")
    werkgebied = _rijen("Werkgebied")
    bestuur = _rijen("Schoolbestuur")
    school = _rijen("School")
    aanbod = forms.ModelChoiceField(
        label="Voor welke hulp?",
        queryset=Aanbod.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label="Alle hulp",
    )
    begroot = Euro(label="Begroot voor het hele schooljaar", leeg="Vul een bedrag in. Nul kan ook")

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "schooljaar").choices = [(jaar, notatie(jaar)) for jaar in jaren]
        dagen = (eerste_dag(min(jaren)), laatste_dag(max(jaren)))
        deelnames = SchoolDeelname.objects.filter(swv__eigen=True, van__lte=dagen[1]).exclude(tot__lt=dagen[0])
        scholen = School.objects.filter(pk__in=deelnames.values("school"))
        rijen_bieden(self, "werkgebied", Werkgebied.objects.filter(swv__eigen=True).order_by("naam"))
        rijen_bieden(self, "bestuur", Bestuur.objects.filter(pk__in=scholen.values("bestuur")).order_by("naam"))
        rijen_bieden(self, "school", scholen.order_by("naam", "plaats"))
        rijen_bieden(self, "aanbod", Aanbod.objects.filter(swv__eigen=True).order_by("naam"))
        eerst = ("swv", "schooljaar", "naam", "van", "werkgebied", "bestuur", "school", "aanbod", "begroot")
        self.order_fields(eerst)

    def clean(self) -> dict[str, Any]:
        """Of werkgebied, board and school only the one that was chosen counts; it must be of this SWV."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        van = data.pop("van", "")
        for naam in LEEG:
            if naam != van:
                data[naam] = None
            elif data.get(naam) is None and naam not in self.errors:
                self.add_error(naam, LEEG[naam])
        swv = data.get("swv")
        for naam in ("werkgebied", "aanbod"):
            if swv and data.get(naam) and data[naam].swv != swv:
                self.add_error(naam, "Dit is van een ander samenwerkingsverband")
        return data


class BegrotingForm(forms.Form):
    """Raising or lowering what is budgeted. sleutel: of this form, so that a double click counts once."""

    richting = Keuze(
        label="Wat verandert er?",
        choices=[("omhoog", "De begroting gaat omhoog"), ("omlaag", "De begroting gaat omlaag")],
        leeg="Kies omhoog of omlaag",
    )
    bedrag = Euro(label="Met hoeveel?", leeg="Vul in met hoeveel de begroting verandert")
    reden = Tekst(label="Waarom?", help_text="Dit staat bij de boeking.", leeg="Vul in waarom", max_length=200)
    sleutel = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}$", widget=forms.HiddenInput, initial=nieuwe_public_id)

    def clean_bedrag(self) -> Decimal:
        return meer_dan_nul(self.cleaned_data["bedrag"])

    @property
    def verschil(self) -> Decimal:
        bedrag: Decimal = self.cleaned_data["bedrag"]
        return bedrag if self.cleaned_data["richting"] == "omhoog" else -bedrag


class Periodekeuze(forms.Form):
    """Which school year, and all of it or one of its calendar years. Whatever else an address says, is the default."""

    jaar = forms.ChoiceField(label="Schooljaar", required=False)
    per = forms.ChoiceField(label="Bedragen van", required=False)

    def __init__(self, *args: Any, jaren: Sequence[int], vandaag: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "jaar").choices = [(str(jaar), notatie(jaar)) for jaar in jaren]
        gevraagd = str(self.data.get("jaar", ""))
        self.schooljaar = int(gevraagd) if gevraagd in map(str, jaren) else schooljaar(vandaag)
        delen = delen_van(self.schooljaar)
        keuzeveld(self, "per").choices = [*delen.items()]
        per = str(self.data.get("per", ""))
        self.deel = per if per in delen else GEHEEL
        self.data = {"jaar": str(self.schooljaar), "per": self.deel}

    @property
    def vraag(self) -> str:
        """This choice as an address carries it on."""
        return f"jaar={self.schooljaar}&per={self.deel}"

    @property
    def deelwoorden(self) -> str:
        """2026-2027, or 2026: what the amounts are of."""
        return delen_van(self.schooljaar)[self.deel]


def delen_van(jaar: int) -> dict[str, str]:
    """The parts of a school year of which the amounts can be read."""
    return {
        GEHEEL: "het hele schooljaar",
        EERSTE: f"kalenderjaar {jaar} (5/12)",
        TWEEDE: f"kalenderjaar {jaar + 1} (7/12)",
    }

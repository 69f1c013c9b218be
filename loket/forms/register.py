"""The filters of the TLV register and what the desk lays down about one TLV."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import RijenVeld, keuzeveld, rijen_bieden
from kern.termijnen.schooljaar import notatie
from loket.actions.tlv import NEEMT_AAN
from loket.models import Tlv, TlvStatus
from loket.models.besluit import CATEGORIE
from loket.models.tlv import TlvQuerySet
from scholen.models import School, SchoolDeelname, TlvSoort, Werkgebied


class RegisterFilter(forms.Form):
    """What to show. A value that is not offered is dropped, so an old link still gives a list."""

    toon_facultatief = False
    soort = forms.ChoiceField(label="Soort", required=False)
    categorie = forms.ChoiceField(label="Categorie", required=False)
    stand = forms.ChoiceField(label="Stand", required=False)
    schooljaar = forms.ChoiceField(label="Schooljaar van het besluit", required=False)
    werkgebied = forms.ChoiceField(label="Werkgebied", required=False)
    school = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, vandaag: date, soorten: list[str], jaren: list[int]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.vandaag = vandaag
        self._keuzes("soort", "Alle soorten", [(een, TlvSoort(een).label.capitalize()) for een in soorten])
        self._keuzes("categorie", "Alle categorieën", list(CATEGORIE))
        self._keuzes("stand", "Alle", list(TlvStatus.choices))
        self._keuzes("schooljaar", "Alle schooljaren", [(str(jaar), notatie(jaar)) for jaar in jaren])
        gebieden = list(Werkgebied.objects.filter(swv__eigen=True).order_by("naam"))
        if gebieden:
            self._keuzes("werkgebied", "Alle werkgebieden", [(gebied.code, gebied.naam) for gebied in gebieden])
        else:
            del self.fields["werkgebied"]

    def _keuzes(self, naam: str, alles: str, keuzes: list[tuple[str, str]]) -> None:
        keuzeveld(self, naam).choices = [("", alles), *keuzes]

    @property
    def gekozen(self) -> dict[str, str]:
        """Field → value, of the filters in use that exist."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    def chips(self) -> list[tuple[str, str]]:
        """(field, "Soort: Speciaal onderwijs") of each filter in use."""
        return [
            (naam, f"{self.fields[naam].label or 'School'}: {self._woord(naam, waarde)}")
            for naam, waarde in self.gekozen.items()
        ]

    def _woord(self, naam: str, waarde: str) -> str:
        keuzes = getattr(self.fields[naam], "choices", None)
        return str(dict(keuzes)[waarde]) if keuzes else waarde

    def toepassen(self, lijst: TlvQuerySet) -> TlvQuerySet:
        """Only the rows that were asked for; after met_stand() and met_plek()."""
        gekozen = self.gekozen
        for naam, kolom in {"soort": "soort", "categorie": "categorie", "stand": "stand"}.items():
            if waarde := gekozen.get(naam):
                lijst = lijst.filter(**{kolom: waarde})
        if jaar := gekozen.get("schooljaar"):
            lijst = lijst.filter(schooljaar=int(jaar))
        if brin6 := gekozen.get("school"):
            lijst = lijst.filter(Q(plek_id__in=School.objects.filter(brin6=brin6).values("pk")))
        if gebied := gekozen.get("werkgebied"):
            deelnames = SchoolDeelname.objects.geldig(self.vandaag).filter(werkgebied__code=gebied)
            lijst = lijst.filter(Q(plek_id__in=deelnames.values("school")))
        return lijst


class TlvZoekForm(forms.Form):
    """Looking for a child, a school or a number. By POST only: a name does not belong in an address."""

    q = Tekst(label="Zoeken", max_length=80, leeg="Vul een naam, school of nummer in")


def tlv_zoekvraag(tekst: str) -> Q:
    """What was typed as a condition on Tlv with plek_id: words that all occur, or a part of the number."""
    vraag = Q()
    for woord in tekst.split()[:6]:
        scholen = School.objects.filter(naam__icontains=woord)
        vraag &= (
            Q(leerling__roepnaam__icontains=woord)
            | Q(leerling__tussenvoegsel__iexact=woord)
            | Q(leerling__achternaam__icontains=woord)
            | Q(nummer__icontains=woord)
            | Q(besluit__aanvraag__kenmerk__iexact=woord)
            | Q(plek_id__in=scholen.values("pk"))
        )
    return vraag


class PlaatsenForm(forms.Form):
    school = RijenVeld(
        label="School waar de leerling naartoe gaat",
        queryset=School.objects.none(),
        to_field_name="brin6",
        empty_label="Kies een school",
        error_messages={"required": "Kies een school", "invalid_choice": "Kies een school uit de lijst"},
    )
    per = DatumKiezer(label="Vanaf welke dag?", leeg="Vul de eerste schooldag in")

    def __init__(self, *args: Any, tlv: Tlv, vandaag: date, **kwargs: Any) -> None:
        begin = max(vandaag, tlv.ingangsdatum)
        super().__init__(*args, **{"initial": {"per": begin}, **kwargs})
        scholen = School.objects.open(vandaag).filter(soort__in=NEEMT_AAN[tlv.soort]).order_by("naam", "brin6")
        rijen_bieden(self, "school", scholen, _schoolregel)


class ZelfPlaatsenForm(forms.Form):
    """The receiving school: when the child begins, and at which of the own schools when there are more."""

    school = RijenVeld(
        label="School waar de leerling begint",
        queryset=School.objects.none(),
        to_field_name="brin6",
        empty_label=None,
        error_messages={"required": "Kies een school", "invalid_choice": "Kies een school uit de lijst"},
    )
    per = DatumKiezer(label="Wat is de eerste schooldag?", leeg="Vul de eerste schooldag in")

    def __init__(self, *args: Any, tlv: Tlv, scholen: QuerySet[School], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"per": max(vandaag, tlv.ingangsdatum)}, **kwargs})
        rijen_bieden(self, "school", scholen, _schoolregel)


class WijzigingForm(forms.Form):
    soort = Keuze(label="Wat wil je aanvragen?", leeg="Kies een soort")

    def __init__(self, *args: Any, tlv: Tlv, soorten: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"soort": tlv.soort}, **kwargs})
        zelfde = f"{TlvSoort(tlv.soort).label.capitalize()}, een andere categorie"
        keuzes = [(tlv.soort, zelfde)] if tlv.categorie else []
        keuzes += [(een, TlvSoort(een).label.capitalize()) for een in soorten if een != tlv.soort]
        keuzeveld(self, "soort").choices = keuzes


class TerugplaatsenForm(forms.Form):
    laatste_dag = DatumKiezer(
        label="Tot en met welke dag geldt de TLV?",
        help_text="Meestal is dat de laatste dag op de school voor speciaal onderwijs.",
        leeg="Vul de laatste dag in",
    )
    reden = LangeTekst(
        label="Waarom eindigt de TLV?",
        help_text="Bijvoorbeeld: terug naar de basisschool. Alleen het SWV leest dit.",
        leeg="Schrijf op waarom de TLV eindigt",
        max_tekens=1000,
        regels=4,
    )

    def __init__(self, *args: Any, tlv: Tlv, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"laatste_dag": vandaag}, **kwargs})


def _schoolregel(school: School) -> str:
    return f"{school.naam}, {school.plaats} ({school.brin6})"

"""The catalogue in beheer. Field names are the columns of Aanbod and the keywords of the actions."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst

from arrangementen.actions.aanbod import themas_van
from arrangementen.models import Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from kern.formulieren import DatumKiezer, JaNee, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.termijnen.schooljaar import notatie
from scholen.forms.instelvelden import Getal
from scholen.models import Samenwerkingsverband

from .velden import Euro, Procent

VASTE_EENHEID: dict[str, str] = {Vorm.UREN: Eenheid.UUR, Vorm.PLAATS: Eenheid.PLAATS, Vorm.MATERIAAL: Eenheid.STUK}
"""Only of an amount somebody chooses what it is for."""
BIJ_NIEUW = ("swv", "kenmerk", "vorm", "eenheid", "van")
"""What is asked once: it stays as it was made."""


def _hoofdletters(keuzes: type[Niveau | Vorm | Aanbieder | Gewicht | Toekenning | Soort]) -> list[tuple[str, str]]:
    return [(code, capfirst(str(woorden))) for code, woorden in keuzes.choices]


class EigenSwv(forms.Form):
    swv = forms.ModelChoiceField(
        label="Samenwerkingsverband",
        queryset=Samenwerkingsverband.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "swv" in self.fields:
            rijen_bieden(self, "swv", Samenwerkingsverband.objects.filter(eigen=True).order_by("code"))


class AanbodForm(EigenSwv):
    """All of a new kind of support, or what may change of one that is there."""

    naam = Tekst(label="Naam", help_text="Zo heet het voor scholen en ouders.", leeg="Vul de naam in", max_length=80)
    kenmerk = Tekst(
        label="Kenmerk",
        help_text="Kort, met kleine letters, cijfers en streepjes: groep-oost. Komt in uitvoer en blijft zo.",
        leeg="Vul een kenmerk in",
        max_length=30,
    )
    soort = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), *_hoofdletters(Soort)],
        error_messages={"required": "Kies een soort"},
    )
    niveau = Keuze(label="Niveau", choices=_hoofdletters(Niveau), leeg="Kies het niveau")
    thema = forms.ChoiceField(
        label="Thema",
        help_text="Zo ordenen jullie activiteiten. De lijst staat bij Instellingen.",
        required=False,
        error_messages={"invalid_choice": "Kies een thema uit de lijst"},
    )
    vorm = Keuze(
        label="Wat krijgt de school?",
        help_text="Blijft zo. Wordt het iets anders, maak dan nieuw aanbod.",
        choices=_hoofdletters(Vorm),
        leeg="Kies wat de school krijgt",
    )
    eenheid = Keuze(
        label="Het bedrag is",
        choices=[(Eenheid.LEERLING, "Per leerling"), (Eenheid.ARRANGEMENT, "Per arrangement")],
        leeg="",
        required=False,
    )
    functie = Tekst(label="Welke functie?", help_text="Zoals: gedragsdeskundige.", required=False, max_length=80)
    plaatsen = Getal(label="Hoeveel plaatsen?", van=1, tot=2000, eenheid="plaatsen", required=False)
    op_elke_school = forms.BooleanField(label="Zoveel plaatsen op elke school", required=False)
    voor_ouders = LangeTekst(
        label="Woorden voor ouders",
        help_text="Iedereen leest dit. Schrijf kort, met u. Wat is het, en wat merkt het kind ervan?",
        leeg="Schrijf op wat ouders lezen",
        max_tekens=1500,
        regels=5,
    )
    voor_school = LangeTekst(
        label="Woorden voor de school",
        help_text="Schrijf met je. Voor wie is het, en hoe gaat het?",
        leeg="Schrijf op wat scholen lezen",
        max_tekens=2500,
        regels=5,
    )
    voorwaarden = LangeTekst(
        label="Voorwaarden", help_text="Wanneer kan het wel en wanneer niet?", required=False, max_tekens=1500, regels=3
    )
    weken = Getal(
        label="Hoe lang duurt het meestal?",
        help_text="In weken. Leeg als dat per kind verschilt; 40 of meer is een schooljaar.",
        van=1,
        tot=52,
        eenheid="weken",
        required=False,
    )
    aanbieder = Keuze(label="Wie doet het?", choices=_hoofdletters(Aanbieder), leeg="Kies wie het doet")
    aanbieder_naam = Tekst(
        label="Naam van wie het doet",
        help_text="De organisatie, de afdeling of de voorziening.",
        required=False,
        max_length=120,
    )
    gewicht = Keuze(
        label="Hoe vraagt een school het aan?",
        choices=_hoofdletters(Gewicht),
        uitleg={
            Gewicht.MELDEN: "Eén scherm.",
            Gewicht.LICHT: "De hulpvraag, één doel, de vorm en de periode.",
            Gewicht.VOLLEDIG: "Het hele groeidocument.",
        },
        leeg="Kies hoe een school het aanvraagt",
    )
    toekenning = Keuze(
        label="Wie kent het toe?",
        choices=_hoofdletters(Toekenning),
        uitleg={Toekenning.SCHOOLBESTUUR: "Jullie lezen mee en besluiten niet."},
        leeg="Kies wie het toekent",
    )
    bedrag_tot = Euro(label="Tot en met welk bedrag, in euro?", required=False)
    opp_nodig = JaNee(
        label="Is een OPP nodig?",
        help_text="Niet bij basisondersteuning en niet bij NT2.",
        leeg="Kies of een OPP nodig is",
    )
    openbaar = JaNee(
        label="Mogen ouders en bezoekers dit lezen?",
        help_text="Zij lezen alleen de naam en de woorden voor ouders, hoe lang het duurt en wie het doet.",
        leeg="Kies of ouders dit mogen lezen",
    )
    van = DatumKiezer(label="Vanaf welke dag is het er?", leeg="Kies de eerste dag")

    def __init__(self, *args: Any, vandaag: date, aanbod: Aanbod | None = None, **kwargs: Any) -> None:
        begin = {naam: getattr(aanbod, naam) for naam in self.base_fields} if aanbod else {"van": vandaag}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.aanbod = aanbod
        self._themas(vandaag)
        if aanbod is not None:
            for naam in BIJ_NIEUW:
                del self.fields[naam]

    def _themas(self, vandaag: date) -> None:
        """Those of the SWV, and the one that it has from before; without any it is not asked."""
        swvs = [self.aanbod.swv] if self.aanbod else list(Samenwerkingsverband.objects.filter(eigen=True))
        alle = [self.aanbod.thema] if self.aanbod and self.aanbod.thema else []
        alle += [een for swv in swvs for een in themas_van(swv, vandaag)]
        if alle:
            keuzeveld(self, "thema").choices = [("", "Geen thema"), *((een, een) for een in dict.fromkeys(alle))]
        else:
            del self.fields["thema"]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if not self.errors:
            self._leegmaken(waarden)
            self._passen(waarden)
        return waarden

    def _leegmaken(self, waarden: dict[str, Any]) -> None:
        """What was typed before another choice hid its field goes."""
        vorm = self.aanbod.vorm if self.aanbod else waarden["vorm"]
        if self.aanbod is None:
            waarden["eenheid"] = VASTE_EENHEID.get(vorm) or waarden["eenheid"]
        if vorm != Vorm.UREN:
            waarden["functie"] = ""
        if vorm != Vorm.PLAATS:
            waarden |= {"plaatsen": None, "op_elke_school": False}
        if waarden["toekenning"] != Toekenning.ADVISEUR:
            waarden["bedrag_tot"] = None

    def _passen(self, waarden: dict[str, Any]) -> None:
        """The sentences of the database, at the field they are about."""
        rij = copy(self.aanbod) if self.aanbod else Aanbod()
        for naam, waarde in waarden.items():
            setattr(rij, naam, waarde)
        try:
            rij.validate_constraints()
        except ValidationError as fouten:
            for fout in fouten.error_dict[NON_FIELD_ERRORS]:
                self.add_error(fout.code if fout.code in self.fields else None, fout.message)


class StopForm(forms.Form):
    tot = DatumKiezer(label="Laatste dag", leeg="Kies de laatste dag")


class TariefForm(forms.Form):
    schooljaar = forms.TypedChoiceField(label="Schooljaar", coerce=int)
    bedrag = Euro(label="Bedrag in euro", leeg="Vul een bedrag in, zoals 72,50")
    reden = Tekst(
        label="Waarom verandert het?",
        help_text="Alleen nodig als er al een tarief is en het schooljaar begon.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, jaren: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "schooljaar").choices = [(jaar, notatie(jaar)) for jaar in jaren]


class OvernemenForm(EigenSwv):
    """Last year's tariffs for a year that has none yet."""

    schooljaar = forms.TypedChoiceField(label="Voor welk schooljaar?", coerce=int)
    procent = Procent(label="Hoeveel procent hoger?")

    def __init__(self, *args: Any, jaren: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "schooljaar").choices = [(jaar, notatie(jaar)) for jaar in jaren]

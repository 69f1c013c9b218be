"""Forms of a school for its pupils and their parents, and the search of schools."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.formulieren import (
    Akkoord,
    Bestanden,
    DatumKiezer,
    DatumVeld,
    Emailadres,
    Keuze,
    LangeTekst,
    Postcode,
    Tekst,
    Telefoonnummer,
)
from kern.formulieren.keuzes import RijenVeld, keuzeveld, rijen_bieden
from scholen.importeren import ImportFout
from scholen.importeren.aangeboden import Aangeboden, bekijken
from scholen.models import Afscherming, GezagSoort, School, SchoolDeelname
from scholen.rules import leeftijd_fout

BIJ_SCHOOL = [("ingeschreven", "Ingeschreven"), ("aangemeld", "Aangemeld, nog niet ingeschreven")]


class LeerlingForm(forms.Form):
    roepnaam = Tekst(label="Roepnaam", leeg="Vul de roepnaam in", max_length=60)
    tussenvoegsel = Tekst(label="Tussenvoegsel", required=False, max_length=20)
    achternaam = Tekst(label="Achternaam", leeg="Vul de achternaam in", max_length=100)
    geboortedatum = DatumVeld(label="Geboortedatum", help_text="Bijvoorbeeld 3 6 2019", leeg="Vul de geboortedatum in")
    leerlingnummer = Tekst(
        label="Leerlingnummer van de school", help_text="Geen burgerservicenummer.", required=False, max_length=20
    )
    straat = Tekst(label="Straat en huisnummer", required=False, max_length=140)
    postcode = Postcode(label="Postcode", required=False)
    plaats = Tekst(label="Plaats", required=False, max_length=80)
    afscherming = Keuze(
        label="Moet het adres geheim blijven voor een ouder?",
        choices=Afscherming.choices,
        initial=Afscherming.GEEN,
        uitleg={"verblijfplaats": "Dan mag een ouder ook niet weten naar welke school de leerling gaat."},
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag

    def clean_geboortedatum(self) -> date:
        datum: date = self.cleaned_data["geboortedatum"]
        if fout := leeftijd_fout(datum, self.vandaag):
            raise ValidationError(fout)
        return datum


class NieuweLeerlingForm(LeerlingForm):
    school = forms.ChoiceField(label="School")
    bij_school = Keuze(label="Is de leerling ingeschreven of aangemeld?", choices=BIJ_SCHOOL, leeg="Maak een keuze")
    sinds = DatumKiezer(label="Sinds wanneer?", leeg="Vul in sinds wanneer")
    groep = Tekst(label="Groep of leerjaar", required=False, max_length=20)

    def __init__(self, *args: Any, scholen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "school").choices = scholen

    def clean_sinds(self) -> date:
        sinds: date = self.cleaned_data["sinds"]
        if sinds > self.vandaag:
            raise ValidationError("Vul een datum in die niet in de toekomst ligt")
        return sinds


class BetrokkeneForm(forms.Form):
    aanhef = Keuze(
        label="Aanhef",
        choices=[("mevrouw", "Mevrouw"), ("meneer", "Meneer"), ("", "Geen")],
        required=False,
        vorm="segment",
    )
    voornaam = Tekst(label="Voornaam of voorletters", leeg="Vul de voornaam of voorletters in", max_length=60)
    tussenvoegsel = Tekst(label="Tussenvoegsel", required=False, max_length=20)
    achternaam = Tekst(label="Achternaam", leeg="Vul de achternaam in", max_length=120)
    relatie = Tekst(
        label="Wat is deze persoon van de leerling?", help_text="Bijvoorbeeld moeder, vader of voogd", max_length=30
    )
    soort = Keuze(
        label="Heeft deze persoon gezag?",
        choices=[(soort.value, soort.label.capitalize()) for soort in GezagSoort],
        leeg="Kies of deze persoon gezag heeft",
    )
    bron = Tekst(
        label="Hoe weet je dat?", help_text="Bijvoorbeeld: uittreksel gezagsregister", required=False, max_length=80
    )
    gezien_op = DatumKiezer(label="Wanneer heb je dat gezien?", required=False)
    contactverbod = Akkoord(label="Er is een contactverbod", required=False)
    straat = Tekst(label="Straat en huisnummer", required=False, max_length=140)
    postcode = Postcode(label="Postcode", required=False)
    plaats = Tekst(label="Plaats", required=False, max_length=80)
    adresgeheim = Akkoord(label="Dit adres is geheim voor de andere ouder", required=False)
    email = Emailadres(label="E-mailadres", required=False)
    telefoon = Telefoonnummer(label="Telefoonnummer", required=False)
    taal = forms.ChoiceField(
        label="In welke taal wil deze persoon uitleg bij brieven?",
        help_text="De brief zelf is Nederlands. Kies je een andere taal, dan zit er een uitleg in die taal bij.",
        choices=[(taal.code, taal.naam) for taal in TALEN.values()],
        initial="nl",
        required=False,
    )

    def clean_taal(self) -> str:
        """A form without the question asks for Dutch, as before."""
        return self.cleaned_data["taal"] or NEDERLANDS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        adres = [data.get(naam) for naam in ("straat", "postcode", "plaats")]
        if any(adres) and not all(adres):
            self.add_error("straat", "Vul straat, postcode en plaats alle drie in, of laat ze alle drie leeg")
        return data

    def delen(self) -> dict[str, Any]:
        """What the action wants: the person, the address or None, and the tie."""
        data = self.cleaned_data
        adres = {naam: data[naam] for naam in ("straat", "postcode", "plaats", "adresgeheim")}
        gezag = {naam: data[naam] for naam in ("soort", "relatie", "bron", "gezien_op", "contactverbod")}
        persoon = {
            naam: data[naam]
            for naam in ("aanhef", "voornaam", "tussenvoegsel", "achternaam", "email", "telefoon", "taal")
        }
        return {"adres": adres if adres["straat"] else None, "gezag": gezag, **persoon}


class InlezenForm(forms.Form):
    """Files of DUO. After is_valid `aangeboden` holds what was read; a file that cannot be read is an error here."""

    MEEST = 20
    GROOTST = 20 * 1024 * 1024

    bestanden = Bestanden(
        label="Bestanden van DUO",
        help_text="Csv-bestanden zoals DUO ze aanbiedt bij Open onderwijsdata. Je mag er meer tegelijk kiezen.",
        leeg="Kies een of meer bestanden",
        soorten=(".csv", ".txt"),
    )
    peildatum = DatumKiezer(
        label="Over welke dag gaat het bestand?",
        help_text="Alleen nodig als het niet in het bestand of in de naam staat.",
        required=False,
    )
    van_mac = forms.BooleanField(
        label="Het bestand is op een Mac opgeslagen",
        help_text="Alleen nodig als het portaal erom vraagt.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aangeboden: list[Aangeboden] = []

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if len(data["bestanden"]) > self.MEEST:
            raise ValidationError({"bestanden": f"Kies hoogstens {self.MEEST} bestanden tegelijk"})
        for bestand in data["bestanden"]:
            self._lezen(bestand, data)
        return data

    def _lezen(self, bestand: Any, data: dict[str, Any]) -> None:
        naam = str(bestand.name)[-200:]
        if bestand.size > self.GROOTST:
            self.add_error("bestanden", f"{naam} is te groot: kies bestanden tot 20 MB")
            return
        try:
            self.aangeboden.append(
                bekijken(naam, bestand.read(), peildatum=data.get("peildatum"), van_mac=bool(data.get("van_mac")))
            )
        except ImportFout as fout:
            veld, zin = {
                "peildatum": ("peildatum", f"Vul in over welke dag {naam} gaat en kies de bestanden opnieuw"),
                "zo_nodig": (
                    "van_mac",
                    f"{fout.waar} Komt {naam} van een Mac? Kruis dit dan aan en kies de bestanden opnieuw.",
                ),
            }.get(fout.mist, ("bestanden", fout.waar))
            self.add_error(veld, zin)


class RedenForm(forms.Form):
    """One reason, in words. label and leeg differ per action."""

    reden = LangeTekst(label="Waarom?", max_tekens=1000, regels=3)

    def __init__(self, *args: Any, label: str, leeg: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = label
        self.fields["reden"].error_messages["required"] = leeg


class ToelatenForm(forms.Form):
    per = DatumKiezer(label="Vanaf welke dag is de leerling ingeschreven?", leeg="Vul de eerste schooldag in")


class AndereSchoolForm(forms.Form):
    school = RijenVeld(
        label="Welke school neemt de leerling aan?",
        queryset=School.objects.none(),
        to_field_name="brin6",
        empty_label="Kies een school",
        error_messages={"required": "Kies een school", "invalid_choice": "Kies een school uit de lijst"},
    )
    bereid = Akkoord(
        label="Deze school heeft gezegd dat zij de leerling aanneemt.",
        leeg="Vraag eerst of de andere school de leerling wil aannemen",
    )
    overdracht = LangeTekst(
        label="Wat moet de andere school weten?",
        help_text="De school kan dit één keer lezen. Daarna is het weg. Schrijf alleen op wat nodig is; de ouders "
        "mogen ernaar vragen.",
        leeg="Schrijf op wat de andere school moet weten",
        max_tekens=4000,
    )

    def __init__(self, *args: Any, eigen: School, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deelnemend = SchoolDeelname.objects.geldig(vandaag).filter(swv__eigen=True).values("school")
        scholen = School.objects.open(vandaag).filter(pk__in=deelnemend).exclude(pk=eigen.pk).order_by("naam", "brin6")
        rijen_bieden(self, "school", scholen, schoolregel)


def schoolregel(school: School) -> str:
    """A school in a list of choices."""
    return f"{school.naam}, {school.plaats} ({school.brin6})"

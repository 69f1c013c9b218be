"""What a school writes to ask for a kind of support: needs first, then goals, then what was tried, then how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from arrangementen.actions.vragen import Doelgegevens
from arrangementen.models import Aanbod, Arrangement, Eenheid, Gewicht, Vorm
from arrangementen.rules.arrangement import kosten
from kern.formulieren import DatumKiezer, JaNee, Keuze, LangeTekst, Meerkeuze, Tekst, Telefoonnummer
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.models import OnderdeelHulpvraag

from .velden import Euro, Hoeveelheid, MetBudget

V = Arrangement.Voor
DOELEN = (1, 2, 3)
ANDERE_SCHOLEN = ("school_2", "school_3")
WOORDEN = ("behoefte_leraar", "al_gedaan", "waarom_zwaarder", "groep", "contactpersoon")


class AanvraagForm(MetBudget):
    """All of it on one page. What the weight of the kind does not ask is not there (afspraak 51)."""

    woorden: tuple[str, ...] = WOORDEN
    nodig: tuple[str, ...] = ("leerlingen", "groep", "ouders_weten")
    """Asked by for whom it is: then required, so that the page does not call it optional."""

    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=40)
    voor = Keuze(label="Voor wie is de hulp?", choices=[], leeg="Kies voor wie de hulp is")
    leerlingen = Meerkeuze(
        label="Welke leerlingen?",
        help_text="Alleen leerlingen van jouw school. Is de hulp voor één leerling? Kies één leerling.",
        choices=[],
        leeg="",
        required=False,
    )
    groep = Tekst(
        label="Welke groep, klas of welk team?",
        help_text="Bijvoorbeeld: groep 6. Schrijf geen namen op.",
        required=False,
        max_length=200,
    )
    school = forms.ChoiceField(label="Voor welke school is dit?", required=False)
    school_2 = forms.ChoiceField(label="Doet er een andere school mee?", required=False)
    school_3 = forms.ChoiceField(label="En nog een?", required=False)
    onderwijsbehoeften = LangeTekst(
        label="Wat heeft de leerling of groep nodig?",
        help_text="Denk aan instructie, tijd, plek, rust en begeleiding.",
        leeg="Schrijf op wat er nodig is",
        max_tekens=3000,
        regels=5,
    )
    behoefte_leraar = LangeTekst(
        label="Wat heeft de leraar nodig?", leeg="Schrijf op wat de leraar nodig heeft", max_tekens=2000, regels=3
    )
    al_gedaan = LangeTekst(
        label="Wat deed je al, en wat was het effect?", leeg="Schrijf op wat je al deed", max_tekens=3000, regels=4
    )
    waarom_zwaarder = LangeTekst(
        label="Waarom is lichtere of kortere hulp niet genoeg?",
        help_text="Wij kiezen hulp die zo licht, zo kort en zo dichtbij mogelijk is.",
        required=False,
        max_tekens=2000,
        regels=3,
    )
    werkvorm = Keuze(label="Hoe zie je de hulp voor je?", choices=[], leeg="Kies hoe je de hulp voor je ziet")
    van = DatumKiezer(label="Vanaf wanneer?", leeg="Kies de eerste dag")
    tot = DatumKiezer(label="Tot en met wanneer?", help_text="Uiterlijk 31 juli.", leeg="Kies de laatste dag")
    aantal = Hoeveelheid(label="Hoeveel?", leeg="Vul in hoeveel je vraagt")
    bedrag = Euro(label="Welk bedrag vraag je, in euro?", leeg="Vul een bedrag in, zoals 72,50")
    ouders_weten = JaNee(
        label="Weten de ouders dat je dit vraagt?",
        help_text="De ouders lezen je vraag en het antwoord.",
        leeg="Kies of de ouders het weten",
        required=False,
    )
    contactpersoon = Tekst(label="Wie kunnen we bellen?", leeg="Vul in wie we kunnen bellen", max_length=120)
    telefoon = Telefoonnummer(label="Telefoonnummer", leeg="Vul een telefoonnummer in", max_length=20)

    def __init__(
        self,
        *args: Any,
        aanbod: Aanbod,
        tarieven: dict[int, Decimal],
        leerlingen: Sequence[tuple[str, str]],
        eigen: Sequence[tuple[str, str]],
        scholen: Sequence[tuple[str, str]],
        vandaag: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aanbod, self.tarieven, self.vandaag = aanbod, tarieven, vandaag
        voor = [(een.value, capfirst(str(een.label)).replace("Éé", "Eé")) for een in V]  # a capital has one accent less
        keuzeveld(self, "voor").choices = voor
        keuzeveld(self, "leerlingen").choices = leerlingen
        keuzeveld(self, "school").choices = eigen
        if len(eigen) <= 1:
            del self.fields["school"]
        for naam in ANDERE_SCHOLEN:
            keuzeveld(self, naam).choices = [("", "Nee"), *scholen]
        vormen = [(code, capfirst(str(woorden))) for code, woorden in OnderdeelHulpvraag.Vorm.choices]
        keuzeveld(self, "werkvorm").choices = vormen
        self._doelen()
        self._weghalen()

    @property
    def aantal_doelen(self) -> int:
        """How many goals there is room for (afspraak 51); the first is asked."""
        return {Gewicht.MELDEN: 0, Gewicht.LICHT: 1, Gewicht.VOLLEDIG: len(DOELEN)}[Gewicht(self.aanbod.gewicht)]

    def _doelen(self) -> None:
        aantal = self.aantal_doelen
        for nummer in DOELEN[:aantal]:
            bij, verplicht = ("" if aantal == 1 else f" {nummer}"), nummer == 1
            self.fields[f"doel_{nummer}"] = LangeTekst(
                label=f"Doel{bij}: wat kan de leerling of leraar straks?",
                leeg="Schrijf een doel op",
                required=verplicht,
                max_tekens=600,
                regels=2,
            )
            self.fields[f"maat_{nummer}"] = Tekst(
                label="Waaraan zie je dat het bereikt is?",
                help_text="Iets wat je kunt tellen of zien." if verplicht else "",
                leeg="Schrijf op waaraan je ziet dat het doel bereikt is",
                required=verplicht,
                max_length=300,
            )

    def _weghalen(self) -> None:
        aanbod = self.aanbod
        weg = {Gewicht.MELDEN: {"behoefte_leraar", "al_gedaan", "waarom_zwaarder"}}.get(Gewicht(aanbod.gewicht), set())
        if aanbod.gewicht != Gewicht.VOLLEDIG:
            weg |= {"behoefte_leraar"}
        if aanbod.gewicht == Gewicht.MELDEN or aanbod.vorm != Vorm.UREN:
            weg |= {"werkvorm"}
        weg |= {"aantal"} if aanbod.eenheid == Eenheid.ARRANGEMENT else {"bedrag"}
        if aanbod.vorm == Vorm.PLAATS and aanbod.op_elke_school:
            weg |= {*ANDERE_SCHOLEN}
        for naam in weg:
            del self.fields[naam]
        if "aantal" in self.fields:
            woorden = {Eenheid.UUR: "Hoeveel uur in totaal?", Eenheid.STUK: "Hoeveel stuks?"}
            self.fields["aantal"].label = woorden.get(Eenheid(aanbod.eenheid), "Voor hoeveel leerlingen?")

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if "voor" in waarden:
            self._voor_wie(waarden)
        if {"van", "tot"} <= waarden.keys():
            self._periode(waarden)
        if not self.errors:
            self._bedrag(waarden)
        return waarden

    def _voor_wie(self, waarden: dict[str, Any]) -> None:
        voor, gekozen = waarden["voor"], waarden.get("leerlingen") or []
        if voor == V.LEERLING:
            waarden |= {"groep": "", "school_2": "", "school_3": ""}
            if len(gekozen) != 1:
                self.add_error("leerlingen", "Kies één leerling")
            if waarden.get("ouders_weten") is None and "ouders_weten" not in self.errors:
                self.add_error("ouders_weten", "Kies of de ouders het weten")
            return
        if not waarden.get("groep"):
            self.add_error("groep", "Schrijf op om welke groep, klas of welk team het gaat")
        if voor == V.GROEP and not gekozen:
            self.add_error("leerlingen", "Kies de leerlingen van jouw school")
        if voor in {V.KLAS, V.SCHOOL}:
            waarden["leerlingen"] = []
        if voor != V.GROEP:
            waarden |= {"school_2": "", "school_3": ""}

    def _periode(self, waarden: dict[str, Any]) -> None:
        van, tot = waarden["van"], waarden["tot"]
        if tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag")
        elif schooljaar(van) != schooljaar(tot):
            einde = laatste_dag(schooljaar(van))
            self.add_error("tot", f"Kies uiterlijk 31 juli {einde.year}. Vraag het voor het jaar erna opnieuw aan.")
        elif van < self.vandaag - timedelta(days=60):
            self.add_error("van", "Deze dag ligt te ver terug. Bel het loket als de hulp al langer loopt.")

    def _bedrag(self, waarden: dict[str, Any]) -> None:
        tarief = self.tarieven.get(schooljaar(waarden["van"]))
        bedrag = kosten(aantal=waarden.get("aantal"), tarief=tarief, bedrag=waarden.get("bedrag"))
        if bedrag is None:
            self.add_error("aantal", "Er is voor dit schooljaar nog geen tarief. Bel het samenwerkingsverband.")
        elif bedrag >= 10_000_000:
            self.add_error("aantal", "Dit is te veel. Kijk het aantal na.")
        else:
            waarden["bedrag"] = bedrag

    def uitgelegd(self, waarom: str) -> bool:
        """Whether nothing more is to be explained; waarom: why more explanation is asked, "" when it is not."""
        if not waarom or "waarom_zwaarder" not in self.fields or self.cleaned_data.get("waarom_zwaarder"):
            return True
        self.add_error("waarom_zwaarder", waarom)
        return False

    def doelgegevens(self) -> list[Doelgegevens]:
        """The goals that were filled in. Only after is_valid."""
        gevonden = ((self.cleaned_data.get(f"doel_{n}"), self.cleaned_data.get(f"maat_{n}")) for n in DOELEN)
        return [Doelgegevens(doel, maat or "") for doel, maat in gevonden if doel]

    @property
    def doelvelden(self) -> list[Any]:
        """The fields of the goals, in pairs, for the page."""
        return [(self[f"doel_{n}"], self[f"maat_{n}"]) for n in DOELEN if f"doel_{n}" in self.fields]

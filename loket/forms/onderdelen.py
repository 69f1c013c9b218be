"""The sections of an aanvraag as forms. Everything may be empty when saved: what is needed to submit is a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst

from kern.bestanden.actions import grenzen
from kern.bestanden.controle import ACCEPT
from kern.formulieren import (
    Akkoord,
    Bestanden,
    DatumKiezer,
    DatumVeld,
    Keuze,
    LangeTekst,
    Meerkeuze,
    Tekst,
    Telefoonnummer,
)
from kern.formulieren.keuzes import keuzeveld
from loket.actions.aanvraag import Interventiegegevens
from loket.models import Bijlage, JaNee, OnderdeelMening, OnderdeelStukken, OnderdeelVraag
from loket.rules.soorten import Soort
from loket.rules.tlv import MAX_SCHOOLJAREN

from .hulpvraag import HulpvraagForm
from .onderdeel import Onderdeelformulier
from .toetsen import ToetsenForm

MAX_INTERVENTIES = 12


class LeerlingForm(Onderdeelformulier):
    slug = "leerling"
    gegevens_kloppen = Akkoord(label="Ik heb naam, adres en gezag nagekeken: ze kloppen.")
    groep = Tekst(label="Groep of leerjaar", max_length=20)
    taal_thuis = Tekst(label="Welke taal spreken ze thuis?", max_length=60)
    tolk_nodig = Keuze(label="Hebben de ouders een tolk nodig?", choices=JaNee.choices, vorm="segment")
    schoolverloop = LangeTekst(label="Hoe ging het tot nu toe op school?", regels=4)


class SchoolForm(Onderdeelformulier):
    slug = "school"
    contactpersoon = Tekst(label="Wie kunnen we bellen?", max_length=120)
    telefoon = Telefoonnummer(label="Telefoonnummer", max_length=20)
    directeur = Tekst(label="Naam van de directeur", max_length=120)
    bereikbaar_op = Tekst(label="Wanneer ben je bereikbaar?", max_length=120)


JAREN = 6
"""What a school can ask for where neither the law nor the SWV says how long."""


class VraagForm(Onderdeelformulier):
    slug = "vraag"
    categorie = Keuze(
        label="Welke categorie denk je?",
        help_text="Weet je het niet, laat dit dan open.",
        choices=[("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")],
        vorm="segment",
    )
    gewenste_start = DatumKiezer(label="Vanaf wanneer?")
    schooljaren = forms.TypedChoiceField(label="Hoe lang?", coerce=int, empty_value=None)
    is_er_plek = Keuze(label="Is er een plek op een school?", choices=OnderdeelVraag.Plek.choices)
    beoogde_school_anders = Tekst(label="Op welke school?", max_length=150)
    toelichting = LangeTekst(label="Wil je iets toelichten?", regels=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soort = self.aanvraag.tlv_soort
        hoogstens = self.aanvraag.instelling.max_schooljaren.get(soort) or MAX_SCHOOLJAREN.get(soort, JAREN)
        hoogstens = max(hoogstens, self.initial.get("schooljaren") or 0)  # an answer of before stays to be seen
        jaren = [
            (str(n), f"{n} {'heel schooljaar' if n == 1 else 'hele schooljaren'}") for n in range(1, hoogstens + 1)
        ]
        keuzeveld(self, "schooljaren").choices = [("", "Kies"), *jaren]
        regels = self.aanvraag.soortregels
        if regels.categorie != "keuze":
            del self.fields["categorie"]
        if regels.loopbaan:
            del self.fields["schooljaren"]


class BehoefteForm(Onderdeelformulier):
    slug = "behoefte"
    onderwijsbehoeften = LangeTekst(
        label="Wat heeft {v} nodig om te leren?",
        help_text="Bijvoorbeeld in de uitleg, de groep, de plek en de begeleiding. De ouders lezen dit.",
        max_tekens=4000,
    )
    sterke_kanten = LangeTekst(label="Wat gaat goed?", help_text="Wat kan {v} goed, en wat helpt?", max_tekens=3000)
    belemmeringen = LangeTekst(label="Wat is moeilijk?", max_tekens=3000)
    behoefte_leraar = LangeTekst(label="Wat heeft de leraar nodig?", max_tekens=2000, regels=3)
    veiligheid = LangeTekst(label="Is er iets met veiligheid dat we moeten weten?", max_tekens=2000, regels=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uitleg = str(self.fields["sterke_kanten"].help_text)
        self.fields["sterke_kanten"].help_text = uitleg.replace("{v}", self.roepnaam)


class GedaanForm(Onderdeelformulier):
    slug = "gedaan"
    grens = LangeTekst(
        label="Waarom is lichtere hulp niet genoeg?",
        help_text="Waar ligt de grens van wat jullie kunnen bieden?",
        max_tekens=3000,
    )
    hulp_buiten_school = LangeTekst(label="Welke hulp is er buiten school?", max_tekens=2000, regels=3)


class InterventieForm(forms.Form):
    wat = Tekst(label="Wat deden jullie?", max_length=200, required=False)
    periode = Tekst(
        label="Wanneer?", help_text="Bijvoorbeeld: september tot en met januari", max_length=80, required=False
    )
    wie = Tekst(label="Door wie?", max_length=120, required=False)
    doel = LangeTekst(label="Met welk doel?", regels=2, max_tekens=1000, required=False)
    effect = LangeTekst(label="Wat was het effect?", regels=2, max_tekens=2000, required=False)

    nodig = ("wat", "effect")

    def gegevens(self) -> Interventiegegevens:
        return Interventiegegevens(**self.cleaned_data)


class MeningForm(Onderdeelformulier):
    slug = "mening"
    besproken_op = DatumVeld(
        label="Wanneer heb je de aanvraag met de ouders besproken?", help_text="Bijvoorbeeld 9 11 2026"
    )
    ouders_eens = Keuze(
        label="Zijn de ouders het eens met de aanvraag?",
        choices=OnderdeelMening.Eens.choices,
        uitleg={"deels": "Dat mag. De aanvraag kan doorgaan."},
    )
    ouders_woorden = LangeTekst(
        label="Wat vinden de ouders?",
        help_text="Schrijf het op in hun woorden. Wij noemen hun mening in het besluit; beide ouders lezen dat. "
        "Schrijf hier dus geen adres en niets dat de andere ouder niet mag weten.",
        max_tekens=3000,
    )
    leerling_gehoord = Keuze(label="Heb je {v} zelf gehoord?", choices=JaNee.choices, vorm="segment")
    leerling_hoe = Keuze(label="Hoe?", choices=OnderdeelMening.Hoe.choices)
    leerling_woorden = LangeTekst(label="Wat vindt {v} zelf?", help_text="In eigen woorden.", max_tekens=2000)
    leerling_niet_reden = LangeTekst(label="Waarom niet?", regels=3, max_tekens=1000)


class StukkenForm(Onderdeelformulier):
    slug = "stukken"
    opp_datum = DatumVeld(label="Van wanneer is het OPP?", help_text="Bijvoorbeeld 2 10 2026")
    handelingsdeel = Keuze(
        label="Is het handelingsdeel met de ouders besproken?", choices=OnderdeelStukken.Handelingsdeel.choices
    )
    geweigerd = Meerkeuze(
        label="Welke stukken willen de ouders of de school niet geven?",
        help_text="Dat mag als privacy zwaarder weegt (Awb 4:3).",
        choices=[(soort.value, soort.label) for soort in Bijlage.Soort if soort != Bijlage.Soort.ANDERS],
    )
    toelichting = LangeTekst(label="Wil je iets toelichten?", regels=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.aanvraag.soortregels.opp:
            self.fields["opp_datum"].help_text = "Alleen als er een OPP is. Bijvoorbeeld 2 10 2026"

    def verplicht(self) -> tuple[str, ...]:
        return ("opp_datum",) if self.aanvraag.instelling.opp_verplicht and self.aanvraag.soortregels.opp else ()


class BijlageForm(forms.Form):
    """Documents, several at once, with what they are and of which day."""

    soort = forms.ChoiceField(label="Wat voor stuk is het?", choices=Bijlage.Soort.choices)
    datum = DatumKiezer(label="Van wanneer is het?", required=False)
    bestanden = Bestanden(label="Kies een of meer bestanden", soorten=ACCEPT)

    def __init__(self, *args: Any, bijlagen: Iterable[Bijlage] = (), **kwargs: Any) -> None:
        """bijlagen: what is there already, so that the kind that still misses is proposed."""
        heeft = {bijlage.soort for bijlage in bijlagen}
        soort = Bijlage.Soort.VERSLAG if Bijlage.Soort.OPP in heeft else Bijlage.Soort.OPP
        super().__init__(*args, **({"auto_id": "stuk_%s", "initial": {"soort": soort}} | kwargs))
        maat = grenzen()
        keuzeveld(self, "soort").choices = [(waarde, capfirst(str(woord))) for waarde, woord in Bijlage.Soort.choices]
        veld = self.fields["bestanden"]
        veld.help_text = f"Pdf, Word, odt of foto (ook heic). Maximaal {maat.megabytes} MB per bestand."
        veld.widget.attrs |= {"data-max-bytes": maat.bytes_, "aria-describedby": "stuk_uitleg"}


@dataclass(frozen=True)
class Onderdeelsoort:
    """One section: where, how it is called, and its form."""

    slug: str
    titel: str
    uitleg: str
    groep: str
    form: type[Onderdeelformulier]


ONDERDELEN: dict[str, Onderdeelsoort] = {
    soort.slug: soort
    for soort in (
        Onderdeelsoort(
            "leerling", "Leerling en ouders", "Naam, adres en gezag", "De leerling en de school", LeerlingForm
        ),
        Onderdeelsoort(
            "school",
            "School en contactpersoon",
            "Wie is bereikbaar voor vragen?",
            "De leerling en de school",
            SchoolForm,
        ),
        Onderdeelsoort(
            "vraag", "Wat vraag je aan?", "Vanaf wanneer, hoe lang en is er een plek?", "De vraag", VraagForm
        ),
        Onderdeelsoort("hulpvraag", "De vraag", "Waar wil je hulp bij?", "De vraag", HulpvraagForm),
        Onderdeelsoort(
            "toetsen",
            "IQ en leerachterstand",
            "Welke toetsen zijn gedaan, en wat kwam eruit?",
            "De vraag",
            ToetsenForm,
        ),
        Onderdeelsoort(
            "behoefte",
            "Wat heeft de leerling nodig?",
            "Onderwijsbehoeften, sterke kanten, wat moeilijk is",
            "De vraag",
            BehoefteForm,
        ),
        Onderdeelsoort(
            "gedaan", "Wat heeft de school al gedaan?", "Hulp op school, met het effect", "De vraag", GedaanForm
        ),
        Onderdeelsoort(
            "mening",
            "Mening van ouders en leerling",
            "Wat vinden de ouders? Wat zegt de leerling zelf?",
            "Ouders en leerling",
            MeningForm,
        ),
        Onderdeelsoort(
            "stukken",
            "OPP en andere stukken",
            "Ontwikkelingsperspectief, verslagen en onderzoeken",
            "Stukken",
            StukkenForm,
        ),
    )
}


GEEN_LEERLING = "geen"


def kaarttekst(soort: Soort, weken: int) -> str:
    """For whom, what to have at hand and how long it takes: the words under a kind."""
    return f"{soort.voor_wie}\nHoud klaar: {', '.join(soort.nodig)}.\n{soort.duur.format(weken=weken)}"


class NieuweAanvraagForm(forms.Form):
    """Which kind, for whom. The choices are what this SWV gives and who is at this school.

    scholen: where this user works; with more than one the school is asked when the pupil does not say which.
    """

    sleutel = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=40)
    soort = Keuze()
    leerling = forms.ChoiceField(
        label="Voor welke leerling?",
        required=False,
        error_messages={"invalid_choice": "Kies een leerling van de lijst"},
    )
    school = forms.ChoiceField(
        label="Voor welke van je scholen?",
        help_text="Nodig als je geen leerling kiest.",
        required=False,
        error_messages={"invalid_choice": "Kies een school van de lijst"},
    )
    nodig = ("soort", "leerling", "school")

    def __init__(
        self,
        *args: Any,
        soorten: Sequence[Soort],
        leerlingen: list[tuple[str, str]],
        scholen: Sequence[tuple[str, str]],
        weken: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        uitleg = {soort.code: kaarttekst(soort, weken) for soort in soorten}
        keuzes = [(soort.code, soort.titel) for soort in soorten]
        self.fields["soort"] = Keuze(
            label="Wat vraag je aan?", leeg="Kies wat je aanvraagt", vorm="kaart", uitleg=uitleg, choices=keuzes
        )
        self.zonder = {soort.code for soort in soorten if soort.zonder_leerling}
        begin = [("", "Kies een leerling")] + (
            [(GEEN_LEERLING, "Geen leerling, of zonder naam")] if self.zonder else []
        )
        keuzeveld(self, "leerling").choices = [*begin, *leerlingen]
        if len(scholen) > 1:
            keuzeveld(self, "school").choices = [("", "Kies een school"), *scholen]
        else:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        """Only a kind that may be asked without a name goes without a pupil."""
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        leerling = gegevens.get("leerling")
        if "leerling" not in self.errors and not leerling:
            self.add_error("leerling", "Kies een leerling")
        elif leerling == GEEN_LEERLING and gegevens.get("soort") not in {None, "", *self.zonder}:
            self.add_error("leerling", "Kies een leerling: alleen een consult kan zonder")
        elif leerling == GEEN_LEERLING and "school" in self.fields and gegevens.get("school") == "":
            self.add_error("school", "Kies voor welke school je dit vraagt")
        return gegevens


class IndienForm(forms.Form):
    """ouders_weten is not asked when there is no pupil."""

    waar = Akkoord(
        label="Ik heb de aanvraag gecontroleerd. Wat er staat klopt.",
        leeg="Bevestig dat je de aanvraag hebt gecontroleerd",
    )
    ouders_weten = Akkoord(
        label="De ouders weten dat wij deze aanvraag indienen. Zij kunnen hem lezen.",
        leeg="Bevestig dat de ouders van de aanvraag weten",
    )

    def __init__(self, *args: Any, met_leerling: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_leerling:
            del self.fields["ouders_weten"]


class RedenForm(forms.Form):
    reden = LangeTekst(
        label="Waarom trek je de aanvraag in?",
        help_text="De ouders lezen deze reden.",
        leeg="Schrijf op waarom je de aanvraag intrekt",
        regels=4,
        max_tekens=1000,
    )

"""What the beslisser writes. Kept on the server as typed; `beslissing()` is what it comes down to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst
from kern.formulieren.keuzes import keuzeveld
from loket.actions.brief import Beslissing
from loket.models import Aanvraag, Uitkomst
from loket.models.besluit import WOORDEN
from loket.rules import einde_schoolsoort, tlv_einde_standaard
from loket.rules.tlv import MAX_SCHOOLJAREN
from scholen.models import TlvSoort

from .redenen import RedenenForm

CATEGORIEEN = (("L", "categorie 1 (laag)"), ("M", "categorie 2 (midden)"), ("H", "categorie 3 (hoog)"))
MET_CATEGORIE = ("SO", "VSO")
HOOGSTENS = 6
"""Years that can be chosen for a kind without a maximum (praktijkonderwijs, lwoo): what a school can ask."""
ALLEEN_BIJ_TOEKENNEN = {"waarom_niet_lichter", "waarom_categorie", "waarom_duur", "waarom_afwijking"}


def _tekst(label: str, hint: str = "", regels: int = 3) -> LangeTekst:
    return LangeTekst(label=label, help_text=hint, required=False, max_tekens=3000, regels=regels)


class BesluitForm(RedenenForm):
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    uitkomst = Keuze(
        label="Besluit",
        choices=[(Uitkomst.TOEGEKEND, "Toekennen"), (Uitkomst.AFGEWEZEN, "Afwijzen")],
        vorm="segment",
        leeg="Kies toekennen of afwijzen",
    )
    soort_categorie = forms.ChoiceField(label="Soort onderwijs en categorie", required=False)
    ingangsdatum = DatumKiezer(label="Ingangsdatum", required=False)
    schooljaren = forms.TypedChoiceField(label="Hele schooljaren", coerce=int, empty_value=None, required=False)
    motivering = _tekst("Waarom dit besluit?", "Komt in de brief. Ga ook in op de adviezen.", 7)
    antwoord_zienswijze = _tekst("Wat zeggen wij op de mening van de ouders?", "Komt in de brief.")
    antwoord_leerling = _tekst("Wat doen wij met de mening van de leerling?", "Komt in de brief.")
    waarom_niet_lichter = _tekst("Waarom is lichtere hulp niet genoeg?")
    waarom_categorie = _tekst("Waarom deze categorie?", "Alleen bij so en vso.")
    waarom_duur = _tekst("Waarom deze duur?")
    waarom_afwijking = _tekst("Waarom anders dan gevraagd?", "Alleen als je iets anders toekent dan de school vroeg.")
    waarom_afwijking_advies = _tekst("Waarom wijk je af van het advies?", "Alleen als je een advies niet volgt.")
    passende_hulp = _tekst("Welke hulp past wel, en wie geeft die?")

    def __init__(self, *args: Any, aanvraag: Aanvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aanvraag = aanvraag
        self.nodig = tuple(self.fields)
        soorten = aanvraag.instelling.tlv_soorten
        keuzes = [keuze for soort in soorten for keuze in soortkeuzes(soort)]
        keuzeveld(self, "soort_categorie").choices = [("", "Kies een soort"), *keuzes]
        eigen = aanvraag.instelling.max_schooljaren
        hoogstens = max([eigen.get(soort) or MAX_SCHOOLJAREN.get(soort, HOOGSTENS) for soort in soorten], default=4)
        jaren = [(str(n), f"{n} jaar") for n in range(1, hoogstens + 1)]
        keuzeveld(self, "schooljaren").choices = [("", "Kies"), *jaren]

    @property
    def soort_en_categorie(self) -> tuple[str, str]:
        soort, _, categorie = str(self.cleaned_data.get("soort_categorie", "")).partition(":")
        return soort, categorie

    def vervaldatum(self) -> date | None:
        """The last day of the TLV; None while start or years are missing, and for praktijkonderwijs without years."""
        soort, _ = self.soort_en_categorie
        if soort and self.aanvraag.soortregels.loopbaan and self.aanvraag.leerling:
            return einde_schoolsoort(soort, self.aanvraag.leerling.geboortedatum)
        start, jaren = self.cleaned_data.get("ingangsdatum"), self.cleaned_data.get("schooljaren")
        if not (soort and start and jaren):
            return None
        return tlv_einde_standaard(soort, start=start, schooljaren=jaren)

    def beslissing(self) -> Beslissing:
        """The decision as it stands in a valid form."""
        soort, categorie = self.soort_en_categorie
        teksten = {naam: self.cleaned_data[naam] for naam in WOORDEN} | {"motivering": self.alle_redenen()}
        toegekend = self.cleaned_data["uitkomst"] == Uitkomst.TOEGEKEND
        if not toegekend:
            teksten = {naam: "" if naam in ALLEEN_BIJ_TOEKENNEN else tekst for naam, tekst in teksten.items()}
        else:
            teksten["passende_hulp"] = ""
        return Beslissing(
            uitkomst=self.cleaned_data["uitkomst"],
            soort=soort if toegekend else self.aanvraag.tlv_soort,
            categorie=categorie if toegekend else "",
            ingangsdatum=self.cleaned_data["ingangsdatum"] if toegekend else None,
            vervaldatum=self.vervaldatum() if toegekend else None,
            **teksten,
        )

    def getypt(self) -> dict[str, str]:
        """All fields as they were typed, for the draft."""
        return {naam: str(self.data.get(naam, "")).replace("\r\n", "\n") for naam in self.fields if naam != "versie"}


def begin(aanvraag: Aanvraag, gegevens: dict[str, Any], versie: int, vandaag: date) -> dict[str, Any]:
    """What the form starts with: the draft, or what was asked for and advised."""
    if gegevens:
        return {**gegevens, "versie": versie}
    vraag = aanvraag.onderdeel_vraag
    categorie = vraag.categorie or next(iter(_geadviseerd(aanvraag)), "")
    soort = aanvraag.tlv_soort
    return {
        "versie": versie,
        "soort_categorie": f"{soort}:{categorie}" if soort in MET_CATEGORIE else soort,
        "ingangsdatum": max(vraag.gewenste_start or vandaag, vandaag),
        "schooljaren": vraag.schooljaren,
    }


def _geadviseerd(aanvraag: Aanvraag) -> list[str]:
    """The category on which the experts agree, if they do."""
    opdrachten = getattr(aanvraag, "opdrachten", [])
    categorieen = {een.advies.categorie for een in opdrachten if getattr(een, "advies", None)}
    return list(categorieen) if len(categorieen) == 1 else []


def soortkeuzes(soort: str) -> list[tuple[str, str]]:
    """What can be granted of this kind: the kind itself, or one choice per category."""
    naam = TlvSoort(soort).label.capitalize()
    if soort not in MET_CATEGORIE:
        return [(soort, naam)]
    return [(f"{soort}:{code}", f"{naam}, {woorden}") for code, woorden in CATEGORIEEN]

"""What parents, pupils and school fill in when they give their view in the portal."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Akkoord, Bestanden, Keuze, LangeTekst
from kern.formulieren.keuzes import keuzeveld
from kern.formulieren.samen import SamenForm
from kern.woorden import opsomming
from loket.actions.zienswijze_geven import CONCEPTVELDEN
from loket.models import Zienswijze
from loket.rules.vertrouwelijk import adressen_in

E = Zienswijze.Eens
MENING = {
    E.JA: "Ja, ik ben het eens",
    E.DEELS: "Ik ben het een beetje eens",
    E.NEE: "Nee, ik ben het niet eens",
    E.ONBEKEND: "Dat weet ik nog niet",
}
MENING_SCHOOL = {
    E.JA: "Ja, wij zijn het eens",
    E.DEELS: "Voor een deel",
    E.NEE: "Nee, wij zijn het niet eens",
    E.ONBEKEND: "Dat weten wij nog niet",
}


class MeningForm(SamenForm):
    """adres_mag: only asked when an address stands where others read it."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    eens = Keuze(label="Bent u het eens met ons plan?", choices=MENING.items(), required=False, vorm="kaart")
    tekst = LangeTekst(label="Wat wilt u vertellen?", max_tekens=4000, regels=10, required=False)
    bestanden = Bestanden(
        label="Foto’s en papieren",
        help_text="Alleen wie bij ons de aanvraag behandelt of beslist, ziet deze. "
        "Zij gaan niet vanzelf naar anderen. Pdf, Word of foto, tot 20 MB.",
        soorten=ACCEPT,
        required=False,
    )
    vertrouwelijk = LangeTekst(
        label="Alleen voor ons",
        help_text="Iets over veiligheid, of een adres. Alleen wie bij ons de aanvraag behandelt of beslist, leest dit. "
        "Het komt in geen brief.",
        required=False,
        max_tekens=2000,
        regels=4,
    )
    adres_mag = Akkoord(label="Anderen mogen dit adres lezen.", required=False)
    nodig = ("eens",)

    def __init__(self, *args: Any, je: bool, leerling: bool = False, **kwargs: Any) -> None:
        """je: to staff of a school; leerling: to the pupil itself, who is no parent beside another."""
        super().__init__(*args, **kwargs)
        lezers = "de ouders lezen dat" if je else "de andere ouder en de school lezen dat"
        if leerling:
            lezers = "de school en wie het besluit ook krijgt lezen dat"
        mening = "de mening van de school" if je else "uw mening"
        self.fields["tekst"].help_text = f"Wij noemen {mening} in het besluit; {lezers}."
        if je:
            keuzeveld(self, "eens").choices = list(MENING_SCHOOL.items())
            self.fields["eens"].label = "Is de school het eens met ons plan?"
            self.fields["tekst"].label = "Wat wil de school vertellen?"

    @property
    def adressen(self) -> list[str]:
        """Addresses in the part that others read."""
        return adressen_in(str(self.data.get("tekst", ""))) if self.is_bound else []

    def versturen_mag(self) -> bool:
        """Whether it can go as it is; otherwise the form says what to look at first."""
        if not (self.cleaned_data.get("eens") or self.cleaned_data.get("tekst", "").strip()):
            self.add_error("eens", "Kies of u het eens bent, of schrijf op wat u vindt")
        elif self.adressen and not self.cleaned_data["adres_mag"]:
            namen = opsomming(self.adressen)
            self.add_error(
                "adres_mag", f"Er staat een adres in uw tekst: {namen}. Haal het weg, of zet hier een vinkje"
            )
        return not self.errors

    def velden(self) -> dict[str, str]:
        """What can be kept: the choice, and the texts that are not too long."""
        return {naam: self.cleaned_data[naam] for naam in CONCEPTVELDEN if naam in self.cleaned_data}

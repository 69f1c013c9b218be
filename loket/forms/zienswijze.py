"""What parents, pupil and school fill in when they give their view in the portal."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Akkoord, LangeTekst
from kern.formulieren.samen import SamenForm
from kern.woorden import opsomming
from loket.rules.vertrouwelijk import adressen_in


class MeningForm(SamenForm):
    """adres_mag: only asked when an address stands where others read it."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    tekst = LangeTekst(label="Wat vindt u?", max_tekens=4000, regels=10, required=False)
    vertrouwelijk = LangeTekst(
        label="Alleen voor ons",
        help_text="Iets over veiligheid, of een adres. Alleen wie bij ons de aanvraag behandelt of beslist, leest dit. "
        "Het komt in geen brief.",
        required=False,
        max_tekens=2000,
        regels=4,
    )
    adres_mag = Akkoord(label="Anderen mogen dit adres lezen.", required=False)
    nodig = ("tekst",)

    def __init__(self, *args: Any, je: bool, leerling: bool = False, **kwargs: Any) -> None:
        """je: to staff of a school; leerling: to the pupil itself, who is no parent beside another."""
        super().__init__(*args, **kwargs)
        lezers = "de ouders lezen dat" if je else "de andere ouder en de school lezen dat"
        if leerling:
            lezers = "de school en wie het besluit ook krijgt lezen dat"
        mening = "de mening van de school" if je else "uw mening"
        self.fields["tekst"].help_text = f"Wij noemen {mening} in het besluit; {lezers}."
        if je:
            self.fields["tekst"].label = "Wat vindt de school?"

    @property
    def adressen(self) -> list[str]:
        """Addresses in the part that others read."""
        return adressen_in(str(self.data.get("tekst", ""))) if self.is_bound else []

    def versturen_mag(self) -> bool:
        """Whether it can go as it is; otherwise the form says what to look at first."""
        if not self.cleaned_data.get("tekst", "").strip():
            self.add_error("tekst", "Schrijf op wat u vindt")
        elif self.adressen and not self.cleaned_data["adres_mag"]:
            namen = opsomming(self.adressen)
            self.add_error(
                "adres_mag", f"Er staat een adres in uw tekst: {namen}. Haal het weg, of zet hier een vinkje"
            )
        return not self.errors

    def velden(self) -> dict[str, str]:
        """What can be kept: the texts that are not too long."""
        return {naam: self.cleaned_data[naam] for naam in ("tekst", "vertrouwelijk") if naam in self.cleaned_data}

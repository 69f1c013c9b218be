"""What is written down about the decision on bezwaar. Kept as typed; `keuze()` is what it comes down to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze
from kern.formulieren.keuzes import keuzeveld
from loket.actions.bezwaar.brief import Bezwaarbeslissing
from loket.actions.brief import Beslissing
from loket.models import BeslissingOpBezwaar, Bezwaarzaak, Uitkomst
from loket.rules import tlv_einde_standaard

from .besluit import soortkeuzes

Gevolg = BeslissingOpBezwaar.Gevolg


class BezwaarbeslissingForm(forms.Form):
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    uitkomst = Keuze(
        label="Wat beslissen wij?", choices=BeslissingOpBezwaar.Uitkomst.choices, leeg="Kies of het bezwaar gegrond is"
    )
    gevolg = Keuze(
        label="Wat gebeurt er met het besluit?", choices=Gevolg.choices, leeg="Kies wat er met het besluit gebeurt"
    )
    nieuw = forms.ChoiceField(label="Wat komt ervoor in de plaats?", required=False)
    ingangsdatum = DatumKiezer(label="Ingangsdatum", required=False)
    schooljaren = forms.TypedChoiceField(label="Hele schooljaren", coerce=int, empty_value=None, required=False)
    motivering = LangeTekst(
        label="Waarom beslissen wij dit?",
        help_text="Komt in elke brief. Ga in op wat er in elk bezwaar staat, en op de hoorzitting.",
        leeg="Schrijf op waarom wij dit beslissen",
        max_tekens=10000,
        regels=10,
    )
    waarom_anders_dan_advies = LangeTekst(
        label="Waarom volgen wij het advies van de commissie niet?",
        help_text="Alleen als je van het advies afwijkt.",
        required=False,
        max_tekens=5000,
        regels=4,
    )
    passende_hulp = LangeTekst(
        label="Welke hulp past wel, en wie geeft die?", required=False, max_tekens=3000, regels=3
    )
    nodig = ("nieuw", "ingangsdatum", "schooljaren", "waarom_anders_dan_advies", "passende_hulp")

    def __init__(self, *args: Any, zaak: Bezwaarzaak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zaak = zaak
        soorten = [keuze for soort in zaak.instelling.tlv_soorten for keuze in soortkeuzes(soort)]
        keuzeveld(self, "nieuw").choices = [
            ("", "Kies een besluit"),
            *soorten,
            ("afgewezen", "Geen verklaring"),
        ]
        keuzeveld(self, "schooljaren").choices = [
            ("", "Kies"),
            *((str(n), f"{n} jaar") for n in range(1, 5)),
        ]

    def keuze(self) -> Bezwaarbeslissing:
        """The decision as it stands in a valid form."""
        velden = self.cleaned_data
        return Bezwaarbeslissing(
            uitkomst=velden["uitkomst"],
            gevolg=velden["gevolg"],
            motivering=velden["motivering"],
            waarom_anders_dan_advies=velden["waarom_anders_dan_advies"],
            nieuw=self._nieuw() if velden["gevolg"] == Gevolg.VERVANGEN and velden["nieuw"] else None,
        )

    def vervaldatum(self) -> date | None:
        """The last day of the new TLV; None while kind, start or years are missing."""
        soort = str(self.cleaned_data.get("nieuw", "")).partition(":")[0]
        start, jaren = self.cleaned_data.get("ingangsdatum"), self.cleaned_data.get("schooljaren")
        if not (soort and start and jaren) or soort == Uitkomst.AFGEWEZEN:
            return None
        return tlv_einde_standaard(soort, start=start, schooljaren=jaren)

    def _nieuw(self) -> Beslissing:
        velden, oud = self.cleaned_data, self.zaak.besluit
        if velden["nieuw"] == Uitkomst.AFGEWEZEN:
            return Beslissing(
                uitkomst=Uitkomst.AFGEWEZEN,
                soort=oud.aanvraag.soort,
                motivering=velden["motivering"],
                passende_hulp=velden["passende_hulp"],
            )
        soort, _, categorie = velden["nieuw"].partition(":")
        return Beslissing(
            uitkomst=Uitkomst.TOEGEKEND if soort == oud.aanvraag.soort else Uitkomst.AFWIJKEND,
            soort=soort,
            categorie=categorie,
            ingangsdatum=velden["ingangsdatum"],
            vervaldatum=self.vervaldatum(),
            motivering=velden["motivering"],
        )

    def getypt(self) -> dict[str, str]:
        """All fields as they were typed, for the draft."""
        return {naam: str(self.data.get(naam, "")).replace("\r\n", "\n") for naam in self.fields if naam != "versie"}


class BezwaarVerzondenForm(forms.Form):
    brieven = Meerkeuze(label="Welke brieven zijn verzonden?", leeg="Kies welke brieven zijn verzonden")

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"brieven": [sleutel for sleutel, _ in keuzes]}, **kwargs})
        keuzeveld(self, "brieven").choices = keuzes

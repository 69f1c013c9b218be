"""Sending on, leaving aside, and hearing parents and school. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.woorden import datum_voluit
from loket.models import Zienswijze
from loket.rules.zienswijze import eindigt_voor_besluit


class DoorzendForm(forms.Form):
    naar_naam = Tekst(
        label="Naar welk samenwerkingsverband?",
        help_text="De naam komt in de brief.",
        leeg="Vul in naar welk samenwerkingsverband",
        max_length=150,
    )
    reden = LangeTekst(
        label="Waarom gaan wij niet over deze aanvraag?",
        help_text="Komt in de brief aan de school en de ouders.",
        leeg="Schrijf op waarom wij er niet over gaan",
        max_tekens=1500,
        regels=4,
    )


class NietDoorzendenForm(forms.Form):
    reden = LangeTekst(
        label="Waarom behandelen wij de aanvraag zelf?",
        leeg="Schrijf op waarom wij de aanvraag zelf behandelen",
        max_tekens=1000,
        regels=3,
    )


class BuitenBehandelingForm(forms.Form):
    motivering = LangeTekst(
        label="Waarom kunnen wij zonder deze stukken niet oordelen?",
        help_text="Komt in de brief. Wat ontbreekt en wanneer wij het vroegen, staat er al in.",
        leeg="Schrijf op waarom wij zo niet kunnen oordelen",
        max_tekens=3000,
    )


VERZET_EERST = "Is er meer tijd nodig? Verzet dan eerst de termijn."


class RondeForm(forms.Form):
    besproken_op = DatumKiezer(
        label="Wanneer is dit met de ouders besproken?",
        help_text="Bel of spreek de ouders eerst. De brief mag geen verrassing zijn.",
        leeg="Bespreek het eerst met de ouders en vul de dag in",
    )
    waarover = LangeTekst(
        label="Wat willen wij besluiten, en waarom?",
        help_text="Komt in de brief aan de ouders en de school. Noem wat anders is dan gevraagd of geadviseerd.",
        leeg="Schrijf op waar het om gaat",
        max_tekens=3000,
    )
    dagen = Keuze(label="Hoeveel tijd krijgen zij?", leeg="Kies hoeveel tijd zij krijgen")

    def __init__(
        self, *args: Any, standaard: int, vandaag: date, besluit_uiterlijk: date | None = None, **kwargs: Any
    ) -> None:
        """besluit_uiterlijk: our last day to decide. More time to react than that is said, and not proposed."""
        keuzes = sorted({7, 14, 21, standaard})
        past = [
            n
            for n in keuzes
            if eindigt_voor_besluit(vandaag + timedelta(days=n), vandaag=vandaag, besluit_uiterlijk=besluit_uiterlijk)
        ]
        voorstel = standaard if standaard in past else max(past, default=standaard)
        super().__init__(*args, **{"initial": {"dagen": str(voorstel)}, **kwargs})
        veld = keuzeveld(self, "dagen")
        veld.choices = [(str(n), f"{n} dagen{'' if n in past else ', langer dan wij hebben'}") for n in keuzes]
        if besluit_uiterlijk and len(past) < len(keuzes):
            veld.help_text = f"Wij moeten uiterlijk op {datum_voluit(besluit_uiterlijk)} besluiten. {VERZET_EERST}"

    def velden(self) -> dict[str, Any]:
        """The keywords of zienswijze_openen."""
        return {**self.cleaned_data, "dagen": int(self.cleaned_data["dagen"])}


class ZienswijzeForm(forms.Form):
    van = forms.ChoiceField(label="Van wie is de mening?", error_messages={"required": "Kies van wie de mening is"})
    gegeven_op = DatumKiezer(label="Op welke dag kwam de mening binnen?", leeg="Kies de dag")
    kanaal = Keuze(label="Hoe kwam die binnen?", choices=Zienswijze.Kanaal.choices, leeg="Kies hoe die binnenkwam")
    eens = Keuze(
        label="Is deze persoon het eens met ons plan?",
        choices=[("", "Niet gevraagd of niet gezegd"), *Zienswijze.Eens.choices],
        required=False,
    )
    tekst = LangeTekst(
        label="Wat vindt deze persoon?",
        help_text="In eigen woorden. Wij noemen dit in het besluit; de andere ouder en de school lezen dat.",
        leeg="Schrijf op wat er is gezegd",
        max_tekens=4000,
    )
    vertrouwelijk = LangeTekst(
        label="Alleen voor ons",
        help_text="Over veiligheid of een adres. Alleen het loket en de beslisser lezen dit; het komt in geen brief.",
        required=False,
        max_tekens=2000,
        regels=3,
    )

    def __init__(self, *args: Any, wachten: list[Zienswijze], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"gegeven_op": vandaag}, **kwargs})
        keuzes = [(een.public_id, f"{een.naam} ({een.get_aan_display()})") for een in wachten]
        keuzeveld(self, "van").choices = [("", "Kies wie"), *keuzes]

    def velden(self) -> dict[str, Any]:
        """The keywords of zienswijze_vastleggen."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "van"}


class SluitForm(forms.Form):
    reden = LangeTekst(
        label="Waarom wacht je niet langer?",
        help_text="Alleen nodig als er nog tijd is en niet iedereen heeft gereageerd.",
        required=False,
        max_tekens=1000,
        regels=2,
    )

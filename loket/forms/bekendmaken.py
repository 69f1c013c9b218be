"""Dating the letters, and saying which went out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.kalender import verleng
from kern.woorden import opsomming
from loket.models import Aanvraag, Verzending
from loket.models.kanaal import TOELICHTING
from scholen.models import Afscherming


class KlaarzettenForm(forms.Form):
    verzenddatum = DatumKiezer(
        label="Op welke dag gaan de brieven uit?",
        help_text="Deze dag komt op de brief. De dag erna begint de tijd om bezwaar te maken.",
        leeg="Kies de dag van verzending",
    )
    nagekeken = Akkoord(
        label="Ik heb elke brief nagekeken: nergens staat waar de leerling woont of naar school gaat.", required=False
    )
    adres_nagekeken = Akkoord(
        label="Ik heb het adres nagekeken",
        leeg="Kijk het adres na en zet dan een vinkje, of vul eerst een nieuw adres in",
    )
    adres_waar = Tekst(
        label="Waar en wanneer?",
        help_text="Zoals: Basisregistratie Personen, 27 november.",
        leeg="Vul in waar en wanneer je het adres hebt nagekeken",
        max_length=TOELICHTING,
    )

    def __init__(
        self,
        *args: Any,
        aanvraag: Aanvraag,
        vandaag: date,
        terug: Iterable[Verzending] = (),
        uitleg: str = "",
        **kwargs: Any,
    ) -> None:
        """terug: letters that came back and would go to the same address again. uitleg: what the day means."""
        super().__init__(*args, **{"initial": {"verzenddatum": verleng(vandaag)}, **kwargs})
        self.fields["verzenddatum"].help_text = uitleg or self.fields["verzenddatum"].help_text
        _voorstel(self, vandaag)
        if aanvraag.leerling is None or aanvraag.leerling.afscherming != Afscherming.VERBLIJFPLAATS:
            del self.fields["nagekeken"]
        if namen := opsomming(dict.fromkeys(rij.naam for rij in terug)):
            zin = f"De brief aan {namen} kwam terug. Is er een nieuw adres? Vul dat eerst in."
            self.fields["adres_nagekeken"].help_text = zin
        else:
            del self.fields["adres_nagekeken"], self.fields["adres_waar"]

    def clean(self) -> dict[str, Any]:
        """What the action asks: where the address was looked up, "" when that is no question."""
        velden: dict[str, Any] = super().clean() or {}
        velden.pop("adres_nagekeken", None)
        return velden | {"adresonderzoek": velden.pop("adres_waar", "")}


class VerzondenForm(forms.Form):
    brieven = Meerkeuze(label="Welke brieven zijn verzonden?", leeg="Kies welke brieven zijn verzonden")

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"brieven": [sleutel for sleutel, _ in keuzes]}, **kwargs})
        keuzeveld(self, "brieven").choices = keuzes


class OntvangstForm(forms.Form):
    verzenddatum = DatumKiezer(
        label="Op welke dag gaan de ontvangstbrieven uit?",
        help_text="Deze dag komt op de brieven.",
        leeg="Kies de dag van verzending",
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"verzenddatum": verleng(vandaag)}, **kwargs})
        _voorstel(self, vandaag)


def _voorstel(form: forms.Form, vandaag: date) -> None:
    """On a day off the next working day is filled in; the user reads why."""
    if verleng(vandaag) != vandaag:
        veld = form.fields["verzenddatum"]
        veld.help_text = f"{veld.help_text} Vandaag is geen werkdag. Daarom staat de volgende werkdag hier."

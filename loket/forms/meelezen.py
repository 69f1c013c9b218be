"""Four eyes: choosing the colleague, and the colleague's answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import Keuze, LangeTekst
from kern.formulieren.keuzes import rijen_bieden
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Meelezing

from .behandeling import PersoonKeuze


class MeelezerForm(forms.Form):
    collega = PersoonKeuze(label="Wie leest mee?", leeg="Kies een collega die meeleest")

    def __init__(self, *args: Any, aanvraag: Aanvraag, door: Gebruiker, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collegas = met_rol(Rol.BESLISSER, vandaag) | met_rol(Rol.LOKETMEDEWERKER, vandaag)
        anderen = collegas.exclude(pk=door.pk).exclude(adviesopdrachten__aanvraag=aanvraag)
        rijen_bieden(self, "collega", anderen.distinct())


class OordeelForm(forms.Form):
    oordeel = Keuze(
        label="Kan dit besluit zo ondertekend worden?",
        choices=[(Meelezing.Oordeel.AKKOORD, "Ja, akkoord"), (Meelezing.Oordeel.NIET_AKKOORD, "Nee, nog niet")],
        leeg="Kies of je akkoord bent",
    )
    opmerking = LangeTekst(
        label="Opmerking", help_text="Nodig als je niet akkoord bent.", required=False, max_tekens=2000, regels=4
    )

    def velden(self) -> dict[str, Any]:
        """The keywords of meelezen_beoordelen."""
        akkoord = self.cleaned_data["oordeel"] == Meelezing.Oordeel.AKKOORD
        return {"akkoord": akkoord, "opmerking": self.cleaned_data["opmerking"]}

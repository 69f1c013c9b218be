"""What a family writes to its contact person, and what that person does with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Bestanden, LangeTekst
from kern.formulieren.keuzes import rijen_bieden
from kern.gebruikers.models import Gebruiker

from .behandeling import PersoonKeuze
from .werkplek import EenmaligForm

MAX_TEKENS = 3000


class VraagForm(EenmaligForm):
    tekst = LangeTekst(label=_("Uw vraag"), leeg=_("Schrijf uw vraag op"), max_tekens=MAX_TEKENS, regels=6)
    bestanden = Bestanden(
        label=_("Foto of papier erbij"), help_text=_("Pdf, Word of foto, tot 20 MB."), soorten=ACCEPT, required=False
    )


class AntwoordForm(EenmaligForm):
    tekst = LangeTekst(
        label="Je antwoord",
        help_text="De ouder of leerling leest dit. Schrijf u tegen een ouder. Het verandert niet meer.",
        leeg="Schrijf je antwoord op",
        max_tekens=MAX_TEKENS,
        regels=6,
    )
    bestanden = Bestanden(label="Bestand erbij", soorten=ACCEPT, required=False)


class AfdoenForm(forms.Form):
    reden = LangeTekst(
        label="Waarom komt er hier geen antwoord?",
        help_text="De ouder of leerling leest dit. Zoals: wij belden u hierover.",
        leeg="Schrijf op waarom er geen antwoord komt",
        max_tekens=500,
        regels=3,
    )


class OverdragenForm(forms.Form):
    aan = PersoonKeuze(label="Wie antwoordt?", leeg="Kies een collega")

    def __init__(self, *args: Any, collegas: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rijen_bieden(self, "aan", Gebruiker.objects.filter(pk__in=[een.pk for een in collegas]).order_by("naam", "pk"))

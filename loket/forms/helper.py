"""What a family fills in to let somebody look along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Akkoord, DatumKiezer, Emailadres, Keuze, LangeTekst, Tekst
from loket.actions.helpermening import TEKENS
from loket.models import Helpertoegang


class HelperForm(forms.Form):
    """voorstel: the last day that is filled in beforehand."""

    naam = Tekst(label=_("Naam"), leeg=_("Vul in wie er meekijkt"), max_length=120)
    soort = Keuze(
        label=_("Wie is dit?"),
        choices=[(een.value, _(een.label)) for een in Helpertoegang.Soort],
        leeg=_("Kies wie dit is"),
    )
    email = Emailadres(
        label=_("E-mailadres van deze persoon"),
        help_text=_("Wij sturen hier een mail naartoe. Daar staat niets over uw kind in."),
        leeg=_("Vul het e-mailadres in, zoals naam@voorbeeld.nl"),
        max_length=254,
    )
    tot = DatumKiezer(
        label=_("Tot en met welke dag?"),
        help_text=_("Hoogstens een jaar. U kunt altijd eerder stoppen."),
        leeg=_("Kies een laatste dag"),
    )
    mag_mening = Akkoord(
        label=_("Deze persoon mag ook een mening voor mij voorbereiden. Ik lees die eerst en verstuur hem zelf"),
        required=False,
    )
    zeker = Akkoord(
        label=_("Ik heb het e-mailadres nagekeken. Wie deze mail krijgt, kan meekijken"),
        leeg=_("Kijk eerst na of het e-mailadres klopt"),
    )

    def __init__(self, *args: Any, voorstel: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tot"].initial = voorstel


class VoorbereidForm(forms.Form):
    """What a helper proposes to who asked for help."""

    tekst = LangeTekst(
        label=_("Wat stelt u voor?"),
        leeg=_("Schrijf op wat u wilt voorstellen"),
        max_tekens=TEKENS,
        regels=10,
    )

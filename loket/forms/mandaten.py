"""The mandaatregister in beheer. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Meerkeuze, Tekst
from kern.formulieren.keuzes import rijen_bieden, rijenveld
from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.rollen import Rol
from loket.models import Mandaat
from loket.models.mandaat import CATEGORIEEN, SOORTEN
from scholen.models import Samenwerkingsverband

from .behandeling import PersoonKeuze


class MandaatForm(forms.Form):
    swv = forms.ModelChoiceField(
        label="Samenwerkingsverband",
        queryset=Samenwerkingsverband.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    nummer = Tekst(
        label="Nummer",
        help_text="Zo staat het in de brief. Bijvoorbeeld 2026-03.",
        leeg="Vul een nummer in",
        max_length=20,
    )
    gebruiker = PersoonKeuze(label="Wie krijgt het mandaat?", leeg="Kies wie het mandaat krijgt")
    functie = Tekst(label="Functie", help_text="Zo staat het in de brief.", leeg="Vul de functie in", max_length=80)
    soorten = Meerkeuze(
        label="Waarover mag deze persoon besluiten?",
        help_text="Een adviseur kan alleen over arrangementen besluiten.",
        choices=SOORTEN,
        leeg="Kies minstens één soort",
    )
    max_categorie = forms.ChoiceField(
        label="Tot en met categorie",
        help_text="Alleen bij so en vso.",
        choices=[("", "Alle categorieën"), *CATEGORIEEN],
        required=False,
    )
    max_bedrag = forms.DecimalField(
        label="Tot en met bedrag in euro",
        help_text="Leeg is zonder grens. Voor besluiten over geld.",
        required=False,
        localize=True,
        min_value=1,
        max_digits=10,
        decimal_places=2,
    )
    van = DatumKiezer(label="Geldt vanaf", leeg="Kies vanaf welke dag het mandaat geldt")
    tot = DatumKiezer(label="Geldt tot en met", help_text="Leeg is: tot je het beëindigt.", required=False)
    plaatsvervanger = PersoonKeuze(
        label="Plaatsvervanger",
        leeg="",
        help_text="Besluit alleen op dagen dat de ander als afwezig is vastgelegd.",
        required=False,
    )
    nodig = ("soorten",)

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"van": vandaag}, **kwargs})
        eigen = Samenwerkingsverband.objects.filter(eigen=True).order_by("code")
        rijen_bieden(self, "swv", eigen)
        for wie in ("gebruiker", "plaatsvervanger"):
            rijen_bieden(self, wie, met_een_rol((Rol.BESLISSER, Rol.ADVISEUR), vandaag))
        rijenveld(self, "plaatsvervanger").empty_label = "Niemand"


class EindeForm(forms.Form):
    tot = DatumKiezer(label="Laatste dag", leeg="Kies de laatste dag")


class AfwezigForm(forms.Form):
    van = DatumKiezer(label="Van", leeg="Kies de eerste dag")
    tot = DatumKiezer(label="Tot en met", leeg="Kies de laatste dag")


def soorten_in_woorden(mandaat: Mandaat) -> str:
    """The kinds as one reads them."""
    namen = dict(SOORTEN)
    return ", ".join(str(namen.get(soort, soort)) for soort in mandaat.soorten)

"""What a parent tells when the child does not go to school: in the words and the language of the family."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kern.formulieren import DatumKiezer, Keuze, LangeTekst
from thuiszitters.rules.melding import VOLLE_WEEK, eerste_dag_fout

DEELS = "deels"
ZIN_UREN = _("Vul een aantal uren in, zoals 6 of 4,5")
REDENEN = (
    ("angst", _("Mijn kind is bang of durft niet")),
    ("lichamelijk", _("Mijn kind is ziek")),
    ("psychisch", _("Mijn kind voelt zich heel slecht")),
    ("conflict", _("Wij en de school zijn het niet eens")),
    ("geen_plek", _("Er is geen goede plek voor mijn kind")),
    ("wacht_zorg", _("Wij wachten op hulp")),
    ("overig", _("Iets anders")),
)
"""The reasons of models.Reden that a parent can know."""


class OudersMeldForm(forms.Form):
    """geboortedatum, vandaag: between these the first day must be."""

    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=40)
    hoe = Keuze(
        label=_("Gaat uw kind nu naar school?"),
        choices=[("niet", _("Nee, helemaal niet")), (DEELS, _("Ja, een paar uur per week"))],
        leeg=_("Kies of uw kind naar school gaat"),
    )
    uren = forms.DecimalField(
        label=_("Hoeveel uur per week?"),
        required=False,
        localize=True,
        min_value=0,
        max_value=VOLLE_WEEK,
        max_digits=3,
        decimal_places=1,
        widget=forms.TextInput({"inputmode": "decimal", "class": "swv-textbox--kort"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), ZIN_UREN
        ),
    )
    van = DatumKiezer(label=_("Sinds welke dag?"), leeg=_("Kies sinds welke dag"))
    reden = Keuze(label=_("Waarom vooral?"), choices=REDENEN, leeg=_("Kies de belangrijkste reden"))
    gedaan = LangeTekst(
        label=_("Wilt u er iets over vertellen?"),
        help_text=_("De school leest dit ook. U hoeft geen ziekte te noemen."),
        required=False,
        max_tekens=2000,
        regels=4,
    )

    def __init__(self, *args: Any, geboortedatum: date, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grenzen = {"geboortedatum": geboortedatum, "vandaag": vandaag}

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if eerste_dag_fout(van, **self.grenzen):
            raise forms.ValidationError(gettext("Deze dag kan niet. Kies vandaag of een dag ervoor"))
        return van

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if waarden.get("hoe") != DEELS:
            waarden["uren"] = Decimal(0)
        elif not waarden.get("uren") and "uren" not in self.errors:
            self.add_error("uren", ZIN_UREN)
        return waarden

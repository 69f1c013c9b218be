"""What if: one scenario, and which of them are read beside the basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst

from arrangementen.models import Scenario
from arrangementen.rules.normbedragen import JAREN_VOORUIT, KORT, naam
from arrangementen.rules.raming import laatste_telling
from arrangementen.rules.scenario import HOOGSTENS_INSTROOM, HOOGSTENS_KLAS, HOOGSTENS_TERUG
from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld, keuzewoorden
from scholen.forms.instelvelden import Getal

from .velden import Procent

GEEN_KLAS: dict[str, Any] = {"klas_soort": "", "klas_categorie": "", "klas_leerlingen": None, "klas_vanaf": None}


class ScenarioForm(forms.Form):
    """The assumptions, for the kinds that this SWV has. nodig: what is asked only of one more class."""

    nodig = frozenset({"klas", "klas_leerlingen", "klas_vanaf"})

    naam = Tekst(
        label="Hoe heet dit scenario?", help_text="Zoals: Klas erbij in 2028.", leeg="Vul een naam in", max_length=40
    )
    klas = forms.ChoiceField(label="Voor welke soort TLV?", required=False)
    klas_leerlingen = Getal(
        label="Hoeveel leerlingen?", van=1, tot=HOOGSTENS_KLAS, eenheid="leerlingen", required=False
    )
    klas_vanaf = forms.TypedChoiceField(
        label="Vanaf welke telling is de klas vol?", coerce=int, empty_value=None, required=False
    )
    groei = Procent(label="Hoeveel procent nieuwe TLV’s komt er elk jaar bij?")
    terugplaatsing = Getal(
        label="Hoeveel procent gaat elk jaar terug naar het gewone onderwijs?",
        help_text="Niet bij praktijkonderwijs en lwoo.",
        van=0,
        tot=HOOGSTENS_TERUG,
        eenheid="procent",
    )

    def __init__(
        self,
        *args: Any,
        soorten: Sequence[tuple[str, str]],
        terugplaatsing: int,
        vandaag: date,
        scenario: Scenario | None = None,
        **kwargs: Any,
    ) -> None:
        self.kinderen = list(dict.fromkeys(soort for soort, _ in soorten))
        begin = _begin(scenario, terugplaatsing, self.kinderen)
        super().__init__(*args, **{"initial": begin, **kwargs})
        keuzeveld(self, "klas").choices = [
            ("", "Geen extra klas"),
            *((f"{soort}-{categorie}", capfirst(naam(soort, categorie))) for soort, categorie in soorten),
        ]
        nu = laatste_telling(vandaag)
        keuzeveld(self, "klas_vanaf").choices = [
            ("", "Kies een telling"),
            *(
                (jaar, f"1 februari {jaar}, kost vanaf {jaar + 1}")
                for jaar in range(nu + 1, vandaag.year + JAREN_VOORUIT)
            ),
        ]
        for soort in self.kinderen:
            self.fields[f"instroom_{soort.lower()}"] = Getal(
                label=f"Nieuwe TLV’s {KORT[soort]}, in procent van het gemiddelde",
                van=0,
                tot=HOOGSTENS_INSTROOM,
                eenheid="procent",
            )

    @property
    def klassen(self) -> str:
        """The choices with which one more class is asked about, for the page."""
        return "|".join(str(code) for code in keuzewoorden(self, "klas") if code)

    @property
    def instroomvelden(self) -> list[forms.BoundField]:
        return [self[f"instroom_{soort.lower()}"] for soort in self.kinderen]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        klas = waarden.pop("klas", "")
        if not klas:
            return waarden | GEEN_KLAS
        for veld, zin in (
            ("klas_leerlingen", "Vul in hoeveel leerlingen de klas heeft"),
            ("klas_vanaf", "Kies vanaf welke telling de klas vol is"),
        ):
            if waarden.get(veld) is None and veld not in self.errors:
                self.add_error(veld, zin)
        soort, _, categorie = klas.partition("-")
        return waarden | {"klas_soort": soort, "klas_categorie": categorie}


def _begin(scenario: Scenario | None, terugplaatsing: int, soorten: Sequence[str]) -> dict[str, Any]:
    """What the form opens with: the scenario, or the basis."""
    if scenario is None:
        return {"groei": 0, "terugplaatsing": terugplaatsing} | {f"instroom_{een.lower()}": 100 for een in soorten}
    begin = {veld.attname: getattr(scenario, veld.attname) for veld in Scenario._meta.concrete_fields}
    return begin | {"klas": f"{scenario.klas_soort}-{scenario.klas_categorie}" if scenario.klas_soort else ""}

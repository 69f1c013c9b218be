"""Planning a talk about how the help goes, and writing down what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from arrangementen.actions.evalueren import TeVroeg
from arrangementen.models import Doel, Doelevaluatie, Evaluatie, Evaluatieverslag
from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.gebruikers.overgang import NietMogelijk

SOORTEN = [
    (Evaluatie.Soort.TUSSEN, "Tussenevaluatie: de hulp loopt nog"),
    (Evaluatie.Soort.EIND, "Eindevaluatie: de hulp stopt bijna of is gestopt"),
]
DAG_LEEG = "Kies de dag van het gesprek"


class VroegForm(forms.Form):
    """vroeg: asked when the last talk would come before half way, and never else."""

    vroeg = forms.BooleanField(label="Toch nu al een eindevaluatie", required=False)
    _te_vroeg = False

    def geweigerd(self, reden: NietMogelijk) -> None:
        self.add_error(None, str(reden))
        self._te_vroeg = isinstance(reden, TeVroeg)

    @property
    def vraagt_vroeg(self) -> bool:
        return self._te_vroeg or bool(self["vroeg"].value())


class PlanForm(VroegForm):
    """kort: short help only has an end evaluation, so there is nothing to choose."""

    soort = Keuze(label="Welke evaluatie?", choices=SOORTEN, leeg="Kies welke evaluatie het is")
    dag = DatumKiezer(label="Wanneer praten jullie erover?", leeg=DAG_LEEG)

    def __init__(self, *args: Any, kort: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kort:
            del self.fields["soort"]

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        return {"soort": Evaluatie.Soort.EIND} | schoon


class PlanningForm(VroegForm):
    """Another day for a talk that was planned, or no talk at all; with why."""

    wat = Keuze(
        label="Wat verandert er?",
        choices=[("verzetten", "Een andere dag"), ("intrekken", "Het gesprek gaat niet door")],
        leeg="Kies wat er verandert",
    )
    dag = DatumKiezer(label="Op welke dag?", leeg=DAG_LEEG, required=False)
    reden = Tekst(label="Waarom?", help_text="Zonder namen van leerlingen.", leeg="Schrijf op waarom", max_length=200)

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("wat") == "verzetten" and not schoon.get("dag") and "dag" not in self.errors:
            self.add_error("dag", DAG_LEEG)
        return schoon


ERBIJ = {
    "ouders_erbij": "Een of meer ouders",
    "leerling_erbij": "De leerling",
    "begeleider_erbij": "Wie de hulp geeft",
}
"""Who can be there, by column of the report."""
VAN_KINDEREN = ("gezegd", "waarom_zonder")


class EvaluatieForm(VroegForm):
    """All of an evaluation. A draft needs nothing of it; what is missing the action says when it is finished.

    nodig: what it can need then, so that the page does not call it optional.
    """

    versie = forms.IntegerField(widget=forms.HiddenInput)
    dag = DatumKiezer(label="Dag van het gesprek", leeg=DAG_LEEG)
    erbij = Meerkeuze(label="Wie waren erbij?", choices=[*ERBIJ.items()], required=False)
    gezegd = LangeTekst(
        label="Wat zeiden de ouders en de leerling?",
        help_text="Schrijf het op zoals zij het zeiden. Elke ouder met gezag leest dit.",
        required=False,
        regels=4,
    )
    waarom_zonder = LangeTekst(
        label="Waarom waren de ouders er niet bij?",
        help_text="Ook als je ze op een andere manier sprak.",
        required=False,
        max_tekens=1000,
        regels=3,
    )
    wat_werkte = LangeTekst(label="Wat werkte?", required=False, regels=4)
    wat_niet_werkte = LangeTekst(label="Wat werkte niet?", required=False, regels=4)
    verder = Keuze(label="Hoe gaat het verder?", choices=Evaluatieverslag.Verder.choices, required=False)
    verder_uitleg = LangeTekst(label="Uitleg bij hoe het verder gaat", required=False, regels=3)

    def __init__(self, *args: Any, doelen: Iterable[Doel], kinderen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kinderen:
            keuzeveld(self, "erbij").choices = [("begeleider_erbij", ERBIJ["begeleider_erbij"])]
            for naam in VAN_KINDEREN:
                del self.fields[naam]
        self.doelen = list(doelen)
        per_doel = (f"doel_{doel.volgorde}_{deel}" for doel in self.doelen for deel in ("uitkomst", "toelichting"))
        self.nodig = ("erbij", *VAN_KINDEREN, "wat_werkte", "verder", "verder_uitleg", *per_doel)
        for doel in self.doelen:
            naam = f"doel_{doel.volgorde}"
            self.fields[f"{naam}_uitkomst"] = Keuze(label="Is dit doel bereikt?", required=False)
            keuzeveld(self, f"{naam}_uitkomst").choices = Doelevaluatie.Uitkomst.choices
            hulp = "Waaraan zien jullie dat? Wat lukt nog niet?"
            self.fields[f"{naam}_toelichting"] = LangeTekst(
                label="Toelichting bij dit doel", help_text=hulp, required=False, max_tekens=1000, regels=3
            )

    def per_doel(self) -> list[tuple[Doel, forms.BoundField, forms.BoundField]]:
        """For the page: each goal with its two fields."""
        namen = ((doel, f"doel_{doel.volgorde}") for doel in self.doelen)
        return [(doel, self[f"{naam}_uitkomst"], self[f"{naam}_toelichting"]) for doel, naam in namen]

    def verslag(self) -> dict[str, Any]:
        """What was typed about the whole, by column of the report."""
        namen = {een.name for een in Evaluatieverslag._meta.concrete_fields}
        erbij = {naam: naam in self.cleaned_data["erbij"] for naam in ERBIJ}
        return erbij | {naam: waarde for naam, waarde in self.cleaned_data.items() if naam in namen}

    def uitkomsten(self) -> dict[str, tuple[str, str]]:
        """Public id of a goal → what became of it and the explanation."""
        schoon = self.cleaned_data
        return {
            doel.public_id: (schoon[f"doel_{doel.volgorde}_uitkomst"], schoon[f"doel_{doel.volgorde}_toelichting"])
            for doel in self.doelen
        }


def begin(evaluatie: Evaluatie, doelen: Iterable[Doelevaluatie]) -> dict[str, Any]:
    """What stands in the form: the draft as it was kept."""
    verslag = evaluatie.verslag
    waarden = {naam: getattr(verslag, naam) for naam in EvaluatieForm.base_fields if hasattr(verslag, naam)}
    waarden |= {"versie": evaluatie.versie, "dag": evaluatie.dag}
    waarden["erbij"] = [naam for naam in ERBIJ if getattr(verslag, naam)]
    for een in doelen:
        naam = f"doel_{een.doel.volgorde}"
        waarden |= {f"{naam}_uitkomst": een.uitkomst, f"{naam}_toelichting": een.toelichting}
    return waarden

"""Our advice on a question of a school (4.3 ADVIES): no decision, and a copy to the parents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import bericht_ontbreekt
from .verplicht import ontbreekt
from .zaakbrief import Zaakbrief

ADVIESTAAK = {
    "PO": "artikel 18a, zesde lid, onder d, van de Wet op het primair onderwijs",
    "VO": "artikel 2.47, zevende lid, onder d, van de Wet voortgezet onderwijs 2020",
}
AFSCHRIFT = {
    "PO": "artikel 18a, veertiende lid, van die wet",
    "VO": "artikel 2.47, zeventiende lid, van die wet",
}
"""Where the law gives this task, and a copy to the parents. The article numbers may have moved: domein.md §15."""


@dataclass(frozen=True, kw_only=True)
class Adviesbrief(Zaakbrief):
    """One letter to the school or, as a copy, to a parent or pupil. sector: PO or VO, for the articles."""

    advies: str
    gegeven_op: date
    sector: str

    @property
    def titel(self) -> str:
        return f"Ons advies over {'u' if self.aan_leerling else self.leerling.roepnaam}"

    @property
    def documenttitel(self) -> str:
        return f"Advies op vraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.gegeven_op)
        if self.aan_school:
            return f"Op {dag} gaven wij u dit advies."
        return f"Op {dag} gaven wij {self.school} dit advies. U krijgt hiervan een kopie."

    @property
    def reden_kop(self) -> str:
        return "Wij adviseren"

    @property
    def redenen(self) -> str:
        return self.advies

    @property
    def vervolg(self) -> tuple[str, ...]:
        if self.aan_school:
            return (
                "Dit is een advies en geen besluit. U bespreekt met de ouders wat u ermee doet.",
                "De ouders krijgen een kopie van dit advies.",
                "Heeft u vragen, of helpt het niet genoeg? Bel ons.",
            )
        return (
            "Dit is een advies en geen besluit. De school bespreekt met u wat zij ermee doet.",
            "Klopt er iets niet, of heeft u vragen? Bel ons gerust.",
        )

    @property
    def wet(self) -> str:
        kopie = f"De ouders krijgen een kopie: {AFSCHRIFT[self.sector]}."
        return f"Wij geven scholen advies: {ADVIESTAAK[self.sector]}. {kopie}"


def adviesbrief_ontbreekt(brief: Adviesbrief) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    return [*bericht_ontbreekt(brief), *ontbreekt([("het advies", brief.advies.strip())])]

"""The letter that fixes a penalty because we were late (Awb 4:17 and 4:18): a decision, so with how to object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.termijnen.woorden import datum_voluit, euro_voluit

from .bezwaarbericht import AWB, BEWAARZIN, Bezwaarbericht, bezwaarbericht_ontbreekt
from .gegevens import Ondertekening
from .ondertekend import Ondertekend
from .verplicht import bezwaarclausule, handtekening, ontbreekt


@dataclass(frozen=True, kw_only=True)
class Trede:
    """So many days at so much euro a day."""

    dagen: int
    per_dag: Decimal

    @property
    def bedrag(self) -> Decimal:
        return self.dagen * self.per_dag

    @property
    def woorden(self) -> str:
        dagen = "1 dag" if self.dagen == 1 else f"{self.dagen} dagen"
        return f"{dagen} van {euro_voluit(self.per_dag)}"

    @property
    def som(self) -> str:
        return euro_voluit(self.bedrag)


@dataclass(frozen=True, kw_only=True)
class Dwangsombrief(Ondertekend, Bezwaarbericht):
    """uiterlijk: the last day to decide; gevraagd_op: when the notice of default came; van and tot: first and last day.

    bezwaar_email: where to object; datum_tonen: print the last day for bezwaar beside the six weeks (afspraak 22).
    """

    uiterlijk: date
    gevraagd_op: date
    van: date
    tot: date
    treden: tuple[Trede, ...]
    besloten_dwangsom_op: date
    ondertekening: Ondertekening
    bezwaar_email: str
    datum_tonen: bool = True

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over dwangsom, bezwaar {self.bezwaarnummer} – {self.afzender.naam}"

    @property
    def bedrag(self) -> Decimal:
        return sum((trede.bedrag for trede in self.treden), Decimal(0))

    @property
    def dagen(self) -> int:
        return sum(trede.dagen for trede in self.treden)

    @property
    def totaal(self) -> str:
        return euro_voluit(self.bedrag)

    @property
    def titel(self) -> str:
        return "Besluit: u krijgt geld omdat wij te laat waren"

    @property
    def kern(self) -> str:
        """The decision in one sentence."""
        return f"Wij betalen u een dwangsom van {self.totaal}, omdat wij te laat beslisten op uw bezwaar."

    @property
    def redenen(self) -> str:
        wel = f"Wij moesten op uw bezwaar beslissen uiterlijk op {datum_voluit(self.uiterlijk)}. Dat is niet gelukt. "
        schreef = f"Op {datum_voluit(self.gevraagd_op)} schreef u ons dat wij te laat zijn. Vanaf "
        return (
            wel
            + schreef
            + (
                f"{datum_voluit(self.van)} kost elke dag zonder beslissing ons geld, hoogstens 42 dagen. Het gaat om "
                f"{'1 dag' if self.dagen == 1 else f'{self.dagen} dagen'}: tot en met {datum_voluit(self.tot)}."
            )
        )

    @property
    def reden_kop(self) -> str:
        return "Hoe komen wij aan dit bedrag?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            "Wij betalen binnen zes weken na de dag waarop wij deze brief sturen.",
            f"Stuur ons het rekeningnummer en de naam die erbij hoort. Noem het nummer {self.bezwaarnummer}.",
        )

    @property
    def wet(self) -> str:
        return f"Dit besluit is genomen op grond van artikel 4:17 en 4:18 {AWB}."

    @property
    def bewaarzin(self) -> str:
        return BEWAARZIN

    @property
    def besloten(self) -> str:
        return datum_voluit(self.besloten_dwangsom_op)


def dwangsombrief_ontbreekt(brief: Dwangsombrief) -> list[str]:
    """The compulsory elements of 4.1 that are empty, in words for the beslisser; [] when complete."""
    punten = [
        ("het bedrag", brief.bedrag),
        *bezwaarclausule(brief.afzender, brief.bezwaar_email),
        *handtekening(brief.ondertekening),
    ]
    return [*bezwaarbericht_ontbreekt(brief), *ontbreekt(punten)]

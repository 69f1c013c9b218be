"""The letter that fixes a penalty because we were late (Awb 4:17 and 4:18): a decision, so with how to object."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.termijnen.woorden import datum_voluit
from kern.woorden import euro

from .bericht import bericht_ontbreekt
from .bezwaarbericht import AWB, BEWAARZIN, Bezwaarbericht, bezwaarbericht_ontbreekt
from .gegevens import Ondertekening
from .ondertekend import Ondertekend
from .verplicht import bezwaarclausule, handtekening, ontbreekt
from .zaakbrief import Zaakbrief


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
        return f"{dagen} van {euro(self.per_dag)}"

    @property
    def som(self) -> str:
        return euro(self.bedrag)


@dataclass(frozen=True, kw_only=True)
class MetDwangsom(Ondertekend):
    """What both say: that we were late with a bezwaar, and with an aanvraag.

    uiterlijk: the last day to decide; gevraagd_op: when the notice of default came; van and tot: first and last day.
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
    def tekstsoort(self) -> str:
        return "dwangsom"

    @property
    @abstractmethod
    def waarover(self) -> str:
        """That on which we decided late, after "op"."""

    @property
    @abstractmethod
    def zaaknummer(self) -> str:
        """The number to name in a letter about this."""

    @property
    @abstractmethod
    def tegelijk(self) -> str:
        """How the amount is looked at together with the decision itself (Awb 4:19)."""

    @property
    def bedrag(self) -> Decimal:
        return sum((trede.bedrag for trede in self.treden), Decimal(0))

    @property
    def dagen(self) -> int:
        return sum(trede.dagen for trede in self.treden)

    @property
    def totaal(self) -> str:
        return euro(self.bedrag)

    @property
    def titel(self) -> str:
        return "Besluit: u krijgt geld omdat wij te laat waren"

    @property
    def kern(self) -> str:
        """The decision in one sentence."""
        return f"Wij betalen u een dwangsom van {self.totaal}, omdat wij te laat beslisten op {self.waarover}."

    @property
    def redenen(self) -> str:
        uiterlijk = datum_voluit(self.uiterlijk)
        wel = f"Wij moesten op {self.waarover} beslissen uiterlijk op {uiterlijk}. Dat is niet gelukt. "
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
            f"Stuur ons het rekeningnummer en de naam die erbij hoort. Noem het nummer {self.zaaknummer}.",
        )

    @property
    def wet(self) -> str:
        return f"Dit besluit is genomen op grond van artikel 4:17 en 4:18 {AWB}."

    @property
    def besloten(self) -> str:
        return datum_voluit(self.besloten_dwangsom_op)


@dataclass(frozen=True, kw_only=True)
class Dwangsombrief(MetDwangsom, Bezwaarbericht):
    """We were late with a bezwaar; to who lodged it."""

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over dwangsom, bezwaar {self.bezwaarnummer} – {self.afzender.naam}"

    @property
    def waarover(self) -> str:
        return "uw bezwaar"

    @property
    def zaaknummer(self) -> str:
        return self.bezwaarnummer

    @property
    def tegelijk(self) -> str:
        return (
            "Gaat u naar de rechter met onze beslissing op uw bezwaar? Schrijf dan daarin dat u het ook niet eens bent "
            "met dit bedrag. De rechter kijkt er dan meteen naar."
        )

    @property
    def bewaarzin(self) -> str:
        return BEWAARZIN


@dataclass(frozen=True, kw_only=True)
class Aanvraagdwangsombrief(MetDwangsom, Zaakbrief):
    """We were late with an aanvraag; to the board of the school that asked (afspraak 42)."""

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over dwangsom, aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def waarover(self) -> str:
        return "uw aanvraag"

    @property
    def zaaknummer(self) -> str:
        return self.kenmerk

    @property
    def tegelijk(self) -> str:
        return (
            "Maakt u ook bezwaar tegen ons besluit op uw aanvraag? Schrijf dan daarin dat u het niet eens bent met dit "
            "bedrag. Dan kijken wij er meteen naar."
        )

    @property
    def bewaarzin(self) -> str:
        """R-PRIV-05: what is kept and for how long."""
        return (
            "Wij bewaren deze brief even lang als de aanvraag: tot drie jaar na ons besluit, en in elk geval tot een "
            "bezwaar of beroep klaar is."
        )


def dwangsombrief_ontbreekt(brief: Dwangsombrief | Aanvraagdwangsombrief) -> list[str]:
    """The compulsory elements of 4.1 that are empty, in words for the beslisser; [] when complete."""
    basis = bezwaarbericht_ontbreekt(brief) if isinstance(brief, Dwangsombrief) else bericht_ontbreekt(brief)
    punten = [
        ("het bedrag", brief.bedrag),
        *bezwaarclausule(brief.afzender, brief.bezwaar_email),
        *handtekening(brief.ondertekening),
    ]
    return [*basis, *ontbreekt(punten)]

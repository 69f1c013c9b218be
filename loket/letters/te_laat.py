"""That we got a notice that we are late with an aanvraag (Awb 4:17; afspraak 42): until when, and what if not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kern.termijnen.woorden import datum_voluit
from kern.woorden import euro, opsomming

from .bericht import bericht_ontbreekt
from .dwangsom import Trede
from .verplicht import ontbreekt
from .zaakbrief import Zaakbrief


@dataclass(frozen=True, kw_only=True)
class Ingebrekebevestiging(Zaakbrief):
    """To who wrote it. uiterlijk: the last day to decide; telt: whether the notice came after it (Awb 6:12).

    eerste_dag: the first day of a penalty, or on which a parent may go to court; treden: what a penalty costs at most.
    geschreven_op: the day of these words, perhaps weeks after it came; None in letters from before.
    """

    ontvangen_op: date
    uiterlijk: date
    telt: bool
    eerste_dag: date
    treden: tuple[Trede, ...] = ()
    geschreven_op: date | None = None

    @property
    def voorbij(self) -> bool:
        """Whether the two weeks after a notice that counts had gone by when this was written."""
        return self.telt and self.geschreven_op is not None and self.eerste_dag <= self.geschreven_op

    @property
    def titel(self) -> str:
        return "Wij hebben uw brief ontvangen dat wij te laat zijn"

    @property
    def kern(self) -> str:
        schreef = (
            f"Op {datum_voluit(self.ontvangen_op)} kregen wij uw ingebrekestelling: u schrijft dat wij te laat zijn."
        )
        moest = datum_voluit(self.uiterlijk, weekdag=True)
        if not self.telt:
            return f"{schreef} Wij mogen besluiten tot en met {moest}. Die dag is nog niet voorbij."
        klopt = f"Dat klopt: wij moesten besluiten uiterlijk op {moest}."
        if self.voorbij:
            return (
                f"{schreef} {klopt} Daarna hadden wij nog twee weken. Die zijn voorbij. Wij besluiten zo snel mogelijk."
            )
        straks = datum_voluit(self.eerste_dag - timedelta(days=1), weekdag=True)
        return f"{schreef} {klopt} U krijgt ons besluit uiterlijk op {straks}."

    @property
    def reden_kop(self) -> str:
        return "En als het dan nog niet lukt?" if self.telt and not self.voorbij else "Wat betekent dat?"

    @property
    def redenen(self) -> str:
        dag = datum_voluit(self.eerste_dag)
        if not self.telt:
            return "Uw brief telt nu nog niet. Is er na die dag nog geen besluit? Schrijf ons dan opnieuw."
        if self.aan_school:
            stappen = opsomming([trede.woorden for trede in self.treden])
            hoogstens = euro(sum((trede.bedrag for trede in self.treden), Decimal(0)))
            krijgt = "U krijgt" if self.voorbij else "Dan krijgt u"
            return (
                f"{krijgt} vanaf {dag} een dwangsom: geld voor elke dag die het langer duurt. Het gaat om "
                f"{stappen}. Samen is dat hoogstens {hoogstens}. U hoeft er niet om te vragen: wij stellen het bedrag "
                "zelf vast."
            )
        kunt = "U kunt nu" if self.voorbij else f"Dan kunt u vanaf {dag}"
        return (
            f"{kunt} naar de rechter: de rechtbank in uw regio. De rechter kan zeggen wanneer wij "
            "moeten besluiten. Daarvoor betaalt u griffierecht. Er is geen dwangsom voor u: die is voor de school die "
            "de aanvraag deed."
        )

    @property
    def vervolg(self) -> tuple[str, ...]:
        spijt = ("Het spijt ons dat u moet wachten.",) if self.telt else ()
        return (*spijt, f"Heeft u vragen? Bel ons. Noem het nummer {self.kenmerk}.")

    @property
    def wet(self) -> str:
        return (
            "Dat u ons mag schrijven als wij te laat zijn: artikel 4:17 en 6:12 van de Algemene wet bestuursrecht. De "
            "tijd om te besluiten: artikel 4:13."
        )


def ingebrekebevestiging_ontbreekt(brief: Ingebrekebevestiging) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    bedragen = brief.treden or not (brief.telt and brief.aan_school)
    return [*bericht_ontbreekt(brief), *ontbreekt([("wat het kost als wij te laat zijn", bedragen)])]

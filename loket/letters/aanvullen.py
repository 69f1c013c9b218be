"""Letters that ask the school to complete its aanvraag (Awb 4:5), and that remind of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import Deel, bericht_ontbreekt
from .verplicht import ontbreekt
from .zaakbrief import Zaakbrief, Zienswijzebrief


@dataclass(frozen=True, kw_only=True)
class Aanvullingsbrief(Zaakbrief):
    """Please complete your aanvraag. nodig: without this we cannot judge; welkom: what would help; tot: inclusive.

    uitleg: words of the loket with it.
    """

    nodig: tuple[str, ...]
    tot: date
    welkom: tuple[str, ...] = ()
    uitleg: str = ""

    @property
    def titel(self) -> str:
        return "Wilt u uw aanvraag aanvullen?"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.tot, weekdag=True)
        return f"Uw aanvraag is nog niet compleet. Stuur ons uiterlijk op {dag} wat er ontbreekt."

    @property
    def reden_kop(self) -> str:
        return "Wat ontbreekt er?"

    @property
    def redenen(self) -> str:
        return self.uitleg

    @property
    def punten(self) -> tuple[str, ...]:
        return self.nodig

    @property
    def extra(self) -> tuple[Deel, ...]:
        return (Deel("Wat helpt ons nog meer?", punten=self.welkom),) if self.welkom else ()

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            f"Vul de aanvraag aan in het portaal. Lukt dat niet? Bel of mail ons. Noem het nummer {self.kenmerk}.",
            "Heeft u meer tijd nodig? Bel ons voor de laatste dag.",
            "Krijgen wij het niet op tijd? Dan kunnen wij besluiten uw aanvraag niet in behandeling te nemen.",
            "Zolang wij op u wachten, staat de tijd stil waarin wij moeten besluiten.",
        )

    @property
    def wet(self) -> str:
        return (
            "U mag de aanvraag aanvullen: artikel 4:5, eerste lid, van de Algemene wet bestuursrecht. Dat de tijd "
            "stilstaat: artikel 4:15, eerste lid, onder a."
        )


@dataclass(frozen=True, kw_only=True)
class Aanvulherinnering(Aanvullingsbrief):
    """The same once more, before its last day. gevraagd_op: when it was asked first; nodig: what is still open."""

    gevraagd_op: date

    @property
    def titel(self) -> str:
        return "Herinnering: wilt u uw aanvraag aanvullen?"

    @property
    def kern(self) -> str:
        eerder = f"Op {datum_voluit(self.gevraagd_op)} vroegen wij u om uw aanvraag aan te vullen."
        dag = datum_voluit(self.tot, weekdag=True)
        return f"{eerder} Wij hebben nog niet alles. U kunt dit nog doen tot en met {dag}."

    @property
    def reden_kop(self) -> str:
        return "Wat ontbreekt er nog?"


@dataclass(frozen=True, kw_only=True)
class Zienswijzeherinnering(Zienswijzebrief):
    """What do you think, once more. gevraagd_op: when it was asked first. Nobody has to answer."""

    gevraagd_op: date

    @property
    def titel(self) -> str:
        return "Herinnering: wij willen graag uw mening"

    @property
    def kern(self) -> str:
        eerder = f"Op {datum_voluit(self.gevraagd_op)} vroegen wij u wat u vindt. Wij hebben nog niets van u gehoord."
        return f"{eerder} U kunt nog reageren tot en met {datum_voluit(self.tot, weekdag=True)}."


def aanvullingsbrief_ontbreekt(brief: Aanvullingsbrief) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    return [*bericht_ontbreekt(brief), *ontbreekt([("wat er ontbreekt", brief.nodig or brief.uitleg.strip())])]

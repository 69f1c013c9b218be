"""The outcome on an arrangement (4.3 ARR_*): a decision, or by setting none (R-ARR-02, `arrangement_is_besluit`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import bericht_ontbreekt
from .gegevens import Ondertekening, Rechtsmiddelen
from .ondertekend import MetAfschriften
from .verplicht import bezwaarclausule, handtekening, hulp, ontbreekt
from .woorden import periode
from .zaakbrief import Zaakbrief

GRONDSLAG = {
    "PO": "artikel 18a, zesde lid, onder b, van de Wet op het primair onderwijs",
    "VO": "artikel 2.47, zevende lid, onder b, van de Wet voortgezet onderwijs 2020",
}
"""The task to divide support over schools. The article numbers may have moved: domein.md §15."""


@dataclass(frozen=True, kw_only=True)
class Toekenning:
    """What was asked and is granted, or not. vorm: "begeleiding in de klas"; omvang: "4 uur per week" or an amount."""

    toegekend: bool
    vorm: str
    omvang: str = ""
    begin: date | None = None
    eind: date | None = None


@dataclass(frozen=True, kw_only=True)
class Arrangementbrief(Zaakbrief):
    """One letter to one addressee; no decision, so without a clause: who disagrees asks us to look again.

    passende_hulp: after a refusal, what does help; ondersteuningsplan: which plan it was tested against.
    """

    toekenning: Toekenning
    motivering: str
    ondersteuningsplan: str
    sector: str
    passende_hulp: str = ""

    @property
    def aanleiding(self) -> str:
        return f"{self.wie} vroeg ons op {datum_voluit(self.aangevraagd_op)} om extra hulp voor {self.over}."

    @property
    def titel(self) -> str:
        wel = "krijgt" if self.toekenning.toegekend else "krijgt geen"
        return f"{self.kind[:1].upper()}{self.kind[1:]} {wel} extra hulp via ons"

    @property
    def kern(self) -> str:
        """The outcome in one sentence (4.3)."""
        hulp, school = self.toekenning, "uw school" if self.aan_school else self.school
        wat = ", ".join(filter(None, (hulp.vorm, hulp.omvang, periode(hulp.begin, hulp.eind))))
        wel = "toe" if hulp.toegekend else "niet toe"
        return f"Wij kennen aan {school} voor {self.leerling.naam} {wel}: {wat}."

    @property
    def redenen(self) -> str:
        getoetst = f"Wij keken daarvoor in ons ondersteuningsplan {self.ondersteuningsplan}."
        return "\n\n".join(filter(None, (self.motivering.strip(), self.passende_hulp.strip(), getoetst)))

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (*self._gevolg(), *self._oneens())

    def _gevolg(self) -> tuple[str, ...]:
        met = "met de ouders" if self.aan_school else "met u"
        wie = "U bespreekt" if self.aan_school else "De school bespreekt"
        if not self.toekenning.toegekend:
            return (f"{wie} {met} welke hulp er wel komt.",)
        return (
            f"{wie} {met} wanneer de hulp begint en wie die geeft.",
            f"{wie} ook {met} of de hulp werkt, en wat er daarna nodig is.",
        )

    def _oneens(self) -> tuple[str, ...]:
        """R-ARR-02: what is no decision can be asked to be looked at again, within six weeks."""
        return (
            "Dit is geen besluit volgens de wet. Bent u het er niet mee eens? Vraag ons dan binnen zes weken om er nog "
            "eens naar te kijken. Bel of schrijf ons waarom.",
        )

    @property
    def wet(self) -> str:
        return f"Wij verdelen extra hulp over scholen: {GRONDSLAG[self.sector]}."


@dataclass(frozen=True, kw_only=True)
class Arrangementbesluitbrief(MetAfschriften, Arrangementbrief):
    """The same as a decision, with how to object."""

    besloten_op: date
    rechtsmiddelen: Rechtsmiddelen
    ondertekening: Ondertekening
    afschriften: tuple[str, ...] = ()

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over de aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        return f"Besluit: {self.kind} {'krijgt' if self.toekenning.toegekend else 'krijgt geen'} extra hulp via ons"

    def _oneens(self) -> tuple[str, ...]:
        return ()

    @property
    def wet(self) -> str:
        return f"Dit besluit is genomen op grond van {GRONDSLAG[self.sector]}."

    @property
    def bewaarzin(self) -> str:
        """R-PRIV-05: what is kept and for how long."""
        return (
            "Wij bewaren de aanvraag en deze brief tot drie jaar na ons besluit. Loopt er dan nog een bezwaar of "
            "beroep, dan bewaren wij ze tot dat klaar is."
        )

    @property
    def besloten(self) -> str:
        return datum_voluit(self.besloten_op)


def arrangementbrief_ontbreekt(brief: Arrangementbrief) -> list[str]:
    """The compulsory elements that are empty, in words; [] when complete. With how to object when it is a decision."""
    hulp_ = brief.toekenning
    punten: list[tuple[str, object]] = [
        ("welke hulp is gevraagd", hulp_.vorm),
        ("hoeveel hulp, en van wanneer tot wanneer", (hulp_.omvang and hulp_.begin) or not hulp_.toegekend),
        ("onze motivering", brief.motivering.strip()),
        ("welke hulp wel past", brief.passende_hulp.strip() or hulp_.toegekend),
        ("het ondersteuningsplan waaraan is getoetst", brief.ondersteuningsplan.strip()),
    ]
    if isinstance(brief, Arrangementbesluitbrief):
        rechten = brief.rechtsmiddelen
        punten += [
            ("code van het samenwerkingsverband", brief.afzender.swv_code),
            *bezwaarclausule(brief.afzender, rechten.email),
            *hulp(rechten.commissie, rechten.steunpunt),
            *handtekening(brief.ondertekening),
            ("wie een kopie krijgt", brief.afschriften),
        ]
    return [*bericht_ontbreekt(brief), *ontbreekt(punten)]

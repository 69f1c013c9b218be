"""The letter that an aanvraag is left aside: a decision, so with how to object (4.3, Awb 4:5 and 3:45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit
from kern.woorden import opsomming

from .bericht import bericht_ontbreekt
from .gegevens import Ondertekening, Rechtsmiddelen
from .ondertekend import MetAfschriften
from .verplicht import bezwaarclausule, handtekening, hulp, ontbreekt
from .woorden import kleine_letter
from .zaakbrief import Zaakbrief


@dataclass(frozen=True, kw_only=True)
class BuitenBehandelingbrief(MetAfschriften, Zaakbrief):
    """gevraagd_op, uiterlijk: when we asked to complete and until when (inclusive); ontbreekt: what did not come."""

    gevraagd_op: date
    uiterlijk: date
    ontbreekt: tuple[str, ...]
    motivering: str
    besloten_op: date
    rechtsmiddelen: Rechtsmiddelen
    ondertekening: Ondertekening
    afschriften: tuple[str, ...] = ()

    @property
    def tekstsoort(self) -> str:
        return "buiten_behandeling"

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over de aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        return f"Besluit: wij nemen de aanvraag voor {self.kind} niet in behandeling"

    @property
    def kern(self) -> str:
        """The decision in one sentence (4.3)."""
        wat = "uw aanvraag" if self.aan_school else "de aanvraag"
        stuk = opsomming([_in_zin(punt) for punt in self.ontbreekt]) or "wat wij vroegen"
        wie = "u" if self.aan_school else "de school"
        return (
            f"Wij nemen {wat} niet in behandeling omdat dit ontbreekt: {stuk}. Wij vroegen {wie} op "
            f"{datum_voluit(self.gevraagd_op)} dit uiterlijk {datum_voluit(self.uiterlijk)} aan te vullen."
        )

    @property
    def redenen(self) -> str:
        return self.motivering

    @property
    def reden_kop(self) -> str:
        return "Waarom kunnen wij zo niet beslissen?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        if self.aan_school:
            return (
                "U kunt altijd een nieuwe aanvraag doen, met alle stukken erbij.",
                f"U blijft verantwoordelijk voor een passende plek voor {self.leerling.roepnaam}.",
            )
        return (
            "De school kan altijd een nieuwe aanvraag doen. Praat met de school over wat er nog nodig is.",
            f"Er verandert nu niets: {self.school} blijft verantwoordelijk voor een passende plek.",
        )

    @property
    def wet(self) -> str:
        return "Dit besluit is genomen op grond van artikel 4:5, eerste lid, van de Algemene wet bestuursrecht."

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


def _in_zin(punt: str) -> str:
    """What was asked, in the middle of a sentence; another first word than an article may be a name."""
    punt = punt.rstrip(".")
    return kleine_letter(punt) if punt.startswith(("Een ", "De ", "Het ")) else punt


def buiten_behandeling_ontbreekt(brief: BuitenBehandelingbrief) -> list[str]:
    """The compulsory elements of 4.1 that are empty, in words for the beslisser; [] when complete."""
    rechten = brief.rechtsmiddelen
    punten = [
        ("code van het samenwerkingsverband", brief.afzender.swv_code),
        ("onze motivering", brief.motivering.strip()),
        *bezwaarclausule(brief.afzender, rechten.email),
        *hulp(rechten.commissie, rechten.steunpunt),
        *handtekening(brief.ondertekening),
        ("wie een kopie krijgt", brief.afschriften),
    ]
    return [*bericht_ontbreekt(brief), *ontbreekt(punten)]

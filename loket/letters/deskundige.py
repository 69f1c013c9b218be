"""The letter that asks an expert for advice: about whom, which question, by when, and that it is confidential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import Bericht, bericht_ontbreekt
from .teksten import Invulling
from .verplicht import ontbreekt
from .woorden import SOORT_IN_WOORDEN, hoofdletter

GRONDSLAG = {
    "PO": "artikel 18a, elfde lid, van de Wet op het primair onderwijs",
    "VO": "artikel 2.47, veertiende lid, van de Wet voortgezet onderwijs 2020",
}
ZONDER_ADRES = "adres van de geadresseerde"


@dataclass(frozen=True, kw_only=True)
class Deskundigebrief(Bericht):
    """To one expert, in the portal: there the file is, and there the advice is written. uiterlijk: inclusive.

    discipline: as whom this person is asked; sector: PO or VO, for the articles.
    """

    soort: str
    schoolnaam: str
    aangevraagd_op: date
    gevraagd_op: date
    uiterlijk: date
    discipline: str
    sector: str

    @property
    def invulling(self) -> Invulling:
        return Invulling(school=self.schoolnaam, soort=SOORT_IN_WOORDEN[self.soort].onderwijs)

    @property
    def documenttitel(self) -> str:
        return f"Opdracht voor advies, aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        return "Wilt u ons adviseren over een leerling?"

    @property
    def aanleiding(self) -> str:
        school, dag = hoofdletter(self.schoolnaam), datum_voluit(self.aangevraagd_op)
        soort = SOORT_IN_WOORDEN[self.soort]
        om = f"{'een TLV voor' if soort.tlv else 'een beslissing over'} {soort.het_onderwijs}"
        return f"{school} vroeg ons op {dag} om {om}, voor {self.leerling.naam}."

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.uiterlijk, weekdag=True)
        return f"Wij vragen u als {self.discipline} om advies. Wij krijgen het graag uiterlijk op {dag}."

    @property
    def reden_kop(self) -> str:
        return "Wat vragen wij u?"

    @property
    def punten(self) -> tuple[str, ...]:
        naam, soort = self.leerling.roepnaam, SOORT_IN_WOORDEN[self.soort]
        nodig = f"Heeft {naam} {soort.het_onderwijs} nodig? Waarom wel of niet?"
        zwaarte = "Zo ja: welke categorie past erbij, en voor hoelang?"
        duur = "Zo ja: voor hoelang?"
        lichter = "Waarom is lichtere hulp wel of niet genoeg?"
        return (nodig, zwaarte if self.soort in ("SO", "VSO") else duur, lichter)

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            "U leest de aanvraag in het portaal. Daar schrijft en ondertekent u ook uw advies.",
            "U adviseert zelfstandig, los van de andere deskundige en van de school.",
            "Werkt u voor deze school, of heeft u deze leerling behandeld? Geef de opdracht dan terug.",
            "Wat u leest, is vertrouwelijk. Deel het met niemand en bewaar er zelf niets van.",
            "De school, de ouders en wie het besluit ook krijgt, lezen uw advies.",
            "Lukt het niet op tijd? Geef de opdracht terug of bel ons, dan vragen wij een ander.",
        )

    @property
    def wet(self) -> str:
        return f"Deskundigen adviseren ons over elke aanvraag: {GRONDSLAG[self.sector]}."


def deskundigebrief_ontbreekt(brief: Deskundigebrief) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete. It goes by the portal alone."""
    basis = [naam for naam in bericht_ontbreekt(brief) if naam != ZONDER_ADRES]
    return [*basis, *ontbreekt([("als wat wij de deskundige vragen", brief.discipline)])]

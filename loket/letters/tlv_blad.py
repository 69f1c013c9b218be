"""The sheet for the school that takes a child in on a TLV (4.2): that it is there, and no reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import Bericht, bericht_ontbreekt
from .teksten import Invulling
from .verplicht import ontbreekt
from .woorden import CATEGORIE, SOORT_IN_WOORDEN, hoofdletter, periode


@dataclass(frozen=True, kw_only=True)
class Tlvblad(Bericht):
    """kenmerk: the number of the TLV; the aanvraag is nothing to this school. begin and eind are inclusive."""

    soort: str
    begin: date
    gegeven_op: date
    eind: date | None = None
    categorie: str = ""

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        return (("Nummer besluit" if not SOORT_IN_WOORDEN[self.soort].tlv else "Nummer TLV", self.kenmerk),)

    @property
    def invulling(self) -> Invulling:
        eind = datum_voluit(self.eind) if self.eind else ""
        soort = SOORT_IN_WOORDEN[self.soort].onderwijs
        return Invulling(soort=soort, begin=datum_voluit(self.begin), eind=eind, nummer=self.kenmerk)

    @property
    def documenttitel(self) -> str:
        return f"Verklaring {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        return f"Verklaring voor {SOORT_IN_WOORDEN[self.soort].onderwijs}"

    @property
    def aanleiding(self) -> str:
        return f"{self.leerling.naam} gaat bij u naar school, of wil dat. Dit blad hoort daarbij."

    @property
    def kern(self) -> str:
        if not SOORT_IN_WOORDEN[self.soort].tlv:
            return f"{self.leerling.naam} is aangewezen op {SOORT_IN_WOORDEN[self.soort].onderwijs}."
        return f"{self.leerling.naam} is toelaatbaar tot {SOORT_IN_WOORDEN[self.soort].het_onderwijs}."

    @property
    def gegevens(self) -> tuple[tuple[str, str], ...]:
        """The rows of the sheet."""
        rijen = (
            ("Leerling", self.leerling.naam),
            ("Geboren op", self.geboren),
            ("Soort onderwijs", hoofdletter(SOORT_IN_WOORDEN[self.soort].voluit)),
            ("Categorie", CATEGORIE.get(self.categorie, "")),
            ("Geldig", hoofdletter(periode(self.begin, self.eind))),
            ("Gegeven door", f"{self.afzender.naam} ({self.afzender.swv_code})"),
            ("Gegeven op", datum_voluit(self.gegeven_op)),
        )
        return tuple((naam, waarde) for naam, waarde in rijen if waarde)

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            f"Noem het nummer {self.kenmerk} in uw administratie en bij vragen aan ons.",
            "De redenen en de adviezen horen niet bij dit blad. Vraag de ouders of de vorige school ernaar.",
            "Verandert er iets aan de verklaring? Dan staat dat in het portaal.",
        )

    @property
    def wet(self) -> str:
        return ""


def tlvblad_ontbreekt(brief: Tlvblad) -> list[str]:
    """What the sheet cannot do without and lacks, in words; [] when complete."""
    punten = [
        ("code van het samenwerkingsverband", brief.afzender.swv_code),
        ("categorie", brief.categorie or brief.soort not in ("SO", "VSO")),
        ("einddatum", brief.eind or brief.soort in ("PRO", "LWOO")),
    ]
    return [*bericht_ontbreekt(brief), *ontbreekt(punten)]

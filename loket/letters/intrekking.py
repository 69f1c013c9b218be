"""The letter that takes back a TLV (4.3, R-TLV-17): its facts and, from those, its sentences per addressee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .besluit import Blok, Punt
from .gegevens import Afzender, Geadresseerde, Leerling, Ondertekening, Rechtsmiddelen, Zienswijze
from .ondertekend import MetAfschriften
from .teksten import Invulling
from .verplicht import bezwaarclausule, handtekening, hulp, ontbreekt, van_en_aan
from .woorden import CATEGORIE, SOORT_IN_WOORDEN, WETTELIJKE_GRONDSLAG, Soort, periode

GRONDEN = {
    "nieuwe_feiten": "Er zijn nieuwe feiten, die wij niet kenden toen wij de verklaring gaven.",
    "onjuist": "De gegevens waarop de verklaring rust, klopten niet.",
    "verzoek": "De school heeft ons gevraagd de verklaring in te trekken. De verklaring is niet gebruikt.",
}


@dataclass(frozen=True, kw_only=True)
class Verklaring:
    """The TLV that is taken back, as it was given. begin and eind are inclusive.

    grondslag: the articles as the SWV prints them; empty means those of table 2.1.
    """

    nummer: str
    soort: str
    gegeven_op: date
    begin: date
    eind: date | None = None
    categorie: str = ""
    grondslag: str = ""


@dataclass(frozen=True, kw_only=True)
class Intrekbesluitbrief(MetAfschriften):
    """One letter to one addressee. per: the first day on which the TLV no longer holds."""

    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerk: str
    leerling: Leerling
    school: str
    verklaring: Verklaring
    per: date
    besloten_op: date
    grond: str
    motivering: str
    gevraagd_op: date
    reageren_tot: date
    zienswijzen: tuple[Zienswijze, ...]
    antwoord_zienswijze: str
    rechtsmiddelen: Rechtsmiddelen
    ondertekening: Ondertekening
    afschriften: tuple[str, ...] = ()
    voorbeeld: bool = False

    def __post_init__(self) -> None:
        if self.grond not in GRONDEN:
            raise ValueError(f"Onbekende grond: {self.grond}")

    @property
    def soort(self) -> Soort:
        return SOORT_IN_WOORDEN[self.verklaring.soort]

    @property
    def tekstsoort(self) -> str:
        return "intrekking"

    @property
    def invulling(self) -> Invulling:
        tlv = self.verklaring
        return Invulling(
            school=self.school,
            soort=self.soort.onderwijs,
            begin=datum_voluit(tlv.begin),
            eind=datum_voluit(tlv.eind) if tlv.eind else "",
            nummer=tlv.nummer,
        )

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Intrekking van een verklaring, aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        return (*super().nummers, ("Nummer TLV", self.verklaring.nummer))

    @property
    def titel(self) -> str:
        van = "uw verklaring" if self.aan_leerling else f"de verklaring van {self.leerling.roepnaam}"
        return f"Besluit: wij trekken {van} in"

    @property
    def inleiding(self) -> str:
        kind = {"ouder": f"uw kind {self.leerling.roepnaam}", "leerling": "u"}
        wie = kind.get(self.geadresseerde.soort, self.leerling.naam if self.aan_school else self.leerling.roepnaam)
        return (
            f"Op {datum_voluit(self.verklaring.gegeven_op)} gaven wij {wie} een verklaring voor "
            f"{self.soort.het_onderwijs} ({self.geldig}). In deze brief leest u dat wij die intrekken, en waarom."
        )

    @property
    def geldig(self) -> str:
        return periode(self.verklaring.begin, self.verklaring.eind)

    @property
    def besluitzin(self) -> str:
        """The decision in one sentence (4.3 TLV_INTREKKING)."""
        return f"Wij trekken de verklaring {self.verklaring.nummer} in met ingang van {datum_voluit(self.per)}."

    @property
    def categorie(self) -> str:
        return CATEGORIE.get(self.verklaring.categorie, "")

    @property
    def geboren(self) -> str:
        return datum_voluit(self.leerling.geboortedatum)

    @property
    def overwegingsblokken(self) -> tuple[Blok, ...]:
        punten = [Punt("U schreef ons" if een.van_geadresseerde else een.van, een.tekst) for een in self.zienswijzen]
        if self.antwoord_zienswijze:
            punten.append(Punt("Ons antwoord", self.antwoord_zienswijze))
        gevraagd = (
            f"Op {datum_voluit(self.gevraagd_op)} lieten wij de ouders en de school weten dat wij de verklaring wilden "
            f"intrekken. Zij konden reageren tot en met {datum_voluit(self.reageren_tot)}."
        )
        return (
            Blok("Waarom trekken wij de verklaring in?", f"{GRONDEN[self.grond]}\n\n{self.motivering}"),
            Blok("Wat vinden de ouders en de school?", gevraagd, tuple(punten)),
        )

    @property
    def wat_nu(self) -> tuple[str, ...]:
        """What it means from that day on: no right to be admitted, and who stays responsible (afspraak 40)."""
        kind = "u" if self.aan_leerling else self.leerling.roepnaam
        school = "De school" if self.geadresseerde.afgeschermd else self.school[:1].upper() + self.school[1:]
        zorg = (
            "U zorgt samen met de ouders voor passende hulp of een andere plek."
            if self.aan_school
            else f"{school} zorgt samen met u voor passende hulp of een andere plek."
        )
        return (
            f"Vanaf {datum_voluit(self.per)} kan {kind} met deze verklaring niet meer naar een school voor "
            f"{self.soort.onderwijs}. Tot die dag verandert er niets.",
            zorg,
            "Zijn er later nieuwe feiten? Dan kan de school een nieuwe aanvraag doen.",
        )

    @property
    def wet(self) -> str:
        grondslag = self.verklaring.grondslag or WETTELIJKE_GRONDSLAG[self.verklaring.soort]
        return (
            f"Dit besluit is genomen op grond van {grondslag}. Wij vroegen eerst wat de ouders en de school vinden "
            "(artikel 4:8 van de Algemene wet bestuursrecht)."
        )

    @property
    def bewaarzin(self) -> str:
        """R-PRIV-05: what is kept and for how long."""
        return (
            "Wij bewaren deze brief even lang als de aanvraag en de verklaring: tot drie jaar na ons besluit. Loopt er "
            "dan nog een bezwaar of beroep, dan bewaren wij hem tot dat klaar is."
        )

    @property
    def besloten(self) -> str:
        return datum_voluit(self.besloten_op)


def intrekking_ontbreekt(brief: Intrekbesluitbrief) -> list[str]:
    """The compulsory elements (4.1) that are empty, in words for the beslisser; [] when complete."""
    rechten = brief.rechtsmiddelen
    return ontbreekt(
        [
            *van_en_aan(brief.afzender, brief.geadresseerde, brief.leerling),
            ("onze motivering", brief.motivering.strip()),
            ("wat de ouders en de school vinden", len(brief.zienswijzen) >= 2),
            ("ons antwoord op wat de ouders en de school vinden", brief.antwoord_zienswijze.strip()),
            *bezwaarclausule(brief.afzender, rechten.email),
            *hulp(rechten.commissie, rechten.steunpunt),
            *handtekening(brief.ondertekening),
            ("wie een kopie krijgt", brief.afschriften),
        ]
    )

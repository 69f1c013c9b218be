"""The decision on bezwaar (domein.md 4.3, BOB_*): its facts and, from those, its sentences for each addressee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit
from kern.woorden import opsomming

from .bezwaarbericht import BEWAARZIN
from .blokken import Blok, Punt
from .gegevens import Afzender, Beslissing, Geadresseerde, Leerling, Ondertekening
from .ondertekend import MetAfschriften
from .teksten import Invulling
from .verplicht import handtekening, ontbreekt, van_en_aan
from .woorden import SOORT_IN_WOORDEN, hoofdletter, kernzin, kleine_letter

UITKOMST = {
    "gegrond": "gegrond",
    "deels_gegrond": "voor een deel gegrond",
    "ongegrond": "ongegrond",
    "niet_ontvankelijk": "niet-ontvankelijk",
}


@dataclass(frozen=True, kw_only=True)
class Bestreden:
    """The besluit that is objected to. wat: what it said, as after "Daarin besloten wij dat"; nummer: of its TLV.

    intrekking: whether it took that TLV back; ook_herroepen: that TLV does not hold anyway, since the besluit that gave
    it lapsed after another bezwaar; later_ingetrokken: from which day another besluit took it back, None when none.
    """

    besloten_op: date
    kenmerk: str
    wat: str
    nummer: str = ""
    intrekking: bool = False
    ook_herroepen: bool = False
    later_ingetrokken: date | None = None


@dataclass(frozen=True, kw_only=True)
class Bezwaarschrift:
    """One bezwaar. van: by relation, never by name; gronden: only in the letter to who wrote them.

    niet_ontvankelijk: why this one does not count, "" when it does.
    """

    van: str
    van_geadresseerde: bool
    ontvangen_op: date
    gronden: str = ""
    niet_ontvankelijk: str = ""


@dataclass(frozen=True, kw_only=True)
class Commissieadvies:
    commissie: str
    ontvangen_op: date
    strekking: str
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Oordeel:
    """What was decided and why. gevolg: handhaven, herroepen or vervangen; nieuw: what comes in its place.

    gehoord_op: the day of the hearing; niet_gehoord: why there was none (Awb 7:3); geen_advies: why no committee.
    """

    uitkomst: str
    gevolg: str
    besloten_op: date
    motivering: str
    advies: Commissieadvies | None = None
    geen_advies: str = ""
    gehoord_op: date | None = None
    niet_gehoord: str = ""
    anders_dan_advies: str = ""
    nieuw: Beslissing | None = None

    def __post_init__(self) -> None:
        if self.uitkomst not in UITKOMST:
            raise ValueError(f"Onbekende uitkomst: {self.uitkomst}")
        if self.gevolg not in ("handhaven", "herroepen", "vervangen"):
            raise ValueError(f"Onbekend gevolg: {self.gevolg}")


@dataclass(frozen=True, kw_only=True)
class Beroep:
    """Where to go after this. datum_tonen: print the last day beside the six weeks (afspraak 22)."""

    steunpunt: str
    steunpunt_bereik: str = ""
    datum_tonen: bool = True


@dataclass(frozen=True, kw_only=True)
class Bezwaarbrief(MetAfschriften):
    """One letter to one addressee: who objected, or another belanghebbende. The day of sending is not here."""

    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerk: str
    leerling: Leerling
    school: str
    bestreden: Bestreden
    bezwaren: tuple[Bezwaarschrift, ...]
    oordeel: Oordeel
    beroep: Beroep
    ondertekening: Ondertekening
    bijlagen: tuple[str, ...] = ()
    afschriften: tuple[str, ...] = ()
    voorbeeld: bool = False

    @property
    def kind(self) -> str:
        return "u" if self.aan_leerling else self.leerling.roepnaam

    @property
    def eigen(self) -> Bezwaarschrift | None:
        """What this addressee wrote, if it objected."""
        return next((een for een in self.bezwaren if een.van_geadresseerde), None)

    @property
    def uitkomst(self) -> str:
        """The outcome for this reader: the own bezwaar may not count while another does (afspraak 33)."""
        return "niet_ontvankelijk" if self.eigen and self.eigen.niet_ontvankelijk else self.oordeel.uitkomst

    @property
    def tekstsoort(self) -> str:
        return "bezwaar"

    @property
    def invulling(self) -> Invulling:
        return Invulling(school=self.school)

    @property
    def documenttitel(self) -> str:
        return f"Beslissing op bezwaar {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        return "Onze beslissing op uw bezwaar" if self.eigen else "Onze beslissing op een bezwaar"

    @property
    def geboren(self) -> str:
        return datum_voluit(self.leerling.geboortedatum)

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        nieuw = self.oordeel.nieuw.nummer if self.oordeel.nieuw else ""
        eigen = (("Nummer bezwaar", self.kenmerk), ("Nummer aanvraag", self.bestreden.kenmerk))
        return (*eigen, *((("Nummer TLV", nieuw),) if nieuw else ()))

    @property
    def genomen(self) -> str:
        return f"Beslissing genomen op {self.besloten}"

    @property
    def bewaarzin(self) -> str:
        return BEWAARZIN

    @property
    def besloten(self) -> str:
        return datum_voluit(self.oordeel.besloten_op)

    @property
    def inleiding(self) -> str:
        besluit = f"ons besluit van {datum_voluit(self.bestreden.besloten_op)} over {self._over_wie()}"
        if self.eigen:
            begin = f"Op {datum_voluit(self.eigen.ontvangen_op)} kregen wij uw bezwaar tegen {besluit}."
        else:
            wie = opsomming(sorted({een.van for een in self.bezwaren}))
            begin = f"Wij kregen een bezwaar van {wie} tegen {besluit}."
        return f"{begin} Daarin besloten wij dat {self.bestreden.wat}. In deze brief leest u onze beslissing."

    def _over_wie(self) -> str:
        return {"ouder": "uw kind ", "voogd": "", "leerling": "", "school": ""}[self.geadresseerde.soort] + (
            "u" if self.kind == "u" else self.leerling.naam
        )

    @property
    def besluitkop(self) -> str:
        uw = "uw bezwaar" if self.eigen else "het bezwaar"
        return f"Onze beslissing: {uw} is {UITKOMST[self.uitkomst]}"

    @property
    def uitleg(self) -> str:
        """The word of the law in plain words."""
        if self.eigen:
            return {
                "gegrond": "U krijgt gelijk.",
                "deels_gegrond": "U krijgt voor een deel gelijk.",
                "ongegrond": "U krijgt geen gelijk. Hieronder leest u waarom.",
                "niet_ontvankelijk": "Wij kunnen uw bezwaar niet behandelen. Hieronder leest u waarom.",
            }[self.uitkomst]
        return {
            "gegrond": "Wie bezwaar maakte, krijgt gelijk.",
            "deels_gegrond": "Wie bezwaar maakte, krijgt voor een deel gelijk.",
            "ongegrond": "Wie bezwaar maakte, krijgt geen gelijk.",
            "niet_ontvankelijk": "Wij konden het bezwaar niet behandelen.",
        }[self.uitkomst]

    @property
    def besluitzin(self) -> str:
        """The decision in the words of the law (4.3): the outcome, and what becomes of the besluit."""
        uw = "uw bezwaar" if self.eigen else "het bezwaar"
        van = f"het besluit van {datum_voluit(self.bestreden.besloten_op)}"
        gevolg = f"herroepen {van}" if self.oordeel.gevolg != "handhaven" else f"handhaven {van}"
        zinnen = [f"Wij verklaren {uw} {UITKOMST[self.uitkomst]} en {gevolg}."]
        if self.uitkomst == "niet_ontvankelijk":  # nothing was reconsidered, so nothing is upheld (Awb 7:11)
            zinnen = [f"Wij verklaren {uw} niet-ontvankelijk. {hoofdletter(van)} blijft gelden."]
        if self.uitkomst != self.oordeel.uitkomst:
            ander = f"Een ander bezwaar tegen dit besluit is {UITKOMST[self.oordeel.uitkomst]}: daarom {gevolg} wij."
            zinnen = [
                f"Wij verklaren {uw} {UITKOMST[self.uitkomst]}.",
                ander.replace(f"{gevolg} wij", self._gevolg_wij()),
            ]
        if self.oordeel.nieuw:
            zinnen.append(
                f"In plaats daarvan besluiten wij: {kleine_letter(kernzin(self.leerling.naam, self.oordeel.nieuw))}."
            )
        return " ".join(zinnen)

    def _gevolg_wij(self) -> str:
        van = f"het besluit van {datum_voluit(self.bestreden.besloten_op)}"
        return f"herroepen wij {van}" if self.oordeel.gevolg != "handhaven" else f"handhaven wij {van}"

    @property
    def overwegingsblokken(self) -> tuple[Blok, ...]:
        """The reasons, in the order in which the decision was reached."""
        return tuple(blok for blok in self._blokken() if blok.gevuld)

    def _blokken(self) -> tuple[Blok, ...]:
        oordeel, advies = self.oordeel, self.oordeel.advies
        gehoord = (
            f"Op {datum_voluit(oordeel.gehoord_op)} was de hoorzitting. Het verslag zit bij deze brief."
            if oordeel.gehoord_op
            else oordeel.niet_gehoord
        )
        kop = f"Wat adviseert de {advies.commissie}?" if advies else "Waarom is er geen advies van een commissie?"
        strekking = f"Advies: {UITKOMST[advies.strekking]} ({datum_voluit(advies.ontvangen_op)})" if advies else ""
        return (
            Blok("Wat schreef u in uw bezwaar?", self.eigen.gronden if self.eigen else ""),
            Blok("Welke bezwaren kregen wij?", punten=self._bezwaren() if len(self.bezwaren) > 1 else ()),
            Blok("Waarom telt uw bezwaar niet mee?", self.eigen.niet_ontvankelijk if self.eigen else ""),
            Blok("Is iedereen gehoord?", gehoord),
            Blok(kop, oordeel.geen_advies, (Punt(strekking, advies.tekst),) if advies else ()),
            Blok("Wat vinden wij?", oordeel.motivering),
            Blok("Waarom volgen wij het advies niet?", oordeel.anders_dan_advies),
        )

    def _bezwaren(self) -> tuple[Punt, ...]:
        return tuple(
            Punt(
                "Uw bezwaar" if een.van_geadresseerde else f"Het bezwaar van {een.van}",
                f"Ontvangen op {datum_voluit(een.ontvangen_op)}.",
            )
            for een in self.bezwaren
        )

    @property
    def wat_nu(self) -> tuple[str, ...]:
        """What this decision changes for the reader."""
        nieuw, oud = self.oordeel.nieuw, self.bestreden.nummer
        if self.oordeel.gevolg == "handhaven":
            return self._handhaven()
        if self.bestreden.intrekking and self.bestreden.ook_herroepen:
            reden = "het besluit om haar te geven is na een ander bezwaar vervallen"
            return (f"De verklaring met nummer {oud} geldt toch niet weer: {reden}.",)
        if self.bestreden.intrekking and not nieuw:
            return (f"De verklaring met nummer {oud} geldt weer, alsof wij haar niet hebben ingetrokken.",)
        zinnen = (
            [f"De verklaring met nummer {oud} geldt niet meer. Het nummer wordt niet opnieuw gebruikt."] if oud else []
        )
        if nieuw and nieuw.met_verklaring:
            soort = SOORT_IN_WOORDEN[nieuw.soort]
            mag = f"{hoofdletter(self.kind)} mag naar een school voor {soort.onderwijs}"
            zinnen += [f"{mag}. {'De ouders zijn' if self.aan_school else 'U bent'} dit niet verplicht."]
            zoekt = (
                "U zoekt samen met de ouders een plek"
                if self.aan_school
                else f"{hoofdletter(self.school)} zoekt met u een plek"
            )
            zinnen.append(f"{zoekt}. De verklaring is nog geen plek op een bepaalde school.")
        else:
            wie = "U zorgt samen met de ouders" if self.aan_school else f"{hoofdletter(self.school)} zorgt samen met u"
            zinnen.append(f"{wie} voor passende hulp of een andere plek.")
        return tuple(zinnen)

    def _handhaven(self) -> tuple[str, ...]:
        besluit = f"het besluit van {datum_voluit(self.bestreden.besloten_op)}"
        if (per := self.bestreden.later_ingetrokken) is None:
            return (f"Er verandert niets: {besluit} blijft gelden.",)
        return (
            f"Deze beslissing verandert niets aan {besluit}.",
            f"De verklaring met nummer {self.bestreden.nummer} trokken wij later in, met ingang van "
            f"{datum_voluit(per)}. Daarover stuurden wij een eigen brief.",
        )

    @property
    def wet(self) -> str:
        """On what the decision rests: who does not come in, gets no heroverweging."""
        op = "artikel 7:11 en" if self.oordeel.uitkomst != "niet_ontvankelijk" else "artikel"
        op = f"hoofdstuk 6 en {op}" if self.uitkomst == "niet_ontvankelijk" else op
        return f"Deze beslissing is genomen op grond van {op} 7:12 van de Algemene wet bestuursrecht."

    @property
    def rechtbank(self) -> str:
        """Awb 8:7 lid 2: the court of the place where who appeals lives, or is established."""
        return "de rechtbank in uw regio: daar waar u " + ("gevestigd bent" if self.aan_school else "woont")


def bezwaarchecklist_ontbreekt(brief: Bezwaarbrief) -> list[str]:
    """The compulsory elements that are empty for this outcome, in words for the beslisser; [] when complete.

    domein.md 4.1 with the beroepsclausule of 4.3 instead of the bezwaarclausule; the template holds that clause.
    """
    oordeel, nieuw = brief.oordeel, brief.oordeel.nieuw
    afwijkt = oordeel.advies is not None and oordeel.advies.strekking != oordeel.uitkomst
    return ontbreekt(
        [
            *van_en_aan(brief.afzender, brief.geadresseerde, brief.leerling),
            ("kenmerk van het bezwaar", brief.kenmerk),
            ("kenmerk van het besluit", brief.bestreden.kenmerk and brief.bestreden.wat),
            ("wie bezwaar maakte", brief.bezwaren),
            ("onze motivering", oordeel.motivering.strip()),
            ("het advies van de commissie, of waarom dat er niet is", oordeel.advies or oordeel.geen_advies),
            ("wanneer iedereen is gehoord, of waarom niet", oordeel.gehoord_op or oordeel.niet_gehoord),
            ("waarom wij het advies niet volgen", oordeel.anders_dan_advies.strip() or not afwijkt),
            ("het advies van de commissie als bijlage", oordeel.advies is None or brief.bijlagen),
            ("wat in de plaats komt van het besluit", nieuw or oordeel.gevolg != "vervangen"),
            ("nummer van de verklaring", not (nieuw and nieuw.met_verklaring) or nieuw.nummer),
            ("het ouder- en jeugdsteunpunt", brief.beroep.steunpunt),
            *handtekening(brief.ondertekening),
            ("wie een kopie krijgt", brief.afschriften),
        ]
    )

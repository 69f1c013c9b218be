"""Letters in the course of a bezwaar that are no decision: received, complete it, committee, hearing, more time.

No clause about bezwaar or beroep is in them: there is nothing to object to (4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kern.termijnen.woorden import datum_voluit, tijd_voluit

from .bericht import Bericht, bericht_ontbreekt

AWB = "van de Algemene wet bestuursrecht"
BEWAARZIN = (
    "Wij bewaren het bezwaar en deze brief tot drie jaar na ons besluit. Loopt er dan nog een bezwaar of beroep, dan "
    "bewaren wij ze tot dat klaar is."
)
"""R-PRIV-05: what is kept of a bezwaar, and for how long."""


@dataclass(frozen=True, kw_only=True)
class Bezwaarbericht(Bericht):
    """What all of them hold. bezwaarnummer: of the file; besloten_op: the day of the besluit.

    eigen_op: the day on which the bezwaar of this reader came in, None for another belanghebbende. steunpunt: who helps
    parents for free, with how to reach it.
    """

    bezwaarnummer: str
    besloten_op: date
    eigen_op: date | None = None
    steunpunt: str = ""

    @property
    def tekstsoort(self) -> str:
        return "bezwaarbericht"

    @property
    def documenttitel(self) -> str:
        return f"Bericht over bezwaar {self.bezwaarnummer} – {self.afzender.naam}"

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        return (("Nummer bezwaar", self.bezwaarnummer), *super().nummers)

    @property
    def het_bezwaar(self) -> str:
        return "uw bezwaar" if self.eigen_op else "het bezwaar"

    @property
    def aanleiding(self) -> str:
        besluit = f"ons besluit van {datum_voluit(self.besloten_op)} over {self.over}"
        if self.eigen_op:
            return f"Op {datum_voluit(self.eigen_op)} kregen wij uw bezwaar tegen {besluit}."
        return f"Er is bezwaar gemaakt tegen {besluit}."

    @property
    def hulp(self) -> str:
        """Who helps, for the family; "" for a school."""
        return f"Wilt u hulp? Gratis hulp krijgt u bij het {self.steunpunt}." if self.steunpunt else ""


@dataclass(frozen=True, kw_only=True)
class Ontvangstbevestiging(Bezwaarbericht):
    """That a bezwaar came in (Awb 6:14). uiterlijk: the last day to decide, None while the besluit was not sent."""

    pro_forma: bool = False
    te_laat: bool = False
    uiterlijk: date | None = None

    @property
    def titel(self) -> str:
        return "Wij hebben uw bezwaar ontvangen"

    @property
    def kern(self) -> str:
        return f"Uw bezwaar heeft nummer {self.bezwaarnummer}. Noem dit nummer als u ons belt of schrijft."

    @property
    def vervolg(self) -> tuple[str, ...]:
        zinnen = (
            "In uw bezwaar staat nog niet waarom u het niet eens bent met het besluit. Daarover krijgt u nog een brief."
            if self.pro_forma
            else "",
            "Uw bezwaar kwam na de laatste dag. Wij kijken of dat te begrijpen is. Schreef u nog niet waarom het later "
            "kwam? Stuur ons dat dan nu."
            if self.te_laat
            else "",
            "Wij kijken eerst of wij uw bezwaar kunnen behandelen. Daarna vragen wij een onafhankelijke commissie om "
            "advies. U mag daar uw verhaal vertellen.",
            f"U krijgt onze beslissing uiterlijk op {datum_voluit(self.uiterlijk, weekdag=True)}. Vragen wij een "
            "commissie om advies, dan hebben wij zes weken meer. U krijgt daarover dan een brief."
            if self.uiterlijk
            else "",
            "Het besluit blijft gelden tot wij opnieuw beslissen. Kunt u daar niet op wachten? Dan kunt u de rechter "
            "vragen om een voorlopige voorziening: een beslissing voor de tussentijd. Daarvoor betaalt u.",
            "Wilt u stoppen met uw bezwaar? Bel of schrijf ons.",
            self.hulp,
        )
        return tuple(filter(None, zinnen))

    @property
    def wet(self) -> str:
        return f"Wij bevestigen dat wij uw bezwaar hebben: artikel 6:14 {AWB}."


@dataclass(frozen=True, kw_only=True)
class Herstelbrief(Bezwaarbericht):
    """Please complete your bezwaar (Awb 6:6). ontbreekt: in the words of a person; tot: the last day (inclusive)."""

    ontbreekt: str
    tot: date

    @property
    def titel(self) -> str:
        return "Wilt u uw bezwaar aanvullen?"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.tot, weekdag=True)
        return f"Uw bezwaar is nog niet compleet. Stuur ons uiterlijk op {dag} wat er ontbreekt."

    @property
    def redenen(self) -> str:
        return self.ontbreekt

    @property
    def reden_kop(self) -> str:
        return "Wat ontbreekt er?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        zinnen = (
            "Heeft u een account? Stuur het dan in het portaal, op de pagina van uw bezwaar.",
            f"U kunt het ook sturen naar {self.afzender.schrijfadres}, of naar {self.afzender.email}. Noem het nummer "
            f"{self.bezwaarnummer}.",
            "Lukt het niet op tijd? Bel ons voor de laatste dag.",
            "Krijgen wij niets? Dan kan het zijn dat wij uw bezwaar niet behandelen.",
            "Zolang wij op u wachten, staat de tijd stil waarin wij moeten beslissen.",
            self.hulp,
        )
        return tuple(filter(None, zinnen))

    @property
    def wet(self) -> str:
        return (
            f"Wat er in een bezwaar moet staan en dat u het mag aanvullen: artikel 6:5 en 6:6 {AWB}. Dat de tijd "
            "stilstaat: artikel 7:10, tweede lid."
        )


@dataclass(frozen=True, kw_only=True)
class Commissiebrief(Bezwaarbericht):
    """A committee advises, and so there are twelve weeks (Awb 7:13 lid 2 and 7:10 lid 1)."""

    commissie: str
    uiterlijk: date | None = None

    @property
    def titel(self) -> str:
        return "Een commissie geeft ons advies over uw bezwaar"

    @property
    def kern(self) -> str:
        return f"Wij hebben om advies gevraagd bij de {self.commissie}."

    @property
    def vervolg(self) -> tuple[str, ...]:
        zinnen = (
            "De commissie is onafhankelijk. Zij leest uw bezwaar en alle papieren die erbij horen.",
            "U krijgt een uitnodiging om uw verhaal te vertellen. U mag iemand meenemen.",
            f"Met een commissie hebben wij meer tijd. U krijgt onze beslissing uiterlijk op "
            f"{datum_voluit(self.uiterlijk, weekdag=True)}."
            if self.uiterlijk
            else "",
            "U hoeft nu niets te doen. Heeft u vragen? Bel ons gerust.",
        )
        return tuple(filter(None, zinnen))

    @property
    def wet(self) -> str:
        return (
            f"Wij laten u weten dat een commissie adviseert: artikel 7:13, tweede lid, {AWB}. De tijd om te beslissen: "
            "artikel 7:10, eerste lid."
        )


@dataclass(frozen=True, kw_only=True)
class Hoorzittingbrief(Bezwaarbericht):
    """Come and tell (Awb 7:2 to 7:8). stukken_tot: the last day to send papers; ter_inzage: from when to read them."""

    wanneer: datetime
    waar: str
    stukken_tot: date
    ter_inzage: date

    @property
    def titel(self) -> str:
        return "Uitnodiging: vertel uw verhaal over het bezwaar"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.wanneer.date(), weekdag=True)
        return f"Wij nodigen u uit op {dag} om {tijd_voluit(self.wanneer)}. Waar: {self.waar.rstrip('.')}."

    @property
    def redenen(self) -> str:
        return (
            "Dit gesprek heet een hoorzitting. U vertelt wat u van het besluit vindt en u krijgt vragen. Iedereen die "
            "met het besluit te maken heeft, is uitgenodigd. Van het gesprek komt een verslag."
        )

    @property
    def reden_kop(self) -> str:
        return "Wat is dit voor gesprek?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        zinnen = (
            "U mag iemand meenemen die u helpt, of iemand die iets kan vertellen wat belangrijk is.",
            f"Wilt u nog papieren sturen? Doe dat uiterlijk op {datum_voluit(self.stukken_tot, weekdag=True)}.",
            f"U kunt alle papieren bij ons lezen vanaf {datum_voluit(self.ter_inzage, weekdag=True)}. Bel ons voor een "
            "afspraak, of vraag om een kopie.",
            "U vertelt uw verhaal terwijl de anderen erbij zijn. Wilt u liever apart komen? Bel ons.",
            "Kunt u niet, wilt u niet komen of heeft u een tolk nodig? Bel ons zo snel mogelijk.",
            self.hulp,
        )
        return tuple(filter(None, zinnen))

    @property
    def wet(self) -> str:
        return f"Voordat wij beslissen, mag u uw verhaal vertellen: artikel 7:2 tot en met 7:8 {AWB}."


@dataclass(frozen=True, kw_only=True)
class Bezwaarverdagingsbrief(Bezwaarbericht):
    """Six weeks more (Awb 7:10 lid 3). was: the last day without this; wordt: the new one. Both inclusive."""

    was: date
    wordt: date
    reden: str

    @property
    def titel(self) -> str:
        return f"Onze beslissing op {self.het_bezwaar} duurt langer"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.wordt, weekdag=True)
        return f"Wij hebben meer tijd nodig. U krijgt onze beslissing uiterlijk op {dag}."

    @property
    def redenen(self) -> str:
        return self.reden

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            f"Zonder dit bericht moesten wij beslissen uiterlijk op {datum_voluit(self.was, weekdag=True)}.",
            "U hoeft nu niets te doen. Heeft u vragen? Bel ons gerust.",
        )

    @property
    def wet(self) -> str:
        return f"Wij mogen de beslissing een keer uitstellen: artikel 7:10, derde lid, {AWB}."


def bezwaarbericht_ontbreekt(brief: Bezwaarbericht) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    return [*([] if brief.bezwaarnummer else ["nummer van het bezwaar"]), *bericht_ontbreekt(brief)]

"""One case as the list and its own page show it: what the rules make of its rows today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kern.termijnen.kalender import is_schoolwerkdag
from kern.termijnen.woorden import datum_voluit
from scholen.models import Instelling

from .maat import maat_van
from .models import Afspraak, Casus, Casusstatus, Opschaling, Stap, Tafel, Verzuim
from .models.bord import GEEN_LADDER
from .models.stap import gezet
from .rules import zorgen as regels
from .rules.duur import schooldagen
from .rules.herinneren import Punt, punten, regie_vanaf
from .rules.ladder import Begin, Gedaan, Sport, Tredesoort, Zorg, alarm, ladder, nu, regie_woorden, voorstel
from .rules.soorten import kenmerken
from .rules.telling import Stand, stand
from .rules.vrijstelling import herbeoordelen_voor

MET = (
    "verzuim",
    "afspraken__wie",
    "stappen__protocolstap",
    "protocol__stappen",
    "aanbiedingen",
    "opschalingen",
    "vrijstellingen",
)
"""What a Beeld reads; prefetch it, beside leerling, school, swv, protocol and regievoerder."""


@dataclass(frozen=True)
class Beeld:
    """stand: None when the child goes to school again. verzuim: the one of today. alarm: why it is on top, in words."""

    casus: Casus
    stand: Stand | None
    verzuim: Verzuim | None
    eerste_dag: date
    sporten: Sequence[Sport]
    nu: Sport | None
    voorstel: Sport | None
    afspraken: Sequence[Afspraak]
    alarm: Sequence[str]
    schooldagen: int
    loop: regels.Loop
    zorg: Zorg

    @property
    def voorstel_tekst(self) -> str:
        """Why a higher table is needed, for a person to send; "" when the child is not at home."""
        if self.stand is None:
            return ""
        naam, sinds = self.casus.leerling.roepnaam, self.stand.sinds
        return regels.voorstel_woorden(naam, sinds, self.schooldagen, self.loop.aanbod)

    @property
    def wat_nu(self) -> str:
        """What happens to the child, in words."""
        if not self.casus.loopt:
            return "Afgesloten"
        if self.verzuim is None:
            return "Gaat weer naar school"
        if self.verzuim.uren:
            return f"Gaat {self.verzuim.per_week} uur per week naar school"
        return kenmerken(self.verzuim.soort).nu

    @property
    def hoe_lang(self) -> str:
        """The school days, with the first day: "38 schooldagen"."""
        return f"{self.schooldagen} {'schooldag' if self.schooldagen == 1 else 'schooldagen'}"

    @property
    def sinds(self) -> str:
        """Since when, and how long by the calendar."""
        if self.stand is None:
            return ""
        return (
            f"sinds {datum_voluit(self.stand.sinds)}, {self.stand.weken} {'week' if self.stand.weken == 1 else 'weken'}"
        )

    @property
    def stap(self) -> str:
        """Where it stands on the ladder."""
        return f"Stap {self.nu.trede.nummer} van {len(self.sporten)}" if self.nu else "Geen stap meer"

    @property
    def uren(self) -> str:
        """Hours a week at school, in words."""
        if self.verzuim is None:
            return "Zoals afgesproken"
        return f"{self.verzuim.per_week} per week"

    @property
    def klasse(self) -> str:
        """How long, as a class in words; "" when it is not active."""
        return self.stand.woorden if self.stand else ""

    @property
    def volgende(self) -> Afspraak | None:
        """The agreement that is due first; of a case that was closed nobody does it any more."""
        return self.afspraken[0] if self.afspraken and self.casus.loopt else None


def beeld_van(
    casus: Casus, instelling: Instelling, vandaag: date, *, begeleiders: Collection[int], dagen: bool = False
) -> Beeld:
    """This case as it stands on this day by these settings. dagen: count school days too, which takes longer.

    begeleiders: who can look after a case on this day (begeleiders_op).
    """
    regio, vrij = instelling.vakantieregio, instelling.vrij

    def is_schooldag(dag: date) -> bool:
        return is_schoolwerkdag(dag, regio, vrij)

    verzuim: list[Verzuim] = list(casus.verzuim.all())
    eerste_dag = min((een.van for een in verzuim), default=timezone.localdate(casus.gemeld_op))
    vandaag_ = next((een for een in verzuim if een.interval.periode.op(vandaag)), None)
    staat = stand(casus.verloop(regio), vandaag, maat_van(instelling))
    af = {naam: Gedaan(een.dag, een.uitkomst == Stap.Uitkomst.OVERGESLAGEN) for naam, een in gezet(casus).items()}
    treden = casus.protocol.treden
    gedaan = {een.nummer: af[een.sleutel] for een in treden if een.sleutel in af}
    begin = Begin(eerste_dag, timezone.localdate(casus.gemeld_op))
    sporten = ladder(treden, gedaan, begin, vandaag, is_schooldag)
    open_ = [een for een in casus.afspraken.all() if een.klaar_op is None]
    loop = loop_van(casus, staat, instelling.weken_zonder_aanbod)
    wacht = casus.status in GEEN_LADDER or gevraagd(casus)
    stap = None if wacht else nu(sporten)
    zorg = _zorg(casus, [een.voor for een in open_], begeleiders)
    hoger = voorstel(sporten, vandaag) if staat and not wacht else None
    return Beeld(
        casus=casus,
        stand=staat,
        verzuim=vandaag_,
        eerste_dag=eerste_dag,
        sporten=sporten,
        nu=nu(sporten),
        voorstel=hoger,
        afspraken=open_,
        alarm=_alarm(casus, zorg, stap, hoger, loop, vandaag),
        schooldagen=schooldagen(staat.sinds, vandaag, is_schooldag) if staat and dagen else 0,
        loop=loop,
        zorg=zorg,
    )


def _zorg(casus: Casus, afspraken: Sequence[date], begeleiders: Collection[int]) -> Zorg:
    regie = casus.regievoerder_id in begeleiders
    return Zorg(
        regievoerder=regie,
        afspraken=afspraken,
        laatste_actie=timezone.localdate(casus.laatste_actie_op),
        stil_na_dagen=casus.protocol.stil_na_dagen,
        weg=not regie and casus.regievoerder_id is not None,
    )


TAFELSTAP = {Tafel.RONDETAFEL: Tredesoort.RONDETAFEL, Tafel.BESTUURLIJK: Tredesoort.DOORBRAAK}
TAFELNAAM = {Tafel.RONDETAFEL: "Het rondetafelgesprek", Tafel.BESTUURLIJK: "Het gesprek met de bestuurders"}


def gevraagd(casus: Casus) -> list[Opschaling]:
    """The meetings that still wait for what came of them."""
    return [een for een in casus.opschalingen.all() if een.klaar_op is None]


def loop_van(casus: Casus, staat: Stand | None, weken: int) -> regels.Loop:
    """What the rules know of its offers, meetings, aftercare and exemption. Prefetch MET in lists.

    weken: after how many without an offer the SWV wants to hear it.
    """
    soort = kenmerken(staat.soort) if staat else None
    vrij = max(casus.vrijstellingen.all(), key=lambda een: een.pk, default=None)
    geldt = vrij if casus.status == Casusstatus.VRIJSTELLING else None
    return regels.Loop(
        thuis_sinds=staat.sinds if staat and soort and soort.wijd and not soort.vrijstelling else None,
        weken_zonder_aanbod=weken,
        aanbod=[regels.Aanbod(een.gedaan_op, een.antwoord, een.waarom) for een in casus.aanbiedingen.all()],
        tafels=[
            regels.Tafel(TAFELNAAM[Tafel(een.tafel)], timezone.localdate(een.op), een.gesprek_op)
            for een in gevraagd(casus)
        ],
        nazorg_tot=casus.nazorg_tot,
        vrij_tot=geldt.tot if geldt else None,
        herbeoordelen_voor=herbeoordelen_voor(geldt.soort, geldt.van, blijvend=geldt.blijvend) if geldt else None,
    )


def _alarm(
    casus: Casus, zorg: Zorg, stap: Sport | None, hoger: Sport | None, loop: regels.Loop, vandaag: date
) -> list[str]:
    """Why this case is on top of the board, in words."""
    if not casus.loopt:
        return []
    rest = regels.zorgen(loop, vandaag)
    if casus.status == Casusstatus.VRIJSTELLING:
        return regie_woorden(zorg) + rest
    return alarm(zorg, stap, hoger, vandaag) + rest


def herinneringen(beeld: Beeld, vandaag: date) -> list[Punt]:
    """What somebody is reminded of on this day, each with the day that it is about."""
    casus = beeld.casus
    if not casus.loopt:
        return []
    wacht = casus.status in GEEN_LADDER or gevraagd(casus)
    zorg = None if casus.status == Casusstatus.VRIJSTELLING else beeld.zorg
    vanaf = regie_vanaf(timezone.localdate(casus.gemeld_op), casus.regie_sinds)
    return punten(
        None if beeld.zorg.regievoerder else vanaf,
        zorg,
        None if wacht else beeld.nu,
        beeld.voorstel,
        beeld.loop,
        vandaag,
    )

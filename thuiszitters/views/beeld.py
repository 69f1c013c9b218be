"""One case as the list and its own page show it: what the rules make of its rows today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.kalender import is_schoolwerkdag
from kern.termijnen.woorden import datum_voluit
from scholen.models import Instelling
from thuiszitters.maat import maat_van
from thuiszitters.models import Afspraak, Casus, Casusstatus, Opschaling, Protocol, Stap, Tafel, Verzuim
from thuiszitters.rules import zorgen as regels
from thuiszitters.rules.duur import Schooldag, schooldagen
from thuiszitters.rules.ladder import Begin, Gedaan, Sport, Tredesoort, Zorg, alarm, ladder, nu, voorstel
from thuiszitters.rules.soorten import kenmerken
from thuiszitters.rules.telling import Stand, stand
from thuiszitters.rules.vrijstelling import herbeoordelen_voor

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
        if self.verzuim is None:
            return "Gaat weer naar school" if self.casus.loopt else "Afgesloten"
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
        return f"Stap {self.nu.trede.nummer} van {len(self.sporten)}" if self.nu else "Alle stappen gedaan"

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
        """The agreement that is due first."""
        return self.afspraken[0] if self.afspraken else None


def nieuw_protocol(request: Verzoek, casus: Casus, vandaag: date) -> Protocol | None:
    """The version that holds today, when this running case goes by another one."""
    geldt = Protocol.objects.visible_to(request.user).geldig(casus.swv, vandaag)
    return geldt if casus.loopt and geldt is not None and geldt != casus.protocol else None


def schooldag_van(request: Verzoek, casus: Casus, vandaag: date) -> Schooldag:
    """Whether there is school on a day, for this case."""
    regio = Instelling.objects.visible_to(request.user).geldig(casus.swv, vandaag).vakantieregio
    return lambda dag: is_schoolwerkdag(dag, regio)


def beelden(request: Verzoek, casussen: Sequence[Casus], vandaag: date, *, dagen: bool = False) -> list[Beeld]:
    """These cases, each as it stands today. dagen: count school days too, which takes longer."""
    instellingen: dict[int, Instelling] = {}
    for een in casussen:
        if een.swv_id not in instellingen:
            instellingen[een.swv_id] = Instelling.objects.visible_to(request.user).geldig(een.swv, vandaag)
    return [_beeld(een, instellingen[een.swv_id], vandaag, dagen=dagen) for een in casussen]


def _beeld(casus: Casus, instelling: Instelling, vandaag: date, *, dagen: bool) -> Beeld:
    regio = instelling.vakantieregio

    def is_schooldag(dag: date) -> bool:
        return is_schoolwerkdag(dag, regio)

    verzuim: list[Verzuim] = list(casus.verzuim.all())
    eerste_dag = min((een.van for een in verzuim), default=timezone.localdate(casus.gemeld_op))
    vandaag_ = next((een for een in verzuim if een.interval.periode.op(vandaag)), None)
    staat = stand(casus.verloop(regio), vandaag, maat_van(instelling))
    stappen: list[Stap] = list(casus.stappen.all())
    gezet = {een.protocolstap.sleutel: Gedaan(een.dag, een.uitkomst == Stap.Uitkomst.OVERGESLAGEN) for een in stappen}
    treden = casus.protocol.treden
    gedaan = {een.nummer: gezet[een.sleutel] for een in treden if een.sleutel in gezet}
    begin = Begin(eerste_dag, timezone.localdate(casus.gemeld_op))
    sporten = ladder(treden, gedaan, begin, vandaag, is_schooldag)
    open_ = [een for een in casus.afspraken.all() if een.klaar_op is None]
    loop = loop_van(casus, staat, instelling.weken_zonder_aanbod)
    wacht = casus.status in GEEN_LADDER or gevraagd(casus)
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
        alarm=_alarm(casus, sporten, hoger, open_, loop, vandaag),
        schooldagen=schooldagen(staat.sinds, vandaag, is_schooldag) if staat and dagen else 0,
        loop=loop,
    )


GEEN_LADDER = (Casusstatus.VRIJSTELLING, Casusstatus.JAARLIJKSE_HERBEOORDELING)
"""While the law lets a child stay away nobody is late with a step."""
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
    casus: Casus,
    sporten: Sequence[Sport],
    hoger: Sport | None,
    afspraken: Sequence[Afspraak],
    loop: regels.Loop,
    vandaag: date,
) -> list[str]:
    """Why this case is on top of the board, in words."""
    if not casus.loopt:
        return []
    rest = regels.zorgen(loop, vandaag)
    if casus.status == Casusstatus.VRIJSTELLING:
        return rest if casus.regievoerder else ["Nog geen regievoerder.", *rest]
    zorg = Zorg(
        regievoerder=casus.regievoerder is not None,
        afspraken=[een.voor for een in afspraken],
        laatste_actie=timezone.localdate(casus.laatste_actie_op),
        stil_na_dagen=casus.protocol.stil_na_dagen,
    )
    stap = None if casus.status in GEEN_LADDER or gevraagd(casus) else nu(sporten)
    return alarm(zorg, stap, hoger, vandaag) + rest

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
from thuiszitters.models import Afspraak, Casus, Protocol, Stap, Verzuim
from thuiszitters.rules.duur import schooldagen
from thuiszitters.rules.ladder import Begin, Gedaan, Sport, Zorg, alarm, ladder, nu, voorstel
from thuiszitters.rules.soorten import kenmerken
from thuiszitters.rules.telling import Stand, stand

MET = ("verzuim", "afspraken__wie", "stappen__protocolstap", "protocol__stappen")
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
    stap = nu(sporten)
    hoger = voorstel(sporten, vandaag) if staat else None
    zorg = Zorg(
        regievoerder=casus.regievoerder is not None,
        afspraken=[een.voor for een in open_],
        laatste_actie=timezone.localdate(casus.laatste_actie_op),
        stil_na_dagen=casus.protocol.stil_na_dagen,
    )
    return Beeld(
        casus=casus,
        stand=staat,
        verzuim=vandaag_,
        eerste_dag=eerste_dag,
        sporten=sporten,
        nu=stap,
        voorstel=hoger,
        afspraken=open_,
        alarm=alarm(zorg, stap, hoger, vandaag) if casus.loopt else [],
        schooldagen=schooldagen(staat.sinds, vandaag, is_schooldag) if staat and dagen else 0,
    )

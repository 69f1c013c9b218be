"""Until when a data leak is reported to the authority, and what must be written down before it is closed. Pure.

AVG art. 33 lid 1: without delay and within 72 hours after it was found, unless a risk is unlikely; later with the
reason. Hours run on at night, at a weekend and on a holiday (Verordening 1182/71 art. 3 lid 4), and an hour that the
clock is put back is an hour. Art. 33 lid 5: facts, consequences and measures are kept of each leak, also of one that is
not reported. Art. 34: who it is about hears it when the risk is high. Not yet checked by a jurist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

TERMIJN = timedelta(hours=72)
VOORAF = timedelta(hours=24)
"""So long before the last moment the privacy officer hears that the clock runs."""


class Stap(StrEnum):
    """What can be written down about a leak after it was found."""

    AANVULLING = "aanvulling"
    MELDEN = "melden"
    NIET_MELDEN = "niet_melden"
    GEMELD = "gemeld"
    VERTELD = "verteld"
    NIET_VERTELLEN = "niet_vertellen"
    MAATREGEL = "maatregel"
    GESLOTEN = "gesloten"


STAPWOORDEN: dict[Stap, str] = {
    Stap.AANVULLING: "aangevuld",
    Stap.MELDEN: "besloten: melden aan de AP",
    Stap.NIET_MELDEN: "besloten: niet melden aan de AP",
    Stap.GEMELD: "gemeld aan de AP",
    Stap.VERTELD: "verteld aan wie het aangaat",
    Stap.NIET_VERTELLEN: "besloten: niet vertellen aan wie het aangaat",
    Stap.MAATREGEL: "maatregel",
    Stap.GESLOTEN: "gesloten",
}
OVER_MELDEN = (Stap.MELDEN, Stap.NIET_MELDEN, Stap.GEMELD)
OVER_VERTELLEN = (Stap.VERTELD, Stap.NIET_VERTELLEN)


class Stand(StrEnum):
    """How it is with the report to the authority."""

    LOOPT = "loopt"
    BIJNA = "bijna"
    TE_LAAT = "te_laat"
    OP_TIJD = "op_tijd"
    LATER = "later"
    NIET = "niet"


@dataclass(frozen=True)
class Klok:
    """uiterlijk: the last moment. over: what is left of the 72 hours, negative once they are over."""

    stand: Stand
    uiterlijk: datetime
    over: timedelta

    @property
    def resteert(self) -> str:
        """How long there is left, in whole hours, or in minutes in the last one."""
        uren, minuten = divmod(int(max(self.over, timedelta(0)) / timedelta(minutes=1)), 60)
        return f"{uren} uur" if uren else f"{minuten} {'minuut' if minuten == 1 else 'minuten'}"


def uiterlijk(gevonden: datetime) -> datetime:
    """The last moment to report: 72 hours that really go by, in the zone of the moment it was found."""
    return (gevonden.astimezone(UTC) + TERMIJN).astimezone(gevonden.tzinfo)


def klok(gevonden: datetime, nu: datetime, *, gemeld: datetime | None = None, niet: bool = False) -> Klok:
    """How the clock stands. gemeld: when it was reported; niet: decided that it need not be."""
    grens = uiterlijk(gevonden)
    if gemeld is not None:
        return Klok(Stand.LATER if te_laat(gevonden, gemeld) else Stand.OP_TIJD, grens, _tussen(gemeld, grens))
    over = _tussen(nu, grens)
    if niet:
        return Klok(Stand.NIET, grens, over)
    if over < timedelta(0):
        return Klok(Stand.TE_LAAT, grens, over)
    return Klok(Stand.BIJNA if over <= VOORAF else Stand.LOOPT, grens, over)


def te_laat(gevonden: datetime, gemeld: datetime) -> bool:
    """Whether a report at this moment needs a reason why it is late."""
    return _tussen(gemeld, uiterlijk(gevonden)) < timedelta(0)


def _tussen(begin: datetime, einde: datetime) -> timedelta:
    """The time that really goes by: within one zone Python would subtract what the clocks on the wall say."""
    return einde.astimezone(UTC) - begin.astimezone(UTC)


def ontbreekt(stappen: list[Stap]) -> list[str]:
    """What must be written down before it is closed, as sentences; empty when it can be. stappen: in their order."""
    melden = [een for een in stappen if een in OVER_MELDEN]
    zinnen = []
    if not melden:
        zinnen.append("Besluit eerst of je het meldt aan de Autoriteit Persoonsgegevens.")
    elif melden[-1] == Stap.MELDEN:
        zinnen.append("Schrijf eerst op wanneer het is gemeld aan de Autoriteit Persoonsgegevens.")
    if not {*stappen} & {*OVER_VERTELLEN}:
        zinnen.append("Schrijf eerst op of wie het aangaat het hoorde.")
    if Stap.MAATREGEL not in stappen:
        zinnen.append("Schrijf eerst op wat jullie deden om het te herstellen en te voorkomen.")
    return zinnen

"""What being late costs as it stands, per notice of default; for the pages and for fixing the amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit
from loket.models import Bezwaar, Bezwaarzaak, Dwangsombesluit, Ingebrekestelling
from loket.rules.bezwaar import Dwangsom, dwangsom, ingebrekestelling_telt


@dataclass(frozen=True)
class Laat:
    """One notice of default: whether it counts, what it costs as it stands, and what was fixed.

    eerder: there was one before it that counts; then this one starts nothing.
    """

    ingebrekestelling: Ingebrekestelling
    telt: bool
    dwangsom: Dwangsom | None
    besluit: Dwangsombesluit | None = None
    eerder: bool = False

    @property
    def titel(self) -> str:
        """Of whom and of when: one person may write twice."""
        van = self.ingebrekestelling.bezwaar.naam
        return f"Ingebrekestelling van {van}, {datum_voluit(self.ingebrekestelling.ontvangen_op)}"

    @property
    def waarom_niet(self) -> str:
        """Why the amount cannot be fixed now; "" when it can."""
        if self.eerder:
            return "Er was al een ingebrekestelling die telt."
        if self.besluit:
            return "Het bedrag is al vastgesteld."
        if self.ingebrekestelling.bezwaar.toets == Bezwaar.Toets.KENNELIJK_NIET:
            return "Het bezwaar is kennelijk niet-ontvankelijk: dan is er geen dwangsom (Awb 4:17 lid 6)."
        if not self.telt or self.dwangsom is None:
            return "Deze ingebrekestelling telt niet: zij kwam voordat de termijn voorbij was (Awb 4:17 en 6:12)."
        if self.dwangsom.vaststellen_tot is None:
            if self.dwangsom.dagen:
                return "Het bedrag loopt nog op. Stel het vast als de beslissing weg is, of na 42 dagen (Awb 4:18)."
            return "Er is geen dwangsom: na de ingebrekestelling gingen er geen twee weken zonder beslissing voorbij."
        return ""


def te_laat(zaak: Bezwaarzaak, vandaag: date) -> list[Laat]:
    """Each notice with its penalty per day; the decision counts from the day it was sent (prefetch in pages)."""
    termijn = zaak.termijn(vandaag)
    beslissing = getattr(zaak, "beslissing", None)
    verzonden = [een.verzenddatum for een in beslissing.bekendmakingen.all() if een.verzonden_op] if beslissing else []
    besluiten = {een.bezwaar_id: een for een in zaak.dwangsombesluiten.all()}
    lijst: list[Laat] = []
    for een in sorted(zaak.ingebrekestellingen.all(), key=lambda een: (een.ontvangen_op, een.pk)):
        eerder = any(laat.telt and laat.ingebrekestelling.bezwaar_id == een.bezwaar_id for laat in lijst)
        op_tijd = termijn is not None and ingebrekestelling_telt(termijn.uiterlijk, ontvangen=een.ontvangen_op)
        telt = op_tijd and not eerder
        bedrag = (
            dwangsom(
                termijn.uiterlijk,
                ingebrekestelling=een.ontvangen_op,
                besloten=min(verzonden, default=None),
                vandaag=vandaag,
                dag_erna=zaak.instelling.dwangsom_dag_erna,
            )
            if termijn and telt
            else None
        )
        lijst.append(Laat(een, telt, bedrag, besluiten.get(een.bezwaar_id), eerder))
    return lijst

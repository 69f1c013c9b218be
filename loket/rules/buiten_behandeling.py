"""Leaving an aanvraag aside because it stays incomplete (Awb 4:5). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kern.termijnen.termijn import einde
from kern.termijnen.woorden import datum_voluit

from .termijn import Onderbreking

WEKEN = 4
"""Awb 4:5 lid 4."""


def laatste_dag(vraag: Onderbreking) -> date:
    """The last day (inclusive) on which leaving aside can be made known (R-TERM-05).

    Four weeks after the school answered, or after its term went by unused.
    """
    op_tijd = vraag.aangevuld is not None and vraag.aangevuld <= vraag.hersteltermijn_tot
    return einde(vraag.aangevuld if op_tijd and vraag.aangevuld else vraag.hersteltermijn_tot, weken=WEKEN)


def waarom_niet(vragen: Sequence[Onderbreking], *, vandaag: date) -> str:
    """Why it cannot be left aside today, as a sentence; "" when it can. vragen: oldest first."""
    if not vragen:
        return "De school kreeg nog geen kans om aan te vullen. Vraag eerst wat er ontbreekt (Awb 4:5)."
    laatste = max(vragen, key=lambda een: een.gevraagd)
    if laatste.aangevuld is None and laatste.hersteltermijn_tot >= vandaag:
        dag = datum_voluit(laatste.hersteltermijn_tot)
        return f"De school heeft tot en met {dag} om aan te vullen. Wacht tot die tijd voorbij is."
    uiterlijk = laatste_dag(laatste)
    if uiterlijk < vandaag:
        return (
            f"Dit kon tot en met {datum_voluit(uiterlijk)}: vier weken na de aanvulling of na de tijd daarvoor "
            "(Awb 4:5, vierde lid). Beslis nu op wat er ligt."
        )
    return ""

"""Which explanation belongs to which letter. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from loket import letters
from loket.letters.gegevens import Gericht

from . import aanvragen, besluiten, bezwaren, zaken
from .zinnen import Uitleg

Brieftype: TypeAlias = Gericht

MAKEN: dict[type[Any], Callable[[Any], Uitleg]] = {
    letters.Besluitbrief: besluiten.besluit,
    letters.BuitenBehandelingbrief: besluiten.buiten_behandeling,
    letters.Intrekbesluitbrief: besluiten.intrekking,
    letters.Bezwaarbrief: bezwaren.beslissing,
    letters.Ontvangstbevestiging: bezwaren.ontvangst,
    letters.Herstelbrief: bezwaren.herstel,
    letters.Commissiebrief: bezwaren.commissie,
    letters.Hoorzittingbrief: bezwaren.hoorzitting,
    letters.Bezwaarverdagingsbrief: bezwaren.verdaging,
    letters.Dwangsombrief: bezwaren.dwangsom,
    letters.Verdagingsbrief: zaken.verdaging,
    letters.Intrekkingsbrief: zaken.intrekking,
    letters.Doorzendbrief: zaken.doorzending,
    letters.Voornemenbrief: zaken.voornemen,
    letters.Zienswijzebrief: zaken.zienswijze,
    letters.Zienswijzeherinnering: zaken.zienswijze,
    letters.Aanvraagbevestiging: aanvragen.bevestiging,
    letters.Aanbiedingsbrief: aanvragen.aanbod,
    letters.Adviesbrief: aanvragen.advies,
    letters.Arrangementbrief: aanvragen.arrangement,
    letters.Arrangementbesluitbrief: aanvragen.arrangementbesluit,
    letters.Ingebrekebevestiging: aanvragen.ingebreke,
    letters.Zaakbrief: zaken.brief_over_zaak,
    letters.Bezwaarbericht: bezwaren.bericht_over_bezwaar,
}


def uitleg(brief: Brieftype) -> Uitleg:
    """What this letter says, in plain words. A new kind of letter falls back on what it is a kind of."""
    return next(MAKEN[klasse](brief) for klasse in type(brief).__mro__ if klasse in MAKEN)

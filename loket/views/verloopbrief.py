"""What became of one letter, step by step: made, printed, sent, read, returned, replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from loket.models import Verzending
from loket.models.kanaal import NIET_AANGEKOMEN
from loket.models.post import geldige_enveloppen


@dataclass(frozen=True)
class Bezorgstap:
    """One thing that happened. fout: the letter did not arrive; in_lijst: also said where letters are listed."""

    woorden: str
    dag: date
    fout: bool = False
    in_lijst: bool = True


def met_bezorging(lijst: Any) -> Any:
    """Letters (already with their versions) with what became of them, in a fixed number of queries."""
    regels: Any = Prefetch("brief__versies__postregels", geldige_enveloppen())
    return lijst.prefetch_related("brief__bezorgfeiten", "opvolgers", regels)


def bezorgstappen(rij: Any) -> list[Bezorgstap]:
    """In the order in which it happened."""
    stappen, versie = [], rij.brief.geldige_versie
    if versie and versie.gemaakt_op:
        stappen.append(Bezorgstap("Gemaakt", timezone.localdate(versie.gemaakt_op), in_lijst=False))
        geprint = [een.partij.geprint_op for een in versie.postregels.all() if een.partij.geprint_op]
        stappen += [Bezorgstap("Geprint", timezone.localdate(moment)) for moment in geprint[:1]]
    if rij.verzonden_op and rij.verzenddatum:
        hoe = "In het portaal gezet" if rij.kanaal == Verzending.Kanaal.PORTAAL else "Per post verzonden"
        stappen.append(Bezorgstap(hoe, rij.verzenddatum, in_lijst=False))
    for feit in sorted(rij.brief.bezorgfeiten.all(), key=lambda feit: (feit.datum, feit.pk)):
        woorden = ": ".join(filter(None, (feit.get_soort_display(), feit.toelichting)))
        stappen.append(Bezorgstap(woorden, feit.datum, feit.soort in NIET_AANGEKOMEN))
    for een in rij.opvolgers.all():
        if een.vervallen_op is None and een.verzonden_op and een.verzenddatum:
            stappen.append(Bezorgstap("Vervangen door een nieuwe brief", een.verzenddatum))
    return stappen

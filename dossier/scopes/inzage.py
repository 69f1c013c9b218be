"""Who looked at the data of a child, for the copy of its dossier: organisation and role, never who is family."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from dossier.rules.gezien import WIE, Blik
from kern.brieven.zinnen import Nederlands
from loket.actions.inzage.bronnen import Gevonden, bron
from loket.actions.inzage.wie import Rond
from loket.models import VOOR_INDIENEN, Aanvraag
from loket.rules.inzage import Reden

from .gezien import mensen


@bron
def wie_keek(rond: Rond) -> Iterator[Gevonden]:
    """One thing: per day and organisation a line. Not where the child is hidden: it would tell its school."""
    zaken = Aanvraag.objects.filter(leerling__in=rond.kinderen).exclude(status__in=sorted(VOOR_INDIENEN))
    regels: set[Blik] = set()
    for zaak in zaken.select_related("school", "swv", "leerling"):
        regels |= set(mensen(zaak, rond.gebruiker, timezone.localdate())[1])
    if not regels:
        return
    if rond.plek_dicht:
        yield Gevonden("logboek:gezien", "logboek.Logregel", "Wie keek", False, Reden.VERBLIJF, aantal=len(regels))
        return
    velden = tuple((f"{een.dag:%d-%m-%Y}", _zin(een.soort, een.naam)) for een in sorted(regels))
    yield Gevonden("logboek:gezien", "logboek.Logregel", "Wie keek", True, Reden.KIND, velden=velden)


def _zin(soort: str, naam: str) -> str:
    return str(WIE[soort].met(naam=Nederlands(naam)))

"""The stories of the demo, and which of them are told again how often, when, in a region of ten years."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

JAREN = 10
STAP = 10_000
"""Copy n of a row has its id plus n times this: above every id of the demo."""
LEEG = {"gebruiker_id", "vorige_tlv_id", "indien_sleutel", "opgegaan_in_id"}
"""What only one row may have, or what leads to another story."""
WORTELS = {"loket_aanvraag", "arrangementen_arrangement", "thuiszitters_casus"}
KLAAR = {"bekendgemaakt", "buiten_verstuurd", "ingetrokken", "doorgezonden", "advies_uitgebracht", "gesloten"}
LOPEND = 0.015
"""Which part of ten years still runs."""
BEZWAREN = 0.01
Plek = tuple[str, int]
"""A table and an id in it."""


@dataclass(frozen=True)
class Omvang:
    """How many there are in ten years, and lines of the logbook."""

    aanvragen: int = 60_000
    arrangementen: int = 30_000
    casussen: int = 20_000
    log: int = 5_000_000

    @classmethod
    def van(cls, aanvragen: int, *, log: int) -> Omvang:
        """That many aanvragen, and what goes with them."""
        return cls(aanvragen, aanvragen // 2, aanvragen // 3, log)

    def keer(self, aantal: int) -> Omvang:
        """So many times the cases; the log stays."""
        return Omvang(self.aanvragen * aantal, self.arrangementen * aantal, self.casussen * aantal, self.log)


@dataclass
class Verhaal:
    """What hangs together around one aanvraag, arrangement or case: per table the ids of its rows."""

    rijen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    begin: date = date.max
    loopt: bool = False
    soort: str = ""

    def aantal(self, tabel: str) -> int:
        return len(self.rijen.get(tabel, ()))


Kopie = tuple[Verhaal, int, int]
"""A story, and how many years and days earlier it happened."""


def verhalen_van(modellen: Sequence[Any]) -> list[Verhaal]:
    """One for each aanvraag, arrangement or case, by following the keys between these tables; a child that has several
    is copied with each of them."""
    tabellen = {een._meta.db_table for een in modellen}
    boven: dict[Plek, Plek] = {}
    kinderen: dict[Plek, set[Plek]] = defaultdict(set)

    def top(een: Plek) -> Plek:
        while boven.setdefault(een, een) != een:
            een = boven[een]
        return een

    for model in modellen:
        sleutels = [
            veld for veld in model._meta.concrete_fields if doel_van(veld) in tabellen and veld.column not in LEEG
        ]
        for nummer, *waarden in model._base_manager.values_list("pk", *(veld.attname for veld in sleutels)):
            zelf = (model._meta.db_table, nummer)
            top(zelf)
            for veld, waarde in zip(sleutels, waarden, strict=True):
                ander = (doel_van(veld), waarde)
                if waarde is None:
                    continue
                if ander[0].startswith("scholen_") and not zelf[0].startswith("scholen_"):
                    kinderen[zelf].add(ander)
                else:
                    boven[top(zelf)] = top(ander)
    groepen: dict[Plek, set[Plek]] = defaultdict(set)
    for een in list(boven):
        groepen[top(een)].add(een)
    verhalen = []
    for groep in groepen.values():
        mee = groep.union(*(groepen[top(ander)] for een in groep for ander in kinderen[een]))
        if any(tabel in WORTELS for tabel, _ in groep):
            verhalen.append(_verhaal(mee))
    return verhalen


def doel_van(veld: Any) -> str:
    return veld.related_model._meta.db_table if veld.is_relation else ""


def _verhaal(plekken: set[Plek]) -> Verhaal:
    """With when it began and whether it still runs: what runs is not moved to years ago."""
    from loket.models import Aanvraag
    from thuiszitters.models import OPEN, Casus

    uit = Verhaal()
    for tabel, nummer in sorted(plekken):
        uit.rijen[tabel].append(nummer)
    aanvragen = Aanvraag.objects.filter(pk__in=uit.rijen.get("loket_aanvraag", ()))
    for uit.soort, ontvangen, status in aanvragen.values_list("soort", "ontvangstdatum", "status"):
        uit.begin = ontvangen or date.max
        uit.loopt |= status not in KLAAR
    for gemeld, status in Casus.objects.filter(pk__in=uit.rijen.get("thuiszitters_casus", ())).values_list(
        "gemeld_op", "status"
    ):
        uit.begin = gemeld.date()
        uit.loopt |= status in OPEN
    return uit


def _zonder_bezwaar(verhaal: Verhaal) -> Verhaal:
    """The same when nobody had lodged a bezwaar."""
    from kern.brieven.models import BriefVersie
    from loket.models import Bezwaarbekendmaking

    weg = Bezwaarbekendmaking.objects.filter(pk__in=verhaal.rijen.get("loket_bezwaarbekendmaking", ()))
    brieven = set(weg.values_list("brief", flat=True))
    rijen = {tabel: ids for tabel, ids in verhaal.rijen.items() if "bezwaar" not in tabel}
    versies = set(BriefVersie.objects.filter(brief__in=brieven).values_list("pk", flat=True))
    for tabel, eruit in (("brieven_brief", brieven), ("brieven_briefversie", versies)):
        rijen[tabel] = [een for een in rijen.get(tabel, ()) if een not in eruit]
    return Verhaal(rijen, verhaal.begin, verhaal.loopt, verhaal.soort)


def kiezen(verhalen: Sequence[Verhaal], omvang: Omvang, kans: Random) -> Iterator[Kopie]:
    """Copies until there are as many as asked, spread over ten school years."""
    from django.utils import timezone

    from monitoring.kengetallen.aanvragen import MET_BESLUIT

    vandaag = timezone.localdate()
    hulp = [een for een in verhalen if een.aantal("arrangementen_arrangement") and not een.loopt]
    yield from _tot(omvang.arrangementen, hulp, "arrangementen_arrangement", lambda: (kans.randrange(JAREN), 0), kans)
    for tabel, aantal, alle in (
        ("thuiszitters_casus", omvang.casussen, [een for een in verhalen if een.aantal("thuiszitters_casus")]),
        ("loket_aanvraag", omvang.aanvragen, [een for een in verhalen if een.soort in MET_BESLUIT]),
    ):
        klaar = [een for een in alle if not een.loopt]
        bezwaar = [een for een in klaar if een.aantal("loket_bezwaarzaak")]
        lopend = round(aantal * LOPEND)
        strijd = round(aantal * BEZWAREN) if bezwaar else 0
        loopt = [een for een in alle if een.loopt and een.begin < date.max]
        yield from _tot(lopend, loopt, tabel, lambda: (0, 0), kans)
        yield from _terug(strijd, bezwaar, tabel, vandaag, kans)
        yield from _terug(aantal - lopend - strijd, [_zonder_bezwaar(een) for een in klaar], tabel, vandaag, kans)


def _tot(aantal: int, alle: Sequence[Verhaal], tabel: str, schuif: Any, kans: Random) -> Iterator[Kopie]:
    while aantal > 0:
        een = kans.choice(alle)
        aantal -= een.aantal(tabel)
        yield (een, *schuif())


def _terug(aantal: int, alle: Sequence[Verhaal], tabel: str, vandaag: date, kans: Random) -> Iterator[Kopie]:
    """Each begun on some day of ten years; the story is one that began then or later, so that it is over by now."""
    nieuwste = sorted(alle, key=lambda een: een.begin, reverse=True)
    geleden = [-een.begin.toordinal() for een in nieuwste]
    jongste = nieuwste[0].begin if nieuwste else vandaag
    while aantal > 0:
        dag = jongste - timedelta(days=kans.randrange(JAREN * 365))
        een = nieuwste[kans.randrange(bisect_right(geleden, -dag.toordinal()))]
        aantal -= een.aantal(tabel)
        yield een, 0, (een.begin - dag).days


def op_volgorde(keuze: Iterable[Kopie], vandaag: date) -> list[Kopie]:
    """In the order of their days, as rows come into a portal: what is of one year lies together in its tables."""

    def dag(een: Kopie) -> int:
        verhaal, jaren, dagen = een
        return min(verhaal.begin, vandaag).toordinal() - jaren * 365 - dagen

    return sorted(keuze, key=dag)

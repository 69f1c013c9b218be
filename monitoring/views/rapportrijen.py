"""From a number in a report down to its rows as they are now (R-MON-07)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from monitoring.kengetallen import verdeling
from monitoring.kengetallen.tabellen import STROOM
from monitoring.models import Rapport
from monitoring.rapporten.bereik import keuze
from monitoring.rules.filter import Filter
from monitoring.rules.periode import jaar_eerder
from monitoring.rules.tabel import Tabel

Adres = tuple[str, bool, bool]
"""The part of the figure, whether it is of what was decided, and whether it is of a year before."""

VERDEELD: Mapping[str, Adres] = {
    verdeling.ONTVANGEN: ("ontvangen", False, False),
    verdeling.EERDER: ("ontvangen", False, True),
    verdeling.NIEUW: ("nieuw", False, False),
    verdeling.BESLOTEN: ("besloten", True, False),
    verdeling.OPEN: ("open_eind", False, False),
}
"""By the head of a column of a table that is split."""


def adressen(rapport: Rapport, tabel: Tabel) -> dict[tuple[str, int], str]:
    """(key of the row, number of the column) → the rows that are counted there. Of what has no page, nothing."""
    filter_ = keuze(rapport)
    uit = {}
    for (sleutel, plek), adres in _waarheen(tabel):
        van = replace(filter_, **{naam: sleutel for code, naam in DELEN.items() if tabel.code.endswith(code)})
        uit[sleutel, plek] = _adres(rapport, adres, van)
    return uit


DELEN = {"soorten": "soort", "-per-soort": "soort", "-per-school": "school"}
"""What the key of a row is, by the end of the code of its table."""


def _waarheen(tabel: Tabel) -> Iterator[tuple[tuple[str, int], Adres]]:
    sleutels = [een.sleutel for een in tabel.rijen if een.sleutel != "onbekend"]
    if tabel.code == "aanvragen":
        yield from (((naam, plek), (naam, False, bool(plek))) for naam in sleutels for plek in (0, 1))
    elif tabel.code == "soorten":
        yield from (((een, plek), (naam, False, False)) for een in sleutels for plek, naam in enumerate(STROOM))
    elif tabel.code == "op-tijd":
        yield from (((een, 1), VERDEELD[verdeling.BESLOTEN]) for een in sleutels)
    elif tabel.code == "doorlooptijd":
        yield ("geheel", 0), VERDEELD[verdeling.BESLOTEN]
    elif tabel.code.startswith(("stroom-per-", "tijd-per-")):
        heeft = [(plek, VERDEELD[kolom.kop]) for plek, kolom in enumerate(tabel.kolommen) if kolom.kop in VERDEELD]
        yield from (((een, plek), adres) for een in sleutels for plek, adres in heeft)


def _adres(rapport: Rapport, adres: Adres, filter_: Filter) -> str:
    deel, besloten, eerder = adres
    periode = jaar_eerder(rapport.tijd) if eerder else rapport.tijd
    pagina = "monitoring:op_tijd_rijen" if besloten else "monitoring:aanvragen_rijen"
    return f"{reverse(pagina, args=[deel])}?{urlencode({'periode': periode.code} | filter_.gekozen)}"

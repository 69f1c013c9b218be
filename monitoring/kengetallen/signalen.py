"""Signals of the steunpunt by theme, for the board of the SWV (M20)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from loket.models import Signaal
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import ernaast
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from scholen.models import Samenwerkingsverband


def te_tellen(swvs: Iterable[Samenwerkingsverband]) -> QuerySet[Signaal]:
    """All that counts of these SWVs: to count, not to show. Who reads the signals themselves, loket.scopes says."""
    return Signaal.objects.geldig().filter(swv__in=list(swvs))


def deel(periode: Periode, **waar: str) -> Q:
    """Which rows one number counts. waar: the theme, or who said it."""
    return Q(dag__range=(periode.van, periode.tot), **waar)


def thematabel(rijen: QuerySet[Signaal], periode: Periode) -> Tabel:
    """M20: how often each theme came, beside the period before; what came most stands first."""
    return _tabel(rijen, periode, "thema", ("signalen-per-thema", "Signalen per thema", "Thema"), {})


def wietabel(rijen: QuerySet[Signaal], periode: Periode) -> Tabel:
    """M20: who said it, beside the period before."""
    woorden = {een.value: een.label[0].upper() + een.label[1:] for een in Signaal.Van}
    return _tabel(rijen, periode, "van", ("signalen-van-wie", "Van wie kwamen de signalen?", "Van wie"), woorden)


def tabellen(rijen: QuerySet[Signaal], periode: Periode) -> list[Tabel]:
    """All of M20, in the order of the page and the report."""
    return [thematabel(rijen, periode), wietabel(rijen, periode)]


def _tabel(
    rijen: QuerySet[Any], periode: Periode, veld: str, woord: tuple[str, str, str], namen: dict[str, str]
) -> Tabel:
    """One query. The total of a period has one name in all tables and reports, so that hidden once is hidden always."""
    perioden = (periode, ernaast(periode)[0])
    tellen = {f"n{nr}": Count("pk", filter=deel(een)) for nr, een in enumerate(perioden)}
    per = rijen.order_by().values_list(veld).annotate(**tellen)
    gevonden = sorted((een for een in per if any(een[1:])), key=lambda een: (-een[1], -een[2], een[0]))
    regels = tuple(Rij(namen.get(een, een), (nu, toen), een) for een, nu, toen in gevonden)
    code, titel, kop = woord
    return Tabel(
        code,
        titel,
        kop,
        tuple(Kolom(een.naam, Maat.LEERLINGEN, code=over_periode("signalen", een)) for een in perioden),
        regels,
        ("M20",),
        Rij("Totaal", tuple(sum(int(een[nr]) for een in gevonden) for nr in (1, 2))) if regels else None,
    )

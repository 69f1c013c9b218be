"""Support by the three levels and by the themes of the SWV: where the money goes, as a year report accounts for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from arrangementen.models import Aanbod, Arrangement, Basisbedrag, Niveau
from kern.termijnen.schooljaar import schooljaar
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

from .geld import deel, hulp_per

NAMEN = {een.value: een.label[0].upper() + een.label[1:] for een in Niveau}
ZONDER = "Zonder thema"
AANTAL, EERDER, BASIS = "Aantal", "Een jaar eerder", "basis"
TLV = "TLV’s horen bij het niveau speciale voorziening. Zij staan in een eigen tabel."


PER_NIVEAU: dict[str, Any] = {"code": "hulp-niveaus", "titel": "Toegekende hulp per niveau", "kop": "Niveau"}
PER_THEMA: dict[str, Any] = {"code": "hulp-themas", "titel": "Toegekende hulp per thema", "kop": "Thema"}


def niveautabel(rijen: QuerySet[Arrangement], periode: Periode) -> Tabel:
    """M15 per level, from basisondersteuning up."""
    return genoemd(hulp_per(rijen, periode, "aanbod__niveau", "aanbod__niveau", **PER_NIVEAU))


def genoemd(heel: Tabel) -> Tabel:
    """Of a table by the code of the level: in words, and in order."""
    per = {rij.sleutel: rij for rij in heel.rijen}
    return replace(heel, rijen=tuple(replace(per[een], naam=NAMEN[een]) for een in NAMEN if een in per))


def thematabellen(rijen: QuerySet[Arrangement], periode: Periode) -> list[Tabel]:
    """M15 per theme; none where no support has a theme."""
    if not Aanbod.objects.exclude(thema="").exists():
        return []
    return [met_thema(hulp_per(rijen, periode, "aanbod__thema", "aanbod__thema", **PER_THEMA))]


def met_thema(heel: Tabel) -> Tabel:
    """Of a table by theme: what has none is called so."""
    return replace(heel, rijen=tuple(replace(een, naam=een.naam or ZONDER) for een in heel.rijen))


def activiteiten(rijen: QuerySet[Arrangement], basis: QuerySet[Basisbedrag], periode: Periode) -> Tabel:
    """R05: all that was granted, by level and then by theme, beside a year before. It may leave the SWV."""
    nu, toen = deel(periode, "toegekend"), deel(jaar_eerder(periode), "toegekend")
    per = (
        rijen.filter(nu | toen)
        .order_by()
        .values_list("aanbod__kenmerk", "aanbod__naam", "aanbod__niveau", "aanbod__thema")
        .annotate(n=Count("pk", filter=nu), eerder=Count("pk", filter=toen), geld=Sum("beslissing__bedrag", filter=nu))
    )
    volgorde = list(NAMEN)
    gevonden = sorted(per, key=lambda een: (volgorde.index(een[2]), not een[3], een[3], een[1], een[0]))
    met_thema = any(een[3] for een in gevonden)
    regels = [
        _rij(f"hulp-{kenmerk}", naam, niveau, thema if met_thema else None, n, eerder, geld or Decimal(0))
        for kenmerk, naam, niveau, thema, n, eerder, geld in gevonden
    ]
    eerst = _basis(basis, periode, met_thema=met_thema)
    kolommen = [
        Kolom("Niveau", Maat.TEKST),
        *([Kolom("Thema", Maat.TEKST)] if met_thema else []),
        Kolom(AANTAL, Maat.LEERLINGEN, code=over_periode("activiteit", periode)),
        Kolom(EERDER, Maat.LEERLINGEN, code=over_periode("activiteit", jaar_eerder(periode))),
        Kolom("Bedrag", Maat.EURO, uit=(AANTAL,)),
    ]
    alle = (*eerst, *regels)
    return Tabel("activiteiten", "Activiteiten per niveau", "Activiteit", tuple(kolommen), alle, ("R05",), onder=(TLV,))


def _basis(basis: QuerySet[Basisbedrag], periode: Periode, *, met_thema: bool) -> list[Rij]:
    """What schools got for all their pupils, in the school year in which the period ends and the one before."""
    jaar = schooljaar(periode.tot)
    nu, toen = Q(ronde__pot__schooljaar=jaar), Q(ronde__pot__schooljaar=jaar - 1)
    som = basis.aggregate(
        n=Count("school", filter=nu, distinct=True),
        eerder=Count("school", filter=toen, distinct=True),
        geld=Sum("bedrag", filter=nu),
    )
    if not som["n"] and not som["eerder"]:
        return []
    thema = "" if met_thema else None
    geld = som["geld"] or Decimal(0)
    return [_rij(BASIS, "Bedrag aan scholen (aantal scholen)", Niveau.BASIS, thema, som["n"], som["eerder"], geld)]


def _rij(sleutel: str, naam: str, niveau: str, thema: str | None, n: int, eerder: int, geld: Decimal) -> Rij:
    woorden: tuple[Cel, ...] = (NAMEN[niveau],) if thema is None else (NAMEN[niveau], thema or ZONDER)
    return Rij(naam, (*woorden, n, eerder, geld), sleutel)

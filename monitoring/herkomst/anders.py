"""Bezwaren, children at home, and the counts of DUO behind a number (M01–M04, M17, M18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from monitoring.kengetallen import bezwaar as b
from monitoring.kengetallen import signalen as s
from monitoring.kengetallen import woonplaats as w
from monitoring.kengetallen.deelname import PRAKTIJK, RESTEN, TELLERS, in_swv
from monitoring.kengetallen.steuntabellen import TITELS
from monitoring.kengetallen.thuis import maandeind, met_nummer
from monitoring.rules.periode import jaar_eerder, uit_adres
from monitoring.rules.rapport import ernaast
from scholen.models import Schoolsoort
from thuiszitters.rules.cijfers import SOORTWOORDEN, TELT
from thuiszitters.rules.opgave import AANBODWOORDEN, Antwoord, Regel
from thuiszitters.rules.telling import officieel, wijd

from .bron import WAARDE, Bron, Herkomst, geteld

S = Schoolsoort


def bezwaren(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M18, beside a year before."""
    periode = jaar_eerder(bron.periode) if plek else bron.periode
    return geteld(bron.bezwaren.filter(b.delen(periode)[rij]))


def bezwaren_op_tijd(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M18: what was decided, and what of it by the last day."""
    alle = b.beslist(bron.bezwaren, uit_adres(rij, bron.periode.van))
    erin = [pk for pk, (_, tijdig) in alle.items() if tijdig or kop != b.OP_TIJD]
    return geteld(bron.bezwaren.filter(pk__in=erin))


def signalen(bron: Bron, rij: str, kop: str, plek: int, veld: str) -> Herkomst:
    """M20, beside the period before."""
    periode = ernaast(bron.periode)[0] if plek else bron.periode
    return geteld(bron.signalen.filter(s.deel(periode, **({veld: rij} if rij else {}))))


# --- Children at home -----------------------------------------------------------------------------------------------

BEWEGING = ("was", "erbij", "eraf", "nu")


def _gevallen(bron: Bron, gewicht: dict[str, int]) -> Herkomst:
    erin = {nummer: keer for nummer, keer in gewicht.items() if keer}
    return Herkomst(bron.casussen.filter(met_nummer(erin)), gewicht=erin)


def _alle(bron: Bron, regels: Iterable[Regel]) -> Herkomst:
    return _gevallen(bron, {een.nummer: 1 for een in regels})


def beweging(bron: Bron, wie: str, wat: str) -> Herkomst:
    """Who was there, came, went or is there; who came twice, counts twice. wie: officieel or wijd."""
    naam = wie if wat == "nu" else f"{wat}_{wie}"
    return _gevallen(bron, {een.nummer: int(getattr(een, naam)) for een in bron.thuis().regels})


def verloop(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """A row for each definition."""
    return beweging(bron, rij, BEWEGING[plek])


def verloop_onder(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """A column for each definition."""
    return beweging(bron, ("officieel", "wijd")[plek], rij)


def per_gemeente(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """Who is at home, by where they live."""
    wie = {TELT["wijd"]: "wijd", TELT["officieel"]: "officieel"}[kop]
    erin = (een for een in _thuis(bron) if rij in ("", een.gemeente) and getattr(een, wie))
    return _alle(bron, erin)


def _thuis(bron: Bron) -> list[Regel]:
    return [een for een in bron.thuis().regels if een.actief and een.wijd]


def _kenmerk(een: Regel, wat: str) -> str:
    if wat == "soort-verzuim":
        return SOORTWOORDEN[een.soort]
    if wat == "aanbod":
        return AANBODWOORDEN[Antwoord(een.aanbod)]
    return een.gemeente if wat == "gemeente" else een.schoolsoort


def per_duur(bron: Bron, wat: str, rij: str, plek: int) -> Herkomst:
    """By what, and how long. The last column is all of them."""
    heel = plek == len(bron.thuis().klassen)
    erin = (een for een in _thuis(bron) if rij in ("", _kenmerk(een, wat)) and (heel or een.klasse == plek))
    return _alle(bron, erin)


def duur(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """By how long: who counts by the law, and the others."""
    erin = (een for een in _thuis(bron) if rij in ("", str(een.klasse)) and een.officieel is (plek == 0))
    return _alle(bron, erin)


def soort(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """By kind of absence."""
    return _alle(bron, (een for een in _thuis(bron) if een.soort == rij))


def reden(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """By the reason that was written down."""
    return geteld(bron.casussen.filter(met_nummer(een.nummer for een in _thuis(bron)), reden=rij))


def maand(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """At the end of a month, by both definitions."""
    dag, runs = maandeind(int(rij[:4]), int(rij[5:]), bron.dag), officieel if plek else wijd
    erin = (een for een in bron.thuis().gevallen if any(deel.op(dag) for deel in runs(een.verloop)))
    return _gevallen(bron, {een.nummer: 1 for een in erin})


# --- Where pupils live ----------------------------------------------------------------------------------------------


def woonplaats(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """R07: what was read in of this place, or of all, for one kind of school."""
    if bron.woon is None:
        return None
    van = w.van_swv(bron.woon, bron.swv, bron.dag).filter(school__soort=w.LABELS[kop])
    daar = van.filter(Q(postcode=rij) | Q(gemeente=rij, postcode="")) if rij else van
    return Herkomst(daar.annotate(**{WAARDE: Value(1)}))


# --- DUO ------------------------------------------------------------------------------------------------------------


def deelname(bron: Bron, code: str, rij: str, kop: str) -> Herkomst | None:
    """The counts of schools in one number: each adds to it, or takes away what is counted elsewhere."""
    _, teller, noemer = TITELS[code]
    rest, erbij = RESTEN[code]
    soorten = {teller: TELLERS[code], noemer: (*rest, *(TELLERS[code] if erbij else ()))}.get(kop)
    if soorten is None:
        return None
    praktijk = Q(onderdeel__istartswith=PRAKTIJK, school__soort=S.VO)
    keer = (S.PRO in soorten) - (S.VO in soorten)
    welke = Q(onderdeel="", school__soort__in=soorten) | (praktijk if keer else Q(pk=None))
    waarde = Case(When(onderdeel="", then=Value(1)), default=Value(keer), output_field=IntegerField())
    dag = date.fromisoformat(rij)
    return Herkomst(in_swv(bron.aantallen, bron.swv).filter(welke, teldatum=dag).annotate(**{WAARDE: waarde}))

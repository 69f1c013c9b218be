"""Which tables make up which report. A figure joins a report by one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from loket.models import Stem
from monitoring.kengetallen import bezwaar, signalen, tevreden
from monitoring.kengetallen import tabellen as t
from monitoring.kengetallen.geld import boektabel, deeltabel, doelentabel, hulptabel, verlooptabel
from monitoring.kengetallen.niveaus import activiteiten
from monitoring.kengetallen.verdeling import genoemd, op_tijd_per, stroom_buiten, stroom_per
from monitoring.models import Rapport
from monitoring.rules.filter import Dimensie
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import OPENBAAR, STANDEN
from monitoring.rules.tabel import Rij, Tabel

from . import bereik, geld, scholen, standen, steun, thuis

Deel = Callable[[Rapport], Tabel | list[Tabel]]


def _aanvragen(tabel: Callable[[QuerySet[Any], Periode], Tabel]) -> Deel:
    return lambda rapport: tabel(bereik.aanvragen(rapport), rapport.tijd)


def _verdeeld(tabel: Callable[[QuerySet[Any], Periode, Dimensie, date], Tabel], per: Dimensie) -> Deel:
    def deel(rapport: Rapport) -> Tabel:
        return genoemd(tabel(bereik.aanvragen(rapport), rapport.tijd, per, rapport.tijd.tot), rapport.tijd)

    return deel


def _hulp(rapport: Rapport) -> Tabel:
    return hulptabel(bereik.hulp(rapport), rapport.tijd)


def _vragen(rapport: Rapport) -> Tabel:
    return deeltabel(bereik.hulp(rapport), rapport.tijd)


def _doelen(rapport: Rapport) -> Tabel:
    return doelentabel(bereik.hulp(rapport), rapport.tijd)


def _activiteiten(rapport: Rapport) -> Tabel:
    return activiteiten(bereik.hulp(rapport), bereik.basis(rapport), rapport.tijd)


def _geboekt(rapport: Rapport) -> Tabel:
    return boektabel(bereik.boekingen(rapport), rapport.tijd)


def _geldverloop(rapport: Rapport) -> Tabel:
    return verlooptabel(bereik.boekingen(rapport), rapport.tijd)


def _bezwaren(rapport: Rapport) -> Tabel:
    return bezwaar.stroomtabel(bereik.bezwaren(rapport), rapport.tijd)


def _bezwaren_op_tijd(rapport: Rapport) -> Tabel:
    return bezwaar.tijdtabel(bereik.bezwaren(rapport), rapport.tijd)


def _signalen(rapport: Rapport) -> list[Tabel]:
    """By name: in the order of their numbers, a hidden one would stand between two that tell what it is."""
    alle = signalen.tabellen(signalen.te_tellen([rapport.swv]), rapport.tijd)
    return [replace(een, rijen=tuple(sorted(een.rijen, key=lambda rij: rij.naam))) for een in alle]


def _gehoord(rapport: Rapport) -> Tabel:
    stemmen = Stem.objects.filter(aanvraag__swv=rapport.swv_id)
    return bezwaar.stemtabel(bereik.aanvragen(rapport), stemmen, rapport.tijd)


def _tevreden(rapport: Rapport) -> Tabel:
    """Of the months that are over by the end of the period, that one too."""
    return tevreden.tabel(rapport.swv, rapport.tijd, rapport.tijd.tot + timedelta(days=1))


STROOM = _aanvragen(t.stroomtabel)
SOORTEN = _aanvragen(t.soorttabel)
PIEK = _aanvragen(t.piektabel)
DOORLOOPTIJD = _aanvragen(t.tijdtabel)
OP_TIJD = _aanvragen(t.op_tijdtabel)
PER_SOORT = _verdeeld(stroom_per, Dimensie.SOORT)
PER_SCHOOL = _verdeeld(stroom_per, Dimensie.SCHOOL)
OP_TIJD_PER_SOORT = _verdeeld(op_tijd_per, Dimensie.SOORT)
"""Of these three every column says what must be known before it may leave the SWV."""

INHOUD: dict[str, tuple[Deel, ...]] = {
    "maandrapport": (STROOM, SOORTEN, OP_TIJD, DOORLOOPTIJD, _hulp, _geboekt, _geldverloop, _bezwaren),
    "kengetallen": (
        *(steun.deelname, steun.ontwikkeling),
        *(STROOM, SOORTEN, PIEK, DOORLOOPTIJD, OP_TIJD),
        *(_vragen, _doelen, _hulp, geld.per_budget, _geboekt, _geldverloop),
        *(thuis.verloop, thuis.kern, thuis.per_duur),
        *(_bezwaren, _bezwaren_op_tijd, _gehoord, _tevreden, _signalen),
    ),
    "thuiszitters": (thuis.verloop, thuis.per_duur),
    "signalen": (_signalen,),
    "inspectie": (scholen.besluitenlijst, OP_TIJD, DOORLOOPTIJD),
    "opr": (steun.deelname, PER_SOORT, OP_TIJD_PER_SOORT, thuis.per_gemeente, geld.per_budget, _geboekt),
    "verantwoording": (PER_SCHOOL, PER_SOORT, OP_TIJD_PER_SOORT, geld.per_school),
    "schoolspiegel": (scholen.naast_gemiddelde, OP_TIJD, DOORLOOPTIJD, thuis.verloop, geld.per_school),
    "oogo": (PER_SOORT, OP_TIJD_PER_SOORT, thuis.per_gemeente),
    "jaarverslag": (
        _activiteiten,
        steun.deelname,
        steun.tlvs,
        PER_SOORT,
        PER_SCHOOL,
        PIEK,
        OP_TIJD_PER_SOORT,
        DOORLOOPTIJD,
        thuis.per_gemeente,
        thuis.per_duur,
        _signalen,
        geld.per_budget,
        _geboekt,
        geld.per_school,
    ),
    STANDEN: (standen.per_school, standen.per_gemeente, thuis.per_gemeente),
    OPENBAAR: tuple(
        _verdeeld(maken, per) for maken in (stroom_buiten, op_tijd_per) for per in (Dimensie.SOORT, Dimensie.WERKGEBIED)
    ),
}


def tabellen(rapport: Rapport) -> list[Tabel]:
    """The figures of this report as they are now, in the order of its pages."""
    gemaakt = (deel(rapport) for deel in INHOUD[rapport.soort])
    alle = [tabel for een in gemaakt for tabel in ([een] if isinstance(een, Tabel) else een)]
    return [zonder_langste(een) for een in alle] if rapport.kind.afgeschermd else alle


def zonder_langste(tabel: Tabel) -> Tabel:
    """Without the columns of one child: how long the longest took leaves nobody's desk."""
    goed = [plek for plek, kolom in enumerate(tabel.kolommen) if not kolom.kop.startswith(LANGSTE)]
    if len(goed) == len(tabel.kolommen):
        return tabel

    def zonder(rij: Rij) -> Rij:
        return replace(rij, cellen=tuple(rij.cellen[plek] for plek in goed))

    return replace(
        tabel,
        kolommen=tuple(tabel.kolommen[plek] for plek in goed),
        rijen=tuple(map(zonder, tabel.rijen)),
        totaal=tabel.totaal and zonder(tabel.totaal),
    )


LANGSTE = "Langste"
"""How the head of such a column begins."""

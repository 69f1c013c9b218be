"""Who can see a case and who looked, from the logbook, as a family may know it: never a parent, never the pupil."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, TruncDate

from dossier.rules.gezien import (
    ADVISEUR,
    BEHEER,
    BESLIST,
    BEZWAAR,
    DESKUNDIGE,
    EIGEN_HELPER,
    HELPER,
    LOKET,
    SCHOOL,
    Blik,
    wat_van,
)
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from kern.logboek.geschiedenis import gezien_per_dag, gezien_precies
from loket.models import Aanvraag, Helpertoegang
from loket.scopes import kijkers as wie_kan
from loket.scopes.kijkers import Kijkers, kijkers_uit
from scholen.models import Leerling

SOORT = dict.fromkeys(SCHOOLROLLEN, SCHOOL) | {
    Rol.BESTUUR: SCHOOL,
    Rol.LOKETMEDEWERKER: LOKET,
    Rol.BESLISSER: BESLIST,
    Rol.ADVISEUR: ADVISEUR,
    Rol.DESKUNDIGE: DESKUNDIGE,
    Rol.BEZWAARBEHANDELAAR: BEZWAAR,
    Rol.BEZWAARCOMMISSIE: BEZWAAR,
    Rol.BEHEERDER: BEHEER,
    Rol.CONTROLLER: BEHEER,
    Rol.FG: BEHEER,
}
"""What a role is to a family; a parent and a pupil are not in it, so that their looks are never told."""


LEDEN, KEKEN, HELPERS = "leden", "keken", "helpers"
GEEN_DAG = Cast(Value(None), DateField())
NOOD = "nood"
MEER_DAN_GENOEG = 400
"""So many looks of one person on one day are read at most; the page shows the last days only."""


def mensen(aanvraag: Aanvraag, lezer: Gebruiker, dag: date) -> tuple[list[Kijkers], list[Blik]]:
    """Who can see this case for school or SWV, and who of them looked, in the role of that day; one query.

    Never told of: the reader and everybody who is or was tied to this child, also who works at its school too. Of who
    looks along with one of them only that somebody did; whose helper it was, is known to who asked it.
    """
    assert aanvraag.leerling is not None
    groepen = wie_kan.groepen(aanvraag, dag)
    keken = gezien_per_dag(leerling=aanvraag.log_leerling, school=aanvraag.log_school).exclude(
        Q(wie=lezer.public_id) | Q(wie__in=familie(aanvraag.leerling).values("public_id"))
    )
    mijn = Helpertoegang.objects.filter(aanvraag=aanvraag, gegeven_door=lezer)
    tot = Coalesce(TruncDate("beeindigd_op"), "tot")
    leden = Lidmaatschap.objects.filter(gebruiker__public_id__in=keken.order_by().values("wie"))
    plek = Coalesce("plek__school__naam", "plek__bestuur__naam", Value(""))
    in_nood = Case(When(nood=True, then=Value(NOOD)), default=Value(""))
    kop, *rest = (
        groep.mensen.order_by().values_list(Value(str(nr)), "pk", "naam", Value(""), Value(""), GEEN_DAG, GEEN_DAG)
        for nr, groep in enumerate(groepen)
    )
    rijen: dict[str, list[Any]] = defaultdict(list)
    for soort, *rij in kop.union(
        *rest,
        leden.values_list(Value(LEDEN), "pk", plek, "gebruiker__public_id", "rol", "van", "tot"),
        mijn.values_list(Value(HELPERS), "pk", Value(""), "helper__public_id", Value(""), "van", tot),
        keken.values_list(Value(KEKEN), Value(0), in_nood, "wie", "rol", "dag", GEEN_DAG)[:MEER_DAN_GENOEG],
        all=True,
    ):
        rijen[soort].append(rij)
    kunnen = ((groep, pk, naam) for nr, groep in enumerate(groepen) for pk, naam, *_ in _op_naam(rijen[str(nr)]))
    return kijkers_uit(kunnen), _blikken(rijen, aanvraag)


def alle_blikken(aanvraag: Aanvraag, lezer: Gebruiker, van: date, tot: date) -> list[Blik]:
    """Every look in a period (inclusive) that this reader may know of, with what was done (NEN 7513)."""
    assert aanvraag.leerling is not None
    keken = gezien_precies(leerling=aanvraag.log_leerling, school=aanvraag.log_school, van=van, tot=tot)
    keken = keken.exclude(Q(wie=lezer.public_id) | Q(wie__in=familie(aanvraag.leerling).values("public_id")))
    rijen: dict[str, list[Any]] = {
        KEKEN: [
            (0, NOOD if een["nood"] else "", een["wie"], een["rol"], een["dag"], wat_van(een["actie"])) for een in keken
        ]
    }
    mijn = Helpertoegang.objects.filter(aanvraag=aanvraag, gegeven_door=lezer)
    einde = Coalesce(TruncDate("beeindigd_op"), "tot")
    rijen[HELPERS] = list(mijn.values_list("pk", Value(""), "helper__public_id", Value(""), "van", einde))
    leden = Lidmaatschap.objects.filter(gebruiker__public_id__in={een[2] for een in rijen[KEKEN]})
    plek = Coalesce("plek__school__naam", "plek__bestuur__naam", Value(""))
    rijen[LEDEN] = list(leden.values_list("pk", plek, "gebruiker__public_id", "rol", "van", "tot"))
    return _blikken(rijen, aanvraag)


def familie(leerling: Leerling) -> QuerySet[Gebruiker]:
    """Everybody with an account who is or was tied to this child."""
    gevonden: QuerySet[Gebruiker] = Gebruiker.objects.filter(
        Q(betrokkenen__gezag__leerling=leerling) | Q(leerling=leerling)
    )
    return gevonden


def _op_naam(rijen: list[Any]) -> list[Any]:
    return sorted(rijen, key=lambda rij: (rij[1], rij[0]))


def _blikken(rijen: dict[str, list[Any]], aanvraag: Aanvraag) -> list[Blik]:
    """Of each look the role of that day: the one in which was looked if there is one, and at this school.

    A row of KEKEN ends with what was done, None on a page that does not tell it.
    """
    per: dict[str, list[Any]] = defaultdict(list)
    for lid in sorted(rijen[LEDEN]):
        per[lid[2]].append(lid[1:])
    gevonden = []
    for _pk, nood, wie, als, dag, wat in rijen[KEKEN]:
        if als == Rol.HELPER:
            van_mij = any(een[2] == wie and een[4] <= dag <= een[5] for een in rijen[HELPERS])
            gevonden.append(Blik(dag, EIGEN_HELPER if van_mij else HELPER, "", wat=wat or ""))
            continue
        toen = [
            (rol, plek)
            for plek, _, rol, van, tot in per[wie]
            if rol in SOORT and van <= dag and (tot is None or dag <= tot)
        ]
        if toen:
            rol, plek = min(toen, key=lambda een: (een[0] != als, een[1] != aanvraag.school.naam))
            gevonden.append(Blik(dag, SOORT[Rol(rol)], plek or aanvraag.swv.naam, nood == NOOD, wat or ""))
    return gevonden

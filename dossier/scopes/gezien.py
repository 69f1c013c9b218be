"""Who looked at a case, from the logbook, as a family may know it: never another parent, never the pupil."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from dossier.rules.gezien import ADVISEUR, BEHEER, BESLIST, BEZWAAR, DESKUNDIGE, LOKET, SCHOOL, Blik
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from loket.models import Aanvraag
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
    Rol.FG: BEHEER,
}
"""What a role is to a family; a parent and a pupil are not in it, so that their looks are never told."""


def familie(leerling: Leerling) -> QuerySet[Gebruiker]:
    """Everybody with an account who is or was tied to this child, also who works at its school too."""
    van_kind = Q(betrokkenen__gezag__leerling=leerling) | Q(leerling=leerling)
    gevonden: QuerySet[Gebruiker] = Gebruiker.objects.filter(van_kind).distinct()
    return gevonden


def rollen_van(wie: Iterable[str]) -> QuerySet[Any, Any]:
    """The roles of these accounts with their days and place, in the order in which roles are named."""
    van_hen = Lidmaatschap.objects.filter(gebruiker__public_id__in={*wie})
    plek = {"school": F("plek__school__naam"), "bestuur": F("plek__bestuur__naam")}
    return van_hen.order_by("pk").values("rol", "van", "tot", wie=F("gebruiker__public_id"), **plek)


def blikken(
    keken: Iterable[dict[str, Any]], leden: Iterable[dict[str, Any]], familie: Collection[str], aanvraag: Aanvraag
) -> list[Blik]:
    """The looks of who works at the school or for the SWV, in the role of that day."""
    per: dict[str, list[dict[str, Any]]] = {}
    for lid in leden:
        per.setdefault(lid["wie"], []).append(lid)
    gevonden = []
    for regel in keken:
        if regel["wie"] in familie:
            continue
        dag = date.fromisoformat(regel["dag"])
        toen = [lid for lid in per.get(regel["wie"], []) if _gold(lid, dag) and lid["rol"] in SOORT]
        toen.sort(key=lambda lid: (lid["rol"] != regel["rol"], lid["school"] != aanvraag.school.naam))
        if toen:
            plek = toen[0]["school"] or toen[0]["bestuur"] or aanvraag.swv.naam
            gevonden.append(Blik(dag, SOORT[Rol(toen[0]["rol"])], plek))
    return gevonden


def _gold(lid: dict[str, Any], dag: date) -> bool:
    return date.fromisoformat(lid["van"]) <= dag and (lid["tot"] is None or dag <= date.fromisoformat(lid["tot"]))

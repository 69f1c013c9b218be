"""The help that the own child gets, as far as this reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Least

from arrangementen.models import Beslissing, Deelname, Evaluatie, Evaluatiewoord
from dossier.rules.hulp import HOOGSTENS
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.models import Afscherming

from .afspraken import kolom, met_dagen

LEZEN = Permissie.DOSSIER_LEZEN
DAGEN = ("van_dag", "tot_dag", "gestopt")
VELDEN = ("public_id", "naam", "kind", *DAGEN, "gevraagd")


@dataclass(frozen=True)
class Hulp:
    """One kind of help for one child. gevraagd: the school looks back, and this reader said nothing yet."""

    public_id: str
    naam: str
    kind: str
    van: date
    tot: date
    gestopt: date | None
    gevraagd: bool


def hulp(gebruiker: Gebruiker) -> QuerySet[Deelname]:
    """What was granted to the children of this reader, and is known to it.

    It tells at which school a child is, so where that is kept secret only the pupil itself reads it (afspraak 37).
    """
    bekend = Beslissing.objects.visible_to(gebruiker, LEZEN).exclude(van=None)
    geheim = Q(leerling__afscherming=Afscherming.VERBLIJFPLAATS) & ~Q(leerling__gebruiker=gebruiker)
    mijn: QuerySet[Deelname] = Deelname.objects.visible_to(gebruiker, LEZEN)
    return mijn.filter(arrangement__in=bekend.values("arrangement")).exclude(geheim)


def _met_stand(gebruiker: Gebruiker, rijen: QuerySet[Deelname]) -> QuerySet[Any]:
    gezegd = Evaluatiewoord.objects.filter(evaluatie=OuterRef("pk"), gever=gebruiker, deelname=OuterRef(OuterRef("pk")))
    open_ = Evaluatie.objects.filter(arrangement=OuterRef("arrangement"), afgerond_op=None, vervallen_op=None)
    vraagt = open_.exclude(Exists(gezegd))
    uit = "arrangement__beslissing"
    return rijen.annotate(
        naam=F("arrangement__aanbod__naam"),
        kind=F("leerling__roepnaam"),
        van_dag=Coalesce("van", f"{uit}__van"),
        tot_dag=F(f"{uit}__tot"),
        gestopt=Least("tot", "arrangement__beeindiging__laatste_dag"),
        gevraagd=Exists(vraagt),
    ).order_by("-arrangement__beslissing__van", "-pk")


def met_hulp(gebruiker: Gebruiker) -> dict[str, Any]:
    """For an aanvraag: the help of its child, as a column of it, so that the page asks nothing more."""
    mijn = hulp(gebruiker).filter(leerling=OuterRef("leerling"))
    return {"hulp": kolom(_met_stand(gebruiker, mijn)[:HOOGSTENS], " ".join(VELDEN))}


def hulp_uit(aanvraag: Any) -> list[Hulp]:
    """The same from the column that `met_hulp` laid beside an aanvraag."""
    return [_hulp(met_dagen(een, *DAGEN)) for een in aanvraag.hulp or ()]


def alle_hulp(gebruiker: Gebruiker) -> list[tuple[int, Hulp]]:
    """Of all children of this reader, each with the number of the child."""
    rijen = _met_stand(gebruiker, hulp(gebruiker)).values("leerling_id", *VELDEN)
    return [(een["leerling_id"], _hulp(een)) for een in rijen]


def _hulp(een: dict[str, Any]) -> Hulp:
    return Hulp(*(een[naam] for naam in VELDEN))

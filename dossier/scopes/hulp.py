"""The help that the own child gets, as far as this reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from arrangementen.actions.plaatsen import wachtlijst
from arrangementen.actions.uren import geschreven
from arrangementen.models import (
    Aanwezigheid,
    Arrangement,
    Beeindiging,
    Beslissing,
    Deelname,
    Evaluatie,
    Evaluatiewoord,
    Plaatsing,
    Vorm,
)
from arrangementen.rules.geld import gelijke_delen
from arrangementen.rules.uren import getal, uren
from arrangementen.scopes.arrangement import weet_waar
from arrangementen.scopes.uitvoering import einde_bekend
from dossier.rules.hulp import HOOGSTENS
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie

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
    """What was granted to the children of this reader, and is known to it, as far as it may know their school."""
    bekend = Beslissing.objects.visible_to(gebruiker, LEZEN).exclude(van=None)
    mijn: QuerySet[Deelname] = Deelname.objects.visible_to(gebruiker, LEZEN)
    return mijn.filter(weet_waar(gebruiker), arrangement__in=bekend.values("arrangement"))


@dataclass(frozen=True)
class Cijfers:
    """What a family reads of one child in its help. deel: of what a group costs, equally shared (R-ARR-14); uren: given
    so far; erbij of keren: meetings of a group; plaats: offered or taken; wacht: the number in the waiting list."""

    deel: Decimal | None
    uren: str
    erbij: int
    keren: int
    plaats: Plaatsing | None
    wacht: int | None


def cijfers(gebruiker: Gebruiker, deelname: Deelname, beslissing: Beslissing, vandaag: date) -> Cijfers:
    """Of a help that this reader sees; sums of it, and nothing of another child."""
    rij = deelname.arrangement
    alleen = rij.voor == Arrangement.Voor.LEERLING
    was = Aanwezigheid.objects.visible_to(gebruiker, LEZEN).filter(deelname=deelname)
    plaats = Plaatsing.objects.visible_to(gebruiker, LEZEN).filter(deelname=deelname).houdt_bezet().first()
    if plaats is not None:
        einde_bekend([plaats], gebruiker)
    gegeven = geschreven(rij) if alleen and rij.aanbod.vorm == Vorm.UREN else 0
    wacht = None
    if rij.aanbod.vorm == Vorm.PLAATS and rij.aanbod.plaatsen is not None and plaats is None:
        nummers = [*wachtlijst(rij.aanbod, vandaag).values_list("pk", flat=True)]
        wacht = nummers.index(deelname.pk) + 1 if deelname.pk in nummers else None
    return Cijfers(
        deel=None if alleen or not beslissing.bedrag else _deel(deelname, beslissing.bedrag),
        uren=getal(uren(gegeven)) if gegeven > 0 else "",
        erbij=was.filter(was=Aanwezigheid.Was.AANWEZIG).count(),
        keren=was.count(),
        plaats=plaats,
        wacht=wacht,
    )


def _deel(deelname: Deelname, bedrag: Decimal) -> Decimal:
    alle = [*Deelname.objects.filter(arrangement=deelname.arrangement_id).order_by("pk").values_list("pk", flat=True)]
    return gelijke_delen(bedrag, len(alle))[alle.index(deelname.pk)]


def _met_stand(gebruiker: Gebruiker, rijen: QuerySet[Deelname]) -> QuerySet[Any]:
    gezegd = Evaluatiewoord.objects.filter(evaluatie=OuterRef("pk"), gever=gebruiker, deelname=OuterRef(OuterRef("pk")))
    open_ = Evaluatie.objects.filter(arrangement=OuterRef("arrangement"), afgerond_op=None, vervallen_op=None)
    vraagt = open_.exclude(Exists(gezegd))
    einde = Beeindiging.objects.visible_to(gebruiker, LEZEN).filter(arrangement=OuterRef("arrangement"))
    uit = "arrangement__beslissing"
    return rijen.annotate(
        naam=F("arrangement__aanbod__naam"),
        kind=F("leerling__roepnaam"),
        van_dag=Coalesce("van", f"{uit}__van"),
        tot_dag=F(f"{uit}__tot"),
        gestopt=Least("tot", Subquery(einde.values("laatste_dag"))),
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

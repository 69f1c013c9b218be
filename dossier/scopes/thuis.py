"""The case and the plan of the own child, as far as this reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.models import Leerling
from thuiszitters.models import OPEN, Casus, Onderwijsaanbod, Plan

LEZEN = Permissie.DOSSIER_LEZEN


@dataclass(frozen=True)
class Thuis:
    """Of one child: the case and the plan that run, or the last ones. At least one of them is there."""

    kind: Leerling
    casus: Casus | None
    plan: Plan | None


def thuis(gebruiker: Gebruiker, kind: Leerling) -> Thuis | None:
    """What runs for this child, or else what was last; None when this reader knows of neither."""
    casussen = Casus.objects.visible_to(gebruiker, LEZEN).filter(leerling=kind)
    plannen = Plan.objects.visible_to(gebruiker, LEZEN).filter(leerling=kind)
    casussen = casussen.select_related("regievoerder", "school", "swv").order_by("-gemeld_op")
    casus = casussen.filter(status__in=OPEN).first() or casussen.first()
    plan = plannen.lopend().first() or plannen.first()
    return Thuis(kind, casus, plan) if casus is not None or plan is not None else None


@dataclass(frozen=True)
class Regel:
    """One child with something that runs. gevraagd: an offer waits for an answer."""

    kind: str
    public_id: str
    gevraagd: bool


def alle_thuis(gebruiker: Gebruiker) -> dict[int, Regel]:
    """Of all children of this reader for whom a case or a plan runs, by the number of the child."""
    casussen = Casus.objects.visible_to(gebruiker, LEZEN).filter(status__in=OPEN)
    plannen = Plan.objects.visible_to(gebruiker, LEZEN).lopend()
    velden = ("leerling_id", "leerling__roepnaam", "leerling__public_id")
    rijen = {*casussen.values_list(*velden), *plannen.values_list(*velden)}
    if not rijen:
        return {}
    wacht = Onderwijsaanbod.objects.visible_to(gebruiker, LEZEN).filter(antwoord="", casus__status__in=OPEN)
    vraagt = set(wacht.values_list("casus__leerling", flat=True))
    return {pk: Regel(naam, public_id, pk in vraagt) for pk, naam, public_id in sorted(rijen)}


def met_thuis(gebruiker: Gebruiker) -> dict[str, Any]:
    """For an aanvraag: whether a case or a plan of its child runs, as columns, so that the page asks nothing more."""
    casussen = Casus.objects.visible_to(gebruiker, LEZEN).filter(leerling=OuterRef("leerling"), status__in=OPEN)
    plannen = Plan.objects.visible_to(gebruiker, LEZEN).lopend().filter(leerling=OuterRef("leerling"))
    wacht = Onderwijsaanbod.objects.visible_to(gebruiker, LEZEN).filter(casus__status__in=OPEN, antwoord="")
    wacht = wacht.filter(casus__leerling=OuterRef("leerling"))
    return {"thuis": Exists(casussen) | Exists(plannen), "thuis_vraagt": Exists(wacht)}


def thuis_uit(aanvraag: Any) -> list[Regel]:
    """The same from the columns that `met_thuis` laid beside an aanvraag."""
    kind = aanvraag.leerling
    return [Regel(kind.roepnaam, kind.public_id, aanvraag.thuis_vraagt)] if aanvraag.thuis else []

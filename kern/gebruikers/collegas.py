"""Looking up colleagues: who has a role today, and how somebody in the logbook is called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Gebruiker, Lidmaatschap
from .rollen import MAILCODE_GENOEG, Rol


def met_rol(rol: Rol, dag: date) -> QuerySet[Gebruiker]:
    """The active accounts that have this role on this day, by name. For choices in forms of staff."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol=rol)
    gebruikers: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker"))
    return gebruikers.order_by("naam", "pk")


def met_een_rol(rollen: Iterable[Rol], dag: date) -> QuerySet[Gebruiker]:
    """The active accounts that have at least one of these roles on this day, by name."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=[*rollen])
    gebruikers: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker"))
    return gebruikers.order_by("naam", "pk")


def namen(wie: Iterable[str]) -> dict[str, str]:
    """Public id → name. An id that is no account (a system actor) is absent."""
    return dict(Gebruiker.objects.filter(public_id__in={*wie}).values_list("public_id", "naam"))


def medewerkers_als(tekst: str) -> QuerySet[Gebruiker]:
    """Who works or worked here and has this address, or these words in the name; never only a parent or pupil."""
    gevonden: QuerySet[Gebruiker] = Gebruiker.objects.filter(Q(email__iexact=tekst) | Q(naam__icontains=tekst))
    return gevonden.filter(Exists(_werkt())).order_by("naam", "pk")


def wie_werkt(wie: Iterable[str]) -> dict[str, str]:
    """Public id → name of who works or worked here, "" of a family or helper; what is no account is absent."""
    rijen = Gebruiker.objects.filter(public_id__in={*wie}).annotate(werkt=Exists(_werkt()))
    return {een: naam if werkt else "" for een, naam, werkt in rijen.values_list("public_id", "naam", "werkt")}


def _werkt() -> QuerySet[Lidmaatschap]:
    return Lidmaatschap.objects.filter(gebruiker=OuterRef("pk")).exclude(rol__in=[*MAILCODE_GENOEG])


def op_id(public_ids: Iterable[str]) -> list[Gebruiker]:
    """The accounts with these ids, also of who has left."""
    return list(Gebruiker.objects.filter(public_id__in={*public_ids}))


def actief_account(public_id: str) -> Gebruiker | None:
    """The active account with this id, for the log-in buttons of the demo."""
    gevonden: Gebruiker | None = Gebruiker.objects.filter(is_active=True, public_id=public_id).first()
    return gevonden


def personas(dag: date, per_rol: int = 2) -> list[tuple[str, str, str]]:
    """For the buttons of the demo: (public id, name, role) of the first few with each role."""
    leden = Lidmaatschap.objects.geldig(dag).select_related("gebruiker").order_by("pk")
    per: dict[str, list[Lidmaatschap]] = {}
    for lid in leden.filter(gebruiker__is_active=True)[:500]:
        per.setdefault(lid.rol, []).append(lid)
    return [
        (lid.gebruiker.public_id, lid.gebruiker.naam, lid.get_rol_display().capitalize())
        for rol in Rol
        for lid in per.get(rol, [])[:per_rol]
    ]

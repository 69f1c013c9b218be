"""Memberships with their place: who may invite whom where, and who may end it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers import actions
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import SCHOOLROLLEN, Permissie, Rol
from kern.post.actions import klaarzetten
from scholen.models import Plek, School
from scholen.scopes import BEHEERT_SCHOOL, scholen_van

NIET_HIER = frozenset({Rol.OUDER, Rol.LEERLING, Rol.HELPER})
"""Families get an account from a letter, bound to their child, and ask their helpers themselves: not from this page."""


def uit_te_nodigen(door: Gebruiker) -> list[Rol]:
    """The roles that this user may give: all for beheer, those of a school for its own administrator."""
    if door.heeft(Permissie.GEBRUIKERS_ALLE):
        return [rol for rol in Rol if rol not in NIET_HIER]
    return [rol for rol in Rol if rol in SCHOOLROLLEN] if door.heeft(Permissie.GEBRUIKERS_SCHOOL) else []


@transaction.atomic
def lid_uitnodigen(
    *, door: Gebruiker, op: datetime, email: str, naam: str, rol: Rol, school: School | None, adres: str
) -> Lidmaatschap:
    """Give somebody a role, at a school when the role needs one, and mail the way in. adres: of the page with the code.

    Raises NietMogelijk when the inviter may not give this role there, or when the role needs a school.
    """
    if rol not in uit_te_nodigen(door):
        raise NietMogelijk("Deze rol kun je niet geven.")
    if (rol in SCHOOLROLLEN) != (school is not None):
        raise NietMogelijk("Kies een school." if rol in SCHOOLROLLEN else "Bij deze rol hoort geen school.")
    overal = door.heeft(Permissie.GEBRUIKERS_ALLE)
    if school is not None and not overal and not scholen_van(door, *BEHEERT_SCHOOL).filter(pk=school.pk).exists():
        raise NietMogelijk("Je kunt alleen collega's van je eigen school uitnodigen.")
    lid, code = actions.uitnodigen(email=email, naam=naam, rol=rol, van=timezone.localdate(op), door=door, op=op)
    if school is not None:
        Plek.objects.create(lidmaatschap=lid, school=school)
    klaarzetten(
        aan=lid.gebruiker.email,
        soort="uitnodiging",
        sleutel=f"lid-{lid.public_id}",
        op=op,
        link=f"{adres}{code}/" if code else "",
    )
    return lid


@transaction.atomic
def lid_beeindigen(lid: Lidmaatschap, *, door: Gebruiker, op: datetime) -> None:
    """End a membership as of tomorrow, and its open sessions now. Nobody ends the own one: somebody must be left."""
    rij = _zichtbaar(lid, door)
    if rij.gebruiker_id == door.pk:
        raise NietMogelijk("Je kunt jezelf niet beëindigen. Vraag een collega.")
    actions.beeindigen(rij, door=door, op=op, per=timezone.localdate(op))


@transaction.atomic
def lid_nakijken(lid: Lidmaatschap, *, door: Gebruiker, op: datetime) -> None:
    """Say that this membership is still right."""
    actions.nakijken(_zichtbaar(lid, door), door=door, op=op)


def _zichtbaar(lid: Lidmaatschap, door: Gebruiker) -> Lidmaatschap:
    rijen = Lidmaatschap.objects.visible_to(door)
    rij: Lidmaatschap = get_object_or_404(rijen.select_for_update(of=("self",)), pk=lid.pk)
    return rij

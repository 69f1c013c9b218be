"""Memberships with their place: who may invite whom where, and who may end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers import actions
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import SCHOOLROLLEN, VAN_GEMEENTE, Permissie, Rol
from kern.gebruikers.werk import Werk, werk_van
from kern.post.actions import klaarzetten, melden
from scholen.models import Bestuur, Gemeente, Organisatie, Plek, School
from scholen.scopes import BEHEERT_SCHOOL, scholen_van

BEHEERT_LEDEN = (Permissie.GEBRUIKERS_SCHOOL, Permissie.GEBRUIKERS_ALLE)
NIET_HIER = frozenset({Rol.OUDER, Rol.LEERLING, Rol.HELPER})
"""Families get an account from a letter, bound to their child, and ask their helpers themselves: not from this page."""


def uit_te_nodigen(door: Gebruiker) -> list[Rol]:
    """The roles that this user may give: all for beheer, those of a school for its own administrator."""
    if door.heeft(Permissie.GEBRUIKERS_ALLE):
        return [rol for rol in Rol if rol not in NIET_HIER]
    return [rol for rol in Rol if rol in SCHOOLROLLEN] if door.heeft(Permissie.GEBRUIKERS_SCHOOL) else []


@dataclass(frozen=True)
class Waar:
    """Where a role holds: at most one of these. organisatie: kind and name of one that may be new."""

    school: School | None = None
    bestuur: Bestuur | None = None
    gemeente: Gemeente | None = None
    organisatie: tuple[str, str] | None = None


@transaction.atomic
def lid_uitnodigen(
    *, door: Gebruiker, op: datetime, email: str, naam: str, rol: Rol, waar: Waar, adres: str
) -> Lidmaatschap:
    """Give somebody a role, in the place that it needs, and mail the way in. adres: of the page with the code.

    Raises NietMogelijk when the inviter may not give this role there, or when the role needs another place.
    """
    school = waar.school
    if rol not in uit_te_nodigen(door):
        raise NietMogelijk("Deze rol kun je niet geven.")
    for nodig, zin, plek in (
        (rol in SCHOOLROLLEN, "een school", school),
        (rol == Rol.BESTUUR, "een schoolbestuur", waar.bestuur),
        (rol in VAN_GEMEENTE, "een gemeente", waar.gemeente),
        (rol == Rol.PARTNER, "een organisatie", waar.organisatie),
    ):
        if nodig != (plek is not None):
            raise NietMogelijk(f"Kies {zin}." if nodig else f"Bij deze rol hoort niet {zin}.")
    overal = door.heeft(Permissie.GEBRUIKERS_ALLE)
    if school is not None and not overal and not scholen_van(door, *BEHEERT_SCHOOL).filter(pk=school.pk).exists():
        raise NietMogelijk("Je kunt alleen collega's van je eigen school uitnodigen.")
    lid, code = actions.uitnodigen(email=email, naam=naam, rol=rol, van=timezone.localdate(op), door=door, op=op)
    if waar != Waar():
        Plek.objects.create(
            lidmaatschap=lid,
            school=school,
            bestuur=waar.bestuur,
            gemeente=waar.gemeente,
            organisatie=_organisatie(waar.organisatie),
        )
    klaarzetten(
        aan=lid.gebruiker.email,
        soort="uitnodiging",
        sleutel=f"lid-{lid.public_id}",
        op=op,
        link=f"{adres}{code}/" if code else "",
    )
    return lid


@dataclass(frozen=True)
class OpenWerk:
    """Work that somebody has in hand, and who may take it over."""

    werk: Werk
    aantal: int
    collegas: list[Gebruiker]


def open_werk(lid: Lidmaatschap, dag: date) -> list[OpenWerk]:
    """What is left behind when this membership ends; nothing that another role of this person goes on with."""
    wie = lid.gebruiker
    alles = ((werk, werk.aantal(wie)) for werk in werk_van(lid, dag))
    return [OpenWerk(werk, aantal, [*werk.collegas(wie, dag)]) for werk, aantal in alles if aantal]


@transaction.atomic
def lid_beeindigen(
    lid: Lidmaatschap, *, door: Gebruiker, op: datetime, naar: Mapping[str, Gebruiker | None] | None = None
) -> None:
    """End a membership and its open sessions, now. Nobody ends the own one: somebody must be left.

    Now, and not when the day ends: who is sent away would log in once more, to take things along.

    naar: per kind of open work who takes it over, None is nobody yet. Without it only who left nothing open can be
    ended: else work would be lost sight of in passing.
    """
    rij, dag = _zichtbaar(lid, door), timezone.localdate(op)
    if rij.gebruiker_id == door.pk:
        raise NietMogelijk("Je kunt jezelf niet beëindigen. Vraag een collega.")
    wie = rij.gebruiker
    for een in open_werk(rij, dag):
        if naar is None:
            raise NietMogelijk(f"{wie.naam} heeft nog open werk. Kies bij Gebruikers wie dat overneemt.")
        nemer = naar.get(een.werk.sleutel)
        if nemer is not None and nemer not in een.collegas:
            raise NietMogelijk(f"{nemer.naam} kan dit werk niet overnemen. Kies een ander.")
        een.werk.overdragen(wie, nemer, door=door, op=op)
        if nemer is not None:
            melden(wie=nemer, sleutel=f"overgenomen-{een.werk.sleutel}-{rij.public_id}", op=op)
    actions.beeindigen(rij, door=door, op=op, per=dag - timedelta(days=1))


@transaction.atomic
def lid_nakijken(lid: Lidmaatschap, *, door: Gebruiker, op: datetime) -> None:
    """Say that this membership is still right."""
    actions.nakijken(_zichtbaar(lid, door), door=door, op=op)


def _organisatie(wat: tuple[str, str] | None) -> Organisatie | None:
    """The organisation of this kind with this name, made when there is none yet."""
    if wat is None:
        return None
    soort, naam = wat[0], " ".join(wat[1].split())
    bekend = Organisatie.objects.filter(soort=soort, naam__iexact=naam).first()
    if bekend is None:
        bekend = Organisatie(soort=soort, naam=naam)
        bewaren(bekend)
    return bekend


def _zichtbaar(lid: Lidmaatschap, door: Gebruiker) -> Lidmaatschap:
    rijen = Lidmaatschap.objects.visible_to(door, *BEHEERT_LEDEN)
    rij: Lidmaatschap = get_object_or_404(rijen.select_for_update(of=("self",)), pk=lid.pk)
    return rij

"""Who sees which rows: a row is visible or it does not exist.

Each app says in its scopes.py what a role sees of a model. An upper app may open part of a lower model: a
deskundige sees the pupil of the aanvraag he advises on. Contributions for one role are added up; roles are not:
with a permissie only the roles that carry it count (R-ACC-05).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Q

from kern.logboek.vermelding import Vermelding

from .rollen import PERMISSIES, Permissie, Rol

if TYPE_CHECKING:
    from typing import TypeAlias

    from django.contrib.auth.models import AnonymousUser

    from .models import Gebruiker

    Kijker: TypeAlias = "Gebruiker | AnonymousUser"

M = TypeVar("M", bound=models.Model)
Bijdrage = Callable[["Gebruiker"], Q]

ALLES = Q(pk__isnull=False)  # not Q(): Q() | Q(a=1) forgets the Q()
NIETS = Q(pk__in=[])

ZICHT: dict[type[models.Model], dict[Rol, list[Bijdrage]]] = {}
OPENBAAR: set[type[models.Model]] = set()
OPENBAAR_DEEL: dict[type[models.Model], Q] = {}
VERBORGEN: dict[type[models.Model], models.QuerySet[Any, Any]] = {}
"""Per model the numbers of rows that nobody sees: approved to go, and not gone yet (docs/adr/0042)."""


def registreer(model: type[models.Model], *rollen: Rol) -> Callable[[Bijdrage], Bijdrage]:
    """Decorator: the function says, as a Q on model, what these roles see of it. Several may be given per role."""

    def decorator(bijdrage: Bijdrage) -> Bijdrage:
        for rol in rollen:
            ZICHT.setdefault(model, {}).setdefault(rol, []).append(bijdrage)
        return bijdrage

    return decorator


def ziet_niets(model: type[models.Model], *rollen: Rol) -> None:
    """Say out loud that these roles see nothing of model; a test wants every role named for every model."""
    registreer(model, *rollen)(lambda gebruiker: NIETS)


def openbaar(model: type[models.Model]) -> None:
    """Everybody sees every row, also without logging in: reference data such as schools."""
    OPENBAAR.add(model)


def deels_openbaar(model: type[models.Model], deel: Q) -> None:
    """Everybody sees this part of the rows, also without logging in; who sees the rest, each role says."""
    OPENBAAR_DEEL[model] = deel


def zicht_door(model: type[models.Model], gebruiker: Gebruiker, rol: Rol) -> Q:
    """What this user sees of model through this one role."""
    bijdragen = (bijdrage(gebruiker) for bijdrage in ZICHT.get(model, {}).get(rol, []))
    return zonder_verborgen(model, reduce(or_, bijdragen, NIETS))


def zonder_verborgen(model: type[models.Model], voorwaarde: Q) -> Q:
    """Without the rows that nobody sees any more."""
    if model not in VERBORGEN or voorwaarde == NIETS:
        return voorwaarde
    return voorwaarde & ~Q(pk__in=VERBORGEN[model])


def zicht(model: type[models.Model], kijker: Kijker, *een_van: Permissie | None) -> Q:
    """What the viewer sees of model; with permissies only through the roles that carry one of them."""
    rechten = frozenset(filter(None, een_van))
    if model in OPENBAAR:
        return ALLES
    deel = NIETS if rechten else OPENBAAR_DEEL.get(model, NIETS)
    if not kijker.is_authenticated:
        return deel
    rollen: Iterable[Rol] = (rol for rol in kijker.rollen if not rechten or rechten & PERMISSIES[rol])
    return reduce(or_, (zicht_door(model, kijker, rol) for rol in rollen), deel)


def eigen_kolommen(model: type[models.Model], voorwaarde: Q) -> bool:
    """Whether this condition looks only at columns of the row itself, so that no join can give a row twice."""
    for deel in voorwaarde.children:
        if isinstance(deel, Q):
            if not eigen_kolommen(model, deel):
                return False
        elif not isinstance(deel, tuple) or not _eigen_kolom(model, deel[0]):
            return False
    return True


def _eigen_kolom(model: type[models.Model], pad: str) -> bool:
    naam, *rest = pad.split("__")
    veld = model._meta.pk if naam == "pk" else model._meta.get_field(naam)
    if not isinstance(veld, models.Field) or veld.many_to_many:
        return False
    return not (veld.is_relation and rest and rest[0] not in veld.get_lookups())


class Nummers(models.Expression):
    """A subquery that is SQL already: scopes stand in scopes, and Django works out each anew at every level above it.

    It can hold nothing of the query around it: a scope asks for its rows, wherever it stands.
    """

    def __init__(self, sql: str, params: tuple[object, ...]) -> None:
        super().__init__(output_field=models.BigAutoField())
        self.sql, self.params = sql, params

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"({self.sql})", self.params


def zonder_joins(model: type[models.Model], voorwaarde: Q) -> Q:
    """The same rows, by a condition that looks at the row itself and at no other table."""
    if eigen_kolommen(model, voorwaarde):
        return voorwaarde
    try:
        return Q(pk__in=Nummers(*model._base_manager.filter(voorwaarde).values("pk").query.sql_with_params()))
    except EmptyResultSet:
        return NIETS


def voorwaarde_van(model: type[models.Model], kijker: Kijker, rechten: frozenset[Permissie]) -> Q:
    """What the viewer sees of model as one condition; for who was read for this request said once."""
    bekend: dict[object, Q] | None = getattr(kijker, "onthouden_zicht", None)
    if bekend is None:
        return zonder_joins(model, zicht(model, kijker, *rechten))
    if (model, rechten) not in bekend:
        bekend[model, rechten] = zonder_joins(model, zicht(model, kijker, *rechten))
    return bekend[model, rechten]


class ZichtbareQuerySet(models.QuerySet[M]):
    def visible_to(self, kijker: Kijker, *een_van: Permissie | None) -> Self:
        """The rows this viewer may see, once each; with permissies only through roles that carry one of them.

        A scope that looks at other tables is a subquery: no duplicates, usable with FOR UPDATE, in counts, search and
        exports. One that looks at the row alone needs none, and without it PostgreSQL does not read the whole table.
        """
        if self.model in OPENBAAR:
            return self
        return self.filter(voorwaarde_van(self.model, kijker, frozenset(filter(None, een_van))))

    def visible_through(self, gebruiker: Gebruiker, rol: Rol) -> Self:
        """The rows this user sees through exactly this role."""
        return self.filter(zonder_joins(self.model, zicht_door(self.model, gebruiker, rol)))


def rijen_van(model: type[M]) -> ZichtbareQuerySet[M]:
    """All rows of a model of which only the base is known, to begin a visible_to with."""
    return ZichtbareQuerySet(model)


def nieuwe_public_id() -> str:
    """128 random bits for a URL: nothing can be read from it and nothing guessed."""
    return secrets.token_urlsafe(16)


class ZichtbaarModel(Vermelding, models.Model):
    """A row with an address (public_id) and viewers (visible_to) that the logbook can name."""

    public_id = models.CharField(max_length=22, unique=True, editable=False, default=nieuwe_public_id)

    class Meta:
        abstract = True


class Statusmodel(ZichtbaarModel):
    """A row with a status that only a transition changes (overgang); the subclass says which there are."""

    if TYPE_CHECKING:
        status: models.CharField[str, str]

        def get_status_display(self) -> str: ...

    class Meta:
        abstract = True

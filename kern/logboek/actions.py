"""Writing in the logbook. Every change does so in its own transaction; a refusal does so outside it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from .models import Logregel, Uitkomst

LOGBOEK = "logboek"
"""Alias of the second connection: it commits by itself, so that a refusal survives the rollback of the request."""


class Actor(Protocol):
    """Whoever acts: a user, or a named part of the system."""

    @property
    def log_id(self) -> str: ...


class Vermeldbaar(Protocol):
    """Whatever a line can be about: it names itself, the child and the school concerned, without personal data."""

    @property
    def log_soort(self) -> str: ...
    @property
    def log_id(self) -> str: ...
    @property
    def log_leerling(self) -> str: ...
    @property
    def log_school(self) -> str: ...


def vastleggen(
    actie: str,
    ding: Vermeldbaar,
    *,
    door: Actor,
    op: datetime,
    rol: str = "",
    reden: str = "",
    using: str | None = None,
    **meer: object,
) -> None:
    """Record a change in the running transaction: no change without its line, no line without its change.

    using: the connection of that transaction, when it is another one.

    actie: the verb on the button. op: aware datetime. meer: small JSON-able facts such as van= and naar=;
    never names, texts or addresses.
    """
    _regel(Uitkomst.GEDAAN, actie, ding, door=door, op=op, rol=rol, reden=reden, meer=meer).save(using=using)


def gezien(ding: Vermeldbaar, *, door: Actor, op: datetime, wat: str = "ingezien", rol: str = "") -> None:
    """Record that somebody looked at, downloaded or printed something (R-PRIV-08)."""
    _regel(Uitkomst.GEZIEN, wat, ding, door=door, op=op, rol=rol, reden="", meer={}).save()


def gezien_alle(dingen: Iterable[Vermeldbaar], *, door: Actor, op: datetime, wat: str, rol: str = "") -> None:
    """Record that somebody got many things at once, one line for each: an export is as many looks as it has rows."""
    Logregel.objects.bulk_create(
        _regel(Uitkomst.GEZIEN, wat, ding, door=door, op=op, rol=rol, reden="", meer={}) for ding in dingen
    )


def geweigerd(
    actie: str, ding: Vermeldbaar, *, door: Actor, op: datetime, reden: str, rol: str = "", **meer: object
) -> None:
    """Record a refusal over the second connection, where it stays when the request is rolled back."""
    _regel(Uitkomst.GEWEIGERD, actie, ding, door=door, op=op, rol=rol, reden=reden, meer=meer).save(using=LOGBOEK)


def _regel(
    uitkomst: Uitkomst,
    actie: str,
    ding: Vermeldbaar,
    *,
    door: Actor,
    op: datetime,
    rol: str,
    reden: str,
    meer: dict[str, object],
) -> Logregel:
    return Logregel(
        op=op,
        uitkomst=uitkomst,
        actie=actie,
        wie=door.log_id,
        rol=rol,
        ding_soort=ding.log_soort,
        ding=ding.log_id,
        leerling=ding.log_leerling,
        school=ding.log_school,
        reden=reden,
        bijzonderheden=meer,
    )

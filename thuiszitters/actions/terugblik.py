"""About which case that was closed somebody is asked how it went: the family of the child, and its school."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.terugblik import Over, wordt_nu_gevraagd
from loket.models import Terugblik
from thuiszitters.models import Casus, Casusstatus, Eindreden

P = Permissie
NIET_OVER = (Eindreden.ONTERECHT, Eindreden.SAMENGEVOEGD)
"""Then there was nothing to look back on, or it is in another case."""
RECHT = {Terugblik.Rol.GEZIN: P.DOSSIER_LEZEN, Terugblik.Rol.SCHOOL: P.AANVRAAG_INDIENEN}
"""By which right it is read: of those that read a case only a school asks for support."""


def plan_van_kind(gebruiker: Gebruiker, casus: Casus, dag: date) -> Over | None:
    return _gevraagd(Over(gebruiker, Terugblik.Rol.GEZIN, Terugblik.Na.THUIS, casus, swv=casus.swv), casus, dag)


def plan_van_school(gebruiker: Gebruiker, casus: Casus, dag: date) -> Over | None:
    return _gevraagd(Over(gebruiker, Terugblik.Rol.SCHOOL, Terugblik.Na.THUIS, casus, swv=casus.swv), casus, dag)


def _gevraagd(over: Over, casus: Casus, dag: date) -> Over | None:
    if casus.status != Casusstatus.GESLOTEN or casus.gesloten_op is None or casus.eindreden in NIET_OVER:
        return None
    if not wordt_nu_gevraagd(over, timezone.localdate(casus.gesloten_op), dag):
        return None
    mijn = Casus.objects.visible_to(over.van, RECHT[over.rol]).filter(pk=casus.pk)
    return over if mijn.exists() else None

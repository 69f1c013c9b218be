"""The language in which somebody wants letters explained."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kern.brieven.talen import TALEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from scholen.models import Betrokkene, Leerling


def taal_van(gebruiker: Gebruiker) -> str:
    """The language this user chose as a parent or pupil; Dutch for who chose none, and for staff."""
    zelf = ik(gebruiker)
    return zelf.taal if zelf is not None and zelf.taal in TALEN else "nl"


@transaction.atomic
def taal_kiezen(*, door: Gebruiker, op: datetime, taal: str) -> None:
    """Keep the language in which this parent or pupil reads explanations; letters from now on bring it on paper too.

    Raises NietMogelijk for a language we do not have, and for who is neither.
    """
    if taal not in TALEN:
        raise NietMogelijk("Kies een van deze talen.")
    zelf = ik(door)
    if zelf is None:
        raise NietMogelijk("Alleen ouders en leerlingen kiezen een taal.")
    if zelf.taal == taal:
        return
    zelf.taal = taal
    zelf.save(update_fields=["taal"])
    vastleggen("taal_kiezen", zelf, door=door, op=op, taal=taal)


def ik(gebruiker: Gebruiker) -> Betrokkene | Leerling | None:
    """The parent or pupil that this account is, if it is one."""
    betrokkene: Betrokkene | None = Betrokkene.objects.filter(gebruiker=gebruiker).first()
    return betrokkene or Leerling.objects.filter(gebruiker=gebruiker).first()

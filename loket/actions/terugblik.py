"""Answering or passing the one question after a decision, so that an answer can never be traced to who gave it."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Bekendmaking, Besluit, Terugblik, Terugblikvraag
from loket.rules.terugblik import GENOEG_ZAKEN, wordt_gevraagd
from scholen.models import SchoolDeelname, Werkgebied

Aan = Bekendmaking.Aan
JAAR = timedelta(days=365)
_toeval = random.SystemRandom()


def terugblik_brief(gebruiker: Gebruiker, aanvraag_id: int, dag: date) -> Bekendmaking | None:
    """The own letter about which this user is asked on this day how it went; None when it is not (any more)."""
    brieven = Bekendmaking.objects.visible_to(gebruiker, Permissie.BEZWAAR_MAKEN).filter(
        besluit__aanvraag=aanvraag_id, verzonden_op__isnull=False, verzenddatum__isnull=False
    )
    brief = brieven.order_by("-verzenddatum", "-pk").first()
    return brief if brief is not None and wacht_op_terugblik(gebruiker, brief.verzenddatum, aanvraag_id, dag) else None


def wacht_op_terugblik(gebruiker: Gebruiker, verzonden: date | None, aanvraag_id: int, dag: date) -> bool:
    """Whether this user, whose own last letter went out on this day, is asked on `dag`. At most one query.

    Not where the SWV asked nothing at the time of the aanvraag.
    """
    if verzonden is None or not wordt_gevraagd(verzonden, dag):
        return False
    gedaan = Terugblikvraag.objects.visible_to(gebruiker).filter(aanvraag=OuterRef("pk"))
    return Aanvraag.objects.filter(~Exists(gedaan), pk=aanvraag_id, instelling__terugblik_vragen=True).exists()


@transaction.atomic
def terugblik_geven(brief: Bekendmaking, *, door: Gebruiker, op: datetime, gezicht: str, tekst: str = "") -> None:
    """Answer. Nothing of who, which case or which day is kept with it."""
    rij = _afdoen(brief, door, op)
    if gezicht not in Terugblik.Gezicht.values:
        raise NietMogelijk(gettext("Kies hoe het ging"))
    dag = timezone.localdate(op)
    antwoord = Terugblik(
        rol=Terugblik.Rol.SCHOOL if rij.aan == Aan.SCHOOL else Terugblik.Rol.GEZIN,
        soort=rij.besluit.aanvraag.soort,
        maand=dag.replace(day=1),
        werkgebied=_werkgebied(rij.besluit, dag),
        gezicht=gezicht,
        tekst=tekst.strip(),
    )
    _mengen(antwoord)


@transaction.atomic
def terugblik_overslaan(brief: Bekendmaking, *, door: Gebruiker, op: datetime) -> None:
    """Never be asked about this case again. Leaves exactly what an answer leaves about who was asked."""
    _afdoen(brief, door, op)


def _afdoen(brief: Bekendmaking, door: Gebruiker, op: datetime) -> Bekendmaking:
    eigen = Bekendmaking.objects.visible_to(door, Permissie.BEZWAAR_MAKEN).select_related("besluit__aanvraag__school")
    rij: Bekendmaking = get_object_or_404(eigen, pk=brief.pk)
    if terugblik_brief(door, rij.besluit.aanvraag_id, timezone.localdate(op)) is None:
        raise NietMogelijk(gettext("U heeft dit al beantwoord of overgeslagen."))
    _, nieuw = Terugblikvraag.objects.get_or_create(aanvraag=rij.besluit.aanvraag, gebruiker=door)
    if not nieuw:  # twice at the same moment
        raise NietMogelijk(gettext("U heeft dit al beantwoord of overgeslagen."))
    vastleggen("terugblik_afdoen", rij.besluit.aanvraag, door=door, op=op)
    return rij


def _mengen(antwoord: Terugblik) -> None:
    """Write all answers of this month anew, in an order by chance and with new keys.

    Neither the keys, nor the order on disk, nor the transaction that wrote a row tells then which one came last.
    """
    zelfde = Terugblik.objects.select_for_update().filter(maand=antwoord.maand, rol=antwoord.rol)
    alle = [*zelfde, antwoord]
    Terugblik.objects.filter(pk__in=[een.pk for een in alle]).delete()
    for een in alle:
        een.pk = uuid.uuid4()
    _toeval.shuffle(alle)
    Terugblik.objects.bulk_create(alle)


def _werkgebied(besluit: Besluit, dag: date) -> Werkgebied | None:
    """The part of the region of the school, when enough was decided there in a year."""
    deelname = SchoolDeelname.objects.filter(school=besluit.aanvraag.school, swv=besluit.swv).exclude(werkgebied=None)
    hier = deelname.select_related("werkgebied").order_by("-van").first()
    if hier is None:
        return None
    scholen = SchoolDeelname.objects.filter(werkgebied=hier.werkgebied).values("school")
    zaken = Besluit.objects.filter(aanvraag__school__in=scholen, besluitdatum__gt=dag - JAAR).values("aanvraag")
    return hier.werkgebied if zaken.distinct().count() >= GENOEG_ZAKEN else None

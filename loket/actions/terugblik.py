"""Answering or passing the one question when something ended, so that an answer is never traced to who gave it."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import ZichtbaarModel
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Bekendmaking, Besluit, Consultadvies, Terugblik, Terugblikvraag, Zaakbrief
from loket.rules.terugblik import GENOEG_ZAKEN, wordt_gevraagd
from scholen.models import Instelling, Samenwerkingsverband, SchoolDeelname, Werkgebied

Aan = Bekendmaking.Aan
ROL, Na = Terugblik.Rol, Terugblik.Na
JAAR = timedelta(days=365)
_toeval = random.SystemRandom()


@dataclass(frozen=True)
class Over:
    """What one person is asked about, found by what that person sees. ding: what the line in the logbook is about."""

    van: Gebruiker
    rol: Terugblik.Rol
    na: Terugblik.Na
    ding: ZichtbaarModel
    soort: str = ""
    besluit: Besluit | None = None
    swv: Samenwerkingsverband = field(kw_only=True)

    @property
    def merk(self) -> dict[str, Any]:
        """Where it is kept that this person dealt with it."""
        return merk(self.na, self.ding)


def merk(na: Terugblik.Na, ding: ZichtbaarModel) -> dict[str, Any]:
    if isinstance(ding, Aanvraag):
        return {"aanvraag": ding, "over": ""}
    return {"aanvraag": None, "over": f"{na}:{ding.public_id}"}


def terugblik_over(gebruiker: Gebruiker, aanvraag_id: int, dag: date) -> Over | None:
    """About what of this aanvraag this user is asked on this day how it went; None when it is not (any more)."""
    brieven = Bekendmaking.objects.visible_to(gebruiker, Permissie.BEZWAAR_MAKEN).filter(
        besluit__aanvraag=aanvraag_id, verzonden_op__isnull=False, verzenddatum__isnull=False
    )
    met = brieven.select_related("besluit__aanvraag__school", "besluit__aanvraag__swv")
    brief = met.order_by("-verzenddatum", "-pk").first()
    if brief is None:
        return _na_advies(gebruiker, aanvraag_id, dag)
    if not wacht_op_terugblik(gebruiker, brief.verzenddatum, aanvraag_id, dag):
        return None
    rol, zaak = ROL.SCHOOL if brief.aan == Aan.SCHOOL else ROL.GEZIN, brief.besluit.aanvraag
    return Over(gebruiker, rol, Na.BESLUIT, zaak, zaak.soort, brief.besluit, swv=zaak.swv)


def _na_advies(gebruiker: Gebruiker, aanvraag_id: int, dag: date) -> Over | None:
    """After a consult: who of the school reads the advice, and of the family who got it by letter."""
    adviezen = Consultadvies.objects.visible_to(gebruiker, Permissie.AANVRAAG_INDIENEN)
    adviezen = adviezen.filter(aanvraag=aanvraag_id, uitgebracht_op__isnull=False)
    advies = adviezen.select_related("aanvraag__swv").first()
    brieven = Zaakbrief.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN)
    brieven = brieven.filter(aanvraag=aanvraag_id, soort=Zaakbrief.Soort.ADVIES).verzonden(dag)
    brief = brieven.select_related("aanvraag__swv").order_by("-verzenddatum").first()
    if brief is not None and wacht_op_terugblik(gebruiker, brief.verzenddatum, aanvraag_id, dag):
        return Over(gebruiker, ROL.GEZIN, Na.ADVIES, brief.aanvraag, brief.aanvraag.soort, swv=brief.aanvraag.swv)
    gegeven = timezone.localdate(advies.uitgebracht_op) if advies is not None else None
    if advies is not None and wacht_op_terugblik(gebruiker, gegeven, aanvraag_id, dag):
        return Over(gebruiker, ROL.SCHOOL, Na.ADVIES, advies.aanvraag, advies.aanvraag.soort, swv=advies.aanvraag.swv)
    return None


def wacht_op_terugblik(gebruiker: Gebruiker, klaar: date | None, aanvraag_id: int, dag: date) -> bool:
    """Whether this user, who got the own last letter or the advice on this day, is asked on `dag`. At most one query.

    Not where the SWV asked nothing at the time of the aanvraag.
    """
    if klaar is None or not wordt_gevraagd(klaar, dag):
        return False
    gedaan = Terugblikvraag.objects.visible_to(gebruiker).filter(aanvraag=OuterRef("pk"))
    return Aanvraag.objects.filter(~Exists(gedaan), pk=aanvraag_id, instelling__terugblik_vragen=True).exists()


def wordt_nu_gevraagd(over: Over, klaar: date, dag: date) -> bool:
    """The same about what is no aanvraag: what ended on this day, in an SWV that asks."""
    if not wordt_gevraagd(klaar, dag) or not Instelling.objects.geldig(over.swv, dag).terugblik_vragen:
        return False
    return not Terugblikvraag.objects.visible_to(over.van).filter(**over.merk).exists()


@transaction.atomic
def terugblik_geven(over: Over, *, door: Gebruiker, op: datetime, gezicht: str, tekst: str = "") -> None:
    """Answer. Nothing of who, which case or which day is kept with it."""
    _afdoen(over, door, op)
    if gezicht not in Terugblik.Gezicht.values:
        raise NietMogelijk(gettext("Kies hoe het ging"))
    dag = timezone.localdate(op)
    antwoord = Terugblik(
        rol=over.rol,
        na=over.na,
        soort=over.soort,
        maand=dag.replace(day=1),
        swv=over.swv,
        werkgebied=_werkgebied(over.besluit, dag) if over.besluit else None,
        gezicht=gezicht,
        tekst=tekst.strip(),
    )
    _mengen(antwoord)


@transaction.atomic
def terugblik_overslaan(over: Over, *, door: Gebruiker, op: datetime) -> None:
    """Never be asked about this again. Leaves exactly what an answer leaves about who was asked."""
    _afdoen(over, door, op)


def _afdoen(over: Over, door: Gebruiker, op: datetime) -> None:
    if over.van != door:
        raise Http404
    _, nieuw = Terugblikvraag.objects.get_or_create(**over.merk, gebruiker=door)
    if not nieuw:  # also twice at the same moment
        raise NietMogelijk(gettext("U heeft dit al beantwoord of overgeslagen."))
    vastleggen("terugblik_afdoen", over.ding, door=door, op=op)


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
    deelname = SchoolDeelname.objects.filter(school=besluit.aanvraag.school, swv=besluit.swv, van__lte=dag).exclude(
        werkgebied=None
    )
    hier = deelname.select_related("werkgebied").order_by("-van").first()
    if hier is None:
        return None
    scholen = SchoolDeelname.objects.geldig(dag).filter(werkgebied=hier.werkgebied).values("school")
    zaken = Besluit.objects.filter(aanvraag__school__in=scholen, besluitdatum__gt=dag - JAAR).values("aanvraag")
    return hier.werkgebied if zaken.distinct().count() >= GENOEG_ZAKEN else None

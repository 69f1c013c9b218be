"""Accounts that nobody uses: told first, then closed, opened again by beheer. Of people who work here: a family may
read its letter and stay away for a year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Greatest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers import actions
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.ongebruikt import ONGEBRUIKT, VOORAF, Stap, stap
from kern.gebruikers.overgang import Systeem, rechten_nodig
from kern.gebruikers.rollen import MAILCODE_GENOEG, Permissie, Rol
from kern.post.actions import klaarzetten

GEZIN = frozenset({Rol.OUDER, Rol.LEERLING})
KLOK = Systeem("ongebruikte_accounts")


def _stil(dag: date) -> QuerySet[Any]:
    """The open accounts of people who work here that were not used for so long that something may be due.

    Not of who works here and has a child with a file: a parent would be locked out of it, and of its terms.
    """
    leden = Lidmaatschap.objects.geldig(dag)
    staf, gezin = leden.exclude(rol__in=[*MAILCODE_GENOEG]), leden.filter(rol__in=[*GEZIN])
    begin = Max("lidmaatschappen__van", filter=Q(lidmaatschappen__van__lte=dag))
    rijen: QuerySet[Any] = Gebruiker.objects.filter(is_active=True, pk__in=staf.values("gebruiker"))
    rijen = rijen.exclude(pk__in=gezin.values("gebruiker")).annotate(
        gebruikt_op=Greatest("created_at", "last_login", "vrijgegeven_op"), begonnen=begin
    )
    grens = dag - (ONGEBRUIKT - VOORAF) + timedelta(days=1)
    return rijen.filter(gebruikt_op__date__lt=grens, begonnen__lt=grens).order_by("pk")


def ongebruikt_afhandelen(*, op: datetime) -> None:
    """Tell or close whoever it is due for. Running it twice a day, or a month late, takes no step out of turn."""
    dag = timezone.localdate(op)
    for gebruiker in _stil(dag):
        gebruikt = max(timezone.localdate(gebruiker.gebruikt_op), gebruiker.begonnen)
        gemeld = gebruiker.ongebruikt_gemeld_op
        match stap(gebruikt, timezone.localdate(gemeld) if gemeld else None, dag):
            case Stap.MELDEN:
                _melden(gebruiker, op=op)
            case Stap.BLOKKEREN if not _laatste_beheerder(gebruiker, dag):
                actions.blokkeren(gebruiker, door=KLOK, op=op)
            case _:
                pass


@transaction.atomic
def _melden(gebruiker: Gebruiker, *, op: datetime) -> None:
    actions.ongebruikt_melden(gebruiker, door=KLOK, op=op)
    sleutel = f"ongebruikt-{gebruiker.public_id}-{timezone.localdate(op):%Y%m%d}"
    klaarzetten(aan=gebruiker.email, soort="ongebruikt", sleutel=sleutel, op=op)


def _laatste_beheerder(gebruiker: Gebruiker, dag: date) -> bool:
    """Nobody else could open it again: somebody must be left."""
    andere = met_rol(Rol.BEHEERDER, dag).exclude(pk=gebruiker.pk)
    return Rol.BEHEERDER in gebruiker.rollen and not andere.exists()


@transaction.atomic
def account_vrijgeven(lid: Lidmaatschap, *, door: Gebruiker, op: datetime) -> None:
    """Open the blocked account behind this membership, and mail its owner that it is so."""
    rechten_nodig(door, Permissie.GEBRUIKERS_ALLE)
    rij = get_object_or_404(Lidmaatschap.objects.visible_to(door, Permissie.GEBRUIKERS_ALLE), pk=lid.pk)
    code = actions.vrijgeven(rij.gebruiker, door=door, op=op)
    uitnodiging = f"{settings.SITE_URL}{reverse('gebruikers:uitnodiging')}{code}/"
    klaarzetten(
        aan=rij.gebruiker.email,
        soort="uitnodiging" if code else "vrijgegeven",
        sleutel=f"vrijgegeven-{rij.gebruiker.public_id}-{op.timestamp():.0f}",
        op=op,
        link=uitnodiging if code else "",
    )

"""Stopping an arrangement before its last day: what was granted for the days after it falls free (R-ARR-13)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Arrangementvraag, Beeindiging, Beslissing, Deelname, Pot
from arrangementen.rules.arrangement import vrij_bij_stoppen
from arrangementen.rules.boekingen import VRIJVAL
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

from .boeken import Regel, boeken
from .keten import op_hulp
from .plaatsen import plaatsen_vrijmaken

P = Permissie


@transaction.atomic
def arrangement_stoppen(
    arrangement: Arrangement, *, door: Gebruiker, op: datetime, laatste_dag: date, reden: str, toelichting: str = ""
) -> Beeindiging:
    """Stop before the last day; laatste_dag (inclusive) is the last one with help. What was paid stays paid.

    Raises NietMogelijk when it was not granted, stopped already, or the day lies outside its period.
    """
    rechten_nodig(door, P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN)
    op_hulp(arrangement)
    bekend = Beslissing.objects.visible_to(door).filter(arrangement=arrangement).exclude(van=None)
    list(
        Pot.objects.select_for_update().filter(beslissingen__in=bekend.values("pk"))
    )  # as who pays locks: budget first
    rijen = Arrangement.objects.visible_to(door).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen, pk=arrangement.pk)
    if not mag_stoppen(rij, door=door):
        raise NietMogelijk(GEEN_RECHTEN)
    uit = bekend.select_related("pot").first()
    if uit is None:
        raise NietMogelijk("Alleen wat is toegekend, kan stoppen.")
    if Beeindiging.objects.filter(arrangement=rij).exists():
        raise NietMogelijk("Dit is al gestopt.")
    vrij = vrijval(uit, laatste_dag)
    einde = Beeindiging(arrangement=rij, laatste_dag=laatste_dag, reden=reden, toelichting=toelichting, vrijval=vrij)
    einde.gestopt_op, einde.gestopt_door = op, door
    bewaren(einde)
    plaatsen_vrijmaken(Deelname.objects.filter(arrangement=rij), laatste_dag)
    if vrij > 0 and uit.pot is not None:
        regel = Regel(
            soort=VRIJVAL,
            bedrag=vrij,
            boekdatum=timezone.localdate(op),
            sleutel=f"vrijval-{rij.public_id}",
            school=rij.school,
            arrangement=rij,
        )
        boeken(uit.pot, regel, door=door, op=op)
    vastleggen("arrangement_stoppen", rij, door=door, op=op, laatste_dag=str(laatste_dag), vrijval=str(vrij))
    return einde


def mag_stoppen(rij: Arrangement, *, door: Gebruiker) -> bool:
    """Whether this is the school that asked, or somebody who grants; a school that only takes part stops its own."""
    vroeg = Arrangementvraag.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).filter(arrangement=rij)
    return vroeg.exists() or Arrangement.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).filter(pk=rij.pk).exists()


def vrijval(uit: Beslissing, laatste_dag: date) -> Decimal:
    """What falls free when it stops after this day; never more than what is not yet paid."""
    if uit.van is None or uit.tot is None or not uit.van <= laatste_dag <= uit.tot:
        raise NietMogelijk("Kies een laatste dag in de periode waarvoor het is toegekend.")
    dagen = vrij_bij_stoppen(uit.bedrag, van=uit.van, tot=uit.tot, laatste_dag=laatste_dag)
    return min(dagen, uit.arrangement.stand.nog_te_betalen)

"""A worker that is killed in the middle of reminding loses none and doubles none (issue 7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.thuiszitterrijen import casus
from tests.werker import wacht_tot
from thuiszitters.actions.herinneren import thuiszitters_herinneren
from thuiszitters.models import Herinnering
from thuiszitters.tasks import herinneren

pytestmark = [pytest.mark.werker, pytest.mark.django_db(transaction=True)]
AANTAL = 60


def test_killing_the_worker_half_way_leaves_each_reminder_exactly_once(werker):
    swv, school = InstellingFactory().swv, SchoolFactory()
    ib, adviseur = gebruiker_met(Rol.IB, school=school), gebruiker_met(Rol.ADVISEUR)
    vroeg = timezone.now() - timedelta(days=15)
    van = timezone.localdate(vroeg)
    for _ in range(AANTAL):
        casus(
            swv=swv,
            school=school,
            leerling=leerling_op(school),
            door=ib,
            regie=adviseur,
            op=vroeg,
            van=van,
            ouders_op=van,
        )
    herinneren.delay()
    herinneren.delay()
    wacht_tot(lambda: Herinnering.objects.count() > 3, 30, "de eerste herinneringen")
    werker.doden()
    half = Herinnering.objects.count()
    assert half == Bericht.objects.count(), "a row and its mail go together, also at the moment of the kill"
    werker.starten()
    herinneren.delay()
    wacht_tot(lambda: Herinnering.objects.values("casus").distinct().count() == AANTAL, 60, "alle herinneringen")
    werker.tot_rust()
    assert half < Herinnering.objects.count(), "the worker was killed after the work was done: this proves nothing"
    assert thuiszitters_herinneren(op=timezone.now()) == 0, "nothing was lost"
    assert not Herinnering.objects.values("casus", "soort", "dag").annotate(n=Count("pk")).filter(n__gt=1)
    assert Herinnering.objects.count() == Bericht.objects.count() == Logregel.objects.filter(actie="herinneren").count()

"""A worker that is killed in the middle of reports: each is there once, whole, and who asked hears of it once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.bestanden.opslag import lezen
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from monitoring.actions.rapport import rapporten_vragen
from monitoring.models import Onderzoeksset, Rapport, Verstrekking
from monitoring.rules.rapport import Tijdvak, afgelopen
from monitoring.tasks import rapporten_inhalen
from tests.factories import SchoolFactory, gebruiker_met
from tests.monitoringrijen import Regio
from tests.werker import wacht_tot

pytestmark = [pytest.mark.werker, pytest.mark.django_db(transaction=True)]
AANTAL = 16


def test_killing_the_worker_half_way_leaves_each_report_exactly_once(werker):
    regio, nu = Regio(), timezone.now()
    swv, jaar = regio.instelling.swv, afgelopen(Tijdvak.SCHOOLJAAR, timezone.localdate(nu), 1)[0]
    scholen = SchoolFactory.create_batch(AANTAL)
    regio.school = scholen[0]
    regio.aanvraag(jaar.van + timedelta(days=40), besloten=jaar.van + timedelta(days=60))
    wie = gebruiker_met(Rol.LOKETMEDEWERKER)
    velden = {"door": wie, "op": nu - timedelta(minutes=2), "soort": "schoolspiegel", "periode": jaar}
    rapporten_vragen(swv, wie=scholen, **velden)
    rapporten_vragen(swv, wie=scholen, **velden)
    klaar = Rapport.objects.exclude(klaar_op=None)
    wacht_tot(lambda: klaar.count() > 2, 60, "de eerste rapporten")
    werker.doden()
    half = klaar.count()
    assert half < AANTAL, "the worker was killed after the work was done: this proves nothing"
    assert half == Logregel.objects.filter(actie="rapport_maken").count(), "a report and its line go together"
    assert not Bericht.objects.exists(), "not all of it is there"
    Rapport.objects.filter(klaar_op=None).update(lease_tot=timezone.now())  # three minutes later
    werker.starten()
    rapporten_inhalen.delay()
    rapporten_inhalen.delay()
    wacht_tot(lambda: klaar.count() == AANTAL, 90, "alle rapporten")
    werker.tot_rust()
    assert Logregel.objects.filter(actie="rapport_maken").count() == AANTAL, "none was made twice"
    assert Bericht.objects.filter(wie=wie).count() == 1
    for rij in Rapport.objects.select_related("swv", "school", "pdf"):
        assert rij.getal == rij.controlegetal
        assert lezen(rij.pdf.sha256).startswith(b"%PDF-"), "and its file is whole"


def test_killing_the_worker_half_way_leaves_each_set_exactly_once(werker):
    regio, oud = Regio(), timezone.now() - timedelta(minutes=2)
    wie = gebruiker_met(Rol.LOKETMEDEWERKER)
    for jaar in range(2000, 2000 + AANTAL):
        rij = Onderzoeksset.objects.create(swv=regio.instelling.swv, schooljaar=jaar, gevraagd_op=oud)
        geven = {"gegeven_op": oud, "gegeven_door": wie}
        Verstrekking.objects.create(set=rij, ontvanger="Universiteit", doel="Proef.", **geven)
    klaar = Onderzoeksset.objects.exclude(gemaakt_op=None)
    rapporten_inhalen.delay()
    wacht_tot(lambda: klaar.count() > 2, 60, "de eerste sets")
    werker.doden()
    half = klaar.count()
    assert half < AANTAL, "the worker was killed after the work was done: this proves nothing"
    Onderzoeksset.objects.filter(gemaakt_op=None).update(lease_tot=timezone.now())  # three minutes later
    werker.starten()
    rapporten_inhalen.delay()
    rapporten_inhalen.delay()
    wacht_tot(lambda: klaar.count() == AANTAL, 90, "alle sets")
    werker.tot_rust()
    assert Logregel.objects.filter(actie="onderzoeksset_maken").count() == AANTAL, "none was made twice"
    assert Bericht.objects.filter(wie=wie).count() == AANTAL
    for een in Onderzoeksset.objects.select_related("inhoud"):
        assert lezen(een.inhoud.sha256).startswith(b"PK"), "and its file is whole"

"""A budget that only warns: every form that grants asks for a tick, with how much it is over, and keeps the words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Arrangement, Beslissing, Boeking, Pot
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from scholen.models import Inschrijving, LeerlingAantal
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
TE_VEEL = "Het gaat €\u00a0{} over het budget, en ik ga door"


def test_that_it_went_over_is_on_the_decision_only_when_it_did():
    pot("150", op=OP, blokkeert=False)
    past, over = (toegekend(arrangement(op=OP), op=OP, over_mag=True) for _ in range(2))
    assert (past.beslissing.over_budget, over.beslissing.over_budget) == (False, True)


def test_a_school_that_grants_itself_confirms_it_and_keeps_its_words():
    school = SchoolFactory()
    kind, ib = leerling_op(school), gebruiker_met(Rol.IB, school=school)
    soort = aanbod(gewicht="melden", toekenning="schoolbestuur", eenheid="arrangement", vorm="bedrag", functie="")
    pot("50", school=school, blokkeert=False)
    vandaag = timezone.localdate()
    data = {"sleutel": "s", "voor": "leerling", "leerlingen": [kind.public_id], "onderwijsbehoeften": "Eigen woorden."}
    data |= {"van": vandaag, "tot": laatste_dag(schooljaar(vandaag)), "bedrag": "72", "ouders_weten": "ja"}
    data |= {"contactpersoon": "Noor", "telefoon": "030 1234567"}
    pad, client = reverse("arrangementen:arrangement_aanvragen", args=[soort.public_id]), ingelogd(ib)
    assert "over_mag" not in client.get(pad).text
    tekst = client.post(pad, data | {"over_mag": "False"}).text
    assert TE_VEEL.format("22,00") in tekst
    assert "Eigen woorden." in tekst
    assert not Arrangement.objects.exists()
    assert "De hulp is vastgelegd." in client.post(pad, data | {"over_mag": "on"}, follow=True).text
    assert Beslissing.objects.get().over_budget


def test_what_goes_along_to_another_school_is_confirmed_too():
    pot("1000", blokkeert=False)
    school, nieuw, vandaag = SchoolFactory(), SchoolFactory(), timezone.localdate()
    kind = leerling_op(school)
    rij = toegekend(arrangement(school=school, leerling=kind, bedrag=Decimal(247)))
    Inschrijving.objects.filter(leerling=kind).update(tot=vandaag)
    Inschrijving.objects.create(leerling=kind, school=nieuw, van=vandaag + timedelta(1), groep="5")
    eigen = pot("100", school=nieuw, blokkeert=False, naam="Eigen")
    client = ingelogd(gebruiker_met(Rol.BESLISSER))
    pad, data = reverse("arrangementen:arrangement_meenemen", args=[rij.public_id]), {"school": nieuw.pk}
    data["laatste_dag"] = vandaag
    assert "over het budget, en ik ga door" in client.post(pad, data).text
    assert Arrangement.objects.count() == 1
    client.post(pad, data | {"over_mag": "on"})
    mee = Beslissing.objects.get(arrangement__vorige=rij)
    assert (mee.pot, mee.over_budget) == (eigen, True)


def test_basisondersteuning_is_confirmed_as_a_whole():
    budget, dag = pot("100", blokkeert=False), date(2025, 10, 1)
    for school in (SchoolFactory(), SchoolFactory()):
        LeerlingAantal.objects.create(school=school, teldatum=dag, aantal=6, peildatum=dag)
    pad = reverse("arrangementen:basis", args=[budget.public_id])
    data = {"teldatum": dag.isoformat(), "vaste_voet": "0", "per_leerling": "10", "actie": "verdelen"}
    client = ingelogd(gebruiker_met(Rol.CONTROLLER))
    assert TE_VEEL.format("20,00") in client.post(pad, data).text
    assert not Boeking.objects.filter(soort="toekenning").exists()
    assert "is verdeeld" in client.post(pad, data | {"over_mag": "on"}, follow=True).text
    assert Pot.objects.get().stand.vrij == -20

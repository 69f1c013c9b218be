"""Drafts come first at the start page of a school, and one that lies still is reminded of, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.aanvraag import onderdeel_opslaan
from loket.actions.concepten import concepten_herinneren
from loket.models import Aanvraag, OnderdeelBehoefte, Status
from loket.tasks import concepten_herinneren as taak
from tests.factories import aanvraag_in, gebruiker_met

pytestmark = pytest.mark.django_db
NU = datetime(2026, 11, 25, 9, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""A Wednesday."""


@pytest.fixture
def concept(ib, school, leerling):
    een = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)
    _dagen_geleden(een, 14)
    return een


def _dagen_geleden(concept: Aanvraag, dagen: int) -> None:
    toen = NU - timedelta(days=dagen)
    Aanvraag.objects.filter(pk=concept.pk).update(created_at=toen)
    for naam in ("leerling", "school", "vraag", "behoefte", "gedaan", "mening", "stukken"):
        type(getattr(concept, f"onderdeel_{naam}")).objects.filter(aanvraag=concept).update(bewerkt_op=toen)


def test_a_draft_that_lies_still_is_reminded_of_once_to_who_began_it(concept, ib):
    gebruiker_met(Rol.DIRECTEUR, school=concept.school)
    for _ in range(3):
        concepten_herinneren(op=NU)
    assert list(Bericht.objects.values_list("aan", flat=True)) == [ib.email]
    assert Logregel.objects.filter(actie="concept_herinneren").count() == 1
    assert mail.outbox == []  # the worker sends it
    concepten_herinneren(op=NU + timedelta(days=30))
    assert Bericht.objects.count() == 1


def test_who_left_is_not_mailed_but_the_colleagues_are(concept, ib):
    directeur = gebruiker_met(Rol.DIRECTEUR, school=concept.school)
    Lidmaatschap.objects.filter(gebruiker=ib).update(tot=NU.date() - timedelta(days=1))
    concepten_herinneren(op=NU)
    assert list(Bericht.objects.values_list("aan", flat=True)) == [directeur.email]


@pytest.mark.parametrize("dagen", [0, 13])
def test_a_draft_of_these_days_is_left_alone(concept, dagen):
    _dagen_geleden(concept, dagen)
    assert concepten_herinneren(op=NU) == 0


def test_somebody_who_goes_on_writing_is_left_alone(concept, ib):
    onderdeel_opslaan(concept, "behoefte", door=ib, op=NU - timedelta(days=1), versie=0, velden={})
    assert concepten_herinneren(op=NU) == 0
    assert OnderdeelBehoefte.objects.get(aanvraag=concept).versie == 1


def test_the_swv_may_turn_it_off_and_the_weekend_is_quiet(concept):
    assert concepten_herinneren(op=NU + timedelta(days=3)) == 0
    type(concept.instelling).objects.update(concept_herinnering_dagen=0)
    assert concepten_herinneren(op=NU) == 0


@pytest.mark.parametrize("status", [Status.INGEDIEND, Status.IN_ADVIES, Status.VERWIJDERD])
def test_what_was_sent_or_thrown_away_is_not_reminded_of(ib, school, status):
    _dagen_geleden(aanvraag_in(status, school=school, ib=ib), 30)
    assert concepten_herinneren(op=NU) == 0


def test_the_task_may_run_at_any_time(concept):
    taak()
    taak()
    assert Bericht.objects.count() <= 1


def test_what_is_asked_and_the_drafts_come_first(inloggen, ib, school):
    for status in (Status.IN_ADVIES, Status.CONCEPT, Status.AANVULLING_GEVRAAGD, Status.INGETROKKEN):
        aanvraag_in(status, school=school, ib=ib)
    pagina = inloggen(ib).get(reverse("loket:school_home")).content.decode()
    plekken = [pagina.index(f'id="groep-{naam}"') for naam in ("aan_zet", "concept", "bij_swv", "afgerond")]
    assert plekken == sorted(plekken)
    assert "1 aanvraag wacht op jou." in pagina
    assert "1 concept is nog niet verstuurd." in pagina


def test_a_draft_that_lies_still_says_so_with_the_day_of_its_last_change(inloggen, ib, school, leerling):
    concept = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    assert "Nog niet verstuurd" not in client.get(reverse("loket:school_home")).content.decode()
    toen = timezone.now() - timedelta(days=15)
    Aanvraag.objects.filter(pk=concept.pk).update(created_at=toen)
    OnderdeelBehoefte.objects.filter(aanvraag=concept).update(bewerkt_op=toen)
    for naam in ("leerling", "school", "vraag", "gedaan", "mening", "stukken"):
        type(getattr(concept, f"onderdeel_{naam}")).objects.filter(aanvraag=concept).update(bewerkt_op=None)
    pagina = client.get(reverse("loket:school_home")).content.decode()
    assert "Nog niet verstuurd" in pagina
    assert f"Laatst gewijzigd op {timezone.localtime(toen).day} " in pagina

"""What the worker keeps of children at home and of bezwaren is what is counted, until something changes (ADR 0055)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.zicht import VERBORGEN
from kern.termijnen.schooljaar import schooljaar
from loket.models import Bezwaarzaak, Tlv
from loket.scopes.aanvraag import HELE_SWV
from monitoring.actions.standcijfers import standcijfers_bijwerken
from monitoring.kengetallen import standen
from monitoring.kengetallen.bronnen import telt_alles
from monitoring.models import Standcijfer
from monitoring.rules.periode import van_kwartaal, van_schooljaar
from scholen.models import Instelling, SchoolDeelname, StaleFigures
from tests.arrangementrijen import ook_van_school
from tests.factories import gebruiker_met
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import Casus

pytestmark = pytest.mark.django_db
VAST = {
    "thuis": {"scholen_gemeente", "scholen_school", "scholen_samenwerkingsverband"},
    "bezwaar": {"loket_besluit"},
    "tlv": {"scholen_samenwerkingsverband"},
}
"""Read along for a name or a key, and in no table of these."""


PAGINAS = ("/monitoring/thuiszitters/", "/monitoring/bezwaar/", "/monitoring/ondersteuning/")


@pytest.fixture
def regio():
    uit, vandaag = Regio(), timezone.localdate()
    uit.bezwaar(vandaag - timedelta(days=40), besloten=vandaag - timedelta(days=3), brief=vandaag - timedelta(days=50))
    uit.bezwaar(vandaag - timedelta(days=4))
    casus(school=uit.school, van=vandaag - timedelta(days=100))
    casus(school=uit.school, van=vandaag - timedelta(days=10))
    uit.vorige()
    return uit


def cijfers(wie, *adressen):
    """All that the pages show: numbers above, and tables."""
    uit = []
    for adres in adressen or PAGINAS:
        context = ingelogd(wie).get(adres).context
        uit += [context.get("cijfers"), [een.tabel for een in context.get("beelden", ())]]
        uit += [een.tabel for deel in context.get("delen", ()) for een in (*deel["naast"], *deel["breed"])]
    return uit


def test_what_is_kept_is_what_is_counted(regio):
    wie, vandaag = gebruiker_met(Rol.LOKETMEDEWERKER), timezone.localdate()
    geteld = cijfers(wie)
    perioden = {van_schooljaar(schooljaar(vandaag)), van_kwartaal(vandaag.year, (vandaag.month + 2) // 3)}
    assert standcijfers_bijwerken(vandaag) == len(standen.TELLEN) * len(perioden)
    assert cijfers(wie) == geteld
    assert standcijfers_bijwerken(vandaag) == 0, "nothing changed since"
    assert ingelogd(wie).get("/monitoring/").context["cijfers"], "the overview reads them too"


def test_another_day_is_counted_anew(regio):
    vandaag = timezone.localdate()
    standcijfers_bijwerken(vandaag)
    assert standcijfers_bijwerken(vandaag + timedelta(days=1))
    assert set(Standcijfer.objects.values_list("dag", flat=True)) == {vandaag + timedelta(days=1)}


def test_a_page_shows_what_is_kept_until_something_changes(regio):
    wie = gebruiker_met(Rol.LOKETMEDEWERKER)
    geteld = cijfers(wie)
    standcijfers_bijwerken(timezone.localdate())
    for een in Standcijfer.objects.all():
        for tabel in een.tabellen:
            tabel["rijen"] = [[naam, [4321 for _ in cellen], *rest] for naam, cellen, *rest in tabel["rijen"]]
        een.save()
    assert "4321" in str(cijfers(wie))
    assert "4321" not in str(cijfers(wie, "/monitoring/bezwaar/?soort=SO")), "who chooses, gets the rows"
    assert "4321" not in str(cijfers(gebruiker_met(Rol.CONTROLLER), "/monitoring/bezwaar/"))
    assert "4321" not in str(cijfers(ook_van_school(), "/monitoring/thuiszitters/")), "that is of the SWV of the school"
    Casus.objects.update(opgegaan_in=None)
    Bezwaarzaak.objects.update(behandelaar=wie)
    SchoolDeelname.objects.filter(pk=0).update(tot=None)
    assert cijfers(wie) == geteld


@pytest.mark.parametrize("wat", standen.TELLEN)
def test_every_table_that_is_read_notes_its_changes(regio, wat):
    """So that nobody adds a figure of another table and forgets the trigger."""
    with CaptureQueriesContext(
        connection,
    ) as gevraagd:
        standen.TELLEN[wat](van_schooljaar(schooljaar(timezone.localdate())), timezone.localdate())
    gelezen = {naam for een in gevraagd for naam in re.findall(r'(?:FROM|JOIN) "(\w+)"', een["sql"])}
    with connection.cursor() as db:
        db.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", [f"%telt_mee_{wat}%"])
        bewaakt = {naam for (naam,) in db.fetchall()}
    assert gelezen - VAST[wat] <= bewaakt
    assert len(gelezen & bewaakt) >= 3


def test_a_change_is_noted_once_a_statement(regio):
    StaleFigures.objects.all().delete()
    Casus.objects.update(opgegaan_in=None)
    Instelling.objects.update(servicenorm_weken=6)
    assert list(StaleFigures.objects.values_list("what", flat=True)) == ["thuis", "thuis"]


def test_it_is_for_who_sees_all_of_it(regio, monkeypatch):
    for rol in HELE_SWV:
        wie = gebruiker_met(rol)
        lezen = Permissie.MONITORING_LEZEN
        for model, recht in ((Casus, Permissie.THUISZITTER_TELLEN), (Bezwaarzaak, lezen), (Tlv, lezen)):
            assert model.objects.visible_to(wie, recht).count() == model.objects.count() > 0
            assert telt_alles(wie, model, rollen=HELE_SWV, recht=recht)
    for model in (Casus, Bezwaarzaak, Tlv):
        assert not telt_alles(gebruiker_met(Rol.ADVISEUR), model, rollen=HELE_SWV)
        monkeypatch.setitem(VERBORGEN, model, QuerySet(model).values("pk"))
        assert not telt_alles(wie, model, rollen=HELE_SWV)

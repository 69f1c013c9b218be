"""Each night supervision looks at who looked: what stands out is listed once, and the privacy officer judges it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import gezien, gezien_alle, vastleggen
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from scholen.models import Instelling
from tests.factories import InstellingFactory, LeerlingFactory, aanvraag_in, gebruiker_met, ouder_van
from toezicht import tasks
from toezicht.actions.toezien import beoordelen, toezien, zegelfout_melden
from toezicht.actions.verzegelen import verzegelen
from toezicht.models import Beoordeling, Dagzegel
from toezicht.nazien import Fout
from toezicht.rules.toezien import BUITEN_EIGEN_WERK

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def gisteren():
    return timezone.now() - DAG


def soorten() -> list[tuple[str, str, int]]:
    rijen = Beoordeling.objects.exclude(soort="steekproef").order_by("soort", "wie")
    return list(rijen.values_list("soort", "wie", "aantal"))


def bekeken(wie, aantal: int, op) -> None:
    """This person opened so many files on that day."""
    Logregel.objects.bulk_create(
        Logregel(
            op=op, uitkomst="gezien", actie="aanvraag_gezien", wie=wie.public_id, ding_soort="loket.aanvraag",
            ding=f"ding-{nr}", leerling=f"kind-{nr}",
        )
        for nr in range(aantal)
    )  # fmt: skip


def zie_toe(op) -> int:
    return toezien(timezone.localdate(op), op=op + DAG)


def test_who_opens_sixty_files_is_told_of_once(ib, fg, gisteren):
    InstellingFactory()
    bekeken(ib, 60, gisteren)
    assert zie_toe(gisteren) > 0
    assert soorten() == [("veel", ib.public_id, 60)]
    assert Beoordeling.objects.filter(soort="steekproef").count() == 3
    assert Bericht.objects.filter(wie=fg).count() == 1
    assert zie_toe(gisteren) == 0, "twice gives no more"
    Instelling.objects.update(dossiers_per_dag=60)
    Beoordeling.objects.all().delete()
    zie_toe(gisteren)
    assert soorten() == []


def test_outside_the_own_work_and_what_makes_it_the_own(loketmedewerker, ib, fg, gisteren, school):
    meer = BUITEN_EIGEN_WERK + 1
    zaken = [aanvraag_in("in_advies", ib=ib, school=school) for _ in range(meer)]
    for zaak in zaken:
        gezien(zaak, door=loketmedewerker, op=gisteren, wat="aanvraag_gezien")
    zie_toe(gisteren)
    assert soorten() == [("buiten", loketmedewerker.public_id, meer)]
    Beoordeling.objects.all().delete()
    vastleggen("contact", zaken[0], door=loketmedewerker, op=gisteren - 30 * DAG)
    zie_toe(gisteren)
    assert soorten() == []


def test_the_own_child_of_a_colleague(leerling, loketmedewerker, ib, gisteren):
    zaak = aanvraag_in("in_advies", leerling=leerling, ib=ib)
    ouder_van(leerling, gebruiker=loketmedewerker)
    Lidmaatschap.objects.create(gebruiker=loketmedewerker, rol=Rol.OUDER, van=timezone.localdate() - 9 * DAG)
    gezien(zaak, door=loketmedewerker, op=gisteren, wat="dossier_gezien", rol="ouder")
    zie_toe(gisteren)
    assert soorten() == [], "as a parent, in the own dossier"
    assert not Beoordeling.objects.filter(soort="steekproef").exists()
    gezien(zaak, door=loketmedewerker, op=gisteren, wat="aanvraag_gezien")
    zie_toe(gisteren)
    assert soorten() == [("eigen_kind", loketmedewerker.public_id, 1)]
    assert Beoordeling.objects.get(soort="eigen_kind").leerling == leerling.public_id
    assert Beoordeling.objects.filter(soort="steekproef", wie=loketmedewerker.public_id).exists()


def test_a_file_with_many_children_is_one_thing_to_look_at_and_no_sixty_files(loketmedewerker, gisteren):
    gezien_alle([LeerlingFactory() for _ in range(3)], door=loketmedewerker, op=gisteren, wat="geexporteerd")
    zie_toe(gisteren)
    assert soorten() == [("export", loketmedewerker.public_id, 3)]


def test_a_parent_who_reads_the_own_dossier_is_nothing_to_look_at(leerling, ib, ouder, gisteren):
    gezien(aanvraag_in("in_advies", leerling=leerling, ib=ib), door=ouder, op=gisteren, wat="dossier_gezien")
    assert zie_toe(gisteren) == 0


def test_a_day_that_is_not_over_is_not_looked_at(db):
    with pytest.raises(ValueError, match="when it is over"):
        toezien(timezone.localdate(), op=timezone.now())


def test_a_logbook_that_does_not_hold_is_told_at_once_and_once_a_day(fg, monkeypatch):
    monkeypatch.setattr(tasks, "nazien", lambda vanaf: [Fout(3, "Een regel is veranderd.")])
    tasks.logboek_nazien()
    tasks.logboek_nazien()
    assert soorten() == [("zegel", "", 1)]
    assert [een.gewoon for een in Bericht.objects.filter(wie=fg)] == [False]
    zegelfout_melden([], op=timezone.now() + DAG)
    assert Beoordeling.objects.count() == 1


def test_that_no_seal_was_made_for_days_is_told_too(fg, settings, tmp_path):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    verzegelen(op=timezone.now() - 4 * DAG)
    tasks.logboek_nazien()
    assert soorten() == [("zegel", "", 1)]
    tasks.logboek_verzegelen()
    Beoordeling.objects.all().delete()
    tasks.logboek_nazien()
    assert soorten() == []


def test_who_takes_all_seals_away_is_told_of(fg, settings, tmp_path):
    """The portal begins anew by itself: when there were lines already, that is a thing to look at."""
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    bekeken(fg, 1, timezone.now() - DAG)
    tasks.logboek_nazien()
    assert soorten() == [], "its twin: of a portal of yesterday"
    bekeken(fg, 1, timezone.now() - 9 * DAG)
    tasks.logboek_nazien()
    assert soorten() == [("zegel", "", 1)], "there is none yet"
    Beoordeling.objects.all().delete()
    tasks.logboek_verzegelen()
    assert soorten() == [("zegel", "", 1)], "it is the first"


def test_a_clock_that_was_ahead_is_told_of_and_does_not_stop_the_seals(fg, settings, tmp_path):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    verzegelen(op=timezone.now() + 900 * DAG)
    tasks.logboek_nazien()
    assert soorten() == [("zegel", "", 1)]
    Beoordeling.objects.all().delete()
    tasks.logboek_verzegelen()
    tasks.logboek_nazien()
    assert soorten() == []
    assert Dagzegel.objects.order_by("nummer").last().dag == timezone.localdate()


def test_each_night_the_days_that_were_missed_are_looked_at_too(ib, gisteren):
    InstellingFactory()
    bekeken(ib, 60, gisteren - 2 * DAG)
    tasks.toezicht_houden()
    assert soorten() == [("veel", ib.public_id, 60)]


def test_judging_takes_an_outcome_and_why_and_then_stays(ib, fg, inloggen, gisteren):
    InstellingFactory()
    bekeken(ib, 60, gisteren)
    zie_toe(gisteren)
    rij, client = Beoordeling.objects.get(soort="veel"), inloggen(fg)
    adres = reverse("toezicht:beoordeling", args=[rij.public_id])
    assert ib.naam in client.get(reverse("toezicht:toezicht")).content.decode()
    assert "aanvraag gezien" in client.get(adres).content.decode()
    assert "Kies een uitkomst" in client.post(adres, {"toelichting": "x"}).content.decode()
    client.post(adres, {"uitkomst": "niet_in_orde", "toelichting": "Uit nieuwsgierigheid."})
    rij.refresh_from_db()
    assert (rij.uitkomst, rij.beoordeeld_door) == ("niet_in_orde", fg)
    with pytest.raises(NietMogelijk, match="al beoordeeld"):
        beoordelen(rij, door=fg, op=timezone.now(), uitkomst="in_orde", toelichting="Toch niet.")
    with pytest.raises(DatabaseError, match="blijft zo staan"), transaction.atomic():
        Beoordeling.objects.filter(pk=rij.pk).update(uitkomst="in_orde")
    assert "Uit nieuwsgierigheid." in client.get(adres).content.decode()
    assert ib.naam in client.get(reverse("toezicht:toezicht") + "?klaar=1").content.decode()


def test_nobody_judges_the_own_looks_and_nobody_else_judges(fg, ib, beheerder, inloggen):
    rij = Beoordeling.objects.create(
        dag=timezone.localdate(), soort="export", wie=fg.public_id, gemaakt_op=timezone.now()
    )
    with pytest.raises(NietMogelijk, match="over jou zelf"):
        beoordelen(rij, door=fg, op=timezone.now(), uitkomst="in_orde", toelichting="Ik was het zelf.")
    for wie in (ib, beheerder):
        assert inloggen(wie).get(reverse("toezicht:toezicht")).status_code == 404
        assert inloggen(wie).get(reverse("toezicht:beoordeling", args=[rij.public_id])).status_code == 404

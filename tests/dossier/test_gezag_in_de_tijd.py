"""What somebody is to a child takes effect at once, in open sessions too (T6, T8): the very next request is a 404."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import Status
from scholen.models import Gezag, Leerling
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.test_toegang import ADRESSEN, gebouwd, ingelogd, kijker, lichaam, url, wereld

__all__ = ["gebouwd", "wereld"]
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("gezag")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VAN_OUDERS = sorted(naam for naam, adres in ADRESSEN.items() if "ouder" in adres.mag and adres.ding)
"""Every address about a child that a parent may open: pages, letters, PDFs, files."""


def jaren_geleden(jaren):
    vandaag = timezone.localdate()
    return vandaag.replace(year=vandaag.year - jaren, day=min(vandaag.day, 28))


def gezag(**velden):
    return lambda ding: Gezag.objects.filter(leerling=ding.objecten["leerling"]).update(**velden)


def geboren(jaren):
    def doen(ding):
        Leerling.objects.filter(pk=ding.objecten["leerling"].pk).update(geboortedatum=jaren_geleden(jaren))
        Gezag.objects.filter(leerling=ding.objecten["leerling"]).update(van=date(2000, 1, 1))

    return doen


GEBEURTENISSEN = {
    "gezag ended": lambda ding: gezag(tot=timezone.localdate() - timedelta(days=1), van=date(2000, 1, 1))(ding),
    "gezag still to begin": lambda ding: gezag(van=timezone.localdate() + timedelta(days=1))(ding),
    "gezag taken away": gezag(soort="geen"),
    "gezag unknown": gezag(soort="onbekend"),
    "a contact ban": gezag(contactverbod=True),
    "role ended": lambda ding: Lidmaatschap.objects.filter(gebruiker=ding.ouder).update(
        tot=timezone.localdate() - timedelta(days=1)
    ),
    "eighteenth birthday": geboren(18),
}


BLIJFT = {"eighteenth birthday": {"loket:bezwaarstuk"}}
"""What who lodged a bezwaar sent in, while that runs and until a person decides (afspraak 39)."""


@contextmanager
def zolang(gebeurtenis, *dingen):
    """This has happened to these children, and is undone after it."""
    with transaction.atomic():
        for ding in dingen:
            GEBEURTENISSEN[gebeurtenis](ding)
        yield
        transaction.set_rollback(True)


def test_after_it_every_page_and_file_of_the_child_is_gone_in_the_session_that_was_open(wereld):
    open_ = {}
    dingen = {ADRESSEN[naam].status: wereld.eigen[ADRESSEN[naam].status] for naam in VAN_OUDERS}
    clients = {status: kijker(wereld, "ouder", ding, ding) for status, ding in dingen.items()}

    def bezoek(naam):
        adres = ADRESSEN[naam]
        antwoord = clients[adres.status].get(url(naam, adres, dingen[adres.status]))
        return antwoord, lichaam(antwoord)

    for naam in VAN_OUDERS:
        open_[naam] = bezoek(naam)[0].status_code
    assert set(open_.values()) <= {200, 302, 405}
    assert [*open_.values()].count(200) >= 8
    mis = []
    for gebeurtenis in GEBEURTENISSEN:
        with zolang(gebeurtenis, *dingen.values()):
            for naam in VAN_OUDERS:
                antwoord, tekst = bezoek(naam)
                blijft = naam in BLIJFT.get(gebeurtenis, ())
                naar_uitleg = antwoord.status_code == 302 and antwoord.url == reverse("gebruikers:geen_dossier")
                goed = naar_uitleg or antwoord.status_code in ({200} if blijft else {404, 405})
                if not goed or (dingen[ADRESSEN[naam].status].woord in tekst) is not blijft:
                    mis.append((gebeurtenis, naam, antwoord.status_code))
    assert mis == []


def test_an_account_without_a_child_ends_up_on_a_page_that_says_nothing(wereld):
    ding = wereld.eigen["verstuurd"]
    client = kijker(wereld, "ouder", ding, ding)
    assert ding.woord in client.get("/dossier/", follow=True).text
    for gebeurtenis in GEBEURTENISSEN:
        with zolang(gebeurtenis, ding):
            antwoord = client.get("/dossier/", follow=True)
        assert ding.woord not in antwoord.text, gebeurtenis
        if gebeurtenis == "role ended":
            assert antwoord.status_code in (200, 404)
        else:
            assert antwoord.status_code == 200, gebeurtenis
            assert "Er is nu geen aanvraag" in antwoord.text, gebeurtenis


@pytest.fixture
def gezin(school, ib):
    """A child of which the birthday is known, an aanvraag, and its parent."""

    def maken(geboortedatum, **velden):
        kind = leerling_op(school, geboortedatum=geboortedatum)
        ouder = gebruiker_met(Rol.OUDER)
        ouder_van(kind, gebruiker=ouder, **velden)
        return kind, ouder, aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=kind)

    return maken


def dossier(wie, zaak):
    return ingelogd(wie).get(reverse("dossier:dossier", args=[zaak.public_id])).status_code


def om(jaar, maand, dag, *tijd):
    return datetime(jaar, maand, dag, *tijd, tzinfo=AMSTERDAM)


def test_a_parent_reads_until_the_last_second_before_the_eighteenth_birthday(gezin):
    with time_machine.travel(om(2026, 9, 1, 12)):
        _, ouder, zaak = gezin(date(2008, 12, 3))
    with time_machine.travel(om(2026, 12, 2, 23, 59, 30)):
        assert dossier(ouder, zaak) == 200
    with time_machine.travel(om(2026, 12, 3, 0, 0, 0)):
        assert dossier(ouder, zaak) == 404


def test_born_on_29_february_the_right_ends_on_the_day_that_the_law_counts(gezin):
    with time_machine.travel(om(2026, 1, 5, 12)):
        _, ouder, zaak = gezin(date(2008, 2, 29))
    with time_machine.travel(om(2026, 2, 28, 12)):
        assert dossier(ouder, zaak) == 200
    with time_machine.travel(om(2026, 3, 1, 0, 0, 0)):
        assert dossier(ouder, zaak) == 404


def test_a_session_that_was_open_at_midnight_is_closed_on_the_next_request(gezin):
    with time_machine.travel(om(2026, 9, 1, 12)):
        _, ouder, zaak = gezin(date(2008, 12, 3))
    pad = reverse("dossier:dossier", args=[zaak.public_id])
    with time_machine.travel(om(2026, 12, 2, 23, 59, 0), tick=False) as klok:
        client = ingelogd(ouder)
        assert client.get(pad).status_code == 200
        klok.move_to(om(2026, 12, 3, 0, 0, 1))
        assert client.get(pad).status_code == 404
        assert "Er is nu geen aanvraag" in client.get("/dossier/").text


@pytest.mark.parametrize("soort", ["curator", "mentor", "gemachtigde"])
def test_who_represents_an_adult_goes_on_reading_after_eighteen(gezin, soort):
    with time_machine.travel(om(2026, 9, 1, 12)):
        kind, ouder, zaak = gezin(date(2008, 12, 3), soort=soort)
    with time_machine.travel(om(2026, 12, 4, 12)):
        assert dossier(ouder, zaak) == 200
        Gezag.objects.filter(leerling=kind).update(tot=date(2026, 12, 3))
        assert dossier(ouder, zaak) == 404


def test_a_pupil_reads_from_its_sixteenth_birthday_and_not_before(gezin):
    """Nor at twelve: then it is heard, and reads nothing by itself (table 1.2)."""
    with time_machine.travel(om(2026, 9, 1, 12)):
        kind, _, zaak = gezin(date(2010, 12, 3))
        zelf = gebruiker_met(Rol.LEERLING)
        Leerling.objects.filter(pk=kind.pk).update(gebruiker=zelf)
    with time_machine.travel(om(2022, 12, 3, 12)):
        assert dossier(zelf, zaak) == 404
    with time_machine.travel(om(2026, 12, 2, 23, 59, 30)):
        assert dossier(zelf, zaak) == 404
    with time_machine.travel(om(2026, 12, 3, 0, 0, 0)):
        assert dossier(zelf, zaak) == 200


def test_a_guardian_that_is_followed_by_another_hands_over_on_the_day(gezin):
    with time_machine.travel(om(2026, 9, 1, 12)):
        kind, eerste, zaak = gezin(date(2015, 6, 3), soort="voogdij")
        tweede = gebruiker_met(Rol.OUDER)
        opvolger = ouder_van(kind, gebruiker=tweede, soort="voogdij")
        Gezag.objects.filter(betrokkene__gebruiker=eerste).update(tot=date(2026, 10, 31))
        Gezag.objects.filter(betrokkene=opvolger).update(van=date(2026, 11, 1))
    with time_machine.travel(om(2026, 10, 31, 23, 59, 30)):
        assert (dossier(eerste, zaak), dossier(tweede, zaak)) == (200, 404)
    with time_machine.travel(om(2026, 11, 1, 0, 0, 0)):
        assert (dossier(eerste, zaak), dossier(tweede, zaak)) == (404, 200)


def test_the_gezag_over_one_child_says_nothing_about_another(gezin, school, ib):
    kind, ouder, zaak = gezin(date(2018, 6, 3))
    broertje = leerling_op(school, roepnaam="Joris")
    ouder_van(broertje, gebruiker=ouder)
    andere = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=broertje)
    client = ingelogd(ouder)
    paden = [reverse("dossier:dossier", args=[een.public_id]) for een in (zaak, andere)]
    assert [client.get(pad).status_code for pad in paden] == [200, 200]
    Gezag.objects.filter(leerling=kind).update(tot=timezone.localdate() - timedelta(days=1))
    assert [client.get(pad).status_code for pad in paden] == [404, 200]

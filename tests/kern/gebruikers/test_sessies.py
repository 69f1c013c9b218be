"""How long a session lasts, and when it goes on under a new key (§4.1 rule 28, T25)."""

from __future__ import annotations

import re
import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from kern.gebruikers.rollen import Rol
from tests.factories import gebruiker_met
from tests.kern.gebruikers.test_inloggen import WACHTWOORD, code, inloggen, met_wachtwoord, totp
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


@pytest.fixture
def loket(db):
    return met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER))


def bezoek(client: Client, sleutel: str, pad: str) -> int:
    """What somebody gets who has only this session key."""
    ander = Client()
    ander.cookies["__Host-sessie"] = sleutel
    return ander.get(pad).status_code


@pytest.mark.parametrize(("rol", "pad", "uren"), [(Rol.LOKETMEDEWERKER, "/loket/", 10), (Rol.OUDER, "/dossier/", 4)])
def test_a_session_ends_after_its_longest_time_and_not_before(rol, pad, uren):
    client = ingelogd(gebruiker_met(rol))
    assert client.get(pad).status_code == 200
    for over, status in ((-60, 200), (60, 302)):
        sessie = client.session
        sessie["begonnen"] = int(time.time()) - uren * 3600 - over
        sessie.save()
        assert client.get(pad).status_code == status, over


def test_a_key_from_before_logging_in_is_worth_nothing(client, loket):
    geheim = totp(loket)
    inloggen(client, loket)
    voor = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get("/loket/").status_code == 200
    assert client.session.session_key != voor
    assert bezoek(client, voor, "/loket/") == 302


def test_a_key_from_before_the_second_step_was_set_up_is_worth_nothing(client, loket):
    inloggen(client, loket)
    voor = client.session.session_key
    pagina = client.get(reverse("mfa_activate_totp")).content.decode()
    geheim = re.search(r"\b[A-Z2-7]{32}\b", pagina)[0]
    assert client.post(reverse("mfa_activate_totp"), {"code": code(geheim)}).status_code == 302
    assert client.get("/loket/").status_code == 200
    assert bezoek(client, voor, "/loket/") == 302


def test_a_key_from_before_proving_oneself_again_is_worth_nothing(client, loket):
    geheim = totp(loket)
    client.force_login(loket, "kern.gebruikers.inloggen.MetRollen")
    voor = client.session.session_key
    assert client.post(reverse("mfa_reauthenticate"), {"code": code(geheim)}).status_code == 302
    assert client.get("/loket/").status_code == 200
    assert bezoek(client, voor, "/loket/") == 302


def test_a_wrong_code_changes_nothing(client, loket):
    totp(loket)
    client.force_login(loket, "kern.gebruikers.inloggen.MetRollen")
    voor = client.session.session_key
    assert client.post(reverse("mfa_reauthenticate"), {"code": "000000"}).status_code == 200
    assert client.session.session_key == voor
    assert client.get("/loket/").status_code == 302


def test_the_list_of_own_sessions_follows_the_new_key(client, loket):
    inloggen(client, loket)
    geheim = re.search(r"\b[A-Z2-7]{32}\b", client.get(reverse("mfa_activate_totp")).content.decode())[0]
    client.post(reverse("mfa_activate_totp"), {"code": code(geheim)})
    assert [rij.session_key for rij in UserSession.objects.filter(user=loket)] == [client.session.session_key]


def test_a_new_password_ends_every_session(client, loket):
    geheim = totp(loket)
    inloggen(client, loket)
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get("/loket/").status_code == 200
    loket.set_password(WACHTWOORD + " anders")
    loket.save()
    assert client.get("/loket/").status_code == 302


def test_a_page_that_stayed_open_hears_who_is_logged_in_and_gets_a_fresh_token():
    client, ander = ingelogd(gebruiker_met(Rol.IB)), ingelogd(gebruiker_met(Rol.IB))
    stand = reverse("gebruikers:sessie_stand")
    antwoord = client.get(stand, headers={"X-Autosave": "1"}).json()
    assert set(antwoord) == {"wie", "seconden", "penning"}
    assert antwoord["wie"] == client.get(stand).json()["wie"] != ander.get(stand).json()["wie"]
    assert f'data-sessie-wie="{antwoord["wie"]}"' in client.get("/school/").content.decode()
    client.logout()
    assert client.get(stand, headers={"X-Autosave": "1"}).status_code == 401


def test_saving_while_typing_tells_how_long_the_session_lasts():
    client = ingelogd(gebruiker_met(Rol.IB))
    assert client.get("/school/", headers={"X-Autosave": "1"})["X-Sessie"] == str(30 * 60)
    assert "X-Sessie" not in client.get("/school/")

"""Small doors: where a log-in may lead to, whose name an address may carry, and what outlives the cache or a key."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core import mail
from django.urls import reverse

from kern.gebruikers.rollen import Rol
from tests.factories import gebruiker_met
from tests.kern.gebruikers.test_inloggen import WACHTWOORD, code, inloggen, met_wachtwoord, totp

pytestmark = pytest.mark.django_db


@pytest.fixture
def loket(db):
    return met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER))


@pytest.mark.parametrize(
    "naar",
    [
        "https://elders.example/",
        "//elders.example/",
        "///elders.example",
        "/\\elders.example",
        "\\\\elders.example",
        "https:elders.example",
        "javascript:alert(1)",
        " https://elders.example",
        "https://testserver@elders.example/",
        "https://testserver.elders.example/",
        "data:text/html,x",
    ],
)
def test_logging_in_never_leads_to_another_host(client, loket, naar):
    geheim = totp(loket)
    client.post("/account/login/", {"login": loket.email, "password": WACHTWOORD, "next": naar})
    antwoord = client.post(reverse("mfa_authenticate"), {"code": code(geheim), "next": naar})
    assert antwoord.status_code == 302
    assert re.match(r"/(?![/\\])", antwoord.url), antwoord.url
    assert "elders" not in client.post("/account/logout/", {"next": naar}).url


@pytest.mark.parametrize("kop", [{"host": "elders.example"}, {"X-Forwarded-Host": "elders.example"}])
def test_a_mail_never_carries_a_host_that_the_asker_made_up(client, loket, kop):
    client.post(reverse("account_reset_password"), {"email": loket.email}, headers=kop)
    assert "elders" not in " ".join(bericht.body for bericht in mail.outbox)


def test_a_new_password_by_mail_does_not_log_in(client, loket):
    client.post(reverse("account_reset_password"), {"email": loket.email})
    link = re.search(r"https://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    formulier = client.get(link, follow=True).redirect_chain[-1][0]
    nieuw = WACHTWOORD + " nieuw"
    client.post(formulier, {"password1": nieuw, "password2": nieuw})
    assert inloggen(client, loket, nieuw).status_code == 302
    assert client.get("/loket/").url == reverse("gebruikers:beveiligen")
    client.logout()
    client.get(link, follow=True)
    assert "_auth_user_id" not in client.session


def test_who_is_logged_in_stays_so_without_the_cache(inloggen, loketmedewerker, settings):
    client = inloggen(loketmedewerker)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/loket/").status_code == 200


def test_an_old_key_reads_what_it_wrote_and_an_unknown_one_does_not(loket, settings):
    geheim = totp(loket)
    rij = Authenticator.objects.get(user=loket)
    settings.VERSLEUTELSLEUTELS = [Fernet.generate_key().decode(), *settings.VERSLEUTELSLEUTELS]
    assert get_adapter().decrypt(rij.data["secret"]) == geheim
    settings.VERSLEUTELSLEUTELS = [Fernet.generate_key().decode()]
    with pytest.raises(Exception, match=r"^$"):
        get_adapter().decrypt(rij.data["secret"])


def test_an_id_in_an_address_holds_128_random_bits(loket):
    ids = {gebruiker_met(Rol.OUDER).public_id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(een) == 22 for een in ids)

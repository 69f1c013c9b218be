"""Logging in for real: a second step for everybody, on every way in, and secrets that stay secret."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.conf import global_settings, settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from kern.brieven.talen import TALEN
from kern.gebruikers import actions
from kern.gebruikers.models import Gebruiker, Lidmaatschap, MislukteInlog
from kern.gebruikers.rollen import Rol
from tests.factories import aanvraag_in, gebruiker_met
from tests.instellingen import instellingen_van_het_portaal

pytestmark = pytest.mark.django_db

WACHTWOORD = "een heel lang wachtwoord 7"
INLOGGEN = "/account/login/"


@pytest.fixture
def loket(db):
    return met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER))


@pytest.fixture
def ouder_zonder_kind(db):
    return met_wachtwoord(gebruiker_met(Rol.OUDER))


def met_wachtwoord(gebruiker):
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    return gebruiker


def totp(gebruiker):
    """A secret of its own: parallel tests share the cache that remembers which user spent which code."""
    geheim = generate_totp_secret()
    TOTP.activate(gebruiker, geheim)
    return geheim


def code(geheim):
    """The code of now, valid for at least three seconds more: a code just before its end would fail by chance."""
    over = 30 - time.time() % 30
    if over < 3:
        time.sleep(over)
    teller = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(geheim, teller))


def inloggen(client, gebruiker, wachtwoord=WACHTWOORD):
    return client.post(INLOGGEN, {"login": gebruiker.email, "password": wachtwoord})


def test_staff_without_a_second_step_reaches_only_the_page_to_set_one_up(client, loket):
    inloggen(client, loket)
    for pad in ("/loket/", "/", "/scholen/"):
        antwoord = client.get(pad, follow=True)
        assert "Beveilig je account" in antwoord.content.decode() or pad == "/scholen/"


def test_a_password_alone_is_not_enough_for_who_has_a_second_step(client, loket):
    totp(loket)
    antwoord = inloggen(client, loket)
    assert antwoord.url == reverse("mfa_authenticate")
    assert client.get("/loket/").status_code == 302


def test_password_and_code_open_the_desk_and_the_same_code_works_once(client, loket):
    geheim = totp(loket)
    inloggen(client, loket)
    een = code(geheim)
    client.post(reverse("mfa_authenticate"), {"code": een})
    assert client.get("/loket/").status_code == 200
    ander = Client()
    inloggen(ander, loket)
    ander.post(reverse("mfa_authenticate"), {"code": een})
    assert ander.get("/loket/").status_code == 302


def test_a_session_that_skipped_the_second_step_is_stopped_whatever_way_it_came(client, loket):
    """The gate looks at the session: a session made by force, by a reset or by OIDC has no second step."""
    totp(loket)
    client.force_login(loket, "kern.gebruikers.inloggen.MetRollen")
    for pad in ("/loket/", "/beheer/gebruikers/", "/account/2fa/totp/deactivate/", "/account/2fa/webauthn/add/"):
        antwoord = client.get(pad)
        assert antwoord.status_code in (302, 404), pad
        if antwoord.status_code == 302:
            assert antwoord.url.startswith(reverse("mfa_reauthenticate")), pad


def test_secrets_are_encrypted_at_rest(loket):
    geheim = totp(loket)
    rij = Authenticator.objects.get(user=loket)
    assert geheim not in str(rij.data)
    assert get_adapter().decrypt(rij.data["secret"]) == geheim


def test_a_parent_gets_a_code_by_mail_as_second_step(client, ouder_zonder_kind):
    antwoord = inloggen(client, ouder_zonder_kind)
    assert antwoord.url == reverse("account_confirm_login_code")
    assert client.get("/dossier/").status_code == 302
    bericht = mail.outbox[-1]
    inlogcode = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", bericht.body)[0]
    client.post(antwoord.url, {"code": inlogcode})
    assert client.get("/dossier/").status_code == 200


def test_mail_says_nothing_of_a_person(client, ouder_zonder_kind):
    inloggen(client, ouder_zonder_kind)
    bericht = mail.outbox[-1]
    assert ouder_zonder_kind.naam not in bericht.body + bericht.subject
    assert bericht.subject == "Uw code"
    assert bericht.body.startswith("Uw code is ")
    assert "testserver" not in bericht.body


def test_each_mail_of_an_account_is_in_our_own_words():
    """Of allauth only what is switched off: it makes no account and changes no address."""
    nooit = re.compile(r"email/(account_already_exists|email_|password_reset_code|base_)")
    namen = {
        f"{deel}/email/{pad.name}"
        for deel in ("account", "mfa", "socialaccount")
        for pad in (Path(allauth.__file__).parent / "templates" / deel / "email").glob("*.txt")
    }
    namen = {naam for naam in namen if not nooit.search(naam)}
    assert len(namen) == 26
    for naam in namen:
        sjabloon = get_template(naam)
        assert str(settings.BASE_DIR) in sjabloon.origin.name, naam
        assert "site-packages" not in sjabloon.origin.name, naam
        tekst = sjabloon.render({"timestamp": timezone.now()})
        assert naam.endswith("_subject.txt") or "Wij vragen nooit per e-mail om uw wachtwoord." in tekst, naam


def test_five_failures_close_an_account_also_for_the_right_password(client, loket):
    for _ in range(5):
        inloggen(client, loket, "fout wachtwoord")
    pagina = inloggen(client, loket).content.decode()
    assert "Te vaak geprobeerd" in pagina
    assert MislukteInlog.objects.using("logboek").count() == 5


def test_a_faked_address_does_not_reset_the_count(client, loket):
    for nummer in range(6):
        client.post(
            INLOGGEN,
            {"login": loket.email, "password": "fout"},
            headers={"X-Forwarded-For": f"10.0.0.{nummer}"},
        )
    assert "Te vaak geprobeerd" in inloggen(client, loket).content.decode()


def test_a_hundred_teachers_behind_one_address_all_get_in():
    gebruikers = [met_wachtwoord(gebruiker_met(Rol.OUDER)) for _ in range(100)]
    for gebruiker in gebruikers:
        assert inloggen(Client(), gebruiker).status_code == 302


def test_guessing_a_stolen_password_costs_a_million_rounds(settings, loket):
    """In the portal itself: the tests have a faster hasher, and a password that was kept with it is kept anew."""
    settings.PASSWORD_HASHERS = instellingen_van_het_portaal().get("PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    assert loket.check_password(WACHTWOORD)
    loket.refresh_from_db()
    soort, rondes, *_ = loket.password.split("$")
    assert (soort, int(rondes) >= 1_000_000) == ("pbkdf2_sha256", True)


def test_known_and_unknown_addresses_get_the_same_answer(client, loket):
    bekend = inloggen(client, loket, "fout").content.decode()
    onbekend = client.post(INLOGGEN, {"login": "niemand@proef.example", "password": "fout"}).content.decode()
    schoon = lambda tekst: re.sub(r'nonce="[^"]*"|value="[^"]*"', "", tekst)  # noqa: E731
    assert schoon(bekend) == schoon(onbekend)


def test_nobody_can_sign_up(client):
    antwoord = client.post("/account/signup/", {"email": "x@y.example", "password1": WACHTWOORD})
    assert not apps.get_model(settings.AUTH_USER_MODEL).objects.filter(email="x@y.example").exists()
    assert antwoord.status_code == 200


def test_an_invitation_works_once_and_only_its_hash_is_kept(client, beheerder):
    op = timezone.now()
    lid, geheim = actions.uitnodigen(
        email="nieuw@proef.example",
        naam="Nieuw",
        rol=Rol.LOKETMEDEWERKER,
        van=timezone.localdate(),
        door=beheerder,
        op=op,
    )
    assert geheim not in str(lid.gebruiker.uitnodigingen.values())
    antwoord = client.get(f"/uitnodiging/{geheim}/")
    assert geheim not in antwoord.url
    data = {"wachtwoord": WACHTWOORD, "nog_eens": WACHTWOORD}
    assert client.post("/uitnodiging/", data).url == INLOGGEN
    client.get(f"/uitnodiging/{geheim}/")
    assert client.post("/uitnodiging/", data).status_code == 404


@pytest.mark.parametrize("geheim", ["onbekend", "x" * 43])
def test_an_unknown_invitation_gives_one_neutral_sentence(client, geheim):
    client.get(f"/uitnodiging/{geheim}/")
    assert actions.ONBEKENDE_CODE in client.get("/uitnodiging/").content.decode()


def test_an_invitation_expires(client, beheerder):
    op = timezone.now() - timedelta(days=15)
    _, geheim = actions.uitnodigen(
        email="n@proef.example", naam="N", rol=Rol.LOKETMEDEWERKER, van=timezone.localdate(), door=beheerder, op=op
    )
    assert actions.uitnodiging_vinden(geheim, op=timezone.now()) is None


def test_a_weak_password_is_refused(client, beheerder):
    _, geheim = actions.uitnodigen(
        email="n@p.example", naam="N", rol=Rol.IB, van=timezone.localdate(), door=beheerder, op=timezone.now()
    )
    client.get(f"/uitnodiging/{geheim}/")
    antwoord = client.post("/uitnodiging/", {"wachtwoord": "kort", "nog_eens": "kort"})
    assert antwoord.status_code == 200
    assert "Dit wachtwoord is te kort. Gebruik minstens 12 tekens." in antwoord.text


def test_why_a_password_is_refused_is_said_in_the_language_of_the_page():
    """What Django says of itself is partly English in Dutch and Arabic."""
    wie, gezegd = Gebruiker(email="zeynep.kaya@proef.example"), {}
    for taal in TALEN:
        with translation.override(taal):
            for zwak in ("kort", "zeynepkayaproef", "q1w2e3r4t5y6"):
                with pytest.raises(ValidationError) as fout:
                    validate_password(zwak, wie)
                gezegd.setdefault(taal, []).extend(fout.value.messages)
            gezegd[taal] += password_validators_help_texts()
    for taal, zinnen in gezegd.items():
        assert len(zinnen) >= 6, taal
        assert not any("%(" in zin for zin in zinnen), taal
        for ander in gezegd:
            assert taal == ander or not {*zinnen} & {*gezegd[ander]}, (taal, ander)
    assert "Dit wachtwoord lijkt te veel op het e-mailadres." in gezegd["nl"]
    assert "Dit wachtwoord gebruiken veel mensen. Kies een ander wachtwoord." in gezegd["nl"]


def test_ending_a_membership_closes_open_sessions_at_once(client, loket, beheerder):
    geheim = totp(loket)
    inloggen(client, loket)
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get("/loket/").status_code == 200
    lid = Lidmaatschap.objects.get(gebruiker=loket)
    gisteren = timezone.localdate() - timedelta(days=1)
    actions.beeindigen(lid, door=beheerder, op=timezone.now(), per=gisteren)
    assert client.get("/loket/").status_code in (302, 404)


def test_a_deactivated_account_is_out_in_the_same_session(inloggen, loketmedewerker):
    client = inloggen(loketmedewerker)
    assert client.get("/loket/").status_code == 200
    loketmedewerker.is_active = False
    loketmedewerker.save()
    assert client.get("/loket/").status_code == 302


@pytest.mark.parametrize(("rol", "stil"), [(Rol.LOKETMEDEWERKER, 30 * 60), (Rol.OUDER, 15 * 60)])
def test_an_idle_session_ends(inloggen, rol, stil):
    client = inloggen(gebruiker_met(rol))
    pad = "/loket/" if rol == Rol.LOKETMEDEWERKER else "/dossier/"
    assert client.get(pad).status_code == 200
    sessie = client.session
    sessie["gezien"] = int(time.time()) - stil - 1
    sessie.save()
    assert client.get(pad).status_code == 302


def test_a_session_ends_after_its_longest_time_however_busy(inloggen, loketmedewerker):
    client = inloggen(loketmedewerker)
    client.get("/loket/")
    sessie = client.session
    sessie["begonnen"] = int(time.time()) - 10 * 3600 - 1
    sessie.save()
    assert client.get("/loket/").status_code == 302


def test_asking_for_more_time_gives_it(inloggen, loketmedewerker):
    client = inloggen(loketmedewerker)
    assert client.post("/account/sessie/verlengen/").json()["seconden"] > 60


def test_deciding_asks_to_log_in_again_after_five_minutes(inloggen, beslisser):
    aanvraag = aanvraag_in("besluit_voorbereiden")
    client = inloggen(beslisser)
    pad = reverse("loket:besluit_ondertekenen", args=[aanvraag.public_id])
    assert "reauthenticate" not in client.get(pad).headers.get("Location", "")
    sessie = client.session
    sessie["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 301}]
    sessie.save()
    assert "reauthenticate" in client.get(pad).url


def test_there_is_no_django_admin():
    assert not apps.is_installed("django.contrib.admin")


@pytest.mark.parametrize(
    ("demo", "naam", "van", "status"),
    [
        (True, "localhost", "127.0.0.1", 302),
        (False, "localhost", "127.0.0.1", 404),
        (True, "testserver", "127.0.0.1", 404),
        (True, "localhost", "10.1.1.1", 404),
    ],
)
def test_the_demo_buttons_exist_only_in_the_demo_on_this_machine(settings, loket, demo, naam, van, status):
    settings.DEMO = demo
    client = Client(REMOTE_ADDR=van, headers={"host": naam})
    antwoord = client.post("/demo/inloggen/", {"persoon": loket.public_id})
    assert antwoord.status_code == status


def test_a_demo_session_is_worth_nothing_outside_the_demo(settings, loket):
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.post("/demo/inloggen/", {"persoon": loket.public_id})
    assert client.get("/loket/").status_code == 200
    assert "Dit apparaat" in client.get("/account/sessies/").text
    settings.DEMO = False
    assert client.get("/loket/").status_code == 302


def test_logging_out_clears_the_browser(inloggen, loketmedewerker):
    antwoord = inloggen(loketmedewerker).post("/account/logout/")
    assert "cookies" in antwoord["Clear-Site-Data"]

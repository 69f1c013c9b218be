"""Another e-mail address of the own account: confirmed by its reader, told to the old one, and only for a family."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.actions import INLOGMANIER
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from tests.factories import gebruiker_met
from tests.kern.gebruikers.test_inloggen import WACHTWOORD, met_wachtwoord

BEGIN, CODE = reverse("loket:eigen_email"), reverse("loket:eigen_email_code")
NIEUW = "nieuw.adres@proef.example"


@pytest.fixture(autouse=True)
def _schone_grenzen():
    cache.clear()


@pytest.fixture
def binnen(inloggen, ouder):
    return inloggen(met_wachtwoord(ouder))


def aanvragen(client, adres=NIEUW):
    return client.post(BEGIN, {"email": adres})


def uit_de_mail():
    return re.search(r"\w{4}-\w{4}", mail.outbox[-1].body)[0]


def test_a_parent_changes_the_address_with_a_code_to_the_new_one(binnen, ouder):
    oud = ouder.email
    assert BEGIN in binnen.get(reverse("mfa_index")).text
    assert aanvragen(binnen).url == CODE
    assert mail.outbox[-1].to == [NIEUW]
    ouder.refresh_from_db()
    assert ouder.email == oud, "not before the code"
    pagina = binnen.post(CODE, {"code": uit_de_mail().lower()}, follow=True)
    assert "Uw e-mailadres is gewijzigd" in pagina.text
    ouder.refresh_from_db()
    assert ouder.email == NIEUW
    bericht = Bericht.objects.get(soort="gewijzigd")
    assert bericht.aan == oud
    regel = Logregel.objects.get(actie="email_wijzigen")
    assert (regel.wie, oud in str(vars(regel)), NIEUW in str(vars(regel))) == (ouder.public_id, False, False)
    for adres, weg in ((oud, "/account/login/"), (NIEUW, reverse("account_confirm_login_code"))):
        antwoord = Client().post("/account/login/", {"login": adres, "password": WACHTWOORD})
        assert getattr(antwoord, "url", "/account/login/") == weg


def test_who_else_was_logged_in_is_so_no_more(binnen, ouder, andere_ouder):
    elders, ander = Client(), Client()
    for client, wie in ((binnen, ouder), (elders, ouder), (ander, andere_ouder)):
        if client is not binnen:
            client.force_login(wie, INLOGMANIER)
        UserSession.objects.get_or_create(
            session_key=client.session.session_key, defaults={"user": wie, "ip": "127.0.0.1", "user_agent": "x"}
        )
    aanvragen(binnen)
    binnen.post(CODE, {"code": uit_de_mail()})
    wie_is_binnen = [client.session.get("_auth_user_id") for client in (binnen, elders, ander)]
    assert wie_is_binnen == [str(ouder.pk), None, str(andere_ouder.pk)]
    assert list(UserSession.objects.filter(user=ouder).values_list("session_key", flat=True)) == [
        binnen.session.session_key
    ]


def test_who_did_not_prove_itself_lately_does_so_first(binnen, ouder, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    for antwoord in (binnen.get(BEGIN), aanvragen(binnen), binnen.post(CODE, {"code": "7K4M92QD"})):
        assert antwoord.url.startswith("/account/reauthenticate/")
    assert mail.outbox == []


def test_a_wrong_a_late_and_a_sixth_code_change_nothing(binnen, ouder, time_machine):
    oud = ouder.email
    aanvragen(binnen)
    goed = uit_de_mail()
    for _ in range(5):
        assert "klopt niet" in binnen.post(CODE, {"code": "0000-0000"}).text
    assert "klopt niet" in binnen.post(CODE, {"code": goed}).text, "five tries were all"
    aanvragen(binnen)
    laatste = uit_de_mail()
    sessie = binnen.session
    sessie["nieuw_email"] = sessie["nieuw_email"] | {"gemaild": timezone.now().timestamp() - 601}
    sessie.save()
    assert "klopt niet" in binnen.post(CODE, {"code": laatste}).text
    ouder.refresh_from_db()
    assert ouder.email == oud


def test_an_address_of_another_says_nothing_on_the_screen_and_is_never_taken(binnen, ouder, andere_ouder):
    assert aanvragen(binnen, andere_ouder.email.upper()).url == CODE
    assert "Dat kan niet" in mail.outbox[-1].body
    assert not re.search(r"\w{4}-\w{4}\b", mail.outbox[-1].body.replace("e-mail", ""))
    assert "klopt niet" in binnen.post(CODE, {"code": "7K4M-92QD"}).text
    aanvragen(binnen)
    Gebruiker.objects.filter(pk=andere_ouder.pk).update(email=NIEUW)  # taken between the mail and its code
    sessie = binnen.session
    sessie["taal"] = "ar"
    sessie.save()
    assert "اختاروا عنوانًا آخر" in binnen.post(CODE, {"code": uit_de_mail()}, follow=True).text
    assert Gebruiker.objects.get(pk=ouder.pk).email == ouder.email


def test_a_code_waits_for_the_account_that_asked_it_only(binnen, ouder, andere_ouder):
    aanvragen(binnen)
    sessie = binnen.session
    sessie["nieuw_email"] = sessie["nieuw_email"] | {"wie": andere_ouder.public_id}
    sessie.save()
    assert binnen.post(CODE, {"code": uit_de_mail()}).url == BEGIN


def test_codes_are_sent_five_times_an_hour(binnen):
    for _ in range(5):
        assert aanvragen(binnen).status_code == 302
    aantal = len(mail.outbox)
    assert "konden nu geen mail sturen" in aanvragen(binnen).text
    assert len(mail.outbox) == aantal


def test_the_own_address_and_no_address_are_told_so(binnen, ouder):
    assert "dat u al heeft" in aanvragen(binnen, ouder.email.upper()).text
    assert "Vul uw nieuwe e-mailadres in" in aanvragen(binnen, "").text


def test_staff_has_no_such_page_also_when_parent_too(inloggen, ouder):
    Lidmaatschap.objects.create(gebruiker=ouder, rol=Rol.IB, van=timezone.localdate())
    client = inloggen(Gebruiker.objects.get(pk=ouder.pk))
    assert client.get(BEGIN).status_code == 404
    assert BEGIN not in client.get(reverse("mfa_index")).text
    assert inloggen(gebruiker_met(Rol.LOKETMEDEWERKER)).get(BEGIN).status_code == 404


def test_nobody_from_outside_comes_there(client, db):
    for pad in (BEGIN, CODE):
        assert client.get(pad).url.startswith("/account/login/")

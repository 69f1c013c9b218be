"""Logging in through an organisation: off unless the environment asks for it, and never enough by itself (T5, T28)."""

from __future__ import annotations

import importlib
import time
from html import unescape
from re import search
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import Status
from swv_portal import inlog_urls, urls
from tests.factories import aanvraag_in, gebruiker_met
from tests.instellingen import instellingen_met
from tests.kern.gebruikers.aanbieder import CLIENT, GEHEIM, Aanbieder
from tests.kern.gebruikers.test_inloggen import WACHTWOORD, code, inloggen, met_wachtwoord, totp

pytestmark = pytest.mark.django_db

BEGIN = "/account/oidc/organisatie/login/"
TERUG = f"{BEGIN}callback/"
KNOP = "Inloggen met je organisatie"


def adressen_opnieuw() -> None:
    importlib.reload(inlog_urls)
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def aanbieder():
    zelf = Aanbieder()
    server = zelf.starten()
    yield zelf
    server.shutdown()
    server.server_close()


@pytest.fixture
def organisatie(settings, aanbieder):
    """The portal as it is with the three names in its environment."""
    omgeving = {"OIDC_ISSUER": aanbieder.adres, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": GEHEIM}
    for naam, waarde in instellingen_met(**omgeving).items():
        setattr(settings, naam, waarde)
    adressen_opnieuw()
    yield aanbieder
    settings.AANBIEDERS = []
    adressen_opnieuw()


@pytest.fixture
def loket(db):
    return met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER))


def koppelen(gebruiker, sub="persoon-1") -> SocialAccount:
    return SocialAccount.objects.create(user=gebruiker, provider="organisatie", uid=sub)


def heen(client: Client, process: str = "login") -> str:
    """Press the button; the address that the portal sends the browser to."""
    antwoord = client.post(f"{BEGIN}?process={process}")
    assert antwoord.status_code == 200
    return unescape(search(r'http-equiv="refresh" content="0; url=([^"]+)"', antwoord.content.decode())[1])


def via_organisatie(client: Client, aanbieder: Aanbieder, process: str = "login"):
    """The whole way there and back."""
    return client.get(aanbieder.toestemmen(heen(client, process)))


def ingelogd(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- off


def test_it_is_off_unless_the_environment_asks_for_it(client, settings):
    assert settings.AANBIEDERS == []
    assert settings.SOCIALACCOUNT_PROVIDERS == {}
    assert KNOP not in client.get("/account/login/").content.decode()
    for pad in (BEGIN, TERUG, "/account/organisatie/", "/account/organisatie/login/error/"):
        assert client.get(pad).status_code == 404, pad
        assert client.post(pad).status_code == 404, pad
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["organisatie"])


def test_a_name_that_is_not_configured_does_not_exist(client, organisatie):
    assert client.post("/account/oidc/anders/login/").status_code == 404
    assert client.get("/account/oidc/anders/login/callback/").status_code == 404


# --- on


def test_with_the_environment_set_the_button_is_there(client, organisatie):
    assert KNOP in client.get("/account/login/").content.decode()


def test_the_way_there_carries_proof_of_who_asked(client, organisatie):
    adres = heen(client)
    assert adres.startswith(organisatie.adres)
    assert "code_challenge_method=S256" in adres
    assert "redirect_uri=https%3A%2F%2Ftestserver" in adres


def test_looking_at_the_address_starts_nothing(client, organisatie):
    assert "http-equiv" not in client.get(BEGIN).content.decode()
    assert organisatie.gevraagd == []


def test_an_unknown_subject_makes_no_account_and_is_told_how_to_get_one(client, organisatie):
    voor = Gebruiker.objects.count()
    antwoord = client.get(organisatie.toestemmen(heen(client)), follow=True)
    assert "Een account komt met een uitnodiging" in antwoord.content.decode()
    assert Gebruiker.objects.count() == voor
    assert not ingelogd(client)


def test_an_address_in_the_token_takes_over_no_account(client, organisatie, loket):
    organisatie.email = loket.email
    via_organisatie(client, organisatie)
    assert not ingelogd(client)
    assert not SocialAccount.objects.exists()


def test_a_known_subject_without_a_role_sees_nothing(client, organisatie):
    niemand = met_wachtwoord(Gebruiker.objects.create(email="docent@school.example", naam="D. Ocent"))
    totp(niemand)
    koppelen(niemand)
    via_organisatie(client, organisatie)
    for pad in ("/loket/", "/school/", "/dossier/", "/advies/"):
        assert client.get(pad).status_code in (302, 404), pad


def test_a_teacher_with_the_right_school_and_no_role_sees_nothing(client, organisatie, leerling, school):
    """Entree names everybody who works at a school, with its BRIN: that is no reason to show a file (T5)."""
    zaak = aanvraag_in(Status.IN_CONTROLE, leerling=leerling, school=school)
    docent = met_wachtwoord(Gebruiker.objects.create(email="docent@school.example", naam="D. Ocent"))
    geheim = totp(docent)
    koppelen(docent)
    organisatie.extra = {
        "eduPersonAffiliation": ["employee"],
        "nlEduPersonHomeOrganizationId": school.brin6[:4],
        "nlEduPersonHomeOrganizationBranchId": school.brin6,
        "nlEduPersonRole": ["intern begeleider"],
    }
    via_organisatie(client, organisatie)
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get(reverse("mfa_index")).status_code == 200, "fully logged in"
    for naam in ("loket:aanvraag", "loket:behandelen", "dossier:dossier"):
        assert client.get(reverse(naam, args=[zaak.public_id])).status_code == 404, naam
    for pad in ("/loket/", "/school/", "/dossier/", "/advies/", f"/leerlingen/{leerling.public_id}/"):
        assert client.get(pad).status_code == 404, pad
    assert leerling.roepnaam not in client.get("/", follow=True).text
    assert not docent.lidmaatschappen.exists()


# --- the second step


def test_staff_without_a_second_step_must_set_one_up_first(client, organisatie, loket):
    koppelen(loket)
    via_organisatie(client, organisatie)
    assert ingelogd(client)
    assert client.get("/loket/").url == reverse("gebruikers:beveiligen")


def test_staff_with_a_second_step_must_show_it(client, organisatie, loket):
    geheim = totp(loket)
    koppelen(loket)
    assert via_organisatie(client, organisatie).url.startswith(reverse("mfa_authenticate"))
    assert client.get("/loket/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get("/loket/").status_code == 200


def test_a_token_that_boasts_of_a_second_step_changes_nothing(client, organisatie, loket):
    totp(loket)
    koppelen(loket)
    organisatie.extra = {"amr": ["mfa", "otp"], "acr": "https://refeds.org/profile/mfa"}
    via_organisatie(client, organisatie)
    assert client.get("/loket/").status_code == 302


def test_a_parent_gets_a_code_by_mail_here_too(client, organisatie):
    ouder = met_wachtwoord(gebruiker_met(Rol.OUDER))
    koppelen(ouder)
    assert via_organisatie(client, organisatie).url == reverse("account_confirm_login_code")
    assert client.get("/dossier/").status_code == 302


def test_an_ended_account_does_not_come_in(client, organisatie, loket):
    koppelen(loket)
    Gebruiker.objects.filter(pk=loket.pk).update(is_active=False)
    via_organisatie(client, organisatie)
    assert client.get("/loket/").status_code == 302
    assert not ingelogd(client)


# --- tokens that lie


@pytest.mark.parametrize(
    "leugen",
    [
        {"iss": "https://een-ander.example"},
        {"aud": "een-ander-portaal"},
        {"exp": int(time.time()) - 60},
        {"sub": "een ander"},
        {"nonce": "van-een-ander-bezoek"},
        {"nonce": None},
    ],
    ids=["issuer", "audience", "expired", "subject", "nonce", "no nonce"],
)
def test_a_token_that_is_not_for_us_now_lets_nobody_in(client, organisatie, loket, leugen):
    koppelen(loket)
    organisatie.extra = leugen
    via_organisatie(client, organisatie)
    assert not ingelogd(client)


def test_the_way_back_works_once_and_only_in_the_browser_that_asked(client, organisatie, loket):
    koppelen(loket)
    terug = organisatie.toestemmen(heen(client))
    assert Client().get(terug).status_code == 401
    assert client.get(terug.replace("state=", "state=x")).status_code == 401
    client.get(terug)
    assert ingelogd(client)
    ander = Client()
    assert ander.get(terug).status_code == 401
    assert not ingelogd(ander)


def test_a_token_of_another_visit_lets_nobody_in_and_ours_cannot_be_chosen(client, organisatie, loket):
    """A token that leaked is of another state: what it repeats does not follow from the state of this browser."""
    koppelen(loket)
    eerder = dict(parse_qsl(urlsplit(heen(client)).query))["nonce"]
    organisatie.extra = {"nonce": eerder}
    via_organisatie(client, organisatie)
    assert not ingelogd(client)
    antwoord = client.post(f"{BEGIN}?process=login&auth_params=nonce%3Dvan-mij")
    assert "van-mij" not in antwoord.text
    organisatie.extra = {}
    via_organisatie(client, organisatie)
    assert ingelogd(client)


def test_who_it_is_comes_from_a_token_alone(client, organisatie, loket):
    koppelen(loket, "een ander")
    organisatie.met_token = False
    assert via_organisatie(client, organisatie).status_code == 401
    assert not ingelogd(client)
    assert "/wie" not in organisatie.gevraagd


def test_a_code_of_another_is_worth_nothing_without_its_proof(client, organisatie, loket):
    """PKCE: a stolen code, brought with one's own state, fails at the organisation."""
    koppelen(loket)
    gestolen = search(r"code=([^&]+)", organisatie.toestemmen(heen(client)))[1]
    dief = Client()
    eigen = organisatie.toestemmen(heen(dief))
    assert dief.get(eigen.replace(search(r"code=([^&]+)", eigen)[1], gestolen)).status_code == 401
    assert not ingelogd(dief)


def test_an_organisation_that_does_not_answer_is_said_in_a_sentence(client, organisatie):
    organisatie.plat = True
    antwoord = client.post(f"{BEGIN}?process=login")
    assert antwoord.status_code == 503
    assert "lukt nu niet" in antwoord.content.decode()


def test_who_stops_halfway_reads_so(client, organisatie):
    state = search(r"state=([^&]+)", heen(client))[1]
    antwoord = client.get(TERUG, {"error": "access_denied", "state": state}, follow=True)
    assert "Het inloggen bij de organisatie is gestopt" in antwoord.content.decode()


# --- tying an account


def test_who_is_fully_logged_in_and_proves_it_ties_the_own_account(client, organisatie, loket):
    geheim = totp(loket)
    inloggen(client, loket)
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert "Inloggen met de eigen organisatie" in client.get(reverse("mfa_index")).content.decode()
    assert "Koppelen" in client.get(reverse("socialaccount_connections")).content.decode()
    assert via_organisatie(client, organisatie, "connect").url == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    rij = SocialAccount.objects.get()
    assert (rij.user, rij.uid) == (loket, "persoon-1")
    pagina = client.get(reverse("socialaccount_connections")).content.decode()
    assert "Dit account is gekoppeld" in pagina
    client.post(reverse("socialaccount_connections"), {"account": rij.pk})
    assert not SocialAccount.objects.exists()


def test_a_password_alone_ties_nothing(client, organisatie, loket):
    totp(loket)
    client.force_login(loket, "kern.gebruikers.inloggen.MetRollen")
    via_organisatie(client, organisatie, "connect")
    assert not SocialAccount.objects.exists()


def test_nobody_takes_the_subject_of_another(client, organisatie, loket, beheerder):
    koppelen(beheerder)
    geheim = totp(loket)
    client.post("/account/login/", {"login": loket.email, "password": WACHTWOORD})
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    via_organisatie(client, organisatie, "connect")
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    assert SocialAccount.objects.get().user == beheerder


def test_between_two_steps_the_session_keeps_no_roles(client, organisatie, loket):
    """What a user may do is asked anew in the next request, not taken along from before the second step."""
    totp(loket)
    koppelen(loket)
    via_organisatie(client, organisatie)
    assert "account_login" in client.session
    assert "rollen" not in str(list(client.session.items()))


@pytest.mark.e2e
def test_a_browser_finds_the_way_there_and_back(organisatie, live_server, browser):
    """The script policy lets no form lead to another host: the way there is a page of our own."""
    totp(loket := met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER)))
    koppelen(loket)
    context = browser.new_context(base_url=live_server.url, locale="nl-NL")
    page, fouten = context.new_page(), []
    page.on("console", lambda regel: regel.type == "error" and fouten.append(regel.text))
    page.goto("/account/login/")
    page.get_by_role("button", name=KNOP).click()
    page.wait_for_url("**/2fa/authenticate/")
    assert fouten == []
    context.close()


# --- a second one, for families: by settings alone

VAN_SCHOLEN = "portaal-voor-scholen"


@pytest.fixture
def gezin(settings, aanbieder):
    """The portal with a broker of DigiD beside it: only names in its environment differ."""
    omgeving = {"OIDC_ISSUER": aanbieder.adres, "OIDC_CLIENT_ID": VAN_SCHOLEN, "OIDC_CLIENT_SECRET": GEHEIM}
    omgeving |= {naam.replace("OIDC_", "OIDC_GEZIN_"): waarde for naam, waarde in omgeving.items()}
    for naam, waarde in instellingen_met(**omgeving | {"OIDC_GEZIN_CLIENT_ID": CLIENT}).items():
        setattr(settings, naam, waarde)
    adressen_opnieuw()
    yield aanbieder
    settings.AANBIEDERS = []
    adressen_opnieuw()


def test_two_of_them_with_one_name_for_us_are_refused_at_the_start(aanbieder):
    twee = {f"{voor}_{naam}": "zelfde" for voor in ("OIDC", "OIDC_GEZIN") for naam in ("CLIENT_ID", "CLIENT_SECRET")}
    with pytest.raises(ImproperlyConfigured):
        instellingen_met(OIDC_ISSUER=aanbieder.adres, OIDC_GEZIN_ISSUER=aanbieder.adres, **twee)


def via(client: Client, aanbieder: Aanbieder, wie: str, process: str = "login"):
    antwoord = client.post(f"/account/oidc/{wie}/login/?process={process}")
    adres = unescape(search(r'http-equiv="refresh" content="0; url=([^"]+)"', antwoord.content.decode())[1])
    return client.get(aanbieder.toestemmen(adres))


def test_a_parent_ties_digid_to_the_account_made_with_a_code_and_comes_in_with_it(client, gezin, ouder, leerling):
    aanvraag_in(Status.IN_CONTROLE, leerling=leerling)
    met_wachtwoord(ouder)
    inloggen(client, ouder)
    client.post(reverse("account_confirm_login_code"), {"code": _mailcode()})
    assert "Inloggen met DigiD" in Client().get("/account/login/").text
    via(client, gezin, "gezin", "connect")
    assert (SocialAccount.objects.get().provider, SocialAccount.objects.get().uid) == ("gezin", "persoon-1")
    later = Client()
    assert via(later, gezin, "gezin").url == reverse("account_confirm_login_code")
    later.post(reverse("account_confirm_login_code"), {"code": _mailcode()})
    assert leerling.roepnaam in later.get("/dossier/", follow=True).text


STERK = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"


def test_a_provider_that_made_sure_enough_needs_no_code_of_ours(client, gezin, ouder, leerling, settings):
    """Which levels are enough is a setting; without it we ask our code, whatever the provider says."""
    aanvraag_in(Status.IN_CONTROLE, leerling=leerling)
    SocialAccount.objects.create(user=ouder, provider="gezin", uid="persoon-1")
    gezin.extra = {"acr": STERK}
    assert via(Client(), gezin, "gezin").url == reverse("account_confirm_login_code")
    settings.OIDC_GEZIN_ZEKERHEID = [STERK]
    for zwak in ({}, {"acr": "laag"}, {"acr": [STERK]}, {"amr": [STERK]}):
        gezin.extra = zwak
        ander = Client()
        assert via(ander, gezin, "gezin").url == reverse("account_confirm_login_code"), zwak
        assert ander.get("/dossier/").status_code == 302
    gezin.extra = {"acr": STERK}
    aantal = len(mail.outbox)
    via(client, gezin, "gezin")
    assert leerling.roepnaam in client.get("/dossier/", follow=True).text
    assert len(mail.outbox) == aantal


def test_for_staff_and_through_a_school_such_a_level_is_no_second_step(client, gezin, ouder, loket, settings):
    settings.OIDC_GEZIN_ZEKERHEID = [STERK]
    SocialAccount.objects.create(user=loket, provider="gezin", uid="persoon-1")
    gezin.extra = {"acr": STERK}
    via(client, gezin, "gezin")
    assert client.get("/loket/").url == reverse("gebruikers:beveiligen")
    koppelen(ouder)
    gezin.extra = {"acr": STERK, "aud": VAN_SCHOLEN}
    assert via(Client(), gezin, "organisatie").url == reverse("account_confirm_login_code")


def test_the_same_subject_elsewhere_is_somebody_else(client, gezin, ouder, loket):
    """Who somebody is, is the provider with the subject: never the subject alone."""
    SocialAccount.objects.create(user=ouder, provider="gezin", uid="persoon-1")
    gezin.extra = {"aud": VAN_SCHOLEN}
    via(client, gezin, "organisatie")
    assert not ingelogd(client)
    koppelen(loket)
    ander = Client()
    via(ander, gezin, "organisatie")
    assert ander.session["_auth_user_id"] == str(loket.pk)


def test_who_began_at_one_provider_cannot_end_at_the_other(client, gezin, loket):
    """Mix-up: the answer of one, brought to the way back of the other with the state that we gave."""
    for wie in ("organisatie", "gezin"):
        SocialAccount.objects.create(user=loket, provider=wie, uid="persoon-1")
    for begin, einde, van in (("organisatie", "gezin", CLIENT), ("gezin", "organisatie", VAN_SCHOLEN)):
        antwoord = client.post(f"/account/oidc/{begin}/login/?process=login")
        adres = unescape(search(r'http-equiv="refresh" content="0; url=([^"]+)"', antwoord.text)[1])
        gezin.extra = {"aud": van}
        terug = gezin.toestemmen(adres).replace(f"/oidc/{begin}/", f"/oidc/{einde}/")
        assert client.get(terug).status_code == 401
        assert not ingelogd(client)


def test_digid_makes_no_account_by_itself(client, gezin):
    voor = Gebruiker.objects.count()
    via(client, gezin, "gezin")
    assert Gebruiker.objects.count() == voor
    assert not ingelogd(client)


def _mailcode() -> str:
    return search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]

"""Beheer, an invitation and the own account: the pages that guard all others."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from kern.post.actions import te_verzenden, verzenden

from .conftest import WACHTWOORD, bekijk, met_wachtwoord
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_accounts_are_invited_reviewed_and_ended(binnen, bezoeker, beheerder, ib, directeur):
    page = binnen(beheerder)
    naar(page, "/", "beheer")
    naar(page, "/beheer/gebruikers/?lijst=ongebruikt", "gebruikers-ongebruikt")
    naar(page, "/beheer/gebruikers/uitnodigen/", "uitnodigen")
    druk(page, "Uitnodigen")
    bekijk(page, "uitnodigen-fout")
    page.get_by_label("Naam").fill("Noor Nieuw")
    page.get_by_label("E-mailadres").fill("noor@proef.example")
    page.get_by_label("Rol").select_option(label="Deskundige")
    druk(page, "Uitnodigen")
    bekijk(page, "gebruikers")
    rij = page.get_by_role("row").filter(has_text="Noor Nieuw")
    rij.get_by_role("button", name="Klopt nog").click()
    assert "Nagekeken." in page.locator("main").inner_text()
    rij.get_by_role("link", name="Beëindigen").click()
    bekijk(page, "gebruikers-beeindigen")
    page.get_by_role("button", name="Ja, beëindig").click()
    assert "Beëindigd." in page.locator("main").inner_text()
    naar(page, "/beheer/gebruikers/nakijken/", "gebruikers-nakijken")
    naar(bezoeker, "/uitnodiging/", "uitnodiging-onbekend")
    school = binnen(directeur)
    naar(school, "/beheer/gebruikers/", "gebruikers-school")
    school.get_by_role("row").filter(has_text=ib.naam).get_by_role("link", name="Tweede stap kwijt").click()
    bekijk(school, "tweede-stap-kwijt")
    naar(school, "/beheer/gebruikers/nakijken/", "nakijken-school")
    school.get_by_role("table").get_by_role("link").first.click()
    bekijk(school, "nakijken-lijst")
    school.get_by_role("group", name=ib.naam).get_by_label("Klopt nog").check()
    druk(school, "Opslaan")
    assert "Opgeslagen." in school.locator("main").inner_text()


def test_an_invitation_leads_to_a_second_step(geen_werker, binnen, bezoeker, beheerder):
    page = binnen(beheerder)
    page.goto("/beheer/gebruikers/uitnodigen/")
    page.get_by_label("Naam").fill("Noor Nieuw")
    page.get_by_label("E-mailadres").fill("noor@proef.example")
    page.get_by_label("Rol").select_option(label="Deskundige")
    druk(page, "Uitnodigen")
    bezoeker.goto("/uitnodiging/" + re.search(r"/uitnodiging/([\w-]+)/", _laatste_mail())[1] + "/")
    bekijk(bezoeker, "uitnodiging", titel="Welkom")
    bezoeker.get_by_label("Kies een wachtwoord").fill(WACHTWOORD)
    bezoeker.get_by_label("Typ het nog een keer").fill(WACHTWOORD)
    druk(bezoeker, "Wachtwoord instellen")
    bekijk(bezoeker, "inloggen-na-uitnodiging")
    bezoeker.get_by_label("E-mailadres").fill("noor@proef.example")
    bezoeker.get_by_label("Wachtwoord").fill(WACHTWOORD)
    druk(bezoeker, "Inloggen")
    bekijk(bezoeker, "beveiligen")
    naar(bezoeker, "/account/2fa/totp/activate/", "totp-aanzetten")
    bezoeker.get_by_label("Code van zes cijfers").fill("000000")
    druk(bezoeker, "Aanzetten")
    bekijk(bezoeker, "totp-aanzetten-fout")


def _laatste_mail() -> str:
    """What came last; what waits for a worker is posted first."""
    nu = timezone.now()
    for bericht in te_verzenden(op=nu):
        verzenden(bericht.pk, op=nu)
    return mail.outbox[-1].body


def test_the_pages_of_the_own_account(als, loketmedewerker):
    met_wachtwoord(loketmedewerker, totp=True)
    page = als(loketmedewerker)
    RecoveryCodes.activate(loketmedewerker)
    naar(page, "/account/2fa/", "account")
    naar(page, "/account/sessies/", "account-sessies")
    naar(page, "/account/password/change/", "account-wachtwoord")
    druk(page, "Wachtwoord")
    bekijk(page, "account-wachtwoord-fout")
    naar(page, "/account/2fa/recovery-codes/", "herstelcodes")
    naar(page, "/account/2fa/recovery-codes/generate/", "herstelcodes-nieuw")
    naar(page, "/account/2fa/totp/deactivate/", "totp-uitzetten")
    naar(page, "/account/reauthenticate/", "opnieuw-inloggen")
    naar(page, "/account/2fa/reauthenticate/", "opnieuw-met-code")
    naar(page, "/account/logout/", "uitloggen")


def test_the_pages_of_a_passkey(als, loketmedewerker):
    met_wachtwoord(loketmedewerker, totp=True)
    page = als(loketmedewerker)
    sleutelbos = page.context.new_cdp_session(page)
    sleutelbos.send("WebAuthn.enable")
    sleutel = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    sleutel |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    sleutelbos.send("WebAuthn.addVirtualAuthenticator", {"options": sleutel})
    naar(page, "/account/2fa/webauthn/", "passkeys-leeg")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    druk(page, "Bevestigen")
    bekijk(page, "passkey-toevoegen")
    page.get_by_label("Naam").fill("laptop van het loket")
    druk(page, "Toevoegen")
    naar(page, "/account/2fa/webauthn/", "passkeys")
    page.get_by_role("link", name="Wijzig").click()
    bekijk(page, "passkey-naam")
    page.go_back()
    page.get_by_role("link", name="Verwijder").click()
    bekijk(page, "passkey-verwijderen", titel="Passkey verwijderen")


def test_a_forgotten_password_and_a_session_that_ended(bezoeker, binnen, loketmedewerker):
    met_wachtwoord(loketmedewerker, totp=False)
    naar(bezoeker, "/account/password/reset/", "wachtwoord-vergeten")
    bezoeker.get_by_label("E-mailadres").fill(loketmedewerker.email)
    druk(bezoeker, "Stuur")
    bekijk(bezoeker, "wachtwoord-vergeten-verstuurd")
    bezoeker.goto(re.search(r"/account/password/reset/key/\S+", _laatste_mail())[0])
    bekijk(bezoeker, "wachtwoord-nieuw")
    naar(bezoeker, "/account/password/reset/key/x-onzin/", "wachtwoord-nieuw-ongeldig")
    naar(bezoeker, "/account/signup/", "geen-aanmelding")
    page = binnen(loketmedewerker)
    page.goto("/loket/")
    Session.objects.all().delete()
    naar(page, "/loket/", "sessie-voorbij")
    assert "/account/login/" in page.url

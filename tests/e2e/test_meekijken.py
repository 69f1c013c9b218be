"""From a code on paper to the dossier, on a phone, with and without script; and the desk that gives a new one."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from pypdf import PdfReader

from kern.brieven.meekijken import leesbaar
from kern.termijnen.kalender import is_werkdag
from loket.actions.toegang import code_geven
from loket.actions.zaakbrief import brieven_maken, zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Status
from tests.factories import aanvraag_in, leerling_op, ouder_van

from .conftest import WACHTWOORD, bekijk
from .stappen import druk, klik, naar, pdfs_maken

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TELEFOON = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def zaak(school, ib):
    cache.clear()
    kind = leerling_op(school, roepnaam="Fenna")
    ouder_van(kind, voornaam="Anna")
    return aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=kind)


def code_voor(zaak, door):
    wie = zaak.leerling.gezag.first().betrokkene
    return leesbaar(code_geven(zaak, wie, door=door, op=timezone.now(), nagevraagd="gebeld"))


def geboren(page, dag):
    for naam, deel in (("dag", dag.day), ("maand", dag.month), ("jaar", dag.year)):
        page.locator(f"input[name=geboortedatum_{naam}]").fill(str(deel))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_parent_comes_in_on_a_phone(venster, zaak, loketmedewerker, script):
    code, page = code_voor(zaak, loketmedewerker), venster(java_script_enabled=script, **TELEFOON)
    if script:
        page.goto(f"/meekijken/#{code}")
        assert page.get_by_label("De code uit de brief").input_value() == code, "the QR code fills it in"
        assert code not in page.url, "and it is out of the address"
        bekijk(page, "meekijken")
    else:
        page.goto("/account/login/")
        klik(page, "meekijken met een code")
        page.get_by_label("De code uit de brief").fill(code.lower())
    geboren(page, zaak.leerling.geboortedatum.replace(day=4))
    druk(page, "Verder")
    bekijk(page, "meekijken-fout", titel="Meekijken")
    page.get_by_label("De code uit de brief").fill(code)
    geboren(page, zaak.leerling.geboortedatum)
    druk(page, "Verder")
    bekijk(page, "meekijken-email", titel="Welkom")
    page.get_by_label("Uw e-mailadres").fill("anna@proef.example")
    druk(page, "Stuur mij een code")
    bekijk(page, "meekijken-mailcode")
    page.get_by_label("De code uit de mail").fill(re.search(r"\w{4}-\w{4}", mail.outbox[-1].body)[0])
    druk(page, "Verder")
    bekijk(page, "meekijken-wachtwoord")
    page.get_by_label("Kies een wachtwoord").fill(WACHTWOORD)
    page.get_by_label("Typ het nog een keer").fill(WACHTWOORD)
    druk(page, "Maak mijn account")
    assert page.locator("h1").inner_text() == "Hoe gaat het met de aanvraag voor Fenna?"


def test_with_a_passkey_there_is_no_password(venster, zaak, loketmedewerker):
    page = venster(**TELEFOON)
    page.goto(f"/meekijken/#{code_voor(zaak, loketmedewerker)}")
    geboren(page, zaak.leerling.geboortedatum)
    druk(page, "Verder")
    page.get_by_label("Uw e-mailadres").fill("anna@proef.example")
    druk(page, "Stuur mij een code")
    page.get_by_label("De code uit de mail").fill(re.search(r"\w{4}-\w{4}", mail.outbox[-1].body)[0])
    druk(page, "Verder")
    sleutelhanger = page.context.new_cdp_session(page)
    sleutelhanger.send("WebAuthn.enable")
    sleutelhanger.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    druk(page, "Maak mijn account met een passkey")
    assert page.get_by_label("Ook zonder wachtwoord inloggen").is_checked()
    bekijk(page, "meekijken-passkey", titel="Passkey")
    druk(page, "Toevoegen")
    page.goto("/dossier/")
    assert "Fenna" in page.locator("h1").inner_text()
    page.context.clear_cookies()
    page.goto("/account/login/?next=/dossier/")
    with page.expect_navigation(url="**/dossier/**"):
        page.get_by_role("button", name="Inloggen met een passkey").click()
    assert "Fenna" in page.locator("h1").inner_text()


def test_the_desk_gives_a_new_code(binnen, zaak, loketmedewerker):
    page = binnen(loketmedewerker)
    page.goto(f"/loket/aanvragen/{zaak.public_id}/")
    klik(page, "Wie kijkt mee")
    bekijk(page, "wie-kijkt-mee")
    page.get_by_role("radio", name="Anna").check()
    page.get_by_label("Teruggebeld").check()
    page.get_by_label("Ik weet zeker").check()
    druk(page, "Maak een code")
    bekijk(page, "wie-kijkt-mee-code")
    assert re.search(r"\b\w{4}-\w{4}-\w{4}\b", page.locator("main").inner_text())


def test_a_second_child_with_the_same_account(binnen, zaak, loketmedewerker, ouder):
    page = binnen(ouder, **TELEFOON)
    naar(page, f"/meekijken/#{code_voor(zaak, loketmedewerker)}", "meekijken-ingelogd")
    geboren(page, zaak.leerling.geboortedatum)
    druk(page, "Verder")
    bekijk(page, "meekijken-erbij")
    druk(page, "Ja, dat ben ik")
    assert page.url.endswith("/dossier/") or "Fenna" in page.locator("h1").inner_text()


def test_from_the_printed_letter_to_the_dossier(binnen, venster, zaak, loketmedewerker):
    """The desk prints and posts; the code on the paper opens what the desk never saw on its screen."""
    loket = binnen(loketmedewerker)
    moeder = zaak.leerling.gezag.first().betrokkene
    with time_machine.travel(_werkdag()):
        brieven_maken(zaak, "aanbieding", op=timezone.now())
        zaakbrieven_klaarzetten(zaak, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
        pdfs_maken()
    rij = zaak.zaakbrieven.get(betrokkene=moeder)
    papier = PdfReader(BytesIO(loket.context.request.get(f"/brieven/{rij.public_id}/pdf/").body()))
    code = re.search(r"\w{4}-\w{4}-\w{4}", papier.pages[0].extract_text())[0]
    loket.goto(f"/brieven/{rij.public_id}/")
    assert code not in loket.content()
    with time_machine.travel(_werkdag()):
        zaakbrieven_verzonden(zaak, door=loketmedewerker, op=timezone.now())
    page = venster(**TELEFOON)
    page.goto(f"/meekijken/#{code}")
    geboren(page, zaak.leerling.geboortedatum)
    druk(page, "Verder")
    assert page.locator("h1").inner_text() == f"Welkom, {moeder.naam}"


def _werkdag():
    """Noon of today or of the last working day: on others no post is collected."""
    dag = timezone.localdate()
    while not is_werkdag(dag):
        dag -= timedelta(days=1)
    return datetime.combine(dag, time(12), ZoneInfo("Europe/Amsterdam"))

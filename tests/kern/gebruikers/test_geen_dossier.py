"""Who was a parent or pupil and is none today reads a kind page: nothing of any child, and no page of staff."""

from __future__ import annotations

from datetime import timedelta
from re import search

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import Status
from tests.factories import aanvraag_in, gebruiker_met
from tests.kern.gebruikers.test_inloggen import inloggen as log_in
from tests.kern.gebruikers.test_inloggen import met_wachtwoord

pytestmark = pytest.mark.django_db
KOP = "U kunt op dit moment geen dossier zien"


def voorbij(gebruiker):
    gisteren = timezone.localdate() - timedelta(days=1)
    gebruiker.lidmaatschappen.update(tot=gisteren)
    return Gebruiker.objects.get(pk=gebruiker.pk)


@pytest.mark.parametrize("rol", [Rol.OUDER, Rol.LEERLING])
def test_whose_role_ended_meets_a_kind_page_after_the_code_by_mail(client, rol):
    wie = voorbij(met_wachtwoord(gebruiker_met(rol)))
    log_in(client, wie)
    code = search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
    pagina = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert KOP in pagina.text
    assert "Bel ons" in pagina.text
    assert 'action="/account/logout/"' in pagina.text
    assert "tweede stap" not in pagina.text


def test_whatever_was_asked_for_it_is_the_same_page_and_of_no_child(inloggen, ouder, leerling, school, ib):
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    client = inloggen(voorbij(ouder))
    paden = (
        "/",
        "/dossier/",
        f"/dossier/{zaak.public_id}/",
        "/dossier/bestaat-niet/",
        "/loket/",
        "/beheer/gebruikers/",
    )
    for pad in paden:
        pagina = client.get(pad, follow=True)
        assert KOP in pagina.text, pad
        for woord in (leerling.roepnaam, leerling.achternaam, school.naam, zaak.kenmerk):
            assert woord not in pagina.text, (pad, woord)


def test_it_holds_at_once_in_a_session_that_is_open(inloggen, ouder, leerling):
    aanvraag_in(Status.IN_ADVIES, leerling=leerling)
    client = inloggen(ouder)
    assert leerling.roepnaam in client.get("/dossier/", follow=True).text
    voorbij(ouder)
    assert KOP in client.get("/dossier/", follow=True).text


def test_who_has_a_role_goes_on_and_staff_of_before_still_needs_a_second_step(client, inloggen, ouder, leerling):
    aanvraag_in(Status.IN_ADVIES, leerling=leerling)
    assert leerling.roepnaam in inloggen(ouder).get(reverse("gebruikers:geen_dossier"), follow=True).text
    client.logout()
    weg = voorbij(met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER)))
    assert not weg.was_gezin
    assert weg.moet_sterk_inloggen
    log_in(client, weg)
    assert client.get("/loket/").url == reverse("gebruikers:beveiligen")


def test_a_parent_with_a_role_but_without_a_child_reads_the_reasons_too(inloggen, ouder, leerling):
    leerling.gezag.update(tot=timezone.localdate() - timedelta(days=1))
    pagina = inloggen(ouder).get("/dossier/").text
    assert "niet, of niet meer, dat u het gezag heeft" in pagina
    assert leerling.roepnaam not in pagina

"""What a parent sees, in every state a case can be in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Status
from tests.canary import zaak
from tests.factories import (
    aanvraag_in,
    gebruiker_met,
    leerling_op,
    ouder_van,
)

from .conftest import bekijk
from .stappen import naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_a_parent_of_two_children_in_every_state(binnen, ib, school, loketmedewerker, beslisser):
    ouder = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    noor, sem = leerling_op(school, roepnaam="Noor"), leerling_op(school, roepnaam="Sem")
    zelf = ouder_van(noor, gebruiker=ouder)
    band = noor.gezag.get()
    band.pk, band.leerling = None, sem
    band.save(force_insert=True)
    assert zelf.gezag.count() == 2
    page = binnen(ouder)
    naar(page, "/", "dossiers-leeg")
    oud = timezone.now() - timedelta(days=120)
    zaken = {
        "wacht": aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=noor),
        "deskundigen": aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=sem, behandelaar=loketmedewerker),
        "laat": aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=sem, soort="SBO", ingediend=oud),
        "gestopt": aanvraag_in(S.INGETROKKEN, school=school, ib=ib, leerling=noor, soort="SBO"),
    }
    naar(page, "/dossier/", "dossiers")
    for naam, aanvraag in zaken.items():
        naar(page, f"/dossier/{aanvraag.public_id}/", f"dossier-{naam}")
    naar(page, f"/dossier/{zaken['wacht'].public_id}/aanvraag/", "dossier-aanvraag")
    sem.afscherming = "verblijfplaats"
    sem.save()
    naar(page, f"/dossier/{zaken['deskundigen'].public_id}/", "dossier-afgeschermd")
    klaar = zaak("klaar", school=school, ib=ib, loket=loketmedewerker, beslisser=beslisser)
    page = binnen(klaar.ouder)
    naar(page, "/", "dossier-brief")
    page.get_by_role("link", name="Lees de brief").click()
    bekijk(page, "brief-ouder", titel="Besluit over de aanvraag")  # no name of a child in a history of pages
    naar(page, "/account/2fa/", "account-ouder")
    naar(page, "/contact/", "contact-ouder")

"""A meeting from plan to minutes, and what a parent reads of it, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Overleg, Status
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_meeting_is_planned_held_and_read(binnen, loketmedewerker, ib, school, leerling, ouder):
    InstellingFactory()
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    aanvraag = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    page = binnen(loketmedewerker)
    naar(page, "/loket/overleggen/", "overleggen-leeg")
    page.get_by_role("link", name="Overleg plannen").click()
    page.get_by_label("Multidisciplinair overleg (MDO)").check()
    page.get_by_label("Op welke dag?").fill((timezone.localdate() + timedelta(days=6)).isoformat())
    page.get_by_label("Van", exact=True).fill("14:00")
    page.get_by_label("Tot", exact=True).fill("15:00")
    page.get_by_label("Waar?").fill("Kadeplein 1, Zandwerven")
    page.get_by_label("Waarom dit overleg, en wat kan eruit komen?").fill("Wij kijken samen welke hulp past.")
    bekijk(page, "overleg-nieuw")
    druk(page, "Plan het overleg")
    page.get_by_label("Nummer van de aanvraag").fill(aanvraag.kenmerk)
    page.get_by_label("Wat is de vraag aan het overleg?").fill("Is een observatie genoeg?")
    druk(page, "Zet op de agenda")
    for wie, rol, waarom in (("Iris Adviseur", "adviseur", "Denkt mee over hulp."), (None, "ouder", "U kent uw kind.")):
        keuzes = page.get_by_label("Wie?")
        if wie:
            keuzes.select_option(label=wie)
        else:
            keuzes.select_option(value=keuzes.locator("option[value^=ouder]").first.get_attribute("value"))
        page.get_by_label("In welke rol?").fill(rol)
        page.get_by_label("Waarom is deze persoon erbij?").fill(waarom)
        druk(page, "Nodig uit")
    bekijk(page, "overleg")
    rij = Overleg.objects.get()
    thuis = binnen(ouder)
    naar(thuis, f"/dossier/{aanvraag.public_id}/", "dossier-met-overleg")
    druk(thuis, "Ik kom")
    advies = binnen(adviseur)
    naar(advies, f"/loket/overleggen/{rij.public_id}/", "overleg-deelnemer")
    advies.get_by_role("link", name="Lees de stukken").click()
    bekijk(advies, "overleg-stukken")
    advies.goto("/loket/overleggen/")
    druk(advies, "Maak een adres")
    bekijk(advies, "agenda-koppelen")
    Overleg.objects.update(begin=timezone.now() - timedelta(hours=2), einde=timezone.now() - timedelta(hours=1))
    naar(page, f"/loket/overleggen/{rij.public_id}/", "overleg-verslag")
    page.get_by_label("wat is besloten?").fill("Eerst zes weken observeren.")
    page.get_by_label("Verslag", exact=True).fill("Iedereen kwam aan het woord.")
    druk(page, "Stel het verslag vast")
    bekijk(page, "overleg-vastgesteld")

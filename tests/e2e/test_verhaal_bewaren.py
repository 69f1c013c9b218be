"""A file that a bezwaar holds, that is let go, deleted, and that stays gone after a back-up was put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Bezwaarzaak
from scholen.models import Leerling
from tests.bezwaren import bezwaar_bij
from tests.factories import gebruiker_met, tlv_voor
from tests.toezicht.conftest import zonder_rapporten
from tests.toezicht.test_opruimen import geschreven
from tests.toezicht.test_verwijderen import DRIE, boek, dumpen, terugzetten, woorden_in_database
from toezicht import tasks
from toezicht.actions.lijst import lijst_maken

from .conftest import bekijk
from .stappen import druk, naar

__all__ = ["boek", "zonder_rapporten"]
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.usefixtures("zonder_rapporten"),
    pytest.mark.django_db(transaction=True, databases=DRIE),
]
DAG, TOEN = timedelta(days=1), timedelta(days=6 * 366)
NAAM = "Perzikboom"


def lijst_van_nu(page):
    """What the worker makes each month, as the privacy officer reads it."""
    lijst_maken(op=timezone.now())
    page.goto("/beheer/bewaren/")
    page.locator("table", has_text="De lijsten van nu").locator("tbody a").first.click()
    return page.locator("main").inner_text()


def test_held_by_a_bezwaar_released_deleted_and_gone_after_a_restore(binnen, boek, tmp_path):
    nu, fg, loket = timezone.now(), gebruiker_met(Rol.FG), gebruiker_met(Rol.LOKETMEDEWERKER)
    tlv = tlv_voor(op=nu - TOEN, eind=timezone.localdate() - 900 * DAG)
    Leerling.objects.filter(pk=tlv.leerling.pk).update(created_at=nu - TOEN, achternaam=NAAM)
    zaak, kenmerk = bezwaar_bij(tlv.besluit).zaak, tlv.besluit.aanvraag.kenmerk
    Bezwaarzaak.objects.update(created_at=nu - 60 * DAG)
    dossier = reverse("loket:behandelen", args=[tlv.besluit.aanvraag.public_id])
    geschreven(nu - DAG)

    page = binnen(fg)
    tekst = lijst_van_nu(page)
    bekijk(page, "verhaal-bewaren-bezwaar")
    assert kenmerk in tekst
    assert "Er loopt een bezwaar of beroep." in tekst
    assert "Keur deze lijst goed" not in tekst

    page = binnen(gebruiker_met(Rol.BEZWAARBEHANDELAAR))
    naar(page, f"/loket/bezwaren/{zaak.public_id}/stap/intrekken/", "verhaal-bewaren-intrekken")
    page.get_by_label("Hoe en waarom is het ingetrokken?").fill("De school belde: het is opgelost.")
    druk(page, "Intrekking vastleggen")
    assert kenmerk not in lijst_van_nu(binnen(fg)), "thirty days of rest: it is not due"

    with time_machine.travel(nu + 31 * DAG, tick=True):
        page = binnen(fg)
        assert kenmerk in lijst_van_nu(page)
        dumpen(tmp_path / "kopie")
        druk(page, "Keur deze lijst goed")
        tasks.bewaarlijsten_inhalen()
        bekijk(page, "verhaal-bewaren-goedgekeurd")
        assert binnen(loket).goto(dossier).status == 404
        assert woorden_in_database(NAAM), "nobody sees it, and it can be taken back"

    with time_machine.travel(nu + 63 * DAG, tick=True):
        tasks.bewaartermijnen_toepassen()
        assert woorden_in_database(NAAM) == {}
        page = binnen(fg)
        naar(page, "/beheer/bewaren/", "verhaal-bewaren-weg")
        page.locator("table", has_text="Eerdere lijsten").locator("tbody a").first.click()
        assert "verwijderd" in page.locator("main").inner_text()

        terugzetten(tmp_path / "kopie")
        page = binnen(loket)
        assert page.goto(dossier).status == 200
        assert NAAM in page.locator("main").inner_text(), "the back-up brought it back"
        call_command("opruimen_naspelen")
        assert page.goto(dossier).status == 404
        assert woorden_in_database(NAAM) == {}
        naar(binnen(fg), "/beheer/bewaren/", "verhaal-bewaren-nagespeeld")

"""The turns between desk, school and parents: asking for more, item by item, and answering it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from loket.actions import behandeling
from loket.actions.aanvulling import Puntgegevens
from loket.models import Aanvraag, Status
from tests.factories import aanvraag_in

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_two_rounds_of_aanvulling_item_by_item(binnen, loketmedewerker, school, ib):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=loketmedewerker)
    balie = binnen(loketmedewerker)
    balie.goto(f"/loket/aanvragen/{aanvraag.public_id}/aanvulling/")
    druk(balie, "Aanvulling vragen")
    bekijk(balie, "aanvulling-vragen-fout")
    balie.get_by_label("Een OPP dat niet ouder is dan een jaar").check()
    balie.get_by_text("Zelf punten toevoegen").click()
    balie.get_by_label("Eigen punt 1").fill("Schrijf op wat de leraar nodig heeft.")
    balie.get_by_label("Hoort bij").first.select_option(label="Wat heeft de leerling nodig?")
    balie.get_by_label("Mag, hoeft niet").first.check()
    druk(balie, "Aanvulling vragen")
    assert Aanvraag.objects.get().status == S.AANVULLING_GEVRAAGD
    page = binnen(ib)
    naar(page, f"/aanvragen/{aanvraag.public_id}/", "aanvulling-stand-school")
    naar(page, f"/aanvragen/{aanvraag.public_id}/aanvullen/", "aanvullen-punten")
    druk(page, "Aanvulling versturen")
    bekijk(page, "aanvullen-punten-fout")
    page.get_by_role("link", name="Wat heeft de leerling nodig?").click()
    bekijk(page, "aanvullen-onderdeel")
    page.get_by_label("Wat heeft de leraar nodig?").fill("Een extra paar handen.")
    druk(page, "Opslaan en terug naar de aanvulling")
    page.get_by_label("Jouw antwoord").first.fill("De ouders willen het OPP niet geven.")
    druk(page, "Aanvulling versturen")
    assert Aanvraag.objects.get().status == S.IN_CONTROLE
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=aanvraag", "aanvulling-binnen")
    assert "De ouders willen het OPP niet geven." in balie.locator("main").inner_text()
    aanvraag.refresh_from_db()
    behandeling.aanvulling_vragen(
        aanvraag,
        door=loketmedewerker,
        op=timezone.now(),
        punten=[Puntgegevens("Een verslag van een onderzoek", "stukken", "verslag")],
        hersteltermijn_dagen=7,
    )
    naar(page, f"/aanvragen/{aanvraag.public_id}/aanvullen/", "aanvullen-tweede-ronde")

"""A parent asks for everything; the desk checks and releases it; the parent fetches it. With and without a script."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.bestanden.actions import bewaren
from loket.actions.inzage import bestand, pakket
from loket.models import Bijlage, Inzagepakket, Status
from loket.models.notitie import Notitie
from tests.factories import aanvraag_in
from tests.stukken import PDF

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TELEFOON = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("script", [True, False])
def test_a_copy_is_asked_checked_released_and_fetched(
    binnen, ib, school, leerling, ouder, andere_ouder, loketmedewerker, script
):
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    op = timezone.now()
    Notitie.objects.create(
        aanvraag=zaak, tekst="Gebeld met moeder. Buurman Kees stoort haar.", created_at=op, schrijver=loketmedewerker
    )
    inhoud = bewaren(PDF, soort="application/pdf", op=op)
    Bijlage.objects.create(
        aanvraag=zaak, inhoud=inhoud, naam="verslag.pdf", soort="opp", toegevoegd_op=op, toegevoegd_door=ib
    )
    gezin = binnen(ouder, java_script_enabled=script, **TELEFOON)
    naar(gezin, f"/dossier/{zaak.public_id}/gegevens/", "inzage-gegevens")
    klik(gezin, "Ik wil alles zien")
    druk(gezin, "Versturen")
    balie = binnen(loketmedewerker, java_script_enabled=script)
    balie.goto("/loket/privacyverzoeken/")
    klik(balie, leerling.naam)
    bekijk(balie, "inzage-verzoek")
    klik(balie, "Kopie maken en nakijken")
    bekijk(balie, "inzage-begin")
    druk(balie, "Verzamel alles")
    bekijk(balie, "inzage-verzamelen")
    rij = Inzagepakket.objects.get()
    pakket.kopie_verzamelen(rij.pk, op=timezone.now())
    naar(balie, balie.url, "inzage-lijst")
    assert balie.get_by_role("link", name="Vrijgeven").count() == 0
    _nakijken(balie, rij)
    bekijk(balie, "inzage-nagekeken")
    klik(balie, "Vrijgeven")
    bekijk(balie, "inzage-vrijgeven")
    balie.get_by_label("Wat schrijf je erbij?").fill("U krijgt alles. De naam van een buurman lieten wij weg.")
    druk(balie, "Vrijgeven")
    assert "Zet een vinkje" in balie.content()
    balie.get_by_label("Ik heb alles nagekeken").check()
    druk(balie, "Vrijgeven")
    bekijk(balie, "inzage-vrijgegeven")
    naar(gezin, f"/dossier/{zaak.public_id}/gegevens/", "inzage-antwoord")
    klik(gezin, "Naar de kopie")
    bekijk(gezin, "inzage-kopie-wacht")
    assert "Wij maken de kopie klaar" in gezin.content()
    bestand.bestand_maken(rij.pk, op=timezone.now())
    naar(gezin, gezin.url, "inzage-kopie")
    with gezin.expect_download() as download:
        gezin.get_by_role("link", name="Haal de kopie op").click()
    assert download.value.suggested_filename == "kopie-van-het-dossier.zip"


def _nakijken(page, rij) -> None:
    """The desk goes from one thing to the next, and hides a name in the note."""
    eerste = next(een for een in rij.stukken.order_by("soort", "pk") if een.te_bekijken)
    page.goto(f"/loket/kopie/{eerste.public_id}/")
    gezien = set()
    for _ in range(rij.stukken.count()):
        kop = page.locator("h1").inner_text()
        if kop not in gezien and kop in ("Interne notitie", "Bijlage"):
            bekijk(page, f"inzage-stuk-{kop.split()[-1].lower()}")
        gezien.add(kop)
        if kop == "Interne notitie" and "Buurman Kees" in page.locator("main").inner_text():
            druk(page, "Bewaar en ga verder")
            assert "Kies of dit meegaat" in page.content()
            page.get_by_label("Wat moet onleesbaar worden?").fill("buurman kees")
        page.get_by_label("Ja", exact=True).check()
        druk(page, "Bewaar en ga verder")
        if page.url.endswith("/kopie/"):
            break
    assert "Alles is nagekeken" in page.content()
    assert rij.stukken.get(soort="loket.Notitie").maskers == ["buurman kees"]

"""The post of a day: decided, dated, printed as one PDF, ticked off, brought away, and read at home."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from kern.gebruikers.rollen import Rol
from loket.models import Bekendmaking, Postpartij, Status
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.werker import wacht_tot

from . import mensen
from .conftest import UITVOER, bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
S = Status


def test_the_post_of_a_day_from_the_decision_to_the_kitchen_table(binnen, werker):
    school = SchoolFactory(naam="Basisschool De Zandloper")
    anna = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    fenna = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(fenna, gebruiker=anna)
    ouder_van(fenna, aanhef="meneer", voornaam="Bram")
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, leerling=fenna)
    mensen.besluiten(binnen(gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser")), "SO:L", **mensen.CATEGORIE)
    balie, thuis = binnen(gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")), binnen(anna)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/kanaal/", "kanaal")
    partij = _maken(balie, aanvraag)
    _papier(balie, partij)
    _afvinken(balie, partij)
    thuis.goto("/")
    assert "Lees de brief" not in thuis.content()
    druk(balie, "De post is weg")
    bekijk(balie, "post-weg")
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT
    thuis.reload()
    klik(thuis, "Lees de brief")
    _niet_aangekomen(balie, Bekendmaking.objects.get(betrokkene__gebruiker=anna))
    _opnieuw(balie, aanvraag)
    _kiezen(thuis)


def _maken(balie, aanvraag) -> Postpartij:
    balie.goto("/loket/verzenden/")
    with balie.expect_navigation():
        balie.locator("main table a").first.click()
    mensen.voor_vandaag(balie)
    wacht_tot(lambda: Bekendmaking.objects.filter(brief__versies__pdf=None).count() == 0, 60, "de brieven")
    naar(balie, "/loket/verzenden/", "verzenden-met-post")
    druk(balie, "Maak de post van vandaag")
    wacht_tot(lambda: Postpartij.objects.filter(pdf__isnull=False).exists(), 60, "de post")
    balie.reload()
    bekijk(balie, "post-printen")
    return Postpartij.objects.get()


def _papier(balie, partij) -> None:
    """What comes out of the printer: every letter, each on sheets of its own with its code."""
    antwoord = balie.request.get(f"/loket/post/{partij.public_id}/pdf/")
    (UITVOER / "post.pdf").write_bytes(antwoord.body())
    bladen = [blad.extract_text() for blad in PdfReader(BytesIO(antwoord.body())).pages]
    assert len(bladen) == 2 * sum(regel.vellen for regel in partij.regels.all())
    for regel in partij.regels.all():
        assert sum(regel.code in blad for blad in bladen) == regel.vellen


def _afvinken(balie, partij) -> None:
    """By keyboard as a hand scanner does it, a wrong code, a wrong count, and the list."""
    een, twee, drie = partij.regels.all()
    veld = balie.get_by_label("Code onder aan de brief")
    veld.fill(een.code.lower())
    with balie.expect_navigation():
        veld.press("Enter")
    balie.wait_for_function("document.activeElement.name === 'code'")
    balie.keyboard.type(een.code)
    with balie.expect_navigation():
        balie.keyboard.press("Enter")
    bekijk(balie, "post-dubbel")
    assert "al afgevinkt" in balie.locator("main").inner_text()
    balie.get_by_text("Alles tegelijk, na tellen").click()
    balie.get_by_label("Hoeveel dichte enveloppen liggen er?").fill("2")
    druk(balie, "Allemaal afvinken")
    bekijk(balie, "post-telfout")
    balie.get_by_text("Afvinken op een lijst").click()
    for regel in (twee, drie):
        balie.get_by_label(regel.code).check()
    druk(balie, "Bewaren")
    bekijk(balie, "post-afgevinkt")
    assert "3 van 3 enveloppen" in balie.locator("main").inner_text()


def _niet_aangekomen(balie, brief) -> None:
    """The envelope comes back: written down, and on the page of what needs somebody."""
    naar(balie, f"/loket/brieven/{brief.public_id}/terug/", "brief-terug")
    druk(balie, "Leg vast")
    bekijk(balie, "brieven-opnieuw")
    naar(balie, "/loket/brieven/", "bezorging")
    assert "met een nieuwe datum" in balie.locator("main").inner_text()
    naar(balie, "/loket/post/", "post")


def _opnieuw(balie, aanvraag) -> None:
    """To the same address it goes only after somebody says where that was looked up, in words as long as a link."""
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/bekendmaken/", "adres-nakijken")
    balie.get_by_label("Ik heb het adres nagekeken").check()
    balie.get_by_label("Waar en wanneer?").fill(f"https://zoeken.example/{'a' * 57}")
    mensen.voor_vandaag(balie)
    bekijk(balie, "adres-nagekeken")
    assert "adres nagekeken: https" in balie.locator("main").inner_text()


def _kiezen(thuis) -> None:
    naar(thuis, "/dossier/brieven/", "brieven-kiezen")
    thuis.get_by_label("Besluiten").check()
    druk(thuis, "Bewaren")
    bekijk(thuis, "brieven-gekozen")
    assert "Dit geldt vanaf de volgende brief" in thuis.locator("main").inner_text()

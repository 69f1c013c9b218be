"""A question to the samenwerkingsverband, about a child and without a name: asked, answered, read."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Status
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van

from . import mensen
from .conftest import bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_two_questions_one_without_a_name(binnen):
    school = SchoolFactory(naam="Basisschool De Zandloper")
    anouk = gebruiker_met(Rol.IB, school=school, naam="Anouk Visser")
    marit = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    anna = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    fenna = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(fenna, gebruiker=anna)
    ouder_van(fenna, aanhef="meneer", voornaam="Bram")

    ib, balie = binnen(anouk), binnen(marit)
    over_fenna = _vragen(ib, fenna)
    zonder_naam = _vragen(ib, None)
    _antwoorden(balie, over_fenna, "Begin met een vaste plek, vooraan in de klas.")
    _antwoorden(balie, zonder_naam, "Wij komen in januari een middag kijken in groep 6.")
    _lezen(ib, over_fenna, zonder_naam)
    thuis = binnen(anna)
    thuis.goto("/")
    bekijk(thuis, "consult-dossier")
    assert "Begin met een vaste plek" in thuis.locator("main").inner_text()
    assert "groep 6" not in thuis.content()
    assert {een.status for een in Aanvraag.objects.all()} == {Status.GESLOTEN}


def _vragen(ib, leerling) -> Aanvraag:
    """Of one page: the question, then check and send."""
    mensen.beginnen(ib, "Consult: een vraag", leerling)
    if leerling is None:
        ib.get_by_label("Over welke groep of situatie gaat het?").fill("Groep 6: veel ruzie in de pauze.")
    else:
        mensen.kies(ib, "Weten de ouders dat je dit vraagt?", "Ja")
    ib.get_by_label("Wat is je vraag?").fill("Hoe krijgen wij meer rust na de pauze? Alles wat wij deden hielp kort.")
    ib.get_by_label("Wat heb je al geprobeerd?").fill("Een vast ritme.")
    ib.get_by_label("Wie kunnen we bellen?").fill("Anouk Visser")
    ib.get_by_label("Telefoonnummer").fill("000 222 22 22")
    bekijk(ib, "consult-vraag" if leerling else "preventief-vraag")
    mensen.opslaan(ib)
    return mensen.nakijken_en_indienen(ib, "consult-controleren", ouders=leerling is not None)


def _antwoorden(balie, aanvraag, advies: str) -> None:
    mensen.nemen(balie, aanvraag)
    bekijk(balie, "consult-zaak" if aanvraag.leerling else "preventief-zaak")
    klik(balie, "Advies schrijven")
    balie.get_by_label("Jouw advies").fill(advies)
    mensen.eenmaal(balie, "consult-advies")
    druk(balie, "Advies geven")


def _lezen(ib, *vragen) -> None:
    for aanvraag in vragen:
        ib.goto("/")
        klik(ib, aanvraag.over)
        mensen.eenmaal(ib, "consult-gelezen")
        druk(ib, "Gelezen, ik kan verder")
    ib.goto("/")
    bekijk(ib, "consult-school")

"""The record of processing: every model that knows a person stands in it, with why, for whom and until when."""

import pytest

from kern.avg import Regel, Van, gegevens
from kern.gebruikers.rollen import Rol
from loket.models.notitie import Notitie
from tests.factories import gebruiker_met
from tests.test_zicht import eigen_modellen
from toezicht import verwerkingsregister
from toezicht.rules.verwerkingen import BEWAREN, VAN_WOORDEN, VERWERKINGEN, verwerking_van
from toezicht.verwerkingsregister import als_tekst, bladen, register


def test_every_model_with_data_about_people_is_in_it_once():
    over = [model for model in eigen_modellen() if gegevens(model).van != Van.NIEMAND]
    zonder = [model._meta.label for model in over if verwerking_van(model.__module__) is None]
    assert zonder == [], "say in toezicht/rules/verwerkingen.py to which processing it belongs"
    assert sum(len(een.soorten) for een in register()) == len(over)


def test_a_model_in_a_file_without_a_processing_is_refused(monkeypatch):
    monkeypatch.setattr(Notitie, "__module__", "loket.models.iets_nieuws")
    with pytest.raises(LookupError, match=r"loket\.Notitie"):
        register.__wrapped__()


def test_each_processing_says_all_that_art_30_asks():
    for een in register():
        wat = een.verwerking
        assert all((wat.naam, wat.doel, wat.grondslag, wat.ontvangers, een.van, een.bewaren)), wat.code
        assert een.categorieen, f"{wat.code}: which data?"
    assert {*BEWAREN} == {*Regel}
    assert {*VAN_WOORDEN} == {*Van}
    assert len({een.code for een in VERWERKINGEN}) == len(VERWERKINGEN) == len(register())


def test_the_longest_place_wins_and_part_of_a_name_does_not():
    assert verwerking_van("arrangementen.models.rekening").code == "betalen"
    assert verwerking_van("arrangementen.models.uren").code == "arrangementen"
    assert verwerking_van("loket.models.bezwaarschrift") is None


def test_terms_are_those_of_the_rules_and_never_typed(monkeypatch):
    assert "3 jaar na het besluit" in BEWAREN[Regel.DOSSIER]
    assert "7 jaar" in BEWAREN[Regel.GELD]
    assert "3 jaar na het besluit" in als_tekst()


def test_the_files_hold_every_processing_and_every_kind_of_record():
    verwerkingen, soorten, _ = bladen()
    assert [rij[0] for rij in verwerkingen[2]] == [een.verwerking.naam for een in register()]
    assert ("Privacyverzoeken", "ouders, verzorgers en leerlingen") in [(rij[1], rij[2]) for rij in soorten[2]]
    assert verwerkingen[1] == verwerkingsregister.KOPPEN


@pytest.mark.django_db
def test_the_privacy_officer_and_beheer_read_it_and_take_it_along(inloggen, beheerder, ib):
    for wie in (gebruiker_met(Rol.FG), beheerder):
        client = inloggen(wie)
        pagina = client.get("/beheer/verwerkingsregister/").text
        assert "Beslissen over een aanvraag" in pagina
        assert "WPO artikel 18a lid 13" in pagina
        assert client.get("/beheer/verwerkingsregister/excel/").content[:2] == b"PK"
        csv = client.get("/beheer/verwerkingsregister/csv/")
        assert "Thuiszitters" not in csv["Content-Disposition"]
        assert "Bezwaar en beroep" in csv.content.decode("utf-8-sig")
    assert inloggen(ib).get("/beheer/verwerkingsregister/").status_code == 404

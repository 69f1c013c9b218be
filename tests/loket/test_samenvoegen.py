"""Two people in one section: whatever was accepted stays, and what both wrote is shown side by side."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kern.gebruikers.rollen import Rol
from loket.models import OnderdeelBehoefte, OnderdeelSchool, Status
from loket.views.samenvoegen import afdruk, vergelijken
from tests.factories import aanvraag_in, gebruiker_met
from tests.test_toegang import ingelogd

AUTOSAVE = {"X-Autosave": "1"}
NAMEN = ("a", "b", "c")
waarden = st.fixed_dictionaries({naam: st.sampled_from(["", "een", "twee", "drie"]) for naam in NAMEN})


@given(was=waarden, mijn=waarden, ander=waarden)
def test_no_accepted_text_disappears_unseen(was, mijn, ander):
    mag, botsingen = vergelijken(mijn, ander, {naam: afdruk(waarde) for naam, waarde in was.items()})
    for naam in NAMEN:
        straks = mijn[naam] if naam in mag else ander[naam]
        if ander[naam] != was[naam]:
            assert straks == ander[naam]
        if mijn[naam] != was[naam]:
            assert straks == mijn[naam] or botsingen[naam] == ander[naam]


@given(mijn=waarden, ander=waarden)
def test_without_a_known_beginning_every_difference_is_shown(mijn, ander):
    mag, botsingen = vergelijken(mijn, ander, {})
    assert not mag
    assert set(botsingen) == {naam for naam in NAMEN if mijn[naam] != ander[naam]}


def test_line_ends_and_nothing_in_two_ways_are_no_change():
    assert afdruk("een\r\ntwee ") == afdruk("een\ntwee")
    assert afdruk(None) == afdruk("") == afdruk([])


@pytest.fixture
def aanvraag(ib, school, leerling):
    return aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)


class Scherm:
    """The form of one section as one person has it open."""

    def __init__(self, client, aanvraag, slug):
        self.client, self.pad = client, reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, slug])
        html = client.get(self.pad).content.decode()
        self.velden = {
            naam: unescape(waarde)
            for naam, waarde in re.findall(r'<input type="(?:hidden|text)" name="([\w-]+)"[^>]*?value="([^"]*)"', html)
        }
        for naam, tekst in re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*([^<]*)</textarea>', html):
            self.velden[naam] = unescape(tekst)

    def bewaar(self, **velden):
        """As the script does: the whole form, and what the answer says about it."""
        self.velden |= velden
        antwoord = self.client.post(self.pad, self.velden, headers=AUTOSAVE)
        uit = antwoord.json()
        self.velden |= {"versie": uit["versie"], "begin": uit["begin"]}
        return antwoord.status_code, uit


@pytest.fixture
def twee(inloggen, ib, aanvraag, school):
    """Anouk and her director have the same section open."""

    def openen(slug):
        bram = ingelogd(gebruiker_met(Rol.DIRECTEUR, school=school, naam="Bram Directeur"))
        return Scherm(inloggen(ib), aanvraag, slug), Scherm(bram, aanvraag, slug)

    return openen


def behoefte(aanvraag):
    return OnderdeelBehoefte.objects.values("belemmeringen", "sterke_kanten").get(aanvraag=aanvraag)


def test_two_people_who_write_different_things_hinder_nobody(twee, aanvraag):
    anouk, bram = twee("behoefte")
    for beurt in ("eerst", "en daarna"):
        assert anouk.bewaar(belemmeringen=f"Anouk {beurt}")[0] == 200
        status, uit = bram.bewaar(sterke_kanten=f"Bram {beurt}")
        assert status == 200
        assert "ook in een ander venster geschreven" in uit["zin"]
    assert behoefte(aanvraag) == {"belemmeringen": "Anouk en daarna", "sterke_kanten": "Bram en daarna"}


def test_what_both_wrote_is_shown_side_by_side_and_the_rest_is_saved(twee, aanvraag):
    anouk, bram = twee("behoefte")
    anouk.bewaar(belemmeringen="Van Anouk")
    status, uit = bram.bewaar(belemmeringen="Van Bram", sterke_kanten="Lezen")
    assert status == 409
    assert (uit["velden"], uit["mijn"]) == ({"belemmeringen": "Van Anouk"}, {"belemmeringen": "Van Bram"})
    assert behoefte(aanvraag) == {"belemmeringen": "Van Anouk", "sterke_kanten": "Lezen"}


def test_two_tabs_of_one_person_are_not_two_people(inloggen, ib, aanvraag):
    een, twee = (Scherm(inloggen(ib), aanvraag, "behoefte") for _ in range(2))
    een.bewaar(belemmeringen="Uit het ene venster")
    status, uit = twee.bewaar(belemmeringen="Uit het andere")
    assert status == 409
    assert uit["zin"].startswith("Jij hebt dit in een ander venster ook gewijzigd.")


def test_a_telephone_number_that_is_none_is_not_kept_and_stays_on_the_screen(inloggen, ib, aanvraag):
    scherm = Scherm(inloggen(ib), aanvraag, "school")
    assert scherm.bewaar(telefoon="0251 22 22 22")[0] == 200
    _, uit = scherm.bewaar(telefoon="abc", directeur="Bram Post")
    assert "Telefoonnummer" in uit["zin"]
    bewaard = OnderdeelSchool.objects.get(aanvraag=aanvraag)
    assert (bewaard.telefoon, bewaard.directeur) == ("0251222222", "Bram Post")
    pagina = scherm.client.post(scherm.pad, scherm.velden).text
    assert "Vul een telefoonnummer in van 10 cijfers" in pagina
    assert 'value="abc"' in pagina


@pytest.mark.parametrize(("keuze", "staat"), [("mijn", "Van Bram"), ("ander", "Van Anouk"), ("laten", "Van Anouk")])
def test_the_choice_is_kept(twee, aanvraag, keuze, staat):
    anouk, bram = twee("behoefte")
    anouk.bewaar(belemmeringen="Van Anouk")
    _, uit = bram.bewaar(belemmeringen="Van Bram")
    if keuze == "ander":
        bram.velden["belemmeringen"] = "Van Anouk"
    if keuze == "laten":
        bram.velden["begin"] = json.dumps(json.loads(uit["begin"]) | uit["laten"])
    assert bram.bewaar()[0] == 200
    assert behoefte(aanvraag)["belemmeringen"] == staat


def test_a_short_answer_of_another_is_no_longer_overwritten_by_an_old_page(twee, aanvraag):
    anouk, bram = twee("school")
    anouk.bewaar(directeur="Mevrouw De Wit")
    assert bram.bewaar(bereikbaar_op="maandag")[0] == 200
    assert bram.bewaar(bereikbaar_op="dinsdag")[0] == 200
    rij = OnderdeelSchool.objects.get(aanvraag=aanvraag)
    assert (rij.directeur, rij.bereikbaar_op) == ("Mevrouw De Wit", "dinsdag")


def test_rows_of_help_of_another_are_not_thrown_away_either(twee, aanvraag):
    anouk, bram = twee("gedaan")
    rij = {"interventies-TOTAL_FORMS": 1, "interventies-INITIAL_FORMS": 0, "interventies-0-effect": "Hielp"}
    anouk.bewaar(**rij, **{"interventies-0-wat": "Klein groepje"})
    assert bram.bewaar(grens="Meer kan niet.")[0] == 200
    namen = aanvraag.onderdeel_gedaan.interventies.values_list("wat", flat=True)
    assert list(namen) == ["Klein groepje"]
    status, uit = bram.bewaar(**rij, **{"interventies-0-wat": "Begeleider"})
    assert status == 409
    assert "Klein groepje" in uit["velden"]["interventies"]
    assert list(namen.all()) == ["Klein groepje"]


def test_without_a_script_both_texts_are_on_the_page_and_the_button_writes_the_own(twee, aanvraag):
    anouk, bram = twee("behoefte")
    anouk.bewaar(belemmeringen="Van Anouk", sterke_kanten="Lezen")
    antwoord = bram.client.post(bram.pad, bram.velden | {"belemmeringen": "Van Bram"})
    pagina = antwoord.content.decode()
    assert "Van Anouk" in pagina
    assert "Van Bram" in pagina
    begin = unescape(re.search(r'name="begin" value="([^"]*)"', pagina)[1])
    klaar = bram.client.post(bram.pad, bram.velden | {"belemmeringen": "Van Bram", "begin": begin})
    assert klaar.status_code == 302
    assert behoefte(aanvraag) == {"belemmeringen": "Van Bram", "sterke_kanten": "Lezen"}


def test_half_a_date_is_said_not_to_be_saved_and_the_rest_is(twee, aanvraag):
    anouk, _ = twee("mening")
    status, uit = anouk.bewaar(besproken_op_dag="31", besproken_op_maand="11", ouders_woorden="Wij twijfelen.")
    assert status == 200
    assert "niet opgeslagen: Wanneer heb je de aanvraag met de ouders besproken?" in uit["zin"]
    aanvraag.onderdeel_mening.refresh_from_db()
    assert aanvraag.onderdeel_mening.ouders_woorden == "Wij twijfelen."

"""Who decides: table 2.2 row by row, two that qualify, and what the first page says about it."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from loket.models import Aanvraag
from loket.rules.route import PAST, Situatie, verantwoordelijk_swv
from loket.rules.soorten import SOORTEN

SITUATIE = {
    "nu_swv": ["NU"],
    "woont_swv": ["WOONT"],
    "doel_swv": ["DOEL"],
    "vraagt_swv": ["VRAAGT"],
}
TABEL = [
    (1, "SO", {"nu": "BO"}, "NU"),
    (1, "SO", {"nu": "SBO"}, "NU"),
    (1, "SO", {"nu": "SOVSO"}, "NU"),
    (2, "SO", {"nu": ""}, "WOONT"),
    (2, "SO", {"nu": "VO"}, "WOONT"),
    (3, "SO", {"nu": "", "woont": "buitenland"}, "DOEL"),
    (4, "SO", {"nu": "", "landelijk_swv": "LAND"}, "LAND"),
    (1, "SO", {"nu": "BO", "landelijk_swv": "LAND"}, "NU"),
    (4, "VSO", {"nu": "BO", "landelijk_swv": "LAND"}, "LAND"),
    (5, "VSO", {"nu": "VO"}, "NU"),
    (5, "VSO", {"nu": "SOVSO"}, "NU"),
    (6, "VSO", {"nu": "BO"}, "WOONT"),
    (6, "VSO", {"nu": "SBO"}, "WOONT"),
    (6, "VSO", {"nu": "SO"}, "WOONT"),
    (6, "VSO", {"nu": ""}, "WOONT"),
    (7, "VSO", {"nu": "", "woont": "buitenland"}, "DOEL"),
    (8, "SBO", {"nu": "BO"}, "NU"),
    (8, "SBO", {"nu": ""}, "WOONT"),
    (9, "PRO", {"nu": "BO"}, "VRAAGT"),
    (9, "LWOO", {"nu": "VO"}, "VRAAGT"),
]


@pytest.mark.parametrize(("regel", "soort", "feiten", "code"), TABEL)
def test_the_table_row_by_row(regel, soort, feiten, code):
    uitkomst = verantwoordelijk_swv(soort, Situatie(**SITUATIE | feiten))
    assert (uitkomst.regel, uitkomst.codes, uitkomst.controleer) == (regel, (code,), False)


def test_for_sbo_an_swv_can_follow_the_text_of_the_law():
    uitkomst = verantwoordelijk_swv("SBO", Situatie(nu="BO", **SITUATIE), sbo_beslist="sbo_school")
    assert uitkomst.codes == ("DOEL",)


def test_a_shared_municipality_is_for_a_person_to_look_at():
    uitkomst = verantwoordelijk_swv("SO", Situatie(woont_swv=["B", "A"]))
    assert (uitkomst.codes, uitkomst.controleer) == (("A", "B"), True)


def test_a_running_tlv_of_another_swv_is_for_a_person_to_look_at_and_an_own_one_is_not():
    ander = verantwoordelijk_swv("SO", Situatie(nu="SO", nu_swv=["A"], eerder_swv="B"))
    assert (ander.codes, ander.controleer) == (("A", "B"), True)
    assert "kijk na" in ander.zin
    zelf = verantwoordelijk_swv("SO", Situatie(nu="SO", nu_swv=["A"], eerder_swv="A"))
    assert (zelf.codes, zelf.controleer) == (("A",), False)


codes = st.lists(st.sampled_from(["A", "B", "C"]), max_size=2)
situaties = st.builds(
    Situatie,
    nu=st.sampled_from(["", "BO", "SBO", "SO", "SOVSO", "VSO", "VO", "PRO"]),
    nu_swv=codes,
    woont=st.sampled_from(["nederland", "buitenland"]),
    woont_swv=codes,
    doel_swv=codes,
    landelijk_swv=st.sampled_from(["", "L"]),
    vraagt_swv=codes,
    eerder_swv=st.sampled_from(["", "A", "E"]),
)


@given(st.sampled_from(["SBO", "SO", "VSO", "PRO", "LWOO"]), situaties)
def test_there_is_always_a_reason_and_never_a_guess(soort, situatie):
    uitkomst = verantwoordelijk_swv(soort, situatie)
    assert uitkomst.zin.endswith(".")
    assert 1 <= uitkomst.regel <= 9
    assert uitkomst.controleer == (len(uitkomst.codes) != 1)


def test_where_one_can_go_leads_to_kinds_that_exist():
    op_pagina = {code for code, soort in SOORTEN.items() if soort.op_pagina}
    assert {code for soorten in PAST.values() for code in soorten} == op_pagina


# --- the page ----------------------------------------------------------------------------------------------------

NIEUW = "loket:aanvraag_nieuw"


def vraag(client, **antwoorden):
    return client.get(reverse(NIEUW), antwoorden).content.decode()


def test_the_first_page_says_who_decides_and_which_kind_fits(inloggen, ib, school):
    pagina = vraag(inloggen(ib), doel="so", nu="hier", woont="regio", eerder="geen")
    assert "SWV De Vloedlijn beslist" in pagina
    assert "TLV speciaal onderwijs" in pagina


def test_a_pupil_who_goes_to_vso_is_for_the_swv_of_the_place_of_residence(inloggen, ib):
    pagina = vraag(inloggen(ib), doel="vso", nu="hier", woont="regio", eerder="geen")
    assert "Het samenwerkingsverband van de woonplaats beslist" in pagina
    assert "kun je hier niet aanvragen" in pagina


def test_what_is_not_sure_is_said_and_does_not_stop_anybody(inloggen, ib, leerling):
    client = inloggen(ib)
    pagina = vraag(client, doel="so", nu="hier", woont="regio", eerder="ander")
    assert "Kijk dit na" in pagina
    assert "Begin met de aanvraag" in pagina


def test_answers_that_do_not_exist_give_the_plain_page(inloggen, ib):
    assert "Wie beslist?" in vraag(inloggen(ib), doel="mars", nu="x")


def test_help_at_the_own_school_is_asked_from_the_catalogue(inloggen, ib, leerling):
    client, aanbod = inloggen(ib), reverse("arrangementen:aanbod")
    pagina = vraag(client)
    assert 'value="ARR"' not in pagina
    assert f'<a href="{aanbod}">Kies die in het aanbod</a>' in pagina
    assert "Kies de hulp in het aanbod" in vraag(client, doel="blijft", nu="hier", woont="regio", eerder="geen")
    client.post(reverse(NIEUW), {"sleutel": "a" * 22, "soort": "ARR", "leerling": leerling.public_id})
    assert not Aanvraag.objects.exists()

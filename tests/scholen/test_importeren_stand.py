"""Facts of several files to one answer: the newest wins, in any order, once or twice."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholen.importeren import Bron, Soort
from scholen.importeren.stand import (
    Aantal,
    Feit,
    Periode,
    SchoolStand,
    gesloten_op,
    kolommen,
    naar_json,
    perioden,
    tonen,
    uit_json,
)
from tests.scholen.bestanden import (
    BO,
    GESPECIALISEERD,
    HISTORISCH,
    HOOFD,
    LANDELIJK_MET_SWV,
    VO,
    VO_2026,
    VO_LEERLINGEN,
    VO_TYPE,
    bron,
    inhoud,
)


def samen(*bronnen: Bron) -> dict[str, SchoolStand]:
    scholen: dict[str, SchoolStand] = {}
    for een in bronnen:
        for brin6, school in een.scholen.items():
            scholen.setdefault(brin6, SchoolStand()).leer(school)
    return scholen


def lijsten(*bronnen: Bron) -> dict[Soort, set[date]]:
    uit: dict[Soort, set[date]] = {}
    for een in bronnen:
        if een.landelijk:
            uit.setdefault(een.soort, set()).add(een.peildatum)
    return uit


def getoond(brin6: str, *bronnen: Bron):
    return kolommen(brin6, samen(*bronnen)[brin6], lijsten(*bronnen))


# An older file never overwrites newer facts


def test_any_order_and_any_repetition_of_files_gives_the_same_facts():
    bronnen = [bron(naam) for naam in (BO, HISTORISCH, LANDELIJK_MET_SWV, HOOFD, VO, VO_TYPE)]
    vast = samen(*bronnen)
    assert len(vast) > 40
    for volgorde in itertools.permutations(bronnen):
        assert samen(*volgorde) == vast
    assert samen(*bronnen, *reversed(bronnen), *bronnen) == vast


def test_the_board_of_the_newest_file_counts():
    pupils, adressen = bron(HISTORISCH), bron(BO)  # boards merged between October and August
    assert getoond("03CV00", pupils).bestuur == "41438"
    assert getoond("03CV00", adressen, pupils).bestuur == "55238"


def test_a_vestiging_that_moved_has_the_newest_address_whole():
    nu = bron(VO_2026)
    lijn = b";Asterstraat;49;2223 VG;KATWIJK ZH;"
    toen = bron(
        VO_2026, bytes_=inhoud(VO_2026).replace(lijn, b";Sandtlaan;98;2231 CE;RIJNSBURG;"), peildatum=date(2024, 11, 1)
    )
    for volgorde in ((toen, nu), (nu, toen)):
        verhuisd, erna = getoond("02KB08", *volgorde), getoond("02VD09", *volgorde)
        assert (verhuisd.straat, verhuisd.huisnummer, verhuisd.postcode) == ("Asterstraat", "49", "2223 VG")
        assert (erna.straat, erna.huisnummer) == ("Sandtlaan", "98")


def test_an_empty_cell_takes_nothing_away():
    leeg = inhoud(BO).replace(b";0599512734;www.dkckompas.nl;", b"; ; ;")
    assert leeg != inhoud(BO)
    later = bron(BO, bytes_=leeg, peildatum=date(2026, 9, 1))
    assert getoond("05OC00", bron(BO), later).telefoon == "0599512734"


def test_a_name_cut_at_thirty_signs_never_replaces_the_whole_name():
    pupils = bron(VO_LEERLINGEN, peildatum=date(2026, 10, 1))
    assert getoond("02KB08", pupils).naam == "ISK Duin- en Bollenstreek Zuid"
    heel = "Teylingen College voor Gymnasium Atheneum Havo Mavo Vbo Lwoo"
    assert getoond("02KB08", bron(VO_2026), pupils).naam == heel


def test_a_school_that_was_reformatorisch_stays_so_when_duo_says_only_bijzonder():
    later = bron(VO_2026, bytes_=inhoud(VO_2026).replace(b";02VD;02VD09;", b";23VL;23VL02;"))
    assert later.scholen["23VL02"].feiten["denominatie_kort"].waarde == "Bijzonder"
    assert getoond("23VL02", bron(VO), later).denominatie == "Reformatorisch"


def test_a_cut_denomination_completes_to_the_one_known_and_replaces_another():
    vol = {"denominatie": Feit(date(2018, 1, 1), Soort.VESTIGINGEN_VO, "Samenwerking PC, RK, Alg. Bijzonder")}
    kort = {"denominatie_kort": Feit(date(2026, 8, 1), Soort.VESTIGINGEN_BO, "Samenwerking PC, RK, Alg. Bijz")}
    assert tonen(vol | kort, "denominatie") == "Samenwerking PC, RK, Alg. Bijzonder"
    vol["denominatie"] = Feit(date(2018, 1, 1), Soort.VESTIGINGEN_VO, "Openbaar")
    assert tonen(vol | kort, "denominatie") == "Samenwerking PC, RK, Alg. Bijz"


def test_a_practical_school_is_not_the_vso_it_was_in_1999():
    pupils = bron(HISTORISCH)  # a newer file, with no pupils here since 1999
    assert pupils.scholen["01EK00"].feiten["soort"] == Feit(date(1999, 10, 1), Soort.LEERLINGEN_HISTORISCH, "VSO")
    school = getoond("01EK00", bron(VO), pupils)
    assert (school.soort, school.gesloten_op) == ("PRO", None)


def test_a_count_of_a_newer_file_replaces_the_same_day_and_a_hidden_one_gives_way():
    verborgen, later = inhoud(HISTORISCH).replace(b";16;0;0;", b";<5;0;0;"), date(2026, 1, 1)
    tel = (date(2015, 10, 1), "")
    correctie = bron(HISTORISCH, bytes_=inhoud(HISTORISCH).replace(b";16;0;0;", b";17;0;0;"), peildatum=later)
    for volgorde in ((bron(HISTORISCH), correctie), (correctie, bron(HISTORISCH))):
        assert samen(*volgorde)["00GU00"].aantallen[tel].aantal == 17
    zelfde_dag = samen(bron(HISTORISCH), bron(HISTORISCH, bytes_=verborgen))
    assert zelfde_dag["00GU00"].aantallen[tel].aantal == 16


# Open or closed


@pytest.mark.parametrize(
    ("brin6", "dag"), [("00GU00", date(2016, 8, 1)), ("00AW02", date(2025, 8, 1)), ("00WO00", None), ("32HW00", None)]
)
def test_a_school_closes_with_the_school_year_of_its_first_count_of_zero(brin6, dag):
    assert getoond(brin6, bron(HISTORISCH)).gesloten_op == dag


@pytest.mark.parametrize("brin6", ["17FL01", "32HW00"])
def test_a_school_with_pupils_that_the_full_list_no_longer_names_is_closed(brin6):
    assert getoond(brin6, bron(HISTORISCH)).gesloten_op is None
    assert getoond(brin6, bron(HISTORISCH), bron(BO)).gesloten_op == date(2026, 8, 1)


def test_a_list_of_one_kind_closes_no_school_of_another():
    assert getoond("00BZ00", bron(HISTORISCH), bron(BO)).gesloten_op is None
    assert getoond("26HN00", bron(VO_LEERLINGEN), bron(BO)).gesloten_op is None


def test_a_new_school_without_pupils_is_open():
    assert getoond("32KX00", bron(BO), bron(HISTORISCH)).gesloten_op is None


def test_a_school_with_a_hidden_count_is_open():
    assert getoond("00BZ00", bron(HISTORISCH)).gesloten_op is None
    stand = SchoolStand({}, {(date(2025, 10, 1), ""): Aantal(date(2025, 10, 1), None, "<5")})
    assert gesloten_op(stand, {}) is None


def test_a_school_that_is_named_again_is_open_again():
    zonder = b"".join(regel for regel in inhoud(BO).splitlines(keepends=True) if b";05OC00;" not in regel)
    dicht = bron(BO, bytes_=zonder, peildatum=date(2027, 8, 1))
    weer = bron(BO, bytes_=inhoud(BO), peildatum=date(2028, 8, 1))
    assert getoond("05OC00", bron(BO), dicht).gesloten_op == date(2027, 8, 1)
    assert getoond("05OC00", bron(BO), dicht, weer).gesloten_op is None


def test_a_school_that_never_had_a_pupil_was_closed_when_it_was_read_of():
    zonder = b"\r\n".join(
        regel.rpartition(b";")[0] + b";0" if regel.startswith(b"32JK;") else regel
        for regel in inhoud(HISTORISCH).splitlines()
    )
    assert getoond("32JK00", bron(HISTORISCH, bytes_=zonder)).gesloten_op == date(1996, 10, 1)


def test_special_schools_have_an_address_list_of_their_own():
    school = getoond("26MC00", bron(GESPECIALISEERD))
    assert (school.soort, school.plaats, school.gesloten_op) == ("SOVSO", "Sneek", None)


# Part in an SWV


def test_the_first_swv_read_holds_since_there_are_swvs():
    assert perioden({"PO": {date(2026, 8, 1): "PO2815"}}) == [Periode("PO", "PO2815", date(2014, 8, 1), None)]


def test_a_school_that_changes_swv_has_two_periods_that_touch():
    gezien = {"PO": {date(2026, 8, 1): "PO2814", date(2024, 8, 1): "PO2815", date(2025, 8, 1): "PO2815"}}
    assert perioden(gezien) == [
        Periode("PO", "PO2815", date(2014, 8, 1), date(2026, 7, 31)),
        Periode("PO", "PO2814", date(2026, 8, 1), None),
    ]


def test_an_excluded_school_leaves_its_swv():
    assert perioden({"PO": {date(2024, 8, 1): "PO2815", date(2026, 8, 1): ""}}) == [
        Periode("PO", "PO2815", date(2014, 8, 1), date(2026, 7, 31))
    ]


# Keeping facts


def test_facts_come_back_from_the_database_as_they_went_in():
    for school in samen(bron(BO), bron(HISTORISCH), bron(LANDELIJK_MET_SWV)).values():
        terug = uit_json(naar_json(school.feiten, school.deelnames))
        assert (terug.feiten, terug.deelnames) == (school.feiten, school.deelnames)


dagen = st.dates(date(2015, 1, 1), date(2015, 1, 4))
feiten = st.dictionaries(
    st.sampled_from(["naam", "naam_kort", "bestuur"]),
    st.builds(Feit, dagen, st.sampled_from(list(Soort)), st.sampled_from(["a", "b", "c"])),
)
aantallen = st.dictionaries(
    st.tuples(dagen, st.sampled_from(["", "vavo"])),
    st.one_of(
        st.builds(Aantal, dagen, st.integers(0, 3), st.just("")),
        st.builds(Aantal, dagen, st.none(), st.sampled_from(["<5", "*"])),
    ),
)
deelnames = st.dictionaries(st.sampled_from(["PO", "VO"]), st.dictionaries(dagen, st.sampled_from(["", "PO2815"])))
standen = st.lists(st.builds(SchoolStand, feiten, aantallen, deelnames), max_size=5)


@given(standen, st.randoms(use_true_random=False))
def test_what_is_known_does_not_depend_on_the_order_of_learning(gelezen, kans):
    door_elkaar = [*gelezen, *gelezen]
    kans.shuffle(door_elkaar)
    heen, terug = SchoolStand(), SchoolStand()
    for stand in gelezen:
        heen.leer(stand)
    for stand in door_elkaar:
        terug.leer(stand)
    assert heen == terug

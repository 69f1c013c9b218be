"""The bounds and the draw of one day, as examples."""

from datetime import date

from toezicht.rules.toezien import (
    BUITEN_EIGEN_WERK,
    STEEKPROEF_HOOGSTENS,
    STEEKPROEF_MINST,
    Blik,
    Dagfeiten,
    Signaal,
    Soort,
    signalen,
    steekproef,
)

DAG = date(2026, 11, 27)


def blikken(wie: str, aantal: int) -> frozenset[Blik]:
    return frozenset(Blik(wie, f"kind-{nr}") for nr in range(aantal))


def soorten(feiten: Dagfeiten, meer_dan: int = 50) -> list[tuple[str, int]]:
    return [(een.soort.value, een.aantal) for een in signalen(feiten, meer_dan=meer_dan)]


def test_many_files_is_more_than_the_setting_and_not_as_many():
    assert soorten(Dagfeiten(DAG, blikken("a", 50))) == []
    assert soorten(Dagfeiten(DAG, blikken("a", 51))) == [("veel", 51)]
    assert soorten(Dagfeiten(DAG, blikken("a", 30) | blikken("b", 30))) == [], "each person is counted apart"


def test_outside_the_own_work_counts_for_who_sees_more_than_that():
    zes = blikken("a", BUITEN_EIGEN_WERK + 1)
    breed = frozenset({"a"})
    assert soorten(Dagfeiten(DAG, zes, werkt_breed=breed)) == [("buiten", BUITEN_EIGEN_WERK + 1)]
    assert soorten(Dagfeiten(DAG, zes)) == [], "a school sees its own children only"
    assert soorten(Dagfeiten(DAG, zes, werkt_breed=breed, eigen_werk=frozenset({Blik("a", "kind-0")}))) == []


def test_the_own_child_and_a_file_are_always_told():
    feiten = Dagfeiten(DAG, blikken("a", 1), eigen_kind=blikken("a", 1), exports=(("b", 300),))
    assert signalen(feiten, meer_dan=50) == [
        Signaal(Soort.EIGEN_KIND, "a", "kind-0"),
        Signaal(Soort.EXPORT, "b", aantal=300),
    ]


def test_the_draw_is_the_same_each_time_another_by_another_key_and_within_its_bounds():
    feiten = Dagfeiten(DAG, blikken("a", 200))
    getrokken = steekproef(feiten, sleutel="x")
    assert getrokken == steekproef(feiten, sleutel="x") != steekproef(feiten, sleutel="y")
    assert len(getrokken) == 4, "2 percent"
    assert len(steekproef(Dagfeiten(DAG, blikken("a", 9)), sleutel="x")) == STEEKPROEF_MINST
    assert len(steekproef(Dagfeiten(DAG, blikken("a", 9000)), sleutel="x")) == STEEKPROEF_HOOGSTENS
    assert steekproef(Dagfeiten(DAG, frozenset()), sleutel="x") == []


def test_of_each_who_is_a_parent_too_one_look_is_drawn():
    feiten = Dagfeiten(DAG, blikken("a", 500) | {Blik("moeder", "kind-7")}, ouders=frozenset({"moeder", "vrij"}))
    assert "moeder" in {een.wie for een in steekproef(feiten, sleutel="x")}

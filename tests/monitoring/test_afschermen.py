"""What who may not see the rows beneath reads of a table (R-MON-05)."""

from decimal import Decimal

import pytest

from monitoring.rules.afschermen import KLEIN, LEEG, MEE, ONDER, afschermen
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

L = Maat.LEERLINGEN


def tabel(kolommen, rijen, totaal=None, code="proef", **velden):
    namen = [Rij(naam, cellen) for naam, cellen in rijen.items()]
    return Tabel(code, "Proef", "School", kolommen, tuple(namen), ("M08",), totaal and Rij("Totaal", totaal), **velden)


def cellen(een):
    return [rij.cellen for rij in (*een.getoond[0].rijen, *([een.getoond[0].totaal] if een.getoond[0].totaal else []))]


def test_one_to_four_is_hidden_and_nobody_is_not():
    kolommen = (Kolom("Ontvangen", L), Kolom("Scholen", Maat.AANTAL), Kolom("Plaats", Maat.TEKST))
    een = afschermen([tabel(kolommen, {"a": (0, 3, "x"), "b": (4, 1, "y"), "c": (5, 2, "z"), "d": (None, 1, "")})])
    assert cellen(een) == [(0, 3, "x"), (KLEIN, 1, "y"), (5, 2, "z"), (None, 1, "")]
    assert een.getoond[0].onder == (), "a small number alone needs no explanation"
    assert een.precies[0].rijen[1].cellen[0] == 4


def test_with_a_total_another_goes_along_and_is_explained():
    een = afschermen([tabel((Kolom("Ontvangen", L),), {"a": (3,), "b": (9,), "c": (20,)}, (32,), onder=("DUO",))])
    assert cellen(een) == [(KLEIN,), (MEE,), (20,), (32,)]
    assert een.getoond[0].onder == ("DUO", ONDER)


def test_where_nothing_can_give_way_the_column_is_not_shown():
    een = afschermen([tabel((Kolom("Ontvangen", L),), dict.fromkeys("abcd", (1,)), (4,))])
    assert {cel for rij in cellen(een)[:4] for cel in rij} == {LEEG}, "four small ones that make four are all one"


def test_a_total_that_two_tables_share_is_hidden_in_both():
    groot = tabel((Kolom("Ontvangen", L),), {"a": (6,), "b": (2,)}, (8,), code="een")
    deel = tabel((Kolom("Ontvangen", L),), {"SO": (8,)}, (8,), code="twee")
    een = afschermen([groot, deel])
    assert [rij.cellen for rij in een.getoond[0].rijen] == [(MEE,), (KLEIN,)]
    assert een.getoond[1].totaal.cellen == een.getoond[0].totaal.cellen


def test_what_is_left_of_a_row_without_a_part_of_it_is_a_number_too():
    """Of 30 decisions 28 had a day on which they were complete: two were left aside."""

    def een(compleet):
        rijen = (Rij("Alle", (30,), "geheel"), Rij("Compleet", (compleet,), "compleet", "geheel"))
        return afschermen([Tabel("x", "x", "Deel", (Kolom("Aantal", L),), rijen, ())]).getoond[0]

    assert [rij.cellen[0] for rij in een(28).rijen] == [30, MEE]
    assert [rij.cellen[0] for rij in een(30).rijen] == [30, 30]
    assert [rij.cellen[0] for rij in een(20).rijen] == [30, 20]


def test_what_moved_since_it_was_printed_is_a_number_too():
    """A page counts when somebody looks: one aanvraag less than the report of that year tells of one child."""

    def een(aantal, **velden):
        kolom = Kolom("Ontvangen", L, code="Ontvangen|2026-08-01|2027-07-31")
        return afschermen([tabel((kolom,), {"SO": (aantal,)}, (aantal,))], **velden)

    rapport = een(12)
    for nu, getoond in ((12, 12), (11, MEE), (14, MEE), (20, 20)):
        assert cellen(een(nu, naast=[rapport], telt_nu=True)) == [(getoond,), (getoond,)], nu
    assert cellen(een(11, naast=[rapport])) == [(11,), (11,)], "a report says what it counted, once"


def test_what_came_between_is_hidden_also_with_something_beside_it():
    def een(aantal, *rest, **velden):
        return afschermen([tabel((Kolom("Ontvangen", L),), {"a": (aantal,), "b": (30,)})], *rest, **velden)

    andere = afschermen([tabel((Kolom("Anders", L),), dict.fromkeys("abc", (9,)), code=code) for code in "xyz"])
    toen = een(9)
    assert cellen(een(11, [toen], loopt_door=True, naast=[andere])) == [(MEE,), (30,)]


def test_two_schools_of_one_name_are_two_numbers():
    rijen = (Rij("De Brug", (3,)), Rij("De Brug", (3,)), Rij("De Kade", (9,)))
    een = Tabel("x", "x", "School", (Kolom("Ontvangen", L),), rijen, (), Rij("Totaal", (15,)))
    uit = afschermen([een]).getoond[0]
    assert [rij.cellen[0] for rij in uit.rijen] == [KLEIN, KLEIN, 9]


@pytest.mark.parametrize(
    ("wat", "van", "getoond"),
    [(9, 20, True), (9, 12, False), (9, 9, False), (3, 20, False), (0, 40, True), (None, 40, False)],
)
def test_a_share_is_shown_of_enough_and_of_what_is_shown(wat, van, getoond):
    kolommen = (
        Kolom("Ontvangen", L),
        Kolom("Op tijd", L, deel_van="Ontvangen"),
        Kolom("Deel", Maat.PROCENT, uit=("Op tijd", "Ontvangen")),
        Kolom("Weken", Maat.WEKEN),
    )
    deel = None if wat is None else Decimal(wat * 100) / van
    een = afschermen([tabel(kolommen, {"a": (van, wat, deel, Decimal("6.5"))})])
    assert cellen(een)[0][2] == (deel if getoond else None if wat is None else LEEG)
    assert cellen(een)[0][3] == LEEG, "of a mean nobody knows of how many"


def test_a_count_of_children_is_whole():
    with pytest.raises(ValueError, match="geheel"):
        afschermen([tabel((Kolom("Ontvangen", L),), {"a": (Decimal("2.5"),)})])

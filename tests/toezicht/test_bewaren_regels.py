"""Twins at the boundary: each file goes on the first day it may, and stays the day before. And what holds, holds."""

from dataclasses import replace
from datetime import date, timedelta

from loket.rules.privacy import bewaren_tot, bewaren_zonder_besluit
from tests.elk import elk
from toezicht.rules.bewaren import (
    MAG,
    REGELS,
    ZINNEN,
    Feiten,
    Omvang,
    Oordeel,
    Reden,
    Soort,
    einde_zonder_datum,
    klok_klopt_niet,
    klok_sprong,
    mag_weg,
    register_tot,
    samen,
    te_veel,
    vanaf,
    zacht_tot,
)

D = date
S, R = Soort, Reden
DEEL = S.HANDELINGSDEEL
F = Feiten
BESLUIT = F(S.OORDEEL, D(2025, 5, 15))
EINDE = replace(BESLUIT, geldig_tot=D(2027, 7, 31))
DAG = timedelta(days=1)

GRENZEN = [
    # the worked examples of R-PRIV-05
    ("besluit, strikt", EINDE, D(2028, 5, 15)),
    ("besluit, vanaf de einddatum", replace(EINDE, vanaf_einde=True), D(2030, 7, 31)),
    ("advies", F(S.ADVIES, D(2024, 9, 1)), D(2027, 9, 1)),
    ("dertig dagen na de uitspraak", replace(EINDE, rust=D(2028, 6, 1)), D(2028, 7, 1)),
    # a judgement
    ("besluit zonder TLV", BESLUIT, D(2028, 5, 15)),
    ("zonder TLV telt de einddatum niet", replace(BESLUIT, vanaf_einde=True), D(2028, 5, 15)),
    ("besluit op schrikkeldag", F(S.OORDEEL, D(2024, 2, 29)), D(2027, 2, 28)),
    ("drie jaar later is een schrikkeljaar", F(S.OORDEEL, D(2025, 2, 28)), D(2028, 2, 28)),
    ("besluit op oudjaar", F(S.OORDEEL, D(2024, 12, 31)), D(2027, 12, 31)),
    ("besluit op nieuwjaar", F(S.OORDEEL, D(2025, 1, 1)), D(2028, 1, 1)),
    ("TLV langer geldig dan drie jaar", replace(BESLUIT, geldig_tot=D(2029, 7, 31)), D(2029, 8, 1)),
    ("TLV geldig tot de dag ervoor", replace(BESLUIT, geldig_tot=D(2028, 5, 14)), D(2028, 5, 15)),
    ("TLV geldig tot die dag zelf", replace(BESLUIT, geldig_tot=D(2028, 5, 15)), D(2028, 5, 16)),
    ("TLV geldig tot oudjaar", replace(BESLUIT, geldig_tot=D(2028, 12, 31)), D(2029, 1, 1)),
    ("einddatum op schrikkeldag", F(S.OORDEEL, D(2023, 9, 1), D(2024, 2, 29), True), D(2027, 2, 28)),
    # advice, help, and what has no term in law
    ("advies op schrikkeldag", F(S.ADVIES, D(2024, 2, 29)), D(2027, 2, 28)),
    ("toewijzing", F(S.TOEWIJZING, D(2024, 10, 1)), D(2027, 10, 1)),
    ("hulp loopt langer dan drie jaar", F(S.TOEWIJZING, D(2024, 10, 1), D(2028, 7, 31)), D(2028, 8, 1)),
    ("hulp was eerder klaar", F(S.TOEWIJZING, D(2024, 10, 1), D(2025, 7, 31)), D(2027, 10, 1)),
    ("ingetrokken", F(S.ZONDER, D(2025, 3, 31)), D(2026, 3, 31)),
    ("ingetrokken op schrikkeldag", F(S.ZONDER, D(2024, 2, 29)), D(2025, 2, 28)),
    ("concept", F(S.CONCEPT, D(2025, 8, 31)), D(2026, 8, 31)),
    ("concept van oudjaar", F(S.CONCEPT, D(2025, 12, 31)), D(2026, 12, 31)),
    ("casus", F(S.CASUS, D(2025, 7, 4)), D(2028, 7, 4)),
    ("casus op schrikkeldag", F(S.CASUS, D(2024, 2, 29)), D(2027, 2, 28)),
    ("plan", F(S.PLAN, D(2025, 6, 30)), D(2028, 6, 30)),
    ("handelingsdeel", F(S.HANDELINGSDEEL, D(2025, 7, 31)), D(2028, 7, 31)),
    (
        "handelingsdeel, kind bleef langer op school",
        F(S.HANDELINGSDEEL, D(2025, 7, 31), op_school_tot=D(2031, 7, 31)),
        D(2031, 8, 1),
    ),
    (
        "handelingsdeel, kind ging eerder weg",
        F(S.HANDELINGSDEEL, D(2025, 7, 31), op_school_tot=D(2027, 7, 31)),
        D(2028, 7, 31),
    ),
    ("plan, kind bleef langer op school", F(S.PLAN, D(2025, 6, 30), op_school_tot=D(2028, 6, 30)), D(2028, 7, 1)),
    ("plan, kind ging een dag eerder", F(S.PLAN, D(2025, 6, 30), op_school_tot=D(2028, 6, 29)), D(2028, 6, 30)),
    ("leerling zonder dossier", F(S.LEERLING, D(2025, 4, 1)), D(2026, 4, 1)),
    # a bezwaar or a request that ended
    ("rust voorbij voor de termijn", replace(BESLUIT, rust=D(2026, 1, 1)), D(2028, 5, 15)),
    ("rust eindigt op de dag zelf", replace(BESLUIT, rust=D(2028, 4, 15)), D(2028, 5, 15)),
    ("rust eindigt een dag later", replace(BESLUIT, rust=D(2028, 4, 16)), D(2028, 5, 16)),
    ("rust over februari heen", replace(BESLUIT, rust=D(2029, 1, 31)), D(2029, 3, 2)),
    ("rust bij een advies", F(S.ADVIES, D(2024, 9, 1), rust=D(2027, 8, 15)), D(2027, 9, 14)),
    # who asked, and the loket said yes
    ("verzocht", replace(BESLUIT, verzocht=D(2026, 10, 1)), D(2026, 10, 1)),
    ("verzocht na de termijn", replace(BESLUIT, verzocht=D(2028, 6, 1)), D(2028, 5, 15)),
    ("verzocht, TLV nog geldig", replace(EINDE, verzocht=D(2026, 10, 1)), D(2027, 8, 1)),
    ("verzocht, bezwaar net klaar", replace(BESLUIT, verzocht=D(2026, 10, 1), rust=D(2026, 9, 20)), D(2026, 10, 20)),
]
"""Name, facts, the first day on which it goes."""
HOUDT = sorted(set(Reden) - MAG - {R.TERMIJN, R.RUST, R.KETEN})
LATER = D(2060, 1, 1)


def test_there_are_at_least_sixty_twins():
    assert 2 * len(GRENZEN) + 2 * len(HOUDT) >= 80


@elk("naam,feiten,eerste", GRENZEN)
def test_it_goes_on_the_first_day_it_may(naam, feiten, eerste):
    assert mag_weg(feiten, eerste).mag
    assert vanaf(feiten) == eerste


@elk("naam,feiten,eerste", GRENZEN)
def test_it_stays_the_day_before(naam, feiten, eerste):
    oordeel = mag_weg(feiten, eerste - DAG)
    assert not oordeel.mag
    assert oordeel.reden in {R.TERMIJN, R.RUST}
    assert oordeel.vanaf == eerste


@elk("reden", HOUDT)
def test_what_holds_a_file_is_stronger_than_any_term_and_any_request(reden):
    vast = replace(BESLUIT, vast=frozenset({reden}))
    assert mag_weg(vast, LATER) == Oordeel(reden, D(2028, 5, 15))
    assert not mag_weg(replace(vast, verzocht=D(2026, 1, 1)), LATER).mag
    assert mag_weg(replace(vast, vast=frozenset()), LATER).mag, "its twin: without it, it goes"


@elk("soort", list(Soort))
def test_of_every_kind_a_day_that_is_not_known_or_lies_ahead_lets_nothing_go(soort):
    assert not mag_weg(F(soort, None), LATER).mag
    assert not mag_weg(F(soort, None, geldig_tot=D(2020, 1, 1), vanaf_einde=True), LATER).mag
    assert not mag_weg(F(soort, D(2030, 1, 1), verzocht=D(2025, 1, 1)), D(2026, 1, 1)).mag
    assert mag_weg(F(soort, D(2020, 1, 1)), LATER).mag


def test_the_rest_after_a_bezwaar_is_said_as_such():
    feiten = replace(BESLUIT, rust=D(2028, 6, 1))
    assert mag_weg(feiten, D(2028, 6, 30)).reden == R.RUST
    assert mag_weg(feiten, D(2028, 7, 1)).reden == R.TERMIJN_VOORBIJ


def test_that_somebody_asked_is_said_only_when_the_term_alone_would_keep_it():
    gevraagd = replace(BESLUIT, verzocht=D(2026, 10, 1))
    assert mag_weg(gevraagd, D(2027, 1, 1)).reden == R.VERZOCHT
    assert mag_weg(gevraagd, D(2028, 5, 15)).reden == R.TERMIJN_VOORBIJ


def test_the_rule_and_the_date_that_a_parent_reads_are_the_same():
    for einde in (None, D(2027, 7, 31), D(2029, 7, 31)):
        for vanaf_einde in (False, True):
            feiten = F(S.OORDEEL, D(2025, 5, 15), einde, vanaf_einde)
            gelezen = bewaren_tot(D(2025, 5, 15), geldig_tot=einde, vanaf_einde=vanaf_einde)
            assert vanaf(feiten) == gelezen
    assert vanaf(F(S.ADVIES, D(2024, 9, 1))) == bewaren_tot(D(2024, 9, 1))
    assert vanaf(F(S.TOEWIJZING, D(2024, 10, 1))) == bewaren_tot(D(2024, 10, 1))
    assert vanaf(F(S.ZONDER, D(2025, 3, 31))) == bewaren_zonder_besluit(D(2025, 3, 31))


def test_of_what_hangs_together_one_that_stays_keeps_all():
    weg, blijft = Oordeel(R.TERMIJN_VOORBIJ, D(2026, 1, 1)), Oordeel(R.BEZWAAR, D(2027, 1, 1))
    assert samen([weg, weg]).mag
    assert samen([weg, blijft]) == Oordeel(R.BEZWAAR, D(2027, 1, 1))
    assert samen([blijft, weg]) == samen([weg, blijft])
    assert samen([weg, Oordeel(R.ONBEKEND, None)]).vanaf is None
    assert samen([weg, Oordeel(R.VERZOCHT, D(2026, 1, 1))]).reden == R.VERZOCHT
    assert not samen([]).mag


@elk(
    "aantal,alle,eerder,mag",
    [
        (0, 0, 0, True),
        (5, 5, 0, True),
        (6, 300, 0, True),
        (6, 299, 0, False),
        (30, 300, 0, False),  # ten percent
        (50, 2500, 0, True),
        (50, 2499, 0, False),
        (51, 100_000, 0, False),
        # over all runs of 31 days
        (50, 2500, 50, True),
        (50, 2500, 51, False),
        (50, 10_000, 350, True),
        (50, 10_000, 351, False),
        (1, 20, 4, True),
        (1, 20, 5, False),
        (0, 20, 40, True),
    ],
)
def test_a_run_that_is_too_large_is_refused_with_a_sentence(aantal, alle, eerder, mag):
    """Of files and of children alike."""
    veel = 10**6
    for wat in ((aantal, 0), (alle, veel), (eerder, 0)), ((2, aantal), (veel, alle), (0, eerder)):
        assert (te_veel(*(Omvang(*een) for een in wat)) == "") is mag, wat


def test_help_for_many_children_is_one_file_and_can_go_alone():
    assert te_veel(Omvang(1, 60), Omvang(500, 500)) == ""
    assert "60" in te_veel(Omvang(2, 60), Omvang(500, 500))
    assert Omvang(1, 20) + Omvang(2, 3) == Omvang(3, 23)


@elk(
    "dag,mag",
    [
        (D(2026, 11, 28), True),
        (D(2026, 11, 27), False),
        (D(2027, 11, 27), True),
        (D(2027, 11, 28), False),
        (D(2036, 11, 28), False),
    ],
)
def test_a_clock_that_jumped_is_refused_with_a_sentence(dag, mag):
    assert (klok_klopt_niet(dag, D(2026, 11, 28)) == "") is mag
    assert klok_klopt_niet(dag, None) == ""


@elk(
    "eerste,oudste,mag",
    [
        (None, None, True),
        (D(2025, 11, 29), D(2026, 11, 20), True),  # not a year old
        (D(2025, 11, 28), D(2026, 10, 29), True),
        (D(2025, 11, 28), D(2026, 10, 30), False),
        (D(2016, 11, 28), D(2026, 11, 28), False),
        (D(2016, 11, 28), None, False),
    ],
)
def test_a_year_of_which_all_but_a_month_is_missing_is_a_clock_that_jumped(eerste, oudste, mag):
    assert (klok_sprong(D(2026, 11, 28), eerste, oudste) == "") is mag


@elk(
    "uitgeschreven,zit_op_school,einde",
    [
        (None, False, D(2031, 3, 1)),
        (None, True, D(2031, 3, 1)),
        (D(2027, 7, 31), True, D(2031, 3, 1)),
        (D(2027, 7, 31), False, D(2028, 7, 31)),
        (D(2030, 2, 28), False, D(2031, 2, 28)),
        (D(2030, 3, 2), False, D(2031, 3, 1)),
        (D(2031, 7, 31), False, D(2031, 7, 31)),
    ],
)
def test_a_tlv_without_end_is_over_a_year_after_school_or_at_twenty_one(uitgeschreven, zit_op_school, einde):
    assert einde_zonder_datum(D(2010, 3, 1), uitgeschreven, zit_op_school) == einde


def test_the_days_of_taking_back_and_of_the_register():
    assert zacht_tot(D(2026, 11, 28)) == D(2026, 12, 28)
    assert register_tot(D(2027, 7, 31)) == D(2034, 7, 31)


def test_every_kind_has_a_rule_with_its_source_and_every_reason_a_sentence():
    assert set(REGELS) == set(Soort)
    assert set(ZINNEN) == set(Reden)
    assert all(regel.bron and regel.anker and regel.maanden >= 12 for regel in REGELS.values())

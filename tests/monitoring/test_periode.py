"""Periods as they stand in an address."""

from datetime import date

import pytest

from monitoring.rules.periode import jaar_eerder, te_kiezen, uit_adres

DAG = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("code", "van", "tot", "naam"),
    [
        ("2025-2026", date(2025, 8, 1), date(2026, 7, 31), "schooljaar 2025-2026"),
        ("2026-K1", date(2026, 1, 1), date(2026, 3, 31), "1e kwartaal van 2026"),
        ("2026-K4", date(2026, 10, 1), date(2026, 12, 31), "4e kwartaal van 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "februari 2028"),
        ("2026-09-30", date(2026, 8, 1), date(2026, 9, 30), "schooljaar 2026-2027 tot en met 30 september 2026"),
        ("2026-02-31", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
        ("", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
        ("2026-2028", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
        ("1900-1901", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
        ("2026-13", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
        ("9999-12", date(2026, 8, 1), date(2027, 7, 31), "schooljaar 2026-2027"),
    ],
)
def test_a_period_from_an_address(code, van, tot, naam):
    een = uit_adres(code, DAG)
    assert (een.van, een.tot, een.naam) == (van, tot, naam)
    assert uit_adres(een.code, DAG) == een


@pytest.mark.parametrize(
    ("code", "eerder"),
    [("2025-2026", "2024-2025"), ("2026-K3", "2025-K3"), ("2028-02", "2027-02"), ("2028-02-29", "2027-02-28")],
)
def test_the_same_period_a_year_before(code, eerder):
    assert jaar_eerder(uit_adres(code, DAG)).code == eerder


def test_a_list_offers_no_period_that_is_still_to_come():
    codes = [een.code for een in te_kiezen(DAG)]
    assert codes[:3] == ["2026-2027", "2025-2026", "2024-2025"]
    assert codes[3:6] == ["2026-K4", "2026-K3", "2026-K2"]
    assert all(een.van <= DAG for een in te_kiezen(DAG))

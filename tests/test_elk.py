"""A test of many cases sees each of them."""

import inspect

import pytest

from tests.elk import elk


def test_every_case_runs_and_each_that_fails_is_named():
    gezien = []

    @elk("getal", [1, 2, 3, 4])
    @elk(("letter", "hoofd"), [("a", "A"), ("b", "b")], ids=str)
    def proef(getal, letter, hoofd, meer):
        gezien.append((getal, letter, meer))
        assert letter != hoofd or getal % 2, f"{getal} {letter}"

    assert [*inspect.signature(proef).parameters] == ["meer"]
    with pytest.raises(AssertionError) as fout:
        proef(meer="m")
    assert gezien == [(getal, letter, "m") for getal in (1, 2, 3, 4) for letter in "ab"]
    assert "2 of 4 are wrong" in str(fout.value)
    assert "b, b: 2 b" in str(fout.value)
    assert "b, b: 4 b" in str(fout.value)


def test_what_goes_wrong_otherwise_is_no_case_that_passed():
    @elk("getal", [1])
    def proef(getal):
        raise ValueError(getal)

    with pytest.raises(ValueError):
        proef()


def test_no_case_at_all_is_no_test():
    with pytest.raises(AssertionError):
        elk("getal", [])

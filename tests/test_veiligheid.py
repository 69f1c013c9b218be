"""docs/veiligheid.md promises a test for each protection: every one it names exists, and every file it names too."""

import ast
import re
from pathlib import Path

import pytest

from tests.elk import elk

WORTEL = Path(__file__).parent.parent
TEKST = (WORTEL / "docs/veiligheid.md").read_text(encoding="utf-8")
RIJEN = [regel.split("|")[1:-1] for regel in TEKST.splitlines() if regel.startswith("| ") and "::" in regel]
TESTS = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", TEKST)))
PLEKKEN = sorted({plek for rij in RIJEN for plek in re.findall(r"`([\w./*]+)`", rij[1])})


def test_the_list_is_as_long_as_it_was():
    assert len(RIJEN) == len(TESTS) >= 56


@elk(("bestand", "naam"), TESTS)
def test_every_test_that_is_named_exists(bestand, naam):
    boom = ast.parse((WORTEL / "tests" / bestand).read_text(encoding="utf-8"))
    assert naam in {deel.name for deel in boom.body if isinstance(deel, ast.FunctionDef)}


@elk("plek", PLEKKEN)
def test_every_place_that_is_named_exists(plek):
    assert list(WORTEL.glob(plek)), plek


def test_a_name_that_does_not_exist_is_seen():
    with pytest.raises(AssertionError):
        test_every_test_that_is_named_exists.__wrapped__("test_toegang.py", "test_that_never_was")
    with pytest.raises(AssertionError):
        test_every_place_that_is_named_exists.__wrapped__("kern/bestaat_niet.py")

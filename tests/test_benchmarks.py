"""A benchmark starts what it needs, measures and prints one JSON object. Its figures are for a quiet machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
pytestmark = pytest.mark.werker


def test_the_pages_are_measured_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/pagina.py", "--json", "--aantal", "6000", "--keer", "2"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    for pagina in ("inloggen", "werkvoorraad", "aanvraag"):
        assert uitkomst["cijfers"][f"verhouding_{pagina}"] > 0
        assert uitkomst["cijfers"][f"vragen_{pagina}"] >= 0
    assert uitkomst["doelen"] == {f"verhouding_{naam}": "≤ 1.5" for naam in ("inloggen", "werkvoorraad", "aanvraag")}
    assert uitkomst.keys() >= {"benchmark", "commit", "machine", "gehaald", "over"}


def test_every_benchmark_has_its_figures_in_the_readme():
    lees = (WORTEL / "benchmarks/README.md").read_text(encoding="utf-8")
    for bestand in (WORTEL / "benchmarks").glob("*.py"):
        if "__main__" in bestand.read_text(encoding="utf-8"):
            assert f"benchmarks/{bestand.name}" in lees

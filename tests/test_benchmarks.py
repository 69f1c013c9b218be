"""A benchmark starts what it needs, measures and prints one JSON object. Its figures are for a quiet machine.

Each takes a minute of both processors, so the tests leave them to `make metingen`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
pytestmark = pytest.mark.werker


@pytest.mark.meting
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


@pytest.mark.meting
def test_the_worklist_is_measured_at_two_sizes_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/werkvoorraad.py", "--json", "--aantal", "1500", "--keer", "1"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["cijfers"]["verhouding_groei"] > 0
    assert 0 < uitkomst["cijfers"]["queries"] < 40
    assert uitkomst["cijfers"]["queries_gelijk"] is True
    assert uitkomst["doelen"] == {"verhouding_groei": "≤ 1.5"}
    rijen = {naam: een["rijen_weinig"] for naam, een in uitkomst["over"]["paginas"].items()}
    assert rijen["tab_alles"] == rijen["filter_termijn_laat"] == rijen["zoek_naam"] == 25


@pytest.mark.meting
def test_budgets_are_measured_at_two_sizes_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/budget.py", "--json", "--aantal", "1500", "--keer", "1"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["cijfers"]["verhouding_groei"] > 0
    assert 0 < uitkomst["cijfers"]["queries"] <= 14
    assert uitkomst["cijfers"]["queries_gelijk"] is True
    assert uitkomst["doelen"] == {"verhouding_groei": "≤ 1.5", "queries": "≤ 14"}
    paginas = uitkomst["over"]["paginas"].values()
    assert all(een["rijen_weinig"] == een["rijen_veel"] for een in paginas)


@pytest.mark.meting
def test_the_page_of_a_parent_is_weighed_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/dossier.py", "--json", "--aantal", "600", "--keer", "2"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["doelen"] == {"bytes_eerste": "≤ 150000", "bytes_volgende": "≤ 30000", "queries": "≤ 12"}
    assert all(uitkomst["cijfers"][naam] > 0 for naam in uitkomst["doelen"])
    assert uitkomst["cijfers"]["queries_kort"] == uitkomst["cijfers"]["queries_lang"]
    assert set(uitkomst["over"]["talen"]) == {"nl", "en", "tr", "ar", "pl", "uk"}


@pytest.mark.meting
def test_letters_are_measured_beside_a_bare_loop_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/brieven.py", "--json", "--klein", "--aantal", "2", "--keer", "1"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["doelen"] == {
        "verhouding_pijplijn": "≤ 1.25",
        "winst_twee_workers": "≥ 1.8",
        "groei_geheugen": "≤ 1.1",
        "ms_boven_slankste": "≤ 150",
    }
    assert all(uitkomst["cijfers"][naam] > 0 for naam in uitkomst["doelen"])
    assert set(uitkomst["over"]["geheugen_mb"]) == {"ververst", "nooit_ververst"}
    assert len(uitkomst["over"]["ms_per_soort"]) >= 18


def test_every_benchmark_has_its_figures_in_the_readme():
    lees = (WORTEL / "benchmarks/README.md").read_text(encoding="utf-8")
    for bestand in (WORTEL / "benchmarks").glob("*.py"):
        if "__main__" in bestand.read_text(encoding="utf-8"):
            assert f"benchmarks/{bestand.name}" in lees


@pytest.mark.meting
def test_the_board_of_thuiszitters_is_measured_at_two_sizes_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/thuiszitters.py", "--json", "--aantal", "1000", "--keer", "1"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["cijfers"]["verhouding_groei"] > 0
    assert 0 < uitkomst["cijfers"]["queries"] < 40
    assert uitkomst["cijfers"]["queries_gelijk"] is True
    assert uitkomst["over"]["paginas"]["actief"]["rijen_weinig"] > 20


@pytest.mark.meting
def test_a_region_of_ten_years_is_filled_and_its_rows_hold():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/regio.py", "--json", "--aantal", "500"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    cijfers = json.loads(klaar.stdout)["cijfers"]
    assert cijfers["scholen"] >= 190
    assert cijfers["arrangementen"] >= 250
    assert cijfers["casussen"] >= 166
    assert cijfers["besluiten"] > 400
    assert cijfers["jaren"] >= 10
    assert cijfers["klopt_niet"] == 0


@pytest.mark.meting
def test_pages_and_reports_of_figures_are_measured_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/monitoring.py", "--json", "--aantal", "300", "--keer", "1"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    assert uitkomst["doelen"] == {
        "verhouding_sql": "≤ 1.5",
        "verhouding_tienvoud": "≤ 12",
        "verhouding_tienvoud_pagina": "≤ 1.5",
    }
    assert all(uitkomst["cijfers"][naam] > 0 for naam in (*uitkomst["doelen"], "seconden_per_rapport"))
    assert set(uitkomst["over"]["rapporten"]) == {"maandrapport", "verantwoording", "schoolspiegel"}


@pytest.mark.meting
def test_searching_the_logbook_is_measured_and_told_as_one_object():
    klaar = subprocess.run(
        [sys.executable, "benchmarks/toezicht.py", "--json", "--aantal", "20000", "--keer", "2"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    uitkomst = json.loads(klaar.stdout)
    gevonden = uitkomst["over"]["gevonden"]
    assert gevonden["alles"] == gevonden["periode"] == 51
    assert (gevonden["wie"], gevonden["geweigerd"]) == (50, 20)
    assert all(uitkomst["cijfers"][naam] > 0 for naam in uitkomst["doelen"])
    assert 0 < uitkomst["cijfers"]["queries"] < 40

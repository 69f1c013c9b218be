"""Whatever breaks while letters are made: each besluit has exactly its letters, each with its own whole PDF (I1)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
LETTERS = 36
pytestmark = [pytest.mark.werker, pytest.mark.meting]


def test_after_a_storm_each_besluit_has_exactly_its_letters_and_without_the_sweep_it_has_not():
    klaar = subprocess.run(
        [sys.executable, "-m", "tests.brievenstorm", "--aantal", str(LETTERS), "--json"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=420,
    )
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    stand = json.loads(klaar.stdout)
    besluiten, brieven = stand["besluiten"], 3 * stand["besluiten"]
    assert brieven > LETTERS
    assert stand["gemist_zonder_vegen"] > 0
    assert stand["besluiten_met_precies_hun_brieven"] == besluiten
    for naam in ("brieven", "brieven_met_pdf", "pdfs_met_kloppende_hash", "pdfs_met_heel_zegel"):
        assert stand[naam] == brieven, naam
    for naam in ("brieven_met_twee_geldige_versies", "pdfs_van_twee_brieven", "bestanden_zonder_brief", "vastgelopen"):
        assert stand[naam] == 0, naam
    assert stand["rij_hoogst"] <= 1.1 * brieven  # T53
    for ramp in ("wachtte_ontbreekt", "wachtte_verlopen", "wachtte_opslag", "brieven_in_handen_bij_dood", "taken_weg"):
        assert stand["onderweg"].get(ramp), f"{ramp}: deze ramp trof geen enkele brief"

"""The form that pages, spreadsheets, reports and the API share."""

import pytest

from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel


@pytest.mark.parametrize("waar", ["rijen", "totaal"])
def test_een_rij_met_een_cel_te_weinig_is_geen_tabel(waar: str) -> None:
    kort, goed = Rij("Noord", (1,)), Rij("Zuid", (1, 2))
    delen = {"rijen": (kort,)} if waar == "rijen" else {"rijen": (goed,), "totaal": kort}
    kolommen = (Kolom("Ontvangen", Maat.AANTAL), Kolom("Besloten", Maat.AANTAL))
    with pytest.raises(ValueError, match="evenveel"):
        Tabel("stroom", "Aanvragen", "Werkgebied", kolommen, definities=("M08",), **delen)

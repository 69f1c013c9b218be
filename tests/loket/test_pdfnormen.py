"""Every letter is accessible (PDF/UA-1) and fit to keep (PDF/A-2a), as it is printed and as it is sealed."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from kern.brieven.pdf import html_naar_pdf
from kern.brieven.zegel import is_ongebroken, verzegelen
from tests.loket.alle_brieven import ALLE, EEN_PER_SOORT

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("geval", EEN_PER_SOORT, ids=str)
def test_both_norms_hold_for_a_letter_of_each_kind_as_it_is_printed_and_as_it_is_sealed(tmp_path, geval):
    """A seal adds the same field to each, so one of a kind is enough."""
    pdf = html_naar_pdf(geval.gedateerd())
    assert fouten(pdf, tmp_path) == []
    verzegeld = verzegelen(pdf, moment=MOMENT, op=datetime.now(UTC))
    assert is_ongebroken(verzegeld)
    assert fouten(verzegeld, tmp_path) == []


@pytest.mark.meting
@pytest.mark.parametrize("geval", [een for een in ALLE if een not in EEN_PER_SOORT], ids=str)
def test_both_norms_hold_for_every_letter(tmp_path, geval):
    """The other outcomes and addressees: other words in the same layout, a minute of printing."""
    assert fouten(html_naar_pdf(geval.gedateerd()), tmp_path) == []


def fouten(pdf: bytes, map_: Path) -> list[tuple[str, str, str]]:
    bestand = map_ / "brief.pdf"
    bestand.write_bytes(pdf)
    uitslagen = {profiel: page.validate_pdf(str(bestand), profile=profiel) for profiel in ("ua1", "2a")}
    gevonden = [(naam, een.rule_id, een.message) for naam, uitslag in uitslagen.items() for een in uitslag.failures]
    return gevonden + [(naam, "", "voldoet niet") for naam, uitslag in uitslagen.items() if not uitslag.is_compliant]


@pytest.mark.parametrize("geval", [een for een in ALLE if een.naam.startswith("ontvangst-zonder-account")], ids=str)
def test_the_letter_of_which_most_go_by_post_is_one_sheet(geval):
    assert len(PdfReader(BytesIO(html_naar_pdf(geval.gedateerd()))).pages) == 1

"""Every letter is accessible (PDF/UA-1) and fit to keep (PDF/A-2a), as it is printed and as it is sealed."""

from datetime import UTC, datetime
from io import BytesIO

import page
import pytest
from pypdf import PdfReader

from kern.brieven.pdf import html_naar_pdf
from kern.brieven.zegel import is_ongebroken, verzegelen
from tests.loket.alle_brieven import ALLE

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("geval", ALLE, ids=str)
def test_both_norms_hold_before_and_after_sealing(tmp_path, geval):
    gedrukt = html_naar_pdf(geval.gedateerd())
    verzegeld = verzegelen(gedrukt, moment=MOMENT, op=datetime.now(UTC))
    assert is_ongebroken(verzegeld)
    fouten = []
    for naam, data in (("gedrukt", gedrukt), ("verzegeld", verzegeld)):
        bestand = tmp_path / f"{naam}.pdf"
        bestand.write_bytes(data)
        for profiel in ("ua1", "2a"):
            uitslag = page.validate_pdf(str(bestand), profile=profiel)
            fouten += [(naam, profiel, fout.rule_id, fout.message) for fout in uitslag.failures]
            fouten += [] if uitslag.is_compliant else [(naam, profiel, "", "voldoet niet")]
    assert fouten == []


@pytest.mark.parametrize("geval", [een for een in ALLE if een.naam.startswith("ontvangst-zonder-account")], ids=str)
def test_the_letter_of_which_most_go_by_post_is_one_sheet(geval):
    assert len(PdfReader(BytesIO(html_naar_pdf(geval.gedateerd()))).pages) == 1

"""Dates go into frozen words once, and only where the template put a mark."""

from datetime import date

import pytest

from kern.brieven.dagtekening import DatumFout, als_voorbeeld, dateren, vraagt_bezwaar_tot

BRIEF = "<p>Datum: <!--dagtekening--></p><p>Uiterlijk <!--bezwaar-tot--></p>"
ZONDER_BEZWAARDATUM = "<p>Datum: <!--dagtekening--></p>"
VERZONDEN, LAATSTE_DAG = date(2026, 11, 23), date(2027, 1, 4)


def test_both_dates_are_filled_in_words():
    assert (
        dateren(BRIEF, dagtekening=VERZONDEN, bezwaar_tot=LAATSTE_DAG)
        == "<p>Datum: 23 november 2026</p><p>Uiterlijk maandag 4 januari 2027</p>"
    )


def test_a_letter_without_the_last_day_for_bezwaar_gets_only_its_own_date():
    assert not vraagt_bezwaar_tot(ZONDER_BEZWAARDATUM)
    assert dateren(ZONDER_BEZWAARDATUM, dagtekening=VERZONDEN, bezwaar_tot=None) == "<p>Datum: 23 november 2026</p>"


@pytest.mark.parametrize(
    ("html", "bezwaar_tot"),
    [
        ("<p>geen plaats</p>", None),
        (ZONDER_BEZWAARDATUM, LAATSTE_DAG),
        (BRIEF, None),
        (BRIEF + "<!--iets-anders-->", LAATSTE_DAG),
        (dateren(BRIEF, dagtekening=VERZONDEN, bezwaar_tot=LAATSTE_DAG), LAATSTE_DAG),
    ],
    ids=["no mark", "no mark for bezwaar", "no date for bezwaar", "unknown mark", "dated before"],
)
def test_marks_and_dates_must_belong_together(html, bezwaar_tot):
    with pytest.raises(DatumFout):
        dateren(html, dagtekening=VERZONDEN, bezwaar_tot=bezwaar_tot)


def test_a_preview_says_that_the_dates_come_later():
    assert als_voorbeeld(BRIEF) == (
        "<p>Datum: (datum van verzending)</p><p>Uiterlijk (zes weken na de dag van verzending)</p>"
    )


def test_a_day_in_another_language_has_a_mark_of_its_own():
    html = BRIEF + "<p><!--dagtekening:ar--> <!--bezwaar-tot:ar--> <!--bezwaar-tot:tr--></p>"
    gedateerd = dateren(html, dagtekening=VERZONDEN, bezwaar_tot=LAATSTE_DAG)
    assert gedateerd.endswith("<p>23 نوفمبر 2026 4 يناير 2027 4 Ocak 2027</p>")
    assert "<!--" not in als_voorbeeld(html)
    with pytest.raises(DatumFout):
        dateren(BRIEF + "<!--dagtekening:xx-->", dagtekening=VERZONDEN, bezwaar_tot=LAATSTE_DAG)
    with pytest.raises(DatumFout):
        dateren(ZONDER_BEZWAARDATUM + "<!--bezwaar-tot:ar-->", dagtekening=VERZONDEN, bezwaar_tot=None)

"""Over every history of a budget its amounts add up, and no line makes it untrue."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.boekingen import (
    BEGROTING,
    SOORTEN,
    TERUGVORDERING,
    TOEKENNING,
    UITBETALING,
    VERANTWOORDING,
    VERLAGING,
    VRIJVAL,
    KanNiet,
    Stand,
    bij,
    optellen,
    past,
)

REGEL = st.tuples(st.sampled_from(sorted(SOORTEN)), st.decimals(min_value=0, max_value=2000, places=2))


def geboekt(regels):
    """The lines that can be, as a portal would take them, with the budget after each."""
    gelukt, stand = [], Stand()
    for soort, bedrag in regels:
        try:
            stand = bij(stand, soort, bedrag)
        except KanNiet:
            continue
        gelukt.append((soort, bedrag))
        yield stand, gelukt


@given(st.lists(REGEL, max_size=60))
def test_over_every_history_the_amounts_add_up(regels):
    for stand, gelukt in geboekt(regels):
        som = {soort: sum((bedrag for een, bedrag in gelukt if een == soort), Decimal(0)) for soort in SOORTEN}
        assert stand.begroot == som[BEGROTING] - som[VERLAGING] == stand.vrij + stand.toegekend
        assert stand.toegekend == som[TOEKENNING] - som[VRIJVAL] == stand.betaald + stand.nog_te_betalen
        assert stand.betaald == som[UITBETALING] - som[TERUGVORDERING]
        assert stand.betaald == stand.verantwoord + stand.nog_te_verantwoorden
        assert min(stand.begroot, stand.toegekend, stand.nog_te_betalen, stand.nog_te_verantwoorden) >= 0
        assert optellen(gelukt) == stand


@given(st.lists(st.decimals(min_value="0.01", max_value=500, places=2), max_size=30))
def test_who_only_grants_what_fits_never_goes_over(bedragen):
    stand = optellen([(BEGROTING, Decimal(3000))])
    for bedrag in bedragen:
        if past(stand, bedrag):
            stand = bij(stand, TOEKENNING, bedrag)
    assert 0 <= stand.vrij <= 3000


@pytest.mark.parametrize(
    ("vooraf", "soort"),
    [
        ([], VERLAGING),
        ([(BEGROTING, Decimal(10))], UITBETALING),
        ([(TOEKENNING, Decimal(9))], VRIJVAL),
        ([(TOEKENNING, Decimal(10)), (UITBETALING, Decimal(10))], VRIJVAL),
        ([(TOEKENNING, Decimal(10))], VERANTWOORDING),
        (
            [(TOEKENNING, Decimal(10)), (UITBETALING, Decimal(10)), (VERANTWOORDING, Decimal(1))],
            TERUGVORDERING,
        ),
        ([], "cadeau"),
    ],
)
def test_what_is_not_there_cannot_be_taken(vooraf, soort):
    with pytest.raises(KanNiet):
        bij(optellen(vooraf), soort, Decimal(10))


@pytest.mark.parametrize("bedrag", ["0", "-1", "0.001"])
def test_a_line_is_more_than_nothing_and_in_cents(bedrag):
    with pytest.raises(KanNiet, match="hele centen"):
        bij(Stand(), BEGROTING, Decimal(bedrag))

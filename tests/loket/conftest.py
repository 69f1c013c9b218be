"""What several tests of the loket begin with. A file with an own `aanvraag` uses that one."""

import pytest

from tests.factories import aanvraag_in
from tests.loket.bezwaarstappen import besluit_met_tlv


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    """Ready for the decision, of a child with two parents who read the portal."""
    return aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)


@pytest.fixture
def met_tlv(aanvraag, beslisser, loketmedewerker):
    """The besluit on it that granted a TLV, sent to everybody."""
    return besluit_met_tlv(aanvraag, beslisser, loketmedewerker)

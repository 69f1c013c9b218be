"""What is still to be paid on 31 December (afspraak 56). Pure; amounts are Decimal in euro."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .boekingen import NUL


@dataclass(frozen=True)
class Jaareinde:
    """Of one grant: what of it belongs to the years up to 31 December, and what of it was paid by then."""

    kosten: Decimal
    betaald: Decimal

    @property
    def nog_te_betalen(self) -> Decimal:
        """A debt: it belongs to this year and is not paid."""
        return max(self.kosten - self.betaald, NUL)

    @property
    def vooruitbetaald(self) -> Decimal:
        """A claim: it is paid and belongs to next year. Debts and claims of two grants are not set off."""
        return max(self.betaald - self.kosten, NUL)


def jaareinde(*, schooljaar: int, jaar: int, toegekend: Decimal, eerste: Decimal, betaald: Decimal) -> Jaareinde:
    """How a grant of this school year stands on 31 December of this calendar year.

    toegekend, eerste (its part of the first calendar year) and betaald: of lines up to and including that day. Of a
    school year that began in this calendar year only the first part is a cost; of an earlier one all of it.
    """
    return Jaareinde(eerste if schooljaar == jaar else toegekend, betaald)

"""What every decision says in the same words: on whose behalf it is signed, and who else reads it."""

from __future__ import annotations

from .gegevens import Afzender, Gericht, Ondertekening
from .woorden import opsomming


class Ondertekend:
    """For a letter with these fields."""

    afzender: Afzender
    ondertekening: Ondertekening

    @property
    def formule(self) -> str:
        """On whose behalf is signed (Awb 10:10): only a decision under mandate says "namens"."""
        bestuur = f"bestuur van {self.afzender.naam}"
        return f"Namens het {bestuur}" if self.ondertekening.bevoegdheid == "mandaat" else f"Het {bestuur}"

    @property
    def besloten(self) -> str:
        """The day of the decision, in words."""
        raise NotImplementedError

    @property
    def genomen(self) -> str:
        return f"Besluit genomen op {self.besloten}"


class MetAfschriften(Gericht, Ondertekend):
    """For a decision that says who gets a copy."""

    afschriften: tuple[str, ...]

    @property
    def kopieen(self) -> str:
        """Who gets a copy. Who may not learn where the child is, does not read it from this line either."""
        return "" if self.geadresseerde.afgeschermd else opsomming(list(self.afschriften))

"""What every decision says in the same words: on whose behalf it is signed, and who else reads it."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kern.woorden import opsomming

from .gegevens import Gericht, Ondertekening
from .teksten import Beeld
from .woorden import kleine_letter


class Ondertekend(Gericht, ABC):
    """For a letter with these fields."""

    ondertekening: Ondertekening

    @property
    def formule(self) -> str:
        """On whose behalf is signed (Awb 10:10): only a decision under mandate says "namens"."""
        bestuur = f"bestuur van {self.afzender.naam}"
        if self.ondertekening.bevoegdheid != "mandaat":
            return f"Het {bestuur}"
        return self.eigen_woorden["mandaatregel"].rstrip(" ,.") or f"Namens het {bestuur}"

    @property
    def handtekening(self) -> Beeld | None:
        return self.afzender.teksten.handtekening(self.ondertekening.naam)

    @property
    @abstractmethod
    def besloten(self) -> str:
        """The day of the decision, in words."""

    @property
    def genomen(self) -> str:
        return f"Besluit genomen op {self.besloten}"


class MetAfschriften(Ondertekend):
    """For a decision that says who gets a copy."""

    afschriften: tuple[str, ...]
    bijlagen: tuple[str, ...] = ()

    @property
    def tekstsoort(self) -> str:
        return "besluit"

    @property
    def kopieen(self) -> str:
        """Who gets a copy. Who may not learn where the child is, does not read it from this line either."""
        return "" if self.geadresseerde.afgeschermd else opsomming(list(self.afschriften))

    @property
    def bij_deze_brief(self) -> str:
        """Which papers go along, as the start of a sentence; "" when none does."""
        return "" if self.geadresseerde.afgeschermd else "; ".join(self.bijlagen)

    @property
    def apart_te_vragen(self) -> str:
        """To who may not learn where the child is: those papers name people and places, so a person looks first."""
        if not (self.geadresseerde.afgeschermd and self.bijlagen):
            return ""
        lijst = opsomming([kleine_letter(een) for een in self.bijlagen])
        return f"Niet bij deze brief: {lijst}. Wilt u dat lezen? Vraag het ons, dan kijken wij wat u mag krijgen."

"""A letter that is no decision about a TLV: to whom, about whom, and the few parts that its template draws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from kern.termijnen.woorden import datum_voluit

from .gegevens import Afzender, Geadresseerde, Gericht, Leerling
from .teksten import Beeld
from .verplicht import ontbreekt, van_en_aan


@dataclass(frozen=True)
class Deel:
    """A part of a letter under its own heading: sentences, items, or both."""

    kop: str
    tekst: str = ""
    punten: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bericht(Gericht, ABC):
    """kenmerk: of the aanvraag; tekent: who signs."""

    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerk: str
    leerling: Leerling
    tekent: str
    voorbeeld: bool = False

    @property
    def handtekening(self) -> Beeld | None:
        return self.afzender.teksten.handtekening(self.tekent)

    @property
    def geboren(self) -> str:
        return datum_voluit(self.leerling.geboortedatum)

    @property
    def over(self) -> str:
        """The child, after "over" or "voor": by name to the school, as their child to parents, "u" to itself."""
        kind = {"school": self.leerling.naam, "ouder": f"uw kind {self.leerling.roepnaam}", "leerling": "u"}
        return kind.get(self.geadresseerde.soort, self.leerling.roepnaam)

    @property
    @abstractmethod
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""

    @property
    @abstractmethod
    def aanleiding(self) -> str:
        """What went before, in a sentence or two."""

    @property
    @abstractmethod
    def titel(self) -> str: ...

    @property
    @abstractmethod
    def kern(self) -> str:
        """The one sentence for which the letter is sent."""

    @property
    def redenen(self) -> str:
        """Why, in the words of a person; "" when there is nothing to explain."""
        return ""

    @property
    def reden_kop(self) -> str:
        return "Waarom?"

    @property
    def punten(self) -> tuple[str, ...]:
        """What the reasons sum up, item by item."""
        return ()

    @property
    @abstractmethod
    def vervolg(self) -> tuple[str, ...]:
        """What happens next, and what the reader can do."""

    @property
    def extra(self) -> tuple[Deel, ...]:
        """Parts of their own after what happens next, each under its heading."""
        return ()

    @property
    @abstractmethod
    def wet(self) -> str:
        """The article on which it rests; "" when none is named."""


def bericht_ontbreekt(brief: Bericht) -> list[str]:
    """What such a letter cannot do without and lacks, in words; [] when complete."""
    return ontbreekt(
        [
            *van_en_aan(brief.afzender, brief.geadresseerde, brief.leerling),
            ("kenmerk van de aanvraag", brief.kenmerk),
            ("waarom de brief komt", brief.kern.strip()),
            ("wie ondertekent", brief.tekent),
        ]
    )

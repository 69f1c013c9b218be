"""A paper that goes along with a letter: the whole advice of an expert or of the committee, the report of a hearing."""

from __future__ import annotations

from dataclasses import dataclass

from kern.termijnen.woorden import datum_voluit

from .bericht import Deel
from .gegevens import Afzender, Leerling
from .teksten import ALLE, invullen
from .verplicht import ontbreekt


@dataclass(frozen=True, kw_only=True)
class Stuk:
    """The same for all who get it: no addressee, and nothing that one of them may not read.

    kenmerk: of the case it is about; datumwoord: what happened on its date; feiten: name and value; ondertekend: by
    whom and as what.
    """

    afzender: Afzender
    kenmerk: str
    leerling: Leerling
    titel: str
    datumwoord: str
    feiten: tuple[tuple[str, str], ...]
    delen: tuple[Deel, ...]
    ondertekend: str
    voorbeeld: bool = False

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"{self.titel}, {self.kenmerk} – {self.afzender.naam}"

    @property
    def geboren(self) -> str:
        return datum_voluit(self.leerling.geboortedatum)

    @property
    def eigen_woorden(self) -> dict[str, str]:
        """The one text of the SWV that stands here: below its name."""
        tekst = self.afzender.teksten.tekst("onderschrift", ALLE)
        return {"onderschrift": invullen(tekst, {"swv": self.afzender.naam})}


def stuk_ontbreekt(stuk: Stuk) -> list[str]:
    """What such a paper cannot do without and lacks, in words; [] when complete."""
    return ontbreekt(
        [
            ("over wie het gaat", stuk.leerling.naam),
            ("bij welke zaak het hoort", stuk.kenmerk),
            ("wat erin staat", any(deel.tekst.strip() or deel.punten for deel in stuk.delen)),
            ("van wie het is", stuk.ondertekend.strip()),
        ]
    )

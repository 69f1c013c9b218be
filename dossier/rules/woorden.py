"""The hard words on the page, each explained where it is first used. Pure. The whole list is at /woorden/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kern.brieven.zinnen import Zin, _


@dataclass(frozen=True)
class Woord:
    """vraag: what can be opened; uitleg: what is in it."""

    vraag: Zin
    uitleg: tuple[Zin, ...]


WOORDEN: dict[str, Woord] = {
    r"deskundige": Woord(
        _("Wat is een deskundige?"),
        (_("Iemand die veel weet van kinderen en leren. Bijvoorbeeld een psycholoog of een arts."),),
    ),
    r"verklaring": Woord(
        _("Wat is een verklaring (TLV)?"),
        (
            _("TLV betekent: toelaatbaarheidsverklaring."),
            _("Daarmee mag een kind naar een school met meer hulp. Het is nog geen plek op die school."),
        ),
    ),
    r"speciaal basisonderwijs": Woord(
        _("Wat is speciaal basisonderwijs?"),
        (_("Een basisschool met kleine groepen en meer hulp. Kinderen leren er hetzelfde."),),
    ),
    r"(?<!voortgezet )speciaal onderwijs": Woord(
        _("Wat is speciaal onderwijs?"),
        (_("Een school voor kinderen van 4 tot en met 12 jaar die veel hulp nodig hebben."),),
    ),
    r"voortgezet speciaal onderwijs": Woord(
        _("Wat is voortgezet speciaal onderwijs?"),
        (_("Een school voor jongeren van 12 tot 20 jaar die veel hulp nodig hebben."),),
    ),
    r"praktijkonderwijs": Woord(
        _("Wat is praktijkonderwijs?"),
        (_("Een school voor jongeren die het beste leren door te doen. Zij leren voor werk, wonen en vrije tijd."),),
    ),
    r"leerwegondersteunend": Woord(
        _("Wat is leerwegondersteunend onderwijs?"),
        (_("Extra hulp op het vmbo, zodat een jongere zijn diploma kan halen."),),
    ),
    r"besluit(?!en\b)": Woord(
        _("Wat is een besluit?"),
        (_("Wij zeggen ja of nee op de vraag van de school. Dat staat in een brief."),),
    ),
    r"bezwaar": Woord(
        _("Wat is bezwaar maken?"),
        (
            _("U zegt dat u het niet eens bent met ons besluit. Wij kijken dan opnieuw. Het kost niets."),
            _("U kunt hulp krijgen van het steunpunt."),
        ),
    ),
    r"mening": Woord(
        _("Wat doen wij met uw mening?"),
        (
            _("Wij lezen hem voor wij een besluit nemen. In het besluit staat wat wij ermee deden."),
            _("De andere ouder en de school lezen dat ook. Wat u bij ‘alleen voor ons’ schrijft, lezen zij niet."),
        ),
    ),
    r"advies": Woord(
        _("Wat is een advies?"),
        (_("Iemand zegt wat volgens hem goed is om te doen. Een ander beslist daarna."),),
    ),
    r"intrekken|trekken .* in\b": Woord(
        _("Wat is intrekken?"),
        (_("De verklaring geldt dan niet meer."),),
    ),
    r"in behandeling": Woord(
        _("Wat is: niet in behandeling nemen?"),
        (_("Wij zeggen dan geen ja en geen nee. Er mist iets, en daarom kijken wij niet verder."),),
    ),
    r"commissie": Woord(
        _("Wat is de commissie?"),
        (_("Mensen die niet bij ons werken. Zij luisteren naar u en naar ons, en zeggen wat zij vinden."),),
    ),
    r"overleg": Woord(
        _("Wat is een overleg?"),
        (_("Een gesprek over wat nodig is. U hoort vooraf wie er komen."),),
    ),
}
"""What is looked for in the Dutch text, and its explanation."""


def uitgelegd(zinnen: Iterable[Zin], al: set[str]) -> tuple[Woord, ...]:
    """The words in these sentences that were not explained higher on the page; al: those that were, filled up here."""
    tekst = " ".join(_tekst(zin) for zin in zinnen)
    nieuw = [patroon for patroon in WOORDEN if patroon not in al and re.search(patroon, tekst, re.IGNORECASE)]
    al.update(nieuw)
    return tuple(WOORDEN[patroon] for patroon in nieuw)


def _tekst(zin: Zin) -> str:
    """The Dutch of a sentence with that of the sentences in it."""
    return " ".join((zin.tekst, *(_tekst(waarde) for _naam, waarde in zin.waarden if isinstance(waarde, Zin))))

"""Until when the law lets a child stay away, and when that is looked at again (LPW 5, 5a, 6, 7, 11, 15).

To be checked by a jurist: whether artikel 5a is asked again each year is read differently (afspraak 58).
"""

from __future__ import annotations

from datetime import date

from .soorten import SOORTEN, Soort

SOORTEN_VRIJ = tuple(soort for soort in Soort if SOORTEN[soort].vrijstelling)
JAARLIJKS = (Soort.VRIJ_5A, Soort.VRIJ_5B, Soort.VRIJ_5C)
"""Parents ask these again each year before 1 July (LPW 6)."""
VOOR = (7, 1)
BEGONNEN = (9, 30)
"""By this day the school year began in every region."""


def herbeoordelen_voor(soort: str, van: date, *, blijvend: bool = False) -> date | None:
    """Before which day this must have been looked at again; None when the law does not ask it.

    Examples: 5 onder a from 1-9-2026 gives 1-7-2027; from 30-6-2026 gives 1-7-2026; a child that will never be fit for
    school (LPW 7): None.
    """
    if blijvend or soort not in JAARLIJKS:
        return None
    dit_jaar = date(van.year, *VOOR)
    return dit_jaar if van < dit_jaar else date(van.year + 1, *VOOR)


def mag_vooruit(soort: str, van: date, vandaag: date) -> bool:
    """Whether this can be written down before it begins: what is asked again each year, for the next school year.

    Example: on 15-6-2027 5 onder a from 1-8-2027 can, and from 1-11-2027 cannot.
    """
    grens = date(vandaag.year, *BEGONNEN)
    return soort in JAARLIJKS and van <= (grens if vandaag <= grens else date(vandaag.year + 1, *BEGONNEN))


def vrijstelling_fout(soort: str, van: date, tot: date | None, *, blijvend: bool) -> str:
    """Why this cannot be an exemption, "" when it can. What is not asked again each year has a last day."""
    if soort not in SOORTEN_VRIJ:
        return "Kies een soort vrijstelling."
    if blijvend and soort != Soort.VRIJ_5A:
        return "Alleen een vrijstelling 5 onder a kan blijvend zijn."
    if blijvend and tot is not None:
        return "Een vrijstelling die blijvend is, heeft geen laatste dag."
    if soort not in JAARLIJKS and tot is None:
        return "Vul in tot en met welke dag dit geldt."
    if tot is not None and tot < van:
        return "De laatste dag ligt voor de eerste dag."
    return ""

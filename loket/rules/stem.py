"""How a pupil is heard, by its age, and who reads what. Pure (R-HOOR-01, afspraak 47)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scholen.rules.leerling import leeftijd

EIGEN_WOORDEN = 12
"""From this birthday a pupil is asked for its own words; below it chooses pictures and short sentences."""
ZINNEN = {
    "fijn": "Ik vind mijn school fijn.",
    "druk": "Ik vind de klas te druk.",
    "hulp": "Ik wil meer hulp bij het leren.",
    "vrienden": "Ik wil meer vrienden.",
    "blijven": "Ik wil op mijn school blijven.",
    "anders": "Ik wil naar een andere school.",
    "spannend": "Ik vind het spannend.",
}


def is_jong(geboortedatum: date, dag: date) -> bool:
    """Whether this pupil is below twelve on this day."""
    return leeftijd(geboortedatum, dag) < EIGEN_WOORDEN


def gekozen_zinnen(sleutels: Iterable[str]) -> str:
    """The short sentences that were chosen, one a line, in our order."""
    gekozen = set(sleutels)
    return "\n".join(zin for sleutel, zin in ZINNEN.items() if sleutel in gekozen)


def in_de_brief(
    *, open_: bool, jong: bool, samenvatting: str, tekst: str, roepnaam: str, vormen: Iterable[str] = ()
) -> str:
    """What the decision quotes of a pupil; "" when others may not read it. vormen: tekening, opname, film.

    Of a young child the summary, of another its words; without words it is named how the pupil said it. A sound or film
    is never quoted itself.
    """
    if not open_:
        return ""
    if woorden := samenvatting if jong else tekst:
        return woorden
    hoe = next((vorm for vorm in ("opname", "film") if vorm in set(vormen)), "")
    if hoe:
        return f"{roepnaam} vertelde in een {hoe} wat hij of zij vindt."
    return f"{roepnaam} liet met een tekening zien wat hij of zij vindt."

"""What an aanvraag from the catalogue says in two places: there it stays as it was asked, so that it cannot diverge."""

from __future__ import annotations

from collections.abc import Mapping

from .soorten import LICHT, MELDEN, VOLLEDIG

ALTIJD, MET_PLAN = (MELDEN, LICHT, VOLLEDIG), (LICHT, VOLLEDIG)
VAST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "hulpvraag": {
        "over_wie": ALTIJD,
        "hulpvraag": ALTIJD,
        "al_gedaan": MET_PLAN,
        "doel": MET_PLAN,
        "van": ALTIJD,
        "tot": ALTIJD,
    },
    "behoefte": {"onderwijsbehoeften": (VOLLEDIG,), "behoefte_leraar": (VOLLEDIG,)},
}
"""Section → field → the weights at which the page of the catalogue asks it, and so has filled it in."""
ZIN = "Dit vroeg je bij het aanbod en staat vast. Verwijder het concept en vraag de hulp opnieuw aan."


def vaste_velden(slug: str, gewicht: str) -> tuple[str, ...]:
    """The fields of this section that stay as they were asked. gewicht: "" for what is not from the catalogue."""
    return tuple(naam for naam, gewichten in VAST.get(slug, {}).items() if gewicht in gewichten)


def waarom_vast(slug: str, gewicht: str, staat: object, velden: Mapping[str, object]) -> str:
    """Why these fields cannot be kept; "" when they can. staat: the section as the catalogue filled it in."""
    vast = {naam for naam in vaste_velden(slug, gewicht) if naam in velden}
    return ZIN if any(getattr(staat, naam) != velden[naam] for naam in vast) else ""

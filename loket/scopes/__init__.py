"""Who sees which rows of the loket. Loaded when the app starts; each module registers its own models."""

from . import (
    aanvraag,
    beurten,
    bezwaar,
    brieven,
    consult,
    gezin,
    handelingsdeel,
    helper,
    overleg,
    post,
    privacy,
    stem,
    te_laat,
    terugblik,
    toegang,
    werkplek,
)

__all__ = [
    "aanvraag",
    "beurten",
    "bezwaar",
    "brieven",
    "consult",
    "gezin",
    "handelingsdeel",
    "helper",
    "overleg",
    "post",
    "privacy",
    "stem",
    "te_laat",
    "terugblik",
    "toegang",
    "werkplek",
]

"""What the page of a family says. Pure: facts in, sentences out."""

from .feiten import Feiten
from .stappen import Stap, stappen
from .toestand import (
    DE_SCHOOL,
    Toestand,
    akkoord_gevraagd,
    bezwaar_kan,
    bezwaar_per_brief,
    intrekking_gevraagd,
    toestand,
    uitgenodigd,
)

__all__ = [
    "DE_SCHOOL",
    "Feiten",
    "Stap",
    "Toestand",
    "akkoord_gevraagd",
    "bezwaar_kan",
    "bezwaar_per_brief",
    "intrekking_gevraagd",
    "stappen",
    "toestand",
    "uitgenodigd",
]

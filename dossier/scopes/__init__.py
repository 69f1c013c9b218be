"""What the dossier reads, each row through its own `visible_to`."""

from loket.models import Helpertoegang

from .afspraken import Afspraak, afspraken
from .hulp import Hulp, alle_hulp, hulp
from .meekijken import recht_op, toegang_tot
from .zaken import Zaak, feiten, kinderen, meningen, stukken, zaken, zichtbaar

__all__ = [
    "Afspraak",
    "Helpertoegang",
    "Hulp",
    "Zaak",
    "afspraken",
    "alle_hulp",
    "feiten",
    "hulp",
    "kinderen",
    "meningen",
    "recht_op",
    "stukken",
    "toegang_tot",
    "zaken",
    "zichtbaar",
]

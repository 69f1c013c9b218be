"""What a letter says, in plain Dutch and in the languages of parents: fixed sentences, filled with the frozen facts."""

from .context import uitleg_van
from .maken import uitleg
from .vertaling import Vertaald, vertalen
from .zinnen import Blok, Feit, Merk, Uitleg, Zin

__all__ = ["Blok", "Feit", "Merk", "Uitleg", "Vertaald", "Zin", "uitleg", "uitleg_van", "vertalen"]

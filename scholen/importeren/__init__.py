"""Reading school data as DUO publishes it: lezen (bytes to rows), herkennen (header to kind), feiten (rows to facts),
stand (facts to what is known), verschil (against the database). Writing is done by scholen.actions."""

from .feiten import Bron, Waarschuwing, bron_lezen
from .herkennen import Soort
from .lezen import ImportFout

__all__ = ["Bron", "ImportFout", "Soort", "Waarschuwing", "bron_lezen"]

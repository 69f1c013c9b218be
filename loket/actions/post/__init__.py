"""The post of a day: which letters are printed together, what was put in an envelope, and what really went."""

from . import partij, portaal, printen, soorten

__all__ = ["partij", "portaal", "printen", "soorten"]

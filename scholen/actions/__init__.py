"""Every change to the region and its people. Nothing else in this app writes."""

from .importeren import scholen_inlezen
from .regio import regio_inrichten

__all__ = ["regio_inrichten", "scholen_inlezen"]

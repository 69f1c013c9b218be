"""Every change to the region and its people. Nothing else in this app writes."""

from .importeren import scholen_inlezen

__all__ = ["scholen_inlezen"]

"""The rules of the loket, pure: values in, values or sentences out. No Django, no clock."""

from .termijn import Beslistermijn, Onderbreking, beslistermijn
from .tlv import einde_schoolsoort, tlv_einde_standaard, tlv_nummer, tlv_periode_fouten, verjaardag

__all__ = [
    "Beslistermijn",
    "Onderbreking",
    "beslistermijn",
    "einde_schoolsoort",
    "tlv_einde_standaard",
    "tlv_nummer",
    "tlv_periode_fouten",
    "verjaardag",
]

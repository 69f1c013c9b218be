"""The rules of the loket, pure: values in, values or sentences out. No Django, no clock."""

from .soorten import SOORTEN, Soort, aangeboden, soort_voor
from .termijn import Beslistermijn, Onderbreking, beslistermijn
from .tlv import einde_schoolsoort, tlv_einde_standaard, tlv_nummer, tlv_periode_fouten, verjaardag
from .toetsen import leerachterstand, pro_lwoo, pro_lwoo_uitleg

__all__ = [
    "SOORTEN",
    "Beslistermijn",
    "Onderbreking",
    "Soort",
    "aangeboden",
    "beslistermijn",
    "einde_schoolsoort",
    "leerachterstand",
    "pro_lwoo",
    "pro_lwoo_uitleg",
    "soort_voor",
    "tlv_einde_standaard",
    "tlv_nummer",
    "tlv_periode_fouten",
    "verjaardag",
]

"""The rules about pupils and schools, pure: values in, values or sentences out. No Django, no clock."""

from .leerling import jarig, leeftijd, leeftijd_fout
from .zorgplicht import Zorgplicht, zorgplicht

__all__ = ["Zorgplicht", "jarig", "leeftijd", "leeftijd_fout", "zorgplicht"]

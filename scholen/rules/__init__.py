"""The rules about pupils and schools, pure: values in, values or sentences out. No Django, no clock."""

from .leerling import leeftijd, leeftijd_fout
from .zorgplicht import Zorgplicht, zorgplicht

__all__ = ["Zorgplicht", "leeftijd", "leeftijd_fout", "zorgplicht"]

"""The rows of children who do not go to school."""

from .casus import AF, OPEN, Casus, Casusstatus, Eindreden, Melding, Reden
from .protocol import Protocol, Protocolstap
from .stap import Afspraak, Stap
from .verzuim import Verzuim

__all__ = [
    "AF",
    "OPEN",
    "Afspraak",
    "Casus",
    "Casusstatus",
    "Eindreden",
    "Melding",
    "Protocol",
    "Protocolstap",
    "Reden",
    "Stap",
    "Verzuim",
]

"""The rows of children who do not go to school."""

from .aanbod import Aanbodsoort, Antwoord, Onderwijsaanbod
from .aanbodwoord import Aanbodwoord
from .casus import AF, OPEN, Casus, Casusstatus, Eindreden, Melding, Reden
from .deling import Deling
from .doorzetting import Doorzettingsbesluit, Ingelicht, Opschaling, Tafel
from .dubbel import GeenDubbel
from .herinnering import Herinnering
from .kernteam import Kernpartner
from .opgave import Opgave, Opgavepdf, Opgaveregel
from .plan import Plan, Plandoel, Plangesprek, Planwoord
from .protocol import Protocol, Protocolstap
from .regie import begeleiders_op
from .schoolweek import Schoolweek
from .stap import Afspraak, Stap
from .verzuim import Verzuim
from .weergave import Bordweergave, Weekkeuze
from .wending import Casusoverdracht, Maatregel, Vrijstelling

__all__ = [
    "AF",
    "OPEN",
    "Aanbodsoort",
    "Aanbodwoord",
    "Afspraak",
    "Antwoord",
    "Bordweergave",
    "Casus",
    "Casusoverdracht",
    "Casusstatus",
    "Deling",
    "Doorzettingsbesluit",
    "Eindreden",
    "GeenDubbel",
    "Herinnering",
    "Ingelicht",
    "Kernpartner",
    "Maatregel",
    "Melding",
    "Onderwijsaanbod",
    "Opgave",
    "Opgavepdf",
    "Opgaveregel",
    "Opschaling",
    "Plan",
    "Plandoel",
    "Plangesprek",
    "Planwoord",
    "Protocol",
    "Protocolstap",
    "Reden",
    "Schoolweek",
    "Stap",
    "Tafel",
    "Verzuim",
    "Vrijstelling",
    "Weekkeuze",
    "begeleiders_op",
]

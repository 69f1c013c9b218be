"""The request of somebody who is logged in, for types only, and what the door lays on it."""

from dataclasses import dataclass

from django.http import HttpRequest

from .models import Gebruiker


@dataclass(frozen=True)
class Sessie:
    """What a page knows of its session: how many seconds it still lasts, where to ask for more and how it stands.

    wie: the same for the same person and says nothing else; a page never saves its text for somebody else.
    """

    seconden: int
    verleng: str
    stand: str
    wie: str


class Verzoek(HttpRequest):
    """What `beleid` lets through: the door has laid down who this is and how long its session lasts."""

    user: Gebruiker
    sessie: Sessie

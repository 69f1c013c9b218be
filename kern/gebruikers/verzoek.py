"""The request of somebody who is logged in, for types only."""

from django.http import HttpRequest

from .models import Gebruiker


class Verzoek(HttpRequest):
    user: Gebruiker

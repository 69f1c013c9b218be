"""manage.py opruimen_naspelen: run it after every restore of the database, before anybody comes in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from toezicht.actions.naspelen import opruimen_naspelen
from toezicht.verwijderboek import BoekFout


class Command(BaseCommand):
    help = "Verwijdert opnieuw wat het verwijderboek noemt. Draai dit na elk terugzetten van een back-up."

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            gelukt, mislukt = opruimen_naspelen(op=timezone.now())
        except BoekFout as fout:
            raise CommandError(f"{fout} Er is niets verwijderd. Zet eerst het goede verwijderboek terug.") from fout
        self.stdout.write(f"Opnieuw verwijderd: {gelukt} dossiers.")
        if mislukt:
            raise CommandError(f"Van {mislukt} dossiers lukte het niet. Kijk bij Bewaren waarom.")

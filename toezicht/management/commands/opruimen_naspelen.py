"""manage.py opruimen_naspelen: run it after every restore of the database, before anybody comes in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from toezicht.actions.naspelen import opruimen_naspelen
from toezicht.actions.verwijderen import OPRUIMER
from toezicht.verwijderboek import BoekFout


class Command(BaseCommand):
    help = "Verwijdert opnieuw wat het verwijderboek noemt. Draai dit na elk terugzetten van een back-up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--zonder-boek", action="store_true", help="Er is nog nooit iets verwijderd: er is geen verwijderboek."
        )

    def handle(self, *args: Any, **opties: Any) -> None:
        if OPRUIMER not in settings.DATABASES:
            raise CommandError("Draai dit in de worker: hier is DATABASE_URL_OPRUIMER niet ingevuld.")
        try:
            gelukt, mislukt = opruimen_naspelen(op=timezone.now(), zonder_boek=opties["zonder_boek"])
        except BoekFout as fout:
            raise CommandError(f"{fout} Er is niets verwijderd. Zet eerst het goede verwijderboek terug.") from fout
        self.stdout.write(f"Opnieuw verwijderd: {gelukt} dossiers.")
        if mislukt:
            raise CommandError(f"Van {mislukt} dossiers lukte het niet. Kijk bij Bewaren waarom.")

"""manage.py verwijderboek_nazien: whether the ledger of what was deleted holds, and mending a half last line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toezicht import verwijderboek
from toezicht.actions.verwijderen import boek_is_heel
from toezicht.boek import BoekFout


class Command(BaseCommand):
    help = "Ziet het verwijderboek na: klopt elke regel, en kent het alles wat volgens de database weg is?"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--afkappen",
            action="store_true",
            help="Haal een laatste regel weg die half is geschreven, zoals na een stroomstoring. Maak eerst een kopie.",
        )

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            if opties["afkappen"]:
                self.stdout.write(f"Afgekapt: {verwijderboek.BOEK.afkappen()} bytes.")
            boek_is_heel()
        except BoekFout as fout:
            raise CommandError(str(fout)) from fout
        self.stdout.write(f"Het verwijderboek klopt: {len(verwijderboek.regels())} regels.")

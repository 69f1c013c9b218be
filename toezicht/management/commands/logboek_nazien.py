"""manage.py logboek_nazien: whether the lines of the logbook are those that were sealed. Also after every restore."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from toezicht.actions.verzegelen import na_terugzetten
from toezicht.boek import BoekFout
from toezicht.models import Dagzegel
from toezicht.nazien import nazien


class Command(BaseCommand):
    help = "Ziet het logboek na: zijn de regels nog die van toen elk zegel werd gezet?"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vanaf", type=int, default=1, help="Het nummer van het eerste zegel.")
        parser.add_argument(
            "--teruggezet",
            action="store_true",
            help="Er is een back-up teruggezet: ga verder na het laatste zegel in de database.",
        )

    def handle(self, *args: Any, **opties: Any) -> None:
        if opties["teruggezet"]:
            try:
                nummer = na_terugzetten(op=timezone.now())
            except BoekFout as fout:
                raise CommandError(str(fout)) from fout
            self.stdout.write(f"Opgeschreven. Het volgende zegel is nummer {nummer + 1}.")
        fouten = nazien(vanaf=opties["vanaf"])
        for een in fouten:
            self.stderr.write(f"Zegel {een.nummer}: {een.zin}" if een.nummer else een.zin)
        if fouten:
            raise CommandError("Het logboek klopt niet. Verander niets en bel wie over beveiliging gaat.")
        self.stdout.write(f"Het logboek klopt: {Dagzegel.objects.count()} zegels.")

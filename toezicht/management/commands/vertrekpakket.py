"""manage.py vertrekpakket MAP: everything in one file, for who keeps the server. The page does it with two people."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from toezicht.actions.vertrek import pakket_naar
from toezicht.rules.vertrek import bestandsnaam


class Command(BaseCommand):
    help = "Schrijft alle gegevens en bestanden in één bestand, met een leeswijzer en een manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("map", type=Path, help="Een map die er al is, en waar niemand anders bij kan.")

    def handle(self, *args: Any, **opties: Any) -> None:
        doel: Path = opties["map"]
        if not doel.is_dir():
            raise CommandError(f"{doel} is geen map.")
        os.umask(0o077)
        nu = timezone.now()
        naam, half = doel / bestandsnaam(timezone.localdate(nu)), doel / "vertrekpakket.half"
        try:
            with half.open("w+b") as bestand:
                uitkomst = pakket_naar(bestand, op=nu)
                bestand.flush()
                os.fsync(bestand.fileno())
            os.replace(half, naam)
        finally:
            half.unlink(missing_ok=True)
        self.stdout.write(f"{naam}: {sum(uitkomst.rijen.values())} rijen, {uitkomst.documenten} documenten.")
        if uitkomst.ontbreekt:
            self.stdout.write(f"{len(uitkomst.ontbreekt)} documenten gingen niet mee: zie weggelaten.csv.")

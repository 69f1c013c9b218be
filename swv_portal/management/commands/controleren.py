"""manage.py controleren: whether what must always hold does hold. After an incident, a restore or an upgrade."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from swv_portal.controle import CONTROLES, nakijken
from swv_portal.controle.bestanden import inhoud


class Command(BaseCommand):
    help = "Kijkt na of alles klopt wat altijd moet kloppen. Verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", help="Alleen deze, zoals I1 I13. Zonder: alles.")
        parser.add_argument("--bestanden", action="store_true", help="Lees ook elk bestand na, byte voor byte.")

    def handle(self, *args: Any, **opties: Any) -> None:
        alleen = frozenset(opties["codes"])
        if onbekend := alleen - {een.code for een in CONTROLES}:
            kent = ", ".join(een.code for een in CONTROLES)
            raise CommandError(f"{', '.join(sorted(onbekend))} bestaat niet. Kies uit {kent}.")
        fouten = 0
        for controle, zinnen in nakijken(op=timezone.now(), alleen=alleen):
            fouten += self._tonen(f"{controle.code:<4} {controle.naam}", zinnen)
        if opties["bestanden"]:
            fouten += self._tonen("     Elk bestand is wat het was", list(inhoud()))
        if fouten:
            raise CommandError(f"{fouten} keer klopt er iets niet. In docs/uitrol.md staat wat je dan doet.")
        self.stdout.write("Alles klopt.")

    def _tonen(self, wat: str, zinnen: list[str]) -> int:
        self.stdout.write(f"{'fout' if zinnen else 'goed'}  {wat}")
        for zin in zinnen:
            self.stdout.write(f"            {zin}")
        return len(zinnen)

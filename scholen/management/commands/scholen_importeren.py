"""`manage.py scholen_importeren BESTAND…`: show what files of DUO would change, ask, then write all or nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from kern.gebruikers.overgang import NietMogelijk, Systeem
from scholen.actions import scholen_inlezen
from scholen.importeren import Bron, ImportFout, bron_lezen
from scholen.importeren.verschil import BestandVerschil, Voorstel, vergelijken
from scholen.importeren.waarden import Onleesbaar, dag

DOOR = Systeem("scholen_importeren")
TONEN = 5


class Command(BaseCommand):
    help = "Leest schoolgegevens van DUO of een regiolijst in. Bron: DUO Open Onderwijsdata."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestanden", nargs="+", metavar="BESTAND", type=Path)
        parser.add_argument(
            "--peildatum",
            action="append",
            default=[],
            metavar="BESTAND=DATUM",
            help="De dag waarover een bestand gaat, zoals scholen.csv=2026-08-01; anders uit de kolommen of de naam.",
        )
        parser.add_argument(
            "--codering",
            action="append",
            default=[],
            metavar="[BESTAND=]CODERING",
            help="Bijvoorbeeld mac_roman. Zonder bestandsnaam alleen voor bestanden die anders niet te lezen zijn.",
        )
        parser.add_argument("--ja", action="store_true", help="Schrijf zonder te vragen.")
        parser.add_argument("--alleen-tonen", action="store_true", help="Toon wat er zou wijzigen en schrijf niets.")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            bronnen = self._lezen(opties["bestanden"], opties["peildatum"], opties["codering"])
            voorstel = vergelijken(bronnen)
            self._tonen(voorstel)
            if voorstel.leeg:
                self.stdout.write("Er verandert niets: alles staat er al.")
            if opties["alleen_tonen"] or not (opties["ja"] or self._vragen(voorstel)):
                self.stdout.write("Er is niets geschreven.")
                return
            scholen_inlezen(bronnen, door=DOOR, op=timezone.now(), akkoord=voorstel.sleutel)
        except (ImportFout, NietMogelijk) as fout:
            raise CommandError(f"{fout} Er is niets gewijzigd.") from fout
        self.stdout.write(self.style.SUCCESS("Klaar. Bron: DUO Open Onderwijsdata."))

    def _lezen(self, paden: Iterable[Path], peildata: list[str], coderingen: list[str]) -> list[Bron]:
        paden = list(paden)
        dagen = {naam: self._dag(waarde) for naam, waarde in self._per_bestand(peildata, paden, "--peildatum").items()}
        zo_nodig = next((waarde for waarde in coderingen if "=" not in waarde), "")
        gedwongen = self._per_bestand([keuze for keuze in coderingen if "=" in keuze], paden, "--codering")
        bronnen = []
        for pad in paden:
            try:
                inhoud = pad.read_bytes()
            except OSError as fout:
                raise CommandError(f"{pad}: dit bestand is niet te openen ({fout.strerror}).") from fout
            bronnen.append(
                bron_lezen(
                    pad.name,
                    inhoud,
                    peildatum=dagen.get(pad.name),
                    codering=gedwongen.get(pad.name, ""),
                    zo_nodig=zo_nodig,
                )
            )
        return bronnen

    def _per_bestand(self, keuzes: list[str], paden: list[Path], optie: str) -> dict[str, str]:
        uit = {}
        for keuze in keuzes:
            bestand, is_teken, waarde = keuze.rpartition("=")
            naam = Path(bestand).name
            if not is_teken or naam not in {pad.name for pad in paden}:
                raise CommandError(f"{optie} {keuze}: noem eerst een van de bestanden, zoals {optie} {paden[0].name}=…")
            uit[naam] = waarde
        return uit

    def _dag(self, tekst: str) -> date:
        try:
            return dag(tekst)
        except Onleesbaar as fout:
            raise CommandError(f"--peildatum: verwacht {fout}, gevonden ‘{tekst}’.") from fout

    def _vragen(self, voorstel: Voorstel) -> bool:
        if voorstel.leeg:
            return True
        if not sys.stdin.isatty():
            raise CommandError("Er is niemand om het aan te vragen. Geef --ja om te schrijven, of --alleen-tonen.")
        return input("Dit zo schrijven? [j/N] ").strip().lower() in ("j", "ja")

    def _tonen(self, voorstel: Voorstel) -> None:
        for verschil in voorstel.bestanden:
            self._bestand(verschil)
        totaal = sum(len(per_dag) for per_dag in voorstel.aantallen.values())
        self.stdout.write(
            f"Samen: {_getal(len(voorstel.scholen))} scholen, {_getal(len(voorstel.besturen))} besturen, "
            f"{_getal(len(voorstel.gemeenten))} gemeenten en {_getal(totaal)} leerlingaantallen te schrijven."
        )

    def _bestand(self, verschil: BestandVerschil) -> None:
        bron = verschil.bron
        self.stdout.write(self.style.MIGRATE_HEADING(bron.bestand))
        self.stdout.write(
            f"  {bron.soort.naam}, peildatum {date_format(bron.peildatum, 'j F Y')}, {bron.rijen} regels"
            + (", landelijk" if bron.landelijk else "")
        )
        if bron.scholen:
            self.stdout.write(
                f"  scholen: {len(verschil.nieuw)} nieuw, {len(verschil.gewijzigd)} gewijzigd, "
                f"{len(verschil.gesloten)} gesloten, {len(verschil.heropend)} weer open, "
                f"{len(verschil.onbekend)} onbekend (zonder adres), {verschil.ongewijzigd} gelijk; "
                f"{verschil.aantallen} leerlingaantallen"
            )
        if bron.besturen:
            self.stdout.write(f"  besturen: {verschil.besturen_nieuw} nieuw, {verschil.besturen_gewijzigd} gewijzigd")
        for woord, lijst in (
            ("nieuw", verschil.nieuw),
            ("gewijzigd", verschil.gewijzigd),
            ("gesloten", verschil.gesloten),
            ("weer open", verschil.heropend),
            ("onbekend", verschil.onbekend),
        ):
            if lijst:
                meer = f" en nog {len(lijst) - TONEN}" if len(lijst) > TONEN else ""
                self.stdout.write(f"    {woord}: {', '.join(lijst[:TONEN])}{meer}")
        for waarschuwing in bron.waarschuwingen:
            self.stdout.write(
                self.style.WARNING(f"    regel {waarschuwing.regel}, {waarschuwing.kolom}: {waarschuwing.tekst}")
            )


def _getal(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from arrangementen import demoarrangement, demobank, demoevaluatie, demogeld, demoprognose, demouitvoering
from arrangementen.actions.aanbod import aanbod_klaarzetten
from kern.gebruikers.overgang import Systeem
from loket import demo as loket_demo
from loket import demoovergang, demosignalen
from monitoring import democijfers, demodelen, demorapport
from scholen import demo as scholen_demo
from scholen import demokring
from scholen.actions import regio_inrichten
from scholen.models import Samenwerkingsverband
from scholen.regio import PROFIELEN, laden
from thuiszitters import demo as thuiszitters_demo
from thuiszitters import demoopgave, demoprotocol
from thuiszitters.actions.protocol import protocol_klaarzetten
from toezicht import demobewaren, demotoezicht
from voorlichting import demo as voorlichting_demo
from voorlichting.actions.klaarzetten import paginas_klaarzetten


class Command(BaseCommand):
    help = "Vult een lege database met een regio: echte scholen, verzonnen mensen. Een tweede keer verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regio", default="haaglanden", choices=sorted(PROFIELEN))
        parser.add_argument("--vandaag", type=date.fromisoformat, help="Alsof het deze dag is (JJJJ-MM-DD).")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.OEFENEN):
            raise CommandError("Dit is geen demo: zet DEMO=1 in een omgeving zonder echte gegevens.")
        vandaag = options["vandaag"] or timezone.localdate()
        op = timezone.make_aware(datetime.combine(vandaag, time(9)))
        profiel = laden(options["regio"])
        if Samenwerkingsverband.objects.filter(eigen=True).exclude(code=profiel.code).exists():
            raise CommandError("In deze database staat al een andere regio. Leeg hem eerst met make demo-reset.")
        regio_inrichten(profiel, door=Systeem("demo"), op=op)
        swv = Samenwerkingsverband.objects.get(code=profiel.code)
        aanbod_klaarzetten(swv, door=Systeem("demo"), op=op)
        protocol_klaarzetten(swv, door=Systeem("demo"), op=op)
        paginas_klaarzetten(swv, door=Systeem("demo"), op=op)
        demoprognose.vullen(swv, vandaag=vandaag, op=op)
        leerlingen = scholen_demo.vullen(swv, vandaag=vandaag)
        aanvragen = loket_demo.vullen(vandaag=vandaag)
        demogeld.budgetten_maken(swv, vandaag=vandaag, op=op)
        demoarrangement.vullen(swv, vandaag=vandaag)
        demouitvoering.vullen(swv, vandaag=vandaag)
        demoevaluatie.vullen(vandaag=vandaag)
        demogeld.betalen(swv, vandaag=vandaag, op=op)
        demobank.vullen(swv, vandaag=vandaag, op=op)
        thuiszitters_demo.vullen(swv, vandaag=vandaag)
        demoprotocol.vullen(swv, op=op)
        demoopgave.vullen(swv, op=op)
        voorlichting_demo.vullen(swv, op=op)
        demokring.vullen(swv, op=op)
        demoovergang.vullen(op=op)
        democijfers.vullen(swv, op=op)
        demosignalen.vullen(swv, vandaag=vandaag, op=op)
        demorapport.vullen(swv, op=op)
        demodelen.vullen(swv, op=op)
        demobewaren.vullen(swv, vandaag=vandaag, op=op)
        demotoezicht.vullen(op=op)
        if leerlingen or aanvragen:
            self.stdout.write(f"    {leerlingen} verzonnen leerlingen en {aanvragen} aanvragen gemaakt.")

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from scholen.models import Samenwerkingsverband
from thuiszitters.actions.protocol import protocol_klaarzetten


class Command(BaseCommand):
    help = "Zet het protocol voor thuiszitters uit het profiel van de eigen regio klaar. Wat er al is, blijft zo."

    def handle(self, *args: Any, **options: Any) -> None:
        for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
            protocol = protocol_klaarzetten(swv, door=Systeem("protocol_klaarzetten"), op=timezone.now())
            self.stdout.write(f"{swv.naam}: {protocol}.")

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from arrangementen.actions.aanbod import aanbod_klaarzetten
from kern.gebruikers.overgang import Systeem
from scholen.models import Samenwerkingsverband


class Command(BaseCommand):
    help = "Zet het aanbod uit het profiel van de eigen regio klaar, met voorbeeldtarieven. Wat er al is, blijft zo."

    def handle(self, *args: Any, **options: Any) -> None:
        for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
            aantal = aanbod_klaarzetten(swv, door=Systeem("aanbod_klaarzetten"), op=timezone.now())
            self.stdout.write(f"{swv.naam}: {aantal} soorten hulp toegevoegd.")

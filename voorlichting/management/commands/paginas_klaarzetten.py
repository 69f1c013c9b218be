from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from scholen.models import Samenwerkingsverband
from voorlichting.actions.klaarzetten import paginas_klaarzetten


class Command(BaseCommand):
    help = "Zet de pagina's voor iedereen uit het profiel van de eigen regio klaar. Wat er al is, blijft zo."

    def handle(self, *args: Any, **options: Any) -> None:
        for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
            aantal = paginas_klaarzetten(swv, door=Systeem("paginas_klaarzetten"), op=timezone.now())
            self.stdout.write(f"{swv.naam}: {aantal} pagina's toegevoegd.")

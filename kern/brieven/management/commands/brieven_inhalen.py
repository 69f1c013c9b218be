"""The sweep of letters by hand or from a system timer; beat of Celery runs the same one every half minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kern.brieven.tasks import inhalen


class Command(BaseCommand):
    help = "Stoot elke brief aan die nog geen pdf heeft en waar geen werker mee bezig is."

    def handle(self, *args: Any, **options: Any) -> None:
        stand = inhalen(op=timezone.now())
        self.stdout.write(f"Aangestoten: {stand.aangestoten}")
        self.stdout.write(f"Nu in handen van een werker: {stand.in_handen}")
        self.stdout.write(f"Vastgelopen, iemand moet kijken: {stand.vastgelopen}")
        self.stdout.write(f"Wacht op certificaat, opslag of tijdstempel: {stand.wachtend}")
        self.stdout.write(f"Half geschreven bestanden opgeruimd: {stand.restanten}")

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from swv_portal.documenten import schrijven


class Command(BaseCommand):
    help = "Maakt docs/rollen.md, docs/verwerkingsregister.md en docs/status/*.mmd opnieuw uit de code."

    def handle(self, *args: Any, **options: Any) -> None:
        schrijven(Path(settings.BASE_DIR) / "docs")

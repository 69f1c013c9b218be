"""Whether a letter is only an example: of the demo, of the practice portal, or of a region that does not exist."""

from django.conf import settings

from scholen.models import Samenwerkingsverband


def is_voorbeeld(swv: Samenwerkingsverband) -> bool:
    """Such a letter says on each page that nobody has rights by it (docs/adr/0051)."""
    return bool(settings.DEMO or settings.OEFENEN or swv.fictief)

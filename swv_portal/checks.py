"""Deploy checks: what must never be on in production."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils import timezone

from kern.brieven.zegel import ZegelWacht, certificaat_tot
from swv_portal.veiligheid import geldig_tot

LOOPBACK = {"localhost", "127.0.0.1"}
KORTSTE_SLEUTEL = 32


@register(Tags.security, deploy=True)
def geen_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The log-in buttons of the demo may not exist outside this machine."""
    if settings.DEMO:
        return [Error("DEMO staat aan. Zet DEMO=0.", id="portaal.E001")]
    return []


@register(Tags.security, deploy=True)
def oefenen_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Who practises mails nobody and shares no files with the real portal; a ticket is signed with a long secret."""
    fouten: list[CheckMessage] = []
    if settings.OEFENEN and not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        fouten.append(Error("Een oefenportaal verstuurt geen mail: kijk EMAIL_BACKEND na.", id="portaal.E020"))
    for naam in ("BESTANDEN_MAP", "VERWIJDERBOEK_MAP"):
        if settings.OEFENEN and "oefen" not in str(getattr(settings, naam)):
            fouten.append(Error(f"Een oefenportaal heeft een eigen {naam} met ‘oefen’ erin.", id="portaal.E021"))
    if (settings.OEFENEN or settings.OEFEN_URL) and len(settings.OEFEN_SLEUTEL) < KORTSTE_SLEUTEL:
        fouten.append(Error("Maak OEFEN_SLEUTEL minstens 32 tekens lang.", id="portaal.E022"))
    return fouten


@register(Tags.security)
def demo_alleen_hier(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demo that answers to another name than loopback does not start at all."""
    if settings.DEMO and not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return [Error("Een demo mag alleen op localhost draaien: kijk ALLOWED_HOSTS na.", id="portaal.E002")]
    return []


@register(Tags.security, deploy=True)
def bestanden_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Private files may not lie in the folder of static files."""
    if Path(settings.STATIC_ROOT).resolve() in [
        Path(settings.BESTANDEN_MAP).resolve(),
        *Path(settings.BESTANDEN_MAP).resolve().parents,
    ]:
        return [Error("BESTANDEN_MAP ligt in de webmap.", id="portaal.E003")]
    return []


@register(Tags.security, deploy=True)
def tweede_stap(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The gate of the second step, the limits of sessions, the headers and the script policy must be in place."""
    nodig = {
        "kern.gebruikers.middleware.Poort",
        "kern.gebruikers.middleware.Sessiegrens",
        "kern.gebruikers.middleware.headers",
        "csp.middleware.CSPMiddleware",
    }
    if mist := nodig - set(settings.MIDDLEWARE):
        return [Error(f"In MIDDLEWARE ontbreekt {', '.join(sorted(mist))}.", id="portaal.E004")]
    return []


@register(Tags.security, deploy=True)
def meldpunt(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """security.txt is worth nothing when its day has passed: that is seen a month before."""
    try:
        over = geldig_tot() - timezone.now()
    except ValueError:
        return [Error("VEILIGHEID_TOT is geen datum. Schrijf JJJJ-MM-DD.", id="portaal.E005")]
    if over < timedelta(days=30):
        return [Error("VEILIGHEID_TOT is over minder dan dertig dagen. Kies een latere dag.", id="portaal.E005")]
    return []


@register(Tags.security, deploy=True)
def zegel(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a certificate no letter is made: that is seen at the deploy, and a month before it expires."""
    try:
        over = certificaat_tot(op=timezone.now()) - timezone.now()
    except ZegelWacht as reden:
        return [Error(f"{reden} Kijk ZEGEL_CERTIFICAAT en ZEGEL_SLEUTEL na.", id="portaal.E006")]
    if over < timedelta(days=30):
        return [Warning("Het certificaat voor het zegel verloopt binnen dertig dagen.", id="portaal.W006")]
    return []

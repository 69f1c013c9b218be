"""How much a page costs beside the least that Django could do: `uv run python benchmarks/pagina.py --json [--klein]`.

Log-in page, worklist and one aanvraag on 100,000 aanvragen, each as a whole request through the WSGI handler, in turn
with a bare view; the figure is the ratio of their medians.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten

GROOT, KLEIN = 100_000, 20_000
KEER = 200
PENNING = "p" * 32
FORMULIER = "application/x-www-form-urlencoded"
PAGINAS = ("inloggen", "werkvoorraad", "aanvraag")
DOELEN = {f"verhouding_{naam}": meten.Doel(1.5) for naam in PAGINAS}


@dataclass(frozen=True)
class Pagina:
    """A page of the portal and the bare address that it is measured against, with the session that may see both."""

    naam: str
    adres: str
    kaal: str
    sessie: str = ""


def main() -> int:
    gekozen = meten.opties("pagina", "Pagina's naast een kale view met dezelfde middleware.").parse_args()
    aantal = gekozen.aantal or (KLEIN if gekozen.klein else GROOT)
    uitkomst = draaien(aantal, klein=gekozen.klein or aantal < GROOT, keer=gekozen.keer or KEER)
    meten.tonen(uitkomst, als_json=gekozen.json)
    return 0


def draaien(aantal: int, *, klein: bool, keer: int = KEER) -> dict[str, Any]:
    """Start, fill, measure; the object to print."""
    meten.diensten()
    from django.conf import settings

    from benchmarks.vullen import vullen

    begin = time.monotonic()
    with meten.als_eigenaar():
        vullen(aantal)
    gevuld = time.monotonic() - begin
    settings.ROOT_URLCONF = "benchmarks.kaal"
    cijfers: dict[str, float] = {}
    for pagina in paginas():
        cijfers |= cijfers_van(pagina, keer=keer)
    over = {"aanvragen": aantal, "keer": keer, "vullen_seconden": round(gevuld, 1)}
    return meten.verslag("pagina", cijfers, DOELEN, klein=klein, over=over)


def paginas() -> list[Pagina]:
    """The three pages, with bare views of the same rows and the same number of bytes."""
    from django.urls import reverse

    from benchmarks.kaal import KAAL, STATISCH, Kaal
    from benchmarks.vullen import SCHOLEN
    from loket.models import Aanvraag

    loket = SCHOLEN + 1
    sessie = ingelogd(loket)
    zaak = Aanvraag.objects.filter(status="advies_gereed", behandelaar=loket).order_by("pk")[0]
    lijst = Pagina("werkvoorraad", reverse("loket:werkvoorraad"), "/kaal/werkvoorraad/", sessie)
    een = Pagina("aanvraag", reverse("loket:behandelen", args=[zaak.public_id]), "/kaal/aanvraag/", sessie)
    inloggen = Pagina("inloggen", reverse("account_login"), "/statisch/inloggen/")
    bytes_lijst = verzoek(lijst.adres, sessie)()
    KAAL["werkvoorraad"] = Kaal(ids=_op_bladzijde(bytes_lijst.decode()))
    KAAL["werkvoorraad"].gelijk(len(bytes_lijst))
    KAAL["aanvraag"] = Kaal(ids=[zaak.pk])
    KAAL["aanvraag"].gelijk(len(verzoek(een.adres, sessie)()))
    STATISCH["inloggen"] = verzoek(inloggen.adres)()
    return [inloggen, lijst, een]


def _op_bladzijde(html: str) -> list[int]:
    """The ids of the aanvragen that the worklist shows."""
    from loket.models import Aanvraag

    kenmerken = {deel.partition("<")[0] for deel in html.split('class="ref">')[1:]}
    return list(Aanvraag.objects.filter(kenmerk__in=kenmerken).values_list("pk", flat=True))


def cijfers_van(pagina: Pagina, *, keer: int) -> dict[str, float]:
    """The ratio, both medians in milliseconds, the queries of both and the bytes of the page."""
    zelf, kaal = verzoek(pagina.adres, pagina.sessie), verzoek(pagina.kaal, pagina.sessie)
    lengte, lengte_kaal = len(zelf()), len(kaal())
    if abs(lengte - lengte_kaal) > lengte / 100:
        raise RuntimeError(f"{pagina.naam}: {lengte} bytes tegen {lengte_kaal} kaal")
    tijden = meten.om_en_om({"zelf": zelf, "kaal": kaal}, keer=keer)
    return {
        f"verhouding_{pagina.naam}": round(tijden["zelf"] / tijden["kaal"], 2),
        f"ms_{pagina.naam}": round(tijden["zelf"], 2),
        f"ms_{pagina.naam}_kaal": round(tijden["kaal"], 2),
        f"vragen_{pagina.naam}": vragen(zelf),
        f"vragen_{pagina.naam}_kaal": vragen(kaal),
        f"bytes_{pagina.naam}": lengte,
    }


def verzoek(adres: str, sessie: str = "", post: dict[str, str] | None = None) -> Callable[[], bytes]:
    """A whole request through the WSGI handler; gives its body. Anything but 200, or 302 to a post, is a mistake here."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory
    from django.test.client import FakePayload

    handler = _handler.setdefault("handler", WSGIHandler())
    koekjes = f"{settings.SESSION_COOKIE_NAME}={sessie}; {settings.CSRF_COOKIE_NAME}={PENNING}"
    extra = {"HTTP_COOKIE": koekjes} if sessie else {}
    if post:
        inhoud = urlencode({**post, "csrfmiddlewaretoken": PENNING}).encode()
        omgeving = RequestFactory().post(adres, inhoud, FORMULIER, **extra).environ  # type: ignore[arg-type]
    else:
        omgeving = RequestFactory().get(adres, **extra).environ  # type: ignore[arg-type]

    def doen() -> bytes:
        stand: list[str] = []
        vers = {"wsgi.input": FakePayload(inhoud)} if post else {}
        antwoord = handler(dict(omgeving) | vers, lambda status, koppen, *fout: stand.append(status))
        lichaam = b"".join(antwoord)
        antwoord.close()
        if not stand[0].startswith("302" if post else "200"):
            raise RuntimeError(f"{adres} gaf {stand[0]}")
        return lichaam

    return doen


_handler: dict[str, Any] = {}


def vragen(doen: Callable[[], bytes]) -> int:
    """The number of queries of a request on both connections; transactions and health checks are none."""
    from contextlib import ExitStack

    from django.db import connections

    aantal = 0

    def tellen(uitvoeren: Any, *vraag: Any) -> Any:
        nonlocal aantal
        aantal += 1
        return uitvoeren(*vraag)

    with ExitStack() as stapel:
        for alias in connections:
            stapel.enter_context(connections[alias].execute_wrapper(tellen))
        doen()
    return aantal


def ingelogd(gebruiker_id: int, **meer: object) -> str:
    """The key of a real session of this user, with both steps of logging in."""
    from importlib import import_module

    from allauth.account.internal.userkit import user_id_to_str
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from kern.gebruikers.models import Gebruiker

    gebruiker = Gebruiker.objects.get(pk=gebruiker_id)
    sessie = import_module(settings.SESSION_ENGINE).SessionStore()
    stappen = [{"method": "password", "at": time.time()}, {"method": "mfa", "at": time.time(), "reauthenticated": True}]
    sessie.update(
        {
            SESSION_KEY: str(gebruiker.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: gebruiker.get_session_auth_hash(),
            "account_authentication_methods": stappen,
            "account_authentication_methods_user": user_id_to_str(gebruiker),
        }
    )
    sessie.update(meer)
    sessie.create()
    return str(sessie.session_key)


if __name__ == "__main__":
    sys.exit(main())

"""What every template may use: whose portal this is, how it looks, and the menu of who is looking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.collegas import personas
from kern.thema import Keuzes, adres
from scholen.eigen import eigen_instelling
from scholen.models import Samenwerkingsverband
from scholen.onderdelen import uit_vandaag
from swv_portal.menu import Menu, bestaat, menu_voor
from swv_portal.schermtaal import OPNEMEN, SESSIE, TYPEN, schermteksten


def portaal(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Everything that asks the database waits until a template uses it."""
    return {
        "swv": SimpleLazyObject(lambda: eigen_instelling(request).swv),
        "instelling": SimpleLazyObject(lambda: eigen_instelling(request)),
        "uit": SimpleLazyObject(lambda: uit_vandaag(request)),
        "thema_url": SimpleLazyObject(lambda: adres(keuzes(eigen_instelling(request).swv))),
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "paginataal": SimpleLazyObject(lambda: TALEN[translation.get_language() or NEDERLANDS]),
        "dutch": SimpleLazyObject(_dutch),
        "schermteksten": SimpleLazyObject(lambda: schermteksten(*SESSIE, *TYPEN)),
        "opnameteksten": SimpleLazyObject(lambda: schermteksten(*SESSIE, *TYPEN, *OPNEMEN)),
        "sessieteksten": SimpleLazyObject(lambda: schermteksten(*SESSIE)),
        "zoek_url": "/zoeken/" if bestaat("/zoeken/") else "",
        "account_url": reverse_lazy("mfa_index"),
        "sessie": getattr(request, "sessie", None),
        "demo": settings.DEMO,
        "oefenen": settings.OEFENEN,
        "kan_oefenen": bool(settings.OEFEN_URL and settings.OEFEN_SLEUTEL and not settings.OEFENEN),
        "organisaties": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "demo_personas": SimpleLazyObject(lambda: personas(timezone.localdate()) if settings.DEMO else []),
        "demo_url": reverse("gebruikers:demo_inloggen"),
    }


def keuzes(swv: Samenwerkingsverband) -> Keuzes:
    """The choices of an SWV that make its theme."""
    return Keuzes(swv.merkkleur, swv.accentkleur, swv.ondergrond)


def _dutch() -> str:
    """Attributes of what stays Dutch on a page in another language; none on a Dutch page."""
    al = (translation.get_language() or NEDERLANDS) == NEDERLANDS
    return SafeString("" if al else ' lang="nl" dir="ltr"')


def _menu(request: HttpRequest) -> Menu:
    gebruiker = getattr(request, "user", None)
    rollen = gebruiker.rollen if gebruiker and gebruiker.is_authenticated else None
    return menu_voor(rollen, request.path, uit_vandaag(request))

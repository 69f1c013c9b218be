"""Every view says who may come, and what it says holds."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse
from django.urls import URLPattern, get_resolver
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, beleid_van, ingelogd, niemand, openbaar
from kern.gebruikers.inlogpaden import BELEID, MET_FACTOR, ZONDER_FACTOR
from kern.gebruikers.middleware import van_bibliotheek
from kern.gebruikers.rollen import Permissie

pytestmark = pytest.mark.django_db


def alle_paden(resolver=None, ruimte=""):
    for pad in (resolver or get_resolver()).url_patterns:
        if isinstance(pad, URLPattern):
            yield ruimte + (pad.name or "?"), pad.callback
        else:
            yield from alle_paden(pad, ruimte + (f"{pad.namespace}:" if pad.namespace else ""))


def vraag(rf, gebruiker, methode="get"):
    verzoek = getattr(rf, methode)("/ergens/")
    verzoek.user = gebruiker
    verzoek.session = {}
    return verzoek


def pagina(*wie, **opties):
    return beleid(*wie, **opties)(lambda request: HttpResponse("hier"))


def test_every_address_of_the_portal_says_who_may_come():
    paden = list(alle_paden())
    zonder = [naam for naam, view in paden if beleid_van(view) is None and naam not in BELEID]
    assert zonder == []
    assert len(paden) >= 40


def test_the_names_in_the_tables_of_the_library_exist():
    namen = {naam for naam, _ in alle_paden()}
    alleen_met_organisatie = {naam for naam in BELEID if naam.startswith(("openid_connect_", "socialaccount_"))}
    assert set(BELEID) - alleen_met_organisatie <= namen
    assert namen | {"gebruikers:beveiligen"} >= (ZONDER_FACTOR | MET_FACTOR)


def test_a_view_without_policy_raises_where_mistakes_must_show(settings):
    settings.STRENG = True
    with pytest.raises(ImproperlyConfigured, match="does not say who may come"):
        van_bibliotheek(lambda request: None, SimpleNamespace(view_name="los", route="los/"))


def test_a_view_without_policy_does_not_exist_in_production(settings):
    settings.STRENG = False
    with pytest.raises(Http404):
        van_bibliotheek(lambda request: None, SimpleNamespace(view_name="los", route="los/"))


def test_an_own_view_cannot_borrow_the_name_of_a_library_view(settings):
    settings.STRENG = False
    with pytest.raises(Http404):
        van_bibliotheek(lambda request: None, SimpleNamespace(view_name="account_login", route="los/"))


def test_who_is_not_logged_in_is_asked_to_and_comes_back(client):
    antwoord = client.get("/account/2fa/")
    assert antwoord.status_code == 302
    assert antwoord.url == "/account/login/?next=/account/2fa/"


def test_a_page_for_who_is_logged_in_lets_any_user_in(rf, ouder):
    assert pagina(ingelogd)(vraag(rf, ouder)).content == b"hier"


def test_without_one_of_the_rights_the_page_does_not_exist(rf, ib, ouder):
    besloten = pagina(Permissie.AANVRAAG_SCHRIJVEN, Permissie.BESLUIT_NEMEN)
    assert besloten(vraag(rf, ib)).content == b"hier"
    with pytest.raises(Http404):
        besloten(vraag(rf, ouder))


def test_a_page_for_nobody_does_not_exist(rf, beheerder):
    with pytest.raises(Http404):
        pagina(niemand)(vraag(rf, beheerder))


def test_the_policy_shines_through_other_decorators():
    assert beleid_van(require_safe(pagina(openbaar))).wie == (openbaar,)

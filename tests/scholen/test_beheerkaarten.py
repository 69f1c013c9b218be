"""The cards of beheer: each leads to a page that this person may read, and each page of beheer is on a card."""

import re

import pytest
from django.urls import get_resolver, reverse

from kern.gebruikers.rollen import Rol
from scholen.beheerkaarten import KAARTEN
from tests.factories import InstellingFactory, gebruiker_met

pytestmark = pytest.mark.django_db
LIJST = re.compile(r"beheer/[a-z-]+/$")


def lijsten(patronen, begin=""):
    for deel in patronen:
        pad = begin + str(deel.pattern)
        if hasattr(deel, "url_patterns"):
            yield from lijsten(deel.url_patterns, pad)
        elif LIJST.fullmatch(pad):
            yield "/" + pad


def test_every_list_of_beheer_is_on_a_card():
    op_kaarten = {reverse(kaart.adres) for kaarten in KAARTEN.values() for kaart in kaarten}
    assert set(lijsten(get_resolver().url_patterns)) <= op_kaarten


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.DIRECTEUR])
def test_a_card_leads_only_to_what_this_role_may_read(inloggen, rol):
    InstellingFactory()
    client = inloggen(gebruiker_met(rol))
    pagina = client.get(reverse("scholen:beheer"))
    adressen = [reverse(kaart.adres) for _, kaarten in pagina.context["groepen"] for kaart in kaarten]
    assert adressen, "who may manage something sees it"
    assert all(adres in pagina.text for adres in adressen)
    assert {adres: client.get(adres).status_code for adres in adressen} == dict.fromkeys(adressen, 200)
    assert (len(adressen) == 1) == (rol == Rol.DIRECTEUR)

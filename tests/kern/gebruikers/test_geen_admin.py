"""There is no Django admin: not installed, not imported, no address, and nobody whom it could let in (ADR 8)."""

from __future__ import annotations

import sys

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

from kern.gebruikers.models import Gebruiker
from tests.test_architectuur import BESTANDEN


def voorvoegsels(resolver=None, pad=""):
    """Every address with the module of its view."""
    for deel in (resolver or get_resolver()).url_patterns:
        hier = pad + str(deel.pattern)
        if isinstance(deel, URLPattern):
            view = getattr(deel.callback, "view_class", deel.callback)
            yield hier, getattr(view, "__module__", "")
        else:
            yield from voorvoegsels(deel, hier)


def test_it_is_not_installed_and_not_loaded():
    assert not [app.name for app in apps.get_app_configs() if "admin" in app.name]
    assert "django.contrib.admin.sites" not in sys.modules


def test_no_file_of_ours_names_it():
    assert [bestand.name for bestand in BESTANDEN if "contrib.admin" in bestand.read_text()] == []
    assert not [bestand.name for bestand in BESTANDEN if bestand.name == "admin.py"]


def test_no_address_leads_to_it():
    paden = list(voorvoegsels())
    assert len(paden) >= 60
    assert [pad for pad, module in paden if "admin" in pad or "contrib.admin" in module] == []


def test_no_account_is_staff_or_superuser():
    namen = {veld.name for veld in Gebruiker._meta.get_fields()}
    assert namen & {"is_staff", "is_superuser", "groups", "user_permissions"} == set()


@pytest.mark.parametrize("pad", ["/admin/", "/admin/login/", "/beheer/admin/", "/django-admin/"])
def test_who_tries_finds_nothing(client, inloggen, beheerder, pad):
    assert client.get(pad).status_code == 404
    assert client.post(pad, {"username": beheerder.email, "password": "x"}).status_code == 404
    assert inloggen(beheerder).get(pad).status_code == 404

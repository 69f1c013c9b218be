"""Each role finds its own menu."""

import pytest

from kern.gebruikers.rollen import Rol
from swv_portal import menu
from swv_portal.menu import MENU, OPENBAAR, menu_voor


@pytest.fixture
def alles_bestaat(monkeypatch):
    monkeypatch.setattr(menu, "bestaat", lambda pad: True)


def namen(gevonden):
    return [item.naam for item in gevonden.items]


def test_every_role_has_a_menu():
    assert set(MENU) == set(Rol)
    assert all(MENU[rol] for rol in Rol)


def test_a_visitor_gets_the_public_menu(alles_bestaat):
    assert namen(menu_voor(None, "/")) == [naam for naam, _ in OPENBAAR]


def test_two_roles_get_both_menus_each_item_once(alles_bestaat):
    samen = namen(menu_voor({Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BEHEERDER}, "/"))
    assert len(samen) == len(set(samen))
    assert {"Werkvoorraad", "Beheer"} <= set(samen)


def test_what_is_not_built_is_not_shown(monkeypatch):
    monkeypatch.setattr(menu, "bestaat", lambda pad: pad != "/thuiszitters/")
    assert "Thuiszitters" not in namen(menu_voor({Rol.LOKETMEDEWERKER}, "/"))


def test_the_page_itself_and_the_part_it_belongs_to_are_marked(alles_bestaat):
    op_lijst = {item.naam: item.huidig for item in menu_voor({Rol.LOKETMEDEWERKER}, "/loket/").items}
    op_zaak = {item.naam: item.huidig for item in menu_voor({Rol.LOKETMEDEWERKER}, "/loket/aanvragen/abc/").items}
    assert op_lijst["Werkvoorraad"] == "page"
    assert op_zaak["Aanvragen"] == "true"
    assert op_zaak["Werkvoorraad"] == ""
    van_school = {item.naam: item.huidig for item in menu_voor({Rol.IB}, "/aanvragen/abc/").items}
    assert van_school["Mijn aanvragen"] == "true"


def test_one_row_of_a_long_menu_stays_in_sight_with_where_one_is(alles_bestaat):
    school = menu_voor({Rol.IB}, "/monitoring/rapporten/")
    assert len(school.items) > 9
    assert [item.naam for item in school.vooraan][-1] == "Rapporten", "where one is, is never behind ‘Meer’"
    assert (len(school.vooraan), len(school.vooraan) + len(school.meer)) == (9, len(school.items))
    assert "Budgetten" in [item.naam for item in school.meer]
    kort = menu_voor({Rol.BEHEERDER}, "/beheer/")
    assert (kort.vooraan, kort.meer) == (kort.items, ())


def test_the_menu_of_families_stays_in_sight_on_a_phone():
    assert not menu_voor({Rol.OUDER}, "/").inklapbaar
    assert menu_voor({Rol.OUDER, Rol.IB}, "/").inklapbaar
    assert menu_voor(None, "/").inklapbaar

"""The people of the tests, as fixtures. `buitenstaander` has the same rights as ib, at another school."""

import pytest

from kern.gebruikers.rollen import Rol
from tests import factories


@pytest.fixture
def school(db):
    return factories.SchoolFactory()


@pytest.fixture
def ib(school):
    return factories.gebruiker_met(Rol.IB, school=school, naam="Anouk Visser")


@pytest.fixture
def directeur(school):
    return factories.gebruiker_met(Rol.DIRECTEUR, school=school, naam="Bram Post")


@pytest.fixture
def buitenstaander(db):
    return factories.gebruiker_met(Rol.IB, school=factories.SchoolFactory(), naam="Bo Buiten")


@pytest.fixture
def loketmedewerker(db):
    return factories.gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")


@pytest.fixture
def deskundige_een(db):
    return factories.gebruiker_met(Rol.DESKUNDIGE, naam="R. Proefman")


@pytest.fixture
def deskundige_twee(db):
    return factories.gebruiker_met(Rol.DESKUNDIGE, naam="L. Testers")


@pytest.fixture
def beslisser(db):
    return factories.gebruiker_met(Rol.BESLISSER, naam="H. Beslisser")


@pytest.fixture
def bezwaarbehandelaar(db):
    return factories.gebruiker_met(Rol.BEZWAARBEHANDELAAR, naam="S. Secretaris")


@pytest.fixture
def bezwaarcommissie(db):
    return factories.gebruiker_met(Rol.BEZWAARCOMMISSIE, naam="C. Commissie")


@pytest.fixture
def beheerder(db):
    return factories.gebruiker_met(Rol.BEHEERDER, naam="F. Beheer")


@pytest.fixture
def leerling(school):
    return factories.leerling_op(school)


@pytest.fixture
def ouder(leerling):
    """The account of a parent with gezag over `leerling`."""
    gebruiker = factories.gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    factories.ouder_van(leerling, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def andere_ouder(leerling):
    """The account of the other parent, with an own address."""
    gebruiker = factories.gebruiker_met(Rol.OUDER, naam="Bram Voorbeeld")
    factories.ouder_van(leerling, gebruiker=gebruiker, aanhef="meneer", voornaam="Bram")
    return gebruiker


@pytest.fixture
def helper(db):
    """An account that looks along with nobody yet; a test says with whom (factories.helper_bij)."""
    return factories.gebruiker_met(Rol.HELPER, naam="Hanna Helper")


@pytest.fixture
def inloggen(client):
    """Log the test client in as this user, with the second step that the role asks for."""
    import time

    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    def doe(gebruiker) -> Client:
        client.force_login(gebruiker, "kern.gebruikers.inloggen.MetRollen")
        sessie = client.session
        sessie["account_authentication_methods"] = [
            {"method": "password", "at": time.time()},
            {"method": "mfa", "at": time.time(), "reauthenticated": True},
        ]
        sessie["account_authentication_methods_user"] = user_id_to_str(gebruiker)
        sessie.save()
        return client

    return doe

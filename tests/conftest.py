"""Fixtures for every test. The database is made and migrated by the owner role and used by the app role (ADR 5)."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from psycopg import sql

from start import schema
from start.diensten import EIGENAAR, app_rechten

# A shared machine is sometimes slow: an example is wrong or right, never late.
hypothesis_settings.register_profile("portaal", deadline=None)
hypothesis_settings.load_profile("portaal")

# All tests together are objects that live on; to look through them for garbage each time took a fifth of the time.
gc.set_threshold(50_000, 20, 100)

pytest_plugins = [
    "tests.headers",
    "tests.keten",
    "tests.personas",
    "tests.verkenner",
    "tests.virusscanner",
    "tests.werker",
]

NIET_LEEGMAKEN = {"django_migrations", "django_content_type"}
NUMMERS_OPNIEUW = """
    SELECT setval(rij.oid, 1, false)
    FROM pg_class rij JOIN pg_depend hoort ON hoort.objid = rij.oid AND hoort.deptype IN ('a', 'i')
    JOIN pg_class tabel ON tabel.oid = hoort.refobjid
    WHERE rij.relkind = 'S' AND tabel.relname = ANY(%s)
"""


def verbinding_eigenaar(database: str, **opties):
    """A connection as owner, beside Django."""
    waarden = settings.DATABASES["default"]
    return psycopg.connect(host=waarden["HOST"], port=waarden["PORT"] or None, user=EIGENAAR, dbname=database, **opties)


@contextmanager
def als_eigenaar():
    """Let Django's connections be the owner for a while."""
    rollen = {alias: connections[alias].settings_dict["USER"] for alias in connections}
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["USER"] = EIGENAAR
    try:
        yield
    finally:
        for alias, rol in rollen.items():
            connections[alias].close()
            connections[alias].settings_dict["USER"] = rol


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Make the test database as owner, migrate it, and point both connections to it as the app role."""
    werker = os.environ.get("PYTEST_XDIST_WORKER", "")
    naam = "test_" + settings.DATABASES["default"]["NAME"] + (f"_{werker}" if werker else "")
    with verbinding_eigenaar("postgres", autocommit=True) as db:
        db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(naam)))
        db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(naam)))
        # As in every portal (start/diensten.py).
        db.execute(sql.SQL("ALTER DATABASE {} SET jit = off").format(sql.Identifier(naam)))
    with verbinding_eigenaar(naam, autocommit=True) as db:
        app_rechten(db)
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = naam
    for url in ("DATABASE_URL", "DATABASE_URL_OPRUIMER"):
        os.environ[url] = os.environ[url].rsplit("/", 1)[0] + f"/{naam}"
    with django_db_blocker.unblock(), als_eigenaar():
        schema.maken(naam)
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()


def leegmaken(zelf) -> None:
    """After a test that could not run in a transaction: empty the tables as owner, past the guards.

    Rows are deleted and their numbers begin anew: a TRUNCATE makes a file for each of a thousand tables and indexes.
    """
    naam = connections["default"].settings_dict["NAME"]
    for alias in connections:
        connections[alias].close()
    with verbinding_eigenaar(naam) as db:
        alle = [rij[0] for rij in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        vragen = [
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(tabel, sql.Identifier(tabel)) for tabel in alle
        ]
        vol = {rij[0] for rij in db.execute(sql.SQL(" UNION ALL ").join(vragen))} - NIET_LEEGMAKEN
        tabellen = [sql.Identifier(tabel) for tabel in sorted(vol)]
        for stap in (
            "ALTER TABLE {} DISABLE TRIGGER USER",
            "DELETE FROM {}",
            "SET CONSTRAINTS ALL IMMEDIATE",
            "ALTER TABLE {} ENABLE TRIGGER USER",
        ):
            for tabel in tabellen:
                db.execute(sql.SQL(stap).format(tabel))
        db.execute(NUMMERS_OPNIEUW, [sorted(vol)])


TransactionTestCase._fixture_teardown = leegmaken


def pytest_configure() -> None:
    """Passwords cost next to nothing here; what they cost in a portal is for test_inloggen."""
    settings.PASSWORD_HASHERS = ["tests.instellingen.SnelleHasher", *settings.PASSWORD_HASHERS[1:]]


BEIDE = ["default", "logboek"]


def pytest_collection_modifyitems(items) -> None:
    """A test that asks for the database gets both connections, so that refusals can be written; long ones begin.

    Then those with a Celery worker, together: a test that wants none ends it, and to start one takes seconds.
    """
    for item in items:
        if merken := list(item.iter_markers("django_db")):
            for merk in merken:
                merk.kwargs.setdefault("databases", BEIDE)
        elif {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            echt = bool({"transactional_db", "live_server"} & set(item.fixturenames))
            item.add_marker(pytest.mark.django_db(transaction=echt, databases=BEIDE))
    items.sort(  # stable: else in random order
        key=lambda item: (item.get_closest_marker("lang") is None, "werker" not in getattr(item, "fixturenames", ()))
    )


def pytest_collection_finish() -> None:
    """What is there when the first test begins is no garbage, now or later."""
    gc.collect()
    gc.freeze()

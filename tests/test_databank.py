"""Tests, web and worker run as the app role: triggers hold only for who cannot switch them off (afspraak 1)."""

import pgtrigger
import psycopg
import pytest
from django.db import connection, connections

from start.diensten import APP, OPRUIMER

from .conftest import verbinding_eigenaar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("alias", ["default", "logboek"])
def test_both_connections_are_the_app_role_without_special_rights(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (APP, False, False, False)


def test_the_app_role_owns_no_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchall() == []


def test_both_connections_are_one_database():
    namen = set()
    for alias in ("default", "logboek"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_database()")
            namen.add(cursor.fetchone())
    assert len(namen) == 1


def nooit_leeg():
    """Each table with a trigger of its own against being emptied, from the registry of triggers."""
    paren = [een for een in pgtrigger.registered() if een[1].operation == pgtrigger.Truncate]
    return sorted((model._meta.db_table, trigger.func.split("'")[1]) for model, trigger in paren)


@pytest.mark.parametrize(("tabel", "zin"), nooit_leeg())
def test_not_even_the_owner_empties_what_is_kept(tabel, zin):
    with verbinding_eigenaar(connection.settings_dict["NAME"]) as db:
        try:
            with pytest.raises(psycopg.errors.RaiseException, match=zin):
                db.execute(f"TRUNCATE {tabel} CASCADE")  # the own trigger comes before those of what refers to it
        finally:
            db.rollback()


def test_the_app_role_may_empty_no_table():
    mag = "has_table_privilege(quote_ident(tablename), 'TRUNCATE')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tablename, {mag} FROM pg_tables WHERE schemaname = 'public'")
        rechten = dict(cursor.fetchall())
    assert len(rechten) > 50
    assert [tabel for tabel, mag_leeg in rechten.items() if mag_leeg] == []


def test_the_decisions_are_among_them():
    assert {"loket_besluit", "loket_tlv", "loket_dwangsombesluit", "loket_beslissingopbezwaar"} <= {
        tabel for tabel, _ in nooit_leeg()
    }


@pytest.mark.django_db(databases=["default", "logboek", "opruimer"])
def test_the_role_that_deletes_owns_nothing_and_is_not_the_app():
    with connections["opruimer"].cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (OPRUIMER, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [OPRUIMER])
        assert cursor.fetchone() == (False,)

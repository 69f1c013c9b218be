"""Tests, web and worker run as the app role: triggers hold only for who cannot switch them off (afspraak 1)."""

import pytest
from django.db import connection, connections

from start.diensten import APP

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

"""I4 and I9: the logbook as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from swv_portal.controle.zinnen import noemen
from toezicht.nazien import nazien

ZONDER_ROL = """
    SELECT min(r.id) FROM logboek_logregel r JOIN gebruikers_gebruiker g ON g.public_id = r.wie
    WHERE r.uitkomst = 'gezien' AND r.leerling <> '' AND NOT EXISTS (
        SELECT FROM gebruikers_lidmaatschap l WHERE l.gebruiker_id = g.id
        AND l.van <= (r.op AT TIME ZONE 'Europe/Amsterdam')::date
        AND (l.tot IS NULL OR l.tot >= (r.op AT TIME ZONE 'Europe/Amsterdam')::date - 1))
    GROUP BY g.id ORDER BY 1
"""
"""The first line of each user who saw something of a child on a day on which he had no role, nor the day before: who is
ended in the course of a day loses it from the day before."""


def wie_keek(op: datetime) -> Iterator[str]:
    """I4: somebody saw something of a child without any role. Which rows that role gives, the tests of access say."""
    with connection.cursor() as db:
        db.execute(ZONDER_ROL)
        if regels := [regel for (regel,) in db.fetchall()]:
            yield f"Iemand zonder rol zag gegevens van een leerling: regel {noemen(regels)} van het logboek."


def zegels(op: datetime) -> Iterator[str]:
    """I9: each seal against its lines, the seal before it and the book that lies beside the database."""
    for fout in nazien():
        yield f"Zegel {fout.nummer}: {fout.zin}" if fout.nummer else fout.zin

"""Reading much as it was at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def een_moment() -> Iterator[None]:
    """What is read in here is of one moment, whatever others write; nothing can be written. In a running transaction
    it changes nothing."""
    al_bezig = connection.in_atomic_block
    with transaction.atomic():
        if not al_bezig:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield

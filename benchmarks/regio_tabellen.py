"""Many rows into tables at once: without keys and indexes, which come back afterwards, two tables at a time.

CHECKs stay on for every row. Primary keys, uniques and exclusions are verified when they are built again, foreign keys
when they are validated, and in the end each key and index is there as it was, or it fails. Triggers are off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

NAAST_ELKAAR = 2
Terug = dict[str, list[str]]
"""By table the statements that bring something back."""
GEHEUGEN = "SET maintenance_work_mem = '1GB'; SET work_mem = '512MB'; SET max_parallel_maintenance_workers = 0"


class Tabellen:
    """Some tables of a database, as its owner. `zonder_sleutels`, then `laden`, then `met_sleutels`."""

    def __init__(self, waar: Mapping[str, str], namen: Iterable[str]) -> None:
        self.waar, self.namen = waar, list(namen)
        self.indexen: Terug = {}
        self.sleutels: list[tuple[str, str, str]] = []
        self.voor: set[Any] = set()

    def verbinding(self) -> psycopg.Connection[Any]:
        db = psycopg.connect(**self.waar, autocommit=True)  # type: ignore[arg-type]
        db.execute(GEHEUGEN)
        return db

    def zonder_sleutels(self) -> None:
        """Foreign keys from and to these tables, then their own keys and indexes."""
        with self.verbinding() as db:
            self.voor = self._alles(db)
            self.sleutels = list(db.execute(SLEUTELS, [self.namen]))
            for tabel, naam, _ in self.sleutels:
                db.execute(f'ALTER TABLE {tabel} DROP CONSTRAINT "{naam}"')
            self.indexen = defaultdict(list)
            for tabel, naam, hoe in list(db.execute(UNIEK, [self.namen])):
                self.indexen[tabel].append(f'ALTER TABLE {tabel} ADD CONSTRAINT "{naam}" {hoe}')
                db.execute(f'ALTER TABLE {tabel} DROP CONSTRAINT "{naam}"')
            for tabel, naam, hoe in list(db.execute(INDEXEN, [self.namen])):
                self.indexen[tabel].append(hoe)
                db.execute(f"DROP INDEX {naam}")

    def laden(self, per_tabel: Mapping[str, Sequence[str]]) -> None:
        """The statements of each table in a transaction of its own, then its keys and indexes. In the order given: the
        first two begin."""

        def doen(tabel: str) -> None:
            with self.verbinding() as db:
                with db.transaction():
                    db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
                    for opdracht in (*per_tabel[tabel], *self.indexen[tabel]):
                        db.execute(opdracht)
                    db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
                db.execute(f"VACUUM ANALYZE {tabel}")

        _naast_elkaar(doen, per_tabel)

    def met_sleutels(self) -> None:
        """The foreign keys, each checked for all rows."""
        per_tabel: Terug = defaultdict(list)
        with self.verbinding() as db:
            rijen = dict(db.execute("SELECT oid::regclass::text, reltuples FROM pg_class WHERE relkind = 'r'"))
            for tabel, naam, hoe in self.sleutels:
                db.execute(f'ALTER TABLE {tabel} ADD CONSTRAINT "{naam}" {hoe} NOT VALID')
                per_tabel[tabel].append(naam)

        def nakijken(tabel: str) -> None:
            with self.verbinding() as db:
                for naam in per_tabel[tabel]:
                    db.execute(f'ALTER TABLE {tabel} VALIDATE CONSTRAINT "{naam}"')

        _naast_elkaar(nakijken, sorted(per_tabel, key=lambda een: rijen[een], reverse=True))
        with self.verbinding() as db:
            if verschil := self.voor ^ self._alles(db):
                raise RuntimeError(f"niet alle sleutels kwamen terug: {sorted(map(str, verschil))[:5]}")

    def _alles(self, db: psycopg.Connection[Any]) -> set[Any]:
        return set(db.execute(ALLES))


def _naast_elkaar(doen: Callable[[str], None], tabellen: Iterable[str]) -> None:
    with ThreadPoolExecutor(NAAST_ELKAAR) as samen:
        for klaar in [samen.submit(doen, tabel) for tabel in tabellen]:
            klaar.result()


SLEUTELS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint, (SELECT %s::text[]::regclass[]) d(deze)
    WHERE contype = 'f' AND (conrelid = ANY (deze) OR confrelid = ANY (deze)) ORDER BY 1, 2
"""
UNIEK = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u', 'x') AND conrelid = ANY (%s::text[]::regclass[]) ORDER BY contype, 2
"""
INDEXEN = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::text[]::regclass[]) ORDER BY 2
"""
ALLES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE contype <> 't'
    UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid
    FROM pg_index WHERE indrelid >= 16384
"""

"""The tables of an empty database: replaying every migration takes ten seconds, reading what that gave takes one.

`python -m start.schema` makes the copy, so that the tests that run beside each other do not each replay them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from start.diensten import EIGENAAR, postgres_map

WORTEL = Path(__file__).resolve().parent.parent


def maken(database: str) -> None:
    """Migrate this database of the settings, or read the copy of the last time; Django's connections are the owner's.

    The copy is of exactly these migrations and these packages; a change of either makes a new one.
    """
    from django.conf import settings
    from django.core.management import call_command

    host = settings.DATABASES["default"]["HOST"]
    waar = ["-h", host, "-U", EIGENAAR, "-d", database]
    kopie, psql, pg_dump = _kopie(), postgres_map() / "psql", postgres_map() / "pg_dump"
    if kopie.exists() and psql.exists():
        subprocess.run([psql, "-qX", "-v", "ON_ERROR_STOP=1", *waar, "-f", kopie], check=True, capture_output=True)
        return
    call_command("migrate", verbosity=0)
    if pg_dump.exists() and host.startswith("/"):
        kopie.parent.mkdir(parents=True, exist_ok=True)
        halverwege = kopie.with_suffix(f".{os.getpid()}")
        subprocess.run([pg_dump, *waar, "-f", halverwege], check=True, capture_output=True)
        halverwege.rename(kopie)


def _kopie() -> Path:
    """Where the copy is, or will be."""
    return WORTEL / ".data" / "migraties" / f"{afdruk()}.sql"


def afdruk() -> str:
    """Of exactly these migrations and these packages."""
    migraties = [*WORTEL.glob("*/migrations/*.py"), *WORTEL.glob("*/*/migrations/*.py")]
    bronnen = [WORTEL / "uv.lock", *sorted(migraties)]
    return hashlib.sha256(b"".join(bron.read_bytes() for bron in bronnen)).hexdigest()[:20]


def klaarleggen() -> None:
    """Make the copy if there is none yet, in a database of its own that ends with this process."""
    if _kopie().exists() or not (postgres_map() / "pg_dump").exists():
        return
    import start.proefdiensten  # noqa: F401 - starts the services and fills the environment

    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL_EIGENAAR"]
    import django

    django.setup()
    maken("portaal")


if __name__ == "__main__":
    klaarleggen()

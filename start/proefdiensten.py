"""Early pytest plugin (`-p start.proefdiensten`): services for the tests, before Django reads its settings.

Starts PostgreSQL and Redis in a temporary folder, unless DATABASE_URL and BROKER_URL are set. The settings get the app
role; the owner's address is in DATABASE_URL_EIGENAAR, for making the test database only. With xdist the first process
starts, the workers inherit the environment, and each gets a broker, cache and folder of its own.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from start.certificaat import proefcertificaat
from start.diensten import APP, EIGENAAR, OPRUIMER, Postgres, Redis

VASTE_WAARDEN = {
    "LEES_DOTENV": "0",
    "SECRET_KEY": "alleen-voor-tests-" * 4,
    "VERSLEUTELSLEUTELS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "memorymail://",
    "MAIL_VAN": "portaal@swv.example",
    "STATIC_ROOT": str(Path(__file__).parent.parent / "static"),
    "STATIC_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "DJANGO_SETTINGS_MODULE": "swv_portal.settings",
    "STRENG": "1",
}


GESTART: list[Postgres | Redis] = []
"""The services that this process started: for who wants to stop one and start it again."""


def starten() -> None:
    """Start what is missing and put the addresses in the environment."""
    os.environ.update({naam: waarde for naam, waarde in VASTE_WAARDEN.items() if naam not in os.environ})
    if "BESTANDEN_MAP" not in os.environ:
        map_ = tempfile.mkdtemp(prefix="swv-bestanden-")
        os.environ["BESTANDEN_MAP"] = map_
        atexit.register(shutil.rmtree, map_, ignore_errors=True)
    os.environ.setdefault("VERWIJDERBOEK_MAP", os.environ["BESTANDEN_MAP"] + "-boek")
    if "ZEGEL_CERTIFICAAT" not in os.environ:
        zegelmap = tempfile.mkdtemp(prefix="swv-zegel-")
        os.environ.update(proefcertificaat(Path(zegelmap)))
        atexit.register(shutil.rmtree, zegelmap, ignore_errors=True)
    if "DATABASE_URL" in os.environ and "BROKER_URL" in os.environ:
        eigen_deel(os.environ.get("PYTEST_XDIST_WORKER", ""))
        return
    wortel = Path(tempfile.mkdtemp(prefix="swv-"))
    wortel.chmod(0o711)
    socket = wortel / "s"
    socket.mkdir(mode=0o700)
    postgres = Postgres(data=wortel / "pg", socket=socket, snel=True)
    redis_socket = wortel / "r"
    redis_socket.mkdir(mode=0o700)
    redis = Redis(socket=redis_socket, data=wortel / "redis")
    atexit.register(shutil.rmtree, wortel, ignore_errors=True)
    atexit.register(postgres.stoppen)
    atexit.register(redis.stoppen)
    GESTART.extend([postgres, redis])
    postgres.maken()
    postgres.starten(wortel / "postgres.log")
    postgres.inrichten("portaal")
    redis.starten(wortel / "redis.log")
    os.environ["DATABASE_URL"] = postgres.url("portaal", APP)
    os.environ["DATABASE_URL_EIGENAAR"] = postgres.url("portaal", EIGENAAR)
    os.environ["DATABASE_URL_OPRUIMER"] = postgres.url("portaal", OPRUIMER)
    os.environ["BROKER_URL"] = redis.broker()
    os.environ["CACHE_URL"] = redis.cache()


def eigen_deel(werker: str) -> None:
    """Redis and files of this xdist worker ("gw0" and on; "" is none): what one empties, no other waits for."""
    if werker:
        os.environ["BESTANDEN_MAP"] = str(Path(os.environ["BESTANDEN_MAP"]) / werker)
        Path(os.environ["BESTANDEN_MAP"]).mkdir(exist_ok=True)
        nummer = 2 + 2 * int(werker.removeprefix("gw"))
        for naam, deel in (("BROKER_URL", nummer), ("CACHE_URL", nummer + 1)):
            os.environ[naam] = re.sub(r"(virtual_host|db)=\d+", rf"\g<1>={deel}", os.environ[naam])


starten()

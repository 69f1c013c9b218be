"""`make demo`: the whole portal on this machine, in one terminal, stopped with Ctrl-C. Keeps its data per region."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket as netwerk
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn
from urllib.request import urlopen

from start.certificaat import proefcertificaat
from start.diensten import APP, EIGENAAR, OPRUIMER, Postgres, Redis, StartFout, kind_sterft_mee, postgres_map

WORTEL = Path(__file__).resolve().parent.parent
DATA = WORTEL / ".data"
DATABASE = "portaal"
POORT = 8000
MIN_VRIJ = 500 * 1024**2
REGIOS = ("haaglanden", "duin-en-bollenstreek", "veld-vaart-vecht", "zuid-kennemerland", "voorbeeld-vo")


def main() -> int:
    """Parse, start, wait, stop. Gives the exit code."""
    keuze = argparse.ArgumentParser(prog="make demo", description="Start het portaal op deze machine.")
    keuze.add_argument("--regio", default="haaglanden", choices=REGIOS)
    keuze.add_argument("--poort", type=int, default=int(os.environ.get("POORT", POORT)))
    keuze.add_argument("--leegmaken", action="store_true", help="Gooi de gegevens van deze regio weg.")
    keuze.add_argument("--alleen-klaarmaken", action="store_true", help="Stop zodra alles draait.")
    gekozen = keuze.parse_args()
    try:
        if gekozen.leegmaken:
            return leegmaken(gekozen.regio)
        return Demo(gekozen.regio, gekozen.poort).draaien(meteen_stoppen=gekozen.alleen_klaarmaken)
    except StartFout as fout:
        print(f"\nHet lukt niet: {fout}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def leegmaken(regio: str) -> int:
    """Drop the data folder of a region, unless its demo runs."""
    map_ = DATA / regio
    if not map_.exists():
        print(f"Er zijn geen gegevens van {regio}.")
        return 0
    with slot(map_):
        shutil.rmtree(map_)
    print(f"De gegevens van {regio} zijn weg. `make demo` begint opnieuw.")
    return 0


@contextlib.contextmanager
def slot(map_: Path) -> Iterator[None]:
    """One demo at a time per folder."""
    with (map_ / "slot").open("w") as bestand:
        try:
            fcntl.flock(bestand, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fout:
            raise StartFout(f"de demo draait al voor {map_.name}. Stop die eerst met Ctrl-C.") from fout
        yield


def mail_in(map_: Path) -> str:
    """The setting by which mail is written to files in this folder; three slashes are not yet of the path."""
    return f"filemail:///{map_}"


class Demo:
    """Services, web, worker and beat of one region, and their clean end."""

    def __init__(self, regio: str, poort: int) -> None:
        self.regio, self.poort = regio, poort
        self.map = DATA / regio
        self.kinderen: dict[str, subprocess.Popen[bytes]] = {}
        self.begin = time.monotonic()

    def draaien(self, *, meteen_stoppen: bool = False) -> int:
        """Start all, wait until one ends or somebody stops it. A second start finds its data back."""
        self._plek_maken()
        with slot(self.map):
            for sein in (signal.SIGTERM, signal.SIGINT):  # also when a shell in the background had it ignored
                signal.signal(sein, _stop)
            try:
                self._starten()
                print(self._klaar_tekst(), flush=True)
                return 0 if meteen_stoppen else self._wachten()
            finally:
                self._stoppen()

    def _plek_maken(self) -> None:
        DATA.mkdir(exist_ok=True, mode=0o755)
        self.map.mkdir(exist_ok=True, mode=0o711)
        if shutil.disk_usage(self.map).free < MIN_VRIJ:
            raise StartFout("er is minder dan 500 MB vrij op deze schijf. Maak eerst ruimte.")
        self.socket = _socketmap(self.map)

    def _starten(self) -> None:
        stap = self._stap
        stap("Database starten")
        self.postgres = Postgres(data=self._pgdata(), socket=self.socket / "pg", bin=self._programmas())
        self.postgres.maken()
        self.postgres.starten(self.map / "postgres.log")
        self.postgres.inrichten(DATABASE)
        self.redis = Redis(socket=self.socket / "redis", data=self.map / "redis", bewaren=True)
        self.redis.starten(self.map / "redis.log")
        self.poort = vrije_poort(self.poort)
        self.omgeving = self._omgeving()
        stap("Tabellen maken")
        self._beheer("migrate", "--verbosity", "0", eigenaar=True)
        stap(f"Regio {self.regio} vullen (de eerste keer duurt dit even)")
        self._beheer("demo", "--regio", self.regio)
        stap("Opmaak klaarzetten")
        self._beheer("collectstatic", "--noinput", "--verbosity", "0")
        stap("Web en worker starten")
        self._kind(
            "web",
            "gunicorn",
            "swv_portal.wsgi",
            "-b",
            f"127.0.0.1:{self.poort}",
            "--workers",
            "2",
            "--threads",
            "2",
            "--timeout",
            "120",
        )
        self._kind("worker", "celery", "-A", "swv_portal", "worker", "-c", "2", "-l", "WARNING", "--without-mingle")
        self._kind("beat", "celery", "-A", "swv_portal", "beat", "-l", "WARNING", "-s", str(self.map / "beat"))
        self._wachten_op_web()

    def _programmas(self) -> Path:
        """The PostgreSQL that made this folder; another version cannot read it (afspraak 28)."""
        merk = self.map / "postgres.programmas"
        if merk.exists() and Path(merk.read_text()).exists():
            return Path(merk.read_text())
        if (self._pgdata() / "PG_VERSION").exists():
            versie = (self._pgdata() / "PG_VERSION").read_text().strip()
            raise StartFout(
                f"deze gegevens zijn gemaakt met PostgreSQL {versie}, en die is weg. Draai `make demo-reset`."
            )
        gevonden = postgres_map()
        merk.write_text(str(gevonden))
        return gevonden

    def _pgdata(self) -> Path:
        """Where the cluster lives. As root it must be readable for `nobody`, so not below a closed home folder."""
        if os.geteuid() == 0 and not _bereikbaar(self.map):
            return Path("/var/lib/swv-portaal-demo") / hashlib.sha256(str(self.map).encode()).hexdigest()[:12]
        return self.map / "pg"

    def _omgeving(self) -> dict[str, str]:
        adres = f"http://localhost:{self.poort}"
        zegel = {"ZEGEL_WACHTWOORD": "", "ZEGEL_TIJDSTEMPEL": ""} | proefcertificaat(self.map)
        return (
            os.environ
            | zegel
            | {
                "LEES_DOTENV": "0",
                "DEMO": "1",
                "SECRET_KEY": self._geheim("sleutel", lambda: secrets.token_urlsafe(50)),
                "VERSLEUTELSLEUTELS": self._geheim("versleuteling", _fernet),
                "ALLOWED_HOSTS": "localhost,127.0.0.1",
                "SITE_URL": adres,
                "DATABASE_URL": self.postgres.url(DATABASE, APP),
                "DATABASE_URL_OPRUIMER": self.postgres.url(DATABASE, OPRUIMER),
                "VERWIJDERBOEK_MAP": str(self.map / "verwijderboek"),
                "BROKER_URL": self.redis.broker(),
                "CACHE_URL": self.redis.cache(),
                "EMAIL_URL": mail_in(self.map / "mail"),
                "MAIL_VAN": "portaal@swv.example",
                "BESTANDEN_MAP": str(self.map / "bestanden"),
                "STATIC_ROOT": str(self.map / "static"),
                "DJANGO_SETTINGS_MODULE": "swv_portal.settings",
                "PYTHONPATH": str(WORTEL),
            }
        )

    def _geheim(self, naam: str, maken: object) -> str:
        bestand = self.map / f"{naam}.geheim"
        if not bestand.exists():
            assert callable(maken)
            bestand.write_text(maken())
            bestand.chmod(0o600)
        return bestand.read_text()

    def _beheer(self, *opdracht: str, eigenaar: bool = False) -> None:
        omgeving = self.omgeving | ({"DATABASE_URL": self.postgres.url(DATABASE, EIGENAAR)} if eigenaar else {})
        uit = subprocess.run([sys.executable, WORTEL / "manage.py", *opdracht], env=omgeving, cwd=WORTEL, check=False)
        if uit.returncode:
            raise StartFout(f"`manage.py {opdracht[0]}` gaf een fout; die staat hierboven.")

    def _kind(self, naam: str, module: str, *opdracht: str) -> None:
        with (self.map / f"{naam}.log").open("ab") as log:
            self.kinderen[naam] = subprocess.Popen(
                [sys.executable, "-m", module, *opdracht],
                env=self.omgeving,
                cwd=WORTEL,
                stdout=log,
                stderr=log,
                preexec_fn=kind_sterft_mee,
            )

    def _wachten_op_web(self) -> None:
        tot = time.monotonic() + 30
        while time.monotonic() < tot:
            self._leven_ze()
            with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{self.poort}/health/ready", timeout=2) as uit:
                if uit.status == 200:
                    return
            time.sleep(0.1)
        raise StartFout(f"het portaal antwoordt niet. Kijk in {self.map / 'web.log'}.")

    def _leven_ze(self) -> None:
        alles = self.kinderen | {"postgres": self.postgres.proces, "redis": self.redis.proces}
        for naam, kind in alles.items():
            if kind is not None and kind.poll() is not None:
                raise StartFout(f"{naam} is gestopt (code {kind.returncode}). Kijk in {self.map / f'{naam}.log'}.")

    def _wachten(self) -> int:
        while True:
            self._leven_ze()
            time.sleep(0.5)

    def _stoppen(self) -> None:
        print("\nHet portaal stopt. Je gegevens blijven bewaard.", flush=True)
        for kind in self.kinderen.values():
            if kind.poll() is None:
                kind.terminate()
        for kind in self.kinderen.values():
            try:
                kind.wait(10)
            except subprocess.TimeoutExpired:
                kind.kill()
        for dienst in ("redis", "postgres"):
            if hasattr(self, dienst):
                getattr(self, dienst).stoppen()

    def _stap(self, tekst: str) -> None:
        print(f"  {time.monotonic() - self.begin:5.1f} s  {tekst} …", flush=True)

    def _klaar_tekst(self) -> str:
        return (
            f"\nKlaar in {time.monotonic() - self.begin:.1f} s. Open http://localhost:{self.poort}\n"
            "Kies bij ‘Inloggen’ als wie je kijkt: intern begeleider, loket, deskundige, beslisser of ouder.\n"
            "Verzonden mail staat in " + str(self.map / "mail") + ". Stoppen: Ctrl-C.\n"
        )


def vrije_poort(poort: int) -> int:
    """This port, or the next one that is free; says so when it is another."""
    for kandidaat in range(poort, poort + 20):
        with netwerk.socket() as proef:
            proef.setsockopt(netwerk.SOL_SOCKET, netwerk.SO_REUSEADDR, 1)
            try:
                proef.bind(("127.0.0.1", kandidaat))
            except OSError:
                continue
            if kandidaat != poort:
                print(f"  Poort {poort} is bezet; het wordt {kandidaat}.")
            return kandidaat
    raise StartFout(f"de poorten {poort} tot en met {poort + 19} zijn bezet. Kies een andere: make demo POORT=9000.")


def _socketmap(map_: Path) -> Path:
    """A short folder that only this user may enter: a socket path has 107 bytes at most."""
    wortel = (
        Path(tempfile.gettempdir()) / f"portaal-{hashlib.sha256(str(map_).encode()).hexdigest()[:10]}-{os.getuid()}"
    )
    wortel.mkdir(exist_ok=True, mode=0o711)
    if wortel.stat().st_uid != os.getuid():
        raise StartFout(f"{wortel} is van iemand anders. Verwijder die map.")
    for naam in ("pg", "redis"):
        (wortel / naam).mkdir(exist_ok=True, mode=0o700)
    return wortel


def _bereikbaar(map_: Path) -> bool:
    """Whether every folder above may be passed by any user."""
    return all(ouder.stat().st_mode & 0o001 for ouder in [map_, *map_.parents])


def _fernet() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def _stop(nummer: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

"""Fault storm (T50–T53, I1): letters are made while everything around them breaks; afterwards each is there, once.

    python -m tests.brievenstorm [--aantal 1000] [--zonder-vegen] [--json]

Real PostgreSQL, Redis and a Celery worker, all its own. Besluiten are taken and their letters made ready by the actions
of the portal; meanwhile the certificate goes away, expires, the disk is full, the worker is killed, Redis is
emptied and PostgreSQL restarted. Before it a negative
control: without the sweep letters stay away. --zonder-vegen does the whole storm without it.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PER_BESLUIT = 3
"""The board of the school and two parents."""
GRENS_BESTAND = 16_000
"""Bytes that a process may write to one file while the disk is full: less than any letter."""
SCHIJF_MB = 192
"""Of the disk with the letters: room for some three thousand."""
VEEG_ELKE = 1.0
"""Seconds between two sweeps; in production thirty, which is the same but slower."""


@dataclass
class Storm:
    """One storm. teller: what happened; besluiten: by id, in the order in which their letters are made ready."""

    diensten: Any
    werker: Any
    vegen: bool
    aanvragen: list[Any] = field(default_factory=list)
    teller: Counter[str] = field(default_factory=Counter)
    rij_hoogst: int = 0
    gemist: int = 0

    def draaien(self, aantal: int) -> dict[str, Any]:
        """Take the decisions, let it storm, and count what is there."""
        self.mensen()
        self.zonder_veger(max(4, aantal // 30))
        nieuw = [self.besluit() for _ in range(-(-aantal // PER_BESLUIT))]
        self.aanvragen += nieuw
        begin = time.monotonic()
        einde = threading.Event()
        veger = threading.Thread(target=self.veger, args=(einde,), daemon=True)
        if self.vegen:
            veger.start()
        self.storten(nieuw)
        self.bijkomen(vegen=self.vegen)
        einde.set()
        if self.vegen:
            veger.join(30)
        return self.telling(time.monotonic() - begin)

    def zonder_veger(self, besluiten: int) -> None:
        """The negative control: Redis is emptied and nobody sweeps. The storm after it makes these letters too."""
        for _ in range(besluiten):
            zaak = self.besluit()
            self.klaarzetten(zaak)
            self.redis().flushall()
            self.aanvragen.append(zaak)
        self.bijkomen(vegen=False)
        self.gemist = self.open()

    # -- people ------------------------------------------------------------------------------------------------------

    def mensen(self) -> None:
        from kern.gebruikers.rollen import Rol
        from tests.factories import SchoolFactory, gebruiker_met

        self.school = SchoolFactory()
        self.ib = gebruiker_met(Rol.IB, school=self.school)
        self.beslisser, self.loket = gebruiker_met(Rol.BESLISSER), gebruiker_met(Rol.LOKETMEDEWERKER)

    def besluit(self) -> Any:
        """A decision with frozen letters that nobody made ready yet."""
        from loket.actions.besluit import besluiten
        from loket.models import Status
        from tests.factories import aanvraag_in, beslissing

        zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=self.school, ib=self.ib)
        besluiten(zaak, door=self.beslisser, op=nu(), **beslissing(zaak))
        return zaak

    def klaarzetten(self, zaak: Any) -> None:
        """As somebody of the loket does it, again when the portal gave an error page."""
        from django.db import DatabaseError, InterfaceError
        from django.utils import timezone

        from loket.actions.bekendmaken import klaarzetten

        while True:
            try:
                klaarzetten(zaak, door=self.loket, op=nu(), verzenddatum=timezone.localdate())
            except (DatabaseError, InterfaceError):
                self.teller["foutpaginas"] += 1
                sluiten()
                time.sleep(0.2)
            else:
                return

    # -- the storm ---------------------------------------------------------------------------------------------------

    def storten(self, zaken: list[Any]) -> None:
        """Make the letters ready part by part; in the middle of each part something breaks."""
        rampen: list[Callable[[], None]] = [
            self.geen_certificaat,
            self.werker_gedood,
            self.schijf_vol,
            self.redis_leeg,
            self.certificaat_verlopen,
            self.postgres_opnieuw,
            self.werker_gedood_en_redis_leeg,
        ]
        for deel, ramp in enumerate(rampen):
            gemaakt = self.gemaakt()
            for zaak in zaken[deel :: len(rampen)]:
                self.klaarzetten(zaak)
            self.wacht(lambda gemaakt=gemaakt: self.gemaakt() > gemaakt, 20)
            ramp()
            self.teller[ramp.__name__] += 1

    def geen_certificaat(self) -> None:
        with self.ander_certificaat(None):
            self.wacht_op_wachtende("ontbreekt")

    def certificaat_verlopen(self) -> None:
        from start.certificaat import proefcertificaat

        map_ = Path(os.environ["BESTANDEN_MAP"]) / "verlopen"
        map_.mkdir()
        gisteren = nu() - timedelta(days=1)
        proefcertificaat(map_, vanaf=gisteren - timedelta(days=365), tot=gisteren)
        with self.ander_certificaat(map_):
            self.wacht_op_wachtende("verlopen")
        shutil.rmtree(map_)

    @contextlib.contextmanager
    def ander_certificaat(self, map_: Path | None) -> Iterator[None]:
        """What is on disk is another certificate, or none; afterwards the good one is back."""
        paden = [Path(os.environ[naam]) for naam in ("ZEGEL_CERTIFICAAT", "ZEGEL_SLEUTEL")]
        for pad in paden:
            pad.rename(pad.with_suffix(".goed"))
            if map_:
                shutil.copy(map_ / pad.name, pad)
        try:
            yield
        finally:
            for pad in paden:
                pad.with_suffix(".goed").replace(pad)

    def schijf_vol(self) -> None:
        """There is no room for another letter; where we may mount nothing, for no large file of the worker."""
        map_ = Path(os.environ["BESTANDEN_MAP"])
        if not map_.is_mount():
            return self.bestanden_te_groot()
        ballast = map_ / "ballast"
        self.teller["echte_schijf"] += 1
        try:
            self.wacht_op_wachtende("opslag is vol", tussendoor=lambda: volschrijven(ballast))
        finally:
            ballast.unlink()

    def bestanden_te_groot(self) -> None:
        """The kernel refuses what the worker writes to a file."""
        processen = [self.werker.proces.pid, *self.werker.kinderen()]
        _, hoogste = resource.getrlimit(resource.RLIMIT_FSIZE)
        for grens in (GRENS_BESTAND, hoogste):
            for proces in [self.werker.proces.pid, *self.werker.kinderen(), *processen]:
                with contextlib.suppress(ProcessLookupError):
                    resource.prlimit(proces, resource.RLIMIT_FSIZE, (grens, hoogste))
            if grens == GRENS_BESTAND:
                self.wacht_op_wachtende("opslag")

    def werker_gedood(self) -> None:
        """kill -9 while it has letters; what was leased stays leased until time goes by."""
        from kern.brieven.actions import in_handen

        self.wacht(lambda: in_handen(op=nu()).exists(), 5)
        self.werker.doden()
        self.teller["brieven_in_handen_bij_dood"] += in_handen(op=nu()).count()
        self.leases_verlopen()
        self.werker.starten()

    def redis_leeg(self) -> None:
        self.teller["taken_weg"] += self.wachtrij()
        self.redis().flushall()

    def werker_gedood_en_redis_leeg(self) -> None:
        self.redis_leeg()
        self.werker_gedood()
        self.redis_leeg()

    def postgres_opnieuw(self) -> None:
        """Fast shutdown: every session ends in the middle of what it does."""
        sluiten()
        self.diensten.postgres.stoppen()
        time.sleep(0.5)
        self.diensten.postgres.starten(self.diensten.log)
        sluiten()

    # -- afterwards --------------------------------------------------------------------------------------------------

    def bijkomen(self, *, vegen: bool) -> None:
        """Nothing breaks any more: until all is made, or nobody has anything to do while time flies."""
        tot, stil = time.monotonic() + 300 + 3 * self.open(), time.monotonic()
        while self.open() and time.monotonic() < tot:
            if self.werker.bezig() or self.wachtrij():
                stil = time.monotonic()
            else:
                self.leases_verlopen()
                if not vegen and time.monotonic() - stil > 3:
                    return
            self.wachten_voorbij()
            time.sleep(0.3)

    def leases_verlopen(self) -> None:
        """Five minutes go by; only when nobody is at work."""
        from django.db.models import F

        from kern.brieven.actions import LEASE
        from kern.brieven.models import BriefVersie

        BriefVersie.objects.filter(lease_tot__isnull=False).update(lease_tot=F("lease_tot") - LEASE)

    def wachten_voorbij(self) -> None:
        """The half minute goes by in which a letter waits for its certificate or disk."""
        from kern.brieven.models import BriefVersie

        BriefVersie.objects.filter(wacht_tot__isnull=False).update(wacht_tot=nu())

    def veger(self, einde: threading.Event) -> None:
        """What beat and a worker do: a sweep that fails is followed by the next one. Sees how long the queue gets."""
        from django.db import DatabaseError, InterfaceError, connections
        from kombu.exceptions import OperationalError

        from kern.brieven.tasks import inhalen

        while not einde.wait(VEEG_ELKE):
            try:
                self.teller["aangestoten"] += inhalen(op=nu()).aangestoten
                self.teller["geveegd"] += 1
                self.rij_hoogst = max(self.rij_hoogst, self.wachtrij())
            except (DatabaseError, InterfaceError, OperationalError, ConnectionError):
                self.teller["vegen_mislukt"] += 1
                connections.close_all()
        connections.close_all()

    def gemaakt(self) -> int:
        from kern.brieven.models import BriefVersie

        return BriefVersie.objects.filter(pdf__isnull=False).count()

    def open(self) -> int:
        from kern.brieven.models import BriefVersie

        return BriefVersie.objects.filter(pdf=None, vervallen_op=None).count()

    def wacht_op_wachtende(self, woord: str, tussendoor: Callable[[], None] = lambda: None) -> None:
        from kern.brieven.models import BriefVersie

        wachtend = BriefVersie.objects.filter(pdf=None, laatste_fout__icontains=woord)
        self.wacht(lambda: tussendoor() or wachtend.exists(), 20)
        self.teller[f"wachtte_{woord.split()[0]}"] += wachtend.count()

    def wacht(self, conditie: Callable[[], object], seconden: float) -> None:
        """Until it is so, or it takes too long: without the sweep there may be nothing to come."""
        tot = time.monotonic() + seconden * (1 if self.vegen else 0.4)
        while not conditie() and time.monotonic() < tot:
            time.sleep(0.02)

    def redis(self) -> Any:
        import redis

        return redis.Redis(unix_socket_path=str(self.diensten.redis.pad))

    def wachtrij(self) -> int:
        return int(self.redis().llen("celery"))

    def telling(self, seconden: float) -> dict[str, Any]:
        """What is there of each besluit, held against what is on disk."""
        from kern.bestanden.models import Inhoud
        from kern.bestanden.opslag import IN_WORDING
        from kern.brieven.actions import vastgelopen
        from kern.brieven.models import BriefVersie
        from kern.brieven.zegel import is_ongebroken
        from loket.models import Bekendmaking

        map_ = Path(os.environ["BESTANDEN_MAP"])
        bestanden = {een.name: een.read_bytes() for een in map_.rglob("*/*/*")}
        per_besluit = Counter(Bekendmaking.objects.values_list("besluit_id", flat=True))
        versies = list(BriefVersie.objects.filter(vervallen_op=None).select_related("pdf"))
        met_pdf = [versie for versie in versies if versie.pdf]
        goed = [v for v in met_pdf if hashlib.sha256(bestanden.get(v.pdf.sha256, b"")).hexdigest() == v.pdf.sha256]
        return {
            "besluiten": len(self.aanvragen),
            "besluiten_met_precies_hun_brieven": sum(aantal == PER_BESLUIT for aantal in per_besluit.values()),
            "brieven": len(versies),
            "brieven_met_pdf": len(met_pdf),
            "brieven_zonder_pdf": len(versies) - len(met_pdf),
            "brieven_met_twee_geldige_versies": len(versies) - len({versie.brief_id for versie in versies}),
            "pdfs_met_kloppende_hash": len(goed),
            "pdfs_met_heel_zegel": sum(is_ongebroken(bestanden[versie.pdf.sha256]) for versie in goed),
            "pdfs_van_twee_brieven": len(met_pdf) - len({versie.pdf_id for versie in met_pdf}),
            "bestanden_zonder_brief": len(set(bestanden) - set(Inhoud.objects.values_list("sha256", flat=True))),
            "half_geschreven": len(list((map_ / IN_WORDING).glob("*"))),
            "vastgelopen": vastgelopen(op=nu()).count(),
            "gemist_zonder_vegen": self.gemist,
            "rij_hoogst": self.rij_hoogst,
            "seconden": round(seconden, 1),
            "onderweg": dict(sorted(self.teller.items())),
        }


@dataclass
class Diensten:
    postgres: Any
    redis: Any
    log: Path


@contextlib.contextmanager
def diensten() -> Iterator[Diensten]:
    """PostgreSQL, Redis, certificate and storage of this storm only, and Django upon them."""
    for naam in ("DATABASE_URL", "DATABASE_URL_EIGENAAR", "BROKER_URL", "CACHE_URL", "BESTANDEN_MAP"):
        os.environ.pop(naam, None)
    for naam in ("ZEGEL_CERTIFICAAT", "ZEGEL_SLEUTEL", "PYTEST_XDIST_WORKER"):
        os.environ.pop(naam, None)
    os.environ |= {"STRENG": "0", "LOG_NIVEAU": "CRITICAL"}
    import start.proefdiensten as proef

    yield Diensten(*proef.GESTART, proef.GESTART[0].data.parent / "postgres.log")


@contextlib.contextmanager
def eigen_schijf() -> Iterator[None]:
    """A small disk for the letters, so that it can really be full; nothing where we may not mount one."""
    map_ = os.environ["BESTANDEN_MAP"]
    opdracht = ["mount", "-t", "tmpfs", "-o", f"size={SCHIJF_MB}m,mode=700", "tmpfs", map_]
    gelukt = shutil.which("mount") and subprocess.run(opdracht, capture_output=True, check=False).returncode == 0
    try:
        yield
    finally:
        if gelukt:
            subprocess.run(["umount", "--lazy", map_], check=True)


def volschrijven(ballast: Path) -> None:
    """Take what room is left, to the last block."""
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as bestand:
        while True:
            bestand.write(bytes(1 << 16)) or bestand.write(b"0")


def nu() -> datetime:
    return datetime.now(UTC)


def sluiten() -> None:
    """Our own connections: after a restart of PostgreSQL they are no good."""
    from django.db import connections

    connections.close_all()


def stormen(aantal: int, *, vegen: bool) -> dict[str, Any]:
    """Start everything, storm, stop everything; the counts."""
    with diensten() as om_ons_heen, eigen_schijf():
        import django

        django.setup()
        from django.conf import settings

        from benchmarks.meten import als_eigenaar
        from start import schema
        from tests.werker import Werker

        with als_eigenaar():
            schema.maken(settings.DATABASES["default"]["NAME"])
        werker = Werker()
        werker.starten()
        try:
            return Storm(om_ons_heen, werker, vegen).draaien(aantal)
        finally:
            werker.stoppen()


def main() -> int:
    keuze = argparse.ArgumentParser(prog="python -m tests.brievenstorm", description="Storingen tijdens het maken.")
    keuze.add_argument("--aantal", type=int, default=1000, help="so many letters, about")
    keuze.add_argument("--zonder-vegen", action="store_true", help="the whole storm without the sweep")
    keuze.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    gekozen = keuze.parse_args()
    uitkomst = stormen(gekozen.aantal, vegen=not gekozen.zonder_vegen)
    if gekozen.json:
        sys.stdout.write(json.dumps(uitkomst) + "\n")
    else:
        for naam, waarde in uitkomst.items():
            sys.stdout.write(f"{naam:36} {waarde}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

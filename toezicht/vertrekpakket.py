"""Writing the package with which an SWV leaves: every row and every file, with a manifest (toezicht.rules.vertrek).

Memory does not grow with what there is: rows and files go through it one after the other.
"""

from __future__ import annotations

import csv
import hashlib
import json
import mimetypes
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from typing import IO, Any

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from kern.avg import gegevens
from kern.bestanden.models import Inhoud, Scan
from kern.bestanden.opslag import OpslagFout, openen
from toezicht.models import Verborgen
from toezicht.rules.vertrek import KOLOM_WEG, LEESWIJZER, WEGGELATEN, in_json
from toezicht.rules.verwerkingen import BEWAREN, VAN_WOORDEN

Model = type[models.Model]
PER_KEER = 2_000
STUK = 1024 * 1024
VERSIE = 1
VIRUS = "In dit document is een virus gevonden."
ONTBREEKT = "Dit document ontbreekt in de opslag, of is niet meer wat het was."


def alle_modellen() -> list[Model]:
    """Every table there is, also between two others and of the libraries."""
    rijen = [een for een in apps.get_models(include_auto_created=True) if not een._meta.proxy and een._meta.managed]
    return sorted(rijen, key=lambda een: een._meta.label)


def gaat_mee() -> list[Model]:
    return [een for een in alle_modellen() if een._meta.label not in WEGGELATEN]


def kolommen(model: Model) -> list[models.Field[Any, Any]]:
    """The columns that go along: not what is a way in, nor what is made for searching."""
    weg = KOLOM_WEG.get(model._meta.label, ())
    velden = model._meta.concrete_fields
    return [een for een in velden if een.name not in weg and not isinstance(een, SearchVectorField)]


@dataclass
class Uitkomst:
    """What is in it. bestanden: name → (sha256, bytes). ontbreekt: content that could not go along, with the reason."""

    bestanden: dict[str, tuple[str, int]] = field(default_factory=dict)
    rijen: dict[str, int] = field(default_factory=dict)
    documenten: int = 0
    ontbreekt: dict[str, str] = field(default_factory=dict)


class Inpakker:
    """A ZIP in the making. nog: called between two pieces, so that a worker can say that it is alive, or stop."""

    def __init__(self, doel: IO[bytes], *, op: datetime, nog: Callable[[], None]) -> None:
        self.zip = zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)
        self.op, self.nog, self.uitkomst = timezone.localtime(op), nog, Uitkomst()

    def erin(self, naam: str, stukken: Iterable[bytes], *, dicht: bool = True) -> None:
        """One file, with its hash and size for the manifest. dicht: made smaller; a document mostly cannot be."""
        info = zipfile.ZipInfo(naam, self.op.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if dicht else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        afdruk, grootte = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as bestand:
            for stuk in stukken:
                bestand.write(stuk)
                afdruk.update(stuk)
                grootte += len(stuk)
        self.uitkomst.bestanden[naam] = (afdruk.hexdigest(), grootte)

    def tekst(self, naam: str, tekst: str) -> None:
        self.erin(naam, [tekst.encode()])

    def tabel(self, naam: str, koppen: Iterable[str], rijen: Iterable[Iterable[object]]) -> None:
        blad = StringIO()
        schrijver = csv.writer(blad, delimiter=";")
        schrijver.writerow([*koppen])
        schrijver.writerows([*rij] for rij in rijen)
        self.tekst(naam, "\ufeff" + blad.getvalue())


def inpakken(doel: IO[bytes], *, op: datetime, nog: Callable[[], None] = lambda: None) -> Uitkomst:
    """Write the whole package into this file. Reads only; for one moment in time, begin a transaction for it."""
    pak = Inpakker(doel, op=op, nog=nog)
    with pak.zip:
        pak.tekst("LEESWIJZER.md", LEESWIJZER.format(dag=f"{pak.op:%d-%m-%Y}"))
        pak.tabel("kolommen.csv", KOLOMKOPPEN, _kolomrijen())
        for model in gaat_mee():
            pak.erin(f"gegevens/{model._meta.label_lower}.jsonl", _regels(model, pak))
            nog()
        _documenten(pak)
        pak.tabel("soorten.csv", SOORTKOPPEN, _soortrijen(pak.uitkomst))
        redenen = [*WEGGELATEN.items(), *((f"bestanden/{sha}", zin) for sha, zin in pak.uitkomst.ontbreekt.items())]
        pak.tabel("weggelaten.csv", ("Wat", "Waarom"), redenen)
        pak.tekst("manifest.json", _manifest(pak))
        afdrukken = (f"{sha}  {naam}\n" for naam, (sha, _) in pak.uitkomst.bestanden.items())
        pak.erin("SHA256SUMS", [een.encode() for een in afdrukken])
    return pak.uitkomst


def _regels(model: Model, pak: Inpakker) -> Iterator[bytes]:
    """The rows in their order, each a line of JSON; without those that were approved to go."""
    velden = kolommen(model)
    namen = [een.attname for een in velden]
    weg = Verborgen.objects.filter(model=model._meta.label_lower).values("rij")
    rijen = model._base_manager.order_by("pk")
    if isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.ForeignKey):
        rijen = rijen.exclude(pk__in=weg)
    aantal = 0
    for rij in rijen.values_list(*namen).iterator(chunk_size=PER_KEER):
        regel = json.dumps(dict(zip(namen, rij, strict=True)), ensure_ascii=False, default=in_json)
        yield f"{regel}\n".encode()
        aantal += 1
        if aantal % PER_KEER == 0:
            pak.nog()
    pak.uitkomst.rijen[model._meta.label] = aantal


def _documenten(pak: Inpakker) -> None:
    """Every document once, under its hash; what is not what its name says is named and left out."""
    weg = Verborgen.objects.filter(model=Inhoud._meta.label_lower).values("rij")
    rijen = Inhoud.objects.exclude(pk__in=weg).order_by("sha256").values_list("sha256", "soort", "scan")
    for sha256, soort, scan in rijen.iterator(chunk_size=PER_KEER):
        if scan == Scan.BESMET:
            pak.uitkomst.ontbreekt[sha256] = VIRUS
        elif not _heel(sha256):
            pak.uitkomst.ontbreekt[sha256] = ONTBREEKT
        else:
            naam = f"bestanden/{sha256[:2]}/{sha256}{mimetypes.guess_extension(soort) or ''}"
            with openen(sha256) as bron:
                pak.erin(naam, iter(lambda: bron.read(STUK), b""), dicht=False)
            pak.uitkomst.documenten += 1
        pak.nog()


def _heel(sha256: str) -> bool:
    try:
        afdruk = hashlib.sha256()
        with openen(sha256) as bron:
            for stuk in iter(lambda: bron.read(STUK), b""):
                afdruk.update(stuk)
        return afdruk.hexdigest() == sha256
    except OpslagFout:
        return False


def _manifest(pak: Inpakker) -> str:
    rijen = {f"gegevens/{label.lower()}.jsonl": aantal for label, aantal in pak.uitkomst.rijen.items()}
    wat = {
        "versie": VERSIE,
        "gemaakt_op": pak.op.isoformat(),
        "rijen": sum(rijen.values()),
        "documenten": pak.uitkomst.documenten,
        "bestanden": [
            {"naam": naam, "sha256": sha, "bytes": grootte} | ({"rijen": rijen[naam]} if naam in rijen else {})
            for naam, (sha, grootte) in pak.uitkomst.bestanden.items()
        ],
        "ontbreekt": pak.uitkomst.ontbreekt,
    }
    return json.dumps(wat, ensure_ascii=False, indent=1)


KOLOMKOPPEN = ("Bestand", "Kolom", "Wat", "Uitleg", "Soort waarde", "Verwijst naar", "Keuzes", "Gevoelig")
SOORTKOPPEN = ("Bestand", "Wat", "Rijen", "Over wie", "Hoelang")


def _kolomrijen() -> Iterator[tuple[object, ...]]:
    """What every column means, from the model itself."""
    for model in gaat_mee():
        zegt = gegevens(model) if "Avg" in model.__dict__ else None
        for veld in kolommen(model):
            gevoelig = "gezondheid of gedrag" if zegt and veld.name in zegt.gezondheid else ""
            gevoelig = gevoelig or ("herkenbaar" if zegt and veld.name in zegt.herkenbaar else "")
            naar = veld.related_model
            yield (
                f"{model._meta.label_lower}.jsonl",
                veld.attname,
                str(veld.verbose_name),
                str(veld.help_text),
                veld.get_internal_type(),
                f"{naar._meta.label_lower}.jsonl" if isinstance(naar, type) else "",
                ", ".join(f"{code}: {woord}" for code, woord in veld.flatchoices),
                gevoelig,
            )


def _soortrijen(uitkomst: Uitkomst) -> Iterator[tuple[object, ...]]:
    for model in gaat_mee():
        zegt = gegevens(model) if "Avg" in model.__dict__ else None
        over = (VAN_WOORDEN[zegt.van], BEWAREN[zegt.regel]) if zegt else ("", "")
        wat = str(model._meta.verbose_name_plural)
        yield (f"{model._meta.label_lower}.jsonl", wat, uitkomst.rijen[model._meta.label], *over)

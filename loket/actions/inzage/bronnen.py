"""Where what we hold about a child is found. Reading only; the table of loket.rules.inzage says what goes along.

An app above the loket adds what it holds with `bron`: a function from who asks to what it found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.brieven.models import Brief, BriefVersie
from loket.models import (
    VOOR_INDIENEN,
    Advies,
    Arrangementuitkomst,
    Besluit,
    Consultadvies,
    Overleg,
    Stem,
    Verzending,
    Zaakbrief,
)
from loket.rules.inzage import GAAT_MEE, Gang, Reden, Regel, Vrager, stem_mee
from loket.rules.maskeren import WEGGELATEN, maskeren
from scholen.models import Betrokkene, School

from .wie import Rond

NOOIT = frozenset({"id", "public_id", "eenmalig", "afdruk", "versie"})
DAGEN = [
    "op_dag",
    "besluitdatum",
    "verzenddatum",
    "gegeven_op",
    "ondertekend_op",
    "uitgebracht_op",
    "gevraagd_op",
    "gemeld_op",
    "gemaakt_op",
    "geopend_op",
    "genomen_op",
    "ontvangen_op",
    "toegevoegd_op",
    "vastgelegd_op",
    "voorgesteld_op",
    "bewaard_op",
    "created_at",
    "begin",
    "op",
    "per",
    "van",
    "bewerkt_op",
]
BRONNEN: list[Callable[[Rond], Iterable[Gevonden]]] = []


@dataclass(frozen=True)
class Gevonden:
    """One thing that was found. aantal: how many rows a line stands for, when it stands for what does not go along."""

    sleutel: str
    soort: str
    titel: str
    mee: bool
    reden: Reden
    dag: date | None = None
    aantal: int = 1
    velden: tuple[tuple[str, str], ...] = ()
    verborgen: bool = False
    bestand: Inhoud | None = None
    bestandsnaam: str = ""
    kijken: bool = False
    dicht: bool = False

    @property
    def vingerafdruk(self) -> str:
        """Another one when what goes along changed, so that somebody looks again."""
        inhoud = [self.mee, self.reden, self.velden, self.bestand.sha256 if self.bestand else "", self.aantal]
        return hashlib.sha256(json.dumps(inhoud).encode()).hexdigest()


def bron(functie: Callable[[Rond], Iterable[Gevonden]]) -> Callable[[Rond], Iterable[Gevonden]]:
    """Decorator: this function finds something about a child too."""
    BRONNEN.append(functie)
    return functie


def alles_over(rond: Rond) -> list[Gevonden]:
    """Everything we hold about this child, as it goes along or not for this asker."""
    gevonden = [
        een
        for label, regel in GAAT_MEE.items()
        if regel.pad or label == "scholen.Leerling"
        for een in _van_model(label, regel, rond)
    ]
    return gevonden + [een for functie in BRONNEN for een in functie(rond)]


def _van_model(label: str, regel: Regel, rond: Rond) -> Iterator[Gevonden]:
    rijen, concepten = _rijen(label, regel, rond)
    naam = _hoofdletter(rijen.model._meta.verbose_name_plural)
    if concepten:
        yield Gevonden(f"{label}:concept", label, naam, False, Reden.CONCEPT, aantal=concepten)
    if regel.gang(rond.vrager) == Gang.NIET:
        if aantal := rijen.count():
            yield Gevonden(f"{label}:alle", label, naam, False, regel.reden, aantal=aantal)
        return
    for rij in rijen:
        yield _gevonden(label, regel, rij, rond)


def _rijen(label: str, regel: Regel, rond: Rond) -> tuple[QuerySet[Any, Any], int]:
    """The rows of this child, and how many stand in a draft of the school, which is not ours yet (afspraak 19)."""
    model = apps.get_model(label)
    paden = [f"{pad}__in" if pad else "pk__in" for pad in regel.pad.split("|")]
    van_kind = model._default_manager.filter(reduce(or_, (Q(**{pad: rond.kinderen}) for pad in paden)))
    enkel = [veld.name for veld in model._meta.concrete_fields if isinstance(veld, models.ForeignKey)]
    alle = model._default_manager.filter(pk__in=van_kind.values("pk")).select_related(*enkel).order_by("pk")
    delen = regel.pad.split("__")
    if label == "loket.Aanvraag":
        concept = Q(status__in=sorted(VOOR_INDIENEN))
    elif "aanvraag" in delen:
        tot = "__".join(delen[: delen.index("aanvraag") + 1])
        concept = Q(**{f"{tot}__status__in": sorted(VOOR_INDIENEN)})
    else:
        return alle, 0
    in_concept = alle.filter(concept).count() if label != "loket.Zoekregel" else 0
    return alle.exclude(concept), in_concept


def _gevonden(label: str, regel: Regel, rij: Any, rond: Rond) -> Gevonden:
    dag = _dag(rij)
    titel = _hoofdletter(rij._meta.verbose_name)
    reden = _reden(regel, rij, rond)
    sleutel = f"{label}:{getattr(rij, 'public_id', rij.pk)}"
    if reden not in (Reden.KIND, Reden.EIGEN, Reden.SCHOOL):
        return Gevonden(sleutel, label, titel, False, reden, dag)
    velden, verborgen = _velden(regel, rij, rond, reden)
    bestand, naam = _bestand(rij)
    dicht = rond.vrager == Vrager.LEERLING and isinstance(stem := getattr(rij, "stem", rij), Stem) and not stem.open
    return Gevonden(
        sleutel,
        label,
        titel,
        True,
        reden,
        dag,
        velden=velden,
        verborgen=verborgen,
        bestand=bestand,
        bestandsnaam=naam,
        kijken=reden != Reden.EIGEN and (regel.kijken or bestand is not None),
        dicht=dicht,
    )


def _reden(regel: Regel, rij: Any, rond: Rond) -> Reden:
    """Why this row goes along (KIND, EIGEN, SCHOOL), or why not."""
    if rond.plek_dicht and "*" in regel.plek:
        return Reden.VERBLIJF
    if anders := _nog_niet(_uitkomst(regel, rij)) or _van_meer(rij, rond):
        return anders
    stem = getattr(rij, "stem", rij)
    if isinstance(stem, Stem):
        return stem_mee(
            rond.vrager,
            open_=stem.open or stem.manier == Stem.Manier.NIET,
            jong=stem.jong,
            woorden=stem is not rij,
            afgeschermd=rond.plek_dicht,
        )
    if regel.wie is None:
        return Reden.CONCEPT if regel.af and _langs(rij, regel.af) is None else Reden.KIND
    van = rond.van(_langs(rij, regel.wie))
    if van == "eigen":
        return Reden.EIGEN
    if van == "school":
        return Reden.VERBLIJF if rond.plek_dicht else Reden.SCHOOL
    if van == "" or regel.gang(rond.vrager) == Gang.MEE:
        return Reden.KIND
    return regel.reden


def _uitkomst(regel: Regel, rij: Any) -> Any:
    """The row itself, or the answer on the aanvraag that it would tell: then it goes along when that does."""
    if regel.na is None:
        return rij
    return getattr(_langs(rij, f"{regel.na}__aanvraag"), "arrangementuitkomst", rij)


def _nog_niet(rij: Any) -> Reden | None:
    """What is not finished or not sent yet (afspraak 4)."""
    vandaag = timezone.localdate()
    if isinstance(rij, Verzending):
        weg = rij.verzonden_op is not None and rij.verzenddatum is not None and rij.verzenddatum <= vandaag
        return None if weg else Reden.CONCEPT
    besluit = rij if isinstance(rij, Besluit) else getattr(rij, "besluit", None)
    if isinstance(besluit, Besluit):
        verstuurd = besluit.bekendmakingen.filter(verzonden_op__isnull=False, verzenddatum__lte=vandaag).exists()
        return None if verstuurd else Reden.CONCEPT
    if isinstance(rij, Arrangementuitkomst) and rij.is_besluit:
        brieven = rij.aanvraag.zaakbrieven.verzonden(vandaag).filter(soort=Zaakbrief.Soort.ARRANGEMENT)
        return None if brieven.exists() else Reden.CONCEPT
    klaar = {Advies: "ondertekend_op", Consultadvies: "uitgebracht_op"}.get(type(rij))
    return Reden.CONCEPT if klaar and getattr(rij, klaar) is None else None


def _van_meer(rij: Any, rond: Rond) -> Reden | None:
    """A meeting about more children: its report names others."""
    if isinstance(rij, Overleg) and rij.agendapunten.exclude(aanvraag__leerling__in=rond.kinderen).exists():
        return Reden.ANDER_KIND
    return None


def _velden(regel: Regel, rij: Any, rond: Rond, reden: Reden) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Label and text of what goes along, and whether the rule hid something in it."""
    uit, verborgen = [], False
    for veld in rij._meta.concrete_fields:
        if veld.name in NOOIT or veld.name in regel.zonder:
            continue
        dicht = rond.plek_dicht or (rond.adres_dicht and veld.name in ("straat", "postcode"))
        if veld.name in regel.plek and dicht:
            verborgen = True
            continue
        for naam, tekst in _woorden(rij, veld, rond):
            schoon = tekst if reden == Reden.EIGEN else maskeren(tekst, rond.geheimen, WEGGELATEN)
            verborgen = verborgen or schoon != tekst
            uit.append((naam, schoon))
    return tuple(uit), verborgen


def _woorden(rij: Any, veld: models.Field[Any, Any], rond: Rond) -> list[tuple[str, str]]:
    waarde, naam = getattr(rij, veld.name), _hoofdletter(veld.verbose_name)
    if waarde in (None, "", [], {}):
        return []
    if isinstance(veld, models.ForeignKey):
        if isinstance(waarde, School):
            return [(naam, waarde.naam)]
        mag = isinstance(waarde, Betrokkene) and (rond.vrager == Vrager.LEERLING or rond.van(waarde) == "eigen")
        if mag:
            return [(naam, waarde.naam)]
        return [(_hoofdletter(veld.name), str(waarde))] if veld.name in ("vraag", "gemeente") else []
    if isinstance(veld, models.JSONField):
        return [(f"{naam}: {sleutel}", tekst) for sleutel, tekst in _plat(waarde)]
    if veld.choices:
        return [(naam, str(getattr(rij, f"get_{veld.name}_display")()))]
    return [(naam, _tekst(waarde))]


def _plat(waarde: Any, voor: str = "") -> Iterator[tuple[str, str]]:
    """What stands in a JSON value, a line for each leaf."""
    if isinstance(waarde, dict):
        for sleutel, deel in waarde.items():
            yield from _plat(deel, f"{voor} {sleutel}".strip())
    elif isinstance(waarde, list):
        for nummer, deel in enumerate(waarde, start=1):
            yield from _plat(deel, f"{voor} {nummer}".strip())
    elif waarde not in (None, ""):
        yield voor, _tekst(waarde)


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        return f"{timezone.localtime(waarde):%d-%m-%Y %H:%M}"
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    return str(waarde)


def _bestand(rij: Any) -> tuple[Inhoud | None, str]:
    """The file of this row: what was uploaded, or the PDF of its frozen words."""
    for veld, naam in (("inhoud", "naam"), ("scan", "scan_naam")):
        inhoud = getattr(rij, veld, None)
        if isinstance(inhoud, Inhoud):
            return inhoud, getattr(rij, naam)
    brief = getattr(rij, "brief", None) or getattr(rij, "afschrift", None)
    if isinstance(brief, Brief):
        versie = BriefVersie.objects.filter(brief=brief, vervallen_op=None, pdf__isnull=False).select_related("pdf")
        if (laatste := versie.order_by("-versie").first()) is not None:
            return laatste.pdf, brief.bestandsnaam
    return None, ""


def _langs(rij: Any, pad: str) -> Any:
    for naam in filter(None, pad.split("__")):
        rij = getattr(rij, naam, None)
    return rij


def _dag(rij: Any) -> date | None:
    for naam in DAGEN:
        try:
            rij._meta.get_field(naam)
        except FieldDoesNotExist:
            continue
        waarde = getattr(rij, naam)
        if isinstance(waarde, datetime):
            return timezone.localdate(waarde)
        if isinstance(waarde, date):
            return waarde
    return None


def _hoofdletter(woorden: Any) -> str:
    tekst = str(woorden).replace("_", " ")
    return tekst[:1].upper() + tekst[1:]

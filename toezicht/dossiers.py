"""Which files there are, what hangs together, and what the rules need to know of each. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Max
from django.utils import timezone

from arrangementen.models import Arrangement
from loket.models import Aanvraag, Tlv
from loket.models.aanvraag import OPEN_WERK, Status
from loket.models.bezwaar import BEZWAAR_LOOPT, BIJ_RECHTER, Bezwaarzaak
from loket.models.handelingsdeel import Handelingsdeel
from loket.models.intrekking import Intrekking
from loket.models.onderdeel import Onderdeel
from loket.models.tlv import LOPEND, TlvGebeurtenis
from scholen.models import Instelling, Leerling, School
from thuiszitters.models import Casus, Plan
from toezicht.models import Vasthouding
from toezicht.rules.bewaren import Feiten, Oordeel, Reden, Soort, mag_weg, samen

R = Reden
VOOR = (Status.CONCEPT, Status.VERWIJDERD)
LAAT_DAGEN = 14
"""After so many days a letter that we are late begins to cost (Awb 4:17)."""
Wortel = models.Model


@dataclass
class Dossier:
    """What goes or stays together: rows with their facts, and the children it is about."""

    wortels: list[tuple[Any, Feiten]] = field(default_factory=list)
    leerlingen: list[Leerling] = field(default_factory=list)

    @property
    def rijen(self) -> list[Any]:
        return [rij for rij, _ in self.wortels]

    @property
    def namen(self) -> list[list[str]]:
        """Label and public id of each row, as the run and the ledger keep them."""
        return sorted([rij._meta.label_lower, rij.public_id] for rij in self.rijen)

    @property
    def kenmerk(self) -> str:
        """How staff knows it, without a name."""
        nummers = sorted(filter(None, (getattr(rij, "kenmerk", None) for rij in self.rijen)))
        return str((nummers or [f"{self.soort} {self.rijen[0].public_id[:6]}"])[0])

    @property
    def soort(self) -> str:
        return str(self.wortels[0][1].soort)

    @property
    def school(self) -> School | None:
        return next(filter(None, (getattr(rij, "school", None) for rij in self.rijen)), None)

    def oordeel(self, dag: date) -> Oordeel:
        """The verdict of the rules on all of it."""
        return samen(mag_weg(feiten, dag) for _, feiten in self.wortels)


def alle(dag: date) -> list[Dossier]:
    """Every file of every child as it is on this day, what hangs together taken together."""
    return _verbinden(*_losse(dag), dag)


def van_namen(namen: Iterable[Iterable[str]], dag: date) -> Dossier | None:
    """The file that begins with these rows, as it is now; None when it is another one by now."""
    gezocht = {tuple(naam) for naam in namen}
    for dossier in alle(dag):
        eigen = {tuple(naam) for naam in dossier.namen}
        if eigen & gezocht:
            return dossier if eigen == gezocht else None
    return None


def _losse(dag: date) -> tuple[list[tuple[Any, Feiten]], list[tuple[tuple[Any, int], tuple[Any, int]]]]:
    vast = _vastgehouden()
    rijen = [*_aanvragen(dag), *_arrangementen(dag), *_casussen(dag), *_plannen(dag), *_handelingsdelen(dag)]
    met_vast = [(rij, _met(feiten, vast, _kinderen(rij))) for rij, feiten in rijen]
    bezet = {kind for rij, _ in met_vast for kind in _kinderen(rij)}
    kinderen = [(kind, _met(feiten, vast, [kind.pk])) for kind, feiten in _leerlingen(dag, bezet)]
    return met_vast + kinderen, [*_banden(), *_dubbelen()]


def _met(feiten: Feiten, vast: dict[int, date | None], kinderen: list[int]) -> Feiten:
    """With what holds one of these children by hand, or did until lately."""
    dagen = [vast[kind] for kind in kinderen if kind in vast]
    if None in dagen:
        return replace(feiten, vast=feiten.vast | {R.HAND})
    rust = max([dag for dag in [*dagen, feiten.rust] if dag], default=None)
    return replace(feiten, rust=rust)


def _vastgehouden() -> dict[int, date | None]:
    """Per child: None while it is held, else the day on which that last ended."""
    gevonden: dict[int, date | None] = {}
    for een in Vasthouding.objects.order_by("pk"):
        op = timezone.localdate(een.opgeheven_op) if een.opgeheven_op else None
        eerder = gevonden.get(een.leerling_id, op)
        gevonden[een.leerling_id] = None if op is None or eerder is None else max(op, eerder)
    return gevonden


def _kinderen(rij: Any) -> list[int]:
    if isinstance(rij, Leerling):
        return [rij.pk]
    if isinstance(rij, Arrangement):
        return [een.leerling_id for een in rij.deelnames.all()]
    return [rij.leerling_id] if rij.leerling_id else []


def _dag(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _aanvragen(dag: date) -> Iterator[tuple[Aanvraag, Feiten]]:
    geschreven = _laatst_geschreven()
    rijen = Aanvraag.objects.select_related("leerling", "school", "instelling").prefetch_related(
        "besluiten__tlv__gebeurtenissen",
        "besluiten__tlv__intrekkingen",
        "besluiten__bezwaarzaken__gebeurtenissen",
        "besluiten__bezwaarzaken__bezwaren",
        "besluiten__bezwaarzaken__beslissing__bekendmakingen",
        "besluiten__bezwaarzaken__ingebrekestellingen",
        "besluiten__bezwaarzaken__dwangsombesluiten",
        "privacyverzoeken",
        "ingebrekestellingen",
        "doorzendingen",
    )
    for rij in rijen:
        yield rij, _van_aanvraag(rij, dag, geschreven.get(rij.pk))


def _van_aanvraag(rij: Aanvraag, dag: date, geschreven: date | None) -> Feiten:
    besluiten = [*rij.besluiten.all()]
    tlvs = [een.tlv for een in besluiten if hasattr(een, "tlv")]
    soort, anker = _anker(rij, [een.besluitdatum for een in besluiten], geschreven)
    vast, rust = _zaken([zaak for een in besluiten for zaak in een.bezwaarzaken.all()])
    if rij.status in OPEN_WERK:
        vast.add(R.LOOPT)
    if any(tlv.status(dag) in LOPEND for tlv in tlvs):
        vast.add(R.TLV)
    if any(een.gestopt_op is None and een.besluit_id is None for tlv in tlvs for een in tlv.intrekkingen.all()):
        vast.add(R.INTREKKING)
    if _te_laat(rij, anker):
        vast.add(R.DWANGSOM)
    verzoeken = [*rij.privacyverzoeken.all()]
    if any(een.beantwoord_op is None for een in verzoeken):
        vast.add(R.AVG)
    rust += [timezone.localdate(een.beantwoord_op) for een in verzoeken if een.beantwoord_op and een.weg_op is None]
    return Feiten(
        soort,
        anker,
        geldig_tot=max((tlv.vervaldatum for tlv in tlvs if tlv.vervaldatum), default=None),
        vanaf_einde=rij.instelling.bewaar_anker == Instelling.BewaarAnker.EINDDATUM_TLV,
        vast=frozenset(vast),
        rust=max(rust, default=None),
        verzocht=min((een.weg_op for een in verzoeken if een.weg_op), default=None),
    )


def _anker(rij: Aanvraag, besluitdatums: list[date], geschreven: date | None) -> tuple[Soort, date | None]:
    """What kind of record it is and from when is counted; of several days the last."""
    if besluitdatums:
        return Soort.OORDEEL, max(besluitdatums)
    if antwoord := getattr(rij, "arrangementuitkomst", None):
        return Soort.TOEWIJZING, antwoord.besloten_op
    advies = getattr(rij, "consultadvies", None)
    if advies and advies.uitgebracht_op:
        return Soort.ADVIES, _dag(advies.uitgebracht_op)
    if rij.status in VOOR:
        return Soort.CONCEPT, max(filter(None, (_dag(rij.created_at), geschreven)), default=None)
    if rij.ingetrokken_op:
        return Soort.ZONDER, _dag(rij.ingetrokken_op)
    door = [_dag(een.besloten_op) for een in rij.doorzendingen.all() if een.besloten_op]
    return Soort.ZONDER, max(filter(None, door), default=None)


def _laatst_geschreven() -> dict[int, date]:
    """Per draft the day on which somebody last wrote in one of its sections."""
    dagen: dict[int, date] = {}
    for model in Onderdeel.__subclasses__():
        rijen: Any = model._default_manager
        rijen = rijen.filter(aanvraag__status__in=VOOR, bewerkt_op__isnull=False)
        for pk, op in rijen.values_list("aanvraag").annotate(Max("bewerkt_op")):
            dagen[pk] = max(dagen.get(pk, date.min), timezone.localdate(op))
    return dagen


def _zaken(zaken: list[Bezwaarzaak]) -> tuple[set[Reden], list[date]]:
    """What bezwaren hold, and on which days something in them last happened."""
    vast: set[Reden] = set()
    dagen: list[date] = []
    for zaak in zaken:
        if zaak.status in BEZWAAR_LOOPT | BIJ_RECHTER:
            vast.add(R.BEZWAAR)
        if len(zaak.ingebrekestellingen.all()) > len(zaak.dwangsombesluiten.all()) and zaak.status in BEZWAAR_LOOPT:
            vast.add(R.DWANGSOM)
        dagen.append(timezone.localdate(zaak.created_at))
        dagen += [een.dag for een in zaak.gebeurtenissen.all()]
        dagen += [een.ingetrokken_op for een in zaak.bezwaren.all() if een.ingetrokken_op]
        if beslissing := getattr(zaak, "beslissing", None):
            dagen.append(beslissing.besluitdatum)
            dagen += [een.beroep_tot for een in beslissing.bekendmakingen.all() if een.beroep_tot]
    return vast, dagen


def _te_laat(rij: Aanvraag, anker: date | None) -> bool:
    """Somebody wrote that we are late, we then were, and nobody fixed what that costs."""
    if hasattr(rij, "dwangsom"):
        return False
    brieven = [een.ontvangen_op for een in rij.ingebrekestellingen.all()]
    return any(anker is None or (anker - op).days > LAAT_DAGEN for op in brieven)


def _arrangementen(dag: date) -> Iterator[tuple[Arrangement, Feiten]]:
    """Those of which the words are still there; of an emptied one only the money is left."""
    rijen = Arrangement.objects.filter(deelnames__isnull=False).distinct()
    for rij in rijen.select_related("school").prefetch_related("deelnames__leerling"):
        beslissing, einde = getattr(rij, "beslissing", None), getattr(rij, "beeindiging", None)
        tot = einde.laatste_dag if einde else rij.tot
        toegekend = beslissing is not None and beslissing.uitkomst != "afgewezen"
        loopt = {R.ARRANGEMENT} if toegekend else {R.LOOPT} if beslissing is None else set()
        vast: frozenset[Reden] = frozenset(loopt if tot >= dag else ())
        anker = _dag(beslissing.besloten_op) if beslissing else _dag(rij.gevraagd_op)
        yield rij, Feiten(Soort.TOEWIJZING, anker, geldig_tot=tot, vast=vast)


def _casussen(dag: date) -> Iterator[tuple[Casus, Feiten]]:
    for rij in Casus.objects.select_related("leerling", "school"):
        dicht = max(filter(None, (_dag(rij.gesloten_op), rij.nazorg_tot)), default=None)
        vast = frozenset() if rij.gesloten_op else frozenset({R.LOOPT})
        yield rij, Feiten(Soort.CASUS, dicht, vast=vast)


def _plannen(dag: date) -> Iterator[tuple[Plan, Feiten]]:
    for rij in Plan.objects.select_related("leerling", "school"):
        vast = frozenset() if rij.gesloten_op else frozenset({R.LOOPT})
        yield rij, Feiten(Soort.PLAN, rij.gesloten_op, vast=vast)


def _handelingsdelen(dag: date) -> Iterator[tuple[Handelingsdeel, Feiten]]:
    for rij in Handelingsdeel.objects.select_related("leerling", "school"):
        einde = _dag(rij.einde_op)
        laatste = min(filter(None, (rij.tot, einde))) if einde else rij.tot
        vast = frozenset({R.LOOPT}) if laatste >= dag else frozenset()
        yield rij, Feiten(Soort.HANDELINGSDEEL, max(laatste, _dag(rij.voorgelegd_op) or laatste), vast=vast)


def _leerlingen(dag: date, bezet: set[int]) -> Iterator[tuple[Leerling, Feiten]]:
    """Children: with a file they go together with the last of it, without one after their own term."""
    rijen = Leerling.objects.prefetch_related("aanmeldingen", "inschrijvingen")
    for rij in rijen:
        zoekt = any(een.afgesloten_op is None for een in rij.aanmeldingen.all())
        vast = frozenset({R.AANMELDING}) if zoekt else frozenset()
        begin = timezone.localdate(rij.created_at)
        yield rij, Feiten(Soort.LEERLING, min(begin, dag) if rij.pk in bezet else begin, vast=vast)


def _banden() -> Iterator[tuple[tuple[Any, int], tuple[Any, int]]]:
    """What hangs together, each pair as (model, number): a renewal, help after an aanvraag, a plan of a case."""
    via_tlv = dict(Tlv.objects.values_list("pk", "besluit__aanvraag"))
    for pk, tlv in Aanvraag.objects.exclude(vorige_tlv=None).values_list("pk", "vorige_tlv"):
        yield (Aanvraag, pk), (Aanvraag, via_tlv[tlv])
    for tlv, door, besluit in TlvGebeurtenis.objects.values_list("tlv", "vervangen_door", "besluit__aanvraag"):
        if door:
            yield (Aanvraag, via_tlv[tlv]), (Aanvraag, via_tlv[door])
        if besluit:
            yield (Aanvraag, via_tlv[tlv]), (Aanvraag, besluit)
    for tlv, besluit in Intrekking.objects.exclude(besluit=None).values_list("tlv", "besluit__aanvraag"):
        yield (Aanvraag, via_tlv[tlv]), (Aanvraag, besluit)
    for van, naar in Bezwaarzaak.objects.filter(beslissing__nieuw_besluit__isnull=False).values_list(
        "besluit__aanvraag", "beslissing__nieuw_besluit__aanvraag"
    ):
        yield (Aanvraag, van), (Aanvraag, naar)
    for model, veld, ander in (
        (Arrangement, "aanvraag", Aanvraag),
        (Arrangement, "vorige", Arrangement),
        (Handelingsdeel, "aanvraag", Aanvraag),
        (Plan, "casus", Casus),
        (Casus, "opgegaan_in", Casus),
    ):
        for pk, doel in model._default_manager.exclude(**{veld: None}).values_list("pk", veld):
            yield (model, pk), (ander, doel)


def _dubbelen() -> Iterator[tuple[tuple[Any, int], tuple[Any, int]]]:
    for pk, doel in Leerling.objects.exclude(opgegaan_in=None).values_list("pk", "opgegaan_in"):
        if doel:
            yield (Leerling, pk), (Leerling, doel)


def _verbinden(
    losse: list[tuple[Any, Feiten]], banden: list[tuple[tuple[Any, int], tuple[Any, int]]], dag: date
) -> list[Dossier]:
    """Files out of rows and what ties them. A child goes with its only file, unless a school still seeks it a place."""
    ouder = {(type(rij), rij.pk): (type(rij), rij.pk) for rij, _ in losse}

    def top(een: tuple[Any, int]) -> tuple[Any, int]:
        while ouder[een] != een:
            ouder[een] = ouder[ouder[een]]
            een = ouder[een]
        return een

    for een, ander in banden:
        if een in ouder and ander in ouder:
            ouder[top(een)] = top(ander)
    van_kind: dict[int, set[tuple[Any, int]]] = defaultdict(set)
    for rij, _ in losse:
        if not isinstance(rij, Leerling):
            for kind in _kinderen(rij):
                van_kind[kind].add(top((type(rij), rij.pk)))
    blijft = {rij.pk for rij, feiten in losse if isinstance(rij, Leerling) and not mag_weg(feiten, dag).mag}
    blijft = {kind for kind, zaken in van_kind.items() if len(zaken) > 1 or kind in blijft}
    for kind in set(van_kind) - blijft:
        if (Leerling, kind) in ouder:
            ouder[top((Leerling, kind))] = next(iter(van_kind[kind]))
    return _groepen(losse, top, {rij.pk: rij for rij, _ in losse if isinstance(rij, Leerling)}, blijft)


def _groepen(
    losse: list[tuple[Any, Feiten]], top: Any, kinderen: dict[int, Leerling], blijft: set[int]
) -> list[Dossier]:
    groepen: dict[tuple[Any, int], Dossier] = defaultdict(Dossier)
    for rij, feiten in losse:
        if isinstance(rij, Leerling) and rij.pk in blijft:  # it has another file, or a school seeks it a place
            continue
        dossier = groepen[top((type(rij), rij.pk))]
        dossier.wortels.append((rij, feiten))
        for kind in _kinderen(rij):
            if kind in kinderen and kinderen[kind] not in dossier.leerlingen:
                dossier.leerlingen.append(kinderen[kind])
    return [*groepen.values()]

"""Which files there are, what hangs together, and what the rules need to know of each. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from arrangementen.models import Arrangement, Deelname
from loket.models import Aanvraag, Bijlage, Stem
from loket.models.aanvraag import OPEN_WERK, Status
from loket.models.bezwaar import BEZWAAR_LOOPT, BIJ_RECHTER, Bezwaarzaak
from loket.models.handelingsdeel import Handelingsdeel
from loket.models.onderdeel import Onderdeel
from loket.models.tlv import LOPEND
from scholen.models import Instelling, Leerling, School
from thuiszitters.models import Casus, Plan
from toezicht.houvast import een_kind, per_aanvraag, per_kind, vasthouden
from toezicht.rules.bewaren import Feiten, Oordeel, Reden, Soort, einde_zonder_datum, mag_weg, samen
from toezicht.samenhang import banden, dubbelen

R = Reden
VOOR = (Status.CONCEPT, Status.VERWIJDERD)
LAAT_DAGEN = 14
"""After so many days a letter that we are late begins to cost (Awb 4:17)."""
OP_SCHOOL = ("leerling__inschrijvingen",)


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

    def beperkt_tot(self, namen: set[tuple[str, ...]]) -> Dossier:
        """Only these of its rows."""
        blijft = [een for een in self.wortels if (een[0]._meta.label_lower, een[0].public_id) in namen]
        return Dossier(blijft, self.leerlingen)

    def beloofd(self, dag: date) -> bool:
        """Whether the loket told somebody that it would be gone by now."""
        return any(feiten.verzocht is not None and feiten.verzocht <= dag for _, feiten in self.wortels)

    def oordeel(self, dag: date) -> Oordeel:
        """The verdict of the rules on all of it."""
        return samen(mag_weg(feiten, dag) for _, feiten in self.wortels)


def alle(dag: date, *, wie: set[int] | None = None, zonder: int | None = None) -> list[Dossier]:
    """Every file of every child as it is on this day, what hangs together taken together.

    wie: only those of these children (kring). zonder: as if this request had been answered.
    """
    return _verbinden(*_losse(dag, wie, zonder), dag)


def kring(kind: int) -> set[int]:
    """This child, its other rows, and the children with whom it shares help: what one verdict may need."""
    zelfde = een_kind()
    gevonden: set[int] = set()
    nieuw = {kind}
    while nieuw:
        gevonden |= nieuw
        hoofd = {zelfde.get(een, een) for een in gevonden}
        ook = {een for een, naar in zelfde.items() if naar in hoofd}
        samen = Deelname.objects.filter(arrangement__deelnames__leerling__in=gevonden)
        nieuw = (ook | set(samen.values_list("leerling", flat=True))) - gevonden
    return gevonden


class Stand:
    """All files as they are on this day, read once, to look many up in."""

    def __init__(self, dag: date) -> None:
        self.dag = dag
        self._bij = {tuple(naam): een for een in alle(dag) for naam in een.namen}

    def bij(self, namen: Iterable[Iterable[str]]) -> Dossier | None:
        """The file in which the first of these rows that is still there is now."""
        return next((self._bij[tuple(naam)] for naam in namen if tuple(naam) in self._bij), None)

    def zoals(self, namen: Iterable[Iterable[str]]) -> Dossier | None:
        """The file that begins with these rows, as it is now; None when it is another one by now.

        A child whose other file went meanwhile came to it, but nobody approved that: it stays until the next list.
        """
        gezocht = {tuple(naam) for naam in namen}
        dossier = self.bij(gezocht)
        if dossier is None:
            return None
        eigen = {tuple(naam) for naam in dossier.namen}
        erbij = {label for label, _ in eigen - gezocht}
        return dossier.beperkt_tot(gezocht) if gezocht <= eigen and erbij <= {"scholen.leerling"} else None


def _losse(
    dag: date, wie: set[int] | None, zonder: int | None
) -> tuple[list[tuple[Any, Feiten]], list[tuple[tuple[Any, int], tuple[Any, int]]]]:
    zelfde = een_kind()
    vast = per_kind(zelfde, zonder)
    rijen: list[tuple[Any, Feiten]] = [*_aanvragen(dag, wie, zonder), *_arrangementen(dag, wie)]
    rijen += [*_casussen(dag, wie), *_plannen(dag, wie), *_handelingsdelen(dag, wie)]
    bezet = {kind for rij, _ in rijen for kind in _kinderen(rij)}
    rijen += _leerlingen(dag, bezet, wie)
    met_vast = [
        (rij, vasthouden(feiten, vast, {zelfde.get(kind, kind) for kind in _kinderen(rij)})) for rij, feiten in rijen
    ]
    return met_vast, [*banden(), *dubbelen()]


def _van(wie: set[int] | None, pad: str = "leerling") -> Q:
    return Q() if wie is None else Q(**{f"{pad}__in": wie})


def _kinderen(rij: Any) -> list[int]:
    if isinstance(rij, Leerling):
        return [rij.pk]
    if isinstance(rij, Arrangement):
        return [een.leerling_id for een in rij.deelnames.all()]
    return [rij.leerling_id] if rij.leerling_id else []


def _dag(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _aanvragen(dag: date, wie: set[int] | None, zonder: int | None) -> Iterator[tuple[Aanvraag, Feiten]]:
    geschreven, vast = _laatst_geschreven(), per_aanvraag(dag)
    erbij = ("leerling", "school", "instelling", "arrangementuitkomst", "consultadvies", "dwangsom")
    rijen = (
        Aanvraag.objects.filter(_van(wie))
        .select_related(*erbij)
        .prefetch_related(
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
            *OP_SCHOOL,
        )
    )
    for rij in rijen:
        yield rij, vasthouden(_van_aanvraag(rij, dag, geschreven.get(rij.pk), zonder), vast, [rij.pk])


def _van_aanvraag(rij: Aanvraag, dag: date, geschreven: date | None, zonder: int | None) -> Feiten:
    besluiten = [*rij.besluiten.all()]
    tlvs = [een.tlv for een in besluiten if hasattr(een, "tlv")]
    soort, anker = _anker(rij, [een.besluitdatum for een in besluiten], geschreven)
    vast, rust = _zaken([zaak for een in besluiten for zaak in een.bezwaarzaken.all()])
    if rij.status in OPEN_WERK:
        vast.add(R.LOOPT)
    einden = [tlv.vervaldatum or tlv.geldig_tot or _einde(rij) for tlv in tlvs]
    if any(tlv.status(dag) in LOPEND and (een is None or een >= dag) for tlv, een in zip(tlvs, einden, strict=True)):
        vast.add(R.TLV)
    hulp = getattr(rij, "arrangementuitkomst", None)
    if hulp and hulp.eind and hulp.eind >= dag:
        vast.add(R.ARRANGEMENT)
    if any(een.gestopt_op is None and een.besluit_id is None for tlv in tlvs for een in tlv.intrekkingen.all()):
        vast.add(R.INTREKKING)
    if _te_laat(rij, anker):
        vast.add(R.DWANGSOM)
    verzoeken = [*rij.privacyverzoeken.all()]
    if any(een.beantwoord_op is None and een.pk != zonder for een in verzoeken):
        vast.add(R.AVG)
    rust += [timezone.localdate(een.beantwoord_op) for een in verzoeken if een.beantwoord_op and een.weg_op is None]
    return Feiten(
        soort,
        anker,
        geldig_tot=max(filter(None, einden), default=None),
        vanaf_einde=rij.instelling.bewaar_anker == Instelling.BewaarAnker.EINDDATUM_TLV,
        vast=frozenset(vast),
        rust=max(rust, default=None),
        verzocht=min((een.weg_op for een in verzoeken if een.weg_op), default=None),
    )


def _einde(rij: Aanvraag) -> date | None:
    """When a TLV without end counts as over, for nobody ended it."""
    if rij.leerling is None:
        return None
    plekken = [*rij.leerling.inschrijvingen.all()]
    weg = max((een.tot for een in plekken if een.tot), default=None)
    return einde_zonder_datum(rij.leerling.geboortedatum, weg, any(een.tot is None for een in plekken))


def _op_school(rij: Plan | Handelingsdeel, dag: date) -> tuple[date | None, frozenset[Reden]]:
    """The last day of the child at the school of this row, and whether it is still there."""
    plekken = [een for een in rij.leerling.inschrijvingen.all() if een.school_id == rij.school_id]
    zit = any(een.tot is None or een.tot >= dag for een in plekken)
    return max((een.tot for een in plekken if een.tot), default=None), frozenset({R.INGESCHREVEN} if zit else ())


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
    """Per draft the day on which somebody last wrote in one of its sections, or put something with it."""
    dagen: dict[int, date] = {}
    bij: list[tuple[type[models.Model], str]] = [(Bijlage, "toegevoegd_op"), (Stem, "gegeven_op")]
    bij += [(model, "bewerkt_op") for model in Onderdeel.__subclasses__()]
    for model, kolom in bij:
        rijen: Any = model._default_manager
        rijen = rijen.filter(aanvraag__status__in=VOOR, **{f"{kolom}__isnull": False})
        for pk, op in rijen.values_list("aanvraag").annotate(Max(kolom)):
            dagen[pk] = max(dagen.get(pk, date.min), timezone.localdate(op))
    return dagen


def _zaken(zaken: list[Bezwaarzaak]) -> tuple[set[Reden], list[date]]:
    """What bezwaren hold, and on which days something in them last happened."""
    vast: set[Reden] = set()
    dagen: list[date] = []
    for zaak in zaken:
        if zaak.status in BEZWAAR_LOOPT | BIJ_RECHTER:
            vast.add(R.BEZWAAR)
        besloten = getattr(zaak, "beslissing", None)
        brieven = [een.ontvangen_op for een in zaak.ingebrekestellingen.all()]
        if not zaak.dwangsombesluiten.all() and _kost(brieven, besloten.besluitdatum if besloten else None):
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
    return not hasattr(rij, "dwangsom") and _kost([een.ontvangen_op for een in rij.ingebrekestellingen.all()], anker)


def _kost(brieven: list[date], besloten: date | None) -> bool:
    """Whether one of these letters that we are late began to cost, for nothing was decided within two weeks."""
    return any(besloten is None or (besloten - op).days > LAAT_DAGEN for op in brieven)


def _arrangementen(dag: date, wie: set[int] | None) -> Iterator[tuple[Arrangement, Feiten]]:
    """Those of which the words are still there, also of a class; of an emptied one only the money is left."""
    rijen = Arrangement.objects.filter(Q(deelnames__isnull=False) | Q(vraag__isnull=False)).distinct()
    if wie is not None:
        rijen = rijen.filter(_van(wie, "deelnames__leerling") | _van(wie, "aanvraag__leerling"))
    for rij in rijen.select_related("school", "beslissing", "beeindiging").prefetch_related("deelnames__leerling"):
        beslissing, einde = getattr(rij, "beslissing", None), getattr(rij, "beeindiging", None)
        tot = einde.laatste_dag if einde else (beslissing and beslissing.tot) or rij.tot
        toegekend = beslissing is not None and beslissing.uitkomst != "afgewezen"
        loopt = {R.ARRANGEMENT} if toegekend else {R.LOOPT} if beslissing is None else set()
        vast: frozenset[Reden] = frozenset(loopt if tot >= dag else ())
        anker = _dag(beslissing.besloten_op) if beslissing else _dag(rij.gevraagd_op)
        yield rij, Feiten(Soort.TOEWIJZING, anker, geldig_tot=tot, vast=vast)


def _casussen(dag: date, wie: set[int] | None) -> Iterator[tuple[Casus, Feiten]]:
    for rij in Casus.objects.filter(_van(wie)).select_related("leerling", "school"):
        dicht = max(filter(None, (_dag(rij.gesloten_op), rij.nazorg_tot)), default=None)
        vast = frozenset() if rij.gesloten_op else frozenset({R.LOOPT})
        yield rij, Feiten(Soort.CASUS, dicht, vast=vast)


def _plannen(dag: date, wie: set[int] | None) -> Iterator[tuple[Plan, Feiten]]:
    for rij in Plan.objects.filter(_van(wie)).select_related("leerling", "school").prefetch_related(*OP_SCHOOL):
        tot, vast = _op_school(rij, dag)
        vast = vast if rij.gesloten_op else vast | {R.LOOPT}
        yield rij, Feiten(Soort.PLAN, rij.gesloten_op, vast=vast, op_school_tot=tot)


def _handelingsdelen(dag: date, wie: set[int] | None) -> Iterator[tuple[Handelingsdeel, Feiten]]:
    rijen = Handelingsdeel.objects.filter(_van(wie)).select_related("leerling", "school")
    for rij in rijen.prefetch_related(*OP_SCHOOL):
        einde = _dag(rij.einde_op)
        laatste = min(filter(None, (rij.tot, einde))) if einde else rij.tot
        tot, vast = _op_school(rij, dag)
        vast = vast | {R.LOOPT} if laatste >= dag else vast
        anker = max(laatste, _dag(rij.voorgelegd_op) or laatste)
        yield rij, Feiten(Soort.HANDELINGSDEEL, anker, vast=vast, op_school_tot=tot)


def _leerlingen(dag: date, bezet: set[int], wie: set[int] | None) -> Iterator[tuple[Leerling, Feiten]]:
    """Children: with a file they go together with the last of it, without one after their own term.

    When the loket said yes to who asked, the child itself goes too, however short ago it was put down.
    """
    rijen = Leerling.objects.filter(_van(wie, "pk")).prefetch_related("aanmeldingen", "privacyverzoeken")
    for rij in rijen:
        zoekt = any(een.afgesloten_op is None for een in rij.aanmeldingen.all())
        vast = frozenset({R.AANMELDING}) if zoekt else frozenset()
        begin = timezone.localdate(rij.created_at)
        verzocht = min((een.weg_op for een in rij.privacyverzoeken.all() if een.weg_op), default=None)
        anker = min(begin, dag) if rij.pk in bezet else begin
        yield rij, Feiten(Soort.LEERLING, anker, vast=vast, verzocht=verzocht)


def _verbinden(
    losse: list[tuple[Any, Feiten]], banden: list[tuple[tuple[Any, int], tuple[Any, int]]], dag: date
) -> list[Dossier]:
    """Files out of rows and what ties them. A child goes with its only file, unless a school still seeks it a place.

    Two rows of one child stay or go together: the one that stayed alone would be a child again.
    """
    zelfde = een_kind()
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
                van_kind[zelfde.get(kind, kind)].add(top((type(rij), rij.pk)))
    kinderen = {rij.pk: rij for rij, _ in losse if isinstance(rij, Leerling)}
    houdt = {
        zelfde.get(rij.pk, rij.pk) for rij, een in losse if isinstance(rij, Leerling) and not mag_weg(een, dag).mag
    }
    houdt = {kind for kind, zaken in van_kind.items() if len(zaken) > 1 or kind in houdt}
    for kind in kinderen:
        if (wie := zelfde.get(kind, kind)) in van_kind and wie not in houdt:
            ouder[top((Leerling, kind))] = top(next(iter(van_kind[wie])))
    return _groepen(losse, top, kinderen, {kind for kind in kinderen if zelfde.get(kind, kind) in houdt})


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

"""Lists of what may go (T63): one a month of all that is due, and one the night after somebody was promised it.

Making a list changes nothing else. A list that nobody approved makes room for the next one; what is approved already
stands on no other list (docs/adr/0057).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from kern.logboek.models import Logregel
from kern.post.actions import melden
from loket.models import Privacyverzoek
from scholen.models import Leerling
from toezicht.boom import boom_van
from toezicht.dossiers import Dossier, alle
from toezicht.jaren import jaren_van
from toezicht.models import Opruiming, Opruimregel, Regelstand
from toezicht.rules.bewaren import (
    HOOGSTENS,
    KLOK_DAGEN,
    MAAND_DAGEN,
    Omvang,
    Oordeel,
    Reden,
    klok_klopt_niet,
    klok_sprong,
    te_veel,
)

SYSTEEM = Systeem("bewaartermijnen")
MAAND = timedelta(days=28)
Aanleiding = Opruiming.Aanleiding


def laatst_geschreven() -> date | None:
    """The last day on which anybody did anything, or on which a run was made: what a clock is held against."""
    log = Logregel.objects.aggregate(laatste=Max("op"))["laatste"]
    lijst = Opruiming.objects.aggregate(laatste=Max("gemaakt_op"))["laatste"]
    dagen = [timezone.localdate(een) for een in (log, lijst) if een]
    return max(dagen, default=None)


def klok(dag: date) -> str:
    """Why no run may be made, approved or carried out on this day; empty when the clock can be believed."""
    begin = datetime.combine(dag - timedelta(days=KLOK_DAGEN), time(), timezone.get_current_timezone())
    eerste = Logregel.objects.aggregate(eerste=Min("op"))["eerste"]
    oudste = Logregel.objects.filter(op__gte=begin).aggregate(oudste=Min("op"))["oudste"]
    dagen = [timezone.localdate(een) if een else None for een in (eerste, oudste)]
    return klok_klopt_niet(dag, laatst_geschreven()) or klok_sprong(dag, *dagen)


def eerder(op: datetime, *, behalve: int | None = None) -> Omvang:
    """What runs that were approved in the last 31 days take, without what came back."""
    regels = Opruimregel.objects.filter(
        stand__in=[Regelstand.VOORSTEL, Regelstand.ZACHT, Regelstand.WEG],
        opruiming__goedgekeurd_op__gt=op - timedelta(days=MAAND_DAGEN),
        opruiming__gestopt_op=None,
        opruiming__nagespeeld=False,
    )
    return omvang(regels.exclude(opruiming=behalve))


def omvang(regels: QuerySet[Opruimregel]) -> Omvang:
    """How many files these are, and about how many children."""
    kinderen = list(regels.values_list("leerlingen", flat=True))
    return Omvang(len(kinderen), len({een for wie in kinderen for een in wie}))


def alle_omvang(dossiers: int) -> Omvang:
    """All files of the portal, and all its children."""
    return Omvang(dossiers, Leerling.objects.count())


@transaction.atomic
def lijst_maken(*, op: datetime, alleen_oudste: bool = False, door: Gebruiker | None = None) -> Opruiming:
    """Write down what may go today and why, and what is due and must stay; nothing else changes.

    alleen_oudste: no more than one run may hold, the longest due first. door: who asked, nobody when the clock did.
    """
    dag = timezone.localdate(op)
    _ruimte(Aanleiding.TERMIJN, op)
    dossiers = alle(dag)
    return _opschrijven(_nieuw(dossiers, dag), dossiers, op=op, alleen_oudste=alleen_oudste, door=door)


def lijst_vanzelf(*, op: datetime) -> Opruiming | None:
    """A list each month; None when it is not time."""
    vanzelf = Opruiming.objects.filter(nagespeeld=False, aanleiding=Aanleiding.TERMIJN)
    return None if vanzelf.filter(gemaakt_op__gt=op - MAAND).exists() else lijst_maken(op=op)


@transaction.atomic
def verzoeken_vanzelf(*, op: datetime) -> Opruiming | None:
    """A list of its own of what the loket promised to throw away, as soon as it may; None when there is nothing new.

    It waits for no month (AVG 12 lid 3, 17). The privacy officer approves it as any other and is told.
    """
    dag = timezone.localdate(op)
    if not Privacyverzoek.objects.filter(weg_op__lte=dag).exists():
        return None
    dossiers = alle(dag)
    beloofd = [(een, wat) for een, wat in _nieuw(dossiers, dag, wachtend=True) if een.beloofd(dag)]
    if not any(_niet_gezegd(een, wat, op) for een, wat in beloofd):
        return None
    _ruimte(Aanleiding.VERZOEK, op)
    lijst = _opschrijven(
        [een for een in _nieuw(dossiers, dag) if een[0].beloofd(dag)], dossiers, op=op, aanleiding=Aanleiding.VERZOEK
    )
    for fg in met_rol(Rol.FG, dag):
        melden(wie=fg, sleutel=f"verzoeklijst-{lijst.public_id}-{fg.public_id}", op=op)
    return lijst


def _niet_gezegd(dossier: Dossier, oordeel: Oordeel, op: datetime) -> bool:
    """Whether no list of requests of the last month said this of it: taken off one, it is asked again after a month."""
    regels = Opruimregel.objects.filter(opruiming__aanleiding=Aanleiding.VERZOEK, opruiming__gemaakt_op__gt=op - MAAND)
    namen = {tuple(naam) for naam in dossier.namen}
    zelfde = [een for een in regels if namen & {tuple(naam) for naam in een.wortels}]
    return not any(een.stand != Regelstand.BLIJFT or not oordeel.mag for een in zelfde)


def _nieuw(dossiers: Iterable[Dossier], dag: date, *, wachtend: bool = False) -> list[tuple[Dossier, Oordeel]]:
    """What is due, promised or not known, and stands on no other list. wachtend: what waits for approval is new too."""
    standen = Q(stand=Regelstand.ZACHT)
    if not wachtend:
        standen |= Q(stand=Regelstand.VOORSTEL, opruiming__klaar_op=None)
    wortels = Opruimregel.objects.filter(standen).values_list("wortels", flat=True)
    bezig = {tuple(naam) for namen in wortels for naam in namen}
    oordelen = [(een, een.oordeel(dag)) for een in dossiers if not bezig & {tuple(naam) for naam in een.namen}]
    return [(een, wat) for een, wat in oordelen if wat.mag or een.beloofd(dag) or _na_te_kijken(wat, dag)]


def _na_te_kijken(oordeel: Oordeel, dag: date) -> bool:
    """Whether the privacy officer reads that this stays: it is due, or nobody knows when it will be."""
    return oordeel.reden == Reden.ONBEKEND or (oordeel.vanaf is not None and oordeel.vanaf <= dag)


def _ruimte(aanleiding: Opruiming.Aanleiding, op: datetime) -> None:
    open_ = Opruiming.objects.select_for_update().filter(klaar_op=None, goedgekeurd_op=None, aanleiding=aanleiding)
    for rij in open_:
        rij.klaar_op = op
        rij.save(update_fields=["klaar_op"])


def _opschrijven(
    due: list[tuple[Dossier, Oordeel]],
    dossiers: list[Dossier],
    *,
    op: datetime,
    alleen_oudste: bool = False,
    aanleiding: Opruiming.Aanleiding = Aanleiding.TERMIJN,
    door: Gebruiker | None = None,
) -> Opruiming:
    dag, totaal, al = timezone.localdate(op), alle_omvang(len(dossiers)), eerder(op)
    weg = sorted((een for een, wat in due if wat.mag), key=lambda een: een.oordeel(dag).vanaf or dag)
    gaat = _wat_past(weg, totaal, al) if alleen_oudste else weg
    over = {id(een) for een in weg} - {id(een) for een in gaat}
    lijst = Opruiming.objects.create(
        gemaakt_op=op,
        peildag=dag,
        alle=totaal.dossiers,
        aanleiding=aanleiding,
        gevraagd_door=door,
        weigering=klok(dag) or te_veel(_samen(gaat), totaal, al),
    )
    for dossier, oordeel in due:
        if id(dossier) not in over:
            _regel(lijst, dossier, oordeel, op)
    vastleggen("lijst_maken", lijst, door=door or SYSTEEM, op=op, weg=len(weg), alle=totaal.dossiers)
    return lijst


def _wat_past(weg: list[Dossier], totaal: Omvang, al: Omvang) -> list[Dossier]:
    """The longest due, as many as one run may hold."""
    past: list[Dossier] = []
    for een in weg:
        if len(past) < HOOGSTENS and not te_veel(_samen([*past, een]), totaal, al):
            past.append(een)
    return past


def _samen(dossiers: list[Dossier]) -> Omvang:
    return Omvang(len(dossiers), len({kind.pk for een in dossiers for kind in een.leerlingen}))


def _regel(lijst: Opruiming, dossier: Dossier, oordeel: Oordeel, op: datetime) -> None:
    hangt = sorted(set(boom_van(dossier.rijen).hangt)) if oordeel.mag else []
    Opruimregel.objects.create(
        opruiming=lijst,
        kenmerk=dossier.kenmerk,
        soort=dossier.soort,
        school=dossier.school,
        wortels=dossier.namen,
        leerlingen=[kind.public_id for kind in dossier.leerlingen],
        jaren=jaren_van(dossier, lijst.peildag),
        reden=Reden.KETEN if hangt else oordeel.reden,
        vanaf=oordeel.vanaf,
        stand=Regelstand.VOORSTEL if oordeel.mag and not hangt else Regelstand.BLIJFT,
        toelichting=f"Hangt nog vast aan {', '.join(hangt)}." if hangt else "",
        bijgewerkt_op=op,
    )

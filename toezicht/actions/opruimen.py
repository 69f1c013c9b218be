"""A run of deletion until nobody sees it any more: the list, its approval, stopping and taking back (T63).

The worker makes the list; it changes nothing. Who approves is the privacy officer; every file is judged again then.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.logboek.models import Logregel
from toezicht.boom import boom_van
from toezicht.dossiers import Dossier, alle
from toezicht.models import Opruiming, Opruimregel, Regelstand, Verborgen
from toezicht.rules.bewaren import (
    HOOGSTENS,
    KLOK_DAGEN,
    Oordeel,
    Reden,
    klok_klopt_niet,
    klok_sprong,
    te_veel,
    zacht_tot,
)

RECHT = Permissie.BEWAREN_GOEDKEUREN
SYSTEEM = Systeem("bewaartermijnen")
ANDERS = "Dit dossier is intussen veranderd."
MAAND = timedelta(days=28)


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


@transaction.atomic
def lijst_maken(*, op: datetime, alleen_oudste: bool = False) -> Opruiming:
    """Write down what may go today and why, and what is due and must stay; nothing else changes.

    A list that nobody approved makes room. alleen_oudste: no more than one run may hold, the longest due first. Raises
    NietMogelijk while an approved one can still be taken back.
    """
    dag = timezone.localdate(op)
    open_ = Opruiming.objects.select_for_update().filter(klaar_op=None).first()
    if open_ is not None and open_.goedgekeurd_op:
        raise NietMogelijk("Er is een lijst goedgekeurd. Wacht tot die klaar is, of stop hem.")
    fout = klok(dag)
    if open_ is not None:
        open_.klaar_op = op
        open_.save(update_fields=["klaar_op"])
    dossiers = alle(dag)
    oordelen = [(een, een.oordeel(dag)) for een in dossiers]
    due = [(een, wat) for een, wat in oordelen if wat.mag or een.beloofd(dag) or _na_te_kijken(wat, dag)]
    weg = sorted((een for een, wat in due if wat.mag), key=lambda een: een.oordeel(dag).vanaf or dag)
    grens = min(HOOGSTENS, max(5, len(dossiers) * 2 // 100))
    over = {id(een) for een in weg[grens:]} if alleen_oudste else set()
    lijst = Opruiming.objects.create(
        gemaakt_op=op,
        peildag=dag,
        alle=len(dossiers),
        weigering=fout or te_veel(len(weg) - len(over), len(dossiers)),
    )
    for dossier, oordeel in due:
        if id(dossier) not in over:
            _regel(lijst, dossier, oordeel.reden, oordeel.vanaf, oordeel.mag, op)
    vastleggen("lijst_maken", lijst, door=SYSTEEM, op=op, weg=len(weg), alle=len(dossiers))
    return lijst


def lijst_vanzelf(*, op: datetime) -> Opruiming | None:
    """A list each month, the day after an approved one was finished when that took longer; None when it is not time."""
    if Opruiming.objects.filter(nagespeeld=False, gemaakt_op__gt=op - MAAND).exists():
        return None
    if Opruiming.objects.filter(klaar_op=None, goedgekeurd_op__isnull=False).exists():
        return None
    return lijst_maken(op=op)


def _na_te_kijken(oordeel: Oordeel, dag: date) -> bool:
    """Whether the privacy officer reads that this stays: it is due, or nobody knows when it will be."""
    return oordeel.reden == Reden.ONBEKEND or (oordeel.vanaf is not None and oordeel.vanaf <= dag)


def _regel(lijst: Opruiming, dossier: Dossier, reden: str, vanaf: date | None, mag: bool, op: datetime) -> None:
    hangt = sorted(set(boom_van(dossier.rijen).hangt)) if mag else []
    Opruimregel.objects.create(
        opruiming=lijst,
        kenmerk=dossier.kenmerk,
        soort=dossier.soort,
        school=dossier.school,
        wortels=dossier.namen,
        leerlingen=[kind.public_id for kind in dossier.leerlingen],
        reden=Reden.KETEN if hangt else reden,
        vanaf=vanaf,
        stand=Regelstand.VOORSTEL if mag and not hangt else Regelstand.BLIJFT,
        toelichting=f"Hangt nog vast aan {', '.join(hangt)}." if hangt else "",
        bijgewerkt_op=op,
    )


@transaction.atomic
def opruiming_goedkeuren(opruiming: Opruiming, *, door: Gebruiker, op: datetime) -> Opruiming:
    """From now on nobody sees these files; thirty days later they are deleted. Judged again; what changed stays."""
    rij = _open(opruiming, door)
    dag = timezone.localdate(op)
    if rij.goedgekeurd_op:
        raise NietMogelijk("Deze lijst is al goedgekeurd.")
    if fout := rij.weigering or klok(dag):
        raise NietMogelijk(fout)
    regels = [*rij.regels.filter(stand=Regelstand.VOORSTEL)]
    if fout := te_veel(len(regels), rij.alle):
        raise NietMogelijk(fout)
    nu = {tuple(naam): een for een in alle(dag) for naam in een.namen}
    for regel in regels:
        dossier = next((nu[tuple(naam)] for naam in regel.wortels if tuple(naam) in nu), None)
        oordeel = dossier.oordeel(dag) if dossier else Oordeel(Reden.KETEN, None)
        if dossier is not None and oordeel.mag and dossier.namen == regel.wortels:
            _verbergen(regel, dossier)
        else:
            regel.stand, regel.toelichting = Regelstand.BLIJFT, ANDERS
            regel.reden = Reden.KETEN if oordeel.mag else oordeel.reden
        regel.bijgewerkt_op = op
        regel.save()
    rij.goedgekeurd_op, rij.goedgekeurd_door, rij.zacht_tot = op, door, zacht_tot(dag)
    rij.save()
    vastleggen("opruiming_goedkeuren", rij, door=door, op=op, dossiers=len(regels))
    return rij


def _verbergen(regel: Opruimregel, dossier: Dossier) -> None:
    """Of every row that hangs on it. What others share (a letter, a content) has no viewers of its own.

    A row of two children (these two are not one) may hang on two files of one list: the first one hides it.
    """
    boom = boom_van(dossier.rijen)
    rijen = [
        Verborgen(regel=regel, model=model._meta.label_lower, rij=pk)
        for model, pks in boom.alles()
        for pk in sorted(pks)
        if isinstance(pk, int) and model._meta.label != "gebruikers.Gebruiker"
    ]
    Verborgen.objects.bulk_create(rijen, ignore_conflicts=True)
    regel.stand = Regelstand.ZACHT


@transaction.atomic
def regel_laten_staan(regel: Opruimregel, *, door: Gebruiker, op: datetime, reden: str) -> Opruimregel:
    """Take one file off the list, or back after the approval: everybody sees it as before."""
    rechten_nodig(door, RECHT)
    zichtbaar = Opruimregel.objects.visible_to(door, RECHT).select_for_update(of=("self",))
    rij = get_object_or_404(zichtbaar, pk=regel.pk)
    if rij.stand not in (Regelstand.VOORSTEL, Regelstand.ZACHT):
        raise NietMogelijk(f"Dit kan niet meer: dit dossier is nu ‘{rij.get_stand_display()}’.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom dit moet blijven.")
    _terug(rij, reden.strip(), op)
    vastleggen("regel_laten_staan", rij, door=door, op=op)
    return rij


def open_regels(rij: Opruiming) -> QuerySet[Opruimregel]:
    """The files of this run that can still be taken back, locked: what is being deleted now is waited for, and gone."""
    return rij.regels.select_for_update().filter(stand__in=[Regelstand.VOORSTEL, Regelstand.ZACHT])


def _terug(rij: Opruimregel, reden: str, op: datetime) -> None:
    Verborgen.objects.filter(regel=rij).delete()
    rij.stand, rij.toelichting, rij.bijgewerkt_op = Regelstand.TERUG, reden, op
    rij.save()


@transaction.atomic
def opruiming_stoppen(opruiming: Opruiming, *, door: Gebruiker, op: datetime, reden: str) -> Opruiming:
    """Stop the whole run: what was approved and is not yet deleted comes back."""
    rij = _open(opruiming, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom je stopt.")
    for regel in open_regels(rij):
        _terug(regel, reden.strip(), op)
    rij.gestopt_op, rij.gestopt_door, rij.stopreden, rij.klaar_op = op, door, reden.strip(), op
    rij.save()
    vastleggen("opruiming_stoppen", rij, door=door, op=op)
    return rij


def _open(opruiming: Opruiming, door: Gebruiker) -> Opruiming:
    rechten_nodig(door, RECHT)
    zichtbaar = Opruiming.objects.visible_to(door, RECHT).select_for_update(of=("self",))
    rij = get_object_or_404(zichtbaar, pk=opruiming.pk)
    if rij.klaar_op is not None:
        raise NietMogelijk("Deze lijst is al afgesloten.")
    return rij

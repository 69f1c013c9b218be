"""Looking each day at who looked: what stands out and a draw go in a list, and the privacy officer judges each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Instelling
from toezicht.boek import sleutels
from toezicht.feiten import dagfeiten
from toezicht.models import Beoordeling
from toezicht.nazien import Fout
from toezicht.rules.toezien import GEWOON_PER_DAG, Signaal, Soort, signalen, steekproef


@transaction.atomic
def toezien(dag: date, *, op: datetime) -> int:
    """Put what stood out on this day in the list, and the draw of it; how many are new. Twice gives no more."""
    if dag >= timezone.localdate(op):
        raise ValueError("a day is looked at when it is over")
    feiten = dagfeiten(dag)
    gevonden = signalen(feiten, meer_dan=_meer_dan(dag))
    if not Beoordeling.objects.filter(dag=dag, soort=Soort.STEEKPROEF).exists():
        gevonden += steekproef(feiten, sleutel=sleutels()[-1])
    nieuw = _in_de_lijst(dag, gevonden, op=op)
    if nieuw:
        _aan_fg(f"toezicht-{dag.isoformat()}", op=op)
    return nieuw


@transaction.atomic
def zegelfout_melden(fouten: Iterable[Fout], *, op: datetime) -> None:
    """The logbook does not hold: at once to the privacy officer, once a day."""
    alle, dag = list(fouten), timezone.localdate(op)
    if alle and _in_de_lijst(dag, [Signaal(Soort.ZEGEL, "", aantal=len(alle))], op=op):
        _aan_fg(f"zegel-{dag.isoformat()}", op=op, dringend=True)


@transaction.atomic
def boekfout_melden(*, op: datetime) -> None:
    """The ledger of what was deleted does not hold, so nothing is deleted: once, until somebody judged it."""
    if Beoordeling.objects.filter(soort=Soort.BOEK, beoordeeld_op=None).exists():
        return
    dag = timezone.localdate(op)
    if _in_de_lijst(dag, [Signaal(Soort.BOEK, "")], op=op):
        _aan_fg(f"verwijderboek-{dag.isoformat()}", op=op, dringend=True)


@transaction.atomic
def beoordelen(
    beoordeling: Beoordeling, *, door: Gebruiker, op: datetime, uitkomst: str, toelichting: str
) -> Beoordeling:
    """Say what came of it and why. That stays as it is."""
    rechten_nodig(door, Permissie.LOGBOEK_LEZEN)
    zichtbaar = Beoordeling.objects.visible_to(door, Permissie.LOGBOEK_LEZEN).select_for_update()
    rij: Beoordeling = get_object_or_404(zichtbaar, pk=beoordeling.pk)
    if rij.beoordeeld_op is not None:
        raise NietMogelijk("Dit is al beoordeeld.")
    if rij.wie == door.public_id:
        raise NietMogelijk("Dit gaat over jou zelf. Laat een ander het beoordelen.")
    if uitkomst not in Beoordeling.Uitkomst.values or not toelichting.strip():
        raise NietMogelijk("Kies een uitkomst en schrijf op waarom.")
    rij.uitkomst, rij.toelichting = uitkomst, toelichting.strip()
    rij.beoordeeld_op, rij.beoordeeld_door = op, door
    rij.save()
    vastleggen("beoordelen", rij, door=door, op=op, uitkomst=uitkomst)
    return rij


def _in_de_lijst(dag: date, gevonden: Iterable[Signaal], *, op: datetime) -> int:
    voor = Beoordeling.objects.filter(dag=dag).count()
    rijen = [
        Beoordeling(dag=dag, soort=een.soort, wie=een.wie, leerling=een.leerling, aantal=een.aantal, gemaakt_op=op)
        for een in gevonden
    ]
    Beoordeling.objects.bulk_create(rijen, ignore_conflicts=True)
    return Beoordeling.objects.filter(dag=dag).count() - voor


def _meer_dan(dag: date) -> int:
    """By the settings of that day; of two SWVs the strictest."""
    versies = Instelling.objects.filter(geldig_van__lte=dag).order_by("geldig_van")
    geldend = dict(versies.values_list("swv", "dossiers_per_dag"))
    return min(geldend.values(), default=GEWOON_PER_DAG)


def _aan_fg(sleutel: str, *, op: datetime, dringend: bool = False) -> None:
    for fg in met_rol(Rol.FG, timezone.localdate(op)):
        melden(wie=fg, sleutel=f"{sleutel}-{fg.public_id}", op=op, dringend=dringend)

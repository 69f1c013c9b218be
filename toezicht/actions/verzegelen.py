"""Sealing the logbook each night, and saying after a restore where the chain goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kern.logboek.models import Logregel
from toezicht import zegel
from toezicht.boek import BoekFout, sleutels
from toezicht.models import Dagzegel, Woordafdruk

WACHT = "5s"
"""Longer than this nobody who writes in the logbook waits for the seal: then the next hour tries again."""


def verzegelen(*, op: datetime) -> Dagzegel | None:
    """Seal every line that is there and was not sealed; None when this day has its seal. Safe to run twice or killed.

    A seal of a day that is still to come (a clock that was ahead) does not keep the next ones from being made.
    Raises BoekFout when the book outside does not hold or knows seals that the database does not (a restore).
    """
    boek_bijwerken(op=op)
    dag = timezone.localdate(op)
    if Dagzegel.objects.filter(dag=dag).exists():
        return None
    tot = _laatste_regel()
    try:
        with transaction.atomic():
            een = _zegel(dag, tot, op)
    except IntegrityError:
        if Dagzegel.objects.filter(dag=dag).exists():
            return None  # another worker was first
        raise
    boek_bijwerken(op=op)
    return een


def _zegel(dag: date, tot: int, op: datetime) -> Dagzegel:
    """The next one of the chain. That two are made at once the database refuses: a number and a day exist once."""
    vorige = Dagzegel.objects.order_by("nummer").last()
    een = Dagzegel(
        nummer=vorige.nummer + 1 if vorige else 1,
        dag=dag,
        vanaf=vorige.tot if vorige else 0,
        tot=max(tot, vorige.tot if vorige else 0),
        vorige=vorige.zegel if vorige else "",
        gemaakt_op=op,
    )
    een.aantal, een.som = zegel.som_van(_met_afdruk(een.vanaf, een.tot))
    een.zegel = zegel.zegel_van(een, sleutels()[0])
    een.save(force_insert=True)
    return een


def boek_bijwerken(*, op: datetime) -> None:
    """Write in the book what a killed worker left out. Raises BoekFout when the book knows more than the database."""
    bekend = zegel.in_boek()
    hoogste = max(bekend, default=0)
    laatste = Dagzegel.objects.order_by("nummer").last()
    if hoogste > (laatste.nummer if laatste else 0):
        raise BoekFout(f"Het zegelboek kent zegel {hoogste} en de database niet. Is er een back-up teruggezet?")
    for een in Dagzegel.objects.filter(nummer__gt=hoogste).order_by("nummer"):
        zegel.BOEK.schrijven({"wat": zegel.ZEGEL, "dagzegel": een.nummer, "van": een.zegel, "op": op.isoformat()})


def na_terugzetten(*, op: datetime) -> int:
    """Say in the book that a back-up was put back: the chain goes on after the last seal of the database."""
    laatste = Dagzegel.objects.order_by("nummer").last()
    nummer = laatste.nummer if laatste else 0
    zegel.BOEK.schrijven({"wat": zegel.TERUGGEZET, "dagzegel": nummer, "op": op.isoformat()})
    return nummer


def _laatste_regel() -> int:
    """The highest number, when nobody is in the middle of writing: no line with a lower one can still come.

    The lock is for this one look. A number is given while writing, after who writes got past this lock.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WACHT}'")
        cursor.execute(f"LOCK TABLE {Logregel._meta.db_table} IN SHARE MODE")
        return Logregel.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _met_afdruk(vanaf: int, tot: int) -> Iterator[tuple[zegel.Rij, str]]:
    """Each line with the hash of its words, which is kept."""
    klaar: list[Woordafdruk] = []
    sleutel = sleutels()[0]
    for rij in zegel.rijen(vanaf, tot):
        woorden = zegel.afdruk(rij, sleutel) if zegel.heeft_woorden(rij) else ""
        if woorden:
            klaar.append(Woordafdruk(regel=rij[0], afdruk=woorden))
        if len(klaar) >= zegel.TEGELIJK:
            Woordafdruk.objects.bulk_create(klaar)
            klaar = []
        yield rij, woorden
    Woordafdruk.objects.bulk_create(klaar)

"""After a restore: delete again what the ledger says was deleted (T62). What it does not name, stays."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from kern.logboek.actions import vastleggen
from loket.models import Privacyverzoek
from scholen.models import Leerling
from toezicht import verwijderboek
from toezicht.boom import Boom, boom_van
from toezicht.models import Opruiming, Opruimregel, Regelstand, Vasthouding, Verborgen
from toezicht.rules.bewaren import Reden
from toezicht.verwijderboek import BoekFout

from .lijst import SYSTEEM
from .opruimen import open_regels
from .vertrek import alles_wissen
from .verwijderen import boek_is_heel, boom_verwijderen

ZIN = "Nagespeeld uit het verwijderboek na het terugzetten van een back-up."
OPNIEUW = "De database is teruggezet. Kijk opnieuw of dit weg mag."


def opruimen_naspelen(*, op: datetime, zonder_boek: bool = False) -> tuple[int, int]:
    """Delete again what came back; how many files, and how many did not succeed. Safe to run twice.

    What held a file in the back-up was lifted before it was deleted, or it would not be in the ledger; what began to
    hold it since, keeps it. zonder_boek: there is no ledger, for nothing was ever deleted. Raises BoekFout when there
    is none all the same or it misses something: nothing was replayed then.
    """
    if not zonder_boek and not verwijderboek.pad().exists():
        raise BoekFout(f"Er is geen verwijderboek in {verwijderboek.pad().parent}.")
    boek_is_heel()
    alles_wissen(op=op)
    _zacht_terug(op)
    gelukt = mislukt = 0
    momenten = verwijderboek.wanneer()
    for public_id, wortels in verwijderboek.verwijderd().items():
        if rijen := _terug(wortels):
            if _opnieuw(public_id, wortels, rijen, op=op, toen=momenten[public_id]):
                gelukt += 1
            else:
                mislukt += 1
    return gelukt, mislukt


@transaction.atomic
def _zacht_terug(op: datetime) -> None:
    """What was approved and not yet deleted comes back, for the privacy officer to look at again.

    Whoever took a file back or began to hold one after the back-up was made, did so in a database that is gone.
    """
    for lijst in Opruiming.objects.select_for_update().filter(klaar_op=None, goedgekeurd_op__isnull=False):
        for regel in open_regels(lijst):
            Verborgen.objects.filter(regel=regel).delete()
            regel.stand, regel.toelichting, regel.bijgewerkt_op = Regelstand.TERUG, OPNIEUW, op
            regel.save()
        lijst.klaar_op = op
        lijst.save(update_fields=["klaar_op"])
        vastleggen("opruiming_teruggezet", lijst, door=SYSTEEM, op=op)


def _terug(wortels: list[list[str]]) -> list[object]:
    """Which of the rows of this file are there again."""
    gevonden = (apps.get_model(label)._base_manager.filter(public_id=public_id).first() for label, public_id in wortels)
    return [rij for rij in gevonden if rij is not None]


def _opnieuw(public_id: str, wortels: list[list[str]], rijen: list[object], *, op: datetime, toen: datetime) -> bool:
    boom = boom_van(rijen)  # type: ignore[arg-type]
    kinderen = boom.weg.get(Leerling, set())
    if boom.hangt or Privacyverzoek.objects.filter(leerling__in=kinderen, gevraagd_op__gt=toen).exists():
        return False
    with transaction.atomic():
        regel = _regel(public_id, wortels, op)
        _loslaten(boom, op, toen)
        Verborgen.objects.filter(model__in=[model._meta.label_lower for model, _ in boom.alles()]).filter(
            rij__in=[pk for _, pks in boom.alles() for pk in pks if isinstance(pk, int)]
        ).exclude(regel=regel).delete()
        Verborgen.objects.bulk_create(
            [
                Verborgen(regel=regel, model=model._meta.label_lower, rij=pk)
                for model, pks in boom.alles()
                for pk in pks
                if isinstance(pk, int)
            ],
            ignore_conflicts=True,
        )
    return boom_verwijderen(regel, boom, op=op)


def _regel(public_id: str, wortels: list[list[str]], op: datetime) -> Opruimregel:
    """A run of its own, closed at once, so that the one that was running goes on."""
    dag = timezone.localdate(op)
    lijst = Opruiming.objects.create(
        gemaakt_op=op, peildag=dag, alle=0, goedgekeurd_op=op, zacht_tot=dag, klaar_op=op, nagespeeld=True
    )
    return Opruimregel.objects.create(
        opruiming=lijst,
        kenmerk=public_id,
        soort="nagespeeld",
        wortels=wortels,
        reden=Reden.TERMIJN_VOORBIJ,
        stand=Regelstand.ZACHT,
        toelichting=ZIN,
        bijgewerkt_op=op,
    )


def _loslaten(boom: Boom, op: datetime, toen: datetime) -> None:
    kinderen = boom.weg.get(Leerling, set())
    open_ = Vasthouding.objects.filter(leerling__in=kinderen, opgeheven_op=None, gezet_op__lte=toen)
    open_.update(opgeheven_op=op, waarom_op=ZIN)

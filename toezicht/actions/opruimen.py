"""A run of deletion until nobody sees it any more: its approval, what the worker then hides, stopping and taking back.

Who approves is the privacy officer, never who asked for the list. The worker judges every file again then (T63): the
row says that it was approved, and how far the worker is.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.houdt import niet_bevroren
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Leerling
from toezicht.boom import boom_van
from toezicht.dossiers import Dossier, Stand
from toezicht.models import Opruiming, Opruimregel, Regelstand, Verborgen
from toezicht.rules.bewaren import Oordeel, Reden, te_veel, zacht_tot

from .lijst import SYSTEEM, alle_omvang, eerder, klok, omvang

logger = logging.getLogger(__name__)
RECHT = Permissie.BEWAREN_GOEDKEUREN
TAAK = "toezicht.tasks.bewaarlijst_uitvoeren"
WEEK = 7
EERST_RAPPORTEN = "Zonder deze rapporten veranderen de cijfers van die jaren. Laat ze eerst maken bij Rapporten:"
ANDERS = "Dit dossier is intussen veranderd."


@transaction.atomic
def opruiming_goedkeuren(opruiming: Opruiming, *, door: Gebruiker, op: datetime) -> Opruiming:
    """Say yes: the worker judges each file again and hides what may go, and thirty days later it is deleted."""
    rij = _open(opruiming, door)
    if rij.goedgekeurd_op:
        raise NietMogelijk("Deze lijst is al goedgekeurd.")
    if rij.gevraagd_door_id == door.pk:
        raise NietMogelijk("Je vroeg zelf om deze lijst. Laat een ander hem goedkeuren.")
    if fout := rij.weigering or klok(timezone.localdate(op)):
        raise NietMogelijk(fout)
    # Two lists that are approved at once are counted one after the other.
    list(Opruiming.objects.select_for_update().filter(klaar_op=None).order_by("pk").values_list("pk", flat=True))
    regels = rij.regels.filter(stand=Regelstand.VOORSTEL)
    if fout := te_veel(omvang(regels), alle_omvang(rij.alle), eerder(op, behalve=rij.pk)):
        raise NietMogelijk(fout)
    jaren = frozenset(jaar for een in regels.values_list("jaren", flat=True) for jaar in een)
    if mist := niet_bevroren(jaren, timezone.localdate(op)):
        raise NietMogelijk(f"{EERST_RAPPORTEN} {'; '.join(mist)}.")
    rij.goedgekeurd_op, rij.goedgekeurd_door = op, door
    rij.save()
    vastleggen("opruiming_goedkeuren", rij, door=door, op=op, dossiers=regels.count())
    taak = partial(current_app.send_task, TAAK, kwargs={"opruiming_id": rij.pk}, retry=False)
    transaction.on_commit(taak, robust=True)
    return rij


def te_doen() -> QuerySet[Opruiming]:
    """Lists that were approved and of which the worker has not yet looked at every file."""
    return Opruiming.objects.filter(klaar_op=None, goedgekeurd_op__isnull=False, zacht_tot=None)


def goedkeuring_uitvoeren(opruiming_id: int, *, op: datetime) -> None:
    """Judge each file of an approved list again and hide what may go. Safe to be killed, and to run twice at once.

    The thirty days begin when all were looked at, so that a worker that was down takes none of them.
    """
    dag = timezone.localdate(op)
    if not te_doen().filter(pk=opruiming_id).exists():
        return
    if fout := klok(dag):
        logger.error("nothing is hidden: %s", fout)
        return
    nu = Stand(dag)
    regels = Opruimregel.objects.filter(opruiming=opruiming_id, stand=Regelstand.VOORSTEL)
    for pk in regels.order_by("pk").values_list("pk", flat=True):
        _een_verbergen(opruiming_id, pk, nu, op)
    with transaction.atomic():
        rij = te_doen().select_for_update().filter(pk=opruiming_id).first()
        if rij is None or rij.regels.filter(stand=Regelstand.VOORSTEL).exists():
            return
        rij.zacht_tot = zacht_tot(dag)
        rij.save(update_fields=["zacht_tot"])
        weg = rij.regels.filter(stand=Regelstand.ZACHT).count()
        vastleggen("opruiming_verborgen", rij, door=SYSTEEM, op=op, dossiers=weg)
        _zeggen(rij, "verborgen", op)


def laatste_week_zeggen(*, op: datetime) -> None:
    """Once more, a week before it cannot be taken back: who works at the loket may know why a file must stay."""
    dag = timezone.localdate(op)
    for rij in Opruiming.objects.filter(klaar_op=None, zacht_tot__range=(dag, dag + timedelta(days=WEEK))):
        _zeggen(rij, "laatste-week", op)


def _zeggen(rij: Opruiming, wat: str, op: datetime) -> None:
    """To all who may ask for a hold, once: they see the files no more, but for a page of what goes."""
    if rij.regels.filter(stand=Regelstand.ZACHT).exists():
        for wie in met_rol(Rol.LOKETMEDEWERKER, timezone.localdate(op)):
            melden(wie=wie, sleutel=f"{wat}-{rij.public_id}-{wie.public_id}", op=op)


@transaction.atomic
def _een_verbergen(opruiming_id: int, regel_id: int, nu: Stand, op: datetime) -> None:
    if te_doen().select_for_update().filter(pk=opruiming_id).first() is None:  # stopped
        return
    regel = Opruimregel.objects.select_for_update().filter(pk=regel_id, stand=Regelstand.VOORSTEL).first()
    if regel is None:  # taken off, or another worker was here
        return
    dossier = nu.bij(regel.wortels)
    oordeel = dossier.oordeel(nu.dag) if dossier else Oordeel(Reden.KETEN, None)
    if dossier is not None and oordeel.mag and dossier.namen == regel.wortels and not _verborgen(dossier):
        _verbergen(regel, dossier)
    else:
        regel.stand, regel.toelichting = Regelstand.BLIJFT, ANDERS
        regel.reden = Reden.KETEN if oordeel.mag else oordeel.reden
    regel.bijgewerkt_op = op
    regel.save()


def _verborgen(dossier: Dossier) -> bool:
    """Whether another list has it already."""
    return any(Verborgen.objects.filter(model=rij._meta.label_lower, rij=rij.pk).exists() for rij in dossier.rijen)


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


def terughalen(leerling: Leerling, reden: str, op: datetime) -> None:
    """Whatever of this child was approved and is not deleted yet is seen again, in the running transaction."""
    regels = Opruimregel.objects.select_for_update().filter(stand=Regelstand.ZACHT)
    for regel in regels.filter(leerlingen__contains=[leerling.public_id]):
        _terug(regel, reden, op)


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

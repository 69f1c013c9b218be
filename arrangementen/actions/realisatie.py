"""Reading what the bookkeeping paid, and keeping it beside our lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from arrangementen.models import Boeking, Realisatie, Realisatieregel
from arrangementen.rules.boekingen import OP_DATUM, TERUGVORDERING, met_teken
from arrangementen.rules.realisatie import Bekend, Betaling, GeenLijst, al_bekend, betalingen, koppelen
from arrangementen.rules.verantwoorden import GAAT_MEE
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.importeren.duolijst import LijstFout, rijen_in
from scholen.models import Samenwerkingsverband

from .boekhouding import op_slot
from .rekeningen import op_betaalslot

P = Permissie
AL_INGELEZEN = "Dit bestand is al ingelezen. Kies een ander bestand."


@transaction.atomic
def realisatie_lezen(
    swv: Samenwerkingsverband, data: bytes, *, door: Gebruiker, op: datetime, bestand: str, van: date, tot: date
) -> Realisatie:
    """Read a file to look at; nothing counts before it is taken over. Raises NietMogelijk with what to do."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    sha256 = hashlib.sha256(data).hexdigest()
    if Realisatie.objects.filter(swv=swv, sha256=sha256, overgenomen_op__isnull=False).exists():
        raise NietMogelijk(AL_INGELEZEN)
    try:
        regels, over = betalingen(rijen_in(data))
    except (LijstFout, GeenLijst) as fout:
        raise NietMogelijk(str(fout)) from None
    Realisatie.objects.filter(swv=swv, overgenomen_op=None, gelezen_door=door).delete()
    rij = Realisatie(swv=swv, bestand=bestand[-200:], sha256=sha256, van=van, tot=tot, overgeslagen=over)
    rij.gelezen_op, rij.gelezen_door = op, door
    bewaren(rij)
    Realisatieregel.objects.bulk_create(
        [Realisatieregel(realisatie=rij, **vars(een)) for een in regels], batch_size=2000
    )
    _vergelijken(rij)
    gekoppeld = Realisatieregel.objects.filter(realisatie=rij, boeking__isnull=False).count()
    vastleggen("realisatie_lezen", rij, door=door, op=op, regels=len(regels), gekoppeld=gekoppeld)
    return rij


@transaction.atomic
def realisatie_overnemen(realisatie: Realisatie, *, door: Gebruiker, op: datetime) -> Realisatie:
    """Keep it: from now on these lines are known to be paid by the bookkeeping, and the file cannot come again.

    It is laid beside ours once more while nothing can be booked. What changed since it was read is to be looked at
    first: then it is not taken over, and overgenomen_op stays None.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rijen = Realisatie.objects.visible_to(door, P.BUDGET_BEHEREN).select_for_update(of=("self",))
    rij: Realisatie = get_object_or_404(rijen.select_related("swv"), pk=realisatie.pk)
    op_betaalslot(rij.swv)
    op_slot(rij.swv)
    if rij.overgenomen_op is not None:
        raise NietMogelijk(AL_INGELEZEN)
    if _vergelijken(rij):
        vastleggen("realisatie_vergelijken", rij, door=door, op=op)
        return rij
    rij.overgenomen_op = op
    bewaren(rij, intussen=AL_INGELEZEN)
    vastleggen("realisatie_overnemen", rij, door=door, op=op)
    return rij


def _vergelijken(rij: Realisatie) -> bool:
    """Lay its lines beside earlier files and beside ours; whether that gave something else than before."""
    regels = {een.rij: een for een in Realisatieregel.objects.filter(realisatie=rij).order_by("rij")}
    hun = [_betaling(een) for een in regels.values()]
    eerder = al_bekend(hun, _uit_andere_bestanden(rij))
    onze = ((een.pk, een.kenmerk, bedrag) for een, bedrag in onze_betalingen(rij))
    paren = koppelen((een for een in hun if een.rij not in eerder), onze)
    anders = []
    for nummer, regel in regels.items():
        nieuw = (paren.get(nummer), eerder.get(nummer))
        if nieuw != (regel.boeking_id, regel.eerder_id):
            regel.boeking_id, regel.eerder_id = nieuw
            anders.append(regel)
    wie = [een.pk for een in anders]
    Realisatieregel.objects.filter(pk__in=wie).update(boeking=None, eerder=None)  # two lines may change places
    Realisatieregel.objects.bulk_update(anders, ["boeking", "eerder"], batch_size=2000)
    return bool(anders)


def onze_betalingen(rij: Realisatie) -> list[tuple[Boeking, Decimal]]:
    """What was paid in the period of this file and stands in no other file; below zero what came back.

    A payment counts for what is left of it after it was corrected: the bookkeeping never saw the mistake. Unless the
    payment was in a file by then: what corrects it later is a line of its own.
    """
    al = dict(_andere(rij).filter(boeking__isnull=False).values_list("boeking", "realisatie__overgenomen_op"))
    alle = Boeking.objects.filter(Q(arrangement__isnull=False) | Q(basis__isnull=False), pot__swv=rij.swv)
    alle = alle.filter(soort__in=sorted(OP_DATUM), boekdatum__gte=rij.van, boekdatum__lte=rij.tot)
    alle = alle.exclude(soort=TERUGVORDERING, omschrijving__startswith=GAAT_MEE)
    alle = alle.select_related("arrangement", "basis", "pot", "school").order_by("boekdatum", "pk")
    uit = []
    for een in alle.prefetch_related("tegenboekingen__tegenboekingen"):
        over = een.nog_te_corrigeren
        bekend = al.get(een.tegen_id) if een.tegen_id else None
        los = een.tegen_id is None or (bekend is not None and een.geboekt_op > bekend)
        if los and over and een.pk not in al:
            uit.append((een, met_teken(een.soort, over)))
    return uit


def alleen_onze(rij: Realisatie) -> list[tuple[Boeking, Decimal]]:
    """Of those the ones that are not in this file either."""
    hier = {*Realisatieregel.objects.filter(realisatie=rij).values_list("boeking", flat=True)}
    return [(een, bedrag) for een, bedrag in onze_betalingen(rij) if een.pk not in hier]


def _andere(rij: Realisatie) -> QuerySet[Realisatieregel]:
    """The lines of the other files that were taken over."""
    alle = Realisatieregel.objects.filter(realisatie__swv=rij.swv, realisatie__overgenomen_op__isnull=False)
    return alle.exclude(realisatie=rij)


def _uit_andere_bestanden(rij: Realisatie) -> Iterator[Bekend]:
    """What of those may stand in this file again: ours, in a file over some of the same days."""
    overlap = _andere(rij).filter(realisatie__van__lte=rij.tot, realisatie__tot__gte=rij.van, boeking__isnull=False)
    for een in overlap.select_related("realisatie").order_by("pk"):
        yield Bekend(een.pk, _betaling(een), een.realisatie.van, een.realisatie.tot)


def _betaling(een: Realisatieregel) -> Betaling:
    return Betaling(rij=een.rij, kenmerk=een.kenmerk, bedrag=een.bedrag, datum=een.datum)

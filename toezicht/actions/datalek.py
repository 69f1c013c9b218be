"""Writing down a data leak and all that is done about it (AVG art. 33 and 34); the clock is computed, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from toezicht.models import Datalek, Datalekstap
from toezicht.rules.datalek import OVER_MELDEN, TERMIJN, VOORAF, Stand, Stap, ontbreekt, te_laat

RECHT = Permissie.DATALEK_BIJHOUDEN


@transaction.atomic
def datalek_vastleggen(
    *,
    door: Gebruiker,
    op: datetime,
    gevonden_op: datetime,
    soort: str,
    wat: str,
    wie: Sequence[str],
    gegevens: str,
    bijzonder: bool,
    gevolgen: str,
    aantal: int | None = None,
    begonnen: date | None = None,
) -> Datalek:
    """Write down what was found; every privacy officer hears at once that something waits."""
    rechten_nodig(door, RECHT)
    if gevonden_op > op:
        raise NietMogelijk("Het moment waarop het is gevonden, is nog niet geweest.")
    if begonnen and begonnen > timezone.localdate(gevonden_op):
        raise NietMogelijk("Het kan niet later zijn gebeurd dan het is gevonden.")
    if not (wie and wat.strip() and gegevens.strip() and gevolgen.strip()):
        raise NietMogelijk("Schrijf op wat er gebeurde, over wie, welke gegevens en wat dat betekent.")
    rij: Datalek = Datalek.objects.create(
        gevonden_op=gevonden_op,
        begonnen=begonnen,
        soort=soort,
        wat=wat.strip(),
        wie=list(wie),
        aantal=aantal,
        gegevens=gegevens.strip(),
        bijzonder=bijzonder,
        gevolgen=gevolgen.strip(),
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    vastleggen("datalek_vastleggen", rij, door=door, op=op, soort=soort)
    for fg in met_een_rol([Rol.FG], timezone.localdate(op)):
        if fg.pk != door.pk:
            melden(wie=fg, sleutel=f"datalek-nieuw-{rij.public_id}-{fg.public_id}", op=op, dringend=True)
    return rij


@transaction.atomic
def datalek_aanvullen(
    datalek: Datalek, *, door: Gebruiker, op: datetime, tekst: str, aantal: int | None = None
) -> Datalekstap:
    """Say what is known by now, or what was wrong in what stands there."""
    return _stap(_open(datalek, door), Stap.AANVULLING, door=door, op=op, tekst=tekst, aantal=aantal)


@transaction.atomic
def melden_besluiten(datalek: Datalek, *, door: Gebruiker, op: datetime, melden: bool, tekst: str) -> Datalekstap:
    """Decide whether it goes to the authority, with the reason. Until it went there it can be decided otherwise."""
    rij = _open(datalek, door)
    if rij.laatste(Stap.GEMELD):
        raise NietMogelijk("Dit is al gemeld aan de Autoriteit Persoonsgegevens.")
    return _stap(rij, Stap.MELDEN if melden else Stap.NIET_MELDEN, door=door, op=op, tekst=tekst)


@transaction.atomic
def gemeld_vastleggen(
    datalek: Datalek, *, door: Gebruiker, op: datetime, moment: datetime, kenmerk: str = "", tekst: str = ""
) -> Datalekstap:
    """Write down when it was reported. tekst: why it was late, needed after the 72 hours."""
    rij = _open(datalek, door)
    besluit = rij.laatste(*OVER_MELDEN)
    if besluit is None or besluit.soort == Stap.NIET_MELDEN:
        raise NietMogelijk("Besluit eerst dat je het meldt, met de reden.")
    _na_het_vinden(rij, moment, op)
    if te_laat(rij.gevonden_op, moment) and not tekst.strip():
        raise NietMogelijk("Dit was later dan 72 uur. Schrijf op waarom: de AP wil dat weten.")
    return _stap(rij, Stap.GEMELD, door=door, op=op, tekst=tekst, moment=moment, kenmerk=kenmerk.strip())


@transaction.atomic
def vertellen_vastleggen(
    datalek: Datalek, *, door: Gebruiker, op: datetime, verteld: bool, tekst: str, moment: datetime | None = None
) -> Datalekstap:
    """Write down when and how those concerned heard it, or why they need not (AVG art. 34)."""
    rij = _open(datalek, door)
    if not verteld:
        return _stap(rij, Stap.NIET_VERTELLEN, door=door, op=op, tekst=tekst)
    if moment is None:
        raise NietMogelijk("Schrijf op wanneer zij het hoorden.")
    _na_het_vinden(rij, moment, op)
    return _stap(rij, Stap.VERTELD, door=door, op=op, tekst=tekst, moment=moment)


@transaction.atomic
def maatregel_toevoegen(datalek: Datalek, *, door: Gebruiker, op: datetime, tekst: str) -> Datalekstap:
    """Write down what was done to mend it, or so that it does not come again."""
    return _stap(_open(datalek, door), Stap.MAATREGEL, door=door, op=op, tekst=tekst)


@transaction.atomic
def datalek_sluiten(datalek: Datalek, *, door: Gebruiker, op: datetime, tekst: str) -> Datalek:
    """Nothing more is to be done. All that the law asks to be kept must be there."""
    rij = _open(datalek, door)
    if zinnen := ontbreekt([Stap(een.soort) for een in rij.stappen.all()]):
        raise NietMogelijk(" ".join(zinnen))
    _stap(rij, Stap.GESLOTEN, door=door, op=op, tekst=tekst)
    rij.gesloten_op = op
    rij.save(update_fields=["gesloten_op"])
    return rij


def datalekken_herinneren(*, op: datetime) -> int:
    """Tell each privacy officer once that the last day of the 72 hours has begun and nothing was decided or reported.

    Gives how many leaks. Without anything of the leak in it: only that something waits.
    """
    rijen = Datalek.objects.filter(gesloten_op=None, herinnerd_op=None, gevonden_op__lte=op - (TERMIJN - VOORAF))
    aantal = 0
    for pk in rijen.order_by("gevonden_op").values_list("pk", flat=True):
        aantal += _herinneren(pk, op)
    return aantal


@transaction.atomic
def _herinneren(pk: int, op: datetime) -> bool:
    rij = Datalek.objects.select_for_update().filter(pk=pk, herinnerd_op=None).first()
    if rij is None or rij.klok(op).stand not in (Stand.BIJNA, Stand.TE_LAAT):
        return False
    for fg in met_een_rol([Rol.FG], timezone.localdate(op)):
        melden(wie=fg, sleutel=f"datalek-72-{rij.public_id}-{fg.public_id}", op=op, dringend=True)
    rij.herinnerd_op = op
    rij.save(update_fields=["herinnerd_op"])
    return True


def _na_het_vinden(rij: Datalek, moment: datetime, op: datetime) -> None:
    if not rij.gevonden_op <= moment <= op:
        raise NietMogelijk("Dit moment ligt voor het vinden van het datalek, of is nog niet geweest.")


def _open(datalek: Datalek, door: Gebruiker) -> Datalek:
    rechten_nodig(door, RECHT)
    rij: Datalek = get_object_or_404(Datalek.objects.visible_to(door, RECHT).select_for_update(), pk=datalek.pk)
    if rij.gesloten_op is not None:
        raise NietMogelijk("Dit datalek is gesloten.")
    return rij


def _stap(
    rij: Datalek,
    soort: Stap,
    *,
    door: Gebruiker,
    op: datetime,
    tekst: str,
    moment: datetime | None = None,
    kenmerk: str = "",
    aantal: int | None = None,
) -> Datalekstap:
    if not tekst.strip() and soort != Stap.GEMELD:
        raise NietMogelijk("Schrijf op wat jullie deden of waarom.")
    stap: Datalekstap = Datalekstap.objects.create(
        datalek=rij, soort=soort, tekst=tekst.strip(), moment=moment, kenmerk=kenmerk, aantal=aantal, op=op, door=door
    )
    vastleggen(f"datalek_{soort}", rij, door=door, op=op)
    return stap

"""A batch of post: made from what is dated for today, ticked off envelope by envelope, and closed when it went."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.brieven.models import BriefVersie
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.logboek.actions import gezien_alle, vastleggen
from kern.taken import aanstoten
from kern.woorden import opsomming
from loket.actions.bekendmaken import HOOGSTENS_TERUG
from loket.actions.kanaal import waarom_geen_lichting
from loket.models import Aanvraag, Besluit, Bezwaarzaak, Verzending
from loket.models.post import Postpartij, Postpartijregel
from loket.rules.post import code_van, gelezen_code
from scholen.models import Samenwerkingsverband

from .printen import vastgelopen
from .soorten import RECHT, Groep, klaar, per_groep, soorten_van, verzendingen

HOOGSTENS = 250
"""Letters in one batch: what a person can pack and check in one go. The rest goes in a next one."""
ZO_VEEL_TEGELIJK = 15
"""Up to so many envelopes can be ticked off by counting them."""


@transaction.atomic
def partij_maken(soort: str, *, door: Gebruiker, op: datetime, dubbelzijdig: bool = True) -> Postpartij:
    """Take every letter that is dated for today and made; the worker joins them. Raises NietMogelijk when none is left.

    The addressees are worked out again: who lost gezag since the letter was dated is left out, who gained it gets a
    letter that still has to be dated. Two who do this at once wait for each other: a letter is in one batch.
    """
    rechten_nodig(door, RECHT[Postpartij.Soort(soort)])
    list(Samenwerkingsverband.objects.filter(eigen=True).order_by("pk").select_for_update(no_key=True))
    dag = timezone.localdate(op)
    rijen: list[Verzending] = []
    for een in soorten_van(soort):
        for groep, lijst in per_groep(een, klaar(een, door, dag, Verzending.Kanaal.POST)):
            _slot(groep)
            een.bijwerken(groep, lijst, dag, op)
        rijen += klaar(een, door, dag, Verzending.Kanaal.POST).order_by("pk")
    if not rijen:
        raise NietMogelijk("Er is geen brief klaar om vandaag te versturen. Zet eerst brieven klaar voor vandaag.")
    rijen = rijen[:HOOGSTENS]
    if reden := waarom_geen_lichting((rij.betreft for rij in rijen), dag, op=op):
        raise NietMogelijk(reden)
    partij: Postpartij = Postpartij.objects.create(
        soort=soort, datum=dag, dubbelzijdig=dubbelzijdig, gemaakt_op=op, gemaakt_door=door
    )
    brieven = BriefVersie.objects.filter(brief__in=[rij.brief_id for rij in rijen], vervallen_op=None)
    codes = _nieuwe_codes(len(rijen))
    Postpartijregel.objects.bulk_create(
        Postpartijregel(partij=partij, versie=versie, code=code)
        for versie, code in zip(brieven.order_by("pk"), codes, strict=True)
    )
    vastleggen("postpartij_maken", partij, door=door, op=op, brieven=len(rijen))
    aanstoten("loket.tasks.postpartij_maken", partij_id=partij.pk)
    return partij


@transaction.atomic
def partij_geprint(partij: Postpartij, *, door: Gebruiker, op: datetime) -> None:
    """The PDF was fetched to print it: the logbook says so for each letter in it."""
    rij = _partij(partij, door)
    regels = list(rij.regels.select_related("versie"))
    lijst = verzendingen(door, rij.soort, [regel.versie.brief_id for regel in regels])
    gezien_alle([een for _, een in lijst.values()], door=door, op=op, wat="brief_geprint")
    if rij.geprint_op is None:
        rij.geprint_op = op
        rij.save(update_fields=["geprint_op"])


@transaction.atomic
def envelop_scannen(partij: Postpartij, *, door: Gebruiker, op: datetime, invoer: str) -> Postpartijregel:
    """Tick off the envelope with this code. Raises NietMogelijk when it is no code of this batch, or was ticked off."""
    rij = _open(partij, door)
    code = gelezen_code(invoer)
    if not code:
        raise NietMogelijk("Dit is geen code. Een code staat onder aan de brief, zoals K7M-3QP.")
    regel = Postpartijregel.objects.select_related("partij").filter(code=code).first()
    if regel is None:
        raise NietMogelijk(f"Code {code} bestaat niet. Lees de code onder aan de brief nog eens.")
    if regel.partij_id != rij.pk:
        dag = f"{regel.partij.datum.day}-{regel.partij.datum.month}-{regel.partij.datum.year}"
        raise NietMogelijk(f"Code {code} hoort bij andere post, van {dag}. Leg deze envelop apart.")
    if regel.verpakt_op:
        raise NietMogelijk(f"Code {code} is al afgevinkt. Ligt er nog een envelop met deze code, leg die dan apart.")
    if regel.vervallen_op:
        raise NietMogelijk(f"Code {code} gaat niet mee: {regel.vervallen_reden}. Haal de brief uit de envelop.")
    _verpakken([regel], door=door, op=op)
    vastleggen("envelop_afvinken", rij, door=door, op=op, code=code)
    return regel


@transaction.atomic
def enveloppen_afvinken(partij: Postpartij, *, door: Gebruiker, op: datetime, codes: Iterable[str]) -> int:
    """Tick off exactly these envelopes: what is not in the list is not ticked off any more."""
    rij, gekozen = _open(partij, door), set(codes)
    regels = list(rij.regels.filter(vervallen_op=None))
    _verpakken([een for een in regels if een.code in gekozen and not een.verpakt_op], door=door, op=op)
    for een in regels:
        if een.code not in gekozen and een.verpakt_op:
            een.verpakt_op = een.verpakt_door = None
            een.save(update_fields=["verpakt_op", "verpakt_door"])
    aantal = sum(een.code in gekozen for een in regels)
    vastleggen("enveloppen_afvinken", rij, door=door, op=op, aantal=aantal)
    return aantal


@transaction.atomic
def enveloppen_tellen(partij: Postpartij, *, door: Gebruiker, op: datetime, aantal: int) -> None:
    """Tick off a small batch at once, after counting the envelopes. Raises NietMogelijk when the number is another."""
    rij = _open(partij, door)
    regels = list(rij.regels.filter(vervallen_op=None))
    if len(regels) > ZO_VEEL_TEGELIJK:
        raise NietMogelijk(f"Meer dan {ZO_VEEL_TEGELIJK} enveloppen vink je één voor één af.")
    if aantal != len(regels):
        raise NietMogelijk(
            f"Je telde {aantal}, maar er horen {len(regels)} enveloppen te zijn. "
            "Kijk welke mist of dubbel is, en vink ze één voor één af."
        )
    _verpakken([een for een in regels if not een.verpakt_op], door=door, op=op)
    vastleggen("enveloppen_tellen", rij, door=door, op=op, aantal=aantal)


def partij_sluiten(partij: Postpartij, *, door: Gebruiker, op: datetime) -> Postpartij:
    """The envelopes that were ticked off went out on the date of the batch; the other letters must be dated anew.

    An envelope that may not go any more (no addressee any more, dated anew) stops everything: it is taken out of the
    batch, and the message names it. Raises NietMogelijk with the reason.
    """
    try:
        with transaction.atomic():
            return _sluiten(partij, door=door, op=op)
    except Tegengehouden as fout:
        with transaction.atomic():
            rij = _open(partij, door)
            for code, reden in fout.regels:
                rij.regels.filter(code=code).update(
                    verpakt_op=None, verpakt_door=None, vervallen_op=op, vervallen_reden=reden[:200]
                )
            vastleggen("enveloppen_tegenhouden", rij, door=door, op=op, aantal=len(fout.regels))
        codes = opsomming(code for code, _ in fout.regels)
        redenen = " ".join(dict.fromkeys(reden for _, reden in fout.regels))
        raise NietMogelijk(f"Haal envelop {codes} eruit. {redenen} Zeg daarna opnieuw dat de post weg is.") from fout


@transaction.atomic
def partij_vervallen(partij: Postpartij, *, door: Gebruiker, op: datetime, reden: str = "niet gepost") -> None:
    """This batch was not posted on its date: none of its letters went, and each must get a new date (afspraak 32).

    Also one whose PDF was never made: otherwise its letters could not leave it.
    """
    rij = _niet_weg(partij, door)
    laten_vervallen(rij, op=op, reden=reden)
    vastleggen("postpartij_vervallen", rij, door=door, op=op)


@transaction.atomic
def partij_opnieuw(partij: Postpartij, *, door: Gebruiker, op: datetime) -> None:
    """Let the worker try again to join a batch that failed too often. Raises NietMogelijk when it need not."""
    rij = _niet_weg(partij, door)
    if rij.pdf_id is not None:
        raise NietMogelijk("Deze post is al gemaakt.")
    if not vastgelopen(op=op).filter(pk=rij.pk).exists():
        raise NietMogelijk("Het portaal probeert het zelf nog. Wacht een minuut en ververs de pagina.")
    vastleggen("postpartij_opnieuw", rij, door=door, op=op, pogingen=rij.pogingen)
    rij.pogingen, rij.lease_tot, rij.laatste_fout = 0, None, ""
    rij.save(update_fields=["pogingen", "lease_tot", "laatste_fout"])
    aanstoten("loket.tasks.postpartij_maken", partij_id=rij.pk)


def laten_vervallen(partij: Postpartij, *, op: datetime, reden: str) -> None:
    """Let a batch lapse, and its letters out of it."""
    partij.regels.filter(vervallen_op=None).update(
        verpakt_op=None, verpakt_door=None, vervallen_op=op, vervallen_reden=reden
    )
    partij.vervallen_op, partij.vervallen_reden = op, reden
    partij.save(update_fields=["vervallen_op", "vervallen_reden"])


class Tegengehouden(Exception):
    """Envelopes that may not go, each with the reason."""

    def __init__(self, regels: list[tuple[str, str]]) -> None:
        super().__init__()
        self.regels = regels


def _sluiten(partij: Postpartij, *, door: Gebruiker, op: datetime) -> Postpartij:
    rij = _open(partij, door)
    if rij.datum < timezone.localdate(op) - HOOGSTENS_TERUG:
        raise NietMogelijk("Deze post is te oud. Laat de partij vervallen en geef de brieven een nieuwe datum.")
    regels = list(rij.regels.filter(vervallen_op=None).select_related("versie"))
    weg = {regel.versie.brief_id: regel for regel in regels if regel.verpakt_op}
    if not weg:
        raise NietMogelijk("Vink eerst af welke enveloppen weg zijn.")
    lijst = verzendingen(door, rij.soort, [brief for brief, een in weg.items() if een.versie.verzonden_op is None])
    tegen = [(een.code, reden) for brief, een in weg.items() if (reden := _geldt_niet_meer(een, lijst.get(brief)))]
    if tegen:
        raise Tegengehouden(tegen)
    for soort in soorten_van(rij.soort):
        for groep, brieven in per_groep(soort, [een for welke, een in lijst.values() if welke is soort]):
            if reden := _verzenden(soort, groep, brieven, door=door, op=op):
                tegen += [(weg[een.brief_id].code, reden) for een in brieven]
    if tegen:
        raise Tegengehouden(tegen)
    rij.regels.filter(vervallen_op=None, verpakt_op=None).update(
        vervallen_op=op, vervallen_reden="niet in een envelop gedaan"
    )
    rij.gesloten_op, rij.gesloten_door = op, door
    rij.save(update_fields=["gesloten_op", "gesloten_door"])
    vastleggen("postpartij_sluiten", rij, door=door, op=op, verzonden=len(weg), over=len(regels) - len(weg))
    return rij


def _geldt_niet_meer(regel: Postpartijregel, brief: tuple[Any, Any] | None) -> str:
    """Why the letter in this envelope may not go any more: dated anew, or lapsed; "" when it may."""
    if regel.versie.vervallen_op:
        return "De brief kreeg intussen een andere datum."
    if brief is not None and brief[1].vervallen_op:
        return f"De brief is vervallen: {brief[1].vervallen_reden}."
    return ""


def _verzenden(soort: Any, groep: Groep, brieven: list[Any], *, door: Gebruiker, op: datetime) -> str:
    """Send these letters by the action of their kind; why that cannot be, or "" when it was done."""
    try:
        with transaction.atomic():
            soort.verzonden(groep, door=door, op=op, brieven=[een.public_id for een in brieven])
    except NietMogelijk as reden:
        return str(reden)
    except Http404:
        return "Je mag deze brief niet versturen."
    return ""


def _slot(groep: Groep) -> None:
    """Lock the case: two who bring the addressees up to date at once would make the same letter twice."""
    if isinstance(groep, Bezwaarzaak):
        list(Bezwaarzaak.objects.filter(pk=groep.pk).select_for_update(of=("self",)))
    else:
        zaak = groep.aanvraag_id if isinstance(groep, Besluit) else groep.pk
        list(Aanvraag.objects.filter(pk=zaak).select_for_update(of=("self",)))


def _nieuwe_codes(aantal: int) -> list[str]:
    codes: set[str] = set()
    while len(codes) < aantal:
        nieuw = {code_van(secrets.randbelow(32**6)) for _ in range(aantal - len(codes))}
        codes |= nieuw - set(Postpartijregel.objects.filter(code__in=nieuw).values_list("code", flat=True))
    return list(codes)


def _verpakken(regels: list[Postpartijregel], *, door: Gebruiker, op: datetime) -> None:
    for regel in regels:
        regel.verpakt_op, regel.verpakt_door = op, door
        regel.save(update_fields=["verpakt_op", "verpakt_door"])


def _partij(partij: Postpartij, door: Gebruiker) -> Postpartij:
    recht = RECHT[Postpartij.Soort(partij.soort)]
    rijen = Postpartij.objects.visible_to(door, recht).select_for_update(of=("self",))
    rij: Postpartij = get_object_or_404(rijen, pk=partij.pk)
    return rij


def _niet_weg(partij: Postpartij, door: Gebruiker) -> Postpartij:
    rij = _partij(partij, door)
    if rij.gesloten_op:
        raise NietMogelijk("Deze post is al weg. Er verandert niets meer.")
    if rij.vervallen_op:
        raise NietMogelijk("Deze post is vervallen. Geef de brieven een nieuwe datum.")
    return rij


def _open(partij: Postpartij, door: Gebruiker) -> Postpartij:
    rij = _niet_weg(partij, door)
    if rij.pdf_id is None:
        raise NietMogelijk("De post wordt nog gemaakt. Print die eerst.")
    return rij

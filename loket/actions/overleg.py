"""Prepare a meeting and keep what came out of it: agenda, participants, minutes, actions, the feed for a calendar."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import IN_BEHANDELING, Aanvraag
from loket.models.overleg import Actiepunt, Agendapunt, Agendasleutel, Deelnemer, Overleg
from scholen.models import Betrokkene, Gezag, Samenwerkingsverband
from scholen.models.leerling import VERTEGENWOORDIGT

BEHEREN = Permissie.OVERLEG_BEHEREN
BINNENKORT = timedelta(days=3)
VAST = "Het verslag is vastgesteld. Er kan niets meer bij."


@transaction.atomic
def overleg_plannen(
    *,
    swv: Samenwerkingsverband,
    soort: str,
    begin: datetime,
    einde: datetime,
    plek: str,
    doel: str,
    stukken_tot: date,
    door: Gebruiker,
    op: datetime,
) -> Overleg:
    """Plan a meeting. stukken_tot: the last day (inclusive) on which participants can read the papers."""
    rechten_nodig(door, BEHEREN)
    if stukken_tot < timezone.localdate(begin):
        raise NietMogelijk("De stukken moeten te lezen zijn tot en met de dag van het overleg.")
    overleg = Overleg.objects.create(
        swv=swv,
        soort=soort,
        begin=begin,
        einde=einde,
        plek=plek,
        doel=doel,
        stukken_tot=stukken_tot,
        created_at=op,
        aangemaakt_door=door,
    )
    vastleggen("overleg_plannen", overleg, door=door, op=op, soort=soort)
    return overleg


@transaction.atomic
def agendapunt_toevoegen(overleg: Overleg, *, kenmerk: str, vraag: str, door: Gebruiker, op: datetime) -> Agendapunt:
    """Put a case on the agenda by its number. An MDO is about one child."""
    rij = _open(overleg, door)
    aanvraag = Aanvraag.objects.visible_to(door).filter(kenmerk=kenmerk.strip().upper()).first()
    if aanvraag is None or aanvraag.status not in IN_BEHANDELING:
        raise NietMogelijk("Er is geen lopende aanvraag met dit nummer. Kijk het nummer na.")
    if rij.soort == Overleg.Soort.MDO and rij.agendapunten.exists():
        raise NietMogelijk("Een MDO gaat over één leerling. Plan voor een andere leerling een eigen overleg.")
    if rij.agendapunten.filter(aanvraag=aanvraag).exists():
        raise NietMogelijk("Deze aanvraag staat al op de agenda.")
    laatste = rij.agendapunten.aggregate(n=Max("volgorde"))["n"] or 0
    punt = Agendapunt.objects.create(overleg=rij, aanvraag=aanvraag, volgorde=laatste + 1, vraag=vraag)
    vastleggen("agendapunt_toevoegen", punt, door=door, op=op)
    return punt


@transaction.atomic
def agendapunt_verwijderen(punt: Agendapunt, *, door: Gebruiker, op: datetime) -> None:
    """Take a case off the agenda; who was invited for it alone is no longer invited."""
    _open(punt.overleg, door)
    vastleggen("agendapunt_verwijderen", punt, door=door, op=op)
    punt.delete()


@transaction.atomic
def uitnodigen(
    overleg: Overleg, *, wie: str, naam: str, rol: str, waarom: str, door: Gebruiker, op: datetime
) -> Deelnemer:
    """Invite somebody. wie: a value of `uit_te_nodigen`, or empty for an outsider called naam.

    The invitation of a user is a mail that only says that something is ready.
    """
    rij = _open(overleg, door)
    wijze, _, rest = wie.partition(":")
    eind, _, punt_id = rest.partition(":")
    velden: dict[str, Any] = {"naam": naam}
    if wie:
        if wie not in dict(uit_te_nodigen(rij, vandaag=timezone.localdate(op))):
            raise NietMogelijk("Deze persoon kan niet worden uitgenodigd. Kies iemand uit de lijst.")
        punt = rij.agendapunten.filter(public_id=punt_id).first()
        if wijze == "ouder":
            ouder = Betrokkene.objects.get(public_id=eind)
            velden = {"betrokkene": ouder, "naam": ouder.naam, "agendapunt": punt}
        else:
            gebruiker = Gebruiker.objects.get(public_id=eind)
            velden = {"gebruiker": gebruiker, "naam": gebruiker.naam, "agendapunt": punt}
    elif not naam.strip():
        raise NietMogelijk("Kies iemand uit de lijst of vul een naam in.")
    try:
        with transaction.atomic():
            deelnemer = Deelnemer.objects.create(overleg=rij, rol=rol, waarom=waarom, uitgenodigd_op=op, **velden)
    except IntegrityError as fout:
        raise NietMogelijk("Deze persoon is al uitgenodigd.") from fout
    account = deelnemer.gebruiker or (deelnemer.betrokkene and deelnemer.betrokkene.gebruiker)
    if account:
        melden(wie=account, sleutel=f"overleg-{deelnemer.public_id}", op=op, dringend=_binnenkort(rij, op))
    vastleggen("uitnodigen", deelnemer, door=door, op=op, wijze=wijze or "naam")
    return deelnemer


@transaction.atomic
def uitnodiging_intrekken(deelnemer: Deelnemer, *, door: Gebruiker, op: datetime) -> None:
    """No longer invited: the papers close at once."""
    _open(deelnemer.overleg, door)
    vastleggen("uitnodiging_intrekken", deelnemer, door=door, op=op)
    deelnemer.delete()


@transaction.atomic
def uitnodiging_beantwoorden(deelnemer: Deelnemer, *, komt: bool, reden: str, door: Gebruiker, op: datetime) -> None:
    """Say whether you come; the loket may note it for somebody who called.

    reden: why not, or what somebody wants to say about the day or the people; never compulsory, read by the loket only.
    """
    rij = get_object_or_404(Deelnemer.objects.visible_to(door).select_for_update(of=("self",)), pk=deelnemer.pk)
    eigen = rij.gebruiker_id == door.pk or (rij.betrokkene is not None and rij.betrokkene.gebruiker_id == door.pk)
    if not eigen and not door.heeft(BEHEREN):
        raise NietMogelijk("Je kunt alleen je eigen uitnodiging beantwoorden.")
    if rij.overleg.afgezegd_op or rij.overleg.verslag_vast_op:
        raise NietMogelijk(gettext("Dit overleg is voorbij of gaat niet door."))
    rij.komt, rij.reden = Deelnemer.Komt.JA if komt else Deelnemer.Komt.NEE, reden.strip()
    rij.save(update_fields=["komt", "reden"])
    vastleggen("uitnodiging_beantwoorden", rij, door=door, op=op, komt=komt)


@transaction.atomic
def verslag_bewaren(
    overleg: Overleg, *, verslag: str, besluiten: Mapping[str, str], vaststellen: bool, door: Gebruiker, op: datetime
) -> Overleg:
    """Keep the minutes and per item (public id) what was decided; vaststellen fixes them for good."""
    rij = _open(overleg, door)
    for punt in rij.agendapunten.all():
        if punt.public_id in besluiten:
            punt.besluit = besluiten[punt.public_id]
            punt.save(update_fields=["besluit"])
    rij.verslag = verslag
    if vaststellen:
        if op < rij.begin:
            raise NietMogelijk("Het overleg is nog niet geweest.")
        if rij.agendapunten.filter(besluit="").exists():
            raise NietMogelijk("Schrijf bij elk agendapunt op wat is besloten, ook als dat ‘later verder’ is.")
        rij.verslag_vast_op = op
    rij.save()
    vastleggen("verslag_vaststellen" if vaststellen else "verslag_bewaren", rij, door=door, op=op)
    return rij


@transaction.atomic
def actie_toevoegen(
    overleg: Overleg, *, wat: str, wie: str, uiterlijk: date, punt: str, door: Gebruiker, op: datetime
) -> Actiepunt:
    """Give somebody something to do. wie: public id of a participant with an account; punt: of an item, or empty."""
    rij = get_object_or_404(Overleg.objects.visible_to(door, BEHEREN), pk=overleg.pk)
    eigenaar = Gebruiker.objects.filter(public_id=wie, pk__in=_accounts(rij)).first()
    if eigenaar is None:
        raise NietMogelijk("Kies een deelnemer met een account, of jezelf.")
    actie = Actiepunt.objects.create(
        overleg=rij,
        agendapunt=rij.agendapunten.filter(public_id=punt).first() if punt else None,
        wat=wat,
        wie=eigenaar,
        uiterlijk=uiterlijk,
    )
    if eigenaar != door:
        melden(wie=eigenaar, sleutel=f"actie-{actie.public_id}", op=op)
    vastleggen("actie_toevoegen", actie, door=door, op=op, uiterlijk=uiterlijk.isoformat())
    return actie


@transaction.atomic
def actie_afronden(actie: Actiepunt, *, door: Gebruiker, op: datetime) -> None:
    """Done: by the owner, or by the loket for who says so."""
    rij = get_object_or_404(Actiepunt.objects.visible_to(door).select_for_update(of=("self",)), pk=actie.pk)
    if rij.wie_id != door.pk and not door.heeft(BEHEREN):
        raise NietMogelijk("Dit is de actie van iemand anders.")
    if rij.gedaan_op is None:
        rij.gedaan_op = op
        rij.save(update_fields=["gedaan_op"])
        vastleggen("actie_afronden", rij, door=door, op=op)


@transaction.atomic
def overleg_afzeggen(overleg: Overleg, *, reden: str, door: Gebruiker, op: datetime) -> None:
    """It does not take place: the papers close at once, everybody invited is told that something is ready."""
    rij = _open(overleg, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom het overleg niet doorgaat. De deelnemers lezen dit.")
    rij.afgezegd_op, rij.afzeg_reden = op, reden.strip()
    rij.save()
    for account in Gebruiker.objects.filter(pk__in=_accounts(rij, met_ouders=True)).exclude(pk=door.pk):
        sleutel = f"overleg-af-{rij.public_id}-{account.public_id}"
        melden(wie=account, sleutel=sleutel, op=op, dringend=_binnenkort(rij, op))
    vastleggen("overleg_afzeggen", rij, door=door, op=op)


@transaction.atomic
def agenda_koppelen(*, door: Gebruiker, op: datetime) -> str:
    """A new secret for the feed of this user; the one before stops working. Shown once: only its print is kept."""
    geheim = secrets.token_urlsafe(32)
    Agendasleutel.objects.update_or_create(gebruiker=door, defaults={"afdruk": afdruk(geheim), "created_at": op})
    vastleggen("agenda_koppelen", door, door=door, op=op)
    return geheim


@transaction.atomic
def agenda_ontkoppelen(*, door: Gebruiker, op: datetime) -> None:
    """The feed stops working at once."""
    Agendasleutel.objects.filter(gebruiker=door).delete()
    vastleggen("agenda_ontkoppelen", door, door=door, op=op)


def agenda_van(geheim: str) -> QuerySet[Overleg] | None:
    """The meetings in the feed of whoever has this secret; None when there is no such feed or its owner left."""
    sleutel = Agendasleutel.objects.select_related("gebruiker").filter(afdruk=afdruk(geheim)).first()
    if sleutel is None or not sleutel.gebruiker.rollen:
        return None
    wie = sleutel.gebruiker
    mijn = Q(deelnemers__gebruiker=wie) | Q(aangemaakt_door=wie)
    rijen: QuerySet[Overleg] = Overleg.objects.visible_to(wie).filter(mijn, afgezegd_op__isnull=True)
    return rijen.distinct().order_by("begin")


def afdruk(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def uit_te_nodigen(overleg: Overleg, *, vandaag: date) -> list[tuple[str, str]]:
    """Who can be chosen: colleagues for the whole meeting; per item the school and the parents of that child."""
    keuzes = [
        (f"collega:{wie.public_id}:", wie.naam)
        for wie in _met_rol(vandaag, Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.DESKUNDIGE, Rol.BESLISSER)
    ]
    for punt in overleg.agendapunten.select_related("aanvraag__leerling", "aanvraag__school"):
        nummer = punt.aanvraag.kenmerk
        for wie in _met_rol(vandaag, Rol.IB, Rol.DIRECTEUR).filter(
            lidmaatschappen__plek__school=punt.aanvraag.school_id
        ):
            keuzes.append((f"school:{wie.public_id}:{punt.public_id}", f"{wie.naam} ({punt.aanvraag.school.naam})"))
        banden = Gezag.objects.geldig(vandaag).filter(
            leerling=punt.aanvraag.leerling_id, soort__in=[*VERTEGENWOORDIGT, "onbekend"], contactverbod=False
        )
        for band in banden.select_related("betrokkene"):
            wie_ = f"{band.betrokkene.naam} ({band.relatie or 'ouder'}, {nummer})"
            keuzes.append((f"ouder:{band.betrokkene.public_id}:{punt.public_id}", wie_))
    return keuzes


def _met_rol(vandaag: date, *rollen: Rol) -> QuerySet[Gebruiker]:
    geldig = Q(lidmaatschappen__van__lte=vandaag, lidmaatschappen__rol__in=rollen) & (
        Q(lidmaatschappen__tot__isnull=True) | Q(lidmaatschappen__tot__gte=vandaag)
    )
    rijen: QuerySet[Gebruiker] = Gebruiker.objects.filter(geldig, is_active=True)
    return rijen.distinct().order_by("naam", "pk")


def _accounts(overleg: Overleg, *, met_ouders: bool = False) -> list[int]:
    """Keys of the accounts that take part, whoever made the meeting included."""
    wie = [deelnemer.gebruiker_id for deelnemer in overleg.deelnemers.all() if deelnemer.gebruiker_id]
    if met_ouders:
        ouders = overleg.deelnemers.filter(betrokkene__gebruiker__isnull=False)
        wie += list(ouders.values_list("betrokkene__gebruiker", flat=True))
    return [*wie, overleg.aangemaakt_door_id]


def _binnenkort(overleg: Overleg, op: datetime) -> bool:
    """Whether it is so near that who is invited must know today."""
    return overleg.begin - op < BINNENKORT


def _open(overleg: Overleg, door: Gebruiker) -> Overleg:
    """The meeting, locked, for who may prepare it; NietMogelijk when it was called off or its minutes are fixed."""
    rijen = Overleg.objects.visible_to(door, BEHEREN).select_for_update(of=("self",))
    rij: Overleg = get_object_or_404(rijen, pk=overleg.pk)
    if rij.afgezegd_op:
        raise NietMogelijk("Dit overleg gaat niet door.")
    if rij.verslag_vast_op:
        raise NietMogelijk(VAST)
    return rij

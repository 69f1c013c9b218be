"""Joining two children that turn out to be one, and their cases with them (issue 7).

The child that stays keeps all that is its own. The other one, which nothing but cases and enrolments may point to, goes
into it: its cases move, and of two running cases one goes into the other. Nothing is thrown away.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import nieuwe_public_id
from kern.logboek.actions import vastleggen
from scholen.models import Inschrijving, Leerling
from thuiszitters.models import (
    OPEN,
    Aanbodwoord,
    Afspraak,
    Casus,
    Casusstatus,
    Eindreden,
    GeenDubbel,
    Ingelicht,
    Onderwijsaanbod,
    Opschaling,
    Tafel,
    Verzuim,
)
from thuiszitters.models.verzuim import telt_van
from thuiszitters.rules.melding import absoluut_fout
from thuiszitters.rules.periode import OPEN as ALTIJD
from thuiszitters.rules.periode import erbuiten
from thuiszitters.rules.soorten import Soort

from .delen import delen_beeindigen
from .opschalen import OPGESCHAALD, STAP, UIT
from .overgang import overgang
from .plan import plan_meenemen
from .stappen import tot_stap
from .verzuim import verzuim_zetten

P, S = Permissie, Casusstatus
GAAT_MEE = ("thuiszitters.Casus", "thuiszitters.GeenDubbel", "scholen.Inschrijving", "scholen.Leerling")
"""What may point to a child that goes into another one: this goes along, or says nothing any more."""
OPGESCHAALD_NAAR = {Tafel.RONDETAFEL: S.OPSCHALING_RONDETAFEL, Tafel.BESTUURLIJK: S.OPSCHALING_BESTUURLIJK}
ANDERS = "Een van deze kinderen is al samengevoegd. Kijk opnieuw."


def houdt_vast(kind: Leerling) -> list[str]:
    """In words what points to this child besides what goes along; empty when it can go into another one."""
    wat = {"eigen account"} if kind.gebruiker_id is not None else set()
    for band in Leerling._meta.get_fields(include_hidden=True):
        if not (band.auto_created and (band.one_to_many or band.one_to_one)):
            continue
        model = band.related_model
        if model._meta.label not in GAAT_MEE and model._base_manager.filter(**{band.field.name: kind}).exists():
            wat.add(str(model._meta.verbose_name))
    return sorted(wat)


@transaction.atomic
def kinderen_samenvoegen(dubbel: Leerling, blijft: Leerling, *, door: Gebruiker, op: datetime) -> Leerling:
    """Let one child go into the other, which is given back. Raises NietMogelijk with the sentence why it cannot."""
    rechten_nodig(door, P.THUISZITTER_MELDEN)
    weg, houdt = _paar(dubbel, blijft, door)
    if weg.opgegaan_in_id is not None or houdt.opgegaan_in_id is not None or weg == houdt:
        raise NietMogelijk(ANDERS)
    if vast := houdt_vast(weg):
        raise NietMogelijk(f"Bij {weg.naam} hoort meer dan een casus: {', '.join(vast)}. Laat dit kind blijven.")
    weg.opgegaan_in = houdt
    weg.save(update_fields=["opgegaan_in"])
    _inschrijvingen_mee(weg, houdt)
    for casus in Casus.objects.filter(leerling=weg).select_for_update(of=("self",)).order_by("pk"):
        _casus_mee(casus, houdt, door=door, op=op)
    vastleggen("kinderen_samenvoegen", houdt, door=door, op=op, dubbel=weg.public_id)
    return houdt


def _casus_mee(casus: Casus, houdt: Leerling, *, door: Gebruiker, op: datetime) -> None:
    """Let this case be of the child that stays; where that has a running one too, they become one first."""
    lopend = Casus.objects.filter(swv=casus.swv, leerling=houdt, status__in=OPEN)
    ander = lopend.select_for_update(of=("self",)).first()
    if casus.loopt and ander is not None:
        hoofd, bij = sorted((casus, ander), key=_eerst)
        opgaan(bij, door=door, op=op, in_=hoofd)
        casus.refresh_from_db()
    casus.leerling = houdt
    casus.save(update_fields=["leerling"])
    if casus.loopt:
        plan_meenemen(casus)


@transaction.atomic
def niet_dubbel(een: Leerling, ander: Leerling, *, door: Gebruiker, op: datetime) -> None:
    """Write down that these are two children. A second time changes nothing."""
    rechten_nodig(door, P.THUISZITTER_MELDEN)
    eerste, tweede = sorted(_paar(een, ander, door), key=lambda kind: kind.pk)
    if eerste == tweede:
        raise NietMogelijk(ANDERS)
    _, nieuw = GeenDubbel.objects.get_or_create(een=eerste, ander=tweede, defaults={"door": door, "op": op})
    if nieuw:
        vastleggen("niet_dubbel", eerste, door=door, op=op, ander=tweede.public_id)


def _paar(een: Leerling, ander: Leerling, door: Gebruiker) -> tuple[Leerling, Leerling]:
    """Both as they are now, locked in a fixed order. 404 when this user does not see one of them."""
    rijen = Leerling.objects.visible_to(door, P.THUISZITTER_MELDEN).select_for_update(of=("self",))
    gelezen: dict[int, Leerling] = {pk: get_object_or_404(rijen, pk=pk) for pk in sorted({een.pk, ander.pk})}
    return gelezen[een.pk], gelezen[ander.pk]


def _inschrijvingen_mee(weg: Leerling, houdt: Leerling) -> None:
    """Where the double is enrolled, the child is; at a school where it is already, one of the two is enough."""
    for een in Inschrijving.objects.filter(leerling=weg).order_by("pk"):
        zelfde = Inschrijving.objects.filter(leerling=houdt, school=een.school).exclude(tot__lt=een.van)
        if een.tot is not None:
            zelfde = zelfde.filter(van__lte=een.tot)
        if zelfde.exists():
            een.delete()
            continue
        een.leerling = houdt
        een.save(update_fields=["leerling"])


def _eerst(casus: Casus) -> tuple[bool, bool, datetime, int]:
    """Of two running cases the one that goes on: who has a regievoerder, is more than a signal, was there first."""
    return casus.regievoerder_id is None, casus.status == S.SIGNAAL, casus.gemeld_op, casus.pk


@overgang(van=OPEN, naar=S.GESLOTEN, permissie=P.THUISZITTER_MELDEN)
def opgaan(casus: Casus, *, door: Actor, op: datetime, in_: Casus) -> None:
    """Let this case go into another one of the same child: days of absence, offers and what is open go along."""
    assert isinstance(door, Gebruiker)
    delen_beeindigen(casus, door=door, op=op)
    _verzuim_mee(casus, in_, op)
    for een in casus.afspraken.filter(klaar_op=None):
        nieuw = Afspraak(casus=in_, plan=een.plan, wat=een.wat, wie=een.wie, naam=een.naam, voor=een.voor)
        nieuw.gemaakt_op, nieuw.gemaakt_door = op, door
        bewaren(nieuw)
    _aanbod_mee(casus, in_)
    _opschaling_mee(casus, in_, door=door, op=op)
    in_.school, in_.woongemeente = in_.school or casus.school, in_.woongemeente or casus.woongemeente
    in_.ouders_ingelicht_op = in_.ouders_ingelicht_op or casus.ouders_ingelicht_op
    in_.laatste_actie_op = op
    in_.save(update_fields=["school", "woongemeente", "ouders_ingelicht_op", "laatste_actie_op"])
    _op_school(in_, {casus.leerling_id, in_.leerling_id}, door=door, op=op)
    casus.opgegaan_in, casus.gesloten_op, casus.laatste_actie_op = in_, op, op
    casus.eindreden = Eindreden.SAMENGEVOEGD
    casus.slotwoord = f"Dit kind stond er twee keer in. De casus gaat verder als {in_.kenmerk}."


def _op_school(in_: Casus, kinderen: set[int], *, door: Gebruiker, op: datetime) -> None:
    """A child that turns out to be on a school is not absoluut, since it is there: that would count at once."""
    open_ = in_.verzuim.filter(tot=None).first()
    if open_ is None or not absoluut_fout(open_.soort, op_school=in_.school is not None):
        return
    vandaag = timezone.localdate(op)
    plek = Inschrijving.objects.geldig(vandaag).filter(leerling__in=kinderen, school=in_.school).order_by("van").first()
    van = max(open_.van, plek.van if plek is not None else vandaag)
    verzuim_zetten(in_, door=door, op=op, soort=Soort.RELATIEF, van=van, uren=open_.uren)


def _aanbod_mee(weg: Casus, in_: Casus) -> None:
    """What was offered to this child stays known, with what the family said to it and what was answered."""
    for een in Onderwijsaanbod.objects.filter(casus=weg):
        woorden = list(een.woorden.order_by("op", "pk"))
        een.casus = in_
        _nog_eens(een)
        for woord in woorden:
            woord.aanbod = een
            _nog_eens(woord)


def _opschaling_mee(weg: Casus, in_: Casus, *, door: Gebruiker, op: datetime) -> None:
    """A talk that was asked for is still to come, and who was told of it knows; unless this one asked for it too."""
    for een in weg.opschalingen.filter(klaar_op=None):
        tafel = Tafel(een.tafel)
        if in_.opschalingen.filter(klaar_op=None, tafel=tafel).exists():
            continue
        gehoord = list(een.ingelicht.all())
        een.casus = in_
        _nog_eens(een)
        for wie in gehoord:
            wie.casus, wie.opschaling = in_, een
            _nog_eens(wie)
        if in_.status in UIT and in_.status != S.OPSCHALING_BESTUURLIJK:
            in_.status = OPGESCHAALD_NAAR[tafel]
            in_.save(update_fields=["status"])
        tot_stap(in_, STAP[tafel], waarom=OPGESCHAALD[tafel], door=door, op=op)


def _nog_eens(rij: Onderwijsaanbod | Aanbodwoord | Opschaling | Ingelicht) -> None:
    """Write this row down once more, where it was moved to; the old one stays where it was."""
    rij.pk, rij.public_id = None, nieuwe_public_id()
    rij._state.adding = True
    bewaren(rij)


def _verzuim_mee(weg: Casus, in_: Casus, op: datetime) -> None:
    """The days that only the case that goes has, become days of the one that stays; no day is there twice."""
    alle = [
        een for kind in (weg.leerling, in_.leerling) for een in telt_van(in_.swv, kind, date.min).exclude(casus=weg)
    ]
    bezet = [een.interval.periode for een in alle]
    for een in weg.verzuim.order_by("van"):
        for deel in erbuiten(een.interval.periode, bezet):
            tot = None if deel.tot == ALTIJD else deel.tot
            bewaren(Verzuim(casus=in_, soort=een.soort, van=deel.van, tot=tot, uren=een.uren))
        if een.tot is None:
            een.tot = max(een.van, timezone.localdate(op))
            bewaren(een)

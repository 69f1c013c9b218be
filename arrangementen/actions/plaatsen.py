"""Places in a voorziening: offering one to who waits longest, taking or declining it, and leaving it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Aanbod, Deelname, Plaatsing, Vorm
from arrangementen.rules.plaatsen import Periode, antwoord_voor
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.actions import vastleggen
from loket.models import Status
from scholen.models import School

P, Stand = Permissie, Plaatsing.Stand
VOL = "Er is in deze periode geen plaats vrij. Een collega was je voor, of de voorziening is vol."
ANTWOORDT = (P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN)
WEG = [Status.INGETROKKEN, Status.VERWIJDERD, Status.CONCEPT]


def wachtlijst(aanbod: Aanbod, vandaag: date) -> ZichtbareQuerySet[Deelname]:
    """The pupils that wait for a place: asked or granted, not ended, without a place that is offered or taken.

    Who asked first is in front; who said no to an offer can get another one, after those who did not.
    """
    van_mij = Plaatsing.objects.filter(deelname=OuterRef("pk"))
    gestopt = Q(arrangement__beeindiging__isnull=False, arrangement__beeindiging__laatste_dag__lt=vandaag)
    nee = Q(arrangement__beslissing__isnull=False, arrangement__beslissing__van=None)
    nee &= ~Q(arrangement__in=geheim().values("pk"))
    wachtend: ZichtbareQuerySet[Deelname] = (
        Deelname.objects.filter(arrangement__aanbod=aanbod, arrangement__tot__gte=vandaag)
        .exclude(Exists(van_mij.houdt_bezet()))
        .filter(Q(tot=None) | Q(tot__gte=vandaag))
        .exclude(gestopt)
        .exclude(nee)
        .exclude(arrangement__aanvraag__status__in=WEG)
    )
    zei_nee = Exists(van_mij.filter(stand=Stand.AFGEZIEN))
    return wachtend.order_by(zei_nee.asc(), "arrangement__gevraagd_op", "pk")


def locatie_van(aanbod: Aanbod, school: School) -> School | None:
    """Where the place is: at the school of the pupil when each has its own, else at the one address there is."""
    return school if aanbod.op_elke_school else None


def vrij_vandaag(aanbod: Aanbod, vandaag: date, locatie: School | None = None) -> int | None:
    """How many places are free today; None when they are not counted."""
    if aanbod.plaatsen is None:
        return None
    bezet: int = Plaatsing.objects.op(vandaag).filter(aanbod=aanbod, locatie=locatie).count()
    return max(aanbod.plaatsen - bezet, 0)


def periodes(aanbod: Aanbod, vandaag: date) -> list[Periode]:
    """From when until when each place is taken, today or later: numbers, and nobody in them."""
    bezet = Plaatsing.objects.houdt_bezet().filter(aanbod=aanbod, tot__gte=vandaag)
    return list(bezet.values_list("van", "tot"))


@transaction.atomic
def plaats_aanbieden(deelname: Deelname, *, door: Gebruiker, op: datetime, van: date | None = None) -> Plaatsing:
    """Keep a place for this pupil until there is an answer, for as long as its help still lasts.

    Raises NietMogelijk when there is none in that period, or when the grant is not known at the school yet.
    """
    rechten_nodig(door, P.ARRANGEMENT_TOEKENNEN)
    rijen = Deelname.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).select_for_update(of=("self",))
    rij: Deelname = get_object_or_404(rijen.select_related("arrangement__aanbod", "school"), pk=deelname.pk)
    hulp, vandaag = rij.arrangement, timezone.localdate(op)
    uit = getattr(hulp, "beslissing", None)
    if hulp.aanbod.vorm != Vorm.PLAATS:
        raise NietMogelijk("Dit is geen plaats in een voorziening.")
    if uit is None or uit.van is None or uit.tot is None:
        raise NietMogelijk("Ken het arrangement eerst toe. Dan kun je een plaats aanbieden.")
    if geheim().filter(pk=hulp.pk).exists():
        raise NietMogelijk("Verstuur eerst het besluit. Dan kun je een plaats aanbieden.")
    if not wachtlijst(hulp.aanbod, vandaag).filter(pk=rij.pk).exists():
        raise NietMogelijk("Deze leerling wacht niet meer op een plaats.")
    einde = getattr(hulp, "beeindiging", None)
    eerste = max(van or vandaag, uit.van, rij.van or uit.van)
    laatste = min(uit.tot, rij.tot or uit.tot, einde.laatste_dag if einde else uit.tot)
    if eerste > laatste:
        raise NietMogelijk("Kies een eerste dag in de periode waarin de leerling deze hulp heeft.")
    plaats = Plaatsing(aanbod=hulp.aanbod, locatie=locatie_van(hulp.aanbod, rij.school), deelname=rij)
    plaats.van, plaats.tot, plaats.antwoord_voor = eerste, laatste, antwoord_voor(vandaag)
    plaats.aangeboden_op, plaats.aangeboden_door = op, door
    _bewaren(plaats)
    vastleggen("plaats_aanbieden", plaats, door=door, op=op, van=str(eerste))
    return plaats


@transaction.atomic
def plaats_beantwoorden(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime, ja: bool) -> Plaatsing:
    """The school says, after talking with the family, that the pupil comes or does not."""
    rechten_nodig(door, *ANTWOORDT)
    rijen = Plaatsing.objects.visible_to(door, *ANTWOORDT).select_for_update(of=("self",))
    rij: Plaatsing = get_object_or_404(rijen.select_related("deelname__school"), pk=plaatsing.pk)
    if rij.stand != Stand.AANGEBODEN:
        raise NietMogelijk("Op dit aanbod is al geantwoord, of het is vervallen.")
    rij.stand = Stand.BEZET if ja else Stand.AFGEZIEN
    rij.beantwoord_op, rij.beantwoord_door = op, door
    _bewaren(rij)
    vastleggen("plaats_beantwoorden", rij, door=door, op=op, antwoord="ja" if ja else "nee")
    return rij


@transaction.atomic
def plaats_vervalt(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime) -> None:
    """Take back a place that was offered and not answered, so that the next one can have it."""
    rechten_nodig(door, P.ARRANGEMENT_TOEKENNEN)
    rijen = Plaatsing.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).select_for_update(of=("self",))
    rij: Plaatsing = get_object_or_404(rijen.select_related("deelname__school"), pk=plaatsing.pk)
    if rij.stand != Stand.AANGEBODEN:
        raise NietMogelijk("Op dit aanbod is al geantwoord, of het is vervallen.")
    rij.stand = Stand.VERVALLEN
    _bewaren(rij)
    vastleggen("plaats_vervalt", rij, door=door, op=op)


def plaatsen_vrijmaken(deelnames: QuerySet[Deelname], laatste_dag: date) -> None:
    """Help that stops for these pupils leaves their places after its last day. Called by what stops it."""
    bezet = Plaatsing.objects.houdt_bezet().filter(deelname__in=deelnames.values("pk"), tot__gt=laatste_dag)
    for rij in bezet.select_for_update():
        if laatste_dag < rij.van:
            rij.stand = Stand.VERVALLEN
        else:
            rij.tot = laatste_dag
        rij.save()


def plaats_overnemen(plaats: Plaatsing, deelname: Deelname, *, van: date, tot: date) -> None:
    """The same place goes on in what came in the place of its help. plaats: as it was before that help stopped.

    Raises NietMogelijk when it goes on longer and there is no place in those days. Called by what changes help.
    """
    _bewaren(
        Plaatsing(
            aanbod=plaats.aanbod,
            locatie=plaats.locatie,
            deelname=deelname,
            stand=plaats.stand,
            van=max(plaats.van, van),
            tot=tot,
            antwoord_voor=plaats.antwoord_voor,
            aangeboden_op=plaats.aangeboden_op,
            aangeboden_door=plaats.aangeboden_door,
            beantwoord_op=plaats.beantwoord_op,
            beantwoord_door=plaats.beantwoord_door,
        )
    )


def _bewaren(rij: Plaatsing) -> None:
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError as fout:
        raise NietMogelijk(VOL) from fout

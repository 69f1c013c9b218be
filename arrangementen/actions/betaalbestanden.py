"""Payment files: one person picks what is paid, another one approves, and only then there is a file for the bank."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import takewhile

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Betaalbestand, Betaalregel, Boeking, Buitenom, Realisatieregel, Rekening
from arrangementen.models.rekening import EIGEN
from arrangementen.rules import pain001
from arrangementen.rules.boekingen import TERUGVORDERING, UITBETALING
from arrangementen.scopes.arrangement import geheim
from kern.bestanden.actions import bewaren as inhoud_bewaren
from kern.bestanden.opslag import lezen
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import gezien, vastleggen
from kern.woorden import euro
from scholen.models import Instelling, Samenwerkingsverband

from .rekeningen import Stand, aan_of_niet, op_betaalslot, sleutel_van, standen

P = Permissie
HOOGSTENS = 500
"""Payments in one file; what is left goes in the next."""
VOORUIT = timedelta(days=60)
"""How far ahead a payment can be planned."""
VOOR_FACTUUR = "uitbetaling-factuur-"
"""How the key of a payment for an invoice begins: without its invoice it would go to a board."""
AL_BETAALD = Realisatieregel.objects.filter(boeking__isnull=False, realisatie__overgenomen_op__isnull=False)
"""What the bookkeeping says was paid, of files that were taken over."""
INTUSSEN = "Een van deze betalingen is teruggenomen of staat intussen in een ander betaalbestand. Kies opnieuw."


def sinds(swv: Samenwerkingsverband, dag: date) -> date:
    """From when on this SWV makes payment files without a break: what was booked before was paid in another way."""
    versies = Instelling.objects.filter(swv=swv, geldig_van__lte=dag).order_by("-geldig_van")
    rij = [een.geldig_van for een in takewhile(lambda een: een.betaalbestand, versies)]
    return rij[-1] if rij else dag + VOORUIT


def te_betalen(swv: Samenwerkingsverband, dag: date) -> QuerySet[Boeking]:
    """Payments that were booked and stand in no file, oldest first; with `terug` when something was asked back since.

    Not what only moves between school years, what only takes a line back, what was taken back, or what was paid
    otherwise: so the bookkeeping says, or who kept it out.
    """
    weg = Boeking.objects.filter(tegen=OuterRef("pk"), tegenboekingen=None).order_by().values("tegen")
    terug = Boeking.objects.filter(soort=TERUGVORDERING, tegen=None, pk__gt=OuterRef("pk")).filter(
        Q(arrangement=OuterRef("arrangement")) | Q(basis=OuterRef("basis"))
    )
    rijen = Boeking.objects.filter(Q(arrangement__isnull=False) | Q(basis__isnull=False), soort=UITBETALING)
    return (
        rijen.filter(pot__swv=swv, tegen=None, boekdatum__gte=sinds(swv, dag))
        .exclude(pk__in=AL_BETAALD.values("boeking"))
        .exclude(pk__in=Buitenom.objects.values("boeking"))
        .exclude(pk__in=Betaalregel.objects.filter(vervallen=False).values("boeking"))
        .select_related("arrangement", "basis__bestuur", "pot", "school__bestuur", "factuur")
        .prefetch_related("tegenboekingen")
        .annotate(terug=Exists(terug), weg=Subquery(weg.annotate(som=Sum("bedrag")).values("som")))
        .filter(Q(weg=None) | Q(weg__lt=F("bedrag")))
        .order_by("boekdatum", "pk")
    )


@transaction.atomic
def bestand_maken(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, betalingen: Collection[str], uitvoeren_op: date
) -> Betaalbestand:
    """Put these payments (public ids) together for a colleague to approve: all of them or nothing."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    vandaag = timezone.localdate(op)
    aan_of_niet(swv, vandaag)
    if not vandaag <= uitvoeren_op <= vandaag + VOORUIT:
        raise NietMogelijk("Kies een dag om te betalen vanaf vandaag, hoogstens twee maanden vooruit.")
    op_betaalslot(swv)
    boekingen = list(te_betalen(swv, vandaag).filter(public_id__in=betalingen)[: HOOGSTENS + 1])
    if not boekingen:
        raise NietMogelijk("Kies minstens één betaling." if not betalingen else INTUSSEN)
    if len(boekingen) > HOOGSTENS:
        raise NietMogelijk(f"Kies hoogstens {HOOGSTENS} betalingen voor één bestand.")
    if len(boekingen) != len(set(betalingen)):
        raise NietMogelijk(INTUSSEN)
    if fout := next(iter(klopt_niet(boekingen).values()), ""):
        raise NietMogelijk(fout)
    per_wie = standen(swv, max(vandaag, uitvoeren_op))
    van = _rekening(per_wie, EIGEN, "jullie zelf")
    naar = [_rekening(per_wie, sleutel_van(een), aan_wie(een)) for een in boekingen]
    nummer = (Betaalbestand.objects.filter(swv=swv).aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1
    rij = Betaalbestand(swv=swv, nummer=nummer, rekening=van, uitvoeren_op=uitvoeren_op, regels_aantal=len(boekingen))
    rij.bericht_id = f"{swv.code}-{vandaag:%Y%m%d}-{nummer:05d}"
    rij.bedrag = sum((een.bedrag for een in boekingen), Decimal(0))
    rij.gemaakt_op, rij.gemaakt_door = op, door
    bewaren(rij)
    for boeking, rekening in zip(boekingen, naar, strict=True):
        bewaren(_regel(rij, boeking, rekening), intussen=INTUSSEN)
    vastleggen("betaalbestand_maken", rij, door=door, op=op, regels=rij.regels_aantal, bedrag=str(rij.bedrag))
    return rij


@transaction.atomic
def buiten_bestand_houden(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, betalingen: Collection[str], reden: str
) -> list[Buitenom]:
    """Say that these payments (public ids) were made in another way, and how: they go along in no file any more."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    vandaag = timezone.localdate(op)
    aan_of_niet(swv, vandaag)
    if not reden.strip():
        raise NietMogelijk("Schrijf op hoe er is betaald.")
    op_betaalslot(swv)
    boekingen = list(te_betalen(swv, vandaag).filter(public_id__in=betalingen))
    if not boekingen or len(boekingen) != len(set(betalingen)):
        raise NietMogelijk("Kies minstens één betaling." if not betalingen else INTUSSEN)
    uit = []
    for een in boekingen:
        rij = Buitenom(boeking=een, reden=reden.strip(), gezet_op=op, gezet_door=door)
        bewaren(rij)
        vastleggen("buiten_bestand_houden", een, door=door, op=op, bedrag=str(een.bedrag))
        uit.append(rij)
    return uit


def klopt_niet(boekingen: Collection[Boeking]) -> dict[int, str]:
    """Of these payments that should not go to a bank now: by their id, why."""
    hulp = {een.arrangement_id for een in boekingen if een.arrangement_id}
    stil = {*geheim().filter(pk__in=hulp).values_list("pk", flat=True)} if hulp else set()
    return {een.pk: fout for een in boekingen if (fout := _klopt_niet(een, stil))}


def _klopt_niet(boeking: Boeking, stil: Collection[int | None]) -> str:
    if boeking.arrangement_id in stil:
        return f"Verstuur eerst het besluit over {boeking.kenmerk}."
    if boeking.nog_te_corrigeren != boeking.bedrag:
        return f"De betaling van {boeking.kenmerk} is teruggenomen. Boek opnieuw wat er wel wordt betaald."
    if boeking.sleutel.startswith(VOOR_FACTUUR) and getattr(boeking, "factuur", None) is None:
        return f"De factuur bij {boeking.kenmerk} is losgemaakt. Neem deze betaling terug, en boek de factuur opnieuw."
    return ""


def aan_wie(boeking: Boeking) -> str:
    """Who gets the money of this payment, in words."""
    if factuur := getattr(boeking, "factuur", None):
        return str(factuur.leverancier)
    bestuur = (boeking.basis and boeking.basis.bestuur) or (boeking.school and boeking.school.bestuur)
    return str(bestuur or boeking.school)


def omschrijving(boeking: Boeking) -> str:
    """What the payee reads: numbers, a school and us. Never what somebody typed about a grant: a child may be in it."""
    if factuur := getattr(boeking, "factuur", None):
        return f"Factuur {factuur.nummer}, ons kenmerk {boeking.kenmerk}, {boeking.pot.swv.naam}"[:140]
    wat = "basisondersteuning" if boeking.basis_id else "arrangement"
    school = f"{boeking.school.brin6} {boeking.school.naam}" if boeking.school else ""
    return f"{boeking.kenmerk} {wat} {school}, {boeking.pot.swv.naam}"[:140]


def _regel(bestand: Betaalbestand, boeking: Boeking, rekening: Rekening) -> Betaalregel:
    return Betaalregel(
        bestand=bestand,
        boeking=boeking,
        rekening=rekening,
        bedrag=boeking.bedrag,
        kenmerk=f"{boeking.kenmerk}-{boeking.pk}",
        omschrijving=pain001.sepa_tekst(omschrijving(boeking), 140),
    )


def _rekening(per_wie: dict[str, Stand], sleutel: str, naam: str) -> Rekening:
    stand = per_wie.get(sleutel, Stand()) if sleutel else Stand()
    if stand.waarom_niet or stand.geldig is None:
        raise NietMogelijk(f"Het rekeningnummer van {naam} kan niet worden gebruikt. {stand.waarom_niet}")
    return stand.geldig


@transaction.atomic
def bestand_goedkeuren(bestand: Betaalbestand, *, door: Gebruiker, op: datetime) -> Betaalbestand:
    """Approve what a colleague put together; now there is a file. Every account is looked at again first."""
    rechten_nodig(door, P.BETALING_GOEDKEUREN)
    rij = _vast(bestand, door, op)
    if rij.gemaakt_door_id == door.pk:
        raise NietMogelijk("Je maakte dit bestand zelf. Een collega keurt het goed.")
    if not rij.wacht:
        raise NietMogelijk("Een collega heeft hier al iets mee gedaan. Bekijk het opnieuw.")
    regels = list(regels_van(rij))
    if reden := waarom_niet(rij, regels, op):
        raise NietMogelijk(reden)
    rij.inhoud = inhoud_bewaren(_voor_de_bank(rij, regels, op), soort="application/xml", op=op)
    rij.goedgekeurd_op, rij.goedgekeurd_door = op, door
    bewaren(rij)
    vastleggen("betaalbestand_goedkeuren", rij, door=door, op=op, sha256=rij.inhoud.sha256, bedrag=str(rij.bedrag))
    return rij


def _voor_de_bank(rij: Betaalbestand, regels: Sequence[Betaalregel], op: datetime) -> bytes:
    betalingen = [
        pain001.Betaling(een.rekening.tenaamstelling, een.rekening.iban, een.bedrag, een.kenmerk, een.omschrijving)
        for een in regels
    ]
    opdracht = pain001.Opdracht(
        bericht_id=rij.bericht_id,
        gemaakt_op=timezone.localtime(op),
        naam=rij.rekening.tenaamstelling,
        iban=rij.rekening.iban,
        uitvoeren_op=rij.uitvoeren_op,
        betalingen=betalingen,
    )
    try:
        return pain001.bestand(opdracht)
    except pain001.Ongeldig as fout:
        raise NietMogelijk(str(fout)) from fout


def regels_van(bestand: Betaalbestand) -> QuerySet[Betaalregel]:
    """The lines of a file with all that is asked of them."""
    regels = Betaalregel.objects.filter(bestand=bestand).order_by("pk")
    boeking = ("arrangement", "basis__bestuur", "pot__swv", "school__bestuur", "factuur")
    regels = regels.prefetch_related("boeking__tegenboekingen")
    return regels.select_related("rekening__bestuur", *(f"boeking__{naam}" for naam in boeking))


def waarom_niet(bestand: Betaalbestand, regels: Sequence[Betaalregel], op: datetime) -> str:
    """Why this file cannot be approved, or go to the bank, as it is; "" when it can. Page and action ask the same."""
    vandaag = timezone.localdate(op)
    opnieuw = "Trek dit bestand in en maak een nieuw."
    if bestand.uitvoeren_op < vandaag:
        return f"De dag om te betalen is voorbij. {opnieuw}"
    per_wie = standen(bestand.swv, max(vandaag, bestand.uitvoeren_op))
    wie_wat = [(EIGEN, "jullie zelf", bestand.rekening)]
    wie_wat += [(sleutel_van(een.boeking), aan_wie(een.boeking), een.rekening) for een in regels]
    for sleutel, naam, rekening in wie_wat:
        stand = per_wie.get(sleutel, Stand()) if sleutel else Stand()
        if stand.waarom_niet:
            return f"Het rekeningnummer van {naam} kan niet worden gebruikt. {stand.waarom_niet}"
        if stand.geldig != rekening:
            return f"Het rekeningnummer van {naam} is veranderd nadat dit bestand werd gemaakt. {opnieuw}"
    if fout := next(iter(klopt_niet([een.boeking for een in regels]).values()), ""):
        return f"{fout} {opnieuw}"
    if al := AL_BETAALD.filter(boeking__in=[een.boeking_id for een in regels]).first():
        return f"Volgens de boekhouding is {al.kenmerk} al betaald. {opnieuw}"
    som = sum((een.bedrag for een in regels), Decimal(0))
    if (len(regels), som) != (bestand.regels_aantal, bestand.bedrag):
        return f"De betalingen zijn samen {euro(som)}, en het bestand {euro(bestand.bedrag)}. {opnieuw}"
    return ""


@transaction.atomic
def bestand_ophalen(bestand: Betaalbestand, *, door: Gebruiker, op: datetime) -> bytes:
    """The file for the bank: the same bytes each time. Who was first is kept.

    Then all is looked at again: since the approval an account may have changed. Later it can be at the bank already.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN, P.BETALING_GOEDKEUREN)
    rij = _vast(bestand, door, op)
    if not rij.op_te_halen or rij.inhoud is None:
        raise NietMogelijk("Dit bestand is ingetrokken." if rij.ingetrokken_op else "Een collega keurt dit nog goed.")
    if rij.opgehaald_op is None and (reden := waarom_niet(rij, list(regels_van(rij)), op)):
        raise NietMogelijk(reden)
    data = lezen(rij.inhoud.sha256)
    if rij.opgehaald_op is None:
        rij.opgehaald_op, rij.opgehaald_door = op, door
        bewaren(rij)
        vastleggen("betaalbestand_ophalen", rij, door=door, op=op)
    gezien(rij, door=door, op=op, wat="geexporteerd")
    return data


@transaction.atomic
def bestand_intrekken(bestand: Betaalbestand, *, door: Gebruiker, op: datetime, reden: str) -> Betaalbestand:
    """Say that this file is not sent, and why: its payments can go in another one.

    After it was downloaded only a second person can: it may be at the bank already.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN, P.BETALING_GOEDKEUREN)
    rij = _vast(bestand, door, op)
    if rij.ingetrokken_op is not None:
        raise NietMogelijk("Dit bestand is al ingetrokken.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom het betaalbestand vervalt.")
    if rij.opgehaald_op is not None and (rij.gemaakt_door_id == door.pk or not door.heeft(P.BETALING_GOEDKEUREN)):
        raise NietMogelijk("Dit bestand is al opgehaald. Een ander dan wie het maakte, trekt het in.")
    rij.ingetrokken_op, rij.ingetrokken_door, rij.reden = op, door, reden.strip()
    bewaren(rij)
    vastleggen("betaalbestand_intrekken", rij, door=door, op=op, opgehaald=rij.opgehaald_op is not None)
    return rij


def _vast(bestand: Betaalbestand, door: Gebruiker, op: datetime) -> Betaalbestand:
    """This file as it stands now, with nobody else at it until this is done."""
    aan_of_niet(bestand.swv, timezone.localdate(op))
    op_betaalslot(bestand.swv)
    rijen = Betaalbestand.objects.visible_to(door).select_related("swv", "rekening", "inhoud")
    rij: Betaalbestand = get_object_or_404(rijen, pk=bestand.pk)
    return rij

"""A school accounts for what it got; the controller agrees, and what is left goes back or goes along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Max, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Basisbedrag, Boeking, Pot, Potdeel, Verantwoording, Verantwoordingstuk
from arrangementen.rules.boekingen import BEGROTING, TERUGVORDERING, TOEKENNING, UITBETALING, VERANTWOORDING, VRIJVAL
from arrangementen.rules.verantwoorden import GAAT_MEE, apart, in_steekproef, van_de_school, verdelen
from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import notatie
from scholen.models import Instelling, Samenwerkingsverband, School

from .boeken import Regel, boeken

P = Permissie
U = Verantwoording.Uitkomst


@dataclass(frozen=True)
class Post:
    """Money of one budget that a school must account for: of one grant, its basisondersteuning, or what else it got."""

    pot: Pot
    arrangement: Arrangement | None
    open: Decimal
    basis: Basisbedrag | None = None


def posten(
    school: School,
    swv: Samenwerkingsverband,
    schooljaar: int,
    vanaf: Decimal,
    arrangement: Arrangement | None = None,
) -> list[Post]:
    """What stands open with this SWV: of this grant, or else of all that goes together for the year (up to vanaf)."""
    hulp = Arrangement.objects.filter(swv=swv, school=school, schooljaar=schooljaar, beslissing__pot__isnull=False)
    rijen = [een for een in hulp.select_related("beslissing__pot").order_by("pk") if een.stand.nog_te_verantwoorden]
    open_ = open_van(rijen)
    if arrangement is not None:
        return [een for een in _posten(rijen, open_) if een.arrangement == arrangement]
    uit = []
    delen = Potdeel.objects.filter(school=school, pot__swv=swv, pot__schooljaar=schooljaar)
    for deel in delen.select_related("pot").order_by("pk"):
        eigen = [een for een in rijen if een.beslissing.pot_id == deel.pot_id]
        uit += _posten((een for een in eigen if not apart(een.beslissing.bedrag, vanaf)), open_)
        rest = deel.stand.nog_te_verantwoorden - sum((een.stand.nog_te_verantwoorden for een in eigen), Decimal(0))
        for basis in Basisbedrag.objects.met_stand().filter(ronde__pot=deel.pot, school=school):
            van_basis = basis.stand.nog_te_verantwoorden
            uit += [Post(deel.pot, None, van_basis, basis)] if van_basis else []
            rest -= van_basis
        uit += [Post(deel.pot, None, rest)] if rest else []
    return uit


def open_van(hulp: Iterable[Arrangement]) -> dict[int, Decimal]:
    """Of each of these grants, by pk, what the school has still to account for. One query."""
    rijen = [*hulp]
    betaald = Boeking.objects.filter(arrangement__in=rijen, factuur__isnull=False)
    extern: dict[int, Decimal] = defaultdict(Decimal)
    for nummer, bedrag, terug in betaald.annotate(terug=Sum("tegenboekingen__bedrag")).values_list(
        "arrangement", "bedrag", "terug"
    ):
        extern[nummer] += bedrag - (terug or Decimal(0))
    return {een.pk: van_de_school(een.stand.nog_te_verantwoorden, extern[een.pk]) for een in rijen}


def _posten(hulp: Iterable[Arrangement], open_: Mapping[int, Decimal]) -> list[Post]:
    paren = ((een.beslissing.pot, een) for een in hulp)
    return [Post(pot, een, open_[een.pk]) for pot, een in paren if pot is not None and open_[een.pk]]


@transaction.atomic
def verantwoorden(
    *,
    door: Gebruiker,
    op: datetime,
    swv: Samenwerkingsverband,
    school: School,
    schooljaar: int,
    arrangement: Arrangement | None,
    besteed: Decimal,
    waaraan: str,
    effect: str,
    bestanden: Sequence[File[bytes]] = (),
) -> Verantwoording:
    """Send what was spent, on what, and what it did; with receipts if there are any."""
    rechten_nodig(door, P.ARRANGEMENT_VRAGEN)
    get_object_or_404(Potdeel.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).filter(school=school, pot__swv=swv)[:1])
    instelling = Instelling.objects.geldig(swv, timezone.localdate(op))
    te_doen = sum(
        (een.open for een in posten(school, swv, schooljaar, instelling.verantwoorden_vanaf, arrangement)), Decimal(0)
    )
    if not te_doen:
        raise NietMogelijk("Hier staat niets open om te verantwoorden.")
    if besteed > te_doen:
        raise NietMogelijk("Dit is meer dan er is betaald en nog niet verantwoord.")
    eerder = Verantwoording.objects.filter(swv=swv, school=school, schooljaar=schooljaar, arrangement=arrangement)
    if eerder.filter(uitkomst="").exists():
        raise NietMogelijk("Dit is al verantwoord. Het samenwerkingsverband kijkt ernaar.")
    sleutel = arrangement.public_id if arrangement else school.public_id
    rij = Verantwoording(swv=swv, school=school, schooljaar=schooljaar, arrangement=arrangement)
    rij.versie = (eerder.aggregate(hoogste=Max("versie"))["hoogste"] or 0) + 1
    rij.te_verantwoorden, rij.besteed, rij.waaraan, rij.effect = te_doen, besteed, waaraan.strip(), effect.strip()
    rij.steekproef = in_steekproef(sleutel, schooljaar, instelling.steekproef_procent)
    rij.ingediend_op, rij.ingediend_door = op, door
    bewaren(rij)
    try:
        for een in bestanden:
            naam = nette_naam(een.name or "")
            Verantwoordingstuk.objects.create(verantwoording=rij, inhoud=ontvangen(een, op=op), naam=naam)
    except BestandFout as fout:
        raise NietMogelijk(str(fout)) from fout
    vastleggen("verantwoorden", rij, door=door, op=op, besteed=str(besteed), steekproef=rij.steekproef)
    return rij


@transaction.atomic
def verantwoording_beoordelen(
    verantwoording: Verantwoording, *, door: Gebruiker, op: datetime, uitkomst: str, toelichting: str = ""
) -> Verantwoording:
    """Agree, and book what was spent; what is left goes along to next year or is asked back, as the SWV has set.

    Or send it back to the school with what is missing.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rijen = Verantwoording.objects.visible_to(door, P.BUDGET_BEHEREN).select_for_update(of=("self",))
    rij: Verantwoording = get_object_or_404(rijen.select_related("swv", "school", "arrangement"), pk=verantwoording.pk)
    if rij.uitkomst:
        raise NietMogelijk("Hier is al naar gekeken.")
    rij.uitkomst, rij.toelichting = uitkomst, toelichting.strip()
    rij.beoordeeld_op, rij.beoordeeld_door = op, door
    if uitkomst == U.AKKOORD:
        _afboeken(rij, door=door, op=op)
    bewaren(rij)
    vastleggen("verantwoording_beoordelen", rij, door=door, op=op, uitkomst=uitkomst, overschot=rij.overschot)
    return rij


def _afboeken(rij: Verantwoording, *, door: Gebruiker, op: datetime) -> None:
    instelling = Instelling.objects.geldig(rij.swv, timezone.localdate(op))
    open_ = posten(rij.school, rij.swv, rij.schooljaar, instelling.verantwoorden_vanaf, rij.arrangement)
    try:
        gevraagd = _hoogstens([een.open for een in open_], rij.te_verantwoorden)
        delen = verdelen(rij.besteed, gevraagd)
    except ValueError:
        raise NietMogelijk("Er staat intussen minder open dan de school verantwoordt. Stuur het terug.") from None
    mee = instelling.overschot_meenemen
    over = sum(gevraagd, Decimal(0)) - rij.besteed
    rij.overschot = ("meegenomen" if mee else "teruggevorderd") if over else ""
    basis: dict[str, Any] = {"boekdatum": timezone.localdate(op), "school": rij.school}
    for nummer, (post, open_deel, deel) in enumerate(zip(open_, gevraagd, delen, strict=True)):
        sleutel = f"{rij.public_id}-{nummer}"
        for soort, bedrag, waarom in _regels(deel, open_deel - deel, mee=mee, jaar=rij.schooljaar):
            if bedrag:
                regel = Regel(
                    soort=soort, bedrag=bedrag, arrangement=post.arrangement, basis=post.basis, omschrijving=waarom,
                    sleutel=f"{soort}-{sleutel}-{waarom[:4]}", **basis,
                )  # fmt: skip
                boeken(post.pot, regel, door=door, op=op)
    if over and mee:
        _meenemen(rij, over, basis, door=door, op=op)


def _regels(besteed: Decimal, over: Decimal, *, mee: bool, jaar: int) -> list[tuple[str, Decimal, str]]:
    """The lines of one post. What is left is asked back and not owed any more, also when it comes back next year."""
    waarom = f"{GAAT_MEE} {notatie(jaar + 1)}" if mee else "Overschot"
    return [(VERANTWOORDING, besteed, ""), (TERUGVORDERING, over, waarom), (VRIJVAL, over, waarom)]


def _hoogstens(open_: list[Decimal], grens: Decimal) -> list[Decimal]:
    """Of what is open, in order, no more than there was when the school accounted: what was paid since is for later."""
    uit = []
    for bedrag in open_:
        uit.append(min(bedrag, grens))
        grens -= uit[-1]
    return uit


def _meenemen(rij: Verantwoording, over: Decimal, basis: dict[str, Any], *, door: Gebruiker, op: datetime) -> None:
    """Into the budget of next year: budgeted, granted and already paid, so that it is accounted for there."""
    volgend = Pot.objects.filter(swv=rij.swv, schooljaar=rij.schooljaar + 1, aanbod=None).order_by("pk")
    pot = next(
        (een for een in volgend if een.school_id == rij.school_id),
        next(
            (een for een in volgend if een.bestuur_id and een.bestuur_id == rij.school.bestuur_id),
            next((een for een in volgend if not (een.school_id or een.bestuur_id or een.werkgebied_id)), None),
        ),
    )
    if pot is None:
        raise NietMogelijk(f"Maak eerst een budget voor {notatie(rij.schooljaar + 1)}: daar gaat het overschot heen.")
    waarom = f"Meegenomen uit {notatie(rij.schooljaar)}"
    for soort in (BEGROTING, TOEKENNING, UITBETALING):
        voor = basis if soort != BEGROTING else basis | {"school": None}
        regel = Regel(
            soort=soort, bedrag=over, omschrijving=waarom, sleutel=f"mee-{rij.public_id}-{soort}", **voor
        )  # fmt: skip
        boeken(pot, regel, door=door, op=op)

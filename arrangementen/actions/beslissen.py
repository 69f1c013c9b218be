"""Deciding on an arrangement; what is granted is taken from its budget in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Aanbod, Arrangement, Beslissing, Pot, Tarief, Toekenning, Vorm
from arrangementen.rules.arrangement import Toestand, hoeveel, mag_toekennen
from arrangementen.rules.boekingen import TOEKENNING
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from kern.termijnen.woorden import datum_voluit
from kern.woorden import euro
from loket.actions.arrangement import Hulp, arrangement_beantwoorden
from scholen.models import Onderdeel
from scholen.onderdelen import uit_op

from .boeken import Regel, boeken, moet_passen
from .keten import WIJZIGING, eerder_toegekend
from .potten import pot_voor

GEEN_BUDGET = "Er is voor dit schooljaar geen budget waar dit uit kan. Vraag de controller om een budget."
P = Permissie


@dataclass(frozen=True, kw_only=True)
class Uitkomst:
    """What is decided. Of a refusal only the words count. woorden: motivering, passende_hulp and the four checks."""

    uitkomst: str
    van: date | None = None
    tot: date | None = None
    aantal: Decimal | None = None
    bedrag: Decimal = Decimal(0)
    woorden: dict[str, str] = field(default_factory=dict)

    @property
    def toegekend(self) -> bool:
        return self.uitkomst != Beslissing.Uitkomst.AFGEWEZEN


@transaction.atomic
def arrangement_beslissen(
    arrangement: Arrangement, wat: Uitkomst, *, door: Gebruiker, op: datetime, over_mag: bool = False
) -> Beslissing:
    """Grant as asked, otherwise, or refuse. over_mag: going over a budget that only warns was confirmed.

    Raises OverBudget when it does not fit, NietMogelijk when this user may not or when it was decided already.
    """
    rijen = Arrangement.objects.visible_to(door).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen, pk=arrangement.pk)
    if reden := waarom_niet(rij, wat.bedrag, door=door, op=op):
        raise NietMogelijk(reden)
    uit = _beslissing(rij, wat, door=door, op=op, over_mag=over_mag)
    bewaren(uit)
    _deelnames_passen(rij, uit)
    if uit.pot is not None:
        regel = Regel(
            soort=TOEKENNING,
            bedrag=uit.bedrag,
            boekdatum=timezone.localdate(op),
            sleutel=f"toekenning-{rij.public_id}",
            school=rij.school,
            arrangement=rij,
        )
        boeken(uit.pot, regel, door=door, op=op, over_mag=over_mag)
    if rij.aanvraag is not None:
        arrangement_beantwoorden(rij.aanvraag, door=door, op=op, hulp=in_woorden(rij, uit))
    vastleggen("arrangement_beslissen", rij, door=door, op=op, uitkomst=wat.uitkomst, bedrag=str(uit.bedrag))
    return uit


def _deelnames_passen(rij: Arrangement, uit: Beslissing) -> None:
    """Who was named before it was decided takes part in the days that were granted, which can be fewer."""
    if uit.van is None or uit.tot is None:
        return
    for een in rij.deelnames.exclude(van=None, tot=None).select_for_update():
        een.van = een.van and min(max(een.van, uit.van), uit.tot)
        een.tot = een.tot and min(max(een.tot, uit.van), uit.tot)
        bewaren(een)


def in_woorden(rij: Arrangement, uit: Beslissing) -> Hulp:
    """The decision as the letter tells it. Families read no price of hours or a place, only how much help there is."""
    aanbod, omvang = rij.aanbod, ""
    if uit.van is not None:
        omvang = euro(uit.bedrag) if aanbod.vorm == Vorm.BEDRAG else hoeveel(uit.aantal, aanbod.eenheid)
    return Hulp(
        toegekend=uit.van is not None,
        vorm=aanbod.naam,
        omvang=omvang,
        begin=uit.van,
        eind=uit.tot,
        motivering=_waarom(rij, uit),
        passende_hulp=uit.passende_hulp,
        bedrag=eerder_toegekend(rij) + uit.bedrag,
    )


def _waarom(rij: Arrangement, uit: Beslissing) -> str:
    """Why; and of a change that this is not beside what was granted before."""
    if rij.aanleiding != WIJZIGING or uit.van is None:
        return uit.motivering
    vanaf = datum_voluit(uit.van)
    return f"{uit.motivering}\n\nDit komt vanaf {vanaf} in de plaats van de hulp die wij eerder toekenden."


def _beslissing(rij: Arrangement, wat: Uitkomst, *, door: Gebruiker, op: datetime, over_mag: bool) -> Beslissing:
    wie = {"arrangement": rij, "uitkomst": wat.uitkomst, "besloten_op": op, "besloten_door": door}
    uit = Beslissing(**wie, ondertekenaar=door.naam, **wat.woorden)
    if not wat.toegekend:
        return uit
    if wat.van is None or wat.tot is None or {schooljaar(wat.van), schooljaar(wat.tot)} != {rij.schooljaar}:
        raise NietMogelijk("Een arrangement valt in één schooljaar: van 1 augustus tot en met 31 juli.")
    tarief = Tarief.objects.filter(aanbod=rij.aanbod, schooljaar=rij.schooljaar).geldend().first()
    uit.van, uit.tot, uit.aantal, uit.bedrag = wat.van, wat.tot, wat.aantal, wat.bedrag
    uit.tarief = tarief.bedrag if tarief else None
    if Onderdeel.BUDGETTEN in uit_op(timezone.localdate(op)):
        if rij.aanbod.vorm == Vorm.BEDRAG:
            raise NietMogelijk("Dit is hulp in geld, en jullie houden geen budgetten bij. Kies andere hulp.")
        uit.bedrag = Decimal(0)  # help without money: nothing is kept of what it costs
    elif wat.bedrag > 0:
        gevonden = _pot(rij, wat.van)
        uit.pot = Pot.objects.select_for_update(of=("self",)).get(pk=gevonden.pk)
        uit.over_budget = not moet_passen(uit.pot, wat.bedrag, over_mag=over_mag)
    return uit


def waarom_niet(arrangement: Arrangement, bedrag: Decimal, *, door: Gebruiker, op: datetime) -> str:
    """Why this user cannot decide on this amount now; "" when that can. Page and action ask the same."""
    aanbod = arrangement.aanbod
    if not Arrangement.objects.visible_to(door, recht_om_toe_te_kennen(aanbod)).filter(pk=arrangement.pk).exists():
        return GEEN_RECHTEN
    if Beslissing.objects.filter(arrangement=arrangement).exists():
        return "Hierover is al beslist."
    if arrangement.toestand(timezone.localdate(op)) != Toestand.GEVRAAGD:
        return "Dit is nog niet gevraagd, of het is ingetrokken."
    return mag_toekennen(
        [str(rol) for rol in door.rollen],
        toekenning=aanbod.toekenning,
        bedrag=eerder_toegekend(arrangement) + bedrag,
        bedrag_tot=aanbod.bedrag_tot,
    )


def recht_om_toe_te_kennen(aanbod: Aanbod) -> Permissie:
    """With which right this kind of support is granted: a school grants on its own budget itself."""
    return P.ARRANGEMENT_VRAGEN if aanbod.toekenning == Toekenning.SCHOOLBESTUUR else P.ARRANGEMENT_TOEKENNEN


def _pot(rij: Arrangement, dag: date) -> Pot:
    pot = pot_voor(swv=rij.swv, schooljaar=rij.schooljaar, school=rij.school, aanbod=rij.aanbod, dag=dag)
    if pot is None:
        raise NietMogelijk(GEEN_BUDGET)
    return pot

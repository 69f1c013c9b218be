"""Adding a line to a budget. The budget is locked first, so that two grants cannot spend the same euro."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from arrangementen.models import Arrangement, Basisbedrag, Boeking, Periodeslot, Pot
from arrangementen.models.boeking import OPEN_PERIODE
from arrangementen.rules import boekingen as regels
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.woorden import euro
from scholen.models import School

ANDERS_VERSTUURD = "Dit formulier is al verstuurd, met een ander bedrag. Bekijk wat er staat en begin opnieuw."


class OverBudget(NietMogelijk):
    """More than is free. te_veel: by how much; mag: whether the SWV lets one go on after this warning."""

    def __init__(self, vrij: Decimal, bedrag: Decimal, *, mag: bool) -> None:
        self.vrij, self.mag = vrij, mag
        self.te_veel = bedrag - max(vrij, Decimal(0))
        verder = "Bevestig dat je het toch toekent." if mag else "Ken minder toe, of vraag om meer budget."
        nog = f"er is nog {euro(vrij)} vrij" if vrij > 0 else "er is niets meer vrij"
        super().__init__(f"Dit past niet in het budget: {nog}, dit is {euro(self.te_veel)} te veel. {verder}")


def moet_passen(pot: Pot, bedrag: Decimal, *, over_mag: bool) -> bool:
    """Whether a grant of this amount fits in this budget, which is locked. Raises OverBudget when it may not."""
    if regels.past(pot.stand, bedrag):
        return True
    if pot.blokkeert or not over_mag:
        raise OverBudget(pot.stand.vrij, bedrag, mag=not pot.blokkeert)
    return False


@dataclass(frozen=True, kw_only=True)
class Regel:
    """One line to add. sleutel: of the thing that causes it; school: for whom, none for a line of the budget itself."""

    soort: str
    bedrag: Decimal
    boekdatum: date
    sleutel: str
    school: School | None = None
    arrangement: Arrangement | None = None
    basis: Basisbedrag | None = None
    omschrijving: str = ""
    tegen: Boeking | None = None


@transaction.atomic
def boeken(pot: Pot, regel: Regel, *, door: Gebruiker | None, op: datetime, over_mag: bool = False) -> Boeking:
    """Add one line; the database moves the totals. A second time with the same sleutel gives the first line,
    and with another amount is refused.

    Who may do so was asked by the action that calls this. over_mag: going over a budget that only warns was confirmed.
    Raises OverBudget, or NietMogelijk with the sentence why the line cannot be.
    """
    vast: Pot = Pot.objects.select_for_update(of=("self",)).select_related("swv").get(pk=pot.pk)
    if bestaand := Boeking.objects.filter(sleutel=regel.sleutel).first():
        if (bestaand.pot_id, bestaand.soort, bestaand.bedrag) != (vast.pk, regel.soort, regel.bedrag):
            raise NietMogelijk(ANDERS_VERSTUURD)
        return bestaand
    _nagaan(vast, regel, over_mag=over_mag)
    eerste = regels.deel_eerste_jaar(regel.soort, regel.bedrag, schooljaar=vast.schooljaar, boekdatum=regel.boekdatum)
    rij = Boeking(pot=vast, deel_eerste=eerste, geboekt_op=op, geboekt_door=door, **vars(regel))
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError as fout:
        raise NietMogelijk(_intussen(fout)) from fout
    return rij


def _intussen(fout: IntegrityError) -> str:
    """What somebody else did after this line was looked at, by the constraint that now refuses it."""
    diagnose = getattr(fout.__cause__, "diag", None)
    if getattr(diagnose, "constraint_name", "") == OPEN_PERIODE:
        return "De boekhouding is intussen afgesloten voor deze datum. Kies een latere datum."
    return "Deze boeking past niet in het budget. Bekijk het opnieuw."


def _nagaan(pot: Pot, regel: Regel, *, over_mag: bool) -> None:
    """Whether this line can be, for the budget and for what it is about. The lock on the budget holds for all."""
    if reden_niet := regels.waarom_dicht(regel.boekdatum, Periodeslot.objects.dicht_tot(pot.swv)):
        raise NietMogelijk(reden_niet)
    standen = [pot.stand]
    if regel.arrangement is not None:
        standen.append(Arrangement.objects.select_for_update(of=("self",)).get(pk=regel.arrangement.pk).stand)
    if regel.basis is not None:
        standen.append(Basisbedrag.objects.met_stand().get(pk=regel.basis.pk).stand)
    try:
        for stand in standen:
            regels.bij(stand, regel.soort, regel.bedrag)
    except regels.KanNiet as reden:
        raise NietMogelijk(str(reden)) from reden
    vrij = pot.stand.vrij
    if regel.soort == regels.VERLAGING and pot.blokkeert and regel.bedrag > vrij:
        raise NietMogelijk("Zo ver kan de begroting niet omlaag: er is al meer toegekend.")
    if regel.soort == regels.TOEKENNING:
        moet_passen(pot, regel.bedrag, over_mag=over_mag)

"""Sharing out the basisondersteuning of a school year from one budget, by the imported counts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Basisbedrag, Basisronde, Pot
from arrangementen.rules.basis import Deel, verdeel
from arrangementen.rules.boekingen import TOEKENNING
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import notatie
from scholen.models import LeerlingAantal, School, SchoolDeelname

from .boeken import Regel, boeken, moet_passen

GEWOON = ("BO", "VO", "PRO")
"""Basisondersteuning is for regular schools."""
AL_VERDEELD = "Dit budget is al verdeeld. Boek een tegenboeking als het anders moet."


def scholen_voor(pot: Pot, dag: date) -> QuerySet[School]:
    """The regular schools that this budget is for on this day."""
    deelnames = SchoolDeelname.objects.geldig(dag).filter(swv=pot.swv)
    if pot.werkgebied is not None:
        deelnames = deelnames.filter(werkgebied=pot.werkgebied)
    scholen = School.objects.open(dag).filter(pk__in=deelnames.values("school"), soort__in=GEWOON)
    if pot.bestuur is not None:
        scholen = scholen.filter(bestuur=pot.bestuur)
    if pot.school is not None:
        scholen = scholen.filter(pk=pot.school.pk)
    return scholen.select_related("bestuur").order_by("bestuur__naam", "naam", "pk")


def basis_berekenen(
    pot: Pot, *, dag: date, teldatum: date, vaste_voet: Decimal, per_leerling: Decimal
) -> list[tuple[School, Deel]]:
    """What each school would get. Writes nothing."""
    scholen = list(scholen_voor(pot, dag))
    geteld = dict(
        LeerlingAantal.objects.filter(school__in=scholen, teldatum=teldatum, onderdeel="").values_list(
            "school", "aantal"
        )
    )
    delen = verdeel(((een.pk, geteld.get(een.pk)) for een in scholen), vaste_voet=vaste_voet, per_leerling=per_leerling)
    return list(zip(scholen, delen, strict=True))


@transaction.atomic
def basis_verdelen(
    pot: Pot,
    *,
    door: Gebruiker,
    op: datetime,
    teldatum: date,
    vaste_voet: Decimal,
    per_leerling: Decimal,
    over_mag: bool = False,
) -> Basisronde:
    """Grant each school its basisondersteuning, all of it or nothing. Raises OverBudget when it does not fit."""
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    rij: Pot = get_object_or_404(Pot.objects.visible_to(door).select_for_update(of=("self",)), pk=pot.pk)
    if Basisronde.objects.filter(pot=rij).exists():
        raise NietMogelijk(AL_VERDEELD)
    dag = timezone.localdate(op)
    delen = basis_berekenen(rij, dag=dag, teldatum=teldatum, vaste_voet=vaste_voet, per_leerling=per_leerling)
    gevuld = [(school, deel) for school, deel in delen if deel.bedrag > 0]
    if not gevuld:
        raise NietMogelijk("Met deze teldatum en bedragen krijgt geen enkele school iets.")
    totaal = sum((deel.bedrag for _, deel in gevuld), Decimal(0))
    moet_passen(rij, totaal, over_mag=over_mag)
    ronde = Basisronde(pot=rij, teldatum=teldatum, vaste_voet=vaste_voet, per_leerling=per_leerling)
    ronde.geboekt_op, ronde.geboekt_door = op, door
    bewaren(ronde, intussen=AL_VERDEELD)
    for school, deel in gevuld:
        rij_school = Basisbedrag(ronde=ronde, school=school, bestuur=school.bestuur, bedrag=deel.bedrag)
        rij_school.leerlingen = deel.leerlingen or 0
        bewaren(rij_school)
        regel = Regel(
            soort=TOEKENNING,
            bedrag=deel.bedrag,
            boekdatum=dag,
            sleutel=f"basis-{ronde.public_id}-{school.brin6}",
            school=school,
            basis=rij_school,
            omschrijving=f"Basisondersteuning {notatie(rij.schooljaar)}, {deel.leerlingen} leerlingen",
        )
        boeken(rij, regel, door=door, op=op, over_mag=over_mag)
    vastleggen("basis_verdelen", ronde, door=door, op=op, scholen=len(gevuld), bedrag=str(totaal))
    return ronde

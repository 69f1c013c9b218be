"""Evaluations for the demo: of what stopped or runs, with words of a family, through the same actions as real ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from arrangementen.actions.evalueren import (
    evaluatie_afronden,
    evaluatie_bewaren,
    evaluatie_plannen,
    is_kort,
    waarom_niet,
    woorden_geven,
)
from arrangementen.models import Arrangement, Evaluatie
from arrangementen.rules.evaluatie import EIND, TUSSEN
from kern.gebruikers.models import Gebruiker

WERKTE = ("Een vaste plek en korte opdrachten helpen.", "De dagkaart geeft rust: de ochtend begint goed.")
GEZEGD = ("Thuis is het rustiger na school.", "Wij merken dat het rekenen beter gaat.")
HOOGSTENS = 8


def vullen(*, vandaag: date) -> int:
    """Look back on what is there on this day; gives how many evaluations. Does nothing when there are any."""
    if Evaluatie.objects.exists():
        return 0
    begonnen = Arrangement.objects.filter(beslissing__van__lt=vandaag - timedelta(days=14)).select_related(
        "beslissing", "beeindiging", "gevraagd_door"
    )
    volgorde = begonnen.order_by(F("beeindiging__laatste_dag").asc(nulls_last=True), "beslissing__tot", "pk")
    return sum(_een(rij, nummer, vandaag) for nummer, rij in enumerate(volgorde[:HOOGSTENS]))


def _een(rij: Arrangement, nummer: int, vandaag: date) -> int:
    """Half of them is finished, of the other half the talk is still to come and the family spoke already."""
    door, gisteren = rij.gevraagd_door, vandaag - timedelta(days=1)
    op = timezone.make_aware(datetime.combine(gisteren, time(15)))
    if waarom_niet(rij, door=door, vandaag=gisteren):
        return 0
    einde = getattr(rij, "beeindiging", None)
    soort = EIND if is_kort(rij) or einde else TUSSEN
    klaar = nummer % 2 == 0
    dag = gisteren if klaar else vandaag + timedelta(days=6)
    evaluatie = evaluatie_plannen(rij, door=door, op=op, soort=soort, dag=dag, vroeg=True)
    _gezin(evaluatie, op)
    if not klaar:
        return 1
    doelen = {een.public_id: ("deels", "Het lukt drie van de vijf keer.") for een in rij.doelen.all()}
    verslag = {
        "ouders_erbij": True,
        "begeleider_erbij": True,
        "gezegd": GEZEGD[nummer // 2 % len(GEZEGD)],
        "wat_werkte": WERKTE[nummer // 2 % len(WERKTE)],
        "wat_niet_werkte": "Na de pauze kost beginnen nog moeite.",
        "verder": "stoppen" if einde else "doorgaan",
    }
    evaluatie_bewaren(evaluatie, door=door, op=op, versie=1, dag=dag, verslag=verslag, doelen=doelen)
    evaluatie_afronden(evaluatie, door=door, op=op)
    return 1


def _gezin(evaluatie: Evaluatie, op: datetime) -> None:
    """A parent with an account wrote something before the talk."""
    for deelname in evaluatie.arrangement.deelnames.select_related("leerling"):
        ouders = Gebruiker.objects.filter(betrokkenen__gezag__leerling=deelname.leerling_id).distinct()
        for ouder in ouders.order_by("pk")[:1]:
            if Evaluatie.objects.visible_to(ouder).filter(pk=evaluatie.pk).exists():
                goed, graag = "Mijn kind gaat weer graag naar school.", "Ik hoor graag elke week hoe het ging."
                woorden_geven(evaluatie, door=ouder, op=op, deelname=deelname, goed=goed, graag=graag)

"""The doing of the demo: hours, meetings, places and material of what runs, through the same actions as real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from arrangementen.actions import wijzigen
from arrangementen.actions.groep import aanwezigheid_vastleggen
from arrangementen.actions.materiaal import materiaal_bestellen, materiaal_bijhouden
from arrangementen.actions.plaatsen import plaats_aanbieden, plaats_beantwoorden
from arrangementen.actions.uren import Uren, inzet_toevoegen, schrijft_uren, uren_schrijven, vrije_dag
from arrangementen.actions.urenstand import met_hulp
from arrangementen.models import Aanbieder, Arrangement, Bijeenkomst, Deelname, Inzet, Materiaal, Plaatsing, Vorm
from arrangementen.rules.arrangement import vrij_bij_stoppen
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling, Samenwerkingsverband

WEKEN = 5
WIJZIGT = (Rol.BESLISSER, Rol.ADVISEUR, Rol.IB)
KEER = ((0, "leerling", 4), (2, "leerling", 6), (2, "voorbereiding", 2), (3, "leraar", 3))
"""Which day of the week, what kind, and how many quarters; each arrangement takes two of them."""


def vullen(swv: Samenwerkingsverband, *, vandaag: date) -> int:
    """Write down what happened until today; gives how many arrangementen. Does nothing when there is any."""
    if any(model.objects.exists() for model in (Inzet, Bijeenkomst, Plaatsing, Materiaal)):
        return 0
    lopend = (
        Arrangement.objects.filter(swv=swv)
        .lopend(vandaag)
        .select_related("aanbod", "school", "swv", "aanvraag", "beslissing", "beeindiging")
    )
    rijen = [*lopend.order_by("pk")]
    gedaan = sum(_een(rij, nummer, vandaag) for nummer, rij in enumerate(rijen))
    rijen.sort(key=lambda rij: (rij.aanbod.vorm != Vorm.UREN, -rij.pk))
    return gedaan + next((1 for rij in rijen if _gewijzigd(rij, vandaag)), 0)


@transaction.atomic
def _een(rij: Arrangement, nummer: int, vandaag: date) -> int:
    if rij.aanbod.vorm == Vorm.UREN:
        return _uren(rij, nummer, vandaag)
    if rij.aanbod.vorm == Vorm.PLAATS:
        return _plaats(rij, nummer, vandaag)
    if rij.aanbod.vorm == Vorm.MATERIAAL:
        return _materiaal(rij, vandaag)
    return _groep(rij, vandaag) if rij.voor == Arrangement.Voor.GROEP else 0


def _uren(rij: Arrangement, nummer: int, vandaag: date) -> int:
    wie = next((een for een in _mensen(rij) if schrijft_uren(rij, een)), None)
    if wie is None:
        return 0
    eerste, laatste = met_hulp(rij)
    regio = Instelling.objects.geldig(rij.swv, vandaag).vakantieregio
    inzet_toevoegen(
        rij,
        door=wie,
        op=_moment(max(eerste, vandaag - timedelta(weeks=WEKEN))),
        gebruiker=wie,
        uren_per_week=Decimal(2),
    )
    for dag in _dagen(max(eerste, vandaag - timedelta(weeks=WEKEN)), min(laatste, vandaag - timedelta(days=1))):
        for weekdag, soort, kwartieren in KEER[nummer % 2 :: 2]:
            if dag.weekday() == weekdag and not vrije_dag(dag, regio):
                uren_schrijven(rij, Uren(dag=dag, soort=soort, kwartieren=kwartieren), door=wie, op=_moment(dag))
    return 1


def _gewijzigd(rij: Arrangement, vandaag: date) -> bool:
    """Less of it from next week on, where no letter goes before that; whether it was done."""
    nu, uit, van = _moment(vandaag), rij.beslissing, vandaag + timedelta(weeks=1)
    leden = Lidmaatschap.objects.filter(gebruiker__is_active=True, rol__in=WIJZIGT).select_related("gebruiker")
    wie = (lid.gebruiker for lid in leden.order_by("pk"))
    door = next((een for een in wie if not wijzigen.waarom_niet(rij, door=een, op=nu)), None)
    if door is None or uit.van is None or uit.tot is None or van > uit.tot or wijzigen.wordt_besluit(rij, vandaag):
        return False
    vrij = vrij_bij_stoppen(uit.bedrag, van=uit.van, tot=uit.tot, laatste_dag=van - timedelta(days=1))
    wat = wijzigen.Wijziging(
        van=van,
        tot=uit.tot,
        aantal=uit.aantal and max(uit.aantal // 4, Decimal(1)),
        bedrag=min(vrij, uit.bedrag) // 2,
        motivering="Het gaat beter. Wij bouwen de hulp in kleine stappen af.",
    )
    wijzigen.arrangement_wijzigen(rij, wat, door=door, op=nu, sleutel=f"demo-wijziging-{rij.kenmerk}")
    return True


def _groep(rij: Arrangement, vandaag: date) -> int:
    wie = _eerste(Rol.ADVISEUR, rij)
    leden = [*Deelname.objects.filter(arrangement=rij)]
    if wie is None or not leden:
        return 0
    eerste, laatste = met_hulp(rij)
    for dag in _dagen(max(eerste, vandaag - timedelta(weeks=WEKEN)), min(laatste, vandaag)):
        if dag.weekday() == 1:
            aanwezigheid_vastleggen(rij, door=wie, op=_moment(dag), dag=dag, wie=dict.fromkeys(leden, "aanwezig"))
    return 1


def _plaats(rij: Arrangement, nummer: int, vandaag: date) -> int:
    wie = _eerste(Rol.ADVISEUR, rij)
    if wie is None:
        return 0
    try:
        for deelname in Deelname.objects.filter(arrangement=rij):
            plaats = plaats_aanbieden(deelname, door=wie, op=_moment(vandaag))
            if nummer % 3:
                plaats_beantwoorden(plaats, door=wie, op=_moment(vandaag), ja=True)
    except NietMogelijk:  # the voorziening is full: the child waits
        return 0
    return 1


def _materiaal(rij: Arrangement, vandaag: date) -> int:
    wie = _eerste(Rol.ADVISEUR, rij)
    if wie is None:
        return 0
    eerste, _ = met_hulp(rij)
    nu, dag = _moment(vandaag), max(eerste, vandaag - timedelta(days=20))
    for wat in ("Laptop met voorleesprogramma", "Koptelefoon"):
        ding = materiaal_bestellen(rij, door=wie, op=nu, wat=wat, aantal=1, dag=dag)
        if wat.startswith("Laptop"):
            materiaal_bijhouden(ding, door=wie, op=nu, soort="geleverd", dag=min(dag + timedelta(days=6), vandaag))
    return 1


def _mensen(rij: Arrangement) -> Iterator[Gebruiker]:
    """Who could give this help: somebody of the school that helps itself, else an adviseur."""
    rollen = (Rol.IB, Rol.DIRECTEUR) if rij.aanbod.aanbieder == Aanbieder.SCHOOL else (Rol.ADVISEUR,)
    leden = Lidmaatschap.objects.filter(rol__in=rollen, gebruiker__is_active=True).select_related("gebruiker")
    if rij.aanbod.aanbieder == Aanbieder.SCHOOL:
        leden = leden.filter(plek__school=rij.school_id)
    for lid in leden.order_by("pk"):
        if Arrangement.objects.visible_to(lid.gebruiker).filter(pk=rij.pk).exists():
            yield lid.gebruiker


def _eerste(rol: Rol, rij: Arrangement) -> Gebruiker | None:
    leden = Lidmaatschap.objects.filter(rol=rol, gebruiker__is_active=True).select_related("gebruiker").order_by("pk")
    zien = (lid.gebruiker for lid in leden if Arrangement.objects.visible_to(lid.gebruiker).filter(pk=rij.pk).exists())
    return next(zien, None)


def _dagen(van: date, tot: date) -> Iterator[date]:
    for nummer in range((tot - van).days + 1):
        yield van + timedelta(days=nummer)


def _moment(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(16, 30)))

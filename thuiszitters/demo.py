"""Thuiszitters of the demo: some at each turn of the ladder, through the same actions as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from scholen.models import Afscherming, Inschrijving, Samenwerkingsverband
from scholen.rules import jarig

from . import demobord, demosamen
from .actions.melden import Gegevens, melden
from .actions.sluiten import regie_nemen, sluiten
from .actions.stappen import afspraak_maken
from .actions.verloop import nazorg_beginnen, terugkeer_beginnen
from .demo_plan import stappen_zetten
from .demoverloop import VERDER
from .models import Casus

OUDER_DAN = 6
NAZORG = 60
ELKE = 7
"""One in so many pupils of a list in a fixed order, so that they are of several schools and groups."""


@dataclass(frozen=True)
class Verhaal:
    """One child; all days are so many days ago. stappen: when each step after the melding was done.

    verder: which part of demoverloop.py comes after that; deels: since when it goes six hours a week; terug: the last
    day that it did not; afspraak: in so many days.
    """

    soort: str
    reden: str
    thuis: int
    gemeld: int
    gedaan: str
    regie: int | None = None
    stappen: tuple[tuple[int, str], ...] = ()
    deels: int | None = None
    terug: int | None = None
    dicht: bool = False
    afspraak: tuple[int, str, str] | None = None
    verder: str = ""


GESPREK = "Ouders en leerling waren er. Zij willen graag weer naar school, met kleine stappen."
PLAN = "Drie ochtenden per week, met een vaste begeleider bij de deur."
VERHALEN = (
    Verhaal(
        "relatief",
        "angst",
        thuis=80,
        gemeld=75,
        gedaan="De mentor belde elke week met thuis.",
        regie=72,
        stappen=((70, GESPREK), (60, PLAN)),
        afspraak=(5, "Rondetafelgesprek voorbereiden met leerplicht en jeugdhulp", ""),
        verder="geweigerd",
    ),
    Verhaal(
        "relatief",
        "psychisch",
        thuis=45,
        gemeld=42,
        gedaan="Gesprek met ouders en de jeugdarts.",
        regie=40,
        stappen=((38, GESPREK), (28, PLAN)),
        verder="aangenomen",
        deels=14,
        afspraak=(3, "Evalueren of er een middag bij kan", "De leraar"),
    ),
    Verhaal("ziek", "lichamelijk", thuis=25, gemeld=20, gedaan="De jeugdarts is gevraagd om mee te denken."),
    Verhaal("wachtlijst", "wacht_speciaal", thuis=130, gemeld=125, gedaan="De TLV is er, de plek nog niet.", regie=120),
    Verhaal("dreigend", "conflict", thuis=8, gemeld=6, gedaan="Twee gesprekken met de ouders."),
    Verhaal(
        "relatief",
        "gedrag",
        thuis=70,
        gemeld=66,
        gedaan="Observatie in de klas.",
        regie=64,
        stappen=((62, GESPREK), (50, PLAN)),
        deels=40,
        terug=10,
        afspraak=(12, "Bellen met school: hoe gaat het?", ""),
    ),
    Verhaal(
        "verkort",
        "angst",
        thuis=60,
        gemeld=58,
        gedaan="Rustige plek in de pauze.",
        regie=55,
        stappen=((53, GESPREK),),
        terug=20,
        dicht=True,
    ),
    Verhaal(
        "ziek",
        "psychisch",
        thuis=95,
        gemeld=90,
        gedaan="De jeugdarts en leerplicht denken mee.",
        regie=88,
        verder="vrij",
    ),
    Verhaal("relatief", "verhuizing", thuis=30, gemeld=25, gedaan="Gebeld met de ouders.", regie=24, verder="weg"),
)


def vullen(swv: Samenwerkingsverband, *, vandaag: date) -> int:
    """Report and follow them until today; gives how many. Does nothing when there is any case."""
    adviseur = Lidmaatschap.objects.filter(rol=Rol.ADVISEUR, gebruiker__is_active=True).order_by("pk").first()
    if adviseur is None or Casus.objects.exists():
        return 0
    kinderen = (
        Inschrijving.objects.geldig(vandaag)
        .filter(
            leerling__afscherming=Afscherming.GEEN,
            leerling__geboortedatum__lt=jarig(vandaag, OUDER_DAN),
            school__plekken__lidmaatschap__rol=Rol.IB,
        )
        .select_related("leerling", "school__gemeente")
        .order_by("leerling__geboortedatum", "pk")
        .distinct()
    )
    paren = zip(list(kinderen)[::ELKE], VERHALEN, strict=False)
    aantal = sum(_een(swv, plek, verhaal, adviseur.gebruiker, vandaag) for plek, verhaal in paren)
    demosamen.vullen(vandaag=vandaag)
    return aantal + demobord.vullen(vandaag=vandaag)


@transaction.atomic
def _een(swv: Samenwerkingsverband, plek: Inschrijving, wat: Verhaal, adviseur: Gebruiker, vandaag: date) -> int:
    def toen(dagen: int) -> datetime:
        return timezone.make_aware(datetime.combine(vandaag - timedelta(days=dagen), time(10)))

    def dag(dagen: int) -> date:
        return vandaag - timedelta(days=dagen)

    lid = Lidmaatschap.objects.filter(rol=Rol.IB, plek__school=plek.school_id).order_by("pk").first()
    if lid is None:
        return 0
    gegevens = Gegevens(
        swv=swv,
        leerling=plek.leerling,
        school=plek.school,
        herkomst="school",
        soort=wat.soort,
        van=dag(wat.thuis),
        uren=Decimal(10 if wat.soort == "verkort" else 25 if wat.soort == "dreigend" else 0),
        reden=wat.reden,
        gedaan=wat.gedaan,
        woongemeente=plek.school.gemeente,
        ouders_op=dag(wat.gemeld),
    )
    casus, _ = melden(gegevens, door=lid.gebruiker, op=toen(wat.gemeld), sleutel=nieuwe_public_id())
    if wat.regie is not None:
        casus = regie_nemen(casus, door=adviseur, op=toen(wat.regie))
    stappen_zetten(casus, wat.stappen, door=adviseur, vandaag=vandaag, toen=toen)
    if wat.verder:
        casus = VERDER[wat.verder](casus, lid.gebruiker, adviseur, toen, dag)
    if wat.deels is not None:
        casus = terugkeer_beginnen(casus, door=adviseur, op=toen(wat.deels), van=dag(wat.deels), uren=Decimal(6))
    if wat.terug is not None:
        laatste, tot = dag(wat.terug), dag(-NAZORG)
        casus = nazorg_beginnen(casus, door=adviseur, op=toen(wat.terug), tot=tot, laatste_dag=laatste)
    if wat.afspraak is not None:
        over, zin, naam = wat.afspraak
        wie = None if naam else adviseur
        afspraak_maken(casus, door=adviseur, op=toen(2), wat=zin, voor=dag(-over), wie=wie, naam=naam)
    if wat.dicht and wat.terug is not None:
        sluiten(casus, door=adviseur, op=toen(wat.terug - 5), eindreden="eigen_school", slotwoord="Het gaat goed.")
    return 1

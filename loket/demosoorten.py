"""Fictional consults and arrangements for the demo, and the tests that aanvragen for PrO and lwoo ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.actions import aanvraag as acties
from loket.actions import consult
from loket.models import Aanvraag, OnderdeelHulpvraag, OnderdeelToetsen, Status
from scholen.models import Inschrijving, Instelling, Leerling

S = Status
PLAN: tuple[tuple[str, bool, Status, int], ...] = (
    ("CONSULT", False, S.CONCEPT, 1),
    ("CONSULT", False, S.INGEDIEND, 1),
    ("CONSULT", True, S.INGEDIEND, 3),
    ("CONSULT", False, S.IN_BEHANDELING, 6),
    ("CONSULT", True, S.IN_BEHANDELING, 9),
    ("CONSULT", True, S.ADVIES_UITGEBRACHT, 14),
    ("CONSULT", False, S.GESLOTEN, 60),
    ("CONSULT", True, S.GESLOTEN, 110),
    ("ARR", True, S.CONCEPT, 2),
    ("ARR", True, S.INGEDIEND, 4),
    ("ARR", True, S.IN_BEHANDELING, 12),
    ("ARR", True, S.GESLOTEN, 80),
)
"""Kind, whether about a child, how far, and how many days ago."""
VRAGEN = (
    (
        "Hoe zorgen we dat de ochtend rustiger begint? Het eerste uur gaat op aan ruzies en wachten.",
        "Vaste plekken en een dagplanning op het bord. Dat helpt tot de eerste wissel.",
        "Begin de dag met tien minuten lezen op een vaste plek. Laat wisselen van les in kleine groepen. "
        "Wij komen over drie weken kijken hoe het gaat.",
    ),
    (
        "Wat kunnen wij doen bij een leerling die steeds minder naar school komt? De ziekmeldingen nemen toe.",
        "Gesprekken met de ouders en een aangepast rooster in overleg.",
        "Bel na twee ziekmeldingen in een maand. Vraag de jeugdarts mee te kijken. Wij sluiten aan bij het volgende "
        "gesprek met de ouders.",
    ),
    (
        "Wanneer is een TLV nodig en wanneer kan het met hulp op onze eigen school?",
        "Extra instructie en begeleiding door de onderwijsassistent, een half jaar lang.",
        "Kijk eerst of één doel en twaalf weken gerichte hulp genoeg is. Lukt dat niet, dan denken wij mee over een "
        "aanvraag.",
    ),
)


def soorten_vullen(
    *, loket: Gebruiker, kans: Random, vandaag: date, ingediend: Callable[[Aanvraag, Gebruiker, datetime], None]
) -> int:
    """Make them as seen on this day; gives how many. ingediend: what makes a draft into a submitted one."""
    leden = Lidmaatschap.objects.filter(rol=Rol.IB, plek__school__isnull=False).select_related("plek__school")
    scholen = [(lid.gebruiker, lid.plek.school) for lid in leden.order_by("pk")]
    aantal = 0
    for soort, met_leerling, status, geleden in PLAN:
        ib, school = kans.choice(scholen)
        hier = Inschrijving.objects.filter(school=school, tot=None).select_related("leerling").order_by("pk")
        leerling = kans.choice([een.leerling for een in hier]) if met_leerling else None
        with transaction.atomic():
            aantal += _maken(soort, leerling, school, ib, status, loket, vandaag, geleden, kans, ingediend)
    return aantal


def _maken(
    soort: str,
    leerling: Leerling | None,
    school: Any,
    ib: Gebruiker,
    status: Status,
    loket: Gebruiker,
    vandaag: date,
    geleden: int,
    kans: Random,
    ingediend: Callable[[Aanvraag, Gebruiker, datetime], None],
) -> int:
    dag = vandaag - timedelta(days=geleden)
    instelling = Instelling.objects.filter(swv__eigen=True).select_related("swv").order_by("pk")[0]
    if soort not in {een.code for een in acties.soorten(instelling)}:
        return 0
    try:
        zaak = acties.concept_maken(
            school=school,
            leerling=leerling,
            soort=soort,
            swv=instelling.swv,
            sleutel=f"demo-{soort}-{geleden}-{kans.random()}"[:40],
            door=ib,
            op=_moment(dag, 9),
        )
    except acties.Bestaat:
        return 0
    vraag, gedaan, advies = kans.choice(VRAGEN)
    velden = {"hulpvraag": vraag, "al_gedaan": gedaan} | _plan(zaak, dag)
    OnderdeelHulpvraag.objects.filter(aanvraag=zaak).update(**velden)
    if status != S.CONCEPT:
        ingediend(zaak, ib, _moment(dag, 10))
        _verder(zaak, status, loket, dag, advies)
    return 1


def _verder(zaak: Aanvraag, status: Status, loket: Gebruiker, dag: date, tekst: str) -> None:
    if status == S.INGEDIEND:
        return
    consult.in_behandeling_nemen(zaak, door=loket, op=_moment(dag + timedelta(days=1), 9))
    if status == S.IN_BEHANDELING:
        return
    op = _moment(dag + timedelta(days=5), 11)
    advies = consult.advies_bewaren(zaak, door=loket, op=op, versie=0, tekst=tekst)
    consult.advies_uitbrengen(zaak, door=loket, op=op, versie=advies.versie)
    if status == S.GESLOTEN:
        consult.sluiten(zaak, door=loket, op=_moment(dag + timedelta(days=9), 15))


def _plan(zaak: Aanvraag, dag: date) -> dict[str, Any]:
    plan: dict[str, Any] = {"ouders_weten": "ja"} if zaak.leerling else {"over_wie": "een groep van 26 leerlingen"}
    if zaak.soortregels.vraagt_plan:
        plan |= {
            "doel": "Elke ochtend binnen tien minuten aan het werk.",
            "vorm": "in_de_klas",
            "van": dag + timedelta(days=21),
            "tot": dag + timedelta(days=105),
        }
    return plan


def rest_aanvullen(aanvraag: Aanvraag, bewerkt: dict[str, Any], kans: Random) -> None:
    """Tests for the kinds that ask them, and an empty row for each section that was not written yet."""
    if "toetsen" in aanvraag.delen:
        iq = kans.randint(62, 79) if aanvraag.soort == "PRO" else kans.randint(78, 90)
        dle = (18, 26) if aanvraag.soort == "PRO" else (32, 39)
        OnderdeelToetsen.objects.create(
            **bewerkt,
            iq=iq,
            iq_test="WISC-V",
            iq_datum=bewerkt["bewerkt_op"].date() - timedelta(days=kans.randint(60, 300)),
            iq_door="R. Proefman, orthopedagoog",
            ir_dle=kans.randint(*dle),
            ir_dl=55,
            bl_dle=kans.randint(*dle),
            bl_dl=55,
            toets_namen="Toetsen rekenen-wiskunde en begrijpend lezen, groep 8",
            toets_datum=bewerkt["bewerkt_op"].date() - timedelta(days=60),
            sem="nee",
            keuze_motivering="De leerling leert het best door te doen, met veel herhaling en een vaste mentor.",
        )
    for slug in aanvraag.delen:
        acties.ONDERDELEN[slug].objects.get_or_create(aanvraag=aanvraag)


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur, 12)))

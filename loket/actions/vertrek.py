"""What somebody who leaves has in hand at the desk goes to a colleague, or back to ‘Niet toegewezen’."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor
from kern.gebruikers.rollen import Rol
from kern.gebruikers.werk import Werk, registreer_werk
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Actiepunt, Adviesopdracht, Bezwaarzaak, Mandaat, Meelezing, Status
from loket.models.aanvraag import OPEN_WERK
from loket.models.bezwaar import BEZWAAR_LOOPT
from loket.models.werkplek import Verdeelregel, Waarneming
from loket.rules.soorten import MET_ADVIES
from scholen.models.leerling import IntervalQuerySet
from scholen.scopes import SCHOOL_SCHRIJFT

from .bezwaar.feiten import bereidde_voor

OVERDRAGEN = "werk_overdragen"


MET_BESLUIT, MET_CONSULT = ~Q(soort__in=sorted(MET_ADVIES)), Q(soort__in=sorted(MET_ADVIES))
"""What only the desk has in hand, and what an adviseur answers too: with the one role the other work may stay."""


def _aanvragen(van: Gebruiker, welke: Q) -> QuerySet[Aanvraag]:
    rijen: QuerySet[Aanvraag] = Aanvraag.objects.filter(welke, behandelaar=van, status__in=sorted(OPEN_WERK))
    return rijen


def aanvragen_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Each aanvraag that is not finished, with its line in the logbook: who has it is part of its history."""
    _overdragen(_aanvragen(van, MET_BESLUIT), van, naar, door=door, op=op)


def consulten_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Each question that ends in advice, in the same way."""
    _overdragen(_aanvragen(van, MET_CONSULT), van, naar, door=door, op=op)


def _overdragen(
    rijen: QuerySet[Aanvraag], van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime
) -> None:
    for rij in rijen.select_for_update(of=("self",)).order_by("pk"):
        rij.behandelaar = naar
        rij.save(update_fields=["behandelaar"])
        vastleggen(OVERDRAGEN, rij, door=door, op=op, van=van.log_id, naar=naar.log_id if naar else "")


def zaken_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Each bezwaar that runs; one whose besluit the colleague worked on goes to nobody yet (Awb 7:5)."""
    rijen = Bezwaarzaak.objects.filter(behandelaar=van, status__in=sorted(BEZWAAR_LOOPT)).select_for_update(
        of=("self",)
    )
    for zaak in rijen.order_by("pk"):
        mag = naar is not None and not bereidde_voor(zaak, naar)
        zaak.behandelaar = naar if mag else None
        zaak.save(update_fields=["behandelaar"])
        vastleggen(OVERDRAGEN, zaak, door=door, op=op, van=van.log_id, naar=naar.log_id if naar and mag else "")


def regels_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """The rules by which new work comes here; without a colleague new work is nobody's until it is taken."""
    for regel in Verdeelregel.objects.filter(collega=van).select_for_update(of=("self",)).order_by("pk"):
        vastleggen(OVERDRAGEN, regel, door=door, op=op, van=van.log_id, naar=naar.log_id if naar else "")
        if naar is None:
            regel.delete()
        else:
            regel.collega = naar
            regel.save(update_fields=["collega"])


def waarnemingen_beeindigen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Who is not there any more is not away and stands in for nobody; naar takes over no days."""
    vandaag = timezone.localdate(op)
    for rij in _waarnemingen(van).select_for_update(of=("self",)).order_by("pk"):
        meer = {"gebruiker": rij.gebruiker.log_id, "waarnemer": rij.waarnemer.log_id}
        vastleggen("afwezigheid_beeindigen", rij, door=door, op=op, **meer)
        if rij.van >= vandaag:
            rij.delete()
        else:
            rij.tot = vandaag - timedelta(days=1)
            rij.save(update_fields=["tot"])


def adviezen_melden(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Tell who handles each aanvraag that its advice will not come; replacing an expert needs a reason of the desk."""
    rijen = Adviesopdracht.objects.te_schrijven().filter(deskundige=van)
    for opdracht in rijen.select_related("aanvraag__behandelaar"):
        vastleggen("deskundige_vertrokken", opdracht.aanvraag, door=door, op=op, deskundige=van.log_id)
        _vertellen(opdracht.aanvraag.behandelaar, f"deskundige-weg-{opdracht.public_id}", op)


def actiepunten_melden(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Tell who planned the meeting; what was agreed there stays as it was agreed."""
    for punt in _actiepunten(van).select_related("overleg__aangemaakt_door"):
        vastleggen("actiehouder_vertrokken", punt, door=door, op=op, wie=van.log_id)
        _vertellen(punt.overleg.aangemaakt_door, f"actiehouder-weg-{punt.public_id}", op)


def meelezingen_melden(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Tell who asked to read along: another may be asked, about the same decision."""
    for rij in _meelezingen(van).select_related("gevraagd_door"):
        vastleggen("meelezer_vertrokken", rij, door=door, op=op, wie=van.log_id)
        _vertellen(rij.gevraagd_door, f"meelezer-weg-{rij.public_id}", op)


def _vertellen(wie: Gebruiker | None, sleutel: str, op: datetime) -> None:
    if wie is not None and wie.is_active:
        melden(wie=wie, sleutel=sleutel, op=op)


def _actiepunten(van: Gebruiker) -> QuerySet[Actiepunt]:
    rijen: QuerySet[Actiepunt] = Actiepunt.objects.filter(wie=van, gedaan_op=None)
    return rijen


def _meelezingen(van: Gebruiker) -> QuerySet[Meelezing]:
    rijen: QuerySet[Meelezing] = Meelezing.objects.filter(
        gevraagd_aan=van, beoordeeld_op=None, aanvraag__status=Status.BESLUIT_VOORBEREIDEN
    )
    return rijen


def mandaten_laten(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Nothing: who ends a mandate says from when, on its own page. Without the role it gives no power."""


def _mandaten(van: Gebruiker) -> QuerySet[Mandaat]:
    vandaag = timezone.localdate()
    return Mandaat.objects.filter(Q(tot=None) | Q(tot__gte=vandaag), gebruiker=van)


def _waarnemingen(van: Gebruiker) -> IntervalQuerySet[Waarneming]:
    van_hem = Q(gebruiker=van) | Q(waarnemer=van)
    return Waarneming.objects.filter(van_hem, tot__gte=timezone.localdate()).select_related("gebruiker", "waarnemer")


LOKET, ADVISEUR = frozenset({Rol.LOKETMEDEWERKER}), frozenset({Rol.ADVISEUR})
BESLISSER = frozenset({Rol.BESLISSER})
BEZWAAR, DESKUNDIGE = frozenset({Rol.BEZWAARBEHANDELAAR}), frozenset({Rol.DESKUNDIGE})
GEEN: frozenset[Rol] = frozenset()
IN_OVERLEG = LOKET | ADVISEUR | BESLISSER | DESKUNDIGE | frozenset(SCHOOL_SCHRIJFT)
for werk in (
    Werk(
        "aanvragen",
        "aanvragen",
        LOKET,
        LOKET,
        lambda van: _aanvragen(van, MET_BESLUIT).count(),
        aanvragen_overdragen,
    ),
    Werk(
        "consulten",
        "consulten en vragen om een arrangement",
        ADVISEUR | LOKET,
        ADVISEUR | LOKET,
        lambda van: _aanvragen(van, MET_CONSULT).count(),
        consulten_overdragen,
    ),
    Werk(
        "bezwaren",
        "bezwaren",
        BEZWAAR,
        BEZWAAR,
        lambda van: Bezwaarzaak.objects.filter(behandelaar=van, status__in=sorted(BEZWAAR_LOOPT)).count(),
        zaken_overdragen,
        "Werkte je collega mee aan een besluit, dan is dat bezwaar nog van niemand (Awb 7:5).",
    ),
    Werk(
        "verdeelregels",
        "regels waarmee nieuw werk binnenkomt",
        LOKET,
        LOKET,
        lambda van: Verdeelregel.objects.filter(collega=van).count(),
        regels_overdragen,
    ),
    Werk(
        "waarnemingen",
        "keer afwezig of waarnemer",
        LOKET,
        GEEN,
        lambda van: _waarnemingen(van).count(),
        waarnemingen_beeindigen,
        "Dit stopt. Kies bij Werkverdeling een andere waarnemer als dat nodig is.",
    ),
    Werk(
        "adviezen",
        "adviezen die nog niet zijn gegeven",
        DESKUNDIGE,
        GEEN,
        lambda van: Adviesopdracht.objects.te_schrijven().filter(deskundige=van).count(),
        adviezen_melden,
        "Wie de aanvraag behandelt, krijgt een mail en vraagt een andere deskundige.",
    ),
    Werk(
        "actiepunten",
        "actiepunten uit een overleg",
        IN_OVERLEG,
        GEEN,
        lambda van: _actiepunten(van).count(),
        actiepunten_melden,
        "Wie het overleg plande, krijgt een mail en spreekt af wie het doet.",
    ),
    Werk(
        "meelezingen",
        "besluiten om mee te lezen",
        BESLISSER | LOKET,
        GEEN,
        lambda van: _meelezingen(van).count(),
        meelezingen_melden,
        "Wie het besluit voorbereidt, krijgt een mail en vraagt een ander.",
    ),
    Werk(
        "mandaten",
        "mandaten die nog gelden",
        BESLISSER,
        GEEN,
        lambda van: _mandaten(van).count(),
        mandaten_laten,
        "Een mandaat gaat niet vanzelf over. Beëindig het bij Mandaten en leg daar een nieuw vast.",
    ),
):
    registreer_werk(werk)

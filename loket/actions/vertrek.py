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
from loket.models import Aanvraag, Adviesopdracht, Bezwaarzaak, Mandaat
from loket.models.aanvraag import OPEN_WERK
from loket.models.bezwaar import BEZWAAR_LOOPT
from loket.models.werkplek import Verdeelregel, Waarneming
from scholen.models.leerling import IntervalQuerySet

from .bezwaar.feiten import bereidde_voor

OVERDRAGEN = "werk_overdragen"


def aanvragen_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Each aanvraag that is not finished, with its line in the logbook: who has it is part of its history."""
    rijen = Aanvraag.objects.filter(behandelaar=van, status__in=sorted(OPEN_WERK)).select_for_update(of=("self",))
    for rij in rijen.order_by("pk"):
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
        if (wie := opdracht.aanvraag.behandelaar) is not None and wie.is_active:
            melden(wie=wie, sleutel=f"deskundige-weg-{opdracht.public_id}", op=op)


def mandaten_laten(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Nothing: who ends a mandate says from when, on its own page. Without the role it gives no power."""


def _mandaten(van: Gebruiker) -> QuerySet[Mandaat]:
    vandaag = timezone.localdate()
    return Mandaat.objects.filter(Q(tot=None) | Q(tot__gte=vandaag), gebruiker=van)


def _waarnemingen(van: Gebruiker) -> IntervalQuerySet[Waarneming]:
    van_hem = Q(gebruiker=van) | Q(waarnemer=van)
    return Waarneming.objects.filter(van_hem, tot__gte=timezone.localdate()).select_related("gebruiker", "waarnemer")


def _aanvragen(van: Gebruiker) -> int:
    return Aanvraag.objects.filter(behandelaar=van, status__in=sorted(OPEN_WERK)).count()


LOKET, ADVISEUR = frozenset({Rol.LOKETMEDEWERKER}), frozenset({Rol.ADVISEUR})
BESLISSER = frozenset({Rol.BESLISSER})
BEZWAAR, DESKUNDIGE = frozenset({Rol.BEZWAARBEHANDELAAR}), frozenset({Rol.DESKUNDIGE})
GEEN: frozenset[Rol] = frozenset()
for werk in (
    Werk("aanvragen", "aanvragen", LOKET, LOKET, _aanvragen, aanvragen_overdragen),
    Werk("consulten", "consulten", ADVISEUR, ADVISEUR | LOKET, _aanvragen, aanvragen_overdragen),
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

"""Asking for reports, and making them. The row is the truth: a task is a nudge, and a sweep finds what it missed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.rekenblad import SOORT
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.moment import een_moment
from kern.taken import aanstoten
from monitoring.models import MAX_POGINGEN, Rapport
from monitoring.rapporten.bestanden import als_csv, als_excel, als_html
from monitoring.rapporten.inhoud import tabellen
from monitoring.rules.bevriezen import bevroren
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import OPENBAAR, SOORTEN, Over, Rapportsoort, tijdvak_van, vanzelf
from monitoring.rules.tabel import Tabel
from scholen.models import Bestuur, Gemeente, Samenwerkingsverband, School

from .bericht import lezers_melden, vrager_melden
from .publicatie import afgeschermd, ernaast, na_elkaar, publiceert, welke

P = Permissie
Wie = Samenwerkingsverband | Bestuur | School | Gemeente
LEASE = timedelta(minutes=3)
"""How long a worker may be busy with one report before another may take it over."""
KLOK = Systeem("rapporten")
TAAK = "monitoring.tasks.rapport_maken"
NOG_NIET = "Deze periode is nog niet voorbij. Een rapport gaat over een hele periode."
ANDERE_DUUR = "Dit rapport gaat niet over zo’n periode. Kies een andere."


@transaction.atomic
def rapporten_vragen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, soort: str, periode: Periode, wie: Iterable[Wie]
) -> list[Rapport]:
    """The reports of this kind about each of these; a worker makes what is not there yet, or failed before."""
    rechten_nodig(door, P.RAPPORT_MAKEN)
    kind = SOORTEN[soort]
    if tijdvak_van(periode) is not kind.tijdvak:
        raise NietMogelijk(ANDERE_DUUR)
    if periode.tot >= timezone.localdate(op):
        raise NietMogelijk(NOG_NIET)
    rijen = [_gevraagd(swv, kind, periode, een, door=door, op=op) for een in wie]
    opnieuw = [een for een in rijen if not een.klaar_op and een.pogingen >= MAX_POGINGEN]
    Rapport.objects.filter(pk__in=[een.pk for een in opnieuw], klaar_op=None).update(pogingen=0, lease_tot=None)
    for een in opnieuw:
        vastleggen("rapport_opnieuw", een, door=door, op=op)
        aanstoten(TAAK, rapport_id=een.pk)
    return rijen


def _gevraagd(
    swv: Samenwerkingsverband,
    kind: Rapportsoort,
    periode: Periode,
    wie: Wie,
    *,
    door: Gebruiker | Systeem,
    op: datetime,
) -> Rapport:
    """This report, there already or asked now."""
    over = {} if kind.over is Over.SWV else {str(kind.over): wie}
    rij, nieuw = Rapport.objects.get_or_create(
        swv=swv,
        soort=kind.code,
        periode=periode.code,
        over=kind.over,
        **{naam: over.get(naam) for naam in ("bestuur", "school", "gemeente")},
        defaults={"gevraagd_op": op, "gevraagd_door": door if isinstance(door, Gebruiker) else None},
    )
    if nieuw:
        vastleggen("rapport_vragen", rij, door=door, op=op, soort=kind.code, periode=periode.code)
        aanstoten(TAAK, rapport_id=rij.pk)
    return rij


def betrokkenen(swv: Samenwerkingsverband, over: Over, periode: Periode) -> list[Wie]:
    """Everybody in this SWV whom such a report can be about: whoever took part on the last day of the period."""
    if over is Over.SWV:
        return [swv]
    scholen = School.objects.deelnemend(swv, periode.tot)
    if over is Over.SCHOOL:
        return list(scholen.order_by("naam", "brin6"))
    if over is Over.BESTUUR:
        return list(Bestuur.objects.filter(pk__in=scholen.values("bestuur")).order_by("naam", "nummer"))
    return list(Gemeente.objects.filter(pk__in=scholen.values("gemeente")).order_by("naam", "code"))


def rapporten_vanzelf(*, op: datetime) -> int:
    """Each night: ask for the reports of the last period that is over, when they are not there.

    Not on its last evening: what comes in after it would be in neither of two reports that must follow each other. How
    many were asked. Idempotent: a report is there once.
    """
    vandaag, aantal = timezone.localdate(op), 0
    for swv in Samenwerkingsverband.objects.filter(eigen=True):
        for kind in SOORTEN.values():
            if kind.vanzelf and (kind.code != OPENBAAR or publiceert(swv, vandaag)):
                aantal += sum(_vanzelf(swv, kind, een, op=op) for een in vanzelf(kind, vandaag))
    return aantal


@transaction.atomic
def _vanzelf(swv: Samenwerkingsverband, kind: Rapportsoort, periode: Periode, *, op: datetime) -> int:
    er = {een.wie for een in _met_wie(Rapport.objects.filter(swv=swv, soort=kind.code, periode=periode.code))}
    nog = [wie for wie in betrokkenen(swv, kind.over, periode) if wie not in er]
    for wie in nog:
        _gevraagd(swv, kind, periode, wie, door=KLOK, op=op)
    return len(nog)


def _met_wie(rijen: QuerySet[Rapport]) -> QuerySet[Rapport]:
    return rijen.select_related("swv", "bestuur", "school", "gemeente")


def te_maken(*, op: datetime) -> QuerySet[Rapport]:
    """What is not there, did not fail too often, and nobody is busy with at this moment."""
    vrij = Q(lease_tot=None) | Q(lease_tot__lte=op)
    return Rapport.objects.filter(vrij, klaar_op=None, pogingen__lt=MAX_POGINGEN)


def opgeven(*, op: datetime) -> None:
    """Whose worker was killed as often as we try: it waits for a person, and who asked hears that it failed."""
    dood = Rapport.objects.filter(klaar_op=None, pogingen__gte=MAX_POGINGEN, lease_tot__lte=op)
    for rapport in dood.order_by("pk"):
        with transaction.atomic():
            if dood.filter(pk=rapport.pk).update(lease_tot=None):
                vrager_melden(rapport, op=op)


def rapport_maken(rapport_id: int, *, op: datetime) -> bool:
    """Make one, unless it is there or somebody is at it. True when made. Safe to run twice or to be killed."""
    beurt = te_maken(op=op).filter(pk=rapport_id)
    if not beurt.update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    rapport = _met_wie(Rapport.objects.filter(pk=rapport_id)).get()
    try:
        return _maken(rapport, van_een_moment(rapport), op=op)
    except Exception:
        Rapport.objects.filter(pk=rapport_id, klaar_op=None).update(lease_tot=None)
        vrager_melden(rapport, op=op)
        raise


def van_een_moment(rapport: Rapport) -> list[Tabel]:
    """The figures, all as the database was at one moment: else a decision in between would make two of them differ."""
    with een_moment():
        return tabellen(rapport)


def _maken(rapport: Rapport, cijfers: list[Tabel], *, op: datetime) -> bool:
    """Freeze, print and keep. Anew when meanwhile another worker kept what must be hidden together with it."""
    while True:
        erbij = welke(rapport) if rapport.kind.afgeschermd else ([], [])
        _vullen(rapport, cijfers, op=op)
        gelukt = _bewaren(rapport, erbij, op=op)
        if gelukt is not None:
            return gelukt


def _vullen(rapport: Rapport, cijfers: list[Tabel], *, op: datetime) -> None:
    """Freeze, on the object alone. zout: the controlegetal is printed, and without something by chance in it one could
    try the few values of each hidden number until it fits."""
    uitgave = afgeschermd(rapport, cijfers, ernaast(rapport)) if rapport.kind.afgeschermd else None
    rapport.tabellen = [bevroren(een, DEFINITIES) for een in (uitgave.getoond if uitgave else cijfers)]
    zout = {"zout": secrets.token_hex(16)}
    rapport.precies = [bevroren(een, DEFINITIES) | zout for een in uitgave.precies] if uitgave else None
    rapport.klaar_op = op
    rapport.controlegetal = rapport.getal


def _bewaren(rapport: Rapport, erbij: tuple[list[int], list[int]], *, op: datetime) -> bool | None:
    """Print what was frozen, and keep all of it at once. False when another worker was first.

    None when there is something else now than that beside which it was hidden.
    """
    from kern.brieven.pdf import html_naar_pdf  # WeasyPrint is heavy: only a worker loads it

    bestanden = {
        "pdf": (html_naar_pdf(als_html(rapport)), "application/pdf"),
        "excel": (als_excel(rapport), SOORT),
        "csv": (als_csv(rapport), "text/csv"),
    }
    velden = {naam: getattr(rapport, naam) for naam in ("tabellen", "precies", "klaar_op", "controlegetal")}
    with transaction.atomic():
        if rapport.kind.afgeschermd:
            na_elkaar(rapport.swv_id)
            if welke(rapport) != erbij:
                return None
        rijen = {naam: bewaren(data, soort=soort, op=op) for naam, (data, soort) in bestanden.items()}
        nog = Rapport.objects.filter(pk=rapport.pk, klaar_op=None)
        if not nog.update(**velden, **rijen, lease_tot=None):
            return False
        vastleggen("rapport_maken", rapport, door=KLOK, op=op, controlegetal=rapport.controlegetal[:16])
        vrager_melden(rapport, op=op)
        lezers_melden(rapport, op=op)
    return True

"""What the logbook says of one day, for the rules of supervision: who looked at which child, and as what."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from kern.gebruikers.collegas import met_een_rol, wie_werkt
from kern.gebruikers.rollen import MAILCODE_GENOEG, Rol
from kern.logboek.models import Logregel, Uitkomst
from loket.models import Aanvraag
from loket.models.werkplek import Waarneming
from scholen.models import Gezag, Leerling
from toezicht.rules.toezien import Blik, Dagfeiten

BREED = (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.ADVISEUR)
"""Roles that see more children than they work for."""
WERKTE = timedelta(days=365)
"""Who did something for a child in this time, works for it."""
BESTAND = Q(actie__endswith="geexporteerd") | Q(
    actie__in=["caseload_gedownload", "duo_uitkomst_gedownload", "materiaal_gedownload", "onderzoeksset_gedownload"]
)
"""Acts by which many rows at once leave the portal."""


def dagfeiten(dag: date) -> Dagfeiten:
    """Of one day that is over. The same day gives the same facts, while nobody works more for these children."""
    van, tot = _dag(dag)
    regels = Logregel.objects.filter(op__gte=van, op__lt=tot, uitkomst=Uitkomst.GEZIEN).exclude(leerling="")
    rijen = list(regels.exclude(BESTAND).order_by().values_list("wie", "leerling", "rol").distinct())
    werkt = {wie for wie, naam in wie_werkt(een[0] for een in rijen).items() if naam}
    blikken = frozenset(Blik(wie, leerling) for wie, leerling, _ in rijen if wie in werkt)
    als_ouder = {Blik(wie, leerling) for wie, leerling, rol in rijen if rol in MAILCODE_GENOEG}
    gezin = _gezin({een.wie for een in blikken})
    # A look that does not say in which role counts: better one look too many than one's own child unseen.
    zonder_rol = {Blik(wie, leerling) for wie, leerling, rol in rijen if rol not in MAILCODE_GENOEG}
    return Dagfeiten(
        dag=dag,
        blikken=blikken - (als_ouder - zonder_rol),
        eigen_werk=_eigen_werk(blikken, dag),
        eigen_kind=frozenset(blikken & gezin & zonder_rol),
        werkt_breed=frozenset(met_een_rol(BREED, dag).values_list("public_id", flat=True)),
        ouders=frozenset(een.wie for een in gezin),
        exports=_exports(van, tot),
    )


def _exports(van: datetime, tot: datetime) -> tuple[tuple[str, int], ...]:
    regels = Logregel.objects.filter(BESTAND, op__gte=van, op__lt=tot).exclude(uitkomst=Uitkomst.GEWEIGERD)
    return tuple(sorted(regels.order_by().values_list("wie").annotate(aantal=Count("pk"))))


def _gezin(wie: set[str]) -> set[Blik]:
    """Of these people: whose parent they are, or which pupil."""
    banden = Gezag.objects.filter(betrokkene__gebruiker__public_id__in=wie)
    zelf = Leerling.objects.filter(gebruiker__public_id__in=wie)
    return {Blik(*een) for een in banden.values_list("betrokkene__gebruiker__public_id", "leerling__public_id")} | {
        Blik(*een) for een in zelf.values_list("gebruiker__public_id", "public_id")
    }


def _eigen_werk(blikken: frozenset[Blik], dag: date) -> frozenset[Blik]:
    """The looks of who did something for that child in the last year, handles its case, or stands in for who does."""
    wie, leerlingen = {een.wie for een in blikken}, {een.leerling for een in blikken}
    _, tot = _dag(dag)
    gedaan = Logregel.objects.filter(
        uitkomst=Uitkomst.GEDAAN, leerling__in=leerlingen, wie__in=wie, op__gte=tot - WERKTE, op__lt=tot
    ).exclude(actie__startswith="noodtoegang")
    eigen = {Blik(*een) for een in gedaan.order_by().values_list("wie", "leerling").distinct()}
    zaken = Aanvraag.objects.filter(leerling__public_id__in=leerlingen, behandelaar__isnull=False)
    behandelt = set(zaken.values_list("behandelaar__public_id", "leerling__public_id"))
    vervangt = Waarneming.objects.geldig(dag).values_list("gebruiker__public_id", "waarnemer__public_id")
    namens = {(waarnemer, kind) for van, waarnemer in vervangt for wie_ook, kind in behandelt if wie_ook == van}
    return frozenset(blikken & (eigen | {Blik(*een) for een in behandelt | namens}))


def _dag(dag: date) -> tuple[datetime, datetime]:
    begin = timezone.make_aware(datetime.combine(dag, time.min))
    return begin, timezone.make_aware(datetime.combine(dag + timedelta(days=1), time.min))

"""Asking whether something about a child may be shared, answering, and ending it at once (R-PRIV-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten as bericht_klaarzetten
from kern.post.actions import melden
from scholen.models import Betrokkene, Gezag, Leerling, School, Toestemming, Toestemmingsantwoord, mailadres
from scholen.rules.toestemming import (
    LEERLING,
    Soort,
    Stand,
    laatste_dag,
    mag_antwoorden,
    mag_intrekken,
    wie_moet,
)
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

P = Permissie
Langs = Toestemmingsantwoord.Langs
Persoon = Betrokkene | Leerling
ZEI_ZELF_NEE = (
    "Deze persoon zei in het portaal zelf nee, op die dag of later. Vraag of hij of zij het antwoord daar zelf wijzigt."
)


def namens(leerling: Leerling, door: Gebruiker, dag: date) -> School | None:
    """For which school this user asks about this child; None for the SWV."""
    mijn = scholen_van(door, *SCHOOL_SCHRIJFT)
    hier = leerling.inschrijvingen.geldig(dag).filter(school__in=mijn).select_related("school").order_by("pk").first()
    if hier is not None:
        return hier.school
    open_ = leerling.aanmeldingen.filter(school__in=mijn, afgesloten_op=None).select_related("school")
    aanmelding = open_.order_by("pk").first()
    return aanmelding.school if aanmelding else None


@transaction.atomic
def toestemming_vragen(
    leerling: Leerling,
    *,
    door: Gebruiker,
    op: datetime,
    aan: str,
    aan_naam: str,
    wat: Iterable[str],
    waarom: str,
    tot: date,
) -> Toestemming:
    """Ask whether this may be shared; who must answer and reads it in the portal, gets a mail. Http404 when not seen.

    tot: the last day, inclusive, today or later and at most a year away. Raises NietMogelijk for another one.
    """
    rijen = Leerling.objects.visible_to(door, P.TOESTEMMING_VRAGEN).select_for_update(of=("self",))
    kind = get_object_or_404(rijen, pk=leerling.pk)
    vandaag, delen = timezone.localdate(op), [een for een in Toestemming.Wat.values if een in set(wat)]
    if not vandaag <= tot <= laatste_dag(vandaag):
        raise NietMogelijk("Kies een laatste dag binnen een jaar. Vraag het daarna opnieuw.")
    if not (aan_naam.strip() and waarom.strip() and delen):
        raise NietMogelijk("Schrijf op met wie je wat deelt, en waarom.")
    rij: Toestemming = Toestemming.objects.create(
        leerling=kind,
        school=namens(kind, door, vandaag),
        aan=aan,
        aan_naam=aan_naam.strip(),
        wat=delen,
        waarom=waarom.strip(),
        van=vandaag,
        tot=tot,
        gevraagd_op=op,
        gevraagd_door=door,
    )
    vastleggen("toestemming_vragen", rij, door=door, op=op, aan=aan, tot=tot.isoformat())
    for wie in _te_vragen(rij, vandaag):
        sleutel = f"toestemming-{rij.public_id}-{wie.public_id}"
        melden(wie=wie, sleutel=sleutel, op=op)
    return rij


@transaction.atomic
def toestemming_beantwoorden(toestemming: Toestemming, *, door: Gebruiker, op: datetime, ja: bool) -> None:
    """Say yes or no in the portal, for oneself. Raises NietMogelijk for who need not, and when it is over."""
    rij, dag = _slot(toestemming, door, P.DOSSIER_LEZEN), timezone.localdate(op)
    mijn = [wie for wie in personen_van(rij, door, dag) if mag_antwoorden(rij.vraag, _id(wie), dag)]
    if not mijn:
        raise NietMogelijk(gettext("U kunt deze vraag nu niet beantwoorden. Bel ons als dat niet klopt."))
    for wie in mijn:
        _zeggen(rij, wie, Soort.JA if ja else Soort.NEE, door=door, op=op, langs=Langs.PORTAAL, dag=dag)
    _melden(rij, door=door, op=op)


@transaction.atomic
def toestemming_intrekken(toestemming: Toestemming, *, door: Gebruiker, op: datetime) -> None:
    """End it in the portal, now; whoever else agreed (AVG 7 lid 3). Ending what has ended changes nothing."""
    rij, dag = _slot(toestemming, door, P.DOSSIER_LEZEN), timezone.localdate(op)
    if rij.stand(dag) == Stand.INGETROKKEN:
        return
    wie = next((een for een in personen_van(rij, door, dag) if mag_intrekken(rij.vraag, _id(een), dag)), None)
    if wie is None:
        raise NietMogelijk(gettext("U kunt dit nu niet stoppen. Bel ons als dat niet klopt."))
    _zeggen(rij, wie, Soort.INGETROKKEN, door=door, op=op, langs=Langs.PORTAAL, dag=dag)
    _melden(rij, door=door, op=op)


@transaction.atomic
def toestemming_vastleggen(
    toestemming: Toestemming, *, door: Gebruiker, op: datetime, wie: Persoon, soort: str, langs: str, gezegd_op: date
) -> None:
    """Write down what somebody said on paper, by phone or in a talk. gezegd_op: that day, from the day it was asked.

    The person is told of it. Raises NietMogelijk for who need not agree on that day, when it was over by then or is
    now, and for a yes of who said no in the portal on that day or later.
    """
    rij, dag = _slot(toestemming, door, P.TOESTEMMING_VRAGEN), timezone.localdate(op)
    if langs not in (Langs.PAPIER, Langs.TELEFOON, Langs.GESPREK) or soort not in Toestemmingsantwoord.Soort.values:
        raise NietMogelijk("Kies wat er is gezegd, en hoe.")
    if not rij.van <= gezegd_op <= dag:
        raise NietMogelijk("Die dag kan niet. Kies een dag vanaf de vraag, en niet in de toekomst.")
    if rij.stand(dag) in (Stand.INGETROKKEN, Stand.VERLOPEN):
        raise NietMogelijk("Deze toestemming is al voorbij. Vraag het opnieuw.")
    mag = mag_intrekken if soort == Soort.INGETROKKEN else mag_antwoorden
    if not mag(rij.vraag, _id(wie), gezegd_op):
        raise NietMogelijk("Deze persoon beslist hier niet over. Kijk na wie het gezag heeft.")
    if soort == Soort.JA and _weigerde_zelf(rij, wie, gezegd_op):
        raise NietMogelijk(ZEI_ZELF_NEE)
    if gezegd := _zeggen(rij, wie, Soort(soort), door=door, op=op, langs=langs, dag=gezegd_op):
        _vertellen(gezegd, wie, op)
    _melden(rij, door=door, op=op)


def personen_van(rij: Toestemming, gebruiker: Gebruiker, dag: date) -> list[Persoon]:
    """As whom this account can speak about this child on this day: each row that says who it is.

    Uses the gezag of the child (met_feiten). Who has a contact ban speaks outside the portal.
    """
    banden = [een for een in rij.leerling.gezag.all() if een.geldt(dag) and not een.contactverbod]
    mijn: list[Persoon] = [een.betrokkene for een in banden if een.betrokkene.gebruiker_id == gebruiker.pk]
    zelf: list[Persoon] = [rij.leerling] if rij.leerling.gebruiker_id == gebruiker.pk else []
    return [*dict.fromkeys(mijn), *zelf]


def ids_van(rij: Toestemming, gebruiker: Gebruiker, dag: date) -> list[str]:
    """Under which ids the rule knows this account on this day."""
    return [_id(wie) for wie in personen_van(rij, gebruiker, dag)]


def mag_ik(rij: Toestemming, gebruiker: Gebruiker, dag: date) -> tuple[bool, bool]:
    """Whether this account may answer, and whether it may end it, on this day. For the buttons."""
    ids, vraag = ids_van(rij, gebruiker, dag), rij.vraag
    return any(mag_antwoorden(vraag, een, dag) for een in ids), any(mag_intrekken(vraag, een, dag) for een in ids)


def _slot(toestemming: Toestemming, door: Gebruiker, permissie: Permissie) -> Toestemming:
    """This request, locked, with what was said. Http404 when this user does not see it."""
    rijen = Toestemming.objects.visible_to(door, permissie)
    get_object_or_404(rijen.select_for_update(of=("self",)), pk=toestemming.pk)
    return rijen.met_feiten().get(pk=toestemming.pk)


def _zeggen(
    rij: Toestemming, wie: Persoon, soort: Soort, *, door: Gebruiker, op: datetime, langs: str, dag: date
) -> Toestemmingsantwoord | None:
    """Write it down; None when this person said the same last."""
    vorige = [een for een in rij.antwoorden.all() if een.wie == _id(wie)]
    if vorige and (vorige[-1].soort, vorige[-1].op) == (soort, dag):
        return None
    van: dict[str, Any] = {"leerling": wie} if isinstance(wie, Leerling) else {"betrokkene": wie}
    gezegd: Toestemmingsantwoord = Toestemmingsantwoord.objects.create(
        toestemming=rij, soort=soort, langs=langs, op=dag, vastgelegd_op=op, vastgelegd_door=door, **van
    )
    vastleggen(f"toestemming_{soort}", rij, door=door, op=op, langs=langs, gezegd_op=dag.isoformat())
    return gezegd


def _weigerde_zelf(rij: Toestemming, wie: Persoon, dag: date) -> bool:
    """Whether the last word of this person in the portal is no yes, and was said on this day or later."""
    zelf = [een for een in rij.antwoorden.all() if een.wie == _id(wie) and een.langs == Langs.PORTAAL]
    return bool(zelf) and zelf[-1].soort != Soort.JA and zelf[-1].op >= dag


def _vertellen(gezegd: Toestemmingsantwoord, wie: Persoon, op: datetime) -> None:
    """A mail to whose word was written down by another, so that a false one is noticed."""
    if adres := mailadres(wie):
        sleutel, link = f"toestemming-opgeschreven-{gezegd.pk}", f"{settings.SITE_URL}/contact/"
        bericht_klaarzetten(aan=adres, soort="opgeschreven", sleutel=sleutel, op=op, link=link)


def _melden(rij: Toestemming, *, door: Gebruiker, op: datetime) -> None:
    """Tell who asked that there is an outcome; not who wrote it down himself."""
    nu = Toestemming.objects.met_feiten().get(pk=rij.pk).stand(timezone.localdate(op))
    vrager = rij.gevraagd_door
    if nu != Stand.GEVRAAGD and vrager.is_active and vrager != door:
        melden(wie=vrager, sleutel=f"toestemming-{nu}-{rij.public_id}", op=op)


def _te_vragen(rij: Toestemming, dag: date) -> list[Gebruiker]:
    """The accounts of who must answer and may read the question here."""
    vers = Toestemming.objects.met_feiten().get(pk=rij.pk)
    nodig = wie_moet(vers.leerling.geboortedatum, vers.vraag.banden, dag)
    banden = Gezag.objects.filter(leerling=rij.leerling, betrokkene__public_id__in=nodig).order_by("pk")
    mensen = [een.betrokkene.gebruiker for een in banden.select_related("betrokkene__gebruiker")]
    mensen += [rij.leerling.gebruiker] if LEERLING in nodig else []
    return [
        wie
        for wie in dict.fromkeys(mensen)
        if wie and wie.is_active and Toestemming.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(pk=rij.pk).exists()
    ]


def _id(wie: Persoon) -> str:
    return LEERLING if isinstance(wie, Leerling) else wie.public_id

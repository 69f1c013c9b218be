"""Letting somebody look along in the own dossier, and ending it at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers import actions as accounts
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten as bericht_klaarzetten
from loket.models import Aanvraag, Helpertoegang
from loket.rules.helper import HOOGSTENS_HELPERS, laatste_dag
from loket.scopes.helper import DICHT, van_rond_kind
from scholen.models import Betrokkene, Leerling
from scholen.models.leerling import VERTEGENWOORDIGT
from scholen.scopes import banden, mag_meekijken

P = Permissie


def geeft_als(aanvraag: Aanvraag, gebruiker: Gebruiker, dag: date) -> Betrokkene | Leerling | None:
    """As whom this account can let somebody look along in this case on this day: with gezag, or the pupil from 16."""
    kind = aanvraag.leerling
    if kind is None or aanvraag.status in DICHT:
        return None
    if kind.gebruiker_id == gebruiker.pk:
        return kind if mag_meekijken(kind, kind, dag) else None
    mijn = banden(dag).filter(leerling=kind, betrokkene__gebruiker=gebruiker, soort__in=sorted(VERTEGENWOORDIGT))
    band = mijn.select_related("betrokkene").order_by("pk").first()
    return band.betrokkene if band else None


@transaction.atomic
def helper_uitnodigen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    naam: str,
    email: str,
    soort: str,
    tot: date,
    adres: str,
    mag_mening: bool = False,
) -> Helpertoegang:
    """Let this person look along up to and including tot; the mail names nobody. adres: of the page with the code.

    mag_mening: and prepare a view, which the giver sends.

    What the giver reads is the same whether or not somebody has an account, or is somebody around the child: for whom
    it opens nothing, and who hears nothing of it. Http404 when the case is not the giver's.
    Raises NietMogelijk for a day beyond a year, and for who may give nobody leave.
    """
    zaken = Aanvraag.objects.visible_to(door, P.DOSSIER_LEZEN).select_related("leerling")
    zaak = get_object_or_404(zaken.select_for_update(of=("self",)), pk=aanvraag.pk)
    vandaag, email, naam = timezone.localdate(op), email.strip().lower(), naam.strip()
    if (wie := geeft_als(zaak, door, vandaag)) is None:
        raise NietMogelijk(gettext("U kunt hier nu niemand laten meekijken. Bel ons als dat niet klopt."))
    _heel(naam=naam, email=email, soort=soort, tot=tot, vandaag=vandaag)
    helper, code = _account(zaak, email=email, naam=naam, tot=tot, door=door, op=op)
    _kan_erbij(zaak, helper, email, door=door, op=op)
    rij: Helpertoegang = Helpertoegang.objects.create(
        aanvraag=zaak,
        betrokkene=wie if isinstance(wie, Betrokkene) else None,
        leerling=wie if isinstance(wie, Leerling) else None,
        helper=helper,
        naam=naam,
        email=email,
        soort=soort,
        van=vandaag,
        tot=tot,
        mag_mening=mag_mening,
        gegeven_op=op,
        gegeven_door=door,
    )
    vastleggen("helper_laten_meekijken", rij, door=door, op=op, tot=tot.isoformat(), soort=soort, mening=mag_mening)
    if code is not None and helper.is_active:
        _mailen(rij, f"{adres}{code}/" if code else "", op=op)
    return rij


def _account(
    zaak: Aanvraag, *, email: str, naam: str, tot: date, door: Gebruiker, op: datetime
) -> tuple[Gebruiker, str | None]:
    """Who will look along, and the code to choose a password with; None where it opens nothing."""
    if van_rond_kind(zaak.leerling, email):
        return accounts.helper_zonder_toegang(email=email, naam=naam), None
    van = timezone.localdate(op)
    return accounts.helper_uitnodigen(email=email, naam=naam, van=van, tot=tot, door=door, op=op)


def _heel(*, naam: str, email: str, soort: str, tot: date, vandaag: date) -> None:
    if not (naam and email) or soort not in Helpertoegang.Soort.values:
        raise NietMogelijk(gettext("Vul in wie er meekijkt"))
    if not vandaag <= tot <= laatste_dag(vandaag):
        raise NietMogelijk(gettext("Kies een laatste dag binnen een jaar."))


def _mailen(rij: Helpertoegang, link: str, *, op: datetime) -> None:
    """Say that something is ready. link: to choose a password, "" for who has an account."""
    soort = "uitnodiging" if link else "klaar"
    bericht_klaarzetten(aan=rij.email, soort=soort, sleutel=f"helper-{rij.public_id}", op=op, link=link)


def _kan_erbij(zaak: Aanvraag, helper: Gebruiker, email: str, *, door: Gebruiker, op: datetime) -> None:
    """Close what is past; nobody looks along twice. Raises NietMogelijk, and then nothing was written."""
    vandaag = timezone.localdate(op)
    mijn = Helpertoegang.objects.filter(aanvraag=zaak, gegeven_door=door, beeindigd_op=None)
    mijn.filter(tot__lt=vandaag).update(beeindigd_op=op, beeindigd_door=door)
    if helper == door or mijn.filter(Q(email=email) | Q(helper=helper)).exists():
        raise NietMogelijk(gettext("Dit adres kijkt al mee. Kies een ander adres."))
    if mijn.count() >= HOOGSTENS_HELPERS:
        raise NietMogelijk(
            gettext("Er kunnen hoogstens {aantal} mensen met u meekijken. Stop eerst met iemand.").format(
                aantal=HOOGSTENS_HELPERS
            )
        )


@transaction.atomic
def helper_stoppen(toegang: Helpertoegang, *, door: Gebruiker, op: datetime) -> None:
    """End it now, also in a session that is open: what a helper sees is worked out anew at each request."""
    mijn = Helpertoegang.objects.visible_to(door, P.DOSSIER_LEZEN).select_for_update(of=("self",))
    rij = get_object_or_404(mijn, pk=toegang.pk, gegeven_door=door)
    if rij.beeindigd_op is None:
        rij.beeindigd_op, rij.beeindigd_door = op, door
        rij.save(update_fields=["beeindigd_op", "beeindigd_door"])
        vastleggen("helper_stoppen", rij, door=door, op=op)

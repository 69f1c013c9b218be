"""Agreeing with a handelingsdeel or not: in the own portal, together at school on one device, or on paper (R-OPP-01).

Every way ends in the same row; the last word of each person counts. It decides nothing about a TLV (LBT 107168).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import Actor, geweigerd, vastleggen
from kern.post.actions import klaarzetten as bericht_klaarzetten
from kern.post.actions import melden
from loket.models import Handelingsdeel, Handelingsdeelantwoord, Tekensleutel
from loket.rules.overeenstemming import zelfde_naam
from loket.scopes.overeenstemming import Partij, overeenstemming, persoon_van, wie_ben_ik
from scholen.models import Afscherming, Betrokkene, Leerling, mailadres

from .handelingsdeel import eigen_versie, partij

P = Permissie
Soort, Wijze = Handelingsdeelantwoord.Soort, Handelingsdeelantwoord.Wijze
OP_SCHOOL = Systeem("ouder_op_school")
"""The actor in the logbook for who reads or types on the device of a school."""
SLEUTEL_GELDT = timedelta(hours=1)
POGINGEN_HOOGSTENS = 5
NIET_MEER = {
    Handelingsdeel.Einde.VERVANGEN: gettext_noop(
        "De school maakte een nieuwe versie. Lees die eerst. Dit antwoord is niet bewaard."
    ),
    Handelingsdeel.Einde.TERUG: gettext_noop(
        "De school nam dit terug. U hoeft niets te doen. Dit antwoord is niet bewaard."
    ),
    Handelingsdeel.Einde.KLAAR: gettext_noop(
        "Dit is afgesloten. Uw antwoord is niet bewaard. Heeft u vragen? Bel de school."
    ),
}
KLOPT_NIET = gettext_noop("De naam of de geboortedatum klopt niet. Kijk het na.")
AL_BEWAARD = gettext_noop("Dit antwoord is al bewaard. Geef het apparaat door.")
DICHT = gettext_noop("Deze pagina werkt niet meer. Geef het apparaat terug aan de school.")


@transaction.atomic
def antwoorden(
    rij: Handelingsdeel, *, door: Gebruiker, op: datetime, soort: str, reden: str = ""
) -> Handelingsdeelantwoord:
    """Agree, do not agree (reden says why), or take an agreement back, in the own portal.

    Twice the same is one answer. Http404 for who does not see it (any more); NietMogelijk for who has no say in it, and
    when the version ended meanwhile.
    """
    mijn = Handelingsdeel.objects.visible_to(door, P.DOSSIER_LEZEN)
    slot = _op_slot(mijn.filter(pk=rij.pk))
    ik = wie_ben_ik(overeenstemming(slot, timezone.localdate(op)), door.pk)
    if ik is None:
        raise NietMogelijk(gettext("U hoeft hier geen akkoord op te geven. Lezen mag wel."))
    gezegd = _zeggen(slot, ik, soort, reden, wijze=Wijze.PORTAAL, dag=timezone.localdate(op), door=door, op=op)
    wie = slot.voorgelegd_door
    if wie.is_active:
        sleutel = f"handelingsdeel-antwoord-{slot.public_id}-{timezone.localdate(op):%Y%m%d}"
        melden(wie=wie, sleutel=sleutel, op=op)
    return gezegd


@transaction.atomic
def papier_vastleggen(
    rij: Handelingsdeel,
    wie: str,
    *,
    door: Gebruiker,
    op: datetime,
    soort: str,
    dag: date,
    scan: Inhoud,
    naam: str,
    reden: str = "",
) -> Handelingsdeelantwoord:
    """Write down what somebody (public id) signed on paper on this day, with its scan; that person is told of it."""
    slot = eigen_versie(rij, door)
    een, vandaag = partij(slot, wie, op), timezone.localdate(op)
    if not vandaag - timedelta(days=366) <= dag <= vandaag:
        raise NietMogelijk("Vul in op welke dag het papier is ondertekend. Dat is niet in de toekomst.")
    papier = {"scan": scan, "scan_naam": naam}
    gezegd = _zeggen(slot, een, soort, reden, wijze=Wijze.PAPIER, dag=dag, door=door, op=op, **papier)
    _vertellen(een, slot.leerling, gezegd, op)
    return gezegd


# --- together at school, on one device ----------------------------------------------------------------------------


@transaction.atomic
def samen_beginnen(rij: Handelingsdeel, aanwezig: Sequence[str], *, door: Gebruiker, op: datetime) -> str:
    """A key with which these people (public ids), who sit here, answer one after another on this device.

    Gives the key, of which a print is kept. Where the pupil stays is secret: then one at a time.
    """
    slot = eigen_versie(rij, door)
    gekozen = list(dict.fromkeys(aanwezig))
    if not gekozen:
        raise NietMogelijk("Kies wie er bij je zit.")
    if len(gekozen) > 1 and slot.leerling.afscherming == Afscherming.VERBLIJFPLAATS:
        raise NietMogelijk("De verblijfplaats is geheim. Kies één persoon tegelijk.")
    for wie in gekozen:
        partij(slot, wie, op)
    sleutel = secrets.token_urlsafe(24)
    Tekensleutel.objects.create(
        handelingsdeel=slot,
        afdruk=afdruk(sleutel),
        gemaakt_door=door,
        gemaakt_op=op,
        geldig_tot=op + SLEUTEL_GELDT,
        aanwezig=gekozen,
    )
    vastleggen("samen_tekenen_beginnen", slot, door=door, op=op, mensen=len(gekozen))
    return sleutel


def bij_sleutel(sleutel: str, *, op: datetime) -> Tekensleutel | None:
    """What this key opens; None when it does not (any more).

    Too old, too many wrong tries, stopped, never was, of a version that ended, or with more than one present while
    where the pupil stays became secret.
    """
    rijen = Tekensleutel.objects.filter(afdruk=afdruk(sleutel), geldig_tot__gt=op, pogingen__lt=POGINGEN_HOOGSTENS)
    rijen = rijen.filter(handelingsdeel__einde="")
    rij = rijen.select_related("handelingsdeel__leerling", "handelingsdeel__school", "gemaakt_door").first()
    if rij is None:
        return None
    geheim = rij.handelingsdeel.leerling.afscherming == Afscherming.VERBLIJFPLAATS
    return None if geheim and len(rij.aanwezig) > 1 else rij


@transaction.atomic
def antwoorden_op_school(
    sleutel: str,
    wie: str,
    *,
    op: datetime,
    soort: str,
    getypt: str,
    geboortedatum: date,
    reden: str = "",
) -> Handelingsdeelantwoord | None:
    """Answer on the device of the school: by who is next, who types the own name and the birth date of the child.

    None when those do not fit: that is counted, and after five times the device closes. An organisation is its name or
    that of whoever came for it. The answer carries the member of staff who was there; the person is told of it.
    """
    rij = _sleutel_op_slot(sleutel, wie, op)
    slot = _op_slot(Handelingsdeel.objects.filter(pk=rij.handelingsdeel_id))
    een = partij(slot, wie, op)
    if not _is_het(persoon_van(een, slot.leerling), getypt) or geboortedatum != slot.leerling.geboortedatum:
        rij.pogingen += 1
        rij.save(update_fields=["pogingen"])
        geweigerd("samen_tekenen", slot, door=OP_SCHOOL, op=op, reden=KLOPT_NIET)
        return None
    gezegd = _zeggen(
        slot,
        een,
        soort,
        reden,
        wijze=Wijze.SCHOOL,
        dag=timezone.localdate(op),
        door=rij.gemaakt_door,
        op=op,
        getypt=getypt.strip(),
    )
    _beurt_voorbij(rij, wie)
    _vertellen(een, slot.leerling, gezegd, op)
    return gezegd


@transaction.atomic
def niets_zeggen(sleutel: str, wie: str, *, op: datetime) -> None:
    """Who is next does not want to answer now; the next one comes, and nothing is written down about it."""
    _beurt_voorbij(_sleutel_op_slot(sleutel, wie, op), wie)


@transaction.atomic
def samen_stoppen(sleutel: str, *, op: datetime) -> Tekensleutel | None:
    """Give the device back: the key opens nothing any more. What was said stays."""
    rij = bij_sleutel(sleutel, op=op)
    if rij is not None:
        rij.geldig_tot = op
        rij.save(update_fields=["geldig_tot"])
        vastleggen("samen_tekenen_stoppen", rij.handelingsdeel, door=OP_SCHOOL, op=op)
    return rij


def afdruk(sleutel: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(sleutel.encode()).hexdigest()


def _sleutel_op_slot(sleutel: str, wie: str, op: datetime) -> Tekensleutel:
    Tekensleutel.objects.select_for_update().filter(afdruk=afdruk(sleutel)).first()
    rij = bij_sleutel(sleutel, op=op)
    if rij is None:
        raise NietMogelijk(DICHT)
    if rij.aan_de_beurt != wie:
        raise NietMogelijk(AL_BEWAARD)
    return rij


def _beurt_voorbij(rij: Tekensleutel, wie: str) -> None:
    rij.gedaan = [*rij.gedaan, wie]
    rij.save(update_fields=["gedaan"])


def _is_het(wie: Betrokkene | Leerling, getypt: str) -> bool:
    if isinstance(wie, Betrokkene) and wie.soort == Betrokkene.Soort.ORGANISATIE:
        return bool(getypt.strip())
    return zelfde_naam(getypt, wie.naam)


def _op_slot(rijen: Any) -> Handelingsdeel:
    op_slot = rijen.select_for_update(of=("self",)).select_related("leerling", "school", "voorgelegd_door")
    slot: Handelingsdeel = get_object_or_404(op_slot)
    if slot.einde:
        raise NietMogelijk(gettext(NIET_MEER[Handelingsdeel.Einde(slot.einde)]))
    return slot


def _zeggen(
    rij: Handelingsdeel,
    een: Partij,
    soort: str,
    reden: str,
    *,
    wijze: str,
    dag: date,
    door: Gebruiker,
    op: datetime,
    **meer: Any,
) -> Handelingsdeelantwoord:
    """Add the answer of one person, unless it was said already; the version is locked."""
    if soort not in Soort.values:
        raise NietMogelijk(gettext("Kies of u akkoord gaat"))
    reden = "" if soort == Soort.AKKOORD else reden.strip()
    if soort == Soort.NIET and not reden:
        raise NietMogelijk(gettext("Schrijf op waarom u niet akkoord gaat"))
    laatste = een.laatste
    if laatste is not None and (laatste.soort, laatste.reden, laatste.wijze) == (soort, reden, wijze):
        return laatste
    if soort == Soort.TERUG and (laatste is None or laatste.soort != Soort.AKKOORD):
        raise NietMogelijk(gettext("U gaf geen akkoord. Er is niets om terug te nemen."))
    wie = persoon_van(een, rij.leerling)
    van = {"betrokkene": wie} if isinstance(wie, Betrokkene) else {"leerling": wie}
    nummer = rij.antwoorden.filter(**van).count() + 1
    velden = {"soort": soort, "reden": reden, "wijze": wijze, "dag": dag, "op": op, "door": door, "nummer": nummer}
    gezegd: Handelingsdeelantwoord = rij.antwoorden.create(**velden, **van, **meer)
    _vastleggen(gezegd, door, op)
    return gezegd


def _vastleggen(gezegd: Handelingsdeelantwoord, door: Actor, op: datetime) -> None:
    vastleggen("handelingsdeel_antwoorden", gezegd, door=door, op=op, soort=gezegd.soort, wijze=gezegd.wijze)


def _vertellen(een: Partij, leerling: Leerling, gezegd: Handelingsdeelantwoord, op: datetime) -> None:
    """A mail to whose answer was written down by another, so that a false one is noticed."""
    if adres := mailadres(persoon_van(een, leerling)):
        link = f"{settings.SITE_URL}/contact/"
        sleutel = f"handelingsdeel-opgeschreven-{gezegd.public_id}"
        bericht_klaarzetten(aan=adres, soort="opgeschreven", sleutel=sleutel, op=op, link=link)

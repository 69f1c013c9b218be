"""A school puts a handelingsdeel before the family: a version, its notices, and how it ends (R-OPP-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import (
    Aanvraag,
    Handelingsdeel,
    Handelingsdeelbespreking,
    Handelingsdeelbestand,
    Handelingsdeelvrijgave,
)
from loket.models.aanvraag import OPEN
from loket.rules.overeenstemming import periode_fout
from loket.scopes.overeenstemming import Partij, nog_te_bespreken, overeenstemming, persoon_van
from scholen.models import Aanmelding, Afscherming, Betrokkene, Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, mag_meekijken, scholen_van

P = Permissie
Einde = Handelingsdeel.Einde
BESTANDEN_HOOGSTENS = 5
GEEN_ACCOUNT = (
    "Deze persoon heeft nog geen account. Teken samen op school of op papier, of vraag het loket om een code."
)


@dataclass(frozen=True, kw_only=True)
class Afspraak:
    """What is put before the family: words, papers or both, about a period (both days inclusive).

    aanvraag: with which it goes along; then the SWV reads it too once that is submitted.
    """

    tekst: str = ""
    van: date
    tot: date
    bestanden: Sequence[tuple[Inhoud, str]] = ()
    aanvraag: Aanvraag | None = None


@transaction.atomic
def voorleggen(leerling: Leerling, afspraak: Afspraak, *, door: Gebruiker, op: datetime) -> Handelingsdeel:
    """Put a version before who must agree, and tell them that something waits. One that lies there is replaced by it.

    What was agreed about the earlier one does not go over to it. The same again (a second click) is the same version.
    Raises Http404 for a child of another school, NietMogelijk when something misses.
    """
    kind = get_object_or_404(_eigen_leerlingen(door).select_for_update(of=("self",)), pk=leerling.pk)
    school = school_van(kind, door, timezone.localdate(op))
    _heel(afspraak)
    aanvraag = None if afspraak.aanvraag is None else _eigen_aanvraag(afspraak.aanvraag, kind, door)
    versies = Handelingsdeel.objects.filter(leerling=kind, school=school).order_by("-versie")
    laatste: Handelingsdeel | None = versies.select_for_update().first()
    if laatste is not None and laatste.open:
        if _zelfde(laatste, afspraak):
            return laatste
        _eindigen(laatste, Einde.VERVANGEN, door=door, op=op)
    rij: Handelingsdeel = Handelingsdeel.objects.create(
        leerling=kind,
        school=school,
        aanvraag=aanvraag,
        versie=laatste.versie + 1 if laatste else 1,
        tekst=afspraak.tekst.strip(),
        van=afspraak.van,
        tot=afspraak.tot,
        voorgelegd_op=op,
        voorgelegd_door=door,
    )
    for inhoud, naam in dict(afspraak.bestanden).items():
        Handelingsdeelbestand.objects.create(handelingsdeel=rij, inhoud=inhoud, naam=naam)
    vastleggen("handelingsdeel_voorleggen", rij, door=door, op=op, versie=rij.versie)
    for een in overeenstemming(rij, timezone.localdate(op)).partijen:
        _melding(rij, een, op=op)
    return rij


@transaction.atomic
def opnieuw_melden(rij: Handelingsdeel, wie: str, *, door: Gebruiker, op: datetime) -> None:
    """Tell one person (public id) once more by mail that something waits; at most one mail a day goes out."""
    slot = eigen_versie(rij, door)
    een = partij(slot, wie, op)
    if een.soort:
        raise NietMogelijk("Deze persoon heeft al gereageerd.")
    if not _melding(slot, een, op=op):
        raise NietMogelijk(GEEN_ACCOUNT)
    vastleggen("handelingsdeel_melden", slot, door=door, op=op, aan=wie)


@transaction.atomic
def terugnemen(rij: Handelingsdeel, *, door: Gebruiker, op: datetime, reden: str) -> Handelingsdeel:
    """Take a version back that should not have gone out; the family reads why."""
    slot = eigen_versie(rij, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom je dit terugneemt.")
    return _eindigen(slot, Einde.TERUG, door=door, op=op, reden=reden)


@transaction.atomic
def afsluiten(rij: Handelingsdeel, *, door: Gebruiker, op: datetime, reden: str = "") -> Handelingsdeel:
    """Close a version: it is over, or it ends without agreement. What was said stays as it is."""
    return _eindigen(eigen_versie(rij, door), Einde.KLAAR, door=door, op=op, reden=reden)


@transaction.atomic
def bespreken(rij: Handelingsdeel, *, door: Gebruiker, op: datetime, tekst: str) -> Handelingsdeelbespreking:
    """Write down what was talked over with who does not agree.

    The same words are a second click only when nobody said no since: else they are about something new.
    """
    slot = eigen_versie(rij, door)
    if not tekst.strip():
        raise NietMogelijk("Schrijf op wat er is besproken.")
    vorige: Handelingsdeelbespreking | None = slot.besprekingen.order_by("-op", "-pk").first()
    if vorige is not None and vorige.tekst == tekst.strip():
        stand_nu = overeenstemming(slot, timezone.localdate(op))
        if nog_te_bespreken(stand_nu, vorige.op) is None:
            return vorige
    een: Handelingsdeelbespreking = slot.besprekingen.create(tekst=tekst.strip(), op=op, door=door)
    vastleggen("handelingsdeel_bespreken", slot, door=door, op=op)
    return een


@transaction.atomic
def bij_aanvraag_zetten(rij: Handelingsdeel, aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> Handelingsdeel:
    """Let a version go along with an aanvraag of this child; once submitted the SWV reads it and how it stands."""
    slot = eigen_versie(rij, door)
    nieuw = _eigen_aanvraag(aanvraag, slot.leerling, door)
    if slot.aanvraag_id not in (None, nieuw.pk):
        raise NietMogelijk("Dit handelingsdeel hoort al bij een aanvraag.")
    slot.aanvraag = nieuw
    slot.save(update_fields=["aanvraag"])
    vastleggen("handelingsdeel_bij_aanvraag", slot, door=door, op=op)
    return slot


@transaction.atomic
def vrijgeven(rij: Handelingsdeel, wie: str, *, door: Gebruiker, op: datetime) -> None:
    """Let this person read a version of a child whose whereabouts are secret: somebody looked that it may."""
    slot = eigen_versie(rij, door)
    een = partij(slot, wie, op)
    if slot.leerling.afscherming != Afscherming.VERBLIJFPLAATS or een.band is None:
        raise NietMogelijk("Deze persoon kan dit al lezen.")
    _, nieuw = Handelingsdeelvrijgave.objects.get_or_create(
        handelingsdeel=slot, betrokkene=een.band.betrokkene, defaults={"op": op, "door": door}
    )
    if nieuw:
        vastleggen("handelingsdeel_vrijgeven", slot, door=door, op=op, aan=wie)
        _melding(slot, een, op=op)


def eigen_versie(rij: Handelingsdeel, door: Gebruiker) -> Handelingsdeel:
    """A version that lies before the family, locked, of an own pupil. Http404, or NietMogelijk if ended."""
    mijn = Handelingsdeel.objects.visible_to(door, P.LEERLING_SCHRIJVEN).filter(leerling__in=_eigen_leerlingen(door))
    slot: Handelingsdeel = get_object_or_404(
        mijn.select_for_update(of=("self",)).select_related("leerling", "school"), pk=rij.pk
    )
    if not slot.open:
        raise NietMogelijk("Deze versie is al geëindigd. Hier verandert niets meer aan.")
    return slot


def partij(rij: Handelingsdeel, wie: str, op: datetime) -> Partij:
    """Who must agree on this day with this public id; Http404 when it is not (any more) one of them."""
    for een in overeenstemming(rij, timezone.localdate(op)).partijen:
        if persoon_van(een, rij.leerling).public_id == wie:
            return een
    raise Http404


def school_van(kind: Leerling, door: Gebruiker, dag: date) -> School:
    """The own school of this child on this day: where it is enrolled, or else applied. Raises Http404."""
    eigen = scholen_van(door, *SCHOOL_SCHRIJFT).order_by("pk")
    hier = Inschrijving.objects.geldig(dag).filter(leerling=kind).values("school")
    aangemeld = Aanmelding.objects.filter(leerling=kind, afgesloten_op=None).values("school")
    school: School | None = eigen.filter(pk__in=hier).first() or eigen.filter(pk__in=aangemeld).first()
    if school is None:
        raise Http404
    return school


def leest_in_portaal(rij: Handelingsdeel, wie: Betrokkene | Leerling, dag: date) -> bool:
    """Whether this person can open this version in the own portal on this day."""
    if wie.gebruiker is None or not wie.gebruiker.is_active or not mag_meekijken(wie, rij.leerling, dag):
        return False
    if rij.leerling.afscherming != Afscherming.VERBLIJFPLAATS or not isinstance(wie, Betrokkene):
        return True
    return rij.vrijgaven.filter(betrokkene=wie).exists()


def _melding(rij: Handelingsdeel, een: Partij, *, op: datetime) -> bool:
    """A mail that something waits, to who can open it; whether there is such a person."""
    wie, dag = persoon_van(een, rij.leerling), timezone.localdate(op)
    if not leest_in_portaal(rij, wie, dag):
        return False
    assert wie.gebruiker is not None
    sleutel = f"handelingsdeel-{rij.public_id}-{wie.public_id}-{dag:%Y%m%d}"
    melden(wie=wie.gebruiker, sleutel=sleutel, op=op)
    return True


def _heel(afspraak: Afspraak) -> None:
    if not afspraak.tekst.strip() and not afspraak.bestanden:
        raise NietMogelijk("Schrijf op wat is afgesproken, of voeg het handelingsdeel toe.")
    if len(dict(afspraak.bestanden)) > BESTANDEN_HOOGSTENS:
        raise NietMogelijk(f"Er kunnen hoogstens {BESTANDEN_HOOGSTENS} bestanden bij.")
    if fout := periode_fout(afspraak.van, afspraak.tot):
        raise NietMogelijk(f"{fout}.")


def _zelfde(rij: Handelingsdeel, afspraak: Afspraak) -> bool:
    bestanden = {een.inhoud_id for een in rij.bestanden.all()}
    return (rij.tekst, rij.van, rij.tot, bestanden) == (
        afspraak.tekst.strip(),
        afspraak.van,
        afspraak.tot,
        {inhoud.pk for inhoud, _ in afspraak.bestanden},
    )


def _eindigen(rij: Handelingsdeel, hoe: Einde, *, door: Gebruiker, op: datetime, reden: str = "") -> Handelingsdeel:
    rij.einde, rij.einde_op, rij.einde_door, rij.einde_reden = hoe, op, door, reden.strip()
    rij.save(update_fields=["einde", "einde_op", "einde_door", "einde_reden"])
    vastleggen("handelingsdeel_eindigen", rij, door=door, op=op, einde=hoe)
    return rij


def _eigen_leerlingen(door: Gebruiker) -> QuerySet[Leerling]:
    return Leerling.objects.visible_to(door, P.LEERLING_SCHRIJVEN)


def _eigen_aanvraag(aanvraag: Aanvraag, kind: Leerling, door: Gebruiker) -> Aanvraag:
    mijn = Aanvraag.objects.visible_to(door, P.AANVRAAG_SCHRIJVEN).filter(leerling=kind, status__in=sorted(OPEN))
    rij: Aanvraag = get_object_or_404(mijn, pk=aanvraag.pk)
    return rij

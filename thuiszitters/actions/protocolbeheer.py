"""The beheerder writes the protocol of the SWV: in a draft, published from a day as a version that never changes.

A case keeps the version that it began with, until a person lets it go on by a newer one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.woorden import datum_voluit
from scholen.models import Samenwerkingsverband
from thuiszitters.models import Casus, Protocol, Protocolstap, Stap
from thuiszitters.rules.protocol import Overstap, Versie, fouten, overstap, verschil

from .overgang import lopende_casus
from .protocol import protocol_klaarzetten

P = Permissie
BEHEREN = P.PROTOCOL_BEHEREN
KOLOMMEN = ("sleutel", "volgorde", "soort", "naam", "wie", "termijn", "eenheid", "vanaf", "grens", "opbrengst")
OMHOOG, OMLAAG = "omhoog", "omlaag"
ACTUEEL = "Deze casus volgt al het protocol dat nu geldt."


@transaction.atomic
def protocol_wijzigen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, naam: str, stil_na_dagen: int
) -> Protocol:
    """Give the draft another name, or other days after which a case stands still."""
    concept = _concept(swv, door, op)
    concept.naam, concept.stil_na_dagen = naam, stil_na_dagen
    bewaren(concept)
    vastleggen("protocol_wijzigen", concept, door=door, op=op)
    return concept


@transaction.atomic
def stap_toevoegen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, **velden: Any) -> Protocolstap:
    """Add a step at the end of the draft."""
    concept = _concept(swv, door, op)
    laatste = concept.stappen.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0
    stap = Protocolstap(protocol=concept, volgorde=laatste + 1, **velden)
    bewaren(stap)
    vastleggen("protocolstap_toevoegen", concept, door=door, op=op, stap=stap.naam)
    return stap


@transaction.atomic
def stap_wijzigen(
    swv: Samenwerkingsverband, sleutel: str, *, door: Gebruiker, op: datetime, **velden: Any
) -> Protocolstap:
    """Write a step of the draft anew. It stays the same step: who did it, did it in the next version too."""
    concept = _concept(swv, door, op)
    stap: Protocolstap = get_object_or_404(concept.stappen, sleutel=sleutel)
    for naam, waarde in velden.items():
        setattr(stap, naam, waarde)
    bewaren(stap)
    vastleggen("protocolstap_wijzigen", concept, door=door, op=op, stap=stap.naam)
    return stap


@transaction.atomic
def stap_verplaatsen(swv: Samenwerkingsverband, sleutel: str, *, door: Gebruiker, op: datetime, richting: str) -> None:
    """Change places with the step before it (omhoog) or after it (omlaag); at the end, stay."""
    concept = _concept(swv, door, op)
    rij = list(concept.stappen.all())
    plek = next((nummer for nummer, een in enumerate(rij) if een.sleutel == sleutel), None)
    buur = None if plek is None else plek + (-1 if richting == OMHOOG else 1)
    if plek is None or buur is None or not 0 <= buur < len(rij):
        return
    een, ander = rij[plek], rij[buur]
    een.volgorde, ander.volgorde = ander.volgorde, een.volgorde
    een.save(update_fields=["volgorde"])
    ander.save(update_fields=["volgorde"])
    vastleggen("protocolstap_verplaatsen", concept, door=door, op=op, stap=een.naam, richting=richting)


@transaction.atomic
def stap_verwijderen(swv: Samenwerkingsverband, sleutel: str, *, door: Gebruiker, op: datetime) -> None:
    """Take a step out of the draft; where it was done, that stays."""
    concept = _concept(swv, door, op)
    stap: Protocolstap = get_object_or_404(concept.stappen, sleutel=sleutel)
    stap.delete()
    concept.stappen.filter(volgorde__gt=stap.volgorde).update(volgorde=F("volgorde") - 1)
    vastleggen("protocolstap_verwijderen", concept, door=door, op=op, stap=stap.naam)


@transaction.atomic
def concept_weggooien(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> None:
    """Forget what was changed since the last version."""
    rechten_nodig(door, BEHEREN)
    rijen = Protocol.objects.visible_to(door, BEHEREN).select_for_update(of=("self",))
    concept: Protocol = get_object_or_404(rijen.filter(gepubliceerd_op=None), swv=swv)
    vastleggen("protocolconcept_weggooien", concept, door=door, op=op, versie=concept.versie)
    concept.stappen.all().delete()
    concept.delete()


@transaction.atomic
def protocol_publiceren(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, gezien: list[str]
) -> Protocol:
    """Make the draft the version by which every case that begins on or after this day runs.

    gezien: the changes as they were shown. Raises NietMogelijk when something is wrong, when nothing changed and when
    the draft is not what was shown.
    """
    rechten_nodig(door, BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    concept: Protocol = get_object_or_404(Protocol.objects.visible_to(door, BEHEREN), swv=swv, gepubliceerd_op=None)
    if mis := fouten(concept.treden):
        raise NietMogelijk(mis[0])
    wijzigingen = wat_verandert(concept)
    if not wijzigingen:
        raise NietMogelijk("Er is niets gewijzigd.")
    if gezien != wijzigingen:
        raise NietMogelijk("Het concept is intussen gewijzigd. Bekijk de wijzigingen opnieuw.")
    vorige = _laatste(swv)
    if geldig_van < timezone.localdate(op):
        raise NietMogelijk("Kies vandaag of een latere dag.")
    if vorige is not None and geldig_van < vorige.geldig_van:
        raise NietMogelijk(
            f"Versie {vorige.versie} gaat in op {datum_voluit(vorige.geldig_van)}. Kies die dag of een latere."
        )
    concept.geldig_van, concept.gepubliceerd_op, concept.gepubliceerd_door = geldig_van, op, door
    bewaren(concept)
    vastleggen(
        "protocol_publiceren", concept, door=door, op=op, versie=concept.versie, geldig_van=geldig_van.isoformat()
    )
    return concept


def wat_verandert(concept: Protocol) -> list[str]:
    """What publishing this draft would change, in sentences."""
    oud = _laatste(concept.swv)
    return verschil(_versie(oud), _versie(concept)) if oud is not None else []


@transaction.atomic
def protocol_volgen(casus: Casus, *, door: Gebruiker, op: datetime, nieuw: Protocol) -> Casus:
    """Let a running case go on by the version that holds now. What was done stays done, and where it was done.

    nieuw: the version that was shown. What came in before the place where the case stands, is passed over with the
    reason, so that nobody has to go back.
    """
    rij = lopende_casus(casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    geldt = Protocol.objects.geldig(rij.swv, timezone.localdate(op))
    if geldt is None or geldt == rij.protocol:
        raise NietMogelijk(ACTUEEL)
    if geldt != nieuw:
        raise NietMogelijk("Er geldt intussen een andere versie. Bekijk het opnieuw.")
    stappen = {een.sleutel: een for een in geldt.stappen.all()}
    waarom = f"Deze stap kwam erbij in versie {geldt.versie}. De casus was toen al verder."
    for sleutel in wordt(rij, geldt).erbij:
        gezet = Stap(casus=rij, protocolstap=stappen[sleutel], uitkomst=Stap.Uitkomst.OVERGESLAGEN, woorden=waarom)
        gezet.dag, gezet.op, gezet.door = timezone.localdate(op), op, door
        bewaren(gezet)
    was, rij.protocol = rij.protocol, geldt
    rij.save(update_fields=["protocol"])
    vastleggen("protocol_volgen", rij, door=door, op=op, van=was.versie, naar=geldt.versie)
    return rij


def wordt(casus: Casus, nieuw: Protocol) -> Overstap:
    """What becomes of this case when it goes on by that version."""
    gezet = list(casus.stappen.order_by("protocolstap__volgorde").values_list("protocolstap__sleutel", flat=True))
    oud = set(casus.protocol.stappen.values_list("sleutel", flat=True))
    return overstap([een.sleutel for een in nieuw.stappen.all()], oud, list(dict.fromkeys(gezet)))


def _versie(protocol: Protocol) -> Versie:
    return Versie(protocol.naam, protocol.stil_na_dagen, protocol.treden)


def _laatste(swv: Samenwerkingsverband) -> Protocol | None:
    return Protocol.objects.gepubliceerd().filter(swv=swv).order_by("-versie").first()


def _concept(swv: Samenwerkingsverband, door: Gebruiker, op: datetime) -> Protocol:
    """The draft, locked; made from the last version when there is none. Two beheerders get the same one."""
    rechten_nodig(door, BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    if bestaand := Protocol.objects.concept(swv):
        return bestaand
    oud = _laatste(swv) or protocol_klaarzetten(swv, door=door, op=op)
    concept = Protocol(swv=swv, naam=oud.naam, versie=oud.versie + 1, geldig_van=timezone.localdate(op))
    concept.stil_na_dagen = oud.stil_na_dagen
    bewaren(concept)
    for stap in oud.stappen.all():
        bewaren(Protocolstap(protocol=concept, **{naam: getattr(stap, naam) for naam in KOLOMMEN}))
    vastleggen("protocolconcept_maken", concept, door=door, op=op, versie=concept.versie)
    return concept

"""The protocol of an SWV: what a profile begins with, and publishing it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.overgang import Actor
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from scholen.models import Samenwerkingsverband
from thuiszitters.models import Protocol, Protocolstap
from thuiszitters.regio import laden


@transaction.atomic
def protocol_klaarzetten(swv: Samenwerkingsverband, *, door: Actor, op: datetime) -> Protocol:
    """The protocol of this SWV, and when it has none: that of its profile, published as of this school year."""
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    if bestaand := Protocol.objects.filter(swv=swv).order_by("-versie").first():
        return bestaand
    profiel, begin = laden(swv.regio), eerste_dag(schooljaar(timezone.localdate(op)))
    protocol = Protocol(swv=swv, versie=1, geldig_van=begin, **profiel.protocol)
    bewaren(protocol)
    for nummer, stap in enumerate(profiel.stappen, 1):
        bewaren(Protocolstap(protocol=protocol, volgorde=nummer, **stap))
    protocol.gepubliceerd_op = op
    protocol.save(update_fields=["gepubliceerd_op"])
    vastleggen("protocol_klaarzetten", protocol, door=door, op=op, versie=protocol.versie)
    return protocol


def geldend_protocol(swv: Samenwerkingsverband, *, door: Actor, op: datetime) -> Protocol:
    """By which version a case of today begins. There is always one, for a child does not wait for beheer."""
    return Protocol.objects.geldig(swv, timezone.localdate(op)) or protocol_klaarzetten(swv, door=door, op=op)

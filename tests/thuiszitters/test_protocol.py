"""The protocol of an SWV: what the regions begin with, and that a published one never changes."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from scholen import regio as regios
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory
from thuiszitters import regio
from thuiszitters.actions.protocol import geldend_protocol, protocol_klaarzetten
from thuiszitters.models import Protocol, Protocolstap
from thuiszitters.rules.ladder import Tredesoort

SYSTEEM = Systeem("proef")


def test_each_region_begins_with_a_protocol_and_two_differ_from_the_default(db):
    swv = InstellingFactory().swv
    standaard = regio.laden("standaard")
    anders = set()
    for naam in regios.PROFIELEN:
        profiel = regio.laden(naam)
        soorten = [een["soort"] for een in profiel.stappen]
        assert (soorten[0], soorten[-1]) == (Tredesoort.MELDING, Tredesoort.NAZORG)
        assert Tredesoort.DOORZETTINGSMACHT in soorten
        concept = Protocol(swv=swv, versie=1, geldig_van=timezone.localdate(), **profiel.protocol)
        concept.full_clean()
        for nummer, een in enumerate(profiel.stappen, 1):
            stap = Protocolstap(protocol=concept, volgorde=nummer, **een)
            stap.full_clean(exclude=["protocol"])
            assert stap.trede.termijn.woorden
        if profiel != standaard:
            anders.add(naam)
    assert anders == {"haaglanden", "zuid-kennemerland"}


def test_the_protocol_is_laid_down_once_and_then_never_changes(db):
    swv = InstellingFactory().swv
    protocol = protocol_klaarzetten(swv, door=SYSTEEM, op=timezone.now())
    assert geldend_protocol(swv, door=SYSTEEM, op=timezone.now()) == protocol
    assert protocol_klaarzetten(swv, door=SYSTEEM, op=timezone.now()) == protocol
    assert protocol.stappen.count() == 8
    stap = protocol.stappen.first()
    for doen in (
        lambda: Protocol.objects.filter(pk=protocol.pk).update(naam="anders"),
        lambda: Protocolstap.objects.filter(pk=stap.pk).update(naam="anders"),
        lambda: Protocolstap.objects.filter(pk=stap.pk).delete(),
        lambda: Protocolstap.objects.create(protocol=protocol, volgorde=9, **regio.laden("").stappen[0]),
    ):
        with pytest.raises(DatabaseError, match="protocol verandert niet"), transaction.atomic():
            doen()


def test_a_case_begins_by_the_version_of_its_swv_and_day(db):
    swv, ander = InstellingFactory().swv, SamenwerkingsverbandFactory(code="PO0001")
    vandaag = timezone.localdate()
    eerste = protocol_klaarzetten(swv, door=SYSTEEM, op=timezone.now())
    straks = Protocol.objects.create(swv=swv, naam="Nieuw", versie=2, geldig_van=vandaag.replace(year=vandaag.year + 1))
    straks.gepubliceerd_op = timezone.now()
    straks.save()
    concept = Protocol.objects.create(swv=swv, naam="Concept", versie=3, geldig_van=vandaag)
    assert Protocol.objects.geldig(swv, vandaag) == eerste
    assert Protocol.objects.geldig(swv, straks.geldig_van) == straks
    assert Protocol.objects.geldig(ander, vandaag) is None
    assert concept.gepubliceerd_op is None

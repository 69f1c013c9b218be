"""Who changes something in a case locks the case first: then two at once wait for each other and never cross."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.bestanden.actions import ontvangen
from loket.actions.aanvraag import bijlage_toevoegen
from loket.actions.aanvulling import Puntgegevens, punt_beantwoorden
from loket.actions.behandeling import aanvulling_vragen
from loket.actions.intrekking import tlv_intrekken, voornemen_vastleggen
from loket.actions.intrekking import zienswijze_vastleggen as intrekking_zienswijze
from loket.actions.zienswijze import zienswijze_openen, zienswijze_vastleggen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Aanvulpunt, Status, Zienswijze
from tests.factories import aanvraag_in, ronde_verzonden, tlv_voor
from tests.stukken import pdf

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def sloten(doen):
    """The tables of which rows were locked, in that order."""
    with CaptureQueriesContext(connection) as gevangen:
        doen()
    vragen = (vraag["sql"] for vraag in gevangen.captured_queries if "FOR UPDATE" in vraag["sql"])
    return [re.search(r'FROM "(\w+)"', sql)[1] for sql in vragen]


def test_answering_an_item_locks_the_case_before_the_item(school, ib, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib)
    punten = [Puntgegevens("Een recent OPP")]
    aanvulling_vragen(aanvraag, door=loketmedewerker, op=nu(), punten=punten, hersteltermijn_dagen=14)
    punt = Aanvulpunt.objects.get()
    volgorde = sloten(lambda: punt_beantwoorden(punt, door=ib, op=nu(), antwoord="Zie de bijlage."))
    assert volgorde == ["loket_aanvraag", "loket_aanvulpunt"]


def test_writing_down_a_view_locks_the_case_before_the_view(school, ib, loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_GEREED, school=school, ib=ib)
    gesprek = timezone.localdate()
    zienswijze_openen(aanvraag, door=loketmedewerker, op=nu(), waarover="Wij geven de TLV.", besproken_op=gesprek)
    woorden = {"gegeven_op": gesprek, "kanaal": "gesprek", "tekst": "Wij zijn het eens."}
    een = Zienswijze.objects.first()
    volgorde = sloten(lambda: zienswijze_vastleggen(een, door=loketmedewerker, op=nu(), **woorden))
    assert volgorde == ["loket_aanvraag", "loket_zienswijze"]


def test_giving_a_view_in_the_portal_locks_the_case_before_the_view(school, ib):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib)
    ronde_verzonden(aanvraag.zienswijzeronden.get())
    een = Zienswijze.objects.get(aan="school")
    bewaar = sloten(lambda: concept_bewaren(een, door=ib, op=nu(), versie=0, tekst="Wij zijn het eens."))
    assert bewaar[:2] == ["loket_aanvraag", "loket_zienswijze"]
    assert sloten(lambda: zienswijze_geven(een, door=ib, op=nu(), versie=1))[:2] == bewaar[:2]


def test_adding_a_document_waits_for_who_changes_the_status(school, ib):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib)
    inhoud = ontvangen(SimpleUploadedFile("a.pdf", pdf()), op=nu())
    volgorde = sloten(lambda: bijlage_toevoegen(aanvraag, door=ib, op=nu(), inhoud=inhoud, naam="a.pdf", soort="opp"))
    assert volgorde == ["loket_aanvraag"]


def test_taking_a_tlv_back_locks_the_case_then_the_tlv_then_the_intention(ib, beslisser, loketmedewerker):
    tlv = tlv_voor(ib=ib, beslisser=beslisser)
    later = timezone.localdate() + timedelta(days=10)
    plan = {"grond": "nieuwe_feiten", "voornemen": "De school stopt.", "reageren_tot": later}
    intrekking = voornemen_vastleggen(tlv, door=loketmedewerker, op=nu(), **plan)
    gehoord = {"zienswijze_school": "Eens.", "zienswijze_ouders": "Niet eens."}
    intrekking_zienswijze(intrekking, door=loketmedewerker, op=nu(), **gehoord)
    woorden = {"per": later, "motivering": "Het kan weer.", "antwoord_zienswijze": "Wij begrijpen u."}
    volgorde = sloten(lambda: tlv_intrekken(intrekking, door=beslisser, op=nu(), **woorden))
    assert volgorde[:3] == ["loket_aanvraag", "loket_tlv", "loket_intrekking"]

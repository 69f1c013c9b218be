"""Sending: the letter gets its date, the term runs per addressee, and only then the outcome is seen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kern.bestanden.opslag import lezen
from kern.brieven.actions import pdf_maken
from kern.brieven.models import BriefVersie
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.termijn import einde
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.models import Bekendmaking, Besluit, Status, Tlv
from scholen.models import Adres, Gezag
from tests.factories import aanvraag_in, beslissing, gebruiker_met, ouder_van, pdfs_klaar

S = Status


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    return aanvraag


def klaar(aanvraag, door, **velden):
    klaarzetten(aanvraag, door=door, op=timezone.now(), **({"verzenddatum": timezone.localdate()} | velden))


def verzonden(aanvraag, door):
    klaar(aanvraag, door)
    pdfs_klaar()
    bekendmaken(aanvraag, door=door, op=timezone.now())
    aanvraag.refresh_from_db()


def test_each_addressee_gets_an_own_term_from_the_day_of_sending(aanvraag, loketmedewerker):
    verzonden(aanvraag, loketmedewerker)
    vandaag = timezone.localdate()
    assert aanvraag.status == S.BEKENDGEMAAKT
    for rij in aanvraag.besluiten.get().bekendmakingen.all():
        assert (rij.verzenddatum, rij.bezwaar_tot) == (vandaag, einde(vandaag, weken=6))


def test_the_pdf_holds_the_date_the_number_and_the_addressee(aanvraag, loketmedewerker, ouder):
    from io import BytesIO

    from pypdf import PdfReader

    from kern.termijnen.woorden import datum_voluit

    klaar(aanvraag, loketmedewerker)
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=ouder).brief
    pdf_maken(brief.versies.get().pk, op=timezone.now())
    tekst = " ".join(
        bladzijde.extract_text() for bladzijde in PdfReader(BytesIO(lezen(brief.versies.get().pdf.sha256))).pages
    )
    for woord in (datum_voluit(timezone.localdate()), Tlv.objects.get().nummer, "mevrouw Anna Voorbeeld", "bezwaar"):
        assert woord in " ".join(tekst.split())


@pytest.mark.parametrize("wie", ["ouder", "ib", "directeur"])
def test_the_outcome_is_invisible_until_the_own_letter_went_out(request, aanvraag, loketmedewerker, wie):
    kijker = request.getfixturevalue(wie)
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    for model in (Besluit, Tlv, Bekendmaking):
        assert not model.objects.visible_to(kijker).exists()
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())
    for model in (Besluit, Tlv, Bekendmaking):
        assert model.objects.visible_to(kijker).count() == 1


def test_a_parent_sees_the_own_letter_and_never_that_of_the_other(aanvraag, loketmedewerker, ouder, andere_ouder):
    verzonden(aanvraag, loketmedewerker)
    assert Bekendmaking.objects.visible_to(ouder).get().betrokkene.gebruiker == ouder
    assert Bekendmaking.objects.visible_to(andere_ouder).get().betrokkene.gebruiker == andere_ouder


def test_who_lost_gezag_gets_no_letter_and_sees_nothing(aanvraag, loketmedewerker, ouder, andere_ouder):
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=timezone.localdate() - timedelta(days=1))
    verzonden(aanvraag, loketmedewerker)
    rij = Bekendmaking.objects.get(betrokkene__gebruiker=ouder)
    assert (rij.vervallen_reden, rij.verzonden_op) == ("geen geadresseerde meer", None)
    assert not Bekendmaking.objects.visible_to(ouder).exists()
    assert Bekendmaking.objects.visible_to(andere_ouder).exists()


def test_who_got_gezag_after_the_decision_gets_the_same_decision(aanvraag, loketmedewerker):
    nieuw = ouder_van(aanvraag.leerling, voornaam="Nieuw")
    verzonden(aanvraag, loketmedewerker)
    html = Bekendmaking.objects.get(betrokkene=nieuw).brief.html
    assert Tlv.objects.get().nummer in html


def test_a_moved_parent_gets_the_letter_at_the_new_address_only(aanvraag, loketmedewerker, ouder):
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(straat="Nieuwe Gracht 9")
    verzonden(aanvraag, loketmedewerker)
    oud, nieuw = Bekendmaking.objects.filter(betrokkene__gebruiker=ouder).order_by("pk")
    assert (oud.vervallen_reden, oud.verzonden_op) == ("naam of adres gewijzigd", None)
    assert "Nieuwe Gracht 9" in nieuw.brief.html
    assert nieuw.verzonden_op


def test_a_missed_round_makes_a_new_version_and_leaves_the_old_one_as_evidence(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    morgen = timezone.localdate() + timedelta(days=1)
    klaar(aanvraag, loketmedewerker, verzenddatum=morgen)
    for brief in {rij.brief for rij in Bekendmaking.objects.select_related("brief")}:
        oud, nieuw = brief.versies.order_by("versie")
        assert oud.vervallen_op
        assert (nieuw.dagtekening, nieuw.vervallen_op) == (morgen, None)


def test_making_ready_twice_for_the_same_day_changes_nothing(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    klaar(aanvraag, loketmedewerker)
    assert BriefVersie.objects.count() == 3


def test_a_letter_cannot_go_out_before_its_pdf_is_made(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    with pytest.raises(NietMogelijk, match="nog niet gemaakt"):
        bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())
    assert not Bekendmaking.objects.exclude(verzonden_op=None).exists()


def test_a_letter_cannot_go_out_before_its_day(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker, verzenddatum=timezone.localdate() + timedelta(days=2))
    pdfs_klaar()
    with pytest.raises(NietMogelijk, match="toekomst"):
        bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())


def test_letters_may_go_out_one_by_one(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    eerste, *rest = Bekendmaking.objects.values_list("public_id", flat=True)
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now(), brieven=[eerste])
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLOTEN_TOEGEKEND
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now(), brieven=rest)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT


@pytest.mark.parametrize("dagen", [-1, 15])
def test_the_day_of_sending_is_today_or_at_most_two_weeks_ahead(aanvraag, loketmedewerker, dagen):
    with pytest.raises(NietMogelijk, match="verzenddatum"):
        klaar(aanvraag, loketmedewerker, verzenddatum=timezone.localdate() + timedelta(days=dagen))


def test_shielded_whereabouts_need_a_person_who_looked(aanvraag, loketmedewerker):
    aanvraag.leerling.afscherming = "verblijfplaats"
    aanvraag.leerling.save()
    with pytest.raises(NietMogelijk, match="afgeschermd"):
        klaar(aanvraag, loketmedewerker)
    klaar(aanvraag, loketmedewerker, nagekeken=True)


def test_who_decides_does_not_send_and_the_school_does_neither(aanvraag, beslisser, ib):
    for wie in (beslisser, ib):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            klaar(aanvraag, wie)


def test_a_sent_letter_never_changes(aanvraag, loketmedewerker):
    verzonden(aanvraag, loketmedewerker)
    for model in (BriefVersie, Bekendmaking):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            model.objects.update(vervallen_op=timezone.now())


def test_a_refusal_stays_in_the_logbook_when_the_request_is_rolled_back(aanvraag, loketmedewerker):
    from kern.logboek.models import Logregel

    with pytest.raises(NietMogelijk):
        bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())
    assert Logregel.objects.using("logboek").filter(uitkomst="geweigerd", actie="bekendmaken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_written_on_a_connection_of_its_own():
    from kern.logboek.models import Logregel

    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    wie = gebruiker_met(Rol.LOKETMEDEWERKER)
    verzoek = transaction.atomic()
    verzoek.__enter__()
    with pytest.raises(NietMogelijk):
        klaar(aanvraag, wie)
    verzoek.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert Logregel.objects.filter(uitkomst="geweigerd").count() == 1

"""A bezwaar that meets something else on the same TLV: a withdrawal, or a correction with its own letter (Awb 6:19)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.gebruikers.overgang import NietMogelijk
from loket.actions.bezwaar import bekendmaken as versturen
from loket.actions.bezwaar import beslissen, indienen
from loket.actions.herstel import besluit_herstellen
from loket.actions.intrekking import tlv_intrekken, voornemen_vastleggen, zienswijze_vastleggen
from loket.actions.intrekking_verzenden import intrekking_bekendmaken, intrekking_klaarzetten
from loket.models import BeslissingConcept, BeslissingOpBezwaar, Besluit, Bezwaarzaak, Intrekking, Tlv
from loket.models.tlv import bekende_gebeurtenissen
from loket.rules.bezwaar import Ontvangst
from tests.bezwaren import besluit_bij
from tests.factories import pdfs_klaar
from tests.loket.bezwaarstappen import (
    besluit_versturen,
    keuze,
    nieuw,
    nu,
    tegelijk,
    tot_concept,
    vandaag,
    versturen_allemaal,
)


def morgen(n=1):
    return vandaag() + timedelta(days=n)


def intrekken(tlv, loket, beslisser, *, per=10, verzonden=True):
    """By the real way: ask, hear, decide, send."""
    vraag = {"grond": "nieuwe_feiten", "voornemen": "De school stopt.", "reageren_tot": morgen(14)}
    intrekking = voornemen_vastleggen(Tlv.objects.get(pk=tlv.pk), door=loket, op=nu(), **vraag)
    zienswijze_vastleggen(intrekking, door=loket, op=nu(), zienswijze_school="Eens.", zienswijze_ouders="Niet eens.")
    woorden = {"motivering": "Het kan weer.", "antwoord_zienswijze": "Wij begrijpen u."}
    besluit = tlv_intrekken(intrekking, door=beslisser, op=nu(), per=morgen(per), **woorden)
    return verstuur_intrekking(besluit, loket) if verzonden else besluit


def verstuur_intrekking(besluit, loket):
    intrekking_klaarzetten(besluit, door=loket, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    intrekking_bekendmaken(besluit, door=loket, op=nu())
    return Besluit.objects.get(pk=besluit.pk)


def beslissen_en_versturen(zaak, beslisser, behandelaar, **anders):
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(**anders))
    return versturen_allemaal(zaak, behandelaar)


def stand(tlv, dag):
    """By the rule and by the same rule in SQL, which must agree."""
    in_sql = Tlv.objects.met_stand(dag).get(pk=tlv.pk).stand
    assert Tlv.objects.get(pk=tlv.pk).status(dag) == in_sql
    return in_sql


def na_ingang(tlv, n=30):
    return max(vandaag(), tlv.ingangsdatum) + timedelta(days=n)


# --- a TLV that was withdrawn while a bezwaar ran ------------------------------------------------------------------


def test_the_decision_waits_for_the_letters_of_the_withdrawal_and_then_names_it(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker
):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    besluit = intrekken(met_tlv.tlv, loketmedewerker, beslisser, verzonden=False)
    with pytest.raises(NietMogelijk, match="Verstuur eerst de brieven daarover"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    verstuur_intrekking(besluit, loketmedewerker)
    zaak = beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar)
    for rij in zaak.beslissing.bekendmakingen.all():
        assert "trokken wij later in" in rij.brief.html
        assert "Er verandert niets" not in rij.brief.html
    assert stand(met_tlv.tlv, na_ingang(met_tlv.tlv)) == "ingetrokken"


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_at_the_same_moment_is_seen_by_the_decision(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker
):
    """The lock on the aanvraag: without it the decision would be taken in letters that know of no withdrawal."""
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    reden = tegelijk(
        lambda: intrekken(met_tlv.tlv, loketmedewerker, beslisser, verzonden=False),
        lambda: beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze()),
    )
    assert "Verstuur eerst de brieven daarover" in str(reden)
    assert not BeslissingOpBezwaar.objects.exists()


def test_the_page_to_sign_says_that_the_letters_go_first(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker, inloggen
):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    intrekken(met_tlv.tlv, loketmedewerker, beslisser, verzonden=False)
    gegevens = {"uitkomst": "ongegrond", "gevolg": "handhaven", "motivering": "Wij volgen de commissie."}
    BeslissingConcept.objects.create(zaak=zaak, versie=1, gegevens=gegevens)
    client, adres = inloggen(beslisser), reverse("loket:bezwaar_ondertekenen", args=[zaak.public_id])
    for antwoord in (client.get(adres), client.post(adres, {"versie": "1"})):
        assert "Verstuur eerst de brieven daarover" in antwoord.text
    assert not BeslissingOpBezwaar.objects.exists()


def test_a_besluit_that_lapses_ends_a_tlv_that_was_to_end_later(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker
):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    intrekken(met_tlv.tlv, loketmedewerker, beslisser, per=40)
    beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, uitkomst="gegrond", gevolg="herroepen")
    assert stand(met_tlv.tlv, vandaag()) == "herroepen"


def test_another_category_after_a_withdrawal_is_a_tlv_of_its_own(
    met_tlv, aanvraag, bezwaarbehandelaar, beslisser, loketmedewerker
):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    intrekken(met_tlv.tlv, loketmedewerker, beslisser, per=1)
    anders = {"uitkomst": "gegrond", "gevolg": "vervangen", "nieuw": nieuw(aanvraag)}
    zaak = beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, **anders)
    tweede = zaak.beslissing.nieuw_besluit
    assert (tweede.versie, tweede.tlv.categorie) == (3, "M")
    assert stand(tweede.tlv, na_ingang(tweede.tlv)) in ("actief", "aflopend")
    assert stand(met_tlv.tlv, morgen()) in ("herroepen", "ingetrokken")


def test_the_school_learns_with_its_letter_that_its_tlv_was_replaced(met_tlv, aanvraag, bezwaarbehandelaar, beslisser):
    anders = {"uitkomst": "gegrond", "gevolg": "vervangen", "nieuw": nieuw(aanvraag)}
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(**anders))
    versturen.bezwaarbrieven_klaarzetten(zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekend = bekende_gebeurtenissen(vandaag()).filter(tlv=met_tlv.tlv)
    for aan, soorten in (("ouder", []), ("school", ["herroepen"])):
        brieven = [een.public_id for een in zaak.beslissing.bekendmakingen.filter(aan=aan)]
        versturen.bezwaar_bekendmaken(zaak, door=bezwaarbehandelaar, op=nu(), brieven=brieven)
        assert [een.soort for een in bekend.all()] == soorten


@pytest.mark.parametrize("herroept", ["besluit", "intrekking"])
def test_the_school_learns_with_its_own_letter_what_a_bezwaar_ended_or_brought_back(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker, herroept
):
    """The letter to a parent makes the decision work (Awb 3:40), but the school reads it in its own (afspraak 4)."""
    tlv, dag = met_tlv.tlv, vandaag()
    if herroept == "intrekking":
        zaak = tot_concept(intrekken(tlv, loketmedewerker, beslisser, per=1), bezwaarbehandelaar)
        dag, eerst, daarna = na_ingang(tlv), ["ingetrokken"], ["herleefd", "ingetrokken"]
    else:
        zaak, eerst, daarna = tot_concept(met_tlv, bezwaarbehandelaar), [], ["herroepen"]
    gelijk = {"uitkomst": "gegrond", "gevolg": "herroepen"}
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(**gelijk))
    versturen.bezwaarbrieven_klaarzetten(zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekend = bekende_gebeurtenissen(dag).filter(tlv=tlv)
    voor_de_school = Tlv.objects.met_stand(dag, alleen_bekend=True).filter(pk=tlv.pk)
    begin = voor_de_school.get().stand
    for aan, soorten in (("ouder", eerst), ("school", daarna)):
        assert voor_de_school.get().stand == begin
        brieven = [een.public_id for een in zaak.beslissing.bekendmakingen.filter(aan=aan)]
        versturen.bezwaar_bekendmaken(zaak, door=bezwaarbehandelaar, op=nu(), brieven=brieven)
        assert sorted(een.soort for een in bekend.all()) == soorten
    assert voor_de_school.get().stand == stand(tlv, dag) != begin


# --- a bezwaar against the withdrawal itself -----------------------------------------------------------------------


def test_a_withdrawal_that_lapses_leaves_the_tlv_as_it_was(met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker):
    """Awb 7:11 lid 2: as if it had never been withdrawn, from the first letter on and not before (3:40)."""
    tlv = met_tlv.tlv
    besluit = intrekken(tlv, loketmedewerker, beslisser, per=1)
    dag, gewoon = na_ingang(tlv), ("actief", "aflopend")
    assert stand(tlv, dag) == "ingetrokken"
    zaak = tot_concept(besluit, bezwaarbehandelaar)
    gelijk = {"uitkomst": "gegrond", "gevolg": "herroepen"}
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(**gelijk))
    assert stand(tlv, dag) == "ingetrokken"
    versturen_allemaal(zaak, bezwaarbehandelaar)
    assert stand(tlv, dag) in gewoon
    assert Tlv.objects.get(pk=tlv.pk).geldig_tot == tlv.vervaldatum
    for rij in zaak.beslissing.bekendmakingen.all():
        assert f"De verklaring met nummer {tlv.nummer} geldt weer" in rij.brief.html


def test_a_withdrawal_that_stays_keeps_the_tlv_ended(met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker):
    besluit = intrekken(met_tlv.tlv, loketmedewerker, beslisser, per=1)
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking="ongegrond")
    beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar)
    assert stand(met_tlv.tlv, na_ingang(met_tlv.tlv)) == "ingetrokken"


def test_a_tlv_that_holds_again_can_be_withdrawn_again(met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker):
    tlv = met_tlv.tlv
    zaak = tot_concept(intrekken(tlv, loketmedewerker, beslisser, per=40), bezwaarbehandelaar)
    with pytest.raises(NietMogelijk, match="al ingetrokken"):
        intrekken(tlv, loketmedewerker, beslisser)
    beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, uitkomst="gegrond", gevolg="herroepen")
    intrekken(tlv, loketmedewerker, beslisser, per=50)
    assert Intrekking.objects.filter(tlv=tlv, besluit__isnull=False).count() == 2
    assert stand(tlv, na_ingang(tlv, 60)) == "ingetrokken"


def test_a_withdrawal_that_lapses_does_not_bring_back_a_besluit_that_lapsed_before(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker, time_machine
):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    ingetrokken = intrekken(met_tlv.tlv, loketmedewerker, beslisser, per=1)
    tweede = tot_concept(ingetrokken, bezwaarbehandelaar)
    time_machine.move_to(nu() + timedelta(days=30))
    gelijk = {"uitkomst": "gegrond", "gevolg": "herroepen"}
    with CaptureQueriesContext(connection) as vragen:
        beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, **gelijk)
    assert any('FOR UPDATE OF "loket_tlv"' in een["sql"] for een in vragen), "it may be withdrawn at the same time"
    tweede = beslissen_en_versturen(tweede, beslisser, bezwaarbehandelaar, **gelijk)
    assert stand(met_tlv.tlv, na_ingang(met_tlv.tlv)) == "herroepen"
    for rij in tweede.beslissing.bekendmakingen.all():
        assert "geldt toch niet weer" in rij.brief.html


def test_nothing_else_comes_in_place_of_a_withdrawal(met_tlv, aanvraag, bezwaarbehandelaar, beslisser, loketmedewerker):
    """A second TLV would stand beside one that may still hold."""
    zaak = tot_concept(intrekken(met_tlv.tlv, loketmedewerker, beslisser), bezwaarbehandelaar)
    anders = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag))
    with pytest.raises(NietMogelijk, match="Een intrekking blijft of vervalt"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=anders)
    assert Tlv.objects.count() == 1


def test_the_page_of_a_tlv_that_holds_again_offers_to_withdraw_it(
    met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker, inloggen
):
    zaak = tot_concept(intrekken(met_tlv.tlv, loketmedewerker, beslisser, per=40), bezwaarbehandelaar)
    client, adres = inloggen(loketmedewerker), reverse("loket:tlv", args=[met_tlv.tlv.public_id])
    pagina = client.get(adres).text
    assert "TLV intrekken" not in pagina
    assert zaak.kenmerk in pagina, "the bezwaar against the withdrawal is found from the TLV"
    beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, uitkomst="gegrond", gevolg="herroepen")
    pagina = client.get(adres).text
    assert "TLV intrekken" in pagina
    assert "Brieven versturen" not in pagina


# --- a correction, with a letter of its own ------------------------------------------------------------------------


@pytest.fixture
def verstuurd(aanvraag):
    """A besluit whose letters went out fifty days ago, so that its term has passed."""
    return besluit_bij(aanvraag, verzonden=vandaag() - timedelta(days=50))


@pytest.fixture
def hersteld(verstuurd):
    """Its correction, with the clause, sent today."""
    return besluit_bij(verstuurd.aanvraag, versie=2, herstelt=verstuurd, herstel_uitleg="Een tikfout.")


def bezwaar_van(besluit, wie, *, geleden=0):
    brief = besluit.bekendmakingen.get(betrokkene__gebruiker=wie)
    return indienen.bezwaar_maken(brief, door=wie, op=nu() - timedelta(days=geleden), gronden="Nee.")


def test_who_objects_to_the_correction_joins_the_file_and_is_judged_by_the_own_letter(
    verstuurd, hersteld, ouder, andere_ouder
):
    """Awb 6:19: the first bezwaar is by law about the new besluit too, so it is one file with one hearing."""
    eerste = bezwaar_van(verstuurd, ouder, geleden=20)
    tweede = bezwaar_van(hersteld, andere_ouder)
    assert eerste.zaak == tweede.zaak
    assert Bezwaarzaak.objects.get().besluit == verstuurd
    assert (eerste.op_tijd(), tweede.op_tijd()) == (Ontvangst.OP_TIJD, Ontvangst.OP_TIJD)


def test_a_correction_makes_no_late_bezwaar_timely(verstuurd, hersteld, ouder):
    assert bezwaar_van(verstuurd, ouder, geleden=3).op_tijd() == Ontvangst.TE_LAAT


def test_who_objected_already_need_not_do_so_again(verstuurd, hersteld, ouder):
    bezwaar_van(verstuurd, ouder, geleden=20)
    with pytest.raises(NietMogelijk, match="hoeft het niet nog een keer"):
        bezwaar_van(hersteld, ouder)


def test_a_bezwaar_against_the_correction_can_end_the_tlv(met_tlv, bezwaarbehandelaar, beslisser, loketmedewerker):
    """A correction keeps the number, and so the TLV of the first version."""
    besluit_herstellen(met_tlv.aanvraag, door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Structuur.")
    besluit_versturen(met_tlv.aanvraag, loketmedewerker)
    zaak = tot_concept(Besluit.objects.get(herstelt=met_tlv), bezwaarbehandelaar)
    zaak = beslissen_en_versturen(zaak, beslisser, bezwaarbehandelaar, uitkomst="gegrond", gevolg="herroepen")
    assert stand(met_tlv.tlv, vandaag()) == "herroepen"
    for rij in zaak.beslissing.bekendmakingen.all():
        assert f"De verklaring met nummer {met_tlv.tlv.nummer} geldt niet meer" in rij.brief.html

"""The decision on bezwaar: what it needs, what it changes, and when others see it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.bezwaar import bekendmaken as versturen
from loket.actions.bezwaar import beslissen, toetsen
from loket.actions.herstel import besluit_herstellen
from loket.models import (
    Aanvraag,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaarstatus,
    Mandaat,
    Tlv,
)
from loket.rules.bezwaar import beroep_tot
from scholen.models import Instelling
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import gebruiker_met
from tests.loket.bezwaarstappen import (
    keuze,
    nieuw,
    nu,
    tegelijk,
    tot_concept,
    vandaag,
    versturen_allemaal,
)

B = Bezwaarstatus


# --- what it needs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"motivering": " "}, "Schrijf op waarom"),
        ({"gevolg": "herroepen"}, "Bij gegrond vervalt"),
        ({"uitkomst": "gegrond"}, "Bij gegrond vervalt"),
        ({"uitkomst": "misschien"}, "Kies of"),
        ({"uitkomst": "niet_ontvankelijk"}, "7:13 lid 7"),
        ({"uitkomst": "deels_gegrond", "gevolg": "vervangen"}, "Vul in welk besluit"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_said(met_tlv, bezwaarbehandelaar, beslisser, anders, zin):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    with pytest.raises(NietMogelijk, match=zin):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(**anders))
    assert not BeslissingOpBezwaar.objects.exists()


def test_deviating_from_the_committee_needs_its_reason(met_tlv, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="gegrond")
    with pytest.raises(NietMogelijk, match="7:13 lid 7"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    anders = keuze(waarom_anders_dan_advies="De commissie kende het nieuwe onderzoek niet.")
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=anders)
    assert zaak.status == B.ONGEGROND
    html = zaak.beslissing.bekendmakingen.first().brief.html
    assert "De commissie kende het nieuwe onderzoek niet." in html
    assert "Advies van de commissie" in html


def test_who_decided_under_mandate_does_not_decide_on_the_bezwaar_under_mandate(
    aanvraag, bezwaarbehandelaar, beslisser
):
    Instelling.objects.update(bevoegdheid="mandaat")
    besluit = besluit_bij(aanvraag, door=beslisser, bevoegdheid="mandaat")
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking="ongegrond")
    with pytest.raises(NietMogelijk, match="Awb 10:3"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    ander = gebruiker_met(Rol.BESLISSER)
    with pytest.raises(NietMogelijk, match="mandaat"):
        beslissen.op_bezwaar_beslissen(zaak, door=ander, op=nu(), keuze=keuze())
    mandaat = Mandaat.objects.create(
        swv=zaak.swv,
        nummer="M-1",
        gebruiker=ander,
        functie="teamleider",
        soorten=["SO"],
        max_categorie="H",
        van=vandaag(),
        gegeven_op=nu(),
        gegeven_door=beslisser,
    )
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=ander, op=nu(), keuze=keuze())
    assert (zaak.beslissing.mandaat, zaak.beslissing.functie) == (mandaat, "teamleider")


def test_the_board_itself_may_decide_twice(aanvraag, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(besluit_bij(aanvraag, door=beslisser), bezwaarbehandelaar, strekking="ongegrond")
    assert beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze()).status == B.ONGEGROND


def test_an_expert_of_the_case_does_not_decide_on_the_bezwaar(aanvraag, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(besluit_bij(aanvraag), bezwaarbehandelaar, strekking="ongegrond")
    aanvraag.adviesopdrachten.update(vervallen_op=nu())
    type(aanvraag.adviesopdrachten.first()).objects.filter(volgorde=1).update(deskundige=beslisser)
    with pytest.raises(NietMogelijk, match="adviseerde"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())


# --- without the committee --------------------------------------------------------------------------------------


def kennelijk(bezwaarbehandelaar):
    laat = bezwaar_bij(besluit_bij(verzonden=vandaag() - timedelta(days=300)))
    doen = {"door": bezwaarbehandelaar, "op": nu()}
    zaak = toetsen.bezwaar_nemen(laat.zaak, **doen)
    reden = {"toets": "kennelijk_niet", "toets_reden": "Het bezwaar kwam acht maanden te laat."}
    return toetsen.bezwaar_toetsen(zaak, **doen, bezwaar=laat.public_id, **reden)


def test_plainly_inadmissible_goes_to_the_committee_unless_the_swv_set_otherwise(bezwaarbehandelaar, beslisser):
    zaak = kennelijk(bezwaarbehandelaar)
    with pytest.raises(NietMogelijk, match="commissie om advies"):
        beslissen.beslissing_voorbereiden(zaak, door=bezwaarbehandelaar, op=nu())
    Instelling.objects.update(kennelijk_zonder_commissie=True)
    zaak = beslissen.beslissing_voorbereiden(zaak, door=bezwaarbehandelaar, op=nu())
    with pytest.raises(NietMogelijk, match="Kies niet-ontvankelijk"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    weg = keuze(uitkomst="niet_ontvankelijk")
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=weg)
    assert "acht maanden te laat" in zaak.beslissing.bekendmakingen.get(aan="school").brief.html


def test_meeting_the_objection_must_be_in_full_with_the_others_heard(met_tlv, bezwaarbehandelaar, beslisser, aanvraag):
    bezwaar = bezwaar_bij(met_tlv)
    doen = {"door": bezwaarbehandelaar, "op": nu()}
    toetsen.bezwaar_nemen(bezwaar.zaak, **doen)
    zaak = toetsen.bezwaar_toetsen(bezwaar.zaak, **doen, bezwaar=bezwaar.public_id, toets="ontvankelijk")
    doen = {"door": beslisser, "op": nu()}
    with pytest.raises(NietMogelijk, match="helemaal"):
        beslissen.tegemoetkomen(zaak, **doen, volledig=False, anderen_gehoord="Ja.")
    with pytest.raises(NietMogelijk, match="wat de anderen ervan vinden"):
        beslissen.tegemoetkomen(zaak, **doen, volledig=True, anderen_gehoord=" ")
    zaak = beslissen.tegemoetkomen(zaak, **doen, volledig=True, anderen_gehoord="De ouders zijn het eens.")
    with pytest.raises(NietMogelijk, match="alleen gegrond"):
        beslissen.op_bezwaar_beslissen(zaak, **doen, keuze=keuze())
    anders = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag))
    assert beslissen.op_bezwaar_beslissen(zaak, **doen, keuze=anders).status == B.GEGROND


# --- what it changes --------------------------------------------------------------------------------------------


def test_another_category_is_a_next_besluit_with_an_own_tlv_and_the_old_one_ends(
    met_tlv, bezwaarbehandelaar, beslisser, aanvraag
):
    oud = met_tlv.tlv
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    anders = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag))
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=anders)
    tweede = aanvraag.besluiten.get(versie=2)
    assert zaak.beslissing.nieuw_besluit == tweede
    assert (tweede.tlv.categorie, tweede.tlv.nummer != oud.nummer) == ("M", True)
    assert not oud.gebeurtenissen.exists()  # nothing works before it was made known
    zaak = versturen_allemaal(zaak, bezwaarbehandelaar)
    assert zaak.status == B.BEKENDGEMAAKT
    gebeurtenis = oud.gebeurtenissen.get()
    assert (gebeurtenis.soort, gebeurtenis.per, gebeurtenis.besluit) == ("herroepen", vandaag(), tweede)
    assert Tlv.objects.get(pk=oud.pk).nummer == oud.nummer
    assert Tlv.objects.get(pk=oud.pk).status(vandaag()) == "herroepen"


def test_a_new_besluit_that_is_the_same_is_none(met_tlv, bezwaarbehandelaar, beslisser, aanvraag):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    zelfde = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag, categorie="L"))
    with pytest.raises(NietMogelijk, match="hetzelfde als het oude"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=zelfde)


def test_a_new_tlv_keeps_to_the_same_rules_for_its_period(met_tlv, bezwaarbehandelaar, beslisser, aanvraag):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    fout = nieuw(aanvraag, vervaldatum=vandaag() + timedelta(days=400))
    with pytest.raises(NietMogelijk, match="31 juli"):
        beslissen.op_bezwaar_beslissen(
            zaak, door=beslisser, op=nu(), keuze=keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=fout)
        )


def test_a_refusal_becomes_a_tlv_after_bezwaar(aanvraag, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(besluit_bij(aanvraag), bezwaarbehandelaar)
    anders = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag))
    beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=anders)
    assert Tlv.objects.get().besluit.versie == 2


def test_a_decision_on_bezwaar_never_changes(met_tlv, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    for doen in (lambda: BeslissingOpBezwaar.objects.update(motivering="x"), BeslissingOpBezwaar.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()


# --- who gets a letter, and who sees what, when --------------------------------------------------------------------


def test_each_addressee_gets_an_own_letter_with_an_own_term_for_beroep(met_tlv, bezwaarbehandelaar, beslisser, ouder):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    versturen_allemaal(zaak, bezwaarbehandelaar)
    rijen = Bezwaarbekendmaking.objects.all()
    assert rijen.count() == 3
    assert {rij.beroep_tot for rij in rijen} == {beroep_tot(vandaag())}
    van_school = rijen.get(aan="school").brief.html
    van_ouder = rijen.get(betrokkene__gebruiker=ouder).brief.html
    assert "Wij zijn het hier niet mee eens." in van_school
    assert "Wij zijn het hier niet mee eens." not in van_ouder


def test_who_objected_and_lost_gezag_gets_no_decision(met_tlv, bezwaarbehandelaar, beslisser, ouder):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, van="ouder", strekking="ongegrond")
    indiener = Bezwaar.objects.get().betrokkene
    indiener.gezag.update(tot=vandaag() - timedelta(days=1))
    beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    assert not Bezwaarbekendmaking.objects.filter(betrokkene=indiener).exists()
    assert Bezwaarbekendmaking.objects.exists()


def test_the_decision_is_seen_only_from_the_day_of_sending(met_tlv, bezwaarbehandelaar, beslisser, aanvraag, ouder, ib):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    anders = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(aanvraag))
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=anders)
    for wie in (ouder, ib):
        assert not BeslissingOpBezwaar.objects.visible_to(wie).exists()
        assert list(Besluit.objects.visible_to(wie)) == [met_tlv]
        assert Tlv.objects.visible_to(wie).count() == 1
    versturen_allemaal(zaak, bezwaarbehandelaar)
    for wie in (ouder, ib):
        assert BeslissingOpBezwaar.objects.visible_to(wie).count() == 1
        assert Besluit.objects.visible_to(wie).count() == 2
        assert Tlv.objects.visible_to(wie).count() == 2
        assert Bezwaarbekendmaking.objects.visible_to(wie).count() == 1


def test_a_letter_without_pdf_or_of_another_day_does_not_go_out(met_tlv, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    with pytest.raises(NietMogelijk, match="eerst klaar"):
        versturen.bezwaar_bekendmaken(zaak, door=bezwaarbehandelaar, op=nu())
    with pytest.raises(NietMogelijk, match="twee weken"):
        versturen.bezwaarbrieven_klaarzetten(
            zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag() + timedelta(days=15)
        )
    versturen.bezwaarbrieven_klaarzetten(zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag())
    with pytest.raises(NietMogelijk, match="nog niet gemaakt"):
        versturen.bezwaar_bekendmaken(zaak, door=bezwaarbehandelaar, op=nu())


def test_a_draft_is_kept_and_of_two_who_write_the_second_is_told(met_tlv, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(met_tlv, bezwaarbehandelaar, strekking="ongegrond")
    een = beslissen.bezwaarconcept_opslaan(
        zaak, door=bezwaarbehandelaar, op=nu(), versie=0, gegevens={"motivering": "a"}
    )
    assert een.versie == 1
    with pytest.raises(NietMogelijk, match="intussen ook gewijzigd"):
        beslissen.bezwaarconcept_opslaan(zaak, door=beslisser, op=nu(), versie=0, gegevens={"motivering": "b"})
    assert Aanvraag.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_at_the_same_moment_gets_another_version(met_tlv, bezwaarbehandelaar, beslisser):
    """The lock on the aanvraag: without it both would be the second version."""
    zaak = tot_concept(met_tlv, bezwaarbehandelaar)
    wat = keuze(uitkomst="gegrond", gevolg="vervangen", nieuw=nieuw(met_tlv.aanvraag))
    ander = gebruiker_met(Rol.BESLISSER)
    woorden = {"uitleg": "Een tikfout.", "motivering": "Structuur."}
    zaak = tegelijk(
        lambda: besluit_herstellen(met_tlv.aanvraag, door=beslisser, op=nu(), **woorden),
        lambda: beslissen.op_bezwaar_beslissen(zaak, door=ander, op=nu(), keuze=wat),
    )
    assert zaak.status == B.GEGROND
    assert [*Besluit.objects.order_by("versie").values_list("versie", flat=True)] == [1, 2, 3]

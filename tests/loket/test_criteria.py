"""The check before submitting: what is in, missing, too old or thin; and numbers that look like a BSN."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from kern.bestanden.actions import bewaren
from kern.bsn import lijkt_op_bsn
from kern.gebruikers.rollen import Rol
from loket.actions import aanvraag as acties
from loket.actions.controle import controleren
from loket.models import OnderdeelBehoefte, OnderdeelMening, OnderdeelStukken, OnderdeelToetsen, Status
from loket.rules.criteria import CRITERIA, DUN, GEWEIGERD, IN_ORDE, MIST, TE_OUD
from loket.rules.soorten import SOORTEN
from loket.rules.volledigheid import VERPLICHT
from scholen.models import Instelling
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, vo_regio

S = Status
BSN = "111222333"
"""Passes the eleven test and belongs to nobody: all tests with it are about its shape."""


# --- numbers like a BSN ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tekst", [BSN, "bsn 111222333.", "111.222.333", "111 222 333", "nr. 111-222-333, zie map", "111222333 2019"]
)
def test_a_number_of_nine_digits_that_passes_the_eleven_test_is_seen(tekst):
    assert lijkt_op_bsn(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "111222334",
        "06 11122233",
        "000 123 45 67",
        "0611122233",
        "1112223330",
        "2026-11-26",
        "AV-2026-0001",
        "DLE 35",
    ],
)
def test_phone_numbers_dates_and_other_numbers_are_left_alone(tekst):
    assert not lijkt_op_bsn(tekst)


@given(st.integers(0, 999_999_999), st.text(alphabet="abc ,", max_size=5), st.text(alphabet="abc ,", max_size=5))
def test_it_agrees_with_the_eleven_test(getal, voor, na):
    tekst = f"{voor}a{getal:09d}b{na}"
    assert lijkt_op_bsn(tekst) == bsn.is_valid(f"{getal:09d}")


# --- the criteria ------------------------------------------------------------------------------------------------


def standen(aanvraag):
    vandaag = timezone.localdate()
    gaten = acties.wat_ontbreekt(aanvraag, vandaag=vandaag)
    return {een.criterium.code: een for een in controleren(aanvraag, gaten, vandaag=vandaag).oordelen}


def stuk(aanvraag, ib, soort, datum=None):
    op = timezone.now()
    inhoud = bewaren(f"%PDF-1.7 {soort}".encode(), soort="application/pdf", op=op)
    acties.bijlage_toevoegen(aanvraag, door=ib, op=op, inhoud=inhoud, naam="stuk.pdf", soort=soort, datum=datum)


@pytest.fixture
def aanvraag(ib, school, leerling):
    return aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)


def test_every_compulsory_field_belongs_to_one_criterium():
    bekend = [plek for criterium in CRITERIA for plek in criterium.velden]
    assert len(bekend) == len(set(bekend))
    verplicht = {(deel, veld) for deel, velden in VERPLICHT.items() for veld in velden}
    assert verplicht <= set(bekend)
    stukken = {("stukken", stuk) for soort in SOORTEN.values() for stuk in soort.stukken}
    assert stukken <= set(bekend)


def test_what_is_missing_and_what_is_in_are_told_apart(aanvraag):
    OnderdeelMening.objects.filter(aanvraag=aanvraag).update(ouders_eens="")
    stand = standen(aanvraag)
    assert (stand["ouders"].stand, stand["ouders"].nodig) == (MIST, True)
    assert stand["hoorrecht"].stand == IN_ORDE
    assert stand["opp"].stand == MIST


def test_an_old_opp_and_old_research_read_as_too_old(aanvraag, ib):
    stuk(aanvraag, ib, "opp")
    stuk(aanvraag, ib, "verslag", date(2019, 1, 1))
    OnderdeelStukken.objects.filter(aanvraag=aanvraag).update(opp_datum=timezone.localdate() - timedelta(days=500))
    stand = standen(aanvraag)
    assert (stand["opp"].stand, stand["opp"].nodig) == (TE_OUD, True)
    assert (stand["verslagen"].stand, stand["verslagen"].nodig) == (TE_OUD, False)


def test_the_age_of_research_is_a_setting(aanvraag, ib):
    stuk(aanvraag, ib, "verslag", timezone.localdate() - timedelta(days=500))
    assert standen(aanvraag)["verslagen"].stand == IN_ORDE
    Instelling.objects.update(onderzoek_max_maanden=12)
    aanvraag.instelling.refresh_from_db()
    assert standen(aanvraag)["verslagen"].stand == TE_OUD


def test_a_few_words_are_thin_but_the_pupil_may_be_short(aanvraag):
    OnderdeelBehoefte.objects.filter(aanvraag=aanvraag).update(onderwijsbehoeften="Rust.")
    OnderdeelMening.objects.filter(aanvraag=aanvraag).update(leerling_woorden="Oké.")
    stand = standen(aanvraag)
    assert (stand["behoefte"].stand, stand["behoefte"].nodig) == (DUN, False)
    assert stand["hoorrecht"].stand == IN_ORDE


def test_a_withheld_document_says_so(aanvraag):
    OnderdeelStukken.objects.filter(aanvraag=aanvraag).update(geweigerd=["opp"])
    assert standen(aanvraag)["opp"].stand == GEWEIGERD


def test_pro_shows_its_own_criteria(ib):
    vo_regio()
    aanvraag = aanvraag_in(soort="PRO")
    OnderdeelToetsen.objects.filter(aanvraag=aanvraag).update(iq=None)
    stand = standen(aanvraag)
    assert stand["iq"].stand == MIST
    assert {"achterstand", "rapport", "zienswijze", "keuze"} <= set(stand)
    assert "iq" not in standen(aanvraag_in(soort="VSO"))


def test_a_consult_has_one_criterium(db):
    assert set(standen(aanvraag_in(soort="CONSULT", zonder_leerling=True))) == {"hulpvraag"}


# --- the page ----------------------------------------------------------------------------------------------------


def pagina(client, aanvraag):
    return client.get(reverse("loket:aanvraag_controleren", args=[aanvraag.public_id])).content.decode()


def test_the_page_shows_each_criterium_and_leads_to_the_field(inloggen, ib, aanvraag):
    OnderdeelBehoefte.objects.filter(aanvraag=aanvraag).update(belemmeringen="")
    tekst = pagina(inloggen(ib), aanvraag)
    assert "Wat de leerling nodig heeft" in tekst
    assert "/onderdeel/behoefte/#" in tekst
    assert "Mening van de leerling (hoorrecht)" in tekst


def test_two_thin_texts_are_named_by_their_questions(inloggen, ib, aanvraag):
    OnderdeelBehoefte.objects.filter(aanvraag=aanvraag).update(sterke_kanten="Rekent.", belemmeringen="Druk.")
    tekst = pagina(inloggen(ib), aanvraag)
    for vraag in ("Wat gaat goed?", "Wat is moeilijk?"):
        assert f"{vraag} Dit is kort." in tekst


def test_a_number_like_a_bsn_is_named_by_its_field_and_never_repeated(inloggen, ib, aanvraag):
    OnderdeelBehoefte.objects.filter(aanvraag=aanvraag).update(belemmeringen=f"Zie {BSN}.")
    gedaan = aanvraag.onderdeel_gedaan.interventies.get()
    gedaan.effect = f"Bekend onder {BSN}"
    gedaan.save()
    tekst = pagina(inloggen(ib), aanvraag)
    melding = tekst[tekst.index("Staat er een burgerservicenummer in?") :][:1200]
    assert "Wat is moeilijk?" in melding
    assert "Wat heeft de school al gedaan?" in melding
    assert BSN not in melding


def test_warnings_do_not_stop_submitting(inloggen, ib, aanvraag):
    stuk(aanvraag, ib, "opp")
    OnderdeelBehoefte.objects.filter(aanvraag=aanvraag).update(belemmeringen=f"Kort {BSN}")
    antwoord = inloggen(ib).post(
        reverse("loket:aanvraag_controleren", args=[aanvraag.public_id]), {"waar": "on", "ouders_weten": "on"}
    )
    assert antwoord.status_code == 302
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.INGEDIEND


def test_a_day_that_is_past_is_warned_of_and_does_not_stop_submitting(school, ib):
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    aanvraag.onderdeel_vraag.gewenste_start = date(2020, 1, 1)
    aanvraag.onderdeel_vraag.save()
    mist = [gat for gat in acties.wat_ontbreekt(aanvraag, vandaag=date(2026, 11, 26)) if gat.veld == "gewenste_start"]
    assert [(gat.nodig, "nog komt" in gat.zin) for gat in mist] == [(False, True)]
    assert not [gat for gat in acties.wat_ontbreekt(aanvraag, vandaag=date(2020, 1, 1)) if gat.veld == "gewenste_start"]


@pytest.mark.parametrize(("soort", "eigen", "langst"), [("SO", {}, 4), ("SBO", {}, 2), ("SO", {"SO": 3}, 3)])
def test_a_school_asks_for_no_longer_than_can_be_given(inloggen, school, ib, soort, eigen, langst):
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort=soort)
    Instelling.objects.update(max_schooljaren=eigen)
    pagina = inloggen(ib).get(reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, "vraag"])).text
    assert f'value="{langst}"' in pagina
    assert f'value="{langst + 1}"' not in pagina
    assert "schooljaren" in pagina


def test_a_secondary_school_speaks_of_a_leerjaar(db, inloggen):
    vo_regio()
    school, loketmedewerker = SchoolFactory(soort="VO"), gebruiker_met(Rol.LOKETMEDEWERKER)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, soort="PRO")
    pagina = inloggen(loketmedewerker).get(reverse("loket:behandelen", args=[aanvraag.public_id])).text
    assert f"Leerjaar {aanvraag.onderdeel_leerling.groep}" in pagina

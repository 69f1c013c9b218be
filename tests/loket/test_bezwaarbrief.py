"""The letter with the decision on bezwaar: what it must hold, in plain words, per outcome and reader (4.3, BOB_*)."""

import dataclasses
from datetime import date

import pytest
from django.template import Context

from kern.brieven.dagtekening import dateren
from kern.brieven.pdf import html_naar_pdf
from loket.letters import (
    Beroep,
    Beslissing,
    Bestreden,
    Bezwaarbrief,
    Bezwaarschrift,
    Commissieadvies,
    Leerling,
    Ondertekening,
    Oordeel,
    bezwaarchecklist_ontbreekt,
)
from tests.loket.brieven import AFZENDER, CONTROLE, GEADRESSEERDEN
from tests.loket.test_letters import MOTOR, tekst

UITKOMSTEN = ["gegrond", "deels_gegrond", "ongegrond", "niet_ontvankelijk"]
NIEUW = Beslissing(
    uitkomst="toegekend",
    soort="SO",
    categorie="L",
    besloten_op=date(2027, 4, 1),
    nummer="PO9901-2627-SO-0201",
    begin=date(2027, 5, 3),
    eind=date(2029, 7, 31),
)
ADVIES = Commissieadvies(
    commissie="Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring",
    ontvangen_op=date(2027, 3, 20),
    strekking="gegrond",
    tekst="De school heeft een jaar lang geprobeerd wat kan. Dat is genoeg onderbouwd.",
)
OORDEEL = Oordeel(
    uitkomst="gegrond",
    gevolg="vervangen",
    besloten_op=date(2027, 4, 1),
    motivering="Wij volgen de commissie. Fenna heeft meer nodig dan haar school kan bieden.",
    advies=ADVIES,
    gehoord_op=date(2027, 3, 11),
    nieuw=NIEUW,
)
ANDERS = {
    "gegrond": {},
    "deels_gegrond": {
        "uitkomst": "deels_gegrond",
        "gevolg": "handhaven",
        "nieuw": None,
        "anders_dan_advies": "Daarom.",
    },
    "ongegrond": {"uitkomst": "ongegrond", "gevolg": "handhaven", "nieuw": None, "anders_dan_advies": "Daarom."},
    "niet_ontvankelijk": {
        "uitkomst": "niet_ontvankelijk",
        "gevolg": "handhaven",
        "nieuw": None,
        "advies": None,
        "geen_advies": "Het is zonder twijfel dat wij het bezwaar niet kunnen behandelen.",
        "gehoord_op": None,
        "niet_gehoord": "Het is zonder twijfel dat wij het bezwaar niet kunnen behandelen (Awb 7:3).",
    },
}


def brief(uitkomst="gegrond", aan="ouder", indiener=True, **anders) -> Bezwaarbrief:
    waarom = "Uw bezwaar kwam vijf maanden te laat." if uitkomst == "niet_ontvankelijk" else ""
    eigen = Bezwaarschrift(
        van="de school" if aan == "school" else "de ouders",
        van_geadresseerde=indiener,
        ontvangen_op=date(2027, 1, 12),
        gronden="Wij zien elke dag dat het niet gaat." if indiener else "",
        niet_ontvankelijk=waarom,
    )
    delen = {
        "afzender": AFZENDER,
        "geadresseerde": GEADRESSEERDEN[aan],
        "kenmerk": "BZ-2027-0003",
        "leerling": Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=date(2019, 6, 3)),
        "school": "basisschool De Zandloper",
        "bestreden": Bestreden(
            besloten_op=date(2026, 11, 20),
            kenmerk="AV-2026-0412",
            wat="Fenna geen verklaring krijgt voor het speciaal onderwijs",
        ),
        "bezwaren": (eigen,),
        "oordeel": dataclasses.replace(OORDEEL, **ANDERS[uitkomst]),
        "beroep": Beroep(steunpunt="Ouder- en Jeugdsteunpunt", steunpunt_bereik="000 – 000 00 01"),
        "ondertekening": Ondertekening(
            naam="H. Beslisser", functie="directeur-bestuurder", bevoegdheid="bestuursorgaan"
        ),
        "bijlagen": ("Advies van de commissie", "Verslag van de hoorzitting"),
        "afschriften": ("de school en het schoolbestuur",),
    }
    return Bezwaarbrief(**(delen | anders))


def bevroren(een: Bezwaarbrief) -> str:
    return MOTOR.get_template("brieven/bezwaar.html").render(Context({"brief": een}))


def gelezen(een: Bezwaarbrief) -> str:
    tot = date(2027, 5, 17) if een.beroep.datum_tonen else None
    return tekst(dateren(bevroren(een), dagtekening=date(2027, 4, 2), bezwaar_tot=tot, controle=CONTROLE))


@pytest.mark.parametrize(
    ("uitkomst", "zin"),
    [
        ("gegrond", "Wij verklaren uw bezwaar gegrond en herroepen het besluit van 20 november 2026."),
        (
            "gegrond",
            "In plaats daarvan besluiten wij: wij verklaren Fenna Voorbeeld toelaatbaar tot het speciaal onderwijs",
        ),
        ("gegrond", "(nummer PO9901-2627-SO-0201)"),
        ("deels_gegrond", "uw bezwaar voor een deel gegrond en handhaven het besluit van 20 november 2026."),
        ("ongegrond", "Wij verklaren uw bezwaar ongegrond en handhaven het besluit van 20 november 2026."),
        ("ongegrond", "U krijgt geen gelijk. Hieronder leest u waarom."),
        ("ongegrond", "Waarom volgen wij het advies niet? Daarom."),
        ("niet_ontvankelijk", "bezwaar niet-ontvankelijk. Het besluit van 20 november 2026 blijft gelden."),
        ("niet_ontvankelijk", "op grond van hoofdstuk 6 en artikel 7:12 van de Algemene wet bestuursrecht"),
        ("ongegrond", "op grond van artikel 7:11 en 7:12 van de Algemene wet bestuursrecht"),
        ("niet_ontvankelijk", "Waarom telt uw bezwaar niet mee? Uw bezwaar kwam vijf maanden te laat."),
    ],
)
def test_the_decision_is_said_in_the_words_of_the_law_and_in_plain_words(uitkomst, zin):
    assert zin in gelezen(brief(uitkomst))


@pytest.mark.parametrize("uitkomst", UITKOMSTEN)
def test_beroep_takes_the_place_of_bezwaar(uitkomst):
    woorden = gelezen(brief(uitkomst))
    assert "in beroep gaan bij de rechter" in woorden
    assert "binnen zes weken na de dag van verzending" in woorden
    assert "griffierecht" in woorden
    assert "maandag 17 mei 2027" in woorden
    assert "rechtbank in uw regio: daar waar u woont" in woorden
    assert "U kunt ook bezwaar maken" not in woorden


def test_the_court_of_a_school_is_where_it_is_established():
    assert "daar waar u gevestigd bent" in gelezen(brief(aan="school"))


def test_the_reasons_of_one_who_objects_are_not_in_the_letter_of_another():
    ander = Bezwaarschrift(van="de ouders", van_geadresseerde=False, ontvangen_op=date(2027, 1, 12))
    woorden = gelezen(brief(aan="school", indiener=False, bezwaren=(ander,)))
    assert "Wij zien elke dag" not in woorden
    assert "De ouders maakte bezwaar" not in woorden
    assert "Wie bezwaar maakte, krijgt gelijk." in woorden


def test_the_own_bezwaar_can_fail_while_another_succeeds():
    laat = Bezwaarschrift(
        van="de ouders", van_geadresseerde=True, ontvangen_op=date(2027, 6, 1), niet_ontvankelijk="Te laat."
    )
    ander = Bezwaarschrift(van="de school", van_geadresseerde=False, ontvangen_op=date(2027, 1, 12))
    woorden = gelezen(brief(bezwaren=(laat, ander)))
    assert "Wij verklaren uw bezwaar niet-ontvankelijk." in woorden
    assert "Een ander bezwaar tegen dit besluit is gegrond: daarom herroepen wij het besluit" in woorden


def test_a_tlv_that_is_revoked_is_named_and_its_number_is_not_used_again():
    oud = Bestreden(
        besloten_op=date(2026, 11, 20),
        kenmerk="AV-2026-0412",
        wat="Fenna naar het sbo mag",
        nummer="PO9901-2627-SBO-0187",
    )
    assert "nummer PO9901-2627-SBO-0187 geldt niet meer" in gelezen(brief(bestreden=oud))


def test_the_last_day_is_printed_only_when_the_swv_wants_it():
    zonder = brief(beroep=Beroep(steunpunt="Steunpunt", datum_tonen=False))
    assert "De laatste dag is" not in gelezen(zonder)


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [
        ({"kenmerk": ""}, "kenmerk van het bezwaar"),
        ({"bezwaren": ()}, "wie bezwaar maakte"),
        ({"afschriften": ()}, "wie een kopie krijgt"),
        ({"bijlagen": ()}, "het advies van de commissie als bijlage"),
        ({"oordeel": dataclasses.replace(OORDEEL, motivering=" ")}, "onze motivering"),
        (
            {"oordeel": dataclasses.replace(OORDEEL, advies=None)},
            "het advies van de commissie, of waarom dat er niet is",
        ),
        ({"oordeel": dataclasses.replace(OORDEEL, gehoord_op=None)}, "wanneer iedereen is gehoord, of waarom niet"),
        ({"oordeel": dataclasses.replace(OORDEEL, nieuw=None)}, "wat in de plaats komt van het besluit"),
        (
            {"oordeel": dataclasses.replace(OORDEEL, uitkomst="ongegrond", gevolg="handhaven", nieuw=None)},
            "waarom wij het advies niet volgen",
        ),
    ],
)
def test_the_checklist_names_what_is_empty(anders, ontbreekt):
    assert ontbreekt in bezwaarchecklist_ontbreekt(brief(**anders))


def test_text_of_people_stays_text_and_the_pdf_is_made():
    vuil = dataclasses.replace(OORDEEL, motivering="<script>x</script> <!--dagtekening-->")
    html = bevroren(brief(oordeel=vuil))
    assert "<script" not in html
    assert html.count("<!--") == bevroren(brief()).count("<!--")
    klaar = dateren(html, dagtekening=date(2027, 4, 2), bezwaar_tot=date(2027, 5, 17), controle=CONTROLE)
    assert html_naar_pdf(klaar).startswith(b"%PDF")

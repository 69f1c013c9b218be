"""The decision letter: every compulsory element, in plain words, for each outcome and addressee (domein.md §4)."""

import dataclasses
import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Engine

from kern.brieven.dagtekening import dateren
from kern.brieven.pdf import html_naar_pdf
from loket.letters import (
    WETTELIJKE_GRONDSLAG,
    Besluitbrief,
    Geadresseerde,
    Ondertekening,
    Zienswijze,
    checklist_ontbreekt,
)
from tests.loket.brieven import AFZENDER, BESLISSINGEN, CONTROLE, GEADRESSEERDEN, OVERWEGINGEN, VERZOEK, besluitbrief

SJABLONEN = Path(__file__).parents[2] / "templates"
SNAPSHOTS = Path(__file__).parent / "snapshots"
MOTOR = Engine(
    dirs=[str(SJABLONEN)],
    string_if_invalid="ONTBREEKT[%s]",
    libraries={"uitleg": "loket.templatetags.uitleg"},
)
UITKOMSTEN = ["toegekend", "afwijkend", "afgewezen"]
VERZONDEN, LAATSTE_DAG = date(2026, 11, 23), date(2027, 1, 4)


def bevroren(brief: Besluitbrief) -> str:
    return MOTOR.get_template("brieven/besluit.html").render(Context({"brief": brief}))


def gedateerd(brief: Besluitbrief) -> str:
    tonen = brief.rechtsmiddelen.datum_tonen
    return dateren(
        bevroren(brief), dagtekening=VERZONDEN, bezwaar_tot=LAATSTE_DAG if tonen else None, controle=CONTROLE
    )


class Tekst(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.delen: list[str] = []

    def handle_data(self, data: str) -> None:
        self.delen.append(data)


def tekst(html: str) -> str:
    lezer = Tekst()
    lezer.feed(html)
    return " ".join(" ".join(lezer.delen).split())


def redenen(**anders: object) -> dict[str, object]:
    return {"overwegingen": dataclasses.replace(OVERWEGINGEN, **anders)}


# -- the whole letter ----------------------------------------------------------------------------------------------


VERPLICHT = {
    "1 sender": ["De Vloedlijn", "Postbus 10, 0000 AB Zandwerven", "000 – 000 00 00", "loket@vloedlijn.example"],
    "1 reference and date": ["AV-2026-0412", "Datum 23 november 2026"],
    "2 subject": ["Fenna Voorbeeld, geboren op 3 juni 2019"],
    "3 request": ["op 23 oktober 2026", "ontvingen de aanvraag op 24 oktober 2026", "categorie 1 (laag)"],
    "3 addition": ["28 oktober 2026", "de aanvulling kwam op 4 november 2026"],
    "4 who decided": ["PO9901"],
    "5 legal basis": ["artikel 18a, zesde lid, onder c, van de Wet op het primair onderwijs"],
    "6 facts and school": [OVERWEGINGEN.feiten.split("\n")[0], OVERWEGINGEN.redenen_school],
    "6 parents": [OVERWEGINGEN.zienswijzen[0].tekst, "Ons antwoord"],
    "6 pupil": [OVERWEGINGEN.mening_leerling, "Wat wij daarmee deden"],
    "6 advices": ["J. Bedacht, orthopedagoog (11 november 2026)", "S. Fictief, kinder- of jeugdpsycholoog"],
    "6 plan": ["getoetst aan ons ondersteuningsplan 2025-2029"],
    "7 who and when": ["het schoolbestuur", "binnen zes weken na de dag van verzending", "maandag 4 januari 2027"],
    "7 where": ["het bestuur van De Vloedlijn", "bezwaar@vloedlijn.example", "portaal.vloedlijn.example"],
    "7 what": ["uw naam en adres", "de datum", "noem het nummer AV-2026-0412", "waarom u", "uw handtekening"],
    "7 effect and costs": ["Het besluit blijft gelden", "Bezwaar maken is gratis", "voorlopige voorziening"],
    "7 help": ["Landelijke Bezwaaradviescommissie", "Ouder- en Jeugdsteunpunt", "www.onderwijsconsulenten.nl"],
    "8 signature": ["Het bestuur van De Vloedlijn,", "H. Beslisser, directeur-bestuurder", "op 20 november 2026"],
    "9 attachments and copies": ["advies van de orthopedagoog", "Een kopie gaat naar"],
    "10 privacy": ["tot drie jaar na ons besluit"],
}


@pytest.mark.parametrize("aan", GEADRESSEERDEN)
@pytest.mark.parametrize("uitkomst", UITKOMSTEN)
def test_each_element_of_checklist_4_1_is_in_the_letter(uitkomst, aan):
    brief = besluitbrief(uitkomst, aan)
    gelezen = tekst(gedateerd(brief)).replace(" ,", ",")
    assert checklist_ontbreekt(brief) == []
    assert [(naam, zin) for naam, zinnen in VERPLICHT.items() for zin in zinnen if zin not in gelezen] == []
    assert all(
        regel.replace("\u00a0", " ") in gelezen
        for regel in (" ".join(lijn.split()) for lijn in brief.geadresseerde.venster)
    )


# -- the decision in one sentence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uitkomst", "anders", "zin"),
    [
        (
            "toegekend",
            {},
            "Wij verklaren Fenna Voorbeeld toelaatbaar tot het speciaal onderwijs, bekostigingscategorie 1 (laag), van "
            "4 januari 2027 tot en met 31 juli 2029 (nummer PO9901-2627-SO-0187).",
        ),
        (
            "afwijkend",
            {},
            "Wij wijken af van de aanvraag. Gevraagd was: het speciaal onderwijs (so), categorie 1 (laag), van 4 "
            "januari 2027 tot en met 31 juli 2029. Wij verklaren Fenna Voorbeeld toelaatbaar tot het speciaal "
            "onderwijs, bekostigingscategorie 1 (laag), van 4 januari 2027 tot en met 31 juli 2028 (nummer "
            "PO9901-2627-SO-0187).",
        ),
        ("afgewezen", {}, "Wij verklaren Fenna Voorbeeld niet toelaatbaar tot het speciaal onderwijs."),
        (
            "toegekend",
            {"soort": "PRO", "categorie": "", "eind": None, "nummer": "VO9901-2627-PRO-0001"},
            "Wij verklaren Fenna Voorbeeld toelaatbaar tot het praktijkonderwijs vanaf 4 januari 2027, zonder "
            "einddatum (nummer VO9901-2627-PRO-0001).",
        ),
        (
            "afgewezen",
            {"soort": "LWOO"},
            "Wij stellen vast dat Fenna Voorbeeld niet is aangewezen op leerwegondersteunend onderwijs.",
        ),
    ],
)
def test_the_decision_is_one_sentence_in_the_words_of_the_law(uitkomst, anders, zin):
    beslissing = dataclasses.replace(BESLISSINGEN[uitkomst], **anders)
    assert besluitbrief(uitkomst, beslissing=beslissing).besluitzin == zin


@pytest.mark.parametrize("soort", WETTELIJKE_GRONDSLAG)
def test_the_legal_basis_follows_the_kind_and_the_swv_may_word_it(soort):
    beslissing = dataclasses.replace(BESLISSINGEN["afgewezen"], soort=soort)
    eigen = dataclasses.replace(beslissing, grondslag="artikel 1 van de Wet Fictie")
    assert WETTELIJKE_GRONDSLAG[soort] in gedateerd(besluitbrief("afgewezen", beslissing=beslissing))
    assert "op grond van artikel 1 van de Wet Fictie." in gedateerd(besluitbrief("afgewezen", beslissing=eigen))


# -- what happens now (afspraak 40) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uitkomst", "aan", "bij_school", "zin"),
    [
        (
            "toegekend",
            "ouder",
            "ingeschreven",
            "mag Fenna naar een school voor speciaal onderwijs. U bent dit niet verplicht",
        ),
        (
            "toegekend",
            "ouder",
            "ingeschreven",
            "zoekt met u een plek. Tot dan blijft basisschool De Zandloper verantwoordelijk",
        ),
        ("toegekend", "ouder", "ingeschreven", "verantwoordelijk voor het onderwijs aan Fenna"),
        ("toegekend", "ouder", "aangemeld", "verantwoordelijk voor een passende plek"),
        (
            "toegekend",
            "leerling",
            "ingeschreven",
            "mag u naar een school voor speciaal onderwijs. U bent dit niet verplicht",
        ),
        ("toegekend", "leerling", "ingeschreven", "verantwoordelijk voor uw onderwijs"),
        ("toegekend", "school", "ingeschreven", "De ouders en Fenna zijn dit niet verplicht"),
        ("toegekend", "school", "aangemeld", "Tot dan blijft u verantwoordelijk voor een passende plek"),
        ("afwijkend", "ouder", "ingeschreven", "is nog geen plek op een bepaalde school"),
        ("afgewezen", "ouder", "ingeschreven", "moet samen met u zorgen voor passende hulp of een andere plek"),
        ("afgewezen", "ouder", "ingeschreven", "Fenna blijft leerling van basisschool De Zandloper"),
        ("afgewezen", "ouder", "aangemeld", "blijft verantwoordelijk tot er een passende plek is"),
        ("afgewezen", "school", "ingeschreven", "nieuwe feiten of veranderde omstandigheden"),
    ],
)
def test_what_happens_now_promises_no_place_and_asks_no_duty(uitkomst, aan, bij_school, zin):
    verzoek = dataclasses.replace(VERZOEK, bij_school=bij_school)
    assert zin in tekst(gedateerd(besluitbrief(uitkomst, aan, verzoek=verzoek)))


def test_lwoo_is_no_declaration():
    beslissing = dataclasses.replace(BESLISSINGEN["toegekend"], soort="LWOO", categorie="", nummer="VO9901-2627-LWOO-1")
    verzoek = dataclasses.replace(VERZOEK, soort="LWOO", categorie="")
    gelezen = tekst(gedateerd(besluitbrief(beslissing=beslissing, verzoek=verzoek)))
    assert "Besluit: Fenna krijgt leerwegondersteunend onderwijs" in gelezen
    assert "TLV" not in gelezen
    assert "verklaring" not in gelezen.replace("Bezwaaradviescommissie Toelaatbaarheidsverklaring", "")


# -- who reads it --------------------------------------------------------------------------------------------------


def test_a_pupil_of_age_reads_u_and_never_the_own_name_as_a_third_person():
    gelezen = tekst(gedateerd(besluitbrief("toegekend", "leerling")))
    assert "Besluit: u mag naar het speciaal onderwijs" in gelezen
    assert "Meld u daar aan" in gelezen
    assert "Dat kunnen u en het schoolbestuur." in gelezen


def test_a_parent_reads_the_own_words_as_u_and_the_other_parents_by_name():
    anders = redenen(
        zienswijzen=(
            Zienswijze(van="mevrouw A. Voorbeeld", tekst="Eens.", van_geadresseerde=True),
            Zienswijze(van="meneer B. Voorbeeld", tekst="Oneens."),
        )
    )
    gelezen = tekst(gedateerd(besluitbrief(**anders)))
    assert "Wat vinden de ouders? U schreef ons: Eens. Meneer B. Voorbeeld schreef ons: Oneens." in gelezen


def test_who_may_not_know_where_the_child_is_reads_no_school_and_no_expert():
    afgeschermd = dataclasses.replace(GEADRESSEERDEN["ouder"], afgeschermd=True)
    neutraal = redenen(redenen_school="Een jaar extra begeleiding hielp te weinig.")
    gelezen = tekst(gedateerd(besluitbrief(geadresseerde=afgeschermd, **neutraal)))
    assert "Zandloper" not in gelezen
    assert "Scholen aan Zee" not in gelezen
    assert "Bedacht" not in gelezen
    assert "De school vroeg ons" in gelezen
    assert "Orthopedagoog (11 november 2026)" in gelezen


def test_only_a_decision_under_mandate_says_on_whose_behalf():
    mandaat = Ondertekening(naam="I. Verzonnen", functie="teamleider", bevoegdheid="mandaat")
    assert "Namens het bestuur van De Vloedlijn," in tekst(gedateerd(besluitbrief(ondertekening=mandaat)))
    assert "Namens" not in tekst(gedateerd(besluitbrief()))


def test_the_last_day_is_printed_only_when_the_swv_wants_it():
    zonder = dataclasses.replace(besluitbrief().rechtsmiddelen, datum_tonen=False)
    gelezen = tekst(gedateerd(besluitbrief(rechtsmiddelen=zonder)))
    assert "4 januari 2027." not in gelezen
    assert "binnen zes weken na de dag van verzending" in gelezen


def test_a_portal_that_takes_no_bezwaar_is_not_named():
    zonder = dataclasses.replace(besluitbrief().rechtsmiddelen, portaal="")
    assert "in ons portaal:" not in tekst(gedateerd(besluitbrief(rechtsmiddelen=zonder)))


def test_the_letter_of_a_demonstration_says_so():
    assert "Voorbeeld uit een demonstratie" in tekst(gedateerd(besluitbrief(voorbeeld=True)))
    assert "demonstratie" not in tekst(gedateerd(besluitbrief()))


# -- what is missing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uitkomst", "anders", "ontbreekt"),
    [
        ("toegekend", {"kenmerk": ""}, "kenmerk van de aanvraag"),
        (
            "toegekend",
            {"afzender": dataclasses.replace(AFZENDER, telefoon="")},
            "telefoon en e-mail van het samenwerkingsverband",
        ),
        ("toegekend", {"bijlagen": ()}, "welke bijlagen erbij zitten"),
        ("toegekend", {"afschriften": ()}, "wie een kopie krijgt"),
        ("toegekend", redenen(feiten=" "), "wat er aan de hand is"),
        ("toegekend", redenen(zienswijzen=()), "de mening van de ouders, of waarom die er niet is"),
        ("toegekend", redenen(antwoord_zienswijze=""), "ons antwoord op de mening van de ouders"),
        ("toegekend", redenen(mening_leerling=""), "de mening van de leerling, of waarom die er niet is"),
        ("toegekend", redenen(antwoord_leerling=""), "wat wij met de mening van de leerling deden"),
        ("toegekend", redenen(adviezen=OVERWEGINGEN.adviezen[:1]), "twee adviezen van deskundigen"),
        ("toegekend", redenen(motivering="\n"), "onze motivering"),
        ("toegekend", redenen(niet_lichter=""), "waarom lichtere hulp niet genoeg is"),
        ("toegekend", redenen(categorie=""), "waarom deze categorie"),
        ("toegekend", redenen(duur=""), "waarom deze duur"),
        ("afwijkend", redenen(afwijking=""), "waarom wij afwijken van de aanvraag"),
        ("afgewezen", redenen(passende_hulp=""), "welke hulp wel past en wie die geeft"),
        (
            "toegekend",
            {"beslissing": dataclasses.replace(BESLISSINGEN["toegekend"], nummer="")},
            "nummer van de verklaring",
        ),
        ("toegekend", {"beslissing": dataclasses.replace(BESLISSINGEN["toegekend"], eind=None)}, "einddatum"),
        ("toegekend", {"beslissing": dataclasses.replace(BESLISSINGEN["toegekend"], categorie="")}, "categorie"),
    ],
)
def test_the_checklist_names_what_is_empty(uitkomst, anders, ontbreekt):
    assert ontbreekt in checklist_ontbreekt(besluitbrief(uitkomst, **anders))


def test_a_sentence_why_nobody_spoke_is_enough():
    stil = redenen(
        zienswijzen=(),
        antwoord_zienswijze="",
        zienswijze_geen="De ouders hebben niet gereageerd.",
        mening_leerling="",
        antwoord_leerling="",
        mening_leerling_geen="Fenna wilde niet praten.",
    )
    brief = besluitbrief(**stil)
    assert checklist_ontbreekt(brief) == []
    assert "Fenna wilde niet praten." in tekst(gedateerd(brief))


def test_an_address_fits_the_window_of_the_envelope():
    lang = dataclasses.replace(GEADRESSEERDEN["school"], adresregels=("1", "2", "3", "4", "5"))
    assert checklist_ontbreekt(besluitbrief(aan="school", geadresseerde=lang)) == ["adres in hoogstens zes regels"]
    assert GEADRESSEERDEN["ouder"].adresregels[-1] == "0000 ZZ\u00a0\u00a0ZANDWERVEN"


@pytest.mark.parametrize(
    ("onderdeel", "anders"),
    [
        (AFZENDER, {"kleur": "red;}"}),
        (AFZENDER, {"kleur": "#17566B"}),
        (AFZENDER, {"merk": "adelaar"}),
        (GEADRESSEERDEN["ouder"], {"soort": "buurman"}),
        (BESLISSINGEN["toegekend"], {"uitkomst": "misschien"}),
        (VERZOEK, {"bij_school": "op bezoek"}),
    ],
)
def test_a_word_outside_the_list_is_refused(onderdeel, anders):
    with pytest.raises(ValueError, match=r"\w"):
        dataclasses.replace(onderdeel, **anders)


# -- text of people ------------------------------------------------------------------------------------------------

VIJANDIG = "<script>alert(1)</script> <!--dagtekening--> {{ brief.kenmerk }} {% now 'Y' %} <img src=x> </main> & \"'"


def test_text_of_people_stays_text_wherever_it_stands():
    def vergiftigd(waarde: object) -> object:
        if isinstance(waarde, str) and waarde == "GIF":
            return VIJANDIG
        if isinstance(waarde, tuple):
            return tuple(vergiftigd(deel) for deel in waarde)
        if dataclasses.is_dataclass(waarde) and not isinstance(waarde, type):
            velden = {veld.name: vergiftigd(getattr(waarde, veld.name)) for veld in dataclasses.fields(waarde)}
            return type(waarde)(**velden)
        return waarde

    vrij = {veld.name: "GIF" for veld in dataclasses.fields(OVERWEGINGEN) if veld.type in ("str", str)}
    brief = vergiftigd(
        besluitbrief(
            "toegekend",
            kenmerk="GIF",
            geadresseerde=Geadresseerde(soort="ouder", naam="GIF", aanhef="GIF", adresregels=("GIF", "GIF")),
            overwegingen=dataclasses.replace(OVERWEGINGEN, **vrij, zienswijzen=(Zienswijze(van="GIF", tekst="GIF"),)),
            bijlagen=("GIF",),
            afschriften=("GIF",),
        )
    )
    assert isinstance(brief, Besluitbrief)
    schoon, vuil = bevroren(besluitbrief()), bevroren(brief)
    assert "<script" not in vuil
    assert "<img" not in vuil
    assert vuil.count("<!--") == schoon.count("<!--") == 8
    assert vuil.count("{{ brief.kenmerk }}") > 10
    assert vuil.count("&lt;!--dagtekening--&gt;") > 10
    assert html_naar_pdf(gedateerd(brief)).startswith(b"%PDF")


def test_lines_and_paragraphs_of_people_are_kept():
    html = bevroren(besluitbrief(**redenen(feiten="Een.\nTwee.\n\nDrie <b>.")))
    assert "<p>Een.<br>Twee.</p>\n\n<p>Drie &lt;b&gt;.</p>" in html


def test_a_letter_has_no_empty_paragraph_and_one_title():
    html = gedateerd(besluitbrief())
    assert not re.search(r"<p[^>]*>\s*</p>", html)
    assert html.count("<h1>") == 1
    assert "style=" not in html


def test_the_context_can_be_kept_as_json():
    dict_van_brief = dataclasses.asdict(besluitbrief())
    assert json.loads(json.dumps(dict_van_brief, default=date.isoformat))["beslissing"]["eind"] == "2029-07-31"


def test_a_letter_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        besluitbrief().kenmerk = "AV-1"  # type: ignore[misc]


def test_the_letters_know_no_django_and_no_clock():
    bron = "".join(bestand.read_text() for bestand in (SJABLONEN.parent / "loket" / "letters").glob("*.py"))
    assert "django" not in bron
    assert "today(" not in bron
    assert VERZONDEN + timedelta(days=42) == LAATSTE_DAG

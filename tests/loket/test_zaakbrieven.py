"""Letters that are no decision: their words for each addressee, complete, and without a word about bezwaar."""

import dataclasses
from datetime import date

import pytest
from django.template import Context

from kern.brieven.dagtekening import dateren, vraagt_bezwaar_tot
from loket.letters import (
    BuitenBehandelingbrief,
    Doorzendbrief,
    Intrekkingsbrief,
    Leerling,
    Ondertekening,
    Rechtsmiddelen,
    Verdagingsbrief,
    Voornemenbrief,
    Zaakbrief,
    Zienswijzebrief,
    bericht_ontbreekt,
    buiten_behandeling_ontbreekt,
)
from tests.loket.brieven import AFZENDER, CONTROLE, GEADRESSEERDEN
from tests.loket.test_letters import MOTOR, tekst

VERZONDEN = date(2026, 11, 23)
BASIS = {
    "afzender": AFZENDER,
    "kenmerk": "AV-2026-0412",
    "leerling": Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=date(2019, 6, 3)),
    "soort": "SO",
    "schoolnaam": "basisschool De Zandloper",
    "aangevraagd_op": date(2026, 10, 23),
    "tekent": "Marit Hoekstra",
}
SOORTEN = {
    "verdaging": lambda **basis: Verdagingsbrief(
        **basis, was=date(2026, 12, 18), wordt=date(2027, 1, 29), reden="Een van de deskundigen is ziek geworden."
    ),
    "intrekking": lambda **basis: Intrekkingsbrief(
        **basis, ingetrokken_op=date(2026, 11, 20), reden="Het gezin gaat verhuizen."
    ),
    "doorzending": lambda **basis: Doorzendbrief(
        **basis,
        doorgezonden_op=date(2026, 11, 20),
        naar="SWV De Overkant",
        reden="Fenna gaat naar school in een andere regio. Daarover beslist het samenwerkingsverband daar.",
    ),
    "zienswijze": lambda **basis: Zienswijzebrief(
        **basis,
        waarover="Een deskundige adviseert het speciaal basisonderwijs, terwijl speciaal onderwijs is gevraagd. "
        "Wij denken erover dat advies te volgen.",
        besproken_op=date(2026, 11, 19),
        tot=date(2026, 12, 7),
    ),
    "voornemen": lambda **basis: Voornemenbrief(
        **basis,
        waarover="Fenna gaat weer naar de basisschool en leert daar goed. De verklaring is niet meer nodig.",
        besproken_op=date(2026, 11, 23),
        tot=date(2026, 12, 7),
        nummer="PO2815-2526-SO-0012",
        gegeven_op=date(2026, 3, 2),
    ),
}


def brief(soort: str, aan: str = "ouder", **anders: object) -> Zaakbrief:
    return SOORTEN[soort](**{**BASIS, "geadresseerde": GEADRESSEERDEN[aan], **anders})


def html(een: Zaakbrief) -> str:
    bevroren = MOTOR.get_template("brieven/zaakbrief.html").render(Context({"brief": een}))
    return dateren(bevroren, dagtekening=VERZONDEN, bezwaar_tot=None, controle=CONTROLE)


ELK = [(soort, aan) for soort in SOORTEN for aan in GEADRESSEERDEN]


@pytest.mark.parametrize(("soort", "aan"), ELK)
def test_what_is_no_decision_says_nothing_about_bezwaar(soort, aan):
    """4.3: there is nothing to object to, and so no term either."""
    woorden = html(brief(soort, aan))
    assert "bezwaar" not in woorden.lower().replace("bezwaar@", "")
    assert "zes weken" not in woorden
    assert not vraagt_bezwaar_tot(MOTOR.get_template("brieven/zaakbrief.html").source)


@pytest.mark.parametrize(("soort", "aan"), ELK)
def test_each_is_complete(soort, aan):
    een = brief(soort, aan)
    assert bericht_ontbreekt(een) == []
    gelezen = tekst(html(een))
    for deel in ("De Vloedlijn", "AV-2026-0412", "23 november 2026", "Fenna Voorbeeld, geboren op 3 juni 2019"):
        assert deel in gelezen


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [
        ({"kenmerk": ""}, "kenmerk van de aanvraag"),
        ({"tekent": ""}, "wie ondertekent"),
        ({"afzender": dataclasses.replace(AFZENDER, telefoon="")}, "telefoon en e-mail van het samenwerkingsverband"),
        (
            {"geadresseerde": dataclasses.replace(GEADRESSEERDEN["ouder"], adresregels=())},
            "adres van de geadresseerde",
        ),
    ],
)
def test_the_checklist_names_what_is_empty(anders, ontbreekt):
    assert bericht_ontbreekt(brief("verdaging", **anders)) == [ontbreekt]


def test_the_core_sentences_are_those_of_4_3():
    assert (
        brief("verdaging").kern
        == "Wij hebben meer tijd nodig. U krijgt ons besluit uiterlijk op vrijdag 29 januari 2027."
    )
    assert brief("intrekking", "school").kern == (
        "U trok de aanvraag op 20 november 2026 in. Wij stoppen de behandeling."
    )
    assert brief("intrekking").kern.startswith("Basisschool De Zandloper trok de aanvraag")


@pytest.mark.parametrize("soort", SOORTEN)
def test_who_may_not_know_where_the_child_is_reads_no_school(soort):
    afgeschermd = dataclasses.replace(GEADRESSEERDEN["ouder"], afgeschermd=True)
    assert "Zandloper" not in html(brief(soort, geadresseerde=afgeschermd))


# --- leaving aside: this one is a decision -----------------------------------------------------------------------


def opzij(aan: str = "ouder", **anders: object) -> BuitenBehandelingbrief:
    delen = {
        **BASIS,
        "geadresseerde": GEADRESSEERDEN[aan],
        "gevraagd_op": date(2026, 10, 28),
        "uiterlijk": date(2026, 11, 11),
        "ontbreekt": ("Een OPP dat niet ouder is dan een jaar", "De mening van de leerling"),
        "motivering": "Zonder het plan van de school weten wij niet welke hulp er al was en wat die opleverde.",
        "besloten_op": date(2026, 11, 20),
        "rechtsmiddelen": Rechtsmiddelen(
            email="bezwaar@vloedlijn.example",
            commissie="Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring",
            steunpunt="Ouder- en Jeugdsteunpunt",
            steunpunt_telefoon="000 – 000 00 01",
        ),
        "ondertekening": Ondertekening(
            naam="H. Beslisser", functie="directeur-bestuurder", bevoegdheid="bestuursorgaan"
        ),
        "afschriften": ("de ouders met gezag",),
    }
    return BuitenBehandelingbrief(**(delen | anders))


def opzij_html(een: BuitenBehandelingbrief) -> str:
    bevroren = MOTOR.get_template("brieven/buiten_behandeling.html").render(Context({"brief": een}))
    tot = date(2027, 1, 4) if een.rechtsmiddelen.datum_tonen else None
    return dateren(bevroren, dagtekening=VERZONDEN, bezwaar_tot=tot, controle=CONTROLE)


@pytest.mark.parametrize("aan", GEADRESSEERDEN)
def test_leaving_aside_says_how_to_object_as_every_decision_does(aan):
    assert buiten_behandeling_ontbreekt(opzij(aan)) == []
    gelezen = tekst(opzij_html(opzij(aan)))
    for deel in (
        "omdat dit ontbreekt: een OPP dat niet ouder is dan een jaar en de mening van de leerling",
        "op 28 oktober 2026 dit uiterlijk 11 november 2026 aan te vullen",
        "binnen zes weken na de dag van verzending",
        "maandag 4 januari 2027",
        "noem het nummer AV-2026-0412",
        "voorlopige voorziening",
        "Het bestuur van De Vloedlijn",
        "artikel 4:5, eerste lid",
    ):
        assert deel in gelezen


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [({"motivering": " "}, "onze motivering"), ({"afschriften": ()}, "wie een kopie krijgt")],
)
def test_the_checklist_of_leaving_aside_names_what_is_empty(anders, ontbreekt):
    assert buiten_behandeling_ontbreekt(opzij(**anders)) == [ontbreekt]

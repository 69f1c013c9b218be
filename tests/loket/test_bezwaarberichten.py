"""Letters in the course of a bezwaar, and of a penalty: their words for each addressee, and which has a clause."""

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.template import Context

from kern.brieven.dagtekening import dateren, vraagt_bezwaar_tot
from loket.letters import (
    Bezwaarbericht,
    Bezwaarverdagingsbrief,
    Commissiebrief,
    Dwangsombrief,
    Herstelbrief,
    Hoorzittingbrief,
    Leerling,
    Ondertekening,
    Ontvangstbevestiging,
    Trede,
    bezwaarbericht_ontbreekt,
    dwangsombrief_ontbreekt,
)
from tests.loket.brieven import AFZENDER, CONTROLE, GEADRESSEERDEN
from tests.loket.test_letters import MOTOR, tekst

VERZONDEN = date(2027, 1, 14)
BASIS = {
    "afzender": AFZENDER,
    "kenmerk": "AV-2026-0412",
    "bezwaarnummer": "BZ-2027-0003",
    "leerling": Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=date(2019, 6, 3)),
    "besloten_op": date(2026, 11, 20),
    "eigen_op": date(2027, 1, 12),
    "tekent": "S. Secretaris",
}
SOORTEN = {
    "bevestiging": lambda **basis: Ontvangstbevestiging(
        **basis, pro_forma=True, te_laat=True, uiterlijk=date(2027, 2, 15)
    ),
    "herstel": lambda **basis: Herstelbrief(
        **basis, ontbreekt="• waarom u het niet eens bent met het besluit\n• uw handtekening", tot=date(2027, 2, 11)
    ),
    "commissie": lambda **basis: Commissiebrief(
        **basis,
        commissie="Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring",
        uiterlijk=date(2027, 3, 29),
    ),
    "hoorzitting": lambda **basis: Hoorzittingbrief(
        **basis,
        wanneer=datetime(2027, 2, 25, 14, 30),
        waar="Kadeplein 1, Zandwerven",
        stukken_tot=date(2027, 2, 15),
        ter_inzage=date(2027, 2, 18),
    ),
    "verdaging": lambda **basis: Bezwaarverdagingsbrief(
        **basis, was=date(2027, 3, 29), wordt=date(2027, 5, 10), reden="De commissie kan niet eerder bij elkaar komen."
    ),
}
ELK = [(soort, aan) for soort in SOORTEN for aan in GEADRESSEERDEN]


def brief(soort: str, aan: str = "ouder", **anders: object) -> Bezwaarbericht:
    steunpunt = "" if aan == "school" else "Ouder- en Jeugdsteunpunt: 000 – 000 00 01"
    delen = {**BASIS, "steunpunt": steunpunt, "geadresseerde": GEADRESSEERDEN[aan], **anders}
    return SOORTEN[soort](**delen)


def html(een: Bezwaarbericht) -> str:
    bevroren = MOTOR.get_template("brieven/zaakbrief.html").render(Context({"brief": een}))
    return dateren(bevroren, dagtekening=VERZONDEN, bezwaar_tot=None, controle=CONTROLE)


@pytest.mark.parametrize(("soort", "aan"), ELK)
def test_what_is_no_decision_has_no_clause(soort, aan):
    """4.3: there is nothing to object to, and so no term either."""
    woorden = tekst(html(brief(soort, aan)))
    for deel in ("U kunt ook bezwaar maken", "in beroep", "na de dag van verzending"):
        assert deel not in woorden
    assert bezwaarbericht_ontbreekt(brief(soort, aan)) == []


@pytest.mark.parametrize("soort", SOORTEN)
def test_each_says_which_bezwaar_it_is_about(soort):
    woorden = tekst(html(brief(soort)))
    for deel in ("BZ-2027-0003", "AV-2026-0412", "Op 12 januari 2027 kregen wij uw bezwaar", "14 januari 2027"):
        assert deel in woorden
    ander = tekst(html(brief(soort, eigen_op=None)))
    assert "Er is bezwaar gemaakt tegen ons besluit van 20 november 2026 over uw kind Fenna." in ander


@pytest.mark.parametrize("soort", SOORTEN)
def test_no_letter_to_one_names_the_school_or_another(soort):
    """A parent may not learn where the child is, nor a school where a parent lives (afspraken 36 and 37)."""
    assert "Zandloper" not in html(brief(soort))


@pytest.mark.parametrize(
    ("soort", "zin"),
    [
        ("bevestiging", "Uw bezwaar heeft nummer BZ-2027-0003."),
        ("bevestiging", "U krijgt onze beslissing uiterlijk op maandag 15 februari 2027."),
        ("bevestiging", "Daarover krijgt u nog een brief."),
        ("herstel", "Stuur ons uiterlijk op donderdag 11 februari 2027 wat er ontbreekt."),
        ("herstel", "artikel 6:5 en 6:6"),
        ("commissie", "U krijgt onze beslissing uiterlijk op maandag 29 maart 2027."),
        ("hoorzitting", "op donderdag 25 februari 2027 om 14.30 uur. Waar: Kadeplein 1, Zandwerven."),
        ("hoorzitting", "Doe dat uiterlijk op maandag 15 februari 2027."),
        ("verdaging", "U krijgt onze beslissing uiterlijk op maandag 10 mei 2027."),
        ("verdaging", "artikel 7:10, derde lid"),
    ],
)
def test_the_days_and_articles_are_there(soort, zin):
    assert zin in tekst(html(brief(soort)))


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [
        ({"bezwaarnummer": ""}, "nummer van het bezwaar"),
        ({"tekent": ""}, "wie ondertekent"),
        (
            {"geadresseerde": dataclasses.replace(GEADRESSEERDEN["ouder"], adresregels=())},
            "adres van de geadresseerde",
        ),
    ],
)
def test_the_checklist_names_what_is_empty(anders, ontbreekt):
    assert bezwaarbericht_ontbreekt(brief("verdaging", **anders)) == [ontbreekt]


# --- the penalty: this one is a decision --------------------------------------------------------------------------


def dwangsom(aan: str = "ouder", **anders: object) -> Dwangsombrief:
    delen = {
        **BASIS,
        "geadresseerde": GEADRESSEERDEN[aan],
        "uiterlijk": date(2027, 3, 29),
        "gevraagd_op": date(2027, 4, 2),
        "van": date(2027, 4, 16),
        "tot": date(2027, 5, 4),
        "treden": (Trede(dagen=14, per_dag=Decimal(23)), Trede(dagen=5, per_dag=Decimal(35))),
        "besloten_dwangsom_op": date(2027, 5, 11),
        "ondertekening": Ondertekening(
            naam="H. Beslisser", functie="directeur-bestuurder", bevoegdheid="bestuursorgaan"
        ),
        "bezwaar_email": "bezwaar@vloedlijn.example",
    }
    return Dwangsombrief(**(delen | anders))


def dwangsom_html(een: Dwangsombrief) -> str:
    bevroren = MOTOR.get_template("brieven/dwangsom.html").render(Context({"brief": een}))
    assert vraagt_bezwaar_tot(bevroren) == een.datum_tonen
    tot = date(2027, 6, 23) if een.datum_tonen else None
    return dateren(bevroren, dagtekening=date(2027, 5, 12), bezwaar_tot=tot, controle=CONTROLE)


def test_a_penalty_says_the_sum_and_how_to_object():
    assert dwangsombrief_ontbreekt(dwangsom()) == []
    woorden = tekst(dwangsom_html(dwangsom()))
    for deel in (
        "Wij betalen u een dwangsom van €\u00a0497,00",
        "14 dagen van €\u00a023,00",
        "5 dagen van €\u00a035,00",
        "Het gaat om 19 dagen: tot en met 4 mei 2027.",
        "binnen zes weken na de dag van verzending van deze brief",
        "woensdag 23 juni 2027",
        "Wij betalen binnen zes weken",
        "artikel 4:17 en 4:18",
        "Het bestuur van De Vloedlijn",
    ):
        assert deel.replace("\u00a0", " ") in woorden.replace("\u00a0", " "), deel
    assert "De laatste dag is" not in tekst(dwangsom_html(dwangsom(datum_tonen=False)))

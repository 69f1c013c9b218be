"""The pages of budgets: one number down to the decision, who sees what, and what cannot be typed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from arrangementen.actions.boeken import Regel, boeken
from arrangementen.models import Boeking, Pot, Potdeel
from arrangementen.rules.boekingen import EERSTE, GEHEEL, TWEEDE, Stand, met_teken, stand_uit
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.termijnen.schooljaar import schooljaar
from kern.woorden import euro
from scholen.models import Plek, SchoolDeelname, Werkgebied
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import BestuurFactory, InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
LIJST = reverse("arrangementen:budgetten")


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


def van_bestuur(bestuur):
    wie = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=wie.lidmaatschappen.get(), bestuur=bestuur)
    return wie


@pytest.fixture
def controller(db):
    return gebruiker_met(Rol.CONTROLLER)


# --- rules -------------------------------------------------------------------------------------------------------


def test_an_amount_reads_as_in_a_bookkeeping():
    assert euro(Decimal("1234.5")) == "€\u00a01.234,50"
    assert euro(Decimal("-58.33")) == "€\u00a0-58,33"
    assert euro(Decimal("99999999.99")) == "€\u00a099.999.999,99"


def test_both_calendar_years_are_the_school_year():
    sommen = {"begroot": Decimal(100), "eerste_begroot": Decimal("41.67"), "toegekend": Decimal(12), "betaald": None}
    assert stand_uit(sommen, EERSTE) == Stand(Decimal("41.67"))
    assert stand_uit(sommen, TWEEDE) == Stand(Decimal("58.33"), Decimal(12))
    assert stand_uit(sommen, GEHEEL) == Stand(Decimal(100), Decimal(12))
    assert (met_teken("vrijval", Decimal(5)), met_teken("toekenning", Decimal(5))) == (-5, 5)


# --- one number down to the decision -----------------------------------------------------------------------------


@databank
def test_a_budget_that_went_over_says_by_how_much_and_its_owner_stands_once(controller):
    bestuur = BestuurFactory(naam="Bestuur De Brug")
    rij = pot("50", bestuur=bestuur, naam="Bestuur De Brug", blokkeert=False)
    toegekend(arrangement(school=SchoolFactory(bestuur=bestuur)), over_mag=True)
    client = ingelogd(controller)
    assert "Verhoog de begroting met € 50,00, of" in woorden(
        client.get(reverse("arrangementen:budget", args=[rij.public_id]))
    )
    assert len(re.findall("<(?:strong|small)>Bestuur De Brug<", woorden(client.get(LIJST)))) == 1


@databank
def test_one_number_of_the_overview_is_followed_to_the_decision_in_three_clicks(controller):
    pot("1000")
    rij = toegekend()
    client = ingelogd(controller)
    overzicht = client.get(LIJST)
    assert "€ 1.000,00" in woorden(overzicht)
    assert "€ 900,00" in woorden(overzicht)
    naar = re.search(r'href="([^"]+wat=toegekend[^"]*)">€ 100,00', woorden(overzicht))[1].replace("&amp;", "&")
    regels = client.get(naar)
    assert "Toegekend: <strong" in woorden(regels)
    naar = re.search(rf'href="([^"]+)">{rij.kenmerk}', woorden(regels))[1]
    tekst = woorden(client.get(naar))
    assert rij.aanbod.naam in tekst
    assert "€ 100,00" in tekst
    assert "Rust en overzicht" not in tekst, "money is read without the words about a child"
    assert Logregel.objects.filter(uitkomst="gezien", ding=rij.public_id, wie=controller.public_id).exists()


@databank
def test_the_sum_above_the_lines_is_the_sum_of_the_lines(controller):
    budget = pot("1000")
    rij = toegekend()
    for soort, bedrag in (("uitbetaling", "60.00"), ("vrijval", "15.50")):
        regel = Regel(
            soort=soort, bedrag=Decimal(bedrag), boekdatum=timezone.localdate(), sleutel=soort, school=rij.school,
            arrangement=rij,
        )  # fmt: skip
        boeken(budget, regel, door=None, op=timezone.now())
    tekst = woorden(
        ingelogd(controller).get(reverse("arrangementen:boekingen", args=[budget.public_id]) + "?wat=toegekend")
    )
    assert "€ 84,50" in tekst
    assert "€ 100,00" in tekst
    assert "€ -15,50" in tekst
    assert "60,00" not in tekst
    een = woorden(ingelogd(controller).get(reverse("arrangementen:budget", args=[budget.public_id])))
    assert "€ 915,50" in een
    assert "€ 24,50" in een
    deel = Potdeel.objects.get()
    assert "€ 84,50" in woorden(ingelogd(controller).get(reverse("arrangementen:potdeel", args=[deel.public_id])))


@databank
def test_the_overview_can_be_of_one_calendar_year(controller):
    pot("1200")
    toegekend(arrangement(bedrag=Decimal("100.00")))
    client, jaar = ingelogd(controller), schooljaar(timezone.localdate())
    eerste = woorden(client.get(LIJST, {"per": "eerste"}))
    assert f"kalenderjaar {jaar} (5/12)" in eerste
    assert "€ 500,00" in eerste
    assert "€ 41,67" in eerste
    tweede = woorden(client.get(LIJST, {"per": "tweede", "jaar": jaar}))
    assert "€ 700,00" in tweede
    assert "€ 58,33" in tweede
    for raar in ({"per": "derde"}, {"jaar": "1900"}, {"jaar": "x' OR 1=1"}, {"pagina": "nul"}):
        assert "€ 1.200,00" in woorden(client.get(LIJST, raar))
    assert "geen budget" in woorden(client.get(LIJST, {"jaar": jaar - 1}))


# --- who sees what -----------------------------------------------------------------------------------------------


@databank
def test_a_school_and_a_board_see_their_own_and_nothing_of_another():
    breed, school, ander = pot("1000"), SchoolFactory(), SchoolFactory(bestuur=BestuurFactory(naam="Ander bestuur"))
    rij = toegekend(arrangement(school=school))
    eigen = pot("500", bestuur=school.bestuur, naam="Van het bestuur")
    vreemd = toegekend(arrangement(school=ander))
    for wie in (gebruiker_met(Rol.DIRECTEUR, school=school), van_bestuur(school.bestuur)):
        client = ingelogd(wie)
        tekst = woorden(client.get(LIJST))
        assert school.naam in tekst
        assert ander.naam not in tekst
        groepen = woorden(client.get(reverse("arrangementen:budget_besturen")))
        assert school.bestuur.naam in groepen
        assert "Ander bestuur" not in groepen
        assert client.get(reverse("arrangementen:budget", args=[breed.public_id])).status_code == 404
        assert client.get(reverse("arrangementen:boekingen_excel", args=[breed.public_id])).status_code == 404
        for een, status in ((rij, 200), (vreemd, 404)):
            deel = Potdeel.objects.get(school=een.school)
            for naam, rij_ in (("potdeel", deel), ("budget_beslissing", een), ("budget_bestuur", een.school.bestuur)):
                pad = reverse(f"arrangementen:{naam}", args=[rij_.public_id])
                assert client.get(pad).status_code == status, (naam, wie)
    assert (
        ingelogd(van_bestuur(school.bestuur)).get(reverse("arrangementen:budget", args=[eigen.public_id])).status_code
        == 200
    )


@databank
def test_per_werkgebied_adds_up_to_all_and_names_no_child(controller):
    een, twee = SchoolFactory(), SchoolFactory()
    budget = pot("1000")
    laak = Werkgebied.objects.create(swv=budget.swv, naam="Laak", code="laak")
    SchoolDeelname.objects.filter(school=een).update(werkgebied=laak)
    for school in (een, een, twee):
        rij = toegekend(arrangement(school=school))
    tekst = woorden(ingelogd(controller).get(reverse("arrangementen:budget_werkgebieden")))
    assert "Laak" in tekst
    assert "€ 200,00" in tekst
    assert "Zonder werkgebied" in tekst
    assert "€ 300,00" in tekst
    assert rij.deelnames.get().leerling.achternaam not in tekst


@databank
def test_more_arrangementen_ask_no_more_of_the_database(controller, django_assert_max_num_queries):
    budget = pot("5000")
    for _ in range(3):
        rij = toegekend(arrangement(school=SchoolFactory()))
    client = ingelogd(controller)
    paden = [LIJST, *(reverse(f"arrangementen:budget_{naam}") for naam in ("besturen", "werkgebieden"))]
    paden += [reverse(f"arrangementen:{naam}", args=[budget.public_id]) for naam in ("budget", "boekingen")]
    for pad in (*paden, reverse("arrangementen:budget_beslissing", args=[rij.public_id])):
        client.get(pad)
        with django_assert_max_num_queries(14):
            client.get(pad)


# --- making and changing -----------------------------------------------------------------------------------------


def nieuw(**anders):
    swv = InstellingFactory().swv
    basis = {"swv": swv.public_id, "schooljaar": schooljaar(timezone.localdate()), "naam": "Arrangementen"}
    return basis | {"van": "swv", "begroot": "12.500,50", "blokkeert": "ja", "grootboek": "4310"} | anders


@databank
def test_a_budget_is_made_raised_and_lowered_with_a_reason(controller):
    client = ingelogd(controller)
    pad = reverse("arrangementen:budget_nieuw")
    data = nieuw()
    assert "Maak het budget" in woorden(client.get(pad))
    assert "Het budget is gemaakt" in woorden(client.post(pad, data, follow=True))
    budget = Pot.objects.get()
    assert (budget.begroot, budget.grootboek, budget.blokkeert) == (Decimal("12500.50"), "4310", True)
    assert "Dit budget is er al" in woorden(client.post(pad, data))
    wijzigen = reverse("arrangementen:budget_wijzigen", args=[budget.public_id])
    sleutel = re.search(r'name="begroting-sleutel" value="([^"]+)"', client.get(wijzigen).text)[1]
    omhoog = {"actie": "begroting", "begroting-richting": "omhoog", "begroting-bedrag": "499,50"}
    omhoog |= {"begroting-reden": "Nieuwe beschikking.", "begroting-sleutel": sleutel}
    for _ in range(2):
        client.post(wijzigen, omhoog)
    assert Pot.objects.get().begroot == 13000, "a double click counts once"
    assert Boeking.objects.filter(omschrijving="Nieuwe beschikking.").count() == 1
    omlaag = omhoog | {"begroting-richting": "omlaag", "begroting-bedrag": "13.000,01", "begroting-sleutel": "b" * 22}
    assert "Zo veel is er niet begroot" in woorden(client.post(wijzigen, omlaag))
    client.post(wijzigen, omlaag | {"begroting-bedrag": "13.000"})
    assert Pot.objects.get().begroot == 0
    gegevens = {"actie": "gegevens", "gegevens-naam": "Anders", "gegevens-blokkeert": "nee", "gegevens-grootboek": "4"}
    client.post(wijzigen, gegevens)
    assert (Pot.objects.get().naam, Pot.objects.get().blokkeert) == ("Anders", False)
    assert Logregel.objects.filter(actie="pot_wijzigen").exists()


@databank
def test_what_does_not_fit_is_said_and_nothing_is_done(controller):
    budget, school = pot("100"), SchoolFactory()
    client = ingelogd(controller)
    for anders, zin in (
        ({"begroot": "-1"}, "van nul tot 100 miljoen"),
        ({"begroot": "100000000"}, "van nul tot 100 miljoen"),
        ({"begroot": "1,005"}, "twee cijfers"),
        ({"begroot": "veel"}, "zoals 72,50"),
        ({"begroot": ""}, "Nul kan ook"),
        ({"naam": " "}, "Vul de naam in"),
        ({"van": "school"}, "Kies een school"),
        ({"van": "werkgebied"}, "Kies een werkgebied"),
        ({"schooljaar": "1999"}, "Selecteer"),
        ({"school": "bestaat-niet", "van": "school"}, "Selecteer"),
    ):
        assert zin in woorden(client.post(reverse("arrangementen:budget_nieuw"), nieuw(**anders))), anders
    pad = reverse("arrangementen:budget_wijzigen", args=[budget.public_id])
    goed = {"actie": "begroting", "begroting-richting": "omhoog", "begroting-bedrag": "5", "begroting-reden": "x"}
    goed |= {"begroting-sleutel": "a" * 22}
    for anders, zin in (
        ({"begroting-bedrag": "0"}, "meer dan nul"),
        ({"begroting-bedrag": "-5"}, "van nul tot"),
        ({"begroting-reden": ""}, "Vul in waarom"),
        ({"begroting-richting": ""}, "omhoog of omlaag"),
        ({"begroting-bedrag": "99.999.999,99"}, "past niet|minder dan 100 miljoen"),
    ):
        assert re.search(zin, woorden(client.post(pad, goed | anders))), anders
    toegekend(arrangement(school=school, bedrag=Decimal(60)))
    lager = goed | {"begroting-richting": "omlaag", "begroting-bedrag": "41"}
    assert "er is al meer toegekend" in woorden(client.post(pad, lager))
    assert [Pot.objects.get().begroot, Pot.objects.count()] == [100, 1]


# --- spreadsheets ------------------------------------------------------------------------------------------------


@databank
def test_the_overview_and_the_lines_go_along_as_a_spreadsheet_and_that_is_written_down(controller):
    budget = pot("1000", naam="=1+1")
    rij = toegekend()
    client = ingelogd(controller)
    blad = load_workbook(BytesIO(client.get(reverse("arrangementen:budgetten_excel")).content)).active
    assert blad["A2"].value == "'=1+1"
    assert [cel.value for cel in blad[2]][4:7] == [1000, 100, 900]
    antwoord = client.get(reverse("arrangementen:boekingen_excel", args=[budget.public_id]))
    blad = load_workbook(BytesIO(antwoord.content)).active
    regel = [cel.value for cel in blad[2]]
    assert regel[2:5] == [100, 41.67, 58.33]
    assert rij.kenmerk in regel
    assert Logregel.objects.filter(actie="geexporteerd", ding=budget.public_id).count() == 2
    assert "filename=" in antwoord["Content-Disposition"]


@databank
def test_a_spreadsheet_asks_to_log_in_again(controller):
    client = ingelogd(controller)
    sessie = client.session
    del sessie["account_authentication_methods"]
    sessie.save()
    assert client.get(reverse("arrangementen:budgetten_excel")).status_code == 302

"""The change of school year: shown, done at once for what a role may do, and never twice."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Pot, Tarief
from inrichting.actions.schooljaar import jaarvoorstel, schooljaar_klaarzetten
from inrichting.rules.schooljaar import plan_loopt_af, te_doen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from tests.arrangementrijen import pot
from tests.factories import InstellingFactory, SchoolFactory, aanbod, gebruiker_met


@pytest.mark.parametrize(
    ("plan", "jaar", "verwacht"),
    [
        ("2025-2029", 2028, False),
        ("2025-2029", 2029, True),
        ("2025 – 2029", 2029, True),
        ("Plan 2022-2026", 2026, True),
        ("nog niet", 2026, False),
        ("", 2026, False),
    ],
)
def test_a_plan_ends_on_31_july_of_its_last_year(plan, jaar, verwacht):
    assert plan_loopt_af(plan, jaar) == verwacht


def test_what_is_still_to_be_done_is_said_with_where():
    assert te_doen(plan="2025-2029", jaar=2026, zonder_tarief=0, mandaten_lopen_af=0) == ()
    zinnen = [zin for zin, _ in te_doen(plan="2022-2026", jaar=2026, zonder_tarief=1, mandaten_lopen_af=2)]
    assert len(zinnen) == 4
    assert zinnen[2:] == [
        "1 soort hulp heeft geen tarief om over te nemen.",
        "2 mandaten lopen af voor het einde van dat schooljaar.",
    ]


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


@pytest.fixture
def dit():
    return schooljaar(timezone.localdate())


@pytest.fixture
def gevuld(swv, dit, beheerder):
    """Two kinds of support with a tariff, of which one ends this year, and a budget."""
    blijft, stopt = aanbod("blijft"), aanbod("stopt", tot=laatste_dag(dit))
    for een in (blijft, stopt):
        een.tarieven.create(schooljaar=dit, bedrag=Decimal("100.00"), vastgesteld_op=timezone.now())
    pot("1000")
    return blijft


def klaarzetten(swv, wie, jaar, akkoord=None, tarief="2.5", budget="10"):
    keuze = {"schooljaar": jaar, "tarief": Decimal(tarief), "budget": Decimal(budget)}
    stand = jaarvoorstel(swv, door=wie, **keuze).stand if akkoord is None else akkoord
    return schooljaar_klaarzetten(swv, door=wie, op=timezone.now(), akkoord=stand, **keuze)


def test_beheer_makes_tariffs_and_the_controller_budgets_and_a_second_time_nothing(swv, gevuld, dit, beheerder):
    oud = gevuld.tarieven.get(schooljaar=dit).bedrag
    assert klaarzetten(swv, beheerder, dit + 1) == (1, 0)
    assert gevuld.tarieven.get(schooljaar=dit + 1).bedrag == (oud * Decimal("1.025")).quantize(Decimal("0.01"))
    assert not Tarief.objects.filter(aanbod__kenmerk="stopt", schooljaar=dit + 1).exists()
    assert not Pot.objects.filter(schooljaar=dit + 1).exists()
    controller = gebruiker_met(Rol.CONTROLLER)
    assert klaarzetten(swv, controller, dit + 1) == (0, 1)
    nieuw, was = Pot.objects.get(schooljaar=dit + 1), Pot.objects.get(schooljaar=dit)
    assert nieuw.begroot == was.begroot * Decimal("1.1")
    assert (nieuw.naam, nieuw.toegekend) == (was.naam, 0)
    for wie in (beheerder, controller):
        with pytest.raises(NietMogelijk, match="niets om over te nemen"):
            klaarzetten(swv, wie, dit + 1)


def test_what_was_shown_is_what_is_made(swv, gevuld, dit, beheerder):
    for akkoord in ("", "x"):
        with pytest.raises(NietMogelijk, match="intussen iets veranderd"):
            klaarzetten(swv, beheerder, dit + 1, akkoord=akkoord)
    with pytest.raises(NietMogelijk, match="geen rechten"):
        klaarzetten(swv, gebruiker_met(Rol.BESLISSER), dit + 1)
    assert not Tarief.objects.filter(schooljaar=dit + 1).exists()


def test_a_budget_of_a_school_that_leaves_does_not_go_along(swv, gevuld, dit):
    school = SchoolFactory()
    school.deelnames.update(tot=laatste_dag(dit))
    Pot.objects.create(swv=swv, schooljaar=dit, naam="Van de school", school=school)
    controller = gebruiker_met(Rol.CONTROLLER)
    voorstel = jaarvoorstel(swv, door=controller, schooljaar=dit + 1, tarief=Decimal(0), budget=Decimal(0))
    regels = {een.naam: een for een in voorstel.potten}
    assert (regels["Van de school"].nieuw, regels["Van de school"].reden) == (None, "doet niet meer mee")


def test_on_the_page_one_looks_first_and_then_makes_it(inloggen, swv, gevuld, dit, beheerder):
    client, pad = inloggen(beheerder), reverse("inrichting:schooljaar")
    keuze = {"schooljaar": dit + 1, "tarief": "2,5", "knop": "bekijken"}
    pagina = client.post(pad, keuze)
    assert "Er is nog niets bewaard" in pagina.text
    assert "Gaat niet mee: stopt" in pagina.text
    assert "Budgetten zet de controller klaar." in pagina.text
    assert not Tarief.objects.filter(schooljaar=dit + 1).exists()
    akkoord = pagina.context["voorstel"].stand
    antwoord = client.post(pad, keuze | {"knop": "klaarzetten", "akkoord": akkoord}, follow=True)
    assert "tarieven 1, budgetten 0" in antwoord.text
    assert Tarief.objects.filter(schooljaar=dit + 1).count() == 1
    assert "Vul een percentage in" in client.post(pad, keuze | {"tarief": "veel"}).text

"""What an SWV sets about arrangementen and money: read as people write it, within bounds, fitting each region."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from scholen.actions.instellingen import instelling_wijzigen
from scholen.forms.instellingen import InstellingForm, groep, in_woorden
from scholen.models import Instelling
from scholen.regio import PROFIELEN, laden
from tests.factories import InstellingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def instelling(db):
    return InstellingFactory()


def formulier(instelling, **velden):
    vandaag = timezone.localdate()
    groep_ = groep("arrangementen")
    leeg = InstellingForm(groep=groep_, instelling=instelling, vanaf=vandaag)
    data = {veld.html_name: str(veld.value()) for veld in leeg}
    return InstellingForm(data | velden, groep=groep_, instelling=instelling, vanaf=vandaag)


def test_what_stands_is_read_back_as_nothing_changed(instelling):
    form = formulier(instelling)
    assert form.is_valid(), form.errors
    assert form.velden() == {}


def test_an_amount_is_kept_as_decimal_and_a_day_as_month_and_day(instelling):
    form = formulier(instelling, verantwoorden_vanaf="7500", tussenevaluatie_uiterlijk="15 januari")
    assert form.is_valid(), form.errors
    assert form.velden() == {"verantwoorden_vanaf": Decimal(7500), "tussenevaluatie_uiterlijk": "01-15"}


def test_what_cannot_be_is_refused_on_the_page_and_in_the_database(instelling, beheerder):
    for naam, waarde in {
        "verantwoorden_vanaf": "-1",
        "eindevaluatie_weken": "0",
        "structureel_vanaf_jaar": "1",
        "steekproef_procent": "101",
        "tussenevaluatie_uiterlijk": "30 februari",
    }.items():
        assert naam in formulier(instelling, **{naam: waarde}).errors
    morgen, nu = timezone.localdate() + timedelta(days=1), timezone.now()
    for velden in (
        {"verantwoorden_vanaf": Decimal(-1)},
        {"eindevaluatie_weken": 0},
        {"structureel_vanaf_jaar": 1},
        {"steekproef_procent": 101},
        {"tussenevaluatie_uiterlijk": "02-30"},
    ):
        with pytest.raises(NietMogelijk):
            instelling_wijzigen(instelling.swv, door=beheerder, op=nu, geldig_van=morgen, velden=velden)
    assert Instelling.objects.count() == 1


def test_the_overview_says_it_in_words(inloggen, beheerder, instelling):
    assert in_woorden(instelling, "verantwoorden_vanaf") == "5000 euro"
    assert instelling.tussenevaluatie == (2, 1)
    tekst = inloggen(beheerder).get(reverse("scholen:instellingen")).text
    for woorden in ("Arrangementen en geld", "1 februari", "5000 euro", "10 procent"):
        assert woorden in tekst


def test_each_region_works_its_own_way_from_settings_alone(db):
    stand = {naam: Instelling(**laden(naam).instelling) for naam in PROFIELEN}
    assert {naam for naam, een in stand.items() if not een.budget_blokkeert} == {
        "duin-en-bollenstreek",
        "veld-vaart-vecht",
    }
    assert {naam for naam, een in stand.items() if een.overschot_meenemen} == {
        "duin-en-bollenstreek",
        "zuid-kennemerland",
    }
    assert [naam for naam, een in stand.items() if een.arrangement_is_besluit and een.betaalbestand] == ["voorbeeld-vo"]
    assert stand["veld-vaart-vecht"].structureel_vanaf_jaar == 2
    assert all(isinstance(een.verantwoorden_vanaf, Decimal) for een in stand.values())

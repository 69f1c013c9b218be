"""The people of the demo, as far as somebody looks for one of them."""

from django.utils import timezone

from kern.gebruikers.collegas import personas
from scholen.actions.taal import taal_van
from scholen.demo import vullen
from scholen.models import Betrokkene, Leerling
from scholen.rules import leeftijd
from tests.factories import InstellingFactory, SchoolFactory


def test_one_of_the_first_two_parents_on_the_log_in_page_reads_arabic(db):
    for _ in range(3):
        SchoolFactory()
    assert vullen(InstellingFactory().swv, vandaag=timezone.localdate()) > 0
    eerste = [naam for _, naam, rol in personas(timezone.localdate()) if rol == "Ouder of verzorger"]
    ouders = Betrokkene.objects.filter(gebruiker__naam__in=eerste)
    assert sorted(taal_van(een.gebruiker) for een in ouders) == ["ar", "nl"]
    assert any(naam.startswith("Samir ") for naam in eerste)
    oudste = min(een.geboortedatum for een in Leerling.objects.all())
    assert leeftijd(oudste, timezone.localdate()) == 12, "a child that is asked to say it in its own words"

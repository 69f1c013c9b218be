"""A page of figures with its choices under a name: without free text, for oneself or for all who read figures."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from kern.gebruikers.rollen import Rol
from loket.models.werkplek import BewaardeWeergave
from tests.factories import InstellingFactory, aanbod, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
ADRES = "/monitoring/weergave/?pagina=op_tijd&periode=2026-K4&soort=SO&per=school&q=Jan+Jansen"


@pytest.fixture
def controller():
    InstellingFactory()
    return gebruiker_met(Rol.CONTROLLER)


def test_a_page_is_kept_with_its_choices_and_no_other_word(controller):
    client = ingelogd(controller)
    pagina = client.get(reverse("monitoring:op_tijd"), {"periode": "2026-K4", "soort": "SO"}).text
    assert 'href="/monitoring/weergave/?pagina=op_tijd&amp;periode=2026-K4&amp;soort=SO"' in pagina
    assert "Geef de weergave een naam" in woorden(client.post(ADRES, {"naam": "", "voor": "mij"}))
    antwoord = client.post(ADRES, {"naam": "SO per school", "voor": "mij"}, follow=True)
    adres = "/monitoring/op-tijd/?periode=2026-K4&soort=SO&per=school"
    assert f'<a href="{adres.replace("&", "&amp;")}">SO per school</a>' in antwoord.text
    assert "<strong>SO per school</strong>" in client.get(adres).text
    rij = BewaardeWeergave.objects.get()
    assert rij.vraag == "cijfers=op_tijd&periode=2026-K4&soort=SO&per=school"
    assert "SO per school" not in client.get(reverse("monitoring:bezwaar")).text
    assert "al een weergave met deze naam" in woorden(client.post(ADRES, {"naam": "SO per school", "voor": "mij"}))
    assert client.get("/monitoring/weergave/?pagina=anders").status_code == 404


def test_what_is_shared_is_there_for_who_reads_figures_and_not_in_the_worklist(controller):
    ingelogd(controller).post(ADRES, {"naam": "Voor ons", "voor": "iedereen"})
    rij = BewaardeWeergave.objects.get()
    for rol in (Rol.LOKETMEDEWERKER, Rol.ADVISEUR):
        ander = ingelogd(gebruiker_met(rol))
        assert "Voor ons" in ander.get(reverse("monitoring:op_tijd")).text
        assert ander.post(ADRES, {"weg": rij.public_id}).status_code == 404, "only who made it throws it away"
    loket = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    assert "Voor ons" not in loket.get(reverse("loket:werkvoorraad")).text
    BewaardeWeergave.objects.create(
        naam="Lijst", eigenaar=gebruiker_met(Rol.LOKETMEDEWERKER), gedeeld=True, vraag="x=1", created_at=rij.created_at
    )
    assert {een.naam for een in BewaardeWeergave.objects.visible_to(controller)} == {"Voor ons"}
    ingelogd(controller).post(ADRES, {"weg": rij.public_id})
    assert not BewaardeWeergave.objects.filter(pk=rij.pk).exists()


def test_a_theme_that_nobody_has_is_no_choice_and_is_not_kept(controller):
    client = ingelogd(controller)
    aanbod(thema="Rust in de klas")
    for thema, kent in (("Jan Jansen", False), ("Rust in de klas", True)):
        adres = f"/monitoring/weergave/?{urlencode({'pagina': 'geld', 'thema': thema})}"
        client.post(adres, {"naam": thema[:9], "voor": "mij"})
        vraag = BewaardeWeergave.objects.latest("pk").vraag
        assert (urlencode({"thema": thema}) in vraag) is kent
        assert ("thema" in vraag) is kent

"""How the region is divided, by beheer alone: a werkgebied with its schools, never with those of another SWV."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.actions.werkgebieden import werkgebied_indelen, werkgebied_maken, werkgebied_weghalen
from scholen.models import Plek, SchoolDeelname, Werkgebied
from tests.factories import BEGIN, InstellingFactory, SamenwerkingsverbandFactory, SchoolFactory, gebruiker_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


def maken(swv, door, naam="Noord"):
    return werkgebied_maken(swv, door=door, op=timezone.now(), naam=naam)


def indelen(gebied, door, *scholen, naam=""):
    nu = timezone.now()
    werkgebied_indelen(gebied, door=door, op=nu, naam=naam or gebied.naam, scholen=[een.brin6 for een in scholen])


def gebied_van(school):
    return SchoolDeelname.objects.get(school=school).werkgebied


def test_beheer_divides_the_region_on_two_pages(inloggen, beheerder, swv):
    school = SchoolFactory()
    client = inloggen(beheerder)
    antwoord = client.post(reverse("scholen:werkgebieden"), {"swv": "PO2815", "po2815-naam": "Noord"})
    gebied = Werkgebied.objects.get()
    pad = reverse("scholen:werkgebied", args=[gebied.public_id])
    assert antwoord.url == pad
    assert school.naam in client.get(pad).text
    assert client.post(pad, {"naam": "Noord-Oost", "scholen": [school.brin6]}).status_code == 302
    assert gebied_van(school).naam == "Noord-Oost"
    tekst = client.get(reverse("scholen:werkgebieden")).text
    assert '<td data-label="Scholen">1</td>' in tekst
    assert "geen werkgebied" not in tekst


def test_a_school_moves_over_and_what_is_unticked_is_nowhere(beheerder, swv):
    noord, zuid = maken(swv, beheerder), maken(swv, beheerder, "Zuid")
    een, twee = SchoolFactory(), SchoolFactory()
    indelen(noord, beheerder, een, twee)
    indelen(zuid, beheerder, twee)
    assert (gebied_van(een), gebied_van(twee)) == (noord, zuid)
    indelen(noord, beheerder, naam="Noord 2")
    assert gebied_van(een) is None
    laatste = Logregel.objects.filter(actie="werkgebied_indelen").latest("pk")
    assert laatste.bijzonderheden == {"was": "Noord", "erbij": 0, "eraf": 1}


def test_what_is_wrong_is_said_and_nothing_changes(inloggen, beheerder, swv):
    noord = maken(swv, beheerder)
    elders = SamenwerkingsverbandFactory(code="PO3001", naam="SWV Elders", eigen=False)
    vreemd = SchoolFactory()
    SchoolDeelname.objects.filter(school=vreemd).update(swv=elders)
    weg = SchoolFactory()
    SchoolDeelname.objects.filter(school=weg).update(tot=BEGIN)
    for school in (vreemd, weg):
        with pytest.raises(NietMogelijk, match="neemt niet deel"):
            indelen(noord, beheerder, school)
    with pytest.raises(NietMogelijk, match="niets gewijzigd"):
        indelen(noord, beheerder)
    for naam in ("noord", "NOORD"):
        with pytest.raises(NietMogelijk, match=r"bestaat al|met deze naam"):
            maken(swv, beheerder, naam)
    antwoord = inloggen(beheerder).post(reverse("scholen:werkgebieden"), {"swv": "PO2815", "po2815-naam": ""})
    assert "Vul een naam in" in antwoord.text
    assert Werkgebied.objects.count() == 1


def test_a_werkgebied_in_use_cannot_be_taken_away(inloggen, beheerder, swv):
    gebied = maken(swv, beheerder)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    plek = Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=adviseur), werkgebied=gebied)
    with pytest.raises(NietMogelijk, match="Hier hangt nog iets aan"):
        werkgebied_weghalen(gebied, door=beheerder, op=timezone.now())
    assert Werkgebied.objects.count() == 1
    plek.delete()
    pad = reverse("scholen:werkgebied_weg", args=[gebied.public_id])
    assert inloggen(beheerder).post(pad).status_code == 302
    assert Werkgebied.objects.count() == 0


def test_only_beheer_divides(swv, beheerder):
    gebied, ander = maken(swv, beheerder), gebruiker_met(Rol.LOKETMEDEWERKER)
    for doen in (
        lambda: maken(swv, ander, "Zuid"),
        lambda: indelen(gebied, ander, naam="X"),
        lambda: werkgebied_weghalen(gebied, door=ander, op=timezone.now()),
    ):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            doen()

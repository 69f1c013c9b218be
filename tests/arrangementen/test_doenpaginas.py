"""The pages about the doing: a group, voorzieningen, material, and who left while help was running."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.materiaal import materiaal_bestellen
from arrangementen.actions.plaatsen import plaats_aanbieden
from arrangementen.models import Aanwezigheid, Arrangement, Deelname, Groepsschool, Materiaal, Plaatsing
from kern.gebruikers.rollen import Rol
from scholen.models import Inschrijving
from tests.arrangementrijen import arrangement, ook_van_school, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


def woorden(antwoord):
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]))


def hier(naam, rij):
    return reverse(f"arrangementen:{naam}", args=[rij.public_id])


@pytest.fixture
def vandaag():
    pot("9000")
    return timezone.localdate()


def test_a_group_is_filled_and_kept_by_each_school_for_itself(vandaag):
    soort = aanbod("groep", vorm="bedrag", eenheid="leerling", functie="", naam="Samen leren")
    rij = toegekend(arrangement(soort=soort, voor="groep", aantal=Decimal(3), bedrag=Decimal(100)))
    ander = SchoolFactory()
    Groepsschool.objects.create(arrangement=rij, school=ander)
    pad, adviseur = hier("arrangement_groep", rij), ingelogd(gebruiker_met(Rol.ADVISEUR))
    for school, naam in ((rij.school, "Roosmarijn"), (ander, "Benjamino")):
        kind = leerling_op(school, roepnaam=naam)
        client = ingelogd(gebruiker_met(Rol.IB, school=school))
        assert naam in woorden(client.get(pad))
        data = {"actie": "erbij", "leerling": kind.pk, "van": vandaag.isoformat()}
        assert client.post(pad, data).status_code == 302
    tekst = woorden(client.get(pad))
    assert "Benjamino" in tekst
    assert "Roosmarijn" not in tekst
    assert "Kosten per leerling" not in tekst
    tekst = woorden(adviseur.get(pad))
    assert "Kosten per leerling: € 50, in gelijke delen." in tekst
    was = {f"was-was_{een.public_id}": "afgemeld" for een in Deelname.objects.all()}
    assert adviseur.post(pad, {"actie": "was", "was-dag": vandaag.isoformat(), **was}).status_code == 302
    assert Aanwezigheid.objects.count() == 2
    assert "Roosmarijn: afgemeld" in woorden(adviseur.get(pad))
    weg = Deelname.objects.get(school=ander)
    client.post(pad, {"actie": f"stopt-{weg.public_id}", "stopt-dag": vandaag.isoformat()})
    assert Deelname.objects.get(pk=weg.pk).tot == vandaag
    assert client.post(pad, {"actie": "anders"}).status_code == 404
    assert adviseur.get(hier("arrangement_groep", toegekend())).status_code == 404


def test_a_place_is_offered_and_answered_and_a_school_sees_its_own_in_the_list(vandaag):
    klas = aanbod("klas", vorm="plaats", eenheid="plaats", functie="", plaatsen=1, naam="Tussenklas")
    nu = timezone.now()
    een, twee = (
        toegekend(
            arrangement(soort=klas, leerling=leerling_op(school, roepnaam=naam), school=school, op=nu), op=nu
        ).deelnames.get()
        for naam, school in (("Roosmarijn", SchoolFactory()), ("Benjamino", SchoolFactory()))
    )
    pad, staf = hier("voorziening", klas), ingelogd(gebruiker_met(Rol.ADVISEUR))
    tekst = woorden(staf.get(pad))
    assert "Vandaag 1 vrij" in tekst
    assert "2 leerlingen wachten" in tekst
    assert tekst.index("Roosmarijn") < tekst.index("Benjamino")
    assert staf.post(pad, {"actie": f"bied:{een.public_id}"}).status_code == 302
    assert "Vandaag vol" in woorden(staf.get(pad))
    assert "geen plaats vrij" in woorden(staf.post(pad, {"actie": f"bied:{twee.public_id}"}, follow=True))
    ib = ingelogd(gebruiker_met(Rol.IB, school=een.school))
    tekst = woorden(ib.get(pad))
    assert "Aannemen" in tekst
    assert "Benjamino" not in tekst
    plaats = Plaatsing.objects.get()
    ander = ingelogd(gebruiker_met(Rol.IB, school=twee.school))
    assert ander.post(pad, {"actie": f"ja:{plaats.public_id}"}).status_code == 404
    assert "De leerling heeft de plaats." in woorden(ib.post(pad, {"actie": f"ja:{plaats.public_id}"}, follow=True))
    assert Plaatsing.objects.get().stand == "bezet"
    assert "Tussenklas" in woorden(ib.get(reverse("arrangementen:voorzieningen")))
    assert "Vol" in woorden(staf.get(reverse("arrangementen:voorzieningen")))
    soort = reverse("arrangementen:aanbod_soort", args=[klas.public_id])
    assert "Geen plaats. Wie vraagt, komt op de wachtlijst." in woorden(ib.get(soort))
    assert "Vrij vandaag" not in woorden(ingelogd(gebruiker_met(Rol.OUDER)).get(soort))


def test_an_offer_can_be_declined_and_taken_back(vandaag):
    klas = aanbod("klas", vorm="plaats", eenheid="plaats", functie="", plaatsen=2, naam="Tussenklas")
    staf, nu = gebruiker_met(Rol.ADVISEUR), timezone.now()
    client, pad = ingelogd(staf), hier("voorziening", klas)
    for actie, stand in (("nee", "afgezien"), ("vervalt", "vervallen")):
        deelname = toegekend(arrangement(soort=klas, op=nu), op=nu).deelnames.get()
        plaats = plaats_aanbieden(deelname, door=staf, op=nu)
        client.post(pad, {"actie": f"{actie}:{plaats.public_id}"})
        plaats.refresh_from_db()
        assert plaats.stand == stand


def test_material_is_followed_from_the_order_until_it_is_back(vandaag):
    soort = aanbod("laptop", vorm="materiaal", eenheid="stuk", functie="", naam="Laptop")
    rij = toegekend(arrangement(soort=soort))
    client, pad = ingelogd(gebruiker_met(Rol.IB, school=rij.school)), hier("arrangement_materiaal", rij)
    dag = vandaag.isoformat()
    assert "Vul in wat is besteld" in woorden(client.post(pad, {"actie": "bestel", "aantal": "1", "dag": dag}))
    assert client.post(pad, {"actie": "bestel", "wat": "Laptop", "aantal": "1", "dag": dag}).status_code == 302
    stand = {"actie": f"stand-{Materiaal.objects.get().public_id}", "stand-dag": dag}
    fout = client.post(pad, stand | {"stand-soort": "terug", "stand-dag": "2026-02-30"})
    assert re.search(r'value="terug"[^>]*checked', fout.text), "what was chosen stays"
    assert 'value="2026-02-30"' in fout.text, "what was typed too"
    assert "leg eerst vast" in woorden(client.post(pad, stand | {"stand-soort": "terug"}))
    assert client.post(pad, stand | {"stand-soort": "geleverd"}).status_code == 302
    lijst = reverse("arrangementen:materiaal")
    assert rij.school.naam in woorden(client.get(lijst))
    assert client.get(reverse("arrangementen:materiaal_excel")).status_code == 200
    client.post(pad, stand | {"stand-soort": "terug"})
    assert "geen materiaal uitgeleend" in woorden(client.get(lijst))


def test_material_is_kept_by_who_may_in_the_role_that_sees_it(vandaag):
    """R-ACC-05: a controller sees what was granted, and keeps no material with the right of a school elsewhere."""
    soort = aanbod("spullen", vorm="materiaal", eenheid="stuk", functie="")
    rij = toegekend(arrangement(soort=soort, bedrag=Decimal(10)))
    wie, nu = ook_van_school(Rol.CONTROLLER), timezone.now()
    assert Arrangement.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        materiaal_bestellen(rij, door=wie, op=nu, wat="Tablet", aantal=1, dag=vandaag)
    assert not Materiaal.objects.exists()


def test_help_of_a_pupil_who_left_is_taken_along_from_the_list(vandaag):
    school, nieuw = SchoolFactory(naam="De Oude"), SchoolFactory(naam="De Nieuwe")
    kind = leerling_op(school, roepnaam="Roosmarijn")
    rij = toegekend(arrangement(school=school, leerling=kind))
    client, lijst = ingelogd(gebruiker_met(Rol.BESLISSER)), reverse("arrangementen:arrangementen_vertrokken")
    assert "niemand vertrokken" in woorden(client.get(lijst))
    gisteren = vandaag - timedelta(days=1)
    Inschrijving.objects.filter(leerling=kind).update(tot=gisteren)
    pad = hier("arrangement_meenemen", rij)
    assert "Nog geen nieuwe school" in woorden(client.get(pad))
    Inschrijving.objects.create(leerling=kind, school=nieuw, van=vandaag)
    tekst = woorden(client.get(lijst))
    assert "Roosmarijn" in tekst
    assert "De Nieuwe" in tekst
    assert "Kies een school" in woorden(client.post(pad, {"laatste_dag": vandaag.isoformat()}))
    assert client.post(pad, {"school": nieuw.pk, "laatste_dag": vandaag.isoformat()}).status_code == 302
    assert Arrangement.objects.get(vorige=rij).school == nieuw

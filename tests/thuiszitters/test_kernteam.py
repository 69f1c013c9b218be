"""The core team of a school: who keeps it, who reads it, and what leerplicht can write down in a case."""

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import Gemeente, Organisatie, Plek, SchoolDeelname
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.thuiszitterrijen import casus
from thuiszitters.actions.kernteam import kernpartner_stoppen, kernpartner_toevoegen
from thuiszitters.models import Kernpartner, Maatregel

WIE = {"functie": "jeugdarts", "naam": "Gerda Jansen", "telefoon": "070 123 45 67"}


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def school(db):
    school = SchoolFactory(naam="De Zandloper")
    swv = InstellingFactory().swv
    SchoolDeelname.objects.get_or_create(school=school, swv=swv, sector="PO", defaults={"van": "2020-01-01"})
    return school


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


def test_the_school_and_the_swv_keep_the_team_of_a_school(school, ib, inloggen):
    client, adres = inloggen(ib), reverse("thuiszitters:kernteam", args=[school.brin6])
    assert client.get(reverse("thuiszitters:kernteams")).url == adres
    assert "Vul een telefoonnummer" in client.post(adres, {"actie": "toevoegen", **WIE, "telefoon": ""}).text
    assert "Gerda Jansen" in client.post(adres, {"actie": "toevoegen", **WIE}, follow=True).text
    rij = Kernpartner.objects.get()
    assert "Gerda Jansen" in client.get(reverse("thuiszitters:casus", args=[casus(school=school).public_id])).text
    client.post(adres, {"actie": f"stop:{rij.public_id}"})
    assert "Gerda Jansen" not in client.get(adres).text
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Kernpartner.objects.update(naam="Ander")


def test_nobody_else_reads_or_keeps_it(school, ib, inloggen):
    rij = kernpartner_toevoegen(school, **nu(ib), **WIE)
    adres = reverse("thuiszitters:kernteam", args=[school.brin6])
    buiten = gebruiker_met(Rol.ADVISEUR)
    Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=buiten), school=SchoolFactory())
    for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.ADVISEUR):
        assert {*Kernpartner.objects.visible_to(gebruiker_met(rol))} == {rij}
    lezer = inloggen(gebruiker_met(Rol.BESLISSER))
    assert "Iemand toevoegen" not in lezer.get(adres).text
    assert lezer.post(adres, {"actie": f"stop:{rij.public_id}"}).status_code == 404
    lezer.post(adres, {"actie": "toevoegen", **WIE})
    assert Kernpartner.objects.count() == 1
    hulp = Organisatie.objects.create(soort="smw", naam="Welzijn")
    leerplicht = gebruiker_met(Rol.LEERPLICHT, gemeente=Gemeente.objects.create(code="0518", naam="Zandwerven"))
    for wie in (gebruiker_met(Rol.IB), buiten, leerplicht, gebruiker_met(Rol.PARTNER, organisatie=hulp)):
        assert not Kernpartner.objects.visible_to(wie).exists()
        assert inloggen(wie).get(adres).status_code == 404
        with pytest.raises(NietMogelijk):
            kernpartner_toevoegen(school, **nu(wie), **WIE)
        with pytest.raises(Http404):
            kernpartner_stoppen(rij, **nu(wie))


def test_leerplicht_writes_a_measure_down_from_the_own_page(school, inloggen):
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    rij = casus(school=school, woongemeente=gemeente)
    client = inloggen(gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lia Leerplicht"))
    pagina = reverse("thuiszitters:samen", args=[rij.public_id])
    adres = reverse("thuiszitters:handeling", args=[rij.public_id, "maatregel"])
    assert adres in client.get(pagina).text
    dag = timezone.localdate().isoformat()
    velden = {"soort": "waarschuwing", "dag": dag, "wie": "Lia Leerplicht", "toelichting": "Brief gestuurd."}
    assert "Brief gestuurd." in client.post(adres, velden, follow=True).text
    assert Maatregel.objects.get().casus == rij
    assert client.get(reverse("thuiszitters:handeling", args=[rij.public_id, "aanbod"])).status_code == 404
    elders = gebruiker_met(Rol.LEERPLICHT, gemeente=Gemeente.objects.create(code="0519", naam="Elders"))
    assert inloggen(elders).post(adres, velden).status_code == 404
    assert Maatregel.objects.count() == 1


def test_everybody_reads_the_function_and_number_of_who_wanted_that_and_never_a_name(school, ib, client):
    kernpartner_toevoegen(school, **nu(ib), **WIE)
    open_ = {"functie": "leerplicht", "naam": "Lies Plicht", "telefoon": "070 222 22 22"}
    open_ |= {"organisatie": "Gemeente Zandwerven"}
    rij = kernpartner_toevoegen(school, **nu(ib), **open_, openbaar=True)
    html = client.get(f"/scholen/{school.brin6}/kernteam/").text
    assert "Gemeente Zandwerven" in html
    assert "tel:+31702222222" in html
    for geheim in ("Lies", "Gerda", "0701234567", "jeugdarts"):
        assert geheim not in html.split("<main")[1].split("vroeg en dichtbij")[1]
    assert f"/scholen/{school.brin6}/kernteam/" in client.get(f"/scholen/{school.brin6}/").text
    kernpartner_stoppen(rij, **nu(ib))
    assert "Gemeente Zandwerven" not in client.get(f"/scholen/{school.brin6}/kernteam/").text

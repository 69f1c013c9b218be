"""Name, address and colours of an SWV: from a day on, with a history, and shown before they are kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen import tasks
from scholen.actions.gegevens import gegevens_laten_ingaan, gegevens_wijzigen
from scholen.actions.versies import versie_intrekken
from scholen.models import Samenwerkingsverband, SwvLogo, SwvVersie
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory, gebruiker_met
from tests.loket.test_briefteksten import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


def wijzig(swv, door, dag, **velden):
    return gegevens_wijzigen(swv, door=door, op=timezone.now(), geldig_van=dag, velden=velden)


def pad(sleutel):
    return reverse("scholen:gegevens_van", args=[sleutel, "po2815"])


def ingevuld(client, sleutel):
    """The form as it stands, to post back with something changed."""
    waarden = {veld.html_name: veld.value() for veld in client.get(pad(sleutel)).context["form"]}
    return {naam: een.isoformat() if hasattr(een, "isoformat") else een for naam, een in waarden.items()}


def test_a_change_of_today_is_there_at_once_and_the_old_name_becomes_the_first_version(swv, beheerder, vandaag):
    wijzig(swv, beheerder, vandaag, naam="SWV De Duinrand")
    swv.refresh_from_db()
    assert swv.naam == "SWV De Duinrand"
    assert [een.naam for een in SwvVersie.objects.order_by("geldig_van")] == ["SWV De Vloedlijn", "SWV De Duinrand"]


def test_a_later_change_waits_for_its_day_and_the_worker_takes_it_over_once(swv, beheerder, vandaag):
    wijzig(swv, beheerder, vandaag + timedelta(days=10), naam="SWV De Duinrand")
    for dagen, naam in ((0, "SWV De Vloedlijn"), (9, "SWV De Vloedlijn"), (10, "SWV De Duinrand")):
        gegevens_laten_ingaan(door=Systeem("proef"), op=timezone.now() + timedelta(days=dagen))
        swv.refresh_from_db()
        assert swv.naam == naam
    assert gegevens_laten_ingaan(door=Systeem("proef"), op=timezone.now() + timedelta(days=11)) == 0
    assert Logregel.objects.get(actie="gegevens_laten_ingaan").bijzonderheden == {"velden": ["naam"]}


def test_the_task_of_the_worker_does_so(swv, beheerder, vandaag, monkeypatch):
    wijzig(swv, beheerder, vandaag + timedelta(days=1), plaats="Duin")
    morgen = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(tasks.timezone, "now", lambda: morgen)
    tasks.gegevens_laten_ingaan()
    swv.refresh_from_db()
    assert swv.plaats == "Duin"


def test_a_later_version_keeps_what_it_set_and_inherits_the_rest(swv, beheerder, vandaag):
    maart = vandaag + timedelta(days=90)
    wijzig(swv, beheerder, maart, merkkleur="#112233")
    wijzig(swv, beheerder, vandaag, merkkleur="#445566", telefoon="071 000 00 00")
    later = SwvVersie.objects.get(geldig_van=maart)
    assert (later.merkkleur, later.telefoon) == ("#112233", "071 000 00 00")


@pytest.mark.parametrize(
    ("dagen", "velden", "zin"),
    [
        (-1, {"naam": "Anders"}, "vandaag of een latere dag"),
        (0, {"naam": "SWV De Vloedlijn"}, "niets gewijzigd"),
        (0, {"merkkleur": "rood"}, "zes cijfers"),
        (0, {"ondergrond": "paars"}, "warm, koel of neutraal"),
        (0, {"code": "PO0001"}, "niet te wijzigen"),
        (0, {"naam": ""}, "veld"),
        (0, {"logo": "x" * 22}, "Dit logo is er niet"),
    ],
)
def test_the_action_refuses_and_keeps_nothing(swv, beheerder, vandaag, dagen, velden, zin):
    with pytest.raises(NietMogelijk, match=zin):
        wijzig(swv, beheerder, vandaag + timedelta(days=dagen), **velden)
    assert SwvVersie.objects.count() == 0


def test_a_change_of_a_colour_leaves_a_name_that_is_planned(inloggen, beheerder, swv, vandaag):
    wijzig(swv, beheerder, vandaag + timedelta(days=10), naam="SWV De Duinrand")
    client, later = inloggen(beheerder), (vandaag + timedelta(days=20)).isoformat()
    data = ingevuld(client, "huisstijl") | {"merkkleur": "#112233", "geldig_van": later}
    assert client.post(pad("huisstijl"), data).status_code == 302
    dan = SwvVersie.objects.latest("geldig_van")
    assert (dan.naam, dan.merkkleur) == ("SWV De Duinrand", "#112233")


def test_what_has_not_begun_can_be_taken_back_and_what_inherited_it_goes_back_too(inloggen, beheerder, swv, vandaag):
    wijzig(swv, beheerder, vandaag + timedelta(days=10), naam="SWV De Tikfout")
    wijzig(swv, beheerder, vandaag + timedelta(days=20), plaats="Duin")
    fout = SwvVersie.objects.get(geldig_van=vandaag + timedelta(days=10))
    client, weg = inloggen(beheerder), reverse("scholen:versie_intrekken", args=[fout.public_id])
    assert weg in client.get(pad("huisstijl")).text
    assert client.post(weg).url == pad("huisstijl")
    later = SwvVersie.objects.latest("geldig_van")
    assert (later.naam, later.plaats) == ("SWV De Vloedlijn", "Duin")
    assert Logregel.objects.get(actie="versie_intrekken").bijzonderheden["velden"] == ["naam"]
    wijzig(swv, beheerder, vandaag, naam="SWV Van Nu")
    geldt = SwvVersie.objects.get(geldig_van=vandaag)
    antwoord = client.post(reverse("scholen:versie_intrekken", args=[geldt.public_id]), follow=True)
    assert "Dit geldt al" in antwoord.text
    with pytest.raises(NietMogelijk, match="geen rechten"):
        versie_intrekken(later, door=gebruiker_met(Rol.FG), op=timezone.now())
    assert SwvVersie.objects.count() == 3


def test_a_neighbour_is_not_changed(swv, beheerder, vandaag):
    buur = SamenwerkingsverbandFactory(code="PO3001", naam="SWV Elders", eigen=False)
    with pytest.raises(Samenwerkingsverband.DoesNotExist):
        wijzig(buur, beheerder, vandaag, naam="Van ons")


def test_the_preview_shows_the_colours_and_keeps_nothing(inloggen, beheerder, swv):
    client = inloggen(beheerder)
    data = ingevuld(client, "huisstijl") | {"merkkleur": "FFD400", "knop": "voorbeeld"}
    antwoord = client.post(pad("huisstijl"), data)
    assert "er is nog niets bewaard" in antwoord.text
    assert "te licht voor knoppen. Wij maken hem daar donkerder: #" in antwoord.text
    assert "merk=%23ffd400" in antwoord.context["thema_url"]
    assert antwoord.context["thema_url"].replace("&", "&amp;") in antwoord.text
    blad = client.get(antwoord.context["thema_url"])
    assert (blad.status_code, blad["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert SwvVersie.objects.count() == 0


def test_saving_keeps_the_colour_as_it_was_chosen(inloggen, beheerder, swv):
    client = inloggen(beheerder)
    data = ingevuld(client, "huisstijl") | {"merkkleur": "#FD0"}
    assert client.post(pad("huisstijl"), data).status_code == 302
    swv.refresh_from_db()
    assert swv.merkkleur == "#ffdd00"
    tekst = client.get(pad("huisstijl")).text
    for deel in ("(was: #17566b)", "#ffdd00", "F. Beheer"):
        assert deel in tekst


@pytest.mark.parametrize(
    "vraag", ["merk=red", "merk=%23ffffff;}body{display:none}", "ondergrond=paars", "accent=%23FFFFFF"]
)
def test_the_style_sheet_of_the_preview_takes_only_colours(inloggen, beheerder, swv, vraag):
    assert inloggen(beheerder).get(f"{reverse('scholen:huisstijl_kleuren')}?{vraag}").status_code == 404


@pytest.mark.parametrize(
    ("sleutel", "velden", "zin"),
    [
        ("huisstijl", {"merkkleur": "rood"}, "zes cijfers of letters"),
        ("huisstijl", {"naam": ""}, "Vul een naam in"),
        ("huisstijl", {"naam": "SWV \u0f00"}, "kunnen niet in een brief"),
        ("huisstijl", {"ondergrond": "paars"}, "Kies een van de mogelijkheden"),
        ("huisstijl", {"geldig_van": "2020-01-01"}, "tot en met een jaar later"),
        ("contact", {"postcode": "12 AB"}, "postcode in, zoals 1234 AB"),
        ("contact", {"email": "loket"}, "e-mailadres in"),
        ("contact", {"straat": ""}, "straat en huisnummer in"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(inloggen, beheerder, swv, sleutel, velden, zin):
    client = inloggen(beheerder)
    antwoord = client.post(pad(sleutel), ingevuld(client, sleutel) | velden)
    assert antwoord.status_code == 200
    assert zin in antwoord.text
    assert SwvVersie.objects.count() == 0


def test_the_address_is_changed_and_printed_the_same_way(inloggen, beheerder, swv):
    client = inloggen(beheerder)
    data = ingevuld(client, "contact") | {"postcode": "2501ab", "plaats": "Duin"}
    assert client.post(pad("contact"), data).status_code == 302
    swv.refresh_from_db()
    assert (swv.postcode, swv.plaats, swv.naam) == ("2501 AB", "Duin", "SWV De Vloedlijn")


def test_a_logo_comes_in_as_pixels_and_stands_on_every_page(inloggen, client, beheerder, swv):
    beheer, adres = inloggen(beheerder), reverse("scholen:logo", args=["po2815"])
    dag = timezone.localdate().isoformat()
    svg = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    assert "is geen PNG of JPEG" in beheer.post(adres, {"beeld": svg, "geldig_van": dag}).text
    assert not SwvLogo.objects.exists()
    goed = SimpleUploadedFile("logo.png", png(60, 30))
    assert beheer.post(adres, {"beeld": goed, "geldig_van": dag}).status_code == 302
    swv.refresh_from_db()
    beeld = reverse("scholen:logo_tonen", args=[swv.logo])
    assert f'<img src="{beeld}" alt="">' in client.get("/contact/").text
    antwoord = client.get(beeld)
    assert (antwoord["Content-Type"], "immutable" in antwoord["Cache-Control"]) == ("image/png", True)
    assert client.get(reverse("scholen:logo_tonen", args=["c" * 22])).status_code == 404
    assert beheer.post(adres, {"knop": "weg"}).status_code == 302
    assert beeld not in client.get("/contact/").text
    swv.refresh_from_db()
    assert swv.logo == ""


def test_only_beheer_comes_here_and_only_for_an_swv_of_this_portal(inloggen, beheerder, swv, vandaag):
    SamenwerkingsverbandFactory(code="PO3001", naam="SWV Elders", eigen=False)
    assert inloggen(beheerder).get(reverse("scholen:gegevens_van", args=["contact", "po3001"])).status_code == 404
    for rol in (Rol.LOKETMEDEWERKER, Rol.FG):
        wie = gebruiker_met(rol)
        assert inloggen(wie).get(pad("huisstijl")).status_code == 404
        with pytest.raises(NietMogelijk, match="geen rechten"):
            wijzig(swv, wie, vandaag, naam="Anders")

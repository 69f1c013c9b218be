"""A school puts the help for a pupil before its parents; they agree at home, together at school and on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.handelingsdeel import Afspraak, terugnemen, voorleggen
from loket.models import Handelingsdeel, Status
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.stukken import PDF, foto

from .conftest import bekijk
from .mensen import dag
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TEKST = "Twee keer per week een half uur hulp bij rekenen van juf Mila.\n\nDoel: Noor rekent tot 100."


@pytest.fixture
def gezin(school):
    """A child with a mother and a father who each have an account."""
    kind = leerling_op(school, roepnaam="Noor", achternaam="Voorbeeld")
    moeder, vader = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=moeder, voornaam="Anna")
    ouder_van(kind, gebruiker=vader, aanhef="meneer", voornaam="Bram")
    kind.gezag.filter(betrokkene__gebruiker=vader).update(relatie="vader")
    return kind, moeder, vader


def leg_voor(kind, ib, **velden):
    vandaag = timezone.localdate()
    basis = {"tekst": TEKST, "van": vandaag, "tot": vandaag + timedelta(days=100)}
    return voorleggen(kind, Afspraak(**(basis | velden)), door=ib, op=timezone.now())


def kies(page, antwoord, reden=""):
    page.get_by_label(antwoord, exact=True).check()
    if reden:
        page.get_by_label("Waarom gaat u niet akkoord?").fill(reden)


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_at_home_each_parent_on_the_own_device(binnen, gezin, school, ib, loketmedewerker, script):
    kind, moeder, vader = gezin
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    page = binnen(ib, java_script_enabled=script)
    naar(page, f"/leerlingen/{kind.public_id}/", "leerling-zonder-handelingsdeel")
    klik(page, "Leg een handelingsdeel voor aan de ouders")
    bekijk(page, "handelingsdelen-leeg")
    klik(page, "Leg een handelingsdeel voor")
    bekijk(page, "handelingsdeel-nieuw")
    page.get_by_label("Wat spreken jullie af?").fill(TEKST)
    bestand = {"name": "handelingsdeel.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Of voeg het handelingsdeel toe").set_input_files(bestand)
    druk(page, "Leg voor")
    bekijk(page, "handelingsdeel-voorgelegd")
    rij = Handelingsdeel.objects.get()
    assert rij.aanvraag == zaak
    thuis = binnen(moeder, java_script_enabled=script)
    naar(thuis, f"/dossier/{zaak.public_id}/", "dossier-akkoord-gevraagd")
    klik(thuis, "Lees ze en zeg of u akkoord gaat")
    bekijk(thuis, "akkoord-geven")
    kies(thuis, "Ik ga akkoord")
    druk(thuis, "Versturen")
    bekijk(thuis, "akkoord-gegeven")
    ander = binnen(vader, java_script_enabled=script)
    naar(ander, f"/dossier/afspraken/{rij.public_id}/", "akkoord-ander")
    assert "Moeder: akkoord op" in ander.locator("main").inner_text()
    kies(ander, "Ik ga niet akkoord", "Ik vind het te weinig.")
    druk(ander, "Versturen")
    thuis.reload()
    assert "te weinig" not in thuis.locator("main").inner_text()
    thuis.locator("summary", has_text="Mijn akkoord terugnemen").click()
    druk(thuis, "Ik neem mijn akkoord terug")
    bekijk(thuis, "akkoord-teruggenomen")
    naar(page, f"/handelingsdeel/{rij.public_id}/", "handelingsdeel-niet-akkoord")
    naar(page, "/school/", "school-niet-akkoord")
    klik(page, f"Niet akkoord met het handelingsdeel: {kind.naam}")
    druk(page, "Schrijf op")
    bekijk(page, "handelingsdeel-besproken-fout")
    page.get_by_label("Wat is er besproken?").fill("Wij kijken na de zomer of het genoeg is.")
    druk(page, "Schrijf op")
    bekijk(page, "handelingsdeel-besproken")
    naar(page, f"/leerlingen/{kind.public_id}/", "leerling-met-handelingsdeel")
    naar(page, f"/aanvragen/{zaak.public_id}/", "aanvraag-met-handelingsdeel")
    balie = binnen(loketmedewerker, java_script_enabled=script)
    naar(balie, f"/loket/aanvragen/{zaak.public_id}/", "zaak-met-handelingsdeel")
    klik(balie, "Bekijk het handelingsdeel")
    bekijk(balie, "handelingsdeel-loket")
    klik(page, "Bekijk het handelingsdeel")
    klik(page, "Nieuwe versie")
    bekijk(page, "handelingsdeel-nieuwe-versie")


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_together_at_school_on_one_device(binnen, gezin, ib, script):
    kind, moeder, vader = gezin
    rij = leg_voor(kind, ib)
    page = binnen(ib, java_script_enabled=script)
    naar(page, f"/handelingsdeel/{rij.public_id}/", "handelingsdeel-samen")
    klik(page, "Samen tekenen op school")
    bekijk(page, "samen-beginnen")
    for wie in (moeder, vader):
        page.get_by_label(wie.betrokkenen.get().naam).check()
    druk(page, "Log uit en begin")
    bekijk(page, "samen-beurt")
    druk(page, "Ja, ik begin")
    bekijk(page, "samen-tekenen")
    kies(page, "Ik ga niet akkoord", "Dit is te weinig hulp.")
    page.get_by_label("Typ uw voornaam en achternaam").fill("Iemand Anders")
    dag(page, kind.geboortedatum)
    page.get_by_label("Ik heb dit zelf gelezen en ik kies zelf").check()
    druk(page, "Versturen")
    bekijk(page, "samen-fout")
    assert page.get_by_label("Waarom gaat u niet akkoord?").input_value() == "Dit is te weinig hulp."
    page.get_by_label("Typ uw voornaam en achternaam").fill(moeder.betrokkenen.get().naam)
    druk(page, "Versturen")
    tekst = page.locator("main").inner_text()
    assert vader.betrokkenen.get().naam in tekst
    assert "te weinig" not in tekst
    druk(page, "Ja, ik begin")
    kies(page, "Ik ga akkoord")
    page.get_by_label("Typ uw voornaam en achternaam").fill(vader.betrokkenen.get().naam)
    dag(page, kind.geboortedatum)
    page.get_by_label("Ik heb dit zelf gelezen en ik kies zelf").check()
    druk(page, "Versturen")
    bekijk(page, "samen-klaar")
    page.goto(f"/handelingsdeel/{rij.public_id}/")
    assert "/account/login/" in page.url
    page.go_back()
    assert "te weinig" not in page.locator("body").inner_text()
    page.goto("/samen-tekenen/")
    druk(page, "Terug naar de school")
    assert "/account/login/" in page.url
    naar(page, "/samen-tekenen/", "samen-dicht")
    assert sorted(rij.antwoorden.values_list("soort", "wijze")) == [("akkoord", "school"), ("niet", "school")]


def test_what_was_typed_at_school_while_the_page_closed_is_given_back(binnen, gezin, ib):
    kind, moeder, _ = gezin
    rij = leg_voor(kind, ib)
    page = binnen(ib)
    page.goto(f"/handelingsdeel/{rij.public_id}/samen/")
    page.get_by_label(moeder.betrokkenen.get().naam).check()
    druk(page, "Log uit en begin")
    druk(page, "Ja, ik begin")
    kies(page, "Ik ga niet akkoord", "Dit is te weinig hulp.")
    terugnemen(rij, door=ib, op=timezone.now(), reden="Het was van een ander kind.")
    druk(page, "Versturen")
    bekijk(page, "samen-niet-bewaard")
    assert "Dit is te weinig hulp." in page.locator("main").inner_text()
    page.goto("/samen-tekenen/")
    assert "te weinig" not in page.locator("body").inner_text()


def test_on_paper_taken_back_and_of_a_hidden_child(binnen, gezin, ib):
    kind, moeder, _ = gezin
    ouder_van(kind, voornaam="", achternaam="Stichting Jeugdhulp", soort="voogdij")
    kind.gezag.filter(betrokkene__achternaam="Stichting Jeugdhulp").update(relatie="voogd")
    rij = leg_voor(kind, ib)
    page = binnen(ib)
    naar(page, f"/handelingsdeel/{rij.public_id}/", "handelingsdeel-voogd")
    page.get_by_role("link", name="Papier vastleggen van Stichting Jeugdhulp").click()
    bekijk(page, "handelingsdeel-papier")
    page.get_by_label("Akkoord", exact=True).check()
    page.get_by_label("Wanneer is het ondertekend?").fill(timezone.localdate().isoformat())
    plaatje = {"name": "papier.jpg", "mimeType": "image/jpeg", "buffer": foto()}
    page.get_by_label("Scan of foto van het papier").set_input_files(plaatje)
    druk(page, "Schrijf op")
    bekijk(page, "handelingsdeel-met-papier")
    klik(page, "Print een bevestiging")
    bekijk(page, "handelingsdeel-bevestiging")
    kind.afscherming = "verblijfplaats"
    kind.save()
    naar(page, f"/handelingsdeel/{rij.public_id}/", "handelingsdeel-geheim")
    druk(page, "Geef vrij")
    thuis = binnen(moeder)
    naar(thuis, f"/dossier/afspraken/{rij.public_id}/", "akkoord-geheim")
    page.locator("summary", has_text="Terugnemen").click()
    druk(page, "Neem terug")
    bekijk(page, "handelingsdeel-terug-fout")
    page.get_by_label("Waarom?").first.fill("Het was van een ander kind.")
    druk(page, "Neem terug")
    bekijk(page, "handelingsdeel-teruggenomen")
    naar(page, f"/leerlingen/{kind.public_id}/handelingsdeel/", "handelingsdelen")
    naar(thuis, f"/dossier/afspraken/{rij.public_id}/", "akkoord-voorbij")


def test_a_pupil_of_eighteen_decides_itself(binnen, school, ib):
    zelf = gebruiker_met(Rol.LEERLING, naam="Lot")
    kind = leerling_op(school, gebruiker=zelf, geboortedatum=timezone.localdate() - timedelta(days=18 * 366))
    rij = leg_voor(kind, ib)
    page = binnen(zelf)
    naar(page, "/dossier/", "dossiers-akkoord")
    naar(page, f"/dossier/afspraken/{rij.public_id}/", "akkoord-leerling")
    kies(page, "Ik ga akkoord")
    druk(page, "Versturen")
    assert rij.antwoorden.get().leerling == kind

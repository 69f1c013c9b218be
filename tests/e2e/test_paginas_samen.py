"""A child that does not go to school, and who looks along from elsewhere: shared with, seen by, promised, stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from scholen.models import Gemeente, Organisatie
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.thuiszitterrijen import casus
from thuiszitters.actions.stappen import afspraak_maken

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


def test_a_case_is_shared_and_each_sees_the_own_part(binnen):
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    school = SchoolFactory(naam="De Zandloper")
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")
    kind = leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    rij = casus(school=school, leerling=kind, woongemeente=gemeente, regie=adviseur)
    afspraak_maken(rij, door=adviseur, op=timezone.now(), wat="Gesprek op school", voor=dag(5), wie=adviseur)
    brug = Organisatie.objects.create(soort="jeugdhulp", naam="Jeugdhulp De Brug")
    partner = gebruiker_met(Rol.PARTNER, organisatie=brug, naam="Joris Jeugdhulp")
    leerplicht = gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lies Leerplicht")
    page = binnen(adviseur)
    naar(page, f"/thuiszitters/{rij.public_id}/", "thuiszitter-delen-voor")
    klik(page, "Delen")
    druk(page, "Delen")
    bekijk(page, "thuiszitter-delen-fout")
    page.locator("select[name=wie]").select_option(label="Joris Jeugdhulp, Jeugdhulp De Brug")
    page.get_by_label("De afspraken").check()
    page.get_by_label("Er is nu gevaar voor het kind").check()
    page.get_by_label("Waarom is dit nodig?").fill("Ruben is thuis niet veilig.")
    page.get_by_label("Tot en met welke dag?").fill(dag(10).isoformat())
    druk(page, "Delen")
    bekijk(page, "thuiszitter-delen")
    hulp = binnen(partner)
    naar(hulp, "/thuiszitters/samen/", "thuiszitters-partner")
    klik(hulp, "Ruben Nergens")
    hulp.get_by_label("Wat ga jij doen?").fill("Kennismaken thuis")
    hulp.get_by_label("Klaar op").fill(dag(3).isoformat())
    druk(hulp, "Afspraak maken")
    bekijk(hulp, "thuiszitter-partner")
    tekst = hulp.locator("main").inner_text()
    assert "Gesprek op school" in tekst
    assert "De Zandloper" not in tekst, "the absence and the school were not shared"
    page.goto(f"/thuiszitters/{rij.public_id}/")
    klik(page, "Kernteam bijhouden")
    page.get_by_label("Wat doet deze persoon?").select_option("smw")
    page.get_by_label("Naam", exact=True).fill("Sjoerd Sociaal")
    page.get_by_role("textbox", name="Telefoon").fill("010 123 00 03")
    druk(page, "Toevoegen")
    bekijk(page, "kernteam")
    naar(page, f"/thuiszitters/{rij.public_id}/", "thuiszitter-met-kring")
    naar(page, f"/thuiszitters/{rij.public_id}/delen/", "thuiszitter-delen-na")
    wet = binnen(leerplicht)
    naar(wet, "/thuiszitters/samen/", "thuiszitters-leerplicht")
    klik(wet, "Ruben Nergens")
    bekijk(wet, "thuiszitter-leerplicht")
    assert "De Zandloper" in wet.locator("main").inner_text()
    assert "Kennismaken" not in wet.locator("main").inner_text()
    druk(page, "Stop met delen")
    hulp.reload()
    assert "Ruben" not in hulp.content()


def test_leerplicht_and_a_parent_report_and_the_adviseur_is_asked_to_look(binnen):
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    school, adviseur = SchoolFactory(naam="De Zandloper"), gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")
    kind = leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    ouder = gebruiker_met(Rol.OUDER, naam="Anna Nergens")
    ouder_van(kind, gebruiker=ouder)
    page = binnen(gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lies Leerplicht"))
    naar(page, "/thuiszitters/samen/", "thuiszitters-leerplicht-leeg")
    klik(page, "Leerling melden")
    bekijk(page, "leerplicht-melden")
    page.get_by_label("Roepnaam").fill("Ruben")
    page.get_by_label("Achternaam").fill("Nergens")
    for deel, waarde in (("dag", kind.geboortedatum.day), ("maand", kind.geboortedatum.month)):
        page.locator(f"input[name=geboortedatum_{deel}]").fill(str(waarde))
    page.locator("input[name=geboortedatum_jaar]").fill(str(kind.geboortedatum.year))
    page.get_by_label("Wat is er aan de hand?").select_option("relatief")
    page.get_by_label("Eerste dag").fill(dag(-9).isoformat())
    page.get_by_label("Hoeveel uur per week").fill("0")
    page.get_by_label("Belangrijkste reden").select_option("overig")
    page.get_by_role("group", name="Weten de ouders").get_by_label("Ja").check()
    page.get_by_label("Sinds wanneer weten ze het?").fill(dag(-1).isoformat())
    druk(page, "Melden")
    assert "De melding is bewaard" in page.locator("body").inner_text()
    assert "Ruben" not in page.locator("main").inner_text(), "where a child lives that we know, leerplicht does not say"
    thuis = binnen(ouder)
    naar(thuis, "/dossier/", "dossier-thuis")
    klik(thuis, "Vertel het ons over")
    bekijk(thuis, "niet-naar-school")
    druk(thuis, "Vertel het ons")
    bekijk(thuis, "niet-naar-school-fout")
    thuis.get_by_label("Ja, een paar uur per week").check()
    thuis.get_by_label("Hoeveel uur per week?").fill("6")
    thuis.get_by_label("Sinds welke dag?").fill(dag(-9).isoformat())
    thuis.get_by_label("Mijn kind is bang of durft niet").check()
    thuis.get_by_label("Wilt u er iets over vertellen?").fill("Zij slaapt slecht en heeft buikpijn.")
    druk(thuis, "Vertel het ons")
    bekijk(thuis, "niet-naar-school-klaar")
    staf = binnen(adviseur)
    staf.goto("/thuiszitters/")
    klik(staf, "Ruben Nergens")
    tekst = staf.locator("main").inner_text()
    assert "Bekijken wat er nieuw is" in tekst
    assert "buikpijn" in tekst


def test_the_beheerder_invites_leerplicht_and_a_partner(binnen):
    Gemeente.objects.create(code="0518", naam="Zandwerven")
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/gebruikers/uitnodigen/", "uitnodigen-buiten")
    page.get_by_label("Naam", exact=True).fill("Lies Leerplicht")
    page.get_by_label("E-mailadres").fill("lies@proef.example")
    page.get_by_label("Rol").select_option("partner")
    assert page.get_by_label("Naam van de organisatie").is_visible()
    assert not page.get_by_label("School", exact=True).is_visible()
    page.get_by_label("Rol").select_option("leerplicht")
    page.get_by_label("Gemeente").select_option(label="Zandwerven")
    bekijk(page, "uitnodigen-leerplicht")
    druk(page, "Uitnodigen")
    assert "Zandwerven" in page.locator("main").inner_text()

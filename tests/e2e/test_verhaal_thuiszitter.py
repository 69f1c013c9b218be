"""From a signal to a case that is closed: school, parent, adviseur, leerplicht and youth care each log in (issue 7).

An offer is refused, everybody comes to one table, somebody with doorzettingsmacht decides, the child comes back in
steps, and for a while it is asked how it goes.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from scholen.models import Gemeente, Organisatie
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op, ouder_van
from thuiszitters.models import Casus, Stap

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def dag(aantal=0):
    return (timezone.localdate() + timedelta(days=aantal)).isoformat()


def vul(page, **velden):
    """Fill in by the names of the fields: a list is chosen from, the rest is typed."""
    for naam, waarde in velden.items():
        veld = page.locator(f"main [name={naam}]").first
        if veld.evaluate("veld => veld.tagName") == "SELECT":
            veld.select_option(waarde)
        else:
            veld.fill(waarde)


def kies(page, *labels):
    for label in labels:
        page.locator("main").get_by_label(label).first.check()


def tekst(page):
    return page.locator("main").inner_text()


def meldt(page, naam, **wat):
    """The IB'er: it threatens, and later it happened; both in one case."""
    page.goto("/thuiszitters/melden/")
    page.locator("select[name=leerling]").select_option(label=naam)
    vul(page, **wat, reden="angst", gedaan="De mentor belde met thuis.")
    page.get_by_role("group", name="Weten de ouders").get_by_label("Ja").check()
    vul(page, ouders_op=dag(-1))
    druk(page, "Melden")


def ouder_meldt(page):
    """The mother: it does not go any more."""
    page.goto("/dossier/")
    klik(page, "Vertel het ons over")
    kies(page, "Ja, een paar uur per week")
    page.get_by_label("Hoeveel uur per week?").fill("4")
    page.get_by_label("Sinds welke dag?").fill(dag(-9))
    kies(page, "Mijn kind is bang of durft niet")
    druk(page, "Vertel het ons")


def plan(page):
    """The adviseur takes it, agrees on what is next and makes the plan with school and family."""
    druk(page, "Neem de regie")
    vul(page, wat="Samen het plan maken", voor=dag(7))
    druk(page, "Afspraak maken")
    druk(page, "Plan beginnen")
    klik(page, "Plan schrijven")
    page.get_by_label("Wat wil Ruben zelf het liefst?").fill("Weer bij mijn vrienden zijn.")
    page.locator("input[name=doel_1]").fill("Drie ochtenden per week in de klas")
    page.get_by_label("Waaraan zie je dat doel 1 lukt?").fill("Hij komt zelf binnen")
    page.get_by_label("Besproken met de ouders op").fill(dag())
    druk(page, "Bewaren en vaststellen")


def aanbod(page, adres):
    page.goto(adres)
    klik(page, "Hoe gaat het verder?")
    klik(page, "Aanbod vastleggen")
    vul(page, soort="andere_school", wat="Groep 6, drie ochtenden", bij="De Ark", uren="12")
    druk(page, "Bewaar het aanbod")


def antwoord(page, adres, *, ja, waarom=""):
    page.goto(adres)
    klik(page, "Leg het antwoord vast")
    kies(page, "Ja, het gezin neemt het aan" if ja else "Nee, het gezin wil dit niet")
    vul(page, antwoord_van="De moeder", waarom=waarom)
    druk(page, "Bewaar het antwoord")


def gezin_zegt(page, *, ja, waarom=""):
    """The mother reads what is offered and says yes or no; staff writes the answer down after a talk."""
    page.goto("/dossier/")
    klik(page, "Lees hoe het ervoor staat")
    bekijk(page, f"verhaal-thuiszitter-moeder-{'ja' if ja else 'nee'}")
    klik(page, "Zeg ja of nee")
    page.get_by_label("Ja" if ja else "Nee", exact=True).check()
    page.get_by_label("Waarom wel of niet?").fill(waarom)
    druk(page, "Versturen")


def delen(page, adres):
    """With youth care, because there is danger now; leerplicht sees its own part by the law."""
    page.goto(adres)
    klik(page, "Delen")
    page.locator("select[name=wie]").select_option(label="Joris Jeugdhulp, Jeugdhulp De Brug")
    kies(page, "De afspraken", "Het aanbod", "Er is nu gevaar voor het kind")
    page.get_by_label("Waarom is dit nodig?").fill("Ruben eet en slaapt niet meer.")
    page.get_by_label("Tot en met welke dag?").fill(dag(10))
    druk(page, "Delen")


def rondetafel(page, adres):
    page.goto(adres)
    klik(page, "Hoe gaat het verder?")
    klik(page, "Rondetafelgesprek vragen")
    assert "Het aanbod van" in page.locator("[name=waarom]").input_value(), (
        "the words are there, for a person to change"
    )
    assert page.get_by_label("Anouk Visser").is_checked(), "the school is always asked"
    kies(page, "Lies Leerplicht, Zandwerven", "Joris Jeugdhulp, Jeugdhulp De Brug")
    vul(page, anderen="de ouders")
    kies(page, "Telefoon")
    vul(page, gesprek_op=dag())
    druk(page, "Verstuur de vraag")
    bekijk(page, "verhaal-thuiszitter-rondetafel")


def doorzetten(page, adres):
    page.goto(adres)
    klik(page, "Schrijf op wat eruit kwam")
    vul(page, uitkomst="Niemand heeft een plek die past.")
    druk(page, "Bewaar de uitkomst")
    klik(page, "Hoe gaat het verder?")
    klik(page, "Doorzettingsmacht vastleggen")
    vul(page, besloten_door="M. Smit, wethouder jeugd", besloten_op=dag(), besluit="Plaats in de kleine groep.")
    vul(page, soort="tussenplek", zorg="Begeleiding door De Brug", betaler="De gemeente")
    druk(page, "Leg de beslissing vast")


def terug(page, adres):
    """In steps to school, and then asked for a while how it goes."""
    page.goto(adres)
    klik(page, "Begin met opbouwen")
    vul(page, van=dag(), uren="6")
    druk(page, "Begin met opbouwen")
    assert "Gaat 6 uur per week naar school" in tekst(page)
    bekijk(page, "verhaal-thuiszitter-opbouw")
    klik(page, "Gaat weer volledig")
    vul(page, laatste_dag=dag())
    druk(page, "Begin de nazorg")
    klik(page, "Hoe gaat het verder?")
    klik(page, "Casus sluiten")
    vul(page, eindreden="eigen_school", slotwoord="Het gaat goed.")
    druk(page, "Sluit de casus")
    bekijk(page, "verhaal-thuiszitter-gesloten")


def test_from_a_signal_to_a_case_that_is_closed(binnen):
    swv = InstellingFactory().swv
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    school = SchoolFactory(naam="De Zandloper")
    kind = leerling_op(school, roepnaam="Ruben", achternaam="Nergens", gemeente=gemeente)
    moeder = gebruiker_met(Rol.OUDER, naam="Anna Nergens")
    ouder_van(kind, gebruiker=moeder)
    brug = Organisatie.objects.create(soort="jeugdhulp", naam="Jeugdhulp De Brug")
    partner = gebruiker_met(Rol.PARTNER, organisatie=brug, naam="Joris Jeugdhulp")
    leerplicht = gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lies Leerplicht")
    ib = binnen(gebruiker_met(Rol.IB, school=school, naam="Anouk Visser"))
    meldt(ib, "Ruben Nergens", soort="dreigend", van=dag(-12), uren="20")
    rij = Casus.objects.get(swv=swv)
    adres = f"/thuiszitters/{rij.public_id}/"
    assert rij.status == "signaal"
    thuis = binnen(moeder)
    ouder_meldt(thuis)
    meldt(ib, "Ruben Nergens", soort="relatief", van=dag(-9), uren="0")
    rij.refresh_from_db()
    assert rij.status == "gemeld", "the same case goes on"
    joke = binnen(gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet"))
    naar(joke, adres, "verhaal-thuiszitter-gemeld")
    plan(joke)
    aanbod(joke, adres)
    gezin_zegt(thuis, ja=False, waarom="De bus doet er een uur over.")
    joke.goto(adres)
    assert "De bus doet er een uur over." in tekst(joke)
    antwoord(joke, adres, ja=False, waarom="De reis is te ver.")
    delen(joke, adres)
    hulp = binnen(partner)
    naar(hulp, f"/thuiszitters/samen/{rij.public_id}/", "verhaal-thuiszitter-jeugdhulp")
    assert "De Ark" in tekst(hulp)
    assert "De mentor belde" not in tekst(hulp), "the melding is not shared"
    hulp.get_by_label("Wat ga jij doen?").fill("Elke week thuis praten")
    hulp.get_by_label("Klaar op").fill(dag(7))
    druk(hulp, "Afspraak maken")
    rondetafel(joke, adres)
    wet = binnen(leerplicht)
    naar(wet, f"/thuiszitters/samen/{rij.public_id}/", "verhaal-thuiszitter-leerplicht")
    assert "Aan de rondetafel" in tekst(wet)
    assert "Het aanbod van" in tekst(wet), "who is asked reads why"
    ib.goto(adres)
    assert "Het aanbod van" in tekst(ib), "the school reads why it is asked to the table"
    assert {een.aan for een in Bericht.objects.all()} >= {leerplicht.email, partner.email}
    hulp.reload()
    assert "Je bent gevraagd" in tekst(hulp)
    doorzetten(joke, adres)
    gezin_zegt(thuis, ja=True)
    assert "Beslissing over een plek" in tekst(thuis)
    antwoord(joke, adres, ja=True)
    terug(joke, adres)
    rij.refresh_from_db()
    assert (rij.status, rij.eindreden) == ("gesloten", "eigen_school")
    klaar = Stap.objects.filter(casus=rij, uitkomst="klaar").values_list("protocolstap__soort", flat=True)
    assert {*klaar} >= {"melding", "plan", "rondetafel", "opbouw", "doorzettingsmacht"}
    assert "nazorg" not in klaar, "it closed on the day that aftercare began"
    hulp.reload()
    assert "Ruben" not in hulp.content(), "what was shared ends with the case"

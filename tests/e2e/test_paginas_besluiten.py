"""Experts in life and the decision: every page of it, the criteria picked, four eyes, and all of it by keyboard."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from loket.actions import criteria
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.actions.mandaat import mandaat_geven
from loket.actions.meelezen import meelezen_vragen
from loket.actions.redenen import bronnen
from loket.models import Adviesopdracht, Meelezing, Status
from scholen.models import Instelling
from tests.factories import InstellingFactory, aanvraag_in, advies_bij, beslissing, gebruiker_met, opdracht_voor

from .conftest import UITVOER, bekijk
from .stappen import druk, naar
from .test_toetsenbord import alleen_toetsen, tab_tot

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status
TEKSTEN = (
    "{leerling} heeft de hele schooldag meer nabijheid en structuur nodig dan een gewone school kan geven.",
    "De school heeft minstens een half jaar extra hulp gegeven. De hulp had te weinig effect.",
)


def criteria_vastleggen(beheerder) -> None:
    lijst = criteria.lijst_beginnen(InstellingFactory().swv, door=beheerder, op=timezone.now(), plan="2025-2029")
    for nummer, tekst in enumerate(TEKSTEN, 1):
        criteria.criterium_opslaan(
            lijst,
            door=beheerder,
            op=timezone.now(),
            soort="SO",
            code=f"SO-{nummer}",
            tekst=tekst,
            uitleg="Zie het OPP.",
        )
    criteria.lijst_vaststellen(lijst, door=beheerder, op=timezone.now())


def test_the_desk_and_its_experts(binnen, loketmedewerker, deskundige_een, school, ib):
    page = binnen(loketmedewerker)
    naar(page, "/loket/deskundigen/", "deskundigen-leeg")
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, behandelaar=loketmedewerker)
    opdracht = aanvraag.adviesopdrachten.get(volgorde=1)
    Adviesopdracht.objects.filter(pk=opdracht.pk).update(uiterlijk_op=timezone.localdate() - timedelta(days=3))
    naar(page, "/loket/deskundigen/", "deskundigen-werklast")
    naar(page, f"/loket/opdrachten/{opdracht.public_id}/", "opdracht")
    druk(page, "Vraag deze deskundige")
    bekijk(page, "opdracht-fout")
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/deskundigen/erbij/", "deskundige-erbij")
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/?tab=adviezen", "zaak-adviezen-loket")
    advies_bij(
        aanvraag.adviesopdrachten.get(volgorde=2), eerder_gezien="ja", eerder_gezien_uitleg="Eén gesprek in 2024."
    )
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/?tab=adviezen", "zaak-eerder-gezien")


def test_an_expert_gives_back(binnen, deskundige_een, school, ib):
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    aanvraag.adviesopdrachten.filter(volgorde=1).update(vervallen_op=timezone.now())
    opdracht = opdracht_voor(aanvraag, deskundige=deskundige_een)
    page = binnen(deskundige_een)
    page.goto(f"/advies/{opdracht.public_id}/")
    page.locator("input[name=eerder_gezien][value=ja]").check()
    bekijk(page, "advies-eerder-gezien")
    naar(page, f"/advies/{opdracht.public_id}/teruggeven/", "opdracht-teruggeven")


def test_the_registers_of_beheer(binnen, beheerder, beslisser):
    swv = InstellingFactory().swv
    page = binnen(beheerder)
    naar(page, "/beheer/", "beheer-met-registers")
    naar(page, "/beheer/mandaten/", "mandaten-leeg")
    naar(page, "/beheer/mandaten/nieuw/", "mandaat-nieuw")
    mandaat = mandaat_geven(
        door=beheerder,
        op=timezone.now(),
        swv=swv,
        nummer="2026-03",
        gebruiker=beslisser,
        functie="teamleider toewijzing",
        soorten=["SBO", "SO"],
        van=date(2026, 1, 1),
        max_categorie="M",
        plaatsvervanger=gebruiker_met("beslisser", naam="T. Teamleider"),
    )
    naar(page, "/beheer/mandaten/", "mandaten")
    naar(page, f"/beheer/mandaten/{mandaat.public_id}/", "mandaat")
    naar(page, "/beheer/vertalingen/", "vertalingen")
    naar(page, "/beheer/vertalingen/ar/", "vertaling")
    naar(page, "/beheer/criteria/", "criteria-leeg")
    criteria_vastleggen(beheerder)
    naar(page, "/beheer/criteria/", "criteria")
    nieuw = criteria.lijst_beginnen(swv, door=beheerder, op=timezone.now(), plan="2029-2033")
    naar(page, f"/beheer/criteria/{nieuw.public_id}/", "criterialijst")
    naar(page, f"/beheer/criteria/{nieuw.public_id}/nieuw/", "criterium")


@pytest.mark.parametrize("kleur", ["light", "dark"])
def test_the_decision_with_picked_reasons(binnen, beslisser, beheerder, school, ib, kleur):
    criteria_vastleggen(beheerder)
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib)
    Instelling.objects.update(vier_ogen=True)
    page = binnen(beslisser, color_scheme=kleur)
    naam = "besluit-redenen" + ("-donker" if kleur == "dark" else "")
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/besluit/")
    page.locator("input[name=uitkomst][value=toegekend]").check()
    page.get_by_text("Kies uit de criteria en de adviezen").click()
    bekijk(page, f"{naam}-kiezen")
    page.get_by_label("Criterium SO-1").check()
    page.get_by_label("De hele dag structuur is nodig.").first.check()
    druk(page, "Zet in de tekst")
    bekijk(page, naam)
    assert "heeft de hele schooldag meer nabijheid" in page.get_by_label("Reden 2").input_value()
    druk(page, re.compile(r"Omhoog\s*:\s*Reden 3"))
    assert page.get_by_label("Reden 2").input_value() == "De hele dag structuur is nodig."


def test_reading_along_calling_and_correcting(binnen, beslisser, beheerder, loketmedewerker, school, ib):
    criteria_vastleggen(beheerder)
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, behandelaar=loketmedewerker)
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    meelezen_vragen(aanvraag, door=beslisser, op=timezone.now(), aan=loketmedewerker, beslissing=keuze)
    page = binnen(loketmedewerker)
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/", "zaak-meelezen")
    naar(page, f"/loket/meelezen/{Meelezing.objects.get().public_id}/", "meelezen")
    punt = bronnen(aanvraag)[0]
    velden = beslissing(aanvraag, waarom_afwijking_advies="De school kan meer.", passende_hulp="Hulp in de klas.")
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **(velden | {"uitkomst": "afgewezen"}))
    assert punt.naam == "Criterium SO-1"
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/", "zaak-eerst-bellen")
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/bellen/", "eerst-bellen")
    ander = binnen(beslisser)
    naar(ander, f"/loket/aanvragen/{aanvraag.public_id}/herstellen/", "herstellen")


def test_a_decision_is_taken_without_a_mouse(binnen, beslisser, beheerder, school, ib):
    criteria_vastleggen(beheerder)
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib)
    page = alleen_toetsen(binnen(beslisser))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    tab_tot(page, page.get_by_role("link", name=aanvraag.over))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_tot(page, page.locator("input[name=uitkomst][value=toegekend]"))
    page.keyboard.press("Space")
    tab_tot(page, page.locator("summary", has_text="Kies uit de criteria"))
    page.keyboard.press("Enter")
    tab_tot(page, page.get_by_label("Criterium SO-1"))
    page.keyboard.press("Space")
    knop(page, "Zet in de tekst")
    assert page.get_by_label("Reden 2").input_value().endswith("dan een gewone school kan geven.")
    tab_tot(page, page.get_by_label("Waarom dit besluit?"))
    page.keyboard.type("Wij volgen beide adviezen.")
    knop(page, re.compile(r"Omhoog\s*:\s*Reden 2"))
    for label, tekst in (
        ("Wat zeggen wij op de mening van de ouders?", "Wij zijn blij dat u het eens bent."),
        ("Wat doen wij met de mening van de leerling?", "Wij vragen om een rustig plekje."),
        ("Waarom is lichtere hulp niet genoeg?", "De school heeft veel gedaan."),
        ("Waarom deze categorie?", "Er is geen lichamelijke beperking."),
        ("Waarom deze duur?", "Na twee jaar kijken wij opnieuw."),
    ):
        tab_tot(page, page.get_by_label(label))
        page.keyboard.type(tekst)
    knop(page, "Naar ondertekenen")
    bekijk(page, "besluit-ondertekenen-toetsen")
    page.set_viewport_size({"width": 1280, "height": 900})
    knop(page, "Besluit nemen en ondertekenen")
    besluit = aanvraag.besluiten.get()
    assert [reden.bron for reden in besluit.redenen.order_by("volgorde")] == ["criterium", "zelf"]
    assert besluit.motivering.endswith("Wij volgen beide adviezen.")
    page.screenshot(path=UITVOER / "besluit-genomen-1280.png", full_page=True)


def knop(page, naam) -> None:
    """Go to this button by Tab and press it."""
    tab_tot(page, page.locator("main").get_by_role("button", name=naam).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")

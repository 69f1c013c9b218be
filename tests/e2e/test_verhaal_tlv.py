"""A TLV, by all who have a part in it: asked, completed twice, put off, advised on by two, decided, read at home."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from kern.bestanden.opslag import lezen
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import is_werkdag
from kern.termijnen.woorden import datum_voluit
from loket.models import Bekendmaking, Status, Tlv
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.stukken import PDF

from . import mensen
from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
S = Status


def test_a_tlv_with_two_rounds_of_aanvulling_and_a_verdaging(binnen, werker):
    school = SchoolFactory(naam="Basisschool De Zandloper")
    anouk = gebruiker_met(Rol.IB, school=school, naam="Anouk Visser")
    marit = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    rosa, lars = (gebruiker_met(Rol.DESKUNDIGE, naam=naam) for naam in ("Rosa Proefman", "Lars Testers"))
    hanneke = gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser")
    anna = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    fenna = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(fenna, gebruiker=anna)
    ouder_van(fenna, aanhef="meneer", voornaam="Bram")

    ib, thuis = binnen(anouk), binnen(anna)
    aanvraag = mensen.tlv_aanvragen(ib, fenna)
    balie = binnen(marit)
    mensen.nemen(balie, aanvraag)
    _eerste_aanvulling(balie, ib, thuis)
    _tweede_aanvulling(balie, ib, aanvraag)
    tot = _verdagen(balie, aanvraag)
    _verdaging_lezen(ib, thuis, tot)
    mensen.naar_zaak(balie, aanvraag)
    mensen.deskundigen_vragen(balie, ("Rosa Proefman", "orthopedagoog"), ("Lars Testers", "kinder_jeugdpsycholoog"))
    for wie in (rosa, lars):
        mensen.adviseren(binnen(wie), "SO", "L")
    _besluiten(binnen(hanneke), thuis)
    mensen.versturen(balie)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT
    _lezen(thuis, ib, anna)


def _eerste_aanvulling(balie, ib, thuis) -> None:
    """Two items: one is answered in its own section, for the other the school says why not."""
    bekijk(balie, "zaak-in-controle")
    klik(balie, "Aanvulling vragen")
    druk(balie, "Aanvulling vragen")
    bekijk(balie, "aanvulling-vragen-fout")
    balie.get_by_label("Een verslag van een onderzoek").check()
    balie.get_by_text("Zelf punten toevoegen").click()
    balie.get_by_label("Eigen punt 1").fill("Schrijf op wat de leraar nodig heeft.")
    balie.get_by_label("Hoort bij").first.select_option(label="Wat heeft de leerling nodig?")
    bekijk(balie, "aanvulling-vragen")
    druk(balie, "Aanvulling vragen")
    thuis.goto("/")
    assert "papieren" in thuis.locator("main").inner_text()
    ib.goto("/")
    bekijk(ib, "school-aan-zet")
    klik(ib, "Fenna")
    bekijk(ib, "aanvulling-stand")
    klik(ib, "Aanvullen")
    druk(ib, "Aanvulling versturen")
    bekijk(ib, "aanvullen-fout")
    klik(ib, "Wat heeft de leerling nodig?")
    ib.get_by_label("Wat heeft de leraar nodig?").fill("Een extra paar handen, elke ochtend een uur.")
    bekijk(ib, "aanvullen-onderdeel")
    druk(ib, "Opslaan en terug naar de aanvulling")
    ib.get_by_label("Jouw antwoord").first.fill("De ouders willen het verslag van de GGZ niet geven.")
    bekijk(ib, "aanvullen")
    druk(ib, "Aanvulling versturen")
    assert "Wij kijken verder" in ib.locator("body").inner_text()


def _tweede_aanvulling(balie, ib, aanvraag) -> None:
    """What came in raises one more question; its answer is a document."""
    mensen.naar_zaak(balie, aanvraag)
    klik(balie, "Aanvraag", bij=".swv-tabs")
    bekijk(balie, "aanvulling-binnen")
    assert "De ouders willen het verslag van de GGZ niet geven." in balie.locator("main").inner_text()
    klik(balie, "Aanvulling vragen")
    balie.get_by_label("Het handelingsdeel, besproken met de ouders").check()
    druk(balie, "Aanvulling vragen")
    ib.goto("/")
    klik(ib, "Fenna")
    klik(ib, "Aanvullen")
    ib.locator("main input[type=file]").first.set_input_files(
        {"name": "handelingsdeel.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    druk(ib, "Aanvulling versturen")
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_CONTROLE
    assert [een.punten.count() for een in aanvraag.aanvullingen.order_by("pk")] == [2, 1]


def _verdagen(balie, aanvraag):
    """More time: only when the letter is gone does the new day hold."""
    mensen.naar_zaak(balie, aanvraag)
    klik(balie, "Meer tijd nodig?")
    druk(balie, "Brief klaarzetten")
    bekijk(balie, "uitstel-fout")
    tot = timezone.localdate() + timedelta(days=84)
    while not is_werkdag(tot):
        tot += timedelta(days=1)
    balie.get_by_label("Wanneer neem je het besluit uiterlijk?").fill(tot.isoformat())
    balie.get_by_label("Waarom duurt het langer?").fill("Een deskundige is ziek.")
    bekijk(balie, "uitstel")
    druk(balie, "Brief klaarzetten")
    mensen.versturen(balie, "verdaging")
    mensen.naar_zaak(balie, aanvraag)
    klik(balie, "Hele verloop van de termijn")
    bekijk(balie, "zaak-termijn")
    assert datum_voluit(tot) in balie.locator("main").inner_text()
    klik(balie, "Hoe tellen wij?")
    bekijk(balie, "rekenvoorbeelden")
    return tot


def _verdaging_lezen(ib, thuis, tot) -> None:
    """The school and the parent read until when, and why."""
    for page, naam in ((ib, "aanvraag-verdaagd"), (thuis, "dossier-verdaagd")):
        page.goto("/")
        if page is ib:
            klik(page, "Fenna")
        bekijk(page, naam)
        assert datum_voluit(tot) in page.locator("main").inner_text()


def _besluiten(page, thuis) -> None:
    thuis.goto("/")
    assert "toegekend" not in thuis.content()
    mensen.besluiten(page, "SO:L", **mensen.CATEGORIE)
    assert Tlv.objects.exists(), page.locator("main").inner_text()[:2500]
    thuis.reload()
    assert "Wij nemen een besluit over Fenna." in thuis.content()
    assert "Lees de brief" not in thuis.content()


def _echt(page, brief) -> None:
    """From the letter: follow its QR code, type the code beside it, and hand in its PDF."""
    pad = urlsplit(page.locator(".echt a").get_attribute("href")).path
    code = page.locator(".echt strong.heel").inner_text()
    naar(page, pad, "echt-qr")
    page.get_by_label("De code op de brief").fill(code.lower())
    druk(page, "Kijk na")
    bekijk(page, "echt-uitslag")
    assert "Deze brief is echt" in page.locator("h1").inner_text()
    assert "Fenna" not in page.locator("main").inner_text()
    klik(page, "Nog een brief nakijken")
    bekijk(page, "echt")
    klik(page, "Kijk de pdf na")
    data = lezen(brief.brief.versies.get().pdf.sha256)
    page.get_by_label("De brief als pdf").set_input_files(
        {"name": "b.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    bekijk(page, "echt-pdf")
    druk(page, "Kijk na")
    assert "Deze brief is echt" in page.locator("h1").inner_text()


def _lezen(thuis, ib, anna) -> None:
    """The parent and the school read the letter, on screen and as PDF."""
    nummer = Tlv.objects.get().nummer
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=anna)
    thuis.reload()
    bekijk(thuis, "dossier")
    klik(thuis, "Lees de brief")
    bekijk(thuis, "brief-ouder", titel="Besluit over de aanvraag")
    assert nummer in thuis.content()
    tekst = mensen.pdf_van(thuis, brief)
    for woord in (
        nummer,
        datum_voluit(timezone.localdate()),
        datum_voluit(brief.bezwaar_tot),
        "mevrouw Anna Voorbeeld",
        "De hele dag is structuur nodig.",
        "voorlopige voorziening",
    ):
        assert woord in tekst, woord
    _echt(thuis, brief)
    ib.goto("/")
    bekijk(ib, "school-besloten")
    klik(ib, "Lees de brief")
    bekijk(ib, "brief-school", titel="Besluit over de aanvraag")
    assert nummer in ib.content()

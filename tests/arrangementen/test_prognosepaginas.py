"""The forecast on its page and as a file: from real TLVs, added up by the database as the rules say."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from arrangementen import demoprognose
from arrangementen.actions.normbedrag import normbedragen_vaststellen
from arrangementen.models import Herkomst
from arrangementen.models.tlvtelling import tlvgroepen
from arrangementen.rules.prognose import teljaren
from arrangementen.rules.raming import Groep, laatste_telling, lopend
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.models import Tlv
from loket.models.tlv import TlvGebeurtenis
from scholen.models import Instelling
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory, gebruiker_met, tlv_voor
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
PAGINA, EXCEL = reverse("arrangementen:prognose"), reverse("arrangementen:prognose_excel")


@pytest.fixture
def wie(db):
    InstellingFactory()
    return gebruiker_met(Rol.BESLISSER)


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


def bedragen(jaren, bedrag="10000"):
    for jaar in jaren:
        normbedragen_vaststellen(
            door=Systeem("proef"),
            op=timezone.now(),
            jaar=jaar,
            bedragen={("SO", "L"): Decimal(bedrag), ("SBO", ""): Decimal("6000.50")},
            herkomst=Herkomst.OFFICIEEL,
            bron="Stcrt. 1",
        )


def regels(client, pad=EXCEL):
    blad = load_workbook(io.BytesIO(client.get(pad).content)).active
    kop, *rest = blad.iter_rows(values_only=True)
    return [dict(zip(kop, rij, strict=True)) for rij in rest]


def test_the_database_adds_up_as_the_rules_say(wie):
    vandaag = date(2026, 11, 27)
    for nummer, (begin, eind) in enumerate(
        [
            ((2026, 3, 2), (2028, 7, 31)),
            ((2026, 1, 5), (2027, 7, 31)),
            ((2026, 2, 1), (2027, 1, 31)),
            ((2026, 2, 2), (2027, 2, 1)),
            ((2026, 2, 2), (2026, 7, 31)),
            ((2012, 8, 1), (2024, 2, 1)),
            ((2012, 8, 1), (2024, 1, 31)),
            ((2024, 8, 1), (2029, 7, 31)),
            ((2025, 8, 1), None),
        ]
    ):
        soort = "PRO" if eind is None else ("SO", "SBO")[nummer % 2]
        tlv = tlv_voor(beslisser=wie, soort=soort, start=date(*begin), eind=eind and date(*eind))
        for feit, per in (("beeindigd", "2027-02-01"), ("ingetrokken", "2026-08-01"), ("herleefd", "2026-09-01")):
            if nummer in (7, 8):
                TlvGebeurtenis.objects.create(
                    tlv=tlv, soort=feit, per=per, vastgelegd_op=timezone.now(), vastgelegd_door=wie
                )
    TlvGebeurtenis.objects.create(
        tlv=tlv, soort="vervangen", per="2026-12-01", vastgelegd_op=timezone.now(), vastgelegd_door=wie
    )
    verwacht = []
    for tlv in Tlv.objects.met_laatste_dag():
        assert tlv.laatste_dag == tlv.geldig_tot
        verwacht.append(
            Groep(tlv.soort, tlv.categorie, *teljaren(tlv.ingangsdatum, tlv.geldig_tot, tot_en_met=2031), 1)
        )
    groepen = tlvgroepen(wie, tlv.swv, vandaag)
    for jaar in range(2024, 2031):
        assert lopend(groepen, jaar) == lopend(verwacht, jaar), jaar
    assert all(een.laatste >= 2024 for een in groepen), "what counts no more is not asked for"


def test_a_controller_gets_the_numbers_without_the_rows_and_others_neither(wie):
    tlv = tlv_voor(beslisser=wie, start=timezone.localdate() - timedelta(days=700))
    vandaag = timezone.localdate()
    ander = SamenwerkingsverbandFactory(code="VO2801", sector="VO", naam="SWV Verderop")
    assert tlvgroepen(wie, tlv.swv, vandaag)
    assert tlvgroepen(wie, ander, vandaag) == []
    assert tlvgroepen(gebruiker_met(Rol.LOKETMEDEWERKER), tlv.swv, vandaag) == []
    controller = gebruiker_met(Rol.CONTROLLER)
    assert tlvgroepen(controller, tlv.swv, vandaag)
    assert not Tlv.objects.visible_to(controller).exists()
    assert "In cijfers" in woorden(ingelogd(controller).get(PAGINA))


def gevuld(wie):
    """Three years with 2, 1 and 3 new TLVs that run for two counts, and the amounts of all years."""
    telling = laatste_telling(timezone.localdate())
    for jaar, aantal in zip(range(telling - 2, telling + 1), (2, 1, 3), strict=True):
        for _ in range(aantal):
            tlv_voor(beslisser=wie, start=date(jaar - 1, 8, 1), eind=date(jaar + 1, 7, 31))
    return telling


def test_the_page_shows_what_a_year_costs_and_what_it_is_made_of(wie):
    telling = gevuld(wie)
    bedragen(range(timezone.localdate().year, timezone.localdate().year + 5))
    tekst = woorden(ingelogd(wie).get(PAGINA))
    assert "Verwachte kosten van TLV’s per kalenderjaar" in tekst
    assert f"{telling + 1}: € 40.000" in tekst, "1 and 3 count"
    assert f"{telling + 2}: € 50.000" in tekst, "3 and the average of 2"
    assert "van € 40.000 tot € 60.000" in tekst, "the chart says the bounds in words"
    assert f"Geteld op 1 februari {telling}. Hierin is niets geschat." in tekst
    assert "rekenen we met 0 procent" in tekst
    assert "Fenna" not in tekst


def test_a_year_without_amount_is_refused_and_says_what_to_do(wie):
    telling, dit = gevuld(wie), timezone.localdate().year
    bedragen(jaar for jaar in range(dit, dit + 5) if jaar != telling + 2)
    client = ingelogd(wie)
    tekst = woorden(client.get(PAGINA))
    assert f"Voor {telling + 2} is er geen totaal" in tekst
    assert "Er is geen normbedrag voor so, categorie 1 (laag)" in tekst
    assert f"/beheer/normbedragen/?jaar={telling + 2}" in tekst
    assert f"Neem de bedragen van {telling + 1} over met een percentage" in tekst
    assert f"{telling + 2} onbekend" in tekst
    keuze = client.get(f"/beheer/normbedragen/?jaar={telling + 2}").text
    assert f'<option value="{telling + 2}" selected' in keuze
    samen = {rij["Kalenderjaar"]: rij["Kosten verwacht"] for rij in regels(client) if rij["Soort TLV"] == "Samen"}
    assert samen[str(telling + 2)] in ("", None)
    assert samen[str(telling + 1)] == "40000,00"


def test_examples_are_named_and_an_agreed_share_goes_back(wie):
    gevuld(wie)
    swv = InstellingFactory().swv
    demoprognose.vullen(swv, vandaag=timezone.localdate(), op=timezone.now())
    Instelling.objects.update(terugplaatsing_procent=10)
    client = ingelogd(wie)
    tekst = woorden(client.get(PAGINA))
    assert "voorbeelden, niet met officiële bedragen" in tekst
    assert "elk jaar 10 procent" in tekst
    assert any(rij["Terug naar gewoon onderwijs"] == "0,30" for rij in regels(client))
    assert "geen officieel bedrag" in regels(client)[0]["Soort bedrag"]


def test_without_tlvs_the_page_says_so(wie):
    assert "Er zijn nog geen TLV’s om mee te rekenen" in woorden(ingelogd(wie).get(PAGINA))


def test_two_swvs_in_one_house_each_have_their_own(wie):
    gevuld(wie)
    vo = SamenwerkingsverbandFactory(code="VO2801", sector="VO", naam="SWV De Overkant")
    InstellingFactory(swv=vo, tlv_soorten=["VSO"])
    client = ingelogd(wie)
    assert "De Overkant" in woorden(client.get(PAGINA))
    assert "nog geen TLV’s" in woorden(client.get(f"{PAGINA}?swv={vo.public_id}"))
    assert client.get(f"{PAGINA}?swv=x").status_code == 404


def test_the_file_has_every_cell_to_the_cent_and_its_making_is_written_down(wie):
    telling = gevuld(wie)
    bedragen(range(timezone.localdate().year, timezone.localdate().year + 5), "10000.10")
    (cel,) = [
        rij for rij in regels(ingelogd(wie)) if rij["Kalenderjaar"] == str(telling + 2) and rij["Soort TLV"] != "Samen"
    ]
    assert (cel["Lopende TLV's"], cel["Nieuwe TLV's verwacht"], cel["Normbedrag"]) == ("3", "2,00", "10000,10")
    assert (cel["Kosten laag"], cel["Kosten verwacht"], cel["Kosten hoog"]) == ("40000,40", "50000,50", "60000,60")
    assert cel["Bron"] == "Stcrt. 1"
    assert Logregel.objects.get(actie="prognose_geexporteerd").wie == wie.public_id


def test_more_tlvs_ask_no_more_of_the_database(wie, django_assert_max_num_queries):
    gevuld(wie)
    bedragen(range(timezone.localdate().year, timezone.localdate().year + 5))
    client = ingelogd(wie)
    client.get(PAGINA)
    with django_assert_max_num_queries(12):
        client.get(PAGINA)

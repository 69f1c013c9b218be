"""Every number of every kind of frozen report leads to its rows, and says when they are others now (R-MON-07)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from arrangementen.actions.boeken import Regel, boeken
from kern.gebruikers.rollen import Rol
from loket.models import Tlv, TlvGebeurtenis
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.herkomst.wegen import herkomst
from monitoring.models import Rapport
from monitoring.rapporten.bron import bron_van
from monitoring.rules.afschermen import alle_rijen
from monitoring.rules.periode import tot_dag, van_kwartaal, van_maand, van_schooljaar
from monitoring.rules.rapport import SOORTEN, Tijdvak
from monitoring.rules.tabel import Maat
from monitoring.rules.weergave import in_woorden
from scholen.models import Gemeente, LeerlingAantal, School, SchoolDeelname
from tests.arrangementrijen import evaluatie_klaar, pot, toegekend
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import Regio, signaal
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import Casus

OP = datetime(2027, 9, 1, 9, tzinfo=UTC)
PERIODE = {
    Tijdvak.MAAND: van_maand(2026, 10),
    Tijdvak.KWARTAAL: van_kwartaal(2026, 4),
    Tijdvak.SCHOOLJAAR: van_schooljaar(2026),
    Tijdvak.STAND: tot_dag(date(2026, 12, 31)),
}
TELT = (Maat.LEERLINGEN, Maat.AANTAL, Maat.EURO)
"""What is counted or added up; a share, mean or median is made of the numbers beside it."""


TABELLEN = """
    aanvragen soorten op-tijd doorlooptijd piek besluiten stroom-per-soort stroom-per-school tijd-per-soort
    naast-gemiddelde tlv-duur tlv-einde deelname-m01 deelname-m02 hulp activiteiten geboekt geld-verloop geld-per-budget
    geld-per-school bezwaren signalen-per-thema signalen-van-wie thuis-verloop thuis-per-gemeente thuis-soort-verzuim
    thuis-aanbod thuis-gemeente thuis-soort-school stroom-per-werkgebied tijd-per-werkgebied
    tlv-rollend tlv-verwacht tlv-geldig grensverkeer verwijzing-per-bestuur verwijzing-per-school reden
    gehoord arrangementen doelen bezwaren-op-tijd gemeente-0392-stroom-per-soort gemeente-0392-tijd-per-soort
    tijd-per-school
"""


@pytest.fixture(autouse=True)
def _zonder_drukwerk(monkeypatch):
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())


@pytest.fixture
def regio(db):
    """A quarter in which something of everything happened."""
    een = Regio()
    een.gemeente = Gemeente.objects.create(code="0392", naam="Haarlem")
    School.objects.update(gemeente=een.gemeente)
    een.ander, eerste = SchoolFactory(naam="De Andere", gemeente=een.gemeente), een.school
    woont = {"leerling": LeerlingFactory(gemeente=een.gemeente)}
    een.aanvraag(date(2026, 9, 1), compleet=date(2026, 9, 8), besloten=date(2026, 10, 30), uitkomst="toegekend")
    een.aanvraag(date(2026, 10, 2), besloten=date(2026, 10, 9), uitkomst="afwijkend", **woont)
    een.aanvraag(date(2026, 10, 5), ingetrokken=date(2026, 10, 20), soort="SBO")
    een.school = een.ander
    een.aanvraag(date(2026, 10, 12), besloten=date(2027, 2, 1))
    een.aanvraag(date(2025, 10, 12), besloten=date(2025, 11, 1))
    verlengd = een.aanvraag(
        date(2026, 6, 12), besloten=date(2026, 10, 14), uitkomst="toegekend", aanleiding="verlenging"
    )
    tlv = Tlv.objects.create(
        besluit=verlengd.besluiten.get(),
        leerling=verlengd.leerling,
        swv=verlengd.swv,
        schooljaar=2026,
        volgnummer=9,
        nummer="P-99",
        soort="SO",
        categorie="L",
        ingangsdatum=date(2026, 8, 1),
        vervaldatum=date(2027, 7, 31),
    )
    geplaatst = {
        "school": een.school,
        "per": date(2026, 10, 20),
        "vastgelegd_op": datetime(2026, 10, 20, 9, tzinfo=UTC),
    }
    TlvGebeurtenis.objects.create(
        tlv=tlv, soort="geplaatst", vastgelegd_door=gebruiker_met(Rol.LOKETMEDEWERKER), **geplaatst
    )
    een.bezwaar(date(2026, 10, 6), besloten=date(2026, 10, 28), uitkomst="gegrond", brief=date(2026, 10, 1))
    een.bezwaar(date(2026, 10, 16))
    _hulp(een)
    signaal(een.instelling.swv, gebruiker_met(Rol.LOKETMEDEWERKER), date(2026, 10, 6))
    for school, van, tot in ((eerste, date(2026, 10, 5), None), (een.ander, date(2026, 10, 6), date(2026, 10, 20))):
        moment = {"ouders_op": van, "op": datetime(2026, 10, 8, tzinfo=UTC)}
        kind = casus(school=school, leerling=leerling_op(school), van=van, **moment)
        kind.verzuim.update(tot=tot)
    geteld = {"teldatum": date(2026, 10, 1), "peildatum": date(2026, 10, 1)}
    for school, aantal in ((eerste, 40), (een.ander, 60)):
        SchoolDeelname.objects.get_or_create(school=school, swv=een.instelling.swv, defaults={"van": date(2020, 1, 1)})
        LeerlingAantal.objects.create(school=school, **geteld, aantal=aantal)
    return een


def _hulp(regio: Regio) -> None:
    """A budget of which a school got something in October, some of it paid."""
    nu = datetime(2026, 10, 7, 9, tzinfo=UTC)
    budget = pot("1000", schooljaar=2026, op=nu)
    een = toegekend(op=nu)
    for soort, uitkomst in (("tussen", "deels"), ("eind", "bereikt")):
        evaluatie_klaar(een, op=nu, soort=soort, uitkomst=uitkomst)
    for soort, bedrag in (("uitbetaling", "60"), ("verantwoording", "20")):
        regel = Regel(
            soort=soort,
            bedrag=Decimal(bedrag),
            boekdatum=date(2026, 10, 9),
            sleutel=soort,
            school=een.school,
            arrangement=een,
        )
        boeken(budget, regel, door=None, op=nu)


def gemaakt(regio: Regio, soort: str) -> Rapport:
    """The report of this kind that has most in it."""
    kind, swv = SOORTEN[soort], regio.instelling.swv
    wie = {"swv": swv, "bestuur": regio.ander.bestuur, "school": regio.ander, "gemeente": regio.gemeente}[kind.over]
    velden = {"door": gebruiker_met(Rol.CONTROLLER), "op": OP, "soort": soort, "periode": PERIODE[kind.tijdvak]}
    rij = rapporten_vragen(swv, wie=[wie], **velden)[0]
    assert rapport_maken(rij.pk, op=OP)
    return Rapport.objects.get(pk=rij.pk)


def test_every_number_of_every_kind_leads_to_its_rows(regio):
    """Each cell to as many rows; of each table one through its page. All kinds together have every table."""
    client, codes = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER)), set()
    for soort in SOORTEN:
        rij = gemaakt(regio, soort)
        bron = bron_van(rij)
        pagina = client.get(reverse("monitoring:rapport", args=[rij.public_id])).text
        wegen = {*re.findall(r'href="(/monitoring/rapporten/[^"]*/rijen/[^"]*)"', pagina)}
        for tabel, regel, plek, nummer in cellen(rij):
            cel, kolom, waar = regel.cellen[plek], tabel.kolommen[plek], (soort, tabel.code, regel.naam, plek)
            adres = reverse("monitoring:rapport_rijen", args=[rij.public_id, tabel.code, nummer, plek])
            van = herkomst(bron, tabel, regel, plek)
            assert adres in wegen, waar
            assert van.nu == cel, waar
            van_duo = van.rijen.model is LeerlingAantal  # a row says how many
            assert van.rijen.count() == cel or kolom.maat != Maat.LEERLINGEN or van_duo, waar
            if tabel.code not in codes:
                codes.add(tabel.code)
                tekst = woorden(client.get(adres))
                assert re.search(rf"(staat|precies) {re.escape(in_woorden(cel, kolom.maat))}\. Dat is nu", tekst), waar
                assert f"{van.rijen.count()} " in tekst, waar
    swv = f"-{regio.instelling.swv.code}"
    assert {een.removesuffix(swv) for een in codes} == {*TABELLEN.split()}


def test_a_number_whose_rows_are_others_now_says_the_difference(regio):
    rij = gemaakt(regio, "maandrapport")
    client = ingelogd(gebruiker_met(Rol.CONTROLLER))
    adres = reverse("monitoring:rapport_rijen", args=[rij.public_id, "aanvragen", 1, 0])
    regio.aanvraag(date(2026, 10, 30))
    tekst = woorden(client.get(adres))
    assert "staat 5. Nu is het 6: 1 meer. Het rapport verandert niet." in tekst
    assert "6 aanvragen achter dit getal" in tekst


def test_what_is_hidden_says_its_number_to_who_sees_the_rows_alone(regio):
    rij = gemaakt(regio, "oogo")
    adres = reverse("monitoring:rapport_rijen", args=[rij.public_id, "stroom-per-soort", 0, 0])
    assert "staat ‘minder dan 5’, precies 1" in woorden(ingelogd(gebruiker_met(Rol.CONTROLLER)).get(adres))
    gemeente = ingelogd(gebruiker_met(Rol.GEMEENTE, gemeente=regio.gemeente))
    assert gemeente.get(reverse("monitoring:rapport", args=[rij.public_id])).status_code == 200
    assert gemeente.get(adres).status_code == 404
    assert ingelogd(gebruiker_met(Rol.CONTROLLER)).get(adres.replace("/0/0/", "/99/0/")).status_code == 404


def test_a_controller_sees_which_cases_were_counted_and_opens_none(regio):
    rij = gemaakt(regio, "thuiszitters")
    adres = reverse("monitoring:rapport_rijen", args=[rij.public_id, "thuis-verloop", 1, 1])
    kenmerk = Casus.objects.first().kenmerk
    for rol, opent in ((Rol.LOKETMEDEWERKER, True), (Rol.CONTROLLER, False)):
        antwoord = ingelogd(gebruiker_met(rol)).get(adres)
        assert "2 casussen achter dit getal" in woorden(antwoord)
        assert (f">{kenmerk}</a>" in antwoord.text) is opent
        assert kenmerk in antwoord.text
    assert ingelogd(gebruiker_met(Rol.ADVISEUR)).get(adres).status_code == 404


def cellen(rapport: Rapport):
    """Table, row, place of the column and number of the row of all that is counted."""
    for tabel in rapport.precieze_cijfers:
        for nummer, regel in enumerate(alle_rijen(tabel)):
            for plek, (cel, kolom) in enumerate(zip(regel.cellen, tabel.kolommen, strict=True)):
                if kolom.maat in TELT and cel:
                    yield tabel, regel, plek, nummer


PAGINAS = (
    *("overzicht", "aanvragen", "op_tijd", "ondersteuning", "geld", "bezwaar", "thuiszitters", "kaart"),
    "steunpunt",
)


def test_every_number_on_a_page_of_figures_leads_to_as_many_rows(regio):
    """Of a whole year: of the live pages each address once, through herkomst; and what it says is what stood there."""
    client, gevolgd = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER)), {}
    for naam in PAGINAS:
        for per in ("", *(("school", "maand") if naam in ("aanvragen", "op_tijd") else ())):
            pagina = client.get(reverse(f"monitoring:{naam}"), {"periode": "2026-2027", "per": per})
            gevonden = re.findall(r'href="(/monitoring/getal/[^"]*)">([^<]+)<', pagina.text)
            assert gevonden, (naam, per)
            gevolgd |= {adres.replace("&amp;", "&"): tekst for adres, tekst in gevonden}
    codes = {adres.split("/")[4]: (adres, tekst) for adres, tekst in gevolgd.items()}
    assert len(codes) > 20
    for adres, tekst in codes.values():
        antwoord = woorden(client.get(adres))
        assert f"Daar staat {tekst}." in antwoord, adres
        if "€" not in tekst and "deelname" not in adres and "leerlingen" not in adres:
            assert f" {tekst} " in antwoord.replace("Daar staat", ""), adres
    for stuk in ("geld/jaren/x/0/", "geld/anders/x/0/", "anders/x/x/0/", "aanvragen/stroom-per-x/x/0/"):
        assert client.get(f"/monitoring/getal/{stuk}").status_code == 404
    assert (
        ingelogd(gebruiker_met(Rol.CONTROLLER)).get("/monitoring/getal/thuiszitters/verloop/nu/1/").status_code == 404
    ), "who may not count them there"

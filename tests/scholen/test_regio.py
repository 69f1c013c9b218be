"""The five regions: complete as data, set up once, and an SWV runs from settings alone."""

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.thema import ONDERGROND, Keuzes, contrast, tekorten, tokens_licht
from loket.demo import VERDELING
from loket.models import Aanvraag, Bezwaarzaak, Helpertoegang, Overleg
from scholen.actions import regio_inrichten
from scholen.actions.importeren import scholen_inlezen
from scholen.importeren import bron_lezen
from scholen.importeren.verschil import vergelijken
from scholen.models import (
    Inschrijving,
    Instelling,
    Leerling,
    Samenwerkingsverband,
    School,
    SchoolDeelname,
    Werkgebied,
)
from scholen.regio import PROFIELEN, laden
from start.demo import REGIOS
from tests.factories import een_druk_per_soort
from tests.scholen.bestanden import BO, LANDELIJK_MET_SWV, bron, regels
from tests.scholen.test_importeren_actie import databank

DOOR = Systeem("proef")
OP = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAG = date(2026, 9, 1)
SCHOLEN = {
    "haaglanden": {"BO": 169, "SBO": 12, "SO": 4, "SOVSO": 5},
    "duin-en-bollenstreek": {"VO": 12, "PRO": 1, "VSO": 1, "SOVSO": 1},
    "veld-vaart-vecht": {"BO": 87, "SBO": 3, "SOVSO": 1},
    "zuid-kennemerland": {"VO": 29, "PRO": 3, "VSO": 2, "SOVSO": 6},
    "voorbeeld-vo": {"VO": 4, "PRO": 1, "VSO": 1},
}
elk_profiel = pytest.mark.parametrize("naam", PROFIELEN)


def scholen(naam: str):
    pad = laden(naam).scholen
    return bron_lezen(pad.name, pad.read_bytes(), peildatum=DAG).scholen


def inrichten(naam: str = "voorbeeld-vo") -> Samenwerkingsverband:
    return regio_inrichten(laden(naam), door=DOOR, op=OP)


# Complete as data


def test_there_are_five_regions_and_the_launcher_offers_each():
    assert {*PROFIELEN} == {*REGIOS} == {*SCHOLEN}
    assert REGIOS[0] == "haaglanden"


def test_an_unknown_region_is_refused():
    with pytest.raises(KeyError):
        laden("../haaglanden")


@elk_profiel
def test_the_settings_of_a_region_are_valid(naam):
    profiel = laden(naam)
    swv = Samenwerkingsverband(**profiel.swv, eigen=True)
    swv.full_clean(validate_unique=False, validate_constraints=False)
    instelling = Instelling(swv=swv, geldig_van=DAG, **profiel.instelling)
    instelling.full_clean(exclude=["swv"], validate_unique=False, validate_constraints=False)
    assert all((swv.onderschrift, instelling.ondersteuningsplan, instelling.steunpunt_telefoon))


@elk_profiel
def test_a_po_region_gives_sbo_and_so_and_a_vo_region_vso_and_pro(naam):
    profiel = laden(naam)
    soorten = {*profiel.instelling["tlv_soorten"]}
    assert profiel.code[:2] == profiel.swv["sector"]
    if profiel.swv["sector"] == "PO":
        assert soorten == {"SBO", "SO"}
    else:
        assert {"VSO", "PRO"} <= soorten <= {"VSO", "PRO", "LWOO"}


@elk_profiel
def test_the_schools_of_a_region_are_as_many_of_each_kind_as_the_source_says(naam):
    gelezen = scholen(naam)
    assert Counter(school.feiten["soort"].waarde for school in gelezen.values()) == SCHOLEN[naam]
    code = laden(naam).code
    assert all({*school.deelnames[code[:2]].values()} == {code} for school in gelezen.values())
    assert all({"adres", "bestuur", "gemeente"} <= school.feiten.keys() for school in gelezen.values())


@pytest.mark.parametrize(
    ("naam", "soorten", "leerlingen"),
    [
        ("haaglanden", ("BO",), 53_106),
        ("haaglanden", ("SBO",), 1_508),
        ("haaglanden", ("SO", "SOVSO"), 1_169),
        ("veld-vaart-vecht", ("BO",), 11_816),
        ("veld-vaart-vecht", ("SBO",), 379),
        ("veld-vaart-vecht", ("SOVSO",), 254),
        ("duin-en-bollenstreek", ("VO", "PRO"), 9_402),
        ("zuid-kennemerland", ("VO", "PRO"), 19_517),
    ],
)
def test_the_pupils_of_a_region_are_as_many_as_the_source_says(naam, soorten, leerlingen):
    tellingen = [
        aantal.aantal or 0
        for school in scholen(naam).values()
        if school.feiten["soort"].waarde in soorten
        for aantal in school.aantallen.values()
    ]
    assert sum(tellingen) == leerlingen


@elk_profiel
def test_the_colours_of_a_region_have_enough_contrast(naam):
    swv = laden(naam).swv
    assert swv["ondergrond"] in ONDERGROND
    keuzes = Keuzes(swv["merkkleur"], swv["accentkleur"], swv["ondergrond"])
    assert tekorten(keuzes) == []
    assert contrast("#ffffff", swv["merkkleur"]) >= 4.5  # so the button is the colour of the SWV itself
    assert tokens_licht(keuzes)["accent-1-inverse-bg-default"] == swv["merkkleur"]


def test_no_two_regions_look_the_same_or_share_a_code():
    profielen = [laden(naam) for naam in PROFIELEN]
    assert len({profiel.swv["merkkleur"] for profiel in profielen}) == 5
    assert len({profiel.code for profiel in profielen}) == 5


@elk_profiel
def test_nobody_can_reach_a_real_desk_from_a_demo(naam):
    profiel = laden(naam)
    assert profiel.swv["email"].endswith(".example")
    assert profiel.swv["postcode"].startswith("0000 ")
    assert profiel.swv["telefoon"].startswith("000 000 ")
    assert profiel.instelling["steunpunt_telefoon"].startswith("000 000 ")


def test_only_the_fictional_region_is_fictional_and_none_of_its_schools_exist():
    fictief = [naam for naam in PROFIELEN if laden(naam).swv["fictief"]]
    assert fictief == ["voorbeeld-vo"]
    echt = {brin6 for naam in PROFIELEN if naam not in fictief for brin6 in scholen(naam)}
    assert not echt & {*scholen("voorbeeld-vo")}
    assert all(brin6.startswith("90") for brin6 in scholen("voorbeeld-vo"))
    assert not any(brin6.startswith("90") for brin6 in echt)


def test_every_school_of_haaglanden_is_in_one_werkgebied_and_each_has_schools():
    profiel = laden("haaglanden")
    per_gebied = Counter()
    for school in scholen("haaglanden").values():
        (gebied,) = [gebied.naam for gebied in profiel.werkgebieden if gebied.bevat(school.feiten["adres"].waarde[2])]
        per_gebied[gebied] += 1
    assert len(profiel.werkgebieden) == len(per_gebied) == 10
    assert min(per_gebied.values()) >= 5
    assert "van onszelf" in profiel.swv["werkgebieden_bron"]


# Set up


@elk_profiel
def test_setting_up_a_region_makes_its_swv_settings_and_schools(db, naam):
    swv = inrichten(naam)
    assert (swv.eigen, swv.regio, swv.code) == (True, naam, laden(naam).code)
    instelling = Instelling.objects.geldig(swv, date(2025, 1, 1))  # also for a demo that looks back
    assert instelling.tlv_soorten == laden(naam).instelling["tlv_soorten"]
    deelnemend = School.objects.deelnemend(swv, DAG)
    assert Counter(deelnemend.values_list("soort", flat=True)) == SCHOLEN[naam]
    assert Werkgebied.objects.count() == len(laden(naam).werkgebieden)
    zonder_gebied = SchoolDeelname.objects.filter(werkgebied=None).count()
    assert zonder_gebied == (0 if laden(naam).werkgebieden else deelnemend.count())
    assert Logregel.objects.get(actie="regio_inrichten").bijzonderheden == {"regio": naam}


def test_setting_up_twice_changes_nothing(db):
    inrichten("haaglanden")
    voor, log = databank(), Logregel.objects.count()
    gebieden = [*Werkgebied.objects.order_by("pk").values()]
    inrichten("haaglanden")
    assert databank() == voor
    assert [*Werkgebied.objects.order_by("pk").values()] == gebieden
    assert Logregel.objects.count() == log


def test_what_an_swv_changed_since_stays(db):
    swv = inrichten()
    Samenwerkingsverband.objects.filter(pk=swv.pk).update(naam="SWV Andere Naam", merkkleur="#112233")
    Instelling.objects.filter(swv=swv).update(servicenorm_weken=4)
    swv = inrichten()
    assert (swv.naam, swv.merkkleur) == ("SWV Andere Naam", "#112233")
    assert Instelling.objects.get(swv=swv).servicenorm_weken == 4


def test_a_neighbour_that_an_import_knew_by_code_becomes_the_own_swv(db):
    scholen_inlezen([bron(LANDELIJK_MET_SWV)], door=DOOR, op=OP)
    assert Samenwerkingsverband.objects.get(code="PO2815").naam == "Samenwerkingsverband PO2815"
    swv = inrichten("haaglanden")
    assert (swv.eigen, swv.naam) == (True, laden("haaglanden").swv["naam"])
    assert SchoolDeelname.objects.filter(swv=swv).count() == 190


def test_a_school_that_came_from_another_swv_keeps_the_day_it_came(db):
    vroeger = regels(LANDELIJK_MET_SWV, b"03PY00,").replace(b"PO2815", b"PO2814")
    scholen_inlezen([bron(LANDELIJK_MET_SWV, bytes_=vroeger, peildatum=date(2024, 8, 1))], door=DOOR, op=OP)
    swv = inrichten("haaglanden")
    deelnames = SchoolDeelname.objects.filter(school__brin6="03PY00").order_by("van")
    assert [(rij.swv.code, rij.van, rij.tot) for rij in deelnames] == [
        ("PO2814", date(2014, 8, 1), date(2026, 7, 31)),
        ("PO2815", date(2026, 8, 1), None),
    ]
    assert School.objects.deelnemend(swv, date(2025, 1, 1)).filter(brin6="03PY00").count() == 0


def test_a_region_and_the_files_of_duo_agree(db):
    swv = inrichten("haaglanden")
    scholen_inlezen([bron(BO)], door=DOOR, op=OP)
    school = School.objects.get(brin6="03PY00")
    assert (school.naam, school.bestuur.naam) == ("BaO Aquamarijn", "Stichting Lucas Onderwijs")
    assert school.deelnames.get().werkgebied.naam == "Loosduinen"
    profiel = laden("haaglanden")
    weer = bron_lezen(profiel.scholen.name, profiel.scholen.read_bytes(), peildatum=date(2026, 8, 1))
    assert vergelijken([weer]).leeg
    assert School.objects.deelnemend(swv, DAG).count() == 190


# Shown


@pytest.mark.parametrize(
    ("naam", "wel", "niet"),
    [
        ("voorbeeld-vo", "praktijkonderwijs", "speciaal basisonderwijs"),
        ("veld-vaart-vecht", "speciaal basisonderwijs", "praktijkonderwijs"),
    ],
)
def test_a_portal_speaks_of_the_kinds_of_its_sector_only(client, db, naam, wel, niet):
    inrichten(naam)
    html = re.sub(r"\s+", " ", client.get("/ouders/").content.decode())
    assert wel in html
    assert niet not in html


def test_a_region_in_the_browser_has_its_own_colour_and_name(client, db):
    inrichten("veld-vaart-vecht")
    html = client.get("/").content.decode()
    assert "SWV Veld, Vaart &amp; Vecht (oefenportaal)" in html
    css = client.get(re.search(r'href="(/thema\.[0-9a-f]{12}\.css)"', html)[1])
    assert "#3f6b1f" in b"".join(css.streaming_content if css.streaming else [css.content]).decode()


# The demo


def demo(**opties) -> None:
    call_command("demo", **opties, verbosity=0)


@pytest.mark.lang
def test_a_demo_runs_as_of_another_day_and_a_second_one_adds_nobody(db, settings, monkeypatch):
    een_druk_per_soort(monkeypatch)
    alles = sum(hoeveel for _, hoeveel in VERDELING)
    monkeypatch.setattr("loket.demo.VERDELING", [(status, min(hoeveel, 4)) for status, hoeveel in VERDELING])  # time
    settings.DEMO = True
    vandaag = date(2025, 3, 10)
    demo(regio="voorbeeld-vo", vandaag=vandaag)
    assert Leerling.objects.count() > alles, "a pupil for each aanvraag of the plan, so that it goes on after those"
    assert Bezwaarzaak.objects.exists()
    assert Overleg.objects.exists()
    assert Helpertoegang.objects.exists()
    zelf = Gebruiker.objects.get(lidmaatschappen__rol=Rol.LEERLING)
    assert Aanvraag.objects.visible_to(zelf).exists(), "a pupil of 16 with a case of its own"
    assert {*Aanvraag.objects.values_list("soort", flat=True)} - {""} <= {"VSO", "PRO", "LWOO", "EMB", "ARR", "CONSULT"}
    assert not Leerling.objects.filter(geboortedatum__gt=vandaag).exists()
    assert not Inschrijving.objects.filter(van__gt=vandaag).exists()
    assert not Aanvraag.objects.filter(ingediend_op__date__gt=vandaag).exists()
    voor = (Leerling.objects.count(), Aanvraag.objects.count(), databank())
    demo(regio="voorbeeld-vo", vandaag=vandaag)
    assert (Leerling.objects.count(), Aanvraag.objects.count(), databank()) == voor


def test_another_region_in_the_same_database_is_refused(db, settings):
    settings.DEMO = True
    inrichten("voorbeeld-vo")
    with pytest.raises(CommandError, match="al een andere regio"):
        demo(regio="haaglanden")
    assert Samenwerkingsverband.objects.filter(eigen=True).count() == 1


def test_outside_a_demo_nobody_is_invented(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="Dit is geen demo"):
        demo(regio="voorbeeld-vo")
    assert not Samenwerkingsverband.objects.exists()

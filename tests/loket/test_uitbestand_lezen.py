"""Reading an OSO dossier and an export of the LVS: what may be taken, what is left, what is refused."""

from datetime import date
from pathlib import Path

import pytest

from kern.bsn import lijkt_op_bsn
from loket.uitbestand import BestandFout
from loket.uitbestand.lvs import als_iso, geraden, is_verboden, kies_rij, lees_tabel, voorstel_van
from loket.uitbestand.oso import lees_oso
from loket.uitbestand.voorstel import hoogste

MAP = Path(__file__).parents[2] / "docs/voorbeelden"
OSO = (MAP / "oso-aanvraag-swv.xml").read_bytes()
CSV = (MAP / "lvs-export.csv").read_bytes()
BSN = "111222333"


def test_a_dossier_offers_pupil_parents_and_texts_with_their_day():
    voorstel = lees_oso(OSO)
    assert voorstel.bron == "OSO-dossier uit Voorbeeldvolgsysteem"
    assert voorstel.datum == date(2026, 11, 2)
    assert voorstel.waarde("leerling.achternaam") == "Nergenshuizen"
    assert voorstel.waarde("leerling.straat") == "Verzonnenstraat 12b"
    assert voorstel.waarde("leerling.groep") == "5"
    assert voorstel.waarde("leerling.schoolverloop").startswith("2025-2026: groep 4b")
    assert voorstel.waarde("behoefte.belemmeringen").count("\n") == 1
    assert voorstel.waarde("stukken.opp_datum") == "2026-09-15"
    assert voorstel.waarde("ouder.1.telefoon") == "0600000001"
    assert voorstel.waarde("hulp.1") == "Zelfstandig werken"
    dagen = {regel.sleutel: regel.datum for regel in voorstel.regels}
    assert dagen["hulp.1"] == date(2026, 1, 12)
    assert dagen["leerling.roepnaam"] == date(2026, 11, 2)


def test_what_is_secret_in_the_dossier_is_not_offered():
    voorstel = lees_oso(OSO)
    assert not voorstel.waarde("ouder.1.email")
    assert not voorstel.waarde("ouder.1.straat")
    met_adres = OSO.replace(b"<adresgeheim>false", b"<adresgeheim>true")
    assert not lees_oso(met_adres).waarde("leerling.straat")


def test_who_has_died_is_not_offered():
    dood = OSO.replace(b"<relatietotkind>2", b"<overleden>true</overleden><relatietotkind>2")
    assert not [regel for regel in lees_oso(dood).regels if regel.sleutel.startswith("ouder")]


def test_what_the_profile_forbids_is_named_and_not_read():
    extra = f"<bsn>{BSN}</bsn><geboorteplaats>Geheimstad</geboorteplaats><nationaliteit>0001</nationaliteit>".encode()
    voorstel = lees_oso(OSO.replace(b"<leerlingid>", extra + b"<leerlingid>"))
    assert voorstel.verboden == ("burgerservicenummer", "geboorteplaats", "nationaliteit")
    assert BSN not in repr(voorstel)
    assert "Geheimstad" not in repr(voorstel)


def test_a_text_with_a_number_like_a_bsn_is_left_out_and_said():
    voorstel = lees_oso(OSO.replace(b"Leest graag en veel.", b"Zie nr 111.222.333"))
    assert not voorstel.waarde("behoefte.sterke_kanten")
    assert any("Wat goed gaat" in zin for zin in voorstel.overgeslagen)
    assert lijkt_op_bsn("x 111 222 333 y")
    assert not lijkt_op_bsn("111222334 en 06 12345678 en 2025-2026")


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"<dossier><overdrachtsoort>overstapdossier</overdrachtsoort></dossier>", "aanvraag SWV"),
        (OSO.replace(b"POSWV", b"POVO"), "samenwerkingsverband"),
        (b"<dossier", "leesbaar XML"),
        (b'<!DOCTYPE d [<!ENTITY x "y">]><dossier>&x;</dossier>', "DTD"),
        (b'<!DOCTYPE d SYSTEM "http://elders.example/x.dtd"><dossier/>', "DTD"),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><dossier>&x;</dossier>', "DTD"),
        (b"<dossier>" + b"x" * (10 * 1024 * 1024) + b"</dossier>", "te groot"),
        (b'<?xml version="1.0" encoding="onzin"?><dossier/>', "leesbaar XML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(inhoud, zin):
    with pytest.raises(BestandFout, match=zin):
        lees_oso(inhoud)


INDELING = {kolom: geraden(kolom) for kolom in lees_tabel(CSV).kop}


def test_columns_are_guessed_by_their_name_and_the_rest_is_asked():
    assert INDELING["Roepnaam"] == "leerling.roepnaam"
    assert INDELING["Datum OPP"] == "stukken.opp_datum"
    assert INDELING["Moeder voornaam"] == ""


def test_an_export_offers_the_row_of_the_pupil():
    tabel = lees_tabel(CSV)
    voorstel = voorstel_van(tabel, INDELING, kies_rij(tabel, INDELING, bekend=None))
    assert voorstel.waarde("leerling.geboortedatum") == "2018-05-14"
    assert voorstel.waarde("behoefte.onderwijsbehoeften") == "Een vaste plek en korte opdrachten."


def test_with_more_pupils_in_the_file_one_must_be_said():
    tabel = lees_tabel(CSV + CSV.splitlines()[1].replace(b"LN0817", b"LN0818").replace(b"14-05-2018", b"01-01-2019"))
    with pytest.raises(BestandFout, match="2 leerlingen"):
        kies_rij(tabel, INDELING, bekend=None)
    bekend = {"leerlingnummer": "", "achternaam": "nergenshuizen", "geboortedatum": "2019-01-01"}
    assert "LN0818" in kies_rij(tabel, INDELING, bekend=bekend).cellen
    with pytest.raises(BestandFout, match="niet in het bestand"):
        kies_rij(tabel, INDELING, bekend=bekend | {"achternaam": "Ander"})


def test_a_column_that_may_not_be_in_an_aanvraag_is_never_taken():
    for kolom in (
        "BSN",
        "Burgerservicenr",
        "Onderwijsnummer",
        "PGN",
        "Nationaliteit 1",
        "Geboorteplaats",
        "IBAN moeder",
    ):
        assert is_verboden(kolom), kolom
    tabel = lees_tabel(CSV.replace(b"Woonplaats", b"Geboorteplaats"))
    indeling = INDELING | {"Geboorteplaats": "leerling.plaats"}
    voorstel = voorstel_van(tabel, indeling, tabel.rijen[0])
    assert not voorstel.waarde("leerling.plaats")
    assert voorstel.verboden == ("Geboorteplaats",)


def test_a_date_is_read_as_the_netherlands_write_it():
    assert als_iso("1-2-2019") == "2019-02-01"
    assert als_iso("2019-02-01") == "2019-02-01"
    assert als_iso("31-2-2019") == als_iso("gisteren") == ""


@pytest.mark.parametrize(
    "sleutel", ["leerling.bsn", "ouder.9.voornaam", "ouder.1.bsn", "hulp.99", "hulp.x", "x", "vraag.soort"]
)
def test_what_is_not_on_the_list_does_not_exist(sleutel):
    with pytest.raises(KeyError):
        hoogste(sleutel)

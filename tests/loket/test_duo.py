"""Comparing with DUO: the right numbers on the right side, and nothing of a child that stays behind."""

import io
import logging
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kern.bestanden.rekenblad import veilige_cel
from kern.logboek.models import Logregel
from loket.importeren import duolijst
from loket.importeren.duolijst import LijstFout, lezen, lijkt_bsn
from loket.models import DuoVergelijking
from loket.rules.duo import sleutel, vergelijken
from tests.factories import tlv_voor

BSN = "111222333"
KANARIE = "Kanarievogel"


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def xlsx(*rijen) -> bytes:
    boek, uit = Workbook(), io.BytesIO()
    for rij in rijen:
        boek.active.append(rij)
    boek.save(uit)
    return uit.getvalue()


def gezipt(delen: dict[str, bytes]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


# --- the rule ----------------------------------------------------------------------------------------------------


def test_each_number_lands_on_its_side():
    uitkomst = vergelijken(
        {"PO2815-2526-SO-0001": True, "PO2815-2526-SO-0002": True, "PO2815-2526-SO-0003": False},
        ["po2815 2526 so 0001", "PO2815-2526-SO-0003", "PO9999-2526-SO-0001"],
    )
    assert uitkomst.bekostigd == ("PO2815-2526-SO-0001", "PO2815-2526-SO-0003")
    assert uitkomst.niet_gevonden == ("PO2815-2526-SO-0002",)
    assert uitkomst.niet_uitgegeven == ("PO9999-2526-SO-0001",)
    assert uitkomst.buiten_de_periode == ("PO2815-2526-SO-0003",)


NUMMERS = st.lists(st.from_regex(r"[A-Z]{2}[0-9]{1,3}", fullmatch=True), max_size=12)


@given(st.dictionaries(st.from_regex(r"[A-Z]{2}[0-9]{1,3}", fullmatch=True), st.booleans(), max_size=12), NUMMERS)
def test_no_number_is_lost_or_counted_twice(uitgegeven, gevonden):
    uitkomst = vergelijken(uitgegeven, gevonden)
    assert {*uitkomst.bekostigd, *uitkomst.niet_uitgegeven} == set(gevonden)
    assert not set(uitkomst.bekostigd) & set(uitkomst.niet_gevonden)
    assert {een for een, moet in uitgegeven.items() if moet} <= {*uitkomst.bekostigd, *uitkomst.niet_gevonden}
    assert all(sleutel(een) not in map(sleutel, uitgegeven) for een in uitkomst.niet_uitgegeven)


# --- reading a list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kop",
    [
        "Beschikkingsnummer",
        "BESCHIKKINGSNUMMER TLV",
        "beschikkingsnummer_toelaatbaarheidsverklaring",
        "TLV-nummer",
        "Nr TLV",
    ],
)
def test_the_column_is_found_by_its_name_in_csv_and_xlsx(kop):
    rijen = [["BSN", kop, "Categorie"], [BSN, "PO2815-2526-SO-0001", "1"], [BSN, "PO2815-2526-SO-0002", "1"]]
    csv_ = "\r\n".join(";".join(rij) for rij in rijen)
    for data in (csv_.encode(), csv_.replace(";", ",").encode("utf-8-sig"), xlsx(*rijen), xlsx(["Lijst"], [], *rijen)):
        lijst = lezen(data)
        assert lijst.nummers == ("PO2815-2526-SO-0001", "PO2815-2526-SO-0002")
        assert (lijst.regels, lijst.overgeslagen) == (2, 0)


def test_a_bsn_in_the_column_of_numbers_is_thrown_away():
    lijst = lezen(f"beschikkingsnummer\n{BSN}\nPO2815-2526-SO-0001\n\n111.222.333\n=HYPERLINK()\n".encode())
    assert lijst.nummers == ("PO2815-2526-SO-0001",)
    assert (lijst.regels, lijst.overgeslagen) == (4, 3)
    assert lijkt_bsn(BSN)
    assert not lijkt_bsn("111222334")


def test_a_number_that_excel_made_a_figure_is_read_as_written():
    assert lezen(xlsx(["beschikkingsnummer"], [20150042])).nummers == ("20150042",)


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"", "leeg"),
        (b"x" * (duolijst.MAX_BYTES + 1), "10 MB"),
        (b"\xd0\xcf\x11\xe0oud", "wachtwoord"),
        (b"%PDF-1.7", "geen lijst"),
        (b"<html>beschikkingsnummer", "geen lijst"),
        (b"a\0b", "kan ik niet lezen"),
        (b"\x81\x8d", "kan ik niet lezen"),
        (b"PK\x03\x04kapot", "kan ik niet lezen"),
        (b"naam;bsn\nA;1", "geen kolom"),
        (b"beschikkingsnummer\n", "geen enkel nummer"),
        (b"datum beschikking\n1-1-2026\n", "geen kolom"),
        (gezipt({"a.txt": b"x"}), "geen Excel-bestand"),
        (
            gezipt({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}),
            "macro",
        ),
        (
            gezipt({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"0" * 50_000_000}),
            "veel te groot",
        ),
        (gezipt({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<!DOCTYPE x><x/>"}), "kan ik niet lezen"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_with_what_to_do(data, zin):
    with pytest.raises(LijstFout, match=zin):
        lezen(data)


def test_a_list_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(duolijst, "MAX_RIJEN", 10)
    with pytest.raises(LijstFout, match="regels"):
        lezen(b"beschikkingsnummer\n" + b"A1\n" * 20)


# --- the pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def tlvs(db, ib, beslisser):
    vandaag = timezone.localdate()
    start, eind = vandaag - timedelta(days=400), vandaag + timedelta(days=300)
    return [tlv_voor(ib=ib, beslisser=beslisser, start=start, eind=eind) for _ in range(3)]


def aanbieden(client, inhoud, naam="lijst.csv", **velden):
    vraag = {"peildatum": timezone.localdate().isoformat(), "soorten": ["SO", "SBO"]} | velden
    return client.post(pad("duo"), vraag | {"bestand": SimpleUploadedFile(naam, inhoud)})


def test_the_three_groups_are_shown_and_can_be_taken_along(inloggen, loketmedewerker, tlvs):
    client = inloggen(loketmedewerker)
    csv_ = f"bsn;beschikkingsnummer\n{BSN};{tlvs[0].nummer}\n{BSN};PO9999-2526-SO-0077\n{BSN};\n"
    antwoord = aanbieden(client, csv_.encode())
    uitkomst = DuoVergelijking.objects.get()
    assert antwoord.url == pad("duo_uitkomst", uitkomst.public_id)
    pagina = client.get(antwoord.url)
    assert [tab[2] for tab in pagina.context["tabs"]] == [2, 1, 0, 1]
    assert tlvs[1].nummer in pagina.text
    assert "1 regel heeft" in pagina.text
    assert "PO9999-2526-SO-0077" in client.get(antwoord.url + "?groep=niet_uitgegeven").text
    boek = load_workbook(io.BytesIO(client.get(pad("duo_excel", uitkomst.public_id)).content))
    assert [rij[0].value for rij in boek["Uitgegeven, niet bij DUO"].rows] == ["Nummer", tlvs[1].nummer, tlvs[2].nummer]
    assert client.get(pad("duo")).status_code == 200


def test_the_bsn_and_the_names_on_the_list_stay_nowhere(inloggen, loketmedewerker, tlvs, caplog, settings):
    """The net: every table and every log line, after a good list, a wrong list and a list with a BSN as number."""
    settings.LOGGING_CONFIG = None
    caplog.set_level(logging.DEBUG)
    client = inloggen(loketmedewerker)
    rijen = [["bsn", "naam", "beschikkingsnummer"], [BSN, KANARIE, tlvs[0].nummer], [BSN, KANARIE, BSN]]
    csv_ = "\n".join(";".join(rij) for rij in rijen).encode()
    for inhoud in (csv_, xlsx(*rijen), csv_.replace(b"beschikkingsnummer", b"kolom"), f"{BSN};{KANARIE}".encode()):
        antwoord = aanbieden(client, inhoud, naam=f"{KANARIE}-{BSN}.csv")
        assert BSN not in antwoord.text
        assert KANARIE not in antwoord.text
    assert DuoVergelijking.objects.count() == 2
    assert BSN not in caplog.text
    assert KANARIE not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (tabel,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{tabel}" t WHERE t::text LIKE %s OR t::text LIKE %s',
                [f"%{BSN}%", f"%{KANARIE}%"],
            )
            assert cursor.fetchone() == (0,), tabel
    assert Logregel.objects.filter(actie="duo_vergelijken").count() == 2


def test_only_kinds_of_the_list_can_be_missing_from_it(inloggen, loketmedewerker, tlvs):
    client = inloggen(loketmedewerker)
    aanbieden(client, f"beschikkingsnummer\n{tlvs[0].nummer}".encode(), soorten=["SBO"])
    uitkomst = DuoVergelijking.objects.get()
    assert (uitkomst.niet_gevonden, uitkomst.buiten_de_periode) == ([], [tlvs[0].nummer])


@pytest.mark.parametrize(
    ("inhoud", "velden", "zin"),
    [
        (b"", {}, "leeg"),
        (b"a;b\n1;2", {}, "geen kolom"),
        (b"beschikkingsnummer\nA1", {"soorten": []}, "Kies over welke soorten"),
        (b"beschikkingsnummer\nA1", {"peildatum": "2099-02-01"}, "niet in de toekomst"),
    ],
)
def test_a_wrong_offer_says_what_to_do(inloggen, loketmedewerker, tlvs, inhoud, velden, zin):
    antwoord = aanbieden(inloggen(loketmedewerker), inhoud, **velden)
    assert antwoord.status_code == 200
    assert zin in antwoord.text
    assert not DuoVergelijking.objects.exists()


@pytest.mark.parametrize("tekst", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\n=1"])
def test_no_cell_begins_a_formula(tekst):
    assert veilige_cel(tekst) == f"'{tekst}"
    assert veilige_cel("PO2815-2526-SO-0001") == "PO2815-2526-SO-0001"


def test_the_spreadsheet_asks_to_log_in_again(inloggen, loketmedewerker, tlvs):
    client = inloggen(loketmedewerker)
    aanbieden(client, f"beschikkingsnummer\n{tlvs[0].nummer}".encode())
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 600
    sessie.save()
    antwoord = client.get(pad("duo_excel", DuoVergelijking.objects.get().public_id))
    assert antwoord.status_code == 302
    assert "reauthenticate" in antwoord.url


def test_the_last_first_of_february_is_proposed(inloggen, loketmedewerker, tlvs):
    form = inloggen(loketmedewerker).get(pad("duo")).context["form"]
    assert form.initial["peildatum"] in (
        date(timezone.localdate().year, 2, 1),
        date(timezone.localdate().year - 1, 2, 1),
    )

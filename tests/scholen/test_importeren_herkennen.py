"""Which file is this, and of which day? By its header and columns; the name only helps for the day."""

import csv
import io
from datetime import date

import pytest

from scholen.importeren import ImportFout, Soort, bron_lezen
from scholen.importeren.herkennen import VORMEN, herken
from scholen.importeren.lezen import lees
from tests.scholen import bestanden
from tests.scholen.bestanden import bron, inhoud, regels

SOORTEN = {
    bestanden.BO: (Soort.VESTIGINGEN_BO, date(2026, 8, 1), 24),
    bestanden.GESPECIALISEERD: (Soort.VESTIGINGEN_GESPECIALISEERD, date(2026, 1, 1), 4),
    bestanden.VO: (Soort.VESTIGINGEN_VO, date(2018, 1, 1), 7),
    bestanden.VO_2026: (Soort.VESTIGINGEN_VO, date(2026, 1, 1), 4),
    bestanden.HOOFD: (Soort.HOOFDVESTIGINGEN_VO, date(2020, 1, 1), 4),
    bestanden.BESTUREN: (Soort.BESTUREN, date(2016, 1, 1), 3),
    bestanden.LANDELIJK_MET_SWV: (Soort.REGIO, date(2026, 8, 1), 5),
    bestanden.UITGESLOTEN: (Soort.REGIO, date(2026, 8, 1), 3),
    bestanden.HISTORISCH: (Soort.LEERLINGEN_HISTORISCH, date(2025, 10, 1), 15),
    bestanden.VO_LEERLINGEN: (Soort.LEERLINGEN_VO, date(2025, 10, 1), 4),
    bestanden.VO_TYPE: (Soort.LEERLINGEN_VO_TYPE, date(2018, 10, 1), 9),
    bestanden.BESTUURSNAMEN: (Soort.BESTUURSNAMEN, date(2016, 1, 1), 3),
}


@pytest.mark.parametrize("naam", SOORTEN)
def test_every_kind_of_file_is_recognised_and_dated(naam):
    gelezen = bron(naam)
    assert (gelezen.soort, gelezen.peildatum, gelezen.rijen) == SOORTEN[naam]


def test_no_kind_of_file_is_without_a_test():
    assert {soort for soort, *_ in SOORTEN.values()} == {vorm.soort for vorm in VORMEN} == {*Soort}


@pytest.mark.parametrize("naam", SOORTEN)
def test_the_name_of_a_file_does_not_decide_its_kind(naam):
    anders = bron_lezen("download.csv", inhoud(naam), peildatum=date(2026, 1, 1), zo_nodig="mac_roman")
    assert anders.soort == SOORTEN[naam][0]


HERNOEMD = (
    (bestanden.BO, "INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;", "BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;"),
    (bestanden.BO, "INSTELLINGSCODE;VESTIGINGSCODE;", "BRIN_NUMMER;VESTIGINS NUMMER;"),
    (bestanden.BO, "INSTELLINGSCODE;VESTIGINGSCODE;", "BRINNUMMER;VESTIGINGS NUMMER;"),
    (bestanden.BO, "BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER"),
    (bestanden.BO, "BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG"),
    (bestanden.BO, "BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAGNUMMER"),
    (bestanden.BO, "GEMEENTENAAM", "GEMEENTE NAAM"),
    (bestanden.VO, "BRIN NUMMER;VESTIGINGSNUMMER;", "INSTELLINGSCODE;VESTIGINGSCODE;"),
    (bestanden.VO_TYPE, "ELEMENTCODE", "ERKENDE OPLEIDINGSCODE"),
    (bestanden.VO_TYPE, "AFDELING;", "LWOO INDICATIE;"),
    (bestanden.VO_LEERLINGEN, '"AANTAL LEERLINGEN"', '"TOTAAL  "'),
    (bestanden.VO_LEERLINGEN, '"INSTELLINGSCODE";"VESTIGINGSCODE"', '"BRIN NUMMER";"VESTIGINGSNUMMER"'),
    (bestanden.HISTORISCH, "VESTIGINGSCODE;NAAM_VESTIGING", "VESTIGINGSNUMMER;VESTIGINGSNAAM"),
    (bestanden.HISTORISCH, ";LEERLINGEN_2025", ";AANTAL LEERLINGEN 2025"),
)


@pytest.mark.parametrize(("naam", "nu", "toen"), HERNOEMD)
def test_a_column_under_its_older_newer_or_misspelt_name_says_the_same(naam, nu, toen):
    oud = inhoud(naam).replace(nu.encode(), toen.encode(), 1)
    assert oud != inhoud(naam)
    gewoon, hernoemd = bron(naam), bron(naam, bytes_=oud)
    assert (hernoemd.soort, hernoemd.scholen) == (gewoon.soort, gewoon.scholen)


def test_a_column_that_duo_added_or_dropped_is_no_reason_to_refuse():
    zonder = b"\r\n".join(regel.rpartition(b";")[0] for regel in inhoud(bestanden.BO).splitlines())
    assert b"VAKANTIEREGIO" not in zonder
    assert bron(bestanden.BO, bytes_=zonder).scholen == bron(bestanden.BO).scholen
    erbij = b"\r\n".join(b"7;" + regel for regel in inhoud(bestanden.BO).splitlines()).replace(b"7;PROV", b"_id;PROV")
    assert bron(bestanden.BO, bytes_=erbij).scholen == bron(bestanden.BO).scholen


def als_api(naam: str) -> bytes:
    """A file as the API of DUO exports it: BOM, commas, _id first, numbers without zeros, postcodes without space."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit)
    tabel = lees(naam, inhoud(naam))
    schrijver.writerow(["_id", *tabel.kop])
    for nummer, rij in enumerate(tabel.rijen, 1):
        cellen = dict(zip(tabel.kop, rij.cellen, strict=True))
        for kop in ("GEMEENTENUMMER", "TELEFOONNUMMER"):
            cellen[kop] = cellen[kop].lstrip("0")
        cellen["POSTCODE"] = cellen["POSTCODE"].replace(" ", "")
        schrijver.writerow([nummer, *cellen.values()])
    return uit.getvalue().encode("utf-8-sig")


def test_an_export_of_the_api_that_lost_its_zeros_says_the_same():
    api = als_api(bestanden.BO)
    assert b",60,AMELAND," in api
    assert b",599512734," in api
    assert b",9306TC," in api
    gewoon, anders = bron(bestanden.BO), bron(bestanden.BO, bytes_=api)
    assert anders.scholen == gewoon.scholen
    assert (anders.besturen, anders.gemeenten, anders.landelijk) == (gewoon.besturen, gewoon.gemeenten, True)


# What is refused


def weigering(bytes_: bytes, naam: str = "proef.csv", **opties) -> ImportFout:
    with pytest.raises(ImportFout) as fout:
        bron(naam, bytes_=bytes_, **opties)
    return fout.value


def test_a_header_that_lacks_a_column_is_refused_by_the_name_of_that_column():
    fout = weigering(inhoud(bestanden.BO).replace(b";POSTCODE;", b";PC;", 1), bestanden.BO)
    assert fout.zin == (
        f"{bestanden.BO}, regel 1, kolom POSTCODE: verwacht de kolommen van ‘schoolvestigingen basisonderwijs’, "
        "gevonden geen kolom POSTCODE."
    )


@pytest.mark.parametrize("kop", ["naam,datum", "brin,telefoon", "_id,jaar"])
def test_a_file_of_something_else_is_refused(kop):
    fout = weigering(f"{kop}\nNieuwjaarsdag,2026-01-01\n".encode())
    assert (fout.regel, fout.verwacht) == (1, "de kolommen van een bestand van DUO of een regiolijst")


def test_two_columns_with_one_meaning_are_refused():
    fout = weigering(inhoud(bestanden.BO).replace(b";RMC-REGIO CODE;", b";GEMEENTE;", 1), bestanden.BO)
    assert fout.zin == (
        f"{bestanden.BO}, regel 1, kolom GEMEENTE: verwacht elke kolom één keer, gevonden ook de kolom GEMEENTENAAM, "
        "met dezelfde betekenis."
    )


def test_the_address_for_letters_is_not_taken_for_the_address_of_the_school():
    tabel = lees(bestanden.BO, inhoud(bestanden.BO))
    assert [tabel.kop[herken(tabel).velden[veld]] for veld in ("straat", "postcode", "plaats")] == [
        "STRAATNAAM",
        "POSTCODE",
        "PLAATSNAAM",
    ]
    reizend = bron(bestanden.BO).scholen["11PF00"].feiten["adres"].waarde
    assert reizend == ("Rijnstraat", "74", "4191 CM", "Geldermalsen")  # letters go to Postbus 188


# The day a file speaks of


def test_the_option_goes_above_columns_and_name():
    assert bron(bestanden.BO, peildatum=date(2026, 4, 1)).peildatum == date(2026, 4, 1)
    gelezen = bron(bestanden.LANDELIJK_MET_SWV, peildatum=date(2026, 9, 1))
    assert {feit.op for feit in gelezen.scholen["32JK00"].feiten.values()} == {date(2026, 9, 1)}


def test_columns_of_years_go_above_the_name():
    assert bron_lezen("duo-2019-01-01.csv", inhoud(bestanden.HISTORISCH)).peildatum == date(2025, 10, 1)


def test_a_column_peildatum_goes_above_the_name():
    eerste, *rest = inhoud(bestanden.VO_LEERLINGEN).splitlines()
    met = b"\n".join([eerste + b";PEILDATUM", *(regel + b";01-10-2024" for regel in rest)])
    assert bron(bestanden.VO_LEERLINGEN, bytes_=met).peildatum == date(2024, 10, 1)
    fout = weigering(met.replace(b"01-10-2024", b"31-02-2024", 1), bestanden.VO_LEERLINGEN)
    assert (fout.regel, fout.kolom, fout.verwacht) == (2, "PEILDATUM", "een datum zoals 2026-08-01")


@pytest.mark.parametrize(
    ("naam", "dag"),
    [
        ("scholen_20260815.csv", date(2026, 8, 15)),
        ("scholen-2026-08-15.csv", date(2026, 8, 15)),
        ("2026-08 scholen.csv", date(2026, 8, 1)),
        ("alle vestigingen 2026.csv", date(2026, 1, 1)),
        ("vestigingen-2026-2027.csv", date(2026, 1, 1)),
    ],
)
def test_a_day_a_month_or_a_year_is_read_from_the_name(naam, dag):
    assert bron_lezen(naam, inhoud(bestanden.BO)).peildatum == dag


def test_a_year_alone_is_the_first_of_october_for_a_count_of_pupils():
    assert bron_lezen("leerlingen 2024.csv", inhoud(bestanden.VO_LEERLINGEN)).peildatum == date(2024, 10, 1)


@pytest.mark.parametrize("naam", ["02.-alle-schoolvestigingen-basisonderwijs.csv", "scholen-20261301.csv", "a3026.csv"])
def test_a_file_without_any_day_is_refused_with_the_option_that_gives_one(naam):
    with pytest.raises(ImportFout) as fout:
        bron_lezen(naam, inhoud(bestanden.BO))
    assert fout.value.zin == (
        f"{naam}: verwacht een peildatum in de naam of de kolommen, gevonden geen van beide. "
        f"Geef de optie --peildatum {naam}=2026-08-01."
    )


def test_a_list_of_many_origins_dates_every_row_by_its_own():
    scholen = bron(bestanden.LANDELIJK_MET_SWV).scholen
    assert scholen["32JK00"].feiten["naam"].op == date(2026, 8, 1)  # DUO 02-vestigingen-BO 2026-08
    elders = scholen["23HU00"].feiten  # DUO 06-historisch 2025 + adres edugis 2024-11
    assert (elders["soort"].op, elders["adres"].op) == (date(2025, 10, 1), date(2024, 11, 1))


def test_names_of_boards_are_as_old_as_the_year_beside_them():
    besturen = bron(bestanden.BESTUURSNAMEN).besturen
    assert besturen["00008"]["naam"].op == date(2014, 1, 1)
    assert besturen["41664"]["naam"].op == date(2016, 1, 1)


def test_a_file_is_national_only_when_it_names_all_twelve_provinces():
    assert bron(bestanden.BO).landelijk
    een = [regel for regel in inhoud(bestanden.BO).splitlines(keepends=True) if not regel.startswith(b"Zeeland;")]
    assert not bron(bestanden.BO, bytes_=b"".join(een)).landelijk
    assert not bron(bestanden.BO, bytes_=regels(bestanden.BO, b";32JK00;")).landelijk

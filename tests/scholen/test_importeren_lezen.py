"""Bytes to rows: every encoding, separator, line end and quote seen in files of DUO, and files that are none."""

import codecs

import pytest

from scholen.importeren.lezen import ImportFout, lees
from tests.scholen.bestanden import BESTUREN, BO, HISTORISCH, HOOFD, VO, VO_LEERLINGEN, inhoud


def kolom(naam: str, kop: str, **opties) -> list[str]:
    tabel = lees(naam, inhoud(naam), **opties)
    return [rij.cellen[tabel.kop.index(kop)] for rij in tabel.rijen]


def weigering(bytes_: bytes, naam: str = "proef.csv", **opties) -> ImportFout:
    with pytest.raises(ImportFout) as fout:
        lees(naam, bytes_, **opties)
    return fout.value


# Encodings


def test_a_windows_file_keeps_its_curly_quotes_and_accents():
    namen = kolom(BO, "VESTIGINGSNAAM")
    assert b"Dalton Kindcentrum \x92t Kompas" in inhoud(BO)
    assert {"Dalton Kindcentrum ’t Kompas", "Openbare Basisschool ‘t Ienster", "Mienskipsskoalle De Legeaën"} <= {
        *namen
    }
    assert "Hindoeïstisch" in kolom(BO, "DENOMINATIE")


def test_a_utf8_file_with_bom_has_no_bom_in_its_first_column():
    assert inhoud(HISTORISCH).startswith(codecs.BOM_UTF8)
    assert lees(HISTORISCH, inhoud(HISTORISCH)).kop[0] == "INSTELLINGSCODE"
    assert "SÚDWEST-FRYSLÂN" in kolom(HISTORISCH, "GEMEENTENAAM_VESTIGING")


def test_utf8_without_bom_is_not_taken_for_windows():
    zonder = inhoud(HISTORISCH).removeprefix(codecs.BOM_UTF8)
    assert lees(HISTORISCH, zonder).rijen == lees(HISTORISCH, inhoud(HISTORISCH)).rijen


def test_a_file_from_an_old_mac_is_refused_with_the_option_that_reads_it():
    fout = weigering(inhoud(BESTUREN), BESTUREN)
    assert fout.zin == (
        f"{BESTUREN}, regel 1: verwacht regels die eindigen op LF of CRLF, gevonden losse CR-tekens (regeleinden van "
        "een oude Mac). Komt het bestand van een Mac? Geef dan de optie --codering mac_roman."
    )


@pytest.mark.parametrize("optie", ["codering", "zo_nodig"])
def test_a_file_from_an_old_mac_is_read_when_a_person_says_so(optie):
    namen = kolom(BESTUREN, "BEVOEGD GEZAG NAAM", **{optie: "mac_roman"})
    assert namen[-1] == "Stichting Zozijn Daniël de Brouwerschool"  # as cp1252 that would be Dani‘l
    assert len(namen) == 3


def test_an_encoding_for_when_it_is_needed_leaves_other_files_alone():
    assert lees(BO, inhoud(BO), zo_nodig="mac_roman") == lees(BO, inhoud(BO))


def test_a_byte_that_no_encoding_knows_is_refused_by_line():
    fout = weigering(b"BRIN NUMMER;NAAM\r\n16AH;Fr\xe9d\xe9ric\r\n16AK;Dani\x81l\r\n")
    assert (fout.regel, fout.gevonden) == (3, "byte 0x81, die daarin niet bestaat")
    assert "--codering mac_roman" in fout.zin


def test_a_byte_that_does_not_fit_the_given_encoding_is_refused_by_line():
    fout = weigering(b"NAAM\n\xe9\n", codering="utf-8")
    assert (fout.regel, fout.verwacht) == (2, "tekst in utf-8")


@pytest.mark.parametrize("onzin", ["klingon", "hex", "undefined"])
def test_an_encoding_that_reads_no_text_is_refused_as_unknown(onzin):
    fout = weigering(inhoud(BO), codering=onzin)
    assert fout.zin == f"proef.csv: verwacht een bekende codering, gevonden ‘{onzin}’. Bedoel je mac_roman?"


# Separators, line ends, quotes


@pytest.mark.parametrize(("naam", "breedte"), [(BO, 31), (HISTORISCH, 38), (HOOFD, 30), (VO_LEERLINGEN, 10)])
def test_every_row_has_the_width_of_its_header(naam, breedte):
    tabel = lees(naam, inhoud(naam))
    assert len(tabel.kop) == breedte
    assert {len(rij.cellen) for rij in tabel.rijen} == {breedte}


def test_semicolons_with_commas_in_names_and_commas_with_everything_quoted_are_both_read():
    assert "Gemeente Hoogezand-Sappemeer, afdeling Schoolbestuur Openbaar Onderwijs" in kolom(
        BESTUREN, "BEVOEGD GEZAG NAAM", codering="mac_roman"
    )
    assert "Kranenburg, School voor Praktijkonderwijs" in kolom(HOOFD, "INSTELLINGSNAAM")


def test_line_ends_make_no_difference():
    assert lees(BO, inhoud(BO).replace(b"\r\n", b"\n")) == lees(BO, inhoud(BO))


def test_the_last_line_needs_no_line_end_and_empty_lines_are_none():
    assert lees(BO, inhoud(BO).rstrip(b"\r\n")) == lees(BO, inhoud(BO))
    assert lees(BO, inhoud(BO) + b"\r\n;;; ;\r\n").rijen == lees(BO, inhoud(BO)).rijen


def test_quotes_within_a_name_are_read_once_also_when_duo_doubled_them_twice():
    assert b'"BS """"De Maasparel"""""' in inhoud(HISTORISCH)
    assert 'BS "De Maasparel"' in kolom(HISTORISCH, "NAAM_VESTIGING")
    assert 'Algemeen Bijzondere basisschool "de Fluessen"' in kolom(BO, "VESTIGINGSNAAM")


def test_a_cell_of_spaces_is_empty_however_many():
    assert b";          ;" + b" " * 80 + b";" in inhoud(VO)
    rijen = dict(zip(kolom(VO, "VESTIGINGSNUMMER"), kolom(VO, "TELEFOONNUMMER"), strict=True))
    assert rijen["18BR01"] == ""
    assert rijen["18BR00"] == "0592340973"
    assert "" in kolom(BO, "INTERNETADRES")


def test_double_spaces_within_a_name_become_one():
    assert b"Mytylschool  Kiem" in inhoud(HISTORISCH)
    assert "Mytylschool Kiem" in kolom(HISTORISCH, "NAAM_VESTIGING")


def test_a_header_with_spaces_at_its_end_has_the_name_without():
    oud = inhoud(BO).replace(b";VESTIGINGSNAAM;", b";VESTIGINGSNAAM ;", 1)
    assert lees(BO, oud) == lees(BO, inhoud(BO))


# What is refused, and where


def test_a_row_that_is_too_short_or_too_long_is_refused_by_line():
    *regels, laatste = inhoud(BO).splitlines(keepends=True)
    kort = weigering(b"".join([*regels[:3], laatste[:40] + b"\r\n", laatste]), BO)
    assert (kort.regel, kort.verwacht) == (4, "31 kolommen, zoals in de eerste regel")
    lang = weigering(b"".join([*regels[:5], laatste.rstrip() + b";erbij\r\n"]), BO)
    assert (lang.regel, lang.gevonden) == (6, "32 kolommen")


def test_separators_at_the_end_of_a_row_are_no_columns():
    regels = inhoud(BO).splitlines()
    ruim = b"\r\n".join([regels[0], *(regel + b"; ;" for regel in regels[1:])])
    assert lees(BO, ruim).rijen == lees(BO, inhoud(BO)).rijen


def test_a_quote_that_never_closes_is_refused_where_it_opens():
    regels = inhoud(BO).splitlines(keepends=True)
    fout = weigering(b"".join([*regels[:8], regels[8].replace(b";RS 7;", b';"RS 7;'), *regels[9:]]), BO)
    assert fout.regel == 9
    assert fout.verwacht == "aanhalingstekens die openen en sluiten"


def test_a_quote_that_never_closes_in_a_long_file_is_refused_where_it_opens():
    regels = inhoud(HISTORISCH).splitlines(keepends=True)
    lang = [*regels[:3], b'00ZZ;00ZZ00;"Open' + regels[1][10:], *[regels[1]] * 2_000]
    assert weigering(b"".join(lang), HISTORISCH).regel == 4


def test_a_quote_that_swallows_lines_is_refused_where_it_opens():
    regels = [b"BRIN NUMMER;NAAM\n", b'16AH;"De Ark\n', b'16AK;Het Anker"\n', b"16AL;De Boot\n"]
    assert lees("proef.csv", b"".join(regels)).rijen[0].nummer == 2
    fout = weigering(b"".join([regels[0], b'16AH;"De Ark\n', b'16AK;Het Anker";9\n']))
    assert (fout.regel, fout.gevonden) == (2, "3 kolommen")


@pytest.mark.parametrize("leeg", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b" ; ; \r\n"])
def test_a_file_without_a_header_is_refused(leeg):
    assert "verwacht een eerste regel met kolomnamen, gevonden een leeg bestand" in weigering(leeg).zin


@pytest.mark.parametrize("kop", [b"<!DOCTYPE html>", b"BRIN NUMMER\tNAAM", b"BRIN NUMMER|NAAM"])
def test_a_web_page_or_another_separator_is_refused_at_the_first_line(kop):
    fout = weigering(kop + b"\n16AH;De Ark;7\n")
    assert (fout.regel, fout.verwacht) == (1, "kolommen met een puntkomma of komma ertussen")


@pytest.mark.parametrize("begin", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_workbook_or_zip_is_refused_with_what_to_do(begin):
    assert "Pak het uit, of sla het werkblad op als csv." in weigering(begin + b"\0" * 50, "scholen.xlsx").zin


@pytest.mark.parametrize("opties", [{}, {"codering": "mac_roman"}, {"zo_nodig": "mac_roman"}])
@pytest.mark.parametrize("begin", [b"", codecs.BOM_UTF8])
def test_zero_bytes_are_refused_whatever_the_encoding(begin, opties):
    fout = weigering(begin + b"BRIN NUMMER;NAAM\n16AH;De\0Ark\n", **opties)
    assert "tekens die geen tekst zijn" in fout.zin


def test_text_in_two_bytes_per_sign_is_refused():
    assert "tekens die geen tekst zijn" in weigering("BRIN NUMMER;NAAM\n".encode("utf-16")).zin


def test_a_file_with_a_header_only_is_a_table_without_rows():
    assert lees(BO, inhoud(BO).splitlines(keepends=True)[0]).rijen == ()

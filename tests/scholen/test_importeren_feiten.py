"""Rows to facts: what one real line says of a school, and which cell is refused."""

from datetime import date

import pytest

from scholen.importeren import ImportFout
from scholen.importeren import waarden as w
from scholen.importeren.stand import kolommen
from tests.scholen.bestanden import (
    BESTUREN,
    BESTUURSNAMEN,
    BO,
    GESPECIALISEERD,
    HISTORISCH,
    HOOFD,
    LANDELIJK_MET_SWV,
    UITGESLOTEN,
    VO,
    VO_2026,
    VO_LEERLINGEN,
    VO_TYPE,
    bron,
    inhoud,
)


def school(naam: str, brin6: str, **opties):
    """What would be shown of a school if this file were all there is."""
    gelezen = bron(naam, **opties)
    return kolommen(brin6, gelezen.scholen[brin6], {})


def tellingen(naam: str, brin6: str, deel: str = "", **opties) -> dict[int, int | str]:
    aantallen = bron(naam, **opties).scholen[brin6].aantallen
    return {
        dag.year: aantal.tekst or aantal.aantal for (dag, onderdeel), aantal in aantallen.items() if onderdeel == deel
    }


# Codes are text


def test_a_vestiging_of_one_two_or_six_signs_is_the_same_school():
    assert w.brin6("02YR", "5") == w.brin6("02YR", "05") == w.brin6("02YR", "02YR05") == "02YR05"
    assert {"00AH07", "18BR00"} == {*bron(VO_TYPE).scholen}  # printed as 00AH;07 and 18BR;00
    assert {"00AH00", "01EK00", "02GJ00", "18BR00"} == {*bron(HOOFD).scholen}  # printed without any


def test_municipalities_are_joined_on_their_number_with_its_zeros():
    assert school(HISTORISCH, "00WO00").gemeente == "0518"  # printed as 518
    assert school(BO, "03PY00").gemeente == "0518"
    assert school(HISTORISCH, "23FD01").gemeente == school(BO, "23FD01").gemeente == "0034"


def test_boards_keep_their_zeros():
    assert "00008" in bron(BESTUURSNAMEN).besturen
    zonder = inhoud(BO).replace(b";20091;", b";8;", 1)
    assert school(BO, "32JK00", bytes_=zonder).bestuur == "00008"


def test_a_phone_number_gets_its_zero_back():
    assert w.telefoon("591659840") == w.telefoon("0591659840") == w.telefoon("+31 591 65 98 40") == "0591659840"
    assert w.telefoon("        ") == w.telefoon("123") == ""


def test_a_zero_or_an_empty_cell_is_no_number():
    assert w.nummer("0", 5, "een bestuursnummer") == w.nummer("", 5, "een bestuursnummer") == ""


# Names


@pytest.mark.parametrize(
    ("geprint", "leesbaar"),
    [
        ("S GRAVENHAGE", "'s-Gravenhage"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("SUDWEST-FRYSLAN", "Súdwest-Fryslân"),
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("BERGEN (NH.)", "Bergen (NH.)"),
        ("BERGEN NH", "Bergen (NH.)"),
        ("AA EN HUNZE", "Aa en Hunze"),
        ("DE FRYSKE MARREN", "De Fryske Marren"),
    ],
)
def test_a_municipality_is_shown_in_one_spelling(geprint, leesbaar):
    assert w.gemeentenaam(geprint) == leesbaar


@pytest.mark.parametrize(
    ("geprint", "leesbaar"),
    [
        ("KATWIJK ZH", "Katwijk"),
        ("RIJSWIJK ZH", "Rijswijk"),
        ("ALTEVEER GEM NOORDENVELD", "Alteveer"),
        ("EGMOND AAN ZEE", "Egmond aan Zee"),
        ("IJMUIDEN", "IJmuiden"),
        ("'T HARDE", "'t Harde"),
        ("SINT MAARTEN", "Sint Maarten"),
    ],
)
def test_a_place_is_shown_without_its_suffix_and_capitals(geprint, leesbaar):
    assert w.plaatsnaam(geprint) == leesbaar


def test_quotes_and_double_spaces_in_a_name_are_as_meant():
    assert school(BO, "04NA00").naam == 'Algemeen Bijzondere basisschool "de Fluessen"'
    assert school(HISTORISCH, "04NA00").naam == 'ABBS "de Fluessen"'
    assert school(BO, "04KN00").naam == "Mienskipsskoalle De Legeaën"


def test_the_names_of_boards_from_a_mac_are_right():
    naam = bron(BESTUREN).besturen["30605"]["naam"].waarde
    assert naam == "Stichting Zozijn Daniël de Brouwerschool"


# Addresses and sites


@pytest.mark.parametrize(
    ("naam", "brin6", "adres"),
    [
        (BO, "32JK00", ("Melkweg", "13", "9306 TC", "Alteveer")),
        (BO, "03XW00", ("Beeldhouwerstraat", "27-A 29", "6824 EG", "Arnhem")),
        (BO, "17MF00", ("Veenweg", "1-1", "9728 NH", "Groningen")),
        (BO, "18LQ00", ("Schoener", "120", "2991 JN", "Barendrecht")),
        (GESPECIALISEERD, "23HU00", ("Schoener 11", "9", "8243 TC", "Lelystad")),
        (HOOFD, "18BR00", ("Zwartwatersweg", "202", "9406 NN", "Assen")),  # printed as 9406NN
        (LANDELIJK_MET_SWV, "03PY00", ("Donker Curtiusstraat", "4", "2555 XW", "'s-Gravenhage")),
    ],
)
def test_an_address_is_four_parts_as_printed(naam, brin6, adres):
    gelezen = school(naam, brin6)
    assert (gelezen.straat, gelezen.huisnummer, gelezen.postcode, gelezen.plaats) == adres


def test_two_schools_at_one_address_are_two_schools():
    scholen = bron(BO).scholen
    assert scholen["11PF00"].feiten["adres"] == scholen["12AI00"].feiten["adres"]


@pytest.mark.parametrize(
    ("geprint", "adres"),
    [
        ("https://www.kindpuntgavelanden.nl/", "https://www.kindpuntgavelanden.nl"),
        ("WWW.KOMPAS-EMMELOORD.NL", "https://www.kompas-emmeloord.nl"),
        ("www.nijegaast.nl/fluessen", "https://www.nijegaast.nl/fluessen"),
        ("haarlemcollege.nl", "https://haarlemcollege.nl"),
        ("vwvw.ikc-alexia.nl", "https://www.ikc-alexia.nl"),
        ("www..debron.nl", ""),
        ("http://debron.nl", "http://debron.nl"),
        ("0528266192", ""),
        ("www.dediabolo", ""),
        ("www.de_elzen.com", ""),
        ("www.ikcdriemaster,nl", ""),
        ("javascript:alert(1)", ""),
        ("https://a.nl@kwaad.example", ""),
    ],
)
def test_a_site_becomes_a_link_that_works_or_nothing(geprint, adres):
    assert w.website(geprint) == adres


@pytest.mark.parametrize(
    ("naam", "regel", "tekst"),
    [
        (VO_2026, 5, "‘0528266192’ is geen website en is weggelaten"),
        (BO, 16, "‘www.boerhaaveschoolo2g2..nl’ is geen website en is weggelaten"),
        (GESPECIALISEERD, 3, "‘www.elker/portalis’ is geen website en is weggelaten"),
    ],
)
def test_what_is_no_site_is_left_out_and_said_by_line(naam, regel, tekst):
    waarschuwingen = bron(naam).waarschuwingen
    assert [(een.regel, een.kolom, een.tekst) for een in waarschuwingen] == [(regel, "INTERNETADRES", tekst)]


# Kinds of schools


@pytest.mark.parametrize(
    ("naam", "brin6", "soort"),
    [
        (BO, "32JK00", "BO"),
        (HISTORISCH, "00BZ00", "SBO"),
        (HISTORISCH, "00AO00", "VSO"),
        (HISTORISCH, "00KK00", "SOVSO"),
        (GESPECIALISEERD, "06SV00", "SOVSO"),
        (VO, "01EK00", "PRO"),
        (VO, "20LO01", "VO"),
        (HOOFD, "01EK00", "PRO"),
        (VO_TYPE, "18BR00", "PRO"),
        (VO_TYPE, "00AH07", "VO"),
        (LANDELIJK_MET_SWV, "23HU00", "SOVSO"),
        (UITGESLOTEN, "02EA05", "VO"),
    ],
)
def test_every_kind_of_school_is_known_by_its_line(naam, brin6, soort):
    assert school(naam, brin6).soort == soort


@pytest.mark.parametrize(
    ("onderwijs", "soort"), [("SO ZMOK + RP-VSO ZMOK", "SO"), ("VSO ZMLK", "VSO"), ("SO + VSO", "SOVSO")]
)
def test_a_special_school_is_what_it_offers_itself(onderwijs, soort):
    anders = inhoud(GESPECIALISEERD).replace(b"SO ZMOK + VSO ZMOK + RP-VSO ZMOK", onderwijs.encode())
    assert school(GESPECIALISEERD, "23HU00", bytes_=anders).soort == soort


# Counts


def test_hidden_counts_are_kept_as_printed_and_never_as_a_number():
    assert tellingen(HISTORISCH, "00BZ00")[1996] == "<5"
    assert tellingen(HISTORISCH, "00AW02")[2024] == "<5"
    assert tellingen(VO_LEERLINGEN, "02KB01", "vavo") == {2025: "<5"}
    assert w.aantal("<5") == w.aantal("< 5") == (None, "<5")
    assert w.aantal("*") == (None, "*")
    assert w.aantal("**") == (None, "**")
    assert w.aantal("0") == (0, "")
    assert w.aantal("") is None


def test_counts_run_from_the_first_pupil_to_the_first_zero_after_the_last():
    jong, dicht, doorlopend = (tellingen(HISTORISCH, brin6) for brin6 in ("23FD01", "00GU00", "05OC00"))
    assert min(jong) == 2013  # zeros before it opened are no counts
    assert (dicht[2015], dicht[2016], max(dicht)) == (16, 0, 2016)
    assert [*doorlopend] == [*range(1996, 2026)]


def test_a_count_as_text_and_a_count_as_number_are_both_counts():
    assert tellingen(VO_LEERLINGEN, "26HN00") == {2025: 190}
    assert tellingen(VO_LEERLINGEN, "26HN00", "vavo") == {2025: 0}  # "0" beside 190


def test_cells_of_one_pupil_are_kept_only_as_sums():
    aantallen = bron(VO_TYPE).scholen["00AH07"].aantallen
    per_deel = {deel: aantal.aantal for (_, deel), aantal in aantallen.items()}
    stroom = 1 + 5 + 4 + 4 + 16 + 5 + 12 + 10
    havo = (1 + 1 + 2 + 7) + (18 + 6 + 16 + 8) + (8 + 16 + 6 + 17) + (6 + 3 + 4) + 3
    assert per_deel == {
        "": 262 + stroom + havo,  # a pupil sent to the vavo is counted apart
        "Brugjaar 1-2": 77 + 48 + 81 + 56,
        "Engelse Stroom": stroom,
        "HAVO lj 4-5": havo,
        "vavo": 2 + 1 + 3,
    }


def test_a_sum_with_a_hidden_part_is_hidden_too():
    verborgen = inhoud(VO_TYPE).replace(b";77;48;81;56;", b";77;<5;81;56;")
    assert tellingen(VO_TYPE, "00AH07", "Brugjaar 1-2", bytes_=verborgen) == {2018: "≥214"}


def test_the_same_line_twice_counts_once():
    dubbel = inhoud(HISTORISCH) + inhoud(HISTORISCH).split(b"\r\n", 1)[1]
    assert bron(HISTORISCH, bytes_=dubbel).scholen == bron(HISTORISCH).scholen


def test_two_lines_that_disagree_give_the_same_school_in_any_order():
    eerste, *rest = inhoud(BO).splitlines(keepends=True)
    ander = next(regel for regel in rest if b";03CV00;" in regel).replace(b";Dorpsstraat;9-A;", b";Kerkweg;1;")
    voor, na = (bron(BO, bytes_=b"".join(regels)) for regels in ([eerste, ander, *rest], [eerste, *rest, ander]))
    assert voor.scholen == na.scholen


# Denominations and SWVs


def test_a_denomination_cut_at_thirty_signs_is_known_to_be_cut():
    feiten = bron(BO).scholen["32CL00"].feiten
    assert feiten["denominatie_kort"].waarde == "Samenwerking PC, RK, Alg. Bijz"
    assert "denominatie" not in feiten
    assert bron(BO).scholen["05OC00"].feiten["denominatie"].waarde == "Protestants-Christelijk"


def test_a_school_in_two_swvs_has_both_and_an_excluded_one_has_none():
    assert bron(LANDELIJK_MET_SWV).scholen["23HU00"].deelnames == {
        "PO": {date(2026, 8, 1): "PO2403"},
        "VO": {date(2026, 8, 1): "VO2403"},
    }
    assert bron(LANDELIJK_MET_SWV).scholen["17GW06"].deelnames == {"PO": {date(2026, 8, 1): ""}}
    assert bron(UITGESLOTEN).scholen["06ES00"].deelnames == {"PO": {date(2026, 8, 1): ""}}


@pytest.mark.parametrize("spelling", ["PO2815", "PO 28-15", "PO-28-15", "po2815", "2815PO", "28-15 PO"])
def test_the_code_of_an_swv_is_read_in_every_spelling(spelling):
    assert w.swv(spelling) == "PO2815"


# Cells that are refused: file, line, column, what was expected, what was found


FOUT = (
    (BO, b";9306 TC;", b";93O6 TC;", "POSTCODE", "een postcode zoals 2511 AB", "‘93O6 TC’"),
    (BO, b";32JK;32JK00;", b";32JK;;", "VESTIGINGSCODE", "een vestiging van twee cijfers", "een lege cel"),
    (BO, b";32JK;32JK00;", b";32JKL;00;", "INSTELLINGSCODE", "een instellingscode van twee cijfers", "‘32JKL’"),
    (BO, b";32JK;32JK00;", b";32JK;16AK00;", "VESTIGINGSCODE", "een vestiging van twee cijfers", "‘16AK00’"),
    (BO, b";20091;", b";2009A;", "BEVOEGD GEZAG NUMMER", "een bestuursnummer van hoogstens 5", "‘2009A’"),
    (BO, b";1699;", b";16999;", "GEMEENTENUMMER", "een gemeentenummer van hoogstens 4 cijfers", "‘16999’"),
    (BO, b"BBS de Verwondering", b"V" * 201, "VESTIGINGSNAAM", "hoogstens 200 tekens", "201 tekens"),
    (HISTORISCH, b";VSO;Protestants", b";XSO;Protestants", "SOORT_VESTIGING", "een schoolsoort (BO, SBO", "‘XSO’"),
    (HISTORISCH, b";31;35;77;", b";31;35,5;77;", "LEERLINGEN_1997", "een getal, of <5 of *", "‘35,5’"),
    (HISTORISCH, b";31;35;77;", b";31;-35;77;", "LEERLINGEN_1997", "een getal, of <5 of *", "‘-35’"),
    (HISTORISCH, b";31;35;77;", b";31;1.035;77;", "LEERLINGEN_1997", "een getal, of <5 of *", "‘1.035’"),
    (HISTORISCH, b";31;35;77;", b";31;99999999999;77;", "LEERLINGEN_1997", "een getal, of <5", "‘99999999999’"),
    (VO_TYPE, b";77;48;", b";77;acht;", "LEER- OF VERBLIJFSJAAR 1 - VROUW", "een getal, of <5 of *", "‘acht’"),
    (LANDELIJK_MET_SWV, b",PO2001,", b",PX2001,", "swv_code", "een code van een samenwerkingsverband", "‘PX2001’"),
    (BESTUURSNAMEN, b"00008,", b",", "bevoegd_gezag_nummer", "een bestuursnummer", "een lege cel"),
)


@pytest.mark.parametrize(("naam", "goed", "kapot", "kolom", "verwacht", "gevonden"), FOUT)
def test_a_cell_that_cannot_be_is_refused_by_file_line_and_column(naam, goed, kapot, kolom, verwacht, gevonden):
    assert goed in inhoud(naam)
    with pytest.raises(ImportFout) as fout:
        bron(naam, bytes_=inhoud(naam).replace(goed, kapot, 1))
    assert fout.value.zin.startswith(f"{naam}, regel 2, kolom {kolom}: verwacht {verwacht}")
    assert fout.value.zin.endswith(f", gevonden {gevonden}.")

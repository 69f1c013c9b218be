"""The file of settings, without a database: made the same twice, and refused when it is not whole or not ours."""

import json
from datetime import date

import pytest

from inrichting.rules.bestand import BestandGeweigerd, controlegetal, lezen, maken, overgekomen, verschillen

DAG = date(2026, 9, 1)
INHOUD = {"gegevens": {"naam": "SWV Een"}, "aanbod": {"klas": {"plaatsen": 3, "van": "2026-08-01"}}}
DELEN = ("gegevens", "aanbod")


def anders(**velden):
    """The file with something else in its head, and its number right again."""
    geheel = json.loads(maken("PO2815", DAG, INHOUD)) | velden
    if isinstance(geheel["inhoud"], dict):
        geheel["controlegetal"] = controlegetal(geheel["code"], geheel["inhoud"])
    return json.dumps(geheel).encode()


def test_what_is_made_is_read_back_and_is_the_same_twice():
    data = maken("PO2815", DAG, INHOUD)
    assert data == maken("PO2815", DAG, dict(reversed(INHOUD.items())))
    gelezen = lezen(data, DELEN)
    assert (gelezen.code, gelezen.gemaakt_op, gelezen.inhoud) == ("PO2815", DAG, INHOUD)


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"", "geen bestand met instellingen"),
        (b"\xff\xfe\x00", "geen bestand met instellingen"),
        (b"[" * 100_000, "geen bestand met instellingen"),
        (b'{"soort": "iets anders"}', "geen bestand met instellingen"),
        (anders(inhoud={**INHOUD, "gegevens": {"naam": "SWV \x00"}}), "geen bestand met instellingen"),
        (anders(inhoud={**INHOUD, "aanbod": {"a": float("nan")}}), "geen bestand met instellingen"),
        (anders(inhoud={**INHOUD, "aanbod": {"a": [[[[[[[1]]]]]]]}}), "geen bestand met instellingen"),
        (b'{"soort": "\\ud800"}', "geen bestand met instellingen"),
        (anders(schema=2), r"andere versie van het portaal \(vorm 2, hier vorm 1\)"),
        (anders(schema="1"), "andere versie"),
        (anders(code="../x"), "niet heel"),
        (anders(gemaakt_op="gisteren"), "niet heel"),
        (anders(inhoud=[]), "niet heel"),
        (anders(inhoud={"gegevens": 1, "aanbod": {}}), "niet heel"),
        (anders(extra=1), "niet heel"),
        (maken("PO2815", DAG, INHOUD).replace(b"SWV Een", b"SWV Twee"), "niet heel"),
        (maken("PO2815", DAG, INHOUD).replace(b"PO2815", b"PO2816"), "niet heel"),
        (anders(inhoud={**INHOUD, "leerlingen": {}}), "andere onderdelen"),
        (anders(inhoud={"gegevens": {}}), "andere onderdelen"),
    ],
)
def test_a_file_that_is_not_whole_not_ours_or_of_another_version_is_refused_with_a_sentence(data, zin):
    with pytest.raises(BestandGeweigerd, match=zin):
        lezen(data, DELEN)


def test_differences_name_the_place_the_old_and_the_new():
    hier = {"klas": {"plaatsen": 3, "open": True, "themas": ["a"]}, "oud": {"plaatsen": 1}}
    daar = {"klas": {"plaatsen": 4, "open": False, "themas": ["a", "b"], "uitleg": "x" * 200}}
    gevonden = [(een.waar, een.oud, een.nieuw) for een in verschillen(hier, daar)]
    assert gevonden[:3] == [
        ("klas › plaatsen", "3", "4"),
        ("klas › open", "ja", "nee"),
        ("klas › themas", "a", "a, b"),
    ]
    assert gevonden[3][1] == ""
    assert gevonden[3][2].endswith("…")
    assert len(gevonden) == 4, "what is only here is no difference"


def test_of_a_part_that_is_replaced_what_is_only_here_goes():
    hier, daar = {"criteria": {"A": "x", "B": "y"}, "los": {"C": "z"}}, {"criteria": {"A": "x"}}
    assert [(een.waar, een.nieuw) for een in verschillen(hier, daar, geheel=True)] == [("criteria › B", "weg")]
    assert verschillen(hier, daar) == []
    assert overgekomen(hier, daar)
    assert not overgekomen(hier, daar, geheel=True)


def test_a_picture_that_was_made_anew_has_come_over():
    hier, daar = {"logo": {"tekst": "Golf", "gegevens": "AA"}}, {"logo": {"tekst": "Golf", "gegevens": "BB"}}
    assert overgekomen(hier, daar)
    assert len(verschillen(hier, daar)) == 1
    assert not overgekomen({"logo": {"tekst": "Iets", "gegevens": "BB"}}, daar)

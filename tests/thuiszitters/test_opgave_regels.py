"""The rules of a return: every case in one line, and all tables of one day with the same sum."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thuiszitters.test_telling import ALTIJD, DAGEN, dagen_van, gang_van, verloop, verlopen
from thuiszitters.formulieren import bronnen
from thuiszitters.rules.cijfers import TELT, Cijfers
from thuiszitters.rules.duur import GRENZEN
from thuiszitters.rules.formulier import SAMEN, formulier_van, invullen
from thuiszitters.rules.opgave import (
    Aanbod,
    Geval,
    Regel,
    aanbod_op,
    afwijkingen,
    keuzes,
    regel,
    regels,
    tabel,
)
from thuiszitters.rules.uitvoer import exact, voor_anderen

MAANDAG, DAG = date(2026, 1, 12), timedelta(days=1)
KLASSEN = [een.woorden for een in GRENZEN]


def test_an_offer_counts_from_its_day_and_an_answer_from_its_own():
    drie = [Aanbod(MAANDAG, "geweigerd", MAANDAG + 5 * DAG), Aanbod(MAANDAG + 9 * DAG)]
    for dag, verwacht in ((-1, "geen"), (0, "loopt"), (5, "geweigerd"), (9, "loopt")):
        assert aanbod_op(drie, MAANDAG - DAG, MAANDAG + dag * DAG) == verwacht
    assert aanbod_op(drie, MAANDAG + DAG, MAANDAG + 5 * DAG) == "geen", "of an earlier time at home"
    weg = [Aanbod(MAANDAG, "ingetrokken", MAANDAG + DAG)]
    assert (aanbod_op(weg, MAANDAG, MAANDAG), aanbod_op(weg, MAANDAG, MAANDAG + DAG)) == ("loopt", "geen")
    ja = [Aanbod(MAANDAG, "geaccepteerd", MAANDAG), Aanbod(MAANDAG)]
    assert aanbod_op(ja, MAANDAG, MAANDAG) == "geaccepteerd"


def test_who_only_came_or_went_is_in_the_movement_and_not_in_the_count():
    weg = Geval("1", verloop(("absoluut", MAANDAG, MAANDAG + 10 * DAG)))
    een = regel(weg, MAANDAG + 30 * DAG, MAANDAG - DAG)
    assert (een.actief, een.erbij_officieel, een.eraf_officieel) == (False, 1, 1)
    assert regel(weg, MAANDAG + 300 * DAG, MAANDAG + 200 * DAG) is None
    assert regel(weg, MAANDAG + 30 * DAG, MAANDAG + 10 * DAG).was_officieel


def test_nothing_is_dropped_that_no_side_has():
    alle = regels([Geval("1", verloop(("ziek", MAANDAG)))], MAANDAG, MAANDAG - DAG)
    with pytest.raises(ValueError, match="past in geen"):
        tabel("x", alle, (lambda een: een.gemeente, ["Haarlem"]), (lambda een: "a", ["a"]))


def test_what_would_be_otherwise_now_is_said():
    toen = regel(Geval("1", verloop(("ziek", MAANDAG))), MAANDAG + 40 * DAG, MAANDAG)
    nu = regel(
        Geval("1", verloop(("relatief", MAANDAG)), "Haarlem", "Basisschool", [Aanbod(MAANDAG)]),
        MAANDAG + 40 * DAG,
        MAANDAG,
    )
    zinnen = " ".join(afwijkingen(toen, nu, KLASSEN))
    for zin in ("Staat er als: ziek", "thuiszitter volgens de wet", "‘Haarlem’", "‘Basisschool’", "nog geen antwoord"):
        assert zin in zinnen, zin
    assert "erbij kwam of eraf ging" in zinnen
    assert afwijkingen(toen, toen, KLASSEN) == []
    assert "er nu bij staan" in afwijkingen(None, toen, KLASSEN)[0]
    assert "niet meer" in afwijkingen(toen, None, KLASSEN)[0]
    later = regel(Geval("1", verloop(("ziek", MAANDAG + DAG))), MAANDAG + 40 * DAG, MAANDAG + 2 * DAG)
    eerder = regel(Geval("1", verloop(("ziek", MAANDAG))), MAANDAG + 40 * DAG, MAANDAG + 2 * DAG)
    assert afwijkingen(later, eerder, KLASSEN) == ["Hoe lang het thuis was, is een paar dagen anders."]


def test_the_days_to_choose_from_are_those_of_a_quarter_and_of_a_school_year():
    er = {een.naam: (een.dag, een.vorige) for een in keuzes(date(2026, 11, 28))}
    assert er["Vandaag"] == (date(2026, 11, 28), date(2026, 10, 1))
    assert er["Teldag 1 oktober 2026"] == (date(2026, 10, 1), date(2026, 7, 1))
    assert er["Dit schooljaar tot vandaag"] == (date(2026, 11, 28), date(2026, 7, 31))
    assert er["Schooljaar 2025-2026"] == (date(2026, 7, 31), date(2025, 7, 31))
    for dag in (date(2026, 1, 1), date(2026, 8, 1), date(2026, 7, 31)):
        assert all(een.vorige < een.dag <= dag for een in keuzes(dag))


def test_the_forms_are_read_and_a_mistake_in_one_is_said():
    inspectie, regio = (formulier_van(een) for een in bronnen().values())
    assert (inspectie.rij, regio.rij) == ("gemeente", "schoolsoort")
    for fout, zin in (
        ({"naam": "x", "rij": "maan"}, "Onbekende rij"),
        ({"naam": "x"}, "minstens één kolom"),
        ({"naam": "x", "kolom": [{"titel": "a", "duur": 3}]}, "Onbekend in een kolom"),
        ({"naam": "x", "kolom": [{"titel": "a", "soort": ["lui"]}]}, "Onbekende waarde"),
    ):
        with pytest.raises(ValueError, match=zin):
            formulier_van(fout)
    samen = formulier_van({"naam": "x", "rij": "samen", "kolom": [{"titel": "a", "wijd": True}]})
    assert invullen(samen, regels([Geval("1", verloop(("ziek", MAANDAG)))], MAANDAG, MAANDAG - DAG), MAANDAG) == [
        (SAMEN, [1])
    ]


@st.composite
def gevallen(draw):
    alle = draw(st.lists(verlopen(), max_size=6))
    plaatsen, scholen = st.sampled_from(["Haarlem", "Velsen"]), st.sampled_from(["Basisschool", "Geen"])
    aanbod = st.lists(st.builds(Aanbod, DAGEN), max_size=2)
    return [Geval(str(n), een, draw(plaatsen), draw(scholen), draw(aanbod)) for n, een in enumerate(alle)]


@settings(max_examples=60, deadline=None)
@given(gevallen(), DAGEN, st.integers(1, 300))
def test_every_table_of_a_return_has_the_same_sum_and_was_plus_in_minus_out_is_now(alle, dag, terug):
    cijfers = Cijfers(regels(alle, dag, dag - terug * DAG), KLASSEN, dag, bronnen())
    bezig = sum(any(i.van <= dag and (i.tot is None or dag <= i.tot) for i in een.verloop.intervallen) for een in alle)
    assert len(cijfers.tellen("alles")) == bezig
    for telt in TELT:
        assert {een.totaal for een in cijfers.tabellen(telt)} == {len(cijfers.tellen(telt))}
    assert sum(rij[-1] for rij in exact(cijfers.regels, KLASSEN).rijen) == bezig
    for naam, een in zip(("officieel", "wijd"), [een for _, een in cijfers.verloop], strict=True):
        assert een.was + een.erbij - een.eraf == een.nu == len(cijfers.tellen(naam))
    for formulier, _, rijen in cijfers.ingevuld():
        for nummer in range(len(formulier.kolommen)):
            assert sum(rij[nummer] for naam, rij in rijen if naam != SAMEN) == rijen[-1][1][nummer]
    [inspectie, _] = cijfers.ingevuld()
    [officieel, absoluut, relatief, lang, zonder, met, geen, *_] = inspectie[2][-1][1]
    assert officieel == absoluut + relatief == met + geen
    assert zonder <= lang <= officieel


@settings(max_examples=80, deadline=None)
@given(verlopen(), DAGEN, st.integers(1, 300))
def test_a_line_says_what_every_day_by_itself_gives_and_is_there_when_that_is_anything(een, dag, terug):
    vorige, nummer = dag - terug * DAG, dag.toordinal()
    wijd, officieel = dagen_van(een)
    gang_wijd, gang_officieel = gang_van(wijd, vorige, dag), gang_van(officieel, vorige, dag)
    nu = next((i for i in een.intervallen if i.van <= dag and (i.tot is None or dag <= i.tot)), None)
    lijn = regel(Geval("1", een, "Haarlem", "Basisschool", [Aanbod(dag)]), dag, vorige)
    assert (lijn is not None) == (nu is not None or any(gang_wijd) or any(gang_officieel))
    if lijn is None:
        return
    assert (lijn.nummer, lijn.gemeente, lijn.schoolsoort) == ("1", "Haarlem", "Basisschool")
    assert (lijn.was_wijd, lijn.erbij_wijd, lijn.eraf_wijd) == gang_wijd
    assert (lijn.was_officieel, lijn.erbij_officieel, lijn.eraf_officieel) == gang_officieel
    assert (lijn.wijd, lijn.officieel) == (nummer in wijd, nummer in officieel)
    if nu is None:
        assert lijn[:10] == Regel("1", "Haarlem", "Basisschool")[:10], "of the day itself it says nothing"
    else:
        assert (lijn.soort, lijn.aanbod) == (nu.soort, "loopt")


@settings(max_examples=40, deadline=None)
@given(gevallen(), DAGEN)
def test_a_file_for_others_holds_no_number_under_five(alle, dag):
    cijfers = Cijfers(regels(alle, dag, dag - DAG), KLASSEN, dag, {})
    for een in voor_anderen(cijfers.regels, KLASSEN):
        for rij in een.rijen:
            assert all(cel == "0" or not cel.isdigit() or int(cel) >= 5 for cel in rij[1:])


def test_the_law_is_in_the_line_and_not_in_the_classes_of_the_swv():
    een = regel(Geval("1", verloop(("relatief", MAANDAG), plicht=ALTIJD)), MAANDAG + 28 * DAG, MAANDAG)
    assert een.officieel
    assert een.erbij_officieel == 1

"""Participation: by hand, by a slow loop, and by the real counts of every SWV in the country."""

from __future__ import annotations

import csv
import lzma
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.kengetallen.deelname import Groep, deelname, samen, soorten_in, teldata, tellingen
from monitoring.rules.telling import Aandeel, Telling, telling
from scholen.importeren import bron_lezen
from scholen.models import LeerlingAantal, School, SchoolDeelname, Schoolsoort
from tests.factories import InstellingFactory

MAP = Path(__file__).parent / "duo"
S = Schoolsoort
DAG, EERDER = date(2025, 10, 1), date(2024, 10, 1)
VAN = date(2014, 8, 1)


class Rijen:
    """Schools of one SWV, with what was counted on a day."""

    def __init__(self, code: str = "PO2815") -> None:
        self.swv = InstellingFactory(swv__code=code, swv__sector=code[:2]).swv
        self.nummer = 0

    def school(self, soort: str, *cellen: int | str, onderdeel: str = "", tot: date | None = None) -> School:
        """cellen: counted on DAG, and a year before."""
        self.nummer += 1
        school = School.objects.create(brin6=f"90AA{self.nummer:02}", naam=f"S{self.nummer}", soort=soort)
        SchoolDeelname.objects.create(school=school, swv=self.swv, sector=self.swv.sector, van=VAN, tot=tot)
        for dag, cel in zip((DAG, EERDER), cellen, strict=False):
            self.tel(school, dag, cel, onderdeel)
        return school

    def tel(self, school: School, dag: date, cel: int | str, onderdeel: str = "") -> None:
        waarde = {"tekst": cel} if isinstance(cel, str) else {"aantal": cel}
        LeerlingAantal.objects.create(school=school, teldatum=dag, onderdeel=onderdeel, peildatum=dag, **waarde)

    def procent(self, code: str, dag: date = DAG):
        per_soort = tellingen(LeerlingAantal.objects.all(), self.swv, [dag])[dag]
        een = deelname(code, per_soort, soorten_in(self.swv))
        return een if een is None else een.cel


@pytest.mark.django_db
def test_participation_of_a_small_region_by_hand():
    rijen = Rijen()
    rijen.school(S.BO, 1900, 1880)
    rijen.school(S.BO, 56, 60)
    rijen.school(S.SBO, 44, 60)
    rijen.school(S.SO, 15)
    rijen.school(S.SOVSO, 10)
    weg = rijen.school(S.SBO, 500, 40, tot=date(2024, 12, 31))
    assert rijen.procent("M01") == Decimal("2.20"), "44 of 2000; who left the SWV counts no more"
    assert rijen.procent("M01", EERDER) == Decimal("4.90"), "60 and 40 of 2040"
    assert rijen.procent("M02") == Decimal("1.25"), "15 and 10 of 2000"
    assert rijen.procent("M02", EERDER) is None, "nobody said how many went to so: that is not 0"
    assert rijen.procent("M03") is None
    assert teldata(LeerlingAantal.objects.all(), rijen.swv) == [EERDER, DAG]
    rijen.tel(weg, date(2025, 2, 1), 12)
    assert teldata(LeerlingAantal.objects.all(), rijen.swv, maand=2) == [], "it was no part of us any more"


@pytest.mark.django_db
def test_a_region_without_a_kind_of_school_has_no_pupils_there():
    rijen = Rijen()
    rijen.school(S.BO, 1000)
    assert rijen.procent("M01") == Decimal("0.00")


@pytest.mark.django_db
def test_vo_counts_praktijkonderwijs_also_within_another_school():
    rijen = Rijen("VO2705")
    school = rijen.school(S.VO, 900)
    rijen.tel(school, DAG, 40, "Praktijkonderwijs alle vj")
    rijen.tel(school, DAG, 500, "HAVO lj 4-5")
    rijen.school(S.PRO, 100)
    rijen.school(S.VSO, 50)
    assert rijen.procent("M04") == Decimal("14.00"), "140 of 1000"
    assert rijen.procent("M03") == Decimal("5.00")


@pytest.mark.django_db
def test_a_hidden_count_is_a_range_and_never_a_guess():
    rijen = Rijen()
    rijen.school(S.BO, 96)
    rijen.school(S.SBO, "<5")
    assert rijen.procent("M01") == "1,03% tot 4,00%", "1 of 97, 4 of 100"
    rijen.school(S.SO, "*")
    assert rijen.procent("M02") is None, "a * can be any number"


def test_what_duo_prints_for_a_hidden_count():
    assert telling("<5", 3, None) == Telling(3, 12, 3)
    assert telling("≥12", 1, None) == Telling(12, None, 1)
    assert telling("", 4, 100) == Telling(100, 100)
    assert Aandeel(Telling(), Telling(), True).grenzen is None
    assert Telling(3, 12, 3).woorden == "3 tot en met 12"
    assert telling("*", 1, None).woorden == "0 of meer"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 4), max_size=5),
    st.lists(st.integers(1, 4), max_size=5),
    st.integers(0, 300),
    st.integers(1, 3000),
    st.booleans(),
)
def test_the_truth_lies_within_the_range(verborgen_t, verborgen_r, teller, rest, erbij):
    t = telling("", 1, teller) + telling("<5", len(verborgen_t), None)
    r = telling("", 1, rest) + telling("<5", len(verborgen_r), None)
    waar_t, waar_r = teller + sum(verborgen_t), rest + sum(verborgen_r)
    laag, hoog = Aandeel(t, r, erbij).grenzen
    echt = Decimal(100) * waar_t / (waar_r + (waar_t if erbij else 0))
    assert laag - Decimal("0.005") <= echt <= hoog + Decimal("0.005")
    if not verborgen_t and not verborgen_r:
        assert laag == hoog


@pytest.mark.django_db
def test_the_sums_of_the_database_are_those_of_a_loop():
    kans, rijen = Random(7), Rijen()
    ander = InstellingFactory(swv__code="PO0099").swv
    soorten = [S.BO, S.BO, S.SBO, S.SO, S.SOVSO]
    for _ in range(25):
        school = rijen.school(kans.choice(soorten), *(kans.choice([0, 7, 120, "<5"]) for _ in (1, 2)))
        if kans.random() < 0.3:
            school.deelnames.update(swv=ander)
        if kans.random() < 0.3:
            school.deelnames.update(tot=date(2025, 1, 1))
    traag: dict[date, dict[str, Telling]] = {DAG: {}, EERDER: {}}
    for een in LeerlingAantal.objects.select_related("school"):
        deel = een.school.deelnames.get()
        if deel.swv == rijen.swv and (deel.tot is None or deel.tot >= een.teldatum):
            cel = Telling(1, 4, 1) if een.tekst else Telling(een.aantal, een.aantal)
            oud = traag[een.teldatum].get(een.school.soort, Telling())
            traag[een.teldatum][een.school.soort] = oud + cel
    assert tellingen(LeerlingAantal.objects.all(), rijen.swv, [DAG, EERDER]) == traag


def test_real_counts_of_every_swv_are_those_of_the_published_table():
    """Of DUO's own file, by school location. The table took 3 for each <5; we say from 1 up to 4."""
    inhoud = lzma.decompress((MAP / "leerlingen-po.csv.xz").read_bytes())
    groepen: dict[tuple[str, int], list[Groep]] = {}
    for een in bron_lezen("06-historisch 2025.csv", inhoud).scholen.values():
        soort = str(een.feiten["soort"].waarde)
        for code in (swv for gezien in een.deelnames.values() for swv in gezien.values()):
            for (dag, _), cel in een.aantallen.items():
                groepen.setdefault((code, dag.year), []).append((soort, "", telling(cel.tekst, 1, cel.aantal)))
    regels = csv.DictReader((MAP / "per-swv.csv").read_text().splitlines(), delimiter=";")
    gelijk = 0
    for rij in (een for een in regels if een["swv_code"]):
        nu = samen(groepen[rij["swv_code"], int(rij["jaar"])])
        for kolom, soort in {"bo": S.BO, "sbo": S.SBO, "so": S.SO, "so_vso": S.SOVSO, "vso": S.VSO}.items():
            een = nu.get(soort, Telling())
            assert een.laag + 2 * een.verborgen == int(rij[kolom]), (rij, kolom)
            assert een.hoog == een.laag + 3 * een.verborgen
        assert deelname("M01", nu, {S.BO, S.SBO}).procent == Decimal(rij["pct_sbo"]), rij
        gelijk += 1
    assert gelijk == 76 * 3, "every SWV, in three years"

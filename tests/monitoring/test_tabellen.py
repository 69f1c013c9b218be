"""Figures as tables, and their cells in words."""

from decimal import Decimal

import pytest

from loket.models import Aanvraag
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.tabellen import op_tijdtabel, piektabel, soorttabel, stroomtabel, tijdtabel
from monitoring.models import Rapport
from monitoring.rapporten.inhoud import tabellen, zonder_langste
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.tabel import Maat
from monitoring.rules.weergave import in_rijen, in_woorden, past
from monitoring.views.keuze import Veld
from monitoring.views.lijf import lijf, regel
from tests.monitoring.test_aanvragen import kleine_regio
from tests.monitoringrijen import Regio

JAAR = van_schooljaar(2026)


def test_cells_are_written_as_one_writes_them_in_dutch():
    for cel, maat, woorden in (
        (1234567, Maat.AANTAL, "1.234.567"),
        (0, Maat.LEERLINGEN, "0"),
        (None, Maat.AANTAL, "–"),
        ("minder dan 5", Maat.LEERLINGEN, "minder dan 5"),
        (Decimal("75.0"), Maat.PROCENT, "75%"),
        (Decimal("6.4"), Maat.WEKEN, "6,4"),
        (Decimal(100), Maat.WEKEN, "100"),
        (Decimal("1250"), Maat.EURO, "€ 1.250,00"),
        (Decimal("-1250.5"), Maat.EURO, "€ -1.250,50"),
    ):
        assert in_woorden(cel, maat) == woorden


@pytest.mark.django_db
def test_a_small_region_as_tables():
    regio = Regio()
    kleine_regio(regio)
    rijen = ingediend(Aanvraag.objects.all())
    nu = {rij.sleutel: rij.cellen for rij in stroomtabel(rijen, JAAR).rijen}
    assert nu["open_begin"] == (2, 0)
    assert nu["ontvangen"] == (6, 3)
    assert nu["open_eind"][1] == nu["open_begin"][0], "what was open at the end of the year before"
    soorten = soorttabel(rijen, JAAR)
    assert [rij.sleutel for rij in soorten.rijen] == ["SBO", "SO"]
    assert in_rijen(soorten)[-1][1][1] == "6"
    assert in_rijen(soorten)[-1][2], "the sum is said to be one"
    assert not past(soorten)
    assert piektabel(rijen, JAAR).rijen[0].cellen == (2, 6, Decimal("33.3"))
    assert op_tijdtabel(rijen, JAAR).rijen[0].cellen == (3, 4, Decimal("75.0"))
    assert tijdtabel(rijen, JAAR).rijen[0].cellen[0] == 4


@pytest.mark.django_db
def test_of_nothing_there_is_no_share_and_no_total():
    rijen = ingediend(Aanvraag.objects.all())
    assert op_tijdtabel(rijen, JAAR).rijen[0].cellen == (0, 0, None)
    assert soorttabel(rijen, JAAR).totaal is None
    assert tijdtabel(rijen, JAAR).rijen[0].cellen[1:] == (None,) * 5


@pytest.mark.django_db
def test_how_long_the_longest_took_is_in_no_report_that_leaves():
    """It is the number of one child, of however many."""
    heel = tijdtabel(ingediend(Aanvraag.objects.all()), JAAR)
    weg = zonder_langste(heel)
    assert [een.kop for een in heel.kolommen][-1] == "Langste"
    assert [een.kop for een in weg.kolommen] == [een.kop for een in heel.kolommen[:-1]]
    assert [rij.cellen for rij in weg.rijen] == [rij.cellen[:-1] for rij in heel.rijen]
    regio = Regio()
    for soort in ("jaarverslag", "maandrapport"):
        rapport = Rapport(swv=regio.instelling.swv, soort=soort, periode="2025-2026", over="swv")
        rapport.periode = "2026-09" if soort == "maandrapport" else rapport.periode
        koppen = {kolom.kop for een in tabellen(rapport) for kolom in een.kolommen}
        assert ("Langste" in koppen) == (not rapport.kind.afgeschermd)


def test_what_stands_in_a_table_or_a_list_is_escaped():
    """Both are written without a template; a school, a budget and a theme have the name that somebody gave them."""
    naam = "<b>'\"&"
    uit = lijf([regel(naam, [(naam, naam, False, f"/?{naam}"), (naam, naam, True, "")], vet=True)])
    lijst = Veld("school", "School", "Alle", ((naam, naam, True),)).lijst
    for deel in (uit, lijst):
        assert "<b>" not in deel
        assert "'" not in deel
        assert "&lt;b&gt;" in deel
    assert "selected" in lijst

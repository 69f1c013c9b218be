"""Charts: drawn from the same table that stands beneath them, in the colours of who reads, and never without words."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import partial
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.core.cache import cache

from monitoring import grafieken, tekenen
from monitoring.grafieken import KLEUR, gestapeld, liggend, lijn, staven
from monitoring.models import Rapport
from monitoring.rapporten.grafieken import VOORAAN, getekend
from monitoring.rules.bevriezen import bevroren
from monitoring.rules.cellen import bereik, bij_grafiek, getal
from monitoring.rules.rapport import SOORTEN as SOORTEN_VAN_RAPPORT
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from monitoring.tekenen import Tekenaar, TekenFout, in_druk, op_scherm, opgeschoond, ruw
from scholen.models import Samenwerkingsverband


def tabel(rijen, koppen=("nu", "toen"), maat=Maat.AANTAL, titel="Ontvangen"):
    kolommen = tuple(Kolom(kop, maat) for kop in koppen)
    return Tabel("proef", titel, "Soort", kolommen, tuple(Rij(naam, cellen) for naam, cellen in rijen), ("M08",))


TWEE = tabel([("Sbo", (31, 29)), ("So", (28, 36)), ("So", (None, "minder dan 5"))])
SOORTEN = {
    "staven": partial(staven, grens=(1, "6 weken")),
    "liggend": liggend,
    "gestapeld": gestapeld,
    "lijn": lijn,
}


def teksten(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_cells_in_words():
    voorbeelden = {
        (1250, Maat.AANTAL): "1.250",
        (Decimal("1249.50"), Maat.EURO): "€\u00a01.250",
        (Decimal("95.20"), Maat.PROCENT): "95,2%",
        (Decimal("6.0"), Maat.WEKEN): "6",
        (0, Maat.LEERLINGEN): "0",
        (100, Maat.PROCENT): "100%",
        (None, Maat.EURO): "niet bekend",
        ("minder dan 5", Maat.LEERLINGEN): "minder dan 5",
    }
    assert {cel: bij_grafiek(*cel) for cel in voorbeelden} == voorbeelden
    assert (getal(None), getal("minder dan 5"), getal(3)) == (None, None, 3.0)


def test_each_kind_is_drawn_with_all_its_numbers_and_no_more_than_the_csp_allows():
    for naam, maken in SOORTEN.items():
        grafiek = maken(TWEE)
        svg = op_scherm(grafiek)
        assert svg.startswith("<svg role=") and f'aria-label="{grafiek.zin}"' in svg, naam  # noqa: PT018
        assert not re.search(r"style=|<script|<style|href|#0101|on[a-z]+=|font-family", svg), naam
        assert "var(--swv-grafiek-1)" in svg, naam
        if naam == "liggend":
            assert {"31", "29", "28", "36", "niet bekend", "minder dan 5", "nu", "toen"} <= set(teksten(svg))
            assert teksten(svg).count("So") == 2, "two rows with one name are two bars"
    assert "So: nu niet bekend, toen minder dan 5" in grafiek.zin, "and what is unknown is no 0 in words either"


def test_what_is_unknown_breaks_a_line_and_is_no_point_at_zero():
    spec = lijn(tabel([("2024", (4,)), ("2025", (None,)), ("2026", (6,))], ("regio",))).spec
    waarden = [een["waarde"] for een in spec["layer"][0]["data"]["values"]]
    assert waarden == [4, None, 6]
    svg = op_scherm(lijn(tabel([("2024", (4,)), ("2025", (None,)), ("2026", (6,))], ("regio",))))
    assert svg.count("var(--swv-grafiek-1)") == 3, "one line in two parts and two points"
    assert "regio: 6" in teksten(svg)


def test_ends_of_lines_do_not_cover_each_other():
    spec = lijn(tabel([("2025", (10, 10, 10)), ("2026", (20, 20, 20))], ("a", "b", "c"))).spec
    omlaag = [laag["mark"]["dy"] for laag in spec["layer"] if laag["mark"]["type"] == "text"]
    assert [b - a for a, b in zip(sorted(omlaag), sorted(omlaag)[1:], strict=False)] == [20, 20]


@pytest.mark.parametrize("waarden", [(), (0,), (3,), (0.2, 0.21), (2.62, 2.99), (1, 1000), (7, 7, 7)])
def test_an_axis_holds_all_values_and_has_few_round_lines(waarden):
    for vanaf_nul in (True, False):
        laag, hoog, stap = grafieken._schaal(waarden, vanaf_nul=vanaf_nul)
        assert laag <= min(waarden, default=0) and max(waarden, default=0) <= hoog + 1e-9  # noqa: PT018
        assert 1 <= round((hoog - laag) / stap) <= 6
        assert laag == 0 or not vanaf_nul


def test_the_same_figures_are_drawn_once(monkeypatch):
    getekend = []
    monkeypatch.setattr(tekenen.tekenaar, "teken", lambda wat: getekend.append(wat) or "<svg viewBox='0 0 1 1'/>")
    een, zelfde, ander = (liggend(tabel([("Sbo", (getal_, 8))])) for getal_ in (771, 771, 772))
    cache.delete_many([f"grafiek:{tekenen.UITGAVE}:{tekenen.VEGA_LITE}:{wat.sleutel}" for wat in (een, ander)])
    for wat in (een, zelfde, ander):
        ruw(wat)
    assert len(getekend) == 2


def test_a_process_that_dies_is_begun_anew_and_the_page_is_there_without_its_chart(monkeypatch):
    eigen = Tekenaar()
    try:
        eigen.klaarzetten()
        eerste = eigen._kind
        eerste.kill()
        eerste.wait()
        assert "<svg" in eigen.teken(liggend(TWEE))
        assert eigen._kind is not eerste
        with pytest.raises(TekenFout, match="conversion failed"):
            eigen.teken(grafieken.Grafiek({"mark": "bestaat-niet"}, "", TWEE))
        monkeypatch.setattr(tekenen, "WACHTTIJD", 0)
        with pytest.raises(TekenFout, match="antwoordt niet"):
            eigen.teken(liggend(TWEE))
        assert eigen._kind is None, "a late answer must not become that of the next chart"
        monkeypatch.setattr(tekenen, "tekenaar", eigen)
        assert op_scherm(grafieken.Grafiek({"mark": "bestaat-niet"}, "x", TWEE)) == ""
    finally:
        eigen.stoppen()


def test_a_range_is_drawn_from_its_one_end_to_the_other():
    """What nobody knows precisely is no point, and no hole either."""
    maar = tabel([("2024", ("4,1% tot 4,9%",)), ("2025", (Decimal("4.3"),))], ("Wij",), Maat.PROCENT)
    banden = [laag["data"]["values"] for laag in lijn(maar, vanaf_nul=False).spec["layer"] if "y2" in laag["encoding"]]
    assert banden == [[{"plek": 0, "onder": 4.1, "boven": 4.9}]]
    assert 'fill-opacity="0.4"' in ruw(lijn(maar, vanaf_nul=False))
    assert [bereik(cel) for cel in ("minder dan 5", None, 3, "12% tot 14%")] == [None, None, None, (12.0, 14.0)]


def test_what_is_not_a_shape_does_not_come_through():
    vuil = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()"><script>1</script>'
        '<g style="a:b" class="c"><path d="" fill="red"/><a href="javascript:1"><text>weg</text></a>'
        '<path d="M0,0" fill="red" onclick="x()"/><foreignObject/></g></svg>'
    )
    assert opgeschoond(vuil) == '<svg viewBox="0 0 1 1"><g><path d="M0,0" fill="red" /></g></svg>'


def test_words_of_a_table_are_text_in_a_chart():
    boos = tabel([('<script>"&', (1,))], ("<b>",), titel="<img onerror=1>")
    for maken in SOORTEN.values():
        for svg in (op_scherm(maken(boos)), in_druk(maken(boos))):
            assert not re.search("<script|<img|<b>", svg)
            assert "&lt;script&gt;" in svg


def test_on_paper_it_has_the_colour_of_the_swv_the_font_of_letters_and_words_for_a_reader():
    from kern.brieven.pdf import html_naar_pdf

    grafiek = liggend(TWEE)
    svg = in_druk(grafiek, "#7a1f5c")
    assert "#7a1f5c" in svg and "var(" not in svg and "#0101" not in svg  # noqa: PT018
    assert f"<title>{grafiek.zin}</title>" in svg
    assert tekenen.drukkleuren("#ffee00")[KLEUR["grafiek-1"]] != "#ffee00", "yellow is not seen on white"
    pdf = html_naar_pdf(f"<html lang=nl><title>x</title><body><h1>x</h1><figure>{svg}</figure>")
    with pikepdf.open(BytesIO(pdf)) as document:
        assert grafiek.zin in gezegd(document.Root.StructTreeRoot.K)


def gezegd(deel):
    """What a reader says instead of each picture."""
    if isinstance(deel, pikepdf.Array):
        return [een for kind in deel for een in gezegd(kind)]
    if not isinstance(deel, pikepdf.Dictionary):
        return []
    return [str(deel.get("/Alt", "")), *gezegd(deel.get("/K"))]


def test_in_a_worker_that_is_limited_a_process_that_dies_is_begun_anew():
    """It takes its own room again: with the limit of a worker it could not draw."""
    code = (
        "import django; django.setup();"
        "from kern.brieven.pdf import beperk_kind; from monitoring.tekenen import tekenaar;"
        "from tests.monitoring.test_grafieken import TWEE; from monitoring.grafieken import liggend;"
        "tekenaar.klaarzetten(); beperk_kind(); tekenaar._kind.kill(); tekenaar._kind.wait();"
        "print(tekenaar.teken(liggend(TWEE))[:4]); tekenaar.stoppen()"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert klaar.stdout.strip() == "<svg", klaar.stderr


def test_each_kind_of_report_has_a_chart_in_front():
    assert set(VOORAAN) == set(SOORTEN_VAN_RAPPORT)
    stroom = tabel([("TLV voor speciaal onderwijs", (7, "minder dan 5")), ("Leeg", (0, 0))], ("Nu", "Toen"))
    rapport = Rapport(
        swv=Samenwerkingsverband(code="PO1", naam="x"), soort="oogo", periode="2026-2027", over="gemeente"
    )
    rapport.tabellen = [bevroren(replace(stroom, code="stroom-per-soort", definities=()), {})]
    [(titel, breed, svg)] = getekend(rapport)
    assert "minder dan 5" in svg
    assert breed == 130
    assert titel == stroom.titel

"""The manual is whole and true: a page per role, pictures that a test makes, and only words that are on the screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kern.gebruikers.rollen import Rol
from start.handleiding import HANDLEIDING, HOOGSTENS, bron, namen
from tests.elk import elk

WORTEL = Path(__file__).parent.parent
PAGINAS = sorted(HANDLEIDING.glob("*.md"))
TESTS = "".join(een.read_text() for een in (WORTEL / "tests" / "e2e").glob("*.py"))
CODE = [
    WORTEL / naam
    for naam in (
        "kern",
        "scholen",
        "voorlichting",
        "loket",
        "arrangementen",
        "thuiszitters",
        "monitoring",
        "toezicht",
        "inrichting",
        "dossier",
        "swv_portal",
        "templates",
        "static",
    )
]
SCHERMEN = "".join(
    een.read_text() for map_ in CODE for soort in ("*.py", "*.html", "*.js") for een in map_.rglob(soort)
)
"""All words that can come on a screen."""


def test_every_role_has_a_page():
    rollen = [rol for pagina in PAGINAS for rol in re.findall(r"<!-- rollen: ([\w ]+) -->", pagina.read_text())]
    assert sorted(" ".join(rollen).split()) == sorted(Rol.values)


@elk("naam", sorted(namen()))
def test_every_picture_is_one_that_a_test_makes(naam):
    beeld = HANDLEIDING / "beeld" / f"{naam}.webp"
    assert beeld.stat().st_size <= HOOGSTENS
    assert re.search(rf'"{bron(naam)}(-1280\.png)?"', TESTS), "no end-to-end test looks at a page under this name"


def test_no_picture_is_left_over():
    assert {beeld.stem for beeld in HANDLEIDING.glob("beeld/*")} == namen()


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda een: een.stem)
def test_every_button_and_heading_it_names_is_on_a_screen(pagina):
    woorden = re.findall(r"\*\*(.+?)\*\*", pagina.read_text())
    assert [woord for woord in woorden if woord.replace("’", "’") not in SCHERMEN] == []


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda een: een.stem)
def test_its_links_lead_somewhere_and_the_index_leads_to_it(pagina):
    tekst = pagina.read_text()
    for doel in re.findall(r"\]\(([^)#:]+)", tekst):
        assert (HANDLEIDING / doel).exists(), doel
    assert pagina.name == "README.md" or f"({pagina.name})" in (HANDLEIDING / "README.md").read_text()
    assert "docs/handleiding/" in (WORTEL / "README.md").read_text()


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda een: een.stem)
def test_every_picture_says_what_is_on_it(pagina):
    assert [alt for alt, _ in re.findall(r"!\[(.*?)\]\((.*?)\)", pagina.read_text()) if len(alt) < 15] == []

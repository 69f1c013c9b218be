"""The house rules that a reviewer would otherwise have to remember."""

import ast
import re
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
PAKKETTEN = ("kern", "scholen", "loket", "dossier", "arrangementen", "thuiszitters", "monitoring", "swv_portal")
BESTANDEN = sorted(
    bestand for pakket in PAKKETTEN for bestand in (WORTEL / pakket).rglob("*.py") if "migrations" not in bestand.parts
)
SCHRIJVEN = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
VERBODEN_NAMEN = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py", "constants.py"}


def naam(bestand: Path) -> str:
    return str(bestand.relative_to(WORTEL))


def aanroepen(bestand: Path):
    for knoop in ast.walk(ast.parse(bestand.read_text())):
        if isinstance(knoop, ast.Attribute):
            yield knoop, ast.unparse(knoop)


def is_laag(bestand: Path, laag: str) -> bool:
    return bestand.name == f"{laag}.py" or laag in bestand.parts


VIEWS = [bestand for bestand in BESTANDEN if is_laag(bestand, "views")]
FORMS = [bestand for bestand in BESTANDEN if is_laag(bestand, "forms")]


@pytest.mark.parametrize("bestand", VIEWS, ids=naam)
def test_views_start_every_query_with_visible_to(bestand):
    kaal = [
        code
        for knoop, code in aanroepen(bestand)
        if knoop.attr != "objects" and ".objects." in code and not re.search(r"\.objects\.visible_to\b", code)
    ]
    assert kaal == []


@pytest.mark.parametrize("bestand", [*VIEWS, *FORMS], ids=naam)
def test_views_and_forms_do_not_write(bestand):
    geschreven = [
        ast.unparse(knoop.func)
        for knoop in ast.walk(ast.parse(bestand.read_text()))
        if isinstance(knoop, ast.Call)
        and isinstance(knoop.func, ast.Attribute)
        and knoop.func.attr in SCHRIJVEN
        and not ast.unparse(knoop.func).startswith(("request.session", "hashlib", "self.cleaned_data", "context."))
    ]
    assert geschreven == []


@pytest.mark.parametrize("bestand", BESTANDEN, ids=naam)
def test_files_and_functions_stay_small(bestand):
    bron = bestand.read_text()
    assert bron.count("\n") <= 400
    lang = [
        f"{knoop.name}: {knoop.end_lineno - knoop.lineno + 1}"
        for knoop in ast.walk(ast.parse(bron))
        if isinstance(knoop, ast.FunctionDef)
        and knoop.end_lineno - knoop.lineno - len((ast.get_docstring(knoop) or "").splitlines()) > 40
    ]
    assert lang == []


@pytest.mark.parametrize("bestand", BESTANDEN, ids=naam)
def test_no_drawer_for_leftovers_and_no_signals(bestand):
    assert bestand.name not in VERBODEN_NAMEN
    assert "django.dispatch" not in bestand.read_text()
    assert "GenericForeignKey" not in bestand.read_text()


@pytest.mark.parametrize("bestand", sorted((WORTEL / "templates").rglob("*.html")), ids=naam)
def test_templates_stay_small_and_hold_no_style_script_or_unescaped_text(bestand):
    bron = bestand.read_text()
    assert bron.count("\n") <= 120
    assert not re.search(r"""\sstyle=|\son[a-z]+=|\|\s*safe\b|autoescape off|javascript:""", bron)


def test_all_public_functions_of_rules_have_a_docstring():
    zonder = [
        f"{naam(bestand)}:{knoop.name}"
        for bestand in BESTANDEN
        if is_laag(bestand, "rules") or "termijnen" in bestand.parts
        for knoop in ast.parse(bestand.read_text()).body
        if isinstance(knoop, ast.FunctionDef) and not knoop.name.startswith("_") and not ast.get_docstring(knoop)
    ]
    assert zonder == []

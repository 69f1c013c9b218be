"""The house rules that a reviewer would otherwise have to remember."""

import ast
import re
from functools import cache
from pathlib import Path

WORTEL = Path(__file__).parent.parent
PAKKETTEN = (
    "kern",
    "scholen",
    "voorlichting",
    "loket",
    "dossier",
    "arrangementen",
    "thuiszitters",
    "monitoring",
    "toezicht",
    "inrichting",
    "swv_portal",
)
BESTANDEN = sorted(
    bestand for pakket in PAKKETTEN for bestand in (WORTEL / pakket).rglob("*.py") if "migrations" not in bestand.parts
)
SCHRIJVEN = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
VERBODEN_NAMEN = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py", "constants.py"}
DELEN = re.compile(r"{%\s*(?:block (?P<open>\w+)|(?P<dicht>endblock)\b|url [^%]* as (?P<naam>\w+))[^%]*%}")
"""The parts of a template that open or close a block, or name an address."""


def naam(bestand: Path) -> str:
    return str(bestand.relative_to(WORTEL))


@cache
def boom(bestand: Path) -> ast.Module:
    return ast.parse(bestand.read_text())


def aanroepen(bestand: Path):
    for knoop in ast.walk(boom(bestand)):
        if isinstance(knoop, ast.Attribute):
            yield knoop, ast.unparse(knoop)


def is_laag(bestand: Path, laag: str) -> bool:
    return bestand.name == f"{laag}.py" or laag in bestand.parts


VIEWS = [bestand for bestand in BESTANDEN if is_laag(bestand, "views")]
FORMS = [bestand for bestand in BESTANDEN if is_laag(bestand, "forms")]


# Each of these looks at every file and names all that are wrong: a test per file took ten times as long.
def test_views_start_every_query_with_visible_to():
    kaal = [
        (naam(bestand), code)
        for bestand in VIEWS
        for knoop, code in aanroepen(bestand)
        if knoop.attr != "objects" and ".objects." in code and not re.search(r"\.objects\.visible_to\b", code)
    ]
    assert len(VIEWS) > 100
    assert kaal == []


def test_views_and_forms_do_not_write():
    geschreven = [
        (naam(bestand), ast.unparse(knoop.func))
        for bestand in [*VIEWS, *FORMS]
        for knoop in ast.walk(boom(bestand))
        if isinstance(knoop, ast.Call)
        and isinstance(knoop.func, ast.Attribute)
        and knoop.func.attr in SCHRIJVEN
        and not ast.unparse(knoop.func).startswith(("request.session", "hashlib", "self.cleaned_data", "context."))
    ]
    assert len(FORMS) > 50
    assert geschreven == []


def test_files_and_functions_stay_small():
    assert len(BESTANDEN) > 600
    assert [naam(bestand) for bestand in BESTANDEN if bestand.read_text().count("\n") > 400] == []
    lang = [
        f"{naam(bestand)}:{knoop.name}: {knoop.end_lineno - knoop.lineno + 1}"
        for bestand in BESTANDEN
        for knoop in ast.walk(boom(bestand))
        if isinstance(knoop, ast.FunctionDef)
        and knoop.end_lineno - knoop.lineno - len((ast.get_docstring(knoop) or "").splitlines()) > 40
    ]
    assert lang == []


def test_no_drawer_for_leftovers_and_no_signals():
    assert [naam(bestand) for bestand in BESTANDEN if bestand.name in VERBODEN_NAMEN] == []
    verboden = [
        (naam(bestand), woord)
        for bestand in BESTANDEN
        for woord in ("django.dispatch", "GenericForeignKey")
        if woord in bestand.read_text()
    ]
    assert verboden == []


def test_templates_stay_small_and_hold_no_style_script_or_unescaped_text():
    bronnen = {naam(een): een.read_text() for een in sorted((WORTEL / "templates").rglob("*.html"))}
    verboden = re.compile(r"""\sstyle=|\son[a-z]+=|\|\s*safe\b|autoescape off|javascript:""")
    assert len(bronnen) > 400
    assert [een for een, bron in bronnen.items() if bron.count("\n") > 120] == []
    assert [(een, gevonden[0]) for een, bron in bronnen.items() if (gevonden := verboden.search(bron))] == []


def test_all_public_functions_of_rules_have_a_docstring():
    zonder = [
        f"{naam(bestand)}:{knoop.name}"
        for bestand in BESTANDEN
        if is_laag(bestand, "rules") or "termijnen" in bestand.parts
        for knoop in boom(bestand).body
        if isinstance(knoop, ast.FunctionDef) and not knoop.name.startswith("_") and not ast.get_docstring(knoop)
    ]
    assert zonder == []


def test_each_decision_has_its_own_number_and_says_it_in_its_title():
    nummers = [een.name[:4] for een in sorted((WORTEL / "docs" / "adr").glob("*.md"))]
    assert len(nummers) == len(set(nummers))
    for een in (WORTEL / "docs" / "adr").glob("*.md"):
        assert een.read_text().startswith(f"# {int(een.name[:4])}. "), een.name


def blokken(tekst: str) -> list[tuple[str, set[str]]]:
    """Of each block its own text, without the blocks in it, and the names of addresses that it sets."""
    stapel: list[tuple[list[str], set[str]]] = [([], set())]
    klaar, begin = [], 0
    for deel in DELEN.finditer(tekst):
        stapel[-1][0].append(tekst[begin : deel.start()])
        begin = deel.end()
        if deel["open"]:
            stapel.append(([], {*stapel[-1][1]}))
        elif deel["dicht"]:
            klaar.append(stapel.pop())
        else:
            stapel[-1][1].add(deel["naam"])
    klaar.append(stapel.pop())
    return [("".join(stukken), namen) for stukken, namen in klaar]


def verloren(tekst: str) -> set[str]:
    """The addresses that are named in one block and used in another, where they are not there."""
    alle = blokken(tekst)
    namen = {naam for _, gezet in alle for naam in gezet}
    return {
        naam
        for woorden, gezet in alle
        for naam in namen - gezet
        if re.search(rf'href={naam}\b|href="{{{{ {naam} }}}}"', woorden)
    }


def test_an_address_that_a_block_names_is_used_in_that_block_alone():
    """Elsewhere it is empty: a link that leads nowhere, and a button "Nee, terug" that sends its form."""
    begin = '{% block een %}{% url "a" b as terug %}{% endblock een %}'
    fout = begin + '{% block twee %}{% knop "x" href=terug %}{% endblock %}'
    assert verloren(fout) == {"terug"}
    assert verloren(fout.replace("{% knop", '{% url "a" b as terug %}{% knop')) == set()
    bronnen = {naam(een): een.read_text() for een in (WORTEL / "templates").rglob("*.html")}
    assert {een: weg for een, bron in bronnen.items() if (weg := verloren(bron))} == {}

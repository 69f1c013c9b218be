"""The texts that the source marks for translation, as xgettext finds them, without needing it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from start.vertalingen import ALTIJD, RUIMTEN, WOORDEN, WORTEL, sjablonen

MERKEN = frozenset(woord.split(":")[0] for woord in WOORDEN)
IN_SJABLOON = re.compile(r"""(?:gettext|_)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


def gemarkeerd() -> set[str]:
    """Every Dutch text that must be in each catalogue: of sentences, of templates and of Python."""
    return set(_in_python()) | set(_in_sjablonen())


def _in_python() -> Iterator[str]:
    for ruimte in RUIMTEN:
        for pad in sorted((WORTEL / ruimte).rglob("*.py")):
            bron, hier = pad.read_text(encoding="utf-8"), str(pad.relative_to(WORTEL))
            if hier.startswith(ALTIJD) or "utils.translation import" in bron:
                yield from _genoemd(ast.parse(bron))


def _genoemd(boom: ast.AST) -> Iterator[str]:
    for deel in ast.walk(boom):
        if isinstance(deel, ast.Call) and getattr(deel.func, "id", "") in MERKEN and deel.args:
            eerste = deel.args[0]
            if isinstance(eerste, ast.Constant) and isinstance(eerste.value, str):
                yield eerste.value


def _in_sjablonen() -> Iterator[str]:
    for pad in sjablonen():
        bron = pad.read_text(encoding="utf-8")
        if "translate" in bron or '_("' in bron:
            for een in IN_SJABLOON.findall(templatize(bron)):
                yield ast.literal_eval(een)

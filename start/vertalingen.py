"""New texts into each language, still empty, and what is translated compiled. Needs gettext of Debian.

Texts come from the sentences of letters and of the dossier (Zin), and from what Django itself marks: `{% translate %}`
and `_("…")` in templates, `gettext` in forms. They stand in one catalogue: one speaker signs off all of a language.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

WORTEL = Path(__file__).parent.parent
MAP = WORTEL / "loket" / "uitleg" / "locale"
TUSSEN = WORTEL / ".data" / "vertalingen"
ALTIJD = ("loket/uitleg", "dossier/rules", "kern/bestanden", "kern/bestanden/controle")
"""Rooms whose `_` makes a Zin, and the check of files, which knows no Django: see WOORDEN."""
RUIMTEN = ("kern", "scholen", "voorlichting", "loket", "arrangementen", "thuiszitters", "dossier", "swv_portal")
TEKENS = ("--no-wrap", "--sort-output")
WOORDEN = ("Afgekeurd", "zin", "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2")


def bronnen() -> Iterator[Path]:
    """Every file with texts, templates as something that xgettext can read."""
    for ruimte in ALTIJD:
        yield from sorted((WORTEL / ruimte).glob("*.py"))
    for ruimte in RUIMTEN:
        for pad in sorted((WORTEL / ruimte).rglob("*.py")):
            if not str(pad.relative_to(WORTEL)).startswith(ALTIJD) and "utils.translation import" in pad.read_text():
                yield pad
    for pad in sjablonen():
        tekst = pad.read_text(encoding="utf-8")
        if "translate" in tekst or '_("' in tekst:
            doel = TUSSEN / pad.relative_to(WORTEL)
            doel.parent.mkdir(parents=True, exist_ok=True)
            doel.write_text(templatize(tekst), encoding="utf-8")
            yield doel


def sjablonen() -> Iterator[Path]:
    """Every template with words for the screen: pages, and what allauth says once."""
    yield from sorted((WORTEL / "templates").rglob("*.html"))
    yield from sorted((WORTEL / "templates" / "account" / "messages").glob("*.txt"))


def bijwerken() -> None:
    TUSSEN.mkdir(parents=True, exist_ok=True)
    pot = TUSSEN / "alle.pot"
    woorden = ["-k", *(f"-k{woord}" for woord in WOORDEN)]
    opdracht = ["xgettext", "-L", "Python", *woorden, *TEKENS, "--no-location", "--from-code=UTF-8", "-o", "-"]
    gevonden = _doe(*opdracht, *(str(pad) for pad in bronnen()))
    regels = [regel for regel in gevonden.splitlines() if not regel.startswith(('"POT-Creation', '"Report-Msgid'))]
    pot.write_text("\n".join(regels) + "\n", encoding="utf-8")
    for po in sorted(MAP.glob("*/LC_MESSAGES/django.po")):
        _doe("msgmerge", "-q", "--update", "--backup=none", "--no-fuzzy-matching", *TEKENS, str(po), str(pot))
        netjes = _doe("msgattrib", "--no-obsolete", *TEKENS, str(po))
        po.write_text(netjes, encoding="utf-8")
        _doe("msgfmt", "-c", "--no-hash", "-o", str(po.with_suffix(".mo")), str(po))
        leeg = _doe("msgattrib", "--untranslated", "--no-obsolete", str(po)).count("\nmsgid ")
        print(f"  {po.parent.parent.name}: {max(leeg - 1, 0) if leeg else 0} nog te vertalen")


def _doe(*opdracht: str) -> str:
    klaar = subprocess.run(opdracht, check=False, capture_output=True, text=True, cwd=WORTEL)
    if klaar.returncode:
        raise SystemExit(f"{opdracht[0]}: {klaar.stderr}")
    return klaar.stdout


if __name__ == "__main__":
    bijwerken()

"""What holds for the text of every template."""

from __future__ import annotations

import re
from pathlib import Path

SJABLONEN = sorted((Path(__file__).parent.parent / "templates").rglob("*.html"))
DELEN = re.compile(r"{%\s*(?:block (?P<open>\w+)|(?P<dicht>endblock)\b|url [^%]* as (?P<naam>\w+))[^%]*%}")


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
    assert {str(pad): verloren(pad.read_text()) for pad in SJABLONEN if verloren(pad.read_text())} == {}

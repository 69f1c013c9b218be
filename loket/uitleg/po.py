"""Reading a .po file: as much of the format as ours have. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Tekst:
    """One text: its Dutch (msgid), the Dutch for more than one, and the translation by plural form."""

    msgid: str
    meervoud: str
    vertaling: tuple[str, ...]

    @property
    def naast(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The Dutch and the translation as a speaker reads them: without tags, what the portal fills in as {dag}."""
        return tuple(leesbaar(een) for een in (self.msgid, self.meervoud) if een), tuple(map(leesbaar, self.vertaling))


def leesbaar(tekst: str) -> str:
    """The words of a text: `<strong>%(naam)s</strong> belt` is `{naam} belt`."""
    return re.sub(r"%\((\w+)\)[sd]", r"{\1}", re.sub(r"</?[a-z][^<>]*>", "", tekst))


def lezen(bron: str) -> Iterator[Tekst]:
    """Every entry of a .po file, the header (with an empty msgid) included."""
    for alinea in bron.split("\n\n"):
        velden: dict[str, str] = {}
        naam = ""
        for regel in alinea.splitlines():
            if not regel or regel.startswith("#"):
                continue
            if not regel.startswith('"'):
                naam, regel = regel.split(" ", 1)
                velden[naam] = ""
            velden[naam] += ast.literal_eval(regel)
        if velden:
            vormen = [waarde for sleutel, waarde in velden.items() if sleutel.startswith("msgstr")]
            yield Tekst(velden["msgid"], velden.get("msgid_plural", ""), tuple(vormen))

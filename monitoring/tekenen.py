"""From a chart to its SVG: drawn once for the same figures, in the colours of who reads it (docs/adr/0037)."""

from __future__ import annotations

import atexit
import json
import logging
import os
import re
import select
import subprocess
import sys
import threading
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kern.brieven.kleuren import contrast, lezen

from .grafieken import KLEUR, VEGA_LITE, Grafiek

logger = logging.getLogger(__name__)
BEWAAR = 30 * 24 * 3600
WACHTTIJD = 20.0
"""Seconds for one chart: it takes 0.05, the first of a process a second."""
UITGAVE = "1"
"""Part of the key in the cache: raise it when the same specification must be drawn anew."""
DELEN = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan"})
EIGENSCHAPPEN = re.compile(
    "viewBox|transform|d|[xy][12]?|d[xy]|r|c[xy]|width|height|r[xy]|fill|stroke|stroke-(width|dasharray|linecap|linejoin)"
    "|(fill|stroke)-opacity|text-anchor|font-(family|size|weight)"
)
"""What of an SVG is kept; no style or script, which the CSP would refuse."""
OP_SCHERM = {
    KLEUR[naam]: f"var(--swv-{naam})" for naam in ("grafiek-1", "grafiek-2", "grafiek-3", "grafiek-4")
} | {
    KLEUR["vlak"]: "var(--swv-grafiek-vlak)",
    KLEUR["lijn"]: "var(--basis-color-default-border-subtle)",
    KLEUR["grond"]: "var(--basis-color-default-bg-document)",
}  # fmt: skip
TEKSTKLEUR = {KLEUR["zacht"]: "zacht", KLEUR["vet"]: "vet"}
"""The style sheet gives text its colour, by a class."""
PLEK = re.compile("#0101[0-9]{2}")


class TekenFout(Exception):
    """A chart could not be drawn; its table is there without it."""


class Tekenaar:
    """The drawing process of this process: begun with the first chart, and anew when it stopped."""

    def __init__(self) -> None:
        self._kind: subprocess.Popen[str] | None = None
        self._van = 0
        self._slot = threading.Lock()

    def klaarzetten(self) -> None:
        """Begin it already: for a worker, before its memory is limited, since a child inherits that.

        A process that was split off (fork) begins its own: two on one pipe would get each other's charts.
        """
        if self._van != os.getpid():
            self._kind, self._van = None, os.getpid()
        elif self._kind and self._kind.poll() is not None:
            self.stoppen()
        if self._kind is None:
            self._kind = subprocess.Popen(
                [sys.executable, "-m", "monitoring.tekenaar"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=settings.BASE_DIR,
                env={naam: os.environ[naam] for naam in ("PATH", "LANG", "LC_ALL", "TMPDIR") if naam in os.environ},
            )

    def teken(self, grafiek: Grafiek) -> str:
        """The SVG as vl-convert gives it. Raises TekenFout.

        A process that has died is begun anew, once; one that thinks too long is not asked the same again.
        """
        vraag = json.dumps({"spec": grafiek.spec, "versie": VEGA_LITE})
        with self._slot:
            try:
                antwoord = self._vragen(vraag)
            except TimeoutError as fout:
                raise TekenFout("het tekenproces antwoordt niet") from fout
            except OSError:
                try:
                    antwoord = self._vragen(vraag)
                except OSError as fout:
                    raise TekenFout("het tekenproces antwoordt niet") from fout
        if "fout" in antwoord:
            raise TekenFout(antwoord["fout"])
        return antwoord["svg"]

    def _vragen(self, vraag: str) -> dict[str, str]:
        """Raises OSError when it does not answer; then it is ended."""
        try:
            self.klaarzetten()
            return self._antwoord(vraag)
        except OSError:
            self.stoppen()
            raise

    def _antwoord(self, vraag: str) -> dict[str, str]:
        kind = self._kind
        if kind is None or kind.stdin is None or kind.stdout is None:
            raise OSError("niet begonnen")
        kind.stdin.write(vraag + "\n")
        kind.stdin.flush()
        if not select.select([kind.stdout], [], [], WACHTTIJD)[0]:
            raise TimeoutError("te lang")
        if not (regel := kind.stdout.readline()):
            raise OSError("gestopt")
        gelezen: dict[str, str] = json.loads(regel)
        return gelezen

    def stoppen(self) -> None:
        """End it; the next chart begins a new one."""
        if kind := self._kind:
            self._kind = None
            kind.kill()
            kind.wait()
            for pijp in (kind.stdin, kind.stdout):
                if pijp:
                    try:
                        pijp.close()
                    except OSError:
                        continue


tekenaar = Tekenaar()
atexit.register(tekenaar.stoppen)


def ruw(grafiek: Grafiek) -> str:
    """The drawing with the names of its colours, from the cache where it was drawn before. Raises TekenFout."""
    sleutel = f"grafiek:{UITGAVE}:{VEGA_LITE}:{grafiek.sleutel}"
    svg: str | None = cache.get(sleutel)
    if svg is None:
        svg = opgeschoond(tekenaar.teken(grafiek))
        cache.set(sleutel, svg, BEWAAR)
    return svg


def op_scherm(grafiek: Grafiek) -> SafeString:
    """For a page: it follows the theme and the light of the device. Empty when it cannot be drawn."""
    try:
        svg = ruw(grafiek)
    except TekenFout as fout:
        logger.error("a chart was not drawn: %s", fout)
        return mark_safe("")
    svg = re.sub(r' fill="(#0101[0-9]{2})"', lambda m: _op_scherm("fill", m[1]), svg)
    svg = re.sub(r' stroke="(#0101[0-9]{2})"', lambda m: _op_scherm("stroke", m[1]), svg)
    svg = re.sub(r' font-(?:family|size)="[^"]*"', "", svg)
    begin = format_html('<svg role="img" focusable="false" aria-label="{}"', grafiek.zin)
    return mark_safe(begin + svg.removeprefix("<svg"))  # noqa: S308 - of what opgeschoond() kept


def in_druk(grafiek: Grafiek, merkkleur: str = "") -> SafeString:
    """For a PDF: on white, in the colour of the SWV, with the font of the letters. Raises TekenFout.

    WeasyPrint makes of the title what a reader says instead of the picture.
    """
    kleuren = drukkleuren(merkkleur)
    svg = ruw(grafiek).replace(f'fill="{KLEUR["vet"]}"', f'fill="{KLEUR["vet"]}" font-weight="700"')
    svg = PLEK.sub(lambda m: kleuren[m[0]], svg)
    svg = re.sub(r' font-family="[^"]*"', ' font-family="Source Sans 3 latin"', svg)
    begin, rest = svg.split(">", 1)
    return mark_safe(begin + format_html(' role="img"><title>{}</title>', grafiek.zin) + rest)  # noqa: S308


def drukkleuren(merkkleur: str = "") -> Mapping[str, str]:
    """What stands for a colour → the colour on white paper; each beside the next also differs when copied in grey."""
    merk = merkkleur or "#17566b"
    vol = merk if contrast(lezen(merk), (255, 255, 255)) >= 4.5 else "#33434b"
    licht = "#" + "".join(f"{round(deel * 0.45 + 255 * 0.55):02x}" for deel in lezen(vol))
    waarden = {"grafiek-1": vol, "grafiek-2": "#c05f1c", "grafiek-3": licht, "grafiek-4": "#8a8f94"}
    waarden |= {"vlak": "#dddcd9", "lijn": "#dddcd9", "grond": "#ffffff", "zacht": "#4a5960", "vet": "#0f232b"}
    return {KLEUR[naam]: kleur for naam, kleur in waarden.items()}


def _op_scherm(wat: str, kleur: str) -> str:
    if kleur in TEKSTKLEUR:
        return f' class="{TEKSTKLEUR[kleur]}"' if wat == "fill" else ' stroke="currentColor"'
    return f' {wat}="{OP_SCHERM[kleur]}"'


def opgeschoond(svg: str) -> str:
    """The same drawing without what a page does not need or would refuse: size, classes, styles, empty paths."""
    wortel = fromstring(svg)
    return tostring(_kaal(wortel), encoding="unicode")


def _kaal(van: Element) -> Element:
    naam = van.tag.rpartition("}")[2]
    weg = ("none", "transparent")
    kaal = Element(naam, {wat: een for wat, een in van.attrib.items() if EIGENSCHAPPEN.fullmatch(wat)})
    if naam == "svg":
        kaal.attrib = {"viewBox": van.attrib["viewBox"]}
    kaal.text = van.text
    for kind in van:
        deel = kind.tag.rpartition("}")[2]
        leeg = deel == "path" and (not kind.get("d") or "background" in kind.get("class", ""))
        if deel in DELEN and not leeg and kind.get("display") not in weg:
            kaal.append(_kaal(kind))
    return kaal

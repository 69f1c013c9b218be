"""Twenty-five ways to have a printer of HTML fetch what it should not (T32), and a listener that counts who comes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KANARIE = "dit-is-van-buiten-de-brief"
"""What is in the file that the attacks want, and in every answer of the listener."""

AANVALLEN = {
    "picture from the web": '<img alt="x" src="http://{web}/x.png">',
    "picture from disk": '<img alt="x" src="file://{bestand}">',
    "up the tree": '<img alt="x" src="asset:../models.py">',
    "up the tree, encoded": '<img alt="x" src="asset:%2e%2e/models.py">',
    "absolute asset": '<img alt="x" src="asset:{bestand}">',
    "asset that is not there": '<img alt="x" src="asset:weg.png">',
    "import in a style": "<style>@import url(http://{web}/x.css);</style>",
    "style sheet from disk": '<link rel="stylesheet" href="file://{bestand}">',
    "style sheet from the web": '<link rel="stylesheet" href="http://{web}/x.css">',
    "background": '<p style="background:url(http://{web}/x.png)">x</p>',
    "bullet": '<ul><li style="list-style-image:url(http://{web}/x.png)">x</li></ul>',
    "attachment": '<a rel="attachment" href="file://{bestand}">x</a>',
    "attachment in the head": '<link rel="attachment" href="file://{bestand}">',
    "object": '<object data="file://{bestand}"></object>',
    "embed": '<embed src="http://{web}/x.svg">',
    "picture in svg": '<svg viewBox="0 0 9 9"><title>x</title><image width="9" height="9" href="file://{bestand}"/></svg>',
    "svg within data within svg": '<svg viewBox="0 0 9 9"><title>x</title><image width="9" height="9" '
    'href="data:image/svg+xml,%3Csvg%3E%3Cimage href=%22http://{web}/x.png%22/%3E%3C/svg%3E"/></svg>',
    "metadata address of a cloud": '<img alt="x" src="http://169.254.169.254/latest/meta-data/">',
    "svg as data": '<img alt="x" src="data:image/svg+xml;base64,PHN2Zy8+">',
    "page as data": '<object data="data:text/html,x"></object>',
    "font": "<style>@font-face{{font-family:x;src:url(http://{web}/x.woff2)}}p{{font-family:x}}</style><p>x</p>",
    "relative": '<img alt="x" src="x.png">',
    "ftp": '<img alt="x" src="ftp://127.0.0.1/x.png">',
    "redirect to a file": '<img alt="x" src="http://{web}/naar-bestand">',
}
"""By name; {web} and {bestand} are filled in by Buiten.aanval. Each stops a letter that holds it as HTML."""
LENEN = '<svg viewBox="0 0 9 9"><title>x</title><use href="file://{bestand}#a"/></svg>'
"""This one is left out of the drawing in silence."""


@dataclass
class Buiten:
    """The world outside the letter: a web server that counts its visitors, and a file."""

    web: str
    bestand: Path
    bezoek: list[bytes]

    def aanval(self, vorm: str) -> str:
        return vorm.format(web=self.web, bestand=self.bestand)

    def aanvallen(self) -> list[str]:
        return [self.aanval(vorm) for vorm in (*AANVALLEN.values(), LENEN)]


@contextlib.contextmanager
def buiten(map_: Path) -> Iterator[Buiten]:
    """A listener on this machine that redirects everybody to the file, and that file."""
    bestand = map_ / "geheim.svg"
    bestand.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title id="a">{KANARIE}</title></svg>')
    with socket.create_server(("127.0.0.1", 0)) as deur:
        wereld = Buiten(f"127.0.0.1:{deur.getsockname()[1]}", bestand, [])
        threading.Thread(target=_antwoorden, args=(deur, wereld), daemon=True).start()
        try:
            yield wereld
        finally:
            deur.shutdown(socket.SHUT_RDWR)


def _antwoorden(deur: socket.socket, wereld: Buiten) -> None:
    kop = f"HTTP/1.1 302 Found\r\nLocation: file://{wereld.bestand}\r\nContent-Length: 0\r\n\r\n"
    with contextlib.suppress(OSError):  # the door is closed
        while True:
            gast, _ = deur.accept()
            with gast:
                gast.settimeout(2)
                wereld.bezoek.append(gast.recv(200))
                gast.sendall(kop.encode())

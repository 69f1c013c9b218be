"""By what the holder of a letter can ask whether it is genuine: a QR code with an id, and a short code to type. Pure.

The id cannot be guessed and says nothing; whoever has only a photo of the QR code still needs the code beside it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from html import escape

PAD = "/echt/"
"""Where the page is; it is printed, so it never moves."""
ALFABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, so that a letter is never read as another, and no word comes about."""
LENGTE = 8
ZOALS = str.maketrans("OIL", "011")
QR, ADRES, CODE = "<!--controle-qr-->", "<!--controle-adres-->", "<!--controle-code-->"
"""The marks in the frozen words (see dagtekening)."""
RAND = 4
"""White squares around a QR code; readers count on four."""


@dataclass(frozen=True)
class Controle:
    """What is printed in one dated letter. site: where the portal is, such as https://portaal.swv.example."""

    id: str
    code: str
    site: str

    def invullen(self, html: str) -> str:
        """The words with QR code, address and code in the place of their marks."""
        adres = f"{self.site}{PAD}"
        kort = adres.removeprefix("https://").removeprefix("http://").rstrip("/")
        url = f"{adres}{self.id}/"
        zichtbaar = f'<a href="{escape(url)}">{escape(kort)}</a>'
        return html.replace(QR, qr(url)).replace(ADRES, zichtbaar).replace(CODE, leesbaar(self.code))


def nieuw_id() -> str:
    """128 bits, in 22 characters that need no escaping in a URL."""
    return secrets.token_urlsafe(16)


def nieuwe_code() -> str:
    """40 bits: enough beside the limits of the page, and short enough to type."""
    return "".join(secrets.choice(ALFABET) for _ in range(LENGTE))


def leesbaar(code: str) -> str:
    """7K4M92QD as it is printed: 7K4M-92QD."""
    return f"{code[:4]}-{code[4:]}"


def opgeschoond(getypt: str, lengte: int = LENGTE) -> str:
    """What somebody typed as a code: without spaces and dashes, in capitals, an O for a zero; "" when it is none."""
    code = "".join(teken for teken in getypt.upper() if teken.isalnum()).translate(ZOALS)
    return code if len(code) == lengte and set(code) <= set(ALFABET) else ""


@lru_cache(maxsize=64)
def qr(url: str) -> str:
    """A QR code as a drawing with words for who cannot see it; no style, so that it fits the CSP on screen."""
    import segno

    code = segno.make(url, error="m", micro=False)
    breedte, _ = code.symbol_size(border=RAND)
    _, _, pad = code.svg_inline(border=RAND, omitsize=True, svgclass=None, lineclass=None).partition("<path")
    vlak = f'<rect width="{breedte}" height="{breedte}" fill="#ffffff"/>'
    woorden = "<title>QR-code naar de pagina waar u nakijkt of deze brief echt is</title>"
    kop = f'<svg class="qr" viewBox="0 0 {breedte} {breedte}" role="img" focusable="false">'
    return f"{kop}{woorden}{vlak}<path{pad}"

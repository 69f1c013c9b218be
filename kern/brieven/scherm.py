"""The same letter on screen: the frozen words with the style sheets of the portal and a way back. Pure."""

from collections.abc import Sequence
from html import escape

from .talen import Taal

STIJL = '<link rel="stylesheet" href="asset:brief.css">'
LICHAAM = "<body>"


def voor_scherm(
    html: str,
    *,
    stijlen: Sequence[str],
    terug: str,
    terug_tekst: str,
    uitleg: str = "",
    pdf: str = "",
    gewone_taal: str = "",
    in_taal: tuple[Taal, str] | None = None,
    bijlagen: Sequence[tuple[str, str]] = (),
) -> str:
    """A dated letter (or a preview) as a page of the portal: no inline style, so that it fits the CSP.

    stijlen: URLs of the fonts and colours of the portal and of brieven/brief.css, in that order; terug: URL of the page
    before; pdf: URL of the same letter to keep or print; gewone_taal: URL of the same in plain words, and in_taal what
    that is called in the language of the reader; bijlagen: name and URL of what goes along. Both anchors of the
    template are raw tags, which escaped text of people cannot hold. Raises ValueError when the letter was not made by
    our templates.
    """
    if html.count(STIJL) != 1 or html.count(LICHAAM) != 1:
        raise ValueError("Deze brief is niet met onze sjablonen gemaakt.")
    links = "\n".join(f'<link rel="stylesheet" href="{escape(stijl)}">' for stijl in stijlen)
    tekst = f"<span>{escape(uitleg)}</span>" if uitleg else ""
    bewaren = f'<a href="{escape(pdf)}">Download als pdf</a>' if pdf else ""
    gewoon = f'<a href="{escape(gewone_taal)}">Lees in gewone taal{_eigen(in_taal)}</a>' if gewone_taal else ""
    weg = f'<a href="{escape(terug)}">{escape(terug_tekst)}</a>'
    erbij = "".join(f'<a href="{escape(url)}">Bijlage: {escape(naam)} (pdf)</a>' for naam, url in bijlagen)
    balk = f'<nav class="balk" aria-label="Brief">{weg}{tekst}{gewoon}{bewaren}{erbij}</nav>'
    return html.replace(STIJL, links).replace(LICHAAM, f"{LICHAAM}\n{balk}")


def _eigen(in_taal: tuple[Taal, str] | None) -> str:
    if in_taal is None:
        return ""
    taal, woorden = in_taal
    return f' · <span lang="{taal.code}" dir="{taal.richting}">{escape(woorden)}</span>'

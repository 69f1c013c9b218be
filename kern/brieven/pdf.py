"""From the words of a letter to its PDF. The one place that knows WeasyPrint.

WeasyPrint costs a second to import and a font configuration 0.4 s, so both are made once per worker process
(opwarmen), after the fork, and never in a web process.
"""

import atexit
import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.conf import settings

from .kleuren import tokens
from .scherm import STIJL
from .tekens import LETTERTYPEN, gelijk, onbekende_tekens_in_html, te_zwaar

if TYPE_CHECKING:
    from weasyprint import Document

OPMAAK = Path(__file__).parent / "static" / "brieven"
MAX_GEHEUGEN = 1024**3
OEFENMERK = """@page{@top-center{
  content:"OEFENEN – AAN DIT STUK HEEFT NIEMAND RECHTEN";
  font:700 8.5pt "Source Sans 3";letter-spacing:.15em;color:#8a1f11}}"""
"""On every page of all that is printed in the portal for practice: letters, reports and returns (docs/adr/0051)."""

MIDDELEN = {
    bestand.name: (bestand, soort)
    for map_, patroon, soort in (
        (OPMAAK, "*.css", "text/css"),
        (LETTERTYPEN, "*.css", "text/css"),
        (LETTERTYPEN, "*.woff2", "font/woff2"),
    )
    for bestand in sorted(map_.glob(patroon))
}
"""All that a letter may load by `asset:<name>`. A name that is not in this list does not exist."""

BEELD = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*\Z")
MERKKLEUR = re.compile(r'<meta name="theme-color" content="(#[0-9a-f]{6})">')

UA_CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/UA-1 beside PDF/A-2a: WeasyPrint writes one claim a file, and PDF/A wants unknown properties described."""


class PdfFout(Exception):
    """The letter cannot be printed as it is written. The reason holds no words of the letter, so it may be logged."""


def beperk_kind() -> None:
    """Limit the memory of this process to 1 GiB, so that a letter that explodes takes only its own worker along.

    For worker_process_init, before opwarmen; never in a web process. Only the soft limit: a process that it begins may
    take its own room again, as the one that draws charts does.
    """
    import resource  # absent on Windows, where no worker runs

    _, hoogste = resource.getrlimit(resource.RLIMIT_AS)
    grens = MAX_GEHEUGEN if hoogste == resource.RLIM_INFINITY else min(MAX_GEHEUGEN, hoogste)
    resource.setrlimit(resource.RLIMIT_AS, (grens, hoogste))


def inladen() -> None:
    """Import WeasyPrint and read which characters we have, for worker_init: each child then has it from its parent."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig|FontConfig cannot load default")
        import weasyprint.text.fonts  # noqa: F401
    onbekende_tekens_in_html("")


def opwarmen() -> None:
    """Load WeasyPrint and the fonts, for worker_process_init; otherwise the first letter waits for it."""
    inladen()
    _lettertypen()


def afsluiten() -> None:
    """Throw the unpacked fonts away, for worker_process_shutdown: a prefork child ends without cleaning up."""
    _lettertypen.cache_clear()


def html_naar_pdf(html: str) -> bytes:
    """Print a letter: tagged PDF that claims PDF/UA-1 and PDF/A-2a, with only our own fonts in it.

    The same html gives the same bytes. Raises PdfFout when a character has no glyph, when the letter is too heavy, when
    it asks for anything but `asset:` and embedded pictures, or when WeasyPrint reports an error: rather no letter than
    a wrong one.
    """
    html = gelijk(html)
    if zin := te_zwaar(html):
        raise PdfFout(zin)
    if onbekend := onbekende_tekens_in_html(html):
        raise PdfFout(f"Niet af te drukken tekens: {', '.join(onbekend)}")
    from weasyprint import CSS, HTML
    from weasyprint.urls import FatalURLFetchingError

    lettertypen, fetcher = _lettertypen(), _fetcher()
    with _fouten_opvangen() as fouten:
        try:
            stijlen = [*lettertypen.css, CSS(string=tokens(_merkkleur(html)))]
            if settings.OEFENEN:
                stijlen.append(CSS(string=OEFENMERK))
            document = HTML(string=html.replace(STIJL, ""), url_fetcher=fetcher).render(
                font_config=lettertypen.configuratie, stylesheets=stijlen
            )
            pdf = _schrijven(document)
        except FatalURLFetchingError:
            fouten.append("iets van buiten de brief gevraagd")
        except MemoryError:
            fouten.append("te weinig geheugen")
    if fetcher.geweigerd or fouten:
        raise PdfFout("De brief is niet gemaakt: " + "; ".join(fouten or ["iets van buiten de brief gevraagd"]))
    return pdf


def _merkkleur(html: str) -> str:
    gevonden = MERKKLEUR.search(html)
    return gevonden[1] if gevonden else ""


def _schrijven(document: "Document") -> bytes:
    """Write the PDF with both claims, and metadata that are not compressed (a reader must find the claims)."""
    metadata: Any = document.metadata
    rdf, opnemen = metadata.generate_rdf_metadata, metadata.include_in_pdf
    metadata.generate_rdf_metadata = lambda *soort: rdf(*soort).replace(b"</rdf:RDF>", UA_CLAIM + b"</rdf:RDF>")
    metadata.include_in_pdf = lambda pdf, variant, versie, niveau, _: opnemen(pdf, variant, versie, niveau, False)
    with warnings.catch_warnings():  # WeasyPrint 70 leaves its colour profile to the garbage collector
        warnings.filterwarnings("ignore", message="unclosed file .*sRGB2014", category=ResourceWarning)
        pdf: bytes = document.write_pdf(pdf_variant="pdf/a-2a")
    return pdf


@cache
def _lettertypen() -> SimpleNamespace:
    """The font configuration of this process and the parsed style sheets, without any font of the system."""
    inladen()
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    eerder = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(LETTERTYPEN / "geen-systeemlettertypen.conf")
    try:
        configuratie = FontConfiguration()
    finally:
        if eerder is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = eerder
    _regeleinden_eenduidig()
    _taal_van_een_deel()
    _elk_teken_een_tekst()
    atexit.register(afsluiten)
    with _fouten_opvangen(vanaf=logging.WARNING) as fouten:
        bron = (LETTERTYPEN / "lettertypen.css").read_text(encoding="utf-8")
        css = CSS(string=bron, url_fetcher=_fetcher(), font_config=configuratie)
    with _fouten_opvangen() as ook:  # at a warning: what is for screens only is not understood here
        brief = CSS(string=(OPMAAK / "brief.css").read_text(encoding="utf-8"), url_fetcher=_fetcher())
    if fouten := fouten + ook:
        raise PdfFout("De lettertypen zijn niet te laden: " + "; ".join(fouten))
    return SimpleNamespace(configuratie=configuratie, css=(brief, css))


@cache
def _regeleinden_eenduidig() -> None:
    """Close every stream with CR LF instead of pydyf's LF.

    Compressed data that happen to end with CR make CR LF out of that LF, and a strict reader then counts a byte too few
    (about one letter in twenty failed PDF/A 6.1.7.1). After CR LF there is only one way to read it.
    """
    import pydyf

    data = pydyf.Stream.data.fget
    pydyf.Stream.data = property(lambda stroom: data(stroom).removesuffix(b"\nendstream") + b"\r\nendstream")


@cache
def _elk_teken_een_tekst() -> None:
    """Give each glyph a text to be read as, also one that shares its place with others.

    In the Arabic for "first" lam, its mark and alef are one cluster of two glyphs; WeasyPrint 70 gives the whole text
    to one and nothing to the other, and PDF/UA and PDF/A refuse an empty entry. A word joiner has no sound or width.
    """
    import weasyprint.pdf

    bouwen = weasyprint.pdf.build_fonts_dictionary

    def met_tekst(pdf: Any, fonts: Any, *rest: Any) -> Any:
        for font in fonts.values():
            font.to_unicode.update({teken: "\u2060" for teken, tekst in font.to_unicode.items() if not tekst})
        return bouwen(pdf, fonts, *rest)

    weasyprint.pdf.build_fonts_dictionary = met_tekst


@cache
def _taal_van_een_deel() -> None:
    """Write in the tree of tags which language a part is in (PDF/UA 7.2): WeasyPrint 70 says only that of the whole.

    Otherwise a voice reads the Arabic page of a letter with the sounds of Dutch.
    """
    import pydyf
    from weasyprint.pdf import tags

    bouwen = tags._build_box_tree

    def met_taal(box: Any, *rest: Any) -> Iterator[Any]:
        for element in bouwen(box, *rest):
            bron = getattr(box, "_box", box).element  # one out of the flow is wrapped
            if bron is not None and bron.tag != "html" and (taal := bron.get("lang")):
                element["Lang"] = pydyf.String(taal)
            yield element

    tags._build_box_tree = met_taal


def _fetcher() -> Any:
    """What a letter may load: our own assets by name, and pictures that are in the letter itself."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class EigenMiddelen(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
            self.geweigerd = False

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("asset:") and (gevonden := MIDDELEN.get(url.removeprefix("asset:"))):
                bestand, soort = gevonden
                return URLFetcherResponse(url, bestand.read_bytes(), {"Content-Type": soort})
            if BEELD.match(url):
                return super().fetch(url, headers)
            self.geweigerd = True
            raise ValueError("refused")

    return EigenMiddelen()


@contextmanager
def _fouten_opvangen(vanaf: int = logging.ERROR) -> Iterator[list[str]]:
    """Collect what WeasyPrint reports, in its own words without arguments: those could hold words of the letter."""
    fouten: list[str] = []

    class Opvanger(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            fouten.append(str(record.msg))

    logger = logging.getLogger("weasyprint")
    eerder = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [Opvanger(level=vanaf)], False
    try:
        yield fouten
    finally:
        logger.handlers, logger.propagate = eerder

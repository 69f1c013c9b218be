"""The least that printing and sealing a letter can cost: WeasyPrint and pyHanko as their manuals say, in one loop.

A process of its own without Django, with one font configuration for all letters. No check of characters, no claim of
PDF/UA, no place for the seal in the structure, nothing kept.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

BRIEVEN = Path(__file__).resolve().parent.parent / "kern" / "brieven"
MIDDELEN = {pad.name: pad for map_ in ("static/brieven", "lettertypen") for pad in (BRIEVEN / map_).glob("*.*")}


def lus(lijn: Connection, omgeving: dict[str, str]) -> None:
    """Print and seal each list of letters that comes; answer with the seconds by the clock and of the processor.

    Ends when there comes None.
    """
    os.environ.update(omgeving)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    maken = _maken()
    while (brieven := lijn.recv()) is not None:
        begin, werk = time.perf_counter(), time.process_time()
        for html in brieven:
            maken(html)
        lijn.send((time.perf_counter() - begin, time.process_time() - werk))


def _maken() -> Callable[[str], bytes]:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Middelen(URLFetcher):  # type: ignore[misc]
        def fetch(self, url, headers=None):  # type: ignore[no-untyped-def]
            pad = MIDDELEN[url.removeprefix("asset:")]
            soort = "text/css" if pad.suffix == ".css" else "font/woff2"
            return URLFetcherResponse(url, pad.read_bytes(), {"Content-Type": soort})

    os.environ["FONTCONFIG_FILE"] = str(BRIEVEN / "lettertypen" / "geen-systeemlettertypen.conf")
    fetcher, lettertypen = Middelen(), FontConfiguration()
    css = CSS(string=MIDDELEN["lettertypen.css"].read_text(), url_fetcher=fetcher, font_config=lettertypen)
    zegelaar = SimpleSigner.load(os.environ["ZEGEL_SLEUTEL"], os.environ["ZEGEL_CERTIFICAAT"])
    eisen = PdfSignatureMetadata(
        field_name="Zegel",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )

    def maken(html: str) -> bytes:
        document = HTML(string=html, url_fetcher=fetcher).render(font_config=lettertypen, stylesheets=[css])
        pdf = document.write_pdf(pdf_variant="pdf/a-2a")
        uit = BytesIO()
        sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), eisen, signer=zegelaar, output=uit)
        return uit.getvalue()

    return maken

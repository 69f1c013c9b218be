"""An uploaded PDF: it opens, is not endless, and nothing in it does anything by itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from .grenzen import Afgekeurd, Grenzen

MAX_OBJECTEN = 400_000
DOET_IETS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
"""Kinds of action (ISO 32000, 12.6) that run, send, open or play something. Links and jumps inside stay."""


def pdf_keuren(data: bytes, grenzen: Grenzen) -> bytes:
    """The PDF, without actions when it had any. One that asks a password, or carries other files, is refused."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _keuren(pdf, data, grenzen)
    except pikepdf.PasswordError as fout:
        raise Afgekeurd("is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en kies het opnieuw.") from fout
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, OverflowError) as fout:
        raise Afgekeurd("kan niet worden geopend. Sla het opnieuw op als pdf en kies het dan nog eens.") from fout


def _keuren(pdf: pikepdf.Pdf, data: bytes, grenzen: Grenzen) -> bytes:
    paginas = len(pdf.pages)
    if not paginas:
        raise Afgekeurd("heeft geen pagina’s. Sla het opnieuw op als pdf en kies het dan nog eens.")
    if paginas > grenzen.paginas:
        raise Afgekeurd(
            "heeft %(aantal)s pagina’s. Kies een pdf tot %(grens)s pagina’s.", aantal=paginas, grens=grenzen.paginas
        )
    if len(pdf.objects) > MAX_OBJECTEN:
        raise Afgekeurd("is te ingewikkeld. Druk het af naar pdf en kies die pdf.")
    if not _stilleggen(pdf):
        return data
    uit = BytesIO()
    pdf.save(uit, deterministic_id=True)
    return uit.getvalue()


def _stilleggen(pdf: pikepdf.Pdf) -> bool:
    """Take out every action that does something, wherever it hangs; True when there was one."""
    gewijzigd = False
    werk: list[Any] = [*pdf.objects, pdf.trailer]
    while werk:
        ding = werk.pop()
        if isinstance(ding, pikepdf.Array):
            werk.extend(een for een in ding if _binnenin(een))
        elif isinstance(ding, pikepdf.Dictionary | pikepdf.Stream):
            gewijzigd |= _ontdoen(ding)
            werk.extend(waarde for _, waarde in ding.items() if _binnenin(waarde))
    return gewijzigd


def _binnenin(ding: Any) -> bool:
    """Objects with a number of their own are in the list already: only what stands inside another is looked into."""
    return isinstance(ding, pikepdf.Array | pikepdf.Dictionary) and not ding.is_indirect


def _ontdoen(ding: Any) -> bool:
    sleutels = set(ding.keys())
    if sleutels & {"/EF", "/EmbeddedFiles"} or ding.get("/Type") == "/EmbeddedFile":
        raise Afgekeurd("bevat andere bestanden. Haal die eruit, of voeg ze los toe.")
    if "/XFA" in sleutels:
        raise Afgekeurd("is een invulformulier dat alleen in Adobe werkt. Druk het af naar pdf en kies die pdf.")
    weg = sleutels & {"/AA", "/JS", "/JavaScript"}
    if "/S" in sleutels and str(ding["/S"]) in DOET_IETS:
        weg |= sleutels & {"/S", "/F", "/Win", "/Mac", "/Unix"}
    for sleutel in weg:
        del ding[sleutel]
    return bool(weg)

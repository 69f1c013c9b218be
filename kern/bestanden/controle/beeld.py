"""An uploaded photo: read by one decoder, turned upright, and made anew, so that only what one sees is kept.

Where it was taken, by whom, with which telephone, and whatever hides behind the picture: none of it comes along.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from .grenzen import Afgekeurd, Goedgekeurd, Grenzen, zin

JPG, PNG = "image/jpeg", "image/png"
KWALITEIT = 85
KAPOT = zin("kan niet worden geopend. Maak de foto opnieuw of kies een andere.")


def beeld_keuren(data: bytes, soort: str, grenzen: Grenzen) -> Goedgekeurd:
    """The picture as JPEG, or PNG when it came as one. Raises Afgekeurd when it is broken or has too many pixels."""
    try:
        with _openen(data, soort) as beeld:
            breedte, hoogte = beeld.size
            if breedte * hoogte > grenzen.megapixels * 1_000_000:
                raise Afgekeurd(
                    "is %(breed)s bij %(hoog)s pixels. Kies een foto tot %(grens)s megapixel.",
                    breed=breedte,
                    hoog=hoogte,
                    grens=grenzen.megapixels,
                )
            beeld.draft("RGB", (grenzen.zijde, grenzen.zijde))  # a JPEG is read at the size that is kept
            recht = ImageOps.exif_transpose(beeld)
            recht.thumbnail((grenzen.zijde, grenzen.zijde))
            return _opnieuw(recht, PNG if soort == PNG else JPG)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fout:
        raise Afgekeurd(
            "heeft te veel pixels. Kies een foto tot %(grens)s megapixel.", grens=grenzen.megapixels
        ) from fout
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError, EOFError, TypeError) as fout:
        raise Afgekeurd(KAPOT) from fout


def _openen(data: bytes, soort: str) -> Image.Image:
    """One decoder, the one of the kind that was found: never whatever happens to recognise the rest."""
    if soort in (JPG, PNG):
        return Image.open(BytesIO(data), formats=["JPEG" if soort == JPG else "PNG"])
    from pillow_heif import HeifImageFile

    beeld: Image.Image = HeifImageFile(BytesIO(data))  # type: ignore[no-untyped-call]
    return beeld


def _opnieuw(beeld: Image.Image, soort: str) -> Goedgekeurd:
    """Only the pixels go over: a new picture knows no EXIF, no comment, no profile, no second frame."""
    doorzichtig = soort == PNG and ("A" in beeld.getbands() or "transparency" in beeld.info)
    kaal = beeld.convert("RGBA" if doorzichtig else "RGB")
    nieuw = Image.new(kaal.mode, kaal.size)
    nieuw.paste(kaal)
    uit = BytesIO()
    if soort == PNG:
        nieuw.save(uit, "PNG", optimize=False)
    else:
        nieuw.save(uit, "JPEG", quality=KWALITEIT, optimize=True)
    return Goedgekeurd(soort, uit.getvalue())

"""The smallest components: an icon, a badge, a button, a person. No templates: a list has hundreds of them."""

from collections.abc import Mapping
from functools import lru_cache

from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from swv_portal.iconen import ICONEN

LEEG = SafeString("")

TONEN = {
    "info": "",
    "goed": "is-positive",
    "let-op": "is-warning",
    "fout": "is-negative",
    "neutraal": "is-neutraal",
    "merk": "is-merk",
}
"""Tone of a badge or message → class. Tones mean the same in every region; `merk` is the colour of the SWV."""

KNOPSOORTEN = {
    "gewoon": "swv-button",
    "primair": "swv-button swv-button--primary",
    "rustig": "swv-button swv-button--subtle",
    "gevaar": "swv-button swv-button--negative",
    "link": "swv-linkknop",
}
KNOPMATEN = {"": "", "groot": "swv-button--groot", "klein": "swv-button--klein", "balk": "swv-button--balk"}


def uit(keuzes: Mapping[str, str], waarde: str, wat: str) -> str:
    """The value of `waarde` in `keuzes`; a word that is not in it is a TemplateSyntaxError that names the words."""
    try:
        return keuzes[waarde]
    except KeyError:
        raise TemplateSyntaxError(f"{wat} kent geen {waarde!r}; kies uit {', '.join(keuzes)}") from None


@lru_cache(maxsize=256)
def icoon(naam: str, klas: str = "") -> SafeString:
    """An icon of swv_portal/iconen.py, hidden from screen readers: there is always text beside it.

    klas: extra classes, such as `ok` or `mis` in a list of checks.
    """
    return format_html(
        '<svg class="i{}{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        " " if klas else "",
        klas,
        uit(ICONEN, naam, "icoon"),
    )


def pil(tekst: object, *, toon: str = "info", icoon: str = "", id: str = "") -> SafeString:
    """A small badge with a word; the tone only repeats what the word says."""
    return format_html(
        '<span class="swv-badge {}"{}>{}{}</span>',
        uit(TONEN, toon, "pil"),
        _attribuut("id", id),
        _icoon(icoon),
        tekst,
    )


def status(tekst: object = "Klaar", *, id: str = "") -> SafeString:
    """Done, in plain green text with a tick: only what is unfinished gets a badge and stands out."""
    return format_html('<span class="swv-status"{}>{}{}</span>', _attribuut("id", id), _icoon("check"), tekst)


def knop(
    tekst: object,
    *,
    href: str = "",
    soort: str = "gewoon",
    maat: str = "",
    icoon: str = "",
    icoon_na: str = "",
    naam: str = "",
    waarde: object = "",
    bij: object = "",
    formulier: str = "",
    actie: str = "",
) -> SafeString:
    """A button that submits, or with `href` a link that looks like one.

    bij: words only for screen readers that tell buttons with the same text apart ("Verwijder opp.pdf").
    naam, waarde: name and value of the button; formulier: id of a form elsewhere; actie: another address to post to.
    """
    klas = f"{uit(KNOPSOORTEN, soort, 'knop')} {uit(KNOPMATEN, maat, 'knop')}".strip()
    verborgen = format_html('<span class="vh"> {}</span>', bij) if bij else LEEG
    inhoud = format_html("{}{}{}{}", _icoon(icoon), tekst, verborgen, _icoon(icoon_na))
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', klas, href, inhoud)
    attributen = format_html(
        "{}{}{}{}",
        _attribuut("name", naam),
        _attribuut("value", waarde),
        _attribuut("form", formulier),
        _attribuut("formaction", actie),
    )
    return format_html('<button class="{}" type="submit"{}>{}</button>', klas, attributen, inhoud)


def persoon(naam: str, *, bij: object = "") -> SafeString:
    """A person with initials in a circle; `bij` is what he or she does here ("ib'er")."""
    letters = initialen(naam)
    rol = format_html(' <span class="zacht">– {}</span>', bij) if bij else LEEG
    return format_html(
        '<span class="swv-persoon"><span class="swv-avatar" aria-hidden="true">{}</span><span>{}{}</span></span>',
        letters,
        naam,
        rol,
    )


def initialen(naam: str) -> str:
    """First letters of the first and the last word: "Joke van Vliet" → "JV"."""
    delen = str(naam).split()
    return "".join(deel[0].upper() for deel in (delen[:1] + delen[1:][-1:]))


def telefoon(nummer: str) -> SafeString:
    """A phone number as a link that dials; nothing when there is no number."""
    if not nummer:
        return LEEG
    cijfers = "".join(teken for teken in nummer if teken.isdigit() or teken == "+")
    return format_html(
        '<span class="swv-telefoon">{}<a href="tel:{}"><bdi dir="ltr">{}</bdi></a></span>',
        _icoon("telefoon"),
        "+31" + cijfers[1:] if cijfers.startswith("0") else cijfers,
        nummer,
    )


def qr(tekst: str, *, uitleg: str) -> SafeString:
    """A QR code as inline SVG: no image request and no data: address, so the CSP stays tight.

    uitleg: what the code holds, for who cannot see it.
    """
    import qrcode  # type: ignore[import-untyped]  # only the MFA page needs it, and it is slow to import

    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(tekst)
    matrix = code.get_matrix()
    paden = "".join(f"M{x} {y}h1v1h-1z" for y, rij in enumerate(matrix) for x, zwart in enumerate(rij) if zwart)
    return format_html(
        '<svg class="swv-qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path d="{2}"/></svg>',
        len(matrix),
        uitleg,
        paden,
    )


def _icoon(naam: str) -> SafeString:
    return icoon(naam) if naam else LEEG


def _attribuut(naam: str, waarde: object) -> SafeString:
    return format_html(' {}="{}"', naam, waarde) if waarde not in ("", None) else LEEG


def speler(context: Context, adres: str, *, naam: str, film: bool = False) -> SafeString:
    """The player of the browser for a sound or film of our own; nothing is fetched before somebody presses play.

    Tells the door (kern.gebruikers.middleware.Poort) that this page plays something. naam: what a screen reader says.
    """
    if request := context.get("request"):
        request.speler = True
    vorm = "video" if film else "audio"
    return format_html(
        '<{0} class="swv-speler" controls preload="none" src="{1}" aria-label="{2}"{3}></{0}>',
        vorm,
        adres,
        naam,
        SafeString(" playsinline") if film else "",
    )

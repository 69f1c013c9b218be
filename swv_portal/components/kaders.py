"""Components with something inside: cards, messages, steps, tasks, summaries."""

from zlib import crc32

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from swv_portal.components import tekens
from swv_portal.components.tekens import LEEG, TONEN, uit
from swv_portal.components.woorden import in_woorden

KAARTSOORTEN = {"": "", "accent": "swv-card--accent", "merk": "swv-card--merk", "plat": "swv-card--plat"}
SAMENVATTINGSOORTEN = {
    "": "",
    "smal": "swv-summary-list--smal",
    "onder": "swv-summary-list--smal swv-summary-list--onder",
    "breed": "swv-summary-list--breed",
}
ICOON_VAN_TOON = {
    "info": "info",
    "goed": "check",
    "let-op": "let-op",
    "fout": "stop",
    "neutraal": "info",
    "merk": "info",
}

TAAKSTANDEN: dict[str, tuple[str, str, str]] = {
    "klaar": ("Klaar", "", "check"),
    "bezig": ("Bezig", "info", "pen"),
    "aanvullen": ("Nog aanvullen", "let-op", "let-op"),
    "leeg": ("Nog niet begonnen", "neutraal", "plus"),
    "wacht_ouders": ("Wacht op ouders", "neutraal", "klok"),
    "wacht_collega": ("Wacht op collega", "neutraal", "klok"),
    "niet_nodig": ("Niet nodig", "neutraal", "check"),
}
"""State of a section → word, tone and icon (ux.md §4). The state is computed from what is stored, never ticked."""

STAPSTANDEN = {"": "", "klaar": "Klaar", "nu": "Nu", "straks": "Komt nog"}


def kaart(
    content: str, *, titel: str = "", niveau: int = 2, soort: str = "", rechts: str = "", id: str = ""
) -> SafeString:
    """A white card; with a title a region of its own. `rechts` stands beside the title (a badge, a link)."""
    return render_to_string(
        "components/kaart.html",
        {
            "inhoud": content,
            "titel": titel,
            "niveau": _kop(niveau),
            "klas": uit(KAARTSOORTEN, soort, "kaart"),
            "rechts": rechts,
            "id": id or slugify(titel) or f"kaart-{crc32(str(titel).encode()):08x}",
        },
    )


def kaart_link(content: str, *, titel: str, href: str, niveau: int = 3) -> SafeString:
    """A card that is one link as a whole; the text explains what is behind it."""
    return format_html(
        '<div class="swv-card swv-card--link"><{0}><a href="{1}">{2}</a></{0}><p class="zacht">{3}</p></div>',
        _kop(niveau),
        href,
        titel,
        content,
    )


def melding(
    content: str, *, toon: str = "info", titel: str = "", niveau: int = 2, rol: str = "", icoon: str = ""
) -> SafeString:
    """A message in a coloured box. rol: `status` or `alert` when it appears while somebody is on the page."""
    return render_to_string(
        "components/melding.html",
        {
            "inhoud": content,
            "titel": titel,
            "niveau": _kop(niveau),
            "klas": uit(TONEN, toon, "melding"),
            "icoon": icoon or ICOON_VAN_TOON[toon],
            "rol": rol,
        },
    )


def leeg(content: str, *, titel: str, icoon: str = "check") -> SafeString:
    """An empty list: what this is, why it is empty, and inside it one next step."""
    return render_to_string("components/leeg.html", {"inhoud": content, "titel": titel, "icoon": icoon})


def uitklap(content: str, *, titel: str, vraag: bool = False) -> SafeString:
    """Text behind a heading that opens and closes, without script. `vraag`: one of a list of questions."""
    return format_html(
        '<details class="swv-details{}"><summary>{}</summary>{}</details>',
        " swv-vraag" if vraag else "",
        titel,
        content,
    )


def samenvatting(content: str, *, soort: str = "") -> SafeString:
    """A list of facts; inside it `regel` and `regelblok`."""
    return format_html(
        '<dl class="swv-summary-list {}">{}</dl>', uit(SAMENVATTINGSOORTEN, soort, "samenvatting"), content
    )


def regel(
    wat: object, waarde: object, *, href: str = "", link: str = "Wijzig", leeg: str = "Nog niet ingevuld"
) -> SafeString:
    """One fact. Dates and yes/no are written out; without a value it says so and the link becomes "Vul in"."""
    tekst = in_woorden(waarde)
    inhoud = tekst if tekst != "" else format_html('<em class="zacht">{}</em>', leeg)
    return _regel(wat, inhoud, href, link if tekst != "" or link != "Wijzig" else "Vul in")


def regelblok(content: str, *, wat: str, href: str = "", link: str = "Wijzig") -> SafeString:
    """One fact with markup of its own (a list, a badge)."""
    return _regel(wat, content, href, link)


def taaklijst(content: str, *, titel: str, niveau: int = 2) -> SafeString:
    """A group of tasks under a heading; inside it `taak`."""
    return format_html('<{0}>{1}</{0}><ul class="swv-task-list">{2}</ul>', _kop(niveau), titel, content)


def taak(naam: str, *, href: str, stand: str, uitleg: str = "", woord: str = "") -> SafeString:
    """One task with its state (TAAKSTANDEN); `woord` replaces the word of the state. Without href it is no link."""
    uit(dict.fromkeys(TAAKSTANDEN, ""), stand, "taak")
    tekst, toon, teken = TAAKSTANDEN[stand]
    anker = f"stand-{slugify(naam)}"
    merk = (
        tekens.pil(woord or tekst, toon=toon, icoon=teken, id=anker)
        if toon
        else tekens.status(woord or tekst, id=anker)
    )
    kop = (
        format_html('<a href="{}" aria-describedby="{}">{}</a>', href, anker, naam)
        if href
        else format_html("<span>{}</span>", naam)
    )
    return format_html(
        "<li>{}{}{}</li>",
        kop,
        merk,
        format_html("<p>{}</p>", uitleg) if uitleg else LEEG,
    )


def stappen(content: str) -> SafeString:
    """What happens when, from top to bottom; inside it `stap`."""
    return format_html('<ol class="swv-steps">{}</ol>', content)


def stap(
    content: str,
    *,
    titel: str,
    nr: int | str = "",
    stand: str = "",
    wanneer: object = "",
    woord: str = "",
    niveau: int = 3,
) -> SafeString:
    """One step. stand: `klaar`, `nu`, `straks`, or nothing in an explanation; also in words for screen readers.

    woord: those words in another language.
    """
    woord = woord or uit(STAPSTANDEN, stand, "stap")
    return format_html(
        '<li{}{}><span class="swv-steps__stip" aria-hidden="true">{}</span><{}>{}{}</{}>{}{}</li>',
        format_html(' class="is-{}"', stand) if stand else LEEG,
        format_html(' aria-current="{}"', "step") if stand == "nu" else LEEG,
        tekens.icoon("check") if stand == "klaar" else nr,
        _kop(niveau),
        format_html('<span class="vh">{}: </span>', woord) if woord else LEEG,
        titel,
        _kop(niveau),
        format_html('<p class="swv-wanneer">{}</p>', in_woorden(wanneer)) if wanneer else LEEG,
        content,
    )


def punt(content: str, *, goed: bool | None = None, icoon: str = "") -> SafeString:
    """One line of `<ul class="swv-check">`: done (True), still to do (False) or just a point with an icon (None)."""
    naam, klas, woord = {
        True: ("check", "ok", gettext("In orde:")),
        False: ("let-op", "mis", gettext("Let op:")),
        None: ("rechts", "", ""),
    }[goed]
    return format_html(
        "<li>{}<span>{}{}</span></li>",
        tekens.icoon(icoon or naam, klas),
        format_html('<span class="vh">{} </span>', woord) if woord else LEEG,
        content,
    )


def voortgang(klaar: int, totaal: int, *, tekst: str = "", id: str = "voortgang") -> SafeString:
    """How far along, in words and as a bar: "5 van de 9 onderdelen klaar"."""
    return format_html(
        '<p class="geen-onder"><strong id="{0}">{1}</strong></p>'
        '<progress class="swv-progress" max="{2}" value="{3}" aria-labelledby="{0}"></progress>',
        id,
        tekst or f"{klaar} van de {totaal} onderdelen klaar",
        totaal,
        klaar,
    )


def cijfer(label: str, waarde: object, *, bij: object = "", href: str = "") -> SafeString:
    """One key figure, inside `<dl class="swv-grid swv-grid--stat">`; `bij` compares it, `href` has its rows."""
    return format_html(
        '<div class="swv-card swv-stat"><dt>{}</dt><dd class="swv-stat__waarde{}">{}</dd>{}</div>',
        label,
        "" if isinstance(waarde, int | float) or str(waarde).replace(".", "").isdigit() else " swv-stat__waarde--tekst",
        format_html('<a href="{}">{}<span class="vh"> {}</span></a>', href, waarde, label) if href else waarde,
        format_html('<dd class="swv-stat__bij">{}</dd>', bij) if bij else LEEG,
    )


def _regel(wat: object, inhoud: object, href: str, link: str) -> SafeString:
    wijzig = (
        format_html('<dd><a href="{}">{}<span class="vh"> {}</span></a></dd>', href, link, str(wat).lower())
        if href
        else LEEG
    )
    return format_html("<div><dt>{}</dt><dd>{}</dd>{}</div>", wat, inhoud, wijzig)


def _kop(niveau: int) -> str:
    return uit({str(n): f"h{n}" for n in range(1, 5)}, str(niveau), "niveau")

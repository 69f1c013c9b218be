"""Components for lists: tables, tabs, pages, crumbs, files."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from swv_portal.components import tekens
from swv_portal.components.tekens import LEEG
from swv_portal.components.woorden import in_woorden

Tab = Sequence[Any]
"""(words, address, count or None, whether it is the current one)"""


def kruimelpad(*delen: object) -> SafeString:
    """Where this page stands: words and address by turns, the last one words only.

    `{% kruimelpad "Werkvoorraad" url_lijst kenmerk url_zaak "Besluit" %}`; on a phone only the parent page shows.
    """
    if len(delen) % 2 == 0:
        raise TemplateSyntaxError("kruimelpad wil om en om woorden en een adres, en eindigt met woorden")
    return format_html(
        '<nav class="swv-breadcrumb" aria-label="{}"><ol>{}<li aria-current="page">{}</li></ol></nav>',
        gettext("Kruimelpad"),
        format_html_join(
            "", '<li><a href="{}">{}</a></li>', ((delen[i + 1], delen[i]) for i in range(0, len(delen) - 1, 2))
        ),
        delen[-1],
    )


def tabs(items: Sequence[Tab], *, label: str) -> SafeString:
    """Link tabs (parts of a dossier, saved views of a list); each is an address, so it can be sent to a colleague."""
    return format_html(
        '<nav aria-label="{}"><ul class="swv-tabs">{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a href="{}"{}>{}{}</a></li>',
            ((adres, _huidig(huidig, "page"), woorden, telling(n)) for woorden, adres, n, huidig in items),
        ),
    )


def inhoudsopgave(items: Sequence[Tab], *, label: str) -> SafeString:
    """The sections of a form beside it. The third value is the state: "klaar" gives a tick, other words stay words."""
    return format_html(
        '<nav aria-label="{}"><ul class="swv-inhoud">{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a href="{}"{}>{}{}</a></li>',
            ((adres, _huidig(huidig, "step"), woorden, _stand(stand)) for woorden, adres, stand, huidig in items),
        ),
    )


def telling(aantal: int | None, *, woord: str = "") -> SafeString:
    """A count in a round badge; `woord` tells screen readers what is counted."""
    if aantal is None:
        return LEEG
    return format_html(
        ' <span class="swv-count">{}{}</span>',
        aantal,
        format_html('<span class="vh"> {}</span>', woord) if woord else LEEG,
    )


def bestanden(content: str, *, label: str, leeg: str = "") -> SafeString:
    """A list of files or letters; inside it `bestand`. `leeg` is what to say when there is none."""
    if not content.strip():
        return format_html('<p class="zacht">{}</p>', leeg) if leeg else LEEG
    return format_html('<ul class="swv-files" aria-label="{}">{}</ul>', label, content)


def bestand(
    naam: str, *, href: str = "", regel: object = "", icoon: str = "bestand", fout: bool = False, rechts: object = ""
) -> SafeString:
    """One file: name, a line about it (words or a date) and what stands at the right."""
    titel = (
        format_html('<a class="swv-files__naam" href="{}">{}</a>', href, naam)
        if href
        else format_html('<span class="swv-files__naam">{}</span>', naam)
    )
    onder = format_html(
        "<small{}>{}</small>", format_html(' class="{}"', "is-fout") if fout else LEEG, in_woorden(regel)
    )
    return format_html(
        "<li>{}{}{}<span>{}</span></li>", tekens.icoon("stop" if fout else icoon), titel, onder, rechts or ""
    )


def tabel(
    content: str, *, bijschrift: str, zichtbaar: bool = False, kaart: bool = False, dicht: bool = False
) -> SafeString:
    """A table with a caption. kaart: rows become cards on a phone (give each td a data-label); dicht: small rows.

    A table that scrolls sideways can be reached and moved with the keyboard.
    """
    return render_to_string(
        "components/tabel.html",
        {"inhoud": content, "bijschrift": bijschrift, "zichtbaar": zichtbaar, "kaart": kaart, "dicht": dicht},
    )


def kolomkop(context: Context, woorden: str, *, sleutel: str = "", getal: bool = False) -> SafeString:
    """A column head; with a `sleutel` a link that sorts by it (query `sorteer`, minus for descending) and back.

    The other choices in the query string stay; the page number goes.
    """
    klas = format_html(' class="{}"', "getal") if getal else LEEG
    if not sleutel:
        return format_html('<th scope="col"{}>{}</th>', klas, woorden)
    vraag = _vraag(context)
    nu = context.get("sortering") or vraag.get("sorteer") or ""
    richting = {sleutel: "ascending", f"-{sleutel}": "descending"}.get(nu)
    vraag["sorteer"] = f"-{sleutel}" if richting == "ascending" else sleutel
    vraag.pop("pagina", None)
    return format_html(
        '<th scope="col"{}{}><a class="swv-sorteer" href="?{}">{}{}</a></th>',
        klas,
        format_html(' aria-sort="{}"', richting) if richting else LEEG,
        vraag.urlencode(),
        woorden,
        tekens.icoon("sorteer"),
    )


def paginering(context: Context, pagina: Page[Any], *, wat: str = "") -> SafeString:
    """The pages (query `pagina`) and "1 tot en met 25 van 148 aanvragen"; only that when there is one page."""
    vraag = _vraag(context)

    def adres(nummer: int | str) -> str:
        vraag["pagina"] = str(nummer)
        return str(vraag.urlencode())

    nummers = pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    return render_to_string(
        "components/paginering.html",
        {
            "pagina": pagina,
            "wat": wat,
            "nummers": [(nr, adres(nr) if isinstance(nr, int) else "") for nr in nummers],
            "vorige": adres(pagina.previous_page_number()) if pagina.has_previous() else "",
            "volgende": adres(pagina.next_page_number()) if pagina.has_next() else "",
        },
    )


def _vraag(context: Context) -> Any:
    request: HttpRequest = context["request"]
    return request.GET.copy()


def _huidig(huidig: object, soort: str) -> SafeString:
    return format_html(' aria-current="{}"', soort) if huidig else LEEG


def _stand(stand: object) -> SafeString:
    if stand == "klaar":
        return format_html(
            '<span class="swv-status">{}<span class="vh">{}</span></span>', tekens.icoon("check"), "klaar"
        )
    return format_html('<small class="zacht">{}</small>', stand) if stand else LEEG

"""Dates, times, money and terms in words, the same in every page (ux.md §5 and §11).

A day reads as the page does: in Dutch, or in the language of the family whose page it is.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from kern.bestanden.namen import grootte_in_woorden
from kern.brieven.talen import NEDERLANDS, datum_in
from kern.termijnen.woorden import DAGEN, MAANDEN
from kern.woorden import euro as in_euro
from swv_portal.components.tekens import LEEG, icoon, initialen

__all__ = [
    "bedrag",
    "dag_maand",
    "datum",
    "datum_kort",
    "euro",
    "grootte",
    "initialen",
    "kan_tot",
    "opgeslagen",
    "termijn",
    "termijn_woorden",
    "tijd",
]

ICOON_VAN_STAAT = {"laat": "stop", "week": "klok", "goed": "kalender", "pauze": "pauze", "klaar": "check"}


def datum(dag: date | None) -> str:
    """vrijdag 4 december 2026; an empty text for None. A moment counts as its day in the Netherlands."""
    return datum_in(_taal(), d, weekdag=True) if (d := _dag(dag)) else ""


def datum_kort(dag: date | None) -> str:
    """4 december 2026: for lists and facts, where the weekday does not help."""
    return datum_in(_taal(), d) if (d := _dag(dag)) else ""


def dag_maand(dag: date | None) -> str:
    """vrijdag 4 december: where the year is plain."""
    return f"{DAGEN[d.weekday()]} {d.day} {MAANDEN[d.month - 1]}" if (d := _dag(dag)) else ""


def tijd(moment: datetime | None) -> str:
    """14.32 uur."""
    if not moment:
        return ""
    op = timezone.localtime(moment)
    return f"{op:%-H.%M} uur" if _taal() == NEDERLANDS else f"{op:%H:%M}"


def bedrag(euro: Decimal | float | None) -> str:
    """€ 1.250 or, with cents, € 1.250,50."""
    if euro is None or euro == "":
        return ""
    getal = Decimal(str(euro))
    tekst = f"{getal:,.2f}" if getal != getal.to_integral_value() else f"{getal:,.0f}"
    return "€\u00a0" + tekst.translate(str.maketrans(",.", ".,"))


def euro(waarde: Decimal | None) -> str:
    """€ 1.234,56: always with cents, where amounts stand under each other and are added up."""
    return "" if waarde is None or waarde == "" else in_euro(Decimal(str(waarde)))


def grootte(bytes_: int | None) -> str:
    """412 kB or 2,1 MB; kept together on a page that is read from right to left."""
    tekst = grootte_in_woorden(bytes_) if bytes_ else ""
    return format_html('<bdi dir="ltr">{}</bdi>', tekst) if tekst and _taal() != NEDERLANDS else tekst


def in_woorden(waarde: object) -> object:
    """A value as a reader wants it: dates (4 december 2026) and yes or no written out, None as nothing."""
    if waarde is None or waarde == "":
        return ""
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    return datum_kort(waarde) if isinstance(waarde, date) else waarde


def termijn_woorden(laatste_dag: date, vandaag: date, *, week: int = 7) -> tuple[str, str]:
    """State and words of a term: ("week", "Nog 2 dagen").

    laatste_dag: last day that is still in time (inclusive). week: from how many days left it is no longer urgent.
    """
    over = (laatste_dag - vandaag).days
    if over < 0:
        return "laat", "1 dag te laat" if over == -1 else f"{-over} dagen te laat"
    woorden = {0: "Vandaag", 1: "Morgen"}.get(over, f"Nog {over} dagen")
    return ("week" if over < week else "goed"), woorden


def termijn(
    laatste_dag: date | None,
    vandaag: date,
    *,
    stilgezet_sinds: date | None = None,
    klaar_op: date | None = None,
    klaar_woord: str = "Besloten",
    voor: str = "",
    bij: str = "",
    wettelijk: date | None = None,
) -> SafeString:
    """A term in a word, a date, the shape of an icon and, last, a colour. Nothing without a date.

    laatste_dag: last day in time (inclusive). voor: words before the date ("Besluit uiterlijk"). bij: words after it.
    wettelijk: the last day by law, said when the day that was promised is past and that of the law is another.
    """
    wet = LEEG
    if klaar_op:
        staat, woord, onder = "klaar", klaar_woord, dag_maand(klaar_op)
    elif stilgezet_sinds:
        staat, woord, onder = "pauze", "Stilgezet", f"sinds {_dag_maand_los(stilgezet_sinds)}"
    elif laatste_dag:
        staat, woord = termijn_woorden(laatste_dag, vandaag)
        onder = dag_maand(laatste_dag) if laatste_dag.year == vandaag.year else datum(laatste_dag)
        if staat == "laat" and wettelijk and wettelijk != laatste_dag:
            los = _dag_maand_los(wettelijk).replace(" ", "\N{NO-BREAK SPACE}")
            wet = format_html('<small class="swv-termijn__wet">(volgens de wet {})</small>', los)
    else:
        return LEEG
    return format_html(
        '<span class="swv-termijn swv-termijn--{}">{}<b>{}</b><small>{}</small>{}</span>',
        staat,
        icoon(ICOON_VAN_STAAT[staat]),
        woord,
        " ".join(deel for deel in (voor, onder, bij) if deel),
        wet,
    )


def kan_tot(laatste_dag: date | None, vandaag: date) -> str:
    """kan or kon: whether something could still be done, before "tot en met" that day (inclusive)."""
    return "kon" if (d := _dag(laatste_dag)) and d < vandaag else "kan"


def opgeslagen(moment: datetime | None = None) -> SafeString:
    """Where a form says that it was saved; the autosave of portaal.js writes in it too."""
    tekst = gettext("Opgeslagen om {0} uur").format(f"{timezone.localtime(moment):%-H.%M}") if moment else ""
    return format_html(
        '<span class="swv-opgeslagen" data-opgeslagen role="status">{}<span>{}</span></span>',
        icoon("check") if moment else LEEG,
        tekst,
    )


def _taal() -> str:
    return get_language() or NEDERLANDS


def _dag(dag: date | None) -> date | None:
    if isinstance(dag, datetime):
        return timezone.localtime(dag).date() if timezone.is_aware(dag) else dag.date()
    return dag or None


def _dag_maand_los(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]}"

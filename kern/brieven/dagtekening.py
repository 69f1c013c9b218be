"""Putting the day of sending, and by what to check the letter, into frozen words (afspraken 4 and 32).

The words of a letter carry marks where its dates go. A mark is an HTML comment: text of people is escaped when the
words are made, so that nobody can write one. The explanation in another language has marks of its own, such as
`<!--dagtekening:ar-->`, for a day is written as that language does.
"""

import re
from datetime import date
from html import escape

from kern.termijnen.woorden import datum_voluit

from .echtheid import ADRES, CODE, PAD, QR, Controle
from .meekijken import PAD as MEEKIJKPAD
from .talen import NEDERLANDS, TALEN, datum_in

DAGTEKENING = "<!--dagtekening-->"
BEZWAAR_TOT = "<!--bezwaar-tot-->"
MEEKIJKEN = re.compile(r"<!--meekijken-->(.*?)<!--/meekijken-->\n?", re.DOTALL)
"""Around what only a reader without an account gets: room for a code, that is written on the paper (ADR 22)."""
MEEKIJKADRES = "<!--meekijken-adres-->"
MEEKIJKVAK = 'id="meekijken-code"'
VERTAALD = [taal for taal in TALEN if taal != NEDERLANDS]


def in_taal(merkteken: str, taal: str) -> str:
    """The same mark for a day in this language."""
    return merkteken.replace("-->", f":{taal}-->")


NOG_ONBEKEND = {
    DAGTEKENING: "(datum van verzending)",
    BEZWAAR_TOT: "(zes weken na de dag van verzending)",
    QR: '<span class="qr"></span>',
    ADRES: f"de pagina {PAD} van ons portaal",
    CODE: "(een eigen code)",
}
NOG_ONBEKEND |= {in_taal(merkteken, taal): "(…)" for merkteken in (DAGTEKENING, BEZWAAR_TOT) for taal in VERTAALD}


class DatumFout(ValueError):
    """The letter and the dates it is given do not belong together."""


def vraagt_bezwaar_tot(html: str) -> bool:
    """Whether this letter prints the last day for bezwaar (a setting, frozen with the words: afspraak 22)."""
    return BEZWAAR_TOT in html


def dateren(
    html: str, *, dagtekening: date, bezwaar_tot: date | None, controle: Controle | None = None, meekijken: str = ""
) -> str:
    """The letter with its dates: the day of sending and the last day for bezwaar, inclusive.

    controle: by what the holder checks whether this letter is genuine; only a letter without place for it does without.
    meekijken: where the portal is, for a letter that gets a code on paper; "" leaves the room for one out.
    Raises DatumFout when a mark is missing, when the letter asks for a bezwaar date and gets none or the reverse, or
    when a mark that is not known or was not filled is left.
    """
    if DAGTEKENING not in html:
        raise DatumFout("De brief heeft geen plaats voor de dagtekening.")
    if vraagt_bezwaar_tot(html) != (bezwaar_tot is not None):
        raise DatumFout("De brief en de laatste dag voor bezwaar passen niet bij elkaar.")
    gedateerd = _vertaald(html.replace(DAGTEKENING, datum_voluit(dagtekening)), DAGTEKENING, dagtekening)
    if bezwaar_tot is not None:
        gedateerd = gedateerd.replace(BEZWAAR_TOT, datum_voluit(bezwaar_tot, weekdag=True))
        gedateerd = _vertaald(gedateerd, BEZWAAR_TOT, bezwaar_tot)
    if controle is not None:
        gedateerd = controle.invullen(gedateerd)
    kort = escape(meekijken.partition("://")[2] + MEEKIJKPAD.rstrip("/"))
    gedateerd = MEEKIJKEN.sub(lambda deel: deel[1].replace(MEEKIJKADRES, kort) if meekijken else "", gedateerd)
    if "<!--" in gedateerd:
        raise DatumFout("Er staat nog een merkteken in de brief dat niet is ingevuld.")
    return gedateerd


def _vertaald(html: str, merkteken: str, dag: date) -> str:
    """The same day in the languages that this letter speaks; most speak none."""
    for taal in VERTAALD:
        if (eigen := in_taal(merkteken, taal)) in html:
            html = html.replace(eigen, datum_in(taal, dag))
    return html


def als_voorbeeld(html: str) -> str:
    """The letter before its dates are known: what the beslisser reads."""
    html = MEEKIJKEN.sub("", html)
    for merkteken, woorden in NOG_ONBEKEND.items():
        html = html.replace(merkteken, woorden)
    return html

"""What a signal of the steunpunt may not hold: it is written down without names, so that it is about nobody. Pure."""

from __future__ import annotations

import re
from datetime import date

from kern.bsn import lijkt_op_bsn
from kern.termijnen.woorden import MAANDEN

JONGSTE = 3
"""A day of so many years before the signal may be a birthday; a later one is when something happened."""
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
TELEFOON = re.compile(r"(?<!\d)(?:(?:\+|00)31|0)(?:[ .-]?\d){9}(?!\d)")
DATUM = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]|\s+(?:{'|'.join(MAANDEN)})\s+)(\d{{4}})(?!\d)", re.IGNORECASE
)


def herkenbaar(tekst: str, dag: date) -> str:
    """Why this text leads to somebody, as a sentence for who wrote it; empty when nothing was found.

    A name cannot be told from another word: that the page asks for. dag: of the signal.
    """
    if lijkt_op_bsn(tekst):
        return "In de tekst staat een nummer dat lijkt op een burgerservicenummer. Haal het weg."
    if MAIL.search(tekst):
        return "In de tekst staat een e-mailadres. Haal het weg."
    if TELEFOON.search(tekst):
        return "In de tekst staat een telefoonnummer. Haal het weg."
    if any(int(jaar) <= dag.year - JONGSTE for jaar in DATUM.findall(tekst)):
        return "In de tekst staat een datum die een geboortedatum kan zijn. Haal hem weg."
    return ""

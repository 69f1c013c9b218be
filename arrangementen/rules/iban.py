"""The number of a bank account: whether it can be one, and how people read it. Pure.

A payment file without BIC holds within the European Economic Area (EU verordening 260/2012, artikel 5 lid 7), so an
account elsewhere is refused here instead of by the bank.
"""

from __future__ import annotations

from stdnum import iban
from stdnum.exceptions import ValidationError

LANDEN = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
"""The countries of the European Economic Area."""


class GeenIban(ValueError):
    """Not the number of an account that we can pay to; the text is the sentence for the user."""


def nette_iban(tekst: str) -> str:
    """The number without spaces, in capitals. Raises GeenIban with the sentence why it is none."""
    kaal = "".join(tekst.split()).upper()
    try:
        goed: str = iban.validate(kaal)
    except ValidationError as fout:
        raise GeenIban("Dit rekeningnummer klopt niet. Kijk het na, zoals NL91 ABNA 0417 1643 00") from fout
    if goed[:2] not in LANDEN.split():
        raise GeenIban("Naar een rekening in dit land gaat geen betaalbestand")
    return goed


def leesbaar(nummer: str) -> str:
    """In groups of four, as on a bank card."""
    return " ".join(nummer[plek : plek + 4] for plek in range(0, len(nummer), 4))


def gemaskeerd(nummer: str) -> str:
    """Enough to recognise it in a list, and not enough to use it."""
    return f"{nummer[:2]} … {nummer[-4:]}"

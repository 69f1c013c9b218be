"""Handing out numbers: from a counter row, locked, in the same transaction as the thing that gets the number.

So numbers are unique, without gaps and never used again, also when thirty people decide at once (R-NUM-04).
"""

from __future__ import annotations

from loket.models import Kenmerknummer, Volgnummer
from scholen.models import Samenwerkingsverband


def volgend_tlv_nummer(swv: Samenwerkingsverband, schooljaar: int) -> int:
    """The next sequence number for this SWV and school year (its first calendar year). Call inside a transaction."""
    Volgnummer.objects.get_or_create(swv=swv, schooljaar=schooljaar)
    teller = Volgnummer.objects.select_for_update().get(swv=swv, schooljaar=schooljaar)
    teller.laatste += 1
    teller.save(update_fields=["laatste"])
    return teller.laatste


def volgend_kenmerk(swv: Samenwerkingsverband, jaar: int, reeks: str = Kenmerknummer.Reeks.AANVRAAG) -> str:
    """The next AV-JJJJ-NNNN (or of another series) for this SWV and calendar year; it grows a digit after 9999.

    Call inside a transaction.
    """
    Kenmerknummer.objects.get_or_create(swv=swv, jaar=jaar, reeks=reeks)
    teller = Kenmerknummer.objects.select_for_update().get(swv=swv, jaar=jaar, reeks=reeks)
    teller.laatste += 1
    teller.save(update_fields=["laatste"])
    return f"{reeks}-{jaar}-{teller.laatste:04d}"

"""Fixing what we owe because we were late (Awb 4:18): a decision of its own, within two weeks, with its letter."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import Bezwaarbericht, Bezwaarstatus, Bezwaarzaak, Dwangsombesluit, Mandaat

from .berichten import berichten_maken
from .beslissen import wie_tekent_voor
from .laat import te_laat
from .overgang import overgang

P = Permissie


@overgang(
    van=frozenset(Bezwaarstatus) - {Bezwaarstatus.INGETROKKEN},
    naar=None,
    permissie=P.BEZWAAR_BESLISSEN,
)
def dwangsom_vaststellen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, ingebrekestelling: str) -> None:
    """Fix the penalty for who sent this notice of default, once it cannot grow any more; frozen, with its letter.

    ingebrekestelling: public id. Raises NietMogelijk when it does not count, costs nothing, still grows, or was fixed.
    """
    besluitdatum = timezone.localdate(op)
    alle = {een.ingebrekestelling.public_id: een for een in te_laat(zaak, besluitdatum)}
    een = alle.get(ingebrekestelling)
    if een is None:
        raise NietMogelijk("Kies een ingebrekestelling in dit bezwaar.")
    if een.waarom_niet:
        raise NietMogelijk(een.waarom_niet)
    assert een.dwangsom is not None
    tekent, fout = wie_tekent_voor(zaak, door=door, dag=besluitdatum)
    if fout:
        raise NietMogelijk(fout)
    bezwaar = een.ingebrekestelling.bezwaar
    Dwangsombesluit.objects.create(
        zaak=zaak,
        ingebrekestelling=een.ingebrekestelling,
        bezwaar=bezwaar,
        bedrag=een.dwangsom.totaal,
        eerste_dag=een.dwangsom.dagen[0][0],
        laatste_dag=een.dwangsom.dagen[-1][0],
        besluitdatum=besluitdatum,
        bevoegdheid=tekent.bevoegdheid,
        mandaat=Mandaat.objects.get(swv=zaak.swv, nummer=tekent.mandaat) if tekent.mandaat else None,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        genomen_op=op,
        genomen_door=door,
    )
    berichten_maken(zaak, Bezwaarbericht.Soort.DWANGSOM, op=op, bezwaar=bezwaar)

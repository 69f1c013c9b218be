"""The set for research beside the reports of the same days: what is left of a number without its rows in the set must
not be of a few children either (R-MON-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kern.telling.klein import DREMPEL
from monitoring.kengetallen.verdeling import NIEUW, ONTVANGEN
from monitoring.rules.afschermen import Uitgave, afschermen
from monitoring.rules.onderzoek import Set, zonder_kleinste
from monitoring.rules.periode import Periode
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

OVER = "onderzoeksset"
"""Of whom the set counts, as a publication says it: a part of the SWV."""
SOORT, AANLEIDING, EERSTE = "soort", "aanleiding", "nieuw"


def settabel(een: Set, jaar: Periode) -> Tabel:
    """How many rows of each kind are in the set, as the reports count them."""
    soort, aanleiding = (_plaats(een, naam) for naam in (SOORT, AANLEIDING))
    alle = Counter(regel[soort] for regel in een.regels)
    nieuw = Counter(regel[soort] for regel in een.regels if regel[aanleiding] == EERSTE)
    kolommen = (
        Kolom(ONTVANGEN, Maat.LEERLINGEN, code=over_periode(ONTVANGEN, jaar)),
        Kolom(NIEUW, Maat.LEERLINGEN, deel_van=ONTVANGEN, code=over_periode(NIEUW, jaar)),
    )
    rijen = tuple(Rij(naam, (alle[naam], nieuw[naam]), naam) for naam in sorted(alle))
    totaal = Rij("Totaal", (alle.total(), nieuw.total())) if rijen else None
    return Tabel(OVER, "In de onderzoeksset", "Soort", kolommen, rijen, (), totaal)


def naast_rapporten(een: Set, jaar: Periode, naast: Sequence[Uitgave]) -> Set:
    """With so many rows less that no report gives what is left of a number away. Ends: each time rows go."""
    while welke := _te_veel(een, jaar, naast) or _verlengd(een, jaar, naast):
        een = zonder_kleinste(een, welke)
    return een


def _te_veel(een: Set, jaar: Periode, naast: Sequence[Uitgave]) -> Mapping[int, str]:
    """By place of the column what rows have that tell too much together; empty when nothing does."""
    tabel = settabel(een, jaar)
    getoond = afschermen([tabel], naast=naast, over=OVER).getoond[0]
    soort, aanleiding = (_plaats(een, naam) for naam in (SOORT, AANLEIDING))
    for rij, zo in zip(tabel.rijen, getoond.rijen, strict=True):
        for kolom, (aantal, cel) in enumerate(zip(rij.cellen, zo.cellen, strict=True)):
            if aantal and isinstance(cel, str):
                return {soort: rij.sleutel, **({aanleiding: EERSTE} if kolom else {})}
    if getoond.totaal and any(isinstance(cel, str) for cel in getoond.totaal.cellen):
        return {soort: max(tabel.rijen, key=lambda rij: (rij.cellen[0], rij.sleutel)).sleutel}
    return {}


def _verlengd(een: Set, jaar: Periode, naast: Sequence[Uitgave]) -> Mapping[int, str]:
    """The same of what is no first aanvraag: no table prints how many those are, but received less first is that.

    Whether the report shows both or hides one: what is left out here, is never of a few.
    """
    soort, aanleiding = (_plaats(een, naam) for naam in (SOORT, AANLEIDING))
    codes = (over_periode(ONTVANGEN, jaar), over_periode(NIEUW, jaar))
    in_set = {rij.sleutel: rij.cellen for rij in settabel(een, jaar).rijen}
    for tabel in (tabel for uitgave in naast if not uitgave.over for tabel in uitgave.precies):
        plekken = {kolom.code: plek for plek, kolom in enumerate(tabel.kolommen)}
        for rij in tabel.rijen if plekken.keys() >= {*codes} else ():
            hier = _rest(in_set.get(rij.sleutel, (0, 0)))
            if hier and 0 < _rest(tuple(rij.cellen[plekken[code]] for code in codes)) - hier < DREMPEL:
                anders = {regel[aanleiding] for regel in een.regels if regel[soort] == rij.sleutel} - {EERSTE}
                return {soort: rij.sleutel, aanleiding: min(anders)}
    return {}


def _rest(cellen: Sequence[Cel]) -> int:
    alle, nieuw = (een if isinstance(een, int) else 0 for een in cellen)
    return alle - nieuw


def _plaats(een: Set, naam: str) -> int:
    return [veld.code for veld in een.eenheid.velden].index(naam)

"""What of a child's surroundings must not be read by all addressees, looked up for the decision (afspraken 36, 37)."""

from __future__ import annotations

from datetime import date

from loket.models import Aanvraag, Zienswijze
from loket.rules.afscherming import genoemd
from scholen.models import Adres, Afscherming

from .brief import Beslissing
from .meelezen import gegevens_van


def afgeschermd_genoemd(aanvraag: Aanvraag, beslissing: Beslissing, dag: date) -> list[str]:
    """The streets and postcodes of this child and its people that stand in the text of the decision.

    The views that were given are quoted in every letter, so they are read too. Also when nothing is shielded: an
    address of a parent has no place in the letter to the other one.
    """
    leerling = aanvraag.leerling
    if leerling is None:
        return []
    adressen = [leerling.straat, leerling.postcode]
    for adres in Adres.objects.geldig(dag).filter(betrokkene__gezag__leerling=leerling).distinct().order_by("pk"):
        adressen += [adres.straat, adres.postcode]
    if leerling.afscherming == Afscherming.VERBLIJFPLAATS:
        adressen.append(aanvraag.school.naam)
    teksten = [waarde for waarde in gegevens_van(beslissing).values() if isinstance(waarde, str)]
    gegeven = Zienswijze.objects.filter(ronde__aanvraag=aanvraag, ronde__intrekking=None, gegeven_op__isnull=False)
    teksten += gegeven.order_by("pk").values_list("tekst", flat=True)
    return genoemd(teksten, filter(None, adressen))

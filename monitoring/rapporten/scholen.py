"""One school beside the others, and the list that the Inspectie asks (R03, R04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from loket.models.besluit import Uitkomst
from loket.rules.soorten import SOORTEN
from monitoring.kengetallen import naast
from monitoring.kengetallen.aanvragen import stroom
from monitoring.kengetallen.tabellen import STROOM
from monitoring.kengetallen.tijd import besloten_in
from monitoring.models import Rapport
from monitoring.rules.afschermen import LEEG, afschermen
from monitoring.rules.kijker import ANDEREN
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

from . import bereik

UITKOMST = {
    Uitkomst.TOEGEKEND: "Toegekend",
    Uitkomst.AFWIJKEND: "Anders toegekend",
    Uitkomst.AFGEWEZEN: "Afgewezen",
    Uitkomst.BUITEN_BEHANDELING: "Niet in behandeling genomen",
}
ERIN = ("open_begin", "ontvangen")
"""What M08 adds up, to what became of it."""
ONDER = f"‘{LEEG}’: anders zegt het gemiddelde iets over een paar kinderen op andere scholen."


def naast_gemiddelde(rapport: Rapport) -> Tabel:
    """M08 of one school beside the mean of all schools of the SWV, where that says nothing of a few other children."""
    alle = Rapport(swv=rapport.swv, soort=rapport.soort, periode=rapport.periode, over="swv")
    eigen = stroom(bereik.aanvragen(rapport), rapport.tijd)
    samen, scholen = stroom(bereik.aanvragen(alle), rapport.tijd), bereik.scholen(alle).count()
    anderen = {naam: getattr(samen, naam) - getattr(eigen, naam) for naam in STROOM}
    mag = _te_tonen(anderen) if scholen > ANDEREN else frozenset()
    tabel = naast.stroomtabel(eigen, samen, hier=1, scholen=scholen, mag=mag)
    return tabel if len(mag) == len(STROOM) else replace(tabel, onder=(*tabel.onder, ONDER))


def _te_tonen(anderen: Mapping[str, int]) -> frozenset[str]:
    """Of which parts of M08 the mean may be told: who knows the own number subtracts it, and has that of all others.

    What was open and what came is what became of it, so that one hidden part alone could be worked out.
    """
    kanten = [_kant(anderen, delen) for delen in (ERIN, tuple(naam for naam in STROOM if naam not in (*ERIN, "nieuw")))]
    getoond = afschermen(kanten).getoond
    return frozenset(
        kolom.kop
        for een in getoond
        for kolom, cel in zip(een.kolommen, een.rijen[0].cellen, strict=True)
        if isinstance(cel, int)
    )


def _kant(anderen: Mapping[str, int], delen: tuple[str, ...]) -> Tabel:
    """One side of the sum of M08, with what it adds up to."""
    kolommen = [Kolom(naam, Maat.LEERLINGEN) for naam in delen]
    cellen = [anderen[naam] for naam in delen]
    if "ontvangen" in delen:
        kolommen.append(Kolom("nieuw", Maat.LEERLINGEN, deel_van="ontvangen"))
        cellen.append(anderen["nieuw"])
    kolommen.append(Kolom("som", Maat.LEERLINGEN, som_van=delen, code="som"))
    rij = Rij("Andere scholen", (*cellen, sum(anderen[naam] for naam in delen)), "anderen")
    return Tabel("anderen", "Andere scholen", "Wie", tuple(kolommen), (rij,), ())


def besluitenlijst(rapport: Rapport) -> Tabel:
    """Each first decision of the period by its number, without a name (R03)."""
    rijen = besloten_in(bereik.aanvragen(rapport), rapport.tijd)
    return Tabel(
        code="besluiten",
        titel="Lijst van besluiten",
        kop="Kenmerk",
        kolommen=(
            *(Kolom(kop, Maat.TEKST) for kop in ("Soort", "Ontvangen", "Compleet", "Besluit", "Uitkomst")),
            Kolom("Behandelduur in dagen", Maat.AANTAL),
        ),
        rijen=tuple(
            Rij(kenmerk, _besluit(*rest), kenmerk)
            for kenmerk, *rest in rijen.order_by("dag_besluit", "kenmerk").values_list("kenmerk", *BESLUIT)
        ),
        definities=("R03",),
    )


BESLUIT = ("soort", "ontvangstdatum", "compleetdatum", "dag_besluit", "eerste__uitkomst")


def _besluit(soort: str, ontvangen: date, compleet: date | None, besluit: date, uitkomst: str) -> tuple[Cel, ...]:
    dagen = (ontvangen, compleet, besluit)
    woorden = (None if dag is None else f"{dag:%d-%m-%Y}" for dag in dagen)
    return SOORTEN[soort].titel, *woorden, UITKOMST[Uitkomst(uitkomst)], (besluit - ontvangen).days

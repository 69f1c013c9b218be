"""One school beside the others, and the list that the Inspectie asks (R03, R04)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from loket.models.besluit import Uitkomst
from loket.rules.soorten import SOORTEN
from monitoring.kengetallen.aanvragen import stroom
from monitoring.kengetallen.tabellen import STROOM
from monitoring.kengetallen.tijd import besloten_in
from monitoring.models import Rapport
from monitoring.rules.kengetal import TIENDE
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

from . import bereik

UITKOMST = {
    Uitkomst.TOEGEKEND: "Toegekend",
    Uitkomst.AFWIJKEND: "Anders toegekend",
    Uitkomst.AFGEWEZEN: "Afgewezen",
    Uitkomst.BUITEN_BEHANDELING: "Niet in behandeling genomen",
}


def naast_gemiddelde(rapport: Rapport) -> Tabel:
    """M08 of one school beside the mean of all schools of the SWV."""
    alle = Rapport(swv=rapport.swv, soort=rapport.soort, periode=rapport.periode, over="swv")
    eigen = stroom(bereik.aanvragen(rapport), rapport.tijd)
    samen, scholen = stroom(bereik.aanvragen(alle), rapport.tijd), bereik.scholen(alle).count()
    return Tabel(
        code="naast-gemiddelde",
        titel="Aanvragen naast het gemiddelde",
        kop="Cijfer",
        kolommen=(Kolom("Deze school", Maat.LEERLINGEN), Kolom("Gemiddeld per school", Maat.GEMIDDELD)),
        rijen=tuple(
            Rij(kop, (getattr(eigen, naam), _deling(getattr(samen, naam), scholen)), naam)
            for naam, kop in STROOM.items()
        ),
        definities=("M08", "R04"),
        onder=(f"Het gemiddelde is van {scholen} scholen.",),
    )


def _deling(teller: int, noemer: int) -> Decimal | None:
    return (Decimal(teller) / noemer).quantize(TIENDE, ROUND_HALF_UP) if noemer else None


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

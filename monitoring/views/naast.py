"""Schools that were chosen on a page of figures, beside all of the SWV: for who may read all rows."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from kern.gebruikers.verzoek import Verzoek
from loket.views.eigen_swv import swvs_van
from monitoring.kengetallen import naast as m
from monitoring.kengetallen.bronnen import aantal_scholen
from monitoring.kengetallen.sommen import Sommen
from monitoring.rules.filter import Filter
from monitoring.rules.kengetal import peildag
from monitoring.rules.tabel import Tabel

from .beelden import Beeld, beeld
from .keuze import Keuze, sommen_van
from .tabellen import Cijferblad
from .wegen import wegen

VAN_SCHOLEN = ("school", "bestuur", "werkgebied")
TIJD = "tijd-naast"


def kiest_scholen(keuze: Keuze) -> bool:
    """Whether the address asks for some of the schools."""
    return any(getattr(keuze.filter, naam) for naam in VAN_SCHOLEN)


def ruim(keuze: Keuze) -> Keuze:
    """The same choice of all schools."""
    return replace(keuze, filter=replace(keuze.filter, **dict.fromkeys(VAN_SCHOLEN, "")))


def aantallen(request: Verzoek, keuze: Keuze) -> tuple[int, int]:
    """How many schools were chosen, and how many there are, on the last day that is counted."""
    swvs, dag = swvs_van(request), peildag(keuze.periode.tot, keuze.vandaag)
    keuzes = Filter(**{naam: getattr(keuze.filter, naam) for naam in VAN_SCHOLEN})
    return aantal_scholen(swvs, dag, keuzes), aantal_scholen(swvs, dag)


def stroomtabel(request: Verzoek, keuze: Keuze, sommen: Sommen) -> Tabel:
    """M08. sommen: of what was chosen."""
    hier, scholen = aantallen(request, keuze)
    alle = sommen_van(request, ruim(keuze))
    return m.van_keuze(sommen, alle, keuze.periode, hier=hier, scholen=scholen)


def tijdtabel(request: Verzoek, keuze: Keuze, sommen: Sommen) -> Tabel:
    """M10 and M11. sommen: of what was chosen."""
    naam = "Deze school" if keuze.filter.school else m.HIER
    return m.tijdtabel(naam, sommen, sommen_van(request, ruim(keuze)), keuze.periode, code=TIJD)


def stroombeeld(request: Verzoek, keuze: Keuze, sommen: Sommen) -> list[Beeld]:
    """The card with M08, when schools were chosen."""
    if not kiest_scholen(keuze):
        return []
    tabel = stroomtabel(request, keuze, sommen)
    return [beeld(tabel, open=True, regel=tabel.onder[0], adressen=wegen("aanvragen", keuze, tabel))]


def tijdbeeld(request: Verzoek, keuze: Keuze, sommen: Sommen) -> list[Beeld]:
    """The card with M10 and M11, when schools were chosen."""
    if not kiest_scholen(keuze):
        return []
    besloten = reverse("monitoring:op_tijd_rijen", args=["besloten"])
    adressen = {
        ("eigen", "Besloten"): f"{besloten}?{keuze.vraag}",
        ("alle", "Besloten"): f"{besloten}?{ruim(keuze).vraag}",
    }
    return [beeld(tijdtabel(request, keuze, sommen), open=True, regel=f"In {keuze.periode.naam}.", adressen=adressen)]


def als_regels(tabel: Tabel) -> list[tuple[object, ...]]:
    """The table as lines of a spreadsheet, below what stands there already."""
    return [(), (tabel.titel,), (tabel.kop, *(een.kop for een in tabel.kolommen)), *Cijferblad(tabel).vlak]

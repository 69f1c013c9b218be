"""The charts of aanvragen: what was granted, what came when, and how soon there was a decision (M08, M10, M11)."""

from __future__ import annotations

from functools import partial

from monitoring.grafieken import liggend, lijn, staven
from monitoring.kengetallen.aanvragen import Stromen, tabel_van
from monitoring.kengetallen.sommen import Sommen
from monitoring.kengetallen.tijd import KLASSEN, beloofde_weken
from monitoring.rules.periode import jaar_eerder, maanden

from .beelden import Beeld, beeld
from .keuze import Keuze
from .wegen import wegen


def soortbeeld(keuze: Keuze, alle: Stromen) -> Beeld:
    """What was granted per kind beside the year before. alle: counted of both."""
    soorten = tabel_van(alle, keuze.periode, jaar_eerder(keuze.periode))
    return beeld(soorten, liggend, regel=f"In {keuze.periode.naam}, naast een jaar eerder.")


def stroombeelden(keuze: Keuze, sommen: Sommen, alle: Stromen) -> list[Beeld]:
    """The same and, of more than one month, what came per month beside the year before."""
    gevonden = [soortbeeld(keuze, alle)]
    if len(maanden(keuze.periode)) > 1:
        per_maand = sommen.tabel_per_maand(keuze.periode, jaar_eerder(keuze.periode), keuze.vandaag)
        gevonden.append(beeld(per_maand, lijn, regel="Aanvragen, op de dag van ontvangst."))
    return gevonden


def snelheid(keuze: Keuze, sommen: Sommen) -> Beeld:
    """How many decisions took how long, with the promise as a line between the bars."""
    weken = beloofde_weken(sommen.rijen, keuze.periode)
    regel = f"Wij beloven een besluit binnen {weken} weken. " if weken else ""
    regel += "Weken waarin de termijn stilstond tellen hier mee."
    grens = (KLASSEN.index(weken) + 1, f"{weken} weken") if weken in KLASSEN else None
    tekenen = partial(staven, grens=grens, kleuren=("grafiek-1", "grafiek-2"))
    tabel = sommen.tabel_klassen(keuze.periode)
    return beeld(tabel, tekenen, regel=regel, adressen=wegen("op_tijd", keuze, tabel))

"""The tables of the yearly set that everybody may read, as they are before small numbers are hidden."""

from __future__ import annotations

from datetime import date

from monitoring.rules.filter import Dimensie
from monitoring.rules.periode import Periode
from monitoring.rules.tabel import Tabel
from scholen.models import Samenwerkingsverband

from .aanvragen import ingediend
from .bronnen import te_tellen
from .verdeling import genoemd, op_tijd_per, stroom_buiten


def openbare_tabellen(swv: Samenwerkingsverband, jaar: Periode, vandaag: date) -> list[Tabel]:
    """By kind and by area."""
    rijen = ingediend(te_tellen([swv]))
    return [
        genoemd(maken(rijen, jaar, per, vandaag), jaar)
        for maken in (stroom_buiten, op_tijd_per)
        for per in (Dimensie.SOORT, Dimensie.WERKGEBIED)
    ]

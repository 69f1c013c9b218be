"""The files of a report, all from its frozen tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import timezone

from kern.bestanden.rekenblad import Blad, Tabelblad, csv_van, rekenboek
from kern.telling.klein import DREMPEL
from kern.termijnen.woorden import datum_voluit
from monitoring.models import Rapport
from monitoring.rules.tabel import Maat, Tabel
from monitoring.rules.weergave import ONBEKEND, in_rijen, past

from .grafieken import getekend

VORMEN = {Maat.EURO: "€ #,##0.00", Maat.PROCENT: '0.0#"%"', Maat.WEKEN: "0.0"}
"""How the numbers of a column look in a spreadsheet; counts as they are."""
KLEIN = (
    f"Aantallen van 1 tot en met {DREMPEL - 1} staan als ‘minder dan {DREMPEL}’. Waar ‘afgeschermd’ of ‘niet getoond’ "
    "staat, was zo’n aantal anders uit te rekenen."
)
NIET_IN_EEN_TITEL = re.compile(r"[\[\]:*?/\\']")


def feiten(rapport: Rapport) -> list[tuple[str, str]]:
    """What it is about and how to know that it is whole (R-MON-07)."""
    assert rapport.klaar_op is not None
    swv = f"{rapport.swv.naam} ({rapport.swv.code})"
    over = [("Over", swv)] if rapport.wie == rapport.swv else [("Over", rapport.wie.naam), ("Hoort bij", swv)]
    return [
        ("Rapport", rapport.kind.naam),
        *over,
        ("Periode", _periode(rapport)),
        ("Opgehaald op", datum_voluit(timezone.localdate(rapport.klaar_op))),
        ("Geen getal", f"Met {ONBEKEND} is er niets om te delen, of ontbreekt de bron. Het is nooit 0."),
        *([("Kleine aantallen", KLEIN)] if rapport.kind.afgeschermd else []),
        ("Controlegetal", rapport.controlegetal),
    ]


def _periode(rapport: Rapport) -> str:
    """With its last day, where its name does not say that already."""
    naam, tot = rapport.tijd.naam, f"tot en met {datum_voluit(rapport.tijd.tot)}"
    return naam if naam.endswith(tot) else f"{naam}, {tot}"


def als_csv(rapport: Rapport) -> bytes:
    """All under each other: what it is about, the tables, and what the figures mean."""
    bladen: list[Blad] = [
        ("Toelichting", ("Wat", "Waarde"), feiten(rapport)),
        *((een.titel, _koppen(een), _rijen(een)) for een in rapport.cijfers),
        ("Definities", DEFINITIEKOPPEN, _definities(rapport)),
    ]
    return csv_van(bladen).encode()


DEFINITIEKOPPEN = ("Code", "Cijfer", "Wat het betekent", "Bron")


def _definities(rapport: Rapport) -> list[tuple[str, str, str, str]]:
    return [(een.code, een.naam, een.formule, een.bron) for een in rapport.definities]


def _koppen(tabel: Tabel) -> list[str]:
    return [tabel.kop, *(kolom.kop for kolom in tabel.kolommen)]


def _rijen(tabel: Tabel) -> list[list[str]]:
    """In a file of text a number has a comma and no dots, so that a spreadsheet in Dutch reads a number."""
    alle = tabel.rijen if tabel.totaal is None else (*tabel.rijen, tabel.totaal)
    return [[een.naam, *("" if cel is None else str(cel).replace(".", ",") for cel in een.cellen)] for een in alle]


def als_excel(rapport: Rapport) -> bytes:
    """A sheet with a real table each, what it is about in front and what the figures mean behind."""
    assert rapport.klaar_op is not None
    bladen = [Tabelblad("Toelichting", ("Wat", "Waarde"), feiten(rapport), ("", ""))]
    bladen += [_blad(nummer, een) for nummer, een in enumerate(rapport.cijfers, 1)]
    bladen.append(Tabelblad("Definities", DEFINITIEKOPPEN, _definities(rapport), ("",) * 4))
    return rekenboek(bladen, op=rapport.klaar_op)


def _blad(nummer: int, tabel: Tabel) -> Tabelblad:
    totaal = () if tabel.totaal is None else (tabel.totaal.naam, *tabel.totaal.cellen)
    return Tabelblad(
        titel=f"{nummer} {NIET_IN_EEN_TITEL.sub(' ', tabel.titel)}"[:31],
        koppen=_verschillend(_koppen(tabel)),
        rijen=[(een.naam, *een.cellen) for een in tabel.rijen],
        vorm=("", *(VORMEN.get(kolom.maat, "") for kolom in tabel.kolommen)),
        totaal=totaal,
        onder=tabel.onder,
    )


def _verschillend(koppen: Iterable[str]) -> list[str]:
    """A real table has no two heads alike, also not but for capitals."""
    uit: list[str] = []
    for kop in koppen:
        naam, nummer = kop, 2
        while naam.lower() in {een.lower() for een in uit}:
            naam, nummer = f"{kop} ({nummer})", nummer + 1
        uit.append(naam)
    return uit


def _gedrukt(tabel: Tabel) -> list[tuple[str, list[tuple[str, bool]], bool]]:
    """Each row: its name, its cells with whether they are text, and whether it is the sum of the others."""
    tekst = [kolom.maat is Maat.TEKST for kolom in tabel.kolommen]
    return [(naam, [*zip(cellen, tekst, strict=True)], som) for naam, cellen, som in in_rijen(tabel)]


def als_html(rapport: Rapport) -> str:
    """What the PDF is printed from."""
    tabellen = [(een, een.kolommen, _gedrukt(een), not past(een)) for een in rapport.cijfers]
    context = {
        "rapport": rapport,
        "feiten": feiten(rapport),
        "beelden": getekend(rapport),
        "tabellen": tabellen,
    }
    return render_to_string("monitoring/rapport_pdf.html", context)

"""Amounts and scenarios for the demo.

The official amounts could not be read: these only have the right size, and each row says so.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from arrangementen.actions.normbedrag import normbedragen_overnemen, normbedragen_vaststellen
from arrangementen.actions.scenario import scenario_bewaren
from arrangementen.models import Herkomst, Normbedrag
from arrangementen.rules.normbedragen import bedragjaren, soorten_van
from kern.gebruikers.overgang import Systeem
from scholen.models import Instelling, Samenwerkingsverband

BEDRAGEN = {
    ("SBO", ""): 6250,
    ("SO", "L"): 13500,
    ("SO", "M"): 20750,
    ("SO", "H"): 30000,
    ("VSO", "L"): 14000,
    ("VSO", "M"): 23500,
    ("VSO", "H"): 30000,
    ("PRO", ""): 5500,
    ("LWOO", ""): 5500,
}
TERUG = {"terugplaatsing": 10}
INDEX = Decimal("2.5")
BRON = "Voorbeeld, geen officieel bedrag: alleen de orde van grootte klopt"


def vullen(swv: Samenwerkingsverband, *, vandaag: date, op: datetime) -> None:
    """Example amounts for the kinds of this SWV, each year a little higher, and three scenarios; once."""
    if Normbedrag.objects.exists():
        return
    eerste, *volgende = bedragjaren(vandaag)
    codes = Instelling.objects.geldig(swv, vandaag).tlv_soorten
    bedragen = {soort: Decimal(BEDRAGEN[soort]) for soort in soorten_van(codes)}
    door = Systeem("demo")
    normbedragen_vaststellen(door=door, op=op, jaar=eerste, bedragen=bedragen, herkomst=Herkomst.VOORBEELD, bron=BRON)
    for jaar in volgende:
        normbedragen_overnemen(door=door, op=op, jaar=jaar, procent=INDEX)
    soort, categorie = max(bedragen, key=lambda een: bedragen[een])
    klas = {"klas_soort": soort, "klas_categorie": categorie, "klas_leerlingen": 12, "klas_vanaf": vandaag.year + 1}
    minder = {f"instroom_{code.lower()}": 80 for code in codes}
    for naam, velden in (("Een klas erbij", klas), ("Minder nieuwe TLV’s", minder), ("Meer terug", TERUG)):
        scenario_bewaren(door=door, op=op, swv=swv, naam=naam, **velden)

"""Whether budgets slow down as arrangementen come: `uv run python benchmarks/budget.py --json [--klein]`.

Every page of the budgets that is opened by the day, as a whole request through the WSGI handler, on 500 and on 50,000
arrangementen in turn: two processes, each with its own PostgreSQL, and as many budgets, schools and rows on the page.
`verhouding_groei` is the worst of the pages by the median of their ratios, `queries` the most that any page makes at
either size, `queries_gelijk` whether each makes as many at both. Not among them, for they read every grant: the
spreadsheets, and what is still to be paid on 31 December.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten
from benchmarks.werkvoorraad import Kind, Tijden, paginacijfers, rekentijd

WEINIG, VEEL, KLEIN = 500, 50_000, 5_000
KEER, KEER_KLEIN = 40, 8
DOELEN = {"verhouding_groei": meten.Doel(1.5), "queries": meten.Doel(14)}
POTTEN = 10
CONTROLLER = 10_001
PER_KEER = 2_000


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[1] == "--kind":
        return kind(int(sys.argv[2]), warm=int(sys.argv[3]))
    gekozen = meten.opties("budget", "Budgetten met weinig en met veel arrangementen.").parse_args()
    veel = gekozen.aantal or (KLEIN if gekozen.klein else VEEL)
    keer = gekozen.keer or (KEER_KLEIN if veel < VEEL else KEER)
    meten.tonen(draaien(veel, klein=veel < VEEL, keer=keer), als_json=gekozen.json)
    return 0


def draaien(veel: int, *, klein: bool, keer: int) -> dict[str, Any]:
    """Start both, measure them in turn; the object to print."""
    begin = time.monotonic()
    kinderen = {aantal: Kind(aantal, warm=min(keer, 5), bestand=__file__) for aantal in (WEINIG, veel)}
    stand = {aantal: kind.antwoord() for aantal, kind in kinderen.items()}
    gevuld = round(time.monotonic() - begin, 1)
    tijden: Tijden = {naam: {WEINIG: [], veel: []} for naam in stand[veel]}
    for ronde in range(keer):
        for naam, per_aantal in tijden.items():
            for aantal in (WEINIG, veel) if ronde % 2 else (veel, WEINIG):
                per_aantal[aantal].append(kinderen[aantal].vraag(naam))
    for kind_ in kinderen.values():
        kind_.klaar()
    cijfers, paginas = paginacijfers((WEINIG, veel), stand, tijden)
    slechtste = max(paginas, key=lambda naam: paginas[naam]["verhouding"])
    over = {"arrangementen": [WEINIG, veel], "keer": keer, "vullen_seconden": gevuld, "slechtste": slechtste}
    return meten.verslag("budget", cijfers, DOELEN, klein=klein, over=over | {"paginas": paginas})


def kind(aantal: int, *, warm: int) -> int:
    """Fill, ask each page so often before it counts, say per page how many queries and rows, then time what is asked."""
    meten.diensten()
    from django.db import connections

    from benchmarks.pagina import verzoek, vragen

    with meten.als_eigenaar():
        vullen(aantal)
    for alias in connections:  # one connection from begin to end, so that its processor time can be read
        connections[alias].settings_dict |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
        connections[alias].close()
    paginas = {naam: verzoek(adres, sessie, {}) for naam, (adres, sessie) in adressen().items()}
    for _ in range(warm):
        for doen in paginas.values():
            doen()
    stand = {naam: {"queries": vragen(doen), "rijen": doen().count(b"<tr>")} for naam, doen in paginas.items()}
    print(json.dumps(stand), flush=True)
    for regel in sys.stdin:
        doen = paginas[regel.strip()]
        begin, cpu = time.perf_counter(), rekentijd()
        doen()
        print(json.dumps([(time.perf_counter() - begin) * 1000, (rekentijd() - cpu) * 1000]), flush=True)
    return 0


def adressen() -> dict[str, tuple[str, str]]:
    """Per page its address and the session that may see it."""
    from django.urls import reverse

    from arrangementen.models import Arrangement, Pot, Potdeel
    from benchmarks.pagina import ingelogd

    pot, deel, hulp = Pot.objects.get(pk=2), Potdeel.objects.get(school=1), Arrangement.objects.get(pk=10)
    lijst = reverse("arrangementen:budgetten")
    regels = reverse("arrangementen:boekingen", args=[pot.public_id])
    van_school = reverse("arrangementen:potdeel", args=[deel.public_id])
    bladen = {"overzicht": lijst, "overzicht_kalenderjaar": f"{lijst}?per=eerste"}
    bladen |= {naam: reverse(f"arrangementen:budget_{naam}") for naam in ("besturen", "werkgebieden")}
    bladen["bestuur"] = reverse("arrangementen:budget_bestuur", args=[deel.school.bestuur.public_id])
    bladen |= {"budget": reverse("arrangementen:budget", args=[pot.public_id]), "boekingen": regels}
    bladen |= {f"boekingen_{wat}": f"{regels}?wat={wat}" for wat in ("begroot", "toegekend", "betaald", "verantwoord")}
    bladen |= {
        "boekingen_blad_2": f"{regels}?pagina=2",
        "school": van_school,
        "school_betaald": f"{van_school}?wat=betaald",
    }
    bladen["beslissing"] = reverse("arrangementen:budget_beslissing", args=[hulp.public_id])
    sessie = ingelogd(CONTROLLER)
    return {naam: (adres, sessie) for naam, adres in bladen.items()}


def vullen(aantal: int) -> None:
    """So many granted arrangementen over the same ten budgets and 150 schools; one in ten is of the first school.

    As owner: the totals are worked out at the end, in one statement a table, instead of line by line.
    """
    from django.db import connection

    from arrangementen.models import Arrangement, Beslissing, Boeking
    from benchmarks import vullen as basis
    from kern.gebruikers.models import Gebruiker, Lidmaatschap
    from kern.gebruikers.rollen import Rol

    basis.vullen(100)
    controller = Gebruiker.objects.create(pk=CONTROLLER, email="geld@bank.example", naam="Con Troller", password="!")
    Lidmaatschap.objects.create(gebruiker=controller, rol=Rol.CONTROLLER, van=basis.BEGIN)
    tabellen = [f"arrangementen_{naam}" for naam in ("pot", "potdeel", "arrangement", "boeking")]
    with connection.cursor() as db:
        for tabel in tabellen:
            db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        _potten()
        nummers = range(1, aantal + 1)
        for begin in range(0, aantal, PER_KEER):
            deel = nummers[begin : begin + PER_KEER]
            Arrangement.objects.bulk_create(map(_arrangement, deel))
            Beslissing.objects.bulk_create(map(_beslissing, deel))
            Boeking.objects.bulk_create(regel for nummer in deel for regel in _regels(nummer))
        for opdracht in TOTALEN:
            db.execute(opdracht)
        for tabel in tabellen:
            db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
        db.execute("VACUUM ANALYZE")


def _potten() -> None:
    from django.utils import timezone

    from arrangementen.models import Aanbod, Boeking, Pot, Potdeel
    from benchmarks.vullen import BEGIN, SCHOLEN
    from kern.termijnen.schooljaar import schooljaar

    dag = timezone.localdate()
    woorden = {"naam": "Begeleiding", "soort": "individueel", "niveau": "extra", "vorm": "uren", "eenheid": "uur"}
    woorden |= {"functie": "begeleider", "aanbieder": "eigen", "gewicht": "licht", "toekenning": "beslisser"}
    vast = {"opp_nodig": True, "openbaar": True, "van": BEGIN, "voor_ouders": "Hulp.", "voor_school": "Hulp."}
    Aanbod.objects.create(pk=1, swv_id=1, kenmerk="begeleiding", **woorden, **vast)
    for nummer in range(1, POTTEN + 1):
        Pot.objects.create(
            pk=nummer, swv_id=1, schooljaar=schooljaar(dag), naam=f"Gebied {nummer}", werkgebied_id=nummer
        )
        regel = {"soort": "begroting", "bedrag": 9_000_000, "deel_eerste": 3_750_000, "boekdatum": dag}
        Boeking.objects.create(pot_id=nummer, sleutel=f"b{nummer}", geboekt_op=timezone.now(), **regel)
    Potdeel.objects.bulk_create(
        Potdeel(school_id=school, pot_id=school % POTTEN + 1) for school in range(1, SCHOLEN + 1)
    )


def _school(nummer: int) -> int:
    from benchmarks.vullen import SCHOLEN

    return 1 if nummer % 10 == 0 else nummer % SCHOLEN + 1


def _periode() -> dict[str, Any]:
    from django.utils import timezone

    from kern.termijnen.schooljaar import eerste_dag, laatste_dag, schooljaar

    jaar = schooljaar(timezone.localdate())
    return {"van": eerste_dag(jaar), "tot": laatste_dag(jaar)}


def _arrangement(nummer: int) -> Any:
    from django.utils import timezone

    from arrangementen.models import Arrangement

    periode = _periode()
    basis = {"swv_id": 1, "aanbod_id": 1, "voor": "school", "gevraagd_door_id": 1, "gevraagd_op": timezone.now()}
    basis |= {"schooljaar": periode["van"].year, "bedrag": Decimal(100), **periode}
    return Arrangement(pk=nummer, kenmerk=f"AR-2026-{nummer:05}", school_id=_school(nummer), **basis)


def _beslissing(nummer: int) -> Any:
    from django.utils import timezone

    from arrangementen.models import Beslissing

    basis = {"uitkomst": "toegekend", "bedrag": Decimal(100), "besloten_op": timezone.now(), "ondertekenaar": "Proef"}
    pot = _school(nummer) % POTTEN + 1
    return Beslissing(arrangement_id=nummer, pot_id=pot, besloten_door_id=1, **basis, **_periode())


def _regels(nummer: int) -> Iterator[Any]:
    """Granted, and three in four also paid and accounted for."""
    from django.utils import timezone

    from arrangementen.models import Boeking

    school, dag = _school(nummer), _periode()["van"] + timedelta(days=nummer % 90)
    soorten = ("toekenning", "uitbetaling", "verantwoording")[: 3 if nummer % 4 else 1]
    for soort in soorten:
        yield Boeking(
            pot_id=school % POTTEN + 1,
            school_id=school,
            arrangement_id=nummer,
            soort=soort,
            bedrag=Decimal(100),
            deel_eerste=Decimal(100) if soort == "uitbetaling" else Decimal("41.67"),
            boekdatum=dag,
            sleutel=f"{soort}-{nummer}",
            geboekt_op=timezone.now(),
        )


def _totalen(tabel: str, waar: str) -> str:
    """SQL: the sums that the trigger would have kept."""
    soorten = {"toegekend": "toekenning", "betaald": "uitbetaling", "verantwoord": "verantwoording"}
    if tabel == "arrangementen_pot":
        soorten = {"begroot": "begroting"} | soorten
    zetten = ", ".join(
        f"{voor}{kolom} = COALESCE((SELECT SUM({veld}) FROM arrangementen_boeking b WHERE {waar} AND soort = '{soort}'), 0)"
        for kolom, soort in soorten.items()
        for voor, veld in (("", "bedrag"), ("eerste_", "deel_eerste"))
    )
    return f"UPDATE {tabel} t SET {zetten}"


TOTALEN = (
    _totalen("arrangementen_pot", "b.pot_id = t.id"),
    _totalen("arrangementen_potdeel", "b.pot_id = t.pot_id AND b.school_id = t.school_id"),
    _totalen("arrangementen_arrangement", "b.arrangement_id = t.id"),
)


if __name__ == "__main__":
    sys.exit(main())

"""What pages of figures and reports cost: `uv run python benchmarks/monitoring.py --json [--klein]`.

A region as Haaglanden over ten school years (benchmarks/regio.py) and one with ten times the cases and as much of a
logbook, in turn: two processes, each with its own PostgreSQL, kept filled for the next run (benchmarks/regio_bewaard.py).

`verhouding_sql`: a whole request for a page, through the WSGI handler, beside the plain SQL that its figures need
(benchmarks/monitoring_sql.py), in turn in the smaller region; the worst page. The charts are in the cache, as they are
for the second who looks. `verhouding_tienvoud`: the figures of a whole report of a year or quarter that is over, without
its files, in the large region beside the small one; the worst kind. `verhouding_tienvoud_pagina`: the same of the pages
of the current school year. `_cpu`: the same in processor time of Python and PostgreSQL, for a machine with other work. `seconden_per_rapport`: every maandrapport, schoolspiegel and verantwoording, asked at once
and made by one worker with two processes, with PDF, spreadsheet and text.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten, rapporten, regio_bewaard
from benchmarks.rapporten import AANTAL, KLEIN, LOG, LOG_KLEIN, REEKS, REEKS_KLEIN
from benchmarks.regio_verhalen import Omvang
from benchmarks.werkvoorraad import Kind, rekentijd

KEER, KEER_KLEIN = 7, 3
DOELEN = {
    "verhouding_sql": meten.Doel(1.5),
    "verhouding_tienvoud": meten.Doel(12),
    "verhouding_tienvoud_pagina": meten.Doel(1.5),
}
RAPPORTEN = (
    "maandrapport",
    "thuiszitters",
    "opr",
    "inspectie",
    "jaarverslag",
    "oogo",
    "verantwoording",
    "schoolspiegel",
)
Doen = Callable[[], Any]


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[1] == "--kind":
        return kind(int(sys.argv[2]), warm=int(sys.argv[3]))
    keuze = meten.opties("monitoring", "Cijfers naast kale SQL, en bij tien keer zoveel.")
    keuze.add_argument(
        "--zoals-is", action="store_true", help="regions that were filled before, whatever changed since"
    )
    keuze.add_argument("--zonder-reeks", action="store_true", help="without the whole series of reports")
    gekozen = keuze.parse_args()
    klein = gekozen.klein or bool(gekozen.aantal)
    aantal = gekozen.aantal or (KLEIN if klein else AANTAL)
    os.environ |= {"REGIO_LOG": str(LOG_KLEIN if klein else LOG), "REGIO_ZOALS_IS": "1" * gekozen.zoals_is}
    reeks = 0 if gekozen.zonder_reeks else REEKS_KLEIN if klein else REEKS
    keer = gekozen.keer or (KEER_KLEIN if klein else KEER)
    meten.tonen(draaien(aantal, klein=klein, keer=keer, reeks=reeks), als_json=gekozen.json)
    return 0


def draaien(weinig: int, *, klein: bool, keer: int, reeks: int) -> dict[str, Any]:
    """Start both, measure them in turn; the object to print. reeks: so many reports of a kind at most."""
    veel = weinig * 10
    begin = time.monotonic()
    kinderen, stand = {}, {}
    for aantal in (weinig, veel):  # not beside each other: filling takes both cores
        kinderen[aantal] = Kind(aantal, warm=1, bestand=__file__)
        stand[aantal] = kinderen[aantal].antwoord()
    gevuld = round(time.monotonic() - begin, 1)
    namen = stand[weinig]["namen"]
    tijden: dict[str, dict[int, list[float]]] = {naam: {weinig: [], veel: []} for naam in namen}
    rekentijden: dict[str, dict[int, list[float]]] = {naam: {weinig: [], veel: []} for naam in namen}
    for ronde in range(keer):
        for naam in namen:
            for aantal in (weinig, veel) if ronde % 2 else (veel, weinig):
                klok, cpu = kinderen[aantal].vraag(naam)
                tijden[naam][aantal].append(klok)
                rekentijden[naam][aantal].append(cpu)
    series: Any = kinderen[weinig].vraag(f"werkers {reeks}")[0] if reeks else {}
    for kind_ in kinderen.values():
        kind_.klaar()
    ms = {naam: {aantal: statistics.median(een) for aantal, een in per.items()} for naam, per in tijden.items()}
    cpu_ms = {
        naam: {aantal: statistics.median(een) for aantal, een in per.items()} for naam, per in rekentijden.items()
    }
    over = {"aanvragen": [weinig, veel], "keer": keer, "vullen_seconden": gevuld}
    over |= {"gevuld": [stand[aantal]["gevuld"] for aantal in (weinig, veel)], "rapporten": series}
    paginas = {naam: _pagina(naam, ms, weinig, veel) for naam in stand[weinig]["paginas"]}
    paginas_cpu = {naam: _pagina(naam, cpu_ms, weinig, veel) for naam in stand[weinig]["paginas"]}
    figuren = {
        naam: {"ms": [round(ms[f"rapport:{naam}"][een], 1) for een in (weinig, veel)]}
        | {"verhouding": round(ms[f"rapport:{naam}"][veel] / ms[f"rapport:{naam}"][weinig], 2)}
        for naam in RAPPORTEN
    }
    uit = {
        "verhouding_sql": max(een["verhouding_sql"] for een in paginas.values()),
        "verhouding_sql_cpu": max(een["verhouding_sql"] for een in paginas_cpu.values()),
        "verhouding_tienvoud_pagina_cpu": max(een["verhouding_tienvoud"] for een in paginas_cpu.values()),
        "verhouding_tienvoud": max(een["verhouding"] for een in figuren.values()),
        "verhouding_tienvoud_pagina": max(een["verhouding_tienvoud"] for een in paginas.values()),
    }
    return meten.verslag(
        "monitoring",
        uit | (rapporten.cijfers(series) if series else {}),
        DOELEN,
        klein=klein,
        over=over | {"paginas": paginas, "paginas_cpu": paginas_cpu, "figuren": figuren},
    )


def _pagina(naam: str, ms: dict[str, dict[int, float]], weinig: int, veel: int) -> dict[str, Any]:
    zelf, kaal = ms[f"pagina:{naam}"], ms[f"sql:{naam}"]
    return {
        "ms": [round(zelf[een], 1) for een in (weinig, veel)],
        "ms_sql": [round(kaal[een], 1) for een in (weinig, veel)],
        "verhouding_sql": round(zelf[weinig] / kaal[weinig], 2),
        "verhouding_sql_veel": round(zelf[veel] / kaal[veel], 2),
        "verhouding_tienvoud": round(zelf[veel] / zelf[weinig], 2),
    }


def kind(aantal: int, *, warm: int) -> int:
    """Fill or find filled, say what there is, then time what is asked."""
    omvang = Omvang.van(aantal, log=int(os.environ["REGIO_LOG"]))
    gevuld = regio_bewaard.openen(omvang, zoals_is=bool(os.environ["REGIO_ZOALS_IS"]))
    from django.db import connections

    for alias in connections:  # one connection from begin to end, so that its processor time can be read
        connections[alias].settings_dict |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
        connections[alias].close()
    alle, paginas = doeners()
    for _ in range(warm):
        for doen in alle.values():
            doen()
    print(json.dumps({"gevuld": gevuld, "namen": list(alle), "paginas": paginas}), flush=True)
    for regel in sys.stdin:
        if regel.startswith("werkers"):
            print(json.dumps([rapporten.reeksen(int(regel.split()[1])), 0]), flush=True)
            continue
        begin, cpu = time.perf_counter(), rekentijd()
        alle[regel.strip()]()
        print(json.dumps([(time.perf_counter() - begin) * 1000, (rekentijd() - cpu) * 1000]), flush=True)
    return 0


def doeners() -> tuple[dict[str, Doen], list[str]]:
    """By name what can be timed, and the names of the pages."""
    from benchmarks.monitoring_sql import PAGINAS
    from benchmarks.pagina import ingelogd, verzoek

    sessie = ingelogd(wie().pk)
    alle: dict[str, Doen] = {}
    for naam, adres in adressen().items():
        alle[f"pagina:{naam}"] = verzoek(adres, sessie)
        alle[f"sql:{naam}"] = kaal(PAGINAS[naam])
    for soort in RAPPORTEN:
        alle[f"rapport:{soort}"] = rapport(soort)
    return alle, list(adressen())


def wie() -> Any:
    """Somebody who may see all figures, children at home too."""
    from kern.gebruikers.models import Gebruiker
    from kern.gebruikers.rollen import Permissie

    nodig = (Permissie.MONITORING_LEZEN, Permissie.THUISZITTER_TELLEN, Permissie.RAPPORT_MAKEN)
    actief = Gebruiker.objects.filter(is_active=True).order_by("pk")
    return next(een for een in actief if all(een.heeft(recht) for recht in nodig))


def adressen() -> dict[str, str]:
    """The pages of the current school year."""
    from django.urls import reverse

    uit = {
        naam: reverse(f"monitoring:{naam}")
        for naam in ("overzicht", "aanvragen", "op_tijd", "ondersteuning", "geld", "thuiszitters", "bezwaar", "kaart")
    }
    uit["aanvragen_per_school"] = uit["aanvragen"] + "?per=school"
    uit["op_tijd_per_school"] = uit["op_tijd"] + "?per=school"
    uit["school"] = reverse("monitoring:school", args=[_school().brin6])
    return uit


def _school() -> Any:
    from scholen.models import School

    return School.objects.filter(deelnames__swv__eigen=True).order_by("pk")[10]


def kaal(vragen: tuple[str, ...]) -> Doen:
    """Ask these statements, and read all that they give, over the connection that the pages use."""
    from django.db import connection
    from django.utils import timezone

    from loket.models.aanvraag import VOOR_INDIENEN
    from monitoring.kengetallen.aanvragen import MET_BESLUIT
    from monitoring.rules.periode import jaar_eerder, uit_adres
    from scholen.models import Samenwerkingsverband

    vandaag = timezone.localdate()
    nu = uit_adres("", vandaag)
    toen = jaar_eerder(nu)
    waarden = {"van": nu.van, "tot": nu.tot, "toen_van": toen.van, "toen_tot": toen.tot, "dag": min(nu.tot, vandaag)}
    waarden |= {"soorten": [*MET_BESLUIT], "concept": [str(een) for een in VOOR_INDIENEN], "school": _school().pk}
    waarden |= {"swv": Samenwerkingsverband.objects.get(eigen=True).pk, "schooljaar": nu.van.year}
    waarden |= {"teldag": date(nu.van.year - 1, 10, 1), "twee_jaar": vandaag - timedelta(days=730)}
    waarden |= {"vijf_jaar": date(nu.van.year - 4, 8, 1)}

    def doen() -> None:
        with connection.cursor() as db:
            for vraag in vragen:
                db.execute(vraag, waarden)
                db.fetchall()

    return doen


def rapport(soort: str) -> Doen:
    """The figures of this kind about the first whom it can be about, of the last period that is over."""
    from django.utils import timezone

    from monitoring.actions.rapport import betrokkenen, van_een_moment
    from monitoring.models import Rapport
    from monitoring.rules.rapport import SOORTEN, Over, afgelopen
    from scholen.models import Samenwerkingsverband

    een, swv = SOORTEN[soort], Samenwerkingsverband.objects.get(eigen=True)
    periode = afgelopen(een.tijdvak, timezone.localdate(), 1)[0]
    over = {} if een.over is Over.SWV else {str(een.over): betrokkenen(swv, een.over, periode)[0]}
    rij = Rapport(swv=swv, soort=soort, periode=periode.code, over=een.over, **over)
    return lambda: van_een_moment(rij)


if __name__ == "__main__":
    sys.exit(main())

"""Whether the worklist slows down as the register fills: `uv run python benchmarks/werkvoorraad.py --json [--klein]`.

Every tab, sorting, filter and search, each as a whole request through the WSGI handler, on 1,000 and on 100,000
aanvragen in turn. Two processes, each with its own PostgreSQL and as many rows on the page. Both times of a round are taken
right after each other; the figure of a page is the median of their ratios, `verhouding_groei` the worst of the pages,
`queries` the most that any page makes at either size. `verhouding_groei_cpu` is the same in processor time of the web
process and its PostgreSQL together, which does not change when the machine is busy with something else.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten

WEINIG, VEEL, KLEIN = 1_000, 100_000, 10_000
KEER, KEER_KLEIN = 40, 8
DOELEN = {"verhouding_groei": meten.Doel(1.5)}
WERK = (
    ("concept", 10),
    ("ingediend", 100),
    ("in_controle", 100),
    ("aanvulling_gevraagd", 120),
    ("compleet", 80),
    ("in_advies", 110),
    ("advies_gereed", 80),
    ("besluit_voorbereiden", 80),
    ("besloten_toegekend", 50),
    ("besloten_afwijkend", 20),
    ("besloten_afgewezen", 20),
    ("ingetrokken", 60),
)
"""Per thousand of the newest four fifths: far more open work than an SWV ever has, so that no list is short at 1,000."""
ZOEKEN = {
    "naam": "Fenna",
    "naam_en_school": "fenna meetlat",
    "tikfout": "Fena",
    "tussenvoegsel": "van der",
    "school": "meetlat",
    "plaats_en_naam": "zandwerven noor",
    "tekst": "structuur",
    "niets": "bestaatnergens",
}
FILTERS = {
    "soort": ("so", "sbo"),
    "fase": ("nieuw", "controle", "school", "deskundigen", "besluit", "verzenden"),
    "aan_zet": ("loket", "school", "deskundigen", "beslisser"),
    "termijn": ("laat", "week", "goed", "pauze"),
    "werkgebied": ("gebied-3",),
}


Tijden = dict[str, dict[int, list[tuple[float, float]]]]
"""Page → size → per round the time and the processor time."""


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[1] == "--kind":
        return kind(int(sys.argv[2]), warm=int(sys.argv[3]))
    gekozen = meten.opties("werkvoorraad", "De werkvoorraad met weinig en met veel aanvragen.").parse_args()
    veel = gekozen.aantal or (KLEIN if gekozen.klein else VEEL)
    klein = veel < VEEL
    keer = gekozen.keer or (KEER_KLEIN if klein else KEER)
    meten.tonen(draaien(veel, klein=klein, keer=keer), als_json=gekozen.json)
    return 0


def draaien(veel: int, *, klein: bool, keer: int) -> dict[str, Any]:
    """Start both, measure them in turn; the object to print."""
    begin = time.monotonic()
    kinderen = {aantal: Kind(aantal, warm=min(keer, 5)) for aantal in (WEINIG, veel)}
    stand = {aantal: kind.antwoord() for aantal, kind in kinderen.items()}
    gevuld = round(time.monotonic() - begin, 1)
    tijden: Tijden = {naam: {WEINIG: [], veel: []} for naam in stand[veel]}
    for ronde in range(keer):
        for naam, per_aantal in tijden.items():
            for aantal in (WEINIG, veel) if ronde % 2 else (veel, WEINIG):
                per_aantal[aantal].append(kinderen[aantal].vraag(naam))
    for kind_ in kinderen.values():
        kind_.klaar()
    return _verslag(veel, stand, tijden, klein=klein, over={"keer": keer, "vullen_seconden": gevuld})


def _verslag(veel: int, stand: dict[int, Any], tijden: Tijden, *, klein: bool, over: dict[str, Any]) -> dict[str, Any]:
    cijfers, paginas = paginacijfers((WEINIG, veel), stand, tijden)
    slechtste = max(paginas, key=lambda naam: paginas[naam]["verhouding"])
    over |= {"aanvragen": [WEINIG, veel], "slechtste": slechtste, "paginas": paginas}
    return meten.verslag("werkvoorraad", cijfers, DOELEN, klein=klein, over=over)


def paginacijfers(
    maten: tuple[int, int], stand: dict[int, Any], tijden: Tijden
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The figures over all pages, and those of each page, at the small and the large size."""
    weinig, veel = maten
    paginas = {}
    for naam, per_aantal in tijden.items():
        paren = list(zip(per_aantal[weinig], per_aantal[veel], strict=True))
        (ms_weinig, cpu_weinig), (ms_veel, cpu_veel) = (
            [round(statistics.median(kolom), 1) for kolom in zip(*per_aantal[aantal], strict=True)] for aantal in maten
        )
        paginas[naam] = {
            "verhouding": round(statistics.median(lang[0] / kort[0] for kort, lang in paren), 2),
            "verhouding_cpu": round(statistics.median(lang[1] / kort[1] for kort, lang in paren), 2),
            "ms_weinig": ms_weinig,
            "ms_veel": ms_veel,
            "cpu_ms_weinig": cpu_weinig,
            "cpu_ms_veel": cpu_veel,
            **{f"{wat}_weinig": stand[weinig][naam][wat] for wat in ("queries", "rijen")},
            **{f"{wat}_veel": stand[veel][naam][wat] for wat in ("queries", "rijen")},
        }
    cijfers = {
        "verhouding_groei": max(een["verhouding"] for een in paginas.values()),
        "verhouding_groei_cpu": max(een["verhouding_cpu"] for een in paginas.values()),
        "queries": max(max(een["queries_weinig"], een["queries_veel"]) for een in paginas.values()),
        "queries_gelijk": all(een["queries_weinig"] == een["queries_veel"] for een in paginas.values()),
        "ms_hoogste": max(een["ms_veel"] for een in paginas.values()),
    }
    return cijfers, paginas


class Kind:
    """A process of its own with its own database of this size, that times one page at a time."""

    def __init__(self, aantal: int, *, warm: int, bestand: str = __file__) -> None:
        opdracht = [sys.executable, bestand, "--kind", str(aantal), str(warm)]
        self.proces = subprocess.Popen(opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def antwoord(self) -> Any:
        assert self.proces.stdout
        regel = self.proces.stdout.readline()
        if not regel:
            raise RuntimeError("een van de twee stopte")
        return json.loads(regel)

    def vraag(self, naam: str) -> tuple[float, float]:
        """The time of this page and its processor time, in milliseconds."""
        assert self.proces.stdin
        print(naam, file=self.proces.stdin, flush=True)
        ms, cpu = self.antwoord()
        return ms, cpu

    def klaar(self) -> None:
        assert self.proces.stdin
        self.proces.stdin.close()
        self.proces.wait(60)


def kind(aantal: int, *, warm: int) -> int:
    """Fill, ask each page so often before it counts, say per page how many queries and rows it has, then time what is asked for."""
    meten.diensten()
    from django.db import connections

    from benchmarks.pagina import verzoek, vragen
    from benchmarks.vullen import vullen

    with meten.als_eigenaar():
        vullen(aantal, verdeling=WERK)
    for alias in connections:  # one connection from begin to end, so that its processor time can be read
        connections[alias].settings_dict |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
        connections[alias].close()
    paginas = {naam: verzoek(adres, sessie, post) for naam, (adres, sessie, post) in adressen().items()}
    for _ in range(warm):
        for doen in paginas.values():
            doen()
    stand = {naam: {"queries": vragen(doen), "rijen": doen().count(b'class="ref"')} for naam, doen in paginas.items()}
    print(json.dumps(stand), flush=True)
    for regel in sys.stdin:
        doen = paginas[regel.strip()]
        begin, cpu = time.perf_counter(), rekentijd()
        doen()
        print(json.dumps([(time.perf_counter() - begin) * 1000, (rekentijd() - cpu) * 1000]), flush=True)
    return 0


def rekentijd() -> float:
    """Seconds of processor that this process and its PostgreSQL have used; the clock where the system does not say."""
    from django.db import connections

    pids = [een.connection.info.backend_pid for een in connections.all(initialized_only=True) if een.connection]
    try:
        postgres = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids)
    except OSError:
        return time.perf_counter()
    return time.process_time() + postgres / 1e9


def adressen() -> dict[str, tuple[str, str, dict[str, str]]]:
    """Per page its address, the session that may see it, and what is posted."""
    from benchmarks.pagina import ingelogd
    from benchmarks.vullen import SCHOLEN
    from kern.gebruikers.models import Gebruiker
    from loket.models import Aanvraag
    from loket.views.weergaven import WEERGAVEN

    wie = SCHOLEN + 1
    zaak = Aanvraag.objects.filter(status="compleet").order_by("-pk")[0]
    assert zaak.leerling
    geboren = zaak.leerling.geboortedatum
    woorden = ZOEKEN | {
        "geboortedatum": f"{geboren.day}-{geboren.month}-{geboren.year}",
        "nummer_en_naam": f"{zaak.kenmerk} {zaak.leerling.roepnaam}",
    }
    sessie = ingelogd(wie, zoekopdrachten=woorden)
    collega = Gebruiker.objects.get(pk=wie + 1).public_id
    lijst, alle = "/loket/", "/loket/aanvragen/"
    bladen = {f"tab_{sleutel}": f"{lijst}?weergave={sleutel}" for sleutel in WEERGAVEN}
    for naam, waarden in (FILTERS | {"behandelaar": (collega, "ik", "niemand")}).items():
        for nummer, waarde in enumerate(waarden):
            woord = waarde if waarde != collega else str(nummer)
            bladen[f"filter_{naam}_{woord}"] = f"{lijst}?weergave=alles&{naam}={waarde}"
    bladen["filter_drie"] = f"{lijst}?weergave=alles&soort=so&fase=controle&termijn=goed"
    for sorteer in ("-termijn", "leerling", "-leerling", "nummer", "-nummer"):
        bladen[f"sorteer_{sorteer}"] = f"{lijst}?weergave=alles&sorteer={sorteer}"
    bladen["bladzijde_3"] = f"{lijst}?weergave=alles&pagina=3"
    bladen["alle_aanvragen"] = alle
    bladen |= {f"zoek_{sleutel}": f"{alle}?zoek={sleutel}" for sleutel in woorden}
    gevonden = {naam: (adres, sessie, {}) for naam, adres in bladen.items()}
    knop = reverse_zoeken()
    return gevonden | {
        "knop_zoek_nummer": (knop, sessie, {"q": str(zaak.kenmerk)}),
        "knop_zoek_naam": (knop, sessie, {"q": "Fenna"}),
    }


def reverse_zoeken() -> str:
    from django.urls import reverse

    return reverse("loket:zoeken")


if __name__ == "__main__":
    sys.exit(main())

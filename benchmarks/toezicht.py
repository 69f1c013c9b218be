"""Whether the privacy officer finds a line among millions: `uv run python benchmarks/toezicht.py --json [--klein]`.

A logbook of 5,000,000 lines of 400 days, made by PostgreSQL itself, in which one colleague and one child stand as often
as in life. Each way to search, as the page does it, in turn with the same lines by plain SQL in one process:
`verhouding_<zoek>` is the ratio of medians. `langzaamste` is the slowest whole page in milliseconds, with the names and
numbers beside the lines, `queries` the most that a page makes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten

VEEL, KLEIN = 5_000_000, 200_000
KEER, KEER_KLEIN = 40, 8
FG = 20_001
BLAD = 51
ZOEK = ("alles", "wie", "kind", "geweigerd", "bestand", "periode", "wie_in_periode")
DOELEN = {f"verhouding_{naam}": meten.Doel(5) for naam in ZOEK} | {"langzaamste": meten.Doel(500)}
VULLEN = """
INSERT INTO logboek_logregel
    (op, uitkomst, actie, wie, rol, ding_soort, ding, leerling, school, reden, bijzonderheden)
SELECT now() - make_interval(secs => (%s - n) * 400 * 86400.0 / %s),
       CASE WHEN n %% 997 = 0 THEN 'geweigerd' WHEN n %% 5 = 0 THEN 'gedaan' ELSE 'gezien' END,
       CASE WHEN n %% 4999 = 0 THEN 'aanvragen_geexporteerd' ELSE 'aanvraag_gezien' END,
       'mens' || (n * 7919 %% 400), 'loketmedewerker', 'loket.aanvraag', 'ding' || (n * 104729 %% 60000),
       'kind' || (n * 104729 %% 50000), '00AA00', '', '{}'
FROM generate_series(1::bigint, %s) n
"""
KAAL = "SELECT * FROM logboek_logregel WHERE {} ORDER BY op DESC, id DESC LIMIT 51"
BESTAND = "(actie LIKE '%%geexporteerd' OR actie LIKE '%%gedownload') AND uitkomst <> 'geweigerd'"
PERIODE = "op >= now() - interval '200 days' AND op < now() - interval '170 days'"


def main() -> int:
    gekozen = meten.opties("toezicht", "Zoeken in een logboek van miljoenen regels.").parse_args()
    aantal = gekozen.aantal or (KLEIN if gekozen.klein else VEEL)
    keer = gekozen.keer or (KEER_KLEIN if aantal < VEEL else KEER)
    meten.tonen(draaien(aantal, klein=aantal < VEEL, keer=keer), als_json=gekozen.json)
    return 0


def draaien(aantal: int, *, klein: bool, keer: int) -> dict[str, Any]:
    """Fill, search each way in turn with plain SQL, then the whole pages; the object to print."""
    meten.diensten()
    from benchmarks.pagina import ingelogd, verzoek, vragen

    begin = time.monotonic()
    with meten.als_eigenaar():
        vullen(aantal)
    gevuld = round(time.monotonic() - begin, 1)
    vragen_ = zoekvragen()
    paren: dict[str, Callable[[], Any]] = {}
    for naam, (vraag, waar) in vragen_.items():
        paren |= {naam: _gezocht(vraag), f"{naam}_kaal": _kaal(waar)}
    regels = {naam: len(paren[naam]()) for naam in vragen_}
    tijden = meten.om_en_om(paren, keer=keer)
    cijfers: dict[str, float] = {
        f"verhouding_{naam}": round(tijden[naam] / tijden[f"{naam}_kaal"], 2) for naam in vragen_
    }
    sessie = ingelogd(FG)
    paginas = {naam: verzoek(f"/beheer/logboek/?{vraag.adres()}", sessie) for naam, (vraag, _) in vragen_.items()}
    heel = meten.om_en_om(paginas, keer=max(keer // 4, 2))
    cijfers["langzaamste"] = round(max(heel.values()), 1)
    cijfers["queries"] = max(map(vragen, paginas.values()))
    over = {"regels": aantal, "keer": keer, "vullen_seconden": gevuld, "gevonden": regels, "pagina_ms": heel}
    return meten.verslag("toezicht", cijfers, DOELEN, klein=klein, over=over | {"zoeken_ms": tijden})


def vullen(aantal: int) -> None:
    """The lines in one statement, in the order of their moments, as they come in life."""
    from django.db import connection

    from benchmarks import vullen as basis
    from kern.gebruikers.models import Gebruiker, Lidmaatschap
    from kern.gebruikers.rollen import Rol

    basis.vullen(100)
    fg = Gebruiker.objects.create(pk=FG, email="fg@bank.example", naam="Fien Gee", password="!")
    Lidmaatschap.objects.create(gebruiker=fg, rol=Rol.FG, van=basis.BEGIN)
    with connection.cursor() as db:
        db.execute(VULLEN, [aantal, aantal, aantal])
        db.execute("VACUUM ANALYZE")


def zoekvragen() -> dict[str, tuple[Any, str]]:
    """Each way to search: as the page asks, and as somebody would write it by hand."""
    from django.utils import timezone

    from kern.logboek.zoeken import Zoekvraag

    vandaag = timezone.localdate()
    van, tot = vandaag - timedelta(days=200), vandaag - timedelta(days=170)
    return {
        "alles": (Zoekvraag(), "true"),
        "wie": (Zoekvraag(wie="mens7"), "wie = 'mens7'"),
        "kind": (Zoekvraag(leerling="kind7"), "leerling = 'kind7'"),
        "geweigerd": (Zoekvraag(uitkomst="geweigerd"), "uitkomst = 'geweigerd'"),
        "bestand": (Zoekvraag(uitkomst="bestand"), BESTAND),
        "periode": (Zoekvraag(van=van, tot=tot), PERIODE),
        "wie_in_periode": (Zoekvraag(wie="mens7", van=van, tot=tot), f"wie = 'mens7' AND {PERIODE}"),
    }


def _gezocht(vraag: Any) -> Callable[[], Any]:
    from kern.logboek.zoeken import gezocht

    return lambda: list(gezocht(vraag)[:BLAD])


def _kaal(waar: str) -> Callable[[], Any]:
    from django.db import connection

    def vragen() -> Any:
        with connection.cursor() as db:
            db.execute(KAAL.format(waar).replace("%%", "%"))
            return db.fetchall()

    return vragen


if __name__ == "__main__":
    raise SystemExit(main())

"""A region as large as Haaglanden over ten school years: `uv run python benchmarks/regio.py [--tienvoud] [--klein]`.

The schools, boards, budgets and counts of pupils are those of the demo of Haaglanden, and so are its stories: some
hundred children, each brought where it is by the same actions as a real one. Every other child is a copy of one of them
in rows: of each table one INSERT … SELECT, with numbers of its own, another school and all days moved back, in the order
of those days. So what rows go together, and what stands in them, is what the actions leave behind. Every CHECK is on;
keys and unique indexes are taken away before and verified when they come back (benchmarks/regio_tabellen.py). Triggers
are off: what they keep is copied along, and sums of money are worked out anew.

Not copied is what no figure counts: files, papers of letters, messages, hours. A letter has no words and no PDF.
It lives here and not among the commands of manage.py, so that nobody can run it on a database that is in use: a run
starts a PostgreSQL of its own, whose data is kept for the next run (benchmarks/regio_bewaard.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten, regio_bewaard, regio_geld
from benchmarks.regio_tabellen import Tabellen
from benchmarks.regio_verhalen import LEEG, STAP, Kopie, Omvang, doel_van, kiezen, op_volgorde, verhalen_van

MEE = {
    "scholen": "Leerling Inschrijving Betrokkene Gezag",
    "brieven": "Brief BriefVersie",
    "loket": "Aanvraag OnderdeelLeerling OnderdeelSchool OnderdeelVraag OnderdeelBehoefte OnderdeelGedaan Interventie "
    "OnderdeelMening OnderdeelHulpvraag OnderdeelStukken Aanvulling Uitstel AdviesOpdracht Advies Besluit Besluitreden "
    "Tlv TlvGebeurtenis Bekendmaking Doorzending ArrangementUitkomst Stem Zoekregel Bezwaarzaak Bezwaar "
    "Bezwaargebeurtenis BeslissingOpBezwaar Bezwaarbekendmaking",
    "arrangementen": "Arrangement Arrangementvraag Doel Deelname Beslissing Beeindiging Boeking Evaluatie "
    "Evaluatieverslag Doelevaluatie",
    "thuiszitters": "Casus Melding Verzuim Stap Onderwijsaanbod Vrijstelling",
}
"""The tables of a story, those that others point at first."""
LOG, IN_LOG = "logboek_logregel", ("loket_aanvraag", "scholen_leerling")


def vullen(omvang: Omvang, *, zaad: int = 2026) -> dict[str, int]:
    """Fill an empty database; gives how many rows there are of what was asked. As owner, and outside a transaction."""
    from django.db import connection
    from django.utils import timezone

    from monitoring.actions.maandcijfers import alle_maanden_maken

    stap = _klok()
    _demo()
    stap("demo")
    modellen = list(_modellen())
    namen = {een._meta.db_table for een in modellen}
    keuze = op_volgorde(kiezen(verhalen_van(modellen), omvang, Random(zaad)), timezone.localdate())
    tabellen = Tabellen(_waar(), (*namen, LOG))
    with connection.cursor() as db:
        _kopieenlijst(db, keuze)
        stap("verhalen")
        rijen = {een._meta.db_table: een._base_manager.count() for een in modellen}
        opdrachten = {een._meta.db_table: kopie(een, namen) for een in modellen}
        tabellen.zonder_sleutels()
        tabellen.laden({een: opdrachten.pop(een) for een in IN_LOG})
        groot = sorted(opdrachten, key=lambda een: rijen[een], reverse=True)
        tabellen.laden({LOG: [logregels(omvang.log)], **{een: opdrachten[een] for een in groot}})
        stap("rijen")
        regio_geld.geld(db)
        stap("geld")
        tabellen.met_sleutels()
        stap("sleutels")
        _reeksen(db, (*namen, *regio_geld.POTTEN))
        db.execute("DROP TABLE regio_kopie, regio_deel, regio_buurt")
        db.execute("VACUUM ANALYZE")
    stap("opruimen")
    alle_maanden_maken()
    stap("maanden")
    return geteld()


def _klok() -> Callable[[str], None]:
    """Says after each step how long it took: the large region takes minutes."""
    toen = time.monotonic()

    def stap(naam: str) -> None:
        nonlocal toen
        sys.stderr.write(f"    {naam}: {time.monotonic() - toen:.1f} s\n")
        toen = time.monotonic()

    return stap


def _demo() -> None:
    """The demo of Haaglanden without printing its letters; read from the copy of the last time, of today and these
    tables, where there is one: telling all stories takes a minute and more."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from kern.brieven import actions
    from start.diensten import EIGENAAR, postgres_map
    from start.schema import _kopie

    database = settings.DATABASES["default"]
    waar = ["-h", database["HOST"], "-U", EIGENAAR, "-d", database["NAME"]]
    kopie_ = _kopie().with_suffix(f".haaglanden-{timezone.localdate()}")
    if kopie_.exists():
        with connection.cursor() as db:
            db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC")
        psql = [postgres_map() / "psql", "-qX", "-v", "ON_ERROR_STOP=1", *waar, "-f", kopie_]
        subprocess.run(psql, check=True, capture_output=True)
        return
    eerder, actions.verzegelde_pdf = actions.verzegelde_pdf, lambda versie, *, op: b"%PDF-1.7 proef"
    settings.DEMO = True
    try:
        call_command("demo", regio="haaglanden", verbosity=0, stdout=sys.stderr)
    finally:
        actions.verzegelde_pdf, settings.DEMO = eerder, False
    halverwege = kopie_.with_suffix(f".{os.getpid()}")
    subprocess.run([postgres_map() / "pg_dump", *waar, "-f", halverwege], check=True, capture_output=True)
    halverwege.rename(kopie_)


def _waar() -> dict[str, str]:
    """Where the database is, for its owner."""
    from django.conf import settings

    from start.diensten import EIGENAAR

    database = settings.DATABASES["default"]
    return {"host": database["HOST"], "dbname": database["NAME"], "user": EIGENAAR}


def _modellen() -> Iterator[Any]:
    from django.apps import apps

    for app, namen in MEE.items():
        for naam in namen.split():
            yield apps.get_model(app, naam)


# --- Copies ----------------------------------------------------------------------------------------------------------


def _kopieenlijst(db: Any, keuze: Sequence[Kopie]) -> None:
    """Tables as long as this takes: what is copied where to (kopie), which rows that are (deel), which school instead of
    which (buurt)."""
    db.execute("CREATE UNLOGGED TABLE regio_kopie (nr bigint, verhaal int, jaren int, dagen int, stap int)")
    db.execute("CREATE UNLOGGED TABLE regio_deel (verhaal int, tabel text, id bigint)")
    db.execute(
        """CREATE UNLOGGED TABLE regio_buurt AS WITH s AS (
            SELECT s.id, row_number() OVER (ORDER BY s.id) - 1 AS plek, count(*) OVER () AS alle FROM scholen_school s
            WHERE EXISTS (SELECT FROM scholen_schooldeelname d WHERE d.school_id = s.id))
        SELECT a.id AS van, b.id AS naar, ((b.plek - a.plek + a.alle) % a.alle)::int AS stap FROM s a, s b"""
    )
    db.execute("CREATE UNIQUE INDEX ON regio_buurt (van, stap)")
    db.execute("SELECT max(stap) + 1 FROM regio_buurt")
    scholen = db.fetchone()[0]
    nummers = {id(een): nummer for nummer, een in enumerate({id(een[0]): een[0] for een in keuze}.values())}
    met = {nummers[id(een)]: een for een, _, _ in keuze}
    with db.copy("COPY regio_kopie FROM STDIN") as lijst:
        for nr, (verhaal, jaren, dagen) in enumerate(keuze, 1):
            lijst.write_row((nr, nummers[id(verhaal)], jaren, dagen, nr * 7919 % scholen))
    with db.copy("COPY regio_deel FROM STDIN") as lijst:
        for nummer, verhaal in met.items():
            for tabel, ids in verhaal.rijen.items():
                for een in ids:
                    lijst.write_row((nummer, tabel, een))
    db.execute("ANALYZE regio_kopie, regio_deel, regio_buurt")


def kopie(model: Any, tabellen: set[str]) -> list[str]:
    """SQL: a table emptied, and all its rows with their copies. Ids of the demo are below STAP, and so is no id of a
    copy. What is put into a table that is emptied in the same transaction needs no WAL."""
    meta = model._meta
    velden = [veld for veld in meta.concrete_fields if not veld.generated]
    kolommen = ", ".join(f'"{veld.column}"' for veld in velden)
    return [
        f"CREATE TEMP TABLE verteld ON COMMIT DROP AS TABLE {meta.db_table}",
        "ANALYZE verteld",
        f"TRUNCATE {meta.db_table}",
        f"INSERT INTO {meta.db_table} ({kolommen}) SELECT {kolommen} FROM verteld ORDER BY {meta.pk.column}",
        f"""INSERT INTO {meta.db_table} ({kolommen})
        SELECT {", ".join(_waarde(veld, meta.db_table, tabellen) for veld in velden)}
        FROM regio_kopie k JOIN regio_deel d ON d.verhaal = k.verhaal AND d.tabel = '{meta.db_table}'
        JOIN verteld t ON t."{meta.pk.column}" = d.id ORDER BY k.nr""",
    ]


def _waarde(veld: Any, tabel: str, tabellen: set[str]) -> str:
    """SQL: what a copy has in this column."""
    zelf, doel, soort = f't."{veld.column}"', doel_van(veld), veld.get_internal_type()
    if veld.column in LEEG:
        return "NULL"
    if doel in tabellen or veld.primary_key:
        return f"{zelf} + k.nr * {STAP}"
    if doel == "scholen_school":
        return f"coalesce((SELECT b.naar FROM regio_buurt b WHERE b.van = {zelf} AND b.stap = k.stap), {zelf})"
    if doel == "arrangementen_pot":
        return f"{zelf} + k.jaren * {STAP}"
    if veld.column in VAST.get(tabel, {}):
        return VAST[tabel][veld.column]
    if soort == "DateField":
        return f"({zelf} - make_interval(years => k.jaren, days => k.dagen))::date"
    if soort == "DateTimeField":
        return f"{zelf} - make_interval(years => k.jaren, days => k.dagen)"
    if veld.column == "schooljaar":
        return f"{zelf} - k.jaren"
    if veld.column == "kenmerk":
        jaar = "(split_part(t.kenmerk, '-', 2)::int - k.jaren - k.dagen / 365)"
        return f"split_part(t.kenmerk, '-', 1) || '-' || {jaar} || '-' || lpad((row_number() OVER ())::text, 7, '0')"
    if veld.column == "controlecode":
        return f"CASE WHEN {zelf} > '' THEN lpad(to_hex(row_number() OVER ()), {veld.max_length}, '0') ELSE {zelf} END"
    if veld.unique:
        return f"CASE WHEN {zelf} = '' THEN '' ELSE left(md5('{tabel}' || {zelf} || '-' || k.nr), {min(veld.max_length, 22)}) END"
    return zelf


JAAR = "(t.schooljaar - k.jaren - (k.dagen + 364) / 365)"
VOLGNUMMER = "1000000 + row_number() OVER ()"
VAST = {
    "brieven_brief": {"context": "'{}'", "html": "''"},
    "brieven_briefversie": {"html": "''"},
    "loket_tlv": {
        "schooljaar": JAAR,
        "volgnummer": VOLGNUMMER,
        "nummer": f"split_part(t.nummer, '-', 1) || '-' || {JAAR} % 100 || '-' || t.soort || '-' || {VOLGNUMMER}",
    },
}
"""What does not follow from the kind of column."""


def _reeksen(db: Any, tabellen: Sequence[str]) -> None:
    """New rows of the portal come after the copies."""
    for tabel in (*tabellen, "arrangementen_pot", "arrangementen_potdeel"):
        db.execute(
            "SELECT pg_get_serial_sequence(%s, 'id') WHERE EXISTS (SELECT FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attname = 'id')",
            [tabel, tabel],
        )
        if (reeks := db.fetchone()) and reeks[0]:
            db.execute(f"SELECT setval(%s, (SELECT max(id) FROM {tabel}) + 1)", reeks)


def logregels(aantal: int) -> str:
    """SQL: so many lines over all aanvragen, by who works for the SWV."""
    return f"""
        INSERT INTO logboek_logregel (op, uitkomst, actie, wie, rol, ding_soort, ding, leerling, school, reden,
            bijzonderheden)
        SELECT a.created_at + keer * interval '1 hour', CASE WHEN keer % 3 = 0 THEN 'gezien' ELSE 'gedaan' END,
            (ARRAY['indienen', 'in_controle_nemen', 'ingezien', 'compleet_verklaren', 'deskundigen_vragen', 'ingezien']
            )[keer % 6 + 1], wie[a.nr % cardinality(wie) + 1],
            'loketmedewerker', 'aanvraag', a.public_id, coalesce(l.public_id, ''), '', '', '{{}}'
        FROM (SELECT array_agg(public_id ORDER BY id) AS wie FROM gebruikers_gebruiker WHERE id IN (
            SELECT id FROM gebruikers_gebruiker ORDER BY id LIMIT 20)) g,
        (SELECT *, row_number() OVER w AS nr, count(*) OVER () AS alle FROM loket_aanvraag WINDOW w AS (ORDER BY created_at)
            ) a
        LEFT JOIN scholen_leerling l ON l.id = a.leerling_id,
        generate_series(1, ceil({aantal} / a.alle::numeric)::int) keer
        LIMIT {aantal}"""


def geteld() -> dict[str, int]:
    """What there is."""
    from django.db import connection

    tabellen = {
        "scholen": "scholen_school", "besturen": "scholen_bestuur", "leerlingen": "scholen_leerling",
        "aanvragen": "loket_aanvraag", "besluiten": "loket_besluit", "tlvs": "loket_tlv",
        "bezwaren": "loket_bezwaarzaak", "brieven": "brieven_brief",
        "arrangementen": "arrangementen_arrangement", "boekingen": "arrangementen_boeking",
        "casussen": "thuiszitters_casus", "logregels": "logboek_logregel",
    }  # fmt: skip
    with connection.cursor() as db:
        uit = {}
        for naam, tabel in tabellen.items():
            db.execute(f"SELECT count(*) FROM {tabel}")
            uit[naam] = int(db.fetchone()[0])
        db.execute("SELECT count(DISTINCT extract(year FROM ontvangstdatum)) FROM loket_aanvraag")
        uit["jaren"] = int(db.fetchone()[0])
        db.execute("SELECT pg_database_size(current_database()) / 1000000")
        uit["megabytes"] = int(db.fetchone()[0])
    return uit


def klopt_niet() -> int:
    """How many rows are not as the triggers would have left them: sums of budgets, terms, and words to search by."""
    from django.db import connection

    uit = 0
    with connection.cursor() as db:
        for vraag in (*regio_geld.klopt_niet(), *KLOPT_NIET):
            db.execute(vraag)
            uit += int(db.fetchone()[0])
    return uit


KLOPT_NIET = (
    """SELECT count(*) FROM loket_aanvraag a WHERE kenmerk IS NOT NULL
        AND NOT EXISTS (SELECT FROM loket_zoekregel z WHERE z.aanvraag_id = a.id)""",
    """SELECT count(*) FROM loket_besluit b JOIN loket_aanvraag a ON a.id = b.aanvraag_id
        WHERE b.besluitdatum < a.ontvangstdatum OR b.besluitdatum > current_date""",
    """SELECT count(*) FROM thuiszitters_verzuim v JOIN thuiszitters_casus c ON c.id = v.casus_id
        WHERE c.status = 'gesloten' AND v.tot IS NULL""",
)


def main() -> int:
    """Fill it, or find it filled; say what there is and how long that took."""
    if sys.argv[1:2] == ["--vullen"]:
        regio_bewaard.vullen(Path(sys.argv[2]), Omvang(*map(int, sys.argv[3:])))
        return 0
    keuze = meten.opties("regio", "Een regio als Haaglanden over tien schooljaren.")
    keuze.add_argument("--tienvoud", action="store_true", help="ten times the cases")
    keuze.add_argument("--zoals-is", action="store_true", help="one that was filled before, whatever changed since")
    gekozen = keuze.parse_args()
    klein = gekozen.klein or bool(gekozen.aantal)
    aantal = gekozen.aantal or (6_000 if klein else 60_000)
    omvang = Omvang.van(aantal, log=100_000 if klein else 5_000_000)
    stand = regio_bewaard.openen(omvang.keer(10) if gekozen.tienvoud else omvang, zoals_is=gekozen.zoals_is)
    cijfers = stand.pop("geteld") | {"seconden": stand["seconden_vullen"]}
    meten.tonen(meten.verslag("regio", cijfers, {}, klein=klein, over=stand), als_json=gekozen.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A region as large as Haaglanden over ten school years: `uv run python benchmarks/regio.py [--tienvoud] [--klein]`.

The schools, boards, budgets and counts of pupils are those of the demo of Haaglanden, and so are its stories: some
hundred children, each brought where it is by the same actions as a real one. Every other child is a copy of one of them
in rows: of each table one INSERT … SELECT, with numbers of its own, another school and all days moved back. So what
rows go together, and what stands in them, is what the actions leave behind; every CHECK, key and unique index is on.
Triggers are not: what they keep is copied along, and sums of money are worked out anew.

Not copied is what no figure counts: files, papers of letters, messages, hours. A letter has no words and no PDF.
It lives here and not among the commands of manage.py, so that nobody can run it on a database that is in use: a run
starts a PostgreSQL of its own, which is gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten
from benchmarks.regio_verhalen import HAAGLANDEN, JAREN, KLEIN, LEEG, Kopie, Omvang, doel_van, kiezen, verhalen_van

STAP = 10_000
"""Copy n of a row has its id plus n times this: above every id of the demo."""
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


def vullen(omvang: Omvang, *, zaad: int = 2026) -> dict[str, int]:
    """Fill an empty database; gives how many rows there are of what was asked. As owner, and outside a transaction."""
    from django.db import connection

    from monitoring.actions.maandcijfers import alle_maanden_maken

    _demo()
    modellen = list(_modellen())
    keuze = list(kiezen(verhalen_van(modellen), omvang, Random(zaad)))
    with connection.cursor() as db:
        _kopieenlijst(db, keuze)
        tabellen = [een._meta.db_table for een in modellen]
        for tabel in (*tabellen, "arrangementen_pot", "arrangementen_potdeel"):
            db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        db.execute("SET synchronous_commit = off")
        db.execute("SET work_mem = '128MB'")
        potten_per_jaar(db)
        for model in modellen:
            db.execute(kopie(model, {een._meta.db_table for een in modellen}))
        _geld(db)
        for tabel in (*tabellen, "arrangementen_pot", "arrangementen_potdeel"):
            db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
        _reeksen(db, tabellen)
        _log(db, omvang.log)
        db.execute("VACUUM ANALYZE")
    alle_maanden_maken()
    return geteld()


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


def _modellen() -> Iterator[Any]:
    from django.apps import apps

    for app, namen in MEE.items():
        for naam in namen.split():
            yield apps.get_model(app, naam)


# --- Copies ----------------------------------------------------------------------------------------------------------


def _kopieenlijst(db: Any, keuze: Sequence[Kopie]) -> None:
    """Tables of this session: what is copied where to (kopie), which rows that are (deel), which school (buur)."""
    db.execute("CREATE TEMP TABLE kopie (nr bigint, verhaal int, jaren int, dagen int, stap int)")
    db.execute("CREATE TEMP TABLE deel (verhaal int, tabel text, id bigint)")
    nummers = {id(een): nummer for nummer, een in enumerate({id(een[0]): een[0] for een in keuze}.values())}
    met = {nummers[id(een)]: een for een, _, _ in keuze}
    with db.copy("COPY kopie FROM STDIN") as lijst:
        for nr, (verhaal, jaren, dagen) in enumerate(keuze, 1):
            lijst.write_row((nr, nummers[id(verhaal)], jaren, dagen, nr * 7919 % 1_000_003))
    with db.copy("COPY deel FROM STDIN") as lijst:
        for nummer, verhaal in met.items():
            for tabel, ids in verhaal.rijen.items():
                for een in ids:
                    lijst.write_row((nummer, tabel, een))
    db.execute("CREATE INDEX ON deel (tabel, verhaal)")
    db.execute("CREATE INDEX ON kopie (verhaal)")
    db.execute(
        """CREATE TEMP TABLE buur AS SELECT s.id, row_number() OVER (ORDER BY s.id) - 1 AS plek, count(*) OVER () AS alle
        FROM scholen_school s WHERE EXISTS (SELECT FROM scholen_schooldeelname d WHERE d.school_id = s.id)"""
    )
    db.execute("CREATE UNIQUE INDEX ON buur (id)")
    db.execute("CREATE UNIQUE INDEX ON buur (plek)")
    db.execute("ANALYZE kopie, deel, buur")


def kopie(model: Any, tabellen: set[str]) -> str:
    """SQL: all copies of the rows of one table. Ids of the demo are below STAP, and so is no id of a copy."""
    meta = model._meta
    velden = [veld for veld in meta.concrete_fields if not veld.generated]
    waarden = [_waarde(veld, meta.db_table, tabellen) for veld in velden]
    kolommen = ", ".join(f'"{veld.column}"' for veld in velden)
    return f"""
        INSERT INTO {meta.db_table} ({kolommen}) SELECT {", ".join(waarden)}
        FROM kopie k JOIN deel d ON d.verhaal = k.verhaal AND d.tabel = '{meta.db_table}'
        JOIN {meta.db_table} t ON t."{meta.pk.column}" = d.id ORDER BY k.nr
    """


def _waarde(veld: Any, tabel: str, tabellen: set[str]) -> str:
    """SQL: what a copy has in this column."""
    zelf, doel, soort = f't."{veld.column}"', doel_van(veld), veld.get_internal_type()
    if veld.column in LEEG:
        return "NULL"
    if doel in tabellen or veld.primary_key:
        return f"{zelf} + k.nr * {STAP}"
    if doel == "scholen_school":
        return f"""(SELECT b.id FROM buur a JOIN buur b ON b.plek = (a.plek + k.stap) %% a.alle WHERE a.id = {zelf}
            UNION ALL SELECT {zelf} LIMIT 1)""".replace("%%", "%")
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


def potten_per_jaar(db: Any) -> None:
    """The budgets of the demo for each year before, with what was set aside; arrangementen are of the one of their year."""
    for jaar in range(1, JAREN + 1):
        for tabel in ("arrangementen_pot", "arrangementen_potdeel"):
            _vroeger(db, tabel, jaar)


def _vroeger(db: Any, tabel: str, jaar: int) -> None:
    from django.apps import apps

    model = next(een for een in apps.get_models() if een._meta.db_table == tabel)
    anders = {"id": f"id + {jaar * STAP}", "pot_id": f"pot_id + {jaar * STAP}", "schooljaar": f"schooljaar - {jaar}"}
    anders["public_id"] = f"left(md5('{tabel}' || public_id || {jaar}), 22)"
    kolommen = [veld.column for veld in model._meta.concrete_fields]
    waarden = ", ".join(anders.get(een, f'"{een}"') for een in kolommen)
    namen = ", ".join(f'"{een}"' for een in kolommen)
    db.execute(f"INSERT INTO {tabel} ({namen}) SELECT {waarden} FROM {tabel} WHERE id < {STAP}")


def _geld(db: Any) -> None:
    """A budget for each year, as large as that of the demo and what was granted from it; and the sums of all lines."""
    from benchmarks.budget import TOTALEN

    for opdracht in (*BEGROTING, *TOTALEN):
        db.execute(opdracht)


BEGROTING = (
    f"""
    INSERT INTO arrangementen_boeking (id, public_id, pot_id, soort, bedrag, deel_eerste, boekdatum, geboekt_op, sleutel,
        omschrijving)
    SELECT 900000000 + p.id, left(md5('begroot' || p.id), 22), p.id, 'begroting', s.som, round(s.som * 5 / 12, 2),
        make_date(p.schooljaar, 8, 1), make_date(p.schooljaar, 8, 1), 'regio-' || p.id, ''
    FROM arrangementen_pot p JOIN LATERAL (
        SELECT coalesce(sum(bedrag), 0) + 50000 AS som FROM arrangementen_boeking b
        WHERE b.pot_id = p.id AND b.soort = 'toekenning') s ON true
    WHERE p.id > {STAP} OR s.som > p.begroot""",
    """
    INSERT INTO arrangementen_potdeel (public_id, pot_id, school_id, toegekend, betaald, verantwoord, eerste_toegekend,
        eerste_betaald, eerste_verantwoord)
    SELECT DISTINCT left(md5('deel' || pot_id || '-' || school_id), 22), pot_id, school_id, 0, 0, 0, 0, 0, 0
    FROM arrangementen_boeking
    WHERE school_id IS NOT NULL ON CONFLICT DO NOTHING""",
)


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


def _log(db: Any, aantal: int) -> None:
    """So many lines over all aanvragen, by who works for the SWV."""
    db.execute(
        """
        INSERT INTO logboek_logregel (op, uitkomst, actie, wie, rol, ding_soort, ding, leerling, school, reden,
            bijzonderheden)
        SELECT a.created_at + keer * interval '1 hour', CASE WHEN keer %% 3 = 0 THEN 'gezien' ELSE 'gedaan' END,
            ('{indienen,in_controle_nemen,ingezien,compleet_verklaren,deskundigen_vragen,ingezien}'::text[])[keer %% 6 + 1],
            g.public_id, 'loketmedewerker', 'aanvraag', a.public_id, coalesce(l.public_id, ''), '', '', '{}'
        FROM (SELECT *, row_number() OVER () AS nr, count(*) OVER () AS alle FROM loket_aanvraag) a
        LEFT JOIN scholen_leerling l ON l.id = a.leerling_id
        JOIN LATERAL (SELECT public_id FROM gebruikers_gebruiker ORDER BY id OFFSET a.nr %% 20 LIMIT 1) g ON true,
        generate_series(1, ceil(%s / a.alle::numeric)::int) keer
        LIMIT %s""",
        [aantal, aantal],
    )


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
        for vraag in KLOPT_NIET:
            db.execute(vraag)
            uit += int(db.fetchone()[0])
    return uit


KLOPT_NIET = (
    """SELECT count(*) FROM arrangementen_pot p WHERE toegekend <> (SELECT coalesce(sum(bedrag), 0)
        FROM arrangementen_boeking b WHERE b.pot_id = p.id AND soort = 'toekenning')""",
    """SELECT count(*) FROM arrangementen_arrangement r WHERE betaald <> (SELECT coalesce(sum(bedrag), 0)
        FROM arrangementen_boeking b WHERE b.arrangement_id = r.id AND soort = 'uitbetaling')""",
    """SELECT count(*) FROM loket_aanvraag a WHERE kenmerk IS NOT NULL
        AND NOT EXISTS (SELECT FROM loket_zoekregel z WHERE z.aanvraag_id = a.id)""",
    """SELECT count(*) FROM loket_besluit b JOIN loket_aanvraag a ON a.id = b.aanvraag_id
        WHERE b.besluitdatum < a.ontvangstdatum OR b.besluitdatum > current_date""",
    """SELECT count(*) FROM thuiszitters_verzuim v JOIN thuiszitters_casus c ON c.id = v.casus_id
        WHERE c.status = 'gesloten' AND v.tot IS NULL""",
)


def main() -> int:
    """Fill it, say what there is and how long that took; the database goes when this ends."""
    keuze = meten.opties("regio", "Een regio als Haaglanden over tien schooljaren.")
    keuze.add_argument("--tienvoud", action="store_true", help="ten times the cases")
    gekozen = keuze.parse_args()
    omvang = KLEIN if gekozen.klein else HAAGLANDEN
    if gekozen.aantal:
        omvang = Omvang(gekozen.aantal, gekozen.aantal // 2, gekozen.aantal // 3, gekozen.aantal * 10)
    meten.diensten()
    begin = time.monotonic()
    with meten.als_eigenaar():
        cijfers: dict[str, float] = dict(vullen(omvang.keer(10) if gekozen.tienvoud else omvang))
        cijfers["klopt_niet"] = klopt_niet()
    cijfers["seconden"] = round(time.monotonic() - begin, 1)
    meten.tonen(meten.verslag("regio", cijfers, {}, klein=gekozen.klein, over={}), als_json=gekozen.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())

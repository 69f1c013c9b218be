"""The budgets of ten years: as large as what was granted from them, and the sums that a trigger would have kept."""

from __future__ import annotations

from typing import Any

from benchmarks.regio_verhalen import JAREN, STAP

POTTEN = ("arrangementen_pot", "arrangementen_potdeel")
BEGROTING = f"""
    INSERT INTO arrangementen_boeking (id, public_id, pot_id, soort, bedrag, deel_eerste, boekdatum, geboekt_op, sleutel,
        omschrijving)
    SELECT 900000000 + p.id, left(md5('begroot' || p.id), 22), p.id, 'begroting', s.som, round(s.som * 5 / 12, 2),
        make_date(p.schooljaar, 8, 1), make_date(p.schooljaar, 8, 1), 'regio-' || p.id, ''
    FROM arrangementen_pot p JOIN LATERAL (
        SELECT coalesce(sum(bedrag), 0) + 50000 AS som FROM arrangementen_boeking b
        WHERE b.pot_id = p.id AND b.soort = 'toekenning') s ON true
    WHERE p.id > {STAP} OR s.som > p.begroot
"""
DELEN = """
    INSERT INTO arrangementen_potdeel (public_id, pot_id, school_id, toegekend, betaald, verantwoord, eerste_toegekend,
        eerste_betaald, eerste_verantwoord)
    SELECT DISTINCT left(md5('deel' || pot_id || '-' || school_id), 22), pot_id, school_id, 0, 0, 0, 0, 0, 0
    FROM arrangementen_boeking
    WHERE school_id IS NOT NULL ON CONFLICT DO NOTHING
"""


def potten_per_jaar(db: Any) -> None:
    """The budgets of the demo for each year before, with what was set aside; arrangementen are of the one of their year."""
    for jaar in range(1, JAREN + 1):
        for tabel in POTTEN:
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


def geld(db: Any) -> None:
    """All of it, of bookings that are there already. What an arrangement got is copied with its lines."""
    for tabel in POTTEN:
        db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
    db.execute("ALTER TABLE arrangementen_boeking DISABLE TRIGGER USER")
    potten_per_jaar(db)
    db.execute(BEGROTING)
    db.execute(DELEN)
    for tabel in POTTEN:
        kolommen = _kolommen(tabel)
        sommen = ", ".join(som(kolom) for kolom in kolommen)
        db.execute(
            f"UPDATE {tabel} t SET ({', '.join(kolommen)}) = ("
            f"SELECT {sommen} FROM arrangementen_boeking b WHERE {BIJ[tabel]})"
        )
        db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
    db.execute("ALTER TABLE arrangementen_boeking ENABLE TRIGGER USER")


BIJ = {
    "arrangementen_pot": "b.pot_id = t.id",
    "arrangementen_potdeel": "b.pot_id = t.pot_id AND b.school_id = t.school_id",
    "arrangementen_arrangement": "b.arrangement_id = t.id",
}


def _kolommen(tabel: str) -> list[str]:
    namen = [*(["begroot"] if tabel == "arrangementen_pot" else []), "toegekend", "betaald", "verantwoord"]
    return [voor + naam for voor in ("", "eerste_") for naam in namen]


def som(kolom: str) -> str:
    """SQL: what these lines (b) add up to in a column, by the rule that the trigger follows."""
    from arrangementen.rules.boekingen import STAND

    naam, veld = kolom.removeprefix("eerste_"), "deel_eerste" if kolom.startswith("eerste_") else "bedrag"
    takken = " ".join(f"WHEN '{soort}' THEN {teken} * {veld}" for soort, (waar, teken) in STAND.items() if waar == naam)
    return f"coalesce(sum(CASE b.soort {takken} END), 0)"


def klopt_niet() -> list[str]:
    """SQL, each: how many rows have another sum than their lines."""
    return [
        f"SELECT count(*) FROM {tabel} t WHERE ({', '.join(_kolommen(tabel))}) <> ("
        f"SELECT {', '.join(map(som, _kolommen(tabel)))} FROM arrangementen_boeking b WHERE {waar})"
        for tabel, waar in BIJ.items()
    ]

"""What stands in the way of every deletion, of the app, the owner and the role that deletes (T65, docs/adr/0042).

A row goes only when it stands on an approved list that was not stopped, when nobody holds the child, and never while a
bezwaar runs. In plain SQL: a trigger of pgtrigger lets the role that deletes pass. Their names come last, so that what a
guard of its own refuses keeps its own sentence.
"""

from django.db import migrations

from kern.logboek.bewaking import VOORBIJ

NEGEREN = f"""
CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
{VOORBIJ}
$$ LANGUAGE plpgsql;
"""
WAKEN = """
CREATE FUNCTION toezicht_waken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind bigint := CASE WHEN TG_ARGV[0] = 'scholen.leerling' THEN OLD.id
                        ELSE (to_jsonb(OLD) ->> 'leerling_id')::bigint END;
BEGIN
    IF EXISTS (SELECT FROM toezicht_vasthouding v WHERE v.leerling_id = kind AND v.opgeheven_op IS NULL) THEN
        RAISE EXCEPTION 'Dit dossier wordt vastgehouden.';
    END IF;
    IF NOT EXISTS (
        SELECT FROM toezicht_verborgen b
        JOIN toezicht_opruimregel r ON r.id = b.regel_id
        JOIN toezicht_opruiming o ON o.id = r.opruiming_id
        WHERE b.model = TG_ARGV[0] AND b.rij = OLD.id AND r.stand = 'zacht'
          AND o.goedgekeurd_op IS NOT NULL AND o.gestopt_op IS NULL
    ) THEN
        RAISE EXCEPTION 'Dit blijft bewaard: het staat op geen goedgekeurde lijst.';
    END IF;
    RETURN OLD;
END;
$$;
CREATE FUNCTION toezicht_bezwaar_blijft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN ('bekendgemaakt', 'gesloten', 'ingetrokken') THEN
        RAISE EXCEPTION 'Er loopt een bezwaar of beroep: dit blijft bewaard.';
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER zz_bezwaar_blijft BEFORE DELETE ON loket_bezwaarzaak
    FOR EACH ROW EXECUTE FUNCTION toezicht_bezwaar_blijft();
"""
TABELLEN = {
    "loket_aanvraag": "loket.aanvraag",
    "loket_besluit": "loket.besluit",
    "loket_tlv": "loket.tlv",
    "loket_bezwaarzaak": "loket.bezwaarzaak",
    "loket_handelingsdeel": "loket.handelingsdeel",
    "thuiszitters_casus": "thuiszitters.casus",
    "thuiszitters_plan": "thuiszitters.plan",
    "scholen_leerling": "scholen.leerling",
}
BIJ_TABELLEN = "\n".join(
    f"CREATE TRIGGER zz_waken BEFORE DELETE ON {tabel} FOR EACH ROW EXECUTE FUNCTION toezicht_waken('{label}');"
    for tabel, label in TABELLEN.items()
)


class Migration(migrations.Migration):
    dependencies = [("toezicht", "0001_begin"), ("loket", "0001_begin"), ("thuiszitters", "0001_begin")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (NEGEREN, WAKEN, BIJ_TABELLEN)]

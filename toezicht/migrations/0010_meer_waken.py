"""The guard on the papers, the children in help and the letters too, and what holds a child beside a hold by hand.

An open request under the AVG holds every file of the child, help that still runs its own rows. Only a run after a
restore passes these two: there they stand as they were before they ended, and the ledger says that they did.
"""

from django.db import migrations

WAKEN = """
CREATE OR REPLACE FUNCTION toezicht_waken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rij jsonb := to_jsonb(OLD);
    kind bigint := CASE WHEN TG_ARGV[0] = 'scholen.leerling' THEN OLD.id
                        WHEN TG_ARGV[0] = 'loket.bijlage'
                        THEN (SELECT a.leerling_id FROM loket_aanvraag a WHERE a.id = (rij ->> 'aanvraag_id')::bigint)
                        ELSE (rij ->> 'leerling_id')::bigint END;
    zelfde bigint[];
    nagespeeld boolean;
    grens date;
BEGIN
    WITH RECURSIVE een(id) AS (
        SELECT kind
        UNION
        SELECT unnest(ARRAY[l.id, l.opgegaan_in_id]) FROM een z
        JOIN scholen_leerling l ON l.id = z.id OR l.opgegaan_in_id = z.id
    )
    SELECT array_agg(id) INTO zelfde FROM een;
    IF EXISTS (SELECT FROM toezicht_vasthouding v WHERE v.leerling_id = ANY(zelfde) AND v.opgeheven_op IS NULL) THEN
        RAISE EXCEPTION 'Dit dossier wordt vastgehouden.';
    END IF;
    SELECT o.nagespeeld, o.zacht_tot INTO nagespeeld, grens FROM toezicht_verborgen b
    JOIN toezicht_opruimregel r ON r.id = b.regel_id
    JOIN toezicht_opruiming o ON o.id = r.opruiming_id
    WHERE b.model = TG_ARGV[0] AND b.rij = OLD.id AND r.stand = 'zacht'
      AND o.goedgekeurd_op IS NOT NULL AND o.gestopt_op IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Dit blijft bewaard: het staat op geen goedgekeurde lijst.';
    END IF;
    IF NOT nagespeeld AND EXISTS (
        SELECT FROM loket_privacyverzoek p WHERE p.leerling_id = ANY(zelfde) AND p.beantwoord_op IS NULL
    ) THEN
        RAISE EXCEPTION 'Er is een privacyverzoek zonder antwoord: dit blijft bewaard.';
    END IF;
    IF NOT nagespeeld AND TG_ARGV[0] = 'arrangementen.deelname' AND EXISTS (
        SELECT FROM arrangementen_beslissing d
        LEFT JOIN arrangementen_beeindiging e ON e.arrangement_id = d.arrangement_id
        WHERE d.arrangement_id = (rij ->> 'arrangement_id')::bigint AND d.uitkomst <> 'afgewezen'
          AND coalesce(e.laatste_dag, d.tot) >= grens
    ) THEN
        RAISE EXCEPTION 'De hulp loopt nog: dit blijft bewaard.';
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER zz_waken BEFORE DELETE ON loket_bijlage
    FOR EACH ROW EXECUTE FUNCTION toezicht_waken('loket.bijlage');
CREATE TRIGGER zz_waken BEFORE DELETE ON arrangementen_deelname
    FOR EACH ROW EXECUTE FUNCTION toezicht_waken('arrangementen.deelname');
"""
# A letter that another file shared is hidden with no file, and goes with the last: then a file must be going. What still
# refers to it, and who holds a content (bestanden_inhoud), the foreign keys keep.
BRIEF = """
CREATE FUNCTION toezicht_brief_blijft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM toezicht_opruimregel r JOIN toezicht_opruiming o ON o.id = r.opruiming_id
        WHERE r.stand = 'zacht' AND o.goedgekeurd_op IS NOT NULL AND o.gestopt_op IS NULL
    ) THEN
        RAISE EXCEPTION 'Dit blijft bewaard: het staat op geen goedgekeurde lijst.';
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER zz_waken BEFORE DELETE ON brieven_brief FOR EACH ROW EXECUTE FUNCTION toezicht_brief_blijft();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("toezicht", "0009_vier_ogen"),
        ("loket", "0008_overgangen"),
        ("arrangementen", "0003_beslissing_moment"),
        ("brieven", "0001_begin"),
    ]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (WAKEN, BRIEF)]

"""The functions and triggers that keep the words of the search, and that read what somebody typed in the same way."""

from django.db import migrations

NAMEN = "loket_onderdeelleerling loket_onderdeelschool loket_onderdeelvraag loket_onderdeelbehoefte loket_onderdeelgedaan"
MEER = "loket_onderdeelmening loket_onderdeelstukken loket_aanvulling loket_onderdeeltoetsen loket_antwoord"
TABELLEN = [*NAMEN.split(), *MEER.split(), "loket_onderdeelhulpvraag"]
"""Tables whose texts belong to an aanvraag, by their column aanvraag_id."""
RIJEN = " UNION ALL ".join(f"SELECT to_jsonb(o) AS rij FROM {tabel} o WHERE aanvraag_id = welke" for tabel in TABELLEN)

ZOEKTEKST = r"""
CREATE FUNCTION loket_zoektekst(tekst text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT btrim(regexp_replace(lower(unaccent('unaccent', coalesce(tekst, ''))), '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE FUNCTION loket_zoekwoorden(tekst text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_remove(string_to_array(loket_zoektekst(tekst), ' '), '')
$$;
"""
ZOEKVRAAG = """
CREATE FUNCTION loket_zoekvraag(tekst text) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
    getypt text; gelijkend text; deel tsquery; vraag tsquery := '';
BEGIN
    FOREACH getypt IN ARRAY (loket_zoekwoorden(tekst))[1:8] LOOP
        deel := (getypt || ':*')::tsquery || plainto_tsquery('dutch', getypt);
        IF length(getypt) > 3 AND NOT EXISTS (SELECT FROM loket_zoekwoord z WHERE starts_with(z.woord, getypt)) THEN
            FOR gelijkend IN
                SELECT z.woord FROM loket_zoekwoord z
                WHERE z.woord % getypt
                ORDER BY similarity(z.woord, getypt) DESC, z.woord LIMIT 5
            LOOP
                deel := deel || gelijkend::tsquery;
            END LOOP;
        END IF;
        vraag := vraag && deel;
    END LOOP;
    RETURN vraag;
END $$;
"""
OPRUIMEN = """
CREATE FUNCTION loket_zoekwoorden_opruimen(oud text[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM loket_zoekwoord z WHERE z.woord = ANY(oud)
    AND NOT EXISTS (SELECT FROM loket_zoekregel r WHERE r.woorden @@ z.woord::tsquery)
$$;
CREATE FUNCTION loket_zoekregel_weg() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM loket_zoekwoorden_opruimen(tsvector_to_array(OLD.woorden));
    RETURN NULL;
END $$;
CREATE TRIGGER zoeken_weg AFTER DELETE ON loket_zoekregel FOR EACH ROW EXECUTE FUNCTION loket_zoekregel_weg();
"""
MAKEN = f"""
CREATE FUNCTION loket_zoekregel_maken(welke bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    namen text[]; sorteernaam text; tekst text; oud tsvector; nieuw tsvector;
BEGIN
    SELECT
        loket_zoekwoorden(concat_ws(' ', l.roepnaam, l.tussenvoegsel, l.achternaam, replace(l.roepnaam, '-', ''),
            replace(l.achternaam, '-', ''), s.naam, s.plaats, to_jsonb(a) ->> 'onderwerp')),
        left(loket_zoektekst(concat_ws(' ', l.achternaam, l.roepnaam, to_jsonb(a) ->> 'onderwerp')), 200),
        concat_ws(' ', a.kenmerk, 'geboren' || to_char(l.geboortedatum, 'YYYYMMDD'), (SELECT string_agg(t.nummer, ' ') FROM loket_tlv t
            JOIN loket_besluit b ON b.id = t.besluit_id WHERE b.aanvraag_id = a.id))
    INTO namen, sorteernaam, tekst
    FROM loket_aanvraag a JOIN scholen_school s ON s.id = a.school_id LEFT JOIN scholen_leerling l ON l.id = a.leerling_id
    WHERE a.id = welke AND a.kenmerk IS NOT NULL;
    IF NOT FOUND THEN RETURN; END IF;
    nieuw := array_to_tsvector(namen || loket_zoekwoorden(tekst));
    SELECT string_agg(deel.value #>> '{{}}', ' ') INTO tekst FROM ({RIJEN}) alles, jsonb_each(rij) deel
    WHERE jsonb_typeof(deel.value) = 'string' AND deel.key <> 'public_id' AND deel.value #>> '{{}}' !~ '^[0-9]{{4}}-';
    nieuw := nieuw || strip(to_tsvector('dutch', loket_zoektekst(tekst)));
    SELECT woorden INTO oud FROM loket_zoekregel WHERE aanvraag_id = welke;
    INSERT INTO loket_zoekregel (aanvraag_id, naam, woorden) VALUES (welke, sorteernaam, nieuw)
    ON CONFLICT (aanvraag_id) DO UPDATE SET naam = EXCLUDED.naam, woorden = EXCLUDED.woorden;
    INSERT INTO loket_zoekwoord SELECT DISTINCT left(woord, 200) FROM unnest(namen) woord
    WHERE length(woord) > 2 ON CONFLICT DO NOTHING;
    IF oud IS NOT NULL THEN
        PERFORM loket_zoekwoorden_opruimen(ARRAY(
            SELECT unnest(tsvector_to_array(oud)) EXCEPT SELECT unnest(tsvector_to_array(nieuw))));
    END IF;
END $$;
"""


def _trigger(tabel: str, naam: str, wanneer: str, welke: str, *, als: str = "") -> str:
    """SQL: after this, make the search rows of these aanvragen again."""
    return f"""
CREATE FUNCTION {naam}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM loket_zoekregel_maken(id) FROM ({welke}) raakt(id);
    RETURN NULL;
END $$;
CREATE TRIGGER zoeken AFTER {wanneer} ON {tabel} FOR EACH ROW {als} EXECUTE FUNCTION {naam}();
"""


VAN_AANVRAAG = _trigger(
    "loket_aanvraag", "loket_zoeken_aanvraag", "INSERT OR UPDATE OF kenmerk, school_id, leerling_id", "SELECT NEW.id"
)
VAN_ONDERDEEL = """
CREATE FUNCTION loket_zoeken_onderdeel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM loket_zoekregel_maken(COALESCE(NEW.aanvraag_id, OLD.aanvraag_id));
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER zoeken AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
    "FOR EACH ROW EXECUTE FUNCTION loket_zoeken_onderdeel();\n"
    for tabel in TABELLEN
)
VAN_LEERLING = _trigger(
    "scholen_leerling",
    "loket_zoeken_leerling",
    "UPDATE OF roepnaam, tussenvoegsel, achternaam, geboortedatum",
    "SELECT id FROM loket_aanvraag WHERE leerling_id = NEW.id",
    als="WHEN ((OLD.roepnaam, OLD.tussenvoegsel, OLD.achternaam, OLD.geboortedatum) IS DISTINCT FROM "
    "(NEW.roepnaam, NEW.tussenvoegsel, NEW.achternaam, NEW.geboortedatum))",
)
VAN_SCHOOL = _trigger(
    "scholen_school",
    "loket_zoeken_school",
    "UPDATE OF naam, plaats",
    "SELECT id FROM loket_aanvraag WHERE school_id = NEW.id",
    als="WHEN ((OLD.naam, OLD.plaats) IS DISTINCT FROM (NEW.naam, NEW.plaats))",
)
VAN_TLV = _trigger(
    "loket_tlv", "loket_zoeken_tlv", "INSERT", "SELECT aanvraag_id FROM loket_besluit WHERE id = NEW.besluit_id"
)


class Migration(migrations.Migration):
    dependencies = [("loket", "0001_begin")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (
            ZOEKTEKST,
            ZOEKVRAAG,
            OPRUIMEN,
            MAKEN,
            VAN_AANVRAAG,
            VAN_ONDERDEEL,
            VAN_LEERLING,
            VAN_SCHOOL,
            VAN_TLV,
        )
    ]

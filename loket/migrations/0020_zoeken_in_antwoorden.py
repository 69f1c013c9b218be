"""The new sections and the answers to the questions of the SWV are texts of an aanvraag too: the search finds them."""

from importlib import import_module

from django.db import migrations

eerder = import_module("loket.migrations.0009_zoeken_bijhouden")
NIEUW = ("loket_onderdeeltoetsen", "loket_antwoord")
MEER = "".join(f" UNION ALL SELECT to_jsonb(o) AS rij FROM {tabel} o WHERE aanvraag_id = welke" for tabel in NIEUW)
MAKEN = eerder.MAKEN.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(eerder.RIJEN, eerder.RIJEN + MEER)
TRIGGERS = "".join(
    f"CREATE TRIGGER zoeken AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
    "FOR EACH ROW EXECUTE FUNCTION loket_zoeken_onderdeel();\n"
    for tabel in NIEUW
)


class Migration(migrations.Migration):
    dependencies = [("loket", "0019_werkplek_en_gesprekken")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (MAKEN, TRIGGERS, eerder.AL_DAAR)]

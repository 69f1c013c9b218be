"""What a school asks in a consult is a text of an aanvraag too: the search finds it."""

from importlib import import_module

from django.db import migrations

eerder = import_module("loket.migrations.0020_zoeken_in_antwoorden")
MEER = " UNION ALL SELECT to_jsonb(o) AS rij FROM loket_onderdeelhulpvraag o WHERE aanvraag_id = welke"
MAKEN = eerder.MAKEN.replace(eerder.MEER, eerder.MEER + MEER)
TRIGGER = """
CREATE TRIGGER zoeken AFTER INSERT OR UPDATE OR DELETE ON loket_onderdeelhulpvraag
FOR EACH ROW EXECUTE FUNCTION loket_zoeken_onderdeel();
"""


class Migration(migrations.Migration):
    dependencies = [("loket", "0022_consult")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (MAKEN, TRIGGER)]

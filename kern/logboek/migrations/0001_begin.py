import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Logregel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('op', models.DateTimeField(db_index=True)),
                    ('uitkomst', models.CharField(choices=[('gedaan', 'gedaan'), ('gezien', 'gezien'), ('geweigerd', 'geweigerd')], max_length=10)),
                    ('actie', models.CharField(max_length=60)),
                    ('wie', models.CharField(help_text='Public id of the user, or the name of a system actor.', max_length=40)),
                    ('rol', models.CharField(blank=True, max_length=40)),
                    ('ding_soort', models.CharField(max_length=60)),
                    ('ding', models.CharField(help_text='Public id of the row it is about.', max_length=40)),
                    ('leerling', models.CharField(blank=True, help_text='Public id of the child concerned.', max_length=40)),
                    ('school', models.CharField(blank=True, help_text='BRIN6.', max_length=10)),
                    ('reden', models.TextField(blank=True)),
                    ('bijzonderheden', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'triggers': [pgtrigger.compiler.Trigger(name='alleen_toevoegen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Het logboek wordt alleen aangevuld.';", hash='6a67b78e3c31d87f8ebe22e18f8e5fefdac5f2ed', operation='UPDATE OR DELETE', pgid='pgtrigger_alleen_toevoegen_d8874', table='logboek_logregel', when='BEFORE')), pgtrigger.compiler.Trigger(name='niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Het logboek wordt alleen aangevuld.';", hash='d8ec233bc2f13ac10754688661186be5fd925356', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_niet_leegmaken_c2e8e', table='logboek_logregel', when='BEFORE'))],
                    'verbose_name': 'logregel',
                    'verbose_name_plural': 'logregels',
                    'indexes': [models.Index(fields=['leerling', 'op'], name='logregel_leerling'), models.Index(fields=['wie', 'op'], name='logregel_wie'), models.Index(fields=['ding', 'op'], name='logregel_ding')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('uitkomst__in', ['gedaan', 'gezien', 'geweigerd'])), name='logregel_uitkomst_bekend', violation_error_message='Deze uitkomst kent het logboek niet.')],
                },
            ),
        ]),
    ]

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('toezicht', '0004_datalekken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Woordafdruk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regel', models.BigIntegerField(unique=True)),
                ('afdruk', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'afdruk van woorden in het logboek',
                'verbose_name_plural': 'afdrukken van woorden in het logboek',
            },
        ),
        migrations.CreateModel(
            name='Dagzegel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveIntegerField(unique=True)),
                ('dag', models.DateField(unique=True)),
                ('vanaf', models.BigIntegerField()),
                ('tot', models.BigIntegerField()),
                ('aantal', models.PositiveIntegerField()),
                ('som', models.CharField(max_length=64)),
                ('vorige', models.CharField(blank=True, max_length=64)),
                ('zegel', models.CharField(max_length=64)),
                ('gemaakt_op', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'zegel over het logboek',
                'verbose_name_plural': 'zegels over het logboek',
                'ordering': ['nummer'],
                'constraints': [models.CheckConstraint(condition=models.Q(('tot__gte', models.F('vanaf'))), name='dagzegel_vanaf_tot', violation_error_message='Een zegel begint waar het vorige eindigde.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dagzegel',
            trigger=pgtrigger.compiler.Trigger(name='dagzegel_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een zegel over het logboek verandert niet.';", hash='3805bada7ea5eab2f8e7be75459e2d202ed4c6be', operation='UPDATE OR DELETE', pgid='pgtrigger_dagzegel_bevroren_e2127', table='toezicht_dagzegel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dagzegel',
            trigger=pgtrigger.compiler.Trigger(name='dagzegel_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een zegel over het logboek verandert niet.';", hash='9124f571dc10aa66548862cf70baa72dce617ada', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_dagzegel_niet_leegmaken_cb1d4', table='toezicht_dagzegel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='woordafdruk',
            trigger=pgtrigger.compiler.Trigger(name='woordafdruk_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een zegel over het logboek verandert niet.';", hash='401a15c8b70c35cdbba09b1cb8e1f3a55d1556bf', operation='UPDATE OR DELETE', pgid='pgtrigger_woordafdruk_bevroren_f43bd', table='toezicht_woordafdruk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='woordafdruk',
            trigger=pgtrigger.compiler.Trigger(name='woordafdruk_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een zegel over het logboek verandert niet.';", hash='7991e1dcfa51f0d60677fc8e487d4ef966f9a922', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_woordafdruk_niet_leegmaken_0fc4f', table='toezicht_woordafdruk', when='BEFORE')),
        ),
    ]

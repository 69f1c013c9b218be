import django.db.models.deletion
import kern.gebruikers.zicht
import kern.logboek.vermelding
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bestanden', '0001_begin'),
        ('monitoring', '0002_sleutels'),
        ('scholen', '0001_begin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Onderzoeksset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('schooljaar', models.PositiveSmallIntegerField()),
                ('gemaakt_op', models.DateTimeField()),
                ('inhoud', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bestanden.inhoud')),
                ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='onderzoekssets', to='scholen.samenwerkingsverband')),
            ],
            options={
                'verbose_name': 'onderzoeksset',
                'verbose_name_plural': 'onderzoekssets',
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        migrations.CreateModel(
            name='Verstrekking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('ontvanger', models.CharField(max_length=200)),
                ('doel', models.TextField()),
                ('gegeven_op', models.DateTimeField()),
                ('gegeven_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verstrekkingen', to='monitoring.onderzoeksset')),
            ],
            options={
                'verbose_name': 'verstrekking voor onderzoek',
                'verbose_name_plural': 'verstrekkingen voor onderzoek',
                'ordering': ['-gegeven_op', '-pk'],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        migrations.AddConstraint(
            model_name='onderzoeksset',
            constraint=models.UniqueConstraint(fields=('swv', 'schooljaar'), name='onderzoeksset_uniek', violation_error_message='De set van dit schooljaar is er al.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='onderzoeksset',
            trigger=pgtrigger.compiler.Trigger(name='onderzoeksset_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een onderzoeksset verandert niet.';", hash='d6744b9d82e80b736e94e055ee0c1cf3309b1000', operation='UPDATE OR DELETE', pgid='pgtrigger_onderzoeksset_bevroren_c8cb8', table='monitoring_onderzoeksset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='onderzoeksset',
            trigger=pgtrigger.compiler.Trigger(name='onderzoeksset_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Onderzoekssets worden niet verwijderd.';", hash='a7058f746b951e202db850fae0b332a1d475f848', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_onderzoeksset_niet_leegmaken_1628e', table='monitoring_onderzoeksset', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='verstrekking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ontvanger', ''), _negated=True), models.Q(('doel', ''), _negated=True)), name='verstrekking_gevuld', violation_error_message='Schrijf op wie de set krijgt en waarvoor.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verstrekking',
            trigger=pgtrigger.compiler.Trigger(name='verstrekking_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een verstrekking verandert niet.';", hash='ed97a2428d9c629b105e931c6fd514bcac261b69', operation='UPDATE OR DELETE', pgid='pgtrigger_verstrekking_bevroren_e5483', table='monitoring_verstrekking', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verstrekking',
            trigger=pgtrigger.compiler.Trigger(name='verstrekking_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Verstrekkingen worden niet verwijderd.';", hash='5e77abab1f4c0ebde4bda9411880e4814d9f0716', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_verstrekking_niet_leegmaken_04ead', table='monitoring_verstrekking', when='BEFORE')),
        ),
    ]

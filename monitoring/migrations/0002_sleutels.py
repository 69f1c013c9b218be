import django.db.models.deletion
import kern.gebruikers.zicht
import kern.logboek.vermelding
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0001_begin'),
        ('scholen', '0001_begin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiSleutel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('naam', models.CharField(max_length=80)),
                ('afdruk', models.CharField(editable=False, max_length=64, unique=True)),
                ('over', models.CharField(choices=[('swv', 'swv'), ('bestuur', 'bestuur'), ('gemeente', 'gemeente')], max_length=8)),
                ('van', models.DateField()),
                ('tot', models.DateField(verbose_name='tot en met')),
                ('gemaakt_op', models.DateTimeField()),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True)),
                ('gebruikt_op', models.DateTimeField(blank=True, null=True)),
                ('bestuur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='apisleutels', to='scholen.bestuur')),
                ('gemaakt_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gemeente', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='apisleutels', to='scholen.gemeente')),
                ('ingetrokken_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apisleutels', to='scholen.samenwerkingsverband')),
            ],
            options={
                'verbose_name': 'API-sleutel',
                'verbose_name_plural': 'API-sleutels',
                'ordering': ['-gemaakt_op', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('bestuur', None), ('gemeente', None), ('over', 'swv')), models.Q(('bestuur__isnull', False), ('gemeente', None), ('over', 'bestuur')), models.Q(('bestuur', None), ('gemeente__isnull', False), ('over', 'gemeente')), _connector='OR'), name='apisleutel_over', violation_error_message='Een sleutel is van één samenwerkingsverband, bestuur of gemeente.'), models.CheckConstraint(condition=models.Q(('tot__gte', models.F('van')), models.Q(('naam', ''), _negated=True), models.Q(('afdruk', ''), _negated=True)), name='apisleutel_gevuld', violation_error_message='Een sleutel heeft een naam, en eindigt niet voor hij begint.'), models.CheckConstraint(condition=models.Q(models.Q(('ingetrokken_door', None), ('ingetrokken_op', None)), models.Q(('ingetrokken_door__isnull', False), ('ingetrokken_op__isnull', False)), _connector='OR'), name='apisleutel_ingetrokken', violation_error_message='Van een ingetrokken sleutel staat er wie dat deed.')],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apisleutel',
            trigger=pgtrigger.compiler.Trigger(name='apisleutel_vast', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."naam" IS DISTINCT FROM (NEW."naam") OR OLD."afdruk" IS DISTINCT FROM (NEW."afdruk") OR OLD."swv_id" IS DISTINCT FROM (NEW."swv_id") OR OLD."over" IS DISTINCT FROM (NEW."over") OR OLD."bestuur_id" IS DISTINCT FROM (NEW."bestuur_id") OR OLD."gemeente_id" IS DISTINCT FROM (NEW."gemeente_id") OR OLD."van" IS DISTINCT FROM (NEW."van") OR OLD."tot" IS DISTINCT FROM (NEW."tot") OR OLD."gemaakt_op" IS DISTINCT FROM (NEW."gemaakt_op") OR OLD."gemaakt_door_id" IS DISTINCT FROM (NEW."gemaakt_door_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='eff996d5165df57f26f6261ffc1591eea0592109', operation='UPDATE', pgid='pgtrigger_apisleutel_vast_a44e4', table='monitoring_apisleutel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apisleutel',
            trigger=pgtrigger.compiler.Trigger(name='apisleutel_blijft_dicht', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ingetrokken_op" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='52ef8edc272a8c266d7a0277b620a912c70aa182', operation='UPDATE', pgid='pgtrigger_apisleutel_blijft_dicht_6ef30', table='monitoring_apisleutel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apisleutel',
            trigger=pgtrigger.compiler.Trigger(name='apisleutel_blijft', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b750e30af699af9ed88f1c8003ecf160cd0716ba', operation='DELETE', pgid='pgtrigger_apisleutel_blijft_4070b', table='monitoring_apisleutel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apisleutel',
            trigger=pgtrigger.compiler.Trigger(name='apisleutel_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Sleutels worden niet verwijderd.';", hash='590562a61abb740f5974830885a9c5222f3752b1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_apisleutel_niet_leegmaken_eea87', table='monitoring_apisleutel', when='BEFORE')),
        ),
    ]

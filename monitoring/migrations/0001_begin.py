import django.db.models.deletion
import kern.gebruikers.zicht
import kern.logboek.vermelding
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('bestanden', '0001_begin'),
        ('scholen', '0001_begin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Vergelijkcijfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('code', models.CharField(max_length=4, verbose_name='cijfer')),
                    ('jaar', models.PositiveSmallIntegerField()),
                    ('sector', models.CharField(choices=[('PO', 'primair onderwijs'), ('VO', 'voortgezet onderwijs')], max_length=2)),
                    ('waarde', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='percentage')),
                    ('bron', models.CharField(max_length=200)),
                    ('ingelezen_op', models.DateTimeField()),
                    ('door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'sector', 'jaar'), name='vergelijkcijfer_uniek', violation_error_message='Dit cijfer staat er al voor dit jaar.'), models.CheckConstraint(condition=models.Q(('waarde__gte', 0), ('waarde__lte', 100)), name='vergelijkcijfer_procent', violation_error_message='Een percentage is 0 tot en met 100.'), models.CheckConstraint(condition=models.Q(('code__regex', '^M[0-9]{2}$'), ('jaar__range', (2014, 2100)), ('sector__in', ['PO', 'VO']), models.Q(('bron', ''), _negated=True)), name='vergelijkcijfer_gevuld', violation_error_message='Een landelijk cijfer heeft een code, een jaar, een sector en een bron.')],
                    'verbose_name': 'landelijk cijfer',
                    'verbose_name_plural': 'landelijke cijfers',
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Rapport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('soort', models.CharField(max_length=20)),
                    ('periode', models.CharField(max_length=9)),
                    ('over', models.CharField(choices=[('swv', 'swv'), ('bestuur', 'bestuur'), ('school', 'school'), ('gemeente', 'gemeente')], max_length=8)),
                    ('gevraagd_op', models.DateTimeField()),
                    ('lease_tot', models.DateTimeField(blank=True, help_text='A worker is at it until then at most.', null=True)),
                    ('pogingen', models.PositiveSmallIntegerField(default=0)),
                    ('tabellen', models.JSONField(blank=True, null=True)),
                    ('precies', models.JSONField(blank=True, help_text='The same before small numbers were hidden in it.', null=True)),
                    ('controlegetal', models.CharField(blank=True, max_length=64)),
                    ('klaar_op', models.DateTimeField(blank=True, null=True)),
                    ('bestuur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten', to='scholen.bestuur')),
                    ('csv', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten_csv', to='bestanden.inhoud')),
                    ('excel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten_excel', to='bestanden.inhoud')),
                    ('gemeente', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten', to='scholen.gemeente')),
                    ('gevraagd_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten_pdf', to='bestanden.inhoud')),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rapporten', to='scholen.school')),
                    ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rapporten', to='scholen.samenwerkingsverband')),
                ],
                options={
                    'triggers': [pgtrigger.compiler.Trigger(name='rapport_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."klaar_op" IS NOT NULL)', func="RAISE EXCEPTION 'Een rapport dat er is, verandert niet.';", hash='013cdf86b0c0e5a8d205120d20db5b7d10413da3', operation='UPDATE OR DELETE', pgid='pgtrigger_rapport_bevroren_c3076', table='monitoring_rapport', when='BEFORE')), pgtrigger.compiler.Trigger(name='rapport_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Rapporten worden niet verwijderd.';", hash='fbeb632f49fc4c2fba7fd4b10cf454a17f20e149', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_rapport_niet_leegmaken_d7240', table='monitoring_rapport', when='BEFORE'))],
                    'verbose_name': 'rapport',
                    'verbose_name_plural': 'rapporten',
                    'ordering': ['-gevraagd_op', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('klaar_op', None)), fields=['gevraagd_op'], name='rapport_te_maken')],
                    'constraints': [models.UniqueConstraint(fields=('swv', 'soort', 'periode', 'bestuur', 'school', 'gemeente'), name='rapport_uniek', nulls_distinct=False, violation_error_message='Dit rapport is er al.'), models.CheckConstraint(condition=models.Q(models.Q(('bestuur', None), ('gemeente', None), ('over', 'swv'), ('school', None)), models.Q(('bestuur__isnull', False), ('gemeente', None), ('over', 'bestuur'), ('school', None)), models.Q(('bestuur', None), ('gemeente', None), ('over', 'school'), ('school__isnull', False)), models.Q(('bestuur', None), ('gemeente__isnull', False), ('over', 'gemeente'), ('school', None)), _connector='OR'), name='rapport_over', violation_error_message='Een rapport gaat over één samenwerkingsverband, bestuur, school of gemeente.'), models.CheckConstraint(condition=models.Q(models.Q(('controlegetal', ''), ('csv', None), ('excel', None), ('klaar_op', None), ('pdf', None), ('tabellen__isnull', True)), models.Q(('klaar_op__isnull', False), ('pdf__isnull', False), ('tabellen__isnull', False), ('csv__isnull', False), ('excel__isnull', False), models.Q(('controlegetal', ''), _negated=True)), _connector='OR'), name='rapport_heel_of_niet', violation_error_message='Een rapport is er helemaal of niet.')],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
        ]),
    ]

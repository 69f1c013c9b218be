import django.db.models.deletion
import kern.gebruikers.zicht
import kern.logboek.vermelding
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loket', '0005_post_zonder_pdf'),
        ('toezicht', '0005_zegel'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Noodtoegang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('reden', models.TextField()),
                ('geopend_op', models.DateTimeField()),
                ('tot', models.DateTimeField()),
                ('gesloten_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'noodtoegang',
                'verbose_name_plural': 'noodtoegangen',
                'ordering': ['-geopend_op', '-pk'],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        migrations.CreateModel(
            name='Beoordeling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('dag', models.DateField()),
                ('soort', models.CharField(choices=[('zegel', 'Het logboek klopt niet met het zegel'), ('nood', 'Noodtoegang'), ('eigen_kind', 'Een medewerker bekeek het eigen kind'), ('veel', 'Veel dossiers op één dag'), ('buiten', 'Dossiers buiten het eigen werk'), ('export', 'Gegevens als bestand gedownload'), ('steekproef', 'Steekproef')], max_length=12)),
                ('wie', models.CharField(blank=True, max_length=40)),
                ('leerling', models.CharField(blank=True, max_length=40)),
                ('ding', models.CharField(blank=True, max_length=40)),
                ('aantal', models.PositiveIntegerField(default=1)),
                ('gemaakt_op', models.DateTimeField()),
                ('uitkomst', models.CharField(blank=True, choices=[('in_orde', 'in orde'), ('nagevraagd', 'in orde, na vragen'), ('niet_in_orde', 'niet in orde')], max_length=12)),
                ('toelichting', models.TextField(blank=True)),
                ('beoordeeld_op', models.DateTimeField(blank=True, null=True)),
                ('beoordeeld_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'beoordeling',
                'verbose_name_plural': 'beoordelingen',
                'ordering': ['-dag', 'soort', 'pk'],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        migrations.AddField(
            model_name='noodtoegang',
            name='aanvraag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noodtoegangen', to='loket.aanvraag'),
        ),
        migrations.AddField(
            model_name='noodtoegang',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noodtoegangen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noodtoegang',
            name='gesloten_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='beoordeling',
            constraint=models.UniqueConstraint(fields=('dag', 'soort', 'wie', 'leerling', 'ding'), name='beoordeling_een', violation_error_message='Dit staat al in de lijst.'),
        ),
        migrations.AddConstraint(
            model_name='beoordeling',
            constraint=models.CheckConstraint(condition=models.Q(('soort__in', ['zegel', 'nood', 'eigen_kind', 'veel', 'buiten', 'export', 'steekproef'])), name='beoordeling_soort', violation_error_message='Deze soort bestaat niet.'),
        ),
        migrations.AddConstraint(
            model_name='beoordeling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('beoordeeld_door__isnull', True), ('beoordeeld_op__isnull', True), ('toelichting', ''), ('uitkomst', '')), models.Q(('beoordeeld_door__isnull', False), ('beoordeeld_op__isnull', False), models.Q(('uitkomst', ''), _negated=True)), _connector='OR'), name='beoordeling_uitkomst', violation_error_message='Wie beoordeelt, kiest een uitkomst.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='beoordeling',
            trigger=pgtrigger.compiler.Trigger(name='beoordeling_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."beoordeeld_op" IS NOT NULL)', func="RAISE EXCEPTION 'Wat is beoordeeld, blijft zo staan.';", hash='0186e1690f9fb5010f83b687f190287251e4ff4a', operation='UPDATE OR DELETE', pgid='pgtrigger_beoordeling_bevroren_f329a', table='toezicht_beoordeling', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='beoordeling',
            trigger=pgtrigger.compiler.Trigger(name='beoordeling_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Wat is beoordeeld, blijft opgeschreven.';", hash='acf371e69648e9253bdb315cf4dfbe671c084d61', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_beoordeling_niet_leegmaken_8ed2c', table='toezicht_beoordeling', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='noodtoegang',
            index=models.Index(fields=['gebruiker', 'tot'], name='noodtoegang_open'),
        ),
        migrations.AddConstraint(
            model_name='noodtoegang',
            constraint=models.CheckConstraint(condition=models.Q(('reden', ''), _negated=True), name='noodtoegang_reden', violation_error_message='Schrijf op wat er aan de hand is.'),
        ),
        migrations.AddConstraint(
            model_name='noodtoegang',
            constraint=models.CheckConstraint(condition=models.Q(('tot__gt', models.F('geopend_op'))), name='noodtoegang_tot', violation_error_message='Noodtoegang eindigt na het openen.'),
        ),
    ]

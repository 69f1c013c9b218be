import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('bestanden', '0001_begin'),
    ]

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Brief',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('soort', models.CharField(max_length=40)),
                    ('sjabloon', models.CharField(max_length=100)),
                    ('sjabloon_versie', models.CharField(help_text='Hash of the template and style sheet.', max_length=64)),
                    ('context', models.JSONField()),
                    ('html', models.TextField()),
                    ('titel', models.CharField(max_length=200)),
                    ('bestandsnaam', models.CharField(help_text='Without names: AV-2026-0412-besluit.pdf', max_length=100)),
                    ('created_at', models.DateTimeField()),
                ],
                options={
                    'triggers': [pgtrigger.compiler.Trigger(name='brief_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'De woorden van een brief veranderen niet.';", hash='415378dedd0058ea3b7acfc901a8ae369349cfc7', operation='UPDATE OR DELETE', pgid='pgtrigger_brief_bevroren_1a0f8', table='brieven_brief', when='BEFORE')), pgtrigger.compiler.Trigger(name='brief_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Brieven worden niet verwijderd.';", hash='b3dfc2bf4faa786948ab80598c2e9efd376d7445', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_brief_niet_leegmaken_cad71', table='brieven_brief', when='BEFORE'))],
                    'verbose_name': 'brief',
                    'verbose_name_plural': 'brieven',
                },
            ),
            migrations.CreateModel(
                name='Briefbijlage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('volgorde', models.PositiveSmallIntegerField()),
                    ('brief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bijlagen', to='brieven.brief')),
                    ('stuk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bijlage_bij', to='brieven.brief')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('brief', 'volgorde'), name='briefbijlage_volgorde', violation_error_message='Deze bijlage zit al bij de brief.'), models.UniqueConstraint(fields=('brief', 'stuk'), name='briefbijlage_een_keer', violation_error_message='Deze bijlage zit al bij de brief.'), models.CheckConstraint(condition=models.Q(('brief', models.F('stuk')), _negated=True), name='briefbijlage_niet_zichzelf', violation_error_message='Een brief is geen bijlage van zichzelf.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='briefbijlage_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'De bijlagen bij een brief veranderen niet.';", hash='b38e949368902f89009a5098ec29690493e1984e', operation='UPDATE OR DELETE', pgid='pgtrigger_briefbijlage_bevroren_6c262', table='brieven_briefbijlage', when='BEFORE')), pgtrigger.compiler.Trigger(name='briefbijlage_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Bijlagen worden niet verwijderd.';", hash='3f63d34e3187d2c10a7b2502523af9f932c7c810', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_briefbijlage_niet_leegmaken_8a0b6', table='brieven_briefbijlage', when='BEFORE'))],
                    'verbose_name': 'bijlage bij een brief',
                    'verbose_name_plural': 'bijlagen bij een brief',
                    'ordering': ['volgorde'],
                },
            ),
            migrations.CreateModel(
                name='BriefVersie',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('versie', models.PositiveSmallIntegerField()),
                    ('dagtekening', models.DateField()),
                    ('bezwaar_tot', models.DateField(blank=True, null=True)),
                    ('html', models.TextField()),
                    ('controle_id', models.CharField(blank=True, help_text='In the QR code; None when it prints none.', max_length=22, null=True, unique=True)),
                    ('controlecode', models.CharField(blank=True, help_text='Printed beside the QR code, with a dash.', max_length=8, null=True, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('gemaakt_op', models.DateTimeField(blank=True, null=True)),
                    ('lease_tot', models.DateTimeField(blank=True, null=True)),
                    ('wacht_tot', models.DateTimeField(blank=True, help_text='Until when it waits for something around it; laatste_fout says for what.', null=True)),
                    ('pogingen', models.PositiveSmallIntegerField(default=0)),
                    ('laatste_fout', models.TextField(blank=True)),
                    ('verzonden_op', models.DateTimeField(blank=True, null=True)),
                    ('vervallen_op', models.DateTimeField(blank=True, null=True)),
                    ('brief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versies', to='brieven.brief')),
                    ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bestanden.inhoud')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('pdf__isnull', True), ('vervallen_op__isnull', True)), fields=['created_at'], name='briefversie_te_maken')],
                    'constraints': [models.UniqueConstraint(fields=('brief', 'versie'), name='briefversie_uniek', violation_error_message='Deze versie van de brief bestaat al.'), models.UniqueConstraint(condition=models.Q(('vervallen_op__isnull', True)), fields=('brief',), name='briefversie_een_geldig', violation_error_message='Er is al een geldige versie van deze brief.'), models.CheckConstraint(condition=models.Q(models.Q(('gemaakt_op__isnull', True), ('pdf__isnull', True)), models.Q(('gemaakt_op__isnull', False), ('pdf__isnull', False)), _connector='OR'), name='briefversie_pdf_en_moment', violation_error_message='Een gemaakte brief heeft een pdf en een moment.'), models.CheckConstraint(condition=models.Q(('verzonden_op__isnull', True), models.Q(('pdf__isnull', False), ('vervallen_op__isnull', True)), _connector='OR'), name='briefversie_verzonden_is_gemaakt', violation_error_message='Alleen een gemaakte, geldige brief kan verzonden zijn.'), models.CheckConstraint(condition=models.Q(('bezwaar_tot__isnull', True), ('bezwaar_tot__gt', models.F('dagtekening')), _connector='OR'), name='briefversie_bezwaar_na_dagtekening', violation_error_message='De bezwaartermijn eindigt na de dagtekening.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='verzonden_brief_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."verzonden_op" IS NOT NULL)', func="RAISE EXCEPTION 'Een verzonden brief verandert niet.';", hash='b9025424fb747cb2e64c835ab42b65761f58b7f0', operation='UPDATE OR DELETE', pgid='pgtrigger_verzonden_brief_bevroren_3790b', table='brieven_briefversie', when='BEFORE')), pgtrigger.compiler.Trigger(name='woorden_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."brief_id" IS DISTINCT FROM (NEW."brief_id") OR OLD."versie" IS DISTINCT FROM (NEW."versie") OR OLD."dagtekening" IS DISTINCT FROM (NEW."dagtekening") OR OLD."bezwaar_tot" IS DISTINCT FROM (NEW."bezwaar_tot") OR OLD."html" IS DISTINCT FROM (NEW."html") OR OLD."controle_id" IS DISTINCT FROM (NEW."controle_id") OR OLD."controlecode" IS DISTINCT FROM (NEW."controlecode") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='41f37a7a26936af54ff3ffad2295cc07691799bb', operation='UPDATE', pgid='pgtrigger_woorden_bevroren_802f2', table='brieven_briefversie', when='BEFORE'))],
                    'verbose_name': 'briefversie',
                    'verbose_name_plural': 'briefversies',
                },
            ),
        ]),
    ]

from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Inhoud',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('soort', models.CharField(help_text='MIME type as found by looking inside.', max_length=100, verbose_name='soort bestand')),
                    ('grootte', models.PositiveIntegerField(verbose_name='grootte in bytes')),
                    ('created_at', models.DateTimeField()),
                    ('scan', models.CharField(choices=[('eigen', 'gemaakt door het portaal'), ('ongescand', 'niet op virussen gecontroleerd'), ('quarantaine', 'wordt gecontroleerd op virussen'), ('schoon', 'gecontroleerd, veilig'), ('besmet', 'virus gevonden')], default='eigen', max_length=12)),
                    ('gescand_op', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'inhoud',
                    'verbose_name_plural': 'inhouden',
                    'indexes': [models.Index(condition=models.Q(('scan__in', ('ongescand', 'quarantaine'))), fields=['id'], name='inhoud_te_scannen')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='inhoud_sha256', violation_error_message='Dit is geen sha256.'), models.CheckConstraint(condition=models.Q(('grootte__gt', 0)), name='inhoud_niet_leeg', violation_error_message='Het bestand is leeg.'), models.CheckConstraint(condition=models.Q(('scan__in', ['schoon', 'besmet']), ('gescand_op__isnull', True), _connector='XOR'), name='inhoud_scan_met_moment', violation_error_message='Bij de uitslag van een controle hoort het moment.')],
                },
            ),
        ]),
    ]

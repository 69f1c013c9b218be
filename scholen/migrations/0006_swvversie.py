import django.db.models.deletion
from django.db import migrations, models

import kern.gebruikers.zicht
import kern.logboek.vermelding


class Migration(migrations.Migration):

    dependencies = [
        ('scholen', '0005_geboren'),
    ]

    operations = [
        migrations.AddField(
            model_name='samenwerkingsverband',
            name='logo',
            field=models.CharField(blank=True, help_text='The print of a SwvLogo; empty: our own mark.', max_length=22),
        ),
        migrations.CreateModel(
            name='SwvLogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('afdruk', models.CharField(max_length=22, unique=True)),
                ('mime', models.CharField(max_length=10)),
                ('gegevens', models.BinaryField()),
            ],
            options={
                'verbose_name': 'logo',
                'verbose_name_plural': "logo's",
                'constraints': [models.CheckConstraint(condition=models.Q(('mime__in', ['image/png', 'image/jpeg'])), name='swvlogo_soort', violation_error_message='Een logo is een PNG of een JPEG.')],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
        migrations.CreateModel(
            name='SwvVersie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('naam', models.CharField(max_length=150)),
                ('onderschrift', models.CharField(blank=True, max_length=120)),
                ('straat', models.CharField(blank=True, max_length=120)),
                ('postcode', models.CharField(blank=True, max_length=7)),
                ('plaats', models.CharField(blank=True, max_length=80)),
                ('postadres', models.CharField(blank=True, max_length=200)),
                ('telefoon', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('bezwaar_email', models.EmailField(blank=True, max_length=254)),
                ('website', models.CharField(blank=True, max_length=120)),
                ('werkgebieden_bron', models.CharField(blank=True, help_text='Where the division comes from.', max_length=200)),
                ('merkkleur', models.CharField(default='#17566b', max_length=7)),
                ('accentkleur', models.CharField(default='#e8894a', max_length=7)),
                ('ondergrond', models.CharField(default='warm', max_length=8)),
                ('logo', models.CharField(blank=True, help_text='The print of a SwvLogo; empty: our own mark.', max_length=22)),
                ('geldig_van', models.DateField()),
                ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versies', to='scholen.samenwerkingsverband')),
            ],
            options={
                'verbose_name': 'gegevens van een samenwerkingsverband',
                'verbose_name_plural': 'gegevens van samenwerkingsverbanden',
                'constraints': [
                    models.UniqueConstraint(fields=('swv', 'geldig_van'), name='swvversie_een_per_dag', violation_error_message='Er is al een versie die op deze dag ingaat.'),
                    models.CheckConstraint(condition=models.Q(('accentkleur__regex', '^#[0-9a-f]{6}$'), ('merkkleur__regex', '^#[0-9a-f]{6}$')), name='swvversie_kleuren', violation_error_message='Een kleur is een # met zes cijfers of letters a tot en met f.'),
                    models.CheckConstraint(condition=models.Q(('ondergrond__in', ['warm', 'koel', 'neutraal'])), name='swvversie_ondergrond', violation_error_message='Kies warm, koel of neutraal.'),
                ],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
    ]

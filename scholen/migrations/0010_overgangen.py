from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

import scholen.models.overgangsstappen


class Migration(migrations.Migration):

    dependencies = [
        ('scholen', '0009_kringen'),
    ]

    operations = [
        migrations.AddField(
            model_name='instelling',
            name='overgang_po_vo',
            field=ArrayField(base_field=models.CharField(max_length=130), blank=True, default=scholen.models.overgangsstappen.overgang_po_vo, size=None),
        ),
        migrations.AddField(
            model_name='instelling',
            name='overgang_so_vso',
            field=ArrayField(base_field=models.CharField(max_length=130), blank=True, default=scholen.models.overgangsstappen.overgang_so_vso, size=None),
        ),
        migrations.AddField(
            model_name='instelling',
            name='overgang_vso_werk',
            field=ArrayField(base_field=models.CharField(max_length=130), blank=True, default=scholen.models.overgangsstappen.overgang_vso_werk, size=None),
        ),
    ]

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scholen', '0006_swvversie'),
    ]

    operations = [
        migrations.AddField(
            model_name='instelling',
            name='onderdelen_uit',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('arrangementen', 'arrangementen, aanbod en budgetten'), ('thuiszitters', 'thuiszitters'), ('kennis', 'nieuws, kennisbank en scholing')], max_length=13), blank=True, default=list, help_text='Not used here.', size=None),
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kern.gebruikers.zicht
import kern.logboek.vermelding


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Overzetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                ('code', models.CharField(max_length=6, verbose_name='code van het SWV')),
                ('bestand', models.CharField(max_length=200, verbose_name='naam van het bestand')),
                ('gemaakt_op', models.DateField(verbose_name='het bestand is van')),
                ('inhoud', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('overgenomen_op', models.DateTimeField(blank=True, null=True)),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'overzetting van instellingen',
                'verbose_name_plural': 'overzettingen van instellingen',
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^(PO|VO)[0-9]{4}$')), name='overzetting_code', violation_error_message='Een code is PO of VO met vier cijfers, zoals PO2815.')],
            },
            bases=(kern.logboek.vermelding.Vermelding, models.Model),
        ),
    ]

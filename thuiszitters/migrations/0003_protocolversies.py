import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kern.gebruikers.zicht

SLEUTEL = """
    ALTER TABLE thuiszitters_protocolstap
    ADD COLUMN sleutel varchar(22) NOT NULL DEFAULT left(md5(random()::text), 22);
    ALTER TABLE thuiszitters_protocolstap ALTER COLUMN sleutel DROP DEFAULT;
"""
"""A value of its own for each row, also of a published protocol, which no UPDATE may touch."""


class Migration(migrations.Migration):

    dependencies = [
        ("thuiszitters", "0002_verloop"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="protocol",
            name="gepubliceerd_door",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(SLEUTEL, "ALTER TABLE thuiszitters_protocolstap DROP COLUMN sleutel;")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="protocolstap",
                    name="sleutel",
                    field=models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22),
                ),
            ],
        ),
        migrations.RemoveConstraint(model_name="protocolstap", name="protocolstap_volgorde"),
        migrations.AddConstraint(
            model_name="protocolstap",
            constraint=models.UniqueConstraint(deferrable=models.Deferrable["DEFERRED"], fields=("protocol", "volgorde"), name="protocolstap_volgorde", violation_error_message="Deze plaats in het protocol is al bezet."),
        ),
        migrations.AddConstraint(
            model_name="protocolstap",
            constraint=models.UniqueConstraint(fields=("protocol", "sleutel"), name="protocolstap_sleutel", violation_error_message="Deze stap staat al in het protocol."),
        ),
        migrations.AddConstraint(
            model_name="protocol",
            constraint=models.UniqueConstraint(condition=models.Q(("gepubliceerd_op", None)), fields=("swv",), name="protocol_een_concept", violation_error_message="Er is al een concept."),
        ),
    ]

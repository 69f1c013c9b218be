from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0003_aantal"),
    ]

    operations = [
        migrations.AddField(
            model_name="bericht",
            name="niet_voor",
            field=models.DateTimeField(
                blank=True, help_text="Not mailed before this moment: it would wake.", null=True
            ),
        ),
    ]

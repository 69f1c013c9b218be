from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("logboek", "0001_begin")]

    operations = [
        migrations.AddIndex(
            model_name="logregel",
            index=models.Index(
                fields=["op"], name="logregel_geweigerd", condition=models.Q(("uitkomst", "geweigerd"))
            ),
        ),
        migrations.AddIndex(
            model_name="logregel",
            index=models.Index(
                fields=["op"],
                name="logregel_bestand",
                condition=models.Q(
                    ("actie__endswith", "geexporteerd"), ("actie__endswith", "gedownload"), _connector="OR"
                ),
            ),
        ),
    ]

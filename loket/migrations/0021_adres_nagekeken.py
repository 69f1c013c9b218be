from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("loket", "0020_bijlagen"),
    ]

    operations = [
        migrations.AddField(
            model_name="bezorgfeit",
            name="toelichting",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name="bezorgfeit",
            name="soort",
            field=models.CharField(
                choices=[
                    ("opgehaald", "Gelezen in het portaal"),
                    ("retour", "Post kwam terug"),
                    ("melding", "Melding kwam niet aan"),
                    ("nagekeken", "Adres nagekeken"),
                ],
                max_length=9,
            ),
        ),
    ]

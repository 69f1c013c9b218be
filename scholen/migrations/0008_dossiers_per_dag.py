from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scholen", "0007_onderdelen")]

    operations = [
        migrations.AddField(
            model_name="instelling",
            name="dossiers_per_dag",
            field=models.PositiveSmallIntegerField(
                default=50, verbose_name="zoveel dossiers op een dag is nog gewoon"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gebruikers', '0001_begin'),
    ]

    operations = [
        migrations.AddField(
            model_name='gebruiker',
            name='geblokkeerd_op',
            field=models.DateTimeField(blank=True, help_text='Unused for too long; beheer opens it.', null=True),
        ),
        migrations.AddField(
            model_name='gebruiker',
            name='ongebruikt_gemeld_op',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='gebruiker',
            name='tweede_stap_weg_op',
            field=models.DateTimeField(blank=True, help_text='Taken away by a colleague: it was lost.', null=True),
        ),
        migrations.AddField(
            model_name='gebruiker',
            name='vrijgegeven_op',
            field=models.DateTimeField(blank=True, help_text='Opened again: counts as a use.', null=True),
        ),
        migrations.AddConstraint(
            model_name='gebruiker',
            constraint=models.CheckConstraint(condition=models.Q(('geblokkeerd_op__isnull', True), ('is_active', False), _connector='OR'), name='gebruiker_geblokkeerd', violation_error_message='Een geblokkeerd account is niet actief.'),
        ),
    ]

import django.db.models.deletion
import django.db.models.functions.text
import kern.gebruikers.zicht
import kern.logboek.vermelding
from django.conf import settings
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Gebruiker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mailadres')),
                    ('naam', models.CharField(max_length=120)),
                    ('is_active', models.BooleanField(default=True, verbose_name='actief')),
                    ('sneltoetsen', models.BooleanField(default=False, help_text='Single keys in the pages of staff (WCAG 2.1.4).')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'verbose_name': 'gebruiker',
                    'verbose_name_plural': 'gebruikers',
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='gebruiker_email_uniek', violation_error_message='Er is al een gebruiker met dit e-mailadres.')],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='MislukteInlog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sleutel', models.CharField(max_length=64)),
                    ('op', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'mislukte inlog',
                    'verbose_name_plural': 'mislukte inlogpogingen',
                    'indexes': [models.Index(fields=['sleutel', 'op'], name='mislukteinlog_sleutel')],
                },
            ),
            migrations.CreateModel(
                name='Uitnodiging',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('code_hash', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('verloopt_op', models.DateTimeField()),
                    ('gebruikt_op', models.DateTimeField(blank=True, null=True)),
                    ('ingetrokken_op', models.DateTimeField(blank=True, null=True)),
                    ('gebruiker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uitnodigingen', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'uitnodiging',
                    'verbose_name_plural': 'uitnodigingen',
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Lidmaatschap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('rol', models.CharField(choices=[('ib', 'intern begeleider'), ('directeur', 'schooldirecteur'), ('schoolbeheerder', 'beheerder van de school'), ('bestuur', 'schoolbestuur'), ('loketmedewerker', 'loketmedewerker'), ('adviseur', 'adviseur passend onderwijs'), ('deskundige', 'deskundige'), ('beslisser', 'beslisser'), ('bezwaarbehandelaar', 'bezwaarbehandelaar'), ('bezwaarcommissie', 'lid van de bezwaaradviescommissie'), ('controller', 'controller'), ('beheerder', 'functioneel beheerder'), ('fg', 'functionaris gegevensbescherming'), ('leerplicht', 'leerplichtambtenaar'), ('partner', 'partner in jeugdhulp of zorg'), ('gemeente', 'beleidsmedewerker van de gemeente'), ('ouder', 'ouder of verzorger'), ('leerling', 'leerling'), ('helper', 'helper van ouder of leerling')], max_length=20)),
                    ('van', models.DateField()),
                    ('tot', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                    ('nagekeken_op', models.DateTimeField(blank=True, null=True, verbose_name='voor het laatst nagekeken op')),
                    ('gebruiker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lidmaatschappen', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'lidmaatschap',
                    'verbose_name_plural': 'lidmaatschappen',
                    'constraints': [models.CheckConstraint(condition=models.Q(('tot__isnull', True), ('tot__gte', models.F('van')), _connector='OR'), name='lidmaatschap_tot_na_van', violation_error_message='De einddatum ligt voor de begindatum.'), models.CheckConstraint(condition=models.Q(('rol__in', ['ib', 'directeur', 'schoolbeheerder', 'bestuur', 'loketmedewerker', 'adviseur', 'deskundige', 'beslisser', 'bezwaarbehandelaar', 'bezwaarcommissie', 'controller', 'beheerder', 'fg', 'leerplicht', 'partner', 'gemeente', 'ouder', 'leerling', 'helper'])), name='lidmaatschap_rol_bekend', violation_error_message='Deze rol bestaat niet.')],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
        ]),
    ]

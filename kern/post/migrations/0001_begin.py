import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Dagmail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dag', models.DateField()),
                    ('begonnen_op', models.DateTimeField()),
                    ('mislukt_op', models.DateTimeField(blank=True, help_text='It surely did not go: it may be tried again.', null=True)),
                    ('verzonden_op', models.DateTimeField(blank=True, null=True)),
                    ('gebruiker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('gebruiker', 'dag'), name='dagmail_een_per_dag', violation_error_message='Deze persoon kreeg vandaag al een mail.'), models.CheckConstraint(condition=models.Q(('mislukt_op__isnull', True), ('verzonden_op__isnull', True), _connector='OR'), name='dagmail_mislukt_of_verzonden', violation_error_message='Een mail is verzonden of mislukt, niet allebei.')],
                    'verbose_name': 'mail van de dag',
                    'verbose_name_plural': 'mails van de dag',
                },
            ),
            migrations.CreateModel(
                name='Bericht',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('aan', models.EmailField(max_length=254)),
                    ('soort', models.CharField(max_length=40)),
                    ('sleutel', models.CharField(help_text='One mail per occasion: same key, same mail.', max_length=120, unique=True)),
                    ('link', models.CharField(blank=True, help_text='Emptied when it is sent: it may be a way in.', max_length=300)),
                    ('aantal', models.PositiveSmallIntegerField(default=0, help_text='A number that the mail may say, of things.')),
                    ('gewoon', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField()),
                    ('niet_voor', models.DateTimeField(blank=True, help_text='Not mailed before this moment: it would wake.', null=True)),
                    ('lease_tot', models.DateTimeField(blank=True, null=True)),
                    ('pogingen', models.PositiveSmallIntegerField(default=0)),
                    ('verzonden_op', models.DateTimeField(blank=True, null=True)),
                    ('overgeslagen_op', models.DateTimeField(blank=True, null=True)),
                    ('wie', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('dagmail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='berichten', to='post.dagmail')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('verzonden_op__isnull', True)), fields=['created_at'], name='bericht_te_verzenden')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('gewoon', False), ('wie__isnull', False), _connector='OR'), name='bericht_gewoon_aan_iemand', violation_error_message='Een gewone melding is voor iemand met een account.'), models.CheckConstraint(condition=models.Q(('gewoon', False), ('verzonden_op__isnull', True), ('dagmail__isnull', False), _connector='OR'), name='bericht_gewoon_in_dagmail', violation_error_message='Een gewone melding gaat alleen in de mail van de dag.'), models.CheckConstraint(condition=models.Q(('verzonden_op__isnull', True), ('overgeslagen_op__isnull', True), _connector='OR'), name='bericht_verzonden_of_overgeslagen', violation_error_message='Een melding is verzonden of overgeslagen, niet allebei.')],
                    'verbose_name': 'bericht',
                    'verbose_name_plural': 'berichten',
                },
            ),
            migrations.CreateModel(
                name='Mailkeuze',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hoe_vaak', models.CharField(choices=[('eens', 'zodra er iets is, hoogstens één keer per dag'), ('uur', 'op een vaste tijd, hoogstens één keer per dag'), ('geen', 'alleen als er een laatste dag is')], default='eens', max_length=4)),
                    ('uur', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='vanaf welk uur')),
                    ('gewijzigd_op', models.DateTimeField()),
                    ('gebruiker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mailkeuze', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('hoe_vaak', 'uur'), ('uur__gte', 8), ('uur__lt', 15)), models.Q(('hoe_vaak__in', ['eens', 'geen']), ('uur__isnull', True)), _connector='OR'), name='mailkeuze_uur', violation_error_message='Kies een tijd van 8 tot en met 14 uur.')],
                    'verbose_name': 'keuze voor mail',
                    'verbose_name_plural': 'keuzes voor mail',
                },
            ),
        ]),
    ]

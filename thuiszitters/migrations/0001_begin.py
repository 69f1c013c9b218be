import django.contrib.postgres.constraints
import django.db.models.deletion
import kern.gebruikers.zicht
import kern.logboek.vermelding
import pgtrigger.compiler
import pgtrigger.migrations
import scholen.models.leerling
from django.conf import settings
from django.db import migrations, models

from kern.migraties import TabellenIneens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('scholen', '0001_begin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TabellenIneens([
            migrations.CreateModel(
                name='Casus',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('kenmerk', models.CharField(max_length=20)),
                    ('status', models.CharField(choices=[('signaal', 'signaal'), ('gemeld', 'gemeld'), ('in_onderzoek', 'in onderzoek'), ('plan_van_aanpak', 'plan gemaakt'), ('aanbod_gedaan', 'aanbod gedaan'), ('aanbod_geaccepteerd', 'aanbod aangenomen'), ('aanbod_geweigerd', 'aanbod geweigerd'), ('opschaling_rondetafel', 'aan de rondetafel'), ('opschaling_bestuurlijk', 'bij de bestuurders'), ('leerplicht_maatregel', 'maatregel van leerplicht'), ('terugkeer_in_opbouw', 'bouwt op naar school'), ('nazorg', 'nazorg'), ('vrijstelling', 'vrijstelling'), ('jaarlijkse_herbeoordeling', 'jaarlijks opnieuw bekeken'), ('overgedragen', 'overgedragen'), ('gesloten', 'gesloten')], max_length=25)),
                    ('reden', models.CharField(choices=[('gedrag', 'gedrag'), ('angst', 'angst, durft niet naar school'), ('lichamelijk', 'lichamelijk ziek'), ('psychisch', 'psychische klachten'), ('conflict', 'conflict tussen school en ouders'), ('geen_plek', 'geen passende plek'), ('wacht_zorg', 'wacht op zorg'), ('wacht_speciaal', 'wacht op speciaal onderwijs'), ('verhuizing', 'verhuizing'), ('plaatsing', 'detentie of uithuisplaatsing'), ('overig', 'iets anders')], max_length=14, verbose_name='belangrijkste reden')),
                    ('gemeld_op', models.DateTimeField()),
                    ('regie_sinds', models.DateField(blank=True, null=True)),
                    ('ouders_ingelicht_op', models.DateField(blank=True, null=True, verbose_name='ouders geïnformeerd op')),
                    ('ouders_waarom_niet', models.TextField(blank=True, verbose_name='waarom nog niet')),
                    ('laatste_actie_op', models.DateTimeField()),
                    ('gesloten_op', models.DateTimeField(blank=True, null=True)),
                    ('eindreden', models.CharField(blank=True, choices=[('eigen_school', 'terug op de eigen school'), ('andere_school', 'op een andere school'), ('speciaal', 'op een school voor speciaal onderwijs'), ('mbo', 'op het mbo'), ('onderwijs_zorg', 'in onderwijs met zorg'), ('vrijstelling', 'vrijstelling'), ('verhuisd', 'verhuisd naar een andere regio'), ('uit_leerplicht', 'niet meer leerplichtig'), ('onterecht', 'onterecht gemeld')], max_length=14)),
                    ('slotwoord', models.TextField(blank=True, verbose_name='toelichting bij het sluiten')),
                    ('leerling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='casussen', to='scholen.leerling')),
                    ('regievoerder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='casussen', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='casussen', to='scholen.school')),
                    ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='casussen', to='scholen.samenwerkingsverband')),
                    ('woongemeente', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scholen.gemeente')),
                    ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='casussen', to='thuiszitters.protocol')),
                ],
                options={
                    'indexes': [models.Index(fields=['school', 'status'], name='casus_school'), models.Index(fields=['status', 'laatste_actie_op'], name='casus_status')],
                    'constraints': [models.UniqueConstraint(fields=('swv', 'kenmerk'), name='casus_kenmerk', violation_error_message='Dit nummer bestaat al.'), models.UniqueConstraint(condition=models.Q(('status__in', ('signaal', 'gemeld', 'in_onderzoek', 'plan_van_aanpak', 'aanbod_gedaan', 'aanbod_geaccepteerd', 'aanbod_geweigerd', 'opschaling_rondetafel', 'opschaling_bestuurlijk', 'leerplicht_maatregel', 'terugkeer_in_opbouw', 'nazorg', 'vrijstelling', 'jaarlijkse_herbeoordeling'))), fields=('swv', 'leerling'), name='casus_een_open_per_kind', violation_error_message='Voor dit kind loopt al een casus.'), models.CheckConstraint(condition=models.Q(('status__in', ['signaal', 'gemeld', 'in_onderzoek', 'plan_van_aanpak', 'aanbod_gedaan', 'aanbod_geaccepteerd', 'aanbod_geweigerd', 'opschaling_rondetafel', 'opschaling_bestuurlijk', 'leerplicht_maatregel', 'terugkeer_in_opbouw', 'nazorg', 'vrijstelling', 'jaarlijkse_herbeoordeling', 'overgedragen', 'gesloten'])), name='casus_status', violation_error_message='Deze status bestaat niet.'), models.CheckConstraint(condition=models.Q(models.Q(('gesloten_op__isnull', False), ('status__in', ('overgedragen', 'gesloten')), models.Q(('eindreden', ''), _negated=True)), models.Q(('eindreden', ''), ('gesloten_op', None), ('status__in', ('signaal', 'gemeld', 'in_onderzoek', 'plan_van_aanpak', 'aanbod_gedaan', 'aanbod_geaccepteerd', 'aanbod_geweigerd', 'opschaling_rondetafel', 'opschaling_bestuurlijk', 'leerplicht_maatregel', 'terugkeer_in_opbouw', 'nazorg', 'vrijstelling', 'jaarlijkse_herbeoordeling'))), _connector='OR'), name='casus_gesloten', violation_error_message='Wat gesloten is, heeft een einddatum en een reden. Wat loopt, heeft die niet.'), models.CheckConstraint(condition=models.Q(('ouders_ingelicht_op__isnull', False), models.Q(('ouders_waarom_niet', ''), _negated=True), _connector='OR'), name='casus_ouders', violation_error_message='Vul in wanneer de ouders het hoorden, of waarom nog niet.'), models.CheckConstraint(condition=models.Q(models.Q(('regie_sinds', None), ('regievoerder', None)), models.Q(('regie_sinds__isnull', False), ('regievoerder__isnull', False)), _connector='OR'), name='casus_regie', violation_error_message='Wie regievoerder is, is dat sinds een dag.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='casus_vast', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."swv_id" IS DISTINCT FROM (NEW."swv_id") OR OLD."kenmerk" IS DISTINCT FROM (NEW."kenmerk") OR OLD."leerling_id" IS DISTINCT FROM (NEW."leerling_id") OR OLD."gemeld_op" IS DISTINCT FROM (NEW."gemeld_op"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e3555a65b6e22f2b0e1150e4194c324d163f233a', operation='UPDATE', pgid='pgtrigger_casus_vast_c87e8', table='thuiszitters_casus', when='BEFORE')), pgtrigger.compiler.Trigger(name='casus_blijft', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e046751d343f153c1da3214facf3ea7e4eeb3cbb', operation='DELETE', pgid='pgtrigger_casus_blijft_fcbb6', table='thuiszitters_casus', when='BEFORE')), pgtrigger.compiler.Trigger(name='casus_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Casussen worden niet verwijderd.';", hash='fb03eb123bbee1f5021cea6ae174763802365ebe', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_casus_niet_leegmaken_ca132', table='thuiszitters_casus', when='BEFORE'))],
                    'verbose_name': 'casus van een thuiszitter',
                    'verbose_name_plural': 'casussen van thuiszitters',
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Melding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('herkomst', models.CharField(choices=[('school', 'de school'), ('leerplicht', 'leerplicht'), ('ouders', 'de ouders'), ('swv', 'het samenwerkingsverband zelf')], max_length=10, verbose_name='gemeld door')),
                    ('soort', models.CharField(choices=[('absoluut', 'absoluut verzuim: staat op geen school'), ('relatief', 'ongeoorloofd verzuim'), ('ziek', 'ziek of geoorloofd thuis'), ('verkort', 'verkort rooster'), ('wachtlijst', 'wacht thuis op een plek'), ('dagbesteding', 'in dagbesteding'), ('5a', 'vrijstelling 5 onder a: kan niet naar school'), ('5b', 'vrijstelling 5 onder b: richting'), ('5c', 'vrijstelling 5 onder c: buitenland'), ('art5a', 'artikel 5a: trekkend bestaan'), ('11g', 'verlof 11 onder g: bijzondere omstandigheden'), ('15', 'vrijstelling 15: volgt ander onderwijs'), ('dreigend', 'dreigt thuis te komen')], max_length=12)),
                    ('van', models.DateField(verbose_name='eerste dag')),
                    ('uren', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='uren per week naar school')),
                    ('reden', models.CharField(choices=[('gedrag', 'gedrag'), ('angst', 'angst, durft niet naar school'), ('lichamelijk', 'lichamelijk ziek'), ('psychisch', 'psychische klachten'), ('conflict', 'conflict tussen school en ouders'), ('geen_plek', 'geen passende plek'), ('wacht_zorg', 'wacht op zorg'), ('wacht_speciaal', 'wacht op speciaal onderwijs'), ('verhuizing', 'verhuizing'), ('plaatsing', 'detentie of uithuisplaatsing'), ('overig', 'iets anders')], max_length=14, verbose_name='belangrijkste reden')),
                    ('gedaan', models.TextField(blank=True, verbose_name='wat er is gedaan')),
                    ('op', models.DateTimeField()),
                    ('sleutel', models.CharField(max_length=40, unique=True)),
                    ('casus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meldingen', to='thuiszitters.casus')),
                    ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'triggers': [pgtrigger.compiler.Trigger(name='melding_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een melding verandert niet.';", hash='6e898933e702855cfdca5e5e40e95f9a677c1bff', operation='UPDATE OR DELETE', pgid='pgtrigger_melding_bevroren_a2884', table='thuiszitters_melding', when='BEFORE')), pgtrigger.compiler.Trigger(name='melding_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Meldingen worden niet verwijderd.';", hash='aa28fa79b962f08cbdbf741f25245fc2c3076d54', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_melding_niet_leegmaken_a2723', table='thuiszitters_melding', when='BEFORE'))],
                    'verbose_name': 'melding van een thuiszitter',
                    'verbose_name_plural': 'meldingen van thuiszitters',
                    'ordering': ['op', 'pk'],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Protocol',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('naam', models.CharField(max_length=80)),
                    ('versie', models.PositiveSmallIntegerField()),
                    ('geldig_van', models.DateField()),
                    ('gepubliceerd_op', models.DateTimeField(blank=True, null=True)),
                    ('stil_na_dagen', models.PositiveSmallIntegerField(default=14)),
                    ('swv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protocollen', to='scholen.samenwerkingsverband')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('swv', 'versie'), name='protocol_versie', violation_error_message='Deze versie van het protocol bestaat al.'), models.CheckConstraint(condition=models.Q(('stil_na_dagen__range', (1, 90))), name='protocol_stil_na_dagen', violation_error_message='Kies een aantal dagen van 1 tot en met 90.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='protocol_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."gepubliceerd_op" IS NOT NULL)', func="RAISE EXCEPTION 'Een gepubliceerd protocol verandert niet.';", hash='6b2ed4f9183262d585cc94e7ced2b6c8632abc81', operation='UPDATE OR DELETE', pgid='pgtrigger_protocol_bevroren_87243', table='thuiszitters_protocol', when='BEFORE')), pgtrigger.compiler.Trigger(name='protocol_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Protocollen worden niet verwijderd.';", hash='878ff673bf1fa49292e57b2f8beef40714a3935d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_protocol_niet_leegmaken_f1885', table='thuiszitters_protocol', when='BEFORE'))],
                    'verbose_name': 'protocol',
                    'verbose_name_plural': 'protocollen',
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Protocolstap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('volgorde', models.PositiveSmallIntegerField()),
                    ('soort', models.CharField(choices=[('melding', 'melding'), ('startgesprek', 'startgesprek'), ('plan', 'plan'), ('rondetafel', 'rondetafelgesprek'), ('opbouw', 'terug opbouwen'), ('doorbraak', 'doorbraakgesprek'), ('doorzettingsmacht', 'doorzettingsmacht'), ('nazorg', 'nazorg'), ('anders', 'iets anders')], max_length=17)),
                    ('naam', models.CharField(max_length=80)),
                    ('wie', models.CharField(max_length=120, verbose_name='wie dit doet')),
                    ('termijn', models.PositiveSmallIntegerField(verbose_name='hoeveel')),
                    ('eenheid', models.CharField(choices=[('dagen', 'dagen'), ('schooldagen', 'schooldagen'), ('schoolweken', 'schoolweken'), ('maanden', 'maanden')], max_length=11)),
                    ('vanaf', models.CharField(choices=[('eerste_dag', 'de eerste dag dat het kind thuis was'), ('melding', 'de melding'), ('vorige', 'de vorige stap')], max_length=10)),
                    ('grens', models.CharField(choices=[('binnen', 'moet dan klaar zijn'), ('na', 'kan vanaf dan beginnen'), ('duur', 'duurt tot dan')], max_length=6)),
                    ('opbrengst', models.CharField(blank=True, max_length=200, verbose_name='wat er dan is')),
                    ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stappen', to='thuiszitters.protocol')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('protocol', 'volgorde'), name='protocolstap_volgorde', violation_error_message='Deze plaats in het protocol is al bezet.'), models.CheckConstraint(condition=models.Q(('termijn__range', (1, 400)), ('volgorde__range', (1, 20))), name='protocolstap_getallen', violation_error_message='Een protocol heeft hoogstens 20 stappen, met een termijn van 1 tot 400.'), models.CheckConstraint(condition=models.Q(models.Q(('naam', ''), _negated=True), models.Q(('wie', ''), _negated=True)), name='protocolstap_woorden', violation_error_message='Een stap heeft een naam, en iemand die hem doet.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='protocolstap_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM thuiszitters_protocol\n                        WHERE gepubliceerd_op IS NOT NULL AND id IN (\n                            CASE WHEN TG_OP = 'DELETE' THEN OLD.protocol_id ELSE NEW.protocol_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.protocol_id ELSE OLD.protocol_id END\n                        )\n                    ) THEN\n                        RAISE EXCEPTION 'Een stap van een gepubliceerd protocol verandert niet.';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='49183cfeb5b5aacfc6cc3b039bb939aa094a2a6d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_protocolstap_bevroren_8a9dc', table='thuiszitters_protocolstap', when='BEFORE')), pgtrigger.compiler.Trigger(name='protocolstap_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Stappen van een protocol worden niet verwijderd.';", hash='eca76f2f13061003af0a80c53688ae681f5c2d24', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_protocolstap_niet_leegmaken_1e10b', table='thuiszitters_protocolstap', when='BEFORE'))],
                    'verbose_name': 'stap van een protocol',
                    'verbose_name_plural': 'stappen van een protocol',
                    'ordering': ['volgorde'],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Stap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('uitkomst', models.CharField(choices=[('klaar', 'klaar'), ('overgeslagen', 'overgeslagen')], max_length=12)),
                    ('dag', models.DateField(verbose_name='wanneer')),
                    ('woorden', models.TextField(blank=True, verbose_name='wat eruit kwam')),
                    ('op', models.DateTimeField()),
                    ('casus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stappen', to='thuiszitters.casus')),
                    ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('protocolstap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='thuiszitters.protocolstap')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('casus', 'protocolstap'), name='stap_een_keer', violation_error_message='Deze stap is al gedaan.'), models.CheckConstraint(condition=models.Q(('uitkomst', 'klaar'), models.Q(('uitkomst', 'overgeslagen'), models.Q(('woorden', ''), _negated=True)), _connector='OR'), name='stap_waarom', violation_error_message='Schrijf op waarom deze stap wordt overgeslagen.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='stap_bevroren', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Een stap die is gezet, verandert niet.';", hash='16a3d205296f787423da7b98d665c99e4bee52df', operation='UPDATE OR DELETE', pgid='pgtrigger_stap_bevroren_6ad1b', table='thuiszitters_stap', when='BEFORE')), pgtrigger.compiler.Trigger(name='stap_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Stappen worden niet verwijderd.';", hash='db088bd74fba26ad19d31e33112fd9fb62014484', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_stap_niet_leegmaken_fff08', table='thuiszitters_stap', when='BEFORE'))],
                    'verbose_name': 'stap in een casus',
                    'verbose_name_plural': 'stappen in een casus',
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Verzuim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('soort', models.CharField(choices=[('absoluut', 'absoluut verzuim: staat op geen school'), ('relatief', 'ongeoorloofd verzuim'), ('ziek', 'ziek of geoorloofd thuis'), ('verkort', 'verkort rooster'), ('wachtlijst', 'wacht thuis op een plek'), ('dagbesteding', 'in dagbesteding'), ('5a', 'vrijstelling 5 onder a: kan niet naar school'), ('5b', 'vrijstelling 5 onder b: richting'), ('5c', 'vrijstelling 5 onder c: buitenland'), ('art5a', 'artikel 5a: trekkend bestaan'), ('11g', 'verlof 11 onder g: bijzondere omstandigheden'), ('15', 'vrijstelling 15: volgt ander onderwijs'), ('dreigend', 'dreigt thuis te komen')], max_length=12)),
                    ('van', models.DateField(verbose_name='eerste dag')),
                    ('tot', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                    ('uren', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='uren per week naar school')),
                    ('casus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verzuim', to='thuiszitters.casus')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('tot__isnull', True), ('tot__gte', models.F('van')), _connector='OR'), name='verzuim_tot_na_van', violation_error_code='tot', violation_error_message='De laatste dag ligt voor de eerste dag.'), models.CheckConstraint(condition=models.Q(('soort__in', ['absoluut', 'relatief', 'ziek', 'verkort', 'wachtlijst', 'dagbesteding', '5a', '5b', '5c', 'art5a', '11g', '15', 'dreigend'])), name='verzuim_soort', violation_error_message='Kies een soort verzuim.'), models.CheckConstraint(condition=models.Q(('uren__range', (0, 40))), name='verzuim_uren', violation_error_code='uren', violation_error_message='Vul een aantal uren in van 0 tot en met 40.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('casus', '='), (scholen.models.leerling.DateRange(models.F('van'), models.F('tot'), models.Value('[]')), '&&')], name='verzuim_geen_overlap', violation_error_message='In deze dagen staat al verzuim. Kies een eerste dag daarna.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='verzuim_vast', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."casus_id" IS DISTINCT FROM (NEW."casus_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d6c1425a644b901400f2ab6b4125624420aa309b', operation='UPDATE', pgid='pgtrigger_verzuim_vast_a961c', table='thuiszitters_verzuim', when='BEFORE')), pgtrigger.compiler.Trigger(name='verzuim_blijft', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e92173832ce0f1081b9bb938970b7fad952f97b8', operation='DELETE', pgid='pgtrigger_verzuim_blijft_7d174', table='thuiszitters_verzuim', when='BEFORE')), pgtrigger.compiler.Trigger(name='verzuim_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Verzuim wordt niet verwijderd.';", hash='35ba6b8a4d37f87bb56916d3d56915e296c0c0cd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_verzuim_niet_leegmaken_fcbba', table='thuiszitters_verzuim', when='BEFORE'))],
                    'verbose_name': 'verzuim',
                    'verbose_name_plural': 'verzuim',
                    'ordering': ['van'],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
            migrations.CreateModel(
                name='Afspraak',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.CharField(default=kern.gebruikers.zicht.nieuwe_public_id, editable=False, max_length=22, unique=True)),
                    ('wat', models.CharField(max_length=200)),
                    ('naam', models.CharField(blank=True, max_length=120, verbose_name='wie anders')),
                    ('voor', models.DateField(verbose_name='klaar op')),
                    ('klaar_op', models.DateField(blank=True, null=True)),
                    ('gemaakt_op', models.DateTimeField()),
                    ('gemaakt_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wie', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('casus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afspraken', to='thuiszitters.casus')),
                ],
                options={
                    'triggers': [pgtrigger.compiler.Trigger(name='afspraak_vast', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."casus_id" IS DISTINCT FROM (NEW."casus_id") OR OLD."wat" IS DISTINCT FROM (NEW."wat") OR OLD."wie_id" IS DISTINCT FROM (NEW."wie_id") OR OLD."naam" IS DISTINCT FROM (NEW."naam") OR OLD."voor" IS DISTINCT FROM (NEW."voor") OR OLD."gemaakt_op" IS DISTINCT FROM (NEW."gemaakt_op") OR OLD."gemaakt_door_id" IS DISTINCT FROM (NEW."gemaakt_door_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d9552c08d6f00273e20a0cdfd67c6eaf25186fdb', operation='UPDATE', pgid='pgtrigger_afspraak_vast_bbec1', table='thuiszitters_afspraak', when='BEFORE')), pgtrigger.compiler.Trigger(name='afspraak_blijft', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e8c881020b1c395ddf43d4b8bef60f94a5b8f393', operation='DELETE', pgid='pgtrigger_afspraak_blijft_2709e', table='thuiszitters_afspraak', when='BEFORE')), pgtrigger.compiler.Trigger(name='afspraak_niet_leegmaken', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Afspraken worden niet verwijderd.';", hash='b6ed0920d69c8eadab221c83dfa32c2416b07761', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_afspraak_niet_leegmaken_24da6', table='thuiszitters_afspraak', when='BEFORE'))],
                    'verbose_name': 'afspraak bij een casus',
                    'verbose_name_plural': 'afspraken bij een casus',
                    'ordering': ['voor', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('wat', ''), _negated=True), name='afspraak_wat', violation_error_message='Schrijf op wat er gebeurt.'), models.CheckConstraint(condition=models.Q(models.Q(('naam', ''), ('wie__isnull', False)), models.Q(('wie', None), models.Q(('naam', ''), _negated=True)), _connector='OR'), name='afspraak_wie', violation_error_message='Een afspraak heeft één naam: een collega, of iemand anders.')],
                },
                bases=(kern.logboek.vermelding.Vermelding, models.Model),
            ),
        ]),
    ]

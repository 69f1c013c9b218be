"""A believable load: one SWV, 150 schools, and so many aanvragen with children, parents, sections, advices and logbook.

The people are made by the models; the mass by one INSERT … SELECT per table, with every constraint and foreign key on.
What row n looks like follows from n: each run fills the same database. No letters: no page that is measured reads one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.apps import apps
from django.db import connection
from psycopg import sql

SCHOLEN = 150
GEBIEDEN = 10
LOKET = 6
DESKUNDIGEN = 8
PER_LOG = 6
"""Lines of the logbook per aanvraag."""
BEGIN = date(2016, 8, 1)

VERDELING = (
    ("concept", 10),
    ("ingediend", 5),
    ("in_controle", 5),
    ("aanvulling_gevraagd", 4),
    ("compleet", 3),
    ("in_advies", 10),
    ("advies_gereed", 3),
    ("besluit_voorbereiden", 3),
    ("besloten_toegekend", 4),
    ("besloten_afwijkend", 1),
    ("besloten_afgewezen", 1),
    ("ingetrokken", 40),
)
"""Per thousand of the newest four fifths; all others are bekendgemaakt. One in five is an older one of the same child."""


def vullen(aantal: int, *, verdeling: Sequence[tuple[str, int]] = VERDELING) -> None:
    """Fill an empty database with so many aanvragen. As owner, and outside a transaction."""
    _mensen()
    with connection.cursor() as db:
        db.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'zoeken'")
        tabellen = [tabel for (tabel,) in db.fetchall()]
        for tabel in tabellen:
            db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER zoeken")
        standaard = list(_standaardwaarden())
        for tabel, kolom, waarde in standaard:
            db.execute(f'ALTER TABLE {tabel} ALTER COLUMN "{kolom}" SET DEFAULT {waarde}')
        for opdracht in OPDRACHTEN:
            opdracht = opdracht.replace("@status@", _status(verdeling))
            db.execute(opdracht, {"aantal": aantal, "kinderen": aantal * 4 // 5} | VAST)
        for tabel, kolom, _ in standaard:
            db.execute(f'ALTER TABLE {tabel} ALTER COLUMN "{kolom}" DROP DEFAULT')
        for tabel in tabellen:
            db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER zoeken")
        db.execute("SELECT relname FROM pg_class WHERE relkind = 'S' AND relname ~ '^(loket|scholen)_.*_id_seq$'")
        for (reeks,) in db.fetchall():
            db.execute("SELECT setval(%s, 10000000)", [reeks])
        db.execute("VACUUM ANALYZE")


def _standaardwaarden() -> Iterator[tuple[str, str, str]]:
    """(table, column, SQL) of each column that may not be empty: what the model puts there when nobody says anything.

    So a column that is added to a model needs no word in the statements below.
    """
    connection.ensure_connection()
    for model in apps.get_models():
        if model._meta.app_label not in ("loket", "scholen"):
            continue
        for veld in model._meta.concrete_fields:
            if veld.null or veld.primary_key or veld.is_relation or veld.has_db_default():
                continue
            if (waarde := veld.get_default()) is not None:
                voor_db = veld.get_db_prep_save(waarde, connection)
                yield model._meta.db_table, veld.column, sql.Literal(voor_db).as_string(connection.connection)


def _mensen() -> None:
    """The SWV, its schools, and the accounts: ids 1-150 write at a school, then loket, deskundigen and the beslisser."""
    from kern.gebruikers.models import Gebruiker, Lidmaatschap
    from kern.gebruikers.rollen import Rol
    from scholen import models

    swv = models.Samenwerkingsverband.objects.create(
        pk=1, code="PO9901", naam="SWV De Proefbank", sector="PO", eigen=True, telefoon="000 000 00 00"
    )
    models.Instelling.objects.create(pk=1, swv=swv, geldig_van=BEGIN, tlv_soorten=["SBO", "SO"])
    bestuur = models.Bestuur.objects.create(nummer="49999", naam="Stichting Proefscholen")
    for nummer in range(GEBIEDEN):
        models.Werkgebied.objects.create(pk=nummer + 1, swv=swv, naam=f"Gebied {nummer}", code=f"gebied-{nummer}")
    rollen = [Rol.IB] * SCHOLEN + [Rol.LOKETMEDEWERKER] * LOKET + [Rol.DESKUNDIGE] * DESKUNDIGEN + [Rol.BESLISSER]
    for nummer, rol in enumerate(rollen, 1):
        gebruiker = Gebruiker.objects.create(
            pk=nummer, email=f"proef{nummer}@bank.example", naam=f"Proef Persoon {nummer}", password="!"
        )
        lid = Lidmaatschap.objects.create(gebruiker=gebruiker, rol=rol, van=BEGIN)
        if rol == Rol.IB:
            school = models.School.objects.create(
                pk=nummer,
                brin6=f"{nummer % 90 + 10}ZZ{nummer // 90:02d}",
                naam=f"Basisschool De Meetlat {nummer}",
                soort="BO",
                bestuur=bestuur,
                straat="Schoolpad",
                huisnummer=str(nummer),
                postcode="0000AB",
                plaats="Zandwerven",
            )
            gebied = nummer % GEBIEDEN + 1
            models.SchoolDeelname.objects.create(school=school, swv=swv, sector="PO", van=BEGIN, werkgebied_id=gebied)
            models.Plek.objects.create(lidmaatschap=lid, school=school)


def _status(verdeling: Sequence[tuple[str, int]]) -> str:
    """SQL: the status of row n."""
    grens, delen = 0, []
    for status, promille in verdeling:
        grens += promille
        delen.append(f"WHEN lot < {grens} THEN '{status}'")
    return f"CASE WHEN n > %(kinderen)s THEN 'bekendgemaakt' {' '.join(delen)} ELSE 'bekendgemaakt' END"


VAST = {
    "scholen": SCHOLEN,
    "loket": LOKET,
    "eerste_loket": SCHOLEN + 1,
    "deskundigen": DESKUNDIGEN,
    "eerste_deskundige": SCHOLEN + LOKET + 1,
    "beslisser": SCHOLEN + LOKET + DESKUNDIGEN + 1,
    "logregels": PER_LOG,
}
ZIN = "'Heeft de hele dag een vaste structuur en een kleine groep nodig. ' || repeat('De school doet wat zij kan. ', 8)"
IN_ADVIES = "('in_advies', 'advies_gereed', 'besluit_voorbereiden')"
BESLOTEN = "('besloten_toegekend', 'besloten_afwijkend', 'besloten_afgewezen', 'bekendgemaakt')"
VOORNAMEN = (
    "'{Fenna,Daan,Noor,Sem,Yara,Milan,Zoë,Emir,Lotte,Jens,Sofia,Bram,Aya,Luuk,Roos,Kaan,Evi,Thijs,Lina}'::text[]"
)
ACHTERNAMEN = "'{Proef,Testers,Voorbeeld,Meetlat,Verzonnen,Bedacht,Zandloper,Kadijk,Vloed,Branding,Duinker}'::text[]"

OPDRACHTEN = (
    f"""
    INSERT INTO scholen_leerling (id, public_id, roepnaam, tussenvoegsel, achternaam, geboortedatum, leerlingnummer,
        straat, postcode, plaats, afscherming, created_at)
    SELECT n, 'L' || lpad(n::text, 21, '0'), ({VOORNAMEN})[n %% 19 + 1], CASE WHEN n %% 7 = 0 THEN 'van der' ELSE '' END,
        ({ACHTERNAMEN})[n %% 11 + 1], current_date - 365 * 5 - n %% 2600, n::text, 'Verzonnenstraat ' || n, '0000ZZ',
        'Zandwerven', 'geen', now()
    FROM generate_series(1, %(kinderen)s) n""",
    """
    INSERT INTO scholen_inschrijving (leerling_id, school_id, van, groep)
    SELECT n, n %% %(scholen)s + 1, current_date - 400, (n %% 8 + 1)::text FROM generate_series(1, %(kinderen)s) n""",
    f"""
    INSERT INTO scholen_betrokkene (id, public_id, soort, aanhef, voornaam, tussenvoegsel, achternaam, email, telefoon,
        taal)
    SELECT n, 'B' || lpad(n::text, 21, '0'), 'persoon', CASE WHEN n %% 2 = 0 THEN 'mevrouw' ELSE 'meneer' END,
        ({VOORNAMEN})[n %% 19 + 1], '', ({ACHTERNAMEN})[n %% 11 + 1], '', '', 'nl'
    FROM generate_series(1, 2 * %(kinderen)s) n""",
    """
    INSERT INTO scholen_gezag (leerling_id, betrokkene_id, soort, relatie, van, bron, contactverbod)
    SELECT (n + 1) / 2, n, 'gezag', CASE WHEN n %% 2 = 0 THEN 'moeder' ELSE 'vader' END, current_date - 1800, 'uittreksel',
        false
    FROM generate_series(1, 2 * %(kinderen)s) n""",
    """
    WITH rij AS (SELECT n, (n * 7919) %% 1000 AS lot FROM generate_series(1, %(aantal)s) n),
    stand AS (SELECT n, @status@ AS status FROM rij),
    dag AS (SELECT n, status, current_date - CASE WHEN status IN ('bekendgemaakt', 'ingetrokken')
        THEN 60 + n %% 1800 ELSE n %% 52 END AS dag FROM stand)
    INSERT INTO loket_aanvraag (id, public_id, swv_id, instelling_id, school_id, leerling_id, bij_school, soort, status,
        kenmerk, created_at, aangemaakt_door_id, ingediend_op, ingediend_door_id, ontvangstdatum, compleetdatum,
        behandelaar_id, ingetrokken_op, intrek_reden)
    SELECT n, 'A' || lpad(n::text, 21, '0'), 1, 1, n %% %(scholen)s + 1, (n - 1) %% %(kinderen)s + 1, 'ingeschreven',
        CASE WHEN n %% 3 = 0 THEN 'SBO' ELSE 'SO' END, status,
        CASE WHEN status <> 'concept' THEN 'AV-' || to_char(dag, 'YYYY') || '-' || lpad(n::text, 6, '0') END,
        dag, n %% %(scholen)s + 1, CASE WHEN status <> 'concept' THEN dag + interval '10 hours' END,
        CASE WHEN status <> 'concept' THEN n %% %(scholen)s + 1 END, CASE WHEN status <> 'concept' THEN dag END,
        CASE WHEN status NOT IN ('concept', 'ingediend', 'in_controle', 'aanvulling_gevraagd') THEN dag + 3 END,
        CASE WHEN status NOT IN ('concept', 'ingediend') THEN n %% %(loket)s + %(eerste_loket)s END,
        CASE WHEN status = 'ingetrokken' THEN dag + interval '9 days' END, ''
    FROM dag""",
    """
    INSERT INTO loket_onderdeelleerling (aanvraag_id, versie, gegevens_kloppen, groep, taal_thuis, tolk_nodig, schoolverloop)
    SELECT id, 3, true, '4', 'Nederlands', 'nee', 'Vanaf groep 1 op deze school.' FROM loket_aanvraag""",
    """
    INSERT INTO loket_onderdeelschool (aanvraag_id, versie, contactpersoon, telefoon, directeur, bereikbaar_op)
    SELECT id, 3, 'Anouk Visser', '000 222 22 22', 'Bram Post', 'werkdagen' FROM loket_aanvraag""",
    """
    INSERT INTO loket_onderdeelvraag (aanvraag_id, versie, categorie, gewenste_start, schooljaren, beoogde_school_anders,
        is_er_plek, toelichting)
    SELECT id, 3, '', current_date + 30, 2, 'SO De Branding', 'ja', '' FROM loket_aanvraag""",
    f"""
    INSERT INTO loket_onderdeelbehoefte (aanvraag_id, versie, onderwijsbehoeften, sterke_kanten, belemmeringen,
        behoefte_leraar, veiligheid)
    SELECT id, 3, {ZIN}, {ZIN}, {ZIN}, '', '' FROM loket_aanvraag""",
    f"""
    INSERT INTO loket_onderdeelgedaan (id, aanvraag_id, versie, grens, hulp_buiten_school)
    SELECT id, id, 3, {ZIN}, '' FROM loket_aanvraag""",
    """
    INSERT INTO loket_interventie (onderdeel_id, volgorde, wat, periode, wie, doel, effect)
    SELECT id, keer, 'Eigen werkplek', '2025-2026', 'Leraar', 'Rust', 'Helpt een deel van de dag.'
    FROM loket_aanvraag, generate_series(1, 2) keer""",
    """
    INSERT INTO loket_onderdeelmening (aanvraag_id, versie, besproken_op, ouders_eens, ouders_woorden, leerling_gehoord,
        leerling_hoe, leerling_woorden, leerling_niet_reden)
    SELECT id, 3, current_date - 60, 'ja', 'Wij zijn het eens met de aanvraag.', 'ja', 'gesprek',
        'Ik wil graag een rustig plekje.', '' FROM loket_aanvraag""",
    """
    INSERT INTO loket_onderdeelstukken (aanvraag_id, versie, opp_datum, handelingsdeel, geweigerd, toelichting)
    SELECT id, 3, current_date - 60, 'ondertekend', '{}', '' FROM loket_aanvraag""",
    """
    INSERT INTO loket_aanvulling (public_id, aanvraag_id, vraag, gevraagd_op, gevraagd_door_id, hersteltermijn_tot,
        aangevuld_op, antwoord)
    SELECT 'V' || lpad(id::text, 21, '0'), id, 'Stuur een recent OPP.', ontvangstdatum + 2, %(eerste_loket)s,
        ontvangstdatum + 16, CASE WHEN status <> 'aanvulling_gevraagd' THEN ontvangstdatum + 12 END, ''
    FROM loket_aanvraag
    WHERE status = 'aanvulling_gevraagd' OR id %% 7 = 0 AND ontvangstdatum < current_date - 14""",
    f"""
    INSERT INTO loket_adviesopdracht (id, public_id, aanvraag_id, deskundige_id, discipline, volgorde, gevraagd_op,
        gevraagd_door_id, uiterlijk_op, vervallen_reden, einde)
    SELECT 2 * id + keer, 'O' || lpad((2 * id + keer)::text, 21, '0'), id,
        (id + keer) %% %(deskundigen)s + %(eerste_deskundige)s,
        CASE keer WHEN 1 THEN 'orthopedagoog' ELSE 'kinder_jeugdpsycholoog' END, keer, ontvangstdatum + 4, %(eerste_loket)s,
        ontvangstdatum + 25, '', ''
    FROM loket_aanvraag, generate_series(1, 2) keer WHERE status IN {IN_ADVIES} OR status IN {BESLOTEN}""",
    f"""
    INSERT INTO loket_advies (public_id, opdracht_id, versie, niet_van_school, niet_betrokken, beslist_niet, bronnen,
        ouders_gesproken, leerling_gesproken, conclusie, soort, categorie, schooljaren, motivering, waarom_niet_lichter,
        eerder_gezien, eerder_gezien_uitleg, registratie, registratienummer, ondertekend_op)
    SELECT 'D' || lpad(o.id::text, 21, '0'), o.id, 4, true, true, true, 'Dossier en gesprek.', 'ja', 'nee', 'toelaatbaar',
        a.soort, CASE a.soort WHEN 'SO' THEN 'L' ELSE '' END, 2, {ZIN}, 'Lichtere hulp is geprobeerd en hielp te weinig.',
        'nee', '', '', '', CASE WHEN a.status <> 'in_advies' THEN o.gevraagd_op + interval '9 days' END
    FROM loket_adviesopdracht o JOIN loket_aanvraag a ON a.id = o.aanvraag_id
    WHERE a.status <> 'in_advies' OR o.volgorde = 1""",
    f"""
    INSERT INTO loket_besluit (public_id, aanvraag_id, swv_id, instelling_id, versie, uitkomst, besluitdatum, soort, categorie,
        ingangsdatum, vervaldatum, motivering, antwoord_zienswijze, antwoord_leerling, waarom_niet_lichter, waarom_categorie,
        waarom_duur, waarom_afwijking, waarom_afwijking_advies, passende_hulp, bevoegdheid, ondertekenaar, functie,
        genomen_op, genomen_door_id, herstel_uitleg)
    SELECT 'E' || lpad(id::text, 21, '0'), id, 1, 1, 1, 'toegekend', ontvangstdatum + 35, soort,
        CASE soort WHEN 'SO' THEN 'L' ELSE '' END, ontvangstdatum + 40, ontvangstdatum + 770, {ZIN}, '', '', '', '', '', '', '',
        '', 'bestuursorgaan', 'H. Beslisser', 'directeur', ontvangstdatum + 35, %(beslisser)s, ''
    FROM loket_aanvraag WHERE status IN {BESLOTEN}""",
    """
    INSERT INTO logboek_logregel (op, uitkomst, actie, wie, rol, ding_soort, ding, leerling, school, reden, bijzonderheden)
    SELECT a.created_at + keer * interval '1 day', CASE WHEN keer %% 3 = 0 THEN 'gezien' ELSE 'gedaan' END,
        ('{indienen,in_controle_nemen,ingezien,compleet_verklaren,deskundigen_vragen,ingezien}'::text[])[keer], g.public_id,
        'loketmedewerker', 'aanvraag', a.public_id, 'L' || lpad(a.leerling_id::text, 21, '0'), '', '', '{}'
    FROM loket_aanvraag a JOIN gebruikers_gebruiker g ON g.id = a.id %% %(loket)s + %(eerste_loket)s,
        generate_series(1, %(logregels)s) keer WHERE a.status <> 'concept'""",
    """
    WITH tekst AS (SELECT strip(to_tsvector('dutch', concat_ws(' ', onderwijsbehoeften, sterke_kanten, belemmeringen)))
        AS woorden FROM loket_onderdeelbehoefte LIMIT 1)
    INSERT INTO loket_zoekregel (aanvraag_id, naam, woorden)
    SELECT a.id, loket_zoektekst(concat_ws(' ', l.achternaam, l.roepnaam)), tekst.woorden || array_to_tsvector(
        loket_zoekwoorden(concat_ws(' ', l.roepnaam, l.tussenvoegsel, l.achternaam, s.naam, s.plaats, a.kenmerk,
        'geboren' || to_char(l.geboortedatum, 'YYYYMMDD'))))
    FROM loket_aanvraag a JOIN scholen_leerling l ON l.id = a.leerling_id JOIN scholen_school s ON s.id = a.school_id, tekst
    WHERE a.kenmerk IS NOT NULL""",
    """
    INSERT INTO loket_zoekwoord
    SELECT DISTINCT woord FROM (SELECT unnest(loket_zoekwoorden(concat_ws(' ', roepnaam, tussenvoegsel, achternaam)))
        FROM scholen_leerling UNION SELECT unnest(loket_zoekwoorden(concat_ws(' ', naam, plaats))) FROM scholen_school
    ) alle(woord) WHERE length(woord) > 2""",
)

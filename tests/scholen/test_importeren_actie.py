"""Comparing with the database and writing: first shown, then all or nothing, and twice is once."""

import itertools
import threading
import time
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.logboek.models import Logregel
from scholen.actions.importeren import scholen_inlezen
from scholen.importeren.verschil import vergelijken
from scholen.models import (
    Bestuur,
    Bronbestand,
    Gemeente,
    LeerlingAantal,
    Samenwerkingsverband,
    School,
    SchoolDeelname,
    Werkgebied,
)
from tests.scholen.bestanden import (
    BESTUREN,
    BO,
    DUO,
    HISTORISCH,
    LANDELIJK_MET_SWV,
    UITGESLOTEN,
    VO_2026,
    VO_LEERLINGEN,
    bron,
    inhoud,
    regels,
)

DOOR = Systeem("proef")
OP = datetime(2026, 9, 1, 9, tzinfo=UTC)
TABELLEN = (Samenwerkingsverband, Gemeente, Bestuur, School, SchoolDeelname, LeerlingAantal, Bronbestand)


def inlezen(*bronnen, akkoord: str = "", op: datetime = OP):
    return scholen_inlezen(bronnen, door=DOOR, op=op, akkoord=akkoord)


def databank(*, met_sleutels: bool = True) -> dict[str, list[tuple]]:
    """Every row of every table of schools, whole. Without keys: foreign ones by what they point at, times left out."""
    if met_sleutels:
        return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in TABELLEN}
    return {
        "gemeenten": sorted(Gemeente.objects.values_list("code", "naam", "peildatum")),
        "besturen": sorted(
            map(repr, Bestuur.objects.values_list("nummer", "naam", "straat", "postcode", "plaats", "peildata"))
        ),
        "scholen": sorted(
            repr([rij, sorted(peildata.items())])
            for *rij, peildata in School.objects.values_list(
                *("brin6", "naam", "soort", "bestuur__nummer", "straat", "huisnummer", "postcode", "plaats"),
                *("gemeente__code", "telefoon", "website", "denominatie", "gesloten_op", "peildata"),
            )
        ),
        "aantallen": sorted(
            map(
                repr,
                LeerlingAantal.objects.values_list(
                    "school__brin6", "teldatum", "onderdeel", "aantal", "tekst", "peildatum"
                ),
            )
        ),
        "deelnames": sorted(
            map(repr, SchoolDeelname.objects.values_list("school__brin6", "swv__code", "sector", "van", "tot"))
        ),
        "bronnen": sorted(Bronbestand.objects.values_list("soort", "peildatum", "sha256", "bestand", "rijen")),
    }


def alles():
    return [bron(naam) for naam in (*DUO, LANDELIJK_MET_SWV)]


# Shown before it is written


def test_what_will_change_is_known_before_anything_is_written(db):
    voorstel = vergelijken([bron(HISTORISCH), bron(BO)])
    assert not School.objects.exists()
    pupils, adressen = voorstel.bestanden  # in the order of their days
    assert (pupils.bron.bestand, adressen.bron.bestand) == (HISTORISCH, BO)
    assert len(pupils.nieuw) == 15
    assert {"00GU00", "00AW02", "01EK00"} == {*pupils.gesloten}
    assert "00BZ00" in pupils.onbekend  # open, and no file here has its address
    assert "05OC00" not in pupils.onbekend
    assert {*adressen.nieuw} == {*bron(BO).scholen} - {*bron(HISTORISCH).scholen}
    assert {"05OC00", "03CV00"} <= {*adressen.gewijzigd}
    assert {*adressen.gesloten} == {"17FL01", "32HW00"}
    assert (pupils.besturen_nieuw, pupils.aantallen) == (15, sum(map(len, voorstel.aantallen.values())))


def test_what_was_shown_is_what_is_written(db):
    bronnen = [bron(HISTORISCH), bron(BO)]
    getoond = vergelijken(bronnen)
    geschreven = inlezen(*bronnen, akkoord=getoond.sleutel)
    assert geschreven.sleutel == getoond.sleutel
    assert {*School.objects.values_list("brin6", flat=True)} == {*getoond.scholen}
    assert LeerlingAantal.objects.count() == sum(map(len, getoond.aantallen.values()))
    assert Bestuur.objects.count() == len(getoond.besturen)
    assert Gemeente.objects.count() == len(getoond.gemeenten)


def test_a_school_that_stays_the_same_is_counted_as_the_same(db):
    inlezen(bron(BO))
    anders = inhoud(BO).replace(b";05OC00;Dalton Kindcentrum \x92t Kompas;", b";05OC00;Het Kompas;")
    (verschil,) = vergelijken([bron(BO, bytes_=anders, peildatum=date(2026, 9, 1))]).bestanden
    assert (verschil.nieuw, verschil.gewijzigd, verschil.gesloten, verschil.ongewijzigd) == ([], ["05OC00"], [], 23)


def test_a_school_that_opens_again_is_said(db):
    zonder = b"".join(regel for regel in inhoud(BO).splitlines(keepends=True) if b";05OC00;" not in regel)
    inlezen(bron(BO), bron(BO, bytes_=zonder, peildatum=date(2027, 8, 1)))
    assert School.objects.get(brin6="05OC00").gesloten_op == date(2027, 8, 1)
    (verschil,) = inlezen(bron(BO, peildatum=date(2028, 8, 1))).bestanden
    assert verschil.heropend == ["05OC00"]
    assert School.objects.get(brin6="05OC00").gesloten_op is None


# Written


def test_a_school_is_written_with_its_board_municipality_and_readable_names(db):
    inlezen(*alles())
    school = School.objects.select_related("bestuur", "gemeente").get(brin6="03PY00")
    assert (school.naam, school.adresregel, school.plaats) == (
        "BaO Aquamarijn",
        "Donker Curtiusstraat 4",
        "'s-Gravenhage",
    )
    assert (school.bestuur.naam, school.gemeente.naam) == ("Stichting Lucas Onderwijs", "'s-Gravenhage")
    assert (school.telefoon, school.website) == ("0703232483", "https://www.kcaquamarijn.nl")
    assert Bestuur.objects.get(nummer="30605").naam == "Stichting Zozijn Daniël de Brouwerschool"
    assert Bestuur.objects.get(nummer="32073").naam == "Bestuur 32073"  # no file here names it


def test_pupil_counts_of_all_years_are_kept(db):
    inlezen(bron(HISTORISCH))
    ouder = inhoud(HISTORISCH).replace(b";LEERLINGEN_2025\r", b"\r", 1)
    ouder = b"\r\n".join(
        [ouder.splitlines()[0], *(regel.rpartition(b";")[0] for regel in inhoud(HISTORISCH).splitlines()[1:])]
    )
    assert bron(HISTORISCH, bytes_=ouder).peildatum == date(2024, 10, 1)
    inlezen(bron(HISTORISCH, bytes_=ouder))
    jaren = LeerlingAantal.objects.filter(school__brin6="05OC00", onderdeel="").order_by("teldatum")
    assert [rij.teldatum.year for rij in jaren] == [*range(1996, 2026)]
    hidden = LeerlingAantal.objects.get(school__brin6="00AW02", teldatum=date(2024, 10, 1))
    assert (hidden.aantal, hidden.tekst) == (None, "<5")


def test_an_older_file_that_comes_later_changes_nothing_that_is_shown(db):
    inlezen(bron(BO), bron(HISTORISCH))
    voor = databank()
    oud = inhoud(BO).replace(b";Ceresstraat;6;", b";Oudestraat;1;").replace(b"De Zwerm", b"De Oude Zwerm")
    voorstel = inlezen(bron(BO, bytes_=oud, peildatum=date(2020, 8, 1)))
    assert (voorstel.scholen, voorstel.aantallen, voorstel.bestanden[0].gewijzigd) == ({}, {}, [])
    assert databank() | {"Bronbestand": []} == voor | {"Bronbestand": []}


def test_schools_take_part_in_their_swv_and_an_excluded_one_in_none(db):
    inlezen(bron(LANDELIJK_MET_SWV))
    deelnames = SchoolDeelname.objects.order_by("school__brin6", "sector")
    assert [(rij.school.brin6, rij.swv.code, rij.van, rij.tot) for rij in deelnames] == [
        ("03PY00", "PO2815", date(2014, 8, 1), None),
        ("23HU00", "PO2403", date(2014, 8, 1), None),
        ("23HU00", "VO2403", date(2014, 8, 1), None),
        ("32JK00", "PO2001", date(2014, 8, 1), None),
    ]
    assert not Samenwerkingsverband.objects.filter(eigen=True).exists()


def test_a_school_that_moves_to_another_swv_keeps_its_past_and_its_werkgebied(db):
    lijn = regels(LANDELIJK_MET_SWV, b"03PY00,")
    inlezen(bron(LANDELIJK_MET_SWV, bytes_=lijn))
    eerst = SchoolDeelname.objects.get()
    eerst.werkgebied = Werkgebied.objects.create(swv=eerst.swv, naam="Segbroek", code="segbroek")
    eerst.save()
    inlezen(bron(LANDELIJK_MET_SWV, bytes_=lijn.replace(b"PO2815", b"PO2814"), peildatum=date(2027, 8, 1)))
    oud, nieuw = SchoolDeelname.objects.order_by("van")
    assert (oud.pk, oud.werkgebied, oud.tot) == (eerst.pk, eerst.werkgebied, date(2027, 7, 31))
    assert (nieuw.swv.code, nieuw.van, nieuw.tot) == ("PO2814", date(2027, 8, 1), None)


def test_reading_the_excluded_list_after_the_region_takes_its_schools_out(db):
    inlezen(
        bron(
            LANDELIJK_MET_SWV,
            bytes_=inhoud(LANDELIJK_MET_SWV).replace(b'"reformatorisch: landelijk SWV (Berseba, PO0001)"', b""),
        )
    )
    assert SchoolDeelname.objects.get(school__brin6="06ES00").tot is None
    inlezen(bron(UITGESLOTEN, peildatum=date(2027, 8, 1)))
    assert SchoolDeelname.objects.get(school__brin6="06ES00").tot == date(2027, 7, 31)


def test_moves_to_another_swv_may_be_read_in_any_order(db):
    lijn = regels(LANDELIJK_MET_SWV, b"03PY00,")
    nu = bron(LANDELIJK_MET_SWV, bytes_=lijn)
    later = bron(LANDELIJK_MET_SWV, bytes_=lijn.replace(b"PO2815", b"PO2814"), peildatum=date(2027, 8, 1))
    terug = bron(LANDELIJK_MET_SWV, bytes_=lijn, peildatum=date(2028, 8, 1))
    perioden = [
        ("PO2815", date(2014, 8, 1), date(2027, 7, 31)),
        ("PO2814", date(2027, 8, 1), date(2028, 7, 31)),
        ("PO2815", date(2028, 8, 1), None),
    ]
    for volgorde in itertools.permutations((nu, later, terug)):
        punt = transaction.savepoint()
        for een in volgorde:
            inlezen(een)
        assert [*SchoolDeelname.objects.order_by("van").values_list("swv__code", "van", "tot")] == perioden
        transaction.savepoint_rollback(punt)


def test_a_deelname_that_no_file_speaks_of_stays_and_is_not_proposed_forever(db):
    inlezen(bron(LANDELIJK_MET_SWV))
    swv = Samenwerkingsverband.objects.create(code="VO2815", naam="Buren", sector="VO")
    school = School.objects.get(brin6="03PY00")
    eigen = SchoolDeelname.objects.create(school=school, swv=swv, sector="VO", van=date(2020, 8, 1))
    assert vergelijken([bron(LANDELIJK_MET_SWV)]).leeg
    inlezen(bron(LANDELIJK_MET_SWV))
    assert SchoolDeelname.objects.filter(pk=eigen.pk, tot=None).exists()


def test_every_file_leaves_a_line_in_the_log_without_names(db):
    inlezen(bron(HISTORISCH), bron(BO))
    eerste, tweede = Logregel.objects.filter(actie="scholen_inlezen").order_by("pk")
    assert (eerste.wie, eerste.op) == ("proef", OP)
    assert (eerste.bijzonderheden["nieuw"], eerste.bijzonderheden["gesloten"]) == (15, 3)
    assert tweede.bijzonderheden["peildatum"] == "2026-08-01"
    assert "Kompas" not in repr(tweede.bijzonderheden)


# Twice, and in any order


def test_reading_everything_twice_gives_the_same_database_row_for_row(db):
    inlezen(*alles())
    eerste = databank()
    assert all(eerste.values())
    voorstel = inlezen(*alles(), op=datetime(2026, 12, 1, tzinfo=UTC))
    assert voorstel.leeg
    assert databank() == eerste


def test_all_at_once_or_one_by_one_in_any_order_gives_the_same_database(db):
    uitkomsten = []
    for groepen in ([alles()], [[een] for een in alles()], [[een] for een in reversed(alles())]):
        punt = transaction.savepoint()
        for groep in groepen:
            inlezen(*groep)
        uitkomsten.append(databank(met_sleutels=False))
        transaction.savepoint_rollback(punt)
    assert uitkomsten[0] == uitkomsten[1] == uitkomsten[2]
    assert len(uitkomsten[0]["bronnen"]) == 10


def test_one_file_offered_twice_at_once_is_read_once(db):
    inlezen(bron(BO), bron(BO))
    assert Bronbestand.objects.count() == 1
    assert School.objects.count() == 24


# All or nothing


def test_a_failure_while_writing_leaves_nothing_of_any_file(db):
    inlezen(bron(BESTUREN))
    voor, log = databank(), Logregel.objects.count()
    te_lang = bron(HISTORISCH)
    tel = next(iter(te_lang.scholen["05OC00"].aantallen))
    te_lang.scholen["05OC00"].aantallen[tel] = te_lang.scholen["05OC00"].aantallen[tel]._replace(tekst="x" * 11)
    with pytest.raises(DatabaseError):
        inlezen(bron(BO), te_lang)  # counts are written after schools and boards
    assert databank() == voor
    assert Logregel.objects.count() == log


def test_an_agreement_to_what_was_shown_before_is_refused_when_the_database_changed(db):
    getoond = vergelijken([bron(BO)])
    inlezen(bron(HISTORISCH))
    voor = databank()
    with pytest.raises(NietMogelijk, match=r"De gegevens zijn intussen veranderd\. Bekijk opnieuw wat er wijzigt\."):
        inlezen(bron(BO), akkoord=getoond.sleutel)
    assert databank() == voor


def test_an_agreement_to_other_files_is_refused(db):
    with pytest.raises(NietMogelijk):
        inlezen(bron(VO_2026), akkoord=vergelijken([bron(VO_LEERLINGEN)]).sleutel)
    assert not School.objects.exists()


def test_an_agreement_does_not_depend_on_the_order_of_the_files(db):
    assert vergelijken([bron(BO), bron(HISTORISCH)]).sleutel == vergelijken([bron(HISTORISCH), bron(BO)]).sleutel


def test_an_agreement_is_spent_once(db):
    akkoord = vergelijken([bron(BO)]).sleutel
    inlezen(bron(BO), akkoord=akkoord)
    with pytest.raises(NietMogelijk):
        inlezen(bron(BO), akkoord=akkoord)


# Two at once


def test_counts_are_read_without_a_join_that_old_statistics_can_make_slow(db):
    inlezen(bron(HISTORISCH))
    with CaptureQueriesContext(connection) as vragen:
        vergelijken([bron(BO)])  # national: every count there is
    (aantallen,) = [vraag["sql"] for vraag in vragen if 'FROM "scholen_leerlingaantal"' in vraag["sql"]]
    assert "JOIN" not in aantallen


def in_draad(bron_, uitkomsten: list, akkoord: str = "") -> threading.Thread:
    def werk() -> None:
        try:
            uitkomsten.append(inlezen(bron_, akkoord=akkoord))
        except Exception as fout:
            uitkomsten.append(fout)
        finally:
            connection.close()

    draad = threading.Thread(target=werk)
    draad.start()
    return draad


def wachtend_op_slot() -> bool:
    """Whether somebody waits for the lock of the import, for 5 s at most."""
    einde = time.monotonic() + 5
    while time.monotonic() < einde:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False


def test_a_second_import_waits_for_the_first_and_sees_what_it_wrote(transactional_db):
    oud = inhoud(BO).replace(b"Dalton Kindcentrum \x92t Kompas", b"De Oude Naam")
    uitkomsten: list = []
    with transaction.atomic():
        inlezen(bron(BO))
        draad = in_draad(bron(BO, bytes_=oud, peildatum=date(2020, 8, 1)), uitkomsten)
        wachtte = wachtend_op_slot()
    draad.join(20)
    assert wachtte
    assert uitkomsten[0].scholen == {}  # compared after waiting: the newer facts were there
    assert School.objects.get(brin6="05OC00").naam == "Dalton Kindcentrum ’t Kompas"


def test_of_two_people_who_agree_at_once_one_writes_and_the_other_reads_why(transactional_db):
    akkoord = vergelijken([bron(HISTORISCH)]).sleutel
    uitkomsten: list = []
    draden = [in_draad(bron(HISTORISCH), uitkomsten, akkoord) for _ in range(2)]
    for draad in draden:
        draad.join(20)
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["NietMogelijk", "Voorstel"]
    assert Bronbestand.objects.count() == 1

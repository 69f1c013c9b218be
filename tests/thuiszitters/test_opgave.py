"""A return: counted live, fixed, given to somebody, and what later corrections would change in it."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Gemeente
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from tests.thuiszitters.test_paginas import woorden
from thuiszitters.actions.opgave import controlegetal, opgave_vastleggen
from thuiszitters.actions.opgavepdf import als_html, pdf_maken
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.verzuim import verzuim_wijzigen
from thuiszitters.models import Opgave, Opgavepdf, Opgaveregel
from thuiszitters.rules.opgave import Regel
from thuiszitters.tasks import opgavepdfs_maken

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)
PAD = "/thuiszitters/opgave/"


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def loket():
    return gebruiker_met(Rol.LOKETMEDEWERKER)


def thuis(school, ib, sinds, **velden):
    return casus(school=school, door=ib, leerling=leerling_op(school), van=dag(-sinds), **velden)


def vast(rij, door):
    return opgave_vastleggen(rij.swv, door=door, op=timezone.now(), dag=dag(), vorige=dag(-30))


def test_the_page_counts_all_and_has_a_row_for_what_nobody_knows(school, ib, loket):
    rij = thuis(school, ib, 60, woongemeente=Gemeente.objects.create(code="0392", naam="Haarlem"))
    thuis(school, ib, 10, soort="ziek")
    onterecht = thuis(school, ib, 20)
    sluiten(onterecht, door=loket, op=timezone.now(), eindreden="onterecht", laatste_dag=dag())
    client = ingelogd(loket)
    tekst = woorden(client.get(PAD))
    for zin in ("Thuiszitters volgens de wet", "Haarlem", "Onterecht gemeld en niet geteld: 1", "Geen"):
        assert zin in tekst, zin
    assert "Gemeente onbekend" in woorden(client.get(PAD, {"telt": "wijd"}))
    assert "een dag voor de teldag" in woorden(client.get(PAD, {"dag": str(dag()), "vorige": str(dag())}))
    assert "eerdere teldag" in woorden(client.get(PAD, {"dag": str(dag(1)), "vorige": str(dag())}))
    assert "Cijfers" in woorden(client.get("/thuiszitters/"))
    assert "Cijfers" not in woorden(ingelogd(ib).get("/thuiszitters/"))
    assert rij.kenmerk not in tekst


def test_what_was_fixed_never_changes_and_says_which_correction_would_change_it(school, ib, loket):
    rij, blijft = thuis(school, ib, 60), thuis(school, ib, 40, soort="ziek")
    client = ingelogd(loket)
    antwoord = client.post(PAD, {"dag": str(dag()), "vorige": str(dag(-30))})
    opgave = Opgave.objects.get()
    assert antwoord.url == f"{PAD}{opgave.public_id}/"
    assert "Niets. Dezelfde cijfers" in woorden(client.get(antwoord.url))
    regel = Opgaveregel.objects.get(casus=rij)
    for doen in (
        lambda: Opgave.objects.update(weggelaten=3),
        lambda: Opgaveregel.objects.filter(pk=regel.pk).update(soort="ziek"),
        lambda: regel.delete(),
    ):
        with pytest.raises(DatabaseError, match="opgave verandert niet"), transaction.atomic():
            doen()
    verzuim_wijzigen(rij, door=ib, op=timezone.now(), soort="ziek", van=dag(-60), uren=Decimal(0))
    nieuw = thuis(school, ib, 50, soort="verkort")
    tekst = woorden(client.get(antwoord.url))
    assert "bij 2 casussen iets gewijzigd" in tekst
    assert f"{rij.kenmerk} : Staat er als: ongeoorloofd verzuim, 4 weken tot 3 maanden" in tekst
    assert f"{ib.naam}: verzuim wijzigen" in tekst
    assert f"{nieuw.kenmerk} : Zou er nu bij staan" in tekst
    assert blijft.kenmerk not in tekst
    assert "niet heel" not in tekst
    assert "1 casus" not in tekst


def test_lines_that_do_not_belong_to_the_number_are_told(school, ib, loket):
    opgave = vast(thuis(school, ib, 60), loket)
    regel = opgave.regels.get()
    ander = thuis(school, ib, 60)
    Opgaveregel.objects.create(opgave=opgave, casus=ander, nummer="TZ-erbij", **{n: getattr(regel, n) for n in VELDEN})
    assert "Deze cijfers zijn niet heel" in woorden(ingelogd(loket).get(f"{PAD}{opgave.public_id}/"))


VELDEN = [een.name for een in Opgaveregel._meta.concrete_fields]
VELDEN = [een for een in VELDEN if een not in {"id", "public_id", "opgave", "casus", "nummer"}]


def test_a_file_is_exact_for_the_inspectie_and_hides_small_numbers_for_others(school, ib, loket):
    opgave = vast(thuis(school, ib, 60), loket)
    client, pad = ingelogd(loket), f"{PAD}{opgave.public_id}/bestand/"
    boek = load_workbook(BytesIO(client.get(pad, {"voor": "inspectie", "vorm": "xlsx"}).content))
    assert boek.worksheets[1].title.startswith("1 Opgave thuiszitters")
    assert [cel.value for cel in boek.worksheets[1][2]][:3] == ["Gemeente onbekend", 1, 0]
    assert boek.worksheets[-1].cell(2, 7).value == 1
    tekst = client.get(pad, {"voor": "gemeente", "vorm": "csv"}).content.decode("utf-8-sig")
    rijen = list(csv.reader(StringIO(tekst), delimiter=";"))
    assert ["Gemeente onbekend", "<5", "0", "0", "0", "<5"] in rijen
    assert opgave.controlegetal in tekst
    assert "Inspectie" not in tekst
    for rij in Logregel.objects.filter(actie="opgave_delen"):
        assert rij.bijzonderheden["voor"] in {"inspectie", "gemeente"}
    assert "Kies wat voor bestand je wilt" in woorden(client.get(pad, {"voor": "buurman"}))


def test_the_printed_controlegetal_does_not_tell_the_hidden_numbers(school, ib, loket):
    """Who knows all but a few numbers, and how it is worked out, could try these few until it fits."""
    rij = thuis(school, ib, 60)
    een, ander = vast(rij, loket), vast(rij, loket)
    regels = [Regel(**{naam: getattr(een.regels.get(), naam) for naam in Regel._fields})]
    assert controlegetal(een, regels) == een.controlegetal
    assert een.controlegetal != ander.controlegetal, "the same lines of the same days"
    een.zout = ""
    assert controlegetal(een, regels) != een.controlegetal


def test_the_days_must_be_possible_and_only_who_may_fixes(school, ib, loket):
    rij = thuis(school, ib, 60)
    for velden, zin in (
        ({"dag": dag(1), "vorige": dag()}, "eerdere teldag"),
        ({"dag": dag(), "vorige": dag()}, "voor de teldag"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            opgave_vastleggen(rij.swv, door=loket, op=timezone.now(), **velden)
    with pytest.raises(NietMogelijk, match="geen rechten"):
        vast(rij, gebruiker_met(Rol.ADVISEUR))
    assert not Opgave.objects.visible_to(gebruiker_met(Rol.ADVISEUR)).exists()


def test_the_page_asks_as_many_questions_for_one_case_as_for_many(school, ib, loket, django_assert_num_queries):
    client = ingelogd(loket)
    opgave = vast(thuis(school, ib, 60), loket)
    for pad in (PAD, f"{PAD}{opgave.public_id}/"):
        client.get(pad)
        with CaptureQueriesContext(connection) as een:
            client.get(pad)
        for _ in range(2):
            thuis(school, ib, 10)
        with django_assert_num_queries(len(een)):
            client.get(pad)


def test_a_pdf_is_made_once_by_the_worker_and_looks_the_same_each_time(school, ib, loket):
    opgave = vast(thuis(school, ib, 60), loket)
    client, pad = ingelogd(loket), f"{PAD}{opgave.public_id}/bestand/"
    vraag = {"voor": "gemeente", "vorm": "pdf"}
    assert "De PDF wordt gemaakt" in woorden(client.get(pad, vraag, follow=True))
    assert not Logregel.objects.filter(actie="opgave_delen").exists()
    pdf = Opgavepdf.objects.get()
    html = als_html(pdf)
    assert "&lt;5" in html
    assert "Opgave thuiszitters aan de Inspectie" not in html
    assert "Opgave thuiszitters aan de Inspectie" in als_html(Opgavepdf(opgave=opgave, voor="inspectie"))
    opgavepdfs_maken()
    antwoord = client.get(pad, vraag)
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    assert not pdf_maken(pdf.pk, op=timezone.now()), "it is there"
    Opgavepdf.objects.create(opgave=opgave, voor="bestuur", gevraagd_op=timezone.now(), gevraagd_door=loket, pogingen=3)
    assert "lukt niet" in woorden(client.get(pad, vraag | {"voor": "bestuur"}, follow=True))

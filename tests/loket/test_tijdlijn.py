"""One timeline per aanvraag, for each reader; two clocks that never mix; the worked examples as a page."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dossier.rules.verloop import GEBEURD
from kern.termijnen.kalender import is_schoolwerkdag, is_werkdag, schoolvakanties
from loket.actions import aanvraag as acties
from loket.actions import behandeling
from loket.models import Aanvulling, Status, Uitstel
from loket.rules.doorlooptijd import streefdatum, verstreken
from loket.rules.rekensommen import GROEPEN
from loket.rules.voorbeelden import VOORBEELDEN
from loket.views.tijdlijn import LOKET, SCHOOL, gebeurtenissen, termijntab
from tests.factories import aanvraag_in

S = Status


def op(dag, uur=10):
    return timezone.make_aware(datetime.combine(dag, time(uur)))


# --- the examples ------------------------------------------------------------------------------------------------


SOMMEN = [som for groep in GROEPEN for som in groep.sommen]


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda een: f"{een.nummer} {een.situatie[:30]}")
def test_each_worked_example_comes_out_as_the_table_says(voorbeeld):
    assert voorbeeld.berekend == voorbeeld.uitkomst


def test_the_table_is_whole():
    nummers = {een.nummer for een in VOORBEELDEN} | {een.nummer for een in SOMMEN}
    assert nummers == {f"T{n}" for n in range(1, 33)} - {"T31"}  # T31 is about thuiszitters


@pytest.mark.parametrize("som", SOMMEN, ids=lambda som: f"{som.nummer} {som.situatie[:30]}")
def test_each_sum_comes_out_as_the_table_says(som):
    assert som.berekend == som.uitkomst


@pytest.mark.django_db
def test_the_page_of_examples_shows_every_day_and_rule(inloggen, loketmedewerker):
    pagina = inloggen(loketmedewerker).get(reverse("loket:rekenvoorbeelden")).text
    for deel in ("T13.", "dinsdag 7 april 2026", "Stil van", "Awb 4:15", "Te laat verstuurd", "maandag 16 maart 2026"):
        assert deel in pagina
    for som in SOMMEN:
        assert f"{som.nummer}. {som.situatie}" in pagina


# --- our own norm ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regio", "eerste", "laatste"),
    [
        ("noord", date(2026, 7, 4), date(2026, 8, 16)),
        ("midden", date(2026, 7, 18), date(2026, 8, 30)),
        ("zuid", date(2026, 7, 11), date(2026, 8, 23)),
    ],
)
def test_the_summer_holiday_is_that_of_the_region(regio, eerste, laatste):
    zomer = sorted(dag for dag in schoolvakanties(2026, regio) if dag.month in (7, 8))
    assert (zomer[0], zomer[-1]) == (eerste, laatste)


def test_the_norm_skips_holidays_and_the_law_does_not():
    """R-TERM-20: received just before the summer holiday of the north."""
    assert streefdatum(date(2026, 7, 1), werkdagen=5, regio="noord") == date(2026, 8, 19)
    assert streefdatum(date(2026, 7, 1), werkdagen=5, regio="midden") == date(2026, 7, 8)


def test_days_on_which_we_waited_do_not_count():
    stil = {date(2026, 1, 14), date(2026, 1, 15)}
    assert streefdatum(date(2026, 1, 12), werkdagen=3, regio="midden") == date(2026, 1, 15)
    assert streefdatum(date(2026, 1, 12), werkdagen=3, regio="midden", stil=stil) == date(2026, 1, 19)


def test_nobody_aims_at_a_day_after_the_one_that_was_promised():
    ontvangen, beloofd = date(2026, 7, 1), date(2026, 8, 12)
    assert streefdatum(ontvangen, werkdagen=5, regio="noord", hoogstens=beloofd) == beloofd
    assert streefdatum(ontvangen, werkdagen=1, regio="noord", hoogstens=beloofd) == date(2026, 7, 2)


@given(
    ontvangen=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    werkdagen=st.integers(1, 60),
    regio=st.sampled_from(["noord", "midden", "zuid"]),
)
def test_the_norm_ends_on_a_day_that_counts_and_counts_that_many(ontvangen, werkdagen, regio):
    dag = streefdatum(ontvangen, werkdagen=werkdagen, regio=regio)
    assert is_schoolwerkdag(dag, regio)
    assert is_werkdag(dag)
    assert verstreken(ontvangen, dag, regio=regio) == werkdagen
    assert verstreken(ontvangen, dag - timedelta(days=1), regio=regio) == werkdagen - 1


# --- the timeline ------------------------------------------------------------------------------------------------


@pytest.fixture
def bewogen(school, ib, leerling, loketmedewerker):
    """T18, then consent to delay and a verdaging."""
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling, ingediend=op(date(2026, 1, 12)))
    Aanvulling.objects.create(
        aanvraag=aanvraag,
        vraag="x",
        gevraagd_op=date(2026, 1, 19),
        gevraagd_door=loketmedewerker,
        hersteltermijn_tot=date(2026, 2, 2),
        aangevuld_op=date(2026, 1, 30),
    )
    for soort, van, tot in (
        ("instemming", date(2026, 2, 10), date(2026, 2, 13)),
        ("verdaging", date(2026, 3, 6), date(2026, 4, 20)),
    ):
        Uitstel.objects.create(
            aanvraag=aanvraag,
            soort=soort,
            van=van,
            tot=tot,
            schriftelijk_op=van if soort == "instemming" else None,
            reden="geheime reden",
            vastgelegd_op=timezone.now(),
            vastgelegd_door=loketmedewerker,
        )
    return aanvraag


def test_every_event_has_its_day_its_rule_and_what_it_moved(bewogen, loketmedewerker):
    lijst = gebeurtenissen(bewogen, loketmedewerker, LOKET)
    assert [(een.dag, een.soort, een.stap.dagen if een.stap else None) for een in lijst] == [
        (date(2026, 1, 12), "ontvangst", 0),
        (date(2026, 1, 19), "aanvulling", 10),
        (date(2026, 1, 30), "aangevuld", None),
        (date(2026, 2, 10), "instemming", 4),
        (date(2026, 3, 6), "verdaging", 28),
    ]
    assert lijst[-1].stap.einde == date(2026, 4, 20)


def test_two_rounds_on_one_day_are_told_in_turn(school, ib, loketmedewerker):
    """The school answers, and the same day the loket asks once more: question, answer, question, answer."""
    dag = date(2026, 1, 19)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, ingediend=op(dag))
    ronde = {"aanvraag": aanvraag, "vraag": "x", "gevraagd_door": loketmedewerker, "gevraagd_op": dag}
    for _ in range(2):
        Aanvulling.objects.create(**ronde, hersteltermijn_tot=date(2026, 2, 2), aangevuld_op=dag)
    wat = [een.soort for een in gebeurtenissen(aanvraag, loketmedewerker, LOKET)]
    assert wat == ["ontvangst", "aanvulling", "aangevuld", "aanvulling", "aangevuld"]


def test_the_case_page_shows_both_clocks(bewogen, inloggen, loketmedewerker):
    pad = reverse("loket:behandelen", args=[bewogen.public_id])
    pagina = inloggen(loketmedewerker).get(pad + "?tab=termijn").text
    for deel in (
        "Ons eigen streven",
        "Schoolvakanties (regio Midden)",
        "+28 dagen",
        "Awb 4:14",
        "maandag 20 april 2026",
    ):
        assert deel in pagina
    tab = termijntab(bewogen, loketmedewerker)
    assert tab["norm"] == 30
    assert tab["streefdatum"] < bewogen.termijn(timezone.localdate()).wettelijk
    assert "daarom streven wij naar die dag" not in pagina


def test_the_case_page_aims_no_later_than_what_was_promised(inloggen, school, ib, loketmedewerker):
    """Six weeks were promised; our own thirty working days, with the summer holiday, take longer."""
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, ingediend=op(date(2026, 6, 29)))
    assert termijntab(aanvraag, loketmedewerker)["streefdatum"] == aanvraag.termijn(date(2026, 6, 30)).uiterlijk
    pagina = inloggen(loketmedewerker).get(reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=termijn")
    assert "daarom streven wij naar die dag" in pagina.text


def test_the_school_reads_it_in_its_own_words(bewogen, inloggen, ib):
    pagina = inloggen(ib).get(reverse("loket:aanvraag", args=[bewogen.public_id])).text
    for deel in ("Wij vroegen je om aan te vullen", "hoogstens 10 dagen later", "Je stemde in met uitstel"):
        assert deel in pagina
    assert "geheime reden" not in pagina


def test_parents_read_it_in_theirs_without_law_or_reason(bewogen, inloggen, ouder):
    pagina = inloggen(ouder).get(reverse("dossier:dossier", args=[bewogen.public_id])).text
    for deel in ("Wij vroegen de school om papieren", "Wij lieten weten dat het langer duurt", "maandag 20 april 2026"):
        assert deel in pagina
    for niet in ("geheime reden", "Awb", "4:14"):
        assert niet not in pagina


def test_nobody_outside_reads_of_a_decision_before_the_own_letter(ib, school, leerling, ouder, beslisser, db):
    from loket.actions.besluit import besluiten
    from tests.factories import beslissing

    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    for wie, woorden in ((ib, SCHOOL), (ouder, GEBEURD)):
        soorten = {een.soort for een in gebeurtenissen(aanvraag, wie, woorden)}
        assert not soorten & {"besluit", "brief", "advies"}
    assert "besluit" in {een.soort for een in gebeurtenissen(aanvraag, beslisser, LOKET)}


# --- the clock of the wall ---------------------------------------------------------------------------------------

NACHTEN = [
    (date(2026, 3, 28), "the night that lacks an hour"),
    (date(2026, 10, 24), "the night that has one more"),
    (date(2028, 2, 28), "before 29 February"),
    (date(2026, 7, 31), "the last day of a school year"),
    (date(2026, 12, 31), "the last day of a year"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("dag", "wat"), NACHTEN, ids=[wat for _, wat in NACHTEN])
def test_what_happens_around_midnight_counts_for_the_day_in_amsterdam(dag, wat, ib, school, loketmedewerker):
    """Receipt a minute before midnight and a request a minute after it are one day apart, whatever UTC says."""
    morgen = dag + timedelta(days=1)
    voor = timezone.make_aware(datetime.combine(dag, time(23, 59)))
    na = timezone.make_aware(datetime.combine(morgen, time(0, 1)))
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, ingediend=voor)
    assert aanvraag.ontvangstdatum == dag
    behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=na, vraag="Een OPP.", hersteltermijn_dagen=7)
    vraag = aanvraag.aanvullingen.get()
    assert (vraag.gevraagd_op, vraag.hersteltermijn_tot) == (morgen, morgen + timedelta(days=7))
    laatste = timezone.make_aware(datetime.combine(vraag.hersteltermijn_tot, time(23, 59)))
    punt = vraag.punten.get()
    punt.antwoord = "Hierbij."
    punt.save()
    acties.aanvullen(aanvraag, door=ib, op=laatste)
    vraag.refresh_from_db()
    assert vraag.aangevuld_op == vraag.hersteltermijn_tot
    assert aanvraag.termijn(vraag.hersteltermijn_tot).opgeschort == 6

"""The decision term: one rule for a page, the same sums in SQL for lists, and the two agree."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import IN_BEHANDELING, Aanvraag, Aanvulling, Status
from loket.rules.termijn import Onderbreking, beslistermijn, grens_deze_week, grens_te_laat
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met

S = Status


def termijn(ontvangen, *onderbrekingen, vandaag=None, weken=8):
    return beslistermijn(
        ontvangen, servicenorm_weken=weken, onderbrekingen=onderbrekingen, vandaag=vandaag or ontvangen
    )


@pytest.mark.parametrize(
    ("ontvangen", "einde"),
    [
        (date(2026, 1, 12), date(2026, 3, 9)),  # T13
        (date(2026, 2, 9), date(2026, 4, 7)),  # T14: tweede paasdag
        (date(2026, 3, 20), date(2026, 5, 18)),  # T15: a designated day, then a weekend
        (date(2025, 11, 6), date(2026, 1, 5)),  # T16
        (date(2026, 6, 15), date(2026, 8, 10)),  # T17: school holidays do not stop it
    ],
)
def test_the_law_gives_eight_weeks_after_receipt(ontvangen, einde):
    assert termijn(ontvangen).wettelijk == einde


def test_the_promise_of_six_weeks_moves_to_a_working_day():
    assert termijn(date(2026, 11, 23), weken=6).uiterlijk == date(2027, 1, 4)  # ux.md §4 check 8


def test_a_promise_is_never_longer_than_the_law():
    assert termijn(date(2026, 1, 12), weken=13).uiterlijk == date(2026, 3, 9)


def test_completing_in_time_stops_the_clock_from_the_day_after_the_request():
    """T18."""
    gevraagd = Onderbreking(date(2026, 1, 19), date(2026, 2, 2), aangevuld=date(2026, 1, 30))
    uitkomst = termijn(date(2026, 1, 12), gevraagd, vandaag=date(2026, 2, 2))
    assert (uitkomst.opgeschort, uitkomst.wettelijk) == (10, date(2026, 3, 19))
    assert uitkomst.stilgezet_sinds is None


def test_a_request_that_was_never_answered_counts_for_its_whole_term():
    """T19."""
    gevraagd = Onderbreking(date(2026, 2, 2), date(2026, 2, 16))
    uitkomst = termijn(date(2026, 1, 26), gevraagd, vandaag=date(2026, 3, 1))
    assert (uitkomst.opgeschort, uitkomst.wettelijk) == (14, date(2026, 4, 7))


def test_the_clock_stands_still_up_to_and_including_the_last_day_to_answer():
    gevraagd = Onderbreking(date(2026, 2, 2), date(2026, 2, 16))
    assert termijn(date(2026, 1, 26), gevraagd, vandaag=date(2026, 2, 16)).stilgezet_sinds == date(2026, 2, 2)
    assert termijn(date(2026, 1, 26), gevraagd, vandaag=date(2026, 2, 17)).stilgezet_sinds is None


@pytest.mark.parametrize(
    ("vandaag", "staat"),
    [
        (date(2026, 3, 10), "laat"),
        (date(2026, 3, 9), "week"),
        (date(2026, 3, 3), "week"),
        (date(2026, 3, 2), "goed"),
    ],
)
def test_the_state_of_a_term_follows_the_days_left(vandaag, staat):
    assert termijn(date(2026, 1, 12), vandaag=vandaag).staat(vandaag) == staat


def test_the_limits_of_a_list_skip_days_off():
    maandag = date(2026, 4, 7)  # after Good Friday, the weekend and Easter Monday
    assert grens_te_laat(maandag) == date(2026, 4, 2)
    assert grens_deze_week(date(2026, 3, 31)) == date(2026, 4, 2)


def _moment(dag):
    return timezone.make_aware(datetime.combine(dag, time(10)))


def bonte_lijst():
    """Aanvragen received on each of seventy days around the turn of the year, a third of them asked for more."""
    loket, school = gebruiker_met(Rol.LOKETMEDEWERKER), SchoolFactory()
    ib = gebruiker_met(Rol.IB, school=school)
    statussen = [S.IN_CONTROLE, S.COMPLEET, S.AANVULLING_GEVRAAGD]
    for n in range(70):
        ontvangen = date(2026, 2, 1) + timedelta(days=n)
        aanvraag = aanvraag_in(S.IN_CONTROLE, ingediend=_moment(ontvangen), school=school, ib=ib)
        if n % 3:
            gevraagd = ontvangen + timedelta(days=n % 9)
            tot = gevraagd + timedelta(days=7 + n % 20)
            beantwoord = None if n % 3 == 1 else gevraagd + timedelta(days=n % 30)
            Aanvulling.objects.create(
                aanvraag=aanvraag,
                vraag="x",
                gevraagd_op=gevraagd,
                gevraagd_door=loket,
                hersteltermijn_tot=tot,
                aangevuld_op=beantwoord,
            )
            Aanvraag.objects.filter(pk=aanvraag.pk).update(status=statussen[n % 3])


def test_the_list_is_sorted_and_filtered_as_the_rule_says(db):
    bonte_lijst()
    in_behandeling = Aanvraag.objects.filter(status__in=[*IN_BEHANDELING]).count()
    for vandaag in (date(2026, 3, 13), date(2026, 4, 4), date(2026, 4, 7), date(2026, 5, 6)):
        rijen = list(Aanvraag.objects.op_termijn(vandaag))
        termijnen = [rij.termijn(vandaag) for rij in rijen]
        volgorde = [(een.stilgezet_sinds is not None, een.uiterlijk) for een in termijnen]
        assert volgorde == sorted(volgorde)
        aantallen = []
        for staat in ("laat", "week", "goed", "pauze"):
            uit_sql = set(Aanvraag.objects.met_staat(staat, vandaag).values_list("pk", flat=True))
            volgens_regel = {rij.pk for rij, een in zip(rijen, termijnen, strict=True) if een.staat(vandaag) == staat}
            assert uit_sql == volgens_regel, (vandaag, staat)
            aantallen.append(len(uit_sql))
        if vandaag == date(2026, 4, 7):
            assert all(aantallen), "every state is there"
            assert sum(aantallen) == in_behandeling


def test_the_columns_follow_every_change_by_whatever_way(loketmedewerker):
    """The database keeps them: a save of a stale row, an update in bulk, and a request that goes away again."""
    aanvraag = aanvraag_in(S.IN_CONTROLE, ingediend=_moment(date(2026, 1, 12)))
    oud = Aanvraag.objects.get(pk=aanvraag.pk)
    vraag = Aanvulling.objects.create(
        aanvraag=aanvraag,
        vraag="x",
        gevraagd_op=date(2026, 1, 19),
        gevraagd_door=loketmedewerker,
        hersteltermijn_tot=date(2026, 2, 2),
    )
    oud.save()
    assert _kolommen(aanvraag) == (date(2026, 2, 23) + timedelta(days=14), date(2026, 2, 2))
    Aanvulling.objects.filter(pk=vraag.pk).update(aangevuld_op=date(2026, 1, 30))
    assert _kolommen(aanvraag) == (date(2026, 2, 23) + timedelta(days=10), None)
    vraag.delete()
    assert _kolommen(aanvraag) == (date(2026, 2, 23), None)


def _kolommen(aanvraag):
    return Aanvraag.objects.values_list("termijn_ruw", "stil_tot").get(pk=aanvraag.pk)

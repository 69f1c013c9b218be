"""At most one ordinary mail a person a day, whatever happens; what has a last day is told at once and never lost."""

from __future__ import annotations

import smtplib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.gebruikers.rollen import Rol
from kern.post import actions
from kern.post.models import Bericht, Dagmail, Mailkeuze
from kern.post.rules import mag_nu
from tests.factories import gebruiker_met

pytestmark = pytest.mark.django_db
MAANDAG = datetime(2026, 3, 2, 9, 0)
GOEDE_VRIJDAG = datetime(2026, 4, 3, 9, 0)


def om(moment: datetime = MAANDAG, **later) -> datetime:
    """A moment in Amsterdam."""
    return timezone.make_aware(moment + timedelta(**later))


def vegen(op: datetime) -> int:
    """What the sweep does; gives how many mails went."""
    nummers = list(actions.te_verzenden(op=op).values_list("pk", flat=True))
    return sum(actions.verzenden(nummer, op=op) for nummer in nummers)


@pytest.fixture
def ouder():
    return gebruiker_met(Rol.OUDER)


@pytest.mark.parametrize(
    ("moment", "mag"),
    [
        (om(MAANDAG), True),
        (om(datetime(2026, 3, 2, 7, 59)), False),
        (om(datetime(2026, 3, 2, 8, 0)), True),
        (om(datetime(2026, 3, 2, 14, 59)), True),
        (om(datetime(2026, 3, 2, 15, 0)), False),
        (om(datetime(2026, 3, 7, 10, 0)), False),
        (om(GOEDE_VRIJDAG), False),
    ],
    ids=["monday", "before eight", "eight", "just before three", "three", "saturday", "good friday"],
)
def test_an_ordinary_notice_goes_by_day_on_working_days(moment, mag, ouder):
    assert mag_nu(timezone.localtime(moment)) is mag
    actions.melden(wie=ouder, sleutel="a", op=moment)
    assert vegen(moment) == int(mag)


def test_all_that_waits_is_told_in_one_mail_and_the_rest_tomorrow(ouder):
    for sleutel in "abc":
        actions.melden(wie=ouder, sleutel=sleutel, op=om())
    assert vegen(om()) == 1
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [ouder.email]
    actions.melden(wie=ouder, sleutel="d", op=om(hours=1))
    actions.melden(wie=ouder, sleutel="a", op=om(hours=1))
    assert vegen(om(hours=2)) == 0
    assert vegen(om(days=1)) == 1
    assert vegen(om(days=2)) == 0
    assert not Bericht.objects.filter(verzonden_op=None).exists()


def test_what_has_a_last_day_does_not_wait_for_the_mail_of_the_day(ouder):
    actions.melden(wie=ouder, sleutel="a", op=om())
    assert vegen(om()) == 1
    actions.mailkeuze_bewaren(wie=ouder, op=om(), hoe_vaak="geen")
    actions.melden(wie=ouder, sleutel="b", op=om(hours=10), dringend=True)
    assert vegen(om(hours=10)) == 1, "in the evening and by who wants no other mail too"


def test_who_chose_an_hour_gets_it_from_that_hour_on(ouder):
    actions.mailkeuze_bewaren(wie=ouder, op=om(), hoe_vaak="uur", uur=12)
    actions.melden(wie=ouder, sleutel="a", op=om())
    assert [vegen(om(hours=uur)) for uur in (0, 2, 3, 4)] == [0, 0, 1, 0]


def test_who_wants_none_gets_none_also_of_what_waited(ouder):
    actions.melden(wie=ouder, sleutel="a", op=om(days=5))
    actions.mailkeuze_bewaren(wie=ouder, op=om(days=5), hoe_vaak="geen", uur=9)
    actions.melden(wie=ouder, sleutel="b", op=om(days=6))
    actions.mailkeuze_bewaren(wie=ouder, op=om(days=6), hoe_vaak="eens")
    assert vegen(om(days=7)) == 0
    actions.melden(wie=ouder, sleutel="c", op=om(days=7))
    assert vegen(om(days=7)) == 1


def test_a_mail_goes_to_the_address_of_now_and_not_to_who_left(ouder):
    actions.melden(wie=ouder, sleutel="a", op=om(hours=8))
    ouder.email = "nieuw@proef.example"
    ouder.save()
    vegen(om(days=1))
    assert mail.outbox[-1].to == ["nieuw@proef.example"]
    actions.melden(wie=ouder, sleutel="b", op=om(days=1))
    ouder.is_active = False
    ouder.save()
    assert vegen(om(days=2)) == 0


def mailserver(monkeypatch, fout):
    """The mail server fails so, and what it may have taken counts as sent."""

    def send(zelf):
        raise fout

    monkeypatch.setattr(actions.EmailMessage, "send", send)


def test_a_refused_mail_is_tried_again_the_same_day_and_counted(ouder, monkeypatch):
    actions.melden(wie=ouder, sleutel="a", op=om())
    with monkeypatch.context() as nep:
        mailserver(nep, smtplib.SMTPRecipientsRefused({}))
        with pytest.raises(OSError):
            vegen(om())
    assert not actions.te_verzenden(op=om(minutes=1)).exists()
    assert vegen(om(minutes=6)) == 1
    assert Bericht.objects.get().pogingen == 2


@pytest.mark.parametrize("fout", [smtplib.SMTPServerDisconnected(), TimeoutError(), SystemExit()])
def test_a_mail_that_may_have_gone_goes_no_second_time_that_day(ouder, monkeypatch, fout):
    actions.melden(wie=ouder, sleutel="a", op=om())
    with monkeypatch.context() as nep:
        mailserver(nep, fout)
        with pytest.raises(type(fout)):
            vegen(om())
    assert vegen(om(hours=5)) == 0
    assert vegen(om(days=1)) == 1, "and is told the next day"


def test_a_mail_that_always_fails_is_given_up_so_that_a_letter_can_go_by_post(ouder, monkeypatch):
    actions.melden(wie=ouder, sleutel="a", op=om())
    mailserver(monkeypatch, smtplib.SMTPRecipientsRefused({}))
    for keer in range(15):
        if nu := actions.te_verzenden(op=om(minutes=6 * keer)).first():
            with pytest.raises(OSError):
                actions.verzenden(nu.pk, op=om(minutes=6 * keer))
    assert Bericht.objects.get().pogingen == actions.MAX_POGINGEN


def test_the_database_refuses_a_second_mail_of_a_day_and_a_notice_outside_it(ouder):
    Dagmail.objects.create(gebruiker=ouder, dag=om().date(), begonnen_op=om())
    with pytest.raises(IntegrityError, match="dagmail_een_per_dag"), transaction.atomic():
        Dagmail.objects.create(gebruiker=ouder, dag=om().date(), begonnen_op=om())
    bericht = actions.melden(wie=ouder, sleutel="a", op=om())
    with pytest.raises(IntegrityError, match="bericht_gewoon_in_dagmail"), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(verzonden_op=om())
    with pytest.raises(IntegrityError, match="mailkeuze_uur"), transaction.atomic():
        actions.mailkeuze_bewaren(wie=ouder, op=om(), hoe_vaak="uur", uur=3)
    assert not Mailkeuze.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_one_mail():
    ouder = gebruiker_met(Rol.OUDER)
    nummers = [actions.melden(wie=ouder, sleutel=str(nr), op=om()).pk for nr in range(12)]

    def werker(nummer):
        try:
            return actions.verzenden(nummer, op=om())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as werkers:
        gegaan = list(werkers.map(werker, nummers))
    assert sum(gegaan) == 1
    assert Dagmail.objects.count() == 1
    nog = Bericht.objects.filter(verzonden_op=None).count()
    assert nog == 0, "all of it was in that mail"


STAP = st.one_of(
    st.tuples(st.just("gewoon"), st.integers(0, 1)),
    st.tuples(st.just("dringend"), st.integers(0, 1)),
    st.tuples(st.just("later"), st.integers(1, 40 * 60)),
    st.tuples(st.just("vegen"), st.sampled_from(["goed", "geweigerd", "weg", "gestorven"])),
    st.tuples(st.just("keuze"), st.sampled_from([("eens", None), ("uur", 8), ("uur", 14), ("geen", None)])),
)
FOUT = {
    "geweigerd": smtplib.SMTPRecipientsRefused({}),
    "weg": smtplib.SMTPServerDisconnected(),
    "gestorven": SystemExit(),
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stappen=st.lists(STAP, max_size=30))
def test_whatever_happens_over_days_there_is_one_ordinary_mail_a_day_and_no_last_day_is_left_untold(
    monkeypatch, stappen
):
    """The mail server counts what it was handed, also when the worker never heard that it went."""
    gewoon: Counter[tuple[str, object]] = Counter()
    stand = {"fout": None, "nu": om(), "gewoon": False}
    dagmail = actions._dagmail

    def als_dagmail(bericht, *, op):
        stand["gewoon"] = True
        try:
            return dagmail(bericht, op=op)
        finally:
            stand["gewoon"] = False

    def send(zelf):
        if stand["gewoon"] and not isinstance(stand["fout"], smtplib.SMTPRecipientsRefused):
            gewoon[zelf.to[0], timezone.localdate(stand["nu"])] += 1
        if stand["fout"] is not None:
            raise stand["fout"]

    def vegen_met(fout):
        stand["fout"] = fout
        for nummer in list(actions.te_verzenden(op=stand["nu"]).values_list("pk", flat=True)):
            with suppress(OSError, SystemExit):
                actions.verzenden(nummer, op=stand["nu"])

    with transaction.atomic(), monkeypatch.context() as nep:
        nep.setattr(actions.EmailMessage, "send", send)
        nep.setattr(actions, "_dagmail", als_dagmail)
        mensen = [gebruiker_met(Rol.OUDER), gebruiker_met(Rol.LEERLING)]
        for nr, (wat, hoe) in enumerate(stappen):
            if wat == "later":
                stand["nu"] += timedelta(minutes=hoe)
            elif wat == "vegen":
                vegen_met(FOUT.get(hoe))
            elif wat == "keuze":
                actions.mailkeuze_bewaren(wie=mensen[0], op=stand["nu"], hoe_vaak=hoe[0], uur=hoe[1])
            else:
                actions.melden(wie=mensen[hoe], sleutel=str(nr), op=stand["nu"], dringend=wat == "dringend")
        dringend = Bericht.objects.filter(gewoon=False)
        dringend.update(pogingen=0)  # a mail server that refuses for ever has a test of its own
        stand["nu"] += timedelta(minutes=6)
        vegen_met(None)
        assert not dringend.filter(verzonden_op=None).exists()
        assert dringend.count() == sum(wat == "dringend" for wat, _ in stappen)
        assert max(gewoon.values(), default=0) <= 1, gewoon
        assert all(mag_nu(timezone.localtime(een.begonnen_op)) for een in Dagmail.objects.all())
        transaction.set_rollback(True)

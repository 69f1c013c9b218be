"""Hours a week at school: which weeks, how they build up, who writes them, and a chart that equals its table."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.planrijen import vastgesteld
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.plan import plan_sluiten
from thuiszitters.actions.schoolweken import opbouw_afspreken, uren_bijhouden
from thuiszitters.models import Schoolweek
from thuiszitters.rules.duur import maandag_van
from thuiszitters.rules.schoolweek import (
    VENSTER,
    Weekuren,
    eerdere_schoolweken,
    in_beeld,
    laatste,
    opbouw,
    schoolweken,
)

from .test_paginas import woorden
from .test_plan_paginas import hier

WEEK = timedelta(days=7)
VRIJ = {date(2026, 10, 19) + timedelta(days=nummer) for nummer in range(5)}
D = Decimal


def schooldag(dag):
    return dag.weekday() < 5 and dag not in VRIJ


def maandag(weken=0):
    return maandag_van(timezone.localdate()) + weken * WEEK


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def plan(school, ib):
    return vastgesteld(school=school, door=ib)


def test_weeks_without_school_do_not_count():
    assert schoolweken(date(2026, 10, 8), 3, schooldag) == [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 26)]
    assert eerdere_schoolweken(date(2026, 10, 28), 2, schooldag) == [date(2026, 10, 5), date(2026, 10, 12)]
    assert schoolweken(date(2026, 10, 8), 2, lambda _: False) == [], "a calendar that is wrong ends too"
    assert eerdere_schoolweken(date(2026, 10, 8), 2, lambda _: False) == []


def test_hours_build_up_to_what_was_agreed_and_stop_there():
    assert opbouw(D(4), D(2), D(9)) == [4, 6, 8, 9]
    assert opbouw(D(6), D(0), D(20)) == [6]
    assert opbouw(D(6), D(2), D(4)) == [4]


def test_the_chart_holds_the_weeks_near_to_now():
    weken = [Weekuren(date(2026, 9, 7) + nummer * WEEK, D(nummer)) for nummer in range(12)]
    beeld = in_beeld(weken, date(2026, 10, 14))
    assert len(beeld) == VENSTER
    assert [een.nummer for een in beeld] == [39, 40, 41, 42, 43, 44]
    assert in_beeld(weken[:2], date(2027, 1, 1)) == weken[:2]
    assert in_beeld(weken, date(2028, 1, 1)) == weken[-VENSTER:]
    assert laatste([*weken, Weekuren(date(2026, 12, 1), None, D(3))]).geweest == 3
    assert laatste(weken) is None


def test_hours_are_written_per_week_and_never_of_a_week_to_come(plan, ib):
    weken = {maandag(-1): (D(4), D(3)), maandag(): (D(6), None), maandag(1): (D(8), None)}
    assert len(uren_bijhouden(plan, weken, **nu(ib))) == 3
    assert uren_bijhouden(plan, weken, **nu(ib)) == [], "what is the same is not written again"
    uren_bijhouden(plan, {maandag(): (D(6), D(5))}, **nu(ib))
    assert Logregel.objects.filter(actie="uren_bijhouden").count() == 4
    with pytest.raises(NietMogelijk, match="nog niet begon"):
        uren_bijhouden(plan, {maandag(1): (D(8), D(8))}, **nu(ib))
    with pytest.raises(NietMogelijk, match="0 tot en met 40"):
        uren_bijhouden(plan, {maandag(-1): (D(5), D(3)), maandag(): (D(41), None)}, **nu(ib))
    assert Schoolweek.objects.get(maandag=maandag(-1)).afgesproken == 4, "all of it or nothing"
    with pytest.raises(NietMogelijk, match="op maandag"):
        uren_bijhouden(plan, {maandag() + timedelta(days=1): (D(4), None)}, **nu(ib))
    with pytest.raises(IntegrityError), transaction.atomic():
        Schoolweek(plan=plan, maandag=maandag(), op=timezone.now(), door=ib).save()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Schoolweek.objects.all().delete()


def test_a_way_back_in_steps_is_filled_in_and_keeps_what_was(plan, ib):
    eerste = maandag(1)
    uren_bijhouden(plan, {maandag(): (D(2), D(2))}, **nu(ib))
    opbouw_afspreken(plan, **nu(ib), vanaf=maandag() + timedelta(days=2), begin=D(4), erbij=D(2), tot=D(8))
    weken = [*Schoolweek.objects.values_list("afgesproken", flat=True)]
    assert weken == [4, 6, 8]
    assert Schoolweek.objects.first().geweest == 2
    assert Schoolweek.objects.all()[1].maandag >= eerste


def op_de_pagina(client, adres):
    """All that a browser sends when nothing is filled in."""
    return dict(
        re.findall(
            r'<input type="(?:text|hidden)" name="((?:initial-)?[ag]_[^"]+)"(?: value="([^"]*)")?',
            client.get(adres).text,
        )
    )


def test_an_older_page_does_not_wipe_what_a_colleague_filled_in(plan, ib, school):
    adres, collega = hier("uren", plan), gebruiker_met(Rol.IB, school=school)
    uren_bijhouden(plan, {maandag(): (D(2), None)}, **nu(ib))
    oud, nieuw = op_de_pagina(ingelogd(ib), adres), op_de_pagina(ingelogd(collega), adres)
    assert oud[f"a_{maandag()}"] == oud[f"initial-a_{maandag()}"] == "2"
    ingelogd(collega).post(adres, nieuw | {f"g_{maandag()}": "4,5"})
    ingelogd(ib).post(adres, oud | {f"a_{maandag()}": ""})
    assert [*Schoolweek.objects.values_list("afgesproken", "geweest")] == [(None, D("4.5"))]


def test_who_writes_hours(plan, ib):
    with pytest.raises(Http404):
        uren_bijhouden(plan, {}, **nu(gebruiker_met(Rol.IB)))
    uren_bijhouden(plan, {maandag(): (D(6), None)}, **nu(ib))
    assert not Schoolweek.objects.visible_to(gebruiker_met(Rol.ADVISEUR)).exists()
    assert Schoolweek.objects.visible_to(ib).exists()
    plan_sluiten(plan, **nu(ib), slotwoord="Klaar.")
    with pytest.raises(NietMogelijk, match="afgesloten"):
        uren_bijhouden(plan, {maandag(): (D(8), None)}, **nu(ib))
    assert "afgesloten" in woorden(ingelogd(ib).get(hier("uren", plan), follow=True))


def test_the_page_of_hours_and_a_chart_that_equals_its_table(school, ib):
    kind = leerling_op(school)
    rij = casus(leerling=kind, school=school, door=ib)
    plan, client = vastgesteld(leerling=kind, school=school, door=ib), ingelogd(ib)
    adres = hier("uren", plan)
    velden = {f"a_{maandag(-1)}": "6", f"g_{maandag(-1)}": "4,5"}
    assert "Vul een aantal uren in" in woorden(client.post(adres, velden | {f"a_{maandag(-1)}": "veel"}))
    velden = {naam: waarde for naam, waarde in velden.items() if naam in client.get(adres).text}
    assert client.post(adres, velden).url == hier("plan", plan)
    uren_bijhouden(plan, {maandag(-1): (D(6), D("4.5"))}, **nu(ib))
    fout = client.post(adres, {"actie": "opbouw", "vanaf": str(maandag(1)), "begin": "8", "erbij": "2", "tot": "4"})
    assert "Vul niet minder in dan in de eerste week" in woorden(fout)
    assert "minstens één uur" in woorden(
        client.post(adres, {"actie": "opbouw", "vanaf": str(maandag(1)), "begin": "0", "erbij": "2", "tot": "0"})
    )
    client.post(adres, {"actie": "opbouw", "vanaf": str(maandag(1)), "begin": "8", "erbij": "2", "tot": "10"})
    pagina = client.get(hier("casus", rij)).text
    cel = r'<td class="getal">([^<]+)</td>'
    tabel = re.findall(rf'<th scope="row">(\d+)<br>.*?{cel}{cel}', pagina, re.S)
    zinnen = []
    for nummer, afgesproken, was in tabel:
        delen = [f"{woord} {uren}" for woord, uren in (("afgesproken", afgesproken), ("geweest", was)) if uren != "–"]
        zinnen.append(f"wk {nummer}: {', '.join(delen)}.")
    assert re.search(r'aria-label="Uren op school per week\. ([^"]*)"', pagina)[1] == " ".join(zinnen)
    assert len(tabel) == 3
    assert "was het 4,5 uur. Bij het verzuim staat 0 uur" in woorden(client.get(hier("casus", rij)))

"""What the database counts of a return is what the rules say of each case (thuiszitters/geteld.py)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Gemeente, Leerling
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, onbekend, onderwijsaanbod
from tests.thuiszitters.test_paginas import woorden
from tests.thuiszitters.test_telling import DAGEN
from thuiszitters.actions.opgave import opgave_vastleggen
from thuiszitters.actions.protocol import protocol_klaarzetten
from thuiszitters.actions.samenvoegen import kinderen_samenvoegen
from thuiszitters.actions.sluiten import heropenen, sluiten
from thuiszitters.actions.verzuim import verzuim_beeindigen, verzuim_verbeteren
from thuiszitters.formulieren import bronnen
from thuiszitters.geteld import geteld
from thuiszitters.gevallen import lezen, te_tellen
from thuiszitters.maat import maat_van
from thuiszitters.models import Casus, Verzuim
from thuiszitters.rules.cijfers import TELT, Cijfers
from thuiszitters.rules.leerplicht import gebonden, plichtperiode
from thuiszitters.rules.opgave import regels
from thuiszitters.rules.telling import Interval
from thuiszitters.uitgave import cijfers_van

DAG = timedelta(days=1)
REGIO = "midden"
GEBOREN = st.dates(date(2006, 6, 1), date(2022, 6, 1)) | st.dates(date(2012, 1, 1), date(2018, 1, 1))


def vergelijk(loket, swv, instelling, dag, vorige):
    """Both ways of counting, laid beside each other; the figures, and how many lines the rules made by themselves."""
    maat, alle = maat_van(instelling), te_tellen(loket, swv)
    klassen = [een.woorden for een in maat.grenzen]
    lijnen, buiten, weggelaten = geteld(alle, REGIO, maat, vorige=vorige, dag=dag)
    snel = Cijfers(lijnen, klassen, dag, bronnen(), buiten)
    gelezen = lezen(alle, REGIO, vorige=vorige, dag=dag)
    zeker = Cijfers(regels(gelezen.alle, dag, vorige, maat), klassen, dag, bronnen())
    assert snel.verloop == zeker.verloop, (dag, vorige)
    assert weggelaten == gelezen.weggelaten
    for telt in TELT:
        assert sorted(een._replace(nummer="") for een in snel.tellen(telt)) == sorted(
            een._replace(nummer="") for een in zeker.tellen(telt)
        ), (dag, vorige)
        assert snel.tabellen(telt) == zeker.tabellen(telt)
    assert snel.ingevuld() == zeker.ingevuld()
    return zeker, len(lijnen)


def om_middernacht(dag):
    return timezone.make_aware(datetime.combine(dag, time.min))


SOORTEN = ["relatief"] * 4 + ["absoluut"] * 3 + ["ziek", "verkort", "dreigend", "dreigend"]
BEGIN = date(2025, 9, 1)


def een_zaak(kans):
    """Absence, when the child was born, its diploma, and how and how late the case closed; "" when it did not.

    Mostly a plain history: it is the one that the database counts by itself.
    """
    intervallen, dag = [], BEGIN + kans.randrange(400) * DAG
    for _ in range(kans.choice([1, 1, 1, 2, 2, 3, 4])):
        tot = dag + kans.choice([0, 3, 26, 27, 28, 29, 40, 90]) * DAG
        intervallen.append(Interval(kans.choice(SOORTEN), dag, tot))
        dag = tot + kans.choice([1, 1, 1, 1, 2, 30]) * DAG
    if kans.random() < 0.2:
        intervallen[-1] = intervallen[-1]._replace(tot=None)
    kans.shuffle(intervallen)
    open_ = any(een.tot is None for een in intervallen)
    einde = "" if open_ else kans.choice(["", *["mbo"] * 6, "onterecht", "samengevoegd"])
    geboren = date(2007 + kans.randrange(16), kans.randrange(12) + 1, kans.randrange(28) + 1)
    diploma = BEGIN + kans.randrange(400) * DAG if kans.random() < 0.1 else None
    return intervallen, geboren, diploma, einde, kans.randrange(3)


def bewaren(swv, protocol, school, gemeente, alle):
    kinderen = Leerling.objects.bulk_create(
        Leerling(roepnaam="Kind", achternaam=f"Nummer{nummer}", geboortedatum=een[1]) for nummer, een in enumerate(alle)
    )
    rijen = []
    for nummer, (kind, (intervallen, _, diploma, einde, later)) in enumerate(zip(kinderen, alle, strict=True)):
        laatste = max((een.tot or een.van for een in intervallen), default=date(2026, 1, 1))
        dicht = {"status": "gesloten", "eindreden": einde, "gesloten_op": om_middernacht(laatste + later * DAG)}
        basis = {"swv": swv, "protocol": protocol, "kenmerk": f"TZ-{nummer}", "leerling": kind, "reden": "angst"}
        basis |= {
            "gemeld_op": timezone.now(),
            "laatste_actie_op": timezone.now(),
            "startkwalificatie_op": diploma,
            "ouders_ingelicht_op": timezone.localdate(),
        }
        basis |= {"school": school if nummer % 3 else None, "woongemeente": gemeente if nummer % 2 else None}
        rijen.append(Casus(**basis, **(dicht if einde else {"status": "gemeld"})))
    Casus.objects.bulk_create(rijen)
    Verzuim.objects.bulk_create(
        Verzuim(casus=rij, soort=een.soort, van=een.van, tot=een.tot, uren=0)
        for rij, (intervallen, *_) in zip(rijen, alle, strict=True)
        for een in intervallen
    )


@pytest.fixture
def loket(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER)


def test_the_database_and_the_rules_count_the_same(loket):
    instelling, school = InstellingFactory(), SchoolFactory()
    swv, gemeente = instelling.swv, Gemeente.objects.create(code="0392", naam="Haarlem")
    protocol = protocol_klaarzetten(swv, door=Systeem("test"), op=timezone.now())

    @settings(max_examples=4, deadline=None, phases=[Phase.generate])
    @given(st.integers(0, 1_000_000))
    def tel(zaad):
        kans = Random(zaad)
        alle = [een_zaak(kans) for _ in range(60)]
        randen = [dag for een in alle for i in een[0] for dag in (i.van, i.tot) if dag]
        with transaction.atomic():
            bewaren(swv, protocol, school, gemeente, alle)
            for _ in range(10):
                dag, ander = (kans.choice(randen) + kans.choice([-28, -1, 0, 0, 1, 28]) * DAG for _ in range(2))
                vergelijk(loket, swv, instelling, dag, min(ander, dag - DAG))
            transaction.set_rollback(True)

    tel()


def test_a_diploma_frees_in_the_middle_of_an_absence(loket):
    """Bound all the time by the day of birth, and yet no longer a thuiszitter by the law: still absent, and closed."""
    instelling, school = InstellingFactory(), SchoolFactory()
    gemeente = Gemeente.objects.create(code="0392", naam="Haarlem")
    protocol = protocol_klaarzetten(instelling.swv, door=Systeem("test"), op=timezone.now())
    geboren, diploma, van, tot = date(2009, 9, 1), date(2026, 10, 20), date(2026, 9, 5), date(2026, 11, 10)
    dag, vorige = tot + 10 * DAG, date(2026, 10, 1)
    alle = [
        ([Interval("relatief", van, None)], geboren, diploma, "", 0),
        ([Interval("relatief", van, tot)], geboren, diploma, "mbo", 0),
        ([Interval("relatief", van, None)], geboren, None, "", 0),
    ]
    bewaren(instelling.swv, protocol, school, gemeente, alle)
    assert gebonden(vorige, dag, REGIO).op(geboren)
    zeker, _ = vergelijk(loket, instelling.swv, instelling, dag, vorige)
    [(_, wet), (_, wijd)] = zeker.verloop
    assert (wet.erbij, wet.eraf, wet.nu, wijd.nu) == (3, 2, 1, 2)


def test_what_happened_to_a_case_since_is_counted_the_same_way(loket):
    """Closed, reopened, joined, put right, moved: by the actions themselves, with the days on which each begins."""
    instelling, school, nu = InstellingFactory(), SchoolFactory(), timezone.now()
    ib, vandaag = gebruiker_met(Rol.IB, school=school), timezone.localdate(nu)
    wie = {"door": loket, "op": nu}

    def thuis(sinds, **velden):
        return casus(school=school, door=ib, leerling=leerling_op(school), van=vandaag - sinds * DAG, **velden)

    def dicht(rij, dagen, reden="eigen_school"):
        return sluiten(rij, **wie, eindreden=reden, laatste_dag=vandaag - dagen * DAG)

    terug, weer, fout, soort = (thuis(aantal) for aantal in (80, 90, 70, 60))
    for rij, dagen in ((terug, 20), (weer, 30)):
        dicht(rij, dagen)
    heropenen(weer, **wie, soort="ziek", van=vandaag - 3 * DAG, uren=Decimal(0))
    dicht(fout, 10, "onterecht")
    verzuim_beeindigen(soort, **wie, laatste_dag=vandaag - 5 * DAG)
    [los] = soort.verzuim.all()
    goed = {"soort": "absoluut", "van": los.van - 4 * DAG, "tot": los.tot - DAG, "uren": Decimal(0)}
    verzuim_verbeteren(los, **wie, **goed, waarom="Eerder begonnen.")
    mee = casus(school=None, leerling=onbekend(), soort="absoluut", van=vandaag - 50 * DAG, door=loket)
    kinderen_samenvoegen(mee.leerling, thuis(25, soort="ziek").leerling, **wie)
    blijft = thuis(45, woongemeente=Gemeente.objects.create(code="0392", naam="Haarlem"))
    onderwijsaanbod(blijft, door=ib, op=nu - 2 * DAG)
    swv, randen = terug.swv, (0, 5, 20, 32)
    opgave = opgave_vastleggen(swv, **wie, dag=vandaag, vorige=vandaag - 40 * DAG)
    for dag in randen:
        for terug_ in (1, 28):
            vergelijk(loket, swv, instelling, vandaag - dag * DAG, vandaag - (dag + terug_) * DAG)
    zeker, lijnen = vergelijk(loket, swv, instelling, vandaag, vandaag - 40 * DAG)
    assert lijnen < len(zeker.regels), "who only went, is counted and not read"
    assert cijfers_van(opgave, list(opgave.regels.all())).verloop == zeker.verloop
    blijft.school, blijft.woongemeente = SchoolFactory(soort="VO"), None
    blijft.save(update_fields=["school", "woongemeente"])
    vergelijk(loket, swv, instelling, vandaag, vandaag - 40 * DAG)
    assert "niet heel" not in woorden(ingelogd(loket).get(f"/thuiszitters/opgave/{opgave.public_id}/"))


def test_nobody_is_counted_of_no_case(loket):
    instelling = InstellingFactory()
    for alle in (Casus.objects.none(), te_tellen(loket, instelling.swv)):
        geteld_ = geteld(alle, REGIO, maat_van(instelling), vorige=date(2026, 1, 1), dag=date(2026, 2, 1))
        assert (geteld_.regels, geteld_.weggelaten) == ([], 0)
        assert all((een.was, een.erbij, een.eraf, een.nu) == (0, 0, 0, 0) for een in geteld_.buiten.values())


@settings(max_examples=30, deadline=None)
@given(DAGEN, st.integers(0, 800), GEBOREN)
def test_bound_all_the_time_is_whom_the_law_bound_on_the_first_and_the_last_day(van, dagen, geboren):
    tot = van + dagen * DAG
    wie, plicht = gebonden(van, tot, REGIO), plichtperiode(geboren, REGIO)
    assert wie.op(geboren) == (plicht.van <= van and tot <= plicht.tot)
    for rand in (wie.van, wie.tot):
        assert plichtperiode(rand, REGIO).van <= van <= tot <= plichtperiode(rand, REGIO).tot
    assert plichtperiode(wie.van - DAG, REGIO).tot < tot
    assert plichtperiode(wie.tot + DAG, REGIO).van > van

"""The board: the database puts cases in the order that the rules say, and its filters and columns add up."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import is_schoolwerkdag
from scholen.models import Gemeente, Instelling, SchoolDeelname, Werkgebied
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import (
    OPEN,
    Afspraak,
    Casus,
    Casusstatus,
    Onderwijsaanbod,
    Opschaling,
    Stap,
    Verzuim,
    Vrijstelling,
    bord,
)
from thuiszitters.rules.begin import begindagen
from thuiszitters.rules.ladder import Eenheid, Grens, Termijn, Vanaf, laatste_dag
from thuiszitters.views.beeld import MET, beelden

LIJST = "/thuiszitters/"
DAG = date(2026, 11, 27)


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


@pytest.mark.parametrize("eenheid", list(Eenheid))
def test_a_term_turned_round_gives_the_days_that_it_has_come_so_far_from(eenheid):
    termijn = Termijn(6, eenheid, Vanaf.MELDING, Grens.NA)

    def is_schooldag(een):
        return is_schoolwerkdag(een, "midden")

    for nu in (DAG, date(2026, 8, 20), date(2027, 1, 4)):

        def zo_ver(een, nu=nu):
            return laatste_dag(termijn, een, is_schooldag) <= nu

        runs = begindagen(zo_ver, nu)
        for terug in range(500):
            een = nu - timedelta(days=terug)
            assert any(run.op(een) for run in runs) is zo_ver(een), (nu, een)
        assert runs[0].op(date(2001, 1, 1))


@pytest.fixture
def school():
    return SchoolFactory(naam="De Zandloper")


@pytest.fixture
def adviseur():
    return gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")


def maak(school, aantal, zaad=1):
    """Cases at all turns, written down as they would be after a long time."""
    toeval, melder = Random(zaad), gebruiker_met(Rol.IB, school=school)
    hier, uit, weg, straks = mensen = [gebruiker_met(Rol.ADVISEUR) for _ in range(4)]
    Gebruiker.objects.filter(pk=uit.pk).update(is_active=False)
    weg.lidmaatschappen.update(tot=dag(-1))
    straks.lidmaatschappen.update(tot=dag(5))
    eerste = casus(school=school, door=melder)
    velden = {naam: getattr(eerste, naam) for naam in ("swv", "school", "protocol", "reden", "ouders_ingelicht_op")}
    for nummer in range(aantal):
        terug = toeval.choice([0, 3, 8, 20, 29, 50, 80, 95, 130, 200, 380])
        regie = toeval.choice([hier, *mensen, melder]) if toeval.random() < 0.6 else None
        rij = Casus.objects.create(
            **velden,
            kenmerk=f"T-{nummer}",
            leerling=leerling_op(school),
            status=toeval.choice(OPEN),
            gemeld_op=timezone.now() - timedelta(days=max(0, terug - toeval.choice([0, 2, 10]))),
            laatste_actie_op=timezone.now() - timedelta(days=toeval.choice([0, 5, 13, 14, 40])),
            regievoerder=regie,
            regie_sinds=dag() if regie else None,
        )
        _thuis(rij, terug, toeval)
        _gedaan(rij, terug, toeval, melder)
        _gevraagd(rij, terug, toeval, melder)
    return eerste


def _thuis(rij, terug, toeval):
    van, soort = dag(-terug), toeval.choice(["relatief", "ziek", "dreigend", "absoluut"])
    if terug > 10 and toeval.random() < 0.6:
        later = van + timedelta(days=toeval.randint(4, terug - 1))
        tot = later - timedelta(days=toeval.choice([1, 1, 3]))
        Verzuim.objects.create(casus=rij, soort=soort, van=van, tot=tot, uren=0)
        van, soort = later, toeval.choice(["verkort", "relatief", "dreigend"])
    einde = dag(-1) if toeval.random() < 0.15 and van < dag() else None
    Verzuim.objects.create(casus=rij, soort=soort, van=van, tot=einde, uren=Decimal(6))


def _gedaan(rij, terug, toeval, melder):
    nu = {"op": timezone.now(), "door": melder}
    for trede in list(rij.protocol.stappen.all())[: toeval.choice([0, 1, 1, 2, 3, 5, 8])]:
        klaar = dag(-toeval.randint(0, terug))
        Stap.objects.create(casus=rij, protocolstap=trede, uitkomst="klaar", dag=klaar, **nu)
    for _ in range(toeval.choice([0, 1, 2])):
        klaar = dag() if toeval.random() < 0.3 else None
        velden = {"wat": "Bellen.", "naam": "Leraar", "voor": dag(toeval.randint(-9, 9)), "klaar_op": klaar}
        Afspraak.objects.create(casus=rij, **velden, gemaakt_op=nu["op"], gemaakt_door=melder)


def _gevraagd(rij, terug, toeval, melder):
    """An offer, a meeting, aftercare or an exemption, of some."""
    nu, door = timezone.now(), {"door": melder}
    if toeval.random() < 0.4:
        antwoord = toeval.choice(["", "geweigerd", "ingetrokken"])
        velden = {"antwoord": antwoord, "antwoord_op": dag() if antwoord else None, "waarom": "x" if antwoord else ""}
        velden |= {"antwoord_van": "Moeder", "beantwoord_door": melder} if antwoord else {}
        soort = {"soort": "anders", "wat": "Drie ochtenden", "bij": "School", "verteld_door": "Mentor", "op": nu}
        op = dag(-toeval.randint(0, terug + 5))
        Onderwijsaanbod.objects.bulk_create([Onderwijsaanbod(casus=rij, gedaan_op=op, **soort, **door, **velden)])
    if toeval.random() < 0.3:
        gesprek = toeval.choice([None, dag(-2), dag(4)])
        op = nu - timedelta(days=toeval.choice([0, 14, 30]))
        Opschaling.objects.create(casus=rij, tafel="rondetafel", waarom="x", gesprek_op=gesprek, op=op, **door)
    if rij.status == Casusstatus.NAZORG:
        Casus.objects.filter(pk=rij.pk).update(nazorg_tot=dag(toeval.choice([-1, 0, 20])))
    if rij.status == Casusstatus.VRIJSTELLING:
        soort, tot = toeval.choice([("5a", None), ("5b", None), ("15", dag(-1)), ("15", dag(5))])
        velden = {"blijvend": soort == "5a" and toeval.random() < 0.5, "tot": tot, "op": nu}
        Vrijstelling.objects.create(casus=rij, soort=soort, van=dag(-toeval.choice([3, 200, 380])), **velden, **door)


def volgens_de_regels(gebruiker, vandaag):
    """Each running case as the rules see it today, in the order of the board."""
    rijen = Casus.objects.filter(status__in=OPEN).select_related(
        "leerling", "school", "swv", "protocol", "regievoerder"
    )
    alle = beelden(SimpleNamespace(user=gebruiker), list(rijen.prefetch_related(*MET)), vandaag)
    return sorted(
        alle, key=lambda een: (-len(een.alarm), een.volgende.voor if een.volgende else date.min, een.casus.pk)
    )


@pytest.mark.django_db
def test_the_database_says_what_the_rules_say_of_each_case(school, adviseur):
    eerste = maak(school, 90)
    for vandaag, meetellen in ((dag(), True), (dag(9), False), (dag(60), False)):
        Instelling.objects.filter(swv=eerste.swv).update(vakantie_meetellen=meetellen)
        verwacht = volgens_de_regels(adviseur, vandaag)
        alle = Casus.objects.filter(status__in=OPEN)
        gevonden = bord.lijst(alle, bord.Keuze(), vandaag, van=0, aantal=200)
        assert [(een.casus, een.redenen) for een in gevonden] == [(een.casus.pk, len(een.alarm)) for een in verwacht]
        assert {een.totaal for een in gevonden} == {91}
        assert len({een.redenen for een in gevonden}) > 3, "the cases differ"
        assert any("De regievoerder werkt hier niet meer." in een.alarm for een in verwacht)
        for keuze, waar in (
            (bord.Keuze(nodig="iets"), lambda een: een.alarm),
            (bord.Keuze(nodig="stap"), lambda een: any("‘" in zin and "moest" in zin for zin in een.alarm)),
            (bord.Keuze(nodig="hoger"), lambda een: any("kan sinds" in zin for zin in een.alarm)),
            (bord.Keuze(nodig="stil"), lambda een: any("niets gedaan" in zin for zin in een.alarm)),
            (bord.Keuze(nodig="regie"), lambda een: any("regievoerder" in zin for zin in een.alarm)),
            (bord.Keuze(nodig="aanbod"), lambda een: any("zonder aanbod" in zin for zin in een.alarm)),
            (bord.Keuze(nodig="einde"), lambda een: any("De nazorg" in z or "De vrijst" in z for z in een.alarm)),
            (bord.Keuze(nodig="wacht"), lambda een: any("Het " in z or "Nog geen antw" in z for z in een.alarm)),
            (bord.Keuze(soort="verkort"), lambda een: een.verzuim and een.verzuim.soort == "verkort"),
            (bord.Keuze(stap="plan"), lambda een: een.nu and een.nu.trede.soort == "plan"),
            *((bord.Keuze(klasse=nr), lambda een, nr=nr: een.stand and een.stand.klasse == nr) for nr in range(5)),
            *((bord.Keuze(groep=nr), lambda een, s=s: een.casus.status in s) for nr, (_, s) in enumerate(bord.GROEPEN)),
        ):
            plekken = bord.lijst(alle, keuze, vandaag, van=0, aantal=200)
            assert [een.casus for een in plekken] == [een.casus.pk for een in verwacht if waar(een)], keuze
    kolommen = bord.kolommen(alle, bord.Keuze(), vandaag, aantal=3)
    assert sum({een.groep: een.totaal for een in kolommen}.values()) == 91
    assert max(sum(een.groep == nr for een in kolommen) for nr in range(6)) == 3


def test_every_running_status_has_one_column():
    assert sorted(status for _, rij in bord.GROEPEN for status in rij) == sorted(OPEN)
    assert Casusstatus.GESLOTEN not in OPEN


@pytest.mark.django_db
def test_filters_stand_in_the_address_and_can_be_taken_away(school, adviseur):
    ander = SchoolFactory(naam="De Vuurtoren")
    gebied = Werkgebied.objects.create(swv=casus(school=school).swv, naam="Noord", code="noord")
    SchoolDeelname.objects.filter(school=school).update(werkgebied=gebied)
    woont = Gemeente.objects.create(code="0392", naam="Haarlem")
    hier = casus(school=ander, regie=adviseur, woongemeente=woont, leerling=leerling_op(ander, achternaam="Vuurtorens"))
    thuis = Casus.objects.exclude(pk=hier.pk).get()
    Casus.objects.filter(pk=thuis.pk).update(woongemeente=Gemeente.objects.create(code="0394", naam="Hoofddorp"))
    client = ingelogd(adviseur)
    for filters, wie in (
        ({"school": ander.public_id}, {hier}),
        ({"werkgebied": "noord"}, {thuis}),
        ({"gemeente": "0392"}, {hier}),
        ({"regie": "ik"}, {hier}),
        ({"regie": adviseur.public_id}, {hier}),
        ({"regie": "niemand"}, {thuis}),
        ({"klasse": "0"}, {hier, thuis}),
        ({"klasse": "3"}, set()),
        ({"school": "geen"}, set()),
        ({"soort": "bestaat_niet", "school": "x"}, {hier, thuis}),
    ):
        antwoord = client.get(LIJST, filters)
        getoond = {een.casus for een in (*antwoord.context["stil"], *antwoord.context["rijen"])}
        assert getoond == wie, filters
    tekst = client.get(LIJST, {"regie": "ik", "q": "Vuurtorens"}).text
    assert "Regievoerder: Ik" in tekst
    assert "Vuurtorens&" not in tekst, "what was typed is in no address"
    assert "Niemand met deze filters." in client.get(LIJST, {"klasse": "3"}).text
    ib = ingelogd(gebruiker_met(Rol.IB, school=ander))
    filters = ib.get(LIJST).context["filters"].fields
    assert "school" not in filters
    assert "De Zandloper" not in ib.get(LIJST).text
    adviseur.lidmaatschappen.update(tot=dag(-1))
    loket = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    assert loket.get(LIJST, {"regie": "niemand"}).context["pagina"].paginator.count == 2, "who is gone is nobody"


@pytest.mark.django_db
def test_the_columns_hold_the_first_of_each_and_lead_to_all(school, adviseur, monkeypatch):
    monkeypatch.setattr("thuiszitters.views.lijst.PER_KOLOM", 2)
    for nummer in range(3):
        casus(school=school, leerling=leerling_op(school, roepnaam=f"Kind{nummer}"))
    casus(school=school, regie=adviseur)
    antwoord = ingelogd(adviseur).get(LIJST, {"beeld": "bord"})
    [gemeld, onderzoek, *_] = antwoord.context["kolommen"]
    assert (gemeld.aantal, len(gemeld.beelden), gemeld.meer, onderzoek.aantal) == (3, 2, 1, 1)
    assert gemeld.adres == "?groep=0"
    assert "Toon alle 3" in antwoord.text
    assert len(ingelogd(adviseur).get(LIJST + gemeld.adres).context["stil"]) == 3


@pytest.mark.django_db
def test_pages_are_cut_by_the_database_at_as_many_questions(school, adviseur, monkeypatch):
    monkeypatch.setattr("thuiszitters.views.lijst.PER_PAGINA", 5)
    client = ingelogd(adviseur)
    maak(school, 2)
    client.get(LIJST)
    tellingen = []
    for adres in (LIJST, f"{LIJST}?beeld=bord"):
        with CaptureQueriesContext(connection) as weinig:
            client.get(adres)
        tellingen.append(len(weinig))
    meer = [casus(school=school) for _ in range(9)]
    for adres, aantal in zip((LIJST, f"{LIJST}?beeld=bord"), tellingen, strict=True):
        with CaptureQueriesContext(connection) as veel:
            client.get(adres)
        assert len(veel) == aantal, adres
    paginas = [client.get(LIJST, {"pagina": nummer}).context for nummer in ("1", "2", "99", "x")]
    gezien = [{een.casus.pk for een in (*een["stil"], *een["rijen"])} for een in paginas]
    assert not gezien[0] & gezien[1]
    assert gezien[2] == gezien[3] == gezien[0]
    assert len(meer) == 9

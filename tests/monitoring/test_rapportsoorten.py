"""Each kind of report: whose rows it counts, what adds up, and what is hidden from who may not see them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from threading import Barrier

import pytest
from django.db import connections
from django.urls import reverse

from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from monitoring.actions.publicatie import afgeschermd, buren, ernaast
from monitoring.actions.rapport import betrokkenen, rapport_maken, rapporten_vragen
from monitoring.kengetallen.tabellen import STROOM
from monitoring.kengetallen.verdeling import EERDER, ONTVANGEN
from monitoring.models import Rapport
from monitoring.rapporten import scholen
from monitoring.rapporten.inhoud import tabellen
from monitoring.rules.bevriezen import bevroren
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import Periode, tot_dag, van_kwartaal, van_schooljaar
from monitoring.rules.rapport import SOORTEN, Over
from scholen.models import Gemeente, Plek, School
from tests.arrangementrijen import pot
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.monitoring.test_aanval import Aanval
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus

JAAR, STAND = van_schooljaar(2026), tot_dag(date(2026, 12, 31))
OP = datetime(2027, 9, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _zonder_drukwerk(monkeypatch):
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())


@pytest.fixture
def regio(db):
    """Two schools; a gemeente of which one child lives in; a budget; and a child at home."""
    een = Regio()
    een.gemeente = Gemeente.objects.create(code="0392", naam="Haarlem")
    een.hier = Gemeente.objects.create(code="0518", naam="Zandwerven")
    School.objects.update(gemeente=een.hier)
    een.aanvraag(date(2026, 9, 1), besloten=date(2026, 9, 30), uitkomst="toegekend")
    een.aanvraag(date(2026, 9, 2), leerling=LeerlingFactory(gemeente=een.gemeente))
    een.ander, een.school = een.school, SchoolFactory(naam="De Andere")
    een.aanvraag(date(2026, 10, 1))
    pot("1000", schooljaar=2026, op=datetime(2026, 10, 7, tzinfo=UTC))
    een.thuis = leerling_op(een.school)
    casus(
        school=een.school,
        leerling=een.thuis,
        van=date(2026, 10, 5),
        ouders_op=date(2026, 10, 5),
        op=datetime(2026, 10, 8, tzinfo=UTC),
    )
    return een


def rapport(regio, soort: str, periode: Periode = JAAR, **wie) -> Rapport:
    return Rapport(swv=regio.instelling.swv, soort=soort, periode=periode.code, over=SOORTEN[soort].over, **wie)


def van_bestuur(bestuur):
    lezer = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=lezer.lidmaatschappen.get(), bestuur=bestuur)
    return lezer


def cel(tabellen_, code: str, sleutel: str, kolom: int):
    """One cell by the code of its table, the key of its row and the place of its column."""
    tabel = next(een for een in tabellen_ if een.code == code)
    alle = [*tabel.rijen, *([tabel.totaal] if tabel.totaal else [])]
    return next(een for een in alle if (een.sleutel or een.naam) == sleutel).cellen[kolom]


def test_a_report_of_one_school_or_gemeente_counts_its_own_alone(regio):
    spiegel = tabellen(rapport(regio, "schoolspiegel", school=regio.school))
    assert cel(spiegel, "naast-gemiddelde", "ontvangen", 0) == 1
    assert cel(spiegel, "naast-gemiddelde", "ontvangen", 1) == "niet getoond", "twice 1,5 less one is the other school"
    bestuur = tabellen(rapport(regio, "verantwoording", bestuur=regio.ander.bestuur))
    assert cel(bestuur, "stroom-per-school", "Totaal", 0) == 2
    gemeente = tabellen(rapport(regio, "oogo", gemeente=regio.gemeente))
    assert cel(gemeente, "stroom-per-soort", "Totaal", 0) == 1
    assert not next(een for een in gemeente if een.code == "thuis-per-gemeente").rijen, "that child lives elsewhere"


def test_the_mean_beside_a_school_tells_nothing_of_a_few_children_of_others(regio):
    """Times the schools and less the own, a mean is the number of all others (kijker hides it on their page too)."""
    regio.school = SchoolFactory(naam="De Derde")
    eigen, regio.school = regio.school, SchoolFactory(naam="De Vierde")
    for nummer in range(6):
        regio.aanvraag(date(2026, 11, 1 + nummer), besloten=date(2026, 12, 20), uitkomst="afgewezen")
    regio.aanvraag(date(2026, 11, 8), ingetrokken=date(2026, 12, 1))

    def gemiddeld():
        spiegel = tabellen(rapport(regio, "schoolspiegel", school=eigen))[0]
        assert spiegel.onder[0] == "Het gemiddelde is van 4 scholen."
        return {een.sleutel: een.cellen[1] for een in spiegel.rijen}

    eerst = gemiddeld()
    assert eerst["ontvangen"] == Decimal("2.5")
    assert eerst["doorgestuurd"] == Decimal("0.0"), "of nobody all may know"
    assert eerst["ingetrokken"] == eerst["toegekend"] == eerst["open_eind"] == "niet getoond"
    for _ in range(4):
        regio.aanvraag(date(2026, 11, 8), ingetrokken=date(2026, 12, 1))
        regio.aanvraag(date(2026, 11, 9), besloten=date(2026, 12, 1), uitkomst="toegekend")
        regio.aanvraag(date(2026, 11, 9))
    assert "niet getoond" not in {een for naam, een in gemiddeld().items() if naam != "nieuw"}


def test_one_part_of_the_others_alone_is_not_worked_out_of_the_rest():
    """All of what came is what became of it: beside one hidden part a second one is hidden."""
    mag = scholen._te_tonen({**dict.fromkeys(STROOM, 0), "ontvangen": 30, "toegekend": 28, "ingetrokken": 2})
    assert "ingetrokken" not in mag
    assert not {"ontvangen", "toegekend"} <= mag
    assert "afgewezen" in mag


def test_who_a_report_can_be_about(regio):
    swv = regio.instelling.swv
    wie = {over: betrokkenen(swv, over, JAAR) for over in Over}
    assert wie[Over.SWV] == [swv]
    assert {*wie[Over.SCHOOL]} == {regio.school, regio.ander}
    assert {*wie[Over.BESTUUR]} == {regio.school.bestuur, regio.ander.bestuur}
    assert wie[Over.GEMEENTE] == [regio.hier]


def test_two_quarters_of_thuiszitters_follow_each_other(regio):
    standen = [
        next(een.cellen for een in tabellen(rapport(regio, "thuiszitters", kwartaal))[0].rijen if een.sleutel == "wijd")
        for kwartaal in (van_kwartaal(2026, 3), van_kwartaal(2026, 4), van_kwartaal(2027, 1))
    ]
    assert standen == [(0, 0, 0, 0), (0, 1, 0, 1), (1, 0, 0, 1)]
    alle = tabellen(rapport(regio, "thuiszitters", van_kwartaal(2026, 4)))
    assert [een.totaal.cellen[-1] for een in alle[1:]] == [1] * 4, "each table counts all"


def test_the_list_for_the_inspectie_names_decisions_and_nobody(regio):
    lijst = tabellen(rapport(regio, "inspectie", van_kwartaal(2026, 3)))[0]
    besluit = ("TLV speciaal onderwijs", "01-09-2026", None, "30-09-2026", "Toegekend", 29)
    assert [een.cellen for een in lijst.rijen] == [besluit]


def test_every_kind_can_be_made_and_what_leaves_hides_small_numbers(regio):
    door, swv = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv
    for soort, kind in SOORTEN.items():
        periode = {"maand": None, "kwartaal": van_kwartaal(2026, 4), "schooljaar": JAAR, "stand": STAND}[kind.tijdvak]
        if periode is None:
            continue  # in test_rapport
        wie = betrokkenen(swv, kind.over, periode)
        for rij in rapporten_vragen(swv, door=door, op=OP, soort=soort, periode=periode, wie=wie):
            assert rapport_maken(rij.pk, op=OP), soort
    jaarverslag = Rapport.objects.get(soort="jaarverslag")
    assert cel(jaarverslag.cijfers, "stroom-per-soort", "SO", 0) == "minder dan 5"
    assert cel(jaarverslag.precieze_cijfers, "stroom-per-soort", "SO", 0) == 3
    assert cel(Rapport.objects.get(soort="opr").cijfers, "geboekt", "begroting", 0) == "minder dan 5"
    assert cel(jaarverslag.cijfers, "geboekt", "begroting", 1) == Decimal("1000.00")
    for rij in Rapport.objects.all():
        klein = [
            waarde
            for een in rij.cijfers
            for regel in een.rijen
            for kolom, waarde in zip(een.kolommen, regel.cellen, strict=True)
            if kolom.maat == "leerlingen" and isinstance(waarde, int) and 0 < waarde < 5
        ]
        assert bool(klein) != rij.kind.afgeschermd or not klein, rij.soort
        assert (rij.precies is not None) == rij.kind.afgeschermd


def test_what_is_printed_to_check_a_report_is_no_way_to_try_hidden_numbers(regio):
    """Who reads it knows all that is in the controlegetal but a few small numbers, and the program is there for all."""
    door, swv = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv
    velden = {"door": door, "op": OP, "soort": "oogo", "periode": JAAR}
    assert rapport_maken(rapporten_vragen(swv, wie=[regio.gemeente], **velden)[0].pk, op=OP)
    rij = Rapport.objects.get()
    assert rij.getal == rij.controlegetal
    rij.precies = [bevroren(een, DEFINITIES) for een in rij.precieze_cijfers]  # what was guessed, and right
    assert rij.getal != rij.controlegetal


def test_two_year_reports_give_no_hidden_number_away(regio):
    """The attack of test_aanval on the real tables; it knows that a year earlier is the number of the report before."""
    kans, scholen = Random(1), [regio.ander, regio.school, SchoolFactory(naam="De Derde")]
    for _ in range(40):
        regio.school, dag = kans.choice(scholen), date(2026, 8, 3) + timedelta(days=kans.randrange(700))
        besloten = dag + timedelta(days=kans.choice([20, 50, 80])) if kans.random() < 0.8 else None
        uitkomst, soort = kans.choice(["toegekend", "toegekend", "afgewezen"]), kans.choice(["SO", "SO", "SBO"])
        regio.aanvraag(dag, besloten=besloten, uitkomst=uitkomst, soort=soort)
    door, swv, aanval = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv, Aanval()
    op = datetime(2028, 9, 1, tzinfo=UTC)
    for welke, jaar in enumerate((JAAR, van_schooljaar(2027))):
        rij = rapporten_vragen(swv, door=door, op=op, soort="jaarverslag", periode=jaar, wie=[swv])[0]
        assert rapport_maken(rij.pk, op=op)
        aanval.lees(welke, Rapport.objects.get(pk=rij.pk).cijfers)
    namen = [een for een in aanval.grenzen if een[0] == 0 and een[-1] == ONTVANGEN]
    later = {een: (1, *een[1:-1], EERDER) for een in namen}
    aanval.gelijk += [{een: 1, zelfde: -1} for een, zelfde in later.items() if zelfde in aanval.grenzen]
    dicht = [een for een, (laag, hoog) in aanval.grenzen.items() if laag != hoog]
    assert len(dicht) > 10
    assert [een for een in dicht if aanval.speling({een: 1}) < 0.99] == []


def test_whom_a_report_is_about_reads_it_and_nothing_else(regio):
    """A board, a school and a gemeente each read their own once it is there, and none of the others."""
    door, swv = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv
    over = {"verantwoording": regio.school.bestuur, "schoolspiegel": regio.school, "oogo": regio.gemeente}
    andere = {"verantwoording": regio.ander.bestuur, "schoolspiegel": regio.ander, "oogo": regio.hier}
    for soort in over:
        wie = [over[soort], andere[soort]]
        for rij in rapporten_vragen(swv, door=door, op=OP, soort=soort, periode=JAAR, wie=wie):
            rapport_maken(rij.pk, op=OP)
    mensen = {
        "verantwoording": [van_bestuur(regio.school.bestuur)],
        "schoolspiegel": [gebruiker_met(rol, school=regio.school) for rol in (Rol.IB, Rol.DIRECTEUR)],
        "oogo": [gebruiker_met(Rol.GEMEENTE, gemeente=regio.gemeente)],
    }
    rijen = {(een.soort, een.wie): een for een in Rapport.objects.all()}
    for soort, lezers in mensen.items():
        for lezer in lezers:
            client = ingelogd(lezer)
            mag = {een for een in rijen if client.get(_adres("rapport", rijen[een])).status_code == 200}
            assert mag == {(soort, over[soort])}, lezer
            eigen = rijen[soort, over[soort]]
            bestand = client.get(_adres("rapport_bestand", eigen, "csv"))
            assert bestand.status_code == 200
            wie = getattr(eigen.wie, {"verantwoording": "nummer", "schoolspiegel": "brin6", "oogo": "code"}[soort])
            assert f"-{wie.lower()}.csv" in bestand["Content-Disposition"], "27 files of 27 boards"
            assert client.get(_adres("rapport_sinds", eigen)).status_code == 404, "that shows exact numbers"
            assert "Rapporten die over jullie gaan" in client.get(reverse("monitoring:rapporten")).text


def _adres(naam: str, rij: Rapport, *meer: str) -> str:
    return reverse(f"monitoring:{naam}", args=[rij.public_id, *meer])


def test_nobody_outside_reads_a_report_that_is_not_there(regio):
    bestuur = van_bestuur(regio.school.bestuur)
    velden = {"door": gebruiker_met(Rol.CONTROLLER), "op": OP, "soort": "verantwoording", "periode": JAAR}
    rij = rapporten_vragen(regio.instelling.swv, wie=[regio.school.bestuur], **velden)[0]
    assert not Rapport.objects.visible_to(bestuur).exists()
    rapport_maken(rij.pk, op=OP)
    assert Rapport.objects.visible_to(bestuur).get() == rij


def test_a_next_report_tells_nothing_of_what_the_one_before_hid(regio):
    """Made in either order: what is hidden as a number of a year before is hidden in the year itself."""
    door, swv = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv
    for nummer in range(7):
        regio.aanvraag(date(2027, 9, 1 + nummer), leerling=LeerlingFactory(gemeente=regio.gemeente))
    velden = {"door": door, "op": datetime(2028, 9, 1, tzinfo=UTC), "soort": "oogo"}
    for jaar in (2027, 2026):
        for rij in rapporten_vragen(swv, periode=van_schooljaar(jaar), wie=[regio.gemeente], **velden):
            assert rapport_maken(rij.pk, op=velden["op"])
    toen, nu = Rapport.objects.order_by("periode")
    assert cel(nu.cijfers, "stroom-per-soort", "Totaal", 0) == 7
    assert cel(nu.cijfers, "stroom-per-soort", "Totaal", 1) == "minder dan 5", "one, a year before"
    assert cel(toen.cijfers, "stroom-per-soort", "Totaal", 0) == "minder dan 5"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_see_what_the_other_kept(monkeypatch):
    """Two connections, that both hid before one of them has kept anything: the later one hides and prints again."""
    regio, op, samen = Regio(), datetime(2028, 9, 1, tzinfo=UTC), Barrier(2, timeout=20)
    gemeente, gedrukt = Gemeente.objects.create(code="0392", naam="Haarlem"), []
    for jaar in (2026, 2027):
        regio.aanvraag(date(jaar, 9, 1), leerling=LeerlingFactory(gemeente=gemeente))
    velden = {"door": gebruiker_met(Rol.CONTROLLER), "op": op, "soort": "oogo", "wie": [gemeente]}
    swv = regio.instelling.swv
    rijen = [rapporten_vragen(swv, periode=van_schooljaar(jaar), **velden)[0] for jaar in (2026, 2027)]

    def drukken(html):
        gedrukt.append(html)
        if len(gedrukt) < 3:
            samen.wait()
        return html.encode()

    def maken(rij):
        try:
            return rapport_maken(rij.pk, op=op)
        finally:
            connections.close_all()

    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", drukken)
    with ThreadPoolExecutor(2) as beide:
        assert [*beide.map(maken, rijen)] == [True, True]
    assert len(gedrukt) == 3
    assert Rapport.objects.exclude(klaar_op=None).count() == 2


def test_a_report_is_hidden_beside_other_kinds_and_the_yearly_set(regio):
    """Six of the eight live there: the number of the gemeente beside that of the SWV tells of the two others."""
    for nummer in range(5):
        regio.aanvraag(date(2026, 11, 1 + nummer), leerling=LeerlingFactory(gemeente=regio.gemeente))
    oogo = rapport(regio, "oogo", gemeente=regio.gemeente)

    def getoond():
        return cel(afgeschermd(oogo, tabellen(oogo), ernaast(oogo)).getoond, "stroom-per-soort", "SO", 0)

    assert getoond() == 6
    swv, hier = regio.instelling.swv, rapport(regio, "oogo", gemeente=regio.hier)
    velden = {"door": gebruiker_met(Rol.CONTROLLER), "op": OP, "periode": JAAR}
    for soort in ("openbaar", "jaarverslag"):
        assert rapport_maken(rapporten_vragen(swv, wie=[swv], soort=soort, **velden)[0].pk, op=OP)
        rij = Rapport.objects.get(soort=soort)
        assert cel(rij.cijfers, "stroom-per-soort", "SO", 0) == 8
        assert getoond() == "afgeschermd"
        assert rij in buren(hier)
        assert [*buren(hier)] == [*buren(oogo)]
    assert [*buren(rapport(regio, "oogo", van_schooljaar(2029), gemeente=regio.hier))] == []


def test_who_a_report_is_about_hears_that_it_is_there_and_nobody_else(regio):
    """By the one mail of the day, that says nothing of it: who works there today, and once."""
    door, swv = gebruiker_met(Rol.CONTROLLER), regio.instelling.swv
    over = {"verantwoording": regio.school.bestuur, "schoolspiegel": regio.school, "oogo": regio.gemeente}
    over["schoolspiegel"] = SchoolFactory(naam="De Derde")  # where nobody worked yet
    mensen = {
        "verantwoording": {van_bestuur(regio.school.bestuur)},
        "schoolspiegel": {gebruiker_met(rol, school=over["schoolspiegel"]) for rol in (Rol.IB, Rol.DIRECTEUR)},
        "oogo": {gebruiker_met(Rol.GEMEENTE, gemeente=regio.gemeente)},
    }
    gebruiker_met(Rol.DIRECTEUR, school=regio.ander)
    weg = gebruiker_met(Rol.DIRECTEUR, school=over["schoolspiegel"])
    weg.lidmaatschappen.update(van=date(2026, 1, 1), tot=date(2026, 12, 31))
    for soort, wie in over.items():
        rij = rapporten_vragen(swv, door=door, op=OP, soort=soort, periode=JAAR, wie=[wie])[0]
        rapport_maken(rij.pk, op=OP)
        gemaild = Bericht.objects.filter(sleutel__startswith=f"rapport-{rij.public_id}")
        assert {een.wie for een in gemaild} == mensen[soort], soort
        assert {(een.soort, een.gewoon) for een in gemaild} == {("klaar", True)}
        for lezer in mensen[soort]:
            assert Rapport.objects.visible_to(lezer).get() == rij
            assert "Rapporten voor jou" in ingelogd(lezer).get(reverse("monitoring:rapporten")).text

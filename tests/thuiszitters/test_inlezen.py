"""Reading in a list: what is wrong is said by row, what would happen is shown, and it is all or nothing."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.bestanden.rekenblad import rekenblad
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.importeren.duolijst import LijstFout
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.verzuim import verzuim_beeindigen
from thuiszitters.importeren.lezen import HOOGSTENS, lezen
from thuiszitters.models import Casus, Melding
from thuiszitters.rules.dubbel import Wie, lijkt
from thuiszitters.views import inlezen

PAD = "/thuiszitters/inlezen/"
KOP = "Roepnaam;Achternaam;Geboortedatum;Soort;Eerste dag;BSN"
DAG = date(2026, 11, 27)


def nl(dag):
    return f"{dag.day}-{dag.month}-{dag.year}"


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


def csv(*rijen, kop=KOP):
    return "\n".join([kop, *rijen]).encode()


def bestand(data, naam="lijst.csv"):
    return SimpleUploadedFile(naam, data)


def woorden(antwoord):
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]))


def verborgen(antwoord):
    return re.search(r'name="lijst" value="([^"]*)"', antwoord.text)[1]


def test_a_list_of_any_program_is_read_by_its_words():
    regel = "Ana;Ünver;03-04-2018;Ongeoorloofd;2026-11-02;123456782"
    lijst = lezen(csv("Lijst van november;;;;;", KOP, regel, kop=""), DAG)
    [een] = lijst.regels
    assert (een.nr, een.soort, een.van, een.uren, een.reden) == (4, "relatief", date(2026, 11, 2), 0, "overig")
    assert lijst.niet == ["BSN"]
    assert "123456782" not in repr(lijst)
    blad = rekenblad("Blad", KOP.split(";")[:5], [("Ko", "Vis", "3-4-2018", "vrijstelling 5 onder a", "2-11-2026")])
    assert lezen(blad, DAG).regels[0].soort == "5a"
    weer = lezen(csv("Ana;Vos;3-4-2018;ziek;2-11-2026;6-11-2026", kop=KOP.replace("BSN", "Laatste dag")), DAG)
    assert (weer.regels, weer.terug) == ([], 1), "who is back at school is not reported"


def test_what_is_wrong_is_said_by_row():
    goed = "Ana;Vos;3-4-2018;ziek;2-11-2026;"
    for rij, zin in (
        (goed, "ook op rij 2"),
        ("Ana;Vis;3-4-2018;ziek;2-12-2026;", "toekomst"),
        ("Ana;Vis;3-4-2018;ziek;2-11-2010;", "voor de geboorte"),
        ("Ana;Vis;3-4-2018;ziek;31-2-2026;", "eerste dag ‘31-2-2026’ is geen datum"),
        ("Ana;Vis;3-4-1918;ziek;2-11-2026;", "108 jaar"),
        ("Ana;Vis;3-4-2018;griep;2-11-2026;", "‘griep’ kennen we niet"),
        ("Ana;;3-4-2018;ziek;2-11-2026;", "achternaam ontbreekt"),
        ("Ana;Vis;3-4-2018;verkort rooster;2-11-2026;", "uren per week ontbreken"),
        (f"{'A' * 61};Vis;3-4-2018;ziek;2-11-2026;", "60 tekens"),
    ):
        lijst = lezen(csv(goed, rij), DAG)
        assert [nr for nr, _ in lijst.fouten] == [3], rij
        assert zin in lijst.fouten[0][1], rij
    met = KOP.replace("BSN", "Uren per week")
    for uren in ("41", "1,25", "nan", "veel"):
        assert lezen(csv(goed + uren, kop=met), DAG).fouten, uren
    tot = lezen(csv(goed + "1-11-2026", kop=KOP.replace("BSN", "Tot en met")), DAG)
    assert "voor de eerste dag" in tot.fouten[0][1]


def test_a_file_that_is_no_such_list_says_what_to_do():
    for data, zin in (
        (b"", "leeg"),
        (csv("a;b", kop="c;d"), "geen namen van kolommen"),
        (csv("Ana;3-4-2018", kop="Roepnaam;Geboortedatum"), "‘achternaam’, ‘soort’ en ‘eerste dag’"),
        (csv(), "geen enkel kind"),
        (csv(*(f"A;B{nr};3-4-2018;ziek;2-11-2026;" for nr in range(20_000))), f"meer dan {HOOGSTENS} rijen"),
        (b"PK\x03\x04geen werkblad", "."),
    ):
        with pytest.raises(LijstFout, match=zin):
            lezen(data, DAG)


def test_children_that_may_be_one():
    sem = Wie("Sem", "de Boer", date(2018, 4, 3))
    for ander, ja in (
        (Wie("SEM", "De Boer", date(2018, 4, 3)), True),
        (Wie("Sam", "de Boer", date(2018, 4, 3)), True),
        (Wie("Sem", "de Boer", date(2018, 3, 4)), True),
        (Wie("Sem", "de Boer", date(2017, 4, 3)), True),
        (Wie("Sem", "Bakker", date(2018, 4, 3)), False),
        (Wie("Bram", "de Boer", date(2018, 4, 3)), False),
        (Wie("Sem", "de Boer", date(2016, 9, 9)), False),
    ):
        assert bool(lijkt(sem, ander)) is ja, ander
    assert lijkt(Wie("Yusuf", "Öz", date(2018, 4, 3)), Wie("Youssef", "Oz", date(2018, 4, 3)))


@pytest.mark.django_db
def test_a_school_sees_what_would_happen_and_reports_all_at_once():
    school = SchoolFactory(naam="De Zandloper")
    ib = gebruiker_met(Rol.IB, school=school)
    loopt = casus(school=school, door=ib, leerling=leerling_op(school, roepnaam="Loopt", achternaam="Al"))
    weg = casus(school=school, door=ib, leerling=leerling_op(school, roepnaam="Was", achternaam="Weg"))
    sluiten(weg, door=gebruiker_met(Rol.ADVISEUR), op=timezone.now(), eindreden="mbo", laatste_dag=dag(-5))
    bekend = leerling_op(school, roepnaam="Sem", achternaam="Jansen", geboortedatum=date(2018, 4, 3))
    rijen = [
        f"{een.leerling.roepnaam};{een.leerling.achternaam};{nl(een.leerling.geboortedatum)};{soort};{nl(dag(-2))};"
        for een, soort in ((loopt, "relatief"), (weg, "ziek"))
    ]
    rijen += [f"Sam;Jansen;3-4-2018;ziek;{nl(dag(-4))};", f"Nieuw;Kind;3-4-2019;ziek;{nl(dag(-4))};"]
    client = ingelogd(ib)
    antwoord = client.post(PAD, {"bestand": bestand(csv(*rijen))})
    tekst = woorden(antwoord)
    for zin in (
        "Er is nog niets bewaard",
        "Loopt al, er verandert niets",
        "Dezelfde casus gaat weer verder",
        "Is dit hetzelfde kind?",
        "Deze kolommen lezen we niet: BSN",
        "Bij 3 kinderen staat niet sinds wanneer",
        "Lees de lijst in",
    ):
        assert zin in tekst, zin
    assert Casus.objects.count() == 2
    assert Logregel.objects.filter(actie="lijkt_op_gezien", leerling=bekend.public_id).count() == 1
    wat = {"lijst": verborgen(antwoord), "zelfde_4": bekend.public_id}
    assert "2 nieuwe casussen, 1 casus gaat weer verder" in woorden(client.post(PAD, wat, follow=True))
    assert Casus.objects.get(leerling=bekend).ouders_waarom_niet.startswith("Stond niet in de lijst")
    assert {*Casus.objects.values_list("school", flat=True)} == {school.pk}
    client.post(PAD, wat)
    assert (Casus.objects.count(), Melding.objects.count()) == (4, 5), "a second click reports nothing"
    assert Logregel.objects.filter(actie="verzuimlijst_inlezen", bijzonderheden__rijen=3).count() == 1
    assert "alle kinderen van deze lijst staan er al" in woorden(client.post(PAD, {"bestand": bestand(csv(rijen[0]))}))


@pytest.mark.django_db
def test_one_row_that_cannot_be_keeps_all_the_others_out(monkeypatch):
    school, loket = SchoolFactory(naam="De Zandloper"), gebruiker_met(Rol.LOKETMEDEWERKER)
    InstellingFactory()
    client, kop = ingelogd(loket), KOP.replace("BSN", "School;Gemeente")
    eerder = casus(school=school)
    verzuim_beeindigen(eerder, door=loket, op=timezone.now(), laatste_dag=dag(-3))
    kind = eerder.leerling
    bekend = f"{kind.roepnaam};{kind.achternaam};{nl(kind.geboortedatum)};ziek;{nl(dag(-4))};;"
    for rij, zin in (
        (f"Ana;Vos;3-4-2018;ziek;{nl(dag(-4))};De Onbekende;", "‘De Onbekende’ kennen we niet"),
        (f"Ana;Vos;3-4-2018;ziek;{nl(dag(-4))};;", "op welke school dit kind staat"),
        (bekend, "al thuis"),
    ):
        goed = f"Goed;Kind;3-4-2018;ziek;{nl(dag(-4))};de zandloper;Nergenshuizen"
        antwoord = client.post(PAD, {"herkomst": "leerplicht", "bestand": bestand(csv(goed, rij, kop=kop))})
        assert "Rij 3" in woorden(antwoord)
        assert zin in woorden(antwoord)
        assert 'name="lijst"' not in antwoord.text
    antwoord = client.post(
        PAD, {"herkomst": "leerplicht", "bestand": bestand(csv(goed, goed.replace("Goed", "Ook"), kop=kop))}
    )
    assert "‘Nergenshuizen’ kennen we niet (2 keer)" in woorden(antwoord)
    echt = inlezen.lijst_melden

    def met_fout(rijen, **velden):
        (nr, laatste), weg = rijen[-1], {"uren": 99}
        return echt([*rijen[:-1], (nr, type(laatste)(**{**vars(laatste), **weg}))], **velden)

    monkeypatch.setattr(inlezen, "lijst_melden", met_fout)
    tekst = woorden(client.post(PAD, {"lijst": verborgen(antwoord)}))
    assert "Er is niets ingelezen" in tekst
    assert "Rij 3: Vul een aantal uren in" in tekst
    assert Casus.objects.count() == 1, "the first row was good, and is not kept"
    monkeypatch.undo()
    client.post(PAD, {"lijst": verborgen(antwoord)})
    nieuw = Casus.objects.exclude(pk=eerder.pk)
    assert {(een.school, een.meldingen.get().herkomst) for een in nieuw} == {(school, "leerplicht")}


@pytest.mark.django_db
def test_a_list_is_of_who_was_shown_it_and_not_for_ever(settings):
    school = SchoolFactory()
    een, ander = (gebruiker_met(Rol.IB, school=school) for _ in range(2))
    rij = f"Ana;Vos;3-4-2018;ziek;{nl(dag(-4))};"
    lijst = verborgen(ingelogd(een).post(PAD, {"bestand": bestand(csv(rij))}))
    for wie, wat in ((ander, lijst), (een, lijst[:-1] + "x"), (een, signing.dumps({}, salt="anders"))):
        assert "te lang open" in ingelogd(wie).post(PAD, {"lijst": wat}, follow=True).text
    assert not Casus.objects.exists()


@pytest.mark.django_db
def test_a_long_list_is_looked_at_with_as_many_questions_as_a_short_one():
    school = SchoolFactory()
    client, tellingen = ingelogd(gebruiker_met(Rol.IB, school=school)), []
    for aantal in (1, 1, 40):
        rijen = [
            f"Ana;Vos{'abcdefghij'[nr % 10] * (nr // 10 + 1)};3-4-2018;ziek;{nl(dag(-4))};" for nr in range(aantal)
        ]
        with CaptureQueriesContext(connection) as vragen:
            woorden(client.post(PAD, {"bestand": bestand(csv(*rijen))}))
        tellingen.append(len(vragen))
    assert tellingen[1] == tellingen[2]
    assert "voorbeeld-verzuimlijst.csv" in client.get(f"{PAD}voorbeeld/")["Content-Disposition"]
    assert lezen(client.get(f"{PAD}voorbeeld/").content, DAG).regels[0].naam == "Voorbeeld van Kind"

"""The pages of a board, a school, a gemeente and everybody: what is on them, and what cannot be got out of them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from unittest.mock import patch

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag
from monitoring.actions import publicatie
from monitoring.actions.rapport import rapport_maken, rapporten_vanzelf, rapporten_vragen
from monitoring.models import Rapport
from monitoring.rapporten.bestanden import feiten
from monitoring.rules import kijker, stand
from monitoring.rules.afschermen import Uitgave
from monitoring.rules.periode import tot_dag, van_schooljaar
from monitoring.rules.rapport import OPENBAAR, STANDEN
from scholen.models import Gemeente, Instelling, Plek, SchoolDeelname
from tests.factories import InstellingFactory, LeerlingFactory, SchoolFactory, gebruiker_met
from tests.monitoring.test_aanval import lekken
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import Casus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vandaag():
    with time_machine.travel("2027-01-11 10:00:00+01:00", tick=False):
        yield


class Streek(Regio):
    """Six more schools with as many aanvragen as in `tellen`; pupils of the first live elsewhere."""

    tellen = (3, 9, 12, 6, 7, 8)

    def __init__(self) -> None:
        super().__init__()
        self.gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
        self.scholen = [SchoolFactory(naam=f"School {nummer}") for nummer in range(6)]
        for nummer, (school, hoeveel) in enumerate(zip(self.scholen, self.tellen, strict=True)):
            self.school = school
            for keer in range(hoeveel):
                kind = LeerlingFactory(gemeente=self.gemeente if nummer else None, plaats="Ver")
                self.aanvraag(date(2026, 9, 1), leerling=kind, soort="SO" if keer % 2 else "SBO")

    def lid(self, rol, **plek):
        """Somebody in this role, who reads what was frozen by now."""
        if not Rapport.objects.filter(soort=STANDEN).exists():
            standen_maken(self)
        wie = gebruiker_met(rol, **({"school": plek["school"]} if rol in (Rol.IB, Rol.DIRECTEUR) else {}))
        if "bestuur" in plek:
            Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=wie), bestuur=plek["bestuur"])
        if "gemeente" in plek:
            Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=wie), gemeente=plek["gemeente"])
        return ingelogd(wie)


def standen_maken(streek, jaren=1):
    """Freeze what the pages are read from, without the printing that takes a second."""
    door, swv, op = gebruiker_met(Rol.CONTROLLER), streek.instelling.swv, timezone.now()
    velden = {"door": door, "op": op, "soort": STANDEN, "wie": [swv]}
    with patch("kern.brieven.pdf.html_naar_pdf", str.encode):
        for een in stand.te_kiezen(timezone.localdate(), jaren):
            rij = rapporten_vragen(swv, periode=stand.bevroren_als(een), **velden)[0]
            assert rapport_maken(rij.pk, op=op)


@pytest.fixture
def streek():
    return Streek()


def tabellen(antwoord):
    """Of each table its rows as text: name first."""
    assert antwoord.status_code == 200
    uit = []
    for tabel in re.findall(r"<table.*?</table>", antwoord.text, re.S):
        rijen = re.findall(r"<tr>(.*?)</tr>", tabel, re.S)
        cellen = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rij, re.S) for rij in rijen]
        uit.append([[re.sub(r"<[^>]*>", "", cel).strip() for cel in rij] for rij in cellen])
    return uit


def test_a_school_reads_its_own_exactly_and_no_other_by_name(streek):
    for rol in (Rol.IB, Rol.DIRECTEUR):
        stroom = tabellen(streek.lid(rol, school=streek.scholen[0]).get(reverse("monitoring:scholen")))[0]
        assert [rij[:2] for rij in stroom[1:]] == [["School 0", "3"], ["Gemiddelde school", "6,4"]]


def test_a_board_reads_its_schools_without_small_numbers(streek):
    bestuur = streek.scholen[0].bestuur
    type(streek.scholen[0]).objects.filter(pk__in=[een.pk for een in streek.scholen[:3]]).update(bestuur=bestuur)
    client = streek.lid(Rol.BESTUUR, bestuur=bestuur)
    antwoord = client.get(reverse("monitoring:scholen"))
    stroom = tabellen(antwoord)[0]
    assert [rij[:2] for rij in stroom[1:]] == [
        ["School 0", "minder dan 5"],
        ["School 1", "afgeschermd"],
        ["School 2", "12"],
        ["Mijn scholen samen", "24"],
        ["Gemiddelde school", "6,4"],
    ]
    assert "School 4" not in antwoord.text
    blad = client.get(reverse("monitoring:scholen_excel"))
    assert b"School 4" not in blad.content


def test_many_schools_without_anything_are_one_line(streek):
    """A board with 48 schools reads the few with something; the names of the others are there, and in the file."""
    bestuur = streek.scholen[0].bestuur
    leeg = [SchoolFactory(naam=f"Leeg {nummer}", bestuur=bestuur) for nummer in range(4)]
    client = streek.lid(Rol.BESTUUR, bestuur=bestuur)
    antwoord = client.get(reverse("monitoring:scholen"))
    namen = [rij[0] for rij in tabellen(antwoord)[0]]
    assert namen == ["School", "School 0", "Mijn scholen samen", "Gemiddelde school"]
    assert "4 scholen zonder aanvraag" in antwoord.text
    assert "5 scholen zonder besluit" in antwoord.text
    assert all(antwoord.text.count(een.naam) == 2 for een in leeg)
    type(leeg[0]).objects.filter(pk=leeg[0].pk).update(bestuur=None)
    assert "Leeg 3" in [rij[0] for rij in tabellen(client.get(reverse("monitoring:scholen")))[0]], "three are not many"


def test_nobody_of_these_goes_down_to_rows(streek):
    bestuur, school = streek.scholen[1].bestuur, streek.scholen[1]
    mensen = [
        (streek.lid(Rol.BESTUUR, bestuur=bestuur), "scholen"),
        (streek.lid(Rol.DIRECTEUR, school=school), "scholen"),
        (streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente), "gemeente"),
    ]
    for client, pagina in mensen:
        tekst = client.get(reverse(f"monitoring:{pagina}")).text.partition("<main")[2].partition("</main")[0]
        assert "AV-2026" not in tekst
        assert not re.search(r'href="/monitoring/(?!scholen/excel|gemeente/excel|rapporten/")', tekst)
        for naam, deel in (("aanvragen_rijen", ["ontvangen"]), ("op_tijd_rijen", ["besloten"]), ("overzicht", [])):
            assert client.get(reverse(f"monitoring:{naam}", args=deel)).status_code == 404


def test_who_has_no_place_has_no_page(streek):
    for rol, naam in ((Rol.BESTUUR, "scholen"), (Rol.GEMEENTE, "gemeente")):
        assert streek.lid(rol).get(reverse(f"monitoring:{naam}")).status_code == 404
    oud = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    Lidmaatschap.objects.filter(rol=Rol.GEMEENTE).update(tot="2026-12-31")
    assert oud.get(reverse("monitoring:gemeente")).status_code in (302, 404)


def test_a_gemeente_reads_totals_of_its_residents(streek):
    client = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    antwoord = client.get(reverse("monitoring:gemeente"))
    assert "Kinderen die wonen in Zandwerven" in antwoord.text
    stroom = tabellen(antwoord)[0]
    assert stroom[-1][:2] == ["Totaal", "42"], "not the three of who lives elsewhere"
    assert "School" not in antwoord.text.partition("<main")[2].replace("Schooljaar", "").replace("schooljaar", "")
    elders = Gemeente.objects.create(code="0599", naam="Elders")
    assert client.get(reverse("monitoring:gemeente"), {"gemeente": elders.code}).text.count("Elders") == 0


def test_a_gemeente_reads_how_many_of_its_residents_are_at_home(streek):
    """By the numbers of its report, small ones hidden: six who live there, of whom two count by the law."""
    for nummer in range(7):
        lang = timedelta(days=60 if nummer < 2 else 20)
        casus(school=streek.scholen[1], van=date(2026, 12, 31) - lang)
    Casus.objects.exclude(pk=Casus.objects.last().pk).update(woongemeente=streek.gemeente)
    client = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    adres = reverse("monitoring:gemeente")
    antwoord = client.get(adres)
    assert tabellen(antwoord)[-1][1:] == [["Zandwerven", "6", "minder dan 5"]]
    assert "M17" in antwoord.text
    assert "TH-" not in antwoord.text.partition("<main")[2]
    leeg = tabellen(client.get(adres, {"periode": "2026-09-30"}))[-1]
    assert leeg[1:] == [["Zandwerven", "0", "0"]], "nobody was at home that day, and that is known"


def test_no_small_number_can_be_asked_for_by_another_day_or_choice(streek):
    """A day, month or kind in the address changes nothing: those would be subtracted from each other."""
    client = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    eerst = tabellen(client.get(reverse("monitoring:gemeente")))
    for vraag in ({"periode": "2026-11"}, {"school": streek.scholen[0].brin6}, {"soort": "SO"}, {"per": "school"}):
        assert tabellen(client.get(reverse("monitoring:gemeente"), vraag)) == eerst, vraag


def test_a_late_correction_moves_no_number_of_a_stand_that_is_over(streek):
    """Who looks twice would read of one child, who was written down or taken back in between."""
    bestuur = streek.scholen[0].bestuur
    type(streek.scholen[0]).objects.filter(pk__in=[een.pk for een in streek.scholen[:3]]).update(bestuur=bestuur)
    mensen = [
        (streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente), "gemeente"),
        (streek.lid(Rol.BESTUUR, bestuur=bestuur), "scholen"),
        (streek.lid(Rol.DIRECTEUR, school=streek.scholen[4]), "scholen"),
    ]
    for vraag in ({}, {"periode": "2026-09-30"}):
        eerst = [tabellen(client.get(reverse(f"monitoring:{naam}"), vraag)) for client, naam in mensen]
        assert len(eerst[0]) == 2
        streek.school = streek.scholen[2]
        streek.aanvraag(date(2026, 9, 2), leerling=LeerlingFactory(gemeente=streek.gemeente))
        casus(school=streek.school, van=date(2026, 9, 1))
        Casus.objects.update(woongemeente=streek.gemeente)
        assert [tabellen(client.get(reverse(f"monitoring:{naam}"), vraag)) for client, naam in mensen] == eerst


def test_what_was_not_frozen_yet_is_not_counted_for_who_looks(streek):
    client = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    antwoord = client.get(reverse("monitoring:gemeente"), {"periode": "2024-2025"})
    assert "nog geen cijfers" in antwoord.text
    assert tabellen(antwoord) == []
    assert "Opgehaald op 11 januari" in client.get(reverse("monitoring:gemeente")).text
    stand_ = Rapport.objects.get(periode="2026-12-31")
    assert ("Periode", "schooljaar 2026-2027 tot en met 31 december 2026") in feiten(stand_), (
        "its last day is said once"
    )


def test_of_two_swvs_each_has_its_own_tables(streek):
    """A school that takes part in both is in the tables of both, and a mean is of one of them."""
    ander = InstellingFactory(swv__code="VO9999", swv__eigen=True).swv
    hier = streek.scholen[1]
    SchoolDeelname.objects.create(school=hier, swv=ander, sector="VO", van=date(2020, 1, 1))
    client, op = streek.lid(Rol.DIRECTEUR, school=hier), timezone.now()
    eerst = tabellen(client.get(reverse("monitoring:scholen")))
    rij = rapporten_vragen(
        ander,
        door=gebruiker_met(Rol.CONTROLLER),
        op=op,
        soort=STANDEN,
        periode=tot_dag(date(2026, 12, 31)),
        wie=[ander],
    )[0]
    with patch("kern.brieven.pdf.html_naar_pdf", str.encode):
        assert rapport_maken(rij.pk, op=op)
    antwoord = client.get(reverse("monitoring:scholen"))
    assert (len(eerst), len(tabellen(antwoord))) == (2, 4)
    assert ander.naam in antwoord.text


def test_the_clock_freezes_every_stand_that_one_can_choose_once(streek):
    keer = rapporten_vanzelf(op=timezone.now())
    codes = {*Rapport.objects.filter(soort=STANDEN).values_list("periode", flat=True)}
    assert codes == {"2026-09-30", "2026-12-31", "2026-07-31", "2025-07-31", "2024-07-31"}
    assert keer > len(codes)
    assert rapporten_vanzelf(op=timezone.now()) == 0


def test_a_page_of_a_later_day_does_not_tell_what_came_since(streek):
    streek.school = streek.scholen[3]
    for _ in range(2):
        streek.aanvraag(date(2026, 12, 1), leerling=LeerlingFactory(gemeente=streek.gemeente))
    client = streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente)
    toen = tabellen(client.get(reverse("monitoring:gemeente"), {"periode": "2026-09-30"}))[0]
    nu = tabellen(client.get(reverse("monitoring:gemeente"), {"periode": "2026-12-31"}))[0]
    erbij = [(oud[1], nieuw[1]) for oud, nieuw in zip(toen[1:], nu[1:], strict=True)]
    assert toen[-1][1] == "42"
    assert not [paar for paar in erbij if all(een.isdigit() for een in paar) and 0 < int(paar[1]) - int(paar[0]) < 5]


def openbaar_maken(streek, jaar):
    """Freeze the yearly set, without the printing that takes a second."""
    door, swv, op = gebruiker_met(Rol.CONTROLLER), streek.instelling.swv, timezone.now()
    rij = rapporten_vragen(swv, door=door, op=op, soort=OPENBAAR, periode=van_schooljaar(jaar), wie=[swv])[0]
    with patch("kern.brieven.pdf.html_naar_pdf", str.encode):
        assert rapport_maken(rij.pk, op=op)


def test_the_yearly_set_is_there_for_everybody_when_the_swv_wants_that(streek, client):
    adres = reverse("monitoring:cijfers")
    Aanvraag.objects.update(ontvangstdatum=date(2026, 3, 2))
    openbaar_maken(streek, 2025)
    assert client.get(adres).status_code == 404
    Instelling.objects.update(cijfers_openbaar=True)
    Aanvraag.objects.update(ontvangstdatum=date(2026, 9, 1))  # what is corrected, or kept no longer, moves no number
    antwoord = client.get(adres)
    assert "Opgehaald op 11" in antwoord.text
    assert "nog geen cijfers" in client.get(adres, {"periode": "2024-2025"}).text
    assert "schooljaar 2025-2026" in antwoord.text
    stroom = tabellen(antwoord)[0]
    assert stroom[-1][:2] == ["Totaal", "45"]
    lopend = client.get(adres, {"periode": "2026-2027"})
    assert "schooljaar 2025-2026" in lopend.text, "a year that is not over is not published"
    assert "AV-2026" not in antwoord.text


def test_a_gemeente_and_a_board_are_hidden_beside_what_everybody_reads(streek):
    """All but three live there, and all but three go to two of the schools: the public total tells the rest."""
    bestuur = streek.scholen[0].bestuur
    type(streek.scholen[0]).objects.filter(pk__in=[een.pk for een in streek.scholen[1:]]).update(bestuur=bestuur)
    type(streek.scholen[0]).objects.filter(pk=streek.scholen[0].pk).update(bestuur=None)

    def totaal(client, pagina):
        rijen = {rij[0]: rij[1] for rij in tabellen(client.get(reverse(f"monitoring:{pagina}")))[0]}
        return rijen["Totaal" if pagina == "gemeente" else "Mijn scholen samen"]

    with time_machine.travel("2027-08-02 10:00:00+02:00", tick=False):
        mensen = [
            (streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente), "gemeente"),
            (streek.lid(Rol.BESTUUR, bestuur=bestuur), "scholen"),
        ]
        assert [totaal(*een) for een in mensen] == ["42", "42"]
        openbaar_maken(streek, 2026)
        Instelling.objects.update(cijfers_openbaar=True)
        assert [totaal(*een) for een in mensen] == ["afgeschermd", "afgeschermd"], "45 for all"


@pytest.mark.parametrize("wie", ["gemeente", "iedereen", "bestuur"])
def test_the_real_tables_of_all_stands_stand_the_attack(streek, monkeypatch, wie):
    """Everything that this page can show, one stand after another, against linear programs (test_aanval)."""
    kans = Random(8)
    for school in streek.scholen[:5]:
        streek.school = school
        for maand in (9, 10, 11, 12):
            for _ in range(kans.choice([0, 1, 2, 5])):
                dag = date(2026, maand, 7)
                klaar = kans.choice([None, dag + timedelta(days=20), dag + timedelta(days=70)])
                streek.aanvraag(
                    dag,
                    besloten=klaar if klaar and klaar < date(2027, 1, 9) else None,
                    uitkomst=kans.choice(["toegekend", "afgewezen"]),
                    leerling=LeerlingFactory(gemeente=streek.gemeente),
                )
    uitgaven: list[Uitgave] = []
    echt = kijker.afschermen

    def onthoud(tabellen, *rest, **velden):
        uitgaven.append(echt(tabellen, *rest, **velden))
        return uitgaven[-1]

    monkeypatch.setattr(kijker, "afschermen", onthoud)
    monkeypatch.setattr(publicatie, "afschermen", onthoud)
    bestuur = streek.scholen[0].bestuur
    type(streek.school).objects.filter(pk__in=[een.pk for een in streek.scholen[:3]]).update(bestuur=bestuur)
    if wie == "iedereen":
        Instelling.objects.update(cijfers_openbaar=True)
        with time_machine.travel("2027-08-02 10:00:00+02:00", tick=False):
            openbaar_maken(streek, 2026)
    elif wie == "gemeente":
        streek.lid(Rol.GEMEENTE, gemeente=streek.gemeente).get(reverse("monitoring:gemeente"))
    else:
        streek.lid(Rol.BESTUUR, bestuur=bestuur).get(reverse("monitoring:scholen"))
    assert len(uitgaven) == {"gemeente": 3, "iedereen": 1, "bestuur": 8}[wie]
    reeksen = [uitgaven[:2]] if wie != "bestuur" else [uitgaven[van : van + 2] for van in range(0, 8, 2)]
    for reeks in reeksen:
        assert lekken(*reeks) == []

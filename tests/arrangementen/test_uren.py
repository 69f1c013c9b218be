"""Hours of help: what is refused and what is asked first, counter lines, and the pages of today, the week and all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.actions.uren import Bevestigen, Uren, geschreven, inzet_toevoegen, uren_schrijven, vrije_dag
from arrangementen.forms.uren import Urenveld, celnaam
from arrangementen.models import Inzet, Urenregel
from arrangementen.rules import uren as regels
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
VRIJDAG = date(2026, 11, 27)
BASIS = {"dag": VRIJDAG, "vandaag": VRIJDAG, "van": date(2026, 9, 1), "tot": date(2027, 3, 31)}


def vraag(**anders):
    return regels.Schrijven(**(BASIS | {"kwartieren": 4, "op_die_dag": 4} | anders))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, ""),
        ({"kwartieren": -4}, "nul of meer"),
        ({"kwartieren": 97, "op_die_dag": 97}, "meer dan 24 uur"),
        ({"kwartieren": 8, "op_die_dag": 100}, "meer dan 24 uur"),
        ({"van": date(2026, 12, 1)}, "begint pas op dinsdag 1 december"),
        ({"tot": date(2026, 11, 26)}, "laatste dag van de hulp is donderdag 26 november"),
        ({"dag": date(2026, 11, 28)}, "moet nog komen"),
        ({"kwartieren": 0, "op_die_dag": 0, "tot": date(2026, 11, 20)}, ""),
    ],
)
def test_what_cannot_be_written_down(anders, zin):
    assert (zin in regels.weigering(vraag(**anders))) if zin else regels.weigering(vraag(**anders)) == ""


def test_what_is_asked_before_hours_are_kept():
    assert regels.eerst_vragen(vraag()) == []
    assert regels.eerst_vragen(vraag(vrij="een feestdag")) == ["Vrijdag 27 november is een feestdag."]
    assert regels.eerst_vragen(vraag(op_die_dag=41)) == ["Op vrijdag 27 november staan er dan 10,25 uur."]
    assert regels.eerst_vragen(vraag(kwartieren=0, op_die_dag=50, vrij="een feestdag")) == []


def test_days_off_are_weekends_and_holidays_of_the_own_region():
    assert vrije_dag(VRIJDAG, "midden") == ""
    assert vrije_dag(date(2026, 11, 28), "midden") == "in het weekend"
    assert vrije_dag(date(2026, 12, 25), "midden") == "een feestdag"
    assert vrije_dag(date(2026, 10, 14), "noord") == "een dag in de schoolvakantie"
    assert vrije_dag(date(2026, 10, 14), "midden") == ""


def test_more_than_was_granted_warns():
    assert regels.te_veel(8, Decimal(2)) == ""
    assert regels.te_veel(9, None) == ""
    assert "Er staan nu 2,25 uur. Er zijn 2 uur toegekend" in regels.te_veel(9, Decimal(2))


@pytest.mark.parametrize(("tekst", "kwartieren"), [("1,5", 6), ("1.25", 5), ("1:30", 6), ("8", 32), ("0", 0)])
def test_hours_are_read_as_people_write_them(tekst, kwartieren):
    assert Urenveld().clean(tekst) == kwartieren


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [("-1", "nul of meer"), ("25", "24 uur"), ("0,1", "kwartier"), ("een", "zoals 1,5"), ("", "zoals 1,5")],
)
def test_other_hours_get_a_sentence(tekst, zin):
    with pytest.raises(ValidationError, match=zin):
        Urenveld().clean(tekst)


# --- in the database ---------------------------------------------------------------------------------------------


@pytest.fixture
def rij(db):
    """Granted from September on: two hours, given by the school itself."""
    pot("1000", op=OP)
    soort = aanbod(aanbieder="school")
    return toegekend(arrangement(op=OP, soort=soort, van=date(2026, 9, 1)), op=OP)


def ib_van(rij):
    return gebruiker_met(Rol.IB, school=rij.school)


def schrijf(rij, door, kwartieren=4, *, dag=VRIJDAG, soort="leerling", **rest):
    return uren_schrijven(rij, Uren(dag=dag, soort=soort, kwartieren=kwartieren), door=door, op=OP, **rest)


def test_writing_sets_the_hours_of_a_day_and_a_second_click_changes_nothing(rij):
    ib = ib_van(rij)
    schrijf(rij, ib)
    schrijf(rij, ib)
    assert Urenregel.objects.count() == 1
    schrijf(rij, ib, 6)
    assert [*Urenregel.objects.order_by("pk").values_list("kwartieren", flat=True)] == [4, -4, 6]
    assert geschreven(rij) == 6
    schrijf(rij, ib, 0)
    assert geschreven(rij) == 0
    assert Inzet.objects.get().gebruiker == ib


def test_a_line_never_changes_and_a_counter_line_takes_exactly_one_away(rij):
    schrijf(rij, ib_van(rij))
    regel = Urenregel.objects.get()
    with pytest.raises(DatabaseError, match="veranderen niet"), transaction.atomic():
        Urenregel.objects.update(kwartieren=8)
    with pytest.raises(DatabaseError, match="veranderen niet"), transaction.atomic():
        regel.delete()
    gelijk = {"arrangement": rij, "inzet": regel.inzet, "soort": "leerling", "geschreven_op": OP}
    gelijk |= {"geschreven_door": regel.geschreven_door, "dag": VRIJDAG}
    with pytest.raises(DatabaseError, match="precies een regel"), transaction.atomic():
        Urenregel.objects.create(**gelijk, corrigeert=regel, kwartieren=-8)
    with pytest.raises(DatabaseError), transaction.atomic():
        Urenregel.objects.create(**gelijk, kwartieren=97)


def test_a_day_off_is_asked_about_and_more_than_granted_warns(rij):
    ib = ib_van(rij)
    with pytest.raises(Bevestigen, match="is in het weekend"):
        schrijf(rij, ib, dag=date(2026, 11, 21))
    assert schrijf(rij, ib, dag=date(2026, 11, 21), bevestigd=True) == ""
    assert "Er staan nu 2,25 uur" in schrijf(rij, ib, 5)
    for dag in (date(2026, 8, 31), date(2026, 11, 28)):
        with pytest.raises(NietMogelijk):
            schrijf(rij, ib, dag=dag, bevestigd=True)
    with pytest.raises(NietMogelijk, match="24 uur"):
        schrijf(rij, ib, 95, soort="leraar", bevestigd=True)


def test_after_it_stopped_hours_can_only_be_taken_away(rij):
    ib = ib_van(rij)
    schrijf(rij, ib)
    arrangement_stoppen(rij, door=ib, op=OP, laatste_dag=date(2026, 11, 20), reden="doel_bereikt")
    with pytest.raises(NietMogelijk, match="laatste dag van de hulp is vrijdag 20 november"):
        schrijf(rij, ib, 8)
    schrijf(rij, ib, 0)
    assert geschreven(rij) == 0


def test_who_writes_is_who_gives_the_help(rij):
    adviseur = gebruiker_met(Rol.ADVISEUR)
    with pytest.raises(NietMogelijk, match="houdt een ander bij"):
        schrijf(rij, adviseur)
    for vreemd in (gebruiker_met(Rol.IB, school=SchoolFactory()),):
        with pytest.raises(Http404):
            schrijf(rij, vreemd)
    with pytest.raises(NietMogelijk, match="geen rechten"):
        schrijf(rij, gebruiker_met(Rol.BESLISSER))
    eigen = toegekend(arrangement(op=OP, soort=aanbod("eigen")), op=OP)
    schrijf(eigen, adviseur)
    with pytest.raises(NietMogelijk, match="houdt een ander bij"):
        schrijf(eigen, ib_van(eigen))


def test_hours_of_somebody_without_an_account_are_written_for_that_person(rij):
    ib = ib_van(rij)
    juf = inzet_toevoegen(rij, door=ib, op=OP, naam=" Juf Roos ", uren_per_week=Decimal(2))
    assert inzet_toevoegen(rij, door=ib, op=OP, naam="Juf Roos", uren_totaal=Decimal(9)) == juf
    schrijf(rij, ib, inzet=juf)
    assert Urenregel.objects.get().inzet.wie == "Juf Roos"
    ander = toegekend(arrangement(op=OP, school=rij.school), op=OP)
    with pytest.raises(NietMogelijk, match="ander arrangement"):
        schrijf(toegekend(arrangement(op=OP, soort=rij.aanbod, school=rij.school), op=OP), ib, inzet=juf)
    assert Inzet.objects.filter(arrangement=ander).count() == 0


# --- the pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def nu(db):
    """A school that writes today, whatever day that is, with a pupil of its own."""
    pot("1000")
    school = SchoolFactory()
    kind = leerling_op(school, roepnaam="Roosmarijn")
    soort = aanbod(aanbieder="school")
    ib = gebruiker_met(Rol.IB, school=school)
    van = max(eerste_dag(schooljaar(timezone.localdate())), timezone.localdate() - timedelta(days=30))
    rij = toegekend(arrangement(school=school, leerling=kind, ib=ib, soort=soort, van=van))
    return ib, rij


def woorden(antwoord):
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]))


def test_one_tap_writes_today(nu):
    ib, rij = nu
    client, pad = ingelogd(ib), reverse("arrangementen:uren")
    assert "Roosmarijn" in woorden(client.get(pad))
    veel = "9" * 5000
    huge = client.post(reverse("arrangementen:uren"), {"arrangement": rij.public_id, "snel": f"leerling:{veel}"})
    assert "Vul uren in" in huge.text, "so many digits are an error and no fault"
    assert client.get(reverse("arrangementen:uren_week"), {"terug": veel}).status_code == 200
    tik = {"arrangement": rij.public_id, "snel": "leerling:4"}
    antwoord = client.post(pad, tik)
    if antwoord.status_code == 200:  # a day off: asked first
        assert "Klopt dit?" in woorden(antwoord)
        dag = {"dag": timezone.localdate().isoformat(), "kwartieren": "1", "soort": "leerling", "bevestigd": "on"}
        antwoord = client.post(pad, {"arrangement": rij.public_id} | dag)
    assert antwoord.status_code == 302
    tekst = woorden(client.get(pad))
    assert "Bewaard voor vandaag: 1 uur met de leerling." in tekst
    assert "1 van 2 uur geschreven, nog 1 uur" in tekst
    fout = client.post(pad, {"arrangement": rij.public_id, "dag": "x", "kwartieren": "0,1", "soort": "leerling"})
    assert "Rond af op een kwartier" in woorden(fout)
    assert client.post(pad, {"arrangement": "n" * 22}).status_code == 404


def test_a_week_is_kept_whole_or_not_at_all_and_never_wipes_what_came_meanwhile(nu):
    ib, rij = nu
    client, vandaag = ingelogd(ib), timezone.localdate()
    pad = f"{reverse('arrangementen:uren_week')}?soorten=alle"
    cel = celnaam(rij.public_id, "leerling", vandaag)
    assert cel in client.get(pad).text or vandaag.weekday() > 4
    antwoord = client.post(pad, {cel: "1,5", celnaam(rij.public_id, "leraar", vandaag): "x", "bevestigd": "on"})
    assert "zoals 1,5" in woorden(antwoord)
    assert Urenregel.objects.count() == 0
    assert client.post(pad, {cel: "1,5", "bevestigd": "on"}).status_code == 302
    assert geschreven(rij) == 6
    client.post(pad, {cel: "", "bevestigd": "on"})
    assert geschreven(rij) == 6, "the page that was sent showed an empty cell"
    client.post(pad, {cel: "", f"initial-{cel}": "1,5", "bevestigd": "on"})
    assert geschreven(rij) == 0
    assert client.get(f"{pad.split('?')[0]}?terug=x").status_code == 200


def test_the_overview_and_its_spreadsheet_add_up_and_name_no_child(nu):
    ib, rij = nu
    uren_schrijven(
        rij,
        Uren(dag=timezone.localdate(), soort="leraar", kwartieren=9),
        door=ib,
        op=timezone.now(),
        bevestigd=True,
    )
    client = ingelogd(ib)
    tekst = woorden(client.get(reverse("arrangementen:caseload")))
    assert "Roosmarijn" in tekst
    assert "0,25 te veel" in tekst
    blad = client.get(reverse("arrangementen:caseload_excel"))
    assert blad["Content-Type"].endswith("sheet")
    assert b"Roosmarijn" not in blad.content
    tekst = woorden(client.get(reverse("arrangementen:arrangement_uren", args=[rij.public_id])))
    assert "Er staan 0,25 uur meer dan er is toegekend." in tekst
    assert "2,25 uur met de leraar" in tekst


def test_who_gives_the_help_is_kept_on_the_page_of_the_arrangement(nu):
    ib, rij = nu
    client, pad = ingelogd(ib), reverse("arrangementen:arrangement_uren", args=[rij.public_id])
    assert "Kies een collega, of vul een naam in" in woorden(client.post(pad, {"per": "week"}))
    assert client.post(pad, {"naam": "Juf Roos", "aantal": "1,5", "per": "week"}).status_code == 302
    assert "1,5 uur per week" in woorden(client.get(pad))
    client.post(pad, {"weg": Inzet.objects.get().public_id})
    assert Inzet.objects.get().tot == timezone.localdate()
    lezer = ingelogd(gebruiker_met(Rol.BESLISSER))
    assert "Juf Roos" in woorden(lezer.get(pad))
    lezer.post(pad, {"naam": "Ander", "aantal": "1", "per": "week"})
    assert Inzet.objects.count() == 1


@databank
def test_an_adviser_keeps_visits_to_a_school_without_a_child():
    """What Haaglanden calls kennis en procesbegeleiding (C47)."""
    soort = aanbod("kennis-proces", soort="school", gewicht="melden", functie="adviseur passend onderwijs")
    adviseur, school = gebruiker_met(Rol.ADVISEUR), SchoolFactory()
    rij = arrangement(school=school, soort=soort, voor="school", bedrag=Decimal(0), op=OP - timedelta(days=30))
    rij = toegekend(rij, op=OP - timedelta(days=29), bedrag=Decimal(0))
    inzet_toevoegen(rij, door=adviseur, op=OP, gebruiker=adviseur, uren_per_week=Decimal(2))
    uren_schrijven(rij, Uren(dag=VRIJDAG, soort="leraar", kwartieren=8), door=adviseur, op=OP)
    assert geschreven(rij) == 8
    assert not rij.deelnames.exists()

"""The lists of help as a spreadsheet: the rows of the page, with the children that this viewer reads, written down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.facturen import factuur_vastleggen
from arrangementen.actions.groep import aanwezigheid_vastleggen, deelnemer_toevoegen
from arrangementen.actions.plaatsen import plaats_aanbieden
from arrangementen.actions.uren import Uren, uren_schrijven
from arrangementen.actions.verantwoorden import verantwoorden
from arrangementen.models import Groepsschool
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, schooljaar
from scholen.models import Inschrijving
from tests.arrangementrijen import arrangement, pot, toegekend, toegekend_zonder_geld
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


def blad(wie, naam, *args, **vraag):
    """The rows under the header, as text, and which children the logbook says were looked at."""
    voor = set(Logregel.objects.values_list("pk", flat=True))
    antwoord = ingelogd(wie).get(reverse(f"arrangementen:{naam}", args=args), vraag)
    assert antwoord.status_code == 200, naam
    assert antwoord["Cache-Control"] == "no-store"
    rijen = [[str(cel or "") for cel in rij] for rij in load_workbook(BytesIO(antwoord.content)).active.values]
    log = Logregel.objects.exclude(pk__in=voor).filter(actie="geexporteerd", wie=wie.public_id)
    return rijen[1:], sorted(log.values_list("leerling", flat=True))


def test_arrangementen_are_those_of_the_tab_and_a_controller_reads_no_child():
    kind = leerling_op(SchoolFactory(), roepnaam="Roosmarijn")
    loopt = toegekend_zonder_geld(leerling=kind, school=kind.inschrijvingen.get().school)
    arrangement(soort=aanbod("gevraagd"))
    beslisser = gebruiker_met(Rol.BESLISSER)
    (rij,), log = blad(beslisser, "arrangementen_excel", weergave="loopt")
    assert (rij[0], rij[1], rij[-1]) == (loopt.kenmerk, kind.naam, "Loopt")
    assert log == [kind.public_id]
    assert len(blad(beslisser, "arrangementen_excel", weergave="alles")[0]) == 2
    (rij,), log = blad(gebruiker_met(Rol.CONTROLLER), "arrangementen_excel", weergave="alles")
    assert "Roosmarijn" not in " ".join(rij)
    assert log == []


def test_the_list_and_its_file_know_the_theme():
    met, zonder = arrangement(soort=aanbod("een", thema="Kennis")), arrangement(soort=aanbod("twee"))
    client, adres = ingelogd(gebruiker_met(Rol.BESLISSER)), reverse("arrangementen:arrangementen")
    for vraag, wel in (({}, {met, zonder}), ({"thema": "Kennis"}, {met}), ({"thema": "Anders"}, {met, zonder})):
        pagina = client.get(adres, vraag).text
        assert {een for een in (met, zonder) if een.kenmerk in pagina} == wel, vraag
        assert 'data-label="Thema">Kennis<' in pagina
    ((_, _, _, _, thema, *_),), _ = blad(gebruiker_met(Rol.BESLISSER), "arrangementen_excel", thema="Kennis")
    assert thema == "Kennis"
    met.aanbod.__class__.objects.update(thema="")
    assert "Thema" not in client.get(adres).text


def test_a_group_is_exported_by_each_school_for_itself():
    nu = timezone.now()
    soort = aanbod("groep", vorm="bedrag", eenheid="leerling", functie="")
    rij = toegekend_zonder_geld(soort=soort, voor="groep", aantal=Decimal(3))
    ander = SchoolFactory()
    Groepsschool.objects.create(arrangement=rij, school=ander)
    wie, kinderen = [], []
    for school in (rij.school, ander):
        ib, kind = gebruiker_met(Rol.IB, school=school), leerling_op(school)
        deelname = deelnemer_toevoegen(rij, door=ib, op=nu, leerling=kind, van=timezone.localdate())
        aanwezigheid_vastleggen(rij, door=ib, op=nu, dag=timezone.localdate(), wie={deelname: "afgemeld"})
        wie.append(ib)
        kinderen.append(kind)
    for ib, kind in zip(wie, kinderen, strict=True):
        (regel,), log = blad(ib, "groep_excel", rij.public_id)
        assert (regel[0], regel[-3:]) == (kind.naam, ["0", "1", "0"])
        assert log == [kind.public_id]
    assert len(blad(gebruiker_met(Rol.ADVISEUR), "groep_excel", rij.public_id)[0]) == 2
    een = toegekend_zonder_geld()
    pad = reverse("arrangementen:groep_excel", args=[een.public_id])
    assert ingelogd(gebruiker_met(Rol.ADVISEUR)).get(pad).status_code == 404


def test_places_and_who_waits_are_exported_with_the_number_in_the_whole_list():
    klas = aanbod("klas", vorm="plaats", eenheid="plaats", functie="", plaatsen=1, naam="Tussenklas")
    staf, nu = gebruiker_met(Rol.ADVISEUR), timezone.now()
    een, twee, drie = (toegekend_zonder_geld(soort=klas, op=nu).deelnames.get() for _ in range(3))
    plaats_aanbieden(een, door=staf, op=nu)
    rijen, log = blad(staf, "voorziening_excel", klas.public_id)
    assert [(rij[0], rij[2], rij[6]) for rij in rijen] == [
        (een.leerling.naam, "Aangeboden", ""),
        (twee.leerling.naam, "Wacht", "1"),
        (drie.leerling.naam, "Wacht", "2"),
    ]
    assert log == sorted(kind.leerling.public_id for kind in (een, twee, drie))
    (rij,), log = blad(gebruiker_met(Rol.IB, school=drie.school), "voorziening_excel", klas.public_id)
    assert (rij[0], rij[6], log) == (drie.leerling.naam, "2", [drie.leerling.public_id])
    assert blad(staf, "voorzieningen_excel") == ([["Tussenklas", "1", "Nee", "1", "0", "2"]], [])


def test_invoices_and_what_schools_sent_are_those_of_the_tab():
    pot("1000")
    rij, nu, vandaag = toegekend(), timezone.now(), timezone.localdate()
    controller, ib = gebruiker_met(Rol.CONTROLLER), gebruiker_met(Rol.IB, school=rij.school)
    wie = {"door": controller, "op": nu}
    wat = {"swv": rij.swv, "soort": "factuur", "leverancier": "=Hulp BV", "datum": vandaag, "bedrag": Decimal(60)}
    for nummer, kenmerk in (("1", rij.kenmerk), ("2", "")):
        factuur_vastleggen(**wie, **wat, nummer=nummer, kenmerk=kenmerk)
    (twee, een), _ = blad(controller, "facturen_excel")
    assert (een[1], een[2], een[4], een[6], een[7]) == ("1", "'=Hulp BV", rij.kenmerk, "60.0", "Klopt")
    assert (twee[1], twee[7]) == ("2", "Klopt niet")
    assert blad(controller, "facturen_excel", weergave="betaald")[0] == []
    uitbetalen(rij, **wie, bedrag=Decimal(40), datum=vandaag, sleutel="a")
    for naam in ("besturen_excel", "werkgebieden_excel"):
        (regel,), log = blad(controller, naam)
        assert (regel[1:4], log) == (["1", "100.0", "40.0"], [""]), naam
    (regel,), log = blad(controller, "bestuur_excel", rij.school.bestuur.public_id)
    assert (regel[0], regel[3:5], log) == (rij.school.naam, ["100.0", "40.0"], [""])
    pad = reverse("arrangementen:bestuur_excel", args=[rij.school.bestuur.public_id])
    assert ingelogd(gebruiker_met(Rol.BESTUUR)).get(pad).status_code == 404, "a board of no school"
    (regel,), _ = blad(ib, "verantwoordtaken_excel")
    assert (regel[1], regel[4], regel[8]) == (rij.school.naam, "40.0", "Te verantwoorden")
    jaar = {"swv": rij.swv, "school": rij.school, "schooljaar": rij.schooljaar, "arrangement": None}
    verantwoorden(door=ib, op=nu, **jaar, besteed=Decimal(30), waaraan="Uren.", effect="Rust.")
    (regel,), _ = blad(controller, "verantwoordingen_excel")
    assert (regel[1], regel[4:7], regel[8]) == (rij.school.naam, ["40.0", "30.0", "10.0"], "Te bekijken")
    assert [een[4:6] for een in blad(ib, "verantwoordtaken_excel")[0]] == [["40.0", ""], ["40.0", "30.0"]]
    assert blad(gebruiker_met(Rol.IB, school=SchoolFactory()), "verantwoordtaken_excel") == ([], [])
    assert blad(controller, "verantwoordingen_excel", weergave="klaar")[0] == []


def test_my_hours_of_a_week_are_exported_with_the_children_i_read():
    rij = toegekend_zonder_geld(soort=aanbod(aanbieder="school"), van=eerste_dag(schooljaar(timezone.localdate())))
    ib, kind, vandaag = gebruiker_met(Rol.IB, school=rij.school), rij.deelnames.get().leerling, timezone.localdate()
    uren_schrijven(rij, Uren(dag=vandaag, soort="leerling", kwartieren=6), door=ib, op=timezone.now(), bevestigd=True)
    (regel,), log = blad(ib, "uren_excel")
    assert (regel[0][:10], regel[2], regel[4], regel[6]) == (str(vandaag), rij.kenmerk, kind.roepnaam, "1.5")
    assert log == [kind.public_id]
    assert blad(ib, "uren_excel", terug="1") == ([], [])
    collega = gebruiker_met(Rol.IB, school=rij.school)
    assert blad(collega, "uren_excel") == ([], []), "hours of somebody else are theirs"


def test_who_left_and_what_is_to_be_looked_back_on():
    vandaag = timezone.localdate()
    rij = toegekend_zonder_geld(tot=min(vandaag + timedelta(days=10), laatste_dag(schooljaar(vandaag))))
    deelname, staf = rij.deelnames.get(), gebruiker_met(Rol.ADVISEUR)
    assert blad(staf, "vertrokken_excel") == ([], [])
    Inschrijving.objects.filter(leerling=deelname.leerling).delete()
    kind = deelname.leerling
    verwacht = [kind.naam, rij.kenmerk, rij.aanbod.naam, rij.school.naam, "Niet bij ons"]
    assert blad(staf, "vertrokken_excel") == ([verwacht], [kind.public_id])
    (regel,), log = blad(staf, "evalueren_excel")
    assert (regel[:2], regel[4], log) == ([rij.kenmerk, kind.naam], "Eindevaluatie", [kind.public_id])

"""A besluit about help is not known outside the SWV before its letter went out (afspraak 4): every way to read it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen import evalueerlijst
from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.evalueren import evaluatie_plannen, waarom_niet
from arrangementen.actions.facturen import factuur_betalen, factuur_vastleggen
from arrangementen.actions.plaatsen import wachtlijst
from arrangementen.actions.urenstand import van_mij
from arrangementen.models import (
    Arrangement,
    Beeindiging,
    Beslissing,
    Boeking,
    Evaluatie,
    Inzet,
    Materiaal,
    Potdeel,
    Urenregel,
)
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.inzage.bronnen import alles_over
from loket.actions.inzage.wie import Rond
from loket.rules.inzage import GAAT_MEE, Reden, Vrager
from scholen.models import Plek
from tests.arrangementrijen import als_besluit, arrangement, brief_weg, pot, toegekend, toegekend_zonder_geld
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op, ouder_van
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate


def bestuur_van(school):
    wie = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=wie.lidmaatschappen.get(), bestuur=school.bestuur)
    return wie


def woorden(client, naam, *args) -> str:
    antwoord = client.get(reverse(f"arrangementen:{naam}", args=args))
    assert antwoord.status_code == 200, naam
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]).replace("\xa0", " ")


def test_a_board_hears_of_a_besluit_when_the_school_does():
    rij = als_besluit(toegekend_zonder_geld())
    bestuur = bestuur_van(rij.school)
    controller = gebruiker_met(Rol.CONTROLLER)
    assert Arrangement.objects.visible_to(controller).exists(), "the SWV itself knows"
    assert not Arrangement.objects.visible_to(bestuur).exists()
    assert not Beslissing.objects.visible_to(bestuur).exists()
    brief_weg(rij)
    assert not geheim().exists()
    assert Beslissing.objects.visible_to(bestuur).exists()


def test_the_pages_of_money_show_a_besluit_when_its_letter_went_out():
    school = SchoolFactory()
    eigen, breed = pot("1000", school=school, naam="Van de school"), pot("500", naam="Van ons")
    toegekend(arrangement(school=school, soort=aanbod("bekend"), bedrag=Decimal(40)))
    rij = als_besluit(toegekend(arrangement(school=school, bedrag=Decimal(700))))
    assert Boeking.objects.filter(pot=eigen).count() == 3
    controller = ingelogd(gebruiker_met(Rol.CONTROLLER))
    assert "740,00" in woorden(controller, "budgetten")
    deel, bestuur = Potdeel.objects.get(pot=eigen), school.bestuur
    paginas = [("budgetten",), ("budget", eigen.public_id), ("boekingen", eigen.public_id)]
    paginas += [("budget_besturen",), ("budget_werkgebieden",)]
    paginas += [("budget_bestuur", bestuur.public_id), ("potdeel", deel.public_id)]
    wie = [ingelogd(gebruiker_met(Rol.DIRECTEUR, school=school)), ingelogd(bestuur_van(school))]
    for client in wie:
        for pagina in paginas[:-1] if client is wie[1] else paginas:
            tekst = woorden(client, *pagina)
            assert "700" not in tekst, pagina
            assert "740" not in tekst, pagina
            assert "40,00" in tekst, pagina
        assert breed.naam not in woorden(client, "budgetten")
    brief_weg(rij)
    assert all("740,00" in woorden(client, "budgetten") for client in wie)


def test_what_is_secret_in_a_budget_that_one_does_not_see_is_not_taken_off_another():
    school, ander = SchoolFactory(), aanbod("tweede")
    pot("1000", school=school, naam="Van de school")
    pot("5000", aanbod=ander, naam="Voor wat anders")
    toegekend(arrangement(school=school, soort=aanbod("bekend"), bedrag=Decimal(40)))
    rij = als_besluit(toegekend(arrangement(school=school, soort=ander, bedrag=Decimal(700))))
    wie = [ingelogd(gebruiker_met(Rol.DIRECTEUR, school=school)), ingelogd(bestuur_van(school))]
    for client in wie:
        for pagina in ("budget_besturen", "budget_werkgebieden"):
            tekst = woorden(client, pagina)
            assert "660,00" not in tekst, pagina
            assert tekst.count("40,00") >= 2, pagina
    brief_weg(rij)
    assert all("740,00" in woorden(client, "budget_besturen") for client in wie)


def test_a_school_that_got_nothing_else_has_no_part_of_the_budget_yet():
    school = SchoolFactory()
    pot("1000")
    rij = als_besluit(toegekend(arrangement(school=school, bedrag=Decimal(700))))
    directeur = gebruiker_met(Rol.DIRECTEUR, school=school)
    assert not Potdeel.objects.visible_to(directeur).exists()
    assert not Boeking.objects.visible_to(directeur).exists()
    brief_weg(rij)
    assert Potdeel.objects.visible_to(directeur).exists()


def test_no_hours_are_written_and_nothing_is_looked_back_on_before_the_letter():
    school, nu = SchoolFactory(), timezone.now()
    ib = gebruiker_met(Rol.IB, school=school)
    rij = als_besluit(toegekend_zonder_geld(school=school, ib=ib, soort=aanbod(aanbieder="school")))
    Inzet.objects.create(arrangement=rij, gebruiker=ib, gemaakt_op=nu, gemaakt_door=ib)
    Materiaal.objects.create(arrangement=rij, wat="Studiebox", aantal=1)

    def gezien():
        lijsten = (Inzet, Materiaal)
        return (
            len(van_mij(ib, VANDAAG(), VANDAAG())[0]),
            evalueerlijst.lopend(ib, VANDAAG()).count(),
            *(model.objects.visible_to(ib).count() for model in lijsten),
        )

    assert gezien() == (0, 0, 0, 0)
    assert "niet toegekend" in waarom_niet(rij, door=ib, vandaag=VANDAAG()), "page and action ask the same"
    with pytest.raises(NietMogelijk, match="niet toegekend"):
        evaluatie_plannen(rij, door=ib, op=nu, soort="tussen", dag=VANDAAG())
    brief_weg(rij)
    assert gezien() == (1, 1, 1, 1)
    evaluatie_plannen(rij, door=ib, op=nu, soort="tussen", dag=VANDAAG())


def test_nothing_is_paid_before_the_letter():
    """By the money a school would know of its besluit; an invoice waits too, and says so on its page."""
    pot("1000")
    rij = als_besluit(toegekend(arrangement(bedrag=Decimal(100))))
    controller, nu, vandaag = gebruiker_met(Rol.CONTROLLER), timezone.now(), VANDAAG()
    wie, zin = {"door": controller, "op": nu}, "De brief met dit besluit is nog niet verstuurd"
    betaling = {"bedrag": Decimal(40), "datum": vandaag}
    wat = {"swv": rij.swv, "soort": "factuur", "leverancier": "Hulp BV", "nummer": "1", "kenmerk": rij.kenmerk}
    factuur = factuur_vastleggen(**wie, **wat, **betaling)
    with pytest.raises(NietMogelijk, match=zin):
        uitbetalen(rij, **wie, **betaling, sleutel="a")
    with pytest.raises(NietMogelijk, match=zin):
        factuur_betalen(factuur, **wie, datum=vandaag)
    client = ingelogd(controller)
    tekst = woorden(client, "arrangement_betalen", rij.public_id)
    assert zin in tekst
    assert "Boek de betaling" not in tekst
    assert zin in woorden(client, "factuur", factuur.public_id)
    assert not Boeking.objects.filter(soort="uitbetaling").exists()
    brief_weg(rij)
    assert "Boek de betaling" in woorden(client, "arrangement_betalen", rij.public_id)
    uitbetalen(rij, **wie, **betaling, sleutel="a")
    assert factuur_betalen(factuur, **wie, datum=vandaag).betaling


def test_who_is_refused_still_waits_until_the_letter_says_so():
    plaats = aanbod("plaats", vorm="plaats", eenheid="plaats", plaatsen=1, functie="")
    rij = arrangement(soort=plaats, bedrag=Decimal(0))
    wie = {"besloten_op": timezone.now(), "besloten_door": rij.gevraagd_door, "ondertekenaar": "Proef"}
    Beslissing.objects.create(arrangement=rij, uitkomst="afgewezen", motivering="Vol.", **wie)
    rij = als_besluit(Arrangement.objects.get())
    assert wachtlijst(plaats, VANDAAG()).exists()
    brief_weg(rij)
    assert not wachtlijst(plaats, VANDAAG()).exists()


def test_the_copy_for_a_parent_tells_nothing_of_a_besluit_or_of_a_draft():
    kind = leerling_op(SchoolFactory())
    ouder = ouder_van(kind, gebruiker=gebruiker_met(Rol.OUDER))
    rij = toegekend_zonder_geld(leerling=kind, school=kind.inschrijvingen.get().school)
    nu, ib = timezone.now(), rij.gevraagd_door
    evaluatie = evaluatie_plannen(rij, door=ib, op=nu, soort="tussen", dag=VANDAAG())
    inzet = Inzet.objects.create(arrangement=rij, gebruiker=ib, gemaakt_op=nu, gemaakt_door=ib)
    wie = {"geschreven_op": nu, "geschreven_door": ib}
    Urenregel.objects.create(arrangement=rij, inzet=inzet, dag=VANDAAG(), kwartieren=4, soort="leerling", **wie)
    rij = als_besluit(rij)

    rondom = Rond(ouder.gebruiker, Vrager.OUDER, kind, (kind.pk,), plek_dicht=False, adres_dicht=False)

    def mee():
        return {een.soort.removeprefix("arrangementen."): een for een in alles_over(rondom)}

    dicht = mee()
    for soort in ("Beslissing", "Urenregel", "Evaluatie"):
        assert (dicht[soort].mee, dicht[soort].reden) == (False, Reden.CONCEPT), soort
    assert not [naam for naam, _ in dicht["Arrangement"].velden if "oegekend" in naam]
    brief_weg(rij)
    open_ = mee()
    assert open_["Beslissing"].mee
    assert open_["Urenregel"].mee
    assert not open_["Evaluatie"].mee, "a draft is of the school"
    Evaluatie.objects.filter(pk=evaluatie.pk).update(afgerond_op=nu, afgerond_door=ib)
    assert mee()["Evaluatie"].mee


def test_each_row_that_tells_of_a_grant_waits_for_its_letter():
    """Who adds a model about help says whether it tells the outcome; Deelname, Doel and the words asked do not."""
    vraagt = {"Arrangement", "Arrangementvraag", "Deelname", "Doel", "Inzet", "Evaluatiewoord"}
    for label, regel in GAAT_MEE.items():
        naam = label.removeprefix("arrangementen.")
        if label.startswith("arrangementen.") and regel.pad and naam not in vraagt:
            assert regel.na, label
    assert Beeindiging.__name__ not in vraagt

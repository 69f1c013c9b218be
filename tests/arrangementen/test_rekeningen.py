"""Bank accounts: one person enters a number, another one confirms it, and nothing that was there changes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.rekeningen import (
    Stand,
    rekening_afwijzen,
    rekening_bevestigen,
    rekening_invoeren,
    standen,
)
from arrangementen.models import Factuur, Rekening
from arrangementen.rules.iban import GeenIban, gemaskeerd, leesbaar, nette_iban
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Instelling
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)
IBAN, ANDER = "NL91ABNA0417164300", "NL44RABO0123456789"


@pytest.fixture
def controller(db):
    return gebruiker_met(Rol.CONTROLLER)


@pytest.fixture
def beslisser(db):
    return gebruiker_met(Rol.BESLISSER)


@pytest.fixture
def swv(db):
    rij = InstellingFactory(betaalbestand=True)
    Instelling.objects.update(betaalbestand=True)
    return rij.swv


def invoeren(swv, door, **anders):
    velden = {"iban": IBAN, "tenaamstelling": "Stichting Proef", "vanaf": DAG, "bron": "Brief van 3 november."}
    return rekening_invoeren(swv, door=door, op=OP, **(velden | anders))


def bevestigen(rij, door, *, op=OP):
    return rekening_bevestigen(rij, door=door, op=op, nagegaan="Gebeld met het bestuur.")


def test_a_number_is_checked_by_its_digits_and_read_in_groups():
    for tekst in (" nl91 abna 0417 1643 00 ", IBAN):
        assert nette_iban(tekst) == IBAN
    assert (leesbaar(IBAN), gemaskeerd(IBAN)) == ("NL91 ABNA 0417 1643 00", "NL … 4300")
    for fout, zin in (
        ("NL92ABNA0417164300", "klopt niet"),
        ("NL91ABNA041716430", "klopt niet"),
        ("123", "klopt niet"),
        ("", "klopt niet"),
        ("BR1500000000000010932840814P2", "dit land"),
    ):
        with pytest.raises(GeenIban, match=zin):
            nette_iban(fout)


def test_a_number_holds_once_another_person_confirmed_it(swv, controller, beslisser):
    bestuur = SchoolFactory().bestuur
    rij = invoeren(swv, controller, bestuur=bestuur)
    wacht = standen(swv, DAG)[rij.sleutel]
    assert (wacht.geldig, wacht.open) == (None, rij)
    for wie, zin in ((controller, "zelf in"), (gebruiker_met(Rol.LOKETMEDEWERKER), GEEN_RECHTEN)):
        with pytest.raises(NietMogelijk, match=zin):
            bevestigen(rij, wie)
    with pytest.raises(NietMogelijk, match="hoe je het hebt nagegaan"):
        rekening_bevestigen(rij, door=beslisser, op=OP, nagegaan=" ")
    with pytest.raises(IntegrityError, match="rekening_tweede"), transaction.atomic():
        Rekening.objects.update(bevestigd_op=OP, bevestigd_door=controller, nagegaan="Zelf.")
    bevestigen(rij, beslisser)
    nu = standen(swv, DAG)[rij.sleutel]
    assert (nu.geldig, nu.open, nu.waarom_niet) == (rij, None, "")
    with pytest.raises(NietMogelijk, match="al iets over gezegd"):
        bevestigen(rij, gebruiker_met(Rol.BESLISSER))
    assert [*Logregel.objects.filter(ding=rij.public_id).order_by("pk").values_list("actie", flat=True)] == [
        "rekening_invoeren",
        "rekening_bevestigen",
    ]


def test_another_number_is_a_new_row_and_the_old_one_holds_until_its_first_day(swv, controller, beslisser):
    oud = bevestigen(invoeren(swv, controller), beslisser)
    nieuw = invoeren(swv, controller, iban=ANDER, vanaf=DAG + timedelta(days=5))
    assert "wacht" in standen(swv, DAG)["swv"].waarom_niet
    with pytest.raises(NietMogelijk, match="Er wacht al een nieuw"):
        invoeren(swv, controller, iban="NL20INGB0001234567")
    bevestigen(nieuw, beslisser, op=OP + timedelta(hours=1))
    assert standen(swv, DAG)["swv"].geldig == oud
    assert standen(swv, DAG + timedelta(days=5))["swv"].geldig == nieuw
    with pytest.raises(NietMogelijk, match="dat er al staat"):
        invoeren(swv, controller, iban=ANDER, vanaf=DAG + timedelta(days=9))


def test_what_was_entered_never_changes_and_never_goes_away(swv, controller, beslisser):
    rij = invoeren(swv, controller)
    for doen in (
        lambda: Rekening.objects.update(iban=ANDER),
        lambda: Rekening.objects.update(tenaamstelling="Iemand anders"),
        lambda: Rekening.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()
    bevestigen(rij, beslisser)
    with pytest.raises(DatabaseError, match="voer een nieuw nummer in"), transaction.atomic():
        Rekening.objects.update(bevestigd_op=None, bevestigd_door=None, nagegaan="")
    assert Rekening.objects.get().iban == IBAN


def test_a_number_that_is_not_used_makes_room_for_another(swv, controller, beslisser):
    rij = invoeren(swv, controller)
    with pytest.raises(NietMogelijk, match="waarom het niet wordt gebruikt"):
        rekening_afwijzen(rij, door=beslisser, op=OP, reden=" ")
    rekening_afwijzen(rij, door=controller, op=OP, reden="Typefout.")
    with pytest.raises(NietMogelijk, match="al iets over gezegd"):
        bevestigen(rij, beslisser)
    assert standen(swv, DAG) == {}
    assert invoeren(swv, controller).wacht


def test_what_cannot_be_entered_says_why(swv, controller):
    for anders, zin in (
        ({"vanaf": DAG + timedelta(days=400)}, "binnen een jaar"),
        ({"iban": "NL92ABNA0417164300"}, "klopt niet"),
        ({"bestuur": SchoolFactory().bestuur, "leverancier": "Zorg BV"}, "bestuur of van een leverancier"),
        ({"tenaamstelling": ""}, "leeg"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            invoeren(swv, controller, **anders)
    with pytest.raises(NietMogelijk, match=GEEN_RECHTEN):
        invoeren(swv, gebruiker_met(Rol.BESLISSER))
    Instelling.objects.update(betaalbestand=False)
    with pytest.raises(NietMogelijk, match="geen betaalbestanden"):
        invoeren(swv, controller)
    assert not Rekening.objects.exists()
    assert Stand().waarom_niet == "Er is nog geen bevestigd rekeningnummer."


def test_the_pages_mask_the_number_and_neither_log_nor_address_holds_it(swv, controller, beslisser):
    nu, bestuur = timezone.now(), SchoolFactory().bestuur
    stuk = {"soort": "factuur", "leverancier": "Zorg BV", "nummer": "F1", "datum": DAG, "bedrag": 5}
    Factuur.objects.create(swv=swv, vastgelegd_op=nu, vastgelegd_door=controller, **stuk)
    client, lijst, nieuw = (
        ingelogd(controller),
        reverse("arrangementen:rekeningen"),
        reverse("arrangementen:rekening_nieuw"),
    )
    tekst = client.get(lijst).text
    assert all(naam in tekst for naam in (swv.naam, bestuur.naam, "Zorg BV"))
    keuze = re.search(rf'value="([^"]+)">{re.escape(bestuur.naam)}', client.get(nieuw).text)[1]
    velden = {"van": keuze, "iban": "NL91 abna 0417 1643 01", "tenaamstelling": "Stichting", "bron": "Brief."}
    velden |= {"vanaf": nu.date().isoformat()}
    assert "klopt niet" in client.post(nieuw, velden).text
    assert client.post(nieuw, velden | {"iban": "NL91 abna 0417 1643 00"}).url == lijst
    rij = Rekening.objects.get()
    assert (rij.bestuur, rij.leverancier, rij.iban) == (bestuur, "", IBAN)
    pad = reverse("arrangementen:rekening", args=[rij.public_id])
    for wie in (client, ingelogd(beslisser)):
        assert "NL … 4300" in (tekst := wie.get(lijst).text)
        assert "0417" not in tekst
        assert rij.leesbaar in wie.get(pad).text
    assert "zelf in" in client.post(pad, {"actie": "bevestigen", "goed-nagegaan": "Gebeld."}).text
    ingelogd(beslisser).post(pad, {"actie": "bevestigen", "goed-nagegaan": "Gebeld."})
    assert Rekening.objects.get().bevestigd_door == beslisser
    regels = Logregel.objects.filter(ding=rij.public_id)
    assert {een.actie for een in regels} == {"rekening_invoeren", "rekening_ingezien", "rekening_bevestigen"}
    assert "0417164300" not in repr([vars(een) for een in regels])


def test_where_no_payment_files_are_made_the_pages_do_not_exist(swv, controller):
    client = ingelogd(controller)
    assert "Rekeningnummers" in client.get(reverse("arrangementen:budgetten")).text
    rij = invoeren(swv, controller)
    Instelling.objects.update(betaalbestand=False)
    for naam, *delen in (("rekeningen",), ("rekening_nieuw",), ("rekening", rij.public_id)):
        assert client.get(reverse(f"arrangementen:{naam}", args=delen)).status_code == 404, naam
    assert "Rekeningnummers" not in client.get(reverse("arrangementen:budgetten")).text

"""Signals of the steunpunt: without names, put right or taken back, and read by who writes them alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket import demosignalen
from loket.actions.signaal import signaal_opschrijven, signaal_terugnemen, signaal_wijzigen
from loket.models import Signaal
from loket.rules.signaal import herkenbaar
from scholen.models import Gemeente, Instelling
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.monitoringrijen import signaal
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
GOED = {"thema": "Wachten", "van": "ouder", "tekst": "Het duurt lang."}
DAG = date(2026, 11, 2)


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


@pytest.fixture
def loket(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER)


def doen(wie):
    return {"door": wie, "op": timezone.now(), "dag": timezone.localdate()}


# --- the rule ----------------------------------------------------------------------------------------------------


def test_what_leads_to_somebody_is_refused():
    for tekst, woord in {
        "Het gaat om 111222333.": "burgerservicenummer",
        "Mail naar moeder@voorbeeld.nl": "e-mailadres",
        "Bel 06 12345678": "telefoonnummer",
        "Bel +31 6 1234 5678": "telefoonnummer",
        "Bel 070-1234567": "telefoonnummer",
        "Geboren op 3-6-2019": "geboortedatum",
        "geboren 03/06/2019": "geboortedatum",
        "Geboren op 3 Juni 2019": "geboortedatum",
        "Het gebeurde op 2 november 2023": "geboortedatum",
    }.items():
        assert woord in herkenbaar(tekst, DAG), tekst


def test_what_leads_to_nobody_is_not():
    for tekst in (
        "Op 3 juni 2026 was er een gesprek.",
        "Sinds 2019 wachten zij al 14 weken.",
        "Groep 5 van 30 kinderen, in 2024-2025.",
        "Het gebeurde op 2-11-2024.",
        "06 is het begin van een nummer.",
    ):
        assert herkenbaar(tekst, DAG) == "", tekst


# --- writing, changing, taking back --------------------------------------------------------------------------------


@databank
def test_a_signal_is_written_down_and_the_log_holds_none_of_its_words(swv, loket):
    rij = signaal_opschrijven(swv, **doen(loket), **GOED, school=SchoolFactory())
    assert (rij.thema, rij.van, rij.opgeschreven_door) == ("Wachten", "ouder", loket)
    regel = Logregel.objects.get(actie="signaal_opschrijven")
    assert regel.ding == rij.public_id
    assert (regel.leerling, regel.bijzonderheden) == ("", {})


@databank
def test_what_cannot_be_written_down_says_why(swv, loket):
    nu = doen(loket)
    for anders, zin in (
        ({"thema": "Verzonnen"}, "Kies een van de thema"),
        ({"van": "buurman"}, "van wie"),
        ({"tekst": "  "}, "wat er is gezegd"),
        ({"tekst": "Bel 06 12345678"}, "telefoonnummer"),
        ({"dag": timezone.localdate() + timedelta(days=1)}, "eerdere dag"),
        ({"door": gebruiker_met(Rol.BESLISSER)}, "rechten"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            signaal_opschrijven(swv, **(nu | GOED | anders))
    assert not Signaal.objects.exists()


@databank
def test_a_change_names_the_parts_and_a_theme_of_before_may_stay(swv, loket):
    rij = signaal(swv, loket)
    Instelling.objects.update(signaalthemas=["Nieuw"])
    nieuw = {"thema": "Thuis zitten", "van": "leerling", "tekst": "Het duurt lang."}
    signaal_wijzigen(rij, **doen(loket), **nieuw)
    rij.refresh_from_db()
    assert (rij.van, rij.thema) == ("leerling", "Thuis zitten")
    assert Logregel.objects.get(actie="signaal_wijzigen").bijzonderheden == {"velden": ["van"]}
    for anders, zin in (({}, "niets gewijzigd"), ({"thema": "Wachten"}, "Kies een van de thema")):
        with pytest.raises(NietMogelijk, match=zin):
            signaal_wijzigen(rij, **(doen(loket) | nieuw | anders))


@databank
def test_taken_back_it_stays_with_the_reason_and_changes_no_more(swv, loket):
    rij = signaal(swv, loket)
    nu = {"door": loket, "op": timezone.now()}
    for reden, zin in (("", "waarom"), ("Van moeder@voorbeeld.nl", "e-mailadres")):
        with pytest.raises(NietMogelijk, match=zin):
            signaal_terugnemen(rij, **nu, reden=reden)
    signaal_terugnemen(rij, **nu, reden="Dubbel.")
    assert not Signaal.objects.geldig().exists()
    for doet, meer in ((signaal_terugnemen, {"reden": "Nog eens."}), (signaal_wijzigen, doen(loket) | GOED)):
        with pytest.raises(NietMogelijk, match="verandert niet meer"):
            doet(rij, **(nu | meer))
    for poging in (lambda: Signaal.objects.update(reden="Anders"), lambda: Signaal.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            poging()
    assert Signaal.objects.get().reden == "Dubbel."


@databank
def test_who_does_not_write_signals_does_not_see_them(swv, loket):
    rij = signaal(swv, loket)
    for rol in Rol:
        wie = gebruiker_met(rol)
        ziet = Signaal.objects.visible_to(wie).exists()
        assert ziet == (rol in {Rol.LOKETMEDEWERKER, Rol.ADVISEUR}), rol
    with pytest.raises((Http404, NietMogelijk)):
        signaal_terugnemen(rij, door=gebruiker_met(Rol.CONTROLLER), op=timezone.now(), reden="Weg.")


# --- the pages -----------------------------------------------------------------------------------------------------


@databank
def test_the_list_shows_what_is_asked_for(swv, loket):
    vandaag = timezone.localdate()
    signaal(swv, loket, tekst="Van vandaag.")
    signaal(swv, loket, vandaag - timedelta(days=40), van="leerling", tekst="Van toen.")
    hier = SchoolFactory(gemeente=Gemeente.objects.create(code="0001", naam="Hierdorp"))
    signaal(swv, loket, vandaag - timedelta(days=50), tekst="Van school.", school=hier)
    signaal(swv, loket, vandaag - timedelta(days=60), tekst="Van gemeente.", gemeente=hier.gemeente)
    Gemeente.objects.create(code="0002", naam="Nooit Genoemd")
    weg = signaal(swv, loket, tekst="Van niemand.")
    signaal_terugnemen(weg, door=loket, op=timezone.now(), reden="Dubbel.")
    client = ingelogd(loket)
    for vraag, wel in (
        ({}, {"vandaag", "toen", "school", "gemeente"}),
        ({"school": hier.brin6}, {"school"}),
        ({"gemeente": hier.gemeente.code}, {"gemeente"}),
        ({"school": "x", "gemeente": "x"}, {"vandaag", "toen", "school", "gemeente"}),
        ({"van": "leerling"}, {"toen"}),
        ({"thema": "Thuis zitten", "vanaf": vandaag.isoformat()}, {"vandaag"}),
        ({"tot": (vandaag - timedelta(days=1)).isoformat()}, {"toen", "school", "gemeente"}),
        ({"stand": "terug"}, {"niemand"}),
        ({"stand": "alle"}, {"vandaag", "toen", "niemand", "school", "gemeente"}),
        ({"van": "x", "thema": "x", "vanaf": "x", "pagina": "x"}, {"vandaag", "toen", "school", "gemeente"}),
        ({"thema": "Wachten"}, set()),
    ):
        tekst = client.get(reverse("loket:signalen"), vraag).text
        assert {een for een in ("vandaag", "toen", "niemand", "school", "gemeente") if f"Van {een}." in tekst} == wel, (
            vraag
        )
        assert "Nooit Genoemd" not in tekst


@databank
def test_writing_changing_and_taking_back_by_form(swv, loket):
    school = SchoolFactory(gemeente=Gemeente.objects.create(code="0518", naam="Zandwerven"))
    client, vandaag = ingelogd(loket), timezone.localdate().isoformat()
    nieuw = reverse("loket:signaal_nieuw")
    assert "Kies een thema" in client.post(nieuw, {"van": ""}).text
    fout = client.post(nieuw, GOED | {"dag": vandaag, "tekst": "Geboren op 3-6-2019."}).text
    assert "een geboortedatum kan zijn" in fout
    client.post(nieuw, GOED | {"dag": vandaag, "gemeente": "0518", "school": school.brin6})
    rij = Signaal.objects.get()
    assert (rij.gemeente.naam, rij.school) == ("Zandwerven", school)
    adres = reverse("loket:signaal", args=[rij.public_id])
    pagina = client.get(adres).text
    assert "Het duurt lang." in pagina
    assert 'value="0518" selected' in pagina
    client.post(adres, GOED | {"dag": vandaag, "van": "school", "actie": "wijzigen"})
    assert "Schrijf op waarom" in client.post(adres, {"actie": "terugnemen", "reden": ""}).text
    antwoord = client.post(adres, {"actie": "terugnemen", "reden": "Dubbel."}, follow=True)
    assert "telt niet meer mee" in antwoord.text
    rij.refresh_from_db()
    assert (rij.van, rij.gemeente, rij.reden) == ("school", None, "Dubbel.")
    assert "Neem dit signaal terug" not in client.get(adres).text


@databank
def test_the_demo_has_signals_once(swv, loket):
    for _ in range(2):
        demosignalen.vullen(swv, vandaag=timezone.localdate(), op=timezone.now())
    assert Signaal.objects.count() == demosignalen.AANTAL
    assert Signaal.objects.geldig().count() == demosignalen.AANTAL - 1
    assert all(herkenbaar(tekst, DAG) == "" for _, tekst in demosignalen.GEZEGD)

"""A data leak: the clock of 72 hours, what must be decided with a reason, one reminder, and that nothing goes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from tests.factories import gebruiker_met
from toezicht.actions import datalek as acties
from toezicht.models import Datalek, Datalekstap
from toezicht.rules.datalek import STAPWOORDEN, Stand, Stap, klok, ontbreekt, te_laat, uiterlijk

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VRIJDAG = datetime(2026, 10, 23, 17, 0, tzinfo=AMSTERDAM)
"""The clocks go back in the night of the Sunday after it."""
op_de_databank = pytest.mark.django_db
VELDEN = {
    "soort": "verkeerd_verzonden",
    "wat": "Een verslag ging naar een verkeerd adres.",
    "wie": ["leerlingen", "ouders"],
    "gegevens": "Naam en een verslag.",
    "bijzonder": True,
    "gevolgen": "Een vreemde weet wat er thuis speelt.",
}


def datalek(*, door, op, gevonden_op=None, **meer):
    return acties.datalek_vastleggen(door=door, op=op, gevonden_op=gevonden_op or op, **VELDEN | meer)


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


# --- the clock ---------------------------------------------------------------------------------------------------


def test_the_72_hours_are_hours_that_go_by_also_over_a_weekend_and_a_change_of_the_clock():
    grens = uiterlijk(VRIJDAG)
    assert grens - VRIJDAG.astimezone(UTC) == timedelta(hours=72)
    assert grens == datetime(2026, 10, 26, 16, 0, tzinfo=AMSTERDAM), "an hour earlier by the clock on the wall"
    assert uiterlijk(datetime(2026, 12, 24, 9, 30, tzinfo=AMSTERDAM)).day == 27, "Christmas and a weekend count"


def test_the_clock_says_how_it_stands_at_its_borders():
    grens, seconde = uiterlijk(VRIJDAG), timedelta(seconds=1)
    for nu, stand in (
        (VRIJDAG, Stand.LOOPT),
        (grens - timedelta(hours=24) - seconde, Stand.LOOPT),
        (grens - timedelta(hours=24), Stand.BIJNA),
        (grens, Stand.BIJNA),
        (grens + seconde, Stand.TE_LAAT),
    ):
        assert klok(VRIJDAG, nu).stand == stand, nu
    assert klok(VRIJDAG, grens + seconde, gemeld=grens).stand == Stand.OP_TIJD
    assert klok(VRIJDAG, grens + seconde, gemeld=grens + seconde).stand == Stand.LATER
    assert klok(VRIJDAG, grens + seconde, niet=True).stand == Stand.NIET
    assert not te_laat(VRIJDAG, grens)
    assert te_laat(VRIJDAG, grens + seconde)
    assert (klok(VRIJDAG, VRIJDAG).resteert, klok(VRIJDAG, grens - seconde).resteert) == ("72 uur", "0 minuten")


def test_what_the_law_asks_must_be_there_before_it_is_closed():
    alles = [Stap.MELDEN, Stap.GEMELD, Stap.VERTELD, Stap.MAATREGEL]
    assert ontbreekt(alles) == []
    assert ontbreekt([Stap.NIET_MELDEN, Stap.NIET_VERTELLEN, Stap.MAATREGEL]) == []
    for weg in (Stap.GEMELD, Stap.VERTELD, Stap.MAATREGEL):
        assert len(ontbreekt([een for een in alles if een != weg])) == 1, weg
    assert len(ontbreekt([])) == 3
    assert {*STAPWOORDEN} == {*Stap}


# --- what is done ------------------------------------------------------------------------------------------------


@op_de_databank
def test_from_finding_to_closing_with_every_decision_and_its_reason(fg, beheerder):
    nu = timezone.now()
    rij = datalek(door=beheerder, op=nu, gevonden_op=nu - timedelta(hours=2), aantal=3)
    assert Bericht.objects.filter(wie=fg, soort="klaar", gewoon=False).count() == 1
    acties.datalek_aanvullen(rij, door=fg, op=nu, tekst="Het waren er meer.", aantal=5)
    with pytest.raises(NietMogelijk, match="Besluit eerst"):
        acties.gemeld_vastleggen(rij, door=fg, op=nu, moment=nu)
    with pytest.raises(NietMogelijk, match="Schrijf op"):
        acties.melden_besluiten(rij, door=fg, op=nu, melden=True, tekst=" ")
    acties.melden_besluiten(rij, door=fg, op=nu, melden=False, tekst="Het was versleuteld.")
    assert Datalek.objects.get().klok(nu).stand == Stand.NIET
    acties.melden_besluiten(rij, door=fg, op=nu, melden=True, tekst="Toch niet versleuteld.")
    assert Datalek.objects.get().klok(nu).stand == Stand.LOOPT
    acties.gemeld_vastleggen(rij, door=fg, op=nu, moment=nu, kenmerk="AP-1")
    with pytest.raises(NietMogelijk, match="al gemeld"):
        acties.melden_besluiten(rij, door=fg, op=nu, melden=False, tekst="Nee.")
    with pytest.raises(NietMogelijk, match="wie het aangaat"):
        acties.datalek_sluiten(rij, door=fg, op=nu, tekst="Klaar.")
    acties.vertellen_vastleggen(rij, door=fg, op=nu, verteld=True, moment=nu, tekst="Gebeld.")
    acties.maatregel_toevoegen(rij, door=fg, op=nu, tekst="Adres wordt nu gecontroleerd.")
    acties.datalek_sluiten(rij, door=fg, op=nu, tekst="Klaar.")
    klaar = Datalek.objects.get()
    assert (klaar.hoeveel, klaar.klok(nu).stand, klaar.gesloten_op) == (5, Stand.OP_TIJD, nu)
    with pytest.raises(NietMogelijk, match="gesloten"):
        acties.maatregel_toevoegen(rij, door=fg, op=nu, tekst="Nog iets.")
    assert Logregel.objects.filter(ding=rij.public_id, uitkomst="gedaan").count() == 1 + Datalekstap.objects.count()


@op_de_databank
def test_too_late_needs_a_reason_and_no_moment_lies_outside_the_facts(fg):
    nu = timezone.now()
    rij = datalek(door=fg, op=nu, gevonden_op=nu - timedelta(hours=80))
    acties.melden_besluiten(rij, door=fg, op=nu, melden=True, tekst="Kan schaden.")
    with pytest.raises(NietMogelijk, match="later dan 72 uur"):
        acties.gemeld_vastleggen(rij, door=fg, op=nu, moment=nu)
    for moment in (nu + timedelta(minutes=1), nu - timedelta(hours=81)):
        with pytest.raises(NietMogelijk, match="Dit moment"):
            acties.gemeld_vastleggen(rij, door=fg, op=nu, moment=moment, tekst="Wij wisten het niet.")
    acties.gemeld_vastleggen(rij, door=fg, op=nu, moment=nu, tekst="Wij wisten het niet.")
    assert Datalek.objects.get().klok(nu).stand == Stand.LATER
    with pytest.raises(NietMogelijk, match="nog niet geweest"):
        datalek(door=fg, op=nu, gevonden_op=nu + timedelta(minutes=1))


@op_de_databank
def test_the_privacy_officer_is_reminded_once_and_only_while_the_clock_runs(fg, beheerder):
    begin = timezone.now()
    rij, niet = (datalek(door=fg, op=begin) for _ in range(2))
    acties.melden_besluiten(niet, door=fg, op=begin, melden=False, tekst="Geen risico.")
    acties.melden_besluiten(rij, door=fg, op=begin, melden=True, tekst="Wel.")
    assert acties.datalekken_herinneren(op=begin + timedelta(hours=47)) == 0
    assert acties.datalekken_herinneren(op=begin + timedelta(hours=48)) == 1
    assert acties.datalekken_herinneren(op=begin + timedelta(hours=49)) == 0
    mail = Bericht.objects.get(sleutel__startswith="datalek-72")
    assert (mail.wie, mail.soort, mail.gewoon) == (fg, "klaar", False)
    assert rij.kenmerk not in mail.sleutel


@op_de_databank
def test_what_was_written_down_stays_as_it_is(fg):
    nu = timezone.now()
    rij = datalek(door=fg, op=nu)
    stap = acties.maatregel_toevoegen(rij, door=fg, op=nu, tekst="Iets.")
    for doen in (
        lambda: Datalek.objects.update(wat="Niets."),
        lambda: Datalek.objects.all().delete(),
        lambda: Datalekstap.objects.filter(pk=stap.pk).update(tekst="Anders."),
        lambda: Datalekstap.objects.filter(pk=stap.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()
    Datalek.objects.filter(pk=rij.pk).update(gesloten_op=nu)
    with pytest.raises(DatabaseError), transaction.atomic():
        Datalek.objects.filter(pk=rij.pk).update(gesloten_op=None)


@op_de_databank
def test_the_pages_write_it_down_without_names_and_show_the_clock(fg, inloggen, ib):
    client, nu = inloggen(fg), timezone.localtime()
    gevonden = {"gevonden_dag": nu.date().isoformat(), "gevonden_tijd": "00:00"}
    velden = gevonden | VELDEN | {"bijzonder": "ja", "wat": "Bel moeder op 06 12345678."}
    assert "Haal het weg" in client.post("/beheer/datalekken/nieuw/", velden).text
    antwoord = client.post("/beheer/datalekken/nieuw/", velden | {"wat": VELDEN["wat"]}, follow=True)
    rij = Datalek.objects.get()
    assert rij.kenmerk in antwoord.text
    assert "Besluit eerst of je het meldt" in antwoord.text
    assert "Nog " in client.get("/beheer/datalekken/").text
    adres = f"/beheer/datalekken/{rij.public_id}/"
    assert "Kies ja of nee" in client.post(f"{adres}vertellen/", {"tekst": "Gebeld."}).text
    client.post(f"{adres}vertellen/", {"verteld": "nee", "tekst": "Niemand zag het."})
    client.post(f"{adres}maatregel/", {"tekst": "Wachtwoorden vernieuwd."})
    client.post(f"{adres}besluiten/", {"melden": "ja", "tekst": "Kan schaden."})
    client.post(f"{adres}gemeld/", {"dag": nu.date().isoformat(), "tijd": f"{nu:%H:%M}", "kenmerk": "AP-7"})
    client.post(f"{adres}sluiten/", {"tekst": "Alles is gedaan."})
    assert [een.soort for een in Datalekstap.objects.all()] == [
        Stap.NIET_VERTELLEN,
        Stap.MAATREGEL,
        Stap.MELDEN,
        Stap.GEMELD,
        Stap.GESLOTEN,
    ]
    assert "Op tijd gemeld" in client.get(adres).text
    assert client.get(f"{adres}onzin/").status_code == 404
    assert client.get("/beheer/datalekken/excel/").content[:2] == b"PK"
    assert Logregel.objects.filter(actie="geexporteerd", ding=rij.public_id).exists()
    assert inloggen(ib).get("/beheer/datalekken/").status_code == 404

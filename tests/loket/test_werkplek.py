"""The worklist of one's own: columns, saved views, one thing to many rows, and taking that back."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.rekenblad import rekenblad, veilige_cel
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel, Uitkomst
from kern.post.models import Bericht
from loket.actions import verdelen, werkplek
from loket.models import (
    Aanvraag,
    Status,
)
from loket.models.werkplek import BewaardeWeergave
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def vers(aanvraag):
    return Aanvraag.objects.get(pk=aanvraag.pk)


@pytest.fixture
def collega(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")


# --- columns and page size ----------------------------------------------------------------------------------------


def test_columns_and_page_size_stay_for_this_user_alone(inloggen, loketmedewerker, collega):
    aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker)
    client = inloggen(loketmedewerker)
    keuze = {"per_pagina": "50", "kolommen": ["aanvraag", "ontvangen"], "terug": "weergave=alles&pagina=3"}
    assert client.post(pad("voorkeuren"), keuze).url == "/loket/?weergave=alles"
    antwoord = client.get(pad("werkvoorraad"))
    assert "Ontvangen op" in antwoord.text
    assert "Laatste gebeurtenis</th>" not in antwoord.text
    assert antwoord.context["pagina"].paginator.per_page == 50
    ander = inloggen(collega).get(pad("werkvoorraad"), {"weergave": "alles"})
    assert "Laatste gebeurtenis</th>" in ander.text
    assert ander.context["pagina"].paginator.per_page == 25


def test_a_page_size_that_is_not_offered_is_refused(inloggen, loketmedewerker):
    inloggen(loketmedewerker).post(pad("voorkeuren"), {"per_pagina": "100000", "kolommen": ["x"]})
    assert inloggen(loketmedewerker).get(pad("werkvoorraad")).context["pagina"].paginator.per_page == 25


# --- saved views --------------------------------------------------------------------------------------------------


def bewaar(client, *, naam="Mijn sbo", voor="mij", vraag="weergave=alles&soort=sbo"):
    return client.post(pad("weergave_bewaren"), {"weergave-naam": naam, "weergave-voor": voor, "weergave-vraag": vraag})


def tabs(client):
    return {woorden: (adres, aantal) for woorden, adres, aantal, _ in client.get(pad("werkvoorraad")).context["tabs"]}


def test_a_saved_view_is_a_tab_with_a_count_that_is_that_of_its_list(inloggen, loketmedewerker):
    for soort in ("SBO", "SO", "SBO"):
        aanvraag_in(S.IN_CONTROLE, soort=soort)
    client = inloggen(loketmedewerker)
    bewaar(client)
    adres, aantal = tabs(client)["Mijn sbo"]
    assert aantal == "2"
    pagina = client.get(adres)
    assert pagina.context["pagina"].paginator.count == 2
    assert "Verwijder deze weergave" in pagina.text


def test_a_view_for_everybody_is_seen_by_colleagues_and_the_others_are_not(inloggen, loketmedewerker, collega):
    client = inloggen(loketmedewerker)
    bewaar(client, naam="Van mij")
    bewaar(client, naam="Van ons", voor="iedereen")
    van_collega = inloggen(collega)
    assert "Van ons" in tabs(van_collega)
    assert "Van mij" not in tabs(van_collega)
    eigen, gedeeld = BewaardeWeergave.objects.get(naam="Van mij"), BewaardeWeergave.objects.get(naam="Van ons")
    assert van_collega.post(pad("weergave_verwijderen", eigen.public_id)).status_code == 404
    van_collega.post(pad("weergave_verwijderen", gedeeld.public_id))
    assert BewaardeWeergave.objects.filter(pk=gedeeld.pk).exists()
    inloggen(loketmedewerker).post(pad("weergave_verwijderen", gedeeld.public_id))
    assert not BewaardeWeergave.objects.filter(pk=gedeeld.pk).exists()


def test_a_saved_view_holds_no_free_text(inloggen, loketmedewerker):
    vraag = "weergave=alles&zoek=Fenna&q=Voorbeeld&soort=so&pagina=2&next=//kwaad.example"
    bewaar(inloggen(loketmedewerker), vraag=vraag)
    assert BewaardeWeergave.objects.get().vraag == "weergave=alles&soort=so"


def test_mine_in_a_shared_view_is_of_whoever_looks(inloggen, loketmedewerker, collega):
    aanvraag_in(S.IN_CONTROLE, behandelaar=collega)
    client = inloggen(loketmedewerker)
    bewaar(client, naam="Eigen werk", voor="iedereen", vraag="weergave=alles&behandelaar=ik")
    assert tabs(client)["Eigen werk"][1] == "0"
    assert tabs(inloggen(collega))["Eigen werk"][1] == "1"


def test_two_views_of_one_name_are_refused_with_a_sentence(inloggen, loketmedewerker):
    client = inloggen(loketmedewerker)
    for _ in range(2):
        antwoord = bewaar(client)
    assert "al een weergave met deze naam" in client.get(antwoord.url).text
    assert BewaardeWeergave.objects.count() == 1


def test_saved_views_cost_no_more_queries(inloggen, loketmedewerker, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = inloggen(loketmedewerker)
    aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker)
    bewaar(client, naam="Een")
    client.get(pad("werkvoorraad"))
    with CaptureQueriesContext(connection) as een:
        client.get(pad("werkvoorraad"))
    for nummer in range(5):
        bewaar(client, naam=f"Nog {nummer}", vraag="weergave=alles&termijn=laat&behandelaar=niemand")
    client.get(pad("werkvoorraad"))
    with CaptureQueriesContext(connection) as zes:
        client.get(pad("werkvoorraad"))
    assert len(zes) == len(een)


# --- one thing to many --------------------------------------------------------------------------------------------


def bulk(client, doe, *aanvragen, **meer):
    data = {"doe": doe, "kies": [een.public_id for een in aanvragen], "terug": "weergave=alles"} | meer
    return client.post(pad("bulk"), data, follow=True)


def test_many_are_handed_over_at_once_and_back_again(inloggen, loketmedewerker, collega):
    vrij = aanvraag_in(S.INGEDIEND)
    mijn = aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker)
    client = inloggen(loketmedewerker)
    antwoord = bulk(client, "toewijzen", vrij, mijn, behandelaar=collega.public_id)
    assert "2 aanvragen toegewezen aan Karim Aziz." in antwoord.text
    assert "Ongedaan maken" in antwoord.text
    assert (vers(vrij).behandelaar, vers(mijn).behandelaar) == (collega, collega)
    antwoord = client.post(pad("toewijzing_terug"), follow=True)
    assert "2 aanvragen teruggezet." in antwoord.text
    assert (vers(vrij).behandelaar, vers(mijn).behandelaar) == (None, loketmedewerker)
    assert "Ongedaan maken" not in client.get(pad("werkvoorraad")).text


def test_undoing_leaves_alone_what_a_colleague_took_meanwhile(inloggen, loketmedewerker, collega):
    vrij, ook = aanvraag_in(S.INGEDIEND), aanvraag_in(S.INGEDIEND)
    client = inloggen(loketmedewerker)
    bulk(client, "toewijzen", vrij, ook, behandelaar=collega.public_id)
    derde = gebruiker_met(Rol.LOKETMEDEWERKER)
    Aanvraag.objects.filter(pk=ook.pk).update(behandelaar=derde)
    antwoord = client.post(pad("toewijzing_terug"), follow=True)
    assert "intussen overgenomen" in antwoord.text
    assert (vers(vrij).behandelaar, vers(ook).behandelaar) == (None, derde)


def test_the_load_of_each_colleague_stands_beside_the_name(inloggen, loketmedewerker, collega):
    for status in (S.IN_CONTROLE, S.COMPLEET, S.BEKENDGEMAAKT):
        aanvraag_in(status, behandelaar=collega)
    assert "Karim Aziz – 2" in inloggen(loketmedewerker).get(pad("werkvoorraad"), {"weergave": "alles"}).text


def test_receipt_is_confirmed_of_many_and_what_cannot_says_why(inloggen, loketmedewerker):
    nieuw, verder = aanvraag_in(S.INGEDIEND), aanvraag_in(S.COMPLEET)
    antwoord = bulk(inloggen(loketmedewerker), "ontvangst", nieuw, verder)
    assert "Ontvangst bevestigd van 1 aanvraag." in antwoord.text
    assert f"{verder.kenmerk}: Dit kan niet meer" in antwoord.text
    assert (vers(nieuw).status, vers(verder).status) == (S.IN_CONTROLE, S.COMPLEET)


def test_a_school_is_reminded_once_a_day_by_a_mail_without_anything_in_it(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.AANVULLING_GEVRAAGD)
    client = inloggen(loketmedewerker)
    assert "Herinnering klaargezet voor 1 aanvraag." in bulk(client, "herinneren", aanvraag).text
    assert "kreeg vandaag al een herinnering" in bulk(client, "herinneren", aanvraag).text
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.soort, bericht.link) == (aanvraag.ingediend_door.email, "klaar", "")
    morgen = nu() + timedelta(days=1)
    verdelen.school_herinneren(aanvraag, door=loketmedewerker, op=morgen)
    assert Bericht.objects.count() == 2


@pytest.mark.parametrize("doe", ["besluiten", "", "verwijderen"])
def test_deciding_is_never_done_to_many(inloggen, loketmedewerker, doe):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    assert "Kies eerst" in bulk(inloggen(loketmedewerker), doe, aanvraag).text
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN


def test_a_draft_cannot_be_handed_over_by_its_id(inloggen, loketmedewerker, collega):
    concept = aanvraag_in(S.CONCEPT)
    bulk(inloggen(loketmedewerker), "toewijzen", concept, behandelaar=collega.public_id)
    assert vers(concept).behandelaar is None


def test_the_way_back_is_never_another_site(inloggen, loketmedewerker):
    antwoord = inloggen(loketmedewerker).post(pad("bulk"), {"terug": "https://kwaad.example/"})
    assert antwoord.url.startswith("/loket/?")


# --- export -------------------------------------------------------------------------------------------------------


def blad(antwoord):
    return openpyxl.load_workbook(BytesIO(antwoord.content)).active


def test_the_export_is_what_is_shown_and_is_written_down_per_child(inloggen, loketmedewerker):
    school = SchoolFactory(naam='=HYPERLINK("http://kwaad.example")')
    kind = leerling_op(school, roepnaam="@Fenna", achternaam="+Voorbeeld")
    mijn = aanvraag_in(S.IN_CONTROLE, school=school, leerling=kind, soort="SBO", behandelaar=loketmedewerker)
    aanvraag_in(S.IN_CONTROLE, soort="SO", behandelaar=loketmedewerker)
    antwoord = inloggen(loketmedewerker).get(pad("exporteren"), {"soort": "SBO"})
    rijen = list(blad(antwoord).iter_rows())
    assert len(rijen) == 2
    assert [cel.value for cel in rijen[1][:3]] == [mijn.kenmerk, "'@Fenna +Voorbeeld", "'" + school.naam]
    assert all(cel.data_type == "s" for cel in rijen[1] if cel.value is not None)
    assert Logregel.objects.filter(uitkomst=Uitkomst.GEZIEN, actie="geexporteerd", ding=mijn.public_id).count() == 1
    assert Logregel.objects.filter(actie="geexporteerd").count() == 1


def test_an_export_that_stops_says_so(inloggen, loketmedewerker, monkeypatch):
    aanvragen = [aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker) for _ in range(3)]
    client = inloggen(loketmedewerker)
    heel = str(list(blad(client.get(pad("exporteren"))).values))
    assert all(een.kenmerk in heel for een in aanvragen)
    assert "stopt na" not in heel
    monkeypatch.setattr("loket.views.uitvoer.HOOGSTENS", 2)
    deel = str(list(blad(client.get(pad("exporteren"))).values))
    assert sum(een.kenmerk in deel for een in aanvragen) == 2
    assert "Dit bestand stopt na 2 aanvragen" in deel


def test_the_export_asks_to_log_in_again(inloggen, loketmedewerker, client):
    inloggen(loketmedewerker)
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 600
    sessie.save()
    antwoord = client.get(pad("exporteren"))
    assert antwoord.status_code == 302
    assert "reauthenticate" in antwoord.url


@pytest.mark.parametrize(
    "tekst", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "=cmd|' /C calc'!A0"]
)
def test_no_text_can_be_a_formula(tekst):
    assert veilige_cel(tekst) == f"'{tekst}"
    cel = openpyxl.load_workbook(BytesIO(rekenblad("Proef", ["Kop"], [[tekst]]))).active["A2"]
    assert cel.data_type == "s"


def test_plain_text_stays_as_it_is():
    assert [veilige_cel(een) for een in ("Fenna", "AV-2026-0412", None, 12)] == ["Fenna", "AV-2026-0412", "", "12"]


# --- stand-in and routing: the actions are in test_verdelen -------------------------------------------------------


def test_looking_twice_in_one_visit_keeps_the_look_before_it(loketmedewerker):
    aanvraag, eerst = aanvraag_in(S.IN_CONTROLE), nu()
    assert werkplek.gekeken(aanvraag, door=loketmedewerker, op=eerst) is None
    later = eerst + timedelta(hours=3)
    assert werkplek.gekeken(aanvraag, door=loketmedewerker, op=later) == eerst
    assert werkplek.gekeken(aanvraag, door=loketmedewerker, op=later + timedelta(minutes=5)) == eerst

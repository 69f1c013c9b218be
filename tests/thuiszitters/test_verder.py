"""The pages on which a case goes on: what is offered when, to whom, and what the form does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from tests.factories import SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.verloop import plan_gemaakt
from thuiszitters.actions.verzuim import verzuim_nu, verzuim_wijzigen
from thuiszitters.models import Casusstatus, Onderwijsaanbod, Opschaling
from thuiszitters.views.handelingen import GROEPEN, HANDELINGEN

S = Casusstatus


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")


@pytest.fixture
def rij(school, ib, adviseur):
    vroeg = timezone.now() - timedelta(days=100)
    rij = casus(school=school, door=ib, regie=adviseur, op=vroeg, van=dag(-120), ouders_op=dag(-100))
    return plan_gemaakt(rij, door=adviseur, op=timezone.now(), dag=dag(-80))


@pytest.fixture
def joke(adviseur):
    return ingelogd(adviseur)


def adres(rij, *delen):
    return "/".join(("/thuiszitters", rij.public_id, *delen, ""))


def tekst(antwoord):
    return antwoord.content.decode()


def test_every_page_is_offered_once_and_opens_or_says_why_not(joke, rij):
    assert sorted(naam for _, namen in GROEPEN for naam in namen) == sorted(HANDELINGEN)
    lijst = tekst(joke.get(adres(rij, "verder")))
    for naam, een in HANDELINGEN.items():
        assert een.titel in lijst, "as a link, or with the reason why not"
        antwoord = joke.get(adres(rij, "verder", naam))
        kan = f'verder/{naam}/"' in lijst
        assert antwoord.status_code == (200 if kan else 302), naam
        assert not kan or een.knop in tekst(antwoord)
    assert joke.get(adres(rij, "verder", "verzonnen")).status_code == 404


def test_the_school_reads_it_and_does_not_do_it(rij, ib):
    client = ingelogd(ib)
    blad = tekst(client.get(adres(rij)))
    assert "Hoe gaat het verder?" not in blad
    assert "Voorstel:" not in blad
    for pad in (("verder",), ("verder", "aanbod"), ("naar-stap",)):
        assert client.get(adres(rij, *pad)).status_code == 404


def test_an_offer_and_its_answer_show_what_is_next(joke, rij):
    velden = {"soort": "andere_school", "wat": "Groep 6", "bij": "De Ark", "gedaan_op": dag(-1)}
    assert joke.post(adres(rij, "verder", "aanbod"), velden | {"gedaan_op": dag(1)}).status_code == 200
    joke.post(adres(rij, "verder", "aanbod"), velden | {"verteld_door": "Joke"})
    assert "Er ligt een aanbod" in tekst(joke.get(adres(rij)))
    aanbod = Onderwijsaanbod.objects.get()
    antwoord = {"antwoord": "geweigerd", "dag": dag()}
    blad = tekst(joke.post(adres(rij, "aanbod", aanbod.public_id), antwoord))
    for zin in ("waarom het aanbod niet doorgaat", "van wie je dit hoorde"):
        assert zin in blad
    joke.post(adres(rij, "aanbod", aanbod.public_id), antwoord | {"waarom": "Te ver.", "antwoord_van": "Moeder"})
    blad = tekst(joke.get(adres(rij)))
    assert "Het aanbod is geweigerd." in blad
    assert "Doe een ander aanbod" in blad


def test_what_the_protocol_proposes_is_sent_by_a_person_and_then_no_longer_proposed(joke, rij, ib):
    blad = tekst(joke.get(adres(rij)))
    assert "Voorstel:" in blad
    assert not Bericht.objects.exists(), "nothing is sent by itself"
    vorm = tekst(joke.get(adres(rij, "verder", "rondetafel")))
    assert "Er is nog geen aanbod gedaan." in vorm
    for zin in ("wie dit te horen krijgt", "vandaag of een latere dag"):
        assert zin in tekst(joke.post(adres(rij, "verder", "rondetafel"), {"waarom": "Nodig.", "gesprek_op": dag(-1)}))
    velden = {"waarom": "Nodig.", "wie": [ib.public_id], "anderen": "de ouders, jeugdteam", "hoe": "telefoon"}
    for _ in range(2):
        joke.post(adres(rij, "verder", "bestuurders"), velden)
    rij.refresh_from_db()
    assert rij.status == S.OPSCHALING_BESTUURLIJK
    een = Opschaling.objects.get()
    assert [str(wie) for wie in een.ingelicht.all()] == [ib.naam, "de ouders", "jeugdteam"]
    assert Bericht.objects.count() == 1
    blad = tekst(joke.get(adres(rij)))
    assert "Schrijf op wat eruit kwam" in blad
    assert "Doorbraak" in blad
    joke.post(adres(rij, "gesprek", een.public_id), {"dag": dag(), "uitkomst": "Geen plek."})
    assert "Geen plek." in tekst(joke.get(adres(rij)))


def test_what_is_said_afterwards_is_what_happened(joke, rij, ib):
    anders = {"waarom": "Nodig.", "anderen": "de ouders", "hoe": "telefoon"}
    blad = tekst(joke.post(adres(rij, "verder", "rondetafel"), anders, follow=True))
    assert "het portaal stuurt hun niets" in blad
    assert "staat het klaar" not in blad
    assert not Bericht.objects.exists()
    blad = tekst(joke.post(adres(rij, "verder", "bestuurders"), {"waarom": "x", "wie": [ib.public_id]}, follow=True))
    assert "Voor wie je koos staat het klaar." in blad
    assert "stuurt hun niets" not in blad
    collega = gebruiker_met(Rol.LOKETMEDEWERKER)
    blad = tekst(joke.post(adres(rij, "verder", "regie"), {"aan": collega.public_id}, follow=True))
    assert "Voor je collega staat dit klaar." in blad
    blad = tekst(joke.post(adres(rij, "verder", "regie"), {"aan": rij.regievoerder.public_id}, follow=True))
    assert "Jij bent nu de regievoerder." in blad


def test_regie_a_later_step_and_the_step_of_the_plan(joke, rij):
    collega = gebruiker_met(Rol.LOKETMEDEWERKER)
    blad = tekst(joke.post(adres(rij, "naar-stap"), {"stap": "6", "dag": dag()}))
    assert "waarom je de stappen ertussen" in blad
    joke.post(adres(rij, "naar-stap"), {"stap": "6", "dag": dag(), "waarom": "Er is haast."})
    assert rij.stappen.filter(uitkomst="overgeslagen").count() == 2
    joke.post(adres(rij, "verder", "regie"), {"aan": collega.public_id})
    rij.refresh_from_db()
    assert rij.regievoerder == collega
    ander = casus(regie=collega)
    joke.post(adres(ander, "stap"), {"uitkomst": "klaar", "dag": dag(), "woorden": ""})
    joke.post(adres(ander, "stap"), {"uitkomst": "klaar", "dag": dag(), "woorden": ""})
    ander.refresh_from_db()
    assert ander.status == S.PLAN_VAN_AANPAK, "finishing that step says that there is a plan"


def test_what_was_written_down_wrongly_is_put_right_also_when_it_is_closed(joke, rij, adviseur):
    verzuim_wijzigen(rij, door=adviseur, op=timezone.now(), soort="verkort", van=dag(-20), uren=Decimal(6))
    eerst, nu = rij.verzuim.order_by("van")
    velden = {"soort": "ziek", "van": dag(-110), "tot": dag(-25), "uren": "0"}
    pad = adres(rij, "verzuim", eerst.public_id)
    for anders, zin in (
        ({}, "Schrijf op waarom"),
        ({"tot": ""}, "Vul de laatste dag in"),
        ({"tot": dag(-111)}, "ligt voor de eerste dag"),
        ({"waarom": "x", "tot": dag(-20)}, "In deze dagen staat al verzuim"),
        ({"waarom": "x", "van": dag(-9000)}, "voor de geboorte"),
    ):
        assert zin in tekst(joke.post(pad, velden | anders))
    assert joke.post(pad, velden | {"waarom": "De school belde."}).status_code == 302
    eerst.refresh_from_db()
    assert (eerst.soort, eerst.van, eerst.tot) == ("ziek", dag(-110), dag(-25))
    regel = Logregel.objects.get(actie="verzuim_verbeteren")
    assert (regel.reden, regel.bijzonderheden["was_soort"]) == ("De school belde.", "relatief")
    oud = {"toen": verzuim_nu(eerst)}
    joke.post(pad, velden | oud | {"uren": "4", "waarom": "Het was meer."})
    antwoord = joke.post(pad, velden | oud | {"waarom": "x"})
    assert "Nu staat hier: 4" in tekst(antwoord)
    eerst.refresh_from_db()
    assert eerst.uren == 4, "an older page wipes nothing"
    assert antwoord.context["form"]["toen"].value() == verzuim_nu(eerst)
    sluiten(rij, door=adviseur, op=timezone.now(), eindreden="mbo", laatste_dag=dag())
    later = adres(rij, "verzuim", nu.public_id)
    dicht = {"soort": "verkort", "van": dag(-20), "uren": "8", "waarom": "Het was meer."}
    assert "Vul de laatste dag in" in tekst(joke.post(later, dicht))
    assert joke.post(later, dicht | {"tot": dag(-1)}).status_code == 302
    ib = ingelogd(gebruiker_met(Rol.IB, school=rij.school))
    assert ib.get(later).status_code == 404


def test_a_closed_case_has_no_absence_after_the_day_it_closed(joke, adviseur):
    toen = timezone.now() - timedelta(days=20)
    rij = casus(regie=adviseur, op=toen, van=dag(-60), ouders_op=dag(-60))
    sluiten(rij, door=adviseur, op=toen, eindreden="mbo", laatste_dag=dag(-25))
    pad = adres(rij, "verzuim", rij.verzuim.get().public_id)
    velden = {"soort": "relatief", "van": dag(-60), "uren": "0", "waarom": "x"}
    for te_laat in (dag(), dag(-19)):
        assert "De laatste dag kan niet later zijn" in tekst(joke.post(pad, velden | {"tot": te_laat}))
    assert joke.post(pad, velden | {"tot": dag(-20)}).status_code == 302
    for tot in (None, dag(-19)):
        with pytest.raises(DatabaseError, match="na de dag waarop hij sloot"), transaction.atomic():
            rij.verzuim.update(tot=tot)

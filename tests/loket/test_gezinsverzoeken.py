"""More time to give a view, and "I would rather call": asked by the family, answered by whose task it is."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.reactietijd import meer_tijd_geven, meer_tijd_vragen, meer_tijd_weigeren
from loket.actions.terugbellen import bellen_afdoen, bellen_vragen
from loket.actions.zienswijze import ronden_sluiten, zienswijze_sluiten, zienswijze_vastleggen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Belverzoek, Reactieuitstel, Status, Zienswijze
from loket.rules.zienswijze import meer_tijd_fout
from swv_portal.components.woorden import datum
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van, ronde_verzonden
from tests.loket.test_zienswijze_geven import pagina, van
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
S = Status


def nu(dagen=0):
    return timezone.now() + timedelta(days=dagen)


def vandaag(dagen=0):
    return timezone.localdate() + timedelta(days=dagen)


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    """Both parents and the school were asked, each by an own letter that went out today."""
    rij = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(rij.zienswijzeronden.get())
    return rij


@pytest.fixture
def verzoek(aanvraag, ouder):
    """One parent asked for more time."""
    return meer_tijd_vragen(van(aanvraag, ouder), door=ouder, op=nu(), reden="Ik wacht op de dokter.")


def alle_dagen_voorbij(aanvraag):
    ronde = aanvraag.zienswijzeronden.get()
    ronde.geopend_op = ronde.besproken_op = vandaag(-20)
    ronde.tot = vandaag(-1)
    ronde.save()


def geen_weigering_opgeschreven():
    return not Logregel.objects.using("logboek").filter(uitkomst="geweigerd", actie="zienswijze_sluiten").exists()


# --- more time ---------------------------------------------------------------------------------------------------

DAG = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("tot", "uiterlijk", "zin"),
    [
        (date(2026, 3, 16), date(2026, 4, 1), ""),
        (date(2026, 3, 9), date(2026, 4, 1), "Kies een dag na 9 maart 2026."),
        (date(2026, 5, 2), None, "Geef hoogstens 60 dagen."),
        (date(2026, 3, 31), date(2026, 4, 1), ""),
        (date(2026, 4, 1), date(2026, 4, 1), "uiterlijk op 1 april 2026"),
        (date(2026, 4, 1), date(2026, 3, 1), ""),
    ],
    ids=["fits", "no later than now", "too long", "the day before ours", "on our last day", "we are late already"],
)
def test_until_when_more_time_can_be_given(tot, uiterlijk, zin):
    fout = meer_tijd_fout(tot, huidig=date(2026, 3, 9), vandaag=DAG, besluit_uiterlijk=uiterlijk)
    assert zin in fout
    assert bool(zin) == bool(fout)


def test_a_parent_asks_the_desk_answers_and_only_this_parent_gets_it(
    inloggen, aanvraag, ouder, andere_ouder, loketmedewerker
):
    client = inloggen(ouder)
    vraag = reverse("dossier:meer_tijd", args=[aanvraag.public_id])
    assert vraag in client.get(pagina(aanvraag)).text
    client.post(vraag, {"reden": "Ik wacht op de dokter."})
    assert "U vroeg om meer tijd" in client.get(pagina(aanvraag)).text
    verzoek = Reactieuitstel.objects.get()
    assert Bericht.objects.filter(aan=loketmedewerker.email).count() == 1
    balie = ingelogd(loketmedewerker)
    adres = reverse("loket:meer_tijd", args=[verzoek.public_id])
    for lijst in (reverse("loket:werkvoorraad"), reverse("loket:behandelen", args=[aanvraag.public_id])):
        assert adres in balie.get(lijst).text
    assert "Ik wacht op de dokter." in balie.get(adres).text
    balie.post(adres, {"keuze": "ja", "tot": vandaag(21).isoformat()})
    tekst = client.get(pagina(aanvraag)).text
    assert "U heeft meer tijd" in tekst
    assert f'reageren tot en met <strong class="nowrap">{datum(vandaag(21))}' in tekst
    assert Bericht.objects.filter(aan=ouder.email).count() == 1
    assert van(aanvraag, andere_ouder).uiterlijk == vandaag(14)
    ander = ingelogd(andere_ouder)
    for pad in (pagina(aanvraag), reverse("dossier:dossier", args=[aanvraag.public_id])):
        assert datum(vandaag(21)) not in ander.get(pad).text
        assert "dokter" not in ander.get(pad).text
    assert adres not in balie.get(reverse("loket:werkvoorraad")).text


def test_a_refusal_is_read_in_our_words_and_moves_nothing(inloggen, aanvraag, verzoek, ouder, loketmedewerker):
    balie = ingelogd(loketmedewerker)
    adres = reverse("loket:meer_tijd", args=[verzoek.public_id])
    assert "Schrijf op waarom" in balie.post(adres, {"keuze": "nee"}).text
    balie.post(adres, {"keuze": "nee", "weigering": "Ons besluit moet morgen klaar zijn."})
    assert "Ons besluit moet morgen klaar zijn." in inloggen(ouder).get(pagina(aanvraag)).text
    assert van(aanvraag, ouder).uiterlijk == vandaag(14)
    verzoek.refresh_from_db()
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        verzoek.save()
    with pytest.raises(NietMogelijk, match="al beslist"):
        meer_tijd_geven(verzoek, door=loketmedewerker, op=nu(), tot=vandaag(20))


def test_the_decision_waits_for_who_has_more_time_and_no_longer(aanvraag, verzoek, ouder, loketmedewerker):
    meer_tijd_geven(verzoek, door=loketmedewerker, op=nu(), tot=vandaag(20))
    alle_dagen_voorbij(aanvraag)
    assert ronden_sluiten(op=nu()) == 0
    assert geen_weigering_opgeschreven(), "waiting is no refusal, and the sweep comes every quarter of an hour"
    with pytest.raises(NietMogelijk, match="Reageren kan nog tot en met"):
        zienswijze_sluiten(aanvraag, door=loketmedewerker, op=nu())
    assert ronden_sluiten(op=nu(20)) == 0, "the own last day itself still counts"
    assert ronden_sluiten(op=nu(21)) == 1


def test_nobody_decides_while_somebody_waits_to_hear(aanvraag, verzoek, loketmedewerker):
    alle_dagen_voorbij(aanvraag)
    assert ronden_sluiten(op=nu()) == 0
    assert geen_weigering_opgeschreven()
    with pytest.raises(NietMogelijk, match="Beslis daar eerst over"):
        zienswijze_sluiten(aanvraag, door=loketmedewerker, op=nu(), reden="Klaar.")
    meer_tijd_weigeren(verzoek, door=loketmedewerker, op=nu(), weigering="Dat kan niet meer.")
    assert ronden_sluiten(op=nu()) == 1


def test_who_reacts_meanwhile_waits_for_nothing(aanvraag, verzoek, ouder, andere_ouder, ib, loketmedewerker):
    for wie in (ouder, andere_ouder, ib):
        concept_bewaren(van(aanvraag, wie), door=wie, op=nu(), versie=0, eens="ja")
        zienswijze_geven(van(aanvraag, wie), door=wie, op=nu(), versie=1)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLUIT_VOORBEREIDEN
    with pytest.raises(NietMogelijk, match="al gegeven"):
        meer_tijd_geven(verzoek, door=loketmedewerker, op=nu(), tot=vandaag(20))


def test_it_is_asked_once_with_a_reason_and_in_time(aanvraag, verzoek, ouder, andere_ouder):
    with pytest.raises(NietMogelijk, match="al om meer tijd"):
        meer_tijd_vragen(van(aanvraag, ouder), door=ouder, op=nu(), reden="Nog eens.")
    with pytest.raises(NietMogelijk, match="waarom"):
        meer_tijd_vragen(van(aanvraag, andere_ouder), door=andere_ouder, op=nu(), reden="  ")
    alle_dagen_voorbij(aanvraag)
    with pytest.raises(NietMogelijk, match="voorbij"):
        meer_tijd_vragen(van(aanvraag, andere_ouder), door=andere_ouder, op=nu(), reden="Te laat.")


def test_a_request_is_of_its_parent_and_the_swv(aanvraag, verzoek, ouder, andere_ouder, ib, beslisser):
    for wie in (ouder, beslisser):
        assert Reactieuitstel.objects.visible_to(wie).exists()
    for wie in (andere_ouder, ib, gebruiker_met(Rol.DESKUNDIGE), gebruiker_met(Rol.BEZWAARBEHANDELAAR)):
        assert not Reactieuitstel.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        meer_tijd_geven(verzoek, door=ib, op=nu(), tot=vandaag(20))


# --- rather call -------------------------------------------------------------------------------------------------

BEL = {"telefoon": "06 12 34 56 78", "wanneer": "na drie uur", "waarover": "Over de plaats."}


def test_once_submitted_it_is_a_task_of_the_loket_and_the_parent_reads_who_calls(
    inloggen, aanvraag, ouder, ib, loketmedewerker
):
    client, pad = inloggen(ouder), reverse("dossier:bellen", args=[aanvraag.public_id])
    assert f"<bdi>{loketmedewerker.naam}</bdi> belt u over" in client.get(pad).text
    client.post(pad, BEL)
    assert "U wordt gebeld" in client.get(pad).text
    verzoek = Belverzoek.objects.get()
    adres = reverse("loket:gebeld", args=[verzoek.public_id])
    assert not Belverzoek.objects.visible_to(ib).exists()
    assert ingelogd(ib).get(adres).status_code == 404
    balie = ingelogd(loketmedewerker)
    assert adres in balie.get(reverse("loket:werkvoorraad")).text
    assert "na drie uur" in balie.get(adres).text
    balie.post(adres, {"verslag": "Zij belt later terug."})
    assert adres not in balie.get(reverse("loket:werkvoorraad")).text
    tekst = client.get(pad).text
    assert "Wij hebben gebeld" in tekst
    assert "Zij belt later terug." not in tekst


def test_while_the_school_writes_it_is_a_task_of_the_school_and_of_nobody_else(inloggen, school, ib, loketmedewerker):
    kind, ouder = leerling_op(school, roepnaam="Mila"), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=kind)
    client, pad = inloggen(ouder), reverse("dossier:bellen_school", args=[kind.public_id])
    assert pad in client.get(reverse("dossier:dossiers")).text
    tekst = client.get(pad).text
    assert "De intern begeleider van de school belt u. Wij lezen niet mee." in tekst
    assert concept.public_id not in tekst
    client.post(pad, BEL)
    tekst = client.get(pad).text
    assert "De school belt u." in tekst
    assert concept.public_id not in tekst
    verzoek = Belverzoek.objects.get()
    assert not Belverzoek.objects.visible_to(loketmedewerker).exists()
    adres = reverse("loket:gebeld", args=[verzoek.public_id])
    assert adres in ingelogd(ib).get(reverse("loket:school_home")).text
    ingelogd(ib).post(adres, {"verslag": "Gesproken."})
    verzoek.refresh_from_db()
    assert verzoek.afgedaan_door == ib


def test_without_a_draft_there_is_nothing_to_ask_of_the_school(inloggen, aanvraag, ouder):
    pad = reverse("dossier:bellen_school", args=[aanvraag.leerling.public_id])
    assert inloggen(ouder).get(pad).status_code == 404


def test_a_view_that_is_told_by_phone_is_the_report_too(inloggen, aanvraag, ouder, loketmedewerker):
    verzoek = bellen_vragen(aanvraag, door=ouder, op=nu(), **BEL)
    assert "Mening vastleggen" in ingelogd(loketmedewerker).get(reverse("loket:gebeld", args=[verzoek.public_id])).text
    rij = Zienswijze.objects.get(betrokkene__gebruiker=ouder)
    velden = {"gegeven_op": vandaag(), "kanaal": "telefoon", "tekst": "Twee jaar is beter."}
    zienswijze_vastleggen(rij, door=loketmedewerker, op=nu(), **velden)
    verzoek.refresh_from_db()
    assert verzoek.afgedaan_door == loketmedewerker
    assert "Twee jaar is beter." in inloggen(ouder).get(pagina(aanvraag)).text


def test_asking_twice_is_once_and_the_other_parent_knows_nothing(inloggen, aanvraag, ouder, andere_ouder):
    bellen_vragen(aanvraag, door=ouder, op=nu(), **BEL)
    with pytest.raises(NietMogelijk, match="al"):
        bellen_vragen(aanvraag, door=ouder, op=nu(), **BEL)
    assert not Belverzoek.objects.visible_to(andere_ouder).exists()
    tekst = inloggen(andere_ouder).get(reverse("dossier:bellen", args=[aanvraag.public_id])).text
    assert "12 34 56" not in tekst
    assert "U wordt gebeld" not in tekst


def test_what_was_done_stays_and_another_school_does_nothing(aanvraag, ouder, loketmedewerker, buitenstaander):
    verzoek = bellen_vragen(aanvraag, door=ouder, op=nu(), **BEL)
    with pytest.raises(Http404):
        bellen_afdoen(verzoek, door=buitenstaander, op=nu(), verslag="Niet van mij.")
    bellen_afdoen(verzoek, door=loketmedewerker, op=nu(), verslag="Gesproken.")
    with pytest.raises(NietMogelijk, match="al afgedaan"):
        bellen_afdoen(verzoek, door=loketmedewerker, op=nu(), verslag="Nog eens.")
    verzoek.refresh_from_db()
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        verzoek.save()

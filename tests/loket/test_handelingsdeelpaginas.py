"""The pages around a handelingsdeel: of school, loket and family, and what each of them reads of the others."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.handelingsdeel import Afspraak, afsluiten, terugnemen, voorleggen
from loket.actions.overeenstemming import antwoorden, papier_vastleggen
from loket.models import Handelingsdeel, Status
from loket.views.akkoord import akkoord_van
from scholen.models import Adres
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.leesbaarheid import WOORD, douma, zinnen
from tests.stukken import PDF
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
TEKST = "Elke dag een half uur hulp."


def nu():
    return timezone.now()


def scherm(naam, *delen):
    return reverse(naam, args=delen)


def leg_voor(leerling, ib, tekst=TEKST, **velden):
    dag = timezone.localdate()
    basis = {"tekst": tekst, "van": dag, "tot": dag + timedelta(days=100)}
    return voorleggen(leerling, Afspraak(**(basis | velden)), door=ib, op=nu())


@pytest.fixture
def zaak(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


@pytest.fixture
def rij(zaak, leerling, ib):
    return leg_voor(leerling, ib, aanvraag=zaak)


# --- the school --------------------------------------------------------------------------------------------------


def test_the_school_puts_up_words_a_paper_and_a_document_of_the_aanvraag(inloggen, zaak, leerling, ib):
    client, pad = inloggen(ib), scherm("loket:handelingsdeel_nieuw", leerling.public_id)
    dag = timezone.localdate()
    velden = {"tekst": TEKST, "van": dag.isoformat(), "tot": dag.isoformat(), "aanvraag": zaak.public_id}
    fout = client.post(pad, velden | {"tot": (dag - timedelta(days=1)).isoformat()})
    assert TEKST in fout.text
    assert "na de eerste dag" in fout.text
    papier = SimpleUploadedFile("opp.pdf", PDF, content_type="application/pdf")
    antwoord = client.post(pad, velden | {"bestanden": papier}, follow=True)
    rij = Handelingsdeel.objects.get()
    assert (rij.tekst, rij.aanvraag, rij.bestanden.get().naam) == (TEKST, zaak, "opp.pdf")
    assert TEKST in antwoord.text
    weer = client.get(pad).text
    assert "Iedereen moet opnieuw akkoord gaan" in weer
    assert TEKST in weer, "to go on from"


def test_the_school_reads_when_it_was_seen_apart_from_who_agreed(inloggen, rij, ib, ouder, andere_ouder):
    pad = scherm("loket:handelingsdeel", rij.public_id)
    assert "Gezien op" not in inloggen(ib).get(pad).text
    inloggen(ouder).get(scherm("dossier:handelingsdeel", rij.public_id))
    tekst = inloggen(ib).get(pad).text
    assert tekst.count("Gezien op") == 1
    assert "Dat is nog geen akkoord" in tekst
    assert not rij.antwoorden.exists()
    assert Logregel.objects.filter(uitkomst="gezien", wie=ouder.public_id, ding=rij.public_id).count() == 1


def test_the_school_sends_the_notice_again_takes_back_and_closes_by_the_page(inloggen, rij, leerling, ib, ouder):
    client, pad = inloggen(ib), scherm("loket:handelingsdeel", rij.public_id)
    wie = ouder.betrokkenen.get().public_id
    assert "hoogstens één mail" in client.post(pad, {"actie": "melden", "wie": wie}, follow=True).text
    assert scherm("scholen:betrokkene_wijzigen", leerling.public_id, wie) in client.get(pad).text
    leeg = client.post(pad, {"actie": "terug"})
    assert "Schrijf op waarom je dit terugneemt" in leeg.text
    client.post(pad, {"actie": "terug", "terug-reden": "Verkeerd kind."})
    rij.refresh_from_db()
    assert (rij.einde, rij.einde_reden) == ("terug", "Verkeerd kind.")
    assert client.post(pad, {"actie": "onzin"}).status_code == 404


def test_a_paper_is_written_down_with_its_scan_and_read_back(inloggen, rij, ib, ouder, andere_ouder, buitenstaander):
    client, wie = inloggen(ib), ouder.betrokkenen.get()
    pad = scherm("loket:handelingsdeel_papier", rij.public_id, wie.public_id)
    velden = {"soort": "niet", "dag": timezone.localdate().isoformat(), "reden": "Te weinig hulp."}
    assert "Voeg een scan" in client.post(pad, velden).text
    scan = SimpleUploadedFile("papier.pdf", PDF, content_type="application/pdf")
    tekst = client.post(pad, velden | {"scan": scan}, follow=True).text
    assert "Te weinig hulp." in tekst
    gezegd = rij.antwoorden.get()
    bestand = scherm("loket:handelingsdeelscan", gezegd.public_id)
    assert client.get(scherm("loket:handelingsdeel_bevestiging", gezegd.public_id)).status_code == 200
    for lezer, mag in ((ib, True), (ouder, True), (andere_ouder, False), (buitenstaander, False)):
        antwoord = inloggen(lezer).get(bestand)
        assert (antwoord.status_code == 200) is mag, lezer
        assert not mag or b"".join(antwoord.streaming_content) == PDF
    assert "Was u dit niet?" in inloggen(ouder).get(scherm("dossier:handelingsdeel", rij.public_id)).text


def test_how_it_stands_is_on_the_pupil_and_on_every_page_of_its_aanvraag(
    inloggen, rij, zaak, leerling, school, ib, ouder, loketmedewerker
):
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    concept = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling, soort="SBO")
    client = inloggen(ib)
    paden = [
        scherm("scholen:leerling", leerling.public_id),
        scherm("loket:aanvraag", zaak.public_id),
        scherm("loket:aanvraag", concept.public_id),
        scherm("loket:aanvraag_onderdeel", concept.public_id, "stukken"),
        scherm("loket:aanvraag_controleren", concept.public_id),
        scherm("loket:handelingsdelen", leerling.public_id),
    ]
    for lezer, pad in [(client, pad) for pad in paden] + [(None, scherm("loket:behandelen", zaak.public_id))]:
        tekst = " ".join((lezer or inloggen(loketmedewerker)).get(pad).text.split())
        assert re.search(r"akkoord op \d+ \w+ \d{4}", tekst), pad
        assert "nog niet gereageerd" in tekst, pad


def test_a_school_where_the_pupil_left_reads_its_own_words_and_nothing_of_the_family_of_today(
    inloggen, rij, leerling, ib, ouder
):
    pad, gisteren = scherm("loket:handelingsdeel", rij.public_id), timezone.localdate() - timedelta(days=1)
    ouder_van(leerling, soort="voogdij", voornaam="Kanarie", achternaam="Nieuwevoogd")
    tekst = inloggen(ib).get(pad).text
    assert "Nieuwevoogd" in tekst, "as long as the pupil is there"
    assert akkoord_van(ib, leerling)
    leerling.inschrijvingen.update(tot=gisteren)
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    tekst = inloggen(ib).get(pad).text
    assert TEKST in tekst
    for weg in ("Nieuwevoogd", "Wie moet akkoord gaan", "Wacht op antwoord", "verblijfplaats", "niemand met gezag"):
        assert weg not in tekst, weg
    assert not akkoord_van(ib, leerling)


def test_a_school_where_the_pupil_left_opens_no_paper_or_print_of_the_family_any_more(
    inloggen, rij, leerling, ib, ouder
):
    wie = ouder.betrokkenen.get().public_id
    scan = bewaren(PDF, soort="application/pdf", op=nu())
    velden = {"soort": "akkoord", "dag": timezone.localdate(), "scan": scan, "naam": "papier.pdf"}
    gezegd = papier_vastleggen(rij, wie, door=ib, op=nu(), **velden)
    namen = ("loket:handelingsdeelscan", "loket:handelingsdeel_bevestiging")
    client, paden = inloggen(ib), [scherm(naam, gezegd.public_id) for naam in namen]
    leerling.inschrijvingen.update(tot=timezone.localdate())
    assert [client.get(pad).status_code for pad in paden] == [200, 200], "the last day"
    leerling.inschrijvingen.update(tot=timezone.localdate() - timedelta(days=1))
    assert [client.get(pad).status_code for pad in paden] == [404, 404]
    assert inloggen(ouder).get(paden[0]).status_code == 200, "who signed it reads it still"


def test_who_does_not_agree_stands_on_the_first_page_of_the_school_until_it_did_something(
    inloggen, rij, leerling, ib, ouder, andere_ouder, loketmedewerker, buitenstaander
):
    zin, pad = "Niet akkoord met het handelingsdeel: ", scherm("loket:handelingsdeel", rij.public_id)
    client, home = inloggen(ib), scherm("loket:school_home")
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    niets, tekst = ("Er wacht niets op jou.", "Er wordt nu niets van je gevraagd"), client.get(home).text
    assert zin not in tekst
    assert all(een in tekst for een in niets)
    antwoorden(rij, door=ouder, op=nu(), soort="terug")
    tekst = client.get(home).text
    assert "Er ligt 1 taak voor een gezin." in tekst
    assert not any(een in tekst for een in niets)
    assert f"{zin}{leerling.naam}" in tekst
    assert pad in tekst
    assert zin not in ingelogd(buitenstaander).get(home).text
    assert zin not in ingelogd(loketmedewerker).get(scherm("loket:werkvoorraad")).text
    assert "Schrijf op wat er is besproken" in client.post(pad, {"actie": "besproken"}).text
    for _ in range(2):  # a second click
        client.post(pad, {"actie": "besproken", "besproken-tekst": "Wij bellen elke week."})
    assert zin not in client.get(home).text
    tekst = client.get(pad).text
    assert tekst.count("Wij bellen elke week.") == 1
    assert "Iemand is het er niet mee eens" not in tekst
    for lezer, adres in ((loketmedewerker, pad), (ouder, scherm("dossier:handelingsdeel", rij.public_id))):
        assert "Wij bellen elke week." not in ingelogd(lezer).get(adres).text, lezer
    antwoorden(rij, door=andere_ouder, op=nu(), soort="niet", reden="Te weinig.")
    assert zin in client.get(home).text, "said after it"
    for _ in range(2):  # the same words about something new, and a second click of that
        client.post(pad, {"actie": "besproken", "besproken-tekst": "Wij bellen elke week."})
    assert zin not in client.get(home).text
    assert rij.besprekingen.count() == 2
    antwoorden(rij, door=andere_ouder, op=nu(), soort="niet", reden="Nog steeds te weinig.")
    leg_voor(leerling, ib, tekst="Elke dag een uur.")
    assert zin not in client.get(home).text


def test_who_lost_gezag_or_a_pupil_who_left_asks_nothing_of_the_school(inloggen, rij, leerling, ib, ouder):
    antwoorden(rij, door=ouder, op=nu(), soort="niet", reden="Nee.")
    zin, gisteren = "Niet akkoord met het handelingsdeel", timezone.localdate() - timedelta(days=1)
    client, home = inloggen(ib), scherm("loket:school_home")
    assert zin in client.get(home).text
    for rijen in (leerling.gezag.filter(betrokkene__gebruiker=ouder), leerling.inschrijvingen):
        oud = rijen.get().tot
        rijen.update(tot=gisteren)
        assert zin not in client.get(home).text
        rijen.update(tot=oud)


# --- the family --------------------------------------------------------------------------------------------------


def test_a_parent_reads_it_agrees_and_takes_it_back(inloggen, rij, zaak, ouder):
    client, pad = inloggen(ouder), scherm("dossier:handelingsdeel", rij.public_id)
    dossier = client.get(scherm("dossier:dossier", zaak.public_id)).text
    assert pad in dossier
    assert "nog niet gereageerd" in dossier
    assert TEKST in client.get(pad).text
    leeg = client.post(pad, {"actie": "zeggen", "soort": "niet", "reden": ""})
    assert "Schrijf op waarom u niet akkoord gaat" in leeg.text
    assert "Bewaard" in client.post(pad, {"actie": "zeggen", "soort": "akkoord"}, follow=True).text
    assert "akkoord op" in client.get(scherm("dossier:dossier", zaak.public_id)).text
    tekst = client.post(pad, {"actie": "terug", "reden": "Het werkt niet."}, follow=True).text
    assert "Het werkt niet." in tekst
    assert [een.soort for een in rij.antwoorden.order_by("pk")] == ["akkoord", "terug"]


def test_the_other_parent_reads_that_and_when_but_never_why_or_who(inloggen, rij, zaak, leerling, ouder, andere_ouder):
    leerling.gezag.filter(betrokkene__gebruiker=ouder).update(relatie="moeder, Geheimweg 9")
    antwoorden(rij, door=ouder, op=nu(), soort="niet", reden="Hij slaapt bij mij in de opvang.")
    client = inloggen(andere_ouder)
    for pad in (scherm("dossier:handelingsdeel", rij.public_id), scherm("dossier:dossier", zaak.public_id)):
        tekst = client.get(pad).text
        assert "De andere ouder of voogd: niet akkoord op" in re.sub(r"<[^>]+>", "", tekst)
        adres = Adres.objects.get(betrokkene__gebruiker=ouder)
        for geheim in ("opvang", "Geheimweg", ouder.email, adres.straat, ouder.betrokkenen.get().voornaam):
            assert geheim not in tekst, geheim
    leerling.gezag.filter(betrokkene__gebruiker=ouder).update(contactverbod=True)
    for pad in (scherm("dossier:handelingsdeel", rij.public_id), scherm("dossier:dossier", zaak.public_id)):
        assert "De andere ouder of voogd" not in client.get(pad).text, "nothing goes over by itself"


def test_a_contact_ban_of_today_counts_for_a_version_that_was_closed_before_it(
    inloggen, rij, zaak, leerling, ib, ouder, andere_ouder
):
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    antwoorden(rij, door=andere_ouder, op=nu(), soort="akkoord")
    afsluiten(rij, door=ib, op=nu())
    vandaag = timezone.localdate()
    band = leerling.gezag.get(betrokkene__gebruiker=ouder)
    leerling.gezag.filter(pk=band.pk).update(tot=vandaag)
    band.pk, band.van, band.contactverbod = None, vandaag + timedelta(days=1), True
    band.save()
    pad = scherm("dossier:dossier", zaak.public_id)
    assert "Moeder: akkoord op" in re.sub(r"<[^>]+>", "", inloggen(andere_ouder).get(pad).text)
    with time_machine.travel(nu() + timedelta(days=2), tick=True):
        assert "Moeder: akkoord op" not in re.sub(r"<[^>]+>", "", inloggen(andere_ouder).get(pad).text)


def test_of_a_hidden_child_a_parent_reads_only_what_was_released_without_the_name_of_the_school(
    inloggen, rij, zaak, leerling, school, ib, ouder, andere_ouder
):
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    pad = scherm("dossier:handelingsdeel", rij.public_id)
    assert inloggen(ouder).get(pad).status_code == 404
    assert pad not in inloggen(ouder).get(scherm("dossier:dossier", zaak.public_id)).text
    vrij = {"actie": "vrijgeven", "wie": ouder.betrokkenen.get().public_id}
    inloggen(ib).post(scherm("loket:handelingsdeel", rij.public_id), vrij)
    tekst = inloggen(ouder).get(pad).text
    assert TEKST in tekst
    assert school.naam not in tekst
    assert "De andere ouder" not in tekst
    assert inloggen(andere_ouder).get(pad).status_code == 404


def test_an_answer_to_a_version_that_was_replaced_is_refused_and_the_words_stay(inloggen, rij, leerling, ib, ouder):
    client, pad = inloggen(ouder), scherm("dossier:handelingsdeel", rij.public_id)
    client.get(pad)
    nieuw = leg_voor(leerling, ib, tekst="Elke dag een uur.")
    antwoord = client.post(pad, {"actie": "zeggen", "soort": "niet", "reden": "Mijn lange uitleg."})
    assert "De school maakte een nieuwe versie" in antwoord.text
    assert "Mijn lange uitleg." in antwoord.text
    assert scherm("dossier:handelingsdeel", nieuw.public_id) in antwoord.text
    assert not rij.antwoorden.exists()


def test_what_the_school_took_back_a_family_reads_no_longer_but_why_and_its_own_answer(inloggen, leerling, ib, ouder):
    papier = bewaren(PDF, soort="application/pdf", op=nu())
    rij = leg_voor(leerling, ib, bestanden=[(papier, "opp.pdf")])
    antwoorden(rij, door=ouder, op=nu(), soort="niet", reden="Dit gaat niet over haar.")
    client, pad = inloggen(ouder), scherm("dossier:handelingsdeel", rij.public_id)
    bestand = scherm("loket:handelingsdeelbestand", rij.bestanden.get().public_id)
    assert client.get(bestand).status_code == 200
    terugnemen(rij, door=ib, op=nu(), reden="Het was van een ander kind.")
    for nieuwe in (False, True):
        if nieuwe:
            leg_voor(leerling, ib, tekst="Anders.")
        tekst = client.get(pad).text
        assert "Het was van een ander kind." in tekst
        assert "Dit gaat niet over haar." in tekst
        assert TEKST not in tekst
        assert "opp.pdf" not in tekst
    assert client.get(bestand).status_code == 404
    assert inloggen(ib).get(bestand).status_code == 200


def test_without_an_aanvraag_it_stands_on_the_first_page_of_the_family(inloggen, school, ib):
    ouder = gebruiker_met(Rol.OUDER)
    kind = leerling_op(school)
    ouder_van(kind, gebruiker=ouder)
    rij = leg_voor(kind, ib)
    tekst = inloggen(ouder).get(scherm("dossier:dossiers")).text
    assert scherm("dossier:handelingsdeel", rij.public_id) in tekst
    assert "vraagt of u akkoord gaat" in tekst


def test_a_pupil_of_sixteen_reads_along_and_one_of_eighteen_is_asked(inloggen, school, ib):
    zelf, dag = gebruiker_met(Rol.LEERLING), timezone.localdate()
    kind = leerling_op(school, gebruiker=zelf, geboortedatum=dag - timedelta(days=17 * 366))
    ouder_van(kind)
    rij = leg_voor(kind, ib)
    pad = scherm("dossier:handelingsdeel", rij.public_id)
    tekst = inloggen(zelf).get(pad).text
    assert "Je ouders beslissen hierover" in tekst
    assert "Nog niet iedereen is akkoord" in tekst
    kind.geboortedatum = dag - timedelta(days=18 * 366)
    kind.save()
    assert "Ga je akkoord?" in inloggen(zelf).get(pad).text


@pytest.mark.parametrize("taal", ["nl", "ar"])
def test_the_page_of_the_case_asks_no_more_with_agreements_than_without(inloggen, zaak, leerling, ib, ouder, taal):
    ouder.betrokkenen.update(taal=taal)
    client, pad = inloggen(ouder), scherm("dossier:dossier", zaak.public_id)

    def vragen():
        client.get(pad)
        with CaptureQueriesContext(connection) as gevangen:
            client.get(pad)
        return sum("SAVEPOINT" not in een["sql"] for een in gevangen.captured_queries)

    zonder = vragen()
    for nummer in range(4):
        antwoorden(leg_voor(leerling, ib, tekst=f"Plan {nummer}."), door=ouder, op=nu(), soort="akkoord")
    assert vragen() == zonder <= 12


def test_what_a_parent_reads_there_is_plain_dutch(inloggen, rij, ouder):
    tekst = inloggen(ouder).get(scherm("dossier:handelingsdeel", rij.public_id)).text
    gelezen = list(zinnen(tekst[tekst.index("<main") : tekst.index("</main")]))
    assert len(gelezen) > 8
    assert douma(gelezen) >= 70
    assert max(len(WOORD.findall(zin)) for zin in gelezen) <= 20

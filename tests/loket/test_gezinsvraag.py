"""What somebody of a family asks: one person, one conversation, and only whose task the answer is reads it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions import gezinsvraag as acties
from loket.models import Status
from loket.models.gezinsvraag import Gezinsbericht, Gezinsbestand, Gezinsvraag
from loket.models.werkplek import Waarneming
from loket.rules.gezinsvraag import gelezen
from scholen.models import Afscherming
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, ouder_van, ronde_verzonden
from tests.stukken import PDF
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
S = Status
P = Permissie
VRAAG = "Mag mijn zoon eerst een dag komen kijken?"


def nu(**later):
    return timezone.now() + timedelta(**later)


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


@pytest.fixture
def concept(school, ib):
    """A school writes about a child of which one parent has an account."""
    kind, ouder = leerling_op(school, roepnaam="Mila"), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    return aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=kind), ouder


@pytest.fixture
def vraag(aanvraag, ouder):
    return acties.vraag_stellen(aanvraag, door=ouder, op=nu(hours=-3), tekst=VRAAG).vraag


def bij_loket(vraag):
    return reverse("loket:gezinsvraag", args=[vraag.public_id])


def test_a_parent_asks_the_loket_answers_and_both_see_what_was_read(inloggen, aanvraag, ouder, loketmedewerker, ib):
    client, pad = inloggen(ouder), reverse("dossier:vraag", args=[aanvraag.public_id])
    assert pad in client.get(reverse("dossier:dossier", args=[aanvraag.public_id])).text
    tekst = client.get(pad).text
    assert f"<strong><bdi>{loketmedewerker.naam}</bdi> van" in tekst
    assert "De school leest dit niet." in tekst
    client.post(pad, {"tekst": VRAAG, "bestanden": SimpleUploadedFile("brief.pdf", PDF)})
    assert "Nog niet gelezen" in client.get(pad).text
    vraag = Gezinsvraag.objects.get()
    assert Bericht.objects.get(wie=loketmedewerker).gewoon
    balie = ingelogd(loketmedewerker)
    for lijst in (
        reverse("loket:werkvoorraad"),
        reverse("loket:gezinsvragen"),
        reverse("loket:behandelen", args=[aanvraag.public_id]),
    ):
        assert bij_loket(vraag) in balie.get(lijst).text
    tekst = balie.get(bij_loket(vraag)).text
    assert VRAAG in tekst
    bestand = reverse("loket:gezinsbestand", args=[Gezinsbestand.objects.get().public_id])
    assert bestand in tekst
    assert b"".join(balie.get(bestand)).startswith(b"%PDF")
    assert ingelogd(ib).get(bestand).status_code == 404
    assert "Gelezen op" in client.get(pad).text
    balie.post(bij_loket(vraag), {"actie": "antwoord", "antwoord-tekst": "Ja, dat kan. Wij bellen de school."})
    assert "Nog niet gelezen" in balie.get(bij_loket(vraag)).text
    assert "Ja, dat kan." in client.get(pad).text
    assert "Nog niet gelezen" not in balie.get(bij_loket(vraag)).text
    assert Bericht.objects.get(wie=ouder).gewoon
    assert bij_loket(vraag) not in balie.get(reverse("loket:werkvoorraad")).text
    assert "Ja, dat kan." in balie.get(reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=gesprekken").text


def test_what_was_answered_was_read(inloggen, aanvraag, ouder, loketmedewerker, vraag):
    """Also when nobody opened its page, as with an answer that another system or the demo writes."""
    acties.vraag_beantwoorden(vraag, door=loketmedewerker, op=nu(hours=-2), tekst="Ja, dat kan.")
    client, pad = inloggen(ouder), reverse("dossier:vraag", args=[aanvraag.public_id])
    assert client.get(pad).text.count("Nog niet gelezen") == 1, "the answer, until now"
    assert "Nog niet gelezen" not in client.get(pad).text
    acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="En daarna?")
    assert client.get(pad).text.count("Nog niet gelezen") == 1


def test_while_the_school_writes_it_answers_and_the_loket_knows_nothing(inloggen, concept, ib, loketmedewerker):
    aanvraag, ouder = concept
    client, pad = inloggen(ouder), reverse("dossier:vraag_school", args=[aanvraag.leerling.public_id])
    assert pad in client.get(reverse("dossier:dossiers")).text
    tekst = client.get(pad).text
    assert "intern begeleider van de school" in tekst
    assert aanvraag.public_id not in tekst
    client.post(pad, {"tekst": "Wanneer praten we?"})
    vraag = Gezinsvraag.objects.get()
    assert vraag.voor == "school"
    assert bij_loket(vraag) in ingelogd(ib).get(reverse("loket:school_home")).text
    assert not Gezinsvraag.objects.visible_to(loketmedewerker).exists()
    assert ingelogd(loketmedewerker).get(bij_loket(vraag)).status_code == 404
    ingelogd(ib).post(bij_loket(vraag), {"actie": "antwoord", "antwoord-tekst": "Dinsdag."})
    lijst = client.get(reverse("dossier:dossiers")).text
    assert "Antwoord op uw vraag" in lijst
    assert "Dinsdag." in client.get(pad).text
    assert "Antwoord op uw vraag" not in client.get(reverse("dossier:dossiers")).text


def test_after_submitting_a_question_goes_to_the_loket_and_the_talk_with_the_school_stays_of_the_school(
    inloggen, concept, ib, loketmedewerker
):
    aanvraag, ouder = concept
    eerst = acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Aan de school.").vraag
    ingediend = aanvraag_in(S.IN_CONTROLE, school=aanvraag.school, ib=ib, leerling=aanvraag.leerling, soort="SBO")
    later = acties.vraag_stellen(ingediend, door=ouder, op=nu(), tekst="Aan het loket.").vraag
    assert (eerst.voor, later.voor) == ("school", "loket")
    assert list(Gezinsvraag.objects.visible_to(loketmedewerker)) == [later]
    assert list(Gezinsvraag.objects.visible_to(ib)) == [eerst]


def test_the_other_parent_never_knows_of_it(vraag, aanvraag, ouder, andere_ouder, loketmedewerker):
    acties.vraag_beantwoorden(vraag, door=loketmedewerker, op=nu(), tekst="Het antwoord is ja.")
    for model in (Gezinsvraag, Gezinsbericht, Gezinsbestand):
        assert not model.objects.visible_to(andere_ouder).exists()
    client = ingelogd(andere_ouder)
    for naam in ("dossier:dossier", "dossier:vraag", "dossier:alles", "dossier:gegevens"):
        tekst = client.get(reverse(naam, args=[aanvraag.public_id])).text
        assert VRAAG not in tekst
        assert "Het antwoord is ja." not in tekst
        assert "Antwoord op uw vraag" not in tekst
    zelf = acties.vraag_stellen(aanvraag, door=andere_ouder, op=nu(), tekst="Mijn eigen vraag.").vraag
    assert zelf != vraag
    assert "Mijn eigen vraag." not in ingelogd(ouder).get(reverse("dossier:vraag", args=[aanvraag.public_id])).text


@pytest.mark.parametrize("rol", [Rol.DESKUNDIGE, Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR, Rol.BEHEERDER, Rol.ADVISEUR])
def test_who_has_no_task_in_it_does_not_see_it(vraag, rol):
    wie = gebruiker_met(rol)
    assert not Gezinsvraag.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        acties.vraag_beantwoorden(vraag, door=wie, op=nu(), tekst="x")


def test_another_school_and_who_lost_gezag_do_not_see_it(concept, vraag, ouder, aanvraag):
    kind, zijn_ouder = concept
    van_school = acties.vraag_stellen(kind, door=zijn_ouder, op=nu(), tekst="Aan de school.").vraag
    vreemd = gebruiker_met(Rol.IB, school=SchoolFactory())
    assert not Gezinsvraag.objects.visible_to(vreemd).exists()
    with pytest.raises(Http404):
        acties.vraag_beantwoorden(van_school, door=vreemd, op=nu(), tekst="x")
    with pytest.raises(Http404):
        acties.vraag_stellen(aanvraag, door=zijn_ouder, op=nu(), tekst="x")
    ouder.betrokkenen.get().gezag.update(tot=timezone.localdate() - timedelta(days=1))
    del ouder.rollen
    assert not Gezinsvraag.objects.visible_to(ouder, P.DOSSIER_LEZEN).exists()


def test_a_parent_who_works_at_the_school_does_not_read_what_the_other_parent_asks(concept, school):
    aanvraag, ouder = concept
    collega = gebruiker_met(Rol.IB, school=school)
    vraag = acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Over mijn ex.").vraag
    assert Gezinsvraag.objects.visible_to(collega).filter(pk=vraag.pk).exists()
    ouder_van(aanvraag.leerling, gebruiker=collega)
    assert not Gezinsvraag.objects.visible_to(collega).filter(pk=vraag.pk).exists()


def test_what_was_sent_never_changes(vraag):
    bericht = vraag.berichten.get()
    for poging in (lambda: bericht.delete(), lambda: bericht.save()):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            poging()
    with pytest.raises(IntegrityError, match="gezinsvraag_een_gesprek"), transaction.atomic():
        Gezinsvraag.objects.create(
            leerling=vraag.leerling, aanvraag=vraag.aanvraag, school=vraag.school, voor="loket", vrager=vraag.vrager,
            begonnen_op=nu(),
        )  # fmt: skip


def test_a_double_click_is_one_question_and_too_many_are_refused(aanvraag, ouder):
    for _ in range(2):
        acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Een", sleutel="s")
    assert Gezinsbericht.objects.count() == 1
    for nr in range(acties.PER_DAG_HOOGSTENS - 1):
        acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst=str(nr))
    with pytest.raises(NietMogelijk, match="veel vragen"):
        acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Nog een")
    with pytest.raises(NietMogelijk, match="Schrijf eerst"):
        acties.vraag_stellen(aanvraag, door=ouder, op=nu(days=1), tekst="  ")


def test_it_is_closed_without_an_answer_with_a_reason_that_the_parent_reads(
    inloggen, vraag, aanvraag, ouder, loketmedewerker
):
    balie = inloggen(loketmedewerker)
    antwoord = balie.post(bij_loket(vraag), {"actie": "afdoen", "afdoen-reden": ""})
    assert "Schrijf op waarom er geen antwoord komt" in antwoord.text
    balie.post(bij_loket(vraag), {"actie": "afdoen", "afdoen-reden": "Wij belden u hierover."})
    assert bij_loket(vraag) not in balie.get(reverse("loket:werkvoorraad")).text
    assert "Wij belden u hierover." in ingelogd(ouder).get(reverse("dossier:vraag", args=[aanvraag.public_id])).text
    with pytest.raises(NietMogelijk, match="wacht niets"):
        acties.vraag_afdoen(vraag, door=loketmedewerker, op=nu(), reden="Nog eens.")


def test_a_colleague_takes_over_and_a_stand_in_sees_what_waits(vraag, aanvraag, loketmedewerker, ouder):
    collega, ander, vandaag = gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.LOKETMEDEWERKER), nu().date()
    assert list(acties.op_mijn_bord(loketmedewerker, vandaag)) == [vraag]
    assert not acties.op_mijn_bord(collega, vandaag)
    dagen = {"van": vandaag, "tot": vandaag}
    weg = Waarneming.objects.create(gebruiker=loketmedewerker, waarnemer=ander, **dagen)
    assert list(acties.op_mijn_bord(ander, vandaag)) == [vraag]
    acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="En nog iets.")
    assert Bericht.objects.filter(wie=ander).count() == 1, "who stands in is told"
    weg.delete()
    acties.vraag_overdragen(vraag, door=loketmedewerker, op=nu(), aan=collega)
    assert list(acties.op_mijn_bord(collega, vandaag)) == [vraag]
    assert not acties.op_mijn_bord(loketmedewerker, vandaag)
    assert Bericht.objects.filter(wie=collega).count() == 1
    collega.lidmaatschappen.update(tot=vandaag - timedelta(days=1))
    assert list(acties.op_mijn_bord(loketmedewerker, vandaag)) == [vraag], "back when the colleague left"
    with pytest.raises(NietMogelijk, match="Kies een collega"):
        acties.vraag_overdragen(vraag, door=loketmedewerker, op=nu(), aan=gebruiker_met(Rol.IB))


def test_how_long_somebody_waits_counts_from_the_first_question_without_an_answer(
    vraag, aanvraag, ouder, loketmedewerker
):
    eerste = vraag.berichten.get().op
    acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Bent u er?")
    assert Gezinsvraag.objects.wachtend().get().wacht_sinds == eerste
    acties.vraag_beantwoorden(vraag, door=loketmedewerker, op=nu(), tekst="Ja.")
    assert not Gezinsvraag.objects.wachtend().exists()
    tweede = acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Fijn. En nu?")
    assert Gezinsvraag.objects.wachtend().get().wacht_sinds == tweede.op


@pytest.mark.parametrize(("blikken", "verwacht"), [([], None), ([9], None), ([9, 11, 12], 11), ([10], 10)])
def test_it_was_read_at_the_first_look_since(blikken, verwacht):
    def uur(getal):
        return datetime(2026, 3, 2, getal)

    assert gelezen(uur(10), [uur(een) for een in blikken]) == (verwacht and uur(verwacht))


def test_who_answers_is_warned_where_a_child_is_hidden_and_the_family_reads_no_name_of_its_school(concept, ib, school):
    aanvraag, ouder = concept
    vraag = acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst="Hoe gaat het?").vraag
    assert "Schrijf niets waaruit blijkt" not in ingelogd(ib).get(bij_loket(vraag)).text
    aanvraag.leerling.afscherming = Afscherming.VERBLIJFPLAATS
    aanvraag.leerling.save()
    assert "Schrijf niets waaruit blijkt" in ingelogd(ib).get(bij_loket(vraag)).text
    acties.vraag_beantwoorden(vraag, door=ib, op=nu(), tekst="Goed.")
    tekst = ingelogd(ouder).get(reverse("dossier:vraag_school", args=[aanvraag.leerling.public_id])).text
    assert "Goed." in tekst
    assert ib.naam not in tekst
    assert school.naam not in tekst


def test_a_parent_is_pointed_to_the_view_while_it_can_be_given(inloggen, ib, school, leerling, ouder, loketmedewerker):
    rij = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    pad = reverse("dossier:vraag", args=[rij.public_id])
    assert "Bent u het niet eens met ons?" not in inloggen(ouder).get(pad).text
    ronde_verzonden(rij.zienswijzeronden.get())
    tekst = inloggen(ouder).get(pad).text
    assert "Bent u het niet eens met ons?" in tekst
    assert reverse("dossier:mening", args=[rij.public_id]) in tekst
    vraag = acties.vraag_stellen(rij, door=ouder, op=nu(), tekst="Wij zijn het er niet mee eens.").vraag
    assert reverse("loket:zienswijze", args=[rij.public_id]) in ingelogd(loketmedewerker).get(bij_loket(vraag)).text


def test_nothing_of_it_is_in_a_mail_or_the_logbook(vraag, loketmedewerker):
    acties.vraag_beantwoorden(vraag, door=loketmedewerker, op=nu(), tekst="Kanarie van het antwoord.")
    for regel in Logregel.objects.all():
        alles = f"{regel.reden}{regel.bijzonderheden}"
        assert "Kanarie" not in alles
        assert VRAAG not in alles
    for mail in Bericht.objects.all():
        assert vraag.leerling.roepnaam not in f"{mail.sleutel}{mail.soort}{mail.link}"
        assert mail.soort == "klaar"


def test_a_file_that_may_not_come_in_keeps_what_was_typed(inloggen, aanvraag, ouder):
    pad = reverse("dossier:vraag", args=[aanvraag.public_id])
    antwoord = inloggen(ouder).post(pad, {"tekst": VRAAG, "bestanden": SimpleUploadedFile("x.exe", b"MZ rommel")})
    assert VRAAG in antwoord.text
    assert not Gezinsbericht.objects.exists()


def test_the_list_asks_as_much_however_many_questions_wait(inloggen, aanvraag, ouder, andere_ouder, loketmedewerker):
    def vragen():
        with CaptureQueriesContext(connection) as gevangen:
            client.get(reverse("loket:gezinsvragen"))
        return len(gevangen)

    client = inloggen(loketmedewerker)
    acties.vraag_stellen(aanvraag, door=ouder, op=nu(), tekst=VRAAG)
    vragen()
    eerst = vragen()
    acties.vraag_stellen(aanvraag, door=andere_ouder, op=nu(), tekst=VRAAG)
    assert vragen() == eerst

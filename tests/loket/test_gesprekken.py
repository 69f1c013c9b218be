"""Notes, messages and contacts: who reads which, and what is new to whom."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions import gesprekken as acties
from loket.actions.aanvraag import aanvullen
from loket.models import Status
from loket.models.notitie import Contactmoment, Noeming, Notitie, Schoolbericht
from tests.factories import aanvraag_in, gebruiker_met

pytestmark = pytest.mark.django_db
S = Status
GEHEIM = "Geheimwoordq"


def nu():
    return timezone.now()


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


@pytest.fixture
def collega(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")


@pytest.fixture
def zaak(school, ib, leerling, loketmedewerker):
    return aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


# --- who reads what -----------------------------------------------------------------------------------------------


def test_an_internal_note_reaches_nobody_outside_the_desk(
    inloggen, zaak, loketmedewerker, beslisser, ib, directeur, ouder
):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst=f"{GEHEIM} notitie", noemen=[beslisser])
    acties.contact_vastleggen(
        zaak,
        door=loketmedewerker,
        op=nu(),
        hoe="telefoon",
        met_wie=f"{GEHEIM} moeder",
        op_dag=timezone.localdate(),
        tekst=f"{GEHEIM} contact",
    )
    opdracht = zaak.adviesopdrachten.first()
    buiten = {
        ib: [pad("aanvraag", zaak.public_id), pad("school_home")],
        directeur: [pad("aanvraag", zaak.public_id)],
        opdracht.deskundige: [pad("advies", opdracht.public_id), pad("adviezen")],
        ouder: [
            reverse("dossier:dossier", args=[zaak.public_id]),
            reverse("dossier:aanvraag_lezen", args=[zaak.public_id]),
        ],
    }
    for wie, adressen in buiten.items():
        client = inloggen(wie)
        for adres in adressen:
            antwoord = client.get(adres)
            assert antwoord.status_code == 200, adres
            assert GEHEIM not in antwoord.text, adres
        for model in (Notitie, Noeming, Contactmoment):
            assert not model.objects.visible_to(wie).exists()
    for wie in (loketmedewerker, beslisser):
        for tab in ("gesprekken", "geschiedenis"):
            assert GEHEIM in inloggen(wie).get(pad("behandelen", zaak.public_id), {"tab": tab}).text


def test_a_message_with_the_school_is_read_there_and_by_nobody_else(
    inloggen, zaak, loketmedewerker, ib, buitenstaander, ouder
):
    acties.schoolbericht_sturen(zaak, door=loketmedewerker, op=nu(), tekst=f"{GEHEIM} vraag")
    assert GEHEIM in inloggen(ib).get(pad("aanvraag", zaak.public_id)).text
    deskundige = zaak.adviesopdrachten.first().deskundige
    for wie in (buitenstaander, ouder, deskundige):
        assert not Schoolbericht.objects.visible_to(wie).exists()
    assert GEHEIM not in inloggen(ouder).get(reverse("dossier:dossier", args=[zaak.public_id])).text


def test_a_message_goes_by_a_mail_without_a_word_of_it(zaak, loketmedewerker, ib):
    acties.schoolbericht_sturen(zaak, door=loketmedewerker, op=nu(), tekst=GEHEIM)
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.soort, bericht.link) == (ib.email, "klaar", "")
    acties.schoolbericht_antwoorden(zaak, door=ib, op=nu(), tekst=GEHEIM)
    assert set(Bericht.objects.values_list("aan", flat=True)) == {ib.email, loketmedewerker.email}


def test_a_note_mails_nobody(zaak, loketmedewerker, collega):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst=GEHEIM, noemen=[collega])
    assert not Bericht.objects.exists()


def test_the_logbook_holds_no_word_of_a_note(zaak, loketmedewerker):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst=GEHEIM)
    regel = Logregel.objects.get(actie="notitie_schrijven")
    assert GEHEIM not in f"{regel.reden}{regel.bijzonderheden}"
    assert regel.leerling == zaak.leerling.public_id


def test_only_who_reads_notes_can_be_named_in_one(zaak, loketmedewerker, ib):
    with pytest.raises(NietMogelijk, match="leest geen interne notities"):
        acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst="x", noemen=[ib])
    assert not Notitie.objects.exists()


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.LOKETMEDEWERKER, Rol.BESLISSER}))
def test_nobody_else_writes_to_a_case(zaak, rol):
    wie = gebruiker_met(rol)
    for doen in (acties.notitie_schrijven, acties.schoolbericht_sturen):
        with pytest.raises(Http404):
            doen(zaak, door=wie, op=nu(), tekst="x")
    assert not Notitie.objects.exists()
    assert not Schoolbericht.objects.exists()


def test_another_school_cannot_write_to_the_desk_about_it(inloggen, zaak, buitenstaander):
    assert inloggen(buitenstaander).post(pad("school_antwoord", zaak.public_id), {"tekst": "x"}).status_code == 404
    assert not Schoolbericht.objects.exists()


def test_a_draft_has_no_messages_yet(school, ib):
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    with pytest.raises(NietMogelijk):
        acties.schoolbericht_antwoorden(concept, door=ib, op=nu(), tekst="x")


# --- the pages ----------------------------------------------------------------------------------------------------


def test_each_form_keeps_what_was_typed_or_stores_it(inloggen, zaak, loketmedewerker, collega):
    client = inloggen(loketmedewerker)
    fout = client.post(pad("contact", zaak.public_id), {"contact-met_wie": "moeder", "contact-tekst": "Belt terug."})
    assert "Kies hoe het contact was" in fout.text
    assert "Belt terug." in fout.text
    goed = {"contact-hoe": "telefoon", "contact-met_wie": "moeder", "contact-tekst": "Belt terug."}
    client.post(pad("contact", zaak.public_id), goed | {"contact-op_dag": timezone.localdate().isoformat()})
    client.post(pad("notitie", zaak.public_id), {"notitie-tekst": "Nagekeken.", "notitie-noemen": [collega.public_id]})
    client.post(pad("schoolbericht", zaak.public_id), {"bericht-tekst": "Dank."})
    assert (Contactmoment.objects.count(), Notitie.objects.count(), Schoolbericht.objects.count()) == (1, 1, 1)
    assert Noeming.objects.get().gebruiker == collega


def test_the_school_answers_from_its_own_page(inloggen, zaak, ib, loketmedewerker):
    client = inloggen(ib)
    assert client.post(pad("school_antwoord", zaak.public_id), {"tekst": "Wij sturen het morgen."}).status_code == 302
    assert "Wij sturen het morgen." in client.get(pad("aanvraag", zaak.public_id)).text
    pagina = inloggen(loketmedewerker).get(pad("behandelen", zaak.public_id), {"tab": "gesprekken"}).text
    assert "Wij sturen het morgen." in pagina


def test_a_message_that_cannot_be_sent_stays_on_the_page(inloggen, zaak, ib):
    te_lang = "Wij sturen het morgen. " + "x" * 4000
    fout = inloggen(ib).post(pad("school_antwoord", zaak.public_id), {"tekst": te_lang})
    assert fout.status_code == 200
    assert te_lang in fout.text
    assert "Fout: " in fout.text
    assert not Schoolbericht.objects.exists()


def test_the_timeline_shows_everything_or_one_kind(inloggen, zaak, loketmedewerker):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst="Een notitie.")
    acties.schoolbericht_sturen(zaak, door=loketmedewerker, op=nu(), tekst="Een bericht.")
    client = inloggen(loketmedewerker)
    adres = pad("behandelen", zaak.public_id)
    alles = client.get(adres, {"tab": "geschiedenis"}).text
    assert "Een notitie." in alles
    assert "Een bericht." in alles
    notities = client.get(adres, {"tab": "geschiedenis", "wat": "notities"}).text
    assert "Een notitie." in notities
    assert "Een bericht." not in notities
    assert client.get(adres, {"tab": "geschiedenis", "wat": "onzin"}).status_code == 200


# --- a double click -----------------------------------------------------------------------------------------------

WAT = {
    "notitie": ("behandelen", {"notitie-tekst": "Nagekeken."}),
    "schoolbericht": ("behandelen", {"bericht-tekst": "Dank."}),
    "contact": ("behandelen", {"contact-hoe": "post", "contact-met_wie": "moeder", "contact-tekst": "Belt terug."}),
    "school_antwoord": ("aanvraag", {"tekst": "Wij sturen het morgen."}),
}
SCHRIJVEN = ("notitie_schrijven", "schoolbericht_sturen", "contact_vastleggen", "schoolbericht_antwoorden")
MODELLEN = (Notitie, Schoolbericht, Contactmoment)


def formulier(client, zaak, naam):
    """What the page would post: the words, with the key that it was shown with."""
    pagina, velden = WAT[naam]
    tekst = client.get(pad(pagina, zaak.public_id), {"tab": "gesprekken"} if pagina == "behandelen" else {}).text
    stuk = tekst.split(f'action="{pad(naam, zaak.public_id)}"')[1].split("</form>")[0]
    veld, sleutel = re.search(r'name="([\w-]*sleutel)" value="([^"]{16,})"', stuk).groups()
    velden = velden | ({"contact-op_dag": timezone.localdate().isoformat()} if naam == "contact" else {})
    return velden | {veld: sleutel}


def geschreven():
    return sum(model.objects.count() for model in MODELLEN)


@pytest.mark.parametrize("naam", WAT)
def test_what_is_posted_twice_is_written_once(inloggen, zaak, loketmedewerker, ib, naam):
    client = inloggen(ib if naam == "school_antwoord" else loketmedewerker)
    velden = formulier(client, zaak, naam)
    eerste, tweede = (client.post(pad(naam, zaak.public_id), velden) for _ in range(2))
    assert (eerste.status_code, eerste.url) == (tweede.status_code, tweede.url) == (302, eerste.url)
    assert geschreven() == 1
    assert Bericht.objects.count() == (1 if "school" in naam else 0)
    assert Logregel.objects.filter(actie__in=SCHRIJVEN).count() == 1


def test_other_words_from_the_same_page_are_not_lost(inloggen, zaak, loketmedewerker):
    client = inloggen(loketmedewerker)
    velden = formulier(client, zaak, "notitie")
    client.post(pad("notitie", zaak.public_id), velden)
    client.post(pad("notitie", zaak.public_id), velden | {"notitie-tekst": "En nog iets."})
    assert Notitie.objects.count() == 2


def test_the_same_words_may_be_written_again_from_a_new_page(inloggen, zaak, loketmedewerker):
    client = inloggen(loketmedewerker)
    for _ in range(2):
        client.post(pad("notitie", zaak.public_id), formulier(client, zaak, "notitie"))
    assert Notitie.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("naam", WAT)
def test_of_two_posts_at_once_one_writes(inloggen, zaak, loketmedewerker, ib, naam):
    client = inloggen(ib if naam == "school_antwoord" else loketmedewerker)
    velden, start, uitkomsten = formulier(client, zaak, naam), threading.Barrier(2), []

    def klikken():
        ander = Client()
        ander.cookies = client.cookies
        try:
            start.wait(5)
            uitkomsten.append(ander.post(pad(naam, zaak.public_id), velden).status_code)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=klikken) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert uitkomsten == [302, 302]
    assert geschreven() == 1


# --- new since I looked -------------------------------------------------------------------------------------------


def marken(client, zaak):
    rijen = client.get(pad("werkvoorraad"), {"weergave": "alles"}).context["rijen"]
    return next(rij.nieuw for rij in rijen if rij.aanvraag.pk == zaak.pk)


def test_what_came_in_is_marked_by_kind_until_the_case_is_opened(inloggen, loketmedewerker, collega, school, ib):
    zaak = aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib, behandelaar=loketmedewerker)
    client = inloggen(loketmedewerker)
    client.get(pad("behandelen", zaak.public_id))
    assert marken(client, zaak) == ()
    aanvullen(zaak, door=ib, op=nu(), antwoord="Het OPP zit erbij.")
    acties.schoolbericht_antwoorden(zaak, door=ib, op=nu(), tekst="Gelukt?")
    acties.notitie_schrijven(zaak, door=collega, op=nu(), tekst="Kijk even.", noemen=[loketmedewerker])
    assert set(marken(client, zaak)) == {"Jij bent genoemd", "Aanvulling", "Notitie", "Bericht van de school"}
    client.get(pad("behandelen", zaak.public_id))
    assert marken(client, zaak) == ()


def test_what_i_did_myself_is_not_new_to_me(inloggen, loketmedewerker, zaak):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst="Van mij.")
    assert marken(inloggen(loketmedewerker), zaak) == ()


def test_a_case_of_a_colleague_that_i_never_opened_is_not_all_new(inloggen, loketmedewerker, collega, zaak):
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst="x")
    assert marken(inloggen(collega), zaak) == ()
    acties.notitie_schrijven(zaak, door=loketmedewerker, op=nu(), tekst="x", noemen=[collega])
    assert marken(inloggen(collega), zaak) == ("Jij bent genoemd",)


def test_the_case_says_what_changed_since_the_last_visit(inloggen, loketmedewerker, collega, zaak):
    from loket.actions.werkplek import gekeken

    gekeken(zaak, door=loketmedewerker, op=nu() - timedelta(hours=5))
    acties.notitie_schrijven(zaak, door=collega, op=nu() - timedelta(hours=1), tekst="Nieuw voor jou.")
    client = inloggen(loketmedewerker)
    for _ in range(2):  # and still so on the second page of this visit
        pagina = client.get(pad("behandelen", zaak.public_id)).text
        assert "Nieuw sinds je laatst keek" in pagina
        assert "Karim Aziz" in pagina
    assert "Nieuw sinds je laatst keek" not in inloggen(collega).get(pad("behandelen", zaak.public_id)).text

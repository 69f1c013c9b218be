"""What parents choose, photograph and send along with a view: seen by who decides, and by nobody else."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kern.bestanden.actions import bewaren
from kern.bestanden.opslag import lezen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.besluit import besluiten
from loket.actions.zienswijze import zienswijze_vastleggen
from loket.actions.zienswijze_bestanden import HOOGSTENS, bestand_toevoegen, bestand_weghalen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Bekendmaking, Status, Zienswijzebestand
from loket.rules.zienswijze import in_woorden
from tests.dossier.test_dossier import verstuurd
from tests.factories import aanvraag_in, beslissing, gebruiker_met, ronde_verzonden
from tests.leesbaarheid import WOORD, douma, zinnen
from tests.loket.test_zienswijze_geven import pagina, scherm, van
from tests.stukken import PDF, exif, foto
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    """Both parents and the school were asked, each by an own letter that went out today."""
    rij = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(rij.zienswijzeronden.get())
    return rij


def gegeven(rij, door, *, eens="", tekst="", papier=True, versie=0):
    """Sent in the portal, with a paper."""
    if papier:
        inhoud = bewaren(PDF, soort="application/pdf", op=nu())
        bestand_toevoegen(rij, door=door, op=nu(), inhoud=inhoud, naam="brief.pdf")
    concept = concept_bewaren(rij, door=door, op=nu(), versie=versie, eens=eens, tekst=tekst)
    return zienswijze_geven(rij, door=door, op=nu(), versie=concept.versie)


def adres(bestand):
    return reverse("loket:zienswijzebestand", args=[bestand.public_id])


@pytest.mark.parametrize(
    ("eens", "tekst", "wij", "woorden"),
    [
        ("", "Twee jaar.", False, "Twee jaar."),
        ("nee", "", False, "Ik ben het er niet mee eens."),
        ("deels", "Twee jaar.", True, "Wij zijn het er voor een deel mee eens.\n\nTwee jaar."),
    ],
)
def test_the_choice_is_a_sentence_before_the_text(eens, tekst, wij, woorden):
    assert in_woorden(eens, tekst, wij=wij) == woorden


def test_a_choice_alone_is_a_view_that_the_decision_quotes_and_answers(aanvraag, ouder, andere_ouder, ib, beslisser):
    for wie in (ouder, andere_ouder, ib):
        gegeven(van(aanvraag, wie), wie, eens="nee", papier=False)
    aanvraag.refresh_from_db()
    aanvraag.onderdeel_mening.ouders_woorden = ""
    aanvraag.onderdeel_mening.save()
    with pytest.raises(NietMogelijk, match="antwoord op de mening van de ouders"):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, antwoord_zienswijze=""))
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    for brief in Bekendmaking.objects.select_related("brief"):
        assert "Ik ben het er niet mee eens." in brief.brief.html


def test_before_sending_a_parent_reads_who_sees_the_files(inloggen, aanvraag, ouder):
    tekst = inloggen(ouder).get(pagina(aanvraag)).text
    assert "Alleen wie bij ons de aanvraag behandelt of beslist, ziet deze." in tekst
    assert "Zij gaan niet vanzelf naar anderen." in tekst
    assert 'capture="environment"' in tekst
    assert aanvraag.onderdeel_gedaan.grens in tekst
    assert aanvraag.onderdeel_mening.ouders_woorden in tekst


def test_a_photo_of_a_phone_is_made_anew_and_kept_with_what_was_typed(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    plaatje = foto(exif=exif())
    assert b"Exif" in plaatje
    stuur = SimpleUploadedFile("IMG 12.jpg", plaatje, content_type="image/jpeg")
    velden = scherm(client, pad) | {"eens": "deels", "tekst": "Zie de foto.", "actie": "bewaren", "bestanden": [stuur]}
    client.post(pad, velden)
    bestand = Zienswijzebestand.objects.select_related("inhoud").get()
    data = lezen(bestand.inhoud.sha256)
    assert b"Exif" not in data
    assert Image.open(BytesIO(data)).size
    tekst = client.get(pad).text
    assert "IMG 12.jpg" in tekst
    assert "Zie de foto." in tekst
    assert re.search(r'value="deels"[^>]*checked', tekst)
    antwoord = client.get(adres(bestand))
    assert antwoord.getvalue() == data
    assert antwoord.headers["Content-Type"] == "image/jpeg"


def test_what_cannot_come_in_says_so_and_nothing_is_sent(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    fout = SimpleUploadedFile("virus.exe", b"MZ hallo")
    velden = scherm(client, pad) | {"tekst": "Eens.", "actie": "versturen", "bestanden": [fout]}
    tekst = client.post(pad, velden).text
    assert "Het bestand ‘virus.exe’ kan niet." in tekst
    assert "Eens." in tekst
    assert van(aanvraag, ouder).gegeven_op is None


def test_nobody_sees_a_file_before_it_is_sent_and_then_only_who_decides(inloggen, aanvraag, ouder, andere_ouder, ib):
    rij = van(aanvraag, ouder)
    swv = [gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.BESLISSER)]
    anderen = [andere_ouder, ib, *(gebruiker_met(rol) for rol in (Rol.DESKUNDIGE, Rol.BEZWAARBEHANDELAAR, Rol.FG))]
    inhoud = bewaren(PDF, soort="application/pdf", op=nu())
    bestand = bestand_toevoegen(rij, door=ouder, op=nu(), inhoud=inhoud, naam="geheim van Anna.pdf")
    for wie in (*swv, *anderen):
        assert not Zienswijzebestand.objects.visible_to(wie).exists()
    gegeven(rij, ouder, tekst="Zie mijn brief.", papier=False)
    for wie in swv:
        assert ingelogd(wie).get(adres(bestand)).getvalue() == PDF
    for wie in anderen:
        client = ingelogd(wie)
        assert client.get(adres(bestand)).status_code == 404
        for pad in (pagina(aanvraag), reverse("loket:school_mening", args=[aanvraag.public_id])):
            assert "geheim van Anna" not in client.get(pad).text
    tab = ingelogd(swv[0]).get(reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=zienswijze").text
    assert "geheim van Anna.pdf" in tab
    assert "geheim van Anna.pdf" in inloggen(ouder).get(pagina(aanvraag)).text


def test_a_file_can_be_taken_out_until_it_is_sent_and_never_after(inloggen, aanvraag, ouder):
    rij, client, pad = van(aanvraag, ouder), inloggen(ouder), pagina(aanvraag)
    inhoud = bewaren(PDF, soort="application/pdf", op=nu())
    weg = bestand_toevoegen(rij, door=ouder, op=nu(), inhoud=inhoud, naam="weg.pdf")
    assert bestand_toevoegen(rij, door=ouder, op=nu(), inhoud=inhoud, naam="weg.pdf") == weg, "twice is once"
    client.post(pad, scherm(client, pad) | {"tekst": "Nog bezig.", "weg": weg.public_id})
    assert not Zienswijzebestand.objects.exists()
    assert "Nog bezig." in client.get(pad).text
    gegeven(rij, ouder, tekst="Klaar.", versie=1)
    bestand = Zienswijzebestand.objects.get()
    with pytest.raises(NietMogelijk, match="verandert niet meer"):
        bestand_weghalen(rij, bestand.public_id, door=ouder, op=nu())
    for doen in (bestand.delete, bestand.save):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            doen()


def test_so_many_files_and_no_more(aanvraag, ouder):
    rij = van(aanvraag, ouder)
    for nummer in range(HOOGSTENS):
        inhoud = bewaren(b"%%PDF %d" % nummer, soort="application/pdf", op=nu())
        bestand_toevoegen(rij, door=ouder, op=nu(), inhoud=inhoud, naam="blad.pdf")
    inhoud = bewaren(b"%PDF meer", soort="application/pdf", op=nu())
    with pytest.raises(NietMogelijk, match="hoogstens 10"):
        bestand_toevoegen(rij, door=ouder, op=nu(), inhoud=inhoud, naam="blad.pdf")


def test_what_was_told_by_phone_is_read_back(inloggen, aanvraag, ouder, loketmedewerker):
    rij = van(aanvraag, ouder)
    velden = {"gegeven_op": timezone.localdate(), "kanaal": "telefoon", "eens": "deels", "tekst": "Twee jaar is beter."}
    zienswijze_vastleggen(rij, door=loketmedewerker, op=nu(), **velden)
    tekst = inloggen(ouder).get(pagina(aanvraag)).text
    assert "Twee jaar is beter." in tekst
    assert "Ik ben het een beetje eens" in tekst
    assert "alleen voor ons schreef" not in tekst
    assert f"<bdi>{loketmedewerker.naam}</bdi> schreef het zo op. Klopt er iets niet? Bel ons." in tekst


def test_the_answer_stands_in_the_dossier_once_the_letter_went_out(
    inloggen, aanvraag, ouder, andere_ouder, ib, beslisser, loketmedewerker
):
    for wie in (ouder, andere_ouder, ib):
        gegeven(van(aanvraag, wie), wie, eens="nee", papier=False)
    aanvraag.refresh_from_db()
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, antwoord_zienswijze="Wij kiezen toch dit."))
    client, pad = inloggen(ouder), pagina(aanvraag)
    assert "Wij kiezen toch dit." not in client.get(pad).text, "not before the letter"
    aanvraag.refresh_from_db()
    verstuurd(aanvraag, loketmedewerker)
    tekst = client.get(pad).text
    assert "Ons antwoord" in tekst
    assert "Wij kiezen toch dit." in tekst


def test_the_fixed_words_of_the_page_read_easily(inloggen, aanvraag, ouder):
    tekst = inloggen(ouder).get(pagina(aanvraag)).text
    vast = re.search(r"<main.*</main>", tekst, re.S)[0]
    vast = re.sub(r"<blockquote.*?</blockquote>", "", vast, flags=re.S)
    vast = re.sub(r'<span class="swv-form-description"[^>]*>(.*?)</span>', r"<p>\1</p>", vast)
    for woorden in (aanvraag.onderdeel_gedaan.grens, aanvraag.onderdeel_mening.ouders_woorden):
        vast = vast.replace(woorden, "")
    alle = list(zinnen(vast))
    assert len(alle) > 12
    assert douma(alle) >= 70, sorted(alle, key=lambda zin: douma([zin]))[:4]
    assert [zin for zin in alle if len(WOORD.findall(zin)) > 20] == []

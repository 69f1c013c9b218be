"""A parent says it in a memo: who hears it, the summary that the letter quotes, and no decision without one."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.models import Inhoud
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.afscherming import afgeschermd_genoemd
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.actions.opname import samenvatting_beantwoorden, samenvatting_schrijven
from loket.actions.samenvatting import samenvatting_mist
from loket.actions.zienswijze_bestanden import bestand_toevoegen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Bekendmaking, Opnamesamenvatting, Status, Zienswijze, Zienswijzebestand
from scholen.models import Gezag
from tests.factories import aanvraag_in, beslissing, gebruiker_met, ronde_verzonden
from tests.leesbaarheid import WOORD, douma, zinnen
from tests.loket.test_zienswijze_geven import AUTOSAVE, pagina, scherm, van
from tests.media import geluid
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
MP3 = b"ID3 " + bytes(range(200))
CANARY = "Zeehondenwoord"


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    """Both parents and the school were asked, each by an own letter that went out today."""
    rij = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(rij.zienswijzeronden.get())
    return rij


def memo(rij, door, data=MP3):
    inhoud = bewaren(data, soort="audio/mpeg", op=nu())
    return bestand_toevoegen(rij, door=door, op=nu(), inhoud=inhoud, naam="opname.mp3")


def gegeven(aanvraag, door, **velden):
    """A view that was given with a memo."""
    rij = van(aanvraag, door)
    memo(rij, door)
    versie = concept_bewaren(rij, door=door, op=nu(), versie=0, **velden).versie if velden else 0
    return zienswijze_geven(rij, door=door, op=nu(), versie=versie)


def adres(bestand):
    return reverse("loket:zienswijzebestand", args=[bestand.public_id])


def bureau(rij):
    return reverse("loket:opname_samenvatting", args=[rij.public_id])


# --- recording and sending ---------------------------------------------------------------------------------------


def test_a_parent_may_say_it_and_reads_first_who_hears_it(inloggen, aanvraag, ouder, ib):
    antwoord = inloggen(ouder).get(pagina(aanvraag))
    assert "Alleen wie bij ons de aanvraag behandelt of beslist, hoort het." in antwoord.text
    assert re.search(r'<input type="file" name="opname" accept="audio/\*" capture="user"', antwoord.text)
    assert "microphone=(self)" in antwoord["Permissions-Policy"]
    school = inloggen(ib).get(reverse("loket:school_mening", args=[aanvraag.public_id]))
    assert "data-opnemer" not in school.text, "a school writes"
    assert "microphone=()" in school["Permissions-Policy"]


def test_a_memo_alone_is_a_view_and_comes_in_as_mp3(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    stuur = SimpleUploadedFile("opname.webm", geluid(), content_type="audio/webm")
    client.post(pad, scherm(client, pad) | {"actie": "versturen", "opname": stuur})
    rij = van(aanvraag, ouder)
    assert (rij.opname, rij.tekst, rij.eens, rij.kanaal) == (True, "", "", "portaal")
    bestand = rij.bestanden.select_related("inhoud").get()
    assert (bestand.naam, bestand.inhoud.soort) == ("opname.mp3", "audio/mpeg")
    tekst = client.get(pad).text
    assert adres(bestand) in tekst
    assert "Wij luisteren naar uw opname" in tekst


def test_what_cannot_come_in_says_why_and_what_was_typed_stays(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    fout = SimpleUploadedFile("lijst.m3u8", b"#EXTM3U\nfile:///etc/passwd\n")
    velden = scherm(client, pad) | {"tekst": "Dit typte ik.", "actie": "versturen", "opname": fout}
    tekst = client.post(pad, velden).text
    assert "Het bestand ‘lijst.m3u8’ kan niet. Kies een opname van geluid." in tekst
    assert "Dit typte ik." in tekst
    assert "Dit typte ik." in client.get(pad).text, "kept on the server too"
    assert van(aanvraag, ouder).gegeven_op is None
    assert not Inhoud.objects.filter(soort="audio/mpeg").exists()


def test_a_memo_that_was_added_can_be_heard_and_taken_out_and_asks_for_a_summary(inloggen, aanvraag, ouder):
    rij, client, pad = van(aanvraag, ouder), inloggen(ouder), pagina(aanvraag)
    bestand = memo(rij, ouder)
    antwoord = client.get(pad)
    assert "Wat zegt u in de opname, in het kort?" in antwoord.text
    assert 'name="opname"' not in antwoord.text, "one memo"
    assert "media-src 'self';" in antwoord["Content-Security-Policy"] + ";"
    with pytest.raises(NietMogelijk, match="zit al een opname bij"):
        memo(rij, ouder, b"ID3 anders")
    client.post(pad, scherm(client, pad) | {"samenvatting": "Ik wil wachten."}, headers=AUTOSAVE)
    assert "Ik wil wachten." in client.get(pad).text
    client.post(pad, scherm(client, pad) | {"weg": bestand.public_id})
    assert not Zienswijzebestand.objects.exists()


@pytest.fixture
def verwerkt(monkeypatch):
    """The sounds and films for which a child process was started."""
    gezien = []

    def keuren(bron, uit, maat):
        gezien.append(maat.soort)
        uit.write(b"ID3 " + str(len(gezien)).encode())
        return "video/mp4" if maat.soort == "film" else "audio/mpeg"

    monkeypatch.setattr("kern.bestanden.opname.media_keuren", keuren)
    return gezien


def test_too_late_is_said_before_anything_is_made_anew(inloggen, aanvraag, ouder, verwerkt):
    client, pad = inloggen(ouder), pagina(aanvraag)
    velden = scherm(client, pad) | {"actie": "versturen"}
    rij = van(aanvraag, ouder)
    concept_bewaren(rij, door=ouder, op=nu(), versie=0, eens="ja")
    zienswijze_geven(rij, door=ouder, op=nu(), versie=1)
    client.post(pad, velden | {"opname": SimpleUploadedFile("opname.webm", b"x")})
    assert verwerkt == []


def test_who_sends_many_memos_has_to_wait_and_keeps_the_text(inloggen, aanvraag, ouder, verwerkt, monkeypatch):
    monkeypatch.setattr("loket.views.opnamegrens.GRENS", "1/h/key")
    client, pad = inloggen(ouder), pagina(aanvraag)
    client.post(pad, scherm(client, pad) | {"actie": "bewaren", "opname": SimpleUploadedFile("a.webm", b"x")})
    client.post(pad, scherm(client, pad) | {"weg": van(aanvraag, ouder).bestanden.get().public_id})
    velden = scherm(client, pad) | {"actie": "bewaren", "tekst": "Dit typte ik."}
    tekst = client.post(pad, velden | {"opname": SimpleUploadedFile("b.webm", b"y")}).text
    assert "Probeer het over een uur nog een keer." in tekst
    assert "Dit typte ik." in tekst
    assert verwerkt == ["geluid"]


# --- who hears it ------------------------------------------------------------------------------------------------


def test_only_the_giver_and_who_decides_hear_it_and_each_piece_is_asked_anew(aanvraag, ouder, andere_ouder, ib):
    bestand = gegeven(aanvraag, ouder).bestanden.get()
    for wie in (ouder, gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.BESLISSER)):
        antwoord = ingelogd(wie).get(adres(bestand), headers={"Range": "bytes=4-7"})
        assert (antwoord.status_code, antwoord["Content-Range"]) == (206, f"bytes 4-7/{len(MP3)}")
        assert antwoord.getvalue() == MP3[4:8]
        assert "no-store" in antwoord["Cache-Control"]
        assert Logregel.objects.filter(wie=wie.public_id, actie="zienswijzebestand_gezien").exists()
    vreemd = gebruiker_met(Rol.OUDER)
    for wie in (andere_ouder, ib, vreemd, gebruiker_met(Rol.DESKUNDIGE), gebruiker_met(Rol.BEZWAARBEHANDELAAR)):
        for koppen in ({}, {"Range": "bytes=0-1"}):
            assert ingelogd(wie).get(adres(bestand), headers=koppen).status_code == 404


def test_who_loses_gezag_hears_nothing_at_the_next_request(inloggen, aanvraag, ouder):
    bestand, client = gegeven(aanvraag, ouder).bestanden.get(), inloggen(ouder)
    client.get(adres(bestand), headers={"Range": "bytes=0-1"}).getvalue()
    gisteren = timezone.localdate() - timedelta(days=1)
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(van=date(2000, 1, 1), tot=gisteren)
    assert client.get(adres(bestand), headers={"Range": "bytes=2-3"}).status_code == 404


# --- the summary -------------------------------------------------------------------------------------------------


def alle_gegeven(aanvraag, ouder, andere_ouder, ib, **velden):
    rij = gegeven(aanvraag, ouder, **velden)
    for wie in (andere_ouder, ib):
        ander = van(aanvraag, wie)
        concept_bewaren(ander, door=wie, op=nu(), versie=0, eens="ja")
        zienswijze_geven(ander, door=wie, op=nu(), versie=1)
    aanvraag.refresh_from_db()
    return rij


def test_no_decision_without_a_summary_which_the_letter_quotes(
    inloggen, aanvraag, ouder, andere_ouder, ib, loketmedewerker, beslisser
):
    rij = alle_gegeven(aanvraag, ouder, andere_ouder, ib)
    zin = "zit een opname. Schrijf eerst een samenvatting."
    with pytest.raises(NietMogelijk, match=zin):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    client = ingelogd(loketmedewerker)
    assert "opname.mp3" in client.get(bureau(rij)).text
    client.post(bureau(rij), {"tekst": "Zij wil eerst een jaar hulp in de klas."})
    assert Bericht.objects.filter(aan=ouder.email, soort="klaar").exists(), "the parent is told"
    assert samenvatting_mist(aanvraag) == []
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    for brief in Bekendmaking.objects.select_related("brief"):
        assert "In een opname, kort samengevat: Zij wil eerst een jaar hulp in de klas." in brief.brief.html
        assert "opname.mp3" not in brief.brief.html
    with pytest.raises(NietMogelijk, match="al een besluit"):
        samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Te laat.")


def test_what_the_parent_wrote_itself_is_the_summary(aanvraag, ouder, andere_ouder, ib, beslisser):
    rij = alle_gegeven(aanvraag, ouder, andere_ouder, ib, samenvatting="Ik wil eerst hulp.", eens="nee")
    assert rij.samenvatting.zelf
    with pytest.raises(NietMogelijk, match="geen samenvatting waarop"):
        samenvatting_beantwoorden(rij, door=ouder, op=nu(), klopt="ja", reactie="")
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    brief = Bekendmaking.objects.filter(betrokkene__gebruiker=andere_ouder).get().brief.html
    assert "Ik wil eerst hulp." in brief


def test_the_parent_reads_our_summary_and_says_what_is_not_right(
    inloggen, aanvraag, ouder, andere_ouder, ib, loketmedewerker, beslisser
):
    rij = alle_gegeven(aanvraag, ouder, andere_ouder, ib)
    samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Zij wil geen andere school.")
    client, pad = inloggen(ouder), pagina(aanvraag)
    tekst = client.get(pad).text
    assert tekst.count("Zij wil geen andere school.") == 1
    assert "Klopt deze samenvatting?" in tekst
    assert "Schrijf op wat er niet klopt" in client.post(pad, {"actie": "reactie", "klopt": "nee"}).text
    client.post(pad, {"actie": "reactie", "klopt": "nee", "reactie": "Ik wil dat wel, maar later."})
    na = client.get(pad).text
    assert na.count("Ik wil dat wel, maar later.") == 1
    assert "Klopt deze samenvatting?" not in na
    assert Bericht.objects.filter(aan=loketmedewerker.email, sleutel__startswith="reactie-").count() == 1
    tab = ingelogd(loketmedewerker).get(reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=zienswijze")
    assert "De ouder vindt dat er iets niet klopt" in tab.text
    with pytest.raises(NietMogelijk, match="geen samenvatting waarop"):
        samenvatting_beantwoorden(rij, door=ouder, op=nu(), klopt="ja", reactie="")
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    brief = Bekendmaking.objects.filter(betrokkene__gebruiker=ouder).get().brief.html
    assert "Reactie op deze samenvatting: Ik wil dat wel, maar later." in brief


def test_an_address_in_what_is_not_right_is_asked_about_first(inloggen, aanvraag, ouder, loketmedewerker):
    rij = gegeven(aanvraag, ouder)
    samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Fout.")
    client, pad = inloggen(ouder), pagina(aanvraag)
    tekst = client.get(pad).text
    assert "De school en de andere ouder lezen dit in het besluit." in tekst
    assert "adres_mag" not in tekst
    velden = {"actie": "reactie", "klopt": "nee", "reactie": "Wij wonen op Kerkstraat 12."}
    tekst = client.post(pad, velden).text
    assert "Er staat een adres in uw tekst" in tekst
    assert "Wij wonen op Kerkstraat 12." in tekst
    assert not Opnamesamenvatting.objects.exclude(klopt="").exists()
    client.post(pad, velden | {"adres_mag": "on"})
    assert Opnamesamenvatting.objects.get().reactie == velden["reactie"]


def test_a_new_version_replaces_what_was_not_right(aanvraag, ouder, loketmedewerker):
    rij = gegeven(aanvraag, ouder)
    eerste = samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Fout.")
    samenvatting_beantwoorden(rij, door=ouder, op=nu(), klopt="nee", reactie="Zo zei ik het niet.")
    tweede = samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Beter.")
    rij = Zienswijze.objects.get(pk=rij.pk)
    assert (rij.samenvatting, tweede.versie) == (tweede, 2)
    assert "Zo zei ik het niet." not in rij.woorden
    for doen in (eerste.delete, lambda: Opnamesamenvatting.objects.filter(pk=tweede.pk).update(tekst="Stiekem.")):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            doen()


def test_the_other_parent_and_the_school_read_no_summary_but_in_the_letter(
    aanvraag, ouder, andere_ouder, ib, loketmedewerker
):
    rij = gegeven(aanvraag, ouder)
    samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst=CANARY)
    for wie in (andere_ouder, ib, gebruiker_met(Rol.OUDER), gebruiker_met(Rol.DESKUNDIGE)):
        assert not Opnamesamenvatting.objects.visible_to(wie).exists()
        client = ingelogd(wie)
        assert client.get(bureau(rij)).status_code == 404
        for pad in (pagina(aanvraag), reverse("loket:school_mening", args=[aanvraag.public_id])):
            assert CANARY not in client.get(pad).text
    with pytest.raises(Http404):
        samenvatting_beantwoorden(rij, door=andere_ouder, op=nu(), klopt="ja", reactie="")


def test_no_secret_address_comes_into_a_summary(aanvraag, leerling, ouder, loketmedewerker):
    rij = gegeven(aanvraag, ouder)
    leerling.afscherming = "adres"
    leerling.save()
    with pytest.raises(NietMogelijk, match="geheim adres"):
        samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst=f"Zij woont aan de {leerling.straat}.")


def test_an_address_in_a_summary_is_shown_to_the_beslisser(aanvraag, leerling, ouder, andere_ouder, ib):
    rij = alle_gegeven(aanvraag, ouder, andere_ouder, ib, samenvatting=f"Wij wonen aan de {leerling.straat}.")
    keuze = bepalen(rij.ronde.aanvraag, Beslissing(**beslissing(aanvraag)))
    assert leerling.straat in afgeschermd_genoemd(aanvraag, keuze, timezone.localdate())


def test_the_database_keeps_a_memo_and_its_summary_together(aanvraag, ouder, loketmedewerker):
    leeg = van(aanvraag, ouder)
    with pytest.raises(NietMogelijk, match="zit geen opname"):
        samenvatting_schrijven(leeg, door=loketmedewerker, op=nu(), tekst="Niets.")
    velden = {"zienswijze": leeg, "versie": 1, "geschreven_op": nu(), "geschreven_door": loketmedewerker}
    for fout in ({"tekst": ""}, {"tekst": "x", "klopt": "nee", "gereageerd_op": nu()}, {"tekst": "x", "klopt": "ja"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opnamesamenvatting.objects.create(**velden, **fout)


def test_the_fixed_words_read_easily(inloggen, aanvraag, ouder, loketmedewerker):
    rij = gegeven(aanvraag, ouder)
    samenvatting_schrijven(rij, door=loketmedewerker, op=nu(), tekst="Kort.")
    tekst = inloggen(ouder).get(pagina(aanvraag)).text
    vast = re.search(r"De samenvatting van uw opname.*?</form>", tekst, re.S)[0]
    vast = re.sub(r"<blockquote.*?</blockquote>", "", vast, flags=re.S)
    vast = re.sub(r'<span class="swv-form-description"[^>]*>(.*?)</span>', r"<p>\1</p>", vast)
    alle = list(zinnen(vast))
    assert len(alle) > 1
    assert douma(alle) >= 65, sorted(alle, key=lambda zin: douma([zin]))[:4]
    assert [zin for zin in alle if len(WOORD.findall(zin)) > 20] == []

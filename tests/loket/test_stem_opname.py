"""A pupil tells it by voice or film; what is kept while it writes, and that nothing is left on a device of others."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.models import Inhoud
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.besluit import besluiten
from loket.actions.stem import TEKENINGEN_HOOGSTENS, stem_beantwoorden, stem_geven
from loket.actions.stemconcept import BLIJFT, ConceptGewijzigd, concept_bewaren, concepten_opruimen
from loket.models import Aanvraag, Bekendmaking, Stem, Stembestand, Stemconcept, Stemsleutel
from loket.rules.stem import in_de_brief
from scholen.models import Gezag
from tests.factories import beslissing, gebruiker_met, leerling_op
from tests.loket.test_opname import verwerkt
from tests.loket.test_stem import CANARY, S, jaren, kind, met_ouders, nu, tiener, verteld, zaak
from tests.media import film, geluid
from tests.stukken import foto
from tests.test_toegang import ingelogd

__all__ = ["kind", "tiener", "verwerkt"]
pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
SOORTEN = {"opname": "audio/mpeg", "film": "video/mp4", "tekening": "image/png"}


def bestanden(*vormen, los=b""):
    """What came in, as it is kept."""
    return [
        (bewaren(f"{vorm}{n}".encode() + los, soort=SOORTEN[vorm], op=nu()), f"{vorm}.x")
        for n, vorm in enumerate(vormen)
    ]


def adres(bestand):
    return reverse("loket:stembestand", args=[bestand.public_id])


# --- telling it by voice or film ---------------------------------------------------------------------------------


@pytest.mark.parametrize("jong", [True, False])
def test_at_every_age_a_voice_is_enough(inloggen, school, ib, loketmedewerker, jong):
    leerling = leerling_op(school, roepnaam="Noor", geboortedatum=jaren(7 if jong else 14))
    aanvraag = zaak(leerling, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    pagina = client.get(f"{pad}?hoe=samen")
    assert 'data-opnemer="180"' in pagina.text
    assert re.search(r'name="film" accept="video/\*" capture="user"', pagina.text)
    assert "microphone=(self)" in pagina["Permissions-Policy"]
    assert "microphone=()" in client.get(pad)["Permissions-Policy"], "not before it is chosen"
    velden = {"actie": "vertellen", "lezer": "iedereen", "samen_met": "Mila", "samen_rol": "juf"}
    velden |= {"opname": SimpleUploadedFile("opname.webm", geluid())} | ({"samenvatting": "Kort."} if jong else {})
    client.post(f"{pad}?hoe=samen", velden)
    bestand = Stembestand.objects.select_related("inhoud").get()
    assert (bestand.naam, bestand.inhoud.soort, bestand.vorm) == ("opname.mp3", "audio/mpeg", "opname")


def test_a_film_comes_in_and_plays_piece_by_piece(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    velden = {"actie": "vertellen", "lezer": "iedereen", "samen_met": "Mila", "samen_rol": "juf"}
    client.post(pad, velden | {"film": SimpleUploadedFile("IMG_1.MOV", film("film.mov"))})
    bestand = Stembestand.objects.select_related("inhoud").get()
    assert (bestand.naam, bestand.inhoud.soort) == ("IMG_1.mp4", "video/mp4")
    pagina = client.get(pad)
    assert re.search(rf'<video [^>]*src="{adres(bestand)}"', pagina.text)
    assert "media-src 'self'" in pagina["Content-Security-Policy"]
    antwoord = client.get(adres(bestand), headers={"Range": "bytes=0-1"})
    assert antwoord.status_code == 206
    assert len(antwoord.getvalue()) == 2


@pytest.mark.parametrize("vorm", ["opname", "film"])
def test_below_twelve_only_who_decides_hears_or_sees_the_child(kind, school, ib, loketmedewerker, beslisser, vorm):
    ouders = met_ouders(kind)
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    stem = stem_geven(aanvraag, verteld(tekeningen=bestanden(vorm)), door=ib, op=nu())
    bestand = stem.bestanden.get()
    antwoord = ingelogd(beslisser).get(adres(bestand))
    assert antwoord.status_code == 200
    assert antwoord.getvalue()
    for wie in (*ouders, ib, loketmedewerker, aanvraag.adviesopdrachten.first().deskundige, gebruiker_met(Rol.OUDER)):
        assert ingelogd(wie).get(adres(bestand)).status_code == 404
        assert ingelogd(wie).get(adres(bestand), headers={"Range": "bytes=0-1"}).status_code == 404
    pagina = ingelogd(ouders[0]).get(reverse("dossier:stem", args=[aanvraag.public_id])).text
    assert "Zij vindt het druk." in pagina, "the summary by a trusted adult"
    assert "<audio" not in pagina
    assert "<video" not in pagina


def test_what_is_for_who_decides_is_heard_by_nobody_else(tiener, school, ib, loketmedewerker, beslisser):
    ouders = met_ouders(tiener)
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem = stem_geven(aanvraag, verteld("beslist", jong=False, tekeningen=bestanden("film")), door=ib, op=nu())
    for wie in (*ouders, loketmedewerker, gebruiker_met(Rol.IB)):
        assert ingelogd(wie).get(adres(stem.bestanden.get())).status_code == 404


def test_who_loses_gezag_hears_nothing_at_the_next_request(tiener, school, ib, loketmedewerker):
    ouder = met_ouders(tiener)[0]
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem = stem_geven(aanvraag, verteld(jong=False, tekeningen=bestanden("opname")), door=ib, op=nu())
    client, pad = ingelogd(ouder), adres(stem.bestanden.get())
    client.get(pad, headers={"Range": "bytes=0-1"}).getvalue()
    gisteren = timezone.localdate() - timedelta(days=1)
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(van=date(2000, 1, 1), tot=gisteren)
    assert client.get(pad, headers={"Range": "bytes=2-3"}).status_code == 404


@pytest.mark.parametrize(
    ("vormen", "zin"),
    [
        (["opname"], "Sem vertelde in een opname wat hij of zij vindt."),
        (["film"], "Sem vertelde in een film wat hij of zij vindt."),
        (["tekening"], "Sem liet met een tekening zien wat hij of zij vindt."),
    ],
)
def test_a_letter_names_how_it_was_said_and_never_quotes_a_sound(vormen, zin):
    velden = {"jong": False, "samenvatting": "", "roepnaam": "Sem", "vormen": vormen}
    assert in_de_brief(open_=True, tekst="", **velden) == zin
    assert in_de_brief(open_=True, tekst="Zelf.", **velden) == "Zelf."
    assert in_de_brief(open_=False, tekst="", **velden) == ""


def test_the_decision_says_that_there_is_a_recording(tiener, school, ib, loketmedewerker, beslisser):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    met = verteld(jong=False, tekst="", tekeningen=bestanden("opname"))
    stem = stem_geven(aanvraag, met, door=ib, op=nu())
    stem_beantwoorden(stem, door=beslisser, op=nu(), antwoord="Wij luisterden.")
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    for brief in Bekendmaking.objects.select_related("brief"):
        assert "Sem vertelde in een opname wat hij of zij vindt." in brief.brief.html


def test_one_recording_one_film_and_so_many_drawings(tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    for vormen in (["opname", "opname"], ["film", "film"]):
        with pytest.raises(NietMogelijk, match="één opname en één film"):
            stem_geven(aanvraag, verteld(jong=False, tekeningen=bestanden(*vormen)), door=ib, op=nu())
    veel = bestanden("opname", "film", *["tekening"] * TEKENINGEN_HOOGSTENS)
    assert stem_geven(aanvraag, verteld(jong=False, tekeningen=veel), door=ib, op=nu()).bestanden.count() == 7


# --- nothing has to be recorded twice ----------------------------------------------------------------------------


def test_a_recording_stays_with_the_page_while_something_else_is_mended(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id]) + "?hoe=samen"
    velden = {"actie": "vertellen", "tekst": "Dit ook.", "samen_met": "Mila", "samen_rol": "juf"}
    fout = client.post(pad, velden | {"opname": SimpleUploadedFile("opname.webm", geluid())}).text
    assert "Kies wie dit mag lezen" in fout
    assert "Dit ook." in fout
    assert "Stuur <bdi>opname.mp3</bdi> toch niet mee" in fout
    bewijs = re.search(r'name="bij" value="([^"]+)"', fout)[1]
    andere = leerling_op(school, roepnaam="Bo", geboortedatum=jaren(14))
    elders = reverse("loket:school_stem", args=[zaak(andere, school, ib, loketmedewerker).public_id])
    client.post(elders, {**velden, "tekst": "x", "lezer": "iedereen", "bij": bewijs})
    assert not Stembestand.objects.exists(), "a proof is of one case and one person"
    client.post(pad, velden | {"lezer": "iedereen", "bij": bewijs})
    assert Stembestand.objects.get().naam == "opname.mp3"


def test_what_stayed_with_the_page_can_be_taken_out(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    velden = {"actie": "vertellen", "samen_met": "Mila", "samen_rol": "juf"}
    fout = client.post(pad, velden | {"opname": SimpleUploadedFile("opname.webm", geluid())}).text
    bewijs = re.search(r'name="bij" value="([^"]+)"', fout)[1]
    client.post(pad, velden | {"lezer": "iedereen", "tekst": "Alleen dit.", "bij": bewijs, "bij_weg": bewijs})
    assert Stem.objects.exists()
    assert not Stembestand.objects.exists()


def test_a_film_that_cannot_come_in_says_so_and_keeps_the_words(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    velden = {"actie": "vertellen", "tekst": "Mijn woorden.", "lezer": "samen", "samen_met": "Mila", "samen_rol": "juf"}
    tekst = client.post(pad, velden | {"film": SimpleUploadedFile("film.mp4", b"<html>")}).text
    assert "Het bestand ‘film.mp4’ kan niet. Kies een film." in tekst
    assert "Mijn woorden." in tekst
    assert not Stem.objects.exists()
    assert not Inhoud.objects.filter(soort__startswith="video").exists()


def opname_en_film():
    return {"opname": SimpleUploadedFile("a.webm", b"x"), "film": SimpleUploadedFile("b.mp4", b"y")}


def test_too_late_is_said_before_anything_is_made_anew(inloggen, tiener, school, ib, loketmedewerker, verwerkt):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    velden = {"actie": "vertellen", "lezer": "iedereen", "samen_met": "Mila", "samen_rol": "juf"}
    stem_geven(aanvraag, verteld(jong=False), door=ib, op=nu())
    assert "al verteld" in client.post(pad, velden | opname_en_film()).text
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.INGETROKKEN, ingetrokken_op=nu())
    client.post(pad, velden | opname_en_film())
    assert verwerkt == []


def test_a_film_and_a_recording_come_one_after_the_other(inloggen, tiener, school, ib, loketmedewerker, verwerkt):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id]) + "?hoe=samen"
    velden = {"actie": "vertellen", "lezer": "iedereen", "samen_met": "Mila", "samen_rol": "juf"}
    tekst = client.post(pad, velden | opname_en_film()).text
    assert "Stuur een film en een opname na elkaar." in tekst
    assert "Stuur <bdi>a.mp3</bdi> toch niet mee" in tekst
    assert verwerkt == ["geluid"]


def test_who_sends_many_recordings_has_to_wait(inloggen, tiener, school, ib, loketmedewerker, verwerkt, monkeypatch):
    monkeypatch.setattr("loket.views.opnamegrens.GRENS", "1/h/key")
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id]) + "?hoe=samen"
    velden = {"actie": "vertellen", "tekst": "Mijn woorden."}
    client.post(pad, velden | {"opname": SimpleUploadedFile("a.webm", b"x")})
    tekst = client.post(pad, velden | {"opname": SimpleUploadedFile("a.webm", b"x")}).text
    assert "Probeer het over een uur nog een keer." in tekst
    assert "Mijn woorden." in tekst
    assert verwerkt == ["geluid"]


def test_who_sends_many_drawings_has_to_wait_too(inloggen, tiener, school, ib, loketmedewerker, verwerkt, monkeypatch):
    monkeypatch.setattr("loket.views.opnamegrens.GRENS", "1/h/key")
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id]) + "?hoe=samen"
    velden = {"actie": "vertellen", "tekst": "Mijn woorden."}
    tekeningen = [SimpleUploadedFile(f"{een}.jpg", foto()) for een in "ab"]
    tekst = client.post(pad, velden | {"tekeningen": tekeningen}).text
    assert "veel tekeningen gestuurd. Probeer het over een uur" in tekst
    assert "Mijn woorden." in tekst
    assert "Stuur <bdi>a.jpg</bdi> toch niet mee" in tekst
    assert "Stuur <bdi>b.jpg</bdi> toch niet mee" not in tekst
    client.post(pad, velden | {"opname": SimpleUploadedFile("a.webm", b"x")})
    assert verwerkt == ["geluid"], "a recording is counted apart"


# --- the draft ---------------------------------------------------------------------------------------------------


def lot(school, ib, loketmedewerker):
    """A pupil of sixteen with an own account, and its mother."""
    zelf = gebruiker_met(Rol.LEERLING)
    leerling = leerling_op(school, roepnaam="Lot", geboortedatum=jaren(16), gebruiker=zelf)
    return zelf, met_ouders(leerling)[0], zaak(leerling, school, ib, loketmedewerker)


def test_text_and_choices_of_a_pupil_are_kept_and_gone_when_it_sends(inloggen, school, ib, loketmedewerker):
    zelf, _, aanvraag = lot(school, ib, loketmedewerker)
    client, pad = inloggen(zelf), reverse("dossier:stem", args=[aanvraag.public_id])
    stand = client.post(pad, {"versie": 0, "tekst": CANARY, "lezer": "beslist"}, headers=AUTOSAVE).json()
    assert stand["versie"] == 1
    pagina = client.get(pad).text
    assert CANARY in pagina
    assert re.search(r'value="beslist"[^>]*checked', pagina)
    assert "Gooi weg wat er staat" in pagina
    assert not any(CANARY in str(vars(regel)) for regel in Logregel.objects.all())
    client.post(pad, {"actie": "vertellen", "versie": 1, "tekst": CANARY, "lezer": "beslist"})
    assert Stem.objects.exists()
    assert not Stemconcept.objects.exists()


def test_nobody_else_reads_what_a_pupil_is_writing(school, ib, loketmedewerker, beslisser):
    zelf, moeder, aanvraag = lot(school, ib, loketmedewerker)
    concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": CANARY})
    assert Stemconcept.objects.visible_to(zelf).exists()
    rollen = (Rol.DESKUNDIGE, Rol.FG, Rol.BEZWAARBEHANDELAAR, Rol.DIRECTEUR, Rol.BEHEERDER)
    for wie in (moeder, ib, loketmedewerker, beslisser, *(gebruiker_met(rol) for rol in rollen)):
        assert not Stemconcept.objects.visible_to(wie).exists()
    for naam in ("dossier:stem", "dossier:dossier", "dossier:alles"):
        antwoord = ingelogd(moeder).get(reverse(naam, args=[aanvraag.public_id]) + "?hoe=samen")
        assert CANARY not in antwoord.text
        assert "Er staat al iets" not in antwoord.text, "not even that there is something"
    assert CANARY not in ingelogd(ib).get(reverse("loket:school_stem", args=[aanvraag.public_id]) + "?hoe=samen").text


def test_logging_out_on_a_shared_phone_leaves_nothing(inloggen, school, ib, loketmedewerker):
    zelf, moeder, aanvraag = lot(school, ib, loketmedewerker)
    client, pad = inloggen(zelf), reverse("dossier:stem", args=[aanvraag.public_id])
    client.post(pad, {"versie": 0, "tekst": CANARY}, headers=AUTOSAVE)
    assert "no-store" in client.get(pad)["Cache-Control"]
    uit = client.post(reverse("account_logout"))
    assert uit["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get(pad).status_code == 302
    assert CANARY not in ingelogd(moeder).get(pad).text
    assert CANARY in ingelogd(zelf).get(pad).text, "and the pupil goes on later"


def test_two_windows_of_one_pupil_do_not_lose_each_others_words(inloggen, school, ib, loketmedewerker):
    zelf, _, aanvraag = lot(school, ib, loketmedewerker)
    concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": "Eerst."})
    with pytest.raises(ConceptGewijzigd):
        concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": "Anders."})
    client, pad = inloggen(zelf), reverse("dossier:stem", args=[aanvraag.public_id])
    botst = client.post(pad, {"versie": 0, "tekst": "Anders."}, headers=AUTOSAVE)
    assert botst.status_code == 409
    assert botst.json()["velden"] == {"tekst": "Eerst."}


def test_a_pupil_throws_it_away_and_the_term_does_the_rest(inloggen, school, ib, loketmedewerker):
    zelf, _, aanvraag = lot(school, ib, loketmedewerker)
    client, pad = inloggen(zelf), reverse("dossier:stem", args=[aanvraag.public_id])
    client.post(pad, {"versie": 0, "tekst": CANARY}, headers=AUTOSAVE)
    client.post(pad, {"actie": "weggooien"})
    assert not Stemconcept.objects.exists()
    concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": "Weer."})
    assert concepten_opruimen(op=nu() + BLIJFT - timedelta(hours=1)) == 0
    assert concepten_opruimen(op=nu() + BLIJFT + timedelta(hours=1)) == 1
    concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": "Weer."})
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.INGETROKKEN, ingetrokken_op=nu())
    assert concepten_opruimen(op=nu()) == 1, "after the decision there is nothing to wait for"
    with pytest.raises(NietMogelijk, match="al een besluit"):
        concept_bewaren(aanvraag, door=zelf, op=nu(), versie=0, velden={"tekst": "Te laat."})


def test_a_stranger_keeps_nothing_here(school, ib, loketmedewerker, buitenstaander):
    _, _, aanvraag = lot(school, ib, loketmedewerker)
    with pytest.raises(Http404):
        concept_bewaren(aanvraag, door=buitenstaander, op=nu(), versie=0, velden={"tekst": "x"})


# --- alone on the device of another ------------------------------------------------------------------------------


@pytest.fixture
def alleen(tiener, school, ib, loketmedewerker):
    """A pupil of twelve with the phone of its mother."""
    moeder = met_ouders(tiener)[0]
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client = ingelogd(moeder)
    client.post(reverse("dossier:stem", args=[aanvraag.public_id]), {"actie": "zelf"})
    return client, moeder, aanvraag


def test_with_a_key_too_late_is_said_before_anything_is_made_anew(alleen, verwerkt):
    client, moeder, aanvraag = alleen
    stem_geven(aanvraag, verteld(jong=False), door=moeder, op=nu())
    assert "al verteld" in client.post(reverse("loket:stem_zelf"), {"lezer": "iedereen"} | opname_en_film()).text
    assert verwerkt == []


def test_who_gets_the_phone_back_finds_nothing(alleen):
    client, moeder, _ = alleen
    pad = reverse("loket:stem_zelf")
    pagina = client.get(pad)
    assert "data-bewaak" in pagina.text
    assert "data-autosave" not in pagina.text
    assert "no-store" in pagina["Cache-Control"]
    fout = client.post(pad, {"tekst": CANARY, "opname": SimpleUploadedFile("opname.webm", geluid())}).text
    assert "Kies wie dit mag lezen" in fout
    assert "Stuur <bdi>opname.mp3</bdi> toch niet mee" in fout
    opnieuw = client.get(pad).text
    assert CANARY not in opnieuw
    assert "opname.mp3" not in opnieuw
    assert not Stemconcept.objects.exists()
    bewijs = re.search(r'name="bij" value="([^"]+)"', fout)[1]
    client.post(pad, {"tekst": CANARY, "lezer": "beslist", "bij": bewijs})
    assert Stembestand.objects.count() == 1
    assert not Stembestand.objects.visible_to(moeder).exists()


def test_a_pupil_that_stops_closes_the_page_for_good(alleen):
    client, _, _ = alleen
    pad = reverse("loket:stem_zelf")
    client.post(pad, {"actie": "stoppen", "tekst": CANARY})
    assert "Deze pagina is dicht" in client.get(pad).text
    assert not Stemsleutel.objects.filter(gebruikt_op=None).exists()
    assert not Stem.objects.exists()

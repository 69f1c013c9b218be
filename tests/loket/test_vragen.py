"""Questions of the SWV in an aanvraag: in the section, autosaved, in the check, at the desk and with the parents."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from loket.actions.aanvraag import wat_ontbreekt
from loket.models import Antwoord, OnderdeelBehoefte, Status, Vraag
from tests.factories import aanvraag_in, vragenlijst
from tests.stukken import pdf

S = Status
HULP = {"sleutel": "hulp", "soort": "ja_nee", "tekst": "Is er jeugdhulp?", "nodig": True}
WELKE = {"sleutel": "welke", "tekst": "Welke jeugdhulp?", "nodig": True, "bij": "hulp", "toon_bij_waarde": "ja"}
UREN = {"sleutel": "uren", "soort": "getal", "tekst": "Hoeveel uur per week?"}


@pytest.fixture
def lijst(db):
    return vragenlijst(HULP, WELKE, UREN)


@pytest.fixture
def aanvraag(lijst, ib, school, leerling):
    return aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)


def adres(naam, *delen):
    return reverse(f"loket:{naam}", args=delen)


@pytest.fixture
def sectie(aanvraag):
    return adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte")


def zinnen(aanvraag):
    return [gat.zin for gat in wat_ontbreekt(aanvraag, vandaag=timezone.localdate())]


def test_the_questions_stand_after_the_fields_of_the_section(inloggen, ib, sectie):
    pagina = inloggen(ib).get(sectie).content.decode()
    assert pagina.index("Wat is moeilijk?") < pagina.index("Is er jeugdhulp?")
    assert 'data-toon-bij="vraag_hulp=ja"' in pagina


def test_an_answer_is_autosaved_under_the_version_of_its_section(inloggen, ib, aanvraag, sectie):
    client = inloggen(ib)
    data = {"versie": 0, "belemmeringen": "Drukte", "vraag_hulp": "ja", "vraag_uren": "1,5"}
    antwoord = client.post(sectie, data, headers={"X-Autosave": "1"})
    assert antwoord.json()["versie"] == OnderdeelBehoefte.objects.get(aanvraag=aanvraag).versie == 1
    assert dict(Antwoord.objects.values_list("vraag__sleutel", "waarde")) == {
        "hulp": "ja", "welke": "", "uren": "1.5"
    }  # fmt: skip
    pagina = client.get(sectie).content.decode()
    assert 'value="1,5"' in pagina
    client.post(sectie, data | {"versie": 1, "vraag_uren": ""}, headers={"X-Autosave": "1"})
    assert Antwoord.objects.get(vraag__sleutel="uren").waarde == ""


def test_two_tabs_lose_no_answer(inloggen, ib, aanvraag):
    vragenlijst({"sleutel": "lang", "soort": "lang", "tekst": "Vertel."}, soort="SO")
    sectie = adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte")
    client = inloggen(ib)
    client.post(sectie, {"versie": 0, "vraag_lang": "De eerste tab"}, headers={"X-Autosave": "1"})
    botsing = client.post(sectie, {"versie": 0, "vraag_lang": "De tweede tab"}, headers={"X-Autosave": "1"})
    assert botsing.status_code == 409
    assert botsing.json()["velden"]["vraag_lang"] == "De eerste tab"
    zonder_script = client.post(sectie, {"versie": 0, "vraag_lang": "De tweede tab"}).content.decode()
    assert "De eerste tab" in zonder_script
    assert "De tweede tab" in zonder_script


def test_a_number_that_is_none_is_refused_and_the_rest_is_kept(inloggen, ib, aanvraag, sectie):
    antwoord = inloggen(ib).post(sectie, {"versie": 0, "vraag_hulp": "ja", "vraag_uren": "veel"})
    assert "Vul een getal in" in antwoord.content.decode()
    assert Antwoord.objects.get(vraag__sleutel="hulp").waarde == "ja"
    assert not Antwoord.objects.filter(vraag__sleutel="uren").exists()


def test_a_required_question_stops_submitting_and_links_to_its_field(inloggen, ib, aanvraag, sectie):
    client = inloggen(ib)
    overzicht = client.get(adres("aanvraag", aanvraag.public_id))
    nodig = next(een for een in overzicht.context["nodig"] if "jeugdhulp" in een.zin)
    pad, anker = nodig.adres.split("#")
    assert f'id="{anker}"' in client.get(pad).content.decode()
    assert "Beantwoord ‘Hoeveel uur per week?’" in [een.zin for een in overzicht.context["advies"]]
    client.post(sectie, {"versie": 0, "vraag_hulp": "nee"}, headers={"X-Autosave": "1"})
    assert not [zin for zin in zinnen(aanvraag) if "jeugdhulp" in zin]
    client.post(sectie, {"versie": 1, "vraag_hulp": "ja"}, headers={"X-Autosave": "1"})
    assert "Beantwoord ‘Welke jeugdhulp?’" in zinnen(aanvraag)


def test_a_running_aanvraag_keeps_the_version_it_was_begun_with(inloggen, ib, lijst, aanvraag, sectie):
    vragenlijst({"tekst": "Een nieuwe vraag?"}, versie=2, op=timezone.now() + timedelta(minutes=1))
    assert "Een nieuwe vraag?" not in inloggen(ib).get(sectie).content.decode()
    aanvraag.created_at = timezone.now() + timedelta(minutes=2)
    aanvraag.save()
    assert [vraag.tekst for vraag in Vraag.objects.voor(aanvraag)] == ["Een nieuwe vraag?"]


def test_there_are_questions_for_all_kinds_and_for_one(aanvraag):
    vragenlijst({"tekst": "Alleen so?"}, soort="SO")
    vragenlijst({"tekst": "Alleen sbo?"}, soort="SBO")
    assert [vraag.tekst for vraag in Vraag.objects.voor(aanvraag)][-1] == "Alleen so?"
    assert Vraag.objects.voor(aanvraag).count() == 4


def test_the_database_refuses_to_change_what_was_published(lijst):
    vraag = lijst.vragen.last()
    for doen in (
        lambda: Vraag.objects.filter(pk=vraag.pk).update(tekst="Anders?"),
        vraag.delete,
        lambda: Vraag.objects.create(vragenlijst=lijst, sleutel="x", onderdeel="school", volgorde=9, soort="tekst"),
        lambda: type(lijst).objects.filter(pk=lijst.pk).update(soort="SO"),
        lijst.delete,
    ):
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            doen()


def test_a_file_answers_a_question(inloggen, ib, school, leerling):
    vragenlijst({"sleutel": "foto", "soort": "bestand", "tekst": "Een plattegrond van de klas", "nodig": True})
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    assert "Voeg een bestand toe bij ‘Een plattegrond van de klas’" in zinnen(aanvraag)
    nodig = client.get(adres("aanvraag", aanvraag.public_id)).context["nodig"]
    pad, anker = next(een.adres for een in nodig if "plattegrond" in een.zin).split("#")
    assert f'id="{anker}"' in client.get(pad).content.decode()
    url = adres("antwoord_bestand", aanvraag.public_id, "behoefte", "foto")
    client.post(url, {"bestanden": SimpleUploadedFile("klas.pdf", pdf())})
    assert not [zin for zin in zinnen(aanvraag) if "plattegrond" in zin]
    assert "klas.pdf" in client.get(adres("aanvraag_controleren", aanvraag.public_id)).content.decode()
    aanvraag.bijlagen.update(verwijderd_op=timezone.now())
    assert [zin for zin in zinnen(aanvraag) if "plattegrond" in zin]
    assert client.post(adres("antwoord_bestand", aanvraag.public_id, "behoefte", "hulp")).status_code == 302
    url = adres("antwoord_bestand", aanvraag.public_id, "behoefte", "hulp")
    assert client.post(url, {"bestanden": SimpleUploadedFile("x.pdf", pdf())}).status_code == 404


@pytest.fixture
def ingediend(lijst, ib, school, leerling, ouder):
    rij = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    for sleutel, waarde in (("hulp", "nee"), ("welke", "Oud antwoord"), ("uren", "2.5")):
        Antwoord.objects.create(aanvraag=rij, vraag=lijst.vragen.get(sleutel=sleutel), waarde=waarde)
    return rij


def test_desk_and_parents_read_the_answers_that_show(inloggen, loketmedewerker, ouder, ingediend):
    bureau = inloggen(loketmedewerker).get(adres("behandelen", ingediend.public_id) + "?tab=aanvraag").content.decode()
    thuis = inloggen(ouder).get(reverse("dossier:aanvraag_lezen", args=[ingediend.public_id])).content.decode()
    for pagina in (bureau, thuis):
        assert "Is er jeugdhulp?" in pagina
        assert "2,5" in pagina
        assert "Oud antwoord" not in pagina


def test_the_text_of_a_question_is_never_markup_or_template(inloggen, ib, school, leerling):
    eng = "<b>Hallo</b> {{ 7|add:1 }} {v} {0}"
    vragenlijst({"tekst": eng, "uitleg": eng, "nodig": True, "soort": "keuze", "keuzes": [eng, "b"]})
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    for pad in (
        adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte"),
        adres("aanvraag", aanvraag.public_id),
        adres("aanvraag_controleren", aanvraag.public_id),
    ):
        pagina = client.get(pad).content.decode()
        assert "<b>Hallo" not in pagina
        assert "&lt;b&gt;Hallo&lt;/b&gt; {{ 7|add:1 }} {v} {0}" in pagina


def test_the_number_of_questions_does_not_change_the_number_of_queries(
    inloggen, ib, school, leerling, django_assert_max_num_queries
):
    vragenlijst(*({"tekst": f"Vraag {n}?", "nodig": True} for n in range(40)))
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    client.get(adres("aanvraag", aanvraag.public_id))
    with django_assert_max_num_queries(45):
        client.get(adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte"))

"""Completing item by item: each item has its place and its answer, what stood there is kept, one reminder, expiry."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions import aanvraag as acties
from loket.actions import behandeling
from loket.actions.aanvulling import Puntgegevens, gevraagde_onderdelen, punt_beantwoorden
from loket.actions.berichten import herinneren
from loket.models import Aanvulpunt, OnderdeelVersie, Status
from tests.factories import aanvraag_in, gebruiker_met
from tests.stukken import pdf

pytestmark = pytest.mark.django_db
S = Status
PUNTEN = [
    Puntgegevens("Een recent OPP", "stukken", "opp"),
    Puntgegevens("Wat de leraar nodig heeft", "behoefte", "behoefte_leraar"),
    Puntgegevens("Een foto van de klas", nodig=False),
]


def moment(dag, uur=10):
    return timezone.make_aware(datetime.combine(dag, time(uur)))


def gevraagd(school, ib, loket, *, punten=PUNTEN, op=None, dagen=14, leerling=None):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    return behandeling.aanvulling_vragen(
        aanvraag, door=loket, op=op or timezone.now(), punten=punten, hersteltermijn_dagen=dagen
    )


@pytest.fixture
def aanvraag(school, ib, loketmedewerker):
    return gevraagd(school, ib, loketmedewerker)


def punt(aanvraag, nummer):
    return Aanvulpunt.objects.get(aanvulling__aanvraag=aanvraag, volgorde=nummer)


def beantwoord_alles(aanvraag, ib):
    for nummer in (1, 2):
        punt_beantwoorden(punt(aanvraag, nummer), door=ib, op=timezone.now(), antwoord="Zie de bijlage.")


def pad(naam, aanvraag, *meer):
    return reverse(f"loket:{naam}", args=[aanvraag.public_id, *meer])


# --- asking ------------------------------------------------------------------------------------------------------


def test_each_missing_item_is_a_row_with_its_place(aanvraag):
    rijen = Aanvulpunt.objects.values_list("wat", "onderdeel", "veld", "nodig")
    assert [*rijen] == [(een.wat, een.onderdeel, een.veld, een.nodig) for een in PUNTEN]


def test_words_alone_become_one_item(school, ib, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib)
    behandeling.aanvulling_vragen(
        aanvraag, door=loketmedewerker, op=timezone.now(), vraag="Stuur een OPP.", hersteltermijn_dagen=7
    )
    assert [*Aanvulpunt.objects.values_list("wat", "onderdeel")] == [("Stuur een OPP.", "")]


def test_the_form_makes_items_of_ticks_and_of_own_words(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    aanvraag.onderdeel_gedaan.interventies.all().delete()
    client = inloggen(loketmedewerker)
    pagina = client.get(pad("aanvulling", aanvraag)).text
    assert "Beschrijf minstens één ding dat de school deed" in pagina  # what the rule itself misses can be ticked
    assert "Voeg het ontwikkelingsperspectief" not in pagina  # stands there already, in other words
    data = {
        "ontbreekt": ["De mening van de leerling"],
        "eigen_1": "Een plattegrond",
        "bij_1": "behoefte",
        "gewenst_1": "on",
        "hersteltermijn_dagen": "14",
    }
    assert client.post(pad("aanvulling", aanvraag), data).status_code == 302
    assert [*Aanvulpunt.objects.values_list("wat", "onderdeel", "veld", "nodig")] == [
        ("De mening van de leerling", "mening", "leerling_woorden", True),
        ("Een plattegrond", "behoefte", "", False),
    ]


def test_asking_for_nothing_says_what_to_do(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    antwoord = inloggen(loketmedewerker).post(pad("aanvulling", aanvraag), {"hersteltermijn_dagen": "14"})
    assert "Kies wat er ontbreekt, of schrijf het op" in antwoord.text
    assert not Aanvulpunt.objects.exists()


def test_the_school_gets_one_mail_without_names(aanvraag, ib):
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.soort) == (ib.email, "klaar")


# --- answering ---------------------------------------------------------------------------------------------------


def test_only_the_sections_that_were_asked_for_open_up(aanvraag, ib):
    assert gevraagde_onderdelen(aanvraag) == {"stukken", "behoefte"}
    with pytest.raises(NietMogelijk, match="al ingediend"):
        acties.onderdeel_opslaan(aanvraag, "vraag", door=ib, op=timezone.now(), versie=0, velden={"toelichting": "x"})
    acties.onderdeel_opslaan(
        aanvraag, "behoefte", door=ib, op=timezone.now(), versie=0, velden={"behoefte_leraar": "Een extra paar handen."}
    )
    aanvraag.onderdeel_behoefte.refresh_from_db()
    assert aanvraag.onderdeel_behoefte.behoefte_leraar == "Een extra paar handen."


def test_what_stood_there_is_kept_once_and_never_changes(aanvraag, ib):
    for tekst in ("Eerste poging.", "Tweede poging."):
        aanvraag.onderdeel_behoefte.refresh_from_db()
        acties.onderdeel_opslaan(
            aanvraag,
            "behoefte",
            door=ib,
            op=timezone.now(),
            versie=aanvraag.onderdeel_behoefte.versie,
            velden={"belemmeringen": tekst},
        )
    oud = OnderdeelVersie.objects.get()
    assert oud.gegevens["belemmeringen"] == "Raakt elke middag overprikkeld."
    assert Logregel.objects.filter(actie="onderdeel_wijzigen").count() == 1
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        OnderdeelVersie.objects.update(gegevens={})


def test_the_section_of_help_keeps_its_interventions_too(school, ib, loketmedewerker):
    aanvraag = gevraagd(school, ib, loketmedewerker, punten=[Puntgegevens("Meer hulp", "gedaan", "interventies")])
    acties.onderdeel_opslaan(aanvraag, "gedaan", door=ib, op=timezone.now(), versie=0, velden={}, interventies=[])
    assert OnderdeelVersie.objects.get().gegevens["interventies"][0]["wat"] == "Eigen werkplek"


def test_sending_waits_for_every_item_that_is_needed(aanvraag, ib):
    with pytest.raises(NietMogelijk, match="Een recent OPP; Wat de leraar nodig heeft"):
        acties.aanvullen(aanvraag, door=ib, op=timezone.now(), antwoord="Klaar.")
    punt_beantwoorden(punt(aanvraag, 1), door=ib, op=timezone.now(), antwoord="De ouders willen het niet geven.")
    acties.onderdeel_opslaan(
        aanvraag, "behoefte", door=ib, op=timezone.now(), versie=0, velden={"behoefte_leraar": "Rust."}
    )
    assert acties.aanvullen(aanvraag, door=ib, op=timezone.now()).status == S.IN_CONTROLE


def test_after_sending_sections_and_items_are_closed_again(aanvraag, ib):
    beantwoord_alles(aanvraag, ib)
    acties.aanvullen(aanvraag, door=ib, op=timezone.now())
    with pytest.raises(NietMogelijk, match="al ingediend"):
        acties.onderdeel_opslaan(aanvraag, "behoefte", door=ib, op=timezone.now(), versie=0, velden={})
    with pytest.raises(NietMogelijk, match="al verstuurd"):
        punt_beantwoorden(punt(aanvraag, 1), door=ib, op=timezone.now(), antwoord="Toch anders.")


def test_a_second_round_has_items_of_its_own(aanvraag, ib, loketmedewerker):
    beantwoord_alles(aanvraag, ib)
    acties.aanvullen(aanvraag, door=ib, op=timezone.now())
    nog = [Puntgegevens("De handtekening", "mening", "ouders_woorden")]
    behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=timezone.now(), punten=nog, hersteltermijn_dagen=7)
    aanvraag.refresh_from_db()
    assert gevraagde_onderdelen(aanvraag) == {"mening"}
    assert aanvraag.aanvullingen.count() == 2


def test_the_page_keeps_answers_and_files_before_it_sends(inloggen, aanvraag, ib):
    client, een, twee = inloggen(ib), punt(aanvraag, 1), punt(aanvraag, 2)
    data = {
        f"antwoord_{twee.public_id}": "Een extra paar handen.",
        f"bestanden_{een.public_id}": SimpleUploadedFile("opp.pdf", pdf()),
        "actie": "bewaren",
    }
    assert client.post(pad("aanvraag_aanvullen", aanvraag), data).status_code == 302
    stuk = een.stukken.get()
    assert (stuk.naam, stuk.soort) == ("opp.pdf", "opp")
    assert punt(aanvraag, 2).antwoord == "Een extra paar handen."
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.AANVULLING_GEVRAAGD
    versturen = {f"antwoord_{twee.public_id}": "Een extra paar handen.", "actie": "versturen"}
    client.post(pad("aanvraag_aanvullen", aanvraag), versturen)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_CONTROLE


def test_a_bad_file_says_why_and_loses_no_text(inloggen, aanvraag, ib):
    een = punt(aanvraag, 1)
    data = {
        f"antwoord_{een.public_id}": "Hierbij het OPP.",
        f"bestanden_{een.public_id}": SimpleUploadedFile("opp.pdf", b"geen pdf"),
        "actie": "versturen",
    }
    pagina = inloggen(ib).post(pad("aanvraag_aanvullen", aanvraag), data).text
    assert "Hierbij het OPP." in pagina
    assert punt(aanvraag, 1).antwoord == "Hierbij het OPP."
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.AANVULLING_GEVRAAGD


def test_the_asked_section_is_edited_on_its_own_page(inloggen, aanvraag, ib):
    client = inloggen(ib)
    assert client.get(pad("aanvraag_onderdeel", aanvraag, "vraag")).status_code == 302
    pagina = client.get(pad("aanvraag_onderdeel", aanvraag, "behoefte"))
    assert "Opslaan en terug naar de aanvulling" in pagina.text
    data = {"versie": 0, "behoefte_leraar": "Rust.", "belemmeringen": "Anders."}
    antwoord = client.post(pad("aanvraag_onderdeel", aanvraag, "behoefte"), data)
    assert antwoord.url == pad("aanvraag_aanvullen", aanvraag)


def test_the_desk_reads_answer_document_and_what_stood_there(inloggen, aanvraag, ib, loketmedewerker):
    punt_beantwoorden(punt(aanvraag, 1), door=ib, op=timezone.now(), antwoord="De ouders geven het niet.")
    acties.onderdeel_opslaan(
        aanvraag, "behoefte", door=ib, op=timezone.now(), versie=0, velden={"belemmeringen": "Nu beter."}
    )
    pagina = inloggen(loketmedewerker).get(pad("behandelen", aanvraag) + "?tab=aanvraag").text
    for tekst in ("De ouders geven het niet.", "Wat er eerst stond", "Raakt elke middag overprikkeld.", "Nu beter."):
        assert tekst in pagina


def test_another_school_finds_no_item(aanvraag, buitenstaander):
    from django.http import Http404

    with pytest.raises(Http404):
        punt_beantwoorden(punt(aanvraag, 1), door=buitenstaander, op=timezone.now(), antwoord="x")
    assert not Aanvulpunt.objects.visible_to(buitenstaander).exists()


def test_parents_read_that_we_wait_and_not_for_what(aanvraag, leerling, ouder, inloggen, ib, loketmedewerker, school):
    eigen = gevraagd(school, ib, loketmedewerker, leerling=leerling)
    assert not Aanvulpunt.objects.visible_to(ouder).exists()
    pagina = inloggen(ouder).get(reverse("dossier:dossier", args=[eigen.public_id])).text
    assert "Wij wachten op papieren van de school." in pagina
    assert "OPP" not in pagina


# --- reminder and expiry -----------------------------------------------------------------------------------------

MAANDAG = date(2026, 11, 9)


def herinneringen():
    return Bericht.objects.filter(soort="herinnering").count()


def test_a_school_is_reminded_once_when_the_last_day_is_near(school, ib, loketmedewerker):
    gevraagd(school, ib, loketmedewerker, op=moment(MAANDAG))  # until Monday the 23rd
    herinneren(op=moment(MAANDAG + timedelta(days=10)))
    assert herinneringen() == 0
    for _ in range(2):
        herinneren(op=moment(MAANDAG + timedelta(days=11)))
    assert herinneringen() == 1
    assert Logregel.objects.filter(actie="aanvulling_herinneren", wie="herinneringen").count() == 1


@pytest.mark.parametrize(
    ("dag", "uur"),
    [(MAANDAG + timedelta(days=12), 10), (MAANDAG + timedelta(days=11), 7), (MAANDAG + timedelta(days=11), 15)],
    ids=["saturday", "before eight", "after three"],
)
def test_nobody_is_reminded_in_the_evening_or_at_the_weekend(school, ib, loketmedewerker, dag, uur):
    gevraagd(school, ib, loketmedewerker, op=moment(MAANDAG))
    assert herinneren(op=moment(dag, uur)) == 0


def test_an_answered_or_lapsed_request_is_not_reminded_of(school, ib, loketmedewerker):
    aanvraag = gevraagd(school, ib, loketmedewerker, op=moment(MAANDAG))
    assert herinneren(op=moment(MAANDAG + timedelta(days=15))) == 0
    beantwoord_alles(aanvraag, ib)
    acties.aanvullen(aanvraag, door=ib, op=moment(MAANDAG + timedelta(days=3)))
    assert herinneren(op=moment(MAANDAG + timedelta(days=11))) == 0


def test_who_left_the_school_gets_no_mail_and_the_others_do(school, ib, directeur, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib)
    ib.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    collega = gebruiker_met(Rol.IB, school=school)
    behandeling.aanvulling_vragen(
        aanvraag, door=loketmedewerker, op=timezone.now(), punten=PUNTEN, hersteltermijn_dagen=14
    )
    assert {een.aan for een in Bericht.objects.all()} == {directeur.email, collega.email}


def test_after_the_last_day_the_loket_goes_on_and_the_items_stay_open(school, ib, loketmedewerker):
    aanvraag = gevraagd(school, ib, loketmedewerker, op=moment(MAANDAG))
    behandeling.aanvulling_verlopen(aanvraag, door=loketmedewerker, op=moment(MAANDAG + timedelta(days=15)))
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_CONTROLE
    assert gevraagde_onderdelen(aanvraag) == set()
    with pytest.raises(NietMogelijk, match="gesloten"):
        punt_beantwoorden(punt(aanvraag, 1), door=ib, op=timezone.now(), antwoord="Te laat.")


def test_one_request_in_plain_words_is_read_once(inloggen, school, ib, loketmedewerker):
    aanvraag = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib)
    behandeling.aanvulling_vragen(
        aanvraag, door=loketmedewerker, op=timezone.now(), vraag="Stuur een recent OPP.", hersteltermijn_dagen=14
    )
    pagina = inloggen(ib).get(reverse("loket:aanvraag_aanvullen", args=[aanvraag.public_id])).text
    assert "<h2" in pagina
    assert "<p>Stuur een recent OPP.</p>" not in pagina

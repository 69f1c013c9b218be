"""Documents with an aanvraag: four ways of being refused, waiting for the scanner, looking at them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.models import Inhoud, Scan
from loket.actions.aanvraag import wat_ontbreekt
from loket.models import Bijlage, Status
from tests.factories import aanvraag_in
from tests.stukken import EEN_VAN_ELK, PDF, docx, foto
from tests.virusscanner import EICAR


@pytest.fixture
def aanvraag(ib, school, leerling):
    return aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)


def adres(naam, *delen):
    return reverse(f"loket:{naam}", args=delen)


def voeg_toe(client, aanvraag, *bestanden, soort="opp", datum="", **meer):
    uploads = [SimpleUploadedFile(naam, data) for naam, data in bestanden]
    pad = adres("bijlage_toevoegen", aanvraag.public_id)
    return client.post(pad, {"soort": soort, "datum": datum, "bestanden": uploads}, follow=True, **meer)


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def test_too_large_a_program_empty_and_a_virus_each_say_why_and_the_good_one_is_kept(
    inloggen, ib, aanvraag, virusscanner
):
    slecht = {
        "groot.pdf": b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024),
        "programma.exe": b"MZ" + b"\0" * 300,
        "leeg.pdf": b"",
        "eicar.pdf": EICAR,
    }
    pagina = tekst(voeg_toe(inloggen(ib), aanvraag, *slecht.items(), ("goed.pdf", PDF)))
    for zin in (
        "‘groot.pdf’ is 21 MB. Kies een bestand tot 20 MB.",
        "‘programma.exe’ kan niet. Kies een pdf",
        "‘leeg.pdf’ is leeg. Kies het bestand opnieuw.",
        "‘eicar.pdf’ bevat een virus en is niet bewaard.",
    ):
        assert zin in pagina
    assert list(Bijlage.objects.values_list("naam", "inhoud__scan")) == [("goed.pdf", Scan.SCHOON)]


def test_every_kind_comes_in_with_its_day_and_a_phone_photo_is_kept_as_jpeg(inloggen, ib, aanvraag):
    client = inloggen(ib)
    voeg_toe(client, aanvraag, *EEN_VAN_ELK.items(), soort="verslag", datum="2026-09-01")
    assert set(Bijlage.objects.values_list("naam", flat=True)) == {
        "verslag.pdf", "verslag.docx", "verslag.odt", "foto.jpg", "scherm.png", "IMG_0042.jpg",
    }  # fmt: skip
    assert set(Bijlage.objects.values_list("datum", flat=True)) == {date(2026, 9, 1)}
    pagina = tekst(client.get(adres("aanvraag_onderdeel", aanvraag.public_id, "stukken")))
    assert "Verslag of onderzoek van 1 september 2026" in pagina
    assert "niet op virussen gecontroleerd" in pagina


def test_a_day_that_does_not_exist_loses_no_document(inloggen, ib, aanvraag):
    pagina = tekst(voeg_toe(inloggen(ib), aanvraag, ("a.pdf", PDF), datum="31-2-2026"))
    assert "De datum klopte niet" in pagina
    assert Bijlage.objects.get().datum is None


def test_a_script_sends_one_by_one_and_the_page_tells_it_afterwards(inloggen, ib, aanvraag):
    client = inloggen(ib)
    for naam, data in (("leeg.pdf", b""), ("goed.pdf", PDF)):
        antwoord = voeg_toe(client, aanvraag, (naam, data), headers={"X-Upload": "1"})
        assert (antwoord.status_code, antwoord.content) == (204, b"")
    pagina = tekst(client.get(adres("aanvraag_onderdeel", aanvraag.public_id, "stukken")))
    assert "‘leeg.pdf’ is leeg" in pagina
    assert "Toegevoegd: goed.pdf" in pagina


def test_a_document_that_waits_for_the_scanner_is_seen_and_cannot_be_opened(inloggen, ib, aanvraag, settings):
    settings.VIRUSSCANNER = "unix:///tmp/er-is-geen-virusscanner"
    client = inloggen(ib)
    pagina = tekst(voeg_toe(client, aanvraag, ("opp.pdf", PDF)))
    assert "wordt gecontroleerd op virussen" in pagina
    bijlage = Bijlage.objects.get()
    assert client.get(adres("bijlage", bijlage.public_id)).status_code == 404
    wacht = client.get(adres("bijlage_bekijken", bijlage.public_id))
    assert wacht.status_code == 423
    assert "wordt gecontroleerd op virussen" in tekst(wacht)
    assert adres("bijlage", bijlage.public_id) not in tekst(wacht)


def test_a_virus_that_is_found_later_is_told_to_who_added_it_and_counts_as_missing(inloggen, ib, aanvraag):
    client = inloggen(ib)
    voeg_toe(client, aanvraag, ("opp.docx", docx()))
    nodig = wat_ontbreekt(aanvraag, vandaag=timezone.localdate())
    Inhoud.objects.update(scan=Scan.BESMET, gescand_op=timezone.now())
    pagina = tekst(client.get(adres("aanvraag_onderdeel", aanvraag.public_id, "stukken")))
    assert "In dit bestand zit een virus. Niemand kan het openen. Verwijder het en voeg een ander toe." in pagina
    bijlage = Bijlage.objects.get()
    assert adres("bijlage_bekijken", bijlage.public_id) not in pagina
    for naam in ("bijlage", "bijlage_bekijken"):
        assert client.get(adres(naam, bijlage.public_id)).status_code in (404, 423)
    assert len(wat_ontbreekt(aanvraag, vandaag=timezone.localdate())) == len(nodig) + 1


def test_a_picture_is_shown_on_a_page_a_pdf_as_it_is_and_a_word_file_is_a_download(inloggen, ib, aanvraag):
    client = inloggen(ib)
    voeg_toe(client, aanvraag, ("a.pdf", PDF), ("b.docx", docx()), ("c.png", foto("PNG")))
    pdf, word, beeld = Bijlage.objects.order_by("naam")
    pagina = client.get(adres("bijlage_bekijken", beeld.public_id))
    assert f'<img class="swv-stuk" src="{adres("bijlage", beeld.public_id)}" alt="c.png">' in tekst(pagina)
    for bijlage, soort, plek in ((pdf, "application/pdf", "inline"), (word, None, "attachment")):
        antwoord = client.get(adres("bijlage_bekijken", bijlage.public_id))
        assert antwoord["Content-Disposition"].startswith(plek)
        assert antwoord["Content-Type"] == (soort or word.inhoud.soort)
        assert b"".join(antwoord.streaming_content)


def test_what_comes_after_submitting_says_so(inloggen, ib, school, leerling):
    later = aanvraag_in(Status.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    voeg_toe(client, later, ("nieuw.pdf", PDF), soort="verslag")
    assert "na het indienen" in tekst(client.get(adres("aanvraag", later.public_id)))


def test_the_desk_reads_that_nobody_scanned_when_there_is_no_scanner(inloggen, ib, loketmedewerker, school, leerling):
    later = aanvraag_in(Status.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=leerling)
    voeg_toe(inloggen(ib), later, ("nieuw.pdf", PDF), soort="verslag")
    pagina = tekst(inloggen(loketmedewerker).get(adres("behandelen", later.public_id)))
    assert "niet op virussen gecontroleerd" in pagina


def test_the_same_file_under_another_name_says_that_it_is_there_already(inloggen, ib, aanvraag):
    client = inloggen(ib)
    assert "Toegevoegd: opp.pdf" in tekst(voeg_toe(client, aanvraag, ("opp.pdf", PDF)))
    pagina = tekst(voeg_toe(client, aanvraag, ("anders.pdf", PDF)))
    assert "Dit bestand staat er al, als ‘opp.pdf’." in pagina
    assert "Toegevoegd: anders.pdf" not in pagina


def test_the_kinds_of_document_keep_their_capitals(inloggen, ib, aanvraag):
    pagina = inloggen(ib).get(adres("aanvraag_onderdeel", aanvraag.public_id, "stukken")).text
    assert ">Ontwikkelingsperspectief (OPP)<" in pagina

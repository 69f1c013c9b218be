"""The school's side: write, be told what is missing, submit once, complete, withdraw."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions import aanvraag as acties
from loket.models import Aanvraag, Bijlage, OnderdeelBehoefte, Status
from scholen.models import Aanmelding, Plek
from tests.factories import LeerlingFactory, SchoolFactory, aanvraag_in, gebruiker_met, leerling_op
from tests.stukken import PDF

S = Status


@pytest.fixture
def aanvraag(ib, school, leerling):
    return aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)


@pytest.fixture
def compleet(aanvraag, ib):
    from kern.bestanden.actions import bewaren

    op = timezone.now()
    inhoud = bewaren(PDF, soort="application/pdf", op=op)
    acties.bijlage_toevoegen(aanvraag, door=ib, op=op, inhoud=inhoud, naam="opp.pdf", soort="opp")
    return aanvraag


def adres(naam, *delen):
    return reverse(f"loket:{naam}", args=delen)


def test_starting_makes_one_draft_also_on_a_double_click(inloggen, ib, leerling):
    client = inloggen(ib)
    pagina = client.get(adres("aanvraag_nieuw")).content.decode()
    sleutel = re.search(r'name="sleutel" value="([^"]+)"', pagina)[1]
    data = {"sleutel": sleutel, "soort": "SO", "leerling": leerling.public_id}
    eerste = client.post(adres("aanvraag_nieuw"), data)
    tweede = client.post(adres("aanvraag_nieuw"), data)
    assert eerste.url == tweede.url
    assert Aanvraag.objects.count() == 1


def test_a_second_aanvraag_of_the_same_kind_offers_the_open_one(inloggen, ib, aanvraag):
    antwoord = inloggen(ib).post(
        adres("aanvraag_nieuw"),
        {"sleutel": "x" * 22, "soort": aanvraag.soort, "leerling": aanvraag.leerling.public_id},
    )
    assert aanvraag.public_id in antwoord.content.decode()
    assert Aanvraag.objects.count() == 1


@pytest.fixture
def tweede(ib):
    """A second school of the same ib'er."""
    lid = Lidmaatschap.objects.create(gebruiker=ib, rol=Rol.IB, van=timezone.localdate() - timedelta(days=9))
    return Plek.objects.create(lidmaatschap=lid, school=SchoolFactory(naam="De Tweede")).school


def beginnen(client, **velden):
    return client.post(adres("aanvraag_nieuw"), {"sleutel": "s" * 22} | velden)


def test_who_works_at_two_schools_says_for_which_a_question_without_a_name_is(inloggen, ib, leerling, tweede):
    client = inloggen(ib)
    assert "De Tweede" in client.get(adres("aanvraag_nieuw")).text
    assert "Kies voor welke school je dit vraagt" in beginnen(client, soort="CONSULT", leerling="geen").text
    vreemd = SchoolFactory()
    fout = beginnen(client, soort="CONSULT", leerling="geen", school=vreemd.brin6)
    assert "Kies een school van de lijst" in fout.text
    assert not Aanvraag.objects.exists()
    beginnen(client, soort="CONSULT", leerling="geen", school=tweede.brin6)
    assert Aanvraag.objects.get().school == tweede


def test_a_child_says_itself_at_which_school_it_is(inloggen, ib, leerling, school, tweede):
    client = inloggen(ib)
    fout = beginnen(client, soort="SO", leerling=leerling.public_id, school=tweede.brin6)
    assert f"Deze leerling staat bij {school.naam}" in fout.text
    beginnen(client, soort="SO", leerling=leerling.public_id)
    assert Aanvraag.objects.get().school == school


def test_for_a_child_that_applied_at_both_schools_the_school_is_asked(inloggen, ib, school, tweede):
    kind = LeerlingFactory()
    for een in (school, tweede):
        Aanmelding.objects.create(leerling=kind, school=een, ontvangen_op=timezone.localdate())
    client = inloggen(ib)
    assert "bij meer van je scholen" in beginnen(client, soort="SO", leerling=kind.public_id).text
    beginnen(client, soort="SO", leerling=kind.public_id, school=tweede.brin6)
    assert Aanvraag.objects.get().school == tweede


def test_who_works_at_one_school_is_not_asked(inloggen, ib, leerling):
    assert 'name="school"' not in inloggen(ib).get(adres("aanvraag_nieuw")).text


def test_a_child_of_another_school_cannot_be_chosen(inloggen, ib, buitenstaander):
    vreemd = leerling_op(buitenstaander.lidmaatschappen.get().plek.school)
    inloggen(ib).post(adres("aanvraag_nieuw"), {"sleutel": "x" * 22, "soort": "SO", "leerling": vreemd.public_id})
    assert not Aanvraag.objects.exists()


def test_a_new_draft_has_nothing_ready_and_says_what_is_needed(inloggen, ib, leerling):
    client = inloggen(ib)
    url = client.post(adres("aanvraag_nieuw"), {"sleutel": "y" * 22, "soort": "SO", "leerling": leerling.public_id}).url
    antwoord = client.get(url)
    assert antwoord.context["klaar"] == 0
    assert f"Nog {len(antwoord.context['nodig'])} dingen nodig" in antwoord.content.decode()


def test_each_needed_thing_links_to_its_field(inloggen, ib, leerling):
    client = inloggen(ib)
    url = client.post(adres("aanvraag_nieuw"), {"sleutel": "z" * 22, "soort": "SO", "leerling": leerling.public_id}).url
    for een in client.get(url).context["nodig"]:
        pad, anker = een.adres.split("#")
        assert f'id="{anker}"' in client.get(pad).content.decode(), een


def behoefte(versie, **velden):
    basis = {"onderwijsbehoeften": "Rust", "sterke_kanten": "Lezen", "belemmeringen": "Drukte"}
    return {"versie": versie} | basis | velden


def test_saving_a_section_goes_on_to_the_next(inloggen, ib, aanvraag):
    antwoord = inloggen(ib).post(adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte"), behoefte(0))
    assert antwoord.url == adres("aanvraag_onderdeel", aanvraag.public_id, "gedaan")
    assert OnderdeelBehoefte.objects.get(aanvraag=aanvraag).versie == 1


def test_autosave_keeps_half_a_section_and_answers_with_its_version(inloggen, ib, aanvraag):
    antwoord = inloggen(ib).post(
        adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte"),
        {"versie": 0, "onderwijsbehoeften": "Half een zin"},
        headers={"X-Autosave": "1"},
    )
    assert antwoord.json()["versie"] == 1
    assert OnderdeelBehoefte.objects.get(aanvraag=aanvraag).onderwijsbehoeften == "Half een zin"


def test_two_tabs_lose_no_text(inloggen, ib, aanvraag):
    url = adres("aanvraag_onderdeel", aanvraag.public_id, "behoefte")
    client = inloggen(ib)
    client.post(url, behoefte(0, belemmeringen="De eerste tab"), headers={"X-Autosave": "1"})
    botsing = client.post(url, behoefte(0, belemmeringen="De tweede tab"), headers={"X-Autosave": "1"})
    assert botsing.status_code == 409
    assert botsing.json()["velden"]["belemmeringen"] == "De eerste tab"
    zonder_script = client.post(url, behoefte(0, belemmeringen="De tweede tab")).content.decode()
    assert "De eerste tab" in zonder_script
    assert "De tweede tab" in zonder_script
    assert OnderdeelBehoefte.objects.get(aanvraag=aanvraag).belemmeringen == "De eerste tab"


def test_an_impossible_date_is_refused_and_the_rest_is_kept(inloggen, ib, aanvraag):
    url = adres("aanvraag_onderdeel", aanvraag.public_id, "mening")
    data = {
        "versie": 0,
        "besproken_op_dag": "31",
        "besproken_op_maand": "11",
        "besproken_op_jaar": "2026",
        "ouders_woorden": "Wij twijfelen nog.",
    }
    pagina = inloggen(ib).post(url, data).content.decode()
    assert "bestaat niet" in pagina
    aanvraag.onderdeel_mening.refresh_from_db()
    assert aanvraag.onderdeel_mening.ouders_woorden == "Wij twijfelen nog."


def test_interventions_are_rows_that_can_be_added_without_script(inloggen, ib, aanvraag):
    url = adres("aanvraag_onderdeel", aanvraag.public_id, "gedaan")
    data = {
        "versie": 0,
        "grens": "Meer kan niet.",
        "actie": "blijf",
        "interventies-TOTAL_FORMS": 2,
        "interventies-INITIAL_FORMS": 0,
        "interventies-0-wat": "Klein groepje",
        "interventies-0-effect": "Hielp",
        "interventies-1-wat": "Begeleider",
        "interventies-1-effect": "Hielp ook",
    }
    assert inloggen(ib).post(url, data).url == url
    assert list(aanvraag.onderdeel_gedaan.interventies.values_list("wat", flat=True)) == ["Klein groepje", "Begeleider"]


@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        ("leeg.pdf", b"", "is leeg"),
        ("virus.exe", b"MZ" + b"\0" * 300, "kan niet"),
        ("groot.pdf", b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024), "MB"),
        ("vermomd.pdf", b"GIF89a" + b"\0" * 300, "kan niet"),
    ],
)
def test_a_file_that_cannot_come_in_says_why_and_the_good_one_is_kept(inloggen, ib, aanvraag, naam, data, zin):
    antwoord = inloggen(ib).post(
        adres("bijlage_toevoegen", aanvraag.public_id),
        {"soort": "opp", "bestanden": [SimpleUploadedFile(naam, data), SimpleUploadedFile("goed.pdf", PDF)]},
        follow=True,
    )
    assert zin in antwoord.content.decode()
    assert list(Bijlage.objects.values_list("naam", flat=True)) == ["goed.pdf"]


def test_a_document_is_a_download_that_nobody_keeps(inloggen, ib, compleet):
    antwoord = inloggen(ib).get(adres("bijlage", Bijlage.objects.get().public_id))
    assert b"".join(antwoord.streaming_content) == PDF
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert (antwoord["Cache-Control"], antwoord["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_submitting_incomplete_makes_no_number_and_says_how_much_is_missing(inloggen, ib, aanvraag):
    pad = adres("aanvraag_controleren", aanvraag.public_id)
    antwoord = inloggen(ib).post(pad, {"waar": "on", "ouders_weten": "on"})
    assert antwoord.status_code == 422
    assert "ontbreekt nog 1 ding" in antwoord.content.decode()
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.kenmerk) == (S.CONCEPT, None)


def test_submitting_gives_a_number_a_date_and_a_confirmation(inloggen, ib, compleet):
    client = inloggen(ib)
    antwoord = client.post(
        adres("aanvraag_controleren", compleet.public_id), {"waar": "on", "ouders_weten": "on"}, follow=True
    )
    compleet.refresh_from_db()
    assert compleet.status == S.INGEDIEND
    assert re.fullmatch(r"AV-\d{4}-\d{4}", compleet.kenmerk)
    assert compleet.kenmerk in antwoord.content.decode()
    assert compleet.ontvangstdatum == timezone.localdate()


def test_submitting_twice_or_by_the_back_button_changes_nothing(inloggen, ib, compleet):
    client = inloggen(ib)
    url = adres("aanvraag_controleren", compleet.public_id)
    client.post(url, {"waar": "on", "ouders_weten": "on"})
    compleet.refresh_from_db()
    kenmerk = compleet.kenmerk
    assert client.post(url, {"waar": "on", "ouders_weten": "on"}).status_code == 302
    compleet.refresh_from_db()
    assert compleet.kenmerk == kenmerk


def test_who_left_the_school_cannot_be_submitted_for(ib, compleet):
    compleet.leerling.inschrijvingen.update(tot=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NietMogelijk, match="niet \\(meer\\) bij jouw school"):
        acties.indienen(compleet, door=gebruiker_met(Rol.IB, school=compleet.school), op=timezone.now())


def test_after_submitting_the_sections_are_closed(inloggen, ib, compleet):
    acties.indienen(compleet, door=ib, op=timezone.now())
    with pytest.raises(NietMogelijk, match="al ingediend"):
        acties.onderdeel_opslaan(compleet, "behoefte", door=ib, op=timezone.now(), versie=0, velden={})


def test_the_swv_sees_a_draft_only_after_submitting(compleet, ib, loketmedewerker, beslisser):
    for wie in (loketmedewerker, beslisser):
        assert not Aanvraag.objects.visible_to(wie).exists()
    acties.indienen(compleet, door=ib, op=timezone.now())
    for wie in (loketmedewerker, beslisser):
        assert Aanvraag.objects.visible_to(wie).exists()


def test_completing_starts_the_clock_again(inloggen, ib, school, leerling):
    aanvraag = aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=leerling)
    inloggen(ib).post(adres("aanvraag_aanvullen", aanvraag.public_id), {"antwoord": "OPP toegevoegd."})
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_CONTROLE
    assert aanvraag.aanvullingen.get().aangevuld_op == timezone.localdate()


def test_withdrawing_needs_a_reason_that_parents_read(inloggen, ib, school, leerling):
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    client.post(adres("aanvraag_intrekken", aanvraag.public_id), {"reden": " "})
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_ADVIES
    client.post(adres("aanvraag_intrekken", aanvraag.public_id), {"reden": "Verhuisd."})
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.intrek_reden) == (S.INGETROKKEN, "Verhuisd.")


PAGINAS = ["aanvraag", "aanvraag_controleren", "aanvraag_ingediend", "aanvraag_aanvullen", "aanvraag_intrekken"]


@pytest.mark.parametrize("naam", PAGINAS)
def test_an_iber_of_another_school_finds_nothing(inloggen, buitenstaander, compleet, naam):
    assert inloggen(buitenstaander).get(adres(naam, compleet.public_id)).status_code == 404


def test_an_iber_of_another_school_can_do_nothing(inloggen, buitenstaander, compleet):
    client = inloggen(buitenstaander)
    for naam in ("aanvraag_controleren", "aanvraag_intrekken", "aanvraag_verwijderen", "bijlage_toevoegen"):
        assert client.post(adres(naam, compleet.public_id), {"waar": "on", "ouders_weten": "on"}).status_code == 404
    assert client.get(adres("bijlage", Bijlage.objects.get().public_id)).status_code == 404


@pytest.mark.parametrize("status", list(S))
def test_the_home_of_a_school_shows_no_outcome_before_its_letter(inloggen, ib, school, leerling, status):
    if status in (S.ADVIES_GEREED,):
        return
    basis = S.BESLUIT_VOORBEREIDEN if status.startswith(("besloten", "bekend")) else status
    aanvraag = aanvraag_in(basis, school=school, ib=ib, leerling=leerling)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=status)
    pagina = inloggen(ib).get(adres("school_home")).content.decode()
    for woord in ("toegekend", "afgewezen", "Besloten", "Brief verstuurd"):
        assert woord not in pagina


def test_the_home_of_a_school_asks_a_constant_number_of_queries(inloggen, ib, school, django_assert_max_num_queries):
    client = inloggen(ib)
    for _ in range(2):
        aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    client.get(adres("school_home"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as twee:
        client.get(adres("school_home"))
    for _ in range(8):
        aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    with CaptureQueriesContext(connection) as tien:
        client.get(adres("school_home"))
    assert len(tien) == len(twee)


def test_the_opp_may_not_be_too_old(compleet):
    compleet.onderdeel_stukken.opp_datum = date(2024, 1, 1)
    compleet.onderdeel_stukken.save()
    zinnen = [gat.zin for gat in acties.wat_ontbreekt(compleet, vandaag=timezone.localdate())]
    assert any("jonger is dan 12 maanden" in zin for zin in zinnen)


def test_help_that_is_saved_again_unchanged_is_not_lost(inloggen, ib, aanvraag):
    """Autosave stored the rows; the button then posts the same rows."""
    url = adres("aanvraag_onderdeel", aanvraag.public_id, "gedaan")
    data = {
        "versie": 0,
        "interventies-TOTAL_FORMS": 1,
        "interventies-INITIAL_FORMS": 0,
        "interventies-0-wat": "Klein groepje",
        "interventies-0-effect": "Hielp",
    }
    client = inloggen(ib)
    client.post(url, data, headers={"X-Autosave": "1"})
    client.post(url, data | {"versie": 1})
    assert list(aanvraag.onderdeel_gedaan.interventies.values_list("wat", flat=True)) == ["Klein groepje"]

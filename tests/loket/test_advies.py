"""Two experts, each with an own advice: kept while it is written, signed once, and then it passes by itself."""

import re
import threading
from datetime import timedelta
from html import unescape

import pytest
from django.db import connections
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.advies import Gewijzigd, advies_opslaan, ondertekenen
from loket.models import Aanvraag, Advies, Status
from tests.factories import aanvraag_in, advies_bij, gebruiker_met, opdracht_voor

pytestmark = pytest.mark.django_db
S = Status

COMPLEET = {
    "niet_van_school": True,
    "niet_betrokken": True,
    "beslist_niet": True,
    "eerder_gezien": "nee",
    "bronnen": "Het OPP.",
    "ouders_gesproken": "ja",
    "leerling_gesproken": "nee",
    "conclusie": "toelaatbaar",
    "soort": "SO",
    "categorie": "L",
    "schooljaren": 2,
    "motivering": "Structuur is nodig.",
    "waarom_niet_lichter": "Lichtere hulp hielp te weinig.",
}


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(deskundige_een, deskundige_twee):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    opdracht_voor(aanvraag, deskundige=deskundige_een, volgorde=1)
    opdracht_voor(aanvraag, deskundige=deskundige_twee, volgorde=2, discipline="kinder_jeugdpsycholoog")
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.IN_ADVIES)
    aanvraag.refresh_from_db()
    return aanvraag


def opdracht_van(aanvraag, wie):
    return aanvraag.adviesopdrachten.get(deskundige=wie)


def schrijf_en_teken(aanvraag, wie, **velden):
    opdracht = opdracht_van(aanvraag, wie)
    advies = advies_opslaan(opdracht, door=wie, op=nu(), versie=0, **(COMPLEET | velden))
    return ondertekenen(opdracht, door=wie, op=nu(), versie=advies.versie)


def test_the_menu_points_at_the_list_of_the_breadcrumb(aanvraag, deskundige_een, inloggen):
    pagina = inloggen(deskundige_een).get(
        reverse("loket:advies", args=[opdracht_van(aanvraag, deskundige_een).public_id])
    )
    assert '<a href="/advies/" aria-current="true">Mijn adviezen' in pagina.text


# --- the draft ---------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_half_empty_and_counts_its_versions(aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    een = advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Het OPP.")
    twee = advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=1, motivering="Structuur.")
    assert (een.versie, twee.versie, twee.bronnen) == (1, 2, "Het OPP.")


def test_keeping_the_same_text_again_is_no_new_version(aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    for _ in range(2):
        advies = advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Het OPP.")
    assert advies.versie == 1


def test_a_save_on_an_older_version_loses_no_text(aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Op de laptop.")
    with pytest.raises(Gewijzigd) as fout:
        advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Op de telefoon.")
    assert fout.value.advies.bronnen == "Op de laptop."
    assert Advies.objects.get(opdracht=opdracht).bronnen == "Op de laptop."


@pytest.mark.parametrize("rol", [Rol.DESKUNDIGE, Rol.LOKETMEDEWERKER, Rol.BESLISSER])
def test_nobody_writes_the_advice_of_another(aanvraag, deskundige_een, rol):
    with pytest.raises(Http404):
        advies_opslaan(
            opdracht_van(aanvraag, deskundige_een), door=gebruiker_met(rol), op=nu(), versie=0, bronnen="Niet van mij."
        )


def test_the_other_expert_and_the_loket_do_not_see_a_draft(aanvraag, deskundige_een, deskundige_twee, loketmedewerker):
    advies_opslaan(
        opdracht_van(aanvraag, deskundige_een), door=deskundige_een, op=nu(), versie=0, motivering="Nog niet klaar."
    )
    for wie in (deskundige_twee, loketmedewerker):
        assert not Advies.objects.visible_to(wie).exists()


# --- signing -----------------------------------------------------------------------------------------------------


def test_the_last_signature_passes_the_aanvraag_to_the_beslisser(aanvraag, deskundige_een, deskundige_twee):
    assert schrijf_en_teken(aanvraag, deskundige_een).status == S.IN_ADVIES
    assert schrijf_en_teken(aanvraag, deskundige_twee).status == S.BESLUIT_VOORBEREIDEN
    stappen = Logregel.objects.filter(ding=aanvraag.public_id).order_by("pk").values_list("actie", "wie")
    assert list(stappen)[-2:] == [("adviezen_afronden", "adviesronde"), ("naar_besluit", "adviesronde")]


@pytest.mark.parametrize("velden", [{"conclusie": "niet_toelaatbaar"}, {"soort": "SBO", "categorie": ""}])
def test_it_waits_at_the_loket_when_the_parents_must_be_heard(aanvraag, deskundige_een, deskundige_twee, velden):
    schrijf_en_teken(aanvraag, deskundige_een)
    assert schrijf_en_teken(aanvraag, deskundige_twee, **velden).status == S.ADVIES_GEREED


@pytest.mark.parametrize(
    ("veld", "leeg", "zin"),
    [
        ("bronnen", " ", "gelezen en gezien"),
        ("ouders_gesproken", "", "ouders hebt gesproken"),
        ("conclusie", "", "conclusie"),
        ("soort", "", "welke soort"),
        ("categorie", "", "categorie"),
        ("schooljaren", None, "schooljaren"),
        ("motivering", "", "waarom je dit adviseert"),
        ("waarom_niet_lichter", "", "lichtere hulp"),
        ("niet_van_school", False, "niet verbonden"),
        ("niet_betrokken", False, "niet betrokken"),
        ("beslist_niet", False, "niet meebeslist"),
    ],
)
def test_an_advice_without_its_reasons_or_declarations_cannot_be_signed(aanvraag, deskundige_een, veld, leeg, zin):
    """R-DES-03 to R-DES-06."""
    with pytest.raises(NietMogelijk, match=zin):
        schrijf_en_teken(aanvraag, deskundige_een, **{veld: leeg})
    assert Advies.objects.get(opdracht__deskundige=deskundige_een).ondertekend_op is None


def test_not_admissible_needs_no_kind_and_no_lighter_help(aanvraag, deskundige_een):
    velden = {"conclusie": "niet_toelaatbaar", "soort": "", "categorie": "", "schooljaren": None}
    schrijf_en_teken(aanvraag, deskundige_een, **velden, waarom_niet_lichter="")
    assert Advies.objects.get(opdracht__deskundige=deskundige_een).ondertekend_op is not None


def test_a_signed_advice_never_changes(aanvraag, deskundige_een):
    schrijf_en_teken(aanvraag, deskundige_een)
    opdracht = opdracht_van(aanvraag, deskundige_een)
    with pytest.raises(NietMogelijk, match="al ondertekend"):
        advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=1, motivering="Toch anders.")
    with pytest.raises(NietMogelijk, match="al ondertekend"):
        ondertekenen(opdracht, door=deskundige_een, op=nu(), versie=1)
    assert Advies.objects.get(opdracht=opdracht).motivering == COMPLEET["motivering"]


def test_independence_is_asked_again_at_signing(aanvraag, deskundige_een):
    """R-DES-05: who got involved after being asked does not sign."""
    aanvraag.onderdeel_mening.bewerkt_door = deskundige_een
    aanvraag.onderdeel_mening.save()
    with pytest.raises(NietMogelijk, match="schreef mee"):
        schrijf_en_teken(aanvraag, deskundige_een)


def test_what_was_not_kept_cannot_be_signed(aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, **COMPLEET)
    with pytest.raises(Gewijzigd):
        ondertekenen(opdracht, door=deskundige_een, op=nu(), versie=0)


def test_while_the_school_completes_nobody_signs(aanvraag, deskundige_een):
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.AANVULLING_GEVRAAGD)
    with pytest.raises(NietMogelijk, match="Wacht op school"):
        schrijf_en_teken(aanvraag, deskundige_een)


@pytest.mark.django_db(transaction=True)
def test_two_experts_who_sign_at_once_pass_it_on_exactly_once(aanvraag, deskundige_een, deskundige_twee):
    versies = {}
    for wie in (deskundige_een, deskundige_twee):
        opdracht = opdracht_van(aanvraag, wie)
        versies[wie] = (opdracht, advies_opslaan(opdracht, door=wie, op=nu(), versie=0, **COMPLEET).versie)
    start, fouten = threading.Barrier(2), []

    def tekenen(wie):
        opdracht, versie = versies[wie]
        try:
            start.wait(5)
            ondertekenen(opdracht, door=wie, op=nu(), versie=versie)
        except Exception as fout:
            fouten.append(fout)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=tekenen, args=(wie,)) for wie in versies]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    aanvraag.refresh_from_db()
    assert fouten == []
    assert aanvraag.status == S.BESLUIT_VOORBEREIDEN
    assert Logregel.objects.filter(actie="adviezen_afronden").count() == 1


# --- the page ----------------------------------------------------------------------------------------------------

GETYPT = {naam: {True: "on", 2: "2"}.get(waarde, waarde) for naam, waarde in COMPLEET.items()}


def pad(opdracht):
    return reverse("loket:advies", args=[opdracht.public_id])


def test_autosave_keeps_the_draft_and_gives_the_next_version(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    client = inloggen(deskundige_een)
    antwoord = client.post(pad(opdracht), {"versie": 0, "bronnen": "Het OPP."}, headers={"X-Autosave": "1"})
    assert antwoord.json()["versie"] == 1
    botsing = client.post(pad(opdracht), {"versie": 0, "bronnen": "Iets anders."}, headers={"X-Autosave": "1"})
    assert botsing.status_code == 409
    assert botsing.json()["velden"] == {"bronnen": "Het OPP."}


def test_a_conflict_without_script_shows_both_texts_and_the_next_press_decides(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Op de laptop.")
    client = inloggen(deskundige_een)
    pagina = client.post(pad(opdracht), {"versie": 0, "bronnen": "Op de telefoon.", "actie": "bewaren"})
    assert "Op de laptop." in pagina.text
    assert "Op de telefoon." in pagina.text
    begin = unescape(re.search(r'name="begin" value="([^"]*)"', pagina.text)[1])
    client.post(pad(opdracht), {"versie": 0, "begin": begin, "bronnen": "Op de telefoon.", "actie": "bewaren"})
    assert Advies.objects.get(opdracht=opdracht).bronnen == "Op de telefoon."


def scherm(client, adres):
    """The hidden fields of the form as it is open now."""
    tekst = client.get(adres).text
    return {naam: unescape(re.search(rf'name="{naam}" value="([^"]*)"', tekst)[1]) for naam in ("versie", "begin")}


def test_two_tabs_that_write_in_different_fields_lose_nothing(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    client = inloggen(deskundige_een)
    een, twee = scherm(client, pad(opdracht)), scherm(client, pad(opdracht))
    client.post(pad(opdracht), {**een, "bronnen": "Het OPP."}, headers={"X-Autosave": "1"})
    antwoord = client.post(pad(opdracht), {**twee, "motivering": "Structuur."}, headers={"X-Autosave": "1"})
    assert antwoord.status_code == 200
    advies = Advies.objects.get(opdracht=opdracht)
    assert (advies.bronnen, advies.motivering) == ("Het OPP.", "Structuur.")


def test_who_signs_in_one_of_two_tabs_reads_first_what_the_other_wrote(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    client = inloggen(deskundige_een)
    begin = scherm(client, pad(opdracht))
    advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, bronnen="Van de laptop.")
    velden = {**GETYPT, **begin, "bronnen": "", "actie": "ondertekenen"}
    pagina = client.post(pad(opdracht), velden, follow=True)
    assert "Lees het hele advies nog een keer" in pagina.text
    assert "Van de laptop." in pagina.text
    assert Advies.objects.get(opdracht=opdracht).ondertekend_op is None


def test_signing_an_incomplete_advice_lists_what_is_missing_and_keeps_the_text(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    client = inloggen(deskundige_een)
    pagina = client.post(pad(opdracht), {"versie": 0, "motivering": "Structuur.", "actie": "ondertekenen"})
    assert "Verklaar dat je niet meebeslist." in pagina.text
    assert "Structuur." in pagina.text
    assert Advies.objects.get(opdracht=opdracht).motivering == "Structuur."


def test_the_expert_signs_on_the_page_and_reads_it_back(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    client = inloggen(deskundige_een)
    antwoord = client.post(pad(opdracht), {**GETYPT, "versie": 0, "actie": "ondertekenen"}, follow=True)
    assert "Je advies is ondertekend" in antwoord.text
    assert "Pas ondertekend" in antwoord.text
    assert "<form" not in client.get(pad(opdracht)).text.split('id="jouw-advies"')[1].split("</main>")[0]


def test_the_page_of_another_expert_does_not_exist(inloggen, aanvraag, deskundige_een, deskundige_twee):
    client = inloggen(deskundige_twee)
    assert client.get(pad(opdracht_van(aanvraag, deskundige_een))).status_code == 404


def test_a_text_that_is_too_long_is_kept_out_but_the_rest_is_saved(inloggen, aanvraag, deskundige_een):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    data = {"versie": 0, "bronnen": "x" * 2001, "motivering": "Structuur.", "actie": "bewaren"}
    pagina = inloggen(deskundige_een).post(pad(opdracht), data)
    assert "Maak de tekst korter" in pagina.text
    assert "x" * 2001 in pagina.text
    assert Advies.objects.get(opdracht=opdracht).motivering == "Structuur."


def test_a_case_disappears_two_weeks_after_signing(aanvraag, deskundige_een, inloggen):
    opdracht = opdracht_van(aanvraag, deskundige_een)
    advies_bij(opdracht, ondertekend_op=nu() - timedelta(days=15))
    assert inloggen(deskundige_een).get(pad(opdracht)).status_code == 404


def test_an_expert_reads_who_is_to_move_without_knowing_of_the_other(inloggen):
    aanvraag = aanvraag_in(S.IN_ADVIES)
    wie = aanvraag.adviesopdrachten.order_by("volgorde").first().deskundige
    opdracht = aanvraag.adviesopdrachten.get(deskundige=wie)
    pagina = inloggen(wie).get(reverse("loket:advies", args=[opdracht.public_id])).text
    assert "Aan zet: jij" in pagina

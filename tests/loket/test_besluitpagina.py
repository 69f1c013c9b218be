"""Writing and taking a decision on its pages: nothing typed is lost, dates are computed, and one of two wins."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.brieven import actions as brieven
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.besluitconcept import ConceptGewijzigd, concept_opslaan
from loket.models import Bekendmaking, Besluit, BesluitConcept, Status, Tlv
from loket.models.besluit import WOORDEN
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, vo_regio

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def pad(naam, aanvraag, *args):
    return reverse(f"loket:{naam}", args=[aanvraag.public_id, *args])


@pytest.fixture
def aanvraag(db):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN)


@pytest.fixture
def getypt(aanvraag):
    vraag = aanvraag.onderdeel_vraag
    return {
        "versie": "0",
        "uitkomst": "toegekend",
        "soort_categorie": "SO:L",
        "ingangsdatum": vraag.gewenste_start.isoformat(),
        "schooljaren": "2",
        "motivering": "Fenna heeft de hele dag structuur nodig.",
        "antwoord_zienswijze": "Wij zijn blij dat u het eens bent.",
        "antwoord_leerling": "Wij vragen om een rustig plekje.",
        "waarom_niet_lichter": "De school heeft veel gedaan.",
        "waarom_categorie": "Er is geen lichamelijke beperking.",
        "waarom_duur": "Na twee jaar kijken wij opnieuw.",
    }


def stuur(client, aanvraag, data, actie, **kop):
    return client.post(pad("aanvraag_besluiten", aanvraag), {**data, "actie": actie}, **kop)


# --- the draft ---------------------------------------------------------------------------------------------------


def test_what_is_typed_comes_back_whatever_button_was_pressed(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    assert stuur(client, aanvraag, getypt, "bewaren").status_code == 302
    assert getypt["waarom_duur"] in client.get(pad("aanvraag_besluiten", aanvraag)).text


def test_the_form_starts_with_what_was_asked_and_advised(inloggen, beslisser, aanvraag):
    pagina = inloggen(beslisser).get(pad("aanvraag_besluiten", aanvraag))
    assert '<option value="SO:L" selected>' in pagina.text
    assert '<option value="2" selected>2 jaar</option>' in pagina.text


@pytest.mark.parametrize("wie", [Rol.BESLISSER, Rol.LOKETMEDEWERKER])
def test_for_praktijkonderwijs_the_outcome_of_the_criteria_is_in_sight(inloggen, wie):
    """And what was asked can be granted: five years, or no end at all."""
    vo_regio()
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, soort="PRO", school=SchoolFactory(soort="VO"))
    client = inloggen(gebruiker_met(wie))
    pagina = client.get(pad("aanvraag_besluiten" if wie == Rol.BESLISSER else "behandelen", aanvraag)).text
    for woord in ("Totaal-IQ", "leerachterstand 0,60", "Volgens de landelijke criteria past praktijkonderwijs."):
        assert woord in pagina, woord
    if wie == Rol.BESLISSER:
        assert '<option value="5">5 jaar</option>' in pagina


def test_autosave_answers_with_the_version_and_with_both_texts_in_a_conflict(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    antwoord = stuur(client, aanvraag, getypt, "", headers={"X-Autosave": "1"})
    assert antwoord.json()["versie"] == 1
    anders = {**getypt, "motivering": "Iets anders."}
    botsing = stuur(client, aanvraag, anders, "", headers={"X-Autosave": "1"})
    assert botsing.status_code == 409
    assert botsing.json()["velden"] == {"motivering": getypt["motivering"]}


def scherm(client, aanvraag):
    tekst = client.get(pad("aanvraag_besluiten", aanvraag)).text
    return {naam: unescape(re.search(rf'name="{naam}" value="([^"]*)"', tekst)[1]) for naam in ("versie", "begin")}


def test_two_beslissers_who_write_in_different_fields_keep_both(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    leeg = {naam: "" if naam in WOORDEN else waarde for naam, waarde in getypt.items()}
    een, twee = scherm(client, aanvraag), scherm(client, aanvraag)
    stuur(client, aanvraag, {**leeg, **een, "motivering": "Van de een."}, "", headers={"X-Autosave": "1"})
    antwoord = stuur(
        client, aanvraag, {**leeg, **twee, "waarom_duur": "Van de ander."}, "", headers={"X-Autosave": "1"}
    )
    assert antwoord.status_code == 200
    gegevens = BesluitConcept.objects.get().gegevens
    assert (gegevens["motivering"], gegevens["waarom_duur"]) == ("Van de een.", "Van de ander.")


def test_a_reason_that_the_other_added_stays(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "bewaren")
    een, twee = scherm(client, aanvraag), scherm(client, aanvraag)
    stuur(client, aanvraag, {**getypt, **een}, "alinea")
    met_blok = BesluitConcept.objects.get().gegevens
    stuur(client, aanvraag, {**met_blok, **scherm(client, aanvraag), "z1": "Een reden."}, "bewaren")
    stuur(client, aanvraag, {**getypt, **twee, "waarom_duur": "Korter."}, "", headers={"X-Autosave": "1"})
    gegevens = BesluitConcept.objects.get().gegevens
    assert (gegevens["z1"], gegevens["waarom_duur"]) == ("Een reden.", "Korter.")
    assert "z1" in gegevens["zinnen"]


def test_who_goes_on_to_sign_reads_first_what_the_other_wrote(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "bewaren")
    mijn = scherm(client, aanvraag)
    collega = gebruiker_met(Rol.BESLISSER, naam="K. Collega")
    gegevens = BesluitConcept.objects.get().gegevens | {"waarom_duur": "Van de collega."}
    concept_opslaan(aanvraag, door=collega, op=nu(), versie=1, gegevens=gegevens)
    antwoord = client.post(
        pad("aanvraag_besluiten", aanvraag), {**getypt, **mijn, "actie": "ondertekenen"}, follow=True
    )
    assert "Lees het hele besluit nog een keer" in antwoord.text
    assert BesluitConcept.objects.get().gegevens["waarom_duur"] == "Van de collega."


def test_two_beslissers_who_write_at_once_lose_nothing(aanvraag, beslisser):
    collega = gebruiker_met(Rol.BESLISSER, naam="K. Collega")
    concept_opslaan(aanvraag, door=collega, op=nu(), versie=0, gegevens={"motivering": "Van de collega."})
    with pytest.raises(ConceptGewijzigd, match=r"K\. Collega"):
        concept_opslaan(aanvraag, door=beslisser, op=nu(), versie=0, gegevens={"motivering": "Van mij."})
    assert BesluitConcept.objects.get().gegevens == {"motivering": "Van de collega."}


@pytest.mark.parametrize("rol", [Rol.LOKETMEDEWERKER, Rol.DESKUNDIGE, Rol.IB])
def test_only_the_beslisser_keeps_and_sees_a_draft(aanvraag, inloggen, rol):
    wie = gebruiker_met(rol, school=aanvraag.school)
    with pytest.raises(NietMogelijk):
        concept_opslaan(aanvraag, door=wie, op=nu(), versie=0, gegevens={})
    client = inloggen(wie)
    for naam in ("aanvraag_besluiten", "besluit_ondertekenen", "besluit_voorbeeld", "terug"):
        assert client.get(pad(naam, aanvraag)).status_code == 404


def test_no_draft_is_kept_before_or_after_the_decision(beslisser):
    with pytest.raises(NietMogelijk, match="status is nu"):
        concept_opslaan(aanvraag_in(S.IN_ADVIES), door=beslisser, op=nu(), versie=0, gegevens={})


# --- the computed dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "jaren", "eind"),
    [
        ("2027-01-04", "2", "dinsdag 31 juli 2029"),
        ("2027-08-01", "1", "maandag 31 juli 2028"),
        ("2027-07-31", "1", "maandag 31 juli 2028"),
    ],
)
def test_the_last_day_follows_from_start_and_years(inloggen, beslisser, aanvraag, getypt, start, jaren, eind):
    """ux.md §6."""
    data = {**getypt, "ingangsdatum": start, "schooljaren": jaren}
    stuk = inloggen(beslisser).post(pad("besluit_berekening", aanvraag), data)
    assert eind in stuk.text
    assert "<html" not in stuk.text
    assert not BesluitConcept.objects.exists()


def test_without_script_a_button_computes_and_keeps(inloggen, beslisser, aanvraag, getypt):
    data = {**getypt, "ingangsdatum": "2027-01-04"}
    pagina = stuur(inloggen(beslisser), aanvraag, data, "bereken")
    assert "dinsdag 31 juli 2029" in pagina.text
    assert "Er gaat nog iets mis" not in pagina.text
    assert BesluitConcept.objects.get().gegevens["ingangsdatum"] == "2027-01-04"


def test_a_refusal_shows_no_last_day(inloggen, beslisser, aanvraag, getypt):
    stuk = inloggen(beslisser).post(pad("besluit_berekening", aanvraag), {**getypt, "uitkomst": "afgewezen"})
    assert "Geldig tot en met" not in stuk.text
    assert "Bezwaar kan tot en met" in stuk.text


# --- checks and letters ------------------------------------------------------------------------------------------


def test_what_is_missing_stands_in_the_list_before_signing(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, {**getypt, "waarom_duur": ""}, "bewaren")
    assert "In de brief ontbreekt: waarom deze duur." in client.get(pad("aanvraag_besluiten", aanvraag)).text


def test_an_adviser_reads_that_another_must_decide(inloggen, aanvraag):
    """R-DES-06."""
    adviseur = aanvraag.adviesopdrachten.first().deskundige
    adviseur.lidmaatschappen.create(rol=Rol.BESLISSER, van="2020-01-01")
    pagina = inloggen(adviseur).get(pad("aanvraag_besluiten", aanvraag))
    assert "Jij bent de adviseur van deze aanvraag. Een ander moet het besluit nemen." in pagina.text


def test_reading_the_letters_is_remembered_until_the_text_changes(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "brief")
    assert "Je hebt de brief bekeken." in client.get(pad("aanvraag_besluiten", aanvraag)).text
    stuur(client, aanvraag, {**getypt, "versie": "1", "motivering": "Toch anders."}, "bewaren")
    assert "Bekijk de brief nog een keer." in client.get(pad("aanvraag_besluiten", aanvraag)).text


def test_each_addressee_has_an_own_letter_to_read_and_nothing_is_made(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    naar = stuur(client, aanvraag, getypt, "brief")
    lijst = client.get(naar.url)
    for nummer in (1, 2, 3):
        assert pad("besluit_voorbeeld_brief", aanvraag, nummer) in lijst.text
        brief = client.get(pad("besluit_voorbeeld_brief", aanvraag, nummer))
        assert getypt["motivering"] in brief.text
        assert "(datum van verzending)" in brief.text
    assert client.get(pad("besluit_voorbeeld_brief", aanvraag, 4)).status_code == 404
    assert not Besluit.objects.exists()


# --- taking it ---------------------------------------------------------------------------------------------------


def test_the_beslisser_signs_and_the_number_is_there(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    naar = stuur(client, aanvraag, getypt, "ondertekenen")
    assert naar.url == pad("besluit_ondertekenen", aanvraag)
    assert "Besluit nemen en ondertekenen" in client.get(naar.url).text
    antwoord = client.post(naar.url, {"versie": "1"}, follow=True)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLOTEN_TOEGEKEND
    assert Tlv.objects.get().besluit.aanvraag == aanvraag
    assert "Het besluit is genomen" in antwoord.text


def test_signing_asks_to_log_in_again(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "bewaren")
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 600
    sessie.save()
    assert "reauthenticate" in client.get(pad("besluit_ondertekenen", aanvraag)).url
    client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    assert not Besluit.objects.exists()


def test_what_was_changed_after_reading_is_not_signed(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "ondertekenen")
    stuur(client, aanvraag, {**getypt, "versie": "1", "motivering": "Toch anders."}, "bewaren")
    pagina = client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    assert "Het concept is intussen gewijzigd" in pagina.text
    assert not Besluit.objects.exists()


def test_a_refused_decision_says_why_and_keeps_the_text(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, {**getypt, "waarom_duur": ""}, "ondertekenen")
    pagina = client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    assert "In de brief ontbreekt: waarom deze duur." in pagina.text
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLUIT_VOORBEREIDEN
    assert BesluitConcept.objects.get().gegevens["motivering"] == getypt["motivering"]


def test_the_second_of_two_reads_that_it_was_decided(inloggen, beslisser, aanvraag, getypt):
    stuur(inloggen(beslisser), aanvraag, getypt, "ondertekenen")
    inloggen(gebruiker_met(Rol.BESLISSER)).post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    pagina = inloggen(beslisser).post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    assert "Dit kan niet meer: de status is nu ‘Besloten: toegekend’." in pagina.text
    assert Besluit.objects.count() == 1


def test_a_refusal_needs_what_help_does_fit(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    data = {**getypt, "uitkomst": "afgewezen", "waarom_afwijking_advies": "De school kan meer doen."}
    stuur(client, aanvraag, data, "ondertekenen")
    pagina = client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    assert "welke hulp wel past" in pagina.text
    stuur(client, aanvraag, {**data, "versie": "1", "passende_hulp": "Een begeleider in de klas."}, "ondertekenen")
    client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "2"})
    assert Besluit.objects.get().uitkomst == "afgewezen"
    assert not Tlv.objects.exists()


def test_the_beslisser_sends_back_on_the_page(inloggen, beslisser, aanvraag):
    client = inloggen(beslisser)
    leeg = client.post(pad("terug", aanvraag), {"naar": "in_advies", "reden": "De duur ontbreekt."})
    assert "Kies welk advies opnieuw moet." in leeg.text
    assert "De duur ontbreekt." in leeg.text
    client.post(pad("terug", aanvraag), {"naar": "in_controle", "reden": "Het OPP is oud."})
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.IN_CONTROLE


# --- sending -----------------------------------------------------------------------------------------------------


@pytest.fixture
def besloten(inloggen, beslisser, aanvraag, getypt):
    client = inloggen(beslisser)
    stuur(client, aanvraag, getypt, "ondertekenen")
    client.post(pad("besluit_ondertekenen", aanvraag), {"versie": "1"})
    aanvraag.refresh_from_db()
    return aanvraag


def test_letters_are_dated_made_and_marked_as_sent(inloggen, loketmedewerker, besloten):
    client, vandaag = inloggen(loketmedewerker), timezone.localdate()
    client.post(pad("bekendmaken", besloten), {"actie": "klaarzetten", "verzenddatum": vandaag.isoformat()})
    assert "data-ververs" in client.get(pad("bekendmaken", besloten)).text
    for versie in list(brieven.te_maken(op=nu())):
        brieven.pdf_maken(versie.pk, op=nu())
    pagina = client.get(pad("bekendmaken", besloten))
    assert "Klaar om te printen" in pagina.text
    rij = Bekendmaking.objects.first()
    pdf = client.get(reverse("loket:brief_pdf", args=[rij.public_id]))
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert besloten.leerling.achternaam not in pdf["Content-Disposition"]
    alle = [str(een) for een in Bekendmaking.objects.values_list("public_id", flat=True)]
    client.post(pad("bekendmaken", besloten), {"actie": "verzonden", "brieven": alle})
    besloten.refresh_from_db()
    assert besloten.status == S.BEKENDGEMAAKT
    assert "Alles is verstuurd" in client.get(pad("bekendmaken", besloten)).text


def test_a_day_that_cannot_be_is_refused_with_the_reason(inloggen, loketmedewerker, besloten):
    gisteren = (timezone.localdate() - timedelta(days=1)).isoformat()
    data = {"actie": "klaarzetten", "verzenddatum": gisteren}
    pagina = inloggen(loketmedewerker).post(pad("bekendmaken", besloten), data)
    assert "Kies een verzenddatum van vandaag tot en met twee weken vooruit." in pagina.text
    assert gisteren in pagina.text


def test_a_parent_finds_no_letter_before_it_is_sent(inloggen, besloten, leerling):
    rij = Bekendmaking.objects.filter(aan="ouder").first()
    wie = gebruiker_met(Rol.OUDER)
    rij.betrokkene.gebruiker = wie
    rij.betrokkene.save()
    client = inloggen(wie)
    for naam in ("brief", "brief_pdf"):
        assert client.get(reverse(f"loket:{naam}", args=[rij.public_id])).status_code == 404

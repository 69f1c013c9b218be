"""What became of a letter, the page with what went wrong, trying again, and the daily mail with a number."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.brieven.actions import MAX_POGINGEN, versie_maken
from kern.brieven.models import Brief, Briefbijlage, BriefVersie
from kern.logboek.models import Logregel
from kern.post.actions import verzenden as mailen
from kern.post.models import Bericht
from loket.actions.bezorging import niet_aangekomen
from loket.actions.bezorgmail import bezorging_melden
from loket.models import Bekendmaking, Bezorgfeit, Kanaalkeuze
from scholen.models import Gezag
from tests.factories import leerling_op, ouder_van
from tests.loket.bezwaarstappen import nu, vandaag
from tests.loket.test_kanaal import per_post
from tests.loket.test_post import besloten_en_klaar, pdfs

PAGINA = reverse("loket:bezorging")


@pytest.fixture
def binnen(client, inloggen, loketmedewerker):
    inloggen(loketmedewerker)
    return client


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, beslisser, loketmedewerker):
    return besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)


def vastgelopen():
    BriefVersie.objects.update(pogingen=MAX_POGINGEN, laatste_fout="Niet af te drukken tekens: ☃")


def verlopen():
    Bekendmaking.objects.update(verzenddatum=vandaag() - timedelta(days=1))


def brief_van(ouder):
    return Bekendmaking.objects.get(betrokkene__gebruiker=ouder)


def test_when_all_is_well_the_page_says_so(binnen, aanvraag):
    assert "Alles is goed bezorgd" in binnen.get(PAGINA).text


def test_a_letter_that_could_not_be_made_is_there_with_its_reason_and_can_be_tried_again(
    binnen, aanvraag, ouder, loketmedewerker
):
    vastgelopen()
    assert "Niet af te drukken tekens: ☃" in binnen.get(PAGINA).text
    brief = brief_van(ouder)
    binnen.post(reverse("loket:brief_opnieuw", args=[brief.public_id]))
    versie = brief.brief.versies.get()
    assert versie.pogingen == 0
    assert Logregel.objects.filter(actie="brief_opnieuw_maken", ding=brief.public_id).exists()
    pdfs()
    assert "al gemaakt" in binnen.post(reverse("loket:brief_opnieuw", args=[brief.public_id]), follow=True).text


def test_a_letter_of_which_an_enclosure_could_not_be_made_is_there_too(binnen, aanvraag, ouder, loketmedewerker):
    """Without it the letter does not go, so somebody must see that."""
    brief = brief_van(ouder).brief
    gegevens = {naam: getattr(brief, naam) for naam in ("sjabloon", "sjabloon_versie", "context", "titel")}
    html = "<p><!--dagtekening--></p>"
    stuk = Brief.objects.create(soort="verslag", bestandsnaam="v.pdf", created_at=nu(), html=html, **gegevens)
    versie = versie_maken(stuk, dagtekening=vandaag(), bezwaar_tot=None, op=nu())
    Briefbijlage.objects.create(brief=brief, stuk=stuk, volgorde=1)
    pdfs()
    BriefVersie.objects.filter(pk=versie.pk).update(
        pdf=None, gemaakt_op=None, pogingen=MAX_POGINGEN, laatste_fout="Onverwachte fout (ValueError)."
    )
    assert binnen.get(PAGINA).text.count("Onverwachte fout (ValueError).") == 1
    binnen.post(reverse("loket:brief_opnieuw", args=[brief_van(ouder).public_id]))
    versie.refresh_from_db()
    assert versie.pogingen == 0


def test_a_letter_whose_day_has_passed_is_there_and_the_filters_count(binnen, aanvraag, ouder):
    pdfs()
    verlopen()
    tekst = binnen.get(PAGINA, {"soort": "datum"}).text
    assert "niet verzonden op zijn dag" in tekst
    assert "Alles is goed bezorgd" in binnen.get(PAGINA, {"soort": "maken"}).text


def test_post_that_came_back_is_written_down_and_leads_to_a_new_letter(binnen, aanvraag, ouder, loketmedewerker):
    pdfs()
    per_post(loketmedewerker)
    brief = brief_van(ouder)
    adres = reverse("loket:brief_terug", args=[brief.public_id])
    assert "Per post verzonden" in binnen.get(adres).text
    assert "Kies een dag" in binnen.post(adres, {"datum": "2020-01-01"}).text
    naar = binnen.post(adres, {"datum": vandaag().isoformat()})
    assert naar.url == reverse("loket:bekendmaken", args=[aanvraag.public_id])
    assert "Hij gaat per post, met een nieuwe datum" in binnen.get(PAGINA).text
    lijst = binnen.get(naar.url).text
    assert "post kwam terug" in lijst
    assert "Klaarzetten voor verzending" in lijst
    adres_van_nu = {"adres_nagekeken": "on", "adres_waar": "Basisregistratie Personen"}
    binnen.post(naar.url, {"actie": "klaarzetten", "verzenddatum": vandaag().isoformat()} | adres_van_nu)
    assert Bekendmaking.objects.get(volgt_op=brief).verzenddatum == vandaag()
    assert "Alles is goed bezorgd" in binnen.get(PAGINA).text


def test_the_first_reading_by_the_addressee_itself_is_kept(client, inloggen, aanvraag, ouder, loketmedewerker, ib):
    pdfs()
    per_post(loketmedewerker)
    brief = brief_van(ouder)
    for kijker in (loketmedewerker, ouder, ouder):
        inloggen(kijker)
        assert client.get(reverse("loket:brief", args=[brief.public_id])).status_code == 200
    feit = Bezorgfeit.objects.get()
    assert (feit.brief, feit.soort, feit.vastgelegd_door) == (brief.brief, "opgehaald", ouder)


def test_reading_it_in_plain_words_alone_is_reading_it(client, inloggen, aanvraag, ouder, loketmedewerker):
    pdfs()
    per_post(loketmedewerker)
    brief = brief_van(ouder)
    for kijker in (loketmedewerker, ouder, ouder):
        inloggen(kijker)
        assert client.get(reverse("loket:uitleg", args=[brief.public_id])).status_code == 200
    feit = Bezorgfeit.objects.get()
    assert (feit.brief, feit.soort, feit.vastgelegd_door) == (brief.brief, "opgehaald", ouder)


def test_what_happened_to_a_letter_never_changes(aanvraag, ouder, loketmedewerker):
    pdfs()
    per_post(loketmedewerker)
    niet_aangekomen(brief_van(ouder), "retour", op=nu(), datum=vandaag(), door=loketmedewerker)
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Bezorgfeit.objects.update(soort="melding")


def test_the_daily_mail_says_a_number_and_nothing_else_and_goes_once(aanvraag, ouder, loketmedewerker):
    assert bezorging_melden(op=nu()) == 0
    pdfs()
    verlopen()
    for _ in range(2):
        bezorging_melden(op=nu())
    bericht = Bericht.objects.get(soort="bezorging", aan=loketmedewerker.email)
    assert bericht.aantal == 2
    mailen(bericht.pk, op=nu())
    tekst = mail.outbox[-1].body
    assert "Bij 2 van de brieven" in tekst
    assert "/loket/brieven/" in tekst
    leerling = aanvraag.leerling
    assert not [w for w in (leerling.achternaam, aanvraag.kenmerk, aanvraag.school.naam) if w in tekst]
    bezorging_melden(op=nu() + timedelta(days=1))
    assert Bericht.objects.filter(soort="bezorging", aan=loketmedewerker.email).count() == 2


def test_who_sends_no_letters_gets_no_mail(aanvraag, beslisser, ib, loketmedewerker):
    pdfs()
    verlopen()
    bezorging_melden(op=nu())
    gemaild = set(Bericht.objects.filter(soort="bezorging").values_list("aan", flat=True))
    assert loketmedewerker.email in gemaild
    assert not gemaild & {beslisser.email, ib.email}


def test_ten_more_letters_cost_no_more_queries(binnen, school, ib, beslisser, loketmedewerker, aanvraag):
    def vragen():
        with CaptureQueriesContext(connection) as gevangen:
            assert binnen.get(PAGINA).status_code == 200
        return len(gevangen)

    vastgelopen()
    vragen()
    eerst = vragen()
    for _ in range(5):
        leerling = leerling_op(school)
        ouder_van(leerling)
        besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)
    vastgelopen()
    assert vragen() == eerst


# --- choosing, on the pages -----------------------------------------------------------------------------------------


def test_a_parent_chooses_and_takes_it_back(client, inloggen, ouder):
    inloggen(ouder)
    adres = reverse("dossier:brieven_kiezen")
    tekst = client.get(adres).text
    assert "per post" in tekst
    assert "Korte berichten staan altijd alleen hier" in tekst
    assert "vanaf de volgende brief" in client.post(adres, {"portaal": ["besluit"]}, follow=True).text
    assert Kanaalkeuze.objects.visible_to(ouder).get(tot=None).soort == "besluit"
    client.post(adres, {})
    assert not Kanaalkeuze.objects.filter(tot=None).exists()


def test_staff_needs_a_signed_form(binnen, aanvraag, ouder):
    adres = reverse("loket:kanaal", args=[aanvraag.public_id])
    assert "Alles per post" in binnen.get(adres).text
    velden = {"wie": ouder.betrokkenen.get().public_id, "portaal": ["besluit"]}
    assert "ondertekend formulier hebt" in binnen.post(adres, velden).text
    binnen.post(adres, velden | {"formulier": "on"})
    assert Kanaalkeuze.objects.get().betrokkene == ouder.betrokkenen.get()
    zin = f"{ouder.betrokkenen.get().naam} heeft nog geen account; tot dan gaat alles per post"
    assert zin not in binnen.get(adres).text
    ouder.is_active = False
    ouder.save()
    assert zin in binnen.get(adres).text


def test_consent_is_of_the_person_on_the_card_also_when_the_addressees_changed_since(
    binnen, aanvraag, ouder, leerling, school
):
    adres = reverse("loket:kanaal", args=[aanvraag.public_id])
    kaart = re.search(rf'name="wie" value="({ouder.betrokkenen.get().public_id})"', binnen.get(adres).text)
    assert kaart
    velden = {"wie": kaart[1], "portaal": ["besluit"], "formulier": "on"}
    Gezag.objects.filter(betrokkene=ouder.betrokkenen.get()).update(tot=vandaag() - timedelta(days=1))
    ouder_van(leerling)
    assert "krijgt geen brieven (meer) in deze zaak" in binnen.post(adres, velden, follow=True).text
    assert "krijgt geen brieven (meer) in deze zaak" in binnen.post(adres, velden | {"wie": "1"}, follow=True).text
    assert not Kanaalkeuze.objects.exists()

"""The pages of bezwaar: what each reader finds there, and that a step from the page does what it says."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from loket.actions.bezwaar import toetsen
from loket.models import (
    STANDWOORDEN,
    Aanvraag,
    BeslissingConcept,
    Bezwaar,
    Bezwaarstatus,
    Bezwaarstuk,
    Bezwaarzaak,
    Commissieopdracht,
    stand_van,
    standen,
)
from loket.rules.bezwaar import Stand
from tests.bezwaren import beslissing_op, besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met
from tests.stukken import pdf

B = Bezwaarstatus


def vandaag():
    return timezone.localdate()


@pytest.fixture
def besluit(ib, school, leerling, ouder, andere_ouder):
    return besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))


def adres(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def tekst(antwoord):
    assert antwoord.status_code == 200, antwoord.status_code
    return antwoord.content.decode()


# --- lodging ----------------------------------------------------------------------------------------------------


def test_a_parent_lodges_from_the_dossier_and_reads_the_confirmation(besluit, ouder, inloggen):
    client, aanvraag = inloggen(ouder), besluit.aanvraag
    assert reverse("dossier:bezwaar", args=[aanvraag.public_id]) in tekst(
        client.get(reverse("dossier:dossier", args=[aanvraag.public_id]))
    )
    pagina = reverse("dossier:bezwaar", args=[aanvraag.public_id])
    assert "Waarom bent u het niet eens" in tekst(client.get(pagina))
    antwoord = client.post(pagina, {"gronden": "Fenna kan niet wachten.", "zeker": "on"}, follow=True)
    bezwaar = Bezwaar.objects.get()
    assert (bezwaar.van, bezwaar.kanaal) == ("ouder", "portaal")
    bevestiging = tekst(antwoord)
    assert "Wij hebben uw bezwaar" in bevestiging
    assert bezwaar.zaak.kenmerk in bevestiging
    assert "Er is bezwaar gemaakt tegen ons besluit" in tekst(
        client.get(reverse("dossier:dossier", args=[aanvraag.public_id]))
    )


def test_without_the_tick_nothing_is_sent_and_the_text_stays(besluit, ouder, inloggen):
    pagina = reverse("dossier:bezwaar", args=[besluit.aanvraag.public_id])
    antwoord = inloggen(ouder).post(pagina, {"gronden": "Bijzondere woorden."})
    assert "Bijzondere woorden." in tekst(antwoord)
    assert "Zet een vinkje om bezwaar te maken" in tekst(antwoord)
    assert not Bezwaar.objects.exists()


def test_too_late_can_still_be_sent_and_asks_why(school, ib, inloggen):
    laat = besluit_bij(
        aanvraag_in("besluit_voorbereiden", school=school, ib=ib), verzonden=vandaag() - timedelta(days=200)
    )
    pagina = adres("bezwaar_maken", laat.bekendmakingen.get(aan="school").public_id)
    client = inloggen(ib)
    assert "Waarom is het bezwaar later?" in tekst(client.get(pagina))
    client.post(pagina, {"gronden": "Nee.", "waarom_te_laat": "De brief was zoek.", "zeker": "on"})
    assert Bezwaar.objects.get().waarom_te_laat == "De brief was zoek."


def test_a_school_lodges_with_a_paper_and_the_desk_reads_it(besluit, ib, loketmedewerker, inloggen):
    pagina = adres("bezwaar_maken", besluit.bekendmakingen.get(aan="school").public_id)
    stuk = SimpleUploadedFile("bezwaar.pdf", pdf(), content_type="application/pdf")
    antwoord = inloggen(ib).post(pagina, {"gronden": "", "zeker": "on", "bestanden": stuk}, follow=True)
    assert "Jullie bezwaar is ontvangen" in tekst(antwoord)
    assert "Wij vragen daar in een brief om" in tekst(antwoord)
    assert Bezwaarstuk.objects.get().naam == "bezwaar.pdf"


def test_the_desk_finds_the_besluit_by_its_number_and_writes_down_what_came_by_post(besluit, loketmedewerker, inloggen):
    client = inloggen(loketmedewerker)
    naar = client.post(adres("bezwaar_zoeken"), {"nummer": besluit.aanvraag.kenmerk.lower()})
    assert naar.url == adres("bezwaar_vastleggen", besluit.public_id)
    velden = {
        "wie": "school",
        "kanaal": "post",
        "ontvangen_op": vandaag().isoformat(),
        "poststempel": (vandaag() - timedelta(days=1)).isoformat(),
        "gronden": "Wij zijn het niet eens.",
        "ondertekend": "ja",
    }
    antwoord = client.post(naar.url, velden, follow=True)
    assert "Op tijd: ontvangen binnen de zes weken" in tekst(antwoord)
    assert client.post(adres("bezwaar_zoeken"), {"nummer": "AV-1"}).url == adres("bezwaren")


# --- handling ---------------------------------------------------------------------------------------------------


def test_the_list_puts_first_what_must_be_done_first_and_says_the_term_in_words(bezwaarbehandelaar, inloggen):
    for dagen in (10, 130, 60):
        bezwaar_bij(besluit_bij(verzonden=vandaag() - timedelta(days=dagen)))
    client = inloggen(bezwaarbehandelaar)
    lijst = tekst(client.get(adres("bezwaren")))
    assert "te laat" in lijst
    namen = [zaak.besluit.aanvraag.leerling.achternaam for zaak in Bezwaarzaak.objects.order_by("pk")]
    assert sorted(namen, key=lijst.index) == [namen[1], namen[2], namen[0]]


def test_a_longer_list_asks_no_more_of_the_database(bezwaarbehandelaar, inloggen):
    client = inloggen(bezwaarbehandelaar)
    bezwaar_bij()
    client.get(adres("bezwaren"))
    with CaptureQueriesContext(connection) as een:
        client.get(adres("bezwaren"))
    for _ in range(3):
        bezwaar_bij()
    with CaptureQueriesContext(connection) as vier:
        client.get(adres("bezwaren"))
    assert len(vier) == len(een)


def test_the_page_shows_each_day_with_the_rule_that_moved_it(besluit, bezwaarbehandelaar, inloggen):
    zaak = bezwaar_bij(besluit).zaak
    pagina = tekst(inloggen(bezwaarbehandelaar).get(adres("bezwaar", zaak.public_id)))
    for woorden in ("Laatste dag om bezwaar te maken", "Awb 6:7", "Uiterlijk beslissen", "Awb 7:10 lid 1", "LBT"):
        assert woorden in pagina
    assert "In behandeling nemen" in pagina


def test_the_steps_from_receipt_to_advice_on_the_page(besluit, bezwaarbehandelaar, bezwaarcommissie, inloggen):
    bezwaar = bezwaar_bij(besluit)
    zaak, client = bezwaar.zaak, inloggen(bezwaarbehandelaar)

    def stap(slug, **velden):
        antwoord = client.post(adres("bezwaarstap", zaak.public_id, slug), velden)
        zaak.refresh_from_db()
        assert antwoord.status_code == 302, antwoord.content.decode()
        return zaak.status

    assert stap("nemen") == B.TOETS
    assert stap("toetsen", bezwaar=bezwaar.public_id, toets="ontvankelijk") == B.ONTVANKELIJK
    leden = {"commissie": "eigen", "commissie_naam": "Onze commissie", "leden": [bezwaarcommissie.public_id]}
    assert stap("commissie", **leden) == B.NAAR_COMMISSIE
    assert Commissieopdracht.objects.get().lid == bezwaarcommissie
    dag = (vandaag() + timedelta(days=20)).isoformat()
    assert stap("hoorzitting", dag=dag, tijd="14:30", waar="Kadeplein 1") == B.HOORZITTING_GEPLAND
    pagina = tekst(client.get(adres("bezwaar", zaak.public_id)))
    assert "Laatste dag voor nadere stukken" in pagina
    grond = "Iedereen heeft gezegd niet gehoord te willen worden (Awb 7:3, onder c)."
    assert stap("geen-hoorzitting", grond=grond) == B.HOREN_AFGEZIEN


def test_a_step_that_cannot_be_done_says_why_and_shows_no_form(besluit, bezwaarbehandelaar, inloggen):
    zaak = bezwaar_bij(besluit).zaak
    pagina = tekst(inloggen(bezwaarbehandelaar).get(adres("bezwaarstap", zaak.public_id, "hoorzitting")))
    assert "<h1>Hoorzitting plannen</h1>" in pagina
    assert "Dit kan nu niet" in pagina
    assert "de status is nu ‘Ontvangen’" in pagina
    assert 'name="waar"' not in pagina


def test_who_prepared_the_besluit_reads_why_the_button_is_not_there(besluit, bezwaarbehandelaar, inloggen):
    Aanvraag.objects.update(behandelaar=bezwaarbehandelaar)
    zaak = bezwaar_bij(besluit).zaak
    pagina = tekst(inloggen(bezwaarbehandelaar).get(adres("bezwaar", zaak.public_id)))
    assert "Een ander moet het bezwaar behandelen (Awb 7:5)" in pagina


def test_a_member_of_the_committee_opens_the_original_file_from_the_bezwaar(besluit, bezwaarcommissie, inloggen):
    zaak = bezwaar_bij(besluit, status=B.NAAR_COMMISSIE).zaak
    client = inloggen(bezwaarcommissie)
    dossier = adres("behandelen", besluit.aanvraag.public_id)
    assert client.get(dossier).status_code == 404
    Commissieopdracht.objects.create(
        zaak=zaak, lid=bezwaarcommissie, gevraagd_op=timezone.now(), gevraagd_door=gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    )
    assert dossier in tekst(client.get(adres("bezwaar", zaak.public_id)))
    assert "Vaste structuur en een kleine groep." in tekst(client.get(dossier + "?tab=aanvraag"))
    pagina = tekst(client.get(dossier))
    assert "?tab=gesprekken" not in pagina, "there is nothing for the committee to read"
    assert '<a href="/loket/bezwaren/" aria-current="true">' in pagina


def test_a_member_of_the_committee_reads_what_happened_in_the_bezwaar_and_not_how_the_desk_worked(
    besluit, bezwaarcommissie, bezwaarbehandelaar, loketmedewerker, beslisser, inloggen
):
    zaak = bezwaar_bij(besluit).zaak
    toetsen.bezwaar_nemen(zaak, door=bezwaarbehandelaar, op=timezone.now())
    wie = {"gevraagd_op": timezone.now(), "gevraagd_door": bezwaarbehandelaar}
    Commissieopdracht.objects.create(zaak=zaak, lid=bezwaarcommissie, **wie)
    dossier = adres("behandelen", besluit.aanvraag.public_id)
    for wie in (bezwaarcommissie, loketmedewerker):
        inloggen(wie).get(dossier)  # what changes from now on is new at the next look
    gedaan = {"door": loketmedewerker, "op": timezone.now(), "rol": Rol.LOKETMEDEWERKER}
    vastleggen("besluiten", besluit.aanvraag, **gedaan, reden="Interne overweging.")
    van_lid = tekst(inloggen(bezwaarcommissie).get(dossier + "?tab=geschiedenis"))
    van_loket = tekst(inloggen(beslisser).get(dossier + "?tab=geschiedenis"))
    assert "In behandeling genomen" in van_lid
    for woorden in ("Interne overweging.", "Besluit genomen"):
        assert woorden in van_loket
        assert woorden not in van_lid


def test_being_late_is_shown_per_day(besluit, bezwaarbehandelaar, inloggen):
    zaak = bezwaar_bij(besluit_bij(verzonden=vandaag() - timedelta(days=200))).zaak
    velden = {"bezwaar": zaak.bezwaren.get().public_id, "ontvangen_op": (vandaag() - timedelta(days=16)).isoformat()}
    client = inloggen(bezwaarbehandelaar)
    client.post(adres("bezwaarstap", zaak.public_id, "ingebrekestelling"), velden)
    pagina = tekst(client.get(adres("bezwaar", zaak.public_id)))
    assert "Ingebrekestelling" in pagina
    assert "€\u00a069" in pagina  # three days of 23 euro: two that have passed, and today
    assert "€\u00a01.442" in pagina


# --- deciding ---------------------------------------------------------------------------------------------------


def concept(zaak, **velden):
    gegevens = {"uitkomst": "niet_ontvankelijk", "gevolg": "handhaven", "motivering": "Veel te laat."} | velden
    return BeslissingConcept.objects.create(zaak=zaak, versie=1, gegevens=gegevens)


def test_what_was_typed_is_kept_and_shown_again(besluit, bezwaarbehandelaar, inloggen):
    zaak = bezwaar_bij(besluit, status=B.BESLISSING_CONCEPT).zaak
    client, pagina = inloggen(bezwaarbehandelaar), adres("bezwaar_beslissing", zaak.public_id)
    client.post(pagina, {"versie": 0, "motivering": "Half af.", "actie": "bewaren"})
    assert "Half af." in tekst(client.get(pagina))
    assert "Naar ondertekenen" not in tekst(client.get(pagina))


def test_signing_says_everything_that_is_still_missing(besluit, beslisser, inloggen):
    zaak = bezwaar_bij(besluit, status=B.BESLISSING_CONCEPT).zaak
    Bezwaar.objects.update(toets="ontvankelijk", getoetst_op=timezone.now(), getoetst_door=beslisser)
    concept(zaak, uitkomst="ongegrond")
    pagina = tekst(inloggen(beslisser).get(adres("bezwaar_ondertekenen", zaak.public_id)))
    assert "Zonder advies van de commissie kan alleen niet-ontvankelijk." in pagina


def test_the_letter_can_be_read_before_it_is_taken_and_the_decision_is_taken_once(besluit, beslisser, inloggen):
    zaak = bezwaar_bij(besluit, status=B.BESLISSING_CONCEPT).zaak
    oordeel = {"toets": "kennelijk_niet", "toets_reden": "Acht maanden te laat."}
    Bezwaar.objects.update(**oordeel, getoetst_op=timezone.now(), getoetst_door=beslisser)
    concept(zaak)
    client = inloggen(beslisser)
    assert "Brieven bij de beslissing" in tekst(client.get(adres("bezwaar_voorbeeld", zaak.public_id)))
    brief = tekst(client.get(adres("bezwaar_voorbeeld_brief", zaak.public_id, 1)))
    assert "Acht maanden te laat." in brief
    assert "in beroep gaan bij de rechter" in brief
    tekenen = adres("bezwaar_ondertekenen", zaak.public_id)
    assert client.post(tekenen, {"versie": "1"}).url == adres("bezwaar", zaak.public_id)
    zaak.refresh_from_db()
    assert zaak.status == B.NIET_ONTVANKELIJK
    assert "de status is nu" in tekst(client.post(tekenen, {"versie": "1"}))


# --- where a decision stands --------------------------------------------------------------------------------------


def test_school_family_and_desk_read_that_there_is_a_bezwaar(besluit, ib, ouder, loketmedewerker, inloggen):
    bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get())
    aanvraag = besluit.aanvraag.public_id
    assert "Bezwaar loopt" in tekst(inloggen(ib).get(adres("school_home")))
    assert "bezwaar loopt" in tekst(inloggen(ib).get(adres("aanvraag", aanvraag)))
    assert "Bezwaar loopt" in tekst(inloggen(loketmedewerker).get(adres("behandelen", aanvraag)))
    assert "Er is bezwaar gemaakt" in tekst(inloggen(ouder).get(reverse("dossier:dossier", args=[aanvraag])))


def test_after_the_decision_everybody_with_a_letter_finds_it(besluit, ouder, andere_ouder, inloggen):
    zaak = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get(), status=B.BEKENDGEMAAKT).zaak
    brief = beslissing_op(zaak, aan=ouder.betrokkenen.get())
    pagina = reverse("dossier:dossier", args=[besluit.aanvraag.public_id])
    assert adres("bezwaarbrief", brief.public_id) in tekst(inloggen(ouder).get(pagina))
    assert adres("bezwaarbrief", brief.public_id) not in tekst(inloggen(andere_ouder).get(pagina))


@pytest.mark.parametrize(
    ("dagen", "status", "stand"),
    [
        (10, None, Stand.OPEN),
        (49, None, Stand.OPEN),
        (70, None, Stand.ONHERROEPELIJK),
        (70, B.NAAR_COMMISSIE, Stand.IN_BEZWAAR),
        (70, B.IN_BEROEP, Stand.IN_BEROEP),
        (70, B.INGETROKKEN, Stand.ONHERROEPELIJK),
    ],
)
def test_where_a_decision_stands_is_computed(db, dagen, status, stand):
    besluit = besluit_bij(verzonden=vandaag() - timedelta(days=dagen))
    if status:
        bezwaar_bij(besluit, status=status)
    assert standen([besluit.aanvraag], vandaag())[besluit.aanvraag_id].stand == stand


@pytest.fixture
def hersteld(besluit, ouder, andere_ouder):
    """A correction of the besluit, sent today, with a bezwaar of the parent that ran against the first version."""
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get(), status=B.NAAR_COMMISSIE)
    herstel = {"versie": 2, "herstelt": besluit, "herstel_uitleg": "Een tikfout."}
    return bezwaar, besluit_bij(besluit.aanvraag, **herstel)


def test_a_bezwaar_stays_in_view_after_a_corrected_besluit(hersteld, ouder, bezwaarbehandelaar, inloggen):
    """Awb 6:19: it is directed at the new besluit too, and nobody has to object again."""
    bezwaar, nieuw = hersteld
    aanvraag = nieuw.aanvraag
    assert standen([aanvraag], vandaag())[aanvraag.pk].stand == Stand.IN_BEZWAAR
    assert stand_van(bezwaar.zaak.besluit, vandaag()).stand == Stand.IN_BEZWAAR
    client = inloggen(ouder)
    dossier = tekst(client.get(reverse("dossier:dossier", args=[aanvraag.public_id])))
    assert "Er is bezwaar gemaakt tegen ons besluit" in dossier
    pagina = tekst(client.get(reverse("dossier:bezwaar", args=[aanvraag.public_id])))
    assert bezwaar.zaak.kenmerk in pagina
    assert "Uw bezwaar gaat ook daarover." in pagina
    assert "(Awb 6:19)" in tekst(inloggen(bezwaarbehandelaar).get(adres("bezwaar", bezwaar.zaak.public_id)))


def test_what_was_decided_before_the_new_besluit_leaves_it_open(besluit, ouder):
    zaak = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get(), status=B.BEKENDGEMAAKT).zaak
    beslissing_op(zaak, aan=ouder.betrokkenen.get())
    assert standen([besluit.aanvraag], vandaag())[besluit.aanvraag_id].stand == Stand.BESLIST_OP_BEZWAAR
    besluit_bij(besluit.aanvraag, versie=2, herstelt=besluit, herstel_uitleg="Een tikfout.")
    assert standen([besluit.aanvraag], vandaag())[besluit.aanvraag_id].stand == Stand.OPEN


def test_a_bezwaar_against_the_correction_is_seen_from_the_first_besluit(besluit):
    nieuw = besluit_bij(besluit.aanvraag, versie=2, herstelt=besluit, herstel_uitleg="Een tikfout.")
    bezwaar_bij(nieuw, status=B.NAAR_COMMISSIE)
    assert stand_van(besluit, vandaag()).stand == Stand.IN_BEZWAAR


def test_each_stand_has_its_words():
    assert set(STANDWOORDEN) == set(Stand)

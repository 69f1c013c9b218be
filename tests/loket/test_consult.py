"""A question to the samenwerkingsverband: asked on one page, answered on paper, read by the school and the parents."""

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.actions import aanvraag as acties
from loket.actions import behandeling, consult
from loket.actions.vanzelf import vanzelf_versturen
from loket.models import Aanvraag, Besluit, Consultadvies, Deelnemer, Status, Zaakbrief
from scholen.models import Instelling
from tests.factories import aanvraag_in, gebruiker_met, ouder_van, overleg_over, pdfs_klaar

S = Status
pytestmark = pytest.mark.django_db


def nu():
    return timezone.now()


def adres(naam, *delen):
    return reverse(f"loket:{naam}", args=delen)


def beginnen(client, leerling="geen", soort="CONSULT"):
    return client.post(adres("aanvraag_nieuw"), {"sleutel": "s" * 22, "soort": soort, "leerling": leerling})


VRAAG = {"versie": 0, "hulpvraag": "Hoe begin ik de dag rustig?", "contactpersoon": "Anouk", "telefoon": "0001234567"}


# --- the school asks ---------------------------------------------------------------------------------------------


def test_a_question_without_a_name_goes_from_one_page_to_the_loket(inloggen, ib):
    client = inloggen(ib)
    pagina = beginnen(client).url
    assert pagina.endswith("/onderdeel/hulpvraag/")
    tekst = client.get(pagina).content.decode()
    assert "Schrijf geen namen op" in tekst
    assert "Weten de ouders" not in tekst
    controleren = client.post(pagina, VRAAG).url
    assert controleren.endswith("/controleren/")
    assert "ouders_weten" not in client.get(controleren).content.decode()
    client.post(controleren, {"waar": "on"})
    aanvraag = Aanvraag.objects.get()
    assert (aanvraag.status, aanvraag.leerling, aanvraag.bij_school) == (S.INGEDIEND, None, "")
    assert "Er komt geen besluit" in client.get(adres("aanvraag_ingediend", aanvraag.public_id)).content.decode()


def test_only_a_consult_goes_without_a_pupil(inloggen, ib):
    antwoord = beginnen(inloggen(ib), soort="SO").content.decode()
    assert "alleen een consult kan zonder" in antwoord
    assert not Aanvraag.objects.exists()


def test_without_choosing_somebody_is_asked_to_choose(inloggen, ib):
    assert "Kies een leerling" in beginnen(inloggen(ib), leerling="").content.decode()


def test_about_a_child_the_parents_must_be_said_to_know(inloggen, ib, leerling):
    client = inloggen(ib)
    pagina = beginnen(client, leerling.public_id).url
    controleren = client.post(pagina, VRAAG).url
    antwoord = client.post(controleren, {"waar": "on", "ouders_weten": "on"})
    assert antwoord.status_code == 422
    client.post(pagina, VRAAG | {"versie": 1, "ouders_weten": "ja"})
    assert client.post(controleren, {"waar": "on", "ouders_weten": "on"}).status_code == 302
    assert Aanvraag.objects.get().status == S.INGEDIEND


def test_two_questions_without_a_name_may_run_at_once(inloggen, ib, school):
    aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib, zonder_leerling=True)
    assert beginnen(inloggen(ib)).status_code == 302
    assert Aanvraag.objects.count() == 2


def test_an_arrangement_asks_one_goal_a_form_and_a_period(inloggen, ib, school, leerling):
    """A draft of before such help was asked from the catalogue."""
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling, soort="ARR")
    vraag = aanvraag.onderdeel_hulpvraag
    type(vraag).objects.filter(pk=vraag.pk).update(doel="", vorm="", van=None, tot=None, versie=0)
    pagina = adres("aanvraag_onderdeel", aanvraag.public_id, "hulpvraag")
    inloggen(ib).post(pagina, VRAAG | {"ouders_weten": "ja", "van": "2026-12-01", "tot": "2026-11-01"})
    gaten = {gat.veld for gat in acties.wat_ontbreekt(Aanvraag.objects.get(), vandaag=timezone.localdate())}
    assert gaten == {"doel", "vorm", "tot"}


def test_an_swv_can_ask_a_light_arrangement_in_one_question(ib, school):
    Instelling.objects.update(soorten={"ARR": {"gewicht": "melden"}})
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort="ARR")
    aanvraag.onderdeel_hulpvraag.__class__.objects.filter(aanvraag=aanvraag).update(doel="", vorm="", van=None)
    assert acties.wat_ontbreekt(aanvraag, vandaag=timezone.localdate()) == []


def test_a_heavy_arrangement_has_the_sections_of_the_growing_document(inloggen, ib, school):
    Instelling.objects.update(soorten={"ARR": {"gewicht": "volledig"}})
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort="ARR")
    pagina = inloggen(ib).get(adres("aanvraag", aanvraag.public_id)).content.decode()
    assert "Wat heeft de leerling nodig?" in pagina
    assert "De vraag" in pagina


# --- the loket answers -------------------------------------------------------------------------------------------


def test_from_receipt_to_closed(inloggen, ib, school, loketmedewerker):
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, soort="CONSULT", zonder_leerling=True)
    client = inloggen(loketmedewerker)
    zaak = adres("behandelen", aanvraag.public_id)
    assert "Vraag zonder leerling" in client.get(zaak).content.decode()
    client.post(adres("nemen", aanvraag.public_id))
    pagina = adres("consult_advies", aanvraag.public_id)
    assert pagina in client.get(zaak).content.decode()
    client.post(pagina, {"versie": 0, "tekst": "Begin met een vaste plek.", "actie": "geven"})
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.behandelaar) == (S.ADVIES_UITGEBRACHT, loketmedewerker)
    assert "Begin met een vaste plek." in client.get(zaak).content.decode()
    client.post(adres("consult_sluiten", aanvraag.public_id))
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.GESLOTEN
    assert not Besluit.objects.exists()


def test_the_draft_is_kept_and_seen_by_the_loket_only(inloggen, ib, school, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib)
    pagina = adres("consult_advies", aanvraag.public_id)
    client = inloggen(loketmedewerker)
    assert client.post(pagina, {"versie": 0, "tekst": "Nog niet af"}, headers={"X-Autosave": "1"}).json()["versie"] == 1
    assert "Nog niet af" in client.get(pagina).content.decode()
    assert "Nog niet af" not in inloggen(ib).get(adres("aanvraag", aanvraag.public_id)).content.decode()
    assert not Consultadvies.objects.visible_to(ib).exists()


def test_two_colleagues_who_write_at_once_lose_no_text(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_BEHANDELING)
    consult.advies_bewaren(aanvraag, door=gebruiker_met(Rol.LOKETMEDEWERKER), op=nu(), versie=0, tekst="Van de ander")
    client = inloggen(loketmedewerker)
    botsing = client.post(
        adres("consult_advies", aanvraag.public_id), {"versie": 0, "tekst": "Van mij"}, headers={"X-Autosave": "1"}
    )
    assert botsing.status_code == 409
    assert botsing.json()["velden"]["tekst"] == "Van de ander"
    pagina = client.post(adres("consult_advies", aanvraag.public_id), {"versie": 0, "tekst": "Van mij"})
    assert "Van de ander" in pagina.content.decode()
    assert "Van mij" in pagina.content.decode()


def test_an_empty_advice_cannot_be_given(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_BEHANDELING)
    antwoord = inloggen(loketmedewerker).post(
        adres("consult_advies", aanvraag.public_id), {"versie": 0, "tekst": " ", "actie": "geven"}
    )
    assert "Schrijf eerst het advies." in antwoord.content.decode()
    assert Aanvraag.objects.get().status == S.IN_BEHANDELING


def test_what_was_given_never_changes():
    advies = aanvraag_in(S.ADVIES_UITGEBRACHT).consultadvies
    for wijzigen in (lambda: Consultadvies.objects.update(tekst="Anders"), lambda: advies.delete()):
        with pytest.raises(ProgrammingError, match="verandert niet"), transaction.atomic():
            wijzigen()


@pytest.mark.parametrize("status", [S.INGEDIEND, S.ADVIES_UITGEBRACHT, S.GESLOTEN])
def test_only_a_question_that_was_taken_up_gets_an_advice(status, loketmedewerker):
    aanvraag = aanvraag_in(status, soort="CONSULT")
    with pytest.raises(NietMogelijk):
        consult.advies_bewaren(aanvraag, door=loketmedewerker, op=nu(), versie=0, tekst="Te laat")


def test_a_tlv_and_a_question_do_not_take_each_others_way(loketmedewerker):
    with pytest.raises(NietMogelijk, match="volgt een advies"):
        behandeling.in_controle_nemen(aanvraag_in(S.INGEDIEND, soort="CONSULT"), door=loketmedewerker, op=nu())
    with pytest.raises(NietMogelijk, match="volgt een besluit"):
        consult.in_behandeling_nemen(aanvraag_in(S.INGEDIEND), door=loketmedewerker, op=nu())


@pytest.mark.parametrize(
    ("soort", "status"), [("SO", S.IN_BEHANDELING), ("CONSULT", S.IN_ADVIES), ("ARR", "bekendgemaakt")]
)
def test_the_database_keeps_the_two_ways_apart(soort, status):
    aanvraag = aanvraag_in(S.INGEDIEND, soort=soort)
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanvraag.objects.filter(pk=aanvraag.pk).update(status=status)


def test_an_arrangement_is_answered_without_a_decision(loketmedewerker):
    aanvraag = aanvraag_in(S.INGEDIEND, soort="ARR")
    consult.in_behandeling_nemen(aanvraag, door=loketmedewerker, op=nu())
    advies = consult.advies_bewaren(aanvraag, door=loketmedewerker, op=nu(), versie=0, tekst="Wij komen langs.")
    assert consult.advies_uitbrengen(aanvraag, door=loketmedewerker, op=nu(), versie=advies.versie).status
    assert not Besluit.objects.exists()


# --- who reads it ------------------------------------------------------------------------------------------------


def test_the_school_reads_the_advice_and_closes_the_question(inloggen, ib, school):
    aanvraag = aanvraag_in(S.ADVIES_UITGEBRACHT, school=school, ib=ib)
    client = inloggen(ib)
    assert "Lees het advies." in client.get(adres("school_home")).content.decode()
    pagina = client.get(adres("aanvraag", aanvraag.public_id)).content.decode()
    assert "Begin met een vaste plek" in pagina
    assert "Marit Hoekstra" in pagina
    assert "Aanvraag intrekken" not in pagina
    client.post(adres("advies_gelezen", aanvraag.public_id))
    assert Aanvraag.objects.get().status == S.GESLOTEN


def test_the_parents_read_a_copy_and_who_has_no_account_gets_it_by_post(
    inloggen, ib, school, leerling, ouder, loketmedewerker
):
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    aanvraag = aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib, leerling=leerling)
    dossier = reverse("dossier:dossier", args=[aanvraag.public_id])
    assert "vroeg ons om mee te denken" in inloggen(ouder).get(dossier).content.decode()
    advies = consult.advies_bewaren(aanvraag, door=loketmedewerker, op=nu(), versie=0, tekst="Een rustig begin.")
    consult.advies_uitbrengen(aanvraag, door=loketmedewerker, op=nu(), versie=advies.versie)
    assert "Een rustig begin." in inloggen(ouder).get(dossier).content.decode()
    assert "Hoe help ik" in inloggen(ouder).get(dossier + "aanvraag/").content.decode()
    zaak = inloggen(loketmedewerker).get(adres("behandelen", aanvraag.public_id)).content.decode()
    assert "leest het in het portaal" in zaak
    assert "krijgt een brief per post" in zaak
    assert reverse("loket:zaakbrieven", args=[aanvraag.public_id]) in zaak
    pdfs_klaar()
    vanzelf_versturen(op=nu())
    assert set(Bericht.objects.values_list("aan", flat=True)) == {ib.email, ouder.email}
    assert not any("rustig" in bericht.body for bericht in mail.outbox)


def test_another_school_and_another_parent_find_nothing(inloggen, buitenstaander):
    aanvraag = aanvraag_in(S.ADVIES_UITGEBRACHT)
    vreemd = gebruiker_met(Rol.OUDER)
    assert inloggen(buitenstaander).get(adres("aanvraag", aanvraag.public_id)).status_code == 404
    for wie in (buitenstaander, vreemd, gebruiker_met(Rol.DESKUNDIGE), gebruiker_met(Rol.BESTUUR)):
        assert not Consultadvies.objects.visible_to(wie).exists()


def test_a_question_without_a_name_is_in_every_list(inloggen, ib, school, loketmedewerker):
    rijen = [
        aanvraag_in(s, school=school, ib=ib, soort="CONSULT", zonder_leerling=True) for s in (S.CONCEPT, S.INGEDIEND)
    ]
    aanvraag_in(S.GESLOTEN, school=school, ib=ib, zonder_leerling=True)
    assert inloggen(ib).get(adres("school_home")).text.count("<strong>Vraag zonder leerling</strong>") == 3
    client = inloggen(loketmedewerker)
    for lijst in (adres("werkvoorraad") + "?weergave=vrij", adres("aanvragen") + "?soort=CONSULT"):
        assert "Vraag zonder leerling" in client.get(lijst).content.decode()
    gevonden = client.post(adres("zoeken"), {"q": school.naam}, follow=True).content.decode()
    assert "Vraag zonder leerling" in gevonden
    for tab in ("vraag", "stukken", "geschiedenis"):
        assert client.get(adres("behandelen", rijen[1].public_id) + f"?tab={tab}").status_code == 200
    for pagina in ("aanvraag_ingediend", "aanvraag_intrekken", "aanvraag"):
        assert inloggen(ib).get(adres(pagina, rijen[1].public_id)).status_code == 200


def test_what_was_asked_is_found_by_its_words(inloggen, ib, school, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib, zonder_leerling=True)
    gevonden = inloggen(loketmedewerker).post(adres("zoeken"), {"q": "ochtend ritme"}, follow=True).content.decode()
    assert aanvraag.kenmerk in gevonden


# --- the adviseur answers ----------------------------------------------------------------------------------------


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")


def test_a_question_that_was_assigned_is_answered_by_the_adviseur(inloggen, loketmedewerker, adviseur, leerling, ouder):
    aanvraag = aanvraag_in(S.INGEDIEND, soort="CONSULT", leerling=leerling)
    inloggen(loketmedewerker).post(adres("toewijzen", aanvraag.public_id), {"behandelaar": adviseur.public_id})
    assert Bericht.objects.filter(aan=adviseur.email).count() == 1
    client = inloggen(adviseur)
    pagina = adres("consult_advies", aanvraag.public_id)
    assert pagina in client.get(adres("consulten")).content.decode()
    assert "In behandeling nemen" in client.get(pagina).content.decode()
    client.post(adres("consult_nemen", aanvraag.public_id))
    client.post(pagina, {"versie": 0, "tekst": "Begin klein.", "actie": "bewaren"})
    assert "Begin klein." in client.get(pagina).content.decode()
    client.post(pagina, {"versie": 1, "tekst": "Begin klein.", "actie": "geven"})
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.consultadvies.ondertekenaar) == (S.ADVIES_UITGEBRACHT, "Iris Adviseur")
    dossier = reverse("dossier:dossier", args=[aanvraag.public_id])
    assert "Begin klein." in inloggen(ouder).get(dossier).content.decode()
    assert inloggen(adviseur).post(adres("consult_sluiten", aanvraag.public_id)).status_code == 302
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.GESLOTEN


def test_an_adviseur_reaches_no_question_of_a_colleague_and_nothing_else_of_the_desk(inloggen, adviseur):
    ander = aanvraag_in(S.IN_BEHANDELING, behandelaar=gebruiker_met(Rol.ADVISEUR))
    tlv = aanvraag_in(S.IN_CONTROLE, behandelaar=adviseur)
    mijn = aanvraag_in(S.IN_BEHANDELING, behandelaar=adviseur)
    client = inloggen(adviseur)
    for rij, status in ((ander, 404), (tlv, 404), (mijn, 200)):
        assert client.get(adres("consult_advies", rij.public_id)).status_code == status
        assert client.get(adres("behandelen", rij.public_id)).status_code == 404
    assert not Consultadvies.objects.visible_to(adviseur).filter(aanvraag=ander).exists()


def test_a_question_seen_in_a_meeting_is_not_answered(inloggen, adviseur):
    ander = aanvraag_in(S.IN_BEHANDELING)
    overleg = overleg_over(ander)
    Deelnemer.objects.create(overleg=overleg, gebruiker=adviseur, naam="Iris", rol="deelnemer", uitgenodigd_op=nu())
    assert Aanvraag.objects.visible_to(adviseur).filter(pk=ander.pk).exists()
    with pytest.raises(NietMogelijk, match="niet aan jou toegewezen"):
        consult.advies_bewaren(ander, door=adviseur, op=nu(), versie=0, tekst="Toch")
    assert inloggen(adviseur).get(adres("consult_advies", ander.public_id)).status_code == 404


def test_a_tlv_is_not_assigned_to_an_adviseur(inloggen, loketmedewerker, adviseur):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    inloggen(loketmedewerker).post(adres("toewijzen", aanvraag.public_id), {"behandelaar": adviseur.public_id})
    aanvraag.refresh_from_db()
    assert aanvraag.behandelaar is None
    with pytest.raises(NietMogelijk, match="collega van het loket"):
        behandeling.toewijzen(aanvraag, door=loketmedewerker, op=nu(), behandelaar=adviseur)


# --- stopped, and read -------------------------------------------------------------------------------------------


def test_a_question_about_a_child_that_is_stopped_is_confirmed_by_letter(ib, school, leerling, ouder, adviseur):
    aanvraag = aanvraag_in(
        S.IN_BEHANDELING, school=school, ib=ib, leerling=leerling, soort="CONSULT", behandelaar=adviseur
    )
    acties.intrekken(aanvraag, door=ib, op=nu(), reden="Het gaat beter.")
    brieven = {brief.aan: brief.brief.html for brief in Zaakbrief.objects.select_related("brief")}
    assert set(brieven) == {"school", "ouder"}
    assert "Wij geven geen advies over deze vraag." in brieven["ouder"]
    assert "besluit" not in brieven["school"]
    assert set(Bericht.objects.values_list("aan", flat=True)) == {ib.email, adviseur.email}


def test_a_question_without_a_child_that_is_stopped_is_confirmed_in_the_portal(inloggen, ib, school):
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, soort="CONSULT", zonder_leerling=True)
    client = inloggen(ib)
    client.post(adres("aanvraag_intrekken", aanvraag.public_id), {"reden": "Al opgelost."})
    pagina = client.get(adres("aanvraag", aanvraag.public_id)).content.decode()
    assert "Wij hebben dit ontvangen" in pagina
    assert not Zaakbrief.objects.exists()
    assert Bericht.objects.get().aan == ib.email


def test_the_desk_sees_when_the_school_read_the_advice(inloggen, ib, school, loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_UITGEBRACHT, school=school, ib=ib)
    zaak = adres("behandelen", aanvraag.public_id)
    assert "nog niet gezegd" in inloggen(loketmedewerker).get(zaak).content.decode()
    inloggen(ib).post(adres("advies_gelezen", aanvraag.public_id))
    assert "heeft het gelezen op" in inloggen(loketmedewerker).get(zaak).content.decode()


def test_a_question_shows_no_term_of_the_law_and_nothing_of_a_decision(inloggen, ib, school, loketmedewerker):
    """There is no decision, so no legal term, no zienswijze; and without a pupil nothing to shield."""
    rij = aanvraag_in(S.ADVIES_UITGEBRACHT, school=school, ib=ib, zonder_leerling=True, behandelaar=loketmedewerker)
    pagina = inloggen(ib).get(adres("aanvraag", rij.public_id)).text
    assert "De wet geeft ons" not in pagina
    assert "Wij gaven je advies" in pagina
    zaak = adres("behandelen", rij.public_id)
    balie = inloggen(loketmedewerker)
    for pad in (zaak, f"{zaak}?tab=termijn"):
        pagina = balie.get(pad).text
        for woord in ("Deel niet waar de leerling woont", "Zienswijze", "Volgens de wet uiterlijk", "Awb 4:13"):
            assert woord not in pagina, (pad, woord)
    assert "Advies gegeven" in pagina


def test_the_groups_of_a_question_without_a_name_are_numbered_from_one(inloggen, school, ib):
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort="CONSULT", zonder_leerling=True)
    pagina = inloggen(ib).get(reverse("loket:aanvraag", args=[aanvraag.public_id])).text
    assert "1. De vraag" in pagina
    assert "2. De vraag" not in pagina

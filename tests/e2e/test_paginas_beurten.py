"""The turns that end otherwise or ask more people: sending on, leaving aside, hearing the parents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Status, Zienswijze
from tests.factories import aanvraag_in, gebruiker_met, ronde_verzonden
from tests.stukken import foto

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_sending_on_takes_two_people(binnen, loketmedewerker, beslisser, school, ib):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=loketmedewerker)
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/doorzenden/", "doorzenden")
    balie.get_by_label("Naar welk samenwerkingsverband?").fill("SWV Elders")
    balie.get_by_label("Waarom gaan wij niet over deze aanvraag?").fill("De school ligt in een andere regio.")
    druk(balie, "Voorstel sturen")
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/doorzenden/", "doorzenden-voorstel-loket")
    page = binnen(beslisser)
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/doorzenden/", "doorzenden-voorstel")
    druk(page, "Akkoord: doorsturen")
    bekijk(page, "zaak-doorgezonden")
    assert Aanvraag.objects.get().status == S.DOORGEZONDEN


def test_leaving_aside_and_hearing_parents(binnen, loketmedewerker, beslisser, school, ib):
    opzij = aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib, behandelaar=loketmedewerker)
    dag = timezone.localdate() - timedelta(days=20)
    opzij.aanvullingen.update(gevraagd_op=dag, hersteltermijn_tot=dag + timedelta(days=14))
    page = binnen(beslisser)
    naar(page, f"/loket/aanvragen/{opzij.public_id}/buiten-behandeling/", "buiten-behandeling")
    hoor = aanvraag_in(S.ADVIES_GEREED, school=school, ib=ib, behandelaar=loketmedewerker, soort="SBO")
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{hoor.public_id}/zienswijze/", "zienswijze-openen")
    balie.get_by_label("Wanneer is dit met de ouders besproken?").fill(timezone.localdate().isoformat())
    balie.get_by_label("Wat willen wij besluiten, en waarom?").fill("Wij willen een jaar minder geven.")
    druk(balie, "Mening vragen")
    bekijk(balie, "zaak-zienswijze-loopt")
    naar(balie, f"/loket/aanvragen/{hoor.public_id}/zienswijze/", "zienswijze-vastleggen")
    een = Zienswijze.objects.filter(aan="ouder").first()
    balie.get_by_label("Van wie is de mening?").select_option(een.public_id)
    balie.get_by_label("aan de telefoon").check()
    balie.get_by_label("Wat vindt deze persoon?").fill("Ik wil twee jaar.")
    balie.get_by_label("Alleen voor ons").fill("Wij wonen nu bij mijn zus.")
    druk(balie, "Mening vastleggen")
    bekijk(balie, "zienswijze-vastgelegd")


def test_giving_a_view_in_the_portal(binnen, loketmedewerker, school, ib, leerling, ouder):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(aanvraag.zienswijzeronden.get())
    page = binnen(ouder)
    naar(page, f"/dossier/{aanvraag.public_id}/", "dossier-mening-gevraagd")
    naar(page, f"/dossier/{aanvraag.public_id}/mening/", "dossier-mening")
    klik(page, "Bel mij")
    bekijk(page, "dossier-bellen")
    page.get_by_label("Op welk nummer?").fill("06 12345678")
    druk(page, "Bel mij")
    bekijk(page, "dossier-bellen-gevraagd")
    naar(page, f"/dossier/{aanvraag.public_id}/mening/meer-tijd/", "dossier-meer-tijd")
    page.get_by_label("Waarom heeft u meer tijd nodig?").fill("Ik wacht op de dokter.")
    druk(page, "Vraag meer tijd")
    bekijk(page, "dossier-meer-tijd-gevraagd")
    balie = binnen(loketmedewerker)
    naar(balie, "/loket/", "werkvoorraad-gezin")
    klik(balie, "Wil gebeld worden")
    bekijk(balie, "gebeld")
    balie.get_by_label("Wat is er besproken?").fill("Zij stuurt een foto.")
    druk(balie, "Schrijf op")
    klik(balie, "Vraagt meer tijd")
    bekijk(balie, "meer-tijd")
    balie.get_by_label("Ja", exact=True).check()
    balie.get_by_label("Tot en met welke dag?").fill((timezone.localdate() + timedelta(days=21)).isoformat())
    druk(balie, "Vastleggen")
    naar(page, f"/dossier/{aanvraag.public_id}/mening/", "dossier-mening-meer-tijd")
    page.get_by_label("Ik ben het een beetje eens").check()
    plaatje = {"name": "brief van thuis.jpg", "mimeType": "image/jpeg", "buffer": foto()}
    page.get_by_label("Foto’s en papieren").set_input_files(plaatje)
    druk(page, "Toevoegen")
    bekijk(page, "dossier-mening-foto")
    page.get_by_label("Wat wilt u vertellen?").fill("Vanaf de Schuilstraat 12 is een jaar te kort.")
    druk(page, "Versturen")
    bekijk(page, "dossier-mening-adres")
    page.get_by_label("Anderen mogen dit adres lezen.").check()
    druk(page, "Versturen")
    bekijk(page, "dossier-mening-gegeven")
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=zienswijze", "zienswijze-met-foto")
    page = binnen(ib)
    naar(page, "/school/", "school-home-mening")
    naar(page, f"/aanvragen/{aanvraag.public_id}/mening/", "school-mening")


def test_an_adviseur_answers_a_consult(binnen, school, ib):
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, soort="CONSULT", behandelaar=adviseur)
    page = binnen(adviseur)
    naar(page, "/loket/consulten/", "consulten")
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/advies/", "consult-nieuw")
    druk(page, "In behandeling nemen")
    page.get_by_label("Jouw advies").fill("Begin met een vaste plek.")
    druk(page, "Advies geven")
    bekijk(page, "consult-gegeven")

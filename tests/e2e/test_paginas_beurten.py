"""The turns between desk, school and parents: asking for more, item by item, and answering it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import is_werkdag
from loket.actions import behandeling
from loket.actions.aanvulling import Puntgegevens
from loket.models import Aanvraag, Status, Zienswijze
from tests.factories import aanvraag_in, gebruiker_met, ronde_verzonden

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_two_rounds_of_aanvulling_item_by_item(binnen, loketmedewerker, school, ib):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=loketmedewerker)
    balie = binnen(loketmedewerker)
    balie.goto(f"/loket/aanvragen/{aanvraag.public_id}/aanvulling/")
    druk(balie, "Aanvulling vragen")
    bekijk(balie, "aanvulling-vragen-fout")
    balie.get_by_label("Een OPP dat niet ouder is dan een jaar").check()
    balie.get_by_text("Zelf punten toevoegen").click()
    balie.get_by_label("Eigen punt 1").fill("Schrijf op wat de leraar nodig heeft.")
    balie.get_by_label("Hoort bij").first.select_option(label="Wat heeft de leerling nodig?")
    balie.get_by_label("Mag, hoeft niet").first.check()
    druk(balie, "Aanvulling vragen")
    assert Aanvraag.objects.get().status == S.AANVULLING_GEVRAAGD
    page = binnen(ib)
    naar(page, f"/aanvragen/{aanvraag.public_id}/", "aanvulling-stand-school")
    naar(page, f"/aanvragen/{aanvraag.public_id}/aanvullen/", "aanvullen-punten")
    druk(page, "Aanvulling versturen")
    bekijk(page, "aanvullen-punten-fout")
    page.get_by_role("link", name="Wat heeft de leerling nodig?").click()
    bekijk(page, "aanvullen-onderdeel")
    page.get_by_label("Wat heeft de leraar nodig?").fill("Een extra paar handen.")
    druk(page, "Opslaan en terug naar de aanvulling")
    page.get_by_label("Jouw antwoord").first.fill("De ouders willen het OPP niet geven.")
    druk(page, "Aanvulling versturen")
    assert Aanvraag.objects.get().status == S.IN_CONTROLE
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=aanvraag", "aanvulling-binnen")
    assert "De ouders willen het OPP niet geven." in balie.locator("main").inner_text()
    aanvraag.refresh_from_db()
    behandeling.aanvulling_vragen(
        aanvraag,
        door=loketmedewerker,
        op=timezone.now(),
        punten=[Puntgegevens("Een verslag van een onderzoek", "stukken", "verslag")],
        hersteltermijn_dagen=7,
    )
    naar(page, f"/aanvragen/{aanvraag.public_id}/aanvullen/", "aanvullen-tweede-ronde")


def test_more_time_by_a_letter_and_the_timeline_that_tells_it(binnen, loketmedewerker, school, ib, leerling, ouder):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/uitstel/", "uitstel")
    druk(balie, "Brief klaarzetten")
    bekijk(balie, "uitstel-fout")
    tot = timezone.localdate() + timedelta(days=84)
    while not is_werkdag(tot):
        tot += timedelta(days=1)
    balie.get_by_label("Wanneer neem je het besluit uiterlijk?").fill(tot.isoformat())
    balie.get_by_label("Waarom duurt het langer?").fill("Een deskundige is ziek.")
    druk(balie, "Brief klaarzetten")
    bekijk(balie, "zaakbrieven")
    naar(balie, "/loket/verzenden/", "verzenden-zaakbrieven")
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=termijn", "zaak-termijn")
    naar(balie, "/loket/rekenvoorbeelden/", "rekenvoorbeelden")
    naar(binnen(ib), f"/aanvragen/{aanvraag.public_id}/", "aanvraag-verloop-school")
    naar(binnen(ouder), f"/dossier/{aanvraag.public_id}/", "dossier-verloop")


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
    page.get_by_label("Wat vindt u?").fill("Vanaf de Schuilstraat 12 is een jaar te kort.")
    druk(page, "Versturen")
    bekijk(page, "dossier-mening-adres")
    page.get_by_label("Anderen mogen dit adres lezen.").check()
    druk(page, "Versturen")
    bekijk(page, "dossier-mening-gegeven")
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

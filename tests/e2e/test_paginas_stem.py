"""A child of seven draws with its teacher, a pupil of twelve is alone with one page, and who decides answers both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.stem import Verteld, stem_geven
from loket.models import Status, Stem, Veiligheidszorg
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.stukken import foto

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def jaren(oud):
    return timezone.localdate() - timedelta(days=oud * 366)


def test_a_child_of_seven_with_its_teacher(binnen, school, ib, loketmedewerker, beslisser):
    kind = leerling_op(school, roepnaam="Noor", geboortedatum=jaren(7))
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    page = binnen(ib)
    naar(page, f"/aanvragen/{aanvraag.public_id}/stem/", "stem-kiezen")
    klik(page, "Samen invullen")
    bekijk(page, "stem-jong")
    page.get_by_label("Verdrietig").check()
    page.get_by_label("Ik vind de klas te druk.").check()
    plaatje = {"name": "tekening.jpg", "mimeType": "image/jpeg", "buffer": foto()}
    page.get_by_label("Een tekening of foto").set_input_files(plaatje)
    page.get_by_label("Wie zat erbij?").fill("Mila de Wit")
    page.get_by_label("Wie is dat?").fill("juf")
    page.get_by_label("Iedereen").check()
    page.get_by_label("Samenvatting").fill("Noor vindt de klas te druk.")
    druk(page, "Versturen")
    bekijk(page, "stem-verteld")
    page.get_by_text("Ik maak me zorgen over veiligheid").click()
    page.get_by_label("Waarover maakt u zich zorgen?").fill("Noor is bang.")
    page.get_by_label("Uw naam").fill("Mila de Wit")
    druk(page, "Meld het bij het loket")
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=zienswijze", "stem-loket")
    naar(balie, f"/loket/zorg/{Veiligheidszorg.objects.get().public_id}/", "zorg")
    page = binnen(beslisser)
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/besluit/", "besluit-met-stem")
    naar(page, f"/loket/stem/{Stem.objects.get().public_id}/", "stem-antwoord")
    page.get_by_label("Wat schrijf je aan de leerling?").fill("Wij zoeken een rustige klas voor jou.")
    druk(page, "Bewaar")
    assert Stem.objects.get().antwoord


def test_a_pupil_of_twelve_alone_on_the_phone_of_its_mother(binnen, school, ib, loketmedewerker):
    kind, ouder = leerling_op(school, roepnaam="Sem", geboortedatum=jaren(12)), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    page = binnen(ouder)
    naar(page, f"/dossier/{aanvraag.public_id}/stem/", "dossier-stem")
    naar(page, f"/dossier/{aanvraag.public_id}/stem/?hoe=niet", "dossier-stem-niet")
    naar(page, f"/dossier/{aanvraag.public_id}/stem/?hoe=samen", "dossier-stem-samen")
    naar(page, f"/dossier/{aanvraag.public_id}/stem/", "dossier-stem")
    druk(page, "Log uit en laat Sem beginnen")
    bekijk(page, "stem-zelf")
    page.get_by_label("Wat wil je vertellen?").fill("Ik wil op mijn school blijven.")
    page.get_by_label("Alleen wie beslist").check()
    druk(page, "Versturen")
    bekijk(page, "stem-zelf-klaar")
    page.goto(f"/dossier/{aanvraag.public_id}/")
    assert "inloggen" in page.title().lower()


def test_a_pupil_of_sixteen_in_its_own_account(binnen, school, ib, loketmedewerker):
    zelf = gebruiker_met(Rol.LEERLING, naam="Lot")
    leerling = leerling_op(school, roepnaam="Lot", geboortedatum=jaren(16), gebruiker=zelf)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    page = binnen(zelf)
    naar(page, f"/dossier/{aanvraag.public_id}/stem/", "stem-eigen-account")
    stem_geven(aanvraag, Verteld(lezer="samen", tekst="Ik wil blijven."), door=zelf, op=timezone.now())
    naar(page, f"/dossier/{aanvraag.public_id}/stem/", "stem-eigen-account-verteld")

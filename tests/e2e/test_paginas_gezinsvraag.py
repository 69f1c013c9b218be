"""A parent asks, the loket sees and answers, and the parent reads that something is new; with and without a script."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from kern.post.models import Mailkeuze
from loket.models import Status
from loket.models.gezinsvraag import Gezinsvraag
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.stukken import PDF

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_a_parent_asks_and_reads_the_answer(binnen, ib, school, loketmedewerker, leerling, ouder, script):
    opties = {} if script else {"java_script_enabled": False}
    collega = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Carla Collega")
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    gezin, balie = binnen(ouder, **opties), binnen(loketmedewerker, **opties)
    naar(gezin, f"/dossier/{aanvraag.public_id}/", "dossier-vraag-stellen")
    klik(gezin, "Stel hier een vraag")
    bekijk(gezin, "dossier-vraag")
    druk(gezin, "Versturen")
    bekijk(gezin, "dossier-vraag-leeg")
    gezin.get_by_label("Uw vraag").fill("Mag hij eerst een dag komen kijken op de nieuwe school?")
    gezin.get_by_label("Foto of papier erbij").set_input_files(
        {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    druk(gezin, "Versturen")
    bekijk(gezin, "dossier-vraag-gesteld")
    naar(balie, "/loket/", "werkvoorraad-vraag")
    klik(balie, "Vraag, wacht op antwoord")
    bekijk(balie, "gezinsvraag")
    balie.locator("summary", has_text="Afdoen zonder antwoord").click()
    druk(balie, "Afdoen")
    bekijk(balie, "gezinsvraag-fout")
    balie.get_by_label("Je antwoord").fill("Ja, dat kan. Wij vragen de school om u te bellen.")
    druk(balie, "Antwoord versturen")
    bekijk(balie, "gezinsvraag-beantwoord")
    balie.locator("summary", has_text="Overdragen aan een collega").click()
    balie.get_by_label("Wie antwoordt?").select_option(collega.public_id)
    druk(balie, "Overdragen")
    assert Gezinsvraag.objects.get().toegewezen == collega
    naar(balie, "/loket/vragen-van-ouders/", "gezinsvragen")
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=gesprekken", "zaak-met-vraag")
    naar(gezin, f"/dossier/{aanvraag.public_id}/", "dossier-nieuw")
    assert gezin.locator("#nieuw").is_visible()
    klik(gezin, "Antwoord op uw vraag")
    assert gezin.get_by_text("Ja, dat kan.").is_visible()
    bekijk(gezin, "dossier-vraag-beantwoord")
    gezin.goto(f"/dossier/{aanvraag.public_id}/")
    assert gezin.locator("#nieuw").count() == 0
    naar(gezin, "/dossier/mail/", "mailkeuze")
    gezin.get_by_label("Op een vaste tijd").check()
    gezin.get_by_label("Vanaf hoe laat?").select_option("12")
    druk(gezin, "Bewaren")
    bekijk(gezin, "mailkeuze-bewaard")
    assert Mailkeuze.objects.get(gebruiker=ouder).uur == 12


def test_what_is_new_reads_in_arabic_and_a_school_that_writes_is_asked_first(binnen, ib, school, loketmedewerker):
    ouder = gebruiker_met(Rol.OUDER, naam="Samir Voorbeeld")
    noor, sem = leerling_op(school, roepnaam="Noor"), leerling_op(school, roepnaam="Sem")
    ouder_van(noor, gebruiker=ouder)
    band = noor.gezag.get()
    band.pk, band.leerling = None, sem
    band.save(force_insert=True)
    aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=noor)
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=sem, behandelaar=loketmedewerker)
    page, balie = binnen(ouder), binnen(ib)
    naar(page, "/dossier/", "dossiers-school-schrijft")
    klik(page, "Stel hier een vraag")
    bekijk(page, "dossier-vraag-school")
    page.get_by_label("Uw vraag").fill("Wanneer praten wij hierover?")
    druk(page, "Versturen")
    naar(balie, "/school/", "school-home-vraag")
    klik(balie, "Vraag, wacht op antwoord")
    balie.get_by_label("Je antwoord").fill("Dinsdag om drie uur.")
    druk(balie, "Antwoord versturen")
    bekijk(balie, "gezinsvraag-school")
    page.goto(f"/dossier/{aanvraag.public_id}/vraag/")
    page.get_by_label("Uw vraag").fill("Hoe lang duurt het nog?")
    druk(page, "Versturen")
    loket = binnen(loketmedewerker)
    loket.goto("/loket/vragen-van-ouders/")
    klik(loket, sem.naam)
    loket.get_by_label("Je antwoord").fill("Nog twee weken.")
    druk(loket, "Antwoord versturen")
    ouder.betrokkenen.update(taal="ar")
    naar(page, "/dossier/", "dossiers-nieuw-arabisch")
    naar(page, f"/dossier/{aanvraag.public_id}/", "dossier-nieuw-arabisch")

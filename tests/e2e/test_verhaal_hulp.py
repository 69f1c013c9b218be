"""The answer to a request for help: as the adviseur, the loket, the school and the family meet it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.arrangement import Hulp, arrangement_beantwoorden
from loket.models import Status
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, ouder_van

from .stappen import naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
HULP = Hulp(
    toegekend=True,
    vorm="begeleiding in de klas",
    omvang="40 uur",
    begin=date(2027, 1, 4),
    eind=date(2027, 7, 31),
    motivering="Een vaste begeleider geeft rust om te leren.\n\nWij kijken in mei samen terug.",
)


def test_from_the_page_of_the_adviseur_to_the_dossier_of_the_family(binnen):
    school = SchoolFactory()
    ib, adviseur = gebruiker_met(Rol.IB, school=school), gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    ouder, kind = gebruiker_met(Rol.OUDER), leerling_op(school)
    ouder_van(kind, gebruiker=ouder, taal="ar")
    vraag = aanvraag_in(
        Status.IN_BEHANDELING, school=school, ib=ib, leerling=kind, soort="ARR", gewicht="licht", behandelaar=adviseur
    )
    dossier = reverse("dossier:dossier", args=[vraag.public_id])
    naar(binnen(adviseur), reverse("loket:consult_advies", args=[vraag.public_id]), "hulp-adviseur")
    naar(binnen(ouder), dossier, "hulp-ouder-gevraagd")
    arrangement_beantwoorden(vraag, door=adviseur, op=timezone.now(), hulp=HULP)
    naar(binnen(ib), reverse("loket:aanvraag", args=[vraag.public_id]), "hulp-school-antwoord")
    balie = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(balie, reverse("loket:behandelen", args=[vraag.public_id]), "hulp-loket-antwoord")
    naar(binnen(ouder), dossier, "hulp-ouder-antwoord")


def test_the_settings_about_help_and_money(binnen):
    vraag = aanvraag_in(Status.CONCEPT)
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, f"/beheer/instellingen/{vraag.swv.code.lower()}/arrangementen/", "instellingen-arrangementen")

"""Help asked, granted and given in each of the five regions, from their settings and their own support alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.aanbod import aanbod_klaarzetten, tarieven_overnemen
from arrangementen.actions.uren import inzet_toevoegen
from arrangementen.models import Aanbod, Arrangement, Toekenning, Urenregel, Vorm
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from scholen.actions import regio_inrichten
from scholen.models import Samenwerkingsverband, School
from scholen.regio import laden
from tests.factories import gebruiker_met, leerling_op, ouder_van

from .stappen import druk, klik

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TELEFOON = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HULP = {
    "haaglanden": "smw-plus",
    "duin-en-bollenstreek": "ondersteuning-school",
    "veld-vaart-vecht": "ambulante-begeleiding",
    "zuid-kennemerland": "specifieke-deskundigheid",
    "voorbeeld-vo": "overgang-po-vo",
}
"""Region → the kind of support of this story: hours of the SWV or of others, or money that a school grants itself."""


class Verhaal:
    """The people of one region, and the pages that they walk through."""

    def __init__(self, regio: str, binnen) -> None:
        op, self.binnen = timezone.now(), binnen
        regio_inrichten(laden(regio), door=Systeem("proef"), op=op)
        self.swv = Samenwerkingsverband.objects.get(eigen=True)
        aanbod_klaarzetten(self.swv, door=Systeem("proef"), op=op)
        volgend = schooljaar(timezone.localdate()) + 1
        beheer = gebruiker_met(Rol.BEHEERDER)
        tarieven_overnemen(door=beheer, op=op, swv=self.swv, schooljaar=volgend, procent=Decimal(2))
        self.aanbod = Aanbod.objects.get(kenmerk=HULP[regio])
        soorten = ["BO"] if self.swv.sector == "PO" else ["VO"]
        dag = timezone.localdate()
        self.school = School.objects.deelnemend(self.swv, dag).filter(soort__in=soorten).order_by("brin6")[0]
        self.kind = leerling_op(self.school, roepnaam="Noor", achternaam="Voorbeeld")
        self.ouder, self.ib = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.IB, school=self.school)
        ouder_van(self.kind, gebruiker=self.ouder, voornaam="Anna")
        self.controller = gebruiker_met(Rol.CONTROLLER)

    @property
    def rij(self) -> Arrangement:
        return Arrangement.objects.order_by("pk")[0]

    def budget(self) -> None:
        page = self.binnen(self.controller)
        page.goto(reverse("arrangementen:budget_nieuw"))
        page.get_by_label("Naam").fill("Arrangementen")
        page.get_by_label("Begroot voor het hele schooljaar").fill("50.000")
        druk(page, "Maak het budget")

    def vragen(self) -> None:
        page, dag = self.binnen(self.ib), timezone.localdate()
        page.goto("/aanbod/")
        klik(page, self.aanbod.naam)
        klik(page, "Aanvragen")
        page.get_by_label("Noor Voorbeeld").check()
        page.locator("textarea[name=onderwijsbehoeften]").fill("Rust en overzicht.")
        for naam, woorden in (("al_gedaan", "Een vaste plek."), ("doel_1", "Zelf beginnen."), ("maat_1", "Vier keer.")):
            if (veld := page.locator(f"[name={naam}]")).count():
                veld.fill(woorden)
        if page.locator("input[name=werkvorm]").count():
            page.locator("input[name=werkvorm]").first.check()
        if page.locator("input[name=aantal]").count():
            page.locator("input[name=aantal]").fill("10" if self.aanbod.vorm == Vorm.UREN else "1")
        page.locator("input[name=tot]").fill(min(dag + timedelta(days=60), laatste_dag(schooljaar(dag))).isoformat())
        page.locator("input[name=ouders_weten]").first.check()
        page.locator("input[name=telefoon]").fill("0001234567")
        page.locator("main form button[type=submit]").first.click()
        page.locator("h1", has_text=self.aanbod.naam).wait_for()
        page.get_by_text(self.rij.kenmerk).first.wait_for()

    def toekennen(self) -> None:
        page = self.binnen(gebruiker_met(Rol.BESLISSER))
        page.goto(reverse("arrangementen:arrangement", args=[self.rij.public_id]))
        klik(page, "Beoordelen")
        page.get_by_label("Toekennen", exact=True).check()
        page.get_by_label("Waarom beslis je dit?").fill("Dit past bij wat Noor nodig heeft.")
        druk(page, "Beslissen")

    def uren(self) -> None:
        wie = gebruiker_met(Rol.ADVISEUR)
        inzet_toevoegen(self.rij, door=wie, op=timezone.now(), gebruiker=wie, uren_per_week=Decimal(2))
        page = self.binnen(wie, **TELEFOON)
        page.goto("/uren/")
        with page.expect_navigation():
            page.get_by_role("button", name="Vandaag").first.click()
        if page.get_by_label("Ja, dit klopt").count():
            page.get_by_label("Ja, dit klopt").check()
            druk(page, "Bewaren")
        assert Urenregel.objects.exists()


@pytest.mark.parametrize("regio", sorted(HULP))
def test_help_is_asked_granted_and_given(regio, binnen):
    verhaal = Verhaal(regio, binnen)
    verhaal.budget()
    verhaal.vragen()
    if verhaal.aanbod.toekenning != Toekenning.SCHOOLBESTUUR:
        verhaal.toekennen()
    if verhaal.aanbod.vorm == Vorm.UREN:
        verhaal.uren()
    assert verhaal.rij.toegekend == verhaal.rij.bedrag > 0

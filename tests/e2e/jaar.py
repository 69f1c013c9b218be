"""A year of help in one region: its people, and each step as somebody walks it; the region says which there are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.aanbod import aanbod_klaarzetten, tarieven_overnemen
from arrangementen.actions.potten import pot_maken
from arrangementen.actions.uren import inzet_toevoegen
from arrangementen.models import (
    Aanbod,
    Aanwezigheid,
    Arrangement,
    Evaluatie,
    Evaluatiewoord,
    Toekenning,
    Urenregel,
    Vorm,
)
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.actions.vanzelf import vanzelf_versturen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from scholen.actions import regio_inrichten
from scholen.models import Inschrijving, Instelling, Samenwerkingsverband, School
from scholen.regio import laden
from tests.factories import gebruiker_met, leerling_op, ouder_van

from .stappen import druk, klik, pdfs_maken

TELEFOON = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WOORDEN = {
    "onderwijsbehoeften": "Rust en overzicht.",
    "al_gedaan": "Een vaste plek.",
    "doel_1": "Zelf beginnen.",
    "maat_1": "Vier keer.",
    "telefoon": "0001234567",
}
"""What a school writes when it asks, as far as the weight of the kind asks it."""


def adres(naam: str, rij) -> str:
    return reverse(f"arrangementen:{naam}", args=[rij.public_id])


def lees(page) -> str:
    """What stands on the page, in one line."""
    return " ".join(page.locator("main").inner_text().split())


class Jaar:
    """The people of one region, two schools of it, and what they do."""

    def __init__(self, regio: str, binnen) -> None:
        op, self._binnen, self._open = timezone.now(), binnen, {}
        regio_inrichten(laden(regio), door=Systeem("proef"), op=op)
        self.swv = Samenwerkingsverband.objects.get(eigen=True)
        aanbod_klaarzetten(self.swv, door=Systeem("proef"), op=op)
        self.dag = timezone.localdate()
        self.schooljaar = schooljaar(self.dag)
        beheer, volgend = gebruiker_met(Rol.BEHEERDER), self.schooljaar + 1
        tarieven_overnemen(door=beheer, op=op, swv=self.swv, schooljaar=volgend, procent=Decimal(2))
        soorten = ["BO"] if self.swv.sector == "PO" else ["VO"]
        scholen = School.objects.deelnemend(self.swv, self.dag).filter(soort__in=soorten)
        self.school, self.ander = scholen.order_by("brin6")[:2]
        self.kind = leerling_op(self.school, roepnaam="Noor", achternaam="Voorbeeld")
        self.ouder, self.controller = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.CONTROLLER)
        ouder_van(self.kind, gebruiker=self.ouder, voornaam="Anna")
        self.ib, self.ib_ander = (gebruiker_met(Rol.IB, school=een) for een in (self.school, self.ander))
        self.adviseur, self.beslisser = gebruiker_met(Rol.ADVISEUR), gebruiker_met(Rol.BESLISSER)
        self.loket = gebruiker_met(Rol.LOKETMEDEWERKER)

    @property
    def instelling(self) -> Instelling:
        return Instelling.objects.geldig(self.swv, self.dag)

    def page(self, wie, **opties):
        """The page of this person, logged in once."""
        if wie.pk not in self._open:
            self._open[wie.pk] = self._binnen(wie, **opties)
        return self._open[wie.pk]

    # --- asking and granting -----------------------------------------------------------------------------------

    def budget(self) -> None:
        """This year by the pages; where what is left goes along, there is a budget for next year too."""
        page = self.page(self.controller)
        page.goto(reverse("arrangementen:budget_nieuw"))
        page.get_by_label("Naam").fill("Arrangementen")
        page.get_by_label("Begroot voor het hele schooljaar").fill("50.000")
        page.get_by_label("Grootboekrekening").fill("4310")
        page.get_by_label("Kostenplaats").fill("012")
        druk(page, "Maak het budget")
        volgend = {"schooljaar": self.schooljaar + 1, "naam": "Arrangementen", "begroot": Decimal(50_000)}
        pot_maken(door=self.controller, op=timezone.now(), swv=self.swv, grootboek="4310", **volgend)

    def vragen(self, kenmerk: str, kind, *, groep="", wie=None, van=None) -> Arrangement:
        """The school asks it for this child, or for a group of this school and the other one; from today on."""
        page, aanbod = self.page(wie or self.ib), Aanbod.objects.get(kenmerk=kenmerk)
        page.goto("/aanbod/")
        klik(page, aanbod.naam)
        klik(page, "Aanvragen")
        if groep:
            page.get_by_label("Een groep leerlingen").check()
            page.locator("[name=groep]").fill(groep)
            page.locator("[name=school_2]").select_option(self.ander.public_id)
        page.get_by_label(kind.naam).check()
        self._invullen(page, aanbod)
        van = van or self.dag
        page.locator("input[name=van]").fill(van.isoformat())
        page.locator("input[name=tot]").fill(self.einde(van).isoformat())
        page.locator("main form button[type=submit]").first.click()
        page.locator("h1", has_text=aanbod.naam).wait_for()
        rij = Arrangement.objects.latest("pk")
        page.get_by_text(rij.kenmerk).first.wait_for()
        assert (rij.aanbod, rij.bedrag > 0) == (aanbod, True)
        return rij

    def einde(self, van):
        """The last day of what is asked from this day on: it runs for some weeks, within the school year."""
        return min(van + timedelta(days=60), laatste_dag(schooljaar(van)))

    def _invullen(self, page, aanbod) -> None:
        for naam, woorden in WOORDEN.items():
            if (veld := page.locator(f"[name={naam}]")).count():
                veld.fill(woorden)
        if page.locator("input[name=werkvorm]").count():
            page.locator("input[name=werkvorm]").first.check()
        if page.locator("input[name=aantal]").count():
            page.locator("input[name=aantal]").fill("10" if aanbod.vorm == Vorm.UREN else "1")
        if page.locator("input[name=bedrag]").count():
            page.locator("input[name=bedrag]").fill("1.800")
        if (weten := page.locator("input[name=ouders_weten]").first).is_visible():
            weten.check()

    def toekennen(self, rij: Arrangement) -> Arrangement:
        """Who grants this kind does: a school that does so itself did already."""
        if rij.aanbod.toekenning != Toekenning.SCHOOLBESTUUR:
            zelf = rij.aanbod.toekenning == Toekenning.BESLISSER or self.instelling.arrangement_is_besluit
            page = self.page(self.beslisser if zelf else self.adviseur)
            page.goto(adres("arrangement", rij))
            klik(page, "Beoordelen")
            page.get_by_label("Toekennen", exact=True).check()
            page.get_by_label("Waarom beslis je dit?").fill("Dit past bij wat er nodig is.")
            druk(page, "Beslissen")
        rij.refresh_from_db()
        assert rij.toegekend == rij.bedrag
        return rij

    def brieven(self, rij: Arrangement) -> None:
        """The family knows of it from its letter on, and where it is a besluit so does the school (afspraak 4).

        A mere answer goes to the portal by itself; the letters of a besluit somebody sends.
        """
        page, thuis = self.page(self.ib), self.page(self.ouder, **TELEFOON)
        besluit = self.instelling.arrangement_is_besluit
        page.goto(adres("arrangement", rij))
        assert ("Wat is besloten" in lees(page)) == (not besluit)
        assert thuis.goto(self.thuis(rij)).status == 404
        wie = {"door": self.loket, "op": timezone.now()}
        if besluit:
            zaakbrieven_klaarzetten(rij.aanvraag, verzenddatum=self.dag, **wie)
        pdfs_maken()
        if besluit:
            zaakbrieven_verzonden(rij.aanvraag, **wie)
        vanzelf_versturen(op=timezone.now())
        page.reload()
        assert "Wat is besloten" in lees(page)
        assert thuis.goto(self.thuis(rij)).status == 200

    def thuis(self, rij: Arrangement) -> str:
        """The page of the own help, as a parent has it."""
        return reverse("dossier:arrangement", args=[rij.deelnames.get().public_id])

    # --- doing, looking back, going on -------------------------------------------------------------------------

    def uren(self, rij: Arrangement) -> None:
        """Who gives the help writes today's hours on a phone."""
        inzet_toevoegen(rij, door=self.adviseur, op=timezone.now(), gebruiker=self.adviseur, uren_per_week=Decimal(2))
        page = self._binnen(self.adviseur, **TELEFOON)
        page.goto("/uren/")
        with page.expect_navigation():
            page.get_by_role("button", name="Vandaag").first.click()
        if page.get_by_label("Ja, dit klopt").count():  # no school today
            page.get_by_label("Ja, dit klopt").check()
            druk(page, "Bewaren")
        assert Urenregel.objects.filter(inzet__arrangement=rij).exists()

    def evalueren(self, rij: Arrangement) -> None:
        """The school plans it, the mother says on her phone what she thinks, and the school finishes it."""
        page = self.page(self.ib)
        page.goto(adres("arrangement", rij))
        klik(page, "Evalueren", bij="#evalueren")
        if (eind := page.get_by_label("Eindevaluatie")).count():  # of short help there is no other one
            eind.check()
        page.get_by_label("Wanneer praten jullie erover?").fill(self.dag.isoformat())
        druk(page, "Plan de evaluatie")
        if (vroeg := page.get_by_label("Toch nu al een eindevaluatie")).count():  # the help began today
            vroeg.check()
            druk(page, "Plan de evaluatie")
        thuis = self.page(self.ouder, **TELEFOON)
        thuis.goto("/dossier/")
        klik(thuis, rij.aanbod.naam, bij="#hulp-op-school")
        klik(thuis, "Zeg wat u vindt")
        thuis.locator("textarea[name=goed]").fill("Zij slaapt weer goed.")
        druk(thuis, "Versturen")
        assert Evaluatiewoord.objects.get().gever == self.ouder
        page.reload()
        assert "Zij slaapt weer goed." in lees(page)
        page.get_by_label("Een of meer ouders").check()
        page.get_by_label("Wat werkte?").fill("Een plek bij het raam.")
        if page.get_by_label("Deels bereikt").count():
            page.get_by_label("Deels bereikt").check()
            page.get_by_label("Toelichting bij dit doel").fill("Drie van de vijf keer.")
        page.get_by_label("De hulp gaat door").check()
        druk(page, "Afronden")
        assert Evaluatie.objects.get().klaar, lees(page)
        thuis.goto(self.thuis(rij))
        assert "Een plek bij het raam." in lees(thuis)

    def verlengen(self, rij: Arrangement) -> None:
        """The school asks the same help for the time after, begun from what the evaluation says, and it is granted."""
        page = self.page(self.ib)
        page.goto(adres("arrangement", rij))
        klik(page, "Verlengen", bij="#evalueren")
        if (gedaan := page.locator("textarea[name=al_gedaan]")).count():
            assert "Een plek bij het raam." in gedaan.input_value()
        van = self.einde(self.dag) + timedelta(days=1)
        if page.locator("input[name=structureel]").count():  # from the so manieth school year on
            page.locator("input[name=structureel]").first.check()
            page.locator("textarea[name=structureel_uitleg]").fill("Straks kan het zonder.")
        for naam in ("onderwijsbehoeften", "al_gedaan", "doel_1", "maat_1"):
            if (veld := page.locator(f"[name={naam}]")).count():
                assert veld.input_value(), naam
        self._vervolg(page, van)
        druk(page, "Verlenging vragen")
        nieuw = Arrangement.objects.filter(vorige=rij, aanleiding="verlenging").first()
        assert nieuw is not None, lees(page)
        assert (nieuw.van, nieuw.aantal, [*nieuw.doelen.values_list("doel")]) == (
            van,
            rij.aantal,
            [*rij.doelen.values_list("doel")],
        )
        self.toekennen(nieuw)

    def _vervolg(self, page, van) -> None:
        if page.locator("input[name=werkvorm]").count():
            page.locator("input[name=werkvorm]").first.check()
        if (langer := page.locator("textarea[name=waarom_zwaarder]")).count():
            langer.fill("Drie van de vijf keer lukt, en nog niet alleen.")
        page.locator("input[name=tot]").fill(self.einde(van).isoformat())
        page.locator("input[name=ouders_weten]").first.check()
        page.locator("input[name=telefoon]").fill("0001234567")

    # --- two schools -------------------------------------------------------------------------------------------

    def groep(self, rij: Arrangement) -> None:
        """The other school names its own pupil and sees no other; who guides the group says who was there."""
        milan = leerling_op(self.ander, roepnaam="Milan", achternaam="Voorbeeld")
        page = self.page(self.ib_ander)
        page.goto("/arrangementen/")
        with page.expect_navigation():
            page.get_by_role("row", name=rij.kenmerk).get_by_role("link").first.click()
        klik(page, "Groep en aanwezigheid")
        page.get_by_text("Een leerling van je school toevoegen").click()
        page.get_by_label("Leerling", exact=True).select_option(label=milan.naam)
        druk(page, "Doet mee")
        assert milan.naam in lees(page)
        assert self.kind.naam not in lees(page)
        page = self.page(self.adviseur)
        page.goto(adres("arrangement", rij))
        klik(page, "Groep en aanwezigheid")
        page.get_by_role("group", name="Milan").get_by_label("afgemeld").check()
        druk(page, "Leg vast")
        assert "Kosten per leerling" in lees(page)
        assert {een.was for een in Aanwezigheid.objects.all()} == {"aanwezig", "afgemeld"}

    def verhuizen(self, rij: Arrangement) -> None:
        """The pupil goes to the other school and the rest of the help goes along, without the words of the old one."""
        kind = rij.deelnames.get().leerling
        self._ander_school(kind)
        page = self.page(self.beslisser)
        page.goto("/arrangementen/vertrokken/")
        klik(page, "Meenemen")
        druk(page, "Neem de hulp mee")
        assert f"De hulp gaat mee naar {self.ander.naam}." in lees(page)
        mee = Arrangement.objects.get(vorige=rij, aanleiding="meegenomen")
        page = self.page(self.ib_ander)
        page.goto(adres("arrangement", mee))
        assert kind.naam in lees(page)
        assert WOORDEN["onderwijsbehoeften"] not in lees(page)
        assert page.goto(adres("arrangement", rij)).status == 404
        rij.refresh_from_db()
        assert rij.toegekend + mee.toegekend == rij.bedrag

    def stoppen(self, rij: Arrangement) -> None:
        """What a school gives from its own money does not go along: it stops, and the new school gives its own."""
        kind = rij.deelnames.get().leerling
        self._ander_school(kind)
        page = self.page(self.beslisser)
        page.goto("/arrangementen/vertrokken/")
        assert page.get_by_role("link", name="Meenemen").count() == 0
        page = self.page(self.ib)
        page.goto(adres("arrangement", rij))
        klik(page, "Eerder stoppen")
        page.get_by_label("De leerling gaat naar een andere school").check()
        druk(page, "Stop de hulp")
        rij.refresh_from_db()
        assert (rij.beeindiging.laatste_dag, rij.toegekend < rij.bedrag) == (self.dag, True)
        morgen = self.dag + timedelta(days=1)
        eigen = self.vragen(rij.aanbod.kenmerk, kind, wie=self.ib_ander, van=morgen)
        assert (eigen.school, eigen.vorige, eigen.beslissing.pot.naam) == (self.ander, None, "Arrangementen")

    def _ander_school(self, kind) -> None:
        """As the import of enrolments does."""
        Inschrijving.objects.filter(leerling=kind).update(tot=self.dag - timedelta(days=1))
        Inschrijving.objects.create(leerling=kind, school=self.ander, van=self.dag)

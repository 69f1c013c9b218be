"""A mother who reads Arabic does by herself what a Dutch one does: agree, give and end consent, object."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.handelingsdeel import Afspraak, voorleggen
from loket.models import Bezwaar, Handelingsdeelantwoord, Status, Stem, Stembestand, Zienswijze
from loket.rules.bezwaar import Ontvangst, bezwaar_tot
from scholen.models import Toestemming
from scholen.rules.toestemming import Stand
from tests.bezwaren import besluit_bij
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van, ronde_verzonden
from tests.loket.test_samentekenen import vul
from tests.scholen.test_toestemming import vragen
from tests.stukken import foto

from .conftest import bekijk
from .stappen import stuur_mening

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEGEN = pytest.mark.parametrize(
    "opties",
    [
        {"viewport": {"width": 1280, "height": 900}},
        {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False},
    ],
    ids=["desk", "phone without script"],
)


@pytest.fixture
def gezin(school):
    kind, moeder = leerling_op(school, roepnaam="Noor"), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=moeder, voornaam="Anna", taal="ar")
    return kind, moeder


def arabisch(page, naam):
    """This page is Arabic, from right to left, and in order."""
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"
    bekijk(page, naam)


def verstuur(page, knop):
    with page.expect_navigation():
        page.locator(f"main {knop}").last.click()


@WEGEN
def test_agreeing_with_the_help_and_taking_it_back(binnen, gezin, ib, opties):
    kind, moeder = gezin
    vandaag = timezone.localdate()
    afspraak = Afspraak(tekst="Twee keer per week hulp.", van=vandaag, tot=vandaag + timedelta(days=100))
    rij = voorleggen(kind, afspraak, door=ib, op=timezone.now())
    page = binnen(moeder, **opties)
    page.goto(reverse("dossier:handelingsdeel", args=[rij.public_id]))
    page.locator("input[name=soort][value=niet]").check()
    verstuur(page, "button[name=actie][value=zeggen]")
    arabisch(page, "taal-akkoord-fout")
    page.locator("input[name=soort][value=akkoord]").check()
    verstuur(page, "button[name=actie][value=zeggen]")
    arabisch(page, "taal-akkoord")
    page.locator("main summary").last.click()
    verstuur(page, "button[name=actie][value=terug]")
    arabisch(page, "taal-akkoord-terug")
    assert list(Handelingsdeelantwoord.objects.order_by("pk").values_list("soort", flat=True)) == ["akkoord", "terug"]


@WEGEN
def test_agreeing_at_school_on_one_device(binnen, gezin, ib, opties):
    kind, moeder = gezin
    vandaag = timezone.localdate()
    rij = voorleggen(kind, Afspraak(tekst="Hulp.", van=vandaag, tot=vandaag), door=ib, op=timezone.now())
    page = binnen(ib, **opties)
    page.goto(reverse("loket:samen_beginnen", args=[rij.public_id]))
    page.locator("input[name=aanwezig]").check()
    verstuur(page, "form button[type=submit]")
    arabisch(page, "taal-samen-beurt")
    verstuur(page, "button[name=actie][value=beginnen]")
    page.locator("input[name=soort][value=akkoord]").check()
    velden = vul(moeder.betrokkenen.get(), kind)
    for naam in ("getypt", "geboortedatum_dag", "geboortedatum_maand", "geboortedatum_jaar"):
        page.locator(f"input[name={naam}]").fill(str(velden[naam]))
    verstuur(page, "button[name=actie][value=tekenen]")
    arabisch(page, "taal-samen-vinkje-vergeten")
    page.locator("input[name=zelf]").check()
    verstuur(page, "button[name=actie][value=tekenen]")
    arabisch(page, "taal-samen-klaar")
    assert rij.antwoorden.get().wijze == "school"


@WEGEN
def test_consent_given_and_ended(binnen, gezin, school, ib, loketmedewerker, opties):
    kind, moeder = gezin
    aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    een = vragen(kind, loketmedewerker)
    page = binnen(moeder, **opties)
    page.goto(reverse("dossier:toestemmingen", args=[kind.public_id]))
    arabisch(page, "taal-toestemmingen")
    page.goto(reverse("dossier:toestemming", args=[kind.public_id, een.public_id]))
    arabisch(page, "taal-toestemming")
    verstuur(page, "button[name=antwoord][value=ja]")
    arabisch(page, "taal-toestemming-ja")
    page.goto(reverse("dossier:toestemming_stoppen", args=[kind.public_id, een.public_id]))
    arabisch(page, "taal-toestemming-stoppen")
    verstuur(page, "form button[type=submit]")
    arabisch(page, "taal-toestemming-gestopt")
    assert Toestemming.objects.get().stand(timezone.localdate()) == Stand.INGETROKKEN


@pytest.mark.parametrize("te_laat", [False, True], ids=["last day", "a day late"])
@WEGEN
def test_objecting_on_the_last_day_and_a_day_late(binnen, gezin, school, ib, te_laat, opties):
    """A minute before midnight of the last day, and a minute after it."""
    kind, moeder = gezin
    verstuurd = datetime(2026, 6, 3, 10, tzinfo=AMSTERDAM)
    with time_machine.travel(verstuurd, tick=False):
        besluit = besluit_bij(aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=kind))
    laatste = datetime.combine(bezwaar_tot(verstuurd.date()), time(23, 59), tzinfo=AMSTERDAM)
    with time_machine.travel(laatste + timedelta(minutes=2 * te_laat), tick=False):
        page = binnen(moeder, **opties)
        page.goto(reverse("dossier:dossier", args=[besluit.aanvraag.public_id]))
        arabisch(page, "taal-besluit")
        with page.expect_navigation():
            page.locator("main a[href$='/bezwaar/']").first.click()
        verstuur(page, "form button[type=submit]")
        arabisch(page, "taal-bezwaar-leeg")
        page.locator("textarea[name=gronden]").fill("ابني لا يستطيع البقاء هناك.")
        if te_laat:
            page.locator("textarea[name=waarom_te_laat]").fill("كنت في المستشفى.")
        page.locator("main input[type=checkbox]").last.check()
        verstuur(page, "form button[type=submit]")
        arabisch(page, "taal-bezwaar-ontvangen")
    bezwaar = Bezwaar.objects.get()
    assert bezwaar.gronden == "ابني لا يستطيع البقاء هناك."
    assert bezwaar.op_tijd() == (Ontvangst.TE_LAAT if te_laat else Ontvangst.OP_TIJD)
    assert bezwaar.zaak.kenmerk in page.content()


def geboren(jaren):
    return timezone.localdate() - timedelta(days=jaren * 366)


@pytest.mark.parametrize("jaren", [7, 12])
@WEGEN
def test_a_pupil_tells_it_on_the_phone_of_its_mother(binnen, gezin, school, ib, jaren, opties):
    """At seven together, with a drawing; at twelve alone, when the mother is logged out."""
    kind, moeder = gezin
    kind.geboortedatum = geboren(jaren)
    kind.save()
    zaak = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=kind)
    page = binnen(moeder, **opties)
    pad = reverse("dossier:stem", args=[zaak.public_id])
    if jaren == 7:
        page.goto(f"{pad}?hoe=samen")
        arabisch(page, "taal-stem-samen")
        plaatje = {"name": "tekening.jpg", "mimeType": "image/jpeg", "buffer": foto()}
        page.locator("input[name=tekeningen]").set_input_files(plaatje)
        page.locator("input[name=samen_met]").fill("Anna")
        page.locator("input[name=samen_rol]").fill("ماما")
        page.locator("textarea[name=samenvatting]").fill("نور تريد صفًا هادئًا.")
    else:
        page.goto(pad)
        arabisch(page, "taal-stem")
        verstuur(page, "button[name=actie][value=zelf]")
        arabisch(page, "taal-stem-alleen")
    page.locator("input[name=lezer][value=iedereen]").check()
    page.locator("textarea#id_tekst").fill("أريد صفًا هادئًا.")
    verstuur(page, "button[name=actie][value=vertellen]:visible")
    arabisch(page, "taal-stem-verteld")
    stem = Stem.objects.get()
    assert stem.lezer == "iedereen"
    assert Stembestand.objects.count() == (1 if jaren == 7 else 0)


@WEGEN
def test_a_pupil_of_sixteen_and_a_guardian_give_their_view(binnen, school, ib, loketmedewerker, opties):
    zelf, voogd = gebruiker_met(Rol.LEERLING, naam="Lot"), gebruiker_met(Rol.OUDER, naam="Bedachte Voogdij")
    kind = leerling_op(school, roepnaam="Lot", geboortedatum=geboren(16), gebruiker=zelf, taal="ar")
    ouder_van(kind, gebruiker=voogd, soort="voogdij", aanhef="", voornaam="", achternaam="Bedachte Voogdij", taal="ar")
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    ronde_verzonden(zaak.zienswijzeronden.get())
    for wie, tekst in ((voogd, "أوافق على ذلك."), (zelf, "أريد البقاء.")):
        page = binnen(wie, **opties)
        page.goto(reverse("dossier:dossier", args=[zaak.public_id]))
        arabisch(page, "taal-dossier")
        stuur_mening(page, zaak, eens="deels", tekst=tekst)
        arabisch(page, "taal-mening")
        eigen = page.locator("blockquote", has_text=tekst)
        assert (eigen.get_attribute("dir"), eigen.get_attribute("lang")) == ("auto", None), "own words are no Dutch"
    assert Zienswijze.objects.filter(eens="deels", kanaal="portaal").count() == 2

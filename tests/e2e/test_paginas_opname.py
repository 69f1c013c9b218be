"""A parent and a pupil record with a real recorder and listen back; without script a file does the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Status, Stembestand, Stemconcept, Zienswijze
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van, ronde_verzonden
from tests.media import film, geluid

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status
GEEN_MICROFOON = """
navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
"""
SPEELT = """async speler => {
    speler.muted = true;
    await speler.play();
    await new Promise(klaar => setTimeout(klaar, 700));
    const ver = speler.currentTime;
    speler.currentTime = speler.duration / 2;
    await new Promise(klaar => speler.addEventListener('seeked', klaar, { once: true }));
    return [ver > 0, Number.isFinite(speler.duration), speler.duration > 0.4];
}"""


@pytest.fixture
def aanvraag(school, ib, leerling, ouder, loketmedewerker):
    rij = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(rij.zienswijzeronden.get())
    return rij


def neem_op(page, naam: str, *, ms: int = 1500) -> None:
    """Record for a moment, by keyboard, and look at each state."""
    page.get_by_role("button", name="Neem op").focus()
    page.keyboard.press("Enter")
    page.get_by_text("De opname loopt.").first.wait_for()
    bekijk(page, f"{naam}-loopt")
    page.wait_for_timeout(ms)
    assert page.evaluate("document.activeElement.textContent") == "Stop"
    page.keyboard.press("Enter")
    page.get_by_text("Luister terug, of neem het opnieuw op.").first.wait_for()
    bekijk(page, f"{naam}-opgenomen")


def test_a_parent_records_listens_back_and_sends_and_the_loket_sums_it_up(binnen, aanvraag, ouder, loketmedewerker):
    page = binnen(ouder, permissions=["microphone"])
    naar(page, f"/dossier/{aanvraag.public_id}/mening/", "opname-leeg")
    hoort = page.locator("[data-opnemer]").aria_snapshot()
    assert hoort.count("Er is nog niets opgenomen.") == 1, "who listens hears it once"
    neem_op(page, "opname")
    terug = page.get_by_label("Luister terug")
    assert terug.evaluate("s => new Promise(k => { s.muted = true; s.ontimeupdate = () => k(true); s.play(); })")
    page.get_by_role("button", name="Neem opnieuw op").click()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Haal weg").wait_for()
    druk(page, "Versturen")
    rij = Zienswijze.objects.get(betrokkene__gebruiker=ouder)
    assert rij.opname
    bekijk(page, "opname-verstuurd")
    assert page.get_by_label("De opname", exact=True).evaluate(SPEELT) == [True, True, True]
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=zienswijze", "opname-loket")
    naar(balie, f"/loket/mening/{rij.public_id}/opname/", "opname-samenvatting")
    assert balie.get_by_label("De opname", exact=True).evaluate(SPEELT) == [True, True, True]
    balie.get_by_label("Wat wordt er in de opname gezegd?").fill("Zij wil eerst hulp in de klas.")
    druk(balie, "Bewaar")
    bekijk(balie, "opname-samengevat")
    naar(page, f"/dossier/{aanvraag.public_id}/mening/", "opname-klopt-het")
    page.get_by_label("Nee, er klopt iets niet").check()
    page.get_by_label("Wat klopt er niet?").fill("Ik zei: misschien.")
    druk(page, "Versturen")
    bekijk(page, "opname-reactie")


def test_without_script_a_file_does_the_same(binnen, aanvraag, ouder):
    page = binnen(ouder, java_script_enabled=False)
    naar(page, f"/dossier/{aanvraag.public_id}/mening/", "opname-zonder-script")
    assert page.get_by_role("button", name="Neem op").count() == 0
    bestand = {"name": "memo.m4a", "mimeType": "audio/mp4", "buffer": geluid("opname.m4a")}
    page.get_by_label("Liever vertellen?").set_input_files(bestand)
    druk(page, "Toevoegen")
    page.get_by_label("Wat zegt u in de opname, in het kort?").fill("Eerst hulp.")
    druk(page, "Versturen")
    assert Zienswijze.objects.get(betrokkene__gebruiker=ouder).samenvatting.tekst == "Eerst hulp."
    assert page.locator("audio").count() == 1


def test_without_a_microphone_the_page_says_what_to_do(binnen, aanvraag, ouder):
    page = binnen(ouder)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))"
    )
    page.goto(f"/dossier/{aanvraag.public_id}/mening/")
    page.get_by_role("button", name="Neem op").click()
    page.get_by_text("Er is geen microfoon gevonden. Kies een bestand.").first.wait_for()
    bekijk(page, "opname-geen-microfoon")


def test_a_pupil_of_twelve_records_and_mends_and_the_phone_tells_nothing(binnen, school, ib, loketmedewerker):
    dag = timezone.localdate() - timedelta(days=12 * 366)
    kind = leerling_op(school, roepnaam="Sem", geboortedatum=dag)
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    page = binnen(ouder, permissions=["microphone"])
    page.goto(f"/dossier/{aanvraag.public_id}/stem/")
    druk(page, "Log uit en laat Sem beginnen")
    neem_op(page, "stem-zelf-opname")
    film_ = {"name": "IMG_1.mov", "mimeType": "video/quicktime", "buffer": film("film.mov")}
    page.get_by_label("Of maak een film").set_input_files(film_)
    druk(page, "Versturen")
    bekijk(page, "stem-zelf-lezer-vergeten")
    assert page.get_by_text("Kies de film nog een keer.").first.is_visible(), "each takes its own time to be made anew"
    page.get_by_label("Of maak een film").set_input_files(film_)
    page.get_by_label("Iedereen").check()
    druk(page, "Versturen")
    assert sorted(Stembestand.objects.values_list("inhoud__soort", flat=True)) == ["audio/mpeg", "video/mp4"]
    page = binnen(ib)
    naar(page, f"/aanvragen/{aanvraag.public_id}/stem/", "stem-school-leeg")
    balie = binnen(loketmedewerker)
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/?tab=zienswijze", "stem-met-film")
    assert balie.get_by_label("Film van de leerling").evaluate(SPEELT) == [True, True, True]
    assert balie.get_by_label("Opname van de leerling").evaluate(SPEELT) == [True, True, True]


def test_a_pupil_of_sixteen_goes_on_later_with_what_it_wrote(binnen, school, ib, loketmedewerker):
    zelf = gebruiker_met(Rol.LEERLING, naam="Lot")
    dag = timezone.localdate() - timedelta(days=16 * 366)
    leerling = leerling_op(school, roepnaam="Lot", geboortedatum=dag, gebruiker=zelf)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    page = binnen(zelf)
    page.goto(f"/dossier/{aanvraag.public_id}/stem/")
    page.get_by_label("Wat wil je vertellen?").fill("Ik wil blijven.")
    page.get_by_label("Alleen wie beslist").check()
    page.get_by_text("Opgeslagen om").first.wait_for()
    assert Stemconcept.objects.get().velden["tekst"] == "Ik wil blijven."
    naar(page, f"/dossier/{aanvraag.public_id}/stem/", "stem-concept")
    assert page.get_by_label("Wat wil je vertellen?").input_value() == "Ik wil blijven."
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    druk(page, "Versturen")
    assert not Stemconcept.objects.exists()

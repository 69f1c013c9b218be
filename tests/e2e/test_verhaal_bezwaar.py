"""A refusal with a bezwaar, a committee and a changed decision: parent, desk, secretary, committee and beslisser."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.models import (
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bezwaarstatus,
    Bezwaarzaak,
    Hoorzitting,
    Ingebrekestelling,
    Tlv,
)
from loket.rules.bezwaar import Ontvangst, bezwaar_tot
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met
from tests.stukken import PDF
from tests.werker import wacht_tot

from .conftest import bekijk
from .mensen import voor_vandaag
from .stappen import druk, naar

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
B = Bezwaarstatus


def vandaag():
    return timezone.localdate()


def stap(zaak, slug=""):
    return f"/loket/bezwaren/{zaak.public_id}/" + (f"stap/{slug}/" if slug else "")


def kies(page, vraag, antwoord):
    page.get_by_role("group", name=vraag).get_by_label(antwoord).first.check()


def staat(zaak, status):
    zaak.refresh_from_db()
    assert zaak.status == status


@pytest.mark.werker
def test_a_refusal_becomes_a_tlv_by_a_bezwaar(
    binnen, werker, school, ib, leerling, ouder, loketmedewerker, bezwaarbehandelaar, bezwaarcommissie, beslisser
):
    aanvraag = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    verzonden = vandaag() - timedelta(days=20)
    besluit_bij(aanvraag, verzonden=verzonden, door=gebruiker_met(Rol.BESLISSER, naam="Eerder Besloten"))
    dossier = _maken(binnen(ouder), aanvraag)
    zaak = Bezwaarzaak.objects.get()
    _per_post(binnen(loketmedewerker), aanvraag)
    secretaris = _redenen_vragen(binnen(bezwaarbehandelaar), zaak)
    _redenen_sturen(dossier, aanvraag)
    _tot_commissie(secretaris, zaak)
    naar(dossier, f"/dossier/{aanvraag.public_id}/bezwaar/", "bezwaar-ouder-zitting")
    _advies(binnen(bezwaarcommissie), zaak)
    _beslissen(secretaris, binnen(beslisser), zaak)
    assert "gegrond" not in dossier.content()
    _versturen(secretaris, zaak)
    _gelezen(dossier, aanvraag, ouder)
    tlv = Tlv.objects.get()
    naar(binnen(ib), f"/aanvragen/{aanvraag.public_id}/", "bezwaar-school-beslist")
    naar(binnen(loketmedewerker), f"/loket/tlv/{tlv.public_id}/", "bezwaar-tlv")


def _maken(page, aanvraag):
    """The parent, who does not know yet how to say it."""
    naar(page, f"/dossier/{aanvraag.public_id}/", "bezwaar-ouder-dossier")
    page.get_by_role("link", name="Bezwaar maken").click()
    bekijk(page, "bezwaar-ouder-maken")
    druk(page, "Bezwaar versturen")
    bekijk(page, "bezwaar-ouder-fout")
    page.get_by_label("Ik maak bezwaar tegen dit besluit").check()
    druk(page, "Bezwaar versturen")
    bekijk(page, "bezwaar-ouder-ontvangen")
    return page


def _per_post(page, aanvraag):
    """The desk writes down what the school sent by post, with the day on the envelope."""
    naar(page, "/loket/bezwaren/", "bezwaren-loket")
    page.get_by_label("Nummer van de aanvraag").fill(aanvraag.kenmerk)
    druk(page, "Bezwaar vastleggen")
    bekijk(page, "bezwaar-vastleggen")
    druk(page, "Bezwaar vastleggen")
    bekijk(page, "bezwaar-vastleggen-fout")
    kies(page, "Wie maakt bezwaar?", "Stichting")
    kies(page, "Hoe kwam het binnen?", "Per post")
    page.get_by_label("Poststempel").fill((vandaag() - timedelta(days=2)).isoformat())
    page.get_by_label("Waarom is de indiener het niet eens").fill("De leerling gaat al maanden niet meer naar school.")
    kies(page, "Is het bezwaar ondertekend?", "Ja")
    page.get_by_label("Het bezwaar als bestand").set_input_files(
        {"name": "bezwaar.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    druk(page, "Bezwaar vastleggen")
    assert Bezwaar.objects.filter(kanaal="post", poststempel__lt=vandaag()).exists(), page.content()
    bekijk(page, "bezwaar-loket")


def _redenen_vragen(page, zaak):
    """The secretary takes the file up and asks the parent for the reasons."""
    naar(page, "/loket/bezwaren/", "bezwaren")
    naar(page, stap(zaak), "bezwaar-ontvangen")
    druk(page, "In behandeling nemen")
    bekijk(page, "bezwaar-toets")
    naar(page, stap(zaak, "herstel"), "bezwaar-herstel")
    wie = zaak.bezwaren.get(van="ouder").naam
    kies(page, "Om welk bezwaar gaat het?", wie)
    druk(page, "Om de redenen vragen")
    bekijk(page, "bezwaar-wacht-op-redenen")
    naar(page, stap(zaak, "hersteld"), "bezwaar-redenen")
    return page


def _redenen_sturen(page, aanvraag):
    """The parent sends them in the portal, with a paper, and reads that they came in."""
    naar(page, f"/dossier/{aanvraag.public_id}/bezwaar/", "bezwaar-ouder-redenen")
    druk(page, "Redenen versturen")
    bekijk(page, "bezwaar-ouder-redenen-fout")
    page.get_by_label("Waarom bent u het niet eens").fill("Mijn kind is bang en leert niets meer.")
    page.get_by_label("Wilt u papieren meesturen?").set_input_files(
        {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    druk(page, "Redenen versturen")
    bekijk(page, "bezwaar-ouder-redenen-binnen")
    assert "Wij hebben uw redenen ontvangen." in page.content()
    assert page.get_by_role("button", name="Redenen versturen").count() == 0


def _tot_commissie(page, zaak):
    """The secretary: both judged, committee, hearing, more time."""
    naar(page, stap(zaak), "bezwaar-redenen-binnen")
    staat(zaak, B.TOETS)
    _toetsen(page, zaak)
    naar(page, stap(zaak, "commissie"), "bezwaar-naar-commissie")
    kies(page, "Welke commissie adviseert?", "Een eigen commissie")
    page.get_by_label("C. Commissie").check()
    druk(page, "Naar de commissie")
    bekijk(page, "bezwaar-naar-commissie-fout")
    page.get_by_label("Naam in de brief").fill("Bezwaaradviescommissie De Vloedlijn")
    druk(page, "Naar de commissie")
    bekijk(page, "bezwaar-bij-commissie")
    naar(page, stap(zaak, "geen-hoorzitting"), "bezwaar-geen-hoorzitting")
    page.goto(stap(zaak, "hoorzitting"))
    page.get_by_label("Op welke dag?").fill((vandaag() + timedelta(days=5)).isoformat())
    page.get_by_label("Hoe laat?").fill("14:30")
    page.get_by_label("Waar?").fill("Kadeplein 1, Zandwerven")
    druk(page, "Hoorzitting plannen")
    bekijk(page, "bezwaar-hoorzitting-te-vroeg", titel="Hoorzitting")
    page.get_by_label("Op welke dag?").fill((vandaag() + timedelta(days=14)).isoformat())
    druk(page, "Hoorzitting plannen")
    naar(page, stap(zaak, "verdagen"), "bezwaar-verdagen")
    page.get_by_label("Waarom?").fill("De commissie kan niet eerder bij elkaar komen.")
    druk(page, "Verdagen")
    bekijk(page, "bezwaar-verdaagd")
    staat(zaak, B.HOORZITTING_GEPLAND)
    _berichten(page, zaak)
    return page


def _berichten(page, zaak):
    """The letters that came with the steps: dated, made by the worker, sent."""
    naar(page, f"{stap(zaak)}berichten/", "bezwaar-berichten")
    voor_vandaag(page)
    wacht_tot(lambda: not Bezwaarbericht.objects.filter(vervallen_op=None, brief__versies__pdf=None).exists(), 60)
    naar(page, f"{stap(zaak)}berichten/", "bezwaar-berichten-klaar")
    druk(page, "Markeer als verzonden")
    naar(page, stap(zaak), "bezwaar-berichten-verzonden")


def _toetsen(page, zaak):
    for nummer, bezwaar in enumerate(zaak.bezwaren.order_by("pk")):
        page.goto(stap(zaak, "toetsen"))
        kies(page, "Om welk bezwaar gaat het?", bezwaar.naam)
        if nummer == 0:
            kies(page, "Is het bezwaar ontvankelijk?", "Ik twijfel")
            druk(page, "Ontvankelijkheid toetsen")
            bekijk(page, "bezwaar-toetsen-fout")
        kies(page, "Is het bezwaar ontvankelijk?", "Ja")
        druk(page, "Ontvankelijkheid toetsen")
    bekijk(page, "bezwaar-getoetst")


def _advies(page, zaak):
    """A member of the committee after the hearing, on a phone as well as on a screen."""
    Hoorzitting.objects.update(wanneer=timezone.now() - timedelta(hours=1))
    naar(page, "/loket/bezwaren/", "bezwaren-commissie")
    naar(page, stap(zaak), "bezwaar-commissie")
    page.get_by_role("link", name="Het dossier van de aanvraag").click()
    bekijk(page, "bezwaar-commissie-dossier")
    naar(page, stap(zaak, "verslag"), "bezwaar-verslag")
    page.get_by_label("Wie waren er?").fill("De moeder, de school en het samenwerkingsverband.")
    page.get_by_label("Wat is er gezegd?").fill("De moeder vertelde hoe de dagen gaan. De school bevestigde dat.")
    druk(page, "Verslag van de hoorzitting")
    naar(page, stap(zaak, "advies"), "bezwaar-advies")
    kies(page, "Wat adviseert de commissie?", "Gegrond")
    page.get_by_label("Waarom?").fill("Wat de school deed, is goed onderbouwd. Lichtere hulp is geprobeerd.")
    druk(page, "Advies van de commissie")
    staat(zaak, B.ADVIES_ONTVANGEN)
    bekijk(page, "bezwaar-commissie-klaar")


def _beslissen(secretaris, beslisser, zaak):
    """The secretary drafts, the beslisser reads the letters and signs."""
    naar(secretaris, stap(zaak), "bezwaar-advies-binnen")
    druk(secretaris, "Beslissing voorbereiden")
    naar(secretaris, f"{stap(zaak)}beslissing/", "bezwaar-beslissing")
    kies(secretaris, "Wat beslissen wij?", "Gegrond")
    kies(secretaris, "Wat gebeurt er met het besluit?", "Er komt een ander besluit")
    secretaris.get_by_label("Wat komt ervoor in de plaats?").select_option("SO:L")
    secretaris.get_by_label("Ingangsdatum").fill((vandaag() + timedelta(days=14)).isoformat())
    secretaris.get_by_label("Hele schooljaren").select_option("2")
    secretaris.get_by_label("Waarom beslissen wij dit?").fill("Wij volgen de commissie: er is genoeg geprobeerd.")
    bekijk(secretaris, "bezwaar-beslissing-gevuld")
    druk(secretaris, "Bewaar")
    naar(beslisser, "/loket/besluiten/", "bezwaar-besluiten")
    naar(beslisser, stap(zaak), "bezwaar-beslisser")
    beslisser.goto(f"{stap(zaak)}beslissing/")
    druk(beslisser, "Bekijk de brief")
    bekijk(beslisser, "bezwaar-brieven")
    beslisser.goto(f"{stap(zaak)}brief/1/")
    bekijk(beslisser, "bezwaar-brief-voorbeeld", titel="Beslissing op bezwaar")
    naar(beslisser, f"{stap(zaak)}ondertekenen/", "bezwaar-ondertekenen")
    druk(beslisser, "Beslissing nemen en ondertekenen")
    staat(zaak, B.GEGROND)
    bekijk(beslisser, "bezwaar-besloten")


def _versturen(page, zaak):
    naar(page, f"{stap(zaak)}verzenden/", "bezwaar-verzenden")
    voor_vandaag(page)
    klaar = lambda: not Bezwaarbekendmaking.objects.filter(brief__versies__pdf=None).exists()  # noqa: E731
    wacht_tot(klaar, 60, "de brieven")
    naar(page, f"{stap(zaak)}verzenden/", "bezwaar-verzenden-klaar")
    druk(page, "Markeer als verzonden")
    bekijk(page, "bezwaar-verzonden")
    staat(zaak, B.BEKENDGEMAAKT)
    naar(page, stap(zaak), "bezwaar-klaar")


def _gelezen(page, aanvraag, ouder):
    """What the parent reads, on the page and in the PDF."""
    naar(page, f"/dossier/{aanvraag.public_id}/", "bezwaar-ouder-beslist")
    naar(page, f"/dossier/{aanvraag.public_id}/bezwaar/", "bezwaar-ouder-klaar")
    page.get_by_role("link", name="Lees de brief").click()
    bekijk(page, "bezwaar-ouder-brief", titel="Beslissing op bezwaar")
    brief = Bezwaarbekendmaking.objects.get(betrokkene__gebruiker=ouder)
    pdf = page.request.get(f"/bezwaarbrieven/{brief.public_id}/pdf/").body()
    tekst = " ".join(" ".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf)).pages).split())
    for woord in (Tlv.objects.get().nummer, datum_voluit(brief.beroep_tot), "Mijn kind is bang", "gegrond"):
        assert woord in tekst, woord
    assert "De leerling gaat al maanden niet" not in tekst


def test_a_notice_of_default_costs_by_the_day_and_the_court_comes_last(
    binnen, bezwaarbehandelaar, beslisser, school, ib
):
    besluit = besluit_bij(
        aanvraag_in("besluit_voorbereiden", school=school, ib=ib), verzonden=vandaag() - timedelta(days=150)
    )
    bezwaar = bezwaar_bij(
        besluit, status=B.TOETS, ontvangen=vandaag() - timedelta(days=120), van="ouder", kanaal="post"
    )
    zaak, page = bezwaar.zaak, binnen(bezwaarbehandelaar)
    Bezwaarzaak.objects.update(behandelaar=bezwaarbehandelaar)
    naar(page, stap(zaak, "ingebrekestelling"), "bezwaar-ingebrekestelling")
    page.get_by_label("Ontvangen op").fill((vandaag() - timedelta(days=40)).isoformat())
    druk(page, "Ingebrekestelling vastleggen")
    bekijk(page, "bezwaar-dwangsom")
    for slug in ("intrekken", "uitstel", "voorziening", "toewijzen"):
        naar(page, stap(zaak, slug), f"bezwaar-{slug}")
    naar(page, "/loket/bezwaren/", "bezwaren-te-laat")
    beslist = binnen(beslisser)
    dwangsom = f"{stap(zaak)}dwangsom/{zaak.ingebrekestellingen.get().public_id}/"
    naar(beslist, dwangsom, "bezwaar-dwangsom-loopt")
    Ingebrekestelling.objects.create(
        zaak=zaak,
        bezwaar=bezwaar,
        ontvangen_op=vandaag() - timedelta(days=64),
        vastgelegd_op=timezone.now(),
        vastgelegd_door=bezwaarbehandelaar,
    )
    eerste = zaak.ingebrekestellingen.order_by("ontvangen_op")[0].public_id
    naar(beslist, f"{stap(zaak)}dwangsom/{eerste}/", "bezwaar-dwangsom-vaststellen")
    druk(beslist, "Bedrag vaststellen en ondertekenen")
    bekijk(beslist, "bezwaar-dwangsom-vastgesteld")
    naar(page, f"{stap(zaak)}berichten/", "bezwaar-berichten-dwangsom")
    for status, slugs in (
        (B.ONTVANKELIJK, ()),
        (B.VERZUIM_HERSTEL, ("herstel-voorbij",)),
        (B.BEKENDGEMAAKT, ("beroep",)),
        (B.IN_BEROEP, ("uitspraak",)),
        (B.UITSPRAAK, ("hoger-beroep",)),
    ):
        Bezwaarzaak.objects.update(status=status)
        naar(page, stap(zaak), f"bezwaar-status-{status}")
        for slug in slugs:
            naar(page, stap(zaak, slug), f"bezwaar-{slug}")
    naar(page, "/loket/bezwaren/?weergave=rechter", "bezwaren-rechter")


def test_the_school_lodges_in_the_portal(binnen, school, ib):
    besluit = besluit_bij(
        aanvraag_in("besluit_voorbereiden", school=school, ib=ib), verzonden=vandaag() - timedelta(days=60)
    )
    brief = besluit.bekendmakingen.get(aan="school")
    page = binnen(ib)
    naar(page, f"/brieven/{brief.public_id}/bezwaar/", "bezwaar-school-maken")
    page.get_by_label("Waarom is de school het niet eens").fill("Alles is al geprobeerd.")
    page.get_by_label("Waarom is het bezwaar later?").fill("De brief kwam in de vakantie.")
    page.get_by_label("Ik maak namens het schoolbestuur bezwaar").check()
    druk(page, "Bezwaar versturen")
    bekijk(page, "bezwaar-school-ontvangen")


AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TELEFOON = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("moment", ["laatste", "te-laat"])
def test_on_the_last_day_and_one_day_late(binnen, school, ib, leerling, ouder, moment, script):
    """A parent on a phone, a minute before midnight of the last day and one after it."""
    verstuurd = datetime(2026, 6, 3, 10, tzinfo=AMSTERDAM)
    with time_machine.travel(verstuurd, tick=False):
        besluit = besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))
    laatste = datetime.combine(bezwaar_tot(verstuurd.date()), time(23, 59), tzinfo=AMSTERDAM)
    te_laat = moment == "te-laat"
    with time_machine.travel(laatste + timedelta(minutes=2 * te_laat), tick=False):
        page = binnen(ouder, java_script_enabled=script, **TELEFOON)
        naar(page, f"/dossier/{besluit.aanvraag.public_id}/", f"bezwaar-dossier-{moment}")
        assert ("Die dag is voorbij" in page.content()) is te_laat
        page.get_by_role("link", name="Bezwaar maken").click()
        bekijk(page, f"bezwaar-maken-{moment}")
        assert ("Wat betekent te laat?" in page.content()) is te_laat
        page.get_by_label("Waarom bent u het niet eens").fill("Mijn kind redt het niet op deze school.")
        if te_laat:
            page.get_by_label("Waarom is uw bezwaar later?").fill("Ik lag in het ziekenhuis.")
        page.get_by_label("Ik maak bezwaar tegen dit besluit").check()
        druk(page, "Bezwaar versturen")
        bekijk(page, f"bezwaar-ontvangen-{moment}")
        assert ("Uw bezwaar kwam na de laatste dag" in page.content()) is te_laat
    bezwaar = Bezwaar.objects.get()
    assert bezwaar.op_tijd() == (Ontvangst.TE_LAAT if te_laat else Ontvangst.OP_TIJD)
    assert bezwaar.zaak.kenmerk in page.content()

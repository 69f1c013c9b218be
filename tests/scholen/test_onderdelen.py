"""What an SWV switched off is nowhere: no page, no line in a menu, no card, no link; and it comes back whole."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post import actions as post
from loket.actions.kanaal import heeft_account
from loket.actions.toegang import krijgt_code
from scholen.actions.instellingen import instelling_wijzigen
from scholen.models import Instelling, Onderdeel
from scholen.onderdelen import PADEN, is_uit, onderdeel_van
from tests.arrangementrijen import arrangement, toegekend
from tests.factories import InstellingFactory, LeerlingFactory, aanbod, gebruiker_met, ouder_van
from tests.test_architectuur import WORTEL
from thuiszitters.actions.herinneren import thuiszitters_herinneren
from thuiszitters.actions.weergave import weekmails_klaarzetten

ADRESSEN = {
    "arrangementen": ("/aanbod/", "/arrangementen/", "/uren/", "/beheer/aanbod/"),
    "budgetten": ("/budgetten/", "/monitoring/geld/"),
    "thuiszitters": ("/thuiszitters/", "/thuiszitters-info/", "/beheer/protocol/", "/monitoring/thuiszitters/"),
    "kennis": ("/nieuws/", "/kennisbank/", "/scholing/"),
    "ouders": ("/dossier/", "/meekijken/", "/loket/vragen-van-ouders/", "/loket/aanvragen/x/toegang/"),
    "openbaar": ("/ouders/", "/professionals/", "/over-ons/", "/zoek/", "/talen/", "/talen/ar/", "/sitemap.xml"),
}


LEIDT_NAAR = (
    ("arrangementen:aanbod", "arrangementen"),
    ("thuiszitters:", "thuiszitters"),
    ("dossier:", "ouders"),
    ("loket:meekijken", "ouders"),
    ("loket:toegang", "ouders"),
    ('ouders"', "openbaar"),
    ('professionals"', "openbaar"),
    ("voorlichting:over_ons", "openbaar"),
    ("voorlichting:talen", "openbaar"),
    ("voorlichting:zoek", "openbaar"),
)
ZELF = {
    "arrangementen": ("arrangementen/",),
    "thuiszitters": ("thuiszitters/",),
    "ouders": ("dossier/", "loket/meekijken/", "loket/toegang", "loket/bekendmaken", "loket/eigen_email"),
    "openbaar": ("openbaar/home", "openbaar/ouders", "openbaar/professionals", "voorlichting/", "monitoring/openbaar"),
}
"""Part → the templates that are gone with it."""


def test_every_part_has_addresses_and_what_is_always_there_belongs_to_none():
    assert set(PADEN) == set(Onderdeel)
    for onderdeel, adressen in ADRESSEN.items():
        assert {onderdeel_van(adres) for adres in adressen} == {onderdeel}
    altijd_er = (
        "/",
        "/loket/",
        "/school/",
        "/scholen/",
        "/beheer/",
        "/loket/tlv/",
        "/prognose/",
        "/contact/",
        "/echt/",
    )
    for altijd in (*altijd_er, "/privacy/", "/talen/ar/privacy/", "/klacht-of-bezwaar/", "/account/login/"):
        assert onderdeel_van(altijd) == ""
    assert not is_uit("/aanbod/", [])


@pytest.mark.django_db
@pytest.mark.parametrize("onderdeel", list(ADRESSEN))
def test_what_is_off_is_there_for_nobody(client, inloggen, onderdeel):
    InstellingFactory(onderdelen_uit=[onderdeel])
    for wie in (None, Rol.BEHEERDER, Rol.LOKETMEDEWERKER, Rol.BESLISSER):
        kijker = inloggen(gebruiker_met(wie)) if wie else client
        assert {adres: kijker.get(adres).status_code for adres in ADRESSEN[onderdeel]} == dict.fromkeys(
            ADRESSEN[onderdeel], 404
        )
        pagina = kijker.get("/contact/").text
        assert [adres for adres in ADRESSEN[onderdeel] if f'"{adres}"' in pagina] == []


@pytest.mark.django_db
def test_no_public_page_and_no_page_of_beheer_leads_to_what_is_off(client, inloggen, beheerder):
    alle = [een for een in Onderdeel.values if een != Onderdeel.OPENBAAR]
    instelling = InstellingFactory(onderdelen_uit=alle)
    weg = [adres for onderdeel in alle for adres in ADRESSEN[onderdeel]]
    for pad in ("/", "/ouders/", "/professionals/", "/over-ons/", "/contact/", "/scholen/", "/sitemap.xml"):
        assert [
            adres for adres in weg if f'"{adres}"' in client.get(pad).text or f"{adres}<" in client.get(pad).text
        ] == []
    Instelling.objects.filter(pk=instelling.pk).update(onderdelen_uit=Onderdeel.values)
    weg += ADRESSEN["openbaar"]
    dicht = ("/contact/", "/privacy/", "/toegankelijkheid/", "/klacht-of-bezwaar/", "/woorden/", "/account/login/")
    for pad in dicht:
        assert [adres for adres in (*weg, "/scholen/") if f'"{adres}"' in client.get(pad).text] == [], pad
    kijker = inloggen(beheerder)
    for pad in (reverse("scholen:beheer"), reverse("inrichting:nieuw")):
        assert [adres for adres in weg if f'"{adres}"' in kijker.get(pad).text] == []


@pytest.mark.django_db
def test_beheer_switches_off_from_tomorrow_and_on_again(client, beheerder):
    swv = InstellingFactory().swv
    assert client.get("/aanbod/").status_code == 200
    nu, morgen = timezone.now(), timezone.localdate() + timedelta(days=1)
    wie = {"door": beheerder, "op": nu}
    instelling_wijzigen(swv, **wie, geldig_van=morgen, velden={"onderdelen_uit": ["arrangementen"]})
    assert client.get("/aanbod/").status_code == 200
    Instelling.objects.filter(geldig_van=morgen).update(geldig_van=timezone.localdate())
    assert client.get("/aanbod/").status_code == 404
    Instelling.objects.filter(geldig_van=timezone.localdate()).update(onderdelen_uit=[])
    assert client.get("/aanbod/").status_code == 200


def test_a_template_that_leads_to_another_part_asks_whether_it_is_there():
    """A link from outside a part stands under a condition, or is on a page that is only there with its rows."""
    alleen_met_rijen = {"loket/consult_advies.html", "loket/aanvraag_onderdeel.html"}
    los = []
    for sjabloon in sorted((WORTEL / "templates").rglob("*.html")):
        naam, tekst = str(sjabloon.relative_to(WORTEL / "templates")), sjabloon.read_text()
        for app, onderdeel in LEIDT_NAAR:
            if naam.startswith(ZELF[onderdeel]):
                continue
            if f'url "{app}' in tekst and f'"{onderdeel}" not in uit' not in tekst and naam not in alleen_met_rijen:
                los.append((naam, app))
    assert los == []


@pytest.mark.django_db
def test_without_budgets_help_is_granted_without_money_and_without_arrangementen_there_are_none(inloggen):
    instelling = InstellingFactory(onderdelen_uit=["arrangementen"])
    kijker = inloggen(gebruiker_met(Rol.CONTROLLER))
    assert kijker.get("/budgetten/").status_code == 404, "budgets pay for what is not there"
    Instelling.objects.filter(pk=instelling.pk).update(onderdelen_uit=["budgetten"])
    assert kijker.get("/budgetten/").status_code == 404
    assert kijker.get("/aanbod/").status_code == 200
    pagina = kijker.get("/monitoring/").text
    assert "/monitoring/geld/" not in pagina
    assert '"/budgetten/"' not in pagina
    uit = toegekend(arrangement(bedrag=Decimal(150))).beslissing
    assert (uit.pot, uit.bedrag, uit.uitkomst) == (None, 0, "toegekend")
    with pytest.raises(NietMogelijk, match="hulp in geld"):
        toegekend(
            arrangement(
                soort=aanbod(kenmerk="geld", vorm="bedrag", eenheid="arrangement", functie=""), bedrag=Decimal(150)
            )
        )


@pytest.mark.django_db
def test_without_a_website_a_visitor_reads_only_what_letters_and_the_law_need_and_staff_reads_on(client, inloggen):
    InstellingFactory(onderdelen_uit=["openbaar"])
    assert client.get("/")["Location"] == reverse("account_login")
    for pad in ("/scholen/", "/aanbod/", "/nieuws/", "/kennisbank/", "/thuiszitters-info/"):
        assert client.get(pad).status_code == 404, pad
    for pad in ("/contact/", "/privacy/", "/toegankelijkheid/", "/klacht-of-bezwaar/", "/echt/", "/woorden/"):
        assert client.get(pad).status_code == 200, pad
    assert "Disallow: /" in client.get("/robots.txt").text
    kijker = inloggen(gebruiker_met(Rol.ADVISEUR))
    assert {kijker.get(pad).status_code for pad in ("/scholen/", "/aanbod/", "/kennisbank/")} == {200}


@pytest.mark.django_db
def test_where_families_do_not_log_in_they_get_no_code_no_mail_and_paper():
    leerling = LeerlingFactory()
    ouder, met_account = ouder_van(leerling), gebruiker_met(Rol.OUDER)
    ouder_twee = ouder_van(leerling, gebruiker=met_account)
    vandaag, nu = timezone.localdate(), timezone.now()
    instelling = InstellingFactory()
    assert krijgt_code(ouder, leerling, vandaag)
    assert heeft_account(ouder_twee, vandaag)
    ib = gebruiker_met(Rol.IB)
    Instelling.objects.filter(pk=instelling.pk).update(onderdelen_uit=["ouders"])
    assert not krijgt_code(ouder, leerling, vandaag)
    assert not heeft_account(ouder_twee, vandaag)
    for wie, gaat in ((met_account, False), (ib, True)):
        bericht = post.melden(wie=wie, sleutel=f"x-{wie.pk}", op=nu, dringend=True)
        assert post.verzenden(bericht.pk, op=nu) is gaat
    assert [een.to for een in mail.outbox] == [[ib.email]]


@pytest.mark.django_db
def test_of_what_is_off_nobody_is_reminded(monkeypatch):
    InstellingFactory(onderdelen_uit=["thuiszitters"])
    monkeypatch.setattr("thuiszitters.actions.herinneren.Casus.objects.filter", _mag_niet)
    monkeypatch.setattr("thuiszitters.actions.weergave.Weekkeuze.objects.filter", _mag_niet)
    assert thuiszitters_herinneren(op=timezone.now()) == 0
    assert weekmails_klaarzetten(op=timezone.now()) == 0


def _mag_niet(*args, **kwargs):
    raise AssertionError("asked about a part that is off")

"""What an SWV switched off is nowhere: no page, no line in a menu, no card, no link; and it comes back whole."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from scholen.actions.instellingen import instelling_wijzigen
from scholen.models import Instelling, Onderdeel
from scholen.onderdelen import PADEN, is_uit, onderdeel_van
from tests.factories import InstellingFactory, gebruiker_met
from tests.test_architectuur import WORTEL

ADRESSEN = {
    "arrangementen": ("/aanbod/", "/arrangementen/", "/budgetten/", "/uren/", "/beheer/aanbod/", "/monitoring/geld/"),
    "thuiszitters": ("/thuiszitters/", "/thuiszitters-info/", "/beheer/protocol/", "/monitoring/thuiszitters/"),
    "kennis": ("/nieuws/", "/kennisbank/", "/scholing/"),
}


def test_every_part_has_addresses_and_what_is_always_there_belongs_to_none():
    assert set(PADEN) == set(Onderdeel)
    for onderdeel, adressen in ADRESSEN.items():
        assert {onderdeel_van(adres) for adres in adressen} == {onderdeel}
    for altijd in ("/", "/loket/", "/school/", "/dossier/", "/scholen/", "/beheer/", "/loket/tlv/", "/prognose/"):
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
    InstellingFactory(onderdelen_uit=Onderdeel.values)
    weg = [adres for adressen in ADRESSEN.values() for adres in adressen]
    for pad in ("/", "/ouders/", "/professionals/", "/over-ons/", "/contact/", "/scholen/", "/sitemap.xml"):
        assert [
            adres for adres in weg if f'"{adres}"' in client.get(pad).text or f"{adres}<" in client.get(pad).text
        ] == []
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
        if naam.startswith(("arrangementen/", "thuiszitters/", "voorlichting/kennisbank", "voorlichting/nieuws")):
            continue
        for app, onderdeel in (("arrangementen:aanbod", "arrangementen"), ("thuiszitters:", "thuiszitters")):
            if f'url "{app}' in tekst and f'"{onderdeel}" not in uit' not in tekst and naam not in alleen_met_rijen:
                los.append((naam, app))
    assert los == []

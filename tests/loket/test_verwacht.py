"""What is expected of a beslisser beside deciding: proposals to send on, second pairs of eyes, TLVs to take back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.bezwaar import overgang
from loket.actions.doorzenden import doorzending_voorstellen
from loket.models import Bezwaarzaak, Intrekking, Meelezing, Status
from scholen.models import Instelling
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, opdracht_voor, tlv_voor

pytestmark = pytest.mark.django_db
S = Status
LIJST = "loket:besluiten"


def test_a_proposal_to_send_on_is_on_the_list_until_it_is_answered(inloggen, beslisser, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    doorzending_voorstellen(aanvraag, door=loketmedewerker, op=timezone.now(), naar_naam="SWV Elders", reden="Grens.")
    client = inloggen(beslisser)
    adres = reverse("loket:doorzenden", args=[aanvraag.public_id])
    assert adres in client.get(reverse(LIJST)).text
    client.post(adres, {"actie": "afwijzen", "reden": "Wij doen het zelf."})
    assert adres not in client.get(reverse(LIJST)).text


def test_second_pairs_of_eyes_are_on_both_lists(inloggen, beslisser):
    aanvraag, collega = aanvraag_in(S.BESLUIT_VOORBEREIDEN), gebruiker_met(Rol.BESLISSER, naam="K. Collega")
    rij = Meelezing.objects.create(
        aanvraag=aanvraag, gevraagd_aan=collega, gevraagd_door=beslisser, gevraagd_op=timezone.now(), beslissing={}
    )
    assert reverse("loket:meelezen", args=[rij.public_id]) in inloggen(collega).get(reverse(LIJST)).text
    tekst = inloggen(beslisser).get(reverse(LIJST)).text
    assert "Wacht op een tweede paar ogen" in tekst
    assert "gevraagd aan K. Collega" in tekst


def test_a_tlv_to_take_back_comes_when_all_could_react(inloggen, beslisser, ib):
    vandaag = timezone.localdate()
    tlv = tlv_voor(ib=ib, start=vandaag, eind=vandaag + timedelta(days=300))
    rij = Intrekking.objects.create(
        tlv=tlv,
        grond="onjuist",
        voornemen="Klopte niet.",
        gevraagd_op=vandaag,
        reageren_tot=vandaag + timedelta(days=14),
        begonnen_op=timezone.now(),
        begonnen_door=beslisser,
    )
    adres = reverse("loket:tlv_intrekbesluit", args=[tlv.public_id])
    client = inloggen(beslisser)
    assert adres not in client.get(reverse(LIJST)).text
    rij.zienswijze_school, rij.zienswijze_ouders = "Eens.", "Niet eens."
    rij.save()
    assert adres in client.get(reverse(LIJST)).text


@pytest.mark.parametrize("hoe", ["nam het besluit", "herstelde het", "adviseerde"])
def test_a_bezwaar_is_expected_of_who_may_decide_on_it(inloggen, beslisser, hoe):
    """Awb 10:3, R-DES-06, and 6:19 for the correction."""
    ander, mandaat = gebruiker_met(Rol.BESLISSER), {"bevoegdheid": "mandaat"}
    besluit = besluit_bij(door=beslisser if hoe == "nam het besluit" else gebruiker_met(Rol.BESLISSER), **mandaat)
    if hoe == "herstelde het":
        besluit_bij(besluit.aanvraag, door=beslisser, versie=2, herstelt=besluit, herstel_uitleg="Fout.", **mandaat)
    if hoe == "adviseerde":
        opdracht_voor(besluit.aanvraag, deskundige=beslisser, volgorde=3)
    getoetst = {"toets": "ontvankelijk", "getoetst_op": timezone.now(), "getoetst_door": ander}
    zaak = bezwaar_bij(besluit, status="beslissing_concept", **getoetst).zaak
    Instelling.objects.update(bevoegdheid="mandaat")
    zaak = Bezwaarzaak.objects.get(pk=zaak.pk)
    adres = reverse("loket:bezwaar", args=[zaak.public_id])
    waarom_niet = overgang.regels["op_bezwaar_beslissen"].waarom_niet
    for wie, mag in ((beslisser, False), (ander, True)):
        assert (adres in inloggen(wie).get(reverse(LIJST)).text) == mag
        assert (waarom_niet(zaak, wie, timezone.now()) == "") == mag


def test_nothing_expected_shows_nothing(inloggen, beslisser):
    assert "verwacht wordt" not in inloggen(beslisser).get(reverse(LIJST)).text

"""A secret address stands in no letter: in every decision our own words are read for it (afspraken 36 and 37)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kern.gebruikers.overgang import NietMogelijk
from loket.actions.besluit import besluiten
from loket.actions.bezwaar import beslissen, commissie, toetsen
from loket.actions.buiten_behandeling import buiten_behandeling_stellen
from loket.actions.herstel import besluit_herstellen
from loket.actions.intrekking import tlv_intrekken, voornemen_vastleggen, zienswijze_vastleggen
from loket.models import BeslissingConcept, Besluit, Intrekking
from scholen.models import Adres
from tests.bezwaren import bezwaar_bij
from tests.factories import aanvraag_in, beslissing
from tests.loket.bezwaarstappen import besluit_met_tlv, keuze, nu, tot_concept, vandaag

GEHEIM = "Vader woont aan de Kanarielaan."
WOORDEN = {"motivering": "Het kan weer.", "antwoord_zienswijze": "Wij begrijpen u."}


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    zaak = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    Adres.objects.filter(betrokkene__gebruiker=andere_ouder).update(straat="Kanarielaan 77", adresgeheim=True)
    return zaak


@pytest.fixture
def besluit(aanvraag, beslisser, loketmedewerker):
    return besluit_met_tlv(aanvraag, beslisser, loketmedewerker)


@pytest.fixture
def intrekking(besluit, loketmedewerker):
    rij = beginnen(besluit, loketmedewerker)
    eens = {"zienswijze_school": "Eens.", "zienswijze_ouders": "Niet eens."}
    return zienswijze_vastleggen(rij, door=loketmedewerker, op=nu(), **eens)


def beginnen(besluit, loket, voornemen="De school stopt."):
    vraag = {"grond": "nieuwe_feiten", "voornemen": voornemen, "reageren_tot": vandaag() + timedelta(days=14)}
    return voornemen_vastleggen(besluit.tlv, door=loket, op=nu(), **vraag)


def gepland(besluit, door):
    """A bezwaar of the school with a hearing to come, and who writes it down after that."""
    bezwaar, doen = bezwaar_bij(besluit, van="school"), {"door": door, "op": nu()}
    toetsen.bezwaar_nemen(bezwaar.zaak, **doen)
    toetsen.bezwaar_toetsen(bezwaar.zaak, **doen, bezwaar=bezwaar.public_id, toets="ontvankelijk")
    commissie.naar_commissie(bezwaar.zaak, **doen, commissie="lbt")
    commissie.hoorzitting_plannen(bezwaar.zaak, **doen, wanneer=nu() + timedelta(days=11), waar="Kadeplein 1")
    return bezwaar.zaak, {"door": door, "op": nu() + timedelta(days=12)}


def niet_geheim():
    Adres.objects.update(adresgeheim=False)


def test_not_in_a_decision(aanvraag, beslisser):
    with pytest.raises(NietMogelijk, match=r"geheim adres: Kanarielaan\."):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, motivering=GEHEIM))
    assert not Besluit.objects.exists()


def test_not_in_a_decision_when_that_of_the_child_is_shielded(aanvraag, beslisser, leerling):
    leerling.straat, leerling.afscherming = "Merelpad 3", "adres"
    leerling.save()
    with pytest.raises(NietMogelijk, match=r"geheim adres: Merelpad\."):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, passende_hulp="Hulp op het Merelpad."))


@pytest.mark.parametrize("waar", ["uitleg", "motivering"])
def test_not_in_a_correction(besluit, beslisser, waar):
    woorden = {"uitleg": "Een tikfout.", "motivering": "Structuur."} | {waar: GEHEIM}
    with pytest.raises(NietMogelijk, match="geheim adres"):
        besluit_herstellen(besluit.aanvraag, door=beslisser, op=nu(), **woorden)


def test_not_when_it_is_left_aside(ib, school, leerling, ouder, andere_ouder, beslisser):
    zaak = aanvraag_in("aanvulling_gevraagd", school=school, ib=ib, leerling=leerling)
    Adres.objects.filter(betrokkene__gebruiker=andere_ouder).update(straat="Kanarielaan 77", adresgeheim=True)
    zaak.aanvullingen.update(
        gevraagd_op=vandaag() - timedelta(days=20), hersteltermijn_tot=vandaag() - timedelta(days=1)
    )
    with pytest.raises(NietMogelijk, match="geheim adres"):
        buiten_behandeling_stellen(zaak, door=beslisser, op=nu(), motivering=GEHEIM)


def test_not_when_we_say_that_we_mean_to_withdraw(besluit, loketmedewerker):
    with pytest.raises(NietMogelijk, match="geheim adres"):
        beginnen(besluit, loketmedewerker, GEHEIM)
    assert not Intrekking.objects.exists()


@pytest.mark.parametrize("waar", ["motivering", "antwoord_zienswijze", "zienswijze_ouders"])
def test_not_in_a_withdrawal(intrekking, loketmedewerker, beslisser, waar):
    if waar == "zienswijze_ouders":
        Intrekking.objects.update(zienswijze_ouders=GEHEIM)
        intrekking.refresh_from_db()
    woorden = WOORDEN | ({waar: GEHEIM} if waar in WOORDEN else {})
    with pytest.raises(NietMogelijk, match="geheim adres"):
        tlv_intrekken(intrekking, door=beslisser, op=nu(), per=vandaag() + timedelta(days=10), **woorden)
    assert Besluit.objects.count() == 1


def test_not_in_a_decision_on_bezwaar(besluit, bezwaarbehandelaar, beslisser):
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking="ongegrond")
    with pytest.raises(NietMogelijk, match="geheim adres"):
        beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze(motivering=GEHEIM))


def test_of_another_address_the_beslisser_is_warned_before_withdrawing(intrekking, beslisser, inloggen):
    niet_geheim()
    velden = {"actie": "bekijken", "per": (vandaag() + timedelta(days=10)).isoformat(), **WOORDEN}
    adres, client = reverse("loket:tlv_intrekbesluit", args=[intrekking.tlv.public_id]), inloggen(beslisser)
    assert "niet iedereen weten" not in client.post(adres, velden).text
    assert "Kanarielaan 77. Alle geadresseerden lezen" in client.post(adres, velden | {"motivering": GEHEIM}).text


@pytest.mark.parametrize("waar", ["advies", "verslag"])
def test_of_another_address_the_beslisser_is_warned_before_signing_on_a_bezwaar(
    besluit, bezwaarbehandelaar, beslisser, inloggen, waar
):
    """The advice is quoted and the report of the hearing goes with the letter."""
    niet_geheim()
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking="ongegrond", tekst=GEHEIM if waar == "advies" else "Nee.")
    if waar == "verslag":
        zaak.hoorzittingen.update(verslag=GEHEIM)
    gegevens = {"uitkomst": "ongegrond", "gevolg": "handhaven", "motivering": "Wij volgen de commissie."}
    BeslissingConcept.objects.create(zaak=zaak, versie=1, gegevens=gegevens)
    pagina = inloggen(beslisser).get(reverse("loket:bezwaar_ondertekenen", args=[zaak.public_id]))
    assert "Kanarielaan 77. Alle geadresseerden lezen" in pagina.text


@pytest.mark.parametrize("waar", ["aanwezig", "verslag"])
def test_not_in_the_report_of_a_hearing(besluit, bezwaarbehandelaar, waar):
    """It goes along with the decision, to both parents."""
    woorden = {"aanwezig": "De school.", "verslag": "De school vertelde."} | {waar: GEHEIM}
    zaak, later = gepland(besluit, bezwaarbehandelaar)
    with pytest.raises(NietMogelijk, match="geheim adres"):
        commissie.verslag_vastleggen(zaak, **later, **woorden)


def test_not_in_the_advice_of_the_committee(besluit, bezwaarbehandelaar):
    zaak, later = gepland(besluit, bezwaarbehandelaar)
    commissie.verslag_vastleggen(zaak, **later, aanwezig="De school.", verslag="De school vertelde.")
    with pytest.raises(NietMogelijk, match="geheim adres"):
        commissie.advies_vastleggen(zaak, **later, strekking="ongegrond", tekst=GEHEIM, ontvangen_op=vandaag())

"""A letter that came back goes again to the same address only after somebody looked that address up (Awb 3:41)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.bezorging import niet_aangekomen
from loket.actions.bezwaar import bekendmaken as bezwaar_bekendmaken
from loket.actions.bezwaar import berichten_verzenden, beslissen
from loket.actions.intrekking_verzenden import intrekking_bekendmaken, intrekking_klaarzetten
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Bekendmaking, Bezorgfeit, Bezwaarbekendmaking, Bezwaarbericht, Uitkomst, Zaakbrief
from scholen.models import Adres, Betrokkene
from tests.factories import aanvraag_in, pdfs_klaar
from tests.loket.bezwaarstappen import besluit_met_tlv, keuze, nu, tot_concept, vandaag, versturen_allemaal
from tests.loket.test_intrekking import beginnen, gehoord, intrekken

WAAR = "Basisregistratie Personen, vandaag"
ONVERANDERD = "kwam terug, en het adres is nog hetzelfde"


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)


@pytest.fixture
def besluit(aanvraag, beslisser, loketmedewerker):
    besluit = besluit_met_tlv(aanvraag, beslisser, loketmedewerker)
    aanvraag.refresh_from_db()
    return besluit


@pytest.fixture
def terug(besluit, ouder, loketmedewerker):
    """The letter of a parent, of which the envelope came back."""
    return retour(besluit.bekendmakingen.get(betrokkene__gebruiker=ouder), loketmedewerker)


def retour(rij, door):
    rij.refresh_from_db()
    niet_aangekomen(rij, "retour", op=nu(), datum=vandaag(), door=door)
    return rij


def klaar(aanvraag, door, dag=None, **velden):
    klaarzetten(aanvraag, door=door, op=nu(), verzenddatum=dag or vandaag(), **velden)


def opnieuw(rij):
    return type(rij).objects.filter(volgt_op=rij, vervallen_op=None).first()


def verhuizen(ouder, straat):
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(straat=straat)


# --- the decision ------------------------------------------------------------------------------------------------


def test_to_the_same_address_it_goes_only_after_that_was_looked_up(terug, aanvraag, ouder, loketmedewerker):
    with pytest.raises(NietMogelijk, match=rf"De brief aan {terug.naam} {ONVERANDERD}\. Kijk het adres na"):
        klaar(aanvraag, loketmedewerker)
    assert opnieuw(terug) is None
    klaar(aanvraag, loketmedewerker, adresonderzoek=WAAR)
    assert opnieuw(terug).verzenddatum == vandaag()
    feit = Bezorgfeit.objects.get(soort="nagekeken")
    assert (feit.brief, feit.toelichting, feit.vastgelegd_door) == (terug.brief, WAAR, loketmedewerker)
    regel = Logregel.objects.get(actie="adres_nakijken")
    assert (regel.ding, regel.wie) == (terug.public_id, loketmedewerker.public_id)
    assert WAAR not in str(vars(regel)), "the logbook holds no words"


def test_once_looked_up_another_day_asks_nothing(terug, aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker, adresonderzoek=WAAR)
    klaar(aanvraag, loketmedewerker, dag=vandaag() + timedelta(days=1))
    assert opnieuw(terug).verzenddatum == vandaag() + timedelta(days=1)
    assert Bezorgfeit.objects.filter(soort="nagekeken").count() == 1


def test_when_that_letter_comes_back_too_it_is_asked_again(terug, aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker, adresonderzoek=WAAR)
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    retour(opnieuw(terug), loketmedewerker)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        klaar(aanvraag, loketmedewerker)


def test_who_moved_is_asked_nothing(terug, aanvraag, ouder, loketmedewerker):
    verhuizen(ouder, "Nieuwe Gracht 9")
    klaar(aanvraag, loketmedewerker)
    assert "Nieuwe Gracht 9" in opnieuw(terug).brief.html
    assert not Bezorgfeit.objects.filter(soort="nagekeken").exists()


def test_the_address_before_the_last_counts_too(terug, aanvraag, ouder, loketmedewerker):
    """From the first address to a second, both in vain, and then back to the first."""
    eerst = Adres.objects.get(betrokkene__gebruiker=ouder).straat
    verhuizen(ouder, "Nieuwe Gracht 9")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    retour(opnieuw(terug), loketmedewerker)
    verhuizen(ouder, eerst)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        klaar(aanvraag, loketmedewerker)


# --- every other kind --------------------------------------------------------------------------------------------


def test_a_letter_without_a_decision_asks_the_same(besluit, aanvraag, ouder, loketmedewerker):
    beginnen(besluit.tlv, loketmedewerker)
    doen = {"door": loketmedewerker, "op": nu()}
    zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    zaakbrieven_verzonden(aanvraag, **doen)
    rij = retour(Zaakbrief.objects.get(soort="voornemen", betrokkene__gebruiker=ouder), loketmedewerker)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag())
    zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag(), adresonderzoek=WAAR)
    assert opnieuw(rij).verzenddatum == vandaag()


def test_a_withdrawal_asks_the_same(besluit, ouder, loketmedewerker, beslisser):
    intrekken(gehoord(beginnen(besluit.tlv, loketmedewerker), loketmedewerker), beslisser)
    intrekking = besluit.aanvraag.besluiten.get(uitkomst=Uitkomst.INTREKKING)
    doen = {"door": loketmedewerker, "op": nu()}
    intrekking_klaarzetten(intrekking, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    intrekking_bekendmaken(intrekking, **doen)
    rij = retour(Bekendmaking.objects.get(besluit=intrekking, betrokkene__gebruiker=ouder), loketmedewerker)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        intrekking_klaarzetten(intrekking, **doen, verzenddatum=vandaag())
    intrekking_klaarzetten(intrekking, **doen, verzenddatum=vandaag(), adresonderzoek=WAAR)
    assert opnieuw(rij).verzenddatum == vandaag()


def test_a_letter_in_a_bezwaar_asks_the_same(besluit, bezwaarbehandelaar):
    zaak, doen = tot_concept(besluit, bezwaarbehandelaar), {"door": bezwaarbehandelaar, "op": nu()}
    berichten_verzenden.berichten_klaarzetten(zaak, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    berichten_verzenden.berichten_verzonden(zaak, **doen)
    rij = retour(Bezwaarbericht.objects.filter(aan="school").first(), bezwaarbehandelaar)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        berichten_verzenden.berichten_klaarzetten(zaak, **doen, verzenddatum=vandaag())
    berichten_verzenden.berichten_klaarzetten(zaak, **doen, verzenddatum=vandaag(), adresonderzoek=WAAR)
    assert opnieuw(rij).verzenddatum == vandaag()


def test_the_decision_on_a_bezwaar_asks_the_same(besluit, beslisser, bezwaarbehandelaar, ouder):
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking="ongegrond")
    doen = {"door": bezwaarbehandelaar, "op": nu()}
    zaak = beslissen.op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    zaak = versturen_allemaal(zaak, bezwaarbehandelaar)
    rij = retour(Bezwaarbekendmaking.objects.get(betrokkene__gebruiker=ouder), bezwaarbehandelaar)
    with pytest.raises(NietMogelijk, match=ONVERANDERD):
        bezwaar_bekendmaken.bezwaarbrieven_klaarzetten(zaak, **doen, verzenddatum=vandaag())
    bezwaar_bekendmaken.bezwaarbrieven_klaarzetten(zaak, **doen, verzenddatum=vandaag(), adresonderzoek=WAAR)
    assert opnieuw(rij).verzenddatum == vandaag()


# --- the pages ---------------------------------------------------------------------------------------------------

VRAAG = "Ik heb het adres nagekeken"


def test_the_page_asks_where_and_when_and_shows_it_with_the_letter(terug, aanvraag, loketmedewerker, inloggen):
    client, pagina = inloggen(loketmedewerker), reverse("loket:bekendmaken", args=[aanvraag.public_id])
    assert VRAAG in client.get(pagina).text
    form = {"actie": "klaarzetten", "verzenddatum": vandaag().isoformat()}
    assert "Vul in waar en wanneer" in client.post(pagina, form | {"adres_nagekeken": "on", "adres_waar": ""}).text
    assert "Kijk het adres na en zet dan een vinkje" in client.post(pagina, form | {"adres_waar": WAAR}).text
    assert opnieuw(terug) is None
    tekst = client.post(pagina, form | {"adres_nagekeken": "on", "adres_waar": WAAR}, follow=True).text
    assert f"adres nagekeken: {WAAR}".lower() in tekst.lower()
    assert VRAAG not in tekst


def test_the_page_asks_nothing_of_who_moved_or_got_the_letter(besluit, aanvraag, ouder, loketmedewerker, inloggen):
    client, pagina = inloggen(loketmedewerker), reverse("loket:bekendmaken", args=[aanvraag.public_id])
    assert VRAAG not in client.get(pagina).text
    retour(besluit.bekendmakingen.get(betrokkene__gebruiker=ouder), loketmedewerker)
    assert VRAAG in client.get(pagina).text
    verhuizen(ouder, "Nieuwe Gracht 9")
    assert VRAAG not in client.get(pagina).text


def test_the_page_asks_by_the_address_of_the_day_that_is_chosen(terug, aanvraag, ouder, loketmedewerker, inloggen):
    client, pagina = inloggen(loketmedewerker), reverse("loket:bekendmaken", args=[aanvraag.public_id])
    morgen = vandaag() + timedelta(days=1)
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(tot=vandaag())
    elders = {"straat": "Nieuwe Gracht 9", "postcode": "2500AC", "plaats": "Zandwerven"}
    Adres.objects.create(betrokkene=Betrokkene.objects.get(gebruiker=ouder), van=morgen, **elders)
    for dag in (vandaag(), morgen):
        client.post(pagina, {"actie": "klaarzetten", "verzenddatum": dag.isoformat()})
        assert (opnieuw(terug) is not None) == (dag == morgen)
    assert "Nieuwe Gracht 9" in opnieuw(terug).brief.html


def test_a_parent_can_tell_both_letters_apart(terug, aanvraag, ouder, loketmedewerker, inloggen):
    klaar(aanvraag, loketmedewerker, adresonderzoek=WAAR)
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    tekst = inloggen(ouder).get("/", follow=True).text
    assert tekst.count("De brief met het besluit") == 4, "each as new and among the papers"
    assert tekst.count("De brief met het besluit, nog een keer gestuurd") == 2


def test_bezorging_says_that_the_address_must_be_looked_up(terug, loketmedewerker, inloggen):
    tekst = inloggen(loketmedewerker).get(reverse("loket:bezorging")).text
    assert "De post kwam terug. Kijk het adres na" in tekst

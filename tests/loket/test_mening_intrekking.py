"""Parents, pupil and school react in the portal to the intention to take a TLV back (R-TLV-17, Awb 4:8)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.post.models import Bericht
from kern.termijnen.woorden import datum_voluit
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.herstel import besluit_herstellen
from loket.actions.intrekking import intrekking_stoppen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.actions.zienswijze_geven import concept_bewaren
from loket.models import Besluit, Intrekking, Status, Tlv, Zaakbrief, Zienswijze
from scholen.models import Betrokkene
from tests.factories import aanvraag_in, beslissing, pdfs_klaar
from tests.loket.test_intrekking import beginnen, gehoord, intrekken, morgen, nu, pad
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


@pytest.fixture
def tlv(ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker):
    """A TLV by the real way, its letters sent."""
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    return Tlv.objects.get(besluit__aanvraag=aanvraag)


def voornemen_versturen(tlv, loketmedewerker):
    aanvraag = tlv.besluit.aanvraag
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())


def meningpad(tlv, naam="dossier:mening"):
    return reverse(naam, args=[tlv.besluit.aanvraag.public_id])


def zeggen(client, adres, tekst, **velden):
    client.post(adres, {"versie": 0, "begin": "", "tekst": tekst, "actie": "versturen"} | velden)


def test_parents_and_school_react_in_the_portal_from_the_day_of_their_letter(
    tlv, loketmedewerker, beslisser, ouder, andere_ouder, ib
):
    intrekking = beginnen(tlv, loketmedewerker)
    dossier = reverse("dossier:dossier", args=[tlv.besluit.aanvraag.public_id])
    client, school, adres = ingelogd(ouder), ingelogd(ib), meningpad(tlv, "loket:school_mening")
    assert client.get(meningpad(tlv)).status_code == school.get(adres).status_code == 404
    assert "verklaring intrekken" not in client.get(dossier).text
    voornemen_versturen(tlv, loketmedewerker)
    assert "Heeft u een account? Geef uw mening dan in het portaal." in Zaakbrief.objects.first().brief.html
    dag = datum_voluit(morgen(14))
    for tekst in (client.get(dossier).text, client.get(meningpad(tlv)).text, school.get(adres).text):
        assert dag in tekst
    assert "hebben nog niet besloten" in client.get(dossier).text
    assert "De school stopt." in client.get(meningpad(tlv)).text
    assert "Geef de mening van de school" in school.get("/school/").text

    client.post(meningpad(tlv), {"versie": 0, "begin": "", "tekst": "Nog niet", "actie": "bewaren"})
    assert "Nog niet" in client.get(meningpad(tlv)).text
    zeggen(client, meningpad(tlv), "Laat hem blijven.", versie=1, vertrouwelijk="Ik ben bang.")
    zeggen(school, adres, "Wij zijn het eens.")
    assert not Intrekking.objects.get().beide_gereageerd  # the other parent still has time
    with pytest.raises(NietMogelijk, match="Wacht daarop"):
        intrekken(intrekking, beslisser)
    loket = ingelogd(loketmedewerker).get(pad("tlv_intrekken", tlv.public_id)).text
    assert "Laat hem blijven." in loket
    assert "Ik ben bang." in loket
    assert Bericht.objects.filter(aan=loketmedewerker.email, sleutel__startswith="zienswijze-").count() == 2

    zeggen(ingelogd(andere_ouder), meningpad(tlv), "Ik vind het goed.")
    besluit = intrekken(Intrekking.objects.get(), beslisser)
    brieven_ = {een.betrokkene or een.school: een.brief.html for een in besluit.bekendmakingen.all()}
    for html in brieven_.values():
        assert "Laat hem blijven." in html
        assert "Ik vind het goed." in html
        assert "Wij zijn het eens." in html
        assert "Ik ben bang." not in html
    assert "U schreef ons" in brieven_[Betrokkene.objects.get(gebruiker=ouder)]
    na = client.get(meningpad(tlv)).text
    assert "Laat hem blijven." in na
    assert "<textarea" not in na


def test_what_came_by_post_stands_beside_what_came_by_the_portal(tlv, loketmedewerker, beslisser, ouder):
    intrekking = beginnen(tlv, loketmedewerker)
    voornemen_versturen(tlv, loketmedewerker)
    zeggen(ingelogd(ouder), meningpad(tlv), "In het portaal.")
    gehoord(intrekking, loketmedewerker)
    html = intrekken(Intrekking.objects.get(), beslisser).bekendmakingen.get(aan="school").brief.html
    for tekst in ("In het portaal.", "Wij zijn het eens.", "Wij zijn het niet eens."):
        assert tekst in html


def test_a_view_over_a_withdrawal_comes_in_no_other_decision(tlv, loketmedewerker, beslisser, ouder):
    intrekking = beginnen(tlv, loketmedewerker)
    voornemen_versturen(tlv, loketmedewerker)
    zeggen(ingelogd(ouder), meningpad(tlv), "Alleen hierover.")
    gehoord(intrekking, loketmedewerker)
    intrekken(Intrekking.objects.get(), beslisser)
    besluit_herstellen(tlv.besluit.aanvraag, door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Structuur.")
    assert "Alleen hierover." not in Besluit.objects.get(herstelt=tlv.besluit).bekendmakingen.first().brief.html


def test_when_it_was_given_up_there_is_nothing_to_say_any_more(tlv, loketmedewerker, ouder, ib):
    intrekking = beginnen(tlv, loketmedewerker)
    voornemen_versturen(tlv, loketmedewerker)
    intrekking_stoppen(intrekking, door=loketmedewerker, op=nu(), reden="Toch nodig.")
    rij = Zienswijze.objects.visible_to(ouder).get()
    with pytest.raises(NietMogelijk, match="Reageren kan niet meer"):
        concept_bewaren(rij, door=ouder, op=nu(), versie=0, tekst="Te laat.")
    tekst = ingelogd(ouder).get(meningpad(tlv)).text
    assert "Reageren kan niet meer" in tekst
    assert "besloten" not in tekst
    assert "Wij willen de TLV intrekken" not in ingelogd(ib).get(pad("aanvraag", tlv.besluit.aanvraag.public_id)).text
    assert beginnen(tlv, loketmedewerker).ronde.zienswijzen.count() == 3

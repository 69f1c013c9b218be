"""Parents, pupil and school say in the portal what they think of what the SWV means to decide (R-HOOR)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.actions.afscherming import afgeschermd_genoemd
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.forms.zienswijze import MeningForm
from loket.models import Bekendmaking, Status, Zienswijze, ZienswijzeConcept, ZienswijzeVertrouwelijk
from loket.rules.vertrouwelijk import adressen_in
from tests.factories import aanvraag_in, beslissing, gebruiker_met, ronde_verzonden
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
S = Status
AUTOSAVE = {"X-Autosave": "1"}


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    """Both parents and the school were asked, each by an own letter that went out today."""
    rij = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(rij.zienswijzeronden.get())
    return rij


def pagina(aanvraag):
    return reverse("dossier:mening", args=[aanvraag.public_id])


def scherm(client, pad):
    tekst = client.get(pad).text
    return {naam: unescape(re.search(rf'name="{naam}" value="([^"]*)"', tekst)[1]) for naam in ("versie", "begin")}


def van(aanvraag, gebruiker):
    return Zienswijze.objects.visible_to(gebruiker).get(ronde__aanvraag=aanvraag)


# --- the parent --------------------------------------------------------------------------------------------------


def test_a_parent_reads_the_question_the_last_day_and_who_will_read_the_answer(inloggen, aanvraag, ouder):
    client = inloggen(ouder)
    dossier = client.get(reverse("dossier:dossier", args=[aanvraag.public_id])).text
    assert pagina(aanvraag) in dossier
    tekst = client.get(pagina(aanvraag)).text
    assert "Wij willen een jaar minder geven" in tekst
    assert "de andere ouder en de school lezen dat" in tekst
    assert "Het komt in geen brief." in tekst
    assert str((timezone.localdate() + timedelta(days=14)).year) in tekst


def test_what_is_typed_is_kept_for_the_giver_alone_and_sent_once(inloggen, aanvraag, ouder, andere_ouder, beslisser):
    client, pad = inloggen(ouder), pagina(aanvraag)
    velden = scherm(client, pad) | {"tekst": "Twee jaar is beter.", "vertrouwelijk": "Ik ben bang voor hem."}
    stand = client.post(pad, velden, headers=AUTOSAVE).json()
    for wie in (andere_ouder, beslisser, gebruiker_met(Rol.LOKETMEDEWERKER)):
        assert not ZienswijzeConcept.objects.visible_to(wie).exists()
    assert "Twee jaar is beter." in client.get(pad).text
    client.post(pad, velden | {"versie": stand["versie"], "begin": stand["begin"], "actie": "versturen"})
    rij = van(aanvraag, ouder)
    assert (rij.tekst, rij.kanaal, rij.vastgelegd_door) == ("Twee jaar is beter.", "portaal", ouder)
    assert rij.vertrouwelijk.tekst == "Ik ben bang voor hem."
    assert not ZienswijzeConcept.objects.exists()
    assert Bericht.objects.filter(aan=aanvraag.behandelaar.email).count() == 1
    na = client.get(pad).text
    assert "Wij hebben het ontvangen" in na
    assert "Twee jaar is beter." in na
    assert "Wij lezen ook wat u alleen voor ons schreef." in na
    assert "Ik ben bang" not in na, "the words stay with us"
    assert "<textarea" not in na


def test_what_was_typed_while_we_decided_is_given_back_and_kept_nowhere(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    velden = scherm(client, pad) | {"tekst": "Twee jaar is beter.", "vertrouwelijk": "Ik ben bang."}
    type(aanvraag).objects.filter(pk=aanvraag.pk).update(status=S.INGETROKKEN, ingetrokken_op=nu())
    tekst = client.post(pad, velden | {"actie": "versturen"}).text
    assert "Wij hebben het niet ontvangen." in tekst
    assert "Twee jaar is beter." in tekst
    assert "Ik ben bang." in tekst
    assert not ZienswijzeConcept.objects.exists()
    assert "niet ontvangen" not in client.get(pad).text


def test_the_other_parent_reads_neither_the_view_nor_what_is_for_us_alone(inloggen, aanvraag, ouder, andere_ouder):
    rij = van(aanvraag, ouder)
    concept_bewaren(rij, door=ouder, op=nu(), versie=0, tekst="Van Anna.", vertrouwelijk="Geheim van Anna.")
    zienswijze_geven(rij, door=ouder, op=nu(), versie=1)
    client = inloggen(andere_ouder)
    for pad in (pagina(aanvraag), reverse("dossier:dossier", args=[aanvraag.public_id])):
        assert "van Anna" not in client.get(pad).text.replace("Van Anna", "van Anna")
    assert not ZienswijzeVertrouwelijk.objects.visible_to(andere_ouder).exists()
    assert van(aanvraag, andere_ouder).gegeven_op is None


def test_an_address_where_others_read_it_is_pointed_out_and_nothing_is_lost(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    velden = scherm(client, pad) | {"tekst": "Vanaf de Schuilstraat 12 is het te ver.", "actie": "versturen"}
    tekst = client.post(pad, velden).text
    assert "Er staat een adres in uw tekst: Schuilstraat 12" in tekst
    assert "is het te ver" in tekst
    assert van(aanvraag, ouder).gegeven_op is None
    client.post(pad, scherm(client, pad) | {"tekst": velden["tekst"], "adres_mag": "on", "actie": "versturen"})
    assert van(aanvraag, ouder).gegeven_op is not None


@pytest.mark.parametrize(
    ("tekst", "gevonden"),
    [
        ("Wij wonen aan de Kanarielaan 7a.", ["Kanarielaan 7a"]),
        ("Op 2511 AB is het fijn.", ["2511 AB"]),
        ("Zij is 12 en loopt op straat.", []),
    ],
)
def test_an_address_is_known_by_its_form(tekst, gevonden):
    assert adressen_in(tekst) == gevonden


def test_empty_is_no_view(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), pagina(aanvraag)
    antwoord = client.post(pad, scherm(client, pad) | {"tekst": " ", "vertrouwelijk": "Iets", "actie": "versturen"})
    assert "Kies of u het eens bent, of schrijf op wat u vindt" in antwoord.text
    assert van(aanvraag, ouder).gegeven_op is None


def test_nobody_is_asked_before_the_own_letter_went_out(inloggen, ib, school, leerling, ouder):
    rij = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ouder)
    assert client.get(pagina(rij)).status_code == 404
    assert "U krijgt hierover een brief" in client.get(reverse("dossier:dossier", args=[rij.public_id])).text
    assert not Zienswijze.objects.visible_to(ib).exists()


# --- the school --------------------------------------------------------------------------------------------------


def test_the_school_gives_its_view_from_its_list(inloggen, aanvraag, ib):
    client = inloggen(ib)
    assert "Geef de mening van de school" in client.get(reverse("loket:school_home")).text
    pad = reverse("loket:school_mening", args=[aanvraag.public_id])
    assert pad in client.get(reverse("loket:aanvraag", args=[aanvraag.public_id])).text
    assert "de ouders lezen dat" in client.get(pad).text
    client.post(pad, scherm(client, pad) | {"tekst": "Wij zijn het eens.", "actie": "versturen"})
    assert van(aanvraag, ib).tekst == "Wij zijn het eens."
    assert "Geef de mening van de school" not in client.get(reverse("loket:school_home")).text


def test_two_colleagues_of_the_school_lose_no_text(inloggen, aanvraag, ib, school):
    pad = reverse("loket:school_mening", args=[aanvraag.public_id])
    een, twee = inloggen(ib), ingelogd(gebruiker_met(Rol.DIRECTEUR, school=school))
    eerst, later = scherm(een, pad), scherm(twee, pad)
    een.post(pad, eerst | {"tekst": "Van de ib’er."}, headers=AUTOSAVE)
    assert twee.post(pad, later | {"vertrouwelijk": "Van de directeur."}, headers=AUTOSAVE).status_code == 200
    botsing = twee.post(pad, later | {"tekst": "Ook van de directeur."}, headers=AUTOSAVE)
    assert botsing.status_code == 409
    assert botsing.json()["velden"]["tekst"] == "Van de ib’er."


# --- and then ----------------------------------------------------------------------------------------------------


def test_the_last_view_hands_the_case_to_the_beslisser_who_must_answer(aanvraag, ouder, andere_ouder, ib, beslisser):
    for wie in (ouder, andere_ouder, ib):
        rij = van(aanvraag, wie)
        concept_bewaren(rij, door=wie, op=nu(), versie=0, tekst=f"Ik ben {wie.naam}.", vertrouwelijk="Achter de dijk.")
        zienswijze_geven(rij, door=wie, op=nu(), versie=1)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLUIT_VOORBEREIDEN
    aanvraag.onderdeel_mening.ouders_woorden = ""
    aanvraag.onderdeel_mening.save()
    with pytest.raises(NietMogelijk, match="antwoord op de mening van de ouders"):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, antwoord_zienswijze=""))
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    brieven = [een.brief.html for een in Bekendmaking.objects.select_related("brief")]
    assert all("Ik ben Anna Voorbeeld." in html and "dijk" not in html for html in brieven)


def test_an_address_of_another_in_a_view_is_shown_to_the_beslisser(aanvraag, ouder, beslisser):
    straat = aanvraag.leerling.straat
    rij = van(aanvraag, ouder)
    concept_bewaren(rij, door=ouder, op=nu(), versie=0, tekst=f"Ik woon vlak bij {straat}.")
    zienswijze_geven(rij, door=ouder, op=nu(), versie=1)
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    assert straat in afgeschermd_genoemd(aanvraag, keuze, timezone.localdate())


def test_late_counts_until_there_is_a_decision(aanvraag, ouder, inloggen, beslisser):
    ronde = aanvraag.zienswijzeronden.get()
    ronde.geopend_op, ronde.besproken_op = (timezone.localdate() - timedelta(days=20),) * 2
    ronde.tot = ronde.gesloten_op = timezone.localdate() - timedelta(days=1)
    ronde.save()
    type(aanvraag).objects.filter(pk=aanvraag.pk).update(status=S.BESLUIT_VOORBEREIDEN)
    client, pad = inloggen(ouder), pagina(aanvraag)
    assert "De tijd om te reageren is voorbij" in client.get(pad).text
    velden = scherm(client, pad)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert "Wij hebben besloten" in client.get(pad).text
    antwoord = client.post(pad, velden | {"tekst": "Toch nog.", "actie": "versturen"})
    assert "al besloten" in antwoord.text
    assert van(aanvraag, ouder).gegeven_op is None


def test_what_was_sent_is_not_sent_again(aanvraag, ouder):
    rij = van(aanvraag, ouder)
    concept_bewaren(rij, door=ouder, op=nu(), versie=0, tekst="Een keer.")
    zienswijze_geven(rij, door=ouder, op=nu(), versie=1)
    with pytest.raises(NietMogelijk, match="verandert niet meer"):
        concept_bewaren(rij, door=ouder, op=nu(), versie=0, tekst="Nog een keer.")


def test_a_pupil_is_not_told_of_another_parent():
    """Who is eighteen reads who gets the decision: the school, and no parents as a matter of course."""
    assert "andere ouder" in MeningForm(je=False).fields["tekst"].help_text
    assert "ouder" not in MeningForm(je=False, leerling=True).fields["tekst"].help_text

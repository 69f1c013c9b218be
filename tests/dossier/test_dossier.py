"""The pages of parents: the own child, the own letter, and nothing of the decision before it was sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from dossier.scopes import zaken
from dossier.scopes.brieven import brieven
from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Permissie, Rol
from kern.termijnen.termijn import einde
from kern.termijnen.woorden import datum_voluit
from loket.actions.arrangement import arrangement_beantwoorden
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Bekendmaking, Bijlage, Status
from scholen.models import Gezag, Instelling
from swv_portal.components.woorden import datum
from tests.factories import (
    aanvraag_in,
    beslissing,
    gebruiker_met,
    leerling_op,
    ouder_van,
    overleg_over,
    pdfs_klaar,
    ronde_verzonden,
)
from tests.loket.overgangen import HULP
from tests.loket.test_overleg import uitnodigen
from tests.stukken import PDF

S = Status


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)


def adres(aanvraag, naam="dossier"):
    return reverse(f"dossier:{naam}", args=[aanvraag.public_id])


def besloten(aanvraag, beslisser):
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))


def verstuurd(aanvraag, loketmedewerker):
    nagekeken = aanvraag.leerling.afscherming == "verblijfplaats"
    dag = timezone.localdate()
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=dag, nagekeken=nagekeken)
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())


@pytest.fixture
def besluiter(beslisser, loketmedewerker):
    """Decide and send: then the case has letters."""

    def doen(aanvraag):
        besloten(aanvraag, beslisser)
        verstuurd(aanvraag, loketmedewerker)
        return aanvraag

    return doen


def test_the_only_case_opens_at_once(inloggen, ouder, aanvraag):
    antwoord = inloggen(ouder).get(reverse("dossier:dossiers"))
    assert antwoord.url == adres(aanvraag)


def test_the_list_says_which_case_asks_for_a_view(inloggen, ouder, school, ib, leerling, aanvraag):
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, soort="SBO")
    client, lijst, ronde = inloggen(ouder), reverse("dossier:dossiers"), zaak.zienswijzeronden.get()
    assert "Uw mening gevraagd" not in client.get(lijst).text, "the letter comes first"
    ronde_verzonden(ronde)
    pagina = client.get(lijst).text
    assert pagina.count("Uw mening gevraagd") == 1
    assert f'Reageren kan tot en met <strong class="nowrap">{datum(ronde.tot)}</strong>' in pagina
    mijn = ronde.zienswijzen.get(betrokkene__gebruiker=ouder)
    concept_bewaren(mijn, door=ouder, op=timezone.now(), versie=0, tekst="Eens.")
    zienswijze_geven(mijn, door=ouder, op=timezone.now(), versie=1)
    pagina = client.get(lijst).text
    assert "Uw mening gevraagd" not in pagina
    assert "Wij hebben uw mening." in pagina


def test_the_page_says_where_things_stand(inloggen, ouder, aanvraag):
    pagina = inloggen(ouder).get(adres(aanvraag)).content.decode()
    assert "Wij nemen een besluit over Fenna." in pagina
    assert "Wat kunt u doen?" in pagina


def test_a_decision_reads_as_being_taken_until_the_letter_went_out(
    inloggen, ouder, aanvraag, beslisser, loketmedewerker
):
    voor = inloggen(ouder).get(adres(aanvraag)).content.decode()
    besloten(aanvraag, beslisser)
    na = inloggen(ouder).get(adres(aanvraag)).content.decode()
    assert "Wij nemen een besluit" in voor
    assert "Wij nemen een besluit" in na
    for woord in ("Toegekend", "toegekend", aanvraag.besluiten.get().tlv.nummer):
        assert woord not in na
    verstuurd(aanvraag, loketmedewerker)
    assert "Lees de brief" in inloggen(ouder).get(adres(aanvraag)).content.decode()


def test_a_concept_is_a_sentence_and_nothing_more(inloggen, school, ib):
    leerling = leerling_op(school, roepnaam="Mila")
    ouder = gebruiker_met("ouder")
    ouder_van(leerling, gebruiker=ouder)
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ouder)
    pagina = client.get(reverse("dossier:dossiers")).content.decode()
    assert "De school maakt een aanvraag voor Mila." in pagina
    assert concept.public_id not in pagina
    assert client.get(adres(concept)).status_code == 404


def test_another_parent_finds_nothing(inloggen, aanvraag):
    vreemd = gebruiker_met("ouder")
    ouder_van(leerling_op(aanvraag.school), gebruiker=vreemd)
    for naam in ("dossier", "aanvraag_lezen"):
        assert inloggen(vreemd).get(adres(aanvraag, naam)).status_code == 404


def test_gezag_that_ends_closes_the_dossier_in_an_open_session(inloggen, ouder, aanvraag):
    client = inloggen(ouder)
    assert client.get(adres(aanvraag)).status_code == 200
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=timezone.localdate() - timedelta(days=1))
    assert client.get(adres(aanvraag)).status_code == 404


@pytest.mark.parametrize("naam", ["dossier", "aanvraag_lezen"])
def test_no_address_of_anybody_is_on_the_pages(inloggen, ouder, aanvraag, naam):
    pagina = inloggen(ouder).get(adres(aanvraag, naam)).content.decode()
    assert "Ouderlaan" not in pagina
    assert aanvraag.leerling.straat not in pagina


@pytest.mark.parametrize("wie", ["ouder", "leerling"])
def test_where_a_shielded_child_is_reaches_no_adult_by_itself(inloggen, school, ib, leerling, ouder, wie, besluiter):
    """Afspraak 37: no school, no name, no text; a person releases each item. The child itself reads all."""
    leerling.afscherming = "verblijfplaats"
    leerling.gebruiker = gebruiker_met("leerling")
    leerling.save()
    aanvraag = besluiter(aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling))
    leerling.geboortedatum = timezone.localdate() - timedelta(days=17 * 366)  # old enough for an own dossier
    leerling.save()
    client = inloggen(ouder if wie == "ouder" else leerling.gebruiker)
    paginas = client.get(reverse("dossier:dossiers"), follow=True).text + client.get(adres(aanvraag)).text
    for woord in (school.naam, ib.naam, "Wie kan dit zien?", adres(aanvraag, "aanvraag_lezen")):
        assert (woord in paginas) == (wie == "leerling"), woord
    assert client.get(adres(aanvraag, "aanvraag_lezen")).status_code == (404 if wie == "ouder" else 200)


def test_an_advice_and_a_meeting_of_a_shielded_child_are_told_by_phone(
    inloggen, school, ib, leerling, ouder, loketmedewerker
):
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    aanvraag = aanvraag_in(S.ADVIES_UITGEBRACHT, school=school, ib=ib, leerling=leerling, soort="CONSULT")
    overleg = overleg_over(aanvraag, door=loketmedewerker, plek="Lokaal 3 van de school")
    wie = f"ouder:{ouder.betrokkenen.get().public_id}:{overleg.agendapunten.get().public_id}"
    uitnodigen(overleg, wie, loketmedewerker, waarom="Kent de klas.")
    pagina = inloggen(ouder).get(adres(aanvraag)).text
    assert "U bent uitgenodigd" in pagina
    assert "Wij gaven de school advies" in pagina
    for elders in ("U leest het hieronder", "Praat er met de school over"):
        assert elders not in pagina
    advies = aanvraag.consultadvies
    for woord in (overleg.plek, overleg.doel, "Kent de klas.", advies.tekst, advies.ondertekenaar):
        assert woord not in pagina, woord


def test_an_answer_on_help_is_read_in_the_dossier_as_that(inloggen, school, ib, leerling, ouder, beslisser):
    vraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling, soort="ARR", gewicht="licht")
    client = inloggen(ouder)
    voor = client.get(adres(vraag)).text
    assert "De school vroeg ons om extra hulp voor" in voor
    assert "U leest ons antwoord hier zodra het klaar is." in voor
    arrangement_beantwoorden(vraag, door=beslisser, op=timezone.now(), hulp=HULP)
    na = client.get(adres(vraag)).text
    for zin in (
        f"{leerling.roepnaam} krijgt extra hulp via ons.",
        "begeleiding in de klas, 40 uur",
        HULP.motivering,
        "Wij gaven antwoord op de vraag om hulp",
        "De school en u lezen ons antwoord",
        "Dit is geen besluit volgens de wet.",
    ):
        assert zin in na
    for tekst in (voor, na):
        assert "advies" not in tekst.partition("<main")[2].partition('id="hulp"')[0]
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    dicht = client.get(adres(vraag)).text
    assert "Wij gaven de school antwoord. Wilt u het lezen?" in dicht
    assert HULP.motivering not in dicht


def test_a_besluit_on_help_is_read_in_the_dossier_when_its_letter_went_out(
    inloggen, school, ib, leerling, ouder, beslisser, loketmedewerker
):
    Instelling.objects.update(arrangement_is_besluit=True)
    vraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling, soort="ARR", gewicht="licht")
    arrangement_beantwoorden(vraag, door=beslisser, op=timezone.now(), hulp=HULP)
    client = inloggen(ouder)
    voor = client.get(adres(vraag)).text
    assert "De school vroeg ons om extra hulp voor" in voor
    assert "krijgt extra hulp" not in voor
    zaakbrieven_klaarzetten(vraag, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    zaakbrieven_verzonden(vraag, door=loketmedewerker, op=timezone.now())
    na = client.get(adres(vraag)).text
    assert "krijgt extra hulp via ons." in na
    assert "Dit is een besluit. In onze brief leest u hoe u bezwaar maakt." in na
    assert "Ons antwoord op de vraag om hulp" in na
    assert "U kunt bezwaar maken tot en met" in na
    laatste = einde(timezone.localdate(), weken=6)
    assert datum_voluit(laatste, weekdag=True) in na
    assert escape(vraag.swv.schrijfadres) in na
    assert vraag.kenmerk in na
    assert reverse("dossier:bezwaar", args=[vraag.public_id]) not in na, "the form is for decisions about a TLV"
    school = inloggen(ib).get(reverse("loket:aanvraag", args=[vraag.public_id])).text
    assert f'Bezwaar kan tot en met <strong class="nowrap">{datum(laatste)}' in school


def test_the_number_of_queries_does_not_grow_with_the_cases(ouder, leerling, school, ib, besluiter):
    """Aanvragen with two prefetches, own letters, advices, where each decision stands, decisions on bezwaar."""

    def vragen(aantal):
        with CaptureQueriesContext(connection) as gevangen:
            assert len(zaken(ouder)) == aantal
        return len(gevangen)

    besluiter(aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling))
    vragen(1)  # what the reader is, is asked once
    een = vragen(1)
    besluiter(aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling, soort="SBO"))
    aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling, soort="PRO")
    assert vragen(3) == een


def test_a_day_to_object_that_is_past_is_told_as_past(inloggen, ouder, school, ib, leerling, besluiter, time_machine):
    besluit_van = besluiter(aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling))
    assert "U kunt bezwaar maken tot en met" in inloggen(ouder).get(adres(besluit_van)).text
    time_machine.move_to(timezone.now() + timedelta(days=60))
    pagina = inloggen(ouder).get(adres(besluit_van)).text
    assert "De laatste dag om bezwaar te maken was" in pagina
    assert "U kunt bezwaar maken tot en met" not in pagina
    assert "Bezwaar kon tot en met" in inloggen(ib).get(reverse("loket:aanvraag", args=[besluit_van.public_id])).text


def test_who_got_a_letter_can_keep_it_and_find_the_way_back(inloggen, ouder, school, ib, leerling, besluiter):
    aanvraag = besluiter(aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling))
    for wie, brief in ((ouder, {"betrokkene__gebruiker": ouder}), (ib, {"school": school})):
        rij = Bekendmaking.objects.get(**brief)
        pagina = inloggen(wie).get(reverse("loket:brief", args=[rij.public_id])).text
        assert reverse("loket:brief_pdf", args=[rij.public_id]) in pagina
    assert reverse("loket:aanvraag", args=[aanvraag.public_id]) in pagina


def test_a_parent_who_works_at_the_desk_reads_here_as_a_parent_only(
    inloggen, ouder, andere_ouder, school, ib, leerling, besluiter, beslisser, loketmedewerker
):
    """R-ACC-05: no letter of the other parent, none that was not sent, no case of another child."""
    klaar, bezig, vreemd = (
        aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=kind, soort=soort)
        for kind, soort in ((leerling, "SO"), (leerling, "SBO"), (leerling_op(school, roepnaam="Kanarie"), "SO"))
    )
    besluiter(klaar)
    besloten(bezig, beslisser)
    klaarzetten(bezig, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    Bekendmaking.objects.filter(besluit__aanvraag=bezig).update(verzenddatum=None, bezwaar_tot=None)
    Lidmaatschap.objects.create(gebruiker=ouder, rol=Rol.LOKETMEDEWERKER, van=timezone.localdate())
    wie = Gebruiker.objects.get(pk=ouder.pk)
    client = inloggen(wie)
    mijn = Bekendmaking.objects.get(besluit__aanvraag=klaar, betrokkene__gebruiker=ouder)
    niet = [een.public_id for een in Bekendmaking.objects.exclude(pk=mijn.pk)]
    paginas = [
        client.get(pad) for pad in (reverse("dossier:dossiers"), adres(klaar), adres(bezig), adres(klaar, "alles"))
    ]
    assert [een.status_code for een in paginas] == [200] * 4
    alles = "".join(een.text for een in paginas)
    assert mijn.public_id in alles
    assert not [een for een in [*niet, vreemd.public_id, "Kanarie"] if een in alles]
    assert client.get(adres(vreemd)).status_code == 404
    nummers = [klaar.pk, bezig.pk]
    assert {een.aanvraag for een in brieven(wie, nummers, Permissie.BRIEF_VERZENDEN)} == {klaar.pk}, "sent ones only"


def test_parents_find_the_documents_of_the_school(inloggen, ouder, aanvraag):
    inhoud = bewaren(PDF, soort="application/pdf", op=timezone.now())
    wie = {"toegevoegd_op": timezone.now(), "toegevoegd_door": aanvraag.aangemaakt_door}
    stuk = Bijlage.objects.create(aanvraag=aanvraag, inhoud=inhoud, naam="opp.pdf", soort="opp", **wie)
    pagina = inloggen(ouder).get(adres(aanvraag, "aanvraag_lezen")).text
    assert reverse("loket:bijlage_bekijken", args=[stuk.public_id]) in pagina
    assert "()" not in pagina
    Bijlage.objects.filter(aanvraag=aanvraag).update(verwijderd_op=timezone.now())
    assert "Stukken van de school" not in inloggen(ouder).get(adres(aanvraag, "aanvraag_lezen")).text

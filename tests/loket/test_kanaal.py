"""Post or portal (R-TERM-09, Awb 2:14): by consent per kind of message, and by post when the notice does not arrive."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from kern.post.actions import MAX_POGINGEN
from kern.post.models import Bericht
from kern.termijnen.kalender import verleng
from kern.termijnen.termijn import einde
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.bezorging import niet_aangekomen
from loket.actions.kanaal import eigen_keuze, gekozen_door, kanaal_kiezen, waarom_geen_lichting
from loket.actions.post.partij import enveloppen_tellen, partij_maken, partij_sluiten
from loket.actions.post.portaal import mislukte_meldingen_verwerken, portaalbrieven_plaatsen
from loket.actions.post.printen import partij_printklaar
from loket.actions.uitstel import verdagen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten
from loket.models import Aanvraag, Bekendmaking, Kanaalkeuze, Status, Zaakbrief
from loket.views.brieven import briefstand, met_versies
from scholen.models import Adres, Gezag, Instelling
from tests.factories import (
    InstellingFactory,
    SamenwerkingsverbandFactory,
    aanvraag_in,
    beslissing,
    leerling_op,
    pdfs_klaar,
)
from tests.loket.bezwaarstappen import nu, vandaag
from tests.loket.test_post import pdfs

S = Status


def om(uur):
    return datetime.combine(vandaag(), datetime.min.time(), ZoneInfo("Europe/Amsterdam")) + timedelta(hours=uur)


@pytest.fixture(autouse=True)
def overdag():
    """Noon: before eight nothing is put in the portal, and these tests run at any hour."""
    with time_machine.travel(om(12)):
        yield


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    return aanvraag


def kiest(gebruiker, *soorten):
    eigen_keuze(door=gebruiker, op=nu(), portaal=soorten)


def klaar(aanvraag, door, dag=None, op=None, **velden):
    klaarzetten(aanvraag, door=door, op=op or nu(), verzenddatum=dag or vandaag(), **velden)


def kanalen():
    lijst = Bekendmaking.objects.filter(vervallen_op=None).select_related("betrokkene", "school__bestuur")
    return {rij.naam.split()[0]: rij.kanaal for rij in lijst}


def brief_aan(gebruiker, **welke):
    return Bekendmaking.objects.get(betrokkene__gebruiker=gebruiker, **welke)


# --- choosing ---------------------------------------------------------------------------------------------------


def test_without_a_choice_everything_goes_by_post(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    assert set(kanalen().values()) == {"post"}


def test_who_chose_the_portal_for_besluiten_reads_those_there_and_the_rest_on_paper(
    aanvraag, ouder, ib, school, leerling, loketmedewerker
):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    assert kanalen() == {"Basisschool": "post", "Anna": "portaal", "Bram": "post"}
    ander = aanvraag_in(S.COMPLEET, school=school, ib=ib, leerling=leerling)
    verdagen(ander, door=loketmedewerker, op=nu(), tot=verleng(vandaag() + timedelta(days=84)), reden="Ziek.")
    zaakbrieven_klaarzetten(ander, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert set(Zaakbrief.objects.values_list("kanaal", flat=True)) == {"post"}


def test_withdrawing_works_for_the_next_letter(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit", "brief")
    kiest(ouder, "brief")
    klaar(aanvraag, loketmedewerker)
    assert kanalen()["Anna"] == "post"
    oud = Kanaalkeuze.objects.get(soort="besluit")
    assert (oud.tot_hoe, oud.beeindigd_door) == ("portaal", ouder)
    assert [keuze.soort for keuze in gekozen_door(ouder.betrokkenen.get())] == ["brief"]


def test_withdrawn_between_dating_and_the_day_it_goes_by_post(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    kiest(ouder)
    assert portaalbrieven_plaatsen(op=nu()) == 0
    assert kanalen()["Anna"] == "post"
    assert brief_aan(ouder).verzonden_op is None
    regel = Logregel.objects.get(actie="brief_per_post")
    assert (regel.wie, regel.ding) == ("bezorging", brief_aan(ouder).public_id)


def test_staff_writes_down_a_signed_form(aanvraag, ouder, loketmedewerker):
    kanaal_kiezen(ouder.betrokkenen.get(), door=loketmedewerker, op=nu(), portaal=["besluit"], hoe="formulier")
    keuze = Kanaalkeuze.objects.get()
    assert (keuze.hoe, keuze.vastgelegd_door, keuze.tot) == ("formulier", loketmedewerker, None)
    assert Logregel.objects.filter(actie="kanaal_kiezen", wie=loketmedewerker.public_id).exists()


def test_somebody_without_an_account_cannot_be_reached_there(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    ouder.is_active = False
    ouder.save()
    klaar(aanvraag, loketmedewerker)
    assert kanalen()["Anna"] == "post"


def test_staff_of_a_school_chooses_nothing_for_parents(ib):
    with pytest.raises(NietMogelijk, match="alleen kiezen voor brieven aan uzelf"):
        kiest(ib, "besluit")


def test_a_school_follows_the_swv_unless_it_chose_itself(aanvraag, school, ib, loketmedewerker):
    Instelling.objects.update(school_via_portaal=True)
    klaar(aanvraag, loketmedewerker)
    assert kanalen()["Basisschool"] == "portaal"
    kanaal_kiezen(school, door=loketmedewerker, op=nu(), portaal=["brief"], hoe="formulier", post=True)
    klaar(aanvraag, loketmedewerker)
    assert kanalen()["Basisschool"] == "post"


def test_the_same_choice_stands_once(ouder):
    kiest(ouder, "besluit")
    kiest(ouder, "besluit")
    keuze = Kanaalkeuze.objects.get()
    keuze.pk, keuze.public_id = None, "tweede"
    with pytest.raises(IntegrityError, match="kanaalkeuze_een_tegelijk"), transaction.atomic():
        keuze.save()


# --- making known through the portal ----------------------------------------------------------------------------


@pytest.fixture
def geplaatst(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    assert portaalbrieven_plaatsen(op=nu()) == 1
    return brief_aan(ouder)


def test_on_its_date_it_is_put_there_in_the_name_of_who_dated_it(geplaatst, ouder, loketmedewerker):
    assert (geplaatst.verzenddatum, geplaatst.verzonden_door) == (vandaag(), loketmedewerker)
    assert geplaatst.bezwaar_tot == einde(vandaag(), weken=6)
    assert Bekendmaking.objects.visible_to(ouder).get() == geplaatst
    bericht = Bericht.objects.get(sleutel=f"brief-{geplaatst.public_id}")
    assert (bericht.aan, bericht.soort) == (ouder.email, "klaar")
    assert portaalbrieven_plaatsen(op=nu()) == 0


def test_not_before_its_day_not_after_it_and_not_before_it_is_made(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    morgen = vandaag() + timedelta(days=1)
    klaar(aanvraag, loketmedewerker, dag=morgen)
    assert portaalbrieven_plaatsen(op=nu() + timedelta(days=1)) == 0  # no PDF
    pdfs_klaar()
    assert portaalbrieven_plaatsen(op=nu()) == 0
    assert portaalbrieven_plaatsen(op=nu() + timedelta(days=2)) == 0
    assert portaalbrieven_plaatsen(op=nu() + timedelta(days=1)) == 1


def test_not_in_the_night_but_from_eight(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    assert portaalbrieven_plaatsen(op=om(0)) == 0
    assert portaalbrieven_plaatsen(op=om(8) - timedelta(minutes=1)) == 0
    assert portaalbrieven_plaatsen(op=om(8)) == 1


def test_nobody_says_that_a_letter_for_the_portal_was_posted(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    standen = {een.kanaal: briefstand(een, vandaag()).stand for een in met_versies(Bekendmaking.objects.all())}
    assert standen == {"portaal": "portaal", "post": "klaar"}


def test_it_is_not_printed_too(geplaatst, loketmedewerker):
    partij = partij_maken("loket", door=loketmedewerker, op=nu())
    assert partij.regels.count() == 2


def test_who_lost_gezag_gets_nothing_in_the_portal_either(aanvraag, ouder, loketmedewerker):
    kiest(ouder, "besluit")
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=vandaag() - timedelta(days=1))
    assert portaalbrieven_plaatsen(op=nu()) == 0
    assert brief_aan(ouder).verzonden_op is None


def test_a_school_is_told_each_who_works_there(aanvraag, ib, directeur, loketmedewerker):
    Instelling.objects.update(school_via_portaal=True)
    klaar(aanvraag, loketmedewerker)
    pdfs_klaar()
    assert portaalbrieven_plaatsen(op=nu()) == 1
    brief = Bekendmaking.objects.get(aan="school")
    aan = Bericht.objects.filter(sleutel__startswith=f"brief-{brief.public_id}-").values_list("aan", flat=True)
    assert set(aan) == {ib.email, directeur.email}


# --- a notice that does not arrive ---------------------------------------------------------------------------------


def mislukken(brief):
    Bericht.objects.filter(sleutel__startswith=f"brief-{brief.public_id}").update(pogingen=MAX_POGINGEN)


def per_post(loket, op=None):
    partij = partij_maken("loket", door=loket, op=op or nu())
    partij_printklaar(partij.pk, op=nu())
    enveloppen_tellen(partij, door=loket, op=op or nu(), aantal=partij.regels.count())
    return partij_sluiten(partij, door=loket, op=op or nu())


def test_then_it_goes_by_post_with_a_new_date_and_its_own_term(geplaatst, aanvraag, ouder, loketmedewerker):
    mislukken(geplaatst)
    assert mislukte_meldingen_verwerken(op=nu()) == 1
    assert mislukte_meldingen_verwerken(op=nu()) == 0
    later, morgen = nu() + timedelta(days=1), vandaag() + timedelta(days=1)
    klaar(aanvraag, loketmedewerker, dag=morgen, op=later)
    opnieuw = brief_aan(ouder, volgt_op=geplaatst)
    assert (opnieuw.kanaal, opnieuw.verzenddatum, opnieuw.verzonden_op) == ("post", morgen, None)
    pdfs()
    per_post(loketmedewerker, op=later)
    opnieuw.refresh_from_db()
    geplaatst.refresh_from_db()
    assert opnieuw.bezwaar_tot == einde(morgen, weken=6)
    assert geplaatst.verzenddatum == vandaag()  # what was said is not unsaid
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT


def test_and_the_portal_is_off_until_it_is_chosen_again(geplaatst, ouder):
    mislukken(geplaatst)
    mislukte_meldingen_verwerken(op=nu())
    assert gekozen_door(ouder.betrokkenen.get()) == []
    assert Kanaalkeuze.objects.get().tot_hoe == "bericht"


def test_a_notice_that_still_tries_is_no_failure(geplaatst):
    Bericht.objects.update(pogingen=MAX_POGINGEN - 1)
    assert mislukte_meldingen_verwerken(op=nu()) == 0


def test_post_that_came_back_is_sent_to_the_new_address_also_when_all_was_sent(aanvraag, ouder, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    pdfs()
    per_post(loketmedewerker)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT
    with pytest.raises(NietMogelijk, match="al verstuurd"):
        klaar(aanvraag, loketmedewerker)
    brief = brief_aan(ouder)
    niet_aangekomen(brief, "retour", op=nu(), datum=vandaag(), door=loketmedewerker)
    klaar(aanvraag, loketmedewerker, adresonderzoek="Basisregistratie Personen")
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(straat="Nieuwe Gracht 9")
    klaar(aanvraag, loketmedewerker)
    pdfs()
    assert per_post(loketmedewerker).regels.count() == 1
    opnieuw = brief_aan(ouder, volgt_op=brief, vervallen_op=None)
    assert "Nieuwe Gracht 9" in opnieuw.brief.html
    assert opnieuw.verzonden_op
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT


def test_a_return_is_written_down_once_with_a_day_that_can_be(aanvraag, ouder, loketmedewerker):
    klaar(aanvraag, loketmedewerker)
    brief, vast = brief_aan(ouder), {"op": nu(), "door": loketmedewerker}
    with pytest.raises(NietMogelijk, match="nog niet verzonden"):
        niet_aangekomen(brief, "retour", datum=vandaag(), **vast)
    pdfs()
    per_post(loketmedewerker)
    brief.refresh_from_db()
    for dag in (vandaag() - timedelta(days=1), vandaag() + timedelta(days=1)):
        with pytest.raises(NietMogelijk, match="Kies een dag"):
            niet_aangekomen(brief, "retour", datum=dag, **vast)
    with pytest.raises(NietMogelijk, match="ging per post"):
        niet_aangekomen(brief, "melding", datum=vandaag(), **vast)
    niet_aangekomen(brief, "retour", datum=vandaag(), **vast)
    with pytest.raises(NietMogelijk, match="al vastgelegd"):
        niet_aangekomen(brief, "retour", datum=vandaag(), **vast)


def test_a_letter_without_a_decision_goes_again_too(ib, school, leerling, ouder, loketmedewerker):
    aanvraag = aanvraag_in(S.COMPLEET, school=school, ib=ib, leerling=leerling)
    verdagen(aanvraag, door=loketmedewerker, op=nu(), tot=verleng(vandaag() + timedelta(days=84)), reden="Ziek.")
    doen = {"door": loketmedewerker, "op": nu()}
    zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag())
    pdfs()
    per_post(loketmedewerker)
    with pytest.raises(NietMogelijk, match="geen brief die nog weg moet"):
        zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag())
    brief = Zaakbrief.objects.get(betrokkene__gebruiker=ouder)
    niet_aangekomen(brief, "retour", **doen, datum=vandaag())
    zaakbrieven_klaarzetten(aanvraag, **doen, verzenddatum=vandaag(), adresonderzoek="Basisregistratie Personen")
    assert Zaakbrief.objects.get(volgt_op=brief).kanaal == "post"


# --- the last collection ------------------------------------------------------------------------------------------


@pytest.fixture
def werkdag(overdag):
    """Noon of a day on which post is collected."""
    with time_machine.travel(om(12) + (verleng(vandaag()) - vandaag())):
        yield


def zaterdag():
    return vandaag() + timedelta(days=(5 - vandaag().weekday()) % 7)


def test_after_the_last_collection_post_gets_no_date_of_today(aanvraag, ouder, loketmedewerker, werkdag):
    Instelling.objects.update(laatste_lichting="17:00")
    kiest(ouder, "besluit", "brief")
    with time_machine.travel(om(16), tick=False):
        klaar(aanvraag, loketmedewerker, op=om(16))
    with pytest.raises(NietMogelijk, match=r"om 17\.00 uur opgehaald"):
        klaar(aanvraag, loketmedewerker, op=om(17))
    pdfs_klaar()
    with pytest.raises(NietMogelijk, match=r"om 17\.00 uur opgehaald"):
        partij_maken("loket", door=loketmedewerker, op=om(18))
    klaar(aanvraag, loketmedewerker, dag=verleng(vandaag() + timedelta(days=1)), op=om(18))


def test_a_day_without_collection_is_no_date_for_post_and_one_for_the_portal(
    aanvraag, ouder, andere_ouder, loketmedewerker
):
    Instelling.objects.update(laatste_lichting="17:00", school_via_portaal=True)
    kiest(ouder, "besluit")
    with pytest.raises(NietMogelijk, match=r"Op zaterdag \d+ \w+ \d+ wordt geen post opgehaald\. Kies een werkdag"):
        klaar(aanvraag, loketmedewerker, dag=zaterdag())
    kiest(andere_ouder, "besluit")
    klaar(aanvraag, loketmedewerker, dag=zaterdag())
    assert set(kanalen().values()) == {"portaal"}


def test_who_posts_at_any_time_of_the_day_does_so_on_any_day(aanvraag, loketmedewerker):
    klaar(aanvraag, loketmedewerker, dag=zaterdag())
    assert set(kanalen().values()) == {"post"}


def test_the_post_of_two_swvs_waits_for_the_last_collection_of_both(
    aanvraag, school, ib, beslisser, loketmedewerker, werkdag, django_assert_max_num_queries
):
    """The first letter of the batch says nothing about the others."""
    ander = InstellingFactory(swv=SamenwerkingsverbandFactory(code="VO2815", sector="VO"))
    tweede = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling_op(school))
    besluiten(tweede, door=beslisser, op=nu(), **beslissing(tweede))
    tweede.refresh_from_db()
    Aanvraag.objects.filter(pk=tweede.pk).update(swv=ander.swv)
    for een in (aanvraag, tweede):
        klaar(een, loketmedewerker)
    pdfs_klaar()
    Instelling.objects.filter(pk=ander.pk).update(laatste_lichting="17:00")
    with pytest.raises(NietMogelijk, match=r"om 17\.00 uur opgehaald"):
        partij_maken("loket", door=loketmedewerker, op=om(18))
    alle = list(Aanvraag.objects.order_by("pk"))
    with django_assert_max_num_queries(1):
        assert "om 17.00 uur" in waarom_geen_lichting(alle, vandaag(), op=om(18))

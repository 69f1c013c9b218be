"""The letters of an aanvraag that come by themselves: who gets which, when it is seen, and what is still posted."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from kern.post.actions import te_verzenden as te_mailen
from kern.post.models import Bericht
from kern.post.rules import mag_nu
from loket.actions import aanvraag as acties
from loket.actions import behandeling, consult, ontvangst, verdelen
from loket.actions.aanvulling import Puntgegevens
from loket.actions.herinneringsbrief import mening_herinneren
from loket.actions.vanzelf import vanzelf_versturen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.actions.zaakwoorden import VANZELF
from loket.actions.zienswijze import zienswijze_openen
from loket.models import Consultadvies, Status, Zaakbrief
from scholen.models import Afscherming, Gezag
from tests.factories import aanvraag_in, leerling_op, ouder_van, pdfs_klaar, ronde_verzonden

S = Status
Soort = Zaakbrief.Soort


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def naar_portaal():
    """The worker makes the PDFs, and the sweep sends what goes by itself."""
    pdfs_klaar()
    return vanzelf_versturen(op=nu())


@pytest.fixture
def concept(ib, school, leerling, ouder):
    """A complete draft about a child with one parent who reads the portal and one who does not."""
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    return volledig(aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling), ib)


def volledig(aanvraag, ib):
    opp = bewaren(b"%PDF-1.7 opp", soort="application/pdf", op=nu())
    acties.bijlage_toevoegen(aanvraag, door=ib, op=nu(), inhoud=opp, naam="opp.pdf", soort="opp")
    return aanvraag


@pytest.fixture
def ingediend(concept, ib):
    acties.indienen(concept, door=ib, op=nu())
    concept.refresh_from_db()
    return concept


def brieven(aanvraag, soort=Soort.BEVESTIGING):
    rijen = Zaakbrief.objects.filter(aanvraag=aanvraag, soort=soort, vervallen_op=None).select_related("brief")
    return {rij.naam: rij for rij in rijen.order_by("pk")}


# --- received ----------------------------------------------------------------------------------------------------


def test_school_and_each_parent_hear_that_an_aanvraag_came_in(ingediend):
    rijen = brieven(ingediend)
    assert [(rij.aan, rij.vanzelf) for rij in rijen.values()] == [("school", True), ("ouder", True), ("ouder", False)]
    termijn = ingediend.termijn(vandaag())
    for rij in rijen.values():
        context = rij.brief.context
        assert context["kenmerk"] == ingediend.kenmerk
        assert context["beloofd"] == termijn.uiterlijk.isoformat()
        assert context["uiterlijk"] == termijn.wettelijk.isoformat()
    assert [rij.brief.context["met_aanbod"] for rij in rijen.values()] == [False, False, True]


def test_who_reads_the_portal_has_it_there_as_soon_as_it_is_made(ingediend, ib, ouder, inloggen):
    assert vanzelf_versturen(op=nu()) == 0
    assert not Zaakbrief.objects.visible_to(ib).exists()
    assert naar_portaal() == 2
    assert naar_portaal() == 0
    for wie in (ib, ouder):
        rij = Zaakbrief.objects.visible_to(wie).get()
        assert rij.verzenddatum == vandaag()
        assert "ontvangen" in inloggen(wie).get(reverse("loket:brief", args=[rij.public_id])).text
    mail = Bericht.objects.get(aan=ouder.email)
    assert mail.soort == "klaar"
    assert Logregel.objects.filter(actie="zaakbrief_vanzelf", wie="brieven").count() == 2


@pytest.mark.parametrize("uur", [7, 8, 15, 20, 21, 23])
def test_it_is_there_at_any_hour_and_the_mail_about_it_comes_by_day(ingediend, ouder, uur):
    dag = datetime.combine(vandaag(), time(), timezone.get_current_timezone())
    pdfs_klaar()
    assert vanzelf_versturen(op=dag + timedelta(hours=uur)) == 2
    bericht = Bericht.objects.get(sleutel__startswith="brief-", aan=ouder.email)
    later = (dag + timedelta(hours=uur + erbij) for erbij in range(24 * 14))
    laat = next(moment for moment in later if mag_nu(timezone.localtime(moment)))
    vroeg = laat - timedelta(minutes=1)
    assert [bericht in te_mailen(op=moment) for moment in (vroeg, laat)] == [False, True]


def test_what_was_made_on_an_earlier_day_gets_the_day_on_which_it_goes(ingediend):
    pdfs_klaar()
    morgen = nu() + timedelta(days=1)
    assert vanzelf_versturen(op=morgen) == 0
    pdfs_klaar()
    assert vanzelf_versturen(op=morgen) == 2
    school = next(rij for rij in brieven(ingediend).values() if rij.school)
    assert school.verzenddatum == timezone.localdate(morgen)
    versies = list(school.brief.versies.order_by("versie").values_list("dagtekening", "vervallen_op"))
    assert [dag for dag, _ in versies] == [vandaag(), school.verzenddatum]
    assert versies[0][1] is not None


def test_who_lost_gezag_before_the_letter_went_gets_nothing(ingediend, ouder):
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=vandaag() - timedelta(days=1))
    assert naar_portaal() == 1
    assert Zaakbrief.objects.get(betrokkene__gebruiker=ouder).vervallen_reden == "geen geadresseerde meer"


def test_where_the_child_is_kept_secret_a_person_looks_first(concept, ib, leerling):
    leerling.afscherming = Afscherming.VERBLIJFPLAATS
    leerling.save()
    acties.indienen(concept, door=ib, op=nu())
    rijen = brieven(concept).values()
    assert [rij.vanzelf for rij in rijen] == [True, False, False]
    assert all(rij.brief.context["geadresseerde"]["afgeschermd"] for rij in rijen if rij.betrokkene)


def test_shielded_after_it_was_made_a_person_looks_first_too(ingediend, leerling, ouder, loketmedewerker):
    leerling.afscherming = Afscherming.VERBLIJFPLAATS
    leerling.save()
    assert naar_portaal() == 1
    rij = Zaakbrief.objects.get(betrokkene__gebruiker=ouder)
    assert (rij.vanzelf, rij.kanaal, rij.verzonden_op) == (False, "post", None)
    zaakbrieven_klaarzetten(ingediend, door=loketmedewerker, op=nu(), verzenddatum=vandaag(), nagekeken=True)
    nieuw = Zaakbrief.objects.get(betrokkene__gebruiker=ouder, vervallen_op=None)
    assert nieuw.brief.context["geadresseerde"]["afgeschermd"]


def test_a_question_without_a_child_has_no_letters(ib, school):
    vraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort="CONSULT", zonder_leerling=True)
    acties.indienen(vraag, door=ib, op=nu())
    assert not vraag.zaakbrieven.exists()


# --- by post, all at once ----------------------------------------------------------------------------------------


def test_all_receipts_by_post_get_their_date_in_one_go(ingediend, loketmedewerker, inloggen):
    client = inloggen(loketmedewerker)
    assert "1 persoon zonder portaal" in client.get(reverse("loket:verzenden")).text
    antwoord = client.post(reverse("loket:ontvangstbrieven"), _dag(vandaag()), follow=True)
    assert "1 ontvangstbrief wordt gemaakt" in antwoord.text
    assert "zonder portaal" not in antwoord.text
    rij = brieven(ingediend)["Bram " + ingediend.leerling.achternaam]
    assert rij.verzenddatum == vandaag()
    pdfs_klaar()
    zaakbrieven_verzonden(ingediend, door=loketmedewerker, op=nu())
    assert [een.verzonden_op is not None for een in brieven(ingediend).values()] == [False, False, True]


def test_one_case_that_cannot_keeps_no_other_back(ingediend, loketmedewerker, school, ib):
    geheim = leerling_op(school, roepnaam="Geheim", afscherming=Afscherming.VERBLIJFPLAATS)
    ander = volledig(aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=geheim), ib)
    acties.indienen(ander, door=ib, op=nu())
    klaar = ontvangst.ontvangstbrieven_klaarzetten(door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert klaar.brieven == 1
    assert list(klaar.over.values()) == [1]
    assert "afgeschermd" in next(iter(klaar.over))


def test_dating_the_receipts_leaves_other_letters_alone(ingediend, loketmedewerker):
    ontvangst.ontvangstbrieven_klaarzetten(door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert not ontvangst.ontvangst_te_dateren(loketmedewerker, vandaag()).exists()
    gisteren = ontvangst.ontvangst_te_dateren(loketmedewerker, vandaag() + timedelta(days=1))
    assert gisteren.count() == 1


def test_after_withdrawal_no_receipt_goes_out_any_more(ingediend, ib):
    acties.intrekken(ingediend, door=ib, op=nu(), reden="Verhuisd.")
    assert naar_portaal() == 0
    assert brieven(ingediend) == {}


def test_who_came_later_or_was_not_told_can_be_offered_the_portal(ingediend, loketmedewerker, leerling, inloggen):
    assert ontvangst.aan_te_bieden(ingediend, vandaag()) == []
    ouder_van(leerling, voornaam="Carla")
    client, pagina = inloggen(loketmedewerker), reverse("loket:zaakbrieven", args=[ingediend.public_id])
    assert "Carla" in client.get(pagina).text
    client.post(pagina, {"actie": "aanbieden"})
    (rij,) = brieven(ingediend, Soort.AANBIEDING).values()
    assert rij.naam.startswith("Carla")
    assert not rij.vanzelf
    with pytest.raises(NietMogelijk, match="leest al mee"):
        ontvangst.portaal_aanbieden(ingediend, door=loketmedewerker, op=nu())


def test_who_is_offered_the_portal_is_named_as_one_says_it(ingediend, loketmedewerker, leerling, inloggen):
    for voornaam in ("Carla", "Daan", "Eva"):
        ouder_van(leerling, voornaam=voornaam)
    tekst = inloggen(loketmedewerker).get(reverse("loket:zaakbrieven", args=[ingediend.public_id])).text
    assert re.search(r"mevrouw Carla \w+, mevrouw Daan \w+ en mevrouw Eva \w+ gebruiken het portaal", tekst)


# --- complete it, and reminders ----------------------------------------------------------------------------------


@pytest.fixture
def gevraagd(ib, school, leerling, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    punten = [Puntgegevens("Een recent OPP"), Puntgegevens("Het verslag van de logopedist", nodig=False)]
    behandeling.aanvulling_vragen(
        aanvraag, door=loketmedewerker, op=nu(), hersteltermijn_dagen=14, vraag="Het OPP is oud.", punten=punten
    )
    return aanvraag


def test_the_school_reads_what_is_missing_and_until_when(gevraagd, ib):
    (rij,) = brieven(gevraagd, Soort.AANVULLING).values()
    assert (rij.aan, rij.vanzelf) == ("school", True)
    context = rij.brief.context
    assert context["nodig"] == ["Een recent OPP"]
    assert context["welkom"] == ["Het verslag van de logopedist"]
    assert context["uitleg"] == "Het OPP is oud."
    assert context["tot"] == (vandaag() + timedelta(days=14)).isoformat()
    assert naar_portaal() == 1
    assert Zaakbrief.objects.visible_to(ib).get().soort == Soort.AANVULLING


def test_what_is_asked_in_one_sentence_is_said_once(ib, school, leerling, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=nu(), hersteltermijn_dagen=7, vraag="Een OPP.")
    (rij,) = brieven(aanvraag, Soort.AANVULLING).values()
    assert (rij.brief.context["nodig"], rij.brief.context["uitleg"]) == (["Een OPP."], "")


def test_a_reminder_says_what_is_still_open(gevraagd, loketmedewerker):
    punt = gevraagd.aanvullingen.get().punten.get(nodig=True)
    verdelen.school_herinneren(gevraagd, door=loketmedewerker, op=nu() + timedelta(days=7))
    (rij,) = brieven(gevraagd, Soort.HERINNERING).values()
    assert rij.brief.context["nodig"] == [punt.wat]
    assert rij.brief.context["gevraagd_op"] == vandaag().isoformat()
    verdelen.school_herinneren(gevraagd, door=loketmedewerker, op=nu() + timedelta(days=20))
    assert len(brieven(gevraagd, Soort.HERINNERING)) == 1


def test_only_who_did_not_answer_is_asked_once_more(ib, school, leerling, ouder, loketmedewerker):
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde = aanvraag.zienswijzeronden.get()
    ronde_verzonden(ronde)
    ronde.zienswijzen.filter(aan="school").delete()
    mening_herinneren(aanvraag, door=loketmedewerker, op=nu())
    rijen = brieven(aanvraag, Soort.MENING_WEER).values()
    assert [(rij.aan, rij.vanzelf) for rij in rijen] == [("ouder", True), ("ouder", False)]
    assert all(rij.brief.context["tot"] == ronde.tot.isoformat() for rij in rijen)
    with pytest.raises(NietMogelijk, match="Vandaag is al"):
        mening_herinneren(aanvraag, door=loketmedewerker, op=nu())


def test_nobody_is_reminded_of_a_letter_that_did_not_go_yet(ib, school, leerling, loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_GEREED, school=school, ib=ib, leerling=leerling)
    zienswijze_openen(aanvraag, door=loketmedewerker, op=nu(), waarover="Korter.", besproken_op=vandaag())
    with pytest.raises(NietMogelijk, match="nog niet bij iedereen"):
        mening_herinneren(aanvraag, door=loketmedewerker, op=nu())


# --- advice ------------------------------------------------------------------------------------------------------


def test_parents_always_get_a_copy_of_the_advice(ib, school, leerling, ouder, loketmedewerker):
    """WVO 2020 2.47 lid 17: by the portal to who reads it, by post to the other."""
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    vraag = aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    Consultadvies.objects.create(aanvraag=vraag, tekst="Begin klein.", versie=1)
    consult.advies_uitbrengen(vraag, door=loketmedewerker, op=nu(), versie=1)
    rijen = brieven(vraag, Soort.ADVIES).values()
    assert [(rij.aan, rij.vanzelf) for rij in rijen] == [("school", True), ("ouder", True), ("ouder", False)]
    assert {rij.brief.context["advies"] for rij in rijen} == {"Begin klein."}
    assert naar_portaal() == 2
    zaakbrieven_klaarzetten(vraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    zaakbrieven_verzonden(vraag, door=loketmedewerker, op=nu())
    assert not vraag.zaakbrieven.te_verzenden().exists()


def _dag(dag):
    return {"verzenddatum": dag.isoformat()}


def test_nothing_from_which_a_term_runs_goes_by_itself():
    """Post is the default for that (R-TERM-09)."""
    assert VANZELF.isdisjoint({Soort.VERDAGING, Soort.INTREKKING, Soort.DOORZENDING, Soort.VOORNEMEN})


def account_eindigt(ouder):
    Lidmaatschap.objects.filter(gebruiker=ouder).update(tot=vandaag() - timedelta(days=1))


def test_who_has_an_account_that_was_ended_gets_post(concept, ib, ouder):
    account_eindigt(ouder)
    acties.indienen(concept, door=ib, op=nu())
    van_ouder = concept.zaakbrieven.get(soort=Soort.BEVESTIGING, betrokkene__gebruiker=ouder)
    assert not van_ouder.vanzelf
    assert not van_ouder.brief.context["met_aanbod"], "a letter opens no account that is there (ADR 22)"


def test_an_account_that_ends_before_the_letter_is_there_turns_it_into_post(ingediend, ouder):
    account_eindigt(ouder)
    naar_portaal()
    van_ouder = ingediend.zaakbrieven.get(soort=Soort.BEVESTIGING, betrokkene__gebruiker=ouder)
    assert (van_ouder.vanzelf, van_ouder.kanaal, van_ouder.verzonden_op) == (False, "post", None)

"""What the loket does with an aanvraag: each step, who may do it when, and that a refusal changes nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions import adviesronde, behandeling, bekendmaken, besluit, deskundigen, verdelen  # noqa: F401 - fills the table of transitions
from loket.models import Aanvraag, Adviesopdracht, Status
from scholen.models import Plek
from tests.factories import aanvraag_in, advies_bij, gebruiker_met, opdracht_voor

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def vers(aanvraag):
    return Aanvraag.objects.get(pk=aanvraag.pk)


def vragen(aanvraag, door, een, twee, **velden):
    standaard = {
        "eerste": een,
        "eerste_discipline": "orthopedagoog",
        "tweede": twee,
        "tweede_discipline": "kinder_jeugdpsycholoog",
        "uiterlijk_op": timezone.localdate() + timedelta(days=21),
    }
    return behandeling.deskundigen_vragen(aanvraag, door=door, op=nu(), **(standaard | velden))


# --- taking ------------------------------------------------------------------------------------------------------


def test_opening_an_aanvraag_is_taking_it(loketmedewerker):
    aanvraag = behandeling.in_controle_nemen(aanvraag_in(S.INGEDIEND), door=loketmedewerker, op=nu())
    assert (aanvraag.status, aanvraag.behandelaar) == (S.IN_CONTROLE, loketmedewerker)


def test_a_colleague_who_was_named_before_stays_the_behandelaar(loketmedewerker):
    collega = gebruiker_met(Rol.LOKETMEDEWERKER)
    aanvraag = aanvraag_in(S.INGEDIEND, behandelaar=collega)
    assert behandeling.in_controle_nemen(aanvraag, door=loketmedewerker, op=nu()).behandelaar == collega


def test_only_somebody_of_the_loket_can_be_behandelaar(loketmedewerker, deskundige_een):
    aanvraag = aanvraag_in(S.COMPLEET)
    with pytest.raises(NietMogelijk, match="Kies een collega van het loket"):
        behandeling.toewijzen(aanvraag, door=loketmedewerker, op=nu(), behandelaar=deskundige_een)
    behandeling.toewijzen(aanvraag, door=loketmedewerker, op=nu(), behandelaar=loketmedewerker)
    assert (vers(aanvraag).behandelaar, vers(aanvraag).status) == (loketmedewerker, S.COMPLEET)


# --- complete or not ---------------------------------------------------------------------------------------------


def test_asking_for_more_stops_the_clock_and_names_the_last_day(loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=nu(), vraag="Een OPP.", hersteltermijn_dagen=14)
    vraag = aanvraag.aanvullingen.get()
    assert vers(aanvraag).status == S.AANVULLING_GEVRAAGD
    assert vraag.hersteltermijn_tot == timezone.localdate() + timedelta(days=14)
    assert vers(aanvraag).termijn(timezone.localdate()).stilgezet_sinds == timezone.localdate()


@pytest.mark.parametrize(("vraag", "dagen"), [("  ", 14), ("Een OPP.", 0), ("Een OPP.", 400)])
def test_asking_for_nothing_or_for_an_odd_term_is_refused(loketmedewerker, vraag, dagen):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    with pytest.raises(NietMogelijk):
        behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=nu(), vraag=vraag, hersteltermijn_dagen=dagen)
    assert vers(aanvraag).status == S.IN_CONTROLE
    assert not aanvraag.aanvullingen.exists()


def test_the_loket_goes_on_without_only_after_the_last_day(loketmedewerker):
    aanvraag = aanvraag_in(S.AANVULLING_GEVRAAGD)
    with pytest.raises(NietMogelijk, match="nog tijd"):
        behandeling.aanvulling_verlopen(aanvraag, door=loketmedewerker, op=nu() + timedelta(days=14))
    behandeling.aanvulling_verlopen(aanvraag, door=loketmedewerker, op=nu() + timedelta(days=15))
    assert vers(aanvraag).status == S.IN_CONTROLE
    behandeling.aanvulling_vragen(aanvraag, door=loketmedewerker, op=nu(), vraag="Toch nog.", hersteltermijn_dagen=7)
    assert aanvraag.aanvullingen.count() == 2


def test_complete_sets_the_day_and_waits_for_experts(loketmedewerker):
    aanvraag = behandeling.compleet_verklaren(aanvraag_in(S.IN_CONTROLE), door=loketmedewerker, op=nu())
    assert (aanvraag.status, aanvraag.compleetdatum) == (S.COMPLEET, timezone.localdate())


@pytest.mark.parametrize(("getekend", "naar"), [(1, S.IN_ADVIES), (2, S.ADVIES_GEREED)])
def test_complete_again_goes_back_to_where_it_was(loketmedewerker, getekend, naar):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    for volgorde, vak in ((1, "orthopedagoog"), (2, "arts")):
        opdracht = opdracht_voor(aanvraag, volgorde=volgorde, discipline=vak)
        if volgorde <= getekend:
            advies_bij(opdracht)
    assert behandeling.compleet_verklaren(aanvraag, door=loketmedewerker, op=nu()).status == naar


# --- the two experts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [S.IN_CONTROLE, S.COMPLEET])
def test_complete_and_to_the_experts_is_one_button(loketmedewerker, deskundige_een, deskundige_twee, status):
    aanvraag = vragen(aanvraag_in(status), loketmedewerker, deskundige_een, deskundige_twee)
    assert aanvraag.status == S.IN_ADVIES
    assert aanvraag.compleetdatum == timezone.localdate()
    assert [een.deskundige for een in aanvraag.adviesopdrachten.order_by("volgorde")] == [
        deskundige_een,
        deskundige_twee,
    ]


def weiger(zin, aanvraag, door, een, twee, **velden):
    with pytest.raises(NietMogelijk, match=zin):
        vragen(aanvraag, door, een, twee, **velden)
    assert vers(aanvraag).status == S.IN_CONTROLE
    assert not Adviesopdracht.objects.filter(aanvraag=aanvraag).exists()


def test_the_same_person_twice_is_refused(loketmedewerker, deskundige_een):
    weiger("twee verschillende", aanvraag_in(S.IN_CONTROLE), loketmedewerker, deskundige_een, deskundige_een)


def test_the_first_expert_is_orthopedagoog_or_psycholoog(loketmedewerker, deskundige_een, deskundige_twee):
    """R-DES-01."""
    velden = {"eerste_discipline": "arts"}
    weiger("discipline", aanvraag_in(S.IN_CONTROLE), loketmedewerker, deskundige_een, deskundige_twee, **velden)


def test_who_is_no_expert_cannot_be_asked(loketmedewerker, deskundige_een):
    weiger("geen deskundige", aanvraag_in(S.IN_CONTROLE), loketmedewerker, deskundige_een, loketmedewerker)


def test_who_wrote_the_aanvraag_cannot_advise_on_it(loketmedewerker, deskundige_een, deskundige_twee):
    """R-DES-05."""
    weiger(
        "schreef mee", aanvraag_in(S.IN_CONTROLE, ib=deskundige_een), loketmedewerker, deskundige_een, deskundige_twee
    )


def test_who_edited_one_section_cannot_advise_either(loketmedewerker, deskundige_een, deskundige_twee):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    aanvraag.onderdeel_gedaan.bewerkt_door = deskundige_twee
    aanvraag.onderdeel_gedaan.save()
    weiger("schreef mee", aanvraag, loketmedewerker, deskundige_een, deskundige_twee)


def test_who_works_at_the_school_cannot_advise(loketmedewerker, deskundige_een, deskundige_twee, school):
    """R-DES-05; a membership of the board counts, and one that ended after the aanvraag was begun too."""
    lid = deskundige_een.lidmaatschappen.create(rol=Rol.BESTUUR, van="2020-01-01", tot=timezone.localdate())
    Plek.objects.create(lidmaatschap=lid, bestuur=school.bestuur)
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school)
    weiger("verbonden aan de school", aanvraag, loketmedewerker, deskundige_een, deskundige_twee)


def test_a_day_in_the_past_is_refused(loketmedewerker, deskundige_een, deskundige_twee):
    velden = {"uiterlijk_op": timezone.localdate() - timedelta(days=1)}
    weiger("toekomst", aanvraag_in(S.IN_CONTROLE), loketmedewerker, deskundige_een, deskundige_twee, **velden)


def test_experts_are_not_asked_twice(loketmedewerker, deskundige_een, deskundige_twee):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    opdracht_voor(aanvraag, deskundige=deskundige_een)
    with pytest.raises(NietMogelijk, match="al gevraagd"):
        vragen(aanvraag, loketmedewerker, deskundige_een, deskundige_twee)


# --- to the beslisser and back -----------------------------------------------------------------------------------


def test_the_loket_hands_over_when_parents_were_heard(loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    assert adviesronde.naar_besluit(aanvraag, door=loketmedewerker, op=nu()).status == S.BESLUIT_VOORBEREIDEN


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("ouders_eens", "deels", "Niet alle ouders"),
        ("ouders_eens", "ja", ""),
    ],
)
def test_parents_who_disagree_are_heard_first(veld, waarde, zin):
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    setattr(aanvraag.onderdeel_mening, veld, waarde)
    reden = adviesronde.zienswijze_eerst(aanvraag)
    assert reden.startswith(zin) if zin else reden == ""


def test_an_advice_that_says_otherwise_is_discussed_first():
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    advies = aanvraag.adviesopdrachten.first().advies
    advies.__class__.objects.filter(pk=advies.pk).update(conclusie="niet_toelaatbaar")
    assert "geen verklaring" in adviesronde.zienswijze_eerst(aanvraag)


def test_the_portal_passes_only_what_it_is_named_for():
    with pytest.raises(NietMogelijk, match="Dit doet een mens"):
        adviesronde.naar_besluit(aanvraag_in(S.ADVIES_GEREED), door=Systeem("iets anders"), op=nu())


def test_the_beslisser_sends_back_to_the_loket_with_a_reason(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    with pytest.raises(NietMogelijk, match="waarom"):
        adviesronde.terug(aanvraag, door=beslisser, op=nu(), reden=" ", naar=S.IN_CONTROLE)
    adviesronde.terug(aanvraag, door=beslisser, op=nu(), reden="Het OPP is oud.", naar=S.IN_CONTROLE)
    assert vers(aanvraag).status == S.IN_CONTROLE
    assert Logregel.objects.get(actie="terug").reden == "Het OPP is oud."


def test_an_advice_is_asked_again_and_the_signed_one_stays(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    oud = aanvraag.adviesopdrachten.get(volgorde=1)
    velden = {"reden": "De duur is niet onderbouwd.", "naar": S.IN_ADVIES}
    with pytest.raises(NietMogelijk, match="welk advies"):
        adviesronde.terug(aanvraag, door=beslisser, op=nu(), **velden)
    adviesronde.terug(aanvraag, door=beslisser, op=nu(), adviezen=[oud.public_id], **velden)
    nieuw = aanvraag.adviesopdrachten.get(volgorde=1, vervallen_op=None)
    assert vers(aanvraag).status == S.IN_ADVIES
    assert (nieuw.deskundige, nieuw.advies.motivering) == (oud.deskundige, oud.advies.motivering)
    assert nieuw.advies.ondertekend_op is None
    oud.refresh_from_db()
    assert oud.advies.ondertekend_op is not None
    assert not nieuw.advies.niet_betrokken
    assert not nieuw.advies.beslist_niet


@pytest.mark.parametrize("naar", [S.BESLOTEN_TOEGEKEND, S.INGEDIEND, "iets"])
def test_sending_back_goes_nowhere_else(beslisser, naar):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    with pytest.raises(NietMogelijk):
        adviesronde.terug(aanvraag, door=beslisser, op=nu(), reden="x", naar=naar)
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN


# --- two people at once ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_wins_and_the_other_reads_why():
    aanvraag = aanvraag_in(S.INGEDIEND)
    collegas = [gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.LOKETMEDEWERKER)]
    start, uitkomsten = threading.Barrier(2), []

    def nemen(wie):
        try:
            start.wait(5)
            behandeling.in_controle_nemen(aanvraag, door=wie, op=nu())
            uitkomsten.append("gelukt")
        except NietMogelijk as reden:
            uitkomsten.append(str(reden))
        finally:
            connections.close_all()

    draden = [threading.Thread(target=nemen, args=(wie,)) for wie in collegas]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert sorted(uitkomsten) == ["Dit kan niet meer: de status is nu ‘In controle’.", "gelukt"]
    assert vers(aanvraag).behandelaar in collegas

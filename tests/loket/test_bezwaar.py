"""A bezwaar from receipt to advice: who may do what, what is refused, and what each step leaves behind."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.bezwaar import commissie, indienen, termijn, toetsen
from loket.models import (
    Bezwaar,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
    Commissieadvies,
    Commissieopdracht,
    Hoorzitting,
    Meelezing,
)
from loket.rules.bezwaar import Ontvangst
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met

B = Bezwaarstatus


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def vers(zaak):
    return Bezwaarzaak.objects.get(pk=zaak.pk)


@pytest.fixture
def besluit(ib, school, leerling, ouder, andere_ouder):
    return besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))


@pytest.fixture
def zaak(besluit, bezwaarbehandelaar):
    bezwaar = bezwaar_bij(besluit)
    return toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())


@pytest.fixture
def getoetst(zaak, bezwaarbehandelaar):
    return toetsen.bezwaar_toetsen(
        zaak, door=bezwaarbehandelaar, op=nu(), bezwaar=zaak.bezwaren.get().public_id, toets="ontvankelijk"
    )


def vastleggen(besluit, door, **velden):
    velden = {"wie": "school", "kanaal": "post", "ontvangen_op": vandaag(), "gronden": "Nee."} | velden
    return indienen.bezwaar_vastleggen(besluit, door=door, op=nu(), **velden)


# --- it comes in ------------------------------------------------------------------------------------------------


def test_a_parent_lodges_in_the_portal_and_gets_an_own_number(besluit, ouder):
    brief = besluit.bekendmakingen.get(betrokkene__gebruiker=ouder)
    bezwaar = indienen.bezwaar_maken(brief, door=ouder, op=nu(), gronden="Mijn kind heeft meer nodig.")
    assert bezwaar.zaak.kenmerk == f"BZ-{vandaag().year}-0001"
    assert (bezwaar.van, bezwaar.kanaal, bezwaar.ontvangen_op) == ("ouder", "portaal", vandaag())
    assert bezwaar.op_tijd() == Ontvangst.OP_TIJD
    assert list(Bezwaar.objects.visible_to(ouder)) == [bezwaar]


def test_nobody_objects_with_the_letter_of_another(besluit, ouder, andere_ouder, buitenstaander):
    brief = besluit.bekendmakingen.get(betrokkene__gebruiker=ouder)
    for wie in (andere_ouder, buitenstaander):
        with pytest.raises(Http404):
            indienen.bezwaar_maken(brief, door=wie, op=nu(), gronden="Nee.")


def test_bezwaren_on_one_besluit_come_together_in_one_file(besluit, ouder, ib, loketmedewerker):
    een = indienen.bezwaar_maken(
        besluit.bekendmakingen.get(betrokkene__gebruiker=ouder), door=ouder, op=nu(), gronden="Nee."
    )
    twee = indienen.bezwaar_maken(besluit.bekendmakingen.get(aan="school"), door=ib, op=nu(), gronden="Nee.")
    drie = vastleggen(besluit, loketmedewerker, wie=besluit.aanvraag.leerling.gezag.last().betrokkene.public_id)
    assert een.zaak == twee.zaak == drie.zaak
    assert {naam.van for naam in een.zaak.actieve_bezwaren()} == {"school", "ouder"}


def test_a_second_bezwaar_of_the_same_is_refused_and_the_refusal_is_kept(besluit, loketmedewerker):
    vastleggen(besluit, loketmedewerker)
    with pytest.raises(NietMogelijk, match="al een bezwaar"):
        vastleggen(besluit, loketmedewerker)
    assert Bezwaar.objects.count() == 1


@pytest.mark.parametrize("met_brief", [True, False])
def test_any_besluit_in_any_status_can_be_objected_to(loketmedewerker, met_brief):
    besluit = besluit_bij(met_brief=met_brief)
    assert vastleggen(besluit, loketmedewerker).op_tijd() == (Ontvangst.OP_TIJD if met_brief else Ontvangst.TE_VROEG)


def test_post_is_judged_by_its_postmark_and_by_the_own_letter(ib, school, leerling, ouder, loketmedewerker):
    verzonden = {"school": date(2026, 1, 15), "ouder": date(2026, 1, 22)}
    besluit = besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, leerling=leerling), verzonden=verzonden)
    post = {"ontvangen_op": date(2026, 3, 4), "kanaal": "post"}
    op_tijd = vastleggen(besluit, loketmedewerker, **post, poststempel=date(2026, 2, 26))
    assert op_tijd.op_tijd() == Ontvangst.PER_POST_OP_TIJD  # T10
    wie = leerling.gezag.first().betrokkene.public_id
    later = vastleggen(besluit, loketmedewerker, wie=wie, **post)
    assert later.op_tijd() == Ontvangst.OP_TIJD  # the own letter went a week later
    assert op_tijd.zaak.termijn(date(2026, 3, 4)).uiterlijk == date(2026, 4, 9)  # from the earliest (T23)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"ontvangen_op": date(2099, 1, 1)}, "toekomst"),
        ({"poststempel": date(2099, 1, 1)}, "poststempel"),
        ({"elders_ontvangen_op": date(2099, 1, 1)}, "andere orgaan"),
        ({"wie": "niemand"}, "Kies wie"),
    ],
)
def test_days_that_cannot_be_are_refused_with_what_to_do(besluit, loketmedewerker, velden, zin):
    with pytest.raises(NietMogelijk, match=zin):
        vastleggen(besluit, loketmedewerker, **velden)


def test_after_a_file_is_closed_a_late_bezwaar_opens_a_new_one(besluit, loketmedewerker):
    eerste = bezwaar_bij(besluit, status=B.BEKENDGEMAAKT)
    assert vastleggen(besluit, loketmedewerker).zaak != eerste.zaak


# --- judging ----------------------------------------------------------------------------------------------------


def test_the_file_goes_on_when_each_bezwaar_is_judged(besluit, zaak, bezwaarbehandelaar):
    tweede = bezwaar_bij(zaak=zaak, van="ouder")
    eerste = zaak.bezwaren.get(van="school")
    doen = {"door": bezwaarbehandelaar, "op": nu(), "toets": "ontvankelijk"}
    assert toetsen.bezwaar_toetsen(zaak, bezwaar=eerste.public_id, **doen).status == B.TOETS
    assert toetsen.bezwaar_toetsen(zaak, bezwaar=tweede.public_id, **doen).status == B.ONTVANKELIJK


def test_too_late_counts_only_with_the_reason_why(besluit, bezwaarbehandelaar, school, leerling):
    laat = bezwaar_bij(besluit_bij(verzonden=date(2026, 1, 15)), ontvangen=date(2026, 9, 1))
    zaak = toetsen.bezwaar_nemen(laat.zaak, door=bezwaarbehandelaar, op=nu())
    doen = {"door": bezwaarbehandelaar, "op": nu(), "bezwaar": laat.public_id, "toets": "ontvankelijk"}
    with pytest.raises(NietMogelijk, match=r"6:11"):
        toetsen.bezwaar_toetsen(zaak, **doen)
    toetsen.bezwaar_toetsen(zaak, **doen, toets_reden="De brief ging naar een oud adres.")
    assert vers(zaak).status == B.ONTVANKELIJK


def test_without_reasons_it_is_not_turned_down_before_they_were_asked_for(zaak, bezwaarbehandelaar):
    Bezwaar.objects.update(gronden="")
    doen = {"door": bezwaarbehandelaar, "op": nu(), "bezwaar": zaak.bezwaren.get().public_id}
    weg = {**doen, "toets": "kennelijk_niet", "toets_reden": "Geen redenen."}
    with pytest.raises(NietMogelijk, match=r"6:6"):
        toetsen.bezwaar_toetsen(zaak, **weg)
    toetsen.herstel_vragen(zaak, **doen, dagen=28, vraag="Waarom bent u het niet eens?")
    assert vers(zaak).status == B.VERZUIM_HERSTEL
    with pytest.raises(NietMogelijk, match="nog tijd"):
        toetsen.herstel_verlopen(zaak, **doen)
    later = {**doen, "op": nu() + timedelta(days=29)}
    assert toetsen.herstel_verlopen(zaak, **later).status == B.TOETS
    assert toetsen.bezwaar_toetsen(zaak, **{**weg, "op": later["op"]}).status == B.KENNELIJK_NIET


def test_the_term_stands_still_until_the_reasons_come(zaak, bezwaarbehandelaar):
    Bezwaar.objects.update(gronden="")
    doen = {"door": bezwaarbehandelaar, "bezwaar": zaak.bezwaren.get().public_id}
    dag = timezone.localdate() + timedelta(days=50)
    op = nu() + timedelta(days=50)
    voor = zaak.termijn(dag).uiterlijk
    toetsen.herstel_vragen(zaak, **doen, op=op, dagen=28, vraag="Waarom?")
    assert vers(zaak).termijn(dag + timedelta(days=3)).stilgezet_sinds == dag
    toetsen.redenen_ontvangen(zaak, **doen, op=op + timedelta(days=11), gronden="Daarom.")
    assert (vers(zaak).termijn(dag).uiterlijk - voor).days >= 10
    assert vers(zaak).status == B.TOETS
    assert zaak.bezwaren.get().gronden == "Daarom."


def test_the_file_ends_when_the_last_bezwaar_is_withdrawn(zaak, bezwaarbehandelaar):
    tweede = bezwaar_bij(zaak=zaak, van="ouder")
    doen = {"door": bezwaarbehandelaar, "op": nu(), "waarom": "Gebeld: opgelost met de school."}
    eerste = zaak.bezwaren.get(van="school").public_id
    assert toetsen.bezwaar_intrekken(zaak, bezwaar=eerste, **doen).status == B.TOETS
    assert toetsen.bezwaar_intrekken(zaak, bezwaar=tweede.public_id, **doen).status == B.INGETROKKEN


# --- who prepared the besluit -----------------------------------------------------------------------------------


@pytest.mark.parametrize("hoe", ["behandelaar", "beslisser", "deskundige", "vroeg de deskundigen", "las mee"])
def test_who_prepared_the_besluit_does_not_handle_the_bezwaar(besluit, bezwaarbehandelaar, hoe):
    from kern.gebruikers.models import Lidmaatschap

    opdracht = besluit.aanvraag.adviesopdrachten.first()
    wie = {
        "behandelaar": bezwaarbehandelaar,
        "beslisser": besluit.genomen_door,
        "deskundige": opdracht.deskundige,
        "vroeg de deskundigen": opdracht.gevraagd_door,
        "las mee": gebruiker_met(Rol.BESLISSER),
    }[hoe]
    if hoe == "las mee":
        oordeel = {"vingerafdruk": "x", "beslissing": {}, "oordeel": "akkoord", "beoordeeld_op": nu()}
        vraag = {"gevraagd_aan": wie, "gevraagd_door": besluit.genomen_door, "gevraagd_op": nu()}
        Meelezing.objects.create(aanvraag=besluit.aanvraag, **vraag, **oordeel)
    if hoe == "behandelaar":
        type(besluit.aanvraag).objects.filter(pk=besluit.aanvraag_id).update(behandelaar=wie)
    else:
        Lidmaatschap.objects.create(gebruiker=wie, rol=Rol.BEZWAARBEHANDELAAR, van=date(2020, 1, 1))
    zaak = bezwaar_bij(besluit).zaak
    with pytest.raises(NietMogelijk, match="Awb 7:5"):
        toetsen.bezwaar_nemen(zaak, door=wie, op=nu())
    ander = gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    with pytest.raises(NietMogelijk, match="Awb 7:5"):
        toetsen.bezwaar_toewijzen(zaak, door=ander, op=nu(), behandelaar=wie)
    assert toetsen.bezwaar_nemen(zaak, door=ander, op=nu()).behandelaar == ander


def test_who_prepared_the_besluit_writes_no_report_of_the_hearing(besluit, bezwaarbehandelaar):
    """Awb 7:5: the hearing is not in the hands of who prepared the besluit."""
    type(besluit.aanvraag).objects.filter(pk=besluit.aanvraag_id).update(behandelaar=bezwaarbehandelaar)
    zaak = bezwaar_bij(besluit, status=B.HOORZITTING_GEPLAND).zaak
    Hoorzitting.objects.create(zaak=zaak, wanneer=nu() - timedelta(days=1), waar="Hier", uitgenodigd_op=vandaag())
    with pytest.raises(NietMogelijk, match="Awb 7:5"):
        commissie.verslag_vastleggen(zaak, door=bezwaarbehandelaar, op=nu(), aanwezig="A", verslag="B")


# --- the committee ----------------------------------------------------------------------------------------------


def bij_commissie(zaak, door, *leden):
    return commissie.naar_commissie(zaak, door=door, op=nu(), commissie="eigen", leden=leden)


def test_from_the_notice_of_the_committee_twelve_weeks_hold(getoetst, bezwaarbehandelaar):
    zes = getoetst.termijn(vandaag()).uiterlijk
    zaak = bij_commissie(getoetst, bezwaarbehandelaar)
    assert (vers(zaak).termijn(vandaag()).uiterlijk - zes).days >= 35
    assert "Bezwaaradviescommissie" in zaak.commissie_naam


def test_a_member_sees_the_assigned_file_with_the_original_and_nothing_else(
    getoetst, bezwaarbehandelaar, bezwaarcommissie
):
    ander = bezwaar_bij().zaak
    assert not Bezwaarzaak.objects.visible_to(bezwaarcommissie).exists()
    bij_commissie(getoetst, bezwaarbehandelaar, bezwaarcommissie)
    assert list(Bezwaarzaak.objects.visible_to(bezwaarcommissie)) == [getoetst]
    aanvraag = getoetst.besluit.aanvraag
    assert list(type(aanvraag).objects.visible_to(bezwaarcommissie)) == [aanvraag]
    assert ander.besluit not in type(ander.besluit).objects.visible_to(bezwaarcommissie)


def test_the_access_of_a_member_ends_by_itself(getoetst, bezwaarbehandelaar, bezwaarcommissie):
    zaak = bij_commissie(getoetst, bezwaarbehandelaar, bezwaarcommissie)
    doen = {"strekking": "gegrond", "tekst": "De school deed genoeg."}
    commissie.van_horen_afzien(zaak, door=bezwaarbehandelaar, op=nu(), grond="Niemand wilde gehoord worden")
    commissie.advies_vastleggen(zaak, door=bezwaarcommissie, op=nu(), **doen)
    assert Bezwaarzaak.objects.visible_to(bezwaarcommissie).exists()
    assert Commissieopdracht.objects.toegankelijk(vandaag() + timedelta(days=14)).exists()
    assert not Commissieopdracht.objects.toegankelijk(vandaag() + timedelta(days=15)).exists()
    Bezwaarzaak.objects.update(status=B.BEKENDGEMAAKT)
    assert not Bezwaarzaak.objects.visible_to(bezwaarcommissie).exists()


def test_the_committee_writes_its_own_advice(getoetst, bezwaarbehandelaar, bezwaarcommissie):
    zaak = bij_commissie(getoetst, bezwaarbehandelaar, bezwaarcommissie)
    commissie.van_horen_afzien(zaak, door=bezwaarbehandelaar, op=nu(), grond="Niemand wilde gehoord worden")
    doen = {"op": nu(), "strekking": "ongegrond", "tekst": "Het besluit is goed."}
    with pytest.raises(NietMogelijk, match="zelf in het portaal"):
        commissie.advies_vastleggen(zaak, door=bezwaarbehandelaar, **doen)
    assert commissie.advies_vastleggen(zaak, door=bezwaarcommissie, **doen).status == B.ADVIES_ONTVANGEN
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Commissieadvies.objects.update(strekking="gegrond")


def test_the_secretary_writes_down_what_a_committee_without_account_sends(getoetst, bezwaarbehandelaar):
    zaak = bij_commissie(getoetst, bezwaarbehandelaar)
    commissie.van_horen_afzien(zaak, door=bezwaarbehandelaar, op=nu(), grond="Niemand wilde gehoord worden")
    doen = {"door": bezwaarbehandelaar, "op": nu(), "strekking": "ongegrond", "tekst": "Het besluit is goed."}
    assert commissie.advies_vastleggen(zaak, **doen).status == B.ADVIES_ONTVANGEN


def test_a_hearing_leaves_time_for_papers_and_its_report_comes_after(getoetst, bezwaarbehandelaar):
    zaak = bij_commissie(getoetst, bezwaarbehandelaar)
    doen = {"door": bezwaarbehandelaar, "waar": "Kadeplein 1"}
    with pytest.raises(NietMogelijk, match="tien dagen"):
        commissie.hoorzitting_plannen(zaak, **doen, op=nu(), wanneer=nu() + timedelta(days=9))
    commissie.hoorzitting_plannen(zaak, **doen, op=nu(), wanneer=nu() + timedelta(days=14))
    commissie.hoorzitting_plannen(zaak, **doen, op=nu(), wanneer=nu() + timedelta(days=21))
    assert Hoorzitting.objects.filter(vervallen_op=None).count() == 1
    verslag = {"door": bezwaarbehandelaar, "aanwezig": "De ouders.", "verslag": "Zij vertelden hun verhaal."}
    with pytest.raises(NietMogelijk, match="nog niet geweest"):
        commissie.verslag_vastleggen(zaak, **verslag, op=nu() + timedelta(days=20))
    assert commissie.verslag_vastleggen(zaak, **verslag, op=nu() + timedelta(days=22)).status == B.GEHOORD


# --- the term ---------------------------------------------------------------------------------------------------


def test_postponing_is_possible_once_and_only_before_the_end(zaak, bezwaarbehandelaar):
    doen = {"door": bezwaarbehandelaar, "waarom": "Wij wachten op het advies."}
    laat = nu() + timedelta(days=120)
    with pytest.raises(NietMogelijk, match="al voorbij"):
        termijn.verdagen(zaak, **doen, op=laat)
    termijn.verdagen(zaak, **doen, op=nu())
    with pytest.raises(NietMogelijk, match="al een keer verdaagd"):
        termijn.verdagen(zaak, **doen, op=nu())
    nog_een = {"zaak": zaak, "soort": "verdaagd", "dag": vandaag(), "vastgelegd_op": nu()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Bezwaargebeurtenis.objects.create(**nog_een, vastgelegd_door=bezwaarbehandelaar)


def test_further_delay_needs_consent_and_a_later_day(zaak, bezwaarbehandelaar):
    doen = {"door": bezwaarbehandelaar, "op": nu(), "waarom": "De school stemde in op maandag."}
    with pytest.raises(NietMogelijk, match="Kies een dag na"):
        termijn.uitstel_afspreken(zaak, **doen, tot=vandaag())
    tot = zaak.termijn(vandaag()).uiterlijk + timedelta(days=30)
    termijn.uitstel_afspreken(zaak, **doen, tot=tot)
    assert vers(zaak).termijn(vandaag()).uiterlijk == tot


def test_a_notice_of_default_is_written_down_also_when_it_comes_too_early(zaak, bezwaarbehandelaar):
    bezwaar = zaak.bezwaren.get().public_id
    termijn.ingebrekestelling_vastleggen(
        zaak, door=bezwaarbehandelaar, op=nu(), bezwaar=bezwaar, ontvangen_op=vandaag()
    )
    assert zaak.ingebrekestellingen.count() == 1


def test_an_event_never_changes(zaak, bezwaarbehandelaar):
    termijn.verdagen(zaak, door=bezwaarbehandelaar, op=nu(), waarom="Meer tijd.")
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Bezwaargebeurtenis.objects.update(tekst="anders")

"""Experts in life: replaced, added, reminded, another day, given back, withdrawn; and who had to do with the child."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions import adviesronde
from loket.actions import deskundigen as acties
from loket.actions.advies import advies_opslaan, ondertekenen
from loket.actions.besluit import besluiten
from loket.actions.betrokkenheid import deskundige_bezwaren
from loket.actions.herinneren import deskundigen_herinneren
from loket.actions.zienswijze import zienswijze_openen, zienswijze_sluiten
from loket.models import Aanvraag, Advies, Adviesopdracht, Status
from loket.models.consult import Consultadvies
from loket.models.notitie import Notitie
from loket.models.overleg import Agendapunt, Deelnemer, Overleg
from loket.rules.deskundigen import adviezen_verschillen, disciplines, herinnering, lege_plaats
from scholen.models import Inschrijving, Plek
from tests.factories import SchoolFactory, aanvraag_in, advies_bij, beslissing, leerling_op

S = Status
Einde = Adviesopdracht.Einde
GEHEEL = {
    "niet_van_school": True,
    "niet_betrokken": True,
    "beslist_niet": True,
    "eerder_gezien": "nee",
    "bronnen": "Het OPP.",
    "ouders_gesproken": "ja",
    "leerling_gesproken": "nee",
    "conclusie": "toelaatbaar",
    "soort": "SO",
    "categorie": "L",
    "schooljaren": 2,
    "motivering": "Structuur is nodig.",
    "waarom_niet_lichter": "Lichtere hulp hielp te weinig.",
}


def nu():
    return timezone.now()


def over(dagen):
    return timezone.localdate() + timedelta(days=dagen)


def vers(ding):
    return type(ding).objects.get(pk=ding.pk)


def eerste(aanvraag):
    return aanvraag.adviesopdrachten.get(volgorde=1, vervallen_op=None)


def vervang(aanvraag, door, deskundige, **velden):
    standaard = {
        "opdracht": eerste(aanvraag).public_id,
        "discipline": "psycholoog",
        "uiterlijk_op": over(14),
        "reden": "Zij is ziek.",
    }
    return acties.deskundige_vervangen(aanvraag, door=door, op=nu(), deskundige=deskundige, **(standaard | velden))


def teken(aanvraag, wie, **velden):
    opdracht = aanvraag.adviesopdrachten.get(deskundige=wie, vervallen_op=None)
    advies = advies_opslaan(opdracht, door=wie, op=nu(), versie=0, **(GEHEEL | velden))
    return ondertekenen(opdracht, door=wie, op=nu(), versie=advies.versie)


@pytest.fixture
def aanvraag(db):
    return aanvraag_in(S.IN_ADVIES)


# --- replacing --------------------------------------------------------------------------------------------------


def test_a_replaced_expert_sees_nothing_any_more_and_the_new_one_is_invited(aanvraag, loketmedewerker, deskundige_een):
    oud = eerste(aanvraag)
    advies_opslaan(oud, door=oud.deskundige, op=nu(), versie=0, motivering="Een begin.")
    vervang(aanvraag, loketmedewerker, deskundige_een)
    oud.refresh_from_db()
    assert (oud.einde, oud.vervallen_reden, oud.advies.motivering) == (Einde.VERVANGEN, "Zij is ziek.", "Een begin.")
    assert not Aanvraag.objects.visible_to(oud.deskundige).exists()
    assert Aanvraag.objects.visible_to(deskundige_een).get() == aanvraag
    assert Bericht.objects.get(aan=deskundige_een.email).soort == "klaar"
    assert vers(aanvraag).status == S.IN_ADVIES


def test_replacing_who_had_signed_keeps_the_advice_uncounted_and_goes_back(loketmedewerker, deskundige_een):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    oud = eerste(aanvraag)
    vervang(aanvraag, loketmedewerker, deskundige_een)
    oud.refresh_from_db()
    assert (oud.einde, vers(aanvraag).status) == (Einde.INGETROKKEN, S.IN_ADVIES)
    assert oud.advies.ondertekend_op
    teken(aanvraag, deskundige_een)
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"reden": " "}, "waarom"),
        ({"discipline": "arts"}, "eerste deskundige een discipline"),
        ({"uiterlijk_op": date(2020, 1, 1)}, "toekomst"),
        ({"opdracht": "bestaat niet"}, "vervallen"),
    ],
)
def test_a_replacement_that_is_not_right_is_refused_and_writes_nothing(
    aanvraag, loketmedewerker, deskundige_een, velden, reden
):
    with pytest.raises(NietMogelijk, match=reden):
        vervang(aanvraag, loketmedewerker, deskundige_een, **velden)
    assert aanvraag.adviesopdrachten.filter(vervallen_op=None).count() == 2
    assert not Bericht.objects.exists()


def test_the_other_expert_cannot_take_both_places(aanvraag, loketmedewerker):
    tweede = aanvraag.adviesopdrachten.get(volgorde=2).deskundige
    with pytest.raises(NietMogelijk, match="adviseert al"):
        vervang(aanvraag, loketmedewerker, tweede)


# --- giving back, withdrawing ------------------------------------------------------------------------------------


def test_an_expert_gives_the_assignment_back_and_the_loket_fills_the_place(aanvraag, loketmedewerker, deskundige_een):
    Aanvraag.objects.filter(pk=aanvraag.pk).update(behandelaar=loketmedewerker)
    oud = eerste(aanvraag)
    with pytest.raises(NietMogelijk, match="waarom"):
        acties.opdracht_teruggeven(aanvraag, door=oud.deskundige, op=nu(), reden="")
    acties.opdracht_teruggeven(aanvraag, door=oud.deskundige, op=nu(), reden="Ik ken het gezin.")
    oud.refresh_from_db()
    assert oud.einde == Einde.TERUGGEGEVEN
    assert Bericht.objects.get().aan == loketmedewerker.email
    acties.deskundige_erbij(
        aanvraag,
        door=loketmedewerker,
        op=nu(),
        deskundige=deskundige_een,
        discipline="orthopedagoog",
        uiterlijk_op=over(9),
    )
    assert eerste(aanvraag).deskundige == deskundige_een


def test_a_withdrawn_advice_is_kept_and_does_not_count(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    oud = eerste(aanvraag)
    acties.advies_intrekken(aanvraag, door=oud.deskundige, op=nu(), reden="Ik las het verkeerde rapport.")
    oud.refresh_from_db()
    assert (oud.einde, oud.advies.conclusie, vers(aanvraag).status) == (Einde.INGETROKKEN, "toelaatbaar", S.IN_ADVIES)
    with pytest.raises(NietMogelijk):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert "nog maar 1 van de 2" in adviesronde.alle_ondertekend(aanvraag, beslisser, nu())


def test_signed_is_withdrawn_and_unsigned_is_given_back(aanvraag):
    wie = eerste(aanvraag).deskundige
    with pytest.raises(NietMogelijk, match="nog niet ondertekend"):
        acties.advies_intrekken(aanvraag, door=wie, op=nu(), reden="x")
    teken(aanvraag, wie)
    with pytest.raises(NietMogelijk, match="al ondertekend"):
        acties.opdracht_teruggeven(aanvraag, door=wie, op=nu(), reden="x")


def test_after_the_decision_nothing_is_withdrawn(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    with pytest.raises(NietMogelijk, match="status is nu"):
        acties.advies_intrekken(aanvraag, door=eerste(aanvraag).deskundige, op=nu(), reden="x")


# --- a third -----------------------------------------------------------------------------------------------------


def verschillend(aanvraag):
    een, twee = aanvraag.adviesopdrachten.order_by("volgorde")
    teken(aanvraag, een.deskundige)
    teken(aanvraag, twee.deskundige, conclusie="niet_toelaatbaar", soort="", categorie="", schooljaren=None)
    return vers(aanvraag)


def derde_vragen(aanvraag, loketmedewerker, deskundige):
    acties.deskundige_erbij(
        aanvraag, door=loketmedewerker, op=nu(), deskundige=deskundige, discipline="arts", uiterlijk_op=over(9)
    )


def test_when_two_differ_the_case_waits_for_a_third_if_the_swv_wants_that(aanvraag, loketmedewerker, deskundige_een):
    aanvraag.instelling.__class__.objects.update(derde_bij_verschil=True)
    assert verschillend(aanvraag).status == S.IN_ADVIES
    assert "derde" in adviesronde.alle_ondertekend(vers(aanvraag), loketmedewerker, nu())
    derde_vragen(aanvraag, loketmedewerker, deskundige_een)
    teken(aanvraag, deskundige_een)
    assert vers(aanvraag).status == S.ADVIES_GEREED


def test_without_that_setting_two_are_enough(aanvraag):
    assert verschillend(aanvraag).status == S.ADVIES_GEREED


def test_a_third_asked_by_hand_is_waited_for_counts_and_is_printed(beslisser, loketmedewerker, deskundige_een):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    derde_vragen(aanvraag, loketmedewerker, deskundige_een)
    assert vers(aanvraag).status == S.IN_ADVIES
    teken(aanvraag, deskundige_een, conclusie="niet_toelaatbaar", soort="", categorie="", schooljaren=None)
    with pytest.raises(NietMogelijk, match="Vraag de ouders eerst"):
        adviesronde.naar_besluit(aanvraag, door=loketmedewerker, op=nu())
    vandaag = timezone.localdate()
    zienswijze_openen(aanvraag, door=loketmedewerker, op=nu(), waarover="Het derde advies.", besproken_op=vandaag)
    zienswijze_sluiten(aanvraag, door=loketmedewerker, op=nu(), reden="Iedereen belde.")
    with pytest.raises(NietMogelijk, match="wijkt af van een advies"):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    waarom = {"waarom_afwijking_advies": "Twee van de drie zien het anders."}
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, **waarom))
    woorden = aanvraag.besluiten.get().bekendmakingen.first().brief.html
    assert deskundige_een.naam in woorden


def test_there_is_no_fourth(loketmedewerker, deskundige_een, deskundige_twee):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    derde_vragen(aanvraag, loketmedewerker, deskundige_een)
    with pytest.raises(NietMogelijk, match="al drie"):
        derde_vragen(aanvraag, loketmedewerker, deskundige_twee)


# --- another day, reminders --------------------------------------------------------------------------------------


def test_another_day_is_kept_and_logged(aanvraag, loketmedewerker):
    rij = eerste(aanvraag)
    acties.advies_uitstellen(aanvraag, door=loketmedewerker, op=nu(), opdracht=rij.public_id, uiterlijk_op=over(30))
    rij.refresh_from_db()
    assert rij.uiterlijk_op == over(30)
    assert Logregel.objects.get(actie="advies_andere_dag").bijzonderheden["naar"] == over(30).isoformat()


@pytest.mark.parametrize(
    ("dagen_over", "moment"), [(4, ""), (3, "bijna"), (0, "bijna"), (-1, "verlopen"), (-6, "verlopen"), (-7, "week")]
)
def test_the_moments_of_a_reminder(dagen_over, moment):
    vandaag = date(2026, 11, 26)
    assert herinnering(vandaag + timedelta(days=dagen_over), vandaag) == moment


WOENSDAG = date(2026, 11, 25)


def om_tien_uur(dagen=0):
    return timezone.make_aware(datetime.combine(WOENSDAG + timedelta(days=dagen), time(10)))


def test_the_reminder_goes_once_per_moment_however_often_the_task_runs(aanvraag):
    Adviesopdracht.objects.filter(volgorde=1).update(uiterlijk_op=WOENSDAG + timedelta(days=2))
    assert [deskundigen_herinneren(op=om_tien_uur()) for _ in range(3)] == [1, 0, 0]
    assert deskundigen_herinneren(op=om_tien_uur(5)) == 1
    assert Bericht.objects.count() == 2


def test_a_reminder_says_nothing_of_the_child(aanvraag):
    from kern.post.actions import verzenden

    Adviesopdracht.objects.filter(volgorde=1).update(uiterlijk_op=WOENSDAG + timedelta(days=2))
    deskundigen_herinneren(op=om_tien_uur())
    verzenden(Bericht.objects.get().pk, op=nu())
    tekst = mail.outbox[0].subject + mail.outbox[0].body
    assert aanvraag.kenmerk not in tekst
    assert aanvraag.leerling.roepnaam not in tekst


def test_nobody_is_reminded_of_what_is_signed_or_waits_for_the_school(aanvraag):
    Adviesopdracht.objects.update(uiterlijk_op=WOENSDAG - timedelta(days=1))
    advies_bij(eerste(aanvraag))
    assert deskundigen_herinneren(op=om_tien_uur()) == 1
    Aanvraag.objects.update(status=S.AANVULLING_GEVRAAGD)
    assert deskundigen_herinneren(op=om_tien_uur(8)) == 0


def test_nobody_is_reminded_on_a_day_off(aanvraag):
    """Afspraak 48: from a Saturday, and from Christmas, to the first working day."""
    Adviesopdracht.objects.filter(volgorde=1).update(uiterlijk_op=WOENSDAG + timedelta(days=2))
    assert [deskundigen_herinneren(op=om_tien_uur(dagen)) for dagen in (3, 4, 5)] == [0, 0, 1]
    Adviesopdracht.objects.filter(volgorde=1).update(uiterlijk_op=date(2026, 12, 24))
    assert deskundigen_herinneren(op=om_tien_uur((date(2026, 12, 25) - WOENSDAG).days)) == 0


def test_pressing_the_button_twice_sends_one_mail(aanvraag, loketmedewerker):
    for _ in range(2):
        acties.deskundige_herinneren(aanvraag, door=loketmedewerker, op=nu(), opdracht=eerste(aanvraag).public_id)
    assert Bericht.objects.count() == 1


# --- the place ends by itself ------------------------------------------------------------------------------------


def test_a_withdrawn_aanvraag_is_closed_to_its_experts(aanvraag):
    wie = eerste(aanvraag).deskundige
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.INGETROKKEN, ingetrokken_op=nu())
    assert not Aanvraag.objects.visible_to(wie).exists()
    assert not Adviesopdracht.objects.visible_to(wie).exists()


def test_the_case_is_opened_again_only_by_a_person_and_until_a_day(loketmedewerker, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    rij = eerste(aanvraag)
    Advies.objects.update(ondertekend_op=nu() - timedelta(days=20))
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert not Aanvraag.objects.visible_to(rij.deskundige).exists()
    velden = {"opdracht": rij.public_id, "reden": "Er loopt een bezwaar."}
    with pytest.raises(NietMogelijk, match="90 dagen"):
        acties.dossier_openen(aanvraag, door=loketmedewerker, op=nu(), open_tot=over(91), **velden)
    acties.dossier_openen(aanvraag, door=loketmedewerker, op=nu(), open_tot=over(10), **velden)
    assert Aanvraag.objects.visible_to(rij.deskundige).exists()
    Adviesopdracht.objects.filter(pk=rij.pk).update(open_tot=over(-1))
    assert not Aanvraag.objects.visible_to(rij.deskundige).exists()


# --- earlier involvement, over all aanvragen and memberships ------------------------------------------------------


def zinnen(aanvraag, wie):
    lijst = deskundige_bezwaren(aanvraag, wie, discipline="orthopedagoog", volgorde=1, op=nu())
    return " ".join(een.zin for een in lijst), any(een.blokkeert for een in lijst)


def test_an_earlier_advice_about_the_child_is_seen_and_does_not_block(deskundige_een):
    oud = aanvraag_in(S.INGETROKKEN)
    nieuw = aanvraag_in(S.IN_CONTROLE, leerling=oud.leerling)
    advies_bij(
        Adviesopdracht.objects.create(
            aanvraag=oud,
            deskundige=deskundige_een,
            discipline="arts",
            volgorde=2,
            gevraagd_op=nu(),
            gevraagd_door=deskundige_een,
            uiterlijk_op=over(1),
        )
    )
    zin, blokkeert = zinnen(nieuw, deskundige_een)
    assert "adviseerde eerder over deze leerling" in zin
    assert not blokkeert


def test_writing_an_earlier_aanvraag_is_seen(deskundige_een):
    oud = aanvraag_in(S.INGETROKKEN)
    oud.onderdeel_behoefte.__class__.objects.filter(aanvraag=oud).update(bewerkt_door=deskundige_een)
    assert "werkte eerder mee" in zinnen(aanvraag_in(S.IN_CONTROLE, leerling=oud.leerling), deskundige_een)[0]


@pytest.mark.parametrize(("tot", "gezien"), [(date(2021, 6, 30), True), (date(2019, 1, 1), False)])
def test_a_role_at_a_school_of_the_child_at_that_time_is_seen(school, deskundige_een, tot, gezien):
    leerling = leerling_op(SchoolFactory())
    vroeger = SchoolFactory()
    Inschrijving.objects.create(leerling=leerling, school=vroeger, van=date(2020, 8, 1), tot=date(2022, 7, 31))
    lid = deskundige_een.lidmaatschappen.create(rol=Rol.IB, van=date(2018, 1, 1), tot=tot)
    Plek.objects.create(lidmaatschap=lid, school=vroeger)
    assert (
        "toen deze leerling daar zat" in zinnen(aanvraag_in(S.IN_CONTROLE, leerling=leerling), deskundige_een)[0]
    ) is gezien


@pytest.mark.parametrize("wat", ["notitie", "overleg", "consult"])
def test_a_meeting_a_note_or_a_consult_about_the_child_is_seen(deskundige_een, wat):
    oud = aanvraag_in(S.INGETROKKEN)
    nieuw = aanvraag_in(S.IN_CONTROLE, leerling=oud.leerling)
    assert "sprak of schreef" not in zinnen(nieuw, deskundige_een)[0]
    if wat == "notitie":
        Notitie.objects.create(aanvraag=oud, tekst="Gebeld.", created_at=nu(), schrijver=deskundige_een)
    elif wat == "consult":
        Consultadvies.objects.create(aanvraag=oud, tekst="Probeer dit.", bewerkt_op=nu(), bewerkt_door=deskundige_een)
    else:
        deelnemen(oud, deskundige_een)
    zin, blokkeert = zinnen(nieuw, deskundige_een)
    assert "sprak of schreef eerder over deze leerling" in zin
    assert not blokkeert


def deelnemen(aanvraag, wie):
    overleg = Overleg.objects.create(
        swv=aanvraag.swv,
        soort="mdo",
        begin=nu(),
        einde=nu() + timedelta(hours=1),
        plek="Op school",
        doel="Samen kijken wat past.",
        stukken_tot=over(7),
        created_at=nu(),
        aangemaakt_door=wie,
    )
    Agendapunt.objects.create(overleg=overleg, aanvraag=aanvraag, volgorde=1)
    Deelnemer.objects.create(
        overleg=overleg, gebruiker=wie, naam=wie.naam, rol="deskundige", waarom="Kennis", uitgenodigd_op=nu()
    )


def test_who_is_a_parent_of_the_child_cannot_advise(deskundige_een):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    ouder = aanvraag.leerling.gezag.first().betrokkene
    ouder.gebruiker = deskundige_een
    ouder.save()
    assert zinnen(aanvraag, deskundige_een)[1]


@pytest.mark.parametrize(
    ("mag", "velden", "reden"),
    [
        (True, {"eerder_gezien": ""}, "eerder hebt behandeld"),
        (True, {"eerder_gezien": "ja"}, "toch onafhankelijk"),
        (False, {"eerder_gezien": "ja", "eerder_gezien_uitleg": "Eén gesprek."}, "Geef de opdracht terug"),
    ],
)
def test_who_saw_the_child_before_explains_or_gives_back(aanvraag, mag, velden, reden):
    aanvraag.instelling.__class__.objects.update(eerder_gezien_mag=mag)
    with pytest.raises(NietMogelijk, match=reden):
        teken(aanvraag, eerste(aanvraag).deskundige, **velden)


def test_the_loket_reads_that_the_expert_saw_the_child_before(aanvraag, inloggen, loketmedewerker):
    uitleg = "In 2024 deed ik een observatie in de groep."
    teken(aanvraag, eerste(aanvraag).deskundige, eerder_gezien="ja", eerder_gezien_uitleg=uitleg)
    pagina = inloggen(loketmedewerker).get(reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=adviezen")
    assert uitleg in pagina.text


# --- rules -------------------------------------------------------------------------------------------------------


@given(st.sets(st.integers(1, 3)), st.integers(0, 2))
def test_a_free_place_is_never_one_that_is_taken(bezet, nodig):
    plaats = lege_plaats(bezet, nodig=nodig)
    assert plaats not in bezet
    assert (plaats is None) == ({*range(1, nodig + 1), 3} <= bezet)


def test_only_pro_and_lwoo_take_somebody_who_knows_those_schools():
    """R-DES-02."""
    assert {soort for soort in ("SBO", "SO", "VSO", "PRO", "LWOO") if "vo_deskundige" in disciplines(soort, 2)} == {
        "PRO",
        "LWOO",
    }
    assert {"psycholoog", "arts"} <= set(disciplines("SO", 3))


def test_another_duration_is_no_difference():
    assert not adviezen_verschillen([(True, "SO", "L"), (True, "SO", "L")])
    assert adviezen_verschillen([(True, "SO", "L"), (True, "SO", "M")])
    assert adviezen_verschillen([(True, "SO", "L"), (False, "", "")])


# --- the pages ---------------------------------------------------------------------------------------------------


def test_the_list_of_experts_shows_what_is_late_in_a_constant_number_of_queries(
    inloggen, loketmedewerker, django_assert_max_num_queries
):
    for _ in range(3):
        aanvraag_in(S.IN_ADVIES)
    Adviesopdracht.objects.filter(volgorde=1).update(uiterlijk_op=over(-2))
    client = inloggen(loketmedewerker)
    client.get(reverse("loket:werklast"))
    with django_assert_max_num_queries(16):
        pagina = client.get(reverse("loket:werklast"))
    assert "3 adviezen zijn te laat" in pagina.text
    assert "1 te laat" in pagina.text


def test_the_loket_replaces_an_expert_on_the_page(aanvraag, inloggen, loketmedewerker, deskundige_een):
    client, pad = inloggen(loketmedewerker), reverse("loket:opdracht", args=[eerste(aanvraag).public_id])
    data = {
        "actie": "vervangen",
        "ander-deskundige": deskundige_een.public_id,
        "ander-discipline": "orthopedagoog",
        "ander-uiterlijk_op": over(9).isoformat(),
        "ander-reden": "",
    }
    pagina = client.post(pad, data)
    assert "Schrijf op waarom je een ander vraagt" in pagina.text
    client.post(pad, {**data, "ander-reden": "Ziek."})
    assert eerste(aanvraag).deskundige == deskundige_een
    assert client.get(pad).status_code == 404


def test_what_is_doubtful_is_seen_before_it_is_done(aanvraag, inloggen, loketmedewerker, deskundige_een):
    oud = aanvraag_in(S.INGETROKKEN, leerling=aanvraag.leerling, soort="SBO")
    oud.onderdeel_vraag.__class__.objects.filter(aanvraag=oud).update(bewerkt_door=deskundige_een)
    client, pad = inloggen(loketmedewerker), reverse("loket:opdracht", args=[eerste(aanvraag).public_id])
    data = {
        "actie": "vervangen",
        "ander-deskundige": deskundige_een.public_id,
        "ander-discipline": "orthopedagoog",
        "ander-uiterlijk_op": over(9).isoformat(),
        "ander-reden": "Ziek.",
    }
    assert "werkte eerder mee" in client.post(pad, data).text
    assert client.post(pad, {**data, "ander-gezien": "on"}).status_code == 302


def test_the_expert_gives_back_on_the_page(aanvraag, inloggen):
    rij = eerste(aanvraag)
    client, pad = inloggen(rij.deskundige), reverse("loket:opdracht_teruggeven", args=[rij.public_id])
    assert "Schrijf op waarom" in client.post(pad, {"reden": ""}).text
    assert "Het loket vraagt een ander" in client.post(pad, {"reden": "Ik ben ziek."}, follow=True).text
    assert client.get(pad).status_code == 404

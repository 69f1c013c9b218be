"""The zorgplicht: six weeks, four more, ten; and nobody is left without a place and without somebody who looks."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import is_werkdag
from scholen.actions import zorgplicht as acties
from scholen.models import Aanmelding, AanmeldingGebeurtenis, Inschrijving, Leerling, Overdracht
from scholen.rules.zorgplicht import EINDEN, STANDEN, stand, zorgplicht
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met

D = date.fromisoformat


def pad(naam, *args):
    return reverse(f"scholen:{naam}", args=args)


# --- the clock ---------------------------------------------------------------------------------------------------


def test_t28_six_weeks_and_four_more():
    dagen = zorgplicht(D("2026-03-02"))
    assert (dagen.zes_weken, dagen.tien_weken, dagen.uiterlijk) == (D("2026-04-13"), D("2026-05-11"), D("2026-04-13"))
    assert zorgplicht(D("2026-03-02"), verlengd=True).uiterlijk == D("2026-05-11")


def test_t29_ten_weeks_that_end_at_christmas():
    dagen = zorgplicht(D("2025-10-16"), verlengd=True)
    assert (dagen.uiterlijk, dagen.tijdelijk_vanaf) == (D("2025-12-29"), D("2025-12-26"))
    assert zorgplicht(D("2025-10-16"), plaatsing_volgt_atw=True).tijdelijk_vanaf == D("2025-12-30")


def test_nobody_is_placed_before_the_fourth_birthday():
    assert zorgplicht(D("2026-03-02"), vanaf_leeftijd=D("2026-08-20")).tijdelijk_vanaf == D("2026-08-20")


@given(st.dates(D("2024-01-01"), D("2031-12-31")), st.booleans(), st.booleans())
def test_the_days_follow_each_other_and_a_last_day_is_a_working_day(ontvangen, verlengd, atw):
    dagen = zorgplicht(ontvangen, verlengd=verlengd, plaatsing_volgt_atw=atw)
    assert ontvangen < dagen.zes_weken < dagen.tien_weken
    assert dagen.uiterlijk in (dagen.zes_weken, dagen.tien_weken)
    assert is_werkdag(dagen.zes_weken)
    assert is_werkdag(dagen.tien_weken)
    assert dagen.tijdelijk_vanaf > dagen.zes_weken


@given(st.lists(st.sampled_from([*STANDEN, "zonder_plek", "eigenaar"]), max_size=8))
def test_an_end_stays_an_end(soorten):
    voor = stand(soorten)
    assert voor in STANDEN
    if voor in EINDEN:
        assert stand([*soorten, "in_onderzoek", "toegelaten"]) == voor


# --- what a school does ------------------------------------------------------------------------------------------


@pytest.fixture
def aanmelding(school):
    return aangemeld(school)


def aangemeld(school, *, dagen=7, **velden):
    ontvangen = timezone.localdate() - timedelta(days=dagen)
    return Aanmelding.objects.create(leerling=LeerlingFactory(**velden), school=school, ontvangen_op=ontvangen)


def doe(actie, ding, door, **velden):
    return actie(ding, door=door, op=timezone.now(), **velden)


def test_from_aangemeld_to_toegelaten(aanmelding, ib, school):
    doe(acties.onderzoek_beginnen, aanmelding, ib)
    doe(acties.meer_tijd_nemen, aanmelding, ib, reden="Wij wachten op een verslag.")
    assert aanmelding.stand == "verlengd"
    doe(acties.toelaten, aanmelding, ib, per=timezone.localdate())
    aanmelding.refresh_from_db()
    assert (aanmelding.stand, aanmelding.afgesloten_op) == ("toegelaten", timezone.localdate())
    assert Inschrijving.objects.get(leerling=aanmelding.leerling).school == school
    with pytest.raises(Http404):
        doe(acties.onderzoek_beginnen, aanmelding, gebruiker_met(Rol.IB, school=SchoolFactory()))
    with pytest.raises(NietMogelijk, match="al afgerond"):
        doe(acties.aanmelding_intrekken, aanmelding, ib, reden="Toch niet.")


@pytest.mark.parametrize(("dagen", "kan"), [(42, True), (60, False)])
def test_more_time_is_asked_before_six_weeks_are_over(school, ib, dagen, kan):
    aanmelding = aangemeld(school, dagen=dagen)
    if kan:
        doe(acties.meer_tijd_nemen, aanmelding, ib, reden="Verteld.")
        with pytest.raises(NietMogelijk, match=r"al vastgelegd|één keer"):
            doe(acties.meer_tijd_nemen, aanmelding, ib, reden="Nog eens.")
    else:
        with pytest.raises(NietMogelijk, match="Meer tijd vragen kon tot en met"):
            doe(acties.meer_tijd_nemen, aanmelding, ib, reden="Verteld.")


@pytest.mark.parametrize(("dagen", "kan"), [(70, False), (71, True)])
def test_temporary_placement_is_possible_the_day_after_ten_weeks(school, ib, dagen, kan):
    aanmelding = aangemeld(school, dagen=dagen)
    if kan:
        doe(acties.tijdelijk_plaatsen, aanmelding, ib)
        assert Inschrijving.objects.get(leerling=aanmelding.leerling).van == timezone.localdate()
        doe(acties.toelaten, aanmelding, ib, per=timezone.localdate())
        assert Inschrijving.objects.filter(leerling=aanmelding.leerling).count() == 1
    else:
        with pytest.raises(NietMogelijk, match="Tijdelijk plaatsen kan vanaf"):
            doe(acties.tijdelijk_plaatsen, aanmelding, ib)


def test_another_school_gets_the_aanmelding_and_reads_the_overdracht_once(aanmelding, ib, inloggen):
    ander = SchoolFactory()
    iber = gebruiker_met(Rol.IB, school=ander)
    velden = {"school": ander, "bereid": True, "overdracht": "Heeft baat bij een rustige plek."}
    nieuw = doe(acties.andere_school, aanmelding, ib, **velden)
    assert aanmelding.stand == "andere_school_gevonden"
    assert (nieuw.school, nieuw.ontvangen_op) == (ander, timezone.localdate())
    assert not Leerling.objects.visible_to(ib).exists()
    overdracht = Overdracht.objects.get()
    with pytest.raises(Http404):
        doe(acties.overdracht_lezen, overdracht, ib)
    client = inloggen(iber)
    assert "één keer" in client.get(pad("overdracht", overdracht.public_id)).text
    assert "rustige plek" not in client.get(pad("overdracht", overdracht.public_id)).text
    assert "rustige plek" in client.post(pad("overdracht", overdracht.public_id)).text
    overdracht.refresh_from_db()
    assert (overdracht.tekst, overdracht.gelezen_door) == ("", iber)
    with pytest.raises(NietMogelijk, match="al gelezen"):
        doe(acties.overdracht_lezen, overdracht, iber)
    assert client.post(pad("overdracht", overdracht.public_id)).url == pad("aanmeldingen")


@pytest.mark.parametrize(
    ("velden", "reden"),
    [({"bereid": False}, "Vraag eerst"), ({"overdracht": " "}, "wat de andere school moet weten")],
)
def test_nothing_is_handed_over_before_the_other_school_said_yes(aanmelding, ib, velden, reden):
    basis = {"school": SchoolFactory(), "bereid": True, "overdracht": "Tekst."}
    with pytest.raises(NietMogelijk, match=reden):
        doe(acties.andere_school, aanmelding, ib, **basis | velden)
    assert Aanmelding.objects.count() == 1


def test_the_desk_sees_a_child_without_a_place_and_no_other(school, ib, loketmedewerker, inloggen):
    met, zonder = aangemeld(school), aangemeld(school)
    assert not Leerling.objects.visible_to(loketmedewerker).exists()
    doe(acties.zonder_plek_melden, zonder, ib, reden="Vier scholen gebeld.")
    assert Leerling.objects.visible_to(loketmedewerker).get() == zonder.leerling
    client = inloggen(loketmedewerker)
    pagina = client.get(pad("zonder_plek")).text
    assert zonder.leerling.naam in pagina
    assert met.leerling.naam not in pagina
    assert "Anouk Visser" in pagina
    client.post(pad("zonder_plek_nemen", zonder.public_id))
    zonder.refresh_from_db()
    assert zonder.eigenaar == loketmedewerker
    doe(acties.toelaten, zonder, ib, per=timezone.localdate())
    assert not Leerling.objects.visible_to(loketmedewerker).exists()


def test_without_a_place_there_is_always_somebody_who_looks(aanmelding, ib):
    with pytest.raises(IntegrityError, match="heeft_eigenaar"), transaction.atomic():
        Aanmelding.objects.update(zonder_plek_sinds=timezone.localdate())
    doe(acties.zonder_plek_melden, aanmelding, ib, reden="Geprobeerd.")
    collega = gebruiker_met(Rol.DIRECTEUR, school=aanmelding.school)
    doe(acties.eigenaar_worden, aanmelding, collega)
    aanmelding.refresh_from_db()
    assert aanmelding.eigenaar == collega
    with pytest.raises(NietMogelijk, match="al gemeld"):
        doe(acties.zonder_plek_melden, aanmelding, ib, reden="Nog eens.")


def test_an_event_never_changes(aanmelding, ib):
    doe(acties.onderzoek_beginnen, aanmelding, ib)
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        AanmeldingGebeurtenis.objects.update(reden="anders")


def test_by_the_page_of_the_school(aanmelding, ib, inloggen):
    client = inloggen(ib)
    assert aanmelding.leerling.naam in client.get(pad("aanmeldingen")).text
    adres = pad("aanmelding", aanmelding.public_id)
    client.post(adres, {"actie": "onderzoek"})
    assert "Schrijf op wat je de ouders hebt verteld" in client.post(adres, {"actie": "meer_tijd", "reden": ""}).text
    client.post(adres, {"actie": "meer_tijd", "reden": "Verteld."})
    client.post(adres, {"actie": "zonder_plek", "reden": "Gebeld."})
    assert "Vier weken meer tijd" in client.get(adres).text
    assert aanmelding.leerling.naam in client.get(pad("aanmeldingen"), {"weergave": "zonder_plek"}).text
    antwoord = client.post(adres, {"actie": "toelaten", "per": timezone.localdate().isoformat()})
    assert antwoord.url == pad("aanmeldingen")
    assert aanmelding.leerling.naam not in client.get(pad("aanmeldingen")).text
    assert aanmelding.leerling.naam in client.get(pad("aanmeldingen"), {"weergave": "klaar"}).text
    assert client.post(adres, {"actie": "tijdelijk"}).status_code == 200


def test_more_aanmeldingen_cost_no_more_queries(school, ib, loketmedewerker, inloggen):
    def vragen(wie, naam):
        client = inloggen(wie)
        client.get(pad(naam))
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get(pad(naam)).status_code == 200
        return len(gevangen)

    def erbij():
        doe(acties.zonder_plek_melden, aangemeld(school), ib, reden="Gebeld.")

    erbij()
    een = vragen(ib, "aanmeldingen"), vragen(loketmedewerker, "zonder_plek")
    for _ in range(4):
        erbij()
    assert (vragen(ib, "aanmeldingen"), vragen(loketmedewerker, "zonder_plek")) == een


def test_a_form_with_a_mistake_stays_open(aanmelding, ib, inloggen):
    adres = pad("aanmelding", aanmelding.public_id)
    client = inloggen(ib)
    assert '<details class="swv-details" open>' not in client.get(adres).text
    assert client.post(adres, {"actie": "zonder_plek", "reden": ""}).text.count('swv-details" open>') == 1

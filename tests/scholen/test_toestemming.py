"""Asking whether something may be shared, answering by portal or on paper, and ending it at once."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.models import Status
from scholen.actions.toestemming import (
    mag_ik,
    personen_van,
    toestemming_beantwoorden,
    toestemming_intrekken,
    toestemming_vastleggen,
    toestemming_vragen,
)
from scholen.models import Gezag, Toestemming, Toestemmingsantwoord, mag_delen
from scholen.rules.toestemming import Stand, wie_moet
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van, toestemming_voor
from tests.leesbaarheid import WOORD, douma, zinnen

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VRAAG = {
    "aan": "jeugdhulp",
    "aan_naam": "Wijkteam Noord",
    "wat": ["verslagen", "afspraken"],
    "waarom": "Dan helpen wij samen.",
}


def nu():
    return timezone.now()


def dag(dagen=0):
    return timezone.localdate() + timedelta(days=dagen)


def scherm(naam, *delen):
    return reverse(naam, args=[deel if isinstance(deel, str) else deel.public_id for deel in delen])


def vragen(leerling, door, op=None, **velden):
    return toestemming_vragen(leerling, door=door, op=op or nu(), **({**VRAAG, "tot": dag(100)} | velden))


def ja(rij, *wie, ja=True):
    for een in wie:
        toestemming_beantwoorden(rij, door=een, op=nu(), ja=ja)


def stand(rij, wanneer=None):
    return Toestemming.objects.met_feiten().get(pk=rij.pk).stand(wanneer or dag())


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


@pytest.fixture
def zestien(aanvraag):
    """The same pupil, sixteen today, with an own account."""
    kind = aanvraag.leerling
    kind.geboortedatum = dag().replace(year=dag().year - 16, day=min(dag().day, 28))
    kind.gebruiker = gebruiker_met(Rol.LEERLING)
    kind.save()
    return kind


# --- asking ------------------------------------------------------------------------------------------------------


def test_the_school_asks_both_parents_and_each_gets_a_mail_that_says_nothing(
    inloggen, leerling, ib, school, ouder, andere_ouder
):
    velden = VRAAG | {"tot": dag(100).isoformat()}
    antwoord = inloggen(ib).post(scherm("scholen:toestemming_vragen", leerling), velden, follow=True)
    rij = Toestemming.objects.get()
    assert (rij.leerling, rij.school, rij.gevraagd_door, rij.wat) == (leerling, school, ib, ["verslagen", "afspraken"])
    assert "onderzoeken en verslagen" in antwoord.text
    post = Bericht.objects.filter(sleutel__startswith="toestemming-")
    assert {(een.aan, een.soort, een.link) for een in post} == {
        (ouder.email, "klaar", ""),
        (andere_ouder.email, "klaar", ""),
    }
    assert Logregel.objects.filter(actie="toestemming_vragen", ding=rij.public_id).exists()


def test_what_the_loket_asks_is_for_the_swv(aanvraag, loketmedewerker, leerling):
    assert vragen(leerling, loketmedewerker).school is None


@pytest.mark.parametrize("dagen", [-1, 367, 800])
def test_it_ends_within_a_year(leerling, ib, dagen):
    with pytest.raises(NietMogelijk, match="binnen een jaar"):
        vragen(leerling, ib, tot=dag(dagen))
    with pytest.raises(IntegrityError, match="toestemming_tot"), transaction.atomic():
        toestemming_voor(leerling, door=ib, tot=dag(dagen))


@pytest.mark.parametrize("leeg", [{"wat": []}, {"waarom": " "}, {"aan_naam": " "}, {"wat": ["bsn"]}])
def test_it_says_with_whom_what_and_why(leerling, ib, leeg):
    with pytest.raises(NietMogelijk, match="met wie je wat deelt"):
        vragen(leerling, ib, **leeg)


@pytest.mark.parametrize("wie", ["buitenstaander", "beslisser", "ouder", "bezwaarbehandelaar", "deskundige_een"])
def test_nobody_else_asks(request, aanvraag, leerling, wie):
    with pytest.raises(Http404):
        vragen(leerling, request.getfixturevalue(wie))


# --- answering ---------------------------------------------------------------------------------------------------


def test_both_say_yes_then_it_may_be_shared_and_one_ends_it_for_both(
    inloggen, aanvraag, leerling, loketmedewerker, ouder, andere_ouder
):
    rij = vragen(leerling, loketmedewerker)
    mag = {"aan": "jeugdhulp", "wat": ["verslagen"], "dag": dag()}
    assert inloggen(ouder).post(scherm("dossier:toestemming", leerling, rij), {"antwoord": "ja"}).status_code == 302
    assert stand(rij) == Stand.GEVRAAGD
    assert mag_delen(leerling, **mag) == []
    inloggen(andere_ouder).post(scherm("dossier:toestemming", leerling, rij), {"antwoord": "ja"})
    assert mag_delen(leerling, **mag) == [rij]
    assert mag_delen(leerling, **(mag | {"wat": ["verslagen", "besluit"]})) == []
    assert mag_delen(leerling, **(mag | {"aan": "gemeente"})) == []
    assert mag_delen(leerling, school=aanvraag.school, **mag) == [], "what the SWV asked is not for the school"
    client = inloggen(ouder)
    assert "meteen" in client.get(scherm("dossier:toestemming_stoppen", leerling, rij)).text
    client.post(scherm("dossier:toestemming_stoppen", leerling, rij))
    assert mag_delen(leerling, **mag) == []
    for wie in (ouder, andere_ouder):
        assert "Er wordt niets meer gedeeld" in inloggen(wie).get(scherm("dossier:toestemmingen", leerling)).text
    assert "Ingetrokken" in inloggen(loketmedewerker).get(scherm("scholen:toestemmingen", leerling)).text
    client.post(scherm("dossier:toestemming_stoppen", leerling, rij))
    assert Toestemmingsantwoord.objects.filter(soort="ingetrokken").count() == 1
    aan_loket = Bericht.objects.filter(aan=loketmedewerker.email).values_list("sleutel", flat=True)
    assert set(aan_loket) == {f"toestemming-gegeven-{rij.public_id}", f"toestemming-ingetrokken-{rij.public_id}"}


def test_nothing_that_was_asked_or_said_can_change(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    ja(rij, ouder)
    for model, velden in ((Toestemming, {"aan_naam": "anders"}), (Toestemmingsantwoord, {"soort": "nee"})):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            model.objects.update(**velden)
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            model.objects.all()._raw_delete("default")


def test_the_same_answer_twice_is_one_row(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    ja(rij, ouder, ouder)
    assert Toestemmingsantwoord.objects.count() == 1
    ja(rij, andere_ouder, ja=False)
    assert stand(rij) == Stand.GEWEIGERD
    ja(rij, andere_ouder)
    assert stand(rij) == Stand.GEGEVEN


def test_it_is_over_at_midnight_in_amsterdam(leerling, ib, ouder, andere_ouder):
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=AMSTERDAM), tick=False):
        rij = vragen(leerling, ib, tot=date(2026, 6, 30))
        ja(rij, ouder, andere_ouder)
    with time_machine.travel(datetime(2026, 6, 30, 23, 59, 59, tzinfo=AMSTERDAM), tick=False):
        assert Toestemming.objects.geldig(timezone.localdate()).exists()
    with time_machine.travel(datetime(2026, 7, 1, 0, 0, 0, tzinfo=AMSTERDAM), tick=False):
        assert not Toestemming.objects.geldig(timezone.localdate()).exists()
        with pytest.raises(NietMogelijk):
            toestemming_intrekken(rij, door=ouder, op=nu())
        with pytest.raises(NietMogelijk):
            ja(rij, ouder)


def test_from_sixteen_the_pupil_answers_and_a_parent_no_longer_reads_it(inloggen, zestien, ib, ouder, andere_ouder):
    rij = vragen(zestien, ib)
    assert [een.aan for een in Bericht.objects.filter(sleutel__startswith="toestemming-")] == [zestien.gebruiker.email]
    with pytest.raises(Http404):
        ja(rij, ouder)
    assert inloggen(ouder).get(scherm("dossier:toestemming", zestien, rij)).status_code == 404
    assert rij.aan_naam not in inloggen(ouder).get(scherm("dossier:toestemmingen", zestien)).text
    inloggen(zestien.gebruiker).post(scherm("dossier:toestemming", zestien, rij), {"antwoord": "ja"})
    assert stand(rij) == Stand.GEGEVEN


def test_what_parents_gave_before_the_birthday_the_pupil_ends(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    ja(rij, ouder, andere_ouder)
    leerling.geboortedatum = dag(1).replace(year=dag(1).year - 16)
    leerling.gebruiker = gebruiker_met(Rol.LEERLING)
    leerling.save()
    Gezag.objects.update(van=date(2010, 1, 1))
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert stand(rij) == Stand.GEGEVEN
        toestemming_intrekken(rij, door=leerling.gebruiker, op=nu())
        assert stand(rij) == Stand.INGETROKKEN


def test_a_parent_without_gezag_says_nothing(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    Gezag.objects.filter(betrokkene__gebruiker=andere_ouder).update(soort="geen")
    for actie in (lambda: ja(rij, andere_ouder), lambda: toestemming_intrekken(rij, door=andere_ouder, op=nu())):
        with pytest.raises(Http404):
            actie()
    ja(rij, ouder)
    assert stand(rij) == Stand.GEGEVEN


# --- on paper, by phone ------------------------------------------------------------------------------------------


def vastleggen(rij, door, wie, soort="ja", langs="papier", gezegd_op=None):
    velden = {"wie": wie, "soort": soort, "langs": langs, "gezegd_op": gezegd_op or dag()}
    toestemming_vastleggen(rij, door=door, op=nu(), **velden)


def test_a_parent_without_an_account_says_it_on_paper_or_by_phone(inloggen, leerling, ib, ouder):
    vader = ouder_van(leerling, voornaam="Bram")
    rij = vragen(leerling, ib)
    ja(rij, ouder)
    velden = {"wie": vader.public_id, "soort": "ja", "langs": "papier", "gezegd_op": dag().isoformat()}
    antwoord = inloggen(ib).post(scherm("scholen:toestemming", rij), velden, follow=True)
    assert "op papier" in antwoord.text
    assert stand(rij) == Stand.GEGEVEN
    woord = Toestemmingsantwoord.objects.get(betrokkene=vader)
    assert (woord.langs, woord.vastgelegd_door, woord.op) == ("papier", ib, dag())
    vastleggen(rij, ib, vader, "ingetrokken", "telefoon")
    assert stand(rij) == Stand.INGETROKKEN


def test_who_is_said_to_have_said_it_reads_that_it_was_written_down(leerling, ib, ouder):
    vader = ouder_van(leerling, voornaam="Bram", email="bram@proef.example")
    zonder = ouder_van(leerling, voornaam="Cor")
    rij = vragen(leerling, ib)
    for wie in (ouder.betrokkenen.get(), vader, zonder, vader):
        vastleggen(rij, ib, wie, langs="telefoon")
    vastleggen(rij, ib, vader, "nee", "telefoon")
    post = Bericht.objects.filter(soort="opgeschreven")
    assert sorted(post.values_list("aan", flat=True)) == sorted([ouder.email, vader.email, vader.email])
    assert {een.link.endswith("/contact/") for een in post} == {True}


def test_a_no_of_the_portal_is_not_made_a_yes_by_who_writes_down(leerling, ib, ouder):
    moeder = ouder.betrokkenen.get()
    rij = vragen(leerling, ib)
    ja(rij, ouder, ja=False)
    vastleggen(rij, ib, moeder, "nee", "telefoon")
    with pytest.raises(NietMogelijk, match="zelf nee"):
        vastleggen(rij, ib, moeder, "ja", "telefoon")
    assert stand(rij) == Stand.GEWEIGERD
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        with pytest.raises(NietMogelijk, match="zelf nee"):
            vastleggen(rij, ib, moeder, "ja", "telefoon", gezegd_op=dag(-1))
        vastleggen(rij, ib, moeder, "ja", "telefoon")
        assert stand(rij) == Stand.GEGEVEN, "said a day later; the mail tells of it"


def test_a_young_pupil_can_let_it_end_by_phone(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    ja(rij, ouder, andere_ouder)
    with pytest.raises(NietMogelijk, match="beslist hier niet over"):
        vastleggen(rij, ib, leerling, "ja", "telefoon")
    vastleggen(rij, ib, leerling, "ingetrokken", "telefoon")
    assert stand(rij) == Stand.INGETROKKEN


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"gezegd_op": timedelta(days=1)}, "Die dag kan niet"),
        ({"gezegd_op": timedelta(days=-1)}, "Die dag kan niet"),
        ({"langs": "portaal"}, "Kies wat er is gezegd"),
        ({"soort": "misschien"}, "Kies wat er is gezegd"),
    ],
)
def test_what_is_written_down_has_a_day_and_a_door(leerling, ib, ouder, velden, zin):
    rij = vragen(leerling, ib)
    if "gezegd_op" in velden:
        velden = {"gezegd_op": dag() + velden["gezegd_op"]}
    with pytest.raises(NietMogelijk, match=zin):
        vastleggen(rij, ib, ouder.betrokkenen.get(), **velden)


def test_nobody_writes_an_answer_for_who_decides_nothing_or_when_it_is_over(leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    oma = ouder_van(leerling, soort="geen", voornaam="Oma")
    with pytest.raises(NietMogelijk, match="beslist hier niet over"):
        vastleggen(rij, ib, oma)
    toestemming_intrekken(rij, door=ouder, op=nu())
    with pytest.raises(NietMogelijk, match="al voorbij"):
        vastleggen(rij, ib, ouder.betrokkenen.get())


@pytest.mark.parametrize("wie", ["buitenstaander", "beslisser", "loketmedewerker", "ouder"])
def test_what_the_school_asked_only_the_school_writes_down(request, aanvraag, leerling, ib, wie):
    rij = vragen(leerling, ib)
    with pytest.raises(Http404):
        vastleggen(rij, request.getfixturevalue(wie), request.getfixturevalue("ouder").betrokkenen.get())


# --- who sees what -----------------------------------------------------------------------------------------------


def test_a_parent_never_reads_who_the_other_is_or_what_it_said(inloggen, aanvraag, leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    ja(rij, andere_ouder)
    vader = andere_ouder.betrokkenen.get()
    geheim = (andere_ouder.email, andere_ouder.naam, vader.naam, vader.adressen.get().straat, "Bram")
    client = inloggen(ouder)
    for naam, delen in (
        ("dossier:toestemmingen", [leerling]),
        ("dossier:toestemming", [leerling, rij]),
        ("dossier:toestemming_stoppen", [leerling, rij]),
    ):
        tekst = client.get(scherm(naam, *delen)).text
        assert not [woord for woord in geheim if woord in tekst], naam
    assert not Toestemmingsantwoord.objects.visible_to(ouder).exists()
    assert Toestemmingsantwoord.objects.visible_to(andere_ouder).count() == 1


def test_where_a_child_is_hidden_parents_read_no_organisation_and_get_no_mail(
    inloggen, aanvraag, leerling, ib, ouder, andere_ouder
):
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    assert "elk van hen apart" in inloggen(ib).get(scherm("scholen:toestemming_vragen", leerling)).text
    rij = vragen(leerling, ib)
    assert not Bericht.objects.filter(sleutel__startswith="toestemming-").exists()
    client = inloggen(ouder)
    assert rij.aan_naam not in client.get(scherm("dossier:toestemmingen", leerling)).text
    assert client.get(scherm("dossier:toestemming", leerling, rij)).status_code == 404
    vastleggen(rij, ib, ouder.betrokkenen.get(), langs="telefoon")
    vastleggen(rij, ib, andere_ouder.betrokkenen.get(), langs="gesprek")
    assert stand(rij) == Stand.GEGEVEN


def test_a_parent_with_a_contact_ban_is_asked_outside_the_portal(leerling, ib, ouder, andere_ouder):
    Gezag.objects.filter(betrokkene__gebruiker=andere_ouder).update(contactverbod=True)
    rij = vragen(leerling, ib)
    assert not Bericht.objects.filter(aan=andere_ouder.email).exists()
    with pytest.raises(Http404):
        ja(rij, andere_ouder)
    ja(rij, ouder)
    assert stand(rij) == Stand.GEVRAAGD, "it still has gezag"


def test_a_tie_of_before_does_not_speak_around_a_contact_ban_of_now(leerling, ib, ouder, andere_ouder):
    nu_met_verbod = Gezag.objects.get(betrokkene__gebruiker=ouder)
    Gezag.objects.filter(pk=nu_met_verbod.pk).update(tot=dag(-1))
    Gezag.objects.create(
        leerling=leerling, betrokkene=nu_met_verbod.betrokkene, soort="gezag", van=dag(), contactverbod=True
    )
    rij = Toestemming.objects.met_feiten().get(pk=vragen(leerling, ib).pk)
    assert personen_van(rij, ouder, dag()) == []
    assert personen_van(rij, ouder, dag(-1)) == [nu_met_verbod.betrokkene]
    assert mag_ik(rij, ouder, dag()) == (False, False)


def test_the_school_does_not_read_what_the_swv_asked_nor_the_other_way_round(
    inloggen, aanvraag, leerling, ib, directeur, loketmedewerker, beslisser, buitenstaander
):
    van_school, van_swv = vragen(leerling, ib), vragen(leerling, loketmedewerker, aan_naam="Jeugdteam Zuid")
    for wie, ziet in (
        (ib, [van_school]),
        (directeur, [van_school]),
        (loketmedewerker, [van_swv]),
        (beslisser, [van_swv]),
    ):
        assert list(Toestemming.objects.visible_to(wie)) == ziet, wie
    assert not Toestemming.objects.visible_to(buitenstaander).exists()
    assert "Jeugdteam Zuid" not in inloggen(ib).get(scherm("scholen:toestemmingen", leerling)).text
    leerling.inschrijvingen.update(tot=dag(-1))
    assert not Toestemming.objects.visible_to(ib).exists()


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_of_the_case_says_that_an_answer_is_asked_until_it_is_given(
    inloggen, aanvraag, leerling, ib, ouder, andere_ouder
):
    pad = scherm("dossier:dossier", aanvraag)
    vraag = "U kiest zelf ja of nee"
    client = inloggen(ouder)
    assert vraag not in client.get(pad).text
    rij = vragen(leerling, ib)
    assert vraag in client.get(pad).text
    ja(rij, ouder)
    assert vraag not in client.get(pad).text
    assert vraag in inloggen(andere_ouder).get(pad).text
    toestemming_intrekken(rij, door=ouder, op=nu())
    assert vraag not in inloggen(andere_ouder).get(pad).text


@pytest.mark.parametrize("soort", ["gezag", "voogdij", "gedeeltelijk", "onbekend", "geen", "curator", "gemachtigde"])
@pytest.mark.parametrize("jaren", [7, 16, 18])
def test_whom_the_database_waits_for_is_whom_the_rule_names(leerling, ib, soort, jaren):
    gebruiker, zelf = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.LEERLING)
    leerling.geboortedatum = dag().replace(year=dag().year - jaren, day=min(dag().day, 28))
    leerling.gebruiker = zelf
    leerling.save()
    ik = ouder_van(leerling, gebruiker=gebruiker, soort=soort)
    rij = toestemming_voor(leerling, door=ib)
    vraag = Toestemming.objects.met_feiten().get(pk=rij.pk).vraag
    moet = wie_moet(vraag.geboortedatum, vraag.banden, dag())
    assert Toestemming.objects.wacht_op(gebruiker, dag()).exists() is (ik.public_id in moet)
    assert Toestemming.objects.wacht_op(zelf, dag()).exists() is ("leerling" in moet)


def test_the_lists_ask_the_database_the_same_whatever_their_length(inloggen, leerling, ib, ouder, andere_ouder):
    def aantal(wie, naam):
        client = inloggen(wie)
        client.get(scherm(naam, leerling))
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get(scherm(naam, leerling)).status_code == 200
        return len(gevangen)

    ja(vragen(leerling, ib), ouder)
    paginas = ((ouder, "dossier:toestemmingen"), (ib, "scholen:toestemmingen"))
    voor = [aantal(*pagina) for pagina in paginas]
    for _ in range(6):
        ja(vragen(leerling, ib), ouder, andere_ouder)
    assert [aantal(*pagina) for pagina in paginas] == voor


def test_the_pages_of_the_family_are_easy_to_read(inloggen, leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    client = inloggen(ouder)
    tekst = [
        zin
        for naam, delen in (
            ("toestemmingen", [leerling]),
            ("toestemming", [leerling, rij]),
            ("toestemming_stoppen", [leerling, rij]),
        )
        for zin in zinnen(re.search(r"<main.*</main>", client.get(scherm(f"dossier:{naam}", *delen)).text, re.S)[0])
    ]
    assert max(len(WOORD.findall(zin)) for zin in tekst) <= 20
    assert douma(tekst) >= 60


def test_no_answer_is_no_yes(inloggen, leerling, ib, ouder, andere_ouder):
    rij = vragen(leerling, ib)
    antwoord = inloggen(ouder).post(scherm("dossier:toestemming", leerling, rij), {})
    assert "Kies ja of nee" in antwoord.text
    assert not Toestemmingsantwoord.objects.exists()


def test_a_request_is_not_found_under_another_child(inloggen, leerling, ib, school, ouder, andere_ouder):
    rij, ander = vragen(leerling, ib), leerling_op(school)
    ouder_van(ander, gebruiker=ouder)
    assert inloggen(ouder).get(scherm("dossier:toestemming", ander, rij)).status_code == 404

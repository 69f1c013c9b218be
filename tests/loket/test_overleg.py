"""Meetings: planned, people invited who know who will be there, papers until a day, decisions, actions, a feed."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from kern.termijnen.kalender import is_werkdag
from loket.actions import overleg as acties
from loket.models import Aanvraag, Actiepunt, Agendapunt, Agendasleutel, Bijlage, Deelnemer, Overleg, Status
from scholen.models import Adres, Leerling
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met, overleg_over

S = Status


def pad(naam, *delen):
    return reverse(f"loket:{naam}", args=delen)


@pytest.fixture
def aanvraag(ib, school, leerling, ouder):
    return aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)


@pytest.fixture
def overleg(aanvraag, loketmedewerker):
    return overleg_over(aanvraag, door=loketmedewerker)


@pytest.fixture
def punt(overleg):
    return overleg.agendapunten.get()


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")


def uitnodigen(overleg, wie, door, **meer):
    velden = {"naam": "", "rol": "deelnemer", "waarom": "Kent de leerling."} | meer
    return acties.uitnodigen(overleg, wie=wie, door=door, op=timezone.now(), **velden)


def test_the_loket_plans_a_meeting_and_puts_a_case_on_the_agenda(inloggen, loketmedewerker, aanvraag):
    client = inloggen(loketmedewerker)
    dag = timezone.localdate() + timedelta(days=9)
    data = {"soort": "mdo", "dag": dag.isoformat(), "van": "14:00", "tot": "15:00", "plek": "Kade 1", "doel": "Samen."}
    url = client.post(pad("overleg_nieuw"), data).url
    overleg = Overleg.objects.get()
    assert overleg.stukken_tot == dag + timedelta(days=14)
    assert timezone.localtime(overleg.begin).hour == 14
    client.post(pad("overleg_agendapunt", overleg.public_id), {"kenmerk": aanvraag.kenmerk.lower(), "vraag": "Wat nu?"})
    pagina = client.get(url).content.decode()
    assert "Wat nu?" in pagina
    assert aanvraag.leerling.naam in pagina


def test_a_time_that_cannot_be_says_what_to_do_and_keeps_what_was_typed(inloggen, loketmedewerker):
    InstellingFactory()
    data = {"soort": "mdo", "dag": "2026-12-01", "van": "15:00", "tot": "14:00", "plek": "Kade 1", "doel": "Samen."}
    antwoord = inloggen(loketmedewerker).post(pad("overleg_nieuw"), data)
    assert "Kies een eindtijd na de begintijd" in antwoord.content.decode()
    assert "Kade 1" in antwoord.content.decode()


def test_an_mdo_is_about_one_child_and_a_number_must_be_of_a_running_case(overleg, loketmedewerker, aanvraag):
    mdo = overleg_over(door=loketmedewerker, soort="mdo")
    op = timezone.now()
    acties.agendapunt_toevoegen(mdo, kenmerk=aanvraag.kenmerk, vraag="?", door=loketmedewerker, op=op)
    ander = aanvraag_in(S.IN_CONTROLE)
    with pytest.raises(NietMogelijk, match="één leerling"):
        acties.agendapunt_toevoegen(mdo, kenmerk=ander.kenmerk, vraag="?", door=loketmedewerker, op=op)
    for kenmerk in ("AV-1999-0001", "", aanvraag_in(S.INGETROKKEN).kenmerk):
        with pytest.raises(NietMogelijk, match="geen lopende aanvraag"):
            acties.agendapunt_toevoegen(overleg, kenmerk=kenmerk, vraag="?", door=loketmedewerker, op=op)


def test_colleagues_school_parents_and_outsiders_can_be_invited(overleg, punt, loketmedewerker, adviseur, ib, ouder):
    keuzes = dict(acties.uit_te_nodigen(overleg, vandaag=timezone.localdate()))
    for wie in (
        f"collega:{adviseur.public_id}:",
        f"school:{ib.public_id}:{punt.public_id}",
        f"ouder:{ouder.betrokkenen.get().public_id}:{punt.public_id}",
    ):
        assert wie in keuzes
        uitnodigen(overleg, wie, loketmedewerker)
    uitnodigen(overleg, "", loketmedewerker, naam="Dokter Bedacht", rol="jeugdarts")
    assert Deelnemer.objects.count() == 4
    assert Bericht.objects.filter(soort="klaar").count() == 3
    with pytest.raises(NietMogelijk, match="al uitgenodigd"):
        uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    with pytest.raises(NietMogelijk, match="uit de lijst"):
        uitnodigen(overleg, f"school:{ib.public_id}:", loketmedewerker)
    with pytest.raises(NietMogelijk, match="vul een naam in"):
        uitnodigen(overleg, "", loketmedewerker)


def test_a_parent_with_a_contact_ban_cannot_be_invited(overleg, ouder):
    ouder.betrokkenen.get().gezag.update(contactverbod=True)
    keuzes = acties.uit_te_nodigen(overleg, vandaag=timezone.localdate())
    assert not [
        sleutel for sleutel, _ in keuzes if sleutel.startswith("ouder") and ouder.betrokkenen.get().public_id in sleutel
    ]


def test_parents_read_beforehand_who_is_there_and_why(
    inloggen, overleg, punt, loketmedewerker, adviseur, ouder, aanvraag
):
    thuis = reverse("dossier:dossier", args=[aanvraag.public_id])
    assert "uitgenodigd" not in inloggen(ouder).get(thuis).content.decode()
    uitnodigen(
        overleg, f"collega:{adviseur.public_id}:", loketmedewerker, rol="adviseur", waarom="Denkt mee over hulp."
    )
    mijn = uitnodigen(
        overleg, f"ouder:{ouder.betrokkenen.get().public_id}:{punt.public_id}", loketmedewerker, rol="ouder"
    )
    client = inloggen(ouder)
    pagina = client.get(thuis).content.decode()
    for tekst in (
        "U bent uitgenodigd",
        "Kijken wat er nodig is.",
        "Iris Adviseur",
        "Denkt mee over hulp.",
        "Kadeplein 1",
    ):
        assert tekst in pagina
    assert "Laat weten of u bij het overleg komt." in pagina
    assert "U hoeft nu niets te doen" not in pagina
    url = reverse("dossier:overleg_antwoord", args=[mijn.public_id])
    assert client.post(url, {"komt": "nee", "reden": "Ik werk dan"}).url == thuis
    mijn.refresh_from_db()
    assert (mijn.komt, mijn.reden) == ("nee", "Ik werk dan")
    bureau = inloggen(loketmedewerker).get(pad("overleg", overleg.public_id)).content.decode()
    assert "Ik werk dan" in bureau
    collega = inloggen(adviseur).get(pad("overleg", overleg.public_id)).content.decode()
    assert "Komt niet" in collega
    assert "Ik werk dan" not in collega


def test_a_parent_does_not_see_who_comes_for_another_child(inloggen, loketmedewerker, aanvraag, ouder):
    ander = aanvraag_in(S.IN_CONTROLE)
    overleg = overleg_over(aanvraag, ander, door=loketmedewerker)
    een, twee = overleg.agendapunten.order_by("volgorde")
    uitnodigen(overleg, f"ouder:{ouder.betrokkenen.get().public_id}:{een.public_id}", loketmedewerker)
    vreemd = ander.leerling.gezag.first().betrokkene
    uitnodigen(overleg, f"ouder:{vreemd.public_id}:{twee.public_id}", loketmedewerker, waarom="Vreemde reden")
    pagina = inloggen(ouder).get(reverse("dossier:dossier", args=[aanvraag.public_id])).content.decode()
    assert "Vreemde reden" not in pagina


def test_papers_are_open_to_who_takes_part_until_the_day_and_only_of_that_case(
    overleg, punt, loketmedewerker, adviseur
):
    ander = aanvraag_in(S.IN_CONTROLE)
    assert not Aanvraag.objects.visible_to(adviseur).exists()
    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    assert [een.pk for een in Aanvraag.objects.visible_to(adviseur)] == [punt.aanvraag_id]
    assert ander not in Aanvraag.objects.visible_to(adviseur)
    overleg.stukken_tot = timezone.localdate()
    overleg.save()
    assert Agendapunt.objects.visible_to(adviseur).exists()
    overleg.stukken_tot = timezone.localdate() - timedelta(days=1)
    overleg.save()
    for model in (Aanvraag, Agendapunt, Overleg, Deelnemer, Bijlage):
        assert not model.objects.visible_to(adviseur).exists(), model


def test_a_meeting_opens_no_address_and_no_pupil(overleg, loketmedewerker, adviseur, deskundige_een):
    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    uitnodigen(overleg, f"collega:{deskundige_een.public_id}:", loketmedewerker)
    assert not Adres.objects.visible_to(adviseur).exists()
    assert not Leerling.objects.visible_to(adviseur).exists()
    assert not Adres.objects.visible_to(deskundige_een).exists()


def test_papers_close_when_the_invitation_is_withdrawn_or_the_meeting_is_off(overleg, loketmedewerker, adviseur):
    op = timezone.now()
    mee = uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    acties.uitnodiging_intrekken(mee, door=loketmedewerker, op=op)
    assert not Agendapunt.objects.visible_to(adviseur).exists()
    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    acties.overleg_afzeggen(overleg, reden="Te weinig mensen.", door=loketmedewerker, op=op)
    assert not Agendapunt.objects.visible_to(adviseur).exists()
    assert Overleg.objects.visible_to(adviseur).get().afzeg_reden == "Te weinig mensen."


def test_a_school_sees_of_a_commissie_no_case_but_its_own(inloggen, aanvraag, loketmedewerker, ib):
    vreemd = aanvraag_in(S.IN_CONTROLE)
    overleg = overleg_over(aanvraag, vreemd, door=loketmedewerker)
    Deelnemer.objects.create(
        overleg=overleg, gebruiker=ib, naam=ib.naam, rol="ib", waarom="x", uitgenodigd_op=timezone.now()
    )
    pagina = inloggen(ib).get(pad("overleg", overleg.public_id)).content.decode()
    assert aanvraag.kenmerk in pagina
    assert vreemd.kenmerk not in pagina
    assert (
        inloggen(ib).get(pad("overleg_stukken", overleg.agendapunten.get(aanvraag=vreemd).public_id)).status_code == 404
    )


def test_the_papers_page_shows_the_case_and_logs_who_looked(inloggen, overleg, punt, loketmedewerker, adviseur):
    from kern.logboek.models import Logregel

    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    pagina = inloggen(adviseur).get(pad("overleg_stukken", punt.public_id)).content.decode()
    assert "Vaste structuur en een kleine groep." in pagina
    assert Logregel.objects.filter(actie="stukken_van_overleg_gezien", wie=adviseur.public_id).exists()


def test_somebody_answers_the_own_invitation_only_and_the_loket_for_who_calls(
    overleg, loketmedewerker, adviseur, deskundige_een
):
    een = uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    uitnodigen(overleg, f"collega:{deskundige_een.public_id}:", loketmedewerker)
    op = timezone.now()
    with pytest.raises(NietMogelijk, match="eigen uitnodiging"):
        acties.uitnodiging_beantwoorden(een, komt=True, reden="", door=deskundige_een, op=op)
    acties.uitnodiging_beantwoorden(een, komt=True, reden="", door=loketmedewerker, op=op)
    een.refresh_from_db()
    assert een.komt == "ja"


@pytest.fixture
def geweest(aanvraag, loketmedewerker):
    return overleg_over(aanvraag, door=loketmedewerker, begin=timezone.now() - timedelta(hours=2))


def test_decisions_and_minutes_are_kept_and_once_fixed_never_change(inloggen, geweest, loketmedewerker):
    punt = geweest.agendapunten.get()
    client = inloggen(loketmedewerker)
    url = pad("overleg_verslag", geweest.public_id)
    leeg = client.post(url, {"verslag": "Wij spraken.", f"punt_{punt.public_id}": "", "actie": "vaststellen"})
    assert "Schrijf bij elk agendapunt op" in leeg.content.decode()
    assert "Wij spraken." in leeg.content.decode()
    client.post(url, {"verslag": "Wij spraken.", f"punt_{punt.public_id}": "Eerst observeren.", "actie": "vaststellen"})
    geweest.refresh_from_db()
    assert geweest.verslag_vast_op
    for doen in (
        lambda: Overleg.objects.filter(pk=geweest.pk).update(verslag="Anders"),
        lambda: Agendapunt.objects.filter(pk=punt.pk).update(besluit="Anders"),
        geweest.delete,
    ):
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            doen()
    with pytest.raises(NietMogelijk, match="vastgesteld"):
        acties.agendapunt_verwijderen(punt, door=loketmedewerker, op=timezone.now())


def test_minutes_cannot_be_fixed_before_the_meeting(overleg, punt, loketmedewerker):
    with pytest.raises(NietMogelijk, match="nog niet geweest"):
        acties.verslag_bewaren(
            overleg,
            verslag="x",
            besluiten={punt.public_id: "y"},
            vaststellen=True,
            door=loketmedewerker,
            op=timezone.now(),
        )


def test_an_action_is_work_of_its_owner(inloggen, geweest, loketmedewerker, adviseur):
    uitnodigen(geweest, f"collega:{adviseur.public_id}:", loketmedewerker)
    data = {"wat": "Bel de jeugdarts", "wie": adviseur.public_id, "uiterlijk": timezone.localdate().isoformat()}
    inloggen(loketmedewerker).post(pad("overleg_actie", geweest.public_id), data)
    client = inloggen(adviseur)
    assert "Bel de jeugdarts" in client.get(pad("overleggen")).content.decode()
    client.post(pad("overleg_actie_klaar", Actiepunt.objects.get().public_id))
    assert Actiepunt.objects.get().gedaan_op
    assert "Bel de jeugdarts" not in client.get(pad("overleggen")).content.decode()


def test_an_action_goes_to_somebody_of_the_meeting(geweest, loketmedewerker, ib):
    with pytest.raises(NietMogelijk, match="Kies een deelnemer"):
        acties.actie_toevoegen(
            geweest,
            wat="x",
            wie=ib.public_id,
            uiterlijk=timezone.localdate(),
            punt="",
            door=loketmedewerker,
            op=timezone.now(),
        )


def test_the_feed_holds_when_and_where_and_nothing_about_anybody(
    inloggen, client, overleg, loketmedewerker, adviseur, aanvraag
):
    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    pagina = inloggen(adviseur).post(pad("agenda_koppelen")).content.decode()
    adres = pagina.split('readonly value="')[1].split('"')[0]
    client.logout()
    antwoord = client.get("/" + adres.split("/", 3)[3])
    assert antwoord["Content-Type"].startswith("text/calendar")
    afspraken = Calendar.from_ical(antwoord.content).walk("VEVENT")
    assert [str(een["summary"]) for een in afspraken] == ["Overleg SWV"]
    assert str(afspraken[0]["location"]) == "Kadeplein 1"
    tekst = antwoord.content.decode()
    for woord in (aanvraag.leerling.achternaam, aanvraag.kenmerk, "Iris", "Kijken", aanvraag.school.naam):
        assert woord not in tekst


def test_the_secret_of_the_feed_is_kept_as_a_print_and_can_be_revoked(client, adviseur):
    op = timezone.now()
    geheim = acties.agenda_koppelen(door=adviseur, op=op)
    assert geheim not in str(Agendasleutel.objects.values())
    assert client.get(pad("agenda", geheim)).status_code == 200
    nieuw = acties.agenda_koppelen(door=adviseur, op=op)
    assert client.get(pad("agenda", geheim)).status_code == 404
    acties.agenda_ontkoppelen(door=adviseur, op=op)
    assert client.get(pad("agenda", nieuw)).status_code == 404


def test_the_feed_of_who_left_is_closed(client, adviseur):
    geheim = acties.agenda_koppelen(door=adviseur, op=timezone.now())
    adviseur.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    assert client.get(pad("agenda", geheim)).status_code == 404


def werkdag_om_tien():
    """A moment at which ordinary mail may go, whenever the tests run."""
    dag = timezone.localdate()
    while not is_werkdag(dag := dag + timedelta(days=1)):
        pass
    return timezone.make_aware(datetime.combine(dag, time(10)))


def test_an_invitation_by_mail_says_only_that_something_is_ready(overleg, loketmedewerker, adviseur, aanvraag):
    uitnodigen(overleg, f"collega:{adviseur.public_id}:", loketmedewerker)
    from kern.post.actions import verzenden

    verzenden(Bericht.objects.get().pk, op=werkdag_om_tien())
    assert "Overleg" not in mail.outbox[0].body
    assert aanvraag.leerling.achternaam not in mail.outbox[0].body


@pytest.mark.parametrize(("wie", "thuis"), [("ib", "school_home"), ("loketmedewerker", "werkvoorraad")])
def test_an_action_stands_on_the_page_one_starts_with(inloggen, request, geweest, wie, thuis):
    eigenaar = request.getfixturevalue(wie)
    client = inloggen(eigenaar)
    assert "Bel de jeugdarts" not in client.get(pad(thuis)).content.decode()
    Actiepunt.objects.create(overleg=geweest, wat="Bel de jeugdarts", wie=eigenaar, uiterlijk=timezone.localdate())
    assert "Bel de jeugdarts" in client.get(pad(thuis)).content.decode()


def test_what_a_meeting_decided_stands_beside_the_case(inloggen, geweest, loketmedewerker, aanvraag):
    geweest.agendapunten.update(besluit="Eerst observeren.")
    pagina = inloggen(loketmedewerker).get(pad("behandelen", aanvraag.public_id)).content.decode()
    assert "Eerst observeren." in pagina
    assert pad("overleg", geweest.public_id) in pagina

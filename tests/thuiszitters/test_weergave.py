"""Boards under a name, of one user or of all; and the week, by mail once, without names."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.actions import verzenden
from kern.post.models import Bericht
from tests.factories import SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions import weergave as acties
from thuiszitters.models import Bordweergave, Weekkeuze

pytestmark = pytest.mark.django_db
LIJST, WEEK, NIEUW = "/thuiszitters/", "/thuiszitters/week/", "/thuiszitters/weergave/"


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def adviseur():
    return gebruiker_met(Rol.ADVISEUR)


def test_a_board_gets_a_name_and_holds_no_free_text(adviseur):
    casus()
    client = ingelogd(adviseur)
    assert "Bewaar deze weergave" not in client.get(LIJST).text
    vraag = "regie=niemand&nodig=stap"
    tekst = client.get(f"{LIJST}?{vraag}&q=Jansen").text
    assert "Bewaar deze weergave" in tekst
    data = {"naam": "Zonder regie", "voor": "mij", "vraag": f"{vraag}&q=Jansen&pagina=3"}
    assert client.post(NIEUW, data).url == f"{LIJST}?{vraag}"
    assert "Je hebt al een weergave met deze naam" in client.post(NIEUW, data).text
    assert "Geef de weergave een naam" in client.post(NIEUW, {"naam": "", "voor": "mij"}).text
    assert f'href="?{vraag.replace("&", "&amp;")}">Zonder regie' in client.get(LIJST).text
    assert "<strong>Zonder regie</strong>" in client.get(f"{LIJST}?{vraag}").text
    rij = Bordweergave.objects.get()
    client.post(NIEUW, {"weg": rij.public_id})
    assert not Bordweergave.objects.exists()


def test_a_shared_board_is_for_colleagues_and_only_its_owner_throws_it_away(adviseur):
    gedeeld = acties.weergave_bewaren(**nu(adviseur), naam="Noord", gedeeld=True, vraag="werkgebied=noord")
    acties.weergave_bewaren(**nu(adviseur), naam="Van mij", gedeeld=False, vraag="regie=ik")
    collega, ib = gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.IB, school=SchoolFactory())
    assert {*Bordweergave.objects.visible_to(collega)} == {gedeeld}
    assert not Bordweergave.objects.visible_to(ib).exists()
    assert "voor" not in ingelogd(ib).get(NIEUW).context["form"].fields
    with pytest.raises(Http404):
        acties.weergave_verwijderen(gedeeld, **nu(collega))
    with pytest.raises(NietMogelijk, match="geen rechten"):
        acties.weergave_bewaren(**nu(ib), naam="x", gedeeld=True, vraag="")
    with pytest.raises(NietMogelijk, match="geen rechten"):
        acties.weergave_bewaren(**nu(gebruiker_met(Rol.OUDER)), naam="x", gedeeld=False, vraag="")
    for nummer in range(acties.HOOGSTENS - 2):
        acties.weergave_bewaren(**nu(adviseur), naam=str(nummer), gedeeld=False, vraag="")
    with pytest.raises(NietMogelijk, match="Verwijder er eerst een"):
        acties.weergave_bewaren(**nu(adviseur), naam="te veel", gedeeld=False, vraag="")


def test_the_week_counts_what_this_user_sees_and_names_nobody(adviseur):
    rij = casus()
    casus(regie=adviseur)
    tekst = ingelogd(adviseur).get(WEEK).text
    assert f'href="{LIJST}?nodig=regie">Geen regievoerder</a>: 1' in tekst
    assert "Geen volgende stap, of te laat</a>: 2" in tekst
    assert rij.leerling.achternaam not in tekst
    assert "Er is nu nergens iets nodig." in ingelogd(gebruiker_met(Rol.IB, school=SchoolFactory())).get(WEEK).text


def test_who_wants_it_gets_one_mail_a_week_whatever_restarts(adviseur, mailoutbox):
    rij = casus()
    anders = gebruiker_met(Rol.LOKETMEDEWERKER)
    client = ingelogd(adviseur)
    for _ in range(2):
        client.post(WEEK, {"mail": "aan"})
    assert "Stop de mail" in client.get(WEEK).text
    maandag = timezone.now() - timedelta(days=timezone.localdate().weekday())
    dagen = [maandag + timedelta(days=dag) for dag in (0, 0.01, 1, 4, 7)]
    assert [acties.weekmails_klaarzetten(op=dag) for dag in dagen] == [1, 0, 0, 0, 1]
    berichten = Bericht.objects.filter(soort="weekoverzicht").order_by("pk")
    assert [(een.aan, een.aantal) for een in berichten] == [(adviseur.email, 1)] * 2
    verzenden(berichten[0].pk, op=timezone.now())
    [mail] = mailoutbox
    assert "Bij 1 van de zaken is iets nodig" in mail.body
    for woord in (rij.leerling.roepnaam, rij.leerling.achternaam, rij.kenmerk, "thuiszitter "):
        assert woord not in mail.subject + mail.body
    assert anders.email not in {een.aan for een in berichten}
    Lidmaatschap.objects.filter(gebruiker=adviseur).update(tot=timezone.localdate() - timedelta(days=1))
    assert acties.weekmails_klaarzetten(op=maandag + timedelta(days=14)) == 0, "who has no role any more gets none"
    client = ingelogd(gebruiker_met(Rol.ADVISEUR))
    client.post(WEEK, {"mail": "uit"})
    assert Weekkeuze.objects.count() == 1

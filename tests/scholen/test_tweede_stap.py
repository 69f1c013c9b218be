"""Who lost the second step gets rid of it by a colleague who called back, and by nobody else."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post import actions as post
from kern.post.models import Bericht
from scholen.actions.tweedestap import LIJST, bekende_nummers, tweede_stap_weghalen
from scholen.models import Plek
from tests.factories import gebruiker_met
from tests.kern.gebruikers.test_inloggen import code, met_wachtwoord, totp
from tests.kern.gebruikers.test_inloggen import inloggen as echt_inloggen

pytestmark = pytest.mark.django_db


def lid(gebruiker):
    return Lidmaatschap.objects.filter(gebruiker=gebruiker).earliest("pk")


def pad(gebruiker):
    return reverse("scholen:tweede_stap", args=[lid(gebruiker).public_id])


def met_mailcode(client, gebruiker):
    """Log in with the password and the code that was mailed."""
    antwoord = echt_inloggen(client, gebruiker)
    gemaild = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
    client.post(antwoord.url, {"code": gemaild})


def weghalen(wie, door, nummer=LIJST, *, zeker=True):
    tweede_stap_weghalen(lid(wie), nummer=nummer, zeker=zeker, door=door, op=timezone.now())


@pytest.fixture
def collega(school):
    """An IB'er of the school with a password and an app."""
    wie = met_wachtwoord(gebruiker_met(Rol.IB, school=school, naam="Kwijt Telefoon"))
    totp(wie)
    return wie


def test_after_a_call_back_the_way_in_is_password_and_a_new_second_step(inloggen, directeur, collega, school):
    school.telefoon = "0701234567"
    school.save()
    Authenticator.objects.filter(user=collega).delete()
    geheim, open_, elders = totp(collega), Client(), Client()
    echt_inloggen(open_, collega)
    open_.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert open_.get("/school/").status_code == 200
    beheer = inloggen(directeur)
    assert "0701234567, het nummer van" in beheer.get(pad(collega)).text
    beheer.post(pad(collega), {"nummer": school.brin6, "zeker": "on"})
    assert not Authenticator.objects.filter(user=collega).exists()
    assert open_.get("/school/").status_code == 302, "what stood open elsewhere ended"
    met_mailcode(elders, collega)
    assert elders.get("/school/").url == reverse("gebruikers:beveiligen")
    regel = Logregel.objects.get(actie="tweede_stap_weghalen")
    assert (regel.wie, regel.bijzonderheden) == (directeur.public_id, {"nummer": school.brin6})
    bericht = Bericht.objects.get(aan=collega.email)
    post.verzenden(bericht.pk, op=timezone.now())
    assert "/contact/" in mail.outbox[-1].body
    assert collega.naam not in mail.outbox[-1].body


def test_a_number_that_we_did_not_know_takes_nothing_away(inloggen, directeur, collega, school):
    assert [*bekende_nummers(collega, timezone.localdate())] == [LIJST], "this school has no number"
    client = inloggen(directeur)
    for data in ({}, {"nummer": LIJST}, {"zeker": "on"}, {"nummer": "0612345678", "zeker": "on"}):
        assert client.post(pad(collega), data).status_code == 200, data
    for nummer, zeker in ((LIJST, False), ("0612345678", True), (school.brin6, True)):
        with pytest.raises(NietMogelijk, match="Bel eerst"):
            weghalen(collega, directeur, nummer, zeker=zeker)
    assert Authenticator.objects.filter(user=collega).exists()
    assert not Bericht.objects.exists()


def test_the_desk_helps_a_school_that_it_finds(inloggen, loketmedewerker, collega, buitenstaander, beheerder):
    client = inloggen(loketmedewerker)
    lijst = reverse("scholen:leden")
    alle = client.get(lijst).text
    assert collega.naam in alle
    assert beheerder.naam not in alle, "only who works at a school"
    for knop in ("Collega uitnodigen", "Klopt nog", "Beëindigen", "Geef het account vrij"):
        assert knop not in alle, knop
    hier = client.get(lijst, {"school": lid(collega).plek.school.brin6}).text
    assert collega.naam in hier
    assert buitenstaander.naam not in hier
    assert lijst in client.get(reverse("loket:werkverdeling")).text
    client.post(pad(collega), {"nummer": LIJST, "zeker": "on"})
    assert not Authenticator.objects.filter(user=collega).exists()
    for naam in ("lid_beeindigen", "lid_nakijken", "lid_vrijgeven"):
        assert client.post(reverse(f"scholen:{naam}", args=[lid(collega).public_id])).status_code == 404, naam


def test_who_works_for_the_swv_too_is_for_beheer_alone(directeur, loketmedewerker, beheerder, collega):
    """Else a director with a phone would come in as who decides."""
    dag = timezone.localdate()
    Lidmaatschap.objects.create(gebruiker=collega, rol=Rol.BESLISSER, van=dag)
    for door in (directeur, loketmedewerker):
        with pytest.raises(NietMogelijk, match="alleen de beheerder"):
            weghalen(collega, door)
    assert Authenticator.objects.filter(user=collega).exists()
    weghalen(collega, beheerder)
    assert not Authenticator.objects.filter(user=collega).exists()


def test_who_works_elsewhere_too_is_not_for_this_school_alone(directeur, loketmedewerker, buitenstaander):
    """A director invites whom he wants: that alone opens nothing of what somebody has elsewhere."""
    totp(buitenstaander)
    morgen = timezone.localdate() + timedelta(days=1)
    hier = Lidmaatschap.objects.create(gebruiker=buitenstaander, rol=Rol.IB, van=timezone.localdate())
    Plek.objects.create(lidmaatschap=hier, school=lid(directeur).plek.school)
    with pytest.raises(NietMogelijk, match="ook voor een andere school"):
        tweede_stap_weghalen(hier, nummer=LIJST, zeker=True, door=directeur, op=timezone.now())
    straks = Lidmaatschap.objects.create(gebruiker=buitenstaander, rol=Rol.BESLISSER, van=morgen)
    with pytest.raises(NietMogelijk, match="alleen de beheerder"):
        tweede_stap_weghalen(hier, nummer=LIJST, zeker=True, door=loketmedewerker, op=timezone.now())
    straks.delete()
    tweede_stap_weghalen(hier, nummer=LIJST, zeker=True, door=loketmedewerker, op=timezone.now())
    assert not Authenticator.objects.filter(user=buitenstaander).exists()


def test_not_the_own_one_and_not_of_another_school(inloggen, directeur, collega, buitenstaander, ib):
    totp(directeur)
    totp(buitenstaander)
    with pytest.raises(NietMogelijk, match="alleen een collega"):
        weghalen(directeur, directeur)
    with pytest.raises(NietMogelijk, match="geen tweede stap"):
        weghalen(ib, directeur)
    assert inloggen(directeur).post(pad(buitenstaander), {"nummer": LIJST, "zeker": "on"}).status_code == 404
    assert inloggen(ib).get(pad(collega)).status_code == 404
    voorbij = timezone.localdate() - timedelta(days=1)
    Lidmaatschap.objects.filter(gebruiker=collega).update(tot=voorbij)
    assert inloggen(directeur).get(pad(collega)).status_code == 404, "who works here no more is not ours"
    assert Authenticator.objects.count() == 3


def test_a_family_comes_in_anew_by_a_letter_and_not_by_this_page(inloggen, beheerder, ouder):
    client = inloggen(beheerder)
    assert client.get(pad(ouder)).status_code == 404
    pagina = client.get(reverse("scholen:leden")).text
    assert (ouder.naam in pagina, pad(ouder) in pagina) == (True, False)


def test_who_came_in_with_a_passkey_alone_gets_a_new_way_in(directeur, school):
    wie = gebruiker_met(Rol.IB, school=school)
    totp(wie)
    weghalen(wie, directeur)
    assert {*Bericht.objects.filter(aan=wie.email).values_list("soort", flat=True)} == {"tweede_stap", "uitnodiging"}
    assert wie.uitnodigingen.count() == 1


def test_the_code_of_the_lost_phone_is_worth_nothing_after_it(directeur, collega, client):
    Authenticator.objects.filter(user=collega).delete()
    geheim = totp(collega)
    weghalen(collega, directeur)
    met_mailcode(client, collega)
    client.post(reverse("mfa_authenticate"), {"code": code(geheim)})
    assert client.get("/school/").url == reverse("gebruikers:beveiligen")


def test_a_stolen_password_and_a_good_story_are_not_enough(directeur, collega, client):
    """Until there is a new second step the mailbox is the other thing that only this person has."""
    weghalen(collega, directeur)
    assert echt_inloggen(client, collega).url == reverse("account_confirm_login_code")
    for pad in ("/school/", reverse("gebruikers:beveiligen"), reverse("mfa_activate_totp")):
        assert client.get(pad).url.startswith("/account/login"), pad
    assert not Authenticator.objects.exists()
    totp(collega)
    assert echt_inloggen(Client(), collega).url == reverse("mfa_authenticate"), "who has a new one shows that"

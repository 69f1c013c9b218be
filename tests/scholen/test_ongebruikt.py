"""An account that nobody uses is told so, then closed, and opened again by beheer alone."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.ongebruikt import Stap, stap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post import actions as post
from kern.post.models import Bericht
from scholen.actions.leden import Waar, lid_uitnodigen
from scholen.actions.ongebruikt import account_vrijgeven, ongebruikt_afhandelen
from scholen.tasks import ongebruikte_accounts
from tests.factories import gebruiker_met

pytestmark = pytest.mark.django_db
DAG = date(2026, 6, 1)


def nu(na=0):
    return timezone.now() + timedelta(days=na)


def stil(rol=Rol.LOKETMEDEWERKER, dagen=100, **velden):
    """Somebody who last logged in so many days ago."""
    lang = {"created_at": nu(-400), "last_login": nu(-dagen)}
    gebruiker = gebruiker_met(rol, **velden)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(**lang)
    return Gebruiker.objects.get(pk=gebruiker.pk)


def lid(gebruiker):
    return Lidmaatschap.objects.get(gebruiker=gebruiker)


def test_first_told_then_a_fortnight_then_closed():
    for gebruikt, gemeld, verwacht in (
        (75, None, Stap.NIETS),
        (76, None, Stap.MELDEN),
        (300, None, Stap.MELDEN),
        (89, 13, Stap.NIETS),
        (90, 13, Stap.NIETS),
        (90, 14, Stap.BLOKKEREN),
        (89, 14, Stap.NIETS),
        (300, 14, Stap.BLOKKEREN),
        (300, 13, Stap.NIETS),
        (80, 81, Stap.MELDEN),
        (75, 80, Stap.NIETS),
        (0, 100, Stap.NIETS),
    ):
        op = DAG - timedelta(days=gemeld) if gemeld is not None else None
        assert stap(DAG - timedelta(days=gebruikt), op, DAG) is verwacht, (gebruikt, gemeld)


def test_who_is_silent_is_told_once_and_closed_only_after_it():
    wie = stil()
    ongebruikt_afhandelen(op=nu())
    ongebruikt_afhandelen(op=nu(1))
    bericht = Bericht.objects.get(aan=wie.email)
    assert bericht.soort == "ongebruikt"
    wie.refresh_from_db()
    assert wie.is_active
    ongebruikt_afhandelen(op=nu(14))
    wie.refresh_from_db()
    assert (wie.is_active, wie.geblokkeerd_op is not None, wie.rollen) == (False, True, frozenset())
    acties = [*Logregel.objects.filter(wie="ongebruikte_accounts").order_by("pk").values_list("actie", flat=True)]
    assert acties == ["ongebruikt_melden", "account_blokkeren"]
    ongebruikt_afhandelen(op=nu(200))
    assert Bericht.objects.filter(aan=wie.email).count() == 1, "a closed account is not told again"


def test_who_logs_in_after_the_notice_stays_open_and_is_out_when_closed(inloggen):
    wie = stil()
    client = inloggen(wie)
    assert client.get("/loket/").status_code == 200
    Gebruiker.objects.filter(pk=wie.pk).update(last_login=nu(-100))
    ongebruikt_afhandelen(op=nu())
    Gebruiker.objects.filter(pk=wie.pk).update(last_login=nu(1))
    ongebruikt_afhandelen(op=nu(20))
    assert Gebruiker.objects.get(pk=wie.pk).is_active
    Gebruiker.objects.filter(pk=wie.pk).update(last_login=nu(-100))
    ongebruikt_afhandelen(op=nu(20))
    assert client.get("/loket/").status_code == 302, "its open session ended with it"


def test_a_family_somebody_new_and_the_last_of_beheer_stay(beheerder):
    Gebruiker.objects.filter(pk=beheerder.pk).update(created_at=nu(-400), last_login=nu(-400))
    ouder, helper = stil(Rol.OUDER), stil(Rol.HELPER)
    collega_en_ouder = stil()
    Lidmaatschap.objects.create(gebruiker=collega_en_ouder, rol=Rol.OUDER, van=timezone.localdate(nu(-300)))
    begonnen = stil()
    Lidmaatschap.objects.filter(gebruiker=begonnen).update(van=timezone.localdate() - timedelta(days=3))
    for na in (0, 14, 15):
        ongebruikt_afhandelen(op=nu(na))
    assert not Gebruiker.objects.filter(is_active=False).exists()
    assert not Bericht.objects.filter(
        aan__in=[een.email for een in (ouder, helper, collega_en_ouder, begonnen)]
    ).exists()
    tweede = stil(Rol.BEHEERDER)
    for na in (16, 30, 31):
        ongebruikt_afhandelen(op=nu(na))
    over = Gebruiker.objects.filter(pk__in=[beheerder.pk, tweede.pk], is_active=True)
    assert over.count() == 1, "somebody must be left to open the others"


def test_in_the_demo_nobody_is_closed(settings):
    wie = stil()
    settings.DEMO = True
    ongebruikte_accounts()
    assert not Bericht.objects.exists()
    settings.DEMO = False
    ongebruikte_accounts()
    assert Bericht.objects.filter(aan=wie.email).exists()


def gesloten(**velden):
    wie = stil(**velden)
    Gebruiker.objects.filter(pk=wie.pk).update(is_active=False, geblokkeerd_op=nu(-1))
    return Gebruiker.objects.get(pk=wie.pk)


def test_beheer_opens_it_again_and_its_owner_is_told(inloggen, beheerder):
    wie = gesloten(naam="Stille Stil")
    Gebruiker.objects.filter(pk=wie.pk).update(password="een hash")
    client = inloggen(beheerder)
    pagina = client.get(reverse("scholen:leden"), {"lijst": "geblokkeerd"}).text
    assert wie.naam in pagina
    assert beheerder.naam not in pagina.split("<table", 1)[1]
    client.post(reverse("scholen:lid_vrijgeven", args=[lid(wie).public_id]))
    wie.refresh_from_db()
    assert (wie.is_active, wie.geblokkeerd_op) == (True, None)
    assert Bericht.objects.get(aan=wie.email).soort == "vrijgegeven"
    assert Logregel.objects.filter(actie="account_vrijgeven", wie=beheerder.public_id).exists()
    ongebruikt_afhandelen(op=nu(75))
    assert Bericht.objects.filter(aan=wie.email).count() == 1, "opening it counts as a use"
    antwoord = client.post(reverse("scholen:lid_vrijgeven", args=[lid(wie).public_id]), follow=True)
    assert "niet geblokkeerd" in antwoord.text


def test_who_never_chose_a_password_gets_a_new_way_in(beheerder):
    wie = gesloten()
    account_vrijgeven(lid(wie), door=beheerder, op=nu())
    bericht = Bericht.objects.get(aan=wie.email)
    post.verzenden(bericht.pk, op=nu())
    assert "/uitnodiging/" in mail.outbox[-1].body


def test_a_school_cannot_open_it_nor_by_inviting_anew(inloggen, directeur, school):
    wie = gesloten(rol=Rol.IB, school=school)
    client = inloggen(directeur)
    assert "Geblokkeerd" in client.get(reverse("scholen:leden")).text
    assert "Geef het account vrij" not in client.get(reverse("scholen:leden")).text
    assert client.post(reverse("scholen:lid_vrijgeven", args=[lid(wie).public_id])).status_code == 404
    with pytest.raises(NietMogelijk, match="geen rechten"):
        account_vrijgeven(lid(wie), door=directeur, op=nu())
    with pytest.raises(NietMogelijk, match="vrijgeven"):
        lid_uitnodigen(
            door=directeur, op=nu(), email=wie.email, naam="x", rol=Rol.IB, waar=Waar(school=school), adres="http://x/"
        )
    assert not Gebruiker.objects.get(pk=wie.pk).is_active

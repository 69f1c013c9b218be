"""Who may invite whom where, and what ends when."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post import actions as post
from scholen.actions.leden import Waar, lid_beeindigen, lid_uitnodigen
from scholen.models import Gemeente, Plek, Samenwerkingsverband, SchoolDeelname
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met


def nodig(door, rol, school=None, email="nieuw@proef.example", **waar):
    waar, naar = Waar(school=school, **waar), "http://x/uitnodiging/"
    return lid_uitnodigen(door=door, op=timezone.now(), email=email, naam="Nieuw", rol=rol, waar=waar, adres=naar)


def test_a_school_invites_for_itself_only(directeur, school):
    assert nodig(directeur, Rol.IB, school).plek.school == school
    with pytest.raises(NietMogelijk, match="eigen school"):
        nodig(directeur, Rol.IB, SchoolFactory(), "ander@proef.example")


@pytest.mark.parametrize("rol", [Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.BEHEERDER, Rol.OUDER])
def test_a_school_cannot_give_a_role_of_the_swv(directeur, rol):
    with pytest.raises(NietMogelijk, match="kun je niet geven"):
        nodig(directeur, rol)


def test_beheer_gives_every_role_but_that_of_families(beheerder, school):
    nodig(beheerder, Rol.BESLISSER)
    with pytest.raises(NietMogelijk):
        nodig(beheerder, Rol.OUDER, email="o@proef.example")


def test_a_role_of_a_school_needs_a_school(beheerder):
    with pytest.raises(NietMogelijk, match="Kies een school"):
        nodig(beheerder, Rol.IB)


def test_who_works_elsewhere_is_there_for_a_gemeente_or_an_organisation(beheerder, school, inloggen):
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    assert nodig(beheerder, Rol.LEERPLICHT, gemeente=gemeente).plek.gemeente == gemeente
    assert nodig(beheerder, Rol.GEMEENTE, gemeente=gemeente).plek.gemeente == gemeente
    assert nodig(beheerder, Rol.BESTUUR, bestuur=school.bestuur).plek.bestuur == school.bestuur
    een, twee = (
        nodig(beheerder, Rol.PARTNER, organisatie=("jeugdhulp", naam)).plek.organisatie
        for naam in ("Jeugdhulp Duin", " jeugdhulp  duin")
    )
    assert een == twee, "one organisation, however it was typed"
    for rol, waar, zin in (
        (Rol.LEERPLICHT, {}, "Kies een gemeente"),
        (Rol.GEMEENTE, {}, "Kies een gemeente"),
        (Rol.BESTUUR, {}, "Kies een schoolbestuur"),
        (Rol.PARTNER, {"gemeente": gemeente}, "hoort niet een gemeente"),
        (Rol.PARTNER, {}, "Kies een organisatie"),
        (Rol.LOKETMEDEWERKER, {"gemeente": gemeente}, "hoort niet een gemeente"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            nodig(beheerder, rol, **waar)
    data = {"naam": "Lia", "email": "l@proef.example", "rol": "leerplicht", "gemeente": "0518", "organisatie": "x"}
    pagina = inloggen(beheerder).post(reverse("scholen:lid_uitnodigen"), data, follow=True)
    assert "Zandwerven" in pagina.text
    data = {"naam": "Bo", "email": "b@proef.example", "rol": "bestuur", "bestuur": school.bestuur.nummer}
    inloggen(beheerder).post(reverse("scholen:lid_uitnodigen"), data)
    assert Lidmaatschap.objects.get(gebruiker__email="b@proef.example").plek.bestuur == school.bestuur
    data = {"naam": "Jo", "email": "j@proef.example", "rol": "partner", "organisatie": "GGD", "soort": "jeugdarts"}
    inloggen(beheerder).post(reverse("scholen:lid_uitnodigen"), data)
    assert Lidmaatschap.objects.get(gebruiker__email="j@proef.example").plek.organisatie.naam == "GGD"


def test_the_mail_holds_the_way_in_and_nothing_else(beheerder):
    nodig(beheerder, Rol.LOKETMEDEWERKER)
    for bericht in post.te_verzenden(op=timezone.now()):
        post.verzenden(bericht.pk, op=timezone.now())
    bericht = mail.outbox[-1]
    assert bericht.subject == "Er staat iets voor u klaar"
    assert re.search(r"http://x/uitnodiging/[\w-]{43}/", bericht.body)
    assert "Nieuw" not in bericht.body
    assert not post.te_verzenden(op=timezone.now()).exists()


def test_sending_twice_sends_once(beheerder):
    nodig(beheerder, Rol.LOKETMEDEWERKER)
    bericht = post.te_verzenden(op=timezone.now()).get()
    assert [post.verzenden(bericht.pk, op=timezone.now()) for _ in range(2)] == [True, False]
    bericht.refresh_from_db()
    assert bericht.link == ""


def test_an_existing_account_gets_a_second_role_without_a_new_password(beheerder, school, ib):
    ib.set_password("een heel lang wachtwoord")
    ib.save()
    nodig(beheerder, Rol.LOKETMEDEWERKER, email=ib.email.upper())
    assert Gebruiker.objects.filter(email__iexact=ib.email).count() == 1
    assert not ib.uitnodigingen.exists()


def test_nobody_ends_the_own_membership(beheerder):
    with pytest.raises(NietMogelijk, match="jezelf"):
        lid_beeindigen(Lidmaatschap.objects.get(gebruiker=beheerder), door=beheerder, op=timezone.now())


def test_who_is_ended_has_no_role_any_more_the_same_day(beheerder, ib):
    """Else who is sent away logs in once more, and who was invited by mistake reads until midnight."""
    vandaag = timezone.localdate()
    Lidmaatschap.objects.filter(gebruiker=ib).update(van=vandaag - timedelta(days=100))
    vergissing = gebruiker_met(Rol.LOKETMEDEWERKER)
    Lidmaatschap.objects.filter(gebruiker=vergissing).update(van=vandaag)
    for wie in (ib, vergissing):
        lid = Lidmaatschap.objects.get(gebruiker=wie)
        lid_beeindigen(lid, door=beheerder, op=timezone.now())
        assert Gebruiker.objects.get(pk=wie.pk).rollen == frozenset()
        with pytest.raises(NietMogelijk, match="al beëindigd"):
            lid_beeindigen(lid, door=beheerder, op=timezone.now())


def test_the_desk_that_is_of_a_school_too_manages_that_school_alone(inloggen, loketmedewerker, school, buitenstaander):
    collega = gebruiker_met(Rol.IB, school=school)
    lid = Lidmaatschap.objects.create(gebruiker=loketmedewerker, rol=Rol.DIRECTEUR, van=timezone.localdate())
    Plek.objects.create(lidmaatschap=lid, school=school)
    pagina = inloggen(loketmedewerker).get(reverse("scholen:leden")).text
    for wie, mag in ((collega, True), (buitenstaander, False)):
        rij = Lidmaatschap.objects.get(gebruiker=wie)
        assert wie.naam in pagina
        for naam in ("lid_beeindigen", "lid_nakijken"):
            assert (reverse(f"scholen:{naam}", args=[rij.public_id]) in pagina) is mag, (naam, mag)


def test_the_list_shows_the_own_school_only(inloggen, directeur, ib, buitenstaander, loketmedewerker):
    pagina = inloggen(directeur).get(reverse("scholen:leden")).content.decode()
    assert ib.naam in pagina
    assert buitenstaander.naam not in pagina
    assert loketmedewerker.naam not in pagina


@pytest.mark.parametrize("naam", ["lid_beeindigen", "lid_nakijken"])
def test_somebody_of_another_school_does_not_exist(inloggen, directeur, buitenstaander, naam):
    lid = Lidmaatschap.objects.get(gebruiker=buitenstaander)
    assert inloggen(directeur).post(reverse(f"scholen:{naam}", args=[lid.public_id])).status_code == 404


def test_who_never_logged_in_for_90_days_is_listed(inloggen, beheerder):
    stil = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Stille Stil")
    actief = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Actief Actief", last_login=timezone.now())
    pagina = inloggen(beheerder).get(reverse("scholen:leden") + "?lijst=ongebruikt").content.decode()
    assert stil.naam in pagina
    assert actief.naam not in pagina


@pytest.mark.parametrize("wie", ["ib", "loketmedewerker", "beslisser", "ouder"])
@pytest.mark.parametrize("naam", ["beheer", "leden", "lid_uitnodigen"])
def test_who_manages_nothing_finds_nothing(request, inloggen, wie, naam):
    if (wie, naam) == ("loketmedewerker", "leden"):
        return  # a list of who works at a school, without a button to manage it: test_tweede_stap.py
    assert inloggen(request.getfixturevalue(wie)).get(reverse(f"scholen:{naam}")).status_code == 404


def test_inviting_by_the_page_works(inloggen, beheerder, school):
    data = {"naam": "Nieuw", "email": "n@proef.example", "rol": "ib", "school": school.brin6}
    assert inloggen(beheerder).post(reverse("scholen:lid_uitnodigen"), data).url == reverse("scholen:leden")
    assert Lidmaatschap.objects.get(gebruiker__email="n@proef.example").plek.school == school


def test_two_schools_with_one_name_are_told_apart(inloggen, beheerder, school):
    InstellingFactory()
    namen = [SchoolFactory(naam="De Kleine Keizer", plaats="Zandwerven") for _ in range(2)]
    for een in namen:
        SchoolDeelname.objects.get_or_create(
            school=een, swv=Samenwerkingsverband.objects.get(), sector="PO", van="2020-01-01"
        )
    pagina = inloggen(beheerder).get(reverse("scholen:lid_uitnodigen")).text
    for een in namen:
        assert f"De Kleine Keizer, Zandwerven ({een.brin6})" in pagina

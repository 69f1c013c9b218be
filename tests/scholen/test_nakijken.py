"""Each quarter somebody says of each list of people whether it is still right."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from scholen.actions.nakijken import SWV, lijst_nakijken, nakijken_herinneren, nog_open, standen
from scholen.actions.nakijken import lijst as lijst_van
from scholen.models import Plek
from scholen.rules.nakijken import hoeveelste, kwartaal
from scholen.tasks import lijsten_herinneren
from tests.factories import SchoolFactory, gebruiker_met

pytestmark = pytest.mark.django_db


def lid_van(gebruiker):
    return Lidmaatschap.objects.get(gebruiker=gebruiker)


def lijst(school):
    return reverse("scholen:nakijken_lijst", args=[school.brin6])


def veld(gebruiker):
    return f"lid_{lid_van(gebruiker).public_id}"


def moment(dag):
    return timezone.make_aware(datetime.combine(dag, time.min))


def test_a_quarter_begins_on_its_own_day_and_three_mails_are_due_in_it():
    for dag, begin in (
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ):
        assert kwartaal(dag) == begin
    for na, mails in ((0, 1), (13, 1), (14, 2), (41, 2), (42, 3), (91, 3)):
        assert hoeveelste(date(2026, 10, 1) + timedelta(days=na)) == mails


def test_what_was_looked_at_before_this_quarter_is_open_again(ib):
    dag = date(2026, 10, 1)
    lid = lid_van(ib)
    for gekeken, open_ in (
        (None, True),
        (moment(dag) - timedelta(seconds=1), True),
        (moment(dag), False),
    ):
        Lidmaatschap.objects.filter(pk=lid.pk).update(nagekeken_op=gekeken)
        assert Lidmaatschap.objects.filter(nog_open(dag), pk=lid.pk).exists() is open_, gekeken
    Lidmaatschap.objects.filter(pk=lid.pk).update(nagekeken_op=None, van=dag)
    assert not Lidmaatschap.objects.filter(nog_open(dag), pk=lid.pk).exists(), "who just came was just asked"


def test_the_director_says_who_is_still_right_and_ends_who_is_not(inloggen, directeur, ib, school):
    weg = gebruiker_met(Rol.IB, school=school, naam="Weg Gegaan")
    client = inloggen(directeur)
    assert "Klopt deze lijst nog?" in client.get(reverse("scholen:leden")).text
    assert lijst(school) in client.get(reverse("scholen:nakijken")).text
    assert lijst(school) in client.get("/school/").text, "said where the day begins"
    pagina = client.get(lijst(school)).text
    assert ib.naam in pagina
    assert f'name="{veld(directeur)}" value="weg"' not in pagina, "nobody ends the own place"
    fout = client.post(lijst(school), {})
    assert "minstens één persoon" in fout.text
    client.post(lijst(school), {veld(ib): "klopt", veld(weg): "weg"})
    assert lid_van(ib).nagekeken_op is not None
    assert lid_van(weg).tot == timezone.localdate() - timedelta(days=1)
    acties = Logregel.objects.filter(wie=directeur.public_id).values_list("actie", flat=True)
    assert {"lidmaatschap_nakijken", "lidmaatschap_beeindigen"} <= {*acties}
    rest = client.get(lijst(school)).text
    assert ib.naam not in rest
    assert directeur.naam in rest
    client.post(lijst(school), {veld(directeur): "klopt", veld(weg): "klopt"})
    assert "Nagekeken" in client.get(lijst(school)).text


def test_the_own_place_cannot_be_ended_by_a_forged_choice_and_then_nothing_happens(inloggen, directeur, ib, school):
    client = inloggen(directeur)
    client.post(lijst(school), {veld(ib): "klopt", veld(directeur): "weg"})
    assert lid_van(directeur).tot is None
    assert lid_van(ib).nagekeken_op is None
    keuzes = [(lid_van(ib), True), (lid_van(directeur), False)]
    with pytest.raises(NietMogelijk, match="jezelf"):
        lijst_nakijken(keuzes, door=directeur, op=timezone.now())
    assert lid_van(ib).nagekeken_op is None


def test_the_list_of_another_school_does_not_exist(inloggen, directeur, buitenstaander):
    andere = lid_van(buitenstaander).plek.school
    client = inloggen(directeur)
    for waar in (andere.brin6, SWV, "00XX00"):
        pad = reverse("scholen:nakijken_lijst", args=[waar])
        assert client.get(pad).status_code == client.post(pad, {}).status_code == 404, waar


def test_beheer_sees_who_did_not_and_does_the_swv(inloggen, beheerder, directeur, ib, loketmedewerker, ouder):
    zonder = gebruiker_met(Rol.IB, school=SchoolFactory(naam="De Lege Stoel"))
    client = inloggen(beheerder)
    pagina = client.get(reverse("scholen:nakijken")).text
    assert "De Lege Stoel" in pagina
    assert "Niemand van de school" in pagina
    client.post(lijst(lid_van(zonder).plek.school), {veld(zonder): "klopt"})
    stand = {een.naam: een.open for een in standen(Lidmaatschap.objects.visible_to(beheerder), timezone.localdate())}
    assert stand["De Lege Stoel"] == 0
    swv = client.get(reverse("scholen:nakijken_lijst", args=[SWV])).text
    assert loketmedewerker.naam in swv
    assert ib.naam not in swv
    assert ouder.naam not in swv, "a family is not on a list of who works here"


def test_an_adviseur_who_works_at_a_school_is_on_the_list_of_the_swv(beheerder, school, ib):
    """On no list nobody would ever be asked about."""
    wie = gebruiker_met(Rol.ADVISEUR)
    Plek.objects.create(lidmaatschap=lid_van(wie), school=school)
    rijen, dag = Lidmaatschap.objects.visible_to(beheerder), timezone.localdate()
    for rij in rijen.geldig(dag):
        op = [waar for waar in (SWV, school.brin6) if lijst_van(rijen, waar, dag).filter(pk=rij.pk).exists()]
        assert op == ([school.brin6] if rij.gebruiker == ib else [SWV]), rij
    totaal = sum(een.totaal for een in standen(rijen, dag))
    assert (totaal, lid_van(wie) in rijen) == (rijen.count(), True)


def test_who_did_not_look_is_mailed_three_times_and_no_more(directeur, ib, school, beheerder):
    andere = gebruiker_met(Rol.DIRECTEUR)
    Lidmaatschap.objects.filter(gebruiker=andere).update(nagekeken_op=timezone.now() + timedelta(days=400))
    begin = kwartaal(timezone.localdate() + timedelta(days=92))
    for na in (0, 1, 13, 14, 15, 42, 60, 80):
        with time_machine.travel(moment(begin) + timedelta(days=na, hours=9), tick=False):
            lijsten_herinneren()
    assert Bericht.objects.filter(wie=directeur, gewoon=True).count() == 3
    assert Bericht.objects.filter(wie=beheerder).count() == 3, "for the list of the SWV"
    assert not Bericht.objects.filter(wie__in=[andere, ib]).exists()


def test_who_looked_is_not_mailed(directeur, ib):
    Lidmaatschap.objects.update(nagekeken_op=timezone.now())
    nakijken_herinneren(op=timezone.now())
    assert not Bericht.objects.exists()

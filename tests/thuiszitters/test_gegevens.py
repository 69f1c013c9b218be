"""What is written down of a case can be put right, and a diploma ends kwalificatieplicht."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import School, SchoolDeelname
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.gegevens import Casusgegevens, gegevens_wijzigen
from thuiszitters.models import Casus
from thuiszitters.rules.telling import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def ib():
    return gebruiker_met(Rol.IB, school=SchoolFactory())


@pytest.fixture
def adviseur():
    return gebruiker_met(Rol.ADVISEUR)


def hoort_bij(gebruiker):
    return School.objects.get(plekken__lidmaatschap__gebruiker=gebruiker)


def zestien_en_half():
    """Kwalificatieplichtig today, whatever day that is."""
    vandaag = timezone.localdate()
    return date(vandaag.year - 17, 1, 15)


def als_nu(rij, **anders):
    velden = ("reden", "school", "woongemeente", "ouders_ingelicht_op", "ouders_waarom_niet", "startkwalificatie_op")
    return Casusgegevens(**{naam: getattr(rij, naam) for naam in velden} | anders)


def wijzig(rij, door, **anders):
    return gegevens_wijzigen(rij, als_nu(rij, **anders), door=door, op=timezone.now())


def test_from_the_day_of_the_diploma_it_is_no_thuiszitter_by_the_official_definition(ib):
    school, vandaag = hoort_bij(ib), timezone.localdate()
    kind = leerling_op(school, geboortedatum=zestien_en_half())
    rij = casus(door=ib, school=school, leerling=kind, soort="relatief", van=vandaag - timedelta(days=40))
    regio = InstellingFactory().vakantieregio
    assert stand(rij.verloop(regio), vandaag).officieel
    rij = wijzig(rij, ib, startkwalificatie_op=vandaag - timedelta(days=5))
    verloop = Casus.objects.get(pk=rij.pk).verloop(regio)
    assert not stand(verloop, vandaag).officieel
    assert stand(verloop, vandaag).wijd, "the region goes on following it"
    assert stand(verloop, vandaag - timedelta(days=6)).officieel, "before that day it was"
    assert Logregel.objects.get(actie="casus_gegevens").bijzonderheden["velden"] == "startkwalificatie_op"


def test_what_cannot_be_is_refused_and_nothing_is_written(ib):
    rij, morgen = casus(door=ib, school=hoort_bij(ib)), timezone.localdate() + timedelta(days=1)
    for zin, anders in (
        ("Zo jong heeft een kind", {"startkwalificatie_op": timezone.localdate()}),
        ("in de toekomst", {"startkwalificatie_op": morgen}),
        ("in de toekomst", {"ouders_ingelicht_op": morgen}),
        ("wie deze casus begeleidt", {"school": SchoolFactory()}),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            wijzig(rij, ib, **anders)
    assert als_nu(Casus.objects.get(pk=rij.pk)) == als_nu(rij)


def test_the_page_asks_a_diploma_of_who_can_have_one_and_the_school_of_who_looks_after_it(ib, adviseur):
    jong = casus(door=ib, school=hoort_bij(ib))
    oud = casus(door=ib, school=hoort_bij(ib), leerling=leerling_op(hoort_bij(ib), geboortedatum=zestien_en_half()))
    pad = [reverse("thuiszitters:gegevens", args=[een.public_id]) for een in (jong, oud)]
    for wie, school in ((ib, False), (adviseur, True)):
        teksten = [ingelogd(wie).get(een).text for een in pad]
        assert ["Dag van het diploma" in tekst for tekst in teksten] == [False, True]
        assert ["School waar het kind" in tekst for tekst in teksten] == [school, school]
    assert ingelogd(gebruiker_met(Rol.IB, school=SchoolFactory())).get(pad[0]).status_code == 404


def test_where_the_child_lives_and_that_the_parents_know_is_kept(ib, adviseur):
    rij = casus(door=ib, school=hoort_bij(ib), ouders_op=None, ouders_waarom_niet="Vandaag niet bereikt.")
    client, pad = ingelogd(adviseur), reverse("thuiszitters:gegevens", args=[rij.public_id])
    vandaag = timezone.localdate()
    fout = client.post(pad, {"reden": "angst", "ouders_weten": "ja", "school": ""}).text
    assert "Vul in sinds wanneer de ouders het weten" in fout
    assert Casus.objects.get(pk=rij.pk).ouders_waarom_niet == "Vandaag niet bereikt."
    goed = {"reden": "gedrag", "ouders_weten": "ja", "ouders_op": vandaag.isoformat(), "school": rij.school.public_id}
    code = rij.school.gemeente.code if rij.school.gemeente else ""
    assert client.post(pad, goed | {"woongemeente": code}).status_code == 302
    rij.refresh_from_db()
    assert (rij.reden, rij.ouders_ingelicht_op, rij.ouders_waarom_niet) == ("gedrag", vandaag, "")
    assert client.post(pad, goed | {"school": ""}).status_code == 302
    assert not Casus.objects.visible_to(ib).filter(pk=rij.pk).exists(), "on no school, the school of before is out"


def test_an_older_page_does_not_put_back_what_a_colleague_changed(ib, adviseur):
    rij = casus(door=ib, school=hoort_bij(ib))
    ander, pad = SchoolFactory(), reverse("thuiszitters:gegevens", args=[rij.public_id])
    SchoolDeelname.objects.get_or_create(school=ander, swv=rij.swv, defaults={"van": date(2020, 8, 1)})
    client = ingelogd(adviseur)
    velden = client.get(pad).context["form"].initial
    oud = {naam: waarde or "" for naam, waarde in velden.items()} | {"ouders_weten": "ja", "reden": "gedrag"}
    wijzig(rij, adviseur, school=ander)
    antwoord = client.post(pad, oud)
    assert "intussen ook gewijzigd" in antwoord.text
    assert f"Nu staat hier: {ander.naam}" in antwoord.text
    rij.refresh_from_db()
    assert (rij.school, rij.reden) == (ander, "angst")
    weer = antwoord.context["form"]
    assert weer["reden"].value() == "gedrag", "what was typed is still there"
    assert client.post(pad, oud | {"toen": weer["toen"].value(), "school": ander.public_id}).status_code == 302
    rij.refresh_from_db()
    assert (rij.school, rij.reden) == (ander, "gedrag")

"""How the region is divided, by beheer alone: a werkgebied with its schools, never with those of another SWV."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.termijnen.woorden import datum_voluit
from monitoring.rules.periode import Periode
from monitoring.views.keuze import Keuze
from scholen.actions.importeren import _deelnames
from scholen.actions.werkgebieden import EEN_DAG, scholen_nu, werkgebied_indelen, werkgebied_maken, werkgebied_weghalen
from scholen.importeren.stand import SchoolStand, perioden
from scholen.importeren.verschil import Stand
from scholen.importeren.verschil import _deelnames as _te_wijzigen
from scholen.models import Plek, SchoolDeelname, Werkgebied
from tests.factories import BEGIN, InstellingFactory, SamenwerkingsverbandFactory, SchoolFactory, gebruiker_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


def maken(swv, door, naam="Noord"):
    return werkgebied_maken(swv, door=door, op=timezone.now(), naam=naam)


def indelen(gebied, door, *scholen, naam=""):
    nu = timezone.now()
    werkgebied_indelen(gebied, door=door, op=nu, naam=naam or gebied.naam, scholen=[een.brin6 for een in scholen])


def gebied_van(school):
    return SchoolDeelname.objects.get(school=school, tot=None).werkgebied


def test_beheer_divides_the_region_on_two_pages(inloggen, beheerder, swv):
    school = SchoolFactory()
    client = inloggen(beheerder)
    antwoord = client.post(reverse("scholen:werkgebieden"), {"swv": "PO2815", "po2815-naam": "Noord"})
    gebied = Werkgebied.objects.get()
    pad = reverse("scholen:werkgebied", args=[gebied.public_id])
    assert antwoord.url == pad
    assert school.naam in client.get(pad).text
    assert (
        client.post(pad, {"naam": "Noord-Oost", "scholen": [school.brin6], "vanaf": timezone.localdate()}).status_code
        == 302
    )
    assert gebied_van(school).naam == "Noord-Oost"
    tekst = client.get(reverse("scholen:werkgebieden")).text
    assert '<td data-label="Scholen">1</td>' in tekst
    assert "geen werkgebied" not in tekst


def test_a_school_moves_over_and_what_is_unticked_is_nowhere(beheerder, swv):
    noord, zuid = maken(swv, beheerder), maken(swv, beheerder, "Zuid")
    een, twee = SchoolFactory(), SchoolFactory()
    indelen(noord, beheerder, een, twee)
    indelen(zuid, beheerder, twee)
    assert (gebied_van(een), gebied_van(twee)) == (noord, zuid)
    indelen(noord, beheerder, naam="Noord 2")
    assert gebied_van(een) is None
    laatste = Logregel.objects.filter(actie="werkgebied_indelen").latest("pk")
    assert laatste.bijzonderheden == {"was": "Noord", "erbij": 0, "eraf": 1}


def test_what_is_wrong_is_said_and_nothing_changes(inloggen, beheerder, swv):
    noord = maken(swv, beheerder)
    elders = SamenwerkingsverbandFactory(code="PO3001", naam="SWV Elders", eigen=False)
    vreemd = SchoolFactory()
    SchoolDeelname.objects.filter(school=vreemd).update(swv=elders)
    weg = SchoolFactory()
    SchoolDeelname.objects.filter(school=weg).update(tot=BEGIN)
    for school in (vreemd, weg):
        with pytest.raises(NietMogelijk, match="neemt niet deel"):
            indelen(noord, beheerder, school)
    with pytest.raises(NietMogelijk, match="niets gewijzigd"):
        indelen(noord, beheerder)
    for naam in ("noord", "NOORD"):
        with pytest.raises(NietMogelijk, match=r"bestaat al|met deze naam"):
            maken(swv, beheerder, naam)
    antwoord = inloggen(beheerder).post(reverse("scholen:werkgebieden"), {"swv": "PO2815", "po2815-naam": ""})
    assert "Vul een naam in" in antwoord.text
    assert Werkgebied.objects.count() == 1


def test_a_werkgebied_in_use_cannot_be_taken_away(inloggen, beheerder, swv):
    gebied = maken(swv, beheerder)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    plek = Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=adviseur), werkgebied=gebied)
    with pytest.raises(NietMogelijk, match="Hier hangt nog iets aan"):
        werkgebied_weghalen(gebied, door=beheerder, op=timezone.now())
    assert Werkgebied.objects.count() == 1
    plek.delete()
    pad = reverse("scholen:werkgebied_weg", args=[gebied.public_id])
    assert inloggen(beheerder).post(pad).status_code == 302
    assert Werkgebied.objects.count() == 0


def test_only_beheer_divides(swv, beheerder):
    gebied, ander = maken(swv, beheerder), gebruiker_met(Rol.LOKETMEDEWERKER)
    for doen in (
        lambda: maken(swv, ander, "Zuid"),
        lambda: indelen(gebied, ander, naam="X"),
        lambda: werkgebied_weghalen(gebied, door=ander, op=timezone.now()),
    ):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            doen()


def test_a_move_from_a_day_on_leaves_what_was_before_where_it_was(inloggen, beheerder, swv):
    noord, zuid, school = maken(swv, beheerder), maken(swv, beheerder, "Zuid"), SchoolFactory()
    indelen(noord, beheerder, school)
    vandaag = timezone.localdate()
    straks, pad = vandaag + timedelta(days=30), reverse("scholen:werkgebied", args=[zuid.public_id])
    data = {"naam": "Zuid", "scholen": [school.brin6], "vanaf": straks.isoformat()}
    client = inloggen(beheerder)
    assert client.post(pad, data).status_code == 302
    assert f"vanaf {datum_voluit(straks)} bij Zuid" in client.get(pad).text

    def waar(dag):
        return SchoolDeelname.objects.geldig(dag).get(school=school).werkgebied

    assert (waar(BEGIN), waar(straks - EEN_DAG), waar(straks)) == (noord, noord, zuid)
    assert scholen_nu(noord, vandaag) == {school.brin6}
    indelen(noord, beheerder, school, naam="Noord 2")
    assert waar(straks) == zuid, "a new name does not undo what was planned"
    for dag in (vandaag - EEN_DAG, vandaag + timedelta(days=500)):
        with pytest.raises(NietMogelijk, match="Kies vandaag, of een dag tot een jaar vooruit"):
            werkgebied_indelen(zuid, door=beheerder, op=timezone.now(), naam="Zuid", scholen=[school.brin6], vanaf=dag)


def test_what_duo_says_keeps_the_werkgebieden_of_a_school(beheerder, swv):
    noord, zuid, school = maken(swv, beheerder), maken(swv, beheerder, "Zuid"), SchoolFactory()
    indelen(noord, beheerder, school)
    rij = SchoolDeelname.objects.get(school=school)
    stand = Stand()
    stand.scholen[school.brin6] = SchoolStand(deelnames={rij.sector: {rij.van: swv.code}})
    gewenst = perioden(stand.scholen[school.brin6].deelnames)
    SchoolDeelname.objects.filter(pk=rij.pk).update(van=gewenst[0].van)
    assert _te_wijzigen(stand) == {}
    dag = timezone.localdate() + timedelta(days=30)
    werkgebied_indelen(zuid, door=beheerder, op=timezone.now(), naam="Zuid", scholen=[school.brin6], vanaf=dag)
    assert _te_wijzigen(stand) == {}, "a file does not know of werkgebieden"
    anders = [gewenst[0]._replace(van=gewenst[0].van + EEN_DAG)]
    _deelnames(school, anders)
    rijen = SchoolDeelname.objects.filter(school=school).order_by("van").values_list("van", "tot", "werkgebied")
    assert [*rijen] == [(anders[0].van, dag - EEN_DAG, noord.pk), (dag, None, zuid.pk)]
    _deelnames(school, [anders[0]._replace(tot=dag - timedelta(days=5))])
    assert SchoolDeelname.objects.get(school=school).werkgebied == noord


def test_figures_of_a_period_go_by_its_last_day():
    keuze = Keuze(Periode(date(2025, 8, 1), date(2026, 7, 31), "x", "x"), date(2026, 11, 1))
    assert keuze.gebiedsdag == date(2026, 7, 31)
    assert replace(keuze, vandaag=date(2026, 5, 1)).gebiedsdag == date(2026, 5, 1)

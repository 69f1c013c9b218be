"""A school keeps its own aanbod, checks its basisondersteuning and looks back: by year, and of no other school."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Instelling, Plek, SchoolDeelname
from scholen.rules.basispunten import PUNTEN
from tests.elk import elk
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from voorlichting import demo
from voorlichting.actions import schoolaanbod as acties
from voorlichting.models import Basischeck, Schoolaanbod
from voorlichting.punten import punten_in, punten_voor
from voorlichting.rules.basisondersteuning import fouten, te_doen, telling

pytestmark = pytest.mark.django_db
WOORDEN = {"profiel": "Een rustige school.", "hulp": "- Extra uitleg\n- Een rustige plek"}
ALLES_JA = dict.fromkeys(PUNTEN, "ja")


@pytest.fixture
def school():
    return SchoolFactory(naam="De Vuurtoren")


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


def schrijven(school, door, *, publiceren=True, op=None, **anders):
    return acties.aanbod_schrijven(
        school, door=door, op=op or timezone.now(), publiceren=publiceren, **(WOORDEN | anders)
    )


def tekst(client, school):
    return " ".join(client.get(f"/scholen/{school.brin6}/").content.decode().split())


def test_a_school_writes_and_publishes_its_aanbod_and_parents_read_it(client, school, ib):
    assert "nog niet opgeschreven" in tekst(client, school)
    pagina = ingelogd(ib)
    pad = f"/school/profiel/{school.brin6}/"
    assert pagina.get("/school/profiel/")["Location"] == pad
    pagina.post(f"{pad}aanbod/", {**WOORDEN, "hulp": "<b>Extra</b> uitleg<script>x</script>", "actie": "bewaren"})
    assert "nog niet opgeschreven" in tekst(client, school), "a draft is the school's"
    assert Schoolaanbod.objects.get().hulp == "Extra uitleg"
    pagina.post(f"{pad}aanbod/", {**WOORDEN, "actie": "publiceren"})
    html = tekst(client, school)
    assert "<h2>Welke hulp geeft de school zelf?</h2><ul>" in html
    assert "Een rustige school." in html
    leeg = pagina.post(f"{pad}aanbod/", {"actie": "publiceren"}).content.decode()
    assert "Schrijf op welke hulp jullie geven" in leeg
    assert Schoolaanbod.objects.get().hulp == WOORDEN["hulp"], "nothing half done"


def test_the_words_of_last_year_stay_until_the_school_writes_new_ones(client, school, ib):
    jaar = schooljaar(timezone.localdate())
    vorig = datetime(jaar - 1, 10, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    schrijven(school, ib, op=vorig)
    html = tekst(client, school)
    assert f"schooljaar {jaar - 1}-{jaar}" in html
    assert "Voor dit schooljaar is er nog niets nieuws." in html
    pagina = ingelogd(ib)
    html = pagina.get(f"/school/profiel/{school.brin6}/aanbod/").content.decode()
    assert "Een rustige school." in html, "it begins with what is there"
    schrijven(school, ib, profiel="Nu anders.")
    assert "Nu anders." in tekst(client, school)
    assert [een.profiel for een in Schoolaanbod.objects.all()] == ["Nu anders.", "Een rustige school."]


def test_of_another_school_and_in_another_role_nothing_is_written(school, ib):
    vreemd = SchoolFactory()
    for door, welke in ((ib, vreemd), (gebruiker_met(Rol.LOKETMEDEWERKER), school), (gebruiker_met(Rol.OUDER), school)):
        with pytest.raises(NietMogelijk):
            schrijven(welke, door)
        with pytest.raises(NietMogelijk):
            acties.basis_checken(welke, door=door, op=timezone.now(), oordelen=ALLES_JA)
    assert not Schoolaanbod.objects.exists()
    assert ingelogd(ib).get(f"/school/profiel/{vreemd.brin6}/").status_code == 404


def test_the_self_check_asks_every_point_and_the_evaluation_comes_after_it(school, ib):
    pagina, pad = ingelogd(ib), f"/school/profiel/{school.brin6}/"
    with pytest.raises(NietMogelijk, match="Doe eerst de zelfcheck"):
        acties.basis_evalueren(school, door=ib, op=timezone.now(), goed="a", beter="b")
    half = dict.fromkeys(list(PUNTEN)[:-1], "ja")
    assert "Kies hoe het staat met" in pagina.post(f"{pad}zelfcheck/", half).content.decode()
    assert not Basischeck.objects.exists()
    pagina.post(f"{pad}zelfcheck/", ALLES_JA | {"veilig": "nee", "gedrag": "deels", "toelichting": "Ja."})
    html = pagina.get(pad).content.decode()
    assert html.index(PUNTEN["veilig"]) < html.index(PUNTEN["gedrag"]), "what does not work at all comes first"
    pagina.post(f"{pad}evaluatie/", {"goed": "De stille ruimte.", "beter": "Ouders eerder."})
    check = Basischeck.objects.get()
    assert check.geevalueerd_op
    assert check.goed == "De stille ruimte."


@elk(
    "oordelen, mist, aantallen",
    [
        ({}, len(PUNTEN), (0, 0, 0)),
        (ALLES_JA, 0, (len(PUNTEN), 0, 0)),
        (ALLES_JA | {"veilig": "misschien"}, 1, (len(PUNTEN) - 1, 0, 0)),
        (ALLES_JA | {"veilig": "deels", "oud_punt": "nee"}, 0, (len(PUNTEN) - 1, 1, 0)),
    ],
)
def test_counting_the_judgements(oordelen, mist, aantallen):
    assert len(fouten(PUNTEN, oordelen)) == mist
    assert tuple(telling(PUNTEN, oordelen).values()) == aantallen
    assert len(te_doen(PUNTEN, oordelen)) == aantallen[1] + aantallen[2]


def test_who_reads_the_check_is_the_school_its_board_and_the_swv_and_not_everybody(client, school, ib):
    schrijven(school, ib)
    acties.basis_checken(school, door=ib, op=timezone.now(), oordelen=ALLES_JA | {"veilig": "nee"})
    assert PUNTEN["veilig"] not in tekst(client, school)
    bestuur = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=bestuur.lidmaatschappen.get(), bestuur=school.bestuur)
    ziet = {rol: Basischeck.objects.visible_to(gebruiker_met(rol)).count() for rol in set(Rol) - {Rol.BESTUUR}
            if rol not in (Rol.IB, Rol.DIRECTEUR, Rol.SCHOOLBEHEERDER)}  # fmt: skip
    assert {rol for rol, aantal in ziet.items() if aantal} == {Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BESLISSER}
    assert Basischeck.objects.visible_to(bestuur).count() == 1
    assert Basischeck.objects.visible_to(gebruiker_met(Rol.IB, school=SchoolFactory())).count() == 0


def test_the_swv_sees_which_schools_did_it_and_no_draft(school, ib):
    InstellingFactory()
    SchoolFactory()
    schrijven(school, ib, publiceren=False)
    loket = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    html = " ".join(loket.get("/scholen-aanbod/").content.decode().split())
    assert "0 van de 2 scholen hebben hun ondersteuningsaanbod gepubliceerd, 0 deden" in html
    schrijven(school, ib)
    acties.basis_checken(school, door=ib, op=timezone.now(), oordelen=ALLES_JA)
    assert "1 van de 2 scholen hebben hun ondersteuningsaanbod gepubliceerd, 1 deden" in " ".join(
        loket.get("/scholen-aanbod/").content.decode().split()
    )
    assert Permissie.SCHOOLAANBOD_SCHRIJVEN


def test_the_demo_shows_schools_that_did_it_and_schools_that_did_not():
    scholen = [SchoolFactory() for _ in range(6)]
    for een in scholen:
        gebruiker_met(Rol.IB, school=een)
    for _ in range(2):
        demo.vullen(InstellingFactory().swv, op=timezone.now())
    assert (Schoolaanbod.objects.count(), Basischeck.objects.count()) == (3, 2)
    assert Schoolaanbod.objects.filter(gepubliceerd_op=None).count() == 1
    assert Basischeck.objects.exclude(geevalueerd_op=None).count() == 1


def test_points_of_an_swv_hold_from_the_next_school_year_and_a_check_keeps_those_of_its_year(school, ib):
    jaar, zin = schooljaar(timezone.localdate()), "Wij hebben een rustige plek voor wie dat nodig heeft."
    nu = SchoolDeelname.objects.get(school=school).swv.instellingen.get()
    Instelling.objects.filter(pk=nu.pk).update(geldig_van=date(jaar - 1, 8, 1))
    met = {veld.attname: getattr(nu, veld.attname) for veld in Instelling._meta.concrete_fields if veld.name != "id"}
    anders = {"public_id": nieuwe_public_id(), "geldig_van": date(jaar, 8, 2), "basispunten": [PUNTEN["veilig"], zin]}
    Instelling.objects.create(**met | anders)
    assert punten_voor(school, jaar) == PUNTEN, "changed within the year"
    acties.basis_checken(school, door=ib, op=timezone.now(), oordelen=ALLES_JA)
    later = punten_voor(school, jaar + 1)
    assert list(later.values()) == [PUNTEN["veilig"], zin]
    assert "veilig" in later, "the same words keep the same code"
    volgend = datetime(jaar + 1, 10, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with pytest.raises(NietMogelijk, match="Kies bij elk punt"):
        acties.basis_checken(school, door=ib, op=volgend, oordelen=ALLES_JA)
    acties.basis_checken(school, door=ib, op=volgend, oordelen=dict.fromkeys(later, "deels"))
    Instelling.objects.update(basispunten=[])
    eerst, dan = Basischeck.objects.order_by("schooljaar")
    assert (punten_in(eerst), list(punten_in(dan).values())) == (PUNTEN, [PUNTEN["veilig"], zin])
    acties.basis_checken(school, door=ib, op=volgend, oordelen=dict.fromkeys(later, "ja"))
    assert Basischeck.objects.get(schooljaar=jaar + 1).punten == later

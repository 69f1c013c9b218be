"""The worklist: what must be done first stands first, for who may see it, in a fixed number of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.behandeling import in_controle_nemen
from loket.forms.werkvoorraad import FASEN
from loket.models import VOOR_INDIENEN, Aanvraag, Status
from loket.views.weergaven import klaar
from scholen.models import SchoolDeelname, Werkgebied
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, opdracht_voor

pytestmark = pytest.mark.django_db
S = Status
LIJST = "loket:werkvoorraad"


def nu():
    return timezone.now()


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def genoemd(antwoord, *aanvragen):
    return [een.kenmerk in antwoord.text for een in aanvragen]


def gevuld(n, wie):
    """n rows of each kind that needs other tables: experts, requests to complete, nobody."""
    for _ in range(n):
        opdracht_voor(aanvraag_in(S.IN_CONTROLE, behandelaar=wie))
        aanvraag_in(S.AANVULLING_GEVRAAGD, behandelaar=wie)
        aanvraag_in(S.BESLUIT_VOORBEREIDEN, behandelaar=wie)
        in_controle_nemen(aanvraag_in(S.INGEDIEND), door=wie, op=nu())


def test_a_case_that_was_withdrawn_at_night_shows_the_dutch_day():
    """Half past midnight in Amsterdam is still yesterday in UTC."""
    nacht = timezone.make_aware(datetime(2026, 7, 2, 0, 30))
    aanvraag = aanvraag_in(S.INGETROKKEN)
    aanvraag.ingetrokken_op = nacht.astimezone(UTC)
    assert klaar(aanvraag) == (date(2026, 7, 2), "Ingetrokken")


# --- what is in it -----------------------------------------------------------------------------------------------


def test_my_work_is_mine_and_the_rest_waits_to_be_taken(inloggen, loketmedewerker):
    mijn = aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker)
    vrij = aanvraag_in(S.INGEDIEND)
    collega = aanvraag_in(S.IN_CONTROLE, behandelaar=gebruiker_met(Rol.LOKETMEDEWERKER))
    client = inloggen(loketmedewerker)
    assert genoemd(client.get(pad("werkvoorraad")), mijn, vrij, collega) == [True, False, False]
    assert genoemd(client.get(pad("werkvoorraad"), {"weergave": "vrij"}), mijn, vrij, collega) == [False, True, False]
    assert genoemd(client.get(pad("werkvoorraad"), {"weergave": "alles"}), mijn, vrij, collega) == [True, True, True]


def test_a_draft_of_a_school_is_not_there(inloggen, loketmedewerker):
    concept = aanvraag_in(S.CONCEPT)
    client = inloggen(loketmedewerker)
    for adres in (pad("werkvoorraad") + "?weergave=alles", pad("aanvragen")):
        assert concept.leerling.naam not in client.get(adres).text
    assert client.get(pad("behandelen", concept.public_id)).status_code == 404


def test_the_counts_of_the_tabs_are_those_of_the_lists(inloggen, loketmedewerker):
    gevuld(2, loketmedewerker)
    aanvraag_in(S.INGEDIEND)
    client = inloggen(loketmedewerker)
    eerste = client.get(pad("werkvoorraad"))
    for woorden, adres, aantal, _ in eerste.context["tabs"]:
        assert str(client.get(adres).context["pagina"].paginator.count) == aantal, woorden


def test_too_late_stands_first_and_what_stands_still_last(inloggen, loketmedewerker):
    stil = aanvraag_in(S.AANVULLING_GEVRAAGD, ingediend=nu() - timedelta(days=50), behandelaar=loketmedewerker)
    later = aanvraag_in(S.COMPLEET, ingediend=nu() - timedelta(days=3), behandelaar=loketmedewerker)
    laat = aanvraag_in(S.COMPLEET, ingediend=nu() - timedelta(days=60), behandelaar=loketmedewerker)
    antwoord = inloggen(loketmedewerker).get(pad("werkvoorraad"))
    assert [rij.aanvraag for rij in antwoord.context["rijen"]] == [laat, later, stil]
    assert "te laat" in antwoord.text
    assert "Stilgezet" in antwoord.text
    assert "1 aanvraag is te laat" in antwoord.text


@pytest.mark.parametrize(
    ("sorteer", "verwacht"),
    [
        ("termijn", ["laat", "later", "stil"]),
        ("-termijn", ["later", "laat", "stil"]),
        ("leerling", ["stil", "later", "laat"]),
        ("-leerling", ["laat", "later", "stil"]),
        ("nummer", ["later", "stil", "laat"]),
        ("-nummer", ["laat", "stil", "later"]),
        ("onzin", ["laat", "later", "stil"]),
    ],
)
def test_a_column_head_sorts_and_says_so(inloggen, loketmedewerker, school, sorteer, verwacht):
    stappen = (
        ("laat", S.COMPLEET, 60, "Zzz"),
        ("stil", S.AANVULLING_GEVRAAGD, 50, "Aaa"),
        ("later", S.COMPLEET, 3, "Şen"),
    )
    zaken = {
        aanvraag_in(
            status,
            ingediend=nu() - timedelta(days=dagen),
            behandelaar=loketmedewerker,
            school=school,
            leerling=leerling_op(school, achternaam=achternaam),
        ).pk: naam
        for naam, status, dagen, achternaam in stappen
    }
    antwoord = inloggen(loketmedewerker).get(pad("werkvoorraad"), {"sorteer": sorteer})
    assert [zaken[rij.aanvraag.pk] for rij in antwoord.context["rijen"]] == verwacht
    assert f'aria-sort="{"descending" if sorteer[0] == "-" else "ascending"}"' in antwoord.text


def test_a_count_stops_at_a_thousand_and_says_so(inloggen, loketmedewerker, monkeypatch):
    monkeypatch.setattr("loket.views.lijst.HOOGSTENS", 2)
    for _ in range(3):
        aanvraag_in(S.COMPLEET, behandelaar=loketmedewerker)
    antwoord = inloggen(loketmedewerker).get(pad("werkvoorraad"), {"soort": "SO"})
    assert "van meer dan 1 aanvragen" in antwoord.text


def test_taking_one_from_the_list_starts_its_check(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.INGEDIEND)
    inloggen(loketmedewerker).post(pad("nemen", aanvraag.public_id))
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.behandelaar) == (S.IN_CONTROLE, loketmedewerker)


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.LOKETMEDEWERKER}))
def test_the_worklist_exists_only_for_the_loket(inloggen, rol):
    assert inloggen(gebruiker_met(rol)).get(pad("werkvoorraad")).status_code == 404


# --- filters and search ------------------------------------------------------------------------------------------


def test_filters_stand_in_the_address_and_each_can_be_taken_off(inloggen, loketmedewerker):
    so = aanvraag_in(S.IN_CONTROLE, soort="SO", behandelaar=loketmedewerker)
    sbo = aanvraag_in(S.COMPLEET, soort="SBO", behandelaar=loketmedewerker)
    client = inloggen(loketmedewerker)
    antwoord = client.get(pad("werkvoorraad"), {"soort": "SBO", "fase": "controle"})
    assert genoemd(antwoord, so, sbo) == [False, True]
    assert ("Soort: TLV sbo", "?fase=controle") in antwoord.context["chips"]


def test_every_status_that_the_desk_sees_falls_in_exactly_one_phase():
    """A new status that is forgotten here would be in no filter."""
    statussen = [status for _, lijst in FASEN.values() for status in lijst]
    assert len(statussen) == len(set(statussen))
    assert set(statussen) == set(S) - VOOR_INDIENEN


@pytest.mark.parametrize("vraag", [{"soort": "onzin"}, {"pagina": "x"}, {"termijn": "'"}, {"weergave": "x"}])
def test_an_odd_address_still_gives_the_list(inloggen, loketmedewerker, vraag):
    aanvraag = aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker)
    assert genoemd(inloggen(loketmedewerker).get(pad("werkvoorraad"), vraag), aanvraag) == [True]


def test_werkgebied_is_a_filter_only_when_the_region_has_them(inloggen, loketmedewerker):
    hier, daar = (aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker) for _ in range(2))
    client = inloggen(loketmedewerker)
    assert 'name="werkgebied"' not in client.get(pad("werkvoorraad")).text
    gebied = Werkgebied.objects.create(swv=hier.swv, naam="Kreekhaven", code="kreekhaven")
    SchoolDeelname.objects.filter(school=hier.school).update(werkgebied=gebied)
    antwoord = client.get(pad("werkvoorraad"), {"werkgebied": "kreekhaven"})
    assert genoemd(antwoord, hier, daar) == [True, False]


def test_a_name_that_is_searched_never_comes_in_the_address(inloggen, loketmedewerker):
    school = aanvraag_in(S.IN_CONTROLE).school
    gezocht = aanvraag_in(S.COMPLEET, school=school, leerling=leerling_op(school, achternaam="Zoekmij"))
    client = inloggen(loketmedewerker)
    antwoord = client.post(pad("zoeken"), {"q": "fenna zoekmij"})
    assert "zoekmij" not in antwoord.url.lower()
    pagina = client.get(antwoord.url)
    assert [rij.aanvraag for rij in pagina.context["rijen"]] == [gezocht]


def test_a_search_of_somebody_else_shows_nothing_of_it(inloggen, client, loketmedewerker):
    url = inloggen(loketmedewerker).post(pad("zoeken"), {"q": "geheimwoord"}).url
    antwoord = inloggen(gebruiker_met(Rol.LOKETMEDEWERKER)).get(url)
    assert "geheimwoord" not in antwoord.text


@pytest.mark.parametrize("woord", ["{kenmerk}", " {kenmerk_klein} "])
def test_a_number_goes_straight_to_its_case(inloggen, loketmedewerker, woord):
    aanvraag = aanvraag_in(S.COMPLEET)
    q = woord.format(kenmerk=aanvraag.kenmerk, kenmerk_klein=aanvraag.kenmerk.lower())
    assert inloggen(loketmedewerker).post(pad("zoeken"), {"q": q}).url == pad("behandelen", aanvraag.public_id)


def test_a_birth_date_is_searched_as_a_date(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.COMPLEET)
    geboren = aanvraag.leerling.geboortedatum
    client = inloggen(loketmedewerker)
    url = client.post(pad("zoeken"), {"q": f"{geboren.day}-{geboren.month}-{geboren.year}"}).url
    assert genoemd(client.get(url), aanvraag) == [True]
    niets = client.post(pad("zoeken"), {"q": "31-2-2019"}).url
    assert "Niets gevonden" in client.get(niets).text


def test_the_search_never_finds_a_draft(inloggen, loketmedewerker):
    concept = aanvraag_in(S.CONCEPT)
    client = inloggen(loketmedewerker)
    url = client.post(pad("zoeken"), {"q": concept.leerling.achternaam}).url
    assert "Niets gevonden" in client.get(url).text


# --- a fixed number of queries -----------------------------------------------------------------------------------


def queries(client, adres):
    with CaptureQueriesContext(connection) as geteld:
        assert client.get(adres).status_code == 200
    return len(geteld)


def test_the_list_costs_the_same_for_one_row_and_for_many(inloggen, loketmedewerker):
    wie = {rol: gebruiker_met(rol) for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER)}
    lijsten = [
        ("/loket/?weergave=alles", Rol.LOKETMEDEWERKER),
        ("/loket/aanvragen/", Rol.LOKETMEDEWERKER),
        ("/loket/besluiten/", Rol.BESLISSER),
    ]

    def kosten():
        return {adres: queries(inloggen(wie[rol]), adres) for adres, rol in lijsten}

    gevuld(1, loketmedewerker)
    kosten()
    een = kosten()
    gevuld(5, loketmedewerker)
    assert Aanvraag.objects.count() == 24
    assert kosten() == een


def test_the_list_of_the_expert_costs_the_same_for_one_row_and_for_many(inloggen, deskundige_een):
    client = inloggen(deskundige_een)
    opdracht_voor(aanvraag_in(S.IN_CONTROLE), deskundige=deskundige_een)
    client.get(pad("adviezen"))
    een = queries(client, pad("adviezen"))
    for _ in range(6):
        opdracht_voor(aanvraag_in(S.IN_CONTROLE), deskundige=deskundige_een)
    assert queries(client, pad("adviezen")) == een


def test_a_page_holds_25_rows(inloggen, loketmedewerker):
    ib = gebruiker_met(Rol.IB)
    for _ in range(26):
        aanvraag_in(S.COMPLEET, behandelaar=loketmedewerker, ib=ib, school=ib.lidmaatschappen.get().plek.school)
    antwoord = inloggen(loketmedewerker).get(pad("werkvoorraad"))
    assert len(antwoord.context["rijen"]) == 25
    assert "1 tot en met 25 van 26 aanvragen" in antwoord.text

"""The pages of the catalogue: who reads what, what a form says, and how the tariffs of a year come about."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.aanbod import tarief_vaststellen
from arrangementen.models import Aanbod, Tarief
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import notatie, schooljaar
from tests.factories import InstellingFactory, aanbod, gebruiker_met
from tests.leesbaarheid import douma, zinnen
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
GEZIN = (Rol.OUDER, Rol.LEERLING, Rol.HELPER, Rol.LEERPLICHT, Rol.PARTNER, Rol.GEMEENTE)
LIJST = reverse("arrangementen:aanbod")


def hier(rij, naam="aanbod_soort"):
    return reverse(f"arrangementen:{naam}", args=[rij.public_id])


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


def met_tarief(rij, bedrag="72.50", *, jaar=0, door=None):
    door = door or gebruiker_met(Rol.BEHEERDER)
    dit = schooljaar(timezone.localdate())
    return tarief_vaststellen(
        rij, door=door, op=timezone.now(), schooljaar=dit + jaar, bedrag=Decimal(bedrag), reden="Zo is het."
    )


@pytest.fixture
def drie():
    """Public, not public, and public but ended."""
    gisteren = timezone.localdate() - timedelta(days=1)
    rijen = {
        "open": aanbod("open", naam="Open hulp", voor_ouders="Woordvoorouders.", voor_school="Woordvoorschool."),
        "dicht": aanbod("dicht", naam="Dichte hulp", openbaar=False),
        "weg": aanbod("weg", naam="Oude hulp", tot=gisteren),
        "komt": aanbod("komt", naam="Nieuwe hulp", van=gisteren + timedelta(days=30)),
    }
    for een in ("open", "dicht"):
        met_tarief(rijen[een])
    return rijen


def gezin_en_bezoeker():
    return [Client(), *(ingelogd(gebruiker_met(rol)) for rol in GEZIN)]


def test_families_and_visitors_read_what_is_public_in_their_own_words(drie):
    for client in gezin_en_bezoeker():
        lijst = woorden(client.get(LIJST))
        assert [naam in lijst for naam in ("Open hulp", "Dichte hulp", "Oude hulp", "Nieuwe hulp")] == [1, 0, 0, 0]
        een = woorden(client.get(hier(drie["open"])))
        assert "Woordvoorouders." in een
        for wat in ("Woordvoorschool.", "72,50", "beslisser", "Kenmerk", "open-hulp"):
            assert wat not in een + lijst, wat
        for ander in ("dicht", "weg", "komt"):
            assert client.get(hier(drie[ander])).status_code == 404, ander


def test_everybody_else_reads_all_of_it_with_tariff_and_who_grants(drie):
    for rol in set(Rol) - {*GEZIN}:
        client = ingelogd(gebruiker_met(rol))
        lijst = woorden(client.get(LIJST))
        assert [naam in lijst for naam in ("Open hulp", "Dichte hulp", "Oude hulp", "Nieuwe hulp")] == [1, 1, 0, 0]
        assert "€ 72,50</span> per uur" in lijst
        een = woorden(client.get(hier(drie["dicht"])))
        for wat in (
            "Je vraagt uren aan.",
            "Uw kind krijgt hulp.",
            "€ 72,50 per uur",
            "De beslisser.",
            "niet op de open",
        ):
            assert wat in een, (rol, wat)
        assert "Dit staat niet op de openbare bladzijde." in een
        assert ("Aanbod beheren" in lijst) == (rol == Rol.BEHEERDER)
    assert "Dit aanbod is gestopt" in woorden(client.get(hier(drie["weg"])))
    assert "Dit aanbod is er vanaf" in woorden(client.get(hier(drie["komt"])))


def test_a_school_asks_from_the_list_and_others_do_not(drie):
    vragen = reverse("arrangementen:arrangement_aanvragen", args=[drie["open"].public_id])
    assert vragen in woorden(ingelogd(gebruiker_met(Rol.IB)).get(LIJST))
    assert vragen not in woorden(ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER)).get(LIJST))


def test_a_parent_who_also_works_here_reads_as_a_colleague(drie):
    wie = gebruiker_met(Rol.OUDER)
    wie.lidmaatschappen.create(rol=Rol.ADVISEUR, van=timezone.localdate())
    assert "Dichte hulp" in woorden(ingelogd(wie).get(LIJST))


def test_by_level_in_their_order_and_without_what_is_empty(client):
    aanbod("opdc", naam="Plaats", niveau="speciaal", soort="opdc")
    assert "Hulp die elke school geeft" not in woorden(client.get(LIJST))
    aanbod("basis", naam="Basis", niveau="basis", soort="basis", opp_nodig=False)
    lijst = woorden(client.get(LIJST))
    assert lijst.index("Hulp die elke school geeft") < lijst.index("Hulp op een speciale plek")


def test_who_grants_in_the_words_of_parents(client):
    for wie, zin in (("schoolbestuur", "regelt de hulp zelf"), ("werkgebied", "met de andere scholen in de buurt")):
        assert zin in woorden(client.get(hier(aanbod(wie, toekenning=wie))))
    basis = aanbod("basis", niveau="basis", soort="basis", opp_nodig=False, toekenning="schoolbestuur")
    tekst = woorden(client.get(hier(basis)))
    assert "U hoeft niets aan te vragen" in tekst
    assert "OPP" not in tekst
    assert "OPP" in woorden(client.get(hier(aanbod("extra"))))


def test_the_public_pages_read_easily(client, drie):
    for pad in (LIJST, hier(drie["open"])):
        assert douma(zinnen(woorden(client.get(pad)))) >= 60, pad


def test_the_pages_for_parents_and_professionals_lead_there(client):
    InstellingFactory()
    for pad in ("/ouders/", "/professionals/"):
        assert f'href="{LIJST}"' in client.get(pad).text
    for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.DESKUNDIGE):
        eigen = ingelogd(gebruiker_met(rol)).get("/", follow=True)
        assert f'href="{LIJST}"' in eigen.text, "not in the full menu of the desk, but at the foot of every page"
    assert "Hier staat nog niets" in woorden(client.get(LIJST))


def test_a_growing_catalogue_asks_no_more_of_the_database(client, django_assert_max_num_queries):
    for nummer in range(12):
        met_tarief(aanbod(f"hulp-{nummer}"), door=gebruiker_met(Rol.BEHEERDER))
    ib, beheerder = ingelogd(gebruiker_met(Rol.IB)), ingelogd(gebruiker_met(Rol.BEHEERDER))
    for wie, pad in ((client, LIJST), (ib, LIJST), (beheerder, reverse("arrangementen:aanbod_beheer"))):
        wie.get(pad)
        with django_assert_max_num_queries(12):
            wie.get(pad)
    with django_assert_max_num_queries(12):
        beheerder.get(reverse("arrangementen:tarieven"))


# --- beheer ------------------------------------------------------------------------------------------------------


@pytest.fixture
def beheer():
    return ingelogd(gebruiker_met(Rol.BEHEERDER))


def formulier(**velden):
    """A valid form for a new kind of support: places at each school."""
    basis = {"swv": InstellingFactory().swv.public_id, "naam": "Traject", "kenmerk": "traject", "soort": "traject"}
    basis |= {"niveau": "extra", "vorm": "plaats", "plaatsen": "12", "op_elke_school": "on", "voor_ouders": "Een plek."}
    basis |= {"voor_school": "Je begeleidt.", "weken": "20", "aanbieder": "school", "gewicht": "melden"}
    basis |= {"toekenning": "schoolbestuur", "opp_nodig": "ja", "openbaar": "ja", "van": "2026-08-01"}
    return basis | velden


def nieuw(beheer, **velden):
    return beheer.post(reverse("arrangementen:aanbod_nieuw"), formulier(**velden))


def test_a_new_kind_of_support_and_its_tariff(beheer):
    assert nieuw(beheer).status_code == 302
    rij = Aanbod.objects.get()
    assert (rij.eenheid, rij.plaatsen, rij.op_elke_school, rij.tot) == ("plaats", 12, True, None)
    jaar = schooljaar(timezone.localdate())
    stuur = {"tarief-schooljaar": jaar, "tarief-bedrag": "4.250,50", "actie": "tarief"}
    assert beheer.post(hier(rij, "aanbod_een"), stuur).status_code == 302
    assert Tarief.objects.get().bedrag == Decimal("4250.50")
    tekst = woorden(beheer.get(hier(rij, "aanbod_een")))
    assert "€ 4.250,50" in tekst
    assert "12 plaatsen op elke school" in tekst


def test_what_a_hidden_field_still_held_goes(beheer):
    velden = {"functie": "coach", "bedrag_tot": "500", "eenheid": "leerling"}
    assert nieuw(beheer, **velden).status_code == 302
    rij = Aanbod.objects.get()
    assert (rij.functie, rij.bedrag_tot, rij.eenheid) == ("", None, "plaats")


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"naam": ""}, "Vul de naam in"),
        ({"kenmerk": "Met Spatie"}, "alleen kleine letters"),
        ({"vorm": "uren"}, "Vul een functie in als het om uren gaat"),
        ({"vorm": "bedrag"}, "Alleen bij een bedrag kies je per leerling"),
        ({"plaatsen": ""}, "hoort bij een plaats"),
        ({"plaatsen": "0"}, "van 1 tot en met 2000 plaatsen"),
        ({"weken": "60"}, "van 1 tot en met 52 weken"),
        ({"aanbieder": "extern"}, "Vul in welke organisatie het is"),
        ({"toekenning": "adviseur"}, "Een bedrag hoort alleen bij de adviseur"),
        ({"toekenning": "adviseur", "bedrag_tot": "-1"}, "van nul tot 100 miljoen"),
        ({"toekenning": "adviseur", "bedrag_tot": "100000000"}, "van nul tot 100 miljoen"),
        ({"niveau": "basis"}, "geen OPP nodig"),
        ({"soort": "nt2"}, "geen OPP nodig"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(beheer, velden, zin):
    antwoord = nieuw(beheer, **velden)
    assert zin in woorden(antwoord)
    assert "Je begeleidt." in antwoord.text
    assert not Aanbod.objects.exists()


def test_a_kenmerk_that_is_there_already(beheer):
    aanbod("traject")
    assert "Dit kenmerk bestaat al." in woorden(nieuw(beheer))


def test_changing_leaves_what_the_tariff_is_the_price_of(beheer):
    rij = aanbod()
    pad = hier(rij, "aanbod_wijzigen")
    assert 'name="vorm"' not in beheer.get(pad).text
    stuur = formulier(naam="Andere naam", functie="coach", vorm="plaats", kenmerk="ander", plaatsen="")
    assert beheer.post(pad, stuur).status_code == 302
    rij.refresh_from_db()
    assert (rij.naam, rij.functie, rij.vorm, rij.kenmerk, rij.plaatsen) == (
        "Andere naam",
        "coach",
        "uren",
        "begeleiding",
        None,
    )


def test_ending_it(beheer):
    rij, vandaag = aanbod(), timezone.localdate()
    pad = hier(rij, "aanbod_een")
    te_vroeg = beheer.post(pad, {"einde-tot": vandaag - timedelta(days=1), "actie": "einde"})
    assert "Kies vandaag of een latere dag" in woorden(te_vroeg)
    assert beheer.post(pad, {"einde-tot": vandaag, "actie": "einde"}).status_code == 302
    Aanbod.objects.filter(pk=rij.pk).update(tot=vandaag - timedelta(days=1))
    tekst = woorden(beheer.get(pad))
    assert "Gestopt op" in tekst
    assert "Tarief vaststellen" not in tekst
    assert "Gestopt" in woorden(beheer.get(reverse("arrangementen:aanbod_beheer")))


@pytest.mark.parametrize(
    ("bedrag", "zin"),
    [
        ("-1", "van nul tot 100 miljoen"),
        ("100.000.000", "van nul tot 100 miljoen"),
        ("1e30", "van nul tot 100 miljoen"),
        ("72,505", "hoogstens twee cijfers"),
        ("veel", "zoals 72,50"),
        ("NaN", "zoals 72,50"),
        ("", "zoals 72,50"),
    ],
)
def test_an_amount_that_cannot_be_is_said_at_its_field(beheer, bedrag, zin):
    rij = aanbod()
    stuur = {"tarief-schooljaar": schooljaar(timezone.localdate()), "tarief-bedrag": bedrag, "actie": "tarief"}
    assert zin in woorden(beheer.post(hier(rij, "aanbod_een"), stuur))
    assert not Tarief.objects.exists()


def test_last_years_tariffs_are_taken_over_from_the_page(beheer):
    rij = aanbod()
    met_tarief(rij, "80.10")
    pad, jaar = reverse("arrangementen:tarieven"), schooljaar(timezone.localdate()) + 1
    stuur = {"swv": rij.swv.public_id, "schooljaar": jaar, "procent": "2,5"}
    assert f"1 tarief voor {notatie(jaar)} overgenomen" in woorden(beheer.post(pad, stuur, follow=True))
    assert "Er was niets over te nemen" in woorden(beheer.post(pad, stuur, follow=True))
    assert "€ 82,10" in woorden(beheer.get(pad))
    assert "van -20 tot en met 50" in woorden(beheer.post(pad, stuur | {"procent": "500"}))

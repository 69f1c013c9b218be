"""What if: assumptions that are kept, read as sentences, and laid beside the forecast."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from arrangementen import demoprognose
from arrangementen.actions.scenario import scenario_bewaren, scenario_weggooien
from arrangementen.models import Scenario
from arrangementen.rules.raming import Aannames, Klas, laatste_telling
from arrangementen.rules.scenario import in_woorden
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.factories import InstellingFactory, gebruiker_met, tlv_voor
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
PAGINA, NIEUW = reverse("arrangementen:scenarios"), reverse("arrangementen:scenario_nieuw")
KLAS = {"klas_soort": "SO", "klas_categorie": "L", "klas_leerlingen": 12, "klas_vanaf": 2028}


@pytest.fixture
def wie(db):
    InstellingFactory()
    return gebruiker_met(Rol.BESLISSER)


def bewaren(door, naam="Klas erbij", **velden):
    return scenario_bewaren(door=door, op=OP, swv=InstellingFactory().swv, naam=naam, **velden)


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


def formulier(**velden):
    basis = {"naam": "Klas erbij", "klas": "", "klas_leerlingen": "", "klas_vanaf": "", "groei": "0"}
    return basis | {"terugplaatsing": "0", "instroom_sbo": "100", "instroom_so": "100"} | velden


def gevuld(wie):
    """The same three new TLVs each year, that count once, and an amount for all."""
    telling = laatste_telling(timezone.localdate())
    for jaar in range(telling - 2, telling + 1):
        for _ in range(3):
            tlv_voor(beslisser=wie, start=date(jaar - 1, 8, 1), eind=date(jaar, 7, 31))
    demoprognose.vullen(InstellingFactory().swv, vandaag=timezone.localdate(), op=timezone.now())
    Scenario.objects.all().delete()
    return telling


def test_assumptions_read_as_sentences():
    basis = Aannames(terugplaatsing=Decimal(2))
    alles = Aannames(Decimal(0), Decimal("-2.5"), {"SBO": 80, "SO": 100}, Klas("SO", "H", 1, 2028))
    assert in_woorden(alles, basis) == [
        "Vanaf 1 februari 2028 een klas meer: 1 leerling so, categorie 3 (hoog).",
        "Elk jaar 2,5 procent minder nieuwe TLV’s.",
        "Nieuwe TLV’s sbo: 80 procent van het gemiddelde.",
        "Elk jaar gaat niemand terug naar het gewone onderwijs.",
    ]
    assert in_woorden(Aannames(Decimal(10), Decimal(3)), basis) == [
        "Elk jaar 3 procent meer nieuwe TLV’s.",
        "Elk jaar gaat 10 procent terug naar het gewone onderwijs.",
    ]
    assert in_woorden(basis, basis) == ["Gelijk aan de basis."]


def test_a_scenario_is_kept_changed_and_thrown_away(wie):
    rij = bewaren(wie, **KLAS)
    assert rij.aannames.klas == Klas("SO", "L", 12, 2028)
    ander = gebruiker_met(Rol.CONTROLLER)
    scenario_bewaren(door=ander, op=OP, swv=rij.swv, scenario=rij, naam="Anders", groei=Decimal(5))
    rij.refresh_from_db()
    assert (str(rij), rij.groei, rij.bewaard_door, rij.klas_leerlingen) == ("Anders", 5, ander, 12)
    scenario_weggooien(rij, door=ander, op=OP)
    assert not Scenario.objects.exists()
    acties = Logregel.objects.order_by("pk").values_list("actie", flat=True)
    assert [een for een in acties if een.startswith("scenario")] == ["scenario_bewaren"] * 2 + ["scenario_weggooien"]


def test_what_cannot_be_is_refused_in_a_sentence(wie):
    rij = bewaren(wie)
    for doen, zin in (
        (lambda: bewaren(wie), "al een scenario met deze naam"),
        (lambda: bewaren(wie, "x", groei=Decimal(51)), "te klein of te groot"),
        (lambda: bewaren(wie, "x", terugplaatsing=51), "te klein of te groot"),
        (lambda: bewaren(wie, "x", instroom_so=301), "te klein of te groot"),
        (lambda: bewaren(wie, "x", **(KLAS | {"klas_leerlingen": None})), "extra klas"),
        (lambda: bewaren(wie, "x", **(KLAS | {"klas_categorie": ""})), "extra klas"),
        (lambda: bewaren(wie, "x", **(KLAS | {"klas_leerlingen": 201})), "extra klas"),
        (lambda: bewaren(gebruiker_met(Rol.BEHEERDER), "x"), GEEN_RECHTEN),
        (lambda: scenario_weggooien(rij, door=gebruiker_met(Rol.BEHEERDER), op=OP), GEEN_RECHTEN),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            doen()
    assert Scenario.objects.get() == rij
    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.update(terugplaatsing=99)


def test_a_scenario_is_made_on_the_page_and_stands_beside_the_basis(wie):
    telling = gevuld(wie)
    client = ingelogd(wie)
    assert "Er zijn nog geen scenario’s" in woorden(client.get(PAGINA))
    stuur = formulier(klas="SO-L", klas_leerlingen="10", klas_vanaf=telling + 2, instroom_sbo="50")
    tekst = woorden(client.post(NIEUW, stuur, follow=True))
    rij = Scenario.objects.get()
    assert (rij.klas_soort, rij.klas_vanaf, rij.instroom_sbo, rij.instroom_vso) == ("SO", telling + 2, 50, 100)
    assert f"Vanaf 1 februari {telling + 2} een klas meer: 10 leerlingen so" in tekst
    assert "meer dan de basis" in tekst
    assert tekst.count("dan de basis") == timezone.localdate().year + 5 - (telling + 3)
    pad = reverse("arrangementen:scenario", args=[rij.public_id])
    open_ = client.get(pad).text
    assert '<option value="SO-L" selected' in open_
    assert 'value="50"' in open_
    assert client.post(pad, formulier(instroom_so="0", terugplaatsing="4")).status_code == 302
    rij.refresh_from_db()
    assert (rij.klas_soort, rij.klas_leerlingen, rij.instroom_so, rij.terugplaatsing) == ("", None, 0, 4)
    assert "minder dan de basis" in woorden(client.get(PAGINA))
    weg = reverse("arrangementen:scenario_weggooien", args=[rij.public_id])
    assert "weggegooid" in woorden(client.post(weg, follow=True))


def test_what_does_not_fit_is_said_at_its_field(wie):
    client, vanaf = ingelogd(wie), laatste_telling(timezone.localdate()) + 1
    for velden, zin in (
        ({"naam": ""}, "Vul een naam in"),
        ({"klas": "SO-L", "klas_vanaf": vanaf}, "hoeveel leerlingen de klas heeft"),
        ({"klas": "SO-L", "klas_leerlingen": "12"}, "vanaf welke telling"),
        ({"klas": "SO-L", "klas_leerlingen": "0", "klas_vanaf": vanaf}, "van 1 tot en met 200"),
        ({"groei": "500"}, "van -20 tot en met 50"),
        ({"groei": ""}, "zoals 2,5"),
        ({"terugplaatsing": "51"}, "van 0 tot en met 50 procent"),
        ({"instroom_so": "-1"}, "van 0 tot en met 300 procent"),
    ):
        assert zin in woorden(client.post(NIEUW, formulier(**velden))), velden
    assert not Scenario.objects.exists()
    bewaren(wie)
    assert "al een scenario met deze naam" in woorden(client.post(NIEUW, formulier()))


def test_at_most_three_beside_the_basis_on_the_page_and_in_the_file(wie, django_assert_max_num_queries):
    gevuld(wie)
    rijen = [bewaren(wie, naam) for naam in ("Een", "Twee", "Drie", "Vier")]
    client = ingelogd(wie)
    alle = "&".join(f"s={een.public_id}" for een in rijen)
    client.get(PAGINA)
    with django_assert_max_num_queries(14):
        tekst = woorden(client.get(f"{PAGINA}?{alle}"))
    assert "Er passen er drie naast de basis" in tekst
    assert tekst.count("checked") == 3
    een = reverse("arrangementen:scenarios_excel") + f"?s={rijen[0].public_id}"
    blad = load_workbook(io.BytesIO(client.get(een).content)).active
    assert {rij[0] for rij in blad.iter_rows(min_row=2, values_only=True)} == {"Basis", "Een"}
    assert Logregel.objects.filter(actie="scenarios_geexporteerd").count() == 1


def test_the_demo_has_scenarios_to_compare(wie):
    swv = InstellingFactory().swv
    for _ in range(2):
        demoprognose.vullen(swv, vandaag=OP.date(), op=OP)
    assert Scenario.objects.count() == 3

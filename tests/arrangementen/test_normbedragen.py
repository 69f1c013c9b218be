"""The amounts per pupil with a TLV: by version, from a source, copied and indexed, and who keeps them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from arrangementen import demoprognose
from arrangementen.actions.normbedrag import normbedragen_overnemen, normbedragen_vaststellen
from arrangementen.models import Herkomst, Normbedrag
from arrangementen.rules.normbedragen import (
    SOORTEN,
    bedragjaren,
    naam,
    prognosejaren,
    soorten_van,
    verhoging_in_woorden,
)
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.factories import InstellingFactory, gebruiker_met
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
SO1, SBO = ("SO", "L"), ("SBO", "")
LIJST = reverse("arrangementen:normbedragen")


@pytest.fixture
def wie(db):
    return gebruiker_met(Rol.BESLISSER)


def vaststellen(door, *, jaar=2026, herkomst=Herkomst.OFFICIEEL, bron="Stcrt. 2026, 1", op=OP, **bedragen):
    soorten = {"so": SO1, "sbo": SBO}
    waarden = {soorten[wat]: Decimal(bedrag) for wat, bedrag in bedragen.items()}
    return normbedragen_vaststellen(door=door, op=op, jaar=jaar, bedragen=waarden, herkomst=herkomst, bron=bron)


def overnemen(door, procent="2.5", *, jaar=2027):
    return normbedragen_overnemen(door=door, op=OP, jaar=jaar, procent=Decimal(procent))


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


# --- rules -------------------------------------------------------------------------------------------------------


def test_which_kinds_and_years():
    assert len(SOORTEN) == 9
    assert soorten_van(["SO", "SBO"]) == [("SBO", ""), ("SO", "L"), ("SO", "M"), ("SO", "H")]
    assert naam("SO", "L") == "so, categorie 1 (laag)"
    assert naam("PRO", "") == "praktijkonderwijs"
    assert prognosejaren(date(2026, 12, 31)) == (2026, 2027, 2028, 2029, 2030)
    assert bedragjaren(date(2026, 1, 1))[0] == 2025


def test_how_an_amount_was_worked_out_in_words():
    assert verhoging_in_woorden(2026, Decimal("1.2695")) == "het bedrag van 2026 verhoogd met 1,2695 procent"
    assert verhoging_in_woorden(2026, Decimal("-10.0")) == "het bedrag van 2026 verlaagd met 10 procent"
    assert verhoging_in_woorden(2026, Decimal(0)) == "het bedrag van 2026"


# --- actions -----------------------------------------------------------------------------------------------------


def test_an_amount_goes_above_the_last_one_and_what_stays_keeps_its_source(wie):
    assert vaststellen(wie, so="13500", sbo="6200") == 2
    assert vaststellen(wie, so="13600", sbo="6200", bron="Stcrt. 2026, 9") == 1
    geldend = {een.soort: een for een in Normbedrag.objects.geldend()}
    assert (geldend["SO"].versie, geldend["SO"].bedrag, geldend["SO"].bron) == (2, 13600, "Stcrt. 2026, 9")
    assert (geldend["SBO"].versie, geldend["SBO"].bron) == (1, "Stcrt. 2026, 1")
    assert geldend["SO"].vastgesteld_door == wie
    assert str(geldend["SO"]) == "normbedrag 2026 voor so, categorie 1 (laag)"
    assert Logregel.objects.filter(actie="normbedrag_vaststellen").count() == 3
    with pytest.raises(NietMogelijk, match="Er is niets veranderd"):
        vaststellen(wie, so="13600", sbo="6200")


def test_an_estimate_that_turns_out_right_becomes_official(wie):
    vaststellen(wie, so="13500", herkomst=Herkomst.RAMING, bron="Geschat")
    assert vaststellen(wie, so="13500") == 1
    assert Normbedrag.objects.geldend().get().herkomst == Herkomst.OFFICIEEL


def test_copy_and_index_gives_an_estimate_and_never_an_official_amount(wie):
    vaststellen(wie, so="13500", sbo="6200.55")
    assert overnemen(wie) == 2
    assert {(een.soort, een.bedrag, een.herkomst) for een in Normbedrag.objects.filter(jaar=2027)} == {
        ("SO", Decimal("13837.50"), "raming"),
        ("SBO", Decimal("6355.56"), "raming"),
    }
    assert Normbedrag.objects.filter(jaar=2027)[0].bron == "Het bedrag van 2026 verhoogd met 2,5 procent"
    assert overnemen(wie, "50") == 0, "what has an amount keeps it"


def test_what_follows_from_an_example_is_an_example(db):
    vaststellen(Systeem("demo"), so="13500", herkomst=Herkomst.VOORBEELD, bron="Voorbeeld")
    overnemen(Systeem("demo"), "0")
    rij = Normbedrag.objects.get(jaar=2027)
    assert (rij.herkomst, rij.vastgesteld_door) == ("voorbeeld", None)
    assert rij.bron == "Voorbeeld, geen officieel bedrag: het bedrag van 2026"


def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_done(wie):
    for doen, zin in (
        (lambda: overnemen(wie), "Van 2026 zijn er geen bedragen"),
        (lambda: overnemen(wie, "50.01"), "van -20 tot en met 50"),
        (lambda: overnemen(wie, jaar=2031), "geen bedragen bij"),
        (lambda: vaststellen(wie, jaar=2024, so="1"), "geen bedragen bij"),
        (lambda: vaststellen(wie, so="0"), "meer dan nul"),
        (lambda: vaststellen(wie, so="-5", sbo="1"), "meer dan nul"),
        (lambda: vaststellen(wie, so="100000000"), "100 miljoen|8 cijfers"),
        (lambda: vaststellen(wie, so="1", bron="  "), "leeg|waar het bedrag"),
        (lambda: vaststellen(gebruiker_met(Rol.BEHEERDER), so="1"), GEEN_RECHTEN),
        (lambda: overnemen(gebruiker_met(Rol.LOKETMEDEWERKER)), GEEN_RECHTEN),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            doen()
    assert not Normbedrag.objects.exists()


def test_two_people_at_once_give_one_amount(wie, monkeypatch):
    vaststellen(wie, so="13500")
    leeg = Normbedrag.objects.none()
    monkeypatch.setattr("arrangementen.models.normbedrag.NormbedragQuerySet.geldend", lambda zelf: leeg)
    with pytest.raises(NietMogelijk, match=r"door een collega|Een collega"):
        vaststellen(wie, so="13600")


def test_the_database_keeps_what_was_fixed(wie):
    vaststellen(wie, so="13500")
    for doen in (
        lambda: Normbedrag.objects.update(bedrag=1),
        lambda: Normbedrag.objects.all().delete(),
        lambda: Normbedrag(jaar=2026, soort="SBO", categorie="L", bedrag=1, bron="x", vastgesteld_op=OP).save(),
        lambda: Normbedrag(jaar=2026, soort="SBO", bedrag=0, bron="x", vastgesteld_op=OP).save(),
        lambda: Normbedrag(jaar=2026, soort="SBO", bedrag=1, bron="", vastgesteld_op=OP).save(),
        lambda: Normbedrag(jaar=1999, soort="SBO", bedrag=1, bron="x", vastgesteld_op=OP).save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()
    assert Normbedrag.objects.get().bedrag == 13500


def test_the_demo_has_examples_for_every_year_and_says_so(db):
    swv, dag = InstellingFactory().swv, OP.date()
    for _ in range(2):
        demoprognose.vullen(swv, vandaag=dag, op=OP)
    rijen = Normbedrag.objects.all()
    assert len(rijen) == len(bedragjaren(dag)) * 4
    assert {een.herkomst for een in rijen} == {"voorbeeld"}
    assert all("geen officieel bedrag" in een.bron for een in rijen)
    assert set(demoprognose.BEDRAGEN) == {*SOORTEN}


# --- pages -------------------------------------------------------------------------------------------------------


@databank
def test_a_year_is_filled_in_from_one_source_and_the_next_is_copied(wie):
    InstellingFactory()
    dit, client = timezone.localdate().year, ingelogd(wie)
    assert "Geen" in woorden(client.get(LIJST))
    pad = reverse("arrangementen:normbedragen_jaar", args=[dit])
    stuur = {"bedrag_sbo": "6.200", "bedrag_so_l": "13.500,50", "herkomst": "officieel", "bron": "Stcrt. 2026, 1"}
    assert f"De bedragen van {dit} zijn vastgesteld" in woorden(client.post(pad, stuur, follow=True))
    jaar = woorden(client.get(pad))
    assert "€ 13.500,50" in jaar
    assert "Officieel bedrag" in jaar
    assert 'value="13500,50"' in jaar, "the amounts that hold stand in the form"
    volgt = {"jaar": dit + 1, "procent": "2,5"}
    tekst = woorden(client.post(LIJST, volgt, follow=True))
    assert f"2 bedragen voor {dit + 1} overgenomen" in tekst
    assert "Raming" in tekst
    assert "€ 6.355" in tekst
    assert "niets over te nemen" in woorden(client.post(LIJST, volgt, follow=True))
    assert "Van" in woorden(client.post(LIJST, {"jaar": dit + 4, "procent": "1"}))


@databank
def test_what_does_not_fit_is_said_and_nothing_is_lost(wie):
    InstellingFactory()
    vaststellen(wie, jaar=timezone.localdate().year, op=timezone.now(), so="13500")
    client, pad = ingelogd(wie), reverse("arrangementen:normbedragen_jaar", args=[timezone.localdate().year])
    goed = {"bedrag_so_l": "13.500", "herkomst": "officieel", "bron": "Stcrt. 2026, 1"}
    for anders, zin in (
        ({"bedrag_so_l": ""}, "kun je niet leegmaken"),
        ({"bedrag_sbo": "-1"}, "van nul tot 100 miljoen"),
        ({"bedrag_sbo": "0"}, "meer dan nul"),
        ({"bedrag_sbo": "veel"}, "zoals 72,50"),
        ({"bron": ""}, "waar de bedragen vandaan komen"),
        ({"herkomst": "voorbeeld"}, "Kies een van de mogelijkheden"),
        ({}, "Er is niets veranderd"),
    ):
        assert zin in woorden(client.post(pad, goed | anders)), anders
    assert Normbedrag.objects.count() == 1
    assert client.get(reverse("arrangementen:normbedragen_jaar", args=[1999])).status_code == 404


@databank
def test_an_example_is_never_shown_as_a_fact(wie):
    InstellingFactory()
    dit = timezone.localdate().year
    vaststellen(Systeem("demo"), jaar=dit, op=timezone.now(), so="13500", herkomst=Herkomst.VOORBEELD, bron="Ongeveer")
    tekst = woorden(ingelogd(wie).get(LIJST))
    assert "Hier staan voorbeelden, geen officiële bedragen" in tekst
    assert "<small>Voorbeeld</small>" in tekst
    een = woorden(ingelogd(wie).get(reverse("arrangementen:normbedragen_jaar", args=[dit])))
    assert "Voorbeeld<br><small>Ongeveer</small>" in een


@databank
def test_more_amounts_ask_no_more_of_the_database(wie, django_assert_max_num_queries):
    InstellingFactory()
    nu, dit = timezone.now(), timezone.localdate().year
    for jaar in bedragjaren(timezone.localdate()):
        vaststellen(wie, jaar=jaar, op=nu, so="13500", sbo="6200")
    client = ingelogd(wie)
    for pad in (LIJST, reverse("arrangementen:normbedragen_jaar", args=[dit])):
        client.get(pad)
        with django_assert_max_num_queries(12):
            client.get(pad)

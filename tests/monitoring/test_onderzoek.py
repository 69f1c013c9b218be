"""The set for research: nobody is found in it, the codebook explains all of it, and who got it is written down."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from itertools import combinations
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kern.bestanden.opslag import lezen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from monitoring import demodelen
from monitoring.actions.onderzoek import LEASE, onderzoeksset_geven, onderzoeksset_maken, opgeven, te_maken
from monitoring.models import ApiSleutel, Onderzoeksset, Stand, Verstrekking
from monitoring.rapporten.onderzoek import sets
from monitoring.rules.onderzoek import LEEG, WEG, WEKEN, Eenheid, Veld, klasse, klassen, maak_set, weken
from scholen.models import Gemeente, School
from tests.arrangementrijen import arrangement
from tests.factories import LeerlingFactory, gebruiker_met
from tests.monitoringrijen import Regio
from tests.thuiszitterrijen import casus

OP = datetime(2026, 11, 9, 9, tzinfo=UTC)
WAT = {"jaar": 2025, "ontvanger": "Universiteit Proef", "doel": "Duur."}
LETTERS = {letter: letter for letter in "abc"}
PROEF = Eenheid("proef", "Proef", "Een rij.", tuple(Veld(naam, naam, "", LETTERS) for naam in ("een", "twee", "drie")))


# --- the rule ----------------------------------------------------------------------------------------------------


def kleinste(regels) -> int:
    """The smallest count of any table that somebody can make of these rows; 5 when there are none."""
    breedte = range(len(regels[0]) if regels else 0)
    tabellen = (kolommen for aantal in breedte for kolommen in combinations(breedte, aantal + 1))
    return min(
        (
            min(Counter(tuple(regel[plaats] for plaats in kolommen) for regel in regels).values())
            for kolommen in tabellen
        ),
        default=5,
    )


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=60))
@hypothesis_settings(max_examples=60)
def test_whatever_somebody_counts_is_none_or_five_or_more(regels):
    een = maak_set(PROEF, regels)
    assert kleinste(een.regels) >= 5
    assert len(een.regels) + een.weggelaten == len(regels), "no row is there twice or gone without a word"
    for nieuw in een.regels:
        waar = [oud for oud in regels if all(waarde in (zelf, WEG) for waarde, zelf in zip(nieuw, oud, strict=True))]
        assert waar, "what is shown is true of somebody"


def test_the_attack_sees_a_set_that_hides_too_little():
    assert kleinste([("a", "a", "a")] * 5 + [("a", "b", "a")] * 4) == 4


def test_as_little_is_hidden_as_goes():
    vaak, zelden, apart = [("a", "a", "a")] * 5, [("b", "a", "a")] * 3 + [("b", "a", "b")] * 3, [("c", "c", "c")] * 2
    een = maak_set(PROEF, [*apart, *zelden, *vaak])
    assert een.regels == (*vaak, *[("b", "a", WEG)] * 6)
    assert (een.weggelaten, een.weggelaten_woorden) == (2, "minder dan 5")
    assert een.aantallen(0) == [("a", "a", 5), ("b", "b", 6)]
    assert een.aantallen(2)[-1] == (WEG, "Niet getoond: anders ging het om minder dan vijf.", 6)
    assert maak_set(PROEF, []).weggelaten_woorden == "minder dan 5", "with none, the total would be known"
    with pytest.raises(ValueError, match="codeboek"):
        maak_set(PROEF, [("a", "Jansen", "a")])


def test_a_number_falls_in_one_class_that_the_codebook_knows():
    for getal in range(40):
        assert klasse(getal, WEKEN) in klassen(WEKEN, "weken")
    assert [klasse(getal, WEKEN) for getal in (None, 0, 3.9, 4, 25, 26)] == [
        LEEG,
        "onder 4",
        "onder 4",
        "vanaf 4",
        "vanaf 12",
        "vanaf 26",
    ]
    assert klassen((4, 8), "weken")["vanaf 4"] == "4 of meer, minder dan 8 weken"
    assert weken(date(2026, 1, 1), date(2026, 1, 29)) == "vanaf 4"
    assert weken(date(2026, 1, 1), None) == LEEG


# --- of real rows ------------------------------------------------------------------------------------------------


@pytest.fixture
def regio(db):
    """Six aanvragen alike and one apart, an arrangement and a child at home, in 2025-2026; one aanvraag after it."""
    een = Regio()
    hier, elders = Gemeente.objects.create(code="0518", naam="Zandwerven"), Gemeente.objects.create(code="0392")
    School.objects.update(gemeente=hier)
    een.kinderen = [LeerlingFactory(gemeente=hier, achternaam=f"Kanarie{nummer}") for nummer in range(7)]
    for dag, kind in enumerate(een.kinderen[:6], 1):
        een.aanvraag(date(2025, 9, dag), besloten=date(2025, 10, dag), uitkomst="toegekend", leerling=kind)
    een.aanvraag(date(2025, 9, 20), ingetrokken=date(2025, 9, 25), leerling=een.kinderen[6])
    een.aanvraag(date(2026, 8, 20), leerling=LeerlingFactory(gemeente=elders))
    return een


def geven(regio, door=None, **velden):
    basis = {"door": door or gebruiker_met(Rol.CONTROLLER), "op": OP, "jaar": 2025}
    basis |= {"ontvanger": "Universiteit Proef", "doel": "Hoe lang duurt een aanvraag?"}
    rij = onderzoeksset_geven(regio.instelling.swv, **(basis | velden))
    onderzoeksset_maken(rij.set_id, op=OP)
    rij.set.refresh_from_db()
    return rij


def uitgepakt(rij) -> dict[str, bytes]:
    with ZipFile(BytesIO(lezen(rij.set.inhoud.sha256))) as zip_:
        return {naam: zip_.read(naam) for naam in zip_.namelist()}


def rijen_van(data: bytes) -> list[list[str]]:
    return [*csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")]


def test_the_rows_of_a_school_year_as_classes(regio):
    aanvragen, arrangementen, casussen = sets(regio.instelling.swv, 2025)
    assert [regel[:2] for regel in aanvragen.regels] == [("SO", "toegekend")] * 6
    assert {regel[5:] for regel in aanvragen.regels} == {("klein", "vanaf 4")}
    assert aanvragen.weggelaten == 1, "the one that was withdrawn is alone"
    assert arrangementen.regels == casussen.regels == ()


def test_every_unit_can_be_read(regio, time_machine):
    time_machine.move_to(datetime(2026, 2, 2, 9, tzinfo=UTC), tick=False)
    for _ in range(5):
        arrangement(school=regio.school, ib=regio.ib)
        casus(school=regio.school, reden="angst")
    _, arrangementen, casussen = sets(regio.instelling.swv, 2025)
    assert len(arrangementen.regels) == len(casussen.regels) == 5
    assert arrangementen.regels[0][1:3] == ("loopt", "leerling")
    assert casussen.regels[0][0] == "angst"
    assert casussen.regels[0][2] == "loopt"


def test_no_name_number_school_or_day_is_in_the_file(regio):
    bestanden = uitgepakt(geven(regio))
    assert sorted(bestanden) == [
        "LEESMIJ.txt",
        "aanvragen.csv",
        "arrangementen.csv",
        "casussen.csv",
        "codeboek.csv",
        "onderzoeksset-2025-2026.xlsx",
    ]
    boek = load_workbook(BytesIO(bestanden.pop("onderzoeksset-2025-2026.xlsx")))
    cellen = " ".join(str(cel) for blad in boek for rij in blad.iter_rows(values_only=True) for cel in rij)
    tekst = cellen + b"".join(bestanden.values()).decode()
    woorden = [regio.school.naam, regio.school.brin6, regio.school.bestuur.naam, "Zandwerven", "Kanarie", "AV-2026"]
    woorden += [een.public_id for een in regio.kinderen] + ["2025-09", "2025-10", "-09-2025"]
    assert [woord for woord in woorden if woord in tekst] == []
    assert rijen_van(bestanden["aanvragen.csv"])[1][:4] == ["2025-2026", "PO", "SO", "toegekend"]
    assert "minder dan 5 weggelaten" in bestanden["LEESMIJ.txt"].decode()


def test_the_codebook_explains_every_value_and_nothing_else(regio):
    bestanden = uitgepakt(geven(regio))
    codeboek = {
        (tabel, kolom, waarde): betekenis
        for tabel, kolom, _, _, waarde, betekenis, _ in (rijen_van(bestanden["codeboek.csv"])[1:])
    }
    koppen, *rijen = rijen_van(bestanden["aanvragen.csv"])
    erin = {("aanvragen", kop, waarde) for rij in rijen for kop, waarde in list(zip(koppen, rij, strict=True))[2:]}
    assert set(codeboek) == erin
    assert all(codeboek.values())


def test_the_set_of_a_year_is_made_once_and_stays_as_it_was(regio):
    eerste = geven(regio)
    regio.aanvraag(date(2025, 9, 7), besloten=date(2025, 10, 7), uitkomst="toegekend", leerling=regio.kinderen[0])
    tweede = geven(regio, ontvanger="Een ander")
    assert tweede.set == eerste.set
    assert uitgepakt(tweede) == uitgepakt(eerste), "a correction in between would tell of one child"
    assert Onderzoeksset.objects.count() == 1
    assert Verstrekking.objects.count() == 2
    for model, velden in ((Verstrekking, {"ontvanger": "Niemand"}), (Onderzoeksset, {"schooljaar": 2024})):
        with pytest.raises(ProgrammingError, match="verandert niet"), transaction.atomic():
            model.objects.update(**velden)
    with pytest.raises(ProgrammingError, match="verandert niet"), transaction.atomic():
        Verstrekking.objects.all().delete()


def test_who_may_give_it_and_of_which_year(regio):
    for rol in (Rol.ADVISEUR, Rol.BESTUUR, Rol.BEHEERDER):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            geven(regio, door=gebruiker_met(rol))
    for jaar in (2026, 2027, 2020):
        with pytest.raises(NietMogelijk, match="voorbij"):
            geven(regio, jaar=jaar)
    for leeg in ("ontvanger", "doel"):
        with pytest.raises(NietMogelijk, match="wie de set krijgt"):
            geven(regio, **{leeg: " "})
    assert not Onderzoeksset.objects.exists()


def test_a_set_is_given_and_downloaded(regio, inloggen, time_machine):
    time_machine.move_to(OP, tick=False)
    binnen = inloggen(gebruiker_met(Rol.CONTROLLER))
    pad = reverse("monitoring:onderzoek")
    assert "Vul in waarvoor de set is" in binnen.post(pad, {"jaar": 2025, "ontvanger": "X"}).content.decode()
    antwoord = binnen.post(pad, {"jaar": 2025, "ontvanger": "Universiteit Proef", "doel": "Duur."})
    assert antwoord.status_code == 302
    rij = Verstrekking.objects.get()
    bestand = reverse("monitoring:onderzoek_bestand", args=[rij.public_id])
    stuk = binnen.get(pad, headers={"X-Fragment": "1"}).content.decode()
    assert "0 van 1 klaar" in stuk
    assert "<h1" not in stuk
    assert bestand not in stuk
    assert binnen.get(bestand).status_code == 404, "there is no file yet"
    onderzoeksset_maken(rij.set_id, op=OP)
    rij.set.refresh_from_db()
    pagina = binnen.get(pad).content.decode()
    assert bestand in pagina
    assert "data-ververs" not in pagina
    assert "Universiteit Proef" in pagina
    data = binnen.get(bestand)
    assert b"".join(data.streaming_content) == lezen(rij.set.inhoud.sha256)
    assert "onderzoeksset-" in data["Content-Disposition"]
    regel = Logregel.objects.get(actie="onderzoeksset_gedownload")
    assert regel.ding == rij.public_id


# --- made by a worker --------------------------------------------------------------------------------------------


def test_the_row_says_that_it_is_to_be_made_and_it_is_made_once(regio):
    loket, ander = gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.CONTROLLER)
    velden = {"op": OP, "jaar": 2025, "ontvanger": "X", "doel": "Y"}
    for wie in (loket, ander, ander):
        rij = onderzoeksset_geven(regio.instelling.swv, door=wie, **velden)
    een = Onderzoeksset.objects.get()
    assert (een.stand, een.inhoud, Verstrekking.objects.count()) == (Stand.WACHT, None, 3)
    assert onderzoeksset_maken(rij.set_id, op=OP)
    assert not onderzoeksset_maken(rij.set_id, op=OP + LEASE * 2)
    assert Onderzoeksset.objects.get().stand == Stand.KLAAR
    assert Logregel.objects.filter(actie="onderzoeksset_maken").count() == 1
    assert set(Bericht.objects.values_list("wie", flat=True)) == {loket.pk, ander.pk}
    assert Bericht.objects.count() == 2


def test_of_two_workers_one_makes_it_and_of_a_killed_one_another_takes_over(regio):
    rij = onderzoeksset_geven(regio.instelling.swv, door=gebruiker_met(Rol.CONTROLLER), op=OP, **WAT)
    with patch("monitoring.actions.onderzoek.sets", side_effect=SystemExit), pytest.raises(SystemExit):  # killed
        onderzoeksset_maken(rij.set_id, op=OP)
    assert Onderzoeksset.objects.get().stand == Stand.BEZIG
    assert not onderzoeksset_maken(rij.set_id, op=OP + LEASE / 2)
    assert list(te_maken(op=OP + LEASE)) == [rij.set]

    def ander_eerst(*_):
        """While this one counts, the lease runs out and another worker makes it."""
        with patch("monitoring.actions.onderzoek.sets", return_value=[]):
            assert onderzoeksset_maken(rij.set_id, op=OP + LEASE * 3)
        return []

    with patch("monitoring.actions.onderzoek.sets", side_effect=ander_eerst):
        assert not onderzoeksset_maken(rij.set_id, op=OP + LEASE)
    assert Logregel.objects.filter(actie="onderzoeksset_maken").count() == 1


def test_what_fails_is_tried_three_times_and_again_when_it_is_asked_again(regio):
    wie = gebruiker_met(Rol.CONTROLLER)
    rij = onderzoeksset_geven(regio.instelling.swv, door=wie, op=OP, **WAT)
    for _ in range(3):
        with patch("monitoring.actions.onderzoek.sets", side_effect=OSError), pytest.raises(OSError):
            onderzoeksset_maken(rij.set_id, op=OP)
    assert Onderzoeksset.objects.get().stand == Stand.MISLUKT
    assert not te_maken(op=OP).exists()
    assert Bericht.objects.filter(wie=wie).count() == 1, "who waits hears of it"
    onderzoeksset_geven(regio.instelling.swv, door=wie, op=OP + LEASE, **WAT)
    assert list(te_maken(op=OP)) == [rij.set]
    assert onderzoeksset_maken(rij.set_id, op=OP + LEASE)
    assert Bericht.objects.filter(wie=wie).count() == 2, "and that it is there after all"


def test_what_kills_each_worker_ends_as_failed_and_who_waits_hears_it(regio):
    wie = gebruiker_met(Rol.CONTROLLER)
    onderzoeksset_geven(regio.instelling.swv, door=wie, op=OP, **WAT)
    Onderzoeksset.objects.update(lease_tot=OP + LEASE, pogingen=3)
    opgeven(op=OP)
    assert Onderzoeksset.objects.get().stand == Stand.BEZIG, "the last one is at it"
    for _ in range(2):
        opgeven(op=OP + LEASE)
    assert Onderzoeksset.objects.get().stand == Stand.MISLUKT
    assert Bericht.objects.filter(wie=wie).count() == 1


def test_a_set_is_there_wholly_or_not(regio):
    with pytest.raises(IntegrityError), transaction.atomic():
        Onderzoeksset.objects.create(swv=regio.instelling.swv, schooljaar=2020, gevraagd_op=OP, gemaakt_op=OP)


def test_the_demo_has_keys_and_a_set_once(regio):
    for rol in (Rol.BEHEERDER, Rol.LOKETMEDEWERKER):
        gebruiker_met(rol)
    for _ in range(2):
        demodelen.vullen(regio.instelling.swv, op=OP)
    assert [een.ingetrokken_op is not None for een in ApiSleutel.objects.order_by("pk")][-1]
    assert ApiSleutel.objects.filter(ingetrokken_op=None).exists()
    assert Verstrekking.objects.count() == 2
    assert Onderzoeksset.objects.count() == 1

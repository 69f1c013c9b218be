"""Figures for other programs: who holds which key reads what, how often, and that nothing small or named is in it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import schemathesis
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from kern.bestanden.actions import bewaren
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel, Uitkomst
from monitoring.actions import sleutel as acties
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.actions.sleutel import DAGEN, ZELFDE_KLIK, afdruk, sleutel_intrekken, sleutel_maken
from monitoring.models import ApiSleutel, Rapport
from monitoring.rules.afschermen import afschermen
from monitoring.rules.bevriezen import bevroren
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.openapi import document
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.rapport import SOORTEN, Over
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from monitoring.rules.uitvoer import als_feiten, als_waarden
from scholen.models import Gemeente
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 9, 9, tzinfo=UTC)
JAAR = van_schooljaar(2025)
LIJST = "/api/cijfers/rapporten/"
TABEL = Tabel(
    code="stroom-per-soort",
    titel="Aanvragen per soort",
    kop="Soort",
    kolommen=(Kolom("Ontvangen", Maat.LEERLINGEN), Kolom("Toegekend", Maat.EURO)),
    rijen=(
        Rij("Speciaal onderwijs", (3, 1250), "SO"),
        Rij("Speciaal basisonderwijs", (7, None), "SBO"),
        Rij("Voortgezet speciaal", (19, 10), "VSO"),
    ),
    totaal=Rij("Totaal", (29, 1260)),
    definities=("M08",),
)


@pytest.fixture(autouse=True)
def _nu(time_machine):
    time_machine.move_to(OP, tick=False)
    cache.clear()  # each test is at the same moment: who tried in another one would have to wait in this one


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


@pytest.fixture
def beheer(db):
    return gebruiker_met(Rol.BEHEERDER)


@pytest.fixture
def wie(swv):
    """The SWV, two of its boards, a gemeente, and one of its schools."""
    school, ander = SchoolFactory(), SchoolFactory()
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    return {"swv": swv, "bestuur": school.bestuur, "ander": ander.bestuur, "gemeente": gemeente, "school": school}


def rapport(swv, soort: str, over=None, periode: str = JAAR.code) -> Rapport:
    """One that is there, with the small number hidden where that kind hides it."""
    kind, inhoud = SOORTEN[soort], bewaren(b"x", soort="text/csv", op=OP)
    uitgave = afschermen([TABEL]) if kind.afgeschermd else None
    velden = {} if kind.over is Over.SWV else {str(kind.over): over}
    return Rapport.objects.create(
        swv=swv,
        soort=soort,
        periode=periode,
        over=kind.over,
        gevraagd_op=OP,
        klaar_op=OP,
        tabellen=[bevroren(een, DEFINITIES) for een in (uitgave.getoond if uitgave else [TABEL])],
        precies=[bevroren(TABEL, DEFINITIES)] if uitgave else None,
        controlegetal="a" * 64,
        **dict.fromkeys(("pdf", "excel", "csv"), inhoud),
        **velden,
    )


@pytest.fixture
def rapporten(wie):
    """One of each kind that a key could want, by name."""
    swv = wie["swv"]
    return {
        "jaarverslag": rapport(swv, "jaarverslag"),
        "opr": rapport(swv, "opr", periode="2026-K3"),
        "maandrapport": rapport(swv, "maandrapport", periode="2026-10"),
        "inspectie": rapport(swv, "inspectie", periode="2026-K3"),
        "spiegel": rapport(swv, "schoolspiegel", wie["school"]),
        "bestuur": rapport(swv, "verantwoording", wie["bestuur"]),
        "ander": rapport(swv, "verantwoording", wie["ander"]),
        "gemeente": rapport(swv, "oogo", wie["gemeente"]),
    }


def maken(beheer, swv, wie, **velden) -> tuple[ApiSleutel, str]:
    return sleutel_maken(
        **({"door": beheer, "op": OP, "swv": swv, "naam": "Power BI", "tot": date(2027, 6, 1), "wie": wie} | velden)
    )


def vraag(geheim: str | None, pad: str = LIJST, client: Client | None = None):
    kop = {} if geheim is None else {"Authorization": f"Bearer {geheim}"}
    return (client or Client()).get(pad, headers=kop)


def een(rij: Rapport, deel: str = "") -> str:
    return f"{LIJST}{rij.public_id}/{deel}"


# --- who reads what ----------------------------------------------------------------------------------------------


def test_a_key_reads_what_is_about_its_own_and_hides_small_numbers_and_no_more(beheer, wie, rapporten):
    mag = {"swv": {"jaarverslag", "opr"}, "bestuur": {"bestuur"}, "ander": {"ander"}, "gemeente": {"gemeente"}}
    for naam, verwacht in mag.items():
        _, geheim = maken(beheer, wie["swv"], wie[naam])
        ids = {rij["id"] for rij in vraag(geheim).json()["rapporten"]}
        assert ids == {rapporten[soort].public_id for soort in verwacht}, naam
        for soort, rij in rapporten.items():
            for deel in ("", "waarden/"):
                antwoord = vraag(geheim, een(rij, deel))
                assert antwoord.status_code == (200 if soort in verwacht else 404), (naam, soort, deel)
                if soort not in verwacht:
                    assert antwoord.json() == {"fout": "Dit rapport is er niet, of niet voor deze sleutel."}


def test_another_swv_is_another_key(beheer, wie, rapporten):
    buren = InstellingFactory(swv__code="PO9999").swv
    _, geheim = maken(beheer, buren, buren)
    assert vraag(geheim).json() == {"rapporten": []}
    assert vraag(geheim, een(rapporten["jaarverslag"])).status_code == 404


def test_a_report_that_is_not_there_yet_is_not_read(beheer, wie):
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    rij = Rapport.objects.create(swv=wie["swv"], soort="opr", periode="2026-K3", over="swv", gevraagd_op=OP)
    assert vraag(geheim).json() == {"rapporten": []}
    assert vraag(geheim, een(rij)).status_code == 404


def test_a_hidden_number_is_nowhere_in_what_is_given(beheer, wie, rapporten):
    """The exact figures are kept beside the report: they never come along."""
    _, geheim = maken(beheer, wie["swv"], wie["bestuur"])
    rij = rapporten["bestuur"]
    feiten = vraag(geheim, een(rij)).json()
    so, sbo, vso = feiten["tabellen"][0]["rijen"]
    assert so["cellen"][0] == {"waarde": None, "tekst": "minder dan 5"}
    assert sbo["cellen"] == [{"waarde": None, "tekst": "afgeschermd"}, {"waarde": None, "tekst": "–"}]
    assert vso["cellen"][0] == {"waarde": 19, "tekst": "19"}
    plat = vraag(geheim, een(rij, "waarden/")).json()["waarden"]
    aantallen = [regel["waarde"] for regel in plat if regel["maat"] == "leerlingen"]
    assert aantallen == [None, None, 19, 29]
    assert not [waarde for waarde in aantallen if waarde in (1, 2, 3, 4)]


def test_a_report_of_a_kind_that_hides_but_was_frozen_without_hiding_is_not_given(beheer, wie):
    """A kind may begin or stop to hide: what was frozen before or after that stays within the SWV."""
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    inhoud = bewaren(b"x", soort="text/csv", op=OP)
    vast = [bevroren(TABEL, DEFINITIES)]
    wat = {"swv": wie["swv"], "over": "swv", "gevraagd_op": OP, "klaar_op": OP, "tabellen": vast}
    wat |= {"controlegetal": "b" * 64, **dict.fromkeys(("pdf", "excel", "csv"), inhoud)}
    Rapport.objects.create(soort="opr", periode="2026-K3", precies=None, **wat)
    Rapport.objects.create(soort="maandrapport", periode="2026-10", precies=vast, **wat)
    assert vraag(geheim).json() == {"rapporten": []}


def test_a_real_report_is_given_as_it_was_frozen(beheer, monkeypatch):
    """From the rows of the database to what the program reads; the name of no child is in it."""
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())
    regio = Regio()
    rij = regio.aanvraag(date(2025, 9, 1), besloten=date(2025, 9, 30), uitkomst="toegekend")
    bestuur, swv = regio.school.bestuur, regio.instelling.swv
    wat = {"soort": "verantwoording", "periode": JAAR, "wie": [bestuur]}
    (gevraagd,) = rapporten_vragen(swv, door=gebruiker_met(Rol.CONTROLLER), op=OP, **wat)
    assert rapport_maken(gevraagd.pk, op=OP)
    _, geheim = maken(beheer, swv, bestuur)
    antwoord = vraag(geheim, een(gevraagd))
    feiten, vast = antwoord.json(), Rapport.objects.get(pk=gevraagd.pk)
    assert feiten["tabellen"] == [als_feiten(tabel) for tabel in vast.cijfers]
    assert feiten["controlegetal"] == vast.controlegetal
    assert {definitie["code"] for definitie in feiten["definities"]} >= {"M08", "M11", "M16"}
    for woord in (rij.leerling.achternaam, rij.leerling.roepnaam, rij.kenmerk):
        assert woord not in antwoord.content.decode()


def test_the_list_is_narrowed_and_a_wrong_question_is_no_question_for_all(beheer, wie, rapporten):
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    for goed, aantal in (("soort=opr", 1), ("periode=2025-2026", 1), ("soort=opr&periode=2025-2026", 0), ("", 2)):
        assert len(vraag(geheim, f"{LIJST}?{goed}").json()["rapporten"]) == aantal, goed
    for fout in ("soort=maandrapport", "soort=", "periode=2026", "periode=2026-13", "periode=2026-11%0A", "sort=opr"):
        antwoord = vraag(geheim, f"{LIJST}?{fout}")
        assert antwoord.status_code == 400, fout
        assert set(antwoord.json()) == {"fout"}


# --- keys --------------------------------------------------------------------------------------------------------


def test_without_a_key_that_holds_nothing_opens(beheer, wie, rapporten):
    swv = wie["swv"]
    sleutel, geheim = maken(beheer, swv, swv)
    for fout in (None, "", "swv_raad", geheim[:-1], geheim.upper(), afdruk(geheim), f"{geheim}x"):
        antwoord = vraag(fout)
        assert antwoord.status_code == 401, fout
        assert antwoord["WWW-Authenticate"] == 'Bearer realm="cijfers"'
    assert Client().get(LIJST, headers={"Authorization": f"Basic {geheim}"}).status_code == 401
    assert Client().get(f"{LIJST}?sleutel={geheim}").status_code == 401, "an address ends up in logs"
    assert vraag(geheim).status_code == 200
    assert vraag(f" {geheim} ").status_code == 200
    sleutel_intrekken(sleutel, door=beheer, op=OP)
    assert vraag(geheim).status_code == 401
    assert not sleutel.geldt(OP.date() - timedelta(days=1)), "nor before its first day"


def test_a_key_ends_by_itself(beheer, wie, time_machine):
    _, geheim = maken(beheer, wie["swv"], wie["swv"], tot=date(2026, 11, 20))
    time_machine.move_to(datetime(2026, 11, 20, 22, 59, tzinfo=UTC), tick=False)
    assert vraag(geheim).status_code == 200, "the last day counts"
    time_machine.move_to(datetime(2026, 11, 20, 23, 1, tzinfo=UTC), tick=False)
    assert vraag(geheim).status_code == 401, "in Amsterdam it is the next day"


def test_who_is_logged_in_has_no_key(wie, rapporten):
    """A session of staff opens nothing here, so that no page can make a browser ask in their name."""
    binnen = ingelogd(gebruiker_met(Rol.CONTROLLER))
    assert vraag(None, client=binnen).status_code == 401
    assert vraag(None, een(rapporten["opr"]), client=binnen).status_code == 401


def test_only_reading_and_kept_by_nobody(beheer, wie, rapporten):
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    kop = {"Authorization": f"Bearer {geheim}"}
    for pad in (LIJST, een(rapporten["opr"]), een(rapporten["opr"], "waarden/")):
        assert Client().post(pad, headers=kop).status_code == 405
        antwoord = vraag(geheim, pad)
        assert antwoord["Cache-Control"] == "no-store"
        assert not antwoord.cookies


def test_what_a_key_read_and_was_refused_is_in_the_logbook(beheer, wie, rapporten, caplog):
    caplog.set_level(logging.DEBUG)
    sleutel, geheim = maken(beheer, wie["swv"], wie["swv"])
    vraag(geheim)
    vraag(geheim, een(rapporten["opr"]))
    regels = Logregel.objects.filter(actie="cijfers_gelezen", wie=sleutel.public_id).order_by("pk")
    assert [(regel.uitkomst, regel.ding) for regel in regels] == [
        ("gezien", sleutel.public_id),
        ("gezien", rapporten["opr"].public_id),
    ]
    sleutel.refresh_from_db()
    assert sleutel.gebruikt_op == OP
    sleutel_intrekken(sleutel, door=beheer, op=OP)
    vraag(geheim)
    (regel,) = Logregel.objects.using("logboek").filter(uitkomst=Uitkomst.GEWEIGERD, ding=sleutel.public_id)
    assert regel.actie == "cijfers_gelezen"
    assert geheim not in caplog.text
    assert geheim not in str([*Logregel.objects.values_list()])


def test_a_key_may_ask_so_often_and_another_does_not_wait_for_it(beheer, wie, monkeypatch, time_machine):
    monkeypatch.setattr(acties, "GRENZEN", ((3, 60), (5, 86_400)))
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    _, ander = maken(beheer, wie["swv"], wie["bestuur"])
    assert [vraag(geheim).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert vraag(geheim)["Retry-After"] == "60"
    assert vraag(ander).status_code == 200
    time_machine.move_to(OP + timedelta(seconds=60), tick=False)
    *goed, vol = [vraag(geheim) for _ in range(3)]
    assert [een_.status_code for een_ in (*goed, vol)] == [200, 200, 429]
    assert int(vol["Retry-After"]) > 60, "the day is full"


def test_a_count_that_fell_out_of_the_cache_begins_anew(beheer, wie, monkeypatch):
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    monkeypatch.setattr(acties.cache, "add", lambda *rest: False)
    assert vraag(geheim).status_code == 200


def test_a_key_that_no_longer_holds_does_not_fill_the_logbook(beheer, wie, monkeypatch):
    monkeypatch.setattr(acties, "GRENZEN", ((3, 60),))
    sleutel, geheim = maken(beheer, wie["swv"], wie["swv"])
    sleutel_intrekken(sleutel, door=beheer, op=OP)
    assert [vraag(geheim).status_code for _ in range(5)] == [401, 401, 401, 429, 429]


def test_who_tries_keys_that_are_not_there_waits(beheer, wie, monkeypatch, time_machine):
    monkeypatch.setattr(acties, "GRENZEN", ((3, 60),))
    assert [vraag("x" * 43).status_code for _ in range(4)] == [401] * 4
    with monkeypatch.context() as even:
        even.setattr(acties, "afdruk", lambda geheim: pytest.fail("the database is asked"))
        assert vraag("y" * 43).status_code == 429
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    time_machine.move_to(OP + timedelta(seconds=60), tick=False)
    assert vraag(geheim).status_code == 200


def test_who_tries_keys_behind_a_proxy_lets_nobody_else_wait(beheer, wie, monkeypatch, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(acties, "GRENZEN", ((3, 60),))
    dief, ander = (Client(headers={"X-Forwarded-For": adres}) for adres in ("192.0.2.1", "192.0.2.2"))
    assert [vraag("x" * 43, client=dief).status_code for _ in range(5)] == [401] * 4 + [429]
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    assert vraag(geheim, client=ander).status_code == 200


def test_the_key_itself_is_kept_nowhere(beheer, wie):
    sleutel, geheim = maken(beheer, wie["swv"], wie["swv"])
    assert len(geheim) > 40
    velden = ApiSleutel.objects.filter(pk=sleutel.pk).values_list().get()
    assert geheim not in str(velden)
    assert afdruk(geheim) in velden


def test_who_may_make_a_key_and_for_how_long(beheer, wie):
    for rol in (Rol.CONTROLLER, Rol.LOKETMEDEWERKER, Rol.BESTUUR):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            maken(gebruiker_met(rol), wie["swv"], wie["swv"])
    for tot in (OP.date() - timedelta(days=1), OP.date() + timedelta(days=DAGEN + 1)):
        with pytest.raises(NietMogelijk):
            maken(beheer, wie["swv"], wie["swv"], tot=tot)
    sleutel, _ = maken(beheer, wie["swv"], wie["swv"])
    with pytest.raises(NietMogelijk, match="geen rechten"):
        sleutel_intrekken(sleutel, door=gebruiker_met(Rol.CONTROLLER), op=OP)
    sleutel_intrekken(sleutel, door=beheer, op=OP)
    with pytest.raises(NietMogelijk, match="al ingetrokken"):
        sleutel_intrekken(sleutel, door=beheer, op=OP)


def test_the_database_keeps_a_key_as_it_was_made(beheer, wie):
    sleutel, _ = maken(beheer, wie["swv"], wie["bestuur"])
    anders = [{"afdruk": "x"}, {"tot": date(2030, 1, 1)}, {"over": "swv", "bestuur": None}, {"naam": "Anders"}]
    for velden in anders:
        with pytest.raises(ProgrammingError), transaction.atomic():
            ApiSleutel.objects.filter(pk=sleutel.pk).update(**velden)
    with pytest.raises(ProgrammingError), transaction.atomic():
        sleutel.delete()
    sleutel_intrekken(sleutel, door=beheer, op=OP)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApiSleutel.objects.filter(pk=sleutel.pk).update(ingetrokken_op=None, ingetrokken_door=None)


# --- the pages of the beheerder ----------------------------------------------------------------------------------


def test_a_key_is_made_shown_once_and_revoked(inloggen, beheer, wie):
    binnen = inloggen(beheer)
    nieuw = reverse("monitoring:sleutel_nieuw")
    keuze = f"bestuur:{wie['swv'].code}:{wie['bestuur'].public_id}"
    leeg = binnen.post(nieuw, {"naam": "", "wie": "", "tot": ""})
    assert "Vul in waarvoor de sleutel is" in leeg.content.decode()
    lang = binnen.post(nieuw, {"naam": "BI", "wie": keuze, "tot": "2029-01-01"})
    assert "hoogstens een jaar" in lang.content.decode()
    assert not ApiSleutel.objects.exists()
    vreemd = binnen.post(nieuw, {"naam": "BI", "wie": "bestuur:PO2815:" + "n" * 22, "tot": "2027-06-01"})
    assert vreemd.status_code == 200
    assert not ApiSleutel.objects.exists()
    pagina = binnen.post(nieuw, {"naam": "BI", "wie": keuze, "tot": "2027-06-01"}).content.decode()
    rij = ApiSleutel.objects.get()
    geheim = pagina.split('value="swv_')[1].split('"')[0]
    assert rij.afdruk == afdruk(f"swv_{geheim}")
    assert rij.bestuur == wie["bestuur"]
    een_ = reverse("monitoring:sleutel", args=[rij.public_id])
    for pad in (reverse("monitoring:sleutels"), een_):
        assert geheim not in binnen.get(pad).content.decode()
        assert "BI" in binnen.get(pad).content.decode()
    assert vraag(f"swv_{geheim}").status_code == 200
    assert binnen.post(een_).status_code == 302
    assert vraag(f"swv_{geheim}").status_code == 401
    assert "Ingetrokken" in binnen.get(een_).content.decode()
    assert "Trek deze sleutel in" not in binnen.get(een_).content.decode()


def test_a_second_click_makes_no_second_key_and_shows_the_first(inloggen, beheer, wie):
    """With a redirect it would be shown never: what the first click answered nobody saw."""
    binnen, nieuw = inloggen(beheer), reverse("monitoring:sleutel_nieuw")
    eenmalig = binnen.get(nieuw).content.decode().split('name="eenmalig" value="')[1].split('"')[0]
    assert eenmalig not in binnen.get(nieuw).content.decode(), "another each time that the page is shown"
    keuze = f"bestuur:{wie['swv'].code}:{wie['bestuur'].public_id}"
    velden = {"naam": "BI", "wie": keuze, "tot": "2027-06-01", "eenmalig": eenmalig}
    een, twee = (binnen.post(nieuw, velden).content.decode().split('value="swv_')[1].split('"')[0] for _ in range(2))
    assert een == twee
    assert ApiSleutel.objects.count() == Logregel.objects.filter(actie="sleutel_maken").count() == 1
    binnen.post(nieuw, velden | {"naam": "Ander"})
    assert ApiSleutel.objects.count() == 2, "other words are another key"


def test_the_same_form_later_or_of_another_shows_no_key(beheer, wie):
    rij, geheim = maken(beheer, wie["swv"], wie["bestuur"], eenmalig="x")
    assert maken(beheer, wie["swv"], wie["bestuur"], eenmalig="x", op=OP + ZELFDE_KLIK) == (rij, geheim)
    with pytest.raises(NietMogelijk, match="al gemaakt"):
        maken(beheer, wie["swv"], wie["bestuur"], eenmalig="x", op=OP + ZELFDE_KLIK * 2)
    ander, zijn = maken(gebruiker_met(Rol.BEHEERDER), wie["swv"], wie["bestuur"], eenmalig="x")
    assert (ander == rij, zijn == geheim) == (False, False)
    sleutel_intrekken(rij, door=beheer, op=OP)
    with pytest.raises(NietMogelijk, match="al gemaakt"):
        maken(beheer, wie["swv"], wie["bestuur"], eenmalig="x")
    with override_settings(SECRET_KEY="a" * 50):  # who reads a form cannot work out the key
        assert maken(beheer, wie["swv"], wie["bestuur"], eenmalig="x")[1] != geheim


# --- the description ---------------------------------------------------------------------------------------------


def test_the_description_is_there_for_everybody_and_names_every_address(db):
    antwoord = Client().get("/api/cijfers/openapi.json")
    assert antwoord.json() == document()
    paden = {reverse("monitoring:api_rapporten")}
    paden |= {reverse(f"monitoring:api_{naam}", args=["ID"]).replace("ID", "{id}") for naam in ("rapport", "waarden")}
    assert set(document()["paths"]) == paden


def portaal(environ, start):
    """The portal as a WSGI application that leaves the connection of the test alone."""
    antwoord = ClientHandler(enforce_csrf_checks=False)(environ)
    start(f"{antwoord.status_code} {antwoord.reason_phrase}", list(antwoord.items()))
    return [antwoord.content]


def test_every_answer_is_as_the_description_says(beheer, wie, rapporten, monkeypatch):
    """Whatever somebody sends, right or wrong: the status, the form of the answer, and that a key is needed."""
    monkeypatch.setattr(acties, "GRENZEN", ((100_000, 60),))
    _, geheim = maken(beheer, wie["swv"], wie["swv"])
    beschrijving = schemathesis.openapi.from_dict(document())
    beschrijving.app = portaal
    for operatie in (gevonden.ok() for gevonden in beschrijving.get_all_operations()):
        echt = {"path_parameters": {"id": rapporten["opr"].public_id}} if "{id}" in operatie.path else {}
        kop = {"headers": {"Authorization": f"Bearer {geheim}"}}
        for hoe, vast in ((GenerationMode.POSITIVE, echt | kop), (GenerationMode.NEGATIVE, kop)):

            @settings(max_examples=20, database=None, suppress_health_check=[*HealthCheck])
            @given(geval=operatie.as_strategy(hoe, **vast))
            def proberen(geval):
                geval.call_and_validate(base_url="https://testserver")

            proberen()


# --- a table as facts --------------------------------------------------------------------------------------------


def test_a_long_list_says_the_same_as_the_table():
    tabel = replace(TABEL, kolommen=(*TABEL.kolommen, Kolom("Wat", Maat.TEKST)), rijen=(), totaal=None)
    tabel = replace(tabel, rijen=(Rij("SO", (0, None, "Tot 1 mei"), "SO"),), totaal=Rij("Totaal", (0, None, None)))
    feiten, lang = als_feiten(tabel), [*als_waarden(tabel)]
    cellen = [cel for rij in (*feiten["rijen"], feiten["totaal"]) for cel in rij["cellen"]]
    assert [{"waarde": een["waarde"], "tekst": een["tekst"]} for een in lang] == cellen
    assert [een["waarde"] for een in lang] == [0, None, None, 0, None, None], "0 is 0 and nothing is nothing"
    assert [een["tekst"] for een in lang] == ["0", "–", "Tot 1 mei", "0", "–", "–"]
    assert [een["totaal"] for een in lang] == [False] * 3 + [True] * 3

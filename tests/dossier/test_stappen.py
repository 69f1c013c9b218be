"""The steps with their days, how long it takes, hard words where they stand, and who looked: as a family reads it."""

import itertools
import re
from datetime import date

import pytest
from django.utils import timezone

from dossier.rules import stappen, toestand
from dossier.rules.gezien import DESKUNDIGE, LOKET, SCHOOL, WIE, Blik, gezien
from dossier.rules.teksten import BRIEVEN, KIJKERS, OVERLEG, TEKSTEN, bewaren
from dossier.rules.wachttijd import MINSTENS, in_zinnen, wachttijd
from dossier.rules.woorden import WOORDEN, uitgelegd
from kern.brieven.zinnen import Zin
from loket.rules.privacy import bewaren_tot
from loket.scopes.kijkers import groepen
from loket.views.tijdlijn import LOKET as SOORTEN
from tests.dossier.test_rules import feiten
from tests.elk import elk
from tests.factories import aanvraag_in
from tests.leesbaarheid import WOORD, douma, gewoon, zinnen
from tests.loket.test_leesbaarheid import LANGSTE_ZIN, UITLEG_MINSTENS

BEZIG = {"ontvangen": date(2026, 10, 23), "compleet": date(2026, 10, 28), "gevraagd": date(2026, 10, 30)}


def zeg(een):
    return gewoon(een) if isinstance(een, Zin) else een


def test_each_step_has_the_day_it_was_taken_or_is_expected():
    gezet = stappen(feiten("deskundigen", advies_tot=date(2026, 11, 28), **BEZIG), 3)
    assert [een.stand for een in gezet] == ["klaar", "klaar", "nu", "straks", "straks"]
    assert [zeg(een.wanneer) for een in gezet] == [
        date(2026, 10, 23),
        date(2026, 10, 28),
        "Tot ongeveer 28 november 2026",
        "Uiterlijk vrijdag 18 december 2026",
        "Zo snel mogelijk na ons besluit.",
    ]
    assert [bool(een.meer) for een in gezet] == [False, False, True, False, False]


def test_a_day_of_the_experts_that_is_past_is_not_promised_again():
    gezet = stappen(feiten("deskundigen", advies_tot=date(2026, 11, 23), **BEZIG), 3)
    assert zeg(gezet[2].wanneer) == "Gevraagd op 30 oktober 2026"


def test_once_the_letter_went_out_each_step_has_its_own_day():
    klaar = {"besloten": date(2026, 11, 20), "verzonden": date(2026, 11, 23)}
    gezet = stappen(feiten("brief", **BEZIG, **klaar), 6)
    assert {een.stand for een in gezet} == {"klaar"}
    assert [een.wanneer for een in gezet][3:] == [date(2026, 11, 20), date(2026, 11, 23)]


def test_while_we_wait_no_last_day_is_named_and_what_is_late_is_said_to_be():
    assert stappen(feiten("wacht_op_school", **BEZIG), 2)[3].wanneer is None
    laat = stappen(feiten("besluit", uiterlijk=date(2026, 11, 23), **BEZIG), 4)[3]
    assert zeg(laat.wanneer) == "Dit had klaar moeten zijn op 23 november 2026"


def test_what_ended_early_has_no_steps():
    assert stappen(feiten("ingetrokken"), toestand(feiten("ingetrokken")).stap) == ()


# --- how long it takes --------------------------------------------------------------------------------------------


def test_half_and_nine_of_ten_are_told_never_a_mean():
    """Twenty cases of 1 to 20 weeks: the tenth took ten, the eighteenth eighteen. One of a year changes nothing."""
    dagen = [7 * weken for weken in range(1, 21)]
    assert (wachttijd(dagen).helft, wachttijd(dagen).negen_van_tien) == (10, 18)
    lang = [*dagen[:-1], 365]
    assert wachttijd(lang) == wachttijd(dagen)
    assert gewoon(*in_zinnen(wachttijd(dagen), wettelijk_weken=8)) == (
        "De helft van de aanvragen is klaar in 10 weken. Negen van de tien zijn klaar in 18 weken. "
        "De wet geeft ons 8 weken. Wachten wij op papieren? Dan telt die tijd niet mee."
    )


def test_a_week_that_began_counts_as_a_week():
    assert wachttijd([36] * MINSTENS).helft == 6
    assert wachttijd([0] * MINSTENS).helft == 1
    assert "in 1 week." in gewoon(*in_zinnen(wachttijd([0] * MINSTENS), wettelijk_weken=8))


def test_of_too_few_cases_nothing_is_said_but_the_law():
    assert wachttijd([30] * (MINSTENS - 1)) is None
    gezegd = gewoon(*in_zinnen(None, wettelijk_weken=8))
    assert "De wet geeft ons 8 weken." in gezegd
    assert "helft" not in gezegd


# --- hard words ---------------------------------------------------------------------------------------------------


def alle_toestanden():
    fasen = ["ingediend", "wacht_op_school", "deskundigen", "zienswijze", "besluit", "ingetrokken", "doorgezonden"]
    uitkomsten = ["toegekend", "afwijkend", "afgewezen", "buiten_behandeling", "intrekking"]
    for fase in [*fasen, "vraag", "advies", "hulp", "antwoord"]:
        for dicht in (False, True):
            yield feiten(fase, afgeschermd=dicht, **BEZIG)
    yield feiten("besluit", uiterlijk=date(2026, 11, 1), **BEZIG)
    yield feiten("zienswijze", mening_tot=date(2026, 12, 1), **BEZIG)
    yield feiten("zienswijze", mening_gegeven=True, **BEZIG)
    for uitkomst, soort in itertools.product(uitkomsten, ["SBO", "SO", "VSO", "PRO", "LWOO"]):
        yield feiten("brief", uitkomst=uitkomst, soort=soort, start=date(2027, 1, 1), **BEZIG)
    yield feiten("brief", bij_school="aangemeld", eind=None, afgeschermd=True, **BEZIG)
    yield feiten("brief", besluitstand="in_bezwaar", **BEZIG)
    for uitkomst in ("gegrond", "deels_gegrond", "ongegrond", "niet_ontvankelijk"):
        yield feiten("brief", beslist_op_bezwaar=uitkomst, beroep_tot=date(2027, 2, 1), **BEZIG)


def gelezen(een):
    staat = toestand(een)
    stap = [zin for stap in stappen(een, staat.stap) for zin in (stap.titel, stap.meer, stap.wanneer)]
    return [staat.nu, *staat.daarna, *staat.actie, *(zin for zin in stap if isinstance(zin, Zin))]


@elk("een", [*alle_toestanden()], ids=lambda een: f"{een.fase}-{een.uitkomst}-{een.soort}")
def test_every_hard_word_is_explained_where_it_stands_and_once(een):
    al = set()
    uitleg = uitgelegd(gelezen(een), al)
    tekst = gewoon(*gelezen(een))
    for patroon, woord in WOORDEN.items():
        assert (woord in uitleg) == bool(re.search(patroon, tekst, re.IGNORECASE)), patroon
    assert uitgelegd(gelezen(een), al) == ()
    bezwaar = een.besluitstand or een.beslist_op_bezwaar
    if een.uitkomst in ("toegekend", "afwijkend", "afgewezen") and not bezwaar:
        vragen = {gewoon(woord.vraag) for woord in uitleg}
        assert "Wat is een verklaring (TLV)?" in vragen


# --- who looked ---------------------------------------------------------------------------------------------------


def test_looks_are_joined_per_day_and_tell_the_role_and_not_the_person():
    maandag, dinsdag = date(2026, 11, 23), date(2026, 11, 24)
    keken = [
        Blik(maandag, LOKET, "De Vloedlijn"),
        Blik(maandag, LOKET, "De Vloedlijn"),
        Blik(maandag, SCHOOL, "De Zandloper"),
        Blik(dinsdag, DESKUNDIGE, "De Vloedlijn"),
    ]
    per_dag = [(dag, [gewoon(zin) for zin in wie]) for dag, wie in gezien(keken)]
    assert per_dag == [
        (dinsdag, ["Een deskundige die De Vloedlijn om advies vroeg"]),
        (maandag, ["Iemand van De Zandloper", "Het loket van De Vloedlijn"]),
    ]


def test_a_long_history_shows_its_last_days():
    keken = [Blik(date(2026, 1, 1 + nr % 28), LOKET, "X") for nr in range(200)]
    assert [dag.day for dag, _ in gezien(keken)] == list(range(28, 16, -1))


# --- keeping ------------------------------------------------------------------------------------------------------


def test_it_is_kept_until_three_years_after_the_decision():
    assert "tot 15 mei 2028" in gewoon(*bewaren(bewaren_tot(date(2025, 5, 15))))
    assert "Drie jaar na ons besluit" in gewoon(*bewaren(None))


# --- plain words --------------------------------------------------------------------------------------------------


def vaste_zinnen(een):
    lange = [een.roepnaam, een.school, "TLV", "toelaatbaarheidsverklaring"]
    html = "".join(f"<p>{gewoon(zin)}</p>" for zin in een_pagina(een))
    for waarde in lange:
        html = html.replace(waarde, "dit")
    return list(zinnen(html))


def een_pagina(een):
    """All sentences of the page, headings and labels left out: they would flatter."""
    uitleg = [zin for woord in uitgelegd(gelezen(een), set()) for zin in woord.uitleg]
    vast = [zin for zin in (*TEKSTEN.values(), *OVERLEG.values()) if zin.tekst.endswith((".", "?"))]
    duur = in_zinnen(wachttijd([30] * MINSTENS), wettelijk_weken=8)
    return [*gelezen(een), *uitleg, *vast, *duur, *bewaren(een.besloten and bewaren_tot(een.besloten))]


@elk("een", [*alle_toestanden()], ids=lambda een: f"{een.fase}-{een.uitkomst}-{een.soort}")
def test_the_page_reads_as_easily_as_an_explanation(een):
    vast = vaste_zinnen(een)
    assert douma(vast) >= UITLEG_MINSTENS, sorted(vast, key=lambda zin: douma([zin]))[:4]
    eigen = list(zinnen("".join(f"<p>{gewoon(zin)}</p>" for zin in gelezen(een))))
    assert douma(eigen) >= 70, eigen
    assert [zin for zin in vast if len(WOORD.findall(zin)) > LANGSTE_ZIN] == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["in_advies", "in_behandeling", "bekendgemaakt"])
def test_every_group_that_can_see_it_has_its_words(status):
    zaak = aanvraag_in(status)
    for groep in groepen(zaak, timezone.localdate()):
        assert groep.wie in KIJKERS
        assert not groep.uitleg or groep.uitleg in KIJKERS


def test_every_kind_of_paper_and_event_has_its_words():
    from dossier.rules.verloop import GEBEURD
    from loket.models import Bezwaarbericht, Zaakbrief

    assert set(GEBEURD) == {*SOORTEN, "bezwaar", "op_bezwaar"}, "a bezwaar has a timeline of its own at the loket"
    van_school = {"aanvulling", "herinnering", "tlv_blad", "dwangsom"}
    assert {f"zaak:{een}" for een in Zaakbrief.Soort.values if een not in van_school} <= set(BRIEVEN)
    assert {f"bezwaar:{een}" for een in Bezwaarbericht.Soort.values} <= set(BRIEVEN)
    staf = {"school", "loket", "beslist", "adviseur", "deskundige", "bezwaar", "beheer"}
    assert set(WIE) == staf | {"helper", "eigen_helper"}

"""What the plain words say in the turns that a letter can take, in the terms of the letter itself."""

import dataclasses
import re
from datetime import date
from html import unescape

import pytest

from kern.brieven.actions import als_json
from kern.brieven.models import Brief
from loket.uitleg import Merk, uitleg, uitleg_van, vertalen
from tests.loket import meer_brieven, test_bezwaarberichten, test_bezwaarbrief
from tests.loket.brieven import GEADRESSEERDEN, VERZOEK, besluitbrief

DAGEN = {Merk.VERZONDEN: date(2026, 11, 23), Merk.BEZWAAR_TOT: date(2027, 1, 4)}


def gezegd(brief, taal="nl"):
    een = vertalen(uitleg(brief), taal, dagen=DAGEN)
    delen = [een.titel, *(zin for _, zinnen in een.blokken for zin in zinnen)]
    return unescape(re.sub(r"<[^>]+>", "", " ".join(delen))).replace("\u00a0", " ")


def bestreden(uitkomst="gegrond", *, gevolg="herroepen", nieuw=None, **anders):
    """A decision on bezwaar whose besluit had this turn."""
    brief = test_bezwaarbrief.brief(uitkomst)
    return dataclasses.replace(
        brief,
        bestreden=dataclasses.replace(brief.bestreden, **anders),
        oordeel=dataclasses.replace(brief.oordeel, gevolg=gevolg, nieuw=nieuw),
    )


@pytest.mark.parametrize(
    ("brief", "wel", "niet"),
    [
        (bestreden(nummer="PO-1", intrekking=True), "De verklaring met nummer PO-1 geldt weer.", "PO-1 geldt niet"),
        (
            bestreden(nummer="PO-1", intrekking=True, ook_herroepen=True),
            "De verklaring met nummer PO-1 geldt toch niet weer.",
            "geldt weer.",
        ),
        (bestreden(nummer="PO-1"), "De verklaring met nummer PO-1 geldt niet meer.", "geldt weer"),
        (
            bestreden("ongegrond", gevolg="handhaven", nummer="PO-1", later_ingetrokken=date(2027, 2, 1)),
            "De verklaring met nummer PO-1 trokken wij later in, vanaf 1 februari 2027.",
            "De school moet samen",
        ),
    ],
    ids=["withdrawal undone", "and yet not", "herroepen", "withdrawn later"],
)
def test_what_becomes_of_a_verklaring_after_a_bezwaar(brief, wel, niet):
    assert wel in gezegd(brief)
    assert niet not in gezegd(brief)


def test_who_did_not_object_and_whose_bezwaar_does_not_count_read_just_that():
    ander = test_bezwaarbrief.brief("gegrond", indiener=False)
    assert "Wie bezwaar maakte, krijgt gelijk." in gezegd(ander)
    assert "U krijgt gelijk." not in gezegd(ander)
    mee = test_bezwaarbrief.brief("gegrond")
    telt_niet = dataclasses.replace(mee.bezwaren[0], niet_ontvankelijk="Te laat.")
    eigen = gezegd(dataclasses.replace(mee, bezwaren=(telt_niet, *mee.bezwaren[1:])))
    assert "Wij konden uw bezwaar niet behandelen." in eigen
    assert "Er was nog een ander bezwaar." in eigen
    assert "Te laat." not in eigen


def test_a_child_that_is_only_registered_is_no_pupil_of_that_school():
    aangemeld = dataclasses.replace(VERZOEK, bij_school="aangemeld")
    assert "Fenna blijft leerling van de eigen school." in gezegd(besluitbrief("afgewezen"))
    tekst = gezegd(besluitbrief("afgewezen", verzoek=aangemeld))
    assert "blijft leerling" not in tekst
    assert "De school blijft verantwoordelijk voor een passende plek." in tekst


@pytest.mark.parametrize("uitkomst", ["toegekend", "afgewezen"])
def test_what_we_decided_is_answered_with_the_decision(uitkomst):
    een = vertalen(uitleg(besluitbrief(uitkomst)), "nl", dagen=DAGEN)
    zinnen = dict(een.blokken)["Wat hebben wij besloten?"]
    assert zinnen[0] == een.titel
    assert len(zinnen) > 1


def test_another_outcome_than_was_asked_and_a_verklaring_that_is_replaced_are_named():
    assert "Dat is anders dan de school vroeg." in gezegd(besluitbrief("afwijkend"))
    vorige = dataclasses.replace(VERZOEK, vorige_nummer="PO-7", vorige_eind=date(2027, 7, 31), aanleiding="verlenging")
    assert "De oude verklaring met nummer PO-7 stopt dan." in gezegd(besluitbrief("toegekend", verzoek=vorige))
    assert "De oude verklaring" not in gezegd(besluitbrief("toegekend"))


def test_a_pupil_is_addressed_and_a_guardian_reads_the_name():
    leerling, voogd = besluitbrief("toegekend", "leerling"), besluitbrief("toegekend", "voogd")
    assert gezegd(leerling).startswith("U krijgt een verklaring (TLV).")
    assert "Fenna" not in gezegd(leerling)
    assert gezegd(voogd).startswith("Fenna krijgt een verklaring (TLV).")
    assert gezegd(leerling, "en").startswith("You get an admission statement (TLV).")


def test_only_what_holds_of_this_bezwaar_is_said_when_it_came_in():
    vol = test_bezwaarberichten.brief("bevestiging")
    assert "U schreef nog niet waarom" in gezegd(vol)
    assert "Uw bezwaar kwam na de laatste dag." in gezegd(vol)
    kaal = gezegd(dataclasses.replace(vol, pro_forma=False, te_laat=False, uiterlijk=None))
    for zin in ("U schreef nog niet", "na de laatste dag", "uiterlijk op", "zes weken meer"):
        assert zin not in kaal


def test_a_notice_that_we_are_late_counts_or_not_yet_and_never_brings_a_parent_money():
    """Afspraak 42: the penalty is for who asked; a parent may go to court."""
    telt, niet = meer_brieven.ingebreke("ouder"), meer_brieven.ingebreke("ouder", telt=False)
    assert "naar de rechter in uw regio" in gezegd(telt)
    assert "dwangsom" not in gezegd(telt)
    assert "Uw brief telt nu nog niet." in gezegd(niet)
    assert "naar de rechter" not in gezegd(niet)


def test_a_notice_that_is_written_down_after_the_two_weeks_promises_no_day_that_is_past():
    brief = meer_brieven.ingebreke("ouder", geschreven_op=date(2026, 4, 28))
    assert "Die zijn voorbij. Wij besluiten zo snel mogelijk." in gezegd(brief)
    assert "U kunt nu naar de rechter in uw regio." in gezegd(brief)
    assert "U krijgt ons besluit uiterlijk" not in gezegd(brief)
    assert "28 april" not in gezegd(brief)


def test_a_question_is_answered_and_not_decided():
    vraag = gezegd(meer_brieven.bevestiging(soort=""))
    assert "Wij geven advies. Dat is geen besluit." in vraag
    assert "Wij antwoorden uiterlijk op" in vraag
    assert "Wij besluiten" not in vraag
    assert "Wij besluiten uiterlijk op" in gezegd(meer_brieven.bevestiging())


def test_the_portal_always_shows_the_last_day_whatever_the_paper_says():
    """Afspraak 22."""
    brief = besluitbrief("toegekend")
    zonder = dataclasses.replace(brief, rechtsmiddelen=dataclasses.replace(brief.rechtsmiddelen, datum_tonen=False))
    assert "De laatste dag" not in gezegd(zonder)
    context = als_json(dataclasses.asdict(zonder)) | {"brief": "Besluitbrief"}
    op_scherm = uitleg_van(Brief(context=context))
    assert op_scherm == uitleg(brief)
    dwangsom = test_bezwaarberichten.dwangsom(datum_tonen=False, geadresseerde=GEADRESSEERDEN["ouder"])
    context = als_json(dataclasses.asdict(dwangsom)) | {"brief": "Dwangsombrief"}
    assert Merk.BEZWAAR_TOT in [
        waarde
        for blok in uitleg_van(Brief(context=context)).blokken
        for zin in blok.zinnen
        for _, waarde in zin.waarden
    ]

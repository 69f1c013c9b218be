"""Every letter in plain words, in every language: complete, translated, and without what this reader may not know."""

import dataclasses
import gettext
import re
from datetime import date, time
from decimal import Decimal
from html import unescape
from string import Formatter

import pytest

from kern.brieven.actions import als_json
from kern.brieven.models import Brief
from kern.brieven.talen import TALEN, datum_in
from loket import letters
from loket.uitleg import Merk, Zin, po, uitleg, uitleg_van, vertalen
from loket.uitleg.context import BRIEVEN, brief_van
from loket.uitleg.maken import MAKEN
from loket.uitleg.vertaling import MAP, catalogus, teksten, versie
from loket.uitleg.zinnen import Nederlands, Nummer
from tests.elk import elk
from tests.loket.alle_brieven import ALLE
from tests.vertaling import gemarkeerd

GEZIN = tuple(een for een in ALLE if een.brief.aan_gezin)
VREEMD = tuple(taal for taal in TALEN if taal != "nl")
DAGEN = {Merk.VERZONDEN: date(2026, 11, 23), Merk.BEZWAAR_TOT: date(2027, 1, 4)}


def ids(geval):
    return geval.naam


def alle_zinnen(brief):
    een = uitleg(brief)
    return [
        een.titel,
        *(feit.wat for feit in een.feiten),
        *(feit.waarde for feit in een.feiten if isinstance(feit.waarde, Zin)),
        *(blok.kop for blok in een.blokken),
        *(zin for blok in een.blokken for zin in blok.zinnen),
    ]


def als_html(brief, taal, **anders):
    een = vertalen(uitleg(brief), taal, **{"dagen": DAGEN} | anders)
    delen = [een.titel, *een.boven, *(deel for feit in een.feiten for deel in feit)]
    return delen + [deel for kop, zinnen in een.blokken for deel in (kop, *zinnen)]


def als_tekst(brief, taal, **anders):
    return unescape(re.sub(r"<[^>]+>", "", "\n".join(als_html(brief, taal, **anders))))


# --- every letter --------------------------------------------------------------------------------------------------


@elk("geval", GEZIN, ids=ids)
def test_each_letter_says_what_it_is_what_comes_next_and_whom_to_call(geval):
    een = uitleg(geval.brief)
    koppen = [blok.kop.tekst for blok in een.blokken]
    assert koppen[0] in ("Wat hebben wij besloten?", "Waar gaat deze brief over?")
    assert {"Wat kunt u doen?", "Wie kunt u bellen?"} <= set(koppen)
    assert len(koppen) == len(set(koppen))
    assert all(blok.zinnen for blok in een.blokken)
    gezegd = als_tekst(geval.brief, "nl")
    assert geval.brief.afzender.telefoon in gezegd
    assert geval.brief.kenmerk in gezegd
    if geval.clausule in ("bezwaar", "beroep"):
        assert "binnen zes weken" in gezegd
        assert "De laatste dag is 4 januari 2027." in gezegd
    else:
        assert "De laatste dag" not in gezegd


def test_a_kind_of_letter_that_nobody_explained_is_noticed():
    eigen = {type(een.brief) for een in GEZIN}
    assert {klasse.__name__ for klasse in eigen} - {klasse.__name__ for klasse in MAKEN} == set()
    assert {"Bericht", "Zaakbrief", "Bezwaarbericht"}.isdisjoint(klasse.__name__ for klasse in eigen)


@elk("taal", VREEMD)
@elk("geval", GEZIN, ids=ids)
def test_nothing_stays_dutch_and_nothing_is_empty(geval, taal):
    catalogus_ = catalogus(taal)
    for zin in alle_zinnen(geval.brief):
        vertaald = catalogus_.gettext(zin.tekst) if not zin.meer else catalogus_.ngettext(zin.tekst, zin.meer, 2)
        assert vertaald.strip()
        assert vertaald not in (zin.tekst, zin.meer)
    for deel in als_html(geval.brief, taal):
        assert deel.strip()
        assert "{" not in deel


@elk("taal", TALEN)
@elk("geval", GEZIN, ids=ids)
def test_names_numbers_and_days_are_apart_from_the_direction_of_the_sentence(geval, taal):
    for deel in als_html(geval.brief, taal):
        kaal = re.sub(r"<bdi[^>]*>.*?</bdi>", "", deel)
        assert not re.search(r"\d|@|www", unescape(kaal)), kaal
        assert geval.brief.leerling.roepnaam not in kaal
        assert geval.brief.afzender.naam not in kaal


@elk("geval", GEZIN, ids=ids)
def test_the_letter_comes_back_from_its_frozen_context(geval):
    """The explanation is made from what was frozen, never from the rows as they are now."""
    context = als_json(dataclasses.asdict(geval.brief)) | {"brief": type(geval.brief).__name__}
    terug = brief_van(Brief(context=context))
    assert terug == geval.brief
    assert uitleg_van(Brief(context=context)) == uitleg(geval.brief)


def test_a_letter_without_a_name_in_its_context_and_a_letter_to_a_school_have_no_explanation():
    school = next(een.brief for een in ALLE if een.brief.aan_school)
    context = als_json(dataclasses.asdict(school)) | {"brief": type(school).__name__}
    assert uitleg_van(Brief(context=context)) is None
    assert uitleg_van(Brief(context={})) is None
    assert {type(een.brief).__name__ for een in ALLE} <= set(BRIEVEN)


@elk("taal", TALEN)
@elk("geval", GEZIN, ids=ids)
def test_who_may_not_know_where_the_child_is_reads_no_school_and_nobody_reads_an_address(geval, taal):
    aan = dataclasses.replace(geval.brief.geadresseerde, afgeschermd=True)
    brief = dataclasses.replace(geval.brief, geadresseerde=aan)
    gezegd = als_tekst(brief, taal)
    for school in ("Zandloper", "Scholen aan Zee"):
        assert school not in gezegd
    for regel in aan.adresregels:
        assert regel not in gezegd
        assert regel not in als_tekst(geval.brief, taal)
    for deskundige in ("Bedacht", "Fictief"):
        assert deskundige not in gezegd


def test_the_school_is_there_for_who_may_know():
    brief = next(een.brief for een in GEZIN if isinstance(een.brief, letters.Besluitbrief))
    assert "Zandloper" in als_tekst(brief, "ar")


def test_what_people_wrote_is_not_in_it_and_the_translation_says_so():
    brief = next(een.brief for een in GEZIN if isinstance(een.brief, letters.Besluitbrief))
    gezegd = als_tekst(brief, "en")
    assert brief.overwegingen.motivering not in gezegd
    assert "What people wrote themselves is not translated." in gezegd


def test_a_word_of_somebody_cannot_become_a_tag_or_a_placeholder():
    brief = next(een.brief for een in GEZIN if isinstance(een.brief, letters.Besluitbrief))
    kind = dataclasses.replace(brief.leerling, roepnaam="<b>{nummer}</b>{0.__class__}")
    html = "\n".join(als_html(dataclasses.replace(brief, leerling=kind), "ar"))
    assert "&lt;b&gt;{nummer}&lt;/b&gt;{0.__class__}" in html
    assert "<b>" not in html


# --- the texts -----------------------------------------------------------------------------------------------------


def velden(tekst):
    return sorted(naam for _, naam, _, _ in Formatter().parse(tekst) if naam is not None)


@pytest.mark.parametrize("taal", VREEMD)
def test_no_translation_is_missing_or_lost_a_value(taal):
    for een in teksten(taal):
        for vertaling in een.vertaling:
            assert vertaling.strip(), een.msgid
            # a language may name the child once where Dutch does it twice
            assert set(velden(vertaling)) == set(velden(een.msgid)), een.msgid
            assert not vertaling.rstrip(".?!؟").endswith(("{", " "))


@pytest.mark.parametrize("taal", VREEMD)
def test_the_compiled_texts_are_those_of_the_file(taal):
    """Regenerate with msgfmt: see CONTRIBUTING.md."""
    map_ = MAP / taal / "LC_MESSAGES"
    with (map_ / "django.mo").open("rb") as bestand:
        gelezen = gettext.GNUTranslations(bestand)
    regels = list(po.lezen((map_ / "django.po").read_text(encoding="utf-8")))
    vormen = len(next(een for een in regels if een.meervoud).vertaling)
    assert f"nplurals={vormen}" in regels[0].vertaling[0]
    for een in regels[1:]:
        if een.meervoud:
            assert {gelezen.ngettext(een.msgid, een.meervoud, n) for n in range(200)} == set(een.vertaling)
        else:
            assert gelezen.gettext(een.msgid) == een.vertaling[0]


def test_every_language_has_every_text_of_the_source_and_no_other():
    """Forgotten `make vertalingen`, or a language left behind, is red here."""
    for taal in VREEMD:
        assert {een.msgid for een in teksten(taal)} == gemarkeerd(), taal


def test_a_signed_off_version_changes_with_every_text(monkeypatch):
    from loket.uitleg import vertaling as module

    eerst = versie("ar")
    anders = [dataclasses.replace(teksten("ar")[0], vertaling=("x",)), *teksten("ar")[1:]]
    monkeypatch.setattr(module, "teksten", lambda taal: tuple(anders))
    versie.cache_clear()
    try:
        assert versie("ar") != eerst
    finally:
        monkeypatch.undo()
        versie.cache_clear()
    assert versie("ar") == eerst
    assert len({versie(taal) for taal in VREEMD}) == len(VREEMD)


# --- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("taal", "woorden"),
    [
        ("nl", "4 december 2026"),
        ("en", "4 December 2026"),
        ("tr", "4 Aralık 2026"),
        ("ar", "4 ديسمبر 2026"),
        ("pl", "4 grudnia 2026"),
        ("uk", "4 грудня 2026 року"),
    ],
)
def test_a_day_is_written_as_the_language_does(taal, woorden):
    assert datum_in(taal, date(2026, 12, 4)) == woorden


@pytest.mark.parametrize(
    ("taal", "woorden"),
    [
        ("nl", "vrijdag 4 december 2026"),
        ("en", "Friday 4 December 2026"),
        ("tr", "4 Aralık 2026 Cuma"),
        ("ar", "الجمعة 4 ديسمبر 2026"),
        ("pl", "4 grudnia 2026 (piątek)"),
        ("uk", "4 грудня 2026 року (п'ятниця)"),
    ],
)
def test_a_day_with_its_name_is_too(taal, woorden):
    assert datum_in(taal, date(2026, 12, 4), weekdag=True) == woorden


@pytest.mark.parametrize(
    ("taal", "aantal", "woorden"),
    [
        ("en", 1, "1 day"),
        ("en", 5, "5 days"),
        ("pl", 1, "1 dzień"),
        ("pl", 3, "3 dni"),
        ("uk", 1, "1 день"),
        ("uk", 3, "3 дні"),
        ("uk", 14, "14 днів"),
        ("uk", 21, "21 день"),
        ("ar", 11, "11"),
    ],
)
def test_days_are_counted_in_the_right_form(taal, aantal, woorden):
    dwangsom = next(een.brief for een in GEZIN if isinstance(een.brief, letters.Dwangsombrief))
    treden = (letters.Trede(dagen=aantal, per_dag=Decimal(23)),)
    assert woorden in als_tekst(dataclasses.replace(dwangsom, treden=treden), taal)


def test_days_that_are_not_known_yet_are_marks_or_say_so():
    brief = next(een.brief for een in GEZIN if isinstance(een.brief, letters.Besluitbrief))
    html = "\n".join(als_html(brief, "ar", dagen=None))
    assert "<bdi><!--dagtekening:ar--></bdi>" in html
    assert "<bdi><!--bezwaar-tot:ar--></bdi>" in html
    assert "(not known yet)" in als_tekst(brief, "en", dagen={})


def test_a_translation_says_that_dutch_counts_and_that_nobody_checked_it_until_somebody_did():
    brief = GEZIN[0].brief
    niet = vertalen(uitleg(brief), "tr", dagen=DAGEN)
    wel = vertalen(uitleg(brief), "tr", dagen=DAGEN, nagekeken=True)
    assert niet.boven[0] == wel.boven[0] == "Bu bir çeviridir. Geçerli olan Hollandaca mektuptur."
    assert niet.geldt == "Dit is een vertaling. De Nederlandse brief geldt."
    assert "Çeviri, henüz kontrol edilmedi." in niet.boven
    assert "Çeviri, henüz kontrol edilmedi." not in wel.boven
    assert vertalen(uitleg(brief), "nl", dagen=DAGEN).geldt == ""


def test_values_keep_their_own_direction():
    from loket.uitleg.vertaling import Zegger

    zeg = Zegger("ar", {})
    assert zeg.waarde(Nummer("000 – 12")) == '<bdi dir="ltr" class="heel">000 – 12</bdi>'
    assert zeg.waarde(Nederlands("bezwaar")) == '<bdi dir="ltr" lang="nl">bezwaar</bdi>'
    assert zeg.waarde(Decimal("1442")) == '<bdi dir="ltr" class="heel">€\u00a01.442,00</bdi>'
    assert zeg.waarde(time(9, 30)) == '<bdi dir="ltr" class="heel">09:30</bdi>'
    assert TALEN["ar"].richting == "rtl"

"""Components draw what they promise, escape what they are given, and refuse what they do not know."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from swv_portal import components
from swv_portal.components.grafiek import top_van
from swv_portal.components.woorden import bedrag, dag_maand, datum, datum_kort, kan_tot, termijn_woorden, tijd
from swv_portal.iconen import ICONEN

VANDAAG = date(2026, 11, 23)
BOOS = '<script>alert("x")</script>'


def toon(sjabloon: str, adres: str = "/", **context) -> str:
    context["request"] = RequestFactory().get(adres)
    return Template(sjabloon).render(Context(context))


@pytest.mark.parametrize(
    ("dagen", "verwacht"),
    [
        (date(2026, 11, 20), ("laat", "3 dagen te laat")),
        (date(2026, 11, 22), ("laat", "1 dag te laat")),
        (date(2026, 11, 23), ("week", "Vandaag")),
        (date(2026, 11, 24), ("week", "Morgen")),
        (date(2026, 11, 29), ("week", "Nog 6 dagen")),
        (date(2026, 11, 30), ("goed", "Nog 7 dagen")),
    ],
)
def test_a_term_says_how_much_time_is_left(dagen, verwacht):
    assert termijn_woorden(dagen, VANDAAG) == verwacht


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_every_term_has_a_digit_or_a_state_word(dag):
    _, woorden = termijn_woorden(dag, VANDAAG)
    assert any(teken.isdigit() for teken in woorden) or woorden in {"Vandaag", "Morgen"}


def test_what_could_be_done_until_a_day_is_said_in_the_past_from_the_day_after():
    assert [kan_tot(VANDAAG + timedelta(days=dag), VANDAAG) for dag in (1, 0, -1)] == ["kan", "kan", "kon"]


def test_a_stopped_term_and_a_finished_one_say_so_whatever_the_date():
    stil = toon(
        "{% termijn dag vandaag stilgezet_sinds=sinds %}", dag=VANDAAG, vandaag=VANDAAG, sinds=date(2026, 11, 12)
    )
    klaar = toon("{% termijn dag vandaag klaar_op=op %}", dag=VANDAAG, vandaag=VANDAAG, op=VANDAAG)
    assert "Stilgezet" in stil
    assert "sinds 12 november" in stil
    assert "Besloten" in klaar
    assert toon("{% termijn None vandaag %}", vandaag=VANDAAG) == ""


def test_the_four_states_of_a_term_differ_without_colour():
    dagen = [date(2026, 11, 20), date(2026, 11, 24), date(2026, 12, 24)]
    beelden = [toon("{% termijn dag vandaag %}", dag=dag, vandaag=VANDAAG).split("<path")[1][:60] for dag in dagen]
    assert len(set(beelden)) == 3


def test_dates_times_and_money_are_written_the_dutch_way():
    moment = datetime(2026, 11, 23, 13, 5, tzinfo=ZoneInfo("UTC"))
    assert datum(date(2026, 12, 4)) == "vrijdag 4 december 2026"
    assert datum_kort(date(2026, 12, 4)) == "4 december 2026"
    assert dag_maand(date(2026, 12, 4)) == "vrijdag 4 december"
    assert tijd(moment) == "14.05 uur"
    assert bedrag(1250) == "€\u00a01.250"
    assert bedrag(Decimal("1250.5")) == "€\u00a01.250,50"
    assert [datum(None), tijd(None), bedrag(None)] == ["", "", ""]


def test_a_moment_counts_as_its_day_in_the_netherlands():
    assert datum(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))) == "vrijdag 1 januari 2027"


@pytest.mark.parametrize(
    "sjabloon",
    [
        "{% pil tekst %}",
        "{% status tekst %}",
        "{% knop tekst %}",
        "{% knop 'x' bij=tekst %}",
        "{% knop 'x' href=tekst %}",
        "{% persoon tekst %}",
        "{% telefoon tekst %}",
        "{% kaart titel=tekst rechts=tekst %}{{ tekst }}{% endkaart %}",
        "{% kaart_link titel=tekst href=tekst %}{{ tekst }}{% endkaart_link %}",
        "{% melding titel=tekst %}{{ tekst }}{% endmelding %}",
        "{% leeg titel=tekst %}{% endleeg %}",
        "{% uitklap titel=tekst %}{% enduitklap %}",
        "{% regel tekst tekst href=tekst link=tekst %}",
        "{% taak tekst href=tekst stand='bezig' uitleg=tekst woord=tekst %}",
        "{% stap titel=tekst nr=tekst wanneer=tekst %}{% endstap %}",
        "{% voortgang 1 2 tekst=tekst %}",
        "{% cijfer tekst tekst bij=tekst %}",
        "{% staafgrafiek items reeksen wat=tekst %}",
        "{% weekgrafiek weken wat=tekst week=tekst afgesproken=tekst geweest=tekst %}",
        "{% bestand tekst href=tekst regel=tekst rechts=tekst %}",
        "{% kruimelpad tekst tekst tekst %}",
        "{% tabs items label=tekst %}",
        "{% inhoudsopgave items label=tekst %}",
        "{% tabel bijschrift=tekst %}{% endtabel %}",
        "{% kolomkop tekst sleutel=tekst %}",
        "{% qr 'abc' uitleg=tekst %}",
    ],
)
def test_no_component_lets_markup_through(sjabloon):
    html = toon(
        sjabloon, tekst=BOOS, items=[(BOOS, BOOS, BOOS, True)], reeksen=[(BOOS, [None])] * 2, weken=[(BOOS, 1, 2)]
    )
    assert "<script" not in html
    assert "alert(&quot;x&quot;)" in html or "alert(%22x%22)" in html or "tel:" in html


@pytest.mark.parametrize(
    "sjabloon",
    [
        "{% icoon 'eenhoorn' %}",
        "{% pil 'x' toon='rood' %}",
        "{% knop 'x' soort='groen' %}",
        "{% melding toon='rood' %}{% endmelding %}",
        "{% kaart soort='mooi' %}{% endkaart %}",
        "{% kaart titel='x' niveau=7 %}{% endkaart %}",
        "{% taak 'x' href='/' stand='af' %}",
        "{% stap titel='x' stand='later' %}{% endstap %}",
        "{% kruimelpad 'x' '/' %}",
        "{% knop 'x' kleur='rood' %}",
        "{% kaart_link titel='x' %}{% endkaart_link %}",
    ],
)
def test_a_wrong_word_or_argument_is_an_error_and_no_ugly_page(sjabloon):
    with pytest.raises(TemplateSyntaxError):
        toon(sjabloon)


def test_every_icon_draws_something():
    assert all(pad.startswith("M") for pad in ICONEN.values())


def test_a_button_posts_and_a_link_goes():
    assert 'type="submit"' in toon("{% knop 'Opslaan' soort='primair' naam='stap' waarde='2' %}")
    assert toon("{% knop 'Terug' href='/lijst/' %}").startswith('<a class="swv-button" href="/lijst/">')


def test_a_phone_number_dials_the_country_too():
    assert 'href="tel:+31703156349"' in toon("{% telefoon '070 315 63 49' %}")
    assert toon("{% telefoon '' %}") == ""


def test_a_fact_without_a_value_says_so_and_offers_to_fill_it_in():
    html = toon("{% regel 'Mening' waarde href='/mening/' %}", waarde="")
    assert "Nog niet ingevuld" in html
    assert "Vul in" in html


@pytest.mark.parametrize(
    ("waarde", "tekst"), [(True, "Ja"), (False, "Nee"), (date(2018, 3, 14), "14 maart 2018"), (0, "0")]
)
def test_a_fact_is_written_in_words(waarde, tekst):
    assert f"<dd>{tekst}</dd>" in toon("{% regel 'Wat' waarde %}", waarde=waarde)


def test_dates_in_lists_and_steps_are_written_out_too():
    assert "3 november 2026" in toon("{% bestand 'De brief' regel=dag %}", dag=date(2026, 11, 3))
    assert "3 november 2026" in toon("{% stap titel='Brief' wanneer=dag %}{% endstap %}", dag=date(2026, 11, 3))


def test_the_state_of_a_task_is_tied_to_its_link():
    html = toon("{% taak 'De vraag' href='/vraag/' stand='aanvullen' %}")
    assert 'aria-describedby="stand-de-vraag"' in html
    assert 'id="stand-de-vraag"' in html
    assert "Nog aanvullen" in html


@pytest.mark.parametrize(("stand", "woord"), [("klaar", "Klaar: "), ("nu", "Nu: "), ("straks", "Komt nog: ")])
def test_the_state_of_a_step_is_said_in_words(stand, woord):
    html = toon("{% stap titel='Besluit' nr=4 stand=stand %}{% endstap %}", stand=stand)
    assert woord in html
    assert ("aria-current" in html) == (stand == "nu")


def test_an_empty_list_of_files_says_so():
    assert "Geen stukken" in toon("{% bestanden label='Stukken' leeg='Geen stukken' %} {% endbestanden %}")


def test_a_column_sorts_turns_round_and_keeps_the_other_choices():
    eerst = toon("{% kolomkop 'Naam' sleutel='naam' %}", "/?fase=besluit&pagina=3")
    daarna = toon("{% kolomkop 'Naam' sleutel='naam' %}", "/?fase=besluit&sorteer=naam")
    assert 'href="?fase=besluit&amp;sorteer=naam"' in eerst
    assert "aria-sort" not in eerst
    assert 'aria-sort="ascending"' in daarna
    assert "sorteer=-naam" in daarna


def test_pages_say_where_you_are_and_keep_the_filter():
    html = toon("{% paginering pagina wat='aanvragen' %}", "/?fase=besluit", pagina=Paginator(range(60), 25).page(2))
    assert "26 tot en met 50 van 60 aanvragen" in html
    assert 'href="?fase=besluit&amp;pagina=3"' in html
    een = toon("{% paginering pagina %}", pagina=Paginator(range(3), 25).page(1))
    assert "1 tot en met 3 van 3" in een
    assert "<nav" not in een


def test_a_list_draws_its_components_without_a_query_and_fast_enough():
    """A worklist has hundreds of these; a template for each would be most of the time of the page."""
    sjabloon = Template("{% for i in rij %}{% termijn dag vandaag %}{% pil 'Besluit' %}{% icoon 'klok' %}{% endfor %}")
    html = sjabloon.render(Context({"rij": range(500), "dag": VANDAAG, "vandaag": VANDAAG}))
    assert html.count("swv-termijn--week") == 500


def test_the_size_of_a_file_stays_together_from_right_to_left():
    assert toon("{{ 88000|grootte }}") == "86 kB"
    with translation.override("ar"):
        assert toon("{{ 88000|grootte }}") == '<bdi dir="ltr">86 kB</bdi>'


def test_every_component_is_registered_under_its_own_name():
    namen = set(components.register.tags) | set(components.register.filters)
    assert {"kaart", "melding", "veld", "foutenlijst", "termijn", "datum", "paginering", "qr"} <= namen


def test_a_term_that_breaks_a_promise_says_what_the_law_asks_and_only_then():
    sjabloon = "{% termijn dag vandaag wettelijk=wet %}"
    laat = toon(sjabloon, dag=date(2026, 11, 16), vandaag=VANDAAG, wet=date(2026, 11, 30))
    assert "7 dagen te laat" in laat
    assert "<small>maandag 16 november</small><small" in laat
    assert "(volgens de wet 30\N{NO-BREAK SPACE}november)</small>" in laat
    for dag, wet in ((date(2026, 11, 24), date(2026, 11, 30)), (date(2026, 11, 16), date(2026, 11, 16))):
        assert "volgens de wet" not in toon(sjabloon, dag=dag, vandaag=VANDAAG, wet=wet)


def band(*euro):
    return tuple(map(Decimal, euro))


def test_a_chart_says_its_numbers_in_words_and_draws_what_is_known():
    reeksen = [("Nu", [band(900, 1000, 1250), None]), ("Straks", [band(1000, 1000, 1000), band(5, 5, 5)])]
    html = toon("{% staafgrafiek jaren reeksen wat='Kosten' %}", jaren=(2026, 2027), reeksen=reeksen)
    assert (
        'aria-label="Kosten. Nu: 2026 €\u00a01.000 (van €\u00a0900 tot €\u00a01.250), 2027 onbekend. '
        'Straks: 2026 €\u00a01.000, 2027 €\u00a05."' in html
    )
    assert html.count("<rect") == 3 + 2, "three bars, and two in the legend"
    assert html.count("stroke-width") == 2, "one line, from low to high"
    assert ">€\u00a01.600<" in html, "a round number above the highest"
    een = toon(
        "{% staafgrafiek jaren reeksen wat='Kosten' %}", jaren=(2026,), reeksen=[("", [band(0, 1_234_567, 9e6)])]
    )
    assert ">1,23 mln<" in een
    assert 'aria-label="Kosten. 2026 €\u00a01.234.567' in een


def test_a_chart_of_weeks_says_what_was_agreed_and_what_it_was():
    weken = [("wk 45", Decimal(0), Decimal(0)), ("wk 46", Decimal(8), Decimal("4.5")), ("wk 47", Decimal(8), None)]
    html = toon("{% weekgrafiek weken wat='Uren' %}", weken=[*weken, ("wk 48", None, None)])
    gezegd = "wk 45: afgesproken 0, geweest 0. wk 46: afgesproken 8, geweest 4,5. wk 47: afgesproken 8. wk 48: -."
    assert f'aria-label="Uren. {gezegd}"' in html
    assert html.count("<rect") == 2 + 3 + 2, "two that were, three agreed, and two in the legend"
    assert re.findall(r'class="(vet|zacht)"[^>]*middle">([^<]+)<', html) == [
        ("vet", "0"),
        ("vet", "4,5"),
        ("zacht", "8"),
    ]
    kort = toon("{% weekgrafiek weken wat='Uren' week='semaine' %}", weken=[("45", Decimal(4), None)])
    assert 'aria-label="Uren. semaine 45: afgesproken 4."' in kort
    assert "<rect" in toon("{% weekgrafiek weken wat='Uren' %}", weken=[]), "without weeks only the legend"


def test_a_chart_of_nothing_is_drawn_and_one_of_too_much_is_refused():
    niets = toon("{% staafgrafiek jaren reeksen wat='Kosten' %}", jaren=(2026,), reeksen=[("Nu", [band(0, 0, 0)])])
    assert 'height="0.0"' in niets
    for reeksen in ([], [("Nu", [None])] * 5):
        with pytest.raises(TemplateSyntaxError, match="1 tot en met 4 reeksen"):
            toon("{% staafgrafiek jaren reeksen wat='Kosten' %}", jaren=(2026,), reeksen=reeksen)


@given(st.decimals(0, 10**9, places=2))
def test_the_axis_ends_above_the_highest_bar_and_close_to_it(hoogste):
    top = top_van(hoogste)
    assert hoogste <= top
    assert hoogste <= 4 or top <= hoogste * 2

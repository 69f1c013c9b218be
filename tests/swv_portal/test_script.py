"""What portaal.js and bewaren.js add, in a real browser on pages of a few lines; the server is played by the test."""

import json
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.e2e

SCRIPT = "".join((Path(settings.BASE_DIR) / "static/js" / een).read_text() for een in ("portaal.js", "bewaren.js"))
STIJL = (Path(settings.BASE_DIR) / "static/css/portaal.css").read_text()
HUIS = "http://portaal.test"

FORMULIER = """
<span data-opgeslagen role="status"></span>
<form method="post" action="/onderdeel/" data-autosave>
<input type="hidden" name="csrfmiddlewaretoken" value="penning"><input type="hidden" name="versie" value="3">
<label for="id_mening">Mening</label><textarea id="id_mening" name="mening" data-max="20"></textarea>
<div id="id_mening_teller">Maximaal 20 tekens</div>
<input type="file" name="stukken"><button>Opslaan en verder</button>
</form>
"""


@pytest.fixture
def scherm(browser):
    context = browser.new_context()
    pagina = context.new_page()
    fouten = []
    pagina.on("pageerror", lambda fout: fouten.append(fout))
    yield pagina
    context.close()
    assert fouten == []


@pytest.fixture
def open_pagina(scherm):
    """Open a scherm with this body; `antwoord` plays the server for posts and gives (status, json)."""

    def openen(lijf: str, antwoord=None, kenmerken: str = ""):
        verzoeken = []

        def speel(route):
            verzoek = route.request
            if verzoek.url.endswith("/portaal.js"):
                route.fulfill(content_type="text/javascript", body=SCRIPT)
            elif verzoek.url.endswith("/portaal.css"):
                route.fulfill(content_type="text/css", body=STIJL)
            elif verzoek.resource_type == "fetch":
                verzoeken.append(verzoek)
                status, inhoud = antwoord(verzoek)
                soort = "text/html" if isinstance(inhoud, str) else "application/json"
                route.fulfill(
                    status=status, content_type=soort, body=inhoud if isinstance(inhoud, str) else json.dumps(inhoud)
                )
            else:
                route.fulfill(
                    content_type="text/html",
                    body=f'<!doctype html><html lang="nl"><head><title>Proef</title><link rel="stylesheet" '
                    f'href="/portaal.css"><script src="/portaal.js" defer></script></head><body {kenmerken}>'
                    f"<main>{lijf}</main></body></html>",
                )

        scherm.route("**/*", speel)
        scherm.goto(f"{HUIS}/")
        return verzoeken

    return openen


def test_text_is_saved_on_leaving_the_field_with_its_version(scherm, open_pagina):
    verzoeken = open_pagina(FORMULIER, lambda v: (200, {"versie": 4, "opgeslagen": "14.32"}))
    scherm.fill("#id_mening", "Mila wil rust")
    scherm.locator("#id_mening").blur()
    scherm.wait_for_function(
        "document.querySelector('[data-opgeslagen]').textContent.includes('Opgeslagen om 14.32 uur')"
    )
    assert 'name="versie"\r\n\r\n3' in verzoeken[0].post_data
    assert "Mila wil rust" in verzoeken[0].post_data
    assert "stukken" not in verzoeken[0].post_data
    assert verzoeken[0].headers["x-autosave"] == "1"
    assert scherm.input_value("[name=versie]") == "4"


def test_text_is_saved_three_seconds_after_typing_stops(scherm, open_pagina):
    scherm.clock.install()
    verzoeken = open_pagina(FORMULIER, lambda v: (200, {"versie": 4}))
    scherm.locator("#id_mening").press_sequentially("Mila")
    scherm.clock.run_for(2500)
    assert verzoeken == []
    scherm.clock.run_for(1000)
    scherm.wait_for_function("document.querySelector('[data-opgeslagen]').textContent.includes('Opgeslagen om')")
    assert len(verzoeken) == 1


def test_a_failed_save_keeps_the_text_says_so_and_can_be_tried_again(scherm, open_pagina):
    antwoorden = iter([(500, {}), (200, {"versie": 4, "opgeslagen": "14.33"})])
    open_pagina(FORMULIER, lambda v: next(antwoorden))
    scherm.fill("#id_mening", "Mila wil rust")
    scherm.locator("#id_mening").blur()
    scherm.get_by_text("Opslaan lukt nu niet. Uw tekst staat nog op uw scherm.").first.wait_for()
    assert scherm.input_value("#id_mening") == "Mila wil rust"
    scherm.get_by_role("button", name="Probeer opnieuw").click()
    scherm.get_by_text("Opgeslagen om 14.33 uur").first.wait_for()


def test_leaving_with_unsaved_text_asks_first(scherm, open_pagina):
    open_pagina(FORMULIER, lambda v: (500, {}))
    gevraagd = []
    scherm.on("dialog", lambda dialoog: (gevraagd.append(dialoog.type), dialoog.dismiss()))
    scherm.fill("#id_mening", "Mila wil rust")
    scherm.locator("#id_mening").blur()
    scherm.get_by_text("Opslaan lukt nu niet").first.wait_for()
    scherm.evaluate("location.href = '/elders/'")
    scherm.wait_for_timeout(200)
    assert gevraagd == ["beforeunload"]


def test_a_conflict_shows_both_texts_and_saves_the_one_that_is_chosen(scherm, open_pagina):
    antwoorden = iter(
        [
            (409, {"versie": 8, "zin": "Bram heeft dit om 14.30 uur ook gewijzigd.", "velden": {"mening": "Van Bram"}}),
            (200, {"versie": 9, "opgeslagen": "14.34"}),
        ]
    )
    verzoeken = open_pagina(FORMULIER, lambda v: next(antwoorden))
    scherm.fill("#id_mening", "Van Anouk")
    scherm.locator("#id_mening").blur()
    scherm.get_by_text("Bram heeft dit om 14.30 uur ook gewijzigd.").wait_for()
    assert scherm.locator(".swv-conflict").inner_text().count("Van ") == 2
    scherm.locator(".swv-conflict > div").nth(1).get_by_role("button").click()
    scherm.get_by_text("Opgeslagen om 14.34 uur").first.wait_for()
    assert scherm.input_value("#id_mening") == "Van Bram"
    assert 'name="versie"\r\n\r\n8' in verzoeken[1].post_data
    assert scherm.locator(".swv-conflict").count() == 0


def test_the_counter_counts_down_and_says_what_is_too_much(scherm, open_pagina):
    open_pagina(FORMULIER, lambda v: (200, {"versie": 4}))
    scherm.fill("#id_mening", "1234567890")
    assert scherm.locator("#id_mening_teller [aria-hidden]").inner_text() == "Nog 10 van 20 tekens over"
    scherm.fill("#id_mening", "1" * 25)
    assert scherm.locator("#id_mening_teller [aria-hidden]").inner_text() == "5 tekens te veel"


def test_a_piece_that_is_being_made_refreshes_until_it_is_done(scherm, open_pagina):
    scherm.clock.install()
    antwoorden = iter(
        [(200, '<p id="brief" data-ververs="/brief/">Bijna klaar</p>'), (200, '<p id="brief">De brief is klaar</p>')]
    )
    verzoeken = open_pagina('<p id="brief" data-ververs="/brief/">Wordt gemaakt</p>', lambda v: next(antwoorden))
    scherm.clock.run_for(5100)
    scherm.get_by_text("Bijna klaar").wait_for()
    scherm.clock.run_for(5100)
    scherm.get_by_text("De brief is klaar").wait_for()
    scherm.clock.run_for(30000)
    assert len(verzoeken) == 2


SESSIE = """
<input type="hidden" name="csrfmiddlewaretoken" value="penning">
<dialog id="sessie"><h2>Bent u er nog?</h2><span data-sessie-over></span>
<button type="button" data-sessie-blijf>Ingelogd blijven</button></dialog>
"""


def test_two_minutes_before_the_end_the_session_can_be_kept(scherm, open_pagina):
    scherm.clock.install()
    kenmerken = 'data-sessie="300" data-sessie-verleng="/sessie/"'
    verzoeken = open_pagina(SESSIE, lambda v: (200, {"seconden": 300}), kenmerken)
    scherm.clock.run_for(170_000)
    assert not scherm.locator("#sessie").is_visible()
    scherm.clock.run_for(20_000)
    assert scherm.locator("#sessie").is_visible()
    scherm.get_by_role("button", name="Ingelogd blijven").click()
    scherm.locator("#sessie").wait_for(state="hidden")
    assert verzoeken[0].headers["x-csrftoken"] == "penning"


def test_escape_keeps_the_session_too(scherm, open_pagina):
    scherm.clock.install()
    verzoeken = open_pagina(
        SESSIE, lambda v: (200, {"seconden": 300}), 'data-sessie="100" data-sessie-verleng="/sessie/"'
    )
    scherm.clock.run_for(1000)
    scherm.locator("#sessie").wait_for()
    scherm.keyboard.press("Escape")
    scherm.locator("#sessie").wait_for(state="hidden")
    assert len(verzoeken) == 1


def test_fields_that_only_matter_with_one_answer_appear_with_it(scherm, open_pagina):
    open_pagina(
        '<form><input type="radio" name="besluit" value="ja" id="ja"><label for="ja">Ja</label>'
        '<input type="radio" name="besluit" value="nee" id="nee"><label for="nee">Nee</label>'
        '<div data-toon-bij="besluit=ja"><p>Alleen bij ja</p></div></form>'
    )
    assert not scherm.get_by_text("Alleen bij ja").is_visible()
    scherm.check("#ja")
    assert scherm.get_by_text("Alleen bij ja").is_visible()
    scherm.check("#nee")
    assert not scherm.get_by_text("Alleen bij ja").is_visible()


def test_a_double_click_sends_once(scherm, open_pagina):
    open_pagina(
        '<form method="post" action="/besluit/" target="kader"><button>Onderteken</button></form>'
        '<iframe name="kader" title="Antwoord"></iframe>'
    )
    scherm.evaluate("window.gestopt = []; addEventListener('submit', e => gestopt.push(e.defaultPrevented))")
    for _ in range(2):
        scherm.get_by_role("button", name="Onderteken").click()
        scherm.wait_for_timeout(50)
    assert scherm.evaluate("gestopt") == [False, True]


def test_the_menu_folds_on_a_phone_and_stays_open_on_a_desk(scherm, open_pagina):
    menu = "<details class='swv-menu' data-smal-dicht open><summary>Menu</summary><a href='/'>Begin</a></details>"
    scherm.set_viewport_size({"width": 390, "height": 800})
    open_pagina(menu)
    assert not scherm.get_by_role("link", name="Begin").is_visible()
    scherm.set_viewport_size({"width": 1280, "height": 800})
    scherm.get_by_role("link", name="Begin").wait_for()


PAGINA = (
    FORMULIER
    + """
<dialog id="sessie"><h2>Bent u er nog?</h2><span data-sessie-over></span>
<button type="button" data-sessie-blijf>Ingelogd blijven</button></dialog>
<dialog id="uitgelogd"><h2>U bent uitgelogd</h2><p data-uitgelogd-stand></p>
<a href="/inloggen/" target="_blank">Opnieuw inloggen</a>
<button type="button" data-weer-ingelogd>Ik ben weer ingelogd</button>
<button type="button" data-niet-bewaren>Stoppen zonder bewaren</button></dialog>
"""
)
KENMERKEN = 'data-sessie="1800" data-sessie-verleng="/verleng/" data-sessie-stand="/stand/" data-sessie-wie="a1"'
WEER = (200, {"wie": "a1", "seconden": 1800, "penning": "vers"})


def spel(stand, bewaren):
    """A server of which the test turns the two answers."""
    return lambda verzoek: stand[0] if verzoek.url.endswith("/stand/") else bewaren[0]


def typ(scherm, tekst="Mila wil rust"):
    scherm.fill("#id_mening", tekst)
    scherm.locator("#id_mening").blur()


def test_after_logging_in_again_what_was_typed_is_saved_with_a_fresh_token(scherm, open_pagina):
    stand, bewaren = [(401, {})], [(401, {})]
    verzoeken = open_pagina(PAGINA, spel(stand, bewaren), KENMERKEN)
    typ(scherm)
    scherm.locator("#uitgelogd").wait_for()
    assert not scherm.locator("#id_mening").is_visible()
    assert scherm.evaluate("document.activeElement.closest('dialog').id") == "uitgelogd"
    scherm.keyboard.press("Escape")
    assert scherm.locator("#uitgelogd").is_visible()
    stand[0], bewaren[0] = WEER, (200, {"versie": 4, "opgeslagen": "14.40"})
    scherm.get_by_role("button", name="Ik ben weer ingelogd").click()
    scherm.get_by_text("Opgeslagen om 14.40 uur").first.wait_for()
    assert scherm.input_value("#id_mening") == "Mila wil rust"
    assert 'name="csrfmiddlewaretoken"\r\n\r\nvers' in verzoeken[-1].post_data
    assert scherm.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_token_that_another_tab_made_old_is_fetched_anew_without_asking(scherm, open_pagina):
    antwoorden = iter([(403, {}), (200, {"versie": 4, "opgeslagen": "14.41"})])
    open_pagina(PAGINA, lambda v: WEER if v.url.endswith("/stand/") else next(antwoorden), KENMERKEN)
    typ(scherm)
    scherm.get_by_text("Opgeslagen om 14.41 uur").first.wait_for()
    assert not scherm.locator("#uitgelogd").is_visible()


def test_what_was_typed_is_never_saved_for_somebody_else(scherm, open_pagina):
    stand, bewaren = [(401, {})], [(401, {})]
    verzoeken = open_pagina(PAGINA, spel(stand, bewaren), KENMERKEN)
    typ(scherm)
    scherm.locator("#uitgelogd").wait_for()
    stand[0], bewaren[0] = (200, WEER[1] | {"wie": "b2"}), (200, {"versie": 4})
    gestuurd = len(verzoeken)
    scherm.get_by_role("button", name="Ik ben weer ingelogd").click()
    scherm.get_by_text("Er is nu iemand anders ingelogd").wait_for()
    assert [een.url for een in verzoeken[gestuurd:]] == [f"{HUIS}/stand/"]


def test_the_end_of_a_session_keeps_text_that_was_not_saved(scherm, open_pagina):
    scherm.clock.install()
    open_pagina(PAGINA, lambda v: (401, {}), KENMERKEN.replace("1800", "150"))
    scherm.fill("#id_mening", "Mila wil rust")
    scherm.clock.run_for(160_000)
    scherm.locator("#uitgelogd").wait_for()
    assert scherm.input_value("#id_mening") == "Mila wil rust"


def test_pressing_the_button_after_the_session_ended_sends_nothing_away(scherm, open_pagina):
    open_pagina(PAGINA, lambda v: (401, {}), KENMERKEN)
    scherm.fill("#id_mening", "Mila wil rust")
    scherm.evaluate("document.querySelector('form').requestSubmit()")
    scherm.locator("#uitgelogd").wait_for()
    assert scherm.url == f"{HUIS}/"
    assert scherm.input_value("#id_mening") == "Mila wil rust"


def test_without_internet_the_page_says_so_and_saves_when_it_is_back(scherm, open_pagina):
    open_pagina(PAGINA, lambda v: (200, {"versie": 4, "opgeslagen": "14.42"}), KENMERKEN)
    scherm.context.set_offline(True)
    scherm.get_by_text("Geen internet. Wij bewaren zodra u weer verbinding heeft.").first.wait_for()
    scherm.route("**/onderdeel/", lambda route: route.abort())
    typ(scherm)
    scherm.unroute("**/onderdeel/")
    scherm.context.set_offline(False)
    scherm.get_by_text("Opgeslagen om 14.42 uur").first.wait_for()
    assert scherm.locator(".swv-verbinding p").count() == 0


def test_while_typing_the_state_is_seen(scherm, open_pagina):
    scherm.clock.install()
    open_pagina(FORMULIER, lambda v: (200, {"versie": 4}))
    scherm.locator("#id_mening").press_sequentially("Mila")
    scherm.get_by_text("Nog niet opgeslagen").wait_for()
    scherm.clock.run_for(3100)
    scherm.get_by_text("Opgeslagen om").first.wait_for()


UPLOAD = """
<form method="post" action="/stukken/" enctype="multipart/form-data" data-upload>
<input type="hidden" name="csrfmiddlewaretoken" value="penning">
<input type="file" name="bestanden" multiple data-max-bytes="1048576" id="kies">
<input type="file" name="bestanden" id="foto">
<div data-gekozen></div><button>Toevoegen</button></form>
"""


def test_files_are_gathered_from_both_inputs_and_what_cannot_come_in_says_so_at_once(scherm, open_pagina):
    open_pagina(UPLOAD)
    stuk = {"mimeType": "application/pdf", "buffer": b"%PDF"}
    leeg, groot = stuk | {"name": "leeg.pdf", "buffer": b""}, stuk | {"name": "groot.pdf", "buffer": b"0" * 1_100_000}
    scherm.set_input_files("#kies", [stuk | {"name": "a.pdf"}, leeg, groot])
    scherm.set_input_files("#foto", [stuk | {"name": "foto.jpg"}])
    tekst = scherm.locator("[data-gekozen] ul").inner_text()
    for zin in ("a.pdf", "foto.jpg", "dit bestand is leeg", "is te groot. Kies een bestand tot 1 MB."):
        assert zin in tekst
    scherm.get_by_role("button", name="Weghalen a.pdf").click()
    assert "a.pdf" not in scherm.locator("[data-gekozen] ul").inner_text()


def test_no_answer_is_not_taken_for_the_end_of_the_session(scherm, open_pagina):
    scherm.clock.install()
    open_pagina(PAGINA, lambda v: (503, {}), KENMERKEN.replace("1800", "100"))
    scherm.clock.run_for(1000)
    scherm.locator("#sessie").wait_for()
    scherm.keyboard.press("Enter")
    scherm.wait_for_timeout(300)
    assert not scherm.locator("#uitgelogd").is_visible()


def test_on_a_phone_the_open_tab_is_in_sight_from_the_start(scherm, open_pagina):
    tabs = "".join(
        f'<li><a href="#{nr}"{" aria-current=page" if nr == 7 else ""}>Een lang tabblad {nr}</a></li>'
        for nr in range(9)
    )
    scherm.set_viewport_size({"width": 390, "height": 800})
    open_pagina(f'<main><ul class="swv-tabs">{tabs}</ul><p>Inhoud</p></main>')
    plek = scherm.get_by_role("link", name="Een lang tabblad 7").bounding_box()
    assert plek["x"] >= 0
    assert plek["x"] + plek["width"] <= 390
    assert scherm.evaluate("scrollY") == 0

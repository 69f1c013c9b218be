"""By keyboard alone: everything can be reached, in the order of the page, and one sees where one is."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from loket.models import Status
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met, opdracht_voor

from .conftest import WACHTWOORD, code_van_nu, met_wachtwoord

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status
NUMMEREN = """() => {
  const alle = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]';
  const radio = new Set();
  let nummer = 0;
  for (const een of document.querySelectorAll(alle)) {
    if (een.disabled || !een.checkVisibility({visibilityProperty: true})) continue;
    if (een.type === 'radio') {
      const groep = document.querySelectorAll(`input[name="${een.name}"]`);
      const gekozen = [...groep].find(r => r.checked);
      if (gekozen ? gekozen !== een : radio.has(een.name)) continue;
      radio.add(een.name);
    }
    een.dataset.tab = nummer++;
  }
  return nummer;
}"""
HIER = """() => {
  const een = document.activeElement, stijl = getComputedStyle(een), vak = een.getBoundingClientRect();
  const op = (x, y) => document.elementFromPoint(vak.x + vak.width * x, vak.y + vak.height * y);
  const delen = [0.1, 0.3, 0.5, 0.7, 0.9];
  const vrij = punt => punt && (een.contains(punt) || een.labels?.[0]?.contains(punt));
  return {
    nummer: een.dataset.tab === undefined ? null : Number(een.dataset.tab),
    wat: een.outerHTML.slice(0, 120),
    zichtbaar: stijl.outlineStyle !== 'none' || stijl.boxShadow !== 'none',
    in_beeld: vak.bottom > 0 && vak.top < innerHeight,
    vrij: vak.width < 3 || delen.some(x => delen.some(y => vrij(op(x, y)))),  // WCAG 2.4.11: not wholly hidden
  };
}"""


ALLEEN_TOETSEN = """
  let toets = -1e9;
  addEventListener('keydown', () => { toets = performance.now(); }, true);
  addEventListener('pointerdown', () => console.error('a mouse was used'), true);
  const met_toets = () => performance.now() - toets < 2000;
  addEventListener('input', () => met_toets() || console.error('filled in by no key'), true);
"""
"""An error in the console turns a test red: see venster."""


def alleen_toetsen(page):
    """The test fails when anything on this page is clicked, or filled in otherwise than by keys."""
    page.add_init_script(ALLEEN_TOETSEN)
    return page


def loop_alles_langs(page) -> None:
    """Press Tab from the top: every control once, in the order of the page, in sight, with a visible focus."""
    totaal = page.evaluate(NUMMEREN)
    assert totaal > 3
    gezien = []
    for _ in range(totaal + 8):  # a date is three stops for one field
        page.keyboard.press("Tab")
        hier = page.evaluate(HIER)
        if not hier["vrij"]:  # a list that slides is still on its way
            page.wait_for_timeout(400)
            hier = page.evaluate(HIER)
        if hier["nummer"] is None or (gezien and hier["nummer"] < gezien[-1]):
            break
        assert hier["zichtbaar"], hier
        assert hier["in_beeld"], hier
        assert hier["vrij"], hier
        if not gezien or hier["nummer"] != gezien[-1]:
            gezien.append(hier["nummer"])
    assert gezien == list(range(totaal)), page.url


def tab_tot(page, doel) -> None:
    """Press Tab until this control has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if doel.evaluate("een => een === document.activeElement"):
            return
    raise AssertionError(f"not reached by Tab: {doel}")


@pytest.mark.parametrize("breedte", [390, 1280])
def test_everything_on_a_page_is_reached_in_order_and_in_sight(binnen, ib, loketmedewerker, beslisser, school, breedte):
    deskundige = gebruiker_met(Rol.DESKUNDIGE)
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    zaak = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, behandelaar=loketmedewerker)
    advies = aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    advies.adviesopdrachten.filter(volgorde=1).update(vervallen_op=advies.created_at)
    opdracht = opdracht_voor(advies, deskundige=deskundige)
    for wie, paden in (
        (ib, ["/school/", f"/aanvragen/{concept.public_id}/onderdeel/behoefte/", "/leerlingen/nieuw/"]),
        (loketmedewerker, ["/loket/?weergave=alles", f"/loket/aanvragen/{zaak.public_id}/"]),
        (deskundige, [f"/advies/{opdracht.public_id}/"]),
        (beslisser, [f"/loket/aanvragen/{zaak.public_id}/besluit/"]),
    ):
        page = binnen(wie)
        page.set_viewport_size({"width": breedte, "height": 900})
        for pad in paden:
            page.goto(pad)
            loop_alles_langs(page)


def test_somebody_logs_in_and_takes_a_case_without_a_mouse(venster, school, ib):
    loket = met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra"), totp=True)
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib)
    page = alleen_toetsen(venster())
    page.goto("/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    tab_tot(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(loket.email)
    tab_tot(page, page.get_by_label("Wachtwoord", exact=True))
    page.keyboard.type(WACHTWOORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if not page.locator("input[name=code]").evaluate("een => een === document.activeElement"):
        tab_tot(page, page.locator("input[name=code]"))
    page.keyboard.type(code_van_nu(loket))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for doel in (
        page.locator(".swv-tabs").get_by_role("link", name="Niet toegewezen"),
        page.get_by_role("button", name="Neem deze").first,
        page.get_by_role("link", name="Compleet en naar deskundigen"),
    ):
        tab_tot(page, doel)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.url.endswith("/deskundigen/")
    aanvraag.refresh_from_db()
    assert aanvraag.behandelaar == loket


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(binnen, loketmedewerker):
    InstellingFactory()
    page = binnen(loketmedewerker)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/loket/")
    knop = page.get_by_text("Menu", exact=True)
    tab_tot(page, page.locator("summary:has-text('Menu'), button:has-text('Menu')").first)
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Verzenden", exact=True).is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"
    assert knop.is_visible()

"""Pages that an SWV writes: versions, days, who reads what, and what is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling, Samenwerkingsverband
from scholen.regio import laden as regioladen
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from voorlichting.actions import paginas as acties
from voorlichting.actions.klaarzetten import paginas_klaarzetten
from voorlichting.forms.pagina import PaginaForm
from voorlichting.invullen import waarden
from voorlichting.models import Pagina, Paginaversie
from voorlichting.regio import EIGEN, laden
from voorlichting.rules.plekken import fouten
from voorlichting.woordenlijst import TERMEN, termen

pytestmark = pytest.mark.django_db


@pytest.fixture
def swv():
    return InstellingFactory().swv


@pytest.fixture
def door():
    return gebruiker_met(Rol.BEHEERDER)


def maken(swv, door, **velden):
    basis = {"rubriek": "ouders", "slug": "hulp", "taal": "nl", "titel": "Hulp", "tekst": "Bel {{telefoon}}."}
    return acties.pagina_maken(swv, door=door, op=timezone.now(), **(basis | velden))


def publiceren(pagina, door, over=0):
    vanaf = timezone.localdate() + timedelta(days=over)
    return acties.pagina_publiceren(pagina, door=door, op=timezone.now(), vanaf=vanaf)


def test_a_draft_is_read_by_nobody_and_a_published_page_by_everybody(client, swv, door):
    pagina = maken(swv, door)
    assert client.get("/ouders/hulp/").status_code == 404
    publiceren(pagina, door)
    html = client.get("/ouders/hulp/").content.decode()
    assert "<h1>Hulp</h1>" in html
    assert 'href="tel:+31000000000"' in html, "the number comes from the settings"
    assert 'property="og:title" content="Hulp"' in html
    assert "Hulp" in client.get("/ouders/").content.decode()


def test_a_page_of_tomorrow_waits_and_the_old_words_hold_until_then(client, swv, door):
    pagina = maken(swv, door)
    publiceren(pagina, door)
    acties.pagina_schrijven(pagina, door=door, op=timezone.now(), tekst="Nieuw.")
    assert "Nieuw." not in client.get("/ouders/hulp/").content.decode()
    publiceren(pagina, door, over=1)
    assert "Nieuw." not in client.get("/ouders/hulp/").content.decode()
    assert pagina.versies.count() == 2
    acties.pagina_schrijven(pagina, door=door, op=timezone.now(), tekst="x")
    with pytest.raises(NietMogelijk, match="Kies vandaag"):
        publiceren(pagina, door, over=-1)


def test_what_was_published_never_changes(swv, door):
    pagina = maken(swv, door)
    versie = publiceren(pagina, door)
    for doen in (
        lambda: Paginaversie.objects.filter(pk=versie.pk).update(tekst="Anders"),
        lambda: Paginaversie.objects.filter(pk=versie.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            doen()


def test_a_page_is_taken_off_and_put_back(client, swv, door):
    pagina = maken(swv, door)
    publiceren(pagina, door)
    acties.pagina_intrekken(pagina, door=door, op=timezone.now())
    assert client.get("/ouders/hulp/").status_code == 404
    acties.pagina_terugzetten(pagina, door=door, op=timezone.now())
    assert client.get("/ouders/hulp/").status_code == 200


def test_a_wrong_or_empty_placeholder_is_refused_with_a_sentence_and_nothing_half_done(swv, door):
    with pytest.raises(NietMogelijk, match=r"\{\{telefon\}\} bestaat niet. Bedoel je"):
        maken(swv, door, tekst="{{telefon}}")
    assert not Pagina.objects.exists()
    pagina = maken(swv, door, tekst="{{steunpunt_website}}")
    with pytest.raises(NietMogelijk, match="nog niets ingevuld"):
        publiceren(pagina, door)
    assert not Paginaversie.objects.exclude(gepubliceerd_op=None).exists()


def test_the_editor_makes_a_paste_safe_and_says_so(swv, door):
    client = ingelogd(door)
    pagina = maken(swv, door)
    pad = f"/beheer/paginas/{pagina.public_id}/"
    plak = {"titel": "Hulp", "tekst": "<p onclick=x()>Goed <b>dat</b> u er bent</p><script>alert(1)</script>"}
    antwoord = client.post(f"{pad}schrijven/", {**plak, "volgorde": 5}, follow=True)
    assert "Die hebben we weggehaald" in antwoord.content.decode()
    versie = pagina.versies.get()
    assert versie.tekst == "Goed dat u er bent"
    antwoord = client.post(f"{pad}schrijven/", {"titel": "Hulp", "tekst": "{{telefon}}", "volgorde": 5})
    assert "Bedoel je {{telefoon}}?" in antwoord.content.decode()
    kop = {"titel": "Hulp", "tekst": "## Kop\n\nBel {{telefoon}}", "volgorde": 5, "actie": "voorbeeld"}
    antwoord = client.post(f"{pad}schrijven/", kop)
    html = antwoord.content.decode()
    assert "<h2>Kop</h2>" in html
    assert "tel:+31000000000" in html
    assert pagina.versies.get().tekst == "Goed dat u er bent", "a preview keeps nothing"


def test_a_new_page_from_nothing_to_published(client, swv, door):
    beheer = ingelogd(door)
    adres = {"rubriek": "professionals", "slug": "Nieuw-Plan", "taal": "nl"}
    html = beheer.post("/beheer/paginas/nieuw/", adres).content.decode()
    assert "Vul een titel in" not in html, "what was not asked yet is no fault"
    antwoord = beheer.post("/beheer/paginas/nieuw/", {**adres, "titel": "Plan", "volgorde": 50})
    pagina = Pagina.objects.get()
    assert antwoord["Location"] == f"/beheer/paginas/{pagina.public_id}/"
    beheer.post(antwoord["Location"], {"vanaf": timezone.localdate().isoformat()})
    assert client.get("/professionals/nieuw-plan/").status_code == 200
    dubbel = beheer.post("/beheer/paginas/nieuw/", {**adres, "titel": "Plan", "volgorde": 50}).content.decode()
    assert "Er is al een pagina met dit adres" in dubbel
    vast = {"rubriek": "vast", "slug": "zomaar", "taal": "nl"}
    assert "vaste pagina" in beheer.post("/beheer/paginas/nieuw/", vast).content.decode()


def test_a_page_in_another_language_has_an_address_of_its_own(client, swv, door):
    publiceren(maken(swv, door), door)
    ar = maken(swv, door, taal="ar", titel="مساعدة", tekst="اتصل: {{telefoon}}.", inleiding="باختصار")
    pad = "/talen/ar/ouders/hulp/"
    assert client.get(pad).status_code == 404, "a draft is read by nobody"
    publiceren(ar, door)
    html = client.get(pad).content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert "<h1>مساعدة</h1>" in html
    assert 'href="tel:+31000000000"' in html
    assert 'href="/ouders/hulp/" hreflang="nl" lang="nl" dir="ltr"' in html, "and the way to the Dutch"
    dutch = client.get("/ouders/hulp/").content.decode()
    assert "<h1>Hulp</h1>" in dutch
    assert f'href="{pad}" hreflang="ar" lang="ar" dir="rtl"' in dutch
    assert f'href="{pad}"' in client.get("/talen/ar/").content.decode(), "found from the first page in that language"
    assert pad not in client.get("/talen/tr/").content.decode()
    assert f"{pad}</loc>" in client.get("/sitemap.xml").content.decode()
    for elders in (
        "/talen/tr/ouders/hulp/",
        "/talen/ar/nieuws/hulp/",
        "/talen/ar/vast/hulp/",
        "/talen/nl/ouders/hulp/",
    ):
        assert client.get(elders).status_code == 404, elders
    acties.pagina_intrekken(ar, door=door, op=timezone.now())
    assert client.get(pad).status_code == 404
    assert pad not in client.get("/ouders/hulp/").content.decode()


def test_beheer_begins_a_language_beside_the_dutch_words(client, swv, door):
    nl = maken(swv, door, rubriek="scholing", dag=timezone.localdate(), plaats="Kadeplein 1", volgorde=7)
    beheer = ingelogd(door)
    van = f"/beheer/paginas/{nl.public_id}/"
    nieuw = "/beheer/paginas/nieuw/?rubriek=scholing&amp;slug=hulp&amp;taal=tr"
    assert f'href="{nieuw}"' in beheer.get(van).content.decode()
    html = beheer.get(nieuw.replace("&amp;", "&")).content.decode()
    assert "Zo staat het in het Nederlands" in html
    assert "tel:+31000000000" in html
    assert 'value="Kadeplein 1"' in html, "what is the same in every language comes along"
    assert re.search(r'<textarea[^>]*name="tekst"[^>]*lang="tr"', html)
    assert "Vul een titel in" not in html
    woorden = {"titel": "Yardım", "tekst": "**Merhaba**", "volgorde": 7, "dag": timezone.localdate().isoformat()}
    post = {"rubriek": "scholing", "slug": "hulp", "taal": "tr", **woorden}
    voorbeeld = beheer.post("/beheer/paginas/nieuw/", {**post, "actie": "voorbeeld"}).content.decode()
    assert '<div lang="tr" dir="ltr">' in voorbeeld
    assert not Pagina.objects.filter(taal="tr").exists(), "a preview keeps nothing"
    naar = beheer.post("/beheer/paginas/nieuw/", post)["Location"]
    assert "Straks te lezen op /talen/tr/scholing/hulp/" in beheer.get(naar).content.decode()
    beheer.post(naar, {"vanaf": timezone.localdate().isoformat()})
    assert 'href="/talen/tr/scholing/hulp/"' in beheer.get(naar).content.decode()
    assert "te lezen</small></li>" in beheer.get(van).content.decode()
    assert client.get("/talen/tr/scholing/hulp/").status_code == 200
    assert "Zo staat het in het Nederlands" in beheer.get(f"{naar}schrijven/").content.decode()


def test_a_fixed_page_is_written_in_a_language_only_where_it_is_read_so(client, swv, door):
    beheer = ingelogd(door)
    vast = {"rubriek": "vast", "slug": "privacy", "taal": "tr", "titel": "x", "volgorde": 50}
    assert "alleen in het Nederlands" in beheer.post("/beheer/paginas/nieuw/", vast).content.decode()
    assert not Pagina.objects.exists()
    publiceren(maken(swv, door, rubriek="vast", slug="steunpunt", tekst="Van ons"), door)
    assert "Van ons" not in client.get("/talen/tr/steunpunt/").content.decode(), "no Dutch between the Turkish"
    publiceren(maken(swv, door, rubriek="vast", slug="steunpunt", taal="tr", tekst="Bizden"), door)
    assert "Bizden" in client.get("/talen/tr/steunpunt/").content.decode()
    assert "Bizden" not in client.get("/steunpunt/").content.decode()


@pytest.mark.parametrize("regio", EIGEN)
def test_every_region_begins_with_pages_whose_placeholders_are_all_filled(client, regio):
    swv = InstellingFactory().swv
    Samenwerkingsverband.objects.update(regio=regio)
    swv.refresh_from_db()
    SchoolFactory()
    nu = timezone.now()
    assert paginas_klaarzetten(swv, door=Systeem("demo"), op=nu) == len(laden(regio).paginas)
    assert paginas_klaarzetten(swv, door=Systeem("demo"), op=nu) == 0, "a second time changes nothing"
    html = client.get("/over-ons/").content.decode()
    assert html.count("swv-card--link") >= 4
    for een in laden(regio).paginas:
        tekst = "\n".join(str(waarde) for waarde in een.woorden.values())
        assert fouten(tekst) == []


def test_what_a_region_files_under_a_theme_is_one_of_its_themes():
    for regio in EIGEN:
        themas = {een.woorden["thema"] for een in laden(regio).paginas if een.woorden.get("thema")}
        assert themas <= set(regioladen(regio).instelling.get("themas", ()))


def test_the_command_sets_the_pages_of_the_own_region_ready():
    InstellingFactory()
    call_command("paginas_klaarzetten", verbosity=0)
    aantal = Pagina.objects.count()
    assert aantal == len(laden("geen").paginas) >= 15, "a region without a file begins with what holds everywhere"
    call_command("paginas_klaarzetten", verbosity=0)
    assert Pagina.objects.count() == aantal


def test_the_words_of_the_regions_are_their_own_and_can_be_read():
    """No two regions say the same about themselves, and no sentence is too long for who reads with trouble."""
    begin = [een for regio in EIGEN for een in laden(regio).paginas if een.plek["rubriek"] == "over-ons"]
    zinnen = [een.woorden["inleiding"] for een in begin]
    assert len(set(zinnen)) == len(zinnen)
    assert len(EIGEN) == 5


def test_only_who_keeps_the_pages_writes_them(swv, door):
    pagina = maken(swv, door)
    with pytest.raises(NietMogelijk):
        acties.pagina_schrijven(pagina, door=gebruiker_met(Rol.IB), op=timezone.now(), tekst="x")
    assert pagina.versies.get().tekst == "Bel {{telefoon}}."


def test_a_field_that_a_rubriek_does_not_ask_is_not_there():
    form = PaginaForm(rubriek="ouders", themas=["Loket"])
    assert {"niveau", "thema", "dag"} & set(form.fields) == set()
    assert {"niveau", "thema"} <= set(PaginaForm(rubriek="kennisbank", themas=["Loket"]).fields)
    assert PaginaForm(rubriek="scholing", themas=[]).fields["dag"].required


def test_on_a_page_in_another_language_terms_and_dutch_words_are_in_it(client, swv, door):
    tekst = "En en {{termijn_tlv}}. TLV, zienswijze."
    for taal, termijn, mening in (("en", "6 weeks", "your opinion"), ("pl", "6 tygodni", "opinia o wniosku")):
        publiceren(maken(swv, door, slug=f"t-{taal}", taal=taal, titel="T", tekst=tekst, inleiding="I"), door)
        html = client.get(f"/talen/{taal}/ouders/t-{taal}/").content.decode()
        assert termijn in html
        assert mening in html
    with translation.override("ar"):
        assert waarden(Instelling.objects.get(), date(2026, 11, 1))["termijn_tlv"].tekst == "6 أسابيع"
        assert {een.woord for een in termen()} >= {*TERMEN, "speciaal onderwijs", "praktijkonderwijs"}
    assert termen() == []
    assert waarden(Instelling.objects.get(), date(2026, 11, 1))["termijn_tlv"].tekst == "6 weken"

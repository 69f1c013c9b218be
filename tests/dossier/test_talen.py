"""The pages of families in their own language: no Dutch is left there, and what is kept is Dutch nevertheless."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from dossier.urls import urlpatterns
from kern.bestanden.models import VRIJ, Scan
from kern.brieven.actions import renderen
from kern.brieven.talen import TALEN
from kern.gebruikers.rollen import Rol
from loket.actions.terugbellen import bellen_vragen
from loket.models import Helpertoegang, Status, Zienswijze
from loket.models.privacyverzoek import TITELS
from loket.uitleg.vertaling import catalogus, teksten
from scholen.middleware import DUTCH as NOG_DUTCH
from scholen.models import Toestemming
from start.vertalingen import WORTEL
from tests.elk import elk
from tests.factories import aanvraag_in, gebruiker_met, ronde_verzonden
from tests.loket.alle_brieven import ALLE

VREEMD = [taal for taal in TALEN if taal != "nl"]
VERTAALDE_PAGINAS = (
    "_aanbod",
    "_akkoord_terug",
    "_hulp",
    "_hulpverslag",
    "_hulpwoord",
    "_meer_tijd",
    "_overleg",
    "_toestemming",
    "_thuis",
    "_verloop",
    "_woorden",
    "aanbodwoord",
    "alles",
    "arrangement",
    "bellen",
    "bezwaar",
    "brieven_kiezen",
    "dossier",
    "dossiers",
    "gegevens",
    "gegevens_vragen",
    "handelingsdeel",
    "helper_nieuw",
    "helper_stoppen",
    "helpers",
    "kopie",
    "mailkeuze",
    "meer_tijd",
    "mening",
    "mening_voorbereiden",
    "naar_school",
    "stem",
    "niet_naar_school",
    "terugblik",
    "terugkijken",
    "toestemming",
    "toestemming_stoppen",
    "toestemmingen",
    "verklaring",
    "vraag",
    "wens",
)
GEEN_PAGINA = {"kopie_zip", "overleg_antwoord", "taal"}
ZELFDE_SJABLOON = {
    "aanbod": "aanbodwoord",
    "bellen_school": "bellen",
    "hulp_terugblik": "terugblik",
    "thuis_terugblik": "terugblik",
    "vraag_school": "vraag",
}
GEDEELD = (
    "_gezinsregels",
    "_handelingsdeel_tekst",
    "_mening_geven",
    "_niet_bewaard",
    "_stem_doen",
    "_stem_formulier",
    "_stem_woorden",
    "_terug_school",
    "_terugblik",
    "_zorg_melden",
    "samen_tekenen",
    "stem_zelf",
)
VAN_HET_ACCOUNT = (
    "403_csrf",
    "account/account_inactive",
    "account/base_confirm_code",
    "account/base_reauthenticate",
    "account/confirm_login_code",
    "account/login",
    "account/logout",
    "account/password_change",
    "account/password_reset",
    "account/password_reset_done",
    "account/password_reset_from_key",
    "account/password_reset_from_key_done",
    "account/password_set",
    "account/reauthenticate",
    "allauth/layouts/manage",
    "gebruikers/_geen_dossier",
    "gebruikers/geen_dossier",
    "gebruikers/nog_een_keer",
    "gebruikers/weer_ingelogd",
    "loket/eigen_email",
    "loket/eigen_email_code",
    "mfa/authenticate",
    "mfa/index",
    "mfa/reauthenticate",
    "mfa/recovery_codes/generate",
    "mfa/recovery_codes/index",
    "mfa/totp/activate_form",
    "mfa/totp/deactivate_form",
    "mfa/webauthn/add_form",
    "mfa/webauthn/authenticator_confirm_delete",
    "mfa/webauthn/authenticator_list",
    "mfa/webauthn/edit_form",
    "mfa/webauthn/reauthenticate",
    "usersessions/usersession_list",
)
SJABLONEN = [
    *(WORTEL / "templates" / "dossier" / f"{naam}.html" for naam in VERTAALDE_PAGINAS),
    *sorted((WORTEL / "templates" / "loket" / "meekijken").glob("*.html")),
    *(WORTEL / "templates" / "loket" / f"{naam}.html" for naam in GEDEELD),
    *(WORTEL / "templates" / f"{naam}.html" for naam in VAN_HET_ACCOUNT),
    *(WORTEL / "templates" / naam for naam in ("base.html", "_kop_einde.html", "_menu.html", "_voet.html")),
    *(WORTEL / "templates" / "components" / naam for naam in ("veld.html", "_veld_uitleg.html", "foutenlijst.html")),
]
WOORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
TAG = re.compile(r"<[^>]*>")
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
VERTAALD = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.S)
VOOR_MEDEWERKERS = re.compile(
    r"{% (?:el)?if (?:demo|zoek_url|je|menu\.inklapbaar|oefenen|kan_oefenen and user\.is_authenticated) %}.*?"
    r"(?={% (?:else|elif|endif)\b)",
    re.S,
)
HOORBAAR = re.compile(r'(?:alt|title|aria-label|placeholder)="([^"]*)"')
CONSTANTE = re.compile(r'(?<!_\()"([^"]*)"')
EIGEN = frozenset(
    "kaart kaart_link knop melding uitklap kruimelpad regel regelblok bestanden leeg stap tabel pil".split()  # noqa: SIM905
)
PLEK = re.compile(r"%\(\w+\)s|\{\w*\}|</?\w[^>]*>")
DUTCH = re.compile(r".{0,40}\b(?:het|een|uw|niet|wij|naar|voor|zijn|deze)\b.{0,40}", re.I)


def dutch_buiten_de_catalogus(bron):
    """Words of a template that no catalogue sees: in its text, in what is read aloud, and in what a component gets."""
    for weg in (VOOR_MEDEWERKERS, VERTAALD, SCRIPT):
        bron = weg.sub("", bron)
    for deel in Lexer(bron).tokenize():
        if deel.token_type == TokenType.BLOCK and deel.contents.split()[0] in EIGEN:
            yield from (een for een in CONSTANTE.findall(deel.contents) if een[:1].isupper())
    kaal = re.sub(r"{[%{].*?[%}]}", "", bron, flags=re.S)
    yield from (een for een in HOORBAAR.findall(kaal) if WOORD.search(een))
    yield from WOORD.findall(re.sub(r"&\w+;|www\.\S+", "", TAG.sub(" ", kaal)))


@elk("pad", SJABLONEN, ids=lambda pad: pad.name)
def test_every_fixed_text_on_a_page_of_a_family_is_in_the_catalogue(pad):
    assert list(dutch_buiten_de_catalogus(pad.read_text(encoding="utf-8"))) == []


def test_every_page_of_a_family_is_translated_or_kept_dutch():
    """A page that is neither would call itself Arabic and be Dutch."""
    namen = {pad.name for pad in urlpatterns} - GEEN_PAGINA
    vertaald = {naam for naam in namen if ZELFDE_SJABLOON.get(naam, naam) in VERTAALDE_PAGINAS}
    dutch = {naam.removeprefix("dossier:") for naam in NOG_DUTCH}
    assert vertaald | dutch == namen
    assert not vertaald & dutch


@pytest.mark.parametrize("taal", VREEMD)
def test_a_translation_is_there_and_keeps_the_places_and_the_marks_of_its_dutch(taal):
    for een in teksten(taal):
        assert all(een.vertaling), een.msgid
        if not een.meervoud:
            assert sorted(PLEK.findall(een.vertaling[0])) == sorted(PLEK.findall(een.msgid)), een.msgid


# --- on the page --------------------------------------------------------------------------------------------------


pagina_nodig = pytest.mark.django_db


def hoofd_zonder_dutch(pagina):
    """The text of a page without what is marked as Dutch, by an element or on its own."""
    deel = pagina[pagina.index("<body") :]
    deel = re.sub(r"<(aside|script)\b.*?</\1>", " ", deel, flags=re.S)
    deel = re.sub(r'<(\w+)[^>]* lang="nl"[^>]*>.*?</\1>', " ", deel, flags=re.S)
    return unescape(TAG.sub(" ", deel))


@pytest.fixture
def zaak(school, ib, leerling, ouder):
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde_verzonden(zaak.zienswijzeronden.get())
    return zaak


PAGINAS = ("dossier", "alles", "bellen", "meer_tijd", "mening")


@pagina_nodig
@pytest.mark.parametrize("taal", VREEMD)
def test_no_page_of_a_family_mixes_dutch_into_another_language(inloggen, ouder, zaak, taal):
    ouder.betrokkenen.update(taal=taal)
    client = inloggen(ouder)
    paden = [reverse(f"dossier:{naam}", args=[zaak.public_id]) for naam in PAGINAS]
    paden += [reverse("dossier:brieven_kiezen")]
    paden += [reverse("dossier:gegevens_vragen", args=[zaak.public_id, soort]) for soort in ("correctie", "inzage")]
    for pad in paden:
        for pagina in (client.get(pad).text, client.post(pad, {}).text if "vragen" in pad or "bellen" in pad else ""):
            if pagina:
                assert f'<html lang="{taal}"' in pagina, pad
                assert not DUTCH.findall(hoofd_zonder_dutch(pagina)), pad


@pagina_nodig
def test_a_page_that_is_not_translated_says_that_it_is_dutch(inloggen, ouder, zaak):
    """Also for a script, a screen reader and the way in which it is written."""
    ouder.betrokkenen.update(taal="ar")
    client = inloggen(ouder)
    gezien = 0
    for naam in sorted(NOG_DUTCH):
        for sleutel in ([], [zaak.public_id], [zaak.leerling.public_id]):
            try:
                antwoord = client.get(reverse(naam, args=sleutel))
            except NoReverseMatch:
                continue
            if antwoord.status_code == 200:
                gezien += 1
                assert '<html lang="nl"' in antwoord.text, naam
    assert gezien


@pagina_nodig
def test_the_language_ends_with_the_session_and_staff_never_have_it(inloggen, client, ouder, zaak, loketmedewerker):
    ouder.betrokkenen.update(taal="ar")
    gezin = inloggen(ouder)
    assert 'lang="ar"' in gezin.get(reverse("dossier:bellen", args=[zaak.public_id])).text
    gezin.post(reverse("account_logout"))
    assert '<html lang="nl"' in gezin.get("/meekijken/").text
    client.post(reverse("loket:meekijken_taal"), {"taal": "ar"})
    client.force_login(loketmedewerker)
    assert '<html lang="nl"' in inloggen(loketmedewerker).get("/loket/").text


@pagina_nodig
def test_who_is_staff_and_a_parent_has_dutch_at_work_and_the_own_language_at_home(inloggen, school, leerling, zaak):
    wie = gebruiker_met(Rol.IB, school=school)
    gebruiker_met_rol = wie.lidmaatschappen.create(rol=Rol.OUDER, van=timezone.localdate())
    assert gebruiker_met_rol.pk
    ander = zaak.leerling.gezag.first().betrokkene
    ander.gebruiker, ander.taal = wie, "tr"
    ander.save()
    client = inloggen(wie)
    assert '<html lang="tr"' in client.get(reverse("dossier:dossier", args=[zaak.public_id])).text
    assert '<html lang="nl"' in client.get("/school/").text


@pagina_nodig
def test_what_is_kept_is_dutch_whatever_the_page_speaks(ouder, zaak):
    with translation.override("ar"):
        verzoek = bellen_vragen(
            zaak, door=ouder, op=timezone.now(), telefoon="0612345678", wanneer="maandag", waarover=""
        )
    assert verzoek.get_voor_display() == "het loket"


@pytest.mark.parametrize("geval", ALLE[::7], ids=str)
def test_a_letter_is_frozen_in_dutch_whatever_the_page_speaks(geval):
    """A parent who reads Arabic lodges a bezwaar: the receipt that comes of it is Dutch."""
    sjabloon = f"brieven/{geval.sjabloon}.html"
    with translation.override("ar"):
        woorden = renderen(sjabloon, geval.brief).html
    assert woorden == renderen(sjabloon, geval.brief).html
    assert settings.LANGUAGE_CODE == "nl"


def test_dutch_is_the_text_itself():
    assert catalogus("nl").gettext("Bel mij") == "Bel mij"


def test_a_choice_that_a_page_translates_by_name_is_in_the_catalogue():
    """Of these the template has only the name of a variable."""
    namen = [
        *Toestemming.Aan.labels,
        *Toestemming.Wat.labels,
        *(Scan(waarde).label for waarde in Scan if waarde not in VRIJ),
        *Zienswijze.Kanaal.labels,
        *Helpertoegang.Soort.labels,
        *TITELS.values(),
    ]
    assert set(namen) - {een.msgid for een in teksten("ar")} == set()

"""The settings of an SWV: every one on a page, changed from a later day on, and who changed what stays to be seen."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.models import Status
from scholen.actions.instellingen import instelling_wijzigen
from scholen.forms.instellingen import GEEN_PAGINA, GROEPEN, InstellingForm, groep
from scholen.models import Instelling, Samenwerkingsverband
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory, aanvraag_in, gebruiker_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def instelling(db, monkeypatch):
    """Of an SWV that decides already."""
    monkeypatch.setattr("scholen.actions.instellingen.in_gebruik", lambda swv: True)
    return InstellingFactory()


def wijzig(instelling, door, dag, **velden):
    return instelling_wijzigen(instelling.swv, door=door, op=timezone.now(), geldig_van=dag, velden=velden)


def pad(sleutel):
    return reverse("scholen:instelling_groep", args=["po2815", sleutel])


def ingevuld(client, sleutel):
    """The form of a group as it stands, to post back with something changed."""
    form = client.get(pad(sleutel)).context["form"]
    data = {}
    for veld in form:
        waarde = veld.value()
        data[veld.html_name] = waarde.isoformat() if hasattr(waarde, "isoformat") else waarde
    return {naam: waarde for naam, waarde in data.items() if waarde is not None}


def test_every_setting_is_on_exactly_one_page_or_says_why_not():
    kolommen = [veld.name for veld in Instelling._meta.concrete_fields]
    op_pagina = [naam for een in GROEPEN for naam in een.velden]
    assert sorted([*op_pagina, *GEEN_PAGINA]) == sorted(kolommen)


def test_every_setting_has_a_name_and_the_unclear_ones_an_explanation():
    velden = [veld for een in GROEPEN for veld in een.velden.values()]
    assert all(veld.label for veld in velden)
    assert sum(bool(veld.help_text) for veld in velden) >= len(velden) - 4


@pytest.mark.parametrize("sleutel", [een.sleutel for een in GROEPEN])
def test_each_page_can_be_sent_as_it_stands(inloggen, beheerder, instelling, sleutel):
    client = inloggen(beheerder)
    antwoord = client.post(pad(sleutel), ingevuld(client, sleutel))
    assert "Er is niets gewijzigd." in antwoord.text
    assert Instelling.objects.count() == 1


@pytest.mark.parametrize(
    ("sector", "wel", "niet"),
    [
        ("PO", ("Speciaal basisonderwijs", "Wie beslist over sbo?"), ("lwoo", "Praktijkonderwijs", "Voortgezet")),
        ("VO", ("Praktijkonderwijs", "Hoe gaan jullie om met lwoo?"), ("sbo", "Speciaal basisonderwijs")),
    ],
)
def test_an_swv_is_asked_only_what_fits_its_sector(inloggen, beheerder, instelling, sector, wel, niet):
    soorten = ["SBO", "SO"] if sector == "PO" else ["VSO", "PRO", "LWOO"]
    Samenwerkingsverband.objects.update(sector=sector)
    Instelling.objects.update(tlv_soorten=soorten)
    client = inloggen(beheerder)
    pagina = client.get(pad("aanvragen")).text.partition("<main")[2]
    for woorden in wel:
        assert woorden in pagina
    for woorden in niet:
        assert woorden not in pagina
    overzicht = client.get(reverse("scholen:instellingen")).text
    assert ("Wie beslist over sbo?" in overzicht) == (sector == "PO")
    assert ("Hoe gaan jullie om met lwoo?" in overzicht) == (sector == "VO")


def test_a_change_holds_from_tomorrow_and_what_runs_keeps_its_own(inloggen, beheerder, instelling, vandaag):
    client = inloggen(beheerder)
    data = ingevuld(client, "termijnen") | {"servicenorm_weken": "5", "vakantieregio": "zuid"}
    assert client.post(pad("termijnen"), data).status_code == 302
    morgen = vandaag + timedelta(days=1)
    assert Instelling.objects.geldig(instelling.swv, vandaag).servicenorm_weken == 6
    nieuw = Instelling.objects.geldig(instelling.swv, morgen)
    assert (nieuw.servicenorm_weken, nieuw.vakantieregio) == (5, "zuid")
    assert nieuw.public_id != instelling.public_id


def test_the_history_tells_who_changed_what_and_what_it_was(inloggen, beheerder, instelling, vandaag):
    wijzig(instelling, beheerder, vandaag + timedelta(days=1), vier_ogen=True)
    ander = gebruiker_met(Rol.BEHEERDER, naam="G. Beheer")
    wijzig(instelling, ander, vandaag + timedelta(days=1), tlv_signaal="09-15")
    tekst = inloggen(beheerder).get(reverse("scholen:instellingen")).text
    for deel in ("6 weken", "F. Beheer", "G. Beheer", "15 september", "(was: 1 oktober)", "(was: Nee)"):
        assert deel in tekst


def test_a_later_version_keeps_what_it_set_and_inherits_the_rest(beheerder, instelling, vandaag):
    maart = vandaag + timedelta(days=90)
    wijzig(instelling, beheerder, maart, servicenorm_weken=4)
    wijzig(instelling, beheerder, vandaag + timedelta(days=1), servicenorm_weken=7, vier_ogen=True)
    later = Instelling.objects.get(geldig_van=maart)
    assert (later.servicenorm_weken, later.vier_ogen) == (4, True)


@pytest.mark.parametrize(
    ("sleutel", "velden", "zin"),
    [
        ("termijnen", {"servicenorm_weken": "9"}, "heel getal in van 1 tot en met 8 weken"),
        ("termijnen", {"servicenorm_weken": "veel"}, "heel getal in van 1 tot en met 8 weken"),
        ("tlv", {"tlv_signaal": "31 februari"}, "‘31 februari’ kan niet"),
        ("tlv", {"tlv_signaal": "1 oktober, 2 oktober"}, "Vul één dag in"),
        ("tlv", {"tlv_herinneringen": "1 februari, gisteren"}, "‘gisteren’ kan niet"),
        ("tlv", {"tlv_nummer_sjabloon": "{SWV}-{JJ}{JJ}-{SOORT}"}, "ontbreekt {NNNN}"),
        ("tlv", {"tlv_nummer_sjabloon": "tlv {SWV}-{JJ}{JJ}-{SOORT}-{NNNN}"}, "hoofdletters, cijfers en streepjes"),
        ("bezwaar", {"bezwaarcommissie": ""}, "Vul de naam van de commissie in"),
        ("aanvragen", {"tlv_soorten": []}, "Kies minstens één soort"),
    ],
)
def test_a_mistake_is_said_in_dutch_and_nothing_is_kept(inloggen, beheerder, instelling, sleutel, velden, zin):
    client = inloggen(beheerder)
    antwoord = client.post(pad(sleutel), ingevuld(client, sleutel) | velden)
    assert zin in antwoord.text
    assert Instelling.objects.count() == 1


@pytest.mark.parametrize("velden", [{"tlv_soorten": ["XYZ"]}, {"lwoo_mode": "zomaar"}])
def test_the_action_refuses_what_no_page_would_send(beheerder, instelling, vandaag, velden):
    with pytest.raises(NietMogelijk):
        wijzig(instelling, beheerder, vandaag + timedelta(days=1), **velden)
    assert Instelling.objects.count() == 1


def test_a_day_that_has_come_is_refused(inloggen, beheerder, instelling, vandaag):
    client = inloggen(beheerder)
    data = ingevuld(client, "termijnen") | {"servicenorm_weken": "5", "geldig_van": vandaag.isoformat()}
    assert f"Kies een dag van {datum_voluit(vandaag + timedelta(days=1))}" in client.post(pad("termijnen"), data).text
    with pytest.raises(NietMogelijk, match="vanaf morgen"):
        wijzig(instelling, beheerder, vandaag, servicenorm_weken=5)


def test_a_new_swv_sets_itself_up_in_one_day_until_something_is_judged(inloggen, beheerder, vandaag):
    aanvraag = aanvraag_in(Status.CONCEPT)
    with pytest.raises(NietMogelijk, match="vanaf morgen"):
        wijzig(aanvraag.instelling, beheerder, vandaag, servicenorm_weken=5)
    client = inloggen(beheerder)
    assert client.get(pad("termijnen")).context["form"]["geldig_van"].value() == vandaag + timedelta(days=1)
    nieuw = InstellingFactory(swv=SamenwerkingsverbandFactory(code="VO2801", sector="VO"), tlv_soorten=["VSO"])
    wijzig(nieuw, beheerder, vandaag, servicenorm_weken=5)
    assert Instelling.objects.geldig(nieuw.swv, vandaag).servicenorm_weken == 5
    adres = reverse("scholen:instelling_groep", args=["vo2801", "termijnen"])
    assert client.get(adres).context["form"]["geldig_van"].value() == vandaag


def test_a_planned_change_is_taken_back_on_the_page(inloggen, beheerder, instelling, vandaag):
    wijzig(instelling, beheerder, vandaag + timedelta(days=90), servicenorm_weken=4)
    client, lijst = inloggen(beheerder), reverse("scholen:instellingen")
    (weg,) = re.findall(r'action="(/beheer/gepland/[^"]+)"', client.get(lijst).text)
    assert "gaat niet meer in" in client.post(weg, follow=True).text
    assert Instelling.objects.get() == instelling
    assert client.post(weg).status_code == 404


def test_days_are_typed_in_words_and_kept_as_month_and_day(instelling, vandaag):
    form = InstellingForm(groep=groep("tlv"), instelling=instelling, vanaf=vandaag)
    assert form["tlv_herinneringen"].value() == "1 februari, 1 maart, 1 april, 1 mei"
    veld = form.fields["tlv_herinneringen"]
    assert veld.prepare_value(["02-01", "03-01"]) == "1 februari, 1 maart"
    assert veld.clean("1 maart; 15 Februari") == ["03-01", "02-15"]


def test_themes_are_typed_one_on_a_line_and_kept_as_a_list(instelling, vandaag):
    veld = InstellingForm(groep=groep("woorden"), instelling=instelling, vanaf=vandaag).fields["signaalthemas"]
    assert veld.prepare_value(["Een", "Twee"]) == "Een\nTwee"
    assert veld.clean(" Een \r\n\r\nTwee   keer\nEen") == ["Een", "Twee keer"]
    for tekst, zin in (("", "minstens één"), ("x" * 61, "te lang"), ("\n".join(map(str, range(21))), "hoogstens 20")):
        with pytest.raises(ValidationError, match=zin):
            veld.clean(tekst)
    themas = InstellingForm(groep=groep("woorden"), instelling=instelling, vanaf=vandaag).fields["themas"]
    assert themas.clean("") == [], "who has no themes has none"


def test_the_settings_of_another_swv_do_not_exist(inloggen, beheerder, instelling):
    InstellingFactory(swv=SamenwerkingsverbandFactory(code="PO3001", naam="SWV Elders", eigen=False))
    client = inloggen(beheerder)
    adres = reverse("scholen:instelling_groep", args=["po3001", "termijnen"])
    velden = ingevuld(client, "termijnen") | {"servicenorm_weken": "5"}
    assert client.get(adres).status_code == client.post(adres, velden).status_code == 404
    assert "SWV Elders" not in client.get(reverse("scholen:instellingen")).text
    assert Instelling.objects.count() == 2


def test_changing_asks_to_log_in_again(inloggen, beheerder, instelling):
    client = inloggen(beheerder)
    velden = ingevuld(client, "termijnen") | {"servicenorm_weken": "5"}
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 600
    sessie.save()
    for antwoord in (client.get(pad("termijnen")), client.post(pad("termijnen"), velden)):
        assert antwoord.status_code == 302
        assert "reauthenticate" in antwoord.url
    assert Instelling.objects.count() == 1


def test_only_beheer_comes_here(inloggen, instelling, vandaag):
    for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.FG, Rol.BESTUUR):
        wie = gebruiker_met(rol)
        client = inloggen(wie)
        for adres in (reverse("scholen:instellingen"), pad("termijnen")):
            assert client.get(adres).status_code == 404
            assert client.post(adres, {"servicenorm_weken": "5"}).status_code in (404, 405)
        with pytest.raises(NietMogelijk, match="geen rechten"):
            wijzig(instelling, wie, vandaag + timedelta(days=1), servicenorm_weken=5)
    assert Instelling.objects.count() == 1

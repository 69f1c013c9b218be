"""All settings of one region, taken to an empty portal: the same settings and the same pages. All, or nothing."""

import json
import re
from datetime import date, timedelta
from itertools import zip_longest

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.aanbod import aanbod_klaarzetten
from inrichting.actions import overzetten
from inrichting.actions.overzetten import DELEN, alles_lezen, voorstel
from inrichting.models import Overzetting
from inrichting.rules.bestand import maken
from inrichting.rules.mee import MEE, NIET_MEE
from kern.avg import Regel, Van, gegevens
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from loket.actions import criteria, vragenlijst
from loket.models import Vragenlijst
from scholen.actions import regio_inrichten, scholen_inlezen
from scholen.actions.werkgebieden import werkgebied_indelen, werkgebied_maken
from scholen.importeren import bron_lezen
from scholen.models import Instelling, Samenwerkingsverband, SwvVersie
from scholen.regio import laden
from tests.factories import InstellingFactory, gebruiker_met
from tests.factories import vragenlijst as vragen_van
from tests.test_zicht import eigen_modellen
from thuiszitters.actions.protocol import protocol_klaarzetten
from voorlichting.actions.klaarzetten import paginas_klaarzetten
from voorlichting.actions.woorden import woord_toevoegen
from voorlichting.models import Woord

pytestmark = pytest.mark.django_db
NIETS = (Van.NIEMAND, Regel.GEEN)
REGIO = "duin-en-bollenstreek"
OPENBAAR = ("/", "/ouders/", "/professionals/", "/over-ons/", "/contact/", "/woordenlijst/", "/aanbod/", "/scholen/")
LOS = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|/[A-Za-z0-9_-]{22}/|\d{1,2} [a-z]+ \d{4}')
"""What differs at each visit, the addresses of rows, which are random, and the day on which news came here."""


@pytest.fixture
def nu():
    return timezone.now()


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


def scholen_van(profiel, op):
    bron = bron_lezen(profiel.scholen.name, profiel.scholen.read_bytes(), peildatum=date(2026, 8, 1))
    scholen_inlezen([bron], door=Systeem("proef"), op=op)


def paginas_van(client):
    """What a visitor reads and where it leads; in any order, for news is sorted by the day on which it came here."""
    return {pad: sorted(re.findall(r'>[^<]+|href="[^"]*"', LOS.sub("", client.get(pad).text))) for pad in OPENBAAR}


def regio_met_alles(door, op):
    """A region from its profile, with what beheer wrote since."""
    swv = regio_inrichten(laden(REGIO), door=Systeem("proef"), op=op)
    for klaarzetten in (aanbod_klaarzetten, protocol_klaarzetten, paginas_klaarzetten):
        klaarzetten(swv, door=Systeem("proef"), op=op)
    wie = {"door": door, "op": op}
    lijst = criteria.lijst_beginnen(swv, **wie, plan="2025-2029")
    criteria.criterium_opslaan(lijst, **wie, soort="VSO", code="A1", tekst="{leerling} heeft structuur nodig.")
    criteria.lijst_vaststellen(lijst, **wie)
    eerste = vragenlijst.vraag_toevoegen(swv, "", **wie, onderdeel="behoefte", tekst="Een?", soort="ja_nee")
    bij = {"toon_bij": eerste.sleutel, "toon_bij_waarde": "ja"}
    vragenlijst.vraag_toevoegen(swv, "", **wie, onderdeel="behoefte", tekst="Wat dan?", soort="tekst", **bij)
    gezien = vragenlijst.wat_verandert(Vragenlijst.objects.get())
    vragenlijst.vragenlijst_publiceren(swv, "", **wie, gezien=gezien)
    woord_toevoegen(swv, **wie, woord="kring", uitleg="Scholen die samen praten.")
    kust = werkgebied_maken(swv, **wie, naam="Kust")
    brins = list(swv.deelnames.order_by("school__brin6").values_list("school__brin6", flat=True)[:3])
    werkgebied_indelen(kust, **wie, naam="Aan de kust", scholen=brins)
    return swv


def aanbieden(data, door, op):
    return overzetten.overzetting_aanbieden(data, "instellingen.json", door=door, op=op)


def overnemen(rij, door, op):
    stand = voorstel(rij, timezone.localdate(op)).stand
    return overzetten.overzetting_overnemen(rij, door=door, op=op, akkoord=stand)


def gewijzigd(swv, door, op, **delen):
    """A file of the settings here with other parts."""
    morgen = timezone.localdate(op) + timedelta(days=1)
    inhoud = json.loads(json.dumps(alles_lezen(swv, morgen)))
    for deel, doen in delen.items():
        doen(inhoud[deel])
    return aanbieden(maken(swv.code, timezone.localdate(op), inhoud), door, op)


@pytest.mark.lang
def test_a_region_in_an_empty_portal_has_the_same_settings_and_pages(client, beheerder, nu):
    dag = timezone.localdate(nu) + timedelta(days=1)
    with transaction.atomic():
        swv = regio_met_alles(beheerder, nu)
        data = overzetten.instellingen_meenemen(swv, door=beheerder, op=nu)
        alles, paginas = alles_lezen(swv, dag), paginas_van(client)
        transaction.set_rollback(True)
    assert not Samenwerkingsverband.objects.exists(), "the portal is empty"
    assert [naam for naam, een in alles.items() if not een] == ["logo", "brieven"], "what this region does not have"
    scholen_van(laden(REGIO), nu)
    rij = aanbieden(data, beheerder, nu)
    hier = overnemen(rij, beheerder, nu)
    assert alles_lezen(hier, dag) == alles
    nu_paginas = paginas_van(client)
    for pad in OPENBAAR:
        assert [paar for paar in zip_longest(nu_paginas[pad], paginas[pad]) if paar[0] != paar[1]] == [], pad
    assert overzetten.instellingen_meenemen(hier, door=beheerder, op=nu) == data
    nog_eens = aanbieden(data, beheerder, nu)
    assert voorstel(nog_eens, timezone.localdate(nu)).leeg


def test_every_model_without_people_goes_along_or_says_why_not():
    zonder = {een._meta.label for een in eigen_modellen() if (gegevens(een).van, gegevens(een).regel) == NIETS}
    assert zonder <= MEE.keys() | NIET_MEE.keys()
    assert not MEE.keys() & NIET_MEE.keys()
    assert set(MEE.values()) == {deel.sleutel for deel in DELEN}


def test_nothing_about_people_goes_along():
    mensen = {een._meta.label for een in eigen_modellen() if gegevens(een).van not in (Van.NIEMAND,)}
    assert not mensen & MEE.keys()


def test_what_differs_is_taken_over_and_what_is_only_here_stays(swv, beheerder, nu):
    wie = {"door": beheerder, "op": nu}
    woord_toevoegen(swv, **wie, woord="kring", uitleg="Scholen die samen praten.")
    vragen_van({"tekst": "Oud?"}, {"tekst": "Hangt?", "bij": "s1", "toon_bij_waarde": "x"})
    vraag = {"onderdeel": "behoefte", "tekst": "Nieuw?", "uitleg": "", "soort": "tekst", "keuzes": [], "nodig": False}
    rij = gewijzigd(
        swv,
        beheerder,
        nu,
        gegevens=lambda deel: deel.update(merkkleur="#112233"),
        instelling=lambda deel: deel.update(servicenorm_weken=4, verantwoorden_vanaf="750.00"),
        vragen=lambda deel: deel.update(
            {"alle soorten": {"n1": {**vraag, "toon_bij": "", "toon_bij_waarde": "", "plaats": 1}}}
        ),
        woorden=lambda deel: deel.clear(),
    )
    overnemen(rij, beheerder, nu)
    swv.refresh_from_db()
    vandaag = timezone.localdate(nu)
    assert swv.merkkleur == "#112233"
    assert Instelling.objects.geldig(swv, vandaag).servicenorm_weken == 6
    assert Instelling.objects.geldig(swv, vandaag + timedelta(days=1)).servicenorm_weken == 4
    assert [een.tekst for een in vragenlijst.laatste_versie(swv, "").vragen.all()] == ["Nieuw?"]
    assert Woord.objects.filter(woord="kring").exists(), "it is not in the file, and stays"
    rij.refresh_from_db()
    assert rij.overgenomen_op == nu
    with pytest.raises(NietMogelijk, match="al overgenomen"):
        overnemen(rij, beheerder, nu)


@pytest.mark.parametrize(
    ("deel", "doen", "zin"),
    [
        ("woorden", lambda deel: deel.update(kring={"uitleg": 3}), "Woordenlijst: dit deel van het bestand klopt niet"),
        ("woorden", lambda deel: deel.update({"x" * 500: {"uitleg": "y", "vormen": []}}), "Woordenlijst: "),
        ("instelling", lambda deel: deel.update(onbekend=1), "kent deze instelling niet: onbekend"),
        ("instelling", lambda deel: deel.update(tlv_nummer_sjabloon="{SWV}"), "In het nummer ontbreekt"),
        ("instelling", lambda deel: deel.update(soorten={"XYZ": {"aan": False}}), "De soort XYZ bestaat niet"),
        ("instelling", lambda deel: deel.update(servicenorm_weken="veel"), "Er is niets overgenomen"),
        ("werkgebieden", lambda deel: deel.update(a={"naam": "A", "scholen": ["99XX00"]}), "Lees eerst de scholen in"),
        ("paginas", lambda deel: deel.update({"ouders/x/nl": {"volgorde": 1}}), "Pagina’s voor iedereen: "),
        ("aanbod", lambda deel: deel.update(klas={"naam": "x"}), "Aanbod en tarieven: "),
        ("criteria", lambda deel: deel.update(plan="2029", criteria={}), "De lijst is nog leeg"),
    ],
)
def test_what_cannot_be_taken_over_leaves_everything_as_it_was(swv, beheerder, nu, deel, doen, zin):
    rij = gewijzigd(swv, beheerder, nu, gegevens=lambda een: een.update(naam="Anders"), **{deel: doen})
    with pytest.raises(NietMogelijk, match=zin):
        overnemen(rij, beheerder, nu)
    rij.refresh_from_db()
    swv.refresh_from_db()
    assert (rij.overgenomen_op, swv.naam) == (None, "SWV De Vloedlijn")
    assert not SwvVersie.objects.exists(), "the part before it was undone too"


def test_a_draft_of_a_colleague_is_never_thrown_away(swv, beheerder, nu):
    vragen_van({"tekst": "Een?"})
    vragenlijst.vraag_toevoegen(swv, "", door=beheerder, op=nu, onderdeel="behoefte", tekst="Mee bezig", soort="tekst")
    rij = gewijzigd(swv, beheerder, nu, vragen=lambda deel: deel["alle soorten"]["s1"].update(tekst="Anders?"))
    with pytest.raises(NietMogelijk, match="nog een concept van de vragen"):
        overnemen(rij, beheerder, nu)
    assert Vragenlijst.objects.get(gepubliceerd_op=None).vragen.filter(tekst="Mee bezig").exists()


def test_what_was_shown_is_what_is_done(swv, beheerder, nu):
    rij = gewijzigd(swv, beheerder, nu, gegevens=lambda een: een.update(plaats="Duin"))
    stand = voorstel(rij, timezone.localdate(nu)).stand
    woord_toevoegen(swv, door=beheerder, op=nu, woord="kring", uitleg="Scholen die samen praten.")
    for akkoord in (stand, ""):
        with pytest.raises(NietMogelijk, match="intussen veranderd"):
            overzetten.overzetting_overnemen(rij, door=beheerder, op=nu, akkoord=akkoord)
    swv.refresh_from_db()
    assert swv.plaats == "Zandwerven"


def test_settings_of_a_second_swv_of_the_same_sector_are_refused(swv, beheerder, nu):
    morgen = timezone.localdate(nu) + timedelta(days=1)
    rij = aanbieden(maken("PO3001", timezone.localdate(nu), alles_lezen(swv, morgen)), beheerder, nu)
    with pytest.raises(NietMogelijk, match="al een samenwerkingsverband in deze sector"):
        overnemen(rij, beheerder, nu)
    assert Samenwerkingsverband.objects.get() == swv


def test_beheer_downloads_offers_looks_and_takes_over(inloggen, beheerder, swv, nu):
    client = inloggen(beheerder)
    antwoord = client.get(reverse("inrichting:meenemen", args=["po2815"]))
    assert 'filename="instellingen-po2815-' in antwoord["Content-Disposition"]
    geheel = json.loads(antwoord.content)
    geheel["inhoud"]["gegevens"]["plaats"] = "Duin"
    dag = timezone.localdate(nu)
    pad = reverse("inrichting:overzetten")
    stuk = SimpleUploadedFile("x.json", antwoord.content.replace(b"Zandwerven", b"Duin"))
    assert "niet heel" in client.post(pad, {"bestand": stuk}).text
    goed = SimpleUploadedFile("x.json", maken("PO2815", dag, geheel["inhoud"]))
    naar = client.post(pad, {"bestand": goed}).url
    pagina = client.get(naar)
    assert re.search(r'<th scope="row">plaats</th><td[^>]*>Zandwerven</td><td[^>]*>Duin</td>', pagina.text)
    assert client.post(naar, {"akkoord": pagina.context["voorstel"].stand}).url == pad
    swv.refresh_from_db()
    assert swv.plaats == "Duin"
    assert "is overgenomen op" in client.get(naar).text
    assert Overzetting.objects.count() == 1


def test_only_beheer_takes_settings_along(swv, nu):
    ander = gebruiker_met(Rol.LOKETMEDEWERKER)
    data = maken("PO2815", timezone.localdate(nu), {})
    for doen in (
        lambda: overzetten.instellingen_meenemen(swv, door=ander, op=nu),
        lambda: aanbieden(data, ander, nu),
    ):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            doen()

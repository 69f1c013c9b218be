"""All settings of one region, taken to an empty portal: the same settings and the same pages. All, or nothing."""

import base64
import json
import re
from datetime import date, timedelta
from io import BytesIO
from itertools import zip_longest

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from arrangementen.actions.aanbod import aanbod_klaarzetten
from inrichting.actions import overzetten
from inrichting.actions.deel import Werk
from inrichting.actions.overzetten import DELEN, _verschillen, alles_lezen, voorstel
from inrichting.models import Overzetting
from inrichting.rules.bestand import maken
from inrichting.rules.mee import MEE, NIET_MEE
from kern.avg import Regel, Van, gegevens
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from loket.actions import criteria, vragenlijst
from loket.actions.mandaat import mandaat_geven
from loket.models import Vragenlijst
from scholen.actions import regio_inrichten, scholen_inlezen
from scholen.actions.gegevens import logo_plaatsen
from scholen.actions.werkgebieden import werkgebied_indelen, werkgebied_maken
from scholen.importeren import bron_lezen
from scholen.models import Instelling, Samenwerkingsverband, SwvVersie
from scholen.regio import laden
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.factories import vragenlijst as vragen_van
from tests.loket.test_briefteksten import png
from tests.test_zicht import eigen_modellen
from thuiszitters.actions.protocol import protocol_klaarzetten
from voorlichting.actions.klaarzetten import paginas_klaarzetten
from voorlichting.actions.woorden import woord_toevoegen
from voorlichting.models import Woord

pytestmark = pytest.mark.django_db
NIETS = (Van.NIEMAND, Regel.GEEN)
REGIO = "duin-en-bollenstreek"
OPENBAAR = (
    *("/", "/ouders/", "/professionals/", "/over-ons/", "/contact/", "/woorden/", "/nieuws/", "/thuiszitters-info/"),
    *("/klacht-of-bezwaar/", "/steunpunt/", "/aanbod/", "/scholen/"),
)
LOS = re.compile(
    r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|/[A-Za-z0-9_-]{22}/|\d{1,2} [a-z]+ \d{4}|versie \d+'
)
"""What differs at each visit, addresses of rows, which are random, and the day and number of a version here."""


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
    antwoorden = {pad: client.get(pad) for pad in OPENBAAR}
    assert {een.status_code for een in antwoorden.values()} == {200}
    stuk = re.compile(r'>[^<]+|(?:href|src)="[^"]*"')
    return {pad: sorted(stuk.findall(LOS.sub("", een.text))) for pad, een in antwoorden.items()}


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
    beeld = SimpleUploadedFile("logo.png", png(60, 30))
    logo_plaatsen(swv, **wie, geldig_van=timezone.localdate(op), bestand=beeld)
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
    assert [naam for naam, een in alles.items() if not een] == ["brieven"], "what this region does not have"
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
        ("gegevens", lambda deel: deel.update(logo="../weg"), "niet in te vullen: logo"),
        ("gegevens", lambda deel: deel.update(postcode="99"), "Postcode: Vul een postcode in"),
        ("gegevens", lambda deel: deel.update(merkkleur="rood"), "Merkkleur: Een kleur is"),
        ("gegevens", lambda deel: deel.update(straat="Kade \u0f00"), "kunnen niet in een brief"),
        ("instelling", lambda deel: deel.update(servicenorm_weken=60), "Wij besluiten binnen: Vul een heel getal in"),
        ("instelling", lambda deel: deel.update(tlv_signaal="31 februari"), "Er is niets overgenomen"),
        ("instelling", lambda deel: deel.update(tlv_soorten=["VSO"]), "PO geeft geen TLV voor VSO"),
        ("vragen", lambda deel: deel.update(XYZ={"n1": {"tekst": "Een?"}}), "De soort XYZ bestaat niet"),
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
    rij = gewijzigd(swv, beheerder, nu, **({"gegevens": lambda een: een.update(naam="Anders")} | {deel: doen}))
    with pytest.raises(NietMogelijk, match=zin):
        overnemen(rij, beheerder, nu)
    rij.refresh_from_db()
    swv.refresh_from_db()
    assert (rij.overgenomen_op, swv.naam) == (None, "SWV De Vloedlijn")
    assert not SwvVersie.objects.exists(), "the part before it was undone too"


def test_a_choice_that_the_file_does_not_have_goes_and_is_shown(swv, beheerder, nu):
    Instelling.objects.update(soorten={"CONSULT": {"aan": False}, "ARR": {"gewicht": "melden"}})
    rij = gewijzigd(swv, beheerder, nu, instelling=lambda deel: deel["soorten"].pop("CONSULT"))
    (gevonden,) = [een for _, alle in voorstel(rij, timezone.localdate(nu)).per_deel for een in alle]
    assert (gevonden.waar, gevonden.nieuw) == ("Soorten aanvraag › CONSULT › aan", "weg")
    overnemen(rij, beheerder, nu)
    dan = Instelling.objects.geldig(swv, timezone.localdate(nu) + timedelta(days=1))
    assert dan.soorten == {"ARR": {"gewicht": "melden"}}


def test_a_werkgebied_takes_the_schools_of_the_next(swv, beheerder, nu):
    wie = {"door": beheerder, "op": nu}
    gebieden = [werkgebied_maken(swv, **wie, naam=naam) for naam in ("Aa", "Bee")]
    brins = sorted(SchoolFactory().brin6 for _ in range(2))
    for gebied, brin6 in zip(gebieden, brins, strict=True):
        werkgebied_indelen(gebied, **wie, naam=gebied.naam, scholen=[brin6])
    daar = {"aa": {"naam": "Aa", "scholen": brins}, "bee": {"naam": "Bee", "scholen": []}}
    overnemen(gewijzigd(swv, beheerder, nu, werkgebieden=lambda deel: deel.update(daar)), beheerder, nu)
    assert set(swv.deelnames.filter(tot=None).values_list("werkgebied__code", flat=True)) == {"aa"}


def test_an_empty_portal_is_not_founded_with_what_no_page_would_take(beheerder, nu):
    with transaction.atomic():
        swv = InstellingFactory().swv
        inhoud = alles_lezen(swv, timezone.localdate(nu))
        transaction.set_rollback(True)
    for deel, velden in (("gegevens", {"logo": "../weg"}), ("instelling", {"hersteltermijn_dagen": 999})):
        fout = inhoud | {deel: inhoud[deel] | velden}
        rij = aanbieden(maken("PO2815", timezone.localdate(nu), fout), beheerder, nu)
        with pytest.raises(NietMogelijk, match="Er is niets overgenomen"):
            overnemen(rij, beheerder, nu)
    assert not Samenwerkingsverband.objects.exists()


def test_a_canary_among_people_is_not_in_the_file(swv, beheerder, nu):
    kanarie = "Kanarievogel"
    school = SchoolFactory()
    beslisser = gebruiker_met(Rol.BESLISSER, naam=kanarie, email="kanarievogel@proef.example")
    gebruiker_met(Rol.IB, school=school, naam=kanarie)
    ouder_van(leerling_op(school, roepnaam=kanarie), voornaam=kanarie)
    mandaat_geven(
        **{"door": beheerder, "op": nu, "swv": swv, "nummer": "1", "gebruiker": beslisser},
        **{"functie": kanarie, "soorten": ["SO"], "van": timezone.localdate(nu)},
    )
    data = overzetten.instellingen_meenemen(swv, door=beheerder, op=nu).decode()
    for woord in (kanarie, kanarie.lower(), beheerder.naam, beheerder.email, beheerder.public_id):
        assert woord not in data


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
    assert re.search(r'<th scope="row">Plaats</th><td[^>]*>Zandwerven</td><td[^>]*>Duin</td>', pagina.text)
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


def test_a_jpeg_logo_is_no_difference_once_it_is_here(swv, beheerder, nu):
    """Made anew it loses something, so its bytes are others; the picture is the same."""
    uit = BytesIO()
    Image.effect_noise((40, 20), 90).convert("RGB").save(uit, "JPEG", quality=60)
    daar = {"mime": "image/jpeg", "gegevens": base64.b64encode(uit.getvalue()).decode()}
    deel = next(een for een in DELEN if een.sleutel == "logo")
    dag = timezone.localdate(nu)
    deel.schrijven(swv, daar, Werk(beheerder, nu, dag, dag + timedelta(days=1)))
    swv.refresh_from_db()
    hier = deel.lezen(swv, dag)
    assert hier["gegevens"] != daar["gegevens"]
    assert _verschillen(deel, hier, {"logo": daar}) == []
    ander = daar | {"gegevens": base64.b64encode(png(40, 20, "JPEG")).decode()}
    assert len(_verschillen(deel, hier, {"logo": ander})) == 1
    assert len(_verschillen(deel, hier, {"logo": daar | {"gegevens": "geen beeld"}})) == 1

"""What an SWV writes in its letters: escaped words of a fixed list, which never take away what the law asks for."""

import base64
import dataclasses
from datetime import timedelta
from io import BytesIO

import page
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from kern.bestanden.controle import BestandFout
from kern.brieven.models import Brief
from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket import letters
from loket.actions import briefteksten as acties
from loket.actions.besluit import besluiten
from loket.letters.teksten import BLOKKEN, INVULWOORDEN, VOOR, invullen, tekstfouten
from loket.models import Briefbeeld, Brieftekst, Briefteksten, Status
from tests.elk import elk
from tests.factories import InstellingFactory, aanvraag_in, beslissing, gebruiker_met, ouder_van
from tests.loket.alle_brieven import ALLE, EEN_PER_SOORT
from tests.loket.brieven import besluitbrief
from tests.loket.test_letters import bevroren

VIJANDIG = (
    "{{ settings.SECRET_KEY }}",
    "{% include 'x' %}",
    "{0.__class__}",
    "{leerling.geboortedatum}",
    "{leerling!r}",
    "{Leerling}",
    "{}",
)


def met(geval, *blokken, **velden):
    """The same letter with texts of the SWV: (block, for which letters, words)."""
    teksten = letters.Teksten(versie=1, blokken=blokken, steunpunt="Steunpunt Duin", commissie="LBT", **velden)
    afzender = dataclasses.replace(geval.brief.afzender, teksten=teksten)
    return dataclasses.replace(geval, brief=dataclasses.replace(geval.brief, afzender=afzender))


def op_naam(naam):
    return next(een for een in ALLE if een.naam == naam)


def png(breedte=40, hoogte=20, soort="PNG"):
    uit = BytesIO()
    Image.new("RGB", (breedte, hoogte), "#336699").save(uit, soort)
    return uit.getvalue()


def beeld(naam="", tekst="Logo van De Vloedlijn"):
    return letters.Beeld(uri=f"data:image/png;base64,{base64.b64encode(png()).decode()}", tekst=tekst, naam=naam)


# -- in the letter -------------------------------------------------------------------------------------------------


@elk("geval", EEN_PER_SOORT, ids=str)
def test_every_letter_takes_an_opening_a_closing_and_a_footer(geval):
    brief = met(geval, ("inleiding", "", "Opening van ons."), ("slot", "", "Slot van ons."), ("voettekst", "", "KvK 1"))
    html = brief.bevroren()
    plekken = [html.index(deel) for deel in ("Opening van ons.", "Slot van ons.", "Met vriendelijke groet", "KvK 1")]
    assert plekken == sorted(plekken)


@elk("geval", ALLE, ids=str)
def test_no_text_takes_away_what_the_law_asks_for(geval):
    """Every block filled in everywhere: all that was there is still there, apart from what a block is meant to say."""
    vol = met(
        geval, *((blok, voor, f"Eigen {blok}, namens {{swv}}") for blok, een in BLOKKEN.items() for voor in een.voor)
    )
    assert geval.controle(vol.brief) == []
    mag_weg = ("Samenwerkingsverband passend onderwijs", "Retouradres", "Met vriendelijke groet,", "Namens het bestuur")
    nu = vol.bevroren()
    weg = [regel for regel in geval.bevroren().splitlines() if regel not in nu]
    assert [regel for regel in weg if not any(deel in regel for deel in mag_weg)] == []


def test_the_most_precise_text_counts_and_the_others_are_for_the_rest():
    blokken = (("slot", "", "Voor alle."), ("slot", "besluit", "Voor besluiten."), ("slot", "afgewezen", "Voor nee."))
    assert "Voor nee." in met(op_naam("besluit-afgewezen-ouder"), *blokken).bevroren()
    assert "Voor besluiten." in met(op_naam("besluit-toegekend-ouder"), *blokken).bevroren()
    assert "Voor besluiten." in met(op_naam("tlv-intrekking-ouder"), *blokken).bevroren()
    assert "Voor alle." in met(op_naam("verdaging-ouder"), *blokken).bevroren()


@elk("geval", ALLE, ids=str)
def test_each_kind_of_letter_is_one_that_texts_can_be_for(geval):
    assert geval.brief.tekstsoort in VOOR


def test_words_between_braces_are_filled_in_from_the_letter():
    alles = " ".join("{" + woord + "}" for woord in INVULWOORDEN)
    brief = met(op_naam("besluit-toegekend-ouder"), ("slot", "", alles)).brief
    assert brief.eigen_woorden["slot"] == (
        "Fenna Voorbeeld Fenna basisschool De Zandloper speciaal onderwijs 4 januari 2027 31 juli 2029 "
        f"PO9901-2627-SO-0187 {brief.kenmerk} De Vloedlijn 000 – 000 00 00 loket@vloedlijn.example Steunpunt Duin LBT"
    )


def test_who_may_not_know_where_the_child_is_reads_no_school():
    for geval in (op_naam("besluit-toegekend-ouder"), op_naam("tlv-intrekking-ouder"), op_naam("verdaging-ouder")):
        wie = dataclasses.replace(geval.brief.geadresseerde, afgeschermd=True)
        geheim = dataclasses.replace(geval, brief=dataclasses.replace(geval.brief, geadresseerde=wie))
        assert met(geheim, ("slot", "", "Praat met {school}.")).brief.eigen_woorden["slot"] == "Praat met de school."


def test_what_a_letter_does_not_have_becomes_neutral_words():
    brief = met(op_naam("verdaging-ouder"), ("slot", "", "Tot {eind}, nummer {nummer}.")).brief
    assert brief.eigen_woorden["slot"] == "Tot de einddatum, nummer het nummer."


@pytest.mark.parametrize("tekst", VIJANDIG)
def test_what_is_not_on_the_list_is_refused_and_would_stay_as_it_was_written(tekst):
    assert any("kan niet worden ingevuld" in fout for fout in tekstfouten("slot", tekst))
    assert invullen(tekst, {"leerling": "Fenna"}) == tekst


def test_a_value_is_not_looked_at_again():
    assert invullen("{school}", {"school": "{leerling}", "leerling": "Fenna"}) == "{leerling}"


def test_text_is_escaped_and_keeps_its_lines():
    html = met(
        op_naam("besluit-toegekend-ouder"),
        ("slot", "", "Een <script>x</script>\nen <!--dagtekening--> <img src=x>"),
        ("groet", "", "<b>Dag</b>"),
        ("voettekst", "", "a\n<i>b</i>"),
    ).gedateerd()
    assert "Een &lt;script&gt;x&lt;/script&gt;<br>en &lt;!--dagtekening--&gt; &lt;img src=x&gt;" in html
    assert "&lt;b&gt;Dag&lt;/b&gt;" in html
    assert "a<br>&lt;i&gt;b&lt;/i&gt;" in html


def test_the_mandate_line_is_for_mandate_alone_and_must_say_on_whose_behalf():
    eigen = ("mandaatregel", "", "Namens {swv}, gelet op het mandaatbesluit")
    zelf = op_naam("besluit-toegekend-ouder")
    assert met(zelf, eigen).brief.formule == "Het bestuur van De Vloedlijn"
    namens = dataclasses.replace(zelf.brief.ondertekening, bevoegdheid="mandaat")
    met_mandaat = dataclasses.replace(zelf, brief=dataclasses.replace(zelf.brief, ondertekening=namens))
    assert met_mandaat.brief.formule == "Namens het bestuur van De Vloedlijn"
    assert met(met_mandaat, eigen).brief.formule == "Namens De Vloedlijn, gelet op het mandaatbesluit"


@pytest.mark.parametrize(
    "tekst",
    [
        "Namens {swv}",
        "namens het bestuur van {swv}, de directeur",
        "Namens de directeur-bestuurder van Stichting {swv}",
        "Namens het samenwerkingsverband {swv}",
    ],
)
def test_a_mandate_line_begins_with_on_whose_behalf(tekst):
    assert tekstfouten("mandaatregel", tekst) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "De directeur",
        "Niet namens {swv} maar namens de burgemeester",
        "Namens de burgemeester en {swv}",
        "Namens het bestuur van een ander, niet van {swv}",
    ],
)
def test_a_mandate_line_that_begins_otherwise_is_refused_with_how_it_must_begin(tekst):
    (fout,) = tekstfouten("mandaatregel", tekst)
    assert fout.endswith("Begin met: Namens {swv}, of: Namens het bestuur van {swv}")


def test_a_signature_stands_only_under_the_name_it_is_of():
    geval = op_naam("besluit-toegekend-ouder")
    tekent = geval.brief.ondertekening.naam
    onder = met(geval, handtekeningen=(beeld(tekent, f"Handtekening van {tekent}"),)).bevroren()
    assert f'alt="Handtekening van {tekent}"' in onder
    assert "Daarom staat er geen handtekening" not in onder
    ander = met(geval, handtekeningen=(beeld("J. Ander", "Handtekening van J. Ander"),)).bevroren()
    assert "Handtekening van" not in ander
    assert "Daarom staat er geen handtekening" in ander


def test_a_logo_takes_the_place_of_the_mark_and_says_what_it_is():
    html = met(op_naam("verdaging-school"), logo=beeld()).bevroren()
    assert 'alt="Logo van De Vloedlijn"' in html
    assert "Beeldmerk van" not in html


@pytest.mark.parametrize("profiel", ["ua1", "2a"])
def test_a_letter_with_texts_and_pictures_meets_both_norms(tmp_path, profiel):
    geval = op_naam("besluit-toegekend-ouder")
    tekent = geval.brief.ondertekening.naam
    blokken = (("slot", "", "Een slot.\n\nIn twee delen."), ("voettekst", "", "KvK 1\nOpen tot 17 uur"))
    vol = met(geval, *blokken, logo=beeld(), handtekeningen=(beeld(tekent, "Handtekening"),))
    bestand = tmp_path / "brief.pdf"
    bestand.write_bytes(html_naar_pdf(vol.gedateerd()))
    uitslag = page.validate_pdf(str(bestand), profile=profiel)
    assert uitslag.is_compliant, uitslag


# -- versions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def instelling(db):
    return InstellingFactory()


@pytest.fixture
def swv(instelling):
    return instelling.swv


@pytest.fixture
def door(db):
    return gebruiker_met(Rol.BEHEERDER)


def publiceer(rij, geldig_van):
    rij.geldig_van, rij.gepubliceerd_op = geldig_van, timezone.now()
    rij.gepubliceerd_door = gebruiker_met(Rol.BEHEERDER)
    rij.save()
    return rij


def versie(swv, *blokken, geldig_van, versie=1):
    """A published version with these blocks."""
    rij = Briefteksten.objects.create(swv=swv, versie=versie)
    for blok, voor, tekst in blokken:
        Brieftekst.objects.create(teksten=rij, blok=blok, voor=voor, tekst=tekst)
    return publiceer(rij, geldig_van)


def schrijf(swv, door, blok, tekst, voor=""):
    acties.tekst_schrijven(swv, blok, voor, door=door, op=timezone.now(), tekst=tekst)


def test_a_letter_has_the_texts_of_the_day_of_its_decision_and_remembers_their_version(swv):
    vandaag = timezone.localdate()
    versie(swv, ("slot", "", "Van toen."), geldig_van=vandaag - timedelta(days=9))
    versie(swv, ("slot", "", "Van nu."), geldig_van=vandaag, versie=2)
    versie(swv, ("slot", "", "Van straks."), geldig_van=vandaag + timedelta(days=1), versie=3)
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    ouder_van(aanvraag.leerling)
    besluiten(aanvraag, door=gebruiker_met(Rol.BESLISSER), op=timezone.now(), **beslissing(aanvraag))
    for brief in Brief.objects.all():
        assert "Van nu." in brief.html
        assert brief.context["afzender"]["teksten"]["versie"] == 2
        assert ["slot", "", "Van nu."] in brief.context["afzender"]["teksten"]["blokken"]
    assert Brief.objects.count() >= 2


def test_without_own_texts_a_letter_says_what_it_said(swv, instelling):
    assert acties.teksten_van(instelling, timezone.localdate()).blokken == ()
    assert "eigen" not in bevroren(besluitbrief("toegekend", "ouder"))


def test_the_picture_is_in_the_words_and_only_its_print_in_what_they_were_made_from(swv):
    rij = Briefteksten.objects.create(swv=swv, versie=1)
    Briefbeeld.objects.create(teksten=rij, soort="logo", tekst="Logo", mime="image/png", gegevens=png())
    rij.geldig_van, rij.gepubliceerd_op, rij.gepubliceerd_door = (
        timezone.localdate(),
        timezone.now(),
        gebruiker_met(Rol.BEHEERDER),
    )
    rij.save()
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    besluiten(aanvraag, door=gebruiker_met(Rol.BESLISSER), op=timezone.now(), **beslissing(aanvraag))
    brief = Brief.objects.first()
    assert 'src="data:image/png;base64,' in brief.html
    assert brief.context["afzender"]["teksten"]["logo"]["uri"].startswith("sha256:")


@pytest.mark.parametrize(
    "wat",
    [
        lambda rij: Briefteksten.objects.filter(pk=rij.pk).update(geldig_van=None),
        lambda rij: rij.delete(),
        lambda rij: rij.blokken.update(tekst="Anders."),
        lambda rij: rij.blokken.all().delete(),
        lambda rij: Brieftekst.objects.create(teksten=rij, blok="slot", voor="", tekst="Erbij."),
        lambda rij: Briefbeeld.objects.create(teksten=rij, soort="logo", tekst="x", mime="image/png", gegevens=b"x"),
    ],
)
def test_what_is_published_never_changes(swv, wat):
    rij = versie(swv, ("inleiding", "", "Zo is het."), geldig_van=timezone.localdate())
    with pytest.raises(DatabaseError, match="veranderen niet meer"), transaction.atomic():
        wat(rij)


def test_a_change_begins_a_draft_from_the_last_version(swv, door):
    oud = versie(swv, ("slot", "", "Oud slot."), geldig_van=timezone.localdate())
    schrijf(swv, door, "inleiding", "  Welkom bij {swv}. ")
    concept = Briefteksten.objects.get(gepubliceerd_op=None)
    assert concept.versie == 2
    assert {een.blok: een.tekst for een in concept.blokken.all()} == {
        "slot": "Oud slot.",
        "inleiding": "Welkom bij {swv}.",
    }
    assert acties.wat_verandert(concept) == ["Nieuw: Opening (alle brieven)."]
    schrijf(swv, door, "slot", "")
    assert "Weg: Slot (alle brieven)." in acties.wat_verandert(concept)
    acties.briefteksten_weggooien(swv, door=door, op=timezone.now())
    assert list(Briefteksten.objects.all()) == [oud]


@pytest.mark.parametrize(
    ("blok", "tekst", "zin"),
    [
        ("groet", "Groet,\nwij", "Schrijf één regel"),
        ("slot", "a\n" * 7, "hoogstens 6 regels"),
        ("slot", "x" * 601, "1 tekens te veel"),
        ("slot", "Bel {moeder}", "{moeder} kan niet worden ingevuld"),
        ("slot", "Dag \U0001f600", "kunnen niet in een brief"),
        ("mandaatregel", "Directeur van {swv}", "namens"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused_with_what_to_do(swv, door, blok, tekst, zin):
    with pytest.raises(NietMogelijk, match=zin):
        schrijf(swv, door, blok, tekst)
    assert not Briefteksten.objects.exists()


@pytest.mark.parametrize(("blok", "voor"), [("groet", "besluit"), ("hulp", "dwangsom"), ("bezwaarclausule", "")])
def test_there_is_no_place_for_a_text_that_no_letter_has(swv, door, blok, voor):
    with pytest.raises(NietMogelijk, match="niet in een brief"):
        schrijf(swv, door, blok, "Tekst.", voor)


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.BEHEERDER}))
def test_only_the_beheerder_writes(swv, rol):
    with pytest.raises(NietMogelijk):
        schrijf(swv, gebruiker_met(rol), "slot", "Van mij.")


# -- pictures ------------------------------------------------------------------------------------------------------


def plaats(swv, door, data, soort="logo", **velden):
    bestand = SimpleUploadedFile("logo.png", data)
    standaard = {"tekst": "Logo van ons"} if soort == "logo" else {"naam": "M. Baas"}
    acties.beeld_plaatsen(swv, soort, door=door, op=timezone.now(), bestand=bestand, **standaard | velden)
    return Briefbeeld.objects.get()


def test_a_logo_is_made_anew_and_small(swv, door):
    uit = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "geheim"
    Image.new("RGB", (3000, 1000), "#123456").save(uit, "JPEG", exif=exif)
    rij = plaats(swv, door, uit.getvalue())
    assert rij.mime == "image/jpeg"
    assert b"geheim" not in bytes(rij.gegevens)
    assert Image.open(BytesIO(bytes(rij.gegevens))).size == (720, 240)


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "geen PNG of JPEG"),
        (b'<?xml version="1.0"?><svg onload="x"/>', "geen PNG of JPEG"),
        (b"%PDF-1.7", "geen PNG of JPEG"),
        (b"GIF89a\x01\x00\x01\x00", "geen PNG of JPEG"),
        (b"", "geen PNG of JPEG"),
        (b"\x89PNG\r\n\x1a\nkapot", "kan niet worden geopend"),
        (png(5100, 5000), "pixels"),
        (b"\x89PNG" + b"x" * 5 * 1024**2, "Kies een bestand tot 5 MB"),
    ],
    ids=["svg", "svg met xml", "pdf", "gif", "leeg", "kapot", "te veel pixels", "te zwaar"],
)
def test_a_picture_that_is_no_picture_or_too_much_of_one_is_refused(swv, door, data, zin):
    with pytest.raises(BestandFout, match=zin):
        plaats(swv, door, data)
    assert not Briefbeeld.objects.exists()


def test_a_logo_says_what_it_shows_and_a_signature_whose_it_is(swv, door):
    with pytest.raises(NietMogelijk, match="wat er op het logo staat"):
        plaats(swv, door, png(), tekst=" ")
    with pytest.raises(NietMogelijk, match="van wie de handtekening is"):
        plaats(swv, door, png(), "handtekening", naam="")
    rij = plaats(swv, door, png(), "handtekening")
    assert (rij.naam, rij.tekst) == ("M. Baas", "Handtekening van M. Baas")
    acties.beeld_weghalen(swv, "handtekening", door=door, op=timezone.now(), naam="M. Baas")
    assert not Briefbeeld.objects.exists()

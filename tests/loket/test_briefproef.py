"""Texts are tried on every letter before they are published; a version that would harm one letter is refused."""

import re
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.brieven.actions import renderen
from kern.brieven.models import Brief
from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket import letters
from loket.actions import briefproef, briefteksten
from loket.actions.besluit import besluiten
from loket.actions.briefproef import CLAUSULE, bladzijden, proef, voorbeelden_van
from loket.demobrieven import brieven_vullen
from loket.letters.teksten import BLOKKEN
from loket.models import Briefbeeld, Brieftekst, Briefteksten, Status
from loket.models.briefteksten import afdruk
from scholen.actions.regio import regio_inrichten
from scholen.models import Instelling, Samenwerkingsverband
from scholen.regio import PROFIELEN, laden
from tests.factories import InstellingFactory, aanvraag_in, beslissing, gebruiker_met, vo_regio
from tests.loket.alle_brieven import ALLE
from tests.loket.test_briefteksten import png

GEEN_BRIEF = {"Bericht", "Zaakbrief", "Bezwaarbericht", "Stuk"}


@pytest.fixture
def swv(db):
    swv = InstellingFactory(bevoegdheid="mandaat", ondersteuningsplan="2025-2029").swv
    velden = {"straat": "Kade 1", "postcode": "1234 AB", "plaats": "Duin", "telefoon": "0231234567"}
    Samenwerkingsverband.objects.filter(pk=swv.pk).update(**velden, email="loket@duin.example")
    swv.refresh_from_db()
    return swv


@pytest.fixture
def door(db):
    return gebruiker_met(Rol.BEHEERDER)


@pytest.fixture
def morgen():
    return timezone.localdate() + timedelta(days=1)


def concept(swv, *blokken, versie=1):
    """The draft, in the place of an earlier one."""
    Briefteksten.objects.filter(gepubliceerd_op=None).delete()
    rij = Briefteksten.objects.create(swv=swv, versie=versie)
    for blok, voor, tekst in blokken:
        Brieftekst.objects.create(teksten=rij, blok=blok, voor=voor, tekst=tekst)
    return rij


def zinnen(rij):
    return [een.wat for een in proef(rij, timezone.localdate()) if een.houdt_tegen]


def publiceren(swv, door, dag, gezien=None):
    rij = Briefteksten.objects.get(gepubliceerd_op=None)
    gezien = briefteksten.inhoud_afdruk(rij) if gezien is None else gezien
    return briefproef.briefteksten_publiceren(swv, door=door, op=timezone.now(), geldig_van=dag, gezien=gezien)


# -- the sample letters --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sector", ["PO", "VO"])
def test_the_sample_case_has_every_letter_and_each_is_complete(swv, sector):
    if sector == "VO":
        swv = vo_regio(ondersteuningsplan="2025-2029").swv
    alle = voorbeelden_van(None, swv, timezone.localdate())
    klassen = {naam for naam in letters.__all__ if hasattr(getattr(letters, naam), "documenttitel")} - GEEN_BRIEF
    assert klassen - {type(een.brief).__name__ for een in alle} == set(), "put the new letter in letters/voorbeeld"
    assert {een.sjabloon for een in alle} == {f"brieven/{een.sjabloon}.html" for een in ALLE}
    assert len({een.sleutel for een in alle}) == len(alle)
    for een in alle:
        assert een.clausule == (CLAUSULE in renderen(een.sjabloon, een.brief).html), een.sleutel


def test_without_own_texts_there_is_nothing_to_say(swv):
    assert proef(concept(swv), timezone.localdate()) == []


def test_the_number_of_pages_is_about_that_of_the_pdf(swv):
    for een in voorbeelden_van(None, swv, timezone.localdate())[:60:20]:
        html = renderen(een.sjabloon, een.brief).html
        with pikepdf.open(BytesIO(html_naar_pdf(html.replace("<!--", "(").replace("-->", ")")))) as pdf:
            echt = len(pdf.pages)
        assert abs(bladzijden(html) - echt) <= 1, een.sleutel


@pytest.mark.parametrize("regio", PROFIELEN)
def test_in_each_region_every_letter_is_complete_and_the_texts_of_the_demo_fit(db, regio):
    nu, vandaag = timezone.now(), timezone.localdate()
    swv = regio_inrichten(laden(regio), door=Systeem("test"), op=nu - timedelta(days=900))
    assert proef(concept(swv), vandaag) == []
    Briefteksten.objects.all().delete()
    brieven_vullen(swv, door=gebruiker_met(Rol.BEHEERDER), op=nu - timedelta(days=1))
    assert (Briefteksten.objects.geldig(swv, vandaag) is not None) == swv.fictief


# -- what is found -------------------------------------------------------------------------------------------------


def test_an_element_that_the_law_asks_for_and_is_not_there_is_found(swv):
    Samenwerkingsverband.objects.update(telefoon="")
    swv.refresh_from_db()
    assert zinnen(concept(swv, ("slot", "", "Dag."))) == [
        "Er ontbreekt: telefoon en e-mail van het samenwerkingsverband."
    ]


def test_a_mandate_line_that_does_not_say_on_whose_behalf_is_found(swv):
    """The form refuses it; the trial finds it too, however it came in."""
    for regel in ("De directeur", "Niet namens {swv} maar namens de burgemeester"):
        assert "Er ontbreekt: namens wie is besloten." in zinnen(concept(swv, ("mandaatregel", "", regel)))
    assert zinnen(concept(swv, ("mandaatregel", "", "Namens {swv}, de directeur"), versie=2)) == []


def test_a_character_that_no_font_has_is_found(swv):
    (zin,) = zinnen(concept(swv, ("slot", "bericht", "Dag \u05d0")))
    assert "kunnen niet in een brief: \u05d0" in zin
    Samenwerkingsverband.objects.update(naam="De \u05d0 Lijn")
    swv.refresh_from_db()
    assert len(zinnen(concept(swv, versie=2))) == 1


def test_a_word_that_a_letter_has_nothing_for_is_found_and_named(swv):
    gevonden = proef(concept(swv, ("slot", "", "Het geldt tot {eind}.")), timezone.localdate())
    assert [een.wat for een in gevonden] == ["Slot: deze brief weet niets voor {eind}."]
    assert any(naam.startswith("Afgewezen, ") for naam in gevonden[0].brieven)
    assert not any(naam.startswith("Toegekend, ") for naam in gevonden[0].brieven)
    assert zinnen(concept(swv, ("slot", "toegekend", "Het geldt tot {eind}."), versie=2)) == []


def test_a_letter_that_is_no_decision_says_nothing_about_bezwaar(swv):
    tekst = "U kunt tegen deze brief bezwaar maken."
    zin = "Een eigen tekst gaat over bezwaar of beroep, maar deze brief is geen besluit."
    assert zinnen(concept(swv, ("slot", "", tekst))) == [zin]
    assert zinnen(concept(swv, ("slot", "besluit", tekst), versie=2)) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "U moet binnen twee weken een bezwaarschrift sturen.",
        "Heeft u bezwaren? Bel ons.",
        "Ga in beroep bij de rechter.",
        "De beroepstermijn is kort.",
    ],
)
def test_no_word_about_going_against_a_decision_stands_in_a_letter_that_is_none(swv, tekst):
    zin = "Een eigen tekst gaat over bezwaar of beroep, maar deze brief is geen besluit."
    for blok, voor in (("slot", "bericht"), ("inleiding", ""), ("voettekst", "")):
        assert zinnen(concept(swv, (blok, voor, tekst))) == [zin]


@pytest.mark.parametrize(
    "tekst", ["Middelbaar beroepsonderwijs.", "Is dit bezwaarlijk? Bel ons.", "Bel de {commissie}."]
)
def test_a_word_that_only_looks_like_it_is_no_fault(swv, tekst):
    assert zinnen(concept(swv, ("slot", "bericht", tekst))) == []


def test_a_text_about_bezwaar_beside_the_clause_is_for_decisions_alone(swv):
    assert (
        proef(
            concept(swv, ("rechtsmiddelen", "", "Liever eerst praten voor u bezwaar maakt? Bel ons.")),
            timezone.localdate(),
        )
        == []
    )


def test_an_own_text_with_a_term_beside_the_clause_is_shown_and_may_be_published(swv):
    gevonden = proef(concept(swv, ("slot", "", "U hoort binnen twee weken van ons.")), timezone.localdate())
    assert ["weken, dagen of een termijn" in een.wat for een in gevonden] == [True]
    assert not gevonden[0].houdt_tegen
    assert any(naam.startswith("Toegekend, ") for naam in gevonden[0].brieven)


def test_a_letter_that_grows_long_is_shown_and_may_be_published(swv):
    lang = "\n".join(["Een zin van het samenwerkingsverband die nergens over gaat, maar wel plaats vraagt. " * 5] * 6)
    blokken = [(blok, "besluit", lang) for blok in ("inleiding", "slot", "rechtsmiddelen", "hulp")]
    gevonden = proef(concept(swv, *blokken), timezone.localdate())
    assert gevonden
    assert all("bladzijden" in een.wat and not een.houdt_tegen for een in gevonden)


# -- publishing ----------------------------------------------------------------------------------------------------


def test_what_would_harm_a_letter_is_not_published(swv, door, morgen):
    concept(swv, ("slot", "", "Maak bezwaar."))
    with pytest.raises(NietMogelijk, match="geen besluit"):
        publiceren(swv, door, morgen)
    assert Briefteksten.objects.get().gepubliceerd_op is None


def test_publishing_is_for_a_later_day_and_says_who_did_it(swv, door, morgen):
    concept(swv, ("slot", "", "Dag."))
    for dag in (timezone.localdate(), morgen - timedelta(days=9), morgen + timedelta(days=500)):
        with pytest.raises(NietMogelijk, match="Kies een dag"):
            publiceren(swv, door, dag)
    rij = publiceren(swv, door, morgen)
    assert (rij.gepubliceerd_door, rij.geldig_van, rij.wijzigingen) == (door, morgen, "Nieuw: Slot (alle brieven).")
    assert Logregel.objects.filter(actie="briefteksten_publiceren", wie=door.public_id).exists()


def test_what_was_not_seen_or_did_not_change_is_not_published(swv, door, morgen):
    concept(swv, ("slot", "", "Dag."))
    with pytest.raises(NietMogelijk, match="intussen gewijzigd"):
        publiceren(swv, door, morgen, gezien="een andere")
    publiceren(swv, door, morgen)
    concept(swv, ("slot", "", "Dag."), versie=2)
    with pytest.raises(NietMogelijk, match="niets gewijzigd"):
        publiceren(swv, door, morgen)


def test_other_words_in_the_same_place_are_not_what_was_shown(beheer, swv, morgen):
    concept(swv, ("slot", "", "Wat ik las."))
    pagina = beheer.get(pad("briefteksten_publiceren"))
    data = {"gezien": pagina.context["afdruk"], "geldig_van": morgen.isoformat()}
    Brieftekst.objects.update(tekst="Wat een ander schreef.")
    antwoord = beheer.post(pad("briefteksten_publiceren"), data)
    assert "De teksten zijn intussen gewijzigd. Bekijk de wijzigingen opnieuw." in antwoord.text
    assert "Wat een ander schreef." in antwoord.text
    assert Briefteksten.objects.get().gepubliceerd_op is None


def test_another_picture_in_the_same_place_is_not_what_was_shown(swv, door, morgen):
    rij = concept(swv, ("slot", "", "Dag."))
    velden = {"teksten": rij, "soort": "logo", "tekst": "Ons logo", "mime": "image/png"}
    beeld = Briefbeeld.objects.create(**velden, gegevens=b"een", afdruk=afdruk(b"een"))
    gezien = briefteksten.inhoud_afdruk(rij)
    Briefbeeld.objects.filter(pk=beeld.pk).update(gegevens=b"twee", afdruk=afdruk(b"twee"))
    with pytest.raises(NietMogelijk, match="intussen gewijzigd"):
        publiceren(swv, door, morgen, gezien=gezien)


def test_the_old_and_the_new_words_stand_beside_each_other(swv, door, morgen):
    concept(swv, ("slot", "", "Oude woorden."), ("inleiding", "", "Weg ermee."))
    publiceren(swv, door, morgen)
    rij = concept(swv, ("slot", "", "Nieuwe woorden."), versie=2)
    assert [(een.zin, een.oud, een.nieuw) for een in briefteksten.verschillen(rij)] == [
        ("Anders: Slot (alle brieven).", "Oude woorden.", "Nieuwe woorden."),
        ("Weg: Opening (alle brieven).", "Weg ermee.", ""),
    ]


def test_a_later_version_does_not_begin_before_the_one_it_follows(swv, door, morgen):
    concept(swv, ("slot", "", "Een."))
    publiceren(swv, door, morgen + timedelta(days=5))
    concept(swv, ("slot", "", "Twee."), versie=2)
    with pytest.raises(NietMogelijk, match="Kies die dag of later"):
        publiceren(swv, door, morgen)
    publiceren(swv, door, morgen + timedelta(days=5))
    assert Briefteksten.objects.geldig(swv, morgen + timedelta(days=5)).versie == 2
    assert Briefteksten.objects.geldig(swv, morgen) is None


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.BEHEERDER}))
def test_only_the_beheerder_publishes(swv, morgen, rol):
    concept(swv, ("slot", "", "Dag."))
    with pytest.raises(NietMogelijk):
        publiceren(swv, gebruiker_met(rol), morgen)


# -- the pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def beheer(inloggen, beheerder, swv):
    return inloggen(beheerder)


def pad(naam, *delen):
    return reverse(f"loket:{naam}", args=["po2815", *delen])


def test_a_text_is_written_tried_and_published(beheer, swv, morgen):
    antwoord = beheer.post(pad("brieftekst", "slot", "alle"), {"tekst": "Groet van {swv}"})
    assert antwoord.url == pad("briefteksten")
    pagina = beheer.get(pad("briefteksten")).text
    assert "Groet van {swv}" in pagina
    assert "Zonder eigen tekst:" in pagina
    assert f"Groet van {swv.naam}" in beheer.get(pad("brieftekst", "slot", "alle")).text
    publiceer = beheer.get(pad("briefteksten_publiceren"))
    assert "Elke brief is compleet" in publiceer.text
    data = {"gezien": publiceer.context["afdruk"], "geldig_van": morgen.isoformat()}
    assert beheer.post(pad("briefteksten_publiceren"), data).url == pad("briefteksten")
    versie = beheer.get(pad("briefteksten_versie", 1)).text
    assert "gepubliceerd op" in versie
    assert "Groet van {swv}" in versie


def test_a_trial_that_fails_shows_what_and_where_and_has_no_button(beheer, swv):
    concept(swv, ("slot", "", "Maak bezwaar."))
    pagina = beheer.get(pad("briefteksten_publiceren")).text
    assert "Dit moet eerst anders." in pagina
    assert "geen besluit" in pagina
    assert ">Publiceer<" not in pagina


def test_a_word_that_is_not_on_the_list_is_refused_and_the_text_stays(beheer, swv):
    antwoord = beheer.post(pad("brieftekst", "slot", "alle"), {"tekst": "Hallo {{ settings.SECRET_KEY }}"})
    assert "kan niet worden ingevuld" in antwoord.text
    assert "Hallo {{ settings.SECRET_KEY }}" in antwoord.text
    assert not Briefteksten.objects.exists()


def test_every_sample_letter_can_be_read_and_writes_nothing(beheer, swv):
    rij = concept(swv, ("slot", "", "Slot van ons."))
    sleutels = [een.sleutel for een in voorbeelden_van(rij, swv, timezone.localdate())]
    assert {"toegekend-so-ouder", "verdaging-school", "bezwaar-gegrond-ouder", "tlv-blad-school"} <= set(sleutels)
    for sleutel in sleutels[::9]:
        pagina = beheer.get(pad("briefteksten_voorbeeld", 1, sleutel)).text
        assert "Slot van ons." in pagina
        assert "(datum van verzending)" in pagina
    assert beheer.get(pad("briefteksten_voorbeeld", 1, "bestaat-niet")).status_code == 404


def test_a_logo_is_shown_by_its_address_to_who_has_it_and_taken_away_again(beheer, swv):
    bestand = SimpleUploadedFile("logo.png", png(), content_type="image/png")
    assert beheer.post(pad("briefbeeld", "logo"), {"bestand": bestand, "tekst": "Ons logo"}).status_code == 302
    for naam in (pad("briefteksten"), pad("briefbeeld", "logo"), pad("briefteksten_voorbeeld", 1, "verdaging-ouder")):
        pagina = beheer.get(naam).text
        assert 'alt="Ons logo"' in pagina
        assert "data:image" not in pagina
        (adres,) = set(re.findall(r'src="(/brieven/beeld/[\w-]{22}/)"', pagina))
    beeld = beheer.get(adres)
    assert beeld["Content-Type"] == "image/png"
    assert beeld.content == bytes(Briefbeeld.objects.get().gegevens)
    assert Client().get(adres).status_code == 302
    assert beheer.get(f"/brieven/beeld/{'0' * 22}/").status_code == 404
    assert beheer.post(pad("briefbeeld_weg", "logo"), {"naam": ""}).status_code == 302
    assert 'alt="Ons logo"' not in beheer.get(pad("briefteksten")).text


def test_a_drawing_that_can_hold_a_script_is_refused_with_what_to_do(beheer, swv):
    svg = SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")
    antwoord = beheer.post(pad("briefbeeld", "logo"), {"bestand": svg, "tekst": "Ons logo"})
    assert "is geen PNG of JPEG" in antwoord.text
    assert not Briefbeeld.objects.exists()


@pytest.mark.parametrize("delen", [("slot", "dwangsom2"), ("bezwaarclausule", "alle"), ("groet", "besluit")])
def test_a_block_that_is_not_there_has_no_page(beheer, delen):
    assert beheer.get(pad("brieftekst", *delen)).status_code == 404


def test_the_articles_stand_beside_what_is_printed_without_them(beheer, swv):
    Instelling.objects.update(grondslagen={"SO": "artikel 1 van onze wet"})
    pagina = beheer.get(pad("briefteksten")).text
    assert "artikel 1 van onze wet" in pagina
    assert letters.WETTELIJKE_GRONDSLAG["SO"] in pagina


def test_a_draft_leaves_the_letters_of_today_alone(swv, door):
    concept(swv, *((blok, "", f"namens {{swv}} {blok}") for blok in BLOKKEN))
    Instelling.objects.update(bevoegdheid="bestuursorgaan")
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    besluiten(aanvraag, door=gebruiker_met(Rol.BESLISSER), op=timezone.now(), **beslissing(aanvraag))
    brief = aanvraag.besluiten.get().bekendmakingen.first().brief
    assert brief.context["afzender"]["teksten"]["blokken"] == []
    assert brief.context["afzender"]["teksten"]["versie"] == 0


def test_a_real_case_is_shown_with_the_texts_to_who_may_see_it_and_to_nobody_else(inloggen, beheerder, swv):
    concept(swv, ("slot", "", "Slot van ons voor {roepnaam}."))
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    beslisser = gebruiker_met(Rol.BESLISSER)
    Instelling.objects.update(bevoegdheid="bestuursorgaan")
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    data, adres = {"kenmerk": aanvraag.kenmerk.lower(), "aan": "school"}, pad("briefteksten_zaak", 1)
    dicht = inloggen(beheerder).post(adres, data)
    assert "of je mag hem niet zien" in dicht.text
    assert aanvraag.leerling.roepnaam not in dicht.text
    Lidmaatschap.objects.create(gebruiker=beheerder, rol=Rol.BESLISSER, van=timezone.localdate())
    voor = (Brief.objects.count(), Briefteksten.objects.count())
    open_ = inloggen(beheerder).post(adres, data)
    assert f"Slot van ons voor {aanvraag.leerling.roepnaam}." in open_.text
    assert (Brief.objects.count(), Briefteksten.objects.count()) == voor
    assert Logregel.objects.filter(wie=beheerder.public_id, actie="brief_gelezen").exists()
    assert "geen brief met dit nummer" in inloggen(beheerder).post(adres, data | {"aan": "voogd"}).text

"""After the decision: calling first, correcting a slip of the pen, and words that not everybody may read."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.afscherming import afgeschermd_genoemd
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.bellen import ouders_bellen
from loket.actions.besluit import besluiten
from loket.actions.brief import Beslissing, Ondertekenaar, Zaakfeiten, besluitbrief, woorden
from loket.actions.geadresseerden import geadresseerden
from loket.actions.herstel import besluit_herstellen
from loket.models import Aanvraag, Bekendmaking, Beltaak, Besluit, Status, Tlv
from loket.rules.afscherming import genoemd, zonder_nummer
from loket.rules.bellen import bellen_wacht, waarom_eerst_bellen
from scholen.models import Instelling
from tests.factories import aanvraag_in, advies_bij, beslissing, gebruiker_met, opdracht_voor, ouder_van, pdfs_klaar

pytestmark = pytest.mark.django_db
S = Status
AFWIJZING = {
    "uitkomst": "afgewezen",
    "waarom_afwijking_advies": "De school kan meer doen.",
    "passende_hulp": "Een begeleider in de klas.",
}


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


@pytest.fixture
def aanvraag(db):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN)


def besluit_over(aanvraag, beslisser, **velden):
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, **velden))
    aanvraag.refresh_from_db()
    return aanvraag.besluiten.order_by("versie").last()


def versturen(aanvraag, loket):
    klaarzetten(aanvraag, door=loket, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loket, op=nu())
    aanvraag.refresh_from_db()


# --- first call --------------------------------------------------------------------------------------------------


def test_a_refusal_waits_until_the_parents_were_called(aanvraag, beslisser, loketmedewerker):
    besluit_over(aanvraag, beslisser, **AFWIJZING)
    with pytest.raises(NietMogelijk, match="Bel eerst de ouders"):
        klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    ouders_bellen(aanvraag, door=loketmedewerker, op=nu(), verslag="Moeder gesproken.")
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert Beltaak.objects.get().afgedaan_door == loketmedewerker


def test_not_calling_needs_a_reason(aanvraag, beslisser, loketmedewerker):
    besluit_over(aanvraag, beslisser, **AFWIJZING)
    for velden in ({}, {"verslag": "x", "overgeslagen_reden": "y"}, {"verslag": "  "}):
        with pytest.raises(NietMogelijk, match="met wie je belde"):
            ouders_bellen(aanvraag, door=loketmedewerker, op=nu(), **velden)
    ouders_bellen(aanvraag, door=loketmedewerker, op=nu(), overgeslagen_reden="Zij willen alleen een brief.")
    with pytest.raises(NietMogelijk, match="niemand meer"):
        ouders_bellen(aanvraag, door=loketmedewerker, op=nu(), verslag="Nog eens.")


def test_calling_never_makes_a_letter_late(aanvraag, beslisser, loketmedewerker):
    besluit_over(aanvraag, beslisser, **AFWIJZING)
    Aanvraag.objects.update(ontvangstdatum=vandaag() - timedelta(weeks=12))
    aanvraag.refresh_from_db()
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert Bekendmaking.objects.filter(verzenddatum=vandaag()).exists()


def test_good_news_waits_for_nobody_and_the_setting_turns_it_off(aanvraag, beslisser):
    besluit_over(aanvraag, beslisser)
    assert not Beltaak.objects.exists()
    ander = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    Instelling.objects.update(eerst_bellen=False)
    besluit_over(Aanvraag.objects.get(pk=ander.pk), beslisser, **AFWIJZING)
    assert not Beltaak.objects.exists()


@pytest.mark.parametrize(
    ("uitkomst", "eens", "bellen"),
    [
        ("toegekend", "ja", False),
        ("toegekend", "onbekend", False),
        ("toegekend", "deels", True),
        ("toegekend", "nee", True),
        ("afwijkend", "ja", True),
        ("afgewezen", "ja", True),
    ],
)
def test_when_somebody_calls_first(uitkomst, eens, bellen):
    assert bool(waarom_eerst_bellen(uitkomst, eens)) is bellen


@pytest.mark.parametrize(("over", "wacht"), [(1, True), (0, False), (-1, False)])
def test_on_the_last_day_the_letter_goes(over, wacht):
    dag = date(2026, 11, 26)
    assert bellen_wacht(dag + timedelta(days=over), dag) is wacht


def test_the_loket_writes_the_call_down_on_the_page(inloggen, aanvraag, beslisser, loketmedewerker):
    besluit_over(aanvraag, beslisser, **AFWIJZING)
    client, pad = inloggen(loketmedewerker), reverse("loket:ouders_bellen", args=[aanvraag.public_id])
    assert "Ouders bellen" in client.get(reverse("loket:behandelen", args=[aanvraag.public_id])).text
    assert "Schrijf op waarom je niet belt" in client.post(pad, {"gebeld": "nee"}).text
    client.post(pad, {"gebeld": "nee", "overgeslagen_reden": "Zij willen een brief.", "verslag": "genegeerd"})
    assert Beltaak.objects.get().overgeslagen_reden == "Zij willen een brief."


# --- the view of the parents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("eens", ["nee", "deels"])
def test_parents_who_disagree_without_a_word_get_an_answer_too(aanvraag, beslisser, eens):
    aanvraag.onderdeel_mening.__class__.objects.update(ouders_eens=eens, ouders_woorden="")
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    with pytest.raises(NietMogelijk, match="ons antwoord op de mening van de ouders"):
        besluit_over(aanvraag, beslisser, antwoord_zienswijze="")
    besluit = besluit_over(aanvraag, beslisser, antwoord_zienswijze="Wij begrijpen uw zorg.")
    assert "Wij begrijpen uw zorg." in besluit.bekendmakingen.first().brief.html


# --- correcting ----------------------------------------------------------------------------------------------------


@pytest.fixture
def verstuurd(aanvraag, beslisser, loketmedewerker):
    besluit_over(aanvraag, beslisser)
    versturen(aanvraag, loketmedewerker)
    return aanvraag


def herstel(aanvraag, door, **velden):
    standaard = {"uitleg": "Er stond een verkeerde voornaam.", "motivering": "Zij heeft de hele dag structuur nodig."}
    besluit_herstellen(aanvraag, door=door, op=nu(), **(standaard | velden))
    aanvraag.refresh_from_db()
    return aanvraag.besluiten.order_by("versie").last()


def test_a_correction_keeps_the_number_and_names_the_old_letter(verstuurd, beslisser):
    oud = verstuurd.besluiten.get()
    nieuw = herstel(verstuurd, beslisser)
    assert (nieuw.versie, nieuw.herstelt, verstuurd.status) == (2, oud, S.BESLOTEN_TOEGEKEND)
    for veld in ("uitkomst", "soort", "categorie", "ingangsdatum", "vervaldatum"):
        assert getattr(nieuw, veld) == getattr(oud, veld)
    assert Tlv.objects.count() == 1
    assert {rij.naam for rij in nieuw.bekendmakingen.all()} == {rij.naam for rij in oud.bekendmakingen.all()}
    for rij in nieuw.bekendmakingen.all():
        assert oud.tlv.nummer in rij.brief.html
        assert "Er stond een verkeerde voornaam." in rij.brief.html
        assert "stuurden wij u een brief over dit besluit" in rij.brief.html
        assert "Hersteld besluit" in rij.brief.html
        assert "U kunt ook bezwaar maken" in rij.brief.html


def test_the_new_letters_go_out_and_the_old_ones_stay(verstuurd, beslisser, loketmedewerker):
    herstel(verstuurd, beslisser)
    versturen(verstuurd, loketmedewerker)
    assert verstuurd.status == S.BEKENDGEMAAKT
    assert Bekendmaking.objects.filter(verzonden_op__isnull=False).count() == 6


def test_what_had_not_gone_out_lapses(aanvraag, beslisser):
    oud = besluit_over(aanvraag, beslisser)
    nieuw = herstel(aanvraag, beslisser)
    assert not oud.bekendmakingen.filter(vervallen_op=None).exists()
    assert "Dit besluit namen wij op" in nieuw.bekendmakingen.first().brief.html


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"uitleg": " "}, "niet goed stond"),
        ({"categorie": "H"}, "alleen woorden"),
        ({"soort": "SBO"}, "alleen woorden"),
        ({"vervaldatum": "2035-07-31"}, "alleen woorden"),
        ({"antwoord_zienswijze": ""}, "ons antwoord op de mening"),
    ],
)
def test_another_decision_is_no_correction(verstuurd, beslisser, velden, reden):
    with pytest.raises(NietMogelijk, match=reden):
        herstel(verstuurd, beslisser, **velden)
    assert Besluit.objects.count() == 1


def test_before_a_decision_there_is_nothing_to_correct(aanvraag, beslisser):
    with pytest.raises(NietMogelijk, match="status is nu"):
        herstel(aanvraag, beslisser)


def test_without_a_clause_the_old_term_goes_on(verstuurd, beslisser, loketmedewerker):
    Instelling.objects.update(herstel_bezwaarclausule=False)
    oud = verstuurd.besluiten.get().bekendmakingen.first()
    nieuw = herstel(Aanvraag.objects.get(pk=verstuurd.pk), beslisser)
    woorden = nieuw.bekendmakingen.first().brief.html
    assert "U kunt ook bezwaar maken" not in woorden
    assert "Deze brief verandert het besluit niet" in woorden
    verstuurd.refresh_from_db()
    versturen(verstuurd, loketmedewerker)
    assert {rij.bezwaar_tot for rij in nieuw.bekendmakingen.all()} == {oud.bezwaar_tot}


def test_with_four_eyes_another_person_corrects(verstuurd, beslisser):
    Instelling.objects.update(vier_ogen=True)
    zaak = Aanvraag.objects.get(pk=verstuurd.pk)
    with pytest.raises(NietMogelijk, match="een ander"):
        herstel(zaak, beslisser)
    assert herstel(zaak, gebruiker_met(Rol.BESLISSER)).versie == 2


def test_who_took_the_decision_is_not_who_withdrew_the_tlv(verstuurd, beslisser):
    """Four eyes look at the decision that is corrected, not at the last row of the case."""
    Instelling.objects.update(vier_ogen=True)
    ander = gebruiker_met(Rol.BESLISSER)
    eerste = verstuurd.besluiten.get()
    velden = {veld: getattr(eerste, veld) for veld in ("aanvraag", "swv", "instelling", "soort", "besluitdatum")}
    velden |= {veld: getattr(eerste, veld) for veld in ("ingangsdatum", "bevoegdheid", "ondertekenaar", "functie")}
    woorden = {"uitkomst": "intrekking", "motivering": "Het kan weer.", "categorie": eerste.categorie}
    Besluit.objects.create(versie=2, genomen_op=nu(), genomen_door=ander, **velden, **woorden)
    zaak = Aanvraag.objects.get(pk=verstuurd.pk)
    with pytest.raises(NietMogelijk, match="een ander"):
        herstel(zaak, beslisser)
    assert herstel(zaak, ander).versie == 3


def test_reasons_keep_their_source_through_a_correction(verstuurd, beslisser):
    nieuw = herstel(verstuurd, beslisser)
    assert [reden.bron for reden in nieuw.redenen.all()] == ["zelf"]
    assert Logregel.objects.filter(actie="besluit_hersteld").exists()


def test_the_beslisser_corrects_on_the_page(inloggen, verstuurd, beslisser):
    client, pad = inloggen(beslisser), reverse("loket:herstellen", args=[verstuurd.public_id])
    assert "Besluit herstellen" in client.get(reverse("loket:behandelen", args=[verstuurd.public_id])).text
    data = {naam: waarde for naam, waarde in beslissing(verstuurd).items() if isinstance(waarde, str)}
    assert "Schrijf op wat er niet goed stond" in client.post(pad, {**data, "uitleg": ""}).text
    client.post(pad, {**data, "uitleg": "Een tikfout.", "waarom_duur": "Na twee jaar kijken wij weer."})
    besluit = verstuurd.besluiten.get(versie=2)
    assert (besluit.waarom_duur, besluit.motivering) == ("Na twee jaar kijken wij weer.", data["motivering"])


# --- words that not everybody may read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "gevonden"),
    [
        ("Vader woont aan de Kanarielaan.", ["Kanarielaan 77"]),
        ("Post naar kanarielaan 77 graag.", ["Kanarielaan 77"]),
        ("Post naar kanarielaan77.", ["Kanarielaan 77"]),
        ("Postcode 2500AC is te ver.", ["2500 AC"]),
        ("Zij houdt van kanaries.", []),
    ],
)
def test_an_address_is_found_in_a_text(tekst, gevonden):
    assert genoemd([tekst], ["Kanarielaan 77", "2500 AC"]) == gevonden


def test_a_street_is_not_found_inside_another_word():
    assert genoemd(["Zij speelt graag op het schoolplein."], ["Plein 4"]) == []
    assert genoemd(["Zij woont aan het plein."], ["Plein 4"]) == ["Plein 4"]


def test_of_a_street_only_the_name_is_said():
    assert [zonder_nummer(een) for een in ("Kanarielaan 77", "Kade 12-a", "2500 AC")] == [
        "Kanarielaan",
        "Kade",
        "2500 AC",
    ]


@pytest.mark.parametrize(
    ("onderdeel", "veld"),
    [
        ("onderdeel_behoefte", "onderwijsbehoeften"),
        ("onderdeel_behoefte", "belemmeringen"),
        ("onderdeel_gedaan", "grens"),
        ("onderdeel_mening", "ouders_woorden"),
        ("onderdeel_mening", "leerling_woorden"),
        ("advies", "motivering"),
        ("advies", "waarom_niet_lichter"),
    ],
)
def test_the_beslisser_is_warned_of_an_address_that_the_letter_quotes(aanvraag, beslisser, onderdeel, veld):
    """In every letter stands what school, parents, child and experts wrote, so it is read too."""
    ouder_van(aanvraag.leerling, straat="Kanarielaan 77")
    zin = {veld: "Vader woont aan de Kanarielaan."}
    if onderdeel == "advies":
        advies_bij(opdracht_voor(aanvraag, volgorde=3), **zin)
    else:
        type(getattr(aanvraag, onderdeel)).objects.filter(aanvraag=aanvraag).update(**zin)
    zaak = Aanvraag.objects.get(pk=aanvraag.pk)
    keuze = Beslissing(**beslissing(zaak))
    assert afgeschermd_genoemd(zaak, keuze, vandaag()) == ["Kanarielaan 77"]
    aan = geadresseerden(zaak, vandaag())
    tekent = Ondertekenaar(naam="H. Beslisser", functie="directeur", bevoegdheid="bestuursorgaan")
    feiten, wat = Zaakfeiten(zaak, vandaag()), {"allen": aan, "nummer": "", "ondertekenaar": tekent}
    assert "Kanarielaan" in woorden(besluitbrief(feiten, keuze, aan[0], **wat)).html, "quoted, or the test says nothing"


def test_the_beslisser_is_warned_of_an_address_in_the_text(aanvraag, beslisser, inloggen):
    ouder_van(aanvraag.leerling, straat="Kanarielaan 77")
    keuze = Beslissing(**beslissing(aanvraag, motivering="Vader woont aan de Kanarielaan."))
    assert afgeschermd_genoemd(aanvraag, keuze, vandaag()) == ["Kanarielaan 77"]
    gewoon = Beslissing(**beslissing(aanvraag))
    assert afgeschermd_genoemd(aanvraag, gewoon, vandaag()) == []

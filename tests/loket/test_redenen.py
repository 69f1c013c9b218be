"""Reasons with their source: picked from criteria and advices, edited, moved, frozen; and the library they are in."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions import criteria as acties
from loket.actions.besluit import besluiten
from loket.actions.redenen import Reden, bronnen, motivering_van
from loket.forms.redenen import sleutels
from loket.models import Besluit, BesluitConcept, Besluitreden, Criterialijst, Criterium, Status
from tests.factories import SamenwerkingsverbandFactory, aanvraag_in, beslissing, gebruiker_met

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(db):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN)


def lijst_met(beheerder, *codes, plan="2025-2029", vaststellen=True):
    lijst = acties.lijst_beginnen(SamenwerkingsverbandFactory(), door=beheerder, op=nu(), plan=plan)
    for code in codes:
        tekst = f"{{leerling}} voldoet aan {code}."
        acties.criterium_opslaan(lijst, door=beheerder, op=nu(), soort="SO", code=code, tekst=tekst)
    return acties.lijst_vaststellen(lijst, door=beheerder, op=nu()) if vaststellen else lijst


def test_a_criterion_with_another_placeholder_or_kind_is_refused(beheerder, db):
    lijst = lijst_met(beheerder, vaststellen=False)
    for velden, zin in (
        ({"tekst": "{kind} heeft hulp nodig."}, "{kind} kan niet in de tekst"),
        ({"tekst": "{leerling} heeft {hulp nodig."}, "{ kan niet"),
        ({"soort": "XYZ", "tekst": "Zo."}, "XYZ bestaat niet"),
    ):
        with pytest.raises(NietMogelijk, match=re.escape(zin)):
            acties.criterium_opslaan(lijst, door=beheerder, op=nu(), **({"soort": "SO", "code": "1"} | velden))
    assert not Criterium.objects.exists()


def pad(aanvraag):
    return reverse("loket:aanvraag_besluiten", args=[aanvraag.public_id])


def stuur(client, aanvraag, actie, **data):
    concept = BesluitConcept.objects.filter(aanvraag=aanvraag).first()
    kaal = {"versie": concept.versie if concept else 0, **(concept.gegevens if concept else {})}
    return client.post(pad(aanvraag), {**kaal, "actie": actie, **data})


def gegevens(aanvraag):
    return BesluitConcept.objects.get(aanvraag=aanvraag).gegevens


# --- picking and keeping -----------------------------------------------------------------------------------------


def test_criteria_in_force_and_the_points_of_each_advice_can_be_picked(aanvraag, beheerder):
    lijst_met(beheerder, "SO-1", "SO-2")
    namen = [bron.naam for bron in bronnen(aanvraag)]
    assert namen[:2] == ["Criterium SO-1", "Criterium SO-2"]
    assert "Advies van de orthopedagoog" in namen
    assert "Fenna voldoet aan SO-1." in [bron.tekst for bron in bronnen(aanvraag)]


def test_each_reason_keeps_its_source_and_whether_it_was_edited(aanvraag, beslisser, beheerder):
    lijst_met(beheerder, "SO-1")
    alle = bronnen(aanvraag)
    advies = next(bron for bron in alle if bron.sleutel.startswith("advies:"))
    redenen = [
        Reden(alle[0].sleutel, alle[0].tekst),
        Reden(advies.sleutel, "Wij lezen dat anders."),
        Reden("zelf", "Daarom besluiten wij zo."),
    ]
    velden = beslissing(aanvraag, motivering=motivering_van(redenen))
    besluiten(aanvraag, door=beslisser, op=nu(), redenen=redenen, **velden)
    besluit = Besluit.objects.get()
    rijen = list(besluit.redenen.order_by("volgorde"))
    assert [rij.herkomst for rij in rijen] == [
        "Criterium SO-1",
        "Advies van de orthopedagoog, aangepast",
        "Zelf geschreven",
    ]
    brief = besluit.bekendmakingen.first().brief.html
    assert all(reden.tekst in brief for reden in redenen)
    with pytest.raises(DatabaseError, match="veranderen niet"), transaction.atomic():
        Besluitreden.objects.update(tekst="Iets anders.")


def test_without_picking_all_of_it_is_own_words(aanvraag, beslisser):
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert Besluitreden.objects.get().bron == "zelf"


def test_a_point_of_a_withdrawn_advice_does_not_hold_up_a_decision(aanvraag, beslisser):
    oud = aanvraag.adviesopdrachten.get(volgorde=1)
    punt = next(bron for bron in bronnen(aanvraag) if oud.advies.public_id in bron.sleutel)
    nieuw = oud.__class__(
        **{v.attname: getattr(oud, v.attname) for v in oud._meta.fields if v.name not in ("id", "public_id")}
    )
    oud.vervallen_op = nu()
    oud.save()
    nieuw.save()
    from tests.factories import advies_bij

    advies_bij(nieuw)
    redenen = [Reden(punt.sleutel, punt.tekst)]
    with pytest.raises(NietMogelijk, match="niet meer telt"):
        besluiten(aanvraag, door=beslisser, op=nu(), redenen=redenen, **beslissing(aanvraag, motivering=punt.tekst))
    assert not Besluit.objects.exists()


def test_reasons_that_are_not_the_text_of_the_letter_are_refused(aanvraag, beslisser):
    with pytest.raises(NietMogelijk, match="Lees het besluit"):
        besluiten(aanvraag, door=beslisser, op=nu(), redenen=[Reden("zelf", "Anders.")], **beslissing(aanvraag))


# --- on the page, without a script --------------------------------------------------------------------------------


def test_picking_editing_moving_and_taking_away(inloggen, beslisser, beheerder, aanvraag):
    lijst_met(beheerder, "SO-1", "SO-2")
    client = inloggen(beslisser)
    een, twee = (bron.sleutel for bron in bronnen(aanvraag)[:2])
    stuur(client, aanvraag, "erbij", erbij=[een, twee], motivering="Mijn eigen tekst.")
    assert gegevens(aanvraag)["zinnen"] == "motivering,z1,z2"
    assert gegevens(aanvraag)["z2"] == "Fenna voldoet aan SO-2."
    naar = stuur(client, aanvraag, "omhoog:z2", z2="Bewerkt.")
    assert naar.url.endswith("#id_z2")
    assert gegevens(aanvraag)["zinnen"] == "motivering,z2,z1"
    assert gegevens(aanvraag)["z2"] == "Bewerkt."
    pagina = client.get(pad(aanvraag))
    assert "Criterium SO-2" in pagina.text
    assert pagina.text.index("Bewerkt.") < pagina.text.index("Fenna voldoet aan SO-1.</textarea>")
    stuur(client, aanvraag, "weg:z1")
    stuur(client, aanvraag, "alinea")
    assert gegevens(aanvraag)["zinnen"] == "motivering,z2,z1"
    assert (gegevens(aanvraag)["z1"], gegevens(aanvraag)["bron_z1"]) == ("", "zelf")


def test_autosave_keeps_the_blocks_too(inloggen, beslisser, aanvraag):
    client = inloggen(beslisser)
    data = {"versie": 0, "motivering": "Een.", "zinnen": "z3,motivering", "z3": "Drie.", "bron_z3": "zelf"}
    assert client.post(pad(aanvraag), data, headers={"X-Autosave": "1"}).json()["versie"] == 1
    ander = client.post(pad(aanvraag), {**data, "z3": "Vier."}, headers={"X-Autosave": "1"})
    assert ander.json()["velden"] == {"z3": "Drie."}


def test_the_case_shows_the_reasons_with_their_source(inloggen, beslisser, beheerder, aanvraag):
    lijst_met(beheerder, "SO-1")
    bron = bronnen(aanvraag)[0]
    redenen = [Reden(bron.sleutel, bron.tekst)]
    besluiten(aanvraag, door=beslisser, op=nu(), redenen=redenen, **beslissing(aanvraag, motivering=bron.tekst))
    pagina = inloggen(gebruiker_met(Rol.LOKETMEDEWERKER)).get(reverse("loket:behandelen", args=[aanvraag.public_id]))
    assert "Criterium SO-1" in pagina.text


@pytest.mark.parametrize(
    ("zinnen", "lijst"),
    [
        ("", ["motivering"]),
        ("z2,motivering,z1", ["z2", "motivering", "z1"]),
        ("z1,z1,versie,z0,z100,<b>", ["motivering", "z1"]),
    ],
)
def test_only_keys_of_blocks_are_taken_from_the_order(zinnen, lijst):
    assert sleutels(zinnen) == lijst


# --- the library -------------------------------------------------------------------------------------------------


def test_a_settled_list_never_changes_and_the_next_begins_as_its_copy(beheerder):
    lijst = lijst_met(beheerder, "SO-1")
    with pytest.raises(NietMogelijk, match="vastgesteld"):
        acties.criterium_opslaan(lijst, door=beheerder, op=nu(), soort="SO", code="SO-2", tekst="x")
    for verandering in (
        lambda: Criterium.objects.update(tekst="Anders."),
        lambda: Criterium.objects.create(lijst=lijst, soort="SO", code="SO-9", tekst="x"),
        lambda: Criterium.objects.all().delete(),
        lambda: Criterialijst.objects.update(plan="x"),
    ):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            verandering()
    nieuw = acties.lijst_beginnen(lijst.swv, door=beheerder, op=nu(), plan="2029-2033")
    assert (nieuw.versie, nieuw.criteria.get().code) == (2, "SO-1")
    assert Criterialijst.objects.geldig(lijst.swv) == lijst
    acties.lijst_vaststellen(nieuw, door=beheerder, op=nu())
    assert Criterialijst.objects.geldig(lijst.swv) == nieuw


@pytest.mark.parametrize(
    ("doe", "reden"),
    [
        (lambda lijst, b: acties.lijst_beginnen(lijst.swv, door=b, op=nu(), plan="x"), "in de maak"),
        (lambda lijst, b: acties.lijst_vaststellen(lijst, door=b, op=nu()), "leeg"),
        (lambda lijst, b: acties.criterium_opslaan(lijst, door=b, op=nu(), soort="SO", code="1", tekst=" "), "tekst"),
    ],
)
def test_the_library_refuses_what_makes_no_sense(beheerder, doe, reden):
    lijst = lijst_met(beheerder, vaststellen=False)
    with pytest.raises(NietMogelijk, match=reden):
        doe(lijst, beheerder)


def test_the_beheerder_writes_and_settles_a_list_on_its_pages(inloggen, beheerder):
    swv, client = SamenwerkingsverbandFactory(), inloggen(beheerder)
    client.post(reverse("loket:criterialijsten"), {"swv": swv.public_id, "plan": "2025-2029"})
    lijst = Criterialijst.objects.get()
    nieuw = reverse("loket:criterium_nieuw", args=[lijst.public_id])
    assert "Vul de tekst in" in client.post(nieuw, {"soort": "SO", "code": "SO-1"}).text
    client.post(nieuw, {"soort": "SO", "code": "SO-1", "tekst": "Meer structuur.", "volgorde": "1"})
    rij = lijst.criteria.get()
    client.post(
        reverse("loket:criterium", args=[lijst.public_id, rij.public_id]),
        {"soort": "SO", "code": "SO-1", "tekst": "Veel meer structuur."},
    )
    assert "Veel meer structuur." in client.get(reverse("loket:criterialijst", args=[lijst.public_id])).text
    client.post(reverse("loket:criterialijst_vaststellen", args=[lijst.public_id]))
    weg = client.post(reverse("loket:criterium_weghalen", args=[lijst.public_id, rij.public_id]), follow=True)
    assert "verandert niet" in weg.text
    assert lijst.criteria.count() == 1


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.BEHEERDER}))
def test_only_beheer_keeps_the_library(inloggen, rol, beheerder):
    lijst = lijst_met(beheerder, "SO-1")
    client = inloggen(gebruiker_met(rol))
    assert client.get(reverse("loket:criterialijsten")).status_code == 404
    assert client.get(reverse("loket:criterialijst", args=[lijst.public_id])).status_code == 404
    assert client.post(reverse("loket:criterialijst_vaststellen", args=[lijst.public_id])).status_code == 404

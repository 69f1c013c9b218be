"""An aanvraag from the catalogue of arrangementen: with a weight of its own, and sent in at once when it is light."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from loket.actions import aanvraag as acties
from loket.models import Aanvraag, Status, Zaakbrief
from loket.rules.soorten import LICHT, MELDEN, VOLLEDIG
from scholen.models import Instelling
from tests.factories import InstellingFactory, aanvraag_in, ouder_van

S = Status
pytestmark = pytest.mark.django_db


def nu():
    return timezone.now()


def concept(ib, school, *, soort="ARR", gewicht=LICHT, leerling=None, sleutel="s"):
    instelling = Instelling.objects.first() or InstellingFactory()
    return acties.concept_maken(
        school=school,
        leerling=leerling,
        soort=soort,
        swv=instelling.swv,
        sleutel=sleutel.ljust(22, "-"),
        door=ib,
        op=nu(),
        gewicht=gewicht,
    )


def ingestuurd(ib, school, *, soort, gewicht, leerling=None, sleutel="s", **anders):
    """As the page of the catalogue does it: all of it, or nothing."""
    start = timezone.localdate() + timedelta(days=20)
    velden = {"hulpvraag": "Hoe leert zij beginnen?", "contactpersoon": "Anouk", "telefoon": "0001234567"}
    if gewicht == LICHT:
        velden |= {"doel": "Zelf beginnen.", "vorm": "in_de_klas", "van": start, "tot": start + timedelta(days=90)}
    velden |= {"ouders_weten": "ja"} if leerling else {"over_wie": "vijf leerlingen van twee scholen"}
    with transaction.atomic():
        zaak = concept(ib, school, soort=soort, gewicht=gewicht, leerling=leerling, sleutel=sleutel)
        acties.onderdeel_opslaan(zaak, "hulpvraag", door=ib, op=nu(), versie=0, velden=velden | anders)
        return acties.indienen(zaak, door=ib, op=nu())


def test_what_is_light_is_written_and_sent_in_within_one_transaction(ib, school, leerling):
    ouder_van(leerling)
    for gewicht in (MELDEN, LICHT):
        voor_een = ingestuurd(ib, school, soort="ARR", gewicht=gewicht, leerling=leerling, sleutel=gewicht)
        assert (voor_een.status, voor_een.gewicht, voor_een.bij_school) == (S.INGEDIEND, gewicht, "ingeschreven")
        assert voor_een.kenmerk
        assert {een.soort for een in Zaakbrief.objects.filter(aanvraag=voor_een)} == {"bevestiging"}
        groep = ingestuurd(ib, school, soort="ARRG", gewicht=gewicht, sleutel=f"{gewicht}-groep")
        assert (groep.status, groep.leerling, groep.over) == (S.INGEDIEND, None, "Groep, klas of school")
        assert groep.kop == "Arrangement groep of school"
        assert not Zaakbrief.objects.filter(aanvraag=groep).exists()


def test_what_is_not_complete_leaves_nothing_behind(ib, school, leerling):
    with pytest.raises(NietMogelijk, match="ontbreekt nog 1 ding"):
        ingestuurd(ib, school, soort="ARR", gewicht=LICHT, leerling=leerling, doel="")
    assert not Aanvraag.objects.exists()


def test_the_weight_of_the_kind_of_support_goes_above_that_of_the_settings(ib, school, leerling):
    InstellingFactory()
    Instelling.objects.update(soorten={"ARR": {"gewicht": "volledig"}})
    licht = concept(ib, school, gewicht=MELDEN, leerling=leerling)
    assert (licht.delen, licht.soortregels.vraagt_plan) == (("hulpvraag",), False)
    zwaar = concept(ib, school, gewicht=VOLLEDIG, leerling=leerling, sleutel="t")
    assert "behoefte" in zwaar.delen
    groep = concept(ib, school, soort="ARRG", gewicht=VOLLEDIG, sleutel="u")
    assert (groep.delen, groep.soortregels.vraagt_plan) == (("hulpvraag",), True)


def test_one_child_may_be_asked_different_help_and_another_kind_of_aanvraag_still_once(ib, school, leerling):
    concept(ib, school, leerling=leerling)
    concept(ib, school, leerling=leerling, sleutel="t")
    assert Aanvraag.objects.filter(leerling=leerling, soort="ARR").count() == 2
    aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    with pytest.raises(IntegrityError), transaction.atomic():
        aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)


def test_without_the_catalogue_an_open_one_is_offered_instead(ib, school, leerling):
    concept(ib, school, leerling=leerling, gewicht="")
    with pytest.raises(acties.Bestaat):
        concept(ib, school, leerling=leerling, gewicht="", sleutel="t")


def test_the_catalogue_decides_where_the_page_of_the_loket_does_not_offer_it(inloggen, ib, school, leerling):
    InstellingFactory()
    Instelling.objects.update(soorten={"ARR": {"aan": False}})
    with pytest.raises(NietMogelijk):
        concept(ib, school, leerling=leerling, gewicht="")
    assert concept(ib, school, leerling=leerling).status == S.CONCEPT
    pagina = inloggen(ib).get(reverse("loket:aanvraag_nieuw")).text
    assert "groep, klas of school" not in pagina


def test_what_fits_no_catalogue_is_refused(ib, school, leerling):
    for anders in (
        {"soort": "ARRG", "gewicht": ""},
        {"soort": "ARR", "gewicht": "enorm", "leerling": leerling},
        {"soort": "SO", "gewicht": VOLLEDIG, "leerling": leerling},
        {"soort": "ARR"},
        {"soort": "ARRG", "leerling": leerling},
    ):
        with pytest.raises(NietMogelijk):
            concept(ib, school, **anders)
    assert not Aanvraag.objects.exists()


def test_the_database_keeps_weight_and_group_true(leerling, school, ib):
    gewoon = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    groep = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort="ARRG")
    for rij, velden in (
        (gewoon, {"gewicht": LICHT}),
        (groep, {"gewicht": "enorm"}),
        (groep, {"leerling": leerling, "bij_school": "ingeschreven"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Aanvraag.objects.filter(pk=rij.pk).update(**velden)


def test_a_group_has_a_page_of_its_own_with_a_name_that_is_no_child(inloggen, ib, school, loketmedewerker):
    groep = aanvraag_in(S.INGEDIEND, school=school, ib=ib, soort="ARRG", gewicht=MELDEN)
    for wie, naam in ((ib, "aanvraag"), (loketmedewerker, "behandelen")):
        tekst = inloggen(wie).get(reverse(f"loket:{naam}", args=[groep.public_id])).text
        assert "groep" in tekst
        assert "Vraag zonder leerling" not in tekst

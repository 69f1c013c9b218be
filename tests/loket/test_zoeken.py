"""The search of the desk: by name, school, number and text, with typing errors, never a draft."""

import pytest
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.rollen import Rol
from loket.actions.aanvraag import bijlage_toevoegen, indienen
from loket.models import Aanvraag, Status, Zoekregel, Zoekwoord
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op

pytestmark = pytest.mark.django_db
S = Status


def zaak_van(roepnaam, achternaam, *, tussenvoegsel="", school=None, status=S.COMPLEET):
    school = school or SchoolFactory()
    naam = {"roepnaam": roepnaam, "tussenvoegsel": tussenvoegsel, "achternaam": achternaam}
    return aanvraag_in(status, school=school, leerling=leerling_op(school, **naam))


def gevonden(tekst, wie=None):
    zichtbaar = Aanvraag.objects.visible_to(wie or gebruiker_met(Rol.LOKETMEDEWERKER))
    return set(zichtbaar.zoeken(tekst))


@pytest.mark.parametrize(
    "getypt",
    [
        "Şükrü", "sukru", "SÜKRÜ", "sükru", "Sukur Yilmaz", "yilmaz", "Yılmaz", "Yilmas",
        "van der Yilmaz", "van der", "sukru wielewaal", "yilm",
    ],
)  # fmt: skip
def test_a_name_is_found_with_or_without_its_marks_and_with_a_typing_error(getypt):
    zaak = zaak_van("Şükrü", "Yılmaz", tussenvoegsel="van der", school=SchoolFactory(naam="OBS De Wielewaal"))
    zaak_van("Noor", "Fictief")
    assert gevonden(getypt) == {zaak}


@pytest.mark.parametrize("getypt", ["Al-Hassan", "al hassan", "alhassan", "Hasan", "O'Neill", "o neill"])
def test_hyphens_and_apostrophes_do_not_matter(getypt):
    zaak = zaak_van("Jan-Willem", "Al-Hassan O'Neill")
    zaak_van("Bo", "Anders")
    assert gevonden(getypt) == {zaak}


def test_every_word_must_occur():
    school = SchoolFactory(naam="KC Lagewaard")
    een = zaak_van("Fenna", "Voorbeeld", school=school)
    twee = zaak_van("Fenna", "Anders")
    assert gevonden("fenna") == {een, twee}
    assert gevonden("fenna lagewaard") == {een}
    assert gevonden("fenna onbestaanbaar") == set()


def test_a_text_of_the_aanvraag_is_found_by_its_stem():
    zaak, ander = zaak_van("Sem", "Een"), zaak_van("Bo", "Twee")
    zaak.onderdeel_behoefte.belemmeringen = "Hij heeft epileptische aanvallen."
    zaak.onderdeel_behoefte.save()
    assert gevonden("epileptisch") == {zaak}
    assert gevonden("aanval") == {zaak}
    assert gevonden("overprikkeld") == {ander}  # what stood there before is no longer found


@pytest.mark.parametrize("getypt", ["", "   ", "'", "a:*", "!", "& |", "van", "%_", "\\", "x" * 300, "((("])
def test_odd_input_is_no_error(getypt):
    zaak_van("Fenna", "Voorbeeld")
    assert isinstance(gevonden(getypt), set)


def test_a_new_name_of_child_or_school_is_found_and_the_old_one_forgotten():
    zaak = zaak_van("Fenna", "Oudenaam", school=SchoolFactory(naam="OBS Oudeschool"))
    type(zaak.leerling).objects.filter(pk=zaak.leerling.pk).update(achternaam="Nieuwenaam")
    type(zaak.school).objects.filter(pk=zaak.school.pk).update(naam="OBS Nieuweschool")
    assert gevonden("nieuwenaam nieuweschool") == {zaak}
    assert gevonden("oudenaam") == set()
    assert not Zoekwoord.objects.filter(woord__in=["oudenaam", "oudeschool"]).exists()


def test_a_draft_is_not_in_the_search_at_all(ib, school):
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling_op(school, achternaam="Nogniet"))
    assert not Zoekregel.objects.exists()
    assert not Zoekwoord.objects.exists()
    op = timezone.now()
    opp = bewaren(b"%PDF-1.7 opp", soort="application/pdf", op=op)
    bijlage_toevoegen(concept, door=ib, op=op, inhoud=opp, naam="opp.pdf", soort="opp")
    indienen(concept, door=ib, op=op)
    assert gevonden("nogniet") == {concept}


def test_a_search_finds_only_what_the_searcher_sees(ib, school):
    eigen = zaak_van("Fenna", "Zelfde", school=school)
    zaak_van("Fenna", "Zelfde")
    assert gevonden("zelfde", ib) == {eigen}


def test_what_is_gone_leaves_no_word_behind():
    zaak = zaak_van("Fenna", "Vergeetmij")
    Zoekregel.objects.filter(aanvraag=zaak).delete()
    assert not Zoekwoord.objects.filter(woord="vergeetmij").exists()

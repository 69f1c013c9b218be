"""Going on with help: begun from the last one, after looking back, with the structural question in its third year."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions import verlengen as acties
from arrangementen.actions.verlengen import arrangement_verlengen, jaren, laatste_dag
from arrangementen.actions.vragen import Doelgegevens, Vraag, arrangement_vragen
from arrangementen.models import Arrangement, Beslissing
from arrangementen.rules.arrangement import Toestand
from arrangementen.rules.verlenging import jaren_achter_elkaar, overgenomen, vraagt_structureel, waarom_niet
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.schooljaar import laatste_dag as einde_van
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Instelling, Plek
from tests.arrangementrijen import evaluatie_klaar, toegekend_zonder_geld
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op

databank = pytest.mark.django_db
T = Toestand


# --- the rules -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eerder", "jaar", "aantal"),
    [([], 2026, 1), ([2025], 2026, 2), ([2026], 2026, 1), ([2024, 2025], 2026, 3), ([2023, 2025], 2026, 2)],
)
def test_years_in_a_row_are_counted_over_the_chain(eerder, jaar, aantal):
    assert jaren_achter_elkaar(eerder, jaar) == aantal
    assert vraagt_structureel(aantal, 3) is (aantal >= 3)


@pytest.mark.parametrize(
    ("anders", "zegt"),
    [
        ({}, ""),
        ({"begonnen": False}, "begonnen"),
        ({"toegekend": False}, "toegekend"),
        ({"geevalueerd": False}, "eerst de eindevaluatie"),
        ({"geevalueerd": False, "zonder_mag": True}, ""),
        ({"vervolgen": [T.AFGEWEZEN, T.INGETROKKEN]}, ""),
        ({"vervolgen": [T.AFGEWEZEN, T.GEVRAAGD]}, "al gevraagd"),
        ({"vervolgen": [T.AFGELOPEN]}, "al gevraagd"),
    ],
)
def test_why_help_cannot_be_renewed(anders, zegt):
    basis = {"toegekend": True, "begonnen": True, "geevalueerd": True, "zonder_mag": False, "vervolgen": []}
    reden = waarom_niet(**basis | anders)
    assert zegt in reden
    assert bool(reden) is bool(zegt)


def test_what_worked_goes_along():
    assert overgenomen("Rust.", "") == "Dit werkte: Rust."
    assert overgenomen("Rust.", "Haast.") == "Dit werkte: Rust.\nDit werkte niet: Haast."


def kaal(pagina):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", pagina))


# --- asking it -------------------------------------------------------------------------------------------------------


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def rij(school, ib):
    """Help that its school granted itself, with one goal."""
    return toegekend_zonder_geld(school=school, ib=ib, soort=aanbod("eigen", toekenning="schoolbestuur"))


def vraag_na(rij, **anders):
    van = laatste_dag(rij) + timedelta(1)
    basis = {"aanbod": rij.aanbod, "school": rij.school, "voor": rij.voor, "van": van, "bedrag": rij.bedrag}
    basis |= {"tot": einde_van(schooljaar(van)), "onderwijsbehoeften": "Rust.", "aantal": rij.aantal}
    basis |= {"leerlingen": [rij.deelnames.get().leerling], "doelen": [Doelgegevens("Zelf beginnen.", "Vaak.")]}
    return Vraag(**basis | anders)


def verleng(rij, ib, *, sleutel=None, **anders):
    return arrangement_verlengen(
        rij, vraag_na(rij, **anders), door=ib, op=timezone.now(), sleutel=sleutel or nieuwe_public_id()
    )


@databank
def test_no_renewal_without_a_finished_end_evaluation_unless_the_swv_lets_it(rij, ib):
    evaluatie_klaar(rij, door=ib)
    with pytest.raises(NietMogelijk, match="eerst de eindevaluatie"):
        verleng(rij, ib)
    Instelling.objects.update(verlengen_zonder_evaluatie=True)
    with pytest.raises(NietMogelijk, match="waarom er nog geen eindevaluatie"):
        verleng(rij, ib)
    nieuw = verleng(rij, ib, woorden={"zonder_evaluatie": "De begeleider is ziek."})
    assert (nieuw.vorige, nieuw.aanleiding) == (rij, "verlenging")
    assert nieuw.vraag.zonder_evaluatie == "De begeleider is ziek."


@databank
def test_a_running_renewal_is_asked_once_and_a_refused_one_again(rij, ib, school):
    evaluatie_klaar(rij, door=ib, soort="eind")
    sleutel = nieuwe_public_id()
    nieuw = verleng(rij, ib, sleutel=sleutel)
    assert verleng(rij, ib, sleutel=sleutel) == nieuw, "a double click"
    with pytest.raises(NietMogelijk, match="al gevraagd"):
        verleng(rij, ib)
    ander = toegekend_zonder_geld(school=school, ib=ib, soort=rij.aanbod)
    evaluatie_klaar(ander, door=ib, soort="eind")
    weg = verleng_zonder_toekenning(ander, ib)
    Beslissing.objects.create(
        arrangement=weg, uitkomst="afgewezen", motivering="x", besloten_op=timezone.now(), besloten_door=ib
    )
    assert verleng(ander, ib).vorige == ander


def verleng_zonder_toekenning(rij, ib):
    """As where the SWV decides: asked, not granted."""
    vraag = vraag_na(rij, vorige=rij, aanleiding="verlenging")
    return arrangement_vragen(vraag, door=ib, op=timezone.now(), sleutel=nieuwe_public_id())


@databank
def test_in_its_third_year_the_school_says_whether_the_help_is_always_needed(rij, ib):
    evaluatie_klaar(rij, door=ib, soort="eind")
    assert jaren(rij, rij.schooljaar + 1) == 2
    Instelling.objects.update(structureel_vanaf_jaar=2)
    with pytest.raises(NietMogelijk, match="altijd nodig"):
        verleng(rij, ib)
    nieuw = verleng(rij, ib, woorden={"structureel": "tlv", "structureel_uitleg": "Het blijft nodig."})
    assert nieuw.vraag.get_structureel_display() == "Ja, wij denken aan een TLV"
    assert jaren(nieuw, nieuw.schooljaar + 1) == 3


@databank
def test_it_begins_after_the_last_one_and_only_its_school_asks_it(rij, ib):
    evaluatie_klaar(rij, door=ib, soort="eind")
    with pytest.raises(NietMogelijk, match="na de laatste dag"):
        verleng(rij, ib, van=rij.tot, tot=rij.tot)
    ander = SchoolFactory()
    rij.scholen_erbij.create(school=ander)
    with pytest.raises(NietMogelijk, match="school die dit vroeg"):
        verleng(rij, gebruiker_met(Rol.IB, school=ander))


@databank
def test_a_regeling_is_asked_anew_and_never_renewed(school, ib):
    soort = aanbod(
        "subsidie", soort="subsidie", toekenning="schoolbestuur", vorm="bedrag", eenheid="arrangement", functie=""
    )
    rij = toegekend_zonder_geld(school=school, ib=ib, soort=soort, voor="school", leerlingen=[])
    evaluatie_klaar(rij, door=ib, soort="eind")
    assert "elk jaar opnieuw" in acties.waarom_niet(rij, door=ib, op=timezone.now())


@databank
def test_the_page_begins_from_the_last_one_and_what_is_asked_the_assessor_reads(inloggen, rij, ib):
    client, pad = inloggen(ib), reverse("arrangementen:arrangement_verlengen", args=[rij.public_id])
    assert "Rond eerst de eindevaluatie af" in client.get(pad).text
    evaluatie_klaar(rij, door=ib, soort="eind", wat_werkte="Een vaste plek.")
    Instelling.objects.update(structureel_vanaf_jaar=2)
    pagina = client.get(pad).text
    for woorden in ("Dit werkte: Een vaste plek.", "Zelf beginnen.", "2e schooljaar", "Blijft deze hulp altijd nodig?"):
        assert woorden in pagina
    zin = "Deze leerling had deze hulp al eerder. Schrijf op waarom het langer nodig is."
    assert zin in pagina, "said beforehand"
    assert "niet genoeg? (niet verplicht)" not in kaal(pagina)
    van = laatste_dag(rij) + timedelta(1)
    basis = {"sleutel": "s" * 20, "voor": "leerling", "leerlingen": [rij.deelnames.get().leerling.public_id]}
    basis |= {"onderwijsbehoeften": "Rust.", "al_gedaan": "x", "doel_1": "Zelf.", "maat_1": "Vaak.", "aantal": "2"}
    basis |= {"werkvorm": "in_de_klas", "van": van.isoformat(), "tot": einde_van(schooljaar(van)).isoformat()}
    basis |= {"ouders_weten": "ja", "contactpersoon": "Bo", "telefoon": "0612345678"}
    terug = client.post(pad, basis)
    assert "Kies of deze hulp altijd nodig blijft" in terug.text
    assert not Arrangement.objects.filter(vorige=rij).exists()
    later = {"van": f"{van.year + 1}-08-01", "tot": f"{van.year + 1}-09-01"}
    assert "altijd nodig" not in client.post(pad, basis | later).text, "the year that was filled in is no next one"
    Instelling.objects.update(structureel_vanaf_jaar=3)
    tarief = {"bedrag": 72, "vastgesteld_op": timezone.now()}
    rij.aanbod.tarieven.create(schooljaar=schooljaar(van), **tarief)
    assert "had deze hulp al eerder" in client.post(pad, basis).text
    assert not Arrangement.objects.filter(vorige=rij).exists()


@databank
def test_pupils_of_two_schools_in_one_question_are_answered_with_what_was_typed(inloggen, school, ib):
    ander = SchoolFactory()
    lid = Lidmaatschap.objects.create(gebruiker=ib, rol=Rol.IB, van=ib.lidmaatschappen.get().van)
    Plek.objects.create(lidmaatschap=lid, school=ander)
    soort = aanbod("samen", soort="groep", toekenning="schoolbestuur")
    rij = toegekend_zonder_geld(school=school, ib=ib, soort=soort, voor="groep")
    evaluatie_klaar(rij, door=ib, soort="eind")
    van = laatste_dag(rij) + timedelta(1)
    soort.tarieven.create(schooljaar=schooljaar(van), bedrag=72, vastgesteld_op=timezone.now())
    basis = {"sleutel": "s" * 20, "voor": "groep", "groep": "groep 6", "aantal": "2", "school": school.public_id}
    basis |= {"leerlingen": [leerling_op(een).public_id for een in (school, ander)], "contactpersoon": "Bo"}
    basis |= {"onderwijsbehoeften": "Rust op de gang.", "al_gedaan": "x", "doel_1": "Zelf.", "maat_1": "Vaak."}
    basis |= {"van": van.isoformat(), "tot": einde_van(schooljaar(van)).isoformat(), "telefoon": "0612345678"}
    pad = reverse("arrangementen:arrangement_verlengen", args=[rij.public_id])
    terug = inloggen(ib).post(pad, basis | {"werkvorm": "in_de_klas"})
    assert terug.status_code == 200
    assert "Kies leerlingen van één school" in terug.text
    assert "Rust op de gang." in terug.text

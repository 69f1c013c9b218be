"""Renewing or changing a TLV: from the last aanvraag, one child or a whole class, never twice."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.actions.aanvraag import Bestaat, onderdeel_opslaan, wat_ontbreekt
from loket.actions.antwoorden import vragen_van
from loket.actions.besluit import besluiten, brieven_voorbeeld
from loket.actions.brief import Beslissing, Ondertekenaar, woorden
from loket.actions.tlv import plaatsen
from loket.actions.vervolg import verlenging_maken, verlengingen_maken, wijziging_maken
from loket.models import Aanvraag, Antwoord, Interventie, Status, Tlv
from scholen.models import Inschrijving
from tests.factories import (
    SchoolFactory,
    aanvraag_in,
    beslissing,
    gebruiker_met,
    tlv_ingetrokken,
    tlv_voor,
    vo_regio,
    vragenlijst,
)

pytestmark = pytest.mark.django_db
S = Status


@pytest.fixture(autouse=True)
def in_het_laatste_schooljaar():
    """A day after 1 October and before the summer: renewals can be asked."""
    with time_machine.travel("2026-11-26 10:00 +01:00", tick=True):
        yield


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def nu():
    return timezone.now()


@pytest.fixture
def einde():
    return laatste_dag(schooljaar(timezone.localdate()))


@pytest.fixture
def maak(ib, school, beslisser, einde):
    """A TLV of this school; by default it ends this school year."""

    def tlv(**velden):
        basis = {"ib": ib, "school": school, "beslisser": beslisser, "start": date(2025, 8, 1), "eind": einde}
        basis["op"] = timezone.now() - timedelta(days=500)
        return tlv_voor(**basis | velden)

    return tlv


def test_a_renewal_begins_with_the_answers_of_last_time_and_asks_opinions_anew(maak, ib, school, einde):
    tlv = maak()
    vervolg = verlenging_maken(tlv, school=school, door=ib, op=nu())
    assert (vervolg.aanleiding, vervolg.vorige_tlv, vervolg.soort) == ("verlenging", tlv, "SO")
    assert vervolg.onderdeel_vraag.gewenste_start == einde + timedelta(days=1)
    assert vervolg.onderdeel_behoefte.onderwijsbehoeften == "Vaste structuur en een kleine groep."
    assert list(Interventie.objects.filter(onderdeel__aanvraag=vervolg).values_list("wat", flat=True)) == [
        "Eigen werkplek"
    ]
    assert vervolg.onderdeel_mening.ouders_woorden == ""
    assert vervolg.onderdeel_stukken.opp_datum is None
    assert not vervolg.bijlagen.exists()


def test_each_copied_section_must_be_looked_at_before_submitting(maak, ib, school):
    vervolg = verlenging_maken(maak(), school=school, door=ib, op=nu())

    def na_te_kijken():
        zinnen = wat_ontbreekt(vervolg, vandaag=timezone.localdate())
        return [gat.onderdeel for gat in zinnen if gat.zin.startswith("Kijk ") and "sla" in gat.zin]

    assert na_te_kijken() == ["leerling", "vraag", "behoefte", "gedaan"]
    zinnen = [gat.zin for gat in wat_ontbreekt(vervolg, vandaag=timezone.localdate())]
    assert len(zinnen) == len(set(zinnen)), "two links with the same words lead to different places"
    onderdeel_opslaan(vervolg, "behoefte", door=ib, op=nu(), versie=0, velden={})
    assert na_te_kijken() == ["leerling", "vraag", "gedaan"]


def test_a_first_aanvraag_is_not_asked_whether_it_still_holds(school, ib):
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    assert not [gat for gat in wat_ontbreekt(aanvraag, vandaag=timezone.localdate()) if "nog klopt" in gat.zin]


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"eind": date(2028, 7, 31)}, "Verlengen kan vanaf 1-10-2027"),
        ({"eind": date(2026, 7, 31)}, "geldt niet"),
        ({"soort": "PRO", "eind": None}, "geen einddatum"),
    ],
)
def test_a_tlv_that_does_not_end_this_year_is_not_renewed(maak, ib, school, velden, reden):
    with pytest.raises(NietMogelijk, match=reden):
        verlenging_maken(maak(**velden), school=school, door=ib, op=nu())
    assert not Aanvraag.objects.filter(status=S.CONCEPT).exists()


@pytest.mark.parametrize(("dag", "kan"), [("2026-09-30", False), ("2026-10-01", True), ("2027-07-31", True)])
def test_renewing_can_from_the_first_of_october(maak, ib, school, dag, kan):
    tlv = maak()
    with time_machine.travel(f"{dag} 12:00 +02:00"):
        if kan:
            assert verlenging_maken(tlv, school=school, door=ib, op=nu()).pk
        else:
            with pytest.raises(NietMogelijk, match="1-10-2026"):
                verlenging_maken(tlv, school=school, door=ib, op=nu())


def test_a_second_renewal_gives_the_first_one(maak, ib, school):
    tlv = maak()
    eerste = verlenging_maken(tlv, school=school, door=ib, op=nu())
    with pytest.raises(Bestaat) as fout:
        verlenging_maken(tlv, school=school, door=ib, op=nu())
    assert fout.value.aanvraag == eerste


def test_twenty_drafts_in_one_go_and_what_was_skipped_says_why(maak, ib, school, inloggen):
    tlvs = [maak() for _ in range(20)]
    verlenging_maken(tlvs[0], school=school, door=ib, op=nu())
    weg = tlvs[1]
    Inschrijving.objects.filter(leerling=weg.leerling).update(tot=timezone.localdate())
    gemaakt, overgeslagen = verlengingen_maken(
        [*((tlv, school) for tlv in tlvs[:1]), (weg, None), *((tlv, school) for tlv in tlvs[2:])], door=ib, op=nu()
    )
    assert len(gemaakt) == 18
    assert [(een.tlv, een.reden[:20]) for een in overgeslagen] == [
        (tlvs[0], "Er loopt al een aanv"),
        (weg, "Deze leerling staat "),
    ]
    assert Aanvraag.objects.filter(aanleiding="verlenging").count() == 19


def test_ticked_children_get_a_draft_by_the_page(maak, ib, inloggen):
    tlvs = [maak() for _ in range(3)]
    client = inloggen(ib)
    assert "3 TLV’s eindigen" in client.get(pad("tlvs_school")).text
    antwoord = client.post(pad("tlvs_verlengen"), {"actie": "gekozen", "tlv": [een.public_id for een in tlvs[:2]]})
    assert "2 gemaakt, 0 overgeslagen" in antwoord.text
    antwoord = client.post(pad("tlvs_verlengen"), {"actie": "alle"})
    assert "1 gemaakt, 2 overgeslagen" in antwoord.text
    assert client.post(pad("tlvs_verlengen"), {"actie": "gekozen"}).url == pad("tlvs_school")


def test_the_list_of_a_school_costs_the_same_for_one_and_for_many(maak, ib, inloggen):
    client = inloggen(ib)

    def vragen():
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get(pad("tlvs_school")).status_code == 200
        return len(gevangen)

    maak()
    client.get(pad("tlvs_school"))
    een = vragen()
    for _ in range(4):
        maak()
    assert vragen() == een


def test_a_section_marks_what_changed_and_the_desk_sees_it(maak, ib, school, loketmedewerker, inloggen):
    vervolg = verlenging_maken(maak(), school=school, door=ib, op=nu())
    client = inloggen(ib)
    adres = pad("aanvraag_onderdeel", vervolg.public_id, "behoefte")
    assert "Klopt dit nog?" in client.get(adres).text
    assert "Gewijzigd" not in client.get(adres).text
    onderdeel_opslaan(vervolg, "behoefte", door=ib, op=nu(), versie=0, velden={"sterke_kanten": "Rekent nu graag."})
    pagina = client.get(adres).text
    assert "Was: Leest graag." in pagina
    assert "Nu: Rekent nu graag." in pagina
    nummer = {
        "kenmerk": "AV-2026-9999",
        "ingediend_op": nu(),
        "ingediend_door": ib,
        "ontvangstdatum": date(2026, 11, 26),
    }
    Aanvraag.objects.filter(pk=vervolg.pk).update(status=S.IN_CONTROLE, **nummer)
    balie = inloggen(loketmedewerker).get(pad("behandelen", vervolg.public_id), {"tab": "aanvraag"}).text
    assert "Was: Leest graag." in balie
    assert vervolg.vorige_tlv.nummer in balie


def test_the_school_of_placement_renews_without_reading_the_first_aanvraag(maak, loketmedewerker, inloggen):
    tlv, so = maak(), SchoolFactory(soort="SO", naam="De Branding")
    plaatsen(tlv, door=loketmedewerker, op=nu(), school=so, per=timezone.localdate())
    iber = gebruiker_met(Rol.IB, school=so)
    client = inloggen(iber)
    assert tlv.nummer in client.get(pad("tlvs_school")).text
    antwoord = client.post(pad("tlv_verlengen", tlv.public_id))
    vervolg = Aanvraag.objects.get(aanleiding="verlenging")
    assert antwoord.url == pad("aanvraag", vervolg.public_id)
    assert (vervolg.school, vervolg.onderdeel_vraag.categorie) == (so, "L")
    assert vervolg.onderdeel_behoefte.onderwijsbehoeften == ""
    assert "Vaste structuur" not in client.get(pad("aanvraag_onderdeel", vervolg.public_id, "behoefte")).text


def test_a_school_without_the_child_finds_no_tlv(maak, buitenstaander):
    with pytest.raises(Http404):
        verlenging_maken(maak(), school=SchoolFactory(), door=buitenstaander, op=nu())


def test_a_change_of_kind_drops_the_category(maak, ib, school, inloggen):
    tlv = maak(eind=date(2028, 7, 31), categorie="H")
    client = inloggen(ib)
    assert "Speciaal onderwijs, een andere categorie" in client.get(pad("tlv_wijzigen", tlv.public_id)).text
    client.post(pad("tlv_wijzigen", tlv.public_id), {"soort": "SBO"})
    vervolg = Aanvraag.objects.get(aanleiding="wijziging")
    assert (vervolg.soort, vervolg.onderdeel_vraag.categorie) == ("SBO", "")
    with pytest.raises(Bestaat):
        wijziging_maken(tlv, school=school, soort="SO", door=ib, op=nu())


def test_the_letter_names_the_tlv_that_it_takes_the_place_of(maak, ib, school, beslisser):
    tlv = maak(eind=date(2028, 7, 31))
    vervolg = {"leerling": tlv.leerling, "aanleiding": "wijziging", "vorige_tlv": tlv}
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, **vervolg)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    nieuw = Tlv.objects.get(besluit__aanvraag=aanvraag)
    html = nieuw.besluit.bekendmakingen.first().brief.html
    assert f"wijziging van de verklaring met nummer {tlv.nummer}" in html
    assert "Komt in de plaats van" in html
    laatste = nieuw.ingangsdatum - timedelta(days=1)
    assert f"geldt dan nog tot en met {laatste.day} december 2026" in html


def test_a_refusal_leaves_the_earlier_tlv_and_says_so_by_silence(maak, ib, school):
    tlv = maak(eind=date(2028, 7, 31))
    vervolg = {"leerling": tlv.leerling, "aanleiding": "wijziging", "vorige_tlv": tlv}
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, **vervolg)
    keuze = Beslissing(uitkomst="afgewezen", soort="SO", motivering="Nee.", passende_hulp="Hulp in de klas.")
    tekent = Ondertekenaar(naam="Naam", functie="directeur", bevoegdheid="bestuursorgaan")
    brieven = brieven_voorbeeld(aanvraag, keuze, tekent=tekent, besluitdatum=timezone.localdate())
    assert all("Komt in de plaats van" not in woorden(brief).html for _, brief in brieven)


def test_a_renewal_begins_where_the_letters_say_that_the_tlv_ends(maak, ib, school, beslisser, einde):
    """A withdrawal that was not sent yet shows in no day and no refusal (afspraak 4)."""
    tlv = maak()
    tlv_ingetrokken(tlv, door=beslisser, per=timezone.localdate())
    assert tlv.status(timezone.localdate()) == "ingetrokken"
    vervolg = verlenging_maken(tlv, school=school, door=ib, op=nu())
    assert vervolg.onderdeel_vraag.gewenste_start == einde + timedelta(days=1)


def test_a_school_does_not_see_that_its_tlv_is_replaced_before_its_letter(maak, ib, school, beslisser, inloggen):
    tlv = maak(start=date(2025, 8, 1), eind=date(2028, 7, 31))
    vervolg = {"leerling": tlv.leerling, "aanleiding": "wijziging", "vorige_tlv": tlv}
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, **vervolg)
    vandaag = timezone.localdate()
    aanvraag.onderdeel_vraag.__class__.objects.filter(aanvraag=aanvraag).update(gewenste_start=vandaag)
    aanvraag.refresh_from_db()
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert tlv.status(vandaag) == "vervangen"
    regels = inloggen(ib).get(pad("tlvs_school")).context["rest"]
    assert [(een.tlv.nummer, een.stand) for een in regels] == [(tlv.nummer, "actief")]


# --- questions of the SWV and tests are taken along ---------------------------------------------------------------


def vragen_bij(eerder):
    """Three questions of the SWV that the last aanvraag answered; the list it was begun with is the first version."""
    lijst = vragenlijst(
        {"tekst": "Is er jeugdhulp?", "soort": "ja_nee", "sleutel": "hulp"},
        {"tekst": "Welke?", "soort": "keuze", "keuzes": ["Ambulant", "Opname"], "sleutel": "welke"},
        {"tekst": "Wat vinden de ouders?", "onderdeel": "mening", "sleutel": "ouders"},
        op=timezone.now() - timedelta(days=600),
    )
    for sleutel, waarde in {"hulp": "ja", "welke": "Opname", "ouders": "Prima."}.items():
        Antwoord.objects.create(aanvraag=eerder, vraag=lijst.vragen.get(sleutel=sleutel), waarde=waarde)
    return lijst


def test_answers_to_questions_of_the_swv_are_taken_along_and_changes_marked(maak, ib, school, inloggen):
    tlv = maak()
    vragen_bij(tlv.besluit.aanvraag)
    vervolg = verlenging_maken(tlv, school=school, door=ib, op=nu())
    assert vragen_van(vervolg).antwoorden == {"hulp": "ja", "welke": "Opname"}
    client = inloggen(ib)
    adres = pad("aanvraag_onderdeel", vervolg.public_id, "behoefte")
    assert "Klopt dit nog?" in client.get(adres).text
    Antwoord.objects.filter(aanvraag=vervolg, vraag__sleutel="hulp").update(waarde="nee")
    tekst = client.get(adres).text
    assert "Gewijzigd" in tekst
    assert "Is er jeugdhulp?" in tekst


def test_a_choice_that_is_gone_is_asked_anew(maak, ib, school):
    tlv = maak()
    vragen_bij(tlv.besluit.aanvraag)
    vragenlijst(
        {"tekst": "Welke?", "soort": "keuze", "keuzes": ["Ambulant", "Thuis"], "sleutel": "welke"},
        versie=2,
        op=timezone.now() - timedelta(days=1),
    )
    assert vragen_van(verlenging_maken(tlv, school=school, door=ib, op=nu())).antwoorden == {}


def test_results_of_tests_are_taken_along_and_the_motivation_is_not(beslisser, einde):
    vo_regio()
    school = SchoolFactory(soort="VO")
    wie = gebruiker_met(Rol.IB, school=school)
    basis = {"ib": wie, "school": school, "beslisser": beslisser, "start": date(2025, 8, 1), "eind": einde}
    tlv = tlv_voor(soort="LWOO", op=timezone.now() - timedelta(days=500), **basis)
    vervolg = verlenging_maken(tlv, school=school, door=wie, op=nu())
    toetsen = vervolg.onderdeel_toetsen
    assert (toetsen.iq, toetsen.iq_datum, toetsen.toets_namen) == (
        72,
        date(2026, 3, 2),
        "Cito rekenen en begrijpend lezen",
    )
    assert (toetsen.keuze_motivering, toetsen.versie) == ("", 0)

"""The kinds of aanvraag: which exist where, what each asks, and what the database keeps true."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions import aanvraag as acties
from loket.actions.besluit import besluiten
from loket.models import Aanvraag, Besluit, Bijlage, Discipline, OnderdeelStukken, OnderdeelToetsen, Status
from loket.rules import SOORTEN, aangeboden, soort_voor
from loket.rules.deskundigen import disciplines
from loket.rules.soorten import INSTELBAAR, LWOO_MODI, keuzes_fouten
from loket.rules.tlv import einde_schoolsoort
from loket.rules.volledigheid import VERPLICHT
from scholen.models import Instelling, Leerling, TlvSoort
from scholen.regio import PROFIELEN, laden
from tests.factories import SchoolFactory, aanvraag_in, beslissing, gebruiker_met, leerling_op, vo_regio

pytestmark = pytest.mark.django_db
S = Status
PO, VO = ("SBO", "SO"), ("VSO", "PRO", "LWOO")


def codes(sector, tlv_soorten, *, keuzes=None, lwoo_mode="landelijk"):
    aanbod = aangeboden(sector, tlv_soorten=tlv_soorten, keuzes=keuzes or {}, lwoo_mode=lwoo_mode)
    return [soort.code for soort in aanbod]


# --- the table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SOORTEN)
def test_every_kind_has_words_sections_and_experts_that_exist(code):
    soort = SOORTEN[code]
    assert all((soort.naam, soort.titel, soort.kort, soort.voor_wie, soort.nodig))
    assert "{weken}" in soort.duur
    assert {deel for delen in soort.onderdelen.values() for deel in delen} <= set(acties.ONDERDELEN) | {"hulpvraag"}
    assert set(soort.tweede) <= set(Discipline.values)
    assert set(soort.stukken) <= set(Bijlage.Soort.values)
    assert set(soort.tlv.values()) <= set(TlvSoort.values)
    assert set(soort.tlv) == (set() if soort.geeft_advies else set(soort.sectoren))
    assert soort.gewicht in soort.onderdelen


def test_a_kind_that_gives_a_tlv_has_two_experts_and_advice_has_none():
    assert {code: soort.deskundigen for code, soort in SOORTEN.items()} == {
        code: 0 if soort.geeft_advies else 2 for code, soort in SOORTEN.items()
    }


@pytest.mark.parametrize("code", ["PRO", "LWOO"])
def test_for_secondary_schools_the_second_expert_may_know_those_schools(code):
    assert "vo_deskundige" in disciplines(code, 2)
    assert "vo_deskundige" not in disciplines("VSO", 2)
    assert "vo_deskundige" not in disciplines(code, 1)


# --- which exist -------------------------------------------------------------------------------------------------


def test_the_kinds_follow_the_sector_and_the_tlvs_that_an_swv_gives():
    assert codes("PO", PO) == ["SBO", "SO", "EMB", "ARR", "CONSULT"]
    assert codes("VO", VO) == ["VSO", "EMB", "PRO", "LWOO", "ARR", "CONSULT"]
    assert codes("PO", ["SBO"]) == ["SBO", "ARR", "CONSULT"]


def test_without_own_lwoo_decisions_there_is_no_lwoo():
    assert "LWOO" not in codes("VO", VO, lwoo_mode="geen")
    assert all("LWOO" in codes("VO", VO, lwoo_mode=modus) for modus in LWOO_MODI if modus != "geen")
    assert set(LWOO_MODI) == set(Instelling.LwooMode.values)


def test_an_swv_can_leave_a_kind_out_and_give_another_its_own_weight():
    assert "ARR" not in codes("PO", PO, keuzes={"ARR": {"aan": False}})
    zwaar = soort_voor("ARR", {"ARR": {"gewicht": "volledig"}})
    assert "behoefte" in zwaar.delen()
    assert soort_voor("ARR", {}).delen() == ("hulpvraag",)


def test_without_a_child_the_sections_about_a_child_are_left_out():
    zwaar = soort_voor("CONSULT", {"CONSULT": {"gewicht": "volledig"}})
    assert set(zwaar.delen()) - set(zwaar.delen(met_leerling=False)) == {"leerling", "mening"}


@pytest.mark.parametrize(
    "keuzes",
    [
        [],
        {"ONZIN": {}},
        {"ARR": {"gewicht": "enorm"}},
        {"SBO": {"gewicht": "melden"}},
        {"ARR": {"deskundigen": 0}},
        {"ARR": {"aan": "nee"}},
    ],
)
def test_settings_that_cannot_be_used_are_named(keuzes):
    assert keuzes_fouten(keuzes)


def test_what_an_swv_may_set_exists():
    assert set(INSTELBAAR) - {"aan"} <= set(vars(SOORTEN["ARR"]))


@pytest.mark.parametrize("naam", PROFIELEN)
def test_the_kinds_of_each_region_can_be_used(naam):
    profiel = laden(naam)
    eigen = profiel.instelling
    assert keuzes_fouten(eigen["soorten"]) == []
    aanbod = codes(
        profiel.swv["sector"],
        eigen["tlv_soorten"],
        keuzes=eigen["soorten"],
        lwoo_mode=eigen.get("lwoo_mode", "landelijk"),
    )
    assert {"EMB", "CONSULT"} < set(aanbod)
    assert ("ARR" in aanbod) == (naam != "zuid-kennemerland")


# --- the page ----------------------------------------------------------------------------------------------------


def beginnen(client, soort, leerling):
    data = {"sleutel": f"{soort}-{leerling.pk}".ljust(22, "k"), "soort": soort, "leerling": leerling.public_id}
    return client.post(reverse("loket:aanvraag_nieuw"), data)


def test_each_kind_says_for_whom_it_is_what_is_needed_and_how_long_it_takes(inloggen, ib, leerling):
    pagina = inloggen(ib).get(reverse("loket:aanvraag_nieuw")).content.decode()
    for code in ("SBO", "SO", "EMB"):
        assert SOORTEN[code].titel in pagina
        assert SOORTEN[code].nodig[0] in pagina
    assert "Een besluit binnen 6 weken" in pagina
    assert SOORTEN["VSO"].titel not in pagina


@pytest.fixture
def vo_school():
    """A school of an SWV for secondary schools."""
    vo_regio()
    return SchoolFactory()


def test_an_aanvraag_for_pro_has_a_section_for_tests_and_one_for_vso_has_not(inloggen, vo_school):
    client = inloggen(gebruiker_met(Rol.IB, school=vo_school))
    leerling = leerling_op(vo_school)
    pro = beginnen(client, "PRO", leerling).url
    vso = beginnen(client, "VSO", leerling).url
    assert "IQ en leerachterstand" in client.get(pro).content.decode()
    assert "IQ en leerachterstand" not in client.get(vso).content.decode()
    assert client.get(f"{vso}onderdeel/toetsen/").status_code == 302
    assert OnderdeelToetsen.objects.count() == 1


def test_the_outcome_of_the_tests_stands_on_the_page_after_saving(inloggen, vo_school):
    client = inloggen(gebruiker_met(Rol.IB, school=vo_school))
    url = beginnen(client, "PRO", leerling_op(vo_school)).url + "onderdeel/toetsen/"
    data = {"versie": 0, "iq": 78, "ir_dle": 35, "ir_dl": 50, "bl_dle": 30, "bl_dl": 50, "actie": "blijf"}
    antwoord = client.post(url, data, follow=True).content.decode()
    assert "kan het allebei" in antwoord
    assert "De school kiest en schrijft op waarom." in antwoord
    fout = client.post(url, {"versie": 1, "iq": 300, "ir_dl": 0}).content.decode()
    assert "Vul een IQ in tussen 20 en 180" in fout
    assert "Vul een aantal maanden in" in fout


def test_a_kind_that_this_swv_does_not_have_cannot_be_started(ib, school, leerling):
    with pytest.raises(NietMogelijk, match="kan bij dit samenwerkingsverband niet"):
        acties.concept_maken(
            school=school,
            leerling=leerling,
            soort="VSO",
            swv=aanvraag_in(school=school, leerling=leerling, ib=ib).swv,
            sleutel="s" * 22,
            door=ib,
            op=timezone.now(),
        )


# --- what must be in ---------------------------------------------------------------------------------------------


def mist(aanvraag):
    gaten = acties.wat_ontbreekt(aanvraag, vandaag=timezone.localdate())
    return {gat.veld: gat.nodig for gat in gaten}


def zonder_opp(aanvraag):
    OnderdeelStukken.objects.filter(aanvraag=aanvraag).update(opp_datum=None)
    return aanvraag


def test_pro_needs_the_report_the_view_of_the_parents_on_paper_and_no_opp():
    vo_regio()
    aanvraag = zonder_opp(aanvraag_in(soort="PRO"))
    assert mist(aanvraag) == {"onderwijskundig_rapport": True, "zienswijze_ouders": True}


def test_lwoo_needs_the_report_only():
    vo_regio()
    aanvraag = zonder_opp(aanvraag_in(soort="LWOO"))
    assert mist(aanvraag) == {"onderwijskundig_rapport": True}


def test_what_is_withheld_for_privacy_is_not_asked_again():
    vo_regio()
    aanvraag = zonder_opp(aanvraag_in(soort="PRO"))
    stukken = OnderdeelStukken.objects.get(aanvraag=aanvraag)
    stukken.geweigerd = ["onderwijskundig_rapport", "zienswijze_ouders"]
    stukken.save()
    assert mist(aanvraag) == {}


def test_without_tests_pro_cannot_be_submitted_and_half_a_domain_is_named():
    vo_regio()
    aanvraag = aanvraag_in(soort="PRO")
    OnderdeelToetsen.objects.filter(aanvraag=aanvraag).update(iq=None, bl_dle=None)
    assert {"iq": True, "bl_dle": True}.items() <= mist(aanvraag).items()
    OnderdeelToetsen.objects.filter(aanvraag=aanvraag).update(iq=70, bl_dl=None)
    assert "tl_dle" in mist(aanvraag)


def test_with_own_lwoo_criteria_the_tests_are_only_advised():
    vo_regio(lwoo_mode="opting_out_criteria")
    aanvraag = aanvraag_in(soort="LWOO")
    OnderdeelToetsen.objects.filter(aanvraag=aanvraag).update(iq=None, iq_test="")
    assert {"iq": False, "iq_test": False}.items() <= mist(aanvraag).items()


def test_old_research_is_a_warning_and_never_stops_the_school():
    vo_regio(onderzoek_max_maanden=12)
    aanvraag = aanvraag_in(soort="PRO")
    OnderdeelToetsen.objects.filter(aanvraag=aanvraag).update(iq_datum=date(2020, 1, 1))
    assert mist(aanvraag)["iq_datum"] is False


def test_for_a_whole_school_career_nobody_asks_how_long():
    aanvraag = aanvraag_in(soort="EMB")
    vraag = aanvraag.onderdeel_vraag
    vraag.schooljaren = None
    vraag.save()
    assert "schooljaren" not in mist(aanvraag)


def test_every_section_has_its_musts_in_the_table():
    assert set(VERPLICHT) >= {deel for soort in SOORTEN.values() for deel in soort.delen()} - {"hulpvraag"}


# --- EMB ---------------------------------------------------------------------------------------------------------


def test_emb_is_decided_as_so_for_the_whole_school_career_in_the_highest_category(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, soort="EMB")
    eind = einde_schoolsoort("SO", aanvraag.leerling.geboortedatum)
    keuze = beslissing(aanvraag, soort="SO", categorie="H", vervaldatum=eind)
    for opdracht in aanvraag.adviesopdrachten.all():
        opdracht.advies.__class__.objects.filter(opdracht=opdracht).update(soort="SO", categorie="H")
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **keuze)
    besluit = Besluit.objects.get()
    assert (besluit.soort, besluit.categorie, besluit.vervaldatum) == ("SO", "H", eind)
    assert besluit.uitkomst == "toegekend"


def test_a_draft_for_emb_begins_in_the_highest_category(inloggen, ib, leerling):
    client = inloggen(ib)
    url = beginnen(client, "EMB", leerling).url
    aanvraag = Aanvraag.objects.get()
    assert aanvraag.onderdeel_vraag.categorie == "H"
    pagina = client.get(f"{url}onderdeel/vraag/").content.decode()
    assert not re.search(r'name="(categorie|schooljaren)"', pagina)


# --- the database ------------------------------------------------------------------------------------------------


def test_only_a_kind_without_a_name_may_lack_a_pupil():
    aanvraag = aanvraag_in(S.CONCEPT)
    for soort in ("SO", "SBO", "ARR"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Aanvraag.objects.filter(pk=aanvraag.pk).update(leerling=None, soort=soort)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(leerling=None, soort="CONSULT")


def test_a_kind_that_does_not_exist_cannot_be_stored():
    aanvraag = aanvraag_in(S.CONCEPT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanvraag.objects.filter(pk=aanvraag.pk).update(soort="XX")


def test_the_name_of_an_aanvraag_says_what_it_is_and_about_whom():
    aanvraag = aanvraag_in(S.CONCEPT, soort="SBO")
    assert aanvraag.kop == f"TLV sbo voor {Leerling.objects.get().naam}"
    aanvraag.leerling, aanvraag.soort = None, "CONSULT"
    assert aanvraag.kop == "Consult zonder leerling"


@pytest.mark.parametrize(("soort", "facultatief"), [("SO", False), ("PRO", True)])
def test_what_is_needed_to_submit_is_not_called_optional(inloggen, ib, school, soort, facultatief):
    """The law does not ask for an OPP; an SWV may, and for praktijkonderwijs nobody does."""
    if soort == "PRO":
        Instelling.objects.update(tlv_soorten=["PRO"])
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib, soort=soort)
    pagina = inloggen(ib).get(reverse("loket:aanvraag_onderdeel", args=[concept.public_id, "stukken"])).text
    vraag = re.search(r"Van wanneer is het OPP\?.*?</legend>", pagina, re.DOTALL)[0]
    assert ("niet verplicht" in vraag) is facultatief
    assert ("Alleen als er een OPP is." in pagina) is facultatief

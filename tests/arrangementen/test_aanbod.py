"""The catalogue: what a kind of support may say, its tariffs by version, and what the five profiles begin with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.forms.models import model_to_dict

from arrangementen import regio
from arrangementen.actions import aanbod as acties
from arrangementen.forms.aanbod import AanbodForm
from arrangementen.models import Aanbod, Eenheid, Soort, Tarief, Toekenning, Vorm
from arrangementen.rules.aanbod import begonnen, duur_in_woorden, schooljaren
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Instelling, Samenwerkingsverband
from scholen.regio import PROFIELEN, laden
from tests.factories import InstellingFactory, aanbod, gebruiker_met
from tests.leesbaarheid import EINDE, douma

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)
DIT, VOLGEND = 2026, 2027
NIET_TE_TELLEN = {"vorm": Vorm.PLAATS, "eenheid": Eenheid.PLAATS, "functie": "", "op_elke_school": True}
MOEILIJK = {"arrangement", "arrangeren", "handelingsdeel", "toekennen", "tarief", "leerkracht", "beschikking"}


@pytest.fixture
def beheerder(db):
    return gebruiker_met(Rol.BEHEERDER)


def vaststellen(rij, beheerder, bedrag, *, schooljaar=DIT, reden="", op=OP):
    return acties.tarief_vaststellen(
        rij, door=beheerder, op=op, schooljaar=schooljaar, bedrag=Decimal(bedrag), reden=reden
    )


def overnemen(rij, beheerder, procent="0", *, schooljaar=VOLGEND):
    return acties.tarieven_overnemen(
        door=beheerder, op=OP, swv=rij.swv, schooljaar=schooljaar, procent=Decimal(procent)
    )


# --- rules -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "jaren"),
    [(date(2026, 7, 31), (2024, 2025, 2026)), (date(2026, 8, 1), (2025, 2026, 2027))],
)
def test_tariffs_are_kept_for_the_last_this_and_the_next_school_year(dag, jaren):
    assert schooljaren(dag) == jaren


def test_a_school_year_has_begun_on_its_first_day():
    assert not begonnen(2026, date(2026, 7, 31))
    assert begonnen(2026, date(2026, 8, 1))


@pytest.mark.parametrize(
    ("weken", "woorden"),
    [(None, ""), (1, "1 week"), (12, "12 weken"), (39, "39 weken"), (40, "een schooljaar"), (52, "een schooljaar")],
)
def test_how_long_help_takes_in_words(weken, woorden):
    assert duur_in_woorden(weken) == woorden


# --- what a row may say ------------------------------------------------------------------------------------------


@databank
@pytest.mark.parametrize(
    ("velden", "bij", "zin"),
    [
        ({"kenmerk": "Met Spatie"}, "kenmerk", "kleine letters"),
        ({"tot": date(2019, 1, 1)}, "tot", "voor de eerste dag"),
        ({"functie": ""}, "functie", "als het om uren gaat"),
        ({"vorm": Vorm.BEDRAG, "eenheid": Eenheid.ARRANGEMENT}, "functie", "en anders niet"),
        ({"eenheid": Eenheid.STUK}, "eenheid", "past niet bij de vorm"),
        ({"plaatsen": 4}, "plaatsen", "hoort bij een plaats"),
        ({"op_elke_school": True}, "plaatsen", "hoort bij een plaats"),
        (NIET_TE_TELLEN, "plaatsen", "hoort bij een plaats"),
        ({"weken": 53}, "weken", "hoogstens een schooljaar"),
        ({"weken": 0}, "weken", "hoogstens een schooljaar"),
        ({"aanbieder": "extern"}, "aanbieder_naam", "welke organisatie"),
        ({"bedrag_tot": Decimal(500)}, "bedrag_tot", "alleen bij de adviseur"),
        ({"toekenning": Toekenning.ADVISEUR}, "bedrag_tot", "alleen bij de adviseur"),
        ({"toekenning": Toekenning.ADVISEUR, "bedrag_tot": Decimal(0)}, "bedrag_tot", "groter dan nul"),
        ({"niveau": "basis"}, "opp_nodig", "geen OPP nodig"),
        ({"soort": Soort.NT2}, "opp_nodig", "geen OPP nodig"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_a_sentence_at_its_field(velden, bij, zin):
    basis = aanbod()
    nieuw = {veld.name: getattr(basis, veld.name) for veld in Aanbod._meta.fields if veld.name not in ("id",)}
    rij = Aanbod(**(nieuw | {"kenmerk": "ander", "public_id": "x" * 22} | velden))
    with pytest.raises(ValidationError) as gevangen:
        rij.validate_constraints()
    fouten = [fout for lijst in gevangen.value.error_dict.values() for fout in lijst]
    assert [(fout.code, zin in fout.message) for fout in fouten] == [(bij, True)]
    with pytest.raises(IntegrityError), transaction.atomic():
        rij.save()


@databank
def test_the_price_of_another_unit_is_another_row():
    rij = aanbod()
    for veld, waarde in (("vorm", Vorm.PLAATS), ("eenheid", Eenheid.PLAATS), ("kenmerk", "anders")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Aanbod.objects.filter(pk=rij.pk).update(**{veld: waarde})
    with pytest.raises(DatabaseError), transaction.atomic():
        Aanbod.objects.all().delete()


# --- the catalogue -----------------------------------------------------------------------------------------------


def test_adding_changing_and_ending_each_leave_a_line(beheerder):
    velden = {**model_to_dict(aanbod(), exclude=["id", "swv"]), "kenmerk": "groep", "functie": "coach"}
    rij = acties.aanbod_toevoegen(door=beheerder, op=OP, swv=InstellingFactory().swv, **velden)
    acties.aanbod_wijzigen(rij, door=beheerder, op=OP, naam="Coach", openbaar=False, vorm=rij.vorm)
    acties.aanbod_beeindigen(rij, door=beheerder, op=OP, tot=DAG)
    rij.refresh_from_db()
    assert (rij.naam, rij.openbaar, rij.tot) == ("Coach", False, DAG)
    regels = {regel.actie: regel.bijzonderheden for regel in Logregel.objects.filter(ding=rij.public_id)}
    assert regels == {
        "aanbod_toevoegen": {"kenmerk": "groep"},
        "aanbod_wijzigen": {"velden": ["naam", "openbaar"]},
        "aanbod_beeindigen": {"tot": "2026-11-27"},
    }


def test_a_kenmerk_is_there_once_per_swv(beheerder):
    velden = model_to_dict(aanbod(), exclude=["id", "swv"])
    with pytest.raises(NietMogelijk, match=r"Dit kenmerk bestaat al\."):
        acties.aanbod_toevoegen(door=beheerder, op=OP, swv=InstellingFactory().swv, **velden)
    ander = Samenwerkingsverband.objects.create(code="VO2815", naam="Het andere", sector="VO", eigen=True)
    assert acties.aanbod_toevoegen(door=beheerder, op=OP, swv=ander, **velden).pk


def test_what_ended_does_not_end_again_and_never_before_today(beheerder):
    rij = aanbod()
    with pytest.raises(NietMogelijk, match="vandaag of een latere dag"):
        acties.aanbod_beeindigen(rij, door=beheerder, op=OP, tot=DAG - timedelta(days=1))
    komt = aanbod("komt", van=DAG + timedelta(days=9))
    with pytest.raises(NietMogelijk, match="vandaag of een latere dag"):
        acties.aanbod_beeindigen(komt, door=beheerder, op=OP, tot=DAG)
    weg = aanbod("weg", tot=DAG - timedelta(days=1))
    with pytest.raises(NietMogelijk, match="al gestopt"):
        acties.aanbod_beeindigen(weg, door=beheerder, op=OP, tot=DAG)


def test_another_form_is_refused_before_the_database_does(beheerder):
    with pytest.raises(NietMogelijk, match="Een andere vorm is ander aanbod"):
        acties.aanbod_wijzigen(aanbod(), door=beheerder, op=OP, vorm=Vorm.PLAATS)


@pytest.mark.parametrize("rol", [Rol.BESLISSER, Rol.ADVISEUR, Rol.IB, Rol.LOKETMEDEWERKER, Rol.OUDER])
def test_only_who_keeps_the_catalogue_changes_it(db, rol):
    wie, rij = gebruiker_met(rol), aanbod()
    velden = model_to_dict(rij, exclude=["id", "swv"])
    for doen in (
        lambda: acties.aanbod_toevoegen(door=wie, op=OP, swv=rij.swv, **(velden | {"kenmerk": "x"})),
        lambda: acties.aanbod_wijzigen(rij, door=wie, op=OP, naam="Iets"),
        lambda: acties.aanbod_beeindigen(rij, door=wie, op=OP, tot=DAG),
        lambda: vaststellen(rij, wie, "10"),
        lambda: overnemen(rij, wie),
    ):
        with pytest.raises(NietMogelijk) as nee:
            doen()
        assert str(nee.value) == GEEN_RECHTEN
    assert not Logregel.objects.exists()


# --- tariffs -----------------------------------------------------------------------------------------------------


def test_a_tariff_of_a_year_that_began_changes_only_with_a_reason(beheerder):
    rij = aanbod()
    vaststellen(rij, beheerder, "75.00")
    with pytest.raises(NietMogelijk, match="Schrijf op waarom"):
        vaststellen(rij, beheerder, "80.00", reden="  ")
    with pytest.raises(NietMogelijk, match="al het tarief"):
        vaststellen(rij, beheerder, "75", reden="Zomaar.")
    vaststellen(rij, beheerder, "80.00", reden="Nieuwe cao.")
    vaststellen(rij, beheerder, "90", schooljaar=VOLGEND)
    vaststellen(rij, beheerder, "91", schooljaar=VOLGEND)
    assert list(rij.tarieven.geldend().values_list("schooljaar", "versie", "bedrag")) == [
        (DIT, 2, Decimal("80.00")),
        (VOLGEND, 2, Decimal("91.00")),
    ]
    assert rij.tarieven.count() == 4
    assert Logregel.objects.filter(actie="tarief_vaststellen", ding=rij.public_id).count() == 4


@pytest.mark.parametrize(
    ("bedrag", "zin"),
    [
        ("-0.01", "nul of meer"),
        ("100000000", "cijfers"),
        ("1E+20", "cijfers"),
        ("1.005", "komma"),
        ("NaN", "getal"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(beheerder, bedrag, zin):
    rij = aanbod()
    with pytest.raises(NietMogelijk, match=zin):
        vaststellen(rij, beheerder, bedrag)
    assert not Tarief.objects.exists()
    assert not Logregel.objects.exists()


def test_there_is_no_tariff_for_a_year_far_off_or_without_the_support(beheerder):
    rij = aanbod(tot=date(2027, 7, 31))
    for jaar in (2024, 2028):
        with pytest.raises(NietMogelijk, match="Kies het vorige"):
            vaststellen(rij, beheerder, "1", schooljaar=jaar)
    with pytest.raises(NietMogelijk, match="In 2027-2028 is dit aanbod er niet"):
        vaststellen(rij, beheerder, "1", schooljaar=VOLGEND)


def test_a_tariff_never_changes(beheerder):
    rij = vaststellen(aanbod(), beheerder, "75")
    for kwaad in (lambda: Tarief.objects.filter(pk=rij.pk).update(bedrag=1), lambda: Tarief.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Een tarief verandert niet"), transaction.atomic():
            kwaad()


def test_last_years_tariffs_go_along_raised_and_never_twice(beheerder):
    rij, andere = aanbod(), aanbod("groep")
    aanbod("zonder")
    weg = aanbod("weg", tot=date(2027, 7, 31))
    for een in (rij, andere, weg):
        vaststellen(een, beheerder, "77.77")
    vaststellen(rij, beheerder, "80.10", reden="Nieuwe cao.")
    vaststellen(andere, beheerder, "60", schooljaar=VOLGEND)
    assert overnemen(rij, beheerder, "2.5") == 1, "only what goes on and has none yet"
    assert rij.tarieven.get(schooljaar=VOLGEND).bedrag == Decimal("82.10"), "of the last version: 80.10 and 2.5 %"
    assert andere.tarieven.get(schooljaar=VOLGEND).bedrag == Decimal("60.00")
    assert overnemen(rij, beheerder, "2.5") == 0
    assert Logregel.objects.get(actie="tarieven_overnemen").bijzonderheden["hoe"]["aantal"] == 1


@pytest.mark.parametrize("procent", ["-20.01", "50.01"])
def test_a_percentage_that_is_a_slip_is_refused(beheerder, procent):
    with pytest.raises(NietMogelijk, match="percentage"):
        overnemen(aanbod(), beheerder, procent)


def test_an_amount_that_grows_too_large_leaves_nothing_half_done(beheerder):
    rij = aanbod()
    vaststellen(rij, beheerder, "10")
    vaststellen(aanbod("groot"), beheerder, "99999999")
    with pytest.raises(NietMogelijk):
        overnemen(rij, beheerder, "10")
    assert not Tarief.objects.filter(schooljaar=VOLGEND).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_two_versions_and_copy_once():
    beheerder, rij = gebruiker_met(Rol.BEHEERDER), aanbod()
    vaststellen(rij, beheerder, "50", schooljaar=DIT)

    def doen(nummer):
        try:
            vaststellen(rij, beheerder, f"{60 + nummer}", reden="Tegelijk.")
            return overnemen(rij, beheerder)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as samen:
        overgenomen = list(samen.map(doen, range(4)))
    assert sorted(rij.tarieven.filter(schooljaar=DIT).values_list("versie", flat=True)) == [1, 2, 3, 4, 5]
    assert sorted(overgenomen) == [0, 0, 0, 1]


# --- the profiles ------------------------------------------------------------------------------------------------


def test_each_of_the_five_regions_has_its_support():
    assert {*regio.PROFIELEN} == {*PROFIELEN}
    soorten = {naam: {regel.velden["soort"] for regel in regio.laden(naam)} for naam in regio.PROFIELEN}
    assert soorten["zuid-kennemerland"] >= {"traject", "ziek", "materialen", "deskundigheid"}
    assert "opdc" in soorten["duin-en-bollenstreek"]
    assert soorten["haaglanden"] >= {"basis", "smw", "individueel", "groep"}
    assert soorten["veld-vaart-vecht"] >= {"ambulant", "groep", "hoogbegaafd"}
    assert soorten["voorbeeld-vo"] >= {"overgang", "symbiose", "opdc"}
    with pytest.raises(KeyError):
        regio.laden("../haaglanden")


def test_the_five_regions_grant_in_four_ways():
    wie = {naam: {regel.velden["toekenning"] for regel in regio.laden(naam)} for naam in regio.PROFIELEN}
    assert set.union(*wie.values()) == {*Toekenning.values}
    assert "werkgebied" in wie["haaglanden"]
    gewoon = [r.velden for r in regio.laden("duin-en-bollenstreek") if r.velden["niveau"] == "extra"]
    assert {velden["toekenning"] for velden in gewoon} == {"schoolbestuur"}, "the schoolmodel: the SWV only reads"


@databank
@pytest.mark.parametrize("naam", regio.PROFIELEN)
def test_a_profile_is_set_out_once_and_what_an_swv_changed_stays(naam):
    swv = Samenwerkingsverband.objects.create(**(laden(naam).swv | {"eigen": True}))
    regels = regio.laden(naam)
    assert acties.aanbod_klaarzetten(swv, door=Systeem("proef"), op=OP) == len(regels)
    assert {tarief.schooljaar for tarief in Tarief.objects.all()} == {DIT}
    assert all("Voorbeeld" in tarief.reden for tarief in Tarief.objects.all()), "nobody takes them for real tariffs"
    eerste = Aanbod.objects.order_by("pk")[0]
    Aanbod.objects.filter(pk=eerste.pk).update(naam="Eigen naam", tot=DAG)
    call_command("aanbod_klaarzetten", verbosity=0)
    eerste.refresh_from_db()
    assert (eerste.naam, Aanbod.objects.count(), Tarief.objects.count()) == ("Eigen naam", len(regels), len(regels))
    assert Logregel.objects.filter(actie="aanbod_klaarzetten").count() == 1


@databank
def test_an_swv_without_a_profile_begins_with_nothing():
    assert acties.aanbod_klaarzetten(InstellingFactory().swv, door=Systeem("proef"), op=OP) == 0


@pytest.mark.parametrize("naam", regio.PROFIELEN)
def test_parents_read_plain_words(naam):
    """B1 and u, without the words of the trade. Measured over all texts of a region: one short text says little."""
    teksten = [regel.velden["voor_ouders"] for regel in regio.laden(naam)]
    zinnen = [zin for tekst in teksten for zin in EINDE.split(" ".join(tekst.split()))]
    assert douma(zinnen) >= 60
    assert max(len(zin.split()) for zin in zinnen) <= 25
    woorden = {woord.strip(".,:;()") for tekst in teksten for woord in tekst.lower().split()}
    assert not woorden & MOEILIJK
    assert not woorden & {"je", "jij", "jouw", "jullie"}


# --- themes --------------------------------------------------------------------------------------------------------


@databank
def test_a_theme_is_one_of_the_swv_and_one_of_before_may_stay(beheerder):
    rij = aanbod()
    with pytest.raises(NietMogelijk, match="Kies een van de thema"):
        acties.aanbod_wijzigen(rij, door=beheerder, op=OP, thema="Kennis")
    Instelling.objects.update(themas=["Kennis"])
    acties.aanbod_wijzigen(rij, door=beheerder, op=OP, thema="Kennis")
    Instelling.objects.update(themas=["Anders"])
    acties.aanbod_wijzigen(rij, door=beheerder, op=OP, thema="Kennis", naam="Nieuw")
    rij.refresh_from_db()
    assert (rij.thema, rij.naam) == ("Kennis", "Nieuw")
    velden = {**model_to_dict(rij, exclude=["id", "swv"]), "kenmerk": "groep"}
    with pytest.raises(NietMogelijk, match="Kies een van de thema"):
        acties.aanbod_toevoegen(door=beheerder, op=OP, swv=rij.swv, **velden)


@databank
def test_the_form_asks_a_theme_only_where_there_are_any(beheerder):
    rij = aanbod()
    assert "thema" not in AanbodForm(vandaag=DAG, aanbod=rij).fields
    Instelling.objects.update(themas=["Kennis"])
    for form in (AanbodForm(vandaag=DAG, aanbod=rij), AanbodForm(vandaag=DAG)):
        assert form.fields["thema"].choices == [("", "Geen thema"), ("Kennis", "Kennis")]
    rij.thema = "Vroeger"
    assert ("Vroeger", "Vroeger") in AanbodForm(vandaag=DAG, aanbod=rij).fields["thema"].choices


def test_each_theme_in_a_profile_is_one_of_its_swv():
    for naam in PROFIELEN:
        themas = {een.velden.get("thema", "") for een in regio.laden(naam)} - {""}
        assert themas <= {*laden(naam).instelling.get("themas", [])}, naam

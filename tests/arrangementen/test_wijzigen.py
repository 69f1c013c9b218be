"""Help that runs is changed: it stops on the day before, and what comes in its place is decided on as any other."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from arrangementen.actions import evalueren, verlengen
from arrangementen.actions.boeken import OverBudget
from arrangementen.actions.groep import deelnemer_stopt, deelnemer_toevoegen
from arrangementen.actions.keten import HULPSLOT
from arrangementen.actions.materiaal import materiaal_bestellen, materiaal_bijhouden
from arrangementen.actions.meenemen import arrangement_meenemen
from arrangementen.actions.plaatsen import plaats_aanbieden, plaats_beantwoorden, wachtlijst
from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.actions.vragen import Vraag
from arrangementen.actions.wijzigen import Wijziging, arrangement_wijzigen, waarom_niet
from arrangementen.evalueerlijst import te_evalueren, volgende_moment
from arrangementen.forms.beslissen import StoppenForm
from arrangementen.models import Arrangement, Beeindiging, Beslissing, Boeking, Deelname, Doel, Inzet, Plaatsing, Pot
from arrangementen.rules.boekingen import met_teken
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.models import Aanvraag, Arrangementuitkomst, Status, Zaakbrief
from scholen.models import Inschrijving, Instelling
from tests.arrangementrijen import arrangement, evaluatie_klaar, ook_van_school, pot, toegekend
from tests.factories import SchoolFactory, aanbod, aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG, MORGEN, EIND = date(2026, 11, 27), date(2026, 11, 28), date(2027, 7, 31)


@pytest.fixture
def hulp():
    """Ten hours and 247 euro for 247 days, asked at the SWV and granted today."""
    pot("1000", op=OP)
    return loopt()


def loopt(*, op=OP, soort=None, **velden):
    school = SchoolFactory()
    kind, ib = leerling_op(school), gebruiker_met(Rol.IB, school=school)
    ouder_van(kind, gebruiker=gebruiker_met(Rol.OUDER))
    aanvraag = aanvraag_in(Status.IN_BEHANDELING, school=school, ib=ib, leerling=kind, soort="ARR")
    basis = {"aantal": Decimal(10), "bedrag": Decimal(247), "aanvraag": aanvraag}
    rij = arrangement(op=op, school=school, ib=ib, leerling=kind, soort=soort, **(basis | velden))
    return toegekend(rij, op=op, woorden={"motivering": "Past."})


def wijzig(rij, *, door=None, op=OP, sleutel="een", over_mag=False, **anders):
    basis = {"van": MORGEN, "tot": EIND, "aantal": Decimal(20), "bedrag": Decimal(500), "motivering": "Meer nodig."}
    wie = {"door": door or gebruiker_met(Rol.BESLISSER), "op": op, "sleutel": sleutel, "over_mag": over_mag}
    return arrangement_wijzigen(Arrangement.objects.get(pk=rij.pk), Wijziging(**(basis | anders)), **wie)


def loopt_nog(rij):
    een = Arrangement.objects.get(pk=rij.pk)
    return not hasattr(een, "beeindiging") and not een.vervolgen.exists() and een.toegekend == 247


def test_what_runs_stops_and_the_other_help_begins_to_the_cent(hulp):
    Inzet.objects.create(arrangement=hulp, naam="Lot", uren_per_week=2, gemaakt_op=OP, gemaakt_door=hulp.gevraagd_door)
    nieuw = Arrangement.objects.get(pk=wijzig(hulp).pk)
    oud = Arrangement.objects.get(pk=hulp.pk)
    assert (oud.beeindiging.laatste_dag, oud.beeindiging.reden) == (DAG, "wijziging")
    assert (nieuw.vorige, nieuw.aanleiding, nieuw.school) == (oud, "wijziging", oud.school)
    uit = nieuw.beslissing
    assert (uit.van, uit.tot, uit.aantal, uit.bedrag, uit.uitkomst) == (MORGEN, EIND, 20, 500, "anders")
    assert (oud.toegekend, nieuw.toegekend, Pot.objects.get().toegekend) == (1, 500, 501)
    regels = Boeking.objects.filter(arrangement__in=[oud, nieuw])
    assert sum(met_teken(een.soort, een.bedrag) for een in regels) == 501
    assert [een.doel for een in Doel.objects.filter(arrangement=nieuw)] == ["Zelf beginnen."]
    assert nieuw.vraag.onderwijsbehoeften == "Rust en overzicht."
    assert Deelname.objects.get(arrangement=nieuw).leerling == Deelname.objects.get(arrangement=oud).leerling
    assert (Inzet.objects.get(arrangement=nieuw).naam, nieuw.gevraagd_door) == ("Lot", oud.gevraagd_door)


def test_school_and_parents_get_the_answer_as_of_another_decision(hulp):
    nieuw = wijzig(hulp)
    zaak, oud = Aanvraag.objects.get(arrangement=nieuw), Aanvraag.objects.get(arrangement=hulp)
    assert (zaak.status, zaak.kenmerk != oud.kenmerk) == (Status.ADVIES_UITGEBRACHT, True)
    assert (zaak.ontvangstdatum, zaak.ingediend_door) == (oud.ontvangstdatum, oud.ingediend_door)
    antwoord = Arrangementuitkomst.objects.get(aanvraag=zaak)
    assert (antwoord.omvang, antwoord.begin, antwoord.is_besluit) == ("20 uur", MORGEN, False)
    assert "28 november 2026 in de plaats van de hulp die wij eerder toekenden" in antwoord.motivering
    brieven = Zaakbrief.objects.filter(aanvraag=zaak, soort="arrangement")
    assert {een.school is None for een in brieven} == {True, False}
    assert Bericht.objects.filter(aan=oud.ingediend_door.email, sleutel__startswith="arrangement-").count() == 2


def verstuur(rij):
    weg = {"verzenddatum": timezone.localdate(), "verzonden_op": timezone.now(), "verzonden_door": rij.gevraagd_door}
    Zaakbrief.objects.filter(aanvraag__arrangement=rij, soort="arrangement").update(**weg)


def test_as_a_besluit_nobody_outside_hears_of_it_before_the_letter():
    nu, _ = timezone.now(), pot("1000")
    Instelling.objects.update(arrangement_is_besluit=True, bevoegdheid="bestuursorgaan")
    hulp = loopt(op=nu)
    assert "Verstuur eerst het besluit" in waarom_niet(hulp, door=gebruiker_met(Rol.BESLISSER), op=nu)
    verstuur(hulp)
    nieuw = wijzig(hulp, op=nu, van=timezone.localdate(nu) + (MORGEN - DAG), tot=hulp.tot)
    ib, ouder = hulp.gevraagd_door, Deelname.objects.get(arrangement=hulp).leerling.gezag.get().betrokkene.gebruiker
    client = ingelogd(ib)
    pad = reverse("arrangementen:arrangement", args=[hulp.public_id])

    def weet(wie):
        einde = Beeindiging.objects.visible_to(wie).exists()
        return einde, Beslissing.objects.visible_to(wie).filter(arrangement=nieuw).exists()

    assert weet(gebruiker_met(Rol.BESLISSER)) == (True, True)
    assert (weet(ib), weet(ouder)) == ((False, False), (False, False))
    assert not Boeking.objects.visible_to(ib).filter(arrangement=hulp, soort="vrijval").exists()
    assert "Gestopt" not in client.get(pad).text
    assert [een.arrangement.pk for een in te_evalueren(ib, hulp.tot)][-1:] == [hulp.pk]
    met = Arrangement.objects.visible_to(ib).filter(pk=hulp.pk)
    later, einden = hulp.tot, Beeindiging.objects.visible_to(ib)
    assert met.lopend(later, Beslissing.objects.visible_to(ib), einden).exists()
    assert not met.voorbij(later, Beslissing.objects.visible_to(ib), einden).exists()
    verstuur(nieuw)
    assert (weet(ib), weet(ouder)) == ((True, True), (True, True))
    assert Boeking.objects.visible_to(ib).filter(arrangement=hulp, soort="vrijval").exists()
    assert nieuw.kenmerk in client.get(pad).text


def test_who_may_not_grant_it_may_not_change_it(hulp):
    elders = ook_van_school(Rol.CONTROLLER)
    for wie in (gebruiker_met(Rol.IB), elders, gebruiker_met(Rol.LOKETMEDEWERKER), hulp.gevraagd_door):
        with pytest.raises(Http404):
            wijzig(hulp, door=wie)
        assert "geen rechten" in waarom_niet(hulp, door=wie, op=OP)
    with pytest.raises(NietMogelijk, match="Een beslisser kent dit toe"):
        wijzig(hulp, door=gebruiker_met(Rol.ADVISEUR))
    assert loopt_nog(hulp)


def test_the_bound_of_an_adviseur_holds_for_the_help_as_a_whole(hulp):
    type(hulp.aanbod).objects.update(toekenning="adviseur", bedrag_tot=Decimal(300))
    adviseur = gebruiker_met(Rol.ADVISEUR)
    with pytest.raises(NietMogelijk, match="meer dan een adviseur mag"):
        wijzig(hulp, door=adviseur, bedrag=Decimal("299.01"))
    assert loopt_nog(hulp)
    assert wijzig(hulp, door=adviseur, bedrag=Decimal(299))


def test_a_school_changes_what_it_grants_itself(hulp):
    soort = aanbod("eigen", toekenning="schoolbestuur", vorm="bedrag", eenheid="arrangement", functie="")
    school = SchoolFactory()
    ib = gebruiker_met(Rol.IB, school=school)
    eigen = toegekend(arrangement(op=OP, school=school, ib=ib, soort=soort, aantal=None), door=ib, op=OP)
    with pytest.raises(Http404):
        wijzig(eigen, door=gebruiker_met(Rol.BESLISSER), aantal=None)
    nieuw = wijzig(eigen, door=ib, aantal=None, bedrag=Decimal(50))
    assert (nieuw.aanvraag, Beslissing.objects.get(arrangement=nieuw).besloten_door) == (None, ib)


def test_what_does_not_fit_is_confirmed_or_refused_and_then_nothing_stopped(hulp):
    with pytest.raises(OverBudget):
        wijzig(hulp, bedrag=Decimal("999.01"), over_mag=True)
    assert loopt_nog(hulp)
    Pot.objects.update(blokkeert=False)
    with pytest.raises(OverBudget):
        wijzig(hulp, bedrag=Decimal("999.01"))
    assert loopt_nog(hulp)
    nieuw = wijzig(hulp, bedrag=Decimal("999.01"), over_mag=True)
    assert Beslissing.objects.get(arrangement=nieuw).over_budget


def test_of_two_at_once_one_wins_and_a_double_click_changes_once(hulp):
    with CaptureQueriesContext(
        connection,
    ) as vragen:
        nieuw = wijzig(hulp)
    sloten = [een["sql"] for een in vragen if "FOR UPDATE" in een["sql"]]
    tabellen = [naam for sql in sloten for naam in ("pot", "arrangement") if f'FROM "arrangementen_{naam}"' in sql]
    assert tabellen[0] == "pot", "as who stops or pays: budget first"
    assert wijzig(hulp) == nieuw
    with pytest.raises(NietMogelijk, match="al vastgelegd wanneer"):
        wijzig(hulp, sleutel="twee")
    assert Arrangement.objects.filter(vorige=hulp).count() == 1


def test_who_changes_stops_renews_or_takes_along_waits_before_any_other_lock(hulp):
    """The four lock budgets, numbers and the help itself in their own orders: without this two of them can deadlock."""
    staf, ib = gebruiker_met(Rol.BESLISSER), hulp.gevraagd_door
    ander = {"door": staf, "op": OP, "laatste_dag": MORGEN}
    vraag = Vraag(
        aanbod=hulp.aanbod,
        school=hulp.school,
        voor="leerling",
        van=EIND,
        tot=EIND,
        bedrag=Decimal(1),
        onderwijsbehoeften="Rust.",
    )
    for doen in (
        lambda: wijzig(hulp, van=DAG),  # of a day that cannot be: refused, and it waited
        lambda: arrangement_stoppen(hulp, door=staf, op=OP, laatste_dag=date(2020, 1, 1), reden="ouders"),
        lambda: arrangement_meenemen(hulp, school=SchoolFactory(), **ander),
        lambda: verlengen.arrangement_verlengen(hulp, vraag, door=ib, op=OP, sleutel="v"),
    ):
        with CaptureQueriesContext(connection) as vragen, pytest.raises(NietMogelijk):
            doen()
        slot = next(een["sql"] for een in vragen if "pg_advisory" in een["sql"] or "FOR UPDATE" in een["sql"])
        assert f"{HULPSLOT}, {hulp.pk})" in slot


def test_a_day_out_of_bounds_or_no_reason_leaves_it_as_it_was(hulp):
    for anders, zin in (
        ({"van": DAG}, "Kies een eerste dag van 28 november 2026 tot en met 31 juli 2027"),
        ({"van": date(2027, 8, 1), "tot": date(2027, 8, 2)}, "Kies een eerste dag"),
        ({"tot": date(2027, 8, 1)}, "in één schooljaar"),
        ({"tot": DAG}, "eerste en een laatste dag"),
        ({"motivering": " "}, "Schrijf op waarom"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            wijzig(hulp, **anders)
    with pytest.raises(NietMogelijk, match="Kies een eerste dag van 1 december 2026"):
        wijzig(hulp, op=datetime(2026, 12, 1, 9, tzinfo=UTC), van=MORGEN)
    assert loopt_nog(hulp)


def test_what_cannot_be_changed_says_why(hulp):
    def reden(rij, op=OP):
        return waarom_niet(Arrangement.objects.get(pk=rij.pk), door=gebruiker_met(Rol.BESLISSER), op=op)

    assert reden(hulp) == ""
    assert "nu loopt" in reden(arrangement(op=OP))
    assert "nu loopt" in reden(hulp, datetime(2027, 8, 2, tzinfo=UTC))
    mee = toegekend(op=OP)
    assert reden(mee) == ""
    Instelling.objects.update(arrangement_is_besluit=True)
    assert "kwam mee van een andere school" in reden(mee)
    Instelling.objects.update(arrangement_is_besluit=False)
    Inschrijving.objects.update(tot=date(2026, 11, 26))
    assert "niet meer ingeschreven" in reden(hulp)
    Inschrijving.objects.update(tot=None)
    arrangement_stoppen(hulp, door=gebruiker_met(Rol.BESLISSER), op=OP, laatste_dag=MORGEN, reden="ouders")
    assert "al vastgelegd wanneer" in reden(hulp)
    assert "wijziging" not in {code for code, _ in StoppenForm().fields["reden"].choices}


def test_looking_back_goes_on_where_it_was(hulp):
    ib, later = hulp.gevraagd_door, datetime(2027, 2, 1, 9, tzinfo=UTC)
    eerst = volgende_moment(hulp, DAG)
    nieuw = Arrangement.objects.get(pk=wijzig(hulp).pk)
    assert volgende_moment(nieuw, DAG) == eerst
    hulp = Arrangement.objects.get(pk=hulp.pk)
    assert [een.arrangement.pk for een in te_evalueren(ib, EIND)] == [nieuw.pk]
    assert "Verleng de hulp die ervoor in de plaats kwam" in verlengen.waarom_niet(hulp, door=ib, op=OP)
    evaluatie_klaar(nieuw, door=ib, op=later)
    laatst = wijzig(nieuw, op=later, sleutel="twee", van=date(2027, 6, 1), aantal=Decimal(1), bedrag=Decimal(10))
    laatst = Arrangement.objects.get(pk=laatst.pk)
    assert not evalueren.is_kort(laatst), "it is there since November"
    assert volgende_moment(laatst, date(2027, 6, 1)).soort == "eind"


def test_the_page_keeps_what_was_typed_and_asks_for_the_tick():
    nu, budget = timezone.now(), pot("300", blokkeert=False)
    rij = loopt(op=timezone.now().replace(hour=0, minute=0), bedrag=Decimal(200))
    client, pad = (
        ingelogd(gebruiker_met(Rol.BESLISSER)),
        reverse("arrangementen:arrangement_wijzigen", args=[rij.public_id]),
    )
    morgen = timezone.localdate(nu) + (MORGEN - DAG)
    assert pad in client.get(reverse("arrangementen:arrangement", args=[rij.public_id])).text
    assert "Wijzig de hulp" in client.get(pad).text
    data = {"sleutel": "s", "van": morgen, "tot": rij.tot, "aantal": "15", "bedrag": "400", "motivering": ""}
    tekst = client.post(pad, data).text
    assert "Schrijf op waarom je de hulp wijzigt" in tekst
    assert 'value="400"' in tekst or 'value="15"' in tekst
    tekst = client.post(pad, data | {"motivering": "Eigen woorden."}).text
    assert "over het budget, en ik ga door" in tekst
    assert "Eigen woorden." in tekst
    assert not Arrangement.objects.filter(vorige=rij).exists()
    vol = data | {"motivering": "Eigen woorden.", "over_mag": "on"}
    tekst = client.post(pad, vol, follow=True).text
    assert "De hulp is gewijzigd." in tekst
    assert rij.kenmerk in tekst
    assert client.post(pad, vol).status_code == 302
    assert Arrangement.objects.filter(vorige=rij).count() == 1
    assert "al vastgelegd wanneer" in client.get(pad).text
    school = ingelogd(rij.gevraagd_door)
    assert "Wijzig de hulp" not in school.get(pad).text
    assert Beslissing.objects.get(arrangement__vorige=rij).pot == budget


# --- a place, material, and what came along ----------------------------------------------------------------------


def plek(*, plaatsen=1, tot=date(2027, 3, 31), **velden):
    """A pupil in the only place, until the end of March."""
    soort = aanbod("plek", vorm="plaats", eenheid="plaats", functie="", plaatsen=plaatsen)
    rij = loopt(soort=soort, aantal=Decimal(1), tot=tot, **velden)
    plaats = plaats_aanbieden(rij.deelnames.get(), door=gebruiker_met(Rol.ADVISEUR), op=OP)
    plaats_beantwoorden(plaats, door=rij.gevraagd_door, op=OP, ja=True)
    return rij


def plaatsen_van(rij):
    return [(een.van, een.tot, een.stand) for een in Plaatsing.objects.filter(deelname__arrangement=rij)]


def test_a_place_goes_on_longer_when_it_is_free_then(db):
    pot("1000", op=OP)
    rij = plek()
    nieuw = wijzig(rij, aantal=Decimal(1), bedrag=Decimal(100))
    assert plaatsen_van(rij) == [(DAG, DAG, "bezet")]
    assert plaatsen_van(nieuw) == [(MORGEN, EIND, "bezet")]
    assert not wachtlijst(rij.aanbod, DAG).exists()


def test_a_place_that_somebody_else_has_then_is_not_changed_into(db):
    pot("1000", op=OP)
    rij = plek()
    ander = loopt(soort=rij.aanbod, aantal=Decimal(1), van=date(2027, 4, 1), bedrag=Decimal(1))
    plaats_aanbieden(ander.deelnames.get(), door=gebruiker_met(Rol.ADVISEUR), op=OP)
    with pytest.raises(NietMogelijk, match="geen plaats vrij"):
        wijzig(rij, aantal=Decimal(1), bedrag=Decimal(100))
    assert loopt_nog(rij)
    assert plaatsen_van(rij) == [(DAG, date(2027, 3, 31), "bezet")]
    assert plaatsen_van(wijzig(rij, aantal=Decimal(1), tot=date(2027, 3, 31)))[0][1:] == (date(2027, 3, 31), "bezet")


def test_outside_the_swv_a_place_lasts_as_it_did_until_the_letter(db):
    pot("1000", op=OP)
    rij = plek()
    Instelling.objects.update(arrangement_is_besluit=True, bevoegdheid="bestuursorgaan")
    wijzig(rij, aantal=Decimal(1), tot=date(2027, 1, 31))
    school, staf, pad = rij.gevraagd_door, gebruiker_met(Rol.ADVISEUR), "arrangementen:voorziening"

    def regel(wie):
        return re.findall(r"tot en met ([^<]*2027)", ingelogd(wie).get(reverse(pad, args=[rij.aanbod.public_id])).text)

    assert regel(school) == ["31 maart 2027"]
    assert regel(staf) == ["31 januari 2027"]


def test_material_stays_where_it_is_until_the_new_last_day(db):
    pot("1000", op=OP)
    soort = aanbod("materiaal", vorm="materiaal", eenheid="stuk", functie="")
    rij = loopt(soort=soort, aantal=Decimal(1), tot=date(2027, 3, 31))
    staf = gebruiker_met(Rol.ADVISEUR)
    laptop = materiaal_bestellen(rij, door=staf, op=OP, wat="Laptop", aantal=1, dag=DAG)
    materiaal_bijhouden(laptop, door=staf, op=OP, soort="geleverd", dag=DAG)
    nieuw = wijzig(rij, aantal=Decimal(1))
    client = ingelogd(staf)
    blad = load_workbook(BytesIO(client.get(reverse("arrangementen:materiaal_excel")).content)).active
    assert [rij[-1].value for rij in blad.rows] == ["Terug uiterlijk", "31-07-2027"]
    pad = reverse("arrangementen:arrangement_materiaal", args=[nieuw.public_id])
    assert "Laptop" in client.get(pad).text
    terug = {"actie": f"stand-{laptop.public_id}", "stand-soort": "terug", "stand-dag": str(timezone.localdate())}
    assert client.post(pad, terug).status_code == 302
    assert laptop.standen.filter(soort="terug").exists()


def test_help_that_came_along_is_changed_and_told_by_mail(db):
    pot("1000", op=OP)
    school = SchoolFactory()
    kind, ib = leerling_op(school), gebruiker_met(Rol.IB, school=school)
    rij = toegekend(arrangement(op=OP, school=school, ib=ib, leerling=kind, bedrag=Decimal(247)), op=OP)
    nieuw = wijzig(rij)
    assert (nieuw.vorige, Arrangement.objects.get(pk=nieuw.pk).toegekend) == (rij, 500)
    assert Bericht.objects.filter(sleutel=f"gewijzigd-{nieuw.public_id}-{ib.public_id}").exists()
    assert (
        "School en ouders krijgen een mail"
        in ingelogd(gebruiker_met(Rol.BESLISSER))
        .get(reverse("arrangementen:arrangement_wijzigen", args=[nieuw.public_id]))
        .text
        or nieuw.beslissing.van > timezone.localdate()
    )


def test_who_leaves_a_group_later_leaves_it_on_that_day_still(db):
    pot("1000", op=OP)
    soort = aanbod("groep", vorm="bedrag", eenheid="leerling", functie="")
    rij = toegekend(arrangement(soort=soort, voor="groep", op=OP, aantal=Decimal(2), bedrag=Decimal(247)), op=OP)
    ib = rij.gevraagd_door
    blijft, weg = (
        deelnemer_toevoegen(rij, door=ib, op=OP, leerling=leerling_op(rij.school), van=DAG) for _ in range(2)
    )
    deelnemer_stopt(weg, door=ib, op=OP, laatste_dag=date(2026, 12, 18))
    nieuw = wijzig(rij, aantal=Decimal(1), bedrag=Decimal(100))
    assert {een.leerling: een.tot for een in nieuw.deelnames.all()} == {
        blijft.leerling: None,
        weg.leerling: date(2026, 12, 18),
    }

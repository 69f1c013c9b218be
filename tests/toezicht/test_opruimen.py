"""A list with its reasons, what holds a file, approval by the privacy officer, and what nobody sees any more."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.zicht import ZICHT
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from kern.termijnen.schooljaar import notatie, schooljaar
from loket.models import Aanvraag, Agendapunt, Besluit, Bezwaarzaak, Overleg, Privacyverzoek, Status, Tlv
from loket.models.notitie import Contactmoment
from monitoring.bevroren import niet_bevroren
from monitoring.models import Rapport
from monitoring.rules.filter import Filter
from monitoring.rules.periode import van_schooljaar
from monitoring.views.keuze import Keuze
from scholen.models import Betrokkene, Leerling
from tests.bezwaren import bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, overleg_over, tlv_voor
from tests.toezicht.lijsten import goedgekeurd
from toezicht.actions import lijst as lijsten
from toezicht.actions import opruimen
from toezicht.actions.lijst import lijst_maken, lijst_vanzelf
from toezicht.actions.opruimen import opruiming_goedkeuren, opruiming_stoppen, regel_laten_staan
from toezicht.actions.vasthouden import (
    dossier_vasthouden,
    regel_vasthouden,
    vasthouden_bevestigen,
    vasthouden_opheffen,
)
from toezicht.actions.verwijderen import regel_verwijderen, waarom_niet
from toezicht.boom import boom_van
from toezicht.dossiers import Stand, alle
from toezicht.models import Opruiming, Opruimregel, Regelstand, Vasthouding, Verborgen
from toezicht.rules.bewaren import Reden

pytestmark = pytest.mark.django_db
OVER = timedelta(days=6 * 366)


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def tlv(leerling, ib, beslisser):
    return tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser, eind=timezone.localdate() + timedelta(days=365))


@pytest.fixture
def later(tlv):
    """A day on which the term of that TLV is over; people worked all the year before it."""
    op = timezone.now() + OVER
    for dagen in (1, 100):
        geschreven(op - timedelta(days=dagen))
    return op


def geschreven(op: datetime) -> None:
    Logregel.objects.create(op=op, uitkomst="gezien", actie="proef", wie="x", ding_soort="x", ding="x")


def oordeel(leerling: Leerling, op: datetime) -> str:
    dag = timezone.localdate(op)
    return next(een.oordeel(dag).reden for een in alle(dag) if leerling in een.leerlingen)


def test_the_list_says_of_each_file_why_and_changes_nothing(tlv, later, fg):
    lijst = lijst_maken(op=later)
    regel = lijst.regels.get()
    assert (regel.stand, regel.reden) == (Regelstand.VOORSTEL, Reden.TERMIJN_VOORBIJ)
    assert {label for label, _ in regel.wortels} == {"loket.aanvraag", "scholen.leerling"}
    assert Aanvraag.objects.visible_to(gebruiker_met(Rol.LOKETMEDEWERKER)).exists()
    assert not Verborgen.objects.exists()
    assert lijst.weigering == ""


def test_a_day_before_the_term_is_over_it_is_not_on_the_list(tlv):
    eerste = next(een.oordeel(timezone.localdate()).vanaf for een in alle(timezone.localdate()) if een.leerlingen)
    dag = datetime.combine(eerste, datetime.min.time(), timezone.get_current_timezone()) + timedelta(hours=12)
    geschreven(dag - timedelta(days=2))
    assert not lijst_maken(op=dag - timedelta(days=1)).regels.exists()
    assert lijst_maken(op=dag).regels.get().stand == Regelstand.VOORSTEL


def test_what_holds_a_file_and_its_twin_without_it(tlv, later, fg, leerling, loketmedewerker):
    assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ
    houdt = dossier_vasthouden(leerling, door=loketmedewerker, op=later, reden="Klacht.")
    assert oordeel(leerling, later) == Reden.HAND
    vasthouden_opheffen(houdt, door=fg, op=later, reden="Klaar.")
    assert oordeel(leerling, later) == Reden.RUST
    assert oordeel(leerling, later + timedelta(days=30)) == Reden.TERMIJN_VOORBIJ

    aanvraag = tlv.besluit.aanvraag
    vraagt = Privacyverzoek.objects.create(
        leerling=leerling, aanvraag=aanvraag, soort="inzage", gevraagd_op=later, gevraagd_door=loketmedewerker
    )
    assert oordeel(leerling, later + timedelta(days=30)) == Reden.AVG
    vraagt.delete()
    assert oordeel(leerling, later + timedelta(days=30)) == Reden.TERMIJN_VOORBIJ


def test_a_bezwaar_holds_it_until_thirty_days_after_it_ended(tlv, later, leerling, loketmedewerker):
    zaak = bezwaar_bij(tlv.besluit).zaak
    assert oordeel(leerling, later) == Reden.BEZWAAR
    einde = {"soort": "uitspraak", "dag": later.date() - timedelta(days=29)}
    zaak.gebeurtenissen.create(**einde, vastgelegd_op=later, vastgelegd_door=loketmedewerker)
    for status, verwacht in (("in_beroep", Reden.BEZWAAR), ("hoger_beroep", Reden.BEZWAAR), ("gesloten", Reden.RUST)):
        Bezwaarzaak.objects.filter(pk=zaak.pk).update(status=status)
        assert oordeel(leerling, later) == verwacht, status
    assert oordeel(leerling, later + timedelta(days=1)) == Reden.TERMIJN_VOORBIJ


def test_a_renewal_keeps_the_file_it_renews(tlv, later, leerling, school, ib):
    Aanvraag.objects.create(
        swv=tlv.swv,
        instelling=tlv.besluit.instelling,
        school=school,
        leerling=leerling,
        soort="SBO",
        aanleiding="verlenging",
        vorige_tlv=tlv,
        created_at=later,
        aangemaakt_door=ib,
    )
    dag = timezone.localdate(later)
    dossier = next(een for een in alle(dag) if leerling in een.leerlingen)
    assert len([een for een in dossier.rijen if isinstance(een, Aanvraag)]) == 2
    assert not dossier.oordeel(dag).mag


def test_a_parent_of_two_children_and_staff_stay_when_one_child_goes(tlv, later, leerling, school):
    """With the last row that refers to them, and never before; staff never."""
    ouder = leerling.gezag.first().betrokkene
    ouder.gebruiker = gebruiker_met(Rol.OUDER)
    ouder.save()
    dossier = next(een for een in alle(timezone.localdate(later)) if leerling in een.leerlingen)
    alleen = boom_van(dossier.rijen)
    assert ouder.pk in alleen.weg[Betrokkene]
    assert alleen.weg[Gebruiker] == {ouder.gebruiker.pk}
    broer = leerling_op(school)
    broer.gezag.create(betrokkene=ouder, soort="gezag", van=timezone.localdate())
    samen = boom_van(dossier.rijen)
    assert ouder.pk not in samen.weg[Betrokkene]
    assert Gebruiker not in samen.weg
    assert samen.hangt == []


def test_a_meeting_about_two_children_stays_until_the_last(tlv, later, leerling, school, ib):
    ander = tlv_voor(ib=ib, school=school).besluit.aanvraag
    overleg = overleg_over(tlv.besluit.aanvraag, ander)
    dossier = next(een for een in alle(timezone.localdate(later)) if leerling in een.leerlingen)
    boom = boom_van(dossier.rijen)
    assert len(boom.weg[Agendapunt]) == 1
    assert Overleg not in boom.weg
    overleg.agendapunten.filter(aanvraag=ander).delete()
    assert boom_van(dossier.rijen).weg[Overleg] == {overleg.pk}


def test_only_the_privacy_officer_approves_and_nobody_sees_it_from_then_on(tlv, later, fg, loketmedewerker, beheerder):
    lijst = lijst_maken(op=later)
    for wie in (loketmedewerker, beheerder):
        with pytest.raises(NietMogelijk):
            goedgekeurd(lijst, door=wie, op=later)
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()
    goedgekeurd(lijst, door=fg, op=later)
    for model in (Aanvraag, Besluit, Tlv, Leerling):
        assert model.objects.exists()
        assert not model.objects.visible_to(loketmedewerker).exists(), model
        assert not model.objects.visible_through(loketmedewerker, Rol.LOKETMEDEWERKER).exists(), model
    assert lijst_is(Regelstand.ZACHT)


def lijst_is(stand: str) -> bool:
    return set(Opruimregel.objects.values_list("stand", flat=True)) == {stand}


def test_for_every_role_and_model_of_a_file_the_hidden_rows_are_left_out(tlv, later, fg, ib, leerling):
    """One registry: what a role may see of whatever model, a hidden row is not among it."""
    goedgekeurd(lijst_maken(op=later), door=fg, op=later)
    mensen = [gebruiker_met(rol) for rol in Rol]
    verborgen = set(Verborgen.objects.values_list("model", flat=True))
    gezien = 0
    for model in ZICHT:
        label = model._meta.label_lower
        if label not in verborgen:
            continue
        rijen = set(Verborgen.objects.filter(model=label).values_list("rij", flat=True))
        assert model._base_manager.filter(pk__in=rijen).exists()
        gezien += 1
        for wie in [*mensen, ib]:
            assert not rijen & set(model.objects.visible_to(wie).values_list("pk", flat=True)), (label, wie.rollen)
    assert gezien > 4


def test_one_file_is_taken_back_with_a_reason_and_seen_again(tlv, later, fg, loketmedewerker):
    lijst = goedgekeurd(lijst_maken(op=later), door=fg, op=later)
    regel = lijst.regels.get()
    with pytest.raises(NietMogelijk, match="waarom"):
        regel_laten_staan(regel, door=fg, op=later, reden=" ")
    with pytest.raises(NietMogelijk):
        regel_laten_staan(regel, door=loketmedewerker, op=later, reden="Nee.")
    regel_laten_staan(regel, door=fg, op=later, reden="De accountant vraagt ernaar.")
    assert lijst_is(Regelstand.TERUG)
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()
    with pytest.raises(NietMogelijk, match="kan niet meer"):
        regel_laten_staan(regel, door=fg, op=later, reden="Nog eens.")


def test_stopping_brings_everything_back(tlv, later, fg, loketmedewerker):
    lijst = goedgekeurd(lijst_maken(op=later), door=fg, op=later)
    assert not lijst_maken(op=later).regels.exists(), "what is approved stands on no other list"
    opruiming_stoppen(lijst, door=fg, op=later, reden="De regel klopt niet.")
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()
    assert not Verborgen.objects.exists()
    assert lijst_maken(op=later).regels.get().stand == Regelstand.VOORSTEL


def test_each_month_there_is_a_list_also_while_an_approved_one_can_be_taken_back(tlv, later, fg):
    lijst = lijst_vanzelf(op=later)
    assert lijst_vanzelf(op=later + timedelta(days=27)) is None
    goedgekeurd(lijst, door=fg, op=later)
    geschreven(later + timedelta(days=27))
    nieuw = lijst_vanzelf(op=later + timedelta(days=28))
    assert (nieuw.regels.count(), nieuw.weigering) == (0, "")
    assert Opruimregel.objects.get().stand == Regelstand.ZACHT


def test_several_lists_together_stay_below_the_limit_of_a_month(tlv, later, fg, school, monkeypatch):
    """Else who splits a run passes the limit of one."""
    monkeypatch.setattr("toezicht.rules.bewaren.KLEIN", 1)
    monkeypatch.setattr("toezicht.rules.bewaren.PROCENT", 50)
    monkeypatch.setattr("toezicht.rules.bewaren.MAAND_PROCENT", 50)
    oud = [leerling_op(school).pk for _ in range(3)]
    Leerling.objects.filter(pk__in=oud).update(created_at=later - timedelta(days=800))
    eerst = goedgekeurd(lijst_maken(op=later, alleen_oudste=True), door=fg, op=later)
    assert eerst.regels.filter(stand=Regelstand.ZACHT).count() == 2
    vol = lijst_maken(op=later)
    assert "het waren er al 2" in vol.weigering
    Opruiming.objects.filter(pk=vol.pk).update(weigering="")
    with pytest.raises(NietMogelijk, match="In 31 dagen"):
        goedgekeurd(vol, door=fg, op=later)
    geschreven(later + timedelta(days=30))
    ruim = lijst_maken(op=later + timedelta(days=31))
    assert (ruim.weigering, ruim.regels.count()) == ("", 2), "its twin: 31 days later"


def test_who_asked_for_a_list_does_not_approve_it(tlv, later, fg):
    lijst = lijst_maken(op=later, door=fg)
    with pytest.raises(NietMogelijk, match="ander"):
        goedgekeurd(lijst, door=fg, op=later)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opruiming.objects.filter(pk=lijst.pk).update(goedgekeurd_op=later, goedgekeurd_door=fg)
    assert goedgekeurd(lijst, door=gebruiker_met(Rol.FG), op=later).zacht_tot


def test_an_approval_of_which_the_worker_was_killed_is_finished_and_loses_no_day(tlv, later, fg, loketmedewerker):
    lijst = opruiming_goedkeuren(lijst_maken(op=later), door=fg, op=later)
    assert (lijst.stand, Aanvraag.objects.visible_to(loketmedewerker).exists()) == (
        "Goedgekeurd, wordt nagekeken",
        True,
    )
    dan = later + timedelta(days=3)
    geschreven(dan)
    for opruiming_id in opruimen.te_doen().values_list("pk", flat=True):
        opruimen.goedkeuring_uitvoeren(opruiming_id, op=dan)
    lijst.refresh_from_db()
    assert lijst.zacht_tot == timezone.localdate(dan) + timedelta(days=30)
    assert not Aanvraag.objects.visible_to(loketmedewerker).exists()
    assert not opruimen.te_doen().exists()


def test_a_list_that_was_stopped_before_the_worker_came_hides_nothing(tlv, later, fg, loketmedewerker):
    lijst = opruiming_goedkeuren(lijst_maken(op=later), door=fg, op=later)
    opruiming_stoppen(lijst, door=fg, op=later, reden="Toch niet.")
    opruimen.goedkeuring_uitvoeren(lijst.pk, op=later)
    assert not Verborgen.objects.exists()


def test_what_changed_between_the_list_and_its_approval_stays(tlv, later, fg, leerling, loketmedewerker):
    lijst = lijst_maken(op=later)
    dossier_vasthouden(leerling, door=loketmedewerker, op=later, reden="Klacht.")
    goedgekeurd(lijst, door=fg, op=later)
    regel = lijst.regels.get()
    assert (regel.stand, regel.reden) == (Regelstand.BLIJFT, Reden.HAND)
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()


def test_too_many_files_are_refused_with_a_sentence_and_the_oldest_may_go(tlv, later, fg, school, monkeypatch):
    monkeypatch.setattr("toezicht.rules.bewaren.KLEIN", 1)
    for _ in range(2):
        Leerling.objects.filter(pk=leerling_op(school).pk).update(created_at=later - timedelta(days=800))
    lijst = lijst_maken(op=later)
    assert "3 van de 3 dossiers" in lijst.weigering
    with pytest.raises(NietMogelijk, match="te veel"):
        goedgekeurd(lijst, door=fg, op=later)
    assert not Verborgen.objects.exists()


def test_a_clock_that_jumped_ten_years_lets_nothing_go(tlv, fg):
    geschreven(timezone.now())
    op = timezone.now() + timedelta(days=3653)
    lijst = lijst_maken(op=op)
    assert "klok" in lijst.weigering
    with pytest.raises(NietMogelijk, match="klok"):
        goedgekeurd(lijst, door=fg, op=op)


def test_a_clock_that_jumped_is_not_believed_because_somebody_logged_in_since(tlv, fg):
    """What is written after the jump carries the wrong day too."""
    geschreven(timezone.now())
    op = timezone.now() + timedelta(days=3653)
    geschreven(op)
    lijst = lijst_maken(op=op)
    assert "versprongen" in lijst.weigering
    geschreven(op - timedelta(days=200))
    assert lijst_maken(op=op).weigering == "", "its twin: somebody worked in the year before"


def test_the_clock_is_asked_again_at_the_approval(tlv, later, fg):
    lijst = lijst_maken(op=later)
    with pytest.raises(NietMogelijk, match="klok"):
        goedgekeurd(lijst, door=fg, op=later + timedelta(days=400))
    with pytest.raises(NietMogelijk, match="klok"):
        goedgekeurd(lijst, door=fg, op=later - timedelta(days=400))


def test_the_database_keeps_one_list_open_and_a_refused_one_from_being_approved(tlv, later, fg):
    lijst = lijst_maken(op=later)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opruiming.objects.create(aanleiding="termijn", gemaakt_op=later, peildag=later.date(), alle=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opruiming.objects.filter(pk=lijst.pk).update(
            weigering="Nee.", goedgekeurd_op=later, goedgekeurd_door=fg, zacht_tot=later.date()
        )


def test_no_setting_of_the_session_opens_a_guard(tlv):
    """pgtrigger asks a setting that everybody may give; ours asks who is connected."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = '_pgtrigger_should_ignore'")
        (bron,) = cursor.fetchone()
        assert "current_user = 'portaal_opruimer'" in bron
        assert "CURRENT_SETTING" not in bron.upper()
        cursor.execute("SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger")
    with pytest.raises(DatabaseError, match="verandert"), transaction.atomic():
        Besluit.objects.update(motivering="anders")


def test_who_may_approve_and_who_may_read():
    from kern.gebruikers.rollen import PERMISSIES

    met = {recht: {rol for rol in Rol if recht in PERMISSIES[rol]} for recht in Permissie if "bewaren_" in recht}
    assert met == {
        Permissie.BEWAREN_LEZEN: {Rol.FG, Rol.BEHEERDER},
        Permissie.BEWAREN_VOORSTELLEN: {Rol.BEHEERDER},
        Permissie.BEWAREN_GOEDKEUREN: {Rol.FG},
    }
    assert {rol for rol in Rol if Permissie.VASTHOUDEN_VRAGEN in PERMISSIES[rol]} == {Rol.LOKETMEDEWERKER}


def test_the_log_holds_who_did_it_without_words(tlv, later, fg, leerling, loketmedewerker):
    dossier_vasthouden(leerling, door=loketmedewerker, op=later, reden="Klacht over de juf.")
    regel = Logregel.objects.get(actie="dossier_vasthouden")
    assert (regel.wie, regel.leerling, regel.reden) == (loketmedewerker.public_id, leerling.public_id, "")
    assert lijsten.SYSTEEM.naam == "bewaartermijnen"


def test_what_comes_in_within_the_thirty_days_brings_the_file_back(tlv, later, fg, loketmedewerker, ib):
    """Or what holds it since; its twin, with nothing new, has no reason to stay."""
    regel = goedgekeurd(lijst_maken(op=later), door=fg, op=later).regels.get()
    dag = timezone.localdate(later)
    dossier = next(een for een in alle(dag) if een.namen == regel.wortels)
    assert waarom_niet(regel, dossier, boom_van(dossier.rijen), dag) == ""
    nieuw = {"tekst": "Gebeld.", "created_at": later, "schrijver": ib, "hoe": "telefoon", "met_wie": "de school"}
    Contactmoment.objects.create(aanvraag=tlv.besluit.aanvraag, op_dag=dag, **nieuw)
    assert not regel_verwijderen(regel.pk, Stand(timezone.localdate(later)), op=later)
    assert lijst_is(Regelstand.TERUG)
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()


def test_who_asks_to_hold_neither_confirms_nor_lifts_it(leerling, fg, loketmedewerker):
    nu = timezone.now()
    with pytest.raises(NietMogelijk):
        dossier_vasthouden(leerling, door=fg, op=nu, reden="Klacht.")
    rij = dossier_vasthouden(leerling, door=loketmedewerker, op=nu, reden="Klacht.")
    assert oordeel(leerling, nu) == Reden.HAND, "it holds before anybody confirms it"
    assert Bericht.objects.filter(wie=fg).count() == 1
    for doen in (vasthouden_bevestigen, partial(vasthouden_opheffen, reden="Nee.")):
        with pytest.raises(NietMogelijk):
            doen(rij, door=loketmedewerker, op=nu)
    for velden in (
        {"bevestigd_op": nu, "bevestigd_door": loketmedewerker},
        {"opgeheven_op": nu, "opgeheven_door": loketmedewerker, "waarom_op": "Nee."},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Vasthouding.objects.update(**velden)
    assert vasthouden_bevestigen(rij, door=fg, op=nu).bevestigd_door == fg
    with pytest.raises(NietMogelijk, match="al bevestigd"):
        vasthouden_bevestigen(rij, door=fg, op=nu)
    Vasthouding.objects.filter(pk=rij.pk).update(bevestigd_op=None, bevestigd_door=None, gezet_door=fg)
    with pytest.raises(NietMogelijk, match="zelf"):
        vasthouden_opheffen(rij, door=fg, op=nu, reden="Nee.")


def test_the_loket_hears_what_goes_and_asks_to_keep_it_in_time(later, fg, loketmedewerker, ib, school):
    """Also of a child with a draft alone: that has no number."""
    concept = aanvraag_in(Status.CONCEPT, ib=ib, school=school, ingediend=later - timedelta(days=500))
    Leerling.objects.update(created_at=later - timedelta(days=500))
    Aanvraag.objects.filter(pk=concept.pk).update(created_at=later - timedelta(days=500))
    assert not Opruimregel.objects.visible_to(loketmedewerker).exists()
    lijst = goedgekeurd(lijst_maken(op=later), door=fg, op=later)
    regel = lijst.regels.get(soort="concept")
    assert Bericht.objects.filter(wie=loketmedewerker).count() == 1
    for dagen, mails in ((22, 1), (23, 2), (24, 2)):
        opruimen.laatste_week_zeggen(op=later + timedelta(days=dagen))
        assert Bericht.objects.filter(wie=loketmedewerker).count() == mails, dagen
    with pytest.raises(NietMogelijk):
        regel_vasthouden(regel, door=fg, op=later, reden="Klacht.")
    regel_vasthouden(regel, door=loketmedewerker, op=later, reden="Klacht.")
    regel.refresh_from_db()
    assert (regel.stand, regel.toelichting) == (Regelstand.TERUG, "Iemand vroeg om dit vast te houden.")
    assert Vasthouding.objects.get().leerling == concept.leerling
    assert oordeel(concept.leerling, later) == Reden.HAND


def test_nothing_goes_before_the_figures_of_its_years_are_frozen(tlv, later, fg, monkeypatch):
    """And afterwards the pages of figures of those years say that files are gone."""
    monkeypatch.setattr("kern.houdt.RAPPORTEN", [niet_bevroren])
    lijst = lijst_maken(op=later)
    jaren = lijst.regels.get().jaren
    eerste = schooljaar(timezone.localdate())
    assert jaren == [eerste, eerste + 1]
    with pytest.raises(NietMogelijk, match=notatie(eerste)):
        goedgekeurd(lijst, door=fg, op=later)
    nu = timezone.now()
    for jaar in jaren:
        bestand = bewaren(f"x{jaar}".encode(), soort="text/csv", op=nu)
        Rapport.objects.create(
            swv=tlv.swv,
            soort="jaarverslag",
            periode=notatie(jaar),
            over="swv",
            gevraagd_op=nu,
            klaar_op=nu,
            tabellen=[],
            controlegetal="x",
            **dict.fromkeys(("pdf", "excel", "csv"), bestand),
        )
    goedgekeurd(lijst, door=fg, op=later)
    keuze = Keuze(van_schooljaar(eerste), timezone.localdate(later), Filter(), None, (), (), "", ())
    assert not keuze.verwijderd, "hidden, and still counted"
    Opruimregel.objects.update(stand=Regelstand.WEG)
    assert keuze.verwijderd
    assert not replace(keuze, vandaag=timezone.localdate()).verwijderd, "of the last year nobody asks"

"""What holds beside the own term: another file of the same child, a task, a letter; each with its twin without it."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.brieven.models import Brief
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Bekendmaking, Beltaak, Belverzoek, Bijlage, Privacyverzoek, Status, Veiligheidszorg
from loket.models.gezinsvraag import Gezinsvraag
from loket.models.handelingsdeel import Handelingsdeel
from loket.models.kanaal import Bezorgfeit
from loket.models.verzending import Verzending
from scholen.models import Instelling, Leerling
from tests.arrangementrijen import toegekend_zonder_geld
from tests.bezwaren import bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, overleg_over, tlv_voor
from tests.thuiszitterrijen import casus
from tests.toezicht.lijsten import goedgekeurd
from tests.toezicht.test_opruimen import OVER, geschreven, oordeel
from thuiszitters.models.dubbel import GeenDubbel
from toezicht.actions.lijst import lijst_maken
from toezicht.actions.vasthouden import dossier_vasthouden
from toezicht.actions.verwijderen import waarom_niet
from toezicht.boom import boom_van
from toezicht.dossiers import Stand, alle
from toezicht.forms.bewaren import VasthoudForm
from toezicht.houvast import NAAR_AANVRAAG
from toezicht.models import Regelstand, Verborgen
from toezicht.rules.bewaren import Reden

pytestmark = pytest.mark.django_db


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def tlv(leerling, ib, beslisser):
    return tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser, eind=timezone.localdate() + timedelta(days=365))


@pytest.fixture
def later(tlv):
    op = timezone.now() + OVER
    for dagen in (1, 100):
        geschreven(op - timedelta(days=dagen))
    return op


def consult(leerling, ib, school):
    """A question that was answered and closed, of the same child: a file of its own."""
    return aanvraag_in(Status.GESLOTEN, leerling=leerling, ib=ib, school=school)


def brief_aan(tlv, *, nummer, dag=None) -> Bekendmaking:
    """A letter about the decision to the first or second parent, sent on this day or not at all."""
    stub = {"sjabloon": "x", "sjabloon_versie": "x", "context": {}, "html": "<p>x</p>", "titel": "Besluit"}
    nu, kind = timezone.now(), tlv.leerling
    brief = Brief.objects.create(soort="besluit", bestandsnaam="besluit.pdf", created_at=nu, **stub)
    op = {"verzenddatum": dag, "bezwaar_tot": dag + timedelta(days=42), "verzonden_op": nu} if dag else {}
    op |= {"verzonden_door": tlv.besluit.genomen_door} if dag else {}
    ouder = kind.gezag.order_by("pk")[nummer].betrokkene
    return Bekendmaking.objects.create(besluit=tlv.besluit, aan="ouder", betrokkene=ouder, brief=brief, **op)


def redenen(op, *rijen):
    """Per row the verdict on the file in which it is."""
    dag = timezone.localdate(op)
    bij = {rij: een.oordeel(dag).reden for een in alle(dag) for rij in een.rijen}
    return [bij[rij] for rij in rijen]


def test_a_request_about_a_child_holds_every_file_of_it(tlv, later, leerling, ib, school, loketmedewerker):
    """A copy of all is a copy of the other files too: nothing goes before it is given."""
    ander = consult(leerling, ib, school)
    zaken = (tlv.besluit.aanvraag, ander)
    assert redenen(later, *zaken) == [Reden.TERMIJN_VOORBIJ] * 2
    vraagt = Privacyverzoek.objects.create(
        leerling=leerling, aanvraag=ander, soort="inzage", gevraagd_op=later, gevraagd_door=loketmedewerker
    )
    assert redenen(later, *zaken) == [Reden.AVG] * 2
    vraagt.delete()
    assert redenen(later, *zaken) == [Reden.TERMIJN_VOORBIJ] * 2


def test_a_bezwaar_holds_every_file_of_the_child(tlv, later, leerling, ib, school):
    zaken = (tlv.besluit.aanvraag, consult(leerling, ib, school))
    vreemd = consult(leerling_op(school), ib, school)
    zaak = bezwaar_bij(tlv.besluit).zaak
    assert redenen(later, *zaken, vreemd) == [Reden.BEZWAAR, Reden.BEZWAAR, Reden.TERMIJN_VOORBIJ]
    type(zaak).objects.filter(pk=zaak.pk).update(status="gesloten")
    assert redenen(later, *zaken) == [Reden.TERMIJN_VOORBIJ] * 2


def test_a_hold_on_one_row_of_a_child_holds_the_other_row_of_it_too(tlv, later, leerling, ib, school, loketmedewerker):
    """Two rows turned out to be one child; decisions stayed where they were."""
    ander = leerling_op(school)
    zaken = (tlv.besluit.aanvraag, consult(ander, ib, school))
    Leerling.objects.filter(pk=ander.pk).update(opgegaan_in=leerling)
    assert redenen(later, *zaken) == [Reden.TERMIJN_VOORBIJ] * 2
    dossier_vasthouden(leerling, door=loketmedewerker, op=later, reden="Klacht.")
    assert redenen(later, *zaken) == [Reden.HAND] * 2


def test_two_rows_of_one_child_stay_as_long_as_one_of_them_must(tlv, later, leerling, ib, school):
    """Else the row that stays would be a child again, and no longer the other one."""
    ander = leerling_op(school)
    consult(ander, ib, school)
    Leerling.objects.filter(pk=leerling.pk).update(opgegaan_in=ander)
    dag = timezone.localdate(later)
    assert all(een.oordeel(dag).mag for een in alle(dag))
    assert not [rij for een in alle(dag) for rij in een.rijen if isinstance(rij, Leerling)]
    Aanvraag.objects.filter(leerling=ander).update(status=Status.IN_BEHANDELING)
    assert [rij for een in alle(dag) if een.oordeel(dag).mag for rij in een.rijen] == [tlv.besluit.aanvraag]


def test_work_and_letters_that_wait_hold_a_file_whatever_its_status(tlv, later, leerling, ib, school, loketmedewerker):
    zaak, dag = tlv.besluit.aanvraag, timezone.localdate(later)
    van = {"leerling": leerling, "aanvraag": zaak, "school": school, "voor": "loket"}

    def vraag():
        rij = Gezinsvraag.objects.create(**van, vrager=ib, begonnen_op=later)
        return rij.berichten.create(soort="vraag", tekst="Hoe?", op=later, door=ib)

    terug = {"datum": dag, "vastgelegd_op": later}
    gevallen = {
        "zorg": lambda: Veiligheidszorg.objects.create(
            aanvraag=zaak, tekst="Zorg.", melder="Juf", gemeld_op=later, gemeld_door=ib
        ),
        "bellen": lambda: Belverzoek.objects.create(**van, telefoon="0612345678", gevraagd_op=later, gevraagd_door=ib),
        "eerst bellen": lambda: Beltaak.objects.create(besluit=tlv.besluit, reden="Afwijzing"),
        "overleg": lambda: overleg_over(zaak, begin=later + timedelta(days=3)).agendapunten.get(),
    }
    assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ
    for wat, maken in gevallen.items():
        rij = maken()
        assert oordeel(leerling, later) == Reden.LOOPT, wat
        rij.delete()
        assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ, wat
    niet = brief_aan(tlv, nummer=0)
    assert oordeel(leerling, later) == Reden.LOOPT, "a letter that did not go out"
    Bekendmaking.objects.filter(pk=niet.pk).update(vervallen_op=later, vervallen_reden="Niet meer nodig.")
    assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ
    brief = brief_aan(tlv, nummer=1, dag=dag - timedelta(days=400)).brief
    assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ
    Bezorgfeit.objects.create(brief=brief, soort="retour", **terug)
    assert oordeel(leerling, later) == Reden.LOOPT, "a letter that came back"
    Bezorgfeit.objects.create(brief=brief, soort="opgehaald", **terug)
    assert oordeel(leerling, later) == Reden.TERMIJN_VOORBIJ, "read in the portal after all"
    vraag()
    assert oordeel(leerling, later) == Reden.LOOPT, "a question of the family"


def test_a_letter_that_went_out_late_keeps_the_file_while_somebody_can_object(tlv, later, leerling):
    dag = timezone.localdate(later)
    for nummer, (dagen, reden) in enumerate(((72, Reden.TERMIJN_VOORBIJ), (71, Reden.RUST))):
        brief_aan(tlv, nummer=nummer, dag=dag - timedelta(days=dagen))
        assert oordeel(leerling, later) == reden, dagen


def test_every_kind_of_letter_is_known():
    assert {model._meta.model_name for model in Verzending.__subclasses__()} == set(NAAR_AANVRAAG)


def test_a_tlv_without_end_that_was_ended_counts_from_that_day(leerling, ib, beslisser):
    """Pro has none: when the SWV counts from the end, that is the day on which it ended."""
    nu = timezone.now()
    tlv = tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser, soort="PRO")
    per = timezone.localdate(nu) + timedelta(days=1500)
    wie = {"vastgelegd_op": nu, "vastgelegd_door": beslisser}
    tlv.gebeurtenissen.create(soort="beeindigd", per=per, **wie)
    Instelling.objects.update(bewaar_anker="einddatum_tlv")
    op = nu + timedelta(days=1600)
    assert oordeel(leerling, op) == Reden.TERMIJN
    assert oordeel(leerling, op + timedelta(days=1100)) == Reden.TERMIJN_VOORBIJ
    Instelling.objects.update(bewaar_anker="besluitdatum")
    assert oordeel(leerling, op) == Reden.TERMIJN_VOORBIJ


def test_a_draft_in_which_a_paper_was_just_put_stays(leerling, ib, school):
    oud = timezone.now() - timedelta(days=500)
    concept = aanvraag_in(Status.CONCEPT, leerling=leerling, ib=ib, school=school, ingediend=oud)
    Leerling.objects.filter(pk=leerling.pk).update(created_at=oud)
    nu = timezone.now()
    stil = redenen(nu + timedelta(days=400), concept)
    inhoud = bewaren(b"%PDF-1.7 x", soort="application/pdf", op=nu)
    Bijlage.objects.create(
        aanvraag=concept, inhoud=inhoud, naam="x.pdf", soort="opp", toegevoegd_op=nu, toegevoegd_door=ib
    )
    Bijlage.objects.update(toegevoegd_op=nu + timedelta(days=390))
    assert stil == [Reden.TERMIJN_VOORBIJ]
    assert redenen(nu + timedelta(days=400), concept) == [Reden.TERMIJN]


def test_what_misses_a_day_is_on_the_list_to_be_looked_at(tlv, later, ib, school):
    raar = aanvraag_in(Status.IN_BEHANDELING, ib=ib, school=school)
    Aanvraag.objects.filter(pk=raar.pk).update(status=Status.GESLOTEN)
    lijst = lijst_maken(op=later)
    regel = lijst.regels.get(reden=Reden.ONBEKEND)
    assert (regel.stand, regel.kenmerk) == (Regelstand.BLIJFT, raar.kenmerk)


def test_the_second_file_of_a_child_goes_too_when_the_first_one_went(tlv, later, leerling):
    """On the list it stood without the child; now the child came to it, which nobody approved: that stays behind."""
    dag, zaak = timezone.localdate(later), tlv.besluit.aanvraag
    namen = [["loket.aanvraag", zaak.public_id]]
    assert Stand(dag).zoals(namen).namen == namen
    kind = ["scholen.leerling", leerling.public_id]
    assert Stand(dag).zoals([*namen, kind]).namen == [*namen, kind]
    assert Stand(dag).zoals([kind]) is None, "what was approved alone and now has a file"
    assert Stand(dag).zoals([*namen, ["loket.aanvraag", "weg"]]) is None


def test_two_children_of_whom_somebody_said_that_they_are_not_one_go_in_one_list(tlv, later, fg, leerling, ib, school):
    ander = leerling_op(school)
    consult(ander, ib, school)
    eerst, dan = sorted((leerling, ander), key=lambda een: een.pk)
    GeenDubbel.objects.create(een=eerst, ander=dan, door=ib, op=timezone.now())
    lijst = goedgekeurd(lijst_maken(op=later), door=fg, op=later)
    assert set(lijst.regels.values_list("stand", flat=True)) == {Regelstand.ZACHT}
    assert lijst.regels.count() == 2
    dag = timezone.localdate(later)
    for regel in lijst.regels.all():
        dossier = Stand(dag).zoals(regel.wortels)
        assert waarom_niet(regel, dossier, boom_van(dossier.rijen), dag) == ""
    Verborgen.objects.filter(regel=lijst.regels.order_by("pk")[0]).delete()
    regel = lijst.regels.order_by("pk")[1]
    dossier = Stand(dag).zoals(regel.wortels)
    boom = boom_van(dossier.rijen)
    samen = {("thuiszitters.geendubbel", pk) for pk in boom.weg[GeenDubbel]}
    zelf = set(Verborgen.objects.filter(regel=regel).values_list("model", "rij"))
    assert bool(samen - zelf) == bool(waarom_niet(regel, dossier, boom, dag)), "a row that is seen again keeps the file"


def test_a_child_is_held_by_the_number_of_a_case_or_of_help_too(leerling, ib, school, loketmedewerker):
    thuis = casus(leerling=leerling, school=school, door=ib)
    hulp = toegekend_zonder_geld(leerling=leerling, school=school, ib=ib)
    for nummer in (thuis.kenmerk, hulp.kenmerk.lower()):
        form = VasthoudForm({"kenmerk": nummer, "reden": "Klacht."}, wie=loketmedewerker)
        assert form.is_valid(), form.errors
        assert form.leerling == leerling
    hulp.deelnames.create(leerling=leerling_op(school), school=school)
    meer = {"kenmerk": hulp.kenmerk, "reden": "Klacht."}
    assert "meer kinderen" in str(VasthoudForm(meer, wie=loketmedewerker).errors)
    assert "geen dossier" in str(VasthoudForm(meer, wie=gebruiker_met(Rol.FG)).errors), "who may not read it"


def test_judging_many_files_asks_no_more_of_the_database_than_judging_few(tlv, later, leerling, ib, school):
    dag = timezone.localdate(later)

    def gevraagd():
        with CaptureQueriesContext(connection) as queries:
            assert alle(dag)
        return len(queries)

    bezwaar_bij(tlv.besluit)
    consult(leerling, ib, school)
    aanvraag_in(Status.INGETROKKEN, ib=ib, school=school)
    weinig = gevraagd()
    for _ in range(2):
        kind = leerling_op(school)
        bezwaar_bij(tlv_voor(leerling=kind, ib=ib).besluit)
        consult(kind, ib, school)
        aanvraag_in(Status.INGETROKKEN, ib=ib, school=school)
    assert gevraagd() == weinig


@pytest.mark.meting
def test_ten_thousand_files_are_read_as_often_as_two(tlv, later, leerling, ib, school):
    """Once a night and once per approval: not a query per file that is there, only per file that goes."""
    dag = timezone.localdate(later)

    def gevraagd():
        with CaptureQueriesContext(connection) as queries:
            nu = Stand(dag)
        return len(queries), nu

    een = aanvraag_in(Status.CONCEPT, ib=ib, school=school, ingediend=timezone.now() - timedelta(days=500))
    weinig, _ = gevraagd()
    velden = {veld.attname: getattr(een, veld.attname) for veld in een._meta.concrete_fields if not veld.primary_key}
    velden |= {"status": Status.VERWIJDERD}
    rijen = [Aanvraag(**velden | {"public_id": f"proef{nummer}"}) for nummer in range(10_000)]
    Aanvraag.objects.bulk_create(rijen)
    veel, nu = gevraagd()
    assert veel == weinig
    assert nu.bij([["loket.aanvraag", "proef9999"]]).oordeel(dag).mag


def test_help_for_a_class_is_a_file_too(leerling, ib, school):
    """It names no child, but what was written about the class goes after its term."""
    hulp = toegekend_zonder_geld(school=school, ib=ib, voor="klas")
    dossier = next(een for een in alle(timezone.localdate()) if hulp in een.rijen)
    assert (dossier.leerlingen, dossier.oordeel(timezone.localdate()).mag) == ([], False)
    over = timezone.localdate() + timedelta(days=1200)
    assert next(een for een in alle(over) if hulp in een.rijen).oordeel(over).mag
    assert boom_van([hulp]).leeg[type(hulp)] == {hulp.pk}


def test_what_was_promised_to_go_is_on_the_list_also_while_it_must_stay(tlv, later, leerling, loketmedewerker):
    op = timezone.now()
    ja = {"uitkomst": "ja", "antwoord": "Ja.", "beantwoord_op": op, "beantwoord_door": loketmedewerker}
    Privacyverzoek.objects.create(
        leerling=leerling,
        aanvraag=tlv.besluit.aanvraag,
        soort="verwijderen",
        gevraagd_op=op,
        gevraagd_door=loketmedewerker,
        weg_op=timezone.localdate(op) + timedelta(days=10),
        **ja,
    )
    assert not lijst_maken(op=op + timedelta(days=9)).regels.exists()
    regel = lijst_maken(op=op + timedelta(days=10)).regels.get()
    assert (regel.stand, regel.reden) == (Regelstand.BLIJFT, Reden.TLV)


def test_what_was_agreed_with_a_school_stays_as_long_as_the_child_is_there(leerling, ib, school, loketmedewerker):
    """And its twin: a child that left."""
    dag = timezone.localdate()
    wie = {"leerling": leerling, "school": school}
    rij = Handelingsdeel.objects.create(
        **wie,
        versie=1,
        tekst="x",
        van=dag - timedelta(days=400),
        tot=dag,
        voorgelegd_op=timezone.now(),
        voorgelegd_door=ib,
    )
    op = timezone.now() + timedelta(days=1200)
    plek = leerling.inschrijvingen.get(school=school)
    assert (plek.tot, redenen(op, rij)) == (None, [Reden.INGESCHREVEN])
    for tot, reden in ((1199, Reden.TERMIJN_VOORBIJ), (1200, Reden.INGESCHREVEN)):
        type(plek).objects.filter(pk=plek.pk).update(tot=dag + timedelta(days=tot))
        assert redenen(op, rij) == [reden], tot


def test_a_tlv_without_end_that_nobody_ended_does_not_keep_its_file_for_ever(leerling, ib, beslisser):
    tlv = tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser, soort="PRO")
    oud = leerling.geboortedatum.replace(year=leerling.geboortedatum.year + 21)
    leerling.inschrijvingen.all().delete()
    op = datetime.combine(oud, time(12), timezone.get_current_timezone())
    assert tlv.status(oud) == "actief"
    assert redenen(op, tlv.besluit.aanvraag) == [Reden.TLV]
    assert redenen(op + timedelta(days=1), tlv.besluit.aanvraag) == [Reden.TERMIJN_VOORBIJ]

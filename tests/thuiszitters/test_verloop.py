"""The transitions of 13.5 after somebody looks after a case, and the rows that each of them writes."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from scholen.models import Gemeente, Instelling, Organisatie, Samenwerkingsverband
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, deling
from thuiszitters.actions import aanbod, leerplicht, opschalen, verloop
from thuiszitters.actions.delen import delen_stoppen
from thuiszitters.actions.sluiten import regie_nemen, sluiten
from thuiszitters.actions.stappen import lopende_stap
from thuiszitters.beeld import beeld_van
from thuiszitters.forms.verder import VrijstellingForm
from thuiszitters.mensen import te_vragen
from thuiszitters.models import Casus, Casusstatus, Doorzettingsbesluit, Opschaling, Stap, bord
from thuiszitters.models.bord import tellen
from thuiszitters.rules.vrijstelling import herbeoordelen_voor, vrijstelling_fout
from thuiszitters.views.beeld import MET, beelden

S = Casusstatus
AANBOD = {"soort": "andere_school", "wat": "Groep 6, drie ochtenden", "bij": "De Ark", "verteld_door": "Joke"}


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR)


@pytest.fixture
def rij(school, ib, adviseur):
    return casus(school=school, door=ib, regie=adviseur)


def nu(door):
    return {"door": door, "op": timezone.now()}


def stappen(rij):
    gezet = rij.stappen.order_by("protocolstap__volgorde", "pk").values_list("protocolstap__soort", "uitkomst")
    return dict(gezet)


def test_from_plan_to_closed_with_an_offer_that_was_refused(rij, ib, adviseur):
    """The way of 13.5 at once: each transition sets its status, and the step of the protocol that it is."""
    with pytest.raises(NietMogelijk, match="Maak eerst het plan"):
        verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(), uren=Decimal(6))
    rij = verloop.plan_gemaakt(rij, **nu(ib), dag=dag(-2), woorden="Drie ochtenden.")
    assert rij.status == S.PLAN_VAN_AANPAK
    rij = aanbod.aanbod_doen(rij, **nu(adviseur), **AANBOD, gedaan_op=dag(-2), uren=Decimal(12))
    with pytest.raises(NietMogelijk, match="antwoord op het aanbod"):
        verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(), uren=Decimal(6))
    een = rij.aanbiedingen.get()
    rij = aanbod.aanbod_weigeren(
        rij, **nu(adviseur), aanbod=een, dag=dag(-1), waarom="Te ver weg.", antwoord_van="Moeder"
    )
    assert rij.status == S.AANBOD_GEWEIGERD
    rij = opschalen.opschalen_rondetafel(rij, **nu(adviseur), waarom="Het lukt niet.", wie=[ib], gesprek_op=dag(5))
    assert rij.status == S.OPSCHALING_RONDETAFEL
    opschalen.opschaling_afronden(rij.opschalingen.get(), **nu(adviseur), dag=dag(), uitkomst="Niemand heeft een plek.")
    rij = opschalen.doorzetten(
        rij,
        **nu(adviseur),
        besloten_door="Wethouder en directeur",
        besloten_op=dag(),
        besluit="Plaats op De Ark.",
        soort="andere_school",
        verteld_door="Joke",
        school=rij.school,
        betaler="De gemeente",
    )
    assert rij.status == S.AANBOD_GEDAAN
    twee = Doorzettingsbesluit.objects.get().aanbod
    rij = aanbod.aanbod_accepteren(rij, **nu(adviseur), aanbod=twee, dag=dag())
    assert rij.status == S.AANBOD_GEACCEPTEERD
    rij = verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(), uren=Decimal(6))
    assert (rij.status, rij.verzuim.get(tot=None).soort) == (S.TERUGKEER_IN_OPBOUW, "verkort")
    rij = verloop.nazorg_beginnen(rij, **nu(adviseur), tot=dag(60), laatste_dag=dag())
    assert (rij.status, rij.nazorg_tot, rij.verzuim.filter(tot=None).exists()) == (S.NAZORG, dag(60), False)
    rij = sluiten(rij, **nu(adviseur), eindreden="andere_school")
    assert rij.status == S.GESLOTEN
    klaar, over = Stap.Uitkomst.KLAAR, Stap.Uitkomst.OVERGESLAGEN
    assert stappen(rij) == {
        "melding": klaar,
        "startgesprek": over,
        "plan": klaar,
        "rondetafel": klaar,
        "opbouw": klaar,
        "doorbraak": over,
        "doorzettingsmacht": klaar,
        "nazorg": over,
    }
    woorden = rij.stappen.get(protocolstap__soort="nazorg").woorden
    assert woorden.startswith("De casus is eerder gesloten. De nazorg zou duren tot en met ")


def test_aftercare_that_was_done_is_ticked(rij, adviseur):
    rij = verloop.plan_gemaakt(rij, **nu(adviseur), dag=dag())
    rij = verloop.nazorg_beginnen(rij, **nu(adviseur), tot=dag(), laatste_dag=dag())
    rij = sluiten(rij, **nu(adviseur), eindreden="eigen_school")
    assert stappen(rij)["nazorg"] == Stap.Uitkomst.KLAAR


def test_an_offer_is_the_step_of_an_offer_and_is_not_skipped(school, ib, adviseur):
    """The protocol of Zuid-Kennemerland has one (step 4)."""
    Samenwerkingsverband.objects.filter(pk=InstellingFactory().swv.pk).update(regio="zuid-kennemerland")
    doen, plan, vragen = aanbod.aanbod_doen, verloop.plan_gemaakt, opschalen.opschalen_rondetafel
    op_tijd, te_vroeg, nooit = (casus(school=school, door=ib, regie=adviseur) for _ in range(3))
    te_vroeg = doen(te_vroeg, **nu(adviseur), **AANBOD, gedaan_op=dag(-4))
    op_tijd = plan(op_tijd, **nu(adviseur), dag=dag(-5))
    op_tijd = doen(op_tijd, **nu(adviseur), **AANBOD, gedaan_op=dag(-3))
    assert lopende_stap(op_tijd).soort == "rondetafel"
    nooit = plan(nooit, **nu(adviseur), dag=dag(-5))
    for rij in (op_tijd, te_vroeg, nooit):
        vragen(rij, **nu(adviseur), waarom="Het lukt niet.", anderen=[("Ouders", "telefoon")])
    gezet = [rij.stappen.get(protocolstap__soort="aanbod") for rij in (op_tijd, te_vroeg, nooit)]
    assert [(een.uitkomst, een.dag, een.woorden) for een in gezet] == [
        ("klaar", dag(-3), AANBOD["wat"]),
        ("klaar", dag(-4), AANBOD["wat"]),
        ("overgeslagen", dag(), "Er is een rondetafelgesprek gevraagd."),
    ]


def test_an_offer_is_answered_once_and_others_wait_along(rij, adviseur):
    zonder = casus()
    with pytest.raises(NietMogelijk, match="Neem eerst de regie"):
        aanbod.aanbod_doen(zonder, **nu(adviseur), **AANBOD, gedaan_op=dag())
    with pytest.raises(NietMogelijk, match="toekomst"):
        aanbod.aanbod_doen(rij, **nu(adviseur), **AANBOD, gedaan_op=dag(1))
    for _ in range(3):
        rij = aanbod.aanbod_doen(rij, **nu(adviseur), **AANBOD, gedaan_op=dag(-3))
    een, twee, drie = rij.aanbiedingen.all()
    weiger = {**nu(adviseur), "dag": dag(), "waarom": "Te ver."}
    with pytest.raises(NietMogelijk, match="waarom"):
        aanbod.aanbod_weigeren(rij, **weiger | {"waarom": " "}, aanbod=een)
    with pytest.raises(NietMogelijk, match="voor het aanbod"):
        aanbod.aanbod_weigeren(rij, **weiger | {"dag": dag(-4)}, aanbod=een)
    assert aanbod.aanbod_weigeren(rij, **weiger, aanbod=een).status == S.AANBOD_GEDAAN
    with pytest.raises(NietMogelijk, match="al geweigerd"):
        aanbod.aanbod_accepteren(rij, **nu(adviseur), aanbod=een, dag=dag())
    with pytest.raises(Http404):
        aanbod.aanbod_accepteren(casus(regie=adviseur), **nu(adviseur), aanbod=twee, dag=dag())
    assert aanbod.aanbod_intrekken(rij, **weiger, aanbod=twee).status == S.AANBOD_GEDAAN
    assert aanbod.aanbod_weigeren(rij, **weiger, aanbod=drie).status == S.AANBOD_GEWEIGERD
    een.refresh_from_db()
    een.waarom = "Anders."
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        een.save()


def test_what_happens_beside_a_return_leaves_the_status(rij, adviseur):
    rij = verloop.plan_gemaakt(rij, **nu(adviseur), dag=dag())
    rij = verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(-1), uren=Decimal(6))
    rij = aanbod.aanbod_doen(rij, **nu(adviseur), **AANBOD, gedaan_op=dag())
    rij = aanbod.aanbod_accepteren(rij, **nu(adviseur), aanbod=rij.aanbiedingen.get(), dag=dag())
    maatregel = {"soort": "waarschuwing", "dag": dag(), "wie": "Leerplicht Duin"}
    assert leerplicht.maatregel_nemen(rij, **nu(adviseur), **maatregel).status == S.TERUGKEER_IN_OPBOUW
    nazorg = verloop.nazorg_beginnen(rij, **nu(adviseur), tot=dag(30), laatste_dag=dag())
    with pytest.raises(NietMogelijk, match="hoeveel uur"):
        verloop.terugkeer_beginnen(nazorg, **nu(adviseur), van=dag(), uren=Decimal(0))
    with pytest.raises(NietMogelijk, match="hoogstens een jaar"):
        verloop.nazorg_beginnen(rij, **nu(adviseur), tot=dag(400))


def test_an_escalation_is_sent_by_a_person_once_and_says_who_was_told(rij, ib, adviseur):
    roep = {**nu(adviseur), "waarom": "Al acht weken thuis."}
    with pytest.raises(NietMogelijk, match="wie dit te horen"):
        opschalen.opschalen_rondetafel(rij, **roep)
    with pytest.raises(NietMogelijk, match="kan deze casus niet lezen"):
        opschalen.opschalen_rondetafel(rij, **roep, wie=[gebruiker_met(Rol.IB)])
    assert not Opschaling.objects.exists()
    assert not Bericht.objects.exists()
    rij = opschalen.opschalen_rondetafel(rij, **roep, wie=[ib], anderen=[("Jeugdteam", "telefoon")])
    een = rij.opschalingen.get()
    assert [str(wie) for wie in een.ingelicht.all()] == [ib.naam, "Jeugdteam"]
    assert Bericht.objects.get().aan == ib.email
    with pytest.raises(NietMogelijk, match="al een gesprek gevraagd"):
        opschalen.opschalen_rondetafel(rij, **roep, wie=[ib])
    assert Stap.objects.filter(casus=rij, uitkomst="overgeslagen", woorden__contains="rondetafelgesprek").count() == 2
    rij = opschalen.opschalen_bestuurlijk(rij, **roep, anderen=[("Wethouder", "mail")])
    assert rij.status == S.OPSCHALING_BESTUURLIJK
    with pytest.raises(NietMogelijk, match="wat eruit kwam"):
        opschalen.opschaling_afronden(een, **nu(adviseur), dag=dag(), uitkomst=" ")
    opschalen.opschaling_afronden(een, **nu(adviseur), dag=dag(), uitkomst="Nog geen plek.")
    with pytest.raises(NietMogelijk, match="staat er al"):
        opschalen.opschaling_afronden(een, **nu(adviseur), dag=dag(), uitkomst="Toch wel.")
    besluit = {"besloten_door": "Directeur", "besloten_op": dag(), "besluit": "Dagbehandeling.", "soort": "zorg"}
    with pytest.raises(NietMogelijk, match="welke school of zorg"):
        opschalen.doorzetten(rij, **nu(adviseur), **besluit, verteld_door="Joke")
    opschalen.doorzetten(rij, **nu(adviseur), **besluit, verteld_door="Joke", zorg="Dagbehandeling De Brug")
    assert not Opschaling.objects.filter(klaar_op=None).exists()


def test_an_outcome_that_somebody_else_writes_meanwhile_stays(rij, adviseur, monkeypatch):
    opschalen.opschalen_rondetafel(rij, **nu(adviseur), waarom="Er is geen plek.", anderen=[("Jeugdteam", "telefoon")])
    een, vastgehouden = rij.opschalingen.get(), opschalen.lopende_casus
    eerder = {"klaar_op": dag(), "uitkomst": "Plek op De Brug.", "afgerond_door": adviseur}

    def wachten(*wie, **hoe):
        Opschaling.objects.filter(pk=een.pk).update(**eerder)
        return vastgehouden(*wie, **hoe)

    monkeypatch.setattr(opschalen, "lopende_casus", wachten)
    with pytest.raises(NietMogelijk, match="staat er al"):
        opschalen.opschaling_afronden(een, **nu(adviseur), dag=dag(), uitkomst="Nog geen plek.")


def test_a_talk_that_was_not_held_is_never_written_down_as_held(rij, ib, adviseur):
    roep = {**nu(adviseur), "waarom": "Al acht weken thuis.", "wie": [ib]}
    rij = opschalen.opschalen_rondetafel(rij, **roep, gesprek_op=dag(7))
    rij = opschalen.opschalen_bestuurlijk(rij, **roep)
    besluit = {"besloten_door": "Directeur", "besloten_op": dag(), "besluit": "Plek op De Ark.", "soort": "zorg"}
    opschalen.doorzetten(rij, **nu(adviseur), **besluit, verteld_door="Joke", zorg="De Brug")
    tafel, bestuur = rij.opschalingen.order_by("pk")
    assert (bestuur.gehouden, bestuur.uitkomst) == (True, "Plek op De Ark.")
    assert not tafel.gehouden
    assert tafel.uitkomst.startswith("Dit gesprek is niet gehouden. Op ")
    assert stappen(rij)["rondetafel"] == Stap.Uitkomst.OVERGESLAGEN
    blad = ingelogd(adviseur).get(f"/thuiszitters/{rij.public_id}/").text
    assert "<strong>Niet meer nodig:</strong> Dit gesprek is niet gehouden." in blad
    assert blad.count("<strong>Uitkomst van") == 1
    ander = casus(regie=adviseur)
    ander = opschalen.opschalen_bestuurlijk(
        ander, **nu(adviseur), waarom="x", anderen=[("Jo", "mail")], gesprek_op=dag(3)
    )
    opschalen.doorzetten(ander, **nu(adviseur), **besluit, verteld_door="Joke", zorg="De Brug")
    assert not ander.opschalingen.get().gehouden, "they were to meet later"
    assert stappen(ander)["doorbraak"] == Stap.Uitkomst.OVERGESLAGEN


def test_a_child_that_builds_up_after_all_stands_at_that_step(rij, ib, adviseur):
    """Its step was skipped on the way to the bestuurders; the board and the page of the case show where it is."""
    rij = verloop.plan_gemaakt(rij, **nu(adviseur), dag=dag())
    rij = opschalen.opschalen_bestuurlijk(rij, **nu(adviseur), waarom="Het lukt niet.", wie=[ib])
    opschalen.opschaling_afronden(rij.opschalingen.get(), **nu(adviseur), dag=dag(), uitkomst="Toch drie ochtenden.")
    assert lopende_stap(rij).soort == "doorzettingsmacht"
    rij = verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(), uren=Decimal(6))
    assert lopende_stap(rij).soort == "opbouw"
    kaal = Casus.objects.get(pk=rij.pk)
    beeld = beeld_van(kaal, Instelling.objects.geldig(rij.swv, dag()), dag(), begeleiders={adviseur.pk})
    assert (beeld.nu.trede.soort, beeld.stap) == ("opbouw", "Stap 5 van 8")
    alle = Casus.objects.filter(pk=rij.pk)
    assert bord.lijst(alle, bord.Keuze(stap="opbouw"), dag(), van=0, aantal=5)
    blad = ingelogd(adviseur).get(f"/thuiszitters/{rij.public_id}/").text
    assert re.search(r'aria-current="step"[^§]*?Stap 5: </span>', blad)
    terug = verloop.nazorg_beginnen(rij, **nu(adviseur), tot=dag(30), laatste_dag=dag())
    assert (stappen(terug)["opbouw"], lopende_stap(terug).soort) == ("klaar", "nazorg")
    assert not bord.lijst(alle, bord.Keuze(stap="opbouw"), dag(), van=0, aantal=5)


def test_a_second_table_during_build_up_skips_no_step_twice(rij, ib, adviseur):
    rij = verloop.plan_gemaakt(rij, **nu(adviseur), dag=dag())
    for _ in range(2):
        rij = opschalen.opschalen_bestuurlijk(rij, **nu(adviseur), waarom="Het lukt niet.", wie=[ib])
        opschalen.opschaling_afronden(rij.opschalingen.last(), **nu(adviseur), dag=dag(), uitkomst="Toch.")
        rij = verloop.terugkeer_beginnen(rij, **nu(adviseur), van=dag(), uren=Decimal(6))
    assert rij.stappen.filter(protocolstap__soort="opbouw").count() == 1


def test_the_law_lets_a_child_stay_away_until_it_is_looked_at_again(rij, adviseur):
    vrij = {**nu(adviseur), "van": dag(-5)}
    with pytest.raises(NietMogelijk, match="tot en met welke dag"):
        leerplicht.vrijstellen(rij, **vrij, soort="11g")
    rij = leerplicht.vrijstellen(rij, **vrij, soort="5a")
    assert rij.status == S.VRIJSTELLING
    assert list(rij.verzuim.values_list("soort", "van", "tot")) == [
        ("relatief", dag(-10), dag(-6)),
        ("5a", dag(-5), None),
    ]
    rij = leerplicht.herbeoordelen(rij, **nu(adviseur))
    rij = leerplicht.vrijstellen(rij, **vrij | {"van": dag()}, soort="5a", blijvend=True)
    assert rij.verzuim.count() == 2, "the same kind goes on"
    with pytest.raises(NietMogelijk, match="geen vrijstelling meer"):
        leerplicht.vrijstelling_beeindigen(rij, **nu(adviseur), laatste_dag=dag(-1), soort="5b")
    rij = leerplicht.vrijstelling_beeindigen(rij, **nu(adviseur), laatste_dag=dag(-1), soort="relatief")
    assert (rij.status, rij.verzuim.get(tot=None).van) == (S.IN_ONDERZOEK, dag())


def test_an_exemption_is_renewed_before_the_first_of_july_for_the_next_school_year(rij, adviseur):
    jaar = dag().year + 1
    op = timezone.make_aware(datetime(jaar, 6, 15, 12))
    straks = {"door": adviseur, "op": op, "van": date(jaar, 8, 1)}
    with pytest.raises(NietMogelijk, match="ligt in de toekomst"):
        leerplicht.vrijstellen(rij, **straks, soort="5a")  # there is nothing to renew
    rij = leerplicht.vrijstellen(rij, **nu(adviseur), soort="5a", van=dag(-5))

    def alarm():
        vers = Casus.objects.prefetch_related(*MET).get(pk=rij.pk)
        [beeld] = beelden(SimpleNamespace(user=adviseur), [vers], op.date())
        return sum("opnieuw bekeken" in een for een in beeld.alarm), tellen(Casus.objects.all(), op.date())["einde"]

    assert alarm() == (1, 1)
    for anders in ({"soort": "5b"}, {"soort": "5a", "van": date(jaar, 11, 1)}):
        with pytest.raises(NietMogelijk, match="ligt in de toekomst"):
            leerplicht.vrijstellen(rij, **straks | anders)
    rij = leerplicht.vrijstellen(leerplicht.herbeoordelen(rij, door=adviseur, op=op), **straks, soort="5a")
    assert (rij.status, alarm()) == (S.VRIJSTELLING, (0, 0))
    assert rij.verzuim.get(tot=None).van == dag(-5), "the same kind goes on"
    velden = {"soort": "5a", "van": date(jaar, 8, 1), "tot": "", "toelichting": ""}
    form = VrijstellingForm(velden, vandaag=op.date())
    assert form.is_valid(), form.errors
    for anders in ({"soort": "15", "tot": date(jaar, 9, 1)}, {"van": date(jaar, 11, 1)}):
        assert "van" in VrijstellingForm(velden | anders, vandaag=op.date()).errors


def test_when_an_exemption_is_asked_again():
    assert herbeoordelen_voor("5a", date(2026, 9, 1)) == date(2027, 7, 1)
    assert herbeoordelen_voor("5b", date(2026, 6, 30)) == date(2026, 7, 1)
    assert herbeoordelen_voor("5a", date(2026, 9, 1), blijvend=True) is None
    assert herbeoordelen_voor("15", date(2026, 9, 1)) is None
    for velden, zin in (
        (("ziek", None, False), "Kies een soort"),
        (("5b", None, True), "Alleen een vrijstelling 5 onder a"),
        (("5a", date(2027, 7, 31), True), "geen laatste dag"),
        (("15", date(2026, 8, 1), False), "voor de eerste dag"),
    ):
        soort, tot, blijvend = velden
        assert zin in vrijstelling_fout(soort, date(2026, 9, 1), tot, blijvend=blijvend)


def test_a_case_goes_to_a_colleague_or_out_of_the_region(rij, ib, adviseur):
    collega = gebruiker_met(Rol.LOKETMEDEWERKER)
    with pytest.raises(NietMogelijk, match="kan geen regievoerder"):
        verloop.regie_geven(rij, **nu(adviseur), aan=ib)
    with pytest.raises(NietMogelijk, match="is al regievoerder"):
        verloop.regie_geven(rij, **nu(adviseur), aan=adviseur)
    rij = verloop.regie_geven(rij, **nu(adviseur), aan=collega)
    assert (rij.regievoerder, Bericht.objects.get().aan) == (collega, collega.email)
    weg = {"aan": "swv", "naam": "SWV Verderop", "dag": dag(-1)}
    rij = verloop.overdragen(rij, **nu(collega), **weg)
    assert (rij.status, rij.eindreden, rij.verzuim.get().tot) == (S.OVERGEDRAGEN, "verhuisd", dag(-1))
    with pytest.raises(NietMogelijk, match="Dit kan niet meer"):
        regie_nemen(rij, **nu(adviseur))


def test_going_on_at_a_later_step_finishes_the_one_now(rij, ib, adviseur):
    _, twee, drie, vier, *_ = rij.protocol.stappen.all()
    with pytest.raises(NietMogelijk, match="geen rechten"):
        verloop.naar_stap(rij, drie, **nu(ib), dag=dag())
    with pytest.raises(NietMogelijk, match="nog moet komen"):
        verloop.naar_stap(rij, twee, **nu(adviseur), dag=dag())
    with pytest.raises(NietMogelijk, match="waarom je de stappen"):
        verloop.naar_stap(rij, vier, **nu(adviseur), dag=dag())
    assert rij.stappen.count() == 1, "nothing is half done"
    verloop.naar_stap(rij, vier, **nu(adviseur), dag=dag(), woorden="Gesproken.", waarom="Er is haast.")
    assert stappen(rij) == {"melding": "klaar", "startgesprek": "klaar", "plan": "overgeslagen"}


def test_who_works_elsewhere_reads_the_meeting_to_which_it_was_asked_and_no_other(rij, adviseur):
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    Casus.objects.filter(pk=rij.pk).update(woongemeente=gemeente)
    wet, collega = (gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente) for _ in range(2))
    partner = gebruiker_met(Rol.PARTNER, organisatie=Organisatie.objects.create(soort="jeugdhulp", naam="De Brug"))
    rij.refresh_from_db()
    namen = te_vragen(rij, adviseur)
    assert [een.functie for een in namen.values() if not een.school] == ["Zandwerven", "Zandwerven"]
    gedeeld = deling(rij, partner, door=adviseur)
    assert partner.public_id in te_vragen(rij, adviseur)
    rij = opschalen.opschalen_rondetafel(rij, **nu(adviseur), waarom="Het lukt niet.", wie=[wet, partner])
    for wie, ziet in ((wet, 1), (partner, 1), (collega, 0)):
        assert Opschaling.objects.visible_to(wie).count() == ziet
    delen_stoppen(gedeeld, **nu(adviseur))
    assert not Opschaling.objects.visible_to(partner).exists()

"""Who works elsewhere and looks along with a child that does not go to school: what it sees, and what it never sees."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from scholen.actions.toestemming import toestemming_beantwoorden, toestemming_intrekken
from scholen.models import Gemeente, Gezag, Leerling, Organisatie, Toestemming
from scholen.rules import jarig
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van, toestemming_voor
from tests.planrijen import vastgesteld
from tests.thuiszitterrijen import casus, deling
from thuiszitters.actions.delen import delen, delen_stoppen, eigen_afspraak_maken
from thuiszitters.actions.overgang import overgang
from thuiszitters.actions.samenvoegen import opgaan
from thuiszitters.actions.sluiten import heropenen, regie_nemen, sluiten
from thuiszitters.actions.stappen import afspraak_afronden, afspraak_maken
from thuiszitters.actions.verloop import overdragen
from thuiszitters.models import (
    AF,
    Afspraak,
    Casus,
    Deling,
    Melding,
    Onderwijsaanbod,
    Plan,
    Plandoel,
    Plangesprek,
    Planwoord,
    Stap,
    Verzuim,
)

P, DAG = Permissie, timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def gemeente(db):
    return Gemeente.objects.create(code="0518", naam="Zandwerven")


@pytest.fixture
def leerplicht(gemeente):
    return gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lia Leerplicht")


@pytest.fixture
def rij(gemeente):
    return casus(woongemeente=gemeente)


def test_leerplicht_sees_the_case_of_an_own_resident_and_no_words_about_it(rij, leerplicht):
    elders = gebruiker_met(Rol.LEERPLICHT, gemeente=Gemeente.objects.create(code="0519", naam="Elders"))
    casus(woongemeente=None)
    assert {*Casus.objects.visible_to(leerplicht)} == {rij}
    assert {*Casus.objects.visible_to(leerplicht, P.THUISZITTER_MAATREGEL)} == {rij}
    assert Verzuim.objects.visible_to(leerplicht).get().casus == rij
    for recht in (P.THUISZITTER_LEZEN, P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN):
        assert not Casus.objects.visible_to(leerplicht, recht).exists()
    for model in (Melding, Stap, Afspraak, Leerling, Gezag):
        assert not model.objects.visible_to(leerplicht).exists()
    for wie in (elders, gebruiker_met(Rol.LEERPLICHT), gebruiker_met(Rol.PARTNER)):
        assert not Casus.objects.visible_to(wie).exists()
    Lidmaatschap.objects.filter(gebruiker=leerplicht).update(tot=dag(-1))
    assert not Casus.objects.visible_to(type(leerplicht).objects.get(pk=leerplicht.pk)).exists()


def test_leerplicht_sees_no_threat_no_age_out_of_its_task_and_no_old_case(rij, gemeente, leerplicht):
    casus(woongemeente=gemeente, soort="dreigend")
    assert {*Casus.objects.visible_to(leerplicht)} == {rij}
    for jaren, ziet in ((4, False), (5, True), (22, True), (23, False)):
        Leerling.objects.filter(pk=rij.leerling_id).update(geboortedatum=jarig(dag(), jaren))
        assert Casus.objects.visible_to(leerplicht).exists() is ziet, jaren
    Leerling.objects.filter(pk=rij.leerling_id).update(geboortedatum=jarig(dag(), 9))
    adviseur = gebruiker_met(Rol.ADVISEUR)
    regie_nemen(rij, **nu(adviseur))
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-1))
    assert Casus.objects.visible_to(leerplicht).get() == rij
    Casus.objects.filter(pk=rij.pk).update(gesloten_op=timezone.now() - 31 * DAG)
    assert not Casus.objects.visible_to(leerplicht).exists()


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Ayla Adviseur")


@pytest.fixture
def jeugdhulp(db):
    return Organisatie.objects.create(soort="jeugdhulp", naam="Jeugdhulp Duin")


@pytest.fixture
def partner(jeugdhulp):
    return gebruiker_met(Rol.PARTNER, organisatie=jeugdhulp, naam="Pim Partner")


def lid(wie):
    return wie.lidmaatschappen.get()


def ja(rij, door, *, tot=None, **velden):
    """A consent of the SWV about this child that its one parent gave, and that parent."""
    if not rij.leerling.gezag.exists():
        ouder_van(rij.leerling, gebruiker=gebruiker_met(Rol.OUDER))
    ouder = rij.leerling.gezag.get().betrokkene
    velden = {"aan_naam": "Jeugdhulp Duin", "wat": ["plan", "afspraken", "aanwezig"]} | velden
    toestemming = toestemming_voor(rij.leerling, door=door, tot=tot or dag(90), **velden)
    toestemming_beantwoorden(toestemming, **nu(ouder.gebruiker), ja=True)
    return toestemming, ouder.gebruiker


def gedeeld(rij, adviseur, partner, **velden):
    toestemming = velden.pop("toestemming", None) or ja(rij, adviseur)[0]
    basis = {"wat": ["afspraken"], "grond": "toestemming", "tot": dag(30), "toestemming": toestemming}
    return delen(rij, **nu(adviseur), lid=lid(partner), **(basis | velden))


def ziet(wie, model=Casus):
    return {*model.objects.visible_to(type(wie).objects.get(pk=wie.pk))}


def test_a_partner_sees_the_shared_part_and_not_a_word_more(rij, adviseur, partner, jeugdhulp):
    afspraak = afspraak_maken(rij, **nu(adviseur), wat="Bellen.", voor=dag(2), wie=adviseur)
    assert ziet(partner) == set()
    deling = gedeeld(rij, adviseur, partner)
    assert (ziet(partner), ziet(partner, Afspraak), ziet(partner, Deling)) == ({rij}, {afspraak}, {deling})
    for model in (Melding, Verzuim, Stap, Leerling, Gezag, Toestemming):
        assert not ziet(partner, model), model
    for recht in set(P) - {P.THUISZITTER_SAMEN}:
        assert not Casus.objects.visible_to(partner, recht).exists()
    collega = gebruiker_met(Rol.PARTNER, organisatie=jeugdhulp)
    assert not ziet(collega), "shared with a person, not with all who work there"
    gedeeld(rij, adviseur, partner, wat=["verzuim"], toestemming=deling.toestemming)
    assert (ziet(partner, Afspraak), len(ziet(partner, Verzuim))) == (set(), 1), "in the place of what was shared"
    bericht = Bericht.objects.filter(aan=partner.email).first()
    assert rij.leerling.naam not in str(bericht.__dict__)


def test_it_ends_at_once_with_the_consent_the_day_the_case_the_membership_and_the_button(rij, adviseur, partner):
    toestemming, ouder = ja(rij, adviseur)

    def delen_tot(**velden):
        return gedeeld(rij, adviseur, partner, toestemming=toestemming, **velden)

    delen_stoppen(delen_tot(), **nu(adviseur))
    assert not ziet(partner)
    deling = delen_tot(tot=dag())
    assert ziet(partner)
    with time_machine.travel(timezone.now() + DAG):
        assert not ziet(partner)
    Lidmaatschap.objects.filter(gebruiker=partner).update(tot=dag(-1))
    assert not ziet(partner)
    Lidmaatschap.objects.filter(gebruiker=partner).update(tot=None)
    regie_nemen(rij, **nu(adviseur))
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-1))
    assert not ziet(partner)
    heropenen(rij, **nu(adviseur), soort="ziek", van=dag(), uren=Decimal(0))
    assert not ziet(partner), "closing ended it for good"
    delen_tot()
    assert ziet(partner)
    toestemming_intrekken(toestemming, **nu(ouder))
    assert not ziet(partner)
    with pytest.raises(NietMogelijk, match="Kies de toestemming"):
        delen_tot()
    with pytest.raises(DatabaseError, match="deling"), transaction.atomic():
        Deling.objects.filter(pk=deling.pk).update(tot=dag(60))


def test_every_way_to_close_a_case_ends_for_good_what_is_shared_of_it(rij, adviseur, partner):
    hoofd, op = casus(), timezone.now()
    sluit = {naam for naam, een in overgang.regels.items() if een.mogelijk_naar & {*AF}}
    assert sluit == {"sluiten", "overdragen", "opgaan"}
    for naam, velden in (
        ("sluiten", {"eindreden": "eigen_school", "laatste_dag": dag(-1)}),
        ("overdragen", {"aan": "swv", "naam": "SWV Verderop", "dag": dag(-1)}),
        ("opgaan", {"in_": hoofd}),
    ):
        hier = casus(leerling=leerling_op(rij.school), school=rij.school)
        een = deling(hier, partner, door=adviseur)
        wie = gebruiker_met(Rol.LOKETMEDEWERKER)
        actie = {"sluiten": sluiten, "overdragen": overdragen, "opgaan": opgaan}[naam]
        actie(hier, door=wie, op=op, **velden)
        een.refresh_from_db()
        assert (een.beeindigd_op, een.beeindigd_door) == (op, wie), naam
        regel = Logregel.objects.filter(actie="delen_stoppen").latest("pk")
        assert regel.leerling == hier.leerling.public_id


def test_the_database_closes_no_case_that_is_still_shared(rij, adviseur, partner):
    regie_nemen(rij, **nu(adviseur))
    deling(rij, partner, door=adviseur)
    dicht = {"status": "gesloten", "gesloten_op": timezone.now(), "eindreden": "eigen_school"}
    for zin in ("verzuim voorbij", "niets meer van wordt gedeeld"):
        with pytest.raises(DatabaseError, match=zin), transaction.atomic():
            Casus.objects.filter(pk=rij.pk).update(**dicht)
        rij.verzuim.update(tot=dag(-1))
    sluiten(rij, **nu(adviseur), eindreden="eigen_school")
    heropenen(rij, **nu(adviseur), soort="ziek", van=dag(), uren=Decimal(0))
    assert not ziet(partner)


def test_what_may_be_shared_with_whom_on_which_ground(rij, adviseur, partner, leerplicht):
    toestemming, _ = ja(rij, adviseur, tot=dag(20))
    elders, _ = ja(rij, adviseur, aan_naam="Andere hulp")
    van_school, _ = ja(rij, adviseur, school=rij.school)
    vraag, _ = ja(casus(), adviseur)
    nodig = {"grond": "vitaal", "toestemming": toestemming, "uitleg": "Er is nu gevaar."}
    wet = {"grond": "leerplichtwet", "uitleg": "Voor het proces-verbaal."}
    for wie, velden, zin in (
        (partner, {"toestemming": elders, "tot": dag(9)}, "is voor Andere hulp"),
        (partner, {"toestemming": van_school, "tot": dag(9)}, "Kies de toestemming"),
        (partner, {"toestemming": vraag, "tot": dag(9)}, "Kies de toestemming"),
        (partner, {"toestemming": toestemming, "tot": dag(21)}, "eindigt eerder"),
        (partner, {"toestemming": toestemming, "tot": dag(-1)}, "Kies een laatste dag"),
        (partner, {"toestemming": toestemming, "wat": []}, "Kies wat je deelt"),
        (partner, nodig | {"tot": dag(15)}, "hoogstens 14 dagen"),
        (partner, nodig | {"tot": dag(14), "uitleg": " "}, "waarom dit nodig is"),
        (partner, wet, "grond geldt niet"),
        (leerplicht, {"toestemming": toestemming, "tot": dag(9)}, "is voor Jeugdhulp Duin"),
        (adviseur, {"toestemming": toestemming}, "geen account"),
        (gebruiker_met(Rol.LEERPLICHT, gemeente=Gemeente.objects.create(code="0520", naam="Ver")), wet, "woont niet"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            gedeeld(rij, adviseur, wie, **velden)
    assert not Deling.objects.exists()
    voor = {"toestemming": toestemming, "gesprek_op": dag(3)}
    for tot, zin in ((2, "valt niet in"), (18, "stopt uiterlijk 14 dagen")):
        with pytest.raises(NietMogelijk, match=zin):
            gedeeld(rij, adviseur, partner, **voor, tot=dag(tot))
    met_gesprek = gedeeld(rij, adviseur, partner, **voor, tot=dag(4))
    assert met_gesprek.gesprek_op == dag(3)
    with time_machine.travel(timezone.now() + 5 * DAG):
        assert not ziet(partner), "after the talk nobody reads along any more"
    smal, _ = ja(rij, adviseur, wat=["afspraken"])
    with pytest.raises(NietMogelijk, match="niet over alles"):
        gedeeld(rij, adviseur, partner, toestemming=smal, wat=["afspraken", "plan"])
    with pytest.raises(NietMogelijk, match="geen rechten"):
        gedeeld(rij, gebruiker_met(Rol.IB, school=rij.school), partner, toestemming=toestemming, tot=dag(9))
    afspraak_maken(rij, **nu(adviseur), wat="Bellen.", voor=dag(2), wie=adviseur)
    assert not ziet(leerplicht, Afspraak)
    gedeeld(rij, adviseur, leerplicht, **wet)
    gedeeld(rij, adviseur, partner, **nodig, tot=dag(14))
    assert ziet(leerplicht, Afspraak) == ziet(partner, Afspraak) != set()
    Casus.objects.filter(pk=rij.pk).update(woongemeente=None)
    assert not ziet(leerplicht, Afspraak), "who moved away is of another gemeente, whatever was shared"


def test_who_looks_along_makes_and_finishes_the_own_agreements_only(rij, adviseur, partner, leerplicht, inloggen):
    gedeeld(rij, adviseur, partner)
    ander = afspraak_maken(rij, **nu(adviseur), wat="Bellen.", voor=dag(2), wie=adviseur)
    adres = reverse("thuiszitters:samen", args=[rij.public_id])
    client = inloggen(partner)
    pagina = client.post(adres, {"actie": "afspraak", "wat": "Huisbezoek.", "voor": dag(3).isoformat()}, follow=True)
    assert "Huisbezoek." in pagina.text
    eigen = Afspraak.objects.get(wie=partner)
    assert client.post(adres, {"actie": f"klaar:{ander.public_id}"}).status_code == 404
    assert client.post(adres, {"actie": "regie"}).status_code == 404
    client.post(adres, {"actie": f"klaar:{eigen.public_id}"})
    eigen.refresh_from_db()
    assert eigen.klaar_op == dag()
    with pytest.raises(NietMogelijk, match="geen rechten"):
        afspraak_afronden(ander, **nu(partner))
    with pytest.raises(NietMogelijk, match="geen rechten"):
        afspraak_maken(rij, **nu(partner), wat="x", voor=dag(2), wie=partner)
    with pytest.raises(NietMogelijk, match="latere dag"):
        eigen_afspraak_maken(rij, **nu(leerplicht), wat="x", voor=dag(-1))
    assert not ziet(leerplicht, Afspraak)
    naam = reverse("thuiszitters:casus", args=[rij.public_id])
    assert client.get(naam).url == adres, "whoever leads to the whole case, leads here"
    assert client.get(reverse("thuiszitters:casus", args=[casus().public_id])).status_code == 404


def test_the_page_of_who_looks_along_holds_what_it_may_know(adviseur, partner, leerplicht, gemeente, inloggen):
    rij = casus(woongemeente=gemeente, gedaan="Geheim gesprek.", school=SchoolFactory(naam="De Zandloper"))
    afspraak_maken(rij, **nu(adviseur), wat="Naar de psycholoog.", voor=dag(2), naam="Ouders")
    gedeeld(rij, adviseur, partner, wat=["plan"])
    adres = reverse("thuiszitters:samen", args=[rij.public_id])
    lijst, excel = reverse("thuiszitters:samen_lijst"), reverse("thuiszitters:samen_excel")
    client = inloggen(partner)
    for pagina in (client.get(adres).text, client.get(lijst).text):
        assert rij.leerling.naam in pagina
        for woord in ("Geheim", "psycholoog", "Zandloper", "angst", "gemeld", "Zandwerven"):
            assert woord not in pagina, woord
    assert client.get(excel).status_code == 404
    client = inloggen(leerplicht)
    for pagina in (client.get(adres).text, client.get(lijst).text):
        assert "Zandloper" in pagina
        assert not any(woord in pagina for woord in ("Geheim", "psycholoog", "angst"))
    blad = client.get(excel)
    with ZipFile(BytesIO(blad.content)) as stuk:
        inhoud = "".join(stuk.read(naam).decode() for naam in stuk.namelist())
    assert rij.leerling.naam in inhoud
    assert not any(woord in inhoud for woord in ("Geheim", "psycholoog", "angst"))
    assert Logregel.objects.filter(actie="geexporteerd", wie=leerplicht.public_id).count() == 1


def test_the_list_asks_as_much_of_the_database_for_one_child_as_for_many(leerplicht, gemeente, inloggen):
    client, adres = inloggen(leerplicht), reverse("thuiszitters:samen_lijst")
    casus(woongemeente=gemeente)
    client.get(adres)
    with CaptureQueriesContext(connection) as een:
        client.get(adres)
    for _ in range(4):
        casus(woongemeente=gemeente)
    with CaptureQueriesContext(connection) as vijf:
        client.get(adres)
    assert len(vijf) == len(een)


def test_sharing_by_the_page_and_stopping_it(rij, adviseur, partner, leerplicht, inloggen):
    toestemming, _ = ja(rij, adviseur)
    client, adres = inloggen(adviseur), reverse("thuiszitters:delen", args=[rij.public_id])
    data = {"actie": "delen", "wie": lid(partner).public_id, "wat": ["afspraken"], "grond": "toestemming"}
    data |= {"tot": dag(10).isoformat()}
    assert "Kies de toestemming" in client.post(adres, data).text
    data["toestemming"] = toestemming.public_id
    pagina = client.post(adres, data, follow=True).text
    assert "Pim Partner, Jeugdhulp Duin" in pagina
    assert "Lia Leerplicht, Zandwerven" in pagina
    assert "Pim Partner" in client.get(reverse("thuiszitters:casus", args=[rij.public_id])).text
    client.post(adres, {"actie": f"stop:{Deling.objects.get().public_id}"})
    assert not ziet(partner)
    assert "Gestopt op" in client.get(adres).text
    vragen = reverse("scholen:toestemming_vragen", args=[rij.leerling.public_id])
    assert f'{vragen}?organisatie={lid(partner).plek.organisatie.public_id}"' in pagina
    gevuld = client.get(f"{vragen}?organisatie={lid(partner).plek.organisatie.public_id}").text
    assert "Jeugdhulp Duin" in gevuld
    assert "Zandwerven" in client.get(f"{vragen}?gemeente=0518").text


def test_a_partner_reads_the_plan_and_the_offer_only_where_they_were_shared(rij, adviseur, partner, inloggen):
    plan = vastgesteld(leerling=rij.leerling, door=adviseur)
    Onderwijsaanbod.objects.create(
        **{"casus": rij, "soort": "tussenplek", "wat": "Plek op De Brug.", "bij": "SWV", "gedaan_op": dag()},
        **{"verteld_door": "Ayla", "op": timezone.now(), "door": adviseur},
    )
    Plan.objects.filter(pk=plan.pk).update(casus=rij)
    adres, client = reverse("thuiszitters:samen", args=[rij.public_id]), inloggen(partner)
    deling = gedeeld(rij, adviseur, partner, wat=["afspraken"])
    for model in (Plan, Plandoel, Planwoord, Plangesprek, Onderwijsaanbod):
        assert not ziet(partner, model)
    gedeeld(rij, adviseur, partner, wat=["plan", "aanbod"], toestemming=deling.toestemming)
    assert (ziet(partner, Plan), len(ziet(partner, Onderwijsaanbod))) == ({plan}, 1)
    assert not ziet(partner, Planwoord) | ziet(partner, Plangesprek)
    pagina = client.get(adres).text
    assert plan.doelen.first().doel in pagina
    assert "Plek op De Brug." in pagina
    Plan.objects.filter(pk=plan.pk).update(vastgesteld_op=None)
    assert not ziet(partner, Plan) | ziet(partner, Plandoel), "a draft is of who writes it"

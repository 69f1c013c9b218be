"""What a family reads of the case and the plan of its child, and what it says of it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dossier.rules import thuis as rules
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from scholen.models import Afscherming, Gezag, Leerling
from tests.dossier.test_talen import DUTCH, hoofd_zonder_dutch
from tests.dossier.test_talen_gezin import zonder_dutch
from tests.factories import gebruiker_met, leerling_op, ouder_van
from tests.planrijen import concept, gesprek, vastgesteld
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, onderwijsaanbod
from thuiszitters.actions.aanbod import aanbod_accepteren, aanbod_doen
from thuiszitters.actions.gezin import aanbod_zeggen, wens_geven
from thuiszitters.actions.plan import gesprek_vastleggen, planafspraak_maken
from thuiszitters.actions.schoolweken import opbouw_afspreken
from thuiszitters.actions.stappen import afspraak_maken
from thuiszitters.models import (
    Aanbodwoord,
    Casus,
    Casusstatus,
    Doorzettingsbesluit,
    Onderwijsaanbod,
    Plan,
    Plangesprek,
    Planwoord,
)

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def nu(door):
    return {"door": door, "op": timezone.now()}


def hier(naam, kind, *meer):
    return reverse(f"dossier:{naam}", args=[kind.public_id, *meer])


@pytest.fixture
def adviseur():
    return gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")


@pytest.fixture
def rij(school, ib, leerling, adviseur):
    return casus(leerling=leerling, school=school, door=ib, regie=adviseur, gedaan="Geheim van de school.")


def aanbod(rij, adviseur):
    velden = {"soort": "tussenplek", "wat": "Tijdelijk in de Rustklas", "bij": "De Horizon", "uren": Decimal(8)}
    aanbod_doen(rij, **nu(adviseur), **velden, gedaan_op=dag(), verteld_door="Joke")
    return Onderwijsaanbod.objects.get()


def test_every_status_of_a_case_has_a_sentence_and_to_a_pupil_it_says_je():
    assert {*rules.STANDEN} == {*Casusstatus}
    for zin in rules.STANDEN.values():
        assert not re.search(r"\b[Uu]w?\b", rules.JE.get(zin, zin).tekst)
    assert rules.stand("", plan_loopt=True, je=True) == rules.PLAN_JE
    assert rules.stand("", plan_loopt=False, je=False) == rules.KLAAR
    assert rules.stand("gesloten", plan_loopt=False, je=False) == rules.KLAAR
    assert rules.stand("gesloten", plan_loopt=True, je=False) == rules.PLAN, "the plan goes on"
    assert rules.stand("gemeld", plan_loopt=False, je=False) == rules.BEGIN


def test_a_parent_reads_the_plan_its_hours_and_what_was_talked_about(inloggen, ouder, school, ib, leerling, rij):
    plan = vastgesteld(leerling=leerling, school=school, door=ib)
    gesprek_vastleggen(plan, gesprek(verslag="Samen gelopen."), **nu(ib))
    gesprek_vastleggen(plan, gesprek(verslag="Alleen voor ons.", gezin_leest=False), **nu(ib))
    planafspraak_maken(plan, **nu(ib), wat="Kluisje regelen", voor=dag(3), naam="De mentor")
    afspraak_maken(rij, **nu(ib), wat="Leerplicht bellen", voor=dag(3), naam="De ib’er")
    opbouw_afspreken(plan, **nu(ib), vanaf=dag(), begin=Decimal(4), erbij=Decimal(2), tot=Decimal(8))
    client = inloggen(ouder)
    assert hier("naar_school", leerling) in client.get(reverse("dossier:dossiers")).text
    pagina = client.get(hier("naar_school", leerling)).text
    for zin in (
        "Er is een plan.",
        "Drie ochtenden in de eigen klas",
        "Samen gelopen.",
        "Kluisje regelen",
        "Joke van Vliet",
    ):
        assert zin in pagina
    assert "Uren op school. week " in pagina
    for zin in ("Alleen voor ons.", "Leerplicht bellen", "Geheim van de school.", "Weer bij mijn vrienden zijn."):
        assert zin not in pagina


def test_proposals_and_decisions_of_one_kind_are_one_region(inloggen, ouder, leerling, rij, adviseur):
    """Two regions of one name are one too many for who hears the page."""
    for wat in ("De Horizon", "De Ark", "De Brug", "De Haven"):
        een = onderwijsaanbod(rij, door=adviseur, wat=wat)
        if wat in ("De Horizon", "De Ark"):
            Onderwijsaanbod.objects.filter(pk=een.pk).update(
                antwoord="geweigerd", antwoord_op=dag(), waarom="Te ver.", beantwoord_door=adviseur
            )
        besluit = {
            "besluit": f"Een plek op {wat}.",
            "zorg": "Begeleiding",
            "besloten_door": "De wethouder",
            "besloten_op": dag(),
        }
        Doorzettingsbesluit.objects.create(casus=rij, aanbod=een, **besluit, **nu(adviseur))
    pagina = inloggen(ouder).get(hier("naar_school", leerling)).text
    koppen = re.findall(r'aria-labelledby="([^"]+)"', pagina)
    assert len(koppen) == len({*koppen})
    assert [pagina.count(zin) for zin in ("Zeg ja of nee", "Nee gezegd op", "Een plek op De")] == [2, 2, 4]


def test_a_parent_says_what_it_wants_and_nobody_else_of_the_family_reads_it(inloggen, ouder, leerling, rij, adviseur):
    client = inloggen(ouder)
    assert "Schrijf op wat u het liefst wilt" in client.post(hier("wens", leerling), {"wens": ""}).text
    antwoord = client.post(hier("wens", leerling), {"wens": "Rust in huis."}, follow=True).text
    assert "De school en wij lezen het." in antwoord
    assert "Rust in huis." in antwoord
    plan = Plan.objects.get()
    assert (plan.concept, plan.casus) == (True, rij), "the plan begins with the wish"
    assert "Rust in huis." in ingelogd(adviseur).get(reverse("thuiszitters:casus", args=[rij.public_id])).text
    assert Bericht.objects.filter(aan=adviseur.email).exists()
    ander = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=ander)
    assert "Rust in huis." not in inloggen(ander).get(hier("naar_school", leerling)).text
    wens_geven(leerling, **nu(ander), wens="Snel weer naar school.")
    assert Plan.objects.count() == 1
    with pytest.raises(ProgrammingError), transaction.atomic():
        Planwoord.objects.update(wens="x")


def test_who_looked_after_it_and_is_gone_is_not_named_and_the_desk_hears_the_wish(inloggen, ouder, leerling, rij):
    regie, loket = rij.regievoerder, gebruiker_met(Rol.LOKETMEDEWERKER)
    wens_geven(leerling, **nu(ouder), wens="Rust.")
    assert {een.aan for een in Bericht.objects.all()} == {regie.email}
    assert regie.naam in inloggen(ouder).get(hier("naar_school", leerling)).text
    regie.lidmaatschappen.update(tot=dag(-1))
    assert regie.naam not in inloggen(ouder).get(hier("naar_school", leerling)).text
    wens_geven(leerling, **nu(ouder), wens="Rust in huis.")
    assert Bericht.objects.get(aan=loket.email)


def test_a_pupil_says_what_it_wants_and_chooses_whether_its_parents_read_it(ouder, school, ib):
    zelf = gebruiker_met(Rol.LEERLING)
    kind = leerling_op(school, gebruiker=zelf, geboortedatum=dag(-365 * 17), roepnaam="Sanne")
    ouder_van(kind, gebruiker=ouder)
    vastgesteld(leerling=kind, school=school, door=ib)
    client, mee = ingelogd(zelf), ingelogd(ouder)
    pagina = client.get(hier("naar_school", kind)).text
    assert "Jouw plan" in pagina
    assert "Je leest het hieronder" in pagina
    assert "Kies of je ouders dit mogen lezen" in client.post(hier("wens", kind), {"wens": "Met de fiets."}).text
    client.post(hier("wens", kind), {"wens": "Met de fiets.", "delen": "nee"})
    assert "Met de fiets." not in mee.get(hier("naar_school", kind)).text
    client.post(hier("wens", kind), {"wens": "Met de bus.", "delen": "ja"})
    assert "Met de bus." in mee.get(hier("naar_school", kind)).text
    assert Planwoord.objects.filter(gever=zelf, van="leerling").count() == 2


def test_yes_or_no_to_an_offer_is_kept_and_staff_writes_the_answer_down(inloggen, ouder, leerling, rij, adviseur):
    voorstel = aanbod(rij, adviseur)
    client, adres = inloggen(ouder), hier("aanbod", leerling, voorstel.public_id)
    assert "Nieuw voor u" in client.get(reverse("dossier:dossiers")).text
    assert adres in client.get(hier("naar_school", leerling)).text
    assert "Kies ja of nee" in client.post(adres, {"waarom": "x"}).text
    assert "Schrijf op waarom u dit niet wilt" in client.post(adres, {"ja": "nee"}).text
    gezegd = client.post(adres, {"ja": "nee", "waarom": "Te ver weg."}, follow=True).text
    assert "Nee gezegd op" in gezegd
    rij.refresh_from_db()
    assert rij.status == Casusstatus.AANBOD_GEDAAN, "a word of a parent moves nothing: a person does"
    staf = ingelogd(adviseur).get(reverse("thuiszitters:casus", args=[rij.public_id])).text
    assert f"{ouder.naam} zei nee" in staf
    assert "Te ver weg." in staf
    with pytest.raises(NietMogelijk, match="waarom"):
        aanbod_zeggen(voorstel, **nu(ouder), ja=False)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Aanbodwoord.objects.update(ja=True)
    aanbod_accepteren(rij, **nu(adviseur), aanbod=voorstel, dag=dag(), antwoord_van="Moeder")
    with pytest.raises(NietMogelijk, match="al een antwoord"):
        aanbod_zeggen(voorstel, **nu(ouder), ja=True)
    assert client.get(adres).status_code == 404
    assert "Ja gezegd op" in client.get(hier("naar_school", leerling)).text


def test_who_of_a_family_reads_nothing(inloggen, ouder, leerling, school, ib, rij, adviseur):
    voorstel = aanbod(rij, adviseur)
    vreemd = gebruiker_met(Rol.OUDER)
    zonder = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=zonder, soort="geen")
    for wie in (vreemd, zonder):
        assert inloggen(wie).get(hier("naar_school", leerling)).status_code == 404
        with pytest.raises(Http404):
            wens_geven(leerling, **nu(wie), wens="x")
        with pytest.raises(Http404):
            aanbod_zeggen(voorstel, **nu(wie), ja=True)
    plan = concept(leerling=leerling, school=school, door=ib)
    assert not Plan.objects.visible_to(ouder).exists(), "a concept is of staff"
    Casus.objects.update(ouders_ingelicht_op=None, ouders_waarom_niet="Eerst met de jeugdarts.")
    assert inloggen(ouder).get(hier("naar_school", leerling)).status_code == 404
    with pytest.raises(NietMogelijk, match="geen plan"):
        wens_geven(leerling, **nu(ouder), wens="x")
    Casus.objects.update(ouders_ingelicht_op=dag())
    Leerling.objects.update(afscherming=Afscherming.VERBLIJFPLAATS)
    assert inloggen(ouder).get(hier("naar_school", leerling)).status_code == 404
    assert not Casus.objects.visible_to(ouder).exists()
    Leerling.objects.update(afscherming=Afscherming.GEEN)
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=dag(-1))
    assert inloggen(ouder).get(hier("naar_school", leerling)).status_code == 404
    assert plan.concept


def test_the_pages_speak_the_language_of_the_reader(inloggen, ouder, leerling, school, ib, rij, adviseur):
    plan = vastgesteld(leerling=leerling, school=school, door=ib)
    gesprek_vastleggen(plan, gesprek(), **nu(ib))
    planafspraak_maken(plan, **nu(ib), wat="Kluisje regelen", voor=dag(3), naam="De mentor")
    opbouw_afspreken(plan, **nu(ib), vanaf=dag(), begin=Decimal(4), erbij=Decimal(2), tot=Decimal(8))
    voorstel = aanbod(rij, adviseur)
    ouder.betrokkenen.update(taal="ar")
    client = inloggen(ouder)
    adres = hier("aanbod", leerling, voorstel.public_id)
    zonder_dutch(client, hier("wens", leerling), adres)
    assert not DUTCH.findall(hoofd_zonder_dutch(client.post(adres, {"ja": "ja"}, follow=True).text))
    lijst = client.get(reverse("dossier:dossiers")).text
    assert not DUTCH.findall(hoofd_zonder_dutch(lijst))
    Casus.objects.update(status=Casusstatus.GEMELD)
    assert Plangesprek.objects.exists()
    assert not DUTCH.findall(hoofd_zonder_dutch(client.get(hier("naar_school", leerling)).text))

"""How it went (M19): by hand, never of fewer than five, and never to be worked out from two looks."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.gebruikers.rollen import Rol
from loket.actions.consult import advies_bewaren, advies_uitbrengen
from loket.actions.vanzelf import vanzelf_versturen
from loket.models import Terugblik
from loket.rules.terugblik import MINSTENS, tot_en_met
from monitoring.kengetallen import tevreden as m
from monitoring.rules.periode import van_kwartaal, van_maand, van_schooljaar
from scholen.models import Instelling
from tests.arrangementrijen import toegekend_zonder_geld
from tests.bezwaren import besluit_bij
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met, leerling_op, pdfs_klaar
from tests.monitoring.test_paginas import woorden
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.models import Casus

databank = pytest.mark.django_db
JAAR, NU = van_schooljaar(2025), date(2026, 5, 20)
MAANDEN = [date(2025, 8 + nummer, 1) for nummer in range(5)]


def antwoorden(maand, *gezichten, rol="gezin", na="besluit", swv=None):
    wat = {"rol": rol, "na": na, "soort": "SO", "maand": maand, "swv": swv or InstellingFactory().swv}
    Terugblik.objects.bulk_create(Terugblik(**wat, gezicht=str(gezicht)) for gezicht in gezichten)


def rij(rol, periode=JAAR, dag=NU, na="besluit", swv=None):
    tabel = m.tabel(swv or InstellingFactory().swv, periode, dag)
    return next(een.cellen for een in tabel.rijen if een.sleutel == f"{rol}-{na}")


# --- the rule ----------------------------------------------------------------------------------------------------


def test_a_total_waits_until_enough_came():
    for aantallen, welke in (((3, 2, 4, 9), 3), ((3, 2, 4), 1), ((4,), None), ((), None), ((5, 0, 4), 0), ((9, 1), 0)):
        tot = tot_en_met(zip(MAANDEN, aantallen, strict=False), 5)
        assert tot == (None if welke is None else MAANDEN[welke]), aantallen


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 7), max_size=5))
def test_two_looks_never_differ_by_a_few(aantallen):
    """Whoever looks after each month sees totals of which no two differ by one to four."""
    gezien = []
    for lengte in range(len(aantallen) + 1):
        deel = list(zip(MAANDEN, aantallen[:lengte], strict=False))
        tot = tot_en_met(deel, MINSTENS)
        gezien.append(sum(aantal for maand, aantal in deel if tot and maand <= tot))
    assert all(toen == nu or abs(nu - toen) >= MINSTENS for toen in gezien for nu in gezien)


# --- the figure --------------------------------------------------------------------------------------------------


@databank
def test_counted_by_hand():
    antwoorden(date(2025, 9, 1), 5, 4, 4)
    antwoorden(date(2025, 10, 1), 3, 2)
    antwoorden(date(2026, 4, 1), 1, 1, 1, 1)
    antwoorden(date(2025, 9, 1), 4, 4, 4, 4, rol="school")
    assert rij("gezin") == (5, Decimal("3.6"), None, None), "four more wait, and nobody asked is no response of 0"
    assert rij("school") == (None, None, None, None), "four are none, and never 0"
    antwoorden(date(2026, 5, 1), 5)
    assert rij("gezin")[0] == 5, "a month that runs does not count"
    assert rij("gezin", dag=date(2026, 6, 1))[:2] == (10, Decimal("2.7"))
    assert rij("gezin", van_schooljaar(2026), date(2026, 9, 1)) == (None, None, None, Decimal("2.7"))


@databank
def test_a_part_of_the_year_shows_the_same_as_the_year():
    """Else a quarter beside its months would tell of one answer."""
    antwoorden(date(2025, 9, 1), 5, 4, 4, 3, 2, 1)
    for periode in (van_kwartaal(2025, 4), van_maand(2025, 10)):
        assert rij("gezin", periode) == rij("gezin")


@databank
def test_response_is_of_the_letters_about_which_was_asked():
    besluit_bij(aanvraag_in("besluit_voorbereiden"), verzonden=date(2025, 9, 1))
    besluit_bij(aanvraag_in("besluit_voorbereiden"), verzonden=date(2025, 9, 20))
    antwoorden(date(2025, 9, 1), 5, 5, 5, 5, 5, rol="school")
    assert rij("school")[2] == Decimal("500.0"), "one letter, of which the two weeks ended in that month"
    Instelling.objects.update(terugblik_vragen=False)
    assert rij("school")[2] is None


@databank
def test_each_kind_is_counted_apart_and_no_total_goes_over_them():
    for na, gezicht in (("advies", 5), ("hulp", 4), ("thuis", 3)):
        antwoorden(date(2025, 9, 1), *[gezicht] * 5, na=na)
    antwoorden(date(2025, 9, 1), 1, 1)
    assert m.tabel(InstellingFactory().swv, JAAR, NU).totaal is None
    gemiddeld = [rij("gezin", na=na)[1] for na in ("besluit", "advies", "hulp", "thuis")]
    assert gemiddeld == [None, Decimal("5.0"), Decimal("4.0"), Decimal("3.0")]


@databank
def test_response_of_the_other_kinds(school, ib, leerling, ouder):
    """One of each that ended in the days of which the two weeks end in September; something that did not, beside it."""
    klaar = datetime(2025, 9, 1, 9, tzinfo=UTC)
    aanvraag_in("advies_uitgebracht", school=school, ib=ib, leerling=leerling)
    eerder = datetime(2025, 8, 20, 9, tzinfo=UTC)
    hulp = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling, op=eerder, tot=klaar.date())
    toegekend_zonder_geld(school=school, ib=ib, leerling=leerling_op(school), op=eerder, soort=hulp.aanbod)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    een = casus(school=school, leerling=leerling, door=ib, regie=adviseur, van=date(2025, 8, 25))
    sluiten(een, door=adviseur, op=timezone.now(), eindreden="eigen_school", laatste_dag=date(2025, 8, 28))
    Casus.objects.filter(pk=een.pk).update(gesloten_op=klaar)
    for na in ("advies", "hulp", "thuis"):
        for rol in ("gezin", "school"):
            antwoorden(date(2025, 9, 1), 5, 5, 5, 5, 5, rol=rol, na=na)
    respons = {(na, rol): rij(rol, na=na)[2] for na in ("advies", "hulp", "thuis") for rol in ("gezin", "school")}
    elk, niets = Decimal("500.0"), None  # the advice was given today
    assert respons == {
        ("advies", "gezin"): niets,
        ("advies", "school"): niets,
        ("hulp", "gezin"): elk,
        ("hulp", "school"): elk,
        ("thuis", "gezin"): elk,
        ("thuis", "school"): elk,
    }


@databank
def test_response_to_advice_is_of_advices_to_schools_and_of_letters_to_families(
    school, ib, leerling, ouder, loketmedewerker
):
    zaak, op = aanvraag_in("in_behandeling", school=school, ib=ib, leerling=leerling), timezone.now()
    tekst = advies_bewaren(zaak, door=loketmedewerker, op=op, versie=0, tekst="Rust.")
    advies_uitbrengen(zaak, door=loketmedewerker, op=op, versie=tekst.versie)
    vandaag = timezone.localdate(op)
    for rol, verstuurd in (("gezin", 0), ("school", 1)):
        assert m.GEVRAAGD["advies"](zaak.swv, rol, vandaag, vandaag) == verstuurd, "not before the letter went out"
    pdfs_klaar()
    vanzelf_versturen(op=op)
    for rol in ("gezin", "school"):
        assert m.GEVRAAGD["advies"](zaak.swv, rol, vandaag, vandaag) == 1
        assert m.GEVRAAGD["advies"](zaak.swv, rol, vandaag + timedelta(days=1), vandaag + timedelta(days=9)) == 0


@databank
def test_who_reads_figures_reads_it_and_no_answer(db):
    InstellingFactory()
    vorige = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    antwoorden(vorige, 4, 4, 4, 4, 4)
    Terugblik.objects.update(tekst="WOORDEN-VAN-IEMAND")
    pagina = ingelogd(gebruiker_met(Rol.BESLISSER)).get(reverse("monitoring:steunpunt"), {"periode": "x"})
    assert "Ouders en leerlingen" in woorden(pagina)
    assert "WOORDEN-VAN-IEMAND" not in pagina.text


@databank
def test_each_swv_says_its_own_and_no_page_both_together():
    """Of both together, one subtracts what is said of the one and has two answers of the other."""
    een, ander = (InstellingFactory(swv__code=code, swv__naam=f"SWV {code}").swv for code in ("PO9998", "VO9999"))
    vorige = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    for dag in (date(2025, 9, 1), vorige):
        antwoorden(dag, 5, 5, 5, 5, 5, swv=een)
        antwoorden(dag, 1, 1, swv=ander)
    assert rij("gezin", swv=een)[1] == Decimal("5.0")
    assert rij("gezin", swv=ander) == (None, None, None, None)
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    for pagina in ("monitoring:steunpunt", "loket:terugblik"):
        tekst = woorden(client.get(reverse(pagina)))
        assert een.naam in tekst
        assert ander.naam in tekst
        assert not re.search(r"\b7\b", tekst.partition("Hoe ging")[2]), "five of the one, and none of the other"

"""Sums per month say what the rows say, whatever changed and whether the worker was there (ADR 0052)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Doorzending, StaleMonth, Uitstel
from monitoring.actions import maandcijfers
from monitoring.actions.maandcijfers import alle_maanden_maken, maanden_bijwerken
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.maanden import PER_KEER
from monitoring.kengetallen.sommen import Sommen
from monitoring.kengetallen.tlv import MAANDEN_TERUG
from monitoring.models import Duurcijfer, Maandcijfer, Schoolduur
from monitoring.rules.filter import Dimensie
from monitoring.rules.kengetal import TIENDUIZENDSTE, kwantiel, verdeling_van
from monitoring.rules.periode import jaar_eerder, van_kwartaal, van_maand, van_schooljaar
from scholen.models import LeerlingAantal, SchoolDeelname, Werkgebied
from tests.factories import SchoolFactory, gebruiker_met
from tests.monitoringrijen import Regio, moment
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
VANDAAG = date(2027, 9, 1)
PERIODEN = (van_schooljaar(2026), van_kwartaal(2026, 3), van_kwartaal(2026, 4), van_maand(2026, 9))
UITKOMSTEN = ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling")


@pytest.fixture
def regio():
    uit = Regio()
    uit.scholen = [uit.school, SchoolFactory(), SchoolFactory()]
    gebied = Werkgebied.objects.create(swv=uit.instelling.swv, naam="Noord", code="noord")
    SchoolDeelname.objects.filter(school=uit.school).update(werkgebied=gebied)
    return uit


def sommen():
    rijen, alle = ingediend(Aanvraag.objects.all()), Maandcijfer.objects.all()
    per_school, lijsten = alle.filter(school__isnull=False), Schoolduur.objects.all()
    return Sommen(rijen, alle.filter(school=None), per_school, Duurcijfer.objects.all(), lijsten)


def uit_rijen():
    return Sommen(ingediend(Aanvraag.objects.all()))


def cijfers(van, swv):
    """All that a page asks of it."""
    uit = []
    for periode in PERIODEN:
        eerder = jaar_eerder(periode)
        alle = van.stromen(periode, eerder)
        uit += [alle.som(0), alle.som(1), list(alle.per_soort(0)), van.in_de_piek(periode)]
        uit += [van.tabel_per_maand(periode, eerder, VANDAAG), van.op_tijd(periode), van.doorlooptijd(periode)]
        uit += [van.tabel_klassen(periode), van.verwacht(periode, periode.tot), van.twaalf_maanden(periode.tot)]
        uit += [van.stroom_per(periode, een, VANDAAG) for een in Dimensie]
        uit += [van.op_tijd_per(periode, een, VANDAAG) for een in Dimensie]
        uit += [van.stemtabel(periode)]
        uit += [van.verwijzingen(LeerlingAantal.objects.all(), swv, periode, date(2026, 10, 1))]
    return uit


DAG = st.integers(0, 500).map(lambda dagen: date(2026, 3, 1) + timedelta(days=dagen))


@st.composite
def verhalen(draw):
    ontvangen = draw(DAG)
    einde = ontvangen + timedelta(days=draw(st.integers(0, 120)))
    afloop = draw(st.sampled_from(["open", "ingetrokken", *UITKOMSTEN]))
    af = {"ingetrokken": {"ingetrokken": einde}, "open": {}}.get(afloop, {"besloten": einde, "uitkomst": afloop})
    if "besloten" in af and draw(st.booleans()):
        af["compleet"] = ontvangen + (einde - ontvangen) // 2
    sprak = draw(st.sampled_from(["", "zelf", "niet"]))
    return ontvangen, draw(st.integers(0, 2)), draw(st.sampled_from(["SO", "SBO"])), af, sprak


def bewaren(regio, verhaal):
    ontvangen, school, soort, af, *sprak = verhaal
    regio.school = regio.scholen[school]
    rij = regio.aanvraag(ontvangen, soort=soort, **af)
    if any(sprak):
        regio.stem(rij, reden="ziek" if sprak == ["niet"] else "")
    return rij


@given(eerst=st.lists(verhalen(), max_size=6), later=st.lists(verhalen(), max_size=4), keer=st.integers(0, 2))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_gives_the_same_with_sums_as_without(regio, eerst, later, keer):
    """Part of it is kept, part has changed since, and part was never made."""
    swv = regio.instelling.swv
    with transaction.atomic():
        for een in eerst:
            bewaren(regio, een)
        for _ in range(keer):
            maanden_bijwerken()
        for een in later:
            bewaren(regio, een)
        assert cijfers(sommen(), swv) == cijfers(uit_rijen(), swv)
        assert [langzaam(een) for een in PERIODEN] == [kort(uit_rijen(), swv, een) for een in PERIODEN]
        maanden_bijwerken()
        assert cijfers(sommen(), swv) == cijfers(uit_rijen(), swv)
        transaction.set_rollback(True)


def kort(van, swv, periode):
    """M09, M12, M21 and M22 of this period."""
    piek, straks = van.in_de_piek(periode), van.verwacht(periode, periode.tot)
    per_school = van.verwijzingen(LeerlingAantal.objects.all(), swv, periode, date(2026, 10, 1))
    maanden = [aantal for _, _, aantal in van.twaalf_maanden(periode.tot)]
    return (
        (piek.teller, piek.noemer),
        {een.brin6: een.toegekend for een in per_school if een.toegekend},
        maanden,
        (straks.toegekend, straks.open),
    )


def langzaam(periode):
    """The same by a loop over the aanvragen."""
    alle = []
    for een in Aanvraag.objects.exclude(ontvangstdatum=None).select_related("school"):
        uit = een.besluiten.filter(versie=1).first()
        terug = een.ingetrokken_op and timezone.localdate(een.ingetrokken_op)
        af = min((dag for dag in (uit and uit.besluitdatum, terug) if dag), default=None)
        alle.append((een, af, uit is not None and uit.uitkomst in ("toegekend", "afwijkend")))
    ontvangen = [een.ontvangstdatum for een, _, _ in alle if periode.bevat(een.ontvangstdatum)]
    gegeven = [(een.school.brin6, af) for een, af, ja in alle if ja and af]
    maanden = []
    for terug in range(MAANDEN_TERUG - 1, -1, -1):
        nu = periode.tot.year * 12 + periode.tot.month - 1 - terug
        maanden.append(sum(nu - 12 < af.year * 12 + af.month - 1 <= nu for _, af in gegeven))
    return (
        (sum(dag.month in (5, 6, 7) for dag in ontvangen), len(ontvangen)),
        dict(Counter(brin6 for brin6, af in gegeven if periode.bevat(af))),
        maanden,
        (
            sum(periode.bevat(af) for _, af in gegeven),
            sum(een.ontvangstdatum <= periode.tot and (af is None or af > periode.tot) for een, af, _ in alle),
        ),
    )


def bijgewerkt():
    while maanden_bijwerken():
        pass
    assert not StaleMonth.objects.exists()


def test_the_worker_makes_what_changed_and_takes_the_list_away(regio):
    for verhaal in ((date(2026, 9, 1), 0, "SO", {"besloten": date(2026, 10, 1)}), (date(2026, 9, 2), 1, "SO", {})):
        bewaren(regio, verhaal)
    assert {een.month for een in StaleMonth.objects.all()} == {date(2026, 9, 1), date(2026, 10, 1)}
    assert maanden_bijwerken() == 2
    assert maanden_bijwerken() == 0, "nothing changed since"
    september = Maandcijfer.objects.filter(maand=date(2026, 9, 1))
    eerste, tweede, _ = regio.scholen
    assert dict(september.values_list("school", "ontvangen")) == {eerste.pk: 1, tweede.pk: 1, None: 2}
    assert Maandcijfer.objects.get(maand=date(2026, 10, 1), school=None).afgewezen == 1
    assert Duurcijfer.objects.get(deel="geheel").dagen == 30


def test_a_large_change_is_made_in_parts(regio):
    for maand in range(1, 8):
        bewaren(regio, (date(2025, maand, 1), 0, "SO", {}))
        bewaren(regio, (date(2026, maand, 1), 0, "SO", {}))
    assert (maanden_bijwerken(), maanden_bijwerken(), maanden_bijwerken()) == (PER_KEER, 2, 0)
    assert Maandcijfer.objects.filter(school=None).count() == 14


def veranderd(doen):
    """The months that the database notes when this is done."""
    bijgewerkt()
    doen()
    return sorted({f"{een.month:%m}" for een in StaleMonth.objects.all()})


def test_the_database_notes_each_change_that_moves_a_figure(regio):
    rij = bewaren(regio, (date(2026, 9, 1), 0, "SO", {}))
    alle = Aanvraag.objects.filter(pk=rij.pk)
    assert veranderd(lambda: alle.update(ontvangstdatum=date(2026, 8, 31))) == ["08", "09"]
    assert veranderd(lambda: alle.update(soort="SBO")) == ["08"]
    assert veranderd(lambda: alle.update(school=regio.scholen[1])) == ["08"]
    uitstel = {"soort": "verdaging", "van": date(2026, 9, 20), "tot": date(2026, 11, 1)}
    wie = {"vastgelegd_op": moment(date(2026, 9, 20)), "vastgelegd_door": regio.ib}
    assert "08" in veranderd(lambda: Uitstel.objects.create(aanvraag=rij, reden="x", **uitstel, **wie))
    assert veranderd(lambda: regio.besluit(rij, date(2026, 11, 3), "toegekend")) == ["08", "11"]
    assert veranderd(lambda: regio.stem(rij)) == ["08", "11"]
    anders = gebruiker_met(Rol.BESLISSER)
    verder = {"akkoord": True, "besloten_op": moment(date(2026, 10, 5)), "besloten_door": anders}
    voorstel = {"voorgesteld_op": moment(date(2026, 10, 4)), "voorgesteld_door": regio.ib, "reden": "x"}
    doorzending = {"aanvraag": rij, "naar_naam": "Elders", **voorstel, **verder}
    assert veranderd(lambda: Doorzending.objects.create(**doorzending)) == ["08", "10", "11"]


def test_what_is_only_work_leaves_the_sums_alone(regio):
    rij = bewaren(regio, (date(2026, 9, 1), 0, "SO", {}))
    assert veranderd(lambda: Aanvraag.objects.filter(pk=rij.pk).update(behandelaar=regio.beslisser)) == []


def test_a_change_during_the_work_stays_on_the_list(regio, monkeypatch):
    """The rows that were there before it began go; one that came meanwhile is of a change that may be missed."""
    bewaren(regio, (date(2026, 9, 1), 0, "SO", {}))
    tellen = maandcijfers.geteld

    def tussendoor(*wat):
        uit = tellen(*wat)
        bewaren(regio, (date(2026, 9, 2), 0, "SO", {}))
        return uit

    monkeypatch.setattr(maandcijfers, "geteld", tussendoor)
    maanden_bijwerken()
    assert StaleMonth.objects.exists()
    assert sommen().stromen(van_maand(2026, 9)).som(0).ontvangen == 2


def test_each_night_everything_is_made_anew(regio):
    bewaren(regio, (date(2026, 9, 1), 0, "SO", {"besloten": date(2026, 10, 1), "uitkomst": "toegekend"}))
    bijgewerkt()
    Maandcijfer.objects.update(ontvangen=9, toegekend=9)
    Maandcijfer.objects.filter(school=None, maand=date(2026, 10, 1)).update(maand=date(2001, 1, 1))
    assert alle_maanden_maken() == 2
    assert sommen().stromen(PERIODEN[0]).som(0) == uit_rijen().stromen(PERIODEN[0]).som(0)


def test_without_any_rows_nothing_is_kept(regio):
    """As when the last file was deleted by the rules of keeping."""
    swv, maand = regio.instelling.swv, date(2026, 9, 1)
    Maandcijfer.objects.create(swv=swv, soort="SO", maand=maand, ontvangen=3)
    Duurcijfer.objects.create(swv=swv, deel="geheel", maand=maand, dagen=3, aantal=1, na_belofte=0)
    assert (maanden_bijwerken(), alle_maanden_maken()) == (0, 0)
    assert cijfers(sommen(), regio.instelling.swv) == cijfers(uit_rijen(), regio.instelling.swv)


def test_a_page_shows_the_sums(regio):
    """And not by accident the rows: what the worker kept is what stands there, until a month changes."""
    bewaren(regio, (date(2026, 9, 1), 0, "SO", {}))
    bijgewerkt()
    Maandcijfer.objects.update(ontvangen=4321)
    client, adres = ingelogd(gebruiker_met(Rol.ADVISEUR)), "/monitoring/aanvragen/?periode=2026-2027"
    pagina = client.get(adres)
    assert "4321" in pagina.content.decode().replace(".", "")
    assert "4321" not in client.get(f"{adres}&aanleiding=nieuw").content.decode().replace(".", "")
    assert "4321" not in client.get("/monitoring/aanvragen/?periode=2026-09-14").content.decode().replace(".", "")
    bewaren(regio, (date(2026, 9, 2), 0, "SO", {}))
    assert "4321" not in client.get(adres).content.decode().replace(".", "")


def test_a_period_that_ends_within_a_month_is_counted_from_rows(regio):
    for dag in (1, 20):
        bewaren(regio, (date(2026, 9, dag), 0, "SO", {}))
    bijgewerkt()
    client = ingelogd(gebruiker_met(Rol.ADVISEUR))
    pagina = client.get("/monitoring/aanvragen/?periode=2026-09-14")
    assert pagina.context["ontvangen"][0] == 1


def test_who_does_not_see_whether_a_pupil_was_heard_gets_no_sum_of_it(regio):
    rij = bewaren(regio, (date(2026, 9, 1), 0, "SO", {"besloten": date(2026, 10, 1)}, "zelf"))
    bijgewerkt()
    telling = {
        rol: {een.sleutel: een.cellen[0] for een in gehoord.rijen}
        for rol in (Rol.LOKETMEDEWERKER, Rol.ADVISEUR)
        for gehoord in [_gehoord_voor(rol)]
    }
    assert rij.stemmen.exists()
    assert telling[Rol.LOKETMEDEWERKER]["gehoord"] == 1
    assert telling[Rol.ADVISEUR]["gehoord"] == 0


def _gehoord_voor(rol):
    pagina = ingelogd(gebruiker_met(rol)).get("/monitoring/bezwaar/?periode=2026-2027")
    return next(een.tabel for een in pagina.context["beelden"] if een.tabel.code == "gehoord")


@given(st.dictionaries(st.integers(-3, 40), st.integers(1, 9), max_size=8))
def test_a_list_of_how_often_gives_what_the_whole_list_gives(keer):
    lijst = sorted(dag for dag, aantal in keer.items() for _ in range(aantal))
    uit = verdeling_van(keer)
    assert (uit.aantal, uit.hoogste) == (len(lijst), lijst[-1] if lijst else None)
    for welk, waarde in (("0.25", uit.kwart), ("0.5", uit.midden), ("0.75", uit.driekwart)):
        assert waarde == (kwantiel(lijst, Decimal(welk)).quantize(TIENDUIZENDSTE) if lijst else None)

"""Every transition of a bezwaar × role × status: from the wrong status, by the wrong role, and twice.

Generated from the table itself: a new transition is red until it has a case in tests/loket/bezwaarovergangen.py.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading

import pytest
from django.db import connections
from django.http import Http404

import loket.actions.bezwaar as acties
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Rol
from kern.logboek.models import Logregel, Uitkomst
from loket.actions.bezwaar import overgang
from loket.models import BEZWAAR_OPEN, Bezwaarstatus, Bezwaarzaak, Commissieopdracht
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met

from .bezwaarovergangen import RECEPTEN, nu

B = Bezwaarstatus
MODULES = [importlib.import_module(f"{acties.__name__}.{een.name}") for een in pkgutil.iter_modules(acties.__path__)]
ACTIES = {naam: next(getattr(module, naam) for module in MODULES if hasattr(module, naam)) for naam in overgang.regels}
ALLE = sorted(RECEPTEN)


def rij_van(zaak):
    return Bezwaarzaak.objects.filter(pk=zaak.pk).values().get()


def gedaan(naam):
    return Logregel.objects.filter(actie=naam, uitkomst=Uitkomst.GEDAAN).count()


def test_every_transition_of_the_table_is_an_action_with_a_case_to_try():
    assert set(ACTIES) == set(overgang.regels) == set(RECEPTEN)
    assert len(ACTIES) >= 27


@pytest.fixture
def mensen(ib, school, leerling, ouder):
    """One of each role; the school and the parent got the letter of the besluit."""
    eigen = {Rol.IB: ib, Rol.OUDER: ouder}
    return {rol: eigen.get(rol) or gebruiker_met(rol, school=school) for rol in Rol}


@pytest.mark.parametrize("status", B.values)
def test_no_role_does_what_is_not_its_step_now(mensen, ib, school, leerling, status):
    """Who may not, or not now, gets a sentence (or finds nothing), and nothing is written but the refusal.

    Asked of all transitions by all roles; done by each role that has the right. For who has not, or does not see the
    file, a transition ends before it looks at the status: of those each status does some others, so that all statuses
    together do them all, three times over.
    """
    zaak = bezwaar_bij(
        besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)), status=status
    ).zaak
    lid = {"lid": mensen[Rol.BEZWAARCOMMISSIE], "gevraagd_door": mensen[Rol.BEZWAARBEHANDELAAR]}
    Commissieopdracht.objects.create(zaak=zaak, gevraagd_op=nu(), **lid)
    voor, op, verwacht = rij_van(zaak), nu(), set()
    for rol, wie in mensen.items():
        ziet = Bezwaarzaak.objects.visible_to(wie).filter(pk=zaak.pk).exists()
        for nummer, naam in enumerate(ALLE):
            regel = overgang.regels[naam]
            recht = ziet and regel.permissie in PERMISSIES[rol]
            if recht and status in regel.van:
                continue
            assert regel.waarom_niet(zaak, wie, op).endswith("."), (naam, rol)
            if not recht and (nummer - B.values.index(status)) % 7:
                continue
            with pytest.raises(NietMogelijk if ziet else Http404) as fout:
                ACTIES[naam](zaak, door=wie, op=op)
            if ziet:
                assert str(fout.value).endswith("."), (naam, rol)
                verwacht.add((naam, wie.public_id))
    assert {wie for _, wie in verwacht} >= {mensen[rol].public_id for rol in (Rol.IB, Rol.OUDER, Rol.BESLISSER)}
    geweigerd = Logregel.objects.using("logboek").filter(uitkomst=Uitkomst.GEWEIGERD).values_list("actie", "wie")
    assert sorted(geweigerd) == sorted(verwacht)
    assert rij_van(zaak) == voor
    assert not Logregel.objects.filter(uitkomst=Uitkomst.GEDAAN).exists()


# --- twice, and at once ------------------------------------------------------------------------------------------


def klaar_voor(naam):
    """The case, two people, and for each the keywords."""
    recept = RECEPTEN[naam]
    zaak = recept.maken()
    return zaak, [(wie, recept.velden(zaak)) for wie in recept.mensen(zaak)]


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ALLE)
def test_a_second_time_is_refused_with_the_reason_or_only_adds_to_the_first(naam):
    zaak, ((wie, velden), (ander, weer)) = klaar_voor(naam)
    voor = gedaan(naam)
    ACTIES[naam](zaak, door=wie, op=nu(), **velden)
    assert gedaan(naam) == voor + 1
    na = rij_van(zaak)
    if RECEPTEN[naam].weer:
        ACTIES[naam](zaak, door=ander, op=nu(), **weer)
        assert (rij_van(zaak)["status"], gedaan(naam)) == (na["status"], voor + 2)
        return
    with pytest.raises(NietMogelijk) as fout:
        ACTIES[naam](zaak, door=ander, op=nu(), **weer)
    assert str(fout.value).endswith(".")
    assert (rij_van(zaak), gedaan(naam)) == (na, voor + 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("naam", ["op_bezwaar_beslissen", "redenen_sturen"])
def test_of_two_people_at_once_one_does_it_and_the_other_reads_why(naam):
    """The lock itself is that of every transition; here what ends the wait: the decision, and the reasons."""
    zaak, wat = klaar_voor(naam)
    start, uitkomsten = threading.Barrier(2), []

    def doen(wie, velden):
        try:
            start.wait(5)
            ACTIES[naam](zaak, door=wie, op=nu(), **velden)
            uitkomsten.append("gelukt")
        except NietMogelijk as reden:
            uitkomsten.append(str(reden))
        finally:
            connections.close_all()

    draden = [threading.Thread(target=doen, args=een) for een in wat]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert sorted(een == "gelukt" for een in uitkomsten) == [False, True], uitkomsten
    assert all(een == "gelukt" or een.endswith(".") for een in uitkomsten)
    assert gedaan(naam) == 1


def test_what_is_open_can_be_reached_from_the_beginning_and_leads_to_an_end():
    bereikt, vorige = {str(B.ONTVANGEN)}, set()
    while bereikt != vorige:
        vorige = set(bereikt)
        for regel in overgang.regels.values():
            if bereikt & regel.van:
                bereikt |= regel.mogelijk_naar
    assert set(map(str, BEZWAAR_OPEN)) <= bereikt
